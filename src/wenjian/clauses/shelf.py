"""A library as one looks for clauses in it: a card for each, and which cards hold which neighbouring letters.

The same whether it was made from the files just now or kept in an index (`wenjian.index`): whoever asks it gets the
same answers either way.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property

from wenjian.compose.draft import flat_sections
from wenjian.coverage import Match, match
from wenjian.coverage.candidates import bigrams, scale_of, split_parts
from wenjian.coverage.shortlist import SHORTLISTED, Postings, postings_of, shortlist
from wenjian.coverage.terms import Terms, prepare_terms
from wenjian.model.directive import Directive, split_reference
from wenjian.model.job import Job
from wenjian.model.library import Clause, Library, Outline
from wenjian.model.vocabulary import Verdict
from wenjian.text.measures import find_measures
from wenjian.text.normal import letters
from wenjian.text.slots import spelled

FOUND_MOST = 20
"""Clauses that a search shows."""
PROPOSED = 3
"""Clauses that are proposed for one duty."""
PROPOSED_FROM = 0.3
"""Share of a duty that a clause must carry to be proposed for it."""
SAID_FROM, ON_SUBJECT_FROM = 0.2, 0.15
"""Share of a duty's words, figures apart, that a clause must say to be proposed; less where the duty names its 主题."""
TAKEN_ALONG = 60
"""Clauses that a composer is given for each duty, to choose from."""
_LEAST_SHARED = 3
_MOST_TOLD = 4


@dataclass(frozen=True, slots=True)
class Card:
    """What is looked at to find a clause. `text` is its wording, slots by their defaults or names; `words` are id,
    headings, themes and wording folded by the thesaurus.
    """

    id: str
    ref: str
    title: str
    text: str
    words: str
    themes: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shelf:
    """The cards in the order of the library. `take` gives the clauses at these positions; `rest` is the library without
    its clauses.
    """

    cards: Sequence[Card]
    postings: Postings
    take: Callable[[Sequence[int]], tuple[Clause, ...]]
    rest: Library
    terms: Terms

    @cached_property
    def positions(self) -> dict[str, int]:
        return {card.id: at for at, card in enumerate(self.cards)}

    def library(self, positions: Sequence[int] | None = None) -> Library:
        """The library with only the clauses at these positions, or all."""
        wanted = range(len(self.cards)) if positions is None else positions
        return replace(self.rest, clauses=self.take(wanted))


def shelf_of(library: Library) -> Shelf:
    terms = prepare_terms(library.thesaurus)
    cards: list[Card] = []

    def texts() -> Iterator[str]:
        """Each text right after its card was made: the thesaurus still knows what it folded last."""
        for clause in library.clauses:
            cards.append(card_of(clause, terms))
            yield cards[-1].text

    return Shelf(
        postings=postings_of(texts(), terms),
        cards=cards,
        take=lambda positions: tuple(library.clauses[at] for at in positions),
        rest=replace(library, clauses=(), origins={}, stages={}),
        terms=terms,
    )


def card_of(clause: Clause, terms: Terms) -> Card:
    text = spelled(clause.text, defaults={one.name: one.default for one in clause.parameters})
    headings = (clause.id, clause.lead, clause.task, *clause.themes, *clause.applies.institutions)
    return Card(
        clause.id,
        clause.ref,
        clause.task or clause.lead,
        text,
        "\n".join(map(terms.fold, (*headings, text))),
        clause.themes,
        clause.applies.institutions,
        tuple(dict.fromkeys(split_reference(claim.duty)[0] for claim in clause.claims)),
    )


# finding


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that was found: its card, how well it fits or how much of the duty it carries (0–1), and why."""

    card: Card
    score: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: all that is given must hold."""

    words: tuple[str, ...] = ()
    theme: str = ""
    institution: str = ""
    duty: str = ""


def find(shelf: Shelf, query: Query, most: int = FOUND_MOST) -> tuple[Hit, ...]:
    """The clauses that fit, the best first, equals in the order of the library."""
    if query.duty:
        near = proposals(shelf, query.duty, most=SHORTLISTED)
        kept = {at for at, _ in _fitting((hit.card for hit in near), query, shelf.terms)}
        return tuple(hit for at, hit in enumerate(near) if at in kept)[:most]
    found = [Hit(shelf.cards[at], score, reason) for at, (score, reason) in _fitting(shelf.cards, query, shelf.terms)]
    return tuple(sorted(found, key=lambda hit: -hit.score)[:most])


