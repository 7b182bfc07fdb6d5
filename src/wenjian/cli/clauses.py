"""`wenjian clauses`: what the library holds."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, deliver, show
from wenjian.errors import Exit
from wenjian.library import load_library
from wenjian.loading.dump import dump


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
            near = "、".join(get_close_matches(id_, known, n=3, cutoff=0.3)) or "（无相近）"
            raise click.UsageError(f"条款库里没有“{id_}”。相近的编号：{near}。", click.get_current_context())
        deliver(dump(known[id_]), None)
        return int(Exit.CLEAN)
    chosen = [clause for clause in library.clauses if theme is None or theme in clause.themes]
    if not chosen:
        themes = "、".join(dict.fromkeys(theme for clause in library.clauses for theme in clause.themes))
        raise click.UsageError(f"没有主题为“{theme}”的条款。现有主题：{themes}。", click.get_current_context())
    deliver("\n".join(f"{clause.id}@{clause.revision}\t{clause.task or clause.lead}" for clause in chosen), None)
    return int(Exit.CLEAN)
