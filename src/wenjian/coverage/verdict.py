"""From an alignment to a text verdict, with the parts of the duty that are missing named.

Less text never gives a better verdict: every feature is a maximum or a union over passages, and each cap below asks
for passages that carry something.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wenjian.coverage import weights
from wenjian.coverage.acts import BASIS, CASE, asks_for_an_act
from wenjian.coverage.align import Alignment, Ask, Part, Scored, among, names_institution, part_recalls, share_said
from wenjian.coverage.candidates import Candidates, Passage, bigrams
from wenjian.coverage.figures import Figure, figures_told, located, unanswered
from wenjian.coverage.handed import handed, reaches, tells_thing, things_of
from wenjian.coverage.magnitudes import is_term, same_figure
from wenjian.coverage.matter import limit, matter_of
from wenjian.coverage.omitted import (
    cut_from_lists,
    is_taken_over,
    omitted_acts,
    omitted_items,
    omitted_partners,
    omitted_prohibitions,
    spliced_lists,
)
from wenjian.coverage.terms import Terms
from wenjian.coverage.wording import ALL, FORBIDS
from wenjian.duties import cues
from wenjian.model.directive import Measure
from wenjian.model.vocabulary import Comparator, MeasureKind, Verdict
from wenjian.text import patterns as re
from wenjian.text.measures import find_measures
from wenjian.text.normal import fold, letters

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

_EVERY = "100"
_TITLED = re.compile("《[^》]*》")
_ALL_DAY = ("24", "小时")
_ROUND_THE_CLOCK = re.compile("全天候|昼夜|全天(?!候)")
_NONE_LEFT = re.compile("不漏|不落|不少")
_ONCE = frozenset({"次", "轮", "遍", "场"})
_NAMED_MOST = 4
_CLAUSE_LEAST = 5

_RANK = {Verdict.MISSING: 0, Verdict.PARTIAL: 1, Verdict.COVERED: 2}


@dataclass(frozen=True)
class Judged:
    """The verdict on a duty, before settlement. `doubtful`: too near the border of missing to be sure.

    `evidence` are the passages that the duty is compared with; those of a missing one are the passages to read first,
    none of them carries it. `also` are the others on which the verdict rests: without all of `evidence` and `also` the
    duty is not carried wholly, and without any passage beside them the verdict is the same. `referral` are the words
    with which the passage that is on the duty's subject leaves it to another paper («按照《……》执行»).
    """

    verdict: Verdict
    doubtful: bool
    evidence: tuple[Scored, ...]
    nearest: Scored | None
    missing_parts: tuple[str, ...]
    also: tuple[Scored, ...] = ()
    referral: str = ""


def judge(alignment: Alignment, terms: Terms) -> Judged:
    """The verdict on a duty that the paper's own text deserves."""
    verdict = _verdict(alignment, terms)
    doubtful = abs(alignment.score - weights.PARTIAL_FROM) < weights.DOUBT
    referral = _referral(alignment)
    if verdict is Verdict.MISSING:
        nearest = alignment.ranked[0] if alignment.ranked else None
        return Judged(verdict, doubtful, _distinct(alignment.ranked), nearest, (), referral=referral)
    evidence = chosen_evidence(alignment)
    also = _also_needed(alignment, evidence, verdict, terms)
    if verdict is Verdict.COVERED:
        return Judged(verdict, doubtful=False, evidence=evidence, nearest=None, missing_parts=(), also=also)
    figures = [one for one in missing_figures(alignment, terms) if not _is_told(one, alignment.ask, evidence, terms)]
    lacking = (*missing_things(alignment), *figures, *_lacking_words(alignment, terms))
    named = dict.fromkeys((*_missing_words(alignment, lacking), *lacking))
    parts = (one for one in named if not any(one != other and one in other for other in named))
    return Judged(verdict, doubtful, evidence, None, tuple(parts), also, referral)


def _verdict(alignment: Alignment, terms: Terms) -> Verdict:
    if not alignment.ranked or alignment.ranked[0].rank < weights.EVIDENCE_FROM:
        return Verdict.MISSING
    verdict = worded(alignment, terms)
    things = missing_things(alignment) if verdict is not Verdict.MISSING else ()
    if things and _only_hands_in(alignment.ask) and {one.text for one in handed(alignment.ask.text)} <= set(things):
        return Verdict.MISSING
    if verdict is not Verdict.COVERED:
        return verdict
    lacks = bool(things) or next(_lacking(alignment, terms), None) is not None
    return Verdict.PARTIAL if lacks or _only_refers(alignment) else Verdict.COVERED


