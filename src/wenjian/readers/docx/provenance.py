"""Where the blocks of a paper of ours came from, by the map that our writer puts beside the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from wenjian.model.document import Block, Document, Origin, Row
from wenjian.model.vocabulary import OriginKind
from wenjian.package import Package
from wenjian.text.normal import fingerprint

PROVENANCE = "urn:wenjian:provenance:1"
"""The namespace of the map that our writer puts beside the text: which clause and duties a block came from."""
_MAP_PART = re.compile(r"customXml/[^/]+\.xml")

Source = tuple[Origin | None, tuple[str, ...]]
"""The origin of a block and the duties it was meant to carry."""


def read_map(package: Package) -> dict[str, Source]:
    """指纹 of a block's text → its origin and duties, from the map of our own writer; empty for other files.

    A text changed since has another 指纹 and so no origin: the map is a hint, never proof.
    """
    made_from: dict[str, Source] = {}
    for part in package.parts():
        if not _MAP_PART.fullmatch(part) or PROVENANCE.encode() not in package.read(part):
            continue
        for element in package.xml(part).iter(f"{{{PROVENANCE}}}block", f"{{{PROVENANCE}}}row"):
            clauses = element.get("clauses", "").split()
            duties = tuple(element.get("duties", "").split())
            origin = None
            if element.get("restated"):
                origin = Origin(OriginKind.RESTATED, duties[0] if duties else "")
            elif clauses:
                origin = Origin(OriginKind.CLAUSE, clauses[0])
            if element.get("fingerprint") and (origin or duties):
                made_from[element.get("fingerprint", "")] = (origin, duties)
    return made_from


def traced(document: Document, made_from: Mapping[str, Source]) -> Document:
    """The document with the origin and duties of every block and row that the map knows."""
    if not made_from:
        return document
    blocks = tuple(_traced_block(block, made_from) for block in document.blocks)
    attachments = tuple(traced(attachment, made_from) for attachment in document.attachments)
    return replace(document, blocks=blocks, attachments=attachments)


def _traced_block(block: Block, made_from: Mapping[str, Source]) -> Block:
    origin, duties = made_from.get(fingerprint(block.text), (None, ()))
    table = block.table
    if table is not None:
        table = replace(table, rows=tuple(_traced_row(row, made_from) for row in table.rows))
    return replace(block, origin=origin or block.origin, duties=duties or block.duties, table=table)


def _traced_row(row: Row, made_from: Mapping[str, Source]) -> Row:
    origin, duties = made_from.get(fingerprint("".join(row.texts())), (None, ()))
    return replace(row, origin=origin or row.origin, duties=duties or row.duties)
