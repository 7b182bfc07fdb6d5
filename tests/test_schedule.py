"""报送事项表: counted back by working days, holidays and worked weekends taken into account."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from wenjian.duties import extract
from wenjian.duties.schedule import check_schedule, submissions
from wenjian.errors import LibraryError
from wenjian.library import load_holidays
from wenjian.model.directive import Directive, DutySource, SourcePaper
from wenjian.readers import read_documents
from wenjian.reports.schedule import schedule

DAYS, _ = load_holidays()


def directive(duties: str, date: str = "2026年2月10日") -> Directive:
    text = f"关于做好有关工作的通知\n各县（区）民政局：\n一、工作安排\n{duties}\n河东市民政局\n{date}\n"
    return extract(read_documents(text.encode(), "来文.txt")[0])[0]


def days(*texts: str) -> tuple[dt.date, ...]:
    return tuple(dt.date.fromisoformat(text) for text in texts)


@pytest.mark.parametrize(
    ("day", "shift", "expected"),
    [
        ("2026-02-26", -3, "2026-02-14"),  # over the Spring Festival, onto a worked Saturday
        ("2026-02-10", 10, "2026-03-02"),
        ("2025-10-10", -1, "2025-10-09"),
        ("2025-10-09", -1, "2025-09-30"),
        ("2025-09-29", -1, "2025-09-28"),  # a worked Sunday
        ("2026-06-24", -3, "2026-06-18"),  # over 端午
        ("2027-01-04", -1, "2027-01-01"),  # a year that nobody arranged yet: weekends only
        ("2026-02-14", 0, "2026-02-14"),
    ],
)
def test_working_days(day: str, shift: int, expected: str) -> None:
    assert DAYS.shifted(dt.date.fromisoformat(day), shift) == dt.date.fromisoformat(expected)


@pytest.mark.parametrize("year", range(2020, 2027))
def test_every_worked_day_of_the_data_is_a_weekend_and_no_day_is_both(year: int) -> None:
    assert year in DAYS.years
    assert all(day.weekday() > 4 for day in DAYS.worked if day.year == year)
    assert not DAYS.worked & DAYS.off
    assert dt.date(year, 10, 1) in DAYS.off


@pytest.mark.parametrize(
    ("duty", "due", "collect"),
    [
        ("各县民政局要于3月20日前将实施方案报市民政局。", ("2026-03-20",), ("2026-03-17",)),
        ("各县民政局要于1月20日前将总结报市民政局。", ("2027-01-20",), ("2027-01-15",)),
        ("各县民政局要在2026年6月底前将自查报告报市民政局。", ("2026-06-30",), ("2026-06-25",)),
        ("各县民政局要在通知印发之日起15日内将名单报市民政局。", ("2026-02-25",), ("2026-02-13",)),
        (
            "各县民政局要于每季度末前将进展情况报送市民政局。",
            ("2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"),
            ("2026-03-26", "2026-06-25", "2026-09-24", "2026-12-28"),
        ),
        ("发现险情的，养老机构要在2小时内向县民政局报告。", (), ()),
    ],
)
def test_deadlines_are_resolved_and_counted_back(duty: str, due: tuple[str, ...], collect: tuple[str, ...]) -> None:
    (row,) = submissions(directive(duty), DAYS)
    assert row.due.days == days(*due)
    assert row.collect == days(*collect)


def test_a_row_says_what_to_whom_in_which_form_signed_by_whom() -> None:
    text = "各县民政局要制定实施方案，经主要负责人审核签字后于3月20日前报市民政局备案。"
    (row,) = submissions(directive(text), DAYS)
    assert (row.item, row.recipient, row.signature) == ("实施方案", "市民政局", "主要负责人审核签字")
    table = schedule(directive(text), [row], DAYS).blocks[0].table
    assert table is not None
    assert table.rows[0].texts()[4:6] == ("3月20日前（2026年3月20日）", "2026年3月17日")


def test_the_calendar_is_in_order_and_holds_every_dated_duty() -> None:
    made = directive("各养老机构要于5月1日前完成改造。\n各县民政局要于3月20日前将实施方案报市民政局。")
    table = schedule(made, submissions(made, DAYS), DAYS).attachments[0].blocks[0].table
    assert table is not None
    assert [row.texts()[:2] for row in table.rows] == [("2026年3月20日", "五"), ("2026年5月1日", "五")]


def test_all_that_is_to_be_handed_in_in_which_form() -> None:
    text = "3月31日前报送工作总结（电子版和加盖公章的纸质版各1份）及《津贴发放情况统计表》。"
    (row,) = submissions(directive(text), DAYS)
    assert row.item == "工作总结、《津贴发放情况统计表》"
    assert (row.form, row.signature) == ("电子版、加盖公章的纸质版各1份", "")
    assert row.recipient == "河东市民政局（原文未写，按发文机关）"


def test_each_thing_that_one_duty_wants_has_its_own_day() -> None:
    made = directive("5月25日前报送责任人名单，每周五17时前报送巡查情况，10月15日前报送工作小结。")
    rows = submissions(made, DAYS)
    assert [(row.item, row.due.days[0].isoformat(), row.due.recurring) for row in rows] == [
        ("责任人名单", "2026-05-25", False),
        ("巡查情况", "2026-02-13", True),
        ("工作小结", "2026-10-15", False),
    ]
    table = schedule(made, rows, DAYS).attachments[0].blocks[0].table
    assert table is not None
    assert [row.texts()[0] for row in table.rows] == ["2026年2月13日起每周", "2026年5月25日", "2026年10月15日"]


def test_what_is_due_every_week_has_a_row_in_the_calendar() -> None:
    made = directive("自3月起，各县民政局要于每周五下午5时前报送工作进展。")
    (row,) = submissions(made, DAYS)
    assert row.due.days[:2] == days("2026-03-06", "2026-03-13")
    table = schedule(made, [row], DAYS).attachments[0].blocks[0].table
    assert table is not None
    assert [(row.texts()[0], row.texts()[1], row.texts()[5]) for row in table.rows] == [
        ("2026年3月6日起每周", "五", "2026年3月3日起每周")
    ]


def test_a_year_whose_holidays_are_not_known_is_named_under_the_table() -> None:
    made = directive("各县民政局要于每月5日前将进展情况报送市民政局。")
    table = schedule(made, submissions(made, DAYS), DAYS).blocks[0].table
    assert table is not None
    assert "已扣除法定节假日和调休（2027年的安排没有收录，只扣除周六、周日）；" in table.foot[0]


def test_a_day_from_which_something_holds_is_no_deadline() -> None:
    made = directive(
        "自2026年1月1日起，各县要将高龄津贴标准提高到每人每月80元。\n"
        "自2026年1月1日起，各县要按新标准发放津贴，3月20日前补发到位。"
    )
    assert [duty.deadline for duty in made.duties] == ["自2026年1月1日起长期坚持", "3月20日前"]
    table = schedule(made, submissions(made, DAYS), DAYS).attachments[0].blocks[0].table
    assert table is not None
    assert [row.texts()[0] for row in table.rows] == ["2026年3月20日"]


@pytest.mark.parametrize(
    ("duty", "date", "lead", "message"),
    [
        (
            "各县民政局要于2月12日前将名单报市民政局。",
            "2026年2月10日",
            5,
            (
                "来文.txt: 警告 WJ334: 任务D001“名单”的时限“2月12日前”太紧，倒排后的收集日期早于成文日期\n"
                "提示：请改用较小的 --lead，或及时与上级沟通。"
            ),
        ),
        (
            "各县民政局要于2028年2月12日前将名单报市民政局。",
            "2026年2月10日",
            3,
            (
                "来文.txt: 警告 WJ331: 2028年的节假日安排没有收录，只按周六、周日倒排\n"
                "提示：请在条款库文件夹的 节假日.yaml 里补上这一年。"
            ),
        ),
        (
            "各县民政局要于2月12日前将名单报市民政局。",
            "",
            3,
            (
                "来文.txt: 警告 WJ332: 没有成文日期，只写月日的时限推不出年份，没有倒排\n"
                "提示：请在任务清单的“成文日期”里补上。"
            ),
        ),
        (
            "各养老机构要配备灭火器。",
            "2026年2月10日",
            3,
            (
                "来文.txt: 说明 WJ333: 没有找到要求报送的事项\n"
                "提示：如果文件确有报送要求，请在任务清单的“成果报送”里补上。"
            ),
        ),
    ],
)
def test_what_is_doubtful_is_said(duty: str, date: str, lead: int, message: str) -> None:
    made = directive(duty, date)
    (finding,) = check_schedule(made, submissions(made, DAYS, lead), DAYS, "来文.txt")
    assert str(finding) == message


def test_a_county_adds_a_year_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "节假日.yaml").write_text(
        "年度:\n- 年份: 2027\n  放假:\n  - 2027-01-01至2027-01-03\n  上班:\n  - 2027-01-09\n", encoding="utf-8"
    )
    known, _ = load_holidays([tmp_path])
    assert known.shifted(dt.date(2027, 1, 4), -1) == dt.date(2026, 12, 31)
    assert known.is_working_day(dt.date(2027, 1, 9))


@pytest.mark.parametrize("words", ["元旦三天", "2027-01-03至2027-01-01", "2027-13-01"])
def test_a_bad_day_is_named(words: str, tmp_path: Path) -> None:
    (tmp_path / "节假日.yaml").write_text(f"年度:\n- 年份: 2027\n  放假:\n  - {words}\n", encoding="utf-8")
    with pytest.raises(LibraryError) as raised:
        load_holidays([tmp_path])
    assert str(raised.value.findings[0]).splitlines()[0].endswith(f"错误 WJ335: 节假日安排里的“{words}”读不懂")


def test_in_a_list_of_several_papers_the_year_is_that_of_the_paper_that_asks() -> None:
    """省 wrote in June, 县 in July: «6月30日前» of the first is this year's."""
    papers = (
        SourcePaper(title="省通知", number="省民发〔2026〕8号", date="2026年6月20日"),
        SourcePaper(title="县通知", number="县民发〔2026〕3号", date="2026年7月1日"),
    )
    made = directive("各县民政局要于6月30日前将自查报告报市民政局。", "2026年7月1日")
    (asked,) = made.duties
    for paper, day in zip(papers, ("2026-06-30", "2027-06-30"), strict=True):
        one = asked.model_copy(update={"sources": (DutySource(paper=paper.name, text=asked.text),)})
        (row,) = submissions(made.model_copy(update={"papers": papers, "duties": (one,)}), DAYS)
        assert row.due.days == days(day)
