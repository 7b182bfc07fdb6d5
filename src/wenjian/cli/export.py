"""`wenjian export`: one file kind into another."""

from __future__ import annotations

from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, deliver, read_locality, require_suffix, show
from wenjian.cli.layouts import printed, read_layout
from wenjian.cli.parents import relative
from wenjian.cli.pdf import PDF, as_pdf
from wenjian.errors import Exit
from wenjian.layout import check_printable
from wenjian.library import FORM_SUFFIXES, load_directive, load_job, nth_document, outline_names
from wenjian.loading.dump import dump
from wenjian.loading.duty_sheet import write_directive_xlsx
from wenjian.loading.job_sheet import write_job_xlsx
from wenjian.loading.kinds import kind_of
from wenjian.model.job import Job
from wenjian.model.vocabulary import Stage
from wenjian.readers import load_documents
from wenjian.writers import WRITERS


@chinese_command(
    "换格式：任务清单、拟稿单在 yaml 与 xlsx 之间互换；"
    "文稿（docx、txt、pdf、ofd、网页等）排成公文版式的 docx 或 pdf（要有 LibreOffice），或转成 html、txt、xlsx。"
)
@click.argument("file", metavar="文件", type=ANY_PATH)
@click.option("-o", "output", metavar="文件", type=ANY_PATH, required=True, help="写到哪个文件，后缀决定格式。")
@click.option("--layout", default="红头通知", metavar="版式", help="版式名称或 docx 文件。")
@click.option("--stage", type=click.Choice([stage.chinese for stage in Stage]), default="清样", help="稿别。")
@click.option("--locality", metavar="地区", type=ANY_PATH, help="地区文件，xlsx 下拉选项取其股室。")
@click.option(
    "--document", "number", metavar="序号", type=click.IntRange(1), default=1, help="文件中有几份公文时取第几份。"
)
def command(file: Path, output: Path, layout: str, stage: str, locality: Path | None, number: int) -> int:  # noqa: PLR0917
    kind = kind_of(file) if file.suffix.lower() in FORM_SUFFIXES else None
    place = read_locality(locality)
    suffix = output.suffix.lower()
    if kind is not None:
        require_suffix(output, FORM_SUFFIXES)
    if kind == "上级文件":
        directive, findings = load_directive(file)
        show(findings)
        deliver(write_directive_xlsx(directive, place) if suffix == ".xlsx" else dump(directive), output)
        return int(Exit.CLEAN)
    if kind == "拟稿单":
        job, findings = load_job(file)
        show(findings)
        job = moved(job, file.parent, output.parent)
        deliver(write_job_xlsx(job, place, outline_names()) if suffix == ".xlsx" else dump(job), output)
        return int(Exit.CLEAN)
    require_suffix(output, (*WRITERS, PDF))
    document = nth_document(load_documents(file), number, file)
    show((*document.findings, *check_printable(document)))
    if suffix in {".docx", PDF}:
        made = printed(document, *read_layout(layout), Stage.of(stage))
        deliver(made if suffix == ".docx" else as_pdf(made, str(output)), output)
    else:
        deliver(WRITERS[suffix](document, b"", Stage.of(stage)), output)
    return int(Exit.CLEAN)


def moved(job: Job, here: Path, there: Path) -> Job:
    """The job with its relative paths as seen from another folder."""
    return job.model_copy(
        update={
            "locality": relative(here / job.locality, there),
            "basis": tuple(relative(here / path, there) for path in job.basis),
            "libraries": tuple(relative(here / path, there) for path in job.libraries),
        }
    )
