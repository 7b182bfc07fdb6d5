"""Tables → xlsx: a sheet a table, ready to print on A4 and to be filled in. Reading it back gives the same cells."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_STORED, ZipFile

from lxml import etree
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from wenjian.layout import geometry
from wenjian.layout.tables import alignments
from wenjian.model.document import Document, Row, Table, Tint
from wenjian.model.marks import MARK_HEAD, WRITTEN_SHEET
from wenjian.package import pack, parse_xml, unpack
from wenjian.text.normal import with_line_feeds
from wenjian.writers.properties import plain_date
from wenjian.writers.wordml import serialise

LANDSCAPE_WIDTH, PORTRAIT_WIDTH = 257.0, 170.0  # mm between margins of 20 mm on A4; 惯例
CHARACTER_MM = 7 * 25.4 / 96  # mm of a unit of column width: 7 pixels of a screen, whatever the sheet's own fonts
PADDING_MM = 2.5  # mm of a column that its text cannot use
LINE_HEIGHT = 1.45  # height of a line by the size of its letters
BODY_SIZE, LEAST_SIZE = 11.0, 1.0  # points
MOST_ROW_POINTS = 400.0  # no sheet has rows above 409 pt, and a higher one does not print on one page
MOST_CELL = 32_767  # characters that a cell may hold
MOST_LIST = 255  # characters of a drop-down list that stands in the cell's own rule
UPRIGHT_LINE = 1.5  # height of a character in an upright head by its size
LEAST_SCALE, BROKEN_SCALE = 0.8, 0.95  # how small a wide table is printed rather than broken; and when it is
WIDER_FONTS = 0.75  # where the workbook's font is missing, another one may make columns as much wider
WIDE_SIZE = 10.0  # points, in tables wider than a page
SPARE_ROWS = 200  # empty rows under the table that carry the drop-downs too

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BAD_NAME = re.compile(r"[\[\]:*?/\\']")
_THIN = Side(style="thin", color="000000")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TITLE, _HEAD, _BODY = ("方正小标宋简体", 18.0, False), ("黑体", 11.0, True), ("仿宋_GB2312", BODY_SIZE, False)
_LEFT = Alignment(wrap_text=True, vertical="center", horizontal="left")
_MIDDLE = Alignment(wrap_text=True, vertical="center", horizontal="center")
_UPRIGHT = Alignment(vertical="bottom", horizontal="center", textRotation=255)
_PLACED = {"": Alignment(), "left": _LEFT, "middle": _MIDDLE, "upright": _UPRIGHT}
_GROUND = {
    Tint.RED: "F8CBAD",
    Tint.ORANGE: "FCE4D6",
    Tint.YELLOW: "FFF2CC",
    Tint.BLUE: "DDEBF7",
    Tint.GREY: "EDEDED",
}


class _Look(NamedTuple):
    """How a cell looks: its font (name, size in points, bold; none: the workbook's), how it is placed, whether it has
    lines around it, is locked, holds text for sure, shows a text that a spreadsheet would take for a formula; its
    ground. (A tuple, for it is looked up for every cell.)
    """

    font: tuple[str, float, bool] | None = _BODY
    placed: str = ""
    grid: bool = False
    locked: bool = True
    text: bool = False
    quoted: bool = False
    ground: Tint | None = None


@dataclass(frozen=True)
class _Page:
    """A sheet of a workbook, and the looks that the workbook knows already: to look each up anew takes more time than
    all the rest.
    """

    sheet: Worksheet
    known: dict[_Look, StyleArray] = field(repr=False)


def write_xlsx(document: Document, *, date: str = "") -> bytes:
    """All tables of the document and its attachments as sheets: title, head lines, header row, rows, foot lines.

    The header row is the first whose cells are all filled with the column names; it is frozen and repeated on every
    page. Texts that a spreadsheet would take for a formula stay texts. `date` dates the file's properties. A document
    without a table gives one empty sheet. Rows with a mark, which come back filled in, carry it in a hidden column, and
    a hidden sheet repeats what they say.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    taken: set[str] = set()
    known: dict[_Look, StyleArray] = {}
    marked: list[Table] = []
    for index, (title, table, lying) in enumerate(_tables(document)):
        if index:
            sheet = book.create_sheet()
        sheet.title = _sheet_name(table.name or title, taken)
        _fill(_Page(sheet, known), title, table, upright=is_upright(table) and not lying)
        if _is_marked(table):
            marked.append(table)
    if marked:
        _repeat(_Page(book.create_sheet(WRITTEN_SHEET), known), marked)
    stream = BytesIO()
    ExcelWriter(book, ZipFile(stream, "w", ZIP_STORED)).save()  # `_fixed` packs it anew
    return _fixed(stream.getvalue(), document.title, date)


def _is_marked(table: Table) -> bool:
    return any(row.mark for row in table.rows)


def _repeat(page: _Page, tables: Sequence[Table]) -> None:
    """The hidden sheet: for each table its heads, then each row behind its mark, as they were written."""
    page.sheet.sheet_state = "hidden"
    at = 1
    for table in tables:
        heads = (MARK_HEAD, *(column.name for column in table.columns))
        for texts in (heads, *((row.mark, *row.texts()) for row in table.rows if row.mark)):
            for column, text in enumerate(texts, 1):
                _put(page, (at, column), text, _Look())
            at += 1


def _tables(document: Document) -> Iterator[tuple[str, Table, bool]]:
    for owner, block in document.walk():
        if block.table is not None:
            yield owner.title.replace("\n", "") or owner.name or block.table.name, block.table, owner.landscape


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that a spreadsheet accepts: at most 31 characters, without its reserved signs, unique in any case."""
    base = _BAD_NAME.sub("", _clean(name)).replace("\n", " ").strip()[:28] or "表"
    candidate, count = base, 1
    while candidate.casefold() in taken:
        count += 1
        candidate = f"{base[:27]}{count}"
    taken.add(candidate.casefold())
    return candidate


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", with_line_feeds(text))[:MOST_CELL]


def is_upright(table: Table) -> bool:
    """Whether a table is meant for a portrait page: all its widths are given and fit there."""
    return bool(table.columns) and all(c.width for c in table.columns) and sum(c.width for c in table.columns) <= 156


def _put(page: _Page, at: tuple[int, int], text: str, look: _Look) -> None:
    """A text cell: never a formula, never a number guessed from digits."""
    cell = page.sheet.cell(*at)
    assert isinstance(cell, Cell)
    words = _clean(text)
    if words:
        cell.value = words
        cell.data_type = "s"
        look = look._replace(text=True, quoted=words.startswith(_FORMULA))
    style = page.known.get(look)
    if style is None:
        if look.font:
            name, size, bold = look.font
            cell.font = Font(name=name, size=size, bold=bold)
        cell.alignment = _PLACED[look.placed]
        if look.grid:
            cell.border = _GRID
        if look.ground:
            cell.fill = PatternFill("solid", fgColor=_GROUND[look.ground])
        cell.protection = Protection(locked=look.locked)
        cell.number_format = "@" if look.text else "General"
        cell.quotePrefix = look.quoted
        page.known[look] = copy(cell._style)  # type: ignore[attr-defined]  # noqa: SLF001 — there is no other way
    else:
        cell._style = StyleArray(style)  # type: ignore[attr-defined]  # noqa: SLF001


def _fill(page: _Page, title: str, table: Table, *, upright: bool) -> None:
    sheet, count = page.sheet, max(len(table.columns), 1)
    texts = [row.texts() for row in table.rows]
    room = PORTRAIT_WIDTH if upright else LANDSCAPE_WIDTH
    if table.pinned:
        widths = tuple(column.width for column in table.columns)
        count, room = table.pinned, sum(widths[: table.pinned])
    else:
        widths = geometry.column_widths(table.columns, texts, room) if table.columns else ()
    for i, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(i)].width = round(width / CHARACTER_MM, 2)
    at = 1
    heads = [line for line in table.head if line]
    unlocked = _is_marked(table)
    if title:
        _merged_line(page, at, (count, room), title, _Look(_TITLE, "middle"))
        at += 1
    for line in heads:
        _merged_line(page, at, (count, room), line, _Look(placed="left", locked=not unlocked))
        at += 1
    header = at
    _heads(page, header, table, widths)
    placed = ["middle" if each else "left" for each in alignments(table)]
    for number, (row, words) in enumerate(zip(table.rows, texts, strict=True), header + 1):
        cells = (*words, *[""] * (len(widths) - len(words)))
        usual = WIDE_SIZE if table.pinned else BODY_SIZE
        sizes = [_fitting_size(text, width, usual) for text, width in zip(cells, widths, strict=False)]
        _row(page, number, row, table, list(zip(placed, sizes, strict=True)))
        heights = (_height([text], [width], size) for text, width, size in zip(cells, widths, sizes, strict=False))
        sheet.row_dimensions[number].height = min(max(heights, default=0), MOST_ROW_POINTS)
    at = header + len(table.rows) + 1
    for line in table.foot:
        _merged_line(page, at, (count, room), line, _Look(placed="left"))
        at += 1
    _rules(page, table, header)
    if _is_marked(table):
        _mark_rows(page, table, header)
    _print(sheet, header, len(table.columns) or 1, upright=upright)
    if table.pinned:
        _print_wide(sheet, header, table.pinned, widths)


def _heads(page: _Page, header: int, table: Table, widths: Sequence[float]) -> None:
    """The names of the columns; of a wide table those that are not pinned stand upright."""
    tallest = 0
    for i, column in enumerate(table.columns, 1):
        upright = bool(table.pinned) and i > table.pinned
        _put(page, (header, i), column.name, _Look(_HEAD, "upright" if upright else "middle", grid=True))
        tallest = max(tallest, len(column.name) if upright else 0)
    names = [column.name for column in table.columns[: table.pinned or None]]
    height = max(_height(names, widths, BODY_SIZE), tallest * BODY_SIZE * UPRIGHT_LINE)
    page.sheet.row_dimensions[header].height = min(height + 6, MOST_ROW_POINTS)


def _merged_line(page: _Page, at: int, across: tuple[int, float], text: str, look: _Look) -> None:
    """A line over all columns; `across` are their number and their width in mm."""
    count, width = across
    _put(page, (at, 1), text, look)
    if count > 1:
        page.sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=count)
    size = look.font[1] if look.font else BODY_SIZE
    lines = -(-geometry.characters(text) * size * 25.4 / 72 // width)
    page.sheet.row_dimensions[at].height = max(lines, 1) * size * 1.6


def _row(page: _Page, number: int, row: Row, table: Table, looks: Sequence[tuple[str, float]]) -> None:
    """One row; `looks` are placing and size in points of its cells. What comes back filled in stays text."""
    texts = row.texts()
    text = _is_marked(table)
    for i, column in enumerate(table.columns):
        placed, size = looks[i]
        ground, bold = row.looks[i] if i < len(row.looks) else (None, False)
        font = (_BODY[0], size, bold)
        look = _Look(font, placed, grid=True, locked=column.locked, text=text, ground=ground)
        _put(page, (number, i + 1), texts[i] if i < len(texts) else "", look)


def _fitting_size(text: str, width: float, usual: float = BODY_SIZE) -> float:
    """The size in points at which a cell shows all its text: the usual one, smaller where that text is too long."""
    size = usual
    while size > LEAST_SIZE and _height([text], [width], size) > MOST_ROW_POINTS:
        size -= 0.5
    return size


def _height(texts: Sequence[str], widths: Sequence[float], size: float) -> float:
    """The height of a row in points that shows all its text in letters of `size` points."""
    most = 1
    for text, width in zip(texts, widths, strict=False):
        room = max(int((width - PADDING_MM) / (size * 25.4 / 72)), 1)
        count = sum(max(1, math.ceil(geometry.characters(line) / room)) for line in text.split("\n"))
        most = max(most, count + count // 10)  # no stop begins a line, which makes some lines shorter
    return most * size * LINE_HEIGHT + 4


def _rules(page: _Page, table: Table, header: int) -> None:
    """Drop-downs, and protection (without a password) where columns are locked."""
    sheet = page.sheet
    last = header + len(table.rows) + (0 if table.foot else SPARE_ROWS)
    for i, column in enumerate(table.columns, 1):
        listed = ",".join(column.choices)
        fits = all("," not in choice and '"' not in choice for choice in column.choices) and len(listed) <= MOST_LIST
        if not column.choices or not fits or last <= header:
            continue
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = "请从列表中选择", "可选：" + "、".join(column.choices)[:200]
        letter = get_column_letter(i)
        rule.add(f"{letter}{header + 1}:{letter}{last}")
        sheet.add_data_validation(rule)
    if any(column.locked for column in table.columns):
        for number in range(header + len(table.rows) + 1, last + 1):
            for i in range(1, len(table.columns) + 1):
                _put(page, (number, i), "", _Look(None, locked=False))
        sheet.protection.sheet = True
        sheet.protection.formatColumns = False
        sheet.protection.formatRows = False
        sheet.protection.insertRows = False
        sheet.protection.autoFilter = False


def _mark_rows(page: _Page, table: Table, header: int) -> None:
    """The hidden column of marks, within the range that is filtered and sorted."""
    sheet, at = page.sheet, len(table.columns) + 1
    _put(page, (header, at), MARK_HEAD, _Look(_HEAD))
    for number, row in enumerate(table.rows, header + 1):
        _put(page, (number, at), row.mark, _Look())
    letter = get_column_letter(at)
    sheet.column_dimensions[letter].hidden = True
    sheet.auto_filter.ref = f"A{header}:{letter}{header + len(table.rows)}"
    sheet.protection.sort = False


def _print(sheet: Worksheet, header: int, count: int, *, upright: bool) -> None:
    sheet.freeze_panes = f"A{header + 1}"
    sheet.print_title_rows = f"{header}:{header}"
    sheet.page_setup.orientation = "portrait" if upright else "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    assert sheet.sheet_properties.pageSetUpPr is not None
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 20 / 25.4
    sheet.page_margins.top = sheet.page_margins.bottom = 20 / 25.4
    sheet.page_margins.footer = 10 / 25.4
    assert sheet.oddFooter is not None
    sheet.oddFooter.center.text = "第&P页 共&N页"
    sheet.print_area = f"A1:{get_column_letter(count)}{sheet.max_row}" if sheet.max_row < MOST_CELL else ""


def _print_wide(sheet: Worksheet, header: int, pinned: int, widths: Sequence[float]) -> None:
    """A table wider than a page: the pinned columns stay and come on each page again, with as many of the others as
    fit there in letters not much smaller.
    """
    sheet.freeze_panes = f"{get_column_letter(pinned + 1)}{header + 1}"
    sheet.print_title_cols = f"A:{get_column_letter(pinned)}"
    fixed, others = sum(widths[:pinned]), widths[pinned:]
    if sum(widths) <= LANDSCAPE_WIDTH / LEAST_SCALE:
        return
    fitting = max(int((LANDSCAPE_WIDTH / BROKEN_SCALE - fixed) // max(others)), 1)
    each = -(-len(others) // -(-len(others) // fitting))
    assert sheet.sheet_properties.pageSetUpPr is not None
    sheet.sheet_properties.pageSetUpPr.fitToPage = False
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None
    width = fixed + each * max(others)
    sheet.page_setup.scale = min(100, int(100 * LANDSCAPE_WIDTH / width * WIDER_FONTS))
    sheet.col_breaks = ColBreak()
    for at in range(pinned + each, pinned + len(others), each):
        sheet.col_breaks.append(Break(id=at))


def _fixed(data: bytes, title: str, date: str) -> bytes:
    """The workbook with our properties, without the clock that the library writes into it."""
    parts = unpack(data)
    root = parse_xml(parts["docProps/core.xml"])
    for child in list(root):
        name = etree.QName(child).localname
        if name in {"created", "modified"}:
            child.text = f"{plain_date(date)}T00:00:00Z"
        else:
            root.remove(child)
    element = etree.SubElement(root, "{http://purl.org/dc/elements/1.1/}title")
    element.text = _clean(title).replace("\n", "")
    parts["docProps/core.xml"] = serialise(root)
    return pack(parts)
