"""`wenjian demo`: compose the built-in sample, and say what was made."""

from __future__ import annotations

from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH
from wenjian.cli.compose import run
from wenjian.shipped import builtin

JOBS = {"鲁山县": "鲁山县.yaml", "东胜区": "东胜区.yaml"}


@chinese_command("用自带的示例上级文件，为示例地区起草通知、实施方案、任务分解表和贯彻落实对照表。")
@click.option("-o", "folder", metavar="文件夹", type=ANY_PATH, default=Path("build/demo"), help="写到哪个文件夹。")
@click.option("--locality", type=click.Choice(list(JOBS)), default="鲁山县", help="哪个示例地区。")
def command(folder: Path, locality: str) -> int:
    click.echo(f"为{locality}起草示例文稿：")
    return run(builtin("samples") / "拟稿单" / JOBS[locality], folder)
