"""What the answers of the units mean for an item on a given day: 状态, 进展, 存在问题, 预警; and the roll call."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from wenjian.duties.schedule import Due
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.model.ledger import Ledger, LedgerItem, UnitEntry
from wenjian.model.vocabulary import Alert, FeedbackState, LedgerState
from wenjian.supervise.alerts import alert_of, is_red
from wenjian.supervise.collect import newest_day
from wenjian.supervise.deadlines import days_of, next_day
from wenjian.supervise.ledger import FINISHED, put_cells, since_of
from wenjian.text.dates import Precision, find_dates, format_date, parse_date
from wenjian.text.normal import shorten
from wenjian.text.workdays import WorkCalendar

_DIGITS = 3
"""Figures of an item's number («007»)."""

MOST_NAMED = 8
"""Units that a cell of 进展 or 存在问题 names; the sheet of the units holds them all."""
_GREEN = Alert.GREEN.chinese


def reckon(
    ledger: Ledger, on: dt.date | None, days: WorkCalendar, path: str = ""
) -> tuple[Ledger, tuple[Finding, ...]]:
    """The ledger with 状态, 进展 and 存在问题 by what the units answered, and with a day also 预警 and 逾期.

    Without a day, warnings stay but on what is settled since. What people wrote in these cells stays; where the answers
    say otherwise it is found (WJ904).
    """
    of_item: dict[str, list[UnitEntry]] = {}
    for entry in ledger.entries:
        of_item.setdefault(entry.item, []).append(entry)
    findings: list[Finding] = []
    items: list[LedgerItem] = []
    warned: dict[tuple[str, str], UnitEntry] = {}
    returned = {unit: refused_rows(ledger, unit) for unit in ledger.units}
    for item in ledger.items:
        mine = of_item.get(item.id, [])
        since = since_of(item, ledger)
        clock = _Clock(on, days, since, parse_date(item.assigned), days_of(item.deadline, since, days))
        mine = [_with_warning(entry, item, clock) for entry in mine]
        warned |= {(entry.item, entry.unit): entry for entry in mine}
        faulty = frozenset(entry.unit for entry in mine if item.id in returned.get(entry.unit, {}))
        reckoned, kept = put_cells(item, _values(item, mine, clock, faulty))
        items.append(reckoned.model_copy(update={"due": next_day(clock.due, on)}) if on else reckoned)
        findings += [
            found("WJ904", Place(path), name=item.id, column=column, mine=shorten(theirs, 40), new=shorten(ours, 40))
            for column, theirs, ours in kept
            if column != "预警"
        ]
    entries = tuple(warned.get((entry.item, entry.unit), entry) for entry in ledger.entries)
    as_of = format_date(on) if on else ledger.as_of
    return ledger.model_copy(update={"items": tuple(items), "entries": entries, "as_of": as_of}), tuple(findings)


@dataclass(frozen=True, slots=True)
class _Clock:
    """The day for which is reckoned, where there is one, from when the deadline of an item counts, what it means."""

    on: dt.date | None
    days: WorkCalendar
    since: dt.date | None
    assigned: dt.date | None
    due: Due

    def due_of(self, entry: UnitEntry) -> Due:
        return days_of(entry.deadline, self.since, self.days) if entry.deadline else self.due

    def alert(self, due: Due, *, started: bool, updated: dt.date | None) -> str:
        assert self.on is not None
        return alert_of(due, self.on, self.days, assigned=self.assigned, started=started, updated=updated)


def refused_rows(ledger: Ledger, unit: str) -> dict[str, str]:
    """The items of which a row of this unit came back and could not be taken, and why."""
    return {row.item.strip().zfill(_DIGITS): row.problem for row in ledger.unplaced if row.unit == unit and row.item}


