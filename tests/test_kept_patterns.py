"""What is kept of the patterns of the rules: every answer is the one without it, and no word of a paper is in it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from wenjian.kept import patterns
from wenjian.kept.patterns import patterns_kept
from wenjian.text.patterns import kept
from wenjian.text.programs import pattern_of

PARENT = """示范省民政厅关于做好冬季服务工作的通知
示民〔2025〕8号
各市民政局：
养老机构要对新入住老年人隔离观察不少于14天。民政、龘龘部门要于2025年11月30日前联合检查一次，不得走过场。
"""
CHILD = """犇鱻县民政局关于做好冬季服务工作的通知
犇民〔2025〕3号
各靐镇民政所：
靐镇敬老院要对新入住老年人隔离观察10天。县龘龘局每半年检查一次。
"""


def check(folder: Path, cache: Path | str) -> str:
    """What the command says of the papers in the folder, with the cache."""
    (folder / "省.txt").write_text(PARENT, encoding="utf-8")
    (folder / "县.txt").write_text(CHILD, encoding="utf-8")
    call = [sys.executable, "-m", "wenjian", "check", "县.txt", "--against", "省.txt", "--format", "json"]
    environment = {**os.environ, "WENJIAN_CACHE": str(cache)}
    done = subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout + done.stderr


def facts_of(path: Path) -> dict[str, object]:
    facts: dict[str, object] = json.loads(path.read_text(encoding="utf-8").partition("\n")[2])
    return facts


def test_a_command_answers_the_same_and_keeps_the_rules_only(tmp_path: Path) -> None:
    cache = tmp_path / "缓存"
    file = cache / patterns.NAME
    plain = check(tmp_path, tmp_path / "省.txt")  # no folder: nothing can be kept
    assert check(tmp_path, cache) == plain
    facts, written = facts_of(file), file.stat().st_mtime_ns
    assert check(tmp_path, cache) == plain
    assert file.stat().st_mtime_ns == written  # nothing was new
    assert len(facts) > 100
    assert not re.search("[犇鱻靐龘]", json.dumps(facts, ensure_ascii=False))
    for name, program in facts.items():
        kind, _, rest = name.partition(" ")
        if kind == "program":
            flags, _, pattern = rest.partition(" ")
            assert pattern_of(pattern, program) == re.compile(pattern, int(flags)), pattern  # type: ignore[arg-type]


def run(cache: Path, pattern: str = "(甲+)乙") -> str:
    """A run of the program that needs one pattern."""
    with patterns_kept(cache):
        return kept(pattern).sub(lambda match: match[1], "甲甲乙丙")


def test_a_run_takes_what_another_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(tmp_path) == "甲甲丙"
    monkeypatch.setattr("wenjian.text.patterns.program_of", lambda *_: pytest.fail("compiled again"))
    assert run(tmp_path) == "甲甲丙"


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])


def changed(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace("甲".encode(), "丁".encode()))


def no_text(file: Path) -> None:
    file.write_bytes(b"\xff\x00" * 40)


def written_by_others(file: Path) -> None:
    file.chmod(0o666)


def of_another_version(file: Path) -> None:
    told, words = file.read_text(encoding="utf-8").split("\n")
    file.write_text(f"{told[::-1]}\n{words}", encoding="utf-8")


@pytest.mark.parametrize("spoil", [cut_off, changed, no_text, written_by_others, of_another_version])
def test_what_cannot_be_trusted_is_not_used(spoil: Callable[[Path], None], tmp_path: Path) -> None:
    file = tmp_path / patterns.NAME
    run(tmp_path)
    whole = file.read_bytes()
    spoil(file)
    compiled: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wenjian.text.patterns.program_of", lambda pattern, _: compiled.append(pattern))
        assert run(tmp_path) == "甲甲丙"
    assert compiled == ["(甲+)乙"]
    file.unlink()
    run(tmp_path)
    assert file.read_bytes() == whole


def test_a_file_that_has_grown_too_large_is_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "MOST", 2)
    for pattern in ("(甲)", "(乙)", "(丙)", "(丁)"):
        run(tmp_path, pattern)
    assert [*facts_of(tmp_path / patterns.NAME)] == ["program 0 (丁)"]


def test_where_nothing_can_be_written_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("")
    assert run(tmp_path / "文件") == "甲甲丙"
    with patterns_kept(None):
        assert kept("乙").search("甲乙")


def test_a_python_that_does_not_show_its_programs_compiles_as_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wenjian.text.programs.import_module", lambda _: SimpleNamespace())
    assert run(tmp_path) == "甲甲丙"
    assert not [*tmp_path.iterdir()]
