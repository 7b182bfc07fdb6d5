"""`wenjian duties`: the duties of one document, for people and programs."""

from __future__ import annotations

from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, chosen_format, deliver, read_locality, refuse_inputs, show
from wenjian.errors import Exit
from wenjian.library import FORM_SUFFIXES, import_directive, load_directive
from wenjian.loading.duty_sheet import write_directive_xlsx
from wenjian.loading.kinds import kind_of
from wenjian.model.directive import Directive
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Level
from wenjian.reports.duties import format_duties_json, format_duties_text

FORMATS = ("text", "json", "xlsx")


@chinese_command("列出一份文件或任务清单里的任务。")
@click.argument("file", metavar="文件", type=ANY_PATH)
@click.option("--format", "kind", type=click.Choice(FORMATS), help="输出格式；默认由 -o 的后缀决定，否则为 text。")
@click.option("--locality", metavar="地区", type=ANY_PATH, help="地区文件，用来提出归口。")
@click.option(
    "--document", "number", metavar="序号", type=click.IntRange(1), default=1, help="文件中有几份公文时取第几份。"
)
@click.option("-o", "output", metavar="文件", type=ANY_PATH, help="写到文件，默认显示。")
def command(file: Path, kind: str | None, locality: Path | None, number: int, output: Path | None) -> int:
    refuse_inputs(output, file)
    chosen = chosen_format(kind, output, FORMATS)
    place = read_locality(locality)
    if file.suffix.lower() in FORM_SUFFIXES and kind_of(file) == "上级文件":
        directive, findings = load_directive(file)
    else:
        directive, findings = import_directive(file, place, number)
    show(findings)
    deliver(_format(directive, chosen, place), output)
    return int(Exit.FINDINGS if any(finding.level is Level.ERROR for finding in findings) else Exit.CLEAN)


def _format(directive: Directive, kind: str, place: Locality | None) -> str | bytes:
    if kind == "xlsx":
        return write_directive_xlsx(directive, place)
    return format_duties_json(directive) if kind == "json" else format_duties_text(directive)
