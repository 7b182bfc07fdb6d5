"""Printed pages measured: where glyphs and rules stand on the pages of a docx, through LibreOffice (stand-in fonts,
tests/render/measure.conf). All lengths are millimetres from the upper left corner of the page.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

HERE = Path(__file__).parent
MM = 25.4 / 72
RENDERS = bool(shutil.which("soffice") and shutil.which("pdffonts"))
_THIN = 4.0


@dataclass(frozen=True)
class Glyph:
    """One printed character: the edges of its ink, and whether it is red."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    red: bool


@dataclass(frozen=True)
class Rule:
    """A drawn line or thin filled shape by its edges."""

    left: float
    top: float
    right: float
    bottom: float
    red: bool


@dataclass(frozen=True)
class Page:
    """A page of `width` × `height` with its glyphs in reading order, and its rules from top to bottom."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...] = field(repr=False)
    rules: tuple[Rule, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    def find(self, words: str) -> tuple[Glyph, ...]:
        """The glyphs of `words` where they are first printed."""
        start = self.text.index(words)
        return self.glyphs[start : start + len(words)]

    def box(self, words: str) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the ink of `words`."""
        return box(self.find(words))

    def horizontal(self, *, red: bool = False) -> tuple[Rule, ...]:
        """The horizontal rules, those that touch joined."""
        flat = [rule for rule in self.rules if rule.red == red and rule.right - rule.left > _THIN]
        joined: list[Rule] = []
        for rule in flat:
            last = joined[-1] if joined else None
            if last and abs(last.top - rule.top) < 0.15 and rule.left <= last.right + 0.3:
                joined[-1] = Rule(min(last.left, rule.left), last.top, max(last.right, rule.right), last.bottom, red)
            else:
                joined.append(rule)
        return tuple(joined)

    def lines(self, bottom: float = 264.0) -> list[str]:
        """The lines of the page above `bottom`, from top to bottom."""
        rows: list[tuple[float, str]] = []
        for glyph in sorted(self.glyphs, key=lambda one: ((one.top + one.bottom) / 2, one.left)):
            middle = (glyph.top + glyph.bottom) / 2
            if middle > bottom:
                continue
            if rows and middle - rows[-1][0] < 4:
                rows[-1] = (rows[-1][0], rows[-1][1] + glyph.text)
            else:
                rows.append((middle, glyph.text))
        return [text for _, text in rows]


def box(glyphs: tuple[Glyph, ...]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the ink of several glyphs."""
    return (
        min(glyph.left for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
    )


def printed(data: bytes, folder: Path) -> tuple[Page, ...]:
    """The pages of a docx as LibreOffice prints them; its pdf stays in `folder`."""
    (folder / "paper.docx").write_bytes(data)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(folder / "paper.docx")],
        env={**os.environ, "FONTCONFIG_FILE": str(HERE / "render" / "measure.conf")},
        check=True,
        capture_output=True,
        timeout=120,
    )
    fonts = subprocess.run(["pdffonts", str(folder / "paper.pdf")], check=True, capture_output=True, text=True).stdout
    assert "CJK" in fonts, "the stand-in fonts are not installed"
    document = pypdfium2.PdfDocument(folder / "paper.pdf")
    return tuple(_page(document[number]) for number in range(len(document)))


def _page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    text = page.get_textpage()
    glyphs = []
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        character = chr(pdfium.FPDFText_GetUnicode(text, index))
        if character.strip() and right > left:
            red = _is_red(lambda *channels, at=index: pdfium.FPDFText_GetFillColor(text, at, *channels))
            glyphs.append(Glyph(character, left * MM, (height - top) * MM, right * MM, (height - bottom) * MM, red))
    rules = [
        Rule(left * MM, (height - top) * MM, right * MM, (height - bottom) * MM, red)
        for left, bottom, right, top, red in map(
            _drawn, page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4)
        )
        if min(right - left, top - bottom) * MM < _THIN
    ]
    rules.sort(key=lambda rule: (round(rule.top, 1), rule.left))
    return Page(width * MM, height * MM, tuple(glyphs), tuple(rules))


def _drawn(path: pypdfium2.PdfObject) -> tuple[float, float, float, float, bool]:
    """Left, bottom, right and top of what a path draws, in points, and whether it is red. pdfium adds the stroke twice
    to the bounds of a stroked path.
    """
    left, bottom, right, top = path.get_bounds()
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    pdfium.FPDFPageObj_GetStrokeWidth(path, width)
    if stroke.value:
        half = width.value / 2
        across = top - bottom > right - left
        left, right = left + half, right - half
        bottom, top = bottom + half, top - half
        if across:
            bottom, top = bottom + half, top - half
        else:
            left, right = left + half, right - half
        read = pdfium.FPDFPageObj_GetStrokeColor
    else:
        read = pdfium.FPDFPageObj_GetFillColor
    return left, bottom, right, top, _is_red(lambda *channels: read(path, *channels))


def _is_red(read: Callable[..., int]) -> bool:
    channels = [ctypes.c_uint() for _ in range(4)]
    return bool(read(*channels)) and channels[0].value > 180 and max(channels[1].value, channels[2].value) < 90
