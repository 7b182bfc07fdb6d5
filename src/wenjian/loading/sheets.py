"""Sheets for clerks: cells that hold text and nothing else, the same bytes for the same content, bounded reading."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Iterable, Sequence
from io import BytesIO
from math import ceil
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from wenjian.errors import OutputError, UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.finding import Place, pad
from wenjian.package import MOST_COLUMNS, MOST_ROWS, BrokenPackage, check_sheet, open_package, pack, parse_xml, unpack
from wenjian.text.dates import day_of_digits, format_date
from wenjian.text.normal import with_line_feeds

OPTION_SHEET = "选项"
_BOOK_PART = "xl/workbook.xml"
LONGEST_CELL = 8_000
"""Characters. Excel holds 32767, but LibreOffice breaks a line of more than 16000."""
LINE_HEIGHT = 13.5
_EIGHT = 8
HIGHEST_ROW = 400.0
"""Points; a row may not be higher than 409."""

HEAD_FILL = PatternFill("solid", fgColor="D9D9D9")
MUST_FILL = PatternFill("solid", fgColor="FFF2CC")
_THIN = Side(style="thin", color="808080")
BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
NO_BORDER = Border()
TOP_LEFT = Alignment(wrap_text=True, vertical="top", horizontal="left")
CENTRED = Alignment(wrap_text=True, vertical="center", horizontal="center")
FONT = "宋体"
_BODY = Font(name=FONT, size=10)
_LOCKED, _OPEN = Protection(locked=True), Protection(locked=False)

_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator></dc:creator></cp:coreProperties>'
)
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"></Properties>'
)


def put(sheet: Worksheet, row: int, column: int, text: str, *, locked: bool = False, fill: Any = None) -> Any:
    """A bordered cell that holds `text` as text, whatever it begins with; characters no sheet can hold are dropped."""
    cell: Any = sheet.cell(row, column)
    if text:
        cell.value = cell_safe(text)
        cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = text[:1] in tuple("=+-@'")
    cell.alignment = TOP_LEFT
    cell.border = BORDER
    cell.font = _BODY
    cell.protection = _LOCKED if locked else _OPEN
    if fill is not None:
        cell.fill = fill
    return cell


def cell_safe(text: str) -> str:
    """The text as a cell can hold it."""
    return ILLEGAL_CHARACTERS_RE.sub("", with_line_feeds(text))[:LONGEST_CELL]


def put_head(sheet: Worksheet, row: int, names: Sequence[str]) -> None:
    for column, name in enumerate(names, 1):
        cell = put(sheet, row, column, name, locked=True, fill=HEAD_FILL)
        cell.font = Font(name=FONT, size=10, bold=True)
        cell.alignment = CENTRED


def offer(book: Workbook, sheet: Worksheet, cells: str, words: Sequence[str], *, strict: bool = True) -> None:
    """A drop-down of `words` on `cells`; `strict` refuses other words. The words stand on the hidden sheet 选项."""
    if not words:
        return
    options = book[OPTION_SHEET] if OPTION_SHEET in book.sheetnames else book.create_sheet(OPTION_SHEET)
    options.sheet_state = "hidden"
    taken = {
        tuple(str(cell.value) for cell in column if cell.value is not None): column[0].column
        for column in options.iter_cols()
        if column[0].value is not None
    }
    column = taken.get(tuple(words))
    if column is None:
        column = len(taken) + 1
        for row, word in enumerate(words, 1):
            cell: Any = options.cell(row, column)
            cell.value = cell_safe(word)
            cell.data_type = "s"
    letter = get_column_letter(int(column))
    rule = DataValidation(
        type="list",
        formula1=f"{OPTION_SHEET}!${letter}$1:${letter}${len(words)}",
        allow_blank=True,
        showErrorMessage=strict,
        errorTitle="请从列表中选择",
        error="请从下拉列表中选择，或留空。",
    )
    rule.add(cells)
    sheet.add_data_validation(rule)


def rule_when_filled(sheet: Worksheet, cells: str) -> None:
    """Rule the spare rows of `cells` only once something stands in them: empty ruled rows would be printed."""
    bounds: Any = range_boundaries(cells)
    first, last = get_column_letter(bounds[0]), get_column_letter(bounds[2])
    formula = f"COUNTA(${first}{bounds[1]}:${last}{bounds[1]})>0"
    make: Any = FormulaRule
    sheet.conditional_formatting.add(cells, make(formula=[formula], border=BORDER))


def set_page(sheet: Worksheet, widths: Iterable[float], *, landscape: bool) -> None:
    """A4, fitted to its width, page numbers in the foot."""
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.6, 0.8
    sheet.page_margins.footer = 0.4
    foot: Any = sheet.oddFooter
    foot.center.text = "第 &P 页 共 &N 页"


def fit_rows(sheet: Worksheet) -> None:
    """Give each row the height that its wrapped texts need; not every program works it out by itself."""
    for row in sheet.iter_rows():
        lines = 1
        for cell in row:
            room = sheet.column_dimensions[get_column_letter(cell.column or 1)].width - 1
            texts = str(cell.value or "").split("\n")
            lines = max(lines, sum(max(1, ceil(len(pad(text)) / room)) for text in texts))
        sheet.row_dimensions[row[0].row or 1].height = min(lines * LINE_HEIGHT + 3, HIGHEST_ROW)


def protect(sheet: Worksheet) -> None:
    """Lock what is locked, without password; sorting, filtering, widths and new rows stay possible."""
    rights = sheet.protection
    rights.sheet = True
    rights.sort = rights.autoFilter = rights.formatColumns = rights.formatRows = rights.formatCells = False
    rights.insertRows = rights.deleteRows = False


def keep(book: Workbook, name: str, rows: Iterable[tuple[str, str]]) -> None:
    """A hidden sheet of (key, long text); a text longer than a cell runs on in the cells to its right."""
    sheet = book.create_sheet(name)
    sheet.sheet_state = "hidden"
    for row, (key, text) in enumerate(rows, 1):
        pieces = [text[at : at + LONGEST_CELL] for at in range(0, len(text), LONGEST_CELL)]
        for column, piece in enumerate((key, *pieces), 1):
            cell: Any = sheet.cell(row, column)
            cell.value = piece
            cell.data_type = "s"


def kept(book: Workbook, name: str) -> dict[str, str]:
    """What `keep` put away, in order; empty when the sheet is gone."""
    if name not in book.sheetnames:
        return {}
    rows = book[name].iter_rows(values_only=True)
    return {
        str(row[0]): "".join(str(piece) for piece in row[1:] if piece is not None) for row in rows if row and row[0]
    }


def check_rows(sheet: str, count: int) -> None:
    """Refuse a sheet that could not be read back. Raises OutputError (WJ985)."""
    if count > MOST_ROWS:
        raise OutputError(found("WJ985", Place(label=sheet), count=count, limit=MOST_ROWS))


def write_book(book: Workbook) -> bytes:
    """The bytes of a workbook without clock, author or program version. Raises OutputError (WJ985)."""
    for sheet in book.worksheets:
        check_rows(sheet.title, sheet.max_row)
    stream = BytesIO()
    book.save(stream)
    parts = unpack(stream.getvalue())
    parts["docProps/core.xml"] = _CORE.encode()
    parts["docProps/app.xml"] = _APP.encode()
    return pack(parts)


def sheet_names(data: bytes, path: str) -> tuple[str, ...]:
    """The names of the sheets, without opening these: enough to know what a workbook is. Raises UnreadableInput as
    `read_book` does.
    """
    try:
        package = open_package(data)
        if package.has(_BOOK_PART):
            sheets = parse_xml(package.read(_BOOK_PART), _BOOK_PART).findall("{*}sheets/{*}sheet")
            return tuple(str(sheet.get("name", "")) for sheet in sheets)
    except BrokenPackage as problem:
        raise problem.unreadable(path, ".xlsx") from None
    return tuple(read_book(data, path).sheetnames)


def read_book(data: bytes, path: str) -> Workbook:
    """A workbook with the values that people see. Raises UnreadableInput: broken (WJ108), encrypted or old (WJ109),
    packed beyond measure (WJ110), with a DOCTYPE (WJ111), too many cells (WJ106).
    """
    try:
        for name, content in unpack(data).items():
            if name.endswith((".xml", ".rels")):
                check_sheet(parse_xml(content, name), name)
    except BrokenPackage as problem:
        raise problem.unreadable(path, ".xlsx") from None
    try:
        with warnings.catch_warnings(action="ignore"):  # openpyxl tells on stderr, in English, what it passes over
            book = load_workbook(BytesIO(data), keep_links=False)
            _settle_formulas(book, data)
    except Exception:  # noqa: BLE001 — openpyxl lets KeyError, ValueError, TypeError, ParseError and more through
        raise UnreadableInput(found("WJ108", Place(path), suffix=".xlsx")) from None
    for sheet in book.worksheets:
        filled = [place for place, cell in sheet._cells.items() if cell.value is not None]  # noqa: SLF001
        rows, columns = (max((place[side] for place in filled), default=0) for side in (0, 1))
        if rows > MOST_ROWS or columns > MOST_COLUMNS:
            size = f"{rows}行{columns}列"
            raise UnreadableInput(
                found("WJ106", Place(path, label=sheet.title), size=size, limit=f"{MOST_ROWS}行{MOST_COLUMNS}列")
            )
    return book


def _settle_formulas(book: Workbook, data: bytes) -> None:
    """Put in place of each formula the value that was last shown, or its text where none was stored."""
    formulas: list[Any] = [
        cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]
    if not formulas:
        return
    shown = load_workbook(BytesIO(data), data_only=True, keep_links=False)
    for cell in formulas:
        value = shown[cell.parent.title][cell.coordinate].value
        text = getattr(cell.value, "text", None) or str(cell.value)
        cell.value = text if value is None else value
        if isinstance(cell.value, str):
            cell.data_type = "s"


def cell_text(cell: Any) -> str:
    """What a person sees in the cell, as text: 3 not 3.0, 90% not 0.9, 2026年3月1日 not a date, 是 not TRUE."""
    value = None if cell is None else cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        share = "%" in str(cell.number_format)
        return f"{value * 100:.10g}%" if share else f"{value:.15g}"
    if isinstance(value, dt.datetime):
        clock = f"{value.hour}时{value.minute:02d}分" if value.hour or value.minute else ""
        return format_date(value.date()) + clock
    if isinstance(value, dt.date):
        return format_date(value)
    if isinstance(value, dt.time):
        return f"{value.hour:02d}:{value.minute:02d}"
    return tidy(str(value))


def day_text(text: str) -> str:
    """The day that a cell meant which lost its format (46085), or that was typed in eight digits, as papers print it;
    other words as they are.
    """
    day = day_of_digits(text)
    return format_date(day) if day else text


def iso_day_text(text: str) -> str:
    """The same for lists, where eight digits (20261130) become 2026-11-30."""
    day = day_of_digits(text)
    if day is None:
        return text
    return day.isoformat() if len(text.strip()) == _EIGHT else format_date(day)


def tidy(text: str) -> str:
    """Without stray blanks at the ends of lines and empty lines at the ends."""
    lines = with_line_feeds(text).replace("_x000D_", "").split("\n")
    return re.sub(r"^\n+|\n+$", "", "\n".join(line.strip() for line in lines))


def place_of(path: str, cell: Any) -> Place:
    return Place(path, label=f"{cell.parent.title} {cell.coordinate}")
