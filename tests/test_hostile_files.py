"""Files from strangers: what would harm is refused in one line, and nothing of it reaches a terminal or a paper."""

from __future__ import annotations

import io
import os
from pathlib import Path

import openpyxl
import pytest

from wenjian.cli import run
from wenjian.cli.common import printable
from wenjian.errors import TemplateError, UnreadableInput
from wenjian.library import load_locality
from wenjian.loading.sheets import read_book
from wenjian.loading.yaml import parse_yaml
from wenjian.model.document import Block, Document, Span
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import BlockKind, Stage
from wenjian.package import pack, unpack
from wenjian.readers import load_documents, read_documents
from wenjian.readers.secrecy import carries_secrecy_mark
from wenjian.shipped import builtin
from wenjian.writers import check_layout, write_docx, write_html

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CARRIES = "错误 WJ613: 版式里夹带了宏、嵌入对象或外部内容："
HINT_613 = "提示：请用自带的版式另做一份，只改样式和文字。"
HINT_110 = "提示：请确认文件来源；来源可靠的，在WPS中另存一次。"


def layout(add: dict[str, str] | None = None, relation: str = "", words: str = "", kind: str = "") -> bytes:
    """The built-in layout with parts added, a relationship of its text, and paragraphs before the body."""
    parts = unpack((builtin("templates") / "红头通知.docx").read_bytes())
    parts |= {name: text.encode() for name, text in (add or {}).items()}
    for part, end, more in (
        ("word/_rels/document.xml.rels", "</Relationships>", relation),
        ("word/document.xml", "<w:sectPr", words),
        ("[Content_Types].xml", "</Types>", kind),
    ):
        before, found, after = parts[part].decode().rpartition(end)
        parts[part] = f"{before}{more}{found}{after}".encode()
    return pack(parts)


def docx(body: str, **parts: str) -> bytes:
    return pack(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'.encode(),
            **{f"word/{name}.xml": text.encode() for name, text in parts.items()},
        }
    )


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def sheet(inside: str) -> bytes:
    """A workbook whose only sheet ends with `inside`."""
    book, stream = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    book.active["A1"] = "任务清单"
    book.save(stream)
    parts = unpack(stream.getvalue())
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"</sheetData>", f"</sheetData>{inside}".encode())
    return pack(parts)


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(UnreadableInput) as caught:
        read_documents(data, name)
    return str(caught.value)


# layouts


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (
            layout(
                relation=f'<Relationship Id="r9" Type="{OFFICE}/image" Target="http://a.example/" '
                'TargetMode="External"/>'
            ),
            f"版式.docx（word/_rels/document.xml.rels）: {CARRIES}http://a.example/\n{HINT_613}",
        ),
        (
            layout(
                {"word/vbaProject.bin": "x"},
                '<Relationship Id="r9" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
                'Target="vbaProject.bin"/>',
            ),
            f"版式.docx（word/_rels/document.xml.rels）: {CARRIES}vbaProject.bin\n{HINT_613}",
        ),
        (
            layout(words="<w:p><w:r><w:instrText> DDE</w:instrText><w:instrText>AUTO cmd </w:instrText></w:r></w:p>"),
            f"版式.docx（word/document.xml）: {CARRIES}DDEAUTO cmd\n{HINT_613}",
        ),
        (
            layout(words="<w:p><w:r><w:t>{# 悄悄删去 #}</w:t></w:r></w:p>"),
            (
                "版式.docx（正文第14段）: 错误 WJ604: 版式里有不允许的写法：{# 悄悄删去 #}\n"
                "提示：版式里只能写字段名，如 {{ 发文字号 }}，和 {%p if 发文字号 %} 一类的判断。"
            ),
        ),
    ],
    ids=["external", "macro", "field", "comment"],
)
def test_a_layout_may_not_carry_programs_or_fetch_anything(data: bytes, line: str) -> None:
    assert [str(finding) for finding in check_layout(data, "版式.docx")] == [line]


@pytest.mark.parametrize("part", ["word/hdr.xml", "word/页眉.dat", "word/footer77.xml", "custom.bin"])
def test_a_tag_hidden_in_an_attribute_of_a_header_under_any_name_never_runs(part: str) -> None:
    target = part.removeprefix("word/") if part.startswith("word/") else f"../{part}"
    data = layout(
        {part: f'<w:hdr xmlns:w="{WORD}"><w:p w:rsidR="{{{{ \'a\' * 3000000000 }}}}"/></w:hdr>'},
        f'<Relationship Id="r9" Type="{OFFICE}/header" Target="{target}"/>',
        kind=f'<Override PartName="/{part}" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>',
    )
    assert {finding.code for finding in check_layout(data)} <= {"WJ604", "WJ608"}
    with pytest.raises(TemplateError):
        write_docx(Document(), data, stage=Stage.DRAFT)


