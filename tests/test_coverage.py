"""覆盖核对: verdicts, settlements, deviations, additions, decisions, the ladder, and the laws that always hold."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenjian.coverage import LADDER, check, check_asked, failing, match, prepare
from wenjian.coverage.align import Alignment
from wenjian.coverage.candidates import Candidates, Passage
from wenjian.coverage.decisions import evidence_fingerprint
from wenjian.coverage.handed import is_other_receiver, is_other_thing
from wenjian.coverage.left import Left, is_left
from wenjian.coverage.terms import Terms
from wenjian.coverage.verdict import Judged, judge
from wenjian.errors import UnreadableInput
from wenjian.library import load_library
from wenjian.model.coverage import Coverage, Decision, DutyCoverage
from wenjian.model.directive import Directive, Duty
from wenjian.model.document import Block, Column, Document, Row, Span, Table
from wenjian.model.elements import Elements
from wenjian.model.library import TermEntry, Thesaurus
from wenjian.model.vocabulary import (
    AddedClass,
    BlockKind,
    Competence,
    DeviationKind,
    Direction,
    Judgement,
    Modality,
    Role,
    Settlement,
    Verdict,
)
from wenjian.text.citations import find_citations
from wenjian.text.measures import find_measures
from wenjian.text.normal import fingerprint

TERMS = Thesaurus(
    version="试",
    terms=(
        TermEntry(term="民政服务机构"),
        TermEntry(term="养老机构", synonyms=("养老院",), broader=("民政服务机构",)),
        TermEntry(term="儿童福利机构", broader=("民政服务机构",)),
        TermEntry(term="消毒", synonyms=("消杀",)),
    ),
)

DUTIES = (
    "养老机构要对新入住老年人隔离观察不少于14天，无异常的方可转入生活区。",
    "救助管理站要开展寒冬夜间街面巡查，对露宿人员及时给予临时救助。",
    "各地要建立留守儿童定期探访制度，每月至少探访1次。",
    "殡葬服务单位不得强制群众购买丧葬用品。",
    "婚姻登记机关要推行预约登记，减少现场排队等候。",
)


def directive(*texts: str, **more: Any) -> Directive:
    duties = tuple(
        Duty(
            id=f"D{n:03}",
            text=text,
            where="二、",
            measures=find_measures(text),
            citations=find_citations(text),
            **more,
        )
        for n, text in enumerate(texts, 1)
    )
    return Directive(title="省民政厅关于做好冬季民政服务工作的通知", number="×民〔2025〕8号", duties=duties)


def paper(*paragraphs: str, title: str = "县民政局关于做好冬季民政服务工作的通知", **more: Any) -> Document:
    blocks = tuple(
        Block(id=f"b{n:03}", kind=BlockKind.PARAGRAPH, spans=(Span(text),)) for n, text in enumerate(paragraphs, 1)
    )
    return Document(elements=Elements(title=title), blocks=blocks, **more)


def only(parent: str, *child: str, **more: Any) -> DutyCoverage:
    """The answer for the first of several duties, the others being there to weigh words."""
    return check(directive(parent, *DUTIES[1:], **more), paper(*child), TERMS).duties[0]


def alive(kind: type) -> int:
    gc.collect()
    return sum(isinstance(one, kind) for one in gc.get_objects())


def test_nothing_of_a_paper_is_kept_once_it_was_judged() -> None:
    """What is remembered is remembered of texts: a process that checks for days must not grow with the papers."""
    check(directive(*DUTIES), paper(DUTIES[0]), TERMS)
    before = alive(Passage), alive(Terms), alive(Candidates)
    for days in range(10, 20):
        asked, told = (f"各养老机构要储备不少于{count}天的口罩和药品。" for count in (days, days - 3))
        check(directive(asked, *DUTIES[1:]), paper(told, *DUTIES[1:]), TERMS)
    assert (alive(Passage), alive(Terms), alive(Candidates)) == before


def test_what_is_remembered_of_other_papers_changes_no_answer() -> None:
    """A batch: a paper that says the same in the same places, then with a figure changed, a sentence less, others
    before it, once more as it was.
    """
    parent = directive(*DUTIES)
    plain = ("现就有关工作通知如下。", *DUTIES[:4], "养老机构要每周通风两次。")
    papers = (
        paper(*plain),
        paper(*plain, title="乙县民政局关于做好冬季民政服务工作的通知"),
        paper(*(text.replace("14天", "7天") for text in plain)),
        paper(*plain[:2], *plain[3:]),
        paper(plain[-1], *plain[:-1]),
        paper(*(f"县民政局：{text}" for text in plain)),
        paper(*plain),
    )
    asked = prepare(parent, TERMS)
    assert [check_asked(asked, one) for one in papers] == [check(parent, one, TERMS) for one in papers]


@pytest.mark.parametrize(
    ("title", "verdict", "lacking"),
    [
        ("示范县民政局关于加强养老机构抽查的通知", Verdict.COVERED, ()),
        ("示范市民政局关于加强养老机构抽查的通知", Verdict.PARTIAL, ("市级民政部门每半年抽查一次养老机构",)),
    ],
)
def test_of_a_county_the_citys_part_is_not_asked(title: str, verdict: Verdict, lacking: tuple[str, ...]) -> None:
    parent = directive(
        "市级民政部门每半年抽查一次养老机构，县级民政部门每季度全面检查一次养老机构。",
        "各市民政局于12月底前将抽查结果报省民政厅。",
        *DUTIES[1:],
        actors=("市级民政部门", "县级民政部门"),
    )
    citys = parent.duties[1].model_copy(update={"actors": ("各市民政局",)})
    parent = parent.model_copy(update={"duties": (parent.duties[0], citys, *parent.duties[2:])})
    first, second, *others = check(parent, paper("县级民政部门每季度全面检查一次养老机构。", title=title), TERMS).duties
    assert (first.verdict, first.missing_parts) == (verdict, lacking)
    assert (second.competence is Competence.SUPERIOR) == (verdict is Verdict.COVERED)
    assert bool(second.suggestion) == (verdict is Verdict.PARTIAL)
    assert bool(first.asked) == (verdict is Verdict.COVERED)
    assert not any(one.asked for one in (second, *others))


@pytest.mark.parametrize(
    ("clause", "own"),
    [
        ("县民政局牵头每季度开展一次联合检查", "各乡镇（街道）每月开展一次全面检查"),
        ("县级有关部门每半年组织一次业务培训", "各乡镇（街道）每季度组织一次网格员培训"),
        ("由县住房城乡建设局印制宣传手册", "各乡镇（街道）逐户发放宣传手册"),
        ("市民政局每年抽查一次", "县农业农村局每季度抽查一次，各乡镇（街道）每月检查一次食堂留样"),
    ],
)
def test_of_a_township_the_countys_part_is_not_asked(clause: str, own: str) -> None:
    parent = directive(f"{clause}，{own}。", *DUTIES[1:], actors=("各乡镇（街道）",))
    told = own.rpartition("，")[2].replace("各乡镇（街道）", "镇民政所") + "。"
    title = "关于加强养老机构检查的通知"
    township = check(parent, paper(told, title=f"示范镇人民政府{title}"), TERMS).duties[0]
    county = check(parent, paper(told, title=f"示范县民政局{title}"), TERMS).duties[0]
    assert (township.verdict, county.verdict) == (Verdict.COVERED, Verdict.PARTIAL)


def test_a_duty_beside_sentences_that_were_met_is_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However far they have moved: another place has a sentence more before them, and another name in its title."""
    judged: list[str] = []

    def counted(alignment: Alignment, terms: Terms) -> Judged:
        judged.append(alignment.ask.text)
        return judge(alignment, terms)

    monkeypatch.setattr("wenjian.coverage.known.judge", counted)
    asked = prepare(directive(*DUTIES), TERMS)
    first = check_asked(asked, paper(*DUTIES))
    moved = check_asked(
        asked, paper("现就有关事项安排如下。", *DUTIES, title="乙县民政局关于做好冬季民政服务工作的通知")
    )
    assert sorted(judged) == sorted(DUTIES)
    assert [one.verdict for one in moved.duties] == [one.verdict for one in first.duties]
    assert [one.evidence[0].block for one in moved.duties] != [one.evidence[0].block for one in first.duties]


# verdicts


def test_the_same_words_are_carried() -> None:
    answer = only(DUTIES[0], DUTIES[0])
    assert answer.verdict is Verdict.COVERED
    assert answer.settlement is Settlement.DONE
    assert answer.evidence[0].text == DUTIES[0]
    assert answer.note == "已落实：见正文。"


def test_a_plan_on_another_subject_carries_nothing_and_shows_the_nearest_sentence() -> None:
    answer = only(DUTIES[0], "婚姻登记窗口要公示办事流程。", "养老服务股要登记老年人的姓名。")
    assert answer.verdict is Verdict.MISSING
    assert answer.settlement is Settlement.NOT_FOUND
    assert answer.nearest is not None
    assert answer.nearest.text == "养老服务股要登记老年人的姓名。"
    assert answer.suggestion == f"补充：“{DUTIES[0]}”"


def test_a_synonym_counts_as_the_word() -> None:
    parent = "养老机构要每日消毒公共区域，保持室内通风。"
    assert only(parent, "养老院要每日消杀公共区域，保持室内通风。").verdict is Verdict.COVERED


