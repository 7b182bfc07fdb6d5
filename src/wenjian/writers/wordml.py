"""WordprocessingML: the only place that spells raw XML of the body. Child order follows the schema.

What is written anew is built as text, which takes a tenth of the time of a tree; what goes into a part that exists is
put into its tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from lxml import etree

from wenjian.layout.geometry import PAGE_SETUP, TWIPS_PER_MM
from wenjian.text.normal import with_line_feeds

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = "http://www.w3.org/XML/1998/namespace"
NAMESPACES = {"w": WORD, "r": RELATIONS}

BLANK_FOOTER = "rIdBlankFooter"
"""The relationship of the footer of pages that bear no number."""

Element: TypeAlias = Any
"""An lxml element."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")

PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_RANKS = {name: rank for rank, name in enumerate(PARAGRAPH_ORDER.split())}
TABLE_ORDER = (
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
)
RUN_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath rPrChange"
)


DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
"""What an XML part begins with."""


def serialise(root: Element) -> bytes:
    """An XML part as bytes, with declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def writable(text: str) -> str:
    """Text without the characters that XML cannot hold (`layout.arrange` reports them)."""
    return text if text.isprintable() else _UNWRITABLE.sub("", with_line_feeds(text))


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{WORD}}}{name}"


def make(name: str, attributes: Mapping[str, object] | None = None, children: Iterable[Element] = ()) -> Element:
    """A WordprocessingML element; attributes are in the same namespace."""
    element = etree.Element(w(name), nsmap=NAMESPACES)
    for key, value in (attributes or {}).items():
        element.set(w(key), str(value))
    element.extend(list(children))
    return element


def insert_ordered(parent: Element, child: Element, order: str) -> None:
    """Puts `child` at its place among its siblings, replacing one of the same name."""
    ranks = _ranked(order)
    for old in parent.findall(child.tag):
        parent.remove(old)
    rank = ranks[child.tag]
    at = next((index for index, sibling in enumerate(parent) if ranks.get(sibling.tag, -1) > rank), len(parent))
    parent.insert(at, child)


@lru_cache(maxsize=8)
def _ranked(order: str) -> Mapping[str, int]:
    return {w(name): rank for rank, name in enumerate(order.split())}


def properties(paragraph: Element) -> Element:
    """The pPr of a paragraph, made where it has none."""
    found = paragraph.find(w("pPr"))
    if found is None:
        found = make("pPr")
        paragraph.insert(0, found)
    return found


def element(name: str, attributes: Mapping[str, object] | None = None, content: str = "") -> str:
    """A WordprocessingML element as markup; attributes are in the same namespace."""
    said = "".join(
        [
            f' w:{key}="{value if type(value) is int else _quoted(str(value))}"'
            for key, value in (attributes or {}).items()
        ]
    )
    return f"<w:{name}{said}>{content}</w:{name}>" if content else f"<w:{name}{said}/>"


def escaped(text: str) -> str:
    """Text as it stands in markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(name: str, value: str) -> str:
    """An attribute without a namespace, with the blank before it."""
    return f' {name}="{_quoted(writable(value))}"'


def _quoted(text: str) -> str:
    if text.isalnum():
        return text
    quoted = escaped(text).replace('"', "&quot;")
    return quoted if text.isprintable() else quoted.translate(_AS_NUMBERS)


_AS_NUMBERS = {ord(sign): f"&#{ord(sign)};" for sign in "\t\n\r"}
"""What the reader of an attribute would take for a blank."""


def parsed(text: str) -> Element:
    """The element that is written as `text`, to be put into a tree."""
    return etree.fromstring(f'<w:p xmlns:w="{WORD}" xmlns:r="{RELATIONS}">{text}</w:p>')[0]


def run(text: str, style: str = "", look: str = "") -> str:
    """A run of Chinese text. Line feeds become breaks, tabs become tabs, what XML cannot hold is dropped. `style` is a
    character style id, `look` other properties as markup.
    """
    named = element("rStyle", {"val": style}) if style else ""
    if text.isprintable():
        words = _words(text) if text else ""
    else:
        pieces = re.split(r"([\n\t])", writable(text))
        words = "".join([_BREAKS.get(piece) or _words(piece) for piece in pieces if piece])
    return f'<w:r><w:rPr>{named}<w:rFonts w:hint="eastAsia"/>{look}</w:rPr>{words}</w:r>'


def _words(text: str) -> str:
    return f'<w:t xml:space="preserve">{escaped(text)}</w:t>'


_BREAKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


