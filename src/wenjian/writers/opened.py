"""Layouts as they are once they are checked and docxtpl has gone over them. Those that come with wenjian were opened
when it was made.

Each of these has a file named after its bytes (`file_of`). A layout that has none, or one that cannot be read, is
opened as ever. `templates/build.py` makes them, and a test holds that they are up to date.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from wenjian.package import BrokenPackage, pack, parse_xml, unpack
from wenjian.writers.questions import Source
from wenjian.writers.wordml import Element, w

FOLDER = Path(__file__).parent / "shipped"
TEXT = "word/document.xml"
ATTENDANCE, SIGNER = "出席人员", "签发人姓名"
_STAND_INS = {ATTENDANCE: "附件说明续", SIGNER: "引题"}
"""Styles that a layout may lack, and those used in their place."""
_PARTS, _FILLED, _SOURCES, _ABOUT = "parts/", "filled/", "sources/", "about.json"


@dataclass(frozen=True, slots=True)
class MarkShape:
    """How a style sets a mark: its size in points; its line, the space above and below it in twips."""

    size: float
    line: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Filling:
    """What docxtpl and python-docx make of a layout whatever its fields say, so that they run once for many papers:
    all parts as they are written where they have no field, and the source of those that have some (`questions`). The
    part of the text has an empty body, its source is that of the body. `asked` are the fields that decide more than the
    words in their places.
    """

    parts: Mapping[str, bytes]
    sources: Mapping[str, Source]
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A checked layout: its parts, what to fill in, the ids of its named styles, the fields it uses, and its page. One
    is not compared with another: what is made of it is remembered.
    """

    parts: Mapping[str, bytes]
    filling: Filling
    styles: Mapping[str, str]
    fields: frozenset[str]
    section: Element
    adjacent: bool
    marks: Mapping[str, MarkShape]

    def style(self, name: str) -> str:
        return self.styles.get(name) or self.styles[_STAND_INS[name]]


def section_of(document: Element) -> Element | None:
    """The properties of the last section."""
    return document.find(f"{w('body')}/{w('sectPr')}")


def file_of(data: bytes) -> Path:
    """Where a layout stands opened that came with wenjian. Two checksums and the length tell it from others; who makes
    another file that has all three gets a paper in our layout. (A digest would load OpenSSL, 3 MB.)
    """
    return FOLDER / f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}-{len(data)}.zip"


def keep_opened(layout: Layout) -> bytes:
    """An opened layout as a file."""
    about = {
        "styles": layout.styles,
        "fields": sorted(layout.fields),
        "adjacent": layout.adjacent,
        "marks": {name: astuple(shape) for name, shape in layout.marks.items()},
        "asked": sorted(layout.filling.asked),
    }
    sources = {
        _SOURCES + name: json.dumps(source, ensure_ascii=False).encode()
        for name, source in layout.filling.sources.items()
    }
    return pack(
        {
            **{_PARTS + name: data for name, data in layout.parts.items()},
            **{_FILLED + name: data for name, data in layout.filling.parts.items()},
            **sources,
            _ABOUT: json.dumps(about, ensure_ascii=False, sort_keys=True).encode(),
        }
    )


def kept_opened(data: bytes) -> Layout | None:
    """The layout of these bytes, opened when wenjian was made; None where it is another or cannot be read."""
    try:
        members = unpack(file_of(data).read_bytes())
        about: dict[str, Any] = json.loads(members[_ABOUT])
        parts = _below(members, _PARTS)
        sources = {name: json.loads(source) for name, source in _below(members, _SOURCES).items()}
        return Layout(
            parts=parts,
            filling=Filling(_below(members, _FILLED), sources, frozenset(about["asked"])),
            styles=about["styles"],
            fields=frozenset(about["fields"]),
            section=section_of(parse_xml(parts[TEXT])),
            adjacent=about["adjacent"],
            marks={name: MarkShape(*shape) for name, shape in about["marks"].items()},
        )
    except (OSError, BrokenPackage, ValueError, KeyError, TypeError):
        return None


def _below(members: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    return {name.removeprefix(folder): data for name, data in members.items() if name.startswith(folder)}
