"""`wenjian export`: one file kind into another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import (
    ANY_PATH,
    deliver,
    is_given,
    read_house,
    read_locality,
    refuse_inputs,
    require_suffix,
    show,
)
from wenjian.cli.decide import DECISIONS
from wenjian.cli.drafting import people
from wenjian.cli.even_page import check_parity, on_even_page
from wenjian.cli.layouts import find_whole, printer
from wenjian.cli.parents import relative
from wenjian.cli.pdf import PDF, as_pdf
from wenjian.compose.elements import UPWARD
from wenjian.compose.fill import blanks
from wenjian.compose.given_elements import why_no_date
from wenjian.compose.papers import DEFAULT_LAYOUT, LAYOUTS
from wenjian.compose.review import restated_in
from wenjian.errors import Exit, UnreadableInput
from wenjian.layout import arrange, bound_apart, check_printable, check_signing
from wenjian.library import FORM_SUFFIXES, load_directive, load_job, nth_document, outline_names, papers_left_out
from wenjian.lint.genres import genre_of
from wenjian.loading.dump import dump
from wenjian.loading.duty_sheet import write_directive_xlsx
from wenjian.loading.job_sheet import write_job_xlsx
from wenjian.loading.kinds import kind_of
from wenjian.model.catalogue import found
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.model.house import House
from wenjian.model.job import Job
from wenjian.model.vocabulary import CLEAN_STAGES, RedHead, Stage
from wenjian.package import BrokenPackage, open_package
from wenjian.readers import load_documents
from wenjian.readers.docx import is_form
from wenjian.text.dates import parse_date
from wenjian.writers import WRITERS, Foot, headless, unprinted

_TURNED = ("上级文件", "拟稿单")
"""The kinds of data files of which there is a yaml and an xlsx."""


@chinese_command(
    "换格式：任务清单、拟稿单在 yaml 与 xlsx 之间互换；"
    "文稿（docx、txt、pdf、ofd、网页等）排成公文版式的 docx 或 pdf（要有 LibreOffice），或转成 html、txt、xlsx。"
)
@click.argument("file", metavar="文件", type=ANY_PATH)
@click.option("-o", "output", metavar="文件", type=ANY_PATH, required=True, help="写到哪个文件，后缀决定格式。")
@click.option("--layout", metavar="版式", help="版式名称或 docx 文件；不写的按文种选。")
@click.option("--stage", type=click.Choice([stage.chinese for stage in Stage]), default="清样", help="稿别。")
@click.option("--house", metavar="文件", type=ANY_PATH, help="本单位习惯（yaml），与国标不同处逐条说明。")
@click.option(
    "--head", type=click.Choice([word.chinese for word in RedHead]), help="套红、套印（留空版头）、不套红，默认套红。"
)
@click.option("--even-page", is_flag=True, help="用LibreOffice排一遍，把版记放到偶数面上。")
@click.option(
    "--attachment", metavar="序号", type=click.IntRange(1), help="只排第几个附件，首行写发文字号：与正文分开装订的。"
)
@click.option("--locality", metavar="地区", type=ANY_PATH, help="地区文件，xlsx 下拉选项取其股室。")
@click.option(
    "--document", "number", metavar="序号", type=click.IntRange(1), default=1, help="文件中有几份公文时取第几份。"
)
def command(
    file: Path,
    output: Path,
    *,
    layout: str | None,
    stage: str,
    house: Path | None,
    head: str | None,
    even_page: bool,
    attachment: int | None,
    locality: Path | None,
    number: int,
) -> int:
    refuse_inputs(output, file)
    kind = kind_of(file) if file.suffix.lower() in FORM_SUFFIXES else None
    place = read_locality(locality)
    suffix = output.suffix.lower()
    if kind not in {None, *_TURNED}:
        raise UnreadableInput(found("WJ100", Place(str(file)), kind=kind))
    if kind is not None:
        require_suffix(output, FORM_SUFFIXES)
    if kind == "上级文件":
        directive, findings = load_directive(file)
        show(findings)
        deliver(write_directive_xlsx(directive, place) if suffix == ".xlsx" else dump(directive), output)
        return int(Exit.CLEAN)
    if kind == "拟稿单":
        job, findings = load_job(file)
        show(findings)
        job = moved(job, file.parent, output.parent)
        deliver(write_job_xlsx(job, place, outline_names()) if suffix == ".xlsx" else dump(job), output)
        return int(Exit.CLEAN)
    require_suffix(output, (*WRITERS, PDF))
    if even_page and suffix not in {".docx", PDF}:
        raise click.UsageError("--even-page 只用于写成 .docx、.pdf 的文稿。", click.get_current_context(silent=True))
    documents = load_documents(file)
    document = nth_document(documents, number, file)
    show(() if is_given("number") else papers_left_out(documents))
    if suffix == PDF and not _other_look() and is_form_file(file):
        show(document.findings)
        deliver(as_pdf(file.read_bytes(), str(output)), output)
        return int(Exit.CLEAN)
    habits = read_house(house, RedHead.of(head) if head else None)
    if attachment:
        document = nth_attachment(document, attachment, habits)
    show((*document.findings, *check_printable(document), *check_signing(document, habits)))
    at = Stage.of(stage)
    if suffix not in {".docx", PDF}:
        deliver(WRITERS[suffix](document, b"", at, house=habits), output)
        return int(Exit.CLEAN)

    refuse_unknown(document, at, file)
    show(unread(document, at, file))
    usual = DEFAULT_LAYOUT if attachment else usual_layout(document)
    if layout is None and usual != DEFAULT_LAYOUT:
        show([found("WJ649", Place(str(file)), genre=genre_of(document.title), layout=usual, other=DEFAULT_LAYOUT)])
    whole = find_whole(layout or usual)
    arranged = arrange(document, at, habits)
    show(
        (
            *whole.findings,
            *unprinted(arranged, whole.data, whole.path),
            *headless(arranged, at, whole.data, house=habits, path=whole.path),
        )
    )
    write = printer(arranged, whole, at, habits)
    if even_page:
        checked = on_even_page(arranged, str(output), write)
        show(checked.findings)
        made = checked.data
    else:
        show(check_parity(arranged, str(output)))
        made = write(Foot.WITH_TEXT)
    deliver(made if suffix == ".docx" else as_pdf(made, str(output)), output)
    return int(Exit.CLEAN)


def usual_layout(document: Document) -> str:
    """The layout of ours for the 文种 that the title names; that of papers to a superior only for what goes to somebody
    («2025年度工作报告» of a bureau to itself is none).
    """
    genre = genre_of(document.title)
    goes_up = genre in {one.chinese for one in UPWARD}
    layouts = {one.chinese: layout for one, layout in LAYOUTS.items()}
    return DEFAULT_LAYOUT if goes_up and not document.elements.recipients else layouts.get(genre, DEFAULT_LAYOUT)


def _other_look() -> bool:
    """Whether an option asks for a layout other than the file has."""
    return any(map(is_given, ("layout", "stage", "house", "head", "even_page", "attachment", "number")))


def is_form_file(file: Path) -> bool:
    """Whether a file is a docx form that this program wrote, perhaps filled in since."""
    try:
        return file.suffix.lower() == ".docx" and is_form(open_package(file.read_bytes()))
    except BrokenPackage:  # it was read as what it is instead
        return False


def nth_attachment(document: Document, number: int, house: House) -> Document:
    """The `number`-th 附件 of a paper as a paper of its own."""
    papers = bound_apart(document, house)
    if number > len(papers):
        raise click.UsageError(
            f"文稿只有{len(papers)}个附件，没有第{number}个。", click.get_current_context(silent=True)
        )
    return papers[number - 1]


def refuse_unknown(document: Document, stage: Stage, path: Path) -> None:
    """Raises UnreadableInput (WJ505) where a paper that is to go out still says 【待定：…】, or one that is issued has
    no whole 成文日期 («2026年　月　日»), WJ523 where its date is in no calendar («2026年4月31日»).
    """
    names = list(blanks(document)) if stage in CLEAN_STAGES else []
    elements = document.elements
    no_day = parse_date(elements.date) is None
    if stage in CLEAN_STAGES and no_day and (why := why_no_date(elements.date)):
        raise UnreadableInput(found("WJ523", Place(str(path)), name="成文日期", value=elements.date, why=why))
    if stage is Stage.ISSUED and (elements.signature or elements.date) and no_day:
        names.append("成文日期")
    way = "请在文稿里补上；还没有定的，用 --stage 草稿 或 --stage 送审稿。"
    if names:
        place = Place(str(path))
        raise UnreadableInput(*(found("WJ505", place, stage=stage.chinese, name=name, way=way) for name in names))


def unread(document: Document, stage: Stage, path: Path) -> Iterator[Finding]:
    """WJ543 where a paper that is to go out has duties restated in the superior's words, and nobody has decided on
    them in the 核对.yaml beside it.
    """
    refs = restated_in(document)
    if stage not in CLEAN_STAGES or not refs:
        return
    decided = {one.duty for one in people(path.parent / DECISIONS).file.decisions}
    open_ = [ref.rpartition("#")[2] for ref in refs if ref not in decided]
    if open_:
        yield found("WJ543", Place(str(path)), count=len(open_), duties="、".join(open_))


def moved(job: Job, here: Path, there: Path) -> Job:
    """The job with its relative paths as seen from another folder."""
    return job.model_copy(
        update={
            "locality": relative(here / job.locality, there),
            "basis": tuple(relative(here / path, there) for path in job.basis),
            "libraries": tuple(relative(here / path, there) for path in job.libraries),
        }
    )
