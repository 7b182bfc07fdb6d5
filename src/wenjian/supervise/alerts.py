"""预警: how late something is on a given day, in words that begin with the colour."""

from __future__ import annotations

import datetime as dt

from wenjian.duties.schedule import Due
from wenjian.model.vocabulary import Alert
from wenjian.text.workdays import WorkCalendar

NEAR = 5
"""Working days before the deadline from which it is near."""
_UNKNOWN = "未定时限"


def alert_of(
    due: Due, on: dt.date, days: WorkCalendar, *, assigned: dt.date | None, started: bool, updated: dt.date | None
) -> str:
    """The warning on something that is not finished: red after its deadline, yellow within `NEAR` working days of it
    or when half its time is over and nothing begun, else green.

    A deadline that comes back is missed when nothing was said (`updated`) in the period that ended last; so is a day of
    several («6月底、12月底前») before the last one, and the next one is named. One without a day is never late.
    """
    if not due.days:
        return f"{Alert.GREEN.chinese}：{due.text or _UNKNOWN}"
    if due.recurring:
        return _recurring(due.days, on, days, assigned, updated)
    last = due.days[-1]
    if on <= last and len(due.days) > 1:
        return _staged(due.days, on, days, assigned, started=started, updated=updated)
    if on > last:
        return f"{Alert.RED.chinese}：逾期{(on - last).days}天"
    if near := _near(on, last, days, ""):
        return near
    if not started and assigned is not None and (on - assigned) * 2 > last - assigned:
        return f"{Alert.YELLOW.chinese}：滞后，时间过半未启动"
    return f"{Alert.GREEN.chinese}：按期"


def _recurring(
    dates: tuple[dt.date, ...], on: dt.date, days: WorkCalendar, assigned: dt.date | None, updated: dt.date | None
) -> str:
    past = [day for day in dates if day < on]
    opened = past[-2] if len(past) > 1 else assigned
    if past and (updated is None or (opened is not None and updated <= opened)):
        return f"{Alert.RED.chinese}：本期逾期{(on - past[-1]).days}天"
    coming = next((day for day in dates if day >= on), None)
    return (_near(on, coming, days, "本期") if coming else "") or f"{Alert.GREEN.chinese}：按期"


def _staged(
    dates: tuple[dt.date, ...],
    on: dt.date,
    days: WorkCalendar,
    assigned: dt.date | None,
    *,
    started: bool,
    updated: dt.date | None,
) -> str:
    past = [day for day in dates if day < on]
    coming = next(day for day in dates if day >= on)
    named = f"下一时限{_month_day(coming)}"
    opened = past[-2] if len(past) > 1 else assigned
    silent = not started if updated is None else opened is not None and updated <= opened
    if past and silent:
        return f"{Alert.RED.chinese}：{_month_day(past[-1])}时限逾期{(on - past[-1]).days}天，{named}"
    if near := _near(on, coming, days, _month_day(coming)):
        return near
    if not started and assigned is not None and (on - assigned) * 2 > coming - assigned:
        return f"{Alert.YELLOW.chinese}：滞后，时间过半未启动，{named}"
    return f"{Alert.GREEN.chinese}：按期，{named}"


def _month_day(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"


def _near(on: dt.date, last: dt.date, days: WorkCalendar, period: str) -> str:
    left = days.between(on, last)
    if left > NEAR:
        return ""
    when = "今日到期" if on == last else f"距{period}时限{left}个工作日"
    return f"{Alert.YELLOW.chinese}：{when}"


def is_red(warning: str) -> bool:
    return warning.startswith(Alert.RED.chinese)
