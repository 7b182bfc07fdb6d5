"""Each layout with a paper that has every element it prints: its parts, its fields, what stages and habits change."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import layout_papers
from golden_parts import check_parts
from layout_papers import PAPERS, TEMPLATES, written
from wenjian.cli import run
from wenjian.cli.even_page import check_parity
from wenjian.layout import arrange, signs_alone
from wenjian.layout.head import joint_mark, signer_rows, signers
from wenjian.model.document import Document
from wenjian.model.elements import Elements
from wenjian.model.house import House
from wenjian.model.record import chinese_keys
from wenjian.model.vocabulary import BlockKind, RedHead, Role, Seal, Stage
from wenjian.package import pack, unpack
from wenjian.readers import read_documents
from wenjian.text.organs import organ_classes
from wenjian.writers import check_layout, write_docx, write_txt

GOLDEN = Path(__file__).parent / "golden"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def texts(data: bytes, style: str, part: str = "word/document.xml") -> list[str]:
    """The words of the paragraphs in a style, tabs as they are."""
    found = []
    root: Any = etree.fromstring(unpack(data)[part])
    for paragraph in root.iter(f"{W}p"):
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        if named is not None and named.get(f"{W}val") == style:
            words = paragraph.iter(f"{W}t", f"{W}tab")
            shown = (each for each in words if each.getparent().tag != f"{W}tabs")
            found.append("".join("\t" if each.tag == f"{W}tab" else each.text or "" for each in shown))
    return found


@pytest.mark.parametrize("name", list(PAPERS))
def test_the_parts_are_those_that_were_looked_at(name: str) -> None:
    layouts_own = {"word/styles.xml", "word/fontTable.xml", "[Content_Types].xml"}
    parts = unpack(written(name, Stage.FINAL)).items()
    ours = {part: data for part, data in parts if part not in layouts_own and not part.endswith(".rels")}
    check_parts(ours, GOLDEN / name)


@pytest.mark.parametrize("name", list(PAPERS))
@pytest.mark.parametrize("stage", list(Stage))
def test_every_part_is_well_formed_at_every_stage(name: str, stage: Stage) -> None:
    for part, data in unpack(written(name, stage)).items():
        root = etree.fromstring(data, etree.XMLParser(recover=False))
        if part.startswith(("word/header", "word/footer")):
            assert root.find(f"{W}p") is not None, part
    head = texts(written(name, stage), "发文机关标志") + texts(written(name, stage), "信函标志")
    assert bool(head) == (stage in {Stage.FINAL, Stage.ISSUED})


@pytest.mark.parametrize("name", list(PAPERS))
def test_a_paper_reads_back_as_it_was_written(name: str) -> None:
    document = PAPERS[name][1]()
    again = read_documents(written(name, Stage.FINAL), "文稿.docx")[0]
    kept = {"recipients"}  # parted by class when read
    for field in chinese_keys(Elements):
        if field not in kept:
            assert getattr(again.elements, field) == getattr(document.elements, field), field
    assert write_txt(arrange(again, Stage.FINAL)) == write_txt(arrange(document, Stage.FINAL))


@pytest.mark.parametrize("name", ["上行文", "信函", "纪要"])
def test_a_clerks_changed_layout_works_the_same(name: str) -> None:
    """Other words, another look, style ids renamed as WPS does: only fields and names of styles count."""
    layout, make = PAPERS[name]
    parts = unpack((TEMPLATES / f"{layout}.docx").read_bytes())
    for part in ("word/document.xml", "word/styles.xml"):
        text = parts[part].decode().replace("签发人：", "签发：").replace('w:val="120"', 'w:val="96"')
        for number, style in enumerate(("发文机关标志", "信函标志", "字号和签发人", "公文正文")):
            text = re.sub(rf'(w:(?:styleId|val)=")({style})"(?!/><w:basedOn)', rf'\g<1>a{number}"', text)
        text = re.sub(r'<w:name w:val="a(\d)"/>', lambda m: f'<w:name w:val="{NAMES[int(m[1])]}"/>', text)
        parts[part] = text.encode()
    data = pack(parts)
    assert check_layout(data) == ()
    document = make()
    result = write_docx(document, data, stage=Stage.ISSUED)
    assert texts(result, "a3")[0] == document.blocks[0].text
    again = read_documents(result, "文稿.docx")[0].elements
    assert (again.mark, again.number) == (document.elements.mark, document.elements.number)


NAMES = ("发文机关标志", "信函标志", "字号和签发人", "公文正文")


# --- 版头


@pytest.mark.parametrize(
    ("mark", "organs"),
    [
        ("示范县民政局 示范县财政局 文件", ("示范县民政局", "示范县财政局")),
        ("示范县民政局\n示范县财政局文件", ("示范县民政局", "示范县财政局")),
        ("示范县民政局文件", None),
        ("鲁山县\n民政局文件", None),
        ("", None),
    ],
)
def test_a_mark_of_several_organs_is_known_by_its_blanks(mark: str, organs: tuple[str, ...] | None) -> None:
    joint = joint_mark(mark)
    assert (joint and joint.organs) == organs


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("张三", (("张三",),)),
        ("张　三、李示例", (("张三", "李示例"),)),
        ("张三 李四，王五", (("张三", "李四"), ("王五",))),
        ("", ()),
    ],
)
def test_signers_stand_two_in_a_row(text: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert signer_rows(signers(text)) == rows


def test_the_number_stands_beside_the_last_signers() -> None:
    """7.2.5, 7.2.6."""
    rows = texts(written("上行文"), "字号和签发人")
    assert rows == ["\t签发人：张示例\t李示例", "示民〔2026〕15号\t王示例"]


def test_a_letter_shows_the_organ_in_charge_alone() -> None:
    """10.1."""
    document = layout_papers.joint()
    data = write_docx(document, (TEMPLATES / "信函.docx").read_bytes(), stage=Stage.ISSUED)
    assert texts(data, "信函标志") == ["示范县民政局"]


def test_a_head_that_others_print_is_left_out() -> None:
    for name in PAPERS:
        data = written(name, house=House(red_head=RedHead.NONE))
        document = PAPERS[name][1]()
        body = unpack(data)["word/document.xml"].decode()
        assert document.elements.mark.split()[0] not in "".join(texts(data, "发文机关标志") + texts(data, "信函标志"))
        assert document.elements.number not in body
        assert "抄送" in body or not document.elements.copies_to  # 版记 stays


def test_preprinted_paper_holds_no_hidden_words() -> None:
    for name in ("红头通知", "联合行文", "信函"):
        data = written(name, house=House(red_head=RedHead.PREPRINTED))
        assert "".join(texts(data, "发文机关标志") + texts(data, "信函标志")) == ""
        assert b"vanish" not in unpack(data)["word/document.xml"]
        drawn = re.findall(rb"<w:pBdr>.*?</w:pBdr>", b"".join(unpack(data).values()))
        assert drawn
        assert not any(b"FF0000" in borders for borders in drawn)


# --- what stands where


def kinds(document: Document, house: House = House()) -> list[tuple[str, str]]:  # noqa: B008 - a frozen value
    return [(block.kind.chinese, block.printed) for block in arrange(document, Stage.FINAL, house).blocks]


def test_minutes_name_who_was_there_after_the_text() -> None:
    printed = [line for line in kinds(layout_papers.minutes()) if line[0] == "出席人员"]
    assert printed == [
        ("出席人员", "出席：张三（虚构），李四（虚构），王五（虚构），赵六（虚构），钱七（虚构），孙八（虚构）"),
        ("出席人员", "请假：周九（虚构）"),
        ("出席人员", "列席：各股室负责人"),
    ]


def test_recipients_that_leave_no_room_for_text_move_to_the_record() -> None:
    """7.3.2, 7.4.2."""
    many = tuple(f"{word}镇人民政府" for word in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥" * 2)
    notice = layout_papers.notice()
    crowded = replace(notice, elements=notice.elements.model_copy(update={"recipients": organ_classes(many)}))
    printed = kinds(crowded)
    assert "主送机关" not in [kind for kind, _ in printed]
    record = [text for kind, text in printed if kind == "版记"]
    assert record[0].startswith("主送：甲镇人民政府、乙镇人民政府、")
    assert record[0].endswith("亥镇人民政府。")
    assert record[1].startswith("抄送：")
    draft = arrange(crowded, Stage.REVIEW).blocks
    assert any(block.kind is BlockKind.RECIPIENT for block in draft)  # no 版记, so they stay
    again = read_documents(write_docx(crowded, (TEMPLATES / "红头通知.docx").read_bytes(), stage=Stage.FINAL), "a.docx")
    assert "".join(again[0].elements.recipients).count("镇人民政府") == len(many)


@pytest.mark.parametrize("copies", [("示例市民政局",), ()])
def test_a_line_parts_the_recipients_in_the_record_from_what_is_no_copy(copies: tuple[str, ...]) -> None:
    """7.4.2: between 主送 and 抄送 is none; where there is no 抄送 one stands over 印发机关."""
    notice = layout_papers.notice()
    many = tuple(f"{word}镇人民政府" for word in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥" * 2)
    crowded = replace(notice, elements=notice.elements.model_copy(update={"recipients": many, "copies_to": copies}))
    made: Any = etree.fromstring(
        unpack(write_docx(crowded, (TEMPLATES / "红头通知.docx").read_bytes(), stage=Stage.FINAL))["word/document.xml"]
    )
    rows = [row for row in made.iter(f"{W}tr") if row.find(f".//{W}pStyle[@{W}val='版记']") is not None]
    without = [
        [border.tag.removeprefix(W) for border in row.iter(f"{W}top", f"{W}bottom") if border.get(f"{W}val") == "nil"]
        for row in rows
    ]
    assert without == ([["bottom"], ["top"], []] if copies else [[], []])


def test_posts_stand_in_the_place_of_organs_beside_a_personal_stamp() -> None:
    """7.3.5.3."""
    document = layout_papers.request()
    stamped = document.elements.model_copy(update={"seal": Seal.STAMP, "signer_posts": ("示范县民政局局长",)})
    printed = kinds(Document(stamped, document.blocks))
    assert ("发文机关署名", "示范县民政局局长") in printed
    assert ("发文机关署名", "示范县民政局") not in printed


def test_a_house_may_call_what_it_issues_an_attachment_and_quote_names() -> None:
    plan = Document(Elements(title="养老机构安全管理方案"), role=Role.ENCLOSED)
    table = Document(Elements(title="任务分解表"), role=Role.ATTACHMENT)
    notice = Document(Elements(title="通知"), attachments=(table, plan))
    house = House(labels_enclosed=True, quotes_attachments=True)
    assert [text for kind, text in kinds(notice, house) if kind == "附件说明"] == [
        "附件：1.《养老机构安全管理方案》",
        "2.《任务分解表》",
    ]
    labels = [each.blocks[0].label for each in arrange(notice, Stage.FINAL, house).attachments]
    assert labels == ["附件1", "附件2"]
    assert [text for kind, text in kinds(notice) if kind == "附件说明"] == ["附件：任务分解表"]


def test_the_number_of_copies_is_printed_where_the_house_wants_it() -> None:
    notice = layout_papers.notice()
    counted = replace(notice, elements=notice.elements.model_copy(update={"copies": "60"}))
    assert kinds(counted, House(prints_copies=True))[-1] == ("版记", "（共印60份）")
    assert kinds(counted)[-1][1].endswith("印发")


def test_habits_of_fonts_and_levels_are_in_the_styles() -> None:
    house = House(
        fonts={"正文": "仿宋", "标题": "黑体", "数字": "Times New Roman"}, bold_third=True, centred_folio=True
    )
    data = written("红头通知", house=house)
    styles: Any = etree.fromstring(unpack(data)["word/styles.xml"])

    def fonts(name: str) -> tuple[str | None, str | None]:
        found = styles.find(f".//{W}style[@{W}styleId='{name}']/{W}rPr/{W}rFonts")
        return (found.get(f"{W}eastAsia"), found.get(f"{W}ascii"))

    assert fonts("公文标题") == ("黑体", "黑体")
    assert fonts("公文标题4") == ("仿宋", "Times New Roman")
    assert fonts("Normal") == ("仿宋", "Times New Roman")
    assert fonts("公文标题1") == ("黑体", "黑体")
    bold = [each.getparent().getparent().get(f"{W}styleId") for each in styles.iter(f"{W}b")]
    assert bold == ["公文标题3"]
    for part in ("word/footer1.xml", "word/footer2.xml"):
        assert b'<w:jc w:val="center"/>' in unpack(data)[part]
        assert b"w:ind " not in unpack(data)[part]


# --- what a layout holds beside what prints


STRANGER = (
    '<w:p w:rsidR="000000A1"><w:ins w:id="9" w:author="王五" w:date="2026-01-01T00:00:00Z"><w:r w:rsidRPr="000000B2">'
    '<w:t>主办：</w:t></w:r></w:ins><w:del w:id="8" w:author="王五"><w:r><w:delText>旧字</w:delText></w:r></w:del>'
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r><w:r><w:t>养老股</w:t></w:r></w:p>"
)


OWN_PROPERTIES = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="拟稿">'
    "<vt:lpwstr>王五</vt:lpwstr></property>"
    "</Properties>"
)


def strangers_layout() -> bytes:
    """A layout as an office keeps it: with tracked changes, hidden words, its own properties."""
    parts = unpack((TEMPLATES / "红头通知.docx").read_bytes())
    text = parts["word/document.xml"].decode().replace("<w:sectPr>", STRANGER + "<w:sectPr>")
    parts["word/document.xml"] = text.encode()
    settings = parts["word/settings.xml"].decode()
    settings = settings.replace("<w:defaultTabStop", "<w:trackRevisions/><w:defaultTabStop")
    settings = settings.replace("</w:compat>", '</w:compat><w:rsids><w:rsidRoot w:val="000000A1"/></w:rsids>')
    parts["word/settings.xml"] = settings.encode()
    parts["docProps/custom.xml"] = OWN_PROPERTIES.encode()
    types = parts["[Content_Types].xml"].decode()
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    override = f'<Override PartName="/docProps/custom.xml" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = types.replace("</Types>", override).encode()
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
    rels = parts["_rels/.rels"].decode()
    one = f'<Relationship Id="rId9" Type="{relation}" Target="docProps/custom.xml"/></Relationships>'
    parts["_rels/.rels"] = rels.replace("</Relationships>", one).encode()
    return pack(parts)


@pytest.mark.parametrize("stage", list(Stage))
def test_nothing_but_the_paper_goes_into_a_file(stage: Stage) -> None:
    parts = unpack(write_docx(layout_papers.notice(), strangers_layout(), stage=stage))
    whole = b"".join(parts.values()).decode()
    for word in ("王五", "旧字", "内部", "rsid", "trackRevisions", "w:ins ", "custom.xml"):
        assert word not in whole, word
    assert "主办：" in whole
    assert "养老股" in whole
    assert "docProps/custom.xml" not in parts
    assert ("_wj_" in whole) == (stage not in {Stage.CONSULTATION, Stage.ISSUED})


# --- choosing a layout


JOB = """\
地区: 示范县.yaml
稿别: {stage}
套红: 套红
参数: {{事由: 养老机构消防改造, 正文: 我县现有养老机构十二家。, 工作名称: 养老机构消防改造}}
文件:
- 文种: {genre}
  要素:
    发文机关标志: {mark}
    发文字号: 示民〔2026〕5号
    成文日期: 2026年5月6日
    签发人: 张示例
    主送机关: 示例市民政局
