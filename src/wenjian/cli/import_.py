"""`wenjian import`: a parent directive in, its duty list out."""

from __future__ import annotations

import os
from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, deliver, read_locality, require_suffix, say, show
from wenjian.duties.merge import merge
from wenjian.errors import Exit
from wenjian.library import FORM_SUFFIXES, import_directive, load_directive
from wenjian.loading.dump import dump
from wenjian.loading.duty_sheet import write_directive_xlsx
from wenjian.model.directive import Directive
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Level


@chinese_command(
    "读上级文件（txt、docx），生成任务清单。再次导入同一文件：编号不变，人工核对过的内容保留，并报告变化。"
)
@click.argument("file", metavar="上级文件", type=ANY_PATH)
@click.option(
    "-o", "output", metavar="文件", type=ANY_PATH, help="写到 .yaml 或 .xlsx；已存在时与之合并。默认显示 yaml。"
)
@click.option("--locality", metavar="地区", type=ANY_PATH, help="地区文件，用来提出归口和牵头股室。")
@click.option(
    "--document", "number", metavar="序号", type=click.IntRange(1), default=1, help="文件中有几份公文时取第几份。"
)
def command(file: Path, output: Path | None, locality: Path | None, number: int) -> int:
    require_suffix(output, FORM_SUFFIXES)
    place = read_locality(locality)
    directive, findings = import_directive(file, place, number)
    if output is not None:
        directive = directive.model_copy(update={"source": relative(file, output.parent)})
        if output.exists():
            old, older = load_directive(output)
            directive, changes = merge(old, directive)
            findings = (*findings, *older, *changes)
            if any(change.level is Level.ERROR for change in changes):
                show(findings)
                return int(Exit.FINDINGS)
    show(findings)
    deliver(_format(directive, output, place), output)
    say(summary(directive))
    return int(Exit.FINDINGS if any(finding.level is Level.ERROR for finding in findings) else Exit.CLEAN)


def relative(path: Path, folder: Path) -> str:
    """`path` as seen from `folder`, with forward slashes; absolute where there is no way (another drive)."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return path.resolve().as_posix()


def summary(directive: Directive) -> str:
    """One line: what was read."""
    kept = [duty for duty in directive.duties if duty.is_duty]
    checked = sum(duty.signed for duty in kept)
    return (
        f"《{directive.title}》（{directive.number or '无文号'}，{directive.date or '无日期'}，"
        f"{'、'.join(directive.issuer) or '发文机关未识别'}）：梳理任务{len(kept)}项，已核对{checked}项。"
    )


def _format(directive: Directive, output: Path | None, locality: Locality | None) -> str | bytes:
    if output is not None and output.suffix.lower() == ".xlsx":
        return write_directive_xlsx(directive, locality)
    return dump(directive)
