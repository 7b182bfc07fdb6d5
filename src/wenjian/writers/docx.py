"""Document → docx. Fields go through the layout; the body is built here from the tree, in the layout's named styles.

Each block stands in a bookmark `_wj_b001`; a custom XML part in the namespace `PROVENANCE` says which clause, 版次 and
duties a bookmark belongs to, with the 指纹 of its text. 征求意见稿 and 印发稿 carry neither (`provenance` gives the map
for a file beside them).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from lxml import etree
from markupsafe import Markup

from wenjian.errors import TemplateError
from wenjian.layout import ANNOTATION_LEVEL, MAIN_COPIES, arrange, geometry, join_organs, record_lines
from wenjian.layout.tables import alignments, has_own_name, merged_rows
from wenjian.model.catalogue import found
from wenjian.model.document import Block, Document, Origin, Span, Table
from wenjian.model.finding import Finding, Place
from wenjian.model.house import STANDARD, House
from wenjian.model.vocabulary import BlockKind, OriginKind, RedHead, Role, Seal, Stage
from wenjian.package import pack, parse_xml
from wenjian.text.dates import BLANK_DATE
from wenjian.text.normal import fingerprint
from wenjian.writers import habits, heads, layouts, properties, wordml
from wenjian.writers.layouts import Layout
from wenjian.writers.wordml import Element, w, writable

PROVENANCE = "urn:wenjian:provenance:1"
STRIPPED = frozenset({Stage.CONSULTATION, Stage.ISSUED})

RECORD_THICK, RECORD_THIN = 8, 6  # 1/8 pt: 0.35 mm and 0.25 mm (7.4.1)
RECORD_CHARACTER = 280  # twips of a character of 4号
ONE_LINE = 24  # characters that stand on one line whatever the indent
MOST_WHOLE_LINES = 12  # lines of a table row that are kept on one page

_TYPE_WIDTH = geometry.twips(geometry.TYPE_WIDTH)
_PLAIN_STYLES = {
    BlockKind.RECIPIENT: "主送机关",
    BlockKind.PARAGRAPH: "公文正文",
    BlockKind.ITEM: "公文正文",
    BlockKind.SIGNATURE: "落款",
    BlockKind.DATE: "成文日期",
    BlockKind.NOTE: "附注",
    BlockKind.FURNITURE: "公文正文",
}
_LETTER_RECORD = (MAIN_COPIES, "抄送：")
"""What a letter keeps of its 版记 (10.1)."""
_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.ATTACHMENT_LIST})
_CLOSING = frozenset({BlockKind.ATTACHMENT_LIST, BlockKind.SIGNATURE, BlockKind.DATE})
_FIELD_BLOCKS = {
    "标题": BlockKind.TITLE,
    "主送机关": BlockKind.RECIPIENT,
    "发文机关署名": BlockKind.SIGNATURE,
    "成文日期": BlockKind.DATE,
    "附注": BlockKind.NOTE,
}


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

    The document is printed as `wenjian.layout.arrange` arranges it (arrange it yourself to see its findings).
    `date` (any spelling with year, month, day) dates the file's properties. `foot` says on which page the 版记 stands.
    Same arguments, same bytes. A layout that cannot be used, or has no place for a part of the document, raises
    TemplateError.
    """
    opened = habits.followed(layouts.open_layout(layout, path), house)
    document = arrange(document, stage, house)
    unplaced = tuple(_unplaced(document, opened, path))
    if unplaced:
        raise TemplateError(*unplaced)
    marked = stage not in STRIPPED
    values, section = _values(document, stage, opened, marked=marked, foot=foot)
    parts = layouts.fill(opened, values, path)
    parts["word/document.xml"] = _finished(parts["word/document.xml"], opened, document, section, house)
    if house.red_head is RedHead.PREPRINTED:
        habits.whiten_parts(parts)
    if foot is Foot.AFTER_BLANK:
        properties.attach_empty_footer(parts, wordml.BLANK_FOOTER)
    properties.describe(parts, writable(document.title).replace("\n", ""), date)
    if marked:
        properties.attach_map(parts, provenance(document).encode())
    return pack(parts)


