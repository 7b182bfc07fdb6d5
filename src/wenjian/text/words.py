"""A pattern that finds any of many words, the longest at each place."""

from __future__ import annotations

import re
from collections.abc import Iterable


def words_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches the longest of `words` at a place. It branches letter by letter, so that a text is
    searched at about the same speed for ten words or for ten thousand.
    """
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return re.compile(_branches(root))


def _branches(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    ways = [re.escape(letter) + _branches(below) for letter, below in node.items() if letter]
    if not ways:
        return "" if "" in node else r"(?!)"
    return f"(?:{'|'.join(ways)})" + ("?" if "" in node else "")
