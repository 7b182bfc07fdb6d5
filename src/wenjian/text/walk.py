"""The provisions of a document in reading order, each with its heading path."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from wenjian.model.document import Block, Document, Provision, Row, Table
from wenjian.model.vocabulary import BlockKind, Role
from wenjian.text import patterns as re
from wenjian.text.normal import letters
from wenjian.text.numbering import parse_label, render_label
from wenjian.text.numerals import parse_numeral
from wenjian.text.portions import Places, for_own_place, places_of, portions
from wenjian.text.responsibility import belongs_to_line, is_responsibility_line
from wenjian.text.rows import (
    CELL_WORTH_READING,
    Kind,
    asked_by,
    is_serial_head,
    read_columns,
    told_beside,
    with_deadline,
)
from wenjian.text.segment import provisions

FORWARDED = "转发原文"
TITLE = "标题"
FORWARDED_TITLE = FORWARDED + TITLE
"""Where the title of the parent stands that travels with a paper, as `document_pieces` names it."""

_NAME_COLUMN = re.compile(
    r"序号|编号|时限|期限|时间|日期|责任|牵头|配合|单位|部门|股室|科室|领导|负责人|电话|姓名|依据"
)
_SENTENCE_END = re.compile("[。；;]")
_BODY = (BlockKind.PARAGRAPH, BlockKind.ITEM)
_GENRE = re.compile(
    r"(实施方案|工作方案|行动方案|方案|实施意见|意见|实施细则|细则|办法|规定|预案|指南|规范|要点|计划)》?(?:[（(][^（）()]{2,8}[）)])?$"
)
_UNDER_A_PART = 0.5
"""Headings without a level stand one level below the last numbered one; 一是 and short lines below a 第一阶段 there."""
_PARTS = {"编": 0.5, "章": 1.0, "节": 1.25, "条": 1.5}
"""Depth of the parts of rules: （一） stands below 第一条, and 一、 beside 第一章."""
_HEADING_ENDS = "。．.：:；;，, \u3000"


@dataclass(frozen=True, slots=True)
class _Heading:
    depth: float
    numbered: bool
    mark: str
    text: str


def document_provisions(document: Document, places: Collection[str] = ()) -> tuple[Provision, ...]:
    """Every provision of `document` and of the papers it carries. Of a table that gives each place its portion, only
    that of the place which is called by one of `places`, where it has one.

    `where` is the heading path («三、（二）»; «附件1第3项» for table rows; «实施方案二、» in a plan printed under the
    paper; «转发原文一、» in a forwarded parent). A run-in heading is in `headings`, not in the text. In a table the
    character range is that of the cell; of an indicator and its value, and of a task in a few words, the row makes one
    provision (`text.rows`).
    """
    return tuple(_provisions(document, places=places))


def own_provisions(document: Document) -> tuple[Provision, ...]:
    """The paper's own provisions: its text and the attachments it issues itself, never a forwarded document."""
    return tuple(provision for provision in document_provisions(document) if provision.role is not Role.FORWARDED)


def document_pieces(document: Document) -> tuple[Provision, ...]:
    """Every provision of `document` as `document_provisions` gives it, and in between what is no sentence but can be
    changed: headings, run-in headings, short table cells (serial numbers apart), titles of the papers it carries.

    The heading of a short cell is the first sentence of its row, so that «6月底前» of one task is not that of another.
    """
    return tuple(_provisions(document, whole=True))


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of a paper as it is printed: its title, a heading, a paragraph with its number, a table cell.

    `where` and `headings` are those of `Provision`; `column` names the column of a cell; `is_title` and `is_heading`
    tell a title and a heading of its own from text. `block`, and in a table `row` and `cell` (from 0), say what prints
    it; a title has no block.
    """

    text: str
    where: str = ""
    headings: tuple[str, ...] = ()
    column: str = ""
    role: Role = Role.MAIN
    is_title: bool = False
    is_heading: bool = False
    block: str = ""
    row: int = -1
    cell: int = -1


def document_lines(document: Document) -> Iterator[Line]:
    """Everything that `document` and the papers it carries print, in reading order, page furniture apart."""
    for paper, prefix in _papers(document, ""):
        if paper.title:
            yield Line(paper.title, f"{prefix}标题", role=paper.role, is_title=True)
        for block, path in _blocks(paper):
            where, headings = _where(path, prefix), _headings(path)
            if block.kind is BlockKind.TABLE and block.table:
                yield from _table_lines(block, where or "表", headings, paper.role)
            elif block.kind is BlockKind.HEADING or block.kind in _BODY:
                is_heading = block.kind is BlockKind.HEADING
                yield Line(block.printed, where, headings, role=paper.role, is_heading=is_heading, block=block.id)


def _table_lines(block: Block, place: str, headings: tuple[str, ...], role: Role) -> Iterator[Line]:
    table = block.table
    assert table is not None
    for index, row in enumerate(table.rows):
        where = row_place(table, place, index)
        for number, (column, cell) in enumerate(zip_longest(table.columns, row.texts())):
            if cell:
                name = column.name if column else ""
                yield Line(cell, where, headings, name, role, block=block.id, row=index, cell=number)


def document_tables(document: Document) -> Iterator[tuple[Block, str]]:
    """Every table of `document` and of the papers it carries, with the words that open a place in it."""
    for paper, prefix in _papers(document, ""):
        for block, path in _blocks(paper):
            if block.kind is BlockKind.TABLE and block.table:
                yield block, _where(path, prefix) or "表"


def row_place(table: Table, place: str, index: int) -> str:
    """The place of a row of a table: its printed serial, else its number in the table."""
    return f"{place}第{_serial(table, table.rows[index]) or index + 1}项"


def _papers(document: Document, prefix: str) -> Iterator[tuple[Document, str]]:
    """The document and the papers it carries, each with the words that open a place in it. What a forwarded paper
    carries is forwarded with it.
    """
    yield document, prefix
    within = document.role is Role.FORWARDED and bool(prefix)
    numbered = sum(attachment.role is Role.ATTACHMENT for attachment in document.attachments)
    ordinal = 0
    for attachment in document.attachments:
        ordinal += attachment.role is Role.ATTACHMENT
        words = _attachment_prefix(attachment, ordinal if numbered > 1 else 0)
        carried = replace(attachment, role=Role.FORWARDED) if within else attachment
        yield from _papers(carried, prefix + words if within else words)


def _blocks(document: Document) -> Iterator[tuple[Block, tuple[_Heading, ...]]]:
    """The document's own blocks, each with the heading path it stands under, its own heading included."""
    path: tuple[_Heading, ...] = ()
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            path = _descend(path, block, block.text)
        elif block.kind in _BODY and (block.label or block.lead):
            path = _descend(path, block, block.lead)
        yield block, path


