"""The words all reports share: the summary line, tiers of deviations, and the sentences of the 对照表."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from wenjian.coverage.added import BURDEN_CLASSES
from wenjian.model.coverage import Added, Coverage, Deviation, DutyCoverage, Review
from wenjian.model.finding import Finding
from wenjian.model.vocabulary import DecisionSource, DeviationKind, Direction, Keep, Level, Settlement, Verdict
from wenjian.text.normal import bracketed, shorten


class Tier(Enum):
    """How much a difference asks of the reviewer."""

    CHANGE = "需改"
    LOOK = "请核"
    NOTE = "说明"


_SENTENCE = re.compile("[^。；]+[。；]?")
_OURS = re.compile(r"wenjian|--[a-z]|\.yaml|地区文件|条款库|拟稿单|任务清单|本程序")

DONE = (Settlement.DONE, Settlement.REFINED)

_LINE: tuple[tuple[str, tuple[Settlement, ...]], ...] = (
    ("列入分解表", (Settlement.IN_TABLE,)),
    ("随文转发", (Settlement.FORWARDED,)),
    ("按文件执行", (Settlement.BY_REFERENCE,)),
    ("部分落实", (Settlement.PARTLY,)),
    ("未见对应内容", (Settlement.NOT_FOUND,)),
    ("缺漏（已确认）", (Settlement.CONFIRMED_GAP,)),
    ("另文落实", (Settlement.OTHER_DOCUMENT,)),
    ("非本单位职责", (Settlement.OTHER_ORGAN,)),
    ("不涉及本地", (Settlement.NOT_LOCAL,)),
    ("上级自办", (Settlement.SUPERIOR_OWN,)),
    ("待核", (Settlement.TO_CONFIRM,)),
)


def summary_line(coverage: Coverage) -> str:
    """«上级文件36项任务：已落实15（其中细化6）、列入分解表4、部分落实5、未见对应内容3，补写0。»

    已落实 and 补写 are always printed, the classes between only when not zero, always in the same order.
    """
    counts = settlement_counts(coverage)
    refined = counts.get(Settlement.REFINED, 0)
    parts = [f"已落实{sum(counts.get(one, 0) for one in DONE)}" + (f"（其中细化{refined}）" if refined else "")]
    for word, settlements in _LINE:
        number = sum(counts.get(one, 0) for one in settlements)
        if number:
            parts.append(f"{word}{number}")
    return f"上级文件{len(coverage.duties)}项任务：{'、'.join(parts)}，补写{coverage.restated}。"


def parent_line(coverage: Coverage) -> str:
    """«上级文件：标题（字号）»; of a list of several parents all of them, farthest superior first."""
    papers = coverage.directive_papers
    names = [title_line(paper.title, paper.number) for paper in papers] or [
        title_line(coverage.directive_title, coverage.directive_number)
    ]
    return f"上级文件：{'、'.join(names)}"


def title_line(title: str, number: str) -> str:
    """«标题（字号）», as the heads of the reports print a paper."""
    return f"{title or '（无标题）'}（{number}）" if number else title or "（无标题）"


def engine_line(coverage: Coverage) -> str:
    """The versions on which the answers rest, as every report prints them."""
    return f"核对程序{coverage.engine.version}，术语{coverage.engine.terms}，权重{coverage.engine.weights}。"


def as_several(coverage: Coverage | Iterable[Coverage]) -> tuple[Coverage, ...]:
    """One coverage or a chain of them, as a chain."""
    return (coverage,) if isinstance(coverage, Coverage) else tuple(coverage)


def problems(coverage: Coverage) -> tuple[Finding, ...]:
    """The findings on the paper itself that ask for a decision: errors and warnings, not notes."""
    return tuple(finding for finding in coverage.findings if finding.level is not Level.INFO)


def for_the_drafter(hint: str) -> str:
    """A way out without the sentences on what only this program's user has: its files, its options."""
    kept = "".join(part for part in _SENTENCE.findall(hint) if not _OURS.search(part))
    return f"{kept[:-1]}。" if kept.endswith("；") else kept


def wants_basis(addition: Added) -> bool:
    """Whether an addition costs the lower level work and no reviewer has said to keep it."""
    kept = addition.review is not None and addition.review.keep is Keep.YES
    return addition.kind in BURDEN_CLASSES and not kept


def settlement_counts(coverage: Coverage) -> dict[Settlement, int]:
    """How many duties have each settlement."""
    counts: dict[Settlement, int] = {}
    for duty in coverage.duties:
        counts[duty.settlement] = counts.get(duty.settlement, 0) + 1
    return counts


