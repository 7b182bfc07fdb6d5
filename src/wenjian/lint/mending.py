"""`--fix`: the corrections of a file's own lines, whichever way the file cuts its text into lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace

from wenjian.lint.corrections import CORRECTORS, Correction, corrected, corrections
from wenjian.structure.lines import is_date_line
from wenjian.structure.parts import Part, PrintedLine
from wenjian.text.normal import letters

_MOST_LINES = 5000
"""Lines of a paper among which a line of the file is looked for that is only part of one."""
_BESIDE = 6
"""Characters beside a change that tell where it is."""
_THINGS = re.compile("[\U00100000-\U0010fffd]+")
"""Signs for pictures, notes and what colleagues have inserted: no letters, but they part the words beside them."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the rule, the place in words, what stood there and what stands there now, with the words beside."""

    code: str
    place: str
    before: str
    after: str


@dataclass(slots=True)
class Mender:
    """Finds the corrections of a line of the file by what the reader took it for. Lines of a forwarded original, and
    what was not read as text, are never touched. `changes` are those it gave out, in order.
    """

    lines: tuple[PrintedLine, ...]
    codes: frozenset[str]
    changes: list[Change] = field(default_factory=list)
    known: dict[str, PrintedLine] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.codes &= CORRECTORS.keys()
        for line in self.lines:
            self.known.setdefault(letters(line.text), line)

    def mend(self, text: str, place: str = "") -> tuple[Correction, ...]:
        """The corrections of a line or paragraph as the file has it, noted as changes at `place`, by default that of
        the line in the paper.
        """
        line = self._line(text)
        if line is None:
            return ()
        part = Part.DATE if line.part is Part.SIGNATURE and is_date_line(text.strip()) else line.part
        made = corrections(text, part, self.codes)
        where = place or line.label or (f"第{line.number}行" if line.number else "")
        starts = [one.start for one in made]
        for one in made:
            start, end = max(0, one.start - _BESIDE), one.end + _BESIDE
            beside = made[bisect_left(starts, start) : bisect_left(starts, end)]
            inside = (
                replace(each, start=each.start - start, end=each.end - start) for each in beside if each.end <= end
            )
            before = text[start:end]
            self.changes.append(Change(one.code, where, before.strip(), corrected(before, tuple(inside)).strip()))
        return made

    def _line(self, text: str) -> PrintedLine | None:
        """The line that a line of the file is, or is part of; None where it is not the paper's own or not known."""
        words = letters(text)
        if not words:
            return None
        if line := self.known.get(words):
            return line if line.is_own else None
        if len(self.lines) > _MOST_LINES:
            return None
        pieces = [letters(piece) for piece in _THINGS.split(text)]
        inside = [line for line in self.lines if all(piece in letters(line.text) for piece in pieces)]
        holds = inside or [line for line in self.lines if (own := letters(line.text)) and own in words]
        if not holds or not all(line.is_own for line in holds):
            return None
        return holds[0] if inside or len(holds) == 1 else max(holds, key=lambda line: len(line.text))


def mend_text(text: str, mender: Mender) -> str:
    """A text file with its corrections, line ends as they were."""
    return "".join(_mended(line, number, mender) for number, line in enumerate(text.split("\n"), 1)).removesuffix("\n")


def _mended(line: str, number: int, mender: Mender) -> str:
    return corrected(line, mender.mend(line, f"第{number}行")) + "\n"
