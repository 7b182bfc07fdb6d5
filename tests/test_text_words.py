"""Looking for many words at once finds what trying every word, the longest first, finds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from wenjian.text.words import find_words, word_lengths


def found(words: list[str], text: str) -> list[str]:
    return [word for _, word in find_words(text, words, word_lengths(words))]


def test_the_longest_word_is_found_at_each_place() -> None:
    words = ["养老", "养老机构", "机构", "县（市、区）"]
    assert found(words, "养老机构、养老院和县（市、区）机构") == ["养老机构", "养老", "县（市、区）", "机构"]
    assert found([], "养老机构") == []


@given(
    st.lists(st.text("甲乙丙.(", min_size=1, max_size=4), min_size=1, max_size=12), st.text("甲乙丙.(丁", max_size=30)
)
def test_it_finds_what_an_alternation_finds(words: list[str], text: str) -> None:
    plain = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    expected = [(match.start(), match[0]) for match in plain.finditer(text)]
    assert list(find_words(text, words, word_lengths(words))) == expected
