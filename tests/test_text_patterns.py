"""Patterns that are compiled at their first use answer as those of `re` do."""

from __future__ import annotations

import pytest

from wenjian.text import patterns as re


def test_a_pattern_is_used_as_one_of_re() -> None:
    days = re.compile(r"(\d+)日")
    assert days.pattern == r"(\d+)日"
    assert [match[1] for match in days.finditer("3日内报告，15日内办结")] == ["3", "15"]
    assert days.sub("若干天", "3日内报告") == "若干天内报告"
    assert days.search("及时报告") is None
    assert (days.groups, days.flags) == (1, re.compile("", 32).flags)


def test_it_is_compiled_at_its_first_use() -> None:
    wrong = re.compile("(不成对")
    assert wrong.pattern == "(不成对"
    with pytest.raises(Exception, match="missing \\)"):
        wrong.search("不成对")
