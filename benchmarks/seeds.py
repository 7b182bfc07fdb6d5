"""What the composed papers of samples/seeds carry of the real papers whose forms they take.

    python benchmarks/seeds.py

Each job is composed from the library and checked against the real paper of the same name in WENJIAN_REAL, read as a
directive of the same place; the job's own 依据 is a sample of ours. The bureau's own duties are those whose 归口 is not
another department's or the superior's own. Prints one table for each paper: counts by part, no text of the real ones.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from wenjian.cli.materials import load_materials
from wenjian.compose import Composition, Materials, compose
from wenjian.compose.choose import OURS
from wenjian.coverage import check
from wenjian.library import import_directive, load_job, load_locality
from wenjian.model.directive import Duty
from wenjian.model.job import Job
from wenjian.model.vocabulary import Verdict
from wenjian.shipped import builtin

JOBS = {path.stem: path for path in sorted((builtin("samples") / "seeds").glob("*.yaml"))}
PLACES = tuple(sorted((builtin("samples") / "地区").glob("*.yaml")))
VERDICTS = (Verdict.COVERED, Verdict.PARTIAL, Verdict.MISSING)


@dataclass(frozen=True, slots=True)
class Judged:
    """One duty of a real paper: whether it is the bureau's own, and what the composed paper carries of it."""

    duty: Duty
    own: bool
    verdict: Verdict


def read(name: str) -> tuple[Job, Materials]:
    """The job of this name with what it needs."""
    job, _ = load_job(JOBS[name])
    materials, _ = load_materials(JOBS[name], job, ())
    return job, materials


def without_clauses(materials: Materials) -> Materials:
    return replace(materials, library=replace(materials.library, clauses=()))


def composed_for(name: str, place: Path) -> Composition:
    """The papers of a job for another place."""
    job, materials = read(name)
    locality, _ = load_locality(place)
    return compose(job, replace(materials, locality=locality))


def judge(name: str, real: Path, *, library: bool = True) -> tuple[Judged, ...]:
    """Every duty of the real paper, judged against what its job composes, with or without clauses."""
    job, materials = read(name)
    used = materials if library else without_clauses(materials)
    directive, _ = import_directive(real / "seeds" / f"{name}.txt", materials.locality)
    paper = compose(job, used).judged
    coverage = check(directive, paper, materials.library.thesaurus, locality=materials.locality)
    verdicts = {one.id: one.verdict for one in coverage.duties}
    return tuple(Judged(duty, duty.competence in OURS, verdicts[duty.id]) for duty in directive.duties if duty.is_duty)


def table(name: str, real: Path) -> Iterator[str]:
    """The rows of one paper's table: by part of the real paper, then in all and without clauses."""
    judged, bare = judge(name, real), judge(name, real, library=False)
    own = [one for one in judged if one.own]
    yield f"### {name}（{read(name)[1].locality.name}）"
    yield ""
    yield "| 条款 | 任务 | 已落实 | 部分落实 | 未见 |"
    yield "| --- | --: | --: | --: | --: |"
    for part in dict.fromkeys(one.duty.where for one in own):
        yield _row(part or "正文", [one for one in own if one.duty.where == part])
    yield _row("本局任务合计", own)
    if others := [one for one in judged if not one.own]:
        yield _row("其余（他部门、上级自办）", others)
    yield _row("条款库为空，本局任务", [one for one in bare if one.own])
    yield ""


def _row(name: str, judged: list[Judged]) -> str:
    counts = Counter(one.verdict for one in judged)
    return f"| {name} | {len(judged)} | {' | '.join(str(counts[verdict]) for verdict in VERDICTS)} |"


def main() -> None:
    real = Path(os.environ["WENJIAN_REAL"])
    for name in JOBS:
        print("\n".join(table(name, real)))


if __name__ == "__main__":
    main()
