"""Fit the weights of the matcher to judged pairs of papers, and see how they do on a family that they have not seen.

    python benchmarks/fit.py [--check]

The judged pairs are those of WENJIAN_REAL (the family that is measured unseen left alone) and of benchmarks/pairs.
Ordinal regression on `align.FEATURES`, no weight negative, the three verdicts weighted alike and the real papers
double; the borders of the verdicts and of missing acts are those of a grid that agree best with the judges. Then each
family is left out in turn, everything is fitted to the others, and the family judged. Writes docs/weights.md: figures,
no text. Nothing is random. With `--check` nothing is written; exit 1 when the shipped weights are not those fitted
(the borders are set by the mutants of the tests, see docs/weights.md).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from evaluation import UNSEEN, evaluation
from scipy.optimize import minimize

from wenjian.coverage import weights
from wenjian.coverage.align import FEATURES, Alignment, prepare_ask, set_apart
from wenjian.coverage.candidates import provision_candidates, scale_of
from wenjian.coverage.terms import Terms, prepare_terms
from wenjian.coverage.verdict import act_gaps, missing_figures
from wenjian.coverage.wanted import Wanted, align_all
from wenjian.duties import extract
from wenjian.library import load_library
from wenjian.model.directive import Duty
from wenjian.readers import read_documents
from wenjian.text.walk import own_provisions

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "weights.md"
REAL_WEIGHT = 2.0
RIDGE = 5e-4
GAP_SHARE = 0.25
"""How much the agreement on what is missing counts beside the agreement on all verdicts."""
ACT_UNDER = (0.25, 0.3)
"""Lower borders would take an act for carried of which only the subject stands there."""
ACT_SHARES = (0.15, 0.2, 0.25)
"""Higher ones would take a duty for done that lost a whole act; the mutants of tests/test_slow_mutants.py say so."""

Array = Any
"""An array of numpy, which has no types here."""


@dataclass(frozen=True)
class Sample:
    """One judged duty: the judges' grade (0 none, 1 part, 2 full), and what the matcher sees."""

    family: str
    real: bool
    grade: int
    features: tuple[float, ...]
    touched: float
    touched_beyond_terms: float
    lacks_figure: bool
    act_share: dict[float, float]


@dataclass(frozen=True)
class Fit:
    """Weights, the scores from which a duty is partly and wholly carried, which act is missing, from which share."""

    weights: tuple[float, ...]
    partial_from: float
    covered_from: float
    act_under: float
    act_share: float


def samples(folder: Path, rule: ModuleType, terms: Terms, *, real: bool) -> Iterator[Sample]:
    """The judged duties of the pairs in `folder`."""
    for case in json.loads((folder / "index.json").read_text(encoding="utf-8"))["cases"]:
        if UNSEEN in case["name"]:
            continue
        gold = json.loads((folder / case["gold"]).read_text(encoding="utf-8"))
        rows = list(aligned(folder / case["parent"], folder / case["child"], terms))
        grams = [rule.grams(duty.text) for duty, _ in rows]
        for name, judged in gold["coverage"][case["child_key"]].items():
            wanted = rule.grams(gold["labels"][name]["text"])
            shared = [len(wanted & one) if fits(wanted, one) else 0 for one in grams]
            if not max(shared, default=0):
                continue
            _, alignment = rows[shared.index(max(shared))]
            yield Sample(
                family=case["gold"],
                real=real,
                grade=rule.GRADE[judged["verdict"]],
                features=tuple(alignment.features[feature] for feature in FEATURES),
                touched=alignment.touched,
                touched_beyond_terms=alignment.touched_beyond_terms,
                lacks_figure=bool(missing_figures(alignment, terms)),
                act_share={under: act_gaps(alignment, under)[1] for under in ACT_UNDER},
            )


def fits(wanted: set[str], one: set[str]) -> bool:
    """Whether a reported duty is the judged one: about as long, half of the shorter shared."""
    short = min(len(wanted), len(one))
    return 0 < len(one) <= max(3 * len(wanted), len(wanted) + 60) and len(wanted & one) / short >= 0.5


