"""The sample of today on the safety of care homes: one job, composed for every locality among the samples."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from wenjian.cli.compose import load_materials
from wenjian.compose import Composition, Materials, compose
from wenjian.library import builtin, import_directive, load_directive, load_job, load_locality
from wenjian.model.job import Job
from wenjian.model.vocabulary import Settlement, Verdict

SAMPLES = builtin("samples")
JOB = SAMPLES / "拟稿单/鲁山县-养老机构安全.yaml"
PARENT = SAMPLES / "上级/示养安2026-3.yaml"
LOCALITIES = sorted(path.stem for path in (SAMPLES / "地区").glob("*.yaml"))
THEME = "养老机构安全"
DONE, REFINED = Settlement.DONE, Settlement.REFINED
OTHER_ORGAN, SUPERIOR_OWN = Settlement.OTHER_ORGAN, Settlement.SUPERIOR_OWN
TOO_LONG = "WJ522"
ORDERS = {"WJ551", "WJ552", "WJ553", "WJ554"}
"""Whom the bureau may not order, and consent that is not mentioned (条例第十六条)."""


def job_for(name: str, folder: Path) -> tuple[Job, Materials]:
    """The job as its drafter would fill it in at another place: locality and 代字, nothing else."""
    locality, _ = load_locality(SAMPLES / "地区" / f"{name}.yaml")
    text = JOB.read_text(encoding="utf-8").replace("鲁民字", locality.letterheads[0].code)
    path = folder / "拟稿单.yaml"
    path.write_text(text.replace("../", f"{SAMPLES}/").replace("鲁山县", name), encoding="utf-8")
    job, _ = load_job(path)
    materials, _ = load_materials(path, job, ())
    return job, materials


@pytest.fixture(params=LOCALITIES)
def composed(request: pytest.FixtureRequest, tmp_path: Path) -> Composition:
    """The papers as 清样: what is still blank would be refused."""
    return compose(*job_for(request.param, tmp_path))


def test_every_duty_is_carried_and_nothing_is_restated(composed: Composition) -> None:
    (coverage,) = composed.coverages
    elsewhere = [duty.id for duty in coverage.duties if duty.settlement in (OTHER_ORGAN, SUPERIOR_OWN)]
    assert elsewhere == ["D021", "D037"]
    uncarried = [duty.text for duty in coverage.duties if duty.settlement not in (DONE, REFINED)]
    assert len(uncarried) == len(elsewhere), uncarried
    assert composed.unsettled == ()
    assert composed.restated == ()


def test_it_is_short_and_orders_nobody_else(composed: Composition) -> None:
    assert {finding.code for finding in composed.findings} & (ORDERS | {TOO_LONG}) == set()


def test_the_clauses_of_the_theme_do_the_work(tmp_path: Path) -> None:
    """Without them over 80 % of the duties are not carried."""
    job, materials = job_for("鲁山县", tmp_path)
    others = tuple(clause for clause in materials.library.clauses if THEME not in clause.themes)
    without = dataclasses.replace(materials, library=dataclasses.replace(materials.library, clauses=others))
    (coverage,) = compose(job, without).coverages
    carried = [duty.text for duty in coverage.duties if duty.verdict is Verdict.COVERED]
    assert len(carried) < 0.2 * len(coverage.duties)


def test_the_duty_list_is_what_the_notice_says() -> None:
    listed, _ = load_directive(PARENT)
    read, _ = import_directive(PARENT.with_suffix(".txt"))
    assert [duty.text for duty in listed.duties] == [duty.text for duty in read.duties]
    assert listed.id == read.id == "示养安〔2026〕3号"
    assert all(duty.signed for duty in listed.duties)
