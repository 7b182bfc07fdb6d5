"""A pdf → its glyphs, in a process of its own: pdfium is C++ and may crash or hang on a hostile file.

Run as a script with the pdf on standard input. Writes JSON to standard output: {"problem": word} when the pdf
cannot be read, else {"pages": […]}, each page with "size" [width, height], "runs" [[text, x0, x1, y, height]…], "rules"
[[x0, y0, x1, y1]…], "unread" and "turned" (glyphs without a character, glyphs not upright), "covered" (the share of the
page under pictures), "drawn" (the number of drawings), "hidden" (text that is not shown, put over a scan) and "broken".
Lengths are points, y downwards from the top of the page as shown.
It imports nothing of wenjian, so that it starts quickly and needs no import path.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

MOST_PAGES = 2000
MOST_GLYPHS = 2_000_000
_MEMORY = 2 << 30
_SECONDS = 60
_PASSWORD = 4
_NO_FONTS = (ctypes.c_char_p * 2)(b"/nowhere", None)
_FIRST = 500
_MOST_THINGS = 20_000
_MOST_SEGMENTS = 2_000
_MOST_RULES = 5_000
_DEEPEST = 4
_THIN = 3.0
_NO_WIDTH = 0.01
_OUTLINED = {
    pdfium.FPDF_TEXTRENDERMODE_FILL: pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
    pdfium.FPDF_TEXTRENDERMODE_FILL_CLIP: pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP,
}

Glyph = tuple[str, float, float, float, float]
"""Text, the ends of its advance, baseline, size."""


Matrix = tuple[float, float, float, float, float, float]
_UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)
Placing = tuple[int, float, float, float, float]
"""How a point of the page's own space is placed on the page as shown: quarter turns, left, bottom, width, height."""


def read(data: bytes) -> dict[str, Any]:
    """What the pdf `data` prints, as described at the head of this file."""
    _start()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        return {"problem": "password" if pdfium.FPDF_GetLastError() == _PASSWORD else "broken"}
    try:
        return _read_pages(document)
    finally:
        pdfium.FPDF_CloseDocument(document)


def _read_pages(document: Any) -> dict[str, Any]:
    count = pdfium.FPDF_GetPageCount(document)
    if count > MOST_PAGES:
        return {"problem": "pages", "count": count, "limit": MOST_PAGES}
    pages = []
    glyphs = 0
    for index in range(count):
        page = _read_page(document, index)
        glyphs += sum(len(run[0]) for run in page["runs"])
        if glyphs > MOST_GLYPHS:
            return {"problem": "glyphs", "count": glyphs, "limit": MOST_GLYPHS}
        pages.append(page)
    return {"pages": pages}


def _start() -> None:
    """Starts pdfium without the fonts of the system: no text may depend on which ones are installed."""
    settings = pdfium.FPDF_LIBRARY_CONFIG(version=2)
    settings.m_pUserFontPaths = ctypes.cast(_NO_FONTS, type(settings.m_pUserFontPaths))
    pdfium.FPDF_InitLibraryWithConfig(settings)


def _read_page(document: Any, index: int) -> dict[str, Any]:
    found: dict[str, Any] = {"size": [0, 0], "runs": [], "rules": [], "unread": 0, "turned": 0}
    found |= {"covered": 0.0, "drawn": 0, "hidden": False, "broken": False}
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return found | {"broken": True}
    for thing, _ in _things(page):
        if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_TEXT:
            _give_width(thing)  # before the text is loaded
    text = pdfium.FPDFText_LoadPage(page)
    place = _placing(page, text)
    found["size"] = [round(place[3], 1), round(place[4], 1)]
    found["broken"] = not text
    _read_drawings(page, place, found)
    found["runs"] = list(_runs(_glyphs(text, place, found))) if text else []
    pdfium.FPDFText_ClosePage(text)
    pdfium.FPDF_ClosePage(page)
    return found


def _placing(page: Any, text: Any) -> Placing:
    """The page as most of its text is read, whichever way it is shown."""
    shown = pdfium.FPDFPage_GetRotation(page)
    turns = _turns(text, shown)
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if (turns - shown) % 2:
        width, height = height, width
    box = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPage_GetCropBox(page, *box) and not pdfium.FPDFPage_GetMediaBox(page, *box):
        return turns, 0.0, 0.0, width, height
    left, bottom, right, top = (value.value for value in box)
    return turns, min(left, right), min(bottom, top), width, height


