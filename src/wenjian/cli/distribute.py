"""`wenjian distribute`: for each unit a folder with its 交办单 and its 反馈表, and the 督办台账 that awaits them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click

from wenjian.cli.chinese import command as chinese_command
from wenjian.cli.common import ANY_PATH, date_option, deadline_option, refuse_past, save, say, show
from wenjian.cli.supervision import (
    AUTHORITY,
    HOLIDAYS,
    LEDGER,
    is_ledger,
    ledger_bytes,
    load_source,
    read_ledger,
    setting_of,
    sheets_of,
    updated_ledger,
)
from wenjian.errors import Exit, UnreadableInput
from wenjian.lint.authority import check_authority
from wenjian.loading.ledger_sheet import item_number
from wenjian.loading.store import file_names
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.model.ledger import Ledger, LedgerItem
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Level, UnitKind
from wenjian.reports import document_xlsx, letter_docx
from wenjian.reports.supervision import ASSIGNMENT, FEEDBACK, Sender, assignment, feedback_form
from wenjian.supervise.assign import Unit, asked, items_for, units_of
from wenjian.supervise.ledger import FINISHED, Source, source_of_ledger, with_days
from wenjian.text.nearest import did_you_mean

_MOST_LISTED = 30
"""Units that are named where one is unknown."""


@chinese_command("把任务分给各乡镇（或服务机构、股室）：每个单位一个文件夹，放交办单和反馈表；同时列入督办台账。")
@click.argument("file", metavar="文件", type=ANY_PATH)
@click.option("--locality", metavar="地区", type=ANY_PATH, required=True, help="地区文件。")
@click.option(
    "--to",
    "kinds",
    type=click.Choice([word.chinese for word in UnitKind]),
    multiple=True,
    help="分给哪一类单位，默认乡镇；可写几次。",
)
@click.option("--unit", "names", metavar="单位", multiple=True, help="只分给这些单位；可写几次。")
@click.option(
    "--item",
    "numbers",
    metavar="编号",
    multiple=True,
    help="只分这些任务（台账编号），不问归口；可写几次，或用顿号分开。",
)
@AUTHORITY
@click.option("--date", metavar="日期", default="", callback=date_option, help="交办日期，如 2026-03-02。")
@click.option("--due", metavar="日期", default="", callback=deadline_option, help="要求反馈的日期，如 8月15日。")
@click.option("--contact", metavar="姓名电话", default="", help="联系人和电话，如“张三 0000-1234567”。")
@click.option("--ledger", "path", metavar="文件", type=ANY_PATH, help="督办台账，默认是结果文件夹里的 督办台账.xlsx。")
@HOLIDAYS
@click.option("-o", "output", metavar="文件夹", type=ANY_PATH, required=True, help="写到哪个文件夹。")
def command(  # noqa: PLR0917 — click hands over one argument for each option
    file: Path,
    locality: Path,
    kinds: tuple[str, ...],
    names: tuple[str, ...],
    numbers: tuple[str, ...],
    authority: str,
    date: str,
    due: str,
    contact: str,
    path: Path | None,
    libraries: tuple[Path, ...],
    output: Path,
) -> int:
    refuse_past(due, date)
    setting = setting_of(locality, authority, date, libraries)
    place, name = setting.locality, setting.authority
    sheets = sheets_of(file)
    if path is None and is_ledger(sheets):
        path = file
    target = path or output / LEDGER
    if target.resolve() == file.resolve():
        ledger = with_days(read_ledger(file), setting.days)
        source = source_of_ledger(ledger)
    else:
        source = load_source(file, setting, sheets)
        ledger = updated_ledger(target, source, date, setting.days)
    chosen = [UnitKind.of(word) for word in kinds] or [UnitKind.TOWNSHIP]
    units = _chosen_units(units_of(place, chosen, name), names, chosen, locality)
    parts = _parts(ledger, source, units, _numbers(numbers), place)
    if not parts:
        why, advice = "没有归口乡镇（街道）、服务机构的任务", "请在任务清单里核对归口，或用 --item 指定任务。"
        raise UnreadableInput(found("WJ908", Place(str(file)), why=why, advice=advice))
    ledger = asked(ledger, {unit.name: [item.id for item in items] for unit, items in parts}, date)
    sender = Sender(place, name, date, due, contact)
    files, findings = _papers(ledger, source, parts, sender)
    show(findings)
    save(target, ledger_bytes(ledger))
    for relative, data in files.items():
        save(output / relative, data)
    without = [unit.name for unit in units if unit not in {one for one, _ in parts}]
    say(f"分给{len(parts)}个单位，共{sum(len(items) for _, items in parts)}项次。")
    if without:
        say(f"没有任务的单位：{'、'.join(without)}。")
    return int(Exit.FINDINGS if any(one.level is Level.ERROR for one in findings) else Exit.CLEAN)


def _chosen_units(
    units: Sequence[Unit], names: Sequence[str], kinds: Sequence[UnitKind], locality: Path
) -> tuple[Unit, ...]:
    """The units named, all where none is. Raises UnreadableInput: the locality has no such units (WJ908), a name that
    is none of theirs (WJ909).
    """
    if not units:
        what = "、".join(kind.chinese for kind in kinds)
        advice = f"请在地区文件里写上{what}的名称。"
        raise UnreadableInput(found("WJ908", Place(str(locality)), why=f"地区文件里没有{what}", advice=advice))
    if not names:
        return tuple(units)
    known = {word: unit for unit in units for word in (unit.place, unit.name) if word}
    unknown = [name for name in names if name not in known]
    if unknown:
        listed = "、".join(unit.name for unit in units[:_MOST_LISTED]) + ("等" if len(units) > _MOST_LISTED else "")
        raise UnreadableInput(
            *(
                found(
                    "WJ909",
                    Place(str(locality)),
                    name=name,
                    what="单位",
                    advice=f"{did_you_mean(name, known)}可以选的有：{listed}。",
                )
                for name in unknown
            )
        )
    return tuple(dict.fromkeys(known[name] for name in names))


def _numbers(words: Sequence[str]) -> tuple[str, ...]:
    parts = (part for word in words for part in re.split(r"[、,，;；\s]+", word) if part)
    return tuple(dict.fromkeys(item_number(part) for part in parts))


def _parts(
    ledger: Ledger, source: Source, units: Sequence[Unit], numbers: Sequence[str], locality: Locality
) -> list[tuple[Unit, tuple[LedgerItem, ...]]]:
    """Each unit that has something to do, with its items. Raises UnreadableInput (WJ909) for an unknown number."""
    open_items = {item.id: item for item in ledger.items if item.state not in FINISHED}
    unknown = [number for number in numbers if number not in open_items]
    if unknown:
        advice = f"台账里没有办结的任务编号是{'、'.join(list(open_items)[:20])}。"
        raise UnreadableInput(*(found("WJ909", name=number, what="任务编号", advice=advice) for number in unknown))
    ours = {item.duty or item.fingerprint for item in source.items}
    mine = [item for item in open_items.values() if (item.duty or item.fingerprint) in ours]
    if numbers:
        named = tuple(open_items[number] for number in numbers)
        return [(unit, named) for unit in units]
    parts = [(unit, items_for(unit, mine, source, locality)) for unit in units]
    return [(unit, items) for unit, items in parts if items]


def _papers(
    ledger: Ledger, source: Source, parts: Sequence[tuple[Unit, tuple[LedgerItem, ...]]], sender: Sender
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """File name → bytes of each 交办单 and 反馈表; and whom a 交办单 orders that its sender may not order."""
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    names = file_names(unit.name for unit in units_of(sender.locality, list(UnitKind), sender.authority))
    for unit, items in parts:
        folder = names[unit.name]
        paper = assignment(ledger, unit, items, sender, source)
        findings += check_authority(paper, sender.authority, sender.locality)
        files[f"{folder}/{folder}-{ASSIGNMENT}.docx"] = letter_docx(paper)
        form = feedback_form(ledger, unit.name, items)
        files[f"{folder}/{folder}-{FEEDBACK}.xlsx"] = document_xlsx(form, date=sender.date)
    return files, tuple(dict.fromkeys(findings))
