"""`wenjian roster`: the table of many places that `batch` composes for."""

from __future__ import annotations

from wenjian.cli.chinese import LazyGroup

ACTIONS: dict[str, tuple[str, str]] = {
    "new": ("wenjian.cli.roster_new", "生成地区名册（xlsx），一行填一个地区"),
    "check": ("wenjian.cli.roster_check", "检查填好的名册，逐格说明哪里不对"),
}

command = LazyGroup("roster", table=ACTIONS, help="地区名册：成批起草用，一行一个地区。", no_args_is_help=True)
