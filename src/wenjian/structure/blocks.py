"""Body lines → blocks: headings of all levels, run-in headings, items, paragraphs, 附件说明, tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wenjian.model.document import Block, Origin, Span
from wenjian.model.vocabulary import BlockKind, OriginKind
from wenjian.structure.headings import (
    CLOSING,
    ENUMERATOR,
    LONGEST_HEADING,
    LONGEST_SHORT_HEADING,
    enumerated_lead,
    is_short_heading,
    parted_heading,
    split_heading,
    text_after,
)
from wenjian.structure.lines import ATTACHMENT, BULLET, ENDS_SENTENCE, Line, is_date_line, labelled
from wenjian.text import patterns as re
from wenjian.text.normal import letters
from wenjian.text.numbering import Label

LONGEST_ATTACHMENT_LIST = 400
_SHORTEST_TEXT = 4
"""Letters of a text that a run-in heading may head."""
_LOOK = 4
"""Lines ahead that tell whether a line heads something."""
_SAYS = re.compile(r"^(?:请|由|于|对|经|凡|逾期)|\d+[日人次家个%％]|(?:应当|必须|不得|负责)")
_ENDS_LIST_NAME = re.compile(
    r"(?:[表单册账图》）)]|清单|名单|台账|方案|办法|意见|通知|目录|样式|模板|格式|说明"
    r"|要点|细则|规定|指南)$"
)
_DECIMAL = re.compile(
    r"^(?P<mark>\d{1,2}(?:[.．]\d{1,2}){1,3}|\d{1,2}(?=\s?[\u4e00-\u9fff]{2,12}$))"
    r"\s*(?=[\u4e00-\u9fff《“Ⅰ-Ⅻ]|(?<=\d\s)\d)"
)
_COUNTED = re.compile(r"^\d{1,2}(?:[年月日号人名个家所项条次天周]|小时|工作日|余)")
_CAPTION = re.compile(r"^[（(][^（）()。；，]{2,24}[）)]\s*(?=$|[\u4e00-\u9fff《“])")
"""What an article is about, in brackets behind its number."""
_UNIT = re.compile(r"^[月日年个倍万亿元米吨％%℃度人家户次]")
_BEFORE_FIGURE = re.compile(
    r"(?P<mark>(?P<ordinal>\d{1,2})[.．、])"
    r"(?=\d+(?:\.\d+)?\s*(?:[月日天年周岁个倍万亿元米吨％%℃度人家户次名所座处亩]|小时|分钟|工作日|公里|平方|立方|以上|余))"
)
"""A number glued to a figure («3.15天内整改完毕»)."""
_ITEM = 3
"""The level of «1.»."""
_PART_BLANKS = re.compile(r"(?<=[\u4e00-\u9fff])[\s\u3000]+(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class _Piece:
    """One line of the body, its label, the lines after it, and the block before it."""

    line: Line
    label: Label | None
    text: str
    following: Sequence[Line]
    before: Block | None


def read_blocks(lines: Sequence[Line], source: str, first: int = 1) -> tuple[Block, ...]:
    """The blocks of a body, numbered from `first` (b001 …)."""
    blocks: list[Block] = []
    listing = False
    for i, line in enumerate(lines):
        following = lines[i + 1 : i + 1 + _LOOK]
        goes_on = listing and blocks and _goes_on_listing(line, blocks[-1], following)
        listing = bool(goes_on) or _lists_attachments(line, blocks[-1].text if listing and blocks else "")
        if goes_on:
            last = blocks[-1]
            blocks[-1] = replace(last, spans=(*last.spans[:-1], replace(last.spans[-1], text=last.text + line.text)))
            continue
        for block in _blocks_of(line, following, blocks, source, listing=listing):
            blocks.append(_named(block, first + len(blocks)))
    return _with_parallel_leads(blocks)


def _with_parallel_leads(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with run-in headings taken as text where at least two siblings, and more than half of them, have
    none: numbered paragraphs are built alike, and a short first sentence is then only a short sentence.
    """
    groups: list[list[int]] = []
    open_groups: dict[int, list[int]] = {}
    for i, block in enumerate(blocks):
        if not block.level or not block.label:
            continue
        for deeper in [level for level in open_groups if level > block.level]:
            del open_groups[deeper]
        if block.level not in open_groups:
            open_groups[block.level] = []
            groups.append(open_groups[block.level])
        open_groups[block.level].append(i)
    told: dict[int, Block] = {}
    for group in groups:
        headed = sum(bool(blocks[i].lead) or blocks[i].kind is BlockKind.HEADING for i in group)
        if len(group) > 2 and (headed - 1) * 2 < len(group) - 1:
            told |= {i: _as_item(blocks[i]) for i in group if blocks[i].lead}
    return tuple(told.get(i, block) for i, block in enumerate(blocks))


