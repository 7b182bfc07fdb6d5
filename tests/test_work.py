"""Whoever does the tasks, the answers are the same; who is killed costs its own tasks only."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks import add, ends_at_three, ends_once, prepared
from wenjian.cli import run
from wenjian.errors import ClusterError, UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.finding import Place
from wenjian.work import AHEAD, Lost, Where, Work, answers, in_order

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("where", [Where(1), Where(2), Where(2, method="spawn")], ids=["本进程", "两个进程", "新起"])
def test_the_answers_are_the_same_whoever_gives_them(where: Where) -> None:
    assert list(in_order(answers(Work(prepared, add, 7), range(9), where))) == [700 + n for n in range(9)]


def test_a_process_killed_by_one_task_costs_that_one(tmp_path: Path) -> None:
    got = dict(answers(Work(prepared, ends_at_three, 1), range(9), Where(2)))
    assert got == {n: Lost() if n == 3 else 100 + n for n in range(9)}


def test_a_process_killed_once_costs_nothing(tmp_path: Path) -> None:
    tasks = [(number, tmp_path / str(number)) for number in range(9)]
    tasks[4][1].touch()
    assert dict(answers(Work(prepared, ends_once, 1), tasks, Where(2))) == {n: 100 + n for n in range(9)}


def test_few_tasks_are_under_way_at_a_time() -> None:
    asked: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(50):
            asked.append(number)
            yield number

    for taken, _ in enumerate(answers(Work(prepared, add, 1), tasks(), Where(2)), 1):
        assert len(asked) <= taken + 2 * AHEAD


def test_nobody_waits_for_tasks_that_nobody_gave() -> None:
    assert list(answers(Work(prepared, add, 1), [], Where(2))) == []


def test_errors_travel_between_processes_with_their_findings() -> None:
    error = UnreadableInput(found("WJ101", Place("甲.docx")), found("WJ103", Place("乙.docx")))
    assert pickle.loads(pickle.dumps(error)).findings == error.findings


def test_without_the_package_for_clusters_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError) as refused:
        list(answers(Work(prepared, add, 1), [1], Where(cluster="tcp://127.0.0.1:1")))
    assert [finding.code for finding in refused.value.findings] == ["WJ976"]
    assert "pip install wenjian[cluster]" in refused.value.findings[0].hint


def test_check_many_says_it_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    (tmp_path / "一.txt").write_bytes((ROOT / "samples/上级/示民发2026-15.txt").read_bytes())
    against = str(ROOT / "samples/上级/示发明电2026-6.yaml")
    assert run(["check", "--many", str(tmp_path), "--against", against, "--cluster", "tcp://10.0.0.1:8786"]) == 2
    assert "tcp://10.0.0.1:8786: 错误 WJ976: 没有安装" in capsys.readouterr().err
