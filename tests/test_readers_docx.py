"""The docx reader: what Word, WPS and LibreOffice print is what is read, and nothing is left out unsaid."""

from __future__ import annotations

import itertools
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from raw_docx import CHANGED, docx, lvl, num, numbering, p, printed, r, read, style, styles, tbl, tc, told, tr
from wenjian.errors import UnreadableInput
from wenjian.model.vocabulary import BlockKind
from wenjian.readers import read_documents
from wenjian.readers.docx.breaks import lines_of
from wenjian.readers.docx.fields import words_of_equation

# tracked changes


def test_changes_are_taken_as_accepted() -> None:
    document = read(
        p(
            r("各机构要")
            + f"<w:del {CHANGED}><w:r><w:delText>每周</w:delText></w:r></w:del><w:ins {CHANGED}>{r('每日')}</w:ins>"
            + r("消毒。", f"<w:rPrChange {CHANGED}><w:rPr><w:vanish/></w:rPr></w:rPrChange>"),
            f'<w:pPrChange {CHANGED}><w:pPr><w:pStyle w:val="1"/></w:pPr></w:pPrChange>',
        ),
        p(f"<w:moveFrom {CHANGED}>{r('移走的话。')}</w:moveFrom>", f"<w:rPr><w:moveFrom {CHANGED}/></w:rPr>"),
        p("各机构要登记。"),
        p(f"<w:moveTo {CHANGED}>{r('移来的话。')}</w:moveTo>"),
    )
    assert [block.text for block in document.blocks] == ["各机构要每日消毒。", "各机构要登记。", "移来的话。"]
    assert told(document) == [
        (
            "通知.docx（第2段、第3段、第4段）: 说明 WJ114: 文中有修订，已按全部接受修订读取（插入2处，删除2处）\n"
            "提示：如不接受，请先在WPS中处理修订。"
        )
    ]


def test_a_deleted_paragraph_mark_joins_with_the_paragraph_that_stays() -> None:
    lists = numbering(lvl(0, "decimal", "%1."))
    gone = f"<w:rPr><w:del {CHANGED}/></w:rPr>"
    assert printed(
        p("各机构要登记。", num(0)),
        p("各机构要消毒，", gone),
        p("每日不少于两次。", num(0)),
        p("各机构要演练。", num(0)),
        numbering=lists,
    ) == ["1.各机构要登记。", "2.各机构要消毒，每日不少于两次。", "3.各机构要演练。"]


def test_words_before_a_deleted_mark_with_nothing_after_them_stay() -> None:
    gone = f"<w:rPr><w:del {CHANGED}/></w:rPr>"
    table = tbl(tr("序号", "任务"), tr("1", "登记"))
    document = read(p("请落实下列任务。", gone), table, p("各机构要演练。", gone))
    assert [block.text for block in document.blocks if block.table is None] == ["请落实下列任务。", "各机构要演练。"]


def test_deleted_rows_and_cells_are_gone_and_inserted_ones_stay() -> None:
    table = tbl(
        tr("序号", "任务", tc("旧列", f"<w:cellDel {CHANGED}/>")),
        tr("1", "登记", properties=f"<w:ins {CHANGED}/>"),
        tr("2", "作废", properties=f"<w:del {CHANGED}/>"),
        tr("3", "消毒"),
    )
    document = read(p("请落实下列任务。"), table)
    found = document.blocks[-1].table
    assert found is not None
    assert [column.name for column in found.columns] == ["序号", "任务"]
    assert [row.texts() for row in found.rows] == [("1", "登记"), ("3", "消毒")]
    assert told(document)[0].splitlines()[0] == (
        "通知.docx（第3段）: 说明 WJ114: 文中有修订，已按全部接受修订读取（插入1处，删除1处）"
    )


# words that do not print, and signs that do


def test_hidden_words_are_left_out_and_told() -> None:
    hidden = styles(
        '<w:style w:type="character" w:styleId="H"><w:name w:val="隐"/><w:rPr><w:vanish/></w:rPr></w:style>',
        style("P", "备查", words="<w:vanish/>"),
    )
    document = read(
        p(r("各机构要消毒") + r("（内部掌握）", "<w:vanish/>") + r("甲", '<w:rStyle w:val="H"/>') + r("。")),
        p("备查的一段。", '<w:pStyle w:val="P"/>'),
        p(r("仍要印出。", '<w:vanish w:val="0"/>'), '<w:pStyle w:val="P"/>'),
        styles=hidden,
    )
    assert [block.text for block in document.blocks] == ["各机构要消毒。", "仍要印出。"]
    assert told(document) == [
        (
            "通知.docx（第2段、第3段）: 说明 WJ157: 隐藏文字没有读取（3处）\n"
            "提示：隐藏文字打印不出来；要读取的，请在WPS的“字体”中取消“隐藏文字”。"
        )
    ]


