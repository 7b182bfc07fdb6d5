"""How much two texts have in common, and which of two rows of texts belong together."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from wenjian.text.normal import letters

LIKE = 0.4
"""Likeness from which two texts are one text that was changed."""
LIKE_SHORT = 0.5
"""The same for texts of which one is so short that single letters are counted."""
_SHORT = 10
_MOST_PAIRS, _MOST_COMPARED = 2_500_000, 500_000_000
"""Pairs, and characters in them, that are compared between two fixed points; beyond, nothing there is paired."""

T = TypeVar("T", bound=Hashable)


def likeness(one: str, other: str) -> float:
    """The share of what two texts say that both say (0–1), by neighbouring letters, in short ones by single letters;
    0 where it is so little that they are no versions of one text.
    """
    one, other = letters(one), letters(other)
    short = min(len(one), len(other)) < _SHORT
    mine, theirs = _parts(one, 1 if short else 2), _parts(other, 1 if short else 2)
    dice = 2 * len(mine & theirs) / max(len(mine) + len(theirs), 1)
    return dice if dice >= (LIKE_SHORT if short else LIKE) else 0.0


@lru_cache(maxsize=8192)
def _parts(text: str, length: int) -> frozenset[str]:
    return frozenset(text[at : at + length] for at in range(len(text) - length + 1))


def pairs_in_order(old: Sequence[T], new: Sequence[T], like: Callable[[T, T], float]) -> Iterator[tuple[int, int]]:
    """Positions that belong together, none crossing another: what is equal and stands once on either side first
    (patience), between these the pairs with the most likeness in all.
    """
    ranges = [(0, len(old), 0, len(new))]
    found: list[tuple[int, int]] = []
    while ranges:
        start, end, begin, stop = ranges.pop()
        while start < end and begin < stop and old[start] == new[begin]:
            found.append((start, begin))
            start, begin = start + 1, begin + 1
        while start < end and begin < stop and old[end - 1] == new[stop - 1]:
            end, stop = end - 1, stop - 1
            found.append((end, stop))
        if start == end or begin == stop:
            continue
        if fixed := _fixed(old[start:end], new[begin:stop]):
            points = [(start - 1, begin - 1), *((start + i, begin + j) for i, j in fixed), (end, stop)]
            found += points[1:-1]
            ranges += [(i + 1, k, j + 1, m) for (i, j), (k, m) in pairwise(points)]
        else:
            found += ((start + i, begin + j) for i, j in _most_alike(old[start:end], new[begin:stop], like))
    yield from sorted(found)


def _fixed(old: Sequence[T], new: Sequence[T]) -> list[tuple[int, int]]:
    """The longest run of pairs in order of what stands once on either side."""
    mine, theirs = Counter(old), Counter(new)
    at = {text: j for j, text in enumerate(new) if theirs[text] == 1}
    pairs = [(i, at[text]) for i, text in enumerate(old) if mine[text] == 1 and text in at]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        last[length : length + 1] = [n]
    chosen: list[tuple[int, int]] = []
    n = last[-1] if last else -1
    while n >= 0:
        chosen.append(pairs[n])
        n = before[n]
    return chosen[::-1]


def _most_alike(old: Sequence[T], new: Sequence[T], like: Callable[[T, T], float]) -> Iterator[tuple[int, int]]:
    compared = len(old) * sum(map(_size, new)) + len(new) * sum(map(_size, old))
    if len(old) * len(new) > _MOST_PAIRS or compared > _MOST_COMPARED:
        return
    alike = [[1.0 if one == other else like(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) and j < len(new):
        if alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _size(value: object) -> int:
    return 1 + len(str(value))