def test_a_plan_that_binds_the_broader_term_carries_the_duty_on_the_narrower_one() -> None:
    parent = "养老机构要每日清洗公共区域，保持室内通风，张贴警示标识。"
    answer = only(parent, "民政服务机构要每日清洗公共区域，保持室内通风，张贴警示标识。")
    assert answer.verdict is Verdict.COVERED


def test_a_plan_that_binds_only_the_narrower_term_is_partial_and_names_who_is_left_out() -> None:
    parent = "民政服务机构要每日清洗公共区域，保持室内通风，张贴警示标识。"
    answer = only(parent, "养老机构要每日清洗公共区域，保持室内通风，张贴警示标识。")
    assert answer.verdict is Verdict.PARTIAL
    assert answer.missing_parts == ("民政服务机构（本文只涉及养老机构，未含儿童福利机构等）",)


def test_a_missing_figure_makes_it_partial_and_is_named() -> None:
    answer = only(DUTIES[0], "养老机构要对新入住老年人隔离观察，无异常的方可转入生活区。")
    assert answer.verdict is Verdict.PARTIAL
    assert "不少于14天" in answer.missing_parts
    assert "未写“不少于14天”" in answer.note


def test_the_title_of_a_cited_paper_is_no_measure_of_the_plan() -> None:
    parent = "养老机构要对新入住老年人隔离观察不少于14天，无异常的方可转入生活区。"
    child = "各单位要认真学习《养老机构新入住老年人隔离观察工作指南》，做好培训。"
    assert only(parent, child).verdict is Verdict.MISSING


@pytest.fixture(scope="module")
def shipped() -> Thesaurus:
    return load_library(()).thesaurus


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("困难群众死亡的，自次月起停发临时救助金。", "困难群众去世的，从下个月起不再发放临时救助金。"),
        (
            "县级民政部门要会同市场监管部门每年检查一次殡葬用品价格。",
            "县民政局要同县市场监管局每年查验一次殡葬用品价格。",
        ),
        ("养老机构要对护理员进行集中培训，并编制培训计划。", "各养老院要给护理员办学习班，并制定培训计划。"),
    ],
)
def test_plain_words_carry_what_office_prose_asks(parent: str, child: str, shipped: Thesaurus) -> None:
    other = "请做好信访工作。"
    answer = check(directive(parent, *DUTIES[1:]), paper(child, other), shipped).duties[0]
    assert answer.verdict is not Verdict.MISSING
    assert answer.evidence[0].text == child


def test_a_sentence_that_is_another_duty_s_own_counts_less() -> None:
    mine = "各地要建立独居老人定期探访制度，落实专人上门。"
    other = "各地要建立留守儿童定期探访制度，落实专人上门，每月至少探访1次。"
    child = ("各村要建立留守儿童定期探访制度。",)
    alone = match(mine, child, TERMS, background=(mine, *DUTIES[3:]))[0].score
    beside = match(mine, child, TERMS, background=(mine, other, *DUTIES[3:]))[0].score
    assert beside < alone - 0.5


# settlement


def test_a_row_of_the_papers_own_task_table_settles_a_duty() -> None:
    columns = (Column("序号"), Column("具体措施"))
    table = Table(columns=columns, rows=(Row(cells=((Span("1"),), (Span(DUTIES[0]),))),))
    attachment = Document(
        blocks=(Block(id="b900", kind=BlockKind.TABLE, table=table),), role=Role.ATTACHMENT, name="附件 任务分解表"
    )
    answer = check(directive(*DUTIES), paper("现将任务分解表印发给你们。", attachments=(attachment,)), TERMS).duties[0]
    assert answer.verdict is Verdict.COVERED
    assert answer.settlement is Settlement.IN_TABLE
    assert answer.note == "正文未写，列入附件第1项。"
    assert answer.evidence[0].row == 0


def plan_with_tasks(body: str, *rows: tuple[str, str]) -> Document:
    """A plan of one sentence, and its task table of 具体措施 and 完成时限."""
    columns = (Column("序号"), Column("具体措施"), Column("完成时限"))
    cells = [(str(number), *row) for number, row in enumerate(rows, 1)]
    table = Table(columns=columns, rows=tuple(Row(cells=tuple((Span(cell),) for cell in one)) for one in cells))
    block = Block(id="b900", kind=BlockKind.TABLE, table=table)
    attachment = Document(blocks=(block,), role=Role.ATTACHMENT, name="附件 任务分解表")
    return paper(body, attachments=(attachment,))


def test_what_the_body_says_in_part_and_the_table_wholly_is_told_so() -> None:
    duty = "各养老机构要对消防设施逐一排查，建立问题隐患清单，2026年8月底前完成。"
    body = "各养老机构要对消防设施逐一排查，建立问题隐患清单。"
    given = plan_with_tasks(body, (body, "2026年8月底前"))
    answer = check(directive(duty, *DUTIES[3:]), given, TERMS).duties[0]
    assert answer.settlement is Settlement.IN_TABLE
    assert answer.note == "正文写了一部分，全文列入附件第1项。"
    assert [one.text for one in answer.evidence] == [body]


def test_a_term_in_the_deadline_of_a_row_is_none_for_what_the_row_does_not_name() -> None:
    """«3个工作日内» says nothing of what is to be done within three days, nor after what."""
    duty = "殡仪馆要公示收费项目、收费标准、收费依据和投诉电话，公示内容变动的，要在3个工作日内更新。"
    body = "殡仪馆要公示收费项目、收费标准、收费依据和投诉电话。"
    asked = directive(duty, *DUTIES[3:])
    (answer, *_) = check(asked, plan_with_tasks(body, (body, "3个工作日内")), TERMS).duties
    assert answer.settlement is Settlement.PARTLY
    assert "3个工作日内" in answer.missing_parts
    named = "殡仪馆要公示收费项目、收费标准、收费依据和投诉电话，内容变动的及时更新。"
    (answer, *_) = check(asked, plan_with_tasks(body, (named, "3个工作日内")), TERMS).duties
    assert answer.settlement is Settlement.IN_TABLE


@pytest.mark.parametrize(
    ("asked", "row", "rhythm"),
    [
        (
            "各乡镇每月对辖区内助老食堂开展一次巡查，发现问题的，5个工作日内督促整改到位。",
            "对辖区内助老食堂开展巡查，发现问题的，5个工作日内督促整改到位",
            "每月一次",
        ),
        ("每家助老食堂每年至少组织2次消防应急疏散演练。", "每家助老食堂组织消防应急疏散演练", "每年2次"),
    ],
)
def test_a_rhythm_in_the_deadline_of_a_row_says_how_often_its_act_is_done(asked: str, row: str, rhythm: str) -> None:
    given = directive(asked, *DUTIES[3:])
    (answer, *_) = check(given, plan_with_tasks("现制定本方案。", (row, rhythm)), TERMS).duties
    assert (answer.settlement, answer.deviations) == (Settlement.IN_TABLE, ())
    (answer, *_) = check(given, plan_with_tasks("现制定本方案。", (row, "每三年一次")), TERMS).duties
    assert [one.direction for one in answer.deviations] == [Direction.WEAKER]


def test_the_same_sentence_in_plan_and_table_is_one_evidence_with_both_places() -> None:
    columns = (Column("序号"), Column("具体措施"))
    table = Table(columns=columns, rows=(Row(cells=((Span("1"),), (Span(DUTIES[0]),))),))
    attachment = Document(
        blocks=(Block(id="b900", kind=BlockKind.TABLE, table=table),), role=Role.ATTACHMENT, name="附件 任务分解表"
    )
    coverage = check(directive(*DUTIES), paper(DUTIES[0], attachments=(attachment,)), TERMS)
    answer = coverage.duties[0]
    assert [(one.text, one.where) for one in answer.evidence] == [(DUTIES[0], "正文；附件第1项")]
    assert answer.settlement is Settlement.DONE
    assert coverage.added == ()


@pytest.mark.parametrize(
    ("said", "kind", "direction"),
    [
        ("每月至少测试1次，结果记入台账", None, None),
        ("每季度至少测试1次，结果记入台账", DeviationKind.FREQUENCY, Direction.WEAKER),
        ("原则上每月至少测试1次，结果记入台账", DeviationKind.MODALITY, Direction.WEAKER),
    ],
)
def test_a_paragraph_is_held_to_its_words_though_the_table_has_them_right(
    said: str, kind: DeviationKind | None, direction: Direction | None
) -> None:
    """The sentence that gives the figure carries little of the duty by itself: its paragraph tells it."""
    duty = "使用燃气的养老机构要安装可燃气体泄漏报警装置和紧急切断装置，每月至少测试一次。"
    row = Row(cells=((Span("1"),), (Span("装齐可燃气体泄漏报警装置和紧急切断装置，每月至少测试1次并记录。"),)))
    table = Table(columns=(Column("序号"), Column("具体措施")), rows=(row,))
    attachment = Document(
        blocks=(Block(id="b900", kind=BlockKind.TABLE, table=table),), role=Role.ATTACHMENT, name="附件 任务分解表"
    )
    text = f"使用燃气的养老机构要安装可燃气体泄漏报警装置和紧急切断装置，测试合格后方可使用；{said}。"
    answer = check(directive(duty, *DUTIES), paper(text, attachments=(attachment,)), TERMS).duties[0]
    found = {(one.kind, one.direction) for one in answer.deviations}
    assert found == ({(kind, direction)} if kind else set())


