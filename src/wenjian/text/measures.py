"""Measures: figures with their unit and bound, times, rhythms, standards, and words of urgency.

How each kind is worded stands in `measure_deadlines`, `measure_times` and `measure_figures`, what they share in
`measure_words`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from wenjian.model.directive import Measure
from wenjian.model.vocabulary import Comparator
from wenjian.text import patterns as re
from wenjian.text.measure_deadlines import DEADLINES
from wenjian.text.measure_figures import AMOUNTS, COUNTS, STANDARDS, URGENCY
from wenjian.text.measure_times import CARRIED, DURATIONS, RHYTHM_TIMES, RHYTHMS
from wenjian.text.measure_words import AFTER_FIGURE, BOUND, Answer, bounded, comparator, number
from wenjian.text.normal import fold_in_place

_NOT_READ = re.compile(r"《[^《》\n]*》|[\[〔(]\d{4}[\])〕]\s*\d+\s*号")
"""Titles and document numbers hold no measures."""

_APART = 5
"""Letters between a rhythm and its figure up to which they are one measure."""

_ONCE = ("一次", "一遍", "一轮", "一期")
"""How often, where the rhythm alone says as much."""

_READINGS = (*DEADLINES, *RHYTHMS, *STANDARDS, *AMOUNTS, *DURATIONS, *COUNTS, *URGENCY)
"""Every kind of wording. Its place is its rank: among readings of equal length the earlier one wins."""


def _ranks(characters: Iterable[tuple[int, frozenset[str]]]) -> dict[str, frozenset[int]]:
    """For each character the ranks of the readings that need it."""
    ranks: dict[str, set[int]] = {}
    for rank, needed in characters:
        for character in needed:
            ranks.setdefault(character, set()).add(rank)
    return {character: frozenset(held) for character, held in ranks.items()}


_ALWAYS = frozenset(n for n, reading in enumerate(_READINGS) if not reading.needed and not reading.after_figure)
_BY_CHARACTER = _ranks((n, reading.needed) for n, reading in enumerate(_READINGS))
_BY_UNIT = _ranks((n, reading.after_figure) for n, reading in enumerate(_READINGS))


@dataclass(frozen=True, slots=True)
class FoundMeasure:
    """A measure and its range in the text."""

    start: int
    end: int
    measure: Measure


_Candidate = tuple[int, int, int, Answer]
"""A reading of some words: start, end, the rank of its kind of wording, and what was read."""


@lru_cache(maxsize=2048)
def find_measures(text: str) -> tuple[Measure, ...]:
    """The measures of `text` in order, each wording once. Titles in 《》 hold none."""
    measures = (found.measure for found in locate_measures(text))
    return tuple({measure.text: measure for measure in measures}.values())


def locate_measures(text: str) -> tuple[FoundMeasure, ...]:
    """The measures of `text` with their ranges, in order, not overlapping; the longer reading wins."""
    plain = _NOT_READ.sub(lambda match: "\x00" * len(match[0]), fold_in_place(text))
    taken: list[_Candidate] = []
    occupied = bytearray(len(text))
    for candidate in sorted(_candidates(plain), key=_longest_first):
        start, end = candidate[:2]
        if not any(occupied[start:end]):
            occupied[start:end] = b"\1" * (end - start)
            taken.append(candidate)
    return tuple(_found(text, candidate) for candidate in sorted(taken, key=_in_order))


def _longest_first(candidate: _Candidate) -> tuple[int, int, int]:
    start, end, rank, _ = candidate
    return start - end, rank, start


def _in_order(candidate: _Candidate) -> int:
    return candidate[0]


def _found(text: str, candidate: _Candidate) -> FoundMeasure:
    start, end, _, (kind, value, unit, bound) = candidate
    measure = Measure(text=text[start:end], kind=kind, value=value, unit=unit, comparator=bound)
    return FoundMeasure(start, end, measure)


def _candidates(plain: str) -> Iterator[_Candidate]:
    ranks = set(_ALWAYS)
    for character in _BY_CHARACTER.keys() & frozenset(plain):
        ranks |= _BY_CHARACTER[character]
    for unit in _BY_UNIT.keys() & frozenset(AFTER_FIGURE.findall(plain)):
        ranks |= _BY_UNIT[unit]
    for rank in sorted(ranks):
        reading = _READINGS[rank]
        for match in reading.pattern.finditer(plain):
            if answer := reading.read(match):
                yield from _spans(match, rank, answer)
                if reading.pattern is RHYTHM_TIMES:
                    yield from _carried(plain, match.end(), rank, answer)


def _spans(match: re.Match[str], rank: int, answer: Answer) -> Iterator[_Candidate]:
    """The words of a reading. Where much stands between a rhythm and how often («每学期组织家长代表陪餐不少于4次»),
    these are two, the first without a value of its own.
    """
    words = match[0]
    start = match.start() + len(words) - len(words.lstrip())
    end = start + len(words.strip())
    groups = match.groupdict()
    if "times" in groups and groups.get("period"):
        period = match.end("period")
        bounds = [bound.start() for bound in BOUND.finditer(match.string[period : match.start("times")])]
        figure = period + bounds[-1] if bounds else match.start("times")
        if figure - period > _APART:
            if words.rstrip().endswith(_ONCE) and not bounds:
                yield start, period, rank, answer
                return
            yield start, period, rank, (answer[0], "", match["period"], Comparator.EQUAL)
            start = figure
    yield start, end, rank, answer


def _carried(plain: str, position: int, rank: int, first: Answer) -> Iterator[_Candidate]:
    """The further rhythms of a list that names the period once («每日消毒一次、通风两次»)."""
    kind, _, unit, bound = first
    period = unit.partition("/")[2]
    while match := CARRIED.match(plain, position):
        position = match.end()
        if times := number(match["times"]):
            own = comparator(match) if bounded(match) else bound
            yield match.start("words"), position, rank, (kind, times, f"{match['unit']}/{period}", own)
