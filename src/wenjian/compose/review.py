"""What is said about the finished papers: blanks, coverage, authority, what was not used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wenjian.compose.choose import claimed_refs, clause_findings
from wenjian.compose.contract import Composition, Materials, Paper
from wenjian.compose.draft import Body, Draft, flat_sections, paper_date, title_of
from wenjian.compose.elements import blank_elements, office_findings
from wenjian.compose.fill import BLANK, JOB, PHRASES, blanks, nested, used_names
from wenjian.compose.given_elements import check_given
from wenjian.compose.jobs import suggest
from wenjian.compose.papers import ENCLOSING
from wenjian.compose.restate import superior_totals
from wenjian.compose.tables import TASK_COLUMNS
from wenjian.coverage import check_asked, prepare
from wenjian.coverage.several import beside_each_other
from wenjian.errors import UnreadableInput
from wenjian.lint.authority import check_authority
from wenjian.lint.length import check_length
from wenjian.model.catalogue import found
from wenjian.model.coverage import Coverage, Decision
from wenjian.model.directive import split_reference
from wenjian.model.document import Document, text_of
from wenjian.model.finding import Finding, Place
from wenjian.model.library import Clause
from wenjian.model.vocabulary import (
    CLEAN_STAGES,
    TABLE_GENRES,
    Authority,
    DecisionSource,
    Direction,
    Genre,
    Level,
    MeasureKind,
    OriginKind,
    Settlement,
)
from wenjian.text.dates import outside_period
from wenjian.text.measures import find_measures
from wenjian.text.nearest import did_you_mean
from wenjian.text.normal import shorten
from wenjian.text.walk import document_lines

_PROGRESS = "落实情况"
"""The end of what a blank for the progress of a task is called."""


def refuse_blanks(mains: Sequence[Paper], draft: Draft) -> None:
    """Raises UnreadableInput where a paper that is to be printed has a blank, or a 要素 that cannot be right."""
    job = draft.job
    if job.stage not in CLEAN_STAGES:
        return
    texts = [paper for paper in mains if paper.genre not in TABLE_GENRES]
    given = [finding for paper in texts for finding in _given_findings(paper, draft)]
    wrong = [finding for finding in given if finding.level is Level.ERROR]
    blank = [
        found(
            "WJ505",
            Place(label=f"《{nested(paper.document.title)}》"),
            stage=job.stage.chinese,
            name=name,
            way=way,
        )
        for paper in mains
        for name, way in _missing(paper.document, draft)
    ]
    heads = [finding for paper in texts for finding in blank_elements(paper.document.elements, job.stage, paper.genre)]
    if blank or heads or wrong:
        raise UnreadableInput(*given, *heads, *blank)


def _given_findings(paper: Paper, draft: Draft) -> Iterator[Finding]:
    """What is wrong in the 要素 that the job gives for a paper, and what its 行文名义 leaves open."""
    document, locality = draft.job.documents[paper.number - 1], draft.materials.locality
    yield from check_given(document, paper.number, draft.job, locality)
    yield from office_findings(document, paper.number, draft.job, locality)


def _blank_rows(document: Document, name: str, draft: Draft) -> str:
    """The rows of the task table in which `name` is blank, with their duties: «（任务分解表第2项D003、第5项D007）»."""
    tables = (block.table for _, block in document.walk() if block.table)
    rows = (row for table in tables if table.columns == TASK_COLUMNS for row in table.rows)
    blank = dict.fromkeys(
        f"第{row.texts()[0]}项{'、'.join(_duty_name(split_reference(ref)[0], draft) for ref in row.duties)}"
        for row in rows
        if any(name in BLANK.findall(text) for text in row.texts())
    )
    return f"（任务分解表{'、'.join(blank)}）" if blank else ""


def _missing(document: Document, draft: Draft) -> Iterator[tuple[str, str]]:
    """The blanks of a paper, with the rows of its task table, and what to do about each; the progress that many tasks
    lack is told once.
    """
    names = blanks(document)
    lacking = [name.removesuffix(_PROGRESS) for name in names if name.endswith(_PROGRESS)]
    for name in names:
        if not name.endswith(_PROGRESS):
            yield name + _blank_rows(document, name, draft), _way(name)
        elif name.startswith(lacking[0]):
            yield "、".join(lacking) + _PROGRESS, _way(name)


def _way(name: str) -> str:
    ways = {
        "责任领导": "请在地区的“领导”里把牵头股室写进某位领导的“分管股室”。",
        "牵头股室": "请在任务清单的“牵头股室”写定，或在地区“股室”的“职责”里写上条款的“主责”。",
        "完成时限": "请在任务清单的“本级时限”或条款的“完成时限”写明。",
        "主责股室": "请在地区“股室”的“职责”里写上条款的“主责”，或在拟稿单的“参数”写明“主责股室”。",
        "标题": "请在拟稿单该文件的“标题”写明。",
        "截止日期": "请用 wenjian collect 把台账算到某一天。",
        "存在问题": "请在督办台账的“存在问题”里写明；确实没有的，在文稿里写明。",
        "检查依据": "请在条款检查项的“检查依据”或条款的“依据”里写明。",
        "主送机关": "请在拟稿单该文件的“要素”里填“主送机关”；通知等下行文也可以写在地区文件的“主送”里，各次通用。",
        "联合发文机关": "请在拟稿单该文件“要素”的“发文机关署名”里列出联合行文的各机关，主办机关在前。",
    }
    if name in ways:
        return ways[name]
    if name.endswith(_PROGRESS):
        return "请在督办台账这一项的“进展”里写明；台账没有这项任务的，先补列。"
    return f"请在拟稿单的“参数”写明“{name}”。"


def restated_in(document: Document) -> tuple[str, ...]:
    """The references of the duties that a paper has in the superior's words."""
    blocks = [block for _, block in document.walk()]
    origins = [*(block.origin for block in blocks), *(span.origin for block in blocks for span in block.spans)]
    return tuple(dict.fromkeys(one.ref for one in origins if one and one.kind is OriginKind.RESTATED))


