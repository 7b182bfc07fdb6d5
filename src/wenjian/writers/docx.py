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
from html import unescape
from typing import TypeAlias

from lxml import etree
from markupsafe import Markup

from wenjian.errors import TemplateError
from wenjian.layout import ANNOTATION_LEVEL, MAIN_COPIES, arrange, geometry, join_organs, record_lines
from wenjian.layout.tables import alignments, has_own_name, merged_rows
from wenjian.model.catalogue import found
from wenjian.model.document import FORM_ABOVE, FORM_BELOW, Blank, Block, Document, Origin, Span, Table
from wenjian.model.finding import Finding, Place
from wenjian.model.house import STANDARD, House
from wenjian.model.vocabulary import BlockKind, OriginKind, RedHead, Role, Seal, Stage
from wenjian.package import pack, parse_xml
from wenjian.text.dates import BLANK_DATE
from wenjian.text.normal import fingerprint
from wenjian.writers import habits, heads, layouts, properties, wordml
from wenjian.writers.layouts import Layout
from wenjian.writers.wordml import Element, Paragraph, w, writable

PROVENANCE = "urn:wenjian:provenance:1"
STRIPPED = frozenset({Stage.CONSULTATION, Stage.ISSUED})

RECORD_THICK, RECORD_THIN = 8, 6  # 1/8 pt: 0.35 mm and 0.25 mm (7.4.1)
RECORD_CHARACTER = 280  # twips of a character of 4号
ONE_LINE = 24  # characters that stand on one line whatever the indent

_TYPE_WIDTH = geometry.twips(geometry.TYPE_WIDTH)
_PLAIN_STYLES = {
    BlockKind.RECIPIENT: "主送机关",
    BlockKind.PARAGRAPH: "公文正文",
    BlockKind.ITEM: "公文正文",
    BlockKind.NOTE: "附注",
    BlockKind.FURNITURE: "公文正文",
}
"""The style of each kind that is set by it alone."""
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
    blocks, section = _built(document, opened, marked=marked, foot=foot)
    root, parts = layouts.fill(opened, _values(document, stage, opened, blocks), path)
    root.find(w("body")).replace(root.find(f"{w('body')}/{w('sectPr')}"), section)
    parts["word/document.xml"] = _finished(root, blocks, opened, document, house)
    if house.red_head is RedHead.PREPRINTED:
        habits.whiten_parts(parts)
    if foot is Foot.AFTER_BLANK:
        properties.attach_empty_footer(parts, wordml.BLANK_FOOTER)
    properties.describe(parts, writable(document.title).replace("\n", ""), date)
    if marked:
        properties.attach_map(parts, provenance(document).encode())
    return pack(parts, layouts.unchanged(opened, parts))


def write_as_it_stands(document: Document, layout: bytes, *, path: str = "") -> bytes:
    """The docx of a document whose blocks stand as they print: each in the style of its kind, nothing arranged, on the
    page of `layout` (one without fields in headers and footers). Same arguments, same bytes. Raises TemplateError.
    """
    opened = layouts.open_layout(layout, path)
    root = parse_xml(opened.parts["word/document.xml"])
    body = root.find(w("body"))
    body[:] = [etree.PI("wenjian", layouts.BODY), body.find(w("sectPr"))]
    blocks = {layouts.BODY: _Body(opened, {}).standing(document, wordml.type_width(opened.section))}
    parts = {**opened.parts, "word/document.xml": _with_blocks(root, blocks)}
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


Piece: TypeAlias = Paragraph | str
"""A paragraph that may still change, or finished markup: a table, the ends of a bookmark."""


@dataclass(frozen=True, slots=True)
class _Pages:
    """What stands in one field of the layout and lies one way on the page."""

    name: str
    landscape: bool
    pieces: list[Piece]


