"""Plain text → lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from wenjian.model.catalogue import found
from wenjian.model.finding import Place
from wenjian.package import MOST_COLUMNS, MOST_ROWS
from wenjian.readers.reading import Reading, bound_text, reading_of_lines
from wenjian.structure.grid import Cell, table_of
from wenjian.structure.lines import Line
from wenjian.text.decode import decode

_HEADING = re.compile(r"^#{1,6}[ \t]+(?=\S)", re.MULTILINE)
_MARKS = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+(?=\S))"  # heading, quotation, item
    r"|^[ \t]*(?:-{3,}|\*{3,})[ \t]*$"  # rule
    r"|\*\*(?=[^*\n]{1,400}\*\*)|(?<=[^\s*])\*\*"  # bold
    r"|!?\[(?=[^\[\]\n]{1,200}\]\()|\]\([^()\s]{0,500}\)",  # link
    re.MULTILINE,
)
"""What Markdown puts around words; text from chat programs and some sites still carries it when it is pasted."""

_RULE = re.compile(r"\s*\|?(?:\s*:?-{3,}:?\s*\|)+\s*(?::?-{3,}:?)?\s*")
"""What Markdown draws under the heads of the columns."""
_NO_HEAD = re.compile("[：:。；;]")
_SIGNED = re.compile(r"(?:[（(](?:印章|公章|盖章|章)[）)]|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)?")
"""A cell of organs that sign side by side."""
_ROWS_LEAST = 2
"""Rows, the heads of the columns among them, from which cells divided by tabs are a table."""


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
    return reading_of_lines(list(_lines(text, name)), name, findings=notes)


def _lines(text: str, name: str) -> Iterator[Line]:
    """The lines of a text; rows of cells below one another are a table, as a copy from Word or Excel has them."""
    numbered = [(number, line, _cells(line)) for number, line in enumerate(text.splitlines(), start=1)]
    for width, group in groupby(numbered, key=lambda row: len(row[2])):
        rows = list(group)
        if width > 1 and _is_table([cells for _, _, cells in rows]):
            first, last = rows[0][0], rows[-1][0]
            grid = [[Cell(text) for text in cells] for _, line, cells in rows if not _RULE.fullmatch(line)]
            yield Line("", first, table=table_of(grid, f"{name}（第{first}—{last}行表格）"))
        else:
            yield from (Line(line, number) for number, line, _ in rows)


def _cells(line: str) -> list[str]:
    """The cells of a line, divided by tabs or, as in Markdown, by upright strokes; the whole line where it has none."""
    if line.startswith("|") and line.count("|") > 1:
        return [cell.strip() for cell in line.strip().strip("|").split("|")]
    return [cell.strip() for cell in line.split("\t")] if "\t" in line.strip() else [line]


def _is_table(rows: list[list[str]]) -> bool:
    """Whether rows of as many cells begin with the heads of columns."""
    heads = [cell for cell in rows[0] if cell]
    if any(all(map(_SIGNED.fullmatch, row)) for row in rows):
        return False
    named = len(heads) * 2 > len(rows[0]) and not any(map(_NO_HEAD.search, heads))
    return named and _ROWS_LEAST <= len(rows) <= MOST_ROWS and len(rows[0]) <= MOST_COLUMNS
