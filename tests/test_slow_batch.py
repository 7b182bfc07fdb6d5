"""batch where things go wrong: killed at any moment, the disk full, a folder that cannot be written."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rosters import invented

from batches import JOB, contents, roster_at
from test_slow_kill import open_whole
from wenjian.cli import run
from wenjian.cli.finished import RECORD, read_record

pytestmark = pytest.mark.slow

PLACES = 6
OURS = {"汇总.xlsx", "汇总.txt"}


def start(roster: Path, out: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "wenjian", "batch", str(JOB)),
            *("--roster", str(roster), "-o", str(out), "--jobs", "2"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return roster_at(tmp_path_factory.mktemp("名册") / "名册.xlsx", invented(PLACES))


@pytest.fixture(scope="module")
def undisturbed(roster: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], float]:
    """What an undisturbed run gives, and how many seconds it takes."""
    out = tmp_path_factory.mktemp("安静") / "结果"
    began = time.perf_counter()
    assert start(roster, out).wait(300) in {0, 1}
    return contents(out), time.perf_counter() - began


def visible(out: Path) -> list[Path]:
    return [path for path in out.iterdir() if not path.name.startswith(".")] if out.is_dir() else []


def look_whole(out: Path, expected: dict[str, bytes]) -> None:
    """Every visible folder holds all its files, each as in the undisturbed run."""
    for path in visible(out):
        if path.name in OURS:
            assert path.read_bytes() == expected[path.name]
            continue
        whole = {name.removeprefix(f"{path.name}/"): data for name, data in expected.items() if path.name in name}
        assert contents(path) == whole


def disturbed(roster: Path, out: Path, expected: dict[str, bytes], ready: Callable[[], bool]) -> None:
    """kill -9 as soon as `ready`, looking all the time at what can be seen under final names."""
    process = start(roster, out)
    while not ready() and process.poll() is None:
        look_whole(out, expected)
        time.sleep(0.01)
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)
    process.wait(60)
    look_whole(out, expected)


def workers_of(out: Path) -> list[int]:
    """The processes that still work for a batch into `out`."""
    found = []
    for status in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = status.read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if str(out) in words and "batch" in words:
            found.append(int(status.parent.name))
    return found


@pytest.mark.parametrize("seed", range(10))
def test_killed_at_any_moment_and_resumed(
    seed: int, roster: Path, tmp_path: Path, undisturbed: tuple[dict[str, bytes], float]
) -> None:
    expected, seconds = undisturbed
    out = tmp_path / "结果"
    chance = random.Random(seed)
    for _ in range(2):
        end = time.perf_counter() + chance.uniform(0.2, seconds)
        disturbed(roster, out, expected, lambda end=end: time.perf_counter() >= end)  # type: ignore[misc]
    assert start(roster, out).wait(300) in {0, 1}
    assert contents(out) == expected


@pytest.mark.parametrize("count", [1, 3, PLACES])
def test_killed_when_so_many_places_are_there(
    count: int, roster: Path, tmp_path: Path, undisturbed: tuple[dict[str, bytes], float]
) -> None:
    out = tmp_path / "结果"
    disturbed(roster, out, undisturbed[0], lambda: len(visible(out)) >= count)
    made = {path: path.stat().st_ino for path in visible(out) if path.name not in OURS}
    assert len(made) >= count
    assert start(roster, out).wait(300) in {0, 1}
    assert contents(out) == undisturbed[0]
    assert {path: path.stat().st_ino for path in made} == made, "做完的又做了一遍"


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="没有 /proc")
def test_the_workers_of_a_killed_run_end(roster: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    process = start(roster, out)
    while not visible(out) and process.poll() is None:
        time.sleep(0.01)
    assert len(workers_of(out)) >= 2
    os.kill(process.pid, signal.SIGKILL)
    process.wait(60)
    end = time.perf_counter() + 30
    while workers_of(out) and time.perf_counter() < end:
        time.sleep(0.1)
    assert workers_of(out) == []


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A small disk of its own at `folder`, where this user may mount one."""
    folder.mkdir()
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("不是管理员，不能另挂一块小磁盘")
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip(f"不能另挂一块小磁盘：{made.stderr.decode(errors='replace').strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_told_and_the_rest_is_done_later(
    roster: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], undisturbed: tuple[dict[str, bytes], float]
) -> None:
    size = sum(map(len, undisturbed[0].values())) // 2 // 1024
    with mounted(tmp_path / "盘", f"size={size}k") as disk:
        out = disk / "结果"
        assert run(["batch", str(JOB), "--roster", str(roster), "-o", str(out), "--jobs", "2"]) == 5
        said = capsys.readouterr().err
        assert "WJ684: 无法保存：磁盘已满" in said
        made = visible(out)
        assert 0 < len(made) < PLACES
        assert f"做完的{len(made)}个地区都在 {out}；能写以后再运行一次" in said
        assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []
        look_whole(out, undisturbed[0])
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        assert run(["batch", str(JOB), "--roster", str(roster), "-o", str(out), "--jobs", "2"]) in {0, 1}
        assert contents(out) == undisturbed[0]


def test_a_disk_that_fills_up_over_an_earlier_result_loses_nothing(
    roster: Path, tmp_path: Path, undisturbed: tuple[dict[str, bytes], float]
) -> None:
    """The places are to be made anew, and there is no room for it: the earlier folders are as they were."""
    size = sum(map(len, undisturbed[0].values())) * 5 // 4 // 1024 + 200
    with mounted(tmp_path / "盘", f"size={size}k") as disk:
        out = disk / "结果"
        assert run(["batch", str(JOB), "--roster", str(roster), "-o", str(out), "--jobs", "1"]) in {0, 1}
        first = next(path for path in visible(out) if path.name not in OURS)
        (first / "领导批示.txt").write_text("请抓紧。", encoding="utf-8")
        (disk / "占满").write_bytes(b"\0" * (os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize - 20_000))
        before = contents(out)
        changed = roster_at(
            tmp_path / "新.xlsx", [one.model_copy(update={"printer": "示局办公室"}) for one in invented(PLACES)]
        )
        assert run(["batch", str(JOB), "--roster", str(changed), "-o", str(out), "--jobs", "1"]) == 5
        assert contents(out) == before


def test_a_read_only_disk_is_told(roster: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with mounted(tmp_path / "盘", "ro") as disk:
        assert run(["batch", str(JOB), "--roster", str(roster), "-o", str(disk / "结果"), "--jobs", "1"]) == 5
        assert "WJ681: 文件夹不可写，无法保存" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="管理员在只读文件夹里也能写")
def test_a_read_only_folder_is_told(roster: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "结果"
    out.mkdir(mode=0o555)
    assert run(["batch", str(JOB), "--roster", str(roster), "-o", str(out), "--jobs", "1"]) == 5
    assert "WJ681" in capsys.readouterr().err


def test_every_result_can_be_opened(undisturbed: tuple[dict[str, bytes], float], tmp_path: Path) -> None:
    folder = next(name.partition("/")[0] for name in undisturbed[0] if name.endswith(RECORD))
    (tmp_path / folder).mkdir()
    for name, data in undisturbed[0].items():
        if name.startswith(f"{folder}/"):
            (tmp_path / name).write_bytes(data)
            if Path(name).suffix in {".docx", ".xlsx", ".html"} or name.endswith("覆盖核对.json"):
                open_whole(tmp_path / name)
    assert read_record(tmp_path / folder) is not None
