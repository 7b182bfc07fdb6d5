"""The docx reader: text boxes, frames and tables, and what stands beside the text."""

from __future__ import annotations

import pytest

from raw_docx import (
    CHANGED,
    MAIN,
    NAMES,
    OFFICE,
    TITLE,
    apart,
    docx,
    lvl,
    num,
    numbering,
    p,
    printed,
    r,
    read,
    style,
    styles,
    tbl,
    tc,
    told,
    tr,
    vml,
)
from wenjian.errors import UnreadableInput
from wenjian.model.document import Document
from wenjian.package import pack
from wenjian.readers import read_documents
from wenjian.readers.docx.styles import is_red

# text boxes and frames


def drawn(inside: str, position: str = "") -> str:
    return (
        f"<w:drawing><wp:anchor>{position}<a:graphic><wps:wsp><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx>"
        "</wps:wsp></a:graphic></wp:anchor></w:drawing>"
    )


def at_page(millimetres: float) -> str:
    offset = int(millimetres * 36_000)
    return f'<wp:positionV relativeFrom="page"><wp:posOffset>{offset}</wp:posOffset></wp:positionV>'


MARK = p(r("临溪县民政局文件", '<w:color w:val="FF0000"/><w:sz w:val="120"/>'))
BODY = (p("各养老机构："), p("各机构要每日消毒。"))


