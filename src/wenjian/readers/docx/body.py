"""The lines of a body, a cell, a text box or a note, in the order in which they print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from wenjian.ooxml.elements import (
    attribute,
    child,
    child_value,
    has_words,
    is_on,
    local_name,
    printed_alternative,
    properties_of,
    relation_id,
    whole,
)
from wenjian.readers.docx.boxes import Spot, is_head_matter, joined_mark, position_of_box, position_of_frame
from wenjian.readers.docx.breaks import PAGE_END, joined_over_pages, lines_of, plain
from wenjian.readers.docx.progress import Met, Progress
from wenjian.readers.docx.runs import PAGE_BREAK, Words, is_placeholder, words_of
from wenjian.readers.docx.styles import is_contents_line, is_letterhead, kind_of, list_of, style_hides, style_of
from wenjian.readers.docx.tables import ONLY_NUMBER, Cells, read_table
from wenjian.structure.lines import BULLET, TITLE_END, Line
from wenjian.text.normal import letters

_PROPERTIES = frozenset(("sdtPr", "sdtEndPr", "sectPr", "tcPr", "tblPr", "trPr", "pPr"))
_LETTERHEAD_WITHIN = 12
"""Printed paragraphs among which the letterhead stands."""
_SHORTEST_ORGAN = 3
_LONGEST_LETTERHEAD = 60
_FIRST_PAGE = 30
"""Printed paragraphs that may stand on the first page, where the file does not say where pages end."""


@dataclass(slots=True)
class _Open:
    """What waits for the next paragraph: words whose paragraph mark is gone, and lines that print after it."""

    texts: list[str] = field(default_factory=list)
    label: str = ""
    after: list[Line] = field(default_factory=list)


def container_lines(container: etree._Element, progress: Progress) -> Iterator[Line]:
    """The lines of a container: paragraphs with their automatic numbers, tables, text boxes where they print."""
    yield from joined_over_pages(_pieces(container, progress))


def _pieces(container: etree._Element, progress: Progress) -> Iterator[Line]:
    """The lines of a container, and PAGE_END wherever a page ends between two of them."""
    waiting = _Open()
    for element in _content(container, progress):
        if local_name(element) == "p":
            yield from _paragraph_lines(element, waiting, progress)
        else:
            yield from _left_open(waiting, progress)
            yield from _table_lines(element, progress)
    yield from _left_open(waiting, progress)


def _content(container: etree._Element, progress: Progress) -> Iterator[etree._Element]:
    """The paragraphs and tables of a container, also inside content controls, changes and compatibility branches."""
    for element in container:
        name = local_name(element)
        if name in ("p", "tbl"):
            yield element
        elif name in _PROPERTIES:
            continue
        elif name in ("del", "moveFrom"):
            if has_words(element):
                progress.meet(Met.DELETED)
        elif name in ("altChunk", "subDoc"):
            progress.embedded.append((relation_id(element), progress.place))
        elif name == "AlternateContent":
            branch = printed_alternative(element)
            if branch is not None:
                yield from _content(branch, progress)
        elif name == "sdt" and is_placeholder(element):
            if has_words(element):
                progress.meet(Met.PLACEHOLDER)
        elif name == "sdt" and child_value(element, "sdtPr", "docPartObj", "docPartGallery") == "Table of Contents":
            progress.contents_open += 1
            yield from _content(element, progress)
            progress.contents_open -= 1
        else:
            yield from _content(element, progress)


# paragraphs


def _paragraph_lines(paragraph: etree._Element, waiting: _Open, progress: Progress) -> Iterator[Line]:
    properties = properties_of(paragraph)
    new_page = is_on(child(properties, "pageBreakBefore"))
    if new_page or progress.paragraphs > _FIRST_PAGE:
        progress.first_page = False
    words = words_of(paragraph, progress)
    if new_page or words.text.lstrip(" \t\n").startswith(PAGE_BREAK):
        yield PAGE_END
    _set_contents_apart(paragraph, words, progress)
    before, after = _box_lines(words, progress)
    yield from before
    frame = child(properties, "framePr")
    if _mark_is_gone(properties, words, progress) or (frame is not None and _is_initial(frame)):
        waiting.texts.append(words.text)
        waiting.after += after
    elif is_on(child(properties, "rPr", "vanish")):
        if words.text.strip():
            waiting.label = waiting.label or _label(paragraph, progress)
            waiting.texts.append(words.text)
        waiting.after += after
    else:
        lines = _printed(paragraph, words.text, waiting, progress)
        if frame is None:
            yield from lines
            yield from (*after, *waiting.after)
            waiting.after = []
        else:
            yield from _framed((*lines, *after), frame, waiting, progress)
    if words.text.rstrip(" \t\n").endswith(PAGE_BREAK):
        yield PAGE_END
    if PAGE_BREAK in words.text or child(properties, "sectPr") is not None or _page_ended(paragraph, progress):
        progress.first_page = False


def _page_ended(paragraph: etree._Element, progress: Progress) -> bool:
    """Whether the office program noted the end of a page in the paragraph when it last laid the text out."""
    return progress.first_page and next(paragraph.iter("{*}lastRenderedPageBreak"), None) is not None


def _set_contents_apart(paragraph: etree._Element, words: Words, progress: Progress) -> None:
    """Move the lines of a table of contents out of the words."""
    if words.text.strip() and is_contents_line(paragraph, progress.styles):
        words.contents, words.text = words.contents + words.text, ""
    if words.contents.strip():
        progress.meet(Met.CONTENTS)
        progress.contents.append(plain(words.contents))


def _mark_is_gone(properties: etree._Element | None, words: Words, progress: Progress) -> bool:
    """Whether the paragraph mark was deleted, so that the paragraph goes on in the next one."""
    mark = child(properties, "rPr")
    if child(mark, "del") is None and child(mark, "moveFrom") is None:
        return False
    if words.text.strip():
        progress.meet(Met.DELETED)
    return True


def _is_initial(frame: etree._Element) -> bool:
    return attribute(frame, "dropCap") in ("drop", "margin")


def _label(paragraph: etree._Element, progress: Progress) -> str:
    """The automatic number printed before the paragraph."""
    list_id, level, style_id = list_of(paragraph, progress.styles)
    if list_id in ("", "0"):
        return ""
    number = whole(level)
    if style_id:
        number = progress.numbering.level_of_style(list_id, style_id, number)
    label = progress.numbering.next_label(list_id, number)
    if progress.numbering.is_bulleted(list_id, number):
        progress.bulleted.add(paragraph)
    progress.numbers[paragraph] = label
    return label


def _printed(paragraph: etree._Element, text: str, waiting: _Open, progress: Progress) -> Iterator[Line]:
    """The lines of a paragraph with what waited for it. An empty one counts in its list, unless its style hides it, but
    prints only in a table.
    """
    hidden = not text.strip() and style_hides(style_of(paragraph, progress.styles), progress.styles)
    label = "" if hidden else _label(paragraph, progress)
    label, waiting.label = waiting.label or label, ""
    text, waiting.texts = "".join((*waiting.texts, text)), []
    if text.strip():
        yield from _placed(paragraph, label + text.strip(" \u3000\t\n\f") if label else text, progress)
    elif label and progress.in_cell:
        yield Line(label.strip(), kind=ONLY_NUMBER, label=progress.place)


def _placed(paragraph: etree._Element, text: str, progress: Progress) -> Iterator[Line]:
    place = progress.places[paragraph] = progress.place
    kind, level = kind_of(paragraph, text, progress.styles)
    if not kind and _is_letterhead(paragraph, text, progress):
        kind = "mark"
    if not kind and paragraph in progress.bulleted:
        kind = BULLET
    for part in lines_of(text, whole_text=kind in ("title", "heading", "mark")):
        yield Line(part, kind=kind, level=level, label=place)
    progress.printed.setdefault(place, paragraph)
    progress.paragraphs += not progress.within


def _is_letterhead(paragraph: etree._Element, text: str, progress: Progress) -> bool:
    if progress.paragraphs > _LETTERHEAD_WITHIN or not progress.first_page or len(text) > _LONGEST_LETTERHEAD:
        return False
    words = plain(text)
    if len(letters(words)) < _SHORTEST_ORGAN and letters(words) != "文件":
        return False
    if TITLE_END.search(words) or re.search(r"关于|[，。：；《0-9]|稿$", words):
        return False
    return is_letterhead(paragraph, progress.styles)


def _left_open(waiting: _Open, progress: Progress) -> Iterator[Line]:
    """What still waits when no paragraph follows."""
    text = waiting.label + "".join(waiting.texts)
    waiting.label, waiting.texts = "", []
    if text.strip():
        place = progress.place
        yield from (Line(part, label=place) for part in lines_of(text, whole_text=False))
        progress.paragraphs += not progress.within
    yield from waiting.after
    waiting.after = []


# text boxes and frames


def _box_lines(words: Words, progress: Progress) -> tuple[list[Line], list[Line]]:
    """The lines of the boxes that hang on a paragraph: those printed before its words, those after them."""
    before: list[Line] = []
    after: list[Line] = []
    for box in words.boxes:
        outside, in_cell = progress.within, progress.in_cell
        progress.boxes += 1
        progress.within, progress.in_cell = outside or f"第{progress.boxes}个文本框", False
        lines = joined_mark(tuple(container_lines(box, progress)))
        progress.within, progress.in_cell = outside, in_cell
        where = position_of_box(box)
        if where.spot is Spot.TOP and progress.first_page and is_head_matter(lines) and not outside:
            progress.lifted.append((where.from_top, lines))
        else:
            (after if where.spot is Spot.AFTER else before).extend(lines)
    return before, after


def _framed(lines: Sequence[Line], frame: etree._Element, waiting: _Open, progress: Progress) -> Iterator[Line]:
    """The lines of a framed paragraph where they print: at the head, here, or after the next paragraph."""
    where = position_of_frame(frame)
    if where.spot is Spot.TOP and progress.first_page and is_head_matter(lines):
        progress.lifted.append((where.from_top, tuple(lines)))
    elif where.spot is Spot.AFTER:
        waiting.after += lines
    else:
        yield from lines


# tables


def _table_lines(element: etree._Element, progress: Progress) -> Iterator[Line]:
    """A table as one line; one drawn only to place text as the lines in it."""
    read = read_table(element, progress, container_lines)
    if isinstance(read, Cells):
        for cell in read.cells:
            yield from container_lines(cell, progress)
    else:
        yield from read
