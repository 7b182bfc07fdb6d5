"""A layout filled for papers that have the same head: made once, then cut where the words and the blocks of each go.

What a layout becomes depends on little of a paper: the fields that it asks about, the mark and who signs, whether a
block is empty. The words of other fields and the blocks are put in their places at last, so that nothing is parsed for
each paper. The parts that no words go into are the same bytes in every paper (`Printed.fixed`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from lxml import etree
from markupsafe import Markup

from wenjian.layout import geometry, join_organs
from wenjian.layout.head import signer_rows, signers
from wenjian.model.document import Document
from wenjian.model.elements import Elements
from wenjian.model.house import House
from wenjian.model.vocabulary import RedHead, Stage
from wenjian.package import Part
from wenjian.writers import habits, heads, layouts, properties, wordml
from wenjian.writers.opened import TEXT, Layout
from wenjian.writers.origins import EMPTY
from wenjian.writers.wordml import Element, w, writable

_MARK, _SIGNERS = "发文机关标志", "签发人"
_CHANGED = re.compile("[&<>\"'{}\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What a field is not simply put in with: it is escaped, or breaks the line."""
_OPENS, _CLOSES = "\ufdd0", "\ufdd1"
"""They stand around the name of a field in its place; no text has them (`layout.printable`)."""
_PARAGRAPH_ENDS = (b"</w:p>", b"<w:p/>")
_PLACE = re.compile(f"(?:<\\?wenjian |{_OPENS})(.+?)(?:\\?>|{_CLOSES})".encode())


@dataclass(frozen=True, slots=True)
class Section:
    """Properties of a section: how it lies, whether it is the first one, whether its pages bear numbers."""

    landscape: bool
    first: bool
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class _Shape:
    """What decides how a layout is filled: words of fields that it asks about or that are not simply put in, the fields
    whose words come later, the mark, rows of signers with 发文字号, and of each block its name, whether there is
    anything in it and whether it ends in a paragraph.
    """

    words: tuple[tuple[str, str], ...]
    later: frozenset[str]
    mark: str
    signed: tuple[str, str]
    blocks: tuple[tuple[str, bool, bool], ...]
    section: Section
    preprinted: bool
    blank_page: bool
    mapped: bool