@pytest.mark.parametrize(
    "head",
    [
        f"<w:p><w:r>{drawn(MARK)}</w:r></w:p>" + p(TITLE),
        f"<w:p><w:r>{vml(MARK)}</w:r></w:p>" + p(TITLE),
        p(f"<w:r>{drawn(MARK, at_page(70))}</w:r>" + r(TITLE)),
        p(TITLE)
        + p(f"<w:r>{vml(MARK, 'position:absolute;margin-top:90pt;mso-position-vertical-relative:page')}</w:r>"),
        p(
            r(TITLE) + f"<w:r><mc:AlternateContent><mc:Choice>{drawn(MARK, at_page(70))}</mc:Choice>"
            f"<mc:Fallback>{vml(MARK)}</mc:Fallback></mc:AlternateContent></w:r>"
        ),
        p(
            r(TITLE) + "<w:r><mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice>"
            f"<mc:Fallback>{vml(MARK, 'position:absolute;top:60pt;mso-position-vertical-relative:page')}</mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        ),
        p(TITLE) + p("临溪县民政局文件", '<w:framePr w:vAnchor="page" w:y="2000"/>'),
        f"<w:p><w:r>{drawn(p('临溪县民政局') + p('文件'))}</w:r></w:p>" + p(TITLE),
        MARK.replace("文件", "") + p(TITLE),
        tbl(tr("临溪县民政局", tc("文件", '<w:vMerge w:val="restart"/>')), tr("", tc("", "<w:vMerge/>"))) + p(TITLE),
    ],
    ids=[
        "box",
        "vml",
        "on the title",
        "after the title",
        "both forms",
        "fallback",
        "frame",
        "two lines",
        "red",
        "table",
    ],
)
def test_the_letterhead_wherever_it_is_drawn(head: str) -> None:
    (document,) = read_documents(docx(head, *BODY), "通知.docx")
    assert document.elements.mark in ("临溪县民政局文件", "临溪县民政局")
    assert (document.title, document.elements.recipients) == (TITLE, ("各养老机构",))
    assert [block.text for block in document.blocks] == ["各机构要每日消毒。"]


def test_a_joint_letterhead_set_as_a_table() -> None:
    joint = tbl(
        tr("临溪县民政局", tc("文件", '<w:vMerge w:val="restart"/>')), tr("临溪县消防救援大队", tc("", "<w:vMerge/>"))
    )
    one_row = tbl(tr(tc(p("临溪县民政局") + p("临溪县消防救援大队")), "文件"))
    for table in (joint, one_row):
        (document,) = read_documents(docx(table, p(TITLE), *BODY), "通知.docx")
        assert document.elements.mark == "临溪县民政局 临溪县消防救援大队 文件"


def test_a_joint_letterhead_in_red_lines() -> None:
    red = '<w:color w:val="FF0000"/><w:sz w:val="100"/>'
    lines = (p(r(words, red)) for words in ("临溪县民政局", "临溪县消防救援大队", "文 件"))
    (document,) = read_documents(docx(*lines, p("临民发〔2026〕3号"), p(TITLE), *BODY), "通知.docx")
    assert document.elements.mark == "临溪县民政局 临溪县消防救援大队 文件"
    (document,) = read_documents(docx(p(r("征求意见稿", red)), p(TITLE), *BODY), "通知.docx")
    assert document.elements.mark == ""


def test_boxes_print_before_or_after_the_words_they_hang_on() -> None:
    below = '<wp:positionV relativeFrom="paragraph"><wp:posOffset>900000</wp:posOffset></wp:positionV>'
    bottom = '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
    assert printed(
        p(f"<w:r>{drawn(p('框中甲，写在前面。'))}</w:r>" + r("各机构要登记。")),
        p(f"<w:r>{drawn(p('框中乙，写在后面。'), below)}</w:r>" + r("各机构要消毒。")),
        p(f"<w:r>{drawn(p('框中丙，写在页底。'), bottom)}</w:r>" + r("各机构要演练。")),
    ) == [
        "框中甲，写在前面。",
        "各机构要登记。",
        "各机构要消毒。",
        "框中乙，写在后面。",
        "各机构要演练。",
        "框中丙，写在页底。",
    ]


def test_an_initial_in_a_frame_belongs_to_its_word() -> None:
    assert printed(p("各", '<w:framePr w:dropCap="drop"/>'), p("机构要登记。")) == ["各机构要登记。"]


def test_a_frame_at_the_bottom_prints_after_its_paragraph() -> None:
    assert printed(
        p("框中的话，写在页底。", '<w:framePr w:vAnchor="page" w:yAlign="bottom"/>'), p("各机构要登记。")
    ) == [
        "各机构要登记。",
        "框中的话，写在页底。",
    ]


@pytest.mark.parametrize(
    ("colour", "red"), [("FF0000", True), ("C00000", True), ("auto", False), ("00B050", False), ("", False)]
)
def test_red(colour: str, red: bool) -> None:  # noqa: FBT001 - a fact of the table
    assert is_red(colour) is red


# tables


def texts(document: Document) -> tuple[list[str], list[tuple[str, ...]]]:
    """Column names and rows of the last table."""
    found = document.blocks[-1].table
    assert found is not None
    return [column.name for column in found.columns], [row.texts() for row in found.rows]


def test_merged_cells_and_free_columns() -> None:
    document = read(
        p("请落实下列任务。"),
        tbl(
            tr(
                tc("序号", '<w:vMerge w:val="restart"/>'),
                tc("责任分工", '<w:gridSpan w:val="2"/>'),
                tc("时限", '<w:vMerge w:val="restart"/>'),
            ),
            tr(tc("", "<w:vMerge/>"), "牵头", "配合", tc("", "<w:vMerge/>")),
            tr("1", tc("民政局", '<w:hMerge w:val="restart"/>'), tc("", '<w:hMerge w:val="continue"/>'), "6月"),
            tr("2", "住建局", "各乡镇", properties='<w:gridAfter w:val="1"/>'),
            tr("消防大队", "各乡镇", "7月", properties='<w:gridBefore w:val="1"/>'),
        ),
    )
    assert texts(document) == (
        ["序号", "责任分工（牵头）", "责任分工（配合）", "时限"],
        [("1", "民政局", "", "6月"), ("2", "住建局", "各乡镇", ""), ("", "消防大队", "各乡镇", "7月")],
    )


def test_a_row_whose_cells_are_all_deleted_is_no_row() -> None:
    gone = tc("作废", f"<w:cellDel {CHANGED}/>")
    document = read(p("请落实下列任务。"), tbl(tr("序号", "任务"), "<w:tr/>", tr(gone, gone), tr("1", "登记")))
    assert texts(document) == (["序号", "任务"], [("1", "登记")])


def test_a_table_inside_a_cell_is_kept_readable() -> None:
    inner = tbl(tr("设施", "数量"), tr("灭火器", "4具"), tr("应急灯", "2盏"))
    document = read(
        p("请落实下列任务。"), tbl(tr("序号", "任务"), tr("1", tc(p("配齐下列设施：") + inner + p("按月检查。"))))
    )
    assert texts(document) == (
        ["序号", "任务"],
        [("1", "配齐下列设施：\n设施：灭火器；数量：4具\n设施：应急灯；数量：2盏\n按月检查。")],
    )


def test_a_frame_around_the_text_is_no_table() -> None:
    inner = tbl(tr("序号", "任务"), tr("1", "登记"))
    document = read(tbl(tr(tc(p("各机构要登记。") + inner)), tr("各机构要消毒。")))
    assert [block.text for block in document.blocks if block.table is None] == ["各机构要登记。", "各机构要消毒。"]
    assert [block.origin.ref for block in document.blocks if block.table and block.origin] == ["通知.docx（第1个表格）"]
    spanned = tbl(
        tr(tc("各机构要登记。", '<w:gridSpan w:val="2"/>')), tr(tc("各机构要消毒。", '<w:gridSpan w:val="2"/>'))
    )
    assert printed(spanned) == ["各机构要登记。", "各机构要消毒。"]


def test_the_printing_record_set_as_a_table() -> None:
    record = tbl(
        tr(tc("抄送：县政府办公室，县应急管理局，", '<w:gridSpan w:val="2"/>')),
        tr(tc("县消防救援大队。", '<w:gridSpan w:val="2"/>')),
        tr("临溪县民政局办公室", "2026年1月5日印发"),
    )
    elements = read(p("各机构要登记。"), p("临溪县民政局"), p("2026年1月4日"), record).elements
    assert elements.copies_to == ("县政府办公室", "县应急管理局", "县消防救援大队")
    assert (elements.printer, elements.print_date) == ("临溪县民政局办公室", "2026年1月5日")


def test_a_printing_record_of_one_row() -> None:
    record = tbl(tr("临溪县民政局办公室", "2026年1月5日印发"))
    elements = read(
        p("各机构要登记。"), p("临溪县民政局"), p("2026年1月4日"), p("抄送：县政府办公室。"), record
    ).elements
    assert (elements.copies_to, elements.printer, elements.print_date) == (
        ("县政府办公室",),
        "临溪县民政局办公室",
        "2026年1月5日",
    )


def test_a_cell_that_asks_to_be_filled_in_is_empty() -> None:
    asks = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{tc('单击此处')}</w:sdtContent></w:sdt>"
    document = read(p("请落实下列任务。"), tbl(tr("序号", "任务", "结果"), f"<w:tr>{tc('1')}{asks}{tc('合格')}</w:tr>"))
    assert texts(document) == (["序号", "任务", "结果"], [("1", "", "合格")])
    assert told(document)[0].splitlines()[0] == (
        "通知.docx（第1个表格第2行）: 说明 WJ158: 没有填写的提示文字没有作为正文（1处）"
    )


def test_a_table_of_too_many_rows_names_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wenjian.readers.docx.tables.MOST_ROWS", 3)
    with pytest.raises(UnreadableInput) as raised:
        read(tbl(*(tr("1", "登记") for _ in range(4))))
    assert str(raised.value) == (
        "通知.docx（第1个表格）: 错误 WJ106: 文件太大（4行），超过3行\n提示：请删去图片等无关内容，或把正文另存为.txt。"
    )


# beside the text


def test_notes_are_told_apart_and_kept() -> None:
    notes = (
        f'<w:footnotes {NAMES}><w:footnote w:type="separator" w:id="0">{p("<w:r/>")}</w:footnote>'
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>" + r("含护理员。"))}{p("不含家属。")}</w:footnote>'
        f'<w:footnote w:id="3">{p("指重大隐患。")}</w:footnote><w:footnote w:id="4">{p("没有引用。")}</w:footnote>'
        "</w:footnotes>"
    )
    end = f'<w:endnotes {NAMES}><w:endnote w:id="5">{p("见《办法》。")}</w:endnote></w:endnotes>'
    own_mark = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r>'
    document = read(
        p(r("值班人员") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r("不少于2人。")),
        p(r("隐患") + own_mark + r("要立即整改") + '<w:r><w:endnoteReference w:id="5"/></w:r>' + r("。")),
        footnotes=notes,
        endnotes=end,
    )
    assert [block.text for block in document.blocks][:2] == ["值班人员不少于2人。", "隐患要立即整改。"]
    assert apart(document) == ["脚注1：含护理员。 不含家属。", "脚注2：指重大隐患。", "尾注1：见《办法》。"]
    assert [block.origin.ref for block in document.blocks[2:] if block.origin] == [
        "通知.docx（第2段）",
        "通知.docx（第3段）",
        "通知.docx（第3段）",
    ]
    assert told(document) == [
        (
            "通知.docx（第2段、第3段）: 说明 WJ149: 脚注2条已与正文分开，其中的要求不列为任务\n"
            "提示：要列为任务的，请在WPS中写进正文后再读取。"
        ),
        (
            "通知.docx（第3段）: 说明 WJ149: 尾注1条已与正文分开，其中的要求不列为任务\n"
            "提示：要列为任务的，请在WPS中写进正文后再读取。"
        ),
    ]


def test_a_note_stays_with_the_paper_that_calls_it() -> None:
    notes = f'<w:footnotes {NAMES}><w:footnote w:id="2">{p("含护理员。")}</w:footnote></w:footnotes>'
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    document = read(
        p("现将检查要求印发给你们，请抓好落实。"),
        p("附件：检查要求"),
        p("临溪县民政局"),
        p("2026年1月4日"),
        p("附件"),
        p("检查要求"),
        p(r("值班人员") + call + r("不少于2人，每2小时巡查一次。")),
        footnotes=notes,
    )
    (attachment,) = document.attachments
    assert [block.text for block in attachment.blocks] == ["值班人员不少于2人，每2小时巡查一次。", "脚注1：含护理员。"]
    ids = [block.id for _, block in document.walk()]
    assert len(ids) == len(set(ids))


def test_page_headers_and_footers_are_kept_unless_they_are_page_numbers() -> None:
    def beside(tag: str, *inside: str) -> str:
        return f"<w:{tag} {NAMES}>{''.join(inside)}</w:{tag}>"

    section = "<w:sectPr>{}</w:sectPr>".format(
        "".join(
            f'<w:{kind}Reference w:type="{when}" r:id="r_{name}"/>'
            for kind, when, name in (
                ("header", "default", "header1"),
                ("header", "first", "header2"),
                ("header", "even", "header3"),
                ("footer", "default", "footer1"),
            )
        )
    )
    box = f"<w:r>{vml(p('第 3 页 共 12 页'))}</w:r>"
    document = read(
        p("各机构要登记。"),
        section,
        header1=beside("hdr", p("临溪县养老机构检查手册")),
        header2=beside("hdr", p("首页不同没有打开")),
        header3=beside("hdr", p("奇偶页不同没有打开")),
        footer1=beside("ftr", p(box), p("— 3 —")),
        header9=beside("hdr", p("没有用到")),
    )
    assert [block.text for block in document.blocks] == ["各机构要登记。", "页眉：临溪县养老机构检查手册"]
    assert told(document) == [
        (
            "通知.docx（页眉）: 说明 WJ148: 页眉的文字“临溪县养老机构检查手册”没有作为正文\n"
            "提示：其中有要落实的内容的，请移到正文后再读取。"
        )
    ]


def test_a_letterhead_in_the_page_header() -> None:
    header = f"<w:hdr {NAMES}>{p('临溪县民政局文件')}</w:hdr>"
    section = '<w:sectPr><w:titlePg/><w:headerReference w:type="first" r:id="r_header1"/></w:sectPr>'
    document = read(p("各机构要登记。"), section, header1=header)
    assert (document.elements.mark, document.title) == ("临溪县民政局文件", TITLE)
    assert apart(document) == ["页眉：临溪县民政局文件"]
    (document,) = read_documents(
        docx(p("临溪县民政局办公室文件"), p(TITLE), *BODY, section, header1=header), "通知.docx"
    )
    assert document.elements.mark == "临溪县民政局办公室文件"


def test_a_table_of_contents_is_furniture() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
    separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))
    contents = styles(style("T", "toc 1"))
    document = read(
        p(begin + separate + r("一、总体要求") + "<w:r><w:tab/></w:r>" + r("1")),
        p("二、重点任务", '<w:pStyle w:val="T"/>'),
        p(end),
        p("一、总体要求"),
        p("各机构要登记来访人员，测量体温。"),
        styles=contents,
    )
    assert [block.printed for block in document.blocks][:2] == ["一、总体要求", "各机构要登记来访人员，测量体温。"]
    assert apart(document) == ["目录：\n一、总体要求 1\n二、重点任务"]
    assert told(document)[0] == "通知.docx（第2段）: 说明 WJ158: 目录没有作为正文（2处）"


