"""A duty followed down the levels: where it was lost, asked less, or put right again."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenjian.coverage import check
from wenjian.coverage.chain import follow, paper_of_duties, related, without_signatures
from wenjian.coverage.settlement import GRADE
from wenjian.duties import extract
from wenjian.library import load_library
from wenjian.model.coverage import Decision
from wenjian.model.diff import Chain
from wenjian.model.directive import Directive
from wenjian.model.document import Document
from wenjian.model.library import Thesaurus
from wenjian.model.vocabulary import Course, Judgement, Settlement
from wenjian.readers import read_documents
from wenjian.reports import comparisons, format_html, format_json, format_text
from wenjian.reports.chain import chain_line, chain_table, course_sentence

CHECKS = "养老机构要每月至少开展一次用电安全检查。"
DAYS = "养老机构要对新入住老年人隔离观察不少于14天。"
DRUGS = "养老机构要配备应急药品。"
NIGHT = "养老机构夜间要安排专人值班，每两小时巡查一次楼层。"


@cache
def thesaurus() -> Thesaurus:
    return load_library().thesaurus


def paper(organ: str, *sentences: str, title: str = "关于加强养老机构安全管理的通知") -> Document:
    text = f"{organ}{title}\n各单位：\n{''.join(sentences)}\n{organ}\n2026年3月8日\n"
    return read_documents(text.encode(), f"{organ}.txt")[0]


def down(*papers: Document, directives: tuple[Directive, ...] = ()) -> Chain:
    """The chain of `papers`, top first, the plan last; `directives` in place of what is read from all but the last."""
    asked = directives or tuple(extract(one)[0] for one in papers[:-1])
    levels = [
        [check(above, below, thesaurus()) for above in asked[:level]] for level, below in enumerate(papers[1:], 1)
    ]
    return follow(asked, levels)


NATION = ("国家民政事务部", CHECKS, DAYS, DRUGS, NIGHT)


def courses(chain: Chain) -> list[tuple[str, str]]:
    return [(row.course.chinese, course_sentence(row, chain)) for row in chain.duties]


def test_the_level_is_named_where_a_duty_was_lost_or_asked_less() -> None:
    less = DAYS.replace("14", "7")
    chain = down(paper(*NATION), paper("河源省民政厅", CHECKS, less, NIGHT), paper("安河县民政局", CHECKS, less, DRUGS))
    assert (chain.top, chain.papers) == ("国文件", ("省文件", "本文件"))
    assert [course for course, _ in courses(chain)] == ["逐级落实", "低于上级要求", "下级补上", "已无此项"]
    said = [sentence for _, sentence in courses(chain)]
    assert said[0] == "逐级落实。"
    assert said[1] == "省文件低于上级要求（“不少于14天”写成“不少于7天”），本文件也没有补上。"
    assert said[2] == "省文件已无此项，本文件已补上。"
    assert said[3] == "省文件有此项，本文件已无此项。"
    assert chain_line(chain) == (
        "国文件→省文件→本文件，4项任务：逐级落实1、下级补上1（省文件1）、低于上级要求1（省文件1）、已无此项1（本文件1）。"
    )


def test_of_three_levels_the_one_is_named_from_which_on_the_duty_is_nowhere() -> None:
    chain = down(
        paper(*NATION),
        paper("河源省民政厅", CHECKS, DAYS, DRUGS),
        paper("河东市民政局", CHECKS, DRUGS, NIGHT),
        paper("安河县民政局", CHECKS),
    )
    assert [chain.papers[row.at] if row.at >= 0 else "" for row in chain.duties] == ["", "市文件", "本文件", "本文件"]
    assert course_sentence(chain.duties[1], chain).startswith("市文件已无此项")


def test_a_plan_that_executes_the_paper_above_has_its_duties() -> None:
    """The county names the province's paper only; the night watch came in by it from the nation's."""
    named = "关于做好养老机构夏季安全工作的通知"
    province = paper("河源省民政厅", NIGHT, title=named)
    told = f"各养老机构要按照《河源省民政厅{named}》执行。"
    chain = down(paper(*NATION), province, paper("安河县民政局", told))
    assert [row.course.chinese for row in chain.duties] == ["已无此项", "已无此项", "已无此项", "逐级落实"]
    step = chain.duties[3].steps[1]
    assert (step.answer.settlement, step.final.settlement) == (Settlement.NOT_FOUND, Settlement.BY_REFERENCE)
    assert chain_table(chain).rows[3].texts()[3] == (
        "按文件执行\n（按其上一级文件的“养老机构夜间要安排专人值班，每两小时巡…”）"
    )


def test_what_the_paper_between_added_is_no_part_of_the_top_s_duty() -> None:
    added = "养老机构要配备应急药品，并按床位数的三成储备棉被、雨衣和照明器材。"
    plan = paper("安河县民政局", "各养老机构要按床位数的三成储备棉被、雨衣和照明器材。")
    province = paper("河源省民政厅", added)
    drugs = down(paper(*NATION), province, plan).duties[2].steps[1]
    assert {one.settlement for one in check(extract(province)[0], plan, thesaurus()).duties} == {Settlement.PARTLY}
    assert (drugs.answer.settlement, drugs.through) == (Settlement.NOT_FOUND, None)


def test_what_is_forwarded_or_waived_is_not_lost() -> None:
    asked = extract(paper(*NATION))[0]
    signed = asked.duties[2].model_copy(update={"checked": "张三 2026-03-05", "not_local": "本县没有养老机构"})
    asked = asked.model_copy(update={"duties": (*asked.duties[:2], signed, asked.duties[3])})
    title = "国家民政事务部关于加强养老机构安全管理的通知"
    province = paper("河源省民政厅", f"各地要按照《{title}》执行。")
    chain = down(
        paper(*NATION),
        province,
        paper("安河县民政局", CHECKS, DAYS, NIGHT),
        directives=(asked, extract(province)[0].model_copy(update={"duties": asked.duties[:1]})),
    )
    assert {row.steps[0].answer.settlement for row in chain.duties[:2]} == {Settlement.BY_REFERENCE}
    assert [row.course for row in chain.duties] == [Course.KEPT, Course.KEPT, Course.SETTLED, Course.KEPT]
    assert course_sentence(chain.duties[2], chain) == "不涉及本地。"


def test_a_sentence_on_another_matter_changes_nothing_of_the_original_that_goes_along() -> None:
    """Forty-eight hours of keeping samples and sixteen of training are no figures of one matter."""
    samples = "每餐次食品成品应当留样，每个品种留样量不少于125克，留样时间不少于48小时。"
    training = "各县民政局每年对食品安全管理员开展一次集中培训，培训时间不少于16学时。"
    forwarded = "现将《河源省民政厅关于加强养老机构安全管理的通知》转发给你们，请抓好落实。"
    city = [paper("河东市民政局", forwarded, text) for text in (training, samples.replace("48", "24"))]
    plan = paper("安河县民政局", samples)
    province = paper("河源省民政厅", samples, CHECKS, DRUGS, NIGHT)
    other, same = [down(province, between, plan).duties[0].steps[0].final for between in city]
    assert (other.settlement, other.deviations) == (Settlement.FORWARDED, ())
    assert [one.child for one in same.deviations] == ["不少于24小时"]


@pytest.mark.parametrize(
    ("judgement", "settlement", "course", "sentence"),
    [
        (Judgement.OVERRULE, Settlement.CONFIRMED_GAP, Course.LOST, "省文件有此项，本文件缺漏（已确认）。"),
        (Judgement.OVERRULE, Settlement.PARTLY, Course.BELOW, "本文件部分落实。"),
        (Judgement.WAIVE, Settlement.NOT_LOCAL, Course.SETTLED, "不涉及本地。"),
        (Judgement.CONFIRM, Settlement.DONE, Course.KEPT, "逐级落实。"),
    ],
)
def test_what_a_person_concluded_stands(
    judgement: Judgement, settlement: Settlement, course: Course, sentence: str
) -> None:
    """It is not undone by the same duty in the paper between, on which nobody decided."""
    papers = [paper(*NATION), paper("河源省民政厅", CHECKS), paper("安河县民政局", CHECKS)]
    nation, province = (extract(one)[0] for one in papers[:2])
    decision = Decision(
        duty=f"{nation.id}#D001", judgement=judgement, settlement=settlement, person="张三", date="2026-05-10"
    )
    plan = [check(nation, papers[2], thesaurus(), decisions=[decision]), check(province, papers[2], thesaurus())]
    chain = follow([nation, province], [[check(nation, papers[1], thesaurus())], plan])
    assert (chain.duties[0].course, course_sentence(chain.duties[0], chain)) == (course, sentence)
    assert chain_table(chain).rows[0].texts()[3] == settlement.chinese


def test_a_signature_of_the_county_says_nothing_of_the_papers_in_between() -> None:
    asked = extract(paper(*NATION))[0]
    signed = asked.model_copy(
        update={
            "duties": tuple(
                duty.model_copy(update={"checked": "张三 2026-03-05", "not_local": "无"}) for duty in asked.duties
            )
        }
    )
    empty = paper("河源省民政厅", "请认真做好各项准备工作。")
    assert {one.settlement for one in check(signed, empty, thesaurus()).duties} == {Settlement.NOT_LOCAL}
    unsigned = check(without_signatures(signed), empty, thesaurus())
    assert {one.settlement for one in unsigned.duties} == {Settlement.NOT_FOUND}


def test_a_duty_list_stands_for_a_paper_whose_text_is_not_at_hand() -> None:
    province = paper("河源省民政厅", CHECKS, DRUGS)
    plan = paper("安河县民政局", CHECKS, DRUGS)
    read = down(paper(*NATION), province, plan)
    listed = down(paper(*NATION), paper_of_duties(extract(province)[0]), plan)
    assert [row.course for row in listed.duties] == [row.course for row in read.duties]


def test_papers_without_a_duty_in_common_are_no_levels() -> None:
    asked = [paper(*NATION), paper("河东市民政局", "公墓要公示收费标准。"), paper("安河县民政局", CHECKS)]
    chain = down(*asked)
    assert not related(chain)
    coverages = [check(extract(one)[0], asked[-1], thesaurus()) for one in asked[:-1]]
    assert format_text(coverages, chain).splitlines()[-1] == (
        "国文件→市文件→本文件：几份上级文件没有相同的任务，不作逐级对照。"
    )
    assert "逐级落实情况表" not in [one.title for one in comparisons(coverages, chain).attachments]


def test_every_report_shows_the_levels() -> None:
    asked = [paper(*NATION), paper("河源省民政厅", CHECKS, DAYS), paper("安河县民政局", CHECKS, DRUGS)]
    chain = down(*asked)
    coverages = [check(extract(one)[0], asked[-1], thesaurus()) for one in asked[:-1]]
    table = chain_table(chain)
    assert [column.name for column in table.columns] == [
        "序号",
        "国文件要求（原文，条款）",
        "省文件",
        "本文件",
        "在哪一级有变化",
    ]
    assert sum(column.width for column in table.columns) == 257
    assert table.rows[1].texts()[2:] == ("已落实", "未见对应内容", course_sentence(chain.duties[1], chain))
    assert table.head[0] == (
        "国文件：《国家民政事务部关于加强养老机构安全管理的通知》；省文件：《河源省民政厅关于加强养老机构安全管理的通知》"
    )
    assert comparisons(coverages, chain).attachments[-1].title == "逐级落实情况表"
    assert "逐级落实情况表" in format_html(coverages, asked[-1], chain)
    assert "逐级落实情况：" in format_text(coverages, chain).splitlines()
    levels = json.loads(format_json(coverages, chain))["levels"]
    assert [(row["id"], row["course"], row["at"]) for row in levels["duties"]] == [
        ("D001", "kept", None),
        ("D002", "lost", "本文件"),
        ("D003", "regained", "省文件"),
        ("D004", "lost", "省文件"),
    ]
    assert [one.name for one in chain_table(chain).columns[2:4]] == levels["papers"]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.sets(st.sampled_from([CHECKS, DAYS, DRUGS, NIGHT]), min_size=1), st.data())
def test_a_paper_passed_down_whole_loses_nothing_and_a_shorter_one_only_what_it_leaves_out(
    kept: set[str], data: st.DataObject
) -> None:
    said = [one for one in (CHECKS, DAYS, DRUGS, NIGHT) if one in kept]
    papers = [paper(*NATION), paper(*NATION[:1], *NATION[1:]), paper("安河县民政局", *data.draw(st.permutations(said)))]
    chain = down(*papers, directives=(extract(papers[0])[0], extract(papers[1])[0]))
    lost = {row.steps[-1].answer.text for row in chain.duties if row.course is Course.LOST}
    assert lost == {CHECKS, DAYS, DRUGS, NIGHT} - kept
    assert all(row.at == 1 for row in chain.duties if row.course is Course.LOST)


def test_the_grades_of_settlements_are_those_of_people() -> None:
    """What is done is better than what is handed down, that than a part, that than a doubt, that than nothing."""
    ladder = [Settlement.DONE, Settlement.FORWARDED, Settlement.PARTLY, Settlement.TO_CONFIRM, Settlement.NOT_FOUND]
    assert all(GRADE[better] > GRADE[worse] for better, worse in pairwise(ladder))
    assert set(GRADE) == set(Settlement)


def test_what_the_paper_between_lacks_nobody_has_by_its_words() -> None:
    """Province and county say the same, and neither that the watch goes on through the whole night."""
    asked = "养老机构夜间要安排不少于2名专人值班，全程参与巡查，并逐层登记巡查情况。"
    less = "养老机构夜间要安排不少于2名专人值班，每两小时至少巡查一次楼层。"
    chain = down(paper("国家民政事务部", asked), paper("河源省民政厅", less), paper("安河县民政局", less))
    ((course, said),) = courses(chain)
    assert course == "低于上级要求"
    assert "本文件也没有补上" in said
