"""从已印发文件提取版头: old papers of Word and WPS become layouts that print a new paper under the same head."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import old_papers
from ooxml import faults, schema_faults
from raw_docx import docx
from raw_docx import p as plain
from scripts import samples
from wenjian.cli import run
from wenjian.errors import TemplateError
from wenjian.model.document import Document
from wenjian.model.vocabulary import Level, Stage
from wenjian.package import pack, unpack
from wenjian.readers import read_documents
from wenjian.writers import Head, check_layout, take_head, write_docx

HERE = Path(__file__).parent
STANDARD = (HERE.parent / "templates" / "红头通知.docx").read_bytes()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def head(name: str) -> Head:
    data = old_papers.ALL[name]()
    return take_head(data, read_documents(data, f"{name}.docx")[0].elements, STANDARD, f"{name}.docx")


def new_paper() -> Document:
    plain_paper: Document = samples().paper()
    given = {
        "mark": "示例县民政局文件",
        "number": "例民字〔2026〕3号",
        "copy_number": "7",
        "urgency": "特急",
        "signer": "李四",
    }
    return Document(plain_paper.elements.model_copy(update=given), plain_paper.blocks, plain_paper.attachments)


def words(data: bytes) -> str:
    """The words of the main part and of the page headers; each box once, without its form for old programs."""
    found = []
    for name, part in unpack(data).items():
        if name == "word/document.xml" or name.startswith("word/header"):
            root: Any = etree.fromstring(part)
            for fallback in list(root.iter("{*}Fallback")):
                fallback.getparent().remove(fallback)
            found.append("".join(text.text or "" for text in root.iter(f"{W}t")))
    return "\n".join(found)


MARK_LOOK = "方正小标宋简体，52磅，红色（FF0000），宽90%"


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        (
            "文本框",
            (
                f"发文机关标志“示范县民政局文件”：文本框里（距页面上边72.0毫米），{MARK_LOOK}",
                "发文字号：居中，代字“示民字”",
                "分隔线：画的直线，红色（FF0000），1.5磅",
            ),
        ),
        (
            "段落边框",
            (
                f"发文机关标志“示范县民政局文件”：居中，段前85磅，{MARK_LOOK}",
                "发文字号：居中，代字“示民字”",
                "份号：单独一行",
                "紧急程度：单独一行",
                "分隔线：段落的下边框，红色（FF0000），2.25磅",
            ),
        ),
        (
            "表格",
            (
                "发文机关标志“示范县民政局 示范县财政局 文件”：表格里，方正小标宋简体，44磅，红色（FF0000）",
                "发文字号：表格里，居中，代字“示民字”",
                "分隔线：表格边框，红色（FF0000），1.5磅",
            ),
        ),
        (
            "图片线",
            (
                f"发文机关标志“示范县民政局文件”：居中，段前85磅，{MARK_LOOK}",
                "发文字号：居中，代字“示民字”",
                "分隔线：图片",
            ),
        ),
        (
            "上行文",
            (
                f"发文机关标志“示范县民政局文件”：居中，段前85磅，{MARK_LOOK}",
                "发文字号：居左，代字“示民字”",
                "签发人：与发文字号同一行",
                "分隔线：画的直线，红色（FF0000），1.5磅",
            ),
        ),
        (
            "艺术字",
            (
                "发文机关标志“示范县民政局文件”：艺术字",
                "发文字号：居中，代字“示民字”",
                "分隔线：画的直线，红色（FF0000），2磅",
            ),
        ),
        (
            "页眉",
            (
                f"发文机关标志“示范县民政局文件”：页眉，{MARK_LOOK}",
                "发文字号：居中，代字“示民字”",
                "分隔线：段落的下边框，红色（FF0000），1.5磅",
            ),
        ),
    ],
)
def test_the_report_says_what_was_taken_and_where_it_stands(name: str, taken: tuple[str, ...]) -> None:
    page = ("页边距：上37.0、下35.0、左28.0、右26.0毫米", "页脚：按原样保留（— 1 —）")
    assert head(name).taken == (*taken, *page)
    assert head(name).left == ("标题、正文、落款、附件、版记", "印章等图片1张", "批注1条", "作者、单位等文件属性")
    assert head(name).missing == ()
    assert (head(name).code, head(name).year, head(name).serial) == ("示民字", "2025", "12")


@pytest.mark.parametrize("name", old_papers.ALL)
def test_the_layout_passes_the_check_and_holds_nothing_of_the_old_paper(name: str) -> None:
    assert [finding for finding in check_layout(head(name).layout) if finding.level is not Level.INFO] == []
    parts = unpack(head(name).layout)
    everything = b"".join(parts.values()).decode("utf-8", "ignore")
    for old in (old_papers.SECRET, "旧文正文", old_papers.TITLE, "2025年11月3日", "请局长看一下", "00A1B2C3"):
        assert old not in everything
    assert "word/media/seal.png" not in parts
    assert ("word/media/line.png" in parts) is (name == "图片线")
    assert not [part for part in parts if part.startswith(("docProps", "customXml", "word/comments"))]


@pytest.mark.parametrize("name", old_papers.ALL)
def test_a_new_paper_is_printed_under_the_old_head(name: str) -> None:
    made = write_docx(new_paper(), head(name).layout, stage=Stage.FINAL)
    shown = words(made)
    fixed = {"表格": "示范县民政局文件示范县财政局", "艺术字": ""}
    assert fixed.get(name, "示例县民政局文件") in shown
    assert shown.count("例民字〔2026〕3号") == 1
    assert "示民字〔2025〕" not in shown
    assert ("000007" in shown, "特急" in shown) == ((name == "段落边框"),) * 2
    assert ("签发人：李四" in shown) is (name == "上行文")
    assert faults(made) == []


@pytest.mark.parametrize("name", old_papers.ALL)
def test_a_draft_has_no_head(name: str) -> None:
    made = write_docx(new_paper(), head(name).layout, stage=Stage.REVIEW)
    assert "文件" not in words(made).split("鲁山县民政局关于印发")[0]
    root = etree.fromstring(unpack(made)["word/document.xml"])
    assert next(root.iter("{*}drawing", "{*}pict"), None) is None


@pytest.mark.parametrize("name", old_papers.ALL)
def test_the_head_reads_back(name: str) -> None:
    made = write_docx(new_paper(), head(name).layout, stage=Stage.FINAL)
    elements = read_documents(made, "新文.docx")[0].elements
    mark = {"表格": "示范县民政局 示范县财政局 文件", "艺术字": ""}.get(name, "示例县民政局文件")
    assert (elements.mark, elements.number) == (mark, "例民字〔2026〕3号")


def test_what_cannot_follow_the_locality_is_said() -> None:
    assert head("表格").notes == ("发文机关标志分几处排，文字按原样保留，不随地区文件的版头变化",)
    assert head("艺术字").notes == ("艺术字的文字按原样保留，不随地区文件的版头变化",)


def test_other_words_of_the_head_are_told() -> None:
    """A second 签发人 on a line of its own would stand on every paper."""
    data = old_papers.upward()
    second = old_papers.p(old_papers.r("王五", old_papers.PLAIN))
    parts = unpack(data)
    text = parts["word/document.xml"].decode().replace(old_papers.blank(2), second + old_papers.blank(2), 1)
    data = pack({**parts, "word/document.xml": text.encode()})
    taken = take_head(data, read_documents(data, "旧文.docx")[0].elements, STANDARD)
    assert taken.notes == ("版头里还有文字“王五”，按原样保留，请核对",)
    assert "签发人：与发文字号同一行" in taken.taken


def test_the_page_is_the_old_one_but_for_the_grid_of_characters() -> None:
    root: Any = etree.fromstring(unpack(head("文本框").layout)["word/document.xml"])
    section = root.find(f"{W}body/{W}sectPr")
    grid, margins = section.find(f"{W}docGrid"), section.find(f"{W}pgMar")
    assert dict(grid.attrib) == {f"{W}type": "lines", f"{W}linePitch": "312"}
    assert margins.get(f"{W}top") == "2098"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (docx(plain("关于做好消毒工作的通知"), plain("各养老机构：")), "标题上面没有发文机关标志，也没有发文字号"),
        (docx(plain("示范县民政局文件"), plain("只有一行字。")), "找不到标题，分不出版头到哪里为止"),
    ],
)
def test_a_paper_without_a_head_is_refused(data: bytes, said: str) -> None:
    """WJ646, WJ647."""
    with pytest.raises(TemplateError) as error:
        take_head(data, read_documents(data, "旧文.docx")[0].elements, STANDARD)
    assert [finding.message for finding in error.value.findings] == [said]


# the command


def test_the_command_writes_the_layout_and_what_to_put_into_the_locality(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("旧文件.docx").write_bytes(old_papers.in_text_box())
    assert run(["template", "from", "旧文件.docx", "-o", "局文件.docx"]) == 0
    said = capsys.readouterr()
    assert said.out.endswith(
        "没有取　作者、单位等文件属性\n"
        "地区文件可以写（最大号取自这份2025年的文件，以办公室登记为准；版式放在地区文件所在的文件夹）：\n"
        "版头:\n- 名称: 示范县民政局文件\n  代字: 示民字\n  本年已用最大号: 12\n  版式: 局文件\n"
    )
    assert "WJ640: 版式没有用到字段“份号”、“紧急程度”、“签发人”" in said.err
    assert run(["template", "check", "局文件.docx"]) == 0
    assert "字段和样式都可用" in capsys.readouterr().err


def test_the_letterhead_of_the_locality_brings_its_layout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("机构").mkdir()
    Path("机构/局文件.docx").write_bytes(head("段落边框").layout)
    Path("机构/示范县.yaml").write_text(
        "名称: 示范县\n机关: 示范县民政局\n版头:\n- 名称: 示范县民政局文件\n  代字: 示民字\n"
        "- 名称: 示范县民政局\n  代字: 示民函\n  适用文种: [通知]\n  版式: 局文件\n主送: [各养老机构]\n",
        encoding="utf-8",
    )
    Path("提纲.yaml").write_text("名称: 空\n文种: 通知\n开头:\n- 请做好值守工作。\n", encoding="utf-8")
    Path("拟稿单.yaml").write_text(
        "地区: 机构/示范县.yaml\n版头: 示民函\n稿别: 清样\n文件:\n- 文种: 通知\n  提纲: 提纲.yaml\n"
        "  标题: 关于做好值守工作的通知\n"
        "  要素:\n    发文字号: 示民函〔2026〕4号\n    成文日期: 2026年3月1日\n",
        encoding="utf-8",
    )
    code = run(["compose", "拟稿单.yaml", "-o", "结果"])
    said = capsys.readouterr()
    assert code == 0, said
    made = Path("结果/1-通知.docx").read_bytes()
    assert "示民函〔2026〕4号" in words(made)
    assert b'w:space="10" w:color="FF0000"' in unpack(made)["word/document.xml"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["from", "旧文件.docx"], "请用 -o 指定版式写到哪个文件"),
        (["check", "旧文件.docx", "-o", "x.docx"], "检查版式不写文件"),
        (["from", "旧文件.docx", "-o", "x.xlsx"], "后缀可用：.docx"),
    ],
)
def test_wrong_use_is_said(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_secret_paper_is_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "旧.docx").write_bytes(
        old_papers.paper(old_papers.p("秘密★1年") + old_papers.MARK_RUN + old_papers.body())
    )
    assert run(["template", "from", str(tmp_path / "旧.docx"), "-o", str(tmp_path / "新.docx")]) == 3
    assert "WJ107" in capsys.readouterr().err
    assert not (tmp_path / "新.docx").exists()


@pytest.mark.render
@pytest.mark.parametrize(
    "make", [lambda name: head(name).layout, lambda name: old_papers.ALL[name]()], ids=["新", "旧"]
)
def test_layouts_and_inputs_hold_to_the_schemas(make: Callable[[str], bytes]) -> None:
    pytest.importorskip("openxml_audit")
    assert {name: found for name in old_papers.ALL if (found := schema_faults(make(name)))} == {}
