"""kill -9 at any moment: what lies in the folder is whole, and the next run ends as if nothing had happened."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from lxml import etree, html
from openpyxl import load_workbook

from wenjian.library import load_decisions

pytestmark = pytest.mark.slow

FILES = (
    "1-发文稿纸.docx",
    "1-通知.docx",
    "3-任务分解表.xlsx",
    "核对.yaml",
    "覆盖核对.html",
    "覆盖核对.json",
    "贯彻落实对照表.docx",
    "贯彻落实对照表.xlsx",
)


def start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "wenjian", "demo", "-o", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def results(folder: Path) -> list[Path]:
    """What a person sees in the folder, by name; hidden files are none of it."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith(".")) if folder.is_dir() else []


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in results(folder)}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("安静") / "结果"
    assert start(folder).wait(60) == 0
    answer = digests(folder)
    assert tuple(answer) == FILES
    return answer


def open_whole(path: Path) -> None:
    """Raise unless the file is complete."""
    match path.suffix:
        case ".docx":
            with zipfile.ZipFile(path) as package:
                assert package.testzip() is None
            assert Document(str(path)).paragraphs
        case ".xlsx":
            assert load_workbook(path).worksheets
        case ".json":
            assert json.loads(path.read_text(encoding="utf-8"))["duties"]
        case ".yaml":
            assert load_decisions(path)[0]
        case ".html":
            assert etree.tostring(html.fromstring(path.read_text(encoding="utf-8")))
            assert path.read_text(encoding="utf-8").rstrip().endswith("</html>")
        case _:
            pytest.fail(f"不是结果文件：{path.name}")


def kill_when(process: subprocess.Popen[bytes], ready: Callable[[], bool]) -> None:
    """kill -9 as soon as `ready`, or when the process has ended by itself."""
    while not ready() and process.poll() is None:
        time.sleep(0.0005)
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)
    process.wait(60)


def check_after(folder: Path, undisturbed: dict[str, str]) -> None:
    for path in results(folder):
        open_whole(path)
        assert path.name in FILES
    if folder.is_dir():
        hidden = [path.name for path in folder.iterdir() if path.name.startswith(".")]
        assert all(name.startswith(".wenjian-") and name.endswith(".tmp") for name in hidden), hidden
        assert len(hidden) <= 1
    assert start(folder).wait(60) == 0
    assert digests(folder) == undisturbed


@pytest.mark.parametrize("seconds", [0.05, 0.31, 0.62, 0.88, 1.07, 1.21, 1.43])
def test_killed_after_some_time(seconds: float, tmp_path: Path, undisturbed: dict[str, str]) -> None:
    folder = tmp_path / "结果"
    end = time.perf_counter() + seconds
    kill_when(start(folder), lambda: time.perf_counter() >= end)
    check_after(folder, undisturbed)


@pytest.mark.parametrize("count", range(len(FILES)))
def test_killed_while_writing(count: int, tmp_path: Path, undisturbed: dict[str, str]) -> None:
    """Killed as soon as the folder is there and holds `count` results."""
    folder = tmp_path / "结果"
    kill_when(start(folder), lambda: folder.is_dir() and len(results(folder)) >= count)
    assert len(results(folder)) >= count
    check_after(folder, undisturbed)


@pytest.mark.parametrize("count", [0, 2, 5])
def test_killed_with_a_temporary_file_open(count: int, tmp_path: Path, undisturbed: dict[str, str]) -> None:
    """Killed as soon as a file beyond `count` results is there, be it hidden."""
    folder = tmp_path / "结果"
    kill_when(start(folder), lambda: folder.is_dir() and sum(1 for _ in folder.iterdir()) > count)
    check_after(folder, undisturbed)


def test_killed_over_an_earlier_result(tmp_path: Path, undisturbed: dict[str, str]) -> None:
    """The second run is killed while it replaces files: each is the old one or the new one, which are the same."""
    folder = tmp_path / "结果"
    assert start(folder).wait(60) == 0
    before = {path.name: path.stat().st_ino for path in results(folder)}
    kill_when(start(folder), lambda: sum(path.stat().st_ino != before[path.name] for path in results(folder)) >= 3)
    assert digests(folder) == undisturbed
    check_after(folder, undisturbed)
