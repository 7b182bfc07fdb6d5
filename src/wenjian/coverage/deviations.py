"""Where the evidence says something else than the duty: figures by their meaning, force, scope, exceptions."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from wenjian.coverage import weights
from wenjian.coverage.align import Alignment, Ask, Scored
from wenjian.coverage.candidates import Passage, bigrams
from wenjian.coverage.figures import KIND, figure_deviations
from wenjian.coverage.terms import Terms
from wenjian.model.coverage import Deviation
from wenjian.model.directive import Duty
from wenjian.model.vocabulary import DeviationKind, Direction, MeasureKind
from wenjian.text.measures import find_measures

_TIMES = {
    MeasureKind.FREQUENCY: {MeasureKind.FREQUENCY},
    MeasureKind.DEADLINE: {MeasureKind.DEADLINE},
    MeasureKind.DURATION: {MeasureKind.DURATION, MeasureKind.DEADLINE},
}
"""Kinds of time that a plan adds, each with the kinds which, asked by the duty, make it no addition."""

_MORE_OFTEN = re.compile(r"(?:增加|加大|提高)[^，,。；;]{0,12}频次")
_VAGUE = re.compile(r"较低|较高|较大|较小|适当|适量|一定|若干|定期|不定期|尽快|合理|必要的")
_EXACT = re.compile(
    r"(?:不超过|不少于|不低于|不高于|至少|最多|每)?[0-9一二三四五六七八九十百]{1,4}(?:层|楼|米|厘米|公里|人|名|次|天|日|小时|分钟|个|元|度|%)"
    r"(?:及以下|及以上|以下|以上|以内)?"
)
_LIST_LEAST = 2
_ITEM_MOST = 8
_SOFTENERS = re.compile(
    r"原则上|鼓励|提倡|倡导|尽量|尽可能|视情|酌情|力争|有条件的|条件允许|可以|可根据|可视|可结合|可适当|一般"
)
_LIMIT_AFTER = re.compile(
    r"^(?:(?:最[长高多大少低短]|应当?|要)?(?:不(?:得|能|应|可)?(?:超过|高于|多于|大于|长于|少于|低于|短于|晚于|迟于)|[控限]制在)|至少|最多)"
)
_PERMITS = re.compile(
    r"鼓励|支持|提倡|倡导|引导|可以|可根据|可视|可结合|可适当|可探索|(?<![不许])可(?=[\u4e00-\u9fff])|探索"
)
_BINDS = re.compile(
    r"必须|务必|一律|严禁|坚决|不得|禁止|应当|须|应(?!急|对|用|检|收|治|救)|(?<![主重需必])要(?!求|点|素|件)"
)
_FORBIDS = re.compile(r"不得|严禁|禁止|杜绝|不许|不准|不再")
_NEGATES = re.compile(
    r"[不未无勿禁非]|杜绝|防止|避免|防范|严防|制止|停止|暂停|中止|取消|拒绝|拒收|打击|整治|查处|取缔|清理|关停|零(?:容忍|发生)"
)
"""Words by which a sentence keeps something from being done."""

_WHOLE = re.compile(r"全员|全体|全部|所有|一律|全覆盖|逐一|逐人|逐户|各类|每[一个名家户]")
_PART_OF = re.compile(r"部分|重点人员|抽检|抽查|抽样|试点|有条件的|重点人群")
_EXCEPTIONS = re.compile(
    r"[^，。；,;]{0,16}(?:除外|以外的(?=[，,。])|可不受[^，。；,;]{0,8})|特殊情况[^，。；,;]{0,12}"
)
_WITH_LEAVE = re.compile(
    r"未经[^，。；,;]{0,16}(?:不得|不准|严禁|禁止)|经[^，。；,;]{1,16}(?:批准|同意|审批)(?:后|的)?，?(?:可|方可)"
)
_PROVISOS = re.compile(r"(?:条件(?:成熟|允许|具备)|有条件|资金允许|财力允许|情况允许)[^，,。；;]{0,12}")
_CASES = re.compile(r"(?:^|[，,；;])(?:如有|如出现|如发现|一旦|若)[^，,。；;]{0,24}")


def deviations_of(duty: Duty, ask: Ask, evidence: Sequence[Scored], terms: Terms) -> tuple[Deviation, ...]:
    """Every deviation of `evidence` from `duty`, figures first, each pair of texts once."""
    whole = [row for row in evidence if row.recall >= weights.WHOLE_FROM]
    said = whole[:1] or evidence
    passages = tuple(row.passage for row in said)
    near = [row.passage for row in evidence if row.recall >= weights.FIGURES_FROM]
    told = [row.passage for row in evidence if row.recall >= weights.TOLD_FROM]
    found = (
        *figure_deviations(duty, ask, evidence, terms),
        *_wordings(ask, passages),
        *_reservations(duty, told),
        *dropped_items(ask, passages, near, terms),
        *_added_figures(duty, ask, [row for row in said if _is_own(row)], terms),
    )
    return tuple(dict.fromkeys(found))


def check_restated(duty: Duty, alignment: Alignment, terms: Terms) -> tuple[Deviation, ...]:
    """Figures that one passage gives otherwise although another gives them right: a plan and its task table that
    disagree. Only passages that say this duty over again, and no other better, are held to it.
    """
    again = [row for row in alignment.ranked if row.recall >= weights.RESTATED_FROM and row.claim >= 1]
    return tuple(
        replace(one, where=row.passage.provision.where if row.passage.provision else "")
        for row in again
        for one in figure_deviations(duty, alignment.ask, [row], terms)
        if one.direction is not Direction.REFINED
    )


# figures that the paper adds


def _is_own(row: Scored) -> bool:
    return row.claim >= weights.CLAIMED_FROM and row.recall >= weights.OWN_LEAST


def _added_figures(duty: Duty, ask: Ask, rows: Sequence[Scored], terms: Terms) -> Iterator[Deviation]:
    """Times and rhythms that the evidence adds to what the duty asks: refinement, the very purpose of a plan.

    Only from passages that are more like this duty than like another, and where the words beside the figure are words
    of the duty, some at least where the passage carries much of it: a sentence may ask several things.
    """
    asked = {measure.kind for measure in (*duty.measures, *find_measures(duty.text))}
    for row in rows:
        passage = row.passage
        least = weights.BESIDE_LEAST if row.recall < weights.MUCH_FROM else weights.BESIDE_SOME
        for measure in passage.measures:
            is_new = measure.kind in _TIMES and measure.value and not asked & _TIMES[measure.kind]
            if is_new and _share(ask, _clauses_at(passage.text, measure.text), terms) >= least:
                yield _added(KIND.get(measure.kind, DeviationKind.DEADLINE), measure.text)
        more = _MORE_OFTEN.search(passage.text)
        if more and _share(ask, passage.text, terms) >= weights.COMPARED_FROM / 2:
            yield _added(DeviationKind.FREQUENCY, more[0])


def _added(kind: DeviationKind, words: str) -> Deviation:
    return Deviation(kind, Direction.REFINED, "", words, f"本文比上级多写“{words}”")


def _share(ask: Ask, words: str, terms: Terms) -> float:
    """The weighted share of the duty that `words` carry."""
    grams = bigrams(terms.fold(words))
    return math.fsum(weight for gram, weight in ask.weight.items() if gram in grams) / (ask.total or 1.0)


def _clauses_at(text: str, words: str) -> str:
    """The clause in which `words` stand, with the next one where it is no more than a date."""
    clauses = re.split(r"(?<=[，,；;。])", text)
    for index, clause in enumerate(clauses):
        if words in clause:
            short = len(clause) <= len(words) + 4
            return clause + (clauses[index + 1] if short and index + 1 < len(clauses) else "")
    return ""


# wording


def _wordings(ask: Ask, passages: Sequence[Passage]) -> Iterator[Deviation]:
    for mine, other in _paired_parts(ask, passages):
        yield from _compare_force(mine, other)
        yield from _compare_scope(mine, other)
        yield from _compare_exactness(mine, other)


def _paired_parts(
    ask: Ask, passages: Sequence[Passage], least: float = weights.COMPARED_FROM
) -> Iterator[tuple[str, str]]:
    """Each part of the duty with the part of the evidence most like it, where they are alike enough to compare."""
    pieces = [piece for passage in passages for piece in passage.pieces]
    for part in ask.parts:
        best = max(pieces, key=lambda piece: _alike(part.grams, piece[1]), default=None)
        if best and _alike(part.grams, best[1]) >= least:
            yield part.text, best[0]


def _alike(mine: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(mine & other) / (len(mine) + len(other)) if mine or other else 0.0


def _compare_force(mine: str, other: str) -> Iterator[Deviation]:
    soft, soft_before = _softener(other), _softener(mine)
    if soft and not soft_before and not _PERMITS.search(mine):
        yield Deviation(DeviationKind.MODALITY, Direction.WEAKER, mine, other, f"本文写“{soft}”，上级没有")
    elif soft_before == "原则上" and not soft:
        yield Deviation(DeviationKind.MODALITY, Direction.STRICTER, mine, other, "上级写“原则上”，本文没有")
    elif _PERMITS.search(mine) and not _PERMITS.search(other) and _BINDS.search(other):
        yield Deviation(DeviationKind.MODALITY, Direction.STRICTER, mine, other, "上级为鼓励或可以，本文为必须")
    allowed = _PERMITS.search(other) or not _NEGATES.search(other)
    if _FORBIDS.search(mine) and not _FORBIDS.search(other) and allowed:
        yield Deviation(DeviationKind.NEGATION, Direction.WEAKER, mine, other, "上级禁止，本文没有禁止")


def _softener(text: str) -> str:
    """The softening word of a part; «原则上不超过» is a limit, not a softener."""
    for match in _SOFTENERS.finditer(text):
        if not _LIMIT_AFTER.match(text[match.end() :]):
            return match[0]
    return ""


def _compare_scope(mine: str, other: str) -> Iterator[Deviation]:
    whole, part = _WHOLE.search(mine), _PART_OF.search(other)
    if whole and part and not _WHOLE.search(other) and not _PART_OF.search(mine):
        yield Deviation(DeviationKind.SCOPE, Direction.WEAKER, whole[0], part[0], "本文范围小于上级")


def _compare_exactness(mine: str, other: str) -> Iterator[Deviation]:
    """A figure where the duty has a vague word («较低楼层» → «三层及以下»): refinement."""
    vague, exact = _VAGUE.search(mine), _EXACT.search(other)
    if vague and exact and vague[0] not in other and not _EXACT.search(mine):
        note = f"上级写“{vague[0]}”，本文明确为“{exact[0]}”"
        yield Deviation(DeviationKind.FIGURE, Direction.REFINED, vague[0], exact[0], note)


def _reservations(duty: Duty, passages: Sequence[Passage]) -> Iterator[Deviation]:
    """Exceptions, leave and preconditions that the evidence adds anywhere in its sentence."""
    for passage in passages:
        exception = _EXCEPTIONS.search(passage.text)
        if exception and not _EXCEPTIONS.search(duty.text):
            yield Deviation(DeviationKind.EXCEPTION, Direction.WEAKER, duty.text, exception[0], "本文增设例外")
        leave = _WITH_LEAVE.search(passage.text)
        if leave and _FORBIDS.search(duty.text) and not _WITH_LEAVE.search(duty.text):
            yield Deviation(DeviationKind.EXCEPTION, Direction.WEAKER, duty.text, leave[0], "本文增设批准的例外")
        condition = _PROVISOS.search(passage.text) or (not duty.condition and _CASES.search(passage.text)) or None
        if condition and not _PROVISOS.search(duty.text) and not _CASES.search(duty.text):
            words = condition[0].strip("，,；;")
            yield Deviation(DeviationKind.CONDITION, Direction.WEAKER, duty.text, words, "本文增设前提")


def dropped_items(ask: Ask, passages: Sequence[Passage], near: Sequence[Passage], terms: Terms) -> Iterator[Deviation]:
    """Items of a list («A、B和C») that a clause otherwise alike leaves out and no near passage names."""
    told = frozenset(gram for passage in near for gram in passage.grams)
    for part, other in _paired_parts(ask, passages, weights.LIST_FROM):
        items = _items(part)
        if len(items) < _LIST_LEAST:
            continue
        grams = [(item, bigrams(terms.fold(item))) for item in items]
        gone = [item for item, own in grams if own and len(own & told) / len(own) < weights.ITEM_GONE_UNDER]
        if gone and len(gone) < len(items):
            yield Deviation(DeviationKind.SCOPE, Direction.WEAKER, "、".join(gone), other, f"未写“{'、'.join(gone)}”")


def _items(part: str) -> list[str]:
    """The items of the list in a clause, its head and tail cut off with the first and the last."""
    listed = part.partition("等")[0]
    if "、" not in listed:
        return []
    return [item for item in re.split(r"以及|[、和及与或]", listed) if 2 <= len(item) <= _ITEM_MOST]
