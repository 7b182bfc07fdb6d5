"""The xlsx twins: out, through a clerk's hands, and back without loss."""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from wenjian.duties import extract
from wenjian.duties.merge import merge
from wenjian.errors import Exit, UnreadableInput
from wenjian.loading.duty_sheet import Handmade, read_directive_xlsx, read_handmade, write_directive_xlsx
from wenjian.loading.job_sheet import read_job_xlsx, write_job_xlsx
from wenjian.loading.kinds import twin_kind
from wenjian.model.directive import Citation, Deliverable, Directive, Duty, DutySource, Measure, SourcePaper
from wenjian.model.elements import Elements
from wenjian.model.job import Job, JobDocument
from wenjian.model.locality import Letterhead, Locality, Office
from wenjian.model.vocabulary import Authority, Comparator, Competence, Genre, MeasureKind, Modality, Stage
from wenjian.readers import read_documents

DIRECTIVE = Directive(
    title="关于做好民政服务机构工作的通知",
    number="示民发〔2026〕6号",
    date="2026年2月1日",
    issuer=("示省民政厅", "示省财政厅"),
    source="示民发6.txt",
    duties=(
        Duty(
            id="D001",
            text="养老机构隔离观察不少于14天。",
            where="一、（一）",
            headings=("一、总体要求",),
            modality=Modality.MUST,
            strict=True,
            actors=("^各地",),
            measures=(
                Measure(text="不少于14天", kind=MeasureKind.DURATION, value="14", comparator=Comparator.AT_LEAST),
            ),
            citations=(Citation(title="指南", edition="第二版"),),
            competence=Competence.OWN,
            assisting=("县卫生健康局", "县财政局"),
            fingerprint="df06c952bcca",
        ),
        Duty(
            id="D002",
            text="每月5日前报送情况。",
            where="二",
            deliverable=Deliverable(text="情况表", recipient="省民政厅", deadline="每月5日前"),
        ),
        Duty(id="D003", text="=1+1 不是公式", remark="-3 也不是\n@甲 +乙", kept="并入D001", checked="张三 2026-03-01"),
        Duty(id="D007", text="长" * 40_000),
    ),
)
LOCALITY = Locality(
    name="鲁山县",
    bureau="鲁山县民政局",
    letterheads=(Letterhead(name="鲁山县民政局文件", code="鲁民字"),),
    offices=(Office(name="养老服务股"), Office(name="社会救助股")),
)
JOB = Job(
    locality="鲁山县.yaml",
    basis=("上级一.yaml", "上级二.txt"),
    authority=Authority.APPROVED,
    stage=Stage.REVIEW,
    restate=True,
    parameters={"份数": "030", "=名称": "=1+1", "空": ""},
    documents=(
        JobDocument(
            genre=Genre.NOTICE,
            title="关于<甲>&“乙”的通知",
            elements=Elements(number="鲁民字〔2026〕　号", title="另一个标题", recipients=("各乡镇", "局属各单位")),
            excluded=("养老.出入管理", "示民发〔2026〕6号#D002"),
        ),
        JobDocument(genre=Genre.PLAN, attached_to="1"),
    ),
)


def opened(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def head(sheet: Any) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[1] if cell.value}


def refusal(data: bytes, *, job: bool = False) -> list[str]:
    with pytest.raises(UnreadableInput) as raised:
        (read_job_xlsx if job else read_directive_xlsx)(data, "表.xlsx")
    assert raised.value.exit is Exit.INPUT
    return [str(finding) for finding in raised.value.findings]


def test_a_duty_list_comes_back_without_loss() -> None:
    assert read_directive_xlsx(write_directive_xlsx(DIRECTIVE, LOCALITY), "表.xlsx") == (DIRECTIVE, ())


def test_it_comes_back_after_a_spreadsheet_program_saved_it() -> None:
    assert read_directive_xlsx(saved(opened(write_directive_xlsx(DIRECTIVE))), "表.xlsx") == (DIRECTIVE, ())


