"""`wenjian template`: is a clerk's own layout usable?"""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, printable, refuse_inputs, require_suffix, save, say, show
from wenjian.cli.layouts import completed, standard_layout
from wenjian.errors import Exit, TemplateError
from wenjian.loading.dump import dump
from wenjian.loading.files import read_bytes
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.model.locality import Letterhead
from wenjian.model.vocabulary import Level
from wenjian.readers import read_paper
from wenjian.shipped import find_layout
from wenjian.writers import PAPER, check_layout, example, named, open_layout, purpose_of, take_head, unused_fields


@chinese_command("版式文件：check 检查字段和样式，逐条说明哪里不对；from 从已印发文件提取版头，做成本单位的版式。")
@click.argument("action", metavar="check|from", type=click.Choice(["check", "from"]))
@click.argument("file", metavar="文件", type=ANY_PATH)
@click.option("-o", "output", metavar="文件", type=ANY_PATH, help="只用于 from：版式写到哪个 docx。")
def command(action: str, file: Path, output: Path | None) -> int:
    if action == "check":
        if output is not None:
            raise click.UsageError("检查版式不写文件，请去掉 -o。", click.get_current_context(silent=True))
        return check(file)
    if output is None:
        raise click.UsageError("请用 -o 指定版式写到哪个文件。", click.get_current_context(silent=True))
    require_suffix(output, [".docx"])
    refuse_inputs(output, file)
    return extract(file, output)


def check(file: Path) -> int:
    findings = problems(read_bytes(find_layout(str(file)), TemplateError), str(file))
    show(findings)
    if not any(finding.level in {Level.ERROR, Level.WARNING} for finding in findings):
        say(f"{file}：字段和样式都可用。")
    return int(Exit.LIBRARY if any(finding.level is Level.ERROR for finding in findings) else Exit.CLEAN)


def extract(file: Path, output: Path) -> int:
    """Writes the head of an old paper as a layout, and says what was taken and what was not."""
    reading = read_paper(read_bytes(file), str(file))
    if not reading.docx:
        raise TemplateError(found("WJ601", Place(str(file)), reason="不是 docx"))
    head = take_head(reading.docx, reading.documents[0].elements, standard_layout(), str(file))
    save(output, head.layout)
    for title, lines in (("已取", head.taken), ("没有取", head.left), ("没有找到", head.missing), ("注意", head.notes)):
        for line in lines:
            click.echo(printable(f"{title}　{line}"))
    if head.code:
        entry = Letterhead(
            name=head.mark or "【版头名称】", code=head.code, last_serial=head.serial, layout=output.stem
        )
        click.echo(
            f"地区文件可以写（最大号取自这份{head.year}年的文件，以办公室登记为准；版式放在地区文件所在的文件夹）："
        )
        click.echo("版头:")
        click.echo(printable(indent(dump(entry), "  ").replace("  ", "- ", 1)), nl=False)
    show(finding for finding in problems(head.layout, str(output)) if finding.code != "WJ643")
    return int(Exit.CLEAN)


def problems(data: bytes, path: str) -> tuple[Finding, ...]:
    """What is wrong with a layout, what it lacks, and what papers made with it will not show."""
    if (purpose := purpose_of(data)) is not PAPER:
        return check_layout(data, path, purpose)
    whole, borrowed = completed(data)
    findings = check_layout(whole, path)
    if borrowed:
        findings = (*findings, found("WJ643", Place(path), names=named(borrowed)))
    if any(finding.level is Level.ERROR for finding in findings):
        return findings
    unused = unused_fields(open_layout(whole, path))
    return (
        *findings,
        *([found("WJ640", Place(path), names=named(unused), example=example(unused[0]), other="")] if unused else ()),
    )
