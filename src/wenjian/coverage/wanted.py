"""The duties of a directive looked for together: each passage of a paper is laid beside all of them at once."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import nsmallest
from operator import truediv
from typing import NamedTuple

from wenjian.coverage import weights
from wenjian.coverage.align import Alignment, Ask, Scored
from wenjian.coverage.candidates import Candidates, Passage
from wenjian.coverage.terms import Terms

_NEAREST = 3
"""The fewest passages shown of a paper that has so many which carry anything."""

_PASSAGES = 4096
"""Passages of which it is remembered how they lie beside the duties: papers of a batch mostly say the same."""


class Carried(NamedTuple):
    """What one passage carries of one duty: the fields of `Scored` of these names."""

    recall: float
    rank: float
    carried: frozenset[str]
    claim: float
    devoted: float


class Laid(NamedTuple):
    """A passage laid beside the duties. `shared` is the weight of the bigrams of each that it carries, `ranks` its rank
    value for each, `broader` the bigrams of each that it does not say but carries by naming a broader term. `rival` is
    how like it the duty is that is most like it (Dice, 0–1) and `worth` what it carries of those for which it is worth
    quoting, by their numbers. `share` is the largest share of its words (0–1) that one duty asks for, `asked` the text
    of that duty, «» where none asks for any.
    """

    shared: Sequence[float]
    ranks: Sequence[float]
    broader: Mapping[int, frozenset[str]]
    rival: float
    worth: tuple[tuple[int, Carried], ...]
    share: float
    asked: str


class Wanted:
    """The duties of a directive, indexed by their words. A passage that was met before is looked up. `rivals` are those
    against which the claim of a passage is measured, where they are others.
    """

    def __init__(self, asks: Iterable[Ask], terms: Terms, rivals: Wanted | None = None) -> None:
        self.asks = tuple(asks)
        self.beside = lru_cache(maxsize=_PASSAGES)(self._beside)
        self._terms = terms
        self._rivals = rivals

    @cached_property
    def _by_gram(self) -> dict[str, list[tuple[int, float]]]:
        """The duties that say a bigram, with its weight in each."""
        index: dict[str, list[tuple[int, float]]] = {}
        for number, ask in enumerate(self.asks):
            for gram, value in ask.weight.items():
                index.setdefault(gram, []).append((number, value))
        return index

    @cached_property
    def _by_broader(self) -> dict[str, list[tuple[int, frozenset[str]]]]:
        """The duties that name a narrower term, with the bigrams of that."""
        index: dict[str, list[tuple[int, frozenset[str]]]] = {}
        for number, ask in enumerate(self.asks):
            for term, grams in ask.terms.items():
                for broader in self._terms.above(term):
                    index.setdefault(broader, []).append((number, grams & ask.grams))
        return index

    @cached_property
    def _by_theme(self) -> dict[tuple[tuple[str, float], ...], list[int]]:
        """The duties under each heading."""
        index: dict[tuple[tuple[str, float], ...], list[int]] = {}
        for number, ask in enumerate(self.asks):
            index.setdefault(ask.theme, []).append(number)
        return index

    def _beside(self, passage: Passage) -> Laid:
        broader = self._broader(passage)
        shared = self._carried_weights(passage.grams)
        for number, grams in broader.items():
            shared[number] += self._weight(number, grams)
        most = max(shared)
        laid = Laid(
            shared=array("d", shared),
            ranks=array("d", self._ranks(passage, shared, broader)),
            broader=broader,
            rival=self._rivals.beside(passage).rival if self._rivals else self._likest(passage, shared),
            worth=(),
            share=min(1.0, most / passage.total) if most else 0.0,
            asked=self.asks[shared.index(most)].text if most else "",
        )
        worth = (number for number, rank in enumerate(laid.ranks) if rank and self._is_worth(number, passage, laid))
        return laid._replace(worth=tuple((number, self.carried(number, passage, laid)) for number in worth))

    def _carried_weights(self, grams: frozenset[str]) -> list[float]:
        """What bigrams weigh in each duty, added in one order, so that every run gives the same."""
        weighed = [0.0] * len(self.asks)
        index = self._by_gram
        for gram in sorted(grams):
            if gram in index:
                for number, value in index[gram]:
                    weighed[number] += value
        return weighed

    def _broader(self, passage: Passage) -> dict[int, frozenset[str]]:
        carried: dict[int, frozenset[str]] = {}
        for term in passage.terms:
            for number, grams in self._by_broader.get(term, ()):
                carried[number] = carried.get(number, frozenset()) | (grams - passage.grams)
        return carried

    def _weight(self, number: int, grams: Iterable[str]) -> float:
        weight = self.asks[number].weight
        return math.fsum(weight[gram] for gram in grams)

    def _likest(self, passage: Passage, shared: Sequence[float]) -> float:
        sums = (passage.total + (ask.total or 1.0) for ask in self.asks)
        most: float = max(map(truediv, shared, sums))
        return min(1.0, 2 * most)

    def _ranks(
        self, passage: Passage, shared: Sequence[float], broader: Mapping[int, frozenset[str]]
    ) -> Sequence[float]:
        """The share of each duty that a passage carries, with the words of the duty in the headings over the passage
        that it lacks itself, and more where it has the words of the duty's own heading. Nothing where it asks nothing.
        """
        if passage.only_tells:
            return [0.0] * len(self.asks)
        headed = [weights.HEADING_WEIGHT * one for one in self._carried_weights(passage.heading - passage.grams)]
        for number, grams in broader.items():
            headed[number] -= weights.HEADING_WEIGHT * self._weight(number, grams & passage.heading)
        gains = self._gains(passage)
        ranks = [
            (own + more) / (ask.total or 1.0) + gain if own else gain
            for ask, own, more, gain in zip(self.asks, shared, headed, gains, strict=True)
        ]
        return [rank * weights.PREAMBLE_RANK for rank in ranks] if passage.is_preamble else ranks

    def _gains(self, passage: Passage) -> Sequence[float]:
        """What the rank for each duty gains by the words of the duty's own heading."""
        gains = [0.0] * len(self.asks)
        for theme, numbers in self._by_theme.items():
            whole = math.fsum(value for _, value in theme) or 1.0
            gain = math.fsum(value for gram, value in theme if gram in passage.grams)
            for number in numbers if gain else ():
                gains[number] = weights.THEME_RANK * gain / whole
        return gains

    def _is_worth(self, number: int, passage: Passage, laid: Laid) -> bool:
        """Whether a passage that carries some of a duty is worth quoting; an opening sentence also by its words."""
        if laid.ranks[number] >= weights.EVIDENCE_FROM:
            return True
        total = self.asks[number].total or 1.0
        return passage.is_preamble and laid.shared[number] >= weights.EVIDENCE_FROM * total

    def carried(self, number: int, passage: Passage, laid: Laid) -> Carried:
        """What the passage carries of one of the duties."""
        ask, shared = self.asks[number], laid.shared[number]
        mine = dice(shared, ask.total, passage.total)
        return Carried(
            recall=min(1.0, shared / (ask.total or 1.0)),
            rank=round(laid.ranks[number], 9),
            carried=(passage.grams & ask.grams) | laid.broader.get(number, frozenset()),
            claim=mine / laid.rival if laid.rival > mine else 1.0 if mine else 0.0,
            devoted=min(1.0, shared / (passage.total or 1.0)),
        )


