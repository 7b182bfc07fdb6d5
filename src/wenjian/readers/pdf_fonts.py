"""Which fonts a pdf that we had made prints its words in."""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

_SUBSET = re.compile(r"^[A-Z]{6}\+")


def fonts_in(pdf: bytes) -> dict[str, str]:
    """The names of the fonts of a pdf, as the pdf has them («NotoSerifCJKsc-Regular»), each with the words printed in
    it, in order. For a pdf of our own making: it is read in this process.
    """
    words: dict[str, list[str]] = defaultdict(list)
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            text = page.get_textpage()
            for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                words[_font(thing.raw)].append(_words(thing.raw, text.raw))
            text.close()
            page.close()
    finally:
        document.close()
    return {name: "".join(pieces) for name, pieces in words.items()}


def _font(thing: Any) -> str:
    font = pdfium.FPDFTextObj_GetFont(thing)
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    return _SUBSET.sub("", buffer.value.decode("utf-8", "replace"))


def _words(thing: Any, text: Any) -> str:
    length = pdfium.FPDFTextObj_GetText(thing, text, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFTextObj_GetText(thing, text, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
