"""Slots in literal text."""

from __future__ import annotations

import pytest

from wenjian.model.document import Origin, Span
from wenjian.model.vocabulary import OriginKind
from wenjian.text.slots import Slot, SlotError, fill, parse_slots, slot_names


def test_parse_slots() -> None:
    assert parse_slots("各机构由{{ 牵头股室 }}负责。") == ("各机构由", Slot("牵头股室", 4, 14), "负责。")
    assert slot_names("{{县名}}{{ 县名 }}{{时限}}") == ("县名", "时限")


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("由｛｛县名｝｝负责", 1, "参数要用半角花括号，写成 {{ 参数名 }}"),
        ("{% if 甲 %}", 0, "条款正文只能写文字和参数，不能写模板指令"),
        ("{# 注 #}", 0, "条款正文只能写文字和参数，不能写模板指令"),
        ("由{{ 县名", 1, "参数缺少右花括号，应写成 {{ 参数名 }}"),
        ("{{ 甲|upper }}", 0, "参数名只能是文字、数字和下划线，不能是“甲|upper”"),
        ("{{ 甲.乙 }}", 0, "参数名只能是文字、数字和下划线，不能是“甲.乙”"),
        ("{{ }}", 0, "花括号里没有参数名"),
        ("由{县名}负责", 1, "花括号不成对，参数应写成 {{ 参数名 }}"),
        ("县名}}", 2, "花括号不成对，参数应写成 {{ 参数名 }}"),
    ],
)
def test_what_is_no_slot_is_an_error_with_its_place(text: str, position: int, message: str) -> None:
    with pytest.raises(SlotError) as raised:
        parse_slots(text)
    assert (raised.value.position, raised.value.message) == (position, message)


def test_fill_notes_where_each_part_came_from() -> None:
    spans, missing = fill("{{ 县名 }}由{{ 股室 }}负责。", {"县名": ("鲁山县", "地区")}, "养老.出入管理@1.0")
    assert spans == (
        Span("鲁山县", Origin(OriginKind.SLOT, "县名", "地区")),
        Span("由", Origin(OriginKind.CLAUSE, "养老.出入管理@1.0")),
        Span("【待定：股室】", Origin(OriginKind.SLOT, "股室", "待定")),
        Span("负责。", Origin(OriginKind.CLAUSE, "养老.出入管理@1.0")),
    )
    assert missing == ("股室",)


def test_a_value_is_literal() -> None:
    spans, missing = fill("{{ 甲 }}", {"甲": ("{{ 乙 }} & <“”>\n", "拟稿单")}, "x@1")
    assert spans[0].text == "{{ 乙 }} & <“”>\n"
    assert missing == ()
