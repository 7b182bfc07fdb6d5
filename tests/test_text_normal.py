"""One spelling for comparison, and the 指纹 of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wenjian.text.normal import fingerprint, fold, fold_in_place, letters


def test_fold_makes_full_width_signs_half_width() -> None:
    assert fold("（２０２２）１４天，Ａ") == "(2022)14天,A"


def test_fold_in_place_keeps_every_offset() -> None:
    assert fold_in_place("㎡１４％") == "㎡14%"


def test_letters_are_what_is_left_without_spaces_and_punctuation() -> None:
    assert letters("一、“应收 尽收”（14 天）。") == "一应收尽收14天"


def test_fingerprint_ignores_spaces_punctuation_and_width() -> None:
    assert fingerprint("隔离观察不少于14天。") == fingerprint("隔离 观察，不少于１４天;\n")


def test_fingerprint_is_twelve_hex_digits_of_sha_256() -> None:
    assert fingerprint("") == "e3b0c44298fc"
    assert fingerprint("a b。c") == "ba7816bf8f01"


def test_fingerprint_tells_figures_apart() -> None:
    assert fingerprint("不少于14天") != fingerprint("不少于7天")


@given(st.text())
def test_fold_in_place_has_the_length_of_the_text(text: str) -> None:
    assert len(fold_in_place(text)) == len(text)
