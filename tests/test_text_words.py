"""A pattern for many words finds what trying every word, the longest first, finds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from wenjian.text.words import words_pattern


def test_the_longest_word_is_found_at_each_place() -> None:
    pattern = words_pattern(["养老", "养老机构", "机构", "县（市、区）"])
    assert pattern.findall("养老机构、养老院和县（市、区）机构") == ["养老机构", "养老", "县（市、区）", "机构"]
    assert words_pattern([]).search("养老机构") is None


@given(
    st.lists(st.text("甲乙丙.(", min_size=1, max_size=4), min_size=1, max_size=12), st.text("甲乙丙.(丁", max_size=30)
)
def test_it_finds_what_an_alternation_finds(words: list[str], text: str) -> None:
    plain = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    assert words_pattern(words).findall(text) == plain.findall(text)