def test_the_same_input_gives_the_same_bytes_without_clock() -> None:
    data = write_directive_xlsx(DIRECTIVE, LOCALITY)
    assert data == write_directive_xlsx(DIRECTIVE, LOCALITY)
    with ZipFile(BytesIO(data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert b"dcterms:modified" not in archive.read("docProps/core.xml")


def test_the_sheet_is_made_for_a_clerk() -> None:
    book = opened(write_directive_xlsx(DIRECTIVE, LOCALITY))
    sheet = book["任务清单"]
    assert [cell.value for cell in sheet[1]] == [
        "任务编号（勿改）",
        "条款",
        "上级原文",
        "是否任务（是／否／并入×号）",
        "归口",
        "牵头股室",
        "配合单位",
        "上级时限",
        "本级时限",
        "成果／报送",
        "不涉及理由",
        "备注",
        "核对（姓名 日期）",
    ]
    assert sheet["A2"].protection.locked is True
    assert sheet["C2"].protection.locked is False
    assert sheet.protection.sheet is True
    assert sheet.freeze_panes == "D2"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (9, 1, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet["C2"].alignment.wrap_text is True
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["D2:D25", "E2:E25", "F2:F25"]
    assert [cell.value for cell in book["选项"]["B"]] == [word.chinese for word in Competence]
    assert [cell.value for cell in book["选项"]["C"][:2]] == ["养老服务股", "社会救助股"]
    assert book["选项"].sheet_state == book["原始数据"].sheet_state == "hidden"
    assert book["上级文件"]["B1"].value == "关于做好民政服务机构工作的通知"


def test_what_begins_like_a_formula_is_text() -> None:
    sheet = opened(write_directive_xlsx(DIRECTIVE))["任务清单"]
    assert (sheet["C4"].value, sheet["C4"].data_type, sheet["C4"].quotePrefix) == ("=1+1 不是公式", "s", True)
    assert (sheet["L4"].value, sheet["L4"].data_type) == ("-3 也不是\n@甲 +乙", "s")
    sheet = opened(write_job_xlsx(JOB))["拟稿单"]
    formulas = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == []


def test_rows_sorted_columns_moved_and_blank_rows_inserted() -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    sheet = book["任务清单"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=5)]
    rows[1][4] = "本局配合"
    sheet.delete_rows(1, sheet.max_row)
    order = [2, 0, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 1]
    for row in ([], ["2026年任务清单"], [], rows[0], rows[4], [], rows[1], rows[3], [None] * 13, rows[2]):
        sheet.append([row[at] for at in order] if len(row) == 13 else row)
    directive, findings = read_directive_xlsx(saved(book), "表.xlsx")
    assert findings == ()
    assert [duty.id for duty in directive.duties] == ["D001", "D002", "D003", "D007"]
    first = DIRECTIVE.duties[0].model_copy(update={"competence": Competence.ASSIST})
    assert directive == DIRECTIVE.model_copy(update={"duties": (first, *DIRECTIVE.duties[1:])})


def test_what_a_clerk_types_comes_back_as_text() -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    sheet = book["任务清单"]
    at = head(sheet)
    sheet.cell(2, at["本级时限"]).value = dt.datetime(2026, 3, 1)  # noqa: DTZ001 — a sheet knows no zone
    sheet.cell(2, at["上级时限"]).value = dt.date(2026, 4, 1)
    sheet.cell(2, at["备注"]).value = 375
    sheet.cell(3, at["牵头股室"]).value = 1.5
    sheet.cell(2, at["牵头股室"]).value = "  养老服务股 \n"
    sheet.cell(2, at["配合单位"]).value = "县财政局，县公安局"
    sheet.cell(2, at["不涉及理由"]).value = True
    sheet.cell(3, at["是否任务（是／否／并入×号）"]).value = "并入7号"
    sheet.cell(3, at["成果／报送"]).value = "成果:台账\n报送对象：市民政局"
    sheet.cell(4, at["备注"]).value = None
    sheet.cell(3, at["备注"]).value = 0.9
    sheet.cell(3, at["备注"]).number_format = "0%"
    directive, findings = read_directive_xlsx(saved(book), "表.xlsx")
    first, second, third, _ = directive.duties
    assert [one.code for one in findings] == ["WJ199"]  # 7号 says something else
    assert (first.local_deadline, first.deadline) == ("2026年3月1日", "2026年4月1日")
    assert (first.remark, second.section, first.not_local) == ("375", "1.5", "是")
    assert (first.section, first.assisting) == ("养老服务股", ("县财政局", "县公安局"))
    assert first.measures == DIRECTIVE.duties[0].measures
    assert second.kept == "并入D007"
    assert second.deliverable == Deliverable(text="台账", recipient="市民政局")
    assert (second.remark, third.remark) == ("90%", "")


def test_elements_are_corrected_on_the_cover() -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    book["上级文件"]["B2"].value = "示民发〔2026〕60号"
    assert read_directive_xlsx(saved(book), "表.xlsx")[0].number == "示民发〔2026〕60号"


def test_a_new_row_becomes_a_new_duty_and_a_deleted_one_is_kept() -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    sheet = book["任务清单"]
    sheet.delete_rows(3)
    sheet.cell(9, 3).value = "新增的任务。"
    directive, findings = read_directive_xlsx(saved(book), "表.xlsx")
    assert [duty.id for duty in directive.duties] == ["D001", "D002", "D003", "D007", "D008"]
    assert directive.duties[1] == DIRECTIVE.duties[1]
    assert directive.duties[4] == Duty(id="D008", text="新增的任务。", added=True)
    assert [str(finding).split("\n")[0] for finding in findings] == [
        "表.xlsx（任务清单）: 警告 WJ192: 任务D002的一行被删去，已按原内容保留",
        "表.xlsx（任务清单 A9）: 说明 WJ193: 新增的一行编为D008",
    ]


def test_a_new_row_without_a_text_is_named() -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    book["任务清单"]["E9"].value = "本局主责"
    assert "表.xlsx（任务清单 C9）: 错误 WJ181: 缺少“原文”" in [line.split("\n")[0] for line in refusal(saved(book))]


def test_what_the_superior_wrote_cannot_be_changed_in_the_list() -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    sheet = book["任务清单"]
    sheet["C2"].value = "养老机构隔离观察不少于7天。"
    sheet["B2"].value = "一、（二）"
    sheet["C3"].value = None
    sheet["C4"].value = " =1+1\n不是公式 "
    directive, findings = read_directive_xlsx(saved(book), "表.xlsx")
    assert directive == DIRECTIVE
    assert [str(finding) for finding in findings] == [
        (
            "表.xlsx（任务清单 B2）: 警告 WJ185: 任务D001的条款被改动，已恢复原文\n"
            "    一、（二）\n"
            "提示：原文有误的，请改上级文件后重新导入。"
        ),
        (
            "表.xlsx（任务清单 C2）: 警告 WJ185: 任务D001的上级原文被改动，已恢复原文\n"
            "    养老机构隔离观察不少于7天。\n"
            "提示：原文有误的，请改上级文件后重新导入。"
        ),
        (
            "表.xlsx（任务清单 C3）: 警告 WJ185: 任务D002的上级原文被改动，已恢复原文\n"
            "提示：原文有误的，请改上级文件后重新导入。"
        ),
    ]


def test_a_hidden_text_that_does_not_fit_its_mark_is_reported() -> None:
    first = DIRECTIVE.duties[0].model_copy(update={"text": "养老机构隔离观察不少于7天。"})
    data = write_directive_xlsx(DIRECTIVE.model_copy(update={"duties": (first,)}))
    _, findings = read_directive_xlsx(data, "表.xlsx")
    assert [str(finding).split("\n")[0] for finding in findings] == [
        "表.xlsx（任务清单 C2）: 警告 WJ191: 任务D001的原文与指纹不符，可能被改动过"
    ]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("√", "√"),
        ("已核", "已核"),
        (dt.date(2026, 3, 2), "2026年3月2日"),
        (46083, "2026年3月2日"),
        ("张三", "张三"),
    ],
)
def test_a_tick_is_no_signature(typed: Any, shown: str) -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    book["任务清单"]["M2"].value = typed
    directive, findings = read_directive_xlsx(saved(book), "表.xlsx")
    assert not directive.duties[0].signed
    assert [str(finding) for finding in findings] == [
        (
            f"表.xlsx（任务清单 M2）: 警告 WJ198: 任务D001的“核对”写的是“{shown}”，不算已核对\n"
            "提示：请写姓名和日期，如“张三 2026-03-02”，日期要有年份；只打钩或只写日期都不算。"
        )
    ]