def check_coverage(
    paper: Paper, materials: Materials, decisions: Sequence[Decision]
) -> tuple[tuple[Coverage, ...], tuple[str, ...]]:
    """The coverage of each directive, and the restated duties that no person has read as they stand."""
    document = paper.document
    thesaurus = materials.library.thesaurus
    ready = materials.asked or tuple(prepare(directive, thesaurus) for directive in materials.directives)
    coverages = beside_each_other([check_asked(asked, document, decisions=decisions, own=paper.own) for asked in ready])
    answers = (duty for one in coverages for duty in one.duties)
    read = {one.ref for one in answers if (held := one.decision) and held.source is DecisionSource.PERSON}
    restated = tuple(ref for ref in restated_in(document) if ref not in read)
    coverages = tuple(replace(one, restated=sum(duty.ref in restated for duty in one.duties)) for one in coverages)
    return coverages, restated


def not_carried(draft: Draft, composition: Composition) -> frozenset[str]:
    """The references of duties that clauses taken by likeness carry only in part, or below what the superior asks, and
    on which nobody has decided.
    """
    claimed = {ref for clause in draft.usable.clauses for ref in claimed_refs(clause)}
    wanted = {need.ref for need in draft.wanted} - claimed - set(composition.restated)
    answers = (one for coverage in composition.coverages for one in coverage.duties if one.decision is None)
    return frozenset(
        one.ref
        for one in answers
        if one.ref in wanted and (one.settlement is Settlement.PARTLY or "weaker" in one.flags)
    )


