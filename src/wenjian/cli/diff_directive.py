"""`wenjian diff directive`: two editions of a directive, and what the new one leaves outdated or missing in a plan."""

from __future__ import annotations

from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, chosen_format, deliver, read_locality, refuse_inputs, show
from wenjian.cli.shelf import library_thesaurus
from wenjian.coverage import check
from wenjian.coverage.diff import diff_directives, with_effects
from wenjian.errors import Exit
from wenjian.library import load_directive, nth_document
from wenjian.readers import load_documents
from wenjian.reports.versions import EDITION_REPORTS


@chinese_command("比较上级文件的新旧两版：哪些任务未变、有改动、新增、取消。给出文稿的，列出其中已过时和需补充的内容。")
@click.argument("old", metavar="旧版", type=ANY_PATH)
@click.argument("new", metavar="新版", type=ANY_PATH)
@click.option("--plan", "plan", metavar="文稿", type=ANY_PATH, help="按旧版写的文稿：哪些句子已过时，还缺什么。")
@click.option("--locality", metavar="地区", type=ANY_PATH, help="地区文件：表格给各地区分列任务的，取本地的数。")
@click.option(
    "--library", "libraries", metavar="文件夹", type=ANY_PATH, multiple=True, help="叠加的条款库（用其中的术语）。"
)
@click.option(
    "--document", "number", metavar="序号", type=click.IntRange(1), default=1, help="文稿文件中有几份公文时取第几份。"
)
@click.option("--format", "kind", type=click.Choice(list(EDITION_REPORTS)), help="输出格式；默认由 -o 的后缀决定。")
@click.option("-o", "output", metavar="文件", type=ANY_PATH, help="写到文件，默认显示。")
def command(  # noqa: PLR0917 — click hands over one argument for each option
    old: Path,
    new: Path,
    plan: Path | None,
    locality: Path | None,
    libraries: tuple[Path, ...],
    number: int,
    kind: str | None,
    output: Path | None,
) -> int:
    chosen = chosen_format(kind, output, EDITION_REPORTS)
    refuse_inputs(output, old, new, plan)
    thesaurus = library_thesaurus(libraries)
    place = read_locality(locality)
    (before, notes), (after, more) = (load_directive(path, place) for path in (old, new))
    diff = diff_directives(before, after, thesaurus)
    findings = (*notes, *more, *diff.findings)
    if plan is not None:
        paper = nth_document(load_documents(plan), number, plan)
        one, two = (check(directive, paper, thesaurus, locality=place) for directive in (before, after))
        diff = with_effects(diff, one, two, paper)
        findings = (*findings, *paper.findings)
    show(findings)
    deliver(EDITION_REPORTS[chosen](diff), output)
    return int(Exit.FINDINGS if diff.effects else Exit.CLEAN)