def _values(document: Document, stage: Stage, layout: Layout, blocks: Mapping[str, str]) -> dict[str, str]:
    """The values of the fields of the layout; where `blocks` go there are signs of their places."""
    values: dict[str, str] = {"稿别": layouts.escaped(stage.chinese)}
    for chinese in layout.fields & layouts.ELEMENT_FIELDS.keys():
        value = getattr(document.elements, layouts.ELEMENT_FIELDS[chinese]) or ""
        text = join_organs(value) if isinstance(value, tuple) else str(value)
        values[chinese] = layouts.escaped(writable(text))
    for name, markup in blocks.items():
        values[name] = Markup(_place(name) if markup else "")  # noqa: S704 - no text of others
    return values


def _place(name: str) -> str:
    """The sign of the place of a block, which is put there when all else is done: long papers are not parsed again."""
    return f"<?wenjian {name}?>"


_PLACE = re.compile(rb"<\?wenjian (.+?)\?>")


def _with_blocks(root: Element, blocks: Mapping[str, str]) -> bytes:
    """A part with its blocks in their places."""
    return _PLACE.sub(lambda place: blocks[place[1].decode()].encode(), wordml.serialise(root))


def _built(document: Document, layout: Layout, *, marked: bool, foot: Foot) -> tuple[dict[str, str], Element]:
    """The blocks of the layout as markup, by their names, and the properties of the section that ends the paper."""
    pages, record, section = _lay_out(document, layout, marked=marked, foot=foot)
    built: dict[str, list[Piece]] = {name: [] for name in layouts.BLOCKS}
    for page in pages:
        built[page.name] += page.pieces
    letter = layouts.LETTER_RECORD in layout.fields
    built[layouts.LETTER_RECORD if letter else layouts.RECORD] += record
    return {name: "".join(map(str, pieces)) for name, pieces in built.items()}, section


def _lay_out(
    document: Document, layout: Layout, *, marked: bool, foot: Foot
) -> tuple[list[_Pages], list[Piece], Element]:
    """The pages of the paper with their section breaks, the 版记, and the properties of the last section."""
    base = wordml.is_landscape(layout.section)
    names = {id(block): name for name, _, block in bookmark_names(document)} if marked else {}
    body = _Body(layout, names)
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
    section = wordml.section(layout.section, landscape=base if lines else pages[-1].landscape, first=first)
    if not lines:
        return pages, [], section
    record = body.letter_record(lines) if layouts.LETTER_RECORD in layout.fields else body.record(lines)
    last = pages[-1].pieces
    anchor = body.paragraph("分节")
    new_page = body.paragraph("分节").set("pageBreakBefore")
    if blank:
        # Blank page and 版记 in a section of their own, both without page number (7.5).
        return pages, [body.paragraph("分节"), new_page, *record, anchor], wordml.without_numbers(section)
    if foot is Foot.ON_NEXT_PAGE:
        return pages, [new_page, *record, anchor], section
    if pages[-1].landscape != base:
        # Alone on its page it stands between two paragraphs of no height: LibreOffice wants one before, Word one after.
        return pages, [body.paragraph("分节"), *record, anchor], section
    if layout.adjacent and last and _is_line(last[-1]):
        # The 版记 hangs on the paragraph that follows it: the last line of the paper.
        return pages, [*record, last.pop()], section
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


