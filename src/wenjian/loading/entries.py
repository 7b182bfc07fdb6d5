"""What people wrote about a check, as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wenjian.model.coverage import DecisionFile
from wenjian.model.finding import Finding, Place
from wenjian.model.record import Record


@dataclass(frozen=True)
class Entries:
    """What people wrote in a 核对.yaml or a filled table: the entries, where each was read, what could not be taken and
    why, and the paper («标题（文号）») that a table is about.
    """

    file: DecisionFile = field(default_factory=DecisionFile)
    places: Mapping[Record, Place] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    paper: str = ""