def _values(item: LedgerItem, entries: Sequence[UnitEntry], clock: _Clock, faulty: frozenset[str]) -> dict[str, object]:
    """What the program has to say in the cells of an item. One that comes back every month or quarter is never
    finished, and is as late as the latest of its units. `faulty` are the units whose row could not be taken.
    """
    values: dict[str, object] = {}
    answered = [entry for entry in entries if entry.answered]
    recurring = clock.due.recurring
    base = _state(entries, recurring=recurring) if answered else item.state
    if base is LedgerState.OVERDUE:
        base = LedgerState.NOT_STARTED
    if answered:
        values |= {"state": base, "progress": _progress(entries, faulty)}
        if problems := _problems(entries):
            values["problems"] = problems
    theirs = item.state if _is_persons(item) else base
    warning = _SETTLED.get(theirs)
    if clock.on is None:
        return values if warning is None or not item.warning else {**values, "warning": warning}
    if warning is None and recurring and entries:
        warning = min((entry.warning for entry in entries), key=_gravity)
    elif warning is None:
        updated = max((day for day in (newest_day(answered), _last_date(item.progress)) if day), default=None)
        warning = clock.alert(clock.due, started=theirs is not LedgerState.NOT_STARTED, updated=updated)
    values["warning"] = warning
    if is_red(warning) and base in {LedgerState.NOT_STARTED, LedgerState.UNDER_WAY}:
        values["state"] = LedgerState.OVERDUE
    elif item.state is LedgerState.OVERDUE:
        values["state"] = base
    return values


_SETTLED = {
    LedgerState.CLOSED: "",
    LedgerState.SUSPENDED: "",
    LedgerState.TO_VERIFY: f"{_GREEN}：已完成待核",
    LedgerState.STANDING: f"{_GREEN}：长期坚持",
}
"""The warning on what is no longer pursued by its deadline."""


def _gravity(warning: str) -> int:
    """0 for red, 1 for yellow, 2 for green."""
    colours = [alert.chinese for alert in (Alert.RED, Alert.YELLOW, Alert.GREEN)]
    return colours.index(warning[:1]) if warning[:1] in colours else len(colours)


def _is_persons(item: LedgerItem) -> bool:
    written = item.written.get("状态", LedgerState.NOT_STARTED.chinese)
    return item.state.chinese != written and item.state is not LedgerState.OVERDUE


def _last_date(text: str) -> dt.date | None:
    """The last day that a 进展 names: it is to be written with its 更新日期."""
    return max((one.date for one in find_dates(text) if one.precision is Precision.DAY), default=None)


def _state(entries: Sequence[UnitEntry], *, recurring: bool) -> LedgerState:
    """已完成待核 only where every unit that was asked has finished; closing is a person's doing."""
    states = {entry.state if entry.answered else None for entry in entries}
    if states <= {FeedbackState.DONE, FeedbackState.STANDING} and not (recurring and FeedbackState.DONE in states):
        return LedgerState.STANDING if FeedbackState.STANDING in states else LedgerState.TO_VERIFY
    begun = any(entry.answered and entry.state is not FeedbackState.NOT_STARTED for entry in entries)
    return LedgerState.UNDER_WAY if begun else LedgerState.NOT_STARTED


def _progress(entries: Sequence[UnitEntry], faulty: frozenset[str]) -> str:
    """«22个单位已报19个：已完成15个、推进中4个；未报：××镇、××街道；填写不合要求：××乡（更新至……）»; of one unit its
    own words.
    """
    answered = [entry for entry in entries if entry.answered]
    day = newest_day(answered)
    updated = f"（更新至{format_date(day)}）" if day else ""
    if len(entries) == 1:
        return f"{answered[0].progress or answered[0].state}{updated}"
    counts = Counter(entry.state for entry in answered)
    told = [f"{state.chinese}{counts[state]}个" for state in FeedbackState if counts[state]]
    if counts[None]:
        told.append(f"没有选完成情况{counts[None]}个")
    words = f"{len(entries)}个单位已报{len(answered)}个：{'、'.join(told)}"
    return words + _owing([entry.unit for entry in entries if not entry.answered], faulty) + updated


def _owing(units: Sequence[str], faulty: frozenset[str]) -> str:
    """«；未报：××镇、××街道；填写不合要求：××乡» of the units without an answer; `faulty`: refused."""
    silent = [unit for unit in units if unit not in faulty]
    wrong = [unit for unit in units if unit in faulty]
    return (f"；未报：{_names(silent)}" if silent else "") + (f"；填写不合要求：{_names(wrong)}" if wrong else "")


def _problems(entries: Sequence[UnitEntry]) -> str:
    told = [
        f"{entry.unit}：{'；'.join(part for part in (entry.reason, entry.coordination) if part)}"
        for entry in entries
        if entry.reason or entry.coordination
    ]
    more = f"\n等{len(told)}个单位，详见“各单位落实情况”。" if len(told) > MOST_NAMED else ""
    return "\n".join(told[:MOST_NAMED]) + more


