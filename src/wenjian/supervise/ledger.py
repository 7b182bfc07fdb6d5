"""The items of a 督办台账: made from a duty list or from a 任务分解表, and brought up to date without touching what
people wrote.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wenjian.compose.applicability import why_not_local
from wenjian.compose.contract import Need
from wenjian.compose.tables import TASK_COLUMNS, duty_task, leader_of
from wenjian.coverage.parents import paper_of
from wenjian.coverage.terms import Terms
from wenjian.duties.competence import propose_competence
from wenjian.duties.schedule import issued_of
from wenjian.model.catalogue import found
from wenjian.model.directive import Directive, Duty, SourcePaper, split_reference
from wenjian.model.document import Document, Row, Table
from wenjian.model.finding import Finding, Place
from wenjian.model.ledger import Ledger, LedgerItem
from wenjian.model.locality import Locality
from wenjian.model.record import chinese_keys
from wenjian.model.vocabulary import Authority, Competence, LedgerState
from wenjian.supervise.deadlines import days_of, next_day
from wenjian.text.dates import parse_date
from wenjian.text.normal import duty_fingerprint, fingerprint, letters
from wenjian.text.slots import UNKNOWN
from wenjian.text.superiors import titled
from wenjian.text.workdays import WorkCalendar

SUPERVISED = (Competence.OWN, Competence.ASSIST, Competence.TOWNSHIP, Competence.INSTITUTION, Competence.GOVERNMENT)
"""归口 of the duties that a bureau can follow up: not its peers' and not the superior's own."""

CELLS = ("task", "source", "assigned", "leader", "section", "assisting", "deadline")
"""The fields of an item that come from the duty list."""

FINISHED = frozenset({LedgerState.CLOSED, LedgerState.SUSPENDED})
"""States of items that nobody pursues any more."""

_NAMED_MOST = 10
_BLANK = re.compile(rf"【{UNKNOWN}[^】]*】")


@dataclass(frozen=True, slots=True)
class Source:
    """What a ledger is made from: its papers, its items not yet numbered, and the 归口 of each by its duty reference.

    `left_out` names the duties that nobody here follows up, by why; `proposed` are those whose 牵头股室 nobody has
    checked.
    """

    papers: tuple[SourcePaper, ...]
    items: tuple[LedgerItem, ...]
    competences: Mapping[str, Competence]
    duties: Mapping[str, Duty]
    left_out: Mapping[str, Sequence[str]]
    proposed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when duties become items: the place, in whose name, from which day deadlines count, the working days,
    and the words by which institutions are known.
    """

    locality: Locality
    days: WorkCalendar
    terms: Terms
    authority: Authority = Authority.BUREAU
    assigned: dt.date | None = None


def source_of_duties(directive: Directive, setting: Setting) -> Source:
    """The items of a duty list, in its order: the superior's words with a local subject, who leads, by when."""
    locality = setting.locality
    items: list[LedgerItem] = []
    competences: dict[str, Competence] = {}
    duties: dict[str, Duty] = {}
    left_out: dict[str, list[str]] = {}
    proposed: list[str] = []
    for duty in directive.duties:
        if not duty.is_duty or duty.summary:
            continue
        competence = duty.competence or propose_competence(duty, directive, locality)
        if why_not_local(duty, locality, setting.terms):
            left_out.setdefault("不涉及本地", []).append(duty.id)
            continue
        if competence not in SUPERVISED:
            left_out.setdefault(competence.chinese, []).append(duty.id)
            continue
        need = Need(directive, duty, competence)
        task = duty_task(need, (), locality, setting.authority, lambda _clause, text: text)
        ref = directive.ref(duty)
        since = setting.assigned or issued_of(duty, directive)
        item = LedgerItem(
            id="",
            task="".join(span.text for span in task.measure),
            source=_source(directive, duty),
            leader=_known(task.leader),
            section=_known(task.section),
            assisting=_known(task.assisting),
            deadline=_known(task.deadline).removeprefix("在"),
            due=next_day(days_of(task.deadline, since, setting.days), setting.assigned),
            duty=ref,
            competence=competence,
            fingerprint=duty.fingerprint or duty_fingerprint(duty),
        )
        items.append(item)
        competences[ref], duties[ref] = competence, duty
        if task.proposed or (duty.section and not duty.signed):
            proposed.append(ref)
    papers = directive.papers or (paper_of(directive),)
    return Source(papers, tuple(items), competences, duties, left_out, tuple(proposed))


