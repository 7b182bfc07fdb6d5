"""汇总: what comes back from the units goes into the ledger whole, or into 未归入 with its reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from supervised import DAYS, DIRECTIVE, LOCALITY, TOWNS, changed, distributed, fill, form, heads, returned
from wenjian.cli import run
from wenjian.compose.tables import TASK_COLUMNS
from wenjian.loading.dump import dump
from wenjian.loading.duty_sheet import DUTY_SHEET, write_directive_xlsx
from wenjian.loading.ledger_sheet import ENTRY_SHEET, LEDGER_SHEET, UNPLACED_SHEET, read_ledger_xlsx, write_ledger_xlsx
from wenjian.model.document import Block, Column, Document, Row, Span, Table
from wenjian.model.elements import Elements
from wenjian.model.finding import Finding
from wenjian.model.ledger import Ledger, UnitEntry
from wenjian.model.locality import Township
from wenjian.model.vocabulary import Authority, BlockKind, FeedbackState, LedgerState, UnitKind
from wenjian.readers.office import convert, find_libreoffice
from wenjian.reports import document_xlsx
from wenjian.supervise.assign import units_of
from wenjian.supervise.collect import CONTENT, collect
from wenjian.supervise.reckon import partly, reckon, roll_call
from wenjian.text.normal import letters

BRIDGE, RIVER, EAST = TOWNS
LEDGER = distributed(units_of(LOCALITY, [UnitKind.TOWNSHIP], Authority.BUREAU))
DONE = {"落实情况": "已摸排32人。", "完成情况": "已完成", "填报人": "赵示例（虚构）", "填报日期": "2026年4月3日"}
GOING = {
    "落实情况": "已排查2家，1家待整改。",
    "完成情况": "推进中",
    "未完成原因": "资金未到位",
    "填报日期": "2026年4月3日",
}


def answered(unit: str = BRIDGE, answers: Mapping[str, Mapping[str, Any]] | None = None) -> bytes:
    return fill(form(LEDGER, unit), answers if answers is not None else {"002": DONE, "003": GOING})


def entry(ledger: Ledger, item: str, unit: str = BRIDGE) -> UnitEntry:
    return next(one for one in ledger.entries if (one.item, one.unit) == (item, unit))


def said(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_filled_form_goes_into_the_ledger() -> None:
    ledger, findings = collect(LEDGER, [returned(answered(), "随便什么名字.xlsx")])

    assert findings == ()
    got = entry(ledger, "002")
    assert (got.progress, got.state, got.person, got.date) == (
        *("已摸排32人。", FeedbackState.DONE, "赵示例（虚构）", "2026年4月3日"),
    )
    assert got.file == "随便什么名字.xlsx"
    assert entry(ledger, "003").reason == "资金未到位"
    assert not entry(ledger, "002", RIVER).answered
    assert ledger.unplaced == ()


def rename(sheet: Any) -> None:
    columns = heads(sheet)
    for name, other in (
        ("任务", "工作任务"),
        ("落实情况", "工作落实情况"),
        ("填报日期", "填报时间"),
        ("未完成原因", "原因"),
    ):
        columns[name].value = other


def move(sheet: Any) -> None:
    """The two first columns behind the others."""
    sheet.unmerge_cells(str(next(iter(sheet.merged_cells.ranges)))) if sheet.merged_cells.ranges else None
    head = heads(sheet)["任务编号"].row
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head)]
    for number, row in enumerate(rows, head):
        for at, value in enumerate((*row[2:10], *row[:2], *row[10:]), 1):
            sheet.cell(number, at).value = value


def empty_rows(sheet: Any) -> None:
    sheet.insert_rows(heads(sheet)["任务编号"].row + 2, 3)


def number_lost(sheet: Any) -> None:
    """A spreadsheet makes 2 of 002, and the hidden column is gone."""
    columns = heads(sheet)
    for row in range(columns["任务编号"].row + 1, sheet.max_row + 1):
        cell = sheet.cell(row, columns["任务编号"].column)
        cell.value = int(cell.value) if cell.value else None
    sheet.delete_cols(11)


def date_cells(sheet: Any) -> None:
    columns = heads(sheet)
    for row in range(columns["任务编号"].row + 1, sheet.max_row + 1):
        cell = sheet.cell(row, columns["填报日期"].column)
        cell.value = dt.date(2026, 4, 3) if cell.value else None
        cell.number_format = "yyyy/m/d"


def serial_numbers(sheet: Any) -> None:
    columns = heads(sheet)
    for row in range(columns["任务编号"].row + 1, sheet.max_row + 1):
        cell = sheet.cell(row, columns["填报日期"].column)
        cell.value = 46115 if cell.value else None


DISTURBANCES = (rename, move, empty_rows, number_lost, date_cells, serial_numbers)


@pytest.mark.parametrize("disturb", DISTURBANCES)
def test_nothing_is_lost_by_what_people_do_to_a_form(disturb: Callable[[Any], object]) -> None:
    plain, _ = collect(LEDGER, [returned(answered())])

    ledger, findings = collect(LEDGER, [returned(changed(answered(), disturb))])

    assert ledger == plain
    assert findings == ()


WORDS = (
    st.text(st.sampled_from("已查改完成人次户街道、，。0123 ABC"), min_size=1, max_size=30)
    .map(str.strip)
    .filter(letters)
)
ANSWERS = st.fixed_dictionaries(
    {
        "落实情况": WORDS,
        "完成情况": st.sampled_from([one.chinese for one in FeedbackState]),
        "填报日期": st.just("2026年4月3日"),
    },
    optional={"未完成原因": WORDS, "需协调事项": WORDS, "填报人": WORDS, "审核人": WORDS},
)


@given(
    answers=st.dictionaries(st.sampled_from(["002", "003"]), ANSWERS, min_size=1),
    disturbances=st.lists(st.sampled_from((rename, move, empty_rows, number_lost)), unique=True),
    name=st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8),
)
@settings(max_examples=8, deadline=None, phases=[Phase.generate])
def test_what_a_unit_writes_is_what_the_ledger_holds(
    answers: dict[str, dict[str, str]], disturbances: list[Callable[[Any], object]], name: str
) -> None:
    """The law: out, filled in, disturbed, back: each word stands in the ledger, and in the workbook of the ledger."""
    data = answered(answers=answers)
    for disturb in disturbances:
        data = changed(data, disturb)
    ledger, _ = collect(LEDGER, [returned(data, f"{name}.xlsx")])
    ledger, _ = read_ledger_xlsx(write_ledger_xlsx(ledger), "台账.xlsx")

    columns = ("落实情况", "完成情况", "未完成原因", "需协调事项", "填报人", "审核人", "填报日期")
    for item in ("002", "003"):
        got = [str(getattr(entry(ledger, item), field) or "") for field in CONTENT]
        assert got == [answers.get(item, {}).get(column, "") for column in columns]
    assert ledger.unplaced == ()


def test_taking_files_together_is_taking_them_one_after_the_other() -> None:
    later = {"002": {**DONE, "落实情况": "又摸排5人。", "填报日期": "2026年4月9日"}}
    files = [
        returned(answered(), "a.xlsx"),
        returned(answered(answers=later), "b.xlsx"),
        returned(answered(RIVER), "c.xlsx"),
        returned(answered(RIVER, {"002": {**DONE, "落实情况": "同一天另一种说法。"}}), "d.xlsx"),
    ]

    together, _ = collect(LEDGER, reversed(files))

    ledger = LEDGER
    for file in files:
        ledger, _ = collect(ledger, [file])
    assert ledger == together
    assert collect(together, files)[0] == together


def test_the_newest_of_several_returns_holds_and_the_others_are_reported() -> None:
    later = answered(answers={"002": {**DONE, "落实情况": "又摸排5人。", "填报日期": "2026年4月9日"}})

    ledger, findings = collect(LEDGER, [returned(later, "1.xlsx"), returned(answered(), "2.xlsx")])

    assert entry(ledger, "002").progress == "又摸排5人。"
    assert entry(ledger, "003").progress == GOING["落实情况"]
    assert [(finding.code, finding.place.path, finding.message) for finding in findings] == [
        ("WJ920", "2.xlsx", "“石桥镇民政所”报了几次，这一份的编号002较早，以“1.xlsx”的为准")
    ]


def test_two_returns_of_one_day_that_differ_are_told_and_neither_is_lost() -> None:
    other = answered(answers={"002": {**DONE, "落实情况": "另一种说法。"}})

    ledger, findings = collect(LEDGER, [returned(answered(), "1.xlsx"), returned(other, "2.xlsx")])

    assert entry(ledger, "002").progress == DONE["落实情况"]
    assert said(findings) == ["WJ918"]
    assert "落实情况：另一种说法。" in ledger.unplaced[0].content
    assert (ledger.unplaced[0].file, ledger.unplaced[0].row) == ("2.xlsx", "反馈表第6行")


def test_an_answer_with_a_day_replaces_an_earlier_one_without_and_both_stay_known() -> None:
    undated = returned(answered(answers={"002": {**DONE, "填报日期": "上周"}}), "a.xlsx")
    other = returned(answered(answers={"002": {**DONE, "落实情况": "另一种说法。", "填报日期": None}}), "b.xlsx")
    dated = returned(answered(answers={"002": {**DONE, "落实情况": "又摸排5人。"}}), "c.xlsx")

    first, _ = collect(LEDGER, [undated])
    second, findings = collect(first, [undated, dated])
    second, _ = read_ledger_xlsx(write_ledger_xlsx(second), "台账.xlsx")
    third, told = collect(second, [undated, dated])

    got = entry(second, "002")
    assert (got.progress, got.file, got.date) == ("又摸排5人。", "c.xlsx", "2026年4月3日")
    assert got.earlier.startswith("来源文件：a.xlsx\n落实情况：已摸排32人。\n完成情况：已完成\n")
    assert second.unplaced == ()
    order = "编号002报了几次，“a.xlsx”没有看得出的填报日期，先收到；“c.xlsx”写明2026年4月3日，以它为准"
    assert [(one.code, one.place.path, one.message) for one in findings[1:]] == [("WJ984", "c.xlsx", order)]
    assert third == second
    assert [(one.place.path, one.message) for one in told if one.code == "WJ984"] == [("a.xlsx", order)]

    together, _ = collect(LEDGER, [undated, other, dated])
    assert entry(together, "002").progress == "又摸排5人。"
    assert [row.file for row in together.unplaced] == ["b.xlsx"]
    assert collect(together, [undated, other, dated])[0] == together


def test_a_step_back_is_taken_and_told_and_what_was_said_before_stays() -> None:
    done = returned(answered(answers={"003": {**DONE, "落实情况": "已排查2家，建立台账。"}}), "三月.xlsx")
    empty = {"完成情况": "未启动", "填报日期": "2026年5月8日"}
    back = returned(answered(answers={"003": empty}), "四月.xlsx")
    later = "较晚的一份（四月.xlsx，2026年5月8日）是“未启动”（没有写落实情况），按较晚的收入"
    words = f"编号003“石桥镇民政所”先前报的是“已完成”，{later}"

    first, _ = collect(LEDGER, [done])
    second, findings = collect(first, [back])
    second, _ = read_ledger_xlsx(write_ledger_xlsx(second), "台账.xlsx")

    got = entry(second, "003")
    assert (got.state, got.progress, got.date) == (FeedbackState.NOT_STARTED, "", "2026年5月8日")
    assert got.earlier.startswith("来源文件：三月.xlsx\n落实情况：已排查2家，建立台账。\n完成情况：已完成\n")
    assert [(one.code, one.message) for one in findings] == [("WJ960", words)]
    assert collect(second, [done, back])[0] == second

    newest_first = returned(answered(answers={"003": empty}), "a.xlsx")
    ledger, told = collect(LEDGER, [newest_first, done])
    assert entry(ledger, "003").earlier == got.earlier
    assert said(told) == ["WJ960", "WJ920"]
    assert collect(ledger, [newest_first, done])[0] == ledger

    mended, _ = collect(
        second, [returned(answered(answers={"003": {**DONE, "填报日期": "2026年5月9日"}}), "五月.xlsx")]
    )
    assert entry(mended, "003").state is FeedbackState.DONE
    assert said(collect(mended, [done])[1]) == ["WJ920"]


def test_what_is_done_every_month_begins_anew_and_steps_back_only_where_its_words_are_lost() -> None:
    first, _ = collect(LEDGER, [returned(answered(answers={"002": DONE}))])
    may = {"完成情况": "推进中", "填报日期": "2026年5月3日"}

    assert said(collect(first, [returned(answered(answers={"002": {**may, "落实情况": "正在摸排。"}}))])[1]) == []
    ledger, findings = collect(first, [returned(answered(answers={"002": may}))])
    assert said(findings) == ["WJ960"]
    assert "已摸排32人。" in entry(ledger, "002").earlier


def test_what_a_person_wrote_in_the_ledger_stays() -> None:
    ledger, _ = collect(LEDGER, [returned(answered())])
    by_phone = entry(ledger, "002").model_copy(update={"progress": "电话核实：摸排30人。"})
    ledger = ledger.model_copy(
        update={"entries": tuple(by_phone if one == entry(ledger, "002") else one for one in ledger.entries)}
    )

    again, silent = collect(ledger, [returned(answered())])
    later = answered(
        answers={"002": {**DONE, "落实情况": "摸排40人。", "填报日期": "2026年4月9日", "审核人": "钱示例（虚构）"}}
    )
    newest, findings = collect(again, [returned(later, "二次.xlsx")])

    assert again == ledger
    assert silent == ()
    got = entry(newest, "002")
    assert (got.progress, got.date, got.reviewer) == ("电话核实：摸排30人。", "2026年4月9日", "钱示例（虚构）")
    assert [(finding.code, finding.message) for finding in findings] == [
        ("WJ928", "编号002“石桥镇民政所”的落实情况在台账里是人填的，没有改，反馈放在未归入")
    ]
    assert "落实情况：摸排40人。" in newest.unplaced[0].content


@pytest.mark.parametrize(
    ("answer", "code", "taken"),
    [
        ({**DONE, "完成情况": "基本完成"}, "WJ922", False),
        ({**DONE, "落实情况": None}, "WJ923", False),
        ({**DONE, "落实情况": "……"}, "WJ923", False),
        ({**DONE, "落实情况": "长" * 2001}, "WJ924", False),
        ({**DONE, "落实情况": "长" * 101}, "WJ925", True),
        ({**DONE, "完成情况": None}, "WJ926", True),
        ({**DONE, "填报日期": "上周"}, "WJ927", True),
        ({**DONE, "完成情况": "已完成。"}, "", True),
    ],
)
def test_a_doubtful_answer_is_reported_with_its_row(answer: dict[str, Any], code: str, *, taken: bool) -> None:
    ledger, findings = collect(LEDGER, [returned(answered(answers={"002": answer}))])

    assert said(findings) == ([code] if code else [])
    assert all((finding.place.path, finding.place.label) == ("石桥镇.xlsx", "反馈表第6行") for finding in findings)
    assert entry(ledger, "002").answered is taken
    assert len(ledger.unplaced) == (not taken)
    if not taken:
        (row,) = ledger.unplaced
        assert (row.file, row.row, row.unit, row.item) == ("石桥镇.xlsx", "反馈表第6行", BRIDGE, "002")
        assert all(str(value) in row.content for value in answer.values() if value)


def test_a_word_that_denies_is_not_taken_for_its_contrary() -> None:
    for word, near in (("未完成", False), ("已完或", True)):
        _, (found,) = collect(LEDGER, [returned(answered(answers={"002": {**DONE, "完成情况": word}}))])
        assert ("是不是“已完成”" in found.hint) is near


def test_who_wrote_a_word_that_is_none_is_told_once_what_may_be_written_and_what_was_meant() -> None:
    ledger, _ = collect(LEDGER, [returned(answered(answers={"002": {**DONE, "完成情况": "完成"}, "003": GOING}))])
    assert ledger.unplaced[0].problem == (
        "“完成情况”不能是“完成”，要写未启动、推进中、已完成、长期坚持中的一个，是不是“已完成”？"
    )
    words = "应报3个，已报1个（其中石桥镇民政所有填写不合要求的），未报：青河镇民政所、河东街道民政工作机构"
    assert str(roll_call(ledger)) == words


def test_a_day_without_its_year_is_the_first_since_the_task_was_handed_out() -> None:
    items = tuple(item.model_copy(update={"assigned": "2026年3月2日"}) for item in LEDGER.items)
    ledger = LEDGER.model_copy(update={"items": items})
    for words, day in (("4月3日", "2026年4月3日"), ("1.15", "2027年1月15日")):
        got, findings = collect(ledger, [returned(answered(answers={"002": {**DONE, "填报日期": words}}))])
        assert said(findings) == ["WJ989"]
        assert entry(got, "002").date == day
    wrong = returned(answered(answers={"002": {**DONE, "填报日期": "4月31日"}}))
    assert said(collect(ledger, [wrong])[1]) == ["WJ927"]


def spoiled(column: str, value: object) -> bytes:
    def write(sheet: Any) -> None:
        head = heads(sheet)[column]
        sheet.cell(head.row + 1, head.column).value = value

    return changed(answered(answers={"002": DONE}), write)


def test_a_date_that_is_no_day_is_told_once_for_a_file() -> None:
    answers = {number: {**DONE, "填报日期": "上周"} for number in ("002", "003")}
    ledger, findings = collect(LEDGER, [returned(answered(answers=answers))])
    assert said(findings) == ["WJ927"]
    assert [entry(ledger, number).date for number in answers] == ["上周", "上周"]


def foreign_mark(text: str) -> bytes:
    def write(sheet: Any) -> None:
        head = heads(sheet)["核对标识"]
        sheet.cell(head.row + 1, head.column).value = text

    return changed(answered(answers={"002": DONE}), write)


def test_a_row_that_matches_nothing_is_put_away() -> None:
    ledger, findings = collect(LEDGER, [returned(spoiled("任务", "修建一座水库。"))])

    assert said(findings) == ["WJ921"]
    assert "任务：修建一座水库。" in ledger.unplaced[0].content
    assert not entry(ledger, "002").answered


def test_where_words_and_number_disagree_the_words_hold() -> None:
    ledger, findings = collect(LEDGER, [returned(spoiled("任务编号", "003"))])

    assert findings == ()
    assert entry(ledger, "002").progress == DONE["落实情况"]


def test_an_item_that_the_unit_was_not_given_is_not_taken() -> None:
    ledger, findings = collect(LEDGER, [returned(spoiled("任务", LEDGER.items[0].task))])

    assert said(findings) == ["WJ921"]
    assert len(ledger.entries) == len(LEDGER.entries)


def test_a_row_of_another_directive_or_unit_is_put_away() -> None:
    other_paper = foreign_mark(f"反馈|002|{BRIDGE}|abc|示民〔2025〕1号#D002")
    other_unit = foreign_mark("反馈|002|北山镇民政所|abc|示民〔2026〕8号#D002")

    assert said(collect(LEDGER, [returned(other_paper)])[1]) == ["WJ919"]
    ledger, findings = collect(LEDGER, [returned(other_unit)])
    assert said(findings) == ["WJ914"]
    assert len(ledger.unplaced) == 1


def head_line(text: str) -> Callable[[Any], None]:
    def write(sheet: Any) -> None:
        cell = next(cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("填报单位"))
        cell.value = text

    return write


def test_the_form_of_one_unit_filled_in_by_another_is_not_taken() -> None:
    data = changed(answered(), head_line(f"填报单位：{RIVER}"))

    ledger, findings = collect(LEDGER, [returned(data, "报表.xlsx")])

    assert said(findings) == ["WJ915"]
    assert [row.file for row in ledger.unplaced] == ["报表.xlsx", "报表.xlsx"]
    assert not any(one.answered for one in ledger.entries)


def test_a_unit_of_money_is_no_unit() -> None:
    data = changed(answered(), head_line("金额单位：万元　联系单位：县民政局"))
    ledger, findings = collect(LEDGER, [returned(data)])
    assert said(findings) == []
    assert entry(ledger, "002").answered


def test_a_file_named_after_another_unit_is_taken_and_told() -> None:
    ledger, findings = collect(LEDGER, [returned(answered(), "青河镇反馈.xlsx")])

    assert said(findings) == ["WJ916"]
    assert entry(ledger, "002").answered


def without_marks(sheet: Any) -> None:
    sheet.delete_cols(11)


def test_without_marks_the_unit_is_told_by_its_name() -> None:
    bare = changed(answered(), without_marks)
    nameless = changed(bare, head_line("填报单位："))

    assert entry(collect(LEDGER, [returned(bare, "x.xlsx")])[0], "002").answered
    assert entry(collect(LEDGER, [returned(nameless, "附件：石桥镇（最终）.xlsx")])[0], "002").answered
    ledger, findings = collect(LEDGER, [returned(nameless, "x.xlsx")])
    assert said(findings) == ["WJ913"]
    assert len(ledger.unplaced) == 2


def test_an_added_column_is_not_passed_over() -> None:
    def add(sheet: Any) -> None:
        head = heads(sheet)["填报日期"]
        sheet.insert_cols(1)
        sheet.cell(head.row, 1).value = "下步打算"
        sheet.cell(head.row + 1, 1).value = "6月底前完成。"

    for answers in ({"002": DONE, "003": GOING}, {"003": GOING}):
        ledger, findings = collect(LEDGER, [returned(changed(answered(answers=answers), add))])

        assert entry(ledger, "002").answered is ("002" in answers)
        assert said(findings) == ["WJ917"]
        assert "下步打算：6月底前完成。" in ledger.unplaced[0].content


def test_a_note_beside_the_table_is_not_passed_over() -> None:
    def note(sheet: Any) -> None:
        sheet.cell(heads(sheet)["任务"].row + 1, 13).value = "以电话报过"

    ledger, findings = collect(LEDGER, [returned(changed(answered(), note))])

    assert said(findings) == ["WJ917"]
    assert "：以电话报过" in ledger.unplaced[0].content


def test_an_empty_form_and_a_file_without_form_are_told() -> None:
    empty = returned(form(LEDGER, BRIDGE))
    other = returned(changed(answered(), lambda sheet: sheet.delete_rows(1, 5)), "别的.xlsx")

    ledger, findings = collect(LEDGER, [empty, other])

    assert said(findings) == ["WJ910", "WJ911"]
    assert [(row.file, row.problem) for row in ledger.unplaced] == [("别的.xlsx", "没有找到反馈表")]


def test_one_file_with_the_forms_of_two_units_is_told() -> None:
    def mixed(sheet: Any) -> None:
        head = heads(sheet)["核对标识"]
        cell = sheet.cell(head.row + 2, head.column)
        cell.value = cell.value.replace(BRIDGE, RIVER)

    data = changed(changed(answered(), mixed), head_line("填报单位："))

    assert said(collect(LEDGER, [returned(data, "x.xlsx")])[1]) == ["WJ912"]


def test_a_table_in_word_is_read_too() -> None:
    paper = docx.Document()
    paper.add_paragraph("石桥镇落实情况")
    paper.add_paragraph("填报单位：石桥镇民政所　审核人：　填报人：赵示例（虚构）　填报日期：2026年 4 月 3 日")
    rows = (
        ("序号", "任务", "落实情况", "完成情况"),
        ("1", LEDGER.items[1].task, "已摸排32人。", "已完成"),
        ("2", LEDGER.items[2].task, "已排查2家。", "推进中"),
    )
    for part in (rows[:2], (rows[2], ("", "", "", ""))):
        table = paper.add_table(len(part), 4)
        paper.add_paragraph("续表")
        for row, texts in zip(table.rows, part, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    stream = BytesIO()
    paper.save(stream)

    ledger, findings = collect(LEDGER, [returned(stream.getvalue(), "情况.docx")])

    assert findings == ()
    got = entry(ledger, "002")
    assert (got.progress, got.person, got.reviewer, got.date) == (
        *("已摸排32人。", "赵示例（虚构）", "", "2026年4月3日"),
    )
    assert entry(ledger, "003").state is FeedbackState.UNDER_WAY


@pytest.mark.render
@pytest.mark.parametrize("kind", ["xls", "ods"])
@pytest.mark.skipif(not find_libreoffice(), reason="没有 LibreOffice")
def test_an_old_workbook_loses_nothing(kind: str) -> None:
    """Saved by LibreOffice as .xls with renamed, moved columns and empty rows, under another name."""
    plain, _ = collect(LEDGER, [returned(answered())])
    data = changed(changed(changed(answered(), move), rename), empty_rows)
    old = convert(find_libreoffice(), data, ".xlsx", kind)
    assert old is not None

    ledger, findings = collect(LEDGER, [returned(old, f"反馈表(1).{kind}")])

    assert ledger.unplaced == ()
    assert findings == ()
    assert [one.model_copy(update={"file": ""}) for one in ledger.entries] == [
        one.model_copy(update={"file": ""}) for one in plain.entries
    ]


def test_an_old_workbook_without_libreoffice_says_what_to_do(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wenjian.readers.office.find_libreoffice", lambda: "")
    run(DISTRIBUTE)
    office.joinpath("报回").mkdir()
    office.joinpath("报回", "石桥镇.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    capsys.readouterr()

    assert run(["collect", "报回", "--ledger", "分发/督办台账.xlsx"]) == 1
    assert "请在WPS中打开，另存为.xlsx。" in capsys.readouterr().err
    ledger, _ = read_ledger_xlsx(Path("分发/督办台账.xlsx").read_bytes(), "台账.xlsx")
    assert [(row.file, row.problem) for row in ledger.unplaced] == [("石桥镇.xls", "不能读取.xls文件")]


# what the answers mean for an item


def test_the_answers_become_state_progress_and_warning() -> None:
    files = [returned(answered(), "1.xlsx"), returned(answered(RIVER, {"002": DONE, "003": DONE}), "2.xlsx")]
    ledger, _ = reckon(collect(LEDGER, files)[0], dt.date(2026, 4, 29), DAYS)

    first, second, third = ledger.items
    assert (first.state, first.warning) == (LedgerState.NOT_STARTED, "绿：按期")
    assert (second.state, second.warning, second.progress) == (
        LedgerState.OVERDUE,
        "红：本期逾期24天",
        "3个单位已报2个：已完成2个；未报：河东街道民政工作机构（更新至2026年4月3日）",
    )
    assert third.problems == "石桥镇民政所：资金未到位"
    assert (third.state, third.warning) == (LedgerState.UNDER_WAY, "黄：距时限1个工作日")
    assert entry(ledger, "003", RIVER).warning == "绿：已完成"
    assert entry(ledger, "003", EAST).warning == "黄：距时限1个工作日"
    assert str(roll_call(ledger)) == "应报3个，已报2个，未报：河东街道民政工作机构；逾期1项（截至2026年4月29日）"
    late, _ = reckon(ledger, dt.date(2026, 5, 4), DAYS)
    assert late.items[2].state is LedgerState.OVERDUE
    assert str(roll_call(late)).endswith("；逾期2项（截至2026年5月4日）")


def test_what_was_overdue_and_is_done_is_overdue_no_more_on_whatever_day() -> None:
    late, _ = reckon(LEDGER, dt.date(2026, 5, 4), DAYS)
    files = [returned(answered(unit, {"003": DONE}), f"{unit}.xlsx") for unit in TOWNS]
    done, _ = reckon(collect(late, files)[0], None, DAYS)
    assert [item.id for item in roll_call(late).overdue] == ["002", "003"]
    assert [item.id for item in roll_call(done).overdue] == ["002"]
    assert {one.warning for one in done.entries if one.item == "003"} == {"绿：已完成"}


def test_what_comes_back_every_month_is_never_finished() -> None:
    files = [returned(answered(unit, {"002": DONE}), f"{unit}.xlsx") for unit in TOWNS]
    ledger, _ = collect(LEDGER, files)

    april, _ = reckon(ledger, dt.date(2026, 4, 10), DAYS)
    may, _ = reckon(ledger, dt.date(2026, 5, 6), DAYS)
    one_more = answered(RIVER, {"002": {**DONE, "填报日期": "2026年5月4日"}})
    partly_done, _ = reckon(collect(ledger, [returned(one_more)])[0], dt.date(2026, 5, 6), DAYS)

    assert (april.items[1].state, april.items[1].warning) == (LedgerState.UNDER_WAY, "绿：按期")
    assert (may.items[1].state, may.items[1].warning) == (LedgerState.OVERDUE, "红：本期逾期1天")
    assert entry(partly_done, "002", RIVER).warning == "绿：按期"
    assert partly_done.items[1].warning == "红：本期逾期1天"


def test_all_done_waits_for_a_person_to_close_it() -> None:
    files = [returned(answered(unit, {"002": DONE, "003": DONE}), f"{unit}.xlsx") for unit in TOWNS]
    ledger, _ = reckon(collect(LEDGER, files)[0], dt.date(2026, 5, 4), DAYS)

    assert ledger.items[2].state is LedgerState.TO_VERIFY
    assert ledger.items[2].warning == "绿：已完成待核"


def test_what_a_person_wrote_of_an_item_stays_and_is_told_once() -> None:
    closed = LEDGER.items[2].model_copy(update={"state": LedgerState.CLOSED, "progress": "县里已统一整改。"})
    ledger = LEDGER.model_copy(update={"items": (*LEDGER.items[:2], closed)})

    ledger, findings = reckon(collect(ledger, [returned(answered())])[0], dt.date(2026, 5, 4), DAYS)
    again, repeated = reckon(ledger, dt.date(2026, 5, 4), DAYS)

    assert (ledger.items[2].state, ledger.items[2].progress, ledger.items[2].warning) == (
        *(LedgerState.CLOSED, "县里已统一整改。", ""),
    )
    assert sorted(finding.message.partition("，")[0] for finding in findings) == [
        "编号003的“状态”是人填的“已销号”",
        "编号003的“进展”是人填的“县里已统一整改。”",
    ]
    assert (again, repeated) == (ledger, ())
    assert roll_call(ledger).units == TOWNS


def test_an_extended_deadline_takes_back_what_was_overdue() -> None:
    late, _ = reckon(LEDGER, dt.date(2026, 5, 4), DAYS)
    extended = late.items[2].model_copy(update={"deadline": "2026年8月底前"})
    ledger, _ = reckon(late.model_copy(update={"items": (*late.items[:2], extended)}), dt.date(2026, 5, 4), DAYS)

    assert late.items[2].state is LedgerState.OVERDUE
    assert (ledger.items[2].state, ledger.items[2].warning) == (LedgerState.NOT_STARTED, "绿：按期")


def test_who_left_items_out_is_named() -> None:
    ledger, _ = collect(LEDGER, [returned(answered(answers={"002": DONE}))])

    assert [finding.message for finding in partly(ledger)] == ["“石桥镇民政所”还有编号003没有填"]
    assert [finding.code for finding in partly(ledger)] == ["WJ929"]


def test_what_was_filled_in_wrongly_was_not_left_out() -> None:
    """已完成 without a word of what was done: the unit has answered, and is asked to mend it."""
    wrong = {"完成情况": "已完成", "填报日期": "2026年4月3日"}
    files = [
        returned(answered(answers={"002": DONE, "003": wrong}), "石桥.xlsx"),
        returned(answered(RIVER, {"003": DONE}), "青河.xlsx"),
        returned(answered(EAST, {"002": wrong, "003": wrong}), "河东.xlsx"),
    ]
    ledger, _ = reckon(collect(LEDGER, files)[0], dt.date(2026, 4, 20), DAYS)

    assert [(finding.code, finding.message) for finding in partly(ledger)] == [
        ("WJ957", "“石桥镇民政所”的编号003填写不合要求，没有收入"),
        ("WJ929", "“青河镇民政所”还有编号002没有填"),
        ("WJ957", "“河东街道民政工作机构”的编号002、003填写不合要求，没有收入"),
    ]
    assert [item.progress for item in ledger.items[1:]] == [
        "3个单位已报1个：已完成1个；未报：青河镇民政所；填写不合要求：河东街道民政工作机构（更新至2026年4月3日）",
        "3个单位已报1个：已完成1个；填写不合要求：石桥镇民政所、河东街道民政工作机构（更新至2026年4月3日）",
    ]
    assert str(roll_call(ledger)).startswith(
        "应报3个，已报2个（其中石桥镇民政所有填写不合要求的），填写不合要求：河东街道民政工作机构；"
    )


# by command


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "上级.yaml").write_text(dump(DIRECTIVE), encoding="utf-8")
    (tmp_path / "地区.yaml").write_text(dump(LOCALITY), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


DISTRIBUTE = ["distribute", "上级.yaml", "--locality", "地区.yaml", "-o", "分发", "--date", "2026-03-02"]


def answer(path: str, unit: str, answers: Mapping[str, Mapping[str, Any]]) -> None:
    data = Path("分发", unit, f"{unit}-反馈表.xlsx").read_bytes()
    Path(path).parent.mkdir(exist_ok=True)
    Path(path).write_bytes(fill(data, answers))


def test_out_and_back(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(DISTRIBUTE) == 0
    assert sorted(path.name for path in office.joinpath("分发", BRIDGE).iterdir()) == [
        f"{BRIDGE}-交办单.docx",
        f"{BRIDGE}-反馈表.xlsx",
    ]
    answer("报回/石桥.xlsx", BRIDGE, {"002": DONE, "003": GOING})
    answer("报回/青河.xlsx", RIVER, {"002": DONE, "003": {**DONE, "完成情况": "差不多"}})
    Path("报回/合影.jpg").write_bytes(b"\xff\xd8\xff\xe0 JFIF")
    capsys.readouterr()

    papers = ["--reminders", "催办", "--notices", "通知", "--locality", "地区.yaml"]
    code = run(["collect", "报回", "--ledger", "分发/督办台账.xlsx", "--date", "2026-05-04", *papers])

    out = capsys.readouterr()
    assert code == 1
    assert out.out.splitlines() == [
        "应报3个，已报2个（其中青河镇民政所有填写不合要求的），未报：河东街道民政工作机构；逾期2项（截至2026年5月4日）",
        "逾期 002 各乡镇（街道）民政工作机构要协助做好以下工作：每月摸排一次独居老年人。（每月5日前）",
        "逾期 003 养老机构要排查消防隐患。（2026年4月30日前）",
        "未归入2行，见台账的“未归入”表",
    ]
    assert "WJ922" in out.err
    assert "WJ105" in out.err
    assert sorted(path.name for path in Path("催办").iterdir()) == sorted(f"{unit}-催办单.docx" for unit in TOWNS)
    assert [path.name for path in Path("通知").iterdir()] == ["牵头股室未定-督办通知单.docx"]
    assert "警告 WJ958: 编号002、003逾期，台账没有写牵头股室，“牵头股室未定-督办通知单.docx”的抬头还空着\n" in out.err
    book = load_workbook("分发/督办台账.xlsx")
    shown = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert shown == [LEDGER_SHEET, ENTRY_SHEET, UNPLACED_SHEET]
    assert [row[0].value for row in book[UNPLACED_SHEET].iter_rows(min_row=4)] == ["合影.jpg", "青河.xlsx"]
    before = Path("分发/督办台账.xlsx").read_bytes()
    assert run(["collect", "报回", "--ledger", "分发/督办台账.xlsx", "--date", "2026-05-04"]) == 1
    assert Path("分发/督办台账.xlsx").read_bytes() == before


def test_a_broken_form_is_to_be_saved_as_a_sheet(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(DISTRIBUTE)
    Path("报回").mkdir()
    Path("报回/石桥.doc").write_bytes(b"\x00\x01\x02")
    capsys.readouterr()
    run(["collect", "报回", "--ledger", "分发/督办台账.xlsx", "--date", "2026-05-04"])
    assert "内容不是.doc文件，可能加了密码或已损坏。请在WPS中打开，另存为.xlsx。" in capsys.readouterr().err


def test_no_folder_or_an_empty_one(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(DISTRIBUTE)
    Path("报回").mkdir()
    Path("报回.xlsx").write_bytes(b"")
    capsys.readouterr()
    for folder in ("报回", "报回.xlsx"):
        assert run(["collect", folder, "--ledger", "分发/督办台账.xlsx"]) == 3
    assert capsys.readouterr().err.splitlines() == [
        "报回: 错误 WJ422: 文件夹里没有报回的反馈表",
        "提示：请把报回的反馈表放进这个文件夹，一个单位一个文件。",
        "报回.xlsx: 错误 WJ421: 这不是文件夹",
        "提示：请写放反馈表的文件夹，只有一个文件的，也放在一个文件夹里。",
    ]


def test_all_answered_in_time_is_clean(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run([*DISTRIBUTE, "--item", "003"])
    for unit in TOWNS:
        answer(f"报回/{unit}.xlsx", unit, {"003": DONE})
    capsys.readouterr()

    assert run(["collect", "报回", "--ledger", "分发/督办台账.xlsx", "--date", "2026-04-10", "-o", "新台账.xlsx"]) == 1
    assert "逾期1项" in capsys.readouterr().out  # 002, due every month, was handed to nobody and nothing was said
    assert run(["collect", "报回", "--ledger", "分发/督办台账.xlsx", "-o", "新台账.xlsx"]) == 0
    assert capsys.readouterr().out == "应报3个，已报3个\n"
    assert office.joinpath("新台账.xlsx").exists()


def test_a_ledger_hands_out_what_its_duty_list_does(office: Path) -> None:
    run(["ledger", "上级.yaml", "--locality", "地区.yaml", "-o", "台账.xlsx"])
    again = ["distribute", "台账.xlsx", "--ledger", str(office / "台账.xlsx"), "--locality", "地区.yaml", "-o", "再分"]
    assert run(again) == run(DISTRIBUTE) == 0

    def handed(path: str) -> set[tuple[str, str]]:
        ledger, _ = read_ledger_xlsx(Path(path).read_bytes(), path)
        return {(one.item, one.unit) for one in ledger.entries}

    assert handed("台账.xlsx") == handed("分发/督办台账.xlsx") != set()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The first sheet of each workbook that is opened."""
    names: list[str] = []
    load = openpyxl.load_workbook

    def counted(*given: Any, **more: Any) -> Any:
        book = load(*given, **more)
        names.append(book.sheetnames[0])
        return book

    monkeypatch.setattr(openpyxl, "load_workbook", counted)
    monkeypatch.setattr("wenjian.loading.sheets.load_workbook", counted)
    return names


