"""A duty laid beside the passages: which bigrams, terms and parts of it they carry, and what that is worth."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from heapq import nsmallest
from itertools import chain, repeat
from operator import truediv
from typing import NamedTuple

from wenjian.coverage import weights
from wenjian.coverage.candidates import Candidates, Passage, Scale, bigrams, characters, referral, split_parts
from wenjian.coverage.terms import Terms
from wenjian.model.directive import Measure
from wenjian.text import patterns as re

FEATURES = ("rare", "own", "said")
"""rare: share of the duty's rarest bigrams in one passage. own: how far a passage that says something of the duty (at
recall 1 / OWN_GAIN in full) is more like this duty than like any other of the directive. said: share of the characters
of each part of the duty that two clauses of a passage have, one after the other, whatever their order («当场改好» for
«立即整改»).

Each is a maximum over the single passages worth quoting (`weights.EVIDENCE_FROM`), so that a passage which is nobody's
best has no say in a verdict and less text never scores higher.
"""

_NEAREST = 3
"""The fewest passages shown of a paper that has so many which carry anything."""

_ACTOR = re.compile(r"(?:机构|院|站|馆|中心|所|部门|组织|单位|设施|公墓|局)$")


@dataclass(frozen=True)
class Part:
    """A clause of a duty between two punctuation marks, verbatim, with its bigrams and their weight, and the characters
    that tell what it is about; `apart` are those that no other clause of the duty and no name of an institution has.
    """

    text: str
    grams: frozenset[str]
    weight: float
    characters: frozenset[str]
    apart: frozenset[str]


@dataclass(frozen=True, eq=False)
class Ask:
    """A duty made ready for looking up. `weight` holds the weights of its bigrams, `total` their sum; `terms` maps each
    thesaurus term it names to the bigrams within it; `theme` are the bigrams of the heading it stands under, with their
    weights. `refers` says that it asks no more than to follow another paper, `forbids` that the words over its list
    forbid what it names («不得有下列行为：»). `apart` are the bigrams by which it
    differs from the duty of the directive that is most like it, none where no other is much like it. `year` is that of
    the superior's paper, 0 where nothing tells it.
    """

    text: str
    folded: str
    grams: frozenset[str]
    weight: Mapping[str, float]
    total: float
    rare: frozenset[str]
    parts: tuple[Part, ...]
    terms: Mapping[str, frozenset[str]]
    theme: tuple[tuple[str, float], ...]
    measures: tuple[Measure, ...]
    gain: float
    refers: bool = False
    forbids: bool = False
    apart: frozenset[str] = frozenset()
    year: int = 0


class Scored(NamedTuple):
    """A passage with the share of the duty it carries (0–1), the bigrams carried, and its rank value. `claim` is its
    likeness to this duty against that to the duty of the directive that is most like it (0–1), `devoted` the share of
    its own words that the duty asks for (0–1).
    """

    passage: Passage
    recall: float
    rank: float
    carried: frozenset[str]
    claim: float
    devoted: float = 0.0


@dataclass(frozen=True)
class Alignment:
    """How passages carry a duty. `ranked` are those worth quoting from the best on, at least the three nearest."""

    ask: Ask
    ranked: tuple[Scored, ...]

    def __hash__(self) -> int:
        """By the duty and the passages alone: quick, and the rest is compared where these are the same."""
        return hash((self.ask, *(row.passage for row in self.ranked)))

    @cached_property
    def heard(self) -> tuple[Scored, ...]:
        """The passages that have a say in the verdict: not one that leaves the matter to rules which it does not name
        («按国家有关规定执行»), nor one that tells nothing of what sets the duty apart from the one most like it.
        """
        return tuple(filter(self._has_a_say, self.ranked))

    def _has_a_say(self, row: Scored) -> bool:
        ask = self.ask
        least = weights.EVIDENCE_FROM
        if (row.rank < least and row.recall < least) or (ask.apart and ask.apart.isdisjoint(row.carried)):
            return False
        referral = row.passage.referral
        return not referral or ask.refers or "《" in referral

    @cached_property
    def part_recall(self) -> tuple[float, ...]:
        """The best recall of each part."""
        return part_recalls(self.ask, self.heard)

    @property
    def best(self) -> float:
        """The largest share of the duty (0–1) that one passage carries."""
        return max((row.recall for row in self.heard), default=0.0)

    @cached_property
    def touched(self) -> float:
        """How far (0–1) a passage is given to what the duty asks: the share of its own words that the duty asks for,
        less where another duty is more like it.
        """
        return max((row.devoted * row.claim for row in self.heard), default=0.0)

    @property
    def touched_beyond_terms(self) -> float:
        """The same of passages that have more than terms of the thesaurus («养老机构») in common with the duty: others
        may be about anything that the same people do.
        """
        terms = frozenset[str]().union(*self.ask.terms.values())
        more = (row for row in self.heard if len(row.carried - terms) >= weights.TOUCHED_BIGRAMS)
        return max((row.devoted * row.claim for row in more), default=0.0)

    @cached_property
    def features(self) -> Mapping[str, float]:
        """The value (0–1) of each feature."""
        return {**self._singles, "said": _said(self.ask.parts, self.heard)}

    @cached_property
    def _singles(self) -> Mapping[str, float]:
        """The features but the one that takes longest."""
        rare = max((len(row.carried & self.ask.rare) for row in self.heard), default=0)
        return {
            "rare": rare / (len(self.ask.rare) or 1),
            "own": max((_own(row, self.ask.gain) for row in self.heard), default=0.0),
        }

    @cached_property
    def score(self) -> float:
        """The weighted sum of the features."""
        return math.fsum(weights.FEATURE_WEIGHTS[name] * self.features[name] for name in FEATURES)

    @property
    def most(self) -> float:
        """What the score is at most."""
        singles = math.fsum(weights.FEATURE_WEIGHTS[name] * value for name, value in self._singles.items())
        return singles + weights.FEATURE_WEIGHTS["said"]


@dataclass(frozen=True)
class Laid:
    """A duty laid beside the passages of a paper: the weight of its bigrams that each of them carries, and the bigrams
    that those carry which do not say them but name a broader term.
    """

    shared: list[float]
    broader: Mapping[int, frozenset[str]]


def prepare_ask(
    text: str,
    terms: Terms,
    scale: Scale,
    headings: Sequence[str] = (),
    measures: tuple[Measure, ...] = (),
    *,
    forbids: bool = False,
    year: int = 0,
) -> Ask:
    """`text`, a duty as written under `headings` with its figures, ready for `align`."""
    folded = terms.fold(text)
    grams = bigrams(folded)
    named = {term: bigrams(term) for _, _, term in terms.find(folded)}
    weight = _weights(folded, sorted(grams), terms, scale)
    rarest = sorted(grams, key=lambda gram: (-weight[gram], gram))
    return Ask(
        text=text,
        folded=folded,
        grams=grams,
        weight=weight,
        total=math.fsum(weight.values()),
        rare=frozenset(rarest[: max(weights.RARE_LEAST, int(len(grams) * weights.RARE_SHARE))]),
        parts=_parts(text, terms, weight),
        terms=named,
        measures=measures,
        gain=_gain(scale.texts),
        theme=tuple((gram, scale.weight(gram)) for gram in sorted(bigrams(terms.fold(headings[-1]))))
        if headings
        else (),
        refers=bool(referral(text)),
        forbids=forbids,
        year=year,
    )


def set_apart(asks: Sequence[Ask]) -> tuple[Ask, ...]:
    """`asks`, the duties of one directive, each with what sets it apart from the other that is most like it."""
    posted: dict[str, list[int]] = {}
    for i, ask in enumerate(asks):
        for gram in ask.grams:
            posted.setdefault(gram, []).append(i)
    return tuple(replace(ask, apart=_apart(i, asks, posted)) for i, ask in enumerate(asks))


def _apart(i: int, asks: Sequence[Ask], posted: Mapping[str, Sequence[int]]) -> frozenset[str]:
    own = asks[i].grams
    shared = Counter(chain.from_iterable(map(posted.__getitem__, own)))
    del shared[i]
    alike = {n: 2 * count / (len(own) + len(asks[n].grams)) for n, count in shared.items()}
    twin = max(alike, key=lambda n: (alike[n], -n), default=None)
    if twin is None or alike[twin] < weights.TWIN_FROM:
        return frozenset()
    apart = own - asks[twin].grams
    return apart if len(apart) >= weights.APART_LEAST else frozenset()


@lru_cache(maxsize=4096)
def names_institution(term: str) -> bool:
    """Whether a thesaurus term names a kind of institution or organ, by its last characters."""
    return bool(_ACTOR.search(term))


def _weights(folded: str, grams: Sequence[str], terms: Terms, scale: Scale) -> dict[str, float]:
    """Weights of a duty's bigrams; those that stand only within names of institutions weigh less."""
    free = bigrams(_unnamed(folded, terms))
    return {gram: scale.weight(gram) * (1.0 if gram in free else weights.ACTOR_WEIGHT) for gram in grams}


