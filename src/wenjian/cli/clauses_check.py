"""`wenjian clauses check`: are the clauses of the library well made?"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import click

from wenjian.clauses.check import Desk, check_clauses
from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, FAILING, LIBRARIES, chosen_date, deliver, printable, require_suffix, show
from wenjian.errors import Exit
from wenjian.library import load_directive, load_library, load_locality, load_replaced
from wenjian.model.vocabulary import Level
from wenjian.shipped import builtin


@chinese_command("检查条款库：没有用到的参数、写死的数字、空话、没法查的检查项、重复的条款等。有问题时退出码为1。")
@LIBRARIES
@click.option(
    "--locality",
    "places",
    metavar="地区",
    type=ANY_PATH,
    multiple=True,
    help="用哪个地区核对主责股室和行文权限，可写几次；不写则用自带样例的各地区。",
)
@click.option(
    "--against", "parents", metavar="上级文件", type=ANY_PATH, multiple=True, help="核对“承接”是否属实，可写几次。"
)
@click.option("--date", "day", metavar="日期", default="", help="按哪一天看有效期和旧称，不写则为今天。")
@click.option(
    "--fail-on",
    "level",
    type=click.Choice(list(FAILING)),
    default="warning",
    help="有到什么程度的问题时退出码为1：error 错误，warning 错误和警告（默认），any 连说明也算。",
)
@click.option("-o", "output", metavar="文件", type=ANY_PATH, help="结果写到 txt 文件，默认显示。")
def command(
    *,
    libraries: tuple[Path, ...],
    places: tuple[Path, ...],
    parents: tuple[Path, ...],
    day: str,
    level: str,
    output: Path | None,
) -> int:
    require_suffix(output, [".txt"])
    date = chosen_date(day) or dt.datetime.now().astimezone().date()
    library = load_library(libraries)
    replaced, notes = load_replaced(libraries)
    localities = [load_locality(path) for path in places or sorted((builtin("samples") / "地区").glob("*.yaml"))]
    directives = [load_directive(path) for path in parents]
    show((*library.findings, *notes, *(one for _, found in (*localities, *directives) for one in found)))
    desk = Desk(
        library,
        tuple(locality for locality, _ in localities),
        date,
        tuple(directive for directive, _ in directives),
        replaced,
    )
    findings = check_clauses(desk)
    counts = Counter(finding.level for finding in findings)
    told = "，".join(f"{one.chinese}{counts[one]}处" for one in Level if counts[one]) or "没有发现问题"
    lines = [*map(str, findings), f"条款{len(library.clauses)}条：{told}。"]
    deliver(printable("\n".join(lines)) if output is None else "\n".join(lines) + "\n", output)
    return int(Exit.FINDINGS if any(counts[one] for one in FAILING[level]) else Exit.CLEAN)
