"""`wenjian template`: is a clerk's own layout usable?"""

from __future__ import annotations

from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, say, show
from wenjian.errors import Exit
from wenjian.library import load_layout
from wenjian.model.vocabulary import Level
from wenjian.writers import check_layout


@chinese_command("检查版式文件：未知字段、全角花括号、缺少的样式、语法错误，逐条说明在哪里。")
@click.argument("action", metavar="check", type=click.Choice(["check"]))
@click.argument("file", metavar="版式", type=ANY_PATH)
def command(action: str, file: Path) -> int:  # noqa: ARG001 — «check» is the only action yet
    findings = check_layout(load_layout(str(file)), str(file))
    show(findings)
    if not findings:
        say(f"{file}：字段和样式都可用。")
    return int(Exit.LIBRARY if any(finding.level is Level.ERROR for finding in findings) else Exit.CLEAN)
