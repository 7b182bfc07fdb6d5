"""股室 and leaders that the locality does not know."""

from __future__ import annotations

import pytest

from papers import notice, parents
from wenjian.lint.people import check_people
from wenjian.model.document import Block, Column, Document, Row, Span, Table
from wenjian.model.elements import Elements
from wenjian.model.locality import Leader, Locality, Office
from wenjian.model.vocabulary import BlockKind

PLACE = Locality(
    name="示范县",
    bureau="示范县民政局",
    bureau_short="县民政局",
    leaders=(Leader(name="张示例", post="局长"), Leader(name="李示例", post="副局长")),
    offices=(Office(name="办公室"), Office(name="养老服务股"), Office(name="社会事务和儿童福利股", short="事务股")),
)


def names(*lines: str, place: Locality = PLACE, parent: str = "养老机构要每月自查。") -> list[str]:
    findings = check_people(notice(*lines), parents(parent), place)
    assert {finding.code for finding in findings} <= {"WJ565"}
    return [finding.message for finding in findings]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("由社会救助股牵头。", "社会救助股"),
        ("名单报局社会救助股备案。", "社会救助股"),
        ("养老服务股、社会救助股负责落实。", "社会救助股"),
        ("县民政局社会救助股要做好汇总。", "社会救助股"),
        ("（责任股室：养老服务股、老龄工作股）", "老龄工作股"),
    ],
)
def test_an_unknown_section_is_found(line: str, name: str) -> None:
    assert names(line) == [f"机构信息中没有股室“{name}”，疑为旧稿残留"]


@pytest.mark.parametrize(
    "line",
    [
        "由养老服务股牵头，社会事务和儿童福利股、事务股配合。",
        "局机关各股室要配合，相关业务股负责落实。",
        "县财政局社会保障股负责拨付。",
        "鼓励企业参股、入股养老机构，国有资本控股。",
        "牵头股、配合股要各负其责。",
        "落实《示例市社会救助股工作规则》。",
        "组织眼科、内科医生义诊。",
    ],
)
def test_known_sections_and_what_only_looks_so(line: str) -> None:
    assert names(line) == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("由局长王二任组长。", "王二"),
        ("县民政局副局长刘三负责协调。", "刘三"),
        ("分管领导：赵四，联系人另行通知。", "赵四"),
    ],
)
def test_an_unknown_leader_is_found(line: str, name: str) -> None:
    assert names(line) == [f"机构信息中没有领导“{name}”，疑为旧稿残留"]


@pytest.mark.parametrize(
    "line",
    [
        "由局长张示例任组长，副局长李示例任副组长。",
        "局长任组长，分管副局长任副组长。",
        "由局长负责召集，副局长和各股室负责人参加。",
        "县财政局局长王二参加会议。",
        "由分管副局长牵头，局长办公会审定。",
        "发挥王二等老党员的作用。",
    ],
)
def test_known_leaders_and_what_only_looks_so(line: str) -> None:
    assert names(line) == []


def test_what_the_parent_names_and_what_the_locality_does_not_list() -> None:
    assert names("由社会救助股牵头。", parent="由社会救助股牵头汇总。") == []
    bare = Locality(name="示范县", bureau="示范县民政局")
    assert names("由社会救助股牵头，局长王二任组长。", place=bare) == []


def test_the_columns_of_a_task_table() -> None:
    columns = (Column("序号"), Column("重点任务"), Column("责任领导"), Column("牵头股室"), Column("配合单位"))
    cells = ("1", "消防检查", "李示例、王二", "养老服务股、安全股", "县财政局社会保障股")
    table = Table(columns, (Row(tuple((Span(cell),) for cell in cells)),))
    document = Document(Elements(title="任务分解表"), (Block("b1", BlockKind.TABLE, table=table),), source="表.xlsx")
    findings = check_people(document, parents(), PLACE)
    assert [(one.place.label, one.message[:14]) for one in findings] == [
        ("表第1项", "机构信息中没有领导“王二”，"),
        ("表第1项", "机构信息中没有股室“安全股”"),
    ]
