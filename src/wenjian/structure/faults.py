"""Faults of numbering, of phases and of the list of attachments, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from wenjian.model.catalogue import found
from wenjian.model.document import Block, Document
from wenjian.model.finding import Finding, Place
from wenjian.model.vocabulary import BlockKind, Role
from wenjian.text import patterns as re
from wenjian.text.numbering import Label, parse_label, render_label
from wenjian.text.numerals import chinese_numeral, parse_numeral
from wenjian.text.phases import find_phases

_PART = re.compile(r"第.+?(?P<kind>条|章|节|编|部分|阶段|步)")
_RUNS_ON = frozenset(("条", "章", "编"))
"""Parts that are counted through the whole paper; 节 and 阶段 begin anew under each heading."""
_ENUMERATED = re.compile(r"(?:^|(?<=[。；;：:]))(?P<number>[一二三四五六七八九十]{1,3})[是要](?![否非求])")
_LISTS = 3
"""The level from which lists may begin anew at 1 wherever they like."""


@dataclass(slots=True)
class _Count:
    """The last number of each level, and of each kind of part."""

    levels: dict[int, int] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)
    under: dict[int, int] = field(default_factory=dict)
    """The last number of a level under the present heading above it."""


def check_faults(document: Document, path: str) -> Iterator[Finding]:
    """The faults of a paper and of what it issues itself; those of a forwarded parent are told with that."""
    yield from _numbers(document.blocks, path)
    yield from _enumerators(document.blocks, path)
    places = {block.id: block for block in document.blocks}
    for phase in find_phases(_alone(document)):
        if not phase.complete:
            values = {"phase": phase.label or phase.name, "text": phase.text}
            yield found("WJ138", _place(places[phase.blocks[0]], path), **values)
    for carried in document.attachments:
        if carried.role is not Role.FORWARDED:
            yield from check_faults(carried, path)


def _alone(document: Document) -> Document:
    return Document(document.elements, document.blocks, source=document.source)


def _place(block: Block, path: str) -> Place:
    ref = block.origin.ref if block.origin else ""
    line = ref.rpartition(":")[2]
    if line.isdigit():
        return Place(path, int(line))
    label = re.search("（([^（）]*)）$", ref)
    return Place(path, label=label[1] if label else "")


def _numbers(blocks: Sequence[Block], path: str) -> Iterator[Finding]:
    """Numbers that skip or repeat, at every level, and the first that leaves out a level."""
    count = _Count()
    jumped = False
    for block in blocks:
        label = parse_label(block.label) if block.label and block.kind is not BlockKind.ATTACHMENT_LIST else None
        if label is None or block.kind is BlockKind.FURNITURE:
            continue
        before, kind = _before(label, count)
        if before is not None and block.origin:
            yield found(
                "WJ125", _place(block, path), excerpt=block.printed[:40], label=label.printed.strip(), before=before
            )
        if not jumped and _jumps(label, count) and (block.kind is BlockKind.HEADING or block.lead):
            jumped = True
            yield found("WJ137", _place(block, path), label=label.printed, above=render_label(label.level - 1, 1))
        _note(label, kind, count)


def _before(label: Label, count: _Count) -> tuple[str | None, str]:
    """What stands before a number that does not follow, in words, or None; and the kind of a part."""
    if label.level == 0:
        part = _PART.match(label.printed)
        kind = part["kind"] if part else ""
        last = count.parts.get(kind, 0)
        if label.ordinal == last + 1 or (label.ordinal == 1 and kind not in _RUNS_ON):
            return None, kind
        return _said(f"第{chinese_numeral(last)}{kind}" if last else ""), kind
    last, under = count.levels.get(label.level, 0), count.under.get(label.level, 0)
    follows = {last + 1, under + 1} if label.level > 1 else {last + 1}
    if label.ordinal in follows or (label.ordinal == 1 and label.level >= _LISTS):
        return None, ""
    shown = under or last
    return _said(render_label(label.level, shown) if shown else ""), ""


def _said(label: str) -> str:
    return f"前一个编号是“{label}”" if label else "前面没有编号"


def _jumps(label: Label, count: _Count) -> bool:
    """Whether a number stands two levels below the heading above it («一、» and then «1.»)."""
    above = [level for level in count.under if level < label.level]
    return 1 < label.level <= 4 and bool(above) and max(above) < label.level - 1 and label.level not in count.levels


def _note(label: Label, kind: str, count: _Count) -> None:
    if label.level == 0:
        count.parts[kind] = label.ordinal
        if kind in ("编", "章"):
            count.parts.pop("节", None)
        kept = 1 if kind in ("阶段", "步") else 0
        for level in [deeper for deeper in count.levels if deeper > kept]:
            count.levels.pop(level)
            count.under.pop(level, None)
        return
    count.levels[label.level] = count.under[label.level] = label.ordinal
    for level in [deeper for deeper in count.under if deeper > label.level]:
        del count.under[level]


def _enumerators(blocks: Sequence[Block], path: str) -> Iterator[Finding]:
    """«一是…三是…» in one paragraph: a number left out or repeated."""
    for block in blocks:
        if block.kind is BlockKind.FURNITURE or "是" not in block.text or "一是" not in block.text:
            continue
        last = 0
        for match in _ENUMERATED.finditer(block.text):
            number = parse_numeral(match["number"]) or 0
            if number not in {1, last + 1} and last:
                before = _said(f"{chinese_numeral(last)}是")
                yield found(
                    "WJ125",
                    _place(block, path),
                    excerpt=block.text[match.start() :][:40],
                    label=f"{match['number']}是",
                    before=before,
                )
            last = number


def check_attachments(document: Document, listed: Sequence[str], path: str) -> Iterator[Finding]:
    """A list of attachments that names more or fewer than the file holds, when it holds any."""
    present = sum(carried.role is Role.ATTACHMENT for carried in document.attachments)
    if listed and present and present != len(listed):
        yield found("WJ139", Place(path), listed=len(listed), present=present)