def _carried(document: Document, body: _Body, *, base: bool) -> Iterator[_Pages]:
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
    section = wordml.section(layout.section, landscape=page.landscape, first=first)
    last.differs["sectPr"] = wordml.markup(section)


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
    """Builds the pieces of one paper. `names` are the bookmarks by block identity; empty where none are wanted."""

    def __init__(self, layout: Layout, names: Mapping[int, str]) -> None:
        self.layout = layout
        self.names = names
        self.bookmarks = 0
        self.character = geometry.PAGE_SETUP.character
        self.width = _TYPE_WIDTH
        self.widths: dict[bool, int] = {}
        self.line = wordml.line_pitch(layout.section) or geometry.PAGE_SETUP.line

    def document(self, document: Document, *, landscape: bool) -> list[Piece]:
        """The blocks of one document; the 版记 and blocks that the layout has as fields stay out."""
        width = self.width = self._type_width(landscape=landscape)
        left_out = {BlockKind.RECORD}
        if document.role is Role.MAIN:
            left_out |= {kind for name, kind in _FIELD_BLOCKS.items() if name in self.layout.fields}
        pieces: list[Piece] = []
        level = 0
        previous: Block | None = None
        jointly = _seals_jointly(document)
        signed = any(block.kind is BlockKind.SIGNATURE for block in document.blocks)
        for i, block in enumerate(document.blocks):
            if block.kind in left_out:
                continue
            if block.kind is BlockKind.HEADING:
                level = block.level or level
            if jointly and block.kind is BlockKind.SIGNATURE:
                if previous is None or previous.kind is not BlockKind.SIGNATURE:
                    pieces += self._seal_rows(document.blocks)
                previous = block
                continue
            follows = previous is not None and previous.kind is block.kind
            built = self._block(block, document, i, level=level, follows=follows, width=width)
            closes = signed and i + 1 < len(document.blocks) and document.blocks[i + 1].kind in _CLOSING
            if closes and previous is not None and previous.kind in _TEXT and isinstance(built[-1], Paragraph):
                # The signature does not stand on a page without text; but an only paragraph stays on the first page.
                built[-1].set("keepNext")
            pieces += self._bookmarked(block, built)
            previous = block
        return pieces

    def _type_width(self, *, landscape: bool) -> int:
        if landscape not in self.widths:
            section = wordml.section(self.layout.section, landscape=landscape, first=False)
            self.widths[landscape] = wordml.type_width(section)
        return self.widths[landscape]

    def standing(self, document: Document, width: int) -> str:
        """All blocks of a document, in their order."""
        pieces: list[Piece] = []
        level = 0
        for i, block in enumerate(document.blocks):
            level = block.level or level if block.kind is BlockKind.HEADING else level
            pieces += self._block(block, document, i, level=level, follows=False, width=width)
        return "".join(map(str, pieces))

    def _bookmarked(self, block: Block, built: list[Piece]) -> list[Piece]:
        name = self.names.get(id(block))
        if not name or not built:
            return built
        start, end = wordml.bookmark(self.bookmarks, name)
        self.bookmarks += 1
        first, last = built[0], built[-1]
        if not isinstance(first, Paragraph):
            return [start, *built, end]
        first.runs = start + first.runs
        if not isinstance(last, Paragraph):
            return [*built, end]
        last.runs += end
        return built

    def _block(
        self, block: Block, document: Document, at: int, *, level: int, follows: bool, width: int
    ) -> list[Piece]:
        if plain := _PLAIN_STYLES.get(block.kind):
            return [self.paragraph(plain, self._runs(block))]
        if block.kind is BlockKind.TITLE:
            following = document.blocks[at + 1].kind if at + 1 < len(document.blocks) else None
            return list(self._title(block, document.role, close=following is BlockKind.TITLE))
        if block.kind is BlockKind.TABLE and block.table is not None:
            return list(self._table(block.table, document, width))
        if block.kind is BlockKind.HEADING:
            depth = block.level or min(level + 1, 4)
            return [self.paragraph(f"公文标题{min(depth, 4)}", self._runs(block))]
        if block.kind is BlockKind.ATTACHMENT_LIST:
            return [self._attachment_line(block, follows=follows)]
        if block.kind in {BlockKind.SIGNATURE, BlockKind.DATE}:
            return [self._signature(block, document)]
        if block.kind is BlockKind.ATTENDANCE:
            return [self._attendance(block, follows=follows)]
        return [self.paragraph("公文正文", self._runs(block))]

    def paragraph(self, style: str, runs: str = "") -> Paragraph:
        """A paragraph in a style of the layout."""
        return Paragraph(self.layout.style(style), runs)

    def _title(self, block: Block, role: Role, *, close: bool) -> Iterator[Paragraph]:
        """A title; `close` where its annotation follows without the blank line."""
        lines = self._words(block.spans)
        if block.level == ANNOTATION_LEVEL:
            yield self.paragraph("标题说明", lines)
            return
        if block.label:
            yield self.paragraph("附件标识", wordml.run(block.label))
        if block.text:
            style = "公文标题" if role is Role.MAIN else "附件标题" if role is Role.ATTACHMENT else "随文标题"
            title = self.paragraph(style, lines)
            yield title.set("spacing", {"after": 0}) if close else title

    def _attachment_line(self, block: Block, *, follows: bool) -> Paragraph:
        """附件说明 (7.3.4): a name that runs over aligns under its first character."""
        if follows:
            return self.paragraph("附件说明续", self._runs(block))
        made = self.paragraph("附件说明", self._runs(block))
        numbered = block.label.endswith(".")
        return made if numbered else made.set("ind", wordml.character_indent(self.character, left=5, hanging=3))

    def _attendance(self, block: Block, *, follows: bool) -> Paragraph:
        """出席, 请假, 列席 (10.3): the word in 黑体, two characters from the edge; names align under the first."""
        head = wordml.run(block.label, self.layout.style("引题1"))
        made = self.paragraph(layouts.ATTENDANCE, head + self._words(block.spans))
        made.set("ind", wordml.character_indent(self.character, left=5, hanging=3))
        return made.set("spacing", {"before": 0}) if follows else made

    def _seal_rows(self, blocks: Sequence[Block]) -> list[Piece]:
        """The organs that seal a joint paper, in rows with room for their seals (7.3.5.1)."""
        organs = _of_kind(blocks, BlockKind.SIGNATURE)
        rise = geometry.twips(geometry.SEAL_STEP) - self.line
        made: list[Piece] = []
        character = self.character / geometry.TWIPS_PER_MM
        for number, row in enumerate(geometry.seal_rows([o.text for o in organs], _date_of(blocks), character)):
            runs = "".join([wordml.run("\t") + self._bookmarked_words(organs[index]) for index, _ in row])
            paragraph = self._from_left("落款", runs, 0, "left")
            stops = [wordml.element("tab", {"val": "center", "pos": geometry.twips(middle)}) for _, middle in row]
            paragraph.set("tabs", content="".join(stops)).set("contextualSpacing", {"val": 0})
            if number:
                paragraph.set("spacing", {"before": rise})
            made.append(paragraph)
        return made

    def _bookmarked_words(self, block: Block) -> str:
        name = self.names.get(id(block))
        if not name:
            return self._runs(block)
        start, end = wordml.bookmark(self.bookmarks, name)
        self.bookmarks += 1
        return start + self._runs(block) + end

    def _signature(self, block: Block, document: Document) -> Paragraph:
        """One organ (or post, beside a 签名章) of the sign-off, or its date."""
        dated = block.kind is BlockKind.DATE
        style, runs = "成文日期" if dated else "落款", self._runs(block)
        organs = [organ.text for organ in _of_kind(document.blocks, BlockKind.SIGNATURE)]
        date = _date_of(document.blocks)
        seal = document.elements.seal if document.role is Role.MAIN else Seal.SEAL
        if seal is Seal.STAMP:
            right = geometry.DATE_INDENT + (0 if dated else geometry.STAMP_WIDTH + geometry.PLAIN_INDENT)
            made = self.paragraph(style, runs).set("ind", wordml.character_indent(self.character, right=right))
            # A 签名章 is about two lines high, its middle on the line of the post.
            half = self.line // 2
            space = {"before": self.line} if dated else {"before": 2 * self.line + half, "after": half}
            return made.set("spacing", space).set("contextualSpacing", {"val": 0})
        if seal is Seal.NONE:
            start = geometry.plain_starts(organs, date)[dated]
            made = self._from_left(style, runs, self.width - round(start * self.character), "left")
            return made if dated else made.set("spacing", {"before": self.line})
        # Organ and date are centred in the same room, so that the width of digits does not matter.
        middle = geometry.seal_middle(organs, date)
        return self._from_left(style, runs, self.width - round(2 * middle * self.character), "center")

    def _from_left(self, style: str, runs: str, left: int, align: str) -> Paragraph:
        """A paragraph of the sign-off that is placed from the left, in twips."""
        made = self.paragraph(style, runs).set("ind", {"left": max(0, left), "rightChars": 0, "right": 0})
        return made.set("jc", {"val": align})

    def _runs(self, block: Block) -> str:
        """Label and run-in heading, then the text; pieces to be filled in or reviewed stand out."""
        opening = block.label + block.lead
        style = {1: "引题1", 2: "引题", 0: "引题"}.get(block.level, "") if block.lead else ""
        runs = wordml.run(opening, self.layout.style(style) if style else "") if opening else ""
        return runs + self._words(block.spans)

    def _words(self, spans: Sequence[Span]) -> str:
        if len(spans) == 1 and not self.names:
            return wordml.run(spans[0].text) if spans[0].text else ""
        pieces: list[tuple[str, str]] = []
        for span in spans:
            style = _span_style(span.origin) if self.names else ""
            if pieces and pieces[-1][1] == style:
                pieces[-1] = (pieces[-1][0] + span.text, style)
            elif span.text:
                pieces.append((span.text, style))
        return "".join([wordml.run(text, self.layout.style(style) if style else "") for text, style in pieces])

    def _table(self, table: Table, document: Document, width: int) -> Iterator[Piece]:
        if has_own_name(table, document):
            yield self.paragraph("表头", wordml.run(table.name))
        for line in table.head:
            yield self.paragraph("表前", wordml.run(line))
        texts = [row.texts() for row in table.rows]
        shares = geometry.column_widths(table.columns, texts, width / geometry.TWIPS_PER_MM)
        widths = [geometry.twips(share) for share in shares]
        kept = len(table.rows) if table.foot or table.signing else -1
        if table.form:
            yield self._blanks(table.form, widths, FORM_ABOVE)
            yield self.paragraph("分节")
        rows = [self._table_head(table, widths, kept=kept == 0)]
        styles = [self.layout.style("表文居中" if centred else "表文") for centred in alignments(table)]
        for number, (row, merges) in enumerate(zip(table.rows, merged_rows(table), strict=True), 1):
            cells = []
            for i, one in enumerate(widths):
                spans = row.cells[i] if i < len(row.cells) and merges[i] != "continue" else ()
                lines = self._cell_lines(styles[i], spans, kept=number == kept)
                cells.append(wordml.cell(one, lines, merge=merges[i]))
            whole = all(map(geometry.is_low, texts[number - 1], shares))
            rows.append(wordml.row(cells, whole=whole, height=geometry.twips(table.least_height)))
        yield wordml.table(self.layout.style("公文表格"), widths, rows)
        if table.signing:
            yield self.paragraph("分节").set("keepNext")
            yield self._blanks(table.signing, widths, FORM_BELOW, followed=bool(table.foot))
        for line in table.foot:
            under = self.paragraph("表后", wordml.run(line))
            yield under.set("keepLines") if table.signing else under

    def _blanks(
        self, rows: Sequence[Sequence[Blank]], widths: Sequence[int], place: str, *, followed: bool = False
    ) -> str:
        """The places of a form to be filled in, in the columns of its table; the rows stay on one page, with what
        follows them where they are `followed`.
        """
        made = []
        for number, row in enumerate(rows, 1):
            cells, at = [], 0
            for blank in row:
                looks = zip(blank.columns, ("表头", "表文"), (blank.label, blank.printed), strict=True)
                for span, style, words in looks:
                    line = _cell_line(self.layout.style(style), wordml.run(words), kept=followed or number < len(rows))
                    cells.append(wordml.cell(sum(widths[at : at + span]), line, span=span))
                    at += span
            made.append(wordml.row(cells, height=geometry.twips(max(blank.height for blank in row))))
        return wordml.table(self.layout.style("公文表格"), widths, made, place)

    def _table_head(self, table: Table, widths: Sequence[int], *, kept: bool) -> str:
        cells = [
            wordml.cell(one, _cell_line(self.layout.style("表头"), wordml.run(column.name), kept=kept))
            for column, one in zip(table.columns, widths, strict=True)
        ]
        return wordml.row(cells, header=True)

    def _cell_lines(self, style: str, spans: Sequence[Span], *, kept: bool) -> str:
        """The paragraphs of a cell in the style with the id `style`: one for each line of its text. `kept` with the
        lines under the table.
        """
        if not spans or (len(spans) == 1 and "\n" not in spans[0].text):
            return _cell_line(style, self._words(spans), kept=kept)
        lines: list[list[Span]] = [[]]
        for span in spans:
            first, *others = span.text.split("\n")
            lines[-1].append(replace(span, text=first))
            lines += [[replace(span, text=other)] for other in others]
        filled = [line for line in lines if any(span.text for span in line)] or [[]]
        return "".join([_cell_line(style, self._words(line), kept=kept) for line in filled])

    def record(self, lines: Sequence[Block]) -> list[Piece]:
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
            line = "".join(map(str, self._bookmarked(block, [self._record_line(block)])))
            rows.append(wordml.row([wordml.cell(width, line, borders=borders)]))
        left = wordml.page_margins(self.layout.section)[3]
        return [wordml.foot_table(left, width, rows, thick=RECORD_THICK, thin=RECORD_THIN)]

    def letter_record(self, lines: Sequence[Block]) -> list[Piece]:
        """版记 of a letter (10.1): 主送 and 抄送 alone, without lines. Its place is reckoned from the edge of the page:
        the first page of a letter has another lower margin than the others.
        """
        room = _TYPE_WIDTH / RECORD_CHARACTER - 5
        high = sum(max(1, math.ceil(geometry.characters(block.text) / room)) for block in lines) * self.line
        foot = geometry.twips(geometry.PAGE_HEIGHT - geometry.PAGE_SETUP.bottom)
        left = wordml.page_margins(self.layout.section)[3]
        frame = wordml.frame(left, foot - high, _TYPE_WIDTH)
        made: list[Piece] = []
        for block in lines:
            made += self._bookmarked(block, [self._record_line(block).set("framePr", frame)])
        return made

    def _record_line(self, block: Block) -> Paragraph:
        if block.label.endswith("："):
            indent = wordml.character_indent(RECORD_CHARACTER, left=4, right=1, hanging=3)
            return self.paragraph("版记", wordml.run(block.label + block.text)).set("ind", indent)
        indent = wordml.character_indent(RECORD_CHARACTER, left=1)
        return self.paragraph("版记", wordml.run(f"{block.label}\t{block.text}")).set("ind", indent)


