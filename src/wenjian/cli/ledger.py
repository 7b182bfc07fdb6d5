"""`wenjian ledger`: a duty list or a 任务分解表 as 督办台账."""

from __future__ import annotations

from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, date_option, require_suffix, say
from wenjian.cli.supervision import AUTHORITY, HOLIDAYS, load_source, save_ledger, setting_of, updated_ledger
from wenjian.errors import Exit


@chinese_command("把任务清单或任务分解表列成督办台账。台账已有的，只更新程序填写的各栏，人填的不动。")
@click.argument("file", metavar="文件", type=ANY_PATH)
@click.option("--locality", metavar="地区", type=ANY_PATH, required=True, help="地区文件。")
@AUTHORITY
@click.option("--date", metavar="日期", default="", callback=date_option, help="交办日期，如 2026-03-02。")
@HOLIDAYS
@click.option(
    "-o", "output", metavar="文件", type=ANY_PATH, required=True, help="写到哪个 督办台账.xlsx；已存在时更新。"
)
def command(  # noqa: PLR0917 — click hands over one argument for each option
    file: Path, locality: Path, authority: str, date: str, libraries: tuple[Path, ...], output: Path
) -> int:
    require_suffix(output, (".xlsx",))
    setting = setting_of(locality, authority, date, libraries)
    ledger = updated_ledger(output, load_source(file, setting), date, setting.days)
    save_ledger(output, ledger)
    say(f"台账共{len(ledger.items)}项。")
    return int(Exit.CLEAN)
