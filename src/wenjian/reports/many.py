"""《各乡镇方案审核汇总表》: many plans checked against one directive, a row for each; what they say alike; and, in
`matrix`, the duties beside the places.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from wenjian.model.coverage import Coverage, DutyCoverage, Engine
from wenjian.model.directive import Directive
from wenjian.model.document import Column, Document, Row, Table
from wenjian.model.vocabulary import Settlement
from wenjian.reports.matrix import Answer, Line, answer_of, lost, lost_line, matrix_table
from wenjian.reports.sheets import row_of, sheet, under
from wenjian.reports.words import DONE, Tier, settlement_counts, tier_of, title_line
from wenjian.text.normal import shorten

SUMMARY = "各乡镇方案审核汇总表"
ALIKE = "各乡镇方案雷同内容表"

COLUMNS = (
    Column("序号", 10, locked=True),
    Column("乡镇", 27, locked=True),
    Column("报送时间", 31),
    Column("总任务", 13, locked=True),
    Column("已落实", 13, locked=True),
    Column("部分", 12, locked=True),
    Column("未见", 12, locked=True),
    Column("低于", 12, locked=True),
    Column("高于（请核）", 17, locked=True),
    Column("与县方案重复率", 18, locked=True),
    Column("与其他单位方案相同", 29, locked=True),
    Column("审核意见", 16, choices=("已出", "未出")),
    Column("说明", 47, locked=True),
)
"""Widths in millimetres: 257 together, an A4 page in landscape with 20 mm margins."""

FOOT = (
    "“报送时间”取方案的成文日期；“已落实”含细化、列入分解表；“低于”“高于”是有这种差异的任务数（“低于”含口径不一致）。",
    "“总任务”中其余的为待核、随文转发、按文件执行、另文落实、不涉及本地等，见“说明”。",
    "“与县方案重复率”是与上级任务原文基本相同的句子占方案正文字数的比例。",
    "“与其他单位方案相同”是相同、相近的句子占自拟内容（上级原文不计）的比例，列出最可能同出一稿的单位。",
    "“独有”指不超过三个单位这样写的句子；谁抄谁须由人判断。",
)

ALIKE_COLUMNS = (
    Column("序号", 10),
    Column("乡镇", 30),
    Column("相同的单位", 36),
    Column("占自拟内容", 22),
    Column("相同句数", 17),
    Column("其中独有", 17),
    Column("相同的句子（独有的在前）", 125),
)

SHARE_SHOWN = 0.05
"""The share of a plan's own words from which what it has in common with another one is worth a word."""

MOST_NAMED = 3
"""Units named where several hold the same."""

QUOTE = 90
"""Characters of a common sentence that are quoted."""

_CARRIED = (*DONE, Settlement.IN_TABLE)
_ABSENT = (Settlement.NOT_FOUND, Settlement.CONFIRMED_GAP)
_COUNTED = (*_CARRIED, *_ABSENT, Settlement.PARTLY)


@dataclass(frozen=True, slots=True)
class Tally:
    """What the check of one plan found: duties in all and by settlement, duties with differences, `faults` of the
    paper itself, and `quoted`, the share (0–1) of the plan's words in the superior's sentences.
    """

    duties: int
    covered: int
    partial: int
    missing: int
    other: int
    weaker: int
    stricter: int
    quoted: float
    faults: int = 0


