"""Which of many texts are worth laying beside a duty: those that share most of its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest

from wenjian.coverage.candidates import Scale, bigrams
from wenjian.coverage.terms import Terms

SHORTLISTED = 24
"""Texts that are laid beside a duty; the ones chosen are the best two or three."""

Postings = Mapping[str, Sequence[int]]
"""Bigram → positions of the texts that hold it, in order."""


def postings_of(texts: Iterable[str], terms: Terms) -> Postings:
    """The bigrams of the folded texts."""
    places: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        for gram in bigrams(terms.fold(text)):
            places.setdefault(gram, []).append(at)
    return places


def shortlist(duty: str, postings: Postings, terms: Terms, scale: Scale, most: int = SHORTLISTED) -> tuple[int, ...]:
    """The positions of the `most` texts with the most weight of the duty's bigrams, in their order."""
    carried: dict[int, float] = {}
    for gram in sorted(bigrams(terms.fold(duty))):
        weight = scale.weight(gram)
        for at in postings.get(gram, ()):
            carried[at] = carried.get(at, 0.0) + weight
    best = nsmallest(most, carried.items(), key=lambda pair: (-round(pair[1], 6), pair[0]))
    return tuple(sorted(at for at, _ in best))
