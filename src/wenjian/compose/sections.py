"""From an outline and pieces to numbered blocks (GB/T 9704-2012, 7.3.3: 一、（一）1.（1）)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from wenjian.compose.contract import REST, Piece
from wenjian.compose.fill import paragraphs_of, sliced
from wenjian.model.document import Block, Document, Origin, Span, text_of
from wenjian.model.library import Section
from wenjian.model.vocabulary import BlockKind, LedgerPart, OriginKind
from wenjian.text.normal import letters
from wenjian.text.numbering import render_enumerator, render_label
from wenjian.text.segment import provisions

DEEPEST = 4
_COUNTS_ITSELF = re.compile(r"第[一二三四五六七八九十]+(?:阶段|步)")
"""Headings that need no number before them: 第一阶段（3月1日至31日）."""
_AREA = re.compile("全[省市县区州旗](?!域)")
Fill = Callable[[str, Sequence[Piece]], tuple[Span, ...]]
"""Fills a text of the outline; the pieces are those of the section it belongs to."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A section with its text: lead-in, pieces of its own, groups of pieces that carry duties, subsections, and who
    answers for it.
    """

    heading: tuple[Span, ...]
    lead_in: tuple[tuple[Span, ...], ...] = ()
    pieces: tuple[Piece, ...] = ()
    groups: tuple[tuple[Piece, ...], ...] = ()
    sections: tuple[Filled, ...] = ()
    enumerated: bool = False
    run_in: bool = False
    responsibility: tuple[Span, ...] = ()
    empty: tuple[str, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        return not (self.lead_in or self.pieces or self.groups or self.sections)

    @property
    def everything(self) -> tuple[Piece, ...]:
        """The pieces of the section and of those within it."""
        inner = (piece for one in self.sections for piece in one.everything)
        return (*self.pieces, *(piece for group in self.groups for piece in group), *inner)


def fill_section(
    section: Section,
    fill: Fill,
    own: Callable[[Section], tuple[Piece, ...]],
    carried: Callable[[Section], tuple[Piece, ...]],
) -> Filled:
    """`section` with its pieces; subsections without content are left out and named in `empty`."""
    inner = [fill_section(one, fill, own, carried) for one in section.sections]
    takes = section.duties or section.ledger is LedgerPart.ITEMS
    pieces, others = own(section), carried(section)
    everything = [*pieces, *others, *(piece for one in inner for piece in one.everything)]
    said = (paragraph for text in section.lead_in for paragraph in paragraphs_of(fill(text, everything)))
    return Filled(
        heading=fill(section.heading, everything) if section.heading else (),
        lead_in=tuple(one for one in said if not any(_says(piece, text_of(one)) for piece in others)),
        pieces=pieces,
        groups=grouped(others),
        sections=tuple(one for one in inner if not one.is_empty),
        enumerated=section.enumerated and (takes or not others),  # duties of its own name stand under numbers
        run_in=section.run_in,
        responsibility=fill(section.responsibility, everything) if section.responsibility else (),
        empty=tuple(
            name for one in inner for name in ((text_of(one.heading),) if one.is_empty and one.heading else one.empty)
        ),
    )


def with_own_area(pieces: tuple[Piece, ...], said: Iterable[str]) -> tuple[Piece, ...]:
    """The restated `pieces` with the area that the office's own aims name for the superior's («全县» for «全省»); such
    an aim stands once then, for a lead-in that a piece says, too, is left out.
    """
    for text in said:
        if area := _AREA.search(text):
            pieces = tuple(_with_area(one, area[0]) if _says(one, text) else one for one in pieces)
    return pieces


def _says(piece: Piece, text: str) -> bool:
    wanted = letters(_AREA.sub("全域", text))
    return (
        piece.origin.kind is OriginKind.RESTATED and bool(wanted) and wanted in letters(_AREA.sub("全域", _text(piece)))
    )


def _with_area(piece: Piece, area: str) -> Piece:
    paragraphs = (tuple(replace(span, text=_AREA.sub(area, span.text)) for span in one) for one in piece.paragraphs)
    return replace(piece, paragraphs=tuple(paragraphs))


def grouped(pieces: Iterable[Piece]) -> tuple[tuple[Piece, ...], ...]:
    """Pieces of one 重点任务 together, groups in order of their first piece, what has no name of its own last; a piece
    without one stands alone.
    """
    groups: dict[object, list[Piece]] = {}
    for number, piece in enumerate(pieces):
        groups.setdefault(piece.task or number, []).append(piece)
    in_order = sorted(groups.values(), key=lambda group: group[0].task == REST)
    return tuple(_joined(group) for group in in_order)


def _joined(group: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces, those restated from one paragraph of the superior's as one paragraph («建立退出机制。» does not stand
    alone)."""
    joined: list[Piece] = []
    for piece in group:
        if joined and _same_paragraph(joined[-1], piece):
            last = joined.pop()
            spans = tuple(span for paragraph in (*last.paragraphs, *piece.paragraphs) for span in paragraph)
            joined.append(replace(last, paragraphs=(spans,), needs=(*last.needs, *piece.needs)))
        else:
            joined.append(piece)
    return tuple(joined)


