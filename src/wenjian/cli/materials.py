"""What a job names, read from files: once what is the same in every place, then what the place adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from wenjian.clauses.shelf import needed
from wenjian.cli.shelf import library_shelf
from wenjian.compose import Materials
from wenjian.coverage import Asked, at_home, prepare
from wenjian.duties import proposed_for
from wenjian.duties.sections import with_own_units
from wenjian.errors import UnreadableInput
from wenjian.library import FORM_SUFFIXES, load_directive, load_ledger, load_locality, load_original, load_outline
from wenjian.model.catalogue import found
from wenjian.model.directive import Directive
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.model.job import Job
from wenjian.model.ledger import Ledger
from wenjian.model.library import Library, Outline
from wenjian.model.locality import Locality
from wenjian.text.nearest import nearest

_SHOWN = 5
"""The most files that are named beside one that is not there."""


@dataclass(frozen=True)
class Parent:
    """A parent as it was read. Of one that was read from the paper itself (`proposed`), nobody has settled whose its
    duties are: that is proposed anew for each place.
    """

    directive: Directive
    proposed: bool = False

    def at(self, locality: Locality) -> Directive:
        return proposed_for(self.directive, locality) if self.proposed else self.directive


@dataclass(frozen=True)
class Common:
    """What is the same wherever the job is composed. `asked` are the directives made ready for the check, in their
    order; none where they were not (`ready`).
    """

    job: Job
    parents: tuple[Parent, ...]
    originals: Mapping[str, Document]
    outlines: Mapping[str, Outline]
    library: Library
    asked: tuple[Asked, ...] = field(default=())
    ledger: Ledger | None = None

    def ready(self) -> Common:
        """With the directives made ready for checking any number of papers. Raises UnreadableInput (WJ401)."""
        asked = tuple(prepare(parent.directive, self.library.thesaurus) for parent in self.parents)
        return replace(self, asked=asked)

    def at(self, locality: Locality) -> Materials:
        """What the job is composed of in a place."""
        return self._materials(locality, tuple(parent.at(locality) for parent in self.parents))

    def at_one_of_many(self, locality: Locality) -> tuple[Materials, tuple[Finding, ...]]:
        """The same, the lists with the place's own units, and which of theirs it does not have."""
        directives: list[Directive] = []
        findings: list[Finding] = []
        for parent in self.parents:
            directive = parent.at(locality)
            if not parent.proposed:
                directive, notes = with_own_units(directive, locality)
                findings += notes
            directives.append(directive)
        return self._materials(locality, tuple(directives)), tuple(findings)

    def _materials(self, locality: Locality, directives: tuple[Directive, ...]) -> Materials:
        return Materials(
            locality=locality,
            directives=directives,
            originals=self.originals,
            library=self.library,
            outlines=self.outlines,
            asked=tuple(map(at_home, self.asked, directives)) if self.asked else (),
            ledger=self.ledger,
        )


def load_materials(path: Path, job: Job, libraries: tuple[Path, ...]) -> tuple[Materials, tuple[Finding, ...]]:
    """Everything the job names, read. Paths in a job are relative to the job's own folder.

    Raises UnreadableInput (WJ535) for what is not there.
    """
    refuse_absent(path, [("地区", job.locality), *_named(job)])
    locality, findings = load_locality(path.parent / job.locality)
    common, more = load_common(path, job, libraries)
    return common.at(locality), (*findings, *more)


def refuse_absent(job: Path, named: Iterable[tuple[str, str]]) -> None:
    """Raises UnreadableInput (WJ535) with all the files that a job names under its keys and that are not there."""
    absent = [one for key, name in named if (one := _absent(job, key, name))]
    if absent:
        raise UnreadableInput(*absent)


def _named(job: Job) -> Iterator[tuple[str, str]]:
    """The keys and files of a job besides its place."""
    yield from (("依据", name) for name in job.basis)
    if job.ledger:
        yield "台账", job.ledger


def _absent(job: Path, key: str, name: str) -> Finding | None:
    path = job.parent / name
    if path.is_file():
        return None
    why = "是一个文件夹，不是文件" if path.is_dir() else "找不到"
    looked = path.resolve()
    return found("WJ535", Place(str(job)), key=key, name=name, why=why, looked=looked, advice=_instead(path, job))


def _instead(path: Path, job: Path) -> str:
    """What lies where a file was looked for beside the job: one of nearly its name, else those of its kind."""
    folder = path if path.is_dir() else path.parent
    if not folder.is_dir():
        return f"没有文件夹“{folder}”。"
    here = (one for one in folder.iterdir() if one.is_file() and one.name != job.name)
    files = sorted(one.name for one in here if not one.name.startswith((".", "~$")))
    if like := nearest(path.stem, [Path(one).stem for one in files]):
        return f"那里有“{next(one for one in files if Path(one).stem == like)}”，是不是它？"
    alike = [one for one in files if Path(one).suffix == path.suffix] or files
    some = "、".join(f"“{one}”" for one in alike[:_SHOWN])
    return f"那里有：{some}{'等' if len(alike) > _SHOWN else ''}。" if some else "那里没有文件。"


def load_common(path: Path, job: Job, libraries: tuple[Path, ...]) -> tuple[Common, tuple[Finding, ...]]:
    """What the job at `path` names besides the place."""
    refuse_absent(path, _named(job))
    base = path.parent
    notes_read: list[Finding] = []
    parents: list[Parent] = []
    originals: dict[str, Document] = {}
    for name in job.basis:
        directive, findings = load_directive(base / name)
        notes_read += findings
        parents.append(Parent(directive, Path(name).suffix.lower() not in FORM_SUFFIXES))
        for paper in directive.papers or (directive,):
            if (original := load_original(base / name, paper)) is not None:
                originals[paper.id] = original
    outlines: dict[str, Outline] = {}
    for name in sorted({document.outline or document.genre.chinese for document in job.documents}):
        outlines[name], findings = load_outline(name, base, Place(str(path), label=f"提纲“{name}”"))
        notes_read += findings
    shelf = library_shelf((*(base / layer for layer in job.libraries), *libraries))
    library = shelf.library(needed(shelf, job, [parent.directive for parent in parents], outlines.values()))
    ledger, notes = load_ledger(base / job.ledger) if job.ledger else (None, ())
    common = Common(job, tuple(parents), originals, outlines, library, ledger=ledger)
    return common, (*notes_read, *library.findings, *notes)
