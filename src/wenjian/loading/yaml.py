"""YAML for people: every scalar is text, every accident is repaired with a report or answered in place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import yaml

from wenjian.loading.repair import gather, repair
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.model.vocabulary import Level
from wenjian.text.normal import with_line_feeds

KeyPath = tuple[str | int, ...]
"""How to reach a value: keys and 0-based list positions from the root."""

MAX_CHARACTERS = 4_000_000
MAX_DEPTH = 40
_LONGEST_HINT = 1000
"""Characters of a line that are looked at to explain what is wrong with it."""
_OVERLAP = 8
"""How many characters on each side of a joint tell it from an ordinary space."""

_LINE_SIGNS = re.compile("[\x85\u2028\u2029]")
"""Signs that YAML takes for line ends and editors do not: places would no longer fit."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Data of a file (dicts, lists, texts; None where nothing stands), and where each piece stands.

    `places` leads from the path of a value to its place, `keys` from the path of an entry to the place of its key.
    `data` is None when the file cannot be read at all; `findings` then says why.
    """

    data: Any
    places: Mapping[KeyPath, Place] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    keys: Mapping[KeyPath, Place] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    path: str = ""

    def with_findings(self, findings: Sequence[Finding]) -> Loaded:
        """The same with `findings` before its own."""
        return replace(self, findings=(*findings, *self.findings)) if findings else self

    def place(self, path: KeyPath) -> Place:
        """The place of a value, or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return Place(self.path)

    def excerpt(self, place: Place) -> str:
        return self.lines[place.line - 1] if 0 < place.line <= len(self.lines) else ""

    @property
    def broken(self) -> bool:
        return any(finding.level is Level.ERROR for finding in self.findings)


