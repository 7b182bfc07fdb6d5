"""核对结论: what people decided, applied where both fingerprints still fit, shown as outdated where not; what they
remarked beside; and the merging of what several of them wrote.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from wenjian.changes.unlike import all_unlike
from wenjian.coverage.settlement import DECIDED_VERDICT, decided
from wenjian.model.catalogue import found
from wenjian.model.coverage import AdditionReview, Coverage, Decision, DecisionFile, DutyCoverage, Evidence, Review
from wenjian.model.directive import Directive, Duty, split_reference
from wenjian.model.finding import Finding, Place
from wenjian.model.record import Record
from wenjian.model.vocabulary import DecisionSource, Judgement, Settlement, Verdict
from wenjian.text.citations import find_document_number
from wenjian.text.dates import parse_date
from wenjian.text.normal import duty_fingerprint, fingerprint, letters
from wenjian.text.signature import same_day

NO_EVIDENCE = "无"
"""证据指纹 of a duty for which the paper has nothing."""

WORTH_SHOWING = 0.6
"""Share of the best evidence's score from which another passage is printed; JSON holds them all."""

ADDS_LEAST = 4
"""Letters of the duty that no other passage has, from which a lesser one is printed, too."""

Places = Mapping[Record, Place]
"""Where an entry was read."""

Remark = TypeVar("Remark", Review, AdditionReview)
Dated = TypeVar("Dated", Decision, Review, AdditionReview)


