"""`wenjian check --many`: every plan in a folder checked against one directive, and one table of them all."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wenjian.cli.common import chosen_format, deliver, read_locality, save, show
from wenjian.cli.decide import DECISIONS, read_entries
from wenjian.cli.leftovers import Known, load_known, problems_of
from wenjian.cli.shelf import library_thesaurus
from wenjian.coverage import Asked, check_asked, failing, prepare
from wenjian.coverage.decisions import check_foreign, reviewed
from wenjian.errors import Exit, UnreadableInput, WenjianError
from wenjian.library import load_directive
from wenjian.lint.places import reporting_unit
from wenjian.loading.entries import Entries
from wenjian.model.catalogue import found
from wenjian.model.coverage import Coverage
from wenjian.model.directive import Directive
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.model.library import Thesaurus
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Authority, Level
from wenjian.package import lock_file
from wenjian.readers import load_documents, load_file, read_documents
from wenjian.reports import SIGNED
from wenjian.reports.many import MANY_REPORTS, Plan, Summary, tally
from wenjian.work import Lost, Where, Work, answers, in_order

SHEET = "-对照表.xlsx"
LETTER = "审核意见"
_OURS = ("对照表", LETTER, "汇总表")
"""Words in the names of files that we write beside the plans."""
_NO_PLANS = (".yaml", ".yml")


@dataclass(frozen=True)
class Wanted:
    """What the options of `check` ask of every plan."""

    locality: Path | None
    decisions: Path | None
    libraries: tuple[Path, ...]
    authority: Authority
    level: str
    each: Path | None
    jobs: int | None
    cluster: str
    date: str
    person: str


@dataclass(frozen=True)
class _Task:
    """What is the same for all plans, ready for another process. `known` is None where nobody wants 对照表."""

    directive: Directive
    thesaurus: Thesaurus
    entries: Entries
    locality: Locality | None
    wanted: Wanted
    known: Known | None


@dataclass(frozen=True)
class _Answer:
    """One plan checked: its row, whether it fails at the level asked for, its 对照表, and why it was not checked."""

    plan: Plan
    fails: bool = True
    sheet: bytes = b""
    findings: tuple[Finding, ...] = ()


def check_many(folder: Path, parent: Path, wanted: Wanted, kind: str | None, output: Path | None) -> int:
    """Check every plan in `folder`, in the order of their names, and write the table; the exit code."""
    chosen = chosen_format(kind, output, MANY_REPORTS)
    files = _plans(folder, parent, output)
    locality = read_locality(wanted.locality)
    entries = read_entries(wanted.decisions, folder / DECISIONS)
    directive, notes = load_directive(parent, locality)
    known, more_notes = load_known([parent], [directive], wanted.libraries) if wanted.each else (None, ())
    task = _Task(directive, library_thesaurus(wanted.libraries), entries, locality, wanted, known)
    asked = prepare(directive, task.thesaurus)
    show((*notes, *entries.findings, *more_notes, *check_foreign(entries.file, [directive.id], entries.places)))
    answers: list[_Answer] = []
    for file, answer in zip(files, _answers(files, task, asked), strict=True):
        if wanted.each and answer.sheet:
            save(wanted.each / f"{_name(file, files)}{SHEET}", answer.sheet)
        answers.append(replace(answer, sheet=b""))
    plans = tuple(replace(one.plan, letter=_has_letter(Path(one.plan.file), folder, wanted.each)) for one in answers)
    townships = [township.name for township in locality.townships] if locality else []
    received = Counter(plan.unit for plan in plans)
    missing = tuple(unit for unit in townships if unit not in received)
    show(finding for one in answers for finding in one.findings)
    show(_roll_call(folder, plans, received, missing))
    summary = Summary(directive, asked.engine, plans, missing)
    deliver(MANY_REPORTS[chosen](summary), output)
    failed = missing or any(answer.fails for answer in answers)
    return int(Exit.FINDINGS if failed else Exit.CLEAN)


def _plans(folder: Path, *others: Path | None) -> list[Path]:
    """The files of the folder that may be plans, by name: none that is hidden, yaml, our own, or one of `others`."""
    if not folder.is_dir():
        raise UnreadableInput(found("WJ421" if folder.exists() else "WJ101", Place(str(folder))))
    kept_out = {other.resolve() for other in others if other is not None}
    files = [
        file
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.is_file()
        and not file.name.startswith((".", "~"))
        and not lock_file(file.name)
        and file.suffix.lower() not in _NO_PLANS
        and not any(word in file.stem for word in _OURS)
        and file.resolve() not in kept_out
    ]
    if not files:
        raise UnreadableInput(found("WJ422", Place(str(folder))))
    return files


def _name(file: Path, files: Sequence[Path]) -> str:
    """The stem of a file, with its suffix where another file has the same."""
    return file.stem if sum(other.stem == file.stem for other in files) == 1 else file.name


def _has_letter(file: Path, *folders: Path | None) -> bool:
    """Whether an 审核意见 on the plan lies in one of the folders."""
    return any(
        LETTER in other.stem and file.stem in other.stem
        for folder in folders
        if folder is not None and folder.is_dir()
        for other in folder.iterdir()
    )


def _roll_call(
    folder: Path, plans: Sequence[Plan], received: Counter[str], missing: Sequence[str]
) -> Iterator[Finding]:
    place = Place(str(folder))
    if missing:
        yield found("WJ423", place, count=len(missing), names="、".join(missing))
    for unit, count in received.items():
        if unit and count > 1:
            yield found("WJ424", place, unit=unit, files="、".join(plan.file for plan in plans if plan.unit == unit))


# one plan, wherever it is checked


def _answers(files: Sequence[Path], task: _Task, asked: Asked) -> Iterator[_Answer]:
    """The answer on each file, in their order, whoever gives it."""
    where = Where(min(task.wanted.jobs or os.cpu_count() or 1, len(files)), task.wanted.cluster)
    sent = ((file, _content(file) if where.cluster else None) for file in files)
    found_out = answers(Work(_prepare, _answer, task), sent, where, (task, asked))
    for file, answer in zip(files, in_order(found_out), strict=True):
        yield _lost(file, task, answer) if isinstance(answer, Lost) else answer


def _content(file: Path) -> bytes | WenjianError:
    """What a worker that does not see the folder is given of a plan: its bytes, or why it cannot be read."""
    try:
        return load_file(file)
    except WenjianError as error:
        return error


def _read(content: bytes | WenjianError, file: Path) -> tuple[Document, ...]:
    if isinstance(content, WenjianError):
        raise content
    return read_documents(content, str(file))


def _prepare(task: _Task) -> tuple[_Task, Asked]:
    return task, prepare(task.directive, task.thesaurus)


def _answer(sent: tuple[Path, bytes | WenjianError | None], common: tuple[_Task, Asked]) -> _Answer:
    (file, content), (task, asked) = sent, common
    known = _townships(task)
    try:
        documents = load_documents(file) if content is None else _read(content, file)
        document = documents[0]
        unit = reporting_unit(document, file.stem, known)
        coverage = _checked(document, len(documents), task, asked)
        sheet = b""
        if task.wanted.each:
            sheet = SIGNED["xlsx"]([coverage], date=task.wanted.date, person=task.wanted.person)
    except WenjianError as error:
        return _Answer(_unread(file, known, error.findings[0].message), findings=error.findings)
    except Exception as error:  # noqa: BLE001 — our bug on one plan; the others go on
        problem = found("WJ425", Place(str(file)), error=f"{type(error).__name__}: {error}")
        return _Answer(_unread(file, known, problem.message), findings=(problem,))
    plan = Plan(file.name, unit, document.elements.date, tally(coverage))
    return _Answer(plan, fails=_fails(coverage, task.wanted.level), sheet=sheet)


def _lost(file: Path, task: _Task, lost: Lost) -> _Answer:
    problem = found("WJ982", Place(str(file)), reason=lost.reason)
    return _Answer(_unread(file, _townships(task), problem.message), findings=(problem,))


def _townships(task: _Task) -> list[str]:
    return [township.name for township in task.locality.townships] if task.locality else []


def _unread(file: Path, known: Sequence[str], error: str) -> Plan:
    return Plan(file.name, reporting_unit(Document(), file.stem, known), error=error)


def _checked(document: Document, documents: int, task: _Task, asked: Asked) -> Coverage:
    file, places = task.entries.file, task.entries.places
    coverage = check_asked(asked, document, decisions=file.decisions, places=places, documents=documents)
    coverage = reviewed(coverage, file, places)
    if task.known is None:
        return coverage
    problems = problems_of(document, task.known, task.wanted.authority, task.locality)
    return replace(coverage, findings=(*coverage.findings, *problems))


def _fails(coverage: Coverage, level: str) -> bool:
    problems = level == "any" and any(one.level is not Level.INFO for one in coverage.findings)
    return problems or bool(failing(coverage, level))
