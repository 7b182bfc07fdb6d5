"""提法库: the table that an office keeps, and papers that quote it word for word."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from wenjian.errors import LibraryError
from wenjian.library import load_phrases
from wenjian.model.library import Phrase


def sheet(*rows: tuple[str, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_table_says_what_the_yaml_says(tmp_path: Path) -> None:
    (tmp_path / "提法库.xlsx").write_bytes(
        sheet(
            ("名称", "提法", "启用日期", "停用日期", "出处", "备注"),
            ("方针", "预防为主、综合治理", "20260101", "", "示民发〔2026〕1号", "办公室核过"),
            ("空行", "", "", "", "", ""),
        )
    )
    listed, findings = load_phrases([tmp_path])
    assert listed == (Phrase(name="方针", text="预防为主、综合治理", start="2026-01-01", source="示民发〔2026〕1号"),)
    assert findings == ()


def test_a_nearer_layer_replaces_by_name(tmp_path: Path) -> None:
    for layer, words in (("省", "旧话"), ("县", "新话")):
        (tmp_path / layer).mkdir()
        (tmp_path / layer / "提法库.yaml").write_text(f"提法库:\n- 名称: 方针\n  提法: {words}\n", encoding="utf-8")
    assert [one.text for one in load_phrases([tmp_path / "省", tmp_path / "县"])[0]] == ["新话"]


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "提法库.xlsx").write_bytes(sheet(("名称", "内容"), ("方针", "预防为主")))
    with pytest.raises(LibraryError, match="WJ219: 提法库的表里没有“提法”一列"):
        load_phrases([tmp_path])
