"""Phases of a plan with their dates, in every usual spelling, and the blocks they hold."""

from __future__ import annotations

import datetime as dt

import pytest

from wenjian.model.document import Document
from wenjian.readers import read_documents
from wenjian.text.phases import find_phases, parse_period, phase_of
from wenjian.text.walk import document_provisions


def read(text: str) -> Document:
    return read_documents(text.encode(), "方案.txt")[0]


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026年1月1日至2月28日", "2026-01-01", "2026-02-28"),
        ("2025年12月13日至2026年1月30日", "2025-12-13", "2026-01-30"),
        ("1月至3月", "2026-01-01", "2026-03-31"),
        ("3月1日至15日", "2026-03-01", "2026-03-15"),
        ("6月21日-7月10日", "2026-06-21", "2026-07-10"),
        ("2026年3月—5月", "2026-03-01", "2026-05-31"),
        ("3月上旬—4月中旬", "2026-03-01", "2026-04-20"),
        ("2026.3.1-2026.4.30", "2026-03-01", "2026-04-30"),
        ("11月至次年3月", "2026-11-01", "2027-03-31"),
        ("2026年9月1日至次年9月30日", "2026-09-01", "2027-09-30"),
        ("12月1日至1月31日", "2026-12-01", "2027-01-31"),
        ("2026年6月底前", "", "2026-06-30"),
        ("即日起至3月31日", "", "2026-03-31"),
        ("自2026年3月1日起", "2026-03-01", ""),
        ("10月", "2026-10-01", "2026-10-31"),
        ("2026年", "2026-01-01", "2026-12-31"),
        ("一季度", "2026-01-01", "2026-03-31"),
        ("2026年上半年", "2026-01-01", "2026-06-30"),
        ("三月至五月", "2026-03-01", "2026-05-31"),
        ("长期坚持", "", ""),
    ],
)
def test_periods(text: str, start: str, end: str) -> None:
    period = parse_period(text, 2026)
    assert period is not None
    assert (period.text, period.start, period.end) == (text, day(start), day(end))
    assert period.complete


@pytest.mark.parametrize("text", ["", "县民政局", "第3版", "3人", "30%以上", "第一阶段", "13月1日至14月2日"])
def test_no_periods(text: str) -> None:
    period = parse_period(text, 2026)
    assert period is None or (period.start, period.end) == (None, None)


def test_a_day_without_its_sign() -> None:
    period = parse_period("2022年2月26至2022年5月21日")
    assert period is not None
    assert (period.start, period.end, period.complete) == (dt.date(2022, 2, 26), dt.date(2022, 5, 21), False)


def test_without_a_year_the_words_stay_and_the_days_are_open() -> None:
    period = parse_period("3月1日至5月31日")
    assert period is not None
    assert (period.text, period.start, period.end) == ("3月1日至5月31日", None, None)


def test_labelled_phases_hold_their_blocks(doc: str) -> None:
    """某县专项整治工作方案
    一、时间安排
    第一阶段（2026年1月1日至2月28日），动员部署。各民政所要召开动员会。
    各民政所要张贴公告。
    第二阶段（3月1日至4月30日），集中整治。
    1.逐村排查。各民政所要建立台账。
    2.逐项整改。各民政所要限期整改。
    二、有关要求
    各民政所要按时报送情况。
    """
    plan = read(doc)
    phases = find_phases(plan)
    assert [(phase.printed, phase.name) for phase in phases] == [
        ("第一阶段（2026年1月1日至2月28日）", "动员部署"),
        ("第二阶段（3月1日至4月30日）", "集中整治"),
    ]
    assert phases[1].start == dt.date(2026, 3, 1)
    held = {one.text: phase_of(one, phases) for one in document_provisions(plan)}
    assert held["各民政所要张贴公告。"] == phases[0]
    assert held["各民政所要限期整改。"] == phases[1]
    assert held["各民政所要按时报送情况。"] is None


def test_named_phases_under_steps(doc: str) -> None:
    """某县专项整治工作方案
    2026年全县开展专项整治。
    二、工作步骤
    （一）自查阶段（即日起至6月20日）。各养老机构要逐项自查。
    （二）检查阶段(6月21日-7月10日)。各民政所要全面检查。
    （三）总结阶段：7月底前。各民政所要报送总结。
    附件：1.自查表
    2.检查表
    某县民政局
    2026年5月20日
    """
    phases = find_phases(read(doc))
    assert [(phase.label, phase.name, phase.start, phase.end) for phase in phases] == [
        ("", "自查阶段", None, dt.date(2026, 6, 20)),
        ("", "检查阶段", dt.date(2026, 6, 21), dt.date(2026, 7, 10)),
        ("", "总结阶段", None, dt.date(2026, 7, 31)),
    ]
    assert all(len(phase.blocks) == 1 for phase in phases)


def test_phases_in_one_paragraph_and_in_a_sentence() -> None:
    plan = read(
        "某县检查方案\n一、时间安排\n分两个阶段：第一阶段（2026年3月），动员部署；第二阶段（4月1日至9月30日），集中整治。\n"
        "二、检查方式\n其中，3月10日至12日为各单位自查阶段，13日起由局组织抽查。\n"
    )
    phases = find_phases(plan)
    assert [phase.printed for phase in phases] == [
        "第一阶段（2026年3月）",
        "第二阶段（4月1日至9月30日）",
        "各单位自查阶段（3月10日至12日）",
    ]
    assert phases[2].end == dt.date(2026, 3, 12)


def test_dates_in_brackets_that_name_no_phase(doc: str) -> None:
    """某县工作方案
    一、工作目标
    （一）全面完成任务（2026年6月底前）。各民政所要建立台账。
    张三（1960年3月至1990年5月）的先进事迹要广泛宣传。
    """
    assert find_phases(read(doc)) == ()