@pytest.mark.parametrize("typed", ["张三 2026.3.2", "2026-03-02 张三", "2026年3月2日，张三"])
def test_name_and_date_in_a_cell_are_a_signature(typed: str) -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    book["任务清单"]["M2"].value = typed
    directive, findings = read_directive_xlsx(saved(book), "表.xlsx")
    assert directive.duties[0].signed
    assert findings == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (46083, "2026年3月2日"),
        ("46083", "2026年3月2日"),
        (46083.5, "2026年3月2日"),
        (20261130, "2026-11-30"),
        ("20261130", "2026-11-30"),
        (20261340, "20261340"),
        (29999, "29999"),
        (15, "15"),
        ("2026年底前", "2026年底前"),
    ],
)
def test_a_day_that_lost_its_format(typed: Any, expected: str) -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    sheet = book["任务清单"]
    at = head(sheet)
    sheet.cell(2, at["上级时限"]).value = typed
    sheet.cell(3, at["本级时限"]).value = typed
    sheet.cell(2, at["备注"]).value = typed
    directive, _ = read_directive_xlsx(saved(book), "表.xlsx")
    assert (directive.duties[0].deadline, directive.duties[1].local_deadline) == (expected, expected)
    assert directive.duties[0].remark == (f"{typed:.15g}" if isinstance(typed, (int, float)) else typed)


