"""What each line of a paper is, and whose: its lines as they stand, beside the tree that was made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from wenjian.model.document import Document
from wenjian.model.vocabulary import BlockKind, Role
from wenjian.structure.cuts import tidy
from wenjian.structure.head import is_number_line
from wenjian.structure.lines import ATTACHMENT, Line, is_date_line
from wenjian.structure.repair import repair
from wenjian.structure.tail import is_attendance_line, is_foot_line, is_record_line, read_date
from wenjian.text.normal import letters
from wenjian.text.numbering import parse_label

_NUMBER_SIGN = "号"
_HEAD_LETTERS = 8
"""Letters by which a block is known whose text was cut from its heading."""


class Part(Enum):
    """What a line is in its paper."""

    MARK = "发文机关标志"
    NUMBER = "发文字号"
    HEAD = "份号、紧急程度、签发人"
    TITLE = "标题"
    RECIPIENT = "主送机关"
    HEADING = "层次标题"
    TEXT = "正文"
    ATTENDANCE = "出席、请假、列席人员"
    ATTACHMENT_LIST = "附件说明"
    ATTACHMENT_LABEL = "附件标识"
    ATTACHMENT_TITLE = "附件标题"
    SIGNATURE = "发文机关署名"
    DATE = "成文日期"
    NOTE = "附注"
    RECORD = "版记"
    CELL = "表格"
    FURNITURE = "页面附属文字"


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A paragraph, or a cell of a table, as its file has it.

    `level` is that of a heading, or of a paragraph that a heading opens; `lead` is how much of the text that is, its
    number included. `number` and `label` say the place as `Line` does. `role` is that of the paper that holds it.
    """

    text: str
    part: Part
    level: int = 0
    lead: int = 0
    number: int = 0
    label: str = ""
    role: Role = Role.MAIN
    column: str = ""

    @property
    def is_own(self) -> bool:
        """Whether the paper says it itself: no line of a forwarded original, nothing of the page."""
        return self.role is not Role.FORWARDED and self.part is not Part.FURNITURE


@dataclass(frozen=True, slots=True)
class _Known:
    part: Part
    role: Role
    level: int = 0
    lead: int = 0


@dataclass(slots=True)
class _Parting:
    """What is known of the papers of a file, by letters, and how far its lines have been told apart."""

    blocks: dict[str, _Known] = field(default_factory=dict)
    heads: dict[str, _Known] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    titles: list[tuple[str, Role]] = field(default_factory=list)
    recipients: dict[str, Role] = field(default_factory=dict)
    organs: dict[str, Role] = field(default_factory=dict)
    dates: dict[str, Role] = field(default_factory=dict)
    head: tuple[str, ...] = ()
    """What a line of the head beside mark, title and recipients is made of, the longest first."""
    joint_mark: str = ""
    """What is still to come of a mark of several organs, which may stand on a line each."""
    listed: list[str] = field(default_factory=list)
    """The lines of 附件说明, which may break behind «附件：»."""
    attended: bool = False
    role: Role = Role.MAIN
    rest: str = ""
    """What is still to come of the title that is being read."""


def printed_lines(lines: Sequence[Line], documents: Sequence[Document], number: int = 1) -> tuple[PrintedLine, ...]:
    """The lines of the `number`-th of `documents`, which were read from `lines`, each with what it is; the title and
    the cells of a workbook, which has no lines.

    Broken lines are whole again and glued ones apart, as in the tree. Lines that only another document of the file has
    are left out.
    """
    document = documents[number - 1]
    if not lines:
        return tuple(_of_sheet(document))
    parting = _known(document)
    others = {
        letters(block.printed) for other in documents if other is not document for _, block in other.walk()
    } - parting.blocks.keys()
    clean = tidy(repair(lines, document.source).lines)
    return tuple(
        printed
        for line in clean
        for printed in _told(line, parting)
        if number == 1 or letters(printed.text) not in others
    )


def _of_sheet(document: Document) -> Iterator[PrintedLine]:
    yield PrintedLine(document.title, Part.TITLE)
    for owner, block in document.walk():
        if block.table is None:
            continue
        for text in (*block.table.head, *block.table.foot):
            yield PrintedLine(text, Part.CELL, role=owner.role)
        for row in block.table.rows:
            place = re.search(r"（([^（）]+)）$", row.origin.ref) if row.origin else None
            for column, text in zip(block.table.columns, row.texts(), strict=False):
                if text.strip():
                    label = place[1] if place else ""
                    yield PrintedLine(text, Part.CELL, label=label, role=owner.role, column=column.name)


_PARTS = {
    BlockKind.HEADING: Part.HEADING,
    BlockKind.ATTACHMENT_LIST: Part.ATTACHMENT_LIST,
    BlockKind.FURNITURE: Part.FURNITURE,
}


