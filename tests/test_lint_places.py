"""Other places' names: the counties are real, the papers are ours (示范县 is invented)."""

from __future__ import annotations

import pytest

from papers import notice, parents
from wenjian.library import load_counties
from wenjian.lint.places import check_places
from wenjian.model.document import Document
from wenjian.model.locality import Locality, Township

COUNTIES = load_counties()[0]
PLACE = Locality(
    name="叶县",
    superiors=("平顶山市", "河南省"),
    aliases=("卫东区",),
    bureau="叶县民政局",
    townships=(Township(name="田庄乡"), Township(name="任店镇", office="任店镇民政所")),
)


def names(*lines: str, place: Locality | None = None, parent: str = "养老机构要每月自查。", **more: str) -> list[str]:
    return named(notice(*lines, **more), place, parent)


def named(paper: Document, place: Locality | None = None, parent: str = "养老机构要每月自查。") -> list[str]:
    findings = check_places(paper, parents(parent), COUNTIES, place)
    assert {finding.code for finding in findings} <= {"WJ566"}
    return [finding.message.partition("”不是本地")[0].rpartition("“")[2] for finding in findings]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("宝丰县民政局要组织排查。", "宝丰县"),
        ("按照鲁山县统一安排，开展排查。", "鲁山县"),
        ("名单报郏县民政局备案。", ""),
        ("由东胜区民政局负责落实。", "东胜区"),
        ("平顶山市湛河区养老机构要组织自查。", "湛河区"),
        ("结合汝州市民政局要求，开展排查。", "汝州市"),
        ("为全面推动民和回族土族自治县养老服务发展，制定本方案。", "民和回族土族自治县"),
        ("为建设幸福民和县，制定本方案。", ""),
    ],
)
def test_another_county(line: str, name: str) -> None:
    assert names(line) == ([name] if name else [])


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("石桥镇要每月自查。", ["石桥镇"]),
        ("石桥镇、青河镇要每月自查。", ["石桥镇", "青河镇"]),
        ("任店镇、石桥镇负责落实。", ["石桥镇"]),
        ("由磙子营乡牵头，6月底前完成整改。", ["磙子营乡"]),
        ("石桥镇李庄村的机构要整改。", ["石桥镇"]),
        ("石桥镇：配合做好安置。", ["石桥镇"]),
        ("田庄乡每月报送进展。", []),
    ],
)
def test_a_township_that_the_locality_does_not_list_is_seen_by_what_it_does(line: str, found: list[str]) -> None:
    assert names(line, place=PLACE) == found
    assert names(line, place=PLACE.model_copy(update={"townships": ()})) == []


@pytest.mark.parametrize(
    "line",
    [
        "各乡镇要每月排查。",
        "由重点镇负责。",
        "中心镇要带头。",
        "经济强镇要示范。",
        "受援镇、支援镇要对接。",
        "试点乡镇要先行。",
        "各镇、街道要配合。",
        "城关镇要自查。",
        "建制镇要完善设施。",
        "山区乡镇、平原乡镇要分类施策。",
        "主次街道要清理。",
        "有养老机构的镇要自查。",
        "县、乡、镇要联动。",
        "两镇要协作。",
        "该镇要自查。",
        "特色小镇要建设。",
        "属地街道负责。",
        "未建站街道要在6月前建成。",
        "毗邻的石桥镇要联防。",
        "赴石桥镇考察，石桥镇要介绍经验。",
        "所在镇每月检查。",
        "撤并乡镇要做好移交。",
        "民族乡要保障。",
        "流动服务进乡镇要落实。",
        "各养老机构6月5日前报镇民政所。",
    ],
)
def test_words_that_only_look_like_a_township(line: str) -> None:
    assert names(line, place=PLACE) == []


@pytest.mark.parametrize(
    "line",
    [
        "示范县民政局要组织排查，我县各机构要配合。",
        "来自鲁山县的流浪人员要及时救助。",
        "凡从鲁山县来（返）我县的人员要报告。",
        "组织人员赴宝丰县考察。",
        "与鲁山县接壤的乡镇要联防。",
        "做好鲁山县对口协作工作。",
        "流出地鲁山县民政局反馈的名单要核实。",
        "深刻吸取鲁山县养老院火灾事故教训。",
        "学习借鉴宝丰县经验做法。",
        "落实《鲁山县民政局关于做好排查的通知》。",
        "按照鲁山县民发〔2026〕3号文件执行。",
        "各级民政部门要指导下县人员，深入社区、校区、辖区、小区、景区、林区、灾区开展排查。",
        "联合县公安局、引导县级医院参与，市区、城区和郊区全覆盖。",
        "县财政和县民政部门要加强配合。",
        "在试点县、示范县、帮扶县和高新区先行先试。",
        "呼和浩特市、包头市疫情形势严峻。",
        "推进一项城市更新改造，建设老城区服务网。",
    ],
)
def test_own_names_purposes_titles_and_common_words_are_right(line: str) -> None:
    assert names(line) == []


