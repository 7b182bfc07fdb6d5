"""任务清单.xlsx, the xlsx twin of a duty list: out and back without loss."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from wenjian.errors import UnreadableInput
from wenjian.loading.bind import bind
from wenjian.loading.dump import dump, plain
from wenjian.loading.duties import check_duties, duty_id, kept_word
from wenjian.loading.duty_columns import (
    COLUMNS,
    COMPUTED,
    OTHER_HEADS,
    STACK_COLUMNS,
    Column,
    columns_of,
    computed_cells,
)
from wenjian.loading.shape import fields_of
from wenjian.loading.sheets import (
    HEAD_FILL,
    MUST_FILL,
    NO_BORDER,
    OPTION_SHEET,
    cell_safe,
    cell_text,
    day_text,
    fit_rows,
    iso_day_text,
    keep,
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
from wenjian.loading.twins import (
    FILE_ENTRY,
    KEPT_SHEET,
    bare_label,
    find_head,
    kept_records,
    lay,
    shown,
    split_items,
    split_lines,
)
from wenjian.loading.yaml import KeyPath, Loaded
from wenjian.model.catalogue import found
from wenjian.model.directive import Deliverable, Directive, Duty, DutySource, SourcePaper
from wenjian.model.finding import Finding, Place
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Competence, Level
from wenjian.text.normal import letters
from wenjian.text.superiors import paper_names, titled

DUTY_SHEET = "任务清单"
COVER_SHEET = "上级文件"
SPARE_ROWS = 20
LONGEST_EXCERPT = 80


_Cells = dict[str, Any]
"""The cells of a row by the key of their column."""


OWN_WIDTH = 14.0
"""Width of a column that people added."""


@dataclass(frozen=True, slots=True)
class Handmade:
    """What people put into a list beside its entries: columns of their own (head, 任务编号 → text), and in words what
    is not carried over: comments, colours, sheets.
    """

    columns: tuple[tuple[str, Mapping[str, str]], ...] = ()
    lost: str = ""


NOTHING_HANDMADE = Handmade()


def write_directive_xlsx(
    directive: Directive, locality: Locality | None = None, handmade: Handmade = NOTHING_HANDMADE
) -> bytes:
    """任务清单.xlsx of a directive, people's own columns behind ours; with a locality its offices are offered for
    牵头股室.
    """
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = DUTY_SHEET
    columns = columns_of(directive)
    names = paper_names(directive.papers)
    put_head(sheet, 1, [*(column.head for column in columns), *(head for head, _ in handmade.columns)])
    for row, duty in enumerate(directive.duties, 2):
        record, computed = plain(duty), computed_cells(duty, names)
        for at, column in enumerate(columns, 1):
            fixed = column in STACK_COLUMNS
            text = computed[column.key] if fixed else shown(column.key, record.get(column.key))
            put(sheet, row, at, text, locked=fixed or column.key == "编号")
        for at, (_, texts) in enumerate(handmade.columns, len(columns) + 1):
            put(sheet, row, at, texts.get(duty.id, ""))
    last = max(len(directive.duties) + 1, 2)
    widths = [*(column.width for column in columns), *(OWN_WIDTH for _ in handmade.columns)]
    set_page(sheet, widths, landscape=True)
    sheet.freeze_panes = "D2"
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{last}"
    room = last + SPARE_ROWS
    for row in range(last + 1, room + 1):
        for at in range(1, len(widths) + 1):
            put(sheet, row, at, "").border = NO_BORDER
    rule_when_filled(sheet, f"A{last + 1}:{get_column_letter(len(widths))}{room}")
    for key, words, strict in (
        ("是否任务", ["是", "否"], False),
        ("归口", [word.chinese for word in Competence], True),
        ("牵头股室", [office.name for office in locality.offices] if locality else [], False),
    ):
        if words:
            offer(book, sheet, _column_range(columns, key, room), words, strict=strict)
    fit_rows(sheet)
    protect(sheet)
    _write_cover(book, directive)
    head = directive.model_copy(update={"duties": ()})
    keep(book, KEPT_SHEET, [(FILE_ENTRY, dump(head)), *((duty.id, dump(duty)) for duty in directive.duties)])
    return write_book(book)


def _column_range(columns: Sequence[Column], key: str, last: int) -> str:
    letter = get_column_letter(next(at for at, column in enumerate(columns, 1) if column.key == key))
    return f"{letter}2:{letter}{last}"


COVER_KEYS = tuple(key for key in fields_of(Directive) if key not in {"任务", "依据文件"})


def _write_cover(book: Workbook, directive: Directive) -> None:
    sheet = book.create_sheet(COVER_SHEET)
    values = plain(directive)
    for row, key in enumerate(COVER_KEYS, 1):
        put(sheet, row, 1, key, locked=True, fill=HEAD_FILL)
        put(sheet, row, 2, shown(key, values.get(key)), fill=MUST_FILL if key == "标题" else None)
    if directive.papers:
        names = paper_names(directive.papers)
        lines = [f"{names[paper.name]}：{titled(paper)}" for paper in directive.papers]
        put(sheet, len(COVER_KEYS) + 1, 1, "依据文件", locked=True, fill=HEAD_FILL)
        put(sheet, len(COVER_KEYS) + 1, 2, "\n".join(lines), locked=True)
    set_page(sheet, [16, 70], landscape=False)
    fit_rows(sheet)
    protect(sheet)


def read_directive_xlsx(data: bytes, path: str) -> tuple[Directive, tuple[Finding, ...]]:
    """The directive of a 任务清单.xlsx: visible cells over the hidden record, paired by 任务编号 in any order.

    A row without number is a duty added by hand; a duty whose row is gone is kept and reported; 上级原文 and 条款 of an
    imported duty cannot be changed here: they are put back and reported (WJ185). Raises UnreadableInput.
    """
    book = read_book(data, path)
    if DUTY_SHEET not in book.sheetnames:
        raise UnreadableInput(found("WJ186", Place(path), name=DUTY_SHEET))
    hidden = kept_records(book, path)
    names = _paper_names(hidden.get(FILE_ENTRY, {}), path)
    sheet = book[DUTY_SHEET]
    head_row, columns, own = _heads(sheet, path, stacked=bool(names))
    findings = [
        found("WJ187", Place(path, label=DUTY_SHEET), name=column.head)
        for column in COLUMNS
        if column.key not in columns
    ]
    if own:
        named = "、".join(f"“{head}”" for head in own.values())
        findings.append(found("WJ179", Place(path, label=DUTY_SHEET), names=named))
    cells_of_rows = (
        {key: row[at] for key, at in columns.items() if at < len(row)} for row in sheet.iter_rows(min_row=head_row + 1)
    )
    rows, fresh = _paired(cells_of_rows, hidden, path, findings)
    overlay = _Overlay(path, names)
    for number in hidden:
        if number == FILE_ENTRY:
            continue
        if number in rows:
            overlay.duty(*rows[number])
        else:
            findings.append(found("WJ192", Place(path, label=DUTY_SHEET), name=number))
            overlay.duty(hidden[number], {})
    for number, (record, cells) in rows.items():
        if number not in hidden:
            overlay.duty(record, cells)
    highest = max((int(name[1:]) for name in (*hidden, *rows) if re.fullmatch(r"D\d+", name)), default=0)
    for at, cells in enumerate(fresh, highest + 1):
        findings.append(found("WJ193", place_of(path, cells["编号"]), name=f"D{at:03d}"))
        overlay.duty({"编号": f"D{at:03d}", "人工增加": "是"}, cells)
    head, places = _read_cover(book, hidden.get(FILE_ENTRY, {}), path)
    loaded = Loaded(
        {**head, "任务": overlay.duties}, {(): Place(path), **places, **overlay.places}, tuple(findings), path=path
    )
    directive = bind(Directive, loaded)
    findings.extend(overlay.findings)
    findings.extend(check_duties(directive, lambda at, key: loaded.place(("任务", at, key))))
    if any(finding.level is Level.ERROR for finding in findings):
        raise UnreadableInput(*findings)
    return directive, tuple(findings)


def _heads(sheet: Worksheet, path: str, *, stacked: bool) -> tuple[int, dict[str, int], dict[int, str]]:
    """The row of the heads, key → 0-based column by our heads, else by other names, and column → head of people's own.
    Raises UnreadableInput (WJ196).
    """
    known = (*COLUMNS, *STACK_COLUMNS) if stacked else COLUMNS
    head_row, columns = find_head(sheet, {column.name: column.key for column in known}, COLUMNS[0].head, path)
    texts = {at: cell_text(cell) for at, cell in enumerate(sheet[head_row])}
    for key, names in OTHER_HEADS.items():
        free = (at for at, text in texts.items() if at not in columns.values() and names.fullmatch(_joined(text)))
        if key not in columns and (at := next(free, None)) is not None:
            columns[key] = at
    own = {at: text for at, text in texts.items() if text and at not in columns.values()}
    return head_row, columns, own


def _joined(head: str) -> str:
    """The head as one word: «责任处（科）室» is 责任处室."""
    return letters(re.sub(r"[（(][股科处]室?[）)]", "", head))


def read_handmade(data: bytes, path: str, directive: Directive) -> Handmade:
    """What people added to the list at `path`, which was read as `directive`. Raises UnreadableInput."""
    book = read_book(data, path)
    sheet = book[DUTY_SHEET]
    head_row, columns, own = _heads(sheet, path, stacked=bool(directive.papers))
    by_words = {"".join(duty.text.split()): duty.id for duty in directive.duties}
    rows: list[tuple[str, Sequence[Any]]] = []
    for row in sheet.iter_rows(min_row=head_row + 1):
        number = duty_id(cell_text(row[columns["编号"]]))
        rows.append((number or by_words.get("".join(cell_text(row[columns["原文"]]).split()), ""), row))
    texts = [
        (head, {number: text for number, row in rows if number and (text := cell_text(row[at]))})
        for at, head in own.items()
    ]
    return Handmade(tuple(texts), _lost(book, head_row))


MOST_CELLS = 5
"""Cells that are named where many have a comment or a colour."""
_WHITE = ("FFFFFFFF", "00FFFFFF", "00000000")


def _lost(book: Workbook, head_row: int) -> str:
    """«批注1处（任务清单 C3）、底色2处（任务清单 F2、F5）、工作表“统计”»."""
    kinds: dict[str, list[str]] = {"批注": [], "底色": []}
    for sheet in (book[name] for name in (DUTY_SHEET, COVER_SHEET) if name in book.sheetnames):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            below_head = sheet.title == DUTY_SHEET and (cell.row or 0) > head_row
            if cell.comment is not None:
                kinds["批注"].append(f"{sheet.title} {cell.coordinate}")
            if below_head and cell.fill.patternType == "solid" and cell.fill.fgColor.rgb not in _WHITE:
                kinds["底色"].append(f"{sheet.title} {cell.coordinate}")
    told = [
        f"{kind}{len(cells)}处（{'、'.join(cells[:MOST_CELLS])}{'等' if len(cells) > MOST_CELLS else ''}）"
        for kind, cells in kinds.items()
        if cells
    ]
    others = [name for name in book.sheetnames if name not in {DUTY_SHEET, COVER_SHEET, OPTION_SHEET, KEPT_SHEET}]
    return "、".join([*told, *(f"工作表“{name}”" for name in others)])


def _paper_names(record: Mapping[str, Any], path: str) -> dict[str, str]:
    papers = record.get("依据文件") or []
    return paper_names([bind(SourcePaper, Loaded(paper, {(): Place(path)}, path=path)) for paper in papers])


def _paired(
    cells_of_rows: Iterable[_Cells], hidden: Mapping[str, Mapping[str, Any]], path: str, findings: list[Finding]
) -> tuple[dict[str, tuple[Mapping[str, Any], _Cells]], list[_Cells]]:
    """The filled rows by 任务编号, each with its hidden record, and those without a number; numbers given twice (WJ188)
    or unknown to the hidden records (WJ189) go into `findings`.
    """
    rows: dict[str, tuple[Mapping[str, Any], _Cells]] = {}
    fresh: list[_Cells] = []
    for cells in cells_of_rows:
        if not any(cell_text(cell) for cell in cells.values()):
            continue
        number = cell_text(cells["编号"])
        number = number if number in hidden else duty_id(number)
        place = place_of(path, cells["编号"])
        if not number:
            fresh.append(cells)
        elif number in rows:
            findings.append(found("WJ188", place, name=number))
        elif hidden and number not in hidden:
            findings.append(found("WJ189", place, name=number))
        else:
            rows[number] = (hidden.get(number, {"编号": number}), cells)
    return rows, fresh


_ORIGINAL = {"原文": "上级原文", "条款": "条款", "来源": "来源", "各级增加": "各级增加"}
"""What a duty list quotes from the superior's paper, and how its column is called."""