def test_a_forwarded_parent_settles_by_reference_and_is_never_the_papers_own_text() -> None:
    original = paper(*DUTIES, title="省民政厅关于做好冬季民政服务工作的通知", role=Role.FORWARDED)
    child = paper("现将有关文件转发给你们，请结合实际做好信访工作。", attachments=(original,))
    coverage = check(directive(*DUTIES), child, TERMS)
    assert {answer.settlement for answer in coverage.duties} == {Settlement.FORWARDED}
    assert {answer.verdict for answer in coverage.duties} == {Verdict.MISSING}
    assert coverage.duties[0].flags == ("by_reference",)
    assert coverage.duties[0].note == "原文随文转发，正文未另提要求。"
    assert failing(coverage, "missing") == ()
    assert len(failing(coverage, "by-reference")) == len(DUTIES)


def test_a_title_that_forwards_the_parent_is_enough() -> None:
    title = "县民政局转发省民政厅关于做好冬季民政服务工作的通知"
    answer = check(directive(*DUTIES), paper("请做好信访工作。", title=title), TERMS).duties[0]
    assert answer.settlement is Settlement.FORWARDED


@pytest.mark.parametrize(
    "sentence",
    [
        "现将《省民政厅关于做好冬季民政服务工作的通知》（×民〔2025〕8号）转发给你们，请认真贯彻执行。",
        "现将省民政厅《关于做好冬季民政服务工作的通知》转发你们，请一并贯彻落实。",
    ],
)
def test_a_sentence_that_forwards_the_parent_is_enough(sentence: str) -> None:
    assert only(DUTIES[0], sentence).settlement is Settlement.FORWARDED


def test_issuing_ones_own_plan_is_not_forwarding_the_parent() -> None:
    basis = "为落实《省民政厅关于做好冬季民政服务工作的通知》（×民〔2025〕8号）"
    child = f"{basis}，现将《县冬季服务工作方案》印发给你们，请认真执行。"
    assert only(DUTIES[0], child).settlement is Settlement.NOT_FOUND


def test_mere_execution_of_the_parent_is_shown_as_such() -> None:
    child = "各股室要严格按照《省民政厅关于做好冬季民政服务工作的通知》（×民〔2025〕8号）执行。"
    assert only(DUTIES[0], child).settlement is Settlement.BY_REFERENCE


def test_naming_the_parent_as_the_basis_is_no_reference() -> None:
    child = "根据《省民政厅关于做好冬季民政服务工作的通知》要求，结合我县实际，制定本方案。"
    assert only(DUTIES[0], child).settlement is Settlement.NOT_FOUND


@pytest.mark.parametrize(
    ("child", "left"),
    [
        ("寒冬夜间街面巡查，按照×民〔2025〕8号文件由市级统筹推进。", [1]),
        ("婚姻登记预约，按《省民政厅关于做好冬季民政服务工作的通知》执行，其他另行安排。", [4]),
        ("各镇要按照×民〔2025〕8号文件执行。", [0, 1, 2, 3, 4]),
        ("寒冬夜间街面巡查，按照×民〔2024〕3号文件执行。", []),
        ("殡葬服务单位、婚姻登记机关的职责任务，按照×民〔2025〕8号文件要求落实。", [3, 4]),
        ("救助管理站等单位按照×民〔2025〕8号文件明确的职责开展工作。", [1]),
        ("各有关单位按照×民〔2025〕8号文件明确的职责分工抓好落实。", [0, 1, 2, 3, 4]),
        ("街面巡查、预约登记两件事，本通知不再重复，按照×民〔2025〕8号文件执行。", [1, 4]),
        ("寒冬夜间街面巡查，按照×民〔2025〕8号文件和市局有关规定处置。", [1]),
        ("涉及预约登记的，按照×民〔2025〕8号文件和登记机关有关规定办理。", [4]),
        ("其他街面巡查和预约登记事项，按照×民〔2025〕8号文件执行。", [1, 4]),
        ("其他有关事项，按照×民〔2025〕8号文件执行。", [0, 1, 2, 3, 4]),
        ("本通知未尽事宜，按照省民政厅通知和市有关规定执行。", [0, 1, 2, 3, 4]),
        ("本通知未尽事宜，按照市民政局通知执行。", []),
    ],
)
def test_a_matter_left_to_the_parent_settles_what_is_about_it(child: str, left: list[int]) -> None:
    answers = check(directive(*DUTIES), paper(child), TERMS).duties
    assert [n for n, one in enumerate(answers) if one.settlement is Settlement.BY_REFERENCE] == left


@pytest.mark.parametrize(
    "child",
    [
        "各乡镇要提高思想认识，加强组织领导，严格按照×民〔2025〕8号文件要求抓好落实。",
        "认真学习《省民政厅关于做好冬季民政服务工作的通知》精神，按照×民〔2025〕8号文件要求抓好贯彻落实。",
    ],
)
def test_attention_asked_for_before_the_reference_is_no_matter(child: str) -> None:
    assert {one.flags for one in check(directive(*DUTIES), paper(child), TERMS).duties} == {("by_reference",)}


def test_a_paper_that_is_handed_down_is_known_by_its_own_title() -> None:
    parent = replace(directive(*DUTIES), title="省民政厅关于印发《冬季民政服务专项行动工作方案》的通知", number="")
    basis = "根据省民政厅《冬季民政服务专项行动工作方案》（以下简称《省方案》），制定本方案。"
    child = paper(f"{basis}寒冬夜间街面巡查等要求按照《省方案》执行。")
    left = [one.settlement is Settlement.BY_REFERENCE for one in check(parent, child, TERMS).duties]
    assert left == [False, True, False, False, False]


@pytest.mark.parametrize(
    ("basis", "rest"),
    [
        ("为落实《省民政厅关于做好冬季民政服务工作的通知》（×民〔2025〕8号），制定本方案。", "×民〔2025〕8号文件"),
        (
            "为贯彻落实省民政厅等三部门《关于做好冬季民政服务工作的通知》，现就有关事项通知如下。",
            "省民政厅等三部门通知",
        ),
    ],
)
def test_a_parent_without_number_is_known_by_what_the_paper_calls_it(basis: str, rest: str) -> None:
    parent = replace(directive(*DUTIES), number="", title="关于做好冬季民政服务工作的通知")
    told = check(parent, paper(f"{basis}未尽事宜，按照{rest}执行。"), TERMS)
    assert {one.flags for one in told.duties} == {("by_reference",)}
    assert {one.flags for one in check(parent, paper(f"未尽事宜，按照{rest}执行。"), TERMS).duties} == {()}


@pytest.mark.parametrize("word", ["不再", "不得", "暂不"])
def test_a_matter_that_is_not_to_be_handled_so_is_not_left(word: str) -> None:
    child = f"寒冬夜间街面巡查，{word}按照×民〔2025〕8号文件执行。"
    assert Settlement.BY_REFERENCE not in {
        one.settlement for one in check(directive(*DUTIES), paper(child), TERMS).duties
    }


@pytest.mark.parametrize(
    ("where", "article", "stands"),
    [
        ("四、（一）", "四", True),
        ("四、（一）", "4", True),
        ("十四、（一）", "四", False),
        ("二十四、", "四", False),
        ("三、（十七）", "（十七）", True),
        ("三、（七）", "（十七）", False),
        ("第四条", "四", True),
        ("第十四条", "四", False),
    ],
)
def test_an_article_is_known_by_its_whole_number(where: str, article: str, *, stands: bool) -> None:
    duty = Duty(id="D001", text=DUTIES[1], where=where)
    assert is_left(duty, [Left((frozenset({"街面", "面巡", "巡查"}),), (article,))]) is stands


def test_an_article_that_is_named_settles_what_stands_in_it() -> None:
    parent = directive(*DUTIES)
    articles = zip(parent.duties, ("三、（一）", "三、（二）", "十四、（一）", "四、（一）", "四、（二）"), strict=True)
    parent = replace(parent, duties=tuple(replace(duty, where=where) for duty, where in articles))
    child = "殡葬服务和婚姻登记的其他事项，按照×民〔2025〕8号文件第四条执行。"
    answers = check(parent, paper(child), TERMS).duties
    assert [one.flags for one in answers] == [(), (), (), ("by_reference",), ("by_reference",)]


@pytest.mark.parametrize(
    "child",
    [
        "殡葬服务单位的丧葬用品销售，按照《殡葬管理办法》执行。",
        "殡葬服务单位销售丧葬用品，按上级有关规定执行。",
    ],
)
def test_a_duty_left_to_another_paper_is_by_reference(child: str) -> None:
    parent = "殡葬服务单位销售丧葬用品要明码标价，公开服务流程，不得捆绑收费，接受群众监督。"
    answer = only(parent, child)
    assert answer.verdict is not Verdict.COVERED
    assert answer.flags == ("by_reference",)
    assert "未列具体要求，请确认是否足够" in answer.note


def test_a_duty_left_to_rules_that_are_not_named_is_not_even_partly_carried() -> None:
    parent = "高瓦斯隧道内必须采用防爆设备，并由专人每班检查。"
    unnamed = only(parent, "高瓦斯隧道的防爆要求，按照国家和省有关规定执行。")
    assert (unnamed.verdict, unnamed.flags) == (Verdict.MISSING, ("by_reference",))
    named = only(parent, "高瓦斯隧道的防爆设备要求，按照《瓦斯隧道技术规范》执行。")
    assert (named.verdict, named.flags) == (Verdict.PARTIAL, ("by_reference",))