@pytest.mark.usefixtures("office")
def test_what_is_handed_out_is_opened_once(opened: list[str]) -> None:
    Path("清单.xlsx").write_bytes(write_directive_xlsx(DIRECTIVE))
    run(["ledger", "上级.yaml", "--locality", "地区.yaml", "-o", "台账.xlsx"])
    rows = [Row(((), (Span("各乡镇摸排独居老年人。"),), (), (), (), (Span("每月5日前"),)))]
    table = Table(tuple(Column(column.name) for column in TASK_COLUMNS[:6]), tuple(rows), name="任务分解表")
    block = Block("b001", BlockKind.TABLE, table=table)
    Path("分解表.xlsx").write_bytes(document_xlsx(Document(Elements(title="任务分解表"), (block,))))
    opened.clear()

    for file, sheet in (("清单.xlsx", DUTY_SHEET), ("台账.xlsx", LEDGER_SHEET), ("分解表.xlsx", "任务分解表")):
        run(["distribute", file, "--locality", "地区.yaml", "-o", f"分{file}"])
        assert (file, opened) == (file, [sheet])
        opened.clear()


@pytest.mark.usefixtures("office")
def test_units_whose_names_make_one_folder_get_two() -> None:
    towns = (Township(name="甲镇", office="甲/乙所"), Township(name="乙镇", office="甲:乙所"))
    Path("地区.yaml").write_text(dump(LOCALITY.model_copy(update={"townships": towns})), encoding="utf-8")

    assert run([*DISTRIBUTE, "--unit", "甲:乙所"]) == 0
    assert run(DISTRIBUTE) == 0
    assert sorted(path.name for path in Path("分发").iterdir() if path.is_dir()) == ["甲_乙所", "甲_乙所（2）"]


