"""汇总: what the units returned, merged into the ledger.

Files are taken in the order of their names, and taking them together gives what taking them one after the other gives.
The newest 填报日期 holds, and an answer with a day over an earlier one without; what gave way so, or to an answer that
steps back («已完成», then «未启动»), stays in 先前报的. What a person wrote in the ledger is never replaced; what
cannot be taken goes word for word into 未归入.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.model.ledger import FEEDBACK_LIMIT, Ledger, LedgerItem, UnitEntry, UnplacedRow
from wenjian.model.vocabulary import FeedbackState
from wenjian.supervise import returned as heads
from wenjian.supervise.assign import bare_name
from wenjian.supervise.returned import Returned, ReturnedRow
from wenjian.text.dates import day_of_digits, format_date, parse_date
from wenjian.text.nearest import did_you_mean
from wenjian.text.normal import letters, shorten

LONGEST = 2_000
"""Characters of a field of a returned row; what is longer is no 落实情况 and stays in 未归入."""
_LIKE = 0.8
"""Likeness (0–1) from which words that someone changed in a row still tell its task."""
_COMPARED = 500
CONTENT = ("progress", "state", "reason", "coordination", "person", "reviewer", "date")
"""The fields of an entry that a unit fills in."""
_COLUMN = dict(
    zip(
        CONTENT,
        (heads.PROGRESS, heads.STATE, heads.REASON, heads.COORDINATION, heads.PERSON, heads.REVIEWER, heads.DATE),
        strict=True,
    )
)

_NO_YEAR = re.compile(r"(?P<month>\d{1,2})[月.．/-](?P<day>\d{1,2})日?")
_DENYING = ("未", "没", "不", "尚", "无")
"""How words begin that deny: the nearest of ours may say the contrary («未完成», «已完成»)."""

_FINISHED = frozenset({FeedbackState.DONE, FeedbackState.STANDING})
_UNFINISHED = frozenset({FeedbackState.NOT_STARTED, FeedbackState.UNDER_WAY})
_COMES_BACK = re.compile(r"每|按[周月季旬年]")
"""In a deadline: it comes back, and what was finished in one period is begun again in the next."""


class _Refused(Exception):
    """A row that cannot be taken: the code and values of its finding."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def collect(ledger: Ledger, files: Iterable[Returned]) -> tuple[Ledger, tuple[Finding, ...]]:
    """The ledger with what the files say, and all that was found on the way."""
    merging = _Merging(ledger)
    for file in sorted(files, key=lambda one: one.file):
        merging.file(file)
    return merging.result(), tuple(merging.findings)