def test_ids_typed_loosely() -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    sheet = book["任务清单"]
    for cell, typed in {"A2": "d001", "A3": "D2", "A4": "Ｄ００３", "A5": " d 7 "}.items():
        sheet[cell].value = typed
    for cell, typed in {"D2": "并入ｄ７", "D3": "并入 d3", "D4": "并入：任务1号"}.items():
        sheet[cell].value = typed
    directive, findings = read_directive_xlsx(saved(book), "表.xlsx")
    assert {one.code for one in findings} == {"WJ199"}  # they say other things
    assert [(duty.id, duty.kept) for duty in directive.duties] == [
        ("D001", "并入D007"),
        ("D002", "并入D003"),
        ("D003", "并入D001"),
        ("D007", "是"),
    ]


NOTICE = """\
示省民政厅关于做好民政服务机构工作的通知
示民发〔2026〕6号
各市民政局：
一、加强管理
养老机构要每月至少开展一次用电安全检查。
示省民政厅
2026年2月1日
"""


def test_a_row_added_by_hand_survives_the_next_imports() -> None:
    """Out of the list with a row of the clerk's own, and twice through a re-import of the same paper."""
    source = extract(read_documents(NOTICE.encode(), "上级.txt")[0])[0]
    book = opened(write_directive_xlsx(source))
    sheet = book["任务清单"]
    sheet["C3"].value = "民政所要每周走访一次独居老人。"
    sheet["D3"].value = "是"
    sheet["M3"].value = "张三 2026-03-02"
    listed, findings = read_directive_xlsx(saved(book), "表.xlsx")
    assert [str(finding) for finding in findings] == ["表.xlsx（任务清单 A3）: 说明 WJ193: 新增的一行编为D002"]
    once, changes = merge(listed, source)
    assert changes == ()
    again, findings = read_directive_xlsx(write_directive_xlsx(once), "表.xlsx")
    assert findings == ()
    twice, changes = merge(again, source)
    assert changes == ()
    assert twice.duties[1] == Duty(
        id="D002", text="民政所要每周走访一次独居老人。", checked="张三 2026-03-02", added=True
    )


def test_a_row_added_by_hand_may_be_changed_later() -> None:
    own = Duty(id="D001", text="每周走访。", added=True)
    book = opened(write_directive_xlsx(Directive(title="甲", duties=(own,))))
    book["任务清单"]["C2"].value = "每月走访。"
    directive, findings = read_directive_xlsx(saved(book), "表.xlsx")
    assert directive.duties == (Duty(id="D001", text="每月走访。", added=True),)
    assert findings == ()


def test_empty_spare_rows_are_not_printed() -> None:
    """They have no lines of their own: what stands ruled is printed, on a page of nothing else."""
    sheet = opened(write_directive_xlsx(DIRECTIVE))["任务清单"]
    assert sheet["A5"].border.left.style == "thin"
    assert not any(cell.border.left or cell.border.bottom for row in sheet["A6:M25"] for cell in row)
    assert {cell.protection.locked for row in sheet["A6:M25"] for cell in row} == {False}
    (ruled,) = sheet.conditional_formatting
    assert str(ruled.sqref) == "A6:M25"
    assert ruled.rules[0].formula == ["COUNTA($A6:$M6)>0"]


def test_a_deleted_column_keeps_what_it_held() -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    book["任务清单"].delete_cols(5)
    directive, findings = read_directive_xlsx(saved(book), "表.xlsx")
    assert directive == DIRECTIVE
    assert [str(finding).split("\n")[0] for finding in findings] == [
        "表.xlsx（任务清单）: 警告 WJ187: 表里没有“归口”一列，这一列按原来的内容"
    ]


def test_a_list_copied_into_a_new_book_is_read_from_what_it_shows() -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    del book["原始数据"]
    duty = read_directive_xlsx(saved(book), "表.xlsx")[0].duties[0]
    assert (duty.text, duty.competence) == ("养老机构隔离观察不少于14天。", Competence.OWN)
    assert duty.assisting == ("县卫生健康局", "县财政局")
    assert duty.measures == ()


