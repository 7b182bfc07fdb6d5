"""Reports: the same coverage as summary, text, JSON, 对照表 and page."""

from __future__ import annotations

import io
import json

import docx
import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock

from answers import answered, covered_by
from wenjian.coverage import check
from wenjian.model.coverage import Coverage, Deviation, Evidence
from wenjian.model.directive import Directive, Duty
from wenjian.model.document import Block, Document, Span
from wenjian.model.elements import Elements
from wenjian.model.library import Thesaurus
from wenjian.model.vocabulary import BlockKind, DeviationKind, Direction, Role, Settlement, Verdict
from wenjian.reports import (
    REPORTS,
    comparison,
    comparison_docx,
    comparison_xlsx,
    comparisons,
    format_html,
    format_json,
    format_text,
    summary_line,
)
from wenjian.text.measures import find_measures

PARENT = (
    "养老机构要对新入住老年人隔离观察不少于14天，无异常的方可转入生活区。",
    "救助管理站要开展寒冬夜间街面巡查，对露宿人员及时给予临时救助。",
    "殡葬服务单位不得强制群众购买丧葬用品，对困难群众及时减免费用。",
)
CHILD = (
    "养老机构要对新入住老年人隔离观察7天，无异常的方可转入生活区。",
    "救助管理站要开展寒冬夜间街面巡查，对露宿人员及时给予临时救助。",
    "各乡镇民政所要每日填报工作台账并报县民政局。",
)


def child() -> Document:
    blocks = tuple(
        Block(id=f"b{n:03}", kind=BlockKind.PARAGRAPH, spans=(Span(text),)) for n, text in enumerate(CHILD, 1)
    )
    return Document(elements=Elements(title="县民政局关于做好冬季服务工作的通知"), blocks=blocks, source="通知.txt")


def checked() -> Coverage:
    duties = tuple(
        Duty(id=f"D{n:03}", text=text, where="二、（一）", measures=find_measures(text))
        for n, text in enumerate(PARENT, 1)
    )
    directive = Directive(title="省民政厅关于做好冬季服务工作的通知", number="×民〔2025〕8号", duties=duties)
    return check(directive, child(), Thesaurus(version="试", terms=()))


# the summary line


def test_the_summary_line_prints_the_classes_in_order_and_only_those_that_occur() -> None:
    settlements = [
        *[Settlement.DONE] * 9,
        *[Settlement.REFINED] * 6,
        *[Settlement.IN_TABLE] * 4,
        *[Settlement.PARTLY] * 5,
        *[Settlement.NOT_FOUND] * 3,
        *[Settlement.OTHER_ORGAN] * 5,
        *[Settlement.NOT_LOCAL] * 3,
        Settlement.TO_CONFIRM,
    ]
    coverage = covered_by(*(answered(settlement) for settlement in reversed(settlements)))
    assert summary_line(coverage) == (
        "上级文件36项任务：已落实15（其中细化6）、列入分解表4、部分落实5、未见对应内容3、非本单位职责5、不涉及本地3、待核1，补写0。"
    )


def test_the_summary_line_always_says_how_many_are_done_and_restated() -> None:
    coverage = covered_by(answered(Settlement.NOT_FOUND, verdict=Verdict.MISSING), restated=2)
    assert summary_line(coverage) == "上级文件1项任务：已落实0、未见对应内容1，补写2。"


# text


def test_the_text_report_puts_what_wants_a_decision_first_and_folds_the_rest() -> None:
    text = format_text(checked())
    lines = text.splitlines()
    assert lines[0] == "上级文件：省民政厅关于做好冬季服务工作的通知（×民〔2025〕8号）"
    assert lines[2] == "上级文件3项任务：已落实2、未见对应内容1，补写0。"
    assert lines[4] == "需要处理的事项（2项）："
    assert lines[5].startswith("1. D003 二、（一） [未见对应内容] 殡葬服务单位")
    below = "上级“不少于14天”（二、（一）），本文“7天”，少7天，低于上级要求。"
    assert f"   {below}" in lines
    assert "   建议：“7天”改为“不少于14天”" in lines
    assert "不需处理：任务1项，细化等说明0处。" in lines
    assert "本级新增内容1处（其中新增报表台账、考核、留痕1处，请确认依据），见对照表。" in lines


def test_at_most_ten_items_are_shown_and_the_rest_counted() -> None:
    duties = [answered(Settlement.NOT_FOUND, verdict=Verdict.MISSING, id=f"D{n:03}") for n in range(1, 14)]
    text = format_text(covered_by(*duties))
    assert "需要处理的事项（13项）：" in text
    assert "10. D010" in text
    assert "D011" not in text
    assert "……另有3项，见对照表。" in text


def test_a_wholly_settled_paper_says_so() -> None:
    assert "没有需要处理的事项。" in format_text(covered_by(answered(Settlement.DONE)))


# JSON


