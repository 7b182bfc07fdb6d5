"""Where the evidence says something else than the duty: figures by their meaning, force, scope, exceptions."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wenjian.coverage import weights
from wenjian.coverage.align import Ask, Scored
from wenjian.coverage.candidates import Passage, bigrams
from wenjian.coverage.terms import Terms
from wenjian.model.coverage import Deviation
from wenjian.model.directive import Duty, Measure
from wenjian.model.vocabulary import Comparator, DeviationKind, Direction, MeasureKind
from wenjian.text.measures import find_measures
from wenjian.text.normal import fold

_KIND = {
    MeasureKind.FREQUENCY: DeviationKind.FREQUENCY,
    MeasureKind.DEADLINE: DeviationKind.DEADLINE,
    MeasureKind.IMMEDIACY: DeviationKind.DEADLINE,
}
_TIMES = {
    MeasureKind.FREQUENCY: {MeasureKind.FREQUENCY},
    MeasureKind.DEADLINE: {MeasureKind.DEADLINE},
    MeasureKind.DURATION: {MeasureKind.DURATION, MeasureKind.DEADLINE},
}
"""Kinds of time that a plan adds, each with the kinds which, asked by the duty, make it no addition."""

_MORE_OFTEN = re.compile(r"(?:增加|加大|提高)[^，,。；;]{0,12}频次")
_LIST_LEAST = 2
_ITEM_MOST = 8
_CONTEXT = 10
"""Letters on each side of a figure that tell what it measures."""

_SOFTENERS = re.compile(
    r"原则上|鼓励|提倡|倡导|尽量|尽可能|视情|酌情|力争|有条件的|条件允许|可以|可根据|可视|可结合|可适当|一般"
)
_LIMIT_AFTER = re.compile(r"^(?:不超过|不得超过|不少于|不低于|不高于|控制在)")
_PERMITS = re.compile(
    r"鼓励|支持|提倡|倡导|引导|可以|可根据|可视|可结合|可适当|可探索|(?<![不许])可(?=[\u4e00-\u9fff])|探索"
)
_BINDS = re.compile(
    r"必须|务必|一律|严禁|坚决|不得|禁止|应当|须|应(?!急|对|用|检|收|治|救)|(?<![主重需必])要(?!求|点|素|件)"
)
_FORBIDS = re.compile(r"不得|严禁|禁止|杜绝|不许|不准|不再")
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
_ALLOWANCE = re.compile(r"补贴|补助|津贴|补偿|奖励|救助金|发放|待遇|生活费|标准")
_TRIGGER_AFTER = re.compile(r"^(?:以上|及以上|以下|以内|以外)?的(?!人员)?|^(?:以上|及以上)(?:须|应|要|需|必须)")
_UNIT_DAYS = {"小时": 1 / 24, "时": 1 / 24, "分钟": 1 / 1440, "日": 1, "天": 1, "工作日": 1, "周": 7, "星期": 7}
_UNIT_DAYS |= {"旬": 10, "月": 30, "个月": 30, "季度": 91, "学期": 182, "半年": 182, "学年": 365, "年": 365}
_PER = re.compile(r"/(\d*)(.+)$")


@dataclass(frozen=True)
class _Figure:
    """A measure with the words around it and the text it stands in."""

    measure: Measure
    before: str
    after: str
    text: str

    @property
    def context(self) -> frozenset[str]:
        return bigrams(fold(f"{self.before[-_CONTEXT:]}，{self.after[:_CONTEXT]}").lower())


def deviations_of(duty: Duty, ask: Ask, evidence: Sequence[Scored], terms: Terms) -> tuple[Deviation, ...]:
    """Every deviation of `evidence` from `duty`, figures first, each pair of texts once."""
    whole = [row for row in evidence if row.recall >= weights.WHOLE_FROM]
    passages = tuple(row.passage for row in whole[:1] or evidence)
    near = [row.passage for row in evidence if row.recall >= weights.FIGURES_FROM]
    told = [row.passage for row in evidence if row.recall >= weights.TOLD_FROM]
    found = (
        *_figures(duty, near),
        *_wordings(ask, passages),
        *_reservations(duty, told),
        *_dropped_items(ask, passages, near, terms),
        *_added_figures(duty, ask, passages, terms),
    )
    return tuple(dict.fromkeys(found))


# figures


def _figures(duty: Duty, passages: Sequence[Passage]) -> Iterator[Deviation]:
    asked = _located(duty.text, duty.measures)
    told = [figure for passage in passages for figure in _located(passage.text, passage.measures)]
    for figure in asked:
        others = [mine.measure for mine in asked if mine is not figure]
        rivals = [
            rival
            for rival in told
            if _comparable(figure.measure, rival.measure)
            and not any(_same_figure(rival.measure, mine) for mine in others)
        ]
        if not rivals or any(_same_figure(figure.measure, rival.measure) for rival in rivals):
            continue
        rival = max(rivals, key=lambda rival: len(rival.context & figure.context))
        direction = _direction(figure, rival, duty)
        if direction:
            yield _figure_deviation(figure.measure, rival.measure, direction)


def _located(text: str, measures: Sequence[Measure]) -> list[_Figure]:
    """Each measure with the words on both sides of its first place in `text`."""
    figures: list[_Figure] = []
    for measure in measures:
        start = text.find(measure.text)
        end = start + len(measure.text)
        figures.append(_Figure(measure, text[:start] if start >= 0 else "", text[end:] if start >= 0 else "", text))
    return figures


def _comparable(mine: Measure, other: Measure) -> bool:
    if mine.kind is not other.kind or not _size(mine) or not _size(other):
        return False
    if mine.kind in {MeasureKind.DURATION, MeasureKind.FREQUENCY, MeasureKind.DEADLINE, MeasureKind.SHARE}:
        return isinstance(_size(mine), str) == isinstance(_size(other), str)
    return mine.unit == other.unit


def _same_figure(mine: Measure, other: Measure) -> bool:
    if mine.kind is not other.kind or _size(mine) != _size(other):
        return False
    return {_bound(mine), _bound(other)} != {"upper", "lower"}


def _bound(measure: Measure) -> str:
    if measure.comparator in {Comparator.LESS, Comparator.AT_MOST}:
        return "upper"
    return "lower" if measure.comparator in {Comparator.MORE, Comparator.AT_LEAST} else ""


def _size(measure: Measure) -> float | str | None:
    """The magnitude of a measure on a common scale: days, times a year, or the plain value; a date stays text."""
    if measure.kind is MeasureKind.FREQUENCY:
        return times_a_year(measure)
    if measure.kind is MeasureKind.DEADLINE and "-" in measure.value:
        return measure.value
    try:
        value = float(measure.value)
    except ValueError:
        return None
    if measure.kind in {MeasureKind.DURATION, MeasureKind.DEADLINE} and measure.unit in _UNIT_DAYS:
        return value * _UNIT_DAYS[measure.unit]
    return value


def times_a_year(measure: Measure) -> float | None:
    """How often a frequency (value «2», unit «次/2周») happens in a year, None when unknown."""
    period = _PER.search(measure.unit)
    days = _UNIT_DAYS.get(period[2]) if period else None
    if not period or not days or not measure.value:
        return None
    return float(measure.value) * 365 / (days * int(period[1] or 1))


def _direction(mine: _Figure, other: _Figure, duty: Duty) -> Direction | None:
    asked, told = _size(mine.measure), _size(other.measure)
    kind = mine.measure.kind
    if isinstance(asked, str) and isinstance(told, str):
        return _dates(asked, told)
    if isinstance(asked, str) or isinstance(told, str) or asked is None or told is None:
        return Direction.CHANGED
    if asked == told:
        return Direction.CHANGED
    more = told > asked
    if _is_trigger(mine, duty):
        return Direction.WEAKER if more else Direction.STRICTER
    if kind is MeasureKind.MONEY and _ALLOWANCE.search(mine.text):
        return Direction.REFINED if more else Direction.WEAKER
    if kind is MeasureKind.DEADLINE:
        return Direction.WEAKER if more else Direction.REFINED
    if _bound(mine.measure) == "upper":
        return Direction.WEAKER if more else Direction.STRICTER
    if _bound(mine.measure) == "lower" or kind in {
        MeasureKind.DURATION,
        MeasureKind.FREQUENCY,
        MeasureKind.SHARE,
        MeasureKind.COUNT,
    }:
        return Direction.STRICTER if more else Direction.WEAKER
    return Direction.CHANGED


def _dates(asked: str, told: str) -> Direction | None:
    """A later date is below the parent's, an earlier one refines. Dates without a year compare with such only."""
    if len(asked) != len(told) or asked == told:
        return None
    return Direction.WEAKER if told > asked else Direction.REFINED