def paper_findings(
    draft: Draft, bodies: Sequence[Body], mains: Sequence[Paper], restated: Sequence[str]
) -> Iterator[Finding]:
    job, locality = draft.job, draft.materials.locality
    for paper in mains:
        if paper.genre not in TABLE_GENRES:
            yield from _given_findings(paper, draft)
        yield from check_authority(paper.document, job.authority, locality, paper.own)
        yield from check_length(paper.document, Place(label=f"《{nested(paper.document.title)}》"))
        for name, way in _missing(paper.document, draft):
            if name == "主送机关" and job.authority is Authority.GOVERNMENT_OFFICE:
                continue  # WJ529 says it
            yield found("WJ508", Place(label=f"《{nested(paper.document.title)}》"), name=name, way=way)
    yield from _phrase_findings(draft, mains)
    yield from _unknown_themes(draft)
    written = any(body.pieces for body in bodies) or _has_given_text(mains[0])
    bare = -1 if written else mains[0].number - 1
    for number, body in enumerate(bodies):
        outline = draft.outlines[number]
        alone = draft.job.documents[number].genre not in TABLE_GENRES or draft.hosts[number] < 0
        wants = outline and any(section.duties for section in flat_sections(outline.sections))
        if alone and not body.pieces and ((wants and body.choices) or (job.themes and number == bare)):
            yield found("WJ518", Place(label=f"拟稿单“文件”第{number + 1}项"), title=nested(title_of(number, draft)))
    for paper in mains:
        forms = [block.table for _, block in paper.document.walk() if block.table and block.table.form]
        if any(not table.rows for table in forms):
            yield found("WJ932", Place(label=f"《{nested(paper.document.title)}》"))
    used = {p.clause.id: p.clause for body in bodies for p in body.pieces if p.clause}
    yield from clause_findings(list(used.values()), draft.wanted, locality, paper_date(job), draft.terms)
    yield from _unused_parameters(draft, used.values())
    if restated:
        yield found("WJ514", count=len(restated), blocks="、".join(_restated_places(mains, restated, draft)))
        yield from _total_findings(mains, restated, draft)
    yield from _deadline_findings(draft, bodies)


def _has_given_text(paper: Paper) -> bool:
    """Whether a paragraph of the paper is a value of the job and nothing else («{{ 正文 }}»): it needs no clause."""
    spans = (block.spans for block in paper.document.blocks if block.spans)
    return any(all(span.origin and span.origin.found == JOB for span in each) for each in spans)


def _restated_places(mains: Sequence[Paper], restated: Sequence[str], draft: Draft) -> Iterator[str]:
    """Where the restated duties stand, as people quote it: «实施方案二、（一）（D001、D002）»."""
    places: dict[str, dict[str, None]] = {}
    for paper in mains:
        where = {line.block: line.where for line in document_lines(paper.document)}
        for _, block in paper.document.walk():
            for span in block.spans:
                if span.origin and span.origin.ref in restated:
                    name = _duty_name(span.origin.ref, draft)
                    places.setdefault(where.get(block.id, ""), {})[name] = None
    return (f"{where}（{'、'.join(names)}）" for where, names in places.items())


def _total_findings(mains: Sequence[Paper], restated: Sequence[str], draft: Draft) -> Iterator[Finding]:
    """WJ537 for each restated duty with a figure of the superior's whole area, once for all places where it stands."""
    spans = (span for paper in mains for _, block in paper.document.walk() for span in block.spans if span.origin)
    texts = {span.origin.ref: span.text for span in spans if span.origin and span.origin.ref in restated}
    for ref, text in texts.items():
        if totals := superior_totals(text, draft.materials.locality):
            yield found("WJ537", Place(label=ref), duty=_duty_name(ref, draft), words="”、“".join(totals))


def below_findings(coverages: Iterable[Coverage], draft: Draft) -> Iterator[Finding]:
    """WJ544 for each duty of which a draft asks for less than the superior, as by a later 本级时限, where nobody has
    decided on it; a paper that is to go out is refused for that (WJ541).
    """
    if draft.job.stage in CLEAN_STAGES:
        return
    for duty in (duty for coverage in coverages for duty in coverage.duties if duty.decision is None):
        for one in duty.deviations:
            if one.direction is Direction.WEAKER:
                words = {"parent": shorten(one.parent, 60), "child": shorten(one.child, 60)}
                yield found("WJ544", Place(label=duty.ref), duty=_duty_name(duty.ref, draft), **words)


