"""What the measures share: how a number is written, how a bound is set, and the shape of a reading."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from wenjian.model.vocabulary import Comparator, MeasureKind
from wenjian.text.cue import Cue, first_letters
from wenjian.text.numerals import NUMERAL_CHARACTERS, format_number, parse_number

Answer = tuple[MeasureKind, str, str, Comparator]
"""Kind, value, unit and bound of a measure."""


class Reading(NamedTuple):
    """One kind of wording: its pattern, how a match is read (None: it is no measure after all), and of which characters
    a text that holds one needs at least one: anywhere (`needed`), or right after a figure (`after_figure`: its unit).
    """

    pattern: Cue
    read: Callable[[re.Match[str]], Answer | None]
    needed: frozenset[str] = frozenset()
    after_figure: frozenset[str] = frozenset()


AFTER_FIGURE = re.compile(rf"[0-9半{NUMERAL_CHARACTERS}](?=\s?([^0-9半{NUMERAL_CHARACTERS}\s]))")
"""A figure and what stands after it."""
HAN = f"[{NUMERAL_CHARACTERS}]"
ARABIC = r"(?<![\d.A-Za-z])(?:\d+(?:\.\d+)?亿(?=\d))?\d+(?:,\d{3})*(?:\.\d+)?\s?[万亿千百]{0,2}"
NUMBER = rf"(?:{ARABIC}|{HAN}{{1,7}}|半(?=个?小时|天|年|个月))"
RANGE = rf"(?:(?P<low>{NUMBER})\s?[天日周年月名个人次元米家所]?(?:至|到|[-~－—]{{1,2}}))?"

LOWER = (
    r"达到或者?超过|(?:不得|不能|不应|不可|不)(?:再)?(?:少于|低于|小于|短于|窄于|薄于)|至少(?:达到|要)?|最少|最低|最短|大于等于|达到|力争达到|满|已满|提前|[≥≧⩾]|>="
    r"|最低[\u4e00-\u9fff]{0,6}?为(?:人民币)?|(?:提高|提升|增加|增长|扩大|延长|上调)(?:到|至|为)"
)
UPPER = (
    r"(?:原则上)?(?:一般|(?<=[户人家个名])最[高多])?(?:一律)?(?:不得|不能|不应|不可|不)(?:再)?(?:超过|高于|多于|大于|长于|宽于|厚于|超出|晚于|迟于)"
    r"|至多|最多|最高|最长|最高[\u4e00-\u9fff]{0,6}?为(?:人民币)?|最迟在?|最晚在?|小于等于|控制在|限(?=\d)|[≤≦⩽]|<="
    r"|(?:压缩|压减|缩短|缩减|减少|降低?|下降|下调|精简)(?:到|至|为)"
)
_UNDENIED = "(?<!不)(?<!不得)(?<!不能)(?<!不应)(?<!不可)(?<!不再)(?<!不得再)"
OVER = rf"{_UNDENIED}(?:超过|多于|大于|高于|超出|突破|逾|>)"
UNDER = rf"{_UNDENIED}(?:少于|低于|小于|<)|不足|未满|不满|不到"
ONLY = r"只能|只|仅"
TIMES = r"次|遍|轮|回|场次?|期"
"""Units in which it is counted how often something is done."""
COMPARE = rf"(?:(?P<lower>{LOWER})|(?P<upper>{UPPER})|(?P<over>{OVER})|(?P<under>{UNDER}))\s?"
AFTER = (
    r"\s?(?:(?P<above>(?:及|\(含\)|含)?以上|起)"
    r"|(?P<below>(?:及|\(含\)|含)?以下|范围(?:以|之)?内|以内|之内|内(?![部外设容]))|左右)"
)
BOUND = Cue(COMPARE)


def begins(units: str) -> frozenset[str]:
    """The characters with which the units of a pattern can begin."""
    return frozenset(letter.removeprefix("\\") for letter in first_letters(units))


_PER_WHOM = "人|户|百户|千人|万人|床|张床位|名|个|家|所|例|村|次|生|班|餐次?|处|站|栋|层|亩|公里|平方米|吨|头|只|株"
PER = rf"(?:每(?:{_PER_WHOM})|(?:人|户|生|亩|床)均)(?:每(?:年|月|天|日|次|餐|学期|学年|季度))?|每(?:年|月|天|日|学期)"
"""Whom or what a figure is counted for («每人每月», «户均»)."""
_PER_PART = re.compile(rf"每((?:[百千万]?(?:{_PER_WHOM}))|[年月天日]|学期|学年|季度)|([人户生亩床])均")


def per(words: str | None) -> str:
    """«/人/月» for 每人每月, "" for nothing."""
    return "".join(f"/{part[1] or part[2]}" for part in _PER_PART.finditer(words or ""))


def number(words: str) -> str:
    """The plain number that `words` write, or ""."""
    value = parse_number(words)
    return format_number(value) if value is not None else ""


def low_number(low: str | None, high: str) -> str:
    """The lower end of a range, or the number when there is none. «15—20万» means 15万 at its lower end."""
    if not low:
        return number(high)
    size = high.strip()[-1:]
    shared = size in "万亿" and low.strip()[-1:] not in "万亿"
    return number(low.strip() + size if shared else low)


def comparator(match: re.Match[str]) -> Comparator:
    """The bound that the words around the figure set; a range («3至5名») is read as its lower end.

    以上, 以下, 以内 hold the figure itself (民法典第一千二百五十九条).
    """
    groups = match.groupdict()
    if groups.get("lower"):
        return Comparator.AT_LEAST
    if groups.get("upper") or groups.get("only"):
        return Comparator.AT_MOST
    if groups.get("over"):
        return Comparator.MORE
    if groups.get("under"):
        return Comparator.LESS
    if groups.get("above") or groups.get("low"):
        return Comparator.AT_LEAST
    return Comparator.AT_MOST if groups.get("below") else Comparator.EQUAL


def bounded(match: re.Match[str]) -> bool:
    """Whether some bound or range stands with the figure."""
    groups = match.groupdict()
    return any(groups.get(name) for name in ("low", "lower", "upper", "over", "under", "above", "below"))


_SHARE_MOST = 1000


def percent(piece: Decimal, whole: Decimal) -> str:
    """`piece` of `whole` in per cent with at most two decimals («33.33»), "" for what is no share (万分之999999999)."""
    if piece > _SHARE_MOST * whole:
        return ""
    return format_number((100 * piece / whole).quantize(Decimal("0.01")))
