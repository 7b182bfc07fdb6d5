"""归口 as proposed: with a locality and without."""

from __future__ import annotations

import pytest

from wenjian.duties import extract
from wenjian.duties.competence import propose_assisting, propose_competence, propose_section
from wenjian.model.directive import Directive, Duty
from wenjian.model.locality import Institution, Locality, Office, Peer
from wenjian.model.vocabulary import Competence
from wenjian.readers import read_documents
from wenjian.text.responsibility import Responsibility, parse_responsibility

STATE = Directive(title="国务院关于加强安全管理的通知", issuer=("国务院",))
OWN_LINE = Directive(title="省民政厅关于加强安全管理的通知", issuer=("省民政厅",))
PLACE = Locality(
    name="某县",
    bureau="某县民政局",
    bureau_short="县民政局",
    superiors=("某市", "某省"),
    peers=(Peer(name="县卫生健康局", line=("卫生健康部门", "疾控机构")),),
    offices=(
        Office(name="养老服务股", keywords=("养老服务",)),
        Office(name="社会事务股", keywords=("救助管理", "殡葬管理")),
    ),
)


def duty(text: str, *actors: str) -> Duty:
    return Duty(id="D001", text=text, actors=actors)


@pytest.mark.parametrize(
    ("recipients", "actor", "expected"),
    [
        ("各县（区）水利局", "县级水利部门", Competence.OWN),
        ("各县（区）水利局", "县级民政部门", Competence.PEER),
        ("各县（市、区）市场监督管理局", "市场监督管理部门", Competence.OWN),
        ("各县（市、区）教育局", "卫生健康部门", Competence.PEER),
        ("各县（市、区）民政局", "县级民政部门", Competence.OWN),
        ("机关各股室及局属各单位", "县级民政部门", Competence.OWN),
        ("各县（市、区）人民政府", "县级民政部门", Competence.OWN),
    ],
)
def test_without_a_locality_the_line_is_that_to_which_the_paper_goes(
    recipients: str, actor: str, expected: Competence
) -> None:
    directive = Directive(title="关于加强安全管理的通知", issuer=("某市某局",), recipients=(recipients,))
    assert propose_competence(duty(f"{actor}要加强排查。", actor), directive) is expected


@pytest.mark.parametrize("place", [PLACE, None])
@pytest.mark.parametrize(
    ("text", "actors", "expected"),
    [
        ("各级民政部门要加强督导。", ("各级民政部门",), Competence.OWN),
        ("民政、卫生健康部门要开展排查。", ("民政、卫生健康部门",), Competence.OWN),
        ("卫生健康、民政部门要开展排查。", ("卫生健康、民政部门",), Competence.ASSIST),
        ("民政部门要配合卫生健康部门做好排查。", ("民政部门",), Competence.ASSIST),
        ("卫生健康部门要派出医疗小组。", ("卫生健康部门",), Competence.PEER),
        ("疾控机构要指导消毒。", ("疾控机构",), Competence.PEER),
        ("财政部门要拨付资金。", ("财政部门",), Competence.PEER),
        ("各地要建立制度。", ("各地",), Competence.GOVERNMENT),
        ("各县（市、区）人民政府要落实责任。", ("各县（市、区）人民政府",), Competence.GOVERNMENT),
        ("各乡（镇、街道）要组织走访。", ("各乡（镇、街道）",), Competence.TOWNSHIP),
        ("乡镇人民政府（街道办事处）要完成整治。", ("乡镇人民政府（街道办事处）",), Competence.TOWNSHIP),
        ("各乡镇人民政府（街道办事处）要完成整治。", ("各乡镇人民政府（街道办事处）",), Competence.TOWNSHIP),
        ("县级人民政府办公室要汇总。", ("县级人民政府办公室",), Competence.GOVERNMENT),
        ("养老机构要开展演练。", ("养老机构",), Competence.INSTITUTION),
        ("精神卫生福利机构要做好登记。", ("精神卫生福利机构",), Competence.INSTITUTION),
        ("取消机构内人员集中用餐。", ("^各地",), Competence.INSTITUTION),
        ("婚姻登记机关要实行预约。", ("婚姻登记机关",), Competence.OWN),
        ("残联、财政部门配合民政部门实施改造。", ("残联", "财政部门"), Competence.OWN),
        ("残联、财政部门配合教育部门实施改造。", ("残联", "财政部门"), Competence.PEER),
        ("党员干部要带头文明治丧。", ("党员干部",), Competence.GOVERNMENT),
        ("党支部要带头文明治丧。", ("党支部",), Competence.GOVERNMENT),
        ("宣传部要做好引导。", ("宣传部",), Competence.PEER),
        ("医疗机构不得承包太平间，卫生健康部门要检查。", ("医疗机构", "卫生健康部门"), Competence.PEER),
        ("养老机构要送医，卫生健康部门要接诊。", ("养老机构", "卫生健康部门"), Competence.INSTITUTION),
        ("医疗机构要出具证明，民政部门要核对。", ("医疗机构", "民政部门"), Competence.OWN),
        ("医疗机构、养老机构要签约。", ("医疗机构", "养老机构"), Competence.INSTITUTION),
        ("国务院办公厅将对各地进行抽查。", ("国务院办公厅",), Competence.SUPERIOR),
        ("我部将适时组织抽查。", ("我部",), Competence.SUPERIOR),
    ],
)
def test_from_the_actors(text: str, actors: tuple[str, ...], expected: Competence, place: Locality | None) -> None:
    assert propose_competence(duty(text, *actors), STATE, place) is expected