def test_a_place_named_on_purpose_is_right_throughout() -> None:
    lines = ("凡从鲁山县来（返）我县的人员要报告。", "鉴于当前鲁山县防控形势，做好准备。")
    assert names(*lines) == []
    assert names(lines[1]) == ["鲁山县"]


def test_what_the_parent_names_is_right() -> None:
    line = "宝丰县民政局要组织排查。"
    assert names(line, parent="宝丰县等试点县要先行探索。") == []


def test_the_title_is_judged_by_the_signature() -> None:
    assert names("要排查。", title="鲁山县民政局关于做好养老机构安全管理工作的通知") == ["鲁山县"]


def test_the_chain_of_superiors_and_other_names_are_ours() -> None:
    line = "平顶山市民政局、河南省民政厅、卫东区民政局、叶县民政局要加强指导。"
    assert names(line, place=PLACE, organ="叶县民政局") == []
    assert names("宝丰县民政局要组织排查。", place=PLACE, organ="叶县民政局") == ["宝丰县"]


def test_townships_are_judged_where_the_locality_lists_its_own() -> None:
    lines = ("田庄乡敬老院、任店镇民政所要自查，下汤镇敬老院要整改。", "各乡镇民政所、中心镇卫生院要配合。")
    assert names(*lines, place=PLACE, organ="叶县民政局") == ["下汤镇"]
    assert names(*lines) == []


@pytest.mark.parametrize(
    "line",
    [
        "指导镇民政所、督促街道办事处落实。",
        "会同镇派出所，组织乡镇卫生院开展义诊。",
        "城镇敬老院和集镇卫生院要自查。",
        "赴下汤镇敬老院学习。",
        "返乡人员、家乡养老院、所在街道办事处。",
        "各镇（街道）民政工作机构要配合，有关乡镇人民政府要落实。",
    ],
)
def test_common_words_that_end_like_townships(line: str) -> None:
    assert names(line, place=PLACE, organ="叶县民政局") == []


def test_a_townships_paper() -> None:
    def paper(*lines: str) -> Document:
        return notice(*lines, organ="石桥镇人民政府", title="石桥镇人民政府关于做好清明祭扫工作的通知")

    assert named(paper("石桥镇敬老院要自查。", "青河镇敬老院要自查。")) == ["青河镇"]
    assert named(paper("名单报宝丰县民政局。", "宝丰县民政局另有规定的从其规定。")) == []
    both = ("名单报宝丰县民政局。", "宝丰县民政局另有规定的从其规定。", "并报鲁山县民政局。")
    assert named(paper(*both)) == ["鲁山县"]


def test_a_paper_of_a_city_names_its_own_counties() -> None:
    organ, title = "示例市民政局", "示例市民政局关于做好养老机构安全管理工作的通知"
    assert names("宝丰县民政局要组织排查。", organ=organ, title=title) == []


def test_a_paper_without_organ_is_placed_by_its_title_or_not_at_all() -> None:
    def unsigned(title: str) -> Document:
        return notice("鲁山县民政局要排查。", title=title, organ="", number="", date="")

    assert named(unsigned("宝丰县养老机构整治方案")) == ["鲁山县"]
    assert named(unsigned("养老机构整治方案")) == []


def test_the_finding_quotes_the_words_around() -> None:
    lines = ("一、排查", "由宝丰县民政局组织排查，名单报宝丰县民政局。")
    (finding,) = check_places(notice(*lines), parents(), COUNTIES)
    assert str(finding) == (
        "方案.txt（一、）: 警告 WJ566: “由宝丰县民政局组织排查”中的“宝丰县”不是本地，上级文件也没有提到，共2处，"
        "疑为照搬其他地方的文稿\n提示：请改为本地名称；确是本地的，补写到地区文件的“乡镇”或“别称”里。"
    )


def test_the_list_holds_the_counties_of_all_provinces() -> None:
    assert len(COUNTIES) > 2800
    assert {"鲁山县", "东胜区", "神农架林区", "五家渠市", "杭锦旗", "民和县"} <= COUNTIES
