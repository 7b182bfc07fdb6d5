"""The sources of a layout as plain values: words, fields that are printed, questions with their branches. jinja parsed
them once (`checking`); they are filled in without it, for it takes 5 MB of a process.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from markupsafe import escape

Source: TypeAlias = list[Any]
"""Words, `["print", expression]`, `["if", [[expression, source], …], source]`, one after the other. An expression is
`["name", field]`, `["const", value]`, `["not", e]`, `["and", e, e]`, `["or", e, e]`, `["compare", e, [[sign, e], …]]`.
"""

_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "gteq": operator.ge,
    "lt": operator.lt,
    "lteq": operator.le,
    "in": lambda one, other: one in other,
    "notin": lambda one, other: one not in other,
}


def answer(source: Sequence[Any], values: Mapping[str, str]) -> str:
    """The words of a source with `values` in its fields, escaped unless they are markup. Raises KeyError, TypeError."""
    said: list[str] = []
    for piece in source:
        if isinstance(piece, str):
            said.append(piece)
        elif piece[0] == "print":
            said.append(escape(_value(piece[1], values)))
        else:
            _, branches, otherwise = piece
            chosen = next((inner for asked, inner in branches if _value(asked, values)), otherwise)
            said.append(answer(chosen, values))
    return "".join(said)


def _value(expression: Sequence[Any], values: Mapping[str, str]) -> Any:
    kind, first, *rest = expression
    if kind == "name":
        return values[first]
    if kind == "const":
        return first
    value = _value(first, values)
    if kind == "not":
        return not value
    if kind == "and":
        return value and _value(rest[0], values)
    if kind == "or":
        return value or _value(rest[0], values)
    for sign, other in rest[0]:
        against = _value(other, values)
        if not _COMPARED[sign](value, against):
            return False
        value = against
    return True
