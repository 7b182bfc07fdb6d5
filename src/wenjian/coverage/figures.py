"""Figures of a duty beside those of the paper: which answer each other, and what a difference means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from wenjian.coverage import weights
from wenjian.coverage.align import Ask, Scored
from wenjian.coverage.candidates import bigrams, split_parts
from wenjian.coverage.terms import Terms
from wenjian.model.coverage import Deviation
from wenjian.model.directive import Duty, Measure
from wenjian.model.vocabulary import Comparator, DeviationKind, Direction, MeasureKind
from wenjian.text.normal import fold

KIND = {
    MeasureKind.FREQUENCY: DeviationKind.FREQUENCY,
    MeasureKind.DEADLINE: DeviationKind.DEADLINE,
    MeasureKind.IMMEDIACY: DeviationKind.DEADLINE,
}
"""The kind of deviation that a kind of figure gives, where it is not a plain figure."""

_CONTEXT = 10
"""Letters on each side of a figure that tell what it measures."""

_COUNTED_WORD = 6
"""Letters after a count that name what is counted."""

_COUNTED = frozenset({MeasureKind.COUNT, MeasureKind.AREA, MeasureKind.MONEY, MeasureKind.SHARE})
_MORE_IS_STRICTER = frozenset({MeasureKind.DURATION, MeasureKind.FREQUENCY, MeasureKind.SHARE, MeasureKind.COUNT})
_ALLOWANCE = re.compile(r"补贴|补助|津贴|补偿|奖励|救助金|发放|待遇|生活费|标准")
_TRIGGER_AFTER = re.compile(r"^(?:以上|及以上|以下|以内|以外)?的(?!人员)?|^(?:以上|及以上)(?:须|应|要|需|必须)")
_GIVEN_AFTER = re.compile(r"^(?:及?以上)?的?(?:补|津贴|奖|标准|救助|生活费|资金|待遇)")
"""What follows a sum that is given, not one from which on something is due."""

_UNIT_DAYS = {"小时": 1 / 24, "时": 1 / 24, "分钟": 1 / 1440, "日": 1, "天": 1, "工作日": 1, "周": 7, "星期": 7}
_UNIT_DAYS |= {"旬": 10, "月": 30, "个月": 30, "季度": 91, "学期": 182, "半年": 182, "学年": 365, "年": 365}
_PER = re.compile(r"/(\d*)(.+)$")
_DATE = re.compile(r"(?:\d{4}-)?\d{2}-\d{2}")
_WITHOUT_YEAR = 5
"""Letters of a date «05-31»."""


@dataclass(frozen=True)
class Figure:
    """A measure with the words around it, the clause it stands in, and the whole text."""

    measure: Measure
    before: str
    after: str
    clause: str
    text: str

    @cached_property
    def context(self) -> frozenset[str]:
        return _near(f"{self.before[-_CONTEXT:]}，{self.after[:_CONTEXT]}")

    def overlap(self, other: Figure) -> int:
        """How many bigrams beside the two figures agree; those after them, which name the act, count for three."""
        behind = _near(self.after[:_CONTEXT]) & _near(other.after[:_CONTEXT])
        return len(self.context & other.context) + 2 * len(behind)


@dataclass(frozen=True)
class _Rival:
    """A figure of the paper that answers one of the duty, and how much of the duty's clause its passage carries."""

    figure: Figure
    share: float


# which figures answer each other


def family(measure: Measure) -> tuple[str, str]:
    """What figures must have in common to answer each other: rhythms, dates, days of the month and terms each for
    themselves whatever their units; sums for the same period, whether «每人» is said or not; the rest by their unit.
    """
    if measure.kind is MeasureKind.FREQUENCY:
        return "rhythm", ""
    if measure.kind is MeasureKind.SHARE:
        return "share", ""
    if measure.kind is MeasureKind.DEADLINE and _DATE.fullmatch(measure.value):
        return "date", ""
    if _is_term(measure):
        return "term", ""
    if measure.kind is MeasureKind.DURATION:
        return "duration", ""
    if measure.kind is MeasureKind.MONEY:
        return "money", measure.unit.replace("/人", "")
    return str(measure.kind), measure.unit


