"""本单位习惯 in the styles, footers and lines of a layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from wenjian.layout import geometry
from wenjian.layout.habits import line_twips
from wenjian.model.house import STANDARD, House
from wenjian.package import parse_xml
from wenjian.writers import heads, wordml
from wenjian.writers.opened import Layout
from wenjian.writers.wordml import Element, w

_FOLIO = "页码"
_THIRD = "公文标题3"
_ROLES: Mapping[str, tuple[str, ...]] = {
    "标志": ("发文机关标志", "信函标志"),
    "标题": ("公文标题", "随文标题", "附件标题"),
    "一级标题": ("公文标题1", "引题1", "紧急程度", "附件标识", "表头"),
    "二级标题": ("公文标题2", "引题", "标题说明", "签发人姓名"),
    "页码": (_FOLIO,),
}
"""Which styles a font of a house file is for; 正文 is for all that have a 仿宋 font, 数字 for digits and letters of
those.
"""


def followed(layout: Layout, house: House) -> Layout:
    """The layout with the habits of `house` in its parts; the same layout where they change nothing."""
    if house is STANDARD:
        return layout
    looks = _Looks(tuple(house.fonts.items()), line_twips(house), house.bold_third, house.centred_folio)
    return layout if looks == _Looks() else _followed(layout, looks)


@dataclass(frozen=True, slots=True)
class _Looks:
    """What of a house changes a layout."""

    fonts: tuple[tuple[str, str], ...] = ()
    twips: int = 0
    bold_third: bool = False
    centred_folio: bool = False


@lru_cache(maxsize=8)
def _followed(layout: Layout, looks: _Looks) -> Layout:
    parts = dict(layout.parts)
    section, twips = layout.section, looks.twips
    if looks.fonts or looks.bold_third or twips:
        styles = parse_xml(parts["word/styles.xml"])
        _set_fonts(styles, dict(looks.fonts))
        if looks.bold_third:
            _embolden(styles)
        if twips:
            _space_lines(styles, wordml.line_pitch(section) or geometry.PAGE_SETUP.line, twips)
        parts["word/styles.xml"] = wordml.serialise(styles)
    if twips:
        document = parse_xml(parts["word/document.xml"])
        for grid in document.iter(w("docGrid")):
            # No grid of lines: LibreOffice would put one that does not fill the page in its middle.
            grid.attrib.pop(w("type"), None)
            grid.set(w("linePitch"), str(twips))
        section = document.find(f"{w('body')}/{w('sectPr')}")
        parts["word/document.xml"] = wordml.serialise(document)
    if looks.centred_folio:
        for name in [name for name in parts if name.startswith("word/footer")]:
            footer = parse_xml(parts[name])
            _centre(footer, layout)
            parts[name] = wordml.serialise(footer)
    if parts == layout.parts:
        return layout
    from wenjian.writers.checking import prepare

    return replace(layout, parts=parts, section=section, filling=prepare(parts))


def whiten_parts(parts: dict[str, bytes]) -> None:
    """Gives red lines in styles, headers and footers the colour of paper."""
    for name in [name for name in parts if name.startswith(("word/styles", "word/header", "word/footer"))]:
        root = parse_xml(parts[name])
        heads.whiten(root)
        parts[name] = wordml.serialise(root)


def _styles(root: Element) -> Iterable[tuple[str, Element]]:
    for style in root.iter(w("style")):
        name = style.find(w("name"))
        yield ("" if name is None else name.get(w("val"), "")), style


def _set_fonts(styles: Element, fonts: Mapping[str, str]) -> None:
    role_of = {style: role for role, names in _ROLES.items() for style in names}
    holders = [(name, style.find(f"{w('rPr')}/{w('rFonts')}")) for name, style in _styles(styles)]
    default = styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('rFonts')}")
    for name, holder in [*holders, ("", default)]:
        if holder is None:
            continue
        role = role_of.get(name, "正文")
        if font := fonts.get(role):
            for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
                holder.set(w(kind), font)
        if role == "正文" and (digits := fonts.get("数字")):
            # Digits and letters alone: hAnsi stays, for it holds “ ” — … too.
            holder.set(w("ascii"), digits)


def _embolden(styles: Element) -> None:
    for name, style in _styles(styles):
        if name == _THIRD:
            rpr = style.find(w("rPr"))
            if rpr is None:
                rpr = wordml.make("rPr")
                style.append(rpr)
            wordml.insert_ordered(rpr, wordml.make("b"), wordml.RUN_ORDER)


def _space_lines(styles: Element, old: int, new: int) -> None:
    """Every line of the page's pitch with the new one, and the blank lines around it; the mark stays in its place."""
    for spacing in styles.iter(w("spacing")):
        if spacing.get(w("line")) != str(old):
            continue
        spacing.set(w("line"), str(new))
        for side in ("before", "after"):
            if value := int(spacing.get(w(side), "0")):
                spacing.set(w(side), str(round(value * new / old)))


def _centre(footer: Element, layout: Layout) -> None:
    for paragraph in footer.iter(w("p")):
        ppr = paragraph.find(w("pPr"))
        style = None if ppr is None else ppr.find(w("pStyle"))
        if ppr is None or style is None or style.get(w("val")) != layout.styles.get(_FOLIO):
            continue
        indent = ppr.find(w("ind"))
        if indent is not None:
            ppr.remove(indent)
        wordml.insert_ordered(ppr, wordml.make("jc", {"val": "center"}), wordml.PARAGRAPH_ORDER)
