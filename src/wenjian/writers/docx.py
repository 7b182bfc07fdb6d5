"""Document → docx. Fields go through the layout; the body is built here from the tree, in the layout's named styles.

Each block stands in a bookmark `_wj_b001`; a custom XML part in the namespace `PROVENANCE` says which clause, 版次 and
duties a bookmark belongs to, with the 指纹 of its text. 征求意见稿 and 印发稿 carry neither (`provenance` gives the map
for a file beside them).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from html import unescape
from itertools import takewhile
from pathlib import PurePath

from lxml import etree

from wenjian.errors import TemplateError
from wenjian.layout import COPIES, MAIN_COPIES, Arranged, arrange, geometry, record_lines
from wenjian.model.catalogue import found
from wenjian.model.document import Document
from wenjian.model.elements import Elements
from wenjian.model.finding import Finding, Place
from wenjian.model.house import STANDARD, House
from wenjian.model.vocabulary import RedHead, Role, Stage
from wenjian.package import pack, parse_xml
from wenjian.writers import habits, layouts, properties, wordml
from wenjian.writers.body import Body, Piece, markup
from wenjian.writers.opened import Layout
from wenjian.writers.origins import bookmark_names, provenance
from wenjian.writers.skeleton import Section, filled, page_of, section_markup
from wenjian.writers.wordml import Paragraph, w, writable

STRIPPED = frozenset({Stage.CONSULTATION, Stage.ISSUED})
ONE_LINE = 24  # characters that stand on one line whatever the indent
_LETTER_RECORD = (MAIN_COPIES, COPIES)
"""What a letter keeps of its 版记 (10.1)."""


class Foot(Enum):
    """On which page the 版记 stands: that of the last text, the next one, or the next but one after a blank page."""

    WITH_TEXT = "with text"
    ON_NEXT_PAGE = "on next page"
    AFTER_BLANK = "after blank"


def write_docx(
    document: Document,
    layout: bytes,
    *,
    stage: Stage,
    date: str = "",
    path: str = "",
    house: House = STANDARD,
    foot: Foot = Foot.WITH_TEXT,
) -> bytes:
    """The docx of a document in `layout`, the bytes of a .docx named `path`, by the habits of `house`.

    The document is printed as `wenjian.layout.arrange` arranges it; who has it arranged already calls `write_arranged`.
    """
    arranged = arrange(document, stage, house)
    return write_arranged(arranged, layout, stage=stage, date=date, path=path, house=house, foot=foot)


def write_arranged(
    document: Arranged,
    layout: bytes,
    *,
    stage: Stage,
    date: str = "",
    path: str = "",
    house: House = STANDARD,
    foot: Foot = Foot.WITH_TEXT,
) -> bytes:
    """The docx of a document that was arranged for `stage` by the habits of `house`, as `write_docx` gives it.

    `date` (any spelling with year, month, day) dates the file's properties. `foot` says on which page the 版记 stands.
    Same arguments, same bytes. A layout that cannot be used, or has no place for a part of the document, raises
    TemplateError.
    """
    opened = habits.followed(layouts.open_layout(layout, path), house)
    unplaced = tuple(_unplaced(document, opened, path))
    if unplaced:
        raise TemplateError(*unplaced)
    marked = stage not in STRIPPED
    blocks, section = _built(document, opened, marked=marked, foot=foot)
    made = filled(
        opened,
        document,
        stage,
        blocks,
        section,
        house=house,
        blank_page=foot is Foot.AFTER_BLANK,
        mapped=marked,
        path=path,
    )
    made.parts[properties.CORE_PART] = properties.core(writable(document.title).replace("\n", ""), date)
    if marked:
        made.parts[made.map_part] = properties.map_part(provenance(document))
    return pack(made.parts, made.fixed)


def write_as_it_stands(document: Document, layout: bytes, *, path: str = "") -> bytes:
    """The docx of a document whose blocks stand as they print: each in the style of its kind, nothing arranged, on the
    page of `layout` (one without fields in headers and footers). Same arguments, same bytes. Raises TemplateError.
    """
    opened = layouts.open_layout(layout, path)
    root = parse_xml(opened.parts["word/document.xml"])
    body = root.find(w("body"))
    body[:] = [etree.PI("wenjian", "body"), body.find(w("sectPr"))]
    before, behind = wordml.serialise(root).split(b"<?wenjian body?>")
    text = Body(opened, {}).standing(document, wordml.type_width(opened.section))
    parts = {**opened.parts, "word/document.xml": b"".join((before, *text, behind))}
    properties.describe(parts, writable(document.title).replace("\n", ""), "")
    return pack(parts)


_ONLY_WITH_MARK = "if 发文机关标志"
"""What a layout has where it prints the head only under a 发文机关标志."""


def _with_value(name: str, elements: Elements) -> str:
    value = getattr(elements, layouts.ELEMENT_FIELDS[name])
    return f"{name}“{value if isinstance(value, str) else '、'.join(value)}”"


def unprinted(document: Arranged, layout: bytes, path: str = "") -> tuple[Finding, ...]:
    """The 公文要素 that the document has and the layout has no place for, in one finding. Raises TemplateError."""
    elements = document.elements
    opened = layouts.open_layout(layout, path)
    unused = layouts.unused_fields(opened)
    lost = [name for name in unused if name not in layouts.BLOCKS and getattr(elements, layouts.ELEMENT_FIELDS[name])]
    findings = []
    if lost:
        other = "签发人印在自带的“上行文”版式里。" if "签发人" in lost else ""
        names, example = "、".join(_with_value(name, elements) for name in lost), layouts.example(lost[0])
        values = {"layout": PurePath(path).stem, "names": names, "example": example, "other": other}
        findings.append(found("WJ359", Place(document.source), **values))
    if elements.number and not elements.mark and _ONLY_WITH_MARK in opened.parts["word/document.xml"].decode():
        findings.append(found("WJ648", Place(document.source), number=elements.number))
    return tuple(findings)


def headless(
    document: Arranged, stage: Stage, layout: bytes, *, house: House = STANDARD, path: str = ""
) -> tuple[Finding, ...]:
    """WJ651 where a paper that is issued lacks what the layout would print of 版头 and 版记. Raises TemplateError."""
    elements = document.elements
    fields = layouts.open_layout(layout, path).fields
    if stage is not Stage.ISSUED or not elements.signature or house.red_head is RedHead.NONE:
        return ()
    lacking = [
        *(["发文机关标志"] if "发文机关标志" in fields and not elements.mark and not elements.number else []),
        *(["发文字号"] if "发文字号" in fields and not elements.number else []),
        *(["版记（印发机关和印发日期）"] if layouts.RECORD in fields and not record_lines(document) else []),
    ]
    return (found("WJ651", Place(document.source), names="、".join(lacking)),) if lacking else ()


def _unplaced(document: Document, layout: Layout, path: str) -> Iterator[Finding]:
    if document.attachments and layouts.ATTACHMENTS not in layout.fields:
        yield found("WJ610", Place(path), name=layouts.ATTACHMENTS)
    if layout.fields.isdisjoint(layouts.RECORDS) and record_lines(document):
        yield found("WJ610", Place(path), name=layouts.RECORD)


@dataclass(frozen=True, slots=True)
class _Pages:
    """What stands in one field of the layout and lies one way on the page."""

    name: str
    landscape: bool
    pieces: list[Piece]


def _built(document: Document, layout: Layout, *, marked: bool, foot: Foot) -> tuple[dict[str, list[bytes]], Section]:
    """The blocks of the layout as markup, by their names, and the section that ends the paper."""
    pages, record, section = _lay_out(document, layout, marked=marked, foot=foot)
    built: dict[str, list[Piece]] = {name: [] for name in layouts.BLOCKS}
    for page in pages:
        built[page.name] += page.pieces
    letter = layouts.LETTER_RECORD in layout.fields
    built[layouts.LETTER_RECORD if letter else layouts.RECORD] += record
    return {name: markup(pieces) for name, pieces in built.items()}, section


def _lay_out(
    document: Document, layout: Layout, *, marked: bool, foot: Foot
) -> tuple[list[_Pages], list[Piece], Section]:
    """The pages of the paper with their section breaks, the 版记, and the last section."""
    base = page_of(layout).landscape
    names = {id(block): name for name, _, block in bookmark_names(document)} if marked else {}
    body = Body(layout, names)
    lies = base or (document.landscape and document.role is Role.ATTACHMENT)
    pages = [_Pages(layouts.BODY, lies, body.document(document, landscape=lies))]
    pages += _carried(document, body, base=base)
    lines = record_lines(document)
    if layouts.LETTER_RECORD in layout.fields:
        lines = tuple(line for line in lines if line.label in _LETTER_RECORD)
    blank = foot is Foot.AFTER_BLANK and bool(lines)
    first = True
    for page, after in zip(pages, [*pages[1:], None], strict=True):
        turns = after.landscape != page.landscape if after else bool(lines) and (page.landscape != base or blank)
        if turns:
            _end_section(page, layout, first=first)
            first = False
    section = Section(landscape=base if lines else pages[-1].landscape, first=first)
    if not lines:
        return pages, [], section
    record = body.letter_record(lines) if layouts.LETTER_RECORD in layout.fields else body.record(lines)
    last = pages[-1].pieces
    anchor = body.paragraph("分节")
    new_page = body.paragraph("分节").set("pageBreakBefore")
    if blank:
        # Blank page and 版记 in a section of their own, both without page number (7.5).
        return pages, [body.paragraph("分节"), new_page, *record, anchor], replace(section, numbered=False)
    if foot is Foot.ON_NEXT_PAGE:
        return pages, [new_page, *record, anchor], section
    if pages[-1].landscape != base:
        # Alone on its page it stands between two paragraphs of no height: LibreOffice wants one before, Word one after.
        return pages, [body.paragraph("分节"), *record, anchor], section
    if layout.adjacent and last and _is_line(last[-1]):
        # The 版记 hangs on the paragraph that follows it: the last line of the paper, or the heading above that.
        line = last.pop()
        above = list(takewhile(partial(_is_heading, layout), reversed(last)))
        del last[len(last) - len(above) :]
        return pages, [*record, *reversed(above), line], section
    return pages, [*record, anchor], section


def _is_line(piece: Piece) -> bool:
    """Whether a piece is a paragraph that takes one line and has no indent of its own at the left, which LibreOffice
    loses beside a floating table.
    """
    if not isinstance(piece, Paragraph):
        return False
    moved = re.search(r' w:left="(?!0")', piece.differs.get("ind", ""))
    words = "".join(map(unescape, re.findall("<w:t [^>]*>([^<]*)", piece.runs)))
    return not moved and 0 < geometry.characters(words) <= ONE_LINE


def _is_heading(layout: Layout, piece: Piece) -> bool:
    """Whether a piece is a heading of one line."""
    styles = {layout.style(f"公文标题{level}") for level in range(1, 5)}
    return isinstance(piece, Paragraph) and piece.style in styles and _is_line(piece)


def _carried(document: Document, body: Body, *, base: bool) -> Iterator[_Pages]:
    for each in document.attachments:
        landscape = base or each.landscape
        yield _Pages(layouts.ATTACHMENTS, landscape, body.document(each, landscape=landscape))
        yield from _carried(each, body, base=base)


def _end_section(page: _Pages, layout: Layout, *, first: bool) -> None:
    """Ends a section: its properties go into its last paragraph, which a closing table does not have."""
    last = page.pieces[-1] if page.pieces else None
    if not isinstance(last, Paragraph):
        last = Paragraph(layout.style("分节"), "")
        page.pieces.append(last)
    last.differs["sectPr"] = section_markup(layout, Section(landscape=page.landscape, first=first))