def parse_yaml(text: str, path: str) -> Loaded:
    """Data, places and findings of a YAML text; never raises for what the text says.

    Refused (an error finding, `data` None): more than one document, anchors and aliases, tags, keys that are no
    text, more than MAX_DEPTH levels. A duplicate key is an error beside the data.
    """
    text = with_line_feeds(text.removeprefix("\ufeff"))
    if len(text) > MAX_CHARACTERS:
        return Loaded(None, findings=(found("WJ166", Place(path), limit=MAX_CHARACTERS // 10_000),), path=path)
    repaired, findings = repair(text, path)
    source = _Source(path, tuple(text.split("\n")), tuple(repaired.split("\n")))
    builder = _Builder(source)
    try:
        _check_characters(source)
        for event in _events(repaired):
            builder.take(event)
    except (_Refused, yaml.YAMLError) as error:
        finding = error.finding if isinstance(error, _Refused) else explain(error, source)
        before = gather(findings, failed_at=finding.place.line)
        return Loaded(None, findings=(*before, finding), lines=source.original, path=path)
    findings = gather(findings)
    if builder.root is None:
        return Loaded(None, findings=(*findings, found("WJ103", Place(path))), lines=source.original, path=path)
    return Loaded(builder.root, builder.places, (*findings, *builder.findings), builder.keys, source.original, path)


class _Refused(Exception):
    def __init__(self, finding: Finding) -> None:
        self.finding = finding


@dataclass(frozen=True, slots=True)
class _Source:
    """The lines as typed and as repaired; marks of the parser point into the repaired ones."""

    path: str
    original: tuple[str, ...]
    repaired: tuple[str, ...]

    def line(self, number: int) -> str:
        """A repaired line by its 0-based number; the parser may point behind the last."""
        return self.repaired[min(number, len(self.repaired) - 1)]

    def place(self, line: int, column: int) -> Place:
        """The place as typed of a 0-based position in the repaired text."""
        line = min(line, len(self.original) - 1)
        typed, fixed = self.original[line], self.repaired[line]
        if typed != fixed:
            column = _unshift(typed, fixed, column)
        return Place(self.path, line + 1, min(column, len(typed)) + 1)

    def found(self, code: str, line: int, column: int, /, **values: object) -> Finding:
        place = self.place(line, column)
        return found(code, place, excerpt=self.original[place.line - 1], **values)


def _unshift(typed: str, fixed: str, column: int) -> int:
    suffix = 0
    while suffix < min(len(typed), len(fixed)) and typed[-1 - suffix] == fixed[-1 - suffix]:
        suffix += 1
    return column + len(typed) - len(fixed) if column >= len(fixed) - suffix else column


def _check_characters(source: _Source) -> None:
    text = "\n".join(source.repaired)
    match = yaml.reader.Reader.NON_PRINTABLE.search(text) or _LINE_SIGNS.search(text)
    if match:
        before = text[: match.start()]
        line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        raise _Refused(source.found("WJ165", line, column, sign=f"U+{ord(match.group()):04X}"))


def _events(text: str) -> Iterator[Any]:
    """The events of the quick parser; on an error those of the plain one, whose words we know how to explain."""
    try:
        yield from list(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError:
        yield from yaml.parse(text, Loader=yaml.SafeLoader)


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    value: Any
    path: KeyPath
    flow: bool
    key: str | None = None
    lines: dict[str, int] = field(default_factory=dict)


class _Builder:
    """Turns parser events into plain data with places; a stack of our own, so that depth is ours to bound."""

    def __init__(self, source: _Source) -> None:
        self.source = source
        self.root: Any = None
        self.places: dict[KeyPath, Place] = {}
        self.keys: dict[KeyPath, Place] = {}
        self.findings: list[Finding] = []
        self.stack: list[_Open] = []
        self.documents = 0

    def take(self, event: Any) -> None:
        mark = event.start_mark
        if isinstance(event, yaml.ScalarEvent):
            self._check_node(event)
            self._scalar(event)
        elif isinstance(event, yaml.NodeEvent):
            self._check_node(event)
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _Refused(self.source.found("WJ164", mark.line, mark.column))

    def _check_node(self, event: Any) -> None:
        if event.anchor is None and getattr(event, "tag", None) is None:
            return
        mark = event.start_mark
        line = self.source.line(mark.line)
        if event.anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            raise _Refused(
                self.source.found("WJ162", mark.line, mark.column, sign=f"{sign}{event.anchor}", line=in_quotes(line))
            )
        if getattr(event, "tag", None) is not None:
            raise _Refused(self.source.found("WJ163", mark.line, mark.column, tag=event.tag, line=in_quotes(line)))

    def _open(self, event: Any) -> None:
        mark = event.start_mark
        if len(self.stack) >= MAX_DEPTH:
            raise _Refused(self.source.found("WJ167", mark.line, mark.column, limit=MAX_DEPTH))
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._place_value(value, mark, is_text=False)
        self.stack.append(_Open(value, path, bool(event.flow_style)))

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        plain = event.style is None or event.style == ""
        text = event.value
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._key(text, mark, top)
            return
        if top is not None and top.flow and isinstance(top.value, list) and plain and re.search("[，、]", text):
            self.findings.append(self.source.found("WJ155", mark.line, mark.column, text=text))
        empty = plain and not text
        if empty and top is not None and top.flow and isinstance(top.value, dict) and re.search("[:：]", top.key or ""):
            key, value = re.split("[:：]", top.key or "", maxsplit=1)
            place = self.keys[(*top.path, top.key or "")]
            raise _Refused(
                found("WJ161", place, excerpt=self._line(place), key=key, line=f"{key.strip()}: {value.strip()}")
            )
        if not empty and event.style != "|" and event.end_mark.line > mark.line:
            first = self.source.line(mark.line)[mark.column :].lstrip("\"'")
            middle = self.source.repaired[mark.line + 1 : event.end_mark.line]
            last = self.source.line(event.end_mark.line)[: event.end_mark.column]
            text = _unfold(text, (first, *middle, last.rstrip("\"'") if event.style else last))
        self._place_value(None if empty else text, mark, is_text=True)

    def _line(self, place: Place) -> str:
        return self.source.original[place.line - 1]

    def _key(self, text: str, mark: Any, top: _Open) -> None:
        place = self.source.place(mark.line, mark.column)
        if text in top.lines:
            self.findings.append(self.source.found("WJ160", mark.line, mark.column, key=text, first=top.lines[text]))
        else:
            top.lines[text] = place.line
            self.keys[(*top.path, text)] = place
        top.key = text

    def _place_value(self, value: Any, mark: Any, *, is_text: bool) -> KeyPath:
        """Put a value where the parser stands, and note its place."""
        if not self.stack:
            self.root = value
            self.places[()] = self.source.place(mark.line, mark.column)
            return ()
        top = self.stack[-1]
        if isinstance(top.value, dict):
            if top.key is None:
                line = self._text(mark)
                if line[: mark.column + 1].endswith("{{"):
                    raise _Refused(
                        self.source.found("WJ171", mark.line, mark.column - 1, start="{{", line=in_quotes(line))
                    )
                raise _Refused(self.source.found("WJ168", mark.line, mark.column, line=in_quotes(self._text(mark))))
            path: KeyPath = (*top.path, top.key)
            repeated = top.key in top.value
            if not repeated:
                top.value[top.key] = value
            top.key = None
        else:
            path = (*top.path, len(top.value))
            repeated = False
            top.value.append(value)
        if not repeated:
            empty = is_text and value is None
            self.places[path] = (
                self.keys.get(path, self.source.place(mark.line, mark.column))
                if empty
                else (self.source.place(mark.line, mark.column))
            )
        return path

    def _text(self, mark: Any) -> str:
        return self.source.line(mark.line)


def _unfold(text: str, lines: Sequence[str]) -> str:
    """Chinese has no spaces: where YAML joined two lines with one, and either side is Chinese, it goes."""
    position = 0
    for upper, lower in pairwise(line.strip(" \t") for line in lines):
        if not upper or not lower or not (_is_wide(upper[-1]) or _is_wide(lower[0])):
            continue
        tail, head = upper[-_OVERLAP:], lower[:_OVERLAP]
        at = text.find(f"{tail} {head}", position)
        if at >= 0:
            position = at + len(tail)
            text = text[:position] + text[position + 1 :]
    return text


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF" or character in "“”‘’…—"


def in_quotes(line: str) -> str:
    """The line with its value in quotes, as a person should have written it."""
    line = line[:_LONGEST_HINT]
    match = re.match(r"(\s*(?:-\s+)*(?:[^\s:：'\"{\[][^:]*?:\s+)?)(.*?)\s*$", line)
    if not match:
        return line.strip()
    value = match.group(2).replace("'", "''")
    return f"{match.group(1)}'{value}'".strip()


def _unpaired(source: _Source, failed: Any) -> tuple[int, int] | None:
    """Where a quotation mark opens that was paired with one of a later line, after which the parser failed."""
    last = None
    try:
        for token in yaml.scan("\n".join(source.repaired), Loader=yaml.SafeLoader):
            if token.start_mark.index >= failed.index:
                break
            last = token
    except yaml.YAMLError:
        pass
    if not isinstance(last, yaml.ScalarToken) or last.plain or last.style not in ("'", '"'):
        return None
    spans = last.start_mark.line < last.end_mark.line == failed.line
    return (last.start_mark.line, last.start_mark.column) if spans else None


def explain(error: yaml.YAMLError, source: _Source) -> Finding:
    """The parser's complaint as a located finding in the user's words."""
    problem = str(getattr(error, "problem", "") or "")
    context = str(getattr(error, "context", "") or "")
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    start: Any = getattr(error, "context_mark", None) or mark
    if mark is None:
        return source.found("WJ170", 0, 0, line=source.line(0).strip())
    line = source.line(mark.line)[:_LONGEST_HINT]
    start_line = source.line(start.line)[:_LONGEST_HINT]
    value = re.match(r"\s*(?:-\s+)*(?:[^:]*?:\s+)?(.*)", start_line)
    if value and value.group(1).startswith("{{"):
        return source.found("WJ171", start.line, start_line.index("{{"), start="{{", line=in_quotes(start_line))
    if "quoted scalar" in context and "escape" in problem:
        return source.found("WJ174", mark.line, mark.column - 1)
    quoted = "quoted scalar" in context
    if opened := _unpaired(source, start if quoted else mark):
        return source.found("WJ172", *opened)
    if quoted:
        return source.found("WJ172", start.line, start.column)
    if "mapping values are not allowed" in problem:
        if re.match(r"\s*(?:-\s+)*[^:]+:\s", line[: mark.column]):
            return source.found("WJ173", mark.line, mark.column, line=in_quotes(line))
        return source.found("WJ175", mark.line, len(line) - len(line.lstrip()))
    if "simple key" in context:
        return source.found("WJ176", start.line, start.column, line=f"{start_line.strip()}: ……")
    if "cannot start any token" in problem or context in ("while scanning an alias", "while scanning an anchor"):
        at = start if context.startswith("while scanning a") and "token" not in context else mark
        text = source.line(at.line)
        return source.found("WJ171", at.line, at.column, start=text[at.column : at.column + 1], line=in_quotes(text))
    if "flow" in context:
        return source.found("WJ177", start.line, start.column, line=in_quotes(start_line))
    if "block scalar" in context:
        sign = start_line[start.column : start.column + 1]
        return source.found("WJ171", start.line, start.column, start=sign, line=in_quotes(start_line))
    opening = re.match(r"\s*(?:-\s+)*(?:[^:]*?:\s+)?([\[{\"'])", line[: mark.column])
    if "block" in context and opening and opening.group(1) in "[{":
        return source.found("WJ177", mark.line, mark.column, line=in_quotes(line))
    if "block" in context and opening:
        at = opening.start(1)
        return source.found("WJ171", mark.line, at, start=opening.group(1), line=in_quotes(line))
    if "block" in context or "<document start>" in problem:
        return source.found("WJ175", mark.line, mark.column)
    return source.found("WJ170", mark.line, mark.column, line=in_quotes(line))