def test_the_json_has_the_contracts_keys() -> None:
    data = json.loads(format_json(checked()))
    assert set(data["engine"]) == {"version", "terms", "weights"}
    assert data["directive"]["number"] == "×民〔2025〕8号"
    assert data["document"]["source"] == "通知.txt"
    first = data["duties"][0]
    assert (first["verdict"], first["settlement"], first["flags"]) == ("covered", "已落实", ["weaker"])
    assert first["deviations"] == [
        {"kind": "figure", "direction": "weaker", "parent": "不少于14天", "child": "7天", "note": "少7天", "where": ""}
    ]
    assert first["evidence"][0]["text"] == CHILD[0]
    assert data["duties"][2]["verdict"] == "missing"
    assert set(data["duties"][2]["nearest"]) >= {"text", "where", "score"}
    assert data["added"] == [{"text": CHILD[2], "where": "", "class": "report", "word": "新增报表台账"}]
    assert {k: v for k, v in data["summary"].items() if isinstance(v, int)} == {
        "duties": 3,
        "covered": 2,
        "partial": 0,
        "missing": 1,
        "by_reference": 0,
        "waived": 0,
        "restated": 0,
    }


def test_several_directives_give_a_chain() -> None:
    assert len(json.loads(format_json((checked(), checked())))["chain"]) == 2


# 对照表


def test_the_table_has_eight_columns_with_the_widths_of_a_working_paper() -> None:
    document = comparison(checked(), date="2025年11月22日", person="王五")
    table = document.blocks[0].table
    assert table is not None
    assert [(column.name, column.width) for column in table.columns] == [
        ("序号", 10),
        ("上级文件要求（原文，条款）", 58),
        ("本文件对应内容（原文，条款）", 58),
        ("办理结论", 20),
        ("差异及说明", 36),
        ("建议修改文字", 36),
        ("审核意见", 18),
        ("修改情况", 21),
    ]
    assert table.columns[6].choices == ("采纳", "不采纳", "待定")
    assert document.landscape
    assert table.head == (
        "上级文件：省民政厅关于做好冬季服务工作的通知（×民〔2025〕8号）",
        "本级文件：县民政局关于做好冬季服务工作的通知",
        "核对日期：2025年11月22日　　核对人：王五",
        "上级文件3项任务：已落实2、未见对应内容1，补写0。",
    )
    assert table.rows[0].texts() == (
        "1",
        f"{PARENT[0]}（二、（一））",
        CHILD[0],
        "已落实；低于上级要求",
        (
            "已落实：见正文。\n上级“不少于14天”（二、（一）），本文“7天”，少7天，低于上级要求。\n"
            "请按上级要求修改，或在“理由”栏写明依据。"
        ),
        "“7天”改为“不少于14天”",
        "",
        "",
    )
    assert table.rows[2].texts()[2:4] == ("（无）", "未见对应内容")


def test_additions_stand_in_a_table_of_their_own() -> None:
    (additions,) = comparison(checked()).attachments
    table = additions.blocks[0].table
    assert additions.title == "本级新增内容表"
    assert additions.role is Role.ENCLOSED
    assert table is not None
    assert [column.name for column in table.columns] == ["序号", "新增内容（条款）", "类别", "依据", "是否保留", "说明"]
    assert [row.texts() for row in table.rows] == [("1", CHILD[2], "新增报表台账", "", "", "请确认依据或删除。")]


def test_the_hard_words_are_never_printed() -> None:
    coverage = checked()
    stricter = Deviation(DeviationKind.FREQUENCY, Direction.STRICTER, "每月", "每周")
    coverage = covered_by(*coverage.duties, answered(Settlement.DONE, deviations=(stricter,)))
    printed = format_text(coverage) + format_json(coverage) + format_html(coverage, child()) + str(comparison(coverage))
    assert "高于上级要求" in printed
    assert "打折扣" not in printed
    assert "层层加码" not in printed
    assert "缺漏" not in printed


def test_the_workbook_has_a_sheet_for_each_table_with_its_drop_downs() -> None:
    data = REPORTS["xlsx"]((checked(),), child())
    assert isinstance(data, bytes)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"] == [
        "贯彻落实对照表",
        "本级新增内容表",
    ]
    sheet = book["贯彻落实对照表"]
    assert [validation.formula1 for validation in sheet.data_validations.dataValidation] == [
        '"采纳,不采纳,待定"',
        (
            '"已落实,已落实并细化,列入分解表,随文转发,按文件执行,部分落实,缺漏（已确认）,另文落实,非本单位职责,不涉及本地,'
            '上级自办"'
        ),
    ]
    assert any(cell.value == "已落实；低于上级要求" for row in sheet.iter_rows() for cell in row)


def test_every_report_answers_on_one_and_on_several_and_the_same_twice() -> None:
    coverage = checked()
    for name, report in REPORTS.items():
        once = report((coverage,), child())
        assert once, name
        assert report((coverage,), child()) == once, name
        assert len(report((coverage, coverage), child())) > len(once), name


