"""附件 that cannot be bound with their paper: each as a paper of its own, the number of the paper in its first line
(GB/T 9704-2012, 7.3.7).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import layout_papers
from ooxml import faults
from test_writers_roundtrip import composed
from wenjian.cli import run
from wenjian.layout import bound_apart
from wenjian.model.vocabulary import Stage
from wenjian.package import unpack
from wenjian.shipped import load_layout
from wenjian.writers import write_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opening(data: bytes, count: int = 2) -> list[tuple[str, str]]:
    root: Any = etree.fromstring(unpack(data)["word/document.xml"])
    return [
        ("".join(one.itertext()), one.find(f"{W}pPr/{W}pStyle").get(f"{W}val"))
        for one in list(root.iter(f"{W}p"))[:count]
    ]


def test_the_second_attachment_of_a_notice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = tmp_path / "通知.docx"
    paper.write_bytes(layout_papers.written("红头通知"))
    assert (
        run(["export", str(paper), "-o", str(tmp_path / "附件2.docx"), "--attachment", "2", "--stage", "印发稿"]) == 0
    )
    made = (tmp_path / "附件2.docx").read_bytes()
    assert opening(made) == [
        ("示民〔2026〕12号附件2", "附件标识"),
        ("示范县养老机构安全管理工作任务分解表", "附件标题"),
    ]
    assert faults(made) == []
    assert "示范县民政局文件" not in "".join(text for text, _ in opening(made, 99))
    assert run(["export", str(paper), "-o", str(tmp_path / "附件3.docx"), "--attachment", "3"]) == 2
    assert "文稿只有2个附件，没有第3个。" in capsys.readouterr().err


def test_a_task_table_of_a_plan_lies_on_its_side() -> None:
    """It is an attachment of the plan, which has no number of its own."""
    (table,) = bound_apart(composed("鲁山县"))
    made = write_docx(table, load_layout("红头通知"), stage=Stage.ISSUED)
    assert opening(made, 1) == [("鲁民字〔2026〕8号附件", "附件标识")]
    (size,) = etree.fromstring(unpack(made)["word/document.xml"]).iter(f"{W}pgSz")
    assert size.get(f"{W}orient") == "landscape"
