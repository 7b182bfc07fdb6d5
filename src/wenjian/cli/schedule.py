"""`wenjian schedule`: what a directive asks to hand in, by when, and by when to collect it here."""

from __future__ import annotations

from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, deliver, read_locality, refuse_inputs, require_suffix, show
from wenjian.duties.schedule import USUAL_LEAD, check_schedule, submissions
from wenjian.errors import Exit
from wenjian.library import load_directive, load_holidays
from wenjian.model.vocabulary import Level
from wenjian.reports import document_docx, document_xlsx
from wenjian.reports.schedule import schedule
from wenjian.writers import write_txt

SUFFIXES = (".xlsx", ".docx", ".txt")


@chinese_command("列出上级文件要求报送的事项和时限，按工作日倒排本级收集时间，附时限日历。")
@click.argument("file", metavar="文件", type=ANY_PATH)
@click.option("--locality", metavar="地区", type=ANY_PATH, help="地区文件，用来提出承办股室，认出报到本级的。")
@click.option(
    "--lead", metavar="天数", type=click.IntRange(0, 60), default=USUAL_LEAD, help="提前几个工作日收集，默认3。"
)
@click.option(
    "--library",
    "libraries",
    metavar="文件夹",
    type=ANY_PATH,
    multiple=True,
    help="叠加的条款库（用其中的 节假日.yaml）。",
)
@click.option("-o", "output", metavar="文件", type=ANY_PATH, help="写到 .xlsx、.docx 或 .txt，默认显示。")
def command(file: Path, locality: Path | None, lead: int, libraries: tuple[Path, ...], output: Path | None) -> int:
    require_suffix(output, SUFFIXES)
    refuse_inputs(output, file)
    place = read_locality(locality)
    directive, findings = load_directive(file, place)
    days, notes = load_holidays(libraries)
    rows = submissions(directive, days, lead, place.line if place else ())
    findings = (*findings, *notes, *check_schedule(directive, rows, days, str(file)))
    show(findings)
    document = schedule(directive, rows, days, lead)
    suffix = output.suffix.lower() if output else ".txt"
    if suffix == ".xlsx":
        deliver(document_xlsx(document), output)
    elif suffix == ".docx":
        deliver(document_docx(document), output)
    else:
        deliver(write_txt(document).decode(), output)
    return int(Exit.FINDINGS if any(finding.level is Level.ERROR for finding in findings) else Exit.CLEAN)