def _unnamed(folded: str, terms: Terms) -> str:
    """A folded text without the names of institutions."""
    for start, end, term in reversed(list(terms.find(folded))):
        if names_institution(term):
            folded = f"{folded[:start]}，{folded[end:]}"
    return folded


def _parts(text: str, terms: Terms, weight: Mapping[str, float]) -> tuple[Part, ...]:
    pieces = split_parts(text)
    folded = [terms.fold(piece) for piece in pieces]
    unnamed = [characters(_unnamed(piece, terms)) for piece in folded]
    shared = Counter(chain.from_iterable(unnamed))
    made = []
    for piece, words, own in zip(pieces, folded, unnamed, strict=True):
        grams = bigrams(words) & weight.keys()
        apart = frozenset(one for one in own if shared[one] == 1)
        made.append(Part(piece, grams, math.fsum(weight[gram] for gram in grams), characters(words), apart))
    return tuple(made)


def align(ask: Ask, candidates: Candidates) -> Alignment:
    """`ask` beside every passage of `candidates`; equal ranks stand in reading order.

    A passage that names a broader term carries the narrower term of the duty too.
    """
    return Alignment(ask, _rows(ask, _lay(ask, candidates), candidates, _theme(ask.theme, candidates)))


def among(alignment: Alignment, rows: Iterable[Scored]) -> Alignment:
    """How the paper would carry the duty if it had only `rows` of its passages."""
    return Alignment(alignment.ask, tuple(rows))


