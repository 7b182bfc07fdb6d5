"""The docx reader: automatic numbers as Word and WPS print them."""

from __future__ import annotations

import pytest

from raw_docx import NAMES, TITLE, docx, lvl, num, numbering, p, printed, read, style, styles, tbl, tc, tr
from wenjian.readers import read_documents
from wenjian.readers.number_forms import render


@pytest.mark.parametrize(
    ("form", "number", "text"),
    [
        ("chineseCounting", 12, "十二"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("japaneseCounting", 10, "十"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 1, "子"),
        ("chineseLegalSimplified", 21, "贰拾壹"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalEnclosedFullstop", 2, "⒉"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 3, "03"),
        ("lowerLetter", 27, "aa"),
        ("upperRoman", 14, "XIV"),
        ("aFormOfTomorrow", 7, "7"),
        ("ideographTraditional", 11, "11"),
        ("none", 1, ""),
    ],
)
def test_number_formats(form: str, number: int, text: str) -> None:
    assert render(number, form) == text


def test_levels_joined_and_written_in_figures() -> None:
    lists = numbering(
        lvl(0, "chineseCountingThousand", "第%1章"),
        lvl(1, "decimal", "%1.%2", "<w:isLgl/>"),
        lvl(2, "decimal", "%1.%2.%3", '<w:isLgl/><w:suff w:val="space"/>'),
    )
    document = read(
        p("总则", num(0)),
        p("目的", num(1)),
        p("各机构要登记，不得遗漏。", num(2)),
        p("3天内完成核查。", num(2)),
        numbering=lists,
    )
    assert [(block.label.strip(), block.text) for block in document.blocks] == [
        ("第一章", "总则"),
        ("1.1", "目的"),
        ("1.1.1", "各机构要登记，不得遗漏。"),
        ("1.1.2", "3天内完成核查。"),
    ]


def test_the_text_does_not_run_into_its_number() -> None:
    lists = numbering(lvl(0, "decimal", "%1."), lvl(1, "decimal", "%1.%2"))
    document = read(p("2026年1月底前完成登记工作。", num(0)), p("3天内报县局，逐户核查。", num(1)), numbering=lists)
    assert [(block.label, block.text) for block in document.blocks] == [
        ("1.", "2026年1月底前完成登记工作。"),
        ("1.1", "3天内报县局，逐户核查。"),
    ]


def test_lists_that_go_on_start_anew_or_never_restart() -> None:
    """Lists of one shape share their count, as in Word: after a list that starts at 5 the first goes on with 6."""
    shape = numbering(
        lvl(0, "chineseCounting", "%1、"),
        lvl(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'),
        more='<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>",
    )
    assert printed(
        p("甲", num(0)),
        p("各机构要登记。", num(1)),
        p("乙", num(0, 2)),
        p("各机构要消毒。", num(1)),
        p("戊", num(0, 3)),
        p("己", num(0)),
        numbering=shape,
    ) == ["一、甲", "1.各机构要登记。", "二、乙", "2.各机构要消毒。", "五、戊", "六、己"]


def test_a_list_with_a_level_of_its_own() -> None:
    shape = numbering(
        lvl(0, "decimal", "%1."),
        more='<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        f"{lvl(0, 'japaneseCounting', '（%1）', start=3)}</w:lvlOverride></w:num>",
    )
    assert printed(p("各机构要登记。", num(0, 2)), numbering=shape) == ["（三）各机构要登记。"]


def test_a_list_named_by_a_numbering_style() -> None:
    lists = (
        f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/>{lvl(0, "chineseCounting", "%1、")}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        "</w:numbering>"
    )
    named = styles(style("L", "公文编号", '<w:numPr><w:numId w:val="2"/></w:numPr>'))
    assert printed(p("各机构要登记。", num(0)), numbering=lists, styles=named) == ["一、各机构要登记。"]


def test_lists_that_styles_bring() -> None:
    """The level comes from the list that names the style; a style based on it inherits, numId 0 takes it away."""
    lists = numbering(
        lvl(0, "chineseCounting", "%1、", '<w:pStyle w:val="A"/>'),
        lvl(1, "chineseCounting", "（%2）", '<w:pStyle w:val="B"/>'),
    )
    brings = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    taken = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    each = styles(
        style("A", "一级", brings),
        style("B", "二级", brings),
        style("C", "一级的变体", base="A"),
        style("D", "无编号", taken, base="A"),
    )
    assert printed(
        p("各机构要登记。", '<w:pStyle w:val="A"/>'),
        p("各机构要消毒。", '<w:pStyle w:val="B"/>'),
        p("各机构要演练。", '<w:pStyle w:val="C"/>'),
        p("各机构要巡查。", '<w:pStyle w:val="D"/>'),
        p("各机构要值班。", f'<w:pStyle w:val="A"/>{taken}'),
        p("各机构要报告。", '<w:pStyle w:val="A"/><w:numPr><w:ilvl w:val="1"/></w:numPr>'),
        numbering=lists,
        styles=each,
    ) == [
        "一、各机构要登记。",
        "（一）各机构要消毒。",
        "二、各机构要演练。",
        "各机构要巡查。",
        "各机构要值班。",
        "（一）各机构要报告。",
    ]


def test_the_usual_style_may_bring_a_list() -> None:
    usual = styles(style("N", "Normal", num(0), usual=True), style("T", "Title"))
    (document,) = read_documents(
        docx(
            p(TITLE, '<w:pStyle w:val="T"/>'),
            p("各机构要登记。"),
            styles=usual,
            numbering=numbering(lvl(0, "decimal", "%1.")),
        ),
        "通知.docx",
    )
    assert [block.printed for block in document.blocks] == ["1.各机构要登记。"]


def test_an_empty_numbered_paragraph_counts_and_a_numbered_cell_prints() -> None:
    lists = numbering(lvl(0, "decimal", "%1."), lvl(1, "decimal", "%2"), lvl(2, "decimal", "%3"))
    table = tbl(
        tr("序号", "任务"),
        tr(tc(p("<w:r/>", num(1))), tc(p("登记") + p("<w:r/>", num(2)))),
        tr(tc(p("<w:r/>", num(1))), "消毒"),
    )
    document = read(
        p("各机构要登记。", num(0)), p("<w:r/>", num(0)), p("各机构要消毒。", num(0)), table, numbering=lists
    )
    assert [block.printed for block in document.blocks][:2] == ["1.各机构要登记。", "3.各机构要消毒。"]
    found = document.blocks[-1].table
    assert found is not None
    assert [row.texts() for row in found.rows] == [("1", "登记"), ("2", "消毒")]
