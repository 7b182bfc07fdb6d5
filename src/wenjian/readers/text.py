"""Plain text → lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from wenjian.model.catalogue import found
from wenjian.model.document import Table
from wenjian.model.finding import Place
from wenjian.package import MOST_COLUMNS, MOST_ROWS
from wenjian.readers.reading import Reading, bound_text, reading_of_lines
from wenjian.structure.grid import Cell, table_of
from wenjian.structure.lines import Line, labelled
from wenjian.structure.repair import say_places
from wenjian.text.decode import decode
from wenjian.text.normal import shorten
from wenjian.text.rows import Kind, read_columns

_HEADING = re.compile(r"^#{1,6}[ \t]+(?=\S)", re.MULTILINE)
_MARKS = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+(?=\S))"  # heading, quotation, item
    r"|^[ \t]*(?:-{3,}|\*{3,})[ \t]*$"  # rule
    r"|\*\*(?=[^*\n]{1,400}\*\*)|(?<=[^\s*])\*\*"  # bold
    r"|!?\[(?=[^\[\]\n]{1,200}\]\()|\]\([^()\s]{0,500}\)",  # link
    re.MULTILINE,
)
"""What Markdown puts around words; text from chat programs and some sites still carries it when it is pasted."""

_RULE = re.compile(r":?-+:?")
"""A cell of the line that Markdown draws under the heads of the columns."""
_NO_HEAD = re.compile("[：:。；;]")
_ROWS_LEAST, _COLUMNS_LEAST = 2, 3
"""Rows, the heads among them, of a table with a head that is known for one; columns of any other."""
_LONGEST_SERIAL = 5
_LONGEST_HEAD = 12
"""Letters of a head over no row, or over one."""
_HEADS_OF_FORM = re.compile(
    r"^(?:序号|编号|姓名|名称|项目|单位|职务|职称|性别|年龄|备注|理由|原因|地址|住址|(?:联系)?电话|联系人|联系方式|手机|日期|时间|数量|内容|类别|金额)"
    r"|(?:名称|情况|姓名|电话|地址|日期|时间|数量|类别|金额|理由|原因|措施|点位|单位|乡镇|职务|编号|号码|内容)(?:[（(].{1,8}[）)])?$"
)
"""Heads of forms and lists, by which a head over no row is told from words set apart by tabs."""


def read_text(data: bytes, name: str) -> Reading:
    """A text file of any of the usual encodings (UTF-8, UTF-16 with BOM, GB18030).

    An encoding other than UTF-8 is noted as a finding. Raises UnreadableInput for binary data (WJ104) and for more
    lines or characters than are ever read (WJ106).
    """
    text, encoding = decode(data, name)
    bound_text(text.count("\n"), len(text), name)  # before a line of each is made
    notes = () if encoding.startswith("utf-8") else (found("WJ127", Place(name), encoding=encoding.upper()),)
    if _HEADING.search(text):
        text = _MARKS.sub("", text)
        fact, how = "文字里夹着“#”“**”等排版记号", "已去掉记号后读取"
        notes = (*notes, found("WJ147", Place(name), fact=fact, how=how, advice="请对照原件，看有没有缺字。"))
    lines = list(_lines(text, name))
    if apart := list(_rows_apart(lines)):
        first = apart[0]
        words = shorten("｜".join(cell for cell in _cells(first.text) if cell), 20)
        place = Place(name, first.number)
        notes = (*notes, found("WJ353", place, count=len(apart), where=say_places(apart), text=words))
    return reading_of_lines(lines, name, findings=notes)


def _rows_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines that look like rows of a table and stand in none: by their cells, fewer next to the end of one."""
    under = False
    for line in lines:
        filled = len([cell for cell in _cells(line.text) if cell])
        if line.table is None and (filled >= _COLUMNS_LEAST or (under and filled > 1)):
            yield line
        under = line.table is not None


def _lines(text: str, name: str) -> Iterator[Line]:
    """The lines of a text; rows of cells below one another are a table, as a copy from Word or Excel has them."""
    numbered = _with_whole_rows([(number, line, _cells(line)) for number, line in enumerate(text.splitlines(), 1)])
    for width, group in groupby(numbered, key=lambda row: len(row[2])):
        rows = list(group)
        grid = [cells for _, _, cells in rows if not all(map(_RULE.fullmatch, cells))]
        first, last = rows[0][0], rows[-1][0]
        table = _table(grid, f"{name}（第{first}—{last}行表格）") if width > 1 else None
        if table:
            yield Line("", first, table=table)
        else:
            yield from (Line(line, number) for number, line, _ in rows)


def _with_whole_rows(numbered: list[tuple[int, str, list[str]]]) -> list[tuple[int, str, list[str]]]:
    """The lines with their cells; a row that leaves out its last cells, as pasting drops blank ones, has them again.
    Under 序号 it counts on, and may be the serial alone.
    """
    rows: list[tuple[int, str, list[str]]] = []
    width = last = 0
    serial = False
    for number, line, printed in numbered:
        left_out = len(printed) < width and printed[0] != ""
        left_out = left_out and (printed[0] == str(last + 1) if serial else len(printed) > 1)
        cells = [*printed, *[""] * (width - len(printed))] if left_out else printed
        if len(cells) != width:
            width, last = len(cells) if len(cells) >= _COLUMNS_LEAST else 0, 0
            serial = cells[0] in ("序号", "编号")
        last = int(cells[0]) if cells[0].isdecimal() and len(cells[0]) < _LONGEST_SERIAL else last
        rows.append((number, line, cells))
    return rows


def _cells(line: str) -> list[str]:
    """The cells of a line, divided by tabs or, as in Markdown, by upright strokes; the whole line where it has none."""
    words = line.strip(" \u3000")
    if words.startswith("|") and words.endswith("|") and len(words) > 1:
        return [cell.strip() for cell in words[1:-1].split("|")]
    return [cell.strip() for cell in line.split("\t")]


def _table(rows: list[list[str]], place: str) -> Table | None:
    """Rows of as many cells as a table, where they begin with the heads of columns: words without a number of their
    own, one of them usual for a head, or three columns at least in three rows. Of a form nothing but the heads may be
    there: it is given a blank row.
    """
    if len(rows) > MOST_ROWS or len(rows[0]) > MOST_COLUMNS:
        return None
    if len(rows) < _ROWS_LEAST and not _heads_form(rows[0]):
        return None
    heads = [cell for cell in rows[0] if cell]
    if len(heads) * 2 <= len(rows[0]) or any(_NO_HEAD.search(cell) or labelled(cell) for cell in heads):
        return None
    filled = rows if len(rows) > 1 else [*rows, [""] * len(rows[0])]
    table = table_of([[Cell(text) for text in cells] for cells in filled], place)
    if not any(column.name for column in table.columns):
        return None
    known = any(kind is not Kind.OTHER for kind in read_columns(table).kinds)
    return table if known or min(len(rows), len(rows[0])) >= _COLUMNS_LEAST or _heads_form(rows[0]) else None


def _heads_form(cells: list[str]) -> bool:
    """Whether cells are the heads of a form or list: short words, two of them usual there."""
    usual = sum(_HEADS_OF_FORM.search(cell) is not None for cell in cells)
    return len(cells) >= _COLUMNS_LEAST and usual > 1 and all(0 < len(cell) <= _LONGEST_HEAD for cell in cells)
