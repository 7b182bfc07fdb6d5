"""The words of a text that another does not have, as a reader would underline them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenjian.changes.unlike import all_unlike, unlike

DUTY = "县级民政部门每半年对助餐点开展一次食品安全评估。"


def underlined(text: str, *others: str) -> list[str]:
    return [text[start:end] for start, end in unlike(text, others)]


@pytest.mark.parametrize(
    ("plan", "in_duty", "in_plan"),
    [
        ("县级民政部门每半年对助餐点开展一次食品安全评估。", [], []),
        ("县级民政部门每半年对养老机构开展一次食品安全评估。", ["助餐点"], ["养老机构"]),
        ("县级民政部门每半年对老年助餐点开展一次食品安全评估。", [], ["老年"]),
        ("县级民政部门对助餐点开展一次食品安全评估。", ["每半年"], []),
        ("对助餐点，县级民政部门每半年要开展一次食品安全评估。", [], []),
        ("县级民政部门每年对助餐点开展一次食品安全评估。", ["半"], []),
        ("我局按时到位，做好本职工作。", [], []),
    ],
    ids=["the same", "another thing", "narrower", "left out", "in another order", "another rhythm", "another text"],
)
def test_words_that_the_other_side_does_not_have_are_marked(plan: str, in_duty: list[str], in_plan: list[str]) -> None:
    assert underlined(DUTY, plan) == in_duty
    assert underlined(plan, DUTY) == in_plan


def test_several_sentences_together_may_have_the_words() -> None:
    duty = "对助餐点每半年评估一次，评估结果向社会公布。"
    assert underlined(duty, "对助餐点每半年评估一次。") == ["结果向社会公布"]
    assert underlined(duty, "对助餐点每半年评估一次。", "评估结果要向社会公布。") == []


@pytest.mark.parametrize(
    ("text", "other", "marked"),
    [
        ("抽查比例不少于30%的机构", "抽查比例不少于35%的机构", ["30%"]),
        ("每日17:30前报送当天情况", "每日17:00前报送当天情况", ["17:30"]),
        ("按照GB 9704的要求排印", "按照GA 9704的要求排印", ["GB"]),
        ("抽查三十家服务机构", "抽查三十五家服务机构", ["三十"]),
    ],
)
def test_a_figure_and_a_foreign_word_are_one_word(text: str, other: str, marked: list[str]) -> None:
    assert underlined(text, other) == marked


def test_without_another_text_nothing_is_marked() -> None:
    assert underlined(DUTY) == []


@given(st.text(alphabet="养老每日检查机构要对的，。12%"), st.text(alphabet="养老每日检查机构要对的，。12%"))
def test_marks_are_in_order_within_the_text_and_a_text_has_all_its_own_words(text: str, other: str) -> None:
    places = all_unlike(text, [other])
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[1] <= two[0] for one, two in pairwise(places))
    assert len(text) < 2 or all_unlike(text * 2, [text * 2]) == ()
