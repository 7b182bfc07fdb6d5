"""One run at a time in a folder, and none that was killed keeps the others out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from wenjian.errors import Exit, OutputError
from wenjian.loading import lock
from wenjian.loading.lock import LOCK, Owner, locked

HOLDING = """
import sys, time
from pathlib import Path
from wenjian.loading.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def held_by_another(folder: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-c", HOLDING, str(folder)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"held"
    return process


def test_a_folder_is_held_by_one_run_until_its_end(tmp_path: Path) -> None:
    folder = tmp_path / "批"
    with locked(folder) as left:
        assert left is None
        assert json.loads((folder / LOCK).read_bytes())["process"] == os.getpid()
        with pytest.raises(OutputError) as refused, locked(folder):
            pass
        assert refused.value.exit is Exit.OUTPUT
        assert f"WJ986: 另一个 wenjian（本机的进程{os.getpid()}）正在往这个文件夹里写" in str(refused.value)
    assert list(folder.iterdir()) == []
    with pytest.raises(KeyError), locked(folder):
        raise KeyError
    assert list(folder.iterdir()) == []


def test_a_killed_run_keeps_nobody_out(tmp_path: Path) -> None:
    process = held_by_another(tmp_path)
    with pytest.raises(OutputError, match=f"本机的进程{process.pid}"), locked(tmp_path):
        pass
    process.kill()
    process.wait()
    assert (tmp_path / LOCK).is_file()
    with locked(tmp_path) as left:
        assert left is not None
        assert (left.process, str(left)) == (process.pid, f"本机的进程{process.pid}")
    with locked(tmp_path) as left:
        assert left is None


def test_of_another_computer_people_decide(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text('{"process": 7, "host": "科室电脑"}', encoding="utf-8")
    with pytest.raises(OutputError, match=r"计算机“科室电脑”上的进程7") as refused, locked(tmp_path):
        pass
    assert f"删去文件夹里的 {LOCK}" in str(refused.value)
    (tmp_path / LOCK).unlink()
    with locked(tmp_path):
        pass


def test_where_the_file_system_knows_no_locks_the_file_alone_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_lock", lambda _handle: None)
    with locked(tmp_path), pytest.raises(OutputError, match="WJ986"), locked(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"process": "x", "host": 1}'])
def test_a_lock_file_that_says_nothing_keeps_nobody_out(text: str, tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text(text, encoding="utf-8")
    with locked(tmp_path) as left:
        assert left is None


def test_a_forked_worker_does_not_hold_the_folder(tmp_path: Path) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("no fork here")
    with locked(tmp_path):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.write(writing, str(len(lock._ours)).encode())
            os._exit(0)
        os.waitpid(child, 0)
        assert os.read(reading, 9) == b"0"
        with pytest.raises(OutputError), locked(tmp_path):
            pass


def test_another_computer_is_named() -> None:
    assert str(Owner(3, "乙机")) == "计算机“乙机”上的进程3"
