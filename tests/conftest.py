"""Fixtures: a test's docstring as its input, and the real documents found through WENJIAN_REAL."""

from __future__ import annotations

import inspect
import os
from pathlib import Path

import pytest

_unavailable: list[str] = []


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