def write_as_it_stands(document: Document, layout: bytes, *, path: str = "") -> bytes:
    """The docx of a document whose blocks stand as they print: each in the style of its kind, nothing arranged, on the
    page of `layout` (one without fields in headers and footers). Same arguments, same bytes. Raises TemplateError.
    """
    opened = layouts.open_layout(layout, path)
    root = parse_xml(opened.parts["word/document.xml"])
    body = root.find(w("body"))
    elements = _Body(opened, {}).standing(document, wordml.type_width(opened.section))
    body[:] = [*elements, body.find(w("sectPr"))]
    parts = {**opened.parts, "word/document.xml": wordml.serialise(root)}
    properties.describe(parts, writable(document.title).replace("\n", ""), "")
    return pack(parts)


def unprinted(
    document: Document, layout: bytes, stage: Stage, path: str = "", house: House = STANDARD
) -> tuple[Finding, ...]:
    """The 公文要素 that the document has at `stage` and the layout has no place for, in one finding. Raises
    TemplateError.
    """
    elements = arrange(document, stage, house).elements
    unused = layouts.unused_fields(layouts.open_layout(layout, path))
    lost = [name for name in unused if name not in layouts.BLOCKS and getattr(elements, layouts.ELEMENT_FIELDS[name])]
    return (found("WJ640", Place(path), names=layouts.named(lost), example=layouts.example(lost[0])),) if lost else ()


def _unplaced(document: Document, layout: Layout, path: str) -> Iterator[Finding]:
    if document.attachments and layouts.ATTACHMENTS not in layout.fields:
        yield found("WJ610", Place(path), name=layouts.ATTACHMENTS)
    if record_lines(document) and not layout.fields & set(layouts.RECORDS):
        yield found("WJ610", Place(path), name=layouts.RECORD)


@dataclass(frozen=True, slots=True)
class _Pages:
    """Elements that stand in one field of the layout and lie one way on the page."""

    name: str
    landscape: bool
    elements: list[Element]


def _values(
    document: Document, stage: Stage, layout: Layout, *, marked: bool, foot: Foot
) -> tuple[dict[str, str], Element]:
    """The values of all fields, and the properties of the section that ends the paper."""
    values: dict[str, str] = {"稿别": layouts.escaped(stage.chinese)}
    for chinese, name in layouts.ELEMENT_FIELDS.items():
        value = getattr(document.elements, name) or ""
        text = join_organs(value) if isinstance(value, tuple) else str(value)
        values[chinese] = layouts.escaped(writable(text))
    pages, record, section = _lay_out(document, layout, marked=marked, foot=foot)
    built: dict[str, list[Element]] = {name: [] for name in layouts.BLOCKS}
    for page in pages:
        built[page.name] += page.elements
    letter = layouts.LETTER_RECORD in layout.fields
    built[layouts.LETTER_RECORD if letter else layouts.RECORD] += record
    for name, elements in built.items():
        values[name] = Markup(wordml.markup(elements))  # noqa: S704 - serialised elements
    return values, section


def _lay_out(
    document: Document, layout: Layout, *, marked: bool, foot: Foot
) -> tuple[list[_Pages], list[Element], Element]:
    """The pages of the paper with their section breaks, the 版记, and the properties of the last section."""
    base = wordml.is_landscape(layout.section)
    names = {id(block): name for name, _, block in bookmark_names(document)} if marked else {}
    body = _Body(layout, names)
    pages = [_Pages(layouts.BODY, base, body.document(document, landscape=base))]
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
    section = wordml.section(layout.section, landscape=base if lines else pages[-1].landscape, first=first)
    if not lines:
        return pages, [], section
    record = body.letter_record(lines) if layouts.LETTER_RECORD in layout.fields else body.record(lines)
    last = pages[-1].elements
    anchor = wordml.paragraph(layout.style("分节"), ())
    if blank:
        # Blank page and 版记 in a section of their own, both without page number (7.5).
        empty = [wordml.paragraph(layout.style("分节"), ()), _page_break(layout)]
        return pages, [*empty, *record, anchor], wordml.without_numbers(section)
    if foot is Foot.ON_NEXT_PAGE:
        return pages, [_page_break(layout), *record, anchor], section
    if pages[-1].landscape != base:
        # Alone on its page it stands between two paragraphs of no height: LibreOffice wants one before, Word one after.
        return pages, [wordml.paragraph(layout.style("分节"), ()), *record, anchor], section
    if layout.adjacent and last and _is_line(last[-1]):
        # The 版记 hangs on the paragraph that follows it: the last line of the paper.
        return pages, [*record, last.pop()], section
    return pages, [*record, anchor], section