def test_a_form_is_taken_whatever_people_call_it_and_a_ledger_is_none(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run([*DISTRIBUTE, "--item", "003"])
    for unit, name in zip(TOWNS, ("督办台账反馈-石桥.xlsx", "交办单回复.xlsx", "催办后报送.xlsx"), strict=True):
        answer(f"报回/{name}", unit, {"003": DONE})
    Path("报回/备份.xlsx").write_bytes(Path("分发/督办台账.xlsx").read_bytes())
    Path("报回/石桥-交办单.docx").write_bytes(Path("分发", BRIDGE, f"{BRIDGE}-交办单.docx").read_bytes())
    capsys.readouterr()

    assert run(["collect", "报回", "--ledger", "分发/督办台账.xlsx", "-o", "新台账.xlsx"]) == 0
    out = capsys.readouterr()
    assert out.out == "应报3个，已报3个\n"
    assert out.err == "已写出 新台账.xlsx\n"


def test_items_that_people_added_to_the_ledger_are_handed_out_from_it(office: Path) -> None:
    run(["ledger", "上级.yaml", "--locality", "地区.yaml", "-o", "台账.xlsx"])
    data = Path("台账.xlsx").read_bytes()

    def add(sheet: Any) -> None:
        last = next(row for row in range(4, 99) if not sheet.cell(row, 1).value)
        sheet.cell(last, 2).value = "各乡镇核查敬老院燃气。"

    Path("台账.xlsx").write_bytes(changed(data, add))

    assert (
        run(["distribute", "台账.xlsx", "--locality", "地区.yaml", "-o", "分发", "--item", "4", "--unit", "石桥镇"])
        == 0
    )
    assert sorted(path.name for path in office.joinpath("分发").iterdir()) == [BRIDGE]
    ledger, _ = read_ledger_xlsx(Path("台账.xlsx").read_bytes(), "台账.xlsx")
    assert [(one.item, one.unit) for one in ledger.entries] == [("004", BRIDGE)]
    answer("报回/a.xlsx", BRIDGE, {"004": DONE})
    assert run(["collect", "报回", "--ledger", "台账.xlsx"]) == 0


def test_an_unknown_unit_is_told_which_there_are(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*DISTRIBUTE, "--unit", "示范镇"]) == 3
    assert "提示：可以选的有：石桥镇民政所、青河镇民政所、" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("date", "due", "refused"),
    [
        ("2026-09-04", "2026-08-01", True),
        ("2026-09-04", "8月1日", True),
        ("2026-12-04", "1月5日", False),
        ("2026-09-04", "9月4日", False),
        ("2026-09-04", "9月30日", False),
    ],
)
def test_nobody_can_answer_before_he_is_asked(
    office: Path, capsys: pytest.CaptureFixture[str], date: str, due: str, *, refused: bool
) -> None:
    arguments = [one if one != "2026-03-02" else date for one in DISTRIBUTE]
    assert run([*arguments, "--date", date, "--due", due]) == (3 if refused else 0)
    assert ("WJ990" in capsys.readouterr().err) is refused


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--unit", "石桥"], "WJ909"),
        (["--item", "099"], "WJ909"),
        (["--to", "股室", "--unit", "社会救助股"], "WJ908"),
    ],
)
def test_what_cannot_be_handed_out_is_told_before_anything_is_written(
    office: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: str
) -> None:
    assert run([*DISTRIBUTE, *arguments]) == 3
    assert code in capsys.readouterr().err
    assert not office.joinpath("分发").exists()


def test_a_workbook_without_duties_is_told(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office.joinpath("别的.xlsx").write_bytes(form(LEDGER, BRIDGE))

    assert run(["ledger", "别的.xlsx", "--locality", "地区.yaml", "-o", "台账.xlsx"]) == 3
    assert "WJ907" in capsys.readouterr().err


def test_what_is_left_out_and_what_is_proposed_is_said(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    duties = (
        *DIRECTIVE.duties,
        DIRECTIVE.duties[0].model_copy(update={"id": "D009", "section": "", "text": "民政部门要提升养老服务。"}),
    )
    office.joinpath("上级.yaml").write_text(dump(DIRECTIVE.model_copy(update={"duties": duties})), encoding="utf-8")

    assert run(["ledger", "上级.yaml", "--locality", "地区.yaml", "-o", "台账.xlsx"]) == 0
    err = capsys.readouterr().err
    assert "WJ905: 没有列入台账的任务：他部门主责1项（D004）、上级自办1项（D005）、不涉及本地1项（D006）" in err
    assert "WJ906: 编号001、004的牵头股室是建议的，没有人核对过" in err
