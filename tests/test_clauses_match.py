"""Proposals for a directive as a table: filled in, read back, written as 承接 into the county's own layer."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from wenjian.cli import run
from wenjian.library import load_library

CLAUSES = """条款:
- 编号: 安河.瞭望巡护
  正文: 林场要安排专人看护瞭望塔，重点查看防火隔离带和取水点，巡护情况当班记录。
"""
PARENT = """标题: 关于做好林场渔港安全工作的通知
发文字号: 示民发〔2026〕9号
任务:
- 编号: D001
  原文: 林场要安排专人看护瞭望塔，查看防火隔离带。
- 编号: D002
  原文: 渔港要公布泊位停靠办法和潮汐时刻。
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("省").mkdir()
    Path("省/养老.yaml").write_text(CLAUSES, encoding="utf-8")
    Path("上级.yaml").write_text(PARENT, encoding="utf-8")


def answer(**cells: str) -> None:
    """Write the table, and into its cells what a person would."""
    assert run(["clauses", "match", "上级.yaml", "--library", "省", "-o", "匹配.xlsx"]) == 1
    book = load_workbook("匹配.xlsx")
    for cell, text in cells.items():
        book["匹配"][cell] = text
    book.save("匹配.xlsx")


def accept() -> int:
    return run(["clauses", "match", "上级.yaml", "--library", "省", "--accept", "匹配.xlsx", "--into", "县"])


def claims() -> list[str]:
    clause = load_library([Path("省"), Path("县")]).clause("安河.瞭望巡护")
    assert clause is not None
    return [claim.duty for claim in clause.claims]


def test_the_table_shows_each_duty_with_its_clause_or_none() -> None:
    answer()
    rows = [[cell or "" for cell in row] for row in load_workbook("匹配.xlsx")["匹配"].iter_rows(values_only=True)]
    assert rows[1] == ["任务编号", "条款", "上级要求", "条款编号", "条款正文", "得分", "理由", "承接"]
    assert rows[2][3] == "安河.瞭望巡护@1.0"
    assert rows[3][0] == "示民发〔2026〕9号#D002"
    assert rows[3][3:] == ["", "", "", "没有相近的条款", ""]


def test_what_is_accepted_becomes_a_claim_of_the_nearer_layer(capsys: pytest.CaptureFixture[str]) -> None:
    answer(H3="是")
    assert accept() == 0
    assert Path("县/补充承接.yaml").read_text(encoding="utf-8") == (
        "补充承接:\n- 条款: 安河.瞭望巡护\n  任务: 示民发〔2026〕9号#D001\n"
    )
    assert claims() == ["示民发〔2026〕9号#D001"]
    assert accept() == 0
    assert claims() == ["示民发〔2026〕9号#D001"]
    capsys.readouterr()
    assert run(["clauses", "match", "上级.yaml", "--library", "省", "--library", "县"]) == 1
    assert "　　已承接：安河.瞭望巡护@1.0\n" in capsys.readouterr().out


def test_another_yes_is_taken_and_what_is_neither_yes_nor_no_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    answer(H3="对", H4="待定")
    capsys.readouterr()
    assert accept() == 1
    assert capsys.readouterr().err.splitlines()[:2] == [
        "匹配.xlsx（匹配!H4）: 警告 WJ534: “承接”写的“待定”看不出是或否，没有写入",
        "提示：请在这一格选“是”或“否”，再读回一次。",
    ]
    assert claims() == ["示民发〔2026〕9号#D001"]


def test_clauses_on_the_subject_of_a_duty_are_proposed_before_those_with_a_figure_in_common(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """«之日起30日内» says nothing of what a duty is about, «津贴» does."""
    clauses = """条款:
- {编号: 安全.自查, 主题: [机构安全], 正文: 各机构要自文件印发之日起30日内完成一轮自查。}
- {编号: 公卫.专班, 主题: [公共卫生应急], 正文: 自疫情发生之日起30日内，对死亡患者查实。}
"""
    Path("省/养老.yaml").write_text(clauses, encoding="utf-8")
    Path("上级.yaml").write_text(
        "标题: 关于高龄津贴发放工作的通知\n发文字号: 示民发〔2026〕9号\n任务:\n"
        "- {编号: D001, 原文: 对死亡后仍领取津贴的，自查实之日起30日内追回。}\n",
        encoding="utf-8",
    )
    run(["clauses", "match", "上级.yaml", "--library", "省"])
    said = capsys.readouterr().out
    assert "高龄.追回多发" in said
    assert "安全.自查" not in said
    assert "公卫" not in said


def test_nothing_is_accepted_that_nobody_chose() -> None:
    answer(H3="否")
    assert accept() == 0
    assert claims() == []


def test_numbers_that_were_changed_are_told_and_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    answer(H3="是", A3="示民发〔2026〕9号#D009")
    capsys.readouterr()
    assert accept() == 1
    assert capsys.readouterr().err.splitlines()[0] == (
        "匹配.xlsx: 警告 WJ220: 选定的条款“安河.瞭望巡护”或任务“示民发〔2026〕9号#D009”没有，没有写入"
    )
    assert claims() == []


def test_another_table_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    answer(A2="编号")
    assert accept() == 3
    assert "WJ196" in capsys.readouterr().err
    assert run(["export", "上级.yaml", "-o", "匹配.xlsx"]) == 0
    assert accept() == 3
    assert "WJ186" in capsys.readouterr().err


def test_half_an_order_is_a_mistake() -> None:
    assert run(["clauses", "match", "上级.yaml", "--accept", "匹配.xlsx"]) == 2
