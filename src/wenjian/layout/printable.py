"""Characters that no page can show: dropped from every text of a paper, and reported."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain

from wenjian.model.catalogue import found
from wenjian.model.document import Blank, Block, Document, Span, Table
from wenjian.model.finding import Finding, Place
from wenjian.model.vocabulary import Seal
from wenjian.text.normal import with_line_feeds

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]"
)
_ELEMENTS = "公文要素"


def check_printable(document: Document) -> tuple[Finding, ...]:
    """WJ609 for each text of the paper, and of what it carries, with characters that no page can show: writing drops
    them.
    """
    return printable(document)[1]


def printable(document: Document) -> tuple[Document, tuple[Finding, ...]]:
    """The document without characters that no page can show, and a finding for each text that had some."""
    if _is_clean("".join(_texts(document))):
        return document, ()
    cleaning = _Cleaning(document.source)
    return cleaning.document(document), tuple(cleaning.findings)


def _is_clean(text: str) -> bool:
    if text.isprintable():
        return True
    for usual in "\n\u3000":  # what lines and blanks are made of is not called printable
        text = text.replace(usual, "")
    return text.isprintable() or not ("\r" in text or _UNPRINTABLE.search(text))


def _texts(document: Document) -> list[str]:
    """Every text of the document and of what it carries."""
    texts = [document.name]
    for value in vars(document.elements).values():
        texts += (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
    texts += [block.label for block in document.blocks]
    texts += [block.lead for block in document.blocks]
    texts += [span.text for block in document.blocks for span in block.spans]
    for table in [block.table for block in document.blocks if block.table is not None]:
        texts += (table.name, *table.head, *table.foot)
        texts += [column.name for column in table.columns]
        texts += [blank.text for row in (*table.form, *table.signing) for blank in row]
        texts += chain.from_iterable(table.texts())
    for attachment in document.attachments:
        texts += _texts(attachment)
    return texts


class _Cleaning:
    """Cleans the texts of one paper and notes where it dropped something."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.findings: list[Finding] = []

    def text(self, text: str, label: str) -> str:
        if _is_clean(text):
            return text
        plain = with_line_feeds(text)
        kept = _UNPRINTABLE.sub("", plain)
        if kept != plain:
            self.findings.append(found("WJ609", Place(self.source, label=label), excerpt=kept[:40]))
        return kept

    def spans(self, spans: tuple[Span, ...], label: str) -> tuple[Span, ...]:
        return tuple(replace(span, text=self.text(span.text, label)) for span in spans)

    def table(self, table: Table, label: str) -> Table:
        rows = tuple(
            replace(row, cells=tuple(self.spans(cell, f"{label}第{i}行") for cell in row.cells))
            for i, row in enumerate(table.rows, 1)
        )
        return replace(
            table,
            columns=tuple(replace(column, name=self.text(column.name, label)) for column in table.columns),
            rows=rows,
            name=self.text(table.name, label),
            head=tuple(self.text(line, label) for line in table.head),
            foot=tuple(self.text(line, label) for line in table.foot),
            form=self.blanks(table.form, label),
            signing=self.blanks(table.signing, label),
        )

    def blanks(self, rows: tuple[tuple[Blank, ...], ...], label: str) -> tuple[tuple[Blank, ...], ...]:
        return tuple(tuple(replace(blank, text=self.text(blank.text, label)) for blank in row) for row in rows)

    def block(self, block: Block) -> Block:
        label = f"段落{block.id}"
        return replace(
            block,
            label=self.text(block.label, label),
            lead=self.text(block.lead, label),
            spans=self.spans(block.spans, label),
            table=self.table(block.table, label) if block.table else None,
        )

    def document(self, document: Document) -> Document:
        values = {
            field: self.text(value, _ELEMENTS)
            if isinstance(value, str)
            else tuple(self.text(one, _ELEMENTS) for one in value)
            for field, value in vars(document.elements).items()
            if not isinstance(value, Seal | None)
        }
        return replace(
            document,
            elements=document.elements.model_copy(update=values),
            blocks=tuple(self.block(block) for block in document.blocks),
            attachments=tuple(self.document(one) for one in document.attachments),
            name=self.text(document.name, _ELEMENTS),
        )
