"""What the rules look at: a paper as a tree and as lines, how it looks, and what is known of the place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from wenjian.lint.parents import Parents
from wenjian.model.appearance import Appearance
from wenjian.model.directive import Directive
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.model.ledger import Ledger
from wenjian.model.library import Phrase, ReplacedWord
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Authority
from wenjian.structure.lines import Line
from wenjian.structure.parts import Part, PrintedLine
from wenjian.text.normal import shorten

QUOTE = 16
"""Characters around a fault that a finding quotes."""
_MOST_PLACES = 3
_LEAST_TEXT = 2
"""Paragraphs of text that a working table may have beside it."""
_UPWARD = ("请示", "报告")


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper under review. `raw` are its lines before any repair; `appearance` is None for what is no docx;
    `replaced`, `counties` and `phrases` come from the library; a report is laid beside `ledger` and the superior's
    `directives`, of whose duties `ours` are ours.
    """

    document: Document
    lines: tuple[PrintedLine, ...] = ()
    raw: tuple[Line, ...] = ()
    appearance: Appearance | None = None
    locality: Locality | None = None
    authority: Authority = Authority.BUREAU
    replaced: Sequence[ReplacedWord] = ()
    counties: Collection[str] = field(default_factory=tuple)
    phrases: Sequence[Phrase] = ()
    ledger: Ledger | None = None
    directives: Sequence[Directive] = ()
    ours: Collection[str] = ()

    @property
    def own(self) -> Iterator[PrintedLine]:
        """The lines that the paper says itself."""
        return (line for line in self.lines if line.is_own)

    def part(self, *parts: Part) -> Iterator[PrintedLine]:
        """Its own lines that are one of these."""
        return (line for line in self.own if line.part in parts)

    def at(self, line: PrintedLine) -> Place:
        """Where a line stands."""
        return Place(self.document.source, line.number, 0, line.label)

    @property
    def whole(self) -> Place:
        return Place(self.document.source)

    @property
    def is_paper(self) -> bool:
        """Whether it is a paper and no working table, which lacks elements and keeps no margins."""
        elements = self.document.elements
        texts = sum(line.part is Part.TEXT for line in self.own)
        return bool(elements.number or elements.recipients or texts > _LEAST_TEXT)

    @property
    def is_letter(self) -> bool:
        """Whether it is set as a letter (10.1), told by its number («示民函〔2026〕7号»), where it has none yet by its
        title: its head has other places.
        """
        number = self.document.elements.number
        return "函" in number.partition("〔")[0] if number else self.document.title.endswith("函")

    @property
    def is_upward(self) -> bool:
        """Whether the paper goes to a superior: 请示 or 报告."""
        return self.document.title.rstrip("》").endswith(_UPWARD)


Check = Callable[[Draft], Iterable[Finding]]

NO_PARENTS = Parents(())
"""A paper that is checked without its superior's."""


def around(text: str, start: int, end: int, most: int = QUOTE) -> str:
    """The fault in text[start:end] with the words beside it, short."""
    beside = max(0, most - (end - start)) // 2
    words = text[max(0, start - beside) : end + beside].strip()
    return shorten(" ".join(words.split()), most + 8)


def said_places(lines: Iterable[PrintedLine]) -> str:
    """«第3、5行», «第3段、第8段», the first of them; empty where a file has neither."""
    names = list(dict.fromkeys(line.label or (str(line.number) if line.number else "") for line in lines))
    names = [name for name in names if name]
    shown, more = names[:_MOST_PLACES], "等" if len(names) > _MOST_PLACES else ""
    if not shown:
        return "文中"
    return f"第{'、'.join(shown)}行{more}" if shown[0].isdecimal() else "、".join(shown) + more
