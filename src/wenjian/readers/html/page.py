"""An html tree → the lines a browser shows, and the boxes they stand in. Nothing is chosen here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from wenjian.readers.html.elements import (
    BLOCKS,
    BOXES,
    RANKS,
    calls_note,
    is_aside,
    is_comment,
    is_hidden,
    is_picture,
    names_of,
    note_name,
    page_furniture,
    shows_nothing,
    whole,
)
from wenjian.readers.html.lines import EDGES, Box, PageLine, mark_data
from wenjian.readers.html.lists import Lists, close_list, lists_of, next_label, open_list
from wenjian.readers.html.tables import OpenCell, OpenTable, holds_data, printing_record, read_table
from wenjian.text.numbering import parse_label

_PRINTED_NUMBER = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_KEEPS_LINES = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_SYMBOLS = re.compile(r"font-family\s*:\s*[\"']?(?:wingdings|symbol|webdings)", re.IGNORECASE)
_FLOATS = re.compile(r"position\s*:\s*absolute|float\s*:\s*(?:left|right)", re.IGNORECASE)
_FILE = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar|7z|pptx?|rtf|txt)(?:[?#]|$)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\f]+")
_LINE_END = re.compile(r" ?\n[ \n]*")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—〔〕]"
_BROKEN_BESIDE_WIDE = re.compile(rf"(?<={_WIDE})\n|\n(?={_WIDE})")


@dataclass(slots=True)
class WebPage:
    """The visible lines of a page and the box around all of them. `beside` are the notes and the headers and footers of
    printed pages, each with its name («脚注», «页眉»), `pictures` the lines before which larger pictures stand. The
    numbers count tracked insertions and deletions, hidden pieces of text, reviewers' comments, and list numbers whose
    form the page does not tell.
    """

    lines: list[PageLine] = field(default_factory=list)
    whole: Box = field(default_factory=lambda: Box(0))
    pictures: list[int] = field(default_factory=list)
    inserted: int = 0
    deleted: int = 0
    hidden: int = 0
    comments: int = 0
    guessed: int = 0
    beside: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Walk:
    """What is open while the tree is walked. The numbers count the open elements of a kind."""

    name: str
    page: WebPage
    boxes: list[Box]
    lists: Lists
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    files: list[str] = field(default_factory=list)
    link_start: int = 0
    label: str = ""
    characters: int = 0
    data_tables: int = 0
    holders: int = 0
    names: list[tuple[str, int]] = field(default_factory=list)
    ranks: list[int] = field(default_factory=list)
    tables: list[OpenTable] = field(default_factory=list)
    counts: list[tuple[int, int, int, int]] = field(default_factory=list)
    around: list[tuple[Any, list[str], int, list[str], str]] = field(default_factory=list)
    links: int = 0
    asides: int = 0
    keeping: int = 0
    numbers: int = 0
    symbols: int = 0


def read_page(root: Any, name: str, *, with_hidden: bool = False) -> WebPage:
    """The page under `root`. Scripts, form fields, reviewers' comments and, but for `with_hidden`, hidden elements are
    no text.

    Linear in the number of elements and free of recursion. Raises UnreadableInput (WJ106) for a table beyond bounds.
    """
    page = WebPage()
    walk = _Walk(name, page, [page.whole], lists_of(root))
    events = etree.iterwalk(root, events=("start", "end"))
    skipped: Any = None
    for event, element in events:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if _is_skipped(element, tag, page, with_hidden=with_hidden):
                skipped = element
                events.skip_subtree()
            else:
                _open(walk, element, tag)
                _add(walk, element.text)
            continue
        if skipped is element:
            skipped = None
        else:
            _close(walk, element, tag)
        if element is not root:
            _add(walk, element.tail)
    _flush(walk)
    page.whole.last = len(page.lines)
    page.guessed = walk.lists.guessed
    return page


def _is_skipped(element: Any, tag: str, page: WebPage, *, with_hidden: bool) -> bool:
    if not tag or calls_note(element, tag):
        return True
    if name := page_furniture(element, tag) or note_name(element, tag):
        page.beside.append((name, _beside_text(element)))
        return True
    page.deleted += tag == "del"
    page.hidden += tag == "span" and is_hidden(element)
    page.comments += is_comment(element)
    return shows_nothing(tag) or is_comment(element) or (not with_hidden and is_hidden(element))


def _beside_text(element: Any) -> str:
    """The words inside an element, but for the number of a note."""
    parts: list[str] = []
    events = etree.iterwalk(element, events=("start", "end"))
    for event, inside in events:
        if event == "end":
            parts.append("" if inside is element else inside.tail or "")
        elif calls_note(inside, str(inside.tag)):
            events.skip_subtree()
        else:
            parts.append(inside.text or "")
    return _shown("".join(parts)).strip(EDGES)


# elements


def _open(walk: _Walk, element: Any, tag: str) -> None:
    if tag in BLOCKS or tag == "br":
        _flush(walk)
    if tag in BLOCKS:
        walk.holders += 1
        walk.names.append((names_of(element), walk.holders))
    if tag in BOXES:
        box = Box(len(walk.page.lines))
        walk.boxes[-1].inside.append(box)
        walk.boxes.append(box)
    if tag == "a":
        walk.links += "href" in element.attrib
        walk.link_start = len(walk.parts)
        if _FILE.search(element.get("href", "")) or _FILE.search(element.get("title", "")):
            walk.files.append("")
    elif tag in ("ol", "ul", "dir"):
        open_list(walk.lists, element, tag)
    elif tag == "li":
        walk.label = next_label(walk.lists, element)
    elif tag in ("table", "tr", "td", "th"):
        _open_table(walk, element, tag)
    elif tag in RANKS:
        walk.ranks.append(int(tag[1]))
    if tag == "img" and is_picture(element):
        walk.page.pictures.append(len(walk.page.lines))
    walk.page.inserted += tag == "ins"
    style = element.get("style", "")
    if tag == "span" and style and _FLOATS.search(style) and any(child.tag in BLOCKS for child in element):
        walk.around.append((element, walk.parts, walk.linked, walk.files, walk.label))
        walk.parts, walk.linked, walk.files, walk.label = [], 0, [], ""
    counts = (
        int(is_aside(element, tag)),
        int(tag == "pre" or bool(style and _KEEPS_LINES.search(style))),
        int(bool(style and _PRINTED_NUMBER.search(style))),
        int(bool(style and _SYMBOLS.search(style))),
    )
    walk.counts.append(counts)
    if any(counts):
        _count(walk, counts, 1)


def _close(walk: _Walk, element: Any, tag: str) -> None:
    if tag in BLOCKS:
        _flush(walk)
        walk.names.pop()
    if tag == "a":
        walk.links -= "href" in element.attrib
        if walk.files and not walk.files[-1]:
            walk.files[-1] = _shown("".join(walk.parts[walk.link_start :])) or element.get("title", "")
    elif tag in ("ol", "ul", "dir"):
        close_list(walk.lists)
    elif tag == "li":
        walk.label = ""
    elif tag in ("table", "tr", "td", "th"):
        _close_table(walk, tag)
    elif tag in RANKS:
        walk.ranks.pop()
    if tag in BOXES:
        walk.boxes.pop().last = len(walk.page.lines)
    if walk.around and walk.around[-1][0] is element:
        _flush(walk)
        _, walk.parts, walk.linked, walk.files, walk.label = walk.around.pop()
    if any(counts := walk.counts.pop()):
        _count(walk, counts, -1)


def _count(walk: _Walk, counts: tuple[int, int, int, int], step: int) -> None:
    """Counts an element that opens (1) or closes (-1) where it changes how text is taken."""
    aside, keeping, number, symbol = counts
    walk.asides += step * aside
    walk.keeping += step * keeping
    walk.numbers += step * number
    walk.symbols += step * symbol


def _open_table(walk: _Walk, element: Any, tag: str) -> None:
    if tag == "table":
        walk.tables.append(OpenTable(len(walk.page.lines), walk.characters, element.get("role", "")))
    elif walk.tables and tag == "tr":
        walk.tables[-1].rows.append([])
    elif walk.tables and walk.tables[-1].rows:
        columns, rows = whole(element, "colspan"), whole(element, "rowspan")
        walk.tables[-1].rows[-1].append(OpenCell(len(walk.page.lines), walk.characters, columns, rows))


def _close_table(walk: _Walk, tag: str) -> None:
    """Ends a cell; puts one line in the place of the lines of a table of data."""
    lines = walk.page.lines
    if tag in ("td", "th"):
        if walk.tables and walk.tables[-1].rows and walk.tables[-1].rows[-1]:
            cell = walk.tables[-1].rows[-1][-1]
            cell.last, cell.end = len(lines), walk.characters
        return
    if tag != "table":
        return
    table = walk.tables.pop()
    if not holds_data(table, lines, walk.characters):
        if record := printing_record(table, lines):
            mark_data(walk.boxes[-1], len(lines) - 2)
            lines[-2:] = [record]
        return
    walk.data_tables += 1
    inside = lines[table.first :]
    above = inside[: next(cell.first for row in table.rows for cell in row) - table.first]
    files = tuple(name for line in inside for name in line.files)
    read = read_table(table, inside, walk.name, f"第{walk.data_tables}个表格")
    linked = sum(line.linked for line in inside)
    lines[table.first :] = [*above, PageLine("", linked, files, aside=walk.asides > 0, table=read)]
    mark_data(walk.boxes[-1], table.first)
    if walk.tables:
        walk.tables[-1].holds_table = True


# text


def _add(walk: _Walk, text: str | None) -> None:
    if not text or walk.symbols:
        return
    if walk.numbers:
        text = "".join(text.split())
    first, *others = text.split("\n") if walk.keeping else (text,)
    _put(walk, first)
    for other in others:
        _flush(walk)
        _put(walk, other)


def _put(walk: _Walk, text: str) -> None:
    walk.parts.append(text)
    if walk.links:
        walk.linked += len("".join(text.split()))


def _flush(walk: _Walk) -> None:
    """Ends the line that is open."""
    text = _shown("".join(walk.parts)) if walk.parts else ""
    if text.strip(EDGES):
        if walk.label and parse_label(text) is None:
            text = walk.label + text.lstrip(EDGES)
        walk.label = ""
        files = tuple(name or text for name in walk.files)
        rank = walk.ranks[-1] if walk.ranks else 0
        names, holder = walk.names[-1] if walk.names else ("", 0)
        walk.page.lines.append(PageLine(text, walk.linked, files, walk.asides > 0, rank, names, holder))
        walk.characters += len(text)
        walk.files.clear()
    walk.parts.clear()
    walk.linked = 0
    walk.link_start = 0


def _shown(text: str) -> str:
    """The text with its blanks as a browser shows them; a line end of the source beside a Chinese character is none."""
    text = _LINE_END.sub("\n", _BLANKS.sub(" ", text))
    return _BROKEN_BESIDE_WIDE.sub("", text).replace("\n", " ").strip(" ")
