"""xlsx twins: the duty list 任务清单.xlsx and the job 拟稿单.xlsx, out and back without loss.

What people see and edit stands on the visible sheets. The full record stands on a hidden sheet; reading lays the
visible cells over it, so that what a sheet does not show survives, and what nobody changed stays exactly as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from wenjian.errors import UnreadableInput
from wenjian.loading.bind import bind
from wenjian.loading.dump import dump, plain
from wenjian.loading.duties import check_duties, duty_id, kept_word
from wenjian.loading.shape import fields_of
from wenjian.loading.sheets import (
    FONT,
    HEAD_FILL,
    LINE_HEIGHT,
    MUST_FILL,
    NO_BORDER,
    cell_safe,
    cell_text,
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
    tidy,
    write_book,
)
from wenjian.loading.yaml import KeyPath, Loaded, parse_yaml
from wenjian.model.catalogue import found
from wenjian.model.directive import Deliverable, Directive
from wenjian.model.elements import Elements
from wenjian.model.finding import Finding, Place
from wenjian.model.job import Job, JobDocument
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Authority, Competence, Genre, Level, Stage
from wenjian.text.nearest import nearest
from wenjian.text.normal import letters

DUTY_SHEET = "任务清单"
COVER_SHEET = "上级文件"
JOB_SHEET = "拟稿单"
KEPT_SHEET = "原始数据"
_HEAD = "文件"
SPARE_PARAMETERS = 6
SPARE_ROWS = 20
LONGEST_EXCERPT = 80
FEWEST_DOCUMENTS = 4


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the duty list: its head, its key in the record, its width in characters."""

    head: str
    key: str
    width: float

    @property
    def name(self) -> str:
        return _label(self.head)


COLUMNS = (
    _Column("任务编号（勿改）", "编号", 9),
    _Column("条款", "条款", 10),
    _Column("上级原文", "原文", 46),
    _Column("是否任务（是／否／并入×号）", "是否任务", 10),
    _Column("归口", "归口", 11),
    _Column("牵头股室", "牵头股室", 12),
    _Column("配合单位", "配合单位", 14),
    _Column("上级时限", "上级时限", 11),
    _Column("本级时限", "本级时限", 11),
    _Column("成果／报送", "成果报送", 16),
    _Column("不涉及理由", "不涉及理由", 13),
    _Column("备注", "备注", 13),
    _Column("核对（姓名 日期）", "核对", 11),
)


def _label(text: str) -> str:
    """A head or label as it is compared: without brackets, signs and blanks."""
    return letters(re.sub(r"[（(].*", "", text, flags=re.DOTALL))


# Duty list


def write_directive_xlsx(directive: Directive, locality: Locality | None = None) -> bytes:
    """任务清单.xlsx of a directive; with a locality its offices are offered for 牵头股室."""
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = DUTY_SHEET
    put_head(sheet, 1, [column.head for column in COLUMNS])
    for row, duty in enumerate(directive.duties, 2):
        for at, column in enumerate(COLUMNS, 1):
            put(sheet, row, at, _shown(column.key, plain(duty).get(column.key)), locked=column.key == "编号")
    last = max(len(directive.duties) + 1, 2)
    set_page(sheet, [column.width for column in COLUMNS], landscape=True)
    sheet.freeze_panes = "D2"
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last}"
    room = last + SPARE_ROWS
    for row in range(last + 1, room + 1):
        for at in range(1, len(COLUMNS) + 1):
            put(sheet, row, at, "").border = NO_BORDER
    rule_when_filled(sheet, f"A{last + 1}:{get_column_letter(len(COLUMNS))}{room}")
    offer(book, sheet, _cells("是否任务", room), ["是", "否"], strict=False)
    offer(book, sheet, _cells("归口", room), [word.chinese for word in Competence])
    if locality is not None:
        offer(book, sheet, _cells("牵头股室", room), [office.name for office in locality.offices], strict=False)
    fit_rows(sheet)
    protect(sheet)
    _write_cover(book, directive)
    head = directive.model_copy(update={"duties": ()})
    keep(book, KEPT_SHEET, [(_HEAD, dump(head)), *((duty.id, dump(duty)) for duty in directive.duties)])
    return write_book(book)


