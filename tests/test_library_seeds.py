"""The five forms of samples/seeds: composed from clauses, they carry what the real papers of the same form ask for; for
every other place nothing of the first is left in them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from seeds import JOBS, PLACES, composed_for, judge, read

from wenjian.cli.leftovers import load_known, problems_of
from wenjian.library import load_locality
from wenjian.model.document import Document
from wenjian.model.vocabulary import Level, Role, Verdict
from wenjian.text.phases import find_phases
from wenjian.text.responsibility import bind_responsibilities
from wenjian.text.walk import document_provisions

MOST_PARTIAL = 0.1
LEAST_MISSING = 0.8
"""Lines of issue 6: the share of the bureau's duties carried in part, and missed where the library is empty."""


def paper(name: str, place: str) -> Document:
    return composed_for(name, next(path for path in PLACES if path.stem == place)).judged


def plan_of(name: str, place: str) -> Document:
    """The plan that the notice of this name issues."""
    (plan,) = paper(name, place).attachments
    assert plan.role is Role.ENCLOSED
    return plan


def texts(document: Document) -> list[str]:
    return [block.printed for block in document.blocks]


@pytest.mark.parametrize("name", JOBS)
def test_the_bureaus_own_duties_are_carried(real: Path, name: str) -> None:
    own = [one.verdict for one in judge(name, real) if one.own]
    assert own.count(Verdict.MISSING) == 0
    assert own.count(Verdict.PARTIAL) < MOST_PARTIAL * len(own)


@pytest.mark.parametrize("name", JOBS)
def test_it_is_the_clauses_that_carry_them(real: Path, name: str) -> None:
    own = [one.verdict for one in judge(name, real, library=False) if one.own]
    assert own.count(Verdict.MISSING) > LEAST_MISSING * len(own)


@pytest.mark.parametrize("name", JOBS)
def test_the_basis_is_ours_and_nothing_is_restated(name: str) -> None:
    job, materials = read(name)
    assert not job.restate
    assert [directive.id for directive in materials.directives] == ["示联防〔2026〕21号"]


@pytest.mark.parametrize("place", PLACES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", JOBS)
def test_for_every_place_the_basis_is_settled_and_no_other_place_is_named(name: str, place: Path) -> None:
    composition = composed_for(name, place)
    job, materials = read(name)
    known, _ = load_known([JOBS[name].parent / one for one in job.basis], materials.directives, ())
    problems = problems_of(composition.judged, known, job.authority, load_locality(place)[0])
    assert composition.unsettled == ()
    assert [str(one) for one in (*composition.findings, *problems) if one.level is not Level.INFO] == []
    others = [other.stem for other in PLACES if other != place]
    assert [word for word in others if any(word in text for text in texts(composition.judged))] == []


def test_a_plan_in_six_tasks() -> None:
    plan = plan_of("nanyang-plan-2022", "南阳市")
    assert [text.partition("。")[0] for text in texts(plan) if text[0] == "（"] == [
        "（一）民政服务机构实施封闭管理",
        "（二）强化重点机构管理",
        "（三）严格控制人员流动",
        "（四）完善保障服务措施",
        "（五）加强监测预警",
        "（六）提升应急处置能力",
        "（一）成立专项工作组",
        "（二）开展“四不两直”检查",
        "（三）调研指导",
    ]


def test_a_plan_goes_out_under_a_notice_that_says_to_whom() -> None:
    notice = paper("daxinganling-plan-2021", "大兴安岭地区")
    (plan,) = notice.attachments
    assert notice.title == f"大兴安岭地区民政局关于印发《{plan.title}》的通知"
    assert notice.elements.recipients == ("各县（市、区）民政局", "局机关各科室、局属各单位")
    assert (plan.elements.recipients, plan.elements.signature) == ((), ())


def test_a_plan_in_dated_phases_with_responsibilities_and_a_return_deadline() -> None:
    plan = plan_of("daxinganling-plan-2021", "大兴安岭地区")
    assert [(one.label, str(one.start), str(one.end)) for one in find_phases(plan)] == [
        ("第一阶段", "2026-12-21", "2027-02-04"),
        ("第二阶段", "2027-02-05", "2027-02-28"),
        ("第三阶段", "2027-03-01", "2027-03-30"),
    ]
    provisions = document_provisions(plan)
    bound = {provisions[at].where: line for at, line in bind_responsibilities(provisions).items()}
    assert bound["三、（一）7."].leading == ("社会事务和养老服务科",)
    assert bound["三、（一）7."].assisting == ("办公室", "规划财务科")
    assert bound["三、（三）4."].carrying == ("各县（市、区）民政局",)
    assert bound["三、（三）4."].leading == ("社会救助科",)
    assert bound["三、（六）3."].carrying == ("地区福利彩票发行中心",)
    assert any("在2026年12月17日前制定具体实施方案" in text for text in texts(plan))


def test_a_notice_with_headings_run_in_and_measures_one_by_one() -> None:
    notice = paper("lushan-notice-2022-22", "鲁山县")
    runs = [block for block in notice.blocks if block.lead and block.level == 2]
    assert [block.label + block.lead for block in runs] == [
        "（一）压实责任，明确分工。",
        "（二）抓好培训，提升能力。",
        "（五）关爱困难群众，兜住底线。",
        "（六）动员社会力量，形成合力。",
        "（一）加强值班值守。",
        "（二）强化督导落实。",
    ]
    assert all(block.text for block in runs)
    measures = [block.label + block.lead for block in notice.blocks if block.lead and block.level == 3]
    assert measures[:3] == ["1.实行封闭管理。", "2.严格进门查验。", "3.组织核酸检测。"]
    assert measures[-3:] == ["1.设置隔离观察区。", "2.控制治丧人数。", "3.完善婚姻登记规程。"]


def test_a_forwarding_notice_with_demands_of_its_own() -> None:
    notice = paper("chongqing-forward-2020-68", "大渡口区")
    assert texts(notice)[0].endswith("转发给你们，并提出以下要求，请一并贯彻执行。")
    assert [one.title for one in notice.attachments] == [read("chongqing-forward-2020-68")[1].directives[0].title]


def test_a_notice_with_graded_rules() -> None:
    notice = paper("dongsheng-notice-2022", "东胜区")
    graded = next(text for text in texts(notice) if text.startswith("（二）实行分级防控。"))
    assert [mark in graded for mark in ("一是东胜区无本土", "二是东胜区零星出现", "三是东胜区进入高风险")] == [True] * 3
