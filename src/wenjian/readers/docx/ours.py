"""Papers of our own writing: lines put back where the tree has them, told by our styles; forms, by their properties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from wenjian.package import Package
from wenjian.readers.docx.provenance import read_map
from wenjian.readers.docx.styles import BESIDE_TABLE, FOOT_STYLES, RECORD_STYLE
from wenjian.structure.lines import TITLE_END, Line

_OURS = b"<Application>wenjian</Application>"
_APP, _CORE = "docProps/app.xml", "docProps/core.xml"
_FORM = re.compile(r"发文稿纸：|(?:交办单|催办单|督办通知单)$")


def is_form(package: Package) -> bool:
    """Whether a docx is a form or table that we wrote (发文稿纸, 交办单), no composed paper: by its title in the file's
    properties, which stays when the form is filled in and saved elsewhere.
    """
    parts = package.parts()
    title = next(iter(package.xml(_CORE).itertext("{*}title")), "").strip() if _CORE in parts else ""
    if _FORM.match(title):
        return True
    written = _APP in parts and _OURS in package.read(_APP)
    return written and bool(title) and not TITLE_END.search(title) and not read_map(package)


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
