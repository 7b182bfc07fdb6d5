"""花脸稿 as a docx: what is kept of the old file, how changes are written, and what cannot be shown."""

from __future__ import annotations

from typing import Any

import pytest

from marked import body, shown
from raw_docx import NAMES, docx, lvl, num, numbering, p, r, style, styles, tbl, tr, vml
from rejecting import rejected, w
from wenjian.changes.accepted import check_accepted
from wenjian.package import pack, unpack
from wenjian.readers import read_documents, read_paper
from wenjian.writers.redline import Redline, Version, can_carry_changes, write_redline

TITLE = p("关于做好消毒工作的通知")
WRITTEN = 'w:author="修改" w:date="2026-05-01T00:00:00Z"'


def redline(old: bytes, new: bytes, **options: Any) -> Redline:
    mine, theirs = (read_paper(each, "稿.docx") for each in (old, new))
    versions = (Version(each.docx, each.numbers, name) for each, name in ((mine, "原稿"), (theirs, "修改稿")))
    return write_redline(*versions, **{"person": "修改", "date": "2026-05-01", **options})


def runs_of(data: bytes) -> list[tuple[str, str, str]]:
    """Words, what becomes of them, and the properties of their run."""
    found = []
    for run in body(data).iter(w("r")):
        parent = run.getparent().tag.rpartition("}")[2]
        text = "".join(one.text or "" for one in run.iter(w("t"), w("delText")))
        properties = [one.tag.rpartition("}")[2] for one in run.iterfind(f"{w('rPr')}/*")]
        found.append((text, parent if parent in ("ins", "del") else "", " ".join(properties)))
    return found


def test_runs_are_cut_and_keep_their_properties() -> None:
    old = docx(TITLE, p(r("（一）消毒。", "<w:b/>") + r("各机构要每月消毒一次，做好记录。", "<w:i/>")))
    new = docx(TITLE, p("（一）消毒。各机构要每周消毒一次，做好详细记录。"))
    assert runs_of(redline(old, new).docx)[1:] == [
        ("（一）消毒。", "", "b"),
        ("各机构要每", "", "i"),
        ("月", "del", "i"),
        ("周", "ins", "i"),
        ("消毒一次，做好", "", "i"),
        ("详细", "ins", "i"),
        ("记录。", "", "i"),
    ]


def test_a_sentence_behind_a_bold_lead_is_not_bold() -> None:
    old = docx(TITLE, p(r("（一）消毒。", "<w:b/>") + r("各机构要每月消毒一次。")))
    new = docx(TITLE, p("（一）消毒。严格落实责任。各机构要每月消毒一次。"))
    assert ("严格落实责任。", "ins", "") in runs_of(redline(old, new).docx)


def test_how_a_change_is_written() -> None:
    old, new = docx(TITLE, p("要消毒。"), p("备查")), docx(TITLE, p("应消毒。"), p("报告情况"))
    text = unpack(redline(old, new).docx)["word/document.xml"].decode()
    assert (
        f'<w:del {WRITTEN} w:id="1"><w:r><w:rPr/><w:delText xml:space="preserve">要</w:delText></w:r></w:del>'
        f'<w:ins {WRITTEN} w:id="2"><w:r><w:rPr/><w:t xml:space="preserve">应</w:t></w:r></w:ins>'
    ) in text
    assert (
        f'<w:p><w:pPr><w:rPr><w:ins {WRITTEN} w:id="5"/></w:rPr></w:pPr>'
        f'<w:ins {WRITTEN} w:id="6"><w:r><w:rPr/><w:t xml:space="preserve">报告情况</w:t></w:r></w:ins></w:p>'
    ) in text


def test_ids_are_those_that_the_file_does_not_have() -> None:
    old = docx(TITLE, p('<w:bookmarkStart w:id="7" w:name="甲"/>' + r("要消毒。") + '<w:bookmarkEnd w:id="7"/>'))
    marks = body(redline(old, docx(TITLE, p("应消毒。"))).docx).iter(w("ins"), w("del"))
    assert [mark.get(w("id")) for mark in marks] == ["8", "9"]


def test_without_a_date_changes_bear_none() -> None:
    data = redline(docx(TITLE, p("要消毒。")), docx(TITLE, p("应消毒。")), date="", person="张三").docx
    (mark,) = body(data).iter(w("ins"))
    assert (mark.get(w("author")), mark.get(w("date"))) == ("张三", None)