"""


@pytest.mark.parametrize(
    ("genre", "style"), [("请示", "字号和签发人"), ("报告", "字号和签发人"), ("函", "信函标志"), ("纪要", "纪要署名")]
)
def test_the_kind_of_paper_chooses_its_layout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, genre: str, style: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("示范县.yaml").write_text("名称: 示范县\n机关: 示范县民政局\n印发机关: 示范县民政局办公室\n", encoding="utf-8")
    mark = "示范县民政局会议纪要" if genre == "纪要" else "示范县民政局文件"
    Path("拟稿单.yaml").write_text(JOB.format(stage="清样", genre=genre, mark=mark), encoding="utf-8")
    assert run(["compose", "拟稿单.yaml", "-o", "结果"]) == 0
    data = Path(f"结果/1-{genre}.docx").read_bytes()
    assert texts(data, style)
    assert "我县现有养老机构十二家。" in texts(data, "公文正文")
    Path("拟稿单.yaml").write_text(
        JOB.format(stage="清样", genre=genre, mark=mark).replace("  要素:", "  版式: 便函\n  要素:"), encoding="utf-8"
    )
    assert run(["compose", "拟稿单.yaml", "-o", "另一个"]) == 0
    assert texts(Path(f"另一个/1-{genre}.docx").read_bytes(), style) == []


def test_a_paper_that_goes_up_takes_no_recipients_from_those_that_go_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    place = "名称: 示范县\n机关: 示范县民政局\n主送: [各乡镇人民政府]\n抄送: [县政府办公室]\n"
    Path("示范县.yaml").write_text(place, encoding="utf-8")
    job = JOB.format(stage="清样", genre="请示", mark="示范县民政局文件")
    job = job.replace("    主送机关: 示例市民政局\n", "").replace("    签发人: 张示例\n", "")
    Path("拟稿单.yaml").write_text(job, encoding="utf-8")
    assert run(["compose", "拟稿单.yaml", "-o", "结果"]) == 3
    said = capsys.readouterr().err
    assert "WJ505: 清样不能留空白：签发人" in said
    assert "WJ505: 清样不能留空白：主送机关" in said
    Path("拟稿单.yaml").write_text(job.replace("清样", "草稿").replace("请示", "纪要"), encoding="utf-8")
    assert run(["compose", "拟稿单.yaml", "-o", "结果"]) == 0
    assert "各乡镇" not in unpack(Path("结果/1-纪要.docx").read_bytes())["word/document.xml"].decode()


def test_a_joint_job_prints_the_marks_of_all_organs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("示范县.yaml").write_text("名称: 示范县\n机关: 示范县民政局\n", encoding="utf-8")
    job = JOB.format(stage="清样", genre="请示", mark="").replace("稿别", "行文名义: 联合\n稿别")
    organs = "    发文机关署名: [示范县民政局, 示范县财政局]\n"
    Path("拟稿单.yaml").write_text(job.replace("    发文机关标志: \n", organs), encoding="utf-8")
    assert run(["compose", "拟稿单.yaml", "-o", "结果"]) == 0
    data = Path("结果/1-请示.docx").read_bytes()
    assert texts(data, "发文机关标志") == ["示范县民政局", "文件", "示范县财政局", ""]
    assert [text for text in texts(data, "落款") if text] == ["\t示范县民政局\t示范县财政局"]


def test_without_libreoffice_the_page_of_the_record_cannot_be_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("wenjian.readers.pages.find_libreoffice", lambda: "")
    paper = tmp_path / "通知.docx"
    paper.write_bytes(written("红头通知", Stage.FINAL))
    out = tmp_path / "印发.docx"
    assert run(["export", str(paper), "-o", str(out), "--even-page"]) == 3
    assert "错误 WJ634: 不能查版记在第几面：没有找到LibreOffice" in capsys.readouterr().err
    assert not out.exists()


def issuing(text: str) -> Document:
    """A notice of one paragraph that issues rules."""
    return read_documents(
        (
            "示范县民政局文件\n示民〔2026〕9号\n示范县民政局关于印发《示范县探访关爱服务实施办法》的通知\n各乡镇民政所：\n"
            f"{text}\n示范县民政局\n2026年12月3日\n\n示范县探访关爱服务实施办法\n第一章　总则\n"
            "第一条　为做好探访关爱服务工作，制定本办法。\n第二条　本办法适用于本县。\n第二章　附则\n"
            "第三条　本办法自印发之日起施行。\n\n"
            "抄送：县政府办公室。\n示范县民政局办公室　2026年12月3日印发\n"
        ).encode(),
        "通知.txt",
    )[0]


@pytest.mark.parametrize(("lines", "alone"), [(1, False), (3, False), (4, True), (7, True), (8, False)])
def test_an_only_paragraph_that_leaves_no_room_for_the_seal_is_told(lines: int, *, alone: bool) -> None:
    """7.3.5.5: of a page of 22 lines the head leaves seven; organ, date and seal need four."""
    text = "请认真贯彻执行，切实做好探访关爱服务工作。" * 20
    arranged = arrange(issuing(text[: 28 * lines - 3] + "。"), Stage.FINAL)
    assert signs_alone(arranged) is alone
    assert ("WJ637" in [finding.code for finding in check_parity(arranged, "通知.docx")]) is alone


def test_the_record_parts_no_heading_from_the_last_line_of_the_paper() -> None:
    """It hangs on the paragraph that follows it: that is the heading."""
    made = write_docx(issuing("请认真贯彻执行。"), (TEMPLATES / "红头通知.docx").read_bytes(), stage=Stage.ISSUED)
    root: Any = etree.fromstring(unpack(made)["word/document.xml"])
    words = "".join(root.itertext())
    assert words.index("本办法适用于本县") < words.index("抄送：") < words.index("第二章") < words.index("第三条")
