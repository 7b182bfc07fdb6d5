"""A plan with one thing changed: how often does the check notice? The composed sample, mutated class by class."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from mutators import replaced

from wenjian.cli.compose import load_materials
from wenjian.compose import compose
from wenjian.coverage import check
from wenjian.library import builtin, load_job
from wenjian.model.coverage import Coverage
from wenjian.model.directive import Directive
from wenjian.model.document import Document
from wenjian.model.library import Thesaurus
from wenjian.model.locality import Locality
from wenjian.text.measures import find_measures
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


@cache
def sample() -> tuple[Directive, Document, Thesaurus, Locality]:
    """The sample directive, and the plan composed for 鲁山县."""
    path = builtin("samples") / "拟稿单/鲁山县.yaml"
    job, _ = load_job(path)
    materials, _ = load_materials(path, job, ())
    plan = compose(job, materials).papers[0].document
    return materials.directives[0], plan, materials.library.thesaurus, materials.locality


def judged(plan: Document) -> Coverage:
    directive, _, thesaurus, locality = sample()
    return check(directive, plan, thesaurus, locality=locality)


def answers(coverage: Coverage) -> object:
    """What a reviewer sees of each duty: verdict, settlement, deviations."""
    return [(duty.id, duty.verdict, duty.settlement, duty.deviations) for duty in coverage.duties]


@cache
def evidence() -> tuple[str, ...]:
    """The sentences of the plan on which the answers rest: a change in another one is none of the parent's business."""
    _, plan, _, _ = sample()
    used = {one.text for duty in judged(plan).duties for one in duty.evidence}
    return tuple(dict.fromkeys(each.text for each in document_provisions(plan) if each.text in used and each.row < 0))


# the mutants of one sentence

NUMERAL = re.compile(r"\d+|[一二三四五六七八九十两]+(?=[天次日人轮遍小])|半(?=年)")
EARLIEST_YEAR = 1900
OUGHT = re.compile(r"(?<=[构局位所员关室])要(?=[一-鿿])")
FORBIDS = re.compile(r"一律不得|不得|严禁|禁止")
WIDE = re.compile(r"民政服务机构")


def figures(sentence: str, change: Callable[[int], int]) -> Iterator[str]:
    """The sentence with one measured figure changed."""
    at = 0
    for measure in find_measures(sentence):
        start = sentence.find(measure.text, at)
        if start < 0:
            continue
        at = start + len(measure.text)
        for number in NUMERAL.finditer(measure.text):
            old = (
                int(number[0])
                if number[0].isdecimal()
                else "零一二三四五六七八九十".find(number[0].replace("两", "二"))
            )
            new = change(old)
            if 0 < old < EARLIEST_YEAR and new > 0 and new != old:
                yield sentence[: start + number.start()] + str(new) + sentence[start + number.end() :]


def each_match(pattern: re.Pattern[str], sentence: str, new: str) -> Iterator[str]:
    for match in pattern.finditer(sentence):
        yield sentence[: match.start()] + new + sentence[match.end() :]


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
    _, plan, _, _ = sample()
    whole = answers(judged(plan))
    shares: dict[str, float] = {}
    lines: list[str] = []
    for name, mutants in CLASSES.items():
        tables = name != "只改正文的数字"
        made = [(sentence, mutant) for sentence in evidence() for mutant in mutants(sentence)]
        missed = [
            mutant or f"（删去）{sentence}"
            for sentence, mutant in made
            if answers(judged(replaced(plan, sentence, mutant, tables=tables))) == whole
        ]
        shares[name] = 1 - len(missed) / len(made)
        lines += [f"{name}：{len(made)}处，发现{shares[name]:.2f}", *(f"    未发现：{one}" for one in missed)]
    failed = [name for name in CLASSES if shares[name] < LEAST[name]]
    assert not failed, "\n".join([f"发现的比例低于下限：{'、'.join(failed)}", *lines])
