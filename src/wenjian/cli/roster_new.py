"""`wenjian roster new`: the table to be filled in, or one that holds the places of 地区 files."""

from __future__ import annotations

from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, read_locality, require_suffix, save
from wenjian.errors import Exit
from wenjian.loading.roster_book import write_roster_xlsx


@chinese_command("生成地区名册：一行一个地区，股室、乡镇、领导等各有一张表。可以先填进已有的地区文件。")
@click.option("-o", "output", metavar="文件", type=ANY_PATH, required=True, help="写到哪个 xlsx。")
@click.option("--locality", "paths", metavar="地区", type=ANY_PATH, multiple=True, help="先填进这个地区，可写几次。")
def command(output: Path, paths: tuple[Path, ...]) -> int:
    require_suffix(output, [".xlsx"])
    localities = [place for path in paths if (place := read_locality(path)) is not None]
    save(output, write_roster_xlsx(localities))
    return int(Exit.CLEAN)
