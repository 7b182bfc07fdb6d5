"""The sample on children in difficulty: every place carries out the whole notice from clauses alone."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from wenjian.cli.compose import load_materials
from wenjian.compose import Composition, Materials, compose
from wenjian.library import load_job, load_locality
from wenjian.lint.authority import check_authority
from wenjian.lint.length import check_length
from wenjian.model.finding import Place
from wenjian.model.job import Job
from wenjian.model.vocabulary import DecisionSource, Settlement

SAMPLES = Path(__file__).parents[1] / "samples"
JOB = SAMPLES / "拟稿单/鲁山县-困境儿童.yaml"
PLACES = {path.stem: load_locality(path)[0] for path in sorted((SAMPLES / "地区").glob("*.yaml"))}


def job_at(place: str, folder: Path) -> tuple[Job, Materials]:
    """The sample job as `place` would write it: its own locality file and 代字, all else as it is."""
    code = PLACES[place].letterheads[0].code
    text = JOB.read_text(encoding="utf-8").replace("鲁民字", code).replace("地区/鲁山县", f"地区/{place}")
    path = folder / "拟稿单.yaml"
    path.write_text(text.replace("../", f"{SAMPLES}/"), encoding="utf-8")
    job, findings = load_job(path)
    assert not findings
    assert not job.restate
    return job, load_materials(path, job, ())[0]


def printed(composition: Composition) -> str:
    return "".join("".join(block.printed for _, block in paper.document.walk()) for paper in composition.papers)


@pytest.mark.parametrize("place", PLACES)
def test_every_duty_is_settled_from_clauses(place: str, tmp_path: Path) -> None:
    job, materials = job_at(place, tmp_path)
    composition = compose(job, materials)
    (coverage,) = composition.coverages
    assert len(coverage.duties) == 30
    assert composition.unsettled == ()
    assert composition.restated == ()
    carried = {Settlement.DONE, Settlement.REFINED}
    others = {duty.id: duty.settlement for duty in coverage.duties if duty.settlement not in carried}
    assert others.pop("D030") is Settlement.SUPERIOR_OWN
    assert set(others.values()) <= {Settlement.NOT_LOCAL}
    assert all(one.source is DecisionSource.LOCALITY for one in composition.decisions)


@pytest.mark.parametrize("place", PLACES)
def test_the_paper_is_short_orders_nobody_else_and_names_no_other_place(place: str, tmp_path: Path) -> None:
    job, materials = job_at(place, tmp_path)
    composition = compose(job, materials)
    assert not list(check_length(composition.judged, Place("")))
    assert not check_authority(composition.judged, job.authority, materials.locality)
    here = (materials.locality.name, *materials.locality.superiors)
    elsewhere = {
        name for other in PLACES.values() for name in (other.name, *other.superiors) if name not in here
    } - set(here)
    assert not re.findall("|".join(sorted(elsewhere)), printed(composition))


def test_without_clauses_the_same_job_leaves_the_duties_open(tmp_path: Path) -> None:
    job, materials = job_at("鲁山县", tmp_path)
    emptied = dataclasses.replace(materials, library=dataclasses.replace(materials.library, clauses=()))
    composition = compose(job, emptied)
    assert len(composition.unsettled) > 0.8 * len(composition.coverages[0].duties)
