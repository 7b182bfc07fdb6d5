"""Any docx of a clerk with fields in it is a layout: what it lacks is lent, what is wrong is said with its place, and
nothing that it hides gets into a paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import old_papers
from old_papers import blank, body, centred, p, paper, r
from ooxml import faults
from scripts import samples
from wenjian.cli import run
from wenjian.cli.layouts import completed
from wenjian.cli.template import problems
from wenjian.model.document import Document
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import Level, Stage
from wenjian.package import pack, unpack
from wenjian.writers import write_docx, write_xlsx

HERE = Path(__file__).parent
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = p("{{p 正文 }}") + p("{{p 附件 }}") + p("{{p 版记 }}")
HEAD = centred(r("{{ 发文机关标志 }}", old_papers.BIG)) + centred(r("{{ 发文字号 }}", old_papers.PLAIN))
LENT = "我的.docx: 警告 WJ643: 版式缺少样式“公文标题”、"


def root(data: bytes, part: str = "word/document.xml") -> Any:
    return etree.fromstring(unpack(data)[part])


def said(*content: str) -> list[str]:
    """The findings about a layout but for the styles that it lacks and the fields that it does not use."""
    found = problems(paper("".join(content)), "我的.docx")
    return [str(one).partition("\n")[0] for one in found if one.code not in {"WJ640", "WJ643"}]


# --- a docx as WPS writes it


def test_a_docx_of_wps_with_fields_prints_a_paper() -> None:
    layout, lent = completed(paper(HEAD + blank(2) + TEXT))
    assert {"公文标题", "公文正文", "版记", "公文表格", "引题"} <= set(lent)
    assert not [finding for finding in problems(paper(HEAD + TEXT), "我的.docx") if finding.level is Level.ERROR]
    made = write_docx(samples().paper(), layout, stage=Stage.FINAL)
    assert faults(made) == []
    words = ["".join(one.itertext()) for one in root(made).iter(f"{W}p")]
    assert words[:2] == ["鲁山县民政局文件", "鲁民字〔2026〕3号"]
    assert "一、总体要求" in words


def test_lent_styles_rest_on_a_base_of_their_own_and_not_on_what_the_file_sets_for_all() -> None:
    """The file's Normal is 10.5 pt in the theme's font, on a grid of 15.6 pt."""
    layout, _ = completed(paper(HEAD + TEXT))
    styles = {one.find(f"{W}name").get(f"{W}val"): one for one in root(layout, "word/styles.xml").iter(f"{W}style")}
    assert styles["公文正文"].find(f"{W}basedOn").get(f"{W}val") == styles["公文基准"].get(f"{W}styleId")
    base = styles["公文基准"]
    assert base.find(f"{W}basedOn") is None
    assert base.find(f"{W}rPr/{W}sz").get(f"{W}val") == "32"
    assert base.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") == "仿宋_GB2312"
    assert base.find(f"{W}pPr/{W}snapToGrid").get(f"{W}val") == "0"
    assert base.find(f"{W}pPr/{W}spacing").get(f"{W}line") == "579"
    assert styles["公文表格"].find(f"{W}basedOn").get(f"{W}val") == "a1"
    assert styles["引题"].find(f"{W}basedOn") is None


def test_a_style_that_the_file_has_stays_as_it_is() -> None:
    parts = unpack(paper(HEAD + TEXT))
    own = (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="b7"><w:name w:val="公文正文"/><w:basedOn w:val="a"/>'
        '<w:pPr><w:spacing w:line="560" w:lineRule="exact"/></w:pPr></w:style></w:styles>'
    )
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"</w:styles>", own.encode())
    layout, lent = completed(pack(parts))
    assert "公文正文" not in lent
    assert own.removesuffix("</w:styles>").encode() in unpack(layout)["word/styles.xml"]
    heading = next(
        one
        for one in root(layout, "word/styles.xml").iter(f"{W}style")
        if one.find(f"{W}name").get(f"{W}val") == "公文标题1"
    )
    assert heading.find(f"{W}basedOn").get(f"{W}val") == "b7"


def test_our_own_layouts_borrow_nothing() -> None:
    for name in ("红头通知", "便函", "工作表格"):
        data = samples().layout(name)
        assert completed(data) == (data, ())


# --- what the check says, and where


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (
            (HEAD, p(r("｛｛ 份号 ｝｝")), TEXT),
            "我的.docx（正文第3段）: 错误 WJ603: 版式里的花括号或百分号是全角的：｛｛ 份号 ｝｝",
        ),
        (
            (HEAD, p(r("{{ 发文文号 }}")), TEXT),
            "我的.docx（正文第3段）: 错误 WJ602: 版式里的字段“发文文号”没有定义",
        ),
        (
            (HEAD, p(r("{{ 发文", "<w:b/>") + r("字号 }}")), TEXT),
            "我的.docx（正文第3段）: 警告 WJ641: 字段“{{ 发文字号 }}”中间换了格式，或夹了换行，按开头的格式打印",
        ),
        (
            (HEAD, p(r("{{ 发文") + "<w:r><w:br/></w:r>" + r("字号 }}")), TEXT),
            "我的.docx（正文第3段）: 警告 WJ641: 字段“{{ 发文字号 }}”中间换了格式，或夹了换行，按开头的格式打印",
        ),
        (
            (HEAD, p(r("{{ 发文")), p(r("字号 }}")), TEXT),
            "我的.docx（正文第3段）: 错误 WJ605: 版式里的标签写错了：“{{ 发文”花括号不成对",
        ),
        (
            (HEAD, p(r("{% if 份号 %}{{ 份号 }}{% endif %}")), TEXT),
            "我的.docx（正文第3段）: 警告 WJ642: “{% if 份号 %}”单独占一段，没有内容时会留下空段",
        ),
        (
            (HEAD, p(r("{% if 标题 == '“十四五”' %}甲{% endif %}")), TEXT),
            "我的.docx（正文第3段）: 错误 WJ605: 版式里的标签写错了：“{% if 标题 == '“十四五”' %}”里有中文引号",
        ),
        (
            (HEAD, p(r("{{ 发文字号（ }}")), TEXT),
            "我的.docx（正文第3段）: 错误 WJ605: 版式里的标签写错了：“{{ 发文字号（ }}”读不懂",
        ),
        (
            (HEAD, p(r("{%p if 份号 %}") + r("{%p endif %}")), TEXT),
            "我的.docx（正文第3段）: 错误 WJ611: “{%p if 份号 %}”没有单独成段",
        ),
        (
            (HEAD, p(r("{%p if 份号 % 2 %}")), p(r("{%p endif %}")), TEXT),
            "我的.docx（正文第3段）: 错误 WJ604: 版式里有不允许的写法：{% if 份号 % 2 %}",
        ),
    ],
)  # fmt: skip
def test_each_fault_is_said_with_its_place(content: tuple[str, ...], line: str) -> None:
    assert line in said(*content)


def test_recipients_without_a_colon_are_told() -> None:
    """7.3.2; in a line of other words («主送：{{ 主送机关 }}») none is missing."""
    alone = "我的.docx（正文第3段）: 警告 WJ650: “{{ 主送机关 }}”后面没有冒号，印出来也没有"
    for words in ("{{ 主送机关 }}", "{% if 主送机关 %}{{主送机关}}{% endif %}"):
        assert alone in said(HEAD, p(r(words)), TEXT), words
    for words in ("{{ 主送机关 }}：", "主送：{{ 主送机关 }}", "{% if 主送机关 %}{{ 主送机关 }}：{% endif %}"):
        assert "WJ650" not in "".join(said(HEAD, p(r(words)), TEXT)), words


def test_all_faults_are_said_at_once_each_with_its_place() -> None:
    lines = said(
        p(r("｛｛ 发文机关标识 ｝｝")),
        p(r("{{ 发文文号 }}　{# 内部 #}　{{ 份好 }}")),
        p(r("{%p if 签发人 %}")),
        p(r("{{ 发文文号 }}")),
        p(r("{{ 紧急程度")),
        p(r("{{ 正文 }}")),
        p(r("{{r 标题 }} {{ 主送 机关 }}")),
        p(r("{%p endif %}")),
    )
    told = [(line.partition("（")[2].partition("）")[0], line.partition("WJ")[2][:3]) for line in lines]
    assert told == [
        *(("正文第1段", "603"), ("正文第2段", "604"), ("正文第5段", "605"), ("正文第6段", "612"), ("正文第7段", "604")),
        *(("正文第1段", "602"), ("正文第2段", "602"), ("正文第2段", "602"), ("正文第4段", "602"), ("正文第7段", "605")),
    ]


def test_each_if_and_endif_without_its_other_is_named() -> None:
    lines = said(HEAD, p(r("{%p endif %}")), p(r("{%p if 份号 %}")), p(r("{{ 份号 }}")), TEXT)
    assert [line.partition(": ")[0] for line in lines] == ["我的.docx（正文第3段）", "我的.docx（正文第4段）"]
    assert "前面没有与它成对的 if" in lines[0]
    assert "后面没有与它成对的 endif" in lines[1]


def test_places_in_tables_and_text_boxes_are_named_as_people_find_them() -> None:
    cell = f'<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>{p(r("甲"))}</w:tc>'
    bad = cell.replace("甲", "{{ 编号 }}")
    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>'
        f"<w:tr>{cell}{cell}</w:tr><w:tr>{cell}{bad}</w:tr></w:tbl>"
    )
    box = old_papers.text_box().replace(old_papers.MARK, "{{ 标志 }}")
    lines = said(p(r("首行")), table, p(box), TEXT)
    assert [line.partition(": ")[0] for line in lines] == [
        "我的.docx（正文第1个表格第2行第2格）",
        "我的.docx（正文第2段的文本框）",
    ]


def test_a_field_split_over_runs_of_one_look_is_no_matter() -> None:
    halves = p(r("{{ 发文") + '<w:proofErr w:type="spellStart"/>' + r("字号 }}", '<w:lang w:val="en-US"/>'))
    assert said(HEAD, halves, TEXT) == []


def test_what_the_layout_cannot_print_and_what_it_borrows_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "我的.docx").write_bytes(paper(HEAD + p("{{p 正文 }}")))
    assert run(["template", "check", str(tmp_path / "我的.docx")]) == 0
    err = capsys.readouterr().err
    assert "WJ640: 版式没有用到字段“份号”、“紧急程度”、“签发人”、“附件”、“版记”" in err
    assert "WJ643: 版式缺少样式“公文标题”、" in err


def test_an_element_that_the_layout_has_no_place_for_is_told_when_the_paper_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "通知.txt").write_text(
        "示范县民政局文件\n示民字〔2026〕3号\n关于做好值守工作的通知\n各养老机构：\n请做好值守工作。\n示范县民政局\n2026年3月1日\n",
        encoding="utf-8",
    )
    given = ["export", str(tmp_path / "通知.txt"), "-o", str(tmp_path / "通知.docx")]
    assert run([*given, "--layout", "便函"]) == 0
    told = "通知.txt: 警告 WJ359: “便函”版式不印发文机关标志“示范县民政局文件”、发文字号“示民字〔2026〕3号”，"
    err = capsys.readouterr().err
    assert told in err
    assert "templates" not in err
    assert run(given) == 0
    assert "WJ359" not in capsys.readouterr().err


# --- nothing hidden


def loaded_layout() -> bytes:
    """A layout full of what does not print: see `old_papers.paper`; and tracked changes, hidden words, bookmarks."""
    mine = f'w:id="77" w:author="{old_papers.SECRET}" w:date="2025-11-01T00:00:00Z"'
    changed = p(
        f"<w:ins {mine}>{r('收到：')}</w:ins><w:del {mine}><w:r><w:delText>删掉的旧话</w:delText></w:r></w:del>"
        '<w:bookmarkStart w:id="5" w:name="_GoBack"/><w:bookmarkEnd w:id="5"/>'
        f"{r('藏起来的话', '<w:vanish/>')}"
    )
    hidden_picture = p(old_papers.picture("rId91", 36000, 36000, 5))
    return completed(paper(HEAD + changed + hidden_picture + TEXT))[0]


LOOSE = ("删掉的旧话", "藏起来的话", "这里请局长看一下", old_papers.SECRET, "KSOProductBuildVer", "_GoBack", "00A1B2C3")
HIDING = {
    *("ins", "del", "moveFrom", "moveTo", "vanish", "bookmarkStart", "bookmarkEnd", "comment", "commentReference"),
    *("commentRangeStart", "commentRangeEnd", "rsid", "rsids", "docVar", "docVars", "proofErr", "permStart", "permEnd"),
    *(
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "customXml",
        "sdt",
        "attachedTemplate",
        "mailMerge",
        "documentProtection",
    ),
    *("creator", "lastModifiedBy", "Company", "Manager", "Template", "TotalTime", "revision", "lastPrinted"),
}
PARTS = {
    *("[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml"),
    *("word/document.xml", "word/styles.xml", "word/settings.xml", "word/fontTable.xml", "word/theme/theme1.xml"),
    *("word/footer1.xml", "word/footer2.xml", "word/_rels/document.xml.rels"),
}
"""Every part that a paper of ours may hold when it leaves the house."""


def hidden_in(data: bytes) -> Iterator[str]:
    """Whatever in any part of a docx or xlsx does not print and might tell something."""
    for name, part in unpack(data).items():
        if not name.endswith((".xml", ".rels")):
            continue
        text = part.decode()
        yield from (f"{name}: {word}" for word in LOOSE if word in text)
        for element in etree.fromstring(part).iter(etree.Element):
            local = etree.QName(element).localname
            if local in HIDING:
                yield f"{name}: {local}"
            yield from (
                f"{name}: {key}"
                for key in (etree.QName(str(key)).localname for key in element.attrib)
                if key.startswith(("rsid", "author", "initials", "descr", "paraId"))
            )


def leaving() -> Document:
    given: Document = samples().paper()
    return given


@pytest.mark.parametrize("stage", [Stage.CONSULTATION, Stage.ISSUED])
def test_a_paper_that_leaves_the_house_hides_nothing(stage: Stage) -> None:
    for name in ("红头通知", "便函"):
        made = write_docx(leaving(), samples().layout(name), stage=stage, date="2026年3月1日")
        assert list(hidden_in(made)) == []
        assert set(unpack(made)) <= PARTS


@pytest.mark.parametrize("stage", list(Stage))
def test_nor_does_one_made_with_a_layout_that_hides_much(stage: Stage) -> None:
    assert {one.rpartition(": ")[2] for one in hidden_in(loaded_layout())} >= {*LOOSE[:4], "ins", "rsids", "descr"}
    made = write_docx(leaving(), loaded_layout(), stage=stage, date="2026年3月1日")
    ours = {"bookmarkStart", "bookmarkEnd"} if stage not in {Stage.CONSULTATION, Stage.ISSUED} else set()
    assert {one.rpartition(": ")[2] for one in hidden_in(made)} - ours == set()
    assert "收到：" in "".join(root(made).itertext())


def test_the_properties_of_a_paper_name_nobody() -> None:
    core = root(write_docx(leaving(), loaded_layout(), stage=Stage.ISSUED, date="2026年3月1日"), "docProps/core.xml")
    assert {etree.QName(one).localname: one.text for one in core} == {
        "title": "鲁山县民政局关于印发《全县民政服务机构疫情防控工作实施方案》的通知",
        "created": "2026-03-01T00:00:00Z",
        "modified": "2026-03-01T00:00:00Z",
    }


def test_the_task_table_that_goes_out_as_a_sheet_hides_nothing() -> None:
    made = write_xlsx(samples().task_table(), date="2026年3月1日")
    assert list(hidden_in(made)) == []
    for name, part in unpack(made).items():
        assert b'hidden="1"' not in part, name
        assert b'state="hidden"' not in part, name


def test_the_file_beside_an_issued_paper_keeps_the_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del capsys
    source = HERE.parent / "samples" / "拟稿单" / "鲁山县.yaml"
    job = source.read_text("utf-8").replace("稿别: 清样", "稿别: 印发稿").replace("../", f"{source.parent.parent}/")
    (tmp_path / "拟稿单.yaml").write_text(job, encoding="utf-8")
    run(["compose", str(tmp_path / "拟稿单.yaml"), "-o", str(tmp_path / "结果")])
    assert list(hidden_in((tmp_path / "结果" / "1-通知.docx").read_bytes())) == []
    assert "养老.出入管理@1.0" in (tmp_path / "结果" / "1-通知.来源.xml").read_text("utf-8")


def test_a_blank_document_hides_nothing_either() -> None:
    assert list(hidden_in(write_docx(Document(Elements()), loaded_layout(), stage=Stage.ISSUED))) == []


def test_body_of_the_old_paper_is_a_real_one() -> None:
    """The inputs above are no straw men: the old paper does hide all this."""
    assert {one.rpartition(": ")[2] for one in hidden_in(paper(body()))} >= {old_papers.SECRET, "comment", "rsidR"}


@pytest.mark.parametrize(
    ("title", "layout"),
    [
        ("关于拨付改造资金的请示", "上行文"),
        ("关于养老服务工作情况的报告", "上行文"),
        ("关于协助核对信息的函", "信函"),
        ("研究养老服务工作专题会议纪要", "纪要"),
        ("关于转发《某局关于拨付资金的请示》的通知", ""),
        ("关于拨付改造资金的请示的批复", ""),
    ],
)
def test_without_a_layout_the_one_of_the_kind_is_taken_and_told(
    title: str, layout: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "文稿.txt", tmp_path / "文稿.docx"
    head = "示范县民政局文件\n示民字〔2026〕3号　签发人：王某\n"
    file.write_text(f"{head}{title}\n县人民政府：\n现将有关事项报上。\n示范县民政局\n2026年3月1日\n", "utf-8")
    given = ["export", str(file), "-o", str(out)]
    assert run(given) == 0
    told = [line for line in capsys.readouterr().err.splitlines() if "WJ649" in line]
    assert [f"用“{layout}”版式排" in line for line in told] == ([True] if layout else [])
    made = out.read_bytes()
    assert run([*given, "--layout", layout or "红头通知"]) == 0
    assert out.read_bytes() == made
    assert "WJ649" not in capsys.readouterr().err


def test_a_signer_that_the_chosen_layout_does_not_print_stands_in_another_of_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "请示.txt"
    head = "示范县民政局文件\n示民字〔2026〕3号　签发人：王某\n关于拨付资金的请示\n"
    file.write_text(f"{head}县人民政府：\n妥否，请批示。\n示范县民政局\n2026年3月1日\n", "utf-8")
    assert run(["export", str(file), "-o", str(tmp_path / "请示.docx"), "--layout", "红头通知"]) == 0
    err = capsys.readouterr().err
    assert "WJ359: “红头通知”版式不印签发人“王某”" in err
    assert "签发人印在自带的“上行文”版式里。" in err


def test_a_report_to_nobody_is_no_paper_to_a_superior(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "报告.txt"
    file.write_text("养老服务调研报告\n一、基本情况\n全县有养老机构12家。\n示范县民政局\n2026年3月1日\n", "utf-8")
    assert run(["export", str(file), "-o", str(tmp_path / "报告.docx")]) == 0
    assert "WJ649" not in capsys.readouterr().err
