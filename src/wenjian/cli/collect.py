"""`wenjian collect`: returned 反馈表 merged into the 督办台账; who has not answered, what is overdue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import (
    ANY_PATH,
    date_option,
    deadline_option,
    files_in,
    printable,
    read_locality,
    refuse_past,
    require_suffix,
    save,
    say,
    show,
)
from wenjian.cli.supervision import AUTHORITY, HOLIDAYS, calendar_of, read_ledger, save_ledger
from wenjian.errors import Exit, UnreadableInput, WenjianError
from wenjian.loading.ledger_sheet import ENTRY_SHEET, LEDGER_SHEET
from wenjian.loading.store import file_names
from wenjian.model.catalogue import found
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.model.ledger import Ledger
from wenjian.model.vocabulary import Authority
from wenjian.readers import load_documents
from wenjian.reports import letter_docx
from wenjian.reports.supervision import (
    ASSIGNMENT,
    NOTICE,
    REMINDER,
    Sender,
    notices,
    overdue_by_section,
    reminder,
)
from wenjian.supervise.collect import collect
from wenjian.supervise.ledger import with_days
from wenjian.supervise.reckon import partly, reckon, roll_call
from wenjian.supervise.returned import Returned, read_returned
from wenjian.text.dates import parse_date
from wenjian.text.normal import shorten

_OURS = tuple(f"-{kind}" for kind in (ASSIGNMENT, REMINDER, NOTICE))
"""Words in the names of the docx that we write beside the forms."""
_NO_SECTION = "牵头股室未定"
_NO_RETURNS = frozenset({".yaml", ".yml", ".ini", ".db", ".lnk", ".tmp"})


@chinese_command("汇总各单位报回的反馈表，并入督办台账：应报、已报、未报，逾期几项；可以写出催办单、督办通知单。")
@click.argument("folder", metavar="文件夹", type=ANY_PATH)
@click.option("--ledger", "path", metavar="文件", type=ANY_PATH, required=True, help="分发时写出的 督办台账.xlsx。")
@click.option("--date", metavar="日期", default="", callback=date_option, help="预警算到哪一天，如 2026-06-03。")
@click.option("--reminders", metavar="文件夹", type=ANY_PATH, help="给没有报的、有逾期的单位写催办单，放在这个文件夹。")
@click.option(
    "--notices", "noticed", metavar="文件夹", type=ANY_PATH, help="给有逾期任务的股室写督办通知单，放在这里。"
)
@click.option("--locality", metavar="地区", type=ANY_PATH, help="地区文件，写催办单、督办通知单时用。")
@AUTHORITY
@click.option("--due", metavar="日期", default="", callback=deadline_option, help="催办单、督办通知单要求报送的日期。")
@click.option("--contact", metavar="姓名电话", default="", help="联系人和电话，如“张三 0000-1234567”。")
@HOLIDAYS
@click.option("-o", "output", metavar="文件", type=ANY_PATH, help="台账写到另一个文件，默认写回原文件。")
def command(  # noqa: PLR0917 — click hands over one argument for each option
    folder: Path,
    path: Path,
    date: str,
    reminders: Path | None,
    noticed: Path | None,
    locality: Path | None,
    authority: str,
    due: str,
    contact: str,
    libraries: tuple[Path, ...],
    output: Path | None,
) -> int:
    require_suffix(output, (".xlsx",))
    refuse_past(due, date)
    if (reminders or noticed) and locality is None:
        raise click.UsageError(
            "写催办单、督办通知单要用 --locality 指定地区文件。", click.get_current_context(silent=True)
        )
    if not path.exists():
        raise UnreadableInput(found("WJ101", Place(str(path))))
    place = read_locality(locality)
    days = calendar_of(libraries)
    before = read_ledger(path)
    files, unread = _returned(folder, path, output)
    ledger, findings = collect(with_days(before, days), files)
    ledger, contested = reckon(ledger, parse_date(date), days, str(path))
    show((*unread, *findings, *contested, *partly(ledger, str(path))))
    save_ledger(output or path, ledger)
    call = roll_call(ledger)
    click.echo(printable(str(call)))
    for item in call.overdue:
        click.echo(printable(f"逾期 {item.id} {shorten(item.task, 40)}（{item.deadline}）{item.section}"))
    fresh = len(ledger.unplaced) - len(before.unplaced)
    if fresh:
        click.echo(f"未归入{fresh}行，见台账的“未归入”表")
    if place is not None:
        sender = Sender(place, Authority.of(authority), date, due, contact)
        _write_papers(ledger, call.units, sender, reminders, noticed)
    return int(Exit.FINDINGS if call.missing or call.faulty or call.partial or call.overdue or fresh else Exit.CLEAN)


def _returned(folder: Path, *others: Path | None) -> tuple[list[Returned], tuple[Finding, ...]]:
    """Every returned file below the folder, and what was found while reading. Raises UnreadableInput (WJ421, WJ422)."""
    way = "请写放反馈表的文件夹，只有一个文件的，也放在一个文件夹里。"
    files = [file for file in files_in(folder, *others, way=way, below=True) if _may_be_returned(file)]
    if not files:
        raise UnreadableInput(found("WJ422", Place(str(folder)), what="报回的反馈表"))
    returned: list[Returned] = []
    findings: list[Finding] = []
    for file in files:
        name = file.relative_to(folder).as_posix()
        try:
            documents = load_documents(file)
        except WenjianError as error:
            findings += map(_as_sheet, error.findings)
            returned.append(Returned(name, problem=error.findings[0].message))
            continue
        if _is_ledger(documents):
            continue
        findings += [one for document in documents for one in document.findings if one.code == "WJ147"]
        returned.append(read_returned(documents, name))
    return returned, tuple(findings)


def _as_sheet(finding: Finding) -> Finding:
    """What is found in a file that cannot be read; the forms are sheets, and so it is to be saved as one."""
    return (
        replace(finding, hint=finding.hint.replace("另存为.docx", "另存为.xlsx"))
        if finding.code == "WJ105"
        else finding
    )


def _is_ledger(documents: Iterable[Document]) -> bool:
    """Whether a file is a 督办台账 beside the forms, whatever it is called: its answers are no returned ones."""
    names = {block.table.name for document in documents for _, block in document.walk() if block.table is not None}
    return {LEDGER_SHEET, ENTRY_SHEET} <= names


def _may_be_returned(file: Path) -> bool:
    """Whether a file is no paper of ours and none of the kinds that nobody fills in."""
    ours = file.suffix.lower() == ".docx" and any(word in file.stem for word in _OURS)
    return not ours and file.suffix.lower() not in _NO_RETURNS


def _write_papers(
    ledger: Ledger, units: tuple[str, ...], sender: Sender, reminders: Path | None, noticed: Path | None
) -> None:
    """The 催办单 and 督办通知单 that were asked for, all of them made before the first is written."""
    files: dict[Path, bytes] = {}
    if reminders is not None:
        names = file_names(units)
        for unit in units:
            if (paper := reminder(ledger, unit, sender)) is not None:
                files[reminders / f"{names[unit]}-{REMINDER}.docx"] = letter_docx(paper)
        if not files:
            say("没有要催办的单位。")
    if noticed is not None:
        papers = notices(ledger, sender)
        if unled := overdue_by_section(ledger).get(""):
            show([found("WJ958", items="、".join(item.id for item in unled), file=f"{_NO_SECTION}-{NOTICE}.docx")])
        names = file_names(section or _NO_SECTION for section in papers)
        for section, paper in papers.items():
            files[noticed / f"{names[section or _NO_SECTION]}-{NOTICE}.docx"] = letter_docx(paper)
        if not papers:
            say("没有逾期的任务，不用写督办通知单。")
    for path, data in files.items():
        save(path, data)
