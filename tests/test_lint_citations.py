"""Documents cited otherwise than in the parent (all are invented)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from papers import PARENT, notice, parents
from wenjian.lint.citations import check_citations
from wenjian.model.elements import Elements

GUIDE = "养老机构夏季用电安全管理指南"
CITING = f"要执行《{GUIDE}（第三版）》（例民发〔2024〕8号），落实《示例省养老服务消防安全管理规定》。"


def messages(*lines: str, parent: str = CITING) -> list[str]:
    findings = check_citations(notice(*lines), parents(parent))
    assert {finding.code for finding in findings} <= {"WJ571"}
    return [finding.message for finding in findings]


@pytest.mark.parametrize(
    ("line", "title", "what"),
    [
        (
            f"执行《{GUIDE}》（例民发〔2024〕9号）。",
            GUIDE,
            "文号与上级文件不一致：本文“例民发〔2024〕9号”，上级文件“例民发〔2024〕8号”",
        ),
        (f"执行《{GUIDE}（第二版）》。", GUIDE, "版本与上级文件不一致：本文“第二版”，上级文件“第三版”"),
        (
            "执行《养老机构夏季用电安全管理规范》（例民发〔2024〕8号）。",
            "养老机构夏季用电安全管理规范",
            f"名称与上级文件不一致：本文“养老机构夏季用电安全管理规范”，上级文件“{GUIDE}”",
        ),
        (
            "落实《示例省养老服务消防安全监管规定》。",
            "示例省养老服务消防安全监管规定",
            "名称与上级文件不一致：本文“示例省养老服务消防安全监管规定”，上级文件“示例省养老服务消防安全管理规定”",
        ),
        (
            f"根据《{PARENT.replace('2026', '2025')}》要求，现通知如下。",
            PARENT.replace("2026", "2025"),
            f"名称与上级文件不一致：本文“{PARENT.replace('2026', '2025')}”，上级文件“{PARENT}”",
        ),
        (
            f"根据《{PARENT}》（例民发〔2026〕6号）要求，现通知如下。",
            PARENT,
            "文号与上级文件不一致：本文“例民发〔2026〕6号”，上级文件“例民发〔2026〕5号”",
        ),
    ],
)
def test_a_difference_is_told_with_both_words(line: str, title: str, what: str) -> None:
    assert messages(line) == [f"引用的《{title}》，{what}"]


@pytest.mark.parametrize(
    "line",
    [
        CITING,
        f"执行《{GUIDE}（第3版）》（例民发〔2024〕8号）。",
        f"执行《{GUIDE}》。",
        f"执行《{GUIDE}（第三版）》（以下简称《指南》），各机构要对照《指南》自查。",
        "落实《养老服务消防安全管理规定》。",
        "落实《示例市养老服务消防安全管理规定》（例政办发〔2025〕3号）。",
        "落实《中华人民共和国消防法》《养老机构服务安全基本规范》。",
        "根据《关于做好2026年养老机构安全管理工作的通知》（例民发〔2026〕5号）要求，现通知如下。",
        "落实《通知》（例民发〔2026〕5号）要求。",
        "落实《示例市儿童福利机构夏季用电安全管理指南》。",
    ],
)
def test_the_same_in_other_signs_or_shorter_and_other_documents_are_right(line: str) -> None:
    assert messages(line) == []


def test_two_documents_of_one_title_that_the_parent_cites_itself() -> None:
    parent = f"执行《{GUIDE}》（例民发〔2024〕8号）和《{GUIDE}》（例民发〔2025〕2号）。"
    assert messages(f"执行《{GUIDE}》（例民发〔2025〕2号）。", parent=parent) == []


def test_last_years_paper_beside_this_years() -> None:
    both = f"根据《{PARENT}》和《{PARENT.replace('2026', '2025')}》要求，现通知如下。"
    assert messages(both) == []


def test_a_difference_is_told_once() -> None:
    wrong = f"执行《{GUIDE}（第二版）》。"
    assert len(messages("一、自查", wrong, "二、检查", wrong)) == 1


def test_what_the_paper_issues_itself_is_no_citation() -> None:
    """A county's plan is not called as the province's that it carries out."""
    parent = "现将《示例省养老机构安全专项行动方案》印发给你们，请认真贯彻执行。"
    own = "现将《示范县养老机构安全专项行动实施方案》印发给你们，请遵照执行。"
    assert messages(own, parent=parent) != []
    elements = Elements(title="示范县民政局关于印发《示范县养老机构安全专项行动实施方案》的通知")
    paper = replace(notice(own), elements=elements)
    assert check_citations(paper, parents(parent)) == ()
