"""A duty beside the passages that carry it: which bigrams, terms and parts of it they carry, and what that is worth."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from wenjian.coverage import weights
from wenjian.coverage.candidates import Passage, Scale, bigrams, characters, referral, split_parts
from wenjian.coverage.terms import Terms
from wenjian.model.directive import Measure
from wenjian.model.document import Provision
from wenjian.text import patterns as re

FEATURES = ("rare", "own", "said")
"""rare: share of the duty's rarest bigrams in one passage. own: how far a passage that says something of the duty (at
recall 1 / OWN_GAIN in full) is more like this duty than like any other of the directive. said: share of the characters
of each part of the duty that two clauses of a passage have, one after the other, whatever their order («当场改好» for
«立即整改»).

Each is a maximum over the single passages worth quoting (`weights.EVIDENCE_FROM`), so that a passage which is nobody's
best has no say in a verdict and less text never scores higher.
"""

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
    """A passage in its place among those of the paper, with the share of the duty it carries (0–1), the bigrams
    carried, and its rank value. `claim` is its likeness to this duty against that to the duty of the directive that is
    most like it (0–1), `devoted` the share of its own words that the duty asks for (0–1).
    """

    passage: Passage
    order: int
    provision: Provision | None
    recall: float
    rank: float
    carried: frozenset[str]
    claim: float
    devoted: float

    @property
    def where(self) -> str:
        """The path that people quote («三、（二）»)."""
        return self.provision.where if self.provision else ""


@dataclass(frozen=True, eq=False)
class Alignment:
    """How passages carry a duty. `ranked` are those worth quoting from the best on, at least the three nearest."""

    ask: Ask
    ranked: tuple[Scored, ...]

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


def among(alignment: Alignment, rows: Iterable[Scored]) -> Alignment:
    """How the paper would carry the duty if it had only `rows` of its passages."""
    return Alignment(alignment.ask, tuple(rows))


def _gain(duties: int) -> float:
    """How soon a passage is a duty's own, by how many other duties it might be more like."""
    rivals = min(1.0, max(duties - 1, 0) / (weights.OWN_DUTIES - 1))
    return weights.OWN_GAIN_ALONE + (weights.OWN_GAIN - weights.OWN_GAIN_ALONE) * rivals


def _own(row: Scored, gain: float) -> float:
    """How far a passage is this duty's own, where it says enough of it. No other passage has a say in it, so that
    deleting one cannot raise it.
    """
    return min(1.0, row.recall * gain) * row.claim


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