def test_a_duty_that_only_refers_is_carried_by_the_same_reference() -> None:
    parent = "资产评估增值涉及的税收，按照国家现行规定执行。"
    assert only(parent, parent).verdict is Verdict.COVERED


@pytest.mark.parametrize(
    "child",
    [
        "露宿人员救助经费，按照《省民政厅关于做好冬季民政服务工作的通知》执行。",
        "露宿人员救助工作按照×民〔2025〕8号文件和省、市有关规定执行。",
    ],
)
def test_one_matter_left_to_the_parent_hands_down_no_other_duty(child: str) -> None:
    assert only(DUTIES[0], child).settlement is Settlement.NOT_FOUND


@pytest.mark.parametrize(
    "child",
    [
        "未尽事宜，按照《省民政厅关于做好冬季民政服务工作的通知》执行。",
        "其他事项按照《省民政厅关于做好冬季民政服务工作的通知》执行。",
        "各乡镇、局属各单位严格按照《省民政厅关于做好冬季民政服务工作的通知》执行。",
    ],
)
def test_the_rest_or_everybody_left_to_the_parent_hands_it_down(child: str) -> None:
    assert only(DUTIES[0], child).settlement is Settlement.BY_REFERENCE


@pytest.mark.parametrize(
    "told",
    [
        "近期，多地养老机构新入住老年人隔离观察不少于14天后仍发生感染，形势严峻。",
        "会议指出，养老机构新入住老年人隔离观察取得了阶段性成效。",
        "（责任单位：县民政局、各养老机构）",
    ],
)
def test_what_only_tells_carries_no_duty(told: str) -> None:
    answer = only(DUTIES[0], told)
    assert (answer.verdict, answer.evidence) == (Verdict.MISSING, ())


def test_a_sentence_on_the_other_of_two_like_duties_carries_only_that_one() -> None:
    income = "已完成转制的企业，自2027年1月1日起继续免征五年企业所得税。"
    house = "已完成转制的企业，自2027年1月1日起其自用房产继续免征五年房产税。"
    answers = check(directive(income, house), paper(income), TERMS).duties
    assert [answer.verdict for answer in answers] == [Verdict.COVERED, Verdict.MISSING]


def test_by_what_somebody_acts_is_no_act_that_could_be_missing() -> None:
    parent = "各单位要按照国家有关法律规定，与在职职工全部签订劳动合同。"
    assert only(parent, "与在职职工全部签订劳动合同，明确双方的权利和义务。").verdict is Verdict.COVERED


def test_in_which_case_an_act_is_due_is_no_act_that_could_be_missing() -> None:
    parent = "居民所需药品基层没有配备的，应当登记并在7个工作日内配送到位。"
    answer = only(parent, "群众要用而基层没有的药，登记后7个工作日内配送到位。")
    assert answer.verdict is Verdict.COVERED


def test_an_own_requirement_beside_a_reference_is_no_mere_reference() -> None:
    parent = "殡葬服务单位销售丧葬用品要明码标价，公开服务流程，不得捆绑收费，接受群众监督。"
    answer = only(parent, "殡葬服务单位销售丧葬用品要明码标价。")
    assert answer.flags == ()


@pytest.mark.parametrize(
    ("competence", "settlement"),
    [(Competence.PEER, Settlement.OTHER_ORGAN), (Competence.SUPERIOR, Settlement.SUPERIOR_OWN)],
)
def test_a_confirmed_competence_waives_and_a_proposed_one_never_does(
    competence: Competence, settlement: Settlement
) -> None:
    confirmed = only(DUTIES[0], "请做好信访工作。", competence=competence, checked="张三 2025-11-20")
    assert (confirmed.verdict, confirmed.settlement) == (Verdict.WAIVED, settlement)
    assert "（任务清单已核对：张三 2025-11-20）" in confirmed.note
    proposed = only(DUTIES[0], "请做好信访工作。", competence=competence)
    assert proposed.verdict is Verdict.MISSING
    assert proposed.note.endswith(f"（拟归口：{competence}，待确认）")


def test_what_the_superior_does_itself_stays_so_though_the_plan_asks_the_like_of_others() -> None:
    """The city's report to the province is not the one of the townships to the county, whatever its words and day."""
    asked = "各设区市民政局要于2026年12月5日前将工作总结报省民政厅。"
    answer = only(
        asked,
        "各乡镇民政所于2026年11月20日前将工作总结报县民政局。",
        competence=Competence.SUPERIOR,
        checked="张三 2025-11-20",
    )
    assert (answer.settlement, answer.deviations, answer.flags) == (Settlement.SUPERIOR_OWN, (), ())


def test_a_confirmed_reason_makes_it_not_local() -> None:
    answer = only(DUTIES[0], "请做好信访工作。", not_local="本县无养老机构", checked="张三 2025-11-20")
    assert answer.settlement is Settlement.NOT_LOCAL
    assert answer.note == "不涉及本地：本县无养老机构（任务清单已核对：张三 2025-11-20）。"


def test_an_entry_that_is_no_duty_is_not_checked() -> None:
    parent = directive(*DUTIES)
    entries = (parent.duties[0].model_copy(update={"kept": "并入D002"}), *parent.duties[1:])
    coverage = check(parent.model_copy(update={"duties": entries}), paper(*DUTIES), TERMS)
    assert [answer.id for answer in coverage.duties] == ["D002", "D003", "D004", "D005"]


# deviations


@pytest.mark.parametrize(
    ("parent", "child", "direction", "note"),
    [
        ("隔离观察不少于14天", "隔离观察7天", Direction.WEAKER, "少7天"),
        ("隔离观察14天", "隔离观察7天", Direction.WEAKER, "少7天"),
        ("隔离观察不少于14天", "隔离观察21天", Direction.STRICTER, "多7天"),
        ("人均面积不超过70平方米", "人均面积不超过90平方米", Direction.WEAKER, "多20平方米"),
        ("人均面积不超过70平方米", "人均面积不超过60平方米", Direction.STRICTER, "少10平方米"),
        ("每月开展1次消防演练", "每季度开展1次消防演练", Direction.WEAKER, ""),
        ("每月开展1次消防演练", "每周开展1次消防演练", Direction.STRICTER, ""),
        ("2025年6月底前完成燃气安全改造", "2025年9月底前完成燃气安全改造", Direction.WEAKER, ""),
        ("2025年6月底前完成燃气安全改造", "2025年5月底前完成燃气安全改造", Direction.REFINED, ""),
        ("2026年6月底前完成燃气安全改造", "2025年12月底前完成燃气安全改造", Direction.REFINED, ""),
        # left there by the plan of the year before the superior's paper
        ("2025年6月底前完成燃气安全改造", "2024年5月底前完成燃气安全改造", Direction.CHANGED, "早于上级文件成文的年份"),
        ("2025年6月底前完成燃气安全改造", "2024年6月底前完成燃气安全改造", Direction.CHANGED, "早于上级文件成文的年份"),
        ("6月底前完成燃气安全改造", "2024年6月底前完成燃气安全改造", Direction.CHANGED, "早于上级文件成文的年份"),
        ("24小时内报送突发事件信息", "48小时内报送突发事件信息", Direction.WEAKER, "多24小时"),
        ("按每人每月100元发放高龄津贴", "按每人每月80元发放高龄津贴", Direction.WEAKER, "少20元/人/月"),
        ("按每人每月100元发放高龄津贴", "按每人每月150元发放高龄津贴", Direction.REFINED, "多50元/人/月"),
        ("入住率达到90%以上", "入住率达到80%以上", Direction.WEAKER, "少10个百分点"),
    ],
)
def test_the_direction_needs_the_meaning_of_the_figure(
    parent: str, child: str, direction: Direction, note: str
) -> None:
    answer = only(
        f"养老机构要严格落实管理责任，{parent}，建立登记档案。", f"养老机构要严格落实管理责任，{child}，建立登记档案。"
    )
    assert [(one.direction, one.note) for one in answer.deviations] == [(direction, note)]
    assert answer.verdict is Verdict.COVERED


@pytest.mark.parametrize(
    ("parent", "child", "direction", "note"),
    [
        ("每千人口托位数不少于4.8个", "托位总数不少于600个", None, ""),
        ("投入不少于一亿二千万元", "投入不少于3000万元", Direction.WEAKER, "少9000万元"),
        ("投入不少于1亿2000万元", "投入不少于3000万元", Direction.WEAKER, "少9000万元"),
        ("对80周岁以上老人每餐给予不少于3元的补贴", "对80周岁以上老人每餐补助2元", Direction.WEAKER, ""),
        ("每人每月发放不低于100元的津贴", "每月发放津贴120元", Direction.REFINED, ""),
        ("5个工作日内完成初审", "初审不超过7个工作日", Direction.WEAKER, "多2个工作日"),
        ("2025年12月20日前报送总结", "11月30日前报送总结", Direction.REFINED, ""),
        ("每月开展一次数据比对", "每季度开展一次数据比对", Direction.WEAKER, ""),
        ("企业开办1个工作日内办结，工程审批60个工作日内办结",) * 2 + (None, ""),
        (
            "企业开办1个工作日内办结，工程审批60个工作日内办结",
            "企业开办1个工作日内办结，工程审批65个工作日内办结",
            Direction.WEAKER,
            "多5个工作日",
        ),
    ],
)
def test_figures_answer_each_other_by_kind_and_by_the_words_beside_them(
    parent: str, child: str, direction: Direction | None, note: str
) -> None:
    lead = "县级民政部门要严格落实管理责任，建立登记档案，"
    answer = only(f"{lead}{parent}。", f"{lead}{child}。")
    found = [(one.direction, one.note) for one in answer.deviations]
    if direction is None:
        assert found == []
    else:
        assert found[0][0] is direction
        assert len(found) == 1
        assert note in {"", found[0][1]}