def worded(alignment: Alignment, terms: Terms) -> Verdict:
    """The verdict by the words that are said and by the matter that they tell."""
    verdict = _by_words(alignment)
    return verdict if verdict is Verdict.MISSING else min(verdict, limit(alignment, terms), key=_RANK.__getitem__)


def _by_words(alignment: Alignment) -> Verdict:
    """The verdict by the score alone, but that a passage which is given to the duty's matter carries some of it however
    short it is («探索开展虚拟电厂试点。»), and that without any the words come from other matters.
    """
    verdict = verdict_of(alignment.score)
    if verdict is Verdict.MISSING and alignment.touched_beyond_terms >= weights.TOUCHED_FROM:
        return Verdict.PARTIAL
    if verdict is Verdict.PARTIAL and alignment.touched < weights.TOUCHED_LEAST:
        return Verdict.MISSING
    return verdict


def _lacking(alignment: Alignment, terms: Terms) -> Iterator[str]:
    """What besides the things to hand in keeps the paper from carrying the duty wholly, each kind looked for only when
    it is asked for; acts, institutions and items only where the score alone would do.
    """
    yield from missing_figures(alignment, terms)
    yield from _lacking_words(alignment, terms)


def _lacking_words(alignment: Alignment, terms: Terms) -> Iterator[str]:
    """Acts, institutions and items that are lacking."""
    if verdict_of(alignment.score) is Verdict.COVERED:
        yield from missing_acts(alignment)
        yield from left_out(alignment, terms)
        yield from omitted(alignment, terms)


def _referral(alignment: Alignment) -> str:
    """The words with which the best passage leaves the duty's subject to another paper. It carries at most a part of
    the duty; whether the other paper says the rest is for people to look up.
    """
    best = alignment.ranked[0] if alignment.ranked else None
    own = best and best.claim >= weights.CLAIMED_FROM and best.recall >= weights.EVIDENCE_FROM
    return best.passage.referral if best and own else ""


def _only_refers(alignment: Alignment) -> bool:
    """Whether without the passages that leave the matter to another paper the duty would not be carried."""
    if alignment.ask.refers:
        return False
    said = [row for row in alignment.ranked if not row.passage.referral]
    return len(said) < len(alignment.ranked) and verdict_of(among(alignment, said).score) is not Verdict.COVERED


def _also_needed(
    alignment: Alignment, evidence: Sequence[Scored], verdict: Verdict, terms: Terms
) -> tuple[Scored, ...]:
    """What stands in `Judged.also`: what lifts the verdict above that of `evidence` alone, the most helpful first; and
    what would be evidence in the rest of the paper, where that carries the duty wholly again.

    More passages never give a worse verdict, so that these and any of the others give the same as all.
    """
    said = {row.passage.said for row in evidence}
    also: list[Scored] = []

    def parted(row: Scored | None = None) -> tuple[Alignment, Alignment]:
        """The duty beside the passages that say the same as those found so far, and `row`; and beside all others."""
        known = said | {row.passage.said} if row else said
        rows = alignment.ranked
        return among(alignment, [one for one in rows if one.passage.said in known]), among(
            alignment, [one for one in rows if one.passage.said not in known]
        )

    def add(rows: Iterable[Scored]) -> None:
        for row in rows:
            said.add(row.passage.said)
            also.append(row)

    def worth(row: Scored) -> tuple[bool, float, int]:
        found, _ = parted(row)
        return _verdict(found, terms) is verdict, found.score, -len(missing_figures(found, terms))

    found, others = parted()
    if not _plainly_same(alignment, found, others, terms):
        while others.ranked and _verdict(found, terms) is not verdict:
            add([max(others.ranked, key=worth)])
            found, others = parted()
    while verdict is Verdict.COVERED and others.most >= weights.COVERED_FROM and _verdict(others, terms) is verdict:
        add(chosen_evidence(others))
        found, others = parted()
    return tuple(also)


def _plainly_same(alignment: Alignment, found: Alignment, others: Alignment, terms: Terms) -> bool:
    """Whether the passages of `found` give the verdict of all without a closer look: by the score, and because none of
    `others` can answer a figure, carry an act or bind other institutions.
    """
    if _by_words(alignment) is not _by_words(found):
        return False
    ask = alignment.ask
    _, beside = _asked_figures(ask)
    for row in others.ranked:
        if _is_near(row) or _answers(row, beside, ask):
            return False
    return left_out(alignment, terms) == left_out(found, terms)


def _is_near(row: Scored) -> bool:
    """Whether a passage is on the duty's matter, so that it may carry its acts."""
    return row.rank >= weights.ACT_HEARD_FROM or row.recall >= weights.ACT_HEARD_FROM