@dataclass(slots=True)
class Paragraph:
    """A paragraph that is being built: the id of its style, its runs as markup, and what differs from the style, as
    markup by the names of the properties.
    """

    style: str
    runs: str
    differs: dict[str, str] = field(default_factory=dict)

    def set(self, name: str, attributes: Mapping[str, object] | None = None, content: str = "") -> Paragraph:
        """The same paragraph with a property of its own, in place of one of the same name."""
        self.differs[name] = element(name, attributes, content)
        return self

    def __str__(self) -> str:
        ordered = sorted(self.differs, key=_RANKS.__getitem__) if self.differs else ()
        return paragraph(self.style, self.runs, "".join([self.differs[name] for name in ordered]))


def paragraph(style: str, runs: str, differs: str = "") -> str:
    """A paragraph: the id of its style, its runs, and what differs from the style, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{_quoted(style)}"/>{differs}</w:pPr>{runs}</w:p>'


def character_indent(character: int, **sides: float) -> dict[str, int]:
    """Attributes of an indent given in characters of `character` twips, with the fallback in twips."""
    attributes: dict[str, int] = {}
    for side, count in sides.items():
        attributes[f"{side}Chars"] = round(count * 100)
        attributes[side] = round(count * character)
    return attributes


def bookmark(number: int, name: str) -> tuple[str, str]:
    """Start and end of a bookmark."""
    return element("bookmarkStart", {"id": number, "name": name}), element("bookmarkEnd", {"id": number})


def cell(width: int, content: str, *, merge: str = "", borders: Mapping[str, int] | None = None, span: int = 1) -> str:
    """A table cell of `width` twips over `span` columns. `merge` is «restart» or «continue»; `borders` are in 1/8 pt
    by side.
    """
    merged = element("vMerge", {"val": merge}) if merge else ""
    edges = element("tcBorders", content="".join([_border(*each) for each in borders.items()])) if borders else ""
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>' + (element("gridSpan", {"val": span}) if span > 1 else "")
    return f'<w:tc><w:tcPr>{size}{merged}{edges}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def row(cells: Iterable[str], *, header: bool = False, whole: bool = True, height: int = 0) -> str:
    """A table row, at least `height` twips high; a header row is repeated on each page, a `whole` one is not cut by a
    page break.
    """
    least = element("trHeight", {"val": height, "hRule": "atLeast"}) if height else ""
    kept = ("<w:cantSplit/>" if whole else "") + least + ("<w:tblHeader/>" if header else "")
    look = f"<w:trPr>{kept}</w:trPr>" if kept else "<w:trPr/>"
    return f"<w:tr>{look}{''.join(cells)}</w:tr>"


def table(style: str, widths: Sequence[int], rows: Iterable[str], description: str = "") -> str:
    """A table with fixed column widths in twips; `description` is its alternative text."""
    named = element("tblStyle", {"val": style}) if style else ""
    described = element("tblDescription", {"val": description}) if description else ""
    return _table(widths, rows, named + _width(widths) + _CENTRED + _FIXED + described)


def bare_table(widths: Sequence[int], rows: Iterable[str]) -> str:
    """A centred table without lines and without room around its text."""
    return _table(widths, rows, _width(widths) + _CENTRED + _FIXED + _NO_ROOM)


def foot_table(left: int, width: int, rows: Iterable[str], *, thick: int, thin: int) -> str:
    """A floating table at the foot of the type area, as wide as it: thick lines outside, thin ones inside (1/8 pt).

    `left` is the left margin: only a table placed from the page's edge floats in LibreOffice.
    """
    place = {
        "leftFromText": 0,
        "rightFromText": 0,
        "vertAnchor": "margin",
        "horzAnchor": "page",
        "tblpX": left,
        "tblpYSpec": "bottom",
    }
    floats = element("tblpPr", place) + element("tblOverlap", {"val": "never"})
    edges = _border("top", thick) + _border("bottom", thick) + _border("insideH", thin)
    lines = element("tblBorders", content=edges)
    return _table([width], rows, floats + _width([width]) + lines + _FIXED + _NO_ROOM)


def _table(widths: Sequence[int], rows: Iterable[str], properties: str) -> str:
    grid = "".join([element("gridCol", {"w": width}) for width in widths])
    whole = element("tblPr", content=properties) + element("tblGrid", content=grid) + "".join(rows)
    return element("tbl", content=whole)


def _width(widths: Sequence[int]) -> str:
    return element("tblW", {"w": sum(widths), "type": "dxa"})


_CENTRED = element("jc", {"val": "center"})
_FIXED = element("tblLayout", {"type": "fixed"})
_NO_ROOM = element("tblCellMar", content="".join(element(side, {"w": 0, "type": "dxa"}) for side in ("left", "right")))


def frame(left: int, top: int, width: int) -> dict[str, object]:
    """What sets a paragraph in a frame at a place of the page (framePr), in twips from its upper left corner."""
    return {"w": width, "hSpace": 0, "wrap": "around", "vAnchor": "page", "hAnchor": "page", "x": left, "y": top}


def borders() -> Element:
    """Thin lines around a table and between its cells."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return parsed(element("tblBorders", content="".join(_border(side, 4) for side in sides)))


