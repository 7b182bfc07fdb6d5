"""What a paper may leave out without leaving out an act, and what little it says of a duty counts."""

from __future__ import annotations

import pytest

from test_coverage_wording import answer, paper
from wenjian.coverage import check
from wenjian.coverage.acts import asks_for_an_act, says_to_what_end
from wenjian.duties import extract
from wenjian.library import load_library
from wenjian.model.vocabulary import Direction, Verdict
from wenjian.readers import read_documents


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        (
            "建立与行业发展相适应的闭环监管机制，适时开展专项监管工作，引导产业健康发展。",
            "建立与行业发展相适应的闭环监管机制，县局适时开展专项监管。",
        ),
        (
            "充分利用北斗定位服务平台播发定位信息，进一步提高渔船定位速度和定位精度。",
            "充分利用北斗定位服务平台播发定位信息。",
        ),
        (
            "要进一步提高宣传动员精准化水平，针对应届生、在校生不同特点，开展点对点、面对面宣传发动。",
            "针对应届生、在校生不同特点，开展点对点、面对面宣传发动。",
        ),
        (
            "依照《公办养老院改造提升实施方案》，对乡镇敬老院实施设施设备、院区场地、用房功能改造提升。",
            "对全县15所乡镇敬老院实施设施设备、院区场地、用房功能改造提升。",
        ),
        ("甲省和乙市以及受灾严重地区，要全面排查安置点用电隐患。", "全面排查安置点用电隐患。"),
    ],
)
def test_a_purpose_a_basis_and_an_addressee_may_fall_away(parent: str, child: str) -> None:
    found = answer(parent, child)
    assert found.verdict is Verdict.COVERED, found.missing_parts


@pytest.mark.parametrize(
    "clause",
    [
        "有效提升安全运行水平",
        "引导产业健康发展",
        "打通预警到户“最后一公里”",
        "充分发挥储能设施的功能和效益",
        "统筹推进老旧小区改造工作",
        "解决护理员后顾之忧",
        "压实养老机构主体责任",
    ],
)
def test_clauses_of_purpose(clause: str) -> None:
    assert says_to_what_end(clause)
    assert not asks_for_an_act(clause)


@pytest.mark.parametrize(
    "clause",
    [
        "提高补助标准",
        "引导红白理事会把丧事宴席标准写入村规民约",
        "加快成果转化",
        "应当依法取得许可",
        "推进农村公路建设",
    ],
)
def test_acts_that_begin_like_a_purpose(clause: str) -> None:
    assert not says_to_what_end(clause)


def test_an_institution_in_the_name_of_a_paper_binds_nobody() -> None:
    parent = "按照《关于深化公办养老机构改革的意见》，乡镇敬老院岗位空缺的要公开招聘。"
    assert answer(parent, "乡镇敬老院岗位空缺的要公开招聘。").missing_parts == ()


def test_a_short_sentence_on_the_matter_alone_carries_some_of_it() -> None:
    parent = (
        "鼓励聚合不间断电源、电动汽车等分散式储能设施，依托大数据、云计算、人工智能等技术，"
        "探索智慧能源、虚拟电厂等多种商业模式。"
    )
    assert answer(parent, "探索开展虚拟电厂试点。").verdict is Verdict.PARTIAL


def test_what_the_same_people_do_besides_carries_nothing() -> None:
    parent = "殡葬服务机构要向城乡困难家庭减免遗体接运、存放、火化和骨灰寄存四项基本服务费用。"
    found = answer(parent, "殡葬服务机构要张贴防火标语。")
    assert found.verdict is Verdict.MISSING


@pytest.mark.parametrize(
    ("parent", "child", "words"),
    [
        ("加大土地出让收入对农田建设的支持力度。", "土地出让收入用于农田建设的比例不低于8%。", "不低于8%"),
        (
            "充分利用现有铁塔站址，推进基础设施共享建设。",
            "充分利用现有铁塔站址，推进基础设施共享建设，共享率不低于85%。",
            "不低于85%",
        ),
    ],
)
def test_a_limit_that_the_superior_leaves_open_is_refinement(parent: str, child: str, words: str) -> None:
    told = {(one.direction, one.child) for one in answer(parent, child).deviations}
    assert told == {(Direction.REFINED, words)}


def test_a_share_to_be_kept_is_a_lower_limit() -> None:
    parent = "协议要约定保留不低于20%的床位用于接收政府供养对象。"
    (one,) = answer(parent, "协议要约定保留不低于30%的床位用于接收政府供养对象。").deviations
    assert one.direction is Direction.STRICTER


