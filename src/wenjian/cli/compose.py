"""`wenjian compose`: a job in; papers, comparison and decisions out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from wenjian.clauses.shelf import needed
from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, LIBRARIES, printable, read_house, save, show
from wenjian.cli.decide import DECISIONS
from wenjian.cli.even_page import check_parity, on_even_page
from wenjian.cli.layouts import printer, read_layout
from wenjian.cli.shelf import library_shelf
from wenjian.compose import Composition, Materials, Paper, compose
from wenjian.compose.consultation import adoption_table, consultation_letter, countersigners
from wenjian.coverage.decisions import reviewed
from wenjian.errors import Exit, TemplateError, UnreadableInput
from wenjian.layout import arrange, check_printable, check_signing
from wenjian.layout.routing import routing_values
from wenjian.library import (
    find_layout,
    load_directive,
    load_entries,
    load_job,
    load_ledger,
    load_locality,
    load_original,
    load_outline,
)
from wenjian.loading.dump import dump
from wenjian.loading.entries import Entries
from wenjian.loading.files import read_bytes
from wenjian.loading.store import file_name, make_folder
from wenjian.model.catalogue import found
from wenjian.model.coverage import Coverage, Decision, DecisionFile, DutyCoverage
from wenjian.model.directive import Directive
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.model.house import House
from wenjian.model.job import Job
from wenjian.model.library import Outline
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import CLEAN_STAGES, TABLE_GENRES, DecisionSource, Genre, Role, Stage
from wenjian.reports import REPORTS, letter_docx, summary_line
from wenjian.reports.words import Tier, deviation_sentence, tier_of
from wenjian.text.normal import bracketed
from wenjian.writers import STRIPPED, Foot, provenance, write_routing_sheet, write_xlsx

ROUTING_SHEET = "发文稿纸"
"""The form that goes round with a paper until it is signed; an office's own of this name takes the place of ours."""


@chinese_command("按拟稿单起草：写出文稿、任务分解表、覆盖核对、核对结论和贯彻落实对照表。有任务没有着落时退出码为1。")
@click.argument("job", metavar="拟稿单", type=ANY_PATH)
@click.option("-o", "folder", metavar="文件夹", type=ANY_PATH, required=True, help="写到哪个文件夹。")
@LIBRARIES
@click.option("--layouts", metavar="文件夹", type=ANY_PATH, help="本单位版式（docx）所在文件夹。")
@click.option("--house", metavar="文件", type=ANY_PATH, help="本单位习惯（yaml），与国标不同处逐条说明。")
@click.option("--even-page", is_flag=True, help="用LibreOffice排一遍，把版记放到偶数面上。")
def command(
    job: Path,
    folder: Path,
    *,
    libraries: tuple[Path, ...],
    layouts: Path | None,
    house: Path | None,
    even_page: bool,
) -> int:
    return run(job, folder, libraries, layouts, house, even_page=even_page)


def run(
    path: Path,
    folder: Path,
    libraries: tuple[Path, ...] = (),
    layouts: Path | None = None,
    house: Path | None = None,
    *,
    even_page: bool = False,
) -> int:
    """Compose the job at `path` into `folder`; the exit code. Nothing is written when the job is refused."""
    job, findings = load_job(path)
    materials, more = load_materials(path, job, libraries)
    kept = people(folder / DECISIONS)
    composition = compose(job, materials, kept.file.decisions)
    show((*findings, *more, *kept.findings, *composition.findings))
    coverages = tuple(reviewed(coverage, kept.file, kept.places) for coverage in composition.coverages)
    refuse_undecided(coverages, job.stage)
    folder_of_layouts = layouts or (path.parent / job.locality).parent
    habits = read_house(house, job.red_head)
    files, about_pages = render(composition, job, materials.locality, folder_of_layouts, habits, even_page=even_page)
    files |= reports(coverages, composition.judged)
    files[DECISIONS] = format_decisions(kept.file, composition.decisions).encode("utf-8")
    make_folder(folder)
    for name, data in files.items():
        save(folder / name, data)
    show(about_pages)
    for coverage in composition.coverages:
        click.echo(summary_line(coverage))
    for duty in composition.unsettled:
        click.echo(printable(format_unsettled(duty)))
    for ref in composition.restated:
        click.echo(f"补写待审 {ref}")
    return int(Exit.FINDINGS if composition.unsettled or composition.restated else Exit.CLEAN)


def refuse_undecided(coverages: Iterable[Coverage], stage: Stage) -> None:
    """Raises UnreadableInput (WJ541) where a paper that is to go out asks for less than the superior, or for something
    else, and nobody has decided on it.
    """
    if stage not in CLEAN_STAGES:
        return
    wrong = [
        found("WJ541", Place(label=duty.ref), stage=stage.chinese, difference=deviation_sentence(deviation, duty))
        for coverage in coverages
        for duty in coverage.duties
        if duty.decision is None
        for deviation in duty.deviations
        if tier_of(deviation) is Tier.CHANGE
    ]
    if wrong:
        raise UnreadableInput(*wrong)


def format_decisions(kept: DecisionFile, own: tuple[Decision, ...]) -> str:
    """核对.yaml of what people wrote and of our own waivers; an empty list is said, so that a person sees where to
    write.
    """
    file = kept.model_copy(update={"decisions": (*kept.decisions, *own)})
    return dump(file) if file != DecisionFile() else "核对: []\n"


def format_unsettled(duty: DutyCoverage) -> str:
    """One line for a duty that nothing settles: which, where in the parent, its words, and the tool's note."""
    note = f"〔{duty.note}〕" if duty.note else ""
    return f"未落实 {duty.ref}{bracketed(duty.where)}：{duty.text}{note}"


