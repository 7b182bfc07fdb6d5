"""Which of many texts are worth laying beside a duty: those that share most of its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest, nsmallest

from wenjian.coverage.candidates import Scale, bigrams
from wenjian.coverage.terms import Terms

SHORTLISTED = 24
"""Texts that are laid beside a duty; the ones chosen are the best two or three."""

_PLACES = 6
_ROUNDED = 10**-_PLACES
"""Weights that differ by less are the same."""

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
    weighed = [(scale.weight(gram), postings.get(gram, ())) for gram in sorted(bigrams(terms.fold(duty)))]
    carried = [0.0] * max((places[-1] + 1 for _, places in weighed if places), default=0)
    for weight, places in weighed:
        for at in places:
            carried[at] += weight
    enough = min(nlargest(most, carried), default=0.0) - _ROUNDED
    near = (at for at, weight in enumerate(carried) if weight and weight >= enough)
    best = nsmallest(most, near, key=lambda at: (-round(carried[at], _PLACES), at))
    return tuple(sorted(best))
