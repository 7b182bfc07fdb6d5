"""Tables → xlsx: a sheet a table, ready to print on A4 and to be filled in. Reading it back gives the same cells."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wenjian.layout import geometry
from wenjian.layout.geometry import Cells
from wenjian.layout.tables import alignments, by_column
from wenjian.model.document import Blank, Document, Span, Stress, Table, Tint
from wenjian.model.marks import MARK_HEAD, WRITTEN_SHEET
from wenjian.package import pack
from wenjian.text.normal import with_line_feeds
from wenjian.writers import sheetml
from wenjian.writers.sheetml import Font, Look, Sheet, Styles, cell, cells, element, letter, row, stressed_cell
from wenjian.writers.wordml import escaped

LANDSCAPE_WIDTH, PORTRAIT_WIDTH = 257.0, 170.0  # mm between margins of 20 mm on A4; 惯例
POINTS_PER_MM = 72 / 25.4
CHARACTER_MM = 7 * 25.4 / 96  # mm of a unit of column width: 7 pixels of a screen, whatever the sheet's own fonts
PADDING_MM = 2.5  # mm of a column that its text cannot use
LINE_HEIGHT = 1.45  # height of a line by the size of its letters
BODY_SIZE, LEAST_SIZE = 11.0, 1.0  # points
MOST_ROW_POINTS = 400.0  # no sheet has rows above 409 pt, and a higher one does not print on one page
MOST_NAME = 31  # UTF-16 units of the name of a sheet
MOST_CELL = 32_767  # characters that a cell may hold
CUT_OFF = f"……（一格只能写{MOST_CELL}字，其余没有写出）"
MOST_LIST = 255  # characters of a drop-down list that stands in the cell's own rule
UPRIGHT_LINE = 1.5  # height of a character in an upright head by its size
LEAST_SCALE, BROKEN_SCALE = 0.8, 0.95  # how small a wide table is printed rather than broken; and when it is
WIDER_FONTS = 0.75  # where the workbook's font is missing, another one may make columns as much wider
WIDE_SIZE = 10.0  # points, in tables wider than a page
SPARE_ROWS = 200  # empty rows under the table that carry the drop-downs too


_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BAD_NAME = re.compile(r"[\[\]:*?/\\']")
_BLANK = re.compile(r"[\t\n\r]")
_KEPT_NAMES = ("history", WRITTEN_SHEET.casefold())
_BODY_FONT = "仿宋_GB2312"
_TITLE = Look(Font("方正小标宋简体", 18), "center")
_HEAD = Look(Font("黑体", 11, bold=True))
_PLAIN = Look(Font(_BODY_FONT, BODY_SIZE))
_LINE = _PLAIN._replace(align="left")
_OPEN = Look(locked=False)
_GROUND = {
    Tint.RED: "F8CBAD",
    Tint.ORANGE: "FCE4D6",
    Tint.YELLOW: "FFF2CC",
    Tint.BLUE: "DDEBF7",
    Tint.GREY: "EDEDED",
}


def write_xlsx(document: Document, *, date: str = "") -> bytes:
    """All tables of the document and its attachments as sheets: title, head lines, header row, rows, foot lines.

    The header row is the first whose cells are all filled with the column names; it is frozen and repeated on every
    page. Texts that a spreadsheet would take for a formula stay texts. `date` dates the file's properties. A document
    without a table gives one empty sheet. Rows with a mark, which come back filled in, carry it in a hidden column, and
    a hidden sheet repeats what they say.
    """
    styles = Styles()
    taken: set[str] = set()
    sheets: list[Sheet] = []
    marked: list[Table] = []
    for title, table, lying in _tables(document):
        sheet = Sheet(sheet_name(table.name or title, taken), b"")
        _fill(sheet, title, table, styles, upright=is_upright(table) and not lying)
        sheets.append(sheet)
        if _is_marked(table):
            marked.append(table)
    if marked:
        sheets.append(Sheet(WRITTEN_SHEET, _repeated(marked, styles), hidden=True))
    sheets = sheets or [Sheet(sheet_name("", taken), sheetml.worksheet(["<sheetData/>"]))]
    return pack(sheetml.workbook(sheets, styles, _clean(document.title).replace("\n", ""), date))


def _is_marked(table: Table) -> bool:
    return any(row.mark for row in table.rows)


def _repeated(tables: Sequence[Table], styles: Styles) -> bytes:
    """The hidden sheet: for each table its heads, then each row behind its mark, as they were written."""
    lines = [
        texts
        for table in tables
        for texts in (
            (MARK_HEAD, *(column.name for column in table.columns)),
            *((row.mark, *texts) for row, texts in zip(table.rows, table.texts(), strict=True) if row.mark),
        )
    ]
    rows = [
        row(at, [cell(at, i, _clean(text), _PLAIN, styles) for i, text in enumerate(texts, 1) if text])
        for at, texts in enumerate(lines, 1)
    ]
    return sheetml.worksheet([element("sheetData", "".join(rows))])


def _tables(document: Document) -> Iterator[tuple[str, Table, bool]]:
    for owner, block in document.walk():
        if block.table is not None:
            yield owner.title.replace("\n", "") or owner.name or block.table.name, block.table, owner.landscape


def sheet_name(name: str, taken: set[str]) -> str:
    """A name that a spreadsheet accepts: not too long, without its signs, none that it keeps for itself, and unique in
    any case. It is added to `taken`.
    """
    base = _BAD_NAME.sub("", _BLANK.sub(" ", _clean(name))).strip() or "表"
    candidate, count = _cut(base, MOST_NAME), 1
    while candidate.casefold() in taken or candidate.casefold() in _KEPT_NAMES:
        count += 1
        candidate = f"{_cut(base, MOST_NAME - len(str(count)))}{count}"
    taken.add(candidate.casefold())
    return candidate


def _cut(text: str, units: int) -> str:
    """As many characters as take `units` of UTF-16, none cut in half."""
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore").rstrip()


def _clean(text: str) -> str:
    clean = text if text.isprintable() else _UNWRITABLE.sub("", with_line_feeds(text))
    return clean if len(clean) <= MOST_CELL else clean[: MOST_CELL - len(CUT_OFF)] + CUT_OFF


def is_upright(table: Table) -> bool:
    """Whether a table is meant for a portrait page: all its widths are given and fit there."""
    return bool(table.columns) and all(c.width for c in table.columns) and sum(c.width for c in table.columns) <= 156


def _fill(sheet: Sheet, title: str, table: Table, styles: Styles, *, upright: bool) -> None:
    count = max(len(table.columns), 1)
    columns = by_column(table.texts(), len(table.columns))
    across, room = table.pinned or count, PORTRAIT_WIDTH if upright else LANDSCAPE_WIDTH
    if table.pinned:
        widths = tuple(column.width for column in table.columns)
        room = sum(widths[: table.pinned])
    else:
        widths = geometry.column_widths(table.columns, columns, room) if table.columns else ()
    marked = _is_marked(table)
    rows: list[str] = []
    merged: list[int] = []

    def line(text: str, look: Look) -> None:
        """A line over all columns."""
        at = len(rows) + 1
        assert look.font is not None
        lines = -(-geometry.characters(text) * look.font.size * 25.4 / 72 // room)
        high = min(max(lines, 1) * look.font.size * 1.6, MOST_ROW_POINTS)
        rows.append(row(at, [cell(at, 1, _clean(text), look, styles)], high))
        if across > 1:
            merged.append(at)

    if title:
        line(title, _TITLE)
    for each in filter(None, table.head):
        line(each, _LINE._replace(locked=not marked))
    blanks = [_blanks(table.form, len(rows) + 1, widths, styles)]
    rows += blanks[0].rows
    header = len(rows) + 1
    heads, high = _heads(table, header, widths, styles)
    if marked:
        heads.append(cell(header, len(table.columns) + 1, MARK_HEAD, _HEAD, styles))
    rows.append(row(header, heads, high))
    rows += _body(table, columns, widths, header + 1, styles, marked=marked)
    blanks.append(_blanks(table.signing, len(rows) + 1, widths, styles))
    rows += blanks[1].rows
    for each in table.foot:
        line(each, _LINE)
    last = header + len(table.rows)
    closed = bool(table.foot or table.signing)
    open_until = last + (0 if closed else SPARE_ROWS)
    locks = any(column.locked for column in table.columns) or bool(table.form)
    if locks:
        blank = [f'{letter(i)}{{0}}" s="{styles.number(_OPEN)}"/>' for i in range(1, len(table.columns) + 1)]
        spare = "".join([f'<c r="{one}' for one in blank])
        rows += [row(at, [spare.format(at)]) for at in range(last + 1, open_until + 1)] if not closed else []
    filtered = f"A{header}:{letter(count + 1)}{last}" if marked else ""
    end = len(rows)
    sheet.areas = _areas(header, count, end, filtered, table.pinned)
    scale, breaks = _broken(table.pinned, widths)
    sheet.part = sheetml.worksheet(
        [
            f'<sheetPr><pageSetUpPr fitToPage="{int(not scale)}"/></sheetPr>',
            f'<dimension ref="A1:{letter(count + marked)}{end}"/>',
            _view(header, table.pinned),
            '<sheetFormatPr baseColWidth="8" defaultRowHeight="15"/>',
            _widths(widths, marked=marked),
            element("sheetData", "".join(rows)),
            _protection(sort=marked) if locks else "",
            element("autoFilter", ref=filtered) if filtered else "",
            _merges(
                [*(f"A{at}:{letter(across)}{at}" for at in merged), *(ref for one in blanks for ref in one.merged)]
            ),
            _drop_downs(table, header, open_until, [offer for one in blanks for offer in one.offers]),
            _page(upright=upright, scale=scale, form=bool(table.form)),
            breaks,
        ]
    )


def _body(
    table: Table, columns: Sequence[Cells], widths: Sequence[float], first: int, styles: Styles, *, marked: bool
) -> list[str]:
    """The rows of the table, from the row `first` down."""
    many = len(table.rows)
    usual = WIDE_SIZE if table.pinned else BODY_SIZE
    heights = [table.least_height * POINTS_PER_MM] * many
    looked = any(row.looks for row in table.rows)
    written: list[list[str]] = []
    for i, (column, width, centred) in enumerate(zip(table.columns, widths, alignments(columns), strict=True)):
        texts = columns[i].texts
        if len(texts) < many:
            texts = [row[i] if i < len(row) else "" for row in table.texts()]
        sizes, high = _measured(columns[i], texts, width, usual)
        heights = list(map(max, heights, high)) if high else heights
        look = Look(
            Font(_BODY_FONT, usual), "center" if centred else "left", grid=True, locked=column.locked, text=marked
        )
        fits = columns[i].longest <= MOST_CELL and columns[i].together.isprintable()
        clean = texts if fits else [_clean(text) for text in texts]
        made = cells(first, i + 1, clean, look, styles)
        for at in range(many) if looked else sizes:
            looks = table.rows[at].looks
            tint, bold = looks[i] if i < len(looks) else (None, False)
            own = look._replace(font=Font(_BODY_FONT, sizes.get(at, usual), bold), ground=_GROUND[tint] if tint else "")
            made[at] = cell(first + at, i + 1, clean[at], own, styles)
        if column.stressed:
            for at, each in enumerate(table.rows):
                if len(texts[at]) <= MOST_CELL and any(span.stress for span in each.cells[i]):
                    font = Font(_BODY_FONT, sizes.get(at, usual))
                    made[at] = stressed_cell(first + at, i + 1, _pieces(each.cells[i], font), look, styles)
        written.append(made)
    if marked:
        written.append(cells(first, len(table.columns) + 1, [_clean(row.mark) for row in table.rows], _PLAIN, styles))
    return [
        row(at, each, min(height, MOST_ROW_POINTS))
        for at, (each, height) in enumerate(zip(zip(*written, strict=True), heights, strict=True), first)
    ]


def _pieces(spans: Sequence[Span], font: Font) -> list[tuple[str, Font]]:
    """The words of a cell, each stretch with its font."""
    return [
        (_clean(span.text), font._replace(bold=span.stress is Stress.DIFFERS, underlined=span.stress is not None))
        for span in spans
        if span.text
    ]


def _measured(column: Cells, texts: Sequence[str], width: float, usual: float) -> tuple[dict[int, float], list[float]]:
    """The sizes of letters of cells that are smaller than `usual`, by place, and the heights that the cells need."""
    room = _room(width, usual)
    if column.longest <= room and "\n" not in column.together:
        return {}, [_high(1, usual)] * len(texts)
    sizes: dict[int, float] = {}
    heights: list[float] = []
    for at, text in enumerate(texts):
        high = _high(1 if len(text) <= room and "\n" not in text else _lines(text, room), usual)
        if high > MOST_ROW_POINTS:
            size = sizes[at] = _fitting_size(text, width, usual)
            high = _high(_lines(text, _room(width, size)), size)
        heights.append(high)
    return sizes, heights


def _fitting_size(text: str, width: float, usual: float) -> float:
    """The size in points at which a cell shows all its text, where that is too long for the usual one."""
    size = usual
    while size > LEAST_SIZE and _height([text], [width], size) > MOST_ROW_POINTS:
        size -= 0.5
    return size


def _height(texts: Sequence[str], widths: Sequence[float], size: float) -> float:
    """The height of a row in points that shows all its text in letters of `size` points."""
    counts = (_lines(text, _room(width, size)) for text, width in zip(texts, widths, strict=False))
    return _high(max(counts, default=1), size)


def _high(lines: int, size: float) -> float:
    return lines * size * LINE_HEIGHT + 4


def _room(width: float, size: float) -> int:
    """Characters of `size` points beside each other in a column of `width` mm."""
    return max(int((width - PADDING_MM) / (size * 25.4 / 72)), 1)


def _lines(text: str, room: int) -> int:
    count = sum(max(1, math.ceil(geometry.characters(line) / room)) for line in text.split("\n"))
    return count + count // 10  # no stop begins a line, which makes some lines shorter


# what stands around the rows


def _heads(table: Table, header: int, widths: Sequence[float], styles: Styles) -> tuple[list[str], float]:
    """The names of the columns; of a wide table those that are not pinned stand upright. And the height of the row."""
    look = _HEAD._replace(align="center", grid=True)
    upright = range(table.pinned, len(table.columns)) if table.pinned else range(0)
    made = [
        cell(header, i + 1, _clean(column.name), look._replace(align="upright") if i in upright else look, styles)
        for i, column in enumerate(table.columns)
    ]
    tallest = max((len(table.columns[i].name) for i in upright), default=0) * BODY_SIZE * UPRIGHT_LINE
    names = [column.name for column in table.columns[: table.pinned or None]]
    return made, min(max(_height(names, widths, BODY_SIZE), tallest) + 6, MOST_ROW_POINTS)


def _view(header: int, pinned: int) -> str:
    corner = f"{letter(pinned + 1)}{header + 1}"
    active = "bottomRight" if pinned else "bottomLeft"
    left = {"xSplit": pinned} if pinned else {}
    pane = element("pane", **left, ySplit=header, topLeftCell=corner, activePane=active, state="frozen")
    chosen = element("selection", pane=active, activeCell=corner, sqref=corner)
    return element("sheetViews", element("sheetView", pane + chosen, workbookViewId=0))


def _widths(widths: Sequence[float], *, marked: bool) -> str:
    listed = [
        element("col", min=i, max=i, width=round(width / CHARACTER_MM, 2), customWidth=1)
        for i, width in enumerate(widths, 1)
    ]
    if marked:
        listed.append(element("col", min=len(widths) + 1, max=len(widths) + 1, width=13, hidden=1, customWidth=1))
    return element("cols", "".join(listed)) if listed else ""


def _protection(*, sort: bool) -> str:
    """Protection without a password; what people do to a table stays allowed."""
    allowed = dict.fromkeys(("formatColumns", "formatRows", "insertRows", *(["sort"] if sort else [])), 0)
    return element("sheetProtection", sheet=1, objects=0, scenarios=0, **allowed, autoFilter=0)


def _merges(refs: Sequence[str]) -> str:
    merged = "".join(element("mergeCell", ref=ref) for ref in refs)
    return element("mergeCells", merged, count=len(refs)) if refs else ""


class _Blanks(NamedTuple):
    """Rows of a form to be filled in: their markup, the cells that are merged, the words to choose from by cell."""

    rows: list[str]
    merged: list[str]
    offers: list[tuple[tuple[str, ...], str]]


def _blanks(lines: Sequence[Sequence[Blank]], first: int, widths: Sequence[float], styles: Styles) -> _Blanks:
    """The places of a form from the row `first` down: labels locked, places open."""
    label, place = _HEAD._replace(align="center", grid=True), _LINE._replace(grid=True, locked=False, text=True)
    made = _Blanks([], [], [])
    for at, blanks in enumerate(lines, first):
        cells, start, high = [], 1, max(blank.height for blank in blanks) * POINTS_PER_MM
        for blank in blanks:
            for span, text, look in zip(blank.columns, (blank.label, blank.text), (label, place), strict=True):
                clean = _clean(text)
                cells += [cell(at, start + i, "" if i else clean, look, styles) for i in range(span)]
                high = max(high, _height([clean], [sum(widths[start - 1 : start - 1 + span])], BODY_SIZE))
                if span > 1:
                    made.merged.append(f"{letter(start)}{at}:{letter(start + span - 1)}{at}")
                start += span
            made.offers.append((blank.choices, f"{letter(start - blank.columns[1])}{at}"))
        made.rows.append(row(at, cells, min(high, MOST_ROW_POINTS)))
    return made


def _drop_downs(table: Table, header: int, last: int, offers: Sequence[tuple[tuple[str, ...], str]]) -> str:
    """The words to choose from in the columns of the table, and in single cells (`offers`)."""
    columns = [
        (column.choices, f"{letter(i)}{header + 1}:{letter(i)}{last}") for i, column in enumerate(table.columns, 1)
    ]
    rules = []
    for choices, place in (*(columns if last > header else ()), *offers):
        listed = ",".join(choices)
        fits = all("," not in choice and '"' not in choice for choice in choices) and len(listed) <= MOST_LIST
        if not choices or not fits:
            continue
        rules.append(
            element(
                "dataValidation",
                element("formula1", escaped(f'"{listed}"')),
                type="list",
                allowBlank=1,
                showErrorMessage=1,
                errorTitle="请从列表中选择",
                error="可选：" + "、".join(choices)[:200],
                sqref=place,
            )
        )
    return element("dataValidations", "".join(rules), count=len(rules)) if rules else ""


def _broken(pinned: int, widths: Sequence[float]) -> tuple[int, str]:
    """How a table wider than a page is printed: the pinned columns come on each page again, with as many of the others
    as fit there in letters not much smaller. The scale in hundredths, and where pages end; nothing for other tables.
    """
    fixed, others = sum(widths[:pinned]), widths[pinned:]
    if not pinned or sum(widths) <= LANDSCAPE_WIDTH / LEAST_SCALE:
        return 0, ""
    fitting = max(int((LANDSCAPE_WIDTH / BROKEN_SCALE - fixed) // max(others)), 1)
    each = -(-len(others) // -(-len(others) // fitting))
    scale = min(100, int(100 * LANDSCAPE_WIDTH / (fixed + each * max(others)) * WIDER_FONTS))
    ends = range(pinned + each, pinned + len(others), each)
    breaks = [element("brk", id=at, min=0, max=16383, man=1) for at in ends]
    return scale, element("colBreaks", "".join(breaks), count=len(breaks), manualBreakCount=len(breaks))


def _page(*, upright: bool, scale: int, form: bool) -> str:
    """How the sheet is printed; a `form` is a paper of its own, whatever other forms the workbook holds."""
    side, footer = 20 / 25.4, 10 / 25.4
    size = {"scale": scale} if scale else {"fitToWidth": 1, "fitToHeight": 0}
    return (
        '<printOptions horizontalCentered="1"/>'
        + element("pageMargins", left=side, right=side, top=side, bottom=side, header=0.5, footer=footer)
        + element(
            "pageSetup",
            paperSize=sheetml.A4,
            **size,
            orientation="portrait" if upright else "landscape",
            **({"firstPageNumber": 1, "useFirstPageNumber": 1} if form else {}),
        )
        + f"<headerFooter><oddFooter>&amp;C第&amp;P页{'' if form else ' 共&amp;N页'}</oddFooter></headerFooter>"
    )


def _areas(header: int, count: int, last: int, filtered: str, pinned: int) -> dict[str, str]:
    """The areas that the workbook names: what is filtered, what stands on every page, what is printed."""
    columns = f"$A:${letter(pinned)}," if pinned else ""
    areas = {sheetml.PRINT_TITLES: f"{columns}${header}:${header}"}
    if filtered:
        areas = {sheetml.FILTERED: re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", filtered), **areas}
    return {**areas, sheetml.PRINT_AREA: f"$A$1:${letter(count)}${last}"}
