"""`wenjian schema`: JSON Schemas of the yaml file kinds, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, deliver
from wenjian.errors import Exit
from wenjian.loading.schema import SCHEMAS


@chinese_command("输出一种 yaml 文件的 JSON Schema，供编辑器补全和检查。")
@click.argument("kind", metavar="文件种类", type=click.Choice(list(SCHEMAS)))
@click.option("-o", "output", metavar="文件", type=ANY_PATH, help="写到文件，默认显示。")
def command(kind: str, output: Path | None) -> int:
    deliver(json.dumps(SCHEMAS[kind](), ensure_ascii=False, indent=2) + "\n", output)
    return int(Exit.CLEAN)