def _is_trigger(figure: _Figure, duty: Duty) -> bool:
    """Whether the figure says from when on a duty binds («30人以上的应当…»), not how much is to be done."""
    in_condition = bool(duty.condition) and figure.measure.text in duty.condition
    counted = figure.measure.kind in {MeasureKind.COUNT, MeasureKind.AREA, MeasureKind.MONEY, MeasureKind.SHARE}
    return counted and _bound(figure.measure) != "upper" and (in_condition or bool(_TRIGGER_AFTER.match(figure.after)))


def _figure_deviation(mine: Measure, other: Measure, direction: Direction) -> Deviation:
    kind = _KIND.get(mine.kind, DeviationKind.FIGURE)
    return Deviation(kind, direction, mine.text, other.text, _difference(mine, other))


def _difference(mine: Measure, other: Measure) -> str:
    if mine.unit != other.unit or mine.kind is MeasureKind.FREQUENCY:
        return ""
    try:
        gap = float(other.value) - float(mine.value)
    except ValueError:
        return ""
    return f"{'多' if gap > 0 else '少'}{abs(gap):g}{mine.unit}" if gap else ""


def _added_figures(duty: Duty, ask: Ask, passages: Sequence[Passage], terms: Terms) -> Iterator[Deviation]:
    """Times and rhythms that the evidence adds to what the duty asks: refinement, the very purpose of a plan.

    Only where the words beside the figure are words of the duty: a sentence may ask several things.
    """
    asked = {measure.kind for measure in (*duty.measures, *find_measures(duty.text))}
    for passage in passages:
        for measure in passage.measures:
            is_new = measure.kind in _TIMES and measure.value and not asked & _TIMES[measure.kind]
            if is_new and _share(ask, _clauses_at(passage.text, measure.text), terms) >= weights.BESIDE_LEAST:
                yield _added(_KIND.get(measure.kind, DeviationKind.DEADLINE), measure.text)
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
    if _FORBIDS.search(mine) and not _FORBIDS.search(other) and _PERMITS.search(other):
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


def _dropped_items(ask: Ask, passages: Sequence[Passage], near: Sequence[Passage], terms: Terms) -> Iterator[Deviation]:
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