def test_a_sum_a_year_however_it_is_written() -> None:
    parent = "入住人数少于10人的敬老院，安排运行经费不少于2万元/年。"
    assert answer(parent, "入住人数少于10人的敬老院，每年安排运行经费不少于2万元。").missing_parts == ()
    less = answer(parent, "入住人数少于10人的敬老院，每年安排运行经费不少于1.5万元。").deviations
    assert Direction.WEAKER in {one.direction for one in less}


def test_to_keep_off_by_all_means_is_to_forbid() -> None:
    parent = "科学编制改造计划，不得盲目举债铺摊子。"
    assert answer(parent, "科学编制改造计划，坚决防止盲目举债铺摊子。").deviations == ()
    assert answer(parent, "科学编制改造计划，避免盲目举债铺摊子。").deviations != ()


def test_a_policy_named_behind_the_paper_is_left_to_it() -> None:
    text = (
        "某省民政厅关于做好助残工作的通知\n某民发〔2025〕8号\n各县民政局：\n一、落实税费减免政策\n"
        "专业经营单位改造设施发生的费用，可以作为计税基础，按规定计提折旧。\n二、开展培训\n每年培训助残员2次。\n"
        "某省民政厅\n2025年3月3日\n"
    )
    parent, _ = extract(read_documents(text.encode(), "通知.txt")[0])
    child = paper("县税务局要按照某民发〔2025〕8号文件规定落实税费减免政策，确保应享尽享。")
    first, second = check(parent, child, load_library(()).thesaurus).duties
    assert "by_reference" in first.flags
    assert "by_reference" not in second.flags


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("临时救助标准不低于1000元。", "临时救助标准不低于100元。"),
        ("区域养老服务中心面积不少于1000平方米。", "区域养老服务中心面积不少于100平方米。"),
        ("安河县新增护理型床位180张，10月底前完成。", "安河县新增护理型床位18张，10月底前完成。"),
        ("每个县至少新增护理型床位600张。", "每个县至少新增护理型床位80张。"),
    ],
)
def test_a_figure_that_lost_a_nought_is_told(parent: str, child: str) -> None:
    (one,) = answer(parent, child).deviations
    assert one.direction is Direction.WEAKER


def test_what_may_be_a_portion_of_a_total_is_told_as_such() -> None:
    (one,) = answer("全年培训养老护理员100人次。", "全年培训养老护理员20人次。").deviations
    assert one.direction is Direction.INFO
    assert "上级总数" in one.note
    whole = answer("全省开工改造老旧小区1260个。", "全县开工改造老旧小区8个。")
    assert whole.deviations == ()


@pytest.mark.parametrize(
    ("parent", "child", "left_out"),
    [
        (
            "管护资金要专账核算，不得将管护资金用于发放工资。",
            "管护资金要专账核算。",
            "不得将管护资金用于发放工资",
        ),
        ("户厕改造要坚持群众自愿，不得强制户厕改造。", "户厕改造要坚持群众自愿。", "不得强制户厕改造"),
        (
            "施工企业要设立农民工工资专用账户，按月足额支付农民工工资。",
            "按月足额支付农民工工资。",
            "施工企业要设立农民工工资专用账户",
        ),
        ("5日内督促施工单位完成整改并复查。", "5日内督促施工单位完成整改。", "复查"),
        (
            "将特殊困难老年人探访关爱经费列入本级预算。",
            "对纳入特殊困难老年人探访关爱台账的，每周至少上门探访1次。",
            "列入本级预算",
        ),
    ],
)
def test_a_clause_is_missed_whose_nouns_stand_in_another(parent: str, child: str, left_out: str) -> None:
    assert left_out in "".join(answer(parent, child).missing_parts)


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        (
            "对在保对象分类复核，甲类家庭每年、乙类家庭每半年复核一次。",
            "在保家庭按类复核，甲类一年一次、乙类半年一次，救助股每年再按不低于20%的比例随机抽查。",
        ),
        ("公办中小学体育设施在节假日全部向社会开放。", "公办中小学体育设施在节假日的开放率达到80%以上。"),
    ],
    ids=["a limit of something else", "less than all"],
)
def test_no_limit_that_the_duty_leaves_open(parent: str, child: str) -> None:
    assert [one for one in answer(parent, child).deviations if one.direction is Direction.REFINED] == []


def test_a_portion_of_what_is_counted_in_housing_estates() -> None:
    found = answer("改造老旧小区3.9万个，涉及居民近700万户。", "改造老旧小区126个，涉及居民2.13万户。")
    assert {one.direction for one in found.deviations} == {Direction.INFO}
