"""Provisions: where sentences end in official documents."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenjian.text.segment import provisions, split_provisions


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("各机构要加强管理。每日消毒。", ["各机构要加强管理。", "每日消毒。"]),
        ("一是每日消毒；二是每周演练;三是及时报告。", ["一是每日消毒；", "二是每周演练;", "三是及时报告。"]),
        (
            "做好三项工作，一是建立台账，二是每月演练、三是及时报告。",
            ["做好三项工作，一是建立台账，", "二是每月演练、", "三是及时报告。"],
        ),
        ("落实四项制度，十是基数。", ["落实四项制度，十是基数。"]),
        ("要做到“应收尽收。”各地要落实。", ["要做到“应收尽收。”", "各地要落实。"]),
        ("坚持“谁主管。谁负责。”的原则。", ["坚持“谁主管。谁负责。”的原则。"]),
        ("按照《怎么办？指南》执行！", ["按照《怎么办？指南》执行！"]),
        ("联系养老机构（含公办；民办）。停止探视。", ["联系养老机构（含公办；民办）。", "停止探视。"]),
        ("（详见附件。）各地要落实。", ["（详见附件。）", "各地要落实。"]),
        ("没有收尾的“引号。也要断句。", ["没有收尾的“引号。", "也要断句。"]),
        ("是否到位？要核实！", ["是否到位？", "要核实！"]),
        ("上一行\n下一行", ["上一行", "下一行"]),
        ("半角句点.也断开。", ["半角句点.", "也断开。"]),
        ("达到1.5米。", ["达到1.5米。"]),
        ("  前后空白。　", ["前后空白。"]),
        ("。；", []),
        ("", []),
    ],
)
def test_provisions(text: str, pieces: list[str]) -> None:
    assert split_provisions(text) == pieces


@given(st.text(alphabet="各要一是。；!？“”《》（） \n.a1"))
def test_provisions_are_in_order_and_hold_every_letter(text: str) -> None:
    ranges = provisions(text)
    assert all(end <= start for (_, end), (start, _) in pairwise(ranges))
    held = "".join(text[start:end] for start, end in ranges)
    assert [c for c in held if c.isalnum()] == [c for c in text if c.isalnum()]