def aligned(parent: Path, child: Path, terms: Terms) -> Iterator[tuple[Duty, Alignment]]:
    """The duties of a parent, each beside the child."""
    directive, _ = extract(read_documents(parent.read_bytes(), parent.name)[0])
    document = read_documents(child.read_bytes(), child.name)[0]
    duties = [duty for duty in directive.duties if duty.is_duty]
    scale = scale_of((duty.text for duty in duties), terms)
    asks = set_apart([prepare_ask(duty.text, terms, scale, duty.headings, duty.measures) for duty in duties])
    paper = align_all(Wanted(asks, terms), provision_candidates(own_provisions(document), terms, scale))
    return zip(duties, paper.alignments, strict=True)


def fit(rows: Sequence[Sample]) -> Fit:
    """Weights by ordinal regression, then the borders of the grid that agree best with the judges."""
    values = np.array([row.features for row in rows])
    grades = np.array([row.grade for row in rows])
    found = regression(values, grades, importance(rows))
    scores = values @ found
    best: tuple[float, Fit] | None = None
    for low, high, under, share in product(borders(scores), borders(scores), ACT_UNDER, ACT_SHARES):
        if low < high:
            one = Fit(tuple(found), low, high, under, share)
            told = verdicts(rows, scores, one)
            worth = kappa(grades, told) + GAP_SHARE * gap_f1(grades, told)
            if best is None or worth > best[0]:
                best = (worth, one)
    assert best
    return best[1]


def importance(rows: Sequence[Sample]) -> Array:
    """Each verdict weighs by the root of its rarity, real papers double."""
    grades = np.array([row.grade for row in rows])
    counts = np.bincount(grades, minlength=3)
    rarity = np.sqrt(len(rows) / 3 / np.maximum(counts, 1))
    return np.array([rarity[row.grade] * (REAL_WEIGHT if row.real else 1.0) for row in rows])


def regression(values: Array, grades: Array, worth: Array) -> Array:
    """Weights (none negative) of a proportional odds model."""
    size = values.shape[1]

    def loss(point: Array) -> float:
        scores = values @ point[:size]
        low, high = point[size], point[size] + np.exp(point[size + 1])
        some, whole = (1 / (1 + np.exp(-np.clip(scores - border, -30, 30))) for border in (low, high))
        likely = np.clip(np.stack([1 - some, some - whole, whole], axis=1), 1e-9, 1)
        told = np.log(likely[np.arange(len(grades)), grades])
        return float(-(worth * told).sum() / worth.sum() + RIDGE * (point[:size] ** 2).sum())

    bounds = [(0, None)] * size + [(None, None)] * 2
    return minimize(loss, np.ones(size + 2), method="L-BFGS-B", bounds=bounds).x[:size]


def borders(scores: Array) -> tuple[float, ...]:
    """Candidate borders: from the lowest scores to the highest in steps of a fortieth of the samples."""
    return tuple(np.unique(np.round(np.quantile(scores, np.linspace(0.05, 0.9, 35)), 2)))


def verdicts(rows: Sequence[Sample], scores: Array, one: Fit) -> Array:
    """The grades that the matcher gives (verdict.judge, without the institutions left out)."""
    lacking = np.array([row.lacks_figure or row.act_share[one.act_under] >= one.act_share for row in rows])
    touched = np.array([row.touched for row in rows]) >= weights.TOUCHED_LEAST
    beyond = np.array([row.touched_beyond_terms for row in rows]) >= weights.TOUCHED_FROM
    some = np.where(scores < one.partial_from, beyond, touched)
    return np.where((scores >= one.covered_from) & ~lacking, 2, np.where((scores >= one.covered_from) | some, 1, 0))


def kappa(mine: Array, other: Array) -> float:
    """Quadratic-weighted agreement of two gradings."""
    seen = float(((mine - other) ** 2).mean())
    left, right = ([float((grades == k).mean()) for k in range(3)] for grades in (mine, other))
    chance = sum(left[i] * right[j] * (i - j) ** 2 for i in range(3) for j in range(3))
    return 1 - seen / chance if chance else 1.0


