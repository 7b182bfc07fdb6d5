"""地区名册 written: the sheet to be filled in, or one that holds given places and reads back as the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from wenjian.loading.dump import plain
from wenjian.loading.roster_columns import (
    ABSENT,
    COLUMNS,
    FACT,
    FACT_NOTE,
    GRADING,
    GRADING_NOTE,
    GRADINGS,
    INSTITUTION,
    INSTITUTION_NOTE,
    INSTITUTIONS,
    INTRODUCTION,
    ITEMS,
    MAIN,
    PARTS,
    PRESENT,
    Column,
    part_columns,
    part_notes,
)
from wenjian.loading.sheets import (
    FONT,
    HEAD_FILL,
    MUST_FILL,
    fit_rows,
    offer,
    put,
    put_head,
    rule_when_filled,
    set_page,
    write_book,
)
from wenjian.model.locality import Institution, Locality

SHEET_OF_NOTES = "填写说明"
SPARE_ROWS = 3000
"""Rows that carry drop-downs, beyond those that are filled."""
WIDEST = 8
"""Columns that one page holds; a wider sheet is printed on pages side by side, each with the names of the places."""
_HEAD_ROW = 2
_NOTE = Font(name=FONT, size=9, italic=True, color="606060")
_PART_WIDTHS: Mapping[str, float] = {MAIN: 14, "职责": 40, "对应上级部门": 40, "适用文种": 24, "分管股室": 30}


def write_roster_xlsx(localities: Sequence[Locality] = ()) -> bytes:
    """地区名册.xlsx with these places, for more to be added."""
    book = Workbook()
    main: Worksheet = book.worksheets[0]
    main.title = MAIN
    columns = (*COLUMNS, *_more_columns(localities))
    _head(main, {column.head: column.note for column in columns})
    for at, column in enumerate(columns, 1):
        main.column_dimensions[get_column_letter(at)].width = column.width
        letter = get_column_letter(at)
        last = _HEAD_ROW + len(localities) + SPARE_ROWS
        offer(book, main, f"{letter}{_HEAD_ROW + 1}:{letter}{last}", column.choices, strict=column.strict)
    parts: dict[str, list[tuple[str, ...]]] = {sheet: [] for sheet in PARTS}
    for row, locality in enumerate(localities, _HEAD_ROW + 1):
        cells, more = _row(locality)
        for at, column in enumerate(columns, 1):
            put(main, row, at, cells.get(column.head, ""))
        for sheet, rows in more.items():
            parts[sheet] += rows
    _finish(main, len(columns), _HEAD_ROW + len(localities), frozen="B3")
    for sheet, rows in parts.items():
        _part(book, sheet, rows)
    _notes(book.create_sheet(SHEET_OF_NOTES))
    book.move_sheet("选项", len(book.sheetnames))
    return write_book(book)


def _more_columns(localities: Sequence[Locality]) -> list[Column]:
    """The columns for single institutions, gradings and parameters: those of every new roster, and what places have."""
    kinds = dict.fromkeys((*INSTITUTIONS, *(kind for one in localities for kind in _countable(one))))
    gradings = dict.fromkeys((*GRADINGS, *(name for one in localities for name in one.gradings)))
    facts = dict.fromkeys(name for one in localities for name in one.facts)
    return [
        *(Column(f"{INSTITUTION}{kind}", 11, INSTITUTION_NOTE, choices=(PRESENT, ABSENT)) for kind in kinds),
        *(Column(f"{GRADING}{name}", 11, GRADING_NOTE, choices=GRADINGS.get(name, ())) for name in gradings),
        *(Column(f"{FACT}{name}", 16, FACT_NOTE) for name in facts),
    ]


def _countable(locality: Locality) -> dict[str, Institution]:
    """The institutions that one cell each can say, by type: in the same order whether they are said so or in rows."""
    by_type = {one.type: one for one in locality.institutions}
    plain_ones = all(not one.name and (not one.count or one.count.isdigit()) for one in locality.institutions)
    known = [kind for kind in INSTITUTIONS if kind in by_type]
    in_order = [*known, *(kind for kind in by_type if kind not in known)] == list(by_type)
    return by_type if plain_ones and in_order and len(by_type) == len(locality.institutions) else {}


def _row(locality: Locality) -> tuple[dict[str, str], dict[str, list[tuple[str, ...]]]]:
    """Head → text of the place's row, and its rows on the other sheets."""
    data = plain(locality)
    cells = {
        column.head: _text(data.get(column.head), column.splits or ITEMS)
        for column in COLUMNS
        if not column.inside and column.head not in PARTS
    }
    cells["类别"] = locality.kind
    letterheads = data.get("版头", [])
    simple = bool(letterheads) and {"名称", "代字"} <= letterheads[0].keys() <= {
        one.key for one in COLUMNS if one.inside
    }
    if simple:
        cells |= {column.head: _text(letterheads[0].get(column.key)) for column in COLUMNS if column.inside}
    cells["乡镇"], cells["乡镇机构"] = "", ""
    townships = data.get("乡镇", [])
    if (ending := _common_ending(townships)) is not None:
        cells["乡镇"], cells["乡镇机构"] = "、".join(one["名称"] for one in townships), ending
        townships = []
    kinds = _countable(locality)
    for kind, one in kinds.items():
        cells[f"{INSTITUTION}{kind}"] = PRESENT if not one.count else ABSENT if one.count == "0" else one.count
    cells |= {f"{GRADING}{name}": text for name, text in locality.gradings.items()}
    cells |= {f"{FACT}{name}": text for name, text in locality.facts.items()}
    lists: dict[str, list[Any]] = {sheet: data.get(sheet, []) for sheet in PARTS}
    lists |= {"乡镇": townships, "版头": letterheads[1:] if simple else letterheads}
    lists["服务机构"] = [] if kinds else lists["服务机构"]
    nearest = next(iter(locality.superiors), "")
    name = locality.name if locality.name.startswith(nearest) else nearest + locality.name
    return cells, {
        sheet: [(name, *(_text(entry.get(head)) for head in part_columns(sheet)[1:])) for entry in entries]
        for sheet, entries in lists.items()
    }


