"""The documents that a paper cites: the list that a person checks for validity, and what does not agree in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wenjian.lint.draft import Draft
from wenjian.lint.parents import own_date
from wenjian.model.catalogue import found
from wenjian.model.directive import Citation
from wenjian.model.finding import Finding, Place
from wenjian.structure.parts import Part
from wenjian.text import patterns as re
from wenjian.text.citations import find_citations, find_short_names, without_edition
from wenjian.text.dates import format_date, parse_date
from wenjian.text.normal import letters

_CITED_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}〔(?P<year>20\d\d)〕\s*\d{1,5}号")
_CITED_DAY = re.compile(
    r"》\s*[（(](?:[^（）()]{0,40}[，,、\s])?(?P<day>20\d\d年\d{1,2}月\d{1,2}日)(?P<how>印发|发布|公布|下发|发文|制发|)(?!起|施行|实施|生效)[^（）()]{0,20}[）)]"
)
"""A day in brackets behind a title: «《……的通知》（示民发〔2026〕21号，2026年6月1日印发)»."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that the paper cites, and where it does so first."""

    citation: Citation
    place: Place


def cited_documents(draft: Draft) -> tuple[Cited, ...]:
    """The documents that the paper itself cites, each with number and edition as it gives them, in reading order."""
    lines = list(draft.part(Part.TEXT, Part.HEADING, Part.CELL))
    short = {name for line in lines for name in find_short_names(line.text)}
    first: dict[tuple[str, str, str], Cited] = {}
    for line in lines:
        for one in find_citations(line.text):
            if one.title not in short:
                first.setdefault((letters(one.title), one.number, one.edition), Cited(one, draft.at(line)))
    return tuple(first.values())


def check_cited(draft: Draft) -> Iterator[Finding]:
    """WJ311 for two editions of one document within the paper, WJ313 for one title with two 发文字号."""
    groups: dict[str, list[Cited]] = {}
    for one in cited_documents(draft):
        groups.setdefault(without_edition(one.citation.title), []).append(one)
    for group in groups.values():
        editions = _firsts(group, "edition")
        if len(editions) > 1:
            one, other = editions[:2]
            values = {"one": one.citation.edition, "other": other.citation.edition}
            yield found("WJ311", other.place, title=other.citation.title, **values)
            continue
        numbers = _firsts(group, "number")
        if len(numbers) > 1:
            one, other = numbers[:2]
            values = {"one": one.citation.number, "other": other.citation.number}
            yield found("WJ313", other.place, title=other.citation.title, **values)


def check_cited_later(draft: Draft) -> Iterator[Finding]:
    """WJ733 for a document that by its 发文字号, or by the day on which it is said to be issued, is later than the
    paper that cites it.
    """
    issued = own_date(draft.document)
    if issued is None:
        return
    for line in draft.part(Part.TEXT, Part.HEADING):
        for match in _CITED_NUMBER.finditer(line.text):
            if int(match["year"]) > issued.year:
                yield found("WJ733", draft.at(line), quote=match[0], date=format_date(issued))
        for match in _CITED_DAY.finditer(line.text):
            day = parse_date(match["day"])
            if day and day > issued:
                yield found("WJ733", draft.at(line), quote=match["day"] + match["how"], date=format_date(issued))


def _firsts(group: list[Cited], name: str) -> list[Cited]:
    """The first citation with each number, or each edition."""
    first: dict[str, Cited] = {}
    for one in group:
        if words := str(getattr(one.citation, name)):
            first.setdefault(letters(words), one)
    return list(first.values())