def _provisions(document: Document, *, whole: bool = False, places: Collection[str] = ()) -> Iterator[Provision]:
    for paper, prefix in _papers(document, ""):
        if whole and paper is not document and (title := paper.title or paper.name):
            yield _name("", title, f"{prefix}{TITLE}", paper.role)
        above = ""
        for block, path in _blocks(paper):
            where = _where(path, prefix)
            before, above = above, block.text if block.kind in _BODY else ""
            if block.kind is BlockKind.HEADING and whole:
                yield _name(block.id, block.text, where, paper.role)
            elif block.kind in _BODY:
                if whole and block.lead:
                    yield _name(block.id, block.lead, where, paper.role)
                yield from _paragraph_provisions(block, where, _headings(path), paper.role)
            elif block.kind is BlockKind.TABLE and block.table:
                at = (where or "表", _headings(path), paper.role)
                if whole:
                    yield from _table_pieces(block, *at)
                else:
                    yield from _table_provisions(block, *at, places=places, above=before)


def _name(block: str, text: str, where: str, role: Role) -> Provision:
    return Provision(block, 0, len(text), text, where, role=role)


def _attachment_prefix(attachment: Document, ordinal: int) -> str:
    if attachment.role is Role.FORWARDED:
        return FORWARDED
    if attachment.role is Role.ATTACHMENT:
        printed = re.match(r"附件\s*([0-9０-９]+)?", attachment.name)
        number = parse_numeral(printed[1]) if printed and printed[1] else ordinal
        return f"附件{number or ''}"
    genre = _GENRE.search(attachment.title or attachment.name)
    return genre[1] if genre else attachment.title or attachment.name


def _descend(path: tuple[_Heading, ...], block: Block, text: str) -> tuple[_Heading, ...]:
    """The heading path at a block that opens a heading or carries a number."""
    words = text.strip().strip(_HEADING_ENDS)
    label = parse_label(block.label)
    level: float = block.level or (label.level if label else 0)
    if label and label.level == 0:
        level = _PARTS.get(label.printed.rstrip("：:")[-1:], level)
    if level:
        return _within(path, _Heading(level, numbered=True, mark=_canonical(block.label), text=words))
    above = max((heading.depth for heading in path if heading.numbered), default=0)
    depth = above + 1 if label else above + 1 + _UNDER_A_PART
    return _within(path, _Heading(depth, numbered=False, mark=block.label.strip(), text=words))


def _within(path: tuple[_Heading, ...], heading: _Heading) -> tuple[_Heading, ...]:
    return (*(other for other in path if other.depth < heading.depth), heading)


def _canonical(label: str) -> str:
    """The label in the standard's own signs, so that «(一)» and «（一）» are quoted alike."""
    parsed = parse_label(label.strip())
    return render_label(parsed.level, parsed.ordinal) if parsed and parsed.level else label.strip()


def format_where(path: tuple[tuple[str, str], ...]) -> str:
    """The path people quote from (mark, text) pairs: the numbers, and an unnumbered heading in quotes."""
    return "".join(mark or f"“{text}”" for mark, text in path if mark or text)