def tier_of(deviation: Deviation) -> Tier:
    """需改: 低于上级要求 and 口径不一致; 请核: 高于上级要求; 说明: the rest."""
    if deviation.is_below:
        return Tier.CHANGE
    return Tier.LOOK if deviation.direction is Direction.STRICTER else Tier.NOTE


def direction_word(deviation: Deviation) -> str:
    """低于上级要求, 高于上级要求, 口径不一致; a dropped prohibition is 与上级抵触."""
    return "与上级抵触" if deviation.kind is DeviationKind.NEGATION else deviation.direction.chinese


def deviation_sentence(deviation: Deviation, duty: DutyCoverage) -> str:
    """«上级“不少于14天”（一、），本文“7天”（三（二）），少7天，低于上级要求。»"""
    spot = bracketed(deviation.where or (duty.evidence[0].where if duty.evidence else ""))
    if deviation.direction is Direction.REFINED and not deviation.parent:
        return f"本文比上级多写“{deviation.child}”{spot}，属细化，无需处理。"
    middle = f"，{deviation.note}" if deviation.note else ""
    word = direction_word(deviation)
    return (
        f"上级“{shorten(deviation.parent, 40)}”{bracketed(duty.where)}，"
        f"本文“{shorten(deviation.child, 40)}”{spot}{middle}，{word}。"
    )


def difference_text(duty: DutyCoverage) -> str:
    """差异及说明: the settlement's sentence, then each difference; refinements last."""
    shown = sorted(duty.deviations, key=lambda one: list(Tier).index(tier_of(one)))
    lines = [duty.note, *_decided_lines(duty), *(deviation_sentence(one, duty) for one in shown)]
    if any(tier_of(one) is Tier.CHANGE for one in duty.deviations):
        lines.append("请按上级要求修改，或在“理由”栏写明依据。")
    return "\n".join(line for line in (*lines, *outdated_lines(duty)) if line)


def is_found_partial(duty: DutyCoverage) -> bool:
    """Whether a reviewer found that the paper carries but a part of a duty: said so, or named a gap what the program
    takes to be carried, if only in part.
    """
    decision = duty.decision
    if decision is None or decision.source is not DecisionSource.PERSON:
        return False
    is_there = duty.proposed not in {None, Settlement.NOT_FOUND, Settlement.TO_CONFIRM} and bool(duty.evidence)
    confirmed = duty.settlement is Settlement.CONFIRMED_GAP and is_there
    return confirmed or duty.settlement is Settlement.PARTLY


def _decided_lines(duty: DutyCoverage) -> Iterator[str]:
    """What of a confirmed partial is lacking, and a reviewer's reason that the settlement's sentence does not give."""
    if duty.settlement is Settlement.CONFIRMED_GAP and is_found_partial(duty) and duty.missing_parts:
        yield f"未写{'、'.join(f'“{shorten(part, 60)}”' for part in duty.missing_parts)}。"
    decision = duty.decision
    if decision is None or decision.source is not DecisionSource.PERSON or not decision.reason:
        return
    if decision.reason not in duty.note:
        signed = f"（{decision.person} {decision.date}）".replace(" ）", "）") if decision.person else ""
        yield f"核对理由：{decision.reason.rstrip('。')}{signed}。"


def outdated_lines(duty: DutyCoverage) -> tuple[str, ...]:
    """One line for each decision and each remark that no longer fits."""
    decisions = tuple(
        f"{one.person or one.source.chinese} {one.date}的核对结论已过时（原文改过），未采用。".replace("  ", " ")
        for one in duty.outdated
    )
    past = tuple(
        f"{one.person or '审核人'} {one.date}的审核意见“{_remark(one)}”写于原文修改以前，未带入。".replace("  ", " ")
        for one in duty.past_reviews
    )
    return decisions + past


def _remark(review: Review) -> str:
    parts = (review.opinion.chinese if review.opinion else "", review.change, review.wording)
    return shorten("；".join(part for part in parts if part), 40)


def conclusion(duty: DutyCoverage) -> str:
    """办理结论 in words, with 低于上级要求 or 高于上级要求 beside it: readable without colour."""
    words = [duty.settlement.chinese]
    if duty.verdict is not Verdict.WAIVED and not (duty.decision and duty.settlement in DONE):
        words.extend(dict.fromkeys(direction_word(one) for one in duty.deviations if tier_of(one) is not Tier.NOTE))
    return "；".join(words)


def spot_of(duty: DutyCoverage) -> str:
    """Where the first sentence stands that carries the duty; empty where none does or it stands under no heading."""
    return duty.evidence[0].where if duty.evidence and duty.nearest is None else ""


def in_running_text(where: str) -> str:
    """A place within a sentence: a number that ends with 、 in quotes (“二、”)."""
    return f"“{where}”" if where.endswith("、") else where