def _fitting(cards: Iterable[Card], query: Query, terms: Terms) -> Iterator[tuple[int, tuple[float, str]]]:
    """The positions of the cards that fit, with how well and why."""
    asked = [_asked(word, terms) for word in query.words]
    institution = _asked(query.institution, terms) if query.institution else None
    for at, card in enumerate(cards):
        if query.theme and query.theme not in card.themes:
            continue
        if institution and not _mark(institution, card):
            continue
        marks = [_mark(word, card) for word in asked]
        if all(marks):
            yield at, (sum(marks) / len(marks) if marks else 1.0, _told(zip(query.words, marks, strict=True)))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that is looked for: as typed, as the thesaurus folds it, and the terms that fall under it."""

    typed: str
    folded: str
    below: tuple[str, ...]


def _asked(word: str, terms: Terms) -> _Word:
    folded = terms.fold(word)
    return _Word(word, folded, tuple(term for term in terms.broader if folded in terms.above(term)))


_IN_TITLE, _TYPED, _SYNONYM, _NARROWER = 1.0, 0.8, 0.6, 0.4


def _mark(word: _Word, card: Card) -> float:
    """Where a card says a word: in its id or heading counts most, then as typed, then by a synonym, then by a narrower
    term; 0 where it does not.
    """
    if word.typed in card.id or word.typed in card.title:
        return _IN_TITLE
    if word.typed in card.text:
        return _TYPED
    if word.folded in card.words:
        return _SYNONYM
    return _NARROWER if any(term in card.words for term in word.below) else 0.0


def _told(marked: Iterable[tuple[str, float]]) -> str:
    others = [word for word, mark in marked if mark < _TYPED]
    return f"“{'、'.join(others)}”有同义或下位的说法" if others else ""


# proposing clauses for duties


def proposals(
    shelf: Shelf,
    duty: str,
    background: Sequence[str] = (),
    most: int = PROPOSED,
    *,
    title: str = "",
    headings: Sequence[str] = (),
) -> tuple[Hit, ...]:
    """The clauses that carry something of a duty, the best first, each with the share that it carries and with what it
    says and what not: those whose best sentence carries enough of it, and those of a 主题 that the duty or its headings
    name which say some of its words. `background` are the duties of the directive, `title` is its own: with it clauses
    on another subject are left out, else they stand last.
    """
    terms = shelf.terms
    near = shortlist(duty, shelf.postings, terms, scale_of(background or (duty,), terms))
    texts = [shelf.cards[at].text for at in near]
    answers = match(duty, texts, shelf.rest.thesaurus, background=background or (duty,)) if texts else ()
    words = _weighed(shelf, duty)
    own, said = terms.fold("\n".join((*headings, duty))), terms.fold("\n".join((title, *headings, duty)))
    ranked: list[tuple[bool, float, Hit]] = []
    for one in answers:
        card = shelf.cards[near[one.index]]
        if one.verdict is Verdict.MISSING or one.recall < PROPOSED_FROM:
            continue
        is_off, share, named = not terms.is_on(card.themes, said), _share(words, card), terms.names(card.themes, own)
        if (is_off and title) or not (named or share >= SAID_FROM):
            continue
        reason = _reason(duty, card.text, _degree(one), terms)
        ranked.append((is_off, -max(one.recall, share) if named else -share, Hit(card, one.recall, reason)))
    known = {hit.card.id for _, _, hit in ranked}
    for card in shelf.cards if len(ranked) < most else ():
        if card.id not in known and terms.names(card.themes, own) and terms.is_on(card.themes, said):
            share = _share(words, card)
            if share >= ON_SUBJECT_FROM:
                ranked.append((False, -share, Hit(card, round(share, 2))))
    best = sorted(ranked, key=lambda row: row[:2])[:most]
    return tuple(
        hit if hit.reason else replace(hit, reason=_reason(duty, hit.card.text, Verdict.MISSING, terms))
        for _, _, hit in best
    )


def _weighed(shelf: Shelf, duty: str) -> dict[str, float]:
    """The bigrams of a duty, figures apart, which say nothing of what it is about: one that few clauses of the library
    say weighs more.
    """
    rest = duty
    for measure in find_measures(duty):
        rest = rest.replace(measure.text, "，")
    count = len(shelf.cards) + 1
    return {
        gram: math.log1p(count / (len(shelf.postings.get(gram, ())) + 1)) for gram in bigrams(shelf.terms.fold(rest))
    }


def _share(words: dict[str, float], card: Card) -> float:
    """The share of `words`, by their weight, that a card says."""
    return math.fsum(value for gram, value in words.items() if gram in card.words) / (math.fsum(words.values()) or 1.0)


def _degree(one: Match) -> Verdict:
    """How far a clause goes: one that carries less than half of the duty carries it in part, whatever its place among
    the others.
    """
    whole = one.verdict is not Verdict.COVERED or one.recall >= _WHOLE_FROM
    return one.verdict if whole else Verdict.PARTIAL


_WHOLE_FROM = 0.5
_DEGREES = {Verdict.COVERED: "已写到", Verdict.PARTIAL: "写到一部分", Verdict.MISSING: "只是相近"}
"""How far a clause goes, in words."""


def _reason(duty: str, text: str, verdict: Verdict, terms: Terms) -> str:
    """How far the clause goes, the words that both say, the parts of the duty that it does not say."""
    one, other = letters(duty), letters(text)
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    shared = [one[block.a : block.a + block.size] for block in blocks if block.size >= _LEAST_SHARED]
    said = bigrams(terms.fold(text))
    parts = ((part, bigrams(terms.fold(part))) for part in split_parts(duty))
    absent = [part for part, grams in parts if grams and len(grams & said) * 2 < len(grams)]
    told = [f"都说到“{'、'.join(shared[:_MOST_TOLD])}”"] if shared else []
    told += [f"没有说到“{'、'.join(absent[:_MOST_TOLD])}”"] if absent and verdict is not Verdict.COVERED else []
    return "；".join((_DEGREES[verdict], *told))


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one duty; `claimed` are the clauses that say already that they fulfil it."""

    ref: str
    where: str
    text: str
    hits: tuple[Hit, ...] = ()
    claimed: tuple[Card, ...] = field(default=())

    def rows(self) -> list[tuple[str, ...]]:
        """As rows of the table: 任务编号, 条款, 上级要求, 条款编号, 条款正文, 得分, 理由, 承接."""
        head = (self.ref, self.where, self.text)
        rows: list[tuple[str, ...]] = [
            (*head, card.ref, card.text, "", "条款里已写明承接", "是") for card in self.claimed
        ]
        rows += [(*head, hit.card.ref, hit.card.text, f"{hit.score:.2f}", hit.reason, "") for hit in self.hits]
        return rows or [(*head, "", "", "", "没有相近的条款", "")]