def gap_f1(grades: Array, told: Array) -> float:
    both = int(((grades == 0) & (told == 0)).sum())
    return 2 * both / max(1, int((grades == 0).sum()) + int((told == 0).sum()))


def left_out(rows: Sequence[Sample]) -> Array:
    """The grade of every sample when its family is left out of the fit."""
    told = np.zeros(len(rows), int)
    for family in sorted({row.family for row in rows}):
        mine = np.array([row.family == family for row in rows])
        one = fit([row for row in rows if row.family != family])
        values = np.array([row.features for row in rows])
        told[mine] = verdicts(rows, values @ np.array(one.weights), one)[mine]
    return told


def shipped() -> Fit:
    return Fit(
        tuple(weights.FEATURE_WEIGHTS[name] for name in FEATURES),
        weights.PARTIAL_FROM,
        weights.COVERED_FROM,
        weights.ACT_MISSING_UNDER,
        weights.ACT_SHARE,
    )


def rounded(one: Fit) -> Fit:
    return Fit(
        tuple(round(float(value), 2) for value in one.weights),
        round(float(one.partial_from), 2),
        round(float(one.covered_from), 2),
        one.act_under,
        one.act_share,
    )


def format_page(rows: Sequence[Sample], one: Fit) -> str:
    grades = np.array([row.grade for row in rows])
    values = np.array([row.features for row in rows])
    fitted = verdicts(rows, values @ np.array(one.weights), one)
    unseen = left_out(rows)
    values_of = "、".join(f"{name} {value:.2f}" for name, value in zip(FEATURES, one.weights, strict=True))
    lines = f"""# 权重

由 `make fit` 生成，不要手改。权重在 `src/wenjian/coverage/weights.py`；
这里是它们怎样得来、换一组没有见过的文件还剩多少。

特征：{values_of}。
得分 {one.partial_from:.2f} 起为部分落实，{one.covered_from:.2f} 起为落实；有数字没有写到的，或者有动作没有写到
（召回低于 {one.act_under}）且占任务 {one.act_share:.0%} 以上的，最多为部分落实。

程序所带的权重是拟合出来的；界线按变异测试定：拟合只看一致的程度，看不出删去一个动作、缩小对象的文稿。
“留出”一栏：每一组文件轮流留出，其余各组重新拟合，再判断这一组。

| 文件 | 判断 | kappa 程序所带 | kappa 留出 | gap_f1 程序所带 | gap_f1 留出 |
| --- | --- | --- | --- | --- | --- |
""".splitlines()
    groups = {"真实文件": [row.real for row in rows], "自拟文件": [not row.real for row in rows]}
    groups |= {
        family.removesuffix(".json"): [row.family == family for row in rows]
        for family in sorted({row.family for row in rows})
    }
    for name, chosen in groups.items():
        mine = np.array(chosen)
        figures = (
            *(kappa(grades[mine], told[mine]) for told in (fitted, unseen)),
            *(gap_f1(grades[mine], told[mine]) for told in (fitted, unseen)),
        )
        lines.append(f"| {name} | {int(mine.sum())} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the shipped weights differ")
    options = parser.parse_args()
    if not os.environ.get("WENJIAN_REAL"):
        print("WENJIAN_REAL 未设置：没有真实文件，无法拟合。")
        return 2
    real = Path(os.environ["WENJIAN_REAL"]).resolve()
    terms, rule = prepare_terms(load_library().thesaurus), evaluation(real)
    rows = [
        *samples(real / "gold", rule, terms, real=True),
        *samples(ROOT / "benchmarks" / "pairs", rule, terms, real=False),
    ]
    one = rounded(fit(rows))
    print(f"{len(rows)} 条判断；拟合得 {one}")
    if options.check:
        same = one.weights == shipped().weights
        print("权重与程序所带一致。" if same else f"程序所带的是 {shipped()}")
        return int(not same)
    PAGE.write_text(format_page(rows, shipped()), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