def test_a_day_of_a_year_that_was_over_refines_nothing() -> None:
    """The superior's paper is of 2025, what the plan adds was left there by that of 2024."""
    parent, child = "各地要对公墓逐一排查，做到一墓一档。", "县民政局于{}对公墓逐一排查，做到一墓一档。"
    assert only(parent, child.format("2024年9月底前")).deviations == ()
    assert [one.child for one in only(parent, child.format("2025年9月底前")).deviations] == ["于2025年9月底前"]


def test_one_figure_answers_one() -> None:
    parent = "政务大厅要设置意见窗口，对群众反映事项1个工作日内响应、5个工作日内办结答复。"
    answer = only(parent, "政务大厅要设置意见窗口，对群众反映事项7个工作日内办结答复。")
    assert answer.verdict is Verdict.PARTIAL
    assert "1个工作日内" in answer.missing_parts
    assert [(one.parent, one.direction) for one in answer.deviations] == [("5个工作日内", Direction.WEAKER)]


@pytest.mark.parametrize(
    ("parent", "child", "deviations"),
    [
        (
            "养老机构要加强每日防火巡查，组织员工开展消防演练。",
            "各养老机构要坚持防火巡查，组织员工开展消防演练，每年不少于1次。",
            [],
        ),
        (
            "养老机构应当坚持每日防火巡查，并加强夜间巡查。",
            "各养老机构要加强防火巡查和夜间巡查，每年不少于1次组织消防演练。",
            [],
        ),
        (
            "养老机构要坚持每日防火巡查，并加强夜间巡查。",
            "各养老机构要坚持防火巡查，每周不少于1次，并加强夜间巡查。",
            [("每日", "每周不少于1次", Direction.WEAKER)],
        ),
        (
            "商务部门要建立财政、税务参加的协调机制，每季度至少召开一次会议，研究解决难点问题。",
            "商务局会同财政、税务建立协调机制，每半年至少会商一次，研究解决堵点难点。",
            [("每季度至少召开一次", "每半年至少会商一次", Direction.WEAKER)],
        ),
    ],
)
def test_a_rhythm_answers_a_rhythm_of_the_same_act(
    parent: str, child: str, deviations: list[tuple[str, str, Direction]]
) -> None:
    answer = only(parent, child)
    assert [(one.parent, one.child, one.direction) for one in answer.deviations] == deviations
    if not deviations:
        assert any("每日" in part for part in answer.missing_parts)


@pytest.mark.parametrize(
    "parent",
    [
        "各县开展防灾宣传活动不少于{}场次，组织应急演练活动不少于10场次。",
        "各县组织{}场次志愿服务活动和10场次助老服务活动。",
        "各乡镇每年开展政策宣讲不少于{}场次，组织文艺演出不少于5场次。",
        "全年走访困难老人{}人次以上、困难儿童10人次以上。",
    ],
)
def test_a_count_is_compared_though_an_equal_one_stands_beside_it(parent: str) -> None:
    answer = only(parent.format(10), parent.format(5))
    assert [one.direction for one in answer.deviations] == [Direction.WEAKER]
    assert "10" in answer.deviations[0].parent
    assert "5" in answer.deviations[0].child
    assert only(parent.format(10), parent.format(10)).deviations == ()


def test_a_count_before_what_is_counted_is_that_after_it() -> None:
    parent = "各县开展政策宣讲不少于10场次，组织文艺演出不少于5场次。"
    answer = only(parent, "县民政局组织不少于5场次文艺演出和不少于10场次政策宣讲。")
    assert [one for one in answer.deviations if one.direction is not Direction.REFINED] == []


def test_of_two_plans_for_two_levels_that_of_the_duty_s_own_is_compared() -> None:
    parent = "每个乡镇每年开展防灾宣传活动不少于10场次。"
    answer = only(parent, "县级每年开展防灾宣传活动不少于12场次，每个乡镇每年开展防灾宣传活动不少于5场次。")
    assert [(one.child, one.direction) for one in answer.deviations] == [("不少于5场次", Direction.WEAKER)]


CONTACTS = "联络员名单于9月10日前报送市民政局。"
SUMMARY = "工作总结于12月20日前报送市民政局。"


@pytest.mark.parametrize(
    ("child", "verdict", "lacking"),
    [
        ("各单位于9月10日前报送工作总结。", Verdict.MISSING, ()),
        ("各单位于9月10日前将联络员名单报县民政局，12月20日前报送工作总结。", Verdict.COVERED, ()),
        ("各单位于9月10日前将联络员名册报镇民政所。", Verdict.PARTIAL, ("报市民政局",)),
        ("各村于9月5日前将联络员名单报镇民政所，镇民政所于9月10日前将联络员名单报县民政局。", Verdict.COVERED, ()),
    ],
)
def test_what_is_handed_in_and_to_whom_decides(child: str, verdict: Verdict, lacking: tuple[str, ...]) -> None:
    shipped = load_library(()).thesaurus
    answer = check(directive(CONTACTS, SUMMARY), paper(child), shipped).duties[0]
    assert answer.verdict is verdict
    assert set(lacking) <= set(answer.missing_parts)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("整改情况报告", "自查整改总结"),
        ("工作总结", "工作小结"),
        ("工作总结、整改台账", "工作小结"),
        ("联络员名单", "联系人名册"),
        ("次年计划", "下年度计划"),
        ("实施方案", "工作方案"),
    ],
)
def test_one_paper_goes_by_several_names(text: str, names: str) -> None:
    assert not is_other_thing(text, names)


@pytest.mark.parametrize(
    ("text", "names"),
    [("联络员名单", "工作总结"), ("自查报告", "整改报告"), ("隐患清单", "演练方案"), ("养老机构名册", "联络员名单")],
)
def test_papers_of_other_matters_are_other_papers(text: str, names: str) -> None:
    assert is_other_thing(text, names)


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("镇民政所", "县民政局", True),
        ("所在乡镇（街道）民政所", "县民政局", True),
        ("县住房和城乡建设局", "县民政局", False),
        ("县乡村振兴局", "县农业农村局", False),
        ("上级民政部门", "县民政局", False),
        ("社区居委会", "街道办事处", True),
    ],
)
def test_the_level_of_an_organ_is_what_its_name_says_first(one: str, other: str, differ: bool) -> None:  # noqa: FBT001
    assert is_other_receiver(one, other) is differ


def test_the_day_of_a_report_is_that_to_the_same_level() -> None:
    parent = "各乡镇要于2026年6月15日前将自查整治情况报告报县民政局。"
    own = "各养老机构于2026年6月5日前将自查整治情况报镇民政所，"
    late = only(parent, f"{own}镇民政所汇总后于2026年6月25日前将自查整治情况报告报县民政局。")
    assert [(one.child, one.direction) for one in late.deviations] == [("于2026年6月25日前", Direction.WEAKER)]
    assert only(parent, f"{own}镇民政所汇总后于2026年6月15日前将自查整治情况报告报县民政局。").deviations == ()
    assert "报县民政局" in only(parent, f"{own}建立台账。").missing_parts


def test_a_number_of_townships_is_no_number_of_canteens() -> None:
    parent = "每个乡镇至少建成1个具备配餐功能的老年食堂，公示收费标准。"
    answer = only(parent, "12个乡镇都要建成具备配餐功能的老年食堂，公示收费标准。")
    assert answer.deviations == ()


def test_a_figure_for_a_vague_word_is_refinement() -> None:
    parent = "收住失能老人的机构，要将失能老人安排在较低楼层，张贴标识。"
    answer = only(parent, "收住失能老人的机构，要将失能老人安排在三层及以下，张贴标识。")
    assert [(one.parent, one.child, one.direction) for one in answer.deviations] == [
        ("较低", "三层及以下", Direction.REFINED)
    ]


@pytest.mark.parametrize(
    ("parent", "child", "direction"),
    [
        ("对重点人才5年内享受政府薪酬补贴。", "对重点人才3年内享受政府薪酬补贴。", Direction.WEAKER),
        ("对新办企业三年内免征房产税。", "对新办企业五年内免征房产税。", Direction.REFINED),
        ("对引进的紧缺人才，分2年给予安家补助。", "对引进的紧缺人才，分3年给予安家补助。", Direction.WEAKER),
        ("按不低于30%的比例入户抽查。", "按20%的比例入户抽查。", Direction.WEAKER),
    ],
)
def test_less_of_what_is_given_is_below(parent: str, child: str, direction: Direction) -> None:
    assert [one.direction for one in only(parent, child).deviations] == [direction]


def test_who_may_do_something_is_fewer_with_a_nearer_date() -> None:
    parent = "距退休年龄五年以内的人员，本人申请并经单位批准，可以提前离岗。"
    child = "距退休年龄三年以内的人员，本人申请并经单位批准，可以提前离岗。"
    (duty,) = directive(parent, modality=Modality.MAY).duties
    told = check(directive(parent, modality=Modality.MAY), paper(child), TERMS).duties[0]
    assert duty.modality is Modality.MAY
    assert [one.direction for one in told.deviations] == [Direction.WEAKER]


