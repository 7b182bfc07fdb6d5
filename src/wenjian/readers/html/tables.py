"""Tables of a web page: those that show data become one line, those made for layout leave the lines in their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.document import Table
from wenjian.model.finding import Place
from wenjian.package import MOST_COLUMNS, MOST_SPANNED
from wenjian.readers.html.lines import EDGES, PageLine
from wenjian.structure.grid import Cell, table_of

_LONGEST_CELL = 5_000
_LONG_CELL = 400
_MOST_CELL_LINES = 8
_PAGE_SHARE = 0.6
"""Characters of a cell, or fewer of them or lines together with its share of the table, from which the table is the
frame of a page.
"""
_MENU = 3
"""Lines of a cell that, being links all of them, are a menu."""


@dataclass(slots=True)
class OpenCell:
    """A cell while it is read: its lines and the running count of characters at its begin and end, what it covers."""

    first: int
    begin: int
    columns: int
    rows: int
    last: int = 0
    end: int = 0

    def is_filled(self) -> bool:
        return self.last > self.first


@dataclass(slots=True)
class OpenTable:
    """A table while it is read: where its lines and characters begin, and its rows of cells."""

    first: int
    begin: int
    role: str
    rows: list[list[OpenCell]] = field(default_factory=list)
    holds_table: bool = False


def holds_data(table: OpenTable, lines: Sequence[PageLine], end: int) -> bool:
    """Whether a table shows data: several rows and columns filled, no table in it, no cell that is a page or a menu.
    `lines` are all lines so far, `end` is the running count of characters.
    """
    if table.holds_table or table.role in ("presentation", "none"):
        return False
    filled = [sum(cell.is_filled() for cell in row) for row in table.rows]
    if sum(count >= 2 for count in filled) < max(2, sum(map(bool, filled)) / 3) and not _is_form(table):
        return False
    if max(sum(cell.columns for cell in row) for row in table.rows) > MOST_COLUMNS:
        return False
    whole = end - table.begin
    return not any(_is_page(cell, whole) or _is_menu(cell, lines) for row in table.rows for cell in row)


def _is_page(cell: OpenCell, whole: int) -> bool:
    length = cell.end - cell.begin
    long = length > _LONG_CELL or cell.last - cell.first > _MOST_CELL_LINES
    return length > _LONGEST_CELL or (long and length > _PAGE_SHARE * whole)


def _is_menu(cell: OpenCell, lines: Sequence[PageLine]) -> bool:
    inside = lines[cell.first : cell.last] if cell.last - cell.first >= _MENU else ()
    return bool(inside) and all(line.linked > 0.5 * len(line.text) for line in inside)


def _is_form(table: OpenTable) -> bool:
    """Whether a table is a form to be filled in: names of columns over empty rows."""
    widths = {sum(cell.columns for cell in row) for row in table.rows}
    short = all(cell.last - cell.first <= 1 for row in table.rows for cell in row)
    named = [cell.is_filled() for cell in table.rows[0]] if table.rows else []
    return len(table.rows) > 1 and len(widths) == 1 and short and len(named) > 2 and all(named)


def read_table(table: OpenTable, lines: Sequence[PageLine], name: str, place: str) -> Table:
    """The table whose lines are `lines`. Raises UnreadableInput (WJ106) when its cells cover too much."""
    covered = sum(cell.columns * min(cell.rows, len(table.rows)) for row in table.rows for cell in row)
    if covered > MOST_SPANNED:
        sizes = {"size": f"{covered}格", "limit": f"{MOST_SPANNED}格"}
        raise UnreadableInput(found("WJ106", Place(name, label=place), **sizes))
    rows = [row for row in _rows(table, lines) if row]
    while len(rows) > 2 and not any(cell.text for cell in rows[-1]):
        rows.pop()
    return table_of(rows, f"{name}（{place}）")


def _rows(table: OpenTable, lines: Sequence[PageLine]) -> Iterator[list[Cell]]:
    """The rows with every column filled: a cell merged downwards stands in every row it covers."""
    below: dict[int, tuple[Cell, int]] = {}
    for row in table.rows:
        cells: list[Cell] = []
        column = 0
        for open_cell in (*row, None):
            while column in below:
                cells.append(below[column][0])
                column += cells[-1].span
            if open_cell is None:
                break
            inside = lines[open_cell.first - table.first : open_cell.last - table.first]
            cell = Cell("\n".join(line.text.strip(EDGES) for line in inside), open_cell.columns)
            if open_cell.rows > 1:
                below[column] = (replace(cell, goes_on=True), open_cell.rows)
            cells.append(cell)
            column += cell.span
        below = {column: (cell, left - 1) for column, (cell, left) in below.items() if left > 1}
        yield cells


def printing_record(table: OpenTable, lines: Sequence[PageLine]) -> PageLine | None:
    """The last row of a 版记 drawn as table, the organ and on the right the date of printing, as one line; None for
    any other. `lines` are all lines so far.
    """
    row = [cell for cell in table.rows[-1] if cell.is_filled()] if table.rows else []
    if len(row) != 2 or row[1].last != len(lines) or any(cell.last - cell.first > 1 for cell in row):
        return None
    organ, printed = lines[-2:]
    if organ.table is not None or not printed.text.endswith("印发"):
        return None
    return replace(organ, text=f"{organ.text}　{printed.text.strip(EDGES)}")
