"""名册: many places, as they were read from one table."""

from __future__ import annotations

from dataclasses import dataclass

from wenjian.model.finding import Finding
from wenjian.model.locality import Locality


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the roster: the row it stands in, the name of its folder, which no other place has, and itself."""

    row: int
    folder: str
    locality: Locality


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that gives no place: its number, what it calls the place, and why."""

    row: int
    name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """The places in the order of their rows, the rows that give none, and what else was found."""

    entries: tuple[Entry, ...]
    refused: tuple[Refused, ...] = ()
    findings: tuple[Finding, ...] = ()
