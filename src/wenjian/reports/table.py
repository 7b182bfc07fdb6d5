"""贯彻落实对照表 and 本级新增内容表 as a Document of Tables: what reviewers print, fill in and send back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from wenjian.coverage.decisions import evidence_fingerprint
from wenjian.model import marks
from wenjian.model.coverage import Added, AdditionReview, Coverage, Decision, DutyCoverage, Evidence, Review
from wenjian.model.document import Column, Document, Row, Span, Table
from wenjian.model.marks import AdditionMark, DutyMark
from wenjian.model.vocabulary import DecisionSource, Keep, Opinion, Settlement, Verdict
from wenjian.reports.differing import HOW_MARKED, carrying, duty_marks, paper_marks, stressed
from wenjian.reports.sheets import sheet, under
from wenjian.reports.words import (
    conclusion,
    difference_text,
    engine_line,
    parent_line,
    problems,
    summary_line,
    title_line,
    wants_basis,
)
from wenjian.text.normal import bracketed, fingerprint, shorten

COMPARISON = "贯彻落实对照表"
ADDITIONS = "本级新增内容表"
PROBLEMS = "其他问题表"

LONGEST_QUOTE = 150
MOST_QUOTED = 240
"""Characters of one quoted passage and of all in a row: a row must fit on a page. JSON and html hold the rest."""

OPINIONS = tuple(word.chinese for word in Opinion)
KEEP = tuple(word.chinese for word in Keep)
CONCLUSIONS = tuple(word.chinese for word in marks.DECIDABLE)

COMPARISON_COLUMNS = (
    Column("序号", 10, locked=True),
    Column(marks.ASKED, 58, locked=True, stressed=True),
    Column("本文件对应内容（原文，条款）", 58, locked=True, stressed=True),
    Column("办理结论", 20, locked=True),
    Column("差异及说明", 36),
    Column(marks.WORDING, 36),
    Column(marks.OPINION, 18, choices=OPINIONS),
    Column(marks.CHANGE, 21),
)
"""Widths in millimetres: 257 together, an A4 page in landscape with 20 mm margins."""

FILLABLE_WIDTHS = (11, 42, 42, 18, 30, 27, 14, 14)
DECISION_COLUMNS = (
    Column(marks.CONCLUSION, 17, choices=CONCLUSIONS),
    Column(marks.REASON, 20),
    Column(marks.SIGNED, 22),
)
"""What the sheet that is filled in has beside the printed columns, in the same 257 mm."""

ADDITION_COLUMNS = (
    Column("序号", 10, locked=True),
    Column(marks.ADDITION, 110, locked=True),
    Column("类别", 27, locked=True),
    Column(marks.BASIS, 40),
    Column(marks.KEEP, 20, choices=KEEP),
    Column(marks.NOTE, 50),
)
FILLABLE_ADDITION_WIDTHS = (11, 97, 24, 38, 20, 43)
SIGNED_COLUMN = Column(marks.SIGNED, 24)

PROBLEM_COLUMNS = (
    Column("序号", 10, locked=True),
    Column("位置", 50, locked=True),
    Column(marks.PROBLEM, 100, locked=True),
    Column("办法", 77, locked=True),
    Column(marks.CHANGE, 20),
)


def comparison(coverage: Coverage, *, date: str = "", person: str = "", fillable: bool = False) -> Document:
    """《贯彻落实对照表》, under it 《本级新增内容表》 and 《其他问题表》 where there is something to say.

    Without `date` or `person` their place is left blank. `fillable`: with the columns in which people decide and the
    marks by which the sheet is read back.
    """
    following = []
    if coverage.added:
        following.append(under(ADDITIONS, "b002", additions_table(coverage, date, person, fillable=fillable)))
    if problems(coverage):
        following.append(under(PROBLEMS, "b003", problems_table(coverage)))
    table = comparison_table(coverage, date, person, fillable=fillable)
    return sheet(COMPARISON, table, following, coverage.document_source)


def _signature_line(date: str, person: str) -> str:
    return f"核对日期：{date or '　　　　年　　月　　日'}　　核对人：{person or '　　　　　　'}"


def _narrowed(columns: Sequence[Column], widths: Sequence[float]) -> Iterator[Column]:
    return (replace(column, width=width) for column, width in zip(columns, widths, strict=True))


def comparison_table(coverage: Coverage, date: str = "", person: str = "", *, fillable: bool = False) -> Table:
    """One row for each duty, in the parent's order; `fillable` as for `comparison`."""
    columns: Sequence[Column] = COMPARISON_COLUMNS
    how = "“审核意见”填采纳、不采纳或待定。"
    if fillable:
        columns = (*_narrowed(COMPARISON_COLUMNS, FILLABLE_WIDTHS), *DECISION_COLUMNS)
        how += "“核对结论”从下拉列表中选，同意办理结论的选同一个词；“核对”写姓名和日期，全表同一人的可只填表头。"
    return Table(
        columns=tuple(columns),
        rows=tuple(_row(number, duty, fillable=fillable) for number, duty in enumerate(coverage.duties, 1)),
        name=COMPARISON,
        head=(
            parent_line(coverage),
            f"本级文件：{title_line(coverage.document_title, coverage.document_number)}",
            _signature_line(date, person),
            summary_line(coverage),
        ),
        foot=(
            f"办理结论由程序按文字比对提出，以人工审核为准；{how}",
            HOW_MARKED,
            engine_line(coverage),
        ),
    )


