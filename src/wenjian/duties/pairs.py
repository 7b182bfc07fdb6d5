"""Which entry of a duty list stands for which duty of the source read again (design: identity)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from wenjian.model.directive import Directive, Duty
from wenjian.text.normal import duty_fingerprint, fingerprint, letters

LIKE = 0.8
"""Likeness from which a changed text is still the same duty."""

_MOST_COMPARED = 40_000
"""Pairs of changed texts under one heading that are compared in search of the best assignment; beyond, each entry
takes the first that is like it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An entry of the list and the duty of the source that it stands for; `same` where the words are equal."""

    old: Duty
    new: Duty
    same: bool


def pair_duties(old: Directive, new: Directive, called: Mapping[str, str]) -> tuple[Pair, ...]:
    """Equal 指纹 first, those under the same headings before others; then what any level wrote in equal words; then
    the rest in order within the same headings at likeness 0.8. An entry that people added pairs by its words only.

    `called` leads from what a paper was called in the old list to its name now.
    """
    pairs = list(_equal(old.duties, new.duties, lambda duty: (duty_fingerprint(duty), duty.headings)))
    left, rest = _left(old, new, pairs)
    pairs += _equal(left, rest, duty_fingerprint)
    left, rest = _left(old, new, pairs)
    left = [entry for entry in left if not entry.added]
    if new.papers:
        pairs += _by_source(left, rest, (old, new, called))
        left, rest = _left(old, new, pairs)
        left = [entry for entry in left if not entry.added]
    below: dict[tuple[str, ...], tuple[list[Duty], list[Duty]]] = {}
    for side, duties in enumerate((left, rest)):
        for duty in duties:
            below.setdefault(duty.headings, ([], []))[side].append(duty)
    for mine, theirs in below.values():
        pairs += (Pair(one, two, same=False) for one, two in _alike(mine, theirs))
    return tuple(pairs)


def _left(old: Directive, new: Directive, pairs: Iterable[Pair]) -> tuple[list[Duty], list[Duty]]:
    """What is not yet in a pair, of either list."""
    known = list(pairs)
    taken, used = {pair.old.id for pair in known}, {pair.new.id for pair in known}
    return [one for one in old.duties if one.id not in taken], [one for one in new.duties if one.id not in used]


def source_keys(duty: Duty, directive: Directive, called: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(paper, 指纹) of what each level wrote, the nearest first; for a list of one parent its own words."""
    if not duty.sources:
        name = directive.number or directive.title
        return ((called.get(name, name), duty_fingerprint(duty)),)
    rows = reversed(duty.sources)
    return tuple((called.get(row.paper, row.paper), fingerprint(row.text)) for row in rows)


def _equal(old: Iterable[Duty], new: Iterable[Duty], key: Callable[[Duty], Hashable]) -> Iterator[Pair]:
    """Pairs with an equal key, in their order."""
    waiting: dict[Hashable, list[Duty]] = {}
    for entry in old:
        waiting.setdefault(key(entry), []).append(entry)
    for entries in waiting.values():
        entries.reverse()
    for duty in new:
        same = waiting.get(key(duty))
        if same:
            yield Pair(same.pop(), duty, same=True)


def _by_source(
    old: Iterable[Duty], new: Iterable[Duty], lists: tuple[Directive, Directive, Mapping[str, str]]
) -> Iterator[Pair]:
    """Pairs that share what one level wrote, though the nearest superior's words are others now."""
    before, after, called = lists
    waiting: dict[tuple[str, str], Duty] = {}
    for entry in old:
        for key in source_keys(entry, before, called):
            waiting.setdefault(key, entry)
    taken: set[str] = set()
    for duty in new:
        known = [waiting[key] for key in source_keys(duty, after, {}) if key in waiting]
        free = next((one for one in known if one.id not in taken), None)
        if free is not None:
            taken.add(free.id)
            yield Pair(free, duty, same=False)


def _alike(old: Sequence[Duty], new: Sequence[Duty]) -> Iterator[tuple[Duty, Duty]]:
    """Pairs of changed texts in order: of all ways to pair them the one with the most likeness in all, whichever list
    is the old one.
    """
    if [duty.text for duty in old] > [duty.text for duty in new]:
        yield from ((one, two) for two, one in _alike(new, old))
        return
    if len(old) * len(new) > _MOST_COMPARED:
        yield from _first_alike(old, new)
        return
    like = [[_likeness(one.text, two.text) for two in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = like[i][j] + best[i + 1][j + 1] if like[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) and j < len(new):
        if like[i][j] and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _first_alike(old: Sequence[Duty], new: Sequence[Duty]) -> Iterator[tuple[Duty, Duty]]:
    reached = 0
    for entry in old:
        for at in range(reached, min(len(new), reached + _MOST_COMPARED // len(old) + 1)):
            if _likeness(entry.text, new[at].text):
                reached = at + 1
                yield entry, new[at]
                break


def _likeness(one: str, other: str) -> float:
    """Likeness of two texts from `LIKE` on, below it 0."""
    matcher = SequenceMatcher(None, letters(one), letters(other), autojunk=False)
    if matcher.real_quick_ratio() < LIKE or matcher.quick_ratio() < LIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= LIKE else 0.0
