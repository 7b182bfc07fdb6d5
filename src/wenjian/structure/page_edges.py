"""What pages print around the text: page numbers, and headers and footers that most pages repeat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from wenjian.structure.placed import Row

_DASHES = r"[—–―\-－─~～·•]"
_PAGE_NUMBER = re.compile(
    rf"{_DASHES}+\s*\d{{1,4}}\s*{_DASHES}+|第\s*\d{{1,4}}\s*页(?:[，,/／（(\s]*共\s*\d{{1,4}}\s*页[)）]?)?"
    r"|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?"
)
_BARE_NUMBER = re.compile(r"(?P<number>\d{1,4})(?:\s*[/／]\s*\d{1,4})?")
_EDGE = 3
_MARGIN = 0.14


def page_furniture(by_page: Sequence[Sequence[Row]], heights: Sequence[float]) -> set[Row]:
    """Page numbers, and headers and footers that most pages repeat: taken from the outside of each page inwards.

    `by_page` are the rows of each page from top to bottom, `heights` the heights of the pages.
    """
    steps = [min(after.y - before.y, 2 * after.height) for rows in by_page for before, after in pairwise(rows)]
    text_pitch = median(steps) if steps else 0.0
    taken: set[Row] = set()
    for at_top in (True, False):
        for _ in range(_EDGE):
            outer: list[Row] = []
            apart: list[Row] = []
            for rows, height in zip(by_page, heights, strict=True):
                left = [row for row in rows if row not in taken]
                if not left:
                    continue
                edge = left[:2] if at_top else left[:-3:-1]
                outer.append(edge[0])
                if _stands_apart(edge, text_pitch, height):
                    apart.append(edge[0])
            found_here = set(_repeated(apart, len(by_page)))
            found_here.update(row for row in outer if _PAGE_NUMBER.fullmatch(row.text))
            if not at_top:
                found_here.update(_counting(apart))
            if not found_here:
                break
            taken |= found_here
    return taken


def _stands_apart(rows: Sequence[Row], text_pitch: float, height: float) -> bool:
    """Whether the first of `rows` stands in the margin of its page, set off from the next one inwards by its distance
    or its size.
    """
    row, *further = rows
    if _MARGIN * height < row.y < (1 - _MARGIN) * height:
        return False
    return not further or (
        abs(row.y - further[0].y) > 1.3 * text_pitch or abs(row.height - further[0].height) > 0.1 * row.height
    )


def _repeated(rows: Sequence[Row], pages: int) -> Iterator[Row]:
    """The rows that stand with the same words (figures apart) and at the same height on most pages."""
    alike: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        if row.cells <= 2:
            alike.setdefault((re.sub(r"\d+", "#", row.text), round(row.height)), []).append(row)
    for group in alike.values():
        level = median(row.y for row in group)
        level_with = [row for row in group if abs(row.y - level) < 0.5 * row.height]
        if len(level_with) >= 2 and len(level_with) > 0.4 * pages:
            yield from level_with


def _counting(rows: Sequence[Row]) -> Iterator[Row]:
    """Bare figures that count the pages."""
    numbers = [(row, int(match["number"])) for row in rows if (match := _BARE_NUMBER.fullmatch(row.text))]
    ahead = Counter(number - row.page for row, number in numbers)
    for row, number in numbers:
        if number == row.page or ahead[number - row.page] > 1:
            yield row
