"""`wenjian clauses`: what the library holds, whether it is well made, and what fits a subject or a duty."""

from __future__ import annotations

from wenjian.cli.chinese import LazyGroup

ACTIONS: dict[str, tuple[str, str]] = {
    "list": ("wenjian.cli.clauses_list", "列出条款，可以只列某一主题"),
    "show": ("wenjian.cli.clauses_show", "显示一条条款的全文，各级改了什么"),
    "check": ("wenjian.cli.clauses_check", "检查条款写得是否合用：写死的数字、空话、重复等"),
    "outdated": ("wenjian.cli.clauses_outdated", "看起草好的文稿用的条款有没有改版、停用、过期"),
}

command = LazyGroup("clauses", table=ACTIONS, help="条款库：列出、查看、检查条款。", no_args_is_help=True)
