"""Cues answer as `re` does, whatever form a rule is written in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenjian.text.cue import Cue, any_of, first_letters, split_branches

PATTERNS = [
    "不得|严禁",
    "(?<![重主])要(?![求点])|应当",
    "^(?:近期|由于)|会议指出",
    "^[^，]{2,4}的$|到位$",
    "“?两个确保|[再喜]获|(?:^|，)不.{0,3}要",
    r"每[日月].{0,3}次|\d{1,2}日前|(?:不少于)?\d+人",
    ".{2}了$|^各",
    "(?:年|月)?(?:底|末)前?",
    "[^要]求",
]
LETTERS = "要求应当重主不得严禁近期由于会议，的到位“两个确保再喜获每日月次12前人少了各年底末\n"


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text(alphabet=LETTERS, max_size=14))
def test_a_cue_answers_as_its_pattern_does(pattern: str, text: str) -> None:
    cue = Cue(pattern)
    assert bool(cue.search(text)) is bool(re.search(pattern, text))
    assert bool(cue.search(text)) is bool(re.search(pattern, text))
    assert bool(cue.match(text)) is bool(re.match(pattern, text))
    assert [match.span() for match in cue.finditer(text)] == [match.span() for match in re.finditer(pattern, text)]


def test_several_cues_in_one() -> None:
    cue = any_of(Cue("^各|不得"), Cue("严禁"))
    assert [bool(cue.search(text)) for text in ("各地", "要各地", "不得拖延", "严禁烟火", "要落实")] == [
        True,
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("不得|严禁", "不严"),
        ("(?<![重主])要(?!求)", "要"),
        ("“?两个", "“两"),
        ("(?:切实|进一步)*加强", "切进加"),
        ("[1-9]级", ["1-9"]),
        (r"\d日", [r"\d"]),
        ("[^甲]级", ""),
        (".级", ""),
        ("甲*", ""),
    ],
)
def test_the_letters_with_which_a_pattern_can_begin(pattern: str, letters: str | list[str]) -> None:
    assert first_letters(pattern) == frozenset(letters)


def test_branches_are_cut_outside_groups_and_classes() -> None:
    assert split_branches(r"甲(?:乙|丙)|[丁|]|戊\|己|") == ("甲(?:乙|丙)", "[丁|]", r"戊\|己", "")