@dataclass(frozen=True)
class Paper:
    """A paper with all duties of a directive laid beside it. `nearest` holds for each passage the largest share of its
    words (0–1) that one duty asks for, and the text of that duty, «» where none asks for any.
    """

    candidates: Candidates
    alignments: tuple[Alignment, ...]
    nearest: tuple[tuple[float, str], ...]


def align_all(asks: Sequence[Ask], candidates: Candidates) -> Paper:
    """All duties of a directive beside the passages of one paper."""
    laid = [_lay(ask, candidates) for ask in asks]
    columns = list(zip(*(one.shared for one in laid), strict=True))
    claimed = replace(candidates, claims=_claims(columns, asks, candidates))
    themes = {theme: _theme(theme, candidates) for theme in {ask.theme for ask in asks}}
    alignments = (
        Alignment(ask, _rows(ask, one, claimed, themes[ask.theme])) for ask, one in zip(asks, laid, strict=True)
    )
    nearest = map(_nearest, columns, candidates.totals, repeat(asks))
    return Paper(claimed, tuple(alignments), tuple(nearest))


def _nearest(column: Sequence[float], total: float, asks: Sequence[Ask]) -> tuple[float, str]:
    most = max(column)
    return (min(1.0, most / total), asks[column.index(most)].text) if most else (0.0, "")


