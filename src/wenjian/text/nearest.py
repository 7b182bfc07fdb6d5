"""The known word that a mistyped one probably means."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

LIKE = 0.6
"""Likeness (0–1) below which a guess misleads more than it helps: 终稿 is no 草稿."""


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that was probably meant by `word`; None when none is like enough.

    Of names in groups (综合.信访) the same group's are compared by what follows the dot, since a shared group says
    nothing; else the name that is the same in another group is meant.
    """
    known = list(dict.fromkeys(words))
    group, dot, tail = word.partition(".")
    tails = [name.removeprefix(f"{group}.") for name in known if dot and name.startswith(f"{group}.")]
    if tails:
        meant = _nearest(tail, tails)
        elsewhere = [name for name in known if name.partition(".")[2] == tail]
        return f"{group}.{meant}" if meant else elsewhere[0] if len(elsewhere) == 1 else None
    return _nearest(word, known)


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """«是不是“…”？» with the word that `word` was probably meant for; empty when none is like enough."""
    meant = nearest(word, words)
    return f"是不是“{meant}”？" if meant else ""


def _nearest(word: str, known: list[str]) -> str | None:
    if close := get_close_matches(word, known, 1, cutoff=LIKE):
        return close[0]
    short = [name for name in known if len(name) == len(word) == 2 and name[0] == word[0]]
    within = [name for name in known if min(len(name), len(word)) > 1 and (name in word or word in name)]
    return next((found[0] for found in (short, within) if len(found) == 1), None)