def test_how_often_for_now_and_then_is_refinement() -> None:
    parent = "企业依照规定定期报告财务状况和生产经营状况。"
    answer = only(parent, "企业每半年报告财务状况和生产经营状况。")
    assert [(one.child, one.direction) for one in answer.deviations] == [("每半年", Direction.REFINED)]


def test_more_than_the_superior_gives_is_no_exception() -> None:
    parent = "对新设立的技能大师工作室，由市财政给予一次性资助。"
    child = "对新设立的技能大师工作室，除由市财政给予一次性资助外，区再给予一次性资助。"
    assert "weaker" not in only(parent, child).flags


@pytest.mark.parametrize(
    ("parent", "child", "note"),
    [
        (
            "所需资金由省与市县按6：4比例分担，每年12月底前拨付到位。",
            "每年12月底前拨付到位，所需资金由市县承担。",
            "部分落实：见正文；未写“所需资金由省与市县按6：4比例分担”。",
        ),
        (
            "到2025年底，基本养老服务清单全部落地，护理型床位占比不低于60%，每个县至少建成1所供养服务机构。",
            "到2025年底，全县护理型床位占到六成以上。",
            "部分落实：见正文；未写“基本养老服务清单全部落地”、“每个县至少建成1所供养服务机构”。",
        ),
        (
            "鼓励低龄健康老年人结对帮扶高龄老年人，有条件的村可探索“时间银行”等模式。",
            "身子硬朗的老人与高龄户结对子，青河街道先把“时间银行”试起来。",
            "部分落实：正文有相近内容，各项要求多半没有照写，请对照原文核实。",
        ),
    ],
    ids=["a ratio is one figure", "a figure that is told is not said to lack", "hardly anything is told in its words"],
)
def test_what_is_said_to_lack_does_lack(parent: str, child: str, note: str) -> None:
    assert only(parent, child).note == note


def test_a_figure_is_compared_with_that_of_the_same_item_of_a_list() -> None:
    parent = "每年培养社会工作督导员50名、社会工作管理人才100名、社会工作从业人员3000名。"
    child = "每年培养社会工作督导员50名、社会工作管理人才100名、社会工作从业人员2000名。"
    assert [(one.parent, one.child) for one in only(parent, child).deviations] == [("3000名", "2000名")]


def test_a_trigger_that_comes_earlier_is_stricter() -> None:
    parent = "举办30人以上的集中活动，应当提前向属地民政部门申请备案，落实安全措施。"
    child = "举办20人以上的集中活动，应当提前向属地民政部门申请备案，落实安全措施。"
    assert [one.direction for one in only(parent, child).deviations] == [Direction.STRICTER]


def test_fourteen_days_turned_into_seven_is_below_with_both_texts() -> None:
    answer = only(DUTIES[0], DUTIES[0].replace("不少于14天", "7天"))
    assert answer.flags == ("weaker",)
    assert [(one.parent, one.child) for one in answer.deviations] == [("不少于14天", "7天")]
    assert answer.suggestion == "“7天”改为“不少于14天”"


@pytest.mark.parametrize(
    ("parent", "child", "direction"),
    [
        ("养老机构内人员一律不得外出。", "养老机构内人员原则上不外出。", Direction.WEAKER),
        ("机构名称原则上应当保持一致，标明主办单位。", "机构名称应当保持一致，标明主办单位。", Direction.STRICTER),
        ("鼓励养老机构开设老年食堂，提供助餐服务。", "养老机构必须开设老年食堂，提供助餐服务。", Direction.STRICTER),
        ("对全体工作人员开展岗前培训和考核。", "对部分工作人员开展岗前培训和考核。", Direction.WEAKER),
        ("养老机构不得接收未经体检的人员入住。", "养老机构可以接收未经体检的人员入住。", Direction.WEAKER),
        ("养老机构不得擅自对外开展诊疗活动。", "养老机构擅自对外开展诊疗活动。", Direction.WEAKER),
        ("建立多元化投入机制，引导社会资本投资。", "探索建立多元化投入机制，引导社会资本投资。", Direction.WEAKER),
        ("建立以岗位工资为主的工资制度。", "逐步建立以岗位工资为主的工资制度。", Direction.WEAKER),
        ("对工作室技艺传承人在聘期内给予岗位津贴。", "对工作室技艺传承人可在聘期内给予岗位津贴。", Direction.WEAKER),
        ("净资产不足的，财政部门可给予一次性补助。", "净资产不足的，由县财政给予一次性补助。", Direction.STRICTER),
        ("对重点工程项目要实现检查全覆盖。", "对重点工程项目检查覆盖面不低于90%。", Direction.WEAKER),
    ],
)
def test_softer_and_harder_words_are_told_apart(parent: str, child: str, direction: Direction) -> None:
    assert direction in {one.direction for one in only(parent, child).deviations}


@pytest.mark.parametrize(
    ("parent", "child", "suggestion"),
    [
        (
            "养老机构不得接收未经体检的人员入住，不得隐瞒病情。",
            "养老机构不得接收未经体检的人员入住，不得隐瞒病情，特殊情况除外。",
            "删去“特殊情况除外”",
        ),
        (
            "各地要建立探视预约制度，公布预约电话和开放时间。",
            "各地要建立探视预约制度，条件成熟的，公布预约电话和开放时间。",
            "删去“条件成熟的”",
        ),
    ],
)
def test_exceptions_and_provisos_are_below_with_a_wording(parent: str, child: str, suggestion: str) -> None:
    answer = only(parent, child)
    assert [one.direction for one in answer.deviations] == [Direction.WEAKER]
    assert answer.suggestion == suggestion


@pytest.mark.parametrize(
    ("parent", "child", "left_out", "elsewhere"),
    [
        (
            "要通过宣传栏、板报、广播等形式宣传防火知识。",
            "要通过宣传栏、广播等形式宣传防火知识。",
            "板报",
            "板报也要宣传防火知识。",
        ),
        (
            "县民政局要会同消防救援、住房城乡建设、市场监管等部门开展联合检查。",
            "县民政局要会同消防救援、市场监管等部门开展联合检查。",
            "住房城乡建设",
            "住房城乡建设部门参加联合检查。",
        ),
        (
            "银行要及时足额发放储备粮贷款，贷款资金实行封闭运行，并对发放的贷款实施信贷监管。",
            "银行要及时足额发放储备粮贷款，并对发放的贷款实施信贷监管。",
            "贷款资金实行封闭运行",
            "储备粮贷款资金实行封闭运行。",
        ),
    ],
)
def test_what_is_left_out_of_a_sentence_taken_over_is_missing(
    parent: str, child: str, left_out: str, elsewhere: str
) -> None:
    answer = only(parent, child)
    assert (answer.verdict, answer.missing_parts) == (Verdict.PARTIAL, (left_out,))
    assert answer.suggestion == f"补充“{left_out}”"
    assert only(parent, child, elsewhere).verdict is Verdict.COVERED


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        (
            "食堂要取得食品经营许可，每餐留样，公示菜价。",
            "养老机构食堂凭食品经营许可证开伙，每餐留样，饭菜价格贴在窗口。",
        ),
        (
            "教育、民政、卫生健康、文化和旅游等部门要完成对用气单位的全面排查，建立台账。",
            "教体、民政、卫健、文旅等部门要完成对用气单位的全面排查，建立台账。",
        ),
        (
            "各部门要建立动态监测机制，加强对农村、边远、贫困、民族等重点地区的监控。",
            "各部门建立动态监测机制，盯紧农村、边远、贫困、民族等重点地区。",
        ),
        (
            "各部门要对照通知开展一次文件集中清理，公布目录。",
            "各部门对照通知开展的文件集中清理要按时完成，公布目录。",
        ),
        (
            "县级民政部门会同消防救援机构、住房城乡建设部门对辖区养老机构开展全覆盖联合检查，检查比例达到100%。",
            "区民政局会同区消防救援大队、区住建局对全区养老机构开展全覆盖联合检查，做到不漏一家、不留死角。",
        ),
        (
            "每名导师每年结对帮扶退役军人不少于3名，建立台账。",
            "每名导师每年至少结对帮扶3名退役军人，建立台账。",
        ),
        (
            "县局每季度对瓶装气企业至少开展1次执法检查，对管道气企业每季度至少开展1次执法检查。",
            "县局对瓶装气企业、管道气企业每季度至少各开展1次执法检查。",
        ),
    ],
)
def test_what_is_said_in_other_words_has_left_nothing_out(parent: str, child: str) -> None:
    assert only(parent, child).verdict is Verdict.COVERED


def test_a_list_of_what_is_forbidden_is_not_contradicted_by_forbidding_it() -> None:
    parent, child = "擅自串换品种、变更储存地点；", "承储企业不得擅自串换品种、变更储存地点。"
    (answer,) = check(directive(parent, modality=Modality.MUST_NOT), paper(child), TERMS).duties
    assert answer.deviations == ()


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("各地要建立探视预约制度，公布预约电话。", "各乡镇应建立探视预约制度，公布预约电话。"),
        ("殡葬服务单位不得强制消费，不得捆绑收费。", "殡葬服务单位严禁强制消费，严禁捆绑收费。"),
        ("要通过宣传栏、板报、广播等形式宣传防火知识。", "要通过广播、宣传栏、板报等形式宣传防火知识。"),
        ("2025年6月底前完成排查，建立隐患清单。", "2025年6月30日前完成排查，建立隐患清单。"),
    ],
)
def test_mere_wording_is_no_deviation(parent: str, child: str) -> None:
    answer = only(parent, child)
    assert (answer.verdict, answer.deviations) == (Verdict.COVERED, ())


