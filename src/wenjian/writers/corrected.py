"""Corrections put into a docx as tracked changes, paragraph by paragraph; everything else stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from wenjian.changes import Edit, Op
from wenjian.package import BrokenPackage, pack, parse_xml, unpack
from wenjian.writers import tracked, wordml
from wenjian.writers.tracked import Author, Signs
from wenjian.writers.versions import as_plain_docx, main_part
from wenjian.writers.wordml import Element, w


class Replacement(Protocol):
    """Instead of text[start:end] stands `new`."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def new(self) -> str: ...


def write_corrected(
    docx: bytes, find: Callable[[str], Sequence[Replacement]], author: Author, *, name: str = ""
) -> bytes:
    """The docx in which what `find` gives for the text of each paragraph is a tracked change. Replacements come in
    order and do not overlap. Tracked changes that the file holds stay as they are, and so do text boxes.

    Same arguments, same bytes. Raises UnreadableInput for a file `name` that is broken.
    """
    try:
        parts = unpack(docx)
        main = main_part(parts.get("_rels/.rels", b""))
        root = parse_xml(parts[main], main)
    except BrokenPackage as problem:
        raise problem.unreadable(name, ".docx") from problem
    for paragraph in list(root.iter(w("p"))):
        if next(paragraph.iterancestors(w("txbxContent")), None) is None:
            _correct(paragraph, find, author)
    tracked.number_marks([root])
    parts[main] = wordml.serialise(root)
    return pack(as_plain_docx(parts, main))


def _correct(paragraph: Element, find: Callable[[str], Sequence[Replacement]], author: Author) -> None:
    signs = Signs()
    pieces = tracked.pieces_of(paragraph, signs)
    text = tracked.text_of(pieces)
    replacements = find(text) if text.strip() else ()
    if replacements:
        edits = list(edits_of(text, replacements))
        tracked.change_paragraphs([(paragraph, pieces)], edits, author, signs)


def edits_of(text: str, replacements: Sequence[Replacement]) -> Iterator[Edit]:
    """What the replacements, in order, make of a text."""
    at = 0
    for one in replacements:
        yield Edit(Op.KEEP, text[at : one.start])
        yield Edit(Op.DELETE, text[one.start : one.end])
        yield Edit(Op.INSERT, one.new)
        at = one.end
    yield Edit(Op.KEEP, text[at:])
