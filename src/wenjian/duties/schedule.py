"""报送事项 and 时限: what is to be handed in to whom by when, and by when the bureau must have collected it.

The superior's deadline is counted back by working days; a collecting day of one's own is never 高于上级要求.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from wenjian.duties.deadlines import (
    FROM_ISSUE,
    is_rhythm,
    is_span,
    listed_days,
    own_days,
    window_of,
    workday_words,
    workdays,
)
from wenjian.duties.deliverables import deliverables
from wenjian.model.catalogue import found
from wenjian.model.directive import Deliverable, Directive, Duty, Measure
from wenjian.model.finding import Finding, Place
from wenjian.model.vocabulary import Competence, MeasureKind
from wenjian.text.dates import day_of_month, next_of, parse_date
from wenjian.text.normal import shorten
from wenjian.text.workdays import WorkCalendar

USUAL_LEAD = 3
"""Working days between the bureau's own collecting day and the superior's deadline."""

_QUARTER_MONTH = re.compile(r"(?P<which>首|第[一二三]个?|末|最后一个)月")
_MONTHS_OF_QUARTER = {"首": 0, "一": 0, "二": 1, "三": 2, "末": 2, "最后一": 2}
_LAST_MONTHS = {"每月": range(1, 13), "每季度": (3, 6, 9, 12)}
"""The months at whose end a period is over."""
_WEEKLY = re.compile(r"每(?:周|星期)(?P<day>[一二三四五六日天])")
_TOWNSHIPS = re.compile(r"汇总|统计|摸底|排查|台账|花名册|名册|名单|逐级|乡镇|街道|村（居|社区|数据|进展|情况")
_OF_COUNTY = re.compile(
    r"^(?:所在地?|当地|属地)?各?(?:县级|县（市、区）|县\(市、区\)|县市区|区县|县区|县)(?P<line>[^，。；：科股室]{2,}?)(?:主管)?(?:部门|机关|局|委员会|委)"
)
_LINE_LEAST = 2
_REPORTS = re.compile(r"报送|上报(?![名刊纸])|(?<![通公预申])报告(?=[。；，、]|$)")
"""How a sentence reports that says neither what nor to whom («必须在30分钟内电话报告»)."""
_BY_VOICE = re.compile(
    r"(?P<within>\d{1,2}个?(?:分钟|小时)(?:之|以)?内)[^，。；]{0,6}?(?P<form>电话|口头|短信)报告(?=[。；，、]|$)"
)
_TO_PEOPLE = re.compile(
    r"向(?:[^，。；]{0,8}?)(?:举报|投诉|申请|信访|来访|来电|反映|建议|咨询|当事|求助|监护|委托|服务对象|权利)?(?:人|群众|家属|家长|学生|社会|公众|居民|村民|对象|老人|消费者|职工)"
    r"(?:或者?其?[^，。；]{1,8})?(?:作出|进行|及时|如实|逐一|书面|当面)?(?:反馈|报告|答复|告知)(?P<rest>[^，。；]*)"
)
_NO_FIELD = re.compile(r"(?:行政|主管|职能)*(?:部门|机关|系统|委员会|局|厅|委)?$")
"""Words behind the field of a line («教育行政», «教育部门»)."""
_THIS_YEAR_END = re.compile(r"年内|本年度?底|今年底")


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: the words, the days on which it falls within a year of the paper, and whether it comes back.

    No day at all means that the words name an event or a time that nobody knows yet.
    """

    text: str
    days: tuple[dt.date, ...] = ()
    recurring: bool = False


@dataclass(frozen=True, slots=True)
class Submission:
    """One row of 报送事项表. `collect` are the days by which the bureau collects, one for each day of `due`."""

    duty: Duty
    item: str
    recipient: str
    due: Due
    collect: tuple[dt.date, ...]
    form: str
    signature: str
    from_townships: bool


def submissions(
    directive: Directive, days: WorkCalendar, lead: int = USUAL_LEAD, line: Collection[str] = ()
) -> tuple[Submission, ...]:
    """What the directive asks to hand in, in its order, the superior's own work left out. `line` are the words by which
    superiors call the bureau's line, where they are known («教育行政部门»).
    """
    return tuple(
        submission
        for duty in directive.duties
        if duty.is_duty and duty.competence is not Competence.SUPERIOR
        for submission in _submission(duty, directive, days, lead, line)
    )


def issued_of(duty: Duty, directive: Directive) -> dt.date | None:
    """The date from which the duty's deadlines count: that of the paper that asks for it, the nearest in a stack."""
    if duty.sources:
        name = duty.sources[-1].paper
        asking = next((paper for paper in directive.papers if paper.name == name), None)
        if asking is not None:
            return parse_date(asking.date)
    return parse_date(directive.date)