def _known(document: Document) -> _Parting:
    elements = document.elements
    head = (elements.copy_number, elements.urgency, elements.number, "签发人", *re.findall(r"\w+", elements.signer))
    parting = _Parting(
        head=tuple(sorted(filter(None, map(letters, head)), key=len, reverse=True)),
        joint_mark=letters(elements.mark) if " " in elements.mark else "",
        attended=bool(elements.present or elements.absent or elements.observers),
    )
    for paper in _papers(document):
        elements, role = paper.elements, paper.role
        for block in paper.blocks:
            words = letters(block.printed)
            lead = len(block.printed) if block.kind is BlockKind.HEADING else len(block.label + block.lead)
            known = _Known(_PARTS.get(block.kind, Part.TEXT), role, block.level, lead)
            parting.blocks.setdefault(words, known)
            if block.kind is BlockKind.ATTACHMENT_LIST:
                parting.listed.append(words)
            if len(words) >= _HEAD_LETTERS:
                parting.heads.setdefault(words[:_HEAD_LETTERS], known)
        if elements.mark:
            parting.marks |= {letters(elements.mark), letters(elements.mark.removesuffix("文件"))}
        if paper.title:
            parting.titles.append((letters(paper.title), role))
        parting.recipients.setdefault(letters("".join(elements.recipients)), role)
        for organ in elements.signature:
            parting.organs.setdefault(letters(organ), role)
        parting.organs.setdefault(letters("".join(elements.signature)), role)
        if elements.date:
            parting.dates.setdefault(elements.date, role)
    return parting


def _papers(document: Document) -> Iterator[Document]:
    yield document
    for carried in document.attachments:
        within = document.role is Role.FORWARDED
        yield from _papers(replace(carried, role=Role.FORWARDED) if within else carried)


def _told(line: Line, parting: _Parting) -> Iterator[PrintedLine]:
    if line.table is not None:
        for row in (tuple(column.name for column in line.table.columns), *(row.texts() for row in line.table.rows)):
            for column, cell in zip(line.table.columns, row, strict=False):
                if cell.strip():
                    yield PrintedLine(cell, Part.CELL, 0, 0, line.number, line.label, parting.role, column.name)
        return
    known = _part_of(line, parting)
    parting.role = known.role
    yield PrintedLine(line.text, known.part, known.level, known.lead, line.number, line.label, known.role)


def _part_of(line: Line, parting: _Parting) -> _Known:
    text, words, role = line.text, letters(line.text), parting.role
    if known := _element(line, words, parting):
        return known
    if known := parting.blocks.get(words):
        return known
    if parting.attended and is_attendance_line(text):
        return _Known(Part.ATTENDANCE, role)
    if is_date_line(text) and (owner := parting.dates.get(read_date(text)[0])):
        return _Known(Part.DATE, owner)
    if is_record_line(text):
        return _Known(Part.RECORD, role)
    if is_foot_line(text):
        return _Known(Part.NOTE, role)
    if words and (owner := next((owner for organs, owner in parting.organs.items() if words in organs), None)):
        return _Known(Part.SIGNATURE, owner)
    if text.endswith(("：", ":")) and any(listed.startswith(words) for listed in parting.listed):
        return _Known(Part.ATTACHMENT_LIST, role)
    if ATTACHMENT.match(text):
        return _Known(Part.ATTACHMENT_LABEL, Role.ATTACHMENT)
    if is_date_line(text):
        return _Known(Part.DATE, role)
    if known := parting.heads.get(words[:_HEAD_LETTERS]):
        return known
    label = parse_label(text)
    return _Known(Part.TEXT, role, label.level if label else 0, len(label.printed) if label else 0)


def _element(line: Line, words: str, parting: _Parting) -> _Known | None:
    """The element of a head that the line is: a title goes on until all of it was read."""
    role = parting.role
    if words and parting.rest.startswith(words):
        parting.rest = parting.rest[len(words) :]
        return _Known(_title_part(role), role)
    if words and parting.joint_mark.startswith(words):
        parting.joint_mark = parting.joint_mark[len(words) :]
        parting.marks.clear()
        return _Known(Part.MARK, role)
    if words and words in parting.marks and parting.titles and parting.titles[0][1] is Role.MAIN:
        parting.marks.clear()
        return _Known(Part.MARK, role)
    if is_number_line(line.text):
        return _Known(Part.NUMBER, role)
    if words and parting.titles and parting.titles[0][1] is Role.MAIN and _is_of_head(words, parting.head):
        return _Known(Part.NUMBER if _NUMBER_SIGN in words else Part.HEAD, role)
    for title, owner in parting.titles if words else ():
        if title.startswith(words) and (words not in parting.organs or owner is Role.MAIN):
            parting.titles.remove((title, owner))
            parting.rest = title[len(words) :]
            return _Known(_title_part(owner), owner)
    if words in parting.recipients:
        return _Known(Part.RECIPIENT, parting.recipients[words]) if words else None
    return None


def _is_of_head(words: str, pieces: Sequence[str]) -> bool:
    for piece in pieces:
        words = words.replace(piece, "")
    return not words


def _title_part(role: Role) -> Part:
    return Part.TITLE if role in (Role.MAIN, Role.FORWARDED) else Part.ATTACHMENT_TITLE
