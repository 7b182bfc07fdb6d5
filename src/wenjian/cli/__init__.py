"""The command line: options, one call, one format, one exit code. Only here is anything printed."""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Sequence

import click

from wenjian import __version__
from wenjian.cli.cache import cache_folder
from wenjian.cli.chinese import LazyGroup, format_usage_error
from wenjian.errors import Exit

COMMANDS: dict[str, tuple[str, str]] = {
    "import": ("wenjian.cli.import_", "读上级文件，生成任务清单（yaml 或 xlsx），再次导入保留人工核对"),
    "duties": ("wenjian.cli.duties", "列出一份文件里的任务"),
    "schedule": ("wenjian.cli.schedule", "列出报送事项和时限，倒排本级收集时间"),
    "renew": ("wenjian.cli.renew", "旧文改新：对照新的上级文件，把本单位的旧文改成新稿，全部写成修订"),
    "compose": ("wenjian.cli.compose", "按拟稿单起草文稿、任务分解表和贯彻落实对照表"),
    "roster": ("wenjian.cli.roster", "地区名册：生成、检查，成批起草用"),
    "batch": ("wenjian.cli.batch", "按名册为许多地区起草，各写一个文件夹"),
    "check": ("wenjian.cli.check", "核对文稿是否落实上级文件的每项任务"),
    "lint": ("wenjian.cli.lint", "检查文稿的写法和版式，可自动改正标点、序号等"),
    "diff": ("wenjian.cli.diff", "比较文稿的前后两稿，或上级文件的新旧两版"),
    "decide": ("wenjian.cli.decide", "把填好的对照表读回，写进 核对.yaml"),
    "export": ("wenjian.cli.export", "把文稿、任务清单或拟稿单换成另一种格式"),
    "ledger": ("wenjian.cli.ledger", "把任务清单或任务分解表列成督办台账"),
    "distribute": ("wenjian.cli.distribute", "把任务分给各乡镇、服务机构、股室：交办单和反馈表"),
    "collect": ("wenjian.cli.collect", "汇总报回的反馈表，并入督办台账，写催办单、督办通知单"),
    "inspections": ("wenjian.cli.inspections", "汇总填好的检查表，写成问题整改台账"),
    "redline": ("wenjian.cli.redline", "比较两稿，写成带修订的花脸稿"),
    "template": ("wenjian.cli.template", "检查版式文件（docx），或从已印发文件提取版头"),
    "clauses": ("wenjian.cli.clauses", "条款库：列出、查看、检查条款"),
    "schema": ("wenjian.cli.schema", "输出各种 yaml 文件的 JSON Schema，供编辑器提示"),
    "demo": ("wenjian.cli.demo", "用自带样例起草一遍，看看能做什么"),
}


def _print_version(ctx: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001
    if asked:
        print(f"wenjian {__version__}")
        ctx.exit(0)


_DASH = re.compile(r"^(?:[—–－]{1,2}|-—|—-)(?=[a-z]{2,}[a-z-]*(?:=|$))")
"""What an office program makes of «--» when a command is copied from a document."""


def _keep_patterns() -> None:
    from wenjian.kept.patterns import patterns_kept

    click.get_current_context().with_resource(patterns_kept(cache_folder()))


GROUP = LazyGroup(
    "wenjian",
    table=COMMANDS,
    callback=_keep_patterns,
    help="文件：县级机关公文的起草、核对与导出工具。每项任务都有着落。",
    no_args_is_help=True,
    params=[
        click.Option(
            ["--version"], is_flag=True, expose_value=False, is_eager=True, help="显示版本。", callback=_print_version
        )
    ],
)


_GARBAGE_LOOKED_FOR_AFTER = 50_000
"""Objects made before Python looks for cycles among them: compiling patterns makes many and no cycles, and looking for
them after every 700 takes a tenth of the time of a check.
"""


def main() -> None:
    """Entry point of the installed command."""
    gc.set_threshold(_GARBAGE_LOOKED_FOR_AFTER)
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(**({"errors": "replace"} if stream.isatty() else {"encoding": "utf-8"}))
    try:
        return int(
            GROUP.main([_DASH.sub("--", one) for one in arguments], prog_name="wenjian", standalone_mode=False) or 0
        )
    except click.UsageError as error:
        print(format_usage_error(error), file=sys.stderr)
        return int(Exit.USAGE)
    except (click.Abort, KeyboardInterrupt):
        print("已中断，没有写出任何文件。", file=sys.stderr)
        return int(Exit.INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        return int(Exit.CLEAN)
    except Exception as error:  # noqa: BLE001 — the last resort: our bug, said in Chinese
        from wenjian.cli.common import report_failure

        return report_failure(error)
