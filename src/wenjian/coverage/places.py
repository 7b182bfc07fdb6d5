"""Where in a paper a duty belongs that it does not carry: beside what it says on the same clause of the superior, else
in the section whose heading the duty's words fill best.

The nearest passage is no guide to it; docs/decisions.md has the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wenjian.coverage.align import Ask
from wenjian.coverage.candidates import Candidates, bigrams
from wenjian.coverage.verdict import Judged
from wenjian.model.directive import Duty
from wenjian.model.vocabulary import Verdict

HEADING_FITS = 0.2
"""The share of a heading's weight from which the words of a duty and of its own heading fill it."""


def places(
    duties: Sequence[Duty], asks: Sequence[Ask], judged: Sequence[Judged], candidates: Candidates
) -> tuple[str, ...]:
    """For each missing duty the place it belongs to («三、（二）»); empty for the others and where nothing tells."""
    carried = [_body_place(one) for one in judged]
    sections = _sections(candidates)
    return tuple(
        _beside(index, duties, carried) or _under_heading(duties[index], asks[index], candidates, sections)
        if one.verdict is Verdict.MISSING
        else ""
        for index, one in enumerate(judged)
    )


def _body_place(judged: Judged) -> str:
    """Where the paper's body carries a duty best; a row of a table is no place to put another sentence."""
    if judged.verdict is Verdict.MISSING:
        return ""
    provisions = (row.provision for row in judged.evidence)
    return next((one.where for one in provisions if one and one.row < 0), "")


def _beside(index: int, duties: Sequence[Duty], carried: Sequence[str]) -> str:
    """The place of the nearest duty of the same clause that the paper carries; of two equally near the one before."""
    clause = _clause(duties[index])
    known = (other for other, place in enumerate(carried) if place and _clause(duties[other]) == clause)
    nearest = min(known, key=lambda other: (abs(other - index), other), default=None)
    return "" if nearest is None else carried[nearest]


def _clause(duty: Duty) -> tuple[str, tuple[str, ...]]:
    return duty.where, duty.headings


def _under_heading(duty: Duty, ask: Ask, candidates: Candidates, sections: Sequence[_Section]) -> str:
    own = bigrams(candidates.terms.fold(duty.headings[-1])) if duty.headings else frozenset()
    words = own | ask.grams
    shares = ((candidates.scale.total(words & one.heading) / one.total, one.where) for one in sections)
    share, place = max(shares, key=lambda row: row[0], default=(0.0, ""))
    return place if share >= HEADING_FITS else ""


@dataclass(frozen=True, slots=True)
class _Section:
    """A section of the paper: the bigrams of its headings, what they weigh, and where it stands."""

    heading: frozenset[str]
    total: float
    where: str


def _sections(candidates: Candidates) -> tuple[_Section, ...]:
    """The sections of the paper's body in reading order, each with other headings."""
    places: dict[frozenset[str], str] = {}
    for order, passage in enumerate(candidates.passages):
        if passage.heading and not passage.in_table:
            places.setdefault(passage.heading, candidates.where(order))
    return tuple(_Section(heading, candidates.scale.total(heading), where) for heading, where in places.items())