def shares_asked(asks: Sequence[Ask], candidates: Candidates) -> tuple[float, ...]:
    """For each passage the largest share of its words (0–1) that one of `asks` asks for."""
    if not asks:
        return (0.0,) * len(candidates.passages)
    columns = zip(*(_lay(ask, candidates).shared for ask in asks), strict=True)
    return tuple(share for share, _ in map(_nearest, columns, candidates.totals, repeat(asks)))


def with_claims(candidates: Candidates, asks: Sequence[Ask]) -> Candidates:
    """`candidates` with the likeness of each passage to the one of all duties `asks` that is most like it."""
    if not asks:
        return candidates
    columns = list(zip(*(_lay(ask, candidates).shared for ask in asks), strict=True))
    return replace(candidates, claims=_claims(columns, asks, candidates))


def _claims(columns: Sequence[Sequence[float]], asks: Sequence[Ask], candidates: Candidates) -> tuple[float, ...]:
    """`columns` hold for each passage the weight of every duty that it carries."""
    asked = [ask.total or 1.0 for ask in asks]
    return tuple(
        min(1.0, 2 * max(map(truediv, column, map(own.__add__, asked))))
        for column, own in zip(columns, candidates.totals, strict=True)
    )


def _dice(shared: float, total: float, own: float) -> float:
    return min(1.0, 2 * shared / (total + own)) if shared else 0.0


def likeness(alignment: Alignment, candidates: Candidates) -> float:
    """The best Dice measure (0–1) of the duty and one of the passages it was laid beside."""
    total, totals = alignment.ask.total, candidates.totals
    return max((_dice(row.recall * total, total, totals[row.passage.order]) for row in alignment.ranked), default=0.0)


def _lay(ask: Ask, candidates: Candidates) -> Laid:
    index = candidates.index
    by_gram, weight = index.by_gram, ask.weight
    shared = [0.0] * len(index.passages)
    for gram, value in weight.items():
        if gram in by_gram:
            for order in by_gram[gram]:
                shared[order] += value
    broader = _broader(ask, candidates)
    for order, grams in broader.items():
        shared[order] += math.fsum(weight[gram] for gram in grams)
    return Laid(shared, broader)


def _broader(ask: Ask, candidates: Candidates) -> dict[int, frozenset[str]]:
    """The bigrams of narrower terms that passages carry by naming a broader one, without those they say themselves."""
    index = candidates.index
    carried: dict[int, frozenset[str]] = {}
    for term, grams in ask.terms.items():
        for broader in candidates.terms.above(term):
            for order in index.by_term.get(broader, ()):
                unsaid = (grams & ask.grams) - index.passages[order].grams
                carried[order] = carried.get(order, frozenset()) | unsaid
    return carried


def _theme(theme: Sequence[tuple[str, float]], candidates: Candidates) -> list[float]:
    """What the rank of each passage gains by the words of the duty's own heading."""
    gains = [0.0] * len(candidates.passages)
    whole = math.fsum(value for _, value in theme) or 1.0
    for gram, value in theme:
        for order in candidates.index.by_gram.get(gram, ()):
            gains[order] += weights.THEME_RANK * value / whole
    return gains


def _headed(ask: Ask, broader: Mapping[int, frozenset[str]], candidates: Candidates) -> list[float]:
    """What the rank of each passage gains by words of the duty in the heading over it that it lacks itself (weight)."""
    by_heading = candidates.index.by_heading
    gains = [0.0] * len(candidates.passages)
    for gram, value in ask.weight.items():
        if gram in by_heading:
            for order in by_heading[gram]:
                gains[order] += weights.HEADING_WEIGHT * value
    for order, grams in broader.items():
        known = grams & candidates.passages[order].heading
        gains[order] -= weights.HEADING_WEIGHT * math.fsum(ask.weight[gram] for gram in known)
    return gains


