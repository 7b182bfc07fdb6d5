"""Who is asked before a paper is signed: 会签单位, the letter that asks them, and the table of what they answered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wenjian.compose.fill import nested
from wenjian.model.document import Block, Column, Document, Row, Span, Table
from wenjian.model.elements import Elements
from wenjian.model.job import Job
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Authority, BlockKind, Role
from wenjian.text.organs import organ_classes

BLANK_DAY = "　　月　　日"
BLANK_NAME = "　　　　　　"
ANSWERS = ("采纳", "部分采纳", "未采纳", "无意见", "未反馈")
_COLUMNS = (
    Column("序号", 12),
    Column("反馈单位", 36),
    Column("反馈日期", 26),
    Column("意见原文", 78),
    Column("采纳情况", 25, choices=ANSWERS),
    Column("理由及修改位置", 80),
)
"""Widths in mm of a landscape sheet."""
_ISSUED = re.compile(r"关于印发《([^《》]+)》的通知$")
"""What a notice that only issues a paper asks opinions on: that paper."""


def countersigners(document: Document, job: Job, locality: Locality) -> tuple[str, ...]:
    """Who signs the paper besides the bureau: as the job says, else the joint issuers and the peer departments that the
    paper names (a proposal).
    """
    if job.countersigners:
        return job.countersigners
    issuers = document.elements.signature[1:] if job.authority is Authority.JOINT else ()
    words = _own_words(document)
    named = (peer.name for peer in locality.peers if any(word and word in words for word in (peer.name, peer.short)))
    return tuple(dict.fromkeys((*issuers, *named)))


def _own_words(document: Document) -> str:
    """All words of the paper and of what it encloses; not of the parent that it forwards, nor of the 版记."""
    words: list[str] = []
    for owner, block in document.walk():
        if owner.role is Role.FORWARDED or block.kind is BlockKind.RECORD:
            continue
        words.append(block.text)
        words += ["".join(row.texts()) for row in (block.table.rows if block.table else ())]
    return "\n".join(words)


def consultation_letter(paper: Document, units: Sequence[str], job: Job, locality: Locality) -> Document:
    """征求意见函 to `units`, with the paper as its attachment; the day to answer by and the date stay blank."""
    title = paper.title.replace("\n", "")
    issued = _ISSUED.search(title)
    draft = f"{issued[1] if issued else title}（征求意见稿）"
    contact = f"（联系人：{job.drafter or BLANK_NAME}；电话：{job.drafter_telephone or BLANK_NAME}）"
    lines = (
        (BlockKind.PARAGRAPH, "", f"我局起草了《{nested(draft)}》，现征求你单位意见。"),
        (BlockKind.PARAGRAPH, "", f"请于{BLANK_DAY}前将意见书面反馈我局；没有意见的，也请反馈。"),
        (BlockKind.PARAGRAPH, "", contact),
        (BlockKind.ATTACHMENT_LIST, "附件：", draft),
    )
    return Document(
        Elements(
            title=f"关于征求《{nested(draft)}》意见的函",
            recipients=organ_classes(units),
            signature=(locality.bureau,),
        ),
        tuple(
            Block(f"b{number:03}", kind, (Span(text),), label=label)
            for number, (kind, label, text) in enumerate(lines, 1)
        ),
        name="征求意见函",
    )


def adoption_table(paper: Document, units: Sequence[str]) -> Document:
    """意见采纳情况表: a row for each unit asked, to be filled in."""
    rows = tuple(
        Row(tuple((Span(text),) if text else () for text in (str(number), unit, "", "", "", "")))
        for number, unit in enumerate(units, 1)
    )
    foot = (f"发出{len(units)}家，反馈　　家，无意见　　家，未反馈　　家。一个单位有几条意见的，每条一行。",)
    name = "意见采纳情况表"
    table = Table(_COLUMNS, rows, name=name, head=(f"文稿：{paper.title}".replace("\n", ""),), foot=foot)
    return Document(Elements(title=name), (Block("b001", BlockKind.TABLE, table=table),), name=name, landscape=True)
