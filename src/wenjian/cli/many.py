"""`wenjian check --many`: every plan in a folder checked against one directive, and one table of them all."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from wenjian.cli.common import chosen_format, deliver, files_in, read_locality, save, show
from wenjian.cli.decide import DECISIONS, read_entries
from wenjian.cli.leftovers import load_known
from wenjian.cli.many_plan import Answer, Content, Task, Wanted, check_plan, known_units, lost_plan
from wenjian.cli.shelf import library_thesaurus
from wenjian.coverage import Asked, prepare
from wenjian.coverage.decisions import check_foreign
from wenjian.errors import Exit, UnreadableInput, WenjianError
from wenjian.library import load_directive
from wenjian.lint.copied import index_of
from wenjian.lint.copied_among import shared_among
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.readers import load_file
from wenjian.reports.many import MANY_REPORTS, Common, Plan, Summary
from wenjian.reports.matrix import Line
from wenjian.text.superiors import where_asked
from wenjian.work import Lost, Where, Work, in_order
from wenjian.work import answers as answers_by

SHEET = "-对照表.xlsx"
LETTER = "审核意见"
LETTER_FILE = f"-{LETTER}.docx"
_ROOM = 255 - len(LETTER_FILE.encode())
"""Bytes that file systems allow a name of ours besides."""
_OURS = ("对照表", LETTER, "汇总表", "一览表")
"""Words in the names of files that we write beside the plans."""
_ANSWERED = re.compile(rf"(?:根据|依据|按照?).{{0,8}}?{LETTER}")
"""How the name of a plan says that it was changed as our letter asked."""
_NO_PLANS = (".yaml", ".yml")

ALIKE_FROM = 0.1
"""The share of a plan's own words that it has in common with few others, from which a finding says so."""


def check_many(folder: Path, parent: Path, wanted: Wanted, kind: str | None, output: Path | None) -> int:
    """Check every plan in `folder`, in the order of their names, and write the table; the exit code."""
    chosen = chosen_format(kind, output, MANY_REPORTS)
    files = _plans(folder, parent, output)
    locality = read_locality(wanted.locality)
    entries = read_entries(wanted.decisions, folder / DECISIONS)
    directive, notes = load_directive(parent, locality)
    known, more_notes = load_known([parent], [directive], wanted.libraries)
    thesaurus = library_thesaurus(wanted.libraries)
    task = Task(directive, thesaurus, entries, locality, wanted, known, index_of(known.above))
    asked = prepare(directive, task.thesaurus)
    show((*notes, *entries.findings, *more_notes, *check_foreign(entries.file, [directive.id], entries.places)))
    answers: list[Answer] = []
    for file, answer in zip(files, _answers(files, task, asked), strict=True):
        if wanted.each and answer.sheet:
            save(wanted.each / f"{_name(file, files)}{SHEET}", answer.sheet)
            save(wanted.each / f"{_name(file, files)}{LETTER_FILE}", answer.letter)
        plan = replace(answer.plan, letter=bool(wanted.each and answer.letter))
        answers.append(replace(answer, plan=plan, sheet=b"", letter=b""))
    received = Counter(one.plan.unit for one in answers if one.plan.is_plan)
    missing = tuple(unit for unit in known_units(locality) if unit not in received)
    place = Place(str(folder))
    roll_call = [*_not_received(place, missing), *_received_twice(place, [one.plan for one in answers], received)]
    plans, alike = _compared(folder, answers)
    show((*(finding for one in answers for finding in one.findings), *roll_call, *alike))
    lines = tuple(Line(duty.id, where_asked(duty, asked.names), duty.text) for duty in asked.duties)
    written = _letters([Path(plan.file).stem for plan in plans], folder, wanted.each)
    plans = [
        replace(plan, letter=plan.letter or Path(plan.file).stem in written) for plan in _told_twice(plans, received)
    ]
    summary = Summary(directive, asked.engine, tuple(plans), missing, lines)
    deliver(MANY_REPORTS[chosen](summary), output)
    failed = missing or any(answer.fails for answer in answers)
    return int(Exit.FINDINGS if failed else Exit.CLEAN)


