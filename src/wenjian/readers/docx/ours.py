"""Papers of our own writing: lines put back where the tree has them, told by our styles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from wenjian.readers.docx.styles import BESIDE_TABLE, FOOT_STYLES, RECORD_STYLE
from wenjian.structure.lines import Line


def gathered(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, those that our styles put above and under a table gathered into it."""
    before: list[Line] = []
    open_table: Line | None = None
    for line in lines:
        part = BESIDE_TABLE.get(line.kind, "")
        if open_table is not None and open_table.table is not None and part == "foot":
            open_table = replace(open_table, table=replace(open_table.table, foot=(*open_table.table.foot, line.text)))
            continue
        if open_table is not None:
            yield open_table
            open_table = None
        if line.table is not None:
            name = "".join(other.text for other in before if other.kind == "表头")
            head = tuple(other.text for other in before if other.kind == "表前")
            open_table = replace(line, table=replace(line.table, name=name, head=(*head, *line.table.head)))
            before = []
        elif part in ("name", "head"):
            before.append(line)
        else:
            yield from (replace(other, kind="") for other in before)
            before = []
            yield line
    yield from (replace(other, kind="") for other in before)
    if open_table is not None:
        yield open_table


def in_our_order(lines: Iterable[Line]) -> list[Line]:
    """The lines with our 版记, which closes the paper in print, back under the date that it belongs to."""
    ordered = list(lines)
    record = [replace(line, kind="") for line in ordered if line.kind == RECORD_STYLE]
    others = [line for line in ordered if line.kind != RECORD_STYLE]
    dated = next((i for i, line in enumerate(others) if line.kind in FOOT_STYLES), None)
    if record and dated is not None:
        while dated < len(others) and others[dated].kind in FOOT_STYLES:
            dated += 1
        others[dated:dated] = record
    else:
        others += record
    return [
        replace(line, kind="") if line.kind in FOOT_STYLES or line.kind in BESIDE_TABLE else line for line in others
    ]
