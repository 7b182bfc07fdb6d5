"""Which fonts the words of a docx ask for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wenjian.ooxml.looks import Properties, StyleSheet, read_style_sheet
from wenjian.package import parse_xml, unpack
from wenjian.writers.wordml import Element, w

_PRINTED = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml")


def fonts_asked(docx: bytes) -> dict[str, tuple[str, ...]]:
    """The fonts that the Chinese words of a docx ask for, each with the words of its runs, in text and page margins."""
    parts = unpack(docx)
    sheet = style_sheet(parts)
    asked: dict[str, list[str]] = {}
    for name in sorted(parts):
        if not _PRINTED.fullmatch(name):
            continue
        for run in parse_xml(parts[name]).iter(w("r")):
            words = "".join(text.text or "" for text in run.findall(w("t")))
            if not words.isascii() and (font := look_of(run, sheet).get("eastAsia")):
                asked.setdefault(font, []).append(words)
    return {font: tuple(words) for font, words in asked.items()}


def style_sheet(parts: Mapping[str, bytes]) -> StyleSheet:
    """The style sheet of a docx."""
    styles = parts.get("word/styles.xml")
    theme = next((data for name, data in sorted(parts.items()) if name.startswith("word/theme/theme")), None)
    return read_style_sheet(parse_xml(styles) if styles else None, parse_xml(theme) if theme else None)


def look_of(run: Element, sheet: StyleSheet) -> Properties:
    """What holds of a run where it stands."""
    paragraph = next(run.iterancestors(w("p")), None)
    return sheet.of_run(run, sheet.style_of(paragraph) if paragraph is not None else "")
