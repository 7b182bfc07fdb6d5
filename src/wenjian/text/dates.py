"""Dates as official documents write them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from wenjian.text.normal import fold_in_place
from wenjian.text.numerals import parse_numeral

_HAN = "〇零○一二三四五六七八九十"
_ROUND = "OoＯΟО0"
"""Letters and figures that people type for 〇 («二O二二年»)."""
_YEAR = rf"(?P<year>(?:19|20)\d{{2}}|[一二][{_HAN}{_ROUND}]{{3}})"
_NUMBER = rf"(?:\d{{1,2}}|[{_HAN}]{{1,3}})"
_WRITTEN = re.compile(
    rf"(?<!\d){_YEAR}\s*年(?:\s*(?P<month>{_NUMBER})\s*月(?:份(?!\d)|\s*(?P<day>{_NUMBER})\s*(?:[日号]|(?=[\s）)"
    rf"—~至，,。、-]|$)))?)?"
)
_FIGURES = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d{2})\s?(?P<sep>[-./])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<day>\d{1,2})(?!\d)"
)
_MAY_BE_DATE = re.compile(r"年|\d{4}\s?[-./－．／]")

BLANK_DATE = "　　年　月　日"
"""A date that is still to be written in by hand."""


DAY_ZERO = dt.date(1899, 12, 30)
"""The day that spreadsheet programs number 0."""
SERIALS = range(30_000, 80_001)
"""Numbers that can only be days (1982–2119) where a day belongs."""
_EIGHT = 8


class Precision(Enum):
    """How exact a written date is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: offsets, the words, the date (first day of a month or year), and its precision."""

    start: int
    end: int
    text: str
    date: dt.date
    precision: Precision


def outside_period(start: str, end: str, date: dt.date | None) -> str:
    """Why `date` lies outside the period of two days as written, in words; empty where it does not, or is unknown."""
    if date is None:
        return ""
    first, last = parse_date(start), parse_date(end)
    if first and date < first:
        return f"自{start}起启用，本文成文于此前"
    return f"已于{end}停用" if last and date > last else ""


@lru_cache(maxsize=1024)
def parse_date(text: str) -> dt.date | None:
    """The date that `text` as a whole writes (2022-01-27, 2022.1.27, 2022年1月27日, 二〇二二年三月一日), or None."""
    words = text.strip().rstrip("。.")
    dates = find_dates(words)
    if len(dates) == 1 and (dates[0].start, dates[0].end) == (0, len(words)) and dates[0].precision is Precision.DAY:
        return dates[0].date
    compact = "".join(words.split())
    return parse_date(compact) if compact != words else None


def day_of_digits(text: str) -> dt.date | None:
    """The day of a bare serial number, as a spreadsheet leaves it that lost its format (46085), or of eight digits."""
    digits = text.strip()
    if not re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?|[0-9]{8}", digits):
        return None
    if len(digits) == _EIGHT and "." not in digits:
        try:
            return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        except ValueError:
            return None
    serial = int(float(digits))
    return DAY_ZERO + dt.timedelta(days=serial) if serial in SERIALS else None


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """The dates in `text` in order: days, months (2022年3月) and years (2022年)."""
    if not _MAY_BE_DATE.search(text):
        return ()
    plain = fold_in_place(text)
    matches = sorted((*_WRITTEN.finditer(plain), *_FIGURES.finditer(plain)), key=lambda match: match.start())
    return tuple(date for match in matches if (date := _found(text, match)))


def _found(text: str, match: re.Match[str]) -> FoundDate | None:
    written = match["year"]
    year = parse_numeral(written if written.isdigit() else re.sub(f"[{_ROUND}]", "〇", written))
    month = parse_numeral(match["month"]) if match["month"] else None
    day = parse_numeral(match["day"]) if match["day"] else None
    try:
        date = dt.date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    return FoundDate(match.start(), match.end(), text[match.start() : match.end()], date, precision)


def day_of_month(year: int, month: int, day: int) -> dt.date:
    """That day of a month (1–12), or its last one where it has no such day."""
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def next_of(first: dt.date, month: int, day: int) -> dt.date:
    """That day of a month, as `day_of_month` has it, that is the next one from `first` on."""
    this_year = day_of_month(first.year, month, day)
    return this_year if this_year >= first else day_of_month(first.year + 1, month, day)


def format_date(date: dt.date) -> str:
    """The date in Arabic figures without leading zeros, as 成文日期 is printed (GB/T 9704-2012, 7.3.5.4)."""
    return f"{date.year}年{date.month}月{date.day}日"
