"""`wenjian roster check`: what is wrong in a roster, before a night's work is begun with it."""

from __future__ import annotations

from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, printable, show
from wenjian.errors import Exit
from wenjian.library import load_roster
from wenjian.model.vocabulary import Level


@chinese_command("检查地区名册：哪一行、哪一格不对，怎么改。有不能用的行时退出码为1。")
@click.argument("path", metavar="名册", type=ANY_PATH)
def command(path: Path) -> int:
    roster = load_roster(path)
    show((*roster.findings, *(finding for row in roster.refused for finding in row.findings)))
    refused = f"，不能用{len(roster.refused)}行" if roster.refused else ""
    click.echo(printable(f"{path}：可用{len(roster.entries)}个地区{refused}。"))
    failed = roster.refused or any(finding.level is Level.ERROR for finding in roster.findings)
    return int(Exit.FINDINGS if failed else Exit.CLEAN)
