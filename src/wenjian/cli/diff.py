"""`wenjian diff`: what a new version of a plan, or a new edition of a directive, changes."""

from __future__ import annotations

from wenjian.cli.chinese import LazyGroup

ACTIONS: dict[str, tuple[str, str]] = {
    "plan": ("wenjian.cli.diff_plan", "文稿前后两稿：哪些任务的落实有变化，因为改了哪一句；附修改说明"),
    "directive": ("wenjian.cli.diff_directive", "上级文件新旧两版：哪些任务未变、有改动、新增、取消"),
}

command = LazyGroup(
    "diff",
    table=ACTIONS,
    help="比较前后两稿或新旧两版，看任务的落实有没有变化。",
    no_args_is_help=True,
)