def _as_item(block: Block) -> Block:
    return replace(block, kind=BlockKind.ITEM, lead="", spans=(Span(block.text, block.origin),))


def _lists_attachments(line: Line, before: str) -> bool:
    """Whether the line is 附件说明: it begins with 附件, or goes on numbering after `before`, which does. The last of
    several names may have a stop, where its number follows.
    """
    if line.table is not None or len(line.text) > LONGEST_ATTACHMENT_LIST:
        return False
    if ATTACHMENT.match(line.text):
        return True
    label = labelled(line.text) if before else None
    if label is None or "。" not in line.text:
        return label is not None
    first = ATTACHMENT.match(before)
    last = labelled(first["name"] if first else before)
    counted = last is not None and (last.level, last.ordinal + 1) == (label.level, label.ordinal)
    name = line.text.rstrip("。")
    return counted and "。" not in name and _ENDS_LIST_NAME.search(name) is not None


def _goes_on_listing(line: Line, last: Block, following: Sequence[Line]) -> bool:
    """Whether a line without number is the rest of a name in the list of attachments, wrapped at the margin."""
    if line.table is not None or line.kind or last.kind is not BlockKind.ATTACHMENT_LIST or not last.spans:
        return False
    if labelled(line.text) or ENDS_SENTENCE.search(line.text) or len(line.text) > LONGEST_HEADING[0]:
        return False
    if ATTACHMENT.match(line.text) or is_date_line(line.text) or CLOSING.match(line.text):
        return False
    numbered = bool(following) and following[0].table is None and labelled(following[0].text) is not None
    return numbered or (not _ENDS_LIST_NAME.search(last.text) and bool(_ENDS_LIST_NAME.search(line.text)))


def _named(block: Block, number: int) -> Block:
    return replace(block, id=f"b{number:03d}")


def origin_of(line: Line, source: str) -> Origin:
    """Where a line stands in its file: by its number, else as its reader names the place («a.docx（第3段）»)."""
    return Origin(OriginKind.SOURCE, f"{source}:{line.number}" if line.number else f"{source}（{line.label}）")


def _blocks_of(
    line: Line, following: Sequence[Line], before: Sequence[Block], source: str, *, listing: bool
) -> tuple[Block, ...]:
    origin = origin_of(line, source)
    if line.table is not None:
        return (Block("", BlockKind.TABLE, table=line.table, origin=origin),)
    if listing:
        return (_block(BlockKind.ATTACHMENT_LIST, line.text, origin),)
    label = labelled(line.text) or _before_figure(line.text, following, before)
    if line.kind == "heading":
        return (_styled_heading(line, label, origin),)
    if label is None:
        return _unlabelled(line, following, before, origin)
    if label.level == 0 and line.text[len(label.printed) :].startswith(("：", ":")):
        label = replace(label, printed=line.text[: len(label.printed) + 1])
    last = before[-1] if before else None
    piece = _Piece(line, label, line.text[len(label.printed) :].strip(), following, last)
    return _numbered(piece, label, origin)


def _before_figure(text: str, following: Sequence[Line], before: Sequence[Block]) -> Label | None:
    """The number of an item that opens with a figure: it counts on from the item before, or the next one from it."""
    match = _BEFORE_FIGURE.match(text)
    if match is None:
        return None
    ordinal = int(match["ordinal"])
    last = next(
        (other for block in reversed(before) if (other := labelled(block.label)) and other.level == _ITEM), None
    )
    after = (re.match(r"(\d{1,2})[.．、]", line.text) for line in following[:1])
    counts_on = last is not None and last.ordinal == ordinal - 1
    begins = ordinal == 1 and any(match is not None and match[1] == "2" for match in after)
    return Label(_ITEM, ordinal, match["mark"]) if counts_on or begins else None


def _block(kind: BlockKind, text: str, origin: Origin, level: int = 0, *, label: str = "", lead: str = "") -> Block:
    spans = (Span(text, origin),) if text else ()
    return Block("", kind, spans, level, label, lead, origin=origin)


def _styled_heading(line: Line, label: Label | None, origin: Origin) -> Block:
    if label is None:
        return _block(BlockKind.HEADING, line.text, origin, line.level)
    text = line.text[len(label.printed) :].strip()
    return _block(BlockKind.HEADING, text, origin, label.level or line.level, label=label.printed)


def _follows(decimal: re.Match[str], before: Sequence[Block]) -> bool:
    """Whether a bare figure («3 附则») counts on from the last one; decimals («3.1») speak for themselves, if they are
    no amounts («3.1万元»).
    """
    mark = decimal["mark"]
    if not mark.isdigit():
        return _UNIT.match(decimal.string[decimal.end() :]) is None
    last = next((block.label for block in reversed(before) if block.label.isdigit()), "0")
    return int(mark) == int(last) + 1


