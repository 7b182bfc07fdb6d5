"""Two versions of a paper opened side by side: their parts, and their paragraphs and tables as units with words."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from wenjian.changes import Passage
from wenjian.ooxml.elements import NOTES
from wenjian.package import parse_xml, unpack
from wenjian.text.normal import letters
from wenjian.writers import tracked, wordml
from wenjian.writers.tracked import Piece, Signs
from wenjian.writers.wordml import RELATIONS, Element, w

BLOCKS = (w("p"), w("tbl"))

_BLANKS = " \t\n\u00a0\u3000"
_CONTAINERS = frozenset(map(w, ("sdt", "sdtContent", "customXml")))
_CONTENTS = re.compile(r"(?:toc|目录) ?(?:[1-9]|heading|标题)$", re.IGNORECASE)
_PROGRAMS = ("vbaProject", "vbaData")
_CHAIN = 20
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a paper: a docx, the automatic numbers of its paragraphs (all `w:p` of the main part in document
    order, none for a paper without), and its name for findings.
    """

    docx: bytes
    numbers: Sequence[str] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """An opened version, its tracked changes accepted. `styles`: id → name; `counted`: the names of those that number
    their paragraphs; `targets`: id of a relationship → part or address; `notes`: kind («脚注») → part and root.
    """

    name: str
    parts: dict[str, bytes]
    main: str
    root: Element
    numbers: Mapping[Element, str]
    styles: Mapping[str, str]
    counted: frozenset[str]
    targets: Mapping[str, str]
    notes: Mapping[str, tuple[str, Element]]

    @property
    def body(self) -> Element:
        return self.root.find(w("body"))

    def style_of(self, paragraph: Element) -> str:
        """The name of the style of a paragraph, "" for the usual one."""
        return self.styles.get(value(paragraph, "pPr/pStyle"), "")

    def note_parts(self) -> dict[str, Element]:
        return dict(self.notes.values())

    def note(self, kind: str, number: str) -> Element | None:
        """The note of a kind («脚注») with this id."""
        root = self.notes[kind][1] if kind in self.notes else ()
        return next((note for note in root if note.get(w("id")) == number), None)


def open_version(version: Version) -> Paper:
    parts = unpack(version.docx)
    main = main_part(parts.get("_rels/.rels", b""))
    root = parse_xml(parts[main], main)
    paragraphs = list(root.iter(w("p")))
    numbers = dict(zip(paragraphs, version.numbers, strict=False))
    tracked.accept_changes(root)
    targets = dict(_relations(parts, main))
    by_kind = {kind: target for kind, target in targets.values() if target in parts}
    styles = {}
    if "styles" in by_kind:
        styles = {one.get(w("styleId"), ""): one for one in parse_xml(parts[by_kind["styles"]]).iter(w("style"))}
    notes = {}
    for name, kind in NOTES.items():
        if kind in by_kind:
            notes[name] = (by_kind[kind], parse_xml(parts[by_kind[kind]]))
            tracked.accept_changes(notes[name][1])
    return Paper(
        version.name,
        parts,
        main,
        root,
        numbers,
        {number: value(one, "name") for number, one in styles.items()},
        frozenset(value(one, "name") for one in styles.values() if _counts(one, styles)),
        {number: target for number, (_, target) in targets.items()},
        notes,
    )


def _counts(style: Element, styles: Mapping[str, Element]) -> bool:
    """Whether a style, or the nearest that it is based on and that says so, numbers its paragraphs."""
    for _ in range(_CHAIN):
        if listed := value(style, "pPr/numPr/numId"):
            return listed != "0"
        based = styles.get(value(style, "basedOn"))
        if based is None:
            return False
        style = based
    return False


def main_part(relations: bytes) -> str:
    """The name of the part that holds the text, by the relationships of the package (b"" for none)."""
    for relation in parse_xml(relations) if relations else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    return "word/document.xml"