def source_of_ledger(ledger: Ledger) -> Source:
    """The items of a ledger as they stand, with the 归口 that their duty list gave them."""
    competences = {item.duty: item.competence for item in ledger.items if item.duty and item.competence}
    return Source(ledger.papers, ledger.items, competences, {}, {})


def source_of_table(document: Document, table: Table, setting: Setting) -> Source:
    """The items of a 任务分解表 as composed and perhaps edited; rows keep the duties that the paper remembers."""
    elements = document.elements
    paper = SourcePaper(title=elements.title or document.name, number=elements.number, date=elements.date)
    at = {column.name: number for number, column in enumerate(table.columns)}
    items = [_table_item(row, at, paper, setting) for row in table.rows if any(row.texts())]
    return Source((paper,), tuple(_told_apart(items)), {}, {}, {})


def _told_apart(items: Sequence[LedgerItem]) -> Iterator[LedgerItem]:
    """The items, of several rows on one duty only the first under its reference, and equal words numbered."""
    seen: Counter[str] = Counter()
    for item in items:
        seen.update((item.duty, item.fingerprint))
        mark = item.fingerprint if seen[item.fingerprint] == 1 else f"{item.fingerprint}-{seen[item.fingerprint]}"
        yield item.model_copy(update={"fingerprint": mark, "duty": item.duty if seen[item.duty] == 1 else ""})


def is_task_table(table: Table) -> bool:
    """Whether a table is a 任务分解表: by its heads, some of which people leave out."""
    names = {column.name for column in table.columns}
    return "具体措施及完成标准" in names and len(names & {column.name for column in TASK_COLUMNS}) >= 4


def _table_item(row: Row, at: Mapping[str, int], paper: SourcePaper, setting: Setting) -> LedgerItem:
    texts = row.texts()

    def cell(name: str) -> str:
        return _known(texts[at[name]].strip()) if name in at and at[name] < len(texts) else ""

    section, deadline = cell("牵头股室"), cell("完成时限")
    return LedgerItem(
        id="",
        task=cell("具体措施及完成标准"),
        source=f"{paper.number or titled(paper)}·{cell('重点任务') or '第' + cell('序号') + '项'}",
        leader=cell("责任领导") or leader_of(section, setting.locality),
        section=section,
        assisting=cell("配合单位"),
        deadline=deadline,
        due=next_day(days_of(deadline, setting.assigned or parse_date(paper.date), setting.days), setting.assigned),
        duty=split_reference(row.duties[0])[0] if row.duties else "",
        fingerprint=fingerprint(cell("具体措施及完成标准")),
    )


def _source(directive: Directive, duty: Duty) -> str:
    asking = duty.sources[-1] if duty.sources else None
    name = asking.paper if asking else directive.number or titled(paper_of(directive))
    where = (asking.where if asking else duty.where).rstrip("、")
    return f"{name}·{where}" if where else name


def _known(text: str) -> str:
    """`text` without what the composer left open."""
    return _BLANK.sub("", text)


def update(old: Ledger, source: Source, assigned: str, path: str = "") -> tuple[Ledger, tuple[Finding, ...]]:
    """The ledger with the items of `source`: known ones brought up to date where the program wrote them, new ones
    numbered on. What a person wrote stays, and a differing proposal is found (WJ904); an item whose duty is gone from
    the list stays too (WJ903).
    """
    place = Place(path)
    findings: list[Finding] = []
    fresh = {_key(item): item for item in source.items}
    known_keys = {_key(item) for item in old.items}
    by_words: dict[str, list[LedgerItem]] = {}
    for item in source.items:
        if _key(item) not in known_keys:
            by_words.setdefault(letters(item.task), []).append(item)
    claimed: set[str] = set()
    items: list[LedgerItem] = []
    ids = {_paper_id(item.duty) for item in source.items if item.duty}
    names = {paper.name for paper in source.papers}
    for item in old.items:
        new = fresh.get(_key(item))
        if new is None and (not item.duty or _paper_id(item.duty) in ids):
            same = by_words.get(letters(item.written.get("任务事项", item.task)), ())
            new = next((one for one in same if _key(one) not in claimed), None)
        if new is None or _key(new) in claimed:
            items.append(item)
            if (_paper_id(item.duty) in ids or item.source.partition("·")[0] in names) and item.state not in FINISHED:
                findings.append(found("WJ903", place, name=item.id, task=item.task[:30]))
            continue
        claimed.add(_key(new))
        merged, kept = _merged(item, new)
        items.append(merged)
        findings += [found("WJ904", place, name=item.id, column=key, mine=mine, new=text) for key, mine, text in kept]
    number = max((int(item.id) for item in old.items if item.id.isdecimal()), default=0)
    for item in source.items:
        if _key(item) in claimed:
            continue
        claimed.add(_key(item))
        number += 1
        numbered = item.model_copy(update={"id": f"{number:03}", "assigned": assigned})
        written = {keys()[name]: getattr(numbered, name) for name in CELLS if getattr(numbered, name)}
        items.append(numbered.model_copy(update={"written": written}))
    known = {paper.id for paper in source.papers}
    papers = (*(paper for paper in old.papers if paper.id not in known), *source.papers)
    return old.model_copy(update={"items": tuple(items), "papers": papers}), tuple(findings)


