"""`wenjian clauses`: what the library holds, whether it is well made, and what fits a subject or a duty."""

from __future__ import annotations

from wenjian.cli.chinese import LazyGroup

ACTIONS: dict[str, tuple[str, str]] = {
    "list": ("wenjian.cli.clauses_list", "列出条款，可以只列某一主题"),
    "show": ("wenjian.cli.clauses_show", "显示一条条款的全文，各级改了什么"),
    "find": ("wenjian.cli.clauses_find", "按词、主题、机构、任务原文找条款"),
    "match": ("wenjian.cli.clauses_match", "为新来的上级文件逐项任务提出条款，读回选定的"),
    "check": ("wenjian.cli.clauses_check", "检查条款写得是否合用：写死的数字、空话、重复等"),
    "outdated": ("wenjian.cli.clauses_outdated", "看起草好的文稿用的条款有没有改版、停用、过期"),
}

command = LazyGroup("clauses", table=ACTIONS, help="条款库：列出、查看、检查条款。", no_args_is_help=True)
