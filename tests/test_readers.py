"""Readers: files of strangers → documents, or a located message that says what to do."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import wenjian.readers
from wenjian.errors import UnreadableInput
from wenjian.layout import arrange
from wenjian.model.document import Block, Column, Document, Origin, Row, Span, Table
from wenjian.model.elements import Elements
from wenjian.model.plain import from_plain
from wenjian.model.vocabulary import BlockKind, OriginKind, Role, Stage
from wenjian.readers import READERS, load_documents, read_documents
from wenjian.readers.secrecy import carries_secrecy_mark
from wenjian.text.walk import document_provisions
from wenjian.writers import docx as docx_writer
from wenjian.writers.xlsx import write_xlsx

LAYOUT = Path(__file__).parents[1] / "templates" / "红头通知.docx"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WIDE = '<w:gridSpan w:val="3"/>'
MERGED = '<w:vMerge w:val="restart"/>'
GOES_ON = "<w:vMerge/>"
NOTICE = "关于加强养老机构安全管理的通知\n各养老机构：\n现将有关事项通知如下。\n一、总体要求\n各机构要每日巡查。\n"


def p(text: str, properties: str = "") -> str:
    ppr = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f'<w:p>{ppr}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def packed(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def docx(*body: str, **parts: str) -> bytes:
    """A docx of raw paragraphs; `parts` are further parts of the folder word, by name without .xml."""
    return packed(
        {"word/document.xml": f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>"}
        | {f"word/{name}.xml": text for name, text in parts.items()}
    )


def printed(*body: str, **parts: str) -> list[str]:
    """The printed lines of a docx: title, then the blocks."""
    document = read_documents(docx(*body, **parts), "通知.docx")[0]
    return [document.title, *(block.printed for block in document.blocks)]


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(UnreadableInput) as raised:
        read_documents(data, name)
    return str(raised.value)


# which files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_every_usual_encoding(encoding: str) -> None:
    (document,) = read_documents(NOTICE.encode(encoding), "通知.txt")
    assert document.title == "关于加强养老机构安全管理的通知"
    assert document.elements.recipients == ("各养老机构",)
    assert [block.printed for block in document.blocks] == [
        "现将有关事项通知如下。",
        "一、总体要求",
        "各机构要每日巡查。",
    ]


def test_text_pasted_with_markdown_loses_the_marks() -> None:
    text = """\
# 关于加强养老机构安全管理的通知

**各养老机构：**

现将有关事项通知如下。

## 一、总体要求