@pytest.mark.parametrize(
    ("cell", "value", "line"),
    [
        ("E2", "本局主办", "表.xlsx（任务清单 E2）: 错误 WJ182: “任务第1项、归口”不能是“本局主办”"),
        ("A3", "D001", "表.xlsx（任务清单 A3）: 错误 WJ188: “D001”重复"),
        ("A3", "D099", "表.xlsx（任务清单 A3）: 错误 WJ189: 任务编号“D099”不在原来的清单里"),
        ("D2", "也许", "表.xlsx（任务清单 D2）: 错误 WJ194: “是否任务”不能是“也许”"),
        ("D2", "并入D050", "表.xlsx（任务清单 D2）: 错误 WJ194: “是否任务”不能是“并入D050”"),
        ("A1", "号", "表.xlsx（任务清单）: 错误 WJ196: 没有找到“任务编号（勿改）”一列"),
    ],
)
def test_a_wrong_cell_is_named(cell: str, value: str | None, line: str) -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    book["任务清单"][cell].value = value
    assert line in [problem.split("\n")[0] for problem in refusal(saved(book))]


@pytest.mark.parametrize("word", ["不涉及", "与我县无关", "不适用"])
def test_who_says_in_the_wrong_column_that_it_does_not_concern_us_is_told_where(word: str) -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    book["任务清单"]["D2"].value = word
    (problem,) = refusal(saved(book))
    assert problem == (
        f"表.xlsx（任务清单 D2）: 错误 WJ194: “是否任务”不能是“{word}”\n"
        "提示：可以写：是、否，或“并入”加清单里另一任务的编号，如“并入D003”。"
        "不涉及本地的，这一格仍填“是”，在“不涉及理由”一列写明理由；归其他单位的，在“归口”一列改。"
    )


@pytest.mark.parametrize("word", ["不涉及", "不涉及本地", "与我县无关"])
def test_no_competence_is_none_of_our_place_and_the_column_for_it_is_named(word: str) -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    book["任务清单"]["E2"].value = word
    (problem,) = refusal(saved(book))
    assert problem.endswith("、上级自办。不涉及本地的，归口照旧，在“不涉及理由”里写明理由。")


@pytest.mark.parametrize("name", ["责任股室", "责任处（科）室", "承办科室", "主责科室"])
def test_a_column_of_another_name_is_read(name: str) -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    sheet = book["任务清单"]
    sheet.cell(1, head(sheet)["牵头股室"]).value = name
    sheet.cell(2, head(sheet)[name]).value = "救助股"
    directive, findings = read_directive_xlsx(saved(book), "表.xlsx")
    assert (directive.duties[0].section, findings) == ("救助股", ())


def test_a_column_of_people_s_own_is_named_and_carried_over() -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    sheet = book["任务清单"]
    at = sheet.max_column + 1
    sheet.cell(1, at).value, sheet.cell(2, at).value = "责任股室", "问过老王"
    directive, findings = read_directive_xlsx(saved(book), "表.xlsx")
    assert directive == DIRECTIVE
    assert [str(finding) for finding in findings] == [
        (
            "表.xlsx（任务清单）: 说明 WJ179: “责任股室”不是清单里的列，没有读\n"
            "提示：要程序读的，列名请照原表写；自己加的列，再次导入时按文字放到最后，照样保留。"
        )
    ]
    handmade = read_handmade(saved(book), "表.xlsx", directive)
    again = write_directive_xlsx(directive, handmade=handmade)
    assert [opened(again)["任务清单"].cell(row, at).value for row in (1, 2)] == ["责任股室", "问过老王"]
    assert read_handmade(again, "表.xlsx", directive) == handmade == Handmade((("责任股室", {"D001": "问过老王"}),))
    assert read_directive_xlsx(again, "表.xlsx")[0] == DIRECTIVE


def test_what_is_not_carried_over_is_told() -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    book["任务清单"]["C2"].comment = Comment("再问问", "李示例")
    for cell in ("C2", "F2"):
        book["任务清单"][cell].fill = PatternFill("solid", fgColor="FFFF00")
    book.create_sheet("统计")
    handmade = read_handmade(saved(book), "表.xlsx", DIRECTIVE)
    assert handmade.lost == "批注1处（任务清单 C2）、底色2处（任务清单 C2、任务清单 F2）、工作表“统计”"
    assert read_handmade(write_directive_xlsx(DIRECTIVE, LOCALITY), "表.xlsx", DIRECTIVE) == Handmade()


def test_a_formula_is_text() -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    book["任务清单"]["L2"].value = '="甲"&"乙"'
    directive, _ = read_directive_xlsx(saved(book), "表.xlsx")
    assert directive.duties[0].remark == '="甲"&"乙"'


def test_a_formula_that_was_worked_out_is_the_value_people_see() -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    book["任务清单"]["L2"].value = "=1+2"
    parts: dict[str, bytes] = {}
    with ZipFile(BytesIO(saved(book))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, re.sub(rb"(<f>1\+2</f>)<v ?/?>(</v>)?", rb"\1<v>3</v>", content))
    assert read_directive_xlsx(stream.getvalue(), "表.xlsx")[0].duties[0].remark == "3"