@dataclass(frozen=True, slots=True)
class _Skeleton:
    """Finished parts, and those that are cut: markup, name of a field or block, markup, …; the name of the map's."""

    parts: Mapping[str, bytes]
    cut: Mapping[str, tuple[bytes | str, ...]]
    map_part: str
    fixed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Printed:
    """The parts of a paper, the name of the part for its map, and the parts that are the same in other papers."""

    parts: dict[str, Part]
    map_part: str
    fixed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a layout, in twips: whether it lies, the width of its type area, its left margin, its line pitch."""

    landscape: bool
    width: int
    left: int
    line: int


@lru_cache(maxsize=16)
def page_of(layout: Layout) -> Page:
    section = layout.section
    return Page(
        landscape=wordml.is_landscape(section),
        width=wordml.type_width(section),
        left=wordml.page_margins(section)[3],
        line=wordml.line_pitch(section) or geometry.PAGE_SETUP.line,
    )


@lru_cache(maxsize=64)
def section_properties(layout: Layout, section: Section) -> Element:
    """The sectPr of a section of a paper in the layout. Nobody changes it."""
    made = wordml.section(layout.section, landscape=section.landscape, first=section.first)
    return made if section.numbered else wordml.without_numbers(made)


@lru_cache(maxsize=64)
def section_markup(layout: Layout, section: Section) -> str:
    """The sectPr as markup, for the last paragraph of a section."""
    return wordml.markup(section_properties(layout, section))


def filled(
    layout: Layout,
    document: Document,
    stage: Stage,
    blocks: Mapping[str, Sequence[bytes]],
    section: Section,
    *,
    house: House,
    blank_page: bool,
    mapped: bool,
    path: str,
) -> Printed:
    """The parts of an arranged paper with `blocks` in their places. `section` is the last one; `blank_page` asks for
    the footer of pages without number, `mapped` for the parts of the map of origins. Raises TemplateError.
    """
    elements = document.elements
    words = _words(document, stage, layout)
    rows = signer_rows(signers(elements.signer))
    apart = bool(rows) and rows != ((elements.signer,),)
    kept = {_MARK, _SIGNERS, *layout.filling.asked}
    later = frozenset(
        name
        for name, text in words.items()
        if not apart and name not in kept and text.strip() and not _CHANGED.search(text)
    )
    shape = _Shape(
        words=tuple((name, text) for name, text in words.items() if name not in later),
        later=later,
        mark=elements.mark,
        signed=(elements.signer, elements.number if apart else ""),
        blocks=tuple(
            (name, bool(made), bool(made) and made[-1].endswith(_PARAGRAPH_ENDS)) for name, made in blocks.items()
        ),
        section=section,
        preprinted=house.red_head is RedHead.PREPRINTED,
        blank_page=blank_page,
        mapped=mapped,
    )
    skeleton = _skeleton(layout, shape, path)
    put = {**{name: (words[name].encode(),) for name in later}, **blocks}
    parts: dict[str, Part] = dict(skeleton.parts)
    for name, pieces in skeleton.cut.items():
        parts[name] = [*chain.from_iterable((piece,) if isinstance(piece, bytes) else put[piece] for piece in pieces)]
    return Printed(parts, skeleton.map_part, skeleton.fixed)


@lru_cache(maxsize=32)
def _fields_of(layout: Layout) -> tuple[tuple[str, str], ...]:
    """The 公文要素 that the layout has fields for, in a fixed order: their names, and those in the model."""
    return tuple((name, layouts.ELEMENT_FIELDS[name]) for name in sorted(layout.fields & layouts.ELEMENT_FIELDS.keys()))


def _words(document: Document, stage: Stage, layout: Layout) -> dict[str, str]:
    """The words of the fields of the layout, in a fixed order."""
    words = {"稿别": stage.chinese}
    values = vars(document.elements)
    for name, field in _fields_of(layout):
        value = values[field] or ""
        words[name] = writable(join_organs(value) if isinstance(value, tuple) else str(value))
    return words


@lru_cache(maxsize=32)
def _skeleton(layout: Layout, shape: _Shape, path: str) -> _Skeleton:
    values = {name: layouts.escaped(text) for name, text in shape.words}
    values.update((name, Markup(f"{_OPENS}{name}{_CLOSES}")) for name in shape.later)  # noqa: S704 - our own
    values.update((name, Markup(f"<?wenjian {name}?>" if any_ else "")) for name, any_, _ in shape.blocks)  # noqa: S704
    root, parts = layouts.fill(layout, values, path)
    last = root.find(f"{w('body')}/{w('sectPr')}")
    root.find(w("body")).replace(last, deepcopy(section_properties(layout, shape.section)))
    signer, number = shape.signed
    heads.finish_head(root, layout, Elements(mark=shape.mark, signer=signer, number=number))
    if shape.preprinted:
        heads.leave_blank(root, layout)
    whole = {name for name, _, ends_in_paragraph in shape.blocks if ends_in_paragraph}
    for cell in root.iter(w("tc")):
        if not _ends_in_paragraph(cell, whole):
            cell.append(wordml.make("p"))
    parts[TEXT] = wordml.serialise(root)
    if shape.preprinted:
        habits.whiten_parts(parts)
    if shape.blank_page:
        properties.attach_empty_footer(parts, wordml.BLANK_FOOTER)
    parts = properties.prepared(parts)
    map_part = properties.attach_map(parts, EMPTY) if shape.mapped else ""
    known = {*shape.later, *(name for name, _, _ in shape.blocks)}
    cut = {name: tuple(_cut(parts[name], known)) for name in layout.filling.sources}
    return _Skeleton(parts, cut, map_part, frozenset(parts) - cut.keys() - {properties.CORE_PART, map_part})


def _ends_in_paragraph(cell: Element, whole: Collection[str]) -> bool:
    last = cell[-1] if len(cell) else None
    if last is None or last.tag is not etree.PI:
        return last is not None and last.tag == w("p")
    return last.text in whole


def _cut(part: bytes, known: Collection[str]) -> Iterator[bytes | str]:
    """A part between the places of fields and blocks, and the names of these."""
    at = 0
    for place in _PLACE.finditer(part):
        name = place[1].decode()
        if name in known:
            yield part[at : place.start()]
            yield name
            at = place.end()
    yield part[at:]