def _row(number: int, duty: DutyCoverage, *, fillable: bool) -> Row:
    review = duty.review or Review(duty=duty.ref)
    texts = [
        str(number),
        "",
        "",
        conclusion(duty),
        difference_text(duty),
        review.wording or suggestion_text(duty),
        review.opinion.chinese if review.opinion else "",
        review.change,
    ]
    mark = ""
    if fillable:
        texts += _decision_cells(duty, review)
        mark = str(DutyMark(duty.ref, duty.fingerprint, evidence_fingerprint(duty), duty.proposed or duty.settlement))
    cells: list[tuple[Span, ...]] = [(Span(text),) for text in texts]
    evidence = carrying(duty)
    cells[1:3] = tuple(_asked(duty, evidence)), tuple(_carried(duty, evidence))
    return Row(cells=tuple(cells), duties=(duty.ref,), mark=mark)


def _asked(duty: DutyCoverage, evidence: Iterable[Evidence]) -> Iterator[Span]:
    """The duty and its place, the words stressed that the printed evidence does not have."""
    yield from stressed(duty.text, duty_marks(duty), [one.text for one in evidence])
    yield Span(bracketed(duty.where))


def _carried(duty: DutyCoverage, evidence: Sequence[Evidence]) -> Iterator[Span]:
    """The child's provisions with their places, one a line, the words stressed in which they differ from the duty; for
    a missing duty the nearest one, said to be no more.
    """
    if duty.verdict is Verdict.WAIVED:
        yield Span("（无需对应）")
    elif duty.verdict is Verdict.MISSING:
        near = duty.nearest if duty.settlement is Settlement.TO_CONFIRM else None
        yield Span(f"（可能对应）{near.text}{bracketed(near.where)}" if near else "（无）")
    for number, one in enumerate(_telling(evidence)):
        yield Span("\n" * bool(number))
        yield from stressed(shorten(one.text, LONGEST_QUOTE), paper_marks(duty), [duty.text])
        yield Span(bracketed(one.where))


def _decision_cells(duty: DutyCoverage, review: Review) -> tuple[str, str, str]:
    """核对结论, 理由, 核对 as persons left them; what the locality's data settled is nobody's decision yet."""
    decision = duty.decision
    if decision is None or decision.source is not DecisionSource.PERSON or duty.settlement not in marks.DECIDABLE:
        return "", review.reason, _signed(review)
    return duty.settlement.chinese, decision.reason, _signed(decision)


def _signed(entry: Decision | Review | AdditionReview) -> str:
    """Name and day, each on a line: the column is narrow."""
    return f"{entry.person}\n{entry.date}".strip()


def suggestion_text(duty: DutyCoverage) -> str:
    """建议修改文字; for a missing duty the superior's wording stands in the second column already."""
    whole = duty.verdict is Verdict.MISSING and not duty.asked
    return "按上级原文补充（见第2栏）。" if duty.suggestion and whole else duty.suggestion


def _telling(worth: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Of the evidence that carries a duty no more than a row holds."""
    lengths = accumulate(min(len(one.text), LONGEST_QUOTE) for one in worth)
    return tuple(one for one, length in zip(worth, lengths, strict=True) if one is worth[0] or length <= MOST_QUOTED)


def additions_table(coverage: Coverage, date: str = "", person: str = "", *, fillable: bool = False) -> Table:
    """The plan's own additions, in reading order; only the burden classes ask for a basis. `fillable` as for
    `comparison`.
    """
    head = [f"本级文件：{title_line(coverage.document_title, coverage.document_number)}"]
    columns: Sequence[Column] = ADDITION_COLUMNS
    if fillable:
        columns = (*_narrowed(ADDITION_COLUMNS, FILLABLE_ADDITION_WIDTHS), SIGNED_COLUMN)
        head.append(_signature_line(date, person))
    return Table(
        columns=tuple(columns),
        rows=tuple(_addition_row(number, one, fillable=fillable) for number, one in enumerate(coverage.added, 1)),
        name=ADDITIONS,
        head=tuple(head),
        foot=("本级新增内容属正常；只有新增报表台账、新增考核、新增留痕需要写明依据。",),
    )


def _addition_row(number: int, one: Added, *, fillable: bool) -> Row:
    review = one.review or AdditionReview(text=one.text)
    texts = [
        str(number),
        f"{one.text}{bracketed(one.where)}",
        one.kind.chinese,
        review.basis,
        review.keep.chinese if review.keep else "",
        review.note or ("请确认依据或删除。" if wants_basis(one) else ""),
    ]
    mark = ""
    if fillable:
        texts.append(_signed(review))
        mark = str(AdditionMark(fingerprint(one.text)))
    return Row(cells=tuple((Span(text),) for text in texts), mark=mark)


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
        head=(f"本级文件：{title_line(coverage.document_title, coverage.document_number)}",),
    )
