"""汇总: what composing for many places came to: a row for each place, the duties that nothing settles and where, and
what was found how often.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from wenjian.model.coverage import Coverage, DutyCoverage
from wenjian.model.document import Column, Document, Row, Table
from wenjian.model.finding import Finding
from wenjian.model.vocabulary import Level, Settlement
from wenjian.reports.sheets import row_of, sheet, under
from wenjian.reports.words import DONE

SUMMARY = "各地起草情况汇总"
GAPS = "没有完全着落的任务"
WAITING = "补写待审的任务"
FOUND = "提示"
MOST_NAMED = 40
"""Places that one row names."""

_SETTLED = (*DONE, Settlement.IN_TABLE, Settlement.FORWARDED, Settlement.BY_REFERENCE, Settlement.OTHER_DOCUMENT)
_WAIVED = (Settlement.OTHER_ORGAN, Settlement.NOT_LOCAL, Settlement.SUPERIOR_OWN)
RESTATED = "补写待审"
UNSETTLED, HAS_RESTATED = "有任务没有着落", "有补写待审"
NOT_DONE = "没有做成"

COLUMNS = (
    Column("序号", 12),
    Column("名册行", 14),
    Column("地区", 42),
    Column("总任务", 15),
    Column("有着落", 15),
    Column("部分", 12),
    Column("未见", 12),
    Column("不需办", 15),
    Column(RESTATED, 15),
    Column("错误", 12),
    Column("警告", 12),
    Column("说明", 12),
    Column("结果", 69),
)
"""Widths in millimetres: 257 together."""
FOOT = (
    "“有着落”含补写待审、列入分解表、随文转发、按文件执行、另文落实；“未见”含待核、缺漏；“不需办”为非本单位职责、不涉及本地、上级自办。",
    "“错误”“警告”“说明”是起草时各类提示的条数，内容见该地区文件夹里的“提示.txt”。",
)
_GAP_COLUMNS = (
    Column("任务", 42),
    Column("条款", 22),
    Column("上级要求", 88),
    Column("结论", 25),
    Column("地区数", 15),
    Column("地区", 65),
)
_FOUND_COLUMNS = (
    Column("代码", 18),
    Column("程度", 14),
    Column("提示（举例）", 85),
    Column("办法", 55),
    Column("条数", 15),
    Column("地区数", 15),
    Column("地区", 55),
)


@dataclass(frozen=True, slots=True)
class Gap:
    """A duty that nothing settles in a place (未见对应内容, 待核), that waits to be reviewed (补写待审), or that is
    settled in part.
    """

    ref: str
    where: str
    text: str
    conclusion: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The duties of all directives in one place: in all, and by what became of them."""

    duties: int = 0
    settled: int = 0
    partly: int = 0
    missing: int = 0
    waived: int = 0
    restated: int = 0


