"""The size of a measure on a common scale: which figures can answer each other, and which say the same."""

from __future__ import annotations

from decimal import Decimal

from wenjian.model.directive import Measure
from wenjian.model.vocabulary import Comparator, MeasureKind
from wenjian.text import patterns as re
from wenjian.text.normal import fold
from wenjian.text.numerals import parse_number

_MONTH = 365 / 12
_WORKDAY = 7 / 5
"""Days that pass with a working day, one with another."""
_UNIT_DAYS = {
    "小时": 1 / 24,
    "时": 1 / 24,
    "分钟": 1 / 1440,
    "半小时": 1 / 48,
    "日": 1,
    "天": 1,
    "自然日": 1,
    "工作日": _WORKDAY,
    "旬": 10,
}
_UNIT_DAYS |= {
    "周": 7,
    "星期": 7,
    "半月": _MONTH / 2,
    "月": _MONTH,
    "个月": _MONTH,
    "季度": 3 * _MONTH,
    "季": 3 * _MONTH,
    "学期": 182,
}
_UNIT_DAYS |= {"半年": 6 * _MONTH, "学年": 365, "年": 365, "晚": 1}
_PER = re.compile(r"/(\d*)(.+)$")
_DATE = re.compile(r"(?:\d{4}-)?\d{2}-\d{2}")
_CLOCK = re.compile(r"(\d{2}):(\d{2})")
_WITHOUT_YEAR = 5
"""Letters of a date «05-31»."""

_SCALES: dict[str, dict[str, float]] = {
    "length": {"公里": 1000, "千米": 1000, "米": 1, "厘米": 0.01, "毫米": 0.001},
    "area": {"平方公里": 1_000_000, "公顷": 10_000, "亩": 10_000 / 15, "平方米": 1},
    "mass": {"吨": 1000, "公斤": 1, "千克": 1, "克": 0.001},
    "volume": {"立方米": 1000, "升": 1, "毫升": 0.001},
    "share": {"%": 1, "‰": 0.1},
    "people": {"人": 1, "名": 1},
    "lessons": {"学时": 1, "课时": 1},
}
"""Units that measure the same, with their sizes."""
_SCALE_OF = {unit: (name, factor) for name, units in _SCALES.items() for unit, factor in units.items()}

_TIMES = frozenset({"期", "场", "场次", "遍", "轮", "回"})
"""Units for how often something is held."""

_RANGE = re.compile(
    r"[\d一二三四五六七八九十百]\D?(?:至|到|[-~—]{1,2})(\d+(?:\.\d+)?|[一二三四五六七八九十百]+)(?=[^\d月年日]|$)"
)

_OPENS = re.compile(
    r"(?<![\d月])(?:\d{4}\s?年\s?)?(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})\s?(?:月份?\s?(?:(?P<day>\d{1,2})\s?日)?)?"
    r"\s?(?:至|到|[-~—]{1,2})"
)
"""The first day of a span of days or months."""

_NEAR = 0.015
"""How far apart the sizes of different units may lie and be the same: a month is thirty days, a year twelve months."""


def bound(measure: Measure) -> str:
    """«upper», «lower» or «»."""
    if measure.comparator in {Comparator.LESS, Comparator.AT_MOST}:
        return "upper"
    return "lower" if measure.comparator in {Comparator.MORE, Comparator.AT_LEAST} else ""


def size(measure: Measure) -> float | str | None:
    """The magnitude of a measure on a common scale: days, times a year, the basic unit; a date stays text."""
    if measure.kind is MeasureKind.FREQUENCY:
        return times_a_year(measure)
    if measure.kind is MeasureKind.DEADLINE and "-" in measure.value:
        return measure.value
    if clock := _CLOCK.fullmatch(measure.value):
        return int(clock[1]) + int(clock[2]) / 60
    try:
        value = float(measure.value)
    except ValueError:
        return None
    if measure.kind in {MeasureKind.DURATION, MeasureKind.DEADLINE} and measure.unit in _UNIT_DAYS:
        return value * _UNIT_DAYS[measure.unit]
    unit, _, _ = measure.unit.partition("/")
    return value * _SCALE_OF[unit][1] if unit in _SCALE_OF else value


def times_a_year(measure: Measure) -> float | None:
    """How often a frequency (value «2», unit «次/2周») happens in a year, None when unknown."""
    period = _PER.search(measure.unit)
    days = _UNIT_DAYS.get(period[2]) if period else None
    every = int(period[1] or 1) if period else 0
    if not every or not days or not measure.value:
        return None
    return float(measure.value) * 365 / (days * every)


