"""docx → documents: the text as printed, tracked changes taken as accepted, comments skipped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.document import Block, Column, Document, Origin, Row, Span, Table
from wenjian.model.finding import Finding, Place
from wenjian.model.vocabulary import OriginKind
from wenjian.package import MOST_COLUMNS, BrokenPackage, Fault, Package, open_package
from wenjian.readers.numbered import Numbering, attribute, local_name, read_numbering
from wenjian.readers.reading import Reading, reading_of_lines
from wenjian.structure.lines import Line
from wenjian.text.normal import fingerprint, letters

_SKIPPED = frozenset(("del", "moveFrom", "rPr", "pPr", "instrText", "delText", "Fallback", "rt", "sdtPr", "tblPr"))
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_UNREAD = frozenset(("blip", "imagedata", "OLEObject", "footnoteReference", "endnoteReference"))
_HEADING_STYLE = re.compile(r"(?:公文标题|heading ?|标题 ?)([1-9])$", re.IGNORECASE)
_TITLE_STYLES = frozenset(("title", "标题", "公文标题", "随文标题", "附件标题"))
_BODY_STYLES = frozenset(("公文正文",))
_BESIDE_TABLE = {"表头": "name", "表前": "head", "表后": "foot"}
_HEAD_STYLES = {"份号": "copy_number", "紧急程度": "urgency", "发文机关标志": "mark", "发文字号": "number"}
_RECORD_STYLE = "版记"
_FOOT_STYLES = frozenset(("成文日期", "附注"))
_MAP_PART = re.compile(r"customXml/[^/]+\.xml")
PROVENANCE = "urn:wenjian:provenance:1"
"""The namespace of the map that our writer puts beside the text: which clause and duties a block came from."""
_LONGEST_HEADING = 60
_LONGEST_COLUMN_NAME = 20
_CHAIN = 20


_Source = tuple[Origin | None, tuple[str, ...]]
"""The origin of a block and the duties it was meant to carry."""


@dataclass(frozen=True, slots=True)
class _Style:
    name: str = ""
    base: str = ""
    outline: int = 0
    list_id: str = ""
    level: int = 0


@dataclass(slots=True)
class _Reading:
    """What is known while the paragraphs of one document are read in order."""

    name: str
    styles: Mapping[str, _Style]
    numbering: Numbering
    paragraphs: int = 0
    tables: int = 0
    unread: int = 0
    inserted: int = 0
    deleted: int = 0
    boxes: list[etree._Element] = field(default_factory=list)


def read_docx(data: bytes, name: str) -> Reading:
    """A docx file: paragraphs in order with their automatic numbers, tables, text boxes.

    Insertions are taken as accepted and deletions as gone (WJ114); pictures and notes are counted, not read (WJ115).
    Raises BrokenPackage for a file that is no docx, is broken, encrypted or built to harm.
    """
    package = open_package(data)
    page_headers = [
        tuple(_plain_lines(header))
        for part in package.parts()
        if part.endswith(".xml") and local_name(header := package.xml(part)) == "hdr"
    ]
    reading, lines = _read_lines(package, name)
    made_from = _read_map(package)
    plain = reading_of_lines(lines, name, findings=tuple(_notes(reading)), beside=page_headers)
    return Reading(plain.heads, lambda: tuple(_traced(document, made_from) for document in plain.documents()))


def _notes(reading: _Reading) -> Iterator[Finding]:
    if reading.inserted or reading.deleted:
        yield found("WJ114", Place(reading.name), inserted=reading.inserted, deleted=reading.deleted)
    if reading.unread:
        yield found("WJ115", Place(reading.name), count=reading.unread)


def _read_lines(package: Package, name: str) -> tuple[_Reading, list[Line]]:
    main = _main_part(package)
    folder = main.rpartition("/")[0]
    styles = _read_styles(package.xml(f"{folder}/styles.xml")) if package.has(f"{folder}/styles.xml") else {}
    numbering = package.xml(f"{folder}/numbering.xml") if package.has(f"{folder}/numbering.xml") else None
    reading = _Reading(name, styles, read_numbering(numbering))
    body = next((child for child in package.xml(main) if local_name(child) == "body"), None)
    if body is None:
        raise BrokenPackage(Fault.MALFORMED, "没有正文", main)
    return reading, _in_our_order(_gathered(_container_lines(body, reading)))


def _gathered(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, those that our styles put above and under a table gathered into it."""
    before: list[Line] = []
    open_table: Line | None = None
    for line in lines:
        part = _BESIDE_TABLE.get(line.kind, "")
        if open_table is not None and open_table.table is not None and part == "foot":
            open_table = replace(open_table, table=replace(open_table.table, foot=(*open_table.table.foot, line.text)))
            continue
        if open_table is not None:
            yield open_table
            open_table = None
        if line.table is not None:
            name = "".join(other.text for other in before if other.kind == "表头")
            head = tuple(other.text for other in before if other.kind == "表前")
            open_table = replace(line, table=replace(line.table, name=name, head=(*head, *line.table.head)))
            before = []
        elif part in ("name", "head"):
            before.append(line)
        else:
            yield from (replace(other, kind="") for other in before)
            before = []
            yield line
    yield from (replace(other, kind="") for other in before)
    if open_table is not None:
        yield open_table


