"""Automatic numbering of Word and WPS, rendered to the text a reader sees (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from wenjian.ooxml.elements import attribute, child, child_value, children, is_on, whole
from wenjian.readers.number_forms import render

_PLACE = re.compile(r"%([1-9])")
_FIGURES = re.compile(r"[0-9A-Za-z]$")
LONGEST_LABEL = 60
"""Characters of a printed number; a file may ask for millions before each paragraph."""
_LINKS = 5


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: number format, text with %1 places, first number.

    `style` is the paragraph style linked to it, `legal` writes every number in figures, `restart` is the level
    (1-based) whose next number starts this one anew (0: none does; -1: every higher one does), `gap` tells whether a
    blank or tab stands behind the number.
    """

    form: str
    text: str
    start: int = 1
    style: str = ""
    legal: bool = False
    restart: int = -1
    gap: bool = True
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class List:
    """One list: the shape whose numbers it counts on (all lists of one shape share them), its levels, and the numbers
    with which levels begin when the list first uses them.
    """

    shape: str
    levels: Mapping[int, Level]
    restarts: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted while its paragraphs are read in order."""

    lists: Mapping[str, List]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)
    """The lists and levels used so far."""

    def level_of_style(self, list_id: str, style_id: str, otherwise: int) -> int:
        """The level of the list that is linked to a paragraph style."""
        levels = self.lists[list_id].levels if list_id in self.lists else {}
        return next((number for number, level in levels.items() if level.style and level.style == style_id), otherwise)

    def is_bulleted(self, list_id: str, level: int) -> bool:
        """Whether the paragraphs of the list at `level` bear a sign and no number."""
        levels = self.lists[list_id].levels if list_id in self.lists else {}
        return level in levels and levels[level].form == "bullet"

    def next_label(self, list_id: str, level: int) -> str:
        """The label of the next paragraph of the list at `level` (0-based), with a blank behind it where the text
        would run into it; "" for a bullet or an unknown list.
        """
        found = self.lists.get(list_id)
        shape = found.levels.get(level) if found else None
        if found is None or shape is None:
            return ""
        counts = self.counts.setdefault(found.shape, {})
        if level in found.restarts and (list_id, level) not in self.begun:
            counts[level] = found.restarts[level]
        else:
            counts[level] = counts.get(level, shape.start - 1) + 1
        self.begun.add((list_id, level))
        for deeper in [other for other in counts if other > level]:
            restart = found.levels[deeper].restart if deeper in found.levels else -1
            if restart < 0 or level < restart:
                del counts[deeper]
        if shape.form == "bullet" or shape.hidden:
            return ""
        label = _PLACE.sub(
            lambda match: _number(found.levels, counts, int(match[1]) - 1, legal=shape.legal), shape.text
        )
        return f"{label} " if label and shape.gap and _runs_into_text(label) else label


def _runs_into_text(label: str) -> bool:
    """Whether a label needs the blank that parts it from its text: «1.1 », «第一条 », not «一、»."""
    return label[-1].isalnum() or (label[-1] in ".．" and len(label) > 1 and label[-2].isdigit())


def _number(levels: Mapping[int, Level], counts: Mapping[int, int], level: int, *, legal: bool) -> str:
    shape = levels.get(level)
    if shape is None:
        return ""
    return render(counts.get(level, shape.start), "decimal" if legal else shape.form)


def read_numbering(root: etree._Element | None, list_styles: Mapping[str, str]) -> Numbering:
    """The lists that a numbering part defines. `list_styles`: id of a numbering style → id of its list."""
    if root is None:
        return Numbering({})
    shapes = {attribute(element, "abstractNumId"): element for element in children(root, "abstractNum")}
    shape_of_list = {
        attribute(element, "numId"): child_value(element, "abstractNumId") for element in children(root, "num")
    }
    levels_of_shape: dict[str, Mapping[int, Level]] = {}
    lists: dict[str, List] = {}
    for element in children(root, "num"):
        list_id = attribute(element, "numId")
        shape = _followed(child_value(element, "abstractNumId"), shapes, shape_of_list, list_styles)
        if shape not in levels_of_shape:
            levels_of_shape[shape] = _levels(shapes[shape]) if shape in shapes else {}
        lists[list_id] = List(shape, *_overridden(element, levels_of_shape[shape]))
    return Numbering(lists)


def _followed(
    shape: str,
    shapes: Mapping[str, etree._Element],
    shape_of_list: Mapping[str, str],
    list_styles: Mapping[str, str],
) -> str:
    """The shape that holds the levels: one may refer to another through a numbering style."""
    for _ in range(_LINKS):
        style = child_value(shapes.get(shape), "numStyleLink")
        following = shape_of_list.get(list_styles.get(style, ""), "")
        if not style or not following:
            break
        shape = following
    return shape


def _levels(element: etree._Element) -> dict[int, Level]:
    return dict(_read_level(one) for one in children(element, "lvl"))


def _overridden(element: etree._Element, levels: Mapping[int, Level]) -> tuple[Mapping[int, Level], Mapping[int, int]]:
    """The levels with the overrides of one list, and the numbers with which it starts levels anew."""
    changed = dict(levels)
    restarts: dict[int, int] = {}
    for override in children(element, "lvlOverride"):
        number = whole(attribute(override, "ilvl"))
        own = child(override, "lvl")
        if own is not None:
            changed[number] = _read_level(own)[1]
        if start := child_value(override, "startOverride"):
            restarts[number] = whole(start, 1)
    return changed, restarts


def _read_level(element: etree._Element) -> tuple[int, Level]:
    restart = child_value(element, "lvlRestart")
    return whole(attribute(element, "ilvl")), Level(
        form=child_value(element, "numFmt") or _alternative_form(element),
        text=child_value(element, "lvlText")[:LONGEST_LABEL],
        start=whole(child_value(element, "start"), 1),
        style=child_value(element, "pStyle"),
        legal=is_on(child(element, "isLgl")),
        restart=whole(restart, -1) if restart else -1,
        gap=child_value(element, "suff") != "nothing",
        hidden=is_on(child(element, "rPr", "vanish")),
    )


def _alternative_form(element: etree._Element) -> str:
    """The number format that an older program would use, where the newer one is a pattern of its own."""
    alternative = child(element, "AlternateContent")
    return child_value(child(alternative, "Fallback"), "numFmt") or "decimal"
