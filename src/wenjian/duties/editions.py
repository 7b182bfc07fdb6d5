"""Editions of the papers that directives cite: two of one title side by side, one that has been replaced, and papers
that share a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wenjian.model.catalogue import found
from wenjian.model.directive import Directive
from wenjian.model.finding import Finding, Place
from wenjian.text.citations import edition_in, without_edition
from wenjian.text.normal import letters
from wenjian.text.numerals import parse_numeral

_NUMBERED = re.compile(r"第?([0-9一二三四五六七八九十]+)(?:次修订)?版?$")
_YEAR = re.compile(r"((?:19|20)\d{2})")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A paper as one directive names it: `duty` is empty for the directive's own title."""

    title: str
    edition: str
    number: str
    directive: Directive
    duty: str

    @property
    def place(self) -> Place:
        return Place(self.directive.source, label=self.duty)


def check_editions(directives: Sequence[Directive]) -> tuple[Finding, ...]:
    """What is wrong with the editions and numbers of the papers that `directives` cite, in their order.

    In one directive: two editions of a title (WJ311), one title with two 发文字号 (WJ313). Between them: an edition
    older than one that another of them names or is (WJ312). Titles are equal when they are so without blanks, marks
    and words of edition; «第二版» comes before «第三版», «2019年版» before «2022年版».
    """
    mentions = [mention for directive in directives for mention in _mentions(directive)]
    groups: dict[str, list[_Mention]] = {}
    for mention in mentions:
        groups.setdefault(without_edition(mention.title), []).append(mention)
    findings: list[Finding] = []
    for group in groups.values():
        for directive in directives:
            own = [mention for mention in group if mention.directive is directive]
            findings += _side_by_side(own)
        findings += _replaced(group)
    return tuple(findings)


def _mentions(directive: Directive) -> Iterator[_Mention]:
    yield _Mention(directive.title, edition_in(directive.title), directive.number, directive, "")
    for duty in directive.duties:
        for citation in duty.citations:
            yield _Mention(citation.title, citation.edition, citation.number, directive, duty.id)


def _side_by_side(own: Sequence[_Mention]) -> Iterator[Finding]:
    """Two editions, or two numbers, of one title within one directive; each is said once."""
    editions = _firsts((mention.edition, mention) for mention in own if mention.edition)
    if len(editions) > 1:
        one, other = editions[:2]
        yield found("WJ311", other.place, title=other.title, one=one.edition, other=other.edition)
    numbers = _firsts((mention.number, mention) for mention in own if mention.number)
    if len(numbers) > 1 and len(editions) < 2:
        one, other = numbers[:2]
        yield found("WJ313", other.place, title=other.title, one=one.number, other=other.number)


def _firsts(pairs: Iterable[tuple[str, _Mention]]) -> list[_Mention]:
    first: dict[str, _Mention] = {}
    for name, mention in pairs:
        first.setdefault(letters(name), mention)
    return list(first.values())


def _replaced(group: Sequence[_Mention]) -> Iterator[Finding]:
    """Citations of an edition older than the newest that another directive of the run names or is, each once."""
    ranked = [(rank, mention) for mention in group if (rank := _rank(mention.edition))]
    newest: dict[tuple[str, int], tuple[int, _Mention]] = {}
    for (kind, place), mention in ranked:
        whose = (kind, id(mention.directive))
        if whose not in newest or place > newest[whose][0]:
            newest[whose] = (place, mention)
    said: set[tuple[int, str]] = set()
    for (kind, place), mention in ranked:
        others = [held for (of, whose), held in newest.items() if of == kind and whose != id(mention.directive)]
        best, other = max(others, key=lambda held: held[0], default=(0, mention))
        if best > place and mention.duty and (id(mention.directive), mention.edition) not in said:
            said.add((id(mention.directive), mention.edition))
            values = {"title": mention.title, "edition": mention.edition, "newer": other.edition}
            yield found("WJ312", mention.place, **values, source=_name(other.directive))


def _name(directive: Directive) -> str:
    return directive.number or f"《{directive.title}》"


def _rank(edition: str) -> tuple[str, int] | None:
    """How editions of one kind follow each other: by year, or by number; None when it says neither."""
    if year := _YEAR.search(edition):
        return ("year", int(year[1]))
    number = _NUMBERED.search(edition)
    value = parse_numeral(number[1]) if number else None
    return ("number", value) if value else None
