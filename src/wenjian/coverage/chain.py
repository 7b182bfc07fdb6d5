"""A duty of the top paper followed down the levels to one plan: where it was lost, or asked less.

Each paper below the top is asked by itself, by the one matcher; papers are never pooled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from wenjian.coverage.decisions import worth_showing
from wenjian.coverage.parents import paper_of
from wenjian.coverage.settlement import GRADE
from wenjian.model.coverage import Coverage, DutyCoverage
from wenjian.model.diff import Chain, Followed, Step
from wenjian.model.directive import Directive
from wenjian.model.document import Block, Document, Span
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import BlockKind, Course, Settlement, Verdict
from wenjian.text.normal import letters
from wenjian.text.superiors import paper_names, titled

PLAN = "本文件"

_IN_DOUBT = {Settlement.PARTLY, Settlement.TO_CONFIRM}


def follow(superiors: Sequence[Directive], levels: Sequence[Sequence[Coverage]]) -> Chain:
    """The duties of the top paper in every paper below it.

    `superiors` are the papers above the plan, top first. `levels` holds, for each paper below the top and for the plan
    at last, the coverages of all papers above it in it, top first; the last are what `check` answers for one plan.
    """
    assert [len(level) for level in levels] == list(range(1, len(superiors) + 1))
    papers = [paper_of(directive) for directive in superiors]
    called = paper_names(papers)
    names = [f"{called[paper.name]}文件" if len(called[paper.name]) <= 2 else called[paper.name] for paper in papers]
    below = [{duty.id: duty for duty in level[0].duties} for level in levels]
    rows = tuple(_followed([known[duty.id] for known in below], levels) for duty in levels[-1][0].duties)
    return Chain(names[0], (*names[1:], PLAN), tuple(titled(paper) for paper in papers), rows)


def related(chain: Chain) -> bool:
    """Whether every paper between has at least one of the top paper's duties; else they are no levels of one matter."""
    return all(any(_has(row.steps[level].final) for row in chain.duties) for level in range(len(chain.papers) - 1))


def without_signatures(directive: Directive) -> Directive:
    """The duties without what people here settled about them, which says nothing of the papers in between."""
    duties = tuple(duty.model_copy(update={"checked": ""}) for duty in directive.duties)
    return directive.model_copy(update={"duties": duties})


def paper_of_duties(directive: Directive) -> Document:
    """A duty list as a paper, where its text is not at hand: a paragraph for each entry."""
    blocks = tuple(
        Block(f"b{number:03}", BlockKind.PARAGRAPH, (Span(duty.text),))
        for number, duty in enumerate(directive.duties, 1)
    )
    elements = Elements(title=directive.title, number=directive.number, date=directive.date, signature=directive.issuer)
    return Document(elements, blocks, source=directive.source)


def _followed(answers: Sequence[DutyCoverage], levels: Sequence[Sequence[Coverage]]) -> Followed:
    steps: list[Step] = []
    for answer, level in zip(answers, levels, strict=True):
        steps.append(Step(answer, _through(answer, steps, level)))
    finals = [step.final for step in steps]
    last = finals[-1]
    if last.verdict is Verdict.WAIVED:
        return Followed(tuple(steps), Course.SETTLED)
    if not _has(last):
        return Followed(tuple(steps), Course.LOST, _since(finals, lambda one: not _has(one)))
    if _asks_less(last):
        return Followed(tuple(steps), Course.BELOW, _since(finals, _asks_less))
    at = next((n for n, one in enumerate(finals) if not _has(one) or _asks_less(one)), -1)
    return Followed(tuple(steps), Course.KEPT if at < 0 else Course.REGAINED, at)


def _since(answers: Sequence[DutyCoverage], holds: Callable[[DutyCoverage], bool]) -> int:
    """The number of the first answer from which on all are so."""
    at = len(answers) - 1
    while at and holds(answers[at - 1]):
        at -= 1
    return at


def _through(answer: DutyCoverage, steps: Sequence[Step], level: Sequence[Coverage]) -> DutyCoverage | None:
    """The duty of a paper between, the nearest first, that says the top's duty and that this level carries wholly or by
    reference, where it carries the top's own words less and nobody decided on these. A part of it may be what the paper
    between added; what that paper lacks of the top's duty nobody has by it.
    """
    if answer.decision:
        return None
    for step, coverage in zip(reversed(steps), reversed(level), strict=False):
        between = step.final
        shown = () if between.nearest else worth_showing(between.text, between.evidence)
        told = {letters(one.text) for one in shown}
        carriers = [one for one in coverage.duties if letters(one.text) in told and one.settlement not in _IN_DOUBT]
        best = max(carriers, key=lambda one: GRADE[one.settlement], default=None)
        carried = _no_further(best, between) if best is not None else answer
        if GRADE[carried.settlement] > GRADE[answer.settlement]:
            return carried
    return None


def _no_further(carried: DutyCoverage, between: DutyCoverage) -> DutyCoverage:
    """What a lower level has of the top's duty by the words of the paper between: no more than that paper has."""
    below = tuple(one for one in between.deviations if one.is_below)
    if below:
        carried = replace(carried, deviations=(*carried.deviations, *below))
    if between.settlement not in _IN_DOUBT or GRADE[carried.settlement] <= GRADE[between.settlement]:
        return carried
    return replace(carried, verdict=between.verdict, settlement=between.settlement, missing_parts=between.missing_parts)


def _has(answer: DutyCoverage) -> bool:
    """Whether a paper has a duty at all, or may have it."""
    return GRADE[answer.settlement] >= GRADE[Settlement.TO_CONFIRM]


def _asks_less(answer: DutyCoverage) -> bool:
    """Whether a paper has a duty only in part, doubtfully, or below the superior's demand; what a person decided on it
    stands, its figures with it.
    """
    if answer.verdict is Verdict.WAIVED:
        return False
    below = any(one.is_below for one in answer.deviations)
    return answer.settlement in _IN_DOUBT or (below and not answer.decision)
