"""Which clauses a paper uses: for each duty that is ours, and by the outline's own selectors."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from wenjian.compose.applicability import undeclared, why_expired, why_not
from wenjian.compose.contract import Need
from wenjian.coverage import match, weights
from wenjian.coverage.matter import names_act
from wenjian.coverage.terms import Terms, prepare_terms
from wenjian.duties.competence import propose_competence
from wenjian.duties.own_work import asked_below, is_issuer, level_of
from wenjian.model.catalogue import found
from wenjian.model.directive import Directive, split_reference
from wenjian.model.finding import Finding, Place
from wenjian.model.library import Clause, Thesaurus
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Authority, Competence, Verdict

OURS = (
    Competence.OWN,
    Competence.ASSIST,
    Competence.GOVERNMENT,
    Competence.TOWNSHIP,
    Competence.INSTITUTION,
)
"""归口 for which a county bureau writes something into its own paper."""

MATCHES_MOST = 2
"""Clauses that a duty may take by likeness when none claims it."""

MATCH_FROM = (weights.PARTIAL_FROM + weights.COVERED_FROM) / 2
"""Score from which a clause that carries a duty only in part is taken for it, …"""

SAID_FROM = 0.36
"""… and the share of the duty's words that any clause must say to be taken for it by likeness: standing alone a clause
is no other duty's, so that its score says little of one that has but a figure in common («7个工作日内», of something
else).
"""

_OCCASIONS = tuple(
    re.compile(words)
    for words in (
        "清明",
        "中元|寒衣",
        "重阳|敬老月",
        "春节|元旦|元宵|两节",
        "端午",
        "中秋",
        "国庆",
        "汛|洪|暴雨",
        "夏|暑|高温|清凉",
        "冬|寒潮|御寒|取暖|送温暖|暴雪",
        "灾害|灾后|受灾|灾情|救灾",
    )
)
"""Days, seasons and events to which a clause may be bound, those of one line alike."""
_EACH_YEAR = re.compile(r"^每?年?")
_OPENING = re.compile(r"^[^，。；]*")
_KIND = re.compile(r"(?:服务)?(?:机构|机关|设施|中心|站|院|所)$")


@dataclass(frozen=True, slots=True)
class Usable:
    """The clauses that apply here on the paper's date, and what kept the others out."""

    clauses: tuple[Clause, ...]
    reasons: dict[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for one duty. `held` says that the job excludes it: then nothing takes its place."""

    need: Need
    clauses: tuple[Clause, ...]
    held: bool = False


def needs(directives: Iterable[Directive], locality: Locality, waived: frozenset[str]) -> tuple[Need, ...]:
    """The duties that are ours, in reading order, without the part of those above us. One without 归口 gets the one
    proposed.
    """
    level = level_of(locality)
    found_needs = (
        Need(
            directive,
            duty if is_issuer(locality.bureau, directive) else asked_below(duty, directive, level),
            duty.competence or propose_competence(duty, directive, locality),
        )
        for directive in directives
        for duty in directive.duties
        if duty.is_duty
    )
    return tuple(need for need in found_needs if need.competence in OURS and need.ref not in waived)


def usable(
    clauses: Iterable[Clause], locality: Locality, authority: Authority, date: dt.date | None, terms: Terms
) -> Usable:
    """`clauses` parted into those that apply and those that do not."""
    kept: list[Clause] = []
    reasons: dict[str, str] = {}
    for clause in clauses:
        reason = why_not(clause.applies, locality, authority, terms) or why_expired(clause.validity, date)
        if reason:
            reasons[clause.id] = reason
        else:
            kept.append(clause)
    return Usable(tuple(kept), reasons)


def choose(
    wanted: Sequence[Need],
    usable_clauses: Sequence[Clause],
    words: Callable[[Clause], str],
    excluded: frozenset[str],
    thesaurus: Thesaurus,
) -> tuple[Choice, ...]:
    """For each duty the clauses that claim it, else those whose `words` carry it.

    `excluded` holds clause ids and duty references: they are taken out of the choice, and nothing takes their place.
    """
    claims = _claims(usable_clauses)
    texts: list[str] = []
    background = [need.duty.text for need in wanted]
    choices: list[Choice] = []
    for need in wanted:
        if need.ref in excluded:
            choices.append(Choice(need, (), held=True))
            continue
        picked = claims.get(need.ref, ())
        if not picked:
            texts = texts or [words(clause) for clause in usable_clauses]
            picked = _carrying(need, usable_clauses, texts, thesaurus, background)
        kept = tuple(clause for clause in picked if clause.id not in excluded)
        choices.append(Choice(need, kept, held=len(kept) < len(picked)))
    return tuple(choices)


def _claims(clauses: Iterable[Clause]) -> dict[str, tuple[Clause, ...]]:
    by_duty: dict[str, tuple[Clause, ...]] = {}
    for clause in clauses:
        for claim in clause.claims:
            ref, _ = split_reference(claim.duty)
            by_duty[ref] = (*by_duty.get(ref, ()), clause)
    return by_duty


def claimed_refs(clause: Clause) -> frozenset[str]:
    """The references of the duties the clause claims, without 版次."""
    return frozenset(split_reference(claim.duty)[0] for claim in clause.claims)


def only_claiming(choice: Choice) -> Choice:
    """The choice without the clauses that were taken by likeness."""
    return replace(choice, clauses=tuple(one for one in choice.clauses if choice.need.ref in claimed_refs(one)))


def _carrying(
    need: Need, clauses: Sequence[Clause], texts: Sequence[str], thesaurus: Thesaurus, background: Sequence[str]
) -> tuple[Clause, ...]:
    """The clauses that would carry a duty by themselves, best first; else the one that carries most of it. All of them
    are on its subject, name its act, and are bound to no occasion that is not its own.
    """
    terms, duty = prepare_terms(thesaurus), need.duty
    named = "\n".join((need.directive.title, *duty.headings, *duty.actors, *duty.targets, duty.text))
    said = terms.fold(named)
    matches = [
        one
        for one in match(duty.text, texts, thesaurus, background=background)
        if one.verdict is not Verdict.MISSING
        and one.recall >= SAID_FROM
        and names_act(duty.text, texts[one.index], terms)
        and _is_on_subject(clauses[one.index], said, terms)
        and _is_on_occasion(clauses[one.index], named)
    ]
    whole = tuple(clauses[one.index] for one in matches if one.verdict is Verdict.COVERED)
    most = tuple(clauses[one.index] for one in matches[:1] if one.score >= MATCH_FROM)
    return whole[:MATCHES_MOST] or most


def _is_on_subject(clause: Clause, said: str, terms: Terms) -> bool:
    """Whether a duty with its headings and the title of its paper (`said`, folded) names what a clause is about: each
    of its 主题 that has 主题词, and the institutions it is for («养老机构», a broader or narrower word, or «养老»
    alone). What care homes do about samples of food is like what canteens do; a working group against an epidemic is
    like any other.
    """
    if not terms.is_on(clause.themes, said):
        return False
    kinds = {terms.fold(kind) for kind in clause.applies.institutions}
    near = {word for kind in kinds for word in (kind, *terms.above(kind), *terms.below(kind), _trade_of(kind))}
    return not kinds or any(word in said for word in near)


def _is_on_occasion(clause: Clause, named: str) -> bool:
    """Whether a duty with its headings and the title of its paper (`named`) has the occasion to which a clause is bound
    by its 主题, headings, deadline or first words. What is reported on the days of 清明 is no report of accidents in a
    campaign from July to December.
    """
    deadline = _EACH_YEAR.sub("", clause.deadline)
    themes = (theme for theme in clause.themes if "和" not in theme)  # «清明祭扫和殡葬» has clauses for every day too
    heads = "\n".join((*themes, clause.task, clause.lead, *_OPENING.findall(clause.text)[:1]))
    bound = [one for one in _OCCASIONS if one.search(heads) or one.match(deadline)]
    return not bound or any(one.search(named) for one in bound)


def _trade_of(kind: str) -> str:
    """«养老» of «养老机构», «婚姻登记» of «婚姻登记机关»."""
    return _KIND.sub("", kind) or kind


def clause_findings(
    used: Iterable[Clause], wanted: Sequence[Need], locality: Locality, date: dt.date | None, terms: Terms
) -> Iterator[Finding]:
    """What is to be said about the clauses used: institutions nobody declared, validity unchecked, claims outdated."""
    revisions = {need.ref: need.duty.revision for need in wanted}
    for clause in used:
        place = Place(label=f"条款“{clause.id}”")
        if undeclared(clause.applies, locality, terms):
            yield found("WJ511", place, name=clause.id, types="、".join(clause.applies.institutions))
        if date is None and (clause.validity.start or clause.validity.end):
            period = f"{clause.validity.start or '—'}至{clause.validity.end or '—'}"
            yield found("WJ512", place, name=clause.id, period=period)
        for claim in clause.claims:
            ref, revision = split_reference(claim.duty)
            if revision and ref in revisions and revision != revisions[ref]:
                yield found("WJ519", place, name=clause.id, duty=ref, old=revision, new=revisions[ref])
