"""How deep a line indented with tabs or full-width blanks belongs, told by what its key may stand under."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import get_origin

from wenjian.loading.shape import KINDS, annotations_of, fields_of, item_of, records_of
from wenjian.model.plain import is_record
from wenjian.model.record import Record

OpenKeys = Sequence[tuple[int, str]]
"""The keys that the next line may stand beside or under: column and name, outermost first."""


def fitting_columns(key: str, keys: OpenKeys, *, opened: bool, step: int) -> tuple[int, ...]:
    """The columns at which `key` makes sense: beside an open key or, when the last one has no value yet (`opened`),
    `step` deeper.
    """
    columns: list[int] = []
    for at, (column, sibling) in enumerate(keys):
        parent = keys[at - 1][1] if at else ""
        together = any({key, sibling} <= fields_of(record).keys() for record in _under(parent))
        if together or opens_table(parent):
            columns.append(column)
    if opened and keys:
        column, parent = keys[-1]
        if opens_table(parent) or any(key in fields_of(record) for record in _under(parent)):
            columns.append(column + step)
    return tuple(columns)


def opens_table(key: str) -> bool:
    """Whether what stands under `key` has names of the writer's own (参数)."""
    return key in _tables()


@lru_cache(maxsize=512)
def _under(parent: str) -> tuple[type[Record], ...]:
    """The records that may stand under a key; those of whole files under none."""
    if not parent:
        return tuple(KINDS.values())
    return tuple(
        inner
        for record in _records()
        for annotation in [annotations_of(record).get(parent)]
        if annotation is not None
        for inner in [item_of(annotation) or annotation]
        if is_record(inner)
    )


@cache
def _tables() -> frozenset[str]:
    return frozenset(
        key
        for record in _records()
        for key, annotation in annotations_of(record).items()
        if get_origin(annotation) is dict
    )


@cache
def _records() -> tuple[type[Record], ...]:
    seen = {record for kind in KINDS.values() for record in records_of(kind)}
    return tuple(sorted(seen, key=lambda record: record.__name__))