def _submission(
    duty: Duty, directive: Directive, days: WorkCalendar, lead: int, line: Collection[str]
) -> Iterator[Submission]:
    for asked in _asked(duty):
        due = due_of(duty, issued_of(duty, directive), days, asked.deadline)
        comes_in = _comes_in(asked.recipient, directive, line)
        yield Submission(
            duty=duty,
            item=_with_opening_quote(asked.text) or shorten(duty.text),
            recipient=f"{asked.recipient}（报到本级）" if comes_in else asked.recipient or _issuer(asked, directive),
            due=due,
            collect=due.days if comes_in else tuple(days.shifted(day, -lead) for day in due.days),
            form=asked.form,
            signature=asked.signature,
            from_townships=duty.competence is Competence.TOWNSHIP or bool(_TOWNSHIPS.search(duty.text)),
        )


def _with_opening_quote(item: str) -> str:
    """An item that was taken out of its sentence behind an opening quotation mark has it again («“一院一策”方案»)."""
    return f"“{item}" if item.count("”") > item.count("“") else item


def dues_of(duty: Duty, directive: Directive, days: WorkCalendar) -> tuple[Due, ...]:
    """When a duty is due: of several things to hand in, each day or rhythm once."""
    issued = issued_of(duty, directive)
    asked = [one.deadline for one in _asked(duty)]
    others = [text for text in own_days(duty) if not any(text in words or words in text for words in asked if words)]
    dues = [due_of(duty, issued, days, text) for text in (*others, *asked)] or [due_of(duty, issued, days)]
    return tuple({due.days: due for due in reversed(dues)}.values())[::-1]


def _asked(duty: Duty) -> Iterator[Deliverable]:
    """What a duty wants handed in: what its list says of it, and what its words ask besides, each thing with a day of
    its own («5月25日前报送名单，10月15日前报送总结») or another receiver («1小时内报县级部门，……2小时内报市级部门»).
    """
    first = duty.deliverable
    if first is None and (by_voice := _BY_VOICE.search(duty.text)):
        first = Deliverable(deadline=by_voice["within"], form=by_voice["form"])
    is_due = first is not None and bool(
        first.recipient or first.text or (first.deadline and _REPORTS.search(duty.text))
    )
    if first is None or not is_due or _is_to_people(first, duty.text):
        return
    yield first
    told = {(first.text, first.deadline)}
    for other in list(deliverables(duty.text))[1:]:
        is_more = other.text or (other.recipient and other.recipient != first.recipient)
        if is_more and other.deadline and (other.text, other.deadline) not in told:
            told.add((other.text, other.deadline))
            yield replace(other, recipient=other.recipient or first.recipient)


def _is_to_people(asked: Deliverable, text: str) -> bool:
    """Whether what is asked is an answer to people («向举报人反馈办理结果»), and no report to an organ."""
    said = (match for match in _TO_PEOPLE.finditer(text) if not asked.text or asked.text in match["rest"])
    return not asked.recipient and next(said, None) is not None


def _comes_in(recipient: str, directive: Directive, line: Collection[str]) -> bool:
    """Whether what is handed in goes to the county's own organ of the superior's line, or of the bureau's («报县级民政
    部门», «报县级教育行政部门»): it is collected by that day and goes no farther.
    """
    own = _OF_COUNTY.match(recipient)
    field = _NO_FIELD.sub("", own["line"], count=1) if own else ""
    if len(field) < _LINE_LEAST:
        return False
    above = any(field in name and not _OF_COUNTY.match(name) for name in directive.issuer)
    return above or field in {_NO_FIELD.sub("", word, count=1) for word in line}


def _issuer(asked: Deliverable, directive: Directive) -> str:
    """Whom a submission goes to that names nobody: who wrote the paper, unless it is put into a system."""
    issuer = "" if asked.form.startswith("通过") or len(directive.issuer) != 1 else directive.issuer[0]
    return f"{issuer}（原文未写，按发文机关）" if issuer else ""


def unknown_years(dates: Iterable[dt.date], days: WorkCalendar) -> tuple[int, ...]:
    """The years of these days whose holidays are not known."""
    return tuple(sorted({day.year for day in dates} - days.years))