def _text(value: Any, joint: str = ITEMS) -> str:
    return joint.join(value) if isinstance(value, list) else str(value or "")


def _common_ending(townships: Sequence[Mapping[str, str]]) -> str | None:
    """What follows the name in the 民政工作机构 of every township; None where they are not made alike."""
    offices = [(one["名称"], one.get("民政工作机构", "")) for one in townships]
    endings = {office.removeprefix(name) if office.startswith(name) else None for name, office in offices if office}
    if any(not office for _, office in offices):
        return None if endings else ""
    return endings.pop() if len(endings) == 1 else None if endings else ""


def _part(book: Workbook, name: str, rows: Sequence[Sequence[str]]) -> None:
    sheet = book.create_sheet(name)
    heads = part_columns(name)
    _head(sheet, part_notes(name))
    for row, texts in enumerate(rows, _HEAD_ROW + 1):
        for at, text in enumerate(texts, 1):
            put(sheet, row, at, text)
    for at, head in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(at)].width = _PART_WIDTHS.get(head, 22)
    if "虚构" in heads:
        letter = get_column_letter(heads.index("虚构") + 1)
        offer(book, sheet, f"{letter}{_HEAD_ROW + 1}:{letter}{_HEAD_ROW + len(rows) + SPARE_ROWS}", ("是", "否"))
    _finish(sheet, len(heads), _HEAD_ROW + len(rows), frozen="B3")


def _head(sheet: Worksheet, notes: Mapping[str, str]) -> None:
    """What is to be written in each column, and under it the heads."""
    for at, note in enumerate(notes.values(), 1):
        put(sheet, 1, at, note).font = _NOTE
    put_head(sheet, _HEAD_ROW, list(notes))
    for at, (head, note) in enumerate(notes.items(), 1):
        must = note.startswith("必填") or head == MAIN
        sheet.cell(_HEAD_ROW, at).fill = MUST_FILL if must else HEAD_FILL


def _finish(sheet: Worksheet, columns: int, last: int, *, frozen: str) -> None:
    widths = [sheet.column_dimensions[get_column_letter(at)].width for at in range(1, columns + 1)]
    set_page(sheet, widths, landscape=True)
    rule_when_filled(sheet, f"A{last + 1}:{get_column_letter(columns)}{last + SPARE_ROWS}")
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=columns <= WIDEST)
    sheet.print_title_cols = "A:A"
    fit_rows(sheet)
    sheet.freeze_panes = frozen
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"


def _notes(sheet: Worksheet) -> None:
    set_page(sheet, [100], landscape=False)
    for row, text in enumerate(INTRODUCTION, 1):
        put(sheet, row, 1, f"{row}. {text}")
        sheet.row_dimensions[row].height = 42
