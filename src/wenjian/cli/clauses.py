"""`wenjian clauses`: what the library holds."""

from __future__ import annotations

from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, deliver, show
from wenjian.errors import Exit
from wenjian.library import load_library
from wenjian.loading.dump import dump
from wenjian.text.nearest import did_you_mean


@chinese_command("列出条款库的条款；给出编号则显示全文。")
@click.argument("id_", metavar="[编号]", required=False)
@click.option(
    "--library", "libraries", metavar="文件夹", type=ANY_PATH, multiple=True, help="叠加的条款库，后写的优先。"
)
@click.option("--theme", metavar="主题", help="只列某一主题。")
def command(id_: str | None, libraries: tuple[Path, ...], theme: str | None) -> int:
    library = load_library(libraries)
    show(library.findings)
    if id_:
        known = {clause.id: clause for clause in library.clauses}
        if id_ not in known:
            hint = did_you_mean(id_, known) or "不带编号运行可列出全部条款。"
            raise click.UsageError(f"条款库里没有“{id_}”。{hint}", click.get_current_context())
        deliver(dump(known[id_]), None)
        return int(Exit.CLEAN)
    chosen = [clause for clause in library.clauses if theme is None or theme in clause.themes]
    if not chosen:
        themes = "、".join(dict.fromkeys(theme for clause in library.clauses for theme in clause.themes))
        raise click.UsageError(f"没有主题为“{theme}”的条款。现有主题：{themes}。", click.get_current_context())
    deliver("\n".join(f"{clause.id}@{clause.revision}\t{clause.task or clause.lead}" for clause in chosen), None)
    return int(Exit.CLEAN)
