"""How a docx looks: pages, paragraphs and their runs, page numbers, the red line."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from wenjian.model.appearance import Appearance, FootLook, PageLook, ParagraphLook, RunLook
from wenjian.ooxml.elements import (
    attribute,
    child,
    child_value,
    children,
    is_on,
    local_name,
    properties_of,
    relation_id,
    whole,
)
from wenjian.ooxml.looks import Properties, StyleSheet, read_style_sheet, size_of
from wenjian.readers.docx.parts import Parts
from wenjian.readers.docx.styles import is_red

_TWIPS, _MM = 20, 1440 / 25.4
_HEAD = 16
"""Blocks of the body among which the red line stands."""
_KINDS = {"start": "left", "end": "right", "distribute": "both", "": "left"}
_WIDE_BLANKS = {"\u3000": 1.0, "\u2003": 1.0, "\u2002": 0.5, " ": 0.5, "\u00a0": 0.5}
_AUTOMATIC = 14.0
"""Points above and below a paragraph whose space is automatic."""
_RED = re.compile(r"(?i)^#?(?:ff0000|[c-f][0-9a-f]0{4}|red)$")


def appearance_of(
    parts: Parts, places: Mapping[etree._Element, str], numbers: Mapping[etree._Element, str]
) -> Appearance:
    """The look of a file whose printed paragraphs have these places and automatic numbers."""
    sheet = read_style_sheet(parts.root("styles"), parts.root("theme"))
    sections = list(parts.main.iter("{*}sectPr"))
    pages = tuple(map(page_of, sections))
    mirrored = is_on(child(parts.root("settings"), "evenAndOddHeaders"))
    return Appearance(
        pages=pages,
        paragraphs=tuple(_paragraphs(parts, sheet, places, numbers)),
        feet=tuple(_feet(parts, sheet, sections, mirrored=mirrored)),
        mirrored=mirrored,
        red_rule=_has_red_rule(parts, sheet),
    )


# pages


def page_of(section: etree._Element) -> PageLook:
    size, margins, grid = (child(section, name) for name in ("pgSz", "pgMar", "docGrid"))
    width, height = (_length(size, name) / _MM for name in ("w", "h"))
    top, bottom, left, right = (_length(margins, name) / _MM for name in ("top", "bottom", "left", "right"))
    kind = attribute(grid, "type") if grid is not None else ""
    pitch = _length(grid, "linePitch") / _TWIPS if kind in ("lines", "linesAndChars", "snapToChars") else 0.0
    extra = _signed(attribute(grid, "charSpace")) / 4096 if grid is not None and kind == "linesAndChars" else None
    character = 0.0 if extra is None else 16.0 + extra
    return PageLook(width, height, abs(top), abs(bottom), left, right, pitch, character)


def _length(element: etree._Element | None, name: str) -> float:
    return float(_signed(attribute(element, name))) if element is not None else 0.0


def _signed(text: str) -> int:
    return (
        -whole(text[1:])
        if text.startswith("-")
        else int(text)
        if text.isascii() and text.isdecimal() and len(text) < 8
        else 0
    )


# paragraphs


def _paragraphs(
    parts: Parts, sheet: StyleSheet, places: Mapping[etree._Element, str], numbers: Mapping[etree._Element, str]
) -> Iterator[ParagraphLook]:
    page = 0
    ended = False
    for element in parts.main.iter("{*}p"):
        if element in places:
            numbered = bool(numbers.get(element))
            yield _paragraph(element, sheet, places[element], page, new_page=ended, numbered=numbered)
            ended = False
        kinds = [attribute(one, "type") for one in element.iter("{*}br")]
        if "page" in kinds and not _breaks_first(element):
            ended = True
        section = child(properties_of(element), "sectPr")
        if section is not None:
            page += 1
            ended = ended or child_value(section, "type") != "continuous"


def _breaks_first(paragraph: etree._Element) -> bool:
    """Whether the page break of a paragraph stands before its words."""
    for one in paragraph.iter("{*}t", "{*}br"):
        if local_name(one) == "br":
            return attribute(one, "type") == "page"
        if (one.text or "").strip():
            return False
    return False


def _paragraph(
    element: etree._Element, sheet: StyleSheet, place: str, page: int, *, new_page: bool, numbered: bool
) -> ParagraphLook:
    own = properties_of(element)
    said = sheet.of_paragraph(element)
    runs = tuple(_runs(element, sheet))
    text = "".join(run.text for run in runs)
    size = max((run.size for run in runs if run.text.strip()), default=16.0)
    first = _indent(said, "firstLine", size) - _indent(said, "hanging", size)
    typed = sum(_WIDE_BLANKS.get(sign, 0.0) for sign in text[: len(text) - len(text.lstrip())])
    line, factor = _line(said)
    return ParagraphLook(
        text=text,
        place=place,
        runs=runs,
        alignment=_KINDS.get(said.get("jc", ""), said.get("jc", "")),
        left=_indent(said, "left", size) or _indent(said, "start", size),
        right=_indent(said, "right", size) or _indent(said, "end", size),
        first=first + typed,
        line=line,
        line_factor=factor,
        before=_space(said, "before"),
        after=_space(said, "after"),
        new_page=new_page or bool(said.get("break")) or _breaks_first(element),
        numbered=numbered,
        in_table=any(local_name(one) == "tc" for one in element.iterancestors()),
        in_frame=child(own, "framePr") is not None
        or any(local_name(one) == "txbxContent" for one in element.iterancestors()),
        page=page,
    )


def _indent(said: Properties, name: str, size: float) -> float:
    """An indent in characters of `size`: given so, else in twips."""
    if counted := _signed(said.get(f"ind.{name}Chars", "")):
        return counted / 100
    return _signed(said.get(f"ind.{name}", "")) / _TWIPS / size


def _space(said: Properties, name: str) -> float:
    if said.get(f"spacing.{name}Autospacing") in ("1", "true", "on"):
        return _AUTOMATIC
    if lines := _signed(said.get(f"spacing.{name}Lines", "")):
        return lines / 100 * 12
    return _signed(said.get(f"spacing.{name}", "")) / _TWIPS


def _line(said: Properties) -> tuple[float, float]:
    value = _signed(said.get("spacing.line", ""))
    if not value:
        return 0.0, 1.0
    if said.get("spacing.lineRule", "auto") in ("exact", "atLeast"):
        return value / _TWIPS, 1.0
    return 0.0, value / 240


# words


def _runs(paragraph: etree._Element, sheet: StyleSheet) -> Iterator[RunLook]:
    style = sheet.style_of(paragraph)
    for run in _printed_runs(paragraph):
        text = "".join(_run_words(run))
        if not text:
            continue
        said = sheet.of_run(run, style)
        colour = said.get("color", "")
        asian, hinted = said.get("eastAsia", ""), said.get("hint") == "eastAsia"
        yield RunLook(
            text=text,
            font=asian,
            latin=asian if hinted else said.get("hAnsi", "") or said.get("ascii", ""),
            size=size_of(said),
            bold=bool(said.get("b")),
            colour="" if colour == "auto" else colour.upper(),
            spacing=_signed(said.get("spacing", "")) / _TWIPS,
        )


def _printed_runs(element: etree._Element) -> Iterator[etree._Element]:
    """The runs of a paragraph that print, those in its text boxes apart."""
    for one in element:
        name = local_name(one)
        if name == "r":
            yield one
        elif name in (
            "hyperlink",
            "ins",
            "moveTo",
            "smartTag",
            "customXml",
            "sdt",
            "sdtContent",
            "fldSimple",
            "dir",
            "bdo",
        ):
            yield from _printed_runs(one)


def _run_words(run: etree._Element) -> Iterator[str]:
    for one in run:
        name = local_name(one)
        if name == "t":
            yield one.text or ""
        elif name == "tab":
            yield "\t"


# page numbers and the red line


def _feet(parts: Parts, sheet: StyleSheet, sections: Sequence[etree._Element], *, mirrored: bool) -> Iterator[FootLook]:
    seen: set[tuple[str, str]] = set()
    for section in sections:
        for reference in children(section, "footerReference"):
            kind = attribute(reference, "type") or "default"
            part = parts.relations.get(relation_id(reference), "")
            used = {"even": mirrored, "first": is_on(child(section, "titlePg"))}.get(kind, True)
            if used and (kind, part) not in seen and parts.package.has(posixpath.normpath(part)):
                seen.add((kind, part))
                yield from _foot(kind, parts.package.xml(part), sheet)


def _foot(kind: str, root: etree._Element, sheet: StyleSheet) -> Iterator[FootLook]:
    """The paragraph of a footer that holds the page number."""
    for paragraph in root.iter("{*}p"):
        if any(local_name(one) == "p" for one in paragraph.iterdescendants()):
            continue
        text, pieces = _with_page_number(paragraph)
        if "#" in text:
            said = sheet.of_paragraph(paragraph)
            looks = _looks_in_foot(pieces, sheet, sheet.style_of(paragraph))
            runs = tuple(run for run in looks if run.text.strip())
            yield FootLook(
                kind, text, runs, _placed_at(paragraph) or _KINDS.get(said.get("jc", ""), said.get("jc", ""))
            )


def _looks_in_foot(runs: Iterable[etree._Element], sheet: StyleSheet, style: str) -> Iterator[RunLook]:
    """How the runs of a page number look: of digits a hint says nothing."""
    for run in runs:
        said = sheet.of_run(run, style)
        yield RunLook(
            "".join(_run_words(run)), said.get("eastAsia", ""), said.get("hAnsi", "") or said.get("ascii", ""),
            size_of(said), bool(said.get("b")),
        )  # fmt: skip


def _with_page_number(paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
    """The words of a paragraph with «#» for the number of the page, and its runs that print words."""
    words: list[str] = []
    runs: list[etree._Element] = []
    code, in_result = "", False
    for one in paragraph.iter("{*}r", "{*}fldSimple", "{*}fldChar", "{*}instrText", "{*}t"):
        name = local_name(one)
        if name == "fldSimple" and "PAGE" in attribute(one, "instr").upper():
            words.append("#")
        elif name == "fldChar":
            kind = attribute(one, "fldCharType")
            if kind == "begin":
                code = ""
            elif kind == "separate":
                words += ["#"] if re.search(r"\bPAGE\b", code.upper()) else []
                in_result = True
            elif kind == "end":
                words += ["#"] if not in_result and re.search(r"\bPAGE\b", code.upper()) else []
                in_result = False
        elif name == "instrText":
            code += one.text or ""
        elif name == "t":
            simple = any(local_name(above) == "fldSimple" for above in one.iterancestors())
            if not in_result and not simple:
                words.append(one.text or "")
            runs += list(one.iterancestors("{*}r"))[:1]
    return "".join(words).strip(), runs


