"""贯彻落实对照表 and 本级新增内容表 as a Document of Tables: what reviewers print, fill in and send back."""

from __future__ import annotations

from itertools import accumulate

from wenjian.model.coverage import Coverage, DutyCoverage, Evidence
from wenjian.model.document import Block, Column, Document, Row, Span, Table
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import BlockKind, Role, Settlement, Verdict
from wenjian.reports.words import (
    BURDEN_CLASSES,
    conclusion,
    difference_text,
    engine_line,
    parent_line,
    problems,
    summary_line,
    titled,
)
from wenjian.text.normal import bracketed, shorten

COMPARISON = "贯彻落实对照表"
ADDITIONS = "本级新增内容表"
PROBLEMS = "其他问题表"

WORTH_PRINTING = 0.6
"""Share of the best evidence's score from which another passage is printed; JSON holds them all."""

LONGEST_QUOTE = 150
MOST_QUOTED = 240
"""Characters of one quoted passage and of all in a row: a row must fit on a page. JSON and html hold the rest."""

OPINIONS = ("采纳", "不采纳", "待定")
KEEP = ("是", "否", "待定")

COMPARISON_COLUMNS = (
    Column("序号", 10, locked=True),
    Column("上级文件要求（原文，条款）", 58, locked=True),
    Column("本文件对应内容（原文，条款）", 58, locked=True),
    Column("办理结论", 20, locked=True),
    Column("差异及说明", 36),
    Column("建议修改文字", 36),
    Column("审核意见", 18, choices=OPINIONS),
    Column("修改情况", 21),
)
"""Widths in millimetres: 257 together, an A4 page in landscape with 20 mm margins."""

ADDITION_COLUMNS = (
    Column("序号", 10, locked=True),
    Column("新增内容（条款）", 110, locked=True),
    Column("类别", 27, locked=True),
    Column("依据", 40),
    Column("是否保留", 20, choices=KEEP),
    Column("说明", 50),
)


PROBLEM_COLUMNS = (
    Column("序号", 10, locked=True),
    Column("位置", 50, locked=True),
    Column("问题", 100, locked=True),
    Column("办法", 77, locked=True),
    Column("修改情况", 20),
)


def comparison(coverage: Coverage, *, date: str = "", person: str = "") -> Document:
    """《贯彻落实对照表》, under it 《本级新增内容表》 and 《其他问题表》 where there is something to say.

    Without `date` or `person` their place is left blank.
    """
    following = []
    if coverage.added:
        following.append(under(ADDITIONS, "b002", additions_table(coverage)))
    if problems(coverage):
        following.append(under(PROBLEMS, "b003", problems_table(coverage)))
    return Document(
        elements=Elements(title=COMPARISON),
        blocks=(Block(id="b001", kind=BlockKind.TABLE, table=comparison_table(coverage, date, person)),),
        attachments=tuple(following),
        name=COMPARISON,
        source=coverage.document_source,
        landscape=True,
    )


def under(name: str, block: str, table: Table) -> Document:
    """A table as a paper of its own, printed under another."""
    return Document(
        elements=Elements(title=name),
        blocks=(Block(id=block, kind=BlockKind.TABLE, table=table),),
        role=Role.ENCLOSED,
        name=name,
        landscape=True,
    )


def comparison_table(coverage: Coverage, date: str = "", person: str = "") -> Table:
    """One row for each duty, in the parent's order."""
    rows = tuple(_row(number, duty) for number, duty in enumerate(coverage.duties, 1))
    return Table(
        columns=COMPARISON_COLUMNS,
        rows=rows,
        name=COMPARISON,
        head=(
            parent_line(coverage),
            f"本级文件：{titled(coverage.document_title, coverage.document_number)}",
            f"核对日期：{date or '　　　　年　　月　　日'}　　核对人：{person or '　　　　　　'}",
            summary_line(coverage),
        ),
        foot=(
            "办理结论由程序按文字比对提出，以人工审核为准；“审核意见”填采纳、不采纳或待定。",
            engine_line(coverage),
        ),
    )


def _row(number: int, duty: DutyCoverage) -> Row:
    return Row(
        cells=tuple(
            (Span(text),)
            for text in (
                str(number),
                f"{duty.text}{bracketed(duty.where)}",
                evidence_text(duty),
                conclusion(duty),
                difference_text(duty),
                suggestion_text(duty),
                "",
                "",
            )
        ),
        duties=(duty.ref,),
    )


def suggestion_text(duty: DutyCoverage) -> str:
    """建议修改文字; for a missing duty the superior's wording stands in the second column already."""
    return "按上级原文补充（见第2栏）。" if duty.suggestion and duty.verdict is Verdict.MISSING else duty.suggestion


def evidence_text(duty: DutyCoverage) -> str:
    """The child's provisions with their places, one a line; for a missing duty the nearest one, said to be no more."""
    if duty.verdict is Verdict.WAIVED:
        return "（无需对应）"
    if duty.verdict is Verdict.MISSING:
        if duty.settlement is Settlement.TO_CONFIRM and duty.nearest:
            return f"（可能对应）{duty.nearest.text}{bracketed(duty.nearest.where)}"
        return "（无）"
    return "\n".join(f"{shorten(one.text, LONGEST_QUOTE)}{bracketed(one.where)}" for one in telling(duty))


def carrying(duty: DutyCoverage) -> tuple[Evidence, ...]:
    """The evidence that carries the duty, without passages that carry far less than the first; none for a duty that
    the paper does not carry or need not.
    """
    if duty.verdict in {Verdict.WAIVED, Verdict.MISSING}:
        return ()
    best = max((one.score for one in duty.evidence), default=0.0)
    return tuple(one for one in duty.evidence if one.score >= WORTH_PRINTING * best)


def telling(duty: DutyCoverage) -> tuple[Evidence, ...]:
    """The evidence worth printing: what carries the duty, and no more of it than a row holds."""
    worth = carrying(duty)
    lengths = accumulate(min(len(one.text), LONGEST_QUOTE) for one in worth)
    return tuple(one for one, length in zip(worth, lengths, strict=True) if one is worth[0] or length <= MOST_QUOTED)


def additions_table(coverage: Coverage) -> Table:
    """The plan's own additions, in reading order; only the burden classes ask for a basis."""
    rows = tuple(
        Row(
            cells=tuple(
                (Span(text),)
                for text in (
                    str(number),
                    f"{one.text}{bracketed(one.where)}",
                    one.kind.chinese,
                    "",
                    "",
                    "请确认依据或删除。" if one.kind in BURDEN_CLASSES else "",
                )
            )
        )
        for number, one in enumerate(coverage.added, 1)
    )
    return Table(
        columns=ADDITION_COLUMNS,
        rows=rows,
        name=ADDITIONS,
        head=(f"本级文件：{titled(coverage.document_title, coverage.document_number)}",),
        foot=("本级新增内容属正常；只有新增报表台账、新增考核、新增留痕需要写明依据。",),
    )


def problems_table(coverage: Coverage) -> Table:
    """What is wrong with the paper besides its duties: 行文权限, unreadable parts, decisions that fit nothing."""
    rows = tuple(
        Row(
            cells=tuple(
                (Span(text),) for text in (str(number), one.place.label or str(one.place), one.message, one.hint, "")
            )
        )
        for number, one in enumerate(problems(coverage), 1)
    )
    return Table(
        columns=PROBLEM_COLUMNS,
        rows=rows,
        name=PROBLEMS,
        head=(f"本级文件：{titled(coverage.document_title, coverage.document_number)}",),
    )
