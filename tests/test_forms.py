"""检查表 and 自查表 as composed: head, columns, rows, signatures; one for each institution; on paper and as a sheet."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from test_compose import CLAUSES, PLACE, read
from wenjian.compose import Composition, Materials, compose
from wenjian.errors import UnreadableInput
from wenjian.library import load_library, load_locality, load_outline
from wenjian.model.document import Document, Table
from wenjian.model.job import Job
from wenjian.model.library import ClauseFile, Library
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Stage
from wenjian.readers import read_documents
from wenjian.shipped import builtin, load_layout
from wenjian.writers import write_docx, write_txt, write_xlsx

SAMPLES = builtin("samples")
PLACES = sorted((SAMPLES / "地区").glob("*.yaml"))

JOB = """
地区: 地区.yaml
主题: [养老机构安全]
稿别: 草稿
参数: {工作名称: 养老机构安全}
文件:
  - {文种: 检查表, 提纲: 检查表}
  - {文种: 检查表, 提纲: 自查表}
"""

HOMES = """
  - {类型: 养老机构, 名称: 甲敬老院, 性质: 公办, 地址: 东街1号, 负责人: 钱某, 电话: 0000-1, 虚构: 是}
  - {类型: 养老机构, 名称: 乙托老院, 性质: 民办, 乡镇: 河西镇}
  - {类型: 救助管理机构, 名称: 丙救助站}
