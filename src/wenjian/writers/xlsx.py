"""Tables → xlsx: a sheet a table, ready to print on A4 and to be filled in. Reading it back gives the same cells."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from io import BytesIO

from lxml import etree
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from wenjian.layout import geometry
from wenjian.layout.tables import alignments
from wenjian.model.document import Blank, Document, Row, Table
from wenjian.model.marks import MARK_HEAD, WRITTEN_SHEET
from wenjian.package import pack, parse_xml, unpack
from wenjian.text.normal import with_line_feeds
from wenjian.writers.properties import plain_date
from wenjian.writers.wordml import serialise

LANDSCAPE_WIDTH, PORTRAIT_WIDTH = 257.0, 170.0  # mm between margins of 20 mm on A4; 惯例
POINTS_PER_MM = 72 / 25.4
CHARACTER_MM = 7 * 25.4 / 96  # mm of a unit of column width: 7 pixels of a screen, whatever the sheet's own fonts
PADDING_MM = 2.5  # mm of a column that its text cannot use
LINE_HEIGHT = 1.45  # height of a line by the size of its letters
BODY_SIZE, LEAST_SIZE = 11.0, 1.0  # points
MOST_ROW_POINTS = 400.0  # no sheet has rows above 409 pt, and a higher one does not print on one page
MOST_CELL = 32_767  # characters that a cell may hold
MOST_LIST = 255  # characters of a drop-down list that stands in the cell's own rule
SPARE_ROWS = 200  # empty rows under the table that carry the drop-downs too

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BAD_NAME = re.compile(r"[\[\]:*?/\\']")
_THIN = Side(style="thin", color="000000")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TITLE = Font(name="方正小标宋简体", size=18)
_HEAD = Font(name="黑体", size=11, bold=True)
_BODY = Font(name="仿宋_GB2312", size=BODY_SIZE)


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
    marked: list[Table] = []
    for index, (title, table, lying) in enumerate(_tables(document)):
        if index:
            sheet = book.create_sheet()
        sheet.title = _sheet_name(table.name or title, taken)
        _fill(sheet, title, table, upright=is_upright(table) and not lying)
        if _is_marked(table):
            marked.append(table)
    if marked:
        _repeat(book.create_sheet(WRITTEN_SHEET), marked)
    stream = BytesIO()
    book.save(stream)
    return _fixed(stream.getvalue(), document.title, date)


def _is_marked(table: Table) -> bool:
    return any(row.mark for row in table.rows)


def _repeat(sheet: Worksheet, tables: Sequence[Table]) -> None:
    """The hidden sheet: for each table its heads, then each row behind its mark, as they were written."""
    sheet.sheet_state = "hidden"
    at = 1
    for table in tables:
        heads = (MARK_HEAD, *(column.name for column in table.columns))
        for texts in (heads, *((row.mark, *row.texts()) for row in table.rows if row.mark)):
            for column, text in enumerate(texts, 1):
                _put(sheet, (at, column), text, _BODY, Alignment())
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


def _put(sheet: Worksheet, at: tuple[int, int], text: str, font: Font, alignment: Alignment) -> None:
    """A text cell: never a formula, never a number guessed from digits."""
    cell = sheet.cell(*at)
    words = _clean(text)
    if words:
        cell.value = words
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = words.startswith(_FORMULA)
    cell.font = font
    cell.alignment = alignment


def _fill(sheet: Worksheet, title: str, table: Table, *, upright: bool) -> None:
    count = max(len(table.columns), 1)
    left = Alignment(wrap_text=True, vertical="center", horizontal="left")
    middle = Alignment(wrap_text=True, vertical="center", horizontal="center")
    texts = [row.texts() for row in table.rows]
    room = PORTRAIT_WIDTH if upright else LANDSCAPE_WIDTH
    widths = geometry.column_widths(table.columns, texts, room) if table.columns else ()
    for i, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(i)].width = round(width / CHARACTER_MM, 2)
    at = 1
    for line, font, alignment in (
        (title, _TITLE, middle),
        *((line, _BODY, left) for line in table.head),
    ):
        if line:
            _merged_line(sheet, at, (count, room), line, font=font, alignment=alignment)
            at += 1
    _blanks(sheet, at, table.form, widths)
    at += len(table.form)
    header = at
    for i, column in enumerate(table.columns, 1):
        _put(sheet, (header, i), column.name, _HEAD, middle)
        sheet.cell(header, i).border = _GRID
    sheet.row_dimensions[header].height = _height([column.name for column in table.columns], widths, BODY_SIZE) + 6
    placed = [middle if each else left for each in alignments(table)]
    for number, (row, words) in enumerate(zip(table.rows, texts, strict=True), header + 1):
        cells = (*words, *[""] * (len(widths) - len(words)))
        sizes = [_fitting_size(text, width) for text, width in zip(cells, widths, strict=False)]
        _row(sheet, number, row, table, list(zip(placed, sizes, strict=True)))
        heights = (_height([text], [width], size) for text, width, size in zip(cells, widths, sizes, strict=False))
        least = table.least_height * POINTS_PER_MM
        sheet.row_dimensions[number].height = min(max((least, *heights)), MOST_ROW_POINTS)
    at = header + len(table.rows) + 1
    _blanks(sheet, at, table.signing, widths)
    at += len(table.signing)
    for line in table.foot:
        _merged_line(sheet, at, (count, room), line, font=_BODY, alignment=left)
        at += 1
    _rules(sheet, table, header)
    if _is_marked(table):
        _mark_rows(sheet, table, header)
    _page(sheet, header, count, upright=upright)
    if table.form:  # a paper of its own, whatever other forms the workbook holds and the program would count in
        sheet.page_setup.firstPageNumber = 1
        sheet.page_setup.useFirstPageNumber = True
        assert sheet.oddFooter is not None
        sheet.oddFooter.center.text = "第&P页"


def _merged_line(
    sheet: Worksheet, at: int, across: tuple[int, float], text: str, *, font: Font, alignment: Alignment
) -> None:
    """A line over all columns; `across` are their number and their width in mm."""
    count, width = across
    _put(sheet, (at, 1), text, font, alignment)
    if count > 1:
        sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=count)
    size = float(font.size or 11)
    lines = -(-geometry.characters(text) * size * 25.4 / 72 // width)
    sheet.row_dimensions[at].height = max(lines, 1) * size * 1.6


def _blanks(sheet: Worksheet, at: int, rows: Sequence[Sequence[Blank]], widths: Sequence[float]) -> None:
    """The places of a form to be filled in, from row `at`: labels locked, places open, with their drop-downs."""
    middle = Alignment(wrap_text=True, vertical="center", horizontal="center")
    left = Alignment(wrap_text=True, vertical="center", horizontal="left")
    for number, row in enumerate(rows, at):
        start, least = 0, max(blank.height for blank in row) * POINTS_PER_MM
        for blank in row:
            for span, text, font, look in zip(
                blank.columns, (blank.label, blank.text), (_HEAD, _BODY), (middle, left), strict=True
            ):
                _put(sheet, (number, start + 1), text, font, look)
                for column in range(start + 1, start + span + 1):
                    sheet.cell(number, column).border = _GRID
                    sheet.cell(number, column).number_format = "@"
                    sheet.cell(number, column).protection = Protection(locked=font is _HEAD)
                if span > 1:
                    sheet.merge_cells(start_row=number, end_row=number, start_column=start + 1, end_column=start + span)
                least = max(least, _height([text], [sum(widths[start : start + span])], BODY_SIZE))
                start += span
            _offer(sheet, blank.choices, f"{get_column_letter(start - blank.columns[1] + 1)}{number}")
        sheet.row_dimensions[number].height = min(least, MOST_ROW_POINTS)


def _row(sheet: Worksheet, number: int, row: Row, table: Table, looks: Sequence[tuple[Alignment, float]]) -> None:
    """One row; `looks` are alignment and size in points of its cells."""
    texts = row.texts()
    for i, column in enumerate(table.columns):
        alignment, size = looks[i]
        font = _BODY if size == BODY_SIZE else Font(name=_BODY.name, size=size)
        _put(sheet, (number, i + 1), texts[i] if i < len(texts) else "", font, alignment)
        cell = sheet.cell(number, i + 1)
        cell.border = _GRID
        cell.protection = Protection(locked=column.locked)


def _fitting_size(text: str, width: float) -> float:
    """The size in points at which a cell shows all its text: the usual one, smaller where that text is too long."""
    size = BODY_SIZE
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


def _rules(sheet: Worksheet, table: Table, header: int) -> None:
    """Drop-downs, and protection (without a password) where columns are locked."""
    last = header + len(table.rows) + (0 if table.foot or table.signing else SPARE_ROWS)
    for i, column in enumerate(table.columns, 1):
        if last > header:
            letter = get_column_letter(i)
            _offer(sheet, column.choices, f"{letter}{header + 1}:{letter}{last}")
    if any(column.locked for column in table.columns):
        for number in range(header + len(table.rows) + 1, last + 1):
            for i in range(1, len(table.columns) + 1):
                sheet.cell(number, i).protection = Protection(locked=False)
        sheet.protection.sheet = True
        sheet.protection.formatColumns = False
        sheet.protection.formatRows = False
        sheet.protection.insertRows = False
        sheet.protection.autoFilter = False


def _offer(sheet: Worksheet, choices: Sequence[str], cells: str) -> None:
    """A drop-down of `choices` on `cells`, where they fit into the cells' own rule."""
    listed = ",".join(choices)
    if not choices or any("," in choice or '"' in choice for choice in choices) or len(listed) > MOST_LIST:
        return
    rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = "请从列表中选择", "可选：" + "、".join(choices)[:200]
    rule.add(cells)
    sheet.add_data_validation(rule)


def _mark_rows(sheet: Worksheet, table: Table, header: int) -> None:
    """The hidden column of marks, within the range that is filtered and sorted; what is filled in stays text, and the
    lines over the table can be filled in too.
    """
    at = len(table.columns) + 1
    _put(sheet, (header, at), MARK_HEAD, _HEAD, Alignment())
    for number, row in enumerate(table.rows, header + 1):
        _put(sheet, (number, at), row.mark, _BODY, Alignment())
        for i in range(1, at):
            sheet.cell(number, i).number_format = "@"
    for number in range(header - len(table.head), header):
        sheet.cell(number, 1).protection = Protection(locked=False)
    letter = get_column_letter(at)
    sheet.column_dimensions[letter].hidden = True
    sheet.auto_filter.ref = f"A{header}:{letter}{header + len(table.rows)}"
    sheet.protection.sort = False


def _page(sheet: Worksheet, header: int, count: int, *, upright: bool) -> None:
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
