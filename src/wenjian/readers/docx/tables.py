"""Tables: merged cells, column names, lines above and under, tables inside cells, and tables drawn to place text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from lxml import etree

from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.document import FORM_ABOVE, FORM_BELOW, Table
from wenjian.model.finding import Place
from wenjian.ooxml.elements import attribute, child, child_value, has_words, local_name, whole
from wenjian.package import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from wenjian.readers.docx.boxes import is_mark
from wenjian.readers.docx.progress import Met, Progress
from wenjian.readers.docx.runs import is_placeholder
from wenjian.structure.grid import Cell, table_of
from wenjian.structure.lines import DOCUMENT_NUMBER, Line
from wenjian.structure.tail import is_record_line

_GAP = "　"
ONLY_NUMBER = "only_number"
"""Kind of a line that is an automatic number without words: content only where a cell holds nothing else."""
_MARK_WITHIN = 12
"""Printed paragraphs among which a letterhead stands."""
_MOST_RECORD_ROWS = 8


class ReadContainer(Protocol):
    """What reads the lines of a container; handed in, because containers hold tables and tables containers."""

    def __call__(self, container: etree._Element, progress: Progress, /) -> Iterator[Line]: ...


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a table that is only a frame around text: one row or one column."""

    cells: tuple[etree._Element, ...]


def read_table(element: etree._Element, progress: Progress, read_container: ReadContainer) -> Cells | tuple[Line, ...]:
    """A table as a line; the cells of a frame; the lines of a 发文机关标志 or a 版记 set as a table.

    Raises UnreadableInput (WJ106) for more rows or columns than MOST_ROWS, MOST_COLUMNS, and
    for more than MOST_CELLS in all tables so far.
    """
    kept = [row for row in _inside(element, "tr") if _is_kept(row, progress)]
    rows = [row for row in kept if next(_kept_cells(row), None) is not None]
    cells = [list(_kept_cells(row)) for row in rows]
    if max(map(len, cells), default=0) < 2 or (len(rows) < 2 and not _sets_one_line(cells[0])):
        return Cells(tuple(cell for row in cells for cell in row))
    nested = bool(progress.within)
    place = progress.within if nested else f"第{progress.tables + 1}个表格"
    columns = max(sum(_span(cell) for cell in row) for row in cells)
    progress.cells += len(rows) * columns
    _bound(len(rows), columns, progress.cells, Place(progress.name, label=place))
    progress.tables += not nested
    grid: list[list[Cell]] = []
    outside = progress.within
    for i, (row, row_cells) in enumerate(zip(rows, cells, strict=True), start=1):
        progress.within = outside or f"{place}第{i}行"
        grid.append([*_blanks(row, "gridBefore"), *_read_cells(row_cells, progress, read_container)])
        grid[-1].extend(_blanks(row, "gridAfter"))
        if any(cell.goes_on or (cell.span > 1 and len(grid[-1]) > 1) for cell in grid[-1]):
            progress.meet(Met.MERGED)
    progress.within = outside
    if (form := child_value(element, "tblPr", "tblDescription")) in (FORM_ABOVE, FORM_BELOW):
        return tuple(Line(text, kind=form, label=place) for text in _form_lines(grid))
    if lines := _lines_set_as_table(grid, place, at_head=progress.paragraphs < _MARK_WITHIN and not nested):
        return lines
    progress.printed.setdefault(place, element)
    return (Line("", table=table_of(list(_filled(grid)), f"{progress.name}（{place}）"), label=place),)


def _form_lines(grid: Sequence[Sequence[Cell]]) -> Iterator[str]:
    """The rows of a form of ours, label and what stands beside it: «被检查单位：甲院　性质：民办»."""
    for row in grid:
        texts = [cell.text for cell in row]
        yield _GAP.join(f"{label}：{text}" for label, text in zip(texts[::2], texts[1::2], strict=False))


def _is_kept(row: etree._Element, progress: Progress) -> bool:
    if child(row, "trPr", "del") is not None:
        progress.meet(Met.DELETED)
        return False
    if child(row, "trPr", "ins") is not None:
        progress.meet(Met.INSERTED)
    return True


def _kept_cells(row: etree._Element) -> Iterator[etree._Element]:
    return (cell for cell in _inside(row, "tc") if child(cell, "tcPr", "cellDel") is None)


def _bound(rows: int, columns: int, cells: int, place: Place) -> None:
    if rows > MOST_ROWS:
        raise UnreadableInput(found("WJ106", place, size=f"{rows}行", limit=f"{MOST_ROWS}行"))
    if columns > MOST_COLUMNS:
        raise UnreadableInput(found("WJ106", place, size=f"{columns}列", limit=f"{MOST_COLUMNS}列"))
    if cells > MOST_CELLS:
        raise UnreadableInput(found("WJ106", place, size=f"各表共{cells}格", limit=f"{MOST_CELLS}格"))