def _where(path: tuple[_Heading, ...], prefix: str) -> str:
    by_article = any(heading.mark.endswith("条") for heading in path)
    shown = (heading for heading in path if not (by_article and heading.mark.endswith(("编", "章", "节"))))
    return prefix + format_where(tuple((heading.mark, heading.text) for heading in shown))


def _headings(path: tuple[_Heading, ...]) -> tuple[str, ...]:
    return tuple(heading.text for heading in path if heading.text)


def _paragraph_provisions(block: Block, where: str, headings: tuple[str, ...], role: Role) -> Iterator[Provision]:
    """The provisions of a paragraph; one that only says who is responsible (责任单位：…；配合单位：…) stays whole."""
    before = len(block.lead)
    body = block.text[before:]
    cuts = provisions(body)
    if (
        len(cuts) > 1
        and is_responsibility_line(body[slice(*cuts[0])])
        and all(belongs_to_line(body[start:end]) for start, end in cuts[1:])
    ):
        cuts = ((cuts[0][0], cuts[-1][1]),)
    for start, end in cuts:
        yield Provision(block.id, start + before, end + before, body[start:end], where, headings, role=role)


def _table_provisions(
    block: Block, place: str, headings: tuple[str, ...], role: Role, *, places: Collection[str], above: str
) -> Iterator[Provision]:
    table = block.table
    assert table is not None
    by_place = places_of(table, places) if places else Places()
    heads = for_own_place(read_columns(table, above), by_place)
    for index, row in enumerate(table.rows):
        if by_place.column >= 0 and by_place.own and index not in by_place.own:
            continue
        where = row_place(table, place, index)
        cells = [(column.name if column else "", cell) for column, cell in zip_longest(table.columns, row.texts())]
        asked = asked_by(heads, row)
        names: tuple[str, ...] = ()
        found: list[Provision] = []
        portion = dict(portions(heads, by_place, index, row))
        if portion:
            asked = replace(told_beside(heads, row), taken=frozenset((*portion, by_place.column)))
        for number, (column, cell) in enumerate(cells):
            about = (where, (*headings, *names), index, role, asked.deadline, asked.responsible)
            if number in portion:
                text = with_deadline(portion[number], asked.deadline)
                found.append(Provision(block.id, 0, len(cell), text, *about, bound=True, cell=cell))
            elif number == asked.cell:
                found.append(Provision(block.id, 0, len(cell), asked.text, *about, bound=True, cell=cell))
            elif cell and number not in asked.taken:
                if _is_sentence(column, cell):
                    tasks = heads.binds and number in heads.of(Kind.NAME)
                    found += [
                        Provision(block.id, start, end, cell[start:end], *about, among_tasks=tasks)
                        for start, end in provisions(cell)
                    ]
                else:
                    names += (cell.strip(),) if _is_name(column, cell) else ()
        if len(found) == 1 and heads.binds:
            found = [replace(found[0], bound=True)]
        yield from found


def _table_pieces(block: Block, place: str, headings: tuple[str, ...], role: Role) -> Iterator[Provision]:
    table = block.table
    assert table is not None
    for index, row in enumerate(table.rows):
        cells = [(column.name if column else "", cell) for column, cell in zip_longest(table.columns, row.texts())]
        yield from _cell_pieces(block.id, cells, (row_place(table, place, index), index), headings, role)


def _cell_pieces(
    block: str, cells: Sequence[tuple[str, str]], at: tuple[str, int], headings: tuple[str, ...], role: Role
) -> Iterator[Provision]:
    """What the cells of a row print, sentence by sentence; serial numbers apart."""
    where, index = at
    task = next((cell for column, cell in cells if cell and _is_sentence(column, cell)), "")
    names: tuple[str, ...] = ()
    for column, cell in cells:
        if not cell or not _is_sentence(column, cell):
            names += (cell.strip(),) if cell and _is_name(column, cell) else ()
            if cell and cell.strip() and not is_serial_head(column):
                spot = f"{where}“{column.strip()}”" if column else where
                yield Provision(block, 0, len(cell), cell.strip(), spot, (task,), index, role)
            continue
        for start, end in provisions(cell):
            yield Provision(block, start, end, cell[start:end], where, (*headings, *names), index, role)


def _is_sentence(column: str, cell: str) -> bool:
    """Whether a cell says something; in a column of names, dates or numbers only a cell with a sentence's end does."""
    if _NAME_COLUMN.search(column):
        return bool(_SENTENCE_END.search(cell))
    return len(letters(cell)) >= CELL_WORTH_READING


def _is_name(column: str, cell: str) -> bool:
    """Whether a short cell heads the others of its row, as 重点任务 does."""
    return not _NAME_COLUMN.search(column) and len(letters(cell)) > 1 and not cell.strip().isdigit()


def _serial(table: Table, row: Row) -> int | None:
    """The printed serial of a row, where the first column is one."""
    if not table.columns or not is_serial_head(table.columns[0].name):
        return None
    return parse_numeral(next(iter(row.texts()), "").strip().rstrip("."))
