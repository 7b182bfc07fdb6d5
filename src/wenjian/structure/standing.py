"""A paper as it stands in its source: a block for each line, nothing taken out, put in order or rewritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wenjian.model.document import Block, Document, Span
from wenjian.model.vocabulary import BlockKind
from wenjian.structure.lines import BLANKS, Line
from wenjian.structure.repair import repair
from wenjian.text.normal import letters

_CENTRED = 1
"""Level of a TITLE block that is no title but stands in the middle of its line."""


def as_it_stands(lines: Sequence[Line], documents: Sequence[Document]) -> Document:
    """The repaired `lines` as blocks of one document, each of the kind that it was found to be in the `documents` read
    from them; without lines (a workbook) the title and blocks of the documents.
    """
    paper = documents[0]
    if lines:
        blocks = _with_whole_title(_of_lines(repair(lines, paper.source).lines, documents))
    else:
        blocks = (block for document in documents for block in _of_document(document))
    named = (replace(block, id=f"b{number:03d}") for number, block in enumerate(blocks, 1))
    return Document(paper.elements, tuple(named), source=paper.source, landscape=paper.landscape)


def _of_lines(lines: Sequence[Line], documents: Sequence[Document]) -> Iterator[Block]:
    known = {
        block.printed: block
        for document in documents
        for _, block in document.walk()
        if block.table is None and block.kind is not BlockKind.FURNITURE
    }
    title = letters(documents[0].title)
    others = dict(_of_elements(documents))
    for line in lines:
        text = line.text.strip(BLANKS)
        if line.table is not None:
            yield Block("", BlockKind.TABLE, table=line.table)
        elif text in known:
            yield known[text]
        elif text and title.startswith(letters(text)):
            yield Block("", BlockKind.TITLE, (Span(text),))
            title = title[len(letters(text)) :]
        elif text:
            kind, level = others.get(letters(text), (BlockKind.NOTE, 0))
            yield Block("", kind, (Span(text),), level=level)


def _with_whole_title(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, the lines of a title as one: where it breaks is a matter of layout."""
    title: Block | None = None
    for block in blocks:
        is_title = block.kind is BlockKind.TITLE and not block.level
        if title is not None and is_title:
            title = replace(title, spans=(*title.spans, *block.spans))
            continue
        if title is not None:
            yield title
        title = block if is_title else None
        if title is None:
            yield block
    if title is not None:
        yield title


def _of_elements(documents: Sequence[Document]) -> Iterator[tuple[str, tuple[BlockKind, int]]]:
    """The letters of lines that became elements → kind and level."""
    for document in documents:
        elements = document.elements
        for text in (elements.mark, elements.number, *(one.title for one, _ in document.walk()), document.title):
            yield letters(text), (BlockKind.TITLE, _CENTRED)
        yield letters("".join(elements.recipients)), (BlockKind.RECIPIENT, 0)
        yield from ((letters(text), (BlockKind.SIGNATURE, 0)) for text in elements.signature)
        yield letters(elements.date), (BlockKind.DATE, 0)


def _of_document(document: Document) -> Iterator[Block]:
    if document.title:
        yield Block("", BlockKind.TITLE, (Span(document.title),))
    yield from document.blocks
    for carried in document.attachments:
        yield from _of_document(carried)