def verdict_of(score: float) -> Verdict:
    """The verdict that a score alone gives."""
    if score < weights.PARTIAL_FROM:
        return Verdict.MISSING
    return Verdict.COVERED if score >= weights.COVERED_FROM else Verdict.PARTIAL


def chosen_evidence(alignment: Alignment) -> tuple[Scored, ...]:
    """The best passages that say different things, at most `EVIDENCE_MOST`; beside one that says nearly all, only what
    adds to it.
    """
    best = _distinct(alignment.heard)
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


def places_of(passage: Passage, candidates: Candidates) -> tuple[str, ...]:
    """Where the paper says what `passage` says, in reading order; of a row of a table its day apart."""
    said = (passage.said, letters(passage.own_text))
    orders = {order for words in said for order in candidates.by_words.get(words, ())}
    return tuple(dict.fromkeys(map(candidates.where, sorted(orders))))


def _gain(row: Scored, first: Scored, ask: Ask) -> float:
    """The share of the duty that `row` carries and `first` does not."""
    return math.fsum(ask.weight[gram] for gram in row.carried - first.carried) / (ask.total or 1.0)


def missing_figures(alignment: Alignment, terms: Terms) -> tuple[str, ...]:
    """The figures of the duty that no figure answers in the passages which carry enough of it, or of what stands beside
    one of its figures.
    """
    ask = alignment.ask
    asked, beside = _asked_figures(ask)
    near = [row for row in alignment.ranked if asked and _answers(row, beside, ask)]
    heard = [(row, _heard(row.passage, asked, terms)) for row in near]
    told = fold("\n".join(text for _, text in heard))
    unsaid = {figure.measure.text for figure in asked if not _is_said(figure.measure, told)}
    if not unsaid:
        return ()
    own = (figure for row, text in heard if row.claim >= weights.FIGURE_CLAIM for figure in figures_told(text))
    known = [figure for figure in own if figure.measure.value]
    return tuple(measure.text for measure in unanswered(asked, known) if measure.text in unsaid)


def _heard(passage: Passage, asked: Iterable[Figure], terms: Terms) -> str:
    """What a passage says to the figures of a duty: of a row of a table without its 完成时限, where the duty sets a
    term for what the row does not name («公示内容变动的，3个工作日内更新»). A term runs from an event of its own; a day
    is that of the row.
    """
    own = passage.own_text
    if own == passage.text:
        return own
    for figure in asked:
        matter = matter_of(figure.clause, terms).grams
        if is_term(figure.measure) and matter and matter.isdisjoint(bigrams(terms.fold(own))):
            return own
    return passage.text


def _is_told(figure: str, ask: Ask, evidence: Iterable[Scored], terms: Terms) -> bool:
    """Whether the evidence gives a figure of the duty, though it has too little of the duty to answer for it."""
    asked, _ = _asked_figures(ask)
    wanted = [one for one in ask.measures if one.text == figure]
    told = [one for row in evidence for one in find_measures(_heard(row.passage, asked, terms))]
    return bool(wanted) and all(any(same_figure(one, other) for other in told) for one in wanted)


def _is_said(measure: Measure, told: str) -> bool:
    """Whether a text has the words of a measure, or says all where the measure is 100%."""
    words = fold(measure.text)
    if words in told or (words.endswith("日前") and f"{words.removesuffix('前')}、" in told):
        return True  # «7月10日、12月20日前»
    if words.endswith("以下") and re.search(rf"(?:至|到|[-—~]){re.escape(words.removesuffix('以下'))}", told):
        return True  # «5万元至20万元»
    if measure.value == "1" and f"人手一{measure.unit}" in told:
        return True
    if (measure.value, measure.unit) == _ALL_DAY:
        return _ROUND_THE_CLOCK.search(told) is not None
    every = measure.kind is MeasureKind.SHARE and measure.value == _EVERY
    return every and bool(ALL.search(told) or _NONE_LEFT.search(told))


def _binds(measure: Measure) -> bool:
    """Whether a plan has to give the figure: «开展一次清理» says no more than «开展清理»."""
    once = measure.kind is MeasureKind.COUNT and measure.value == "1" and measure.comparator is Comparator.EQUAL
    return measure.kind in BINDING and bool(measure.value) and not (once and measure.unit in _ONCE)