def family(measure: Measure) -> tuple[str, str]:
    """What figures must have in common to answer each other: rhythms, dates, days of the month and terms each for
    themselves whatever their units; sums for the same period, whether «每人» is said or not; the rest by what their
    unit measures.
    """
    if measure.kind is MeasureKind.FREQUENCY:
        return "rhythm", ""
    if measure.kind is MeasureKind.SHARE:
        return "share", ""
    if measure.kind is MeasureKind.DEADLINE and is_date(measure):
        return "date", ""
    if _CLOCK.fullmatch(measure.value):
        return "clock", ""
    if is_ahead(measure):
        return "ahead", ""
    if is_term(measure):
        return "term", ""
    if measure.kind is MeasureKind.DURATION:
        return "duration", ""
    if measure.kind is MeasureKind.MONEY:
        return "money", measure.unit.replace("/人", "")
    unit, _, per = measure.unit.partition("/")
    if per in _UNIT_DAYS:  # «每年……不少于3名», «每年至少帮扶3名»
        per = ""
    if unit in _TIMES:
        unit = "次"
    return (_SCALE_OF[unit][0], per) if unit in _SCALE_OF else (str(measure.kind), f"{unit}/{per}" if per else unit)


def is_date(measure: Measure) -> bool:
    """Whether a measure names a day."""
    return bool(_DATE.fullmatch(measure.value))


def is_before(measure: Measure, year: int) -> bool:
    """Whether a measure names a day of a year before `year`."""
    value = measure.value
    return is_date(measure) and len(value) > _WITHOUT_YEAR and int(value[: -_WITHOUT_YEAR - 1]) < year


def is_ahead(measure: Measure) -> bool:
    """Whether a measure says how long before an event something must be done («提前7日»)."""
    return measure.kind is MeasureKind.DEADLINE and measure.unit in _UNIT_DAYS and bound(measure) == "lower"


def is_term(measure: Measure) -> bool:
    """Whether a measure says within what time something must be done («5个工作日内», «不超过65个工作日»)."""
    if measure.unit not in _UNIT_DAYS:
        return False
    return measure.kind is MeasureKind.DEADLINE or (measure.kind is MeasureKind.DURATION and bound(measure) == "upper")


def comparable(mine: Measure, other: Measure) -> bool:
    """Whether two figures answer each other. A bare time («7天») answers a term and a least duration alike; a day from
    which on something holds does not answer one until which something is to be done.
    """
    if not size(mine) or not size(other):
        return False
    if is_date(mine) and is_date(other) and {bound(mine), bound(other)} == {"upper", "lower"}:
        return False
    if mine.kind is other.kind is MeasureKind.DURATION:
        return True
    return family(mine) == family(other)


def same_size(mine: Measure, other: Measure) -> bool:
    """Whether two comparable figures are as large, units apart; a date without a year is that of the year in
    question.
    """
    one, two = like_dates(size(mine), size(other))
    if isinstance(one, float) and isinstance(two, float) and mine.unit != other.unit:
        return abs(one - two) <= _NEAR * max(one, two)
    return one == two


def same_figure(mine: Measure, other: Measure) -> bool:
    """Whether two figures say the same, both ends of a range."""
    if not comparable(mine, other) or {bound(mine), bound(other)} == {"upper", "lower"}:
        return False
    ends = {end for end in (_upper_end(mine), _upper_end(other)) if end is not None}
    openings = {day for day in (opening(mine), opening(other)) if day is not None}
    return same_size(mine, other) and len(ends) < 2 and len(openings) < 2


def opening(measure: Measure) -> tuple[int, int] | None:
    """Month and day on which a span of days or months begins («7月至10月»); None where the measure is none."""
    match = _OPENS.search(fold(measure.text)) if is_date(measure) else None
    month = parse_number(match["month"]) if match else None
    return (int(month), int(match["day"] or 1)) if match and month is not None else None


def _upper_end(measure: Measure) -> Decimal | None:
    """The upper end of a range («4至12周»)."""
    match = _RANGE.search(fold(measure.text))
    return parse_number(match[1]) if match else None


def like_dates(mine: float | str | None, other: float | str | None) -> tuple[float | str | None, float | str | None]:
    """Both sizes, dates without their years where one has none."""
    if isinstance(mine, str) and isinstance(other, str) and len(mine) != len(other):
        return mine[-_WITHOUT_YEAR:], other[-_WITHOUT_YEAR:]
    return mine, other
