"""The samples of today: one job each, composed for every place among the samples, settles every duty from clauses."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from wenjian.cli.materials import load_materials
from wenjian.compose import Composition, Materials, compose
from wenjian.library import import_directive, load_directive, load_job, load_locality
from wenjian.lint.authority import check_authority
from wenjian.lint.length import check_length
from wenjian.model.finding import Place
from wenjian.model.job import Job
from wenjian.model.vocabulary import DecisionSource, Settlement, Verdict
from wenjian.shipped import builtin

SAMPLES = builtin("samples")
PLACES = {path.stem: load_locality(path)[0] for path in sorted((SAMPLES / "地区").glob("*.yaml"))}
CARRIED = {Settlement.DONE, Settlement.REFINED}


@dataclass(frozen=True)
class Sample:
    """A job, the notice it carries out, the themes of its clauses, and the duties that are not the bureau's."""

    job: str
    parent: str
    themes: frozenset[str]
    elsewhere: dict[str, Settlement]

    def __str__(self) -> str:
        return self.job


TODAY = (
    Sample(
        "养老机构安全",
        "示养安2026-3",
        frozenset({"养老机构安全"}),
        {"D037": Settlement.SUPERIOR_OWN},
    ),
    Sample(
        "寒冬送温暖",
        "示民发2026-58",
        frozenset({"救助管理", "低保和临时救助"}),
        {"D028": Settlement.SUPERIOR_OWN},
    ),
    Sample(
        "困境儿童", "示民发2026-15", frozenset({"孤儿和困境儿童", "未成年人保护"}), {"D030": Settlement.SUPERIOR_OWN}
    ),
)
every_sample = pytest.mark.parametrize("sample", TODAY, ids=str)
every_place = pytest.mark.parametrize("place", PLACES)


@cache
def job_at(name: str, place: str) -> tuple[Job, Materials]:
    """The job as its drafter would fill it in at another place: locality and 代字, nothing else."""
    text = (SAMPLES / "拟稿单" / f"鲁山县-{name}.yaml").read_text(encoding="utf-8")
    text = text.replace("鲁民字", PLACES[place].letterheads[0].code).replace("鲁山县", place)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "拟稿单.yaml"
        path.write_text(text.replace("../", f"{SAMPLES}/"), encoding="utf-8")
        job, findings = load_job(path)
        assert not findings
        assert not job.restate
        return job, load_materials(path, job, ())[0]


@cache
def composed(name: str, place: str) -> Composition:
    """The papers as 清样: what is still blank would be refused."""
    return compose(*job_at(name, place))


@every_sample
@every_place
def test_every_duty_is_carried_and_nothing_is_restated(sample: Sample, place: str) -> None:
    composition = composed(sample.job, place)
    (coverage,) = composition.coverages
    others = {duty.id: duty.settlement for duty in coverage.duties if duty.settlement not in CARRIED}
    assert {id_: one for id_, one in others.items() if one is not Settlement.NOT_LOCAL} == sample.elsewhere
    assert all(one.source is DecisionSource.LOCALITY for one in composition.decisions)
    assert composition.unsettled == ()
    assert composition.restated == ()


@every_sample
@every_place
def test_it_is_short_orders_nobody_else_and_names_no_other_place(sample: Sample, place: str) -> None:
    composition = composed(sample.job, place)
    here = PLACES[place]
    assert not list(check_length(composition.judged, Place("")))
    assert not check_authority(composition.judged, job_at(sample.job, place)[0].authority, here)
    others = {name for other in PLACES.values() for name in (other.name, *other.superiors)}
    foreign = others - {here.name, *here.superiors}
    words = "".join("".join(block.printed for _, block in paper.document.walk()) for paper in composition.papers)
    assert not re.findall("|".join(sorted(foreign)), words)


@every_sample
def test_the_clauses_of_the_themes_do_the_work(sample: Sample) -> None:
    """Without them over 70 % of the duties are not carried."""
    job, materials = job_at(sample.job, "鲁山县")
    others = tuple(clause for clause in materials.library.clauses if not sample.themes & set(clause.themes))
    without = dataclasses.replace(materials, library=dataclasses.replace(materials.library, clauses=others))
    (coverage,) = compose(job, without).coverages
    carried = [duty.text for duty in coverage.duties if duty.verdict is Verdict.COVERED]
    assert len(carried) < 0.3 * len(coverage.duties), carried


def test_the_deadlines_of_the_table_are_times_that_say_what_is_due() -> None:
    """Neither «于…前» nor a bare «24小时内» of the superior where the clause says after what it counts."""
    papers = composed("养老机构安全", "鲁山县").papers
    tables = [block.table for paper in papers for _, block in paper.document.walk() if block.table]
    cells = [row.texts()[-1] for table in tables if table.name == "任务分解表" for row in table.rows]
    assert cells
    assert not [cell for cell in cells if re.fullmatch(r"于.*|\d+(?:小时|分钟)内|按预算安排", cell)]


@every_sample
def test_the_duty_list_is_what_the_notice_says(sample: Sample) -> None:
    parent = SAMPLES / "上级" / f"{sample.parent}.yaml"
    listed, _ = load_directive(parent)
    read, _ = import_directive(parent.with_suffix(".txt"))
    assert [duty.text for duty in listed.duties] == [duty.text for duty in read.duties]
    assert listed.id == read.id
    assert all(duty.signed for duty in listed.duties)
