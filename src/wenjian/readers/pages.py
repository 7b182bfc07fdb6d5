"""The pages of a docx as LibreOffice prints it, for questions that only a printed page answers."""

from __future__ import annotations

from typing import Any

from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.finding import Place
from wenjian.readers.office import convert, find_libreoffice
from wenjian.readers.pdf import read_glyphs


def printed_pages(data: bytes, name: str) -> tuple[str, ...]:
    """The words of every page of the docx `data`, called `name` in messages.

    Raises UnreadableInput (WJ634) where LibreOffice is not there or does not print it.
    """
    place = Place(name)
    program = find_libreoffice()
    if not program:
        raise UnreadableInput(found("WJ634", place, reason="没有找到LibreOffice"))
    pdf = convert(program, data, ".docx", "pdf")
    read: dict[str, Any] = {"problem": "none"} if pdf is None else read_glyphs(pdf, place)
    if "problem" in read:
        raise UnreadableInput(found("WJ634", place, reason="LibreOffice没有排成页"))
    return tuple("".join(str(run[0]) for run in page["runs"]) for page in read["pages"])