def worth_showing(text: str, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence of a duty with this text, without passages that carry far less than the first and have no words of
    the duty which the others do not have.
    """
    best = max((one.score for one in evidence), default=0.0)
    shown = [one for one in evidence if one.score >= WORTH_SHOWING * best]
    rest = [one for one in evidence if one not in shown]
    unsaid = _unsaid(text, shown) if rest else 0
    for one in rest:
        without = _unsaid(text, [*shown, one])
        if unsaid - without >= ADDS_LEAST:
            shown.append(one)
            unsaid = without
    return tuple(one for one in evidence if one in shown)


def _unsaid(text: str, evidence: Sequence[Evidence]) -> int:
    return sum(end - start for start, end in all_unlike(text, [one.text for one in evidence]))


def evidence_fingerprint(answer: DutyCoverage) -> str:
    """指纹 of the evidence that a decision on `answer` was made on; `NO_EVIDENCE` for a duty that was not found, whose
    passages to read carry nothing.
    """
    evidence = () if answer.nearest else answer.evidence
    return _mark(_decided_on(answer.text, evidence, answer.proposed or answer.settlement))


def _decided_on(text: str, evidence: Sequence[Evidence], proposed: Settlement) -> Sequence[Evidence]:
    """All on which a duty rests that is carried wholly; of another the passages that people are shown."""
    return evidence if DECIDED_VERDICT[proposed] is Verdict.COVERED else worth_showing(text, evidence)


def _mark(evidence: Sequence[Evidence]) -> str:
    return fingerprint("".join(one.text for one in evidence)) if evidence else NO_EVIDENCE


def by_day(entries: Sequence[Dated]) -> list[Dated]:
    """The entries from the oldest to the newest, those without a day first; of one day, the later written last."""
    return sorted(entries, key=lambda one: day.toordinal() if (day := parse_date(one.date)) else 0)


def apply_decisions(
    duty: Duty,
    ref: str,
    evidence: Sequence[Evidence],
    decisions: Sequence[Decision],
    judged: tuple[Verdict, Settlement],
) -> tuple[Verdict, Settlement, Decision | None, tuple[Decision, ...]]:
    """Verdict and settlement after the newest fitting decision on a duty, that decision, and the outdated ones that
    nobody has renewed: a decision made on the text as it stands takes the place of all before it.
    """
    mine = [decision for decision in decisions if split_reference(decision.duty)[0] == ref]
    if not mine:
        return *judged, None, ()
    state = duty_fingerprint(duty), {_mark(_decided_on(duty.text, evidence, judged[1])), _mark(evidence)}
    fitting = [one for one in mine if _fits(one, *state) and not _lacks_number(one)]
    outdated = tuple(one for one in mine if not _fits(one, *state))
    verdict, settlement = judged
    if not fitting:
        return verdict, settlement, None, outdated
    decision = by_day(fitting)[-1]
    ordered = by_day(mine)
    since = ordered[ordered.index(decision) :]
    outdated = tuple(one for one in outdated if one in since)
    settled = decided(decision, settlement)
    if settled is not settlement:
        verdict = DECIDED_VERDICT[settled]
    return verdict, settled, decision, outdated


def _fits(entry: Decision | Review, duty_fingerprint: str, evidence: Collection[str]) -> bool:
    """Whether an entry was made on these fingerprints; one that does not give them fits any. Earlier entries have that
    of all passages.
    """
    return entry.duty_fingerprint in {"", duty_fingerprint} and entry.evidence_fingerprint in {"", *evidence}


def _lacks_number(decision: Decision) -> bool:
    return decision.settlement is Settlement.OTHER_DOCUMENT and not find_document_number(decision.reason)


def check_decisions(
    directive: Directive, answers: Sequence[DutyCoverage], decisions: Sequence[Decision], places: Places
) -> Iterator[Finding]:
    """Decisions that name no duty of this directive, lack the number of the other paper, contradict a newer one, or
    are outdated.
    """
    known = {answer.ref for answer in answers}
    for decision in decisions:
        reference = split_reference(decision.duty)[0]
        if _directive_of(decision) != directive.id:
            continue
        if reference not in known:
            yield found("WJ404", places.get(decision), duty=decision.duty)
        elif _lacks_number(decision):
            yield found("WJ405", places.get(decision), duty=decision.duty)
    outdated = {one for answer in answers for one in answer.outdated}
    mine = [one for one in decisions if _directive_of(one) == directive.id and one not in outdated]
    yield from check_contested([one for one in mine if not _lacks_number(one)], places)
    for answer in answers:
        for decision in answer.outdated:
            yield found(
                "WJ406",
                places.get(decision),
                duty=answer.id,
                person=decision.person or decision.source,
                date=decision.date,
            )


def check_contested(decisions: Sequence[Decision], places: Places) -> Iterator[Finding]:
    """What persons concluded otherwise than the newest decision on the same duty and the same text does."""
    by_duty: dict[str, list[Decision]] = {}
    for decision in decisions:
        if decision.source is DecisionSource.PERSON:
            by_duty.setdefault(split_reference(decision.duty)[0], []).append(decision)
    for duty, mine in by_duty.items():
        *others, newest = by_day(mine)
        for other in others:
            if _of_one_state(newest, other) and not _agree(newest, other):
                yield found("WJ408", places.get(other), duty=duty, newest=_said(newest), other=_said(other))


def check_foreign(file: DecisionFile, directives: Sequence[str], places: Places) -> Iterator[Finding]:
    """How many entries are on other directives than the given ones (by id); they are not applied."""
    foreign: dict[str, list[Decision | Review]] = {}
    entries: tuple[Decision | Review, ...] = (*file.decisions, *file.reviews)
    for entry in entries:
        if _directive_of(entry) not in directives:
            foreign.setdefault(_directive_of(entry), []).append(entry)
    for directive, others in foreign.items():
        yield found("WJ409", places.get(others[0]), count=len(others), directive=directive)


def _directive_of(entry: Decision | Review) -> str:
    return split_reference(entry.duty)[0].rpartition("#")[0]


def _of_one_state(one: Decision | Review, other: Decision | Review) -> bool:
    """Whether two entries were made on the same text, as far as they say."""
    return split_reference(one.duty)[0] == split_reference(other.duty)[0] and all(
        not mine or not yours or mine == yours
        for mine, yours in (
            (one.duty_fingerprint, other.duty_fingerprint),
            (one.evidence_fingerprint, other.evidence_fingerprint),
        )
    )


def _agree(one: Decision, other: Decision) -> bool:
    """Whether two decisions on the same text come to the same; 确认 without 结论 agrees with any other 确认."""
    mine, yours = _conclusion(one), _conclusion(other)
    if mine is None or yours is None:
        return one.judgement is other.judgement
    if mine is yours is Settlement.OTHER_DOCUMENT:
        return find_document_number(one.reason) == find_document_number(other.reason)
    return mine is yours


def _conclusion(decision: Decision) -> Settlement | None:
    waived = decision.judgement is Judgement.WAIVE
    return decision.settlement or (Settlement.OTHER_ORGAN if waived else None)


def _said(decision: Decision) -> str:
    return f"{decision.person} {decision.date}“{_conclusion(decision) or decision.judgement}”"


# what reviewers remarked

_REVIEW_FIELDS = ("opinion", "wording", "change", "reason")
_ADDITION_FIELDS = ("keep", "basis", "note")


def reviewed(coverage: Coverage, file: DecisionFile, places: Places) -> Coverage:
    """The coverage with what reviewers remarked: on each duty what was written on the text as it stands, and what was
    written before it changed; on each addition what was said to its words. Remarks on unknown duties are found (WJ404).
    """
    reviews: dict[str, list[Review]] = {}
    for review in file.reviews:
        reviews.setdefault(split_reference(review.duty)[0], []).append(review)
    additions: dict[str, list[AdditionReview]] = {}
    for addition in file.additions:
        additions.setdefault(_mark_of(addition), []).append(addition)
    duties = tuple(_with_review(answer, reviews.pop(answer.ref, [])) for answer in coverage.duties)
    unknown = [one for rest in reviews.values() for one in rest if _directive_of(one) == coverage.directive_id]
    return replace(
        coverage,
        duties=duties,
        added=tuple(
            replace(one, review=_latest(additions.get(fingerprint(one.text), []), _ADDITION_FIELDS))
            for one in coverage.added
        ),
        findings=(*coverage.findings, *(found("WJ404", places.get(one), duty=one.duty) for one in unknown)),
    )


def _mark_of(addition: AdditionReview) -> str:
    return addition.fingerprint or fingerprint(addition.text)


def _with_review(answer: DutyCoverage, reviews: Sequence[Review]) -> DutyCoverage:
    all_passages = _mark(() if answer.nearest else answer.evidence)
    state = answer.fingerprint, {evidence_fingerprint(answer), all_passages}
    fitting = [one for one in reviews if _fits(one, *state)]
    past = tuple(one for one in reviews if not _fits(one, *state))
    return replace(answer, review=_latest(fitting, _REVIEW_FIELDS), past_reviews=past)


def _latest(entries: Sequence[Remark], fields: Sequence[str]) -> Remark | None:
    """The newest entry, with what it leaves empty taken from the ones before it."""
    if not entries:
        return None
    ordered = by_day(entries)
    values = {name: next((v for one in ordered[::-1] if (v := getattr(one, name))), None) for name in fields}
    return ordered[-1].model_copy(update={name: value for name, value in values.items() if value})


# merging


def merge(old: DecisionFile, new: DecisionFile) -> DecisionFile:
    """`old` with what `new` adds behind it; nothing of `old` is changed or dropped. What says the same again adds
    nothing, so that merging twice is merging once.
    """
    decisions, reviews, additions = list(old.decisions), list(old.reviews), list(old.additions)
    for decision in new.decisions:
        if not any(_repeats(decision, known) for known in decisions):
            decisions.append(decision)
    for review in new.reviews:
        known_reviews = [one for one in reviews if _of_one_state(one, review)]
        if review not in reviews and _adds(review, _latest(known_reviews, _REVIEW_FIELDS), _REVIEW_FIELDS):
            reviews.append(review)
    for addition in new.additions:
        known_additions = [one for one in additions if _mark_of(one) == _mark_of(addition)]
        if addition not in additions and _adds(addition, _latest(known_additions, _ADDITION_FIELDS), _ADDITION_FIELDS):
            additions.append(addition)
    return DecisionFile(decisions=tuple(decisions), reviews=tuple(reviews), additions=tuple(additions))


def _repeats(decision: Decision, known: Decision) -> bool:
    return (
        _of_one_state(decision, known)
        and _agree(decision, known)
        and letters(decision.reason) == letters(known.reason)
        and decision.person == known.person
        and same_day(decision.date, known.date)
    )


def _adds(entry: Remark, known: Remark | None, fields: Sequence[str]) -> bool:
    """Whether an entry says anything that is not known."""
    return any((value := getattr(entry, name)) and value != getattr(known, name, None) for name in fields)
