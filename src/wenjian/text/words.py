"""Any of many words found in a text, the longest at each place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from operator import add

WordLengths = Mapping[str, tuple[int, ...]]
"""How long the words are that begin with two letters, the longest first; those of one letter stand under it."""


def word_lengths(words: Collection[str]) -> WordLengths:
    """What `find_words` must know of `words`, so that ten thousand are found about as quickly as ten."""
    lengths: dict[str, set[int]] = {}
    for word in filter(None, words):
        lengths.setdefault(word[:2], set()).add(len(word))
    for start in [start for start in lengths if start[0] in lengths]:
        lengths[start].add(1)
    return {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}


def find_words(text: str, words: Collection[str], lengths: WordLengths) -> Iterator[tuple[int, str]]:
    """(start, word) of the longest of `words` at each place of `text`, from left to right, none within another."""
    free = 0
    for at, start in enumerate(map(add, text, text[1:] + " ")):
        if (start in lengths or start[0] in lengths) and at >= free:
            for length in lengths.get(start) or lengths[start[0]]:
                word = text[at : at + length]
                if word in words:
                    free = at + length
                    yield at, word
                    break