def test_the_tables_of_several_directives_follow_each_other() -> None:
    document = comparisons((checked(), checked()))
    assert [attachment.title for attachment in document.attachments] == [
        "本级新增内容表",
        "贯彻落实对照表",
        "本级新增内容表",
    ]
    names = [block.id for _, block in document.walk()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("settlement", list(Settlement))
def test_every_settlement_is_said_in_words_everywhere(settlement: Settlement) -> None:
    coverage = covered_by(answered(settlement))
    assert settlement.chinese in format_html(coverage, child())
    assert settlement.chinese in str(comparison(coverage))
    assert json.loads(format_json(coverage))["duties"][0]["settlement"] == settlement.chinese
    counted = "细化1" if settlement is Settlement.REFINED else f"{settlement.chinese}1"
    assert counted in format_text(coverage).splitlines()[2]


# words that differ


SERVICE = "养老机构要对新入住老年人隔离观察不少于14天，无异常的方可转入生活区。"
OTHER_PLACE = "养老机构要对新入住老年人隔离观察7天，无异常的方可转入康复区。"


def differing() -> Coverage:
    """One duty, of which the figure is lower (which is told) and the place another (which nobody judged)."""
    directive = Directive(
        title="省民政厅通知", duties=(Duty(id="D001", text=SERVICE, measures=find_measures(SERVICE)),)
    )
    block = Block(id="b001", kind=BlockKind.PARAGRAPH, spans=(Span(OTHER_PLACE),))
    paper = Document(elements=Elements(title="县民政局通知"), blocks=(block,))
    return check(directive, paper, Thesaurus(version="试", terms=()))


def test_the_docx_has_judged_words_bold_and_underlined_and_other_words_underlined() -> None:
    table = docx.Document(io.BytesIO(comparison_docx([differing()]))).tables[0]
    asked, said = ([run for line in cell.paragraphs for run in line.runs] for cell in table.rows[1].cells[1:3])
    assert [(run.text, run.bold) for run in asked if run.underline] == [("不少于14天", True), ("生活区", None)]
    assert [(run.text, run.bold) for run in said if run.underline] == [("7天", True), ("康复区", None)]


def test_the_xlsx_has_them_too_and_reads_as_the_same_text() -> None:
    data = comparison_xlsx([differing()])
    rich = openpyxl.load_workbook(io.BytesIO(data), rich_text=True).worksheets[0]
    plain = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    cell = next(cell for row in rich.iter_rows() for cell in row if str(cell.value) == f"{OTHER_PLACE}")
    assert isinstance(cell.value, CellRichText)
    blocks = [one for one in cell.value if isinstance(one, TextBlock)]
    assert [(one.text, one.font.b or None) for one in blocks if one.font.u] == [("7天", True), ("康复区", None)]
    assert plain[cell.coordinate].value == OTHER_PLACE


def test_the_page_has_them_too() -> None:
    block = Block(id="b001", kind=BlockKind.PARAGRAPH, spans=(Span(OTHER_PLACE),))
    page = format_html(differing(), Document(elements=Elements(title="县民政局通知"), blocks=(block,)))
    assert '<b class="change">7天</b>，无异常的方可转入<u>康复区</u>' in page
    assert '<b class="change">不少于14天</b>，无异常的方可转入<u>生活区</u>' in page


def test_the_text_says_how_many_done_duties_are_told_in_other_words() -> None:
    assert "用词与上级不同" not in format_text(differing()), "it is among those to be looked at"
    other = Evidence(text=SERVICE.replace("生活", "康复"), where="一、", score=1.0)
    told = covered_by(answered(Settlement.DONE, text=SERVICE, evidence=(other,)))
    assert "其中已落实而用词与上级不同的1项，是不是一个意思请对照看" in format_text(told)
    same = covered_by(
        answered(Settlement.DONE, text=SERVICE, evidence=(Evidence(text=SERVICE, where="一、", score=1.0),))
    )
    assert "用词与上级不同" not in format_text(same)


def test_a_lesser_sentence_is_printed_where_it_alone_has_words_of_the_duty() -> None:
    duty = answered(
        Settlement.DONE,
        text="福利机构要照料好在院儿童生活，疫情期间暂缓开展安置工作。",
        evidence=(
            Evidence("福利机构要照料好在院儿童生活。", "一、", 0.7),
            Evidence("疫情期间暂缓开展安置工作。", "二、", 0.3),
            Evidence("福利机构要做好儿童工作。", "三、", 0.3),
        ),
    )
    table = comparison(covered_by(duty)).blocks[0].table
    assert table is not None
    assert table.rows[0].texts()[2] == "福利机构要照料好在院儿童生活。（一、）\n疫情期间暂缓开展安置工作。（二、）"
    assert not any(span.stress for span in table.rows[0].cells[1])
