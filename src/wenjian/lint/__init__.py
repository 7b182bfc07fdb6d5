"""Rules on how a paper is drafted and set, each with the source it rests on: `rules.py` is the table of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from wenjian.lint.citations import check_citations
from wenjian.lint.dates import check_dates
from wenjian.lint.last_year import check_last_year
from wenjian.lint.parents import Parents
from wenjian.lint.people import check_people
from wenjian.lint.places import check_places
from wenjian.lint.replaced import check_replaced
from wenjian.model.document import Document
from wenjian.model.finding import Finding
from wenjian.model.library import ReplacedWord
from wenjian.model.locality import Locality

__all__ = ["Parents", "check_leftovers"]


def check_leftovers(  # noqa: PLR0917 — what a paper is compared with
    document: Document,
    parents: Parents,
    replaced: Sequence[ReplacedWord],
    counties: Collection[str],
    locality: Locality | None = None,
    others: Collection[str] = (),
) -> tuple[Finding, ...]:
    """What a paper says that should not be there: left over from last year's or another place's paper, or cited
    otherwise than its parent cites it. `others` are names known to be other places'.
    """
    return (
        *check_dates(document, parents),
        *check_last_year(document, parents),
        *check_replaced(document, parents, replaced),
        *(check_people(document, parents, locality) if locality else ()),
        *check_places(document, parents, counties, locality, others),
        *check_citations(document, parents),
    )
