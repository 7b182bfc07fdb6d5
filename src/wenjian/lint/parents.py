"""What the rules of this folder ask about the superiors' papers, and the lines of the judged one that are its own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from wenjian.model.directive import Citation, Directive, SourcePaper
from wenjian.model.document import Document
from wenjian.model.finding import Place
from wenjian.model.vocabulary import Role
from wenjian.text.citations import find_citations
from wenjian.text.dates import parse_date
from wenjian.text.normal import letters
from wenjian.text.superiors import titled
from wenjian.text.walk import Line, document_lines

FARTHEST = 200
"""Characters on each side of a word in which the rules look for what makes it right; keeps long lines linear."""
_QUOTED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|[\u4e00-\u9fff]{1,16}[〔\[［]\d{4}[〕\]］]\s*\d{1,5}\s*号")
"""A title in 《》, another one perhaps within it, or a 发文字号."""


@dataclass(frozen=True)
class Parents:
    """The superiors' papers: their duties, and their texts where those are at hand."""

    directives: tuple[Directive, ...]
    documents: tuple[Document, ...] = ()

    @cached_property
    def papers(self) -> tuple[SourcePaper | Directive, ...]:
        """Each paper once; a list of several stands for the papers that it was made of."""
        return tuple(paper for directive in self.directives for paper in (directive.papers or (directive,)))

    @cached_property
    def date(self) -> dt.date | None:
        """The newest date of a paper."""
        return max((date for paper in self.papers if (date := parse_date(paper.date))), default=None)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Their sentences, headings and titles as far as they are known."""
        found = [word for paper in self.papers for word in (paper.title, paper.number, paper.date, *paper.issuer)]
        for directive in self.directives:
            for duty in directive.duties:
                found += [*duty.headings, duty.text, *(source.text for source in duty.sources)]
        for document in self.documents:
            found += [line.text for line in document_lines(document)]
        return tuple(dict.fromkeys(text for text in found if text))

    @cached_property
    def words(self) -> str:
        """Their texts, letters only, one a line."""
        return "\n".join(map(letters, self.texts))

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """The papers themselves, then those that they cite."""
        own = [Citation(title=paper.title, number=paper.number) for paper in self.papers if paper.title]
        cited = (citation for text in self.texts for citation in find_citations(text))
        listed = (citation for one in self.directives for duty in one.duties for citation in duty.citations)
        return tuple(dict.fromkeys((*own, *cited, *listed)))

    def say(self, text: str) -> bool:
        """Whether `text` stands in them, signs apart; 2025年5月 does not stand in 2025年5月8日."""
        words = letters(text)
        if words not in self._said:
            self._said[words] = bool(words) and bool(re.search(rf"{re.escape(words)}(?!\d)", self.words))
        return self._said[words]

    @cached_property
    def _said(self) -> dict[str, bool]:
        """What `say` found out before."""
        return {}

    @property
    def name(self) -> str:
        """«《标题》（字号）» of the nearest superior's paper."""
        nearest = self.papers[-1]
        return titled(SourcePaper(title=nearest.title, number=nearest.number))


def own_date(document: Document) -> dt.date | None:
    """成文日期, where the paper has one."""
    return parse_date(document.elements.date)


def own_lines(document: Document) -> Iterator[Line]:
    """What the paper itself says: no line of a forwarded original."""
    known = _latest[0] if _latest else None
    if known is None or known[0] is not document:
        known = (document, tuple(line for line in document_lines(document) if line.role is not Role.FORWARDED))
        _latest[:] = [known]
    return iter(known[1])


_latest: list[tuple[Document, tuple[Line, ...]]] = []
"""The lines of the paper asked about last: a dozen rules ask about it one after another."""


def without_titles(text: str) -> str:
    """`text` with what stands in 《》 and with 发文字号 blanked out, offsets kept."""
    return _QUOTED.sub(lambda match: "　" * len(match[0]), text)


def place_of(document: Document, line: Line) -> Place:
    """Where `line` stands, as a finding says it."""
    return Place(document.source, label=line.where or "正文")


def before(text: str, at: int) -> str:
    """The words before `at`, no more than `FARTHEST`."""
    return text[max(0, at - FARTHEST) : at]


def after(text: str, at: int) -> str:
    """The words from `at` on, no more than `FARTHEST`."""
    return text[at : at + FARTHEST]
