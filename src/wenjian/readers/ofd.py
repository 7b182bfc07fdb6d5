"""ofd (GB/T 33190) → documents: the text of its pages, put back into paragraphs."""

from __future__ import annotations

import math
import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.package import MEGABYTE, BrokenPackage, Fault, Package, open_package, parse_xml
from wenjian.readers.reading import Reading, reading_of_lines
from wenjian.structure.pages import page_list, read_pages
from wenjian.structure.placed import Page, Rule, Run

MOST_PAGES = 2_000
MOST_CHARACTERS = 5_000_000
MOST_RULES = 20_000
"""Straight lines of one page; a table has hundreds."""
LARGEST_XML = 128 * MEGABYTE
"""Bytes of all parts that are parsed; a part named by many pages counts each time."""

_ROOT = "OFD.xml"
_ENCRYPTED = "Encryptions.xml"
_A4 = (0.0, 0.0, 210.0, 297.0)
_NUMBER = re.compile(r"[+-]?(?:\d{1,9}(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d)?")
_UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_LEANING = 0.2
"""Share of its slope that turns a text into a watermark or a sideways one; italics lean, they do not turn."""
_GAP = 0.15
"""Share of the size from which a gap between two characters makes them two runs."""
_LONGEST_PATH = 2_000
"""Characters of a path beyond which it is a drawing."""
_CROOKED = 0.5
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""Numbers that each command of a path takes; the last two are the point that it reaches (GB/T 33190 表36)."""
_Point = tuple[float, float]
_NO_GLYPH = frozenset("¤\ufffd\u25a1")
"""What programs write where they know the shape of a character but not which one it is."""


@dataclass(slots=True)
class _Parts:
    """The parts of an opened file, and how much may still be read."""

    package: Package
    name: str
    bytes_left: int
    characters_left: int

    def xml(self, part: str) -> Any:
        if self.bytes_left <= 0:
            raise BrokenPackage(Fault.SUSPICIOUS, f"解开后超过{LARGEST_XML // MEGABYTE}兆", part)
        data = self.package.read(part, self.bytes_left)
        self.bytes_left -= len(data)
        return parse_xml(data, part)

    def count(self, characters: int) -> None:
        self.characters_left -= characters
        if self.characters_left < 0:
            limit = f"{MOST_CHARACTERS // 10_000}万字"
            raise UnreadableInput(found("WJ106", Place(self.name), size=f"多于{limit}", limit=limit))


@dataclass(slots=True)
class _Body:
    """What one document of the file prints: its pages, the pages that show only pictures, what was not read."""

    pages: list[Page] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    unread: int = 0


def read_ofd(data: bytes, name: str) -> Reading:
    """An ofd file: its documents one after the other, each page's text in visual lines and these in paragraphs.

    Page numbers and repeated headers are left out (WJ146), seals and annotations are no text, pages that are pictures
    (WJ145) and what stands askew or in pictures (WJ115) are reported. Raises BrokenPackage for a file that is no ofd,
    is broken, encrypted or built to harm, UnreadableInput for one without any text (WJ143).
    """
    parts = _Parts(open_package(data), name, LARGEST_XML, MOST_CHARACTERS)
    bodies = [_read_body(root, parts) for root in _roots(parts)]
    if not any(page.runs for body in bodies for page in body.pages):
        raise UnreadableInput(found("WJ143", Place(name)))
    readings = [_reading(body, name) for body in bodies if any(page.runs for page in body.pages)]

    def documents() -> tuple[Document, ...]:
        return tuple(document for reading in readings for document in reading.documents())

    heads = [head for reading in readings for head in reading.heads]
    return Reading(heads, documents, [line for reading in readings for line in reading.lines])


def _reading(body: _Body, name: str) -> Reading:
    paged = read_pages(body.pages, name)
    findings = (*_notes(body, name), *paged.findings)
    return reading_of_lines(paged.lines, name, findings=findings, beside=(paged.beside,))


def _notes(body: _Body, name: str) -> Iterator[Finding]:
    if body.pictures:
        problem, way_out = "只有图片，没有文字", "请在WPS中用“图片转文字”补上这几页。"
        yield found("WJ145", Place(name), pages=page_list(body.pictures), problem=problem, way_out=way_out)
    if body.unread:
        yield found("WJ115", Place(name), count=body.unread)


# from OFD.xml to the pages


def _roots(parts: _Parts) -> list[str]:
    """The root parts of the documents in the file."""
    if parts.package.has(_ENCRYPTED):
        raise BrokenPackage(Fault.LOCKED, "文件已加密", _ENCRYPTED)
    if not parts.package.has(_ROOT):
        raise BrokenPackage(Fault.BROKEN, "没有OFD.xml")
    roots = [_resolved(_text(element), _ROOT) for element in parts.xml(_ROOT).iter("{*}DocRoot")]
    if not roots:
        raise BrokenPackage(Fault.MALFORMED, "没有文档", _ROOT)
    return list(dict.fromkeys(roots))


def _read_body(root: str, parts: _Parts) -> _Body:
    document = parts.xml(root)
    templates = {
        element.get("ID", ""): _resolved(element.get("BaseLoc", ""), root)
        for element in document.iter("{*}TemplatePage")
    }
    usual = next((_numbers(_text(box)) for box in document.iter("{*}PhysicalBox")), ())
    listed = [element for element in document.iter("{*}Page") if element.get("BaseLoc")]
    if len(listed) > MOST_PAGES:
        raise UnreadableInput(found("WJ106", Place(parts.name), size=f"{len(listed)}页", limit=f"{MOST_PAGES}页"))
    body = _Body()
    for number, element in enumerate(listed, 1):
        page = parts.xml(_resolved(element.get("BaseLoc", ""), root))
        own = next((_numbers(_text(box)) for box in page.iter("{*}PhysicalBox")), ())
        box = own if len(own) == 4 else usual if len(usual) == 4 else _A4
        used = [templates.pop(t.get("TemplateID", ""), "") for t in page.iter("{*}Template")]
        drawn = [*(parts.xml(part) for part in used if part), page]
        runs = tuple(run for content in drawn for run in _runs(content, body, parts))
        rules = tuple(islice((rule for content in drawn for rule in _rules(content)), MOST_RULES))
        images = sum(1 for content in drawn for _ in content.iter("{*}ImageObject"))
        body.pages.append(Page(number, box[2], box[3], runs, rules))
        if images and not runs:
            body.pictures.append(number)
        else:
            body.unread += images
    return body


def _resolved(location: str, base: str) -> str:
    """The name of the part that `location` means in the part `base`: from the root of the file when it begins with /,
    else from the folder of `base`.
    """
    location = location.strip().replace("\\", "/")
    folder = "" if location.startswith("/") else posixpath.dirname(base)
    return posixpath.normpath(posixpath.join(folder, location.lstrip("/"))).removeprefix("../")


def _text(element: Any) -> str:
    return element.text or ""


# text objects


def _runs(content: Any, body: _Body, parts: _Parts) -> Iterator[Run]:
    """The upright texts of a page or template; those that stand askew are counted as unread."""
    for element in content.iter("{*}TextObject"):
        if element.get("Visible", "").lower() == "false":
            continue
        texts = [_text(code).strip("\r\n") for code in element.iter("{*}TextCode")]
        parts.count(sum(map(len, texts)))
        if all(character in _NO_GLYPH or character.isspace() for text in texts for character in text):
            body.unread += bool("".join(texts).strip())
            continue
        matrix = _numbers(element.get("CTM", ""))
        a, b, c, d, e, f = matrix if len(matrix) == 6 else _UPRIGHT
        if a <= 0 or d <= 0 or abs(b) > _LEANING * a:
            body.unread += 1
            continue
        size = _first(element, "Size", 0.0)
        left, top = (*_numbers(element.get("Boundary", "")), 0.0, 0.0)[:2]
        x = y = 0.0
        for code, text in zip(element.iter("{*}TextCode"), texts, strict=True):
            x, y = _first(code, "X", x), _first(code, "Y", y)
            for glyphs, x0, x1, baseline in _glyph_runs(text, code.attrib, size, (x, y)):
                across = c * baseline + e + left
                yield Run(glyphs, a * x0 + across, a * x1 + across, b * x0 + d * baseline + f + top, d * size)


def _glyph_runs(
    text: str, attributes: Mapping[str, str], size: float, start: tuple[float, float]
) -> Iterator[tuple[str, float, float, float]]:
    """Characters that follow one another without a gap: text, the ends of its advance, baseline, before the CTM."""
    along = _deltas(attributes.get("DeltaX", ""), len(text))
    down = _deltas(attributes.get("DeltaY", ""), len(text))
    x, y = start
    begun = 0
    x0 = x
    for i, character in enumerate(text):
        usual = size if unicodedata.east_asian_width(character) in "WFA" else size / 2
        step = along[i] if i < len(along) else 0.0 if down else usual
        fall = down[i] if i < len(down) else 0.0
        natural = max(usual, min(step, size)) if character.isascii() else usual
        end = x + (min(natural, step) if step > 0 else natural)
        last = i + 1 == len(text)
        if last or fall or step <= 0 or x + step - end > _GAP * size:
            yield text[begun : i + 1], x0, end, y
            begun, x0 = i + 1, x + step
        x, y = x + step, y + fall


def _rules(content: Any) -> Iterator[Rule]:
    """The straight lines that a page or template draws: the borders of tables."""
    for element in content.iter("{*}PathObject"):
        words = next((_text(path) for path in element.iter("{*}AbbreviatedData")), "")
        if len(words) > _LONGEST_PATH:
            continue
        matrix = _numbers(element.get("CTM", ""))
        a, b, c, d, e, f = matrix if len(matrix) == 6 else _UPRIGHT
        left, top = (*_numbers(element.get("Boundary", "")), 0.0, 0.0)[:2]
        for start, end in _segments(words.split()):
            (x0, y0), (x1, y1) = ((a * x + c * y + e + left, b * x + d * y + f + top) for x, y in (start, end))
            yield Rule(x0, y0, x1, y1)


def _segments(words: Sequence[str]) -> Iterator[tuple[_Point, _Point]]:
    """The level and upright pieces of a path in its abbreviated form «M 0 0 L 120 0 C»; curves are passed over."""
    first = last = (0.0, 0.0)
    for i, word in enumerate(words):
        taken = _TAKES.get(word)
        if taken is None:
            continue
        numbers = [_number(number) for number in words[i + 1 : i + 1 + taken]]
        if len(numbers) < taken:
            return
        point = (numbers[-2], numbers[-1]) if taken else first
        if word in "LC" and _is_straight(last, point):
            yield last, point
        first, last = (point, point) if word in "SM" else (first, point)


def _is_straight(start: _Point, end: _Point) -> bool:
    across, down = abs(end[0] - start[0]), abs(end[1] - start[1])
    return min(across, down) < _CROOKED and max(across, down) > _CROOKED


def _deltas(words: str, most: int) -> list[float]:
    """The distances from each character to the next, «g 3 4.5» standing for three times 4.5; `most` of them."""
    deltas: list[float] = []
    items = iter(words.split())
    for item in items:
        if len(deltas) >= most:
            break
        if item == "g":
            times, distance = next(items, ""), next(items, "")
            count = int(times) if times.isdecimal() and len(times) < 10 else 0
            deltas.extend([_number(distance)] * min(count, most - len(deltas)))
        else:
            deltas.append(_number(item))
    return deltas


def _numbers(words: str) -> tuple[float, ...]:
    return tuple(_number(word) for word in words.split(maxsplit=6)[:6])


def _number(word: str) -> float:
    """A plain number; 0 for anything else, as for a place that a program left out."""
    number = float(word) if _NUMBER.fullmatch(word) else 0.0
    return number if math.isfinite(number) else 0.0


def _first(element: Any, attribute: str, otherwise: float) -> float:
    words: Sequence[str] = element.get(attribute, "").split()
    return _number(words[0]) if words else otherwise