def _cells(key: str, last: int) -> str:
    letter = get_column_letter(next(at for at, column in enumerate(COLUMNS, 1) if column.key == key))
    return f"{letter}2:{letter}{last}"


COVER_KEYS = tuple(key for key in fields_of(Directive) if key != "任务")


def _write_cover(book: Workbook, directive: Directive) -> None:
    sheet = book.create_sheet(COVER_SHEET)
    values = plain(directive)
    for row, key in enumerate(COVER_KEYS, 1):
        put(sheet, row, 1, key, locked=True, fill=HEAD_FILL)
        put(sheet, row, 2, _shown(key, values.get(key)), fill=MUST_FILL if key == "标题" else None)
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
    hidden = _kept_records(book, path)
    sheet = book[DUTY_SHEET]
    head_row, columns = _find_head(sheet, path)
    findings: list[Finding] = []
    findings.extend(
        found("WJ187", Place(path, label=DUTY_SHEET), name=column.head)
        for column in COLUMNS
        if column.key not in columns
    )
    rows: dict[str, tuple[Mapping[str, Any], dict[str, Any]]] = {}
    fresh: list[dict[str, Any]] = []
    for row in sheet.iter_rows(min_row=head_row + 1):
        cells = {key: row[at] for key, at in columns.items() if at < len(row)}
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
    overlay = _Overlay(path)
    for number in hidden:
        if number == _HEAD:
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
    head, places = _read_cover(book, hidden.get(_HEAD, {}), path)
    loaded = Loaded(
        {**head, "任务": overlay.duties}, {(): Place(path), **places, **overlay.places}, tuple(findings), path=path
    )
    directive = bind(Directive, loaded)
    findings.extend(overlay.findings)
    findings.extend(check_duties(directive, lambda at, key: loaded.place(("任务", at, key))))
    if any(finding.level is Level.ERROR for finding in findings):
        raise UnreadableInput(*findings)
    return directive, tuple(findings)


def _kept_records(book: Workbook, path: str) -> dict[str, Mapping[str, Any]]:
    """The records of the hidden sheet as plain data."""
    records: dict[str, Mapping[str, Any]] = {}
    for name, text in kept(book, KEPT_SHEET).items():
        data = parse_yaml(text, path).data
        if not isinstance(data, dict):
            raise UnreadableInput(found("WJ195", Place(path, label=KEPT_SHEET)))
        records[name] = data
    return records


def _find_head(sheet: Worksheet, path: str) -> tuple[int, dict[str, int]]:
    """The row of the heads and key → 0-based column. Columns may have moved and lines been put above."""
    names = {column.name: column.key for column in COLUMNS}
    for row in sheet.iter_rows(max_row=20):
        heads = [_label(cell_text(cell)) for cell in row]
        if COLUMNS[0].name in heads:
            columns: dict[str, int] = {}
            for at, head in enumerate(heads):
                if head in names:
                    columns.setdefault(names[head], at)
            return row[0].row or 1, columns
    raise UnreadableInput(found("WJ196", Place(path, label=sheet.title), name=COLUMNS[0].head))


_ORIGINAL = {"原文": "上级原文", "条款": "条款"}
"""What a duty list quotes from the superior's paper, and how its column is called."""


class _Overlay:
    """Duties as data, cells laid over records, with the place of each cell and what was put back."""

    def __init__(self, path: str) -> None:
        self.path = path
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
            elif key != "编号":
                _lay(data, key, cell_text(cell), _TAKERS.get(key))
        if "编号" in cells:
            self.places["任务", at] = place_of(self.path, cells["编号"])
        self.duties.append(data)

    def _defend(self, data: Mapping[str, Any], key: str, cell: Any) -> None:
        """Report a cell that no longer shows what the superior wrote; only blanks and line ends may differ."""
        typed = cell_text(cell)
        if "".join(typed.split()) != "".join(cell_safe(_shown(key, data.get(key))).split()):
            place = place_of(self.path, cell)
            excerpt = typed.replace("\n", "")[:LONGEST_EXCERPT]
            self.findings.append(found("WJ185", place, excerpt=excerpt, id=data["编号"], name=_ORIGINAL[key]))