def _page_break(layout: Layout) -> Element:
    """A paragraph of no height at the head of a new page."""
    paragraph = wordml.paragraph(layout.style("分节"), ())
    wordml.insert_ordered(wordml.properties(paragraph), wordml.make("pageBreakBefore"), wordml.PARAGRAPH_ORDER)
    return paragraph


def _is_line(element: Element) -> bool:
    """Whether an element is a paragraph that takes one line and has no indent of its own at the left, which LibreOffice
    loses beside a floating table.
    """
    if element.tag != w("p"):
        return False
    indent = element.find(f"{w('pPr')}/{w('ind')}")
    moved = indent is not None and indent.get(w("left"), "0") != "0"
    return not moved and 0 < geometry.characters("".join(element.itertext())) <= ONE_LINE


def _carried(document: Document, body: _Body, *, base: bool) -> Iterator[_Pages]:
    for each in document.attachments:
        landscape = base or each.landscape
        yield _Pages(layouts.ATTACHMENTS, landscape, body.document(each, landscape=landscape))
        yield from _carried(each, body, base=base)


def _end_section(page: _Pages, layout: Layout, *, first: bool) -> None:
    """Ends a section: its properties go into its last paragraph, which a closing table does not have."""
    if not page.elements or page.elements[-1].tag != w("p"):
        page.elements.append(wordml.paragraph(layout.style("分节"), ()))
    section = wordml.section(layout.section, landscape=page.landscape, first=first)
    wordml.insert_ordered(wordml.properties(page.elements[-1]), section, wordml.PARAGRAPH_ORDER)


def bookmark_names(document: Document) -> Iterator[tuple[str, Document, Block]]:
    """Every block of the paper with the name of its bookmark, in reading order."""
    used: set[str] = set()
    for owner, block in document.walk():
        base = "_wj_" + re.sub(r"\W", "_", block.id)[:30]
        name, count = base, 1
        while name in used:
            count += 1
            name = f"{base}_{count}"
        used.add(name)
        yield name, owner, block


