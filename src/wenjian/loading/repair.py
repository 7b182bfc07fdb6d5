"""Input-method accidents in YAML: full-width colons, tabs and U+3000 indents, missing spaces, quoted keys.

Only what stands at a key's place is touched. Quoted texts, block texts (| and >), continuation lines and values
stay as they are: a value in “ ” is a legitimate text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from wenjian.loading.indent import fitting_columns
from wenjian.loading.shape import known_keys, list_keys
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.text import patterns as re

BLANKS = " \t\u3000\xa0\u2002\u2003"
_ODD_BLANKS = BLANKS[1:]
_PARAGRAPH = "\u3000\u3000"
_BLOCK = re.compile(r"[|>][0-9+-]{0,2}[ ]*(#.*)?$")
_WRAPS = "“”‘’＂「『"
_WRAPPED_KEY = re.compile(rf"[{_WRAPS}]([^“”‘’＂「」『』:：\"']+)[“”‘’＂」』][ \t\u3000]*(?=[:：])")
_BARE_KEY = re.compile(r"[^\s\"'\[\]{}#&*!|>%@`,?“‘「『][^\"{}\[\]“”‘’]*$")
_KEY_AHEAD = re.compile(r"[^:：\s]+(?=[ \t\u3000]*[:：])")
_PLAIN_COLON = re.compile(r":(?=[ ]|$)")


@dataclass(slots=True)
class _State:
    """Where the scan stands between two lines; a column of -1 means «not inside». `keys` are the open keys with their
    columns, `opened` says whether the last of them still waits for its value; `item` is the column of the list whose
    entries are texts.
    """

    block: int = -1
    plain: int = -1
    quote: str = ""
    depth: int = 0
    keys: list[tuple[int, str]] = field(default_factory=list)
    opened: bool = False
    item: int = -1


def repair(text: str, path: str) -> tuple[str, tuple[Finding, ...]]:
    """The text with accidents at key positions repaired, line for line, and a finding for each."""
    lines = text.split("\n")
    step = _indent_step(lines)
    state = _State()
    repaired: list[str] = []
    findings: list[Finding] = []
    for number, line in enumerate(lines, 1):
        problems: list[tuple[str, int, str]] = []
        fixed = _repair_line(line, state, step, problems)
        repaired.append(fixed)
        findings.extend(
            found(code, Place(path, number, column), excerpt=line, key=key, line=fixed.strip())
            for code, column, key in problems
        )
    return "\n".join(repaired), tuple(findings)


def gather(findings: Iterable[Finding], failed_at: int = 0) -> tuple[Finding, ...]:
    """The findings of `repair` with one for a run of lines that have the same wrong with their indentation.

    When reading stopped at line `failed_at`, the run that it stands in goes (the error speaks for it), and so does
    every line that was taken for the continuation of a text.
    """
    runs: list[list[Finding]] = []
    running: dict[str, list[Finding]] = {}
    for finding in findings:
        run = running.get(finding.code)
        if run and _is_indent(finding) and run[-1].place.line == finding.place.line - 1:
            run.append(finding)
            continue
        runs.append([finding])
        if _is_indent(finding):
            running[finding.code] = runs[-1]
    if failed_at:
        runs = [
            run for run in runs if run[0].code != "WJ156" and not run[0].place.line <= failed_at <= run[-1].place.line
        ]
    return tuple(_one(run) for run in runs)


def _is_indent(finding: Finding) -> bool:
    before = finding.excerpt[: finding.place.column - 1]
    return finding.code == "WJ156" or (finding.code == "WJ152" and not before.strip(BLANKS))


def _one(run: list[Finding]) -> Finding:
    first, last = run[0], run[-1]
    if first is last:
        return first
    return replace(first, message=f"{first.message}（到第{last.place.line}行都是这样）")


def _indent_step(lines: list[str]) -> int:
    """What a tab stands for: the smallest indentation that the file itself uses, else two spaces."""
    widths = {len(line) - len(line.lstrip(" ")) for line in lines if line.strip()}
    return min((width for width in widths if width in (2, 4)), default=2)


def _width(blanks: str, step: int) -> int:
    if not blanks.strip(" "):
        return len(blanks)
    return sum({"\t": step, "\u3000": 2}.get(blank, 1) for blank in blanks)


def _settled_width(lead: str, content: str, step: int, state: _State) -> int:
    """The column of a line: its blanks count, unless with tabs or full-width blanks its key can only belong elsewhere.

    Two full-width blanks under a running text begin a paragraph, whatever it says.
    """
    width = _width(lead, step)
    if not lead.strip(" ") or state.block >= 0 or not state.keys:
        return width
    if lead == _PARAGRAPH and 0 <= state.plain < width:
        return width
    entry = content[1:].lstrip(BLANKS) if content[0] == "-" else content
    listed = len(content) - len(entry)
    if listed and state.item >= 0:
        return state.item
    if match := _KEY_AHEAD.match(entry):
        columns = fitting_columns(match.group(), state.keys, opened=state.opened and not listed, step=step)
        if width + listed in columns:
            return width
        if len(columns) == 1:
            return max(columns[0] - listed, 0)
    under = state.keys[-1][0]
    return under + step if listed and state.opened and width < under else width


def _repair_line(line: str, state: _State, step: int, problems: list[tuple[str, int, str]]) -> str:
    if state.quote:
        state.quote = _after_quote(line, 0, state)
        return line
    if state.depth:
        _scan_flow(line, 0, state)
        return line
    content = line.lstrip(BLANKS)
    if not content or (content[0] == "#" and state.block < 0 and line[0] not in _ODD_BLANKS):
        return line
    lead = line[: len(line) - len(content)]
    plain_spaces = len(lead) - len(lead.lstrip(" "))
    width = _settled_width(lead, content, step, state)
    enclosing = max(state.block, state.plain)
    if enclosing >= 0 and width > enclosing:
        if state.block < 0 and (content.startswith("- ") or _known_key_at(content)):
            problems.append(("WJ156", len(lead) + 1, ""))
        if plain_spaces > enclosing:
            return line
        problems.append(("WJ152", plain_spaces + 1, ""))
        return " " * width + content
    if state.block >= 0 or state.plain >= 0:
        state.block = state.plain = -1
    if len(lead) != plain_spaces:
        problems.append(("WJ152", plain_spaces + 1, ""))
        lead = " " * width
    return lead + _repair_entry(content, width, len(line) - len(content), state, problems)


def _repair_entry(content: str, column: int, offset: int, state: _State, problems: list[tuple[str, int, str]]) -> str:
    """Repair dashes, key and colon of an entry that starts at `column`; `offset` is its place in the original."""
    head = ""
    rest = content
    in_list = False
    dash = column
    while rest.startswith("-"):
        after = rest[1:].lstrip(BLANKS)
        blanks = rest[1 : len(rest) - len(after)]
        if not blanks and rest != "-":
            if not _known_key_at(after):
                break
            problems.append(("WJ151", offset + len(content) - len(rest) + 2, "-"))
            blanks = " "
        elif blanks.strip(" "):
            problems.append(("WJ152", offset + len(content) - len(rest) + 2, ""))
            blanks = " " * len(blanks)
        in_list, dash = True, column
        state.keys = [entry for entry in state.keys if entry[0] <= column]
        head += "-" + blanks
        column += 1 + len(blanks)
        rest = after
    if not rest or rest[0] == "#":
        return head + rest
    fixed, key, value = _repair_key(rest, offset + len(content) - len(rest), state, problems, in_list=in_list)
    state.item, state.opened = (dash if in_list and key is None else -1), False
    if key is None:
        _enter_value(rest, dash, state)
        return head + rest
    state.keys = [entry for entry in state.keys if entry[0] < column]
    state.keys.append((column, key))
    state.opened = not value or value[0] == "#"
    _enter_value(value, column, state)
    return head + fixed


def _known_key_at(text: str) -> bool:
    match = _KEY_AHEAD.match(text)
    return match is not None and match.group() in known_keys()


def _repair_key(
    rest: str, offset: int, state: _State, problems: list[tuple[str, int, str]], *, in_list: bool
) -> tuple[str, str | None, str]:
    """The entry with key and colon in order, the key (None: this is no key), and what follows the colon."""
    may_guess = not in_list or not state.keys or state.keys[-1][1] in list_keys()
    wrapped = _WRAPPED_KEY.match(rest) if rest[0] in _WRAPS else None
    if wrapped and (not in_list or (may_guess and wrapped.group(1) in known_keys())):
        problems.append(("WJ153", offset + 1, wrapped.group(1)))
        tail = rest[wrapped.end() :]
        return _join_key(wrapped.group(1), tail, offset + wrapped.end(), problems)
    if rest[0] in "\"'":
        end = _closing(rest, 1, rest[0])
        tail = rest[end:].lstrip(BLANKS) if end else ""
        if not tail or tail[0] not in ":：":
            return rest, None, ""
        return _join_key(rest[:end], tail, offset + len(rest) - len(tail), problems)
    plain = _PLAIN_COLON.search(rest)
    first = min((at for at in (rest.find("："), rest.find(":")) if at >= 0), default=-1)
    if first < 0:
        return rest, None, ""
    key = rest[:first].rstrip(BLANKS)
    if plain and plain.start() > first and key not in known_keys():
        return rest, rest[: plain.start()], rest[plain.end() :].lstrip(BLANKS)
    guessable = bool(_BARE_KEY.match(key)) and (not in_list or (may_guess and key in known_keys()))
    if (plain and plain.start() == first) or guessable:
        return _join_key(key, rest[first:], offset + first, problems)
    return rest, None, ""


def _join_key(key: str, tail: str, offset: int, problems: list[tuple[str, int, str]]) -> tuple[str, str, str]:
    """`key`, a proper colon, and the value; `tail` starts with the colon as typed."""
    value = tail[1:].lstrip(BLANKS)
    blanks = tail[1 : len(tail) - len(value)]
    name = key.strip("\"'")
    if tail[0] == "：":
        problems.append(("WJ150", offset + 1, name))
    elif value and not blanks:
        problems.append(("WJ151", offset + 2, f"{name}:"))
    elif value and blanks[0] in _ODD_BLANKS:
        problems.append(("WJ152", offset + 2, name))
    elif not blanks or blanks[0] == " ":
        # a blank after the first space belongs to the value
        return key + tail, name, value
    return f"{key}: {value}" if value else f"{key}:", name, value


def _enter_value(value: str, column: int, state: _State) -> None:
    if not value or value[0] == "#":
        return
    if _BLOCK.match(value):
        state.block = column
    elif value[0] in "\"'":
        end = _closing(value, 1, value[0])
        state.quote = "" if end else value[0]
    elif value[0] in "[{":
        _scan_flow(value, 0, state)
    else:
        state.plain = column


def _closing(text: str, start: int, quote: str) -> int:
    """The index after the closing quote, or 0."""
    at = start
    while at < len(text):
        if quote == '"' and text[at] == "\\":
            at += 2
            continue
        if text[at] == quote:
            if quote == "'" and text[at + 1 : at + 2] == "'":
                at += 2
                continue
            return at + 1
        at += 1
    return 0


def _after_quote(line: str, start: int, state: _State) -> str:
    end = _closing(line, start, state.quote)
    if not end:
        return state.quote
    state.quote = ""
    if state.depth:
        _scan_flow(line, end, state)
    return state.quote


def _scan_flow(line: str, start: int, state: _State) -> None:
    """Follow brackets and quotes of a flow list or mapping to the end of the line."""
    at = start
    while at < len(line):
        character = line[at]
        if character in "\"'" and _opens_text(line, at):
            end = _closing(line, at + 1, character)
            if not end:
                state.quote = character
                return
            at = end
            continue
        state.depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(character, 0)
        if state.depth <= 0:
            state.depth = 0
            return
        at += 1


def _opens_text(line: str, at: int) -> bool:
    before = line[:at].rstrip()
    return not before or before[-1] in "[{,:"