def test_paragraphs_come_go_and_move() -> None:
    check, store, watch = "各机构要每月检查用电安全。", "储备七天的防暑药品。", "落实二十四小时值班制度。"
    old, new = (docx(TITLE, *map(p, one)) for one in ((check, store, watch), (store, watch, check, "专人负责。")))
    assert shown(redline(old, new).docx) == [f"[{check}][¶]", f"{{{check}}}{{¶}}", "{专人负责。}{¶}"]


def test_a_paragraph_is_cut_and_two_are_joined() -> None:
    one, two = "各机构要每月检查用电安全，立即整改。", "储备七天的防暑药品，由专人保管。"
    apart, whole = docx(TITLE, p(one), p(two)), docx(TITLE, p(one + two))
    assert shown(redline(whole, apart).docx) == [f"{one}{{¶}}"]
    assert shown(redline(apart, whole).docx) == [f"{one}[¶]"]


def test_sections_and_blank_paragraphs_stay() -> None:
    section = "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/></w:sectPr>"
    old = docx(TITLE, p(""), p("要消毒。", section), p(""), p("备查。"))
    data = redline(old, docx(TITLE, p("备查。"))).docx
    assert shown(data) == ["[要消毒。]"]
    assert len(list(body(data).iter(w("sectPr")))) == 1
    assert len(list(body(data).iter(w("p")))) == 5


STYLES = styles(style("a", "Normal", usual=True), style("h", "heading 1"), style("b", "正文首行"))


def test_a_new_paragraph_takes_the_style_of_the_same_name() -> None:
    others = styles(style("x", "Normal", usual=True), style("y", "heading 1"))
    old = docx(TITLE, p("总体要求", '<w:pStyle w:val="h"/>'), p("要消毒。"), styles=STYLES)
    new = docx(
        TITLE, p("总体要求", '<w:pStyle w:val="y"/>'), p("要消毒。"), p("保障", '<w:pStyle w:val="y"/>'), styles=others
    )
    (inserted,) = body(redline(old, new).docx).xpath("//*[local-name()='p'][*/*/*[local-name()='ins']]")
    assert inserted.find(f"{w('pPr')}/{w('pStyle')}").get(w("val")) == "h"


def test_a_style_that_the_old_file_does_not_have_is_taken_for_what_stands_for_it() -> None:
    others = styles(style("m", "我的正文"), style("n", "我的标题"))
    old = docx(TITLE, p("总体要求", '<w:pStyle w:val="h"/>'), p("要消毒。", '<w:pStyle w:val="b"/>'), styles=STYLES)
    new = docx(
        TITLE,
        p("总体要求", '<w:pStyle w:val="n"/>'),
        p("要消毒。", '<w:pStyle w:val="m"/>'),
        p("工作保障", '<w:pStyle w:val="n"/>'),
        styles=others,
    )
    (inserted,) = body(redline(old, new).docx).xpath("//*[local-name()='p'][*/*/*[local-name()='ins']]")
    assert inserted.find(f"{w('pPr')}/{w('pStyle')}").get(w("val")) == "h"


LIST = numbering(lvl(0, "chineseCounting", "%1、"))


def test_numbers_that_the_file_counts_are_no_words() -> None:
    old = docx(TITLE, p("值守", num(0)), p("储备", num(0)), numbering=LIST)
    new = docx(TITLE, p("一、值守"), p("二、检查"), p("三、储备"))
    data = redline(old, new).docx
    assert shown(data) == ["{检查}{¶}"]
    assert [block.printed for block in read_documents(data, "稿.docx")[0].blocks] == [
        "一、值守",
        "二、检查",
        "三、储备",
    ]


def test_a_list_of_the_new_file_is_the_old_one_that_stands_for_it() -> None:
    old = docx(TITLE, p("值守", num(0)), p("储备", num(0)), numbering=LIST)
    more = '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
    new = docx(
        TITLE,
        p("值守", num(0, 5)),
        p("检查", num(0, 5)),
        p("储备", num(0, 5)),
        numbering=LIST.replace("</w:numbering>", more + "</w:numbering>"),
    )
    data = redline(old, new).docx
    assert [one.get(w("val")) for one in body(data).iter(w("numId"))] == ["1", "1", "1"]