def _in_our_order(lines: Iterable[Line]) -> list[Line]:
    """The lines with our 版记, which closes the paper in print, back under the date that it belongs to."""
    ordered = list(lines)
    record = [replace(line, kind="") for line in ordered if line.kind == _RECORD_STYLE]
    others = [line for line in ordered if line.kind != _RECORD_STYLE]
    dated = next((i for i, line in enumerate(others) if line.kind in _FOOT_STYLES), None)
    if record and dated is not None:
        while dated < len(others) and others[dated].kind in _FOOT_STYLES:
            dated += 1
        others[dated:dated] = record
    else:
        others += record
    return [
        replace(line, kind="") if line.kind in _FOOT_STYLES or line.kind in _BESIDE_TABLE else line for line in others
    ]


def _main_part(package: Package) -> str:
    """The part that holds the text, as the package's relationships name it."""
    if package.has("_rels/.rels"):
        for relation in package.xml("_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                target: str = relation.get("Target", "").lstrip("/")
                if package.has(target) and target.startswith("word"):
                    return target
    if package.has("word/document.xml"):
        return "word/document.xml"
    raise BrokenPackage(Fault.BROKEN, "没有正文")


def _child(element: etree._Element | None, *path: str) -> etree._Element | None:
    for name in path:
        if element is None:
            return None
        element = next((child for child in element if local_name(child) == name), None)
    return element


def _child_value(element: etree._Element | None, *path: str) -> str:
    child = _child(element, *path)
    return "" if child is None else attribute(child)


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and attribute(element) not in ("0", "false", "off")


# where blocks came from


def _read_map(package: Package) -> dict[str, _Source]:
    """指纹 of a block's text → its origin and duties, from the map of our own writer; empty for other files.

    A text changed since has another 指纹 and so no origin: the map is a hint, never proof.
    """
    made_from: dict[str, _Source] = {}
    for part in package.parts():
        if not _MAP_PART.fullmatch(part) or PROVENANCE.encode() not in package.read(part):
            continue
        for element in package.xml(part).iter(f"{{{PROVENANCE}}}block", f"{{{PROVENANCE}}}row"):
            clauses = element.get("clauses", "").split()
            duties = tuple(element.get("duties", "").split())
            origin = None
            if element.get("restated"):
                origin = Origin(OriginKind.RESTATED, duties[0] if duties else "")
            elif clauses:
                origin = Origin(OriginKind.CLAUSE, clauses[0])
            if element.get("fingerprint") and (origin or duties):
                made_from[element.get("fingerprint", "")] = (origin, duties)
    return made_from


def _traced(document: Document, made_from: Mapping[str, _Source]) -> Document:
    """The document with the origin and duties of every block and row that the map knows."""
    if not made_from:
        return document
    blocks = tuple(_traced_block(block, made_from) for block in document.blocks)
    attachments = tuple(_traced(attachment, made_from) for attachment in document.attachments)
    return replace(document, blocks=blocks, attachments=attachments)


def _traced_block(block: Block, made_from: Mapping[str, _Source]) -> Block:
    origin, duties = made_from.get(fingerprint(block.text), (None, ()))
    table = block.table
    if table is not None:
        table = replace(table, rows=tuple(_traced_row(row, made_from) for row in table.rows))
    return replace(block, origin=origin or block.origin, duties=duties or block.duties, table=table)


def _traced_row(row: Row, made_from: Mapping[str, _Source]) -> Row:
    origin, duties = made_from.get(fingerprint("".join(row.texts())), (None, ()))
    return replace(row, origin=origin or row.origin, duties=duties or row.duties)


# styles


def _read_styles(root: etree._Element) -> dict[str, _Style]:
    styles = {}
    for element in root:
        if local_name(element) != "style":
            continue
        properties = _child(element, "pPr")
        outline = _child_value(properties, "outlineLvl")
        styles[attribute(element, "styleId")] = _Style(
            name=_child_value(element, "name").strip(),
            base=_child_value(element, "basedOn"),
            outline=int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0,
            list_id=_child_value(properties, "numPr", "numId"),
            level=_whole(_child_value(properties, "numPr", "ilvl")),
        )
    return styles


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _chain(styles: Mapping[str, _Style], style_id: str) -> Iterator[_Style]:
    """A style and those it is based on, nearest first."""
    for _ in range(_CHAIN):
        style = styles.get(style_id)
        if style is None:
            return
        yield style
        style_id = style.base


def _kind(paragraph: etree._Element, text: str, reading: _Reading) -> tuple[str, int]:
    """The hint that the paragraph's style gives: kind and heading level."""
    properties = _child(paragraph, "pPr")
    style_id = _child_value(properties, "pStyle")
    chain = tuple(_chain(reading.styles, style_id))
    name = chain[0].name if chain else style_id
    if name.lower() in _TITLE_STYLES:
        return "title", 0
    if name in _BODY_STYLES:
        return "paragraph", 0
    if name in _HEAD_STYLES:
        return _HEAD_STYLES[name], 0
    if name in _BESIDE_TABLE or name in _FOOT_STYLES or name == _RECORD_STYLE:
        return name, 0
    numbered = _HEADING_STYLE.match(name)
    own = _child_value(properties, "outlineLvl")
    outline = int(own) + 1 if own.isdecimal() else next((style.outline for style in chain if style.outline), 0)
    level = int(numbered[1]) if numbered else outline
    short = len(letters(text)) <= _LONGEST_HEADING and "。" not in text.rstrip("。")
    return ("heading", level) if 1 <= level <= 4 and short else ("", 0)


def _label(paragraph: etree._Element, reading: _Reading) -> str:
    """The automatic number printed before the paragraph."""
    properties = _child(paragraph, "pPr")
    list_id = _child_value(properties, "numPr", "numId")
    level = _whole(_child_value(properties, "numPr", "ilvl"))
    if not list_id:
        chain = _chain(reading.styles, _child_value(properties, "pStyle"))
        style = next((style for style in chain if style.list_id), None)
        list_id, level = (style.list_id, style.level) if style else ("", 0)
    return reading.numbering.next_label(list_id, level) if list_id not in ("", "0") else ""


# paragraphs


def _container_lines(container: etree._Element, reading: _Reading) -> Iterator[Line]:
    """The lines of a body, a cell or a text box in order."""
    for element in container:
        name = local_name(element)
        if name == "p":
            yield from _paragraph_lines(element, reading)
        elif name == "tbl":
            yield from _table_lines(element, reading)
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "AlternateContent", "Choice"):
            yield from _container_lines(element, reading)


