"""旧稿残留 for which what stands there now is known: replaced terms, the old directive's title and number, citations
that the new one gives otherwise, last year's year in a title. The others are for people and get a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wenjian.changes.likeness import likeness
from wenjian.compose.fill import nested
from wenjian.lint.citations import citation_differences
from wenjian.lint.last_year import years_of_last_time
from wenjian.lint.parents import Parents, own_date, own_lines
from wenjian.lint.replaced import replaced_uses
from wenjian.model.directive import Citation, Directive, SourcePaper
from wenjian.model.document import Document
from wenjian.model.library import ReplacedWord
from wenjian.renew.amend import Amendment, Kind, Spot, by_place, clash, spot_of
from wenjian.text.citations import find_citations
from wenjian.text.dates import format_date, parse_date
from wenjian.text.normal import bracketed, letters
from wenjian.text.walk import Line

SAME_MATTER = 0.5
"""Likeness of two titles, years apart, from which one paper takes the other's place."""

_NUMBER = re.compile(r"(?P<code>[\u4e00-\u9fff]{1,16})〔(?P<year>\d{4})〕(?P<serial>\d{1,5})号")
_YEAR = re.compile(r"(?<!\d)20\d{2}年?度?")
_NOT_ONE_WORD = re.compile("[、，；（）()]|或|及|和")
"""Signs of a replacement that leaves a choice to the writer."""


@dataclass(frozen=True, slots=True)
class Superseded:
    """A citation of an older paper whose place the new directive takes; `old` is what the plan cites."""

    line: Line
    old: Citation
    new: SourcePaper | Directive


def leftovers(document: Document, parents: Parents, words: Sequence[ReplacedWord]) -> tuple[Amendment, ...]:
    """The amendments in reading order, none of words that another one takes. `document` bears the new paper's date."""
    known = by_place(document)
    taken: list[Amendment] = []
    for one in (
        *_superseded(document, parents, known),
        *_cited_otherwise(document, parents, known),
        *_titles(document, parents, known),
        *_terms(document, parents, words, known),
    ):
        if one.old != one.new and not clash(one, taken):
            taken.append(one)
    return tuple(taken)


Known = dict[tuple[str, int, int], Spot]


def _amendment(  # noqa: PLR0917
    line: Line, known: Known, start: int, end: int, new: str, why: str
) -> Amendment | None:
    """Other words for line.text[start:end]; None where they stand in its number."""
    spot = spot_of(line, known)
    ahead = len(line.text) - len(spot.text)
    if start < ahead:
        return None
    return Amendment(Kind.LEFTOVER, spot, start - ahead, end - ahead, new, (why,), sentence=line.text)


# the old directive


def superseded(document: Document, parents: Parents) -> Iterator[Superseded]:
    """The citations of an older paper of the same organ, or of the same title with an earlier year, on the matter of
    one of the new directives. A paper that the directives cite themselves is none.
    """
    for line in own_lines(document):
        for cited in find_citations(line.text) if not line.is_title else ():
            for paper in parents.papers:
                if _takes_its_place(paper, cited) and not parents.say(cited.number or cited.title):
                    yield Superseded(line, cited, paper)
                    break


def _takes_its_place(new: SourcePaper | Directive, old: Citation) -> bool:
    if letters(old.title) == letters(new.title) or (old.number and old.number == new.number):
        return False
    mine, theirs = (_YEAR.sub("", letters(title)) for title in (new.title, old.title))
    one, other = _NUMBER.fullmatch(new.number), _NUMBER.fullmatch(old.number)
    if one and other:
        earlier = int(other["year"]) < int(one["year"])
        return one["code"] == other["code"] and earlier and likeness(mine, theirs) >= SAME_MATTER
    years = [max(map(int, re.findall(r"20\d{2}", title)), default=0) for title in (new.title, old.title)]
    return mine == theirs and 0 < years[1] < years[0]


