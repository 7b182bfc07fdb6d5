"""From 公文要素 and body to the blocks as printed. Pure: Document → Document."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import NewType, TypeAlias

from wenjian.layout import geometry
from wenjian.layout.habits import check_house
from wenjian.layout.head import joint_mark, signer_rows, signers
from wenjian.layout.printable import check_printable, printable
from wenjian.layout.title import break_title
from wenjian.model.catalogue import found
from wenjian.model.document import Block, Document, Span
from wenjian.model.elements import COPY_NUMBER_DIGITS, Elements
from wenjian.model.finding import Finding, Place
from wenjian.model.house import STANDARD, House
from wenjian.model.vocabulary import CLEAN_STAGES, BlockKind, RedHead, Role, Seal, Stage
from wenjian.text.dates import BLANK_DATE, find_dates, parse_date
from wenjian.text.normal import fold
from wenjian.text.organs import bare_name

__all__ = [
    "Arranged",
    "arrange",
    "bound_apart",
    "break_title",
    "check_house",
    "check_printable",
    "check_signing",
    "has_red_head",
    "join_organs",
    "record_lines",
    "signs_alone",
]

Arranged = NewType("Arranged", Document)
"""A document whose blocks are all that is printed, in printing order."""

ANNOTATION_LEVEL = 1
"""Level of the TITLE block that names the 稿别 under the title."""

_SIGNED_ONLY = ("mark", "number", "copy_number", "urgency", "signer", "publicity", "printer", "print_date")
"""Elements that a paper gets when it is signed: no draft shows them (条例第九条; 版头 and 版记 of GB/T 9704-2012)."""

_HEAD = ("mark", "number", "copy_number", "urgency", "signer")
"""Elements of 版头: left out where the red head is printed later, by others."""

FREE_LINES = 9
"""Lines of a first page with a red head that neither 版头, the blank lines nor one line of text take."""

SIGNING_LINES = 4
"""Lines that organ and date take with the room for a seal above them."""

_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.ATTACHMENT_LIST})

MAIN_COPIES, COPIES = "主送：", "抄送："
"""The labels of 主送机关 and 抄送机关 in the 版记 (7.4.2)."""

UNKNOWN_POST = "【待定：签发人职务】"

_SHOWN_STAGE = {Stage.CONSULTATION: "（征求意见稿）", Stage.REVIEW: "（送审稿）"}
_PUBLICITY = {
    "主动公开": "（此件公开发布）",
    "公开": "（此件公开发布）",
    "依申请公开": "（此件依申请公开）",
    "不予公开": "（此件不公开）",
    "不公开": "（此件不公开）",
}
_ABOUT_PUBLICITY = re.compile(r"^[（(].{0,4}(?:公开发布|主动公开|依申请公开|不予公开|不公开|删减后公开).{0,10}[）)]$")
_PART_LABEL = re.compile(r"第[^第]{1,6}(?:条|章|节|编|部分|阶段|步)$")
"""A number that a blank of one character parts from its words («第一条　为……»)."""
_PRINTED_ID = re.compile(r"(?:f\d+)*p\d{3}")
"""Ids of the blocks that arranging adds."""

_Added: TypeAlias = tuple[BlockKind, tuple[Span, ...], int, str]
"""A block that arranging adds and that has no id yet: its kind, spans, level and label."""

_ORDER = {Role.ENCLOSED: 0, Role.FORWARDED: 1, Role.ATTACHMENT: 2, Role.MAIN: 3}


def has_red_head(stage: Stage) -> bool:
    """A red head and a 版记 are printed only on what goes out: 清样 and 印发稿."""
    return stage in CLEAN_STAGES


def arrange(document: Document, stage: Stage, house: House = STANDARD) -> Arranged:
    """The document as printed at `stage` by the habits of `house`: its 公文要素 stand as blocks around the body, in
    printing order. What a paper gets only when it is signed and numbered (文号, 成文日期, 版头, 公开属性, 版记) is
    blank before 清样, and 版头 wherever the house does not print it.

    Block kinds: TITLE (lines divided by line feeds; an attachment's own label in `label`; the 稿别 in a second one of
    level 1), RECIPIENT, the body, ATTACHMENT_LIST (one block a name), ATTENDANCE (出席, 请假, 列席), SIGNATURE (posts
    of the signers where they use a 签名章), DATE, NOTE, RECORD (主送 that find no room on the first page, 抄送, then
    印发机关 as `label` and date as text, then the number of copies). What a paper carries follows in printing order:
    enclosed plans, forwarded originals, attachments. Unprintable characters are dropped with a finding. Arranging twice
    changes nothing.
    """
    clean, findings = printable(document)
    elements = clean.elements
    elements = _signed(elements) if has_red_head(stage) else _unsigned(elements, stage)
    if house.red_head is RedHead.NONE:
        elements = elements.model_copy(update=dict.fromkeys(_HEAD, ""))
    elements = elements.model_copy(update={"seal": elements.seal or house.seal})
    crowded = has_red_head(stage) and _crowd_first_page(elements)
    blocks = [
        *_title(elements.title, "" if _is_table(clean) else _SHOWN_STAGE.get(stage, "")),
        *(() if crowded else _recipients(elements.recipients)),
        *_body(clean, house),
        *_attachment_list(clean, house),
        *_attendance(elements),
        *_signature(elements),
        *_notes(elements),
        *(_record(elements, house, crowded=crowded) if has_red_head(stage) else ()),
    ]
    return Arranged(
        replace(
            clean,
            elements=elements,
            blocks=_identified(blocks, ""),
            attachments=tuple(_carried(clean, house)),
            findings=(*clean.findings, *findings),
        )
    )


def check_signing(document: Document, house: House = STANDARD) -> tuple[Finding, ...]:
    """WJ632 where a paper is to be signed with a 签名章 and does not say in which post."""
    elements = document.elements
    lacking = (elements.seal or house.seal) is Seal.STAMP and not elements.signer_posts
    return (found("WJ632", Place(document.source)),) if lacking else ()


def _signed(elements: Elements) -> Elements:
    """The elements with 份号 in its six digits."""
    digits = fold(elements.copy_number).strip()
    short = digits.isdecimal() and len(digits) <= COPY_NUMBER_DIGITS
    return elements.model_copy(update={"copy_number": digits.zfill(COPY_NUMBER_DIGITS)}) if short else elements


def _unsigned(elements: Elements, stage: Stage) -> Elements:
    """The elements of a paper that nobody signed yet: 送审稿 gives the year of its date, and the month where the day is
    still open; others nothing of it.
    """
    year = next((date.date.year for date in find_dates(elements.date)), 0)
    shown = elements.date if parse_date(elements.date) is None else f"{year}年　月　日"
    date = shown if year and stage is Stage.REVIEW else BLANK_DATE if elements.date else ""
    notes = (note for note in elements.note.split("\n") if not _ABOUT_PUBLICITY.match(note.strip()))
    blank: dict[str, object] = dict.fromkeys(_SIGNED_ONLY, "")
    return elements.model_copy(update={**blank, "copies_to": (), "date": date, "note": "\n".join(notes)})


def _is_table(document: Document) -> bool:
    """Whether the paper is a working table alone, which bears no 稿别."""
    if document.elements.recipients:
        return False
    body = _body(document, STANDARD)
    return bool(body) and all(block.table for block in body)


def _carried(document: Document, house: House, prefix: str = "") -> Iterator[Document]:
    numbers = _numbers(document, house)
    ordered = sorted(enumerate(document.attachments), key=lambda pair: (_ORDER[pair[1].role], pair[0]))
    for place, (index, attachment) in enumerate(ordered, 1):
        elements = attachment.elements
        label = numbers.get(index, "")
        own = f"{prefix}f{place}"
        blocks: list[Block | _Added] = []
        if attachment.role is Role.FORWARDED:
            blocks += _title(elements.title, label=label)
        else:
            blocks += _title(elements.title or attachment.name, label=label)
        if elements.number:
            blocks.append(_block(BlockKind.TITLE, elements.number, level=ANNOTATION_LEVEL))
        blocks += _recipients(elements.recipients)
        blocks += _body(attachment, house)
        blocks += _attachment_list(attachment, house)
        if elements.signature or elements.date:
            blocks += _signature(elements)
        yield replace(
            attachment,
            blocks=_identified(blocks, own),
            attachments=tuple(_carried(attachment, house, own)),
        )


def _block(kind: BlockKind, text: str, *, label: str = "", level: int = 0) -> _Added:
    return kind, (Span(text),) if text else (), level, label


def _identified(blocks: Iterable[Block | _Added], prefix: str) -> tuple[Block, ...]:
    """What came without an id (the printed elements) gets one that the body does not use."""
    numbers = count(1)
    made: list[Block] = []
    for one in blocks:
        if isinstance(one, tuple):
            made.append(Block(f"{prefix}p{next(numbers):03}", *one))
        elif one.id:
            made.append(one)
        else:
            made.append(replace(one, id=f"{prefix}p{next(numbers):03}"))
    return tuple(made)


def _title(title: str, annotation: str = "", label: str = "") -> Iterator[_Added]:
    if title or label:
        yield _block(BlockKind.TITLE, "\n".join(break_title(title)), label=label)
    if annotation:
        yield _block(BlockKind.TITLE, annotation, level=ANNOTATION_LEVEL)


def _body(document: Document, house: House) -> list[Block]:
    listed = any(_is_labelled(each, house) for each in document.attachments)
    left_out = (BlockKind.FURNITURE, BlockKind.ATTACHMENT_LIST if listed else BlockKind.FURNITURE)
    return [
        _parted(block)
        for block in document.blocks
        if block.kind not in left_out and not ("p" in block.id and _PRINTED_ID.fullmatch(block.id))
    ]


def _parted(block: Block) -> Block:
    """The block with a blank behind «第一条», «第一章»; what follows the words of «第一阶段（9月）» is part of them."""
    if not block.label.startswith("第") or not _PART_LABEL.match(block.label) or not block.text:
        return block
    goes_on = block.text[0] in "（(—：，、" and not block.label.endswith("条")
    return block if goes_on else replace(block, label=block.label + "\u3000")


def _recipients(recipients: Sequence[str]) -> Iterator[_Added]:
    if recipients:
        yield _block(BlockKind.RECIPIENT, join_organs(recipients) + "：")


def join_organs(organs: Sequence[str]) -> str:
    """Organs in one line, as they are given: each a name, or a class of them («各县、区民政局»), divided by ，."""
    return "，".join(filter(None, map(bare_name, organs)))


def _is_labelled(carried: Document, house: House) -> bool:
    """Whether a paper that travels with another is called 附件 and listed."""
    return carried.role is Role.ATTACHMENT or (house.labels_enclosed and carried.role is not Role.MAIN)


def _labelled(document: Document, house: House) -> list[int]:
    """The places of the papers that are called 附件, in printing order."""
    places = [i for i, each in enumerate(document.attachments) if _is_labelled(each, house)]
    return sorted(places, key=lambda i: (_ORDER[document.attachments[i].role], i))


def _numbers(document: Document, house: House) -> dict[int, str]:
    """The printed label of each numbered attachment by its place: «附件» when single, else «附件1»."""
    own = _labelled(document, house)
    return {own[0]: "附件"} if len(own) == 1 else {place: f"附件{i}" for i, place in enumerate(own, 1)}


def bound_apart(document: Document, house: House = STANDARD) -> tuple[Document, ...]:
    """Each 附件 of the paper, and of a plan that it issues, as a paper of its own, for those that cannot be bound with
    their paper: 发文字号, 附件 and its number stand at the left of the first line (7.3.7).
    """
    numbers = _numbers(document, house)
    own = tuple(
        _apart(document.attachments[place], document.elements.number + numbers[place])
        for place in _labelled(document, house)
    )
    enclosed = (one for one in document.attachments if one.role is Role.ENCLOSED)
    number = document.elements.number
    return own + tuple(
        each
        for one in enclosed
        for each in bound_apart(replace(one, elements=one.elements.model_copy(update={"number": number})), house)
    )


def _apart(attachment: Document, label: str) -> Document:
    title = Block(
        "title",
        BlockKind.TITLE,
        (Span("\n".join(break_title(attachment.elements.title or attachment.name))),),
        label=label,
    )
    blocks = (block for block in attachment.blocks if block.kind is not BlockKind.TITLE)
    return replace(attachment, elements=Elements(), blocks=(title, *blocks))


def _attachment_list(document: Document, house: House) -> Iterator[_Added]:
    papers = [document.attachments[place] for place in _labelled(document, house)]
    names = [(each.name or each.title).strip().rstrip("。；;，,") for each in papers]
    for ordinal, name in enumerate(names, 1):
        number = f"{ordinal}." if len(names) > 1 else ""
        label = f"附件：{number}" if ordinal == 1 else number
        quoted = f"《{name}》" if house.quotes_attachments and not name.startswith("《") else name
        yield _block(BlockKind.ATTACHMENT_LIST, quoted, label=label)


def _crowd_first_page(elements: Elements) -> bool:
    """Whether the 主送机关 leave no room for text on the first page: they move to the 版记 (7.3.2)."""
    lines = math.ceil(geometry.characters(join_organs(elements.recipients) + "：") / geometry.LINE_CHARACTERS)
    joint = joint_mark(elements.mark)
    higher = 0.0
    if joint:
        size = geometry.fit_joint(joint.organs, joint.word)
        higher = (len(joint.organs) - 1) * size * geometry.JOINT_LINE * 20 / geometry.PAGE_SETUP.line
    rows = max(len(signer_rows(signers(elements.signer))) - 1, 0)
    return lines + len(break_title(elements.title)) + rows + math.ceil(higher) > FREE_LINES


def signs_alone(document: Arranged) -> bool:
    """Whether organ and date find no room under the only paragraph of the first page (7.3.5.5), by the measures of a
    red head: others move to the next page with the paragraph before them.
    """
    elements = document.elements
    kinds = [block.kind for block in document.blocks]
    body = kinds.index(BlockKind.SIGNATURE) - 1 if BlockKind.SIGNATURE in kinds else -1
    if body < 0 or not elements.mark or joint_mark(elements.mark) or document.blocks[body].kind not in _TEXT:
        return False
    if body and document.blocks[body - 1].kind in _TEXT:
        return False
    taken = math.ceil(geometry.characters(join_organs(elements.recipients) + "：") / geometry.LINE_CHARACTERS)
    taken += len(break_title(elements.title))
    text = math.ceil((geometry.characters(document.blocks[body].printed) + 2) / geometry.LINE_CHARACTERS)
    left = FREE_LINES + 1 - taken - text
    return 0 <= left < SIGNING_LINES


def _attendance(elements: Elements) -> Iterator[_Added]:
    """Who was present, excused, listening (10.3)."""
    for label, names in (("出席：", elements.present), ("请假：", elements.absent), ("列席：", elements.observers)):
        if names:
            yield _block(BlockKind.ATTENDANCE, "，".join(name.strip().rstrip("。，") for name in names), label=label)


def _signature(elements: Elements) -> Iterator[_Added]:
    stamped = elements.seal is Seal.STAMP
    for name in (elements.signer_posts or (UNKNOWN_POST,)) if stamped else elements.signature:
        yield _block(BlockKind.SIGNATURE, name)
    if elements.date or elements.signature:
        yield _block(BlockKind.DATE, elements.date or BLANK_DATE)


def _notes(elements: Elements) -> Iterator[_Added]:
    notes = [note.strip() for note in elements.note.split("\n") if note.strip()]
    for note in notes:
        yield _block(BlockKind.NOTE, note if note.startswith("（") else f"（{note}）")
    public = _PUBLICITY.get(elements.publicity.strip(), "")
    if public and not any(_ABOUT_PUBLICITY.match(note) for note in notes):
        yield _block(BlockKind.NOTE, public)
    contact = [
        f"{label}：{value}"
        for label, value in (("联系人", elements.contact), ("联系电话", elements.telephone))
        if value and not any(value in note for note in notes)
    ]
    if contact:
        yield _block(BlockKind.NOTE, f"（{'；'.join(contact)}）")


def _record(elements: Elements, house: House, *, crowded: bool) -> Iterator[_Added]:
    if crowded and elements.recipients:
        yield _block(BlockKind.RECORD, join_organs(elements.recipients) + "。", label=MAIN_COPIES)
    if elements.copies_to:
        yield _block(BlockKind.RECORD, join_organs(elements.copies_to) + "。", label=COPIES)
    if elements.printer:
        date = elements.print_date or elements.date or BLANK_DATE
        yield _block(BlockKind.RECORD, date if date.endswith("印发") else f"{date}印发", label=elements.printer)
    if house.prints_copies and (count := elements.copies.strip().removesuffix("份")):
        yield _block(BlockKind.RECORD, f"（共印{count}份）")


def record_lines(document: Document) -> tuple[Block, ...]:
    """The 版记 lines of an arranged document."""
    record = BlockKind.RECORD  # looked up once: a member of an Enum takes as long as the rest of the loop
    return tuple([block for block in document.blocks if block.kind is record])
