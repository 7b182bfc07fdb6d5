"""Where lines end: line breaks, page breaks inside a sentence, pages that end between two paragraphs, tabs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from wenjian.readers.docx.runs import LINE_BREAK, PAGE_BREAK, TAB
from wenjian.structure.lines import ENDS_SENTENCE, TITLE_END, Line, is_date_line, labelled
from wenjian.text.normal import letters

PAGE_END = Line(PAGE_BREAK)
"""Stands among lines wherever a page ends between two of them."""

_TABS = re.compile(r"\t+")
_BREAKS = re.compile(r"([\n\f])[\n\f \t]*")
_WIDE_BLANK = "    "
_SHORTEST_BROKEN = 10
"""Letters of a paragraph that a page end may have broken; shorter ones are titles, organs, words of a cover."""
_TAIL = 100


def lines_of(text: str, *, whole_text: bool) -> list[str]:
    """A paragraph's words cut at its line breaks, `whole_text` at none; a page break inside a sentence cuts nothing."""
    parts = _BREAKS.split(text.strip(" \t\n\f"))
    lines = [[parts[0]]]
    for sign, part in zip(parts[1::2], parts[2::2], strict=True):
        if whole_text or (sign == PAGE_BREAK and _goes_on(lines[-1][-1], part)):
            lines[-1].append(part)
        else:
            lines.append([part])
    return [line for pieces in lines if (line := plain("".join(pieces))).strip()]


def plain(text: str) -> str:
    """The text without breaks; one tab is a blank, several are a gap such as columns have."""
    text = text.replace(LINE_BREAK, "").replace(PAGE_BREAK, "").strip(TAB)
    return _TABS.sub(lambda match: " " if len(match[0]) == 1 else _WIDE_BLANK, text)


def joined_over_pages(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines without PAGE_END; a sentence that a page end cuts into two paragraphs is one line."""
    open_line: Line | None = None
    texts: list[str] = []
    page_end = False
    for line in lines:
        if line is PAGE_END:
            page_end = True
            continue
        if open_line is not None and page_end and _is_one_sentence(replace(open_line, text=texts[-1]), line):
            texts.append(line.text)
        else:
            if open_line is not None:
                yield replace(open_line, text="".join(texts)) if len(texts) > 1 else open_line
            open_line, texts = line, [line.text]
        page_end = False
    if open_line is not None:
        yield replace(open_line, text="".join(texts)) if len(texts) > 1 else open_line


def _is_one_sentence(before: Line, after: Line) -> bool:
    """Whether a paragraph before a page end stops in the middle of a sentence that the one after it goes on with."""
    if before.table or after.table or {before.kind, after.kind} - {"", "paragraph"}:
        return False
    tail = before.text[-_TAIL:]
    if len(letters(tail)) < _SHORTEST_BROKEN or TITLE_END.search(tail):
        return False
    return _goes_on(tail, after.text) and bool(re.search("[，。；、]", after.text))


def _goes_on(before: str, after: str) -> bool:
    """Whether a sentence that a page break interrupts goes on behind it."""
    before, after = before[-_TAIL:], after[:_TAIL]
    if ENDS_SENTENCE.search(before) or labelled(after) or after.startswith("附件"):
        return False
    return not is_date_line(before) and not is_date_line(after)
