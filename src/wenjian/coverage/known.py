"""What was found out about the latest papers that were held against a directive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from wenjian.coverage.candidates import Passage, passage
from wenjian.coverage.deviations import all_deviations
from wenjian.coverage.verdict import Judged, judge
from wenjian.model.coverage import Deviation

_PASSAGES = 4096
_DUTIES = 512


@dataclass(frozen=True, eq=False, slots=True)
class Known:
    """Papers of a batch mostly say the same. A sentence that stands where it stood in an earlier paper is the same
    passage, and a duty that the same passages carry in the same measure is judged as it was; both are looked up here.
    It belongs to one directive and goes with it, so that nothing of a paper outlives the check.
    """

    passage: Callable[..., Passage] = field(default_factory=lambda: lru_cache(maxsize=_PASSAGES)(passage))
    judge: Callable[..., Judged] = field(default_factory=lambda: lru_cache(maxsize=_DUTIES)(judge))
    deviations: Callable[..., tuple[Deviation, ...]] = field(
        default_factory=lambda: lru_cache(maxsize=_DUTIES)(all_deviations)
    )