class _Overlay:
    """Duties as data, cells laid over records, with the place of each cell and what was put back."""

    def __init__(self, path: str, names: Mapping[str, str]) -> None:
        self.path = path
        self.names = names
        self.duties: list[dict[str, Any]] = []
        self.places: dict[KeyPath, Place] = {}
        self.findings: list[Finding] = []

    def duty(self, record: Mapping[str, Any], cells: Mapping[str, Any]) -> None:
        at = len(self.duties)
        data = dict(record)
        imported = "原文" in record and record.get("人工增加") != "是"
        for key, cell in cells.items():
            self.places["任务", at, key] = place_of(self.path, cell)
            if imported and key in _ORIGINAL:
                self._defend(data, key, cell)
            elif key != "编号" and key not in COMPUTED:
                lay(data, key, cell_text(cell), _TAKERS.get(key))
        if "编号" in cells:
            self.places["任务", at] = place_of(self.path, cells["编号"])
        self.duties.append(data)

    def _defend(self, data: Mapping[str, Any], key: str, cell: Any) -> None:
        """Report a cell that no longer shows what the superior wrote; only blanks and line ends may differ."""
        typed = cell_text(cell)
        written = self._written(data, key)
        if "".join(typed.split()) != "".join(cell_safe(written).split()):
            place = place_of(self.path, cell)
            excerpt = typed.replace("\n", "")[:LONGEST_EXCERPT]
            self.findings.append(found("WJ185", place, excerpt=excerpt, id=data["编号"], name=_ORIGINAL[key]))

    def _written(self, data: Mapping[str, Any], key: str) -> str:
        if key not in COMPUTED:
            return shown(key, data.get(key))
        rows = data.get("来源") or []
        sources = tuple(bind(DutySource, Loaded(row, {(): Place(self.path)}, path=self.path)) for row in rows)
        return computed_cells(Duty(id="", text="", sources=sources), self.names)[key]


