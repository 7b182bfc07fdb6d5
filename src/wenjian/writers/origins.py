"""The map from the bookmarks of a paper to where its text comes from: clauses and 版次, duties, 指纹, as XML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wenjian.model.document import Block, Document, Origin
from wenjian.model.vocabulary import OriginKind, Role
from wenjian.ooxml.elements import PROVENANCE
from wenjian.text.normal import fingerprint
from wenjian.writers.wordml import attribute, writable

EMPTY = f'<provenance xmlns="{PROVENANCE}"/>'


def bookmark_names(document: Document) -> Iterator[tuple[str, Document, Block]]:
    """Every block of the paper with the name of its bookmark, in reading order."""
    used: set[str] = set()
    for owner, block in document.walk():
        base = "_wj_" + re.sub(r"\W", "_", block.id)[:30]
        name, count = base, 1
        while name in used:
            count += 1
            name = f"{base}_{count}"
        used.add(name)
        yield name, owner, block


def provenance(document: Document) -> str:
    """The map of a paper, for each row of a table too."""
    blocks = []
    for name, owner, block in bookmark_names(document):
        said = attribute("bookmark", name) + attribute("id", block.id) + attribute("kind", block.kind.value)
        if owner.role is not Role.MAIN:
            said += attribute("role", owner.role.value)
        said += _traced(block.origin, block.duties, [span.origin for span in block.spans], block.text)
        rows = [
            f"<row{attribute('index', str(number))}{_traced(row.origin, row.duties, (), ''.join(row.texts()))}/>"
            for number, row in enumerate(block.table.rows if block.table else ())
        ]
        blocks.append(f"<block{said}>{''.join(rows)}</block>" if rows else f"<block{said}/>")
    return f'<provenance xmlns="{PROVENANCE}">{"".join(blocks)}</provenance>' if blocks else EMPTY


def _traced(origin: Origin | None, duties: Sequence[str], origins: Sequence[Origin | None], text: str) -> str:
    """The attributes that say where a text comes from."""
    sources = [each for each in (origin, *origins) if each is not None]
    clauses = dict.fromkeys(each.ref for each in sources if each.kind is OriginKind.CLAUSE)
    said = attribute("clauses", " ".join(clauses)) if clauses else ""
    if any(each.kind is OriginKind.RESTATED for each in sources):
        said += ' restated="true"'
    if duties:
        said += attribute("duties", " ".join(duties))
    words = writable(text)
    return said + attribute("fingerprint", fingerprint(words)) if words else said
