"""Document → plain text, UTF-8 with line feeds, as it reads from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator

from wenjian.layout import record_lines
from wenjian.layout.tables import has_own_name
from wenjian.model.document import Block, Document, Table, blank_lines
from wenjian.model.vocabulary import BlockKind, Role

INDENT = "　　"
_FLUSH = frozenset({BlockKind.TITLE, BlockKind.RECIPIENT})
_RIGHT = frozenset({BlockKind.SIGNATURE, BlockKind.DATE})


def write_txt(document: Document) -> bytes:
    """The paper as UTF-8 text: a blank line between its parts, table cells divided by tabs."""
    return ("\n".join(_lines(document)).strip("\n") + "\n").encode()


def _lines(document: Document) -> Iterator[str]:
    elements = document.elements
    if document.role is Role.MAIN:
        signer = f"签发人：{elements.signer}" if elements.signer else ""
        lines = (elements.copy_number, elements.urgency, elements.mark, elements.number, signer)
        head = [line for line in lines if line]
        yield from (*head, "") if head else ()
    if elements.title and not any(block.kind is BlockKind.TITLE for block in document.blocks):
        yield from (elements.title, "")
    for block in document.blocks:
        if block.kind is not BlockKind.RECORD:
            yield from _block(block, document)
    for attachment in document.attachments:
        yield ""
        yield from _lines(attachment)
    record = record_lines(document)
    yield from ("",) if record else ()
    for block in record:
        yield from _block(block, document)


def _block(block: Block, document: Document) -> Iterator[str]:
    if block.table is not None:
        yield from _table(block.table, document)
    elif block.kind is BlockKind.TITLE:
        yield from (line for line in (block.label, block.text) if line)
        yield ""
    elif block.kind is BlockKind.RECORD:
        gap = "" if block.label.endswith("：") else INDENT
        yield block.label + gap + block.text
    elif block.kind in _RIGHT:
        yield INDENT * 10 + block.printed
    else:
        yield ("" if block.kind in _FLUSH else INDENT) + block.printed


def _table(table: Table, document: Document) -> Iterator[str]:
    if has_own_name(table, document):
        yield table.name
    yield from table.head
    yield from blank_lines(table.form)
    yield "\t".join(column.name for column in table.columns)
    for row in table.rows:
        yield "\t".join(text.replace("\n", " ").replace("\t", " ") for text in row.texts())
    yield from blank_lines(table.signing)
    yield from table.foot
