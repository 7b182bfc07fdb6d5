"""任务分解表: a paper with one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from wenjian.compose.contract import REST, Need, Piece
from wenjian.compose.fill import Values, fill_plain, office_for, unit_helping, unit_name
from wenjian.compose.restate import localise, task_name, with_local_deadline
from wenjian.coverage.magnitudes import comparable, is_date, like_dates, size
from wenjian.duties.competence import propose_section
from wenjian.duties.deadlines import deadline_words, is_open_for, rhythms
from wenjian.model.catalogue import found
from wenjian.model.document import Block, Column, Origin, Row, Span, Table
from wenjian.model.finding import Finding, Place
from wenjian.model.library import Clause
from wenjian.model.locality import Leader, Locality, Office
from wenjian.model.vocabulary import Authority, BlockKind, Competence, Modality, OriginKind
from wenjian.text.measures import find_measures
from wenjian.text.slots import UNKNOWN

TASK_COLUMNS = (
    Column("序号", 8),
    Column("重点任务", 35, merged=True),
    Column("具体措施及完成标准", 75),
    Column("责任领导", 20),
    Column("牵头股室", 30),
    Column("配合单位", 35),
    Column("完成时限", 22),
)
"""The printed 任务分解表: 225 mm, the width between the margins of a landscape A4 page."""

FIRST_LEADS = "注：列第一位的为牵头单位。"
NO_DEADLINE, STANDING = "按上级部署", "长期坚持"
"""完成时限 where neither the superior nor the office set one and the superior's own words stand in the table; STANDING
of what is forbidden, encouraged or asked whenever something happens.
"""


@dataclass(frozen=True, slots=True)
class Task:
    """One row of a 任务分解表 before it is laid out. `unplaced` are the topics under 配合 that no section here has."""

    name: str
    measure: tuple[Span, ...]
    leader: str
    section: str
    assisting: str
    deadline: str
    origin: Origin
    duties: tuple[str, ...]
    proposed: bool = False
    unplaced: tuple[str, ...] = ()


def task_block(tasks: Sequence[Task], foot: Sequence[str], name: str = "任务分解表") -> Block:
    """The table of `tasks`, rows of one 重点任务 together. The note on the leading unit stands only where a row names
    several.
    """
    several = any("、" in task.section for task in tasks)
    kept = [line for line in foot if several or "列第一位的为牵头" not in line]
    if several and not any("列第一位的为牵头" in line for line in kept):
        kept.append(FIRST_LEADS)
    rows = tuple(_row(number, task) for number, task in enumerate(_in_order(tasks), 1))
    return Block("", BlockKind.TABLE, table=Table(TASK_COLUMNS, rows, name, foot=tuple(kept)))


def _in_order(tasks: Sequence[Task]) -> list[Task]:
    """The tasks as they stand in the table: those of one 重点任务 together, what has no name of its own last."""
    order = {name: number for number, name in reversed(list(enumerate(task.name for task in tasks)))}
    return sorted(tasks, key=lambda task: (task.name == REST, order[task.name]))


def _row(number: int, task: Task) -> Row:
    def cell(text: str) -> tuple[Span, ...]:
        return (Span(text, task.origin),)

    return Row(
        cells=(
            cell(str(number)),
            cell(task.name),
            task.measure,
            cell(task.leader),
            cell(task.section),
            cell(task.assisting),
            cell(task.deadline),
        ),
        origin=task.origin,
        duties=task.duties,
    )


def piece_task(piece: Piece, locality: Locality, known: Values, standard: str = "") -> Task:
    """The row of a composed piece: its own words, never the superior's table; `standard`, the clause's 完成标准, where
    the paper that the table belongs to says them in full. Where the clause says the superior's deadline more fully
    («接到举报后24小时内核查» for «24小时内») or no later («每年11月底前» for «2026年12月31日前»), its words stand.
    """
    clause = piece.clause
    settled = _listed(need.duty.section for need in piece.needs)
    office = office_for(clause.organ, locality, loosely=True) if clause else None
    asked = piece.needs[0] if clause is None and piece.needs and not settled else None
    by_keyword = (_by_keywords(asked, locality) or _by_trade(asked, locality)) if asked else None
    section = settled or (office.name if office else "") or (by_keyword.name if by_keyword else "")
    topics = clause.assisting if clause else ()
    assisting = [*_helping(topics, locality), *(a for need in piece.needs for a in need.duty.assisting)]
    own = fill_plain(clause.deadline, known, f"条款“{clause.id}”的“完成时限”") if clause else _rhythm(piece.needs)
    given = dict.fromkeys(filter(None, (deadline_words(need.duty) for need in piece.needs)))
    kept = own if all(one in own or _no_later(own, one) for one in given) else "；".join(given)
    deadline = _first(*(need.duty.local_deadline for need in piece.needs), kept)
    whole = tuple(span for paragraph in piece.paragraphs for span in paragraph)
    short = fill_plain(standard, known, f"条款“{clause.id}”的“完成标准”") if clause and standard else ""
    return Task(
        name=piece.task or piece.lead or (piece.needs[0].directive.title if piece.needs else ""),
        measure=(Span(short, piece.origin),) if short else whole,
        leader=leader_of(section, locality) or _unknown("责任领导"),
        section=section or _unknown("牵头股室"),
        assisting=_units(assisting, section, locality),
        deadline=deadline or _unknown("完成时限"),
        origin=piece.origin,
        duties=piece.refs,
        proposed=by_keyword is not None,
        unplaced=_unplaced(topics, locality),
    )


def _rhythm(needs: Iterable[Need]) -> str:
    """How often a duty without a day is done («每周», «每日、每半年»), or that it goes on; else NO_DEADLINE."""
    duties = [need.duty for need in needs]
    if often := dict.fromkeys(word for duty in duties for word in rhythms(duty)):
        return "、".join(often)
    goes_on = any(
        duty.condition or duty.modality in {Modality.MUST_NOT, Modality.SHOULD} or is_open_for(duty) for duty in duties
    )
    return STANDING if goes_on else NO_DEADLINE


def _no_later(own: str, given: str) -> bool:
    """Whether every day that `given` sets is kept by a day of `own`; a day of every year is that of the year asked."""
    asked, told = find_measures(given), find_measures(own)
    dates = [like_dates(size(mine), size(other)) for mine in asked for other in told if comparable(mine, other)]
    return (
        bool(asked) and all(is_date(mine) for mine in asked) and any(str(mine) >= str(other) for mine, other in dates)
    )


def duty_task(
    need: Need, clauses: Sequence[Clause], locality: Locality, authority: Authority, fill: Callable[[Clause, str], str]
) -> Task:
    """The row of a forwarded parent's duty: the superior's words with a local subject. Section and deadline are those
    settled in the duty list, else those of the `clauses` that fulfil it, else proposed by keyword.
    """
    offices = [o for clause in clauses if (o := office_for(clause.organ, locality, loosely=True))]
    by_keyword = None if need.duty.section or offices else _by_keywords(need, locality)
    section = need.duty.section or _listed(o.name for o in offices[:1]) or (by_keyword.name if by_keyword else "")
    topics = () if need.duty.assisting else tuple(word for clause in clauses for word in clause.assisting)
    assisting = need.duty.assisting or _helping(topics, locality)
    deadline = _first(
        need.duty.local_deadline,
        deadline_words(need.duty),
        *(fill(clause, clause.deadline) for clause in clauses),
        _rhythm((need,)),
    )
    origin = Origin(OriginKind.SOURCE, need.ref)
    return Task(
        name=task_name(need) or need.directive.title,
        measure=(Span(with_local_deadline(localise(need, locality, authority), need.duty), origin),),
        leader=leader_of(section, locality) or _unknown("责任领导"),
        section=section or _unknown("牵头股室"),
        assisting=_units(assisting, section, locality),
        deadline=deadline,
        origin=origin,
        duties=(need.ref,),
        proposed=by_keyword is not None,
        unplaced=_unplaced(topics, locality),
    )


def proposal_findings(tasks: Sequence[Task]) -> tuple[Finding, ...]:
    """WJ513 once, naming the rows whose section is only proposed; WJ538 for the topics that are nobody's here."""
    place, ordered = Place(label="任务分解表"), _in_order(tasks)
    rows = "、".join(str(number) for number, task in enumerate(ordered, 1) if task.proposed)
    lacking = "、".join(str(number) for number, task in enumerate(ordered, 1) if task.unplaced)
    words = "、".join(dict.fromkeys(word for task in ordered for word in task.unplaced))
    return (
        *([found("WJ513", place, rows=rows)] if rows else ()),
        *([found("WJ538", place, rows=lacking, words=words)] if lacking else ()),
    )


