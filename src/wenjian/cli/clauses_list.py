"""`wenjian clauses list`: every clause on a line."""

from __future__ import annotations

from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import LIBRARIES, deliver, show
from wenjian.errors import Exit
from wenjian.library import load_library


@chinese_command("列出条款库的条款：编号、版次、重点任务。")
@LIBRARIES
@click.option("--theme", metavar="主题", help="只列某一主题。")
def command(libraries: tuple[Path, ...], theme: str | None) -> int:
    library = load_library(libraries)
    show(library.findings)
    chosen = [clause for clause in library.clauses if theme is None or theme in clause.themes]
    if not chosen:
        themes = "、".join(dict.fromkeys(theme for clause in library.clauses for theme in clause.themes))
        raise click.UsageError(f"没有主题为“{theme}”的条款。现有主题：{themes}。", click.get_current_context())
    deliver("\n".join(f"{clause.ref}\t{clause.task or clause.lead}" for clause in chosen), None)
    return int(Exit.CLEAN)
