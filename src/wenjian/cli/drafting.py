"""A composition as the files that are handed over: papers, forms, reports, decisions. Nothing is read or written here,
but layouts that nobody has read before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from wenjian.cli.common import REPORT_FILES
from wenjian.cli.decide import DECISIONS
from wenjian.cli.even_page import check_parity, on_even_page
from wenjian.cli.layouts import Layout, find_whole, printer
from wenjian.compose import Composition, Paper
from wenjian.compose.consultation import adoption_table, consultation_letter, countersigners
from wenjian.coverage.decisions import reviewed
from wenjian.errors import TemplateError, UnreadableInput
from wenjian.layout import arrange, check_printable, check_signing
from wenjian.layout.routing import routing_values
from wenjian.library import load_entries
from wenjian.loading.dump import dump
from wenjian.loading.entries import Entries
from wenjian.loading.files import read_bytes
from wenjian.loading.store import file_name
from wenjian.model.catalogue import found
from wenjian.model.coverage import Coverage, Decision, DecisionFile
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.model.house import House
from wenjian.model.job import Job
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import CLEAN_STAGES, TABLE_GENRES, DecisionSource, Genre, Role, Stage
from wenjian.reports import REPORTS, letter_docx
from wenjian.reports.words import Tier, deviation_sentence, tier_of
from wenjian.shipped import find_layout
from wenjian.text.normal import shorten
from wenjian.writers import STRIPPED, Foot, provenance, unprinted, write_routing_sheet, write_xlsx

ROUTING_SHEET = "发文稿纸"
"""The form that goes round with a paper until it is signed; an office's own of this name takes the place of ours."""


@dataclass(frozen=True)
class Stationery:
    """What papers are printed on. `form` is the 发文稿纸, its bytes and path; `known` are layouts by their names, as
    they were read, or why they could not be; others are looked for in `folder`, and among ours.
    """

    form: tuple[bytes, str]
    known: Mapping[str, Layout | TemplateError] = field(default_factory=dict)
    folder: Path | None = None

    def layout(self, name: str) -> Layout:
        """The layout of this name. Raises TemplateError."""
        kept = self.known.get(name)
        if isinstance(kept, TemplateError):
            raise kept
        return kept or find_whole(name, self.folder)


def stationery_in(folder: Path, names: Iterable[str] = ()) -> Stationery:
    """The stationery of the office whose layouts lie in `folder`; the layouts of these `names` are read now."""
    form = find_layout(ROUTING_SHEET, folder)
    known: dict[str, Layout | TemplateError] = {}
    for name in names:
        try:
            known[name] = find_whole(name, folder)
        except TemplateError as error:
            known[name] = error
    return Stationery((read_bytes(form, TemplateError), str(form)), known, folder)


@dataclass(frozen=True)
class Office:
    """For whom a job is composed, and how it prints: the locality, what its people decided before, the layouts, the
    habits of the house, the kinds of reports.
    """

    locality: Locality
    kept: Entries
    stationery: Stationery
    house: House
    kinds: tuple[str, ...] = tuple(REPORT_FILES)


def people(path: Path) -> Entries:
    """What persons left in an earlier 核对.yaml of the folder; that is never thrown away."""
    if not path.exists():
        return Entries()
    entries = load_entries(path)
    decisions = tuple(one for one in entries.file.decisions if one.source is DecisionSource.PERSON)
    return replace(entries, file=entries.file.model_copy(update={"decisions": decisions}))