def _deliverable(text: str) -> dict[str, str]:
    """«成果：…» lines by their labels; lines without a label are the 成果 itself."""
    parts: dict[str, str] = {}
    for line in text.split("\n"):
        name, colon, rest = line.replace(":", "：", 1).partition("：")
        key = name.strip() if colon and name.strip() in fields_of(Deliverable) else "成果"
        piece = rest.strip() if colon and name.strip() in fields_of(Deliverable) else line.strip()
        parts[key] = f"{parts[key]}\n{piece}" if key in parts else piece
    return parts


_TAKERS: dict[str, Callable[[str], Any]] = {
    "是否任务": kept_word,
    "上级时限": iso_day_text,
    "本级时限": iso_day_text,
    "核对": iso_day_text,
    "成文日期": day_text,
    "配合单位": split_items,
    "成果报送": _deliverable,
    "发文机关": split_items,
    "主送机关": split_lines,
}


def _read_cover(book: Workbook, record: Mapping[str, Any], path: str) -> tuple[dict[str, Any], dict[KeyPath, Place]]:
    data = dict(record)
    places: dict[KeyPath, Place] = {}
    if COVER_SHEET not in book.sheetnames:
        return data, places
    known = {bare_label(key): key for key in COVER_KEYS}
    for row in book[COVER_SHEET].iter_rows(max_col=2):
        key = known.get(bare_label(cell_text(row[0])))
        if key and len(row) > 1:
            places[key,] = place_of(path, row[1])
            lay(data, key, cell_text(row[1]), _TAKERS.get(key))
    return data, places
