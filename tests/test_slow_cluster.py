"""Workers of a Dask scheduler, in processes of their own: the same answers as here, even when one of them is killed."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rosters import invented

from batches import JOB, contents, roster_at
from tasks import add, ends_at_three, prepared
from wenjian import work
from wenjian.cli import run
from wenjian.errors import ClusterError
from wenjian.work import Lost, Where, Work, answers, in_order

distributed = pytest.importorskip("distributed", reason="没有安装 wenjian[cluster]")

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
TEXTS = ROOT / "benchmarks/pairs/texts"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as made:
        yield made


@pytest.fixture
def where(cluster: Any) -> Where:
    return Where(cluster=cluster.scheduler_address)


def test_the_answers_are_those_of_this_machine(where: Where) -> None:
    assert list(in_order(answers(Work(prepared, add, 7), range(20), where))) == [700 + n for n in range(20)]


def test_a_task_that_kills_its_worker_costs_itself_only(where: Where) -> None:
    got = dict(answers(Work(prepared, ends_at_three, 1), range(9), where))
    assert got == {n: Lost("处理它的工作机一再中断") if n == 3 else 100 + n for n in range(9)}


def test_plans_are_checked_as_here(where: Where, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    plans = tmp_path / "方案"
    plans.mkdir()
    for name in ("h02_child_xiaofang", "h07_child_yanglao", "h03_child_qingming"):
        (plans / f"{name}.txt").write_bytes((TEXTS / f"{name}.txt").read_bytes())
    (plans / "坏.docx").write_bytes(b"PK\x03\x04")
    made = []
    for name, options in (("本机", ["--jobs", "1"]), ("集群", ["--cluster", where.cluster])):
        folder = tmp_path / name
        asked = ["check", "--many", str(plans), "--against", str(TEXTS / "h02_parent_xiaofang.txt")]
        assert run([*asked, "--each", str(folder), "-o", str(folder / "汇总.xlsx"), *options]) == 1
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
        assert "坏.docx: 错误 WJ108" in capfd.readouterr().err
    assert made[0] == made[1]
    assert len(made[0]) == 7  # three sheets, three letters, the table


def test_places_are_composed_as_here(where: Where, tmp_path: Path) -> None:
    roster = roster_at(tmp_path / "名册.xlsx", invented(6))
    made = []
    for options in (["--jobs", "1"], ["--cluster", where.cluster]):
        out = tmp_path / "结果"
        assert run(["batch", str(JOB), "--roster", str(roster), "-o", str(out), *options]) in {0, 1}
        made.append(contents(out))
        out.rename(tmp_path / str(len(made)))
    assert made[0] == made[1]
    assert sum(name.endswith("1-通知.docx") for name in made[0]) == 6


def test_places_are_composed_as_here_though_a_worker_is_killed(where: Where, cluster: Any, tmp_path: Path) -> None:
    roster = roster_at(tmp_path / "名册.xlsx", invented(12))
    out = tmp_path / "结果"

    def kill() -> None:
        while len(list(out.glob("示*"))) < 2:
            time.sleep(0.02)
        os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    assert run(["batch", str(JOB), "--roster", str(roster), "-o", str(out), "--cluster", where.cluster]) in {0, 1}
    killer.join()
    made = contents(out)
    out.rename(tmp_path / "集群")
    assert run(["batch", str(JOB), "--roster", str(roster), "-o", str(out), "--jobs", "2"]) in {0, 1}
    assert contents(out) == made


def test_a_worker_killed_from_outside_costs_nothing(where: Where, cluster: Any) -> None:
    flow = answers(Work(prepared, add, 3), range(60), where)
    got = dict(next(flow) for _ in range(5))
    os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
    got.update(flow)
    assert got == {n: 300 + n for n in range(60)}


def test_a_scheduler_that_is_not_there_is_told() -> None:
    with pytest.raises(ClusterError) as refused:
        list(answers(Work(prepared, add, 1), [1], Where(cluster="tcp://127.0.0.1:9")))
    (finding,) = refused.value.findings
    assert finding.code == "WJ977"
    assert "连接不上" in finding.message
    with pytest.raises(ClusterError, match="WJ977"):
        list(answers(Work(prepared, add, 1), [1], Where(cluster="没有协议的地址")))


def test_workers_with_another_version_are_told(where: Where, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "__version__", "9.9")
    with pytest.raises(ClusterError, match=r"WJ978: 工作机上没有同一版本的 wenjian（9\.9）"):
        list(answers(Work(prepared, add, 1), [1], where))


def test_a_scheduler_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "PATIENCE", 1.0)
    with (
        distributed.LocalCluster(n_workers=0, processes=True, dashboard_address=None, host="127.0.0.1") as empty,
        pytest.raises(ClusterError, match="没有一台工作机"),
    ):
        list(answers(Work(prepared, add, 1), [1], Where(cluster=empty.scheduler_address)))
