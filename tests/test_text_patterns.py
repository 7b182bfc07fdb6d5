"""Patterns that are compiled at their first use answer as those of `re` do."""

from __future__ import annotations

import base64
import copy
import json
import pickle
import re as plain
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenjian.text import patterns as re
from wenjian.text.programs import pattern_of, program_of


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


RULES = (
    r"(?P<数>\d+)日(?:内|前)(?![，。；]|底)",
    "[^，。；：、！？]{2,8}(?<!不)得",
    "(?i:gb/?t)|［二〇］",
    "",
)


@pytest.mark.parametrize("flags", [0, plain.IGNORECASE | plain.DOTALL])
@pytest.mark.parametrize("rule", RULES)
def test_a_program_gives_the_pattern_again(rule: str, flags: int) -> None:
    program = program_of(rule, flags)
    assert program is not None
    again = pattern_of(rule, json.loads(json.dumps(program)))
    assert again is not None
    made = plain.compile(rule, flags)
    assert again == made  # `re` compares the programs
    assert again.groupindex == made.groupindex


def test_a_program_that_is_cut_off_is_refused() -> None:
    flags, groups, names, packed = program_of(RULES[0], 0) or []
    code = zlib.decompress(base64.b64decode(packed))
    for end in range(0, len(code), 4):
        cut = base64.b64encode(zlib.compress(code[:end])).decode()
        assert pattern_of(RULES[0], [flags, groups, names, cut]) is None


@pytest.mark.parametrize("wrong", [None, [], [0, 1, {}, "不是"], [0, 0, {}, ""], ["", 0, {}, "eJwDAAAAAAE="], {}])
def test_what_is_no_program_is_refused(wrong: Any) -> None:
    assert pattern_of("甲", wrong) is None


def test_what_is_known_is_not_found_out_again() -> None:
    known: dict[str, Any] = {}
    with re.remembering(lambda: known):
        assert re.compile("(甲+)乙").sub(r"\1", "甲甲乙丙") == "甲甲丙"
        assert re.compiled_now("丙").search("丙")
    assert list(known) == ["program 0 (甲+)乙"]
    known["program 0 (甲+)乙"] = program_of("丁", 0)  # so that it shows where the answer is from
    with re.remembering(lambda: known):
        assert re.compile("(甲+)乙").search("丁")
    assert re.compile("(甲+)乙").search("丁") is None
