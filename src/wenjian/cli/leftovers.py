"""What is looked for in a plan besides its duties, made ready once for one plan or for many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wenjian.library import load_counties, load_parent_texts, load_replaced
from wenjian.lint import Parents, check_leftovers
from wenjian.lint.authority import check_authority
from wenjian.model.directive import Directive
from wenjian.model.document import Document
from wenjian.model.finding import Finding
from wenjian.model.library import ReplacedWord
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Authority


@dataclass(frozen=True, slots=True)
class Known:
    """What the superiors and the library say of leftovers."""

    above: Parents
    replaced: tuple[ReplacedWord, ...]
    counties: frozenset[str]


def load_known(
    files: Sequence[Path], directives: Sequence[Directive], libraries: Sequence[Path]
) -> tuple[Known, tuple[Finding, ...]]:
    """What the superiors, each with its file, and the library say, and what was found in the library's lists."""
    replaced, notes = load_replaced(libraries)
    counties, more_notes = load_counties(libraries)
    texts = (load_parent_texts(file, directive) for file, directive in zip(files, directives, strict=True))
    above = Parents(tuple(directives), tuple(text for several in texts for text in several))
    return Known(above, replaced, counties), (*notes, *more_notes)


def problems_of(
    document: Document, known: Known, authority: Authority, locality: Locality | None, unit: str = ""
) -> tuple[Finding, ...]:
    """What is wrong with a plan besides its duties. Of a plan of `unit`, one of the locality's townships, the names of
    the others are other places'.
    """
    place: Locality | None = locality
    others: tuple[str, ...] = ()
    if locality is not None and any(one.name == unit for one in locality.townships):
        others = tuple(one.name for one in locality.townships if one.name != unit and one.name not in unit)
        own = tuple(one for one in locality.townships if one.name == unit)
        place = locality.model_copy(update={"townships": own, "recipients": ()})
    return (
        *check_authority(document, authority, locality),
        *check_leftovers(document, known.above, known.replaced, known.counties, place, others),
    )
