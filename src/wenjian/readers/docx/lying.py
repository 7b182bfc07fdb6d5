"""Which of the papers of a docx lie on their side: those that stand on landscape pages alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lxml import etree

from wenjian.model.document import Document
from wenjian.model.vocabulary import BlockKind
from wenjian.ooxml.elements import local_name
from wenjian.readers.docx.looks import page_of
from wenjian.readers.docx.provenance import place_of


def lying_places(main: etree._Element, printed: Mapping[str, etree._Element]) -> frozenset[str]:
    """The places («第3段», «第1个表格») of the paragraphs and tables that stand on landscape pages. A section is the
    text up to its properties.
    """
    names = {element: place for place, element in printed.items()}
    lying: set[str] = set()
    waiting: list[str] = []
    for element in main.iter("{*}p", "{*}tbl", "{*}sectPr"):
        if local_name(element) != "sectPr":
            waiting += [names[element]] if element in names else []
        elif (holder := element.getparent()) is not None and local_name(holder) != "sectPrChange":
            lying.update(waiting if page_of(element).is_landscape else ())
            waiting = []
    return frozenset(lying)


def laid(documents: Sequence[Document], lying: frozenset[str]) -> tuple[Document, ...]:
    """The documents, and what they carry, with their orientation."""
    return tuple(_laid(one, lying) for one in documents) if lying else tuple(documents)


def _laid(document: Document, lying: frozenset[str]) -> Document:
    places = {place_of(block) for block in document.blocks if block.kind is not BlockKind.FURNITURE}
    landscape = bool(places) and places <= lying
    return replace(document, landscape=landscape, attachments=laid(document.attachments, lying))
