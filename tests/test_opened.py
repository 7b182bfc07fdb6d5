"""The layouts that come with wenjian are kept opened; what is kept is what opening them gives."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import layout_papers
from wenjian.shipped import builtin
from wenjian.writers import layouts, opened
from wenjian.writers.checking import open_anew
from wenjian.writers.layouts import PAPER, check_layout, open_layout, purpose_of

LAYOUTS = {path.stem: path.read_bytes() for path in sorted(builtin("templates").glob("*.docx"))}
PAPERS = {name: data for name, data in LAYOUTS.items() if purpose_of(data) is PAPER}


def values(layout: opened.Layout | None) -> dict[str, Any]:
    assert layout is not None
    return {
        one.name: etree.tostring(layout.section) if one.name == "section" else getattr(layout, one.name)
        for one in fields(layout)
    }


@pytest.mark.parametrize("name", PAPERS)
def test_what_is_kept_is_what_opening_gives(name: str) -> None:
    fresh, findings = open_anew(PAPERS[name], "", PAPER)
    assert not findings, "运行 make layouts"
    assert values(opened.kept_opened(PAPERS[name])) == values(fresh), "运行 make layouts"


def test_nothing_else_is_kept() -> None:
    assert {opened.file_of(data) for data in PAPERS.values()} == set(opened.FOLDER.iterdir()), "运行 make layouts"


def test_another_layout_is_opened_as_ever() -> None:
    own = layout_papers.written("红头通知")
    assert opened.kept_opened(own) is None
    assert check_layout(own)


@pytest.mark.parametrize("damage", [b"", b"PK", "截断", "改写", "没有"])
def test_what_cannot_be_read_is_opened_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes | str
) -> None:
    data = PAPERS["便函"]
    kept = opened.file_of(data).read_bytes()
    monkeypatch.setattr(opened, "FOLDER", tmp_path)
    middle = len(kept) // 2
    broken = {"截断": kept[:middle], "改写": kept[:middle] + bytes([kept[middle] ^ 1]) + kept[middle + 1 :]}
    if damage != "没有":
        opened.file_of(data).write_bytes(damage if isinstance(damage, bytes) else broken[damage])
    monkeypatch.setattr(layouts, "_kept", opened.kept_opened)
    assert opened.kept_opened(data) is None
    assert values(open_layout(data)) == values(open_anew(data, "", PAPER)[0])
