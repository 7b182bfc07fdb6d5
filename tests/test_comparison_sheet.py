"""The filled 对照表 read back: whatever happened to the sheet, each decision stays with its duty or is told apart."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from wenjian.cli import run
from wenjian.coverage.decisions import merge
from wenjian.library import load_entries
from wenjian.loading.comparison_sheet import read_comparison_xlsx
from wenjian.loading.entries import Entries
from wenjian.loading.sheets import write_book
from wenjian.model.coverage import DecisionFile
from wenjian.model.vocabulary import Judgement, Keep, Opinion, Settlement
from wenjian.readers import load_documents
from wenjian.readers.office import find_libreoffice

PARENT = """标题: 关于加强养老机构夏季安全管理的通知
发文字号: 河民发〔2026〕5号
任务:
- 编号: D001
  原文: 养老机构要每月至少开展一次用电安全检查。
- 编号: D002
  原文: 精神卫生福利机构要做好患者康复服务。
- 编号: D003
  原文: 养老机构要储备防暑药品。
- 编号: D004
  原文: 养老机构要对新入住老年人隔离观察不少于14天，无异常的方可转入生活区。
"""
CHILD = """关于做好养老机构安全管理工作的通知
各养老机构：
各养老机构要每月至少开展一次用电安全检查。
养老机构要对新入住老年人隔离观察7天，无异常的方可转入生活区。
各乡镇民政所要每日填报工作台账并报县民政局。
安河县民政局
2026年5月25日
"""
REF = "河民发〔2026〕5号#"
TABLE, ADDITIONS = "贯彻落实对照表", "本级新增内容表"
SIGNED, REASON = "核对（姓名 日期）", "理由（另文落实填文号）"

FILLED: dict[int, dict[str, Any]] = {
    2: {"核对结论": "不涉及本地", REASON: "本县没有这类机构", SIGNED: "张三（虚构） 2026-05-26"},
    3: {"核对结论": "另文落实", REASON: "安民字〔2026〕9号第二条", SIGNED: "李四 2026年5月26日"},
    4: {"审核意见": "采纳", "修改情况": "已改", SIGNED: "李四 2026-05-27"},
}
"""Duty number → what a reviewer fills in."""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("上级.yaml").write_text(PARENT, encoding="utf-8")
    Path("方案.txt").write_text(CHILD, encoding="utf-8")


def check(*more: str) -> int:
    return run(["check", "方案.txt", "--against", "上级.yaml", *more])


def blank() -> Workbook:
    """A table that nobody has filled in."""
    files = ((path.name, path.read_bytes()) for path in sorted(Path().iterdir()) if path.suffix != ".xlsx")
    return openpyxl.load_workbook(BytesIO(blank_of(tuple(files))))


@cache
def blank_of(_: tuple[tuple[str, bytes], ...]) -> bytes:
    """The table that the files of the folder give; the same files, the same table."""
    check("-o", "空表.xlsx")
    data = Path("空表.xlsx").read_bytes()
    Path("空表.xlsx").unlink()
    return data


def heads(sheet: Any) -> tuple[int, dict[str, int]]:
    """The row of the heads, and head → column."""
    row = next(cell.row for cell in sheet["A"] if cell.value == "序号")
    return row, {cell.value: cell.column for cell in sheet[row] if cell.value}


def free(sheet: Any) -> None:
    """The rows under the table, where its foot stands merged over all columns, free to be filled in."""
    for area in [one for one in sheet.merged_cells.ranges if one.min_row > heads(sheet)[0]]:
        sheet.unmerge_cells(str(area))


def fill(book: Workbook, rows: Mapping[int, Mapping[str, Any]], name: str = TABLE) -> Workbook:
    sheet = book[name]
    free(sheet)
    head, columns = heads(sheet)
    for number, values in rows.items():
        for column, value in values.items():
            sheet.cell(head + number, columns[column]).value = value
    return book


def filled(rows: Mapping[int, Mapping[str, Any]] = FILLED) -> Workbook:
    return fill(blank(), rows)


def read(book: Workbook) -> Entries:
    return read_comparison_xlsx(write_book(book), "对照表.xlsx")


def saved(book: Workbook, name: str = "对照表.xlsx") -> str:
    book.save(name)
    return name


def first_lines(entries: Entries) -> list[str]:
    return [str(finding).splitlines()[0] for finding in entries.findings]


def settlements(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """The summary line of a check."""
    capsys.readouterr()
    check(*more)
    return capsys.readouterr().out.splitlines()[2]


# the laws


def test_nothing_filled_in_gives_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert read(blank()) == Entries(paper="关于做好养老机构安全管理工作的通知")
    assert run(["decide", saved(blank()), "-o", "核对.yaml"]) == 0
    assert not Path("核对.yaml").exists()
    assert capsys.readouterr().err.endswith("没有新的内容。\n")


def test_what_is_filled_in_is_written_down() -> None:
    file = read(filled()).file
    assert [(one.duty, one.judgement, one.settlement, one.reason, one.person, one.date) for one in file.decisions] == [
        (f"{REF}D002", Judgement.WAIVE, Settlement.NOT_LOCAL, "本县没有这类机构", "张三（虚构）", "2026-05-26"),
        (f"{REF}D003", Judgement.WAIVE, Settlement.OTHER_DOCUMENT, "安民字〔2026〕9号第二条", "李四", "2026-05-26"),
    ]
    assert [(one.duty, one.opinion, one.change, one.wording, one.person) for one in file.reviews] == [
        (f"{REF}D004", Opinion.ADOPTED, "已改", "", "李四")
    ]
    assert {one.evidence_fingerprint for one in file.decisions} == {"无"}


def test_filled_decided_checked_applies_exactly_those(capsys: pytest.CaptureFixture[str]) -> None:
    assert settlements(capsys) == "上级文件4项任务：已落实2、未见对应内容2，补写0。"
    table = saved(filled())
    decided = "上级文件4项任务：已落实2、另文落实1、不涉及本地1，补写0。"
    assert settlements(capsys, "--decisions", table) == decided
    assert run(["decide", table, "-o", "核对.yaml"]) == 0
    assert settlements(capsys) == decided
    assert settlements(capsys, "--decisions", table) == decided


def test_deciding_again_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    table = saved(filled())
    run(["decide", table, "-o", "核对.yaml"])
    before = Path("核对.yaml").read_bytes()
    capsys.readouterr()
    assert run(["decide", table, table, "-o", "核对.yaml"]) == 0
    assert capsys.readouterr().err == "没有新的内容。\n"
    assert Path("核对.yaml").read_bytes() == before


def test_the_next_table_shows_what_was_decided_and_adds_nothing() -> None:
    run(["decide", saved(filled()), "-o", "核对.yaml"])
    before = Path("核对.yaml").read_bytes()
    book = blank()
    head, columns = heads(book[TABLE])
    row = {name: book[TABLE].cell(head + 3, at).value for name, at in columns.items()}
    assert (row["核对结论"], row[REASON], row[SIGNED]) == ("另文落实", "安民字〔2026〕9号第二条", "李四\n2026-05-26")
    assert book[TABLE].cell(head + 4, columns["修改情况"]).value == "已改"
    assert run(["decide", saved(book), "-o", "核对.yaml"]) == 0
    assert Path("核对.yaml").read_bytes() == before


def test_the_same_table_gives_the_same_file() -> None:
    run(["decide", saved(filled()), "-o", "甲.yaml"])
    run(["decide", "对照表.xlsx", "-o", "乙.yaml"])
    assert Path("甲.yaml").read_bytes() == Path("乙.yaml").read_bytes()


def test_as_a_document_it_is_the_table_with_its_marks() -> None:
    """Read as a paper, the hidden column is no column and the lines under the table are no rows."""
    check("-o", "表.xlsx")
    table = load_documents(Path("表.xlsx"))[0].blocks[0].table
    assert table is not None
    assert [column.name for column in table.columns][-3:] == ["核对结论", REASON, SIGNED]
    assert [row.mark.partition("|")[0] for row in table.rows] == [f"{REF}D00{n}" for n in range(1, 5)]
    assert len(table.foot) == 3


# what happens to sheets


def rows_below(sheet: Any) -> tuple[int, list[list[Any]]]:
    head, _ = heads(sheet)
    return head, [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head + 1, max_row=head + 4)]


def put_rows(sheet: Any, first: int, rows: list[list[Any]]) -> None:
    free(sheet)
    for number, values in enumerate(rows, first):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column).value = value


def sort_rows(book: Workbook) -> None:
    head, rows = rows_below(book[TABLE])
    put_rows(book[TABLE], head + 1, rows[::-1])


def sort_without_the_hidden_column(book: Workbook) -> None:
    head, rows = rows_below(book[TABLE])
    put_rows(book[TABLE], head + 1, [[*row[:-1], other[-1]] for row, other in zip(rows[::-1], rows, strict=True)])


def hide_rows(book: Workbook) -> None:
    head, _ = heads(book[TABLE])
    for number in range(head + 1, head + 4):
        book[TABLE].row_dimensions[number].hidden = True


def delete(*names: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        for name in names:
            book[TABLE].delete_cols(heads(book[TABLE])[1][name])

    change.__name__ = f"delete {'、'.join(names)}"
    return change


def insert_rows(book: Workbook) -> None:
    head, _ = heads(book[TABLE])
    free(book[TABLE])
    book[TABLE].insert_rows(head + 3, 2)
    book[TABLE].cell(head + 3, 2).value = "二、养老机构"
    book[TABLE].insert_rows(1, 3)
    book[TABLE].cell(1, 1).value = "第二稿，请于月底前报回"


def insert_a_column(book: Workbook) -> None:
    book[TABLE].insert_cols(3)
    book[TABLE].cell(heads(book[TABLE])[0], 3).value = "股室"


def rename(book: Workbook) -> None:
    book[TABLE].title = "Sheet1"


def add_a_sheet(book: Workbook) -> None:
    book.create_sheet("说明", 0).cell(1, 1).value = "核对结论请在6月前填完"


def copy_the_sheet_out(book: Workbook) -> None:
    del book["核对数据"]


def repeat_the_heads(book: Workbook) -> None:
    head, columns = heads(book[TABLE])
    for name, column in columns.items():
        book[TABLE].cell(head + 7, column).value = name


CHANGES = (
    sort_rows,
    sort_without_the_hidden_column,
    hide_rows,
    delete("差异及说明", "办理结论", "序号"),
    delete("上级文件要求（原文，条款）"),
    delete("核对标识（勿改）"),
    insert_rows,
    insert_a_column,
    rename,
    add_a_sheet,
    copy_the_sheet_out,
    repeat_the_heads,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_each_decision_stays_with_its_duty(change: Callable[[Workbook], None]) -> None:
    expected = read(filled()).file
    book = filled()
    change(book)
    entries = read(book)
    assert sorted(entries.file.decisions, key=str) == sorted(expected.decisions, key=str)
    assert entries.file.reviews == expected.reviews
    assert bool(entries.findings) is (change is copy_the_sheet_out)


CONCLUSIONS = st.sampled_from(["", "已落实", "部分落实", "缺漏（已确认）", "非本单位职责", "不涉及本地", "上级自办"])


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(CONCLUSIONS, min_size=4, max_size=4),
    order=st.permutations(range(4)),
    left_behind=st.booleans(),
    gone=st.sets(st.sampled_from(["序号", "办理结论", "差异及说明", "核对标识（勿改）"])),
)
def test_any_rows_in_any_order_give_the_same_decisions(
    words: list[str], order: list[int], *, left_behind: bool, gone: set[str]
) -> None:
    """Sorted with or without the hidden column, and columns deleted: the same is read, and merging twice is once."""
    rows = {n: {"核对结论": word, SIGNED: "张三 2026-05-26"} for n, word in enumerate(words, 1) if word}
    book = filled(rows)
    expected = read(book).file
    assert len(expected.decisions) == len(rows)
    head, old = rows_below(book[TABLE])
    new = [[*old[at][:-1], old[number if left_behind else at][-1]] for number, at in enumerate(order)]
    put_rows(book[TABLE], head + 1, new)
    delete(*sorted(gone - {"序号"}), *(gone & {"序号"}))(book)
    again = read(book)
    assert again.findings == ()
    assert sorted(again.file.decisions, key=str) == sorted(expected.decisions, key=str)
    assert merge(merge(DecisionFile(), expected), again.file) == expected


def libreoffice(name: str, kind: str) -> str:
    command = [find_libreoffice(), "--headless", f"-env:UserInstallation={Path('profile').absolute().as_uri()}"]
    subprocess.run(
        [*command, "--convert-to", kind, "--outdir", "转换", name], check=True, capture_output=True, timeout=120
    )
    return str(Path("转换", f"{Path(name).stem}.{kind}"))


@pytest.mark.render
@pytest.mark.skipif(not find_libreoffice(), reason="needs LibreOffice")
@pytest.mark.parametrize("through", ["xlsx", "ods", "xls"])
def test_a_table_saved_by_libreoffice_reads_the_same(through: str) -> None:
    book = filled(FILLED | {1: {"核对结论": "已落实", SIGNED: dt.datetime(2026, 5, 28)}})  # noqa: DTZ001
    fill(book, {1: {"是否保留": "是", "依据": "县委文件", SIGNED: "张三 2026-05-26"}}, ADDITIONS)
    book[TABLE]["A4"].value = "核对日期：2026年5月25日　　核对人：王五"
    expected = read(book)
    assert len(expected.file.decisions) == 3
    name = saved(book)
    if through != "xlsx":
        name = libreoffice(name, through)
    entries = load_entries(Path(libreoffice(name, "xlsx")))
    assert (entries.file, entries.findings) == (expected.file, ())


# names and days


def signed_by(value: Any, head: str = "") -> tuple[str, str] | str:
    """Name and day of a decision whose 核对 cell holds `value`, or the finding."""
    book = filled({1: {"核对结论": "已落实", SIGNED: value}})
    if head:
        book[TABLE]["A4"].value = head
    entries = read(book)
    return next(((one.person, one.date) for one in entries.file.decisions), "".join(first_lines(entries)))


@pytest.mark.parametrize(
    ("value", "name", "day"),
    [
        ("张三 2026-03-05", "张三", "2026-03-05"),
        ("张三2026.3.5", "张三", "2026-03-05"),
        ("张三、李四　2026年3月5日", "张三、李四", "2026-03-05"),
        ("2026/3/5 欧阳小红", "欧阳小红", "2026-03-05"),
        ("张三 20260305", "张三", "2026-03-05"),
    ],
)
def test_names_and_days_as_people_write_them(value: str, name: str, day: str) -> None:
    assert signed_by(value) == (name, day)


@pytest.mark.parametrize(
    "value",
    [None, "王五", dt.datetime(2026, 3, 5), dt.date(2026, 3, 5), 46086, "46086", "2026-3-5", 20260305],  # noqa: DTZ001
    ids=str,
)
def test_what_a_cell_lacks_the_head_says(value: Any) -> None:
    assert signed_by(value, "核对日期：2026年3月5日　　核对人：王五") == ("王五", "2026-03-05")


def test_a_row_s_own_name_goes_before_the_head_s() -> None:
    assert signed_by("张三", "核对日期: 2026-03-05 核对人: 王五") == ("张三", "2026-03-05")


def test_the_head_s_day_does_not_stand_in_for_one_that_there_is_not() -> None:
    assert "核对日期“2026-02-30”没有这一天，未采用" in signed_by("张三 2026-02-30", "核对日期: 2026-03-05")


# what cannot be taken is said, in its cell


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"核对结论": "已落实"},
            (
                "对照表.xlsx（贯彻落实对照表 K9）: 错误 WJ411: "
                "“河民发〔2026〕5号#D003”填了“已落实”，没有写核对人和日期，未采用"
            ),
        ),
        (
            {"核对结论": "缺漏（已确认）", SIGNED: "2026-05-26"},
            (
                "对照表.xlsx（贯彻落实对照表 K9）: 错误 WJ411: "
                "“河民发〔2026〕5号#D003”填了“缺漏（已确认）”，没有写核对人，未采用"
            ),
        ),
        (
            {"核对结论": "已落实", SIGNED: "√ 2026年5月"},
            (
                "对照表.xlsx（贯彻落实对照表 K9）: 错误 WJ411: "
                "“河民发〔2026〕5号#D003”填了“已落实”，没有写核对人和日期，未采用"
            ),
        ),
        (
            {"核对结论": "已落实", SIGNED: "王示例 2026-02-30"},
            (
                "对照表.xlsx（贯彻落实对照表 K9）: 错误 WJ411: "
                "“河民发〔2026〕5号#D003”填了“已落实”，核对日期“2026-02-30”没有这一天，未采用"
            ),
        ),
        (
            {"核对结论": "已落实", SIGNED: "王示例 20260230"},
            (
                "对照表.xlsx（贯彻落实对照表 K9）: 错误 WJ411: "
                "“河民发〔2026〕5号#D003”填了“已落实”，核对日期“2026-02-30”没有这一天，未采用"
            ),
        ),
        (
            {"核对结论": "已落实", SIGNED: "王示例 5月10日"},
            (
                "对照表.xlsx（贯彻落实对照表 K9）: 错误 WJ411: "
                "“河民发〔2026〕5号#D003”填了“已落实”，核对日期“5月10日”没有写年份，未采用"
            ),
        ),
        (
            {"核对结论": "已落实", SIGNED: "王示例　５．１０"},
            (
                "对照表.xlsx（贯彻落实对照表 K9）: 错误 WJ411: "
                "“河民发〔2026〕5号#D003”填了“已落实”，核对日期“５．１０”没有写年份，未采用"
            ),
        ),
        (
            {"核对结论": "已落实", SIGNED: "王示例 26-5-10"},
            (
                "对照表.xlsx（贯彻落实对照表 K9）: 错误 WJ411: "
                "“河民发〔2026〕5号#D003”填了“已落实”，核对日期“26-5-10”年份要写四位，未采用"
            ),
        ),
        (
            {"核对结论": "已落实", SIGNED: "2026年13月1日"},
            (
                "对照表.xlsx（贯彻落实对照表 K9）: 错误 WJ411: "
                "“河民发〔2026〕5号#D003”填了“已落实”，没有写核对人，核对日期“2026年13月1日”没有这一天，未采用"
            ),
        ),
        (
            {"核对结论": "已落实", SIGNED: "已核对 2026-05-26"},
            "对照表.xlsx（贯彻落实对照表 K9）: 错误 WJ411: “河民发〔2026〕5号#D003”填了“已落实”，没有写核对人，未采用",
        ),
        (
            {"核对结论": "另文落实", REASON: "已另行发文", SIGNED: "张三 2026-05-26"},
            (
                "对照表.xlsx（贯彻落实对照表 J9）: 警告 WJ405: "
                "任务“河民发〔2026〕5号#D003”判为另文落实，但没有写文号，未采用"
            ),
        ),
        (
            {"核对结论": "基本落实", SIGNED: "张三 2026-05-26"},
            "对照表.xlsx（贯彻落实对照表 I9）: 错误 WJ182: “核对结论”不能是“基本落实”",
        ),
        (
            {"核对结论": "未见对应内容", SIGNED: "张三 2026-05-26"},
            "对照表.xlsx（贯彻落实对照表 I9）: 错误 WJ182: “核对结论”不能是“未见对应内容”",
        ),
        (
            {"审核意见": "√"},
            "对照表.xlsx（贯彻落实对照表 G9）: 错误 WJ182: “审核意见”不能是“√”",
        ),
        (
            {REASON: "本县没有", SIGNED: "张三 2026-05-26"},
            (
                "对照表.xlsx（贯彻落实对照表 I9）: 警告 WJ412: "
                "任务“河民发〔2026〕5号#D003”写了“本县没有”，没有选“核对结论”，未采用"
            ),
        ),
        (
            {SIGNED: "张三 2026-05-26"},
            (
                "对照表.xlsx（贯彻落实对照表 I9）: 警告 WJ412: "
                "任务“河民发〔2026〕5号#D003”写了“张三 2026-05-26”，没有选“核对结论”，未采用"
            ),
        ),
    ],
)
def test_a_row_that_cannot_be_taken(cells: dict[str, str], message: str) -> None:
    entries = read(filled({3: cells}))
    assert entries.file == DecisionFile()
    assert first_lines(entries) == [message]
    assert all(finding.hint for finding in entries.findings)


def test_brackets_and_blanks_of_another_input_method_are_forgiven() -> None:
    (decision,) = read(filled({3: {"核对结论": " 缺漏(已确认) ", SIGNED: "张三 2026-05-26"}})).file.decisions
    assert (decision.judgement, decision.settlement) == (Judgement.CONFIRM, Settlement.CONFIRMED_GAP)


def test_a_row_of_no_duty() -> None:
    book = filled({6: {"上级文件要求（原文，条款）": "养老机构要开展消防演练。", "核对结论": "已落实", SIGNED: "张三"}})
    assert read(book).file == DecisionFile()
    assert first_lines(read(book)) == [
        "对照表.xlsx（贯彻落实对照表 I12）: 错误 WJ410: 这一行对不上任何任务，填的“已落实”没有读"
    ]


def test_a_changed_quotation_still_tells_its_row() -> None:
    row = {"上级文件要求（原文，条款）": "养老机构应储备防暑药品。", "核对结论": "已落实", SIGNED: "张三 2026-05-26"}
    entries = read(filled({3: row}))
    assert [one.duty for one in entries.file.decisions] == [f"{REF}D003"]
    assert first_lines(entries) == [
        (
            "对照表.xlsx（贯彻落实对照表 B9）: 警告 WJ418: "
            "“河民发〔2026〕5号#D003”一行的“上级文件要求”被改动，仍按这一项读取"
        )
    ]


def test_another_text_beside_a_mark_is_not_believed() -> None:
    row = {"上级文件要求（原文，条款）": "殡葬服务机构要公示收费。", "核对结论": "已落实", SIGNED: "张三 2026-05-26"}
    for change in (lambda _: None, copy_the_sheet_out):
        book = filled({3: row})
        change(book)
        assert read(book).file == DecisionFile()
        assert "WJ410" in first_lines(read(book))[0]


def test_one_duty_in_two_rows() -> None:
    book = filled({3: {"核对结论": "已落实", SIGNED: "张三 2026-05-26"}})
    head, rows = rows_below(book[TABLE])
    put_rows(book[TABLE], head + 5, [rows[2], [*rows[2][:8], "部分落实", *rows[2][9:]]])
    entries = read(book)
    assert [one.settlement for one in entries.file.decisions] == [Settlement.DONE]
    assert first_lines(entries) == [
        "对照表.xlsx（贯彻落实对照表 L12）: 错误 WJ414: “河民发〔2026〕5号#D003”在表里有两行，填的不一样，后一行没有读"
    ]


def test_a_missing_column_is_said() -> None:
    book = filled()
    delete("审核意见")(book)
    assert first_lines(read(book)) == [
        "对照表.xlsx（贯彻落实对照表）: 警告 WJ187: 表里没有“审核意见”一列，这一列按原来的内容"
    ]


def test_without_the_hidden_sheet_proposals_cannot_be_told_from_changes() -> None:
    book = filled()
    copy_the_sheet_out(book)
    assert first_lines(read(book)) == [
        (
            "对照表.xlsx（贯彻落实对照表）: 警告 WJ415: "
            "隐藏的“核对数据”工作表没有了，看不出“建议修改文字”是否改过，没有读"
        ),
        ("对照表.xlsx（本级新增内容表）: 警告 WJ415: 隐藏的“核对数据”工作表没有了，看不出“说明”是否改过，没有读"),
    ]


def test_an_emptied_cell_takes_nothing_back() -> None:
    run(["decide", saved(filled()), "-o", "核对.yaml"])
    before = Path("核对.yaml").read_bytes()
    book = fill(blank(), {2: {"核对结论": None, REASON: None, SIGNED: None}})
    assert first_lines(read(book)) == [
        (
            "对照表.xlsx（贯彻落实对照表 I8）: 警告 WJ413: “河民发〔2026〕5号#D002”的“核对结论”原来是“不涉及本地”，"
            "被清空；清空不算撤销，核对.yaml 里的不变"
        )
    ]
    assert run(["decide", saved(book), "-o", "核对.yaml"]) == 1
    assert Path("核对.yaml").read_bytes() == before


def test_what_is_filled_into_the_table_of_other_problems_is_not_read() -> None:
    Path("方案.txt").write_text(CHILD.replace("各乡镇民政所", "各乡镇人民政府"), encoding="utf-8")
    book = fill(blank(), {1: {"修改情况": "已改"}}, "其他问题表")
    assert first_lines(read(book)) == ["对照表.xlsx（其他问题表）: 说明 WJ416: “其他问题表”里填的“修改情况”不读回"]


def test_a_table_whose_rows_nothing_tells() -> None:
    book = filled()
    delete("核对标识（勿改）", "上级文件要求（原文，条款）")(book)
    assert read(book).file == DecisionFile()
    assert first_lines(read(book)) == ["对照表.xlsx（贯彻落实对照表）: 错误 WJ196: 没有找到“上级文件要求”一列"]


@pytest.mark.parametrize("name", ["对照表.docx", "对照表.wps", "对照表.ods"])
def test_a_table_in_word_is_not_read(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(name).write_bytes(b"PK")
    assert check("--decisions", name) == 3
    assert f"{name}: 错误 WJ118: 核对结论不能从{name[3:]}文件读取\n" in capsys.readouterr().err


def test_another_workbook_is_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    run(["import", "上级.yaml", "-o", "清单.xlsx"])
    run(["export", "上级.yaml", "-o", "清单.xlsx"])
    capsys.readouterr()
    assert run(["decide", "清单.xlsx", "-o", "核对.yaml"]) == 3
    assert capsys.readouterr().err.startswith("清单.xlsx: 错误 WJ117: 表格里没有贯彻落实对照表\n")


# decisions in time


def test_a_decision_on_a_text_that_changed_is_shown_in_its_cell_and_not_applied(
    capsys: pytest.CaptureFixture[str],
) -> None:
    table = saved(filled())
    Path("方案.txt").write_text(CHILD.replace("各乡镇", "养老机构要储备防暑药品。\n各乡镇"), encoding="utf-8")
    capsys.readouterr()
    check("--decisions", table)
    said = capsys.readouterr().out
    assert "上级文件4项任务：已落实3、不涉及本地1，补写0。" in said
    assert (
        "贯彻落实对照表 I9：任务D003的核对结论（李四 2026-05-26）已过时：上级原文或本文对应内容后来改过，未采用" in said
    )


def test_the_newest_holds_and_both_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    older = saved(filled({3: {"核对结论": "已落实", SIGNED: "张三 2026-05-26"}}), "张三.xlsx")
    newer = saved(filled({3: {"核对结论": "缺漏（已确认）", SIGNED: "李四 2026-05-28"}}), "李四.xlsx")
    both = (
        "（贯彻落实对照表 I9）: 警告 WJ408: 任务“河民发〔2026〕5号#D003”有不同的核对结论："
        "李四 2026-05-28“缺漏（已确认）”，张三 2026-05-26“已落实”；采用前一个\n"
    )
    for order in ([older, newer], [newer, older]):
        Path("核对.yaml").unlink(missing_ok=True)
        capsys.readouterr()
        assert run(["decide", *order, "-o", "核对.yaml"]) == 0
        assert f"张三.xlsx{both}" in capsys.readouterr().err
        assert settlements(capsys) == "上级文件4项任务：已落实2、未见对应内容1、缺漏（已确认）1，补写0。"


def test_what_persons_wrote_before_stays(capsys: pytest.CaptureFixture[str]) -> None:
    Path("核对.yaml").write_text(
        "# 办公室\n核对:\n- 任务: 河民发〔2026〕5号#D001\n  判定: 确认\n  姓名: 赵六\n  日期: 2026年5月20日\n",
        encoding="utf-8",
    )
    assert run(["decide", saved(filled()), "-o", "核对.yaml"]) == 0
    decisions = load_entries(Path("核对.yaml")).file.decisions
    assert [one.person for one in decisions] == ["赵六", "张三（虚构）", "李四"]
    assert Path("核对（手改1）.yaml").read_text(encoding="utf-8").startswith("# 办公室")
    assert "新写入核对结论2条、审核意见1条。" in capsys.readouterr().err


def test_a_decision_without_word_of_its_own_is_not_repeated_by_the_next_table() -> None:
    """判定: 确认 without 结论 is printed as the conclusion that it confirms."""
    Path("核对.yaml").write_text(
        "核对:\n- 任务: 河民发〔2026〕5号#D001\n  判定: 确认\n  姓名: 赵六\n  日期: 2026年5月20日\n"
        "- 任务: 河民发〔2026〕5号#D003\n  判定: 确认\n  姓名: 赵六\n  日期: 2026年5月20日\n",
        encoding="utf-8",
    )
    before = Path("核对.yaml").read_bytes()
    assert run(["decide", saved(blank()), "-o", "核对.yaml"]) == 0
    assert Path("核对.yaml").read_bytes() == before


def test_decisions_on_another_parent_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    table = saved(filled())
    Path("上级.yaml").write_text(PARENT.replace("5号", "6号"), encoding="utf-8")
    capsys.readouterr()
    check("--decisions", table)
    assert (
        "（贯彻落实对照表 I8）: 说明 WJ409: "
        "有3条核对结论、审核意见属于“河民发〔2026〕5号”，这次没有核对这份上级文件，未采用\n"
    ) in capsys.readouterr().err


def test_the_table_of_another_paper(capsys: pytest.CaptureFixture[str]) -> None:
    table = saved(filled())
    Path("方案.txt").write_text(CHILD.replace("安全管理", "消防管理"), encoding="utf-8")
    capsys.readouterr()
    check("--decisions", table)
    assert (
        "对照表.xlsx: 警告 WJ417: 这份对照表是对“关于做好养老机构安全管理工作的通知”填的，"
        "现在核对的是“关于做好养老机构消防管理工作的通知”\n"
    ) in capsys.readouterr().err


# remarks


def test_remarks_are_printed_again_until_the_text_changes() -> None:
    row = {"审核意见": "不采纳", REASON: "县里统一规定7天", "建议修改文字": "维持7天", SIGNED: "张三 2026-05-26"}
    run(["decide", saved(filled({4: row})), "-o", "核对.yaml"])
    (review,) = load_entries(Path("核对.yaml")).file.reviews
    assert (review.opinion, review.wording, review.reason) == (Opinion.REJECTED, "维持7天", "县里统一规定7天")
    book = blank()
    head, columns = heads(book[TABLE])
    assert [book[TABLE].cell(head + 4, columns[name]).value for name in row] == [
        "不采纳",
        "县里统一规定7天",
        "维持7天",
        "张三\n2026-05-26",
    ]
    Path("方案.txt").write_text(CHILD.replace("7天", "10天"), encoding="utf-8")
    book = blank()
    assert book[TABLE].cell(head + 4, columns["审核意见"]).value is None
    assert "张三 2026-05-26的审核意见“不采纳；维持7天”写于原文修改以前，未带入。" in str(
        book[TABLE].cell(head + 4, columns["差异及说明"]).value
    )


def test_a_later_remark_adds_to_the_earlier_one() -> None:
    run(["decide", saved(filled({4: {"审核意见": "采纳", SIGNED: "张三 2026-05-26"}})), "-o", "核对.yaml"])
    run(["decide", saved(fill(blank(), {4: {"修改情况": "已改", SIGNED: "李四 2026-05-28"}})), "-o", "核对.yaml"])
    book = blank()
    head, columns = heads(book[TABLE])
    names = ("审核意见", "修改情况", SIGNED)
    assert [book[TABLE].cell(head + 4, columns[name]).value for name in names] == ["采纳", "已改", "李四\n2026-05-28"]


def test_additions_are_kept_by_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    check()
    assert "本级新增内容1处（其中新增报表台账、考核、留痕1处，请确认依据），见对照表。" in capsys.readouterr().out
    row = {"是否保留": "是", "依据": "县委督查要求", SIGNED: "张三 2026-05-26"}
    entries = read(fill(blank(), {1: row | {SIGNED: None}}, ADDITIONS))
    assert (entries.file.additions[0].keep, entries.file.additions[0].basis) == (None, "县委督查要求")
    assert "（本级新增内容表 G5）: 错误 WJ411: “各乡镇民政所要每日填报工作台账并报县民政局。”填了“是”" in str(
        entries.findings[0]
    )
    run(["decide", saved(fill(blank(), {1: row}, ADDITIONS)), "-o", "核对.yaml"])
    (addition,) = load_entries(Path("核对.yaml")).file.additions
    assert (addition.text, addition.keep, addition.note) == (CHILD.splitlines()[4], Keep.YES, "")
    capsys.readouterr()
    check()
    assert "本级新增内容1处，见对照表。" in capsys.readouterr().out
    assert run(["decide", saved(blank()), "-o", "核对.yaml"]) == 0
    assert len(load_entries(Path("核对.yaml")).file.additions) == 1


def test_two_parents_in_one_workbook() -> None:
    Path("市.yaml").write_text(PARENT.replace("河民发〔2026〕5号", "示民发〔2026〕1号"), encoding="utf-8")
    check("--against", "市.yaml", "-o", "两级.xlsx")
    book = openpyxl.load_workbook("两级.xlsx")
    row = {"核对结论": "不涉及本地", SIGNED: "张三 2026-05-26"}
    fill(fill(book, {2: row}), {3: row}, f"{TABLE}2")
    entries = read(book)
    assert [one.duty for one in entries.file.decisions] == [f"{REF}D002", "示民发〔2026〕1号#D003"]
    assert entries.findings == ()


def test_a_large_table_is_read_in_any_order() -> None:
    rows = "".join(f"- 编号: D{n:03}\n  原文: 第{n}类机构要做好第{n}项服务工作。\n" for n in range(5, 205))
    Path("上级.yaml").write_text(PARENT + rows, encoding="utf-8")
    book = filled({n: {"核对结论": "非本单位职责", SIGNED: "张三 2026-05-26"} for n in range(5, 205)})
    sheet = book[TABLE]
    head, _ = heads(sheet)
    old = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head + 1, max_row=head + 204)]
    random.Random(7).shuffle(old)
    put_rows(sheet, head + 1, old)
    entries = read(book)
    assert {one.duty for one in entries.file.decisions} == {f"{REF}D{n:03}" for n in range(5, 205)}