def propose(shelf: Shelf, directive: Directive) -> Iterator[Proposal]:
    """For each duty of the directive the clauses that fit it best."""
    duties = [duty for duty in directive.duties if duty.is_duty]
    background = tuple(duty.text for duty in duties)
    claimed: dict[str, tuple[Card, ...]] = {}
    for card in shelf.cards:
        for ref in card.claims:
            claimed[ref] = (*claimed.get(ref, ()), card)
    for duty in duties:
        ref = directive.ref(duty)
        known = claimed.get(ref, ())
        most = PROPOSED + len(known)
        found = proposals(shelf, duty.text, background, most, title=directive.title, headings=duty.headings)
        hits = [hit for hit in found if hit.card not in known]
        yield Proposal(ref, duty.where, duty.text, tuple(hits[:PROPOSED]), known)


# what a composer needs of a large library


def needed(
    shelf: Shelf, job: Job, directives: Iterable[Directive], outlines: Iterable[Outline]
) -> tuple[int, ...] | None:
    """The positions of the clauses that a job can come to use: those it or an outline names, by id or by theme, those
    that claim one of its duties, and for each duty those most like it. None: all, where a name is not known.
    """
    sections = [section for outline in outlines for section in flat_sections(outline.sections)]
    asked = [name for document in job.documents for name in (*document.added, *document.excluded)]
    names = {name.partition("@")[0] for name in (*asked, *(name for one in sections for name in one.clauses))}
    ids = {name for name in names if name not in _duty_names(directives)}
    if not ids <= shelf.positions.keys() or not set(job.themes) <= {one for card in shelf.cards for one in card.themes}:
        return None
    themes = {theme for section in sections if not section.duties for theme in section.themes} | set(job.themes)
    refs = {one.ref(duty) for one in directives for duty in one.duties}
    wanted = {shelf.positions[id_] for id_ in ids}
    wanted |= {
        at for at, card in enumerate(shelf.cards) if themes.intersection(card.themes) or refs.intersection(card.claims)
    }
    texts = [duty.text for one in directives for duty in one.duties if duty.is_duty]
    scale = scale_of(texts, shelf.terms)
    for text in texts:
        wanted.update(shortlist(text, shelf.postings, shelf.terms, scale, TAKEN_ALONG))
    return tuple(sorted(wanted))


def _duty_names(directives: Iterable[Directive]) -> frozenset[str]:
    """How a job may name a duty: «示1号#D001», «D001»."""
    refs = [(one.ref(duty), duty.id) for one in directives for duty in one.duties]
    return frozenset(name for pair in refs for name in pair)
