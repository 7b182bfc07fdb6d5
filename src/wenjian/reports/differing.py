"""The words in which a duty and what carries it differ: those that were judged, and those that the other side just does
not have and that a reader is to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from wenjian.changes.unlike import all_unlike, unlike
from wenjian.coverage.decisions import worth_showing
from wenjian.model.coverage import DutyCoverage, Evidence
from wenjian.model.document import Span, Stress
from wenjian.model.vocabulary import Verdict
from wenjian.reports.words import DONE, Tier, tier_of

Marks = Iterable[tuple[str, Tier]]
"""Words that were judged to differ, each with how much the difference asks."""

HOW_MARKED = "加粗加下划线的是与上级不一致之处；只加下划线的是两边用词不同，程序没有作判断，请对照看。"

_GRAVEST_FIRST = tuple(Tier)


Stretch = tuple[str, Tier | Stress | None]


def stretches(text: str, marks: Marks, others: Iterable[str] = ()) -> tuple[Stretch, ...]:
    """`text` in stretches: the first place of each word of `marks` with its tier (where two overlap, the graver), other
    words that none of `others` has as `Stress.UNLIKE`.
    """
    return _stretches(text, tuple(marks), tuple(others))


@lru_cache(maxsize=4096)
def _stretches(text: str, marks: Sequence[tuple[str, Tier]], others: Sequence[str]) -> tuple[Stretch, ...]:
    return tuple(_parted(text, marks, others))


def _parted(text: str, marks: Sequence[tuple[str, Tier]], others: Sequence[str]) -> Iterator[Stretch]:
    ranks: list[int | None] = [None] * len(text)
    for start, end in unlike(text, others):
        ranks[start:end] = [len(_GRAVEST_FIRST)] * (end - start)
    for word, tier in marks:
        start = text.find(word) if word else -1
        for at in range(start, start + len(word)) if start >= 0 else ():
            known, rank = ranks[at], _GRAVEST_FIRST.index(tier)
            ranks[at] = rank if known is None else min(known, rank)
    kinds = (*_GRAVEST_FIRST, Stress.UNLIKE)
    for rank, run in groupby(zip(text, ranks, strict=True), key=lambda pair: pair[1]):
        yield "".join(character for character, _ in run), None if rank is None else kinds[rank]


def stressed(text: str, marks: Marks, others: Iterable[str] = ()) -> Iterator[Span]:
    """`text` as spans for a table: see `stretches`."""
    for stretch, kind in stretches(text, marks, others):
        yield Span(stretch, stress=Stress.DIFFERS if isinstance(kind, Tier) else kind)


def carrying(duty: DutyCoverage) -> tuple[Evidence, ...]:
    """The evidence that carries the duty, without passages that carry far less than the first; none for a duty that
    the paper does not carry or need not.
    """
    if duty.verdict in {Verdict.WAIVED, Verdict.MISSING}:
        return ()
    return worth_showing(duty.text, duty.evidence)


def is_told_otherwise(duty: DutyCoverage) -> bool:
    """Whether a duty counts as done and is told in words that only one side has: whether both say the same nobody has
    judged.
    """
    carried = [one.text for one in carrying(duty)]
    if duty.settlement not in DONE or duty.decision or not carried:
        return False
    return bool(all_unlike(duty.text, carried)) or any(all_unlike(text, [duty.text]) for text in carried)


def duty_marks(duty: DutyCoverage) -> list[tuple[str, Tier]]:
    """The words of the duty that were judged to differ."""
    return [(one.parent, tier_of(one)) for one in duty.deviations]


def paper_marks(duty: DutyCoverage) -> list[tuple[str, Tier]]:
    """The words of the paper that were judged to differ from the duty."""
    return [(one.child, tier_of(one)) for one in duty.deviations]
