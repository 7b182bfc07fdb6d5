"""Measure duty extraction and coverage and write docs/accuracy.md: on the real documents of WENJIAN_REAL, and on the
pairs of our own in benchmarks/pairs.

    python benchmarks/accuracy.py [--only NAME ...]

Figures only: no text of the real documents is written. Exit 1 when a figure lies below the naive baseline.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "accuracy.md"
PAIRS = ROOT / "benchmarks" / "pairs"

Figures = tuple[dict[str, Any], dict[str, Any]]

ABOUT = {
    "真实文件": "规则和权重是看着其中 epidemic、nongmingong、xinmeiti 三组调的，只有 p24 一组没有看过。",
    "自拟文件": "题材与真实文件不同；规则后来看着其中的错误改过，第一次运行的数字见 benchmarks/pairs/README.md。",
}

MEANING = {
    "duty_recall": "应有任务中找到的比例",
    "reject": "口号和背景句中没有误报的比例",
    "duty_f1": "以上两项合计",
    "modality_acc": "情态判断一致的比例",
    "modality_macro": "四种情态各自召回的平均",
    "strict_f1": "从严用语",
    "actors_f1": "责任主体",
    "measures_f1": "量化要求",
    "condition_f1": "条件",
    "gap_f1": "“未见对应内容”判断",
    "kappa": "未见、部分、落实三级判断的加权一致性",
    "hit3": "前三条证据中有人工认定的证据",
    "weaker_f1": "低于上级要求",
    "stricter_f1": "高于上级要求",
    "by_reference_f1": "仅以转发、按文件执行承接",
}


def evaluate(program: Path, cases: Path, command: str, only: list[str]) -> dict[str, Any]:
    """Run the evaluation of the folder `cases` with a command; its figures."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        call = [sys.executable, str(program), "--cases", str(cases), "--command", command, "--json", str(out)]
        if only:
            call += ["--only", *only]
        subprocess.run(call, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        figures: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        return figures


def format_table(rows: Sequence[tuple[str, ...]], head: tuple[str, ...]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines)


def format_page(real: Figures, own: Figures) -> str:
    """The page; each argument holds our figures and the baseline's."""
    origin = (
        "由 `make measure` 生成，不要手改。“真实文件”不在本仓库，由环境变量 `WENJIAN_REAL` 指定，判断由人通读后作出；"
        "这里只有数字，没有原文。"
    )
    return "\n\n".join(["# 准确度", origin, *format_set("真实文件", *real), *format_set("自拟文件", *own)]) + "\n"


def format_set(title: str, mine: dict[str, Any], floor: dict[str, Any]) -> list[str]:
    """One set of documents: all figures beside the baseline, then a row for each document and each pair."""
    overall = [
        (name, MEANING[name], f"{mine['all'][name]:.3f}", f"{floor['all'].get(name, 0.0):.3f}")
        for name in MEANING
        if name in mine["all"]
    ]
    low, high = mine["all"].get("kappa_95") or (0.0, 0.0)
    duties = [(name, *(f"{row[k]:.3f}" for k in row)) for name, row in sorted(mine["duties"].items())]
    cases = [(name, *(f"{row[k]:.3f}" for k in row)) for name, row in sorted(mine["coverage"].items())]
    return [
        f"## {title}",
        ABOUT[title],
        f"判断共 {mine['all']['n']} 条；kappa 的 95% 区间 {low:.3f} 至 {high:.3f}（按文件再按条重抽样）。",
        format_table(overall, ("指标", "含义", "wenjian", "基线")),
        "任务识别，逐份文件：",
        format_table(duties, ("文件", "duty_recall", "reject", "duty_f1")),
        "覆盖核对，逐对文件：",
        format_table(cases, ("上下级文件", "gap_f1", "kappa", "hit3")),
    ]


def below(mine: dict[str, Any], floor: dict[str, Any]) -> list[str]:
    """Names of the figures that lie below the baseline. duty_f1 mixes two figures that are listed themselves."""
    return [
        name
        for name in MEANING
        if name != "duty_f1" and name in mine["all"] and mine["all"][name] < floor["all"].get(name, 0.0)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[], help="real cases to run; then no page is written")
    options = parser.parse_args()
    if not os.environ.get("WENJIAN_REAL"):
        print("WENJIAN_REAL 未设置：没有真实文件，无法测量。")
        return 2
    real = Path(os.environ["WENJIAN_REAL"]).resolve()
    program = real / "eval" / "evaluate.py"
    commands = (f"{sys.executable} -m wenjian", f"{sys.executable} {real / 'eval' / 'baseline.py'}")
    on_real, floor = (evaluate(program, real / "gold", command, options.only) for command in commands)
    if options.only:
        print("\n\n".join(format_set("真实文件", on_real, floor)))
    else:
        own = tuple(evaluate(program, PAIRS, command, []) for command in commands)
        PAGE.write_text(format_page((on_real, floor), (own[0], own[1])), encoding="utf-8")
        print(f"已写出 {PAGE.relative_to(ROOT)}")
    for name in below(on_real, floor):
        print(f"低于基线：{name} {on_real['all'][name]:.3f} < {floor['all'][name]:.3f}")
    return 1 if below(on_real, floor) else 0


if __name__ == "__main__":
    sys.exit(main())
