"""The numbers in front of headings and items (GB/T 9704-2012, 7.3.3: 一、（一）1.（1）)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from wenjian.text import patterns as re
from wenjian.text.numerals import chinese_numeral, parse_numeral

_HAN = "[一二三四五六七八九十]{1,3}"
_HAN_LABEL = re.compile(rf"({_HAN})\s*[、.．](?!\d)(?![一二三四五六七八九十]+[级类等线期批季])")
_HAN_BRACKETS = re.compile(rf"[（(]\s*({_HAN})\s*[）)][、.．]?")
_FIGURE = re.compile(
    r"([0-9０-９]{1,2})\s*(?:[、．]|\.(?![0-9０-９]))(?![0-9０-９])|([0-9]{1,2})[.．、](?=(?:20\d\d年"
    r"|\d{1,2}月(?:\d|底|初|末|份|上|中|下)))"
)
"""«1.» before words, and before a date («1.9月30日前»)."""
_FIGURE_BRACKETS = re.compile(r"[（(]\s*([0-9０-９]{1,2})\s*[）)][、.．]?|([0-9０-９]{1,2})\s*[）)]")
_PART = re.compile(
    r"第\s*([一二三四五六七八九十百零〇]{1,6}|[0-9０-９]{1,3})\s*(?:(?:条|章|节|编|阶段|部分|步)(?=[\s：:、，,（(—]|$)"
    r"|(?:章|节|编|部分)(?=[\u4e00-\u9fff、]{2,20}$)|条(?![规所第款的中之以和及至到或内]|外))"
)
_NO_LABEL = re.compile("[\u3400-\u9fff](?<![一二三四五六七八九十第])")
"""A first character with which no label begins: most lines are told by it."""
_ENUMERATOR = re.compile(rf"({_HAN})是(?![否非])")


@dataclass(frozen=True, slots=True)
class Label:
    """A printed number. `level` is 1–5 for 一、（一）1.（1）①, and 0 for 第一条, 第一章, 第一阶段."""

    level: int
    ordinal: int
    printed: str


@lru_cache(maxsize=1024)
def parse_label(text: str) -> Label | None:
    """The label at the head of `text`, half-width variants included, or None. `printed` is the text it takes up."""
    if not text or _NO_LABEL.match(text):
        return None
    for level, pattern in ((1, _HAN_LABEL), (2, _HAN_BRACKETS), (3, _FIGURE), (4, _FIGURE_BRACKETS), (0, _PART)):
        if match := pattern.match(text):
            ordinal = parse_numeral(next(group for group in match.groups() if group))
            return Label(level, ordinal, match[0]) if ordinal else None
    return _parse_sign(text[0])


def _parse_sign(character: str) -> Label | None:
    """Labels of one character: ① ⑴ ⒈ ㈠."""
    if unicodedata.category(character) != "No" and character not in "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩":
        return None
    folded = unicodedata.normalize("NFKC", character)
    ordinal = parse_numeral(folded.strip("()."))
    if not ordinal:
        return None
    if folded.startswith("("):
        return Label(4 if folded[1].isdigit() else 2, ordinal, character)
    if folded.endswith("."):
        return Label(3, ordinal, character)
    return Label(5, ordinal, character) if "①" <= character <= "⑳" or "❶" <= character <= "➓" else None


def render_label(level: int, ordinal: int) -> str:
    """The label of `level` 1–5 as printed: 一、 （一） 1. （1） ①."""
    if level == 1:
        return chinese_numeral(ordinal) + "、"
    if level == 2:
        return f"（{chinese_numeral(ordinal)}）"
    if level == 3:
        return f"{ordinal}."
    if level == 4:
        return f"（{ordinal}）"
    if level == 5 and 1 <= ordinal <= 20:
        return chr(ord("①") + ordinal - 1)
    raise ValueError(f"no label of level {level} for {ordinal}")


def parse_enumerator(text: str) -> int | None:
    """The number of «一是…», «二是…» at the head of `text`, or None."""
    match = _ENUMERATOR.match(text)
    return parse_numeral(match[1]) if match else None


def render_enumerator(number: int) -> str:
    """«一是», «二是» …"""
    return chinese_numeral(number) + "是"
