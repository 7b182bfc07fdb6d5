"""A returned 反馈表 → its rows: whoever renamed the file, moved or renamed columns, or typed it into a docx table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from wenjian.model.document import Document, Row, Table
from wenjian.model.marks import MARK_HEAD, FeedbackMark, parse_feedback_mark
from wenjian.text.normal import letters

NUMBER, TASK, DEADLINE = "任务编号", "任务", "完成时限"
PROGRESS, STATE, REASON, COORDINATION = "落实情况", "完成情况", "未完成原因", "需协调事项"
PERSON, REVIEWER, DATE = "填报人", "审核人", "填报日期"

FILLED = (PROGRESS, STATE, REASON, COORDINATION)
"""The columns that say something about a task; the others say who filled in and when."""

_OTHER_NAMES = {
    NUMBER: ("编号", "任务号"),
    TASK: ("任务事项", "任务内容", "工作任务", "重点任务", "事项", "任务名称"),
    DEADLINE: ("时限", "办理时限", "截止时间"),
    PROGRESS: ("进展情况", "工作进展", "落实进展", "落实情况说明", "贯彻落实情况", "办理情况", "工作开展情况"),
    STATE: ("完成状态", "状态", "是否完成", "办结情况"),
    REASON: ("原因", "未完成的原因", "未办结原因"),
    COORDINATION: ("需要协调事项", "需协调解决的事项", "需要协调解决的问题", "需协调问题", "存在问题"),
    PERSON: ("填表人", "经办人", "报送人", "填写人"),
    REVIEWER: ("审核", "负责人", "审签人"),
    DATE: ("填表日期", "填报时间", "报送日期", "日期", "填写日期"),
}
_MARK = letters(re.sub(r"（.*", "", MARK_HEAD))
_LIKE = 0.6
"""Likeness (0–1) from which a head that someone reworded still names its column."""
_LEAST_HEADS = 2
_IGNORED = "序号"
"""The head of a column that says nothing: units number their rows anew."""
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_LABEL = "填报单位|报送单位|责任单位|(?<![\u4e00-\u9fff])单位|填报人|审核人|填报日期"
_LABELLED = re.compile(
    rf"(?P<label>{_LABEL})\s*[:：]\s*(?!(?:{_LABEL})\s*[:：])"
    r"(?P<value>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[^\s;；，,]+)"
)
_UNIT_LABELS = ("填报单位", "报送单位", "责任单位", "单位")


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row: where it stands («反馈表第5行»), its texts by column, the mark it carried, and the texts of columns that
    nobody asked for.
    """

    place: str
    texts: Mapping[str, str]
    mark: FeedbackMark | None = None
    others: Mapping[str, str] = field(default_factory=dict)

    def text(self, column: str) -> str:
        return self.texts.get(column, "")

    @property
    def is_filled(self) -> bool:
        return any(self.text(column) for column in FILLED)

    def content(self) -> str:
        """All that the row says, a column a line."""
        texts = {**self.texts, **self.others}
        return "\n".join(f"{column}：{text}" for column, text in texts.items() if text)


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned file: its name, the unit that it names itself, its rows; `found` tells whether it held a 反馈表,
    `problem` why it could not be read at all.
    """

    file: str
    unit: str = ""
    rows: tuple[ReturnedRow, ...] = ()
    found: bool = False
    problem: str = ""


def read_returned(documents: Sequence[Document], file: str) -> Returned:
    """The rows of every 反馈表 in a file, those that nobody filled in too: a unit that returned an empty form is told
    from one that returned none.
    """
    rows: list[ReturnedRow] = []
    said: dict[str, str] = {}
    heads: _Heads | None = None
    width = 0
    for document in documents:
        for _, block in document.walk():
            if block.table is None:
                _read_labels([block.printed], said)
                continue
            _read_labels([document.title, *block.table.head, *block.table.foot], said)
            grid = _grid(block.table, file)
            if (fresh := _find_heads([texts for texts, _, _ in grid])) is not None:
                heads, width = fresh, len(block.table.columns)
                rows += _rows(grid[heads[0] + 1 :], grid[heads[0]][0], heads)
            elif heads is not None and len(block.table.columns) == width:
                rows += _rows(grid, (), heads)  # the table goes on, cut in two
    unit = next((said[label] for label in _UNIT_LABELS if label in said), "")
    common = {label: said[label] for label in (PERSON, REVIEWER, DATE) if label in said}
    completed = (ReturnedRow(row.place, {**common, **row.texts}, row.mark, row.others) for row in rows)
    return Returned(file, unit, tuple(completed), heads is not None)


def _read_labels(texts: Sequence[str], said: dict[str, str]) -> None:
    for text in texts:
        for match in _LABELLED.finditer(text):
            said.setdefault(match["label"], match["value"])


_Line = tuple[tuple[str, ...], str, str]
"""The texts of a line, where it stands, its mark."""
_Heads = tuple[int, dict[int, str], dict[int, str]]
"""The index of the line of heads, column → what it is, and column → head of what nobody asked for."""


def _grid(table: Table, file: str) -> list[_Line]:
    lines: list[_Line] = [(tuple(column.name for column in table.columns), "", "")]
    for number, row in enumerate(table.rows, 2):
        lines.append((row.texts(), row_place(row, file, table.name, number), row.mark))
    return lines


def row_place(row: Row, file: str, name: str, number: int) -> str:
    """«反馈表第8行»: where a row of a file stands, by its origin where it was read from a sheet."""
    match = re.search(r"（([^（）]*第\d+行)）$", row.origin.ref) if row.origin and file else None
    return match[1] if match else f"{name or '表'}第{number}行"


def _find_heads(lines: Sequence[Sequence[str]]) -> _Heads | None:
    best: _Heads | None = None
    for index, texts in enumerate(lines[:30]):
        known = _columns(texts)
        enough = len(known) >= _LEAST_HEADS and {PROGRESS, STATE} & set(known.values())
        if enough and (best is None or len(known) > len(best[1])):
            free = {at: text for at, text in enumerate(texts) if at not in known and letters(text) != _IGNORED}
            best = (index, known, {at: text.strip() or f"无列名{at + 1}" for at, text in free.items()})
    return best


def _columns(texts: Sequence[str]) -> dict[int, str]:
    """Column → what its head names: by the very words first, then by other names, at last by likeness."""
    bare = {at: letters(_BRACKETED.sub("", text)) for at, text in enumerate(texts) if text.strip() and len(text) < 40}
    found: dict[int, str] = {at: _MARK for at, head in bare.items() if head == _MARK}
    for names in (
        {name: (name,) for name in _OTHER_NAMES},
        _OTHER_NAMES,
    ):
        for at, head in bare.items():
            name = next((name for name, words in names.items() if head in words), None)
            if at not in found and name is not None and name not in found.values():
                found[at] = name
    if not found:
        return {}  # likeness alone makes no heads of a row
    scored = sorted(
        (
            (-max(SequenceMatcher(None, head, word).ratio() for word in (name, *words)), at, name)
            for at, head in bare.items()
            for name, words in _OTHER_NAMES.items()
            if at not in found
        ),
    )
    for score, at, name in scored:
        if -score >= _LIKE and at not in found and name not in found.values():
            found[at] = name
    return found


def _rows(lines: Sequence[_Line], names: Sequence[str], heads: _Heads) -> Iterator[ReturnedRow]:
    """The rows in `lines` that say anything; the heads again (`names`), on another page, say nothing."""
    _, columns, others = heads
    for texts, place, mark in lines:
        cells = {name: texts[at].strip() for at, name in columns.items() if at < len(texts)}
        extra = {name: texts[at].strip() for at, name in others.items() if at < len(texts) and texts[at].strip()}
        written = mark or cells.pop(_MARK, "")
        cells.pop(_MARK, None)
        if texts == names or (not any(cells.values()) and not extra):
            continue
        filled = {name: text for name, text in cells.items() if text}
        yield ReturnedRow(place, filled, parse_feedback_mark(written), extra)