def _placed_at(paragraph: etree._Element) -> str:
    """Where on its line a frame or a text box puts the page number («center», «outside»); "" for neither."""
    frame = child(properties_of(paragraph), "framePr")
    if frame is not None and (where := attribute(frame, "xAlign")):
        return where
    for one in paragraph.iterancestors("{*}anchor"):
        align = child(one, "positionH", "align")
        return (align.text or "") if align is not None else ""
    return ""


def _has_red_rule(parts: Parts, sheet: StyleSheet) -> bool:
    """Whether a border or a drawn line at the head of the text is red."""
    for block in list(parts.body())[:_HEAD]:
        for one in block.iter(etree.Element):
            name = local_name(one)
            if name in ("top", "bottom", "insideH", "between") and is_red(attribute(one, "color").upper()):
                return True
            if name == "srgbClr" and is_red(str(one.get("val", "")).upper()):
                return True
            if any(_RED.match(str(one.get(key, ""))) for key in ("strokecolor", "fillcolor")):
                return True
            if name in ("pict", "drawing") and next(one.iter("{*}blip", "{*}imagedata"), None) is not None:
                return True
        for paragraph in block.iter("{*}p"):
            style = child_value(properties_of(paragraph), "pStyle")
            for each in sheet.chain(style):
                borders = child(each, "pPr", "pBdr")
                if borders is not None and any(is_red(attribute(one, "color").upper()) for one in borders):
                    return True
    return False
