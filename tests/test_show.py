"""Findings come in the order in which a person finds the places in the paper."""

from __future__ import annotations

import pytest

from wenjian.cli.common import show
from wenjian.model.catalogue import found
from wenjian.model.finding import Place


@pytest.mark.parametrize(
    "labels",
    [
        ("一、", "二、（一）", "三、（二）", "四、", "十、"),
        ("第2段", "第9段", "第10段"),
        ("D9", "D12", "M2"),
    ],
)
def test_findings_are_shown_in_reading_order(labels: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    show(found("WJ103", Place("通知.docx", label=label)) for label in sorted(labels, reverse=True))
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("通知.docx")]
    assert lines == [f"通知.docx（{label}）: 错误 WJ103: 文件是空的，没有可读的内容" for label in labels]
