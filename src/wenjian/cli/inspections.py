"""`wenjian inspections`: the filled-in 检查表 and 自查表 of a folder, into one 问题整改台账."""

from __future__ import annotations

from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, deliver, files_in, printable, read_locality, require_suffix, show
from wenjian.errors import Exit, UnreadableInput, WenjianError
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.model.inspection import Inspection
from wenjian.model.vocabulary import Level
from wenjian.readers import load_documents
from wenjian.reports import document_docx, document_xlsx
from wenjian.reports.inspections import LEDGER, problem_ledger, summary
from wenjian.supervise.inspected import read_inspections
from wenjian.supervise.problems import gather

SUFFIXES = (".xlsx", ".docx")
TABLES = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".docx", ".doc", ".wps")
"""Suffixes of files that may hold a filled-in form; others in the folder are named, not read."""


@chinese_command(
    "汇总填好的检查表、自查表：读一个文件夹里的 xlsx（改了文件名、挪了列也可以），"
    "把不符合的写成问题整改台账，按服务机构统计应查、已查、未查。"
)
@click.argument("folder", metavar="文件夹", type=ANY_PATH)
@click.option("-o", "output", metavar="文件", type=ANY_PATH, required=True, help="写到 .xlsx 或 .docx。")
@click.option("--locality", metavar="地区", type=ANY_PATH, help="地区文件：按其中的服务机构统计应查、未查。")
@click.option("--type", "kinds", metavar="类型", multiple=True, help="只算这类服务机构为应查，如 养老机构；可写几次。")
def command(folder: Path, output: Path, locality: Path | None, kinds: tuple[str, ...]) -> int:
    require_suffix(output, SUFFIXES)
    place = read_locality(locality)
    known = sorted({one.type for one in place.institutions}) if place else []
    for kind in kinds:
        if kind not in known:
            raise click.UsageError(
                f"地区没有类型为“{kind}”的服务机构。现有类型：{'、'.join(known) or '（没有写 --locality）'}。",
                click.get_current_context(silent=True),
            )
    inspections: list[Inspection] = []
    findings: list[Finding] = []
    for file in returned_files(folder, output):
        read, notes = read_file(file)
        inspections += read
        findings += notes
    if not inspections:
        show(findings)
        raise UnreadableInput(found("WJ933", Place(str(folder))))
    gathered, more = gather(inspections, place, kinds, str(folder))
    show((*findings, *more))
    document = problem_ledger(gathered)
    deliver((document_xlsx if output.suffix.lower() == ".xlsx" else document_docx)(document), output)
    click.echo(printable(summary(gathered)))
    wrong = any(finding.level is not Level.INFO for finding in (*findings, *more))
    return int(Exit.FINDINGS if wrong else Exit.CLEAN)


def returned_files(folder: Path, output: Path) -> list[Path]:
    """The files of a folder and below it, but for the ledger we write ourselves."""
    way = "请写放检查表、自查表的文件夹，只有一个文件的，也放在一个文件夹里。"
    return [file for file in files_in(folder, output, way=way, below=True) if LEDGER not in file.stem]


def read_file(file: Path) -> tuple[tuple[Inspection, ...], tuple[Finding, ...]]:
    """The forms in one file; a file that cannot be read is found and the others go on."""
    if file.suffix.lower() not in TABLES:
        return (), (found("WJ934", Place(str(file))),)
    try:
        return read_inspections(load_documents(file), str(file))
    except WenjianError as error:
        return (), error.findings
