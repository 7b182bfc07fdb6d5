"""Runs tests/command/*.md: files in the user's own format, a command line, its output and its exit code.

A ```file NAME block makes a file (its last newline kept). A ```console block starts with `$ wenjian …`; what follows
is the expected stdout and stderr, in that order, then the last line `退出码 N`. `…` at the end of a line stands for
anything up to the line's end; a line that is only `…` stands for any number of lines.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from wenjian.cli import run

PAGES = sorted((Path(__file__).parent / "command").glob("*.md"))
BLOCK = re.compile(r"^```(\w+)(?: ([^\n]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def pattern(expected: str) -> str:
    lines = []
    for line in expected.splitlines():
        if line == "…":
            lines.append(r"(?:.*\n)*?")
        elif line.endswith("…"):
            lines.append(re.escape(line[:-1]) + ".*\n")
        else:
            lines.append(re.escape(line) + "\n")
    return "".join(lines)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_command(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = 0
    for kind, name, body in BLOCK.findall(page.read_text(encoding="utf-8")):
        if kind == "file":
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(body, encoding="utf-8")
        elif kind == "console":
            command, _, expected = body.partition("\n")
            assert command.startswith("$ wenjian "), command
            code = run(shlex.split(command.removeprefix("$ wenjian ")))
            captured = capsys.readouterr()
            said = f"{captured.out}{captured.err}退出码 {code}\n"
            assert re.fullmatch(pattern(expected), said), f"{command}\n--- got\n{said}--- expected\n{expected}"
            ran += 1
    assert ran, f"{page} runs nothing"


def test_no_command_at_all_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    assert capsys.readouterr().err.startswith("用法不对：没有写命令。")
