"""How long a library of 10,000 clauses takes: the first use, which makes the index, then finding and composing.

Clauses are put together from parts of our own ones, a seed each, so that they differ and share words as real ones do.
Times are those of whole command lines, with the start of the interpreter; CPU seconds stand beside them, for a machine
that does other things too.
"""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from wenjian.library import load_library
from wenjian.shipped import builtin

COUNT = 10_000
A_FILE = 200
LIMITS = {"第一次（建索引）": 12.0, "find": 1.0, "find --duty": 1.0, "compose": 2.0}


def write_library(folder: Path, count: int = COUNT) -> None:
    """`count` clauses in files of A_FILE."""
    chance = random.Random(1)
    parts = [part for clause in load_library().clauses for part in re.split("[，。；]", clause.text) if len(part) > 4]
    for start in range(0, count, A_FILE):
        rows = [row for number in range(start, start + A_FILE) for row in _clause(number, chance.sample(parts, 6))]
        (folder / f"条款{start // A_FILE:03d}.yaml").write_text("条款:\n" + "\n".join(rows) + "\n", encoding="utf-8")


def _clause(number: int, parts: list[str]) -> list[str]:
    text = "，".join(part.strip() for part in parts) + "。"
    names = re.findall(r"\{\{ (\w+) \}\}", text)
    parameters = [row for name in dict.fromkeys(names) for row in (f"  - 名称: {name}", '    默认: "3"')]
    return [
        f"- 编号: 示例.条款{number:05d}",
        f"  主题: [示例主题{number % 50}]",
        f"  小标题: 示例{number}",
        f"  正文: >-\n    {text}",
        *(["  参数:", *parameters] if parameters else []),
        "  主责: 养老服务",
        "  完成时限: 长期坚持",
        f"  重点任务: 示例任务{number % 40}",
        "  检查项:",
        "  - 检查项目: 预案",
        "    检查内容及标准: 有预案，有演练记录",
        "    检查方法: 查资料",
    ]


def run(arguments: list[str], cache: Path) -> tuple[float, float]:
    """Wall and CPU seconds of one command line."""
    before, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "wenjian", *arguments],
        env={"WENJIAN_CACHE": str(cache), "PYTHONPATH": os.pathsep.join(sys.path[1:]), "LANG": "C.UTF-8"},
        capture_output=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr.decode()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    return time.perf_counter() - before, cpu


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        library, cache = base / "大库", base / "缓存"
        library.mkdir()
        write_library(library)
        shutil.copytree(builtin("samples"), base / "samples")
        use = ["--library", str(library)]
        job = str(base / "samples/拟稿单/鲁山县.yaml")
        find = ["clauses", "find", "探视", "登记", *use]
        by_duty = ["clauses", "find", "--duty", "养老机构要实行探视预约并登记来访人员。", *use]
        rows = [("第一次（建索引）", find), ("find", find), ("find --duty", by_duty)]
        rows += [("compose", ["compose", job, "-o", str(base / "结果"), *use])]
        print(f"{COUNT}条条款，{sum(one.stat().st_size for one in library.iterdir()) / 1e6:.1f}兆")
        for title, arguments in rows:
            times = [run(arguments, cache) for _ in range(1 if title.startswith("第一次") else 3)]
            wall, cpu = min(times)
            print(f"{title}\t{wall:.2f}秒（处理器{cpu:.2f}秒），限{LIMITS[title]:.0f}秒")
        print(f"不带大库的 compose\t{run(rows[3][1][:4], cache)[0]:.2f}秒")
        print(f"索引{sum(one.stat().st_size for one in cache.iterdir()) / 1e6:.1f}兆")


if __name__ == "__main__":
    main()