def _decimal_blocks(mark: str, rest: str, following: Sequence[Line], origin: Origin) -> tuple[Block, ...]:
    """A decimal number with its heading, its text, or both with a blank between («1.1 编制目的 为做好…»)."""
    level = min(4, len(re.split("[.．]", mark)))
    if parted := parted_heading(rest, LONGEST_HEADING[0]):
        heading = _block(BlockKind.HEADING, parted[0], origin, level, label=mark)
        return (heading, _block(BlockKind.PARAGRAPH, parted[1], origin))
    short = len(letters(rest)) <= LONGEST_SHORT_HEADING and not re.search(r"[，,。；;：:]", rest)
    kind = BlockKind.HEADING if short and following else BlockKind.ITEM
    return (_block(kind, rest, origin, level, label=mark),)


def _unlabelled(line: Line, following: Sequence[Line], before: Sequence[Block], origin: Origin) -> tuple[Block, ...]:
    text = line.text
    if (decimal := _DECIMAL.match(text)) and not _COUNTED.match(text) and _follows(decimal, before):
        return _decimal_blocks(decimal["mark"], text[decimal.end() :], following, origin)
    if line.kind != BULLET and is_short_heading(text, following):
        enumerator = ENUMERATOR.match(text)
        mark = enumerator[0] if enumerator else ""
        return (_block(BlockKind.HEADING, text[len(mark) :], origin, label=mark),)
    if run_in := enumerated_lead(text):
        mark, lead, rest = run_in
        return (_block(BlockKind.PARAGRAPH, rest, origin, label=mark, lead=lead),)
    return (_block(BlockKind.PARAGRAPH, text, origin),)


def _numbered(piece: _Piece, label: Label, origin: Origin) -> tuple[Block, ...]:
    level = label.level
    if "条" in label.printed:
        if caption := _CAPTION.match(piece.text):
            rest = piece.text[caption.end() :].strip()
            if rest:
                return (_block(BlockKind.PARAGRAPH, rest, origin, level, label=label.printed, lead=caption[0]),)
            return (_block(BlockKind.HEADING, piece.text, origin, level, label=label.printed),)
        return (_block(BlockKind.PARAGRAPH, piece.text, origin, level, label=label.printed),)
    if label.printed.rstrip("：:").endswith(("章", "节", "编")):
        level = 2 if "节" in label.printed else 1
        return (_block(BlockKind.HEADING, _PART_BLANKS.sub("", piece.text), origin, level, label=label.printed),)
    heading, rest = split_heading(piece.text, level)
    if heading and rest and (len(letters(rest)) < _SHORTEST_TEXT or rest[0] in "（("):
        heading, rest = "", piece.text
    if heading and rest:
        kind = BlockKind.PARAGRAPH
        if ENDS_SENTENCE.search(heading):
            return (_block(kind, rest, origin, level, label=label.printed, lead=heading),)
        return (_block(BlockKind.HEADING, heading, origin, level, label=label.printed), _block(kind, rest, origin))
    if heading and _has_content(piece, label):
        return (_block(BlockKind.HEADING, heading, origin, level, label=label.printed),)
    return (_block(BlockKind.ITEM, piece.text, origin, level, label=label.printed),)


def _has_content(piece: _Piece, label: Label) -> bool:
    """Whether a numbered line without text of its own heads something: a text or a deeper number follows.

    The last item of a list is followed by a text too: it is none when the items before it were none, when it says
    something itself, or when only closing words follow.
    """
    following = piece.following
    if label.level == 0:
        return not re.search("[，；]", piece.text)
    text_line = text_after(following)
    if text_line is None:
        return bool(following) and following[0].table is not None
    other = labelled(text_line.text)
    if other is not None:
        return label.level < other.level or (other.level == 0 and re.search("[条章节编]", other.printed) is None)
    sentence = ENDS_SENTENCE.search(piece.text)
    if piece.text.endswith(("；", ";")):
        return False
    if sentence and (CLOSING.match(text_line.text) or _SAYS.search(piece.text)):
        return False
    return not _ends_list(piece.before, label, stopped=sentence is not None)


def _ends_list(before: Block | None, label: Label, *, stopped: bool) -> bool:
    """Whether the block before is the item with the number before this one, a bare one if this one is bare."""
    if before is None or before.kind is not BlockKind.ITEM or before.level != label.level:
        return False
    if not stopped and (ENDS_SENTENCE.search(before.text) or len(letters(before.text)) > LONGEST_HEADING[0]):
        return False
    other = labelled(before.label)
    return other is not None and other.ordinal == label.ordinal - 1
