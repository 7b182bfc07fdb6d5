"""The composer on small inputs written as people write them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from wenjian.compose import Composition, Materials, compose
from wenjian.duties import extract
from wenjian.errors import LibraryError, UnreadableInput, WenjianError
from wenjian.library import load_outline
from wenjian.lint.authority import check_authority
from wenjian.loading.bind import bind
from wenjian.loading.yaml import parse_yaml
from wenjian.model.coverage import Decision
from wenjian.model.directive import Directive
from wenjian.model.document import Block, Document, Origin, Span
from wenjian.model.elements import Elements
from wenjian.model.job import Job
from wenjian.model.library import ClauseFile, Library, Outline, SubjectEntry, TermEntry, Thesaurus
from wenjian.model.locality import Locality
from wenjian.model.record import Record
from wenjian.model.vocabulary import Authority, BlockKind, Judgement, OriginKind, Role, Settlement
from wenjian.readers import load_documents

R = TypeVar("R", bound=Record)

PLACE = """
名称: 青河县
上级: [安平市, 河南省]
机关: 青河县民政局
政府: 县人民政府
印发机关: 青河县民政局办公室
版头:
  - {名称: 青河县民政局文件, 代字: 青民字}
  - {名称: 青河县民政局函, 代字: 青民函}
领导:
  - {姓名: 甲, 分管股室: [养老服务股]}
  - {姓名: 乙, 分管股室: [办公室], 虚构: 是}
股室:
  - {名称: 养老服务股, 职责: [养老服务]}
  - {名称: 办公室, 职责: [综合管理, 值班]}
基层民政机构: 各乡镇民政所
协作部门:
  - {名称: 县卫生健康委员会, 对应上级部门: [卫生健康部门]}
  - {名称: 县财政局, 对应上级部门: [财政部门]}
服务机构:
  - {类型: 养老机构, 数量: 12}
  - {类型: 精神卫生福利机构, 数量: 0}
主送: [各乡镇民政所]
"""

PARENT = """
标题: 示例厅关于做好养老机构安全工作的通知
发文字号: 示发〔2026〕6号
任务:
  - {编号: D001, 原文: 养老机构要每日巡查消防设施。, 归口: 服务机构, 所在标题: [消防安全]}
  - {编号: D002, 原文: 各地民政部门要每季度开展一次安全检查。, 归口: 本局主责,
     所在标题: [监督检查], 上级时限: 2026年6月底前}
  - {编号: D003, 原文: 卫生健康部门要派出医疗队。, 归口: 他部门主责, 核对: 王某 2026-01-05}
  - {编号: D004, 原文: 精神卫生福利机构要备足药品。, 归口: 服务机构, 责任主体: [精神卫生福利机构]}
  - {编号: D005, 原文: 湖北省要派出督导组逐县检查。, 归口: 本局主责, 适用范围: 湖北省}