def _inside(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children called `name`, also inside content controls and accepted insertions."""
    for one in element:
        local = local_name(one)
        if local == name:
            yield one
        elif local in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _inside(one, name)


def _span(cell: etree._Element) -> int:
    return max(1, whole(child_value(cell, "tcPr", "gridSpan")))


def _blanks(row: etree._Element, name: str) -> list[Cell]:
    """The columns that a row leaves free at its beginning or end."""
    count = min(whole(child_value(row, "trPr", name)), MOST_COLUMNS)
    return [Cell("") for _ in range(count)]


def _read_cells(row: Sequence[etree._Element], progress: Progress, read_container: ReadContainer) -> Iterator[Cell]:
    """The cells of a row; one that goes on from the cell before it widens that one."""
    open_cell: Cell | None = None
    for element in row:
        cell = _read_cell(element, progress, read_container)
        if open_cell is not None and _goes_on(element, "hMerge"):
            open_cell = replace(open_cell, span=open_cell.span + cell.span)
            continue
        if open_cell is not None:
            yield open_cell
        open_cell = cell
    if open_cell is not None:
        yield open_cell


def _goes_on(cell: etree._Element, merge: str) -> bool:
    """Whether a cell goes on from the one above (vMerge) or before it (hMerge)."""
    mark = child(cell, "tcPr", merge)
    return mark is not None and attribute(mark) != "restart"


def _read_cell(cell: etree._Element, progress: Progress, read_container: ReadContainer) -> Cell:
    outside, progress.in_cell = progress.in_cell, True
    lines = [] if _is_placeholder_cell(cell, progress) else list(read_container(cell, progress))
    progress.in_cell = outside
    texts: list[str] = []
    for line in [one for one in lines if one.kind != ONLY_NUMBER] or lines:
        texts.extend([line.text] if line.table is None else _nested_lines(line.table))
    return Cell("\n".join(text for text in texts if text).strip(), _span(cell), goes_on=_goes_on(cell, "vMerge"))


def _is_placeholder_cell(cell: etree._Element, progress: Progress) -> bool:
    """Whether the cell stands in a content control that only asks to fill it in."""
    content = cell.getparent()
    control = content.getparent() if content is not None and local_name(content) == "sdtContent" else None
    asks = control is not None and is_placeholder(control)
    if asks and has_words(cell):
        progress.meet(Met.PLACEHOLDER)
    return asks


def _nested_lines(table: Table) -> Iterator[str]:
    """A table inside a cell as lines: one for each row, «列名：内容；列名：内容»."""
    yield from table.head
    for row in table.rows:
        pairs = zip(table.columns, row.texts(), strict=True)
        yield "；".join(f"{column.name}：{text}" if column.name else text for column, text in pairs if text)
    yield from table.foot


# tables drawn to place text


def _sets_one_line(cells: Sequence[etree._Element]) -> bool:
    """Whether the cells of a table of one row make one line: «甲局　乙局｜文件», «办公室｜印发日期»."""
    texts = ["".join(text.text or "" for text in cell.iter("{*}t")) for cell in cells]
    return is_record_line(_GAP.join(texts)) or (texts[-1] == "文件" and is_mark(_GAP.join(texts)))


def _lines_set_as_table(grid: Sequence[Sequence[Cell]], place: str, *, at_head: bool) -> tuple[Line, ...]:
    """The lines of a letterhead («甲局／乙局｜文件», its number in a row below) or of a 版记 that is set as a table;
    nothing for other tables.
    """
    texts = [[cell.text for cell in row if cell.text and not cell.goes_on] for row in grid]
    filled = [row for row in texts if row]
    if at_head and any(row[-1] == "文件" for row in filled):
        numbers = [row for row in filled if DOCUMENT_NUMBER.search("".join(row))]
        names = [text for row in filled if row not in numbers for text in row if text != "文件"]
        if is_mark(mark := f"{' '.join(names)} 文件".replace("\n", " ")):
            return (Line(mark, label=place), *(Line(_GAP.join(row), label=place) for row in numbers))
    return tuple(
        Line(line, label=place) for line in _record_lines([_GAP.join(row).replace("\n", "") for row in filled])
    )


def _record_lines(rows: Sequence[str]) -> list[str]:
    """The lines of a 版记, organs that go on in the next row joined to it; nothing for other tables."""
    if not 1 <= len(rows) <= _MOST_RECORD_ROWS or not is_record_line(rows[0]) or not is_record_line(rows[-1]):
        return []
    lines: list[str] = []
    for row in rows:
        if is_record_line(row):
            lines.append(row)
        else:
            lines[-1] += row
    return lines


# the grid


def _filled(rows: Sequence[Sequence[Cell]]) -> Iterator[list[Cell]]:
    """The rows with the text of a cell merged downwards in every row that it covers; the file has it in the first."""
    above: list[str] = []
    for row in rows:
        cells: list[Cell] = []
        texts: list[str] = []
        for cell in row:
            whole_text = "".join(above[len(texts) : len(texts) + 1])
            cells.append(replace(cell, text=whole_text) if cell.goes_on else cell)
            texts.extend([cells[-1].text, *[""] * (cell.span - 1)])
        above = texts
        yield cells
