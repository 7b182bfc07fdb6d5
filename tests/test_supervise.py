"""督办: from a duty list to a ledger, who answers for what, how late it is, and the papers that go out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from supervised import DAYS, DIRECTIVE, LOCALITY, TOWNS, distributed, form, ledger_of, setting
from wenjian.compose.tables import TASK_COLUMNS
from wenjian.lint.authority import check_authority
from wenjian.model.catalogue import found
from wenjian.model.directive import Deliverable, Duty
from wenjian.model.document import Block, Document, Row, Span, Table
from wenjian.model.elements import Elements
from wenjian.model.finding import Place
from wenjian.model.ledger import Ledger, LedgerItem, UnitEntry, UnplacedRow
from wenjian.model.locality import Locality, Township
from wenjian.model.marks import FeedbackMark, parse_feedback_mark
from wenjian.model.vocabulary import Authority, BlockKind, Competence, FeedbackState, LedgerState, UnitKind
from wenjian.readers import read_documents
from wenjian.reports import letter_docx, letter_text
from wenjian.reports.supervision import Sender, assignment, notices, reminder
from wenjian.supervise.alerts import alert_of
from wenjian.supervise.assign import Unit, asked, bare_name, items_for, units_of
from wenjian.supervise.deadlines import days_of, next_day
from wenjian.supervise.ledger import is_task_table, left_out_words, source_of_table, update, with_days
from wenjian.supervise.reckon import reckon
from wenjian.text.workdays import WorkCalendar

TOWNSHIPS = units_of(LOCALITY, [UnitKind.TOWNSHIP], Authority.BUREAU)
SINCE = dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2025年6月底前", "2025-06-30"),
        ("每月5日前", "2026-03-05"),
        ("立即整改、长期坚持", ""),
        ("按上级部署", ""),
        ("2026年3月10日", "2026-03-10"),
        ("2026.6.30前", "2026-06-30"),
        ("46112", "2026-03-31"),
        ("10个工作日内", "2026-03-16"),
        ("2026年6月", "2026-06-30"),
        ("十个工作日内", "2026-03-16"),
        ("2026年3月1日至5月31日", "2026-05-31"),
        ("2026年3月—5月", "2026-05-31"),
        ("2026年9月1日至次年3月31日", "2027-03-31"),
        ("2026年11月至次年2月", "2027-02-28"),
        ("6月25日、12月25日前", "2026-06-25"),
        ("明年1月底前", "2027-01-31"),
        ("一个月内", "2026-04-02"),
        ("半年内", "2026-09-02"),
        ("30天", "2026-04-01"),
        ("第三季度", "2026-09-30"),
        ("3月至5月", "2026-05-31"),
        ("12月至次年3月", "2027-03-31"),
        ("每月底前", "2026-03-31"),
        ("每季度末月25日前", "2026-03-25"),
        ("每季度最后一个月25日前", "2026-03-25"),
        ("每季度第二个月10日前", "2026-05-10"),
        ("每周五前", "2026-03-06"),
        ("每周日前", "2026-03-08"),
        ("自2026年3月1日起", ""),
        ("自2026年3月1日起长期坚持", ""),
        ("2026年3月1日起执行", ""),
        ("从2026年3月开始", ""),
        ("自2026年3月1日起至2026年5月31日", "2026-05-31"),
        ("", ""),
    ],
)
def test_a_deadline_means_a_day(text: str, first: str) -> None:
    assert next_day(days_of(text, SINCE, DAYS)) == first


def test_a_day_without_a_year_that_had_just_passed_is_overdue_not_a_year_ahead() -> None:
    def first(deadline: str, since: dt.date) -> str:
        return next_day(days_of(deadline, since, DAYS))

    assert first("3月底前", dt.date(2026, 4, 2)) == "2026-03-31"
    assert first("3月底前", dt.date(2026, 3, 2)) == "2026-03-31"
    assert first("1月底前", dt.date(2026, 12, 10)) == "2027-01-31"
    assert first("300日内", dt.date(2026, 4, 2)) == "2027-01-27"


@pytest.mark.parametrize(
    ("deadline", "on", "words"),
    [
        ("2026年4月30日前", "2026-03-10", "绿：按期"),
        ("2026年4月30日前", "2026-04-01", "黄：滞后，时间过半未启动"),
        ("2026年4月30日前", "2026-04-22", "黄：滞后，时间过半未启动"),
        ("2026年4月30日前", "2026-04-23", "黄：距时限5个工作日"),
        ("2026年4月30日前", "2026-04-30", "黄：今日到期"),
        ("2026年4月30日前", "2026-05-01", "红：逾期1天"),
        ("每月5日前", "2026-03-03", "黄：距本期时限2个工作日"),
        ("每月5日前", "2026-03-12", "红：本期逾期7天"),
        ("立即整改、长期坚持", "2030-01-01", "绿：立即整改、长期坚持"),
        ("", "2030-01-01", "绿：未定时限"),
    ],
)
def test_the_warning_on_what_has_not_begun(deadline: str, on: str, words: str) -> None:
    due = days_of(deadline, SINCE, DAYS)
    day = dt.date.fromisoformat(on)

    assert alert_of(due, day, DAYS, assigned=SINCE, started=False, updated=None) == words


@pytest.mark.parametrize(
    ("updated", "words"),
    [
        ("2026-03-02", "红：本期逾期1天"),
        ("2026-04-03", "红：本期逾期1天"),
        ("2026-04-07", "黄"),
        (None, "红：本期逾期1天"),
    ],
)
def test_a_deadline_that_comes_back_wants_an_answer_in_every_period(updated: str | None, words: str) -> None:
    """The 5th of May has passed; what was said up to the 5th of April belongs to the period before."""
    due = days_of("每月5日前", SINCE, DAYS)
    day = dt.date.fromisoformat(updated) if updated else None
    said = alert_of(due, dt.date(2026, 5, 6), DAYS, assigned=SINCE, started=True, updated=day)

    assert said == ("绿：按期" if words == "黄" else words)


@pytest.mark.parametrize(
    ("text", "days", "recurring"),
    [
        ("6月底、12月底前", "2026-06-30 2026-12-31", False),
        ("6、12月底前", "2026-06-30 2026-12-31", False),
        ("3月、6月和12月底前", "2026-03-31 2026-06-30 2026-12-31", False),
        ("6月30日和12月20日前", "2026-06-30 2026-12-20", False),
        ("6月5日、20日前", "2026-06-05 2026-06-20", False),
        ("上半年、年底前", "2026-06-30 2026-12-31", False),
        ("12月底、3月底前", "2026-12-31 2027-03-31", False),
        ("2027年6月底、12月底前", "2027-06-30 2027-12-31", False),
        ("2026年6月、12月", "2026-06-30 2026-12-31", False),
        ("2026-06-30、2026-12-31", "2026-06-30 2026-12-31", False),
        ("2026年3月底前制定方案，2027年底前完成", "2026-03-31 2027-12-31", False),
        ("每年6月底、12月底前", "2026-06-30 2026-12-31", True),
        ("3月1日至5月31日", "2026-05-31", False),
        ("12月底前", "2026-12-31", False),
    ],
)
def test_a_deadline_may_name_several_days(text: str, days: str, *, recurring: bool) -> None:
    due = days_of(text, SINCE, DAYS)

    assert (" ".join(day.isoformat() for day in due.days), due.recurring) == (days, recurring)


def test_two_days_of_every_month_come_back() -> None:
    due = days_of("每月5日、20日前", SINCE, DAYS)

    assert [day.isoformat() for day in due.days[:3]] == ["2026-03-05", "2026-03-20", "2026-04-05"]
    assert due.recurring


def test_of_several_days_the_first_may_have_passed_when_the_task_was_given() -> None:
    due = days_of("6月底、12月底前", dt.date(2026, 11, 2), DAYS)

    assert [day.isoformat() for day in due.days] == ["2026-06-30", "2026-12-31"]


@pytest.mark.parametrize(
    ("on", "started", "updated", "due", "words"),
    [
        ("2026-03-10", False, None, "2026-06-30", "绿：按期，下一时限6月30日"),
        ("2026-05-20", False, None, "2026-06-30", "黄：滞后，时间过半未启动，下一时限6月30日"),
        ("2026-06-29", True, "2026-04-03", "2026-06-30", "黄：距6月30日时限1个工作日"),
        ("2026-07-10", False, None, "2026-12-31", "红：6月30日时限逾期10天，下一时限12月31日"),
        ("2026-07-10", True, "2026-06-28", "2026-12-31", "绿：按期，下一时限12月31日"),
        ("2026-12-30", True, "2026-06-28", "2026-12-31", "黄：距12月31日时限1个工作日"),
        ("2027-01-02", True, "2026-06-28", "2026-12-31", "红：逾期2天"),
    ],
)
def test_of_several_days_the_next_is_named(
    on: str, updated: str | None, due: str, words: str, *, started: bool
) -> None:
    day, said = dt.date.fromisoformat(on), dt.date.fromisoformat(updated) if updated else None
    meant = days_of("6月底、12月底前", SINCE, DAYS)

    assert next_day(meant, day) == due
    assert alert_of(meant, day, DAYS, assigned=SINCE, started=started, updated=said) == words


def test_the_ledger_of_a_day_is_sorted_by_what_is_still_to_come() -> None:
    item = LedgerItem(id="001", task="分两批检查", deadline="6月底、12月底前", assigned="2026年3月2日")
    ledger = with_days(Ledger(items=(item,)), DAYS)
    later, _ = reckon(ledger, dt.date(2026, 7, 10), DAYS)

    assert ledger.items[0].due == "2026-06-30"
    assert (later.items[0].due, later.items[0].deadline) == ("2026-12-31", "6月底、12月底前")
    assert with_days(later, DAYS) == later


def test_holidays_are_no_working_days() -> None:
    days = WorkCalendar(off=frozenset({dt.date(2026, 4, 27), dt.date(2026, 4, 28)}))
    due = days_of("2026年4月30日前", SINCE, days)

    assert alert_of(due, dt.date(2026, 4, 23), days, assigned=None, started=True, updated=None) == "黄：距时限3个工作日"


def test_a_duty_list_becomes_a_ledger() -> None:
    ledger, source = ledger_of()

    assert [(item.id, item.task, item.source, item.deadline, item.due) for item in ledger.items] == [
        ("001", "县民政局要牵头建立养老服务联席机制。", "示民〔2026〕8号·一", "2026年6月底前", "2026-06-30"),
        (
            "002",
            "各乡镇（街道）民政工作机构要协助做好以下工作：每月摸排一次独居老年人。",
            "示民〔2026〕8号·二、（一）",
            "每月5日前",
            "2026-03-05",
        ),
        ("003", "养老机构要排查消防隐患。", "示民〔2026〕8号·二、（二）", "2026年4月30日前", "2026-04-30"),
    ]
    assert (ledger.items[0].leader, ledger.items[0].section) == ("李示例（虚构）", "养老服务股")
    assert ledger.items[0].duty == "示民〔2026〕8号#D001"
    assert source.left_out == {"他部门主责": ["D004"], "上级自办": ["D005"], "不涉及本地": ["D006"]}
    assert left_out_words(source.left_out) == "他部门主责1项（D004）、上级自办1项（D005）、不涉及本地1项（D006）"


def test_of_many_duties_that_are_left_out_ten_are_named() -> None:
    ids = [f"D{number:03}" for number in range(1, 13)]
    named = "D001、D002、D003、D004、D005、D006、D007、D008、D009、D010等"
    assert left_out_words({"他部门主责": ids}) == f"他部门主责12项（{named}）"


def test_a_ledger_is_brought_up_to_date_without_touching_what_people_wrote() -> None:
    ledger, _ = ledger_of()
    written = {"leader": "王示例（虚构）", "handler": "赵示例（虚构）", "assisting": "县财政局"}
    mine = ledger.items[0].model_copy(update=written)
    added = LedgerItem(id="004", task="县里另行交办的事项")
    ledger = ledger.model_copy(update={"items": (mine, *ledger.items[1:], added)})
    first, second, third, *_ = DIRECTIVE.duties
    fresh = DIRECTIVE.model_copy(
        update={
            "duties": (
                first.model_copy(update={"deadline": "2026年5月底前", "assisting": ("县发展改革委",)}),
                second,
                third.model_copy(update={"id": "D013", "text": "养老机构要全面排查燃气隐患。"}),
            )
        }
    )

    again, source = ledger_of(fresh, ledger)
    _, findings = update(ledger, source, "2026年3月9日")

    assert [item.id for item in again.items] == ["001", "002", "003", "004", "005"]
    assert {name: getattr(again.items[0], name) for name in written} == written
    assert (again.items[0].deadline, again.items[0].due) == ("2026年5月底前", "2026-05-31")
    assert again.items[3] == added
    assert again.items[4].task == "养老机构要全面排查燃气隐患。"
    assert [(finding.code, finding.message) for finding in findings] == [
        ("WJ904", "编号001的“配合单位”是人填的“县财政局”，没有改；现在应是“县发展改革委”"),
        ("WJ903", "编号003“养老机构要排查消防隐患。”在这次的任务清单里已经没有，仍留在台账里"),
    ]
    assert ledger_of(fresh, again)[0] == again


def test_a_duty_with_another_number_and_the_same_words_is_the_same_item() -> None:
    ledger, _ = ledger_of()
    moved = tuple(duty.model_copy(update={"id": f"D1{duty.id[2:]}"}) for duty in DIRECTIVE.duties)

    again, _ = ledger_of(DIRECTIVE.model_copy(update={"duties": moved}), ledger)

    assert [item.id for item in again.items] == ["001", "002", "003"]
    assert again.items[0].duty == "示民〔2026〕8号#D101"


def test_an_item_that_is_gone_takes_no_others_duty() -> None:
    _, second, third, *_ = DIRECTIVE.duties
    twin = second.model_copy(update={"id": "D007"})
    ledger, _ = ledger_of(DIRECTIVE.model_copy(update={"duties": (second, third, twin)}))
    fresh = DIRECTIVE.model_copy(update={"duties": (third, twin)})

    again, source = ledger_of(fresh, ledger)
    _, findings = update(ledger, source, "")

    assert [item.duty.partition("#")[2] for item in again.items] == ["D002", "D003", "D007"]
    assert [(one.code, one.message[:5]) for one in findings] == [("WJ903", "编号001")]
    moved = tuple(duty.model_copy(update={"id": f"D1{duty.id[2:]}"}) for duty in (second, third, twin))
    again, _ = ledger_of(DIRECTIVE.model_copy(update={"duties": moved}), ledger)
    assert [item.duty.partition("#")[2] for item in again.items] == ["D102", "D103", "D107"]


def test_two_papers_share_a_ledger() -> None:
    other = DIRECTIVE.model_copy(
        update={"number": "示民〔2026〕9号", "title": "另一份通知", "duties": DIRECTIVE.duties[1:2]}
    )

    ledger, _ = ledger_of(other, ledger_of()[0])

    assert [item.duty for item in ledger.items] == [
        *("示民〔2026〕8号#D001", "示民〔2026〕8号#D002", "示民〔2026〕8号#D003"),
        "示民〔2026〕9号#D002",
    ]
    assert [paper.number for paper in ledger.papers] == ["示民〔2026〕8号", "示民〔2026〕9号"]


def table(*rows: tuple[str, ...]) -> Table:
    return Table(TASK_COLUMNS, tuple(Row(tuple((Span(text),) for text in row)) for row in rows), "任务分解表")


def test_a_composed_table_of_tasks_becomes_a_ledger() -> None:
    tasks = table(
        ("1", "消防安全", "各乡镇民政所排查敬老院。", "【待定：责任领导】", "养老服务股", "", "2026年4月底前"),
        ("2", "消防安全", "各乡镇民政所排查敬老院。", "", "社会救助股", "", "长期坚持"),
    )
    document = Document(
        Elements(title="实施方案", number="示民字〔2026〕3号"), (Block("b", BlockKind.TABLE, table=tasks),)
    )

    assert is_task_table(tasks)
    source = source_of_table(document, tasks, setting())
    ledger, _ = update(Ledger(), source, "2026年3月2日")

    assert [(item.id, item.source, item.leader, item.due) for item in ledger.items] == [
        ("001", "示民字〔2026〕3号·消防安全", "李示例（虚构）", "2026-04-30"),
        ("002", "示民字〔2026〕3号·消防安全", "", ""),
    ]
    assert [len(items_for(unit, ledger.items, source, LOCALITY)) for unit in TOWNSHIPS] == [2, 2, 2]


def test_days_follow_what_people_write() -> None:
    ledger, _ = ledger_of()
    item = ledger.items[0].model_copy(update={"deadline": "2026年9月15日前"})

    assert with_days(ledger.model_copy(update={"items": (item,)}), DAYS).items[0].due == "2026-09-15"


def test_a_bureau_addresses_the_office_of_a_township_and_with_consent_its_government() -> None:
    assert tuple(unit.name for unit in TOWNSHIPS) == TOWNS
    approved = units_of(LOCALITY, [UnitKind.TOWNSHIP], Authority.APPROVED)
    assert [unit.name for unit in approved] == ["石桥镇人民政府", "青河镇人民政府", "河东街道办事处"]
    assert {bare_name(unit.name) for unit in (*TOWNSHIPS, *approved)} == {"石桥镇", "青河镇", "河东街道"}


def test_a_bureau_of_another_line_addresses_its_own_offices_and_names_whom_to_see_to() -> None:
    schools = Locality(
        name="示范县",
        bureau="示范县教育体育局",
        line=("教育行政部门",),
        grassroots="各乡镇（街道）中心学校",
        townships=(Township(name="石桥镇"), Township(name="青河镇", office="青河镇教育办公室")),
    )
    emergencies = Locality(
        name="示范县", bureau="示范县应急管理局", line=("应急管理部门",), townships=(Township(name="石桥镇"),)
    )
    first, second = units_of(schools, [UnitKind.TOWNSHIP], Authority.BUREAU)
    assert [first.name, second.name] == ["石桥镇中心学校", "青河镇教育办公室"]
    assert [bare_name(first.name), bare_name(second.name)] == ["石桥镇", "青河镇"]
    assert units_of(emergencies, [UnitKind.TOWNSHIP], Authority.BUREAU)[0].name == "石桥镇应急管理工作机构"
    assert emergencies.grassroots == "各乡镇（街道）应急管理工作机构"

    duties = tuple(
        Duty(id=f"D{at}", text=f"{who}要每月自查。", actors=(who,), competence=Competence.INSTITUTION)
        for at, who in enumerate(("各中小学校", "水利部门"), 1)
    )
    ledger, source = ledger_of(DIRECTIVE.model_copy(update={"duties": duties}))
    table_ = assignment(ledger, first, ledger.items, replace(SENDER, locality=schools), source).blocks[1].table
    assert table_ is not None
    assert [row.texts()[3] for row in table_.rows] == [
        "督促辖区内中小学校落实，反馈落实情况",
        "督促辖区内有关单位落实，反馈落实情况",
    ]


def numbers_of(unit: Unit) -> list[str]:
    ledger, source = ledger_of()
    return [item.id for item in items_for(unit, ledger.items, source, LOCALITY)]


def test_each_kind_of_unit_gets_its_duties() -> None:
    kinds = (UnitKind.TOWNSHIP, UnitKind.INSTITUTION, UnitKind.OFFICE)
    got = {unit.name: numbers_of(unit) for unit in units_of(LOCALITY, kinds, Authority.BUREAU)}

    assert got == {
        **{town: ["002", "003"] for town in TOWNS},
        "示范县幸福敬老院": ["003"],
        "养老服务股": ["001"],
        "社会救助股": [],
    }


def test_closed_items_are_handed_to_nobody() -> None:
    ledger, source = ledger_of()
    closed = [item.model_copy(update={"state": LedgerState.CLOSED}) for item in ledger.items]

    assert items_for(TOWNSHIPS[0], closed, source, LOCALITY) == ()


def test_handing_out_twice_asks_once() -> None:
    ledger, _ = ledger_of()
    once = asked(ledger, {"石桥镇民政所": ["002"]})
    answer = once.entries[0].model_copy(update={"progress": "已摸排。"})
    answered = once.model_copy(update={"entries": (answer,)})

    assert asked(answered, {"石桥镇民政所": ["002", "003"]}).entries == (
        answer,
        UnitEntry(item="003", unit="石桥镇民政所"),
    )


def test_the_form_shows_a_unit_only_its_rows_locked_and_marked() -> None:
    ledger = distributed(TOWNSHIPS)
    data = form(ledger, "石桥镇民政所")
    (block,) = read_documents(data, "反馈表.xlsx")[0].blocks
    assert block.table is not None

    assert [column.name for column in block.table.columns] == [
        *("任务编号（勿改）", "任务", "完成时限", "落实情况（100字内）", "完成情况"),
        *("未完成原因", "需协调事项", "填报人", "审核人", "填报日期"),
    ]
    assert [row.texts()[0] for row in block.table.rows] == ["002", "003"]
    assert parse_feedback_mark(block.table.rows[0].mark) == FeedbackMark(
        "002", "石桥镇民政所", ledger.items[1].fingerprint, "示民〔2026〕8号#D002"
    )
    sheet = load_workbook(BytesIO(data)).worksheets[0]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "任务")
    cells = sheet[head.row + 1]
    assert sheet.protection.sheet
    assert [cell.protection.locked for cell in cells[:10]] == [True] * 3 + [False] * 7
    assert {rule.formula1 for rule in sheet.data_validations.dataValidation} == {'"未启动,推进中,已完成,长期坚持"'}
    assert sheet.column_dimensions["K"].hidden


def test_a_mark_is_read_as_it_was_written() -> None:
    mark = FeedbackMark("002", "石桥镇民政所", "abc", "甲|乙@2026年3月1日#D001")

    assert parse_feedback_mark(str(mark)) == mark
    assert parse_feedback_mark("石桥镇|002") is None


SENDER = Sender(LOCALITY, date="2026年3月2日", due="2026年3月20日", contact="王示例（虚构） 0000-1234567")


def test_the_paper_that_hands_out_says_what_by_when_on_whose_paper() -> None:
    ledger, source = ledger_of()
    items = items_for(TOWNSHIPS[0], ledger.items, source, LOCALITY)
    paper = assignment(ledger, TOWNSHIPS[0], items, SENDER, source)
    text = letter_text(paper)

    assert text.startswith("交办单\n")
    assert "石桥镇民政所：" in text
    assert "根据《关于做好养老服务工作的通知》（示民〔2026〕8号），现将2项任务交办你单位" in text
    assert "于2026年3月20日前填写所附反馈表报我局（联系人：王示例（虚构），电话：0000-1234567）。" in text
    table_ = paper.blocks[1].table
    assert table_ is not None
    assert table_.rows[0].texts()[3:] == ("报送独居老年人台账，电子版", "", "每月5日前")
    assert table_.rows[1].texts()[3] == "督促辖区内服务机构落实，反馈落实情况"
    assert "示范县民政局" in text
    assert "签发：" in text
    assert check_authority(paper, Authority.BUREAU, LOCALITY) == ()
    assert letter_docx(paper) == letter_docx(paper)


def test_what_is_to_be_signed_is_signed_once() -> None:
    duty = Duty(
        id="D001",
        text="各乡镇要自查，8月31日前报县民政局，自查报告由主要负责人签字。",
        competence=Competence.TOWNSHIP,
        deliverable=Deliverable(text="自查报告", recipient="县民政局", signature="主要负责人签字"),
    )
    ledger, source = ledger_of(DIRECTIVE.model_copy(update={"duties": (duty,)}))
    table_ = assignment(ledger, TOWNSHIPS[0], ledger.items, SENDER, source).blocks[1].table
    assert table_ is not None
    assert table_.rows[0].texts()[3] == "报送自查报告，由主要负责人签字"


def test_with_consent_the_paper_says_so() -> None:
    ledger, source = ledger_of()
    unit = units_of(LOCALITY, [UnitKind.TOWNSHIP], Authority.APPROVED)[0]
    sender = Sender(LOCALITY, Authority.APPROVED)
    paper = assignment(ledger, unit, ledger.items[1:], sender, source)

    assert "经县人民政府同意，现将2项任务交办你单位" in letter_text(paper)
    assert check_authority(paper, Authority.APPROVED, LOCALITY) == ()


def test_who_is_silent_or_late_is_reminded_and_nobody_else() -> None:
    ledger = distributed(TOWNSHIPS)
    done = [
        entry.model_copy(update={"progress": "已办结。", "state": FeedbackState.DONE, "date": "2026年4月20日"})
        if entry.unit == "青河镇民政所"
        else entry
        for entry in ledger.entries
    ]
    ledger, _ = reckon(ledger.model_copy(update={"entries": tuple(done)}), dt.date(2026, 5, 2), DAYS)

    assert reminder(ledger, "青河镇民政所", SENDER) is None
    paper = reminder(ledger, "石桥镇民政所", SENDER)
    assert paper is not None
    text = letter_text(paper)
    assert "截至2026年5月2日，交办你单位的任务中，未报落实情况2项、逾期2项。" in text
    table_ = paper.blocks[1].table
    assert table_ is not None
    assert [(row.texts()[0], row.texts()[3], row.texts()[5]) for row in table_.rows] == [
        ("002", "补报落实情况；限期完成", "每月5日前（本期逾期27天）"),
        ("003", "补报落实情况；限期完成", "2026年4月30日前（逾期2天）"),
    ]


def test_a_unit_whose_rows_were_refused_is_asked_to_mend_them() -> None:
    ledger = distributed(TOWNSHIPS)
    problem = found(
        "WJ922", Place(""), value="正在进行", words="、".join(one.chinese for one in FeedbackState), advice=""
    ).message
    refused = UnplacedRow(file="石桥.xlsx", unit="石桥镇民政所", item="2", problem=problem)
    paper = reminder(ledger.model_copy(update={"unplaced": (refused,)}), "石桥镇民政所", SENDER)
    assert paper is not None
    assert "交办你单位的任务中，未报落实情况1项、填写不合要求1项。" in letter_text(paper)
    table_ = paper.blocks[1].table
    assert table_ is not None
    assert [row.texts()[3] for row in table_.rows] == [
        "填写不合要求，请补正（“完成情况”不能是“正在进行”，要写未启动、推进中、已完成、长期坚持中的一个）",
        "补报落实情况",
    ]


def test_a_section_is_told_of_its_overdue_items() -> None:
    ledger, _ = reckon(ledger_of()[0], dt.date(2026, 7, 3), DAYS)

    papers = notices(ledger, SENDER)

    assert list(papers) == ["养老服务股", ""]
    assert "你股室牵头的1项任务已逾期" in letter_text(papers["养老服务股"])
    assert "2026年6月底前（逾期3天）" in letter_text(papers["养老服务股"])