def _is_term(measure: Measure) -> bool:
    """Whether a measure says within what time something must be done («5个工作日内», «不超过65个工作日»)."""
    if measure.unit not in _UNIT_DAYS:
        return False
    return measure.kind is MeasureKind.DEADLINE or (measure.kind is MeasureKind.DURATION and bound(measure) == "upper")


def comparable(mine: Measure, other: Measure) -> bool:
    """Whether two figures answer each other. A bare time («7天») answers a term and a least duration alike."""
    if not size(mine) or not size(other):
        return False
    if mine.kind is other.kind is MeasureKind.DURATION:
        return True
    return family(mine) == family(other)


def same_figure(mine: Measure, other: Measure) -> bool:
    """Whether two figures say the same, units apart; a date without a year is that of the year in question."""
    if not comparable(mine, other):
        return False
    one, two = _like_dates(size(mine), size(other))
    return one == two and {bound(mine), bound(other)} != {"upper", "lower"}


def bound(measure: Measure) -> str:
    if measure.comparator in {Comparator.LESS, Comparator.AT_MOST}:
        return "upper"
    return "lower" if measure.comparator in {Comparator.MORE, Comparator.AT_LEAST} else ""


def size(measure: Measure) -> float | str | None:
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


def _like_dates(mine: float | str | None, other: float | str | None) -> tuple[float | str | None, float | str | None]:
    """Both sizes, dates without their years where one has none."""
    if isinstance(mine, str) and isinstance(other, str) and len(mine) != len(other):
        return mine[-_WITHOUT_YEAR:], other[-_WITHOUT_YEAR:]
    return mine, other


# differences


def figure_deviations(duty: Duty, ask: Ask, evidence: Sequence[Scored], terms: Terms) -> Iterator[Deviation]:
    """The figures of the duty that the paper gives otherwise, each beside the figure that answers it best.

    A passage is heard where it carries enough of the duty, or of the clause in which the figure stands.
    """
    asked = located(duty.text, duty.measures)
    told = [_rivals(figure, ask, evidence, terms) for figure in asked]
    unsaid = [
        (figure, rivals)
        for figure, rivals in zip(asked, told, strict=True)
        if not any(same_figure(figure.measure, rival.figure.measure) for rival in rivals)
    ]
    for figure, rivals in unsaid:
        others = [mine for mine, _ in unsaid if mine is not figure]
        free = [rival for rival in rivals if not _belongs_elsewhere(rival.figure, figure, asked, others)]
        if not free:
            continue
        best = max(free, key=lambda rival: (rival.share, figure.overlap(rival.figure)))
        direction = _direction(figure, best.figure, duty)
        if direction:
            kind = KIND.get(figure.measure.kind, DeviationKind.FIGURE)
            other = best.figure.measure
            yield Deviation(kind, direction, figure.measure.text, other.text, _difference(figure.measure, other))


def _belongs_elsewhere(rival: Figure, figure: Figure, asked: Sequence[Figure], unsaid: Sequence[Figure]) -> bool:
    """Whether `rival` is another figure of the duty, or answers another that the paper does not say («办结») better."""
    if any(same_figure(rival.measure, mine.measure) for mine in asked if mine is not figure):
        return True
    mine = figure.overlap(rival)
    return any(comparable(other.measure, rival.measure) and other.overlap(rival) > mine for other in unsaid)


def _rivals(figure: Figure, ask: Ask, evidence: Sequence[Scored], terms: Terms) -> list[_Rival]:
    clause = bigrams(terms.fold(figure.clause.replace(figure.measure.text, "，"))) & ask.weight.keys()
    whole = sum(ask.weight[gram] for gram in sorted(clause)) or 1.0
    rivals: list[_Rival] = []
    for row in (row for row in evidence if row.claim >= weights.FIGURE_CLAIM):
        share = sum(ask.weight[gram] for gram in sorted(clause & row.carried)) / whole
        least = weights.DATE_BESIDE if clause and family(figure.measure)[0] == "date" else 0.0
        if max(row.recall, share) < weights.FIGURES_FROM or share < least:
            continue
        rivals.extend(
            _Rival(other, round(share, 6))
            for other in located(row.passage.text, row.passage.measures)
            if comparable(figure.measure, other.measure) and _same_thing(figure, other)
        )
    return rivals