def due_of(duty: Duty, issued: dt.date | None, days: WorkCalendar, text: str = "") -> Due:
    """When the duty is due: the local deadline is not looked at. `text` is the deadline's words where known. A day from
    which something holds is none by which it is due.
    """
    measures = [m for m in duty.measures if m.kind is MeasureKind.DEADLINE and not m.begins]
    measures = [m for m in measures if text and (m.text in text or text in m.text)] or measures
    if any(map(is_rhythm, measures)):
        measures = [m for m in measures if not is_span(m)]
    if issued:
        words, listed, yearly = listed_days(text or duty.text, issued)
        if listed:
            return Due(text or words, listed, recurring=yearly)
    words = workday_words(text) or workday_words(duty.text)
    if issued and words and (not measures or (text and (words in text or text in words))):
        return Due(words, workdays(words, window_of(duty.text, issued), days), recurring=True)
    if issued and (weekly := next((m for m in measures if _WEEKLY.search(m.text)), None)):
        window = window_of(duty.text, issued)
        return Due(text if weekly.text in text else weekly.text, tuple(_weekly(weekly.text, *window)), True)
    measures.sort(key=lambda measure: bool(text) and measure.text not in text and text not in measure.text)
    for measure in measures:
        due = _due(measure, duty.text, issued, days)
        if due.days:
            return replace(due, text=text) if text and text in due.text else due
    repeated = next((m for m in duty.measures if m.kind is MeasureKind.FREQUENCY), None)
    words = text or (measures[0].text if measures else "") or (repeated.text if repeated else "")
    if not measures and issued and (match := _THIS_YEAR_END.search(duty.text)):
        return Due(match[0], (dt.date(issued.year, 12, 31),))
    return Due(words, recurring=repeated is not None and not measures)


def _due(measure: Measure, text: str, issued: dt.date | None, days: WorkCalendar) -> Due:
    """When a measure is due of a duty with this text."""
    if (day := parse_date(measure.value)) is not None:
        return Due(measure.text, (day,))
    if issued is None:
        return Due(measure.text)
    if re.fullmatch(r"\d{2}-\d{2}", measure.value):
        day = next_of(issued, int(measure.value[:2]), int(measure.value[3:]))
        return Due(measure.text, (day,), recurring=measure.unit == "每年")
    if measure.value.isdecimal():
        return _counted(measure, text, issued, days)
    if measure.unit in _LAST_MONTHS and ("末" in measure.text or "底" in measure.text):
        window = window_of(text, issued)
        return Due(measure.text, tuple(_in_months(window, 31, _LAST_MONTHS[measure.unit])), recurring=True)
    return Due(measure.text)


def _counted(measure: Measure, text: str, issued: dt.date, days: WorkCalendar) -> Due:
    """A deadline given by a number: a day of every month or quarter, or days after the paper was issued."""
    number = int(measure.value)
    window = window_of(text, issued)
    if measure.unit == "每月" and 1 <= number <= 31:
        return Due(measure.text, tuple(_in_months(window, number, range(1, 13))), recurring=True)
    if measure.unit == "每季度" and 1 <= number <= 31:
        which = _QUARTER_MONTH.search(measure.text)
        offset = _MONTHS_OF_QUARTER[which["which"].strip("第个")] if which else 0
        months = [quarter + offset for quarter in (1, 4, 7, 10)]
        return Due(measure.text, tuple(_in_months(window, number, months)), recurring=True)
    before = text[: text.find(measure.text)] if measure.text in text else ""
    if number <= 366 and FROM_ISSUE.search(before):
        if measure.unit == "工作日":
            return Due(measure.text, (days.shifted(issued, number),))
        if measure.unit in {"日", "天"}:
            return Due(measure.text, (issued + dt.timedelta(days=number),))
    return Due(measure.text)


def _weekly(words: str, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """That day of every week between two days."""
    if named := _WEEKLY.search(words):
        first += dt.timedelta(days=("一二三四五六日天".find(named["day"]) % 7 - first.weekday()) % 7)
        while first <= last:
            yield first
            first += dt.timedelta(days=7)


def _in_months(window: tuple[dt.date, dt.date], day: int, months: Iterable[int]) -> Iterator[dt.date]:
    """That day of the months of every year between two days."""
    first, last = window
    for year in range(first.year, last.year + 1):
        yield from (date for month in months if first <= (date := day_of_month(year, month, day)) <= last)


def check_schedule(
    directive: Directive, rows: tuple[Submission, ...], days: WorkCalendar, path: str
) -> tuple[Finding, ...]:
    """What is doubtful: years whose holidays are unknown (WJ331), a paper without a date (WJ332), nothing to hand in
    (WJ333), a collecting day that lies before the paper's own date (WJ334).
    """
    place = Place(path)
    if not rows:
        return (found("WJ333", place),)
    issued = parse_date(directive.date)
    if issued is None:
        return (found("WJ332", place),)
    years = unknown_years((day for row in rows if not row.due.recurring for day in row.due.days), days)
    unknown = [found("WJ331", place, year=year) for year in years]
    late = [
        found("WJ334", place, id=row.duty.id, item=row.item, due=row.due.text)
        for row in rows
        if any(day < (issued_of(row.duty, directive) or issued) for day in row.collect[:1])
    ]
    return (*unknown, *late)
