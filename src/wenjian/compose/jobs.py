"""The job against what is loaded: which files travel together, and every name that means nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wenjian.compose.contract import Materials
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.model.job import Job, JobDocument
from wenjian.model.library import Outline, Section
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Genre, Role
from wenjian.text.nearest import did_you_mean
from wenjian.text.numerals import parse_numeral


def hosts(job: Job) -> tuple[int, ...]:
    """For each document the 0-based number of the one it travels with, or -1. Assumes `check_job` found nothing."""
    return tuple((parse_numeral(document.attached_to) or 0) - 1 for document in job.documents)


def role_of(document: JobDocument, host: JobDocument | None) -> Role:
    """A plan is printed under its notice; everything else that travels is an attachment."""
    if host is None:
        return Role.MAIN
    return Role.ENCLOSED if document.genre is Genre.PLAN and host.genre is Genre.NOTICE else Role.ATTACHMENT


def outline_of(document: JobDocument, materials: Materials, *, encloses: bool = False) -> Outline | None:
    """The outline a document names; without a name the one kept under its 文种, else the first made for it. A notice
    that only issues a plan (`encloses`) takes none by its 文种: the plan carries the duties.
    """
    if document.outline:
        named = (one for one in materials.outlines.values() if one.name == document.outline)
        return materials.outlines.get(document.outline) or next(named, None)
    if encloses:
        return None
    fitting = (one for one in materials.outlines.values() if one.genre is document.genre)
    return materials.outlines.get(document.genre.chinese) or next(fitting, None)


def excluded_names(document: JobDocument, materials: Materials) -> frozenset[str]:
    """Clause ids and full duty references that a document's 排除 means; D012 means that duty of every directive."""
    names: set[str] = set()
    for name in document.excluded:
        refs = _duty_refs(name, materials)
        names.update(refs or (name.partition("@")[0],))
    return frozenset(names)


def check_job(job: Job, materials: Materials) -> Iterator[Finding]:
    """Every mistake that makes the job mean something else than its writer thinks (WJ501–WJ504, WJ515, WJ93x)."""
    if not job.documents:
        yield found("WJ181", Place(label="拟稿单“文件”"), key="文件", meaning="，写明要起草哪几份文件。")
    yield from _check_hosts(job)
    clauses = [clause.id for clause in materials.library.clauses]
    for number, document in enumerate(job.documents, 1):
        if document.outline and outline_of(document, materials) is None:
            names = [outline.name for outline in materials.outlines.values()]
            yield found(
                "WJ502", _place(number, "提纲"), name=document.outline, suggestion=suggest(document.outline, names)
            )
        for name in document.added:
            if name.partition("@")[0] not in clauses:
                yield found("WJ503", _place(number, "增加"), field="增加", name=name, suggestion=suggest(name, clauses))
        for name in document.excluded:
            yield from _check_excluded(number, name, clauses, materials)
        yield from _check_inspected(number, document, materials.locality)
        outline = outline_of(document, materials)
        if materials.ledger is None and outline and any(one.ledger for one in _flat(outline.sections)):
            yield found("WJ949", _place(number, "提纲"), outline=outline.name)
    codes = [word for one in materials.locality.letterheads for word in (one.code, one.name)]
    if job.letterhead and job.letterhead not in codes:
        place = Place(label="拟稿单“版头”")
        yield found("WJ504", place, name=job.letterhead, suggestion=suggest(job.letterhead, codes[::2]))


def _check_inspected(number: int, document: JobDocument, locality: Locality) -> Iterator[Finding]:
    known = [word for one in locality.institutions for word in (one.name, one.type) if word]
    for name in document.inspected:
        if name not in known:
            yield found("WJ930", _place(number, "被检查单位"), name=name, suggestion=suggest(name, known))
        elif not any(one.name for one in locality.institutions if name in {one.name, one.type}):
            yield found("WJ931", _place(number, "被检查单位"), type=name)


def _check_excluded(number: int, name: str, clauses: Sequence[str], materials: Materials) -> Iterator[Finding]:
    if name.partition("@")[0] in clauses or _duty_refs(name, materials):
        return
    place = _place(number, "排除")
    if "#" in name or (name[:1] in "Dd" and name[1:].isdigit()):
        refs = [d.ref(duty) for d in materials.directives for duty in d.duties]
        known = refs if "#" in name else [ref.rpartition("#")[2] for ref in refs]
        yield found("WJ515", place, name=name, suggestion=suggest(name, known))
    else:
        yield found("WJ503", place, field="排除", name=name, suggestion=suggest(name, clauses))


def _duty_refs(name: str, materials: Materials) -> tuple[str, ...]:
    plain = name if "#" in name else f"#{name}"
    refs = (directive.ref(duty) for directive in materials.directives for duty in directive.duties)
    return tuple(ref for ref in refs if ref == plain or ("#" not in name and ref.endswith(plain)))


def _check_hosts(job: Job) -> Iterator[Finding]:
    count = len(job.documents)
    numbers: list[int] = []
    for number, document in enumerate(job.documents, 1):
        host = parse_numeral(document.attached_to) if document.attached_to else 0
        valid = host is not None and (host != 0 or not document.attached_to) and host <= count and host != number
        numbers.append((host or 0) if valid else 0)
        if not valid:
            yield found("WJ501", _place(number, "附于"), value=document.attached_to, count=count)
    for number in range(1, count + 1):
        seen, at = {number}, numbers[number - 1]
        while at and at not in seen:
            seen.add(at)
            at = numbers[at - 1]
        if at == number:
            yield found("WJ501", _place(number, "附于"), value=job.documents[number - 1].attached_to, count=count)


def _flat(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _flat(section.sections)


def _place(number: int, field: str) -> Place:
    return Place(label=f"拟稿单“文件”第{number}项“{field}”")


def suggest(name: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known name, else all of a few, else none."""
    listed = list(dict.fromkeys(known))
    if meant := did_you_mean(name, listed):
        return meant
    return f"可用的有：{'、'.join(listed)}。" if 0 < len(listed) <= 8 else "请核对名称。"
