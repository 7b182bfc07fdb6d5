"""check --many: each plan is judged as it is by itself, in whatever number of processes; one bad file stops nothing."""

from __future__ import annotations

import json
import os
import re
import signal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from wenjian.cli import many_plan, run
from wenjian.coverage import check
from wenjian.library import load_directive, load_thesaurus
from wenjian.readers import load_documents
from wenjian.reports.many import tally

TEXTS = Path(__file__).parents[1] / "benchmarks/pairs/texts"
PARENT = TEXTS / "h02_parent_xiaofang.txt"


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Four plans on various subjects and the superior's paper signed by a township, in a folder."""
    folder = tmp_path / "方案"
    folder.mkdir()
    for number, name in enumerate(
        ("h02_child_xiaofang", "h07_child_yanglao", "h03_child_qingming", "h05_child_gaizao"), 1
    ):
        (folder / f"{number}.txt").write_bytes((TEXTS / f"{name}.txt").read_bytes())
    signed = PARENT.read_text(encoding="utf-8").replace(
        "民政部 住房城乡建设部 应急管理部 国家消防救援局", "示例镇人民政府"
    )
    (folder / "5.txt").write_text(signed, encoding="utf-8")
    return folder


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = run(["check", *arguments, "--against", str(PARENT), "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def test_each_plan_is_judged_as_by_itself(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, together = answer(capsys, "--many", str(plans), "--jobs", "1")
    directive, _ = load_directive(PARENT)
    for plan in together["plans"]:
        alone = check(directive, load_documents(plans / plan["file"])[0], load_thesaurus())
        faults = plan["tally"]["faults"]
        assert plan["tally"] == {name: getattr(tally(alone, faults), name) for name in plan["tally"]}
    assert [plan["file"] for plan in together["plans"]] == ["1.txt", "2.txt", "3.txt", "4.txt", "5.txt"]
    assert together["plans"][-1]["tally"]["covered"] == together["plans"][-1]["tally"]["duties"]
    assert together["plans"][-1]["tally"]["quoted"] > 0.5 > together["plans"][2]["tally"]["quoted"]


def test_the_sheet_of_each_plan_is_the_one_it_gets_by_itself(plans: Path, tmp_path: Path) -> None:
    for jobs in ("1", "2"):
        run(["check", "--many", str(plans), "--against", str(PARENT), "--each", str(tmp_path / jobs), "--jobs", jobs])
    for number in "12345":
        alone = tmp_path / "单独.xlsx"
        run(["check", str(plans / f"{number}.txt"), "--against", str(PARENT), "-o", str(alone)])
        for jobs in ("1", "2"):
            assert (tmp_path / jobs / f"{number}-对照表.xlsx").read_bytes() == alone.read_bytes(), (number, jobs)
        if number != "5":  # unsigned: written to whose it seems to be, where one paper alone leaves a blank
            opinion = tmp_path / "单独.docx"
            letter = ["--format", "letter", "-o", str(opinion)]
            run(["check", str(plans / f"{number}.txt"), "--against", str(PARENT), *letter])
            assert (tmp_path / "2" / f"{number}-审核意见.docx").read_bytes() == opinion.read_bytes()


def test_the_table_is_the_same_whatever_the_number_of_processes(plans: Path, tmp_path: Path) -> None:
    (plans / "3-坏.docx").write_bytes(b"PK\x03\x04")
    made: dict[str, set[bytes]] = {}
    for jobs in ("1", "2", "4"):
        for suffix in (".xlsx", ".txt", ".json", ".html", ".docx"):
            output = tmp_path / f"汇总{jobs}{suffix}"
            code = run(["check", "--many", str(plans), "--against", str(PARENT), "--jobs", jobs, "-o", str(output)])
            assert code == 1
            made.setdefault(suffix, set()).add(output.read_bytes())
    assert all(len(versions) == 1 for versions in made.values())


def test_the_table_as_a_workbook(plans: Path, tmp_path: Path) -> None:
    output = tmp_path / "汇总表.xlsx"
    run(["check", "--many", str(plans), "--against", str(PARENT), "-o", str(output)])
    sheet = openpyxl.load_workbook(output).worksheets[0]
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    head = next(row for row in rows if "乡镇" in row)
    asked = (
        "序号 乡镇 报送时间 总任务 已落实 部分 未见 低于 高于（请核） 与县方案重复率 与其他单位方案相同 审核意见 说明"
    )
    assert [word for word in head if word] == asked.split()
    for row in rows[rows.index(head) + 1 :][:5]:
        others = sum(
            map(int, re.findall(r"[\u4e00-\u9fff（）](\d+)", row[-1].partition("其余任务：")[2].split("\n")[0]))
        )
        counts = [int(row[head.index(name)]) for name in ("已落实", "部分", "未见")]
        assert sum(counts) + others == int(row[head.index("总任务")])


def test_a_program_error_on_one_plan_is_told_and_the_others_go_on(
    plans: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(path: Path) -> Any:
        if path.name == "2.txt":
            raise ZeroDivisionError("division by zero")
        return load_documents(path)

    monkeypatch.setattr(many_plan, "load_documents", broken)
    code = run(["check", "--many", str(plans), "--against", str(PARENT), "--jobs", "1"])
    said = capsys.readouterr()
    assert code == 1
    assert "共5份方案，核对4份，1份没有核对。" in said.out
    assert "2.txt: 错误 WJ425: 核对这份文稿时程序出错（ZeroDivisionError: division by zero），没有核对" in said.err


def test_a_plan_that_kills_its_process_is_told_and_the_others_go_on(
    plans: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def deadly(path: Path) -> Any:
        if path.name == "2.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        return load_documents(path)

    monkeypatch.setattr(many_plan, "load_documents", deadly)
    code = run(["check", "--many", str(plans), "--against", str(PARENT), "--jobs", "2"])
    said = capsys.readouterr()
    assert code == 1
    assert "共5份方案，核对4份，1份没有核对。" in said.out
    assert "2.txt: 错误 WJ982: 没有做成：处理它的进程被中止了，可能是内存不够" in said.err


def test_an_empty_folder_is_no_clean_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "空").mkdir()
    (tmp_path / "空/核对.yaml").write_text("核对: []\n", encoding="utf-8")
    code = run(["check", "--many", str(tmp_path / "空"), "--against", str(PARENT)])
    assert code == 3
    assert "WJ422: 文件夹里没有可以核对的文稿" in capsys.readouterr().err


def test_the_decisions_beside_the_plans_hold_for_each(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    directive, _ = load_directive(PARENT)
    (plans / "核对.yaml").write_text(
        f"核对:\n- 任务: {directive.id}#D001\n  判定: 不适用\n  结论: 不涉及本地\n"
        "  姓名: 张三（虚构）\n  日期: 2026-03-05\n",
        encoding="utf-8",
    )
    _, together = answer(capsys, "--many", str(plans))
    assert all(plan["tally"]["other"] >= 1 for plan in together["plans"])


def test_the_superiors_paper_in_the_same_folder_is_no_plan(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "--many", str(plans), "--against", str(plans / "5.txt"), "--format", "json"])
    files = [plan["file"] for plan in json.loads(capsys.readouterr().out)["plans"]]
    assert files == ["1.txt", "2.txt", "3.txt", "4.txt"]
