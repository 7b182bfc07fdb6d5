"""Sentences of one act, with the usual verbs of administration: none is lost; slogans beside them stay slogans."""

from __future__ import annotations

import pytest

from wenjian.duties import extract
from wenjian.duties.judge import judge
from wenjian.model.document import Provision
from wenjian.model.vocabulary import Modality
from wenjian.readers import read_documents

ACTS = """
建立助餐服务台账 明确责任分工 公布举报电话 上报工作总结 汇总排查情况 摸清存量底数 抽查经办情况 评估实施效果
核定补助对象 追回违规资金 停发补助资金 资助困难学生 减免房屋租金 设置警示标志 取消证明事项 关闭非法网站
拆除违章建筑 搬迁污染企业 更换老旧电梯 维修破损道路 管护公益林地 清洗排烟管道 清运建筑垃圾 处理群众投诉
治理扬尘污染 惩处失职人员 约谈违规单位 演练应急预案 召开部署会议 扶持小微企业 派驻督导小组 划定防火区域
界定服务范围 认定贫困学生 监控重点场所 转移受威胁群众 调运救灾物资 接种免疫疫苗 诊治急危重症患者 探访留守老人
照护失能老人 疏散围观群众 共享基础信息 比对死亡信息 归集公共数据 压减行政开支 张贴宣传海报 建好健康档案
用好专项资金 盘活存量资产 回收废旧农膜 疏浚淤塞河道 加固病险水库 回访服务对象 答复信访事项 冻结涉案账户
吊销营业执照 挂牌督办重大隐患
"""
SLOGANS = """
牢固树立大局意识 切实提高政治站位 凝聚强大工作合力 筑牢安全防线 营造良好氛围 不断增强群众获得感 坚持问题导向
守好安全底线
"""


def provision(text: str) -> Provision:
    return Provision("b001", 0, len(text), text, "二、", ("强化日常管理",))


@pytest.mark.parametrize("act", ACTS.split())
def test_a_sentence_of_one_act_is_a_duty(act: str) -> None:
    assert judge(provision(f"{act}。")).duty


@pytest.mark.parametrize("slogan", SLOGANS.split())
def test_a_slogan_is_none(slogan: str) -> None:
    assert not judge(provision(f"{slogan}。")).duty


def test_a_list_of_contacts_that_is_wanted_is_no_line_of_contacts() -> None:
    assert judge(provision("联系人名单请于2026年3月20日前报送。")).duty
    assert not judge(provision("联系人：王示例，电话：0375-0000000。")).duty


@pytest.mark.parametrize(
    "sentence",
    [
        "不再使用的农膜要及时回收。",
        "对不作为慢作为的干部要严肃问责。",
        "各机构安保人员一律不少于3人。",
        "补助标准一律不变，按月发放补助资金。",
    ],
)
def test_what_is_no_more_or_not_done_is_not_forbidden_by_that(sentence: str) -> None:
    document = read_documents(f"示范县民政局关于做好工作的通知\n各乡镇：\n一、{sentence}\n".encode(), "通知.txt")[0]
    assert [duty.modality for duty in extract(document)[0].duties] == [Modality.MUST]


@pytest.mark.parametrize("sentence", ["包括养老机构在内的各类机构要每日巡查。", "不再收取登记费用。"])
def test_a_sentence_with_an_order_is_a_duty_whatever_it_opens_with(sentence: str) -> None:
    assert judge(provision(sentence)).duty


@pytest.mark.parametrize(
    "goal",
    [
        "用3个月左右时间开展集中攻坚，全面排查整治风险隐患，建立整治台账。",
        "再用半年左右时间巩固提升成效，组织开展“回头看”。",
        "到2026年底前，建立严格的管理机制，完善标准体系。",
        "到2026年11月底，集中攻坚取得明显成效，建立整治台账，消除突出隐患。",
        "到2028年底，安全管理水平进一步提升，长效机制基本建立。",
        "从2026年1月1日起，全市符合条件的儿童全部纳入保障范围。",
        "农业大县、产粮大县率先实现上述目标。",
    ],
)
def test_a_goal_with_a_day_or_a_term_is_a_duty(goal: str) -> None:
    assert judge(Provision("b001", 0, len(goal), goal, "二、", ("工作目标",))).duty


