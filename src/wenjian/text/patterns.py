"""`re` whose patterns are compiled when they are first used.

A command loads some 600 patterns and looks for a hundred of them; compiling the others takes a quarter of the time for
which a user waits. Modules with many or long patterns take this in the place of `re`, and use it as they would `re`:

    from wenjian.text import patterns as re

What takes time to find out about a pattern may be kept from one run of the program to the next (`remembering`). That is
for the patterns of the rules; one that is made of the words of a paper is compiled by `compiled_now` and not kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from re import Match, Pattern, escape, findall, finditer, fullmatch, match, search, split, sub
from typing import Any, TypeAlias, TypeVar, cast

from wenjian.text.programs import pattern_of, program_of

__all__ = [
    "Match",
    "Pattern",
    "compile",
    "compiled_now",
    "escape",
    "fact",
    "findall",
    "finditer",
    "fullmatch",
    "kept",
    "match",
    "remembering",
    "search",
    "split",
    "sub",
]

_ALL_HAN = ("[\\u4e00-\\u9fff]", "[\u4e00-\u9fff]")
_LETTER = r"[^\W\d_\x00-\xff]"
"""Of a class of twenty thousand characters `re` makes a list, each time anew; the letters that are no digits and not
Latin are the same in Chinese papers and cost nothing (a twelfth of the time of one check). What looks for Chinese
among other scripts, as the reader of garbled text, takes `re` itself.
"""

Facts: TypeAlias = MutableMapping[str, Any]
"""What is known of patterns: «kind pattern» → a value of JSON."""
Found = TypeVar("Found")

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Waiting:
    """A pattern by its source. Asked for anything else, it takes on the methods of what `re.compile` makes of it."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._given = flags

    def __reduce__(self) -> tuple[Any, ...]:
        """Copied and pickled by its source."""
        return _Waiting, (self.pattern, self._given)

    def __getattr__(self, name: str) -> Any:
        compiled = kept(self.pattern, self._given)
        self.__dict__ |= {method: getattr(compiled, method) for method in _METHODS}
        return getattr(compiled, name)


_opened: list[Callable[[], Facts]] = []
"""Where the facts of the innermost `remembering` are."""


@contextmanager
def remembering(facts: Callable[[], Facts]) -> Iterator[None]:
    """While it lasts, what is known of patterns is looked up in the facts, asked for when first needed, and what is
    found out is added to them.
    """
    _opened.append(facts)
    try:
        yield
    finally:
        _opened.pop()


def fact(kind: str, pattern: str, find: Callable[[], Found]) -> Found:
    """What is known of a pattern of the rules, a value of JSON; found out where nothing is known or kept."""
    if not _opened:
        return find()
    facts, name = _opened[-1](), f"{kind} {pattern}"
    if name not in facts:
        facts[name] = find()
    return cast("Found", facts[name])


def kept(pattern: str, flags: int = 0) -> Pattern[str]:
    """What `compiled_now` gives for a pattern of the rules, from what is kept of it where that is possible."""
    if not _opened:
        return compiled_now(pattern, flags)
    quicker = _quicker(pattern)
    program = fact(f"program {int(flags)}", quicker, lambda: program_of(quicker, flags))
    return (program and pattern_of(quicker, program)) or re.compile(quicker, flags)


def compiled_now(pattern: str, flags: int = 0) -> Pattern[str]:
    """What `re.compile` gives, with a quicker class for any Chinese character."""
    return re.compile(_quicker(pattern), flags)


def _quicker(pattern: str) -> str:
    for han in _ALL_HAN:
        pattern = pattern.replace(han, _LETTER)
    return pattern


def compile(pattern: str, flags: int = 0) -> Pattern[str]:  # noqa: A001 — as `re` names it
    """What `re.compile` gives for a pattern of the rules, compiled when first used; a mistake shows only then."""
    return cast("Pattern[str]", _Waiting(pattern, flags))
