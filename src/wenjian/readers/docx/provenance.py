"""Where the blocks of a paper of ours came from, by the map that our writer puts beside the text.

A block is known by the 指纹 of its words; where they were changed, by the bookmark in which it stands. What the map
knows and the paper no longer has, and what the paper has and the map does not know, is told (WJ119).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from wenjian.model.catalogue import found
from wenjian.model.document import Block, Document, Origin, Row
from wenjian.model.finding import Finding, Place
from wenjian.model.vocabulary import BlockKind, OriginKind
from wenjian.ooxml.elements import PROVENANCE, attribute, local_name
from wenjian.package import Package, open_package, parse_xml
from wenjian.text.normal import fingerprint

EDITED = "改过"
"""What `Origin.found` says of a block whose words are no longer those that the clause gave it."""
_MAP_PART = re.compile(r"customXml/[^/]+\.xml")
_BOOKMARK = "_wj_"
_BODY = frozenset((BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM))
_BODY_NAMES = frozenset(kind.value for kind in _BODY)
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """What the map says of a block or a table row: its 指纹 when written, its origin, the duties it was to carry."""

    fingerprint: str
    origin: Origin | None = None
    duties: tuple[str, ...] = ()
    bookmark: str = ""
    kind: str = ""
    rows: tuple[Entry, ...] = ()


def read_map(package: Package) -> tuple[Entry, ...]:
    """The entries of the map of our own writer, in reading order; none for other files."""
    entries: list[Entry] = []
    for part in package.parts():
        if _MAP_PART.fullmatch(part) and PROVENANCE.encode() in package.read(part):
            entries += map(_entry, package.xml(part).iter(f"{{{PROVENANCE}}}block"))
    return tuple(entries)


def read_clause_refs(data: bytes, suffix: str) -> tuple[str, ...]:
    """The clauses (编号@版次) that the map of a docx, or the map itself (`.xml`), names, each once in reading order;
    none for a paper without map. Raises BrokenPackage.
    """
    if suffix == ".xml":
        roots = [parse_xml(data, "来源.xml")]
    else:
        package = open_package(data)
        maps = (part for part in package.parts() if _MAP_PART.fullmatch(part))
        roots = [package.xml(part) for part in maps if PROVENANCE.encode() in package.read(part)]
    named = (one.get("clauses", "") for root in roots for one in root.iter(f"{{{PROVENANCE}}}*"))
    return tuple(dict.fromkeys(ref for names in named for ref in names.split()))


def _entry(element: etree._Element) -> Entry:
    clauses, duties = element.get("clauses", "").split(), tuple(element.get("duties", "").split())
    origin = Origin(OriginKind.CLAUSE, clauses[0]) if clauses else None
    if element.get("restated"):
        origin = Origin(OriginKind.RESTATED, duties[0] if duties else "")
    return Entry(
        element.get("fingerprint", ""),
        origin,
        duties,
        element.get("bookmark", ""),
        element.get("kind", "row"),
        tuple(map(_entry, element.findall(f"{{{PROVENANCE}}}row"))),
    )


def bookmarks_of(main: etree._Element) -> Mapping[etree._Element, frozenset[str]]:
    """The names of our bookmarks that cover words of each paragraph, and of any paragraph of each table. A bookmark
    whose words were deleted covers none.
    """
    covered: dict[etree._Element, set[str]] = defaultdict(set)
    open_marks: dict[str, str] = {}
    inside: list[etree._Element] = []
    for event, element in etree.iterwalk(main, events=("start", "end")):
        name = local_name(element)
        if name in ("p", "tbl"):
            if event == "start":
                inside.append(element)
            else:
                inside.pop()
        elif event == "end":
            continue
        elif name == "bookmarkStart" and attribute(element, "name").startswith(_BOOKMARK):
            open_marks[attribute(element, "id")] = attribute(element, "name")
        elif name == "bookmarkEnd":
            open_marks.pop(attribute(element, "id"), None)
        elif name == "t" and (element.text or "").strip():
            for one in inside:
                covered[one].update(open_marks.values())
    return {element: frozenset(names) for element, names in covered.items()}


@dataclass(slots=True)
class _Tracing:
    """Which entries were found again, and what was not."""

    entries: Sequence[Entry]
    marks: Mapping[str, frozenset[str]]
    """Place of a block («第3段») → the bookmarks that it stands in."""
    by_words: dict[str, list[Entry]] = field(default_factory=dict)
    same: set[int] = field(default_factory=set)
    edited: set[int] = field(default_factory=set)
    kept: int = 0
    changed: int = 0
    unknown: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        rows = (row for table in self.entries for row in table.rows)
        for entry in (*self.entries, *rows):
            self.by_words.setdefault(entry.fingerprint, []).append(entry)

    def unchanged(self, words: str, marked: Sequence[Entry] = ()) -> Entry | None:
        """The entry of these words: of equal ones that of the bookmark, else the first that is still free."""
        written = fingerprint(words)
        alike = self.by_words.get(written, []) if written else []
        chosen = next((entry for entry in marked if entry in alike), None) or next(
            (entry for entry in alike if id(entry) not in self.same), next(iter(alike), None)
        )
        if chosen is not None:
            self.same.add(id(chosen))
        return chosen

    def marked(self, place: str) -> list[Entry]:
        names = self.marks.get(place, frozenset())
        return [entry for entry in self.entries if entry.bookmark in names]


def traced(
    documents: Sequence[Document], entries: Sequence[Entry], marks: Mapping[str, frozenset[str]], name: str
) -> tuple[Document, ...]:
    """The documents with the origin and duties of every block and row that the map knows; without a map as they are.

    The origin of a text that was edited says so in `found`; a paragraph that was cut gives its origin to both halves,
    and two that were joined give their duties to one. Origins are hints, never proof.
    """
    if not entries:
        return tuple(documents)
    tracing = _Tracing(entries, marks)
    known = {
        id(block): entry
        for document in documents
        for _, block in document.walk()
        if block.table is None and (entry := tracing.unchanged(block.text, tracing.marked(place_of(block))))
    }
    first, *others = (_traced_document(document, known, tracing) for document in documents)
    return (replace(first, findings=(*_told(tracing, name), *first.findings)), *others)


def place_of(block: Block) -> str:
    """The place of a block in its file, in words («第3段»)."""
    match = re.search(r"（([^（）]+)）$", block.origin.ref) if block.origin else None
    return match[1] if match else ""


def _traced_document(document: Document, known: Mapping[int, Entry], tracing: _Tracing) -> Document:
    blocks = tuple(_traced_block(block, known.get(id(block)), tracing) for block in document.blocks)
    attachments = tuple(_traced_document(one, known, tracing) for one in document.attachments)
    return replace(document, blocks=blocks, attachments=attachments)


def _traced_block(block: Block, entry: Entry | None, tracing: _Tracing) -> Block:
    if block.table is not None:
        rows = tuple(_traced_rows(block.table.rows, _table_entry(block, tracing), tracing))
        return replace(block, table=replace(block.table, rows=rows))
    if entry is not None:
        tracing.kept += block.kind in _BODY
        return replace(block, origin=entry.origin or block.origin, duties=entry.duties or block.duties)
    edited = [one for one in tracing.marked(place_of(block)) if id(one) not in tracing.same]
    tracing.edited |= {id(one) for one in edited}
    if not edited:
        if block.kind in _BODY:
            tracing.unknown.append(place_of(block))
        return block
    tracing.changed += block.kind in _BODY
    origin, duties = _joined(edited)
    return replace(block, origin=origin or block.origin, duties=duties or block.duties)


def _joined(entries: Iterable[Entry]) -> tuple[Origin | None, tuple[str, ...]]:
    """Origin and duties of an edited text: of the first entry that has an origin, and of all."""
    kept = tuple(entries)
    origin = next((entry.origin for entry in kept if entry.origin), None)
    duties = tuple(dict.fromkeys(duty for entry in kept for duty in entry.duties))
    return (replace(origin, found=EDITED) if origin else None), duties


def _table_entry(block: Block, tracing: _Tracing) -> Entry | None:
    """The map's entry of a table: of its bookmark, else the one with most of its rows."""
    tables = [entry for entry in tracing.entries if entry.rows]
    marked = [entry for entry in tracing.marked(place_of(block)) if entry.rows]
    written = {fingerprint("".join(row.texts())) for row in block.table.rows} if block.table else set()
    shared = [(len(written & {row.fingerprint for row in entry.rows}), entry) for entry in tables]
    most = max(shared, key=lambda pair: pair[0], default=(0, None))
    return marked[0] if marked else most[1] if most[0] else None


