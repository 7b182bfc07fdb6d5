"""Fixtures: a test's docstring as its input, and the real documents found through WENJIAN_REAL."""

from __future__ import annotations

import importlib
import inspect
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from ooxml import faults, faults_inside, schema_faults
from wenjian.package import pack

settings.register_profile("same", derandomize=True)
settings.load_profile(os.environ.get("WENJIAN_HYPOTHESIS", "same"))
"""The same examples in every run; WENJIAN_HYPOTHESIS=default looks for new ones."""

_unavailable: list[str] = []

_WRITING = ("writers.docx", "writers.xlsx", "loading.sheets")
"""The modules that write office files of our own."""
_CHANGING = ("writers.redline", "writers.comments")
"""The modules that write into somebody else's file, with whatever stands in it."""
_MOST_FOR_SCHEMA = 4
"""Files of one test that are held against the schemas; property tests write hundreds that differ in words only."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--schemas", action="store_true", help="hold every docx and xlsx against the Open XML schemas too")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What commands keep of the library stays within the tests."""
    os.environ["WENJIAN_CACHE"] = str(tmp_path_factory.mktemp("缓存"))


@pytest.fixture(scope="session")
def written_files() -> Iterator[list[tuple[bytes, bool]]]:
    """Every office file that the program writes in this process, as it is written; whether it is all our own."""
    written: list[tuple[bytes, bool]] = []

    def recording(*, own: bool) -> Callable[..., bytes]:
        def pack_and_keep(parts: Mapping[str, bytes], fixed: Collection[str] = ()) -> bytes:
            data = pack(parts, fixed)
            written.append((data, own))
            return data

        return pack_and_keep

    patch = pytest.MonkeyPatch()
    for name in (*_WRITING, *_CHANGING):
        patch.setattr(importlib.import_module(f"wenjian.{name}"), "pack", recording(own=name in _WRITING))
    yield written
    patch.undo()


@pytest.fixture(autouse=True)
def _written_files_are_whole(written_files: list[tuple[bytes, bool]], request: pytest.FixtureRequest) -> Iterator[None]:
    """Every docx and xlsx that a test writes keeps to the order of the schema and to what Word asks for; with
    `--schemas` also to the schemas themselves.
    """
    written_files.clear()
    yield
    files = list(dict.fromkeys(written_files))
    written_files.clear()
    found = {fault for data, own in files for fault in (faults(data) if own else faults_inside(data))}
    if request.config.getoption("--schemas"):
        own_files = [data for data, own in files if own][:_MOST_FOR_SCHEMA]
        found |= {fault for data in own_files for fault in schema_faults(data)}
    assert not found, sorted(found)


@pytest.fixture
def doc(request: pytest.FixtureRequest) -> str:
    """The test's docstring, dedented: its input in the user's own format."""
    text = inspect.getdoc(request.function)
    assert text, "this test needs its input as docstring"
    return text + "\n"


@pytest.fixture
def real(request: pytest.FixtureRequest) -> Path:
    """The folder of real documents named by WENJIAN_REAL; without it the test is skipped and counted."""
    folder = os.environ.get("WENJIAN_REAL", "")
    if not folder or not Path(folder).is_dir():
        _unavailable.append(request.node.nodeid)
        pytest.skip("WENJIAN_REAL 未设置：没有真实文件")
    return Path(folder).resolve()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _unavailable:
        terminalreporter.write_line(f"WENJIAN_REAL 未设置：跳过 {len(_unavailable)} 项真实文件测试")
