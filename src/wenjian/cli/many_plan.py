"""One of many plans: read, known whose it is, judged, its 对照表 and 审核意见 made, in whatever process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wenjian.cli.leftovers import Known, problems_of
from wenjian.cli.several import candidates, carried, check_chosen
from wenjian.coverage import Asked, check_asked, failing
from wenjian.coverage.decisions import reviewed
from wenjian.errors import WenjianError
from wenjian.lint.authority import is_superiors
from wenjian.lint.copied import Index, own_sentences
from wenjian.lint.copied_among import Own
from wenjian.lint.parents import own_lines
from wenjian.lint.places import reporting_unit
from wenjian.loading.entries import Entries
from wenjian.model.catalogue import found
from wenjian.model.coverage import Coverage
from wenjian.model.directive import Directive, SourcePaper
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.model.library import Thesaurus
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Authority, Level
from wenjian.readers import load_documents, read_documents
from wenjian.reports import SIGNED, letter, letter_docx
from wenjian.reports.many import Plan, answers_of, other_words, tally
from wenjian.reports.words import problems
from wenjian.text.normal import letters
from wenjian.work import Lost

_CARRIED_LEAST = 0.1
"""The share of the duties, those carried in part counted half, below which a plan may be on another matter."""

_NAMED_LEAST = 2
"""How often a plan must name a unit, and twice as often as any other, to be taken for that unit's."""

_OTHER_MATTER = "所报文稿没有提到上级文件，内容也几乎没有对应，请先核对是不是报错了文件；确是报错的，请另报。"
"""What the letter says first of a plan that is on another matter."""

_TOLD = frozenset({"WJ114", "WJ403"})
"""Notes that a reviewer of many plans has to know: changes were accepted, the file holds other papers."""

_SIGNED_LATER = frozenset({"WJ123", "WJ124"})
"""No signature, no date: a plan gets them when it is signed."""


Content = bytes | WenjianError | None
"""What is sent of a plan: None where the worker reads the file itself, else its bytes or why there are none."""


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
    due: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Task:
    """What is the same for all plans, ready for another process; `quoted` are the superior's sentences."""

    directive: Directive
    thesaurus: Thesaurus
    entries: Entries
    locality: Locality | None
    wanted: Wanted
    known: Known
    quoted: Index


@dataclass(frozen=True)
class Answer:
    """One plan checked: its row, whether it fails at the level asked for, its 对照表 and 审核意见 where those are
    wanted, what was found, and its own sentences.
    """

    plan: Plan
    fails: bool = True
    sheet: bytes = b""
    letter: bytes = b""
    findings: tuple[Finding, ...] = ()
    own: tuple[Own, ...] = ()


@dataclass(frozen=True)
class _Judged:
    """One paper of a file, its number, whose it is, and its answers."""

    number: int
    document: Document
    unit: str
    coverage: Coverage


def known_units(locality: Locality | None) -> list[str]:
    """The units of which a plan is expected."""
    return [township.name for township in locality.townships] if locality else []


def check_plan(file: Path, content: Content, task: Task, asked: Asked) -> Answer:
    """The answer on one file. What is wrong with it stands in the answer; nothing is raised."""
    try:
        documents = load_documents(file) if content is None else _read(content, file)
        if is_superiors(documents[0], task.directive):
            return _not_checked(file, task, found("WJ426", Place(str(file))), is_plan=False)
        judged = _plan_of(file, documents, task, asked)
        return _answer(file, documents, judged, task)
    except WenjianError as error:
        return _not_checked(file, task, *error.findings)
    except Exception as error:  # noqa: BLE001 — our bug on one plan; the others go on
        return _not_checked(file, task, found("WJ425", Place(str(file)), error=f"{type(error).__name__}: {error}"))


def _read(content: bytes | WenjianError, file: Path) -> tuple[Document, ...]:
    if isinstance(content, WenjianError):
        raise content
    return read_documents(content, str(file))


def lost_plan(file: Path, task: Task, lost: Lost) -> Answer:
    """The answer on a file whose worker ended without one."""
    return _not_checked(file, task, found("WJ982", Place(str(file)), reason=lost.reason))


def _not_checked(file: Path, task: Task, *problems: Finding, is_plan: bool = True) -> Answer:
    """The answer on a file of which only the name is known, and why; the first of `problems` stands in its row."""
    unit = reporting_unit(Document(), file.stem, known_units(task.locality))
    return Answer(Plan(file.name, unit, error=problems[0].message, is_plan=is_plan), findings=problems)


def _plan_of(file: Path, documents: Sequence[Document], task: Task, asked: Asked) -> _Judged:
    """The paper of the file that carries most of the duties, the first of equals."""
    known = known_units(task.locality)
    judged = []
    for number, document in candidates(documents, [task.directive]):
        unit = _unit_of(document, file, known)
        judged.append(_Judged(number, document, unit, _checked(document, unit, len(documents), task, asked)))
    return max(judged, key=lambda one: (carried(one.coverage), -one.number))


