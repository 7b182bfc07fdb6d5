"""The lines of a web page and the boxes that hold them."""

from __future__ import annotations

from dataclasses import dataclass, field

from wenjian.model.document import Table

EDGES = " \u00a0\u3000\u2002\u2003"
"""Blanks that indent a line or push it to the right."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line as shown: a paragraph, a part of one between two <br>, or a table of data.

    `linked` counts its characters inside links, `files` names the files it links to, `aside` says that it stands in
    an element made for navigation, `rank` is 1–6 in a heading, `names` are class and id of what holds it, `holder`
    its number on the page.
    """

    text: str
    linked: int = 0
    files: tuple[str, ...] = ()
    aside: bool = False
    rank: int = 0
    names: str = ""
    holder: int = 0
    table: Table | None = None


@dataclass(slots=True)
class Box:
    """An element that may hold a whole text: its lines are `lines[first:last]`, `inside` the boxes right in it.
    `data`: it stands in a table of data, which is one line.
    """

    first: int
    last: int = 0
    data: bool = False
    inside: list[Box] = field(default_factory=list)


def mark_data(box: Box, first: int) -> None:
    """Marks what is in `box` from line `first` on as part of a table of data."""
    for inside in reversed(box.inside):
        if inside.first < first:
            break
        inside.data = True
