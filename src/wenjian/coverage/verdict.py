"""From an alignment to a text verdict, with the parts of the duty that are missing named.

Less text never gives a better verdict: every feature is a maximum or a union over passages, and each cap below asks
for passages that carry something.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from wenjian.coverage import weights
from wenjian.coverage.align import Alignment, Ask, Scored, align, names_institution
from wenjian.coverage.candidates import Candidates, Passage
from wenjian.coverage.figures import located, unanswered
from wenjian.coverage.terms import Terms
from wenjian.model.directive import Duty
from wenjian.model.vocabulary import MeasureKind, Verdict
from wenjian.text.normal import fold

BINDING = frozenset(
    {
        MeasureKind.DURATION,
        MeasureKind.FREQUENCY,
        MeasureKind.DEADLINE,
        MeasureKind.COUNT,
        MeasureKind.SHARE,
        MeasureKind.MONEY,
        MeasureKind.AREA,
    }
)
"""Kinds of figure without which a duty is not carried wholly. «及时» and the like bind nobody."""

NARROWED = "（本文只涉及"
"""What follows a broader term in `missing_parts` when the paper binds narrower ones only."""

_NAMED_MOST = 4

_NO_ACT = re.compile(
    r"^(?:确保|防止|避免|杜绝|以便|从而|努力|力争|不断|切实(?:保障|提高|提升|增强|维护)|提高|提升|增强|促进|保障|方便|实现|"
    r"坚决|最大限度|着力|做到|解除|营造|为|让|使|形成|共同|更好|充分|进一步|积极|按照|根据|依托|围绕|结合|立足|遵循|坚持|"
    r"通过|以|在|针对|对于?|听|各地|各级|各单位|经研究|现就|现将|特此|为此)"
)
"""How clauses begin that give a purpose, a basis, a manner or an addressee, not an act of their own."""


@dataclass(frozen=True)
class Judged:
    """The verdict on a duty, before settlement. `doubtful`: too near the border of missing to be sure.

    `evidence` of a missing duty are the passages to read first; none of them carries it.
    """

    verdict: Verdict
    doubtful: bool
    evidence: tuple[Scored, ...]
    nearest: Scored | None
    missing_parts: tuple[str, ...]


def judge(duty: Duty, alignment: Alignment, candidates: Candidates) -> Judged:
    """The verdict that the paper's own text deserves for `duty`."""
    verdict = verdict_of(alignment.score)
    doubtful = abs(alignment.score - weights.PARTIAL_FROM) < weights.DOUBT
    evidence = chosen_evidence(alignment)
    if verdict is Verdict.MISSING or not evidence:
        nearest = alignment.ranked[0] if alignment.ranked else None
        return Judged(Verdict.MISSING, doubtful, evidence, nearest, ())
    lacking = missing_figures(duty, alignment)
    if verdict is Verdict.COVERED:
        lacking += missing_acts(alignment)
        lacking += left_out(alignment, candidates)
        if not lacking:
            return Judged(Verdict.COVERED, doubtful=False, evidence=evidence, nearest=None, missing_parts=())
    named = dict.fromkeys((*_missing_words(alignment, lacking), *lacking))
    return Judged(Verdict.PARTIAL, doubtful, evidence, None, tuple(named))


def verdict_of(score: float) -> Verdict:
    """The verdict that a score alone gives."""
    if score < weights.PARTIAL_FROM:
        return Verdict.MISSING
    return Verdict.COVERED if score >= weights.COVERED_FROM else Verdict.PARTIAL


def chosen_evidence(alignment: Alignment) -> tuple[Scored, ...]:
    """The best passages that say different things, at most `EVIDENCE_MOST`; beside one that says nearly all, only what
    adds to it.
    """
    best = _distinct(alignment.ranked)
    if not best or best[0].recall < weights.ENOUGH_FROM:
        return best
    ask = alignment.ask
    return (best[0], *(row for row in best[1:] if _gain(row, best[0], ask) >= weights.ENOUGH_GAIN))


def _distinct(ranked: Sequence[Scored]) -> tuple[Scored, ...]:
    found: dict[str, Scored] = {}
    for row in ranked:
        if row.rank < weights.EVIDENCE_FROM or len(found) == weights.EVIDENCE_MOST:
            break
        found.setdefault(row.passage.said, row)
    return tuple(found.values())


def places_of(passage: Passage, alignment: Alignment) -> tuple[str, ...]:
    """Where the paper says what `passage` says, in reading order."""
    same = (row.passage for row in alignment.ranked if row.passage.said == passage.said)
    ordered = sorted(same, key=lambda one: one.order)
    return tuple(dict.fromkeys(one.provision.where if one.provision else "" for one in ordered))


