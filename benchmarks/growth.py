"""How time grows with size: paragraphs of a paper, duties of a directive, clauses of a library.

    python benchmarks/growth.py [--quick]

Papers are written as docx; a plan of 200 sentences is checked against directives of 50 to 500 duties, which are
prepared once as for many plans; libraries of 100 to 10,000 clauses are searched by the command, first without an index
and then with it; papers, task table, 对照表 and json are written for 10 to 3,000 places by `batch` with two processes.
Times are of the processor, those of `batch` of the clock. What grows with size shows the same time for each piece; what
has a part of its own that does not grow shows a falling one.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

import export
from library import run as command
from library import write_library
from rosters import invented
from speed import PROVISIONS, SEED, arranged, changed, clocked, sentences

from wenjian.coverage import check_asked, prepare
from wenjian.duties import extract
from wenjian.library import load_thesaurus
from wenjian.loading.roster_book import write_roster_xlsx
from wenjian.model.vocabulary import Stage
from wenjian.readers import read_documents
from wenjian.shipped import builtin
from wenjian.writers import write_docx

PARAGRAPHS = (10, 30, 100, 300, 1000, 3000)
DUTIES = (50, 100, 200, 350, 500)
CLAUSES = (100, 1000, 10_000)
PLACES = (10, 100, 300, 1000, 2844)
"""2,844 counties, as `rosters` invents them; a roster of 3,000 has more rows than a sheet may."""
JOB = builtin("samples") / "拟稿单/鲁山县-草稿.yaml"
"""A job that any place of a roster can do: it names no 版头."""
ROUNDS = 5


@dataclass(frozen=True)
class Point:
    """A size, and the seconds that it takes."""

    size: int
    seconds: float


def papers(sizes: tuple[int, ...] = PARAGRAPHS) -> Iterator[Point]:
    """Writing a paper of so many paragraphs and no table to speak of."""
    layout = export.layout()
    for size in sizes:
        export.SIZES["量"] = (size, 1)
        document = export.paper("量", 0)
        yield Point(size, clocked(lambda: write_docx(document, layout, stage=Stage.ISSUED), ROUNDS))  # noqa: B023


def duties(sizes: tuple[int, ...] = DUTIES) -> Iterator[Point]:
    """Checking a plan of so many sentences as `speed.py` has against about so many duties."""
    chance = Random(SEED)
    known = list(dict.fromkeys(sentences()))
    chance.shuffle(known)
    plan = arranged("示范镇工作实施方案", [changed(one, chance) for one in islice(known, PROVISIONS)], "示范镇人民政府")
    document = read_documents(plan.encode(), "方案.txt")[0]
    thesaurus = load_thesaurus()
    for size in sizes:
        words = (known * (size * 4 // len(known) + 1))[: size * 3]
        directive = extract(
            read_documents(arranged("示范县工作实施方案", words, "示范县人民政府").encode(), "上.txt")[0]
        )[0]
        directive = directive.model_copy(update={"duties": [one for one in directive.duties if one.is_duty][:size]})
        asked = prepare(directive, thesaurus)
        yield Point(len(directive.duties), clocked(lambda: check_asked(asked, document), ROUNDS))  # noqa: B023


def clauses(sizes: tuple[int, ...] = CLAUSES) -> Iterator[tuple[Point, Point]]:
    """Finding clauses with the command: the first time, which makes the index, and later."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            library, cache = Path(name) / "库", Path(name) / "缓存"
            library.mkdir()
            write_library(library, size)
            find = ["clauses", "find", "探视", "登记", "--library", str(library)]
            first = command(find, cache)[1]
            yield Point(size, first), Point(size, median(command(find, cache)[1] for _ in range(3)))


@dataclass(frozen=True)
class Batch:
    """So many places written by one command: the seconds on the clock, and the most memory of one process (MB)."""

    size: int
    seconds: float
    memory: float


def places(sizes: tuple[int, ...] = PLACES) -> Iterator[Batch]:
    """Writing the papers of so many places with the command."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            roster, out = Path(name) / "名册.xlsx", Path(name) / "结果"
            roster.write_bytes(write_roster_xlsx(invented(size)))
            command = [sys.executable, "-m", "wenjian", "batch", str(JOB), "--roster", str(roster), "-o", str(out)]
            command += ["--jobs", "2", "--report", "xlsx", "--report", "json"]
            start = perf_counter()
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, status, used = os.wait4(process.pid, 0)
            written = sum(path.is_dir() for path in out.iterdir()) if out.is_dir() else 0
            if os.waitstatus_to_exitcode(status) not in {0, 1} or written < size:
                raise SystemExit(f"{size}个地方只写出{written}个")
            yield Batch(size, perf_counter() - start, used.ru_maxrss / 1024)


def main() -> None:
    options = argparse.ArgumentParser(description="时间随多少怎样增长。")
    options.add_argument("--quick", action="store_true", help="最大的不量")
    given = options.parse_args()
    last = -1 if given.quick else None
    print("写docx：段数、毫秒、每段微秒")
    for point in papers(PARAGRAPHS[:last]):
        print(f"{point.size:7}{point.seconds * 1e3:10.2f}{point.seconds / point.size * 1e6:10.1f}", flush=True)
    print("核对：任务数、毫秒、每项微秒")
    for point in duties(DUTIES[:last]):
        print(f"{point.size:7}{point.seconds * 1e3:10.1f}{point.seconds / point.size * 1e6:10.0f}", flush=True)
    print("查条款的命令：条数、第一次（秒）、以后（秒）")
    for first, later in clauses(CLAUSES[:last]):
        print(f"{first.size:7}{first.seconds:10.2f}{later.seconds:10.2f}", flush=True)
    print("成批起草：地方数、秒、每秒、内存（MB）")
    for batch in places(PLACES[:last]):
        print(f"{batch.size:7}{batch.seconds:10.1f}{batch.size / batch.seconds:10.1f}{batch.memory:8.0f}", flush=True)


if __name__ == "__main__":
    main()
