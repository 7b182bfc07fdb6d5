"""Format rules: nothing is found in our own layouts, and in a damaged copy exactly what was damaged."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

import layout_papers
from drafts import NOTICE, draft_of
from raw_docx import docx, p, r
from wenjian.lint.draft import Draft
from wenjian.lint.rules import RULES, chosen, lint
from wenjian.model.document import Block, Column, Document, Row, Span, Table
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import BlockKind, Stage
from wenjian.package import pack, unpack
from wenjian.readers import read_documents
from wenjian.shipped import load_layout
from wenjian.structure.parts import Part
from wenjian.writers import WRITERS, write_docx

PAPER = """示范县民政局文件
示民字〔2026〕12号
示范县民政局关于做好养老机构安全管理工作的通知
各养老机构，局机关各股室：
为做好养老机构安全管理工作，做到“早发现、早处理”，现将有关事项通知如下：
一、摸清底数
各养老机构每月至少开展一次用电安全检查，逐项登记发现的问题，落实专人整改到位。
（一）检查范围
检查范围包括厨房、锅炉房、配电室和老年人居室，逐一检查线路、开关和插座，不留死角。
1.检查线路。逐一检查厨房、锅炉房、配电室和老年人居室的线路，老化的立即更换，不留死角。
二、落实责任。养老服务股负责业务指导，办公室负责值班值守，发现问题及时报告，确保老年人生命财产安全。
（一）落实专人。各养老机构明确一名安全员，每日巡查，做好记录，发现问题立即处理并报告。
（二）加强演练。各养老机构每半年至少开展一次消防演练，失能老年人居住的楼层每季度一次。
附件：1.养老机构安全检查表
2.隐患登记表
示范县民政局
2026年5月25日
（联系人：张三，联系电话：0000-6231188）
附件1
养老机构安全检查表
逐项检查厨房、锅炉房、配电室，记录问题，限期整改，落实专人负责，整改情况报局养老服务股。
附件2
隐患登记表
逐项登记隐患，写明地点、责任人和完成时限，由养老机构负责人签字后存档备查，每月更新一次。
抄送：县应急管理局，县消防救援大队。
示范县民政局办公室　2026年5月25日印发
"""
URGENT = {"urgency": "特急", "copy_number": "000012"}
EVERY = chosen([rule.code for rule in RULES])


@cache
def written(layout: str = "红头通知", stage: Stage = Stage.FINAL) -> bytes:
    """PAPER as we write it, marked urgent."""
    document = read_documents(PAPER.encode(), "通知.txt")[0]
    urgent = replace(document, elements=document.elements.model_copy(update=URGENT))
    return write_docx(urgent, load_layout(layout), stage=stage, date="2026年5月25日")


def linted(data: bytes) -> Draft:
    return draft_of(data, "通知.docx")


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("layout", ["红头通知", "便函"])
def test_our_own_papers_are_right_by_every_rule(layout: str, stage: Stage) -> None:
    assert [str(finding) for finding in lint(linted(written(layout, stage)), EVERY)] == []


@pytest.mark.parametrize("stage", [Stage.FINAL, Stage.ISSUED])
@pytest.mark.parametrize("name", list(layout_papers.PAPERS))
def test_so_are_those_of_every_layout(name: str, stage: Stage) -> None:
    assert [str(finding) for finding in lint(linted(layout_papers.written(name, stage)), EVERY)] == []


def test_a_letter_has_its_number_at_the_right_and_a_notice_has_not() -> None:
    """10.1; the copy number beside it and 紧急程度 under it are no text either."""
    letter = layout_papers.written("信函")
    parts = [(line.part, line.text) for line in linted(letter).lines[:4]]
    assert parts[1:3] == [(Part.NUMBER, "000003 示民函〔2026〕7号"), (Part.HEAD, "加急")]
    text = unpack(letter)
    renamed = text["word/document.xml"].replace("示民函〔".encode(), "示民〔".encode())
    found = {finding.code for finding in lint(linted(pack({**text, "word/document.xml": renamed})), EVERY)}
    assert {"WJ802", "WJ803", "WJ816"} <= found


TABLE = Table(
    (Column("序号"), Column("检查内容"), Column("检查结果")),
    tuple(Row(tuple((Span(text),) for text in (str(i), "消防设施是否完好有效", "合格"))) for i in range(1, 30)),
    "养老机构安全检查表",
    foot=("填表说明：检查人逐项填写。",),
)
CHECKLIST = Document(Elements(title="示范县养老机构安全检查表"), (Block("b001", BlockKind.TABLE, table=TABLE),))


@pytest.mark.parametrize("stage", list(Stage))
def test_working_tables_are_right_as_docx_and_as_xlsx(stage: Stage) -> None:
    as_docx = draft_of(write_docx(CHECKLIST, load_layout("工作表格"), stage=stage), "检查表.docx")
    as_xlsx = draft_of(WRITERS[".xlsx"](CHECKLIST, b"", stage), "检查表.xlsx")
    for draft in (as_docx, as_xlsx):
        assert "消防设施是否完好有效" in [line.text for line in draft.lines]
        assert [str(finding) for finding in lint(draft, EVERY)] == []


def test_a_fault_in_a_workbook_is_found_in_its_row() -> None:
    data = WRITERS[".xlsx"](replace_cell(CHECKLIST, "检查时间为2026年2月30日前"), b"", Stage.FINAL)
    assert [finding.place.label for finding in lint(draft_of(data, "检查表.xlsx"), EVERY)] == [
        "养老机构安全检查表第3行"
    ]


def replace_cell(document: Document, text: str) -> Document:
    rows = (Row(((Span("1"),), (Span(text),), (Span("合格"),))), *TABLE.rows[1:])
    return replace(document, blocks=(replace(document.blocks[0], table=replace(TABLE, rows=rows)),))


def damaged(part: str, old: str, new: str, count: int = 0, paper: bytes = b"") -> bytes:
    """The paper with a pattern of one part replaced, everywhere or `count` times."""
    parts = unpack(paper or written())
    text = parts[f"word/{part}.xml"].decode()
    changed, times = re.subn(old, new, text, count=count, flags=re.DOTALL)
    assert times, old
    parts[f"word/{part}.xml"] = changed.encode()
    return pack(parts)


def restyled(style: str, old: str, new: str) -> bytes:
    """The paper with a pattern in one style replaced."""
    return damaged("styles", rf'(w:styleId="{style}">(?:(?!</w:style>).)*?){old}', rf"\g<1>{new}", 1)


def refonted(style: str, font: str) -> bytes:
    """The paper with one style in another font, in place of its own or of that of the text."""
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>'
    return restyled(style, r"<w:rPr>(?:<w:rFonts[^>]*/>)?", f"<w:rPr>{fonts}")


def reworded(words: str, old: str, new: str) -> bytes:
    """The paper with a pattern in the properties of the paragraph that begins with `words` replaced."""
    paragraph = rf"(<w:p>(?:(?!</w:p>).)*?){old}((?:(?!</w:p>).)*?<w:t[^>]*>{words})"
    return damaged("document", paragraph, rf"\g<1>{new}\g<2>", 1)


def laid_out(words: str, properties: str) -> bytes:
    """The paper with direct properties put on the paragraph that begins with `words`."""
    return reworded(words, r"(?:<w:ind [^>]*/>)?</w:pPr>", f"{properties}</w:pPr>")


DAMAGES: dict[str, Callable[[], bytes]] = {
    "WJ801": lambda: damaged("document", r'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'),
    "WJ802": lambda: damaged("document", r'w:left="1587"', 'w:left="1800"'),
    "WJ803": lambda: restyled("公文正文", r'w:line="579"', 'w:line="620"'),
    "WJ805": lambda: refonted("公文正文", "宋体"),
    "WJ806": lambda: restyled("公文正文", r"</w:rPr>", '<w:sz w:val="28"/></w:rPr>'),
    "WJ807": lambda: refonted("公文标题", "黑体"),
    "WJ808": lambda: restyled("公文标题", r'w:sz w:val="44"', 'w:sz w:val="36"'),
    "WJ809": lambda: restyled("公文标题", r'w:jc w:val="center"', 'w:jc w:val="left"'),
    "WJ810": lambda: refonted("公文标题1", "仿宋_GB2312"),
    "WJ811": lambda: refonted("公文标题2", "仿宋_GB2312"),
    "WJ812": lambda: reworded("1.检查线路", r"</w:p>(?=$)|<w:rFonts w:hint", '<w:rFonts w:eastAsia="黑体" w:hint'),
    "WJ814": lambda: restyled("公文正文", r"<w:ind [^>]*/>", '<w:ind w:firstLine="0"/>'),
    "WJ815": lambda: laid_out("各养老机构，局", '<w:ind w:firstLineChars="200" w:firstLine="630"/>'),
    "WJ816": lambda: restyled("发文字号", r'w:jc w:val="center"', 'w:jc w:val="left"'),
    "WJ817": lambda: restyled("发文机关标志", r'w:jc w:val="center"', 'w:jc w:val="left"'),
    "WJ818": lambda: restyled("发文机关标志", r'w:color w:val="FF0000"', 'w:color w:val="000000"'),
    "WJ819": lambda: damaged("document", r"<w:footerReference[^>]*/>", ""),
    "WJ820": lambda: damaged("footer1", "— ", "- "),
    "WJ821": lambda: restyled("页码", r'w:sz w:val="28"', 'w:sz w:val="21"'),
    "WJ823": lambda: damaged(
        "document",
        r'(<w:pStyle w:val="成文日期"/>)<w:ind [^>]*/><w:jc w:val="center"/>',
        r'\1<w:ind w:left="0" w:right="0"/><w:jc w:val="left"/>',
    ),
    "WJ824": lambda: restyled("版记", r'w:sz w:val="28"', 'w:sz w:val="32"'),
    "WJ825": lambda: refonted("附件标识", "仿宋_GB2312"),
    "WJ826": lambda: laid_out("附件1", '<w:ind w:firstLineChars="200" w:firstLine="630"/>'),
    "WJ827": lambda: restyled("附件标识", r"<w:pageBreakBefore/>", ""),
    "WJ828": lambda: restyled("附件说明", r"<w:ind [^>]*/>", '<w:ind w:left="0"/>'),
    "WJ829": lambda: restyled("附注", r"<w:ind [^>]*/>", '<w:ind w:left="0"/>'),
    "WJ830": lambda: restyled("公文正文", r"<w:rPr>", '<w:rPr><w:color w:val="0000FF"/>'),
    "WJ831": lambda: restyled("公文正文", r'w:after="0"', 'w:after="200"'),
    "WJ833": lambda: restyled("发文字号", r"<w:pBdr>.*?</w:pBdr>", ""),
    "WJ834": lambda: refonted("紧急程度", "仿宋_GB2312"),
}
"""Rule → a copy of the paper that breaks it."""


@pytest.mark.parametrize("code", DAMAGES)
def test_a_damaged_copy_has_exactly_the_expected_finding(code: str) -> None:
    assert {finding.code for finding in lint(linted(DAMAGES[code]()))} == {code}


def test_every_format_rule_that_is_on_has_a_damaged_copy() -> None:
    on = {rule.code for rule in RULES if rule.looks and rule.default}
    assert on - DAMAGES.keys() == {"WJ835"}, "签发人 is not in our layouts; its test is below"


HABITS: dict[str, Callable[[], bytes]] = {
    "WJ804": lambda: restyled("公文正文", r'<w:spacing w:val="-5"/>', ""),
    "WJ813": lambda: restyled("公文标题1", r"<w:rPr>", "<w:rPr><w:b/>"),
    "WJ836": lambda: restyled("公文正文", r'w:line="579" w:lineRule="exact"', 'w:line="360" w:lineRule="auto"'),
    "WJ822": lambda: damaged("settings", r"<w:evenAndOddHeaders/>", ""),
    "WJ832": lambda: damaged(
        "styles",
        r'w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:cs="仿宋_GB2312" w:hint="eastAsia"',
        'w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312"',
        paper=damaged("document", r' w:hint="eastAsia"', ""),
    ),
}


@pytest.mark.parametrize("code", HABITS)
def test_a_habit_is_told_only_where_the_house_asks(code: str) -> None:
    paper = linted(HABITS[code]())
    assert lint(paper) == ()
    assert {finding.code for finding in lint(paper, EVERY)} == {code}


# papers written by hand


FANG = '<w:rFonts w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋"/><w:sz w:val="32"/>'
EXACT = '<w:spacing w:line="560" w:lineRule="exact"/>'
PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="{top}" w:right="1474" w:bottom="{bottom}" w:left="1588"/></w:sectPr>'
)


def by_hand(*, spacing: str = EXACT, margins: tuple[int, int] = (2098, 1984), signer: str = "楷体") -> bytes:
    """A 请示 that an office writes by hand: direct properties, 仿宋 and no styles, blanks typed for indents."""
    name = f'<w:rFonts w:eastAsia="{signer}"/><w:sz w:val="32"/>'

    def text(words: str, more: str = "") -> str:
        return p(r(words, FANG), spacing + more)

    return docx(
        p(r("示民字〔2026〕13号", FANG) + r("　　签发人：", FANG) + r("李四", name), spacing),
        p(
            r("关于解决敬老院改造经费的请示", '<w:rFonts w:eastAsia="华文中宋"/><w:sz w:val="44"/>'),
            '<w:jc w:val="center"/>',
        ),
        text("示例市民政局："),
        text("　　我县第三敬老院建于1998年，线路老化，存在安全隐患，需要改造，请市局给予支持。"),
        text("　　全部改造需资金80万元，县级财政已安排40万元，尚缺40万元，请市局给予补助。"),
        text("妥否，请批示。", '<w:ind w:firstLine="640"/>'),
        text("　　　　　　　　　　　　　　示范县民政局", ""),
        text("　　　　　　　　　　　　　　2026年5月25日", ""),
        PAGE.format(top=margins[0], bottom=margins[1]),
    )


def codes(data: bytes) -> set[str]:
    """What the format rules that are on find."""
    looks = frozenset(rule.code for rule in RULES if rule.looks and rule.default)
    return {finding.code for finding in lint(linted(data), looks)}


def test_a_paper_by_hand_may_use_other_fonts_of_the_kind_blanks_and_28_points() -> None:
    assert codes(by_hand()) == set()


def test_both_readings_of_the_margins_are_right_and_29_points_are_too_much() -> None:
    screen = (1961, 1847)
    wide = '<w:spacing w:line="592" w:lineRule="exact"/>'
    assert codes(by_hand(spacing=wide, margins=screen)) == set()
    assert codes(by_hand(spacing=wide)) == {"WJ803"}


def test_a_heading_that_the_text_runs_on_behind() -> None:
    paper = damaged("styles", r'(w:styleId="引题">.*?<w:rPr>)<w:rFonts[^>]*/>', r"\g<1>", 1)
    (finding,) = lint(linted(paper))
    assert finding.message == "第二层标题“（一）落实专人。”的字体是“仿宋_GB2312”，共2处"


def test_the_name_of_the_signer() -> None:
    assert codes(by_hand(signer="黑体")) == {"WJ835"}


def test_a_text_has_no_looks() -> None:
    assert lint(draft_of(NOTICE), EVERY) == ()


def test_places_are_those_of_the_reader() -> None:
    (finding,) = lint(linted(DAMAGES["WJ815"]()))
    assert str(finding) == ("通知.docx（第6段）: 警告 WJ815: 主送机关没有顶格\n提示：主送机关居左顶格，回行仍顶格。")


ITEMS = """示范县民政局关于核对信息的函
县公安局，县市场监管局：
请协助核对以下信息：
一、县公安局：机动车登记信息，请于12月20日前提供。
（一）一级每人每月500元；
（二）二级每人每月300元。
示范县民政局
2026年12月3日
"""


def test_an_item_that_has_a_number_and_no_heading_is_set_as_text_in_ours_and_in_others() -> None:
    """A letter that has no number yet is one all the same: its first page is higher (10.1)."""
    letter = read_documents(ITEMS.encode(), "函.txt")[0]
    made = write_docx(letter, load_layout("信函"), stage=Stage.FINAL)
    assert [str(finding) for finding in lint(linted(made), EVERY)] == []


def test_the_first_sentence_of_an_item_may_be_set_as_its_heading() -> None:
    """As reports on progress do with the superior's words, however long these are."""
    duty = "“养老机构每月至少开展一次消防安全自查，发现的隐患逐项登记，限期整改，整改情况每季度报县民政局备案”。"
    blocks = (
        Block("b001", BlockKind.HEADING, (Span("落实情况"),), 1, "一、"),
        Block("b002", BlockKind.PARAGRAPH, (Span("推进中。七家已自查。"),), 2, "（一）", lead=duty),
    )
    elements = Elements(
        title="示范县民政局关于消防安全工作情况的报告", signature=("示范县民政局",), date="2026年5月1日"
    )
    made = write_docx(Document(elements, blocks), load_layout("上行文"), stage=Stage.FINAL)
    assert [finding.code for finding in lint(linted(made)) if finding.code.startswith("WJ8")] == []
