"""转发: the superior's paper verbatim, and the title that names it once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from wenjian.compose.contract import Materials
from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.directive import Directive
from wenjian.model.document import Document
from wenjian.model.finding import Place
from wenjian.model.vocabulary import Role

_FORWARDED = re.compile(r"^.*(?:转发|批转)(?=.*关于)")
_NOTICES = re.compile(r"(?:的通知)+$")


def forwarded_documents(materials: Materials) -> tuple[Document, ...]:
    """The originals of the directives, each whole and unchanged, as attachments with role FORWARDED.

    Raises UnreadableInput naming every directive without original.
    """
    missing = [directive for directive in materials.directives if directive.id not in materials.originals]
    if missing or not materials.directives:
        names = [directive.title for directive in missing] or ["（没有依据）"]
        raise UnreadableInput(*(found("WJ506", Place(label="拟稿单“依据”"), name=name) for name in names))
    return tuple(
        replace(materials.originals[directive.id], role=Role.FORWARDED, name=directive.title)
        for directive in materials.directives
    )


def original_title(directives: Iterable[Directive]) -> str:
    """The title of the paper that is forwarded at bottom, as it stands in «…转发×××关于……的通知».

    Middle stations are skipped: of several directives, one that is not itself a 转发 is named; of a title with
    «转发», what follows it. An issuer that the title leaves out is put before it; «的通知的通知» is said once.
    """
    listed = list(directives)
    if not listed:
        return ""
    first = next((one for one in listed if not _FORWARDED.match(one.title)), listed[0])
    title = _FORWARDED.sub("", first.title)
    if title.startswith("关于") and first.issuer:
        title = first.issuer[0] + title
    return _NOTICES.sub("", title) + "的通知"
