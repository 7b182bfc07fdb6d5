"""Tables as papers: what every report that is a table is made of."""

from __future__ import annotations

from collections.abc import Sequence

from wenjian.model.document import Block, Document, Row, Span, Table
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import BlockKind, Role


def row_of(*texts: str) -> Row:
    """A row of plain texts; an empty one leaves its cell without words."""
    return Row(tuple((Span(text),) if text else () for text in texts))


def sheet(name: str, table: Table, following: Sequence[Document] = (), source: str = "") -> Document:
    """A table as a paper in landscape, and what is printed under it."""
    return Document(
        elements=Elements(title=name),
        blocks=(Block("b001", BlockKind.TABLE, table=table),),
        attachments=tuple(following),
        name=name,
        source=source,
        landscape=True,
    )


def under(name: str, block: str, table: Table) -> Document:
    """A table as a paper of its own, printed under another."""
    return Document(
        elements=Elements(title=name),
        blocks=(Block(block, BlockKind.TABLE, table=table),),
        role=Role.ENCLOSED,
        name=name,
        landscape=True,
    )
