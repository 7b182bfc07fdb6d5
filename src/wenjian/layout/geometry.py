"""Figures of the page: widths in characters, millimetres and twips (1/20 pt).

Numbers named «7.x» are clauses of GB/T 9704-2012, «33476» is GB/T 33476.2-2016; «惯例» is practice.
"""

from __future__ import annotations

import math
from codecs import getencoder
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from wenjian.model.document import Column

TWIPS_PER_MM = 1440 / 25.4


def twips(millimetres: float) -> int:
    """Millimetres in twips, to the nearest."""
    return round(millimetres * TWIPS_PER_MM)


@dataclass(frozen=True, slots=True)
class Profile:
    """A page: margins in mm, line pitch and character pitch in twips."""

    top: float
    bottom: float
    left: float
    right: float
    line: int
    character: int = 315  # 16 pt squeezed by 0.25 pt: 28 characters take 441 pt of 442.2 (5.2.3)


PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0  # A4 (5.1)
PAGE_SETUP = Profile(37.0, 35.0, 28.0, 26.0, 579)  # 5.2.1; 225 mm / 22 rounded down
DISPLAY = Profile(34.58, 32.58, 28.0, 26.0, 592)  # 33476 6.2
TYPE_WIDTH = 156.0  # 5.2.1

MARK_TOP = 35.0  # mm from the type area to the upper edge of the mark (7.2.4)
MARK_SIZE = 60  # points; 惯例
MARK_FILL = 0.96  # of the width of the type area that a long mark may take; 惯例
INK_HEIGHT = 0.86  # of its size that a Han character stands above the base line; 小标宋
INK_DEPTH = 0.13  # of its size that a Han character reaches below the base line; 小标宋
MARK_LINES = 2  # lines of the page that the mark's own line takes; 惯例
BASE_LINE = 0.8  # of an exact line that lies above the base line
RULE_GAP = 4.0  # mm from the number to the red line (7.2.7)
FOLIO_GAP = 7.0  # mm from the type area to the dashes of the page number (7.5)
LEAST_COLUMN = 11.0  # mm of a table column that shows two characters of 五号 beside each other
DATE_INDENT = 4  # characters right of the date under a seal (7.3.5.1), or of a 签名章 and its date (7.3.5.3)
PLAIN_INDENT = 2  # characters right of an organ that signs without seal, and between its start and the date's (7.3.5.2)
SEAL_SIZE = 42.0  # mm of a county bureau's round seal; 惯例
SEAL_STEP = 45.0  # mm from the middle of one seal to the next: they do not touch (7.3.5.1)
SEALS_IN_ROW = 3  # as many as the type area holds
STAMP_WIDTH = 6  # characters left free for a 签名章; 惯例
JOINT_LINE = 1.35  # of the size: the line of one organ in a joint mark; 惯例
JOINT_GAP = 0.5  # of the size: between the organs and «文件»; 惯例
JOINT_HEIGHT = 75.0  # mm that joint marks may take, so that the first page shows text (7.3.3); 惯例
WHOLE_LINES = {0.0: 12, 200.0: 8}  # width of a table from (mm; landscape) → lines of a row kept on one page; 惯例
LINE_CHARACTERS = 28  # 5.2.3
MOST_WIDTHS = 32_768  # characters whose widths are remembered
LINES = 22  # 5.2.3


class _Widths(dict[str, float]):
    """The widths of the characters that were met, as many as papers have."""

    def __missing__(self, character: str) -> float:
        width = 1.0 if east_asian_width(character) in "WFA" else 0.5
        if len(self) < MOST_WIDTHS:
            self[character] = width
        return width


_width = _Widths().__getitem__


_gbk = getencoder("gbk")


def characters(text: str) -> float:
    """The width of a text in Han characters: half-width letters and digits take a half."""
    try:
        # What GBK writes in two bytes is as wide as a Han character, what it writes in one is not (tests hold it).
        return len(_gbk(text)[0]) / 2
    except UnicodeEncodeError:
        return sum(map(_width, text), 0.0)


def fit_mark(mark: str, most: float = MARK_SIZE, width: float = TYPE_WIDTH) -> float:
    """The size in points (to a half) at which the mark stands on one line of `width` mm, at most `most`."""
    room = width * 72 / 25.4 * MARK_FILL
    count = characters(mark)
    return most if not count else min(most, int(room / count * 2) / 2)


def fit_joint(organs: Sequence[str], word: str, most: float = MARK_SIZE, width: float = TYPE_WIDTH) -> float:
    """The size in points (to a half) at which the organs of a joint paper stand below each other with `word` at their
    right: no wider than `width` mm, no higher than JOINT_HEIGHT.
    """
    longest = max(map(characters, organs))
    beside = JOINT_GAP + characters(word) if word else 0.0
    wide = width * 72 / 25.4 * MARK_FILL / (longest + beside)
    high = JOINT_HEIGHT * 72 / 25.4 / (len(organs) * JOINT_LINE)
    return min(most, int(min(wide, high) * 2) / 2)


