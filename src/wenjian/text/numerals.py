"""Numbers in Chinese and Arabic figures."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache

from wenjian.text import patterns as re
from wenjian.text.normal import fold

_DIGITS = {
    character: value
    for value, characters in enumerate(
        ("〇零○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_COMPOUND = re.compile(r"(\d+(?:\.\d+)?亿)(\d+(?:\.\d+)?[万千]?)")
_FIGURES = "零一二三四五六七八九"

NUMERAL_CHARACTERS = "〇零○一二两三四五六七八九十百千万亿"
"""The characters of everyday Chinese numerals, for use in patterns."""


def parse_numeral(text: str) -> int | None:
    """The whole number that `text` writes («二十三», «两», «二〇二二», «1万», «12»), or None."""
    number = parse_number(text)
    return int(number) if number is not None and number == number.to_integral_value() else None


@lru_cache(maxsize=1024)
def parse_number(text: str) -> Decimal | None:
    """The number that `text` writes, fractions included («1.5万», «半»), or None."""
    plain = "".join(fold(text).replace(",", "").split())
    if not plain:
        return None
    if plain == "半":
        return Decimal("0.5")
    if plain[0].isascii():
        return _parse_arabic(plain)
    if "点" in plain:
        return _parse_decimal(*plain.split("点", 1))
    if plain.endswith("半") or any(c not in _DIGITS and c not in _TENS and c not in _MYRIADS for c in plain):
        return None
    if all(character in _DIGITS for character in plain):
        return Decimal("".join(str(_DIGITS[character]) for character in plain))
    return _parse_composite(plain)


def _parse_arabic(plain: str) -> Decimal | None:
    if parts := _COMPOUND.fullmatch(plain):  # «1亿2000万»
        high, low = map(_parse_arabic, parts.groups())
        return high + low if high is not None and low is not None else None
    factor = 1
    while plain and plain[-1] in _MYRIADS | _TENS:
        factor *= (_MYRIADS | _TENS)[plain[-1]]
        plain = plain[:-1]
    if not plain.isascii() or not all(character.isdigit() or character == "." for character in plain):
        return None
    try:
        return Decimal(plain) * factor
    except InvalidOperation:
        return None


def _parse_decimal(whole: str, tenths: str) -> Decimal | None:
    """«九十九点五» → 99.5."""
    number = parse_number(whole)
    if number is None or not tenths or any(figure not in _DIGITS for figure in tenths):
        return None
    return number + Decimal("0." + "".join(str(_DIGITS[figure]) for figure in tenths))


def _parse_composite(plain: str) -> Decimal | None:
    high = low = section = digit = 0
    """What stands before 亿, before 万 behind it, and before 十, 百, 千 behind that."""
    seen_digit = False
    for character in plain:
        if character in _DIGITS:
            if seen_digit and digit:
                return None
            digit, seen_digit = _DIGITS[character], True
        elif character in _TENS:
            section += (digit if seen_digit else 1) * _TENS[character]
            digit, seen_digit = 0, False
        else:
            myriads = (low + section + digit) * _MYRIADS[character]
            high, low = (high + myriads, 0) if character == "亿" else (high, myriads)
            section, digit, seen_digit = 0, 0, False
            if not myriads:
                return None
    return Decimal(high + low + section + digit)


def format_number(number: Decimal) -> str:
    """A plain number without exponent and without idle zeros («14», «0.5», «20000»)."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def short_number(number: Decimal) -> str:
    """A plain number as papers print it, whole myriads with their word («14», «0.5», «200万», «1.2亿»)."""
    for word, size in (("亿", _MYRIADS["亿"]), ("万", _MYRIADS["万"])):
        if number >= size and number % (size // 100) == 0:
            return format_number(number / size) + word
    return format_number(number)


def chinese_numeral(number: int) -> str:
    """`number` (0 to 999,999,999,999) in Chinese figures as headings use them: 十, 十二, 二十三, 一百零五."""
    if not 0 <= number < _MYRIADS["万"] * _MYRIADS["亿"]:
        raise ValueError(f"no Chinese numeral for {number}")
    for word in ("亿", "万"):
        if number >= _MYRIADS[word]:
            high, low = divmod(number, _MYRIADS[word])
            gap = "零" if 0 < low < _MYRIADS[word] // 10 else ""
            return chinese_numeral(high) + word + gap + (chinese_numeral(low) if low else "")
    text = _below_myriad(number) if number else "零"
    return text.removeprefix("一") if 10 <= number < 20 else text


def _below_myriad(number: int) -> str:
    text, gap = "", False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if gap and text else "") + _FIGURES[digit] + word
            gap = False
        else:
            gap = True
    return text
