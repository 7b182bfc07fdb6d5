"""The texts worth laying beside a duty: those that share most weight of its bigrams, the first of equals."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from wenjian.coverage.candidates import bigrams, scale_of
from wenjian.coverage.shortlist import postings_of, shortlist
from wenjian.coverage.terms import prepare_terms
from wenjian.model.library import Thesaurus

TERMS = prepare_terms(Thesaurus(version="示例", terms=()))
DUTY = "养老机构要每日消毒，定期检查消防设施。"


def chosen(texts: Sequence[str], most: int) -> list[str]:
    found = shortlist(DUTY, postings_of(texts, TERMS), TERMS, scale_of([DUTY], TERMS), most)
    return [texts[at] for at in found]


def test_the_nearest_are_chosen_in_their_order() -> None:
    texts = ("及时报告。", "定期检查消防设施。", "殡仪馆要每日消毒。", "养老机构要每日消毒，定期检查消防设施。")
    assert chosen(texts, 2) == [texts[1], texts[3]]


def test_what_shares_nothing_is_not_chosen() -> None:
    assert chosen(("按规定办理。", "每日消毒。"), 5) == ["每日消毒。"]
    assert chosen((), 5) == []


@given(st.lists(st.text(alphabet="养老每日消毒检查防，", max_size=12), max_size=12), st.integers(1, 4))
def test_none_left_out_shares_more_than_one_chosen(texts: list[str], most: int) -> None:
    scale = scale_of([DUTY], TERMS)
    asked = bigrams(TERMS.fold(DUTY))
    shared = [round(scale.total(sorted(bigrams(text) & asked)), 6) for text in texts]
    best = sorted((at for at, weight in enumerate(shared) if weight), key=lambda at: (-shared[at], at))[:most]
    assert chosen(texts, most) == [texts[at] for at in sorted(best)]
