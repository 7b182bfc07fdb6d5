"""Provisions: the sentence-level pieces of a text (design: duties)."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from wenjian.text import patterns as re

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
_STOPS = "。；;！!？?"
_GOES_ON = frozenset("，,、：:。；;！!？?的等和与及或之")
_POINT = r"[.．](?<=[\u4e00-\u9fff].)(?<![一二三四五六七八九十].)(?=[\u4e00-\u9fff\s]|$)"
"""A point between Chinese characters, set for 。"""
_CLOSING_CLASS = "[" + "".join(sorted(map(re.escape, _CLOSING))) + "]"
_CUT = re.compile(
    rf"\n|(?P<closing>{_CLOSING_CLASS})|(?P<stop>(?:[{_STOPS}]|{_POINT})(?:[{_STOPS}]|{_CLOSING_CLASS})*)"
    r"|(?P<listed>[，,、](?=[二三四五六七八九十]是))"
)
_FIRST = "一是"
_MARK = re.compile("[" + "\n" + "".join(sorted(_PAIRS)) + "".join(sorted(map(re.escape, _CLOSING))) + "]")
_WORD = re.compile(r"\w")


@lru_cache(maxsize=4096)
def provisions(text: str) -> tuple[tuple[int, int], ...]:
    """Ranges (start, end) of the provisions of `text`, cut after 。；！？, at line ends and before the 二是 of
    «一是……，二是……».

    Never cut inside a pair of 《》“”（）; a pair that is not closed in its line protects nothing. A quoted or
    bracketed full sentence ends a provision after its closing mark. The ranges carry no blanks at their ends and
    skip pieces without a letter; together they hold every letter of `text`.
    """
    inside = _protected(text)
    first = text.find(_FIRST)
    cuts = [0]
    position = 0
    while match := _CUT.search(text, position):
        start, position = match.span()
        if inside[start]:
            position = start + 1
            if match["closing"] and text[start - 1] == "。" and _ends_pair(text, position, inside):
                cuts.append(position)
        elif not match["closing"] and (not match["listed"] or 0 <= first < start):
            cuts.append(position)
    cuts.append(len(text))
    ranges = (_trimmed(text, start, end) for start, end in pairwise(cuts))
    return tuple((start, end) for start, end in ranges if _WORD.search(text, start, end))


def split_provisions(text: str) -> list[str]:
    """The provisions of `text` as texts."""
    return [text[start:end] for start, end in provisions(text)]


def _protected(text: str) -> bytearray:
    """For each offset 1 inside a closed pair, the marks included, else 0."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for match in _MARK.finditer(text):
        position, mark = match.start(), match[0]
        if mark == "\n":
            opened.clear()
        elif mark in _PAIRS:
            opened.append(position)
        else:
            lowest = max(0, len(opened) - _DEEPEST)
            at = next((n for n in range(len(opened) - 1, lowest - 1, -1) if _PAIRS[text[opened[n]]] == mark), None)
            if at is not None:
                while pairs and pairs[-1][0] > opened[at]:
                    pairs.pop()
                pairs.append((opened[at], position + 1))
                del opened[at:]
    inside = bytearray(len(text) + 1)
    for start, end in pairs:
        inside[start:end] = b"\1" * (end - start)
    return inside


def _ends_pair(text: str, position: int, inside: bytearray) -> bool:
    """Whether the closing mark before `position` is the outermost and the sentence does not go on after it."""
    if position == len(text):
        return True
    return not inside[position] and text[position] not in _GOES_ON and text[position] not in _CLOSING


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