def _relations(parts: Mapping[str, bytes], main: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Id of each relationship of the main part → its kind and target."""
    folder, _, file = main.rpartition("/")
    part = f"{folder}/_rels/{file}.rels"
    for relation in parse_xml(parts[part]) if part in parts else ():
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        yield relation.get("Id", ""), (relation.get("Type", "").rpartition("/")[2], target)


def as_plain_docx(parts: dict[str, bytes], main: str) -> dict[str, bytes]:
    """The parts of a docx with macros or of a template as those of a plain one; its programs stay behind."""
    if "[Content_Types].xml" not in parts:
        return parts
    types = parse_xml(parts["[Content_Types].xml"])
    override = next((one for one in types if one.get("PartName") == f"/{main}"), None)
    if override is None or override.get("ContentType") == _DOCX:
        return parts
    override.set("ContentType", _DOCX)
    kept = {name: data for name, data in parts.items() if not any(word in name for word in _PROGRAMS)}
    for one in list(types):
        if any(word in one.get("PartName", "") for word in _PROGRAMS):
            types.remove(one)
    kept["[Content_Types].xml"] = wordml.serialise(types)
    for name in [name for name in kept if name.endswith(".rels")]:
        relations = parse_xml(kept[name])
        gone = [one for one in relations if any(word in one.get("Target", "") for word in _PROGRAMS)]
        for one in gone:
            relations.remove(one)
        if gone:
            kept[name] = wordml.serialise(relations)
    return kept


def value(element: Element, path: str) -> str:
    """The attribute val of the element along `path`."""
    at = element.find("/".join(map(w, path.split("/"))))
    return "" if at is None else str(at.get(w("val"), ""))


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph with words, or a table. `text` is without the blanks at its ends (`before`, `after`); `number` is its
    automatic number.
    """

    element: Element
    text: str
    pieces: Sequence[Piece] = ()
    before: str = ""
    after: str = ""
    number: str = ""

    @property
    def is_table(self) -> bool:
        return bool(self.element.tag == w("tbl"))

    def passage(self) -> Passage:
        if self.is_table:
            return Passage(self.text, f"table of {_columns(self.element)}")
        simple = not self.number and tracked.is_simple(self.element)
        return Passage(self.number + self.text, divisible=simple)


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph of the old paper looks: its properties, those of most of its words, whether it is numbered."""

    properties: Element | None
    words: Element | None
    numbered: bool = False


def blocks(container: Element) -> Iterator[Element]:
    """The paragraphs and tables of a container, also inside content controls that are filled in."""
    for child in container:
        if child.tag in BLOCKS:
            yield child
        elif child.tag in _CONTAINERS and child.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is None:
            yield from blocks(child)


def inside(element: Element, name: str) -> list[Element]:
    """The rows of a table or the cells of a row, also inside content controls."""
    kept: list[Element] = []
    for child in element:
        if child.tag == w(name):
            kept.append(child)
        elif child.tag in _CONTAINERS:
            kept += inside(child, name)
    return kept


def _columns(table: Element) -> int:
    return max((sum(_span(cell) for cell in inside(row, "tc")) for row in inside(table, "tr")), default=0)


def _span(cell: Element) -> int:
    span = value(cell, "tcPr/gridSpan")
    return int(span) if span.isdecimal() and len(span) < 4 else 1


def is_last(element: Element) -> bool:
    """Whether nothing follows a paragraph in its container, which cannot be without it."""
    return not any(one.tag in (*BLOCKS, *_CONTAINERS) for one in element.itersiblings())


def units_of(container: Element, paper: Paper, signs: Signs) -> list[Unit]:
    """The paragraphs with words and the tables of a container. A table of contents is none: it is made anew."""
    units: list[Unit] = []
    for element in blocks(container):
        if element.tag == w("tbl") and _is_frame(element, signs):
            units += (unit for row in inside(element, "tr") for unit in _units_of_row(row, paper, signs))
        elif element.tag == w("tbl"):
            units.append(Unit(element, "\n".join(row_text(row) for row in inside(element, "tr"))))
        elif not _CONTENTS.match(paper.style_of(element)):
            pieces = tracked.pieces_of(element, signs)
            raw = tracked.text_of(pieces)
            text = raw.strip(_BLANKS)
            at = raw.index(text)
            if text:
                number = paper.numbers.get(element, "")
                units.append(Unit(element, text, pieces, raw[:at], raw[at + len(text) :], number))
    return units


def _is_frame(table: Element, signs: Signs) -> bool:
    """Whether a table is only drawn around text: one cell, or one column where the other paper holds only words."""
    rows = inside(table, "tr")
    return all(len(inside(row, "tc")) < 2 for row in rows) and (signs.only_words or len(rows) < 2)


def _units_of_row(row: Element, paper: Paper, signs: Signs) -> Iterator[Unit]:
    for cell in inside(row, "tc"):
        yield from units_of(cell, paper, signs)


def texts_beside(paper: Paper) -> frozenset[str]:
    """The letters of the paragraphs that stand in text boxes and page headers."""
    headers = [parse_xml(data) for name, data in paper.parts.items() if name.startswith("word/header")]
    boxed = [*headers, *paper.root.iter(w("txbxContent"))]
    texts = ("".join(text.text or "" for text in one.iter(w("t"))) for box in boxed for one in box.iter(w("p")))
    return frozenset(map(letters, texts)) - {""}


def row_text(row: Element) -> str:
    """The words of a table row, its cells parted."""
    return "\x1f".join("".join(text.text or "" for text in cell.iter(w("t"))) for cell in inside(row, "tc"))


def digest(element: Element, paper: Paper) -> str:
    """What tells one picture, box or formula from another: its words and the files that it shows."""
    shown: list[str] = []
    for one in element.iter(etree.Element):
        for name, value in one.attrib.items():
            if name.startswith(f"{{{RELATIONS}}}"):
                target = paper.targets.get(value, value)
                data = paper.parts.get(target)
                shown.append(target if data is None else hashlib.sha256(data).hexdigest())
    words = "".join(text.text or "" for text in element.iter("{*}t"))
    return "\n".join((words, *shown))