def _unit_of(document: Document, file: Path, known: Sequence[str]) -> str:
    """Whose paper it is: as it says itself, else as its file is named, else the unit that it names most."""
    unit = reporting_unit(document, file.stem, known)
    if unit in known or not known:
        return unit
    named = Counter(
        {name: count for name in known if (count := sum(line.text.count(name) for line in own_lines(document)))}
    )
    ranked = [*named.most_common(2), ("", 0), ("", 0)]
    clear = ranked[0][1] >= max(_NAMED_LEAST, 2 * ranked[1][1])
    return ranked[0][0] if clear else unit


def _checked(document: Document, unit: str, documents: int, task: Task, asked: Asked) -> Coverage:
    file, places = task.entries.file, task.entries.places
    coverage = check_asked(asked, document, decisions=file.decisions, places=places, documents=documents)
    coverage = reviewed(coverage, file, places)
    wrong = problems_of(document, task.known, task.wanted.authority, task.locality, unit)
    return replace(coverage, findings=(*coverage.findings, *wrong))


def _answer(file: Path, documents: Sequence[Document], judged: _Judged, task: Task) -> Answer:
    document, coverage, wanted = judged.document, judged.coverage, task.wanted
    findings = tuple(_remarked(file, documents, judged, known_units(task.locality)))
    notes = [one for one in (*document.findings, *findings) if _is_told(one)]
    plan = Plan(
        file.name,
        judged.unit,
        document.elements.date,
        tally(coverage, len(problems(coverage))),
        remarks=tuple(dict.fromkeys(one.message for one in notes)),
        others=other_words(coverage),
        answers=answers_of(coverage.duties),
    )
    sheet = opinion = b""
    if wanted.each:
        sheet = SIGNED["xlsx"]([coverage], date=wanted.date, person=wanted.person)
        other = any(one.code == "WJ427" for one in findings)
        opinion = _letter(judged, task, doubt=_OTHER_MATTER if other else "")
    townships = known_units(task.locality)
    own = own_sentences(document, task.quoted, judged.unit if judged.unit in townships else "")
    return Answer(
        plan,
        fails=_fails(coverage, wanted.level),
        sheet=sheet,
        letter=opinion,
        findings=tuple(notes),
        own=tuple(Own(one.text, one.neutral) for one in own),
    )


def _is_told(finding: Finding) -> bool:
    return finding.code not in _SIGNED_LATER and (finding.level is not Level.INFO or finding.code in _TOLD)


def _remarked(file: Path, documents: Sequence[Document], judged: _Judged, known: Sequence[str]) -> Iterator[Finding]:
    """What is odd about the file as a whole."""
    place = Place(str(file))
    document, unit, coverage = judged.document, judged.unit, judged.coverage
    if len(documents) > 1:
        yield check_chosen(file, documents, judged.number)
    if known and unit not in known:
        yield found(
            "WJ429", place, unit=f"是“{unit}”的，不在地区文件的乡镇里" if unit else "署名、标题、文件名里都没有"
        )
    named = [name for name in known if name in file.stem]
    if unit in known and named and unit not in named:
        yield found("WJ430", place, named=max(named, key=len), unit=unit)
    if carried(coverage) < _CARRIED_LEAST and not _cites(document, coverage):
        one = tally(coverage)
        yield found("WJ427", place, duties=one.duties, covered=one.covered, partial=one.partial)


def _cites(document: Document, coverage: Coverage) -> bool:
    """Whether the paper names the superior's one, by its number or by what its title says it is about."""
    own = SourcePaper(title=coverage.directive_title, number=coverage.directive_number)
    words = letters("".join(line.text for line in own_lines(document)))
    names = [name for paper in (own, *coverage.directive_papers) for name in (paper.number, _about(paper.title))]
    return any(letters(name) in words for name in names if name)


def _about(title: str) -> str:
    return title[max(title.find("关于"), 0) :]


def _letter(judged: _Judged, task: Task, *, doubt: str) -> bytes:
    """审核意见 to the unit's 民政工作机构, else to whom the paper is signed by, else to the unit."""
    place, wanted = task.locality, task.wanted
    offices = {one.name: one.office for one in place.townships if one.office} if place else {}
    to = offices.get(judged.unit, "" if judged.document.elements.signature else judged.unit)
    coverage = replace(judged.coverage, findings=(*judged.coverage.findings, *judged.document.findings))
    sender = place.bureau if place else ""
    opinion = letter([coverage], to=to, sender=sender, due=wanted.due, contact=wanted.contact, doubt=doubt)
    return letter_docx(opinion)


def _fails(coverage: Coverage, level: str) -> bool:
    wrong = level == "any" and any(one.level is not Level.INFO for one in coverage.findings)
    return wrong or bool(failing(coverage, level))