def _same_thing(mine: Figure, other: Figure) -> bool:
    """Whether two counts count the same: «12个乡镇» is no answer to «每个乡镇至少1个食堂»."""
    if mine.measure.kind is not MeasureKind.COUNT:
        return True
    return bool(_near(mine.before[-_CONTEXT:]) & _near(other.before[-_CONTEXT:])) or bool(
        _near(mine.after[:_COUNTED_WORD]) & _near(other.after[:_COUNTED_WORD])
    )


def _near(words: str) -> frozenset[str]:
    return bigrams(fold(words).lower())


def located(text: str, measures: Sequence[Measure]) -> list[Figure]:
    """Each measure with the words on both sides of its first place in `text`."""
    clauses = split_parts(text)
    figures: list[Figure] = []
    for measure in measures:
        start = text.find(measure.text)
        end = start + len(measure.text)
        clause = next((clause for clause in clauses if measure.text in clause), text)
        before, after = (text[:start], text[end:]) if start >= 0 else ("", "")
        figures.append(Figure(measure, before, after, clause, text))
    return figures


def _direction(mine: Figure, other: Figure, duty: Duty) -> Direction | None:
    asked, told = _like_dates(size(mine.measure), size(other.measure))
    if isinstance(asked, str) and isinstance(told, str):
        return Direction.WEAKER if told > asked else Direction.REFINED
    if isinstance(asked, str) or isinstance(told, str) or asked is None or told is None or asked == told:
        return Direction.CHANGED
    return _of_amount(mine, duty, more=told > asked)


def _of_amount(mine: Figure, duty: Duty, *, more: bool) -> Direction:
    """What a larger (`more`) or smaller amount means: trigger, allowance, term, upper or lower limit."""
    kind = mine.measure.kind
    if _is_trigger(mine, duty):
        return Direction.WEAKER if more else Direction.STRICTER
    if kind is MeasureKind.MONEY and _ALLOWANCE.search(mine.text):
        return Direction.REFINED if more else Direction.WEAKER
    if kind is MeasureKind.DEADLINE:
        return Direction.WEAKER if more else Direction.REFINED
    if bound(mine.measure) == "upper":
        return Direction.WEAKER if more else Direction.STRICTER
    if bound(mine.measure) == "lower" or kind in _MORE_IS_STRICTER:
        return Direction.STRICTER if more else Direction.WEAKER
    return Direction.CHANGED


def _is_trigger(figure: Figure, duty: Duty) -> bool:
    """Whether the figure says from when on a duty binds («30人以上的应当…»), not how much is to be done."""
    if figure.measure.kind not in _COUNTED or bound(figure.measure) == "upper":
        return False
    in_condition = bool(duty.condition) and figure.measure.text in duty.condition
    return in_condition or bool(_TRIGGER_AFTER.match(figure.after) and not _GIVEN_AFTER.match(figure.after))


def _difference(mine: Measure, other: Measure) -> str:
    if mine.unit != other.unit or mine.kind is MeasureKind.FREQUENCY:
        return ""
    try:
        gap = float(other.value) - float(mine.value)
    except ValueError:
        return ""
    return f"{'多' if gap > 0 else '少'}{abs(gap):g}{mine.unit}" if gap else ""


# figures that are not there


def unanswered(asked: Sequence[Figure], told: Sequence[Figure]) -> tuple[Measure, ...]:
    """The measures of `asked` that no figure of `told` answers; one figure answers one («1日内响应、5日内办结» is not
    answered by «7日内办结» alone). Figures said alike go first, then those with the most words beside them in common.
    """
    free = list(told)
    distinct: list[Figure] = []
    for figure in asked:
        if not any(same_figure(figure.measure, other.measure) for other in distinct):
            distinct.append(figure)
    unsaid = [figure for figure in distinct if not _take(free, figure, same_figure)]
    nearest_first = sorted(unsaid, key=lambda figure: -max((figure.overlap(other) for other in free), default=0))
    lacking = [figure for figure in nearest_first if not _take(free, figure, comparable)]
    return tuple(figure.measure for figure in unsaid if figure in lacking)


def _take(free: list[Figure], figure: Figure, answers: Callable[[Measure, Measure], bool]) -> bool:
    """Take the figure that answers `figure` best out of `free`, with those that say the same."""
    fitting = [other for other in free if answers(figure.measure, other.measure)]
    if not fitting:
        return False
    found = max(fitting, key=figure.overlap)
    free[:] = [one for one in free if one is not found and not same_figure(found.measure, one.measure)]
    return True
