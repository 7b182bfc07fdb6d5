"""From an outline and pieces to numbered blocks (GB/T 9704-2012, 7.3.3: 一、（一）1.（1）)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from wenjian.compose.contract import Piece
from wenjian.model.document import Block, Document, Origin, Span, text_of
from wenjian.model.library import Section
from wenjian.model.vocabulary import BlockKind, OriginKind
from wenjian.text.numbering import render_enumerator, render_label
from wenjian.text.segment import provisions

DEEPEST = 4
Fill = Callable[[str], tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Filled:
    """A section with its text: lead-in, pieces of its own, groups of pieces that carry duties, subsections."""

    heading: tuple[Span, ...]
    lead_in: tuple[tuple[Span, ...], ...] = ()
    pieces: tuple[Piece, ...] = ()
    groups: tuple[tuple[Piece, ...], ...] = ()
    sections: tuple[Filled, ...] = ()
    enumerated: bool = False
    empty: tuple[str, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        return not (self.lead_in or self.pieces or self.groups or self.sections)


def fill_section(
    section: Section,
    fill: Fill,
    own: Callable[[Section], tuple[Piece, ...]],
    carried: Callable[[Section], tuple[Piece, ...]],
) -> Filled:
    """`section` with its pieces; subsections without content are left out and named in `empty`."""
    inner = [fill_section(one, fill, own, carried) for one in section.sections]
    return Filled(
        heading=fill(section.heading) if section.heading else (),
        lead_in=tuple(fill(text) for text in section.lead_in),
        pieces=own(section),
        groups=grouped(carried(section)) if section.duties else (),
        sections=tuple(one for one in inner if not one.is_empty),
        enumerated=section.enumerated,
        empty=tuple(
            name for one in inner for name in ((text_of(one.heading),) if one.is_empty and one.heading else one.empty)
        ),
    )


def grouped(pieces: Iterable[Piece]) -> tuple[tuple[Piece, ...], ...]:
    """Pieces of one 重点任务 together, groups in order of their first piece; a piece without one stands alone."""
    groups: dict[object, list[Piece]] = {}
    for number, piece in enumerate(pieces):
        groups.setdefault(piece.task or number, []).append(piece)
    return tuple(tuple(group) for group in groups.values())


def section_blocks(sections: Sequence[Filled], level: int = 1) -> Iterator[Block]:
    """The blocks of sibling sections, numbered from `level` on. Ids are given later (`number_blocks`)."""
    ordinals = count(1)
    for section in sections:
        if section.heading:
            yield _heading(section.heading, level, next(ordinals))
        yield from _content(section, level + 1 if section.heading else level, ordinals if not section.heading else None)


def _content(section: Filled, level: int, ordinals: Iterator[int] | None) -> Iterator[Block]:
    ordinals = ordinals or count(1)
    yield from (_paragraph(spans) for spans in section.lead_in)
    if section.enumerated and section.pieces:
        yield _enumerated(section.pieces, "", "")
    else:
        yield from _listed(section.pieces, level, ordinals, others=bool(section.groups or section.sections))
    alone = len(section.groups) == 1 and not section.sections and not section.pieces
    if alone and not section.enumerated and len(section.groups[0]) > 1:
        yield from _listed(section.groups[0], level, ordinals, others=False)
        return
    for group in section.groups:
        label = "" if alone or level > DEEPEST else render_label(level, next(ordinals))
        yield from _group(group, label, level, enumerated=section.enumerated)
    for inner in section.sections:
        if inner.heading:
            yield _heading(inner.heading, min(level, DEEPEST), next(ordinals))
            yield from _content(inner, level + 1, None)
        else:
            yield from _content(inner, level, ordinals)


def _listed(pieces: Sequence[Piece], level: int, ordinals: Iterator[int], *, others: bool) -> Iterator[Block]:
    """Pieces one under the other: numbered where they have a heading and are several."""
    for piece in pieces:
        numbered = (len(pieces) > 1 or others) and piece.lead and level <= DEEPEST
        yield from _piece(piece, render_label(level, next(ordinals)) if numbered else "", level if numbered else 0)


def _group(group: Sequence[Piece], label: str, level: int, *, enumerated: bool) -> Iterator[Block]:
    """One 重点任务: a single piece as a paragraph with a run-in heading, several under a heading of their own."""
    shown = level if label else 0
    task = group[0].task
    if len(group) == 1:
        piece = group[0]
        yield from _piece(replace(piece, lead=piece.lead or task), label, shown)
    elif enumerated:
        yield replace(_enumerated(group, label, task), level=shown)
    else:
        heading = (Span(task, Origin(OriginKind.COMPOSED, "重点任务")),)
        yield Block("", BlockKind.HEADING, heading, shown, label)
        leads = all(piece.lead for piece in group) and level < DEEPEST
        for ordinal, piece in enumerate(group, 1):
            yield from _piece(piece, render_label(level + 1, ordinal) if leads else "", level + 1 if leads else 0)


def _piece(piece: Piece, label: str, level: int) -> Iterator[Block]:
    lead = f"{piece.lead}。" if piece.lead else ""
    for number, spans in enumerate(piece.paragraphs):
        yield Block(
            id="",
            kind=BlockKind.PARAGRAPH,
            spans=spans,
            level=level if number == 0 else 0,
            label=label if number == 0 else "",
            lead=lead if number == 0 else "",
            origin=piece.origin,
            duties=piece.refs,
        )


def _enumerated(pieces: Sequence[Piece], label: str, task: str) -> Block:
    """Several pieces in one paragraph: 一是…；二是…。 A piece of several sentences keeps its full stop."""
    short = all(len(provisions(_text(piece))) == 1 for piece in pieces)
    spans: list[Span] = []
    for number, piece in enumerate(pieces, 1):
        head = render_enumerator(number) if len(pieces) > 1 else ""
        lead = f"{piece.lead}{'，' if short else '。'}" if piece.lead and piece.lead != task else ""
        if head or lead:
            spans.append(Span(head + lead, Origin(OriginKind.COMPOSED, "段内分项")))
        body = [span for paragraph in piece.paragraphs for span in paragraph]
        spans.extend(_ended(body, "；" if short and number < len(pieces) else "。"))
    duties = tuple(dict.fromkeys(ref for piece in pieces for ref in piece.refs))
    lead = f"{task}。" if task else ""
    origin = pieces[0].origin if len(pieces) == 1 else Origin(OriginKind.COMPOSED, "段内分项")
    return Block("", BlockKind.PARAGRAPH, tuple(spans), label=label, lead=lead, origin=origin, duties=duties)


def _ended(spans: Sequence[Span], stop: str) -> list[Span]:
    """`spans` ending with `stop` in place of their own full stop."""
    *others, last = spans
    return [*others, replace(last, text=last.text.rstrip("。；;") + stop)]


def _heading(spans: tuple[Span, ...], level: int, ordinal: int) -> Block:
    return Block("", BlockKind.HEADING, spans, level, render_label(level, ordinal), origin=spans[0].origin)


def _paragraph(spans: tuple[Span, ...]) -> Block:
    return Block("", BlockKind.PARAGRAPH, spans, origin=spans[0].origin if spans else None)


def _text(piece: Piece) -> str:
    return text_of(span for paragraph in piece.paragraphs for span in paragraph)


def number_blocks(document: Document, start: int = 1) -> tuple[Document, int]:
    """`document` with block ids b001… in reading order through everything it carries, and the next free number."""
    blocks = tuple(replace(block, id=f"b{number:03d}") for number, block in enumerate(document.blocks, start))
    following = start + len(blocks)
    attachments: list[Document] = []
    for attachment in document.attachments:
        numbered, following = number_blocks(attachment, following)
        attachments.append(numbered)
    return replace(document, blocks=blocks, attachments=tuple(attachments)), following