@lru_cache(maxsize=1024)
def _asked_figures(ask: Ask) -> tuple[list[Figure], list[tuple[frozenset[str], float]]]:
    """The binding figures of a duty; and the bigrams beside each in its part of the duty, with the weight that is
    enough of them.
    """
    asked = located(ask.text, list(filter(_binds, ask.measures)))
    beside: list[tuple[frozenset[str], float]] = []
    for figure in asked:
        part = next((part.grams for part in ask.parts if part.text == figure.clause), frozenset[str]())
        words = part - bigrams(fold(figure.measure.text).lower())
        if words:
            beside.append((words, weights.ANSWERS_BESIDE * math.fsum(ask.weight[gram] for gram in words)))
    return asked, beside


def _answers(row: Scored, beside: Iterable[tuple[frozenset[str], float]], ask: Ask) -> bool:
    """Whether figures of a passage may answer those of the duty: another matter has dates and shares, too."""
    return row.recall >= weights.ANSWERS_FROM or any(
        math.fsum(ask.weight[gram] for gram in words & row.carried) >= enough for words, enough in beside
    )


def missing_things(alignment: Alignment) -> tuple[str, ...]:
    """The papers that the duty wants handed in («联络员名单») and the paper does not name; and the organ that it wants
    them for («报县民政局»), where they go no farther than the township.
    """
    wanted = [one for one in handed(alignment.ask.text) if one.text]
    if not wanted:
        return ()
    near = [row.passage.text for row in alignment.ranked if _is_near(row)]
    gaps = []
    for one in wanted:
        naming = {thing: [text for text in near if tells_thing(text, thing)] for thing in things_of(one.text)}
        if not any(naming.values()):
            gaps.append(one.text)
            continue
        gaps += [thing for thing, texts in naming.items() if not texts]
        if not any(reaches(text, one.recipient) for texts in naming.values() for text in texts):
            gaps.append(f"报{one.recipient}")
    return tuple(dict.fromkeys(gaps))


def _only_hands_in(ask: Ask) -> bool:
    """Whether a duty asks for nothing but to hand something in."""
    return all(handed(part.text) or not asks_for_an_act(part.text) for part in ask.parts)


def missing_acts(alignment: Alignment) -> tuple[str, ...]:
    """The parts that ask for an act and that no passage carries, where together they are a fair share of the duty.

    Clauses of purpose («确保……»), of basis («按照……») and slogans may fall away without loss.
    """
    gaps, share = act_gaps(alignment, weights.ACT_MISSING_UNDER)
    return gaps if share >= weights.ACT_SHARE else ()


def act_gaps(alignment: Alignment, under: float) -> tuple[tuple[str, ...], float]:
    """The parts that ask for an act, whose best recall in the passages on the duty's matter lies below `under`, or of
    which none has anything that the other parts do not say too, and which none of them may tell in other words; and
    their share of the duty (0–1), without what only tells in which case it holds.
    """
    ask = alignment.ask
    near = list(filter(_is_near, alignment.heard))
    said = frozenset[str]().union(*(row.passage.grams for row in near))
    gaps = [
        part
        for part, recall in zip(ask.parts, part_recalls(ask, near), strict=True)
        if (recall < under or _has_nothing_of_its_own(part, ask, said))
        and asks_for_an_act(part.text)
        and not _told_otherwise(part, near)
    ]
    whole = math.fsum(part.weight for part in ask.parts if not CASE.search(part.text))
    return tuple(part.text for part in gaps), math.fsum(part.weight for part in gaps) / (whole or 1.0)


def _has_nothing_of_its_own(part: Part, ask: Ask, said: frozenset[str]) -> bool:
    """Whether of a part only what other parts name too is said («严禁拖拉机违法载人» beside «拖拉机要悬挂号牌»)."""
    others = frozenset[str]().union(*(one.grams for one in ask.parts if one is not part))
    own = part.grams - others - weights.COMMON
    least = weights.OWN_FORBIDDEN if FORBIDS.search(part.text) else weights.OWN_BIGRAMS
    return len(own) >= least and own.isdisjoint(said)


def _told_otherwise(part: Part, near: Sequence[Scored]) -> bool:
    """Whether a passage may tell a part of the duty in other words: it gives its figures, or has enough of the
    characters of its own.
    """
    if _gives_figures(part, near):
        return True
    share = share_said(part.apart, near)
    return share >= weights.OTHERWISE_FROM and share * len(part.apart) > weights.OTHERWISE_LEAST - 1


def _gives_figures(part: Part, near: Sequence[Scored]) -> bool:
    """Whether a passage that is the duty's own gives every figure of a part («30分钟内到达现场», «半小时内到场»)."""
    wanted = [one for one in find_measures(part.text) if _binds(one)]
    own = [row.passage for row in near if wanted and row.claim >= weights.CLAIMED_FROM]
    told = [find_measures(passage.text) for passage in own]
    return bool(wanted) and any(
        all(any(same_figure(one, other) for other in found) for one in wanted) for found in told
    )


