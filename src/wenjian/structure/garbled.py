"""Bytes of Chinese text shown in a Western encoding (`ÓÎ×Ó¹éÀ´` is 游子归来), decoded again.

Two habits are known: GBK bytes shown as Latin-1 or cp1252, and UTF-8 bytes shown as either. Real quotation marks,
figures and line breaks may stand between the runs, as copying from a browser leaves them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wenjian.structure.lines import Line, labelled
from wenjian.text.normal import letters

_CP1252 = {
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_HIGH = "\u0080-\u00ff"
_SPECIAL = "".join(chr(code) for code in _CP1252)
_SUSPECT = re.compile(rf"[{_HIGH}]{{2}}|[\u00e3-\u00ef][{_SPECIAL}\u0080-\u00bf]{{2}}")
_GBK_RUN = re.compile(rf"[\u00a1-\u00ff](?:[{_HIGH}]|[\x20-\x7e](?=[{_HIGH}]))*")
_UTF8_RUN = re.compile(rf"[\u00c2-\u00ef][{_HIGH}{_SPECIAL}]+(?:[\x20-\x7e]+[\u00c2-\u00ef][{_HIGH}{_SPECIAL}]+)*")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FEWEST_HIGH = 4
_FEWEST_DISTINCT = 3
_FEWEST_HOPELESS = 6
_READABLE = 0.8
"""Share of decoded characters that everyday Chinese text is made of, from which a run counts as decoded."""
_MOST_NEUTRAL = 12
"""Lines of quotes, figures and blanks that may stand between two garbled ones."""
GRAM = 6
"""Letters of the pieces by which a repetition is recognised."""
REPEATED = 0.8
"""Share of such pieces found elsewhere in the file from which a passage is a repetition."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Garbled lines that follow each other, and the lines of text they are."""

    lines: tuple[Line, ...]
    decoded: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.decoded)


def is_suspect(text: str) -> bool:
    """Whether a text has characters that garbled Chinese is made of; most lines have none."""
    return not text.isascii() and _SUSPECT.search(text) is not None


def decode_garbled(text: str) -> str:
    """`text` with every garbled run decoded; what does not give readable Chinese stays as it is."""
    if not is_suspect(text):
        return text
    text = _UTF8_RUN.sub(lambda match: _decoded(match[0], "utf-8", _FEWEST_HIGH), text)
    return _GBK_RUN.sub(lambda match: _decoded(match[0], "gb18030", _FEWEST_HIGH), text)


def _decoded(run: str, encoding: str, fewest: int) -> str:
    high = [character for character in run if not character.isascii()]
    if len(high) < fewest or (fewest > 2 and len(set(high)) < _FEWEST_DISTINCT):
        return run
    codes = (_CP1252.get(ord(character), ord(character)) for character in run)
    try:
        words = bytes(codes).decode(encoding)
    except (ValueError, UnicodeDecodeError):
        return run
    foreign = [character for character in words if not character.isascii()]
    readable = sum(_is_everyday(character) for character in foreign)
    return words if foreign and readable >= _READABLE * len(foreign) else run


def _is_everyday(character: str) -> bool:
    """Whether GB 2312 has the character among its signs or its common Chinese characters (rows 1–3, 16–55)."""
    try:
        data = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(data) == 2 and (0xA1 <= data[0] <= 0xA3 or 0xB0 <= data[0] <= 0xF7)


def is_hopeless(text: str) -> bool:
    """Whether a line is nothing but garbled characters, which no known habit explains."""
    if text.isascii() or _HAN.search(text):
        return False
    high = sum("\u00a1" <= character <= "\u00ff" and character not in "×·±°" for character in text)
    return high >= _FEWEST_HOPELESS and high * 2 >= len(text.replace(" ", ""))


def find_passages(lines: Sequence[Line]) -> tuple[tuple[int, Passage], ...]:
    """The garbled passages of a file, each with the index of its first line.

    A passage goes from a line that decodes for certain to the last one before running text; short runs of two
    characters count inside it. Lines that hold readable Chinese as well are a passage of their own.
    """
    found: list[tuple[int, Passage]] = []
    position = 0
    while position < len(lines):
        if not _begins(lines[position]):
            position += 1
            continue
        start = position
        end = _passage_end(lines, start)
        taken = lines[start:end]
        found.append((start, Passage(tuple(taken), tuple(_joined(taken)))))
        position = end
    return tuple(found)


def _begins(line: Line) -> bool:
    return line.table is None and is_suspect(line.text) and decode_garbled(line.text) != line.text


def _passage_end(lines: Sequence[Line], start: int) -> int:
    end = start + 1
    if _HAN.search(lines[start].text):
        return end
    position = end
    while position < len(lines) and position - end <= _MOST_NEUTRAL:
        line = lines[position]
        if line.table is not None or _HAN.search(line.text):
            break
        if _decode_within(line.text) != line.text:
            end = position + 1
        position += 1
    while end < len(lines) and re.fullmatch(r"\s*[”“’‘。，；：]*\s*", lines[end].text) and lines[end].text.strip():
        end += 1
    return end


def _decode_within(text: str) -> str:
    """As `decode_garbled`, for a line inside a passage, where a single character (two bytes) is enough."""
    if not is_suspect(text):
        return text
    text = _UTF8_RUN.sub(lambda match: _decoded(match[0], "utf-8", 2), text)
    return _GBK_RUN.sub(lambda match: _decoded(match[0], "gb18030", 2), text)


def _joined(lines: Sequence[Line]) -> list[Line]:
    """The decoded lines. Where signs and figures stand on lines of their own, the text was broken at each of them, and
    its paragraphs go on until a sentence ends before a number or before a line of blanks.
    """
    if not any(line.text.strip() and _decode_within(line.text) == line.text for line in lines):
        return [replace(line, text=_decode_within(line.text)) for line in lines]
    paragraphs: list[Line] = []
    fresh = True
    for line in lines:
        words = _decode_within(line.text).strip(" \t\u00a0\u3000\r\n")
        if not words:
            fresh = fresh or bool(line.text) or not paragraphs
            continue
        begins = fresh or (labelled(words) is not None and paragraphs[-1].text.endswith(("。", "；")))
        if begins or not paragraphs:
            paragraphs.append(replace(line, text=words))
        else:
            paragraphs[-1] = replace(paragraphs[-1], text=paragraphs[-1].text + words)
        fresh = False
    return paragraphs


def grams(text: str) -> frozenset[str]:
    """The runs of GRAM letters in `text`."""
    plain = letters(text)
    return frozenset(plain[i : i + GRAM] for i in range(max(1, len(plain) - GRAM + 1)))


def contained(text: str, known: frozenset[str]) -> float:
    """The share of the runs of GRAM letters in `text` that `known` holds, 0–1."""
    own = grams(text)
    return len(own & known) / len(own)
