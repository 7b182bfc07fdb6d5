"""From 公文要素 and body to the blocks as printed. Pure: Document → Document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wenjian.layout.printable import check_printable, printable
from wenjian.layout.title import break_title
from wenjian.model.document import Block, Document, Span
from wenjian.model.elements import COPY_NUMBER_DIGITS, Elements
from wenjian.model.vocabulary import CLEAN_STAGES, BlockKind, Role, Stage
from wenjian.text.dates import BLANK_DATE, find_dates
from wenjian.text.normal import fold

__all__ = ["arrange", "break_title", "check_printable", "has_red_head", "join_organs", "record_lines"]

ANNOTATION_LEVEL = 1
"""Level of the TITLE block that names the 稿别 under the title."""

_SIGNED_ONLY = ("mark", "number", "copy_number", "urgency", "signer", "publicity", "printer", "print_date")
"""Elements that a paper gets when it is signed: no draft shows them (条例第九条; 版头 and 版记 of GB/T 9704-2012)."""

_SHOWN_STAGE = {Stage.CONSULTATION: "（征求意见稿）", Stage.REVIEW: "（送审稿）"}
_PUBLICITY = {
    "主动公开": "（此件公开发布）",
    "公开": "（此件公开发布）",
    "依申请公开": "（此件依申请公开）",
    "不予公开": "（此件不公开）",
    "不公开": "（此件不公开）",
}
_ABOUT_PUBLICITY = re.compile(r"^[（(].{0,4}(?:公开发布|主动公开|依申请公开|不予公开|不公开|删减后公开).{0,10}[）)]$")
_PRINTED_ID = re.compile(r"(?:f\d+)*p\d{3}")
"""Ids of the blocks that arranging adds."""

_ORDER = {Role.ENCLOSED: 0, Role.FORWARDED: 1, Role.ATTACHMENT: 2, Role.MAIN: 3}


def has_red_head(stage: Stage) -> bool:
    """A red head and a 版记 are printed only on what goes out: 清样 and 印发稿."""
    return stage in CLEAN_STAGES


def arrange(document: Document, stage: Stage) -> Document:
    """The document as printed at `stage`: its 公文要素 stand as blocks around the body, in printing order. What a paper
    gets only when it is signed and numbered (文号, 成文日期, 版头, 公开属性, 版记) is blank before 清样.

    Block kinds: TITLE (lines divided by line feeds; an attachment's own label in `label`; the 稿别 in a second one of
    level 1), RECIPIENT, the body, ATTACHMENT_LIST (one block a name), SIGNATURE, DATE, NOTE, RECORD (抄送 first, then
    印发机关 as `label` and date as text). What a paper carries follows in printing order: enclosed plans, forwarded
    originals, attachments. Unprintable characters are dropped with a finding. Arranging twice changes nothing.
    """
    clean, findings = printable(document)
    elements = clean.elements
    elements = _signed(elements) if has_red_head(stage) else _unsigned(elements, stage)
    blocks = [
        *_title(elements.title, "" if _is_table(clean) else _SHOWN_STAGE.get(stage, "")),
        *_recipients(elements.recipients),
        *_body(clean),
        *_attachment_list(clean),
        *_signature(elements),
        *_notes(elements),
        *(_record(elements) if has_red_head(stage) else ()),
    ]
    return replace(
        clean,
        elements=elements,
        blocks=_identified(blocks, ""),
        attachments=tuple(_carried(clean)),
        findings=(*clean.findings, *findings),
    )


def _signed(elements: Elements) -> Elements:
    """The elements with 份号 in its six digits."""
    digits = fold(elements.copy_number).strip()
    short = digits.isdecimal() and len(digits) <= COPY_NUMBER_DIGITS
    return elements.model_copy(update={"copy_number": digits.zfill(COPY_NUMBER_DIGITS)}) if short else elements


def _unsigned(elements: Elements, stage: Stage) -> Elements:
    """The elements of a paper that nobody signed yet: 送审稿 gives the year of its date, others nothing of it."""
    year = next((date.date.year for date in find_dates(elements.date)), 0)
    date = f"{year}年　月　日" if year and stage is Stage.REVIEW else BLANK_DATE if elements.date else ""
    notes = (note for note in elements.note.split("\n") if not _ABOUT_PUBLICITY.match(note.strip()))
    blank: dict[str, object] = dict.fromkeys(_SIGNED_ONLY, "")
    return elements.model_copy(update={**blank, "copies_to": (), "date": date, "note": "\n".join(notes)})


def _is_table(document: Document) -> bool:
    """Whether the paper is a working table alone, which bears no 稿别."""
    body = list(_body(document))
    return bool(body) and not document.elements.recipients and all(block.table for block in body)


def _carried(document: Document, prefix: str = "") -> Iterator[Document]:
    numbers = _numbers(document)
    ordered = sorted(enumerate(document.attachments), key=lambda pair: (_ORDER[pair[1].role], pair[0]))
    for place, (index, attachment) in enumerate(ordered, 1):
        elements = attachment.elements
        label = numbers.get(index, "")
        own = f"{prefix}f{place}"
        blocks: list[Block] = []
        if attachment.role is Role.FORWARDED:
            blocks += _title(elements.title)
            if elements.number:
                blocks.append(_block(BlockKind.TITLE, elements.number, level=ANNOTATION_LEVEL))
            blocks += _recipients(elements.recipients)
        else:
            blocks += _title(elements.title or attachment.name, label=label)
        blocks += _body(attachment)
        blocks += _attachment_list(attachment)
        if attachment.role is Role.FORWARDED and elements.signature:
            blocks += _signature(elements)
        yield replace(
            attachment,
            blocks=_identified(blocks, own),
            attachments=tuple(_carried(attachment, own)),
        )


def _block(kind: BlockKind, text: str, *, label: str = "", level: int = 0) -> Block:
    return Block("", kind, (Span(text),) if text else (), level=level, label=label)


def _identified(blocks: Iterable[Block], prefix: str) -> tuple[Block, ...]:
    """Blocks that came without an id (the printed elements) get one that the body does not use."""
    named: list[Block] = []
    count = 0
    for block in blocks:
        count += not block.id
        named.append(block if block.id else replace(block, id=f"{prefix}p{count:03}"))
    return tuple(named)


def _title(title: str, annotation: str = "", label: str = "") -> Iterator[Block]:
    if title or label:
        yield _block(BlockKind.TITLE, "\n".join(break_title(title)), label=label)
    if annotation:
        yield _block(BlockKind.TITLE, annotation, level=ANNOTATION_LEVEL)


def _body(document: Document) -> Iterator[Block]:
    listed = any(each.role is Role.ATTACHMENT for each in document.attachments)
    for block in document.blocks:
        if _PRINTED_ID.fullmatch(block.id):
            continue
        if block.kind is BlockKind.FURNITURE or (block.kind is BlockKind.ATTACHMENT_LIST and listed):
            continue
        yield block


def _recipients(recipients: Sequence[str]) -> Iterator[Block]:
    if recipients:
        yield _block(BlockKind.RECIPIENT, join_organs(recipients) + "：")


def join_organs(organs: Sequence[str]) -> str:
    """Organs in one line: like ones divided by 、, different ones by ，.

    Where one of them is written as a class of several («各县、区民政局») all of them are classes, divided by ，.
    """
    names = [organ.strip().rstrip("：:、，,；;。") for organ in organs]
    names = [name for name in names if name]
    if any("、" in name for name in names):
        return "，".join(names)
    line = ""
    for before, name in zip(["", *names], names, strict=False):
        line += ("" if not before else "、" if _kind_of_organ(before) == _kind_of_organ(name) else "，") + name
    return line


def _kind_of_organ(name: str) -> str:
    # A name that itself lists several organs ends the run: its last member decides nothing for the next.
    for kind, words in (
        ("units", ("局属", "所属", "直属", "下属", "机构", "中心", "福利院", "殡仪馆", "救助站", "敬老院")),
        ("offices", ("股室", "科室", "处室", "股", "科室")),
        ("townships", ("乡", "镇", "街道", "民政所", "办事处")),
        ("governments", ("人民政府", "政府", "管委会", "行政公署")),
        ("departments", ("局", "委员会", "部", "厅", "办公室", "单位", "委")),
    ):
        if any(word in name for word in words):
            return kind
    return "other"


def _numbers(document: Document) -> dict[int, str]:
    """The printed label of each numbered attachment by its place: «附件» when single, else «附件1»."""
    own = [i for i, each in enumerate(document.attachments) if each.role is Role.ATTACHMENT]
    return {own[0]: "附件"} if len(own) == 1 else {place: f"附件{i}" for i, place in enumerate(own, 1)}


def _attachment_list(document: Document) -> Iterator[Block]:
    names = [each.name or each.title for each in document.attachments if each.role is Role.ATTACHMENT]
    for ordinal, name in enumerate(names, 1):
        number = f"{ordinal}." if len(names) > 1 else ""
        label = f"附件：{number}" if ordinal == 1 else number
        yield _block(BlockKind.ATTACHMENT_LIST, name.strip().rstrip("。；;，,"), label=label)


def _signature(elements: Elements) -> Iterator[Block]:
    for organ in elements.signature:
        yield _block(BlockKind.SIGNATURE, organ)
    if elements.date or elements.signature:
        yield _block(BlockKind.DATE, elements.date or BLANK_DATE)


def _notes(elements: Elements) -> Iterator[Block]:
    notes = [note.strip() for note in elements.note.split("\n") if note.strip()]
    for note in notes:
        yield _block(BlockKind.NOTE, note if note.startswith("（") else f"（{note}）")
    public = _PUBLICITY.get(elements.publicity.strip(), "")
    if public and not any(_ABOUT_PUBLICITY.match(note) for note in notes):
        yield _block(BlockKind.NOTE, public)
    contact = [
        f"{label}：{value}"
        for label, value in (("联系人", elements.contact), ("联系电话", elements.telephone))
        if value
    ]
    if contact:
        yield _block(BlockKind.NOTE, f"（{'；'.join(contact)}）")


def _record(elements: Elements) -> Iterator[Block]:
    if elements.copies_to:
        yield _block(BlockKind.RECORD, join_organs(elements.copies_to) + "。", label="抄送：")
    if elements.printer:
        date = elements.print_date or elements.date or BLANK_DATE
        yield _block(BlockKind.RECORD, date if date.endswith("印发") else f"{date}印发", label=elements.printer)


def record_lines(document: Document) -> tuple[Block, ...]:
    """The 版记 lines of an arranged document."""
    return tuple(block for block in document.blocks if block.kind is BlockKind.RECORD)
