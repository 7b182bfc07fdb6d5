"""Cues: patterns that are looked for at C speed, however they are written.

Python's `re` skips to the places where a pattern can begin only when each of its branches opens with one letter;
a look-behind, an optional word or a class in front makes it try the whole pattern at every letter. A cue finds out by
itself with which letters its pattern can begin and tries it only there, so that a rule may be written in any order
and form. Where that cannot be found out it searches as `re` does: a cue never answers otherwise than its pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from importlib import import_module
from typing import Any

from wenjian.text.patterns import fact, kept

Test = Callable[[str], object]
_CATEGORIES = {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w"}


_PLAIN = re.compile(r"[^\\^$.|?*+()\[\]{}](?![?*{])")
"""A branch that opens with one certain letter; `re` skips to it by itself."""


class Cue:
    """A pattern with `search` and `match`, which tell whether it occurs in a text or at its start, and `finditer`.

    `pattern` is its source, for use within other patterns. It is compiled when it is first used.
    """

    __slots__ = ("_whole", "match", "pattern", "search")

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.match: Test = self._first_match
        self.search: Test = self._first_search
        self._whole: tuple[re.Pattern[str], re.Pattern[str] | None] | None = None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches that `re.finditer` gives for a pattern that takes up at least one letter."""
        if self._whole is None:
            begins = fact("first", self.pattern, lambda: _one_of(first_letters(self.pattern)))
            self._whole = (kept(self.pattern), kept(begins) if begins else None)
        whole, first = self._whole
        return _matches(whole, first, text) if first else whole.finditer(text)

    def _first_match(self, text: str) -> object:
        self.match = kept(self.pattern).match
        return self.match(text)

    def _first_search(self, text: str) -> object:
        at_start, anywhere = fact("searches", self.pattern, lambda: _searches(split_branches(self.pattern)))
        tests: list[Test] = [kept(pattern).match for pattern in at_start]
        self.search = reduce(_either, tests + [kept(pattern).search for pattern in anywhere])
        return self.search(text)


def _matches(whole: re.Pattern[str], first: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of `whole`, which is tried at the letters that `first` finds."""
    position = 0
    while place := first.search(text, position):
        match = whole.match(text, place.start())
        position = match.end() if match else place.end()
        if match:
            yield match


def any_of(*cues: Cue) -> Cue:
    """One cue for several: it is found where one of them is."""
    return Cue("|".join(cue.pattern for cue in cues))


def _either(one: Test, other: Test) -> Test:
    return lambda text: one(text) or other(text)


def _searches(branches: Iterable[str]) -> tuple[list[str], list[str]]:
    """Patterns that together find the branches, at the start of the text and anywhere, skipping to their first letters
    where these are known.
    """
    letters = {branch: first_letters(branch) for branch in branches}
    at_start = [branch for branch in letters if branch.startswith("^")]
    if len(at_start) < len(letters):
        at_start = [branch for branch in at_start if not letters[branch]]
    anywhere = [branch for branch in letters if branch not in at_start]
    known = [branch for branch in anywhere if letters[branch]]
    skipped = "|".join(known)
    if not all(_PLAIN.match(branch) for branch in known):
        skipped = _guard(known, frozenset().union(*(letters[branch] for branch in known)))
    tried = "|".join(branch for branch in anywhere if not letters[branch])
    return ["|".join(at_start)] if at_start else [], [pattern for pattern in (skipped, tried) if pattern]


def _guard(branches: Iterable[str], letters: frozenset[str]) -> str:
    """A pattern of one letter, at which `re` skips to the places where one of the `branches` is found."""
    return f"{_one_of(letters)}(?<=(?=(?:{'|'.join(branches)}))(?s:.))"


def _one_of(letters: frozenset[str]) -> str:
    return f"[{''.join(sorted(letters))}]" if letters else ""


def split_branches(pattern: str) -> tuple[str, ...]:
    """The branches of a pattern between the | that stand in no group and no class."""
    branches, start, depth, in_class, position = [], 0, 0, False, 0
    while position < len(pattern):
        sign = pattern[position]
        if sign == "\\":
            position += 1
        elif in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and not depth:
            branches.append(pattern[start:position])
            start = position + 1
        position += 1
    return (*branches, pattern[start:])


def first_letters(pattern: str) -> frozenset[str]:
    r"""The letters, ranges («0-9») and kinds («\d») with which a match can begin; empty when they cannot be listed."""
    try:
        parse = import_module("re._parser").parse
    except ImportError:
        return frozenset()
    letters, complete = _first(parse(pattern))
    return letters if letters and complete else frozenset()


def _first(parts: Any) -> tuple[frozenset[str] | None, bool]:
    """With what a parsed sequence can begin (None: with anything), and whether it takes up a letter in every case."""
    letters: frozenset[str] = frozenset()
    for operation, argument in parts:
        opening, complete = _first_of(str(operation), argument)
        if opening is None:
            return None, False
        letters |= opening
        if complete:
            return letters, True
    return letters, False


def _first_of(operation: str, argument: Any) -> tuple[frozenset[str] | None, bool]:
    if operation in {"AT", "ASSERT", "ASSERT_NOT"}:
        return frozenset(), False
    if operation == "LITERAL":
        return frozenset({re.escape(chr(argument))}), True
    if operation == "IN":
        return _listed(argument), True
    if operation == "SUBPATTERN":
        return _first(argument[-1])
    if operation in {"MAX_REPEAT", "MIN_REPEAT"}:
        letters, complete = _first(argument[2])
        return letters, complete and argument[0] > 0
    if operation == "BRANCH":
        inner = [_first(branch) for branch in argument[1]]
        if any(letters is None for letters, _ in inner):
            return None, False
        return frozenset().union(*(letters or () for letters, _ in inner)), all(complete for _, complete in inner)
    return None, False


def _listed(members: Any) -> frozenset[str] | None:
    """The members of a class; None for one that says what it does not hold."""
    letters = set()
    for operation, argument in members:
        if str(operation) == "LITERAL":
            letters.add(re.escape(chr(argument)))
        elif str(operation) == "RANGE":
            letters.add("-".join(re.escape(chr(end)) for end in argument))
        elif str(argument) in _CATEGORIES:
            letters.add(_CATEGORIES[str(argument)])
        else:
            return None
    return frozenset(letters)
