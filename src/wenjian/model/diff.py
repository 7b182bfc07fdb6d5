"""Two versions of a paper, or two editions of a directive, side by side; and a duty followed down the levels."""

from __future__ import annotations

from dataclasses import dataclass

from wenjian.model.coverage import Coverage, DutyCoverage, Evidence
from wenjian.model.directive import Directive, Duty
from wenjian.model.document import Document, Provision
from wenjian.model.finding import Finding
from wenjian.model.vocabulary import Course, Edit, Revision


@dataclass(frozen=True, slots=True)
class SentenceEdit:
    """What became of a sentence, a heading, a table cell or an element of the paper.

    `old` and `new` hold one piece each, or several where sentences were joined or split; one of them is empty for what
    was added or deleted. `wording` says whether words changed, not only punctuation or a blank element filled in.
    """

    kind: Edit
    old: tuple[Provision, ...]
    new: tuple[Provision, ...]
    wording: bool = False


@dataclass(frozen=True, slots=True)
class DutyChange:
    """A duty whose conclusion, differences or missing parts are not those of the earlier version, and the edits that
    explain it; none where only the order of unchanged sentences can be the reason.
    """

    before: DutyCoverage
    after: DutyCoverage
    reasons: tuple[SentenceEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageChange:
    """One directive in two versions of a plan, and the duties that they settle otherwise, in the directive's order."""

    before: Coverage
    after: Coverage
    duties: tuple[DutyChange, ...]


@dataclass(frozen=True, slots=True)
class PlanDiff:
    """Two versions of a plan: every piece of both once, in the order of the new one, and what that does to each
    directive (top first). `signed`: the old version was signed already.
    """

    old: Document
    new: Document
    edits: tuple[SentenceEdit, ...]
    coverages: tuple[CoverageChange, ...]
    signed: bool = False
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyRevision:
    """A duty in two editions; `old` or `new` is None for a new or a withdrawn one.

    `firmer` and `looser` say what the new edition asks more or otherwise, and less; `wording` are (old, new) words
    where neither does. `like` is the id of a duty of the other edition that a new or withdrawn one may come from or
    have gone into.
    """

    kind: Revision
    old: Duty | None
    new: Duty | None
    firmer: tuple[str, ...] = ()
    looser: tuple[str, ...] = ()
    wording: tuple[tuple[str, str], ...] = ()
    like: str = ""


@dataclass(frozen=True, slots=True)
class PlanEffect:
    """What a new edition of the directive does to a plan: the sentences that are outdated, or, without any, what is
    missing. `answer` is how the plan carries the duty now; None for a duty that was withdrawn and for a sentence that
    cites the old edition, which belongs to no duty (`revision` None). `shared`: a withdrawn duty's sentences carry
    other duties too.
    """

    revision: DutyRevision | None
    sentences: tuple[Evidence, ...]
    answer: DutyCoverage | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class DirectiveDiff:
    """Two editions of a directive: the duties in the new one's order, withdrawn ones where they stood.

    `plan` is the paper that `effects` are about; None when none was given.
    """

    old: Directive
    new: Directive
    revisions: tuple[DutyRevision, ...]
    plan: Coverage | None = None
    effects: tuple[PlanEffect, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """How one paper carries a duty of the top paper; `through` is the duty of the paper above by whose words it does,
    where it does not by its own.
    """

    answer: DutyCoverage
    through: DutyCoverage | None = None

    @property
    def final(self) -> DutyCoverage:
        """The better of the two answers."""
        return self.through or self.answer


@dataclass(frozen=True, slots=True)
class Followed:
    """A duty of the top paper: a step for each paper below it, the plan last, and the number (from 0) of the one that
    `course` is about: where the duty was first lost or asked less; -1 where it never was.
    """

    steps: tuple[Step, ...]
    course: Course
    at: int = -1


@dataclass(frozen=True, slots=True)
class Chain:
    """The name of the top paper and those of the papers below it, the plan (本文件) last; `titles` are those of all but
    the plan, with 发文字号. `duties` stand in the top paper's order.
    """

    top: str
    papers: tuple[str, ...]
    titles: tuple[str, ...]
    duties: tuple[Followed, ...]
