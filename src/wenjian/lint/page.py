"""Paper, margins, lines of a page and page numbers of a docx against GB/T 9704—2012 (5.1, 5.2, 7.5)."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from wenjian.layout import geometry
from wenjian.lint.draft import Draft
from wenjian.lint.looks import body_looks, families
from wenjian.model.appearance import Appearance, FootLook, PageLook, ParagraphLook
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding
from wenjian.structure.parts import Part

PROFILES = (geometry.PAGE_SETUP, geometry.DISPLAY)
"""The two readings of the standard that are both right: as Word's page setup, and as GB/T 33476.2 for screens."""
LINES, CHARACTERS = 22, 28  # 5.2.3
TOLERANCE = 1.05  # mm (5.2.1); twips are rounded
_PAPER_TOLERANCE = 2.0
_POINTS = 72 / 25.4
_FOLIO = 14.0  # 4号 (7.5)
_SHORT_PAPER = 450
"""Letters that stand on one page: its number may be left out."""
_DASHES = re.compile(r"^[—–－―─]\s*#\s*[—–－―─]$")


def check_paper_size(draft: Draft) -> Iterator[Finding]:
    """WJ801 for a page that is not A4."""
    for which, page in _pages(draft):
        if not _is_a4(page):
            yield found("WJ801", draft.whole, which=which, width=round(page.width), height=round(page.height))


def _is_a4(page: PageLook) -> bool:
    sides = sorted((page.width, page.height))
    wanted = (geometry.PAGE_WIDTH, geometry.PAGE_HEIGHT)
    return all(abs(mine - right) <= _PAPER_TOLERANCE for mine, right in zip(sides, wanted, strict=True))


def check_margins(draft: Draft) -> Iterator[Finding]:
    """WJ802 for margins of neither profile; a page on its side has others (8) and is not judged, nor are top and bottom
    of a letter, whose first page is higher (10.1).
    """
    for which, page in _pages(draft):
        mine = (page.top, page.bottom, page.left, page.right)
        judged = mine[2:] if draft.is_letter else mine
        if not page.is_landscape and not any(_fits(judged, profile) for profile in PROFILES):
            sides = {
                name: f"{size:.1f}".removesuffix(".0")
                for name, size in zip(("top", "bottom", "left", "right"), mine, strict=True)
            }
            yield found("WJ802", draft.whole, which=which, **sides)


def _fits(mine: Sequence[float], profile: geometry.Profile) -> bool:
    """Whether margins are those of a profile; of a letter left and right alone are given."""
    right = (profile.top, profile.bottom, profile.left, profile.right)[-len(mine) :]
    return all(abs(one - other) <= TOLERANCE for one, other in zip(mine, right, strict=True))


def _pages(draft: Draft) -> Iterator[tuple[str, PageLook]]:
    """The pages of the sections, each kind once, with what findings call them."""
    pages = draft.appearance.pages if draft.appearance and draft.is_paper else ()
    kinds = list(dict.fromkeys(page for page in pages if page.width))
    for page in kinds:
        yield ("页面" if len(kinds) == 1 else f"第{pages.index(page) + 1}节"), page


def check_lines(draft: Draft) -> Iterator[Finding]:
    """WJ803 where the lines of the text, set to a fixed pitch or to a grid, do not come to 22 a page. The first page of
    a letter has more (10.1).
    """
    page, looks = _body(draft)
    if page is None or draft.is_letter or not (pitch := _pitch(page, looks)):
        return
    count = math.floor((page.height - page.top - page.bottom) * _POINTS / pitch + 0.01)
    if count != LINES:
        yield found("WJ803", draft.whole, line=f"{pitch:g}", count=count)


def check_fixed_pitch(draft: Draft) -> Iterator[Finding]:
    """WJ836 where the lines of the text have no fixed pitch."""
    page, looks = _body(draft)
    if page is not None and looks and not _pitch(page, looks):
        yield found("WJ836", draft.whole)


def _pitch(page: PageLook, looks: Sequence[ParagraphLook]) -> float:
    """The pitch of most lines of the text in points; 0 where it follows the font."""
    pitches = Counter(look.line or (page.pitch if look.line_factor == 1 else 0.0) for look in looks)
    return pitches.most_common(1)[0][0] if pitches else 0.0


def check_characters(draft: Draft) -> Iterator[Finding]:
    """WJ804 where a line of the text does not hold 28 characters."""
    page, looks = _body(draft)
    runs = [run for look in looks for run in look.runs if run.text.strip()]
    if page is None or not runs:
        return
    size, spacing = Counter((run.size, run.spacing) for run in runs).most_common(1)[0][0]
    width = page.character or size + spacing
    count = math.floor((page.width - page.left - page.right) * _POINTS / width + 0.01) if width > 0 else 0
    if count != CHARACTERS:
        yield found("WJ804", draft.whole, count=count)


def _body(draft: Draft) -> tuple[PageLook | None, list[ParagraphLook]]:
    """The upright A4 page on which the text begins, and the paragraphs of the text."""
    appearance = draft.appearance
    looks = [look for _, look in body_looks(draft, Part.TEXT)]
    if appearance is None or not draft.is_paper or not looks or looks[0].page >= len(appearance.pages):
        return None, looks
    page = appearance.pages[looks[0].page]
    return (page if _is_a4(page) and not page.is_landscape else None), looks


def check_folio(draft: Draft) -> Iterator[Finding]:
    """WJ819 for a paper of more than a page without page numbers."""
    long = sum(len(line.text) for line in draft.own) > _SHORT_PAPER
    if draft.appearance and draft.is_paper and long and not draft.appearance.feet:
        yield found("WJ819", draft.whole)


def check_folio_dashes(draft: Draft) -> Iterator[Finding]:
    """WJ820 for a page number without its dashes."""
    for foot in _feet(draft):
        if not _DASHES.match(foot.text):
            yield found("WJ820", draft.whole, text=foot.text.replace("#", "1"))
            return


def check_folio_font(draft: Draft) -> Iterator[Finding]:
    """WJ821 for a page number in another font or size than 4号宋体."""
    for foot in _feet(draft):
        run = next((run for run in foot.runs if run.text.strip()), None)
        font = (run.latin or run.font) if run else ""
        if run and ((font and "song" not in families(font)) or abs(run.size - _FOLIO) > 0.5):
            yield found("WJ821", draft.whole, font=font or "未设", size=f"{run.size:g}")
            return


def check_folio_sides(draft: Draft) -> Iterator[Finding]:
    """WJ822 where page numbers do not change sides."""
    feet = [foot for foot in _feet(draft) if foot.kind != "first"]
    places = {foot.alignment for foot in feet}
    mirrored = draft.appearance is not None and draft.appearance.mirrored
    if feet and not (mirrored and len(places) > 1) and not places & {"outside"}:
        where = {"center": "中间", "right": "右边"}.get(feet[0].alignment, "左边")
        yield found("WJ822", draft.whole, where=where)


def _feet(draft: Draft) -> tuple[FootLook, ...]:
    appearance: Appearance | None = draft.appearance
    return appearance.feet if appearance and draft.is_paper else ()
