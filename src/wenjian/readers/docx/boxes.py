"""Text boxes and frames: where they print among the paragraphs around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from lxml import etree

from wenjian.ooxml.elements import attribute, child, local_name, whole
from wenjian.structure.lines import Line
from wenjian.text.normal import letters

EMU_PER_MM = 36_000
MM_PER_POINT = 25.4 / 72
TWIPS_PER_MM = 1440 / 25.4
_UPPER_HALF = 140.0
_BELOW_LINE = 10.0
_LONGEST_HEAD_LINE = 40
_LONGEST_MARK = 60
_PAGE = frozenset(("page", "margin", "topMargin", "insideMargin", "outsideMargin", "top-margin-area"))
_BOTTOM = frozenset(("bottomMargin", "bottom-margin-area"))
_STYLE = re.compile(r"(?P<name>[a-z-]+)\s*:\s*(?P<value>[^;]+)")
_LENGTH = re.compile(r"(?P<number>-?\d{1,6}(?:\.\d{1,6})?)(?P<unit>pt|in|cm|mm)?")
_MM = {"pt": MM_PER_POINT, "in": 25.4, "cm": 10.0, "mm": 1.0, "": MM_PER_POINT}


class Spot(Enum):
    """Where a box is printed: at the top of the page, before the words it hangs on, or after them."""

    TOP = "top"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Position:
    """A spot, and for TOP the distance from the top in mm."""

    spot: Spot
    from_top: float = 0.0


def position_of_box(content: etree._Element) -> Position:
    """Where the text box that holds `content` (w:txbxContent) is printed."""
    for above in content.iterancestors():
        name = local_name(above)
        if name == "p":
            break
        if name == "anchor":
            return _drawn(above)
        style = above.get("style", "")
        if "position" in style:
            return _vml(style)
    return Position(Spot.BEFORE)


def _drawn(anchor: etree._Element) -> Position:
    vertical = child(anchor, "positionV")
    offset, align = child(vertical, "posOffset"), child(vertical, "align")
    relative = vertical.get("relativeFrom", "") if vertical is not None else ""
    text = (offset.text or "").strip() if offset is not None else ""
    from_top = int(text) / EMU_PER_MM if re.fullmatch(r"-?\d{1,9}", text) else 0.0
    return _position(relative, from_top, (align.text or "").strip() if align is not None else "")


def _vml(style: str) -> Position:
    values = {match["name"]: match["value"].strip() for match in _STYLE.finditer(style)}
    length = _LENGTH.match(values.get("margin-top", values.get("top", "")))
    from_top = float(length["number"]) * _MM[length["unit"] or ""] if length else 0.0
    return _position(
        values.get("mso-position-vertical-relative", "text"), from_top, values.get("mso-position-vertical", "")
    )


def position_of_frame(properties: etree._Element) -> Position:
    """Where a paragraph with w:framePr is printed."""
    from_top = whole(attribute(properties, "y")) / TWIPS_PER_MM
    return _position(attribute(properties, "vAnchor") or "text", from_top, attribute(properties, "yAlign"))


def _position(relative: str, from_top: float, align: str) -> Position:
    if relative in _BOTTOM or align == "bottom":
        return Position(Spot.AFTER)
    if relative in _PAGE:
        return Position(Spot.TOP, from_top) if from_top < _UPPER_HALF else Position(Spot.AFTER)
    return Position(Spot.AFTER if from_top > _BELOW_LINE else Spot.BEFORE)


def is_head_matter(lines: Sequence[Line]) -> bool:
    """Whether the lines of a box are such as stand above a title: short, no sentence among them."""
    return all(line.table is None and len(line.text) <= _LONGEST_HEAD_LINE and "。" not in line.text for line in lines)


def joined_mark(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a box; those of a 发文机关标志 («甲局», «乙局», «文件») as one line."""
    words = " ".join(line.text for line in lines)
    if len(lines) > 1 and is_mark(words) and all(line.table is None for line in lines):
        return (replace(lines[0], text=words),)
    return tuple(lines)


def is_mark(words: str) -> bool:
    """Whether words that stand apart are a 发文机关标志 («鲁山县民政局文件»)."""
    return (
        letters(words).endswith("文件")
        and 4 <= len(letters(words)) <= _LONGEST_MARK
        and not re.search(r"[，。：；《》0-9]", words)
    )
