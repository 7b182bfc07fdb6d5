"""`wenjian lint`: is a paper drafted and set as the rules ask?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import (
    ANY_PATH,
    FAILING,
    chosen_date,
    chosen_format,
    deliver,
    is_given,
    read_locality,
    refuse_inputs,
    require_suffix,
    say,
    show,
)
from wenjian.cli.shelf import library_thesaurus
from wenjian.compose.applicability import waivers
from wenjian.compose.choose import needs
from wenjian.coverage.terms import prepare_terms
from wenjian.errors import Exit
from wenjian.library import (
    load_counties,
    load_directive,
    load_ledger,
    load_phrases,
    load_replaced,
    nth_document,
    papers_left_out,
)
from wenjian.lint.cited import cited_documents
from wenjian.lint.draft import Draft
from wenjian.lint.mending import Mender, mend_text
from wenjian.lint.rules import BY_NAME, RULES, chosen, lint
from wenjian.model.directive import Directive
from wenjian.model.ledger import Ledger
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Authority
from wenjian.readers import Paper, load_paper, read_paper
from wenjian.readers.docx import read_appearance
from wenjian.reports.lint import LINT_REPORTS, Linted
from wenjian.structure.parts import printed_lines
from wenjian.text.decode import decode
from wenjian.text.nearest import did_you_mean
from wenjian.writers.corrected import write_corrected
from wenjian.writers.tracked import Author


def _rules(_: click.Context, __: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    """Rules by code or name, several parted by commas."""
    wanted = tuple(one.strip() for name in names for one in name.replace("，", ",").split(",") if one.strip())
    for one in wanted:
        if one not in BY_NAME:
            raise click.BadParameter(f"没有规则“{one}”。{did_you_mean(one, sorted(BY_NAME))}全部规则见 docs/rules.md。")
    return wanted


@chinese_command("检查文稿的写法和版式：文号、日期、序号、标点、文种、附件、行文权限，docx 还查版式。")
@click.argument("file", metavar="文稿", type=ANY_PATH)
@click.option("--locality", metavar="地区", type=ANY_PATH, help="地区文件，用来核对行文权限、股室、领导和地名。")
@click.option(
    "--library",
    "libraries",
    metavar="文件夹",
    type=ANY_PATH,
    multiple=True,
    help="叠加的条款库（用其中的旧称、提法库）。",
)
@click.option("--ledger", metavar="台账", type=ANY_PATH, help="督办台账：核对情况报告里的数字，看有没有漏报的任务。")
@click.option(
    "--against", "parents", metavar="上级文件", type=ANY_PATH, multiple=True, help="任务清单，与 --ledger 一起用。"
)
@click.option("--authority", type=click.Choice([word.chinese for word in Authority]), default="本局", help="行文名义。")
@click.option(
    "--document", "number", metavar="序号", type=click.IntRange(1), default=1, help="文件中有几份公文时检查第几份。"
)
@click.option(
    "--enable", metavar="规则", multiple=True, callback=_rules, help="打开默认不查的规则，写名称或编号；可写几次。"
)
@click.option("--disable", metavar="规则", multiple=True, callback=_rules, help="关掉一条规则；可写几次。")
@click.option(
    "--fail-on",
    "level",
    type=click.Choice(list(FAILING)),
    default="warning",
    help="有到什么程度的问题时退出码为1：error 错误，warning 错误和警告（默认），any 连说明也算。",
)
@click.option(
    "--format", "kind", type=click.Choice(list(LINT_REPORTS)), help="输出格式；默认由 -o 的后缀决定，否则为 text。"
)
@click.option("--fix", is_flag=True, help="改正标点、括号、序号等有把握的地方，写到 -o 的文件；docx 写成修订。")
@click.option("--person", metavar="姓名", default="文稿检查", help="修订人，只用于 --fix。")
@click.option("--date", "written", metavar="日期", default="", help="修订日期，如 2026-05-01；不写则修订不带日期。")
@click.option("-o", "output", metavar="文件", type=ANY_PATH, help="结果写到文件，默认显示；有 --fix 时是改好的文稿。")
def command(  # noqa: PLR0917 — click hands over one argument for each option
    file: Path,
    locality: Path | None,
    libraries: tuple[Path, ...],
    ledger: Path | None,
    parents: tuple[Path, ...],
    authority: str,
    number: int,
    enable: tuple[str, ...],
    disable: tuple[str, ...],
    level: str,
    kind: str | None,
    fix: bool,  # noqa: FBT001
    person: str,
    written: str,
    output: Path | None,
) -> int:
    chosen_kind = _chosen_kind(kind, output, fix=fix)
    refuse_inputs(None if fix else output, file, ledger, *parents)
    date = chosen_date(written)
    place = read_locality(locality)
    replaced, notes = load_replaced(libraries)
    counties, more_notes = load_counties(libraries)
    phrases, further_notes = load_phrases(libraries)
    reported = load_reported(ledger, parents, place, libraries)
    codes = chosen(enable, disable)

    def drafted(paper: Paper) -> Draft:
        return Draft(
            nth_document(paper.documents, number, file),
            printed_lines(paper.lines, paper.documents, number),
            paper.lines,
            read_appearance(paper.docx) if paper.docx else None,
            place,
            Authority.of(authority),
            replaced,
            counties,
            phrases,
            *reported,
        )

    paper = load_paper(file)
    draft = drafted(paper)
    show(() if is_given("number") else papers_left_out(paper.documents))
    ruled = {*(rule.code for rule in RULES), "WJ134"}  # WJ754 tells of the blanks
    show((*(one for one in draft.document.findings if one.code not in ruled), *notes, *more_notes, *further_notes))
    mended: bytes = b""
    mender = Mender(draft.lines, codes)
    if fix:
        assert output is not None
        author = Author(person, date.isoformat() if date else "")
        mended = _mended(paper, file, output, mender, author)
        if mender.changes:
            draft = drafted(read_paper(mended, str(output)))
    findings = lint(draft, codes)
    linted = Linted(
        draft.document, findings, cited_documents(draft), codes, tuple(mender.changes), bool(draft.appearance)
    )
    if fix:
        if not mender.changes:
            say("没有可以自动修改的地方，原样写出。")
        deliver(mended if mender.changes else paper.docx or file.read_bytes(), output)
    deliver(LINT_REPORTS[chosen_kind](linted), None if fix else output)
    failed = any(finding.level in FAILING[level] for finding in findings)
    return int(Exit.FINDINGS if failed else Exit.CLEAN)


def load_reported(
    path: Path | None, parents: tuple[Path, ...], place: Locality | None, libraries: Sequence[Path]
) -> tuple[Ledger | None, tuple[Directive, ...], tuple[str, ...]]:
    """The 督办台账 that a report is laid beside, its directives, and which of their duties are ours."""
    if (path is None) != (not parents):
        raise click.UsageError(
            "--ledger 和 --against 要一起写：台账和它所依据的任务清单。", click.get_current_context(silent=True)
        )
    if path is None:
        return None, (), ()
    ledger, notes = load_ledger(path)
    directives: list[Directive] = []
    for parent in parents:
        directive, more = load_directive(parent, place)
        directives.append(directive)
        notes = (*notes, *more)
    show(notes)
    if place is None:
        return ledger, tuple(directives), ()
    elsewhere = waivers(directives, place, prepare_terms(library_thesaurus(libraries)))
    ours = tuple(need.ref for need in needs(directives, place, frozenset(one.duty for one in elsewhere)))
    return ledger, tuple(directives), ours


def _chosen_kind(kind: str | None, output: Path | None, *, fix: bool) -> str:
    """The format of the report: with --fix the file is the paper and the report goes to stdout."""
    if not fix:
        return chosen_format(kind, output, LINT_REPORTS)
    if output is None:
        raise click.UsageError("--fix 要用 -o 写明改好的文稿存成哪个文件。", click.get_current_context(silent=True))
    if kind == "xlsx":
        raise click.UsageError("--fix 时结果只能显示为 text 或 json。", click.get_current_context(silent=True))
    return kind or "text"


def _mended(paper: Paper, file: Path, output: Path, mender: Mender, author: Author) -> bytes:
    """The file with its corrections: a docx with tracked changes, a text in its own encoding."""
    context = click.get_current_context(silent=True)
    if output.resolve() == file.resolve():
        raise click.UsageError(f"改好的文稿要写到另一个文件，不能写回“{file.name}”。", context)
    if paper.docx:
        require_suffix(output, [".docx"])
        return write_corrected(paper.docx, mender.mend, author, name=str(file))
    if file.suffix.lower() != ".txt":
        raise click.UsageError("--fix 只能修改 docx（和能转成 docx 的文件）、txt。", context)
    require_suffix(output, [".txt"])
    data = file.read_bytes()
    text, encoding = decode(data, str(file))
    mended = mend_text(text, mender)
    return (mended.replace("\n", "\r\n") if b"\r\n" in data else mended).encode(encoding)