class _Body:
    """Builds the elements of one paper. `names` are the bookmarks by block identity; empty where none are wanted."""

    def __init__(self, layout: Layout, names: Mapping[int, str]) -> None:
        self.layout = layout
        self.names = names
        self.bookmarks = 0
        self.character = geometry.PAGE_SETUP.character
        self.width = _TYPE_WIDTH
        self.line = wordml.line_pitch(layout.section) or geometry.PAGE_SETUP.line

    def document(self, document: Document, *, landscape: bool) -> list[Element]:
        """The blocks of one document as elements; the 版记 and blocks that the layout has as fields stay out."""
        width = self.width = wordml.type_width(wordml.section(self.layout.section, landscape=landscape, first=False))
        left_out = {BlockKind.RECORD}
        if document.role is Role.MAIN:
            left_out |= {kind for name, kind in _FIELD_BLOCKS.items() if name in self.layout.fields}
        elements: list[Element] = []
        level = 0
        previous: Block | None = None
        signed = any(block.kind is BlockKind.SIGNATURE for block in document.blocks)
        for i, block in enumerate(document.blocks):
            if block.kind in left_out:
                continue
            if block.kind is BlockKind.HEADING:
                level = block.level or level
            if _seals_jointly(document) and block.kind is BlockKind.SIGNATURE:
                if previous is None or previous.kind is not BlockKind.SIGNATURE:
                    elements += self._seal_rows(document.blocks)
                previous = block
                continue
            follows = previous is not None and previous.kind is block.kind
            built = self._block(block, document, i, level=level, follows=follows, width=width)
            closes = signed and i + 1 < len(document.blocks) and document.blocks[i + 1].kind in _CLOSING
            if closes and previous is not None and previous.kind in _TEXT and built[-1].tag == w("p"):
                # The signature does not stand on a page without text; but an only paragraph stays on the first page.
                wordml.insert_ordered(wordml.properties(built[-1]), wordml.make("keepNext"), wordml.PARAGRAPH_ORDER)
            elements += self._bookmarked(block, built)
            previous = block
        return elements

    def standing(self, document: Document, width: int) -> list[Element]:
        """All blocks of a document as elements, in their order."""
        elements: list[Element] = []
        level = 0
        for i, block in enumerate(document.blocks):
            level = block.level or level if block.kind is BlockKind.HEADING else level
            elements += self._block(block, document, i, level=level, follows=False, width=width)
        return elements

    def _bookmarked(self, block: Block, built: list[Element]) -> list[Element]:
        name = self.names.get(id(block))
        if not name or not built:
            return built
        start, end = wordml.bookmark(self.bookmarks, name)
        self.bookmarks += 1
        if built[0].tag == w("p"):
            built[0].insert(1, start)
            if built[-1].tag == w("p"):
                built[-1].append(end)
                return built
            return [*built, end]
        return [start, *built, end]

    def _block(
        self, block: Block, document: Document, at: int, *, level: int, follows: bool, width: int
    ) -> list[Element]:
        if block.kind is BlockKind.TITLE:
            following = document.blocks[at + 1].kind if at + 1 < len(document.blocks) else None
            return list(self._title(block, document.role, close=following is BlockKind.TITLE))
        if block.kind is BlockKind.TABLE and block.table is not None:
            return list(self._table(block.table, document, width))
        if block.kind is BlockKind.HEADING:
            depth = block.level or min(level + 1, 4)
            return [self._paragraph(f"公文标题{min(depth, 4)}", self._runs(block))]
        if block.kind is BlockKind.ATTACHMENT_LIST:
            return [self._attachment_line(block, follows=follows)]
        if block.kind in {BlockKind.SIGNATURE, BlockKind.DATE}:
            return [self._signature(block, document)]
        if block.kind is BlockKind.ATTENDANCE:
            return [self._attendance(block, follows=follows)]
        return [self._paragraph(_PLAIN_STYLES.get(block.kind, "公文正文"), self._runs(block))]

    def _paragraph(self, style: str, runs: Iterable[Element], indent: Mapping[str, int] | None = None) -> Element:
        return wordml.paragraph(self.layout.style(style), runs, indent)

    def _title(self, block: Block, role: Role, *, close: bool) -> Iterator[Element]:
        """A title; `close` where its annotation follows without the blank line."""
        lines = self._words(block.spans)
        if block.level == ANNOTATION_LEVEL:
            yield self._paragraph("标题说明", lines)
            return
        if block.label:
            yield self._paragraph("附件标识", [wordml.run(writable(block.label))])
        if block.text:
            style = "公文标题" if role is Role.MAIN else "附件标题" if role is Role.ATTACHMENT else "随文标题"
            title = self._paragraph(style, lines)
            if close:
                spacing = wordml.make("spacing", {"after": 0})
                wordml.insert_ordered(wordml.properties(title), spacing, wordml.PARAGRAPH_ORDER)
            yield title

    def _attachment_line(self, block: Block, *, follows: bool) -> Element:
        """附件说明 (7.3.4): a name that runs over aligns under its first character."""
        if follows:
            return self._paragraph("附件说明续", self._runs(block))
        numbered = block.label.endswith(".")
        indent = None if numbered else wordml.character_indent(self.character, left=5, hanging=3)
        return self._paragraph("附件说明", self._runs(block), indent)

    def _attendance(self, block: Block, *, follows: bool) -> Element:
        """出席, 请假, 列席 (10.3): the word in 黑体, two characters from the edge; names align under the first."""
        head = wordml.run(writable(block.label), self.layout.style("引题1"))
        indent = wordml.character_indent(self.character, left=5, hanging=3)
        made = self._paragraph(layouts.ATTENDANCE, [head, *self._words(block.spans)], indent)
        if follows:
            _space(made, before=0)
        return made

    def _seal_rows(self, blocks: Sequence[Block]) -> list[Element]:
        """The organs that seal a joint paper, in rows with room for their seals (7.3.5.1)."""
        organs = _of_kind(blocks, BlockKind.SIGNATURE)
        rise = geometry.twips(geometry.SEAL_STEP) - self.line
        made = []
        character = self.character / geometry.TWIPS_PER_MM
        for number, row in enumerate(geometry.seal_rows([o.text for o in organs], _date_of(blocks), character)):
            runs: list[Element] = []
            for index, _ in row:
                runs += [wordml.run("\t"), *self._bookmarked_words(organs[index])]
            paragraph = self._from_left("落款", runs, 0, "left")
            ppr = wordml.properties(paragraph)
            stops = [wordml.make("tab", {"val": "center", "pos": geometry.twips(middle)}) for _, middle in row]
            wordml.insert_ordered(ppr, wordml.make("tabs", children=stops), wordml.PARAGRAPH_ORDER)
            wordml.insert_ordered(ppr, wordml.make("contextualSpacing", {"val": 0}), wordml.PARAGRAPH_ORDER)
            if number:
                _space(paragraph, before=rise)
            made.append(paragraph)
        return made

    def _bookmarked_words(self, block: Block) -> list[Element]:
        name = self.names.get(id(block))
        if not name:
            return self._runs(block)
        start, end = wordml.bookmark(self.bookmarks, name)
        self.bookmarks += 1
        return [start, *self._runs(block), end]

    def _signature(self, block: Block, document: Document) -> Element:
        """One organ (or post, beside a 签名章) of the sign-off, or its date."""
        dated = block.kind is BlockKind.DATE
        style, runs = "成文日期" if dated else "落款", self._runs(block)
        organs = [organ.text for organ in _of_kind(document.blocks, BlockKind.SIGNATURE)]
        date = _date_of(document.blocks)
        seal = document.elements.seal if document.role is Role.MAIN else Seal.SEAL
        if seal is Seal.STAMP:
            right = geometry.DATE_INDENT + (0 if dated else geometry.STAMP_WIDTH + geometry.PLAIN_INDENT)
            made = self._paragraph(style, runs, wordml.character_indent(self.character, right=right))
            # A 签名章 is about two lines high, its middle on the line of the post.
            half = self.line // 2
            _space(made, before=self.line if dated else 2 * self.line + half, **({} if dated else {"after": half}))
            off = wordml.make("contextualSpacing", {"val": 0})
            wordml.insert_ordered(wordml.properties(made), off, wordml.PARAGRAPH_ORDER)
            return made
        if seal is Seal.NONE:
            start = geometry.plain_starts(organs, date)[dated]
            made = self._from_left(style, runs, self.width - round(start * self.character), "left")
            if not dated:
                _space(made, before=self.line)
            return made
        # Organ and date are centred in the same room, so that the width of digits does not matter.
        middle = geometry.seal_middle(organs, date)
        return self._from_left(style, runs, self.width - round(2 * middle * self.character), "center")

    def _from_left(self, style: str, runs: Iterable[Element], left: int, align: str) -> Element:
        """A paragraph of the sign-off that is placed from the left, in twips."""
        made = self._paragraph(style, runs, {"left": max(0, left), "rightChars": 0, "right": 0})
        wordml.insert_ordered(wordml.properties(made), wordml.make("jc", {"val": align}), wordml.PARAGRAPH_ORDER)
        return made

    def _runs(self, block: Block) -> list[Element]:
        """Label and run-in heading, then the text; pieces to be filled in or reviewed stand out."""
        opening = block.label + block.lead
        style = {1: "引题1", 2: "引题", 0: "引题"}.get(block.level, "") if block.lead else ""
        runs = [wordml.run(writable(opening), self.layout.style(style) if style else "")] if opening else []
        return runs + self._words(block.spans)

    def _words(self, spans: Iterable[Span]) -> list[Element]:
        pieces: list[tuple[str, str]] = []
        for span in spans:
            style = _span_style(span.origin) if self.names else ""
            if pieces and pieces[-1][1] == style:
                pieces[-1] = (pieces[-1][0] + span.text, style)
            elif span.text:
                pieces.append((span.text, style))
        return [wordml.run(writable(text), self.layout.style(style) if style else "") for text, style in pieces]

    def _table(self, table: Table, document: Document, width: int) -> Iterator[Element]:
        if has_own_name(table, document):
            yield self._paragraph("表头", [wordml.run(writable(table.name))])
        for line in table.head:
            yield self._paragraph("表前", [wordml.run(writable(line))])
        texts = [row.texts() for row in table.rows]
        shares = geometry.column_widths(table.columns, texts, width / geometry.TWIPS_PER_MM)
        widths = [geometry.twips(share) for share in shares]
        head = [
            wordml.cell(one, [self._paragraph("表头", [wordml.run(writable(column.name))])])
            for column, one in zip(table.columns, widths, strict=True)
        ]
        rows = [wordml.row(head, header=True)]
        centred = alignments(table)
        for row, merges in zip(table.rows, merged_rows(table), strict=True):
            cells = []
            for i, one in enumerate(widths):
                spans = row.cells[i] if i < len(row.cells) and merges[i] != "continue" else ()
                style = "表文居中" if centred[i] else "表文"
                cells.append(wordml.cell(one, self._cell_lines(style, spans), merge=merges[i]))
            whole = max(map(geometry.lines_in_cell, row.texts(), shares), default=0) <= MOST_WHOLE_LINES
            rows.append(wordml.row(cells, whole=whole))
        if table.foot:
            for paragraph in rows[-1].iter(w("p")):
                wordml.insert_ordered(wordml.properties(paragraph), wordml.make("keepNext"), wordml.PARAGRAPH_ORDER)
        yield wordml.table(self.layout.style("公文表格"), widths, rows)
        for line in table.foot:
            yield self._paragraph("表后", [wordml.run(writable(line))])

    def _cell_lines(self, style: str, spans: Sequence[Span]) -> list[Element]:
        """The paragraphs of a cell: one for each line of its text."""
        lines: list[list[Span]] = [[]]
        for span in spans:
            first, *others = span.text.split("\n")
            lines[-1].append(replace(span, text=first))
            lines += [[replace(span, text=other)] for other in others]
        filled = [line for line in lines if any(span.text for span in line)] or [[]]
        return [self._paragraph(style, self._words(line)) for line in filled]

    def record(self, lines: Sequence[Block]) -> list[Element]:
        """版记 at the foot of the type area (7.4): 主送 and 抄送 with their names aligned, then 印发机关 at the left
        and the date at the right, a line between them but not between 主送 and 抄送.
        """
        width = min(_TYPE_WIDTH, wordml.type_width(self.layout.section))
        rows = []
        for number, block in enumerate(lines):
            borders: dict[str, int] = {}
            if block.label == MAIN_COPIES and number + 1 < len(lines):
                borders["bottom"] = 0
            if number and lines[number - 1].label == MAIN_COPIES:
                borders["top"] = 0
            paragraph = self._bookmarked(block, [self._record_line(block)])
            rows.append(wordml.row([wordml.cell(width, paragraph, borders=borders)]))
        left = wordml.page_margins(self.layout.section)[3]
        return [wordml.foot_table(left, width, rows, thick=RECORD_THICK, thin=RECORD_THIN)]

    def letter_record(self, lines: Sequence[Block]) -> list[Element]:
        """版记 of a letter (10.1): 主送 and 抄送 alone, without lines. Its place is reckoned from the edge of the page:
        the first page of a letter has another lower margin than the others.
        """
        room = _TYPE_WIDTH / RECORD_CHARACTER - 5
        high = sum(max(1, math.ceil(geometry.characters(block.text) / room)) for block in lines) * self.line
        foot = geometry.twips(geometry.PAGE_HEIGHT - geometry.PAGE_SETUP.bottom)
        left = wordml.page_margins(self.layout.section)[3]
        made = []
        for block in lines:
            paragraph = self._record_line(block)
            frame = wordml.frame(left, foot - high, _TYPE_WIDTH)
            wordml.insert_ordered(wordml.properties(paragraph), frame, wordml.PARAGRAPH_ORDER)
            made += self._bookmarked(block, [paragraph])
        return made

    def _record_line(self, block: Block) -> Element:
        if block.label.endswith("："):
            indent = wordml.character_indent(RECORD_CHARACTER, left=4, right=1, hanging=3)
            return self._paragraph("版记", [wordml.run(writable(block.label + block.text))], indent)
        indent = wordml.character_indent(RECORD_CHARACTER, left=1)
        return self._paragraph("版记", [wordml.run(writable(f"{block.label}\t{block.text}"))], indent)


