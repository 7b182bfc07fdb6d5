"""The filled 贯彻落实对照表.xlsx read back: what people wrote in it, and what of that cannot be taken and why.

A row is told by the mark in its hidden column and by the superior's words that it shows; where the two disagree (a
sort that left the hidden column behind) the words hold, for they are what the reviewer read. A hidden sheet repeats
what the tables said when they were written, so that a row is found without its mark too, and that what people wrote
is told from what the program wrote.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, TypeVar

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from wenjian.errors import UnreadableInput
from wenjian.loading.entries import Entries
from wenjian.loading.sheets import cell_text, day_text, place_of, read_book
from wenjian.loading.twins import bare_label
from wenjian.model import marks
from wenjian.model.catalogue import found
from wenjian.model.coverage import AdditionReview, Decision, DecisionFile, Review
from wenjian.model.finding import Finding, Place
from wenjian.model.marks import AdditionMark, DutyMark, judgement_of, parse_mark
from wenjian.model.record import Record
from wenjian.model.vocabulary import Keep, Opinion, Settlement, Vocabulary
from wenjian.text.citations import find_document_number
from wenjian.text.nearest import did_you_mean
from wenjian.text.normal import fingerprint, letters, shorten
from wenjian.text.signature import Signature, parse_head_signature, parse_signature

FILLED_DUTY = (marks.CONCLUSION, marks.REASON, marks.SIGNED, marks.OPINION, marks.WORDING, marks.CHANGE)
FILLED_ADDITION = (marks.KEEP, marks.BASIS, marks.NOTE, marks.SIGNED)
"""The columns that people fill in."""
_FILLED = tuple(dict.fromkeys((*FILLED_DUTY, *FILLED_ADDITION)))

PREFILLED = (marks.WORDING, marks.NOTE)
"""Columns in which the program makes proposals: only what differs from them was written by a person."""

_KNOWN = {bare_label(name): name for name in (marks.MARK_HEAD, marks.ASKED, marks.ADDITION, marks.PROBLEM, *_FILLED)}
_PAPER = re.compile(r"本级文件\s*[:：]\s*")
_HEAD_WITHIN = 30
"""Rows among which the heads stand; people put lines above them."""
_LEAST_HEADS = 2
_LONGEST = 24
LIKE = 0.8
"""Likeness (0–1) from which words that someone changed in a row still tell it, as in re-import."""

_COMPARED = 500
"""Characters of a row's words that are compared where they are not the same."""

V = TypeVar("V", bound=Vocabulary)
Mark = DutyMark | AdditionMark
Cells = Mapping[str, Any]
"""The cells of a row by the head of their column."""


def read_comparison_xlsx(data: bytes, path: str) -> Entries:
    """The entries of all 对照表 and 本级新增内容表 in a workbook, whatever their sheets are called.

    Raises UnreadableInput when the workbook cannot be read or holds no such table (WJ117).
    """
    book = read_book(data, path)
    reading = _Reading(path, _Written(book))
    known = 0
    for sheet in book.worksheets:
        if sheet.title != marks.WRITTEN_SHEET:
            known += reading.sheet(sheet)
    if not known:
        raise UnreadableInput(found("WJ117", Place(path)))
    return Entries(
        DecisionFile(
            decisions=tuple(reading.decisions), reviews=tuple(reading.reviews), additions=tuple(reading.additions)
        ),
        reading.places,
        tuple(reading.findings),
        reading.paper,
    )


