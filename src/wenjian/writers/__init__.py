"""Writers: Document → bytes of a file format. The only importers of jinja2 and docxtpl."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from wenjian.layout import arrange
from wenjian.model.document import Document
from wenjian.model.house import STANDARD, House
from wenjian.model.vocabulary import Stage
from wenjian.writers.borrowed import with_styles
from wenjian.writers.docx import STRIPPED, Foot, headless, unprinted, write_arranged, write_as_it_stands, write_docx
from wenjian.writers.forms import write_routing_sheet
from wenjian.writers.head import Head, take_head
from wenjian.writers.html import write_html
from wenjian.writers.layouts import PAPER, check_layout, example, named, open_layout, purpose_of, unused_fields
from wenjian.writers.looks import fonts_asked
from wenjian.writers.narrowed import narrowed
from wenjian.writers.origins import provenance
from wenjian.writers.txt import write_txt
from wenjian.writers.xlsx import write_xlsx

__all__ = [
    "PAPER",
    "STRIPPED",
    "WRITERS",
    "Foot",
    "Head",
    "Writer",
    "check_layout",
    "example",
    "fonts_asked",
    "headless",
    "named",
    "narrowed",
    "open_layout",
    "provenance",
    "purpose_of",
    "take_head",
    "unprinted",
    "unused_fields",
    "with_styles",
    "write_arranged",
    "write_as_it_stands",
    "write_docx",
    "write_html",
    "write_routing_sheet",
    "write_txt",
    "write_xlsx",
]


class Writer(Protocol):
    """A writer arranges the document for its stage and gives the bytes of a file; only docx looks at the layout."""

    def __call__(
        self, document: Document, layout: bytes, stage: Stage, *, date: str = "", house: House = STANDARD
    ) -> bytes: ...


def _docx(document: Document, layout: bytes, stage: Stage, *, date: str = "", house: House = STANDARD) -> bytes:
    return write_docx(document, layout, stage=stage, date=date, house=house)


def _xlsx(document: Document, layout: bytes, stage: Stage, *, date: str = "", house: House = STANDARD) -> bytes:  # noqa: ARG001 - common shape
    return write_xlsx(arrange(document, stage, house), date=date)


def _html(document: Document, layout: bytes, stage: Stage, *, date: str = "", house: House = STANDARD) -> bytes:  # noqa: ARG001 - common shape
    return write_html(arrange(document, stage, house))


def _txt(document: Document, layout: bytes, stage: Stage, *, date: str = "", house: House = STANDARD) -> bytes:  # noqa: ARG001 - common shape
    return write_txt(arrange(document, stage, house))


WRITERS: Mapping[str, Writer] = {".docx": _docx, ".xlsx": _xlsx, ".html": _html, ".txt": _txt}
"""File suffix → writer."""