def _paragraph_lines(paragraph: etree._Element, reading: _Reading) -> Iterator[Line]:
    reading.paragraphs += 1
    place = f"第{reading.paragraphs}段"
    text = "".join(_texts(paragraph, reading))
    boxes, reading.boxes = reading.boxes, []
    for box in boxes:
        yield from _container_lines(box, reading)
    if not text.strip():
        return
    text = _label(paragraph, reading) + text.strip("\n")
    kind, level = _kind(paragraph, text, reading)
    if kind == "title":
        text = text.replace("\n", "")
    for part in text.split("\n"):
        if part.strip():
            yield Line(part, kind=kind, level=level, label=place)


def _texts(element: etree._Element, reading: _Reading) -> Iterator[str]:
    """The printed text inside `element`. Text boxes are put aside for the caller; deletions are counted."""
    for child in element:
        name = local_name(child)
        if name == "t":
            yield child.text or ""
        elif name in _BREAKS:
            yield "" if attribute(child, "type") in ("page", "column") else _BREAKS[name]
        elif name == "txbxContent":
            reading.boxes.append(child)
        elif name == "r" and _is_on(_child(child, "rPr", "vanish")):
            continue
        elif name in _SKIPPED:
            reading.deleted += name in ("del", "moveFrom")
        else:
            reading.inserted += name in ("ins", "moveTo")
            reading.unread += name in _UNREAD
            yield from _texts(child, reading)


