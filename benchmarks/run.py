"""Runs all benchmarks, prints what they say, keeps the figures and draws them.

    python benchmarks/run.py [--quick] [--only NAME …] [--pictures FOLDER]

`make bench` runs it. Figures go to build/benchmarks/figures.json, the text of every script beside it; pictures go to
docs/pictures when --pictures says so. A further script is a line in SCRIPTS, a further curve a line in CURVES.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).parent
BUILD = HERE.parent / "build" / "benchmarks"
SCRIPTS: dict[str, tuple[str, ...]] = {
    "speed": ("--rounds", "5"),
    "library": (),
    "place": (),
    "many": (),
    "hostile": (),
}
"""Scripts that are run as they are, where they exist → their arguments."""
QUICK = {"speed": ("--rounds", "2", "--plans", "0", "--largest", "80000")}


def written(*, quick: bool) -> list[dict[str, Any]]:
    import export

    with TemporaryDirectory() as folder:
        template = Path(folder) / "模板.docx"
        template.write_bytes(export.peer_template())
        own = Path(folder) / "本单位模板.docx"
        own.write_bytes(export.peer_template(export.office_layout()))
        for size in export.SIZES:
            export.compare(size, template, Path(folder))
            export.compare(size, own, Path(folder), export.office_layout())
        print(export.HEADS)
        rows = []
        for timed in export.times(template, Path(folder), 3 if quick else 9):
            print(export.told(timed), flush=True)
            rows.append(asdict(timed))
        for timed in export.times(own, Path(folder), 3 if quick else 9, export.office_layout()):
            print(export.told(timed), flush=True)
            rows.append(asdict(timed))
        print("\n".join(export.stages(3 if quick else 7)))
        print("\n".join(export.memory(template, Path(folder))))
    return rows


def sheets(*, quick: bool) -> list[dict[str, Any]]:
    import sheets

    rows = [asdict(timed) for timed in sheets.times(2 if quick else 7)]
    for row in rows:
        print(
            f"{row['rows']:5}行  openpyxl {row['openpyxl']:.1f}  wenjian {row['wenjian']:.2f}毫秒  {row['ratio']:.1f}倍"
        )
    return rows


def papers(*, quick: bool) -> list[dict[str, Any]]:
    import growth

    return _points(growth.papers(growth.PARAGRAPHS[: -1 if quick else None]))


def duties(*, quick: bool) -> list[dict[str, Any]]:
    import growth

    return _points(growth.duties(growth.DUTIES[: -1 if quick else None]))


def clauses(*, quick: bool) -> list[dict[str, Any]]:
    import growth

    pairs = growth.clauses(growth.CLAUSES[: -1 if quick else None])
    return [{**row, "first": first.seconds} for first, later in pairs for row in _points([later])]


def places(*, quick: bool) -> list[dict[str, Any]]:
    import growth

    rows = []
    for batch in growth.places(growth.PLACES[: -2 if quick else None]):
        print(
            f"{batch.size:7}{batch.seconds:10.1f}秒{batch.size / batch.seconds:8.1f}个/秒{batch.memory:6.0f} MB",
            flush=True,
        )
        rows.append(asdict(batch))
    return rows


def _points(points: Iterable[Any]) -> list[dict[str, Any]]:
    rows = []
    for point in points:
        print(f"{point.size:7}{point.seconds * 1e3:12.2f}毫秒", flush=True)
        rows.append(asdict(point))
    return rows


MEASURED: dict[str, tuple[str, Callable[..., list[dict[str, Any]]]]] = {
    "export": ("写docx，与docxtpl、python-docx、docxtemplater比", written),
    "sheets": ("写xlsx，与openpyxl比", sheets),
    "papers": ("写docx：10到3000段", papers),
    "duties": ("核对：50到500项任务", duties),
    "clauses": ("查条款的命令：100到10000条", clauses),
    "places": ("成批起草：10到2844个地方", places),
}
CURVES = {
    "papers": ("写docx（处理器时间）", "正文段数", (("seconds", "wenjian"),)),
    "duties": ("核对一份200句的方案（处理器时间）", "任务数", (("seconds", "wenjian"),)),
    "clauses": ("查条款（整个命令，处理器时间）", "条款数", (("first", "第一次，建索引"), ("seconds", "以后"))),
    "places": ("成批起草（两个进程，钟表时间）", "地方数", (("seconds", "wenjian"),)),
}
"""Measured curve → title, what grows, and its lines."""


def run_script(name: str, arguments: Sequence[str]) -> bool:
    """Runs a script as a user would, prints and keeps what it says."""
    command = [sys.executable, str(HERE / f"{name}.py"), *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    print(done.stdout)
    (BUILD / f"{name}.txt").write_text(done.stdout, encoding="utf-8")
    return done.returncode == 0


def draw(figures: dict[str, list[dict[str, Any]]], folder: Path) -> None:
    """A picture of the ratios and one of the curves."""
    try:
        import matplotlib as mpl
    except ImportError:
        print("没有安装 matplotlib，没有画图。")
        return
    mpl.use("Agg")
    import matplotlib.pyplot as plt

    mpl.rcParams["font.sans-serif"] = ["Noto Sans CJK SC", "Noto Sans CJK JP", "WenQuanYi Micro Hei", "SimHei"]
    mpl.rcParams["svg.hashsalt"] = "wenjian"
    folder.mkdir(parents=True, exist_ok=True)
    if rows := figures.get("export"):
        picture, axis = plt.subplots(figsize=(7, 3.4))
        peers = {
            "python_docx": "python-docx",
            "docxtpl": "docxtpl（按说明书）",
            "docxtpl_kept": "docxtpl（编译一次）",
            "docxtemplater": "docxtemplater",
            "wenjian": "wenjian",
            "floor": "只压缩和写出",
        }
        for i, (key, label) in enumerate(peers.items()):
            places = [at + i * 0.14 for at in range(len(rows))]
            axis.bar(places, [row[key] or float("nan") for row in rows], 0.13, label=label)
        axis.set_yscale("log")
        axis.set_xticks([at + 0.35 for at in range(len(rows))], [str(row["size"]) for row in rows])
        axis.set_ylabel("毫秒（处理器时间）")
        axis.legend(fontsize=7, ncols=3, loc="lower center", bbox_to_anchor=(0.5, 1))
        _save(picture, folder / "export.png")
    curves = {name: figures[name] for name in CURVES if figures.get(name)}
    if curves:
        picture, axes = plt.subplots(1, len(curves), figsize=(3.4 * len(curves), 3.0), squeeze=False)
        for axis, (name, rows) in zip(axes[0], curves.items(), strict=True):
            title, grows, lines = CURVES[name]
            for key, label in lines:
                axis.plot([row["size"] for row in rows], [row[key] for row in rows], marker="o", label=label)
            axis.tick_params(labelsize=7)
            axis.set_xlim(left=0)
            axis.set_ylim(bottom=0)
            axis.set_title(title, fontsize=9)
            axis.set_xlabel(grows, fontsize=8)
            axis.set_ylabel("秒", fontsize=8)
            axis.legend(fontsize=7)
        _save(picture, folder / "growth.png")


def _save(picture: Any, path: Path) -> None:
    picture.tight_layout()
    picture.savefig(path, dpi=80, metadata={"Software": None})


def main() -> int:
    options = argparse.ArgumentParser(description="全部量一遍。")
    options.add_argument("--quick", action="store_true", help="少量几遍，最大的不量")
    options.add_argument("--only", nargs="+", choices=[*MEASURED, *SCRIPTS], help="只量这些")
    options.add_argument("--pictures", type=Path, help="图放在哪里（不给则放在 build/benchmarks）")
    given = options.parse_args()
    BUILD.mkdir(parents=True, exist_ok=True)
    kept = BUILD / "figures.json"
    figures: dict[str, list[dict[str, Any]]] = json.loads(kept.read_text()) if given.only and kept.exists() else {}
    failed = []
    for name, (title, measure) in MEASURED.items():
        if given.only and name not in given.only:
            continue
        print(f"\n== {title}", flush=True)
        start = time.perf_counter()
        figures[name] = measure(quick=given.quick)
        print(f"（{time.perf_counter() - start:.0f}秒）")
        kept.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")
    for name, arguments in SCRIPTS.items():
        if (given.only and name not in given.only) or not (HERE / f"{name}.py").exists():
            continue
        print(f"\n== benchmarks/{name}.py", flush=True)
        if not run_script(name, QUICK.get(name, arguments) if given.quick else arguments):
            failed.append(name)
    draw(figures, given.pictures or BUILD)
    if failed:
        print("没有跑成：" + "、".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
