"""The words of a text that another text does not have. They are shown to a reader who lays both side by side; whether
they matter is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

MOST = 0.5
"""Share of a text's letters that may be unlike: where it is more the text is told in other words, and marks say
nothing.
"""
_WORD = re.compile(r"\d+(?:[.,:：]\d+)*[%％‰]?|[A-Za-z]+|[〇零一二三四五六七八九十百千万亿]+|[^\W\d_]")
_LINKS = frozenset("的地得和与及并或等对于把将被由在从向到以为而且也都均要应须当各该其本我全之就是有个再凡级自")
"""Characters that join words: alone they make no difference."""
_ADDRESS = re.compile(r"各?(?:设区的市、)?(?:市（州）、)?县（市、区[、旗]*）|各市（州）|[我本全][省市县区州旗]")
"""Whom a superior addresses, and how a plan names its own place instead."""

Place = tuple[int, int]


def unlike(text: str, others: Iterable[str]) -> tuple[Place, ...]:
    """`all_unlike`; nothing where that would be more than `MOST` of the text."""
    places = all_unlike(text, others)
    letters = sum(len(word) for word, _ in _words(text))
    return places if sum(end - start for start, end in places) <= MOST * letters else ()


def all_unlike(text: str, others: Iterable[str]) -> tuple[Place, ...]:
    """Where in `text` words stand that none of `others` has, as places (start, end) in reading order.

    A character is had where it stands beside the same neighbour in one of the others, a figure also alone. Nothing
    where there are no others.
    """
    pairs: set[tuple[str, str]] = set()
    figures: set[str] = set()
    for other in others:
        told = [word for word, _ in _words(other)]
        pairs.update(pairwise(told))
        figures.update(word for word in told if len(word) > 1)
    if not pairs:
        return ()
    words = _words(text)
    addressed = {at for match in _ADDRESS.finditer(text) for at in range(*match.span())}
    known = [word in figures or at in addressed for word, at in words]
    for at, ((one, _), (other, _)) in enumerate(pairwise(words)):
        if (one, other) in pairs:
            known[at] = known[at + 1] = True
    return tuple(_places(text, words, known))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[tuple[str, int], ...]:
    """Each character of `text` that is a letter, each figure and each foreign word as one, with its place."""
    return tuple((found[0], found.start()) for found in _WORD.finditer(text))


def _places(text: str, words: Sequence[tuple[str, int]], known: Sequence[bool]) -> Iterator[Place]:
    """The runs of words that are not known, without the links at their ends; a sign between two words parts them."""
    start = end = -1
    for (word, at), is_known in zip(words, known, strict=True):
        if start >= 0 and (is_known or text[end:at].strip()):
            yield from _unlinked(text, start, end)
            start = -1
        if not is_known:
            start = at if start < 0 else start
            end = at + len(word)
    if start >= 0:
        yield from _unlinked(text, start, end)


def _unlinked(text: str, start: int, end: int) -> Iterator[Place]:
    while start < end and text[start] in _LINKS:
        start += 1
    while start < end and text[end - 1] in _LINKS:
        end -= 1
    if start < end:
        yield start, end
