"""`re` whose patterns are compiled when they are first used.

A command loads some 600 patterns and looks for a hundred of them; compiling the others takes a quarter of the time for
which a user waits. Modules with many or long patterns take this in the place of `re`, and use it as they would `re`:

    from wenjian.text import patterns as re
"""

from __future__ import annotations

import re
from re import Match, Pattern, escape, findall, finditer, fullmatch, match, search, split, sub
from typing import Any, cast

__all__ = [
    "Match",
    "Pattern",
    "compile",
    "compiled_now",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
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
        compiled = compiled_now(self.pattern, self._given)
        self.__dict__ |= {method: getattr(compiled, method) for method in _METHODS}
        return getattr(compiled, name)


def compiled_now(pattern: str, flags: int = 0) -> Pattern[str]:
    """What `re.compile` gives, with a quicker class for any Chinese character."""
    for han in _ALL_HAN:
        pattern = pattern.replace(han, _LETTER)
    return re.compile(pattern, flags)


def compile(pattern: str, flags: int = 0) -> Pattern[str]:  # noqa: A001 — as `re` names it
    """What `re.compile` gives, compiled at its first use; a mistake in the pattern shows only then."""
    return cast("Pattern[str]", _Waiting(pattern, flags))
