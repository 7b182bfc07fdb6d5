"""旧稿残留: days that a plan sets and that lie before the paper, and all that only looks so."""

from __future__ import annotations

import pytest

from papers import notice, parents, read
from wenjian.lint.dates import check_dates
from wenjian.model.document import Block, Column, Document, Row, Span, Table
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import BlockKind


def quoted(*lines: str, **more: str) -> list[str]:
    """What is quoted from a paper of 25 May 2026 with these lines."""
    findings = check_dates(notice(*lines, **more), parents())
    assert {finding.code for finding in findings} <= {"WJ561"}
    return [finding.message.split("”")[0].lstrip("“") for finding in findings]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("各敬老院要在2025年12月17日前报送自查报告。", "2025年12月17日前"),
        ("到2025年底，全县护理型床位占比达到60%以上。", "2025年底"),
        ("2026年4月底前，各机构完成整改。", "2026年4月底前"),
        ("各机构应于2026年3月15日上报名单。", "2026年3月15日"),
        ("（一）动员部署阶段（2025年9月）。各机构学习文件。", "2025年9月"),
        ("第一阶段（2025年3月1日至5月31日），各机构开展自查。", "2025年3月1日至5月31日"),
        ("第一阶段（2025年9月至2025年12月），各机构开展自查。", "2025年12月"),
        ("本方案自2025年7月1日起施行。", "2025年7月1日"),
        ("本办法有效期至2025年12月31日。", "2025年12月31日"),
        ("二〇二五年十二月底前完成改造。", "二〇二五年十二月底前"),
        ("各乡镇4月15日前报送自查情况。", "4月15日前"),
        ("今年3月底前，各敬老院建成微型消防站。", "今年3月底前"),
        ("2025年12月底前完成未成年人保护工作站建设。", "2025年12月底前"),
        ("2025年4月20日前完成已建库棚核查。", "2025年4月20日前"),
        ("改造老楼　县民政局　2025年12月底", "2025年12月底"),
    ],
)
def test_a_day_set_before_the_paper_is_found(line: str, date: str) -> None:
    assert quoted(line, "请抓好落实。") == [date]


@pytest.mark.parametrize(
    "line",
    [
        "自2021年以来，全县改造床位300张。",
        "2023年以来的救助档案要重新整理。",
        "2025年底前已建成护理床位300张。",
        "截至2025年12月底，全县建成助餐点20个。",
        "按照2025年12月30日印发的实施方案要求落实。",
        "2000年底以前建成、设施不全的敬老院要优先改造。",
        "敬老院2024年底以前建成，设施老化的要优先改造。",
        "老城片区2000年底前建成，设施老化的要优先改造。",
        "2001年至2005年间建成的敬老院，达到标准的可以保留。",
        "云溪颐养院2022年前办理的会员卡要清退完毕。",
        "1966年5月31日前出生的老年人可以申请。",
        "2025年12月31日前年满80周岁的老年人纳入范围。",
        "2025年12月底前未完成整改的机构，要说明原因。",
        "2024年县民政局完成了老楼改造。",
        "2025年底前完成了首批改造，今年继续推进。",
        "护理床位占比较2025年底提高5个百分点。",
        "对2025年度检查发现的问题，要逐项整改。",
        "贯彻《示例市2025年12月底前完成改造的方案》。",
        "按照例民发〔2024〕3号文件执行。",
        "2026年5月25日前报送名单。",
        "2026年5月底前报送名单。",
        "到2030年底，全县护理型床位占比达到70%以上。",
        "第二阶段（2025年9月至2027年12月），各机构开展整改。",
    ],
)
def test_the_past_told_and_the_future_set_are_right(line: str) -> None:
    assert quoted(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "每年3月底前公布检查计划。",
        "次年3月底前报送总结。",
        "2027年起，3月底前报送计划。",
        "5月31日前报送名单。",
        "10月底前完成整改。",
        "1月、4月10日前报送情况。",
        "4月底前已完成自查的机构，不再重复自查。",
    ],
)
def test_a_day_without_a_year_may_be_another_years(line: str) -> None:
    assert quoted(line) == []


def test_a_month_far_back_is_taken_for_the_next_years() -> None:
    assert quoted("3月底前报送总结。", date="2026年11月20日") == []
    assert quoted("9月底前报送总结。", date="2026年11月20日") == ["9月底前"]


def test_a_plan_for_the_next_year_sets_its_days() -> None:
    title = "示范县民政局关于做好2027年清明祭扫工作的通知"
    assert quoted("3月15日前完成排查。", title=title, date="2026年4月20日") == []
    assert quoted("3月15日前完成排查。", date="2026年4月20日") == ["3月15日前"]


def test_the_parents_own_dates_are_right() -> None:
    line = "各机构要在2026年3月底前完成自查。"
    assert len(check_dates(notice(line), parents())) == 1
    assert check_dates(notice(line), parents(line)) == ()


def test_an_undated_paper_is_measured_by_its_parent() -> None:
    (finding,) = check_dates(notice("各机构要在2025年12月底前完成改造。", date=""), parents())
    assert finding.message == "“2025年12月底前”早于上级文件日期2026年5月8日（本文没有成文日期），疑为旧稿残留"
    assert check_dates(notice("各机构要在2025年12月底前完成改造。", date=""), parents(date="")) == ()


def test_the_finding_says_what_the_date_is_earlier_than() -> None:
    lines = ("一、整改", "各机构要在2025年12月17日前完成整改，2026年4月底前报送总结。")
    assert [(str(one.place), one.message) for one in check_dates(notice(*lines), parents())] == [
        ("方案.txt（一、）", "“2025年12月17日前”早于成文年份2026年，疑为旧稿残留"),
        ("方案.txt（一、）", "“2026年4月底前”早于成文日期2026年5月25日，疑为旧稿残留"),
    ]


def test_a_column_of_deadlines_needs_no_other_word() -> None:
    columns = (Column("序号"), Column("任务"), Column("完成时限"))
    rows = tuple(
        Row(tuple((Span(cell),) for cell in cells))
        for cells in (("1", "改造老楼", "2025年12月"), ("2", "培训", "2026年9月"))
    )
    block = Block("b1", BlockKind.TABLE, table=Table(columns, rows))
    document = Document(Elements(title="任务分解表", date="2026年5月25日"), (block,), source="分解表.xlsx")
    (finding,) = check_dates(document, parents())
    assert (finding.place.label, finding.message) == ("表第1项", "“2025年12月”早于成文年份2026年，疑为旧稿残留")


def test_a_forwarded_parent_is_not_judged() -> None:
    text = """示范县民政局
转发示例市民政局关于做好养老机构安全管理工作的通知
示民字〔2026〕12号
各乡镇人民政府：
现将《示例市民政局关于做好养老机构安全管理工作的通知》（例民发〔2025〕5号）转发给你们，请认真贯彻执行。
示范县民政局
2026年5月25日
示例市民政局关于做好养老机构安全管理工作的通知
例民发〔2025〕5号
各县民政局：
各机构要在2025年12月底前完成改造。
示例市民政局
2025年5月8日
"""
    assert read(text).attachments
    assert check_dates(read(text), parents()) == ()
