"""The titles that were looked at (docs/titles.md) are broken as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wenjian.layout import break_title
from wenjian.layout.geometry import characters

PAGE = Path(__file__).parents[1] / "docs" / "titles.md"


def titles() -> list[tuple[str, ...]]:
    match = re.search(r"^```text\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert match is not None
    return [tuple(title.split("\n")) for title in match[1].strip().split("\n\n")]


@pytest.mark.parametrize("lines", titles(), ids=lambda lines: "".join(lines)[:24])
def test_a_title_is_broken_as_it_was_approved(lines: tuple[str, ...]) -> None:
    assert break_title("".join(lines)) == lines


def test_there_are_thirty_of_real_length() -> None:
    lengths = [characters("".join(lines)) for lines in titles()]
    assert len(lengths) == 30
    assert all(19 <= length <= 45 for length in lengths)


@pytest.mark.parametrize("lines", titles(), ids=lambda lines: "".join(lines)[:24])
def test_what_fits_on_a_line_is_not_cut(lines: tuple[str, ...]) -> None:
    """《》, “”, dates and the names of organs (7.3.1)."""
    title = "".join(lines)
    whole = re.findall(
        r"《[^《》]{1,18}》|“[^“”]+”|\d+年(?:\d+月(?:至\d+月)?)?|示[范例][县市省](?:人民政府|民政|财政|卫生健康|医疗保障)[局厅]?",
        title,
    )
    assert [part for part in whole if not any(part in line for line in lines)] == []


@pytest.mark.parametrize(
    "title",
    [
        "关于征求《示例县民政局关于印发〈示例县民政服务机构呼吸道传染病防控和服务保障实施方案〉的通知》意见的函",
        "关于印发〈示例县民政服务机构呼吸道传染病防控和服务保障和应急值守〉的通知",
        "关于甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未“申”酉戌亥甲乙丙丁戊己庚辛的通知",
    ],
)
def test_no_line_begins_with_what_closes(title: str) -> None:
    assert [line for line in break_title(title)[1:] if line[0] in "、，》〉”）〕"] == []