# tables


def table(*rows: tuple[str, str]) -> bytes:
    return docx(TITLE, tbl(tr("事项", "时限"), *(tr(*row) for row in rows)), p("备查。"))


def test_a_table_changes_cell_by_cell() -> None:
    old = table(("用电检查", "每月一次"), ("消防演练", "六月底前"))
    new = table(("用电检查", "每周一次"), ("消防演练", "六月底前"))
    assert shown(redline(old, new).docx) == ["[每月]{每周}一次"]


def test_rows_come_and_go() -> None:
    old = table(("用电检查", "每月一次"), ("消防演练", "六月底前"))
    new = table(("用电检查", "每月一次"), ("物资储备", "长期"))
    data = redline(old, new).docx
    assert shown(data) == ["-[消防演练]", "-[六月底前]", "+{物资储备}{¶}", "+{长期}{¶}"]
    (row,) = (row for row in body(data).iter(w("tr")) if row.find(f"{w('trPr')}/{w('ins')}") is not None)
    assert [one.tag for one in row] == [w("trPr"), w("tc"), w("tc")]


def test_a_blank_cell_is_filled_and_one_is_emptied() -> None:
    old, new = table(("用电检查", ""), ("消防演练", "六月底前")), table(("用电检查", "每月一次"), ("消防演练", ""))
    assert shown(redline(old, new).docx) == ["{每月一次}", "[六月底前]"]


def test_a_table_with_other_columns_is_exchanged() -> None:
    old = table(("用电检查", "每月一次"))
    new = docx(TITLE, tbl(tr("序号", "事项", "时限"), tr("1", "用电检查", "每月一次")), p("备查。"))
    data = redline(old, new).docx
    assert [line[0] for line in shown(data)] == ["-"] * 4 + ["{"] + ["+"] * 6
    made = list(body(data).iter(w("tbl")))[-1]
    assert made.find(f"{w('tblPr')}/{w('tblBorders')}") is not None
    assert read_documents(data, "稿.docx")[0].blocks == read_documents(new, "稿.docx")[0].blocks


# what is no text


NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


def notes(text: str) -> str:
    return f'<w:footnotes {NAMES}><w:footnote w:id="2">{p(text)}</w:footnote></w:footnotes>'


def test_a_changed_note_is_changed_in_its_place() -> None:
    old, new = (
        docx(TITLE, p(r("要消毒") + NOTE + r("。")), footnotes=notes(text))
        for text in ("含护理员。", "含护理员、护士。")
    )
    made = redline(old, new)
    assert (shown(made.docx), shown(made.docx, "footnotes")) == ([], ["含护理员{、护士}。"])
    assert (made.insertions, made.deletions, made.findings) == (1, 0, ())


def picture(name: str) -> str:
    return f'<w:r><w:drawing><a:blip r:embed="{name}"/></w:drawing></w:r>'


def with_picture(text: str, data: bytes) -> bytes:
    parts = unpack(docx(TITLE, p(r(text) + picture("r_image1")), image1="<x/>"))
    return pack({**parts, "word/image1.xml": b"<x>" + data + b"</x>"})


def test_a_changed_picture_is_told() -> None:
    made = redline(with_picture("流程见图：", b"1"), with_picture("流程见下图：", b"2"))
    assert shown(made.docx) == ["流程见{下}图："]
    assert [str(finding) for finding in made.findings] == [
        "原稿（“流程见图：”一段）: 警告 WJ622: 图片有改动，不能用修订标出\n提示：请接受全部修订后，对照修改稿手工处理。"
    ]
    assert redline(with_picture("流程见图：", b"1"), with_picture("流程见下图：", b"1")).findings == ()


def test_a_picture_taken_out_is_deleted_and_a_new_one_told() -> None:
    old, new = with_picture("流程见图。", b"1"), docx(TITLE, p("流程见图。"))
    (deleted,) = body(redline(old, new).docx).iter(w("del"))
    assert deleted.find(f"{w('r')}/{w('drawing')}") is not None
    (finding,) = redline(new, old).findings
    assert finding.message == "图片是新加的，不能用修订标出"