def omitted(alignment: Alignment, terms: Terms) -> tuple[str, ...]:
    """Items of lists, acts forbidden beside others and clauses that the evidence leaves out of what it takes over from
    the duty, and that no passage on the duty's matter tells.
    """
    ask = alignment.ask
    passages = [row.passage for row in chosen_evidence(alignment)]
    if passages and ask.grams <= passages[0].grams:
        return ()  # all its words are there
    own = (row for row in alignment.heard if row.claim >= weights.CLAIMED_FROM and row.recall >= weights.FIGURES_FROM)
    near = [*passages[:1], *(row.passage for row in own)]
    items = (*omitted_items(ask, passages, near, terms), *omitted_prohibitions(ask, passages, near, terms))
    taken_over = any(is_taken_over(ask, passage) for passage in passages[:1])
    clauses = act_gaps(alignment, weights.OMITTED_UNDER)[0] if taken_over else ()
    acts = (
        *omitted_acts(ask, [row.passage for row in alignment.heard], terms),
        *cut_from_lists(ask, [row.passage for row in alignment.heard if _is_near(row)], terms),
        *spliced_lists(ask, near, terms),
        *omitted_partners(ask, [row.passage for row in alignment.heard if _is_near(row)], terms),
    )
    named = (*items, *filter(_would_be_missed, clauses))
    whole = [act for act in acts if not any(act in other and act != other for other in acts)]
    return tuple(dict.fromkeys((*named, *(act for act in whole if not any(act in other for other in named)))))


def _would_be_missed(clause: str) -> bool:
    """Whether a clause asks for more than attention, in more than a few letters («少接触»)."""
    return len(letters(clause)) >= _CLAUSE_LEAST and not cues.PHRASE.search(clause) and not cues.SLOGAN.search(clause)


def left_out(alignment: Alignment, terms: Terms) -> tuple[str, ...]:
    """The institutions that the duty binds by a broader term, where the paper carries it only by sentences on
    narrower ones («民政服务机构（本文只涉及养老机构，未含儿童福利机构、……）»).
    """
    gaps: list[str] = []
    bound = _bound(alignment.ask, terms)
    for term in filter(names_institution, bound):
        below = terms.below(term)
        narrow = {row.passage for row in alignment.ranked if _is_narrow(row.passage, term, below, terms)}
        if not any(row.passage in narrow for row in chosen_evidence(alignment)):
            continue
        wide = among(alignment, [row for row in alignment.ranked if row.passage not in narrow])
        if verdict_of(wide.score) is not Verdict.COVERED:
            named = _named(alignment, narrow, below)
            others = [word for word in terms.directly_below(term) if word not in named][:_NAMED_MOST]
            gaps.append(
                f"{term}（本文只涉及{'、'.join(named)}" + (f"，未含{'、'.join(others)}等）" if others else "）")
            )
    return tuple(gaps)


@lru_cache(maxsize=1024)
def _bound(ask: Ask, terms: Terms) -> tuple[str, ...]:
    """The terms of the duty by which it binds somebody: not those that stand only in the name of another paper, or in a
    clause that says by what.
    """
    said = (terms.fold(_TITLED.sub("", part.text)) for part in ask.parts if not BASIS.match(part.text))
    found = {term for words in said for _, _, term in terms.find(words)}
    return tuple(term for term in ask.terms if term in found)


def _is_narrow(passage: Passage, term: str, below: Collection[str], terms: Terms) -> bool:
    """Whether the passage binds only institutions narrower than `term`."""
    if passage.terms.isdisjoint(below):
        return False
    known = passage.terms | passage.headed_terms
    return term not in known and known.isdisjoint(terms.above(term))


def _named(alignment: Alignment, narrow: Collection[Passage], below: Sequence[str]) -> tuple[str, ...]:
    told = [row.passage.terms for row in chosen_evidence(alignment) if row.passage in narrow]
    return tuple(word for word in below if any(word in words for words in told))


def _missing_words(alignment: Alignment, lacking: Sequence[str]) -> tuple[str, ...]:
    """The parts of the duty that no passage carries, or the weakest when each is half there."""
    rows = list(zip(alignment.ask.parts, alignment.part_recall, strict=True))
    gaps = [part.text for part, recall in rows if recall < weights.PART_MISSING_UNDER]
    if gaps or lacking or not rows:
        return tuple(gaps)
    return (min(rows, key=lambda row: row[1])[0].text,)
