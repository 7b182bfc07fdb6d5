"""The documents that a paper cites: the list that a person checks for validity, and what does not agree in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wenjian.lint.draft import Draft
from wenjian.model.catalogue import found
from wenjian.model.directive import Citation
from wenjian.model.finding import Finding, Place
from wenjian.structure.parts import Part
from wenjian.text.citations import find_citations, find_short_names, without_edition
from wenjian.text.normal import letters


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


def _firsts(group: list[Cited], name: str) -> list[Cited]:
    """The first citation with each number, or each edition."""
    first: dict[str, Cited] = {}
    for one in group:
        if words := str(getattr(one.citation, name)):
            first.setdefault(letters(words), one)
    return list(first.values())
