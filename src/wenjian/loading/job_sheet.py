"""拟稿单.xlsx, the xlsx twin of a job: out and back without loss."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from wenjian.errors import UnreadableInput
from wenjian.loading.bind import bind
from wenjian.loading.dump import dump, plain
from wenjian.loading.shape import annotations_of, fields_of, item_of
from wenjian.loading.sheets import (
    FONT,
    HEAD_FILL,
    LINE_HEIGHT,
    MUST_FILL,
    cell_safe,
    cell_text,
    day_text,
    fit_rows,
    keep,
    offer,
    place_of,
    protect,
    put,
    read_book,
    set_page,
    tidy,
    write_book,
)
from wenjian.loading.twins import FILE_ENTRY, KEPT_SHEET, bare_label, kept_records, shown, split_items, split_lines
from wenjian.loading.yaml import KeyPath, Loaded
from wenjian.model.catalogue import found
from wenjian.model.elements import Elements
from wenjian.model.finding import Finding, Place
from wenjian.model.job import Job, JobDocument
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Authority, Genre, RedHead, Seal, Stage
from wenjian.text.nearest import did_you_mean

JOB_SHEET = "拟稿单"
SPARE_PARAMETERS = 6
FEWEST_DOCUMENTS = 4
_JOB_LISTS = ("依据", "主题", "条款库", "会签单位")
_DOCUMENT_LISTS = ("排除", "增加", "被检查单位")
_DAYS = ("成文日期", "印发日期")
_ELEMENT_LISTS = tuple(key for key, annotation in annotations_of(Elements).items() if item_of(annotation) is not None)
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
    "要素：用印": tuple(word.chinese for word in Seal),
    "套红": tuple(word.chinese for word in RedHead),
}
_FREE = ("要素：紧急程度", "提纲", "拟稿股室")
_MUST = ("地区", "文种")
_SHOWN_DEFAULTS = {
    one.metadata["key"]: plain(one.default)
    for one in fields(Job)
    if one.metadata["key"] in ("行文名义", "稿别", "补写")
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
        choices["拟稿股室"] = tuple(office.name for office in locality.offices)
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
    keep(book, KEPT_SHEET, [(FILE_ENTRY, dump(job))])
    return write_book(book)


def _document_value(document: Mapping[str, Any], label: str) -> Any:
    if label.startswith(_ELEMENT_MARK):
        return document.get("要素", {}).get(label.removeprefix(_ELEMENT_MARK))
    return document.get(label)


def _job_shown(key: str, value: Any) -> str:
    return _SHOWN_DEFAULTS.get(key, "") if value is None else shown(key, value)


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
    record = dict(kept_records(book, path).get(FILE_ENTRY, {}))
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
        name = bare_label(label)
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
        key = {bare_label(key): key for key in _JOB_KEYS}.get(bare_label(label))
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
        known = {bare_label(key): key for key in labels}.get(bare_label(label))
        if known is None:
            self._unknown(label, row, filled, labels)
        else:
            self.cells[known] = dict(enumerate(row[1:]))

    def _unknown(self, label: str, row: tuple[Any, ...], filled: Mapping[int, Any], known: tuple[str, ...]) -> None:
        if filled:
            advice = did_you_mean(label, known) or "请删去这一行。"
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
        data[key] = split_items(text) if key in _DOCUMENT_LISTS else split_lines(text)
    else:
        data[key] = day_text(text) if key in _DAYS else text