def _superseded(document: Document, parents: Parents, known: Known) -> Iterator[Amendment]:
    seen: dict[tuple[str, str], int] = {}
    for one in superseded(document, parents):
        old = f"《{one.old.title}》{bracketed(one.old.number)}"
        why = f"{old}已有新文件《{nested(one.new.title)}》{bracketed(one.new.number)}，改为新文件。"
        text, title = one.line.text, f"《{one.old.title}"
        place = one.line.text, one.old.title
        start = text.find(title, seen.get(place, 0))
        if start < 0:
            continue
        seen[place] = start + len(title)
        start += 1
        if amendment := _amendment(one.line, known, start, start + len(title) - 1, nested(one.new.title), why):
            yield amendment
        at = text.find(one.old.number, start) if one.old.number else -1
        for begin, end, new in _digits(one.old.number, one.new.number) if at >= 0 else ():
            number = _amendment(one.line, known, at + begin, at + end, new, why)
            yield from [number] if number else []
        yield from _its_date(one, start, why, known)


def _digits(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Year and serial of a 发文字号 exchanged; the whole number where its 代字 is another."""
    mine, theirs = _NUMBER.fullmatch(old), _NUMBER.fullmatch(new)
    if mine and theirs and mine["code"] == theirs["code"]:
        yield from ((*mine.span(name), theirs[name]) for name in ("year", "serial"))
    elif new:
        yield 0, len(old), new


def _its_date(one: Superseded, start: int, why: str, known: Known) -> Iterator[Amendment]:
    """The day of the old paper where the sentence names it."""
    date = parse_date(one.new.date)
    before = one.line.text[:start]
    match = re.search(
        r"(20\d{2}年\d{1,2}月\d{1,2}日)[^，。；]{0,12}(?:印发|下发|发布|出台)了?的?[^，。；《]{0,4}《$", before
    )
    if date and match and (made := _amendment(one.line, known, *match.span(1), format_date(date), why)):
        yield made


def _cited_otherwise(document: Document, parents: Parents, known: Known) -> Iterator[Amendment]:
    """A number, title or edition as the new directive gives it (WJ571)."""
    for one in citation_differences(document, parents):
        start = _beside(one.mine, one.citation.title, one.line.text)
        why = f"《{one.citation.title}》的{one.what}，上级文件为“{one.theirs}”，改为一致。"
        if start >= 0 and not one.line.is_title:
            new = nested(one.theirs) if one.what == "名称" else one.theirs
            made = _amendment(one.line, known, start, start + len(one.mine), new, why)
            yield from [made] if made else []


def _beside(words: str, title: str, text: str) -> int:
    """Where words stand that are nearest to a title, behind it first; -1 where they do not."""
    named = text.find(title)
    starts = (match.start() for match in re.finditer(re.escape(words), text))
    return min(starts, key=lambda start: (start < named, abs(start - named)), default=-1)


# years and terms


def _titles(document: Document, parents: Parents, known: Known) -> Iterator[Amendment]:
    """Last year's year in a title, and in the citations of that title in the paper itself."""
    date = own_date(document) or parents.date
    olds = {line.text: old for line, _, old in years_of_last_time(document, parents) if line.is_title}
    for title, old in olds.items() if date else ():
        assert date is not None
        year = re.compile(rf"(?<!\d){old}(?=年)")
        why = f"标题写的是{old}年，本稿是{date.year}年的文件。"
        names = {title, nested(title), title.replace("\n", "")}
        for line in own_lines(document):
            is_it = line.is_title and line.text in names
            for start in [0] if is_it else sorted({line.text.find(f"《{name}》") for name in names}):
                inside = line.text[start : start + len(title) + 2] if start >= 0 else ""
                for match in year.finditer(inside):
                    at = start + match.start()
                    made = _amendment(line, known, at, at + 4, str(date.year), why)
                    yield from [made] if made else []


def _terms(document: Document, parents: Parents, words: Sequence[ReplacedWord], known: Known) -> Iterator[Amendment]:
    """A former name for which just one name stands now."""
    for entry, uses in replaced_uses(document, parents, words):
        if _NOT_ONE_WORD.search(entry.now):
            continue
        day = parse_date(entry.since)
        since = format_date(day) if day else entry.since
        why = f"“{entry.word}”是旧称，{since}以后为“{entry.now}”{bracketed(entry.basis)}。"
        for use in uses:
            made = _amendment(use.line, known, use.start, use.end, entry.now.strip("《》"), why)
            yield from [made] if made else []
