"""Layers of the library: what changed since a paper was made, and revisions that were forgotten."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from wenjian.clauses.layers import marked, same_revisions
from wenjian.cli import run
from wenjian.library import load_library
from wenjian.shipped import builtin

COUNTY = """停用条款: [综合.早治疗]
条款:
- 编号: 综合.早发现
  版次: "1.1"
  主责: 养老服务
  正文: 各民政服务机构发现有发热症状的人员，要立即安排检测，检测结果出来前单间观察。
- 编号: 综合.早隔离
  主责: 值班信访应急
  正文: 民政服务机构内出现疑似病例的，{{ 本局 }}配合{{ 卫生健康部门 }}及时转运。
"""


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A plan composed from the built-in library; beside it the county's own layer, written afterwards."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(builtin("samples"), "samples")
    assert run(["compose", "samples/拟稿单/鲁山县.yaml", "-o", "结果"]) == 0
    Path("本县").mkdir()
    Path("本县/疫情.yaml").write_text(COUNTY, encoding="utf-8")
    (name,) = [str(path) for path in Path("结果").glob("1-*.docx") if "发文稿纸" not in path.name]
    return name


def test_papers_made_from_clauses_that_are_no_longer_in_use(paper: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["clauses", "outdated", paper, "--date", "2026-11-29"]) == 0
    summary = capsys.readouterr().out
    assert summary == f"{paper}：用了{summary.partition('用了')[2].partition('条')[0]}条条款，没有要核对的。\n"

    assert run(["clauses", "outdated", paper, "--library", "本县", "--date", "2027-01-01"]) == 1
    assert {line for line in capsys.readouterr().out.splitlines() if "警告" in line} == {
        f"{paper}: 警告 WJ215: 用了条款“综合.早发现”的1.0版，现为1.1版",
        f"{paper}: 警告 WJ216: 用的条款“综合.早治疗@1.0”已由条款库“本县”停用",
        f"{paper}: 警告 WJ216: 用的条款“综合.自查督导@1.0”已于2026-12-31停用",
    }


def test_a_paper_without_origins_is_told(paper: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", paper, "--stage", "征求意见稿", "-o", "征求意见.docx"]) == 0
    capsys.readouterr()
    assert run(["clauses", "outdated", "征求意见.docx"]) == 0
    captured = capsys.readouterr()
    assert captured.out == "征求意见.docx：用了0条条款，没有要核对的。\n"
    assert captured.err.splitlines()[0] == "征求意见.docx: 说明 WJ217: 文稿里没有条款的来源"


def test_a_file_that_is_no_paper_of_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "来源.xml"
    path.write_text("<来源", encoding="utf-8")
    assert run(["clauses", "outdated", str(path)]) == 3
    assert "WJ112" in capsys.readouterr().err
    assert run(["clauses", "outdated", str(path.with_suffix(".pdf"))]) == 3
    assert "WJ105" in capsys.readouterr().err


def test_a_clause_worded_anew_needs_a_new_revision(tmp_path: Path) -> None:
    (tmp_path / "疫情.yaml").write_text(COUNTY, encoding="utf-8")
    assert [finding.message for finding in same_revisions(load_library([tmp_path]))] == [
        "条款“综合.早隔离”改写了“自带”的，版次仍是1.0"
    ]
    assert [finding.code for finding in same_revisions(load_library([tmp_path]))] == ["WJ214"]


def test_changed_words_are_marked() -> None:
    assert marked("每月检查一次。\n", "每季度检查一次。") == "〔删：每月〕〔增：每季度〕检查一次。"
