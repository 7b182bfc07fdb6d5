"""The parts of a docx package, found through its relationships and not by their names."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from wenjian.ooxml.elements import attribute, child, children, is_on, local_name, relation_id
from wenjian.package import BrokenPackage, Fault, Package

_BESIDE = {"headerReference": "页眉", "footerReference": "页脚"}


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that are read. `relations`: id of a relationship of the main part → the part or address it names."""

    package: Package
    main: etree._Element
    relations: Mapping[str, str] = field(default_factory=dict)
    by_kind: Mapping[str, str] = field(default_factory=dict)

    def root(self, kind: str) -> etree._Element | None:
        """The root of the part of a kind («styles», «footnotes»), None where the package has none."""
        name = self.by_kind.get(kind, "")
        root: etree._Element | None = self.package.xml(name) if name and self.package.has(name) else None
        return root

    def body(self) -> etree._Element:
        body = child(self.main, "body")
        if body is None:
            raise BrokenPackage(Fault.MALFORMED, "没有正文", "word/document.xml")
        return body


def find_parts(package: Package) -> Parts:
    """The parts of a docx. Raises BrokenPackage for a package without text."""
    name = _main_name(package)
    main = package.xml(name)
    folder, _, file = name.rpartition("/")
    relations: dict[str, str] = {}
    by_kind: dict[str, str] = {}
    if package.has(part := f"{folder}/_rels/{file}.rels"):
        for relation in package.xml(part):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            relations[relation.get("Id", "")] = target
            by_kind.setdefault(relation.get("Type", "").rpartition("/")[2], target)
    for kind in ("styles", "numbering", "footnotes", "endnotes", "comments", "settings"):
        by_kind.setdefault(kind, f"{folder}/{kind}.xml")
    return Parts(package, main, relations, by_kind)


def _main_name(package: Package) -> str:
    """The part that holds the text, as the package's relationships name it."""
    if package.has("_rels/.rels"):
        for relation in package.xml("_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                target: str = relation.get("Target", "").lstrip("/")
                if package.has(target) and target.endswith(".xml") and local_name(package.xml(target)) == "document":
                    return target
    if package.has("word/document.xml"):
        return "word/document.xml"
    raise BrokenPackage(Fault.BROKEN, "没有正文")


def page_headers(parts: Parts) -> Iterator[etree._Element]:
    """The roots of all page headers and footers that the package holds, in use or not."""
    for name in parts.package.parts():
        if name.endswith(".xml") and local_name(root := parts.package.xml(name)) in ("hdr", "ftr"):
            yield root


def printed_page_headers(parts: Parts) -> Iterator[tuple[str, etree._Element]]:
    """The page headers and footers that print, each once: «页眉» or «页脚», and the root."""
    even = is_on(child(parts.root("settings"), "evenAndOddHeaders"))
    seen: set[str] = set()
    for section in parts.main.iter("{*}sectPr"):
        for name, word in _BESIDE.items():
            for reference in children(section, name):
                kind = attribute(reference, "type")
                used = is_on(child(section, "titlePg")) if kind == "first" else even if kind == "even" else True
                part = parts.relations.get(relation_id(reference), "")
                if used and part not in seen and parts.package.has(part):
                    seen.add(part)
                    yield word, parts.package.xml(part)