def _plans(folder: Path, *others: Path | None) -> list[Path]:
    """The files of the folder that may be plans, by name: none that is yaml, our own, or one of `others`."""
    way = "--many 后面写放文稿的文件夹；只核对一份文稿的，不写 --many。"
    files = [
        file
        for file in files_in(folder, *others, way=way)
        if file.suffix.lower() not in _NO_PLANS and not any(word in _ANSWERED.sub("", file.stem) for word in _OURS)
    ]
    if not files:
        raise UnreadableInput(found("WJ422", Place(str(folder)), what="可以核对的文稿"))
    return files


def _name(file: Path, files: Sequence[Path]) -> str:
    """The stem of a file, with its suffix where another file has the same; where a file system has no room for ours
    behind it, only as much as there is room for, and its number.
    """
    name = file.stem if sum(other.stem == file.stem for other in files) == 1 else file.name
    if len(name.encode()) <= _ROOM:
        return name
    number = f"…{files.index(file) + 1}"
    return name.encode()[: _ROOM - len(number.encode())].decode(errors="ignore") + number


def _letters(stems: Sequence[str], *folders: Path | None) -> set[str]:
    """Those of the plans, by the stems of their files, on which an 审核意见 lies in one of the folders: a letter is on
    the plan with the longest stem that stands in its name.
    """
    there = {folder for folder in folders if folder is not None and folder.is_dir()}
    names = [file.stem for folder in there for file in folder.iterdir() if LETTER in _ANSWERED.sub("", file.stem)]
    return {max(meant, key=len) for name in names if (meant := [stem for stem in stems if stem in name])}


def _not_received(place: Place, missing: Sequence[str]) -> Iterator[Finding]:
    if missing:
        yield found("WJ423", place, count=len(missing), names="、".join(missing))


def _received_twice(place: Place, plans: Sequence[Plan], received: Counter[str]) -> Iterator[Finding]:
    for unit, count in received.items():
        if unit and count > 1:
            files = "、".join(plan.file for plan in plans if plan.unit == unit and plan.is_plan)
            yield found("WJ424", place, unit=unit, files=files)


def _told_twice(plans: Sequence[Plan], received: Counter[str]) -> Iterator[Plan]:
    """The plans, each with a remark where its unit has several."""
    for plan in plans:
        count = received[plan.unit] if plan.unit and plan.is_plan else 1
        remark = (f"{plan.unit}报了{count}份，请只留最后一稿",) if count > 1 else ()
        yield replace(plan, remarks=(*plan.remarks, *remark))


def _compared(folder: Path, answers: Sequence[Answer]) -> tuple[list[Plan], list[Finding]]:
    """The plans, each with what it has in common with other units' plans, and a finding for each that has much."""
    units = [one.plan.unit or one.plan.file for one in answers]
    plans, findings = [], []
    for answer, shared in zip(answers, shared_among([one.own for one in answers], units), strict=True):
        plan = answer.plan
        if shared is not None:
            others = tuple(dict.fromkeys(units[other] for other in shared.plans))
            plan = replace(plan, common=Common(shared.share, shared.sentences, shared.few, others, shared.quotes))
            if shared.few_share >= ALIKE_FROM:
                place, share = Place(str(folder / plan.file)), f"{shared.share:.0%}"
                counts = {"count": str(shared.sentences), "few": str(shared.few)}
                findings.append(found("WJ431", place, excerpt="", share=share, other=others[0], **counts))
        plans.append(plan)
    return plans, findings


# one plan, wherever it is checked


def _answers(files: Sequence[Path], task: Task, asked: Asked) -> Iterator[Answer]:
    """The answer on each file, in their order, whoever gives it."""
    where = Where(min(task.wanted.jobs or os.cpu_count() or 1, len(files)), task.wanted.cluster)
    sent = ((file, _content(file) if where.cluster else None) for file in files)
    found_out = answers_by(Work(_prepare, _answer, task), sent, where, (task, asked))
    for file, answer in zip(files, in_order(found_out), strict=True):
        yield lost_plan(file, task, answer) if isinstance(answer, Lost) else answer


def _content(file: Path) -> bytes | WenjianError:
    """What a worker that does not see the folder is given of a plan: its bytes, or why it cannot be read."""
    try:
        return load_file(file)
    except WenjianError as error:
        return error


def _prepare(task: Task) -> tuple[Task, Asked]:
    return task, prepare(task.directive, task.thesaurus)


def _answer(sent: tuple[Path, Content], common: tuple[Task, Asked]) -> Answer:
    return check_plan(*sent, *common)
