"""A pattern that finds any of many words, the longest at each place."""

from __future__ import annotations

import re
from collections.abc import Iterable

_Node = dict[str, "_Node"]
"""The letters that can follow, each with what can follow it; "" where a word ends."""


def words_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches the longest of `words` at a place. It branches letter by letter, so that a text is
    searched at about the same speed for ten words or for ten thousand.
    """
    root: _Node = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return re.compile(_branches(root))


def _branches(node: _Node) -> str:
    ways = [re.escape(letter) + _branches(below) for letter, below in node.items() if letter]
    if not ways:
        return "" if "" in node else r"(?!)"
    return f"(?:{'|'.join(ways)})" + ("?" if "" in node else "")
