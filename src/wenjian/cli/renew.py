"""`wenjian renew`: the bureau's own old plan made new for a new directive, as tracked changes in its docx."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from wenjian.clauses.shelf import needed
from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, LIBRARIES, date_option, day_or_year_option, read_locality, save, show
from wenjian.cli.decide import DECISIONS, read_entries
from wenjian.cli.leftovers import load_known, problems_of
from wenjian.cli.redline import PLAIN_LAYOUT
from wenjian.cli.shelf import library_shelf
from wenjian.compose.contract import Materials
from wenjian.coverage.decisions import reviewed
from wenjian.errors import Exit
from wenjian.library import load_directive, nth_document
from wenjian.loading.store import make_folder
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.model.job import Job, JobDocument
from wenjian.model.vocabulary import Authority, Genre, Level
from wenjian.readers import Paper, load_paper, read_documents
from wenjian.renew import Given, Known, dated, renew
from wenjian.reports import summary_line
from wenjian.reports.renewal import (
    check_renewed,
    counts_line,
    left_over,
    old_paper_tables,
    renewed_coverages,
    revision_notes,
    with_comments,
    write_changes,
)
from wenjian.shipped import load_layout
from wenjian.text.dates import parse_date
from wenjian.writers import write_as_it_stands
from wenjian.writers.redline import can_carry_changes
from wenjian.writers.tracked import Author

COMPARISON, NOTE, MARKED = "贯彻落实对照表", "修改说明", "（修订稿）"
PERSON = "改稿"
"""Who changes and comments where no name is given."""


@chinese_command(
    "旧文改新：对照新的上级文件，把本单位的旧文改成新稿：缺的补上、低于上级的改掉、过期的换掉，全部写成修订，"
    "每处有批注；附对照表和修改说明。"
)
@click.argument("old", metavar="旧文", type=ANY_PATH)
@click.option(
    "--against",
    "parents",
    metavar="新上级",
    type=ANY_PATH,
    multiple=True,
    required=True,
    help="新的上级文件或其任务清单。",
)
@click.option(
    "--locality", metavar="地区", type=ANY_PATH, required=True, help="地区文件：分清哪些是本局的任务，换成本地名称。"
)
@click.option("-o", "folder", metavar="文件夹", type=ANY_PATH, required=True, help="写到哪个文件夹。")
@LIBRARIES
@click.option(
    "--date",
    "day",
    metavar="日期",
    default="",
    callback=day_or_year_option,
    help="拟稿日期或年份，如 2026-06-01、2026：早于它的时限算过期；不写则按上级文件的成文日期。",
)
@click.option("--number", metavar="文号", default="", help="新稿的发文字号；不写则空着，签发后再编。")
@click.option(
    "--issued", metavar="日期", default="", callback=date_option, help="新稿的成文日期；不写则空着，签发后再填。"
)
@click.option("--signer", metavar="姓名", default="", help="新稿的签发人；不写则空着。")
@click.option("--authority", type=click.Choice([word.chinese for word in Authority]), default="本局", help="行文名义。")
@click.option(
    "--document", "nth", metavar="序号", type=click.IntRange(1), default=1, help="旧文文件中有几份公文时改第几份。"
)
@click.option(
    "--decisions",
    metavar="文件",
    type=ANY_PATH,
    help="对新上级文件的核对结论（核对.yaml，或填好的对照表 xlsx）；默认用旧文所在文件夹的 核对.yaml。",
)
@click.option("--person", metavar="姓名", default=PERSON, help="修订和批注署谁的名，默认“改稿”。")
def command(  # noqa: PLR0917 — click hands over one argument for each option
    old: Path,
    parents: tuple[Path, ...],
    locality: Path,
    folder: Path,
    libraries: tuple[Path, ...],
    day: str,
    number: str,
    issued: str,
    signer: str,
    authority: str,
    nth: int,
    decisions: Path | None,
    person: str,
) -> int:
    place = read_locality(locality)
    assert place is not None
    paper = load_paper(old)
    document = nth_document(paper.documents, nth, old)
    loaded = [load_directive(parent, place) for parent in parents]
    directives = tuple(directive for directive, _ in loaded)
    known, notes = load_known(parents, directives, libraries)
    entries = read_entries(decisions, old.parent / DECISIONS)
    shelf = library_shelf(libraries)
    job = Job(locality=str(locality), documents=(JobDocument(genre=Genre.PLAN),))
    library = shelf.library(needed(shelf, job, directives, ()))
    day = day or issued
    standard = f"{day}1月1日" if day.endswith("年") else day
    year = parse_date(standard) or known.above.date
    renewal = renew(
        document,
        known.above,
        Materials(place, library, directives),
        Known(known.replaced, known.counties),
        Given(number, issued, signer, year.year if year else 0),
        day=standard,
        authority=Authority.of(authority),
        decisions=entries.file.decisions,
    )
    renewal = replace(
        renewal, coverages=tuple(reviewed(one, entries.file, entries.places) for one in renewal.coverages)
    )
    show(
        (
            *(one for _, findings in loaded for one in findings),
            *document.findings,
            *entries.findings,
            *notes,
            *library.findings,
        )
    )
    if year is None:
        show([found("WJ956", Place(str(old)))])
    written_on = parse_date(day)
    author = Author(person, written_on.isoformat() if written_on else "")
    docx, numbers, findings = base_of(paper, old)
    name = f"{old.stem}{MARKED}.docx"
    written = write_changes(renewal, docx, numbers, author, str(old))
    before, after = (nth_document(read_documents(data, name), nth, Path(name)) for data in (docx, written.docx))
    coverages = renewed_coverages(renewal, written, after)
    more = (
        *findings,
        *written.findings,
        *left_over(renewal, str(old)),
        *check_renewed(renewal, written, before, after, coverages),
    )
    rest = problems_of(dated(after, standard), known, Authority.of(authority), place)
    show((*more, *rest))
    noted = (replace(coverages[0], findings=(*coverages[0].findings, *rest)), *coverages[1:])
    marked, comments = with_comments(renewal, written, noted, after, person=person, date=author.date, name=name)
    note = revision_notes(renewal, written, before, after, coverages, author.date)
    files = {name: marked}
    files |= {f"{COMPARISON}{suffix}": data for suffix, data in old_paper_tables(renewal, person="").items()}
    files |= {f"{NOTE}{suffix}": data for suffix, data in note.items()}
    make_folder(folder)
    for file, data in files.items():
        save(folder / file, data)
    click.echo(f"{counts_line(renewal)}。")
    places = {(one.spot, one.why) for one in written.amendments}
    click.echo(f"已写成修订{len(places)}处，批注{comments}处。")
    for one in renewal.coverages:
        click.echo(f"旧文：{summary_line(one)}")
    for one in coverages:
        click.echo(f"新稿：{summary_line(one)}")
    return int(Exit.FINDINGS if any(one.level is not Level.INFO for one in more) else Exit.CLEAN)


def base_of(paper: Paper, path: Path) -> tuple[bytes, tuple[str, ...], tuple[Finding, ...]]:
    """The docx that the changes go into, the automatic numbers of its paragraphs, and what is to be said of it: the old
    file itself, or, of another kind, its lines in the plain layout.
    """
    if paper.docx and can_carry_changes(paper.docx):
        return paper.docx, paper.numbers, ()
    why = "是另一种docx（Strict）" if paper.docx else "不是.docx"
    plain = write_as_it_stands(paper.standing, load_layout(PLAIN_LAYOUT))
    return plain, (), (found("WJ624", Place(str(path)), why=why),)
