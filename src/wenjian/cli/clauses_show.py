"""`wenjian clauses show`: one clause, and what each layer of the library made of it."""

from __future__ import annotations

from pathlib import Path

import click

from wenjian.clauses.layers import history
from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import LIBRARIES, deliver, show
from wenjian.errors import Exit
from wenjian.library import load_library
from wenjian.loading.dump import dump
from wenjian.text.nearest import did_you_mean


@chinese_command("显示一条条款的全文、出自哪一级条款库、各级改了什么。")
@click.argument("id_", metavar="编号")
@LIBRARIES
def command(id_: str, libraries: tuple[Path, ...]) -> int:
    library = load_library(libraries)
    show(library.findings)
    chain = library.stages.get(id_, ())
    if not chain:
        hint = did_you_mean(id_, library.stages) or "运行 wenjian clauses list 可列出全部条款。"
        raise click.UsageError(f"条款库里没有“{id_}”。{hint}", click.get_current_context())
    words = next(stage.clause for stage in reversed(chain) if stage.clause)
    deliver(dump(words) + "".join(f"# {line}\n" for line in history(chain)), None)
    return int(Exit.CLEAN)
