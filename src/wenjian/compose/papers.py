"""Documents from bodies: the notice with its plan, the plan with its table, the parent that is forwarded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wenjian.compose.consent import with_consent
from wenjian.compose.contract import Paper, Piece
from wenjian.compose.draft import (
    Body,
    Draft,
    children_of,
    choices_of,
    clause_values,
    enclosed_title,
    forwards,
    outline_name,
    root_of,
    sources_of,
    standard_of,
    title_of,
)
from wenjian.compose.elements import head_elements, head_of, plain_elements
from wenjian.compose.fill import fill_plain, fill_text, locality_values, paragraphs_of, sliced, values
from wenjian.compose.forms import check_block, institutions_meant, one_each
from wenjian.compose.forward import forwarded_documents
from wenjian.compose.jobs import excluded_names, role_of
from wenjian.compose.sections import section_blocks
from wenjian.compose.tables import duty_task, piece_task, proposal_findings, task_block
from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.document import Block, Document, Origin, Span, text_of
from wenjian.model.finding import Finding, Place
from wenjian.model.job import JobDocument
from wenjian.model.library import Clause
from wenjian.model.vocabulary import TABLE_GENRES, Authority, BlockKind, Form, Genre, OriginKind, Role
from wenjian.structure.blocks import read_blocks
from wenjian.structure.lines import BLANKS, Line

DEFAULT_LAYOUT = "红头通知"
LAYOUTS = {Genre.REQUEST: "上行文", Genre.REPORT: "上行文", Genre.LETTER: "信函", Genre.MINUTES: "纪要"}
"""The layout of a 文种 where neither job nor outline names one."""
ENCLOSING = "现将《{{ 印发文件标题 }}》印发给你们，请结合实际认真贯彻执行。"
FORWARDING = "现将{{ 依据 }}转发给你们，请结合实际认真贯彻执行。"


def assembled(number: int, draft: Draft, bodies: Sequence[Body], findings: list[Finding]) -> Document:
    """Document `number` with everything that travels with it; block ids are still empty."""
    document = draft.job.documents[number]
    title = title_of(number, draft)
    role = role_of(document, _host(number, draft))
    table = document.genre in TABLE_GENRES
    blocks = _table_blocks(number, draft, bodies, findings) if table else _text_blocks(number, draft, bodies[number])
    goes_out = role is Role.MAIN and not table
    head = head_elements(document, draft.job, draft.materials.locality, title)
    attachments = tuple(assembled(child, draft, bodies, findings) for child in children_of(number, draft.hosts))
    if document.genre is Genre.FORWARD:
        attachments = (*forwarded_documents(draft.materials), *attachments)
    return Document(
        elements=head if goes_out else plain_elements(document, title),
        blocks=blocks,
        attachments=attachments,
        role=role,
        name="" if role is Role.MAIN else title,
        landscape=document.genre is Genre.TASK_TABLE,
    )


def _host(number: int, draft: Draft) -> JobDocument | None:
    host = draft.hosts[number]
    return draft.job.documents[host] if host >= 0 else None


def _text_blocks(number: int, draft: Draft, body: Body) -> tuple[Block, ...]:
    document, outline = draft.job.documents[number], draft.outlines[number]
    known = values(sources_of(number, draft))
    opening = outline.opening if outline else ()
    if outline is None:
        if document.genre is Genre.FORWARD:
            opening = (FORWARDING,)
        elif document.genre is Genre.NOTICE and enclosed_title(number, draft):
            opening = (ENCLOSING,)
        else:
            raise UnreadableInput(
                found("WJ517", Place(label=f"拟稿单“文件”第{number + 1}项“提纲”"), genre=document.genre.chinese)
            )
    name = outline_name(outline)

    def paragraphs(texts: Iterable[str]) -> Iterator[Block]:
        for text in texts:
            spans = fill_text(text, known, OriginKind.OUTLINE, name, f"提纲“{name}”")
            yield from _read_paragraphs(paragraphs_of(spans), Origin(OriginKind.OUTLINE, name))

    opened = tuple(paragraphs(opening))
    if draft.job.authority is Authority.APPROVED and role_of(document, _host(number, draft)) is Role.MAIN:
        government = locality_values(draft.materials.locality)["县政府"]
        opened = with_consent(opened, government)
    return (
        *opened,
        *section_blocks(body.sections),
        *paragraphs(outline.closing if outline else ()),
    )


def _read_paragraphs(lines: Sequence[tuple[Span, ...]], origin: Origin) -> Iterator[Block]:
    """The paragraphs of one text of an outline. Several, as a value written over several lines has, are read as those
    of any paper: «一、…» is a heading or has one at its head.
    """
    if len(lines) < 2:
        yield from (Block("", BlockKind.PARAGRAPH, spans, origin=origin) for spans in lines)
        return
    spans = [span for line in lines for span in line]
    text, at = text_of(spans), 0
    for block in read_blocks([Line(text_of(line).strip(BLANKS), number) for number, line in enumerate(lines, 1)], ""):
        words = text_of(block.spans)
        start = text.find(words, at)
        own = tuple(sliced(spans, start, start + len(words))) if start >= 0 else (Span(words, spans[0].origin),)
        at = max(at, start + len(words))
        yield replace(block, id="", spans=own, origin=origin)


def _table_blocks(number: int, draft: Draft, bodies: Sequence[Body], findings: list[Finding]) -> tuple[Block, ...]:
    document, outline = draft.job.documents[number], draft.outlines[number]
    known = sources_of(number, draft)
    locality = draft.materials.locality
    foot = (
        tuple(fill_plain(line, values(known), f"提纲“{outline_name(outline)}”") for line in outline.closing)
        if outline
        else ()
    )
    pieces = _family_pieces(number, draft, bodies)

    def fill_for(clause: Clause, text: str) -> str:
        return fill_plain(text, clause_values(clause, known, draft), f"条款“{clause.id}”")

    if document.genre is Genre.CHECKLIST:
        form = outline.form if outline else Form.INSPECTION
        return (check_block(pieces, form, foot, fill_for),)
    if forwards(number, draft):
        excluded = excluded_names(document, draft.materials)
        tasks = [
            duty_task(
                choice.need,
                choice.clauses,
                locality,
                draft.job.authority,
                fill_for,
            )
            for choice in choices_of(draft, known, excluded)
            if not choice.held
        ]
    else:
        in_text = not bodies[number].pieces
        tasks = [
            piece_task(
                piece,
                locality,
                clause_values(piece.clause, known, draft) if piece.clause else values(known),
                standard_of(piece.clause, draft) if piece.clause and in_text else "",
            )
            for piece in pieces
        ]
    findings.extend(proposal_findings(tasks))
    return (task_block(tasks, foot),)


def _family_pieces(number: int, draft: Draft, bodies: Sequence[Body]) -> tuple[Piece, ...]:
    """The pieces whose tasks a table lists: its own where its outline chose some, else those of its paper that carry
    duties, else all of its paper. What the table's 排除 names is left out.
    """
    excluded = excluded_names(draft.job.documents[number], draft.materials)
    root = root_of(number, draft.hosts)
    family = [bodies[n] for n in range(len(bodies)) if root_of(n, draft.hosts) == root]
    everything = bodies[number].pieces or tuple(piece for body in family for piece in body.pieces)
    bearing = tuple(p for body in family for p in (*body.carried, *(o for o in body.others if o.needs)))
    pieces = bodies[number].pieces or bearing or everything
    return tuple(p for p in pieces if not (p.clause and p.clause.id in excluded) and not set(p.refs) & excluded)


def papers_of(number: int, document: Document, draft: Draft) -> Iterator[Paper]:
    """The paper, and as papers of their own the tables that travel with it."""
    job_document, outline = draft.job.documents[number], draft.outlines[number]
    if draft.hosts[number] < 0 or job_document.genre in TABLE_GENRES:
        letterhead = head_of(draft.job, draft.materials.locality, job_document.genre.chinese)
        named = job_document.layout or (outline.layout if outline else "")
        asked = named or LAYOUTS.get(job_document.genre, DEFAULT_LAYOUT)
        layout = letterhead.layout if letterhead and letterhead.layout and asked == DEFAULT_LAYOUT else asked
        form = outline.form if outline else Form.INSPECTION
        meant = institutions_meant(job_document.inspected, draft.materials.locality)
        yield Paper(number + 1, job_document.genre, one_each(document, meant), layout, letterhead, form)
    children = children_of(number, draft.hosts)
    composed = document.attachments[len(document.attachments) - len(children) :]
    for child, attachment in zip(children, composed, strict=True):
        yield from papers_of(child, attachment, draft)
