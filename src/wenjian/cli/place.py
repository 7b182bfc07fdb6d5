"""A job composed in one place of many, wherever that is done: from values to values, no file is touched."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from wenjian.cli.common import REPORT_FILES
from wenjian.cli.drafting import Office, Stationery, drafted
from wenjian.cli.materials import Common
from wenjian.compose import compose
from wenjian.errors import WenjianError
from wenjian.loading.entries import Entries
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding
from wenjian.model.house import House
from wenjian.model.locality import Locality
from wenjian.reports.batch import Figures, Gap, figures_of, gaps_of

HINTS = "提示.txt"
"""What was found while a place was composed: nobody reads the terminal for three thousand places."""


@dataclass(frozen=True)
class Recipe:
    """What is the same for all places."""

    common: Common
    stationery: Stationery
    house: House
    kinds: tuple[str, ...] = tuple(REPORT_FILES)


@dataclass(frozen=True)
class PlaceTask:
    """A place, and what its people decided on an earlier draft."""

    locality: Locality
    kept: Entries


@dataclass(frozen=True)
class Drafts:
    """What came of it. Without `files` nothing did: the findings that are errors say why."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    figures: Figures = field(default_factory=Figures)
    gaps: tuple[Gap, ...] = ()
    findings: tuple[Finding, ...] = ()


def ready(recipe: Recipe) -> Recipe:
    """As a worker keeps it: the directives made ready for the check."""
    return replace(recipe, common=recipe.common.ready())


def compose_place(task: PlaceTask, recipe: Recipe) -> Drafts:
    """The drafts of one place; what goes wrong is among their findings."""
    job = recipe.common.job
    findings: list[Finding] = [*task.kept.findings]
    try:
        materials, notes = recipe.common.at_one_of_many(task.locality)
        findings += notes
        composition = compose(job, materials, task.kept.file.decisions)
        findings += composition.findings
        office = Office(task.locality, task.kept, recipe.stationery, recipe.house, recipe.kinds)
        files, about_printing = drafted(composition, job, office)
    except WenjianError as error:
        return Drafts(findings=_sorted([*findings, *error.findings]))
    except Exception as error:  # noqa: BLE001 — our bug in one place; the others go on
        last = traceback.extract_tb(error.__traceback__)[-1]
        words = f"{type(error).__name__}: {error}，{Path(last.filename).name} 第{last.lineno}行"
        return Drafts(findings=_sorted([*findings, found("WJ981", error=words)]))
    told = _sorted([*findings, *about_printing])
    if told:
        files[HINTS] = "".join(f"{finding}\n" for finding in told).encode("utf-8")
    coverages, restated = composition.coverages, composition.restated
    gaps = gaps_of(coverages, composition.unsettled, restated)
    return Drafts(files, figures_of(coverages, restated), gaps, told)


def _sorted(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.order))