def test_a_layout_whose_relationships_are_broken_or_gone() -> None:
    parts = unpack(layout())
    assert [f.message for f in check_layout(pack({**parts, "_rels/.rels": b"<a"}))] == [
        "版式文件打不开：里面的 XML 不完整"
    ]
    del parts["_rels/.rels"]
    assert [f.message for f in check_layout(pack(parts))] == ["版式文件打不开：不是 Word 文档"]


def test_braces_and_markup_in_a_paper_stay_what_they_are() -> None:
    text = "{{ 标题 }} {% if 标题 %} <w:p/> <script>alert(1)</script>"
    paper = Document(Elements(title=text), (Block("b001", BlockKind.PARAGRAPH, (Span(text),)),))
    data = write_docx(paper, layout(), stage=Stage.DRAFT)
    assert text in "".join(block.printed for _, block in read_documents(data, "稿.docx")[0].walk())
    assert b"<script" not in write_html(paper)


# packages


@pytest.mark.parametrize(
    "inside",
    [
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>',
    ],
)
def test_an_area_of_millions_of_cells_is_refused_before_they_are_made(inside: str) -> None:
    line = f"清单.xlsx: 错误 WJ110: 压缩包内容异常（合并单元格或链接的范围过大），不予打开\n{HINT_110}"
    assert refusal(sheet(inside), "清单.xlsx") == line
    with pytest.raises(UnreadableInput) as caught:
        read_book(sheet(inside), "清单.xlsx")
    assert str(caught.value) == line


def test_a_table_that_claims_thousands_of_columns() -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="999"/></w:tcPr><w:p/></w:tc>'
    table = f"<w:tbl><w:tr>{cell}{cell}</w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    assert refusal(docx(p("关于检查的通知") + table), "通知.docx") == (
        "通知.docx（第1个表格）: 错误 WJ106: 文件太大（1998列），超过200列\n"
        "提示：请删去图片等无关内容，或把正文另存为.txt。"
    )


def test_a_number_of_a_list_is_never_longer_than_a_line() -> None:
    numbering = (
        f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText '
        f'w:val="{"甲" * 9999}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        "</w:numbering>"
    )
    body = p("关于检查的通知") + p("各镇：") + p("乙。", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    (paper,) = read_documents(docx(body, numbering=numbering), "通知.docx")
    assert [block.printed for block in paper.blocks] == ["甲" * 60 + "乙。"]


def test_a_definition_hidden_by_an_encoding_is_found() -> None:
    hidden = '<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("cp037")
    part = b'<?xml version="1.0" encoding="cp037"?>' + hidden
    parts = {**unpack(docx(p("关于检查的通知"))), "word/styles.xml": part}
    assert refusal(pack(parts), "通知.docx").split(" WJ")[1][:3] in {"111", "112"}


# secrecy


@pytest.mark.parametrize(
    "mark",
    [
        "機密★1年",
        "机密级★1年",
        "机\u200b密※1年",
        "秘密⭐1年",
        "密级：机密 紧急程度：特急",
        "绝密·启用前",
        "文件密级：秘密",
        "「机密」",
        "机密（1年）",
    ],
)
def test_a_mark_in_another_hand(mark: str) -> None:
    assert carries_secrecy_mark([mark, "关于检查的通知"])


def test_a_mark_in_a_header_whose_part_has_its_own_name() -> None:
    header = f'<w:hdr xmlns:w="{WORD}">{p("机密★1年")}</w:hdr>'
    assert refusal(docx(p("关于检查的通知"), 页眉=header), "通知.docx").startswith("通知.docx: 错误 WJ107: ")


# names, terminals, devices


def test_a_name_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["duties", "来文\x1b[2J\x9b31m\u202etxt.通知.txt"]) == 3
    assert capsys.readouterr().err == (
        "来文�[2J�31m�txt.通知.txt: 错误 WJ101: 文件不存在\n提示：请检查文件名和所在文件夹。\n"
    )
    assert printable("甲\t乙\r丙\n") == "甲\t乙�丙\n"


def test_a_device_or_pipe_is_no_file(tmp_path: Path) -> None:
    pipe = tmp_path / "来文.txt"
    os.mkfifo(pipe)
    for load in (load_documents, load_locality):
        with pytest.raises(UnreadableInput) as caught:
            load(pipe)
        assert str(caught.value) == (
            f"{pipe}: 错误 WJ113: 文件无法读取：不是普通文件\n提示：请检查文件是否被其他程序占用、是否有读取权限。"
        )


def test_an_endless_line_of_yaml_is_explained_at_once() -> None:
    (finding,) = parse_yaml("标题: 甲" + " " * 200_000 + "乙: 丙", "a.yaml").findings
    assert (finding.code, finding.place.line) == ("WJ173", 1)