@dataclass(frozen=True, slots=True)
class Common:
    """What a plan has in common with another unit's plan: its share (0–1) of the plan's own words, the number of its
    sentences, how many of these hardly anybody else has, the unit or the units that have just as much, and the longest
    sentences.
    """

    share: float
    sentences: int
    few: int
    units: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan: its file, whose it is, its date, and its tally; `error` says why it was not checked. `letter`: whether
    its 审核意见 was written. `remarks` are what a reviewer has to know of the paper, `others` the words for duties
    settled otherwise («待核2»), `answers` one for each duty. `is_plan` is false for what is no plan of its unit at all.
    """

    file: str
    unit: str
    date: str = ""
    tally: Tally | None = None
    letter: bool = False
    error: str = ""
    remarks: tuple[str, ...] = ()
    others: str = ""
    answers: tuple[Answer, ...] = ()
    common: Common | None = None
    is_plan: bool = True

    @property
    def name(self) -> str:
        """The unit, else the file."""
        return self.unit or self.file


@dataclass(frozen=True, slots=True)
class Summary:
    """Plans in the order of their files' names, the units of which none is there, and the superior's duties."""

    directive: Directive
    engine: Engine
    plans: tuple[Plan, ...]
    missing_units: tuple[str, ...] = ()
    duties: tuple[Line, ...] = ()

    @property
    def checked(self) -> tuple[Plan, ...]:
        """The plans that were checked, their names told apart where one unit has several."""
        plans = [plan for plan in self.plans if plan.tally is not None]
        names = [plan.name for plan in plans]
        return tuple(
            plan
            if names.count(plan.name) == 1
            else replace(plan, unit=f"{plan.name}（{names[: at + 1].count(plan.name)}）")
            for at, plan in enumerate(plans)
        )


def tally(coverage: Coverage, faults: int = 0) -> Tally:
    """The figures of one plan; `faults` are the problems of the paper itself."""
    counts = settlement_counts(coverage)
    covered = sum(counts.get(one, 0) for one in _CARRIED)
    partial = counts.get(Settlement.PARTLY, 0)
    missing = sum(counts.get(one, 0) for one in _ABSENT)
    tiers = [{tier_of(one) for one in duty.deviations} for duty in coverage.duties]
    return Tally(
        duties=len(coverage.duties),
        covered=covered,
        partial=partial,
        missing=missing,
        other=len(coverage.duties) - covered - partial - missing,
        weaker=sum(Tier.CHANGE in one for one in tiers),
        stricter=sum(Tier.LOOK in one for one in tiers),
        quoted=coverage.quoted,
        faults=faults,
    )


def other_words(coverage: Coverage) -> str:
    """«待核2、不涉及本地1»: what is neither 已落实 nor 部分 nor 未见."""
    counts = settlement_counts(coverage)
    return "、".join(f"{one.chinese}{counts[one]}" for one in Settlement if one not in _COUNTED and counts.get(one))


def answers_of(duties: Sequence[DutyCoverage]) -> tuple[Answer, ...]:
    """One answer for each duty, in their order."""
    return tuple(map(answer_of, duties))


def headline(summary: Summary) -> str:
    """«共3份方案，核对2份，1份没有核对；未报1个单位：北山镇。»"""
    checked = sum(plan.tally is not None for plan in summary.plans)
    failed = len(summary.plans) - checked
    words = f"共{len(summary.plans)}份方案，核对{checked}份" + (f"，{failed}份没有核对" if failed else "")
    units = summary.missing_units
    return words + (f"；未报{len(units)}个单位：{'、'.join(units)}。" if units else "。")


def parent_words(summary: Summary) -> str:
    """«上级文件：标题（字号）»."""
    return f"上级文件：{title_line(summary.directive.title, summary.directive.number)}"


def lost_words(summary: Summary) -> str:
    """Which duties most places lack; empty where none is lacked."""
    return lost_line(summary.duties, [plan.answers for plan in summary.checked])


def many_document(summary: Summary) -> Document:
    """The summary as a table in landscape, under it what plans say alike."""
    table = Table(COLUMNS, tuple(_rows(summary)), name=SUMMARY, head=_head(summary), foot=FOOT)
    alike = tuple(_alike_rows(summary))
    following = (under(ALIKE, "b002", Table(ALIKE_COLUMNS, alike, name=ALIKE)),) if alike else ()
    return sheet(SUMMARY, table, following)


def many_workbook(summary: Summary) -> Document:
    """The summary with the duties beside the places: what a workbook holds, too wide for a paper of fixed columns."""
    document = many_document(summary)
    plans = summary.checked
    if not plans:
        return document
    table = matrix_table(summary.duties, [(plan.unit, plan.answers) for plan in plans], parent_words(summary))
    first, *rest = (under(table.name, "b002", table), *document.attachments)
    renumbered = (
        replace(one, blocks=(replace(one.blocks[0], id=f"b{number:03}"),)) for number, one in enumerate(rest, 3)
    )
    return replace(document, attachments=(first, *renumbered))


def _head(summary: Summary) -> tuple[str, ...]:
    return tuple(line for line in (parent_words(summary), headline(summary), lost_words(summary)) if line)


def _rows(summary: Summary) -> Iterator[Row]:
    yield from (row_of(*texts) for texts in table_rows(summary))


def table_rows(summary: Summary) -> Iterator[tuple[str, ...]]:
    """The rows of the table, the units of which no plan is there last."""
    for number, plan in enumerate(summary.plans, 1):
        yield str(number), plan.unit, plan.date, *_figures(plan), *_ending(plan)
    blank = ("",) * (len(COLUMNS) - 4)
    for number, unit in enumerate(summary.missing_units, len(summary.plans) + 1):
        yield str(number), unit, "未报", *blank, "没有方案"


def _figures(plan: Plan) -> tuple[str, ...]:
    one = plan.tally
    if one is None:
        return ("",) * 8
    counts = (one.duties, one.covered, one.partial, one.missing, one.weaker, one.stricter)
    return (*map(str, counts), f"{one.quoted:.0%}", common_words(plan))


def _ending(plan: Plan) -> tuple[str, str]:
    if plan.tally is None:
        return "", "\n".join(explained(plan))
    return "已出" if plan.letter else "未出", "\n".join(explained(plan))


def common_words(plan: Plan) -> str:
    """«38%：青河镇，独有4句»; empty where there is next to nothing."""
    one = plan.common
    if one is None or one.share < SHARE_SHOWN:
        return ""
    named = "、".join(one.units[:MOST_NAMED])
    named += f"等{len(one.units)}个单位" if len(one.units) > MOST_NAMED else ""
    return f"{one.share:.0%}：{named}" + (f"，独有{one.few}句" if one.few else "")


def explained(plan: Plan) -> tuple[str, ...]:
    """What 说明 says of a plan, line by line: its file, what is to be known of the paper, the rest of its duties."""
    lines = [plan.file]
    if plan.error:
        lines.append(f"没有核对：{plan.error}")
    lines += plan.remarks
    if plan.others:
        lines.append(f"其余任务：{plan.others}")
    if plan.tally and plan.tally.faults:
        lines.append(f"文稿其他问题{plan.tally.faults}处")
    return tuple(lines)


def _alike_rows(summary: Summary) -> Iterator[Row]:
    plans = [plan for plan in summary.plans if plan.common and plan.common.share >= SHARE_SHOWN]
    ordered = sorted(plans, key=lambda plan: (-plan.common.few, -plan.common.share) if plan.common else (0, 0.0))
    for number, plan in enumerate(ordered, 1):
        one = plan.common
        assert one is not None
        quotes = "\n".join(f"{at}. {shorten(text, QUOTE)}" for at, text in enumerate(one.quotes, 1))
        units = common_words(plan).partition("：")[2].partition("，")[0]
        counts = (f"{one.share:.0%}", str(one.sentences), str(one.few or ""))
        yield row_of(str(number), plan.name, units, *counts, quotes)


def format_many_text(summary: Summary) -> str:
    """The summary in lines."""
    lines = [*_head(summary), ""]
    for number, plan in enumerate(summary.plans, 1):
        name = f"{plan.unit}（{plan.file}）" if plan.unit else plan.file
        one = plan.tally
        if one is None:
            lines.append("；".join([f"{number}. {name}：没有核对，{plan.error}", *plan.remarks]))
            continue
        common = common_words(plan)
        parts = (
            f"{number}. {name}：任务{one.duties}项，已落实{one.covered}，部分{one.partial}，未见{one.missing}",
            f"其余{plan.others}" if plan.others else "",
            f"低于{one.weaker}，高于（请核）{one.stricter}",
            f"与县方案重复率{one.quoted:.0%}",
            f"与其他单位方案相同{common.replace('：', '（', 1)}）" if common else "",
            f"审核意见{'已出' if plan.letter else '未出'}",
            *plan.remarks,
        )
        lines.append("；".join(part for part in parts if part))
    lines += ["", *FOOT] if summary.plans else []
    return "\n".join(lines) + "\n"


def format_many_json(summary: Summary) -> str:
    """The summary in plain values."""
    data = {
        "engine": asdict(summary.engine),
        "directive": {
            "id": summary.directive.id,
            "title": summary.directive.title,
            "number": summary.directive.number,
            "source": summary.directive.source,
        },
        "plans": [asdict(plan) for plan in summary.plans],
        "missing_units": list(summary.missing_units),
        "duties": [
            {"id": line.id, "where": line.where, "text": line.text, **asdict(count)}
            for line, count in zip(summary.duties, lost(summary.duties, _all_answers(summary)), strict=True)
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _all_answers(summary: Summary) -> list[tuple[Answer, ...]]:
    return [plan.answers for plan in summary.checked]


def _xlsx(summary: Summary) -> bytes:
    from wenjian.reports import document_xlsx

    return document_xlsx(many_workbook(summary))


def _docx(summary: Summary) -> bytes:
    from wenjian.reports import document_docx

    return document_docx(many_document(summary))


def _html(summary: Summary) -> str:
    from wenjian.reports.many_page import format_many_html

    return format_many_html(summary)


MANY_REPORTS: dict[str, Callable[[Summary], str | bytes]] = {
    "text": format_many_text,
    "json": format_many_json,
    "xlsx": _xlsx,
    "docx": _docx,
    "html": _html,
}
"""Name of a format → many checked plans in it."""
