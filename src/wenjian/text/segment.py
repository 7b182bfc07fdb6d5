"""Provisions: the sentence-level pieces of a text (design: duties)."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

_PAIRS = {
    "《": "》",
    "“": "”",
    "‘": "’",
    "（": "）",
    "(": ")",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
    "〈": "〉",
}
_CLOSING = frozenset("”’」』）)】》〉\"'")
_DEEPEST = 20
"""How many open marks back a closing mark is matched; keeps hostile text linear."""
_STOPS = frozenset("。；;！!？?")
_GOES_ON = frozenset("，,、：:。；;！!？?的等和与及或之")
_POINT_AS_STOP = re.compile(r"(?<=[\u4e00-\u9fff])(?<![一二三四五六七八九十])[.．](?=[\u4e00-\u9fff\s]|$)")
_WORD = re.compile(r"\w")


def provisions(text: str) -> list[tuple[int, int]]:
    """Ranges (start, end) of the provisions of `text`, cut after 。；！？ and at line ends.

    Never cut inside a pair of 《》“”（）; a pair that is not closed in its line protects nothing. A quoted or
    bracketed full sentence ends a provision after its closing mark. The ranges carry no blanks at their ends and
    skip pieces without a letter; together they hold every letter of `text`.
    """
    inside = _protected(text)
    points = {match.start() for match in _POINT_AS_STOP.finditer(text)}
    cuts = [0]
    position = 0
    while position < len(text):
        character = text[position]
        position += 1
        if character == "\n":
            cuts.append(position)
        elif position - 1 in inside:
            if character in _CLOSING and text[position - 2] == "。" and _ends_pair(text, position, inside):
                cuts.append(position)
        elif character in _STOPS or position - 1 in points:
            while position < len(text) and (text[position] in _STOPS or text[position] in _CLOSING):
                position += 1
            cuts.append(position)
    cuts.append(len(text))
    ranges = (_trimmed(text, start, end) for start, end in pairwise(cuts))
    return [(start, end) for start, end in ranges if _WORD.search(text, start, end)]


def split_provisions(text: str) -> list[str]:
    """The provisions of `text` as texts."""
    return [text[start:end] for start, end in provisions(text)]


def _protected(text: str) -> frozenset[int]:
    """Offsets inside a closed pair, the closing mark included."""
    change = [0] * (len(text) + 1)
    opened: list[int] = []
    for position, character in enumerate(text):
        if character == "\n":
            opened.clear()
        elif character in _PAIRS:
            opened.append(position)
        elif character in _CLOSING:
            lowest = max(0, len(opened) - _DEEPEST)
            at = next((n for n in range(len(opened) - 1, lowest - 1, -1) if _PAIRS[text[opened[n]]] == character), None)
            if at is not None:
                change[opened[at]] += 1
                change[position + 1] -= 1
                del opened[at:]
    return frozenset(position for position, depth in enumerate(accumulate(change)) if depth)


def _ends_pair(text: str, position: int, inside: frozenset[int]) -> bool:
    """Whether the closing mark before `position` is the outermost and the sentence does not go on after it."""
    if position == len(text):
        return True
    return position not in inside and text[position] not in _GOES_ON and text[position] not in _CLOSING


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
