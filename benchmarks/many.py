"""Measure the review of many plans: 200 townships, in txt, docx and html, with and without 对照表 and 审核意见.

    python benchmarks/many.py [--count N] [--jobs N] [--rounds N] [--profile]

The plans are those of `townships.py`: the same every time, read in their odd forms. The command is timed as a user
waits for it, starting and all; beside it stands the time of the processor that all its processes used, and what part
of that reading the same files takes by itself. Exit 1 when the command takes longer than `MOST` seconds for 200 plans
(as much less for fewer) while the processors were free: where others use them, the processor's time divided by the
jobs is judged instead. `--profile` prints where the time of one process goes.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from townships import PARENT, county

from wenjian.cli import run
from wenjian.readers import load_documents

MOST = 20.0
"""Seconds that 200 plans may take on two cores."""
COUNT = 200
SHOWN = 30


def main() -> int:
    options = argparse.ArgumentParser(description="审核一批乡镇方案要多久。")
    options.add_argument("--count", type=int, default=COUNT, help="方案份数（默认200）")
    options.add_argument("--jobs", type=int, default=2, help="同时核对几份（默认2）")
    options.add_argument("--rounds", type=int, default=1, help="量几遍，取中位数（默认1）")
    options.add_argument("--profile", action="store_true", help="另外列出一个进程里时间用在哪里")
    given = options.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        plans = county(given.count).write(folder)
        slow = False
        print(f"{given.count}份方案，同时核对{given.jobs}份，{given.rounds}遍的中位数")
        reading = read_alone(plans)
        print(f"只读取这些文件：处理器{reading:.1f}秒")
        for what, more in (("只写汇总表", ()), ("另写对照表和审核意见", ("--each", str(folder / "各份")))):
            times = [timed(folder, plans, given.jobs, *more) for _ in range(given.rounds)]
            waited, used = median(one for one, _ in times), median(one for _, one in times)
            judged = min(waited, used / given.jobs)
            slow = slow or judged > MOST * given.count / COUNT
            print(
                f"{what}：等待{waited:.1f}秒，处理器{used:.1f}秒（每份{used / given.count * 1000:.0f}毫秒，"
                f"其中读取占{reading / used:.0%}），按{given.jobs}个处理器折合{used / given.jobs:.1f}秒"
            )
        if given.profile:
            print("\n".join(profiled(folder, plans)))
    return int(slow)


def arguments(folder: Path, plans: Path, jobs: int, *more: str) -> list[str]:
    """The command line that reviews the plans."""
    against = ["--against", str(PARENT), "--locality", str(folder / "地区.yaml")]
    return ["check", "--many", str(plans), *against, "--jobs", str(jobs), "-o", str(folder / "汇总.xlsx"), *more]


def timed(folder: Path, plans: Path, jobs: int, *more: str) -> tuple[float, float]:
    """The seconds that a user waits for the command, and those of the processor that it uses."""
    before, start = used_below(), perf_counter()
    command = [sys.executable, "-m", "wenjian", *arguments(folder, plans, jobs, *more)]
    subprocess.run(command, capture_output=True, check=False)
    return perf_counter() - start, used_below() - before


def used_below() -> float:
    """The seconds of the processor that ended processes of ours have used."""
    times = os.times()
    return times.children_user + times.children_system


def read_alone(plans: Path) -> float:
    """The seconds of the processor that reading all plans takes."""
    files = sorted(plans.iterdir())
    load_documents(files[0])
    start = process_time()
    for file in files:
        load_documents(file)
    return process_time() - start


def profiled(folder: Path, plans: Path) -> Iterator[str]:
    """The functions that use most time of their own and below, in one process."""
    profile = cProfile.Profile()
    profile.enable()
    run(arguments(folder, plans, 1, "--each", str(folder / "各份")))
    profile.disable()
    statistics = pstats.Stats(profile)
    rows = sorted(statistics.stats.items(), key=lambda item: -item[1][3])[:SHOWN]  # type: ignore[attr-defined]
    yield f"{'次数':>8}{'自用':>8}{'合计':>8}  函数"
    for (file, line, name), (_, calls, own, whole, _) in rows:
        yield f"{calls:10d}{own:10.2f}{whole:10.2f}  {Path(file).name}:{line} {name}"


if __name__ == "__main__":
    sys.exit(main())