def _plain_lines(root: etree._Element) -> Iterator[str]:
    """Every paragraph under `root` as plain text, wherever it stands."""
    for paragraph in root.iter():
        if isinstance(paragraph.tag, str) and local_name(paragraph) == "p":
            yield "".join(text.text or "" for text in paragraph.iter() if local_name(text) == "t")


# tables


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    span: int
    goes_on: bool


def _table_lines(element: etree._Element, reading: _Reading) -> Iterator[Line]:
    """A table as one line; a frame of one row or one column, drawn to place text, as the lines in it."""
    rows = [row for row in _grandchildren(element, "tr") if _child(row, "trPr", "del") is None]
    widths = [sum(_span(cell) for cell in _grandchildren(row, "tc")) for row in rows]
    if len(rows) < 2 or max(widths, default=0) < 2:
        for row in rows:
            for cell in _grandchildren(row, "tc"):
                yield from _container_lines(cell, reading)
        return
    reading.tables += 1
    place = f"第{reading.tables}个表格"
    if (most := max(widths)) > MOST_COLUMNS:
        sizes = {"size": f"{most}列", "limit": f"{MOST_COLUMNS}列"}
        raise UnreadableInput(found("WJ106", Place(reading.name, label=place), **sizes))
    cells = [[_read_cell(cell, reading) for cell in _grandchildren(row, "tc")] for row in rows]
    yield Line("", table=_table(cells, f"{reading.name}（{place}）"), label=place)


def _grandchildren(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children called `name`, also inside content controls and accepted insertions."""
    for child in element:
        local = local_name(child)
        if local == name:
            yield child
        elif local in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _grandchildren(child, name)


def _span(cell: etree._Element) -> int:
    return max(1, _whole(_child_value(cell, "tcPr", "gridSpan")))


def _read_cell(cell: etree._Element, reading: _Reading) -> _Cell:
    merge = _child(cell, "tcPr", "vMerge")
    goes_on = merge is not None and attribute(merge) != "restart"
    texts: list[str] = []
    for line in _container_lines(cell, reading):
        if line.table is None:
            texts.append(line.text)
        else:
            texts.append(" ".join(column.name for column in line.table.columns if column.name))
            texts.extend(" ".join(row.texts()) for row in line.table.rows)
    return _Cell("\n".join(text for text in texts if text).strip(), _span(cell), goes_on)


def _table(rows: list[list[_Cell]], place: str) -> Table:
    """Rows of cells as a table: lines over its whole width at the top are its head, then the column names.

    A cell merged downwards stands in every row it covers.
    """
    grid: list[list[str]] = []
    for cells in rows:
        texts: list[str] = []
        for cell in cells:
            above = grid[-1][len(texts)] if grid and len(grid[-1]) > len(texts) else ""
            texts.append(above if cell.goes_on else cell.text)
            texts.extend([""] * (cell.span - 1))
        grid.append(texts)
    width = max(len(texts) for texts in grid)
    grid = [texts + [""] * (width - len(texts)) for texts in grid]
    head: list[str] = []
    while len(grid) > 1 and len(rows[len(head)]) == 1:
        head.append(grid.pop(0)[0])
    foot: list[str] = []
    while len(grid) > 1 and len(rows[len(head) + len(grid) - 1]) == 1:
        foot.insert(0, grid.pop()[0])
    names = grid.pop(0) if _are_column_names(grid[0]) else [""] * width
    return Table(
        columns=tuple(Column(name.replace("\n", "")) for name in names),
        rows=tuple(
            Row(
                tuple((Span(text, Origin(OriginKind.SOURCE, place)),) if text else () for text in texts),
                Origin(OriginKind.SOURCE, place),
            )
            for texts in grid
        ),
        head=tuple(text for text in head if text),
        foot=tuple(text for text in foot if text),
    )


def _are_column_names(texts: list[str]) -> bool:
    """Whether a row is the head of its columns: every cell short, most filled, none a number."""
    filled = [text for text in texts if text]
    return len(filled) * 2 > len(texts) and all(
        len(letters(text)) <= _LONGEST_COLUMN_NAME and not text.strip().isdigit() for text in filled
    )
