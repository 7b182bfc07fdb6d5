"""What is the same for all papers of one job, and the facts each paper draws on: slot values, title, place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from wenjian.compose.applicability import why_not
from wenjian.compose.choose import Choice, Usable, choose, only_claiming
from wenjian.compose.contract import Materials, Need, Piece
from wenjian.compose.elements import issuer_name
from wenjian.compose.fill import (
    JOB,
    LOCALITY,
    Sources,
    Values,
    basis_text,
    fill_plain,
    nested,
    office_for,
    sources,
    unit_helping,
    values,
)
from wenjian.compose.forward import original_title
from wenjian.compose.jobs import role_of
from wenjian.compose.sections import Filled
from wenjian.coverage.terms import Terms
from wenjian.model.finding import Finding
from wenjian.model.job import Job
from wenjian.model.library import Clause, Outline, Section, Variant
from wenjian.model.vocabulary import TABLE_GENRES, Genre, Role
from wenjian.text.dates import outside_period, parse_date
from wenjian.text.slots import UNKNOWN


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that is the same for all papers of one job. `unheld` are the references of duties that clauses taken
    by likeness were found not to carry.
    """

    job: Job
    materials: Materials
    terms: Terms
    usable: Usable
    wanted: tuple[Need, ...]
    hosts: tuple[int, ...]
    outlines: tuple[Outline | None, ...]
    unheld: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Body:
    """One document's text before it is numbered: its sections, and the pieces it places."""

    sections: tuple[Filled, ...] = ()
    carried: tuple[Piece, ...] = ()
    others: tuple[Piece, ...] = ()
    findings: tuple[Finding, ...] = ()
    choices: tuple[Choice, ...] = field(default=())

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return (*self.carried, *self.others)


def paper_date(job: Job) -> dt.date | None:
    """成文日期 of the first document that has one: the date on which clauses must be valid."""
    dates = (parse_date(document.elements.date) for document in job.documents)
    return next((date for date in dates if date), None)


def root_of(number: int, hosts_of: Sequence[int]) -> int:
    while hosts_of[number] >= 0:
        number = hosts_of[number]
    return number


def children_of(number: int, hosts_of: Sequence[int]) -> list[int]:
    return [child for child, host in enumerate(hosts_of) if host == number]


def forwards(number: int, draft: Draft) -> bool:
    """Whether the paper that document `number` belongs to forwards its parent."""
    documents = draft.job.documents
    while number >= 0:
        if documents[number].genre is Genre.FORWARD:
            return True
        number = draft.hosts[number]
    return False


def flat_sections(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from flat_sections(section.sections)


def sources_of(number: int, draft: Draft) -> Sources:
    directives = draft.materials.directives
    outline = draft.outlines[number]
    own = {
        "依据": basis_text(directives),
        "上级标题": original_title(directives),
        "上级文件标题": "》《".join(nested(paper.title) for one in directives for paper in one.papers or (one,)),
        "印发文件标题": enclosed_title(number, draft),
        "标题": draft.job.documents[number].title,
        "发文字号": draft.job.documents[number].elements.number,
        "成文日期": draft.job.documents[number].elements.date,
    }
    date = paper_date(draft.job)
    listed = draft.materials.library.phrases
    phrases = {one.name: one.text for one in listed if not outside_period(one.start, one.end, date)}
    known = sources(draft.job, draft.materials.locality, outline.parameters if outline else {}, own, phrases)
    days = [one.date for one in directives] + [paper.date for one in directives for paper in one.papers]
    return replace(known, issued=max(filter(None, map(parse_date, days)), default=None))


def enclosed_title(number: int, draft: Draft) -> str:
    """The title of the plan that travels with the document, as it stands inside 《》."""
    for child in children_of(number, draft.hosts):
        if role_of(draft.job.documents[child], draft.job.documents[number]) is Role.ENCLOSED:
            return nested(title_of(child, draft))
    return ""


def title_of(number: int, draft: Draft) -> str:
    """The job's title, else the outline's, else what the 文种 and what travels with it give."""
    document, outline = draft.job.documents[number], draft.outlines[number]
    if given := document.title or document.elements.title:
        return given
    issuer = issuer_name(draft.job, draft.materials.locality)
    known = {**values(sources_of(number, draft)), "机关": (issuer, LOCALITY)}
    if named := draft.job.parameters.get("机关"):
        known["机关"] = (named, JOB)
    if outline and outline.title:
        return fill_plain(outline.title, known, f"提纲“{outline.name}”的“标题”")
    if document.genre is Genre.NOTICE and (enclosed := enclosed_title(number, draft)):
        return f"{issuer}关于印发《{enclosed}》的通知"
    if document.genre is Genre.FORWARD:
        return f"{issuer}转发{original_title(draft.materials.directives)}"
    host = draft.hosts[number]
    if document.genre in TABLE_GENRES:
        of = title_of(host, draft).removesuffix("实施方案") if host >= 0 and _is_plan(host, draft) else ""
        return of + document.genre.chinese
    return f"【{UNKNOWN}：标题】"


def _is_plan(number: int, draft: Draft) -> bool:
    return draft.job.documents[number].genre is Genre.PLAN


def wording(clause: Clause, draft: Draft) -> str:
    """The text of the first variant that applies here, else the clause's own."""
    return _here(clause, draft).text


def standard_of(clause: Clause, draft: Draft) -> str:
    """The 完成标准 that belongs to `wording`; «» where it has none."""
    return _here(clause, draft).standard


def _here(clause: Clause, draft: Draft) -> Clause | Variant:
    fitting = (
        variant
        for variant in clause.variants
        if not why_not(variant.applies, draft.materials.locality, draft.job.authority, draft.terms)
    )
    return next(fitting, clause)


def clause_values(clause: Clause, known: Sources, draft: Draft) -> Values:
    locality = draft.materials.locality
    office = office_for(clause.organ, locality, loosely=True)
    assisting = dict.fromkeys(unit_helping(word, locality, known.locality) for word in clause.assisting)
    helping = "、".join(name for name in assisting if name)
    return values(known, clause, {"主责股室": office.name if office else "", "配合单位": helping})


def choices_of(draft: Draft, known: Sources, excluded: frozenset[str]) -> tuple[Choice, ...]:
    def words(clause: Clause) -> str:
        return fill_plain(wording(clause, draft), clause_values(clause, known, draft), f"条款“{clause.id}”")

    thesaurus = draft.materials.library.thesaurus
    chosen = choose(draft.wanted, draft.usable.clauses, words, excluded, thesaurus)
    return tuple(only_claiming(choice) if choice.need.ref in draft.unheld else choice for choice in chosen)


def outline_name(outline: Outline | None) -> str:
    return outline.name if outline else "内置"
