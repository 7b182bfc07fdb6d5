"""完成时限 as people write it in a table → the days it means."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence

from wenjian.duties.schedule import Due, due_of
from wenjian.model.directive import Duty
from wenjian.model.vocabulary import Comparator, MeasureKind
from wenjian.text.dates import Precision, day_of_digits, day_of_month, find_dates, next_of
from wenjian.text.measures import find_measures
from wenjian.text.numerals import parse_number
from wenjian.text.phases import parse_period
from wenjian.text.workdays import WorkCalendar

_HORIZON = 366
"""Days for which a weekly deadline is listed."""
_JUST_PASSED = dt.timedelta(days=92)
"""How long before 交办 a day without a year may lie and still be the one that is meant."""
_COUNTED = re.compile(r"^\s*(?:\d{1,3}|[一二三四五六七八九十两]{1,3})\s*个?(?:工作日|日|天)(?:内|以内|之内)")
_RANGE = re.compile(r"(?P<year>\d{4}年)(?P<first>[^年]{2,8}[至—~～-])(?=\d{1,2}月)")
"""«2026年3月1日至5月31日», «2026年3月至5月», whose end does not repeat the year."""
_THAT_YEAR = re.compile(r"明年|今年|后年")
_YEARS_ON = {"今年": 0, "明年": 1, "后年": 2}
_WITHIN = re.compile(r"(?P<number>\d{1,3}|[一二两三四五六七八九十]{1,3}|半)个?(?P<unit>年|月|天|日)(?:内|以内|之内)?")
"""«一个月内», «半年内», «30天», counted from the day of 交办."""
_YEAR_AFTER = re.compile(r"(?P<year>\d{4})年[^年]{0,12}次年")
"""«2026年11月至次年2月»."""
_INTO_NEXT_YEAR = re.compile(r"(?<=[至到—~～-])次年(?=\d)")
"""«12月至次年3月»."""
_SPAN = re.compile(r"[年月日号底末]\s*(?:起\s*)?(?:至|到|[—~～-]{1,2})\s*\d")
"""Two days that are the ends of one stretch of time."""
_MONTHS = re.compile(r"(?<!\d)(?:\d{1,2}月?[底末]?[、和及])+(?=\d{1,2}月(?:[底末]|之?前|以前))")
"""«6、» before «12月底前»: the months of a list that say but once that their end is meant."""
_LISTED = re.compile(r"(?<!\d)(?:\d{1,2}月\d{1,2}日[、和及])+(?=\d{1,2}月\d{1,2}日(?:之?前|以前))")
"""«6月25日、» before «12月25日前»."""
_DAYS = re.compile(
    r"(?P<month>每月|每季度(?:[首末]月|最后一个月|第[一二三]个月)|(?<!\d)\d{1,2}月)"
    r"(?P<days>(?:\d{1,2}[日号]?[、和及])+)(?=\d{1,2}[日号](?:之?前|以前))"
)
"""«每月5日、» before «20日前»."""
_NEXT_MONTH = re.compile(r"(?P<year>\d{4}年)(?P<first>\d{1,2}月(?:\d{1,2}日)?[底末前]*[、和及])(?=\d{1,2}月)")
_NO_YEAR = re.compile(r"\d{2}-\d{2}")
_EVERY_YEAR = "每年"
_BEGINS = re.compile(r"\s*(?:起|开始|以来|以?后)")
"""Words after a day from which something holds."""
_WEEKLY = re.compile(r"每周(?:星期)?(?P<day>[一二三四五六日天])")
_WEEKDAYS = "一二三四五六日"


def days_of(deadline: str, since: dt.date | None, days: WorkCalendar) -> Due:
    """The days that `deadline` means, counted from `since`, the day of 交办: «2025年6月底前» is one day, «每月5日前»
    comes back, «10个工作日内» is counted, «6月底、12月底前» are two, in order. «立即整改、长期坚持»,
    «自2026年7月1日起» and «按上级部署» have none.
    """
    if (day := day_of_digits(deadline)) is not None:
        return Due(deadline, (day,))
    if since is not None:
        deadline = _THAT_YEAR.sub(lambda match: f"{since.year + _YEARS_ON[match[0]]}年", deadline)
    written = _YEAR_AFTER.sub(lambda match: f"{match[0].removesuffix('次年')}{int(match['year']) + 1}年", deadline)
    if since is not None:
        written = _INTO_NEXT_YEAR.sub(f"{since.year + 1}年", written)
    words = f"印发之日起{written.strip()}" if _COUNTED.match(written) else written
    due = due_of(Duty(id="", text=words, measures=find_measures(words)), since, days)
    if (several := _several(words, since, days)) is not None:
        return Due(deadline, several.days, several.recurring)
    if due.recurring and due.days:
        return Due(deadline, due.days, recurring=True)
    if due.days:
        return Due(deadline, tuple(_meant(day, words, since) for day in due.days))
    if (weekly := _WEEKLY.search(written)) and since is not None:
        return Due(deadline, _weekly(since, _WEEKDAYS.find(weekly["day"]) % 7), recurring=True)
    full = _with_years(_RANGE.sub(r"\g<year>\g<first>\g<year>", written))
    dates = [found for found in find_dates(full) if not _BEGINS.match(full, found.end)]
    exact = sorted({found.date for found in dates if found.precision is Precision.DAY})
    months = sorted({found.date for found in dates if found.precision is Precision.MONTH})
    ends = exact or [day.replace(day=calendar.monthrange(day.year, day.month)[1]) for day in months]
    if ends:
        return Due(deadline, tuple(ends[-1:] if _SPAN.search(written) else ends))
    if since is not None and (last := _last_day(written, since)):
        return Due(deadline, (last,))
    return Due(deadline, (), due.recurring)


def _last_day(words: str, since: dt.date) -> dt.date | None:
    """The last day of «一个月内», «30天», or of a stretch of time («第三季度», «3月至5月»); None where none is."""
    if match := _WITHIN.fullmatch(words.strip()):
        number = parse_number(match["number"])
        if number is None:
            return None
        if match["unit"] in {"天", "日"}:
            return since + dt.timedelta(days=int(number))
        months = int(number * (12 if match["unit"] == "年" else 1))
        year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
        return day_of_month(year, month + 1, since.day)
    period = parse_period(words, since.year)
    return period.end if period else None


def _several(words: str, since: dt.date | None, days: WorkCalendar) -> Due | None:
    """The days of a deadline that names more than one: all that come back, or all that do not, as the first one."""
    if _SPAN.search(words):
        return None
    listed = _LISTED.sub(lambda match: re.sub(r"日[、和及]", "日前、", match[0]), words)
    text = _with_years(_MONTHS.sub(_each_month, _DAYS.sub(_each_day, listed)))
    found: list[tuple[str, bool, Due]] = []
    for measure in find_measures(text):
        if measure.kind is MeasureKind.DEADLINE and measure.comparator is not Comparator.AT_LEAST:
            due = due_of(Duty(id="", text=text, measures=(measure,)), since, days)
            if due.days:
                found.append((measure.value, measure.unit == _EVERY_YEAR, due))
    if not found:
        return None
    _, yearly, first = found[0]
    if first.recurring:
        back = {
            day
            for value, _, due in found
            if due.recurring or (yearly and _NO_YEAR.fullmatch(value))
            for day in due.days
        }
        return Due(words, tuple(sorted(back)), recurring=True) if len(back) > len(first.days) else None
    once = [(value, due.days[0]) for value, _, due in found if not due.recurring]
    several = sorted(set(_one_after_the_other(once, words, since)))
    return Due(words, tuple(several)) if len(several) > 1 else None


def _each_month(match: re.Match[str]) -> str:
    return re.sub(r"(\d{1,2})月?[底末]?", r"\1月底前", match[0])


def _each_day(match: re.Match[str]) -> str:
    month = match["month"]
    return "".join(f"{month}{day}日前、" for day in re.findall(r"\d{1,2}", match["days"])) + month


def _with_years(text: str) -> str:
    """«2027年6月底、12月底前» with its year before every month."""
    while (longer := _NEXT_MONTH.sub(r"\g<year>\g<first>\g<year>", text)) != text:
        text = longer
    return text


def _one_after_the_other(found: Sequence[tuple[str, dt.date]], words: str, since: dt.date | None) -> Iterator[dt.date]:
    """The days by their values («06-30», «2026-06-30»), those without a year each after the one before: of «6月底、12月
    底前», handed out in August, the first has passed.
    """
    values = [value for value, _ in found if _NO_YEAR.fullmatch(value)]
    last: dt.date | None = None
    if len(values) == len(found) and values == sorted(values):
        year = _meant(found[-1][1], words, since).year
        last = found[0][1].replace(year=year) if found[0][0] != "02-29" else found[0][1]
    for number, (value, day) in enumerate(found):
        if not _NO_YEAR.fullmatch(value):
            last = day
        elif number or last is None:
            last = _meant(day, words, since) if last is None else next_of(last, day.month, day.day)
        yield last


def _meant(day: dt.date, words: str, since: dt.date | None) -> dt.date:
    """A day without a year is the next one; one of the same year that had just passed when the task was given is that
    one, overdue.
    """
    if since is None or str(day.year) in words or "之日起" in words or (day.month, day.day) == (2, 29):
        return day
    before = day.replace(year=day.year - 1)
    return before if before.year == since.year and dt.timedelta(0) < since - before <= _JUST_PASSED else day


def _weekly(since: dt.date, weekday: int) -> tuple[dt.date, ...]:
    first = since + dt.timedelta(days=(weekday - since.weekday()) % 7)
    return tuple(first + dt.timedelta(days=n) for n in range(0, _HORIZON, 7))


def next_day(due: Due, on: dt.date | None = None) -> str:
    """The ISO day by which rows are sorted: the first that is still to come on a day, of days that all are over the
    last; "" where there is none.
    """
    if not due.days:
        return ""
    last = due.days[-1] if on else due.days[0]
    return next((day for day in due.days if on is not None and day >= on), last).isoformat()
