"""What a layout holds beside what prints: who edited it, on what computer, remarks, old versions. None of it goes into
the papers made with the layout.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping

from lxml import etree

from wenjian.package import parse_xml
from wenjian.writers import wordml
from wenjian.writers.wordml import Element, w

_PARTS = re.compile(
    r"docProps/(?:custom\.xml|app\.xml|core\.xml|thumbnail\..*)|customXml/.*|word/(?:comments.*|people.*|glossary/.*"
    r"|printerSettings/.*|vbaData.*|documentProtection.*|webextensions/.*)"
)
"""Parts that print nothing; the properties are written anew for each paper."""
_DROPPED = tuple(
    map(
        w,
        (
            *("proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak", "permStart", "permEnd"),
            *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"),
            *("del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
            *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange"),
            *("rsids", "docVars", "mailMerge", "trackRevisions", "writeProtection", "documentProtection", "rsid"),
        ),
    )
)
_UNWRAPPED = tuple(map(w, ("ins", "moveTo")))
_REVISION = re.compile(r"(?:rsid\w*|paraId|textId)$")
_REMARKS = ("descr", "title")
"""Attributes of a picture that hold where it came from («C:\\Users\\…\\章.png»)."""


def without_hidden(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a docx without what does not print: comments, tracked changes (taken as accepted), hidden words,
    custom XML and properties, marks of editing, remarks on pictures.
    """
    kept = dropped(parts, lambda name: bool(_PARTS.fullmatch(name)))
    for name, data in kept.items():
        if name.startswith("word/") and name.endswith(".xml"):
            root = parse_xml(data)
            _clean(root)
            kept[name] = wordml.serialise(root)
    return kept


def dropped(parts: Mapping[str, bytes], unwanted: Callable[[str], bool]) -> dict[str, bytes]:
    """The parts without those whose names are `unwanted`, and without what points at them or describes them."""
    kept = {name: data for name, data in parts.items() if not unwanted(name)}
    gone = parts.keys() - kept.keys()
    for name in [name for name in kept if name.endswith(".rels")]:
        folder = posixpath.dirname(posixpath.dirname(name))
        owner = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
        if owner in gone:
            del kept[name]
            continue
        root = parse_xml(kept[name])
        for relation in list(root):
            if relation.get("TargetMode") != "External" and target_of(folder, relation) in gone:
                root.remove(relation)
        kept[name] = wordml.serialise(root)
    if types := kept.get("[Content_Types].xml"):
        root = parse_xml(types)
        for kind in list(root):
            if kind.get("PartName", "").lstrip("/") in gone:
                root.remove(kind)
        kept["[Content_Types].xml"] = wordml.serialise(root)
    return kept


def target_of(folder: str, relation: Element) -> str:
    """The part that a relationship of a part in `folder` leads to."""
    target = relation.get("Target", "")
    return str(target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target)))


def _clean(root: Element) -> None:
    _join_paragraphs(root)
    for row in list(root.iter(w("tr"))):
        if row.find(f"{w('trPr')}/{w('del')}") is not None:
            _remove(row)
    for element in list(root.iter(*_DROPPED)):
        _remove(element)
    for element in list(root.iter(*_UNWRAPPED)):
        _unwrap(element)
    for run in list(root.iter(w("r"))):
        properties = run.find(w("rPr"))
        hides = properties.find(w("vanish")) if properties is not None else None
        if hides is not None and hides.get(w("val"), "1") not in {"0", "false", "off"}:
            _remove(run)
    for element in root.iter(etree.Element):
        for key in list(element.attrib):
            if _REVISION.match(etree.QName(key).localname) and "}" in key:
                del element.attrib[key]
        if etree.QName(element).localname in {"docPr", "cNvPr"}:
            for key in _REMARKS:
                element.attrib.pop(key, None)


def _join_paragraphs(root: Element) -> None:
    """A paragraph whose mark was deleted goes on in the next one."""
    for paragraph in list(root.iter(w("p"))):
        mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
        following = paragraph.getnext()
        if mark is None or all(mark.find(w(name)) is None for name in ("del", "moveFrom")):
            continue
        if following is not None and following.tag == w("p"):
            at = 1 if following.find(w("pPr")) is not None else 0
            for child in reversed([child for child in paragraph if child.tag != w("pPr")]):
                following.insert(at, child)
            paragraph.getparent().remove(paragraph)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Element) -> None:
    """Puts the children of an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at, child)
    parent.remove(element)
