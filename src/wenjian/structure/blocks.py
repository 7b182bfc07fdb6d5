"""Body lines → blocks: headings of all levels, run-in headings, items, paragraphs, 附件说明, tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wenjian.model.document import Block, Origin, Span
from wenjian.model.vocabulary import BlockKind, OriginKind
from wenjian.structure.lines import ENDS_SENTENCE, Line, labelled
from wenjian.structure.tail import ATTACHMENT
from wenjian.text.normal import letters
from wenjian.text.numbering import Label

LONGEST_HEADING = {0: 30, 1: 44, 2: 32, 3: 26, 4: 22, 5: 22}
"""Letters of the longest run-in heading by level: what is longer is the first sentence of the text."""

LONGEST_ATTACHMENT_LIST = 400
LONGEST_SHORT_HEADING = 14
_MODAL = r"(?<![重主需必首纪摘概扼简紧提])要(?![求素点害闻])|(?<![反响适供对相])应(?![急对用变收检治救付])|须"
_ORDERS = re.compile(_MODAL + r"|不得|严禁|禁止|请|一律|负责|可以|可(?=[由向在通])|\d")
_CLOSING = re.compile(r"^(?:特此|此[复函告令]|以上|望|请|附件|联系|本(?:通知|办法|意见|方案|细则)自)")
_SENTENCE = re.compile(r"^[^。！？；;：:]*[。！？]")
_ENUMERATOR = re.compile(r"^[一二三四五六七八九十]{1,3}[是要](?![否求])")
_DECIMAL = re.compile(r"^(?P<mark>\d{1,2}(?:[.．]\d{1,2}){1,3}|\d(?=[\u4e00-\u9fff]{2,12}$))\s*(?=[\u4e00-\u9fff《“])")
_USUAL_HEADINGS = re.compile(
    r"^(?:总体(?:要求|目标|思路)|指导思想|(?:工作|主要|基本)?(?:目标|原则|任务|要求|安排|措施|步骤)|组织(?:领导|实施)|(?:强化)?保障措施|重点任务"
    r"|时间安排|实施步骤|有关要求|任务分工|(?:明确)?(?:任务|工作)?职责|附则)(?=[\u4e00-\u9fff“《（])"
)
_SUBJECT = re.compile(
    r"各(?:级|地|县|市|区|省|部门|单位|乡|镇|有关|相关)|以习近平|坚[决持](?=[\u4e00-\u9fff“])|到20\d\d年"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One line of the body, its label, and the line after it."""

    line: Line
    label: Label | None
    text: str
    following: Line | None


def read_blocks(lines: Sequence[Line], source: str, first: int = 1) -> tuple[Block, ...]:
    """The blocks of a body, numbered from `first` (b001 …)."""
    blocks: list[Block] = []
    listing = False
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else None
        listing = _lists_attachments(line, listing=listing)
        for block in _blocks_of(line, following, source, listing=listing):
            blocks.append(_named(block, first + len(blocks)))
    return tuple(blocks)


def _lists_attachments(line: Line, *, listing: bool) -> bool:
    """Whether the line is 附件说明: it begins with 附件, or goes on numbering after one that does."""
    if line.table is not None or len(line.text) > LONGEST_ATTACHMENT_LIST:
        return False
    label = labelled(line.text)
    return bool(ATTACHMENT.match(line.text)) or (listing and label is not None and "。" not in line.text)


def _named(block: Block, number: int) -> Block:
    return Block(
        id=f"b{number:03d}",
        kind=block.kind,
        spans=block.spans,
        level=block.level,
        label=block.label,
        lead=block.lead,
        table=block.table,
        origin=block.origin,
    )


def _blocks_of(line: Line, following: Line | None, source: str, *, listing: bool) -> tuple[Block, ...]:
    origin = Origin(OriginKind.SOURCE, f"{source}:{line.number}" if line.number else f"{source}（{line.label}）")
    if line.table is not None:
        return (Block("", BlockKind.TABLE, table=line.table, origin=origin),)
    if listing:
        return (_block(BlockKind.ATTACHMENT_LIST, line.text, origin),)
    label = labelled(line.text)
    if line.kind == "heading":
        return (_styled_heading(line, label, origin),)
    if label is None:
        return _unlabelled(line, following, origin)
    if label.level == 0 and line.text[len(label.printed) :].startswith(("：", ":")):
        label = replace(label, printed=line.text[: len(label.printed) + 1])
    return _numbered(_Piece(line, label, line.text[len(label.printed) :].strip(), following), label, origin)


def _block(kind: BlockKind, text: str, origin: Origin, level: int = 0, *, label: str = "", lead: str = "") -> Block:
    spans = (Span(text, origin),) if text else ()
    return Block("", kind, spans, level, label, lead, origin=origin)