def _names(units: Sequence[str]) -> str:
    return "、".join(units[:MOST_NAMED]) + (f"等{len(units)}个" if len(units) > MOST_NAMED else "")


def _with_warning(entry: UnitEntry, item: LedgerItem, clock: _Clock) -> UnitEntry:
    """The entry with the warning on this unit's part; none where the item is closed. Without a day only a warning that
    stands is taken back.
    """
    if clock.on is None and not entry.warning:
        return entry
    due = clock.due_of(entry)
    done = entry.state is FeedbackState.DONE and not due.recurring
    if item.state in FINISHED:
        warning = ""
    elif done or entry.state is FeedbackState.STANDING:
        warning = f"{_GREEN}：{entry.state}"
    elif clock.on is None:
        warning = entry.warning
    else:
        started = entry.answered and entry.state is not FeedbackState.NOT_STARTED
        warning = clock.alert(due, started=started, updated=parse_date(entry.date))
    return entry.model_copy(update={"warning": warning})


@dataclass(frozen=True, slots=True)
class RollCall:
    """Who was asked, who answered nothing at all, of whom all that came back could not be taken (`faulty`), of whom a
    part of it could not (`partial`), and which open items are overdue.
    """

    units: tuple[str, ...]
    missing: tuple[str, ...]
    faulty: tuple[str, ...]
    partial: tuple[str, ...]
    overdue: tuple[LedgerItem, ...]
    as_of: str = ""

    def __str__(self) -> str:
        """«应报22个，已报20个，未报：××镇、××街道；逾期3项»."""
        words = f"应报{len(self.units)}个，已报{len(self.units) - len(self.missing) - len(self.faulty)}个"
        words += f"（其中{'、'.join(self.partial)}有填写不合要求的）" if self.partial else ""
        words += f"，未报：{'、'.join(self.missing)}" if self.missing else ""
        words += f"，填写不合要求：{'、'.join(self.faulty)}" if self.faulty else ""
        return words + (f"；逾期{len(self.overdue)}项（截至{self.as_of}）" if self.as_of else "")


def roll_call(ledger: Ledger) -> RollCall:
    """The roll call over the items that are still pursued."""
    open_items = {item.id for item in ledger.items if item.state not in FINISHED}
    entries = [entry for entry in ledger.entries if entry.item in open_items]
    units = tuple(dict.fromkeys(entry.unit for entry in entries))
    answered = {entry.unit for entry in entries if entry.answered}
    overdue = tuple(item for item in ledger.items if item.id in open_items and is_red(item.warning))
    owing = [unit for unit in units if unit not in answered]
    faulty = tuple(unit for unit in owing if refused_rows(ledger, unit))
    missing = tuple(unit for unit in owing if unit not in faulty)
    unanswered = {(entry.unit, entry.item) for entry in entries if not entry.answered}
    partial = tuple(
        unit
        for unit in units
        if unit in answered and any((unit, item) in unanswered for item in refused_rows(ledger, unit))
    )
    return RollCall(units, missing, faulty, partial, overdue, ledger.as_of)


def partly(ledger: Ledger, path: str = "") -> tuple[Finding, ...]:
    """For each unit that returned something the open items that it left out (WJ929), and those of which what it wrote
    could not be taken (WJ957).
    """
    open_items = {item.id for item in ledger.items if item.state not in FINISHED}
    owed: dict[str, list[str]] = {}
    answered: set[str] = set()
    for entry in ledger.entries:
        if entry.item in open_items:
            if entry.answered:
                answered.add(entry.unit)
            else:
                owed.setdefault(entry.unit, []).append(entry.item)
    findings: list[Finding] = []
    for unit, numbers in owed.items():
        refused = refused_rows(ledger, unit)
        wrong = [number for number in numbers if number in refused]
        silent = [number for number in numbers if number not in refused]
        if wrong:
            findings.append(found("WJ957", Place(path), unit=unit, items="、".join(wrong)))
        if silent and (wrong or unit in answered):
            findings.append(found("WJ929", Place(path), unit=unit, items="、".join(silent)))
    return tuple(findings)
