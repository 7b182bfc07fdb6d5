"""Styles: what a paragraph is by its style, which list it belongs to, and whether its words are hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from wenjian.ooxml.elements import attribute, child, child_value, children, is_on, properties_of, whole
from wenjian.text.normal import letters

_HEADING_STYLE = re.compile(r"(?:公文标题|heading ?|标题 ?)([1-9])$", re.IGNORECASE)
_CONTENTS_STYLE = re.compile(r"(?:toc|目录) ?(?:[1-9]|heading|标题)$", re.IGNORECASE)
_TITLE_STYLES = frozenset(("title", "标题", "公文标题", "随文标题", "附件标题"))
_BODY_STYLES = frozenset(("公文正文",))
_HEAD_STYLES = {
    "份号": "copy_number",
    "紧急程度": "urgency",
    "发文机关标志": "mark",
    "发文字号": "number",
    "信函标志": "mark",
    "信函左上": "urgency",
    "字号和签发人": "number",
    "信函字号": "number",
}
BESIDE_TABLE = {"表头": "name", "表前": "head", "表后": "foot"}
"""Our own styles of the lines above and under a table → the part of the table that they are."""
RECORD_STYLE = "版记"
FOOT_STYLES = frozenset(("成文日期", "附注"))
_LONGEST_HEADING = 60
_CHAIN = 20
_LARGE = 44
"""Half-points from which red words at the head are a letterhead."""


@dataclass(frozen=True, slots=True)
class Style:
    """One style. `hidden`, `colour` and `size` (half-points) are what it says of its words; None or "" when nothing."""

    name: str = ""
    base: str = ""
    outline: int = 0
    list_id: str = ""
    level: str = ""
    hidden: bool | None = None
    colour: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by id; `usual` is the one of paragraphs that name none."""

    by_id: Mapping[str, Style] = field(default_factory=dict)
    usual: str = ""

    def chain(self, style_id: str) -> Iterator[Style]:
        """A style and those it is based on, nearest first."""
        for _ in range(_CHAIN):
            style = self.by_id.get(style_id)
            if style is None:
                return
            yield style
            style_id = style.base

    def list_styles(self) -> dict[str, str]:
        """Id of a style → id of the list that it names itself."""
        return {style_id: style.list_id for style_id, style in self.by_id.items() if style.list_id}


def read_styles(root: etree._Element | None) -> Styles:
    """The styles of a styles part."""
    if root is None:
        return Styles()
    styles: dict[str, Style] = {}
    usual = ""
    for element in children(root, "style"):
        style_id = attribute(element, "styleId")
        styles[style_id] = _read_style(element)
        if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true", "on"):
            usual = style_id
    return Styles(styles, usual)


def _read_style(element: etree._Element) -> Style:
    properties, words = child(element, "pPr"), child(element, "rPr")
    outline = child_value(properties, "outlineLvl")
    return Style(
        name=child_value(element, "name").strip(),
        base=child_value(element, "basedOn"),
        outline=whole(outline) + 1 if outline.isdecimal() and whole(outline, 9) < 9 else 0,
        list_id=child_value(properties, "numPr", "numId"),
        level=child_value(properties, "numPr", "ilvl"),
        hidden=switch(words, "vanish"),
        colour=child_value(words, "color"),
        size=whole(child_value(words, "sz")),
    )


def switch(properties: etree._Element | None, name: str) -> bool | None:
    """What a switch among properties says, None where it is not there."""
    element = child(properties, name)
    return None if element is None else is_on(element)


def style_of(paragraph: etree._Element, styles: Styles) -> str:
    """The id of the paragraph's style."""
    return child_value(properties_of(paragraph), "pStyle") or styles.usual


def kind_of(paragraph: etree._Element, text: str, styles: Styles) -> tuple[str, int]:
    """The hint that the paragraph's style gives: kind (see Line.kind) and heading level."""
    style_id = child_value(properties_of(paragraph), "pStyle")
    chain = tuple(styles.chain(style_id))
    name = chain[0].name if chain else style_id
    if name.lower() in _TITLE_STYLES:
        return "title", 0
    if name in _BODY_STYLES:
        return "paragraph", 0
    if name in _HEAD_STYLES:
        return _HEAD_STYLES[name], 0
    if name in BESIDE_TABLE or name in FOOT_STYLES or name == RECORD_STYLE:
        return name, 0
    numbered = _HEADING_STYLE.match(name)
    own = child_value(properties_of(paragraph), "outlineLvl")
    outline = whole(own, 9) + 1 if own else next((style.outline for style in chain if style.outline), 0)
    level = int(numbered[1]) if numbered else outline
    short = len(letters(text)) <= _LONGEST_HEADING and "。" not in text.rstrip("。")
    return ("heading", level) if 1 <= level <= 4 and short else ("", 0)


def is_contents_line(paragraph: etree._Element, styles: Styles) -> bool:
    """Whether the paragraph is a line of a table of contents by its style."""
    style_id = child_value(properties_of(paragraph), "pStyle")
    style = styles.by_id.get(style_id)
    return bool(_CONTENTS_STYLE.match(style.name if style else style_id))


def list_of(paragraph: etree._Element, styles: Styles) -> tuple[str, str, str]:
    """The list of a paragraph: its id ("" or "0" for none), its level as written ("" for none), and the id of the
    style that decides its level ("" where the paragraph says it itself).
    """
    properties = properties_of(paragraph)
    list_id = child_value(properties, "numPr", "numId")
    own = level = child_value(properties, "numPr", "ilvl")
    if list_id:
        return list_id, level, ""
    style_id = style_of(paragraph, styles)
    for _ in range(_CHAIN):
        style = styles.by_id.get(style_id)
        if style is None:
            return "", "", ""
        level = level or style.level
        if style.list_id:
            return style.list_id, level, "" if own else style_id
        style_id = style.base
    return "", "", ""


def is_hidden(properties: etree._Element | None, styles: Styles, *, otherwise: bool) -> bool:
    """Whether a run with these properties is hidden, by itself, by its style, else as its paragraph's style says."""
    own = switch(properties, "vanish")
    return style_hides(child_value(properties, "rStyle"), styles, otherwise=otherwise) if own is None else own


def style_hides(style_id: str, styles: Styles, *, otherwise: bool = False) -> bool:
    """Whether a style, or one it is based on, hides words."""
    said = next((style.hidden for style in styles.chain(style_id) if style.hidden is not None), None)
    return otherwise if said is None else said


def is_letterhead(paragraph: etree._Element, styles: Styles) -> bool:
    """Whether all words of a paragraph are large and red, as 发文机关标志 is printed (GB/T 9704-2012, 7.2.4)."""
    runs = [run for run in paragraph.iter("{*}r") if any((text.text or "").strip() for text in children(run, "t"))]
    chain = tuple(styles.chain(style_of(paragraph, styles)))
    return bool(runs) and all(_is_large_and_red(properties_of(run), chain) for run in runs)


def _is_large_and_red(properties: etree._Element | None, chain: tuple[Style, ...]) -> bool:
    colour = child_value(properties, "color") or next((style.colour for style in chain if style.colour), "")
    size = whole(child_value(properties, "sz")) or next((style.size for style in chain if style.size), 0)
    return size >= _LARGE and is_red(colour)


def is_red(colour: str) -> bool:
    """Whether «RRGGBB» is a red."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        return False
    red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    return red >= 0xB0 and green <= 0x50 and blue <= 0x50