def leader_of(section: str, locality: Locality) -> str:
    """The leader in charge of the first of `section`; an invented person is marked so."""
    first = section.split("、", maxsplit=1)[0]
    leader: Leader | None = next((one for one in locality.leaders if first and first in one.sections), None)
    if leader is None:
        return ""
    return f"{leader.name}（虚构）" if leader.invented else leader.name


def _by_keywords(need: Need, locality: Locality) -> Office | None:
    """The section whose keywords stand most often in the duty and its headings; the first of equals."""
    words = need.duty.text + "".join(need.duty.headings)
    scores = [(sum(words.count(keyword) for keyword in o.keywords if keyword), o) for o in locality.offices]
    best = max((score for score, _ in scores), default=0)
    return next((office for score, office in scores if score == best), None) if best else None


def _by_trade(need: Need, locality: Locality) -> Office | None:
    """The section for whose trade the duty, its headings or the title of the paper speak."""
    name = propose_section(need.duty, Competence.OWN, locality, need.directive.title)
    return next((office for office in locality.offices if office.name == name), None)


def _helping(words: Iterable[str], locality: Locality) -> list[str]:
    """The units that the 配合 of clauses means here."""
    return [name for word in words if (name := unit_helping(word, locality))]


def _unplaced(words: Iterable[str], locality: Locality) -> tuple[str, ...]:
    return tuple(word for word in words if not unit_helping(word, locality))


def _units(words: Iterable[str], section: str, locality: Locality) -> str:
    names = dict.fromkeys(unit_name(word, locality) for word in words if word)
    return "、".join(name for name in names if name not in section.split("、"))


def _listed(words: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(word for word in words if word))


def _first(*words: str) -> str:
    return next((word for word in words if word), "")


def _unknown(name: str) -> str:
    return f"【{UNKNOWN}：{name}】"