def test_a_hidden_paragraph_mark_runs_the_heading_into_the_text() -> None:
    """Word's style separator."""
    lists = numbering(lvl(0, "chineseCounting", "（%1）"))
    hidden = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    document = read(p("管好出入。", num(0) + hidden), p("各机构要登记来访人员，测量体温。"), numbering=lists)
    (block,) = document.blocks
    assert (block.label, block.lead, block.text) == (
        "（一）",
        "管好出入。",
        "管好出入。各机构要登记来访人员，测量体温。",
    )


def test_only_the_result_of_a_field_prints() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText> {} </w:instrText></w:r>"
    nested = mark("begin") + code.format("PAGE") + mark("separate") + r("9") + mark("end")
    link = mark("begin") + code.format('HYPERLINK "http://a.example/"') + mark("separate") + r("见附件") + mark("end")
    condition = (
        mark("begin") + code.format("IF") + nested + code.format("= 1 甲 乙") + mark("separate") + r("乙") + mark("end")
    )
    simple = f'<w:fldSimple w:instr="DATE">{r("今日")}</w:fldSimple>'
    assert printed(p(r("各机构") + link + r("，") + condition + r("类") + simple + r("报告。"))) == [
        "各机构见附件，乙类今日报告。"
    ]


def test_a_field_that_never_ends_takes_nothing_away() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    assert printed(p(begin + r("各机构要登记。")), p("各机构要消毒。")) == ["各机构要登记。", "各机构要消毒。"]


@pytest.mark.parametrize(
    ("instruction", "words"),
    [
        (r" eq \o\ac(○,3)", "③"),
        (r"EQ \o\ac(□,甲)", "甲"),
        (r'eq \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(yang),养)', "养"),
        (r"eq \f(1,2)", "1/2"),
    ],
)
def test_equation_fields_print_without_a_result(instruction: str, words: str) -> None:
    assert words_of_equation(instruction) == words
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
    field = f"{marks[0]}<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>{marks[1]}"
    assert printed(p(field + r("类机构要每日登记。"))) == [f"{words}类机构要每日登记。"]


def test_boxes_of_forms_symbols_ruby_and_controls() -> None:
    data = "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
    box = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ruby = f"<w:r><w:ruby><w:rt>{r('pī')}</w:rt><w:rubyBase>{r('批')}</w:rubyBase></w:ruby></w:r>"
    smart = f"<w:smartTag>{r('县民政局')}</w:smartTag>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('核查')}</w:sdtContent></w:sdt>"
    sign = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    other = '<w:r><w:sym w:font="Wingdings" w:char="F021"/></w:r>'
    document = read(p(box + end + r("合格") + sign + ruby + smart + control + r("\uf0fc") + other + r("。")))
    assert [block.text for block in document.blocks] == ["☑合格☑批县民政局核查√〓。"]
    assert told(document)[0] == (
        "通知.docx（第2段）: 说明 WJ115: 图片、特殊符号等没有读取（1处）\n提示：其中的文字请另行录入；"
        "导出的文件里没有图片，要用的请重新插入。"
    )


def test_words_that_ask_to_fill_a_form_in_are_none() -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    document = read(p(r("联系电话") + control(r("单击此处输入文字")) + r("。")), control(p("单击此处输入正文。")))
    assert [block.text for block in document.blocks] == ["联系电话。"]
    assert told(document) == [
        (
            "通知.docx（第2段、第3段）: 说明 WJ158: 没有填写的提示文字没有作为正文（2处）\n"
            "提示：应当填写的，请在WPS中填好后再读取。"
        )
    ]


def test_line_ends_of_the_file_are_blanks_and_stray_ones_nothing() -> None:
    assert printed("<w:p><w:r><w:t>\n  各机构要消毒。\n</w:t></w:r></w:p>") == ["各机构要消毒。"]


# where lines end


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("各机构要登记。\n各机构要消毒。", ["各机构要登记。", "各机构要消毒。"]),
        ("各机构要按照\f规定每日消毒。", ["各机构要按照规定每日消毒。"]),
        ("各机构要登记。\f一、总体要求", ["各机构要登记。", "一、总体要求"]),
        ("临溪县民政局\f附件1", ["临溪县民政局", "附件1"]),
        ("2026年1月1日\f目录", ["2026年1月1日", "目录"]),
        ("\f附件2", ["附件2"]),
        ("联系人：\t周某", ["联系人： 周某"]),
        ("甲局\t\t乙局", ["甲局    乙局"]),
        ("\t各机构要登记。\t\n", ["各机构要登记。"]),
    ],
)
def test_breaks_and_tabs(text: str, lines: list[str]) -> None:
    assert lines_of(text, whole_text=False) == lines


