"""`wenjian clauses show`: one clause."""

from __future__ import annotations

from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import LIBRARIES, deliver, show
from wenjian.errors import Exit
from wenjian.library import load_library
from wenjian.loading.dump import dump
from wenjian.text.nearest import did_you_mean


@chinese_command("显示一条条款的全文。")
@click.argument("id_", metavar="编号")
@LIBRARIES
def command(id_: str, libraries: tuple[Path, ...]) -> int:
    library = load_library(libraries)
    show(library.findings)
    known = {clause.id: clause for clause in library.clauses}
    if id_ not in known:
        hint = did_you_mean(id_, known) or "运行 wenjian clauses list 可列出全部条款。"
        raise click.UsageError(f"条款库里没有“{id_}”。{hint}", click.get_current_context())
    deliver(dump(known[id_]), None)
    return int(Exit.CLEAN)
