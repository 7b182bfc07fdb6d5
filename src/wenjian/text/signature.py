"""Who signed and when, as people write it in one cell: «张三 2026-03-05», «张三2026年3月5日», a name or a day alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wenjian.model.directive import NO_NAMES
from wenjian.text.dates import Precision, find_dates, parse_date
from wenjian.text.normal import fold_in_place

_EIGHT_DIGITS = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_HEAD = re.compile(r"核对(?P<what>日期|人)\s*[:：](?P<words>.*?)(?=核对(?:日期|人)\s*[:：]|$)", re.DOTALL)
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_REST = rf"\s*(?:月|[-./])\s*{_NUMBER}(?!\s*[-./]?\d)\s*[日号]?"
_NO_DAYS = {
    "没有这一天": re.compile(rf"(?<!\d)(?:19|20)\d{{2}}\s*[-./年]\s*{_NUMBER}{_REST}"),
    "年份要写四位": re.compile(rf"(?<!\d)\d{{2}}\s*[-./年]\s*{_NUMBER}{_REST}"),
    "没有写年份": re.compile(rf"(?<![\d.]){_NUMBER}{_REST}"),
}
"""What is wrong with words that are to be a day and are none → such words: 2026-02-30, 26.5.10, 5月10日."""
_BLANKS = " _＿,，、;；:：/／.√✓"


@dataclass(frozen=True, slots=True)
class Signature:
    """A name and a day (YYYY-MM-DD); each empty where it was not written. `fault` says what is wrong with the day that
    was written and is none («“2026-02-30”没有这一天»).
    """

    person: str = ""
    date: str = ""
    fault: str = ""

    def completed(self, other: Signature) -> Signature:
        """This, with what it lacks taken from `other`; where a day was meant, no other day."""
        return Signature(self.person or other.person, self.date or (other.date if not self.fault else ""), self.fault)


def parse_signature(text: str) -> Signature:
    """The name and the last whole day that `text` writes. A tick (√, 已核对) is no name; a month alone is no day."""
    words = _EIGHT_DIGITS.sub(r"\1-\2-\3", text)
    dates = find_dates(words)
    days = [date for date in dates if date.precision is Precision.DAY]
    for date in dates[::-1]:
        words = f"{words[: date.start]} {words[date.end :]}"
    words, fault = (words, "") if days else _faulty(words)
    name = " ".join(words.split()).strip(_BLANKS)
    named = bool(re.search(r"[^\W\d_]", name)) and name not in NO_NAMES
    return Signature(name if named else "", days[-1].date.isoformat() if days else "", fault)


def _faulty(words: str) -> tuple[str, str]:
    """`words` without those that are to be a day and are none, and what is wrong with them."""
    for why, meant in _NO_DAYS.items():
        if match := meant.search(fold_in_place(words)):
            start, end = match.span()
            return f"{words[:start]} {words[end:]}", f"“{words[start:end].strip()}”{why}"
    return words, ""


def parse_head_signature(text: str) -> Signature:
    """The same from the head of a table («核对日期：2026-03-05　核对人：张三»); empty where nothing was filled in."""
    found = {match["what"]: match["words"] for match in _HEAD.finditer(text)}
    day, name = parse_signature(found.get("日期", "")), parse_signature(found.get("人", ""))
    return Signature(name.person, day.date or name.date, "" if day.date or name.date else day.fault or name.fault)


def same_day(one: str, other: str) -> bool:
    """Whether two written dates mean one day."""
    first, second = parse_date(one), parse_date(other)
    return first == second if first and second else one.strip() == other.strip()
