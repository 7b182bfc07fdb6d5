"""Provisions of a document with their heading path."""

from __future__ import annotations

import pytest

from wenjian.model.document import Block, Column, Document, Row, Span, Table
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import BlockKind, Role
from wenjian.text.walk import document_provisions


def heading(label: str, text: str, level: int = 0) -> Block:
    return Block("h", BlockKind.HEADING, (Span(text),), level, label)


def paragraph(text: str, label: str = "", lead: str = "", level: int = 0) -> Block:
    return Block("p", BlockKind.PARAGRAPH, (Span(text),), level, label, lead)


def table(*rows: tuple[str, ...], columns: tuple[str, ...]) -> Block:
    cells = tuple(Row(tuple((Span(text),) for text in row)) for row in rows)
    return Block("t", BlockKind.TABLE, table=Table(tuple(Column(name) for name in columns), cells))


def places(*blocks: Block) -> list[tuple[str, tuple[str, ...], str]]:
    return [(p.where, p.headings, p.text) for p in document_provisions(Document(blocks=blocks))]


def test_a_run_in_heading_is_a_heading_and_not_text() -> None:
    block = paragraph("要紧紧围绕中心。每月学习一次。", "（一）", "大学习，明责任。", 2)
    (first, second) = document_provisions(Document(blocks=(heading("三、", "工作任务", 1), block)))
    assert (first.where, first.headings, first.text) == (
        "三、（一）",
        ("工作任务", "大学习，明责任"),
        "要紧紧围绕中心。",
    )
    assert block.text[second.start : second.end] == second.text == "每月学习一次。"


def test_headings_of_deeper_levels_end_with_the_next_higher_one() -> None:
    assert places(
        heading("一、", "目标", 1),
        paragraph("总的要求。"),
        paragraph("管好出入。", "(一)", "", 2),
        paragraph("登记信息。", "1.", "", 3),
        heading("二、", "保障", 1),
        paragraph("落实经费。"),
    ) == [
        ("一、", ("目标",), "总的要求。"),
        ("一、（一）", ("目标",), "管好出入。"),
        ("一、（一）1.", ("目标",), "登记信息。"),
        ("二、", ("保障",), "落实经费。"),
    ]


def test_a_short_unnumbered_heading_stands_below_the_last_numbered_one() -> None:
    assert places(
        heading("一、", "严防聚集", 1),
        heading("", "强化出入管理。"),
        paragraph("登记来访人员。"),
        heading("", "强化物资保障。"),
        paragraph("储备物资。"),
        heading("二、", "救治", 1),
        paragraph("及时转诊。"),
    ) == [
        ("一、“强化出入管理”", ("严防聚集", "强化出入管理"), "登记来访人员。"),
        ("一、“强化物资保障”", ("严防聚集", "强化物资保障"), "储备物资。"),
        ("二、", ("救治",), "及时转诊。"),
    ]


def test_items_of_一是_follow_each_other_and_do_not_nest() -> None:
    assert places(
        heading("四、", "保障措施", 1),
        paragraph("落实责任。", "一是", "强化领导。"),
        paragraph("压实属地。", "二是", "强化落实。"),
    ) == [
        ("四、一是", ("保障措施", "强化领导"), "落实责任。"),
        ("四、二是", ("保障措施", "强化落实"), "压实属地。"),
    ]


def test_phases_hold_their_unnumbered_headings() -> None:
    assert places(
        heading("三、", "步骤", 1),
        heading("第一阶段", "动员部署", 0),
        heading("", "组织学习"),
        paragraph("传达精神。"),
        heading("第二阶段", "全面实施", 0),
        paragraph("开展检查。"),
    ) == [
        ("三、第一阶段“组织学习”", ("步骤", "动员部署", "组织学习"), "传达精神。"),
        ("三、第二阶段", ("步骤", "全面实施"), "开展检查。"),
    ]


def test_a_table_gives_its_sentences_by_row() -> None:
    block = table(
        ("1", "出入管理", "严格管控人员进出。落实登记制度。", "养老服务股、办公室、各养老机构", "2026年6月底前"),
        ("2", "应急演练", "每半年组织一次应急演练", "养老服务股", "长期坚持"),
        columns=("序号", "重点任务", "具体措施", "责任单位", "完成时限"),
    )
    document = Document(
        attachments=(Document(Elements(title="任务分解表"), (block,), role=Role.ATTACHMENT, name="附件1"),)
    )
    assert [(p.where, p.headings, p.text, p.row, p.role) for p in document_provisions(document)] == [
        ("附件1第1项", ("出入管理",), "严格管控人员进出。", 0, Role.ATTACHMENT),
        ("附件1第1项", ("出入管理",), "落实登记制度。", 0, Role.ATTACHMENT),
        ("附件1第2项", ("应急演练",), "每半年组织一次应急演练", 1, Role.ATTACHMENT),
    ]


def test_what_a_paper_carries_is_named_in_the_place() -> None:
    one = (paragraph("做好工作。", "一、", "", 1),)
    document = Document(
        blocks=one,
        attachments=(
            Document(Elements(title="安全管理实施方案"), one, role=Role.ENCLOSED),
            Document(blocks=one, role=Role.FORWARDED),
            Document(blocks=one, role=Role.ATTACHMENT, name="任务分解表"),
            Document(blocks=one, role=Role.ATTACHMENT, name="检查表"),
        ),
    )
    assert [p.where for p in document_provisions(document)] == [
        "一、",
        "实施方案一、",
        "转发原文一、",
        "附件1一、",
        "附件2一、",
    ]


@pytest.mark.parametrize("title", ["公路养护办法（试行）", "公路养护办法》（试行）", "公路养护办法"])
def test_a_carried_paper_is_named_by_its_genre(title: str) -> None:
    carried = Document(Elements(title=title), (paragraph("做好工作。", "一、", "", 1),), role=Role.ENCLOSED)
    assert [p.where for p in document_provisions(Document(attachments=(carried,)))] == ["办法一、"]


def test_what_is_no_text_of_the_body_is_no_provision() -> None:
    kinds = (BlockKind.ATTACHMENT_LIST, BlockKind.FURNITURE, BlockKind.SIGNATURE, BlockKind.DATE, BlockKind.NOTE)
    assert (
        document_provisions(Document(blocks=tuple(Block("x", kind, (Span("附件：任务分解表。"),)) for kind in kinds)))
        == ()
    )
