"""核对结论: what people decided, applied where both fingerprints still fit, shown as outdated where not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wenjian.coverage.settlement import DECIDED_VERDICT, decided
from wenjian.model.catalogue import found
from wenjian.model.coverage import Decision, DutyCoverage, Evidence
from wenjian.model.directive import Directive, split_reference
from wenjian.model.finding import Finding
from wenjian.model.vocabulary import Settlement, Verdict
from wenjian.text.citations import find_document_number
from wenjian.text.normal import fingerprint


def evidence_fingerprint(answer: DutyCoverage) -> str:
    """指纹 of the evidence that a decision on `answer` was made on; empty for a duty that was not found, whose
    passages to read carry nothing.
    """
    return _mark(() if answer.nearest else answer.evidence)


def _mark(evidence: Sequence[Evidence]) -> str:
    return fingerprint("".join(one.text for one in evidence)) if evidence else ""


def apply_decisions(
    ref: str,
    duty_fingerprint: str,
    evidence: Sequence[Evidence],
    decisions: Sequence[Decision],
    judged: tuple[Verdict, Settlement],
) -> tuple[Verdict, Settlement, Decision | None, tuple[Decision, ...]]:
    """Verdict and settlement after the last decision on duty `ref` that fits, that decision, and the outdated ones."""
    mine = [decision for decision in decisions if split_reference(decision.duty)[0] == ref]
    fitting = [one for one in mine if _fits(one, duty_fingerprint, evidence) and not _lacks_number(one)]
    outdated = tuple(one for one in mine if not _fits(one, duty_fingerprint, evidence))
    verdict, settlement = judged
    if not fitting:
        return verdict, settlement, None, outdated
    decision = fitting[-1]
    settled = decided(decision, settlement)
    if settled is not settlement:
        verdict = DECIDED_VERDICT[settled]
    return verdict, settled, decision, outdated


def _fits(decision: Decision, duty_fingerprint: str, evidence: Sequence[Evidence]) -> bool:
    if decision.duty_fingerprint and decision.duty_fingerprint != duty_fingerprint:
        return False
    return not decision.evidence_fingerprint or decision.evidence_fingerprint == _mark(evidence)


def _lacks_number(decision: Decision) -> bool:
    return decision.settlement is Settlement.OTHER_DOCUMENT and not find_document_number(decision.reason)


def check_decisions(
    directive: Directive, answers: Sequence[DutyCoverage], decisions: Sequence[Decision]
) -> Iterator[Finding]:
    """Decisions that name no duty of this directive, lack the number of the other paper, or are outdated."""
    known = {answer.ref for answer in answers}
    for decision in decisions:
        reference = split_reference(decision.duty)[0]
        if reference.rpartition("#")[0] != directive.id:
            continue
        if reference not in known:
            yield found("WJ404", duty=decision.duty)
        elif _lacks_number(decision):
            yield found("WJ405", duty=decision.duty)
    for answer in answers:
        for decision in answer.outdated:
            yield found("WJ406", duty=answer.id, person=decision.person or decision.source, date=decision.date)