def test_damaged_hidden_data_are_refused() -> None:
    book = opened(write_directive_xlsx(DIRECTIVE))
    book["原始数据"]["B2"].value = "甲"
    assert refusal(saved(book)) == [
        (
            "表.xlsx（原始数据）: 错误 WJ195: 表格里隐藏的原始数据已损坏\n"
            "提示：请从原来的yaml重新导出表格，再把改动填进去。"
        )
    ]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"not a sheet", "表.xlsx: 错误 WJ108: 文件已损坏，不是完整的.xlsx文件"),
        (b"PK\x03\x04 cut", "表.xlsx: 错误 WJ108: 文件已损坏，不是完整的.xlsx文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "表.xlsx: 错误 WJ109: 文件加了密码，或者其实是旧版.doc、.xls格式"),
    ],
)
def test_what_is_no_sheet_is_refused(data: bytes, line: str) -> None:
    assert refusal(data)[0].split("\n")[0] == line


def test_another_sheet_is_refused_and_has_no_kind() -> None:
    book = Workbook()
    data = saved(book)
    assert refusal(data)[0].startswith("表.xlsx: 错误 WJ186: 表格里没有名为“任务清单”的工作表")
    assert refusal(data, job=True)[0].startswith("表.xlsx: 错误 WJ186: 表格里没有名为“拟稿单”的工作表")
    assert twin_kind(data, "表.xlsx") is None
    assert twin_kind(write_job_xlsx(JOB), "表.xlsx") == "拟稿单"
    assert twin_kind(write_directive_xlsx(DIRECTIVE), "表.xlsx") == "上级文件"


def test_entities_in_a_sheet_are_refused() -> None:
    parts: dict[str, bytes] = {}
    with ZipFile(BytesIO(write_job_xlsx(JOB))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            bomb = b'<!DOCTYPE a [<!ENTITY b "c">]>' if name.endswith("workbook.xml") else b""
            archive.writestr(name, bomb + content)
    assert refusal(stream.getvalue(), job=True)[0].startswith(
        "表.xlsx: 错误 WJ111: 文件内含有外部定义（DOCTYPE），不予读取"
    )


# Job


def labelled(sheet: Any) -> dict[str, int]:
    return {str(row[0].value): row[0].row for row in sheet.iter_rows() if row[0].value}


# a list of several parents

STACK = DIRECTIVE.model_copy(
    update={
        "papers": (
            SourcePaper(title="关于做好冬季救助工作的意见", number="国民发〔2026〕2号", date="2026年1月5日"),
            SourcePaper(title="关于做好民政服务机构工作的通知", number="示民发〔2026〕6号", issuer=("示省民政厅",)),
        ),
        "duties": (
            DIRECTIVE.duties[0].model_copy(
                update={
                    "sources": (
                        DutySource(paper="国民发〔2026〕2号", where="二、（三）", text="隔离观察不少于7天。"),
                        DutySource(
                            paper="示民发〔2026〕6号",
                            where="一、（一）",
                            text="养老机构隔离观察不少于14天。",
                            deadline="6月底前",
                            change="提前至6月底前；增加：=逐人登记",
                        ),
                    )
                }
            ),
            DIRECTIVE.duties[1],
        ),
    }
)


def test_a_list_of_several_parents_comes_back_without_loss() -> None:
    data = write_directive_xlsx(STACK, LOCALITY)
    assert read_directive_xlsx(data, "表.xlsx") == (STACK, ())
    assert read_directive_xlsx(saved(opened(data)), "表.xlsx") == (STACK, ())


def test_its_sheet_shows_where_each_level_asks_and_what_it_adds() -> None:
    book = opened(write_directive_xlsx(STACK, LOCALITY))
    sheet = book["任务清单"]
    assert [cell.value for cell in sheet[1]][2:6] == [
        "上级原文",
        "来源（各级条款）",
        "各级增加",
        "是否任务（是／否／并入×号）",
    ]
    assert (sheet["D2"].value, sheet["E2"].value) == (
        "国：二、（三）；省：一、（一）（提前至6月底前；增加：=逐人登记）",
        "省：提前至6月底前；增加：=逐人登记",
    )
    assert (sheet["D2"].protection.locked, sheet["E2"].protection.locked) == (True, True)
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["F2:F23", "G2:G23", "H2:H23"]
    assert [(row[0].value, row[1].value) for row in book["上级文件"].iter_rows(min_row=7, max_row=8)] == [
        ("指纹", None),
        (
            "依据文件",
            "国：《关于做好冬季救助工作的意见》（国民发〔2026〕2号）\n省：《关于做好民政服务机构工作的通知》（示民发〔2026〕6号）",
        ),
    ]


def test_the_sources_cannot_be_changed_in_the_list() -> None:
    book = opened(write_directive_xlsx(STACK))
    sheet = book["任务清单"]
    sheet["D2"].value = "国：没有"
    sheet["D3"].value = "省：编出来的"
    sheet["E2"].value = None
    directive, findings = read_directive_xlsx(saved(book), "表.xlsx")
    assert directive == STACK
    assert [str(finding).splitlines()[0] for finding in findings] == [
        "表.xlsx（任务清单 D2）: 警告 WJ185: 任务D001的来源被改动，已恢复原文",
        "表.xlsx（任务清单 E2）: 警告 WJ185: 任务D001的各级增加被改动，已恢复原文",
        "表.xlsx（任务清单 D3）: 警告 WJ185: 任务D002的来源被改动，已恢复原文",
    ]


def test_a_row_added_to_a_list_of_several_parents_has_no_sources() -> None:
    book = opened(write_directive_xlsx(STACK))
    sheet = book["任务清单"]
    sheet["C4"].value = "民政所要每周走访一次。"
    sheet["D4"].value = "局党组会议"
    directive, findings = read_directive_xlsx(saved(book), "表.xlsx")
    assert (directive.duties[-1].text, directive.duties[-1].sources, directive.duties[-1].added) == (
        "民政所要每周走访一次。",
        (),
        True,
    )
    assert [finding.code for finding in findings] == ["WJ193"]


SOURCE = st.tuples(
    st.sampled_from([paper.name for paper in STACK.papers]),
    st.text(min_size=1, max_size=30),
    st.text(max_size=8),
    st.text(max_size=30),
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SOURCE, max_size=3))
def test_any_sources_survive(rows: list[tuple[str, str, str, str]]) -> None:
    sources = tuple(
        DutySource(paper=paper, text=text, where=where, change=change) for paper, text, where, change in rows
    )
    duties = (DIRECTIVE.duties[1].model_copy(update={"sources": sources}),)
    listed = STACK.model_copy(update={"duties": duties})
    assert read_directive_xlsx(saved(opened(write_directive_xlsx(listed))), "表.xlsx") == (listed, ())


