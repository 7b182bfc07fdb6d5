"""What the composer takes and gives, and the pieces it works with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from wenjian.coverage import Asked
from wenjian.model.coverage import Coverage, Decision, DutyCoverage
from wenjian.model.directive import Directive, Duty
from wenjian.model.document import Document, Origin, Provision, Span
from wenjian.model.finding import Finding
from wenjian.model.ledger import Ledger
from wenjian.model.library import Clause, Library, Outline
from wenjian.model.locality import Letterhead, Locality
from wenjian.model.vocabulary import Competence, Form, Genre, Settlement
from wenjian.text.walk import own_provisions

OPEN = (Settlement.NOT_FOUND, Settlement.TO_CONFIRM)
"""Settlements that leave a duty without a place until a person decides."""


@dataclass(frozen=True, slots=True)
class Materials:
    """Everything a job names, loaded. `originals` maps a directive's id to its text as read, for 转发; `outlines` maps
    the name a job uses (提纲, or the 文种 where it names none) to the outline; `asked` are the directives made ready
    for the check, where that was done before; `ledger` is what a report is made from.
    """

    locality: Locality
    library: Library
    directives: tuple[Directive, ...] = ()
    originals: Mapping[str, Document] = field(default_factory=dict)
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    ledger: Ledger | None = None
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True)
class Paper:
    """One composed paper. `number` is its place in the job's 文件 list, `layout` the 版式 in which it is printed,
    `letterhead` the one under which it goes out, `kind` what its file is called.
    """

    number: int
    genre: Genre
    document: Document
    layout: str = ""
    letterhead: Letterhead | None = None
    form: Form = Form.INSPECTION

    @cached_property
    def own(self) -> tuple[Provision, ...]:
        """The paper's own provisions."""
        return own_provisions(self.document)

    @property
    def kind(self) -> str:
        return "自查表" if self.form is Form.SELF_CHECK else self.genre.chinese


@dataclass(frozen=True, slots=True)
class Composition:
    """The papers of a job and what is known about them.

    `judged` is the document that was checked;
    `coverages` has one entry for each directive, in the job's order; `decisions` are the composer's own waivers;
    `restated` are the references of duties restated in the superior's words that no person has reviewed.
    """

    papers: tuple[Paper, ...]
    judged: Document
    coverages: tuple[Coverage, ...] = ()
    decisions: tuple[Decision, ...] = ()
    findings: tuple[Finding, ...] = ()
    restated: tuple[str, ...] = ()

    @property
    def unsettled(self) -> tuple[DutyCoverage, ...]:
        """Duties that are 未见对应内容 or 待核 without decision."""
        return tuple(
            duty
            for coverage in self.coverages
            for duty in coverage.duties
            if duty.settlement in OPEN and duty.decision is None
        )

    @property
    def partly(self) -> tuple[DutyCoverage, ...]:
        """Duties that the paper carries only in part, on which nobody has decided."""
        return tuple(
            duty
            for coverage in self.coverages
            for duty in coverage.duties
            if duty.settlement is Settlement.PARTLY and duty.decision is None
        )


@dataclass(frozen=True, slots=True)
class Need:
    """A duty that is ours to carry: its directive, its reference, and whose it is here."""

    directive: Directive
    duty: Duty
    competence: Competence

    @property
    def ref(self) -> str:
        return self.directive.ref(self.duty)


REST = "落实其他要求"
"""The 重点任务 of duties whose headings name none; it stands behind all others."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text for the body, filled and not yet numbered: one clause, or one duty restated.

    `task` is the 重点任务 it belongs to, `lead` its run-in heading without full stop. `needs` are the duties it is
    meant to carry, in reading order.
    """

    paragraphs: tuple[tuple[Span, ...], ...]
    origin: Origin
    task: str = ""
    lead: str = ""
    needs: tuple[Need, ...] = ()
    clause: Clause | None = None

    @property
    def refs(self) -> tuple[str, ...]:
        return tuple(need.ref for need in self.needs)
