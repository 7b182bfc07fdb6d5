"""Patterns that are compiled at their first use answer as those of `re` do."""

from __future__ import annotations

import copy
import pickle
import re as plain
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
@given(words=st.text(max_size=8), flags=st.sampled_from((0, 2, 8, 2 | 8 | 16, 256)), used=st.booleans())
def test_a_copy_is_the_same_pattern(again: Callable[[Any], Any], words: str, flags: int, *, used: bool) -> None:
    pattern = re.compile(f"({re.escape(words)})", flags)
    if used:
        assert pattern.search(words)
    other = again(pattern)
    assert (other.pattern, other.flags, other.groups) == (pattern.pattern, pattern.flags, 1)
    assert other.fullmatch(words)


_HAN_BESIDE = r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{1,3}"


@given(text=st.text("年民政局股Az09_，。、 （）《》％\n", max_size=20))
def test_a_class_of_all_chinese_characters_is_the_one_of_re(text: str) -> None:
    assert re.compile(_HAN_BESIDE).findall(text) == plain.findall(_HAN_BESIDE, text)


def test_it_holds_the_chinese_nought_and_rare_characters_too() -> None:
    assert re.compile(_HAN_BESIDE).findall("二〇二六年，𬭊县") == ["二〇二", "𬭊县"]
