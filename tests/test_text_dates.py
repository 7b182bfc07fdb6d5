"""Dates in every usual form."""

from __future__ import annotations

import datetime as dt

import pytest

from wenjian.text.dates import Precision, find_dates, format_date, parse_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2022-01-27", dt.date(2022, 1, 27)),
        ("2022.1.27", dt.date(2022, 1, 27)),
        ("2022/1/27", dt.date(2022, 1, 27)),
        ("2022年1月27日", dt.date(2022, 1, 27)),
        ("2022 年 1 月 27 日", dt.date(2022, 1, 27)),
        ("２０２２年１月２７日", dt.date(2022, 1, 27)),
        ("2022年12月7", dt.date(2022, 12, 7)),
        ("二〇二二年三月一日", dt.date(2022, 3, 1)),
        ("二○二二年十二月二十三日", dt.date(2022, 12, 23)),
        ("2022年2月30日", None),
        ("2022年3月", None),
        ("2026年　月　日", None),
        ("南阳市民政局2022-01-27", None),
    ],
)
def test_parse_date(text: str, date: dt.date | None) -> None:
    assert parse_date(text) == date


def test_find_dates_gives_range_words_and_precision() -> None:
    text = "自2021年12月17日起，到2022年3月，2023年总结。"
    found = find_dates(text)
    assert [(date.text, date.date, date.precision) for date in found] == [
        ("2021年12月17日", dt.date(2021, 12, 17), Precision.DAY),
        ("2022年3月", dt.date(2022, 3, 1), Precision.MONTH),
        ("2023年", dt.date(2023, 1, 1), Precision.YEAR),
    ]
    assert all(text[date.start : date.end] == date.text for date in found)


def test_format_date() -> None:
    assert format_date(dt.date(2026, 3, 1)) == "2026年3月1日"
