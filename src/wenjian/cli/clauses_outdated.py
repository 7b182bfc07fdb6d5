"""`wenjian clauses outdated`: which papers were made from clauses that are no longer those in use?"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from wenjian.clauses.layers import outdated
from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, LIBRARIES, chosen_date, deliver, show
from wenjian.errors import Exit, UnreadableInput
from wenjian.library import load_library
from wenjian.loading.files import read_bytes
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.package import BrokenPackage
from wenjian.readers.docx import read_clause_refs


@chinese_command("看起草好的文稿用的条款现在有没有改版、停用、过期；有的退出码为1。")
@click.argument("papers", metavar="文稿…", type=ANY_PATH, nargs=-1, required=True)
@LIBRARIES
@click.option("--date", "day", metavar="日期", default="", help="按哪一天看有效期，不写则为今天。")
def command(papers: tuple[Path, ...], libraries: tuple[Path, ...], day: str) -> int:
    date = chosen_date(day) or dt.datetime.now().astimezone().date()
    library = load_library(libraries)
    show(library.findings)
    lines: list[str] = []
    findings: list[Finding] = []
    for path in papers:
        refs = _refs(path)
        told = list(outdated(refs, library, date, str(path))) if refs else []
        findings += told
        if not refs:
            show([found("WJ217", Place(str(path)))])
        lines += [*map(str, told), f"{path}：用了{len(refs)}条条款，{f'{len(told)}条' if told else '没有'}要核对的。"]
    deliver("\n".join(lines), None)
    return int(Exit.FINDINGS if findings else Exit.CLEAN)


def _refs(path: Path) -> tuple[str, ...]:
    """The clauses that a paper, or the 来源.xml beside it, says it was made from."""
    suffix = path.suffix.lower()
    if suffix not in {".docx", ".xml"}:
        raise UnreadableInput(
            found("WJ105", Place(str(path)), suffix=suffix, way_out="只看起草时写出的 .docx 和 .来源.xml。")
        )
    try:
        return read_clause_refs(read_bytes(path), suffix)
    except BrokenPackage as problem:
        raise problem.unreadable(str(path), suffix) from None