- 各机构要**每日**巡查，按[《巡查办法》](https://example.gov.cn/1.html)做好记录。

---

县民政局
2026年3月2日
"""
    (document,) = read_documents(text.encode(), "通知.txt")
    assert document.title == "关于加强养老机构安全管理的通知"
    assert document.elements.recipients == ("各养老机构",)
    assert document.elements.signature == ("县民政局",)
    assert [block.printed for block in document.blocks] == [
        "现将有关事项通知如下。",
        "一、总体要求",
        "各机构要每日巡查，按《巡查办法》做好记录。",
    ]
    assert [str(finding) for finding in document.findings] == [
        "通知.txt: 说明 WJ147: 文字里夹着“#”“**”等排版记号，已去掉记号后读取\n提示：请对照原件，看有没有缺字。"
    ]


PASTED = """\
序号\t工作任务\t责任单位\t完成时限
1\t摸清独居老年人底数\t各乡镇\t2026年4月底前
2\t建立探访台账\t县民政局养老服务股\t
"""
MARKDOWN = """\
| 序号 | 工作任务 | 责任单位 | 完成时限 |
| --- | :---: | --- | --- |
| 1 | 摸清独居老年人底数 | 各乡镇 | 2026年4月底前 |
| 2 | 建立探访台账 | 县民政局养老服务股 |  |
"""


@pytest.mark.parametrize(
    "table",
    [PASTED, MARKDOWN],
    ids=["tabs", "Markdown"],
)
def test_rows_of_cells_in_a_text_are_a_table(table: str) -> None:
    text = NOTICE.replace("各机构要每日巡查。", f"任务分工见下表。\n{table}各机构要每日巡查。")
    (document,) = read_documents(text.encode(), "通知.txt")
    (found,) = [block.table for block in document.blocks if block.table]
    assert [column.name for column in found.columns] == ["序号", "工作任务", "责任单位", "完成时限"]
    assert [row.texts() for row in found.rows] == [
        ("1", "摸清独居老年人底数", "各乡镇", "2026年4月底前"),
        ("2", "建立探访台账", "县民政局养老服务股", ""),
    ]
    assert document.blocks[-1].printed == "各机构要每日巡查。"


def test_a_row_across_a_pasted_table_stays_in_it() -> None:
    rows = "序号\t工作任务\t责任单位\t完成时限\n基础工作\t\t\t\n1\t摸清底数\t各乡镇\t4月底前\n| 乙 |"
    (document,) = read_documents(NOTICE.replace("各机构要每日巡查。", rows).encode(), "通知.txt")
    (found,) = [block.table for block in document.blocks if block.table]
    assert [row.texts() for row in found.rows] == [("基础工作", "", "", ""), ("1", "摸清底数", "各乡镇", "4月底前")]


@pytest.mark.parametrize(
    "lines",
    [
        "联系人：甲\t电话：0375-0000000\n传真：无\t邮编：467300",
        "\t各机构要每日巡查。\n\t各机构要登记来访。",
        "县民政局\t县财政局\n（盖章）\t（盖章）",
        "1.\t建立探访台账\n2.\t更换老旧电梯\n3.\t加固病险水库",
        "一、\t加强组织领导\n二、\t落实工作责任\n三、\t严格考核问责",
        "一、主要任务\t1\n二、保障措施\t3\n三、工作要求\t4",
        "甲县民政局\t乙县财政局\n2026年3月5日\t2026年3月5日",
    ],
)
def test_lines_with_tabs_but_no_heads_stay_lines(lines: str) -> None:
    (document,) = read_documents(NOTICE.replace("各机构要每日巡查。", lines).encode(), "通知.txt")
    assert not any(block.table for block in document.blocks)


@pytest.mark.parametrize(
    ("lines", "heads", "rows"),
    [
        ("单位\t姓名\t职务\t联系电话", ["单位", "姓名", "职务", "联系电话"], [("", "", "", "")]),
        ("原点位\t新点位\t理由\n甲镇\t乙街道\t搬迁", ["原点位", "新点位", "理由"], [("甲镇", "乙街道", "搬迁")]),
        ("序号\t姓名\t备注\n1\n2", ["序号", "姓名", "备注"], [("1", "", ""), ("2", "", "")]),
        (
            "序号\t任务\t单位\t时限\n1\t完成改造\t甲镇\t6月底\n2\t开展检查\n3\t报送总结\t乙镇",
            ["序号", "任务", "单位", "时限"],
            [("1", "完成改造", "甲镇", "6月底"), ("2", "开展检查", "", ""), ("3", "报送总结", "乙镇", "")],
        ),
        ("姓名\t单位\t备注\n甲\t甲镇", ["姓名", "单位", "备注"], [("甲", "甲镇", "")]),
    ],
    ids=["heads alone", "one row", "serials alone", "last cells left out", "left out in the only row"],
)
def test_a_form_in_a_text_is_a_table(lines: str, heads: list[str], rows: list[tuple[str, ...]]) -> None:
    (document,) = read_documents(NOTICE.replace("各机构要每日巡查。", f"请填报。\n{lines}").encode(), "通知.txt")
    (found,) = [block.table for block in document.blocks if block.table]
    assert ([column.name for column in found.columns], [row.texts() for row in found.rows]) == (heads, rows)


def test_a_row_of_cells_that_is_no_table_is_told() -> None:
    text = NOTICE.replace("各机构要每日巡查。", "请填报。\n张某\t男\t30岁")
    (told,) = [one for one in read_documents(text.encode(), "通知.txt")[0].findings if one.code == "WJ353"]
    assert told.message.startswith("有1行像是表格的一行，没有认成表格，按文字读入（第")
    assert told.message.endswith("如“张某｜男｜30岁”）")


def test_a_row_of_a_sum_that_stays_outside_its_table_is_told() -> None:
    text = NOTICE.replace("各机构要每日巡查。", "序号\t任务\t数量\t时限\n1\t改造床位\t100张\t6月底\n合计\t100张")
    (told,) = [one for one in read_documents(text.encode(), "通知.txt")[0].findings if one.code == "WJ353"]
    assert told.message.endswith("如“合计｜100张”）")


@pytest.mark.parametrize("line", ["5*8**2", "*注：涉及[2026]3号", "-15℃以下停止作业", "#号楼要逐户登记"])
def test_marks_without_a_markdown_heading_are_words(line: str) -> None:
    (document,) = read_documents(f"{NOTICE}".replace("各机构要每日巡查。", line).encode(), "通知.txt")
    assert line in [block.printed for block in document.blocks]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "台账.et",
            (
                "台账.et: 错误 WJ105: 不能读取.et文件\n"
                "提示：内容不是.et文件，可能加了密码或已损坏。请在WPS中打开，另存为.xlsx。"
            ),
        ),
        (
            "扫描.jpg",
            (
                "扫描.jpg: 错误 WJ105: 不能读取.jpg文件\n"
                "提示：图片中的文字读不出来。请在WPS中用“图片转文字”后另存为.docx。"
            ),
        ),
        ("附件.zip", "附件.zip: 错误 WJ105: 不能读取.zip文件\n提示：这是压缩包。请先解压，再读取里面的文件。"),
        ("通知", "通知: 错误 WJ105: 不能读取这种文件\n提示：文件名没有扩展名。请补上，如“通知.docx”“通知.txt”。"),
        (
            "通知.abc",
            (
                "通知.abc: 错误 WJ105: 不能读取.abc文件\n"
                "提示：可以读取.txt、.docx、.xlsx、.pdf、.ofd、.html等文件。请在WPS中另存为其中一种。"
            ),
        ),
    ],
)
def test_other_files_are_refused_with_a_way_out(name: str, message: str) -> None:
    assert refusal(b"x", name) == message


def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "没有.txt"
    with pytest.raises(UnreadableInput) as raised:
        load_documents(path)
    assert str(raised.value) == f"{path}: 错误 WJ101: 文件不存在\n提示：请检查文件名和所在文件夹。"


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as raised:
        load_documents(tmp_path)
    assert str(raised.value) == f"{tmp_path}: 错误 WJ102: 这是一个文件夹，不是文件\n提示：请指定文件夹里的具体文件。"


def test_a_path_that_cannot_be_opened() -> None:
    with pytest.raises(UnreadableInput) as raised:
        load_documents(Path("通" * 300 + ".txt"))
    assert "错误 WJ113: 文件无法读取：路径无效，或文件正被其他程序使用\n提示：请检查" in str(raised.value)


@pytest.mark.parametrize(
    ("data", "name"), [(b"", "空.txt"), (b" \r\n", "空.txt"), ("\ufeff\n".encode(), "空.txt"), (docx(p("")), "空.docx")]
)
def test_an_empty_file(data: bytes, name: str) -> None:
    assert refusal(data, name) == f"{name}: 错误 WJ103: 文件是空的，没有可读的内容\n提示：请确认保存的是正确的文件。"


def test_binary_data_named_txt() -> None:
    assert (
        refusal(b"\x89PNG\r\n\x00\x01", "通知.txt").splitlines()[0] == "通知.txt: 错误 WJ104: 不是文字文件，读不出内容"
    )


def test_a_file_over_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wenjian.readers, "LARGEST_FILE", 2 * 1024 * 1024)
    assert refusal(b"x" * 3 * 1024 * 1024, "大.txt") == (
        "大.txt: 错误 WJ106: 文件太大（3 MB），超过2 MB\n提示：请删去图片等无关内容，或把正文另存为.txt。"
    )


# secrecy marks


@pytest.mark.parametrize(
    "mark",
    [
        "绝密",
        "机密",
        "秘密",
        "秘密★1年",
        "机密★",
        "绝密★长期",
        "机 密 ★ 10 年",
        "机密★启用前",
        "000001　机密★1年　特急",
        "密级：秘密",
        "【机密】",
        "秘密★６个月",
    ],
)
def test_a_secrecy_mark_at_the_head_is_refused_by_every_reader(mark: str) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append([mark])
    book.active.append(["序号", "任务"])
    book.active.append(["1", "转移人员"])
    sheet = io.BytesIO()
    book.save(sheet)
    files = {
        ".txt": f"{mark}\n{NOTICE}".encode(),
        ".docx": docx(p(mark), p("关于转移人员的通知"), p("现通知如下。")),
        ".xlsx": sheet.getvalue(),
    }
    elsewhere = {READERS[suffix] for suffix in (".pdf", ".ofd", ".html", ".doc", ".xls")}
    assert {READERS[suffix] for suffix in files} | elsewhere == set(READERS.values())
    for suffix, data in files.items():
        assert refusal(data, f"文件{suffix}") == (
            f"文件{suffix}: 错误 WJ107: 文件首部标有密级，不予读取\n"
            "提示：涉密文件不得在本程序中处理，请按保密规定办理。"
        )


def test_a_mark_glued_to_the_next_words_or_below_the_letterhead() -> None:
    assert carries_secrecy_mark(["机密★10年鲁民字〔2026〕3号各民政所："])
    assert carries_secrecy_mark(["鲁山县民政局文件", "", "秘密", "关于做好工作的通知"])
    assert not carries_secrecy_mark(["关于做好工作的通知", "各单位要加强管理。", "机密"])


def test_a_starred_mark_of_a_second_paper_in_the_file() -> None:
    text = NOTICE + "各单位要落实。" * 60 + "\n机密★5年\n关于另一事项的通知\n"
    assert "WJ107" in refusal(text.encode(), "两件.txt")


@pytest.mark.parametrize(
    "text",
    [
        "关于学习保守国家秘密法的通知",
        "秘密文件管理办法",
        "要加强国家秘密、商业秘密和个人隐私保护。",
        "机密级以上文件要专柜存放。",
        "一、严守工作秘密",
    ],
)
def test_the_words_in_running_text_are_nothing(text: str) -> None:
    (document,) = read_documents(f"{text}\n各单位：\n现将有关事项通知如下。\n秘密文件要登记。\n".encode(), "通知.txt")
    assert document.blocks


BOX = (
    '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice>"
    "<mc:Fallback><w:txbxContent>{0}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


@pytest.mark.parametrize(
    "data",
    [
        docx(p("关于转移人员的通知"), header1=f"<w:hdr {W}>{p('机密★1年')}</w:hdr>"),
        docx(p("关于转移人员的通知"), BOX.format(p("秘密"))),
        docx(f"<w:tbl><w:tr>{tc('000001')}</w:tr><w:tr>{tc('秘密★1年')}</w:tr></w:tbl>", p("关于转移人员的通知")),
        docx(
            f"<w:tbl><w:tr>{tc('机密')}{tc('特急')}</w:tr><w:tr>{tc('1')}{tc('2')}</w:tr></w:tbl>",
            p("关于转移人员的通知"),
        ),
    ],
    ids=["page header", "text box", "frame", "table"],
)
def test_a_mark_anywhere_at_the_head_of_a_docx(data: bytes) -> None:
    message = refusal(data, "通知.docx")
    assert "WJ107" in message
    assert "转移" not in message


# docx


def test_a_docx_reads_like_the_same_text() -> None:
    (document,) = read_documents(docx(*(p(line) for line in NOTICE.splitlines())), "通知.docx")
    (same,) = read_documents(NOTICE.encode(), "通知.txt")
    assert document.elements == same.elements
    assert [(b.kind, b.level, b.label, b.text) for b in document.blocks] == [
        (b.kind, b.level, b.label, b.text) for b in same.blocks
    ]
    assert document.blocks[1].origin == Origin(OriginKind.SOURCE, "通知.docx（第4段）")


def test_tracked_changes_are_taken_as_accepted_and_reported() -> None:
    body = (
        p("关于做好消毒工作的通知") + "<w:p><w:r><w:t>每</w:t></w:r><w:del><w:r><w:delText>周</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>日</w:t></w:r></w:ins><w:r><w:t>消毒。</w:t></w:r></w:p>"
    )
    (document,) = read_documents(docx(body), "通知.docx")
    assert document.blocks[0].text == "每日消毒。"
    assert str(document.findings[0]) == (
        "通知.docx（第2段）: 说明 WJ114: 文中有修订，已按全部接受修订读取（插入1处，删除1处）\n"
        "提示：如不接受，请先在WPS中处理修订。"
    )


def test_comments_hidden_text_and_field_codes_are_no_text() -> None:
    body = (
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>每日消毒</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r>'
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>。</w:t></w:r></w:p>"
    )
    assert printed(p("关于做好工作的通知"), body)[1:] == ["每日消毒。"]


def test_pictures_are_counted() -> None:
    picture = '<w:p><w:r><w:drawing><a:blip xmlns:a="urn:a"/></w:drawing></w:r></w:p>'
    (document,) = read_documents(docx(p("关于做好工作的通知"), p("每日消毒。"), picture), "通知.docx")
    assert (
        str(document.findings[0]).splitlines()[0] == "通知.docx（第3段）: 说明 WJ115: 图片、特殊符号等没有读取（1处）"
    )


def numbering(*levels: tuple[str, str]) -> str:
    shapes = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{shapes}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num></w:numbering>"
    )


def numbered(text: str, level: int, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_automatic_numbers_are_rendered() -> None:
    lists = numbering(("chineseCounting", "%1、"), ("japaneseCounting", "（%2）"), ("decimal", "%3."))
    assert printed(
        p("关于做好工作的通知"),
        numbered("总体要求", 0),
        numbered("管好出入", 1),
        numbered("各机构要登记来访人员。", 2),
        numbered("各机构要测量体温。", 2),
        numbered("做好消毒", 1),
        numbered("工作要求", 0),
        numbered("强化责任", 1),
        numbered("另一组", 0, 2),
        p("各机构要落实责任。"),
        numbering=lists,
    )[1:] == [
        "一、总体要求",
        "（一）管好出入",
        "1.各机构要登记来访人员。",
        "2.各机构要测量体温。",
        "（二）做好消毒",
        "二、工作要求",
        "（一）强化责任",
        "一、另一组",
        "各机构要落实责任。",
    ]


def test_numbers_that_a_style_brings_and_bullets_that_print_nothing() -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="a"><w:name w:val="heading 1"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    assert printed(
        p("关于做好工作的通知"),
        p("总体要求", '<w:pStyle w:val="a"/>'),
        p("各机构要登记。"),
        numbered("各机构要消毒。", 1),
        styles=styles,
        numbering=numbering(("chineseCountingThousand", "%1、"), ("bullet", "•")),
    )[1:] == ["一、总体要求", "各机构要登记。", "各机构要消毒。"]


def test_a_table_with_merged_cells() -> None:
    table = (
        "<w:tbl>"
        f"<w:tr>{tc('任务分解表', WIDE)}</w:tr>"
        f"<w:tr>{tc('序号')}{tc('重点任务')}{tc('完成时限')}</w:tr>"
        f"<w:tr>{tc('1')}{tc('出入管理', MERGED)}{tc('长期坚持')}</w:tr>"
        f"<w:tr>{tc('2')}{tc('', GOES_ON)}{tc('6月底前')}</w:tr>"
        f"<w:tr>{tc('注：按月报送。', WIDE)}</w:tr>"
        "</w:tbl>"
    )
    (document,) = read_documents(docx(p("关于做好工作的通知"), p("请落实下列任务。"), table), "通知.docx")
    found = document.blocks[-1].table
    assert found is not None
    assert found.head == ("任务分解表",)
    assert [column.name for column in found.columns] == ["序号", "重点任务", "完成时限"]
    assert [row.texts() for row in found.rows] == [("1", "出入管理", "长期坚持"), ("2", "出入管理", "6月底前")]
    assert found.foot == ("注：按月报送。",)


def test_a_text_box_stands_once_and_a_line_break_divides() -> None:
    body = BOX.format(p("鲁山县民政局文件")) + p("关于做好工作的通知")
    broken = "<w:p><w:r><w:t>每日消毒。</w:t><w:br/><w:t>每周演练。</w:t></w:r></w:p>"
    (document,) = read_documents(docx(body, broken), "通知.docx")
    assert document.elements.mark == "鲁山县民政局文件"
    assert [block.text for block in document.blocks] == ["每日消毒。", "每周演练。"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"not a zip", "错误 WJ108: 文件已损坏，不是完整的.docx文件\n提示：请在WPS中重新打开并另存为.docx。"),
        (docx(p("通知"))[:-40], "错误 WJ108: 文件已损坏，不是完整的.docx文件\n提示：请在WPS中重新打开并另存为.docx。"),
        (
            packed({"xl/workbook.xml": "<a/>"}),
            "错误 WJ108: 文件已损坏，不是完整的.xlsx文件\n提示：请在WPS中重新打开并另存为.xlsx。",
        ),
        (
            bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600,
            "错误 WJ109: 文件加了密码，或者其实是旧版.doc、.xls格式\n提示：请在WPS中去掉密码，另存为.docx。",
        ),
        (
            packed({"word/document.xml": " " * 20_000_000}),
            "错误 WJ110: 压缩包内容异常（压缩比过高），不予打开\n提示：请确认文件来源；来源可靠的，在WPS中另存一次。",
        ),
        (
            packed({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "错误 WJ111: 文件内含有外部定义（DOCTYPE），不予读取\n提示：请确认文件来源；来源可靠的，在WPS中另存一次。",
        ),
        (
            packed({"word/document.xml": "<w:document>"}),
            "错误 WJ112: 文件内部结构不完整（word/document.xml）\n提示：请在WPS中重新打开并另存为.docx。",
        ),
        (
            docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000),
            "错误 WJ112: 文件内部结构不完整（word/document.xml）\n提示：请在WPS中重新打开并另存为.docx。",
        ),
    ],
    ids=["no zip", "cut off", "a workbook", "encrypted", "bomb", "entities", "broken xml", "nesting"],
)
def test_a_docx_that_cannot_be_read(data: bytes, message: str) -> None:
    assert refusal(data, "坏.docx") == f"坏.docx: {message}"


@given(st.integers(0, 800), st.binary(max_size=6))
@settings(max_examples=15, deadline=None)
def test_a_damaged_docx_gives_documents_or_a_message(at: int, noise: bytes) -> None:
    data = bytearray(docx(p("关于做好工作的通知"), p("每日消毒。")))
    data[at : at + len(noise)] = noise
    try:
        assert read_documents(bytes(data), "坏.docx")
    except UnreadableInput as error:
        assert "坏.docx: 错误 WJ1" in str(error)  # noqa: PT017 - either outcome is right, a traceback is not


@given(st.binary(max_size=200))
@settings(max_examples=20, deadline=None)
def test_any_bytes_give_documents_or_a_message(data: bytes) -> None:
    for suffix in READERS:
        try:
            assert read_documents(data, f"某{suffix}")
        except UnreadableInput as error:
            assert f"某{suffix}: 错误 WJ1" in str(error)  # noqa: PT017 - either outcome is right


# what we wrote ourselves


def spans(text: str) -> tuple[Span, ...]:
    return (Span(text, Origin(OriginKind.CLAUSE, "养老.出入管理@1.0")),)


def paper() -> Document:
    plan = Document(
        from_plain(Elements, {"title": "全县养老机构安全管理实施方案"}),
        (
            Block("b002", BlockKind.PARAGRAPH, spans("为做好全县养老机构安全管理工作，制定本方案。")),
            Block("b003", BlockKind.HEADING, spans("重点任务"), 1, "一、"),
            Block(
                "b004",
                BlockKind.PARAGRAPH,
                spans("各养老机构要管控人员进出，返院人员隔离观察不少于14天。"),
                2,
                "（一）",
                "强化出入管理。",
                duties=("国发明电〔2020〕6号#D003",),
            ),
            Block("b005", BlockKind.ITEM, spans("养老服务股负责督促各养老机构建立“一人一档”& <台账>。"), 3, "1."),
        ),
        role=Role.ENCLOSED,
    )
    rows = (
        Row((spans("1"), spans("出入管理"), spans("严格管控人员进出。"), spans("长期坚持"))),
        Row((spans("2"), spans("出入管理"), spans("隔离观察不少于14天。"), spans("2026年6月底前"))),
    )
    columns = (Column("序号", 8), Column("重点任务", 35, merged=True), Column("具体措施", 75), Column("完成时限", 22))
    tasks = Document(
        from_plain(Elements, {"title": "任务分解表"}),
        (
            Block(
                "b006", BlockKind.TABLE, table=Table(columns, rows, "任务分解表", foot=("注：列第一位的为牵头单位。",))
            ),
        ),
        role=Role.ATTACHMENT,
        name="任务分解表",
        landscape=True,
    )
    elements = {
        "mark": "鲁山县民政局文件",
        "number": "鲁民字〔2026〕3号",
        "title": "鲁山县民政局关于印发《全县养老机构安全管理实施方案》的通知",
        "recipients": ("各民政所", "机关各股室"),
        "signature": ("鲁山县民政局",),
        "date": "2026年3月1日",
        "copies_to": ("县委办公室", "县政府办公室"),
        "printer": "鲁山县民政局办公室",
        "print_date": "2026年3月2日",
    }
    body = (Block("b001", BlockKind.PARAGRAPH, spans("现将《全县养老机构安全管理实施方案》印发给你们，请贯彻落实。")),)
    return Document(from_plain(Elements, elements), body, (plan, tasks))


def test_our_own_docx_reads_back() -> None:
    written = docx_writer.write_docx(
        arrange(paper(), Stage.FINAL), LAYOUT.read_bytes(), stage=Stage.FINAL, date="2026-03-01"
    )
    (read,) = read_documents(written, "1-通知.docx")
    assert read.elements == paper().elements
    assert [block.printed for block in read.blocks] == [paper().blocks[0].text, "附件：任务分解表"]
    plan, tasks = read.attachments
    assert (plan.role, plan.title) == (Role.ENCLOSED, "全县养老机构安全管理实施方案")
    assert [(b.kind, b.level, b.label, b.lead, b.text) for b in plan.blocks] == [
        (b.kind, b.level, b.label, b.lead, b.text) for b in paper().attachments[0].blocks
    ]
    assert plan.blocks[2].duties == ("国发明电〔2020〕6号#D003",)
    assert plan.blocks[2].origin == Origin(OriginKind.CLAUSE, "养老.出入管理@1.0")
    assert (tasks.role, tasks.title) == (Role.ATTACHMENT, "任务分解表")
    (table,) = [block.table for block in tasks.blocks]
    assert table is not None
    assert [column.name for column in table.columns] == ["序号", "重点任务", "具体措施", "完成时限"]
    assert [row.texts() for row in table.rows] == [
        ("1", "出入管理", "严格管控人员进出。", "长期坚持"),
        ("2", "出入管理", "隔离观察不少于14天。", "2026年6月底前"),
    ]
    assert table.foot == ("注：列第一位的为牵头单位。",)


def test_our_own_xlsx_reads_back() -> None:
    rows = (
        Row((spans("0375"), spans("=1+1 & <“”>\n第二行"), ())),
        Row((spans("2"), (), spans(" 前后空格 "))),
        Row(((), (), ())),
        Row((spans("4"), spans("2026-03-01"), spans("30%"))),
    )
    table = Table(
        (Column("编号", locked=True), Column("任务"), Column("是否", choices=("是", "否"))),
        rows,
        "任务",
        ("填报单位：", "日期："),
        ("注：一。", "注：二。"),
    )
    written = write_xlsx(
        Document(from_plain(Elements, {"title": "任务清单"}), (Block("b001", BlockKind.TABLE, table=table),)),
        date="2026-03-01",
    )
    (read,) = read_documents(written, "清单.xlsx")
    found = read.blocks[0].table
    assert read.title == "任务清单"
    assert found is not None
    assert (found.name, found.head, found.foot) == (table.name, table.head, table.foot)
    assert [column.name for column in found.columns] == ["编号", "任务", "是否"]
    assert [row.texts() for row in found.rows] == [row.texts() for row in rows]


@given(st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=12), min_size=3, max_size=3))
@settings(max_examples=30, deadline=None)
def test_any_cell_text_reads_back_from_our_xlsx(texts: list[str]) -> None:
    row = Row(tuple((Span(text),) if text else () for text in texts))
    last = Row(((Span("末"),), (), ()))
    table = Table((Column("甲"), Column("乙"), Column("丙")), (row, last))
    document = Document(from_plain(Elements, {"title": "表"}), (Block("b001", BlockKind.TABLE, table=table),))
    (read,) = read_documents(write_xlsx(document), "表.xlsx")
    found = read.blocks[0].table
    assert found is not None
    assert [each.texts() for each in found.rows] == [tuple(texts), ("末", "", "")]


def test_a_sheet_made_elsewhere() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["督办台账"])
    sheet.append(["序号", "事项", "数量", "占比"])
    sheet.append([1, "消毒", 3.0, 0.5])
    sheet.append([2, None, 12, 1])
    sheet.merge_cells("B3:B4")
    stream = io.BytesIO()
    book.save(stream)
    (document,) = read_documents(stream.getvalue(), "台账.xlsx")
    table = document.blocks[0].table
    assert table is not None
    assert document.title == "督办台账"
    assert [row.texts() for row in table.rows] == [("1", "消毒", "3", "0.5"), ("2", "消毒", "12", "1")]


def test_a_cell_is_read_as_a_person_sees_it() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["序号", "事项", "措施", "占比", "时间"])
    evening = dt.datetime(2026, 6, 30, 18, 0)  # noqa: DTZ001 — a sheet knows no zone
    sheet.append([1, "消毒", None, 0.95, evening])
    sheet.append([2, None, None, 0.5, dt.time(18, 0)])
    sheet["D2"].number_format = sheet["D3"].number_format = "0%"
    sheet.merge_cells("B2:C3")
    stream = io.BytesIO()
    book.save(stream)
    (document,) = read_documents(stream.getvalue(), "台账.xlsx")
    table = document.blocks[0].table
    assert table is not None
    assert [row.texts() for row in table.rows] == [
        ("1", "消毒", "", "95%", "2026年6月30日18时00分"),
        ("2", "消毒", "", "50%", "18:00"),
    ]


def test_an_empty_workbook() -> None:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    assert refusal(stream.getvalue(), "空.xlsx") == (
        "空.xlsx: 错误 WJ116: 表格里没有可读的内容\n提示：请确认打开的是正确的表格。"
    )


def test_a_sheet_with_too_many_rows() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A30000"] = "远"
    stream = io.BytesIO()
    book.save(stream)
    assert (
        refusal(stream.getvalue(), "大.xlsx").splitlines()[0] == "大.xlsx: 错误 WJ106: 文件太大（30000行），超过20000行"
    )


def test_entities_in_a_workbook() -> None:
    data = packed({"xl/workbook.xml": "<!DOCTYPE a><a/>"})
    assert "WJ111" in refusal(data, "坏.xlsx")


# real documents: facts only


def test_the_real_documents_read(real: Path) -> None:
    expected = {
        "lushan-notice-2022-22.txt": ("鲁民字〔2022〕22号", "", 1),
        "nanyang-plan-2022.txt": ("", "2022年1月27日", 1),
        "chongqing-forward-2020-68.txt": ("渝肺炎组办发〔2020〕68号", "2020年3月1日", 2),
    }
    for name, (number, date, count) in expected.items():
        documents = load_documents(real / "seeds" / name)
        assert (documents[0].elements.number, documents[0].elements.date, len(documents)) == (number, date, count)


def test_the_provisions_of_real_documents(real: Path) -> None:
    expected = {
        "gold/texts/national-2020-6.txt": 37,
        "gold/texts/chongqing-2020-68.txt": 11,
        "seeds/lushan-notice-2022-22.txt": 38,
        "seeds/nanyang-plan-2022.txt": 33,
    }
    for name, count in expected.items():
        assert len(document_provisions(load_documents(real / name)[0])) == count, name
