"""What the commands share: findings on stderr, results to a file or stdout, failures as Chinese messages."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable
from pathlib import Path

import click

from wenjian import __version__
from wenjian.errors import Exit, WenjianError
from wenjian.library import load_locality
from wenjian.loading.store import write_atomically
from wenjian.model.finding import Finding
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Level

COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.INFO: "bright_black"}

ANY_PATH = click.Path(path_type=Path)
"""A path that the readers judge: their messages are better than click's."""


def show(findings: Iterable[Finding]) -> None:
    """Print findings on stderr, sorted by place, each once; coloured on a terminal."""
    coloured = sys.stderr.isatty()
    for finding in sorted(dict.fromkeys(findings), key=lambda f: f.order):
        text = str(finding)
        click.echo(click.style(text, fg=COLOURS[finding.level]) if coloured else text, err=True)


def say(text: str) -> None:
    """A line about what is going on, on stderr: stdout holds results only."""
    click.echo(text, err=True)


def read_locality(path: Path | None) -> Locality | None:
    """The locality of an option, what was repaired in it shown; None without one."""
    if path is None:
        return None
    locality, findings = load_locality(path)
    show(findings)
    return locality


def deliver(data: bytes | str, output: Path | None) -> None:
    """Write a result to `output`, or to stdout. Bytes of an office file need a file name or a pipe."""
    if output is not None:
        write_atomically(output, data.encode("utf-8") if isinstance(data, str) else data)
        say(f"已写出 {output}")
    elif isinstance(data, str):
        click.echo(data, nl=not data.endswith("\n"))
    elif sys.stdout.isatty():
        raise click.UsageError("这种格式要写到文件里，请用 -o 指定文件名。", click.get_current_context(silent=True))
    else:
        sys.stdout.buffer.write(data)


def report_failure(error: Exception) -> int:
    """Print why the run stopped; the exit code."""
    if isinstance(error, WenjianError):
        show(error.findings)
        return int(error.exit)
    last = traceback.extract_tb(error.__traceback__)[-1]
    say(f"程序出错了（wenjian {__version__}）：{type(error).__name__}: {error}")
    say(f"位置：{Path(last.filename).name} 第{last.lineno}行 {last.name}")
    say("提示：这是程序自身的问题，不是您的文件不对。请把以上两行和所用的命令告诉维护人员。")
    return int(Exit.BUG)