"""

CLAUSES = """
条款:
  - 编号: 养老.巡查
    小标题: 加强日常巡查
    正文: 各养老机构要每日巡查消防设施，由{{ 主责股室 }}抽查，抽查比例不低于{{ 比例 }}。
    参数: [{名称: 比例, 默认: 10%}]
    适用: {机构: [养老机构]}
    主责: 养老服务
    配合: [基层民政机构]
    完成时限: 长期坚持
    重点任务: 消防安全
    承接: [{任务: 示发〔2026〕6号#D001}]
    检查项:
      - {检查项目: 巡查记录, 检查内容及标准: 每日有记录, 检查方法: 查资料}
  - 编号: 综合.检查
    正文: "{{ 本局 }}每季度开展一次安全检查，检查前与{{ 财政部门 }}衔接经费。"
    主责: 综合管理
    重点任务: 监督检查
    承接: [{任务: 示发〔2026〕6号#D002}]
  - 编号: 保障.值班
    主题: [保障措施]
    小标题: 严格值班
    正文: 实行24小时值班，由{{ 主责股室 }}负责。
    主责: 值班
  - 编号: 保障.领导
    主题: [保障措施]
    小标题: 加强领导
    正文: "{{ 本局 }}主要负责人负总责。"
"""

PLAN = """
名称: 实施方案
文种: 实施方案
标题: "{{ 县名 }}养老机构安全实施方案"
开头: ["为落实{{ 依据 }}要求，结合{{ 全域 }}实际，制定本方案。"]
章节:
  - 标题: 工作目标
    引文: ["{{ 工作目标 }}"]
  - 标题: 重点任务
    承接任务: 是
  - 标题: 保障措施
    主题: [保障措施]
    段内分项: 是
"""

TABLE = """
名称: 分解表
文种: 任务分解表
标题: "{{ 县名 }}任务分解表"
章节:
  - 承接任务: 是
"""

JOB = """
地区: 地区.yaml
稿别: 草稿
参数: {工作目标: 不发生安全事故。}
文件:
  - 文种: 通知
  - {文种: 实施方案, 附于: 1}
  - {文种: 任务分解表, 附于: 2}
"""


def read(kind: type[R], text: str) -> R:
    return bind(kind, parse_yaml(text, "文件.yaml"))


def materials(
    place: str = PLACE, parent: str = PARENT, clauses: str = CLAUSES, plan: str = PLAN, **more: Any
) -> Materials:
    listed = read(ClauseFile, clauses).clauses if clauses else ()
    terms = (TermEntry(term="养老机构", synonyms=("养老院",), broader=("民政服务机构",)),)
    return Materials(
        locality=read(Locality, place),
        library=Library(clauses=listed, thesaurus=Thesaurus(version="1", terms=terms)),
        directives=(read(Directive, parent),) if parent else (),
        outlines={(outline := read(Outline, plan)).name: outline},
        **more,
    )


def composed(job: str = JOB, **given: Any) -> Composition:
    return compose(read(Job, job), materials(**given))


def refused(job: str, error: type[WenjianError] = UnreadableInput, **given: Any) -> list[str]:
    with pytest.raises(error) as raised:
        composed(job, **given)
    return str(raised.value).splitlines()


def printed(document: Document) -> list[str]:
    return [block.printed for block in document.blocks if block.kind is not BlockKind.TABLE]


def rows(document: Document) -> list[tuple[str, ...]]:
    return [row.texts() for block in document.blocks if block.table for row in block.table.rows]


def lines(composition: Composition, code: str) -> list[str]:
    return [str(finding).splitlines()[0] for finding in composition.findings if finding.code == code]


def test_a_notice_with_its_plan_and_task_table() -> None:
    composition = composed()
    notice = composition.papers[0].document
    assert [(paper.number, paper.genre.chinese) for paper in composition.papers] == [(1, "通知"), (3, "任务分解表")]
    assert notice.title == "青河县民政局关于印发《青河县养老机构安全实施方案》的通知"
    assert printed(notice) == ["现将《青河县养老机构安全实施方案》印发给你们，请结合实际认真贯彻执行。"]
    (plan,) = notice.attachments
    assert plan.role is Role.ENCLOSED
    assert printed(plan) == [
        "为落实《示例厅关于做好养老机构安全工作的通知》（示发〔2026〕6号）要求，结合全县实际，制定本方案。",
        "一、工作目标",
        "不发生安全事故。",
        "二、重点任务",
        "（一）加强日常巡查。各养老机构要每日巡查消防设施，由养老服务股抽查，抽查比例不低于10%。",
        "（二）监督检查。县民政局每季度开展一次安全检查，检查前与县财政局衔接经费。",
        "三、保障措施",
        "一是严格值班，实行24小时值班，由办公室负责；二是加强领导，县民政局主要负责人负总责。",
    ]
    (table,) = plan.attachments
    assert table.role is Role.ATTACHMENT
    assert table == composition.papers[1].document


def test_a_notice_that_issues_a_plan_leaves_the_duties_to_the_plan() -> None:
    general = read(Outline, "名称: 通知\n文种: 通知\n章节: [{标题: 任务, 承接任务: 是}]")
    given = materials()
    both = Materials(given.locality, given.library, given.directives, outlines={**given.outlines, "通知": general})
    notice = compose(read(Job, JOB), both).papers[0].document
    assert len(notice.blocks) == 1
    alone = compose(read(Job, "地区: 甲\n文件: [{文种: 通知}]"), both).papers[0].document
    assert printed(alone)[:2] == [
        "一、任务",
        "（一）加强日常巡查。各养老机构要每日巡查消防设施，由养老服务股抽查，抽查比例不低于10%。",
    ]


def test_blocks_have_unique_ids_and_say_which_duties_they_carry() -> None:
    notice = composed().papers[0].document
    blocks = [block for _, block in notice.walk()]
    assert [block.id for block in blocks] == [f"b{number:03d}" for number in range(1, 11)]
    assert {block.id: block.duties for block in blocks if block.duties} == {
        "b006": ("示发〔2026〕6号#D001",),
        "b007": ("示发〔2026〕6号#D002",),
    }


def test_every_span_says_where_it_comes_from() -> None:
    plan = composed().papers[0].document.attachments[0]
    spans = plan.blocks[4].spans
    origins = [(span.text, span.origin.kind, span.origin.ref, span.origin.found) for span in spans if span.origin]
    assert origins[1] == ("养老服务股", OriginKind.SLOT, "主责股室", "地区")
    assert origins[3] == ("10%", OriginKind.SLOT, "比例", "条款默认")
    assert origins[0][1:3] == (OriginKind.CLAUSE, "养老.巡查@1.0")


def test_the_job_wins_over_the_locality_and_the_clause() -> None:
    job = JOB.replace("参数: {", "参数: {比例: 两成, 本局: 我局, ")
    text = "".join(printed(composed(job).papers[0].document.attachments[0]))
    assert "抽查比例不低于两成。" in text
    assert "我局每季度开展一次安全检查" in text


def test_a_table_under_its_plan_says_the_standard_alone_one_by_itself_says_all() -> None:
    clauses = CLAUSES.replace(
        "    重点任务: 消防安全\n", "    重点任务: 消防安全\n    完成标准: 每日巡查，抽查不低于{{ 比例 }}。\n", 1
    )
    with_plan = rows(composed(clauses=clauses).papers[1].document)
    assert [row[2] for row in with_plan] == [
        "每日巡查，抽查不低于10%。",
        "县民政局每季度开展一次安全检查，检查前与县财政局衔接经费。",
    ]
    alone = composed("地区: 地区.yaml\n文件:\n  - {文种: 任务分解表, 提纲: 分解表}\n", clauses=clauses, plan=TABLE)
    assert rows(alone.papers[0].document)[0][2].startswith("各养老机构要每日巡查消防设施，")


def test_a_yearly_day_of_the_clause_stands_where_it_comes_no_later_than_the_superior_s() -> None:
    def deadline(own: str) -> str:
        clauses = CLAUSES.replace("    重点任务: 监督检查\n", f"    重点任务: 监督检查\n    完成时限: {own}\n")
        return rows(composed(clauses=clauses).papers[1].document)[1][-1]

    assert deadline("每年6月底前，重大节日前加查") == "每年6月底前，重大节日前加查"
    assert deadline("每年7月底前") == "2026年6月底前"
    assert deadline("每季度") == "2026年6月底前"


def test_the_task_table_has_rows_of_its_own() -> None:
    composition = composed()
    (block,) = composition.papers[1].document.blocks
    assert block.table is not None
    assert [(column.name, column.width) for column in block.table.columns] == [
        ("序号", 8),
        ("重点任务", 35),
        ("具体措施及完成标准", 75),
        ("责任领导", 20),
        ("牵头股室", 30),
        ("配合单位", 35),
        ("完成时限", 22),
    ]
    assert rows(composition.papers[1].document) == [
        (
            "1",
            "消防安全",
            "各养老机构要每日巡查消防设施，由养老服务股抽查，抽查比例不低于10%。",
            "甲",
            "养老服务股",
            "各乡镇民政所",
            "长期坚持",
        ),
        (
            "2",
            "监督检查",
            "县民政局每季度开展一次安全检查，检查前与县财政局衔接经费。",
            "乙（虚构）",
            "办公室",
            "",
            "2026年6月底前",
        ),
    ]
    assert block.table.foot == ()
    assert block.table.rows[0].duties == ("示发〔2026〕6号#D001",)


def test_what_does_not_concern_the_place_is_waived_with_its_reason() -> None:
    composition = composed()
    assert [(one.duty, one.settlement, one.reason, one.source.chinese) for one in composition.decisions] == [
        ("示发〔2026〕6号#D004", Settlement.NOT_LOCAL, "本地没有精神卫生福利机构", "地区"),
        (
            "示发〔2026〕6号#D005",
            Settlement.NOT_LOCAL,
            "上级限定“湖北省”，不含青河县（安平市、河南省）",
            "地区",
        ),
    ]
    settled = {duty.id: duty.settlement.chinese for duty in composition.coverages[0].duties}
    assert settled["D003"] == "非本单位职责"
    assert settled["D004"] == "不涉及本地"
    assert composition.unsettled == ()


def test_an_excluded_clause_leaves_a_gap_and_is_not_restated() -> None:
    job = JOB.replace("附于: 1}", "附于: 1, 排除: [养老.巡查]}").replace("稿别: 草稿", "稿别: 草稿\n补写: 是")
    composition = composed(job)
    assert [duty.id for duty in composition.unsettled] == ["D001"]
    assert composition.restated == ()
    assert lines(composition, "WJ510") == [
        "条款“养老.巡查”: 说明 WJ510: 条款“养老.巡查”没有采用：拟稿单“排除”了它，任务D001没有别的条款承接"
    ]


def test_an_excluded_duty_is_neither_carried_nor_restated() -> None:
    job = JOB.replace("附于: 1}", "附于: 1, 排除: [D001]}").replace("稿别: 草稿", "稿别: 草稿\n补写: 是")
    composition = composed(job)
    assert [duty.id for duty in composition.unsettled] == ["D001"]


def test_without_library_nothing_is_invented() -> None:
    composition = composed(clauses="")
    assert [duty.id for duty in composition.unsettled] == ["D001", "D002"]
    assert lines(composition, "WJ518") == [
        "拟稿单“文件”第2项: 警告 WJ518: 《青河县养老机构安全实施方案》没有一条条款，正文是空的"
    ]


def test_restating_takes_the_superiors_words_with_a_local_subject() -> None:
    composition = composed(JOB.replace("稿别: 草稿", "稿别: 草稿\n补写: 是"), clauses="")
    plan = composition.papers[0].document.attachments[0]
    assert printed(plan)[3:] == [
        "二、重点任务",
        "（一）消防安全。养老机构要每日巡查消防设施。",
        "（二）监督检查。县民政局要每季度开展一次安全检查。",
    ]
    assert composition.restated == ("示发〔2026〕6号#D001", "示发〔2026〕6号#D002")
    assert composition.coverages[0].restated == 2
    assert composition.unsettled == ()
    assert lines(composition, "WJ514") == [
        "警告 WJ514: 2条任务由上级原话补写，均待审：实施方案二、（一）（D001）、实施方案二、（二）（D002）"
    ]


RESTATED = JOB.replace("稿别: 草稿", "稿别: 草稿\n补写: 是")


def test_a_restated_duty_stands_in_the_section_of_the_name_of_its_own_heading() -> None:
    """«工作要求» of the superior is «保障措施» of the plan; what has no section of its name is a 重点任务."""
    parent = """标题: 关于规范食堂的通知
发文字号: 示发〔2026〕7号
任务:
- {编号: D001, 原文: 到2026年底，食堂持证率达到100%。, 条款: 一、, 所在标题: [工作目标], 归口: 本局主责}
- {编号: D002, 原文: 每月检查一次食堂。, 条款: 二、（一）, 所在标题: [工作任务, 强化检查], 归口: 本局主责}
- {编号: D003, 原文: 7月底前制定方案。, 条款: 三、（一）, 所在标题: [工作步骤, 动员部署], 归口: 本局主责}
- {编号: D004, 原文: 主要负责人要亲自抓。, 条款: 四、（一）, 所在标题: [工作要求, 加强领导], 归口: 本局主责}
- {编号: D005, 原文: 不得重复要报表。, 条款: 四、（二）, 所在标题: [工作要求, 减轻负担], 归口: 本局主责}
"""
    clauses = "条款:\n- {编号: 保障.值班, 主题: [保障措施], 小标题: 严格值班, 正文: 实行24小时值班。}\n"
    composition = composed(RESTATED, clauses=clauses, parent=parent)
    plan = composition.papers[0].document.attachments[0]
    goal = printed(plan)[2]
    assert printed(plan)[1:] == [
        "一、工作目标",
        goal,
        "到2026年底，食堂持证率达到100%。",
        "二、重点任务",
        "（一）强化检查。每月检查一次食堂。",
        "（二）动员部署。7月底前制定方案。",
        "三、保障措施",
        "（一）严格值班。实行24小时值班。",
        "（二）加强领导。主要负责人要亲自抓。",
        "（三）减轻负担。不得重复要报表。",
    ]
    table = next(block.table for block in plan.attachments[0].blocks if block.table)
    assert [row.texts()[1] for row in table.rows] == ["工作目标", "强化检查", "动员部署", "加强领导", "减轻负担"]


def test_an_aim_of_the_superiors_stands_once_with_the_area_that_the_office_wrote() -> None:
    parent = """标题: 关于规范食堂的通知
发文字号: 示发〔2026〕7号
任务:
- {编号: D001, 原文: '到2026年底，全省食堂持证率达到100%，满意度达到85%以上。', 所在标题: [总体要求], 归口: 本局主责,
   量化要求: [{原文: 100%, 类别: 比例, 数值: '100', 单位: '%'}]}
- {编号: D002, 原文: 每月检查一次食堂。, 所在标题: [工作任务, 强化检查], 归口: 本局主责}
"""
    job = RESTATED.replace("工作目标: 不发生安全事故。", "工作目标: 到2026年底，全县食堂持证率达到100%。")
    composition = composed(job, clauses="", parent=parent)
    plan = composition.papers[0].document.attachments[0]
    assert printed(plan)[1:] == [
        "一、工作目标",
        "到2026年底，全县食堂持证率达到100%，满意度达到85%以上。",
        "二、重点任务",
        "强化检查。每月检查一次食堂。",
    ]
    (table,) = (block.table for block in plan.attachments[0].blocks if block.table)
    assert table.rows[0].texts()[1:3] == ("工作目标", printed(plan)[2])
    assert lines(composition, "WJ537") == []


def test_what_has_no_name_of_its_own_stands_behind_the_tasks() -> None:
    parent = """标题: 关于规范食堂的通知
发文字号: 示发〔2026〕7号
任务:
- {编号: D001, 原文: 公布监督电话。, 归口: 本局主责}
- {编号: D002, 原文: 每月检查一次食堂。, 所在标题: [工作任务, 强化检查], 归口: 本局主责}
"""
    composition = composed(RESTATED, clauses="", parent=parent)
    plan = composition.papers[0].document.attachments[0]
    assert printed(plan)[-2:] == ["（一）强化检查。每月检查一次食堂。", "（二）落实其他要求。公布监督电话。"]
    table = next(block.table for block in plan.attachments[0].blocks if block.table)
    assert [row.texts()[1] for row in table.rows] == ["强化检查", "落实其他要求"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "到2026年底，全市食堂持证率达到100%，每个县（市、区）至少建成1处示范食堂。",
            "全市食堂持证率达到100%”、“每个县（市、区）至少建成1处示范食堂",
        ),
        ("每个乡镇至少建成1处示范食堂。", ""),
        ("到2026年底，全省助餐网络基本形成。", "全省助餐网络基本形成"),
        ("使用全省统一建立的信息系统。", ""),
        ("全县食堂持证率达到100%。", ""),
    ],
)
def test_a_restated_figure_of_the_superiors_whole_area_is_told(text: str, words: str) -> None:
    parent = f"标题: 关于规范食堂的通知\n任务:\n- {{编号: D001, 原文: '{text}', 归口: 本局主责}}\n"
    said = lines(composed(RESTATED, clauses="", parent=parent), "WJ537")
    expected = f"任务D001里“{words}”是上级整个辖区的口径，原样写进了本文"
    assert [one.partition("补写的")[2] for one in said] == ([expected] if words else [])


def test_duties_of_one_paragraph_are_restated_in_one() -> None:
    """«建立退出机制。» does not stand alone; in the table each has its row."""
    parent = """标题: 关于规范食堂的通知
发文字号: 示发〔2026〕7号
任务:
- {编号: D001, 原文: 建立退出机制。, 条款: 四、（二）, 所在标题: [强化监管], 归口: 本局主责}
- {编号: D002, 原文: 检查不合格的，限期30日整改。, 条款: 四、（二）, 所在标题: [强化监管], 归口: 本局主责}
- {编号: D003, 原文: 发生事故的，2小时内报告。, 条款: 四、（三）, 所在标题: [强化监管], 归口: 本局主责}
"""
    composition = composed(JOB.replace("稿别: 草稿", "稿别: 草稿\n补写: 是"), clauses="", parent=parent)
    plan = composition.papers[0].document.attachments[0]
    assert printed(plan)[3:] == [
        "二、重点任务",
        "建立退出机制。检查不合格的，限期30日整改。",
        "发生事故的，2小时内报告。",
    ]
    assert len(rows(composition.papers[1].document)) == 3
    assert len(composition.restated) == 3


def test_a_clause_with_another_day_than_the_duty_list_sets_is_named() -> None:
    clauses = CLAUSES.replace("{{ 本局 }}每季度开展一次安全检查", "{{ 本局 }}于5月底前开展一次安全检查")
    parent = PARENT.replace("上级时限: 2026年6月底前", "上级时限: 2026年6月底前, 本级时限: 4月底前")
    assert lines(composed(clauses=clauses, parent=parent), "WJ532") == [
        "条款“综合.检查”: 警告 WJ532: 任务D002的“本级时限”是4月底前，正文用的条款写的是于5月底前"
    ]


@pytest.mark.parametrize(("own", "told"), [("10月1日前", True), ("8月20日前", False), ("", False)])
def test_a_day_of_ones_own_that_is_later_than_the_superiors_is_told(own: str, *, told: bool) -> None:
    parent = f"""标题: 关于规范食堂的通知
发文字号: 示发〔2026〕7号
任务:
- {{编号: D001, 原文: 县级民政部门8月31日前完成食堂全面检查。, 归口: 本局主责, 上级时限: 8月31日前, 本级时限: {own}}}
"""
    said = lines(composed(RESTATED, clauses="", parent=parent), "WJ544")
    line = f"示发〔2026〕7号#D001: 警告 WJ544: 任务D001：上级为“8月31日前”，本文写“{own}”，低于上级要求"
    assert said == ([line] if told else [])


def test_a_restated_duty_that_a_person_confirmed_is_reviewed() -> None:
    decision = Decision(duty="示发〔2026〕6号#D001", judgement=Judgement.CONFIRM, person="王某", date="2026-01-05")
    job = read(Job, JOB.replace("稿别: 草稿", "稿别: 草稿\n补写: 是"))
    assert compose(job, materials(clauses=""), (decision,)).restated == ("示发〔2026〕6号#D002",)


def test_a_conclusion_on_what_stood_there_before_does_not_hold_up_the_one_on_the_restated_words() -> None:
    before, now = (
        Decision(
            duty="示发〔2026〕6号#D001",
            evidence_fingerprint=mark,
            judgement=Judgement.CONFIRM,
            person="王某",
            date="2026-01-05",
        )
        for mark in ("000000000000", "")
    )
    job = read(Job, JOB.replace("稿别: 草稿", "稿别: 草稿\n补写: 是"))
    assert compose(job, materials(clauses=""), (before,)).restated == (
        "示发〔2026〕6号#D001",
        "示发〔2026〕6号#D002",
    )
    assert compose(job, materials(clauses=""), (before, now)).restated == ("示发〔2026〕6号#D002",)


def test_number_and_date_stay_blank() -> None:
    elements = composed().papers[0].document.elements
    assert elements.number == "青民字〔　　〕　号"
    assert elements.date == "　　年　月　日"
    assert elements.mark == "青河县民政局文件"
    assert elements.recipients == ("各乡镇民政所",)
    assert elements.signature == ("青河县民政局",)
    assert elements.printer == "青河县民政局办公室"


def test_the_year_of_the_number_follows_the_date() -> None:
    job = JOB.replace("- 文种: 通知", "- {文种: 通知, 要素: {成文日期: 2026年3月4日}}").replace(
        "稿别: 草稿", "稿别: 草稿\n版头: 青民函"
    )
    elements = composed(job).papers[0].document.elements
    assert elements.number == "青民函〔2026〕　号"
    assert elements.mark == "青河县民政局函"


def test_a_draft_shows_what_is_unknown() -> None:
    composition = composed(JOB.replace("参数: {工作目标: 不发生安全事故。}\n", ""))
    assert printed(composition.papers[0].document.attachments[0])[2] == "【待定：工作目标】"
    assert lines(composition, "WJ508") == [
        "《青河县民政局关于印发〈青河县养老机构安全实施方案〉的通知》: 警告 WJ508: 待定：工作目标"
    ]


def test_a_clean_copy_is_refused_naming_each_blank() -> None:
    job = JOB.replace("稿别: 草稿", "稿别: 清样").replace("参数: {工作目标: 不发生安全事故。}\n", "")
    place = "《青河县民政局关于印发〈青河县养老机构安全实施方案〉的通知》: 错误 WJ505: 清样不能留空白："
    assert refused(job, place=PLACE.replace("[养老服务股]}", "[]}")) == [
        f"{place}发文字号",
        "提示：请在拟稿单该文件的“要素”里填“发文字号”。",
        f"{place}成文日期",
        "提示：请在拟稿单该文件的“要素”里填“成文日期”。",
        f"{place}工作目标",
        "提示：请在拟稿单的“参数”写明“工作目标”。",
        f"{place}责任领导（任务分解表第1项D001）",
        "提示：请在地区的“领导”里把牵头股室写进某位领导的“分管股室”。",
    ]


def test_an_issued_paper_with_everything_is_composed() -> None:
    job = JOB.replace("稿别: 草稿", "稿别: 印发稿").replace(
        "- 文种: 通知", "- {文种: 通知, 要素: {发文字号: 青民字〔2026〕3号, 成文日期: 2026年3月4日}}"
    )
    assert composed(job).papers[0].document.elements.number == "青民字〔2026〕3号"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "附于: 1}",
            "附于: 7}",
            "拟稿单“文件”第2项“附于”: 错误 WJ501: “附于”写的是“7”，不是本拟稿单里另一个文件的序号",
        ),
        (
            "附于: 1}",
            "附于: 通知}",
            "拟稿单“文件”第2项“附于”: 错误 WJ501: “附于”写的是“通知”，不是本拟稿单里另一个文件的序号",
        ),
        (
            "附于: 1}",
            "附于: 1, 提纲: 实施方按}",
            "拟稿单“文件”第2项“提纲”: 错误 WJ502: 没有名为“实施方按”的提纲",
        ),
        (
            "附于: 1}",
            "附于: 1, 增加: [养老.巡察]}",
            "拟稿单“文件”第2项“增加”: 错误 WJ503: “增加”里的条款“养老.巡察”在条款库中没有",
        ),
        (
            "附于: 1}",
            "附于: 1, 排除: [养老.巡察]}",
            "拟稿单“文件”第2项“排除”: 错误 WJ503: “排除”里的条款“养老.巡察”在条款库中没有",
        ),
        (
            "附于: 1}",
            "附于: 1, 排除: [D009]}",
            "拟稿单“文件”第2项“排除”: 错误 WJ515: “排除”里的任务“D009”在依据的上级文件中没有",
        ),
        ("稿别: 草稿", "版头: 青民子", "拟稿单“版头”: 错误 WJ504: 地区里没有代字为“青民子”的版头"),
    ],
)
def test_a_name_that_means_nothing_is_refused(old: str, new: str, line: str) -> None:
    assert refused(JOB.replace(old, new))[0] == line


def test_the_nearest_name_is_proposed() -> None:
    assert refused(JOB.replace("附于: 1}", "附于: 1, 增加: [养老.巡察]}"))[1] == "提示：是不是“养老.巡查”？"
    assert refused(JOB.replace("稿别: 草稿", "版头: 青民子"))[1] == "提示：是不是“青民字”？"


def test_papers_that_travel_in_a_circle_are_refused() -> None:
    job = "地区: 甲\n文件: [{文种: 通知, 附于: 2}, {文种: 实施方案, 附于: 1}]"
    assert [line for line in refused(job) if "WJ501" in line] == [
        "拟稿单“文件”第1项“附于”: 错误 WJ501: “附于”写的是“2”，不是本拟稿单里另一个文件的序号",
        "拟稿单“文件”第2项“附于”: 错误 WJ501: “附于”写的是“1”，不是本拟稿单里另一个文件的序号",
    ]


def test_a_paper_without_outline_is_refused() -> None:
    assert refused("地区: 甲\n文件: [{文种: 通知}]")[0] == ("拟稿单“文件”第1项“提纲”: 错误 WJ517: 通知没有提纲可用")


def test_a_broken_slot_is_an_error_of_the_library() -> None:
    assert refused(JOB, LibraryError, clauses=CLAUSES.replace("{{ 比例 }}", "｛｛ 比例 ｝｝"))[0] == (
        "条款“养老.巡查”: 错误 WJ516: 条款“养老.巡查”里的参数写法有错：参数要用半角花括号，写成 {{ 参数名 }}"
    )


def test_an_unused_parameter_is_named_with_the_nearest() -> None:
    composition = composed(JOB.replace("参数: {", "参数: {比列: 两成, "))
    assert lines(composition, "WJ509") == ["拟稿单“参数”: 说明 WJ509: 参数“比列”没有用到"]
    assert [finding.hint for finding in composition.findings if finding.code == "WJ509"] == ["是不是“比例”？"]


def test_an_outline_may_ask_for_a_clause_that_a_library_lacks() -> None:
    composition = composed(plan=PLAN.replace("主题: [保障措施]", "主题: [保障措施]\n    条款: [保障.经费]"))
    assert lines(composition, "WJ507") == [
        "提纲“实施方案”: 警告 WJ507: 提纲“实施方案”选用的条款“保障.经费”在条款库中没有，已略过"
    ]


def test_an_empty_section_is_left_out_and_named() -> None:
    composition = composed(plan=PLAN.replace("主题: [保障措施]", "主题: [经费]"))
    assert printed(composition.papers[0].document.attachments[0])[-1].startswith("（二）")
    assert lines(composition, "WJ521") == ["提纲“实施方案”: 说明 WJ521: 提纲的“保障措施”没有内容，已略去"]


def test_a_clause_that_does_not_apply_is_left_out_with_its_reason() -> None:
    composition = composed(clauses=CLAUSES.replace("适用: {机构: [养老机构]}", "适用: {层级: [市级]}"))
    assert [duty.id for duty in composition.unsettled] == ["D001"]
    assert lines(composition, "WJ510") == [
        "条款“养老.巡查”: 说明 WJ510: 条款“养老.巡查”没有采用：只用于市级，本地是县级"
    ]


def test_institutions_nobody_declared_are_named() -> None:
    composition = composed(clauses=CLAUSES.replace("机构: [养老机构]", "机构: [殡葬服务机构]"))
    assert lines(composition, "WJ511") == [
        "条款“养老.巡查”: 说明 WJ511: 条款“养老.巡查”写给殡葬服务机构，地区的“服务机构”没有写明有无，已照用"
    ]


def test_validity_counts_against_the_papers_date() -> None:
    clauses = CLAUSES.replace("主责: 养老服务", "有效期: {停用: 2025-12-31}\n    主责: 养老服务")
    assert lines(composed(clauses=clauses), "WJ512") == [
        "条款“养老.巡查”: 警告 WJ512: 条款“养老.巡查”定有有效期（—至2025-12-31），本文没有成文日期，无法核对，已照用"
    ]
    dated = JOB.replace("- 文种: 通知", "- {文种: 通知, 要素: {成文日期: 2026年3月4日}}")
    assert lines(composed(dated, clauses=clauses), "WJ510") == [
        "条款“养老.巡查”: 说明 WJ510: 条款“养老.巡查”没有采用：已于2025-12-31停用"
    ]


def test_a_claim_on_an_older_duty_is_named() -> None:
    composition = composed(
        clauses=CLAUSES.replace("6号#D001}", "6号#D001@1}"),
        parent=PARENT.replace("编号: D001,", "编号: D001, 版次: 2,"),
    )
    assert lines(composition, "WJ519") == [
        "条款“养老.巡查”: 说明 WJ519: 条款“养老.巡查”承接的是任务“示发〔2026〕6号#D001”的第1版，现为第2版"
    ]


@pytest.mark.parametrize(
    ("issued", "said"), [("2026年2月1日", "2026年3月31日"), ("2026年5月18日", "【待定：自查时限】")]
)
def test_a_default_day_before_the_superiors_paper_is_no_value(issued: str, said: str) -> None:
    clauses = CLAUSES.replace("抽查比例不低于{{ 比例 }}", "于{{ 自查时限 }}前自查一遍").replace(
        "{名称: 比例, 默认: 10%}", "{名称: 自查时限, 默认: 2026年3月31日}"
    )
    plan = composed(clauses=clauses, parent=PARENT.replace("任务:", f"成文日期: {issued}\n任务:", 1))
    text = "\n".join(printed(plan.papers[0].document.attachments[0]))
    assert f"于{said}前自查一遍" in text


def test_the_first_variant_that_applies_is_used() -> None:
    clauses = CLAUSES.replace(
        "    检查项:", "    变体:\n      - {适用: {层级: [县级]}, 正文: 各养老机构每日巡查两次消防设施。}\n    检查项:"
    )
    assert "（一）加强日常巡查。各养老机构每日巡查两次消防设施。" in printed(
        composed(clauses=clauses).papers[0].document.attachments[0]
    )


def test_a_duty_that_no_clause_claims_takes_one_that_matches() -> None:
    clauses = CLAUSES.replace("    承接: [{任务: 示发〔2026〕6号#D001}]\n", "")
    plan = composed(clauses=clauses).papers[0].document.attachments[0]
    assert plan.blocks[4].duties == ("示发〔2026〕6号#D001",)


def test_a_clause_without_the_figure_of_a_duty_does_not_take_its_place() -> None:
    """By likeness it fits; the figure that the superior sets would stand nowhere."""
    clauses = CLAUSES.replace("    承接: [{任务: 示发〔2026〕6号#D001}]\n", "")
    parent = PARENT.replace("养老机构要每日巡查消防设施。", "养老机构要每日巡查消防设施，每次巡查不少于2人。")
    left = composed(clauses=clauses, parent=parent)
    assert [(one.id, one.missing_parts) for one in left.partly] == [("D001", ("每次巡查不少于2人",))]
    restated = composed(RESTATED, clauses=clauses, parent=parent)
    assert (restated.partly, restated.restated) == ((), ("示发〔2026〕6号#D001",))
    assert not any("抽查比例" in one for one in printed(restated.papers[0].document.attachments[0]))


def test_a_clause_that_has_but_a_figure_in_common_is_not_taken() -> None:
    """By itself a clause is no other duty's, so that its score is high though it is about something else."""
    duty = "应当登记药品并在7个工作日内配送到位"
    clause = "儿童督导员在7个工作日内上门核查，并反馈核查结果"
    clauses = CLAUSES.replace("    承接: [{任务: 示发〔2026〕6号#D001}]\n", "").replace(
        "各养老机构要每日巡查消防设施，由{{ 主责股室 }}抽查", clause
    )
    parent = PARENT.replace("养老机构要每日巡查消防设施", duty)
    assert any(one.id == "D001" for one in composed(clauses=clauses, parent=parent).unsettled)


def test_a_clause_for_other_institutions_is_not_taken_though_its_words_match() -> None:
    clauses = CLAUSES.replace("    承接: [{任务: 示发〔2026〕6号#D001}]\n", "").replace(
        "适用: {机构: [养老机构]}", "适用: {机构: [婚姻登记机关]}"
    )
    assert any(duty.id == "D001" for duty in composed(clauses=clauses).unsettled)


@pytest.mark.parametrize(
    ("title", "taken"),
    [("关于做好敬老月活动的通知", False), ("关于做好疫情防控工作的通知", True), ("关于加强传染病防治的通知", True)],
)
def test_a_clause_is_taken_by_likeness_only_in_a_paper_on_its_subject(title: str, *, taken: bool) -> None:
    """«疫情» or «传染病» in the title, a heading or the duty; a 主题 without 主题词 goes anywhere."""
    clauses = """条款:
- 编号: 公卫.专班
  主题: [公共卫生应急, 督导检查]
  正文: "{{ 本局 }}成立疫情防控工作专班，由分管负责人任组长，明确一名联络员。"
"""
    parent = f"标题: {title}\n任务:\n- 编号: D001\n  原文: 各地要成立工作专班，由分管负责同志任组长，明确一名联络员。\n"
    subjects = (SubjectEntry(theme="公共卫生应急", words=("疫情", "传染病")),)
    given = materials(clauses=clauses, parent=parent)
    library = replace(given.library, thesaurus=Thesaurus(version="1", terms=(), subjects=subjects))
    plan = compose(read(Job, JOB), replace(given, library=library)).papers[0].document.attachments[0]
    assert any("疫情防控工作专班" in line for line in printed(plan)) == taken


@pytest.mark.parametrize(
    ("title", "taken"),
    [
        ("关于做好2026年清明节祭扫工作的通知", True),
        ("关于开展殡葬领域专项整治的通知", False),
        ("关于做好寒衣节祭扫工作的通知", False),
    ],
)
@pytest.mark.parametrize(
    "clause",
    [
        "完成时限: 清明假期前后\n  正文: 发生安全事故的，1小时内报告县级民政部门，县级民政部门在2小时内报告市民政局。",
        "正文: 清明假期前后，发生安全事故的，1小时内报告县级民政部门，县级民政部门在2小时内报告市民政局。",
    ],
)
def test_a_clause_bound_to_an_occasion_is_taken_by_likeness_only_for_that_occasion(
    title: str, clause: str, *, taken: bool
) -> None:
    """What is done on the days of 清明 is not what a campaign of half a year asks for."""
    text = "发生安全事故的，要在1小时内报告县级民政部门，县级民政部门在2小时内报告市民政局。"
    clauses = f"条款:\n- 编号: 清明.值守\n  主题: [清明祭扫和殡葬, 清明祭扫]\n  {clause}\n"
    parent = f"标题: {title}\n任务:\n- {{编号: D001, 原文: {text}}}\n"
    plan = composed(clauses=clauses, parent=parent).papers[0].document.attachments[0]
    assert any(block.origin == Origin(OriginKind.CLAUSE, "清明.值守@1.0") for block in plan.blocks) == taken


def test_clauses_of_a_subject_that_has_an_occasion_too_are_not_bound_to_it() -> None:
    text = "殡仪馆要公示收费项目、收费标准和投诉电话。"
    clauses = f"条款:\n- 编号: 殡葬.收费\n  主题: [清明祭扫和殡葬, 殡葬服务]\n  正文: {text}\n"
    parent = f"标题: 关于开展殡葬领域专项整治的通知\n任务:\n- {{编号: D001, 原文: {text}}}\n"
    assert not composed(clauses=clauses, parent=parent).unsettled


def test_a_drill_is_no_training_though_the_rest_of_the_words_match() -> None:
    """What a duty is about decides, not who, how often and how many."""
    clauses = "条款:\n- 编号: 养老.演练\n  正文: 各养老机构每半年至少组织一次全体工作人员参加的疏散演练。\n"
    text = "养老机构每半年至少组织一次全体工作人员参加的业务培训。"
    parent = f"标题: 关于加强养老服务的通知\n任务:\n- {{编号: D001, 原文: {text}}}\n"
    assert [duty.id for duty in composed(clauses=clauses, parent=parent).unsettled] == ["D001"]


def test_samples_of_food_in_care_homes_are_not_those_of_canteens() -> None:
    """The words match; the paper says nothing of the institutions that the clause is for."""
    clauses = """条款:
- 编号: 养老食品.留样
  正文: 养老机构食堂食品留样每样不少于125克，冷藏48小时以上，做好记录。
  适用: {机构: [养老机构]}
"""
    text = "食品留样每样不少于125克，冷藏48小时以上，并做好记录。"
    canteen = f"标题: 关于规范社区老年食堂的通知\n任务:\n- {{编号: D001, 原文: {text}}}\n"
    home = canteen.replace("社区老年食堂", "养老服务")
    assert [duty.id for duty in composed(clauses=clauses, parent=canteen).unsettled] == ["D001"]
    assert not composed(clauses=clauses, parent=home).unsettled


def test_several_clauses_of_one_task_stand_under_one_heading() -> None:
    clauses = CLAUSES.replace("重点任务: 监督检查", "小标题: 定期检查\n    重点任务: 消防安全")
    clauses = clauses.replace("    主题: [保障措施]\n    小标题: 严格值班", "    小标题: 严格值班").replace(
        "    主责: 值班", "    主责: 值班\n    重点任务: 值班\n    承接: [{任务: 示发〔2026〕6号#D002}]"
    )
    plan = composed(clauses=clauses).papers[0].document.attachments[0]
    assert printed(plan)[3:8] == [
        "二、重点任务",
        "（一）消防安全",
        "1.加强日常巡查。各养老机构要每日巡查消防设施，由养老服务股抽查，抽查比例不低于10%。",
        "2.定期检查。县民政局每季度开展一次安全检查，检查前与县财政局衔接经费。",
        "（二）严格值班。实行24小时值班，由办公室负责。",
    ]


def test_the_clauses_of_a_single_task_need_no_heading_of_their_own() -> None:
    clauses = CLAUSES.replace("重点任务: 监督检查", "小标题: 定期检查\n    重点任务: 消防安全")
    plan = composed(clauses=clauses).papers[0].document.attachments[0]
    assert [text[:9] for text in printed(plan)[4:6]] == ["（一）加强日常巡查", "（二）定期检查。县"]


def test_clauses_may_stand_as_items_of_one_paragraph() -> None:
    clauses = CLAUSES.replace("重点任务: 监督检查", "小标题: 定期检查\n    重点任务: 消防安全")
    plan = PLAN.replace("    承接任务: 是\n", "    承接任务: 是\n    段内分项: 是\n")
    assert printed(composed(clauses=clauses, plan=plan).papers[0].document.attachments[0])[4] == (
        "消防安全。一是加强日常巡查，各养老机构要每日巡查消防设施，由养老服务股抽查，抽查比例不低于10%；"
        "二是定期检查，县民政局每季度开展一次安全检查，检查前与县财政局衔接经费。"
    )


def test_a_heading_may_be_run_in_and_say_who_answers_for_its_section() -> None:
    """The text follows the heading in one paragraph; the sections that lead are those of its clauses."""
    plan = PLAN.replace(
        "    承接任务: 是\n",
        "    小节:\n"
        "      - 标题: 抓好安全\n"
        "        承接任务: 是\n"
        "        标题接排: 是\n"
        "        责任分工: （由{{ 基层民政机构 }}负责落实，{{ 主责股室 }}统筹推进）\n",
    )
    assert printed(composed(plan=plan).papers[0].document.attachments[0])[3:6] == [
        "二、重点任务",
        (
            "（一）抓好安全。各养老机构要每日巡查消防设施，由养老服务股抽查，抽查比例不低于10%。"
            "县民政局每季度开展一次安全检查，检查前与县财政局衔接经费。"
        ),
        "（由各乡镇民政所负责落实，养老服务股、办公室统筹推进）",
    ]


def test_a_phase_counts_itself() -> None:
    plan = PLAN.replace(
        "    承接任务: 是\n",
        "    小节:\n"
        "      - {标题: 第一阶段（3月）, 引文: [动员部署。], 标题接排: 是}\n"
        "      - {标题: 第二阶段（4月）, 承接任务: 是, 标题接排: 是, 段内分项: 是}\n"
        "      - {标题: 总结, 引文: [报送总结。], 标题接排: 是}\n",
    )
    assert printed(composed(plan=plan).papers[0].document.attachments[0])[4:7] == [
        "第一阶段（3月），动员部署。",
        (
            "第二阶段（4月），一是加强日常巡查，各养老机构要每日巡查消防设施，由养老服务股抽查，抽查比例不低于10%；"
            "二是县民政局每季度开展一次安全检查，检查前与县财政局衔接经费。"
        ),
        "（一）总结。报送总结。",
    ]


def test_a_job_may_keep_to_a_theme() -> None:
    """An outline that fits many subjects takes by theme only the clauses of the job's own."""
    clauses = CLAUSES.replace(
        "    主题: [保障措施]\n    小标题: 严格值班", "    主题: [保障措施, 消防]\n    小标题: 严格值班"
    )
    job = JOB.replace("稿别: 草稿\n", "稿别: 草稿\n主题: 消防\n")
    plan = composed(job, clauses=clauses).papers[0].document.attachments[0]
    assert printed(plan)[-2:] == ["三、保障措施", "严格值班，实行24小时值班，由办公室负责。"]


def test_a_job_without_parent_may_be_made_of_a_theme() -> None:
    """What would carry duties has the clauses of the 主题, each 重点任务 together."""
    clauses = CLAUSES.replace("    小标题: 加强日常巡查", "    主题: [养老安全]\n    小标题: 加强日常巡查")
    job = JOB.replace("稿别: 草稿\n", "稿别: 草稿\n主题: 养老安全\n")
    composition = composed(job, clauses=clauses, parent="")
    assert printed(composition.papers[0].document.attachments[0])[3:] == [
        "二、重点任务",
        "加强日常巡查。各养老机构要每日巡查消防设施，由养老服务股抽查，抽查比例不低于10%。",
    ]
    assert len(rows(composition.papers[1].document)) == 1


def test_a_theme_of_which_nothing_is_taken_or_known_is_named() -> None:
    notice = "地区: 地区.yaml\n主题: 保障措施\n文件: [{文种: 实施方案}]\n"
    plan = "名称: 实施方案\n文种: 实施方案\n标题: 方案\n章节:\n  - {标题: 重点任务, 主题: [甲]}\n"
    assert lines(composed(notice, plan=plan, parent=""), "WJ518") == [
        "拟稿单“文件”第1项: 警告 WJ518: 《方案》没有一条条款，正文是空的"
    ]
    (unknown,) = [one for one in composed(JOB.replace("稿别: 草稿\n", "主题: 保障\n")).findings if one.code == "WJ533"]
    assert str(unknown).splitlines() == [
        "拟稿单“主题”: 警告 WJ533: 没有主题为“保障”的条款",
        "提示：是不是“保障措施”？",
    ]


def test_a_value_of_several_lines_makes_several_paragraphs() -> None:
    job = """
地区: 地区.yaml
参数:
  正文: |
    2026年3月3日，召开局长办公会议。现纪要如下：
    一、会议情况
    　　会议听取了{{ 原样 }}汇报。

    （一）明确责任。由养老服务股牵头，于3月底前完成排查。
文件: [{文种: 纪要, 提纲: 纪要}]
"""
    minutes = '名称: 纪要\n文种: 纪要\n标题: 会议纪要\n开头: ["{{ 正文 }}"]\n'
    paper = composed(job, plan=minutes, parent="").papers[0].document
    assert [(block.kind, block.level, block.label, block.lead, block.printed) for block in paper.blocks] == [
        (BlockKind.PARAGRAPH, 0, "", "", "2026年3月3日，召开局长办公会议。现纪要如下："),
        (BlockKind.HEADING, 1, "一、", "", "一、会议情况"),
        (BlockKind.PARAGRAPH, 0, "", "", "会议听取了{{ 原样 }}汇报。"),
        (BlockKind.PARAGRAPH, 2, "（一）", "明确责任。", "（一）明确责任。由养老服务股牵头，于3月底前完成排查。"),
    ]
    assert {span.origin and span.origin.ref for block in paper.blocks for span in block.spans} == {"正文"}


def test_a_blank_in_a_text_of_several_lines_stays_a_blank() -> None:
    minutes = '名称: 纪要\n文种: 纪要\n标题: 会议纪要\n开头: ["{{ 正文 }}地点：{{ 地点 }}。"]\n'
    job = '地区: 甲\n稿别: 草稿\n参数: {正文: "甲。\\n乙，"}\n文件: [{文种: 纪要, 提纲: 纪要}]\n'
    paper = composed(job, plan=minutes, parent="").papers[0].document
    assert printed(paper) == ["甲。", "乙，地点：【待定：地点】。"]
    assert [span.text for span in paper.blocks[1].spans] == ["乙，", "地点：", "【待定：地点】", "。"]


def test_a_lead_in_and_a_clause_may_have_a_value_of_several_lines() -> None:
    job = JOB.replace("不发生安全事故。", '"不发生安全事故。\\n不发生疫情。", 本局: "县民政局\\n养老股"')
    plan = composed(job).papers[0].document.attachments[0]
    assert printed(plan)[2:4] == ["不发生安全事故。", "不发生疫情。"]
    assert not any("\n" in text for text in printed(plan))


def test_the_shipped_notice_names_no_table_that_may_not_be_there() -> None:
    notice, _ = load_outline("印发通知", Path())
    both_files = "{文种: 通知, 提纲: 印发通知}, {文种: 实施方案, 附于: 1}"
    job = f"地区: 甲\n参数: {{工作名称: 养老机构安全}}\n文件: [{both_files}]\n"
    given = materials()
    both = Materials(given.locality, given.library, given.directives, outlines={**given.outlines, "印发通知": notice})
    paper = compose(read(Job, job), both).papers[0].document
    assert printed(paper)[0] == "现将《青河县养老机构安全实施方案》印发给你们，请结合实际，认真组织实施。"


def test_an_added_clause_stands_with_the_duties() -> None:
    plan = PLAN.replace("  - 标题: 保障措施\n    主题: [保障措施]\n    段内分项: 是\n", "")
    job = JOB.replace("附于: 1}", "附于: 1, 增加: [保障.值班]}")
    text = printed(composed(job, plan=plan).papers[0].document.attachments[0])
    assert text[4] == "（一）严格值班。实行24小时值班，由办公室负责。"
    assert text[5].startswith("（二）加强日常巡查。")


FORWARD = """
地区: 地区.yaml
文件:
  - 文种: 转发通知
  - {文种: 任务分解表, 附于: 1}
"""


def original() -> Document:
    block = Block("b001", BlockKind.PARAGRAPH, (Span("养老机构要每日巡查消防设施。"),))
    title = "示例厅关于做好养老机构安全工作的通知"
    return Document(elements=Elements(title=title, number="示发〔2026〕6号"), blocks=(block,), source="上级.txt")


def test_forwarding_keeps_the_parent_verbatim_and_lists_our_duties() -> None:
    composition = composed(FORWARD, originals={"示发〔2026〕6号": original()})
    notice, table = (paper.document for paper in composition.papers)
    assert notice.title == "青河县民政局转发示例厅关于做好养老机构安全工作的通知"
    assert printed(notice) == [
        "现将《示例厅关于做好养老机构安全工作的通知》（示发〔2026〕6号）转发给你们，请结合实际认真贯彻执行。"
    ]
    parent = notice.attachments[0]
    assert parent.role is Role.FORWARDED
    assert parent.elements == original().elements
    assert printed(parent) == printed(original())
    assert (
        rows(table)
        == [
            ("1", "消防安全", "养老机构要每日巡查消防设施。", "甲", "养老服务股", "各乡镇民政所", "长期坚持"),
            ("2", "监督检查", "县民政局要每季度开展一次安全检查。", "乙（虚构）", "办公室", "", "2026年6月底前"),
        ]
        or rows(table)[0][6] == "长期坚持"
    )
    assert composition.unsettled == ()


def test_forwarding_without_the_original_is_refused() -> None:
    assert refused(FORWARD)[0] == (
        "拟稿单“依据”: 错误 WJ506: 转发“示例厅关于做好养老机构安全工作的通知”需要它的原文，没有找到"
    )


def test_a_section_proposed_by_keywords_is_named() -> None:
    clauses = CLAUSES.replace("主责: 养老服务", "主责: 无此股室").replace("主责: 综合管理", "主责: 无此股室")
    place = PLACE.replace("职责: [养老服务]", "职责: [消防]")
    composition = composed(FORWARD, clauses=clauses, place=place, originals={"示发〔2026〕6号": original()})
    assert lines(composition, "WJ513") == ["任务分解表: 说明 WJ513: 任务分解表第1项的牵头股室由职责关键词提出"]


@pytest.mark.parametrize(
    ("helping", "units"),
    [
        ("[值班信访应急, 基层民政机构]", "办公室、各乡镇民政所"),
        ("[老龄工作, 财政部门]", "县财政局"),
        ("[残联, 养老机构, 公安部门]", "残联、养老机构、公安部门"),
        ("[督导检查, 卫生健康部门]", "县卫生健康委员会"),
    ],
)
def test_only_units_help_and_no_topics(helping: str, units: str) -> None:
    clauses = CLAUSES.replace("配合: [基层民政机构]", f"配合: {helping}")
    composition = composed(FORWARD, clauses=clauses, originals={"示发〔2026〕6号": original()})
    assert rows(composition.papers[1].document)[0][5] == units


def test_a_topic_that_is_nobodys_is_told() -> None:
    clauses = CLAUSES.replace("配合: [基层民政机构]", "配合: [督导检查, 资金管理, 基层民政机构]")
    composition = composed(FORWARD, clauses=clauses, originals={"示发〔2026〕6号": original()})
    assert lines(composition, "WJ538") == [
        (
            "任务分解表: 警告 WJ538: 任务分解表第1项的条款要“督导检查、资金管理”配合，"
            "地区文件的“股室”没有一个担这项职责，“配合单位”没有写"
        )
    ]
    assert rows(composition.papers[1].document)[0][5] == "各乡镇民政所"


def test_a_checklist_lists_the_check_items() -> None:
    composition = composed(JOB.replace("任务分解表, 附于: 2", "检查表, 附于: 2"))
    table = composition.papers[1].document
    assert not table.landscape
    assert rows(table) == [("1", "巡查记录", "每日有记录", "示发〔2026〕6号", "查资料", "", "", "", "")]
    (block,) = table.blocks
    assert block.table is not None
    assert sum(column.width for column in block.table.columns) == 156
    assert block.table.columns[5].choices == ("符合", "不符合", "不涉及")


def test_two_papers_that_go_out_alone_are_named() -> None:
    job = "地区: 甲\n参数: {工作目标: 不发生事故。}\n文件: [{文种: 实施方案}, {文种: 实施方案}]"
    assert lines(composed(job), "WJ520") == ["说明 WJ520: 有2个单独成文的文件，覆盖核对只看第1个"]


def test_a_joint_paper_names_who_signs_it() -> None:
    job = JOB.replace("稿别: 草稿", "稿别: 送审稿\n行文名义: 联合")
    composition = composed(job)
    assert composition.papers[0].document.elements.signature == ("青河县民政局", "【待定：联合发文机关】")
    assert lines(composition, "WJ508")[0].endswith("待定：联合发文机关")


def test_a_paper_that_the_government_office_forwards() -> None:
    elements = composed(JOB.replace("稿别: 草稿", "行文名义: 政府办转发")).papers[0].document.elements
    assert elements.mark == "青河县人民政府办公室文件"
    assert elements.signature == ("青河县人民政府办公室",)
    assert elements.number == "〔　　〕　号"


def test_a_persons_decision_stands_before_the_composers_waiver() -> None:
    decision = Decision(duty="示发〔2026〕6号#D004", judgement=Judgement.OVERRULE, settlement=Settlement.NOT_FOUND)
    composition = compose(read(Job, JOB), materials(), (decision,))
    assert [one.duty for one in composition.decisions] == ["示发〔2026〕6号#D005"]


def test_a_job_without_parent_is_composed_from_the_outlines_own_selectors() -> None:
    composition = composed(parent="", plan=PLAN.replace("{{ 依据 }}", "工作"))
    plan = composition.papers[0].document.attachments[0]
    assert printed(plan)[3:] == [
        "二、保障措施",
        "一是严格值班，实行24小时值班，由办公室负责；二是加强领导，县民政局主要负责人负总责。",
    ]
    assert composition.coverages == ()
    assert composition.unsettled == ()


def test_a_long_body_is_named_with_its_longest_sections() -> None:
    job = JOB.replace("不发生安全事故。", "安" * 4000)
    assert lines(composed(job), "WJ522") == [
        (
            "《青河县民政局关于印发〈青河县养老机构安全实施方案〉的通知》: 说明 WJ522: "
            "正文4229字（专项文件一般不超过4000字，附件表不计）"
        )
    ]


def test_values_arrive_unharmed() -> None:
    job = JOB.replace("不发生安全事故。", "'确保“零”事故 & <稳定> 《安全》 {{ 县名 }}'")
    text = printed(composed(job).papers[0].document.attachments[0])[2]
    assert text == "确保“零”事故 & <稳定> 《安全》 {{ 县名 }}"


def test_a_composed_clause_that_orders_a_township_is_found() -> None:
    clauses = CLAUSES.replace("各养老机构要每日巡查", "各乡镇人民政府要每日巡查")
    assert [finding.code for finding in composed(clauses=clauses).findings if finding.code == "WJ551"] == [
        "WJ551",
        "WJ551",
    ]


def test_the_same_input_gives_the_same_papers() -> None:
    assert composed() == composed()


def test_the_real_telegram_is_forwarded_whole_and_its_duties_listed(real: Path) -> None:
    telegram = load_documents(real / "gold" / "texts" / "national-2020-6.txt")[0]
    directive, _ = extract(telegram, read(Locality, PLACE))
    given = materials()
    both = Materials(given.locality, given.library, (directive,), {directive.id: telegram})
    notice, table = (paper.document for paper in compose(read(Job, FORWARD), both).papers)
    assert [block.printed for block in notice.attachments[0].blocks] == [block.printed for block in telegram.blocks]
    measures = [row[2] for row in rows(table)]
    assert len(measures) > 20
    assert any("不少于14天" in text for text in measures)
    assert not any("流动医疗小组" in text for text in measures)
    assert not check_authority(notice, Authority.BUREAU, given.locality)


def test_the_duties_of_the_real_telegram_that_no_clause_carries_are_named(real: Path) -> None:
    telegram = load_documents(real / "gold" / "texts" / "national-2020-6.txt")[0]
    directive, _ = extract(telegram, read(Locality, PLACE))
    given = materials()
    both = Materials(given.locality, given.library, (directive,), outlines=given.outlines)
    composition = compose(read(Job, JOB), both)
    assert len(composition.unsettled) > 20
    assert all(duty.ref.startswith("国发明电〔2020〕6号#D") for duty in composition.unsettled)
    restated = compose(read(Job, JOB.replace("稿别: 草稿", "补写: 是")), both)
    assert len(restated.unsettled) < 5
    assert len(restated.restated) > 20
    assert not [finding for finding in restated.findings if finding.code in ("WJ551", "WJ552")]