@lru_cache(maxsize=64)
def _border(side: str, size: int) -> str:
    return element(side, {"val": "single" if size else "nil", "sz": size, "space": 0, "color": "000000"})


def _turn(section: Element, *, landscape: bool) -> None:
    """Turns a section if need be: the page lies with its head towards the binding edge (GB/T 9704-2012 clause 8),
    starts a new page, and keeps its footers.
    """
    for kind in section.findall(w("type")):
        section.remove(kind)
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None or margins is None or is_landscape(section) == landscape:
        return
    width, height = size.get(w("w")), size.get(w("h"))
    size.set(w("w"), height)
    size.set(w("h"), width)
    sides = {side: margins.get(w(side), "0") for side in ("top", "right", "bottom", "left")}
    clockwise = {"top": "left", "left": "bottom", "bottom": "right", "right": "top"}
    for side, source in clockwise.items() if landscape else ((b, a) for a, b in clockwise.items()):
        margins.set(w(side), sides[source])
    if landscape:
        size.set(w("orient"), "landscape")
        # The foot of a page on its side is narrower: the page number keeps its distance from the text.
        lift = int(sides["bottom"]) - int(margins.get(w("footer"), "0"))
        margins.set(w("footer"), str(max(int(margins.get(w("bottom"))) - lift, 284)))
        drop = int(sides["top"]) - int(margins.get(w("header"), "0"))
        margins.set(w("header"), str(max(int(margins.get(w("top"))) - drop, 284)))
    else:
        size.attrib.pop(w("orient"), None)


def section(layout: Element, *, landscape: bool, first: bool) -> Element:
    """The properties of a section of a paper in a layout whose own are `layout`, turned if need be. After the first
    section no first page is special, and the type area is the usual one again where that of a letter is higher.
    """
    copy = deepcopy(layout)
    special = copy.find(w("titlePg"))
    if not first and special is not None:
        copy.remove(special)
        for reference in [each for each in copy if each.get(w("type")) == "first"]:
            copy.remove(reference)
        margins = copy.find(w("pgMar"))
        for side in ("top", "bottom") if margins is not None else ():
            usual = round(getattr(PAGE_SETUP, side) * TWIPS_PER_MM)
            margins.set(w(side), str(max(int(margins.get(w(side), "0")), usual)))
    _turn(copy, landscape=landscape)
    return copy


def without_numbers(section: Element) -> Element:
    """A copy of a section's properties whose pages bear the empty footer (`BLANK_FOOTER`)."""
    copy = deepcopy(section)
    for reference in copy.findall(w("footerReference")):
        copy.remove(reference)
    for kind in ("first", "even", "default"):
        reference = make("footerReference", {"type": kind})
        reference.set(f"{{{RELATIONS}}}id", BLANK_FOOTER)
        copy.insert(0, reference)
    return copy


def line_pitch(section: Element) -> int:
    """The line pitch of a section's grid in twips; 0 where it has none."""
    grid = section.find(w("docGrid"))
    return int(grid.get(w("linePitch"), "0")) if grid is not None else 0


def is_landscape(section: Element) -> bool:
    size = section.find(w("pgSz"))
    return size is not None and size.get(w("orient")) == "landscape"


def page_margins(section: Element) -> tuple[int, int, int, int]:
    """Top, right, bottom and left margin in twips."""
    margins = section.find(w("pgMar"))
    top, right, bottom, left = (
        int(margins.get(w(side), "0")) if margins is not None else 0 for side in ("top", "right", "bottom", "left")
    )
    return top, right, bottom, left


def type_width(section: Element) -> int:
    """The width of the type area in twips."""
    size = section.find(w("pgSz"))
    _, right, _, left = page_margins(section)
    return int(size.get(w("w"))) - left - right if size is not None else 8844


def markup(element: Element) -> str:
    """An element as XML text without namespace declarations: the part that it goes into has them."""
    text = etree.tostring(element, encoding="unicode")
    for prefix, uri in NAMESPACES.items():
        text = text.replace(f' xmlns:{prefix}="{uri}"', "")
    return text