def drafted(
    composition: Composition, job: Job, office: Office, *, even_page: bool = False
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """File name → bytes of all that a composition gives, and what was found about how it prints. Raises
    UnreadableInput (WJ541), TemplateError.
    """
    kept = office.kept
    coverages = tuple(reviewed(coverage, kept.file, kept.places) for coverage in composition.coverages)
    refuse_undecided(coverages, composition.restated, job.stage)
    files, findings = render(composition, job, office, even_page=even_page)
    files |= reports(coverages, composition.judged, office.kinds)
    files[DECISIONS] = format_decisions(kept.file, composition.decisions).encode("utf-8")
    return files, findings


def refuse_undecided(coverages: Iterable[Coverage], restated: Collection[str], stage: Stage) -> None:
    """Raises UnreadableInput where a paper that is to go out asks for less than the superior, or for something else
    (WJ541), or has a duty `restated` in the superior's words (WJ542), and nobody has decided on it.
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
    unread = [
        found("WJ542", Place(label=duty.ref), stage=stage.chinese, duty=duty.id, text=shorten(duty.text))
        for coverage in coverages
        for duty in coverage.duties
        if duty.ref in restated
    ]
    if wrong or unread:
        raise UnreadableInput(*wrong, *unread)


def format_decisions(kept: DecisionFile, own: tuple[Decision, ...]) -> str:
    """核对.yaml of what people wrote and of our own waivers; an empty list is said, so that a person sees where to
    write.
    """
    file = kept.model_copy(update={"decisions": (*kept.decisions, *own)})
    return dump(file) if file != DecisionFile() else "核对: []\n"


def render(
    composition: Composition, job: Job, office: Office, *, even_page: bool
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """File name → bytes of each paper of the job, of its 发文稿纸, and of the map of origins that a stripped paper does
    not carry; and what was found about what they print and on which pages.
    """
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    for paper in composition.papers:
        stem = f"{paper.number}-{paper.kind}"
        date = paper.document.elements.date
        findings += check_printable(paper.document)
        if paper.genre in TABLE_GENRES:
            files[f"{stem}.xlsx"] = write_xlsx(paper.document, date=date)
            if paper.genre is Genre.CHECKLIST:
                files |= printed_forms(paper, stem, office)
            continue
        findings += check_signing(paper.document, office.house)
        layout = office.stationery.layout(paper.layout)
        findings += layout.findings
        arranged = arrange(paper.document, job.stage, office.house)
        findings += unprinted(arranged, layout.data, layout.path)
        write = printer(arranged, layout, job.stage, office.house, date)
        name = f"{stem}.docx"
        if even_page:
            checked = on_even_page(arranged, name, write)
            files[name] = checked.data
            findings += checked.findings
        else:
            files[name] = write(Foot.WITH_TEXT)
            findings += check_parity(arranged, name)
        files |= accompanying(paper, job, office)
        if job.stage in STRIPPED:
            files[f"{stem}.来源.xml"] = provenance(arranged).encode("utf-8")
    return files, tuple(findings)


def printed_forms(paper: Paper, stem: str, office: Office) -> dict[str, bytes]:
    """File name → bytes of a 检查表 to be filled in by hand: a file of its own, numbered from page 1, for each
    institution. It bears no 稿别 and nothing but its words.
    """
    layout = office.stationery.layout(paper.layout)
    date = paper.document.elements.date
    forms = (replace(paper.document, attachments=()), *paper.document.attachments)
    files: dict[str, bytes] = {}
    for number, form in enumerate(forms, 1):
        name = f"{stem}-{number}-{file_name(form.name)}.docx" if len(forms) > 1 else f"{stem}.docx"
        arranged = arrange(replace(form, role=Role.MAIN), Stage.ISSUED, office.house)
        write = printer(arranged, layout, Stage.ISSUED, office.house, date)
        files[name] = write(Foot.WITH_TEXT)
    return files


def accompanying(paper: Paper, job: Job, office: Office) -> dict[str, bytes]:
    """File name → bytes of the 发文稿纸; with a 征求意见稿 also of the letter that sends it round and of the table of
    answers.
    """
    units = countersigners(paper.document, job, office.locality)
    date = paper.document.elements.date
    values = routing_values(paper.document, job, paper.letterhead, units)
    form, path = office.stationery.form
    files = {f"{paper.number}-{ROUTING_SHEET}.docx": write_routing_sheet(values, form, date=date, path=path)}
    if job.stage is Stage.CONSULTATION and units:
        letter = consultation_letter(paper.document, units, job, office.locality)
        files[f"{paper.number}-{letter.name}.docx"] = letter_docx(letter)
        answers = adoption_table(paper.document, units)
        files[f"{paper.number}-{answers.name}.xlsx"] = write_xlsx(answers, date=date)
    return files


def reports(coverages: tuple[Coverage, ...], judged: Document, kinds: Collection[str]) -> dict[str, bytes]:
    """File name → bytes of the reports of these kinds; several directives stand one after another in each. None without
    directive.
    """
    files: dict[str, bytes] = {}
    if not coverages:
        return files
    for kind, name in REPORT_FILES.items():
        if kind in kinds:
            data = REPORTS[kind](coverages, judged)
            files[name] = data.encode("utf-8") if isinstance(data, str) else data
    return files