def test_an_act_that_is_left_out_is_named_and_a_purpose_may_fall_away() -> None:
    parent = "依法开展燃气安全检查，更换老旧燃气软管，援建一批消防微型站，确保机构安全运行。"
    answer = only(parent, "依法开展燃气安全检查，更换老旧燃气软管，确保机构安全运行。")
    assert (answer.verdict, answer.missing_parts) == (Verdict.PARTIAL, ("援建一批消防微型站",))
    without_purpose = only(parent, "依法开展燃气安全检查，更换老旧燃气软管，援建一批消防微型站。")
    assert without_purpose.verdict is Verdict.COVERED


@pytest.mark.parametrize(
    "limit",
    ["不超过4人", "不少于4人", "不低于4人", "最多不超过4人", "控制在4人以内", "至少4人", "应不少于4人"],
)
def test_in_principle_before_a_limit_is_a_limit(limit: str) -> None:
    parent = f"每间居室{limit}，配备呼叫设施。"
    child = f"每间居室原则上{limit}，配备呼叫设施。"
    assert only(parent, child).deviations == ()


def test_an_added_rhythm_is_refinement() -> None:
    parent = "各地要组织养老护理员开展消防安全知识培训。"
    answer = only(parent, "县民政局每半年组织养老护理员开展消防安全知识培训1次。")
    assert answer.settlement is Settlement.REFINED
    assert [one.direction for one in answer.deviations] == [Direction.REFINED]
    assert "并明确了" in answer.note


def test_other_words_for_the_same_figure_are_no_difference() -> None:
    assert only(DUTIES[0], DUTIES[0].replace("不少于14天", "至少十四天")).deviations == ()


# additions


def test_what_no_duty_asks_is_listed_with_its_class() -> None:
    extra = (
        "各乡镇民政所要每日填报工作台账并报县民政局。",
        "对落实不力的单位予以通报批评并纳入年度考核。",
        "整治过程要拍照留痕，照片存档备查。",
        "各敬老院要组织院民种植蔬菜，改善伙食。",
    )
    coverage = check(directive(*DUTIES), paper(*DUTIES, *extra), TERMS)
    assert [one.text for one in coverage.added] == list(extra)
    assert [one.kind for one in coverage.added] == [
        AddedClass.REPORT,
        AddedClass.ASSESSMENT,
        AddedClass.EVIDENCE,
        AddedClass.TASK,
    ]


def test_a_report_that_the_parent_asks_for_is_no_addition() -> None:
    parent = "各地要每日填报救助台账并报上级民政部门。"
    coverage = check(directive(parent, *DUTIES), paper("各乡镇要每日填报救助台账并报县民政部门。"), TERMS)
    assert coverage.added == ()


def test_what_the_parent_says_in_a_sentence_merged_into_another_is_no_addition() -> None:
    merged = "对应享未享的，自核实次月起发放。"
    asked = directive(*DUTIES, merged)
    asked = asked.model_copy(
        update={"duties": (*asked.duties[:-1], asked.duties[-1].model_copy(update={"kept": "并入D002"}))}
    )
    told = "应享未享的，核实后下月起发放。"
    assert [one.text for one in check(directive(*DUTIES), paper(*DUTIES, told), TERMS).added] == [told]
    assert check(asked, paper(*DUTIES, told), TERMS).added == ()


def test_a_goal_without_a_figure_is_no_added_task() -> None:
    goals = (
        "通过系列活动，在全县营造敬老爱老的浓厚氛围，确保政策落实到位。",
        "到年底，全县要配备助浴点30个，开展助浴6000人次。",
    )
    heading = Block("b000", BlockKind.HEADING, (Span("工作目标"),), level=1, label="一、")
    told = paper(*goals)
    plan = replace(told, blocks=(heading, *told.blocks))
    assert [one.text for one in check(directive(*DUTIES), plan, TERMS).added] == [goals[1]]


# decisions


def decide(answer: DutyCoverage, judgement: Judgement, **more: Any) -> Decision:
    return Decision(
        duty=answer.ref,
        duty_fingerprint=answer.fingerprint,
        evidence_fingerprint=evidence_fingerprint(answer),
        judgement=judgement,
        person="李四",
        date="2025-11-21",
        **more,
    )


def with_decision(judgement: Judgement, child: str, **more: Any) -> Coverage:
    answer = only(DUTIES[0], child)
    return check(directive(*DUTIES), paper(child), TERMS, decisions=(decide(answer, judgement, **more),))


def test_a_confirmed_gap_is_called_a_gap_only_then() -> None:
    answer = with_decision(Judgement.CONFIRM, "请做好信访工作。").duties[0]
    assert answer.settlement is Settlement.CONFIRMED_GAP
    assert answer.note == "缺漏，已确认（李四 2025-11-21）。"


def test_an_overruled_verdict_follows_the_person() -> None:
    coverage = with_decision(Judgement.OVERRULE, "请做好信访工作。", settlement=Settlement.DONE)
    assert (coverage.duties[0].verdict, coverage.duties[0].settlement) == (Verdict.COVERED, Settlement.DONE)
    assert [answer.id for answer in failing(coverage)] == ["D002", "D003", "D004", "D005"]


def test_another_paper_settles_a_duty_with_its_number() -> None:
    coverage = with_decision(
        Judgement.WAIVE, "请做好信访工作。", settlement=Settlement.OTHER_DOCUMENT, reason="鲁民〔2025〕15号第二条"
    )
    assert coverage.duties[0].note == "已由其他文件落实：鲁民〔2025〕15号第二条（李四 2025-11-21）。"
    assert coverage.duties[0].verdict is Verdict.WAIVED


def test_a_decision_on_a_text_that_changed_is_outdated_and_not_applied() -> None:
    answer = only(DUTIES[0], DUTIES[0])
    decision = decide(answer, Judgement.OVERRULE, settlement=Settlement.PARTLY)
    changed = check(directive(*DUTIES), paper(DUTIES[0].replace("生活区", "居住区")), TERMS, decisions=(decision,))
    assert changed.duties[0].settlement is Settlement.DONE
    assert changed.duties[0].outdated == (decision,)


@pytest.mark.parametrize(
    ("old", "new", "outdated"),
    [("未正常供餐且发生", "未正常供餐或者发生", False), ("运营补助2万元", "运营补助3万元", True)],
)
def test_a_decision_on_a_part_stands_while_what_is_shown_of_it_does(old: str, new: str, outdated: bool) -> None:  # noqa: FBT001
    """A passage that carries far less is not printed, so that nobody decided on it."""
    duties = (
        "经县级民政部门评估合格后，方可拨付年度运营补助，每家每年不低于2万元。",
        "每餐次食品成品应当留样，每个品种留样量不少于125克，留样时间不少于48小时。",
    )
    plan = (
        "县民政局组织评估，每家助老食堂每年给予运营补助2万元。",
        "连续3个月未正常供餐且发生较大食品安全事故的，取消助老食堂资格，追回当年运营补助。",
    )
    answer = check(directive(*duties), paper(*plan), TERMS).duties[0]
    assert (answer.settlement, len(answer.evidence)) == (Settlement.PARTLY, 2)
    decision = decide(answer, Judgement.CONFIRM, settlement=Settlement.PARTLY)
    changed = paper(*(sentence.replace(old, new) for sentence in plan))
    again = check(directive(*duties), changed, TERMS, decisions=(decision,)).duties[0]
    assert (again.outdated == (decision,)) is outdated


# findings


def finding_lines(coverage: Coverage) -> list[str]:
    return [line for finding in coverage.findings for line in str(finding).splitlines()]


def test_WJ401_a_directive_without_duties_is_refused() -> None:
    parent = directive().model_copy(update={"source": "上级.yaml"})
    with pytest.raises(UnreadableInput) as raised:
        check(parent, paper(*DUTIES), TERMS)
    assert str(raised.value).splitlines()[0] == (
        "上级.yaml: 错误 WJ401: 上级文件《省民政厅关于做好冬季民政服务工作的通知》中没有一条任务，无法核对"
    )


def test_WJ402_a_paper_without_text_is_told() -> None:
    coverage = check(directive(*DUTIES), paper(source="方案.docx"), TERMS)
    assert finding_lines(coverage)[0] == "方案.docx: 错误 WJ402: 文稿里没有可以核对的正文"
    assert coverage.count(Verdict.MISSING) == len(DUTIES)
    assert coverage.duties[0].nearest is None


def test_WJ403_several_papers_in_one_file_are_told() -> None:
    coverage = check(directive(*DUTIES), paper(*DUTIES, source="通知.txt"), TERMS, documents=2)
    assert finding_lines(coverage)[0] == (
        "通知.txt: 说明 WJ403: 文件里有2份公文，只核对了“县民政局关于做好冬季民政服务工作的通知”"
    )