def _gain(row: Scored, first: Scored, ask: Ask) -> float:
    """The share of the duty that `row` carries and `first` does not."""
    return math.fsum(ask.weight[gram] for gram in row.carried - first.carried) / (ask.total or 1.0)


def missing_figures(duty: Duty, alignment: Alignment) -> tuple[str, ...]:
    """The figures of the duty that no figure of the passages that carry any of it answers."""
    binding = [measure for measure in duty.measures if measure.kind in BINDING and measure.value]
    if not binding:
        return ()
    near = [row for row in alignment.ranked if row.recall >= weights.EVIDENCE_FROM]
    told = fold("\n".join(row.passage.text for row in near))
    known = [
        figure
        for row in near
        if row.claim >= weights.FIGURE_CLAIM
        for figure in located(row.passage.text, [measure for measure in row.passage.measures if measure.value])
    ]
    lacking = unanswered(located(duty.text, binding), known)
    return tuple(measure.text for measure in lacking if fold(measure.text) not in told)


def missing_acts(alignment: Alignment) -> tuple[str, ...]:
    """The parts that ask for an act and that no passage carries, where together they are a fair share of the duty.

    Clauses of purpose («确保……»), of basis («按照……») and slogans may fall away without loss.
    """
    gaps, share = act_gaps(alignment, weights.ACT_MISSING_UNDER)
    return gaps if share >= weights.ACT_SHARE else ()


def act_gaps(alignment: Alignment, under: float) -> tuple[tuple[str, ...], float]:
    """The parts that ask for an act and whose best recall lies below `under`, and their share of the duty (0–1)."""
    rows = zip(alignment.ask.parts, alignment.part_recall, strict=True)
    gaps = [part for part, recall in rows if recall < under and asks_for_an_act(part.text)]
    return tuple(part.text for part in gaps), math.fsum(part.weight for part in gaps) / (alignment.ask.total or 1.0)


def asks_for_an_act(part: str) -> bool:
    """Whether a clause asks for an act, and gives not only a purpose, a basis, a manner or an addressee."""
    return not _NO_ACT.match(part)


def left_out(alignment: Alignment, candidates: Candidates) -> tuple[str, ...]:
    """The institutions that the duty binds by a broader term, where the paper carries it only by sentences on
    narrower ones («民政服务机构（本文只涉及养老机构，未含儿童福利机构、……）»).
    """
    terms = candidates.terms
    gaps: list[str] = []
    for term in alignment.ask.terms:
        below = terms.below(term) if names_institution(term) else ()
        narrow = {p.order for p in candidates.passages if below and _is_narrow(p, term, frozenset(below), terms)}
        if not narrow or not any(row.passage.order in narrow for row in chosen_evidence(alignment)):
            continue
        wide = candidates.without(narrow)
        if verdict_of(align(alignment.ask, wide).score) is not Verdict.COVERED:
            named = _named(alignment, narrow, below)
            others = [word for word in terms.directly_below(term) if word not in named][:_NAMED_MOST]
            gaps.append(
                f"{term}（本文只涉及{'、'.join(named)}" + (f"，未含{'、'.join(others)}等）" if others else "）")
            )
    return tuple(gaps)


def _is_narrow(passage: Passage, term: str, below: frozenset[str], terms: Terms) -> bool:
    """Whether the passage binds only institutions narrower than `term`."""
    headings = passage.provision.headings if passage.provision else ()
    headed = frozenset(word for heading in headings for _, _, word in terms.find(terms.fold(heading)))
    known = passage.terms | headed
    return bool(passage.terms & below) and term not in known and not known & terms.above(term)


def _named(alignment: Alignment, narrow: set[int], below: Sequence[str]) -> tuple[str, ...]:
    told = [row.passage.terms for row in chosen_evidence(alignment) if row.passage.order in narrow]
    return tuple(word for word in below if any(word in words for words in told))


def _missing_words(alignment: Alignment, lacking: Sequence[str]) -> tuple[str, ...]:
    """The parts of the duty that no passage carries, or the weakest when each is half there."""
    rows = list(zip(alignment.ask.parts, alignment.part_recall, strict=True))
    gaps = [part.text for part, recall in rows if recall < weights.PART_MISSING_UNDER]
    if gaps or lacking or not rows:
        return tuple(gaps)
    return (min(rows, key=lambda row: row[1])[0].text,)
