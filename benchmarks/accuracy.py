"""Measure duty extraction and coverage and write docs/accuracy.md: on the real documents of WENJIAN_REAL, and on the
pairs of our own in benchmarks/pairs.

    python benchmarks/accuracy.py [--only NAME ...]

Figures only: no text of the real documents is written. Exit 1 when a figure lies below the naive baseline.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from evaluation import evaluation, program_of

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "accuracy.md"
PAIRS = ROOT / "benchmarks" / "pairs"

Figures = tuple[dict[str, Any], dict[str, Any]]

COUNTED = {"gap_f1": "gap", "weaker_f1": "weaker", "stricter_f1": "stricter", "by_reference_f1": "by_reference"}
"""Figure → what is counted for it in right ones, false alarms and lost ones."""
HIT = "hit3"
DRAWS = 2000
SEED = 1
SHOWN = 3
"""Examples of each class of error."""

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


class Judgments(NamedTuple):
    """What single judgments gave: `counts` of right, false and lost ones, `wrong` those that differ."""

    counts: Counter[str]
    wrong: list[dict[str, Any]]


def judgments(rule: ModuleType, cases: Path, command: str, only: list[str]) -> Judgments:
    """The single judgments on coverage that the evaluation makes of the folder `cases`."""
    counts: Counter[str] = Counter()
    wrong: list[dict[str, Any]] = []
    for case in json.loads((cases / "index.json").read_text(encoding="utf-8")).get("cases", []):
        if not only or case["name"] in only:
            _, counted, differing = rule.coverage_case(command, cases, case)
            counts.update(counted)
            wrong += differing
    return Judgments(counts, wrong)


def interval(counts: Mapping[str, int], name: str) -> tuple[float, float]:
    """The 95 % interval of a figure, its judgments drawn again with a fixed seed; (0, 0) where there are none."""
    if name == HIT:
        outcomes = ["tp"] * counts.get("hit", 0) + ["fn"] * (counts.get("asked", 0) - counts.get("hit", 0))
    else:
        outcomes = [one for one in ("tp", "fp", "fn") for _ in range(counts.get(f"{COUNTED[name]}.{one}", 0))]
    if not outcomes:
        return 0.0, 0.0
    draw = random.Random(SEED)
    figures = sorted(_figure(Counter(draw.choices(outcomes, k=len(outcomes))), name) for _ in range(DRAWS))
    return figures[round(0.025 * DRAWS)], figures[round(0.975 * DRAWS) - 1]


def _figure(drawn: Counter[str], name: str) -> float:
    right, false, lost = drawn["tp"], drawn["fp"], drawn["fn"]
    whole = right + lost if name == HIT else right + (false + lost) / 2
    return right / whole if whole else 0.0


ERRORS = (
    ("没有写，判为写了一部分", lambda one: one["gold"] == "none" and "missing" not in one["got"]),
    ("写了一部分，判为未见", lambda one: one["gold"] == "partial" and set(one["got"]) == {"missing"}),
    ("缺一部分，判为已落实", lambda one: one["gold"] == "partial" and set(one["got"]) == {"covered"}),
    ("换了说法，判为只写一部分或未见", lambda one: one["gold"] == "full" and "covered" not in one["got"]),
    ("低于上级要求，没有看出", lambda one: "weaker" in one["gold_flags"] and "weaker" not in one["flags"]),
    ("并不低于，判为低于", lambda one: "weaker" in one["flags"] and "weaker" not in one["gold_flags"]),
    ("高于上级要求，没有看出", lambda one: "stricter" in one["gold_flags"] and "stricter" not in one["flags"]),
    ("并不高于，判为高于", lambda one: "stricter" in one["flags"] and "stricter" not in one["gold_flags"]),
)
"""Classes of error: what to call them, and which differing judgments belong to them."""


def format_errors(wrong: Sequence[dict[str, Any]]) -> list[str]:
    """The classes of error, each with how many there are and some short examples of our own."""
    parts = [
        "## 常见的判断错误",
        "自拟文件中与人工判断不同的各类，每类举最短的几例：上级的任务，括号里是人工判断的理由。",
    ]
    for title, belongs in ERRORS:
        found = sorted(filter(belongs, wrong), key=lambda one: (len(one["text"]), one["text"]))
        lines = [f"- {one['text']}（{one['why'] or '无'}）" for one in found[:SHOWN]]
        parts.append("\n".join([f"**{title}**：{len(found)}条。", "", *lines]).rstrip())
    return parts


def format_table(rows: Sequence[tuple[str, ...]], head: tuple[str, ...]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines)


def format_page(real: Figures, own: Figures, on_real: Judgments, on_own: Judgments) -> str:
    """The page; the first two arguments hold our figures and the baseline's."""
    origin = (
        "由 `make measure` 生成，不要手改。“真实文件”不在本仓库，由环境变量 `WENJIAN_REAL` 指定，判断由人通读后作出；"
        "这里只有数字，没有原文。"
    )
    parts = ["# 准确度", origin, *format_set("真实文件", *real, on_real.counts)]
    parts += [*format_set("自拟文件", *own, on_own.counts), *format_errors(on_own.wrong)]
    return "\n\n".join(parts) + "\n"


