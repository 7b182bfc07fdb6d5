"""Automatic numbering of Word and WPS, rendered to the text a reader sees (ECMA-376 17.9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from wenjian.text.numerals import chinese_numeral

_PLACE = re.compile(r"%([1-9])")
_FORMAL = str.maketrans("零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟萬")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CHINESE = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "ideographTraditional",
    )
)
_CIRCLED = frozenset(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"))
LONGEST_LABEL = 60
"""Characters of a printed number; a file may ask for millions before each paragraph."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: number format, text with %1 places, first number."""

    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted while its paragraphs are read in order."""

    lists: Mapping[str, tuple[str, Mapping[int, Level]]]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next_label(self, list_id: str, level: int) -> str:
        """The label of the next paragraph of the list at `level` (0-based), "" for a bullet or an unknown list."""
        if list_id not in self.lists:
            return ""
        abstract, levels = self.lists[list_id]
        shape = levels.get(level)
        if shape is None:
            return ""
        counts = self.counts.setdefault(abstract, {})
        counts[level] = counts.get(level, shape.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if shape.form == "bullet":
            return ""
        return _PLACE.sub(lambda match: self._number(levels, counts, int(match[1]) - 1), shape.text)

    def _number(self, levels: Mapping[int, Level], counts: Mapping[int, int], level: int) -> str:
        shape = levels.get(level)
        return render(counts.get(level, shape.start), shape.form) if shape else ""


def render(number: int, form: str) -> str:
    """`number` in a number format of WordprocessingML (ST_NumberFormat); an unknown format falls back to figures."""
    if form == "none" or number < 0:
        return ""
    if form in _CHINESE:
        return chinese_numeral(number)
    if form.startswith("chineseLegal") or form == "ideographLegalTraditional":
        return chinese_numeral(number).translate(_FORMAL)
    if form in _CIRCLED and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form in ("lowerLetter", "upperLetter") and number:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < number < 400:
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{number:02}"
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists that a numbering part defines."""
    if root is None:
        return Numbering({})
    abstracts = {
        attribute(element, "abstractNumId"): {
            level: shape for child in element if local_name(child) == "lvl" for level, shape in (_read_level(child),)
        }
        for element in root
        if local_name(element) == "abstractNum"
    }
    lists: dict[str, tuple[str, Mapping[int, Level]]] = {}
    for element in root:
        if local_name(element) != "num":
            continue
        list_id = attribute(element, "numId")
        abstract = next((attribute(child) for child in element if local_name(child) == "abstractNumId"), "")
        levels = dict(abstracts.get(abstract, {}))
        restarted = _override(element, levels)
        lists[list_id] = (f"{abstract}/{list_id}" if restarted else abstract, levels)
    return Numbering(lists)


def _override(element: etree._Element, levels: dict[int, Level]) -> bool:
    """Apply the lvlOverride children of a list; whether one of them starts the count anew."""
    restarted = False
    for child in element:
        if local_name(child) != "lvlOverride":
            continue
        level = _whole(attribute(child, "ilvl"), 0)
        for part in child:
            if local_name(part) == "lvl":
                levels[level] = _read_level(part)[1]
            elif local_name(part) == "startOverride" and level in levels:
                shape = levels[level]
                levels[level] = Level(shape.form, shape.text, _whole(attribute(part), 1))
                restarted = True
    return restarted


def _read_level(element: etree._Element) -> tuple[int, Level]:
    values = {local_name(child): attribute(child) for child in element}
    form = values.get("numFmt") or "decimal"
    return _whole(attribute(element, "ilvl"), 0), Level(
        form, values.get("lvlText", "")[:LONGEST_LABEL], _whole(values.get("start", ""), 1)
    )


def local_name(element: etree._Element) -> str:
    return etree.QName(element).localname


def attribute(element: etree._Element, name: str = "val") -> str:
    """The attribute `name` in the element's own namespace (transitional and strict documents differ in it)."""
    return element.get(f"{{{etree.QName(element).namespace}}}{name}", "")


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise
