"""What one place of a batch costs: the same directive and job composed for many counties in one process.

    python benchmarks/place.py [--places N] [--job 拟稿单.yaml]

What does not depend on the place is loaded once: job, directive, outlines, clauses, layout. Then for each of N
invented counties: its file read, the papers composed (without the check), checked, and written as docx, task table,
对照表 and json. Times are of the processor, in milliseconds for a place; the first place, which also compiles patterns
and prepares the directive, stands beside the median of the others. The last line says how the memory of the process
grows.
"""

from __future__ import annotations

import argparse
import re
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import ParamSpec, TypeVar
from unittest.mock import patch

from wenjian.cli.materials import Common, load_common
from wenjian.compose import Composition, Paper, compose
from wenjian.compose.review import check_coverage
from wenjian.library import load_job, load_locality
from wenjian.model.job import Job
from wenjian.model.vocabulary import TABLE_GENRES
from wenjian.reports import comparison_xlsx, format_json
from wenjian.shipped import builtin, load_layout
from wenjian.writers import Foot, write_docx, write_xlsx

P = ParamSpec("P")
T = TypeVar("T")

STAGES = {
    "load": "读地区",
    "compose": "起草",
    "check": "核对",
    "docx": "文稿docx",
    "xlsx": "任务分解表xlsx",
    "table": "对照表xlsx",
    "json": "核对结果json",
}
BUDGET = 84.0
"""Milliseconds of the processor for a place: 2,844 counties on two processors within two minutes."""
MOST = 700
"""Megabytes for a process."""
MILLI = 1e3
STEPS = 4
"""How often the memory is told."""
SAMPLE = "鲁山县"
TOWNSHIP = re.compile(r"(: )(\S{2,6}(?:街道|镇|乡)(?:民政所)?)$", re.MULTILINE)
CHARACTERS = "东西南北中上下前后左右青白红黄金石木水火土云江河湖海山川林泉"

Times = dict[str, float]


def main() -> None:
    options = argparse.ArgumentParser(description="成批起草时，一个地方要多久。")
    options.add_argument("--places", type=int, default=60, help="多少个地方（默认60）")
    options.add_argument("--job", type=Path, default=builtin("samples") / "拟稿单/鲁山县-养老机构安全.yaml")
    given = options.parse_args()
    with TemporaryDirectory() as folder:
        print("\n".join(table(given.job, Path(folder), given.places)))


def table(path: Path, folder: Path, places: int) -> Iterator[str]:
    """The lines of the report."""
    job = load_job(path)[0]
    start = process_time()
    common = load_common(path, job, ())[0].ready()
    yield f"各地方共用的（拟稿单、上级文件、提纲、条款库）：{(process_time() - start) * MILLI:.0f}毫秒，只读一次"
    text = (path.parent / job.locality).read_text(encoding="utf-8")
    times: list[Times] = []
    memory: list[tuple[int, float]] = []
    for number in range(places):
        file = folder / f"{number}.yaml"
        file.write_text(county(text, number), encoding="utf-8")
        times.append(one_place(file, job, common))
        if (number + 1) % max(1, places // STEPS) == 0:
            memory.append((number + 1, resident()))
    yield f"{'毫秒（处理器时间）':>12}{'第一个':>8}{'以后（中位数）':>10}"
    for stage, name in STAGES.items():
        yield f"{name:>18}{times[0][stage] * MILLI:12.1f}{median(one[stage] for one in times[1:]) * MILLI:14.1f}"
    each = median(sum(one.values()) for one in times[1:]) * MILLI
    yield f"{'合计':>18}{sum(times[0].values()) * MILLI:12.1f}{each:14.1f}  限{BUDGET:.0f}"
    told = "、".join(f"{count}个后{size:.0f}" for count, size in memory)
    yield f"内存（MB）：{told}；峰值{peak():.0f}，限{MOST}"


def county(text: str, number: int) -> str:
    """The file of a county as that of an invented one, another for each number: its name, its townships' names."""
    first, second = divmod(number, len(CHARACTERS))
    name = f"{CHARACTERS[first % len(CHARACTERS)]}{CHARACTERS[second]}"
    return TOWNSHIP.sub(rf"\g<1>{name}\g<2>", text.replace(SAMPLE, f"{name}县"))


def one_place(file: Path, job: Job, common: Common) -> Times:
    """The seconds of each stage for the county whose file this is."""
    times: Times = dict.fromkeys(STAGES, 0.0)
    locality = clocked(times, "load", load_locality)(file)[0]
    with patch("wenjian.compose.check_coverage", clocked(times, "check", check_coverage)):
        composition = clocked(times, "compose", compose)(job, common.at(locality))
    times["compose"] -= times["check"]
    for paper in composition.papers:
        if paper.genre in TABLE_GENRES:
            clocked(times, "xlsx", write_xlsx)(paper.document, date=paper.document.elements.date)
        else:
            clocked(times, "docx", printed)(paper, job)
    results(times, composition)
    return times


def results(times: Times, composition: Composition) -> None:
    """The 对照表 and the json of the check."""
    clocked(times, "table", comparison_xlsx)(composition.coverages)
    clocked(times, "json", format_json)(composition.coverages)


def printed(paper: Paper, job: Job) -> bytes:
    """The docx of a paper in its layout."""
    layout = load_layout(paper.layout)
    return write_docx(paper.document, layout, stage=job.stage, date=paper.document.elements.date, foot=Foot.WITH_TEXT)


def clocked(times: Times, stage: str, work: Callable[P, T]) -> Callable[P, T]:
    """`work`, its time of the processor added to the stage."""

    def run(*arguments: P.args, **named: P.kwargs) -> T:
        start = process_time()
        try:
            return work(*arguments, **named)
        finally:
            times[stage] += process_time() - start

    return run


def peak() -> float:
    """The most memory that the process has held so far, in megabytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1024)


def resident() -> float:
    """The memory that the process holds now, in megabytes; the peak where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return peak()
    line = next(one for one in status.read_text(encoding="utf-8").splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