def test_WJ404_a_decision_on_an_unknown_duty_is_told() -> None:
    decision = Decision(duty="×民〔2025〕8号#D099", judgement=Judgement.CONFIRM)
    coverage = check(directive(*DUTIES), paper(*DUTIES), TERMS, decisions=(decision,))
    assert finding_lines(coverage)[0] == "警告 WJ404: 核对结论里的任务“×民〔2025〕8号#D099”在上级文件中没有"


def test_WJ405_another_paper_without_number_is_not_accepted() -> None:
    coverage = with_decision(
        Judgement.WAIVE, "请做好信访工作。", settlement=Settlement.OTHER_DOCUMENT, reason="另有文件"
    )
    assert finding_lines(coverage)[0] == "警告 WJ405: 任务“×民〔2025〕8号#D001”判为另文落实，但没有写文号，未采用"
    assert coverage.duties[0].settlement is Settlement.NOT_FOUND


def test_WJ406_an_outdated_decision_is_told() -> None:
    decision = Decision(
        duty="×民〔2025〕8号#D001",
        duty_fingerprint="000000000000",
        judgement=Judgement.CONFIRM,
        person="李四",
        date="2025-11-21",
    )
    coverage = check(directive(*DUTIES), paper(*DUTIES), TERMS, decisions=(decision,))
    assert finding_lines(coverage)[0] == (
        "警告 WJ406: 任务D001的核对结论（李四 2025-11-21）已过时：上级原文或本文对应内容后来改过，未采用"
    )


def test_a_newer_conclusion_on_the_text_as_it_stands_takes_the_place_of_the_outdated_one() -> None:
    """The clause was changed after the first table was filled in; the second table is read on the same day."""
    old = Decision(
        duty="×民〔2025〕8号#D001",
        evidence_fingerprint="000000000000",
        judgement=Judgement.CONFIRM,
        person="李四",
        date="2025-11-21",
    )
    plain = check(directive(*DUTIES), paper(*DUTIES), TERMS).duties[0]
    new = decide(plain, Judgement.CONFIRM)
    again = check(directive(*DUTIES), paper(*DUTIES), TERMS, decisions=(old, new))
    assert (again.duties[0].decision, again.duties[0].outdated) == (new, ())
    assert not [line for line in finding_lines(again) if "WJ406" in line]
    other_way = check(directive(*DUTIES), paper(*DUTIES), TERMS, decisions=(new, old))
    assert (other_way.duties[0].decision, other_way.duties[0].outdated) == (new, (old,))


# the ladder


def test_each_step_of_the_ladder_holds_the_one_before() -> None:
    child = (DUTIES[1], DUTIES[0].replace("不少于14天", "7天"), DUTIES[2].replace("，每月至少探访1次", ""))
    coverage = check(directive(*DUTIES), paper(*child), TERMS)
    failed = {level: [answer.id for answer in failing(coverage, level)] for level in LADDER}
    assert failed["missing"] == ["D004", "D005"]
    assert failed["by-reference"] == ["D004", "D005"]
    assert failed["partial"] == ["D003", "D004", "D005"]
    assert failed["weaker"] == ["D001", "D003", "D004", "D005"]
    assert failed["any"] == ["D001", "D003", "D004", "D005"]


# matching for the composer


def test_match_puts_the_clause_that_fits_first_and_is_stable() -> None:
    clauses = ("做好信访接待。", "新入住老年人隔离观察不少于14天，无异常的转入生活区。", "做好信访接待。")
    answers = match(DUTIES[0], clauses, TERMS, background=DUTIES)
    assert [answer.index for answer in answers] == [1, 0, 2]
    assert answers[0].verdict is Verdict.COVERED
    assert answers[1].verdict is Verdict.MISSING


# laws


@given(st.permutations(DUTIES))
@settings(max_examples=20, deadline=None)
def test_a_directive_covers_itself_wholly_in_any_order(texts: list[str]) -> None:
    coverage = check(directive(*DUTIES), paper(*texts), TERMS)
    assert {answer.verdict for answer in coverage.duties} == {Verdict.COVERED}
    assert [answer.deviations for answer in coverage.duties] == [()] * len(DUTIES)


GRADE = {Verdict.MISSING: 0, Verdict.PARTIAL: 1, Verdict.COVERED: 2}
FRAGMENTS = [
    *DUTIES,
    "养老机构要对新入住老年人隔离观察7天。",
    "儿童福利机构要隔离观察不少于14天。",
    "民政服务机构要加强管理，做好登记。",
    "无异常的方可转入生活区。",
    "每月至少探访1次。",
    "做好寒冬夜间街面巡查。",
    "不得强制群众购买丧葬用品。",
]


@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=9), st.data())
@settings(max_examples=60, deadline=None)
def test_deleting_a_sentence_never_raises_coverage(texts: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(texts) - 1))
    parent = directive(*DUTIES, "民政服务机构要对返岗人员隔离观察不少于14天。")
    before = check(parent, paper(*texts), TERMS)
    after = check(parent, paper(*texts[:gone], *texts[gone + 1 :]), TERMS)
    for whole, less in zip(before.duties, after.duties, strict=True):
        assert GRADE[less.verdict] <= GRADE[whole.verdict]


def test_the_answer_is_the_same_every_time() -> None:
    assert check(directive(*DUTIES), paper(*FRAGMENTS), TERMS) == check(directive(*DUTIES), paper(*FRAGMENTS), TERMS)


# real documents


def test_real_directives_cover_themselves(real: Path) -> None:
    from wenjian.duties import extract
    from wenjian.readers import load_documents

    for name in ("national-2020-6", "p08_parent_nongmingong_nat", "p12_parent_xinmeiti_nat"):
        document = load_documents(real / "gold" / "texts" / f"{name}.txt")[0]
        coverage = check(extract(document)[0], document, TERMS)
        assert {answer.verdict for answer in coverage.duties} == {Verdict.COVERED}, name
        assert not any("weaker" in answer.flags for answer in coverage.duties), name


def test_a_real_forwarding_notice_leaves_nothing_unfound(real: Path) -> None:
    from wenjian.duties import extract
    from wenjian.readers import load_documents

    parent = extract(load_documents(real / "gold" / "texts" / "national-2020-6.txt")[0])[0]
    child = load_documents(real / "gold" / "texts" / "chongqing-2020-68.txt")[0]
    coverage = check(parent, child, TERMS)
    settlements = {answer.settlement for answer in coverage.duties}
    assert settlements <= {Settlement.DONE, Settlement.REFINED, Settlement.FORWARDED}
    assert failing(coverage) == ()


def test_fingerprints_of_duties_are_those_of_their_text() -> None:
    assert only(DUTIES[0], DUTIES[0]).fingerprint == fingerprint(DUTIES[0])


def test_a_plan_and_its_table_that_disagree_are_shown() -> None:
    wrong = DUTIES[0].replace("14天", "7天")
    table = Table(
        columns=(Column("序号"), Column("具体措施")),
        rows=(Row(cells=((Span("1"),), (Span(DUTIES[0]),))),),
    )
    plan = paper(wrong)
    own = Document(blocks=(Block(id="b900", kind=BlockKind.TABLE, table=table),), role=Role.ATTACHMENT, name="附件")
    answer = check(directive(*DUTIES), replace(plan, attachments=(own,)), TERMS).duties[0]
    (deviation,) = [one for one in answer.deviations if one.direction is Direction.WEAKER]
    assert (deviation.parent, deviation.child) == ("不少于14天", "不少于7天")


def test_two_duties_that_differ_in_a_figure_only_do_not_disagree() -> None:
    duties = ("养老机构要每月储备三天用量的生活物资。", "养老机构要每季度储备三天用量的生活物资。", *DUTIES)
    answers = check(directive(*duties), paper(*duties), TERMS).duties
    assert [answer.deviations for answer in answers[:2]] == [(), ()]


def test_a_dropped_prohibition_is_never_simply_done() -> None:
    answer = only("医养结合机构不得擅自对外开展诊疗活动。", "医养结合机构擅自对外开展诊疗活动。")
    assert answer.settlement is Settlement.TO_CONFIRM
    assert "weaker" in answer.flags


def test_the_figures_of_a_duty_written_by_hand_are_compared() -> None:
    parent = directive(*DUTIES)
    bare = parent.model_copy(update={"duties": tuple(d.model_copy(update={"measures": ()}) for d in parent.duties)})
    answer = check(bare, paper(DUTIES[0].replace("14天", "7天")), TERMS).duties[0]
    assert [(one.parent, one.child) for one in answer.deviations] == [("不少于14天", "不少于7天")]


def test_no_wording_is_proposed_for_what_others_do() -> None:
    duty = "卫生健康部门要派出医疗小组赴养老机构开展排查。"
    assert only(duty, "婚姻登记窗口要公示办事流程。", competence=Competence.PEER).suggestion == ""
    assert only(duty, "婚姻登记窗口要公示办事流程。").suggestion != ""


def test_taking_a_burden_off_is_no_new_burden() -> None:
    plan = paper(
        "各乡镇民政所能够从系统取得的数据不再重复填报，不以留痕材料评价工作成效。",
        "各乡镇民政所要每周填报入户走访台账，报送县民政局。",
    )
    added = check(directive(*DUTIES), plan, TERMS).added
    assert [one.kind.chinese for one in added if "台账" in one.text] == ["新增报表台账"]
    assert not [one for one in added if "不再重复填报" in one.text and one.kind.chinese.startswith("新增报表")]