def _turns(text: Any, shown: int) -> int:
    """By how many quarter turns most of the first characters are turned; `shown` where they leave it open."""
    matrix = pdfium.FS_MATRIX()
    quarters = [0, 0, 0, 0]
    for i in range(min(pdfium.FPDFText_CountChars(text), _FIRST) if text else 0):
        if pdfium.FPDFText_IsGenerated(text, i) != 1 and pdfium.FPDFText_GetMatrix(text, i, matrix):
            quarters[round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) % 4] += 1
    most = max(quarters)
    return shown if quarters[shown % 4] * 2 >= most else quarters.index(most)


def _placed(x: float, y: float, place: Placing) -> tuple[float, float]:
    rotation, left, bottom, width, height = place
    x, y = x - left, y - bottom
    if rotation == 1:
        return y, x
    if rotation == 2:
        return width - x, y
    if rotation == 3:
        return width - y, height - x
    return x, height - y


def _glyphs(text: Any, place: Placing, found: dict[str, Any]) -> Iterator[Glyph]:
    """The glyphs of a page in the order of the file. Counts those without a character and those not upright."""
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    for i in range(min(pdfium.FPDFText_CountChars(text), MOST_GLYPHS)):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if pdfium.FPDFText_IsGenerated(text, i) == 1:
            continue
        if _is_no_character(code) or pdfium.FPDFText_HasUnicodeMapError(text, i) == 1:
            found["unread"] += 1
            continue
        if not pdfium.FPDFText_GetCharOrigin(text, i, x, y) or not pdfium.FPDFText_GetLooseCharBox(text, i, box):
            continue
        size = pdfium.FPDFText_GetFontSize(text, i)
        angle = 0.0
        if pdfium.FPDFText_GetMatrix(text, i, matrix):
            size *= math.hypot(matrix.c, matrix.d)
            angle = math.degrees(math.atan2(matrix.b, matrix.a))
        if abs((angle - 90 * place[0] + 180) % 360 - 180) > 10:
            found["turned"] += chr(code).strip() != ""
            continue
        x0, baseline = _placed(x.value, y.value, place)
        ends = _placed(box.left, box.bottom, place)[0], _placed(box.right, box.top, place)[0]
        if not all(map(math.isfinite, (x0, baseline, *ends, size))):
            continue
        if found["covered"] > 0.4 and not found["hidden"]:
            shown = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(text, i))
            found["hidden"] = shown == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        yield chr(code), min(ends), max(ends), baseline, size


