"""`wenjian clauses find`: which clauses are there on a subject, for an institution, for a duty?"""

from __future__ import annotations

from pathlib import Path

import click

from wenjian.clauses.shelf import FOUND_MOST, Query, find
from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import LIBRARIES, deliver, show
from wenjian.cli.shelf import library_shelf
from wenjian.errors import Exit
from wenjian.text.normal import shorten

_QUOTE = 60


@chinese_command("找条款：词（同义、下位的也算）、主题、机构、任务原文；写了几样的要都合。没有找到的退出码为1。")
@click.argument("words", metavar="[词…]", nargs=-1)
@LIBRARIES
@click.option("--theme", metavar="主题", default="", help="只找某一主题。")
@click.option("--institution", metavar="机构", default="", help="写给哪种机构的，或提到它的。")
@click.option("--duty", metavar="原文", default="", help="上级要求的一句话，找最能写到它的条款。")
@click.option("--most", metavar="条数", type=click.IntRange(1), default=FOUND_MOST, help="最多列几条。")
def command(
    words: tuple[str, ...], libraries: tuple[Path, ...], theme: str, institution: str, duty: str, *, most: int
) -> int:
    if not (words or theme or institution or duty):
        raise click.UsageError("请写要找的词，或 --theme、--institution、--duty。", click.get_current_context())
    shelf = library_shelf(libraries)
    show(shelf.rest.findings)
    hits = find(shelf, Query(words, theme, institution, duty), most)
    lines = [
        f"{hit.card.ref}\t{hit.score:.2f}\t{hit.card.title}\t{shorten(hit.card.text, _QUOTE)}"
        + (f"\t{hit.reason}" if hit.reason else "")
        for hit in hits
    ]
    deliver("\n".join(lines) if lines else "没有找到。", None)
    return int(Exit.CLEAN if hits else Exit.FINDINGS)