def _rows(ask: Ask, laid: Laid, candidates: Candidates, theme: Sequence[float]) -> tuple[Scored, ...]:
    """The passages worth quoting, the best first; the nearest where there are less than `_NEAREST` of them."""
    total, least, shared = ask.total or 1.0, weights.EVIDENCE_FROM, laid.shared
    headed = _headed(ask, laid.broader, candidates)
    ranks = [
        (own + more) / total + gain if own else gain for own, more, gain in zip(shared, headed, theme, strict=True)
    ]
    for order in candidates.index.preambles:
        ranks[order] *= weights.PREAMBLE_RANK
    for order in candidates.index.telling:
        ranks[order] = shared[order] = 0.0
    worth = {order for order, rank in enumerate(ranks) if rank and rank >= least}
    worth.update(order for order in candidates.index.preambles if ranks[order] and shared[order] >= least * total)
    if len(worth) < _NEAREST:
        some = (order for order, rank in enumerate(ranks) if rank)
        worth.update(nsmallest(_NEAREST, some, key=lambda n: (-round(ranks[n], 9), candidates.passages[n].text, n)))
    rows = (
        Scored(
            passage := candidates.passages[order],
            min(1.0, shared[order] / total),
            round(ranks[order], 9),
            (passage.grams & ask.grams) | laid.broader.get(order, frozenset()),
            _claim(shared[order], ask.total, order, candidates),
            min(1.0, shared[order] / (candidates.totals[order] or 1.0)),
        )
        for order in worth
    )
    return tuple(sorted(rows, key=lambda row: (-row.rank, row.passage.text, row.passage.order)))


def _gain(duties: int) -> float:
    """How soon a passage is a duty's own, by how many other duties it might be more like."""
    rivals = min(1.0, max(duties - 1, 0) / (weights.OWN_DUTIES - 1))
    return weights.OWN_GAIN_ALONE + (weights.OWN_GAIN - weights.OWN_GAIN_ALONE) * rivals


def _own(row: Scored, gain: float) -> float:
    """How far a passage is this duty's own, where it says enough of it. No other passage has a say in it, so that
    deleting one cannot raise it.
    """
    return min(1.0, row.recall * gain) * row.claim


def _claim(shared: float, total: float, order: int, candidates: Candidates) -> float:
    mine = _dice(shared, total, candidates.totals[order])
    most = candidates.claims[order] if candidates.claims else 0.0
    return mine / most if most > mine else 1.0 if mine else 0.0


def part_recalls(ask: Ask, rows: Iterable[Scored]) -> tuple[float, ...]:
    """The largest share of each part of the duty that one passage carries."""
    fullest = sorted(rows, key=lambda row: -row.recall)
    return tuple(_best_share(part, ask, fullest) for part in ask.parts)


def _best_share(part: Part, ask: Ask, fullest: Sequence[Scored]) -> float:
    best = 0.0
    whole = part.weight or 1.0
    for row in fullest:
        if part.grams <= row.carried:
            return 1.0 if part.weight else 0.0
        if row.recall * ask.total <= best * whole:
            break
        best = max(best, math.fsum(ask.weight[gram] for gram in part.grams & row.carried) / whole)
    return best


def _said(parts: Sequence[Part], rows: Sequence[Scored]) -> float:
    """The share of the characters of each part that a passage has, by the weights of the parts."""
    total = math.fsum(part.weight for part in parts)
    told = math.fsum(part.weight * share_said(part.characters, rows) for part in parts)
    return told / total if total else 0.0


def share_said(wanted: frozenset[str], rows: Iterable[Scored]) -> float:
    """The largest share (0–1) of the characters of a part that two clauses of one passage have."""
    best, whole = 0.0, len(wanted)
    for row in rows:
        if len(wanted & row.passage.characters) > best * whole and (share := row.passage.share_of(wanted)) > best:
            best = share
    return best