def _seals_jointly(document: Document) -> bool:
    """Whether several organs seal the paper, each needing room for its seal."""
    sealed = document.role is Role.MAIN and document.elements.seal is Seal.SEAL
    return sealed and len(_of_kind(document.blocks, BlockKind.SIGNATURE)) > 1


def _date_of(blocks: Iterable[Block]) -> str:
    return next((block.text for block in _of_kind(blocks, BlockKind.DATE)), BLANK_DATE)


def _of_kind(blocks: Iterable[Block], kind: BlockKind) -> list[Block]:
    return [block for block in blocks if block.kind is kind]


def _space(paragraph: Element, **twips: int) -> None:
    """Sets the space above or below a paragraph."""
    wordml.insert_ordered(wordml.properties(paragraph), wordml.make("spacing", twips), wordml.PARAGRAPH_ORDER)


def _span_style(origin: Origin | None) -> str:
    if origin is None:
        return ""
    if origin.found == "待定":
        return "待定"
    return "补写" if origin.kind is OriginKind.RESTATED else ""


def _finished(data: bytes, layout: Layout, document: Document, section: Element, house: House) -> bytes:
    """The filled part with its 版头 and its last section finished."""
    root = parse_xml(data)
    body = root.find(w("body"))
    body.replace(body.find(w("sectPr")), section)
    heads.finish_head(root, layout, document.elements)
    if house.red_head is RedHead.PREPRINTED:
        heads.leave_blank(root, layout)
    for cell in root.iter(w("tc")):
        if not len(cell) or cell[-1].tag != w("p"):
            cell.append(wordml.make("p"))
    return wordml.serialise(root)


