"""Tables as sheets, and the two plain writers."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenjian.model.document import Block, Column, Document, Origin, Row, Span, Table, Tint
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import BlockKind, OriginKind, Role, Stage
from wenjian.package import EPOCH, FIXED_LEVEL, LEVEL, BrokenPackage, pack, unpack
from wenjian.readers import read_documents
from wenjian.writers import WRITERS, write_html, write_txt, write_xlsx
from wenjian.writers.xlsx import sheet_name

COLUMNS = (
    Column("序号", 8, locked=True),
    Column("重点任务", 35, merged=True),
    Column("具体措施及完成标准", 75),
    Column("牵头股室", 30, choices=("办公室", "养老服务股")),
)


NAMES = ("History", "HISTORY", "核对数据", "表", "", "'甲'", "𠮷" * 16, "一" * 40, "一" * 31, "一" * 30 + "𠮷")


def row(*texts: str) -> Row:
    return Row(tuple((Span(text),) for text in texts))


def tasks(*rows: Row, columns: tuple[Column, ...] = COLUMNS, name: str = "任务分解表") -> Document:
    table = Table(columns, rows, name, head=("牵头单位：鲁山县民政局",), foot=("注：列第一位的为牵头单位。",))
    return Document(
        Elements(title="疫情防控任务分解表"), (Block("b001", BlockKind.TABLE, table=table),), landscape=True
    )


def sheet(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).active


def test_a_table_becomes_a_sheet_ready_to_print() -> None:
    page = sheet(
        write_xlsx(
            tasks(row("1", "出入管理", "每日两次测温", "养老服务股"), row("2", "物资储备", "每周盘点", "办公室"))
        )
    )
    assert page.title == "任务分解表"
    assert [[cell.value for cell in line] for line in page.iter_rows()] == [
        ["疫情防控任务分解表", None, None, None],
        ["牵头单位：鲁山县民政局", None, None, None],
        ["序号", "重点任务", "具体措施及完成标准", "牵头股室"],
        ["1", "出入管理", "每日两次测温", "养老服务股"],
        ["2", "物资储备", "每周盘点", "办公室"],
        ["注：列第一位的为牵头单位。", None, None, None],
    ]
    assert page.freeze_panes == "A4"
    assert page.print_title_rows == "$3:$3"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.oddFooter.center.text == "第&P页 共&N页"
    assert page["A3"].font.b
    assert page["A3"].alignment.wrap_text
    widths = [page.column_dimensions[letter].width for letter in "ABCD"]
    assert [round(width / widths[0], 1) for width in widths] == [1.0, 4.4, 9.4, 3.8]


def test_choices_become_drop_downs_and_locked_columns_are_locked() -> None:
    page = sheet(write_xlsx(tasks(row("1", "出入管理", "每日两次测温", "养老服务股"))))
    rules = page.data_validations.dataValidation
    assert [(rule.formula1, str(rule.sqref)) for rule in rules] == [('"办公室,养老服务股"', "D4")]
    assert page.protection.sheet
    assert (page["A4"].protection.locked, page["C4"].protection.locked) == (True, False)


def test_a_long_text_is_printed_whole_in_smaller_letters() -> None:
    """No row is higher than 409 points: the cell that needs more is set smaller, the others stay as they are."""
    page = sheet(
        write_xlsx(tasks(row("1", "出入管理", "每日巡查。" * 240, ""), row("2", "物资", "每日巡查。" * 40, "")))
    )
    assert (page["B4"].font.sz, page["C4"].font.sz, page["C5"].font.sz) == (11, 8.5, 11)
    across = page.column_dimensions["C"].width * 7 * 25.4 / 96 - 2.5
    for number, length in ((4, 1200), (5, 200)):
        size = page.cell(number, 3).font.sz
        lines = -(-length // int(across / (size * 25.4 / 72)))
        assert lines * size * 1.3 < page.row_dimensions[number].height <= 400


def test_a_row_with_fewer_cells_than_columns_is_written() -> None:
    assert sheet(write_xlsx(tasks(row("1", "出入管理"))))["B4"].value == "出入管理"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+86",
        "-14天",
        "@SUM(A1)",
        "0375",
        "3/4",
        "R&D <5%“企业”《办法》",
        "第一行\n第二行",
        "𠮷",
    ],
)
def test_texts_stay_texts(text: str) -> None:
    data = write_xlsx(tasks(row("1", text, text, "")))
    page = sheet(data)
    assert (page["B4"].value, page["B4"].data_type) == (text, "s")
    assert b"<f>" not in unpack(data)["xl/worksheets/sheet1.xml"]


def test_no_cell_holds_more_than_a_spreadsheet_takes() -> None:
    """More than 32,767 characters make a workbook that Excel has to repair; no row is higher than 409 points."""
    long = "长" * 40_000
    for text in (long, f"{long}\n"):
        data = write_xlsx(tasks(row("1", text, "短", "")))
        cell = sheet(data)["B4"].value
        assert len(cell) == 32_767
        assert cell.endswith("长……（一格只能写32767字，其余没有写出）")
    titled = write_xlsx(replace(tasks(row("1", "短", "", "")), elements=Elements(title=long)))
    assert len(sheet(titled)["A1"].value) == 32_767
    assert sheet(titled).row_dimensions[1].height <= 409


def test_control_characters_are_dropped() -> None:
    assert sheet(write_xlsx(tasks(row("1", "甲\x00\x0b乙", "", ""))))["B4"].value == "甲乙"


def test_what_is_written_reads_back() -> None:
    document = tasks(row("1", "出入管理", "每日两次\n测温", "养老服务股"), row("2", "出入管理", "", "办公室"))
    (read,) = read_documents(write_xlsx(document), "表.xlsx")
    assert read.title == "疫情防控任务分解表"
    table = read.blocks[0].table
    assert table
    assert [column.name for column in table.columns] == ["序号", "重点任务", "具体措施及完成标准", "牵头股室"]
    assert [each.texts() for each in table.rows] == [
        ("1", "出入管理", "每日两次\n测温", "养老服务股"),
        ("2", "出入管理", "", "办公室"),
    ]
    assert table.head == ("牵头单位：鲁山县民政局",)
    assert table.foot == ("注：列第一位的为牵头单位。",)


def test_each_table_has_its_sheet_with_a_name_of_its_own() -> None:
    document = tasks(row("1", "甲", "", ""), name="清单[一]/二:？很长很长很长很长很长很长很长很长很长很长很长很长")
    inner = tasks(row("1", "乙", "", ""), name=document.blocks[0].table.name if document.blocks[0].table else "")
    both = Document(document.elements, document.blocks, (inner,))
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(both)))
    assert len(book.sheetnames) == 2
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in book.sheetnames)


@given(st.lists(st.text("AaZ历史表ſß𠮷😀 '[]:*?/\\\t\n\x00\ud800", max_size=40) | st.sampled_from(NAMES), max_size=12))
def test_a_sheet_may_have_every_name(names: list[str]) -> None:
    taken: set[str] = set()
    given = [sheet_name(name, taken) for name in names]
    assert len({name.casefold() for name in given}) == len(names)
    for name in given:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f]", name)
        assert name == name.strip().strip("'")
        assert name.casefold() not in {"history", "核对数据"}


def test_a_name_that_a_spreadsheet_takes_is_kept() -> None:
    long = "一" * 31
    assert [sheet_name(name, set()) for name in (long, "任务分解表", "Q&A <1>")] == [long, "任务分解表", "Q&A <1>"]


def test_the_hidden_sheet_and_a_table_of_its_name_are_two() -> None:
    marked = tasks(Row(row("1", "甲", "", "").cells, mark="D001"), name="核对数据")
    assert openpyxl.load_workbook(io.BytesIO(write_xlsx(marked))).sheetnames == ["核对数据2", "核对数据"]


def test_a_narrow_table_stands_upright() -> None:
    document = tasks(row("1", "甲"), columns=(Column("序号", 16), Column("检查内容", 140)))
    page = sheet(write_xlsx(Document(document.elements, document.blocks)))
    assert page.page_setup.orientation == "portrait"


def test_a_table_wider_than_a_page_pins_its_first_columns_and_is_broken_between_others() -> None:
    columns = (Column("任务", 60), *(Column(f"第{number}乡镇", 12) for number in range(1, 41)))
    looks = ((None, False), (Tint.RED, True), *[(None, False)] * 39)
    table = Table(columns, (Row(row("甲", *["√"] * 40).cells, looks=looks), row("乙", *["×"] * 40)), "一览", pinned=1)
    page = sheet(write_xlsx(Document(Elements(title="一览表"), (Block("b1", BlockKind.TABLE, table=table),))))
    assert (page.freeze_panes, page.print_title_cols, page.print_title_rows) == ("B3", "$A:$A", "$2:$2")
    assert (page["A2"].alignment.textRotation, page["B2"].alignment.textRotation) == (0, 255)
    assert (page["B3"].fill.fgColor.rgb, page["B3"].font.b, page["B4"].fill.fill_type) == ("FFF8CBAD", True, None)
    assert [each.id for each in page.col_breaks.brk] == [15, 29]
    assert not page.sheet_properties.pageSetUpPr.fitToPage
    assert 50 < page.page_setup.scale < 100


def test_a_document_without_tables_gives_an_empty_sheet() -> None:
    assert sheet(write_xlsx(Document(Elements(title="通知")))).max_row == 1


def test_the_same_table_gives_the_same_bytes_with_the_given_date() -> None:
    first, second = (write_xlsx(tasks(row("1", "甲", "", "")), date="2026年3月1日") for _ in range(2))
    assert first == second
    properties = unpack(first)["docProps/core.xml"].decode()
    assert "2026-03-01T00:00:00Z" in properties
    assert "openpyxl" not in properties


# --- html and txt

RESTATED = Span("立即报告", Origin(OriginKind.RESTATED, "示发明电〔2026〕6号#D001"))
PENDING = Span("【待定：牵头股室】", Origin(OriginKind.SLOT, "牵头股室", "待定"))


def small_paper() -> Document:
    blocks = (
        Block("b001", BlockKind.HEADING, (Span("总体要求"),), level=1, label="一、"),
        Block(
            "b002",
            BlockKind.PARAGRAPH,
            (Span("R&D <5%，由"), PENDING, RESTATED),
            level=2,
            label="（一）",
            lead="加强管理。",
        ),
    )
    attachment = tasks(row("1", "甲", "<script>", ""), row("2", "甲", "乙", ""))
    carried = Document(attachment.elements, attachment.blocks, role=Role.ATTACHMENT, landscape=True)
    elements = Elements(
        mark="鲁山县民政局文件",
        number="鲁民字〔2026〕3号",
        title="关于防控的通知",
        recipients=("局属各单位",),
        signature=("鲁山县民政局",),
        date="2026年3月1日",
    )
    return Document(elements, blocks, (carried,))


def test_html_is_self_contained_and_escaped() -> None:
    text = WRITERS[".html"](small_paper(), b"", Stage.FINAL).decode()
    assert text.startswith("<!DOCTYPE html>\n")
    assert "<title>关于防控的通知</title>" in text
    assert '<p class="mark">鲁山县民政局文件</p>' in text
    assert "<h2>一、总体要求</h2>" in text
    assert '<span class="lead">（一）加强管理。</span>R&amp;D &lt;5%，由<mark>【待定：牵头股室】</mark>' in text
    assert '<span class="restated">立即报告</span>' in text
    assert "<script" not in text
    assert '<td rowspan="2" class="middle">甲</td>' in text
    assert not re.search(r"(?:src|href|url)\b", text)


def test_txt_reads_from_top_to_bottom() -> None:
    assert WRITERS[".txt"](small_paper(), b"", Stage.FINAL).decode() == (
        "鲁山县民政局文件\n鲁民字〔2026〕3号\n\n关于防控的通知\n\n局属各单位：\n　　一、总体要求\n"
        "　　（一）加强管理。R&D <5%，由【待定：牵头股室】立即报告\n　　附件：疫情防控任务分解表\n"
        "　　　　　　　　　　　　　　　　　　　　鲁山县民政局\n　　　　　　　　　　　　　　　　　　　　2026年3月1日\n\n"
        "附件\n疫情防控任务分解表\n\n牵头单位：鲁山县民政局\n序号\t重点任务\t具体措施及完成标准\t牵头股室\n"
        "1\t甲\t<script>\t\n2\t甲\t乙\t\n注：列第一位的为牵头单位。\n"
    )


def test_copy_number_and_urgency_stand_at_the_top() -> None:
    elements = small_paper().elements.model_copy(update={"copy_number": "12", "urgency": "特急"})
    document = Document(elements, small_paper().blocks, small_paper().attachments)
    assert WRITERS[".txt"](document, b"", Stage.FINAL).decode().startswith("000012\n特急\n鲁山县民政局文件\n")
    assert (
        '<p class="corner">000012</p>\n<p class="corner">特急</p>'
        in WRITERS[".html"](document, b"", Stage.FINAL).decode()
    )
    assert "000012" not in WRITERS[".html"](document, b"", Stage.REVIEW).decode()


def test_the_record_closes_the_whole_paper() -> None:
    elements = small_paper().elements.model_copy(update={"printer": "鲁山县民政局办公室", "print_date": "2026年3月2日"})
    document = Document(elements, small_paper().blocks, small_paper().attachments)
    assert WRITERS[".txt"](document, b"", Stage.FINAL).decode().endswith("\n\n鲁山县民政局办公室　　2026年3月2日印发\n")
    record = '<p class="record">鲁山县民政局办公室<span>2026年3月2日印发</span></p>\n</body>'
    assert record in WRITERS[".html"](document, b"", Stage.FINAL).decode()


def test_documents_that_nobody_arranged_are_written_with_their_title() -> None:
    document = Document(Elements(title="关于防控的通知"), small_paper().blocks)
    assert write_txt(document).decode().startswith("关于防控的通知\n\n　　一、总体要求\n")
    assert "<h1>关于防控的通知</h1>" in write_html(document).decode()


# --- packages


def test_packages_have_a_fixed_order_and_date() -> None:
    parts = {"b.xml": b"<b/>", "_rels/.rels": b"<r/>", "[Content_Types].xml": b"<t/>", "a.xml": b"<a/>"}
    assert list(unpack(pack(parts))) == ["[Content_Types].xml", "_rels/.rels", "a.xml", "b.xml"]
    assert pack(parts) == pack(dict(reversed(parts.items())))
    assert unpack(pack(parts, fixed=["a.xml"])) == unpack(pack(parts))


def test_a_package_is_what_the_standard_library_writes() -> None:
    text = "".join(f"<a>第{number}段，{number * number}</a>" for number in range(9_999)).encode()
    parts = {"a.xml": text, "word/media/章.png": bytes(range(256)) * 9, "z": b"a short one"}
    for level, fixed in ((LEVEL, ()), (FIXED_LEVEL, parts)):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
            for name, data in parts.items():
                member = zipfile.ZipInfo(name, EPOCH)
                is_stored = name == "z" and not fixed  # what is short and may change is not worth deflating
                member.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
                member.create_system = 0
                archive.writestr(member, data, compresslevel=level)
        assert pack(parts, fixed) == stream.getvalue()
    pieces = [text[at : at + 77] for at in range(0, len(text), 77)]
    assert unpack(pack({**parts, "a.xml": pieces})) == parts
    with zipfile.ZipFile(io.BytesIO(pack({**parts, "a.xml": pieces}))) as archive:
        assert archive.testzip() is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "不是完整的压缩包"),
        (pack({"a": b"1" * 500})[:-30], "不是完整的压缩包"),
        (pack({"../a": b"1"}), "包内文件名不合法"),
        (pack({str(number): b"" for number in range(5001)}), "包内文件超过5000个"),
    ],
)
def test_a_package_that_may_not_be_opened(data: bytes, reason: str) -> None:
    with pytest.raises(BrokenPackage, match=reason):
        unpack(data)
