"""完成时限 as people write it in a table → the days it means."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from wenjian.duties.schedule import Due, due_of
from wenjian.model.directive import Duty
from wenjian.text.dates import Precision, day_of_digits, find_dates
from wenjian.text.measures import find_measures
from wenjian.text.workdays import WorkCalendar

_HORIZON = 366
"""Days for which a weekly deadline is listed."""
_JUST_PASSED = dt.timedelta(days=92)
"""How long before 交办 a day without a year may lie and still be the one that is meant."""
_COUNTED = re.compile(r"^\s*(?:\d{1,3}|[一二三四五六七八九十两]{1,3})\s*个?(?:工作日|日|天)(?:内|以内|之内)")
_RANGE = re.compile(r"(?P<year>\d{4}年)(?P<first>[^年]{2,8}[至—~～-])(?=\d{1,2}月)")
"""«2026年3月1日至5月31日», «2026年3月至5月», whose end does not repeat the year."""
_BEGINS = re.compile(r"\s*(?:起|开始|以来|以?后)")
"""Words after a day from which something holds."""
_WEEKLY = re.compile(r"每周(?:星期)?(?P<day>[一二三四五六日天])")
_WEEKDAYS = "一二三四五六日"


def days_of(deadline: str, since: dt.date | None, days: WorkCalendar) -> Due:
    """The days that `deadline` means, counted from `since`, the day of 交办: «2025年6月底前» is one day, «每月5日前»
    comes back, «10个工作日内» is counted. «立即整改、长期坚持», «自2026年7月1日起» and «按上级部署» have none.
    """
    if (day := day_of_digits(deadline)) is not None:
        return Due(deadline, (day,))
    words = f"印发之日起{deadline.strip()}" if _COUNTED.match(deadline) else deadline
    due = due_of(Duty(id="", text=words, measures=find_measures(words)), since, days)
    if due.recurring and due.days:
        return Due(deadline, due.days, recurring=True)
    if due.days:
        return Due(deadline, tuple(_meant(day, words, since) for day in due.days))
    if (weekly := _WEEKLY.search(deadline)) and since is not None:
        return Due(deadline, _weekly(since, _WEEKDAYS.find(weekly["day"]) % 7), recurring=True)
    full = _RANGE.sub(r"\g<year>\g<first>\g<year>", deadline)
    dates = [found for found in find_dates(full) if not _BEGINS.match(full, found.end)]
    exact = [found.date for found in dates if found.precision is Precision.DAY]
    if exact:
        return Due(deadline, (max(exact),))
    months = [found.date for found in dates if found.precision is Precision.MONTH]
    if months:
        last = max(months)
        return Due(deadline, (last.replace(day=calendar.monthrange(last.year, last.month)[1]),))
    return Due(deadline, (), due.recurring)


def _meant(day: dt.date, words: str, since: dt.date | None) -> dt.date:
    """A day without a year is the next one; one that had just passed when the task was given is that one, overdue."""
    if since is None or str(day.year) in words or "之日起" in words or (day.month, day.day) == (2, 29):
        return day
    before = day.replace(year=day.year - 1)
    return before if dt.timedelta(0) < since - before <= _JUST_PASSED else day


def _weekly(since: dt.date, weekday: int) -> tuple[dt.date, ...]:
    first = since + dt.timedelta(days=(weekday - since.weekday()) % 7)
    return tuple(first + dt.timedelta(days=n) for n in range(0, _HORIZON, 7))


def first_day(due: Due) -> str:
    """The ISO day by which rows are sorted; "" where there is none."""
    return due.days[0].isoformat() if due.days else ""
