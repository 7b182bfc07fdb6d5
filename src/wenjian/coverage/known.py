"""What was found out about the latest papers that were held against a directive."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Generic, TypeVar

from wenjian.coverage.align import Alignment, Scored
from wenjian.coverage.candidates import Passage, passage
from wenjian.coverage.deviations import all_deviations, paragraph_of
from wenjian.coverage.terms import Terms
from wenjian.coverage.verdict import Judged, judge
from wenjian.model.coverage import Deviation
from wenjian.model.directive import Duty

_PASSAGES = 4096
_ANSWERS = 4096

Answer = TypeVar("Answer")


class _Latest(Generic[Answer]):
    """The latest answers, the oldest forgotten first."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, Answer] = {}

    def get(self, question: Hashable) -> Answer | None:
        return self._answers.get(question)

    def put(self, question: Hashable, answer: Answer) -> None:
        if len(self._answers) >= _ANSWERS:
            del self._answers[next(iter(self._answers))]
        self._answers[question] = answer


@dataclass(frozen=True, eq=False, slots=True)
class Known:
    """Papers of a batch mostly say the same. A sentence that stands under the same headings as in an earlier paper is
    the same passage, and a duty beside the same passages is judged as it was; both are looked up here. What a passage
    carries of a duty depends on these two alone. It belongs to one directive and goes with it, so that nothing of a
    paper outlives the check.
    """

    passage: Callable[..., Passage] = field(default_factory=lambda: lru_cache(maxsize=_PASSAGES)(passage))
    _judged: _Latest[tuple[Judged, Alignment]] = field(default_factory=_Latest)
    _deviations: _Latest[tuple[Deviation, ...]] = field(default_factory=_Latest)

    def judge(self, alignment: Alignment, terms: Terms) -> Judged:
        """The verdict on a duty that the paper's own text deserves."""
        question = (alignment.ask, *(row.passage for row in alignment.ranked))
        known = self._judged.get(question)
        if known is None:
            judged = judge(alignment, terms)
            self._judged.put(question, (judged, alignment))
            return judged
        judged, earlier = known
        return _moved(judged, dict(zip(map(id, earlier.ranked), alignment.ranked, strict=True)))

    def deviations(
        self, duty: Duty, alignment: Alignment, evidence: Sequence[Scored], terms: Terms
    ) -> tuple[Deviation, ...]:
        """What the paper, which carries the duty by `evidence`, says otherwise."""
        rows = [*evidence, *(row for row in alignment.ranked if row.claim >= 1)]
        question = (duty, alignment.ask, len(evidence), *_places(rows))
        known = self._deviations.get(question)
        if known is None:
            known = all_deviations(duty, alignment, evidence, terms)
            self._deviations.put(question, known)
        return known


def _moved(judged: Judged, rows: dict[int, Scored]) -> Judged:
    """What was judged of an earlier paper, with the rows of this one, which are told by those of that."""
    return replace(
        judged,
        evidence=tuple(rows[id(row)] for row in judged.evidence),
        nearest=judged.nearest and rows[id(judged.nearest)],
        also=tuple(rows[id(row)] for row in judged.also),
    )


def _places(rows: Iterable[Scored]) -> Iterator[tuple[Passage, str, int]]:
    """What each row says and where, and which of them stand in one paragraph."""
    paragraphs: dict[object, int] = {}
    for row in rows:
        yield row.passage, row.where, paragraphs.setdefault(paragraph_of(row), len(paragraphs))
