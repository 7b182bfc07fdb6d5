"""Rows of cells → a table: the lines above and under it, the names of its columns, its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wenjian.model.document import Column, Origin, Row, Span, Table
from wenjian.model.vocabulary import OriginKind
from wenjian.text.normal import letters

_LONGEST_COLUMN_NAME = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, paragraphs on lines of their own, and how many columns it covers. `goes_on`: it is the part,
    in this row, of a cell that began above; its text is that of the whole cell.
    """

    text: str
    span: int = 1
    goes_on: bool = False


def table_of(rows: Sequence[Sequence[Cell]], place: str) -> Table:
    """The table of `rows`, of which none is empty. Rows of one cell are at the top the lines above the table, at the
    bottom those under it. The first other row names the columns when it reads like that, together with the second one
    where a name of the first spans several columns.

    A cell merged downwards stands in every row it covers, one merged across in its first column. `place` is where the
    rows come from.
    """
    first, last = 0, len(rows)
    while first < last - 1 and len(rows[first]) == 1:
        first += 1
    while last > first + 1 and len(rows[last - 1]) == 1:
        last -= 1
    width = max(sum(cell.span for cell in row) for row in rows[first:last])
    grid = [[text for cell in row for text in (cell.text, *[""] * (cell.span - 1))] for row in rows[first:last]]
    grid = [[*row, *[""] * (width - len(row))] for row in grid]
    names, taken = _column_names(rows[first:last], grid)
    origin = Origin(OriginKind.SOURCE, place)
    return Table(
        columns=tuple(Column(name) for name in names),
        rows=tuple(Row(tuple((Span(text, origin),) if text else () for text in row), origin) for row in grid[taken:]),
        head=tuple(row[0].text for row in rows[:first] if row[0].text),
        foot=tuple(row[0].text for row in rows[last:] if row[0].text),
    )


def _column_names(rows: Sequence[Sequence[Cell]], grid: Sequence[Sequence[str]]) -> tuple[list[str], int]:
    """The names of the columns and how many rows they take: two where a name spans columns named one by one."""
    over = [_flat(cell.text) for cell in rows[0] for _ in range(cell.span)]
    if not _are_column_names(over):
        return [""] * len(grid[0]), 0
    if len(grid) > 2 and any(cell.span > 1 for cell in rows[0]) and any(cell.goes_on for cell in rows[1]):
        below = [_flat(text) for text in grid[1]]
        if len(over) == len(below) and _are_column_names(below):
            return [_name(high, low) for high, low in zip(over, below, strict=True)], 2
    return [_flat(text) for text in grid[0]], 1


def _name(high: str, low: str) -> str:
    return f"{high}（{low}）" if high and low and high != low else high or low


def _flat(text: str) -> str:
    return text.replace("\n", "")


def _are_column_names(texts: Sequence[str]) -> bool:
    """Whether a row is the head of its columns: every cell short, most filled, none a number."""
    filled = [text for text in texts if text]
    return len(filled) * 2 > len(texts) and all(
        len(letters(text)) <= _LONGEST_COLUMN_NAME and not text.strip().isdigit() for text in filled
    )
