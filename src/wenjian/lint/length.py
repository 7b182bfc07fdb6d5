"""How long a paper is: its body and the plan that it issues; attachments and what it forwards do not count."""

from __future__ import annotations

from collections.abc import Iterator

from wenjian.model.catalogue import found
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.model.vocabulary import BlockKind, Role

LONGEST = 4000
"""Characters of a paper on one matter (《整治形式主义为基层减负若干规定》一)."""
_MOST_NAMED = 3


def check_length(document: Document, place: Place) -> Iterator[Finding]:
    """WJ522 where the body, with the plan it issues, is too long; the longest sections are named."""
    sections: dict[str, int] = {}
    heading = "开头"
    for holder, block in document.walk():
        if holder.role in (Role.FORWARDED, Role.ATTACHMENT) or block.table or block.kind is BlockKind.FURNITURE:
            continue
        if block.kind is BlockKind.HEADING and block.level == 1:
            heading = block.printed
        sections[heading] = sections.get(heading, 0) + len("".join(block.printed.split()))
    count = sum(sections.values())
    if count > LONGEST:
        longest = sorted(sections, key=lambda name: -sections[name])[:_MOST_NAMED]
        named = "、".join(f"“{name}”{sections[name]}字" for name in longest)
        yield found("WJ522", place, count=count, most=LONGEST, sections=named)
