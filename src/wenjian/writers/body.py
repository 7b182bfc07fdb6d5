"""The body of a paper as paragraphs and tables in the named styles of its layout."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from wenjian.layout import ANNOTATION_LEVEL, COPIES, MAIN_COPIES, geometry
from wenjian.layout.tables import has_own_name
from wenjian.model.document import Block, Document, Span, Table
from wenjian.model.vocabulary import BlockKind, Role, Seal
from wenjian.text.dates import BLANK_DATE
from wenjian.writers import wordml, words
from wenjian.writers.opened import ATTENDANCE, Layout
from wenjian.writers.plain import CLOSING, STYLES, Run, led_style, plain_runs, run_markup
from wenjian.writers.skeleton import Section, page_of, section_properties
from wenjian.writers.tables import table_markup
from wenjian.writers.wordml import Paragraph, writable
from wenjian.writers.words import HERE

RECORD_THICK, RECORD_THIN = 8, 6  # 1/8 pt: 0.35 mm and 0.25 mm (7.4.1)
RECORD_CHARACTER = 280  # twips of a character of 4号

_TYPE_WIDTH = geometry.twips(geometry.TYPE_WIDTH)
_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.ATTACHMENT_LIST})
_FIELD_BLOCKS = {
    "标题": BlockKind.TITLE,
    "主送机关": BlockKind.RECIPIENT,
    "发文机关署名": BlockKind.SIGNATURE,
    "成文日期": BlockKind.DATE,
    "附注": BlockKind.NOTE,
}
Piece: TypeAlias = Paragraph | str | bytes
"""A paragraph that may still change, or finished markup: a paragraph, a table, the ends of a bookmark."""


def markup(pieces: Iterable[Piece]) -> list[bytes]:
    """The pieces as they are written."""
    return [piece if isinstance(piece, bytes) else str(piece).encode() for piece in pieces]


class Body:
    """Builds the pieces of one paper. `names` are the bookmarks by block identity; empty where none are wanted."""

    def __init__(self, layout: Layout, names: Mapping[int, str]) -> None:
        self.layout = layout
        self.names = names
        self.bookmarks = 0
        self.character = geometry.PAGE_SETUP.character
        self.width = _TYPE_WIDTH
        self.line = page_of(layout).line

    def document(self, document: Document, *, landscape: bool) -> list[Piece]:
        """The blocks of one document; the 版记 and blocks that the layout has as fields stay out."""
        width = self.width = _type_width(self.layout, landscape)
        left_out = {BlockKind.RECORD}
        if document.role is Role.MAIN:
            left_out |= {kind for name, kind in _FIELD_BLOCKS.items() if name in self.layout.fields}
        pieces: list[Piece] = []
        level = 0
        previous: Block | None = None
        signing = _of_kind(document.blocks, BlockKind.SIGNATURE)
        jointly, signed = len(signing) > 1 and _is_sealed(document), bool(signing)
        plain = plain_runs(document.blocks, left_out, self.layout, self.names)
        next_one = 0
        while next_one < len(document.blocks):
            i = next_one
            if run := plain.get(i):
                next_one += len(run.starts)
                own = document.blocks[i:next_one]
                pieces += self._run(run, own)
                level = next((each.level for each in reversed(own) if each.level), level)
                previous = own[-1]
                continue
            block = document.blocks[i]
            next_one += 1
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
            closes = signed and i + 1 < len(document.blocks) and document.blocks[i + 1].kind in CLOSING
            if closes and previous is not None and previous.kind in _TEXT and isinstance(built[-1], Paragraph):
                # The signature does not stand on a page without text; but an only paragraph stays on the first page.
                built[-1].set("keepNext")
            pieces += self._bookmarked(block, built)
            previous = block
        return pieces

    def _run(self, run: Run, blocks: Sequence[Block]) -> list[Piece]:
        """Plain paragraphs; one by one where their words are more than runs of text."""
        together = run_markup(run, self.layout, self.bookmarks, marked=bool(self.names))
        if together is not None:
            self.bookmarks += len(run.starts) if self.names else 0
            return [together]
        styles = (STYLES.get(block.kind) or f"公文标题{block.level}" for block in blocks)
        made = [
            self._bookmarked(block, [self.paragraph(style, self._runs(block))])
            for block, style in zip(blocks, styles, strict=True)
        ]
        return [piece for pieces in made for piece in pieces]

    def standing(self, document: Document, width: int) -> list[bytes]:
        """All blocks of a document that was not arranged, in their order."""
        pieces: list[Piece] = []
        level = 0
        for i, block in enumerate(document.blocks):
            level = block.level or level if block.kind is BlockKind.HEADING else level
            clean = replace(block, table=_clean(block.table)) if block.table else block
            pieces += self._block(clean, document, i, level=level, follows=False, width=width)
        return markup(pieces)

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
        if plain := STYLES.get(block.kind):
            return [self.paragraph(plain, self._runs(block))]
        if block.kind is BlockKind.TITLE:
            following = document.blocks[at + 1].kind if at + 1 < len(document.blocks) else None
            return list(self._title(block, document.role, close=following is BlockKind.TITLE))
        if block.kind is BlockKind.TABLE and block.table is not None:
            return self._table(block.table, document, width)
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
        made = self.paragraph(ATTENDANCE, head + self._words(block.spans))
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
        indent = f'<w:ind w:left="{max(0, left)}" w:rightChars="0" w:right="0"/>'
        return Paragraph(self.layout.style(style), runs, {"ind": indent, "jc": f'<w:jc w:val="{align}"/>'})

    def _runs(self, block: Block) -> str:
        """Label and run-in heading, then the text; pieces to be filled in or reviewed stand out."""
        return self._led(block.label, block.lead, block.level) + self._words(block.spans)

    def _led(self, label: str, lead: str, level: int) -> str:
        opening = label + lead
        style = led_style(lead, level)
        return wordml.run(opening, self.layout.style(style) if style else "") if opening else ""

    def _words(self, spans: Sequence[Span]) -> str:
        return words.runs(spans, self.layout, marked=bool(self.names))

    def _table(self, table: Table, document: Document, width: int) -> list[Piece]:
        named = [self.paragraph("表头", wordml.run(table.name))] if has_own_name(table, document) else []
        above = [self.paragraph("表前", wordml.run(line)) for line in table.head]
        below = [self.paragraph("表后", wordml.run(line)) for line in table.foot]
        for under in below if table.signing else ():
            under.set("keepLines")
        return [*named, *above, *table_markup(table, width, self.layout, marked=bool(self.names)), *below]

    def record(self, lines: Sequence[Block]) -> list[Piece]:
        """版记 at the foot of the type area (7.4): 主送 and 抄送 with their names aligned, then 印发机关 at the left
        and the date at the right, a line between them but not between 主送 and 抄送.
        """
        width = min(_TYPE_WIDTH, page_of(self.layout).width)
        rows: list[Piece] = []
        joins = [(one.label, other.label) == (MAIN_COPIES, COPIES) for one, other in pairwise(lines)]
        for block, joins_above, joins_below in zip(lines, [False, *joins], [*joins, False], strict=True):
            opens, closes = _ends_of_record_line(width, joins_below, joins_above)
            rows += [opens, *self._bookmarked(block, [self._record_line(block)]), closes]
        left = page_of(self.layout).left
        opens, closes = _ends_of_record(left, width)
        return [opens, *rows, closes]

    def letter_record(self, lines: Sequence[Block]) -> list[Piece]:
        """版记 of a letter (10.1): 主送 and 抄送 alone, without lines. Its place is reckoned from the edge of the page:
        the first page of a letter has another lower margin than the others.
        """
        room = _TYPE_WIDTH / RECORD_CHARACTER - 5
        high = sum(max(1, math.ceil(geometry.characters(block.text) / room)) for block in lines) * self.line
        foot = geometry.twips(geometry.PAGE_HEIGHT - geometry.PAGE_SETUP.bottom)
        left = page_of(self.layout).left
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


@lru_cache(maxsize=16)
def _ends_of_record_line(width: int, joins_below: bool, joins_above: bool) -> tuple[bytes, bytes]:  # noqa: FBT001 - keys of the cache
    borders = ({"bottom": 0} if joins_below else {}) | ({"top": 0} if joins_above else {})
    return words.frame(wordml.row([wordml.cell(width, HERE, borders=borders)]))


@lru_cache(maxsize=16)
def _ends_of_record(left: int, width: int) -> tuple[bytes, bytes]:
    return words.frame(wordml.foot_table(left, width, [HERE], thick=RECORD_THICK, thin=RECORD_THIN))


@lru_cache(maxsize=32)
def _type_width(layout: Layout, landscape: bool) -> int:  # noqa: FBT001 - a key of the cache
    return wordml.type_width(section_properties(layout, Section(landscape=landscape, first=False)))


def _is_sealed(document: Document) -> bool:
    """Whether each organ that signs the paper needs room for its seal."""
    return document.role is Role.MAIN and document.elements.seal is Seal.SEAL


def _date_of(blocks: Iterable[Block]) -> str:
    return next((block.text for block in _of_kind(blocks, BlockKind.DATE)), BLANK_DATE)


def _of_kind(blocks: Iterable[Block], kind: BlockKind) -> list[Block]:
    return [block for block in blocks if block.kind is kind]


def _clean(table: Table) -> Table:
    """The table without what XML cannot hold in its cells."""
    rows = (
        replace(row, cells=tuple(tuple(replace(span, text=writable(span.text)) for span in cell) for cell in row.cells))
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))
