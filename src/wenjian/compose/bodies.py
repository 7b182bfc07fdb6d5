"""Which clause stands in which section of which document, and what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace

from wenjian.compose.choose import Choice, claimed_refs
from wenjian.compose.contract import Need, Piece
from wenjian.compose.draft import (
    Body,
    Draft,
    choices_of,
    clause_values,
    flat_sections,
    forwards,
    outline_name,
    root_of,
    sources_of,
    wording,
)
from wenjian.compose.fill import (
    Sources,
    fill_plain,
    fill_text,
    is_section,
    office_for,
    paragraphs_of,
    sections_called,
    values,
)
from wenjian.compose.jobs import excluded_names, suggest
from wenjian.compose.progress import ledger_pieces
from wenjian.compose.restate import is_aim, restate
from wenjian.compose.sections import Filled, fill_section, with_own_area
from wenjian.model.catalogue import found
from wenjian.model.document import Origin, text_of
from wenjian.model.finding import Finding, Place
from wenjian.model.job import JobDocument
from wenjian.model.library import Clause, Outline, Section
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import TABLE_GENRES, Genre, LedgerPart, OriginKind
from wenjian.text.section_names import is_same_section


def write_bodies(draft: Draft) -> tuple[Body, ...]:
    """Sections and pieces of every document. Within one paper a clause stands once, where it is first taken."""
    placed: dict[int, set[str]] = {}
    bodies: dict[int, Body] = {}
    order = sorted(range(len(draft.hosts)), key=lambda n: (draft.job.documents[n].genre in TABLE_GENRES, n))
    for number in order:
        root = root_of(number, draft.hosts)
        document = draft.job.documents[number]
        family = [bodies[n] for n in bodies if root_of(n, draft.hosts) == root]
        if document.genre in TABLE_GENRES and (any(b.pieces for b in family) or forwards(number, draft)):
            bodies[number] = Body()
        else:
            bodies[number] = _body(number, draft, placed.setdefault(root, set()))
    return tuple(bodies[number] for number in range(len(draft.hosts)))


def _body(number: int, draft: Draft, placed: set[str]) -> Body:
    document, outline = draft.job.documents[number], draft.outlines[number]
    excluded = excluded_names(document, draft.materials)
    known, name = sources_of(number, draft), outline_name(outline)
    sections = _with_added(outline.sections if outline else (), document)
    flat = list(flat_sections(sections))
    wants_duties = any(section.duties for section in flat)
    choices = choices_of(draft, known, excluded) if wants_duties else ()
    by_clause = _needs_by_clause(choices)
    clauses = {clause.id: clause for clause in draft.usable.clauses if clause.id not in excluded}
    subject = [c for c in clauses.values() if not draft.job.themes or set(c.themes) & set(draft.job.themes)]
    own: dict[int, tuple[Piece, ...]] = {}
    findings: list[Finding] = []
    for at, section in enumerate(flat):
        picked = [clauses[one] for one in _selected(section, subject, draft.job.themes) if one in clauses]
        new = [clause for clause in picked if clause.id not in placed]
        placed.update(clause.id for clause in new)
        own[at] = tuple(_clause_piece(clause, known, draft, by_clause.get(clause.id, ())) for clause in new)
        findings.extend(_unknown_clauses(section, outline, draft))
    of_theme = subject if _is_of_a_theme(document, draft) else ()
    carried: dict[int, tuple[Piece, ...]] = {}
    named_alike = _named_alike(choices, flat) if draft.job.restate else {}
    for at, section in sorted(enumerate(flat), key=lambda pair: not pair[1].themes):
        if section.duties:
            carried[at] = tuple(
                _carried(
                    section,
                    choices=choices,
                    by_clause=by_clause,
                    known=known,
                    draft=draft,
                    placed=placed,
                    elsewhere=named_alike,
                )
            )
            new = [clause for clause in of_theme if clause.id not in placed and _fits(clause, section)]
            placed.update(clause.id for clause in new)
            carried[at] = (*carried[at], *(_clause_piece(clause, known, draft, ()) for clause in new))
    for choice in choices:
        if (at := named_alike.get(choice.need.ref, -1)) >= 0 and _is_open(choice, placed):
            placed.add(choice.need.ref)
            piece = restate(choice.need, draft.materials.locality, draft.job.authority)
            if is_aim(choice.need.duty):  # no «总体要求。» below «一、工作目标»
                piece = replace(piece, task=flat[at].heading)
            carried[at] = (*carried.get(at, ()), piece)
    materials = draft.materials
    for at in carried.keys() & set(named_alike.values()):
        filled_in = values(known, local=_offices(carried[at], materials.locality))
        said = [fill_plain(text, filled_in, f"提纲“{name}”") for text in flat[at].lead_in]
        carried[at] = with_own_area(carried[at], said)
    for at, section in enumerate(flat):
        if section.ledger is not None and materials.ledger is not None:
            pieces = ledger_pieces(section.ledger, materials.ledger, draft)
            (carried if section.ledger is LedgerPart.ITEMS else own)[at] = pieces
    numbers = {id(section): at for at, section in enumerate(flat)}
    locality = draft.materials.locality
    filled = tuple(
        fill_section(
            section,
            lambda text, pieces: fill_text(
                text,
                values(known, local=_offices(pieces, locality)),
                OriginKind.OUTLINE,
                name,
                f"提纲“{name}”",
            ),
            lambda one: own[numbers[id(one)]],
            lambda one: carried.get(numbers[id(one)], ()),
        )
        for section in sections
    )
    findings.extend(_left_out(draft, choices, document, flat, excluded))
    findings.extend(found("WJ521", Place(label=f"提纲“{name}”"), heading=heading) for heading in _empty(filled))
    return Body(
        sections=tuple(section for section in filled if not section.is_empty),
        carried=tuple(piece for at in sorted(carried) for piece in carried[at]),
        others=tuple(piece for at in sorted(own) for piece in own[at]),
        findings=tuple(findings),
        choices=choices,
    )


def _is_of_a_theme(document: JobDocument, draft: Draft) -> bool:
    """Whether the paper has no directive to carry out but a 主题: then what would carry duties has all its clauses."""
    if draft.materials.directives or document.genre is Genre.CHECKLIST:
        return False
    return bool(draft.job.themes)


def _with_added(sections: Sequence[Section], document: JobDocument) -> tuple[Section, ...]:
    """The sections with the job's 增加 in the first that carries duties, else the last. Without sections they stand
    alone. Each section is a new value, so that it can be told from its equals.
    """
    listed = [deepcopy(section) for section in sections]
    asked = {name for section in flat_sections(listed) for name in section.clauses}
    added = tuple(name.partition("@")[0] for name in document.added)
    missing = tuple(dict.fromkeys(name for name in added if name not in asked))
    if missing and not listed:
        return (Section(clauses=missing),)
    if missing:
        at = next((n for n, section in enumerate(listed) if section.duties), len(listed) - 1)
        listed[at] = listed[at].model_copy(update={"clauses": (*listed[at].clauses, *missing)})
    return tuple(listed)


def _selected(section: Section, clauses: Sequence[Clause], subjects: Sequence[str]) -> tuple[str, ...]:
    """The clause ids a section asks for itself: by id, then theme after theme, as the outline lists them, then those of
    the job's `subjects` that have check items. In a section that carries duties the themes only say which of the
    duties' clauses it takes.
    """
    by_theme = () if section.duties else (c.id for theme in section.themes for c in clauses if theme in c.themes)
    with_checks = (c.id for c in clauses if section.checks and subjects and c.checks)
    return tuple(dict.fromkeys((*section.clauses, *by_theme, *with_checks)))


def _needs_by_clause(choices: Iterable[Choice]) -> dict[str, tuple[Need, ...]]:
    by_clause: dict[str, tuple[Need, ...]] = {}
    for choice in choices:
        for clause in choice.clauses:
            by_clause[clause.id] = (*by_clause.get(clause.id, ()), choice.need)
    return by_clause


def _carried(
    section: Section,
    *,
    choices: Sequence[Choice],
    by_clause: dict[str, tuple[Need, ...]],
    known: Sources,
    draft: Draft,
    placed: set[str],
    elsewhere: Collection[str],
) -> Iterator[Piece]:
    """The pieces for the duties that no other section took, in order of the duties; those `elsewhere` are restated in
    another section.
    """
    for choice in choices:
        for clause in choice.clauses:
            if clause.id not in placed and _fits(clause, section):
                placed.add(clause.id)
                yield _clause_piece(clause, known, draft, by_clause[clause.id])
        is_here = choice.need.ref not in elsewhere and not section.themes
        if draft.job.restate and is_here and _is_open(choice, placed):
            placed.add(choice.need.ref)
            yield restate(choice.need, draft.materials.locality, draft.job.authority)


def _is_open(choice: Choice, placed: Collection[str]) -> bool:
    """Whether a duty has no clause and nothing takes its place yet."""
    return not choice.clauses and not choice.held and choice.need.ref not in placed


def _named_alike(choices: Iterable[Choice], flat: Sequence[Section]) -> dict[str, int]:
    """The duties that stand in the directive under a heading for which the outline has a section of its own
    («工作要求», «保障措施»; aims under «总体要求» belong to «工作目标»), each with the number of that section.
    """
    homes: dict[str, int] = {}
    for choice in choices:
        headings = choice.need.duty.headings
        heading = "工作目标" if is_aim(choice.need.duty) else headings[0] if headings else ""
        own = (n for n, section in enumerate(flat) if not section.duties and is_same_section(heading, section.heading))
        if heading and (at := next(own, -1)) >= 0:
            homes[choice.need.ref] = at
    return homes


def _fits(clause: Clause, section: Section) -> bool:
    return not section.themes or bool(set(clause.themes) & set(section.themes))


def _clause_piece(clause: Clause, known: Sources, draft: Draft, carried: tuple[Need, ...]) -> Piece:
    name = f"条款“{clause.id}”"
    filled = clause_values(clause, known, draft)
    lines = [line for line in wording(clause, draft).splitlines() if line.strip()]
    return Piece(
        paragraphs=tuple(
            paragraph
            for line in lines
            for paragraph in paragraphs_of(fill_text(line, filled, OriginKind.CLAUSE, clause.ref, name))
        ),
        origin=Origin(OriginKind.CLAUSE, clause.ref),
        task=fill_plain(clause.task, filled, f"{name}的“重点任务”"),
        lead=fill_plain(clause.lead, filled, f"{name}的“小标题”").rstrip("。．."),
        needs=carried,
        clause=clause,
    )


def _offices(pieces: Iterable[Piece], locality: Locality) -> dict[str, str]:
    """Who leads on the clauses of `pieces`: 主责股室 lists the offices, each once, in the order of the text; 股室分工
    says which section leads (that of most clauses, the first of equals) and which sections and units assist.
    """
    found_for = (office_for(piece.clause.organ, locality, loosely=True) for piece in pieces if piece.clause)
    counts = Counter(office for office in found_for if office)
    sections = sorted((office for office in counts if is_section(office)), key=lambda office: -counts[office])
    units = [office for office in counts if not is_section(office)]
    word = sections_called(locality)
    parts = (
        (f"牵头{word}", sections[:1]),
        (f"配合{word}", sections[1:]),
        ("配合单位" if sections else "牵头单位", units),
    )
    return {
        "主责股室": "、".join(office.name for office in counts),
        "股室分工": "；".join(f"{key}：{'、'.join(one.name for one in named)}" for key, named in parts if named),
    }


def _unknown_clauses(section: Section, outline: Outline | None, draft: Draft) -> Iterator[Finding]:
    known = [clause.id for clause in draft.materials.library.clauses]
    for name in section.clauses:
        if name not in known:
            place = Place(label=f"提纲“{outline_name(outline)}”")
            yield found("WJ507", place, outline=outline_name(outline), name=name, suggestion=suggest(name, known))


def _left_out(
    draft: Draft, choices: Sequence[Choice], document: JobDocument, flat: Sequence[Section], excluded: frozenset[str]
) -> Iterator[Finding]:
    """WJ510 for each clause that the outline, the job or a duty of ours asked for and that could not be used."""
    wanted = {choice.need.ref for choice in choices}
    asked = {name for section in flat for name in section.clauses} | set(document.added)
    for clause in draft.materials.library.clauses:
        claims = bool(wanted & claimed_refs(clause))
        reason = draft.usable.reasons.get(clause.id, "")
        if clause.id in excluded and (claims or clause.id in asked):
            bare = [c.need.duty.id for c in choices if c.held and not c.clauses and c.need.ref in claimed_refs(clause)]
            reason = "拟稿单“排除”了它" + (f"，任务{'、'.join(bare)}没有别的条款承接" if bare else "")
        if reason and (claims or clause.id in asked):
            yield found("WJ510", Place(label=f"条款“{clause.id}”"), name=clause.id, reason=reason)


def _empty(sections: Iterable[Filled]) -> Iterator[str]:
    for section in sections:
        if section.is_empty and section.heading:
            yield text_of(section.heading)
        yield from section.empty
