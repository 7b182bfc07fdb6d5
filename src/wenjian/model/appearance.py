"""How a docx looks, as values: pages, paragraphs with their effective properties, page numbers. Lengths are points."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageLook:
    """One section: paper and margins in millimetres; the pitch of its grid of lines and of characters, 0 for none."""

    width: float = 210.0
    height: float = 297.0
    top: float = 0.0
    bottom: float = 0.0
    left: float = 0.0
    right: float = 0.0
    pitch: float = 0.0
    character: float = 0.0

    @property
    def is_landscape(self) -> bool:
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class RunLook:
    """Words that look alike. `font` is that of Chinese characters, `latin` that of figures and of signs that are taken
    for Latin ones; `colour` is RRGGBB in capitals, "" for automatic.
    """

    text: str
    font: str = ""
    latin: str = ""
    size: float = 0.0
    bold: bool = False
    colour: str = ""
    spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """One paragraph that prints words. `place` is how findings name it («第3段»).

    `first` is the indent of its first line beyond `left`, in characters of its size (negative: hanging), blanks typed
    in front counted; `left` and `right` likewise. `line` is its pitch in points, 0 where it follows `line_factor`.
    One that a list counts is `numbered`.
    """

    text: str
    place: str = ""
    runs: tuple[RunLook, ...] = ()
    alignment: str = "left"
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    line: float = 0.0
    line_factor: float = 1.0
    before: float = 0.0
    after: float = 0.0
    new_page: bool = False
    numbered: bool = False
    in_table: bool = False
    in_frame: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class FootLook:
    """A page footer: `kind` default, even or first; its words with «#» for the page number."""

    kind: str
    text: str
    runs: tuple[RunLook, ...] = ()
    alignment: str = "left"


@dataclass(frozen=True, slots=True)
class Appearance:
    """A docx as it looks. `mirrored`: odd and even pages have footers of their own; `red_rule`: something red that is a
    line stands at the head.
    """

    pages: tuple[PageLook, ...] = ()
    paragraphs: tuple[ParagraphLook, ...] = ()
    feet: tuple[FootLook, ...] = ()
    mirrored: bool = False
    red_rule: bool = False