def _key(item: LedgerItem) -> str:
    return item.duty or f"指纹{item.fingerprint}"


def _paper_id(reference: str) -> str:
    return reference.rpartition("#")[0]


def _merged(old: LedgerItem, new: LedgerItem) -> tuple[LedgerItem, list[tuple[str, str, str]]]:
    """`old` with the cells of `new`, and (column, their text, the proposal) of those that a person's text keeps."""
    values = {name: getattr(new, name) for name in CELLS if getattr(new, name)}
    merged, kept = put_cells(old, values)
    hidden = {"due": new.due or old.due, "duty": new.duty, "fingerprint": new.fingerprint}
    return merged.model_copy(update={**hidden, "competence": new.competence or old.competence}), kept


def put_cells(item: LedgerItem, values: Mapping[str, Any]) -> tuple[LedgerItem, list[tuple[str, str, str]]]:
    """`item` with what the program has to say, by field, where no person wrote; else (column, theirs, ours), once: the
    same proposal is not made again.
    """
    changes: dict[str, Any] = {}
    written = dict(item.written)
    kept: list[tuple[str, str, str]] = []
    for name, value in values.items():
        key, present = keys()[name], getattr(item, name)
        by_program = not present or str(present) == written.get(key, "") or _is_untouched(item, name)
        if by_program:
            changes[name] = value
            written[key] = str(value)
        elif str(present) != str(value) and written.get(key) != str(value):
            kept.append((key, str(present), str(value)))
            written[key] = str(value)
    return item.model_copy(update={**changes, "written": written}), kept


def _is_untouched(item: LedgerItem, name: str) -> bool:
    """未启动 is what an item begins with: nobody wrote it."""
    return name == "state" and item.state is LedgerState.NOT_STARTED and "状态" not in item.written


def keys() -> Mapping[str, str]:
    """Field → Chinese key of an item."""
    return chinese_keys(LedgerItem)


def with_days(ledger: Ledger, days: WorkCalendar) -> Ledger:
    """The ledger with the day of each deadline reckoned anew: people change 完成时限 and 交办日期 in the table. Of
    several days it is the next one from 截止日期, before there is one from 交办日期.
    """
    as_of = parse_date(ledger.as_of)

    def due(item: LedgerItem) -> str:
        days_meant = days_of(item.deadline, since_of(item, ledger), days)
        return next_day(days_meant, as_of or parse_date(item.assigned))

    items = tuple(item.model_copy(update={"due": due(item)}) for item in ledger.items)
    return ledger.model_copy(update={"items": items})


def since_of(item: LedgerItem, ledger: Ledger) -> dt.date | None:
    """From when the deadline of an item counts: its 交办日期, else the date of the superior's paper."""
    if (day := parse_date(item.assigned)) is not None:
        return day
    papers = papers_of(ledger, [item])
    return parse_date(papers[0].date) if len(papers) == 1 else None


def papers_of(ledger: Ledger, items: Iterable[LedgerItem]) -> tuple[SourcePaper, ...]:
    """The superiors' papers that items come from, in the ledger's order; all of them where the items do not tell."""
    ids: set[str] = set()
    for item in items:
        ids.update((_paper_id(item.duty), item.source.partition("·")[0]))
    kept = tuple(paper for paper in ledger.papers if ids & {paper.id, paper.name, titled(paper)})
    return kept or ledger.papers


def left_out_words(left_out: Mapping[str, Sequence[str]]) -> str:
    """«他部门主责2项（D004、D010）、上级自办1项（D005）»; of more than ten the first ten are named."""
    return "、".join(f"{why}{len(ids)}项（{_first_named(ids)}）" for why, ids in left_out.items())


def _first_named(ids: Sequence[str]) -> str:
    return "、".join(ids[:_NAMED_MOST]) + ("等" if len(ids) > _NAMED_MOST else "")