class _Written:
    """What the tables said when they were written, from the hidden sheet."""

    def __init__(self, book: Workbook) -> None:
        self.rows: dict[str, dict[str, str]] = {}
        self.by_words: dict[str, set[Mark]] = {}
        self.is_there = marks.WRITTEN_SHEET in book.sheetnames
        names: list[str] = []
        for row in book[marks.WRITTEN_SHEET].iter_rows() if self.is_there else ():
            first, *others = (cell_text(cell) for cell in row)
            if first == marks.MARK_HEAD:
                names = others
            elif mark := parse_mark(first):
                texts = dict(zip(names, others, strict=False))
                self.rows[str(mark)] = texts
                self.by_words.setdefault(letters(texts.get(_quoted_column(mark), "")), set()).add(mark)

    def text(self, mark: Mark, column: str) -> str:
        return self.rows.get(str(mark), {}).get(column, "")

    def find(self, words: str) -> Mark | None:
        """The only row that showed these words."""
        same = self.by_words.get(letters(words), set())
        return next(iter(same)) if len(same) == 1 else None

    def shows(self, mark: Mark, words: str) -> bool:
        """Whether the row showed these words; where the hidden sheet is gone, whether the 指纹 is theirs."""
        if self.is_there:
            return letters(words) == letters(self.text(mark, _quoted_column(mark)))
        wanted = mark.duty_fingerprint if isinstance(mark, DutyMark) else mark.fingerprint
        ends = [match.start() for match in re.finditer("（", words)] + [len(words)]
        return any(fingerprint(words[:end]) == wanted for end in ends)

    def is_like(self, mark: Mark, words: str) -> bool:
        """Whether the words are those of the row but for what someone changed in them."""
        written = letters(self.text(mark, _quoted_column(mark)))[:_COMPARED]
        return SequenceMatcher(None, written, letters(words)[:_COMPARED], autojunk=False).ratio() >= LIKE


def _quoted_column(mark: Mark) -> str:
    return marks.ASKED if isinstance(mark, DutyMark) else marks.ADDITION


