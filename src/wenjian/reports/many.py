"""《各乡镇方案审核汇总表》: many plans checked against one directive, a row for each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from wenjian.model.coverage import Coverage, Engine
from wenjian.model.directive import Directive
from wenjian.model.document import Column, Document, Row, Table
from wenjian.model.vocabulary import Settlement
from wenjian.reports.sheets import row_of, sheet
from wenjian.reports.words import DONE, Tier, settlement_counts, tier_of, titled

SUMMARY = "各乡镇方案审核汇总表"

COLUMNS = (
    Column("序号", 10, locked=True),
    Column("乡镇", 32, locked=True),
    Column("报送时间", 33),
    Column("总任务", 15, locked=True),
    Column("已落实", 15, locked=True),
    Column("部分", 12, locked=True),
    Column("未见", 12, locked=True),
    Column("其他", 12, locked=True),
    Column("低于", 12, locked=True),
    Column("高于（请核）", 20, locked=True),
    Column("与上级重复率", 20, locked=True),
    Column("审核意见", 18, choices=("已出", "未出")),
    Column("文件", 46, locked=True),
)
"""Widths in millimetres: 257 together, an A4 page in landscape with 20 mm margins."""

FOOT = (
    "“报送时间”取方案的成文日期；“已落实”含细化、列入分解表；“低于”“高于”是有这种差异的任务数。",
    "“其他”为待核、随文转发、按文件执行、另文落实、不涉及本地等。",
    "“与上级重复率”是与上级任务原文基本相同的句子占方案正文字数的比例。",
)

_CARRIED = (*DONE, Settlement.IN_TABLE)
_ABSENT = (Settlement.NOT_FOUND, Settlement.CONFIRMED_GAP)


@dataclass(frozen=True, slots=True)
class Tally:
    """What the check of one plan found: duties in all and by settlement, duties with differences, and `quoted`, the
    share (0–1) of the plan's words in the superior's sentences.
    """

    duties: int
    covered: int
    partial: int
    missing: int
    other: int
    weaker: int
    stricter: int
    quoted: float


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan: its file, whose it is, its date, and its tally; `error` says why it was not checked. `letter`: whether
    its 审核意见 was written.
    """

    file: str
    unit: str
    date: str = ""
    tally: Tally | None = None
    letter: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """Plans in the order of their files' names, and the units of which none is there."""

    directive: Directive
    engine: Engine
    plans: tuple[Plan, ...]
    missing_units: tuple[str, ...] = ()


def tally(coverage: Coverage) -> Tally:
    """The figures of one plan."""
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
    )


def headline(summary: Summary) -> str:
    """«共3份方案，核对2份，1份没有核对；未报1个单位：北山镇。»"""
    checked = sum(plan.tally is not None for plan in summary.plans)
    failed = len(summary.plans) - checked
    words = f"共{len(summary.plans)}份方案，核对{checked}份" + (f"，{failed}份没有核对" if failed else "")
    units = summary.missing_units
    return words + (f"；未报{len(units)}个单位：{'、'.join(units)}。" if units else "。")


def many_document(summary: Summary) -> Document:
    """The summary as one table in landscape."""
    head = (f"上级文件：{titled(summary.directive.title, summary.directive.number)}", headline(summary))
    table = Table(COLUMNS, tuple(_rows(summary)), name=SUMMARY, head=head, foot=FOOT)
    return sheet(SUMMARY, table)


def _rows(summary: Summary) -> Iterator[Row]:
    for number, plan in enumerate(summary.plans, 1):
        letter = "已出" if plan.letter else "未出" if plan.tally else ""
        yield _row(str(number), plan.unit, plan.date, *_figures(plan), letter, _file(plan))
    for number, unit in enumerate(summary.missing_units, len(summary.plans) + 1):
        yield _row(str(number), unit, "未报")


def _row(*texts: str) -> Row:
    return row_of(*texts, *[""] * (len(COLUMNS) - len(texts)))


def _figures(plan: Plan) -> tuple[str, ...]:
    one = plan.tally
    if one is None:
        return ("",) * 8
    counts = (one.duties, one.covered, one.partial, one.missing, one.other, one.weaker, one.stricter)
    return (*map(str, counts), f"{one.quoted:.0%}")


def _file(plan: Plan) -> str:
    return f"{plan.file}（没有核对：{plan.error}）" if plan.error else plan.file


def format_many_text(summary: Summary) -> str:
    """The summary in lines."""
    lines = [f"上级文件：{titled(summary.directive.title, summary.directive.number)}", headline(summary), ""]
    for number, plan in enumerate(summary.plans, 1):
        name = f"{plan.unit}（{plan.file}）" if plan.unit else plan.file
        one = plan.tally
        if one is None:
            lines.append(f"{number}. {name}：没有核对，{plan.error}")
            continue
        lines.append(
            f"{number}. {name}：任务{one.duties}项，已落实{one.covered}，部分{one.partial}，未见{one.missing}，"
            f"其他{one.other}；低于{one.weaker}，高于（请核）{one.stricter}；与上级重复率{one.quoted:.0%}；"
            f"审核意见{'已出' if plan.letter else '未出'}"
        )
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
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _xlsx(summary: Summary) -> bytes:
    from wenjian.reports import document_xlsx

    return document_xlsx(many_document(summary))


def _docx(summary: Summary) -> bytes:
    from wenjian.reports import document_docx

    return document_docx(many_document(summary))


def _html(summary: Summary) -> bytes:
    from wenjian.writers import write_html

    return write_html(many_document(summary))


MANY_REPORTS: dict[str, Callable[[Summary], str | bytes]] = {
    "text": format_many_text,
    "json": format_many_json,
    "xlsx": _xlsx,
    "docx": _docx,
    "html": _html,
}
"""Name of a format → many checked plans in it."""