def _cell_line(style: str, runs: str, *, kept: bool) -> str:
    return wordml.paragraph(style, runs, "<w:keepNext/>" if kept else "")


def _seals_jointly(document: Document) -> bool:
    """Whether several organs seal the paper, each needing room for its seal."""
    sealed = document.role is Role.MAIN and document.elements.seal is Seal.SEAL
    return sealed and len(_of_kind(document.blocks, BlockKind.SIGNATURE)) > 1


def _date_of(blocks: Iterable[Block]) -> str:
    return next((block.text for block in _of_kind(blocks, BlockKind.DATE)), BLANK_DATE)


def _of_kind(blocks: Iterable[Block], kind: BlockKind) -> list[Block]:
    return [block for block in blocks if block.kind is kind]


def _span_style(origin: Origin | None) -> str:
    if origin is None:
        return ""
    if origin.found == "待定":
        return "待定"
    return "补写" if origin.kind is OriginKind.RESTATED else ""


def _finished(root: Element, blocks: Mapping[str, str], layout: Layout, document: Document, house: House) -> bytes:
    """The filled part with its 版头 finished and the blocks in their places."""
    heads.finish_head(root, layout, document.elements)
    if house.red_head is RedHead.PREPRINTED:
        heads.leave_blank(root, layout)
    for cell in root.iter(w("tc")):
        if not _ends_in_paragraph(cell, blocks):
            cell.append(wordml.make("p"))
    return _with_blocks(root, blocks)


def _ends_in_paragraph(cell: Element, blocks: Mapping[str, str]) -> bool:
    last = cell[-1] if len(cell) else None
    if last is None or last.tag is not etree.PI:
        return last is not None and last.tag == w("p")
    return blocks[last.text].endswith(("</w:p>", "<w:p/>"))


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
