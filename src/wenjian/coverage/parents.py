"""The papers of a stack: each once, the farthest superior first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from wenjian.coverage.cited import mentions, names_title
from wenjian.model.catalogue import found
from wenjian.model.directive import Directive, SourcePaper
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.text import patterns as re
from wenjian.text.dates import parse_date
from wenjian.text.normal import duty_fingerprint
from wenjian.text.superiors import paper_level, same_paper, titled

_LEVELS = ("省", "市", "县", "乡镇")
"""From the top; the national level is read from too little to say that a paper stands above another."""

_ORGAN = re.compile(r"(?:政府|党委|省委|市委|县委|区委|局|厅|委|委员会|办公室|办公厅)$")
"""What has the level that its name begins with, as 河东市第一养老院 has not."""


@dataclass(frozen=True, slots=True)
class Parent:
    """One paper of a stack: its duties, and the document they were read from (None for a list without its text).

    `inside` names the file whose paper forwards this one, where it was not given by itself.
    """

    directive: Directive
    document: Document | None = None
    inside: str = ""


def paper_of(directive: Directive) -> SourcePaper:
    """The directive as one of the papers of a list."""
    return SourcePaper(
        title=directive.title,
        number=directive.number,
        date=directive.date,
        issuer=directive.issuer,
        source=directive.source,
        fingerprint=directive.fingerprint,
    )


def read_once(parents: Sequence[Parent]) -> tuple[list[Parent], list[Finding]]:
    """Each paper once; the one given by itself stands for the one inside another."""
    kept: list[Parent] = []
    findings: list[Finding] = []
    for parent in sorted(parents, key=lambda one: bool(one.inside)):
        twin = next((other for other in kept if same_paper(other.directive, parent.directive)), None)
        if twin is None:
            kept.append(parent)
            continue
        alike = _words(twin.directive) == _words(parent.directive)
        place = Place(parent.inside or parent.directive.source)
        code = "WJ322" if alike else "WJ323"
        findings.append(found(code, place, title=titled(paper_of(twin.directive)), read=twin.directive.source))
    given = [parent for parent in parents if any(parent is one for one in kept)]
    return given, findings


def _words(directive: Directive) -> list[str]:
    return [duty_fingerprint(duty) for duty in directive.duties]


def put_in_order(parents: Sequence[Parent]) -> tuple[list[Parent], list[Finding]]:
    """The papers farthest superior first: as given, unless one stands before a paper that it forwards or cites."""
    above = _chain(parents)
    count = len(parents)
    if all(far < near for far, near in above):
        return list(parents), []
    waiting = sorted(range(count), key=lambda n: (parse_date(parents[n].directive.date) or dt.date.max, n))
    order: list[int] = []
    while waiting:
        free = [n for n in waiting if not any(near == n and far in waiting for far, near in above)]
        if not free:
            return list(parents), []
        order.append(free[0])
        waiting.remove(free[0])
    names = "、".join(titled(paper_of(parents[n].directive)) for n in order)
    return [parents[n] for n in order], [found("WJ321", Place(parents[order[-1]].directive.source), names=names)]


def _chain(parents: Sequence[Parent]) -> set[tuple[int, int]]:
    """(superior, paper) where the paper forwards or cites the superior and is not cited by it."""
    told = {
        (far, near)
        for near, paper in enumerate(parents)
        for far, other in enumerate(parents)
        if far != near and paper.document is not None and mentions(paper.document, other.directive)
    }
    return {(far, near) for far, near in told if (near, far) not in told}


def stands_above(document: Document, issuers: Sequence[str], below: Sequence[tuple[Directive, Document | None]]) -> str:
    """Why `document` stands above the papers that it is checked against, in words: one of them names it as its basis
    and is not named by it, or was issued a level below. «» where nothing says so.
    """
    elements = document.elements
    mine = Directive(title=elements.title, number=elements.number, date=elements.date, issuer=tuple(issuers))
    if any(mentions(document, directive) for directive, _ in below):
        return ""
    reasons = (_names_as_basis(mine, *one) or _lower_level(mine, one[0]) for one in below)
    return next(filter(None, reasons), "")


def _names_as_basis(mine: Directive, directive: Directive, text: Document | None) -> str:
    """A county's paper often has its superior's title, and the superior may cite one of that title from higher up: by a
    title that both have it is not known, nor is a paper cited that is newer.
    """
    day, other_day = parse_date(mine.date), parse_date(directive.date)
    if text is None or (day and other_day and day > other_day):
        return ""
    called = mine.model_copy(update={"title": ""}) if names_title(mine.title, directive) else mine
    return f"{_titled(directive)}里写到{_titled(mine)}" if mentions(text, called) else ""


def _lower_level(mine: Directive, directive: Directive) -> str:
    if not all(_ORGAN.search(name) for name in (*mine.issuer, *directive.issuer)):
        return ""
    one, other = paper_level(paper_of(mine)), paper_level(paper_of(directive))
    if one not in _LEVELS or other not in _LEVELS or _LEVELS.index(one) >= _LEVELS.index(other):
        return ""
    return f"{_titled(mine)}是{one}级文件，{_titled(directive)}是{other}级文件"


def _titled(directive: Directive) -> str:
    return titled(paper_of(directive))
