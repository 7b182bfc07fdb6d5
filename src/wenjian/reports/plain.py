"""The report for a terminal: the summary, what wants a decision, and the rest in counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wenjian.model.coverage import Coverage, DutyCoverage
from wenjian.model.diff import Chain
from wenjian.model.finding import Finding
from wenjian.model.vocabulary import Verdict
from wenjian.reports.chain import chain_lines
from wenjian.reports.differing import is_told_otherwise
from wenjian.reports.urgency import open_items, slight_items
from wenjian.reports.words import (
    Tier,
    as_several,
    conclusion,
    deviation_sentence,
    engine_line,
    parent_line,
    problems,
    settlement_counts,
    summary_line,
    tier_of,
    title_line,
    wants_basis,
)
from wenjian.text.normal import shorten

MOST_SHOWN = 10


def format_text(coverages: Coverage | Iterable[Coverage], chain: Chain | None = None) -> str:
    """The report in lines, without colour."""
    parts = [_lines(one) for one in as_several(coverages)]
    if chain is not None:
        parts.append(chain_lines(chain))
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _lines(coverage: Coverage) -> list[str]:
    lines = [
        parent_line(coverage),
        f"本级文件：{title_line(coverage.document_title, coverage.document_number)}"
        + (f"　（文件中共有{coverage.documents}份公文）" if coverage.documents > 1 else ""),
        summary_line(coverage),
    ]
    wanting = open_items(coverage)
    if wanting:
        lines += ["", f"需要处理的事项（{len(wanting)}项）："]
        for number, duty in enumerate(wanting[:MOST_SHOWN], 1):
            lines += _item(number, duty)
        if len(wanting) > MOST_SHOWN:
            lines.append(f"……另有{len(wanting) - MOST_SHOWN}项，见对照表。")
    others = problems(coverage)
    if others:
        lines += ["", f"文稿其他问题（{len(others)}处）："]
        lines += [f"{number}. {_spot(finding)}{finding.message}" for number, finding in enumerate(others, 1)]
    if not wanting and not others:
        lines += ["", "没有需要处理的事项。"]
    return [*lines, "", *_folded(coverage, wanting)]


def _spot(finding: Finding) -> str:
    return f"{finding.place.label}：" if finding.place.label else ""


def _item(number: int, duty: DutyCoverage) -> list[str]:
    where = f"{duty.where} " if duty.where else ""
    lines = [f"{number}. {duty.id} {where}[{conclusion(duty)}] {shorten(duty.text, 60)}"]
    if duty.note:
        lines.append(f"   {duty.note}")
    lines += [f"   {deviation_sentence(one, duty)}" for one in duty.deviations if tier_of(one) is not Tier.NOTE]
    if duty.suggestion and duty.verdict is not Verdict.MISSING:
        lines.append(f"   建议：{shorten(duty.suggestion, 80)}")
    return lines


def _folded(coverage: Coverage, wanting: Sequence[DutyCoverage]) -> list[str]:
    notes = sum(tier_of(one) is Tier.NOTE for duty in coverage.duties for one in duty.deviations)
    burdens = sum(map(wants_basis, coverage.added))
    counts = settlement_counts(coverage)
    slight = slight_items(coverage)
    quiet = len(coverage.duties) - len(wanting) - slight
    lines = [f"可以抽看：大部分已写，或上级只是提倡、概括、自己要做的任务{slight}项，见对照表。"] if slight else []
    if quiet or notes:
        lines.append(f"不需处理：任务{quiet}项，细化等说明{notes}处。")
    if otherwise := sum(is_told_otherwise(duty) for duty in coverage.duties if duty not in wanting):
        lines.append(f"其中已落实而用词与上级不同的{otherwise}项，是不是一个意思请对照看（对照表和网页里加了下划线）。")
    if coverage.added:
        more = f"（其中新增报表台账、考核、留痕{burdens}处，请确认依据）" if burdens else ""
        lines.append(f"本级新增内容{len(coverage.added)}处{more}，见对照表。")
    outdated = sum(bool(duty.outdated) for duty in coverage.duties)
    if outdated:
        lines.append(f"有{outdated}项的核对结论已过时，未采用。")
    assert sum(counts.values()) == len(coverage.duties)
    lines.append(engine_line(coverage))
    return lines