def load_materials(path: Path, job: Job, libraries: tuple[Path, ...]) -> tuple[Materials, tuple[Finding, ...]]:
    """Everything the job names, read. Paths in a job are relative to the job's own folder."""
    base = path.parent
    locality, findings = load_locality(base / job.locality)
    found = [*findings]
    directives: list[Directive] = []
    originals: dict[str, Document] = {}
    for parent in job.basis:
        directive, findings = load_directive(base / parent, locality)
        found += findings
        directives.append(directive)
        for paper in directive.papers or (directive,):
            if (original := load_original(base / parent, paper)) is not None:
                originals[paper.id] = original
    outlines: dict[str, Outline] = {}
    for name in sorted({document.outline or document.genre.chinese for document in job.documents}):
        outlines[name], findings = load_outline(name, base, Place(str(path), label=f"提纲“{name}”"))
        found += findings
    shelf = library_shelf((*(base / layer for layer in job.libraries), *libraries))
    library = shelf.library(needed(shelf, job, directives, outlines.values()))
    ledger, notes = load_ledger(base / job.ledger) if job.ledger else (None, ())
    materials = Materials(locality, library, tuple(directives), originals, outlines, ledger)
    return materials, (*found, *library.findings, *notes)


def people(path: Path) -> Entries:
    """What persons left in an earlier 核对.yaml of the folder; that is never thrown away."""
    if not path.exists():
        return Entries()
    entries = load_entries(path)
    decisions = tuple(one for one in entries.file.decisions if one.source is DecisionSource.PERSON)
    return replace(entries, file=entries.file.model_copy(update={"decisions": decisions}))


def render(
    composition: Composition, job: Job, locality: Locality, layouts: Path, house: House, *, even_page: bool
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """File name → bytes of each paper of the job, of its 发文稿纸, and of the map of origins that a stripped paper does
    not carry; and what was found about the pages of the papers.
    """
    files: dict[str, bytes] = {}
    about_pages: list[Finding] = []
    for paper in composition.papers:
        stem = f"{paper.number}-{paper.kind}"
        date = paper.document.elements.date
        show(check_printable(paper.document))
        if paper.genre in TABLE_GENRES:
            files[f"{stem}.xlsx"] = write_xlsx(paper.document, date=date)
            if paper.genre is Genre.CHECKLIST:
                files |= printed_forms(paper, stem, layouts, house)
            continue
        show(check_signing(paper.document, house))
        write = printer(paper.document, read_layout(paper.layout, layouts), job.stage, house, date)
        name = f"{stem}.docx"
        if even_page:
            checked = on_even_page(paper.document, job.stage, house, name, write)
            files[name] = checked.data
            about_pages += checked.findings
        else:
            files[name] = write(Foot.WITH_TEXT)
            about_pages += check_parity(paper.document, job.stage, house, name)
        files |= accompanying(paper, job, locality, layouts)
        if job.stage in STRIPPED:
            files[f"{stem}.来源.xml"] = provenance(arrange(paper.document, job.stage, house)).encode("utf-8")
    return files, tuple(about_pages)


def printed_forms(paper: Paper, stem: str, layouts: Path, house: House) -> dict[str, bytes]:
    """File name → bytes of a 检查表 to be filled in by hand: a file of its own, numbered from page 1, for each
    institution. It bears no 稿别 and nothing but its words.
    """
    layout = read_layout(paper.layout, layouts)
    date = paper.document.elements.date
    forms = (replace(paper.document, attachments=()), *paper.document.attachments)
    files: dict[str, bytes] = {}
    for number, form in enumerate(forms, 1):
        name = f"{stem}-{number}-{file_name(form.name)}.docx" if len(forms) > 1 else f"{stem}.docx"
        files[name] = printer(replace(form, role=Role.MAIN), layout, Stage.ISSUED, house, date)(Foot.WITH_TEXT)
    return files


def accompanying(paper: Paper, job: Job, locality: Locality, layouts: Path) -> dict[str, bytes]:
    """File name → bytes of the 发文稿纸; with a 征求意见稿 also of the letter that sends it round and of the table of
    answers.
    """
    units = countersigners(paper.document, job, locality)
    date = paper.document.elements.date
    form = find_layout(ROUTING_SHEET, layouts)
    values = routing_values(paper.document, job, paper.letterhead, units)
    sheet = write_routing_sheet(values, read_bytes(form, TemplateError), date=date, path=str(form))
    files = {f"{paper.number}-{ROUTING_SHEET}.docx": sheet}
    if job.stage is Stage.CONSULTATION and units:
        letter = consultation_letter(paper.document, units, job, locality)
        files[f"{paper.number}-{letter.name}.docx"] = letter_docx(letter)
        answers = adoption_table(paper.document, units)
        files[f"{paper.number}-{answers.name}.xlsx"] = write_xlsx(answers, date=date)
    return files


def reports(coverages: tuple[Coverage, ...], judged: Document) -> dict[str, bytes]:
    """File name → bytes of the reports; several directives stand one after another in each. None without directive."""
    files: dict[str, bytes] = {}
    if not coverages:
        return files
    for kind, name in (
        ("json", "覆盖核对.json"),
        ("html", "覆盖核对.html"),
        ("xlsx", "贯彻落实对照表.xlsx"),
        ("docx", "贯彻落实对照表.docx"),
    ):
        data = REPORTS[kind](coverages, judged)
        files[name] = data.encode("utf-8") if isinstance(data, str) else data
    return files
