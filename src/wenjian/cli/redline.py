"""`wenjian redline`: two versions of a paper as one docx with tracked changes."""

from __future__ import annotations

from pathlib import Path

import click

from wenjian.changes.accepted import check_accepted
from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, chosen_date, deliver, refuse_inputs, require_suffix, say, show
from wenjian.errors import Exit
from wenjian.model.catalogue import found
from wenjian.model.finding import Place
from wenjian.readers import Paper, load_paper, read_documents
from wenjian.shipped import load_layout
from wenjian.writers import write_as_it_stands
from wenjian.writers.redline import Version, can_carry_changes, write_redline

PLAIN_LAYOUT = "红头通知"


@chinese_command("比较两稿，写成花脸稿：带修订的 docx，插入、删除逐处标出，可在 WPS 或 Word 里逐条接受、拒绝。")
@click.argument("original", metavar="原稿", type=ANY_PATH)
@click.argument("revised", metavar="修改稿", type=ANY_PATH)
@click.option("-o", "output", metavar="文件", type=ANY_PATH, required=True, help="写到哪个文件（.docx）。")
@click.option("--person", metavar="姓名", default="修改", help="修订人，默认“修改”。")
@click.option("--date", "written", metavar="日期", default="", help="修订日期，如 2026-05-01；不写则修订不带日期。")
def command(original: Path, revised: Path, output: Path, person: str, written: str) -> int:
    require_suffix(output, [".docx"])
    refuse_inputs(output, original, revised)
    date = chosen_date(written)
    before, after = load_paper(original), load_paper(revised)
    findings = [finding for paper in (before, after) for finding in paper.documents[0].findings]
    has_base = _is_usable(before)
    only_words = has_base and not _is_usable(after)
    if not has_base:
        why = "是另一种docx（Strict）" if before.docx else "不是.docx"
        findings.append(found("WJ624", Place(str(original)), why=why))
    redline = write_redline(
        _version(before, original, plain=not has_base),
        _version(after, revised, plain=not has_base or only_words),
        person=person,
        date=date.isoformat() if date else "",
        only_words=only_words,
    )
    findings += redline.findings
    if not redline.insertions and not redline.deletions:
        findings.append(found("WJ621", Place(str(output))))
    accepted = read_documents(redline.docx, str(output))
    show((*findings, *check_accepted(accepted, after.documents, str(output), only_words=only_words)))
    deliver(redline.docx, output)
    say(f"插入{redline.insertions}处，删除{redline.deletions}处。")
    return int(Exit.CLEAN)


def _is_usable(paper: Paper) -> bool:
    return bool(paper.docx) and can_carry_changes(paper.docx)


def _version(paper: Paper, path: Path, *, plain: bool) -> Version:
    """A version as a docx: the file itself, or written in the plain layout."""
    if plain:
        return Version(write_as_it_stands(paper.standing, load_layout(PLAIN_LAYOUT)), (), str(path))
    return Version(paper.docx, paper.numbers, str(path))
