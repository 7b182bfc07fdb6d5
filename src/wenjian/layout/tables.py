"""How a table is set: which columns are centred, which cells are merged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wenjian.layout.geometry import Cells, cells, characters
from wenjian.model.document import Document, Table

CENTRED_WIDTH = 8
"""Columns whose cells are at most this many characters wide are centred."""


def by_column(rows: Sequence[Sequence[str]], count: int) -> list[Cells]:
    """The texts of rows by column, of which there are `count`; rows may be short."""
    if set(map(len, rows)) == {count}:
        return list(map(cells, zip(*rows, strict=True)))
    return [cells([row[i] for row in rows if i < len(row)]) for i in range(count)]


def alignments(columns: Iterable[Cells]) -> tuple[bool, ...]:
    """For each column whether it is centred: all its cells are short and stand on one line."""
    return tuple(
        each.longest <= 2 * CENTRED_WIDTH
        and "\n" not in each.together
        and (each.longest <= CENTRED_WIDTH or max(map(characters, set(each.texts))) <= CENTRED_WIDTH)
        for each in columns
    )


def has_own_name(table: Table, document: Document) -> bool:
    """Whether the table's name is printed above it: not where the title says it already."""
    return bool(table.name) and table.name not in document.title.replace("\n", "") + document.name


def merged_rows(table: Table) -> tuple[tuple[str, ...], ...]:
    """For each cell «restart», «continue» or empty: equal neighbours in a column flagged `merged` become one cell,
    but only where the merged columns to its left are one cell too. Empty cells, and those that a short row lacks, are
    never merged.
    """
    if not any(column.merged for column in table.columns):
        return (("",) * len(table.columns),) * len(table.rows)
    width = len(table.columns)
    texts = [(*row, *("",) * (width - len(row))) for row in table.texts()]

    def same(upper: int, lower: int, column: int) -> bool:
        if not 0 <= upper < len(texts) or not 0 <= lower < len(texts):
            return False
        return bool(texts[upper][column]) and all(
            texts[upper][i] == texts[lower][i] for i in range(column + 1) if table.columns[i].merged
        )

    def state(row: int, column: int) -> str:
        if not table.columns[column].merged:
            return ""
        if same(row - 1, row, column):
            return "continue"
        return "restart" if same(row, row + 1, column) else ""

    return tuple(tuple(state(i, j) for j in range(width)) for i in range(len(texts)))
