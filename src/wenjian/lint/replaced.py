"""Terms, organs and laws of former days (clauses/旧称.yaml) in a paper that is newer than their replacement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wenjian.lint.parents import Parents, after, before, own_date, own_lines, place_of, without_titles
from wenjian.model.catalogue import found
from wenjian.model.document import Document
from wenjian.model.finding import Finding
from wenjian.model.library import ReplacedWord
from wenjian.text.dates import format_date, parse_date
from wenjian.text.normal import bracketed, fold_in_place
from wenjian.text.walk import Line

_FORMER = re.compile("(?:原|旧|原来的|原有的|曾|已脱贫的?)[^，,。；;（()）]{0,3}$")
_REPLACED_HERE = re.compile(r"^[^，,。；;]{0,6}(?:更名|改名|改为|改称|撤销|并入|划入|划转|合并)")
_CLAUSE_END = re.compile("[，,。；;：:！!？?]")
_TITLE = re.compile(r"《(?:中华人民共和国)?([^《》]{2,40})》")


@dataclass(frozen=True, slots=True)
class Use:
    """A word of former days in the text of a line, with its place there."""

    line: Line
    start: int
    end: int


def check_replaced(document: Document, parents: Parents, words: Sequence[ReplacedWord]) -> tuple[Finding, ...]:
    """WJ564 once for each of `words` that the paper uses although it is dated (or, undated, its parent is) on the day
    of the replacement or later.

    Right are titles in 《》 (a law is looked for there only), 原县工商局, and what a parent of that time says itself.
    """
    used = replaced_uses(document, parents, words)
    return tuple(_finding(document, entry, [use.line for use in uses]) for entry, uses in used)


def replaced_uses(
    document: Document, parents: Parents, words: Sequence[ReplacedWord]
) -> tuple[tuple[ReplacedWord, tuple[Use, ...]], ...]:
    """The words that `check_replaced` finds, each with every place where it stands."""
    date = own_date(document) or parents.date
    if date is None:
        return ()
    current = {entry.word: entry for entry in words if _since(entry) <= date.isoformat()}
    if not current:
        return ()
    plain = [entry.word for entry in current.values() if not entry.is_law]
    pattern = re.compile(
        "|".join(map(re.escape, sorted(map(fold_in_place, plain), key=lambda word: (-len(word), word))))
    )
    by_fold = {fold_in_place(word): word for word in current}
    places: dict[str, list[Use]] = {}
    for line in own_lines(document):
        for match in pattern.finditer(fold_in_place(without_titles(line.text))) if plain else ():
            entry = current[by_fold[match[0]]]
            if not _is_right(line.text, match.start(), match.end(), entry):
                places.setdefault(entry.word, []).append(Use(line, *match.span()))
        for match in _TITLE.finditer(line.text):
            law = current.get(by_fold.get(fold_in_place(match[1]), ""))
            if law and law.is_law and not _is_right(line.text, match.start(), match.end(), law):
                places.setdefault(law.word, []).append(Use(line, *match.span(1)))
    used = ((current[word], tuple(uses)) for word, uses in places.items())
    return tuple((entry, uses) for entry, uses in used if not _parent_says(parents, entry))


def _since(entry: ReplacedWord) -> str:
    date = parse_date(entry.since)
    return date.isoformat() if date else "9999"


def _is_right(text: str, start: int, end: int, entry: ReplacedWord) -> bool:
    """Whether the words around text[start:end] say that it is of former days, or make it another thing."""
    if _FORMER.search(before(text, start)) or _REPLACED_HERE.match(after(text, end)):
        return True
    clause = _CLAUSE_END.split(before(text, start))[-1] + _CLAUSE_END.split(after(text, start))[0]
    return any(word in clause for word in entry.unless)


def _parent_says(parents: Parents, entry: ReplacedWord) -> bool:
    """Whether a parent that is no older than the replacement uses the word itself."""
    is_newer = parents.date is None or parents.date.isoformat() >= _since(entry)
    return is_newer and parents.say(entry.word)


def _finding(document: Document, entry: ReplacedWord, lines: Sequence[Line]) -> Finding:
    date = parse_date(entry.since)
    return found(
        "WJ564",
        place_of(document, lines[0]),
        word=f"《{entry.word}》" if entry.is_law else f"“{entry.word}”",
        times=f"，共{len(lines)}处" if len(lines) > 1 else "",
        since=format_date(date) if date else entry.since,
        now=entry.now,
        basis=bracketed(entry.basis),
    )
