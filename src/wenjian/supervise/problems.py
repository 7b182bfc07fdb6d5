"""问题整改台账: the «不符合» of all forms, and which institutions were inspected."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wenjian.model import inspection as words
from wenjian.model.catalogue import found
from wenjian.model.directive import Measure
from wenjian.model.finding import Finding, Place
from wenjian.model.inspection import InspectedItem, Inspection
from wenjian.model.locality import Institution, Locality
from wenjian.model.vocabulary import Form, MeasureKind
from wenjian.supervise.inspected import check_inspection, is_filled
from wenjian.text.dates import Precision, find_dates, parse_date
from wenjian.text.measures import find_measures
from wenjian.text.nearest import did_you_mean
from wenjian.text.normal import letters

_TELEPHONE = re.compile(r"(?:电话|手机)?\s*[:：]?\s*\d[\d\s－—转-]{5,}")
_EMPTY = re.compile(r"[（(]\s*、?\s*[）)]")
_PARTS = re.compile(r"[，,；;。\n]+")
_AROUND = re.compile(r"^(?:请|限期|限|须|应|于|在|并于)?|(?:完成|前完成|整改|到位|完毕)*$")
_RECHECK = (words.RECHECKER, words.RECHECKED_ON, words.MENDED_CHECKER, words.MENDED_ON)
"""The labels of the blanks that are filled in at a recheck."""
_DEADLINES = (MeasureKind.DEADLINE, MeasureKind.DURATION, MeasureKind.IMMEDIACY)


@dataclass(frozen=True, slots=True)
class Problem:
    """A row of the 问题整改台账, every text from the form it stands in (`place`)."""

    unit: str
    item: str
    problem: str
    basis: str
    demand: str
    deadline: str
    person: str
    recheck: str
    closed: str
    place: Place


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that may hold a problem and is not counted, in its own words, and why."""

    unit: str
    item: InspectedItem
    reason: str


@dataclass(frozen=True, slots=True)
class UnitTotal:
    """How one institution was inspected: by which kind it is known, on how many forms, when last, and its results.

    `is_known` is whether the locality has it; `results` counts the words, «» for what was left open or is no such word.
    """

    unit: str
    kind: str = ""
    is_known: bool = True
    forms: int = 0
    last: str = ""
    results: tuple[tuple[str, int], ...] = ()
    closed: int = 0

    def count(self, word: str) -> int:
        return dict(self.results).get(word, 0)


@dataclass(frozen=True, slots=True)
class Inspected:
    """All forms that came back: the problems in the order of files and rows, and every institution's total."""

    problems: tuple[Problem, ...]
    doubts: tuple[Doubt, ...]
    totals: tuple[UnitTotal, ...]
    is_roll: bool
    """Whether the locality names the institutions, so that who was not inspected is known."""

    @property
    def due(self) -> int:
        return sum(total.is_known for total in self.totals)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(total.unit for total in self.totals if total.is_known and not total.forms)


def gather(
    inspections: Sequence[Inspection], locality: Locality | None, kinds: Sequence[str], path: str
) -> tuple[Inspected, tuple[Finding, ...]]:
    """The problems and totals of all forms, what each form lacks (`check_inspection`), and what does not fit: a form
    handed in twice (WJ942), an institution that the locality does not have (WJ941), those not inspected (WJ943).

    Of the locality's institutions those count that have a name and, where `kinds` are given, one of these types.
    """
    findings: list[Finding] = []
    kept: list[Inspection] = []
    alike: dict[tuple[object, ...], list[int]] = {}
    for one in inspections:
        before = alike.setdefault(_before_recheck(one), [])
        at = next((at for at in before if _same(one, kept[at])), None)
        if at is None:
            before.append(len(kept))
            kept.append(one)
            continue
        first, again = kept[at], one
        if _rechecked(one) > _rechecked(first):
            first, again = one, first
        kept[at] = first
        findings.append(found("WJ942", again.place, unit=again.unit, other=first.place.path))
    findings += [finding for one in kept for finding in check_inspection(one)]
    kept = [one for one in kept if is_filled(one)]
    roll = [one for one in locality.institutions if one.name and (not kinds or one.type in kinds)] if locality else []
    known = {letters(one.name): one for one in (locality.institutions if locality else ()) if one.name}
    named = [replace(one, blanks=_with_unit(one, known)) for one in kept]
    if roll:
        for one in named:
            if one.unit and letters(one.unit) not in known:
                advice = did_you_mean(one.unit, [home.name for home in roll])
                findings.append(found("WJ941", one.place, unit=one.unit, advice=advice or "请核对名称。"))
    totals = tuple(_totals(named, roll, known))
    problems = tuple(problem for one in named for problem in problems_of(one))
    gathered = Inspected(problems, tuple(doubt for one in named for doubt in doubts_of(one)), totals, bool(roll))
    if gathered.missing:
        names = "、".join(gathered.missing)
        findings.append(found("WJ943", Place(path), due=gathered.due, count=len(gathered.missing), names=names))
    return gathered, tuple(findings)


