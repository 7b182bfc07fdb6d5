"""Parts of a docx beside its text: properties, content types, relationships, the map of where blocks came from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from lxml import etree

from wenjian.package import parse_xml
from wenjian.writers import wordml

NO_DATE = "2000-01-01"
"""The date of a file that was given none: the clock is never read."""

_CORE = (
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/dc/terms/",
    "http://www.w3.org/2001/XMLSchema-instance",
)
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CORE_PART, APP_PART = "docProps/core.xml", "docProps/app.xml"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_MAP_ID = "{6B1F0E5A-3C57-4D0B-9A53-77656E6A6961}"
"""The id of the map's part: Word keeps a custom part through saving by its id."""
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def default_namespace(namespace: str) -> Any:
    """A namespace map with `namespace` as the default (the stubs know no None key)."""
    return {None: namespace}


def describe(parts: dict[str, bytes], title: str, date: str) -> None:
    """Writes the file's properties ourselves: the title and the given date, no author, no clock."""
    parts.update(prepared(parts))
    parts[CORE_PART] = core(title, date)


def prepared(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts with a place for the file's properties; the same where they have one from here."""
    if parts.get(APP_PART) == app():
        return dict(parts)
    placed = {**parts, CORE_PART: core("", ""), APP_PART: app()}
    declare(placed, CORE_PART, "application/vnd.openxmlformats-package.core-properties+xml")
    declare(placed, APP_PART, "application/vnd.openxmlformats-officedocument.extended-properties+xml")
    relate(placed, "_rels/.rels", f"{_RELATIONSHIPS}/metadata/core-properties", CORE_PART)
    relate(placed, "_rels/.rels", f"{_OFFICE}/extended-properties", APP_PART)
    return placed


def core(title: str, date: str) -> bytes:
    """The core properties: a title without line feeds, and the date of both making and changing."""
    before, between, behind = _core_markup()
    day = plain_date(date).encode()
    return b"".join((before, wordml.escaped(title).encode(), between[0], day, between[1], day, behind))


@cache
def _core_markup() -> tuple[bytes, tuple[bytes, bytes], bytes]:
    """What stands around the title and the two dates."""
    cp, dc, terms, xsi = _CORE
    root = etree.Element(f"{{{cp}}}coreProperties", nsmap={"cp": cp, "dc": dc, "dcterms": terms, "xsi": xsi})
    etree.SubElement(root, f"{{{dc}}}title").text = "|"
    for name in ("created", "modified"):
        moment = etree.SubElement(root, f"{{{terms}}}{name}", {f"{{{xsi}}}type": "dcterms:W3CDTF"})
        moment.text = "|T00:00:00Z"
    before, first, second, behind = wordml.serialise(root).split(b"|")
    return before, (first, second), behind


@cache
def app() -> bytes:
    """The extended properties: the name of the program."""
    app = etree.Element(f"{{{_APP}}}Properties", nsmap=default_namespace(_APP))
    etree.SubElement(app, f"{{{_APP}}}Application").text = "wenjian"
    return wordml.serialise(app)


def plain_date(date: str) -> str:
    """A date as YYYY-MM-DD from any spelling with Arabic year, month and day; 2000-01-01 where it says none."""
    match = re.search(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})", date)
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else NO_DATE


def declare(parts: dict[str, bytes], name: str, kind: str) -> None:
    root = parse_xml(parts["[Content_Types].xml"])
    for child in list(root):
        if child.get("PartName") == f"/{name}":
            root.remove(child)
    etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=kind)
    parts["[Content_Types].xml"] = wordml.serialise(root)


def relate(parts: dict[str, bytes], rels: str, kind: str, target: str) -> None:
    root = (
        parse_xml(parts[rels])
        if rels in parts
        else etree.Element(f"{{{_RELATIONSHIPS}}}Relationships", nsmap=default_namespace(_RELATIONSHIPS))
    )
    for child in list(root):
        if child.get("Target", "").lstrip("/") == target:
            root.remove(child)
    taken = {child.get("Id") for child in root}
    number = next(i for i in range(1, len(taken) + 2) if f"rId{i}" not in taken)
    etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship", Id=f"rId{number}", Type=kind, Target=target)
    parts[rels] = wordml.serialise(root)


def attach_map(parts: dict[str, bytes], empty: str) -> str:
    """Adds a part of custom XML for the map of where blocks came from, beside those of the layout; its name."""
    number = next(i for i in range(1, len(parts) + 2) if f"customXml/item{i}.xml" not in parts)
    item, named = f"item{number}.xml", f"itemProps{number}.xml"
    parts[f"customXml/{item}"] = map_part(empty)
    store = etree.Element(f"{{{_STORE}}}datastoreItem", {f"{{{_STORE}}}itemID": _MAP_ID}, nsmap={"ds": _STORE})
    references = etree.SubElement(store, f"{{{_STORE}}}schemaRefs")
    etree.SubElement(references, f"{{{_STORE}}}schemaRef", {f"{{{_STORE}}}uri": etree.fromstring(empty).nsmap[None]})
    parts[f"customXml/{named}"] = wordml.serialise(store)
    declare(parts, f"customXml/{named}", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml")
    relate(parts, f"customXml/_rels/{item}.rels", f"{_OFFICE}/customXmlProps", named)
    relate(parts, "word/_rels/document.xml.rels", f"{_OFFICE}/customXml", f"../customXml/{item}")
    return f"customXml/{item}"


def map_part(markup: str) -> bytes:
    """A map of where blocks came from as a part."""
    return wordml.DECLARATION + markup.encode()


def attach_empty_footer(parts: dict[str, bytes], relation: str) -> None:
    """Adds a footer without words, known to the text by `relation`."""
    name = "word/footer_blank.xml"
    low = wordml.make("spacing", {"before": 0, "after": 0, "line": 20, "lineRule": "exact"})
    paragraph = wordml.make("p", children=[wordml.make("pPr", children=[low])])
    parts[name] = wordml.serialise(wordml.make("ftr", children=[paragraph]))
    declare(parts, name, "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml")
    rels = "word/_rels/document.xml.rels"
    root = parse_xml(parts[rels])
    attributes = {"Id": relation, "Type": f"{_OFFICE}/footer", "Target": "footer_blank.xml"}
    etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship", attributes)
    parts[rels] = wordml.serialise(root)
