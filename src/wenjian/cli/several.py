"""A file that holds several papers: which of them is the one to be checked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from wenjian.library import forwarded_originals
from wenjian.lint.authority import is_superiors
from wenjian.model.catalogue import found
from wenjian.model.coverage import Coverage
from wenjian.model.directive import Directive
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.reports.many import tally
from wenjian.text.normal import shorten

_TITLE = 30
"""Characters of another paper's title that a remark quotes."""


def candidates(documents: Sequence[Document], directives: Sequence[Directive]) -> tuple[tuple[int, Document], ...]:
    """The papers that may answer the superiors' ones, with their numbers from 1: not the originals that the first one
    forwards, nor the superior's paper itself; the first one where nothing else is left.
    """
    forwarded = {(one.title, one.elements.number) for one in forwarded_originals(documents[0])}
    own = [
        (number, one)
        for number, one in enumerate(documents, 1)
        if (one.title, one.elements.number) not in forwarded
        and not any(is_superiors(one, directive) for directive in directives)
    ]
    return tuple(own or [(1, documents[0])])


def carried(coverage: Coverage) -> float:
    """The share of the duties that the paper carries, those in part counted half."""
    one = tally(coverage)
    return (one.covered + one.partial / 2) / one.duties if one.duties else 0.0


def check_chosen(path: Path, documents: Sequence[Document], number: int) -> Finding:
    """WJ428: which of the papers is checked, which are not."""
    others = (one for place, one in enumerate(documents, 1) if place != number)
    names = "、".join(f"“{shorten(one.title or '（无标题）', _TITLE)}”" for one in others)
    title = shorten(documents[number - 1].title or "（无标题）", _TITLE)
    return found("WJ428", Place(str(path)), count=len(documents), number=number, title=title, others=names)
