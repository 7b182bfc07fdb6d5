"""Amendments: other words for a stretch of a paper, and the paper with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from wenjian.model.document import Block, Document, Row, Span
from wenjian.model.vocabulary import BlockKind, Role
from wenjian.text.walk import Line


class Kind(Enum):
    """Why words are changed; the value is what people call it."""

    LACKING = "需补"
    BELOW = "需改"
    LEFTOVER = "已过期"
    ELEMENT = "签发后填写"


@dataclass(frozen=True, slots=True)
class Spot:
    """A text of a paper: a block's words behind its `label`, a cell of a table (`row`, `cell` from 0), or an element of
    the paper, named as in `Elements`. `text` is what the old paper has there.
    """

    text: str
    block: str = ""
    row: int = -1
    cell: int = -1
    element: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Amendment:
    """Instead of spot.text[start:end] stands `new`. `why` is the reason for people, `refs` are the superior's duties,
    `sentence` the old sentence or line it stands in.

    With a `paragraph` (from 1) the new words make a paragraph of their own behind the text, those of one number the
    same one; the first of them bears its number and run-in heading (`label`, `lead`).
    """

    kind: Kind
    spot: Spot
    start: int
    end: int
    new: str
    why: tuple[str, ...]
    refs: tuple[str, ...] = ()
    sentence: str = ""
    paragraph: int = 0
    label: str = ""
    lead: str = ""

    @property
    def old(self) -> str:
        return self.spot.text[self.start : self.end]


def spots(document: Document) -> Iterator[Spot]:
    """Every text that the paper says itself, and those it carries, as they are printed one after the other; no line of
    a forwarded original.
    """
    elements = document.elements
    if document.role is Role.FORWARDED:
        return
    for name in ("number", "signer", "title"):
        if text := getattr(elements, name):
            yield Spot(text, element=name)
    for block in document.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        if block.table is None:
            yield Spot(block.text, block.id, label=block.label)
            continue
        for number, row in enumerate(block.table.rows):
            yield from (Spot(text, block.id, number, cell) for cell, text in enumerate(row.texts()) if text)
    for name in ("date", "print_date"):
        if text := getattr(elements, name):
            yield Spot(text, element=name)
    for carried in document.attachments:
        yield from spots(carried)


def spot_of(line: Line, known: Mapping[tuple[str, int, int], Spot]) -> Spot:
    """The text that prints a line."""
    if line.is_title:
        return Spot(line.text, element="title")
    return known[line.block, line.row, line.cell]


def by_place(document: Document) -> dict[tuple[str, int, int], Spot]:
    """Block, row and cell → the text there."""
    return {(spot.block, spot.row, spot.cell): spot for spot in spots(document) if spot.block}


def clash(one: Amendment, others: Iterable[Amendment]) -> bool:
    """Whether another amendment takes some of the same words."""
    return any(
        other.spot == one.spot and other.start < other.end and one.start < other.end and other.start < one.end
        for other in others
    )


def changed(text: str, made: Iterable[Amendment]) -> str:
    """A text with the amendments to it; of several insertions at one place the first given stands first."""
    parts, at = [], 0
    for one in in_order(made):
        parts += [text[at : one.start], one.new]
        at = one.end
    return "".join((*parts, text[at:]))


def in_order(made: Iterable[Amendment]) -> list[Amendment]:
    """The amendments to one text as they follow each other."""
    return sorted(made, key=lambda one: (one.start, one.end, one.paragraph))


def amended(document: Document, made: Sequence[Amendment]) -> Document:
    """The paper with its amendments."""
    groups: dict[Spot, list[Amendment]] = {}
    for one in made:
        groups.setdefault(one.spot, []).append(one)
    return _amended(document, groups)


def _amended(document: Document, groups: Mapping[Spot, Sequence[Amendment]]) -> Document:
    if document.role is Role.FORWARDED:
        return document
    elements = {
        spot.element: changed(spot.text, made)
        for spot, made in groups.items()
        if spot.element and getattr(document.elements, spot.element) == spot.text
    }
    blocks: dict[str, dict[Spot, Sequence[Amendment]]] = {}
    for spot, made in groups.items():
        blocks.setdefault(spot.block, {})[spot] = made
    return replace(
        document,
        elements=document.elements.model_copy(update=elements),
        blocks=tuple(new for one in document.blocks for new in _renewed_block(one, blocks.get(one.id, {}))),
        attachments=tuple(_amended(one, groups) for one in document.attachments),
    )


def _renewed_block(block: Block, groups: Mapping[Spot, Sequence[Amendment]]) -> Iterator[Block]:
    """The block with its amendments, and the paragraphs that follow it now."""
    inside = {spot: [one for one in made if not one.paragraph] for spot, made in groups.items()}
    yield _changed_block(block, inside) if any(inside.values()) else block
    behind: dict[int, list[Amendment]] = {}
    for one in in_order(one for made in groups.values() for one in made if one.paragraph):
        behind.setdefault(one.paragraph, []).append(one)
    for number, made in behind.items():
        text = "".join(one.new for one in made)
        level = block.level if made[0].label else 0
        yield Block(f"{block.id}.{number}", BlockKind.PARAGRAPH, (Span(text),), level, made[0].label, made[0].lead)


def _changed_block(block: Block, groups: Mapping[Spot, Sequence[Amendment]]) -> Block:
    if block.table is not None:
        rows = list(block.table.rows)
        for spot, made in groups.items():
            rows[spot.row] = _changed_row(rows[spot.row], spot.cell, changed(spot.text, made))
        return replace(block, table=replace(block.table, rows=tuple(rows)))
    made = [one for several in groups.values() for one in several]
    head = len(block.lead)
    lead = changed(block.lead, (one for one in made if one.end <= head and one.start < head))
    text = changed(block.text, made)
    if not text.startswith(lead):
        lead = ""
    return replace(block, lead=lead, spans=(Span(text[len(lead) :]),))


def _changed_row(row: Row, cell: int, text: str) -> Row:
    cells = tuple((Span(text),) if number == cell else spans for number, spans in enumerate(row.cells))
    return replace(row, cells=cells)
