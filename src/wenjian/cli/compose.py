"""`wenjian compose`: a job in; papers, comparison and decisions out."""

from __future__ import annotations

from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import (
    ANY_PATH,
    LIBRARIES,
    REPORT_FILES,
    REPORTED,
    printable,
    read_house,
    refuse_inputs,
    save,
    show,
)
from wenjian.cli.decide import DECISIONS
from wenjian.cli.drafting import Office, drafted, people, stationery_in
from wenjian.cli.materials import load_materials
from wenjian.compose import compose
from wenjian.errors import Exit
from wenjian.library import load_job
from wenjian.loading.store import make_folder
from wenjian.model.coverage import DutyCoverage
from wenjian.reports import summary_line
from wenjian.text.normal import bracketed

NO_CLAUSE = "提示：没有条款的任务，可在拟稿单写“补写: 是”，用上级原话补写；或用 wenjian clauses match 逐项选定条款。"
EMPTY = "WJ518"
"""A paper without one clause."""


@chinese_command("按拟稿单起草：写出文稿、任务分解表、覆盖核对、核对结论和贯彻落实对照表。有任务没有着落时退出码为1。")
@click.argument("job", metavar="拟稿单", type=ANY_PATH)
@click.option("-o", "folder", metavar="文件夹", type=ANY_PATH, required=True, help="写到哪个文件夹。")
@LIBRARIES
@click.option("--layouts", metavar="文件夹", type=ANY_PATH, help="本单位版式（docx）所在文件夹。")
@click.option("--house", metavar="文件", type=ANY_PATH, help="本单位习惯（yaml），与国标不同处逐条说明。")
@REPORTED
@click.option("--even-page", is_flag=True, help="用LibreOffice排一遍，把版记放到偶数面上。")
def command(
    job: Path,
    folder: Path,
    *,
    libraries: tuple[Path, ...],
    layouts: Path | None,
    house: Path | None,
    kinds: tuple[str, ...],
    even_page: bool,
) -> int:
    return run(job, folder, libraries, layouts, house, kinds=kinds, even_page=even_page)


def run(
    path: Path,
    folder: Path,
    libraries: tuple[Path, ...] = (),
    layouts: Path | None = None,
    house: Path | None = None,
    *,
    kinds: tuple[str, ...] = tuple(REPORT_FILES),
    even_page: bool = False,
) -> int:
    """Compose the job at `path` into `folder`; the exit code. Nothing is written when the job is refused."""
    job, findings = load_job(path)
    materials, more = load_materials(path, job, libraries)
    kept = people(folder / DECISIONS)
    composition = compose(job, materials, kept.file.decisions)
    show((*findings, *more, *kept.findings, *composition.findings))
    stationery = stationery_in(layouts or (path.parent / job.locality).parent)
    office = Office(materials.locality, kept, stationery, read_house(house, job.red_head), kinds)
    files, about_printing = drafted(composition, job, office, even_page=even_page)
    for name in files:
        refuse_inputs(folder / name, path, *(path.parent / one for one in (job.locality, *job.basis)))
    make_folder(folder)
    for name, data in files.items():
        save(folder / name, data)
    show(about_printing)
    for coverage in composition.coverages:
        click.echo(summary_line(coverage))
    for duty in composition.unsettled:
        click.echo(printable(format_unsettled(duty)))
    for duty in composition.partly:
        click.echo(printable(format_partly(duty)))
    if composition.unsettled and not job.restate and not job.ledger:
        click.echo(NO_CLAUSE)
    for ref in composition.restated:
        click.echo(f"补写待审 {ref}")
    empty = any(finding.code == EMPTY for finding in composition.findings)
    return int(Exit.FINDINGS if composition.unsettled or composition.restated or empty else Exit.CLEAN)


def format_unsettled(duty: DutyCoverage) -> str:
    """One line for a duty that nothing settles: which, where in the parent, its words, and the tool's note."""
    note = f"〔{duty.note}〕" if duty.note else ""
    return f"未落实 {duty.ref}{bracketed(duty.where)}：{duty.text}{note}"


def format_partly(duty: DutyCoverage) -> str:
    """One line for a duty that the paper carries only in part: which, its words, and what is not written."""
    missing = f"〔未写：{'；'.join(duty.missing_parts)}〕" if duty.missing_parts else "〔请对照上级原文补全〕"
    return f"部分落实 {duty.ref}{bracketed(duty.where)}：{duty.text}{missing}"
