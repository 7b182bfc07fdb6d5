"""Who may order whom: the words are ours, the places are real."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenjian.lint.authority import check_authority, is_department
from wenjian.model.document import Block, Document, Span
from wenjian.model.elements import Elements
from wenjian.model.locality import Locality, Peer, Township
from wenjian.model.vocabulary import Authority, BlockKind, Role
from wenjian.readers import load_documents

LUSHAN = Locality(
    name="鲁山县",
    bureau="鲁山县民政局",
    bureau_short="县民政局",
    townships=(Township(name="下汤镇"),),
    peers=(Peer(name="县卫生健康委员会", line=("卫生健康部门",), short="县卫健委"),),
)


def paper(*texts: str, mark: str = "鲁山县民政局文件", signature: tuple[str, ...] = ()) -> Document:
    heading = Block("b1", BlockKind.HEADING, (Span("工作任务"),), 1, "三、")
    blocks = tuple(Block(f"b{n}", BlockKind.PARAGRAPH, (Span(text),)) for n, text in enumerate(texts, 2))
    return Document(elements=Elements(mark=mark, signature=signature), blocks=(heading, *blocks), source="通知.txt")


def codes(text: str, authority: Authority = Authority.BUREAU, locality: Locality | None = LUSHAN) -> list[str]:
    return [finding.code for finding in check_authority(paper(text), authority, locality)]


@pytest.mark.parametrize(
    "text",
    [
        "各乡（镇、街道）要切实落实属地责任。",
        "各乡镇人民政府应当加强领导。",
        "各镇、街道办事处负责本辖区排查。",
        "各乡镇（街道）必须按时报送。",
        "各县（市、区）人民政府不得瞒报。",
        "各级党委政府要加强领导。",
        "下汤镇要在月底前完成。",
        "对排查出的问题，各乡镇要逐项整改。",
        "各乡镇人民政府于9月30日前完成活人墓整治。",
        "各乡镇（街道）每月25日前报送进展情况。",
        "建立台账。下汤镇每季度至少开展一次演练。",
        "整治工作由各乡镇人民政府组织实施。",
    ],
)
def test_an_order_to_a_lower_government_is_found(text: str) -> None:
    assert codes(text) == ["WJ551"]


@pytest.mark.parametrize(
    "text",
    [
        "县卫生健康委员会要派出医疗队。",
        "县卫健委负责核酸检测。",
        "卫生健康部门应派员指导。",
        "由县财政局负责落实经费。",
        "各有关部门要密切配合。",
        "县民政局、县公安局要联合排查。",
        "县卫健委每季度至少检查一次太平间。",
        "所需资金由县财政局列入年度预算。",
        "县市场监督管理局、县公安局于8月15日前共同清理收费项目。",
        "县财政局在10个工作日内拨付到位。",
    ],
)
def test_an_order_to_a_peer_is_found(text: str) -> None:
    assert codes(text) == ["WJ552"]


@pytest.mark.parametrize(
    "text",
    [
        "各乡镇民政所要协助开展排查。",
        "各乡镇（街道）民政工作机构要摸清底数。",
        "各乡镇敬老院要落实消防责任。",
        "请各乡镇（街道）要求所属机构报送名单。",
        "配合县卫生健康委员会做好核酸检测。",
        "商请县财政局负责落实经费。",
        "要会同县公安局做好核查。",
        "督促指导各乡镇（街道）落实责任，不得迟报。",
        "局抽调人员到各乡（镇、街道）进行督导。",
        "按照“各乡镇要负总责”的规定执行。",
        "民政部门要加强指导。",
        "养老机构要落实消防安全责任。",
        "发现病例要向县卫健委报告，不得瞒报。",
        "应急值守要加强，宣传要到位。",
        "县卫健委已检查太平间，每季度至少检查一次。",
        "县卫健委每季度已检查一次太平间。",
        "各乡镇人民政府于6月30日前完成了整治。",
        "各乡镇人民政府所在地每年开展一次演练。",
        "各乡镇每年约有200人报送申请。",
        "县卫健委每月的检查结果要公布。",
        "责任单位：县财政局，各乡镇人民政府；完成时限：每月25日前报送。",
        "（责任单位：各乡镇人民政府，9月30日前完成）",
        "提请县财政局于9月30日前列入年度预算。",
        "商请县卫健委、县公安局每季度检查一次太平间。",
        "请各乡镇人民政府于9月30日前完成整治。",
        "督促各乡镇人民政府于9月30日前完成整治。",
        "县民政局会同县卫健委、县公安局每季度检查一次太平间。",
        "涉嫌犯罪的，由公安机关依法查处。",
        "由县财政局拨付的补贴逐月公示。",
        "由县市场监管局配合检查。",
        "由各县（市、区）民政局组织几家机构联合组建。",
        "由各县（市、区）教育部门组织检查。",
        "由县财政局已列入年度预算的资金及时发放。",
    ],
)
def test_what_is_no_order_is_left_alone(text: str) -> None:
    assert codes(text) == []


def test_the_finding_names_the_article_and_the_three_ways_out() -> None:
    (finding,) = check_authority(paper("各乡（镇、街道）要切实落实属地责任，加强领导。"), Authority.BUREAU, LUSHAN)
    assert str(finding) == (
        "通知.txt（三、）: 错误 WJ551: “各乡（镇、街道）要切实落实属地责任……”：县民政局不宜直接向"
        "乡镇人民政府（街道办事处）提出指令性要求（《党政机关公文处理工作条例》第十六条第二项）\n"
        "提示：可选：①改为“各乡镇（街道）民政工作机构要协助……”；②报县政府同意后行文并注明“经县人民政府同意”；③请县政府办公室转发。"
    )


def test_the_finding_on_a_peer() -> None:
    (finding,) = check_authority(paper("县卫健委负责核酸检测。"), Authority.BUREAU, LUSHAN)
    assert str(finding) == (
        "通知.txt（三、）: 错误 WJ552: “县卫健委负责核酸检测”：县民政局不宜向同级的县卫健委提出指令性要求"
        "（《党政机关公文处理工作条例》第十六条）\n"
        "提示：可选：①改为“配合县卫健委……”或会签后写“商请县卫健委……”；②报县政府同意后行文并注明“经县人民政府同意”；"
        "③联合行文，或请县政府办公室转发。"
    )


def test_with_consent_the_text_must_say_so() -> None:
    order = "各乡镇人民政府要加强领导。"
    (finding,) = check_authority(paper(order), Authority.APPROVED, LUSHAN)
    assert str(finding) == (
        "通知.txt（三、）: 错误 WJ553: “各乡镇人民政府要加强领导”：以“经政府同意”的名义向乡镇人民政府（街道办事处）"
        "提出要求，文中没有注明（《党政机关公文处理工作条例》第十六条第二项）\n提示：请在正文写明“经县人民政府同意”。"
    )
    assert check_authority(paper("经县人民政府同意，现通知如下。", order), Authority.APPROVED, LUSHAN) == ()
    assert codes("经县人民政府同意，各乡镇人民政府要加强领导。") == ["WJ551"]


def test_consent_is_to_be_mentioned_even_where_nobody_is_ordered() -> None:
    (finding,) = check_authority(paper("各养老机构要落实消防责任。"), Authority.APPROVED, LUSHAN)
    assert str(finding) == (
        "通知.txt: 警告 WJ554: 以“经政府同意”的名义行文，文中没有注明（《党政机关公文处理工作条例》第十六条第二项）\n"
        "提示：请在正文写明“经县人民政府同意”。"
    )


def test_joint_papers_may_order_those_who_sign_them() -> None:
    joint = paper("县财政局要落实经费，县公安局要维护秩序。", signature=("鲁山县民政局", "鲁山县财政局"))
    findings = check_authority(joint, Authority.JOINT, LUSHAN)
    assert [finding.message[:9] for finding in findings] == ["“县公安局要维护秩"]


@pytest.mark.parametrize(
    "issuer", ["鲁山县人民政府", "鲁山县人民政府办公室", "国务院办公厅", "中共鲁山县委", "县疫情防控指挥部"]
)
def test_a_government_may_order(issuer: str) -> None:
    assert not is_department(issuer)
    assert check_authority(paper("各乡镇要加强领导。", signature=(issuer,)), Authority.BUREAU, LUSHAN) == ()


def test_a_forwarded_parent_is_not_judged() -> None:
    parent = paper("各县（市、区）人民政府要加强领导。")
    forwarded = Document(elements=parent.elements, blocks=parent.blocks, role=Role.FORWARDED)
    notice = Document(elements=Elements(mark="鲁山县民政局文件"), attachments=(forwarded,))
    assert check_authority(notice, Authority.BUREAU, LUSHAN) == ()


def test_government_office_forwarding_allows_everything() -> None:
    assert codes("各乡镇要加强领导。", Authority.GOVERNMENT_OFFICE) == []


def test_the_real_notice_orders_townships_twice(real: Path) -> None:
    notice = load_documents(real / "seeds" / "lushan-notice-2022-22.txt")[0]
    findings = check_authority(notice, Authority.BUREAU)
    assert [(finding.code, finding.place.label) for finding in findings] == [
        ("WJ551", "三、（一）"),
        ("WJ551", "四、二是"),
    ]
    assert findings[0].message.startswith("“各乡（镇、街道）要切实履行属地管理职责……”：县民政局不宜直接向")
    assert "第十六条第二项" in findings[0].message
    assert all(way in findings[0].hint for way in ("①改为", "②报县政府同意", "③请县政府办公室转发"))


def test_a_real_government_paper_gives_none(real: Path) -> None:
    paper_of_government = load_documents(real / "gold" / "texts" / "p12_child_xinmeiti_hebei.txt")[0]
    assert check_authority(paper_of_government, Authority.BUREAU) == ()


def test_the_way_out_calls_the_townships_offices_as_the_locality_does() -> None:
    here = LUSHAN.model_copy(update={"grassroots": "各乡镇民政办"})
    (finding,) = check_authority(paper("各乡镇人民政府要切实落实属地责任。"), Authority.BUREAU, here)
    assert finding.hint.startswith("可选：①改为“各乡镇民政办要协助……”；")
