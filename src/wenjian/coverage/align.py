"""A duty laid beside the passages: which bigrams, terms and parts of it they carry, and what that is worth."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from wenjian.coverage import weights
from wenjian.coverage.candidates import Candidates, Passage, Scale, bigrams, split_parts
from wenjian.coverage.terms import Terms

FEATURES = ("best", "rare", "parts", "own")
"""best: weighted share of the duty's bigrams in its best passage. rare: share of the duty's rarest bigrams in one
passage. parts: share of the duty's parts that some passage carries. own: how far a passage that says something of the
duty (at recall 1 / OWN_GAIN in full) is more like this duty than like any other of the directive.

Each is a maximum over single passages, so that a passage which is nobody's best has no say in a verdict and less text
never scores higher.
"""

PREAMBLE = re.compile(
    r"^(?:为(?:了|进一步|切实|深入|认真|全面|贯彻|有效|做好|落实|加强|推进)|以习近平|会议(?:指出|强调)|根据)"
)
_ACTOR = re.compile(r"(?:机构|院|站|馆|中心|所|部门|组织|单位|设施|公墓|局)$")


@dataclass(frozen=True)
class Part:
    """A clause of a duty between two punctuation marks, verbatim, with its bigrams and their weight."""

    text: str
    grams: frozenset[str]
    weight: float


@dataclass(frozen=True)
class Ask:
    """A duty made ready for looking up. `terms` maps each thesaurus term it names to the bigrams within it; `theme` are
    the bigrams of the heading it stands under, with their weights.
    """

    text: str
    folded: str
    grams: tuple[str, ...]
    weight: Mapping[str, float]
    total: float
    rare: frozenset[str]
    parts: tuple[Part, ...]
    terms: Mapping[str, frozenset[str]]
    theme: Mapping[str, float]


@dataclass(frozen=True)
class Scored:
    """A passage with the share of the duty it carries (0–1), the bigrams carried, and its rank value. `claim` is its
    likeness to this duty against that to the duty of the directive that is most like it (0–1).
    """

    passage: Passage
    recall: float
    rank: float
    carried: frozenset[str]
    claim: float


@dataclass(frozen=True)
class Alignment:
    """How the passages carry a duty: feature values (0–1), the weighted score, the passages from the best on, and the
    best recall of each part with the passage that gives it.
    """

    ask: Ask
    features: Mapping[str, float]
    score: float
    ranked: tuple[Scored, ...]
    part_recall: tuple[float, ...]
    part_passages: tuple[Passage | None, ...] = ()


def prepare_ask(text: str, terms: Terms, scale: Scale, headings: Sequence[str] = ()) -> Ask:
    """`text`, a duty as written under `headings`, ready for `align`."""
    folded = terms.fold(text)
    grams = tuple(sorted(bigrams(folded)))
    named = {term: bigrams(term) for _, _, term in terms.find(folded)}
    weight = _weights(folded, grams, terms, scale)
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
        theme={gram: scale.weight(gram) for gram in bigrams(terms.fold(headings[-1]))} if headings else {},
    )


def names_institution(term: str) -> bool:
    """Whether a thesaurus term names a kind of institution or organ, by its last characters."""
    return bool(_ACTOR.search(term))


def _weights(folded: str, grams: Sequence[str], terms: Terms, scale: Scale) -> dict[str, float]:
    """Weights of a duty's bigrams; those that stand only within names of institutions weigh less."""
    rest = folded
    for start, end, term in reversed(list(terms.find(folded))):
        if names_institution(term):
            rest = f"{rest[:start]}，{rest[end:]}"
    free = bigrams(rest)
    return {gram: scale.weight(gram) * (1.0 if gram in free else weights.ACTOR_WEIGHT) for gram in grams}


def _parts(text: str, terms: Terms, weight: Mapping[str, float]) -> tuple[Part, ...]:
    cut = ((piece, bigrams(terms.fold(piece)) & weight.keys()) for piece in split_parts(text))
    return tuple(Part(piece, grams, math.fsum(weight[gram] for gram in grams)) for piece, grams in cut)


def align(ask: Ask, candidates: Candidates) -> Alignment:
    """`ask` beside every passage of `candidates`; equal ranks stand in reading order.

    A passage that names a broader term carries the narrower term of the duty too.
    """
    weight = ask.weight
    scored = _scored(ask, candidates, weight)
    part_recall, part_passages = _best_parts(ask, scored, weight)
    features = {
        "best": max((row.recall for row in scored), default=0.0),
        "rare": max((len(row.carried & ask.rare) for row in scored), default=0) / (len(ask.rare) or 1),
        "parts": _carried_parts(ask.parts, part_recall),
        "own": max((_own(row) for row in scored), default=0.0),
    }
    score = math.fsum(weights.FEATURE_WEIGHTS[name] * features[name] for name in FEATURES)
    return Alignment(ask, features, score, tuple(scored), part_recall, part_passages)