def format_set(title: str, mine: dict[str, Any], floor: dict[str, Any], counts: Mapping[str, int]) -> list[str]:
    """One set of documents: all figures beside the baseline, then a row for each document and each pair."""
    ranges = {name: interval(counts, name) for name in (*COUNTED, HIT)}
    ranges["kappa"] = tuple(mine["all"].get("kappa_95") or (0.0, 0.0))
    overall = [
        (
            name,
            MEANING[name],
            f"{mine['all'][name]:.3f}",
            _range(ranges.get(name)),
            f"{floor['all'].get(name, 0.0):.3f}",
        )
        for name in MEANING
        if name in mine["all"]
    ]
    duties = [(name, *(f"{row[k]:.3f}" for k in row)) for name, row in sorted(mine["duties"].items())]
    cases = [(name, *(f"{row[k]:.3f}" for k in row)) for name, row in sorted(mine["coverage"].items())]
    return [
        f"## {title}",
        ABOUT[title],
        f"判断共 {mine['all']['n']} 条。kappa 的区间按文件再按条重抽样，其余按条重抽样。",
        format_table(overall, ("指标", "含义", "wenjian", "95% 区间", "基线")),
        "任务识别，逐份文件：",
        format_table(duties, ("文件", "duty_recall", "reject", "duty_f1")),
        "覆盖核对，逐对文件：",
        format_table(cases, ("上下级文件", "gap_f1", "kappa", "hit3")),
    ]


def _range(bounds: tuple[float, ...] | None) -> str:
    return f"{bounds[0]:.2f}–{bounds[1]:.2f}" if bounds else ""


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
    program, rule = program_of(real), evaluation(real)
    commands = (f"{sys.executable} -m wenjian", f"{sys.executable} {real / 'eval' / 'baseline.py'}")
    on_real, floor = (evaluate(program, real / "gold", command, options.only) for command in commands)
    one_by_one = judgments(rule, real / "gold", commands[0], options.only)
    if options.only:
        print("\n\n".join(format_set("真实文件", on_real, floor, one_by_one.counts)))
    else:
        own = tuple(evaluate(program, PAIRS, command, []) for command in commands)
        of_own = judgments(rule, PAIRS, commands[0], [])
        page = format_page((on_real, floor), (own[0], own[1]), one_by_one, of_own)
        PAGE.write_text(page, encoding="utf-8")
        print(f"已写出 {PAGE.relative_to(ROOT)}")
    for name in below(on_real, floor):
        print(f"低于基线：{name} {on_real['all'][name]:.3f} < {floor['all'][name]:.3f}")
    return 1 if below(on_real, floor) else 0


if __name__ == "__main__":
    sys.exit(main())
