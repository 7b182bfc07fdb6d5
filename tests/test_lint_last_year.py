"""旧稿残留: last year's year in a title or a task, last year's paper as the basis."""

from __future__ import annotations

import pytest

from papers import notice, parents
from wenjian.lint.last_year import check_last_year

THIS_PARENT = "按照示例市民政局通知（例民发〔2026〕5号）要求，现就有关事项通知如下。"


def messages(*lines: str, **more: str) -> list[str]:
    findings = check_last_year(notice(THIS_PARENT, *lines, **more), parents())
    assert {finding.code for finding in findings} <= {"WJ562"}
    return [finding.message for finding in findings]


@pytest.mark.parametrize(
    "title",
    ["示范县民政局关于做好2025年清明祭扫工作的通知", "示范县民政局关于印发《示范县2025年防汛工作方案》的通知"],
)
def test_last_years_title(title: str) -> None:
    assert messages(title=title) == [f"“{title}”写的是2025年，本文是2026年的文件，疑为旧稿残留"]


@pytest.mark.parametrize(
    "title",
    [
        "示范县民政局关于做好2026年清明祭扫工作的通知",
        "示范县民政局关于做好2027年元旦春节期间救助工作的通知",
        "示范县民政局关于印发2025—2027年行动方案的通知",
        "示范县民政局关于印发2024年至2026年行动方案的通知",
        "示范县民政局关于2025年工作情况的报告",
        "示范县民政局关于开展2025年度社会组织年检的通知",
        "示范县民政局关于印发《示范县养老服务规范（2025年版）》的通知",
    ],
)
def test_titles_of_this_year_and_of_what_looks_back(title: str) -> None:
    assert messages(title=title) == []


def test_a_title_that_takes_up_the_parents() -> None:
    title = "示范县民政局转发关于做好2025年冬季救助工作的通知"
    parent = parents(title="示例市民政局关于做好2025年冬季救助工作的通知", date="2025年12月28日")
    assert check_last_year(notice(THIS_PARENT, title=title, date="2026年1月5日"), parent) == ()


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("要认真做好2025年防汛工作。", "做好2025年防汛工作"),
        ("各乡镇要制定2025年救助工作计划。", "制定2025年救助工作计划"),
    ],
)
def test_last_years_task(line: str, quote: str) -> None:
    assert messages(line) == [f"“{quote}”写的是2025年，本文是2026年的文件，疑为旧稿残留"]


def test_last_years_goal_under_a_heading_of_goals() -> None:
    goal = "2025年全县新建助餐点20个以上，覆盖所有乡镇。"
    assert len(messages("一、目标任务", goal)) == 1
    assert messages("一、基本情况", goal) == []


@pytest.mark.parametrize(
    "line",
    [
        "要认真做好2026年防汛工作。",
        "要组织好2025年度考核工作。",
        "要做好2025年工作总结。",
        "要抓好2025年检查发现问题的整改。",
        "要做好2025年以来新增对象的走访。",
        "要开展2025年排查问题“回头看”。",
        "要落实《示范县2025年防汛工作要点》。",
    ],
)
def test_tasks_of_this_year_and_of_what_looks_back(line: str) -> None:
    assert messages(line) == []


def test_an_older_number_in_place_of_the_parents() -> None:
    document = notice(
        "根据示例市民政局有关通知（例民发〔2025〕7号）要求，现通知如下。", "一、工作任务", "养老机构要自查。"
    )
    (finding,) = check_last_year(document, parents())
    assert (finding.code, finding.message) == (
        "WJ563",
        "依据的“例民发〔2025〕7号”是2025年的文件，没有提到这次的上级文件，疑为旧稿残留",
    )
    assert "（例民发〔2026〕5号）" in finding.hint


@pytest.mark.parametrize(
    "line",
    [
        "根据例民发〔2025〕7号和例民发〔2026〕5号文件要求，现通知如下。",
        "根据《关于做好2026年养老机构安全管理工作的通知》和例民发〔2025〕7号文件要求，现通知如下。",
        "根据《示例省养老服务办法》（省政办发〔2021〕9号）要求，现通知如下。",
        "根据例民发〔2026〕6号文件要求，现通知如下。",
    ],
)
def test_an_older_paper_beside_the_parent_or_of_another_organ(line: str) -> None:
    assert check_last_year(notice(line), parents()) == ()


def test_an_older_paper_that_is_no_basis() -> None:
    lines = ("现将有关事项通知如下。", "一、补助", "补助标准按照例民发〔2024〕3号文件执行。")
    assert check_last_year(notice(*lines), parents()) == ()
