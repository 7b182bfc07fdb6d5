"""The lines of a source as a clean text: what was repaired on the way is told once for each kind, with its places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.structure.characters import (
    has_odd_characters,
    unprintable,
    usual_characters,
    with_short_names,
    without_bullets,
    without_spread_letters,
    without_stray_blanks,
)
from wenjian.structure.cuts import cut_wide_blanks
from wenjian.structure.furniture import is_site_line, page_lines, site_lines
from wenjian.structure.garbled import REPEATED, Passage, contained, find_passages, grams, is_hopeless, is_suspect
from wenjian.structure.lines import Line
from wenjian.structure.wraps import join
from wenjian.text.normal import shorten

_MOST_PLACES = 8


@dataclass(frozen=True, slots=True)
class Repaired:
    """The clean lines; `furniture` are lines of the page, among them those of a web page (`site`); `repeated` are
    garbled passages that say again what the file says elsewhere. Nothing of them is lost: they stay in the document
    as furniture.
    """

    lines: tuple[Line, ...]
    furniture: tuple[Line, ...] = ()
    site: tuple[Line, ...] = ()
    repeated: tuple[Passage, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Log:
    """Findings of one source as they come."""

    source: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, lines: Sequence[Line], **values: object) -> None:
        if lines:
            first = lines[0]
            place = Place(self.source, first.number, label=first.label)
            said = {"count": len(lines), "where": say_places(lines), **values}
            self.findings.append(found(code, place, excerpt="", **said))


def say_places(lines: Sequence[Line]) -> str:
    """«第12、40、55行», or the words by which a reader names its paragraphs («第3段、第5段»)."""
    names = list(dict.fromkeys(line.label or str(line.number) for line in lines if line.label or line.number))
    shown, more = names[:_MOST_PLACES], "等" if len(names) > _MOST_PLACES else ""
    if not shown:
        return "全文"
    if any(line.label for line in lines):
        return "、".join(shown) + more
    return f"第{'、'.join(shown)}行{more}"


def repair(lines: Sequence[Line], source: str) -> Repaired:
    """Garbled text decoded, page numbers and site furniture set apart, broken lines joined, characters cleaned."""
    log = _Log(source)
    repeated: tuple[Passage, ...] = ()
    lost: tuple[Line, ...] = ()
    whole = "\n".join(line.text for line in lines if line.table is None)
    if is_suspect(whole):
        lines, repeated = _decode(lines, log)
        lines, lost = _set_apart(lines, _hopeless, "WJ129", log)
    if has_odd_characters(whole):
        lines = _clean(lines, usual_characters, "WJ135", log)
    lines = _clean(lines, partial(without_bullets, chosen="○" in whole), "WJ357", log)
    lines = tuple(_text_of(line, with_short_names) for line in lines)
    unspread = tuple(_text_of(line, _with_words_whole) for line in lines)
    spread = [new for old, new in zip(lines, unspread, strict=True) if old is not new]
    lines = unspread
    lines, pages = _set_apart(lines, page_lines, "WJ131", log)
    lines = tuple(part for line in lines for part in cut_wide_blanks(line))
    positions = site_lines(lines)
    site = tuple(line for i, line in enumerate(lines) if i in positions)
    lines = tuple(line for i, line in enumerate(lines) if i not in positions)
    joined = join(lines)
    log.add("WJ133", joined.broken)
    lines = tuple(_text_of(line, without_stray_blanks) for line in joined.lines)
    stray = [new for old, new in zip(joined.lines, lines, strict=True) if old is not new]
    log.add("WJ134", sorted((*spread, *stray), key=lambda line: line.number))
    if unprintable(whole):
        odd = [line for line in lines if line.table is None and unprintable(line.text)]
        log.add("WJ136", odd, count=sum(unprintable(line.text) for line in odd))
    return Repaired(lines, (*lost, *pages, *site), site, repeated, tuple(log.findings))


def with_site_lines(repaired: Repaired, more: Sequence[Line], source: str) -> Repaired:
    """The repairs with one finding for the lines of the web page and for `more`, which stand behind the paper's end:
    where nothing shows that the file was a web page, they may be text that somebody wrote there (WJ350).
    """
    log = _Log(source)
    written = [] if repaired.site else [line for line in more if line.table or not is_site_line(line.text, among=True)]
    kept = {id(line) for line in written}
    of_page = [line for line in more if id(line) not in kept]
    log.add("WJ132", sorted((*repaired.site, *of_page), key=lambda line: line.number))
    if written:
        first = written[0]
        text = first.text or "".join(first.table.texts()[0] if first.table and first.table.rows else ("表格",))
        log.add("WJ350", written, text=shorten(text, 16))
    return replace(repaired, findings=(*repaired.findings, *log.findings))


def _with_words_whole(text: str) -> str:
    words = without_spread_letters(text)
    return text if words == text or is_site_line(text) else words


def _text_of(line: Line, change: Callable[[str], str]) -> Line:
    if line.table is not None:
        return line
    text = change(line.text)
    return line if text is line.text or text == line.text else replace(line, text=text)


def _clean(lines: Sequence[Line], change: Callable[[str], str], code: str, log: _Log) -> tuple[Line, ...]:
    cleaned = tuple(_text_of(line, change) for line in lines)
    log.add(code, [new for old, new in zip(lines, cleaned, strict=True) if old is not new and new.text])
    return cleaned


def _set_apart(
    lines: Sequence[Line], find: Callable[[Sequence[Line]], frozenset[int]], code: str, log: _Log
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    positions = find(lines)
    if not positions:
        return tuple(lines), ()
    apart = tuple(line for i, line in enumerate(lines) if i in positions)
    log.add(code, apart)
    return tuple(line for i, line in enumerate(lines) if i not in positions), apart


def _decode(lines: Sequence[Line], log: _Log) -> tuple[tuple[Line, ...], tuple[Passage, ...]]:
    """The lines with garbled passages decoded, without those that repeat the rest of the file."""
    passages = find_passages(lines)
    if not passages:
        return tuple(lines), ()
    rest: list[Line] = []
    position = 0
    for start, passage in passages:
        rest += lines[position:start]
        position = start + len(passage.lines)
    rest += lines[position:]
    known = grams("".join(line.text for line in rest if line.table is None))
    repeated = tuple(passage for _, passage in passages if contained(passage.text, known) >= REPEATED)
    kept: list[Line] = []
    decoded: list[Line] = []
    position = 0
    for start, passage in passages:
        kept += lines[position:start]
        position = start + len(passage.lines)
        if passage not in repeated:
            kept += passage.decoded
            decoded += [line for line in passage.decoded if line.text.strip()]
    kept += lines[position:]
    log.add("WJ130", decoded, text=shorten("".join(line.text for line in decoded), 16))
    return tuple(kept), repeated


def _hopeless(lines: Sequence[Line]) -> frozenset[int]:
    return frozenset(i for i, line in enumerate(lines) if line.table is None and is_hopeless(line.text))