@pytest.mark.parametrize(
    ("actor", "level", "expected"),
    [
        ("各设区市民政局", "县级", Competence.SUPERIOR),
        ("各设区市民政局", "市级", Competence.OWN),
        ("各设区的市民政部门", "县级", Competence.SUPERIOR),
        ("各设区市、县（市、区）民政局", "县级", Competence.OWN),
        ("各省级民政部门", "县级", Competence.SUPERIOR),
        ("各省级民政部门", "省级", Competence.OWN),
        ("各市民政局", "县级", Competence.OWN),
    ],
)
def test_what_the_level_in_between_is_told_to_do_is_not_the_countys(
    actor: str, level: str, expected: Competence
) -> None:
    place = PLACE.model_copy(update={"level": level})
    one = duty(f"{actor}要于12月5日前将工作总结报省民政厅。", actor)
    assert propose_competence(one, OWN_LINE, place) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("牵头单位：县民政局；配合单位：县财政局、各乡镇", Competence.OWN),
        ("牵头单位：县财政局；配合单位：县民政局", Competence.ASSIST),
        ("牵头单位：县财政局；配合单位：各乡镇", Competence.PEER),
        ("牵头单位：县人才专班；配合单位：各乡镇", Competence.GOVERNMENT),
        ("配合单位：县民政局", Competence.OWN),
    ],
)
def test_who_only_assists_does_not_answer(line: str, expected: Competence) -> None:
    organs = tuple(f"^{organ}" for organ in (parse_responsibility(line) or Responsibility("")).acting)
    one = Duty(id="D001", text="建立台账。", actors=organs, responsible=line)
    assert propose_competence(one, STATE, PLACE) is expected


def test_an_institution_that_the_place_does_not_list_is_its_own_departments() -> None:
    hospital = duty("医疗机构不得将太平间对外承包。", "医疗机构")
    listing = PLACE.model_copy(update={"institutions": (Institution(type="养老机构"),)})
    ours = PLACE.model_copy(update={"institutions": (Institution(type="医疗机构"),)})
    assert propose_competence(hospital, STATE, listing) is Competence.PEER
    assert propose_competence(hospital, STATE, ours) is Competence.INSTITUTION
    health = Directive(title="通知", issuer=("某市卫生健康委员会",), recipients=("各县（区）卫生健康委员会",))
    assert propose_competence(hospital, health) is Competence.INSTITUTION


def test_down_the_own_line_all_places_are_ours() -> None:
    assert propose_competence(duty("各地要建立制度。", "各地"), OWN_LINE, PLACE) is Competence.OWN
    assert propose_competence(duty("建立制度。"), OWN_LINE) is Competence.OWN


def test_a_mechanism_with_the_word_in_its_name_is_not_the_own_line() -> None:
    mechanism = Directive(title="通知", issuer=("全国民政服务机构安全工作机制",))
    assert propose_competence(duty("各地要建立制度。", "各地"), mechanism) is Competence.GOVERNMENT


def test_without_actor() -> None:
    assert propose_competence(duty("加强养老护理员培训。"), STATE) is Competence.OWN
    assert propose_competence(duty("推广新式招聘。"), STATE) is Competence.GOVERNMENT


def test_the_place_above_does_its_own_work() -> None:
    assert propose_competence(duty("某省将开展评估。", "某省民政厅"), STATE, PLACE) is Competence.SUPERIOR


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        ("市级水利部门", Competence.SUPERIOR),
        ("省、市民政部门", Competence.SUPERIOR),
        ("市、县级民政部门", Competence.OWN),
        ("各市民政局", Competence.SUPERIOR),
    ],
)
def test_the_city_does_its_own_work_above_a_county(actor: str, expected: Competence) -> None:
    directive = Directive(title="关于加强督查的通知", issuer=("某省民政厅",), recipients=("各市、县（区）民政局",))
    assert propose_competence(duty(f"{actor}每半年开展一次督查。", actor), directive, PLACE) is expected


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("要会同卫生健康、财政部门每月比对一次信息。", ("县卫生健康局",)),
        ("要商同级卫生健康部门安排义诊。", ("县卫生健康局",)),
        ("要会同妇联、志愿服务组织开展活动。", ()),
        ("卫生健康部门要派出医疗小组。", ()),
        ("要协商解决。", ()),
    ],
)
def test_who_takes_part_is_proposed_where_the_duty_names_him(text: str, units: tuple[str, ...]) -> None:
    assert propose_assisting(duty(text), PLACE) == units
    assert propose_assisting(duty(text), None) == ()


