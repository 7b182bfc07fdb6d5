"""What many plans have in common: for each the unit with whose plan it shares most of what few others say.

No plan is laid beside every other one. Equal sentences meet in a dictionary; of those that are nearly equal each is
kept under its rarest bigrams only, of which two sentences that are alike enough must share one.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from wenjian.lint.copied import ALIKE, dice, grams_of

MOST_QUOTES = 3
"""Sentences quoted as examples."""

FEW = 3
"""Units up to which what they have in common is no common model."""

_WHOLE = 5040
"""Divided among the units that hold a sentence; whole numbers, so that no order of adding matters."""

_OVERLAP = ALIKE / (2 - ALIKE)
"""The share of its bigrams that a sentence must have in common with one that is alike, whatever that one's length."""

_MOST_HELD = 400
"""Sentences under one bigram; what so many say nearly alike is told apart by other bigrams or is everybody's."""


@dataclass(frozen=True, slots=True)
class Own:
    """A sentence of a plan that is not the superior's: as it stands, and its letters without the place's name."""

    text: str
    neutral: str


@dataclass(frozen=True, slots=True)
class Shared:
    """What a plan has in common with the other unit's plan that it most likely shares a source with: `share` (0–1) of
    its own letters and how many `sentences`; of these `few` stand in no more than `FEW` units' plans, and are
    `few_share` of its letters. `plans` are the numbers of that plan and of those that have just as much; `quotes` the
    longest sentences, the rare ones first.
    """

    share: float
    sentences: int
    few: int
    few_share: float
    plans: tuple[int, ...]
    quotes: tuple[str, ...]


def shared_among(plans: Sequence[Sequence[Own]], units: Sequence[Hashable]) -> list[Shared | None]:
    """For each plan, by its own sentences, what it has in common with plans of other units; None for nothing.

    Two plans of one unit are not compared with each other. Which of two copied from the other is not said.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for number, sentences in enumerate(plans):
        for words in dict.fromkeys(one.neutral for one in sentences):
            holders[words].append(number)
    known = list(holders)
    places = [set(holders[words]) for words in known]
    for one, other in _alike(known):
        places[one].update(holders[known[other]])
        places[other].update(holders[known[one]])
    where = dict(zip(known, places, strict=True))
    return [_most_shared(number, sentences, where, units) for number, sentences in enumerate(plans)]


def _most_shared(
    number: int, sentences: Sequence[Own], where: dict[str, set[int]], units: Sequence[Hashable]
) -> Shared | None:
    """The fewer units hold a sentence, the more it counts: what all took from a common model tells nothing."""
    weights: Counter[int] = Counter()
    spread = {one.neutral: len({units[other] for other in where[one.neutral]}) for one in sentences}
    for one in sentences:
        for other in where[one.neutral]:
            if units[other] != units[number]:
                weights[other] += len(one.neutral) * _WHOLE // (spread[one.neutral] - 1)
    if not weights:
        return None
    most = max(weights.values())
    plans = tuple(sorted(other for other, weight in weights.items() if weight == most))
    common = [one for one in sentences if plans[0] in where[one.neutral]]
    few = [one for one in common if spread[one.neutral] <= FEW]
    ordered = sorted({one.text: one for one in common}.values(), key=lambda one: (one not in few, -len(one.text)))
    total = sum(len(one.neutral) for one in sentences)
    return Shared(
        share=round(sum(len(one.neutral) for one in common) / total, 3),
        sentences=len(common),
        few=len(few),
        few_share=round(sum(len(one.neutral) for one in few) / total, 3),
        plans=plans,
        quotes=tuple(one.text for one in ordered[:MOST_QUOTES]),
    )


def _alike(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs of different texts that are nearly equal, by their numbers."""
    sets = [grams_of(text) for text in texts]
    frequency = Counter(gram for grams in sets for gram in grams)
    held: dict[str, list[int]] = defaultdict(list)
    for number, grams in sorted(enumerate(sets), key=lambda pair: (len(pair[1]), pair[0])):
        rarest = sorted(grams, key=lambda gram: (frequency[gram], gram))
        prefix = rarest[: len(grams) - math.ceil(_OVERLAP * len(grams)) + 1]
        near = {other for gram in prefix for other in held[gram] if len(sets[other]) >= _OVERLAP * len(grams)}
        yield from ((number, other) for other in sorted(near) if dice(grams, sets[other]) >= ALIKE)
        for gram in prefix:
            if len(held[gram]) < _MOST_HELD:
                held[gram].append(number)