"""

THEMED = CLAUSES.replace("编号: 养老.巡查", "编号: 养老.巡查\n    主题: [养老机构安全]")


def composed(job: str = JOB, place: str = PLACE, clauses: str = THEMED) -> Composition:
    outlines = {name: load_outline(name, SAMPLES)[0] for name in ("检查表", "自查表")}
    listed = read(ClauseFile, clauses).clauses
    return compose(
        read(Job, job),
        Materials(locality=read(Locality, place), library=Library(clauses=listed), outlines=outlines),
    )


def named_homes() -> str:
    return PLACE.replace("服务机构:\n  - {类型: 养老机构, 数量: 12}", f"服务机构:{HOMES.rstrip()}")


def table_of(document: Document) -> Table:
    (block,) = document.blocks
    assert block.table is not None
    return block.table


def labels(table: Table) -> list[str]:
    return [blank.label for row in (*table.form, *table.signing) for blank in row]


def test_the_form_of_an_inspection() -> None:
    table = table_of(composed().papers[0].document)
    assert [column.name for column in table.columns] == [
        "序号",
        "检查项目",
        "检查内容及标准",
        "检查依据",
        "检查方法",
        "结果",
        "问题描述",
        "整改要求及期限",
        "复查结果",
    ]
    assert [row.texts()[:5] for row in table.rows] == [("1", "巡查记录", "每日有记录", "【待定：检查依据】", "查资料")]
    assert labels(table) == [
        *("被检查单位", "性质", "地址", "负责人及电话", "检查时间", "检查类型"),
        *("检查人员（两人以上签名）", "被检查单位意见", "负责人签名（盖章）", "日期", "复查人", "复查日期"),
    ]
    assert table.form[0][1].printed == "□公办　□公建民营　□民办"
    assert table.form[2][1].printed == "□日常　□专项　□双随机　□复查"
    assert table.foot[0].endswith("本表一式两份，检查单位和被检查单位各执一份。")
    assert sum(column.width for column in table.columns) == 156
    assert table.columns[5].choices == ("符合", "不符合", "不涉及")


def test_the_form_of_a_self_check_is_signed_by_three() -> None:
    paper = composed().papers[1]
    table = table_of(paper.document)
    assert paper.kind == "自查表"
    assert paper.document.title == "青河县养老机构安全自查表"
    assert [column.name for column in table.columns][4:] == [
        "机构自查",
        "部门核查",
        "问题描述",
        "整改（措施、期限）",
        "核查（整改后）",
    ]
    assert [row[0].label for row in table.signing] == [
        "机构自查人员、负责人签名（盖章）",
        "部门核查人员（两人以上签名）",
        "整改核查人签名",
    ]
    assert sum(column.width for column in table.columns) == 156


def test_an_item_rests_on_its_own_basis_else_on_that_of_its_clause() -> None:
    item = "{检查项目: 巡查记录, 检查内容及标准: 每日有记录"
    clauses = THEMED.replace("主责: 养老服务", "主责: 养老服务\n    依据: [示例办法（示令第1号）]")
    assert table_of(composed(clauses=clauses).papers[0].document).rows[0].texts()[3] == "示例办法（示令第1号）"
    clauses = clauses.replace(item, f"{item}, 检查依据: 示例规范第3条")
    assert table_of(composed(clauses=clauses).papers[0].document).rows[0].texts()[3] == "示例规范第3条"


def test_each_institution_has_a_form_with_what_is_known_of_it() -> None:
    job = JOB.replace("提纲: 检查表}", "提纲: 检查表, 被检查单位: [养老机构]}")
    document = composed(job, named_homes()).papers[0].document
    forms = [table_of(document), *map(table_of, document.attachments)]
    said = [[blank.text for row in table.form for blank in row] for table in forms]
    assert said == [
        ["甲敬老院", "公办", "东街1号", "钱某（虚构）　0000-1", "", ""],
        ["乙托老院", "民办", "河西镇", "", "", ""],
    ]
    assert forms[1].form[0][1].printed == "□公办　□公建民营　☑民办"
    assert forms[0].rows == forms[1].rows


def test_the_sheet_has_a_page_for_each_institution_fixed_cells_locked() -> None:
    job = JOB.replace("提纲: 检查表}", "提纲: 检查表, 被检查单位: [甲敬老院, 乙托老院]}")
    book = openpyxl.load_workbook(BytesIO(write_xlsx(composed(job, named_homes()).papers[0].document)))
    assert book.sheetnames == ["甲敬老院", "乙托老院"]
    sheet = book.worksheets[1]
    assert sheet.protection.sheet
    cells = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value}
    unit = cells["乙托老院"]
    assert not unit.protection.locked
    assert cells["被检查单位"].protection.locked
    assert cells["巡查记录"].protection.locked
    line = cells["巡查记录"].row
    assert line is not None
    result = sheet.cell(line, cells["结果"].column or 0)
    assert not result.protection.locked
    offered = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert offered[result.coordinate] == '"符合,不符合,不涉及"'
    assert offered[cells["民办"].coordinate] == '"公办,公建民营,民办"'
    assert sheet.row_dimensions[line].height >= 50
    assert sheet.page_setup.orientation == "portrait"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("丁养老院", "错误 WJ930: 地区的服务机构里没有“丁养老院”"),
        ("精神卫生福利机构", "错误 WJ931: 地区的服务机构没有写“精神卫生福利机构”的名称，不能一家出一张"),
    ],
)
def test_an_institution_that_is_not_there_is_refused(name: str, said: str) -> None:
    job = JOB.replace("提纲: 检查表}", f"提纲: 检查表, 被检查单位: [{name}]}}")
    with pytest.raises(UnreadableInput) as refused:
        composed(job, named_homes())
    assert said in str(refused.value)


def test_a_form_without_items_is_said() -> None:
    findings = composed(JOB.replace("主题: [养老机构安全]", "主题: [保障措施]")).findings
    assert [str(one).splitlines()[0] for one in findings if one.code == "WJ932"] == [
        "《青河县养老机构安全检查表》: 警告 WJ932: 检查表没有检查项",
        "《青河县养老机构安全自查表》: 警告 WJ932: 检查表没有检查项",
    ]


def test_the_printed_form_reads_back_as_one_table() -> None:
    job = JOB.replace("提纲: 检查表}", "提纲: 检查表, 被检查单位: [甲敬老院]}")
    document = composed(job, named_homes()).papers[0].document
    (back,) = read_documents(write_docx(document, load_layout("检查表格"), stage=Stage.ISSUED), "检查表.docx")
    table = table_of(back)
    assert table.head == (
        "被检查单位：甲敬老院　性质：☑公办　□公建民营　□民办",
        "地址：东街1号　负责人及电话：钱某（虚构）　0000-1",
        "检查时间：年　月　日　检查类型：□日常　□专项　□双随机　□复查",
    )
    assert table.foot[0] == "检查人员（两人以上签名）："
    assert table.foot[-1].endswith("各执一份。")
    assert [row.texts()[1] for row in table.rows] == ["巡查记录"]
    assert "被检查单位：甲敬老院　性质：☑公办" in write_txt(document).decode()


@cache
def library() -> Library:
    return load_library()


@pytest.mark.parametrize("place", PLACES, ids=lambda path: path.stem)
def test_every_theme_with_check_items_has_its_forms_in_every_place(place: Path) -> None:
    """Both forms list the same items, all but two with a basis: what clauses on weddings ask rests on no law."""
    locality = load_locality(place)[0]
    outlines = {name: load_outline(name, SAMPLES)[0] for name in ("检查表", "自查表")}
    themes = sorted({clause.themes[0] for clause in library().clauses if clause.checks})
    assert len(themes) > 15
    without_basis: set[str] = set()
    for theme in themes:
        listed = tuple(clause for clause in library().clauses if theme in clause.themes)
        used = Materials(locality=locality, library=Library(listed, library().thesaurus), outlines=outlines)
        inspection, own = compose(read(Job, JOB.replace("养老机构安全]", f"{theme}]")), used).papers
        rows = table_of(inspection.document).rows
        assert [row.texts()[:4] for row in rows] == [row.texts()[:4] for row in table_of(own.document).rows]
        assert rows, theme
        without_basis |= {row.texts()[1] for row in rows if "待定" in "".join(row.texts())}
    assert without_basis == {"高峰日服务", "投诉办理"}
