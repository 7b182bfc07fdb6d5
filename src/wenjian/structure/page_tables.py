"""Tables as pages carry them: rows of cells, put together over page ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wenjian.structure.grid import Cell
from wenjian.structure.lines import ENDS_SENTENCE
from wenjian.structure.placed import joined


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table on a page: where it stands, the edges of its columns, its rows of cells."""

    top: float
    bottom: float
    edges: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]


def goes_on_from(table: RuledTable, before: RuledTable) -> bool:
    """Whether a table at the head of a page has the columns of the one at the foot of the page before."""
    width = before.edges[-1] - before.edges[0]
    return len(table.edges) == len(before.edges) and all(
        abs((one - table.edges[0]) - (other - before.edges[0])) < 0.02 * width
        for one, other in zip(table.edges, before.edges, strict=True)
    )


def with_continuation(before: RuledTable, table: RuledTable) -> RuledTable:
    """Both parts of a table as one: rows that the second part repeats from the head of the first are left out, and a
    row cut by the page end is put together.
    """
    heads = 0
    while heads < min(len(table.rows), len(before.rows)) and table.rows[heads] == before.rows[heads]:
        heads += 1
    rows = list(before.rows)
    more = list(table.rows[heads:])
    if more and rows and _is_rest_of(more[0], rows[-1]):
        rows[-1] = tuple(
            replace(cell, text=joined(cell.text, rest.text, " ")) for cell, rest in zip(rows[-1], more[0], strict=True)
        )
        more = more[1:]
    elif more and rows:
        more = _with_words_from_above(rows[-1], more)
    return replace(before, bottom=table.bottom, rows=(*rows, *more))


def _with_words_from_above(last: Sequence[Cell], rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """The rows after a page end, with the words of cells merged downwards over it, which are printed only above."""
    above = dict(_by_column(last))
    filled = list(rows)
    for column, cell in _by_column(rows[0]):
        over = above.get(column)
        if cell.text or over is None or not over.text or over.span != cell.span:
            continue
        below = 1
        while below < len(rows) and (part := dict(_by_column(rows[below])).get(column)) and part.goes_on:
            below += 1
        if below > 1 or over.goes_on:
            for i in range(below):
                filled[i] = tuple(
                    replace(other, text=over.text, goes_on=True) if place == column else other
                    for place, other in _by_column(filled[i])
                )
    return filled


def _by_column(row: Sequence[Cell]) -> Iterator[tuple[int, Cell]]:
    """The cells of a row, each with its first column."""
    column = 0
    for cell in row:
        yield column, cell
        column += cell.span


def _is_rest_of(rest: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Whether the cells are the rest of a row that a page end cut: no first cell, and an open sentence before."""
    if [cell.span for cell in rest] != [cell.span for cell in row] or rest[0].text or not row[0].text:
        return False
    pairs = [(cell.text, more.text) for cell, more in zip(row, rest, strict=True) if more.text]
    return bool(pairs) and all(text and not ENDS_SENTENCE.search(text) for text, _ in pairs)
