"""Filled-in 检查表 and 自查表 read back, and the 问题整改台账 and totals made of them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from test_compose import read
from test_forms import JOB, THEMED, composed, named_homes
from wenjian.cli import run
from wenjian.loading.dump import dump
from wenjian.model.document import Block, Column, Document, Table
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import BlockKind, Stage
from wenjian.readers import read_documents
from wenjian.reports.sheets import row_of
from wenjian.shipped import load_layout
from wenjian.supervise.inspected import _word, read_inspections
from wenjian.supervise.problems import demand_and_deadline, person_of
from wenjian.writers import write_docx, write_xlsx

ITEM = "{检查项目: 巡查记录, 检查内容及标准: 每日有记录, 检查方法: 查资料}"
CLAUSES = THEMED.replace(
    ITEM,
    f"{ITEM}\n      - {{检查项目: 疏散通道, 检查内容及标准: 通道畅通, 检查依据: 示例规范第3条}}"
    "\n      - {检查项目: 灭火器, 检查内容及标准: 压力正常, 检查依据: 示例规范第4条}",
)
SIGNED = {
    "检查时间": "2026年5月8日",
    "检查人员（两人以上签名）": "孙某、李某",
    "负责人签名（盖章）": "钱某",
    "日期": "2026年5月8日",
}
GOOD = {"结果": "符合"}
BAD = {"结果": "不符合", "问题描述": "杂物堵塞通道", "整改要求及期限": "清理，2026年5月10日前完成"}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("收回").mkdir()
    Path("地区.yaml").write_text(dump(read(Locality, named_homes())), encoding="utf-8")


def blank(number: int = 0) -> Workbook:
    """The workbook of the forms of both care homes, 检查表 (0) or 自查表 (1)."""
    job = JOB.replace("提纲: 检查表}", "提纲: 检查表, 被检查单位: [养老机构]}")
    job = job.replace("提纲: 自查表}", "提纲: 自查表, 被检查单位: [养老机构]}")
    return load_workbook(BytesIO(write_xlsx(composed(job, named_homes(), CLAUSES).papers[number].document)))


def cell_of(sheet: Any, text: str) -> Any:
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def beside(sheet: Any, label: str) -> Any:
    """The place beside a label."""
    cell = cell_of(sheet, label)
    area = next((area for area in sheet.merged_cells.ranges if cell.coordinate in area), None)
    return sheet.cell(cell.row, (area.max_col if area else cell.column) + 1)


def filled(sheet: Any, said: dict[str, str], *rows: dict[str, str]) -> None:
    """Fill in blanks by label, and the rows in their order by the heads of their columns."""
    for label, text in said.items():
        beside(sheet, label).value = text
    head = cell_of(sheet, "序号").row
    columns = {cell.value: cell.column for cell in sheet[head] if cell.value}
    for number, texts in enumerate(rows, head + 1):
        for name, text in texts.items():
            sheet.cell(number, columns[name]).value = text


def one_form(*rows: dict[str, str], said: dict[str, str] | None = None, number: int = 0) -> Workbook:
    """A workbook with the form of the first care home alone."""
    book = blank(number)
    del book["乙托老院"]
    filled(book.worksheets[0], SIGNED if said is None else said, *rows)
    return book


def inspections(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, list[str]]:
    """Exit code, summary, and the codes with their places."""
    code = run(["inspections", "收回", "-o", "问题整改台账.xlsx", *options])
    out, err = capsys.readouterr()
    return code, out.strip(), [line for line in err.splitlines() if " WJ" in line]


def table(sheet: str = "问题整改台账") -> list[tuple[str, ...]]:
    """The rows of a sheet of the result, without the number."""
    (document,) = (d for d in read_documents(Path("问题整改台账.xlsx").read_bytes(), "台账.xlsx") if d.name == sheet)
    block = document.blocks[0]
    assert block.table is not None
    return [row.texts()[1:] for row in block.table.rows]


def test_what_does_not_conform_goes_into_the_ledger(capsys: pytest.CaptureFixture[str]) -> None:
    one_form(GOOD, BAD, {"结果": "不涉及"}).save("收回/检查表.xlsx")
    assert inspections(capsys) == (
        0,
        "已查1家（没有服务机构名单，未统计应查、未查）；发现问题1项，已销号0项。",
        [],
    )
    assert table() == [
        (
            "甲敬老院",
            "疏散通道",
            "杂物堵塞通道",
            "示例规范第3条",
            "清理",
            "2026年5月10日前",
            "钱某（虚构）",
            "",
            "",
            "",
        )
    ]


def test_a_problem_that_was_settled_is_closed_on_the_day_of_the_recheck(capsys: pytest.CaptureFixture[str]) -> None:
    said = {**SIGNED, "复查人": "孙某", "复查日期": "2026年5月12日"}
    one_form(GOOD, {**BAD, "复查结果": "已整改"}, {**BAD, "复查结果": "部分整改"}, said=said).save("收回/甲.xlsx")
    assert inspections(capsys)[1].endswith("发现问题2项，已销号1项。")
    assert [row[-2:] for row in table()] == [("已整改", "2026年5月12日"), ("部分整改", "")]


def test_a_form_kept_before_and_after_its_recheck_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    said = {**SIGNED, "复查人": "孙某", "复查日期": "2026年5月12日"}
    one_form(GOOD, BAD, GOOD).save("收回/甲.xlsx")
    one_form(GOOD, {**BAD, "复查结果": "已整改"}, GOOD, said=said).save("收回/甲（复查）.xlsx")
    _, summary, lines = inspections(capsys)
    assert summary.endswith("发现问题1项，已销号1项。")
    assert [line.partition(": ")[2] for line in lines] == [
        "说明 WJ942: 甲敬老院的检查表与“收回/甲（复查）.xlsx”里的相同，只计一次"
    ]


def test_a_recheck_is_signed_and_dated(capsys: pytest.CaptureFixture[str]) -> None:
    one_form({**BAD, "复查结果": "已整改"}, GOOD, GOOD).save("收回/甲.xlsx")
    assert inspections(capsys)[2] == ["收回/甲.xlsx（甲敬老院）: 警告 WJ938: 甲敬老院的检查表缺少：复查人、复查日期"]
    assert table()[0][-2:] == ("已整改", "")
    assert table("检查情况统计")[0][-1] == ""  # not closed here either


def test_who_was_not_inspected_is_told_from_the_locality(capsys: pytest.CaptureFixture[str]) -> None:
    one_form(GOOD, BAD, GOOD).save("收回/甲.xlsx")
    code, summary, said = inspections(capsys, "--locality", "地区.yaml", "--type", "养老机构")
    assert code == 1
    assert summary == "应查2家，已查1家，未查1家：乙托老院；发现问题1项，已销号0项。"
    assert said == ["收回: 警告 WJ943: 应查2家，未查1家：乙托老院"]
    assert table("检查情况统计") == [
        ("甲敬老院", "养老机构", "已查", "1", "2026年5月8日", "2", "1", "", "", ""),
        ("乙托老院", "养老机构", "未查", "", "", "", "", "", "", ""),
    ]


def test_every_named_institution_is_due_where_no_type_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    one_form(GOOD, GOOD, GOOD).save("收回/甲.xlsx")
    assert inspections(capsys, "--locality", "地区.yaml")[1].startswith("应查3家，已查1家，未查2家：乙托老院、丙救助站")


def move_columns(book: Workbook) -> None:
    """结果 and 问题描述 before the standard, an empty column at the left, empty rows between, the titles gone."""
    sheet = book.worksheets[0]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.insert_cols(1)
    head = cell_of(sheet, "序号").row
    for row in range(head, head + 4):
        for name in ("G", "H"):
            at = {"G": 4, "H": 5}[name]
            sheet[f"{name}{row}"].value, sheet.cell(row, at).value = (
                sheet.cell(row, at).value,
                sheet[f"{name}{row}"].value,
            )
    sheet.insert_rows(head + 2)
    sheet.print_title_rows = None


def test_moved_columns_and_empty_rows_are_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    book = one_form(GOOD, BAD, GOOD)
    move_columns(book)
    book.save("收回/张三改过的.xlsx")
    assert inspections(capsys)[2] == []
    assert [row[:5] for row in table()] == [("甲敬老院", "疏散通道", "杂物堵塞通道", "示例规范第3条", "清理")]


def test_a_form_filled_in_as_docx_is_read_too() -> None:
    document = composed(JOB, named_homes(), CLAUSES).papers[0].document
    data = write_docx(document, load_layout("检查表格"), stage=Stage.ISSUED)
    ((inspection,), findings) = read_inspections(read_documents(data, "检查表.docx"), "检查表.docx")
    assert [one.item for one in inspection.items] == ["巡查记录", "疏散通道", "灭火器"]
    assert not any(text for _, text in inspection.blanks)
    assert findings == ()


def test_a_docx_that_was_filled_in_and_ticked_says_the_same() -> None:
    table = Table(
        tuple(Column(name) for name in ("序号", "检查项目", "检查内容及标准", "检查依据", "结果", "问题描述")),
        (row_of("1", "疏散通道", "通道畅通", "示例规范第3条", "不 符合", "堵塞"), row_of("", "", "", "", "", "")),
        head=(
            "填表前请先看背面。",
            "被检查单位：甲敬老院　性质：☑公办　□公建民营　□民办",
            "检查时间：2026年5月8日　检查类型：□日常　☑专项",
        ),
        foot=(
            "检查人员（两人以上签名）：孙某 李某",
            "负责人签名（盖章）：钱某　日期：　　年　月　日",
            "注：一式两份。",
        ),
    )
    ((inspection,), _) = read_inspections((Document(blocks=(Block("b001", BlockKind.TABLE, table=table),)),), "甲.docx")
    assert dict(inspection.blanks) == {
        "被检查单位": "甲敬老院",
        "性质": "公办",
        "检查时间": "2026年5月8日",
        "检查类型": "专项",
        "检查人员（两人以上签名）": "孙某 李某",
        "负责人签名（盖章）": "钱某",
        "日期": "",
    }
    assert [(one.item, one.result, one.problem) for one in inspection.items] == [("疏散通道", "不符合", "堵塞")]


def test_on_a_self_check_the_department_has_the_last_word(capsys: pytest.CaptureFixture[str]) -> None:
    said = {"机构自查人员、负责人签名（盖章）": "钱某", "自查日期": "2026年5月1日"}
    own = {"机构自查": "不符合", "问题描述": "压力不足", "整改（措施、期限）": "立即更换"}
    rows = ({"机构自查": "符合", "部门核查": "不符合", "问题描述": "记录不全"}, {**own, "部门核查": "符合"}, own)
    one_form(*rows, said=said, number=1).save("收回/自查.xlsx")
    code, _, found = inspections(capsys)
    assert code == 1
    assert found == [
        "收回/自查.xlsx（甲敬老院）: 警告 WJ938: 甲敬老院的检查表缺少：部门核查人员两人以上签名、核查日期",
        "收回/自查.xlsx（甲敬老院第5行）: 警告 WJ939: “巡查记录”不符合，没有写整改要求和期限",
        "收回/自查.xlsx（甲敬老院第6行）: 警告 WJ944: “疏散通道”结果是符合，又写了问题：压力不足",
    ]
    assert [row[1:3] + row[5:6] for row in table()] == [
        ("巡查记录", "记录不全", ""),
        ("灭火器", "压力不足", "立即"),
    ]


def rename_unit(book: Workbook) -> None:
    beside(book.worksheets[0], "被检查单位").value = "甲敬老"


def no_unit(book: Workbook) -> None:
    beside(book.worksheets[0], "被检查单位").value = None


def alone(book: Workbook) -> None:
    beside(book.worksheets[0], "检查人员（两人以上签名）").value = "孙某"


def some_day(book: Workbook) -> None:
    beside(book.worksheets[0], "检查时间").value = "上周五"


def more_columns(book: Workbook) -> None:
    sheet = book.worksheets[0]
    head = cell_of(sheet, "序号").row
    sheet.cell(head, 10).value = "照片编号"
    sheet.cell(head + 2, 10).value = "DSC-12"
    assert get_column_letter(10) == "J"


def nothing(_book: Workbook) -> None:
    pass


@pytest.mark.parametrize(
    ("change", "rows", "said"),
    [
        (
            nothing,
            ({"结果": "不合格", "问题描述": "没有记录"}, GOOD, GOOD),
            "（甲敬老院第6行）: 警告 WJ935: “巡查记录”的结果写的是“不合格”，没有计入",
        ),
        (
            nothing,
            ({"结果": "不符合", "整改要求及期限": "立即补齐"}, GOOD, GOOD),
            "（甲敬老院第6行）: 警告 WJ936: “巡查记录”不符合，没有写问题描述",
        ),
        (nothing, (GOOD, GOOD), "（甲敬老院）: 警告 WJ937: 有1项没有填结果（第8行）"),
        (alone, (GOOD, GOOD, GOOD), "（甲敬老院）: 警告 WJ938: 甲敬老院的检查表缺少：检查人员两人以上签名（只有孙某）"),
        (
            some_day,
            (GOOD, GOOD, GOOD),
            "（甲敬老院）: 警告 WJ938: 甲敬老院的检查表缺少：检查时间（“上周五”看不出是哪一天）",
        ),
        (
            nothing,
            ({**BAD, "整改要求及期限": ""}, GOOD, GOOD),
            "（甲敬老院第6行）: 警告 WJ939: “巡查记录”不符合，没有写整改要求和期限",
        ),
        (no_unit, (GOOD, GOOD, GOOD), "（甲敬老院）: 警告 WJ940: 检查表没有写被检查单位"),
        (rename_unit, (GOOD, GOOD, GOOD), "（甲敬老院）: 警告 WJ941: 被检查单位“甲敬老”不在地区的服务机构里"),
        (
            nothing,
            ({**GOOD, "问题描述": "少一页"}, GOOD, GOOD),
            "（甲敬老院第6行）: 警告 WJ944: “巡查记录”结果是符合，又写了问题：少一页",
        ),
        (
            more_columns,
            (GOOD, GOOD, GOOD),
            "（甲敬老院）: 说明 WJ945: “照片编号”一栏不是检查表的栏目，没有汇总：DSC-12",
        ),
        (nothing, (), "（甲敬老院）: 说明 WJ946: 甲敬老院的检查表没有填，不算已查"),
    ],
)
def test_what_a_form_lacks_is_found_with_file_and_row(
    change: Callable[[Workbook], None],
    rows: tuple[dict[str, str], ...],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    book = one_form(*rows)
    change(book)
    book.save("收回/甲.xlsx")
    assert f"收回/甲.xlsx{said}" in inspections(capsys, "--locality", "地区.yaml")[2]


def test_what_may_be_a_problem_is_listed_apart(capsys: pytest.CaptureFixture[str]) -> None:
    one_form({"结果": "不合格", "问题描述": "没有记录"}, {"问题描述": "堵塞"}, GOOD).save("收回/甲.xlsx")
    inspections(capsys)
    assert table() == []
    assert [(row[0], row[3], row[4], row[6]) for row in table("需核对的行")] == [
        ("甲.xlsx　甲敬老院第6行", "不合格", "没有记录", "结果不是符合、不符合、不涉及"),
        ("甲.xlsx　甲敬老院第7行", "", "堵塞", "写了问题，没有填结果"),
    ]


def test_a_copy_is_counted_once_and_other_files_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    book = one_form(GOOD, BAD, GOOD)
    book.save("收回/1.xlsx")
    book.save("收回/2.xlsx")
    other = Workbook()
    other.worksheets[0].append(["姓名", "电话"])
    other.worksheets[0].append(["甲", "1"])
    other.save("收回/3.xlsx")
    Path("收回/4.txt").write_text("说明", encoding="utf-8")
    Path("收回/5.xlsx").write_bytes(b"PK broken")
    _, summary, said = inspections(capsys)
    assert summary.endswith("发现问题1项，已销号0项。")
    assert [line.partition(": ")[2] for line in said] == [
        "说明 WJ942: 甲敬老院的检查表与“收回/1.xlsx”里的相同，只计一次",
        "警告 WJ934: 不是检查表，没有汇总",
        "警告 WJ934: 不是检查表，没有汇总",
        "错误 WJ108: 文件已损坏，不是完整的.xlsx文件",
    ]


def test_forms_in_folders_below_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("收回/石桥镇").mkdir()
    one_form(GOOD, BAD, GOOD).save("收回/石桥镇/1.xlsx")
    _, summary, _ = inspections(capsys)
    assert summary.endswith("发现问题1项，已销号0项。")


def test_a_folder_without_forms_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert inspections(capsys) == (3, "", ["收回: 错误 WJ933: 文件夹里没有填好的检查表"])
    assert not Path("问题整改台账.xlsx").exists()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("更换灭火器，2026年5月10日前完成", ("更换灭火器", "2026年5月10日前")),
        ("限7日内整改到位；更换电线、加装套管", ("更换电线、加装套管", "限7日内")),
        ("2026年5月10日前更换灭火器", ("2026年5月10日前更换灭火器", "2026年5月10日前")),
        ("更换灭火器，2026.5.10", ("更换灭火器", "2026.5.10")),
        ("立即整改", ("立即整改", "立即")),
        ("更换灭火器", ("更换灭火器", "")),
        ("", ("", "")),
    ],
)
def test_demand_and_deadline_are_told_apart(text: str, expected: tuple[str, str]) -> None:
    assert demand_and_deadline(text) == expected


def test_one_form_instead_of_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    Path("收回/敬老院.xlsx").write_bytes(b"")
    assert run(["inspections", "收回/敬老院.xlsx", "-o", "台账.xlsx"]) == 3
    assert capsys.readouterr().err.splitlines() == [
        "收回/敬老院.xlsx: 错误 WJ421: 这不是文件夹",
        "提示：请写放检查表、自查表的文件夹，只有一个文件的，也放在一个文件夹里。",
    ]


def test_the_name_before_the_telephone() -> None:
    assert person_of("钱某（虚构）　0000-0000001") == "钱某（虚构）"
    assert person_of("钱某 电话：13000000000") == "钱某"
    assert person_of("钱某（13000000000）") == "钱某"
    assert person_of("张三13800000000 李四13900000000") == "张三、李四"
    assert person_of("") == ""


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("□符合 ☑不符合", "不符合"),
        ("☑符合 □不符合 □不涉及", "符合"),
        ("不符合", "不符合"),
        ("☑符合 ☑不符合", "☑符合 ☑不符合"),
    ],
)
def test_a_ticked_result_is_read(cell: str, word: str) -> None:
    assert _word(cell) == word
