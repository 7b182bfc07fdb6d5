"""督办台账.xlsx, the twin of a ledger: out, through the hands of an office, and back without loss.

Three sheets: the items, what each unit answered on each, and the returned rows that could not be taken (未归入). An
item is told by its 编号, an answer by 编号 and 责任单位; rows may be sorted and columns moved.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from wenjian.errors import UnreadableInput
from wenjian.loading.bind import bind
from wenjian.loading.dump import dump, plain
from wenjian.loading.duty_columns import Column
from wenjian.loading.sheets import (
    FONT,
    NO_BORDER,
    TOP_LEFT,
    cell_text,
    check_rows,
    day_text,
    fit_rows,
    iso_day_text,
    keep,
    kept,
    offer,
    place_of,
    protect,
    put,
    put_head,
    read_book,
    rule_when_filled,
    set_page,
    write_book,
)
from wenjian.loading.twins import FILE_ENTRY, KEPT_SHEET, find_head, kept_records, lay, shown
from wenjian.loading.yaml import KeyPath, Loaded
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place, pad
from wenjian.model.ledger import Ledger, LedgerItem
from wenjian.model.vocabulary import Alert, FeedbackState, LedgerState
from wenjian.text.dates import parse_date

LEDGER_SHEET = "督办台账"
ENTRY_SHEET = "各单位落实情况"
UNPLACED_SHEET = "未归入"
_ASKED_SHEET = "应报"
"""The hidden sheet that names each (编号, 责任单位) which was asked, so that a deleted row is noticed."""
_UNPLACED_KEPT = "未归入原文"

ITEM_COLUMNS = (
    Column("编号（勿改）", "编号", 6),
    Column("任务事项", "任务事项", 36),
    Column("来源（文号·条款）", "来源", 18),
    Column("交办日期", "交办日期", 11),
    Column("责任领导", "责任领导", 14),
    Column("牵头股室", "牵头股室", 11),
    Column("配合单位", "配合单位", 13),
    Column("承办人及电话", "承办人及电话", 13),
    Column("完成时限", "完成时限", 13),
    Column("进展（更新日期）", "进展", 32),
    Column("状态", "状态", 10),
    Column("预警", "预警", 12),
    Column("存在问题", "存在问题", 18),
    Column("销号申请日期", "销号申请日期", 11),
    Column("佐证材料", "佐证材料", 14),
    Column("核验人", "核验人", 8),
    Column("销号日期", "销号日期", 11),
)
DUE_HEAD = "时限日期（排序用）"
"""The hidden column of real dates by which the items are sorted."""

ENTRY_COLUMNS = (
    Column("编号（勿改）", "编号", 6),
    Column("任务事项", "任务事项", 30),
    Column("责任单位（勿改）", "责任单位", 15),
    Column("完成时限", "完成时限", 13),
    Column("落实情况", "落实情况", 40),
    Column("完成情况", "完成情况", 10),
    Column("预警", "预警", 12),
    Column("未完成原因", "未完成原因", 18),
    Column("需协调事项", "需协调事项", 18),
    Column("填报人", "填报人", 9),
    Column("审核人", "审核人", 9),
    Column("填报日期", "填报日期", 12),
    Column("来源文件", "来源文件", 16),
)
MARK_COLUMN = Column("填写标识（勿改）", "程序填写", 60)
"""Hidden; as wide as its text, so that no row is made higher for it."""
EARLIER_COLUMN = Column("先前报的", "先前报的", 40)
"""Only in a workbook with an answer that has one."""
UNPLACED_COLUMNS = (
    Column("文件", "文件", 20),
    Column("行", "行", 12),
    Column("单位", "单位", 14),
    Column("编号", "编号", 8),
    Column("内容", "内容", 50),
    Column("问题", "问题", 34),
    Column("处理", "处理", 20),
)

SPARE_ROWS = 20
_DAYS = dict.fromkeys(("交办日期", "销号申请日期", "销号日期", "填报日期"), day_text) | {"完成时限": iso_day_text}
_COLOURS = {Alert.GREEN: "C6EFCE", Alert.YELLOW: "FFEB9C", Alert.RED: "FFC7CE"}
_HEAD_ROW = 3
_A3 = 8


def write_ledger_xlsx(ledger: Ledger, summary: str = "") -> bytes:
    """督办台账.xlsx on A3 pages in landscape; `summary` is printed under the title. Raises OutputError (WJ985): with so
    many rows it could not be read back.
    """
    check_rows(LEDGER_SHEET, _HEAD_ROW + len(ledger.items) + SPARE_ROWS)
    check_rows(ENTRY_SHEET, _HEAD_ROW + len(ledger.entries))
    check_rows(UNPLACED_SHEET, _HEAD_ROW + len(ledger.unplaced))
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = LEDGER_SHEET
    records = [plain(item) for item in ledger.items]
    rows = [{"状态": LedgerState.NOT_STARTED.chinese, **record} for record in records]
    _table(book, sheet, ITEM_COLUMNS, rows, locked=("编号",), summary=summary, spare=SPARE_ROWS)
    _add_due(sheet, ledger.items)
    entries = book.create_sheet(ENTRY_SHEET)
    tasks = {item.id: item.task for item in ledger.items}
    deadlines = {item.id: item.deadline for item in ledger.items}
    answers = [
        {"完成时限": deadlines.get(entry.item, ""), **plain(entry), "任务事项": tasks.get(entry.item, "")}
        for entry in ledger.entries
    ]
    locked = ("编号", "任务事项", "责任单位", "预警", MARK_COLUMN.key)
    earlier = (EARLIER_COLUMN,) if any(entry.earlier for entry in ledger.entries) else ()
    _table(book, entries, (*ENTRY_COLUMNS, MARK_COLUMN, *earlier), answers, locked=locked)
    entries.column_dimensions[get_column_letter(len(ENTRY_COLUMNS) + 1)].hidden = True
    if ledger.unplaced:
        unplaced = book.create_sheet(UNPLACED_SHEET)
        _table(book, unplaced, UNPLACED_COLUMNS, [plain(row) for row in ledger.unplaced])
        keep(book, _UNPLACED_KEPT, [(str(at), dump(row)) for at, row in enumerate(ledger.unplaced, 1)])
    head = ledger.model_copy(update={"items": (), "entries": (), "unplaced": ()})
    keep(book, KEPT_SHEET, [(FILE_ENTRY, dump(head)), *((item.id, dump(item)) for item in ledger.items)])
    keep(book, _ASKED_SHEET, [(f"{entry.item}|{entry.unit}", entry.unit) for entry in ledger.entries])
    return write_book(book)


def _table(
    book: Workbook,
    sheet: Worksheet,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, Any]],
    *,
    locked: Sequence[str] = (),
    summary: str = "",
    spare: int = 0,
) -> None:
    """Title, summary, heads and rows of one sheet."""
    letters = {column.key: get_column_letter(at) for at, column in enumerate(columns, 1)}
    for at, text in enumerate((sheet.title, summary), 1):
        cell = put(sheet, at, 1, text, locked=True)
        cell.border, cell.alignment = NO_BORDER, TOP_LEFT
        cell.font = Font(name=FONT, size=16 if at == 1 else 11, bold=at == 1)
    put_head(sheet, _HEAD_ROW, [column.head for column in columns])
    first = _HEAD_ROW + 1
    for number, row in enumerate(rows, first):
        for at, column in enumerate(columns, 1):
            put(sheet, number, at, shown(column.key, row.get(column.key)), locked=column.key in locked)
    last = max(_HEAD_ROW + len(rows), first)
    room = last + spare
    for number in range(last + 1, room + 1):
        for at in range(1, len(columns) + 1):
            put(sheet, number, at, "").border = NO_BORDER
    if spare:
        rule_when_filled(sheet, f"A{last + 1}:{get_column_letter(len(columns))}{room}")
    for key, words in (("状态", LedgerState), ("完成情况", FeedbackState)):
        if key in letters:
            offer(book, sheet, f"{letters[key]}{first}:{letters[key]}{room}", [word.chinese for word in words])
    if "预警" in letters:
        _colour(sheet, f"{letters['预警']}{first}", f"{letters['预警']}{room}")
    set_page(sheet, [column.width for column in columns], landscape=True)
    sheet.page_setup.paperSize = _A3
    sheet.freeze_panes = f"C{first}"
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.auto_filter.ref = f"A{_HEAD_ROW}:{get_column_letter(len(columns))}{last}"
    fit_rows(sheet)
    sheet.row_dimensions[1].height = 24
    for at in (1, 2):
        sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=len(columns))
    across = sum(column.width for column in columns)
    sheet.row_dimensions[2].height = 3 + 15 * ceil(len(pad(summary)) * 1.2 / across)
    protect(sheet)


def _colour(sheet: Worksheet, first: str, last: str) -> None:
    """Fill the cells of 预警 by the word that they begin with: colour only repeats it, also where people wrote it."""
    make: Any = FormulaRule
    for alert, colour in _COLOURS.items():
        fill = PatternFill("solid", bgColor=colour)
        rule = make(formula=[f'LEFT(${first},1)="{alert.chinese}"'], fill=fill)
        sheet.conditional_formatting.add(f"{first}:{last}", rule)


def _add_due(sheet: Worksheet, items: Sequence[LedgerItem]) -> None:
    at = len(ITEM_COLUMNS) + 1
    put_head_at = put(sheet, _HEAD_ROW, at, DUE_HEAD, locked=True)
    put_head_at.font = Font(name=FONT, size=10, bold=True)
    for number, item in enumerate(items, _HEAD_ROW + 1):
        cell: Any = put(sheet, number, at, "", locked=True)
        if (day := parse_date(item.due)) is not None:
            cell.value = day
            cell.number_format = "yyyy-mm-dd"
    letter = get_column_letter(at)
    sheet.column_dimensions[letter].hidden = True
    sheet.auto_filter.ref = f"A{_HEAD_ROW}:{letter}{max(_HEAD_ROW + len(items), _HEAD_ROW + 1)}"


def read_ledger_xlsx(data: bytes, path: str) -> tuple[Ledger, tuple[Finding, ...]]:
    """The ledger of a 督办台账.xlsx: visible cells over the hidden records.

    A row without 编号 is an item that people added; an item or a unit's row that is gone is kept and reported (WJ901,
    WJ902). Raises UnreadableInput with every cell that cannot be.
    """
    book = read_book(data, path)
    if LEDGER_SHEET not in book.sheetnames:
        raise UnreadableInput(found("WJ186", Place(path), name=LEDGER_SHEET))
    hidden = kept_records(book, path)
    findings: list[Finding] = []
    places: dict[KeyPath, Place] = {(): Place(path)}
    items = _items(book[LEDGER_SHEET], hidden, path, findings, places)
    deadlines = {
        item["编号"]: {str(one.get("完成时限", "")) for one in (item, hidden.get(item["编号"], {}))} for item in items
    }
    entries = _entries(book, deadlines, path, findings, places)
    record = {**hidden.get(FILE_ENTRY, {}), "事项": items, "单位反馈": entries, "未归入": _unplaced(book, path)}
    ledger = bind(Ledger, Loaded(record, places, tuple(findings), path=path))
    return ledger, tuple(findings)


def _rows(
    sheet: Worksheet, columns: Sequence[Column], path: str, findings: list[Finding], *, more: Sequence[Column] = ()
) -> Iterator[dict[str, Any]]:
    """The cells of each filled row by the key of their column; a column that is gone is found (WJ187), but one of
    `more`.
    """
    names = {column.name: column.key for column in (*columns, *more)}
    head, at_of = find_head(sheet, names, columns[0].head, path)
    place = Place(path, label=sheet.title)
    findings += [found("WJ187", place, name=column.head) for column in columns if column.key not in at_of]
    for row in sheet.iter_rows(min_row=head + 1):
        cells = {key: row[at] for key, at in at_of.items() if at < len(row)}
        if any(cell_text(cell) for cell in cells.values()):
            yield cells


_CLOSES_TABLE = re.compile(
    r"^\s*(?:填表|制表|审核|填报|报送|复核|负责)(?:单位|人)|^\s*(?:注|备注|说明|合计|总计)\s*[：:]?"
)
"""What stands in a row under the table that is no task."""


def _items(
    sheet: Worksheet,
    hidden: Mapping[str, Mapping[str, Any]],
    path: str,
    findings: list[Finding],
    places: dict[KeyPath, Place],
) -> list[dict[str, Any]]:
    known = {number: record for number, record in hidden.items() if number != FILE_ENTRY}
    numbered: dict[str, dict[str, Any]] = {}
    fresh: list[dict[str, Any]] = []
    for cells in _rows(sheet, ITEM_COLUMNS, path, findings):
        number = item_number(cell_text(cells["编号"]))
        place = place_of(path, cells["编号"])
        if not number:
            if not _CLOSES_TABLE.match("".join(cell_text(cell) for cell in cells.values())):
                fresh.append(cells)
        elif number in numbered:
            findings.append(found("WJ188", place, name=number))
        elif known and number not in known:
            findings.append(found("WJ189", place, name=number))
        else:
            numbered[number] = cells
    highest = max((int(number) for number in (*known, *numbered) if number.isdecimal()), default=0)
    order = [*(known or numbered), *(number for number in numbered if known and number not in known)]
    result: list[dict[str, Any]] = []
    for number in order:
        if number not in numbered:
            findings.append(found("WJ901", Place(path, label=LEDGER_SHEET), name=number))
        result.append(_laid(known.get(number, {"编号": number}), numbered.get(number, {}), len(result), path, places))
    for at, cells in enumerate(fresh, highest + 1):
        findings.append(found("WJ193", place_of(path, cells["编号"]), name=f"{at:03}"))
        result.append(_laid({"编号": f"{at:03}"}, cells, len(result), path, places))
    return result


def _laid(
    record: Mapping[str, Any], cells: Mapping[str, Any], at: int, path: str, places: dict[KeyPath, Place]
) -> dict[str, Any]:
    data = dict(record)
    for key, cell in cells.items():
        places["事项", at, key] = place_of(path, cell)
        if key != "编号":
            lay(data, key, cell_text(cell), _DAYS.get(key))
    if "状态" not in data and isinstance(written := data.get("程序填写"), dict):  # emptied: the program's again
        data["程序填写"] = {key: text for key, text in written.items() if key != "状态"}
    return data


def item_number(text: str) -> str:
    """The 编号 that a cell means: a spreadsheet makes 3 of 003."""
    words = text.strip()
    return f"{int(words):03}" if re.fullmatch("[0-9]{1,3}", words) else words


def _entries(
    book: Workbook,
    deadlines: Mapping[str, Collection[str]],
    path: str,
    findings: list[Finding],
    places: dict[KeyPath, Place],
) -> list[dict[str, Any]]:
    """The answers; `deadlines` are what each item bears now and bore when the workbook was written."""
    result: dict[tuple[str, str], dict[str, Any]] = {}
    if ENTRY_SHEET in book.sheetnames:
        columns = (*ENTRY_COLUMNS, MARK_COLUMN)
        for cells in _rows(book[ENTRY_SHEET], columns, path, findings, more=(EARLIER_COLUMN,)):
            texts = {key: cell_text(cell) for key, cell in cells.items()}
            pair = item_number(texts["编号"]), texts.get("责任单位", "")
            if pair in result:
                findings.append(found("WJ188", place_of(path, cells["编号"]), name=f"{pair[0]} {pair[1]}"))
                continue
            for key, cell in cells.items():
                places["单位反馈", len(result), key] = place_of(path, cell)
            texts["编号"] = pair[0]
            kept_texts = {key: _DAYS[key](text) if key in _DAYS else text for key, text in texts.items() if text}
            if kept_texts.get("完成时限") in deadlines.get(pair[0], ()):
                kept_texts.pop("完成时限", None)  # an entry has a deadline of its own only where it differs
            result[pair] = {key: text for key, text in kept_texts.items() if key != "任务事项"}
    for key, unit in kept(book, _ASKED_SHEET).items():
        item = key.removesuffix(f"|{unit}")
        if (item, unit) not in result:
            findings.append(found("WJ902", Place(path, label=ENTRY_SHEET), name=item, unit=unit))
            result[item, unit] = {"编号": item, "责任单位": unit}
    return list(result.values())


def _unplaced(book: Workbook, path: str) -> list[dict[str, Any]]:
    """The rows of 未归入 in full, with what a person noted in 处理; a row that people deleted is settled."""
    if UNPLACED_SHEET not in book.sheetnames:
        return []
    hidden = kept_records(book, path, _UNPLACED_KEPT)
    by_shown: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for record in hidden.values():
        by_shown.setdefault(_identity(record), []).append(dict(record))
    result: list[dict[str, Any]] = []
    for cells in _rows(book[UNPLACED_SHEET], UNPLACED_COLUMNS, path, []):
        texts = {key: cell_text(cell) for key, cell in cells.items()}
        same = by_shown.get(_identity(texts), [])
        data = same.pop(0) if same else {}
        for key, text in texts.items():
            lay(data, key, text)
        result.append({"文件": "", **data})
    return result


def _identity(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple("".join(str(row.get(key) or "").split()) for key in ("文件", "行", "问题"))
