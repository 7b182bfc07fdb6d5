"""The papers of a stack: each once, the farthest superior first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from wenjian.coverage.cited import mentions
from wenjian.model.catalogue import found
from wenjian.model.directive import Directive, SourcePaper
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.text.dates import parse_date
from wenjian.text.normal import duty_fingerprint
from wenjian.text.superiors import same_paper, titled


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