def test_a_job_comes_back_without_loss() -> None:
    data = write_job_xlsx(JOB, LOCALITY)
    assert data == write_job_xlsx(JOB, LOCALITY)
    assert read_job_xlsx(data, "表.xlsx") == (JOB, ())
    assert read_job_xlsx(saved(opened(data)), "表.xlsx") == (JOB, ())


def test_the_job_sheet_has_labels_drop_downs_and_yellow_cells() -> None:
    book = opened(write_job_xlsx(JOB, LOCALITY))
    sheet = book["拟稿单"]
    at = labelled(sheet)
    assert sheet.cell(at["行文名义"], 2).value == "经政府同意"
    assert sheet.cell(at["依据"], 2).value == "上级一.yaml\n上级二.txt"
    assert sheet.cell(at["文种"], 3).value == "实施方案"
    assert sheet.cell(at["要素：发文字号"], 2).value == "鲁民字〔2026〕　号"
    assert sheet.cell(at["地区"], 2).fill.fgColor.rgb == "00FFF2CC"
    assert sheet.cell(at["文种"], 2).fill.fgColor.rgb == "00FFF2CC"
    assert {str(rule.sqref) for rule in sheet.data_validations.dataValidation} >= {
        f"B{at['行文名义']}",
        f"B{at['稿别']}",
        f"B{at['版头']}",
        f"B{at['文种']}:E{at['文种']}",
    }


def test_a_job_filled_in_by_a_clerk() -> None:
    book = opened(write_job_xlsx(JOB))
    sheet = book["拟稿单"]
    at = labelled(sheet)
    sheet.cell(at["地区"], 2).value = " 东胜区.yaml "
    sheet.cell(at["稿别"], 2).value = "清样"
    sheet.cell(at["份数"], 2).value = 30
    spare = at["份数"] + 4
    sheet.cell(spare, 1).value = "自查时限"
    sheet.cell(spare, 2).value = dt.date(2026, 3, 27)
    sheet.cell(at["文种"], 4).value = "任务分解表"
    sheet.cell(at["附于"], 4).value = 2
    sheet.cell(at["排除"], 2).value = "养老.出入管理；D002、D003"
    sheet.cell(at["要素：成文日期"], 2).value = dt.date(2026, 3, 4)
    sheet.insert_rows(4)
    job, findings = read_job_xlsx(saved(book), "表.xlsx")
    assert findings == ()
    assert (job.locality, job.stage, job.authority) == ("东胜区.yaml", Stage.FINAL, Authority.APPROVED)
    assert job.parameters == {"份数": "30", "=名称": "=1+1", "自查时限": "2026年3月27日"}
    assert job.documents[0].excluded == ("养老.出入管理", "D002", "D003")
    assert job.documents[0].elements == Elements(
        number="鲁民字〔2026〕　号", title="另一个标题", recipients=("各乡镇", "局属各单位"), date="2026年3月4日"
    )
    assert job.documents[2] == JobDocument(genre=Genre.TASK_TABLE, attached_to="2")


