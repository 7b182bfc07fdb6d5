"""Working days: weekdays without holidays, and the weekend days that are worked instead (调休)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wenjian.model.holidays import HolidayYear
from wenjian.text.dates import parse_date

_DAY = dt.timedelta(days=1)
_LONGEST_STRETCH = 31
"""Days of a holiday; what is longer is a slip of the pen."""


class BadDay(ValueError):
    """A day or stretch in the file that cannot be read; its text is the words."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days off and the worked weekend days of the years it knows; in other years only weekends are off."""

    off: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()
    years: frozenset[int] = frozenset()

    def is_working_day(self, day: dt.date) -> bool:
        if day in self.worked:
            return True
        return day.weekday() < 5 and day not in self.off

    def shifted(self, day: dt.date, working_days: int) -> dt.date:
        """The day so many working days after `day` (before it when negative); 0 is the day itself."""
        step = _DAY if working_days > 0 else -_DAY
        left = abs(working_days)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def between(self, first: dt.date, last: dt.date) -> int:
        """The working days after `first` up to `last`; 0 where `last` is no later."""
        return sum(self.is_working_day(first + _DAY * n) for n in range(1, (last - first).days + 1))


def work_calendar(years: Iterable[HolidayYear]) -> WorkCalendar:
    """The calendar of several years; of two entries for a year the later one counts. Raises BadDay."""
    latest = {_year(entry): entry for entry in years}
    return WorkCalendar(
        off=frozenset(day for entry in latest.values() for words in entry.off for day in _days(words)),
        worked=frozenset(day for entry in latest.values() for words in entry.worked for day in _days(words)),
        years=frozenset(latest),
    )


def _year(entry: HolidayYear) -> int:
    digits = entry.year.strip().removesuffix("年")
    if not (digits.isdecimal() and len(digits) == 4):
        raise BadDay(entry.year)
    return int(digits)


def _days(words: str) -> Iterator[dt.date]:
    first, _, last = words.partition("至")
    start, end = parse_date(first), parse_date(last or first)
    if start is None or end is None or not 0 <= (end - start).days < _LONGEST_STRETCH:
        raise BadDay(words)
    return (start + _DAY * n for n in range((end - start).days + 1))