def seal_middle(organs: Sequence[str], date: str) -> float:
    """Characters from the right edge to the middle of the date and of the organ above it: the date four characters from
    the edge, or as far as a long organ needs (7.3.5.1).
    """
    longest = max(map(characters, organs), default=0.0)
    return max(DATE_INDENT + characters(date) / 2, longest / 2)


def seal_rows(organs: Sequence[str], date: str, character: float) -> tuple[tuple[tuple[int, float], ...], ...]:
    """The organs of a joint paper in rows of (index, middle in mm from the left edge), in their order, so far apart
    that seals do not touch and stay inside the type area; the last organ stands above the date (7.3.5.1). `character`
    is the pitch in mm.
    """
    longest = max(map(characters, organs)) * character
    middle = TYPE_WIDTH - seal_middle(organs, date) * character
    step = max(SEAL_STEP, longest + character)
    fit = min(SEALS_IN_ROW, 1 + int((middle - max(SEAL_SIZE, longest) / 2) / step))
    count = math.ceil(len(organs) / math.ceil(len(organs) / fit))
    rows = [range(start, min(start + count, len(organs))) for start in range(0, len(organs), count)]
    return tuple(tuple((i, middle - (row[-1] - i) * step) for i in row) for row in rows)


def plain_starts(organs: Sequence[str], date: str) -> tuple[float, float]:
    """Characters from the right edge to where the organs that sign without seal begin, and to where the date begins
    (7.3.5.2): the longest organ ends two from the edge, the date begins two further right; a date longer than the organ
    ends two from the edge itself, and the organ moves left.
    """
    longest, dated = max(map(characters, organs), default=0.0), characters(date)
    start = PLAIN_INDENT + (PLAIN_INDENT + dated if dated > longest else longest)
    return start, start - PLAIN_INDENT


@dataclass(frozen=True, slots=True)
class Cells:
    """The texts of a column, what they are together, and the most characters that one has."""

    texts: Sequence[str]
    together: str
    longest: int

    def widest(self, most: float) -> float:
        """The width of the widest text, at most `most`."""
        if self.longest >= most * 2:  # no character is narrower than a half
            return most
        if self.together.isascii():
            return self.longest / 2
        return min(max(map(characters, set(self.texts)), default=0.0), most)

    def are_low(self, width: float, most: int) -> bool:
        """Whether each text in a column of `width` mm takes at most so many lines."""
        if self.longest / _cell_room(width) < most and "\n" not in self.together:
            return True
        return all(is_low(text, width, most) for text in self.texts)


def cells(texts: Sequence[str]) -> Cells:
    """The texts of a column, measured."""
    return Cells(texts, "".join(texts), max(map(len, texts), default=0))


def column_widths(columns: Sequence[Column], texts: Sequence[Cells], width: float) -> tuple[float, ...]:
    """Column widths in mm that fill `width`: given widths are kept in proportion, columns without one share the rest
    by the length of their `texts`; where the given ones leave less than half of a fair share, all give way. No column
    is too narrow for two characters side by side, if the width allows.
    """
    weights = [_weight(column.name, each) for column, each in zip(columns, texts, strict=True)]
    given = sum(column.width for column in columns)
    open_weight = sum(weight for column, weight in zip(columns, weights, strict=True) if not column.width)
    rest = max(width - given, width * open_weight / sum(weights) / 2)
    raw = [column.width or rest * weight / open_weight for column, weight in zip(columns, weights, strict=True)]
    scale = width / sum(raw)
    wide = [max(each * scale, LEAST_COLUMN) for each in raw]
    # What narrow columns need, the others give in proportion to what they have to spare.
    spare = sum(each - LEAST_COLUMN for each in wide)
    over = sum(wide) - width
    give = min(over / spare, 1.0) if spare > 0 else 0.0
    return tuple(each - (each - LEAST_COLUMN) * give for each in wide)


def lines_in_cell(text: str, width: float) -> int:
    """How many lines of 五号 a text takes in a column of `width` mm."""
    room = _cell_room(width)
    return sum(max(1, math.ceil(characters(line) / room)) for line in text.split("\n"))


def is_low(text: str, width: float, most: int) -> bool:
    """Whether a text in a column of `width` mm takes at most so many lines."""
    if len(text) / _cell_room(width) + text.count("\n") < most:  # no character is wider than one
        return True
    return lines_in_cell(text, width) <= most


def most_whole_lines(width: float) -> int:
    """How many lines a row of a table of `width` mm may have to be kept on one page, about a third of it."""
    return WHOLE_LINES[max(least for least in WHOLE_LINES if least <= width)]


def _cell_room(width: float) -> float:
    """Characters of 五号 beside each other in a column of `width` mm."""
    return max((width - 3.0) / (10.5 * 25.4 / 72), 1.0)


def _weight(name: str, cells: Cells) -> float:
    """How much room a column asks for: the root of its mean length, so that long columns do not starve short ones."""
    mean = characters(cells.together) / max(len(cells.texts), 1)
    return max(characters(name), 3.0, math.sqrt(mean) * 4, cells.widest(6.0))
