"""旧文改新: the bureau's own old plan and a new directive → what must come in or change.

`lacking` puts in what is missing, `below` and `same_acts` change what asks for less, `leftovers` renews what is out of
date, `elements` blanks what is filled in at signing. `judging` asks the check whether a change helped, `places` says
where sentences go, `amend` holds the changes. What cannot be changed safely is in the result, too: nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from wenjian.compose.applicability import waivers
from wenjian.compose.choose import needs, usable
from wenjian.compose.contract import Materials
from wenjian.compose.draft import Draft
from wenjian.compose.fill import nested
from wenjian.coverage.terms import prepare_terms
from wenjian.lint import check_leftovers
from wenjian.lint.parents import Parents, place_of
from wenjian.model.catalogue import found
from wenjian.model.coverage import Coverage, Decision
from wenjian.model.document import Document
from wenjian.model.elements import Elements
from wenjian.model.finding import Finding
from wenjian.model.job import Job, JobDocument
from wenjian.model.library import ReplacedWord
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Authority, Genre, Judgement
from wenjian.renew.amend import Amendment, Kind, amended
from wenjian.renew.below import Below, below
from wenjian.renew.elements import Given, blanked
from wenjian.renew.judging import Judge, judge_of
from wenjian.renew.lacking import Lacking, lacking
from wenjian.renew.leftovers import leftovers, superseded
from wenjian.renew.same_acts import same_acts
from wenjian.text.dates import parse_date
from wenjian.text.normal import bracketed

__all__ = ["Amendment", "Below", "Given", "Kind", "Known", "Lacking", "Renewal", "dated", "renew"]


@dataclass(frozen=True, slots=True)
class Known:
    """What the library says of former words and of other places."""

    replaced: Sequence[ReplacedWord] = ()
    counties: Collection[str] = ()


@dataclass(frozen=True)
class Renewal:
    """An old paper as it was read (`source`), checked against the new directives, and what is to be done about it.
    `document` is the paper with all amendments; `judge` answers for any other; `expired` is all that is out of date in
    the old one, whether it was changed or is for people.
    """

    source: Document
    document: Document
    judge: Judge
    coverages: tuple[Coverage, ...]
    amendments: tuple[Amendment, ...]
    lacking: tuple[Lacking, ...]
    below: tuple[Below, ...]
    expired: tuple[Finding, ...]


def renew(
    document: Document,
    parents: Parents,
    materials: Materials,
    known: Known,
    given: Given,
    *,
    day: str = "",
    authority: Authority = Authority.BUREAU,
    decisions: Iterable[Decision] = (),
) -> Renewal:
    """What the new `materials.directives` make of an old paper. `day` is the day of the new paper (empty: that of the
    newest directive counts); dates before it have passed. `decisions` are what people decided of the new duties.

    Raises UnreadableInput (WJ401) for a directive without duties.
    """
    old = dated(document, day)
    terms = prepare_terms(materials.library.thesaurus)
    refs = {directive.ref(duty) for directive in materials.directives for duty in directive.duties}
    settled = tuple(one for one in decisions if one.duty in refs)
    judged = {one.duty for one in settled}
    local = waivers(materials.directives, materials.locality, terms)
    settled += tuple(one for one in local if one.duty not in judged)
    waived = frozenset(one.duty for one in settled if one.judgement is Judgement.WAIVE)
    draft = Draft(
        job=Job(
            locality=materials.locality.name,
            authority=authority,
            documents=(JobDocument(genre=Genre.PLAN, title=document.title, elements=Elements(date=day)),),
        ),
        materials=materials,
        terms=terms,
        usable=usable(materials.library.clauses, materials.locality, authority, parse_date(day), terms),
        wanted=needs(materials.directives, materials.locality, waived),
        hosts=(-1,),
        outlines=(None,),
    )
    judge = judge_of(materials.directives, materials.library.thesaurus, settled)
    made: list[Amendment] = [*blanked(document, given), *leftovers(old, parents, known.replaced)]
    by_need = {need.ref: need for need in draft.wanted}
    lower = below(document, judge, by_need, materials.locality, made)
    made += dict.fromkeys(change for one in lower for change in one.amendments if change not in made)
    acts = same_acts(document, judge, by_need, materials.locality, made)
    made += (one.amendment for one in acts if one.amendment)
    absent = lacking(document, judge, draft, made)
    made += dict.fromkeys(one.amendment for one in absent if one.amendment)
    return Renewal(
        document,
        amended(document, made),
        judge,
        judge.coverages(document),
        tuple(dict.fromkeys(made)),
        absent,
        (*lower, *acts),
        tuple(expired(old, parents, known, materials.locality)),
    )


def expired(old: Document, parents: Parents, known: Known, locality: Locality) -> Iterator[Finding]:
    """What is out of date in a paper: 旧稿残留, and citations of a paper whose place the new directive takes (WJ952),
    which then say it alone.
    """
    citing = list(superseded(old, parents))
    for one in dict.fromkeys((one.line, one.old, one.new) for one in citing):
        line, cited, new = one
        before, after = (f"《{nested(paper.title)}》{bracketed(paper.number)}" for paper in (cited, new))
        yield found("WJ952", place_of(old, line), old=before, new=after)
    names = {name for one in citing for name in (one.old.number, one.old.title) if name}
    for finding in check_leftovers(old, parents, known.replaced, known.counties, locality):
        is_said = finding.code in {"WJ563", "WJ571"} and any(name in finding.message for name in names)
        if not is_said:
            yield finding


def dated(document: Document, day: str) -> Document:
    """The paper with another 成文日期, by which the rules on leftovers measure."""
    return replace(document, elements=document.elements.model_copy(update={"date": day}))
