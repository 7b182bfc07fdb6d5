"""《各乡镇任务落实一览表》: the duties beside the places, a word or two in each cell, and for each duty in how
many places it is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wenjian.model.coverage import DutyCoverage
from wenjian.model.document import Column, Row, Table, Tint
from wenjian.model.vocabulary import DeviationKind, Direction, Settlement
from wenjian.reports.sheets import row_of
from wenjian.reports.urgency import weighty
from wenjian.text.normal import shorten

MATRIX = "各乡镇任务落实一览表"

SHORT: dict[Settlement, str] = {
    Settlement.DONE: "落实",
    Settlement.REFINED: "落实",
    Settlement.IN_TABLE: "落实",
    Settlement.FORWARDED: "转发",
    Settlement.BY_REFERENCE: "按文",
    Settlement.PARTLY: "部分",
    Settlement.NOT_FOUND: "未见",
    Settlement.CONFIRMED_GAP: "缺漏",
    Settlement.OTHER_DOCUMENT: "另文",
    Settlement.OTHER_ORGAN: "他责",
    Settlement.NOT_LOCAL: "不涉",
    Settlement.SUPERIOR_OWN: "上级",
    Settlement.TO_CONFIRM: "待核",
}
"""办理结论 in the two characters of a narrow cell."""

LOWER, HIGHER, OTHERWISE, OPPOSED = "低于", "高于", "不一", "抵触"

_DIRECTIONS = {Direction.WEAKER: LOWER, Direction.CHANGED: OTHERWISE, Direction.STRICTER: HIGHER}

TINTS: dict[str, Tint] = {
    "未见": Tint.RED,
    "缺漏": Tint.RED,
    OPPOSED: Tint.RED,
    LOWER: Tint.ORANGE,
    OTHERWISE: Tint.ORANGE,
    "部分": Tint.YELLOW,
    "待核": Tint.BLUE,
    "按文": Tint.BLUE,
    HIGHER: Tint.GREY,
}
"""Word → the colour that repeats it; of several words of a cell the first in this order."""

LEGEND = (
    "落实＝已落实（含细化、列入分解表）；转发＝随文转发；按文＝按文件执行；另文＝另文落实；他责＝非本单位职责；不涉＝不涉及本地；上级＝上级自办。",
    "低于、高于、不一、抵触＝低于、高于上级要求，与上级口径不一致、相抵触。加粗的需要处理。",
    "“未见”“部分”“低于”三栏是单位数（“低于”含不一、抵触）；末行是各单位需要处理的任务数。",
)

_PINNED = (
    Column("序号", 9, locked=True),
    Column("条款", 18, locked=True),
    Column("上级任务", 70, locked=True),
    Column("未见", 8.5, locked=True),
    Column("部分", 8.5, locked=True),
    Column("低于", 8.5, locked=True),
)
_PLACE_WIDTH = 8.5
"""Millimetres: two characters."""

TASK_LENGTH = 52
"""Characters of a duty that are shown; the whole stands in the 对照表."""

MOST_LOST, LEAST_LOST = 3, 2
"""Duties named as those that most places lack, and in how many places one must be lost to be named."""
_LOST_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Line:
    """A duty as the matrix shows it."""

    id: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """How one plan settles one duty: `word` (two characters), `marks` of differences, whether it wants a decision."""

    word: str
    marks: tuple[str, ...] = ()
    open: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """All words of the cell."""
        return (self.word, *self.marks)


@dataclass(frozen=True, slots=True)
class Lost:
    """In how many places a duty is missing, carried in part, and below or other than what the superior asks."""

    missing: int
    partial: int
    weaker: int


def answer_of(duty: DutyCoverage) -> Answer:
    """The words for one duty of one plan."""
    marks = [
        OPPOSED if one.kind is DeviationKind.NEGATION and one.direction is not Direction.REFINED else word
        for one in duty.deviations
        if (word := _DIRECTIONS.get(one.direction))
    ]
    return Answer(SHORT[duty.settlement], tuple(sorted(set(marks), key=list(TINTS).index)), weighty(duty))


def tint_of(answer: Answer) -> Tint | None:
    """The colour of a cell: none where nothing is to be done."""
    return next((TINTS[word] for word in TINTS if word in answer.words), None)


def lost(duties: Sequence[Line], plans: Sequence[Sequence[Answer]]) -> list[Lost]:
    """The counts for each duty; `plans` hold an answer for each of `duties`."""
    return [_lost([answers[at] for answers in plans]) for at in range(len(duties))]


def _lost(answers: Sequence[Answer]) -> Lost:
    words = Counter(one.word for one in answers)
    weaker = sum(not {LOWER, OTHERWISE, OPPOSED}.isdisjoint(one.marks) for one in answers)
    return Lost(words["未见"] + words["缺漏"], words["部分"], weaker)


def lost_line(duties: Sequence[Line], plans: Sequence[Sequence[Answer]]) -> str:
    """«未见单位最多的任务：第3项“……”5个单位，……。»; empty where none is lacked in several places. What wants no
    decision where it is missing, as the superior's own work, is not named.
    """
    wanted = [[one if one.open else replace(one, word="") for one in answers] for answers in plans]
    counted = [(count.missing, at) for at, count in enumerate(lost(duties, wanted)) if count.missing >= LEAST_LOST]
    first = sorted(counted, key=lambda pair: (-pair[0], pair[1]))[:MOST_LOST]
    named = "，".join(
        f"第{at + 1}项“{shorten(duties[at].text, _LOST_LENGTH).rstrip('。；')}”{count}个单位" for count, at in first
    )
    return f"未见单位最多的任务：{named}。" if named else ""


def matrix_table(duties: Sequence[Line], plans: Sequence[tuple[str, Sequence[Answer]]], parent: str) -> Table:
    """The matrix: a row for each duty, a column for each of `plans` (its unit and its answers)."""
    answers = [each for _, each in plans]
    head = tuple(line for line in (parent, lost_line(duties, answers)) if line)
    columns = (*_PINNED, *(Column(unit, _PLACE_WIDTH, locked=True) for unit, _ in plans))
    rows = [
        _duty_row(number, line, count, [each[number - 1] for each in answers])
        for number, (line, count) in enumerate(zip(duties, lost(duties, answers), strict=True), 1)
    ]
    rows.append(row_of("", "", "需要处理的任务数", "", "", "", *(str(open_count(each)) for each in answers)))
    return Table(columns, tuple(rows), name=MATRIX, head=head, foot=LEGEND, pinned=len(_PINNED))


def open_count(answers: Sequence[Answer]) -> int:
    """How many duties of a plan want a decision."""
    return sum(one.open for one in answers)


def _duty_row(number: int, line: Line, count: Lost, answers: Sequence[Answer]) -> Row:
    counts = (str(one or "") for one in (count.missing, count.partial, count.weaker))
    words = ("\n".join(one.words) for one in answers)
    row = row_of(str(number), line.where, shorten(line.text, TASK_LENGTH), *counts, *words)
    looks = tuple((tint_of(one), one.open) for one in answers)
    return Row(row.cells, looks=(*((None, False),) * len(_PINNED), *looks))