def _is_no_character(code: int) -> bool:
    return code in (0, 0xFFFD, 0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF


def _runs(glyphs: Iterator[Glyph]) -> Iterator[list[Any]]:
    """Glyphs that follow each other closely on one line, joined."""
    run: list[Any] = []
    for text, x0, x1, y, size in glyphs:
        if (
            run
            and abs(run[3] - y) < 0.05 * size
            and abs(run[4] - size) < 0.05 * size
            and -0.3 * size < x0 - run[2] < 0.12 * size
        ):
            run[0] += text
            run[2] = max(run[2], round(x1, 2))
            continue
        if run:
            yield run
        run = [text, round(x0, 2), round(x1, 2), round(y, 2), round(size, 2)]
    if run:
        yield run


def _read_drawings(page: Any, place: Placing, found: dict[str, Any]) -> None:
    """Rules, pictures and the number of drawings, also those inside forms."""
    area = max(1.0, place[3] * place[4])
    for thing, matrix in _things(page):
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            found["drawn"] += 1
            if len(found["rules"]) < _MOST_RULES:
                found["rules"] += _rules(thing, matrix, place)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            corners = [_times((x, y), _matrix_of(thing)) for x in (0, 1) for y in (0, 1)]
            corners = [_times(corner, matrix) for corner in corners]
            wide = min(max(x for x, _ in corners) - min(x for x, _ in corners), place[3])
            high = min(max(y for _, y in corners) - min(y for _, y in corners), place[4])
            found["covered"] = round(found["covered"] + wide * high / area, 3)
    if len(found["rules"]) >= _MOST_RULES:
        found["rules"] = []


def _give_width(text: Any) -> None:
    """Makes a text of no width count: pdfium takes a single character that no font at hand can draw for an empty text
    and drops it. Drawn with an outline it is as wide as the outline.
    """
    edges = [ctypes.c_float() for _ in range(4)]
    if pdfium.FPDFPageObj_GetBounds(text, *edges) and edges[2].value - edges[0].value < _NO_WIDTH:
        mode = pdfium.FPDFTextObj_GetTextRenderMode(text)
        if mode in _OUTLINED and pdfium.FPDFTextObj_SetTextRenderMode(text, _OUTLINED[mode]):
            pdfium.FPDFPageObj_Transform(text, 1, 0, 0, 1, 0, 0)  # as it is: only then is the width reckoned anew


def _things(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """The objects on a page, those inside forms too, each with the matrix of the forms around it."""
    left = _MOST_THINGS
    waiting: list[tuple[Any, int, Matrix]] = [(page, 0, _UPRIGHT)]
    while waiting:
        holder, depth, matrix = waiting.pop()
        count = pdfium.FPDFFormObj_CountObjects(holder) if depth else pdfium.FPDFPage_CountObjects(holder)
        for i in range(min(max(count, 0), left)):
            thing = pdfium.FPDFFormObj_GetObject(holder, i) if depth else pdfium.FPDFPage_GetObject(holder, i)
            left -= 1
            if thing and pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                waiting.append((thing, depth + 1, _product(_matrix_of(thing), matrix)))
            elif thing:
                yield thing, matrix


def _rules(path: Any, matrix: Matrix, place: Placing) -> Iterator[list[float]]:
    """The thin straight lines of a drawing: stroked segments, or narrow filled shapes."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    count = pdfium.FPDFPath_CountSegments(path)
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or not 2 <= count <= _MOST_SEGMENTS:
        return
    whole = _product(_matrix_of(path), matrix)
    shapes: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        if not segment or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            return
        kind = pdfium.FPDFPathSegment_GetType(segment)
        point = _placed(*_times((x.value, y.value), whole), place)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not shapes:
            shapes.append([point])
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            shapes[-1].append(point)
        else:
            return
        if pdfium.FPDFPathSegment_GetClose(segment):
            shapes[-1].append(shapes[-1][0])
    for shape in shapes:
        pairs = pairwise(shape) if stroke.value else [_ends(shape)]
        for (x0, y0), (x1, y1) in pairs:
            across, down = abs(x1 - x0), abs(y1 - y0)
            if all(map(math.isfinite, (x0, y0, x1, y1))) and min(across, down) < _THIN and max(across, down) > _THIN:
                yield [round(value, 1) for value in (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))]


def _ends(shape: list[tuple[float, float]]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Two opposite corners of the box around a shape."""
    return (min(x for x, _ in shape), min(y for _, y in shape)), (max(x for x, _ in shape), max(y for _, y in shape))


def _matrix_of(thing: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, matrix):
        return _UPRIGHT
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    (x, y), (a, b, c, d, e, f) = point, matrix
    return a * x + c * y + e, b * x + d * y + f


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that does what `inner` does and then what `outer` does."""
    e, f = _times(inner[4:], outer)
    (a, b), (c, d) = _times(inner[:2], (*outer[:4], 0, 0)), _times(inner[2:4], (*outer[:4], 0, 0))
    return a, b, c, d, e, f


def _bound() -> None:
    """Bounds memory and time where the system can do that; the caller bounds the time too."""
    try:
        import resource
    except ImportError:
        return
    bounds = ((resource.RLIMIT_DATA, _MEMORY), (resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_CORE, 0))
    for kind, most in bounds:
        _, highest = resource.getrlimit(kind)
        most_allowed = most if highest == resource.RLIM_INFINITY else min(most, highest)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (most_allowed, most_allowed))


if __name__ == "__main__":
    _bound()
    sys.stdout.buffer.write(json.dumps(read(sys.stdin.buffer.read())).encode("ascii"))
