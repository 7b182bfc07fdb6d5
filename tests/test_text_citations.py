"""Cited documents and document numbers."""

from __future__ import annotations

import pytest

from wenjian.model.directive import Citation
from wenjian.text.citations import (
    find_citations,
    find_document_number,
    find_document_numbers,
    find_short_names,
    resolve_citations,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("鲁民字〔2022〕22号", "鲁民字〔2022〕22号"),
        ("鲁民字[2022] 22 号", "鲁民字〔2022〕22号"),
        ("鲁民字（2022）第22号", "鲁民字〔2022〕22号"),
        ("根据国发明电〔2020〕6号要求", "国发明电〔2020〕6号"),
        ("《防控工作通知》（民发〔２０２０〕１号）", "民发〔2020〕1号"),
        ("鲁民字〔2026〕　号", None),
        ("2022年第3号", None),
    ],
)
def test_find_document_number(text: str, number: str | None) -> None:
    assert find_document_number(text) == number


def test_find_document_numbers_gives_each_once() -> None:
    assert find_document_numbers("民发〔2020〕1号、豫民文〔2021〕8号和民发〔2020〕1号") == (
        "民发〔2020〕1号",
        "豫民文〔2021〕8号",
    )


def test_citations_with_edition_and_number() -> None:
    text = "执行《养老机构防控指南（第二版）》和《服务规范》（试行第九版）（民发〔2020〕1号），依《传染病防治法》办理。"
    assert find_citations(text) == (
        Citation(title="养老机构防控指南", edition="第二版"),
        Citation(title="服务规范", number="民发〔2020〕1号", edition="试行第九版"),
        Citation(title="传染病防治法"),
    )


def test_a_title_inside_a_title_is_one_citation() -> None:
    assert find_citations("转发《关于印发《防控方案》的通知》") == (Citation(title="关于印发《防控方案》的通知"),)


def test_an_open_title_counts_for_nothing() -> None:
    assert find_citations("按照《没有写完的标题\n执行》。") == ()


@pytest.mark.parametrize(
    ("text", "citation"),
    [
        ("按照《巡查规范（试行第九版）》执行", Citation(title="巡查规范", edition="试行第九版")),
        ("按照《巡查规范》（第三版）执行", Citation(title="巡查规范", edition="第三版")),
        ("按照《巡查规范》第三版执行", Citation(title="巡查规范", edition="第三版")),
        ("按照2022年版《巡查规范》执行", Citation(title="巡查规范", edition="2022年版")),
        ("执行《等级划分》（2019年修订）", Citation(title="等级划分", edition="2019年修订")),
        ("执行民发〔2024〕12号《探访通知》", Citation(title="探访通知", number="民发〔2024〕12号")),
        ("落实（民发〔2024〕12号）《探访通知》", Citation(title="探访通知", number="民发〔2024〕12号")),
        ("执行《探访通知》民发〔2024〕12号", Citation(title="探访通知", number="民发〔2024〕12号")),
        ("依据《机构管理办法》（民政部令第66号）", Citation(title="机构管理办法", number="民政部令第66号")),
        (
            "执行《巡查规范》（第二版）（民发〔2024〕12号）",
            Citation(title="巡查规范", number="民发〔2024〕12号", edition="第二版"),
        ),
        ("印发《关于落实〈防火方案〉的通知》", Citation(title="关于落实〈防火方案〉的通知")),
        ("执行《救助办法（试行）》", Citation(title="救助办法（试行）")),
    ],
)
def test_numbers_and_editions_stand_in_many_places(text: str, citation: Citation) -> None:
    assert find_citations(text) == (citation,)


def test_the_number_of_one_title_is_not_taken_for_the_next() -> None:
    assert find_citations("执行《甲办法》（民发〔2024〕1号）、《乙办法》") == (
        Citation(title="甲办法", number="民发〔2024〕1号"),
        Citation(title="乙办法"),
    )


def test_short_names() -> None:
    text = "执行《高龄津贴发放办法》（民发〔2024〕1号，以下简称《办法》）和《巡查规范》（第二版）（以下简称“规范”）。"
    full = Citation(title="高龄津贴发放办法", number="民发〔2024〕1号")
    norm = Citation(title="巡查规范", edition="第二版")
    assert find_citations(text) == (full, norm)
    names = find_short_names(text)
    assert names == {"办法": full, "规范": norm}
    assert resolve_citations(find_citations("按照《办法》和《预案》执行，《办法》另有规定的除外。"), names) == (
        full,
        Citation(title="预案"),
    )