def test_a_title_over_two_lines_is_one() -> None:
    title = "<w:p><w:pPr/><w:r><w:t>临溪县民政局关于开展</w:t><w:br/><w:t>消防检查的通知</w:t></w:r></w:p>"
    (document,) = read_documents(docx(title, p("各机构要登记。")), "通知.docx")
    assert document.title == "临溪县民政局关于开展消防检查的通知"


def test_a_sentence_that_a_page_end_cuts_into_two_paragraphs() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    assert printed(p(r("各养老机构要按照有关要求") + page), p("每日消毒，每周演练。")) == [
        "各养老机构要按照有关要求每日消毒，每周演练。"
    ]
    assert printed(p("各养老机构要按照有关要求"), p("每日消毒，每周演练。", "<w:pageBreakBefore/>")) == [
        "各养老机构要按照有关要求每日消毒，每周演练。"
    ]
    assert printed(p("各养老机构要每日消毒。"), p(page + r("请各机构抓好落实，及时报告。"))) == [
        "各养老机构要每日消毒。",
        "请各机构抓好落实，及时报告。",
    ]


# files built to harm, and files built by other programs


def test_too_many_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wenjian.readers.docx.MOST_PARAGRAPHS", 3)
    with pytest.raises(UnreadableInput) as raised:
        read(*(p("各机构要登记。") for _ in range(3)))
    assert str(raised.value) == (
        "通知.docx: 错误 WJ106: 文件太大（4段），超过3段\n提示：请删去图片等无关内容，或把正文另存为.txt。"
    )


def test_what_grows_fast_in_a_careless_reader_is_read_in_a_moment() -> None:
    """Each of these took minutes, or the square of its length, when read by looking back at everything before."""
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    nested = marks["begin"] * 9_000 + marks["separate"] * 9_000 + r("甲") + marks["end"] * 9_000
    page = '<w:r><w:br w:type="page"/></w:r>'
    broken = p(r("各机构要登记来访人员，") + page)
    joined = p("每日消毒不少于两次，", f"<w:rPr><w:del {CHANGED}/></w:rPr>")
    document = read(f"<w:p>{nested}</w:p>", broken * 8_000, joined * 8_000, p("每周演练。"))
    assert len(document.blocks[-1].text) > 8_000 * 10


@given(
    st.lists(st.integers(0, 30), max_size=6),
    st.sampled_from(["<w:proofErr/>", "<w:r/>", '<w:bookmarkStart w:id="1"/>']),
)
@settings(max_examples=30, deadline=None)
def test_how_the_words_are_cut_into_runs_is_nothing(cuts: list[int], between: str) -> None:
    text = "各养老机构要每日消毒，每周演练，每月向县民政局报告一次情况。"
    edges = [0, *sorted(cuts), len(text)]
    pieces = [r(text[start:end]) for start, end in itertools.pairwise(edges)]
    assert printed(f"<w:p>{between.join(pieces)}</w:p>") == [text]


# what plain words cannot say


def test_raised_and_lowered_figures_keep_their_place_and_other_words_are_told() -> None:
    up, down = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
    document = read(
        p(r("库容1.5×10") + r("6", up) + r("立方米，面积2m") + r("2", up) + r("，CO") + r("2", down) + r("。"))
    )
    assert [block.text for block in document.blocks] == ["库容1.5×10⁶立方米，面积2m²，CO₂。"]
    assert told(document) == []
    document = read(p(r("用量x") + r("甲", down) + r("克。")))
    assert told(document)[0].startswith("通知.docx（第2段）: 警告 WJ352: 上标、下标“甲”读成了平排的字（共1处）")


def test_items_with_a_bullet_head_nothing() -> None:
    bullets = numbering(lvl(0, "bullet", "•"))
    document = read(
        p("请做好以下工作。"),
        p("要点甲", num(0)),
        p("要点乙", num(0)),
        p("建筑面积以平方米为单位计算。"),
        numbering=bullets,
    )
    assert {block.kind for block in document.blocks} == {BlockKind.PARAGRAPH}


def test_merged_cells_are_told() -> None:
    wide = tc("困难群众救助", '<w:gridSpan w:val="2"/>')
    document = read(p("请填表。"), tbl(tr("项目", wide), tr("指标", "目标值", "完成值")))
    assert told(document)[0].startswith(
        "通知.docx（第1个表格第1行）: 说明 WJ351: 有1处合并的单元格读成了单独的格，两行的表头并成了一行"
    )