NEIGHBOURS = PLACE.model_copy(
    update={
        "peers": (
            Peer(name="县公安局", line=("公安机关", "公安部门")),
            Peer(name="县林业局", line=("林业部门",)),
            Peer(name="县市场监督管理局", line=("市场监管部门",), short="县市场监管局"),
            Peer(name="县医疗保障局", line=("医疗保障部门",)),
            Peer(name="县消防救援大队", line=("消防救援机构",)),
        )
    }
)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("由县级民政部门会同林业、公安等部门予以取缔。", ("县林业局", "县公安局")),
        ("要会同公安、林业等有关部门开展检查。", ("县公安局", "县林业局")),
        ("要会同公安局、市场监管局检查公墓。", ("县公安局", "县市场监督管理局")),
        ("要会同消防救援机构开展检查。", ("县消防救援大队",)),
        ("要会同县消防救援大队开展检查。", ("县消防救援大队",)),
        ("要联合市场监管等部门开展检查。", ("县市场监督管理局",)),
        ("要会同医疗机构开展义诊。", ()),
        ("要会同有关管理部门开展检查。", ()),
        ("民政部门要每月检查，公安、市场监管部门配合。", ("县公安局", "县市场监督管理局")),
        ("民政部门要每月检查，林业部门要积极配合做好查处工作。", ("县林业局",)),
        ("公安、林业部门要配合民政部门开展排查。", ("县公安局", "县林业局")),
        ("林业部门要配合自然资源部门开展排查。", ()),
        ("民政部门要配合公安机关打击违法行为。", ()),
    ],
)
def test_every_department_of_a_list_takes_part(text: str, units: tuple[str, ...]) -> None:
    assert propose_assisting(duty(text), NEIGHBOURS) == units


def test_whom_the_responsibility_line_has_assist_takes_part() -> None:
    one = Duty(id="D001", text="建立台账。", responsible="牵头单位：县民政局；配合单位：县公安局、林业部门、各乡镇")
    assert propose_assisting(one, NEIGHBOURS) == ("县公安局", "县林业局")


def test_section_is_only_proposed() -> None:
    assert propose_section(duty("殡葬服务机构要实行预约。"), Competence.INSTITUTION, PLACE) == "社会事务股"
    assert propose_section(duty("养老服务要提质。"), Competence.OWN, PLACE) == "养老服务股"
    assert propose_section(duty("要加强学习。"), Competence.OWN, PLACE) == ""
    assert propose_section(duty("对独居老年人每周探访一次。"), Competence.OWN, PLACE) == "养老服务股"
    assert propose_section(duty("公墓要公开价格。"), Competence.OWN, PLACE) == "社会事务股"
    assert propose_section(duty("要每月发放。"), Competence.OWN, PLACE, "关于提高高龄津贴的通知") == "养老服务股"
    assert propose_section(duty("养老服务要提质。"), Competence.PEER, PLACE) == ""
    assert propose_section(duty("养老服务要提质。"), Competence.OWN, None) == ""


def test_extraction_proposes() -> None:
    text = "国务院关于加强管理的通知\n一、各地民政部门要加强养老服务管理。\n国务院\n2026年1月5日\n"
    directive, _ = extract(read_documents(text.encode(), "上级.txt")[0], PLACE)
    assert (directive.duties[0].competence, directive.duties[0].section) == (Competence.OWN, "养老服务股")


@pytest.mark.parametrize(
    ("actor", "issuer", "recipient", "expected"),
    [
        ("各市民政局", "某省民政厅", "各市、县（市、区）民政局", Competence.SUPERIOR),
        ("各市（州）民政局", "某省民政厅", "各市（州）、县（市、区）民政局", Competence.SUPERIOR),
        ("各市（县）民政局", "某省民政厅", "各市、县（市、区）民政局", Competence.OWN),
        ("各市、县民政局", "某省民政厅", "各市、县（市、区）民政局", Competence.OWN),
        ("各市民政局", "某市民政局", "各县（市、区）民政局", Competence.OWN),
        ("各市民政局", "某省民政厅", "各市民政局", Competence.OWN),
    ],
)
def test_the_cities_stand_above_a_county_where_the_province_speaks_to_both(
    actor: str, issuer: str, recipient: str, expected: Competence
) -> None:
    directive = Directive(title="关于报送方案的通知", issuer=(issuer,), recipients=(recipient,))
    assert propose_competence(duty(f"{actor}于4月15日前报送方案。", actor), directive, PLACE) is expected


def test_the_name_of_the_bureau_is_no_word_of_a_sections_work() -> None:
    place = PLACE.model_copy(
        update={
            "bureau": "某县教育体育局",
            "bureau_short": "县教育体育局",
            "line": ("教育体育局", "教育部门"),
            "offices": (Office(name="体卫股", keywords=("体育",)), Office(name="安全股", keywords=("校车",))),
        }
    )
    assert propose_section(duty("将校车清单报市教育体育局。"), Competence.OWN, place) == "安全股"
    assert propose_section(duty("将方案报市教育体育局。"), Competence.OWN, place, "某市教育体育局通知") == ""
    assert propose_section(duty("每天开展体育活动。"), Competence.OWN, place) == "体卫股"
