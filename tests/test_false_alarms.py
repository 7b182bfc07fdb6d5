"""What a reviewer would switch the check off for: each class of false alarm, with papers as they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenjian.coverage import check
from wenjian.duties import extract
from wenjian.library import load_library
from wenjian.lint import Parents
from wenjian.lint.copied import check_copied
from wenjian.model.coverage import Coverage
from wenjian.model.directive import Directive
from wenjian.model.document import Document
from wenjian.model.vocabulary import Settlement
from wenjian.readers import read_documents
from wenjian.reports import open_items
from wenjian.reports.words import Tier, tier_of, wants_basis

THESAURUS = load_library(()).thesaurus

PARENT = """示例省民政厅
示民发〔2026〕5号
关于加强养老机构安全管理的通知
各市、县（区）民政局：
{}
示例省民政厅
2026年3月2日
"""
CHILD = """示范县民政局
示范民字〔2026〕9号
关于加强养老机构安全管理的通知
各乡镇民政所，各养老机构：
{}
示范县民政局
2026年3月20日
"""


def document(text: str) -> Document:
    return read_documents(text.encode(), "文稿.txt")[0]


def directive(*lines: str) -> Directive:
    return extract(document(PARENT.format("\n".join(lines))))[0]


def checked(asked: tuple[str, ...] | str, said: tuple[str, ...] | str) -> Coverage:
    asked, said = ((lines,) if isinstance(lines, str) else lines for lines in (asked, said))
    return check(directive(*asked), document(CHILD.format("\n".join(said))), THESAURUS)


def alarms(coverage: Coverage) -> list[str]:
    """What the reviewer is asked to decide."""
    return [f"{duty.settlement.chinese} {duty.text}" for duty in open_items(coverage)]


@pytest.mark.parametrize(
    "line",
    [
        "各地要提高政治站位，增强“四个意识”，坚定“四个自信”，做到“两个维护”。",
        "各地要充分认识养老机构安全工作的重要意义，切实增强责任感和紧迫感。",
        "全面提升养老机构安全管理水平，不断增强老年人的获得感、幸福感、安全感。",
        "让老年人安享幸福晚年。",
        "各地要按照本通知要求，认真抓好贯彻落实。",
        "请结合实际，认真贯彻执行。",
        "现将有关事项通知如下。",
    ],
)
def test_slogans_goals_and_closings_are_no_gap(line: str) -> None:
    asked = ("一、养老机构要每日巡查用电线路。", f"二、{line}")
    assert alarms(checked(asked, "各养老机构要每日巡查用电线路。")) == []


def test_a_sentence_that_sums_up_is_not_counted_beside_its_parts() -> None:
    asked = (
        "一、落实“四早”要求",
        (
            "坚决落实“早发现、早报告、早隔离、早治疗”要求。一是每日测温，早发现异常人员。二是发现异常2小时内报告。"
            "三是对异常人员立即隔离。四是及时送定点医院治疗。"
        ),
    )
    said = "各养老机构要每日测温，早发现异常人员；发现异常2小时内报告；对异常人员立即隔离，及时送定点医院治疗。"
    assert alarms(checked(asked, said)) == []


def test_a_forwarded_parent_settles_its_duties() -> None:
    parent = PARENT.format("一、养老机构要每日巡查用电线路。\n二、养老机构要每季度开展消防演练。")
    child = (
        "示范县民政局\n示范民字〔2026〕9号\n关于转发《关于加强养老机构安全管理的通知》的通知\n各乡镇民政所：\n"
        "现将《关于加强养老机构安全管理的通知》（示民发〔2026〕5号）转发给你们，请一并贯彻落实。\n"
        f"示范县民政局\n2026年3月20日\n{parent}"
    )
    documents = read_documents(child.encode(), "转发.txt")
    coverage = check(extract(document(parent))[0], documents[0], THESAURUS)
    assert {duty.settlement for duty in coverage.duties} == {Settlement.FORWARDED}
    assert alarms(coverage) == []


@pytest.mark.parametrize(
    "line",
    [
        "省民政厅将适时对各地工作情况进行抽查。",
        "民政部将对工作成效明显的地区予以通报表扬。",
    ],
)
def test_what_the_superior_does_itself_is_not_asked_of_the_county(line: str) -> None:
    asked = ("一、养老机构要每日巡查用电线路。", f"二、{line}")
    coverage = checked(asked, "各养老机构要每日巡查用电线路。")
    assert alarms(coverage) == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("养老机构要定期开展消防演练。", "养老服务股牵头，各养老机构每季度开展一次消防演练，6月底前完成首次演练。"),
        ("对特困供养人员用水用电用气给予优惠。", "对特困供养人员用水、用电、用气、用暖给予优惠。"),
        ("养老机构应当每日巡查用电线路。", "各养老机构要每天巡查用电线路。"),
        ("养老机构要每月至少开展1次安全检查。", "各养老机构要每月开展不少于一次安全检查。"),
        ("养老机构要在30日内完成整改。", "各养老机构要在30天内完成整改。"),
        ("养老机构要每周开展消毒。", "各养老机构要每周开展两次消毒。"),
        ("养老机构必须安装独立烟感报警器。", "各养老机构一律安装独立式烟感报警器。"),
    ],
    ids=["细化", "提标扩面", "口径", "数字写法", "单位写法", "频次", "用语"],
)
def test_refinement_wider_benefits_and_wording_ask_for_no_change(asked: str, said: str) -> None:
    coverage = checked(asked, said)
    assert not [one for duty in coverage.duties for one in duty.deviations if tier_of(one) is Tier.CHANGE]
    assert not [duty for duty in open_items(coverage) if duty.settlement not in {Settlement.DONE, Settlement.REFINED}]


def test_a_report_that_the_parent_asks_for_is_no_added_burden() -> None:
    line = "各养老机构要每周向民政局报送安全检查统计表，建立检查台账。"
    assert not [one for one in checked(line, line).added if wants_basis(one)]
    own = checked("养老机构要每日巡查用电线路。", ("各养老机构要每日巡查用电线路。", line))
    assert [one for one in own.added if wants_basis(one)]


def test_quoting_the_parent_is_no_copying() -> None:
    duty = "各养老机构要每月至少开展一次用电安全检查，及时更换老化线路，不得使用不合格的电热器具。"
    mine = document(CHILD.format(duty))
    other = document(CHILD.format(duty).replace("示范", "邻近"))
    parent = document(PARENT.format(duty))
    found = check_copied(mine, [other], Parents((extract(parent)[0],), (parent,)))
    assert [one.code for one in found] == ["WJ570"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("救助金额原则上不超过低保标准的3倍。", "救助金额原则上不超过低保标准的3倍。"),
        ("审批时限不超过20个工作日。", "审批时限原则上不超过20个工作日。"),
        ("探访原则上每月不少于2次。", "探访每月不少于2次。"),
    ],
)
def test_in_principle_before_a_bound_is_a_bound(asked: str, said: str) -> None:
    coverage = checked(f"县级民政部门{asked}", f"县民政局{said}")
    assert not [one for duty in coverage.duties for one in duty.deviations if tier_of(one) is Tier.CHANGE]


def test_a_duty_of_the_task_table_is_settled_though_the_body_does_not_say_it(tmp_path: Path) -> None:
    from docx import Document as Word

    word = Word()
    for line in CHILD.format("一、各养老机构要每日巡查用电线路。\n附件：任务分解表").splitlines():
        word.add_paragraph(line)
    word.add_paragraph("附件")
    word.add_paragraph("任务分解表")
    table = word.add_table(rows=2, cols=4)
    rows = (
        ("序号", "重点任务", "具体措施及完成标准", "完成时限"),
        ("1", "消防", "养老机构要每季度开展一次消防演练。", "长期"),
    )
    for row, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    word.save(str(tmp_path / "方案.docx"))
    asked = ("一、养老机构要每日巡查用电线路。", "二、养老机构要每季度开展一次消防演练。")
    plan = read_documents((tmp_path / "方案.docx").read_bytes(), "方案.docx")[0]
    coverage = check(directive(*asked), plan, THESAURUS)
    assert [duty.settlement for duty in coverage.duties] == [Settlement.DONE, Settlement.IN_TABLE]
    assert alarms(coverage) == []
