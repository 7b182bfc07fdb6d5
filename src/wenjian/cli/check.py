"""`wenjian check`: does a paper settle every duty of its parent?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, deliver, read_locality, require_suffix, show
from wenjian.coverage import LADDER, check, failing
from wenjian.errors import Exit
from wenjian.library import (
    load_counties,
    load_decisions,
    load_directive,
    load_library,
    load_parent_texts,
    load_replaced,
    nth_document,
)
from wenjian.lint import Parents, check_leftovers
from wenjian.lint.authority import check_authority
from wenjian.lint.copied import check_copied
from wenjian.model.vocabulary import Authority, Level
from wenjian.readers import load_documents
from wenjian.reports import REPORTS

SUFFIX_FORMAT = {".json": "json", ".xlsx": "xlsx", ".docx": "docx", ".html": "html", ".txt": "text"}


@chinese_command("核对文稿是否落实上级文件的每项任务：在哪一句，有什么差异。手写的文稿同样可以核对。")
@click.argument("child", metavar="文稿", type=ANY_PATH)
@click.option(
    "--against", "parents", metavar="上级", type=ANY_PATH, multiple=True, required=True, help="上级文件或其任务清单。"
)
@click.option("--locality", metavar="地区", type=ANY_PATH, help="地区文件。")
@click.option(
    "--compare",
    "others",
    metavar="方案",
    type=ANY_PATH,
    multiple=True,
    help="另一单位的方案，看有没有照搬；可写几次。",
)
@click.option("--decisions", metavar="文件", type=ANY_PATH, help="核对结论；默认用文稿所在文件夹的 核对.yaml。")
@click.option(
    "--library",
    "libraries",
    metavar="文件夹",
    type=ANY_PATH,
    multiple=True,
    help="叠加的条款库（用其中的术语、旧称）。",
)
@click.option(
    "--document", "number", metavar="序号", type=click.IntRange(1), default=1, help="文件中有几份公文时核对第几份。"
)
@click.option("--authority", type=click.Choice([word.chinese for word in Authority]), default="本局", help="行文名义。")
@click.option("--fail-on", "level", type=click.Choice(list(LADDER)), default="missing", help="到什么程度退出码为1。")
@click.option(
    "--format", "kind", type=click.Choice(list(REPORTS)), help="输出格式；默认由 -o 的后缀决定，否则为 text。"
)
@click.option("-o", "output", metavar="文件", type=ANY_PATH, help="写到文件，默认显示。")
def command(  # noqa: PLR0917 — click hands over one argument for each option
    child: Path,
    parents: tuple[Path, ...],
    locality: Path | None,
    others: tuple[Path, ...],
    decisions: Path | None,
    libraries: tuple[Path, ...],
    number: int,
    authority: str,
    level: str,
    kind: str | None,
    output: Path | None,
) -> int:
    chosen = kind or (SUFFIX_FORMAT.get(output.suffix.lower(), "text") if output else "text")
    require_suffix(output, [suffix for suffix, name in SUFFIX_FORMAT.items() if kind in {None, name}])
    place = read_locality(locality)
    documents = load_documents(child)
    document = nth_document(documents, number, child)
    known = decisions or child.parent / "核对.yaml"
    settled, repairs = load_decisions(known) if decisions or known.exists() else ((), ())
    thesaurus = load_library(libraries).thesaurus
    loaded = [load_directive(parent, place) for parent in parents]
    coverages = [
        check(directive, document, thesaurus, locality=place, decisions=settled, documents=len(documents))
        for directive, _ in loaded
    ]
    directives = tuple(directive for directive, _ in loaded)
    texts = [load_parent_texts(path, directive) for path, directive in zip(parents, directives, strict=True)]
    above = Parents(directives, tuple(text for one in texts for text in one))
    replaced, notes = load_replaced(libraries)
    counties, more_notes = load_counties(libraries)
    problems = (
        *check_authority(document, Authority.of(authority), place),
        *check_leftovers(document, above, replaced, counties, place),
        *check_copied(document, [load_documents(path)[0] for path in others], above),
    )
    coverages[0] = replace(coverages[0], findings=(*coverages[0].findings, *problems))
    parent_findings = [finding for _, findings in loaded for finding in findings]
    show((*parent_findings, *document.findings, *repairs, *notes, *more_notes, *problems))
    deliver(REPORTS[chosen](tuple(coverages)), output)
    failed = any(failing(coverage, level) for coverage in coverages) or (
        level == "any" and any(problem.level is not Level.INFO for problem in problems)
    )
    return int(Exit.FINDINGS if failed else Exit.CLEAN)
