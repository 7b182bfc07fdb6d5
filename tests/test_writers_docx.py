"""The docx writer on a notice that encloses a plan and attaches a task table."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from golden_parts import check_parts
from raw_docx import bomb
from scripts import script
from wenjian.errors import TemplateError
from wenjian.layout import arrange
from wenjian.model.document import Block, Column, Document, Origin, Row, Span, Table
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import BlockKind, OriginKind, Role, Stage
from wenjian.package import pack, unpack
from wenjian.writers import check_layout, provenance, skeleton, write_docx

TEMPLATES = Path(__file__).parent.parent / "templates"


def text_block(number: int, text: str, **values: object) -> Block:
    kind = values.pop("kind", BlockKind.PARAGRAPH)
    return Block(f"b{number:03}", kind, (Span(text),), **values)  # type: ignore[arg-type]


def heading(number: int, level: int, label: str, text: str) -> Block:
    return text_block(number, text, kind=BlockKind.HEADING, level=level, label=label)


def plan() -> Document:
    long = (
        "各民政服务机构要坚持人、物、环境同防，落实出入管理、健康监测、清洁消毒、物资储备和应急处置各项制度，"
        "把责任落实到岗、到人，做到早发现、早报告、早隔离、早治疗，确保服务对象和工作人员生命安全和身体健康。"
    )
    blocks: list[Block] = [text_block(10, "为做好全县民政服务机构疫情防控工作，结合我县实际，制定本方案。")]
    number = 11
    for label, name in (("一、", "总体要求"), ("二、", "重点任务"), ("三、", "工作要求")):
        blocks.append(heading(number, 1, label, name))
        number += 1
        for sub, lead in (("（一）", "加强出入管理。"), ("（二）", "加强健康监测。")):
            blocks.append(text_block(number, long, level=2, label=sub, lead=lead))
            number += 1
        blocks.append(text_block(number, "一是明确责任。" + long))
        number += 1
        blocks.append(heading(number, 3, "1.", "物资储备"))
        blocks.append(text_block(number + 1, long * 2))
        number += 2
    return Document(
        Elements(title="全县民政服务机构疫情防控工作实施方案"), tuple(blocks), role=Role.ENCLOSED, name="实施方案"
    )


def task_table() -> Document:
    columns = (
        Column("序号", 12, merged=True),
        Column("重点任务", 36, merged=True),
        Column("具体措施"),
        Column("牵头股室", 30),
        Column("配合单位", 40),
        Column("完成时限", 28),
    )
    rows = []
    for i in range(1, 9):
        for j in range(3):
            cells = (
                str(i),
                f"第{i}项重点任务",
                "外出返回人员实行不少于14天的隔离观察，每日两次测温并登记，发现异常立即报告。" * (j % 2 + 1),
                "养老服务股",
                "县卫生健康局、各民政服务机构",
                "2026年6月底前",
            )
            rows.append(Row(tuple((Span(cell),) for cell in cells)))
    table = Table(columns, tuple(rows), name="任务分解表", foot=("注：未列明时限的，长期坚持。",))
    return Document(
        Elements(title="全县民政服务机构疫情防控任务分解表"),
        (Block("b001", BlockKind.TABLE, table=table),),
        role=Role.ATTACHMENT,
        name="全县民政服务机构疫情防控任务分解表",
        landscape=True,
    )


def paper() -> Document:
    clause = Origin(OriginKind.CLAUSE, "养老.出入管理@1.0")
    pending = Origin(OriginKind.SLOT, "牵头股室", "待定")
    body = (
        text_block(
            1,
            "为贯彻落实《近期防控工作方案》（国发明电〔2020〕6号）精神，现将《全县民政服务机构疫情防控工作实施方案》"
            "印发给你们，请结合实际认真贯彻落实。",
        ),
        Block(
            "b002",
            BlockKind.PARAGRAPH,
            (
                Span("各民政服务机构要实行“预约探视”，由", clause),
                Span("【待定：牵头股室】", pending),
                Span("负责，占比不低于90%，R&D < 5。", clause),
            ),
            duties=("国发明电〔2020〕6号#D001",),
        ),
        text_block(3, "执行中遇到的问题，请及时报告县民政局。"),
    )
    elements = Elements(
        mark="鲁山县民政局文件",
        number="鲁民字〔2026〕3号",
        title="鲁山县民政局关于印发《全县民政服务机构疫情防控工作实施方案》的通知",
        recipients=("各乡镇（街道）民政工作机构", "局机关各股室", "局属各单位"),
        signature=("鲁山县民政局",),
        date="2026年3月1日",
        publicity="主动公开",
        copies_to=("平顶山市民政局", "县政府办公室"),
        printer="鲁山县民政局办公室",
        print_date="2026年3月1日",
    )
    return Document(elements, body, (plan(), task_table()))


def layout(name: str = "红头通知") -> bytes:
    return (TEMPLATES / f"{name}.docx").read_bytes()


def written(document: Document, stage: Stage = Stage.FINAL) -> bytes:
    return write_docx(arrange(document, stage), layout(), stage=stage, date="2026年3月1日")


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def root(data: bytes, part: str = "word/document.xml") -> Any:
    return etree.fromstring(unpack(data)[part])


def lines(data: bytes) -> list[tuple[str, str]]:
    """Style and text of every paragraph, breaks as line feeds."""
    found = []
    for paragraph in root(data).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        words = "".join(
            "\n" if each.tag == f"{W}br" else "\t" if each.tag == f"{W}tab" else each.text or ""
            for each in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab")
        )
        found.append(("" if style is None else style.get(f"{W}val"), words))
    return found


def texts(data: bytes, style: str) -> list[str]:
    return [words for name, words in lines(data) if name == style]


# --- the paper


def test_red_head_and_elements_stand_in_their_styles() -> None:
    data = written(paper())
    assert texts(data, "发文机关标志") == ["鲁山县民政局文件"]
    assert texts(data, "发文字号") == ["鲁民字〔2026〕3号"]
    assert texts(data, "公文标题") == ["鲁山县民政局关于印发\n《全县民政服务机构疫情防控工作实施方案》\n的通知"]
    assert texts(data, "主送机关") == ["各乡镇（街道）民政工作机构，局机关各股室，局属各单位："]
    assert texts(data, "附件说明") == ["附件：全县民政服务机构疫情防控任务分解表"]
    assert texts(data, "落款") == ["鲁山县民政局"]
    assert texts(data, "成文日期") == ["2026年3月1日"]
    assert texts(data, "附注") == ["（此件公开发布）"]
    assert texts(data, "随文标题") == ["全县民政服务机构疫情防控工作实施方案"]
    assert texts(data, "附件标识") == ["附件"]
    assert texts(data, "附件标题") == ["全县民政服务机构疫情防控任务分解表"]
    assert texts(data, "版记") == ["抄送：平顶山市民政局，县政府办公室。", "鲁山县民政局办公室\t2026年3月1日印发"]
    assert texts(data, "公文标题1") == ["一、总体要求", "二、重点任务", "三、工作要求"]


@pytest.mark.parametrize("stage", list(Stage))
def test_every_part_is_well_formed_and_no_paragraph_is_empty(stage: Stage) -> None:
    data = written(paper(), stage)
    for name, part in unpack(data).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part, etree.XMLParser(recover=False))
    docx.Document(io.BytesIO(data))
    for cell in root(data).iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p"
    for paragraph in root(data).iter(f"{W}p"):
        merged = paragraph.getparent().find(f"{W}tcPr/{W}vMerge[@{W}val='continue']") is not None
        style = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
        assert "".join(paragraph.itertext()).strip() or merged or style == "分节"


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.CONSULTATION, Stage.REVIEW])
def test_papers_that_do_not_go_out_have_no_red_head(stage: Stage) -> None:
    data = written(paper(), stage)
    assert texts(data, "发文机关标志") == texts(data, "发文字号") == texts(data, "版记") == []


def test_signature_stands_centred_over_the_date_four_characters_from_the_edge() -> None:
    data = written(paper())
    left = {
        style: paragraph.find(f"{W}pPr/{W}ind").get(f"{W}left")
        for paragraph in root(data).iter(f"{W}p")
        if (style := paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")) in {"落款", "成文日期"}
    }
    # «2026年3月1日» is 6 characters wide: the middle of both is 7 characters of 315 twips from the edge.
    assert left == {"落款": str(8845 - 2 * 7 * 315), "成文日期": str(8845 - 2 * 7 * 315)}


def test_attachment_lies_on_its_side_and_the_record_closes_on_an_upright_page() -> None:
    sections = [
        (each.find(f"{W}pgSz").get(f"{W}orient", "portrait"), each.find(f"{W}pgMar").get(f"{W}top"))
        for each in root(written(paper())).iter(f"{W}sectPr")
    ]
    assert sections == [("portrait", "2098"), ("landscape", "1587"), ("portrait", "2098")]


def test_without_a_record_the_last_section_is_the_landscape_one() -> None:
    sections = [
        each.find(f"{W}pgSz").get(f"{W}orient", "portrait")
        for each in root(written(paper(), Stage.CONSULTATION)).iter(f"{W}sectPr")
    ]
    assert sections == ["portrait", "landscape"]


def test_the_table_repeats_its_header_and_merges_equal_cells() -> None:
    table = next(root(written(paper())).iter(f"{W}tbl"))
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows[:3]] == [True, False, False]
    merges = [
        [getattr(cell.find(f"{W}tcPr/{W}vMerge"), "attrib", {}).get(f"{W}val", "") for cell in row.iter(f"{W}tc")]
        for row in rows[1:5]
    ]
    assert [each[0] for each in merges] == ["restart", "continue", "continue", "restart"]
    assert {each[2] for each in merges} == {""}


def test_run_in_headings_and_blanks_carry_character_styles() -> None:
    styled: dict[str, str] = {}
    for run in root(written(paper(), Stage.DRAFT)).iter(f"{W}r"):
        style = run.find(f"{W}rPr/{W}rStyle")
        if style is not None:
            styled.setdefault(style.get(f"{W}val"), "".join(run.itertext()))
    assert styled == {"引题": "（一）加强出入管理。", "待定": "【待定：牵头股室】"}


# --- values


AWKWARD = "R&D投入<5%且>3%的“企业”《办法》{{ 标题 }} {_{ ]]> ｛｛x｝｝ \\n 𠮷"


def test_awkward_values_arrive_unharmed() -> None:
    elements = paper().elements.model_copy(update={"mark": AWKWARD, "number": AWKWARD})
    document = Document(elements, (text_block(1, AWKWARD),))
    data = written(document)
    assert texts(data, "发文机关标志") == texts(data, "发文字号") == texts(data, "公文正文") == [AWKWARD]


def test_line_breaks_become_breaks_and_control_characters_are_dropped_with_a_finding() -> None:
    document = Document(
        Elements(mark="鲁山县\n民政局文件", number="鲁民字〔2026〕3号"), (text_block(1, "第一行\n第二行\x0b\x00。"),)
    )
    arranged = arrange(document, Stage.FINAL)
    assert [str(finding) for finding in arranged.findings] == [
        "段落b001: 警告 WJ609: 文字里有打印不出的控制字符，已略去\n    第一行\n第二行。\n提示：请在原文中删去。"
    ]
    data = written(document)
    assert texts(data, "发文机关标志") == ["鲁山县\n民政局文件"]
    assert texts(data, "公文正文") == ["第一行\n第二行。"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_text_arrives_but_for_what_cannot_be_printed(text: str) -> None:
    document = Document(Elements(mark="文件", number=text), (text_block(1, "甲" + text),))
    arranged = arrange(document, Stage.FINAL)
    data = written(document)
    assert texts(data, "公文正文") == [arranged.blocks[0].text]
    assert texts(data, "发文字号") == [arranged.elements.number]


def test_unarranged_control_characters_do_no_harm() -> None:
    data = write_docx(Document(blocks=(text_block(1, "甲\x00\x0b\ufffe乙"),)), layout(), stage=Stage.DRAFT)
    assert texts(data, "公文正文") == ["甲乙"]


# --- provenance


NS = "{urn:wenjian:provenance:1}"


def test_each_block_is_bookmarked_and_mapped() -> None:
    data = written(paper())
    names = [each.get(f"{W}name") for each in root(data).iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names))
    assert {"_wj_b001", "_wj_b002", "_wj_b010"} <= set(names)
    mapped = {each.get("bookmark"): dict(each.attrib) for each in root(data, "customXml/item1.xml").iter(f"{NS}block")}
    assert mapped["_wj_b002"]["clauses"] == "养老.出入管理@1.0"
    assert mapped["_wj_b002"]["duties"] == "国发明电〔2020〕6号#D001"
    assert re.fullmatch("[0-9a-f]{12}", mapped["_wj_b002"]["fingerprint"])
    assert set(names) == set(mapped)


def test_bookmarks_open_and_close_once_each() -> None:
    document = root(written(paper()))
    starts = [each.get(f"{W}id") for each in document.iter(f"{W}bookmarkStart")]
    ends = [each.get(f"{W}id") for each in document.iter(f"{W}bookmarkEnd")]
    assert sorted(starts) == sorted(ends)
    assert len(starts) == len(set(starts))


@pytest.mark.parametrize("stage", [Stage.CONSULTATION, Stage.ISSUED])
def test_what_leaves_the_house_is_stripped(stage: Stage) -> None:
    data = written(paper(), stage)
    assert not list(root(data).iter(f"{W}bookmarkStart"))
    assert not [name for name in unpack(data) if name.startswith("customXml")]
    assert b"wenjian:provenance" not in b"".join(unpack(data).values())
    assert "养老.出入管理@1.0" in provenance(arrange(paper(), stage))


def test_properties_have_title_and_date_but_no_author() -> None:
    properties = docx.Document(io.BytesIO(written(paper()))).core_properties
    assert properties.title == "鲁山县民政局关于印发《全县民政服务机构疫情防控工作实施方案》的通知"
    assert properties.author == ""
    assert (properties.created.year, properties.created.month, properties.created.day) == (2026, 3, 1)
    undated = write_docx(Document(), layout(), stage=Stage.DRAFT)
    assert b"2000-01-01T00:00:00Z" in unpack(undated)["docProps/core.xml"]


def test_same_bytes_whatever_the_surroundings(tmp_path: Path) -> None:
    script = (
        "import sys, hashlib, importlib.util as u\n"
        f"s = u.spec_from_file_location('t', {str(Path(__file__))!r})\n"
        "t = u.module_from_spec(s); s.loader.exec_module(t)\n"
        "print(hashlib.sha256(t.written(t.paper())).hexdigest())"
    )
    digests = set()
    for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York")):
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(Path(__file__).parent)}
        digests.add(
            subprocess.run(
                [sys.executable, "-c", script],
                env=surroundings,
                cwd=tmp_path,
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        )
    assert len(digests) == 1


# --- layouts


@pytest.mark.parametrize("name", ["红头通知", "上行文", "信函", "纪要", "便函", "工作表格", "检查表格"])
def test_our_layouts_pass_their_own_check_and_come_from_the_script(name: str) -> None:
    assert check_layout(layout(name)) == ()
    assert script("templates/build.py").LAYOUTS[f"{name}.docx"]() == layout(name)


def test_the_other_page_of_the_electronic_standard_can_be_built() -> None:
    """GB/T 33476.2-2016 6.2: margins 34.58 and 32.58 mm, 592 twips a line."""
    build = script("templates/build.py")
    data = build.notice(build.page.DISPLAY)
    assert check_layout(data) == ()
    result = write_docx(paper(), data, stage=Stage.FINAL)
    section = list(root(result).iter(f"{W}sectPr"))[-1]
    assert section.find(f"{W}pgMar").get(f"{W}top") == "1960"
    assert section.find(f"{W}docGrid").get(f"{W}linePitch") == "592"


def test_our_layouts_say_nothing_of_themes_grids_of_characters_or_bold() -> None:
    for name in ("红头通知", "上行文", "信函", "纪要", "便函", "工作表格", "检查表格"):
        parts = b"".join(unpack(layout(name)).values())
        for word in (b"linesAndChars", b"Theme=", b"<w:b/>", b"w:charSpace"):
            assert word not in parts
        styles = root(layout(name), "word/styles.xml")
        for each in styles.iter(f"{W}rFonts"):
            names = {each.get(f"{W}{kind}") for kind in ("ascii", "hAnsi", "eastAsia", "cs")}
            assert len(names) == 1
            assert each.get(f"{W}hint") == "eastAsia"
        for each in styles.iter(f"{W}spacing"):
            assert each.get(f"{W}lineRule") in {None, "exact"}


def changed(*edits: tuple[str, str], part: str = "word/document.xml", add: dict[str, str] | None = None) -> bytes:
    parts = unpack(layout())
    if add:
        parts.update({name: text.encode() for name, text in add.items()})
    text = parts[part].decode()
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    parts[part] = text.encode()
    return pack(parts)


CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>'
)
ATTACK = "{{ cycler.__init__.__globals__.os.popen(1) }}"
HINT_601 = "提示：请用 Word 或 WPS 打开后另存为 .docx 再试。"
HINT_604 = "提示：版式里只能写字段名，如 {{ 发文字号 }}，和 {%p if 发文字号 %} 一类的判断。"


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (
            changed(("{{ 发文字号 }}", "{{ 发文字好 }}")),
            "我的.docx（正文第9段）: 错误 WJ602: 版式里的字段“发文字好”没有定义\n提示：是不是“发文字号”？",
        ),
        (
            changed(("{{ 发文字号 }}", "｛｛ 发文字号 ｝｝")),
            (
                "我的.docx（正文第9段）: 错误 WJ603: 版式里的花括号或百分号是全角的：｛｛ 发文字号 ｝｝\n"
                "提示：请改用半角，如 {{ 发文字号 }}。"
            ),
        ),
        (
            changed(("{%p if 份号 %}", "{％p if 份号 ％}")),
            (
                "我的.docx（正文第1段）: 错误 WJ603: 版式里的花括号或百分号是全角的：{％p if 份号 ％}\n"
                "提示：请改用半角，如 {{ 发文字号 }}。"
            ),
        ),
        (
            changed(("{{ 发文字号 }}", ATTACK)),
            f"我的.docx（正文第9段）: 错误 WJ604: 版式里有不允许的写法：{ATTACK}\n{HINT_604}",
        ),
        (
            changed(("— ", ATTACK), part="word/footer1.xml"),
            f"我的.docx（页脚第1段）: 错误 WJ604: 版式里有不允许的写法：{ATTACK}\n{HINT_604}",
        ),
        (
            changed(add={"docProps/core.xml": CORE.format(ATTACK)}),
            f"我的.docx（文件属性“标题”）: 错误 WJ604: 版式里有不允许的写法：{ATTACK}\n{HINT_604}",
        ),
        (
            changed(("{{ 发文字号 }}", "{% for a in 'a'*10**8 %}")),
            f"我的.docx（正文第9段）: 错误 WJ604: 版式里有不允许的写法：{{% for a in 'a'*10**8 %}}\n{HINT_604}",
        ),
        (
            changed(("{{ 发文字号 }}", "{{ 发文字号 }")),
            (
                "我的.docx（正文第9段）: 错误 WJ605: 版式里的标签写错了：“{{ 发文字号 }”花括号不成对\n"
                "提示：请检查花括号是否成对、是否在同一段里，如 {{ 发文字号 }}；花括号里只用半角符号。"
            ),
        ),
        (
            changed(("{{ 发文字号 }}", "{{ 发文 字号 }}")),
            (
                "我的.docx（正文第9段）: 错误 WJ605: 版式里的标签写错了：“{{ 发文 字号 }}”读不懂\n"
                "提示：请检查花括号是否成对、是否在同一段里，如 {{ 发文字号 }}；花括号里只用半角符号。"
            ),
        ),
        (
            changed(("{{p 正文 }}", "以下是正文：{{p 正文 }}")),
            (
                "我的.docx（正文第11段）: 错误 WJ611: “{{p 正文 }}”没有单独成段\n"
                "提示：同一段里的其他文字会丢失，请把它放到单独的一段。"
            ),
        ),
        (
            changed(("{{p 正文 }}", "{{ 正文 }}")),
            (
                "我的.docx（正文第11段）: 错误 WJ612: 字段“正文”不能写成“{{ 正文 }}”\n"
                "提示：请写成单独成段的 {{p 正文 }}，放在正文里。"
            ),
        ),
        (
            changed(("{{ 发文字号 }}", "{{p 发文字号 }}")),
            (
                "我的.docx（正文第9段）: 错误 WJ612: 字段“发文字号”不能写成“{{p 发文字号 }}”\n"
                "提示：请写成 {{ 发文字号 }}。"
            ),
        ),
        (
            changed(("{{ 发文字号 }}", "{{r 发文字号 }}")),
            f"我的.docx（正文第9段）: 错误 WJ604: 版式里有不允许的写法：{{{{r 发文字号 }}}}\n{HINT_604}",
        ),
        (
            changed(("{%p endif %}", "完")),
            (
                "我的.docx（正文第1段）: 错误 WJ605: 版式里的标签写错了：“{% if 份号 %}”后面没有与它成对的 endif\n"
                "提示：请检查花括号是否成对、是否在同一段里，如 {{ 发文字号 }}；花括号里只用半角符号。"
            ),
        ),
        (
            changed(('<w:name w:val="附注"/>', '<w:name w:val="我的附注"/>'), part="word/styles.xml"),
            "我的.docx: 错误 WJ606: 版式缺少样式“附注”\n提示：请从自带的版式里复制这个样式。",
        ),
        (
            changed(("{{p 正文 }}", "正文")),
            "我的.docx: 错误 WJ607: 版式没有放正文的段落\n提示：请加上单独成段的 {{p 正文 }}。",
        ),
        (
            changed(
                add={
                    "word/comments.xml": f'<w:comments xmlns:w="{W[1:-1]}"><w:comment><w:p><w:r><w:t>{{{{ 标题 }}}}'
                    "</w:t></w:r></w:p></w:comment></w:comments>"
                }
            ),
            (
                "我的.docx（word/comments.xml）: 错误 WJ608: 填写以后版式里还留有标签：{{ 标题 }}\n"
                "提示：这里不能放字段，请移到正文、页眉、页脚或脚注里。"
            ),
        ),
        (
            "不是压缩包".encode(),
            "我的.docx: 错误 WJ601: 版式文件打不开：不是完整的压缩包\n" + HINT_601,
        ),
        (
            pack({"a.txt": b"1"}),
            "我的.docx: 错误 WJ601: 版式文件打不开：不是 Word 文档\n" + HINT_601,
        ),
        (
            changed(("</w:body>", "")),
            "我的.docx: 错误 WJ601: 版式文件打不开：里面的 XML 不完整\n" + HINT_601,
        ),
        (
            changed(add={"word/comments.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "我的.docx: 错误 WJ601: 版式文件打不开：含有外部定义（DOCTYPE）\n" + HINT_601,
        ),
    ],
)
def test_a_bad_layout_is_refused_with_place_and_way_out(data: bytes, line: str) -> None:
    assert [str(finding) for finding in check_layout(data, "我的.docx")] == [line]
    with pytest.raises(TemplateError):
        write_docx(Document(), data, stage=Stage.DRAFT, path="我的.docx")


def test_an_oversize_package_is_refused() -> None:
    harmful = bomb("word/document.xml", 65 * 1024 * 1024)
    assert [finding.message for finding in check_layout(harmful)] == ["版式文件打不开：压缩比过高"]
    line = bytes(range(256)) * 40
    large = pack({f"word/{n}.xml": line * 300 + str(n).encode() for n in range(25)})
    assert [finding.message for finding in check_layout(large)] == ["版式文件打不开：解开后超过64兆"]


def test_a_layout_without_room_for_attachments_is_refused_for_a_paper_that_has_some() -> None:
    data = changed(("{{p 附件 }}", "附件"))
    assert check_layout(data) == ()
    with pytest.raises(TemplateError) as caught:
        write_docx(arrange(paper(), Stage.FINAL), data, stage=Stage.FINAL, path="我的.docx")
    assert str(caught.value) == (
        "我的.docx: 错误 WJ610: 版式没有放“附件”的位置，这部分写不进去\n提示：请加上单独成段的 {{p 附件 }}。"
    )


def test_fields_split_over_runs_and_beside_bookmarks_are_filled() -> None:
    split = (
        '{{ 发文</w:t></w:r><w:bookmarkStart w:id="7" w:name="x"/><w:proofErr w:type="spellStart"/>'
        '<w:r><w:t>字号 }}</w:t></w:r><w:bookmarkEnd w:id="7"/><w:r><w:t>'
    )
    data = changed(("{{ 发文字号 }}", split))
    assert check_layout(data) == ()
    result = write_docx(arrange(paper(), Stage.FINAL), data, stage=Stage.FINAL)
    assert texts(result, "发文字号") == ["鲁民字〔2026〕3号"]


def test_a_layout_may_place_the_title_itself() -> None:
    data = changed(("{{p 正文 }}", "{{ 标题 }}</w:t></w:r></w:p><w:p><w:r><w:t>{{p 正文 }}"))
    result = write_docx(arrange(paper(), Stage.FINAL), data, stage=Stage.FINAL)
    assert texts(result, "公文标题") == []
    assert ("", "鲁山县民政局关于印发《全县民政服务机构疫情防控工作实施方案》的通知") in lines(result)


def test_restyled_ids_do_not_matter() -> None:
    """WPS renames style ids when it saves; only the names count."""
    parts = unpack(layout())
    for name in ("word/document.xml", "word/styles.xml"):
        text = parts[name].decode()
        for attribute in ("styleId", "val"):
            text = re.sub(rf'(<w:(?:style|pStyle|basedOn|next) [^>]*w:{attribute}=")公文正文"', r'\g<1>a17"', text)
        parts[name] = text.encode()
    result = write_docx(arrange(paper(), Stage.FINAL), pack(parts), stage=Stage.FINAL)
    assert texts(result, "a17")
    assert texts(result, "公文正文") == []


# --- golden parts

GOLDEN = Path(__file__).parent / "golden" / "通知"


def small_notice() -> Document:
    elements = paper().elements.model_copy(update={"title": "关于做好值守的通知"})
    table = task_table()
    assert table.blocks[0].table
    short = replace(table.blocks[0], table=replace(table.blocks[0].table, rows=table.blocks[0].table.rows[:2]))
    return Document(elements, paper().blocks[1:2], (replace(table, blocks=(short,)),))


def test_parts_are_those_that_were_looked_at() -> None:
    check_parts(unpack(written(small_notice())), GOLDEN)


@pytest.mark.parametrize("name", ["红头通知", "上行文", "信函", "纪要"])
def test_what_is_remembered_of_a_layout_tells_no_paper_from_one_written_first(name: str) -> None:
    plain = paper().elements
    papers = [
        replace(paper(), elements=plain.model_copy(update=changes))
        for changes in (
            {},
            {"number": "示民〔2026〕99号", "title": "另一份\n通知"},
            {"number": "", "urgency": "特急", "copy_number": "7"},
            {"number": "甲&乙<1>号", "urgency": "\ufdd0发文字号\ufdd1", "signer": "{{ 标题 }}"},
            {"mark": "示范县民政局 示范县财政局文件", "signer": "张三、李四、王五"},
        )
    ]
    first = []
    for each in papers:
        skeleton._skeleton.cache_clear()
        first.append(write_docx(each, layout(name), stage=Stage.FINAL))
    assert [write_docx(each, layout(name), stage=Stage.FINAL) for each in papers] == first
    assert len(set(first)) == len(papers)


def test_a_long_table_is_written_as_its_rows_one_by_one() -> None:
    """Cells written column by column: breaks, signs of markup, blanks, merges and short rows between plain ones."""
    columns = (Column("事项", merged=True), Column("说明"), Column("备注"))
    texts = [("甲", "一&<二>", ""), ("甲", "第一行\n第二行", "有\t制表"), ("", "", ""), ("乙", "长" * 900), ("乙",)]
    rows = tuple(Row(tuple((Span(text),) for text in row)) for row in texts)
    whole = Table(columns, rows, foot=("注。",))
    made = Document(Elements(title="表"), (Block("b1", BlockKind.TABLE, table=whole),))
    root = etree.fromstring(unpack(write_docx(made, layout(), stage=Stage.ISSUED))["word/document.xml"])
    (table,) = root.iter(f"{W}tbl")
    cells = [[cell.iter(f"{W}p") for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
    said = [["/".join("".join(map(str, p.itertext())) for p in paragraphs) for paragraphs in row] for row in cells]
    assert said == [
        ["事项", "说明", "备注"],
        ["甲", "一&<二>", ""],
        ["", "第一行/第二行", "有制表"],
        ["", "", ""],
        ["乙", "长" * 900, ""],
        ["", "", ""],
    ]
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in table.iter(f"{W}tr")] == [*[True] * 4, False, True]
    assert [len(list(row.iter(f"{W}keepNext"))) for row in table.iter(f"{W}tr")] == [0, 0, 0, 0, 0, 3]
