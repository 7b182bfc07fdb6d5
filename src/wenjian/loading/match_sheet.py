"""匹配.xlsx: the clauses proposed for each duty, and a column in which a person accepts them."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from wenjian.errors import UnreadableInput
from wenjian.loading.sheets import MUST_FILL, cell_text, fit_rows, offer, put, put_head, read_book, set_page, write_book
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.text.normal import fold

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
_YES = frozenset({YES, "对", "是的", "承接", "采用", "选", "选定", "√", "✓", "✔", "☑", "Y", "YES"})
_NO = frozenset({"", NO, "不是", "不", "不对", "不选", "不承接", "无", "×", "✗", "✘", "/", "N", "NO"})
"""What people write for 是 and 否."""


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


def read_accepted(data: bytes, path: str) -> tuple[tuple[tuple[str, str], ...], tuple[Finding, ...]]:
    """(编号 of the clause, reference of the duty) of every row with 是, each once; and WJ534 for each answer that says
    neither yes nor no. Raises UnreadableInput: no table of ours (WJ186), a head gone (WJ196).
    """
    book = read_book(data, path)
    if SHEET not in book.sheetnames:
        raise UnreadableInput(found("WJ186", Place(path), name=SHEET))
    rows = [[cell_text(cell).strip() for cell in row] for row in book[SHEET].iter_rows()]
    at = next((number for number, row in enumerate(rows) if "任务编号" in row), len(rows))
    heads = rows[at] if at < len(rows) else []
    for name in ("任务编号", "条款编号", "承接"):
        if name not in heads:
            raise UnreadableInput(found("WJ196", Place(path, label=SHEET), name=name))
    duty, clause, answer = (heads.index(name) for name in ("任务编号", "条款编号", "承接"))
    accepted: list[tuple[str, str]] = []
    findings: list[Finding] = []
    for number, row in enumerate(rows[at + 1 :], at + 2):
        said = fold(row[answer]).upper()
        if said in _YES and row[clause]:
            accepted.append((row[clause].partition("@")[0], row[duty]))
        elif said not in _YES | _NO:
            place = Place(path, label=f"{SHEET}!{get_column_letter(answer + 1)}{number}")
            findings.append(found("WJ534", place, value=row[answer]))
    return tuple(dict.fromkeys(accepted)), tuple(findings)