class _Merging:
    """The entries of a ledger, files laid over them one after the other."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.items = {item.id: item for item in ledger.items}
        self.by_words: dict[str, list[LedgerItem]] = {}
        for item in ledger.items:
            self.by_words.setdefault(letters(item.task), []).append(item)
        self.papers = {item.duty.rpartition("#")[0] for item in ledger.items if item.duty}
        self.entries = {(entry.item, entry.unit): entry for entry in ledger.entries}
        self.unplaced = list(ledger.unplaced)
        self.findings: list[Finding] = []
        self.undated: set[tuple[str, str]] = set()
        """File and words of each 填报日期 of which it was said that it is no day."""

    def result(self) -> Ledger:
        return self.ledger.model_copy(
            update={"entries": tuple(self.entries.values()), "unplaced": tuple(self.unplaced)}
        )

    def file(self, file: Returned) -> None:
        place = Place(file.file)
        if file.problem:
            self._put_away(file, None, "", file.problem)
            return
        if not file.found:
            self.findings.append(found("WJ910", place))
            self._put_away(file, None, "", found("WJ910", place).message)
            return
        filled = [row for row in file.rows if row.is_filled or row.others]
        if not filled:
            self.findings.append(found("WJ911", place))
            return
        try:
            unit = self._unit(file)
        except _Refused as refused:
            problem = found(refused.code, place, **refused.values)
            self.findings.append(problem)
            for row in filled:
                self._put_away(file, row, "", problem.message)
            return
        superseded: dict[str, list[str]] = {}
        for row in filled:
            try:
                newer = self._row(file, row, unit)
            except _Refused as refused:
                problem = found(refused.code, Place(file.file, label=row.place), **refused.values)
                self.findings.append(problem)
                # Who filled the form in reads the reason alone: it says what was probably meant, too.
                meant = refused.values.get("advice", "")
                self._put_away(file, row, unit, f"{problem.message}，{meant}" if meant else problem.message)
            else:
                if newer:
                    superseded.setdefault(newer, []).append(row.text(heads.NUMBER) or row.place)
        for newer, numbers in superseded.items():
            self.findings.append(found("WJ920", place, unit=unit, items="、".join(numbers), newer=newer))

    # whose file it is

    def _unit(self, file: Returned) -> str:
        """The unit that a file comes from: by its marks, by what it says itself, at last by its name."""
        units = self.ledger.units
        marked = list(dict.fromkeys(row.mark.unit for row in file.rows if row.mark))
        said = _named(file.unit, units)
        by_name = _named(file.file, units)
        if len(marked) > 1 and said in marked:
            marked = [said]
        if len(marked) > 1:
            raise _Refused("WJ912", units="、".join(marked))
        if not marked:
            unit = said or by_name
            if not unit:
                raise _Refused("WJ913", said=file.unit or "没有写")
            return unit
        unit = _named(marked[0], units) or marked[0]
        if unit not in units:
            raise _Refused("WJ914", unit=unit)
        if file.unit and said != unit:
            raise _Refused("WJ915", unit=unit, said=file.unit)
        if by_name and by_name != unit:
            self.findings.append(found("WJ916", Place(file.file), unit=unit, said=by_name))
        return unit

    # one row

    def _row(self, file: Returned, row: ReturnedRow, unit: str) -> str:
        """Take one row; the file that is newer where the row is outdated."""
        item = self._item(row, unit)
        if (item.id, unit) not in self.entries:
            raise _unmatched(row, unit)
        others = [name for name, text in row.others.items() if _named(text, [unit]) != unit]
        if others:
            problem = found("WJ917", Place(file.file, label=row.place), columns="、".join(others))
            self.findings.append(problem)
            self._put_away(file, row, unit, problem.message)
        if not row.is_filled:
            return ""
        fresh = self._checked(file, row, item, unit)
        old = self.entries[item.id, unit]
        if not any(_is_news(old, name, getattr(fresh, name)) for name in CONTENT):
            return ""
        before, now = parse_date(old.date), parse_date(fresh.date)
        if now is None and _row_mark(_marks_of(fresh)) in _earlier_marks(old):
            self._say_order(file.file, row, item.id, file.file, old)
            return ""
        if old.answered:
            if now is not None and before is not None and now < before:
                if _steps_back(fresh, old, item):
                    self.entries[item.id, unit] = self._stepped(file.file, row, fresh, old)
                return old.file or "台账"
            if before == now or now is None:
                raise _Refused("WJ918", item=item.id, file=old.file or "台账", date=old.date or "没有写")
        merged = self._merged(file, row, old, fresh)
        if old.answered and old.file and before is None:
            self._say_order(file.file, row, item.id, old.file, merged)
            merged = _with_earlier(merged, old)
        elif old.answered and _steps_back(old, merged, item):
            merged = self._stepped(file.file, row, old, merged)
        self.entries[item.id, unit] = merged
        return ""

    def _stepped(self, file: str, row: ReturnedRow, before: UnitEntry, later: UnitEntry) -> UnitEntry:
        """`later` with what was said `before` it, which said more; WJ960."""
        place = Place(file, label=row.place)
        states = {"old": _state_words(before), "new": _state_words(later)}
        self.findings.append(
            found("WJ960", place, item=later.item, unit=later.unit, file=later.file, date=later.date, **states)
        )
        marked = before if before.written else before.model_copy(update={"written": _joined(before, before)})
        known = _row_mark(_marks(marked)) in _earlier_marks(later)
        return later if known else _with_earlier(later, marked)

    def _say_order(self, file: str, row: ReturnedRow, item: str, earlier: str, later: UnitEntry) -> None:
        """WJ984: an answer without a day, taken first, gave way to one with a day."""
        place = Place(file, label=row.place)
        self.findings.append(found("WJ984", place, item=item, earlier=earlier, later=later.file, date=later.date))

    def _item(self, row: ReturnedRow, unit: str) -> LedgerItem:
        """The item that a row answers. Where its words and its number or mark disagree, the words hold: they are what
        the unit read.
        """
        mark, number, words = row.mark, _number(row.text(heads.NUMBER)), letters(row.text(heads.TASK))
        if mark and mark.unit != unit and _named(mark.unit, self.ledger.units) != unit:
            raise _Refused("WJ914", unit=mark.unit)
        paper = mark.duty.rpartition("#")[0] if mark else ""
        if paper and paper not in self.papers:
            raise _Refused("WJ919", paper=paper)
        named = [self.items[one] for one in dict.fromkeys((number, mark.item if mark else "")) if one in self.items]
        if not words:
            if len(named) == 1 and (number in self.items or not number):
                return named[0]
            raise _unmatched(row, unit)
        same = self.by_words.get(words, [])
        if len(same) == 1:
            return same[0]
        asked = next((item for item in named if item in same), None)
        alike = next((item for item in named if _is_like(item.task, row.text(heads.TASK))), None)
        if (item := asked or alike) is None:
            raise _unmatched(row, unit)
        return item

    def _checked(self, file: Returned, row: ReturnedRow, item: LedgerItem, unit: str) -> UnitEntry:
        """The entry that a row means. Refused: words that are none of 完成情况, 已完成 without a word of what was done,
        texts beyond all measure.
        """
        place = Place(file.file, label=row.place)
        said = row.text(heads.STATE)
        state = next((one for one in FeedbackState if letters(one.chinese) == letters(said)), None)
        if said and state is None:
            words = [one.chinese for one in FeedbackState]
            advice = "" if said.startswith(_DENYING) else did_you_mean(said, words)
            raise _Refused("WJ922", value=shorten(said, 20), words="、".join(words), advice=advice)
        progress = row.text(heads.PROGRESS)
        if state is FeedbackState.DONE and not letters(progress):
            raise _Refused("WJ923", item=item.id)
        if longest := next((name for name in heads.FILLED if len(row.text(name)) > LONGEST), ""):
            raise _Refused("WJ924", column=longest, count=str(len(row.text(longest))))
        if len(progress) > FEEDBACK_LIMIT:
            self.findings.append(found("WJ925", place, count=len(progress), limit=FEEDBACK_LIMIT))
        if not said:
            self.findings.append(found("WJ926", place, item=item.id))
        date = row.text(heads.DATE)
        day = parse_date(date) or day_of_digits(date)
        within = None if day else _day_since(date, parse_date(item.assigned))
        if day is None and (file.file, date) not in self.undated:
            self.undated.add((file.file, date))
            value = date or "空"
            self.findings.append(
                found("WJ989", place, value=value, date=format_date(within))
                if within
                else found("WJ927", place, value=value)
            )
        day = day or within
        return UnitEntry(
            item=item.id,
            unit=unit,
            progress=progress,
            state=state,
            reason=row.text(heads.REASON),
            coordination=row.text(heads.COORDINATION),
            person=row.text(heads.PERSON),
            reviewer=row.text(heads.REVIEWER),
            date=format_date(day) if day else date,
            file=file.file,
        )

    def _merged(self, file: Returned, row: ReturnedRow, old: UnitEntry, fresh: UnitEntry) -> UnitEntry:
        """`fresh` laid over what the program wrote in `old`; what a person wrote stays, the row then also goes into
        未归入.
        """
        marks = _marks(old)
        values = {}
        kept: list[str] = []
        for name in CONTENT:
            present, new = getattr(old, name), getattr(fresh, name)
            if not present or _short_mark(present) == marks.get(name):
                values[name] = new
            elif new and _is_news(old, name, new):
                kept.append(_COLUMN[name])
        if kept:
            place = Place(file.file, label=row.place)
            problem = found("WJ928", place, item=old.item, unit=old.unit, columns="、".join(kept))
            self.findings.append(problem)
            self._put_away(file, row, old.unit, problem.message)
        return old.model_copy(update={**values, "file": fresh.file, "written": _joined(fresh, old)})

    def _put_away(self, file: Returned, row: ReturnedRow | None, unit: str, problem: str) -> None:
        """Into 未归入, once: a row that lies there already with the same problem is not put there again."""
        fresh = UnplacedRow(
            file=file.file,
            row=row.place if row else "",
            unit=unit or file.unit,
            item=row.text(heads.NUMBER) if row else "",
            content=row.content() if row else "",
            problem=problem,
        )
        if not any(_same_row(fresh, known) for known in self.unplaced):
            self.unplaced.append(fresh)


def _unmatched(row: ReturnedRow, unit: str) -> _Refused:
    task = shorten(row.text(heads.TASK), 24) or "空"
    return _Refused("WJ921", unit=unit, number=row.text(heads.NUMBER) or "空", task=task)


def _day_since(text: str, assigned: dt.date | None) -> dt.date | None:
    """A day that is written without its year («4月20日»): the first one since the task was handed out."""
    match = _NO_YEAR.fullmatch(text.strip())
    if match is None or assigned is None:
        return None
    month, day = int(match["month"]), int(match["day"])
    year = assigned.year + ((month, day) < (assigned.month, assigned.day))
    return parse_date(f"{year}年{month}月{day}日")


def _same_row(one: UnplacedRow, other: UnplacedRow) -> bool:
    """Whether both say the same of the same row; which other return a problem names in brackets may have changed."""
    return _identity(one) == _identity(other)


def _identity(row: UnplacedRow) -> tuple[str, ...]:
    return (row.file, row.row, letters(row.content), row.problem.partition("（")[0])


def _named(words: str, units: Sequence[str]) -> str:
    """The unit that `words` name, by its full name or by what it is called («下汤镇»); "" for none or several."""
    text = letters(words)
    for names in ({unit: letters(unit) for unit in units}, {unit: letters(bare_name(unit)) for unit in units}):
        found_units = [unit for unit, name in names.items() if name and name in text]
        longest = [
            unit
            for unit in found_units
            if not any(names[unit] != names[other] and names[unit] in names[other] for other in found_units)
        ]
        if len(longest) == 1:
            return longest[0]
    return ""


def _number(text: str) -> str:
    words = text.strip()
    return f"{int(words):03}" if words.isascii() and words.isdecimal() and len(words) <= 3 else words


def _is_like(one: str, other: str) -> bool:
    first, second = letters(one)[:_COMPARED], letters(other)[:_COMPARED]
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _LIKE


# what the program wrote in an entry


def _short_mark(value: object) -> str:
    return hashlib.sha256(str(value).encode()).hexdigest()[:6] if value else ""


def _marks(entry: UnitEntry) -> dict[str, str]:
    """The 指纹 of each field as the program last filled it in."""
    return dict(zip(CONTENT, entry.written.split("."), strict=False)) if entry.written else {}


def _marks_of(fresh: UnitEntry) -> dict[str, str]:
    return {name: _short_mark(getattr(fresh, name)) for name in CONTENT}


def _row_mark(marks: dict[str, str]) -> str:
    """The 指纹 of a whole answer."""
    return _short_mark(".".join(marks.get(name, "") for name in CONTENT))


def _earlier_marks(entry: UnitEntry) -> list[str]:
    """The 指纹 of the answers without a day that this one replaced: they stand behind those of the fields."""
    return entry.written.split(".")[len(CONTENT) :]


def _joined(fresh: UnitEntry, old: UnitEntry) -> str:
    return ".".join([*_marks_of(fresh).values(), *_earlier_marks(old)])


def _with_earlier(entry: UnitEntry, old: UnitEntry) -> UnitEntry:
    """`entry`, which replaces `old`, with what `old` said, and the 指纹 by which its file is known again."""
    texts = ((_COLUMN[name], getattr(old, name)) for name in CONTENT)
    said = [f"{column}：{text}" for column, text in texts if text]
    earlier = "\n".join(part for part in (old.earlier, f"来源文件：{old.file}", *said) if part)
    return entry.model_copy(update={"earlier": earlier, "written": f"{entry.written}.{_row_mark(_marks(old))}"})


def _steps_back(before: UnitEntry, later: UnitEntry, item: LedgerItem) -> bool:
    """Whether the later answer says less than the one before: no longer finished, or without a word of what was done.
    What comes back every month begins anew; of it only lost words are told.
    """
    unfinished = before.state in _FINISHED and later.state in _UNFINISHED and not _COMES_BACK.search(item.deadline)
    return unfinished or bool(letters(before.progress) and not letters(later.progress))


def _state_words(entry: UnitEntry) -> str:
    """«“已完成”», «“推进中”（没有写落实情况）»."""
    state = f"“{entry.state.chinese}”" if entry.state else "没有选完成情况"
    return state if letters(entry.progress) else f"{state}（没有写落实情况）"


def _is_news(entry: UnitEntry, name: str, value: object) -> bool:
    """Whether `value` is other than what stands in the entry, and than what the program put there before a person
    changed it.
    """
    return (getattr(entry, name) or None) != (value or None) and _short_mark(value) != _marks(entry).get(name)


def newest_day(entries: Iterable[UnitEntry]) -> dt.date | None:
    """The newest 填报日期 among answers."""
    return max((day for entry in entries if (day := parse_date(entry.date)) is not None), default=None)
