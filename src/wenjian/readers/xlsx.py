"""xlsx → documents: the tables that our own sheets hold, one document for each sheet."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.document import Block, Column, Document, Origin, Row, Span, Table
from wenjian.model.elements import Elements
from wenjian.model.finding import Place
from wenjian.model.marks import MARK_HEAD
from wenjian.model.vocabulary import BlockKind, OriginKind
from wenjian.package import MEGABYTE, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, check_sheet, open_package, parse_xml
from wenjian.readers.reading import Reading
from wenjian.text.dates import format_date
from wenjian.text.numerals import format_number, parse_number

if TYPE_CHECKING:  # openpyxl takes a tenth of a second to import, and few papers are workbooks
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LARGEST_SHEET = 12 * MEGABYTE
"""Bytes of the XML of one sheet; in memory it takes some fifty times as much."""
LARGEST_BOOK = 32 * MEGABYTE
"""Bytes of all XML of a workbook."""
_HEAD_ROWS = 8

Grid = list[list[str]]


def read_xlsx(data: bytes, name: str) -> Reading:
    """A document with one table for each sheet that has one; hidden sheets are passed over.

    The column names are the row that is repeated on every page, else the first well-filled row. Of the lines above it
    the first is the title, the others the table's head; lines over the whole width under the rows are its foot. What
    stands beside the table gets columns without a name. A cell merged downwards stands in every row it covers. The
    column of marks that our writer hides becomes the marks of the rows. Raises UnreadableInput (WJ106, WJ108–WJ111,
    WJ116).
    """
    sheets: list[tuple[Worksheet, Grid]] = []
    left = MOST_CELLS
    for sheet in _open(data, name).worksheets:
        sheets.append((sheet, _grid(sheet, name, left)))
        left -= sum(map(len, sheets[-1][1]))

    def documents() -> tuple[Document, ...]:
        tables = (_read_sheet(sheet, grid, name) for sheet, grid in sheets if grid and sheet.sheet_state == "visible")
        if not (papers := tuple(tables)):
            raise UnreadableInput(found("WJ116", Place(name)))
        return papers

    return Reading(tuple(head for sheet, grid in sheets for head in _heads(sheet, grid)), documents)


def _heads(sheet: Worksheet, grid: Grid) -> Iterator[list[str]]:
    """The page header of a sheet and its first cells."""
    header = sheet.oddHeader
    if header is not None:
        yield [part.text for part in (header.left, header.center, header.right) if part and part.text]
    yield [cell for texts in grid[:_HEAD_ROWS] for cell in texts if cell]


def _open(data: bytes, name: str) -> Workbook:
    import openpyxl

    package = open_package(data)
    left = LARGEST_BOOK
    for part in package.parts():
        if part.endswith((".xml", ".rels", ".vml")):
            content = package.read(part, min(LARGEST_SHEET, left))
            left -= len(content)
            check_sheet(parse_xml(content, part), part)
    try:
        with warnings.catch_warnings(action="ignore"):  # openpyxl tells on stderr, in English, what it passes over
            return openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception as error:  # openpyxl raises whatever it trips over in a broken part
        raise UnreadableInput(found("WJ108", Place(name), suffix=".xlsx")) from error


def _grid(sheet: Worksheet, name: str, most_cells: int) -> Grid:
    """The cells of a sheet as texts up to the last filled one, merged columns filled; `most_cells` at most."""
    filled = {
        place: text
        for place, cell in sheet._cells.items()  # noqa: SLF001 - no public view leaves out the empty cells
        if (text := _text(cell.value, str(cell.number_format)))
    }
    rows = max((row for row, _ in filled), default=0)
    columns = max((column for _, column in filled), default=0)
    for count, most, unit in ((rows, MOST_ROWS, "行"), (columns, MOST_COLUMNS, "列")):
        if count > most:
            raise UnreadableInput(found("WJ106", Place(name), size=f"{count}{unit}", limit=f"{most}{unit}"))
    if rows * columns > most_cells:
        sizes = {"size": f"多于{MOST_CELLS}格", "limit": f"{MOST_CELLS}格"}
        raise UnreadableInput(found("WJ106", Place(name, label=sheet.title), **sizes))
    grid = [[filled.get((row, column), "") for column in range(1, columns + 1)] for row in range(1, rows + 1)]
    for area in sheet.merged_cells.ranges:
        if area.max_row <= rows and area.max_col <= columns:
            for row in range(area.min_row, area.max_row):
                grid[row][area.min_col - 1] = grid[area.min_row - 1][area.min_col - 1]
    return grid


def _text(value: Any, shown_as: str) -> str:
    """A cell as people see it: whole numbers without point, shares with their sign, dates as printed in papers, with
    the time of day where there is one.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        clock = f"{value.hour}时{value.minute:02d}分" if value.hour or value.minute else ""
        return format_date(value.date()) + clock
    if isinstance(value, dt.date):
        return format_date(value)
    if isinstance(value, dt.time):
        return f"{value.hour}:{value.minute:02d}"
    if isinstance(value, int | float) and "%" in shown_as:
        return f"{value * 100:.10g}%"
    if isinstance(value, int | float):
        number = parse_number(str(value))
        return str(value) if number is None else format_number(number)
    return str(value)


def _read_sheet(sheet: Worksheet, grid: Grid, name: str) -> Document:
    names = _column_names(sheet, grid)
    above = [text for texts in grid[:names] for text in texts if text]
    width = max(column for column, text in enumerate(grid[names]) if text) + 1
    beside = max((at for texts in grid[names + 1 :] for at, text in enumerate(texts, 1) if text), default=0)
    marked = width - 1 if grid[names][width - 1] == MARK_HEAD else width
    wide = {area.min_row for area in sheet.merged_cells.ranges if area.min_col == 1 and area.max_col >= marked > 1}
    body = list(enumerate(grid[names + 1 :], names + 2))
    foot: list[str] = []
    while body and body[-1][0] in wide:
        foot.insert(0, body.pop()[1][0])
    table = Table(
        columns=tuple(Column(text) for text in (*grid[names][:marked], *[""] * (beside - width))),
        rows=tuple(
            replace(
                _row([*texts[:marked], *texts[width:beside]], f"{name}（{sheet.title}第{number}行）"),
                mark="".join(texts[marked:width]),
            )
            for number, texts in body
        ),
        name=sheet.title,
        head=tuple(above[1:]),
        foot=tuple(foot),
    )
    title = above[0] if above else sheet.title
    origin = Origin(OriginKind.SOURCE, f"{name}（{sheet.title}）")
    block = Block("b001", BlockKind.TABLE, table=table, origin=origin)
    return Document(Elements(title=title), (block,), name=sheet.title, source=name)


def _row(texts: list[str], place: str) -> Row:
    origin = Origin(OriginKind.SOURCE, place)
    return Row(tuple((Span(text, origin),) if text else () for text in texts), origin)


def _column_names(sheet: Worksheet, grid: Grid) -> int:
    """The index of the row of column names: the one repeated on every page, as our writer sets it, else the first that
    fills at least half as many cells as the fullest row.
    """
    repeated = re.fullmatch(r".*?\$?(\d+):\$?(\d+)", sheet.print_title_rows or "")
    if repeated and repeated[1] == repeated[2] and int(repeated[1]) <= len(grid) and any(grid[int(repeated[1]) - 1]):
        return int(repeated[1]) - 1
    most = max(sum(map(bool, texts)) for texts in grid)
    return next(index for index, texts in enumerate(grid) if sum(map(bool, texts)) * 2 >= most and any(texts))