def provenance(document: Document) -> str:
    """The map from bookmarks to what they carry, as XML: clause and 版次, duties, 指纹, for each row of a table too."""
    root = etree.Element(f"{{{PROVENANCE}}}provenance", nsmap=properties.default_namespace(PROVENANCE))
    for name, owner, block in bookmark_names(document):
        element = etree.SubElement(root, f"{{{PROVENANCE}}}block", bookmark=name, id=block.id, kind=block.kind.value)
        if owner.role is not Role.MAIN:
            element.set("role", owner.role.value)
        _trace(element, block.origin, block.duties, [s.origin for s in block.spans], writable(block.text))
        for number, row in enumerate(block.table.rows if block.table else ()):
            child = etree.SubElement(element, f"{{{PROVENANCE}}}row", index=str(number))
            _trace(child, row.origin, row.duties, (), writable("".join(row.texts())))
    return etree.tostring(root, encoding="unicode")


def _trace(
    element: Element, origin: Origin | None, duties: Sequence[str], origins: Sequence[Origin | None], text: str
) -> None:
    sources = [each for each in (origin, *origins) if each is not None]
    clauses = list(dict.fromkeys(each.ref for each in sources if each.kind is OriginKind.CLAUSE))
    if clauses:
        element.set("clauses", " ".join(clauses))
    if any(each.kind is OriginKind.RESTATED for each in sources):
        element.set("restated", "true")
    if duties:
        element.set("duties", " ".join(duties))
    if text:
        element.set("fingerprint", fingerprint(text))