def test_pictures_and_notes_stay_where_the_new_version_holds_only_words() -> None:
    boxed = f"<w:r>{vml(p('临溪县民政局文件'))}</w:r>"
    old = docx(
        p(boxed + r("关于做好消毒工作的通知")),
        p(r("要消毒") + NOTE + r("。") + picture("r")),
        footnotes=notes("含护理员。"),
    )
    new = docx(p("临溪县民政局文件"), TITLE, p("应消毒。"))
    made = redline(old, new, only_words=True)
    assert shown(made.docx) == ["[要]{应}消毒。"]
    assert not made.findings


def field(code: str, words: str) -> str:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}{r(words)}{end}"


@pytest.mark.parametrize(
    "inside", [field(" REF a ", "第三条"), f'<w:fldSimple w:instr=" REF a ">{r("第三条")}</w:fldSimple>']
)
def test_a_deleted_field_goes_with_its_code(inside: str) -> None:
    old, new = docx(TITLE, p(r("按《办法》") + inside + r("消毒。"))), docx(TITLE, p("按《办法》消毒。"))
    data = redline(old, new).docx
    assert shown(data) == ["按《办法》[第三条]消毒。"]
    (deleted,) = body(data).iter(w("del"))
    assert [one.text for one in deleted.iter(w("delInstrText"))] == [" REF a "]
    assert len(list(deleted.iter(w("fldChar")))) == 3
    assert read_documents(rejected(data), "稿.docx")[0].blocks[0].text == "按《办法》第三条消毒。"


def test_words_of_a_link_change_inside_it() -> None:
    link = f'<w:hyperlink r:id="r9">{r("县民政局网站")}</w:hyperlink>'
    data = redline(docx(TITLE, p(r("见") + link + r("。"))), docx(TITLE, p("见县政府网站。"))).docx
    (inside,) = body(data).iter(w("hyperlink"))
    assert "".join(one.text for one in inside.iter(w("t"), w("delText"))) == "县民政局政府网站"


def test_changes_that_a_file_already_holds_are_accepted_first() -> None:
    before = 'w:id="1" w:author="甲"'
    old = docx(
        TITLE,
        p(
            f"<w:ins {before}>{r('各机构')}</w:ins>"
            + r("要消毒。")
            + f"<w:del {before}><w:r><w:delText>旧</w:delText></w:r></w:del>"
        ),
    )
    data = redline(old, docx(TITLE, p("各机构应消毒。"))).docx
    assert shown(data) == ["各机构[要]{应}消毒。"]
    assert {mark.get(w("author")) for mark in body(data).iter(w("ins"), w("del"))} == {"修改"}


def test_a_table_of_contents_is_left_alone() -> None:
    known = styles(style("c", "toc 1"))
    old, new = (
        docx(TITLE, p(f"总体要求{page}", '<w:pStyle w:val="c"/>'), p("要消毒。"), styles=known) for page in "12"
    )
    assert shown(redline(old, new).docx) == []


def test_what_accepting_does_not_give_is_told() -> None:
    lists = (numbering(lvl(0, "chineseCounting", text)) for text in ("%1、", "（%1）"))
    old, new = (docx(TITLE, p("要消毒。", num(0)), numbering=each) for each in lists)
    made = redline(old, new)
    accepted, wanted = (read_documents(each, "稿.docx") for each in (made.docx, new))
    (finding,) = check_accepted(accepted, wanted, "花脸稿.docx")
    assert str(finding) == (
        "花脸稿.docx: 警告 WJ623: 接受全部修订后，与修改稿仍有1处不同，如“（一）要消毒。”\n"
        "提示：请对照修改稿手工处理这几处。"
    )


def test_macros_stay_behind() -> None:
    parts = unpack(docx(TITLE, p("要消毒。")))
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/>'
        '<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    old = pack({**parts, "[Content_Types].xml": types.encode(), "word/vbaProject.bin": b"macro"})
    made = unpack(redline(old, docx(TITLE, p("应消毒。"))).docx)
    assert "word/vbaProject.bin" not in made
    assert b"macroEnabled" not in made["[Content_Types].xml"]


def test_a_strict_docx_cannot_carry_changes() -> None:
    parts = unpack(docx(TITLE))
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = parts["word/document.xml"].decode().replace(main, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert can_carry_changes(docx(TITLE))
    assert not can_carry_changes(pack({**parts, "word/document.xml": strict.encode()}))