def _same_paragraph(one: Piece, other: Piece) -> bool:
    if not all(piece.origin.kind is OriginKind.RESTATED and piece.needs for piece in (one, other)):
        return False
    first, second = one.needs[-1], other.needs[0]
    return first.directive is second.directive and bool(first.duty.where) and first.duty.where == second.duty.where


def section_blocks(sections: Sequence[Filled], level: int = 1) -> Iterator[Block]:
    """The blocks of sibling sections, numbered from `level` on. Ids are given later (`number_blocks`)."""
    ordinals = count(1)
    for section in sections:
        yield from _section(section, level, ordinals)


def _section(section: Filled, level: int, ordinals: Iterator[int]) -> Iterator[Block]:
    """One section with its heading, on a line of its own or run in; without a heading it goes on counting."""
    own = min(level, DEEPEST)
    if section.heading and section.run_in:
        yield from _run_in(section, own, ordinals)
    elif section.heading:
        label = render_label(own, next(ordinals))
        yield Block("", BlockKind.HEADING, section.heading, own, label, origin=section.heading[0].origin)
        yield from _content(section, level + 1, count(1))
    else:
        yield from _content(section, level, ordinals)
    if section.responsibility:
        yield _paragraph(section.responsibility)


def _run_in(section: Filled, level: int, ordinals: Iterator[int]) -> Iterator[Block]:
    """Heading and text of a section in one paragraph: （三）严格管理。各机构要……; what is within it follows. A heading
    that counts itself has no number before it and no full stop behind it: 第一阶段（3月），开展…….
    """
    pieces = (*section.pieces, *(piece for group in section.groups for piece in group))
    text = [span for paragraph in section.lead_in for span in paragraph]
    if section.enumerated:
        text.extend(_items(pieces, ""))
    else:
        text.extend(span for piece in pieces for paragraph in piece.paragraphs for span in paragraph)
    counted = _COUNTS_ITSELF.match(text_of(section.heading))
    if counted:
        text = [*sliced(section.heading, counted.end()), Span("，", Origin(OriginKind.COMPOSED, "标题接排")), *text]
    yield Block(
        id="",
        kind=BlockKind.PARAGRAPH,
        spans=tuple(text),
        level=0 if counted else level,
        label=counted[0] if counted else render_label(level, next(ordinals)),
        lead="" if counted else f"{text_of(section.heading)}。",
        origin=section.heading[0].origin,
        duties=_refs(pieces),
    )
    inner = count(1)
    for one in section.sections:
        yield from _section(one, level + 1, inner)


def _content(section: Filled, level: int, ordinals: Iterator[int]) -> Iterator[Block]:
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
        if group[0].task == text_of(section.heading):  # «一、工作目标» needs no «工作目标。» below it
            yield from (block for piece in group for block in _piece(piece, "", 0))
            continue
        label = "" if alone or level > DEEPEST else render_label(level, next(ordinals))
        yield from _group(group, label, level, enumerated=section.enumerated)
    for inner in section.sections:
        yield from _section(inner, level, ordinals)


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
    """Several pieces in one paragraph under the 重点任务 they belong to."""
    lead = f"{task}。" if task else ""
    origin = pieces[0].origin if len(pieces) == 1 else Origin(OriginKind.COMPOSED, "段内分项")
    spans = tuple(_items(pieces, task))
    return Block("", BlockKind.PARAGRAPH, spans, label=label, lead=lead, origin=origin, duties=_refs(pieces))


def _items(pieces: Sequence[Piece], task: str) -> Iterator[Span]:
    """一是…；二是…。 A piece of several sentences keeps its full stop; a heading that says `task` is left out."""
    short = all(len(provisions(_text(piece))) == 1 for piece in pieces)
    for number, piece in enumerate(pieces, 1):
        head = render_enumerator(number) if len(pieces) > 1 else ""
        lead = f"{piece.lead}{'，' if short else '。'}" if piece.lead and piece.lead != task else ""
        if head or lead:
            yield Span(head + lead, Origin(OriginKind.COMPOSED, "段内分项"))
        body = [span for paragraph in piece.paragraphs for span in paragraph]
        yield from _ended(body, "；" if short and number < len(pieces) else "。")


def _refs(pieces: Iterable[Piece]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ref for piece in pieces for ref in piece.refs))


def _ended(spans: Sequence[Span], stop: str) -> list[Span]:
    """`spans` ending with `stop` in place of their own full stop."""
    *others, last = spans
    return [*others, replace(last, text=last.text.rstrip("。；;") + stop)]


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