@pytest.mark.parametrize(
    ("label", "column", "value", "line"),
    [
        ("行文名义", 2, "县里", "表.xlsx（拟稿单 B6）: 错误 WJ182: “行文名义”不能是“县里”"),
        ("地区", 2, None, "表.xlsx（拟稿单 B2）: 错误 WJ181: 缺少“地区”"),
        ("地区", 1, "地方", "表.xlsx（拟稿单 A2）: 错误 WJ180: 没有“地方”这一项"),
        ("文种", 3, "公报", "表.xlsx（拟稿单 C29）: 错误 WJ182: “文件第2项、文种”不能是“公报”"),
    ],
)
def test_a_wrong_cell_of_a_job_is_named(label: str, column: int, value: str | None, line: str) -> None:
    book = opened(write_job_xlsx(JOB))
    sheet = book["拟稿单"]
    sheet.cell(labelled(sheet)[label], column).value = value
    assert line in [problem.split("\n")[0] for problem in refusal(saved(book), job=True)]


@pytest.mark.parametrize("typed", [46085, "46085", 20260304, "20260304", dt.date(2026, 3, 4), "2026年3月4日"])
def test_a_day_of_a_paper_that_lost_its_format(typed: Any) -> None:
    book = opened(write_job_xlsx(JOB))
    sheet = book["拟稿单"]
    at = labelled(sheet)
    sheet.cell(at["要素：成文日期"], 2).value = typed
    sheet.cell(at["要素：印发日期"], 2).value = typed
    sheet.cell(at["要素：联系电话"], 2).value = 60504
    elements = read_job_xlsx(saved(book), "表.xlsx")[0].documents[0].elements
    assert (elements.date, elements.print_date, elements.telephone) == ("2026年3月4日", "2026年3月4日", "60504")


def test_outlines_are_offered_by_name() -> None:
    book = opened(write_job_xlsx(JOB, outlines=("通知", "实施方案")))
    sheet = book["拟稿单"]
    (rule,) = [
        rule
        for rule in sheet.data_validations.dataValidation
        if str(rule.sqref) == f"B{labelled(sheet)['提纲']}:E{labelled(sheet)['提纲']}"
    ]
    assert rule.showErrorMessage is False
    assert [cell.value for cell in book["选项"][rule.formula1[4]][:2]] == ["通知", "实施方案"]


def test_a_value_without_a_parameter_s_name_is_named() -> None:
    book = opened(write_job_xlsx(JOB))
    sheet = book["拟稿单"]
    row = labelled(sheet)["份数"] + 4
    sheet.cell(row, 2).value = "甲"
    assert f"表.xlsx（拟稿单 A{row}）: 错误 WJ197: 参数缺少名称" in refusal(saved(book), job=True)[0]


TEXT = st.text(st.characters(codec="utf-8"), max_size=15) | st.text("甲=+-@：\n ', 0", max_size=8)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(text=TEXT, where=TEXT, assisting=st.lists(TEXT, max_size=3), remark=TEXT)
def test_any_duty_survives(text: str, where: str, assisting: list[str], remark: str) -> None:
    duty = Duty(id="D001", text=text, where=where, assisting=tuple(assisting), remark=remark, section=where)
    directive = Directive(title="甲", duties=(duty,))
    assert read_directive_xlsx(write_directive_xlsx(directive), "表.xlsx")[0] == directive


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(title=TEXT, value=TEXT, name=TEXT, added=st.lists(TEXT, max_size=3))
def test_any_job_survives(title: str, value: str, name: str, added: list[str]) -> None:
    document = JobDocument(genre=Genre.NOTICE, title=title, added=tuple(added))
    job = Job(
        locality="甲", parameters={f"名{name}": value, "文件": value}, documents=(document, document), letterhead=title
    )
    assert read_job_xlsx(write_job_xlsx(job), "表.xlsx")[0] == job
