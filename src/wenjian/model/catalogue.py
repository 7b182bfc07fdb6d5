"""Every finding code once: level, message, way out, and for rules the source they rest on.

`docs/findings.md` is generated from this table; `tests/findings/` holds a bad input for each code.
Ranges: 1xx reading and loading, 2xx library, 3xx duties, 4xx coverage, 5xx composing, 6xx layouts and writing.
"""

from __future__ import annotations

from dataclasses import dataclass

from wenjian.model.finding import Finding, Place
from wenjian.model.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Entry:
    """One code: `message` and `hint` are format strings. `basis` is the source level and clause (条例, 国标, 惯例)."""

    level: Level
    message: str
    hint: str = ""
    basis: str = ""


def found(code: str, place: Place | None = None, *, excerpt: str = "", **values: object) -> Finding:
    """The finding `code` at `place`, its message and hint filled from `values`."""
    entry = CATALOGUE[code]
    return Finding(
        code=code,
        message=entry.message.format(**values),
        place=place or Place(),
        hint=entry.hint.format(**values),
        excerpt=excerpt,
        level=entry.level,
    )


E, W, N = Level.ERROR, Level.WARNING, Level.INFO

CATALOGUE: dict[str, Entry] = {
    # 1xx reading and loading
    "WJ101": Entry(E, "文件不存在", "请检查文件名和所在文件夹。"),
    "WJ102": Entry(E, "这是一个文件夹，不是文件", "请指定文件夹里的具体文件。"),
    "WJ103": Entry(E, "文件是空的，没有可读的内容", "请确认保存的是正确的文件。"),
    # 2xx library
    # 3xx duties
    # 4xx coverage
    # 5xx composing
    # 6xx layouts and writing
}