def _styled_heading(line: Line, label: Label | None, origin: Origin) -> Block:
    if label is None:
        return _block(BlockKind.HEADING, line.text, origin, line.level)
    text = line.text[len(label.printed) :].strip()
    return _block(BlockKind.HEADING, text, origin, label.level or line.level, label=label.printed)


def _unlabelled(line: Line, following: Line | None, origin: Origin) -> tuple[Block, ...]:
    text = line.text
    if decimal := _DECIMAL.match(text):
        mark, rest = decimal["mark"], text[decimal.end() :]
        short = len(letters(rest)) <= LONGEST_SHORT_HEADING and not re.search(r"[，。；：]", rest)
        kind = BlockKind.HEADING if short and following is not None else BlockKind.ITEM
        return (_block(kind, rest, origin, min(4, mark.count(".") + 1), label=mark),)
    if is_short_heading(text, following):
        enumerator = _ENUMERATOR.match(text)
        mark = enumerator[0] if enumerator else ""
        return (_block(BlockKind.HEADING, text[len(mark) :], origin, label=mark),)
    if run_in := _enumerated_lead(text):
        mark, lead, rest = run_in
        return (_block(BlockKind.PARAGRAPH, rest, origin, label=mark, lead=lead),)
    return (_block(BlockKind.PARAGRAPH, text, origin),)


def is_short_heading(text: str, following: Line | None) -> bool:
    """Whether an unnumbered line is a heading: short, orders nothing, and a longer unnumbered text follows."""
    words = letters(_ENUMERATOR.sub("", text))
    if following is None or following.table is not None or not 2 <= len(words) <= LONGEST_SHORT_HEADING:
        return False
    if re.search(r"[，,；;：:、]", text) or _ORDERS.search(words) or _CLOSING.match(text):
        return False
    return labelled(following.text) is None and len(letters(following.text)) > len(words) + 6


def _enumerated_lead(text: str) -> tuple[str, str, str] | None:
    """«一是强化组织领导。要全面…»: the mark, the run-in heading, the rest, when the line holds no other 二是."""
    mark = _ENUMERATOR.match(text)
    if mark is None:
        return None
    sentence = _SENTENCE.match(text[mark.end() :])
    if sentence is None or len(letters(sentence[0])) > LONGEST_SHORT_HEADING or _ORDERS.search(sentence[0]):
        return None
    rest = text[mark.end() + sentence.end() :].strip()
    if not rest or re.search(r"(?:^|[。；;])[二三四五六七八九十]{1,3}[是要]", rest):
        return None
    return mark[0], sentence[0], rest


def _numbered(piece: _Piece, label: Label, origin: Origin) -> tuple[Block, ...]:
    level = label.level
    if "条" in label.printed:
        return (_block(BlockKind.ITEM, piece.text, origin, level, label=label.printed),)
    heading, rest = _split_heading(piece.text, level)
    if heading and rest:
        kind = BlockKind.PARAGRAPH
        if ENDS_SENTENCE.search(heading):
            return (_block(kind, rest, origin, level, label=label.printed, lead=heading),)
        return (_block(BlockKind.HEADING, heading, origin, level, label=label.printed), _block(kind, rest, origin))
    if heading and _has_content(piece, label):
        return (_block(BlockKind.HEADING, heading, origin, level, label=label.printed),)
    return (_block(BlockKind.ITEM, piece.text, origin, level, label=label.printed),)


def _split_heading(text: str, level: int) -> tuple[str, str]:
    """The heading at the start of a numbered line and the text glued to it; ("", text) when it is all text."""
    limit = LONGEST_HEADING.get(level, 30)
    sentence = _SENTENCE.match(text)
    first = sentence[0] if sentence else text
    if len(letters(first)) <= limit and not re.search(r"[；;：:]", first.rstrip("：:；;")) and not _is_order(first):
        return first, text[len(first) :].strip()
    if cut := _glued_heading(first, limit):
        return text[:cut], text[cut:]
    return "", text


def _is_order(sentence: str) -> bool:
    """Whether a first sentence gives an order and so is text, not a heading."""
    return bool(re.search(_MODAL + "|不得|严禁|禁止", re.sub(r"[“《][^”》]*[”》]", "", sentence)))


def _glued_heading(text: str, limit: int) -> int:
    """Where a heading without a stop ends and its text begins, or 0."""
    if usual := _USUAL_HEADINGS.match(text):
        return usual.end()
    for subject in _SUBJECT.finditer(text, 5):
        heading = text[: subject.start()]
        if (
            len(letters(heading)) <= limit
            and "，" not in heading[-8:]
            and text[subject.start() - 1] not in "，、对向和与由把将"
        ):
            return subject.start()
    return 0


def _has_content(piece: _Piece, label: Label) -> bool:
    """Whether a numbered line without text of its own heads something: a text or a deeper number follows."""
    following = piece.following
    if label.level == 0:
        return True
    if following is None:
        return False
    other = labelled(following.text)
    return other is None or label.level < other.level