@pytest.mark.parametrize(
    "sentence",
    [
        "义务教育是所有儿童必须接受的教育，是教育工作的重中之重，是国家必须予以保障的公益性事业。",
        "全面论证文件制发的必要性，是确保文件合法有效的重要前提。",
        "建立运行高效的审核机制，是做好审核工作的重要保证。",
        "此前有关规定与本意见不一致的，按本意见执行。",
        "根据困难情形，救助对象分为急难型对象和支出型对象。",
        "但也要看到，部分行业拖欠工资问题仍较突出，影响社会稳定。",
        "有关部门按照下列分工承担治理职责：",
        "因火灾等意外事件，基本生活出现严重困难的，属急难型；",
        "维护基金安全事关群众切身利益，各乡镇要切实提高思想认识，主动担当作为。",
        "安全生产无小事，各级各部门务必引起足够重视。",
    ],
)
def test_what_tells_or_exhorts_is_none(sentence: str) -> None:
    assert not judge(provision(sentence)).duty


def test_a_set_phrase_that_describes_what_is_made_makes_no_slogan() -> None:
    assert judge(provision("加快建设全国贯通、实时共享、上下联动的服务信息平台，促进供需对接。")).duty


@pytest.mark.parametrize("rule", ["儿童成年后仍在校就读的，按规定享受相应政策。", "乡村教师职称评聘不作论文要求。"])
def test_a_rule_of_what_is_enjoyed_or_not_asked_is_a_duty(rule: str) -> None:
    assert judge(provision(rule)).duty


@pytest.mark.parametrize(
    "sentence",
    [
        "对疑点信息，医药机构应在7个工作日内反馈材料，逾期未反馈的，视为认可审核结果。",
        "公布后不立即施行将有碍执行的，可以自公布之日起施行。",
        "企业有下列情形之一的，列入“黑名单”，每季度向社会公布一次：",
        "施工企业应当在主要出入口设立告示牌，尺寸不小于1米，载明以下内容：",
        "部门制定的，由部门主要负责人主持召开办公会议讨论决定。",
        "《工作方案》已经市政府同意，现印发给你们，请结合实际，认真抓好贯彻落实。",
        "各地要将企业分为A、B、C三类。",
        "2026年底前新建微型消防站20个。",
        "应急广播覆盖所有行政村。",
        "县长任县防汛抗旱指挥部指挥长。",
        "做好防汛工作具有重要意义，各地要加强值班。",
    ],
)
def test_what_sounds_like_background_and_asks(sentence: str) -> None:
    assert judge(provision(sentence)).duty


@pytest.mark.parametrize(
    "sentence",
    [
        "老旧小区改造是重大民生工程和发展工程，对促进经济高质量发展具有十分重要的意义。",
        "推进健身设施建设，对提升全民健康水平具有重要作用。",
        "改造内容可分为基础类、完善类、提升类3类。",
    ],
)
def test_what_a_matter_means_and_how_it_is_divided_is_told(sentence: str) -> None:
    assert not judge(provision(sentence)).duty


@pytest.mark.parametrize(
    ("headings", "sentence"),
    [
        (("主要任务", "加强典型案例推广"), "每年征集并发布不少于10个应用典型案例，择优推荐参加全省大赛。"),
        (("目标任务",), "各县要将年度任务逐级分解到街道、社区和具体小区，层层签订目标责任书，确保不折不扣完成。"),
        (("总体要求", "工作目标"), "2020年新开工改造老旧小区126个，涉及居民2万户。"),
        (("拓宽融资渠道",), "积极争取地方政府专项债券，用于符合条件的项目。"),
        (("优化布局",), "通过关键节点布局电网侧储能，提升系统调节能力和安全稳定水平。"),
        (("做好舆论引导",), "坚决防止不利于社会稳定的新闻炒作。"),
    ],
)
def test_what_is_asked_under_a_heading_of_goals_or_examples(headings: tuple[str, ...], sentence: str) -> None:
    assert judge(Provision("b001", 0, len(sentence), sentence, "二、", headings)).duty


def test_examples_that_are_told_ask_nothing() -> None:
    sentence = "示范县建立了乡镇、村两级巡查队伍，形成了较好的经验。"
    assert not judge(Provision("b001", 0, len(sentence), sentence, "二、", ("典型经验",))).duty
