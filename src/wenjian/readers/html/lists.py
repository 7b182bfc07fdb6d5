"""The numbers that a browser prints before the items of lists, and those whose form the saving program lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from wenjian.readers.html.elements import RANKS, number_form, whole
from wenjian.readers.number_forms import render
from wenjian.text.numbering import render_label

_MOST_LEVELS = 4
_LOSE_FORMS = ("LibreOffice", "OpenOffice")


@dataclass(slots=True)
class _List:
    next: int
    form: str
    by_level: bool


@dataclass(slots=True)
class Lists:
    """The lists that are open while a page is walked.

    `forms_lost`: the program that saved the page writes 1. for 一、 and （一） alike; the numbers of headings are given
    the form that their level has in official documents, and `guessed` counts them. `outline`: the headings are plain
    list items; a list belongs to them when it goes on with `following`, the next number of the first level.
    """

    forms_lost: bool = False
    outline: bool = False
    open: list[_List] = field(default_factory=list)
    following: int = 1
    guessed: int = 0


def lists_of(root: Any) -> Lists:
    """The lists of a page that is about to be walked."""
    generators = (one.get("content", "") for one in root.iter("meta") if one.get("name", "").lower() == "generator")
    if not any(name.startswith(_LOSE_FORMS) for name in generators):
        return Lists()
    nested = any(_is_in_list(one) for one in root.iter("ol"))
    headed = any(one.getparent().tag == "li" for one in root.iter(*RANKS) if one.getparent() is not None)
    typed = any(text.lstrip().startswith("一、") for text in root.itertext())
    return Lists(forms_lost=True, outline=nested and not headed and not typed)


def _is_in_list(element: Any) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in ("ol", "li")


def open_list(lists: Lists, element: Any, tag: str) -> None:
    form = number_form(element, "decimal" if tag == "ol" else "none")
    start = whole(element, "start")
    by_level = lists.forms_lost and form == "decimal" and not element.get("type") and _numbers_headings(lists, element)
    lists.open.append(_List(start, form, by_level))


def close_list(lists: Lists) -> None:
    closed = lists.open.pop()
    if closed.by_level and not lists.open:
        lists.following = closed.next


def _numbers_headings(lists: Lists, element: Any) -> bool:
    if lists.open:
        return lists.open[-1].by_level
    inside = next(iter(element), None)
    if (inside is not None and inside.tag == "ol") or next(element.iter(*RANKS), None) is not None:
        return True
    return lists.outline and whole(element, "start") == lists.following


def next_label(lists: Lists, element: Any) -> str:
    """The number printed before a list item."""
    if not lists.open:
        return ""
    counter = lists.open[-1]
    number = whole(element, "value", counter.next)
    counter.next = number + 1
    if counter.by_level and len(lists.open) <= _MOST_LEVELS:
        lists.guessed += 1
        return render_label(len(lists.open), number)
    printed = render(number, number_form(element, counter.form))
    return printed + ("." if printed.isascii() else "、") if printed else ""