def _same(one: Inspection, other: Inspection) -> bool:
    """Whether two forms say the same, wherever they stand: one before and after its recheck does, too."""
    if not is_filled(one) or _before_recheck(one) != _before_recheck(other):
        return False
    return all(
        mine.recheck == theirs.recheck or not mine.recheck or not theirs.recheck
        for mine, theirs in zip(one.items, other.items, strict=True)
    )


def _before_recheck(one: Inspection) -> tuple[object, ...]:
    items = tuple(replace(item, place=Place(), recheck="") for item in one.items)
    return (*(blank for blank in one.blanks if blank[0] not in _RECHECK), items)


def _rechecked(one: Inspection) -> int:
    """How much of the recheck a form says."""
    return sum(bool(item.recheck) for item in one.items) + sum(bool(one.said(label)) for label in _RECHECK)


def _with_unit(one: Inspection, known: dict[str, Institution]) -> tuple[tuple[str, str], ...]:
    """The blanks, the institution under the name that the locality gives it."""
    home = known.get(letters(one.unit))
    return tuple((label, home.name if home and label == words.UNIT else text) for label, text in one.blanks)


def problems_of(one: Inspection) -> Iterator[Problem]:
    """The «不符合» of a form. One that was settled on a recheck is closed on the day of the recheck."""
    on = one.said(words.RECHECKED_ON if one.form is Form.INSPECTION else words.MENDED_ON)
    for item in one.items:
        if item.result == words.FAILING:
            demand, deadline = demand_and_deadline(item.demand)
            yield Problem(
                unit=one.unit,
                item=item.item or item.standard,
                problem=item.problem,
                basis=item.basis,
                demand=demand,
                deadline=deadline,
                person=person_of(one.said(words.HEAD)),
                recheck=item.recheck,
                closed=on if _is_settled(item) else "",
                place=item.place,
            )


def doubts_of(one: Inspection) -> Iterator[Doubt]:
    """The rows that say something of a problem without saying «不符合»."""
    for item in one.items:
        if item.result and item.result not in words.RESULTS:
            yield Doubt(one.unit, item, f"结果不是{'、'.join(words.RESULTS)}")
        elif item.problem and item.result != words.FAILING:
            yield Doubt(one.unit, item, f"写了问题，结果是{item.result}" if item.result else "写了问题，没有填结果")


def _is_settled(item: InspectedItem) -> bool:
    return letters(item.recheck) == words.SETTLED


def demand_and_deadline(text: str) -> tuple[str, str]:
    """«更换灭火器，2026年5月10日前完成» → what is to be done, and by when. Where both are one clause, the whole text is
    the demand.
    """
    measures = [one for one in find_measures(text) if one.kind in _DEADLINES]
    if not measures and (days := [one for one in find_dates(text) if one.precision is Precision.DAY]):
        day = text[days[-1].start : days[-1].end]
        rest = [part.strip() for part in _PARTS.split(text) if part.strip() and part.strip() != day]
        return ("，".join(rest) if rest else text), day
    if not measures:
        return text, ""
    deadline = measures[-1].text
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    others = [part for part in parts if not _is_only(part, measures[-1])]
    return ("，".join(others) if others and len(others) < len(parts) else text), deadline


def _is_only(part: str, measure: Measure) -> bool:
    """Whether a clause says the deadline and nothing else."""
    before, at, after = part.partition(measure.text)
    return bool(at) and not _AROUND.sub("", before).strip() and not _AROUND.sub("", after).strip()


def person_of(text: str) -> str:
    """The name in «负责人及电话»."""
    names = _EMPTY.sub("", _TELEPHONE.sub("、", text))
    return re.sub(r"[\s　、，,/+（(]*、[\s　、，,/]*", "、", names).strip(" 　，,、/（(+") if text else ""


def _totals(
    inspections: Sequence[Inspection], roll: Sequence[Institution], known: dict[str, Institution]
) -> Iterator[UnitTotal]:
    """In the order of the locality, then the others as they came."""
    due = {one.name: one for one in roll}
    names = dict.fromkeys((*due, *(one.unit for one in inspections)))
    for name in names:
        mine = [one for one in inspections if one.unit == name]
        results = Counter(item.result if item.result in words.RESULTS else "" for one in mine for item in one.items)
        home = known.get(letters(name))
        yield UnitTotal(
            unit=name,
            kind=home.type if home else "",
            is_known=name in due,
            forms=len(mine),
            last=max((one.date for one in mine), key=lambda text: str(parse_date(text) or ""), default=""),
            results=tuple(results.items()),
            closed=sum(bool(problem.closed) for one in mine for problem in problems_of(one)),
        )
