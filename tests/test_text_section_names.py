"""Which headings of a directive and of a plan name the same section."""

from __future__ import annotations

import pytest

from wenjian.text.section_names import is_same_section


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("工作要求", "保障措施", True),
        ("加强组织领导", "工作要求", True),
        ("总体目标", "工作目标", True),
        ("实施步骤", "进度安排", True),
        ("消防安全", "消防安全", True),
        ("工作要求", "工作步骤", False),
        ("兜底保障", "保障措施", False),
        ("强化资金保障", "工作要求", False),
        ("", "", False),
    ],
)
def test_headings_that_name_the_same_section(one: str, other: str, *, same: bool) -> None:
    assert is_same_section(one, other) is same
