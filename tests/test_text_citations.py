"""Cited documents and document numbers."""

from __future__ import annotations

import pytest

from wenjian.model.directive import Citation
from wenjian.text.citations import find_citations, find_document_number, find_document_numbers


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
