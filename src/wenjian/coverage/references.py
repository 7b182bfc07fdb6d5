"""How a paper carries its superiors' papers as a whole, and which of several carries a duty that it does not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wenjian.coverage.cited import numbered, other_names
from wenjian.coverage.left import Left, is_left, matters_left
from wenjian.coverage.settlement import reference_to
from wenjian.model.directive import Directive, Duty
from wenjian.model.document import Document, Provision
from wenjian.model.vocabulary import Settlement


@dataclass(frozen=True, slots=True)
class Reference:
    """One superior's paper, and how the judged paper carries it: 随文转发, 按文件执行, or not (None); and what of it
    the paper leaves to its words.
    """

    parent: Directive
    settlement: Settlement | None
    left: tuple[Left, ...] = ()


def references_to(directive: Directive, document: Document, own: Sequence[Provision]) -> tuple[Reference, ...]:
    """How `document` carries each paper of `directive`, farthest superior first; the directive itself where it is no
    list of several. `own` are the paper's own provisions.
    """
    parents = [
        Directive(title=paper.title, number=paper.number, date=paper.date, issuer=paper.issuer, source=paper.source)
        for paper in directive.papers
    ] or [directive]
    return tuple(_reference(parent, document, own) for parent in parents)


def _reference(parent: Directive, document: Document, own: Sequence[Provision]) -> Reference:
    known, names = numbered(parent, own), other_names(parent, own)
    return Reference(parent, reference_to(known, document, own, names), tuple(matters_left(known, own, names)))


def reference_for(duty: Duty, references: Sequence[Reference]) -> Reference:
    """How the judged paper carries `duty` as a whole: by the paper whose words it has; else, as 按文件执行, by a nearer
    superior's paper, which hands the farther ones down, or because it leaves its matter to the superior's words.
    """
    carrier = _carrier(duty, references)
    if carrier.settlement is None and is_left(duty, carrier.left):
        return Reference(carrier.parent, Settlement.BY_REFERENCE)
    return carrier


def _carrier(duty: Duty, references: Sequence[Reference]) -> Reference:
    if not duty.sources:
        return references[-1]
    named = duty.sources[-1].paper
    names = [reference.parent.number or reference.parent.title for reference in references]
    level = names.index(named) if named in names else len(references) - 1
    if references[level].settlement:
        return references[level]
    nearer = (reference for reference in references[level + 1 :] if reference.settlement)
    return next((Reference(one.parent, Settlement.BY_REFERENCE) for one in nearer), references[level])
