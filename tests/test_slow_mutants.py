"""A plan with one thing changed: how often does the check notice? The composed sample, mutated class by class.

What is changed and how stands in benchmarks/mutators.py; `make mutants` measures the same on more papers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache

import pytest
from mutants import FALSE_ALARMS_MOST, Tally, judged, pair_alarms, sample_spots, tally
from mutators import FORBIDS, MUTATORS, changed_figures, put, replaced

from wenjian.cli.materials import load_materials
from wenjian.compose import compose
from wenjian.library import load_job
from wenjian.model.coverage import DutyCoverage
from wenjian.model.directive import Directive
from wenjian.model.document import Document
from wenjian.model.locality import Locality
from wenjian.shipped import builtin
from wenjian.text.measures import locate_measures
from wenjian.text.walk import document_provisions

pytestmark = pytest.mark.slow

LEAST = {
    "数字改小": 0.95,
    "数字改大": 0.95,
    "只改正文的数字": 0.80,
    "去掉“不得”": 0.95,
    "“不得”改“可以”": 0.95,
    "“要”改“可以”": 0.85,
    "删去一句": 0.93,
    "对象改窄": 0.80,
}
"""Class of mutant → least share that the check must notice; a little below what was measured."""

RIGHT_LEAST = 0.93
"""Least share of the mutants of `make mutants` that must be reported with the right kind in the composed samples."""

TRIED = 12
"""Mutants of each kind that this test tries."""


@cache
def sample() -> tuple[Directive, Document, Locality]:
    """The sample directive, and the plan composed for 鲁山县."""
    path = builtin("samples") / "拟稿单/鲁山县.yaml"
    job, _ = load_job(path)
    materials, _ = load_materials(path, job, ())
    return materials.directives[0], compose(job, materials).papers[0].document, materials.locality


def answers(plan: Document) -> dict[str, DutyCoverage]:
    directive, _, locality = sample()
    return judged(directive, plan, locality)


def seen(plan: Document) -> object:
    """What a reviewer sees of each duty: verdict, settlement, deviations."""
    return [(duty.id, duty.verdict, duty.settlement, duty.deviations) for duty in answers(plan).values()]


@cache
def evidence() -> tuple[str, ...]:
    """The sentences of the plan on which the answers rest first: a change in another one may be none of the parent's
    business.
    """
    _, plan, _ = sample()
    used = {duty.evidence[0].text for duty in answers(plan).values() if duty.evidence}
    return tuple(dict.fromkeys(each.text for each in document_provisions(plan) if each.text in used and each.row < 0))


# the mutants of one sentence

OUGHT = re.compile(r"(?<=[构局位所员关室])要(?=[一-鿿])")
WIDE = re.compile(r"民政服务机构")


def figures(sentence: str, change: Callable[[Decimal], Decimal]) -> Iterator[str]:
    """The sentence with one measured figure changed."""
    for found in locate_measures(sentence):
        yield from (text for text, _ in changed_figures(sentence, found, change))


def each_match(pattern: re.Pattern[str], sentence: str, new: str) -> Iterator[str]:
    for match in pattern.finditer(sentence):
        yield put(sentence, match.start(), match.end(), new)


CLASSES: dict[str, Callable[[str], Iterator[str]]] = {
    "数字改小": lambda sentence: figures(sentence, lambda figure: figure // 2),
    "数字改大": lambda sentence: figures(sentence, lambda figure: figure * 2),
    "只改正文的数字": lambda sentence: figures(sentence, lambda figure: figure * 3),
    "去掉“不得”": lambda sentence: each_match(FORBIDS, sentence, ""),
    "“不得”改“可以”": lambda sentence: each_match(FORBIDS, sentence, "可以"),
    "“要”改“可以”": lambda sentence: each_match(OUGHT, sentence, "可以"),
    "删去一句": lambda sentence: iter([sentence[:0]]),
    "对象改窄": lambda sentence: each_match(WIDE, sentence, "养老机构"),
}


def test_the_check_notices_mutants() -> None:
    _, plan, _ = sample()
    whole = seen(plan)
    shares: dict[str, float] = {}
    lines: list[str] = []
    for name, mutants in CLASSES.items():
        tables = name != "只改正文的数字"
        made = [(sentence, mutant) for sentence in evidence() for mutant in mutants(sentence)]
        missed = [
            mutant or f"（删去）{sentence}"
            for sentence, mutant in made
            if seen(replaced(plan, sentence, mutant, tables=tables)) == whole
        ]
        shares[name] = 1 - len(missed) / len(made)
        lines += [f"{name}：{len(made)}处，发现{shares[name]:.2f}", *(f"    未发现：{one}" for one in missed)]
    failed = [name for name in CLASSES if shares[name] < LEAST[name]]
    assert not failed, "\n".join([f"发现的比例低于下限：{'、'.join(failed)}", *lines])


def test_the_check_names_mutants_rightly() -> None:
    missed: list[str] = []
    spots = list(sample_spots())
    total = sum((tally(kind, spots, TRIED, missed.append) for kind in MUTATORS), Tally())
    assert total.right >= RIGHT_LEAST * total.tried, "\n".join(missed)


def test_harmless_edits_are_passed_over() -> None:
    missed: list[str] = []
    counts = pair_alarms(missed.append).values()
    assert sum(wrong for _, wrong in counts) <= FALSE_ALARMS_MOST * sum(tried for tried, _ in counts), "\n".join(missed)