def _lay(data: dict[str, Any], key: str, text: str, take: Callable[[str], Any] | None) -> None:
    """Put what a cell says into `data`, unless it shows just what stands there."""
    if text == tidy(cell_safe(_shown(key, data.get(key)))):
        return
    if text:
        data[key] = take(text) if take else text
    else:
        data.pop(key, None)


def _shown(key: str, value: Any) -> str:
    """The text of a cell for a piece of plain data."""
    if value is None:
        return "是" if key == "是否任务" else ""
    if isinstance(value, dict):
        return "\n".join(f"{name}：{part}" for name, part in value.items())
    if isinstance(value, list):
        return ("、" if key == "配合单位" else "\n").join(value)
    return str(value)


def _split(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[、；;，,\n]", text) if part.strip()]


def _split_lines(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[；;\n]", text) if part.strip()]


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
    "配合单位": _split,
    "成果报送": _deliverable,
    "发文机关": _split,
    "主送机关": _split_lines,
}


def _read_cover(book: Workbook, record: Mapping[str, Any], path: str) -> tuple[dict[str, Any], dict[KeyPath, Place]]:
    data = dict(record)
    places: dict[KeyPath, Place] = {}
    if COVER_SHEET not in book.sheetnames:
        return data, places
    known = {_label(key): key for key in COVER_KEYS}
    for row in book[COVER_SHEET].iter_rows(max_col=2):
        key = known.get(_label(cell_text(row[0])))
        if key and len(row) > 1:
            places[key,] = place_of(path, row[1])
            _lay(data, key, cell_text(row[1]), _TAKERS.get(key))
    return data, places


# Job

_JOB_LISTS = ("依据", "条款库")
_DOCUMENT_LISTS = ("排除", "增加")
_DAYS = ("成文日期", "印发日期")
_ELEMENT_LISTS = tuple(
    field.alias or name for name, field in Elements.model_fields.items() if field.get_default() == ()
)
_JOB_KEYS = tuple(key for key in fields_of(Job) if key not in ("参数", "文件"))
_DOCUMENT_KEYS = tuple(key for key in fields_of(JobDocument) if key != "要素")
_ELEMENT_KEYS = tuple(fields_of(Elements))
_ELEMENT_MARK = "要素："
_YES_NO = ("是", "否")
_CHOICES: dict[str, tuple[str, ...]] = {
    "行文名义": tuple(word.chinese for word in Authority),
    "稿别": tuple(word.chinese for word in Stage),
    "补写": _YES_NO,
    "文种": tuple(word.chinese for word in Genre),
    "要素：公开属性": ("主动公开", "依申请公开", "不予公开"),
    "要素：紧急程度": ("特急", "加急"),
}
_FREE = ("要素：紧急程度", "提纲")
_MUST = ("地区", "文种")
_SHOWN_DEFAULTS = {
    field.alias or name: plain(field.get_default())
    for name, field in Job.model_fields.items()
    if field.alias in ("行文名义", "稿别", "补写")
}


def write_job_xlsx(job: Job, locality: Locality | None = None, outlines: Sequence[str] = ()) -> bytes:
    """拟稿单.xlsx: label left, value right, one column for each document; what must be filled is yellow. The names of
    `outlines` are offered for 提纲.
    """
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = JOB_SHEET
    count = max(len(job.documents), FEWEST_DOCUMENTS)
    title = put(sheet, 1, 1, "拟稿单", locked=True)
    title.font = Font(name=FONT, size=16, bold=True)
    put(sheet, 1, 2, "黄色必须填写；一格里有几项的，每项一行（Alt+Enter 换行）。", locked=True)
    data = plain(job)
    choices = dict(_CHOICES)
    if locality is not None:
        choices["版头"] = tuple(letterhead.code for letterhead in locality.letterheads)
    if outlines:
        choices["提纲"] = tuple(outlines)
    row = 2
    for key in _JOB_KEYS:
        _job_row(book, sheet, row, key, [_job_shown(key, data.get(key))], choices)
        row += 1
    _section(sheet, row, "参数（左边写名称，右边写取值）", [])
    row += 1
    for name, value in [*data.get("参数", {}).items(), *[("", "")] * SPARE_PARAMETERS]:
        put(sheet, row, 1, name)
        put(sheet, row, 2, value)
        row += 1
    _section(sheet, row, "文件（一列一个）", [f"第{number}个文件" for number in range(1, count + 1)])
    row += 1
    documents = [*data["文件"], *[{}] * (count - len(data["文件"]))]
    for label in (*_DOCUMENT_KEYS, *(f"{_ELEMENT_MARK}{key}" for key in _ELEMENT_KEYS)):
        values = [_job_shown(label, _document_value(document, label)) for document in documents]
        _job_row(book, sheet, row, label, values, choices)
        row += 1
    set_page(sheet, [22, 40, *[26.0] * (count - 1)], landscape=False)
    sheet.page_setup.fitToHeight = 1
    fit_rows(sheet)
    sheet.row_dimensions[1].height = 2 * LINE_HEIGHT
    sheet.freeze_panes = "B2"
    protect(sheet)
    keep(book, KEPT_SHEET, [(_HEAD, dump(job))])
    return write_book(book)


def _document_value(document: Mapping[str, Any], label: str) -> Any:
    if label.startswith(_ELEMENT_MARK):
        return document.get("要素", {}).get(label.removeprefix(_ELEMENT_MARK))
    return document.get(label)


def _job_shown(key: str, value: Any) -> str:
    return _SHOWN_DEFAULTS.get(key, "") if value is None else _shown(key, value)


def _section(sheet: Worksheet, row: int, name: str, columns: list[str]) -> None:
    for at, text in enumerate((name, *(columns or [""])), 1):
        cell = put(sheet, row, at, text, locked=True, fill=HEAD_FILL)
        cell.font = Font(name=FONT, size=10, bold=True)


def _job_row(  # noqa: PLR0917 — the six are one row
    book: Workbook, sheet: Worksheet, row: int, label: str, values: list[str], choices: Mapping[str, tuple[str, ...]]
) -> None:
    put(sheet, row, 1, label, locked=True, fill=HEAD_FILL)
    for at, value in enumerate(values, 2):
        must = label in _MUST and at == 2
        put(sheet, row, at, value, fill=MUST_FILL if must else None)
    if label in choices:
        cells = f"B{row}:{get_column_letter(len(values) + 1)}{row}"
        offer(book, sheet, cells, choices[label], strict=label not in _FREE)


def read_job_xlsx(data: bytes, path: str) -> tuple[Job, tuple[Finding, ...]]:
    """The job of a 拟稿单.xlsx: visible cells over the hidden record. Raises UnreadableInput with cell labels."""
    book = read_book(data, path)
    if JOB_SHEET not in book.sheetnames:
        raise UnreadableInput(found("WJ186", Place(path), name=JOB_SHEET))
    record = dict(_kept_records(book, path).get(_HEAD, {}))
    reading = _JobReading(path, record)
    for row in book[JOB_SHEET].iter_rows():
        reading.take(row)
    loaded = Loaded(reading.data(), {(): Place(path), **reading.places}, tuple(reading.findings), path=path)
    return bind(Job, loaded), tuple(reading.findings)


class _JobReading:
    """Rows of the job sheet laid over the record."""

    def __init__(self, path: str, record: dict[str, Any]) -> None:
        self.path = path
        self.record = record
        self.part = JOB_SHEET
        self.places: dict[KeyPath, Place] = {}
        self.findings: list[Finding] = []
        self.parameters: list[tuple[str, str]] = []
        self.cells: dict[str, dict[int, Any]] = {}

    def take(self, row: tuple[Any, ...]) -> None:
        label = cell_text(row[0])
        name = _label(label)
        filled = {at: cell for at, cell in enumerate(row[1:]) if cell_text(cell)}
        if not name and not filled:
            return
        if self.part == JOB_SHEET and name == "参数":
            self.part = "参数"
        elif self.part == "参数" and name == "文件" and re.match(r"第\d+个文件", cell_text(filled.get(0))):
            self.part = "文件"
        elif self.part == "参数":
            self._parameter(label, row, filled)
        elif self.part == "文件":
            self._document_row(label, row, filled)
        else:
            self._job_row(label, row, filled)

    def _job_row(self, label: str, row: tuple[Any, ...], filled: Mapping[int, Any]) -> None:
        key = {_label(key): key for key in _JOB_KEYS}.get(_label(label))
        if key is None:
            if label != JOB_SHEET:
                self._unknown(label, row, filled, _JOB_KEYS)
            return
        if len(row) > 1:
            self.places[key,] = place_of(self.path, row[1])
            _lay_job(self.record, key, cell_text(row[1]), is_list=key in _JOB_LISTS)

    def _parameter(self, label: str, row: tuple[Any, ...], filled: Mapping[int, Any]) -> None:
        if not label:
            self.findings.append(found("WJ197", place_of(self.path, row[0])))
            return
        if any(label == name for name, _ in self.parameters):
            self.findings.append(found("WJ188", place_of(self.path, row[0]), name=label))
            return
        self.places["参数", label] = place_of(self.path, row[0])
        if 0 in filled:
            self.parameters.append((label, cell_text(row[1])))

    def _document_row(self, label: str, row: tuple[Any, ...], filled: Mapping[int, Any]) -> None:
        labels = (*_DOCUMENT_KEYS, *(f"{_ELEMENT_MARK}{key}" for key in _ELEMENT_KEYS))
        known = {_label(key): key for key in labels}.get(_label(label))
        if known is None:
            self._unknown(label, row, filled, labels)
        else:
            self.cells[known] = dict(enumerate(row[1:]))

    def _unknown(self, label: str, row: tuple[Any, ...], filled: Mapping[int, Any], known: tuple[str, ...]) -> None:
        if filled:
            meant = nearest(label, known)
            advice = f"是不是“{meant}”？" if meant else "请删去这一行。"
            self.findings.append(found("WJ180", place_of(self.path, row[0]), key=label, advice=advice))

    def data(self) -> dict[str, Any]:
        record = self.record
        stored = record.get("参数") or {}
        shown = [(tidy(cell_safe(name)), tidy(cell_safe(value or ""))) for name, value in stored.items()]
        if self.parameters != [pair for pair in shown if pair[1]]:
            record["参数"] = dict(self.parameters)
        documents = record.get("文件")
        kept_documents: list[dict[str, Any]] = [dict(entry) for entry in documents] if documents else []
        count = 1 + max((at for row in self.cells.values() for at, cell in row.items() if cell_text(cell)), default=-1)
        result: list[dict[str, Any]] = []
        for at in range(count):
            document = kept_documents[at] if at < len(kept_documents) else {}
            filled = False
            elements = dict(document.get("要素") or {})
            for label, row in self.cells.items():
                cell = row.get(at)
                if cell is None:
                    continue
                text = cell_text(cell)
                filled = filled or bool(text)
                key = label.removeprefix(_ELEMENT_MARK)
                inside = label.startswith(_ELEMENT_MARK)
                path: KeyPath = ("文件", len(result), "要素", key) if inside else ("文件", len(result), key)
                self.places[path] = place_of(self.path, cell)
                is_list = key in (_ELEMENT_LISTS if inside else _DOCUMENT_LISTS)
                _lay_job(elements if inside else document, key, text, is_list=is_list)
            if not filled:
                continue
            if elements:
                document["要素"] = elements
            else:
                document.pop("要素", None)
            result.append(document)
        if result:
            record["文件"] = result
        else:
            record.pop("文件", None)
        return record


def _lay_job(data: dict[str, Any], key: str, text: str, *, is_list: bool) -> None:
    if text == tidy(cell_safe(_job_shown(key, data.get(key)))):
        return
    if not text:
        data.pop(key, None)
    elif is_list:
        data[key] = _split(text) if key in _DOCUMENT_LISTS else _split_lines(text)
    else:
        data[key] = day_text(text) if key in _DAYS else text


def twin_kind(data: bytes, path: str) -> str | None:
    """上级文件, 拟稿单, or None for another sheet."""
    names = read_book(data, path).sheetnames
    return "上级文件" if DUTY_SHEET in names else "拟稿单" if JOB_SHEET in names else None
