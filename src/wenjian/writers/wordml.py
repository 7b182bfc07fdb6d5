"""WordprocessingML elements: the only place that spells raw XML of the body. Child order follows the schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
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

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")

PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
TABLE_ORDER = (
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
)
RUN_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath rPrChange"
)


def serialise(root: Element) -> bytes:
    """An XML part as bytes, with declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def writable(text: str) -> str:
    """Text without the characters that XML cannot hold (`layout.arrange` reports them)."""
    return _UNWRITABLE.sub("", with_line_feeds(text))


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
    names = order.split()
    for old in parent.findall(child.tag):
        parent.remove(old)
    rank = names.index(etree.QName(child).localname)
    at = len(parent)
    for index, sibling in enumerate(parent):
        local = etree.QName(sibling).localname
        if local in names and names.index(local) > rank:
            at = index
            break
    parent.insert(at, child)


def properties(paragraph: Element) -> Element:
    """The pPr of a paragraph, made where it has none."""
    found = paragraph.find(w("pPr"))
    if found is None:
        found = make("pPr")
        paragraph.insert(0, found)
    return found


def run(text: str, style: str = "") -> Element:
    """A run of Chinese text. Line feeds become breaks, tabs become tabs. `style` is a character style id."""
    rpr = make("rPr")
    if style:
        rpr.append(make("rStyle", {"val": style}))
    rpr.append(make("rFonts", {"hint": "eastAsia"}))
    element = make("r", children=[rpr])
    for i, line in enumerate(text.split("\n")):
        if i:
            element.append(make("br"))
        for j, piece in enumerate(line.split("\t")):
            if j:
                element.append(make("tab"))
            if piece:
                words = make("t")
                words.text = piece
                words.set(f"{{{XML}}}space", "preserve")
                element.append(words)
    return element


def paragraph(style: str, runs: Iterable[Element], indent: Mapping[str, int] | None = None) -> Element:
    """A paragraph in a style. `indent` overrides indents: hundredths of a character by side, with twips beside."""
    ppr = make("pPr", children=[make("pStyle", {"val": style})])
    if indent:
        ppr.append(make("ind", indent))
    return make("p", children=[ppr, *runs])


def character_indent(character: int, **sides: float) -> dict[str, int]:
    """Attributes of an indent given in characters of `character` twips, with the fallback in twips."""
    attributes: dict[str, int] = {}
    for side, count in sides.items():
        attributes[f"{side}Chars"] = round(count * 100)
        attributes[side] = round(count * character)
    return attributes


def bookmark(number: int, name: str) -> tuple[Element, Element]:
    """Start and end of a bookmark."""
    return make("bookmarkStart", {"id": number, "name": name}), make("bookmarkEnd", {"id": number})


def cell(
    width: int, paragraphs: Sequence[Element], *, merge: str = "", borders: Mapping[str, int] | None = None
) -> Element:
    """A table cell of `width` twips. `merge` is «restart» or «continue»; `borders` are in 1/8 pt by side."""
    tcpr = make("tcPr", children=[make("tcW", {"w": width, "type": "dxa"})])
    if merge:
        tcpr.append(make("vMerge", {"val": merge}))
    if borders:
        tcpr.append(make("tcBorders", children=[_border(side, size) for side, size in borders.items()]))
    tcpr.append(make("vAlign", {"val": "center"}))
    return make("tc", children=[tcpr, *paragraphs])


def row(cells: Iterable[Element], *, header: bool = False, whole: bool = True) -> Element:
    """A table row; a header row is repeated on each page, a `whole` one is not cut by a page break."""
    trpr = make("trPr", children=[make("cantSplit")] if whole else ())
    if header:
        trpr.append(make("tblHeader"))
    return make("tr", children=[trpr, *cells])


def table(style: str, widths: Sequence[int], rows: Iterable[Element]) -> Element:
    """A table with fixed column widths in twips."""
    tblpr = make("tblPr", children=[make("tblStyle", {"val": style})] if style else ())
    tblpr.append(make("tblW", {"w": sum(widths), "type": "dxa"}))
    tblpr.append(make("jc", {"val": "center"}))
    tblpr.append(make("tblLayout", {"type": "fixed"}))
    return make("tbl", children=[tblpr, _grid(widths), *rows])


def bare_table(widths: Sequence[int], rows: Iterable[Element]) -> Element:
    """A centred table without lines and without room around its text."""
    margins = [make(side, {"w": 0, "type": "dxa"}) for side in ("left", "right")]
    tblpr = make(
        "tblPr",
        children=[
            make("tblW", {"w": sum(widths), "type": "dxa"}),
            make("jc", {"val": "center"}),
            make("tblLayout", {"type": "fixed"}),
            make("tblCellMar", children=margins),
        ],
    )
    return make("tbl", children=[tblpr, _grid(widths), *rows])


def frame(left: int, top: int, width: int) -> Element:
    """What sets a paragraph in a frame at a place of the page, in twips from its upper left corner."""
    place = {"w": width, "hSpace": 0, "wrap": "around", "vAnchor": "page", "hAnchor": "page", "x": left, "y": top}
    return make("framePr", place)


def foot_table(left: int, width: int, rows: Sequence[Element], *, thick: int, thin: int) -> Element:
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
    edges = [_border("top", thick), _border("bottom", thick), _border("insideH", thin)]
    margins = [make(side, {"w": 0, "type": "dxa"}) for side in ("left", "right")]
    tblpr = make(
        "tblPr",
        children=[
            make("tblpPr", place),
            make("tblOverlap", {"val": "never"}),
            make("tblW", {"w": width, "type": "dxa"}),
            make("tblBorders", children=edges),
            make("tblLayout", {"type": "fixed"}),
            make("tblCellMar", children=margins),
        ],
    )
    return make("tbl", children=[tblpr, _grid([width]), *rows])


def borders() -> Element:
    """Thin lines around a table and between its cells."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return make("tblBorders", children=[_border(side, 4) for side in sides])


def _border(side: str, size: int) -> Element:
    return make(side, {"val": "single" if size else "nil", "sz": size, "space": 0, "color": "000000"})


def _grid(widths: Sequence[int]) -> Element:
    return make("tblGrid", children=[make("gridCol", {"w": width}) for width in widths])


def turned(section: Element, *, landscape: bool) -> Element:
    """A copy of a section's properties in the other orientation if need be: the page lies with its head towards the
    binding edge (GB/T 9704-2012 clause 8), starts a new page, and keeps its footers.
    """
    copy = deepcopy(section)
    for kind in copy.findall(w("type")):
        copy.remove(kind)
    size, margins = copy.find(w("pgSz")), copy.find(w("pgMar"))
    if size is None or margins is None or is_landscape(copy) == landscape:
        return copy
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
    return copy


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
    return turned(copy, landscape=landscape)


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


def markup(elements: Iterable[Element]) -> str:
    """Elements as XML text without namespace declarations (the surrounding part has them); braces are written as
    references, so that no template engine takes them for tags.
    """
    text = "".join(etree.tostring(element, encoding="unicode") for element in elements)
    for prefix, uri in NAMESPACES.items():
        text = text.replace(f' xmlns:{prefix}="{uri}"', "")
    return text.replace("{", "&#123;").replace("}", "&#125;")
