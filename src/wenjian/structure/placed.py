"""Text and rules as placed on a page, and the visual lines (rows) that the text makes.

Lengths are in any one unit. x grows to the right; y grows downwards from the top of the page and is the baseline.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from wenjian.structure.characters import usual_characters
from wenjian.text import patterns as re

CELL_GAP = "\u3000" * 3
"""What stands between texts of one row that lie far apart: wide enough that `tidy` keeps them apart."""

_SAME_ROW = 0.4
_CELL = 2.0
_WORD = 0.15
_FEW = 10
_BLANK = re.compile(r"[\t\r\n\u00a0\u2000-\u200a\u202f]")
"""Blanks of all widths but the full one."""
_HAN_SIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—·〔〕]")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text on one line: one glyph or several. `x0` and `x1` are the ends of its advance (not of its ink),
    `y` the baseline, `height` the size of its characters (the em).
    """

    text: str
    x0: float
    x1: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin straight line as printed, across or down: the border of table cells. A format that does not give them
    loses only the tables.
    """

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    """The text of one page and its rules, in any order; `number` counts from 1."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A visual line: `number` counts the rows of its page from 1, `cells` the texts that lie far apart."""

    page: int
    number: int
    text: str
    x0: float
    x1: float
    y: float
    height: float
    cells: int = 1


def rows_of(page: Page) -> list[Row]:
    """The visual lines of a page from top to bottom; those of a page written downwards from right to left."""
    runs = [_trimmed(replace(run, text=_BLANK.sub(" ", usual_characters(run.text)))) for run in page.runs]
    runs = [run for run in runs if run.text and run.height > 0]
    if _is_written_downwards(runs):
        runs = [Run(run.text, run.y - run.height, run.y, page.width - run.x0, run.height) for run in runs]
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.y, run.x0)):
        if lines and run.y - lines[-1][0].y <= _SAME_ROW * max(lines[-1][0].height, run.height):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [_row(page.number, number, line) for number, line in enumerate(lines, 1)]


def _is_written_downwards(runs: Sequence[Run]) -> bool:
    """Whether most characters stand right below the one before them."""
    below = sum(
        len(before.text) == len(run.text) == 1
        and abs(run.x0 - before.x0) < 0.2 * run.height
        and 0.7 * run.height < run.y - before.y < 1.6 * run.height
        for before, run in pairwise(runs)
    )
    return len(runs) > _FEW and below > 0.6 * len(runs)


def _trimmed(run: Run) -> Run:
    """The run without the blanks at its ends, which would hide an indent or a short row."""
    words = run.text.strip()
    if len(words) == len(run.text) or not words:
        return replace(run, text=words)
    before, after = run.text[: run.text.index(words[0])], run.text[len(run.text.rstrip()) :]
    step = (run.x1 - run.x0) / display_width(run.text)
    return replace(run, text=words, x0=run.x0 + step * display_width(before), x1=run.x1 - step * display_width(after))


def display_width(text: str) -> float:
    """The width of `text` in characters (em), about: half a character for each Latin one."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def _row(page: int, number: int, runs: list[Run]) -> Row:
    runs = _once_each(sorted(runs, key=lambda run: run.x0))
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[run.height] += len(run.text)
    height = max(sizes, key=lambda size: (sizes[size], size))
    spread = _is_spread(runs, height)
    text = runs[0].text
    cells = 1
    for before, run in pairwise(runs):
        gap = run.x0 - before.x1
        if gap > _CELL * height and not spread:
            text += CELL_GAP + run.text
            cells += 1
        else:
            text = joined(text, run.text, " " if gap > _WORD * height and not spread else "")
    x1 = max(run.x1 for run in runs)
    return Row(page, number, _tight(text), runs[0].x0, x1, median(run.y for run in runs), height, cells)


def _once_each(runs: Sequence[Run]) -> list[Run]:
    """The runs without those printed again over themselves to look bold."""
    once: list[Run] = []
    for run in runs:
        if not any(run.text == other.text and abs(run.x0 - other.x0) < 0.2 * run.height for other in once[-3:]):
            once.append(run)
    return once


def _is_spread(runs: Sequence[Run], height: float) -> bool:
    """Whether single characters are spread evenly over the row, as in a mark «民 政 局 文 件»."""
    if len(runs) < 4 or any(len(run.text) > 1 for run in runs):
        return False
    gaps = [run.x0 - before.x1 for before, run in pairwise(runs)]
    return min(gaps) > 0.3 * height and max(gaps) - min(gaps) < max(0.3 * max(gaps), 0.2 * height)


def joined(before: str, after: str, space: str) -> str:
    """Two texts of one line; a space between them is kept only between Latin words or figures."""
    if not before or not after or _HAN_SIDE.match(before[-1]) or _HAN_SIDE.match(after[0]):
        space = ""
    return before + space + after


_LOOSE = re.compile(r"(?<=[^\x00-\xff\s])[ \u3000]{1,2}(?=\S)|(?<=\S)[ \u3000]{1,2}(?=[^\x00-\xff\s])")


def _tight(text: str) -> str:
    """The text without blanks beside a Chinese character, except where they keep cells apart."""
    return _LOOSE.sub("", text)
