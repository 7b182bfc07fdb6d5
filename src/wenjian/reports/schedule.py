"""报送事项表 and 时限日历 as a Document of two tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from wenjian.duties.schedule import USUAL_LEAD, Due, Submission, dues_of, unknown_years
from wenjian.model.directive import Directive, Duty
from wenjian.model.document import Column, Document, Row, Table
from wenjian.model.vocabulary import Competence
from wenjian.reports.sheets import row_of, sheet, under
from wenjian.text.dates import format_date, parse_date
from wenjian.text.normal import shorten
from wenjian.text.workdays import WorkCalendar

SUBMISSIONS = "报送事项表"
CALENDAR = "时限日历"
STATES = ("未启动", "推进中", "已报送", "长期坚持")
_WEEKDAYS = "一二三四五六日"
_WEEK = 7
_MOST_DAYS = 3
"""Days of a recurring deadline that a cell names; the calendar holds them all."""

SUBMISSION_COLUMNS = (
    Column("序号", 10, locked=True),
    Column("报送事项", 44),
    Column("依据（条款）", 26, locked=True),
    Column("报送对象", 28),
    Column("上级截止（频次）", 34),
    Column("本级收集截止（倒排）", 34),
    Column("形式", 18),
    Column("签字要求", 18),
    Column("承办股室", 18),
    Column("是否需乡镇提供", 13, choices=("是", "否")),
    Column("状态", 14, choices=STATES),
)
"""Widths in millimetres: 257 together, an A4 page in landscape with 20 mm margins."""

CALENDAR_COLUMNS = (
    Column("日期", 34),
    Column("星期", 14),
    Column("事项", 111),
    Column("承办股室", 30),
    Column("责任人", 24),
    Column("提前提醒日", 44),
)


def schedule(directive: Directive, rows: Sequence[Submission], days: WorkCalendar, lead: int = USUAL_LEAD) -> Document:
    """《报送事项表》 of a duty list, whose submissions are `rows`, and under it the 《时限日历》 of all its dated
    duties, day by day.
    """
    head = (f"上级文件：《{directive.title}》" + (f"（{directive.number}）" if directive.number else ""),)
    dated = _dated(directive, days)
    known = "已扣除法定节假日和调休"
    if years := unknown_years((day for _, due in dated for day in due.days), days):
        known += f"（{'、'.join(map(str, years))}年的安排没有收录，只扣除周六、周日）"
    foot = (f"“本级收集截止”按上级截止日提前{lead}个工作日倒排，{known}；是否需乡镇提供为建议，请核对。",)
    table = Table(
        SUBMISSION_COLUMNS, tuple(_row(n, one) for n, one in enumerate(rows, 1)), name=SUBMISSIONS, head=head, foot=foot
    )
    calendar = Table(CALENDAR_COLUMNS, tuple(_calendar_rows(dated, days, lead)), name=CALENDAR, head=head)
    following = [under(CALENDAR, "b002", calendar)] if calendar.rows else []
    return sheet(SUBMISSIONS, table, following, directive.source)


def _row(number: int, one: Submission) -> Row:
    return row_of(
        str(number),
        one.item,
        f"{one.duty.where}　{one.duty.id}".strip(),
        one.recipient,
        _with_days(one.due.text, one.due.days),
        _with_days("", one.collect) if one.collect else "",
        one.form,
        one.signature,
        one.duty.section,
        "是" if one.from_townships else "否",
        STATES[0],
    )


def _with_days(words: str, days: tuple[dt.date, ...]) -> str:
    """The words, and the days they mean where they do not say it themselves; of many days the first ones."""
    named = "、".join(format_date(day) for day in days[:_MOST_DAYS]) + ("……" if len(days) > _MOST_DAYS else "")
    if not words or (len(days) == 1 and format_date(days[0]) in words):
        return words or named
    return f"{words}（{named}）" if named else words


def _dated(directive: Directive, days: WorkCalendar) -> list[tuple[Duty, Due]]:
    """The duties with their days; one with a 本级时限 goes by that one."""
    dated = []
    for duty in directive.duties:
        if not duty.is_duty or duty.competence is Competence.SUPERIOR:
            continue
        own = parse_date(duty.local_deadline.removesuffix("前"))
        dated += [(duty, due) for due in ((Due("", (own,)),) if own else dues_of(duty, directive, days))]
    return dated


def _calendar_rows(dated: Sequence[tuple[Duty, Due]], days: WorkCalendar, lead: int) -> list[Row]:
    """A row for each day on which something is due, in order; what is due every week has one, for its first day."""
    rows = []
    for duty, due in dated:
        weekly = len(due.days) > 1 and (due.days[1] - due.days[0]).days == _WEEK
        rows += [(day, duty, "起每周" if weekly else "") for day in (due.days[:1] if weekly else due.days)]
    rows.sort(key=lambda row: (row[0], row[1].id))
    return [
        row_of(
            format_date(day) + every,
            _WEEKDAYS[day.weekday()],
            f"{shorten(duty.text, 60)}（{duty.id}）",
            duty.section,
            "",
            format_date(days.shifted(day, -lead)) + every,
        )
        for day, duty, every in rows
    ]
