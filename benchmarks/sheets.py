"""Measure how long it takes to write a table as xlsx, beside openpyxl that builds the same sheet cell by cell.

    python benchmarks/sheets.py [--rounds N]

openpyxl is used as its documentation says: a Workbook, each cell given its value, font, alignment, border and
protection, which are made once; widths, heights, merged lines, drop-downs, protection and the page set as in our sheet.
Widths and heights it gets for nothing: they are taken from ours. Before anything is timed both files are read back and
compared cell by cell. Times are of the processor, medians over the rounds.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from statistics import median
from typing import Any

from export import COLUMNS, MILLI, clocked, paper
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from wenjian.model.document import Block, Document, Table
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import BlockKind
from wenjian.writers import write_xlsx

SIZES = ("短", "中", "长")
CHOICES = ("养老服务股", "办公室")
TITLE = "工作任务分解表"


@dataclass(frozen=True)
class Timed:
    """Milliseconds that one workbook takes, and their ratio."""

    rows: int
    openpyxl: float
    wenjian: float
    ratio: float


def table(size: str, number: int) -> Document:
    """The table of a paper of `export.py`, with a drop-down, locked columns and a line under it."""
    found = paper(size, number).attachments[0].blocks[0].table
    assert found is not None
    columns = tuple(
        replace(column, locked=column.name == "序号", choices=CHOICES if column.name == "牵头股室" else ())
        for column in found.columns
    )
    made = Table(columns, found.rows, TITLE, foot=("注：列第一位的为牵头单位。",))
    return Document(Elements(title=TITLE), (Block("b1", BlockKind.TABLE, table=made),))


def by_openpyxl(document: Document, like: Any) -> bytes:
    """The same workbook by hand; `like` is our sheet, read back, for widths and heights."""
    made = document.blocks[0].table
    assert made is not None
    book = Workbook()
    sheet: Any = book.active
    sheet.title = TITLE
    side = Side(style="thin", color="000000")
    grid = Border(left=side, right=side, top=side, bottom=side)
    left = Alignment(wrap_text=True, vertical="center", horizontal="left")
    middle = Alignment(wrap_text=True, vertical="center", horizontal="center")
    big, bold, plain = (
        Font(name="方正小标宋简体", size=18),
        Font(name="黑体", size=11, bold=True),
        Font(name="仿宋_GB2312", size=11),
    )
    locks = [Protection(locked=column.locked) for column in made.columns]
    centred = [like.cell(3, i).alignment.horizontal == "center" for i in range(1, len(COLUMNS) + 1)]
    count, last = len(COLUMNS), len(made.rows) + 3
    for at, text, font, align in ((1, TITLE, big, middle), (last, made.foot[0], plain, left)):
        cell = sheet.cell(at, 1, text)
        cell.font, cell.alignment, cell.number_format = font, align, "@"
        sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=count)
    for i, name in enumerate(COLUMNS, 1):
        cell = sheet.cell(2, i, name)
        cell.font, cell.alignment, cell.border, cell.number_format = bold, middle, grid, "@"
    for at, row in enumerate(made.rows, 3):
        for i, text in enumerate(row.texts(), 1):
            cell = sheet.cell(at, i)
            if text:
                cell.value = text
                cell.number_format = "@"
            cell.font, cell.border, cell.protection = plain, grid, locks[i - 1]
            cell.alignment = middle if centred[i - 1] else left
    for i in range(1, count + 1):
        sheet.column_dimensions[get_column_letter(i)].width = like.column_dimensions[get_column_letter(i)].width
    for at in range(1, last + 1):
        sheet.row_dimensions[at].height = like.row_dimensions[at].height
    rule = DataValidation(type="list", formula1=f'"{",".join(CHOICES)}"', allow_blank=True, showErrorMessage=True)
    rule.add(f"C3:C{last - 1}")
    sheet.add_data_validation(rule)
    sheet.protection.sheet = True
    sheet.freeze_panes, sheet.print_title_rows = "A3", "2:2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "第&P页 共&N页"
    sheet.print_area = f"A1:{get_column_letter(count)}{last}"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data: bytes) -> Any:
    return load_workbook(BytesIO(data)).active


def compare(size: str) -> Any:
    """Our sheet read back; fails where that of openpyxl has another text, look or size."""
    document = table(size, 0)
    ours = read(write_xlsx(document))
    theirs = read(by_openpyxl(document, ours))

    def cells(sheet: Any) -> list[object]:
        return [
            (
                *(cell.coordinate, cell.value, cell.number_format, cell.has_style and cell.font.name),
                *(cell.font.sz, cell.font.b, cell.alignment.horizontal, cell.border.left.style, cell.protection.locked),
            )
            for line in sheet.iter_rows()
            for cell in line
            if cell.value is not None or cell.coordinate[0] in "ABCDE"[: 1 if cell.row in {1, sheet.max_row} else 5]
        ]

    assert cells(ours) == cells(theirs)
    assert ours.merged_cells.ranges == theirs.merged_cells.ranges
    rules = [sheet.data_validations.dataValidation for sheet in (ours, theirs)]
    assert len({str([(str(rule.sqref), rule.formula1) for rule in each]) for each in rules}) == 1
    assert ours.print_area == theirs.print_area
    assert ours.print_title_rows == theirs.print_title_rows
    return ours


def times(rounds: int) -> Iterator[Timed]:
    """What both take for each size."""
    for size in SIZES:
        like = compare(size)
        theirs, ours = [], []
        for number in range(rounds + 1):
            documents = [table(size, number * 3 + i) for i in range(3)]
            theirs.append(clocked(by_openpyxl, [(document, like) for document in documents]))
            ours.append(clocked(write_xlsx, [(document,) for document in documents]))
        ratios = [a / b for a, b in zip(theirs[1:], ours[1:], strict=True)]
        made = documents[0].blocks[0].table
        assert made is not None
        yield Timed(len(made.rows), median(theirs[1:]) * MILLI, median(ours[1:]) * MILLI, median(ratios))


def main() -> None:
    options = argparse.ArgumentParser(description="写 xlsx 要多久，与 openpyxl 逐格写的比。")
    options.add_argument("--rounds", type=int, default=7, help="每份写几遍（默认7）")
    given = options.parse_args()
    print(f"{'行':>4}{'openpyxl':>10}{'wenjian':>10}{'倍':>7}    毫秒，处理器时间，{given.rounds}遍的中位数")
    for timed in times(given.rounds):
        print(f"{timed.rows:5}{timed.openpyxl:10.1f}{timed.wenjian:10.2f}{timed.ratio:8.1f}", flush=True)


if __name__ == "__main__":
    main()