def _traced_rows(rows: Sequence[Row], table: Entry | None, tracing: _Tracing) -> Iterator[Row]:
    """The rows: by their words, and between two known ones as many as there were, in order."""
    written = list(table.rows) if table else []
    found_at = [tracing.unchanged("".join(row.texts()), written) for row in rows]
    if table is not None:
        tracing.same.add(id(table))
    places = [written.index(entry) if entry in written else -1 for entry in found_at]
    for at, (row, entry) in enumerate(zip(rows, found_at, strict=True)):
        if entry is not None:
            tracing.kept += 1
            yield replace(row, origin=entry.origin or row.origin, duties=entry.duties or row.duties)
            continue
        guessed = _between(at, places, written)
        if guessed is None:
            tracing.unknown.append(f"表格第{at + 1}行")
            yield row
            continue
        tracing.edited.add(id(guessed))
        tracing.changed += 1
        origin, duties = _joined([guessed])
        yield replace(row, origin=origin or row.origin, duties=duties or row.duties)


def _between(at: int, places: Sequence[int], written: Sequence[Entry]) -> Entry | None:
    """The entry of an edited row: the stretch between the known rows around it has as many rows as were written."""
    before = next((i for i in range(at - 1, -1, -1) if places[i] >= 0), -1)
    after = next((i for i in range(at + 1, len(places)) if places[i] >= 0), len(places))
    start = places[before] if before >= 0 else -1
    end = places[after] if after < len(places) else len(written)
    return written[start + at - before] if end - start == after - before else None


def _told(tracing: _Tracing, name: str) -> Iterator[Finding]:
    """What is no longer as it was written, in one finding; nothing for a paper that is."""
    seen = tracing.same | tracing.edited
    body = [entry for entry in tracing.entries if entry.kind in _BODY_NAMES and entry.fingerprint]
    rows = [row for entry in tracing.entries for row in entry.rows]
    gone = [entry for entry in (*body, *rows) if id(entry) not in seen]
    if not (tracing.changed or tracing.unknown or gone):
        return
    facts = [f"与起草时相同{tracing.kept}段"]
    facts += [f"改过{tracing.changed}段"] if tracing.changed else []
    facts += [f"来源不明{len(tracing.unknown)}段{_named(tracing.unknown)}"] if tracing.unknown else []
    clauses = [entry.origin.ref for entry in gone if entry.origin]
    facts += [f"已不在{len(gone)}段{_named(clauses)}"] if gone else []
    yield found("WJ119", Place(name), facts="，".join(facts))


def _named(names: Sequence[str]) -> str:
    shown = [one for one in dict.fromkeys(names) if one]
    more = "等" if len(shown) > _MOST_NAMED else ""
    return f"（{'、'.join(shown[:_MOST_NAMED])}{more}）" if shown else ""
