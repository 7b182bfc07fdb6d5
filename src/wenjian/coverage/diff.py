"""What a new version changes: of a plan, which duties it settles otherwise and by which sentences; of a directive,
which duties are other ones now and what that leaves outdated or missing in a plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from wenjian.changes.sentences import compare_versions, word_changes, wording
from wenjian.coverage.candidates import Scale
from wenjian.coverage.cited import cites
from wenjian.coverage.increments import ANY_DAY, increment
from wenjian.coverage.same_duty import joint_scale, same_duties
from wenjian.coverage.settlement import GRADE
from wenjian.coverage.terms import Terms, prepare_terms
from wenjian.duties.merge import WITHDRAWN
from wenjian.duties.pairs import pair_duties
from wenjian.model.catalogue import found
from wenjian.model.coverage import Coverage, DutyCoverage, Evidence
from wenjian.model.diff import (
    CoverageChange,
    DirectiveDiff,
    DutyChange,
    DutyRevision,
    PlanDiff,
    PlanEffect,
    SentenceEdit,
)
from wenjian.model.directive import Directive, Duty
from wenjian.model.document import Document, Provision
from wenjian.model.finding import Finding, Place
from wenjian.model.library import Thesaurus
from wenjian.model.vocabulary import DeviationKind, Direction, Revision, Role, Settlement, Verdict
from wenjian.text.dates import parse_date
from wenjian.text.walk import FORWARDED_TITLE, own_provisions

RARELY_SAME = 0.2
"""The share of sentences, or of duties, under which two papers are hardly versions of one."""

_CARRIED = {Verdict.MISSING: 0, Verdict.PARTIAL: 1, Verdict.COVERED: 2, Verdict.WAIVED: 2}
_LOW = (Direction.WEAKER, Direction.CHANGED)
_BY_CLAUSE = {DeviationKind.MODALITY, DeviationKind.SCOPE, DeviationKind.TARGET, DeviationKind.NEGATION}
_AS_A_WHOLE = {Settlement.FORWARDED, Settlement.BY_REFERENCE}

_Difference = tuple[str, str, str]
"""Kind, the superior's words, and the paper's own."""


# two versions of a plan


def diff_plans(
    old: Document, new: Document, coverages: Iterable[tuple[Coverage, Coverage]], *, signed: bool = False
) -> PlanDiff:
    """Two versions of a plan; `coverages` are those of each directive in the old and in the new one, top first.

    Moved sentences are no change: where nothing else is one, no duty is settled otherwise, unless a sentence moved from
    the body into a table or back. Findings: that the papers have hardly a sentence in common (WJ441), and, once
    `signed`, that words were changed (WJ442).
    """
    edits = compare_versions(old, new)
    changes = tuple(_coverage_change(before, after, edits) for before, after in coverages)
    return PlanDiff(old, new, edits, changes, signed, tuple(_plan_findings(old, new, edits, signed=signed)))


def worsened(change: DutyChange) -> bool:
    """Whether the new version settles the duty less: by its settlement, else by its verdict, else by a difference below
    the superior's demand or a missing part that the old one had not.
    """
    before, after = _standing(change.before), _standing(change.after)
    return after < before if after != before else bool(_shortfalls(change.after) - _shortfalls(change.before))


def improved(change: DutyChange) -> bool:
    """Whether going back from the new version to the old one would settle the duty less."""
    return worsened(DutyChange(change.after, change.before))


def _standing(answer: DutyCoverage) -> tuple[int, int]:
    return GRADE[answer.settlement], _CARRIED[answer.verdict]


def _shortfalls(answer: DutyCoverage) -> set[_Difference]:
    """What the paper asks less than the duty, and what it lacks of it, as far as it carries the duty at all."""
    carries = answer.verdict in {Verdict.COVERED, Verdict.PARTIAL}
    return {key for key, direction in _differences(answer).items() if carries and direction in _LOW}


def _differences(answer: DutyCoverage) -> dict[_Difference, Direction]:
    """The differences that ask for a look, and what is missing of the duty, each with its direction; what the paper
    only refines is none. One that is told by a whole clause stays the same when its clause is worded otherwise.
    """
    found = {
        (one.kind.value, one.parent, "" if one.kind in _BY_CLAUSE else one.child): one.direction
        for one in answer.deviations
        if one.direction in {*_LOW, Direction.STRICTER}
    }
    return found | {("", part, ""): Direction.WEAKER for part in answer.missing_parts}


def _coverage_change(before: Coverage, after: Coverage, edits: Sequence[SentenceEdit]) -> CoverageChange:
    telling = tuple(edit for edit in edits if edit.wording or _changes_place(edit))
    if not telling:
        return CoverageChange(before, after, ())
    directive = Directive(title=before.directive_title, number=before.directive_number)
    earlier = {duty.ref: duty for duty in before.duties}
    pairs = ((earlier[duty.ref], duty) for duty in after.duties if duty.ref in earlier)
    changes = (_change(one, two, telling, directive) for one, two in pairs)
    return CoverageChange(before, after, tuple(change for change in changes if change is not None))


def _change(
    before: DutyCoverage, after: DutyCoverage, edits: Sequence[SentenceEdit], directive: Directive
) -> DutyChange | None:
    if before.settlement is after.settlement and _differences(before) == _differences(after):
        return None
    as_a_whole = not _AS_A_WHOLE.isdisjoint((before.settlement, after.settlement))
    reasons = tuple(
        edit for edit in edits if _concerns(edit, before, after) or (as_a_whole and _carries_the_whole(edit, directive))
    )
    if not reasons and before.settlement is after.settlement:
        return None
    return DutyChange(before, after, reasons)


def _concerns(edit: SentenceEdit, before: DutyCoverage, after: DutyCoverage) -> bool:
    """Whether an edit touches the sentences by which a duty was or is settled, or the words in which it differs."""
    return _touches(edit.old, before, after) or _touches(edit.new, after, before)


def _touches(pieces: Sequence[Provision], here: DutyCoverage, there: DutyCoverage) -> bool:
    texts = [piece.text for piece in pieces]
    carries = here.nearest is None or here.settlement is Settlement.TO_CONFIRM
    known = {one.text for one in (*here.evidence, *([here.nearest] if here.nearest else []))} if carries else set()
    if any(text in known for text in texts):
        return True
    gone = set(here.deviations) - set(there.deviations)
    return any(one.where and one.child and one.child in text for one in gone for text in texts)


def _changes_place(edit: SentenceEdit) -> bool:
    """Whether a sentence stands in a table now and stood in the body before, or the other way."""
    return bool(edit.old and edit.new) and (edit.old[0].row >= 0) != (edit.new[0].row >= 0)


def _carries_the_whole(edit: SentenceEdit, directive: Directive) -> bool:
    """Whether a sentence hands down or names the whole directive, or is its title where it travels with the paper."""
    return any(
        piece.where == FORWARDED_TITLE or (piece.role is not Role.FORWARDED and cites(piece.text, directive))
        for piece in (*edit.old, *edit.new)
    )


def _plan_findings(old: Document, new: Document, edits: Sequence[SentenceEdit], *, signed: bool) -> Iterator[Finding]:
    kept = sum(bool(edit.old and edit.new) for edit in edits)
    if kept < RARELY_SAME * len(edits):
        yield found("WJ441", Place(new.source), old=old.source, what="句子")
    count = sum(edit.wording for edit in edits)
    if signed and count:
        yield found("WJ442", Place(new.source), count=count)


# two editions of a directive


def diff_directives(old: Directive, new: Directive, thesaurus: Thesaurus) -> DirectiveDiff:
    """The duties of both editions, paired as at re-import: in the new one's order, withdrawn ones where they stood.

    An entry that people took out of its list («否», 并入) is compared with nothing. Finding WJ441: the editions have
    hardly a duty in common.
    """
    left, right = _without_withdrawn(old), _without_withdrawn(new)
    pairs = pair_duties(left, right, {})
    of_new, of_old = {pair.new.id for pair in pairs}, {pair.old.id: pair.new for pair in pairs}
    terms = prepare_terms(thesaurus)
    scale = joint_scale(((duty.text for duty in one.duties) for one in (left, right)), terms)
    issued = next((one.date for one in (new, old) if parse_date(one.date)), ANY_DAY)
    fresh = [duty for duty in right.duties if duty.is_duty and duty.id not in of_new]
    gone = [duty for duty in left.duties if duty.is_duty and duty.id not in of_old]
    from_old, into_new = _likes(gone, fresh, terms)
    rows: dict[tuple[int, int], DutyRevision] = {}
    place = {duty.id: number for number, duty in enumerate(right.duties)}
    for duty in fresh:
        rows[place[duty.id], 0] = DutyRevision(Revision.NEW, None, duty, like=from_old.get(duty.id, ""))
    for pair in pairs:
        if pair.old.is_duty and pair.new.is_duty:
            rows[place[pair.new.id], 0] = _revision(pair.old, pair.new, issued, scale, terms)
    at = -1
    for number, duty in enumerate(left.duties, 1):
        at = place[of_old[duty.id].id] if duty.id in of_old else at
        if duty.is_duty and duty.id not in of_old:
            rows[at, number] = DutyRevision(Revision.WITHDRAWN, duty, None, like=into_new.get(duty.id, ""))
    revisions = tuple(row for _, row in sorted(rows.items(), key=lambda one: one[0]))
    paired = sum(row.kind in {Revision.SAME, Revision.CHANGED} for row in revisions)
    strange = paired < RARELY_SAME * len(revisions)
    findings = (found("WJ441", Place(new.source), old=old.source, what="任务"),) if strange else ()
    return DirectiveDiff(old, new, revisions, findings=findings)


def _without_withdrawn(directive: Directive) -> Directive:
    """The list without the entries that a re-import kept although their source has them no more."""
    kept = tuple(duty for duty in directive.duties if WITHDRAWN not in duty.remark)
    return directive.model_copy(update={"duties": kept})


def _revision(old: Duty, new: Duty, issued: str, scale: Scale, terms: Terms) -> DutyRevision:
    """Two duties that are one; days without a year are held to be of the same year in both editions."""
    if wording(old.text) == wording(new.text):
        return DutyRevision(Revision.SAME, old, new)
    more = increment(old, new, (issued, issued), scale, terms)
    return DutyRevision(Revision.CHANGED, old, new, more.firmer, more.looser, word_changes(old.text, new.text))


def _likes(gone: Sequence[Duty], fresh: Sequence[Duty], terms: Terms) -> tuple[dict[str, str], dict[str, str]]:
    """New duty → the withdrawn one that it may come from, and the other way: re-import pairs changed words only under
    the same heading.
    """
    if not gone or not fresh:
        return {}, {}
    matches = same_duties(gone, fresh, terms)
    near = {one.near: one.far for one in matches.same} | dict(matches.close)
    from_old = {fresh[n].id: gone[f].id for n, f in sorted(near.items())}
    return from_old, {old: new for new, old in reversed(from_old.items())}


# what a new edition does to a plan


def with_effects(diff: DirectiveDiff, before: Coverage, after: Coverage, plan: Document) -> DirectiveDiff:
    """`diff` with what it does to `plan`, whose coverages of the old and of the new edition are given.

    Outdated: the sentences that carried a duty which the new edition has no more; those that carried a changed duty and
    now fall short or go too far, or carry a new one so; those that cite the old edition. Missing: a new duty that the
    plan does not carry wholly. What the plan lacked of the old edition already is not said again.
    """
    was, now = ({duty.id: duty for duty in one.duties} for one in (before, after))
    carrying = {one.text for duty in after.duties for one in _carried_by(duty)}
    effects: list[PlanEffect] = []
    for row in diff.revisions:
        effects += _effect(row, was, now, carrying)
    citing = tuple(
        Evidence(piece.text, piece.where, 1.0, piece.block, piece.row)
        for piece in own_provisions(plan)
        if cites(piece.text, diff.old) and not cites(piece.text, diff.new)
    )
    if citing:
        effects.append(PlanEffect(None, citing))
    return replace(diff, plan=after, effects=tuple(effects))


def _effect(
    row: DutyRevision, was: Mapping[str, DutyCoverage], now: Mapping[str, DutyCoverage], carrying: set[str]
) -> Iterator[PlanEffect]:
    before = was.get(row.old.id) if row.old else None
    after = now.get(row.new.id) if row.new else None
    if row.kind is Revision.WITHDRAWN and before is not None:
        carried = _carried_by(before)
        left = tuple(one for one in carried if one.text not in carrying)
        if left:
            yield PlanEffect(row, left)
        elif carried and not row.like:
            yield PlanEffect(row, carried[:1], shared=True)
    elif row.kind is Revision.NEW and after is not None:
        if after.verdict in {Verdict.PARTIAL, Verdict.MISSING}:
            yield PlanEffect(row, (), after)
        elif _asks_otherwise(after):
            yield PlanEffect(row, _carried_by(after), after)
    elif row.kind is Revision.CHANGED and before and after and _falls_behind(before, after):
        yield PlanEffect(row, _carried_by(after) or _carried_by(before), after)


def _asks_otherwise(answer: DutyCoverage) -> bool:
    """Whether the plan carries a duty with other figures, force or scope than it has."""
    loud = {*_LOW, Direction.STRICTER}
    return answer.verdict is Verdict.COVERED and any(one.direction in loud for one in answer.deviations)


def _falls_behind(before: DutyCoverage, after: DutyCoverage) -> bool:
    """Whether the plan settles the changed duty less than it did the old one, or asks more than the new one does."""
    more = {(one.parent, one.child) for one in after.deviations if one.direction is Direction.STRICTER}
    known = {(one.parent, one.child) for one in before.deviations}
    return worsened(DutyChange(before, after)) or bool(more - known)


def _carried_by(answer: DutyCoverage) -> tuple[Evidence, ...]:
    """The sentences that carry a duty at least in part; what is only nearest to it carries nothing."""
    carried = answer.verdict in {Verdict.COVERED, Verdict.PARTIAL}
    return answer.evidence if carried and answer.nearest is None else ()
