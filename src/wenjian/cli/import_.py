"""`wenjian import`: a parent directive in, its duty list out; several parents, one list of them all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, deliver, read_locality, refuse_inputs, require_suffix, say, show
from wenjian.cli.parents import located, outdated_editions, read_stack
from wenjian.coverage.stack import Stack, row_findings
from wenjian.duties import extract
from wenjian.duties.merge import merge
from wenjian.duties.sections import unknown_sections
from wenjian.errors import Exit
from wenjian.library import FORM_SUFFIXES, forwarded_originals, load_directive, nth_document, papers_not_read
from wenjian.loading.dump import dump
from wenjian.loading.duty_sheet import NOTHING_HANDMADE, Handmade, read_handmade, write_directive_xlsx
from wenjian.model.catalogue import found
from wenjian.model.directive import Directive, SourcePaper
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Level
from wenjian.readers import load_documents
from wenjian.reports.duties import stack_lines
from wenjian.text.superiors import listed


@chinese_command(
    "读上级文件（docx、pdf、ofd、网页、txt等），生成任务清单。几份上级文件从高到低写上，合成一份任务总清单。"
    "再次导入：编号不变，人工核对过的内容保留，并报告变化。"
)
@click.argument("files", metavar="上级文件…", type=ANY_PATH, nargs=-1, required=True)
@click.option(
    "-o", "output", metavar="文件", type=ANY_PATH, help="写到 .yaml 或 .xlsx；已存在时与之合并。默认显示 yaml。"
)
@click.option("--locality", metavar="地区", type=ANY_PATH, help="地区文件，用来提出归口和牵头股室。")
@click.option("--document", "number", metavar="序号", type=click.IntRange(1), help="文件中有几份公文时取第几份。")
@click.option(
    "--known",
    "lists",
    metavar="清单",
    type=ANY_PATH,
    multiple=True,
    help="以前导入的任务清单或文件，用来查这次引用的版本是不是已经旧了；可写几次。",
)
@click.option("--stack", "stacked", is_flag=True, help="连同文件里转发的原文，合成任务总清单。")
def command(
    files: tuple[Path, ...],
    output: Path | None,
    locality: Path | None,
    number: int | None,
    lists: tuple[Path, ...],
    *,
    stacked: bool,
) -> int:
    require_suffix(output, FORM_SUFFIXES)
    refuse_inputs(output, *files)
    if number and len(files) > 1:
        raise click.UsageError("几份上级文件一起导入时不能用 --document。", click.get_current_context(silent=True))
    place = read_locality(locality)
    old, findings = load_directive(output) if output is not None and output.exists() else (None, ())
    folder = output.parent if output is not None else None
    stacked_list: Stack | None = None
    if stacked or len(files) > 1 or (old is not None and old.papers):
        stacked_list = read_stack(files, output, place, old, number or 1)
        directive, notes = stacked_list.directive, stacked_list.findings
    else:
        documents = load_documents(files[0])
        document = nth_document(documents, number or 1, files[0])
        directive, notes = extract(document, place)
        notes = (*document.findings, *notes, *(() if number else (*_offer(document), *papers_not_read(documents))))
    findings = (*notes, *findings)
    if lists:
        known = [load_directive(path)[0] for path in lists]
        findings = (*findings, *outdated_editions([directive], known))
    if old is not None:
        directive, changes = merge(old, directive)
        findings = (*findings, *changes)
        if any(change.level is Level.ERROR for change in changes):
            show(findings)
            return int(Exit.FINDINGS)
    if stacked_list is not None:
        findings = (*findings, *row_findings(stacked_list, directive))
    handmade = NOTHING_HANDMADE
    if old is not None and output is not None and output.suffix.lower() == ".xlsx":
        handmade = read_handmade(output.read_bytes(), str(output), old)
        if handmade.lost:
            findings = (*findings, found("WJ337", Place(str(output)), what=handmade.lost))
    if place is not None:
        findings = (*findings, *unknown_sections(directive, place, str(output or "")))
    show(findings)
    if folder is not None:
        directive = located(directive, folder)
    deliver(_format(directive, output, place, handmade), output)
    say(summary(directive))
    return int(Exit.FINDINGS if any(finding.level is Level.ERROR for finding in findings) else Exit.CLEAN)


def _offer(document: Document) -> Sequence[Finding]:
    """That the file holds the forwarded parent too."""
    inner = [one.elements for one in forwarded_originals(document)]
    papers = [SourcePaper(title=one.title, number=one.number) for one in inner]
    return (found("WJ326", Place(document.source), names=listed(papers)),) if papers else ()


def summary(directive: Directive) -> str:
    """What was read: one line, and for a stack how the papers share the duties."""
    kept = [duty for duty in directive.duties if duty.is_duty]
    checked = sum(duty.signed for duty in kept)
    line = (
        f"《{directive.title}》（{directive.number or '无文号'}，{directive.date or '无日期'}，"
        f"{'、'.join(directive.issuer) or '发文机关未识别'}）：梳理任务{len(kept)}项，已核对{checked}项。"
    )
    return "\n".join((line, *stack_lines(directive)))


def _format(directive: Directive, output: Path | None, locality: Locality | None, handmade: Handmade) -> str | bytes:
    if output is not None and output.suffix.lower() == ".xlsx":
        return write_directive_xlsx(directive, locality, handmade)
    return dump(directive)