def test_a_table_of_contents_that_word_put_in_as_a_building_block() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    block = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('总体要求　1')}</w:sdtContent></w:sdt>"
    document = read(p("目　录"), block, p("各机构要登记来访人员，测量体温。"))
    assert [block.text for block in document.blocks] == ["各机构要登记来访人员，测量体温。", "目录：\n总体要求　1"]


def test_pictures_and_embedded_sheets_are_counted_once_each() -> None:
    sheet = "<w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject/></w:object></w:r>"
    picture = "<w:r><w:drawing><wp:inline><a:blip/></wp:inline></w:drawing></w:r>"
    document = read(p(r("各机构要登记。") + sheet), p(picture))
    (finding,) = told(document)
    assert finding.startswith("通知.docx（第2段、第3段）: 说明 WJ115: 图片、特殊符号等没有读取（2处）\n")
    assert "导出的文件里没有图片" in finding


def test_a_paragraph_hidden_as_a_whole_does_not_count() -> None:
    hidden = styles(style("P", "备查", words="<w:vanish/>"))
    lists = numbering(lvl(0, "decimal", "%1."))
    assert printed(
        p("各机构要登记。", num(0)),
        p("备查。", f'<w:pStyle w:val="P"/>{num(0)}'),
        p(r("备查。", "<w:vanish/>"), num(0) + "<w:rPr><w:vanish/></w:rPr>"),
        p("各机构要消毒。", num(0)),
        numbering=lists,
        styles=hidden,
    ) == ["1.各机构要登记。", "2.各机构要消毒。"]


