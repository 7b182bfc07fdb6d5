"""Numbers in the formats of automatic lists (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

from wenjian.text.numerals import chinese_numeral

_FORMAL = str.maketrans("零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟萬")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_COUNTING = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "koreanCounting",
    )
)
_DIGITAL = frozenset(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand", "koreanDigital2"))
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = frozenset(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"))
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_MOST = 9_999
_MOST_ROMAN = 399


def render(number: int, form: str) -> str:
    """`number` in the format `form`; an unknown format, or a number that it cannot write, falls back to figures."""
    if form in ("none", "bullet") or not 0 <= number <= _MOST:
        return ""
    if form in _COUNTING:
        return chinese_numeral(number)
    if form in _DIGITAL:
        return str(number).translate(_DIGITS)
    if form in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return chinese_numeral(number).translate(_FORMAL)
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return str(number).translate(_FULL_WIDTH)
    if form == "decimalZero":
        return f"{number:02}"
    return _sign(number, form) or str(number)


def _sign(number: int, form: str) -> str:
    """Formats that have a sign for each number, as far as they go."""
    if form in _CIRCLED:
        return circled(number)
    if form == "decimalEnclosedParen" and 1 <= number <= 20:
        return chr(ord("⑴") + number - 1)
    if form == "decimalEnclosedFullstop" and 1 <= number <= 20:
        return chr(ord("⒈") + number - 1)
    if form == "ideographEnclosedCircle" and 1 <= number <= 10:
        return chr(ord("㊀") + number - 1)
    if form == "ideographTraditional" and 1 <= number <= len(_STEMS):
        return _STEMS[number - 1]
    if form == "ideographZodiac" and 1 <= number <= len(_BRANCHES):
        return _BRANCHES[number - 1]
    if form in ("lowerLetter", "upperLetter") and number:
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 1 <= number <= _MOST_ROMAN:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    return ""


def circled(number: int) -> str:
    """① to ㊿, or nothing."""
    for first, sign, last in ((1, "①", 20), (21, "㉑", 35), (36, "㊱", 50)):
        if first <= number <= last:
            return chr(ord(sign) + number - first)
    return ""


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
