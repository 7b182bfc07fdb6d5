"""The check asked again and again of one paper with other words: did a change help, and did it harm nothing?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wenjian.coverage import Asked, check_asked, prepare
from wenjian.coverage.diff import worsened
from wenjian.coverage.several import beside_each_other
from wenjian.model.coverage import Coverage, Decision, DutyCoverage
from wenjian.model.diff import DutyChange
from wenjian.model.directive import Directive
from wenjian.model.document import Document
from wenjian.model.library import Thesaurus


@dataclass(frozen=True)
class Judge:
    """The directives made ready once, and what is decided of their duties."""

    asked: tuple[Asked, ...]
    decisions: tuple[Decision, ...]

    def coverages(self, document: Document) -> tuple[Coverage, ...]:
        return beside_each_other([check_asked(one, document, decisions=self.decisions) for one in self.asked])

    def answers(self, document: Document) -> dict[str, DutyCoverage]:
        """The answer for each duty by its reference, in the directives' order."""
        return by_ref(self.coverages(document))


def judge_of(directives: Sequence[Directive], thesaurus: Thesaurus, decisions: Iterable[Decision]) -> Judge:
    """Raises UnreadableInput (WJ401) for a directive without duties."""
    return Judge(tuple(prepare(one, thesaurus) for one in directives), tuple(decisions))


def by_ref(coverages: Iterable[Coverage]) -> dict[str, DutyCoverage]:
    return {duty.ref: duty for coverage in coverages for duty in coverage.duties}


def harms(before: Mapping[str, DutyCoverage], after: Mapping[str, DutyCoverage]) -> bool:
    """Whether any duty is settled less than before."""
    return bool(harmed(before, after))


def harmed(before: Mapping[str, DutyCoverage], after: Mapping[str, DutyCoverage]) -> list[str]:
    """The duties that are settled less than before."""
    return [ref for ref, answer in before.items() if worsened(DutyChange(answer, after[ref]))]
