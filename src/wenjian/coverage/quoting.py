"""How differences are quoted: in whole words, so that they can be read and put in place of each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from wenjian.model.coverage import Deviation
from wenjian.model.vocabulary import Remedy
from wenjian.text import patterns as re

_SIGN = re.compile(r"[，。；：！？,;:!?\n]")
_BEGINS, _ENDS = re.compile(r"[，。；：！？、,;:!?\n]"), re.compile(r"[，。；：！？、,;:!?\n\d]")
"""Where words stop to be widened to the left, and to the right."""
_FIGURE = re.compile(r"\d|每|[一二三四五六七八九十两][次天日月年个名]")
"""Figures and rhythms, which are quoted by themselves."""
_PLACE = 2
"""Letters that both sides have and that tell only the place of the difference."""
_LONGEST_CLAUSE = 60
"""Letters of a clause that stands for a fragment of it."""


def in_whole_words(deviation: Deviation, duty: str, passages: Iterable[str]) -> Deviation:
    """The deviation with its words widened on both sides alike: where both begin or end with the same letters, these
    tell only the place («料进场前», «料进场后»), and the words go on to the end of what is the same around them; where
    a whole clause of the duty stands against a fragment, the fragment's clause stands for it.
    """
    text = next((one for one in passages if deviation.child and deviation.child in one), "")
    if deviation.remedy is not Remedy.REPLACE or not text or deviation.parent not in duty or not deviation.parent:
        return deviation
    start, at = duty.find(deviation.parent), text.find(deviation.child)
    end, to = start + len(deviation.parent), at + len(deviation.child)
    if _is_clause(duty, start, end) and not _is_clause(text, at, to):
        at, to = _clause(text, at, to)
        if to - at > _LONGEST_CLAUSE:
            return deviation
    else:
        widens = not _FIGURE.search(deviation.parent + deviation.child)
        if widens and deviation.parent[:_PLACE] == deviation.child[:_PLACE]:
            while start and at and duty[start - 1] == text[at - 1] and not _BEGINS.match(duty[start - 1]):
                start, at = start - 1, at - 1
        if widens and deviation.parent[-_PLACE:] == deviation.child[-_PLACE:]:
            while end < len(duty) and to < len(text) and duty[end] == text[to] and not _ENDS.match(duty[end]):
                end, to = end + 1, to + 1
        elif (joint := _overlap(deviation.parent, deviation.child)) and duty.startswith(deviation.child[joint:], end):
            end += len(deviation.child) - joint
    parent, child = duty[start:end], text[at:to]
    note = deviation.note.replace(deviation.parent, parent) if deviation.parent in deviation.note else deviation.note
    note = note.replace(f"“{deviation.child}”", f"“{child}”") if parent != deviation.parent else note
    return replace(deviation, parent=parent, child=child, note=note)


def _is_clause(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is a clause, or several: a sign or nothing stands on both sides."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    return all(not sign or _SIGN.match(sign) for sign in (before, behind))


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause, or clauses, around text[start:end]."""
    begin = max((match.end() for match in _SIGN.finditer(text, 0, start)), default=0)
    close = _SIGN.search(text, end)
    return begin, close.start() if close else len(text)


def _overlap(one: str, other: str) -> int:
    """How many letters at the end of `one` are those at the beginning of `other`: two or more, else none."""
    return next((n for n in range(min(len(one), len(other)) - 1, 1, -1) if one.endswith(other[:n])), 0)
