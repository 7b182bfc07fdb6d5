"""How a table is set: which columns are centred, which cells are merged."""

from __future__ import annotations

from wenjian.layout.geometry import characters
from wenjian.model.document import Document, Table

CENTRED_WIDTH = 8
"""Columns whose cells are at most this many characters wide are centred."""


def alignments(table: Table) -> tuple[bool, ...]:
    """For each column whether it is centred: all its cells are short and stand on one line."""
    texts = [row.texts() for row in table.rows]
    return tuple(all(_is_short(row[i]) for row in texts if i < len(row)) for i in range(len(table.columns)))


def _is_short(text: str) -> bool:
    if len(text) > 2 * CENTRED_WIDTH:
        return False
    return (len(text) <= CENTRED_WIDTH or characters(text) <= CENTRED_WIDTH) and "\n" not in text


def has_own_name(table: Table, document: Document) -> bool:
    """Whether the table's name is printed above it: not where the title says it already."""
    return bool(table.name) and table.name not in document.title.replace("\n", "") + document.name


def merged_rows(table: Table) -> tuple[tuple[str, ...], ...]:
    """For each cell «restart», «continue» or empty: equal neighbours in a column flagged `merged` become one cell,
    but only where the merged columns to its left are one cell too. Empty cells are never merged.
    """
    if not any(column.merged for column in table.columns):
        return (("",) * len(table.columns),) * len(table.rows)
    texts = [row.texts() for row in table.rows]

    def same(upper: int, lower: int, column: int) -> bool:
        if not 0 <= upper < len(texts) or not 0 <= lower < len(texts):
            return False
        return bool(texts[upper][column]) and all(
            texts[upper][i] == texts[lower][i] for i in range(column + 1) if table.columns[i].merged
        )

    def state(row: int, column: int) -> str:
        if not table.columns[column].merged or column >= len(texts[row]):
            return ""
        if same(row - 1, row, column):
            return "continue"
        return "restart" if same(row, row + 1, column) else ""

    return tuple(tuple(state(i, j) for j in range(len(table.columns))) for i in range(len(texts)))