def _scored(ask: Ask, candidates: Candidates, weight: Mapping[str, float]) -> list[Scored]:
    carried: dict[int, set[str]] = {}
    by_gram, by_term = candidates.by_gram, candidates.by_term
    for gram in ask.grams:
        for order in by_gram.get(gram, ()):
            carried.setdefault(order, set()).add(gram)
    for term, grams in ask.terms.items():
        for broader in sorted(candidates.terms.above(term)):
            for order in by_term.get(broader, ()):
                carried.setdefault(order, set()).update(grams & weight.keys())
    headed = _headed(ask, candidates, carried)
    theme_total = math.fsum(ask.theme.values()) or 1.0
    themes: dict[int, float] = {}
    for gram, value in sorted(ask.theme.items()):
        for order in by_gram.get(gram, ()):
            themes[order] = themes.get(order, 0.0) + value / theme_total
            carried.setdefault(order, set())
    total = ask.total or 1.0
    rows = []
    for order, grams_of in carried.items():
        passage = candidates.passages[order]
        recall = min(1.0, math.fsum(weight[gram] for gram in grams_of) / total)
        theme = min(1.0, themes.get(order, 0.0))
        rank = recall + weights.HEADING_WEIGHT * headed.get(order, 0.0) / total + weights.THEME_RANK * theme
        if PREAMBLE.match(passage.folded):
            rank *= weights.PREAMBLE_RANK
        claim = _claim(recall, ask.total, order, candidates)
        rows.append(Scored(passage, recall, round(rank, 9), frozenset(grams_of), claim))
    rows.sort(key=lambda row: (-row.rank, row.passage.order))
    return rows


def _headed(ask: Ask, candidates: Candidates, carried: Mapping[int, set[str]]) -> dict[int, float]:
    """The weight of the duty's words in the heading over a passage, where the passage itself lacks them."""
    headed: dict[int, float] = {}
    for gram in ask.grams:
        for order in candidates.by_heading.get(gram, ()):
            if order in carried and gram not in carried[order]:
                headed[order] = headed.get(order, 0.0) + ask.weight[gram]
    return headed


def _dice(recall: float, total: float, own: float) -> float:
    shared = recall * total
    return min(1.0, 2 * shared / (total + own)) if total + own else 0.0


def likeness(alignment: Alignment, candidates: Candidates) -> float:
    """The best Dice measure (0–1) of the duty and one of the passages it was laid beside."""
    total, totals = alignment.ask.total, candidates.totals
    return max((_dice(row.recall, total, totals[row.passage.order]) for row in alignment.ranked), default=0.0)


def _own(row: Scored) -> float:
    """How far a passage is this duty's own, where it says enough of it. No other passage has a say in it, so that
    deleting one cannot raise it.
    """
    return min(1.0, row.recall * weights.OWN_GAIN) * row.claim


def _claim(recall: float, total: float, order: int, candidates: Candidates) -> float:
    mine = _dice(recall, total, candidates.totals[order])
    most = max(mine, candidates.claims[order]) if candidates.claims else mine
    return mine / most if most else 0.0


def with_claims(candidates: Candidates, asks: Iterable[Ask]) -> Candidates:
    """`candidates` with the likeness of each passage to the one of all duties `asks` that is most like it."""
    claims = [0.0] * len(candidates.passages)
    for ask in asks:
        for row in _scored(ask, candidates, ask.weight):
            order = row.passage.order
            claims[order] = max(claims[order], _dice(row.recall, ask.total, candidates.totals[order]))
    return replace(candidates, claims=tuple(claims))


def _best_parts(
    ask: Ask, scored: Sequence[Scored], weight: Mapping[str, float]
) -> tuple[tuple[float, ...], tuple[Passage | None, ...]]:
    recalls: list[float] = []
    passages: list[Passage | None] = []
    for part in ask.parts:
        best, passage = 0.0, None
        for row in scored:
            share = math.fsum(weight[gram] for gram in part.grams & row.carried) / (part.weight or 1.0)
            if share > best:
                best, passage = share, row.passage
        recalls.append(best)
        passages.append(passage)
    return tuple(recalls), tuple(passages)


def _carried_parts(parts: Sequence[Part], recalls: Sequence[float]) -> float:
    total = math.fsum(part.weight for part in parts)
    carried = (part.weight * min(1.0, recall * weights.PART_GAIN) for part, recall in zip(parts, recalls, strict=True))
    return math.fsum(carried) / total if total else 0.0
