"""Findings: problems in content, as values."""

from __future__ import annotations

from dataclasses import dataclass, field

from wenjian.model.vocabulary import Level


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file. Line and column count from 1; 0 means the file as a whole. `label` says it in words
    where lines mean nothing (a paragraph of a docx, a cell of a sheet).
    """

    path: str = ""
    line: int = 0
    column: int = 0
    label: str = ""

    def __str__(self) -> str:
        parts = [self.path] if self.path else []
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        text = ":".join(parts)
        return f"{text}（{self.label}）" if self.label and text else text or self.label


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: its code in the catalogue (docs/findings.md), level, place, message, and the way out."""

    code: str
    message: str
    place: Place = field(default_factory=Place)
    hint: str = ""
    excerpt: str = ""
    level: Level = Level.ERROR

    @property
    def order(self) -> tuple[Place, str, str]:
        return (self.place, self.code, self.message)

    def __str__(self) -> str:
        where = f"{self.place}: " if str(self.place) else ""
        lines = [_one_line(f"{where}{self.level.chinese} {self.code}: {self.message}")]
        if self.excerpt:
            lines.append(f"    {self.excerpt.expandtabs(1)}")
            if self.place.column:
                lines.append(f"    {pad(self.excerpt[: self.place.column - 1])}^")
        if self.hint:
            lines.append(f"提示：{self.hint}")
        return "\n".join(lines)


def _one_line(text: str) -> str:
    """`text` without line breaks: a file whose name holds one cannot print a finding of its own making."""
    return " ".join(text.splitlines())


def pad(text: str) -> str:
    """Blanks as wide as `text` on a terminal: full-width characters take two columns."""
    from unicodedata import east_asian_width

    return "".join("  " if east_asian_width(c) in "WF" else " " for c in text)
