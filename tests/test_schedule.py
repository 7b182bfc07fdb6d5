"""报送事项表: counted back by working days, holidays and worked weekends taken into account."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from wenjian.duties import extract
from wenjian.duties.deadlines import deadline_words
from wenjian.duties.schedule import _with_opening_quote, check_schedule, submissions
from wenjian.errors import LibraryError
from wenjian.library import load_holidays
from wenjian.model.directive import Directive, DutySource, SourcePaper
from wenjian.readers import read_documents
from wenjian.reports.schedule import schedule
from wenjian.supervise.deadlines import days_of

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
        ("发现险情的，养老机构要在2小时内向市民政局报告。", (), ()),
        ("各县民政局要于4月15日、9月15日前分别报送小结。", ("2026-04-15", "2026-09-15"), ("2026-04-10", "2026-09-10")),
        (
            "自8月起，各县民政局每月25日前将进展情况报市民政局。",
            ("2026-08-25", "2026-09-25", "2026-10-25"),
            ("2026-08-20", "2026-09-22", "2026-10-21"),
        ),
        (
            "2026年8月至10月，各县民政局每月25日前将进展情况报市民政局。",
            ("2026-08-25", "2026-09-25", "2026-10-25"),
            ("2026-08-20", "2026-09-22", "2026-10-21"),
        ),
        (
            "各县民政局于每月28日前向市民政局报送报表，首次报送时间为2026年8月28日。",
            ("2026-08-28", "2026-09-28", "2026-10-28"),
            ("2026-08-25", "2026-09-22", "2026-10-23"),
        ),
        ("各养老机构要于8月31日前向县级民政部门提交自查报告。", ("2026-08-31",), ("2026-08-31",)),
        (
            "各县民政局每月最后一个工作日前报送进展情况。",
            ("2026-02-28", "2026-03-31", "2026-04-30", "2026-05-29"),
            ("2026-02-25", "2026-03-26", "2026-04-27", "2026-05-26"),
        ),
        ("各县民政局每季度前5个工作日内报送小结。", ("2026-04-08", "2026-07-07"), ("2026-04-02", "2026-07-02")),
        ("各县民政局6月、12月底前各报送一次进展。", ("2026-06-30", "2026-12-31"), ("2026-06-25", "2026-12-28")),
        (
            "各县民政局6、9和12月底前报送进展。",
            ("2026-06-30", "2026-09-30", "2026-12-31"),
            ("2026-06-25", "2026-09-24", "2026-12-28"),
        ),
    ],
)
def test_deadlines_are_resolved_and_counted_back(duty: str, due: tuple[str, ...], collect: tuple[str, ...]) -> None:
    (row,) = submissions(directive(duty), DAYS)
    shown = len(due) if row.due.recurring else None
    assert row.due.days[:shown] == days(*due)
    assert row.collect[:shown] == days(*collect)


def test_what_comes_back_for_a_time_ends_with_it() -> None:
    (row,) = submissions(directive("2026年8月至10月，各县民政局每月25日前将进展情况报市民政局。"), DAYS)
    assert row.due.days == days("2026-08-25", "2026-09-25", "2026-10-25")


@pytest.mark.parametrize(
    ("duty", "item", "recipient"),
    [
        ("各县民政局要每月5日前向市民政局报送工作月报。", "工作月报", "市民政局"),
        ("各县民政局要每月5日前向市民政局报送工作专报。", "工作专报", "市民政局"),
        ("各县民政局要每月5日前将工作简报报市民政局。", "工作简报", "市民政局"),
        ("各县民政局要每月5日前向市民政局报送工作信息不少于2条。", "工作信息", "市民政局"),
        ("各养老机构要于8月31日前向县级民政部门提交自查报告。", "自查报告", "县级民政部门（报到本级）"),
        (
            "发生突发事件的，必须在30分钟内电话报告。",
            "发生突发事件的，必须在30分钟内电话报告。",
            "河东市民政局（原文未写，按发文机关）",
        ),
        ("各县民政局受理投诉，并于每月5日前向市民政局报送办理结果。", "办理结果", "市民政局"),
    ],
)
def test_reports_of_every_kind_are_in_the_table(duty: str, item: str, recipient: str) -> None:
    (row,) = submissions(directive(duty), DAYS)
    assert (row.item, row.recipient) == (item, recipient)


@pytest.mark.parametrize(
    "text",
    [
        "各县民政局要加强报送工作。",
        "各县民政局要做好信息报送工作，落实报送责任。",
        "各县民政局设立举报电话，10个工作日内向举报人反馈办理结果。",
        "养老机构每季度向老年人家属反馈照护情况。",
    ],
)
def test_reporting_as_such_hands_in_nothing(text: str) -> None:
    assert submissions(directive(text), DAYS) == ()


@pytest.mark.parametrize(
    ("recipient", "issuer", "line", "comes_in"),
    [
        ("县级教育行政部门", "河东市教育体育局", (), True),
        ("县级教育行政部门", "河东市教育体育局", ("教育行政部门",), True),
        ("县级应急管理部门", "河东市应急管理局", (), True),
        ("县级市场监管部门", "河东市市场监督管理局", ("市场监管部门",), True),
        ("县级市场监管部门", "河东市教育体育局", ("教育行政部门",), False),
        ("市级教育行政部门", "河东市教育体育局", ("教育行政部门",), False),
    ],
)
def test_what_goes_to_the_countys_organ_of_any_line_comes_in(
    recipient: str, issuer: str, line: tuple[str, ...], *, comes_in: bool
) -> None:
    made = directive(f"各单位要于8月31日前将自查报告报{recipient}。").model_copy(update={"issuer": (issuer,)})
    (row,) = submissions(made, DAYS, line=line)
    assert row.recipient == recipient + ("（报到本级）" if comes_in else "")


def test_each_leg_of_a_report_has_its_own_row() -> None:
    made = directive("发生安全事故的，养老机构要在1小时内报告县级民政部门，县级民政部门要在2小时内报告市民政局。")
    assert [(row.recipient, row.due.text) for row in submissions(made, DAYS)] == [
        ("县级民政部门（报到本级）", "1小时内"),
        ("市民政局", "2小时内"),
    ]


@pytest.mark.parametrize(
    ("duty", "words"),
    [
        ("自8月起，各县民政局每月25日前将进展情况报市民政局。", "自8月起每月25日前"),
        ("2026年8月至12月，各县民政局每月25日前向市民政局报送进展情况。", "2026年8月至12月每月25日前"),
        ("各县民政局每月28日前报送报表，首次报送时间为2026年8月28日。", "自2026年8月28日起每月28日前"),
        ("各县民政局要于7月15日、9月15日前分别报送小结。", "7月15日、9月15日前"),
        ("每年6月底、12月底前，各县民政局要报送总结。", "每年6月底、12月底前"),
        ("各地要在2026年5月31日前完成整改，2026年8月31日前完成验收。", "2026年5月31日前、2026年8月31日前"),
        ("对2025年12月31日前建成的站点，各地要于2026年9月底前完成评估。", "2026年9月底前"),
        ("对发现的问题，一般问题15日内整改到位，复杂问题最迟于11月30日前整改到位。", "11月30日前"),
        ("各县民政局要在本通知印发后10个工作日内制定实施方案。", "10个工作日内"),
        ("县级民政部门要在收到申请之日起5个工作日内完成审核。", "收到申请之日起5个工作日内"),
        ("公示内容变动的，要在3个工作日内更新。", "公示内容变动的，3个工作日内"),
        ("发生事故的，机构要在1小时内报告县局，县局要在2小时内报告市局。", "发生事故的，1小时内、2小时内"),
        ("遗体接运、存放（3日内）和寄存（1年内）实行政府定价。", ""),
        ("助老食堂应当公示菜品价格，调整价格应当提前10日公示。", ""),
    ],
)
def test_the_deadline_as_a_table_says_it(duty: str, words: str) -> None:
    """A term of a service, and one that counts from something that has not happened yet, is no day of the calendar."""
    (made,) = directive(duty).duties
    assert deadline_words(made) == words
    counts = words == "10个工作日内"
    assert bool(days_of(words, dt.date(2026, 7, 6), DAYS).days) == (counts or "月" in words.replace("个月", ""))


def test_how_often_is_told_with_a_term() -> None:
    (made,) = directive("乡镇（街道）每月对助老食堂开展一次巡查，发现问题的，应当在5个工作日内督促整改。").duties
    assert deadline_words(made) == "每月；发现问题的，5个工作日内"


def test_so_long_before_what_is_not_named_is_no_deadline() -> None:
    (made,) = directive("助老食堂应当公示菜品价格，调整价格应当提前10日公示。").duties
    assert made.deadline == ""


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


def test_a_sentence_with_a_day_of_its_own_and_a_report_is_in_the_calendar_with_both() -> None:
    made = directive("各县民政局4月30日前完成自查，5月15日前报送自查报告。")
    rows = submissions(made, DAYS)
    assert [row.due.days for row in rows] == [days("2026-05-15")]
    table = schedule(made, rows, DAYS).attachments[0].blocks[0].table
    assert table is not None
    assert [row.texts()[0] for row in table.rows] == ["2026年4月30日", "2026年5月15日"]


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


def test_an_item_has_both_its_quotation_marks() -> None:
    assert [_with_opening_quote(item) for item in ("一院一策”方案", "“一院一策”方案", "方案")] == [
        "“一院一策”方案",
        "“一院一策”方案",
        "方案",
    ]
