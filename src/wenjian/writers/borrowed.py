"""Styles that an office's own layout lacks, taken from a layout of ours, so that any docx with fields can be used."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from wenjian.package import BrokenPackage, pack, parse_xml, unpack
from wenjian.writers import wordml
from wenjian.writers.layouts import REQUIRED_STYLES, style_ids
from wenjian.writers.wordml import Element, w

BASE = "公文基准"
"""The style on which borrowed ones are based, in place of the donor's Normal and defaults: the layout keeps its own."""
_STYLES = "word/styles.xml"


def with_styles(layout: bytes, donor: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The layout with the styles it needs and does not have, as `donor` defines them, and their names. What it has
    stays as it is; a file that is no docx comes back unchanged.
    """
    try:
        parts = unpack(layout)
        root = parse_xml(parts.get(_STYLES, b""))
    except BrokenPackage:
        return layout, ()
    have = style_ids(root)
    missing = tuple(name for name in REQUIRED_STYLES if name not in have)
    if not missing:
        return layout, ()
    ours = parse_xml(unpack(donor)[_STYLES])
    _borrow(root, ours, missing)
    return pack({**parts, _STYLES: wordml.serialise(root)}), missing


def _borrow(root: Element, ours: Element, missing: tuple[str, ...]) -> None:
    by_id = {style.get(w("styleId")): style for style in ours.iter(w("style"))}
    names = style_ids(ours)
    taken = {style.get(w("styleId")) for style in root.iter(w("style"))}
    ids = {name: _free(name, taken) for name in (BASE, *missing)}
    new_ids = {names[name]: ids[name] for name in missing}
    root.append(_base(ours, ids[BASE]))
    own_table = next((one.get(w("styleId")) for one in root.iter(w("style")) if _is_default(one, "table")), "")
    for name in missing:
        style = deepcopy(by_id[names[name]])
        style.set(w("styleId"), ids[name])
        for link in ("basedOn", "next"):
            element = style.find(w(link))
            if element is None:
                continue
            target = _target(by_id[element.get(w("val"))], new_ids, root, link)
            if target is None and link == "basedOn":
                target = {"paragraph": ids[BASE], "table": own_table}.get(style.get(w("type")))
            if target:
                element.set(w("val"), target)
            else:
                style.remove(element)
        root.append(style)


def _target(style: Element, new_ids: Mapping[str, str], root: Element, link: str) -> str | None:
    """The id in the layout of a style that a borrowed one names; never a base that is the layout's own default."""
    if style.get(w("default")) and link == "basedOn":
        return None
    return new_ids.get(style.get(w("styleId"))) or style_ids(root).get(_name(style))


def _base(ours: Element, style_id: str) -> Element:
    """Normal and the defaults of the donor as one style, off the grid: what the layout sets for all does not matter."""
    normal = next(style for style in ours.iter(w("style")) if _is_default(style, "paragraph"))
    words = ours.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    ppr, rpr = deepcopy(normal.find(w("pPr"))), deepcopy(normal.find(w("rPr")))
    wordml.insert_ordered(ppr, wordml.make("snapToGrid", {"val": 0}), wordml.PARAGRAPH_ORDER)
    for child in words if words is not None else ():
        if rpr.find(child.tag) is None:
            wordml.insert_ordered(rpr, deepcopy(child), wordml.RUN_ORDER)
    attributes = {"type": "paragraph", "customStyle": 1, "styleId": style_id}
    return wordml.make("style", attributes, [wordml.make("name", {"val": BASE}), ppr, rpr])


def _is_default(style: Element, kind: str) -> bool:
    return style.get(w("type")) == kind and style.get(w("default")) in {"1", "true", "on"}


def _name(style: Element) -> str:
    return str(style.find(w("name")).get(w("val")))


def _free(name: str, taken: set[str]) -> str:
    """An id like the name that no style of the layout has; it is taken from now on."""
    style_id = next(one for one in (name, *(f"{name}{i}" for i in range(2, len(taken) + 3))) if one not in taken)
    taken.add(style_id)
    return style_id
