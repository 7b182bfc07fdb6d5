"""Literal text with slots `{{ 参数名 }}` and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from wenjian.model.document import Origin, Span
from wenjian.model.vocabulary import OriginKind
from wenjian.text import patterns as re

_SLOT = re.compile(r"\{\{[ \t\u3000]*(\w+)[ \t\u3000]*\}\}")
_BRACE = re.compile(r"[{}｛｝]")
UNKNOWN = "待定"
"""What is printed for a slot without value, and noted as the place its value was found."""


class SlotError(ValueError):
    """A text whose braces are not slots. `position` is the offset of the fault, `message` is for people."""

    def __init__(self, position: int, message: str) -> None:
        super().__init__(message)
        self.position = position
        self.message = message


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot by the name of its parameter; `start` and `end` are offsets of the braces in the text."""

    name: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def parse_slots(text: str) -> tuple[str | Slot, ...]:
    """`text` as literals and slots in order. Raises SlotError at the first brace that is not part of a slot."""
    parts: list[str | Slot] = []
    position = 0
    for match in _SLOT.finditer(text):
        _literal(text, position, match.start(), parts)
        parts.append(Slot(match[1], match.start(), match.end()))
        position = match.end()
    _literal(text, position, len(text), parts)
    return tuple(parts)


def _literal(text: str, start: int, end: int, parts: list[str | Slot]) -> None:
    if brace := _BRACE.search(text, start, end):
        raise SlotError(brace.start(), _fault(text, brace.start()))
    if start < end:
        parts.append(text[start:end])


def _fault(text: str, position: int) -> str:
    head = text[position : position + 2]
    if text[position] in "｛｝":
        return "参数要用半角花括号，写成 {{ 参数名 }}"
    if head in ("{%", "{#"):
        return "条款正文只能写文字和参数，不能写模板指令"
    if head == "{{" and "}}" not in text[position:]:
        return "参数缺少右花括号，应写成 {{ 参数名 }}"
    if head == "{{":
        inner = text[position + 2 : text.index("}}", position)].strip()
        return f"参数名只能是文字、数字和下划线，不能是“{inner}”" if inner else "花括号里没有参数名"
    return "花括号不成对，参数应写成 {{ 参数名 }}"


def slot_names(text: str) -> tuple[str, ...]:
    """The names of the slots of `text`, each once, in order. Raises SlotError."""
    return tuple(dict.fromkeys(part.name for part in parse_slots(text) if isinstance(part, Slot)))


def spelled(text: str, stand_in: str = "", defaults: Mapping[str, str] = MappingProxyType({})) -> str:
    """`text` with `stand_in`, else its default, else its own name, in the place of each slot, without blanks; as it is
    where its braces are no slots.
    """
    try:
        pieces = [
            (stand_in or defaults.get(part.name) or part.name) if isinstance(part, Slot) else part
            for part in parse_slots(text)
        ]
    except SlotError:
        pieces = [text]
    return "".join("".join(pieces).split())


def fill(
    text: str, values: Mapping[str, tuple[str, str]], ref: str, kind: OriginKind = OriginKind.CLAUSE
) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """The spans of `text` with its slots filled, and the names without value, each once.

    `values` maps a name to (value, where it was found); values are literal and never parsed. `ref` and `kind` are the
    origin of the literal parts. A slot without value becomes 【待定：参数名】. Raises SlotError.
    """
    spans: list[Span] = []
    missing: list[str] = []
    for part in parse_slots(text):
        if isinstance(part, str):
            spans.append(Span(part, Origin(kind, ref)))
            continue
        value, where = values.get(part.name, ("", ""))
        if not value:
            missing.append(part.name)
            value, where = f"【{UNKNOWN}：{part.name}】", UNKNOWN
        spans.append(Span(value, Origin(OriginKind.SLOT, part.name, where)))
    return tuple(spans), tuple(dict.fromkeys(missing))
