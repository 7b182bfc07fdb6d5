"""Numbers in front of headings, and Chinese numerals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenjian.text.numbering import Label, parse_enumerator, parse_label, render_enumerator, render_label
from wenjian.text.numerals import chinese_numeral, format_number, parse_number, parse_numeral


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("一、总体要求", Label(1, 1, "一、")),
        ("十二、附则", Label(1, 12, "十二、")),
        ("二十、附则", Label(1, 20, "二十、")),
        ("一.总体要求", Label(1, 1, "一.")),
        ("（三）组织保障", Label(2, 3, "（三）")),
        ("(三)组织保障", Label(2, 3, "(三)")),
        ("（三）、组织保障", Label(2, 3, "（三）、")),
        ("1.加强领导", Label(3, 1, "1.")),
        ("１．加强领导", Label(3, 1, "１．")),
        ("12、加强领导", Label(3, 12, "12、")),
        ("（2）建立台账", Label(4, 2, "（2）")),
        ("2）建立台账", Label(4, 2, "2）")),
        ("③建立台账", Label(5, 3, "③")),
        ("⑵建立台账", Label(4, 2, "⑵")),
        ("第一阶段：动员部署", Label(0, 1, "第一阶段")),
        ("第三条　本办法所称", Label(0, 3, "第三条")),
        ("1.5万元以上", None),
        ("2022.1.27", None),
        ("二、三级医院要做好", None),
        ("一是加强领导", None),
        ("第一阶段工作已经完成", None),
        ("各地要加强领导", None),
        ("", None),
    ],
)
def test_parse_label(text: str, label: Label | None) -> None:
    assert parse_label(text) == label


def test_render_label() -> None:
    assert [render_label(level, 11) for level in (1, 2, 3, 4, 5)] == ["十一、", "（十一）", "11.", "（11）", "⑪"]


@given(st.integers(1, 5), st.integers(1, 20))
def test_a_rendered_label_reads_back(level: int, ordinal: int) -> None:
    printed = render_label(level, ordinal)
    assert parse_label(printed + "加强领导") == Label(level, ordinal, printed)


def test_enumerators() -> None:
    assert parse_enumerator("三是强化督导。") == 3
    assert parse_enumerator("十一是强化督导。") == 11
    assert parse_enumerator("一律停止。") is None
    assert parse_enumerator("这是") is None
    assert render_enumerator(2) == "二是"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二十三", 23),
        ("两", 2),
        ("十", 10),
        ("一百零五", 105),
        ("三万五千", 35000),
        ("二〇二二", 2022),
        ("1万", 10000),
        ("１２", 12),
        ("3,000", 3000),
        ("几", None),
        ("1.5", None),
        ("", None),
    ],
)
def test_parse_numeral(text: str, number: int | None) -> None:
    assert parse_numeral(text) == number


def test_parse_number_takes_fractions() -> None:
    assert parse_number("1.5万") == Decimal(15000)
    assert parse_number("半") == Decimal("0.5")
    assert format_number(Decimal("15000.0")) == "15000"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1005, "一千零五"),
        (10500, "一万零五百"),
        (120_000_000, "一亿二千万"),
        (100_000_500, "一亿零五百"),
    ],
)
def test_chinese_numeral(number: int, text: str) -> None:
    assert chinese_numeral(number) == text


@given(st.integers(0, 999_999_999_999))
def test_a_chinese_numeral_reads_back(number: int) -> None:
    assert parse_numeral(chinese_numeral(number)) == number