def _duty_name(ref: str, draft: Draft) -> str:
    """D001 where there is one directive, else the whole reference."""
    return ref.rpartition("#")[2] if len(draft.materials.directives) == 1 else ref


def _deadline_findings(draft: Draft, bodies: Sequence[Body]) -> Iterator[Finding]:
    """WJ532 where the duty list sets a 本级时限, which stands in the task table, and a clause's text has another."""
    said: set[tuple[str, str]] = set()
    for piece in (piece for body in bodies for piece in body.pieces if piece.clause):
        text = text_of(span for paragraph in piece.paragraphs for span in paragraph)
        others = [one.text for one in find_measures(text) if one.kind is MeasureKind.DEADLINE]
        for need in piece.needs:
            own = need.duty.local_deadline.removeprefix("于")
            name = piece.clause.id if piece.clause else ""
            if own and own not in text and others and (name, need.ref) not in said:
                said.add((name, need.ref))
                duty = _duty_name(need.ref, draft)
                yield found("WJ532", Place(label=f"条款“{name}”"), duty=duty, own=own, other=others[0])


def _unknown_themes(draft: Draft) -> Iterator[Finding]:
    """WJ533 for each 主题 of the job that no clause has."""
    themes = list(dict.fromkeys(theme for clause in draft.materials.library.clauses for theme in clause.themes))
    for name in draft.job.themes:
        if name not in themes:
            advice = did_you_mean(name, themes) or "主题写在条款的“主题”里，用 wenjian clauses list 查看。"
            yield found("WJ533", Place(label="拟稿单“主题”"), name=name, suggestion=advice)


def _phrase_findings(draft: Draft, mains: Sequence[Paper]) -> Iterator[Finding]:
    """WJ531 for each 提法 that the papers ask for and that is not in force, whose days cannot be held against a date,
    or for which the job has other words.
    """
    blank = {name for paper in mains for name in blanks(paper.document)}
    spans = (span for paper in mains for _, block in paper.document.walk() for span in block.spans if span.origin)
    quoted = {span.origin.ref for span in spans if span.origin and span.origin.found == PHRASES}
    date = paper_date(draft.job)
    for phrase in draft.materials.library.phrases:
        facts: list[str] = []
        if phrase.name in blank and (reason := outside_period(phrase.start, phrase.end, date)):
            facts.append(f"{reason}，没有采用")
        if phrase.name in quoted and date is None and (phrase.start or phrase.end):
            facts.append("定有启用、停用日期，本文没有成文日期，无法核对，已照用")
        if phrase.name in quoted and draft.job.parameters.get(phrase.name, phrase.text) != phrase.text:
            facts.append("在拟稿单“参数”里另写了，仍照提法库原文")
        for fact in facts:
            yield found("WJ531", Place(label="提法库"), name=phrase.name, fact=fact)


def _unused_parameters(draft: Draft, used: Iterable[Clause]) -> Iterator[Finding]:
    texts: list[str] = [ENCLOSING]
    for outline in draft.outlines:
        if outline:
            inner = [t for s in flat_sections(outline.sections) for t in (s.heading, *s.lead_in)]
            texts.extend((outline.title, *outline.opening, *outline.closing, *inner))
    for clause in used:
        checks = (text for item in clause.checks for text in (item.item, item.standard, item.basis, item.method))
        texts.extend((clause.text, clause.lead, clause.task, clause.deadline, clause.standard, *checks))
        texts.extend(text for variant in clause.variants for text in (variant.text, variant.standard))
    if any(document.genre is Genre.FORWARD for document in draft.job.documents):
        texts.extend(clause.deadline for clause in draft.usable.clauses)
    names = used_names(texts)
    for name in draft.job.parameters:
        if name not in names:
            yield found("WJ509", Place(label="拟稿单“参数”"), name=name, suggestion=suggest(name, sorted(names)))
