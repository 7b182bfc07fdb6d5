"""匹配.xlsx: the clauses proposed for each duty, and a column in which a person accepts them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpyxl import Workbook

from wenjian.errors import UnreadableInput
from wenjian.loading.sheets import MUST_FILL, cell_text, fit_rows, offer, put, put_head, read_book, set_page, write_book
from wenjian.model.catalogue import found
from wenjian.model.finding import Place

SHEET = "匹配"
COLUMNS = {
    "任务编号": 22,
    "条款": 10,
    "上级要求": 42,
    "条款编号": 20,
    "条款正文": 42,
    "得分": 7,
    "理由": 34,
    "承接": 8,
}
"""Head → width, the cells of a row in this order; a row without 条款编号 says that no clause is like the duty."""
YES, NO = "是", "否"


def write_proposals(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """The table of `rows`; the last column is filled in by people."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    put(sheet, 1, 1, f"《{title}》的任务和条款：在“承接”一栏选“是”，用 clauses match --accept 读回。")
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(COLUMNS))
    put_head(sheet, 2, list(COLUMNS))
    for at, row in enumerate(rows, 3):
        for column, text in enumerate(row, 1):
            last = column == len(COLUMNS)
            put(sheet, at, column, text, locked=not last, fill=MUST_FILL if last and row[3] else None)
    last_row = max(len(rows) + 2, 3)
    offer(book, sheet, f"H3:H{last_row}", (YES, NO))
    set_page(sheet, COLUMNS.values(), landscape=True)
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "2:2"
    fit_rows(sheet)
    return write_book(book)


def read_accepted(data: bytes, path: str) -> tuple[tuple[str, str], ...]:
    """(编号 of the clause, reference of the duty) of every row with 是, each once. Raises UnreadableInput: no table of
    ours (WJ186), a head gone (WJ196).
    """
    book = read_book(data, path)
    if SHEET not in book.sheetnames:
        raise UnreadableInput(found("WJ186", Place(path), name=SHEET))
    rows = [[cell_text(cell).strip() for cell in row] for row in book[SHEET].iter_rows()]
    heads = next((row for row in rows if "任务编号" in row), [])
    for name in ("任务编号", "条款编号", "承接"):
        if name not in heads:
            raise UnreadableInput(found("WJ196", Place(path, label=SHEET), name=name))
    duty, clause, answer = (heads.index(name) for name in ("任务编号", "条款编号", "承接"))
    return tuple(dict.fromkeys(_accepted(rows, duty, clause, answer)))


def _accepted(rows: Iterable[Sequence[str]], duty: int, clause: int, answer: int) -> Iterable[tuple[str, str]]:
    for row in rows:
        if row[answer] == YES and row[clause]:
            yield row[clause].partition("@")[0], row[duty]
