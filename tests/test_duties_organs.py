"""Organs, firms and places of every kind, as the subject of the usual sentences: none is lost by the way it begins."""

from __future__ import annotations

import pytest

from wenjian.duties.actors import explicit_actors

CENTRAL = """
外交部 国家发展改革委 教育部 科技部 工业和信息化部 国家民委 公安部 国家安全部 民政部 司法部 财政部
人力资源社会保障部 自然资源部 生态环境部 住房城乡建设部 交通运输部 水利部 农业农村部 商务部 文化和旅游部
国家卫生健康委 退役军人事务部 应急管理部 人民银行 审计署 国务院国资委 海关总署 税务总局 市场监管总局
中国证监会 体育总局 国家统计局 国家信访局 国家能源局 国家数据局 国家林草局 国家邮政局 国家中医药局 国家疾控局
国家消防救援局 国家药监局 全国总工会 共青团中央 全国妇联 中国残联
"""
LOCAL = """
自然资源局 应急管理局 能源主管部门 自治区民政厅 自治县人民政府 信访局 招商局 供销社 供电公司 自来水公司
消防救援大队 交警大队 融媒体中心 广播电视台 行政审批局 档案馆 团县委 法院 检察院 组织部门 政法委 机构编制部门
督查室 推进办公室 协调小组 专家组 调查组 巡视组 县级以上地方人民政府 设区的市人民政府 村民委员会
农村集体经济组织 受理机关 报告单位 革命老区 资源型城市 试点城市 示范县 脱贫县 自贸区管委会 经济开发区 乡镇长
"""
OTHERS = """
高等学校 民办小学 公办初中 幼儿园 养老机构 集中供养机构 集中隔离点 已建机构 在建工程单位 实施主体 使用单位
再生资源企业 并网企业 非公企业 央企 平台企业 中小企业 行业协会 商业银行 用人单位 参与单位 污水处理厂 加油站
药店 商场 超市 农贸市场 景区 酒店 网吧 旅行社 志愿服务组织 业主委员会 第三方机构 物业服务企业
"""


@pytest.mark.parametrize("organ", [*CENTRAL.split(), *LOCAL.split(), *OTHERS.split()])
@pytest.mark.parametrize("sentence", ["{}要做好相关工作。", "{}应当建立健全制度，加强管理。", "{}负责组织实施。"])
def test_an_organ_is_who_acts_whatever_it_begins_with(organ: str, sentence: str) -> None:
    assert explicit_actors(sentence.format(organ)) == (organ,)


@pytest.mark.parametrize(
    ("sentence", "actors"),
    [
        ("报名人数多于计划数的，由县教育局用全市统一的系统摇号确定。", ("县教育局",)),
        ("残疾儿童由县残疾人教育专家委员会逐人评估。", ("县残疾人教育专家委员会",)),
        ("收集后的有害垃圾由持有危险废物经营许可证的企业承运。", ("持有危险废物经营许可证的企业",)),
        ("自然资源部要会同农业农村部进行全面检查。", ("自然资源部", "农业农村部")),
        ("已开展餐厨垃圾处理试点的城市，要推动区域全覆盖。", ("已开展餐厨垃圾处理试点的城市",)),
    ],
)
def test_who_acts_in_other_words(sentence: str, actors: tuple[str, ...]) -> None:
    assert explicit_actors(sentence) == actors


@pytest.mark.parametrize(
    "sentence",
    [
        "补贴资金由县财政全数补给养老机构。",
        "医疗废物由专人专车送至县处置中心。",
        "服务范围由县城扩大到乡镇。",
        "报社会保险机构备案。",
        "鼓励通过政府购买服务引入专业力量。",
        "居民所需药品缺配的，应当登记。",
        "各校学区一览表经县政府审定后公布。",
        "摇号现场邀请人大代表监督。",
        "年内完成城区6座垃圾转运站、压缩站改造。",
    ],
)
def test_what_ends_like_an_organ_but_does_not_act(sentence: str) -> None:
    assert explicit_actors(sentence) == ()
