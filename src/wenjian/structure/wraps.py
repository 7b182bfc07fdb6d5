"""Lines that end where the page or the margin did, not where the paragraph does, joined again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wenjian.structure.lines import DOCUMENT_NUMBER, ENDS_SENTENCE, TITLE_END, Line, is_date_line, labelled
from wenjian.text import patterns as re

_STANDS_ALONE = re.compile(r"^(?:[□■☐☑☒○◯]|抄送|抄报|分送|附件|联系人|[（(][^（()）]*[）)]$)")
_BLANKS = " \t\u00a0\u3000\ufeff\r\n"
_INDENT = re.compile(r"^(?:[\u3000\t]| {2,})")
_COMMA = re.compile(r"[，,、。；]")
_NARROWEST, _WIDEST = 18, 60
"""Characters of a line that a margin may have broken."""
_RAGGED = 3
"""Characters by which broken lines differ in length."""
_FEWEST_FULL = 4
_FEWEST_INDENTED = 3
"""Indented lines from which a file is taken to indent its paragraphs."""
_LISTS = 3
"""The level from which a figure at the head of a line may be the rest of a number («第\n2.5条»)."""
_FULL_SHARE = 0.6
_SHORTEST = 12
_NUMBER_AT_END = re.compile(rf"{DOCUMENT_NUMBER.pattern}$")
_ENDS_NOTE = re.compile(r"[。；！？][（(][^。]{2,200}[）)]$")
"""A note in brackets behind the last sentence («…。（责任单位：县民政局）»)."""
_REST_OF_WORD = re.compile(r"[\u4e00-\u9fff]{1,2}[，,、。；;]")
"""One or two characters before a sign: the rest of a word or clause that the line before began."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Lines with paragraphs whole again, and those that were joined to the one before them."""

    lines: tuple[Line, ...]
    broken: tuple[Line, ...]


def join(lines: Sequence[Line]) -> Joined:
    """The lines as paragraphs. A text wrapped at a fixed width (18 to 60 characters) is joined at every full line; in
    any text a sentence that a page end left open goes on in the next line.
    """
    width = wrap_width(lines)
    indents = sum(_INDENT.match(line.text) is not None for line in lines if line.table is None) >= _FEWEST_INDENTED
    joined: list[Line] = []
    parts: list[str] = []
    broken: list[Line] = []
    last: Line | None = None
    for line in lines:
        if line.table is None and not line.text.strip(_BLANKS):
            continue
        if last is not None and (
            _wrapped(last, line, width, indents=indents) or _goes_on(parts, joined[-1], last, line)
        ):
            parts.append(_seam(parts[-1], line.text) + line.text.strip(_BLANKS))
            broken.append(line)
        else:
            if len(parts) > 1:
                joined[-1] = replace(joined[-1], text="".join(parts))
            joined.append(line)
            parts = [line.text.strip(_BLANKS) if line.table is None else ""]
        last = line
    if len(parts) > 1:
        joined[-1] = replace(joined[-1], text="".join(parts))
    return Joined(tuple(joined), tuple(broken))


def _seam(before: str, after: str) -> str:
    """A blank where the break stands between two words of Latin letters."""
    first = after.strip(_BLANKS)[:1]
    return " " if before[-1:].isascii() and before[-1:].isalpha() and first.isascii() and first.isalpha() else ""


def printed_width(text: str) -> float:
    """Width of a line in Chinese characters: figures and Latin letters take half of one."""
    narrow = sum(map(text.count, "0123456789 .-")) if not text.isascii() else len(text)
    return len(text) - narrow / 2


def _open_bracket(text: str) -> bool:
    """Whether the last bracket of a line is still open at its end, not far back."""
    at = max(text.rfind("（"), text.rfind("("))
    return at >= 0 and len(text) - at <= _WIDEST and text.find("）", at) < 0 and text.find(")", at) < 0


def wrap_width(lines: Sequence[Line]) -> float:
    """The width at which the lines of running text were broken, in characters; 0 when they were not."""
    open_lines = [
        text
        for line in lines
        if line.table is None and not line.kind and len(line.text) <= _WIDEST + 8
        for text in (line.text.strip(_BLANKS),)
        if len(text) >= _SHORTEST and not ENDS_SENTENCE.search(text)
    ]
    if len(open_lines) < _FEWEST_FULL:
        return 0
    indented = [line.text for line in lines if line.table is None and _INDENT.match(line.text)]
    shift = 2 if indented else 0
    widths = sorted(printed_width(text) for text in open_lines)
    best, width = 0, 0.0
    for candidate in widths:
        if not _NARROWEST <= candidate <= _WIDEST:
            continue
        count = bisect_right(widths, candidate) - bisect_left(widths, candidate - _RAGGED - shift)
        if count >= best:
            best, width = count, candidate
    running = sum(1 for text in open_lines if _COMMA.search(text))
    wide = sum(1 for line in lines if line.table is None and printed_width(line.text.strip(_BLANKS)) > width + _RAGGED)
    enough = best >= max(_FEWEST_FULL, _FULL_SHARE * len(open_lines))
    return width if enough and running * 2 >= len(open_lines) and wide * 4 <= len(open_lines) else 0


def _wrapped(before: Line, line: Line, width: float, *, indents: bool) -> bool:
    """Whether `before` fills the width of a wrapped text and `line` goes on with it. Where paragraphs are indented,
    a line at the margin goes on even after a sentence's end.
    """
    if not width or before.table or line.table or before.kind or line.kind or _INDENT.match(line.text):
        return False
    text, words = before.text.strip(_BLANKS), line.text.strip(_BLANKS)
    shift = 2 if _INDENT.match(before.text) else 0
    if min(abs(one + shift - width) for one in (printed_width(text), len(text))) > _RAGGED:
        return False
    if ENDS_SENTENCE.search(text) and not (indents and _COMMA.search(words)):
        return False
    if TITLE_END.search(text) and not _COMMA.search(text):
        return False
    if _STANDS_ALONE.match(words) or is_date_line(words) or DOCUMENT_NUMBER.fullmatch(words):
        return False
    label = labelled(words)
    return label is None or (label.level >= _LISTS and re.search(r"[第\d]$", text) is not None)


def _goes_on(parts: Sequence[str], whole: Line, before: Line, line: Line) -> bool:
    """Whether `line` goes on with the sentence that the text before it left open at a page end."""
    if before.table or line.table or before.kind or line.kind:
        return False
    last, words = parts[-1], line.text.strip(_BLANKS)
    if ENDS_SENTENCE.search(last) or _ENDS_NOTE.search(last) or labelled(words) or is_date_line(words):
        return False
    first = parts[0]
    if _STANDS_ALONE.match(first) or _STANDS_ALONE.match(words):
        return False
    length = sum(map(len, parts))
    if last.endswith(("，", ",", "、")) and length > 8:
        return True
    if _open_bracket(last) and re.match("[^（(]*[）)]", words):
        return True
    if words.endswith(("：", ":")) and _NUMBER_AT_END.search(last) and not _COMMA.search(last):
        return False
    if length >= 14 and _REST_OF_WORD.match(words) and not TITLE_END.search(last):
        return True
    running = any("。" in part for part in parts[-2:]) or (
        bool(re.search("[，,]", last)) and labelled(whole.text.strip(_BLANKS)) is None
    )
    return running and length >= 14 and not TITLE_END.search(last) and bool(_COMMA.search(words))
