"""转发: the superior's paper verbatim, and the title that names it once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from wenjian.compose.contract import Materials
from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.directive import Directive, SourcePaper
from wenjian.model.document import Document
from wenjian.model.finding import Place
from wenjian.model.vocabulary import Role

_FORWARDED = re.compile(r"^.*(?:转发|批转)(?=.*关于)")
_NOTICES = re.compile(r"(?:的通知)+$")


def forwarded_documents(materials: Materials) -> tuple[Document, ...]:
    """The originals of the directives, each whole and unchanged, as attachments with role FORWARDED; of a list of
    several parents each of them, the nearest superior's first, and none twice that another carries within.

    Raises UnreadableInput naming every directive without original.
    """
    papers = [paper for directive in materials.directives for paper in reversed(papers_of(directive))]
    missing = [paper for paper in papers if paper.id not in materials.originals]
    if missing or not papers:
        names = [paper.title for paper in missing] or ["（没有依据）"]
        raise UnreadableInput(*(found("WJ506", Place(label="拟稿单“依据”"), name=name) for name in names))
    originals = [(paper, materials.originals[paper.id]) for paper in papers]
    within = {inner.title for _, one in originals for inner in one.attachments if inner.role is Role.FORWARDED}
    return tuple(
        replace(original, role=Role.FORWARDED, name=paper.title)
        for paper, original in originals
        if original.title not in within
    )


def papers_of(directive: Directive) -> Sequence[Directive | SourcePaper]:
    """The papers of a list of several parents, farthest superior first; else the directive itself."""
    return directive.papers or (directive,)


def original_title(directives: Iterable[Directive]) -> str:
    """The title of the paper that is forwarded at bottom, as it stands in «…转发×××关于……的通知».

    Middle stations are skipped: of several directives, one that is not itself a 转发 is named; of a title with
    «转发», what follows it. An issuer that the title leaves out is put before it; «的通知的通知» is said once.
    """
    listed = [paper for directive in directives for paper in papers_of(directive)]
    if not listed:
        return ""
    first = next((one for one in listed if not _FORWARDED.match(one.title)), listed[0])
    title = _FORWARDED.sub("", first.title)
    if title.startswith("关于") and first.issuer:
        title = first.issuer[0] + title
    return _NOTICES.sub("", title) + "的通知"