class _Reading:
    """The tables of a workbook, read one after the other."""

    def __init__(self, path: str, written: _Written) -> None:
        self.path = path
        self.written = written
        self.decisions: list[Decision] = []
        self.reviews: list[Review] = []
        self.additions: list[AdditionReview] = []
        self.places: dict[Record, Place] = {}
        self.findings: list[Finding] = []
        self.paper = ""

    def sheet(self, sheet: Worksheet) -> bool:
        """Read one sheet; whether it is one of our tables."""
        head, columns = _find_heads(sheet)
        if marks.ASKED not in columns and marks.ADDITION not in columns and marks.MARK_HEAD not in columns:
            self._unread(sheet, head, columns)
            return False
        above = [cell_text(cell) for row in sheet.iter_rows(max_row=max(head - 1, 1)) for cell in row]
        signature = Signature()
        for text in above:
            signature = signature.completed(parse_head_signature(text))
            if _PAPER.match(text):
                self.paper = self.paper or _PAPER.sub("", text)
        is_additions = marks.ADDITION in columns or (marks.KEEP in columns and marks.ASKED not in columns)
        wanted = FILLED_ADDITION if is_additions else FILLED_DUTY
        place = Place(self.path, label=sheet.title)
        self.findings += [found("WJ187", place, name=bare_label(name)) for name in wanted if name not in columns]
        seen: dict[str, dict[str, str]] = {}
        proposals: list[str] = []
        for row in sheet.iter_rows(min_row=head + 1):
            cells = {name: row[at] for name, at in columns.items()}
            filled = {name: cell_text(cells.get(name)) for name in _FILLED}
            mark = self._mark(cells, filled)
            if mark is None:
                continue
            texts = {name: self._by_person(mark, name, text) for name, text in filled.items()}
            if not self.written.is_there:
                proposals += [name for name in PREFILLED if filled.get(name)]
            if any(texts.values()) and seen.setdefault(str(mark), texts) is not texts:
                if texts != seen[str(mark)]:
                    self._find("WJ414", cells, marks.MARK_HEAD, duty=self._named(mark))
                continue
            if isinstance(mark, DutyMark):
                self._duty(mark, cells, texts, signature)
            else:
                self._addition(mark, cells, texts, signature)
        if proposals:
            words = "”“".join(dict.fromkeys(proposals))
            self.findings.append(found("WJ415", place, name=marks.WRITTEN_SHEET, columns=words))
        return True

    def _unread(self, sheet: Worksheet, head: int, columns: Mapping[str, int]) -> None:
        """Say what was filled into a sheet that is not read: 其他问题表, or a table whose rows nothing tells."""
        filled_in = [at for name, at in columns.items() if name in _FILLED]
        if not any(cell_text(row[at]) for row in sheet.iter_rows(min_row=head + 1) for at in filled_in):
            return
        place = Place(self.path, label=sheet.title)
        if marks.PROBLEM in columns:
            self.findings.append(found("WJ416", place, sheet=sheet.title, column=marks.CHANGE))
        else:
            self.findings.append(found("WJ196", place, name=bare_label(marks.ASKED)))

    def _mark(self, cells: Cells, filled: Mapping[str, str]) -> Mark | None:
        """Which duty or addition the row is about; None for a row that is about none, which is found (WJ410) where
        something was filled in.
        """
        marked = parse_mark(cell_text(cells.get(marks.MARK_HEAD)))
        name = next((name for name in (marks.ASKED, marks.ADDITION) if name in cells), "")
        words = cell_text(cells[name]) if name else ""
        if marked and (not words or self.written.shows(marked, words)):
            return marked
        if words and (shown := self.written.find(words)):
            return shown
        if marked and self.written.is_like(marked, words):
            self._find("WJ418", cells, name, duty=self._named(marked), name=bare_label(name))
            return marked
        texts = {column: text for column, text in filled.items() if text and _KNOWN.get(bare_label(text)) != column}
        for column, text in list(texts.items())[:1]:
            self._find("WJ410", cells, column, text=_short(text))
        return None

    def _by_person(self, mark: Mark, column: str, text: str) -> str:
        """The text of a cell as far as a person wrote it: a proposal of the program left as it was is none."""
        if column not in PREFILLED:
            return text
        return text if self.written.is_there and self._is_new(mark, column, text) else ""

    def _duty(self, mark: DutyMark, cells: Cells, texts: Mapping[str, str], head: Signature) -> None:
        duty = mark.duty
        self._report_cleared(mark, cells, (marks.CONCLUSION, marks.OPINION, marks.CHANGE))
        signed = parse_signature(day_text(texts[marks.SIGNED])).completed(head)
        conclusion = self._word(marks.DECIDABLE, cells, marks.CONCLUSION, texts)
        opinion = self._word(tuple(Opinion), cells, marks.OPINION, texts)
        reason = texts[marks.REASON]
        remarked = bool(opinion or texts[marks.WORDING] or texts[marks.CHANGE])
        if conclusion:
            if conclusion is Settlement.OTHER_DOCUMENT and not find_document_number(reason):
                self._find("WJ405", cells, marks.REASON, duty=duty)
            elif lacking := _lacking(signed):
                self._find("WJ411", cells, marks.SIGNED, duty=duty, word=conclusion.chinese, lacking=lacking)
            else:
                decision = Decision(
                    duty=duty,
                    duty_fingerprint=mark.duty_fingerprint,
                    evidence_fingerprint=mark.evidence_fingerprint,
                    judgement=judgement_of(conclusion, mark.proposed),
                    settlement=conclusion,
                    reason=reason,
                    person=signed.person,
                    date=signed.date,
                )
                self.decisions.append(decision)
                self.places[decision] = self._place(cells, marks.CONCLUSION)
        elif not texts[marks.CONCLUSION] and not remarked:
            added = (texts[name] for name in (marks.REASON, marks.SIGNED) if self._is_new(mark, name, texts[name]))
            if text := next(added, ""):
                self._find("WJ412", cells, marks.CONCLUSION, duty=duty, text=_short(text))
        if remarked:
            review = Review(
                duty=duty,
                duty_fingerprint=mark.duty_fingerprint,
                evidence_fingerprint=mark.evidence_fingerprint,
                opinion=opinion,
                wording=texts[marks.WORDING],
                change=texts[marks.CHANGE],
                reason="" if texts[marks.CONCLUSION] else reason,
                person=signed.person,
                date=signed.date,
            )
            self.reviews.append(review)
            self.places[review] = self._place(cells, marks.OPINION)

    def _addition(self, mark: AdditionMark, cells: Cells, texts: Mapping[str, str], head: Signature) -> None:
        self._report_cleared(mark, cells, (marks.KEEP, marks.BASIS))
        keep = self._word(tuple(Keep), cells, marks.KEEP, texts)
        signed = parse_signature(day_text(texts[marks.SIGNED])).completed(head)
        if keep and (lacking := _lacking(signed)):
            self._find("WJ411", cells, marks.SIGNED, duty=self._named(mark), word=keep.chinese, lacking=lacking)
            keep = None
        if keep or texts[marks.BASIS] or texts[marks.NOTE]:
            addition = AdditionReview(
                text=self.written.text(mark, marks.ADDITION) or cell_text(cells.get(marks.ADDITION)),
                fingerprint=mark.fingerprint,
                keep=keep,
                basis=texts[marks.BASIS],
                note=texts[marks.NOTE],
                person=signed.person,
                date=signed.date,
            )
            self.additions.append(addition)
            self.places[addition] = self._place(cells, marks.KEEP)

    def _word(self, allowed: Sequence[V], cells: Cells, column: str, texts: Mapping[str, str]) -> V | None:
        """The word of the drop-down that the cell holds; another word is found (WJ182)."""
        text = texts[column]
        member = next((word for word in allowed if letters(word.chinese) == letters(text)), None)
        if text and member is None:
            words = [word.chinese for word in allowed]
            advice = did_you_mean(text, words)
            self._find("WJ182", cells, column, key=column, value=_short(text), words="、".join(words), advice=advice)
        return member

    def _report_cleared(self, mark: Mark, cells: Cells, columns: Sequence[str]) -> None:
        for column in columns:
            before = self.written.text(mark, column)
            if before and column in cells and not cell_text(cells[column]):
                self._find("WJ413", cells, column, duty=self._named(mark), text=_short(before), name=column)

    def _is_new(self, mark: Mark, column: str, text: str) -> bool:
        return bool(text) and _bare(text) != _bare(self.written.text(mark, column))

    def _named(self, mark: Mark) -> str:
        return mark.duty if isinstance(mark, DutyMark) else _short(self.written.text(mark, marks.ADDITION))

    def _place(self, cells: Cells, column: str) -> Place:
        return place_of(self.path, cells.get(column) or next(iter(cells.values())))

    def _find(self, code: str, cells: Cells, column: str, **values: str) -> None:
        self.findings.append(found(code, self._place(cells, column), excerpt="", **values))


def _find_heads(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The row of the heads (1-based) and head → 0-based column; columns may have moved and lines been put above."""
    best: tuple[int, dict[str, int]] = (1, {})
    for row in sheet.iter_rows(max_row=_HEAD_WITHIN):
        columns: dict[str, int] = {}
        for at, cell in enumerate(row):
            if name := _KNOWN.get(bare_label(cell_text(cell))):
                columns.setdefault(name, at)
        if len(columns) > max(len(best[1]), _LEAST_HEADS - 1):
            best = (row[0].row or 1, columns)
    return best


def _lacking(signed: Signature) -> str:
    """What a signature lacks, in words; empty where it is whole."""
    known = (("核对人", signed.person), ("日期", signed.date or signed.fault))
    blank = "和".join(word for word, value in known if not value)
    return "，".join(filter(None, (blank and f"没有写{blank}", signed.fault and f"核对日期{signed.fault}")))


def _bare(text: str) -> str:
    return "".join(text.split())


def _short(text: str) -> str:
    return shorten(text.replace("\n", ""), _LONGEST)
