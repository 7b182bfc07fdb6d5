"""附件说明 against the attachments that the file holds, and against the text (GB/T 9704—2012, 7.3.4, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from wenjian.lint.draft import Draft, around
from wenjian.model.catalogue import found
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.model.vocabulary import Role
from wenjian.structure.lines import ATTACHMENT
from wenjian.structure.papers import listed_attachments
from wenjian.structure.parts import Part
from wenjian.text.normal import letters
from wenjian.text.numerals import parse_numeral

_TITLE_MARKS = re.compile("《[^《》]*》")
_MENTION = re.compile(
    r"(?<!　)(?:见|详见|参见|填报|填写|按|按照|参照|依据|如)\s*附\s*件\s*(?P<number>\d{1,2}|[一二三四五六七八九十])?"
    r"|(?<!　)[（(]\s*(?:详?见)?附\s*件\s*(?P<other>\d{1,2})?\s*[）)]"
)
_HANDS_ON = re.compile("印发|转发|批转|发布|公布")
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”")


def check_names(draft: Draft) -> Iterator[Finding]:
    """WJ721 for an attachment whose title is not the name that 附件说明 gives it."""
    yield from _names(draft.document, draft)


def _names(document: Document, draft: Draft) -> Iterator[Finding]:
    listed = listed_attachments(document.blocks)
    present = [carried for carried in document.attachments if carried.role is Role.ATTACHMENT]
    if len(listed) == len(present):
        for number, (name, carried) in enumerate(zip(listed, present, strict=True), 1):
            title = carried.elements.title
            if title and letters(title) != letters(name):
                which = f"附件{number}" if len(listed) > 1 else "附件"
                yield found("WJ721", _where_listed(name, draft), which=which, name=name, title=title)
    for carried in document.attachments:
        if carried.role is Role.ENCLOSED:
            yield from _names(carried, draft)


def _where_listed(name: str, draft: Draft) -> Place:
    """The line of 附件说明 that has a name; the whole paper where the name runs over two lines."""
    lines = draft.part(Part.ATTACHMENT_LIST)
    return next((draft.at(line) for line in lines if letters(name) in letters(line.text)), draft.whole)


def check_mentions(draft: Draft) -> Iterator[Finding]:
    """WJ722 where the text points at 附件 and the paper lists none; WJ726 where it points at one beyond those listed.

    A file that holds only part of a paper, its end missing, is not blamed for the list.
    """
    listed = len(_all_listed(draft.document))
    present = sum(carried.role is Role.ATTACHMENT for carried in _walk(draft.document))
    count = max(listed, present)
    for line in draft.part(Part.TEXT):
        plain = _QUOTED.sub(lambda match: "　" * len(match[0]), line.text)
        for match in _MENTION.finditer(plain):
            number = parse_numeral(match["number"] or match["other"] or "1") or 1
            quote = around(line.text, match.start(), match.end(), 20)
            if not count and draft.document.elements.date:
                yield found("WJ722", draft.at(line), quote=quote)
                return
            if number > count > 0 and (match["number"] or match["other"]):
                yield found("WJ726", draft.at(line), quote=quote, count=count)


def check_unlisted(draft: Draft) -> Iterator[Finding]:
    """WJ729 for an attachment behind a paper that lists none; what a paper issues or forwards needs no 附件说明."""
    document = draft.document
    carried = [one for one in document.attachments if one.role is Role.ATTACHMENT]
    if carried and not _all_listed(document) and not _HANDS_ON.search(document.title):
        name = carried[0].elements.title or carried[0].name
        yield found("WJ729", draft.whole, name=f"“{name}”" if name else "")


def _walk(document: Document) -> Iterator[Document]:
    for carried in document.attachments:
        if carried.role is not Role.FORWARDED:
            yield carried
            yield from _walk(carried)


def _all_listed(document: Document) -> Sequence[str]:
    return [name for paper in (document, *_walk(document)) for name in listed_attachments(paper.blocks)]


def check_nameless(draft: Draft) -> Iterator[Finding]:
    """WJ727 for «附件3：» with nothing behind it, and no numbered names in the lines below."""
    lines = list(draft.own)
    for line, below in zip_longest(lines, lines[1:]):
        match = ATTACHMENT.match(line.text.strip()) if line.part is Part.ATTACHMENT_LIST else None
        if match is None or match["name"].strip():
            continue
        goes_on = below is not None and below.part is Part.ATTACHMENT_LIST and not ATTACHMENT.match(below.text.strip())
        if match["ordinal"] or not goes_on:
            yield found("WJ727", draft.at(line), quote=line.text.strip())


def check_title_marks(draft: Draft) -> Iterator[Finding]:
    """WJ724 for 《》 around a name in 附件说明."""
    for line in draft.part(Part.ATTACHMENT_LIST):
        if match := _TITLE_MARKS.search(line.text):
            yield found("WJ724", draft.at(line), quote=around(line.text, match.start(), match.end(), 20))
            return
