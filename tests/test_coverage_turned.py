"""A plan that takes a sentence over and turns one thing round is told so; one that only says it otherwise is not."""

from __future__ import annotations

import pytest

from test_coverage_wording import answer
from wenjian.model.vocabulary import Direction, Verdict


def told(parent: str, child: str) -> set[tuple[str, str]]:
    return {(one.kind.value, one.direction.value) for one in answer(parent, child).deviations}


@pytest.mark.parametrize(
    ("parent", "child", "kind", "direction"),
    [
        ("项目开工前必须办理施工许可。", "项目开工后必须办理施工许可。", "deadline", "weaker"),
        ("药品上架前要核对批号。", "药品上架后要核对批号。", "deadline", "weaker"),
        ("自发现之日起10日内报告。", "自核实之日起10日内报告。", "deadline", "changed"),
        ("退役后30日内办理登记。", "报到后30日内办理登记。", "deadline", "changed"),
        (
            "发生人员伤亡或者财产损失超过10万元的应当上报。",
            "发生人员伤亡且财产损失超过10万元的应当上报。",
            "condition",
            "weaker",
        ),
        ("对无证经营的，一律取缔。", "对无证经营情节严重的，一律取缔。", "condition", "weaker"),
        ("为重度残疾人发放护理补贴。", "为年满18周岁的重度残疾人发放护理补贴。", "condition", "weaker"),
        ("对全部小型水库开展检查。", "对重点小型水库开展检查。", "scope", "weaker"),
        ("对每家食品企业开展检查。", "对大型食品企业开展检查。", "scope", "weaker"),
        ("实行县、乡、村三级联动。", "实行县、乡两级联动。", "scope", "weaker"),
        ("对系统推送疑点逐条核查。", "对系统推送疑点抽样核查。", "modality", "weaker"),
        ("严禁在堤防上取土、建窑、打井。", "防止在堤防上取土、建窑、打井。", "modality", "weaker"),
        ("养老床位护理型占比不低于60%。", "养老床位护理型占比60%左右。", "figure", "weaker"),
        ("发现食物中毒应当立即封存食品。", "发现食物中毒应当封存食品。", "modality", "weaker"),
        ("检查2024年1月1日以来的全部处方。", "检查2025年1月1日以来的全部处方。", "figure", "changed"),
        ("2025年度未完成项目于6月底前清零。", "2023年度未完成项目于6月底前清零。", "figure", "changed"),
        ("对低保家庭学生免收乘车费用。", "对低保家庭学生减半收取乘车费用。", "modality", "weaker"),
        ("评审结果在政府网站公示。", "评审结果在单位内部公示。", "modality", "weaker"),
        ("每20名入托儿童至少配备1名保育员。", "每30名入托儿童配备1名保育员。", "figure", "weaker"),
        ("连续两次排名末位的予以约谈。", "连续三次排名末位的予以约谈。", "figure", "weaker"),
        ("对补种率低于95%的学校进行通报。", "对补种率低于85%的学校进行通报。", "figure", "weaker"),
        ("被吊销许可证的，五年内不得申请。", "被吊销许可证的，三年内不得申请。", "deadline", "weaker"),
        ("停用农村公路须经县级人民政府批准。", "停用农村公路须经县交通运输局批准。", "actor", "changed"),
        (
            "危险化学品运输车辆进入景区须经县级公安机关批准。",
            "危险化学品运输车辆进入景区须经景区管理单位批准。",
            "actor",
            "changed",
        ),
        ("应急预案报县级应急管理部门备案。", "应急预案报乡镇应急办备案。", "actor", "changed"),
        ("由县级人民政府约谈主要负责人。", "由县交通运输局约谈主要负责人。", "actor", "changed"),
        ("由施工单位承担检测费用。", "由村集体承担检测费用。", "actor", "changed"),
    ],
)
def test_what_is_turned_round_is_told(parent: str, child: str, kind: str, direction: str) -> None:
    assert (kind, direction) in told(parent, child)


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("项目开工前必须办理施工许可。", "办理施工许可后方可开工。"),
        ("药品上架前要核对批号。", "上架之前先核对药品批号。"),
        ("对无证经营的，一律取缔。", "无证经营的全部取缔。"),
        ("停用农村公路须经县级人民政府批准。", "停用农村公路，报县政府批准。"),
        ("应急预案报县级应急管理部门备案。", "应急预案报县应急局备案。"),
        ("社会救助对象由县级民政部门认定。", "社会救助对象由县民政局认定。"),
        ("严禁在堤防上取土、建窑、打井。", "不准在堤防上取土、建窑、打井。"),
        ("任何单位和个人不得干预执法。", "不允许任何单位、个人干预执法。"),
        ("终止其服务资格。", "取消其服务资格。"),
        (
            "年龄在80周岁以上的老年人申请津贴的，审核时限不得超过10个工作日。",
            "年满80周岁的老年人申请津贴的，应当在10个工作日内完成审核。",
        ),
        ("护林员每周巡山不少于2次。", "护林员一周至少巡山两次。"),
        ("调度会议每两个月召开一次。", "两个月开一次调度会议。"),
        ("老旧电梯每年检验1次。", "老旧电梯一年一检。"),
        ("燃气管线每日巡线不少于1次。", "燃气管线天天巡线。"),
        ("瞭望塔24小时值守。", "瞭望塔全天候值守。"),
        ("每名队员配备1套阻燃服。", "队员人手一套阻燃服。"),
        ("7月10日前、12月20日前分别报送半年和全年总结。", "7月10日、12月20日前分别报送半年、全年总结。"),
        ("发现疫情应当隔离病畜并报告。", "一旦发现疫情，隔离病畜并上报。"),
    ],
)
def test_what_is_only_said_otherwise_is_no_difference(parent: str, child: str) -> None:
    found = answer(parent, child)
    assert (found.verdict, [one for one in found.deviations if one.direction is not Direction.REFINED]) == (
        Verdict.COVERED,
        [],
    )


@pytest.mark.parametrize(
    ("parent", "child", "gone"),
    [
        ("公布举报电话和邮箱。", "公布举报电话。", ("邮箱",)),
        ("严禁迟报、瞒报、漏报。", "严禁迟报、瞒报。", ("漏报",)),
        ("建立问题、责任、措施、时限四张清单。", "建立问题、责任、措施三张清单。", ("时限",)),
        ("对制动、转向、轮胎、灯光、灭火器进行检查。", "检查制动、转向、轮胎、灯光。", ("灭火",)),
        ("不得用于人员福利和公务接待支出。", "不得用于人员福利支出。", ("公务接待支出",)),
        ("发现疫情应当隔离病畜并报告。", "发现疫情应当隔离病畜。", ("报告",)),
        ("公布举报电话和邮箱。", "公布举报邮箱、电话。", ()),
    ],
)
def test_what_a_shorter_list_lost_is_named(parent: str, child: str, gone: tuple[str, ...]) -> None:
    assert answer(parent, child).missing_parts == gone
