"""Responsibility lines: who leads, carries out, coordinates, assists, and what a line holds for."""

from __future__ import annotations

import pytest

from wenjian.readers import read_documents
from wenjian.text.responsibility import (
    Responsibility,
    bind_responsibilities,
    parse_responsibility,
    trailing_responsibility,
)
from wenjian.text.walk import document_provisions


def line(text: str) -> Responsibility:
    found = parse_responsibility(text)
    assert found is not None, text
    return found


def bound(text: str) -> dict[str, str]:
    """The provisions of a plan that a line holds for, each with the organs of the line."""
    (plan,) = read_documents(("某县工作方案\n" + text).encode(), "方案.txt")
    provisions = document_provisions(plan)
    lines = bind_responsibilities(provisions)
    return {provisions[i].text: "、".join(one.organs) for i, one in lines.items()}


def test_who_carries_out_and_who_coordinates() -> None:
    found = line("（由各县（市、区）民政局负责落实，市民政局救助科统筹推进）")
    assert (found.carrying, found.coordinating) == (("各县（市、区）民政局",), ("市民政局救助科",))
    assert found.text == "由各县（市、区）民政局负责落实，市民政局救助科统筹推进"
    found = line("由局机关各科室、所属事业单位，各县民政局负责落实，市局办公室统筹推进。")
    assert found.carrying == ("局机关各科室", "所属事业单位", "各县民政局")


@pytest.mark.parametrize(
    ("text", "leading", "carrying", "assisting"),
    [
        ("（责任单位：县民政局、县财政局）", "", "县民政局、县财政局", ""),
        ("责任单位:县民政局", "", "县民政局", ""),
        ("（牵头单位：县民政局；配合单位：县财政局、县医保局）", "县民政局", "", "县财政局、县医保局"),
        ("牵头单位：县民政局　配合单位：县财政局", "县民政局", "", "县财政局"),
        ("（牵头指导处室：市局标准创新处、标准技术处）", "市局标准创新处、标准技术处", "", ""),
        ("（民政部门牵头，发展改革部门、财政部门配合）", "民政部门", "", "发展改革部门、财政部门"),
        ("（县民政局牵头负责，县财政局和县医保局按职责分工负责）", "县民政局", "县财政局、县医保局", ""),
        ("（各有关部门按职责分工负责）", "", "各有关部门", ""),
        ("（省民政厅、省财政厅，各市、县人民政府）", "", "省民政厅、省财政厅、各市、县人民政府", ""),
        ("（国家发展改革委、民政部等按职责分工负责）", "", "国家发展改革委、民政部", ""),
    ],
)
def test_forms(text: str, leading: str, carrying: str, assisting: str) -> None:
    found = line(text)
    assert ("、".join(found.leading), "、".join(found.carrying), "、".join(found.assisting)) == (
        leading,
        carrying,
        assisting,
    )


def test_a_list_that_one_ge_opens_stays_whole() -> None:
    line = parse_responsibility("（牵头单位：区教育局，配合单位：区总工会，各街道、镇）")
    assert line
    assert line.acting == ("区教育局", "区总工会", "各街道、镇")
    assert line.helping == ("区总工会", "各街道、镇")


def test_persons_and_deadline() -> None:
    found = line("责任领导：张三；责任股室：社会救助股；完成时限：2026年6月底前")
    assert (found.persons, found.carrying, found.deadline) == (("张三",), ("社会救助股",), "2026年6月底前")


@pytest.mark.parametrize(
    "text",
    [
        "县民政局负责低保审核，县财政局负责资金拨付，确保按时足额发放。",
        "由县民政局牵头，县消防救援大队配合，3月底前对全县养老机构检查一遍。",
        "（含公办、民办）",
        "（以下简称市局、县局）",
        "（老年人因病重、病危等特殊情况除外）",
        "（一）加强领导，落实责任",
        "责任单位要切实履行职责。",
        "（市、区）",
        "",
    ],
)
def test_what_is_none(text: str) -> None:
    assert parse_responsibility(text) is None


def test_a_line_at_the_end_of_a_sentence() -> None:
    found = trailing_responsibility("实现助餐点全覆盖（责任单位：县民政局）。")
    assert found is not None
    assert found.carrying == ("县民政局",)
    assert trailing_responsibility("养老机构（含公办、民办）。") is None


def test_a_line_within_a_paragraph_holds_for_what_stands_before_it() -> None:
    text = "一、任务\n一是排查隐患。（责任单位：安全股）二是建立台账。（责任单位：办公室）\n"
    assert bound(text) == {"一是排查隐患。": "安全股", "二是建立台账。": "办公室"}


def test_the_only_line_of_a_section_holds_for_the_section(doc: str) -> None:
    """一、任务
    （一）加强巡查
    各民政所要每晚巡查。
    各民政所要建立台账。（责任单位：救助站）
    （二）加强值守
    各民政所要公布电话。
    """
    assert bound(doc) == {"各民政所要每晚巡查。": "救助站", "各民政所要建立台账。": "救助站"}


def test_every_paragraph_its_own_line(doc: str) -> None:
    """一、任务
    各民政所要每晚巡查。（责任单位：救助站）
    各民政所要公布电话。
    各民政所要建立台账。（责任单位：办公室）
    """
    assert bound(doc) == {"各民政所要每晚巡查。": "救助站", "各民政所要建立台账。": "办公室"}


def test_a_line_in_a_paragraph_of_its_own_closes_or_opens(doc: str) -> None:
    """一、加强巡查
    各民政所要每晚巡查。
    （责任单位：救助站）
    二、加强值守
    责任单位：办公室
    各民政所要公布电话。
    """
    assert bound(doc) == {"各民政所要每晚巡查。": "救助站", "各民政所要公布电话。": "办公室"}


def test_a_line_behind_the_last_item_holds_for_all_items_when_it_is_the_only_one(doc: str) -> None:
    """一、任务
    （一）加强管理
    1.每晚巡查。各民政所要每晚巡查。
    2.公布电话。各民政所要公布电话。
    责任单位：各民政所；牵头股室：养老服务股；配合股室：办公室。
    （二）加强值守
    各民政所要建立台账。
    """
    organs = "养老服务股、各民政所、办公室"
    assert bound(doc) == {"各民政所要每晚巡查。": organs, "各民政所要公布电话。": organs}


def test_a_line_of_one_item_among_others_with_lines_holds_for_that_item(doc: str) -> None:
    """一、任务
    1.每晚巡查。各民政所要每晚巡查。
    责任单位：救助站。
    2.公布电话。各民政所要公布电话。
    责任单位：办公室。
    """
    assert bound(doc) == {"各民政所要每晚巡查。": "救助站", "各民政所要公布电话。": "办公室"}


def test_lines_that_follow_each_other_hold_for_the_same(doc: str) -> None:
    """一、加强巡查
    各民政所要每晚巡查。
    牵头单位：县民政局
    配合单位：县公安局
    各民政所要建立台账。
    """
    assert bound(doc) == {"各民政所要每晚巡查。": "县民政局、县公安局"}