def test_comments_are_counted() -> None:
    comments = f'<w:comments {NAMES}><w:comment w:id="0">{p("再议")}</w:comment></w:comments>'
    document = read(p(r("各机构要登记") + '<w:r><w:commentReference w:id="0"/></w:r>' + r("。")), comments=comments)
    assert [block.text for block in document.blocks] == ["各机构要登记。"]
    assert told(document) == [
        "通知.docx（第2段）: 说明 WJ154: 批注没有读取（1条）\n提示：批注里的意见请先在WPS中处理。"
    ]


def test_a_file_put_in_as_a_whole_is_told() -> None:
    document = read(p("各机构要登记。"), '<w:altChunk r:id="r_afchunk"/>', afchunk="<html/>")
    assert told(document) == [
        (
            "通知.docx（第3段）: 警告 WJ159: 文中插入了另一个文件（afchunk.xml），没有读取\n"
            "提示：请在WPS中打开，把它的内容复制进来，另存为.docx后再读取。"
        )
    ]


def test_the_strict_form_and_parts_of_other_names() -> None:
    strict = MAIN.replace("schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml")
    office = OFFICE.replace("schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument")
    lists, body = numbering(lvl(0, "chineseCounting", "%1、")), p(TITLE) + p("各机构要登记。", num(0))
    members = {
        "_rels/.rels": f'<Relationships xmlns="urn:r"><Relationship Id="a" Type="{office}/officeDocument" '
        'Target="/word/document2.xml"/></Relationships>',
        "word/_rels/document2.xml.rels": f'<Relationships xmlns="urn:r"><Relationship Id="b" Type="{office}/numbering" '
        'Target="lists/numbers.xml"/></Relationships>',
        "word/lists/numbers.xml": lists.replace(MAIN, strict),
        "word/document2.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>".replace(MAIN, strict),
    }
    (document,) = read_documents(pack({name: text.encode() for name, text in members.items()}), "通知.docx")
    assert (document.title, [block.printed for block in document.blocks]) == (TITLE, ["一、各机构要登记。"])


def test_many_places_are_named_by_the_first() -> None:
    document = read(*(p(r(f"第{i}处要登记。") + r("藏", "<w:vanish/>")) for i in range(6)))
    assert told(document)[0].splitlines()[0] == (
        "通知.docx（第2段、第3段、第4段等）: 说明 WJ157: 隐藏文字没有读取（6处）"
    )