def dice(shared: float, total: float, own: float) -> float:
    """The Dice measure (0–1) of two texts by the weight of what they share and of each."""
    return min(1.0, 2 * shared / (total + own)) if shared else 0.0


def likeness(alignment: Alignment) -> float:
    """The best Dice measure (0–1) of the duty and one of the passages it was laid beside."""
    total = alignment.ask.total
    return max((dice(row.recall * total, total, row.passage.total) for row in alignment.ranked), default=0.0)


@dataclass(frozen=True)
class Paper:
    """A paper with all duties of a directive laid beside it. `nearest` holds for each passage the largest share of its
    words (0–1) that one duty asks for, and the text of that duty, «» where none asks for any.
    """

    candidates: Candidates
    alignments: tuple[Alignment, ...]
    nearest: tuple[tuple[float, str], ...]


def align(ask: Ask, candidates: Candidates, rivals: Wanted | None = None) -> Alignment:
    """`ask` beside every passage of `candidates`, as `align_all` does."""
    return align_all(Wanted((ask,), candidates.terms, rivals), candidates).alignments[0]


def align_all(wanted: Wanted, candidates: Candidates) -> Paper:
    """All duties of a directive beside the passages of one paper; equal ranks stand in reading order.

    A passage that names a broader term carries the narrower term of the duty too.
    """
    laid = tuple(map(wanted.beside, candidates.passages))
    rows: list[list[Scored]] = [[] for _ in wanted.asks]
    for order, (passage, one) in enumerate(zip(candidates.passages, laid, strict=True)):
        provision = candidates.provision(order)
        for number, carried in one.worth:
            rows[number].append(Scored(passage, order, provision, *carried))
    for number, found in enumerate(rows):
        if len(found) < _NEAREST:
            found.extend(_nearest(number, {row.order for row in found}, wanted, candidates, laid))
        found.sort(key=lambda row: (-row.rank, row.passage.text, row.order))
    alignments = (Alignment(ask, tuple(found)) for ask, found in zip(wanted.asks, rows, strict=True))
    return Paper(candidates, tuple(alignments), tuple((one.share, one.asked) for one in laid))


def _nearest(
    number: int, known: set[int], wanted: Wanted, candidates: Candidates, laid: Sequence[Laid]
) -> Iterable[Scored]:
    """The nearest passages of a paper that has few worth quoting for a duty, without those known."""
    passages = candidates.passages
    ranks = {order: rank for order, one in enumerate(laid) if (rank := one.ranks[number])}
    orders = nsmallest(_NEAREST, ranks, key=lambda order: (-round(ranks[order], 9), passages[order].text, order))
    for order in orders:
        if order not in known:
            carried = wanted.carried(number, passages[order], laid[order])
            yield Scored(passages[order], order, candidates.provision(order), *carried)


def shares_asked(wanted: Wanted, candidates: Candidates) -> tuple[float, ...]:
    """For each passage the largest share of its words (0–1) that one of the duties asks for."""
    if not wanted.asks:
        return (0.0,) * len(candidates.passages)
    return tuple(wanted.beside(passage).share for passage in candidates.passages)
