"""`wenjian diff plan`: two versions of a plan, what became of its duties, and 《修改说明》."""

from __future__ import annotations

from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, chosen_format, deliver, read_locality, refuse_inputs, show
from wenjian.cli.shelf import library_thesaurus
from wenjian.coverage import check
from wenjian.coverage.diff import diff_plans, worsened
from wenjian.errors import Exit
from wenjian.library import load_decisions, load_directive, nth_document
from wenjian.readers import load_documents
from wenjian.reports.versions import PLAN_REPORTS


@chinese_command(
    "比较文稿的前后两稿：哪些任务的办理结论或差异变了，因为删了、加了、改了哪一句。写成 docx、xlsx 是修改说明。"
)
@click.argument("old", metavar="原稿", type=ANY_PATH)
@click.argument("new", metavar="修改稿", type=ANY_PATH)
@click.option(
    "--against", "parents", metavar="上级", type=ANY_PATH, multiple=True, required=True, help="上级文件或其任务清单。"
)
@click.option("--signed", is_flag=True, help="原稿已经签发：有实质性修改的，提醒报原签批人复审。")
@click.option("--locality", metavar="地区", type=ANY_PATH, help="地区文件。")
@click.option("--decisions", metavar="文件", type=ANY_PATH, help="核对结论；默认用修改稿所在文件夹的 核对.yaml。")
@click.option(
    "--library", "libraries", metavar="文件夹", type=ANY_PATH, multiple=True, help="叠加的条款库（用其中的术语）。"
)
@click.option(
    "--document", "number", metavar="序号", type=click.IntRange(1), default=1, help="文件中有几份公文时比较第几份。"
)
@click.option("--format", "kind", type=click.Choice(list(PLAN_REPORTS)), help="输出格式；默认由 -o 的后缀决定。")
@click.option("-o", "output", metavar="文件", type=ANY_PATH, help="写到文件，默认显示。")
def command(  # noqa: PLR0917 — click hands over one argument for each option
    old: Path,
    new: Path,
    parents: tuple[Path, ...],
    locality: Path | None,
    decisions: Path | None,
    libraries: tuple[Path, ...],
    number: int,
    kind: str | None,
    output: Path | None,
    *,
    signed: bool,
) -> int:
    chosen = chosen_format(kind, output, PLAN_REPORTS)
    refuse_inputs(output, old, new, *parents)
    place = read_locality(locality)
    before, after = (nth_document(load_documents(path), number, path) for path in (old, new))
    known = decisions or new.parent / "核对.yaml"
    settled, repairs = load_decisions(known) if decisions or known.exists() else ((), ())
    thesaurus = library_thesaurus(libraries)
    loaded = [load_directive(parent, place) for parent in parents]
    coverages = [
        tuple(check(directive, paper, thesaurus, locality=place, decisions=settled) for paper in (before, after))
        for directive, _ in loaded
    ]
    diff = diff_plans(before, after, [(one, two) for one, two in coverages], signed=signed)
    parent_findings = [finding for _, findings in loaded for finding in findings]
    show((*parent_findings, *before.findings, *after.findings, *repairs, *diff.findings))
    deliver(PLAN_REPORTS[chosen](diff), output)
    worse = any(worsened(change) for one in diff.coverages for change in one.duties)
    return int(Exit.FINDINGS if worse else Exit.CLEAN)
