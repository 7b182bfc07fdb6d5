"""What `ledger`, `distribute` and `collect` share: what a ledger is made from, and how it is read and written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from wenjian.cli.common import ANY_PATH, read_locality, save, show
from wenjian.cli.shelf import library_thesaurus
from wenjian.coverage.terms import prepare_terms
from wenjian.duties.sections import unknown_sections
from wenjian.errors import UnreadableInput
from wenjian.library import YAML_SUFFIXES, load_directive, load_holidays, load_ledger
from wenjian.loading.duty_sheet import DUTY_SHEET
from wenjian.loading.files import read_bytes
from wenjian.loading.ledger_sheet import LEDGER_SHEET, write_ledger_xlsx
from wenjian.loading.sheets import sheet_names
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.model.ledger import Ledger
from wenjian.model.vocabulary import Authority
from wenjian.readers import load_documents
from wenjian.supervise.ledger import (
    Setting,
    Source,
    is_task_table,
    left_out_words,
    source_of_duties,
    source_of_table,
    update,
    with_days,
)
from wenjian.supervise.reckon import roll_call
from wenjian.text.dates import parse_date
from wenjian.text.workdays import WorkCalendar

LEDGER = "督办台账.xlsx"

AUTHORITIES = (Authority.BUREAU, Authority.APPROVED)
"""In whose name a bureau may hand out: its own, or with the government's consent."""

AUTHORITY = click.option(
    "--authority",
    type=click.Choice([word.chinese for word in AUTHORITIES]),
    default=Authority.BUREAU.chinese,
    help="行文名义：本局的发给乡镇的本系统机构（如民政所），经政府同意的发给乡镇人民政府、街道办事处。",
)
HOLIDAYS = click.option(
    "--library",
    "libraries",
    metavar="文件夹",
    type=ANY_PATH,
    multiple=True,
    help="叠加的条款库（用其中的 节假日.yaml 和 术语.yaml）。",
)


def calendar_of(libraries: Sequence[Path]) -> WorkCalendar:
    """The working days of the library, what was repaired in it shown."""
    days, findings = load_holidays(libraries)
    show(findings)
    return days


def setting_of(locality: Path, authority: str, assigned: str, libraries: Sequence[Path]) -> Setting:
    """What the options of a command say of place, name and day."""
    place = read_locality(locality)
    assert place is not None
    days = calendar_of(libraries)
    terms = prepare_terms(library_thesaurus(libraries))
    return Setting(place, days, terms, Authority.of(authority), parse_date(assigned))


def load_source(file: Path, setting: Setting, sheets: Sequence[str] | None = None) -> Source:
    """The items of a duty list, of a superior's paper, or of a composed 任务分解表; `sheets` are those of the file
    where they are known. Raises UnreadableInput (WJ907).
    """
    suffix = file.suffix.lower()
    is_list = suffix in YAML_SUFFIXES or DUTY_SHEET in (sheets_of(file) if sheets is None else sheets)
    if not is_list:
        documents = load_documents(file)
        for document in documents:
            for owner, block in document.walk():
                if block.table is not None and is_task_table(block.table):
                    titled = owner if owner.elements.title else document
                    return source_of_table(titled, block.table, setting)
        if suffix == ".xlsx":
            raise UnreadableInput(found("WJ907", Place(str(file))))
    directive, findings = load_directive(file, setting.locality)
    source = source_of_duties(directive, setting)
    unknown = unknown_sections(directive, setting.locality, str(file))
    show((*findings, *unknown, *_about(source, Place(str(file)))))
    return source


def is_ledger(sheets: Sequence[str]) -> bool:
    """Whether a file with these sheets is itself a 督办台账, with items that people added."""
    return LEDGER_SHEET in sheets


def sheets_of(file: Path) -> tuple[str, ...]:
    """The sheets of a workbook, by which it is known what it is; none of another file."""
    return sheet_names(read_bytes(file), str(file)) if file.suffix.lower() == ".xlsx" else ()


def _about(source: Source, place: Place) -> list[Finding]:
    words = left_out_words(source.left_out)
    return [found("WJ905", place, words=words)] if words else []


def read_ledger(path: Path) -> Ledger:
    """The ledger of a file, what was repaired in it shown; an empty one where there is none yet."""
    if not path.exists():
        return Ledger()
    ledger, findings = load_ledger(path)
    show(findings)
    return ledger


def updated_ledger(path: Path, source: Source, assigned: str, days: WorkCalendar) -> Ledger:
    """The ledger of a file with the items of `source`."""
    old = read_ledger(path)
    ledger, findings = update(old, source, assigned, str(path))
    fresh = {item.id for item in ledger.items} - {item.id for item in old.items}
    proposed = [item.id for item in ledger.items if item.id in fresh and item.duty in source.proposed]
    if proposed:
        findings = (*findings, found("WJ906", Place(str(path)), items="、".join(proposed)))
    show(findings)
    return with_days(ledger, days)


def ledger_bytes(ledger: Ledger) -> bytes:
    """The workbook of a ledger, the roll call under its title."""
    return write_ledger_xlsx(ledger, str(roll_call(ledger)) if ledger.entries else "")


def save_ledger(path: Path, ledger: Ledger) -> None:
    save(path, ledger_bytes(ledger))