@dataclass(frozen=True, slots=True)
class PlaceResult:
    """One place: the row of the roster, its folder's name, the figures, the gaps, what was found. `error` says why
    nothing was made there.
    """

    row: int
    name: str
    figures: Figures = field(default_factory=Figures)
    gaps: tuple[Gap, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: str = ""

    @property
    def is_open(self) -> bool:
        """Whether duties wait for a person: as `compose` ends with exit code 1."""
        return bool(self.waiting)

    @property
    def waiting(self) -> tuple[str, ...]:
        """In which ways duties wait for a person."""
        found = {gap.conclusion for gap in self.gaps} - {Settlement.PARTLY.chinese}
        ways = ((UNSETTLED, found - {RESTATED}), (HAS_RESTATED, found & {RESTATED}))
        return tuple(words for words, gaps in ways if gaps)


def figures_of(coverages: Iterable[Coverage], restated: Collection[str]) -> Figures:
    """The figures of one place; `restated` are the references of duties that wait to be reviewed."""
    found = [duty.settlement for coverage in coverages for duty in coverage.duties]
    settled = sum(one in _SETTLED for one in found)
    partly = sum(one is Settlement.PARTLY for one in found)
    waived = sum(one in _WAIVED for one in found)
    return Figures(len(found), settled, partly, len(found) - settled - partly - waived, waived, len(restated))


def gaps_of(
    coverages: Iterable[Coverage], unsettled: Collection[DutyCoverage], restated: Collection[str]
) -> tuple[Gap, ...]:
    """What is not settled wholly, in the order of the duties; `unsettled` are those that nothing settles."""
    return tuple(
        Gap(duty.ref, duty.where, duty.text, RESTATED if duty.ref in restated else duty.settlement.chinese)
        for coverage in coverages
        for duty in coverage.duties
        if duty.ref in restated or duty in unsettled or (duty.settlement is Settlement.PARTLY and duty.decision is None)
    )


def headline(results: Sequence[PlaceResult]) -> str:
    """«共3个地区，做成2个，其中1个有任务没有着落，2个有补写待审；没有做成1个。»"""
    failed = sum(bool(one.error) for one in results)
    words = f"共{len(results)}个地区，做成{len(results) - failed}个"
    counts = ((sum(way in one.waiting for one in results), way) for way in (UNSETTLED, HAS_RESTATED))
    waiting = "，".join(f"{count}个{way}" for count, way in counts if count)
    words += f"，其中{waiting}" if waiting else ""
    return words + (f"；没有做成{failed}个。" if failed else "。")


def batch_document(results: Sequence[PlaceResult], titles: Sequence[str]) -> Document:
    """The summary as tables in landscape; `titles` are the parents as reports print them."""
    head = (f"上级文件：{'、'.join(titles) or '无'}", headline(results))
    following = []
    if gaps := list(_gap_rows(results)):
        name = _gaps_name(results)
        following.append(under(name, "b002", Table(_GAP_COLUMNS, tuple(gaps), name=name)))
    if told := list(_found_rows(results)):
        following.append(under(FOUND, "b003", Table(_FOUND_COLUMNS, tuple(told), name=FOUND)))
    rows = tuple(_row(number, one) for number, one in enumerate(results, 1))
    return sheet(SUMMARY, Table(COLUMNS, rows, name=SUMMARY, head=head, foot=FOOT), following)


def format_batch_text(results: Sequence[PlaceResult], titles: Sequence[str]) -> str:
    """The summary in lines."""
    lines = [f"上级文件：{'、'.join(titles) or '无'}", headline(results), ""]
    for number, one in enumerate(results, 1):
        lines.append(f"{number}. {one.name}（名册第{one.row}行）：{_in_words(one)}")
    if gaps := list(_gap_rows(results)):
        lines += ["", f"{_gaps_name(results)}："]
        lines += ["　".join(part for part in row.texts() if part) for row in gaps]
    return "\n".join(lines) + "\n"


def _in_words(one: PlaceResult) -> str:
    if one.error:
        return f"{NOT_DONE}，{one.error}"
    here = one.figures
    return (
        f"任务{here.duties}项，有着落{here.settled}，部分{here.partly}，未见{here.missing}，不需办{here.waived}，"
        f"{RESTATED}{here.restated}；{'，'.join(f'{name}{count}' for name, count in _counts(one))}"
    )


def _counts(one: PlaceResult) -> list[tuple[str, int]]:
    return [(level.chinese, sum(finding.level is level for finding in one.findings)) for level in Level]


def _row(number: int, one: PlaceResult) -> Row:
    start = (str(number), str(one.row), one.name)
    if one.error:
        return row_of(*start, *[""] * 9, f"{NOT_DONE}：{one.error}")
    here = one.figures
    figures = (here.duties, here.settled, here.partly, here.missing, here.waived, here.restated)
    counts = (count for _, count in _counts(one))
    return row_of(*start, *map(str, figures), *map(str, counts), "，".join(one.waiting) or "已起草")


def _gaps_name(results: Sequence[PlaceResult]) -> str:
    """What the table of gaps is called, by what stands in it."""
    found = {gap.conclusion for one in results for gap in one.gaps}
    return "、".join([*([GAPS] if found - {RESTATED} else []), *([WAITING] if RESTATED in found else [])])


def _gap_rows(results: Sequence[PlaceResult]) -> Iterator[Row]:
    """Each duty with the places where it has no place, by reference and conclusion."""
    names: dict[Gap, list[str]] = {}
    for one in results:
        for gap in one.gaps:
            names.setdefault(gap, []).append(one.name)
    made = sum(not one.error for one in results)
    for gap in sorted(names, key=lambda one: (one.ref, one.conclusion)):
        yield row_of(gap.ref, gap.where, gap.text, gap.conclusion, str(len(names[gap])), _named(names[gap], made))


def _found_rows(results: Sequence[PlaceResult]) -> Iterator[Row]:
    """Each code with how often and where it was found, the graver first; its first finding stands for all."""
    first: dict[str, Finding] = {}
    where: dict[str, list[str]] = {}
    for one in results:
        for finding in one.findings:
            first.setdefault(finding.code, finding)
            where.setdefault(finding.code, []).append(one.name)
    levels = list(Level)
    for code, finding in sorted(first.items(), key=lambda one: (levels.index(one[1].level), one[0])):
        names = dict.fromkeys(where[code])
        counts = (str(len(where[code])), str(len(names)))
        yield row_of(code, finding.level.chinese, finding.message, finding.hint, *counts, _named(names, len(results)))


def _named(names: Iterable[str], of: int) -> str:
    listed = list(names)
    if len(listed) == of > 1:
        return "全部"
    rest = f"等{len(listed)}个" if len(listed) > MOST_NAMED else ""
    return "、".join(listed[:MOST_NAMED]) + rest
