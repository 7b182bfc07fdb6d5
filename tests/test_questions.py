"""A source that jinja parsed once is answered as jinja answers it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from wenjian.writers.checking import _source, environment
from wenjian.writers.questions import answer

NAMES = ("标题", "签发人", "份号")
WORDS = st.sampled_from(["", "甲", "<w:p>", "“乙”", "\n", "甲 & 乙", "12"])
VALUES = st.fixed_dictionaries(dict.fromkeys(NAMES, st.one_of(WORDS, WORDS.map(Markup))))


def expressions(depth: int) -> st.SearchStrategy[str]:
    plain = st.sampled_from([*NAMES, "'甲'", "''", "'甲 & 乙'", "true"])
    if not depth:
        return plain
    inner = expressions(depth - 1)
    texts = st.sampled_from([*NAMES, "'甲'", "''"])
    compared = st.builds("({} {} {})".format, texts, st.sampled_from(["==", "!=", "<", ">=", "in", "not in"]), texts)
    chained = st.builds("({} {} {} {} {})".format, texts, st.just("<="), texts, st.just("=="), texts)
    joined = st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner)
    return st.one_of(plain, compared, chained, joined, inner.map("(not {})".format))


def sources(depth: int) -> st.SearchStrategy[str]:
    said = st.one_of(WORDS, expressions(1).map("{{{{ {} }}}}".format))
    if not depth:
        return said
    inner = sources(depth - 1)
    asked = expressions(2)
    one = st.builds("{{% if {} %}}{}{{% endif %}}".format, asked, inner)
    two = st.builds(
        "{{% if {} %}}{}{{% elif {} %}}{}{{% else %}}{}{{% endif %}}".format, asked, inner, asked, inner, inner
    )
    return st.lists(st.one_of(said, one, two), max_size=4).map("".join)


@given(sources(3), VALUES)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_the_answer_is_that_of_jinja(source: str, values: dict[str, Any]) -> None:
    sandbox = environment()
    assert answer(_source(sandbox.parse(source).body), values) == sandbox.from_string(source).render(values)


def test_a_field_that_has_no_value_is_no_empty_one() -> None:
    with pytest.raises(KeyError):
        answer(_source(environment().parse("{{ 标题 }}").body), {})


@pytest.mark.parametrize("source", ["{% for a in 标题 %}{% endfor %}", "{{ 标题.__class__ }}", "{{ 标题|upper }}"])
def test_nothing_else_is_parsed(source: str) -> None:
    with pytest.raises(SecurityError, match="不允许的写法"):
        _source(environment().parse(source).body)
