"""The changed words of a text. Whole clauses are exchanged where little of them is kept; there is no confetti."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from wenjian.changes.likeness import likeness, pairs_in_order
from wenjian.text.normal import letters

MARK = "\u2029"
"""Ends a paragraph where several are one text."""

_FIXED = re.compile(f"[{MARK}\U00100000-\U0010fffd]")
"""What stands for a thing and not for words: never deleted and put in again."""
_STOPS = "，。；：！？,;!?\n"
_WORDS = f"[^{_STOPS}{_FIXED.pattern[1:]}"
_CLAUSE = re.compile(f"{_FIXED.pattern}|{_WORDS}*(?:[{_STOPS}]+[”’」』）》)]*|{_WORDS})")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*[%％‰]?|[A-Za-z]+|[〇零一二三四五六七八九十百千万亿]+|.", re.DOTALL)
_MOST_COMPARED = 1_000_000
"""Pairs of tokens of one clause that are compared; a longer one is exchanged as a whole."""
_KEPT = 0.5
"""Share of the shorter clause that must be kept for the clause to be changed inside."""
_LETTERS_A_SPOT = 4
"""Kept letters that make room for one more change inside a clause."""


class Op(Enum):
    """What becomes of a piece of text."""

    KEEP = "keep"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of the old text that is kept or deleted, or of the new one that is inserted."""

    op: Op
    text: str


def is_sign(character: str) -> bool:
    """Whether a character stands for a thing that is no text (a picture, a note, a field); see `find_edits`."""
    return "\U00100000" <= character <= "\U0010fffd"


def find_edits(old: str, new: str) -> tuple[Edit, ...]:
    """What turns `old` into `new`: kept and deleted pieces together are `old`, kept and inserted ones `new`.

    Between two kept pieces what is deleted stands before what is inserted, each once. Equal clauses are kept, clauses
    that are like each other are changed inside, the others exchanged. A private character of plane 16 stands for a
    thing and is kept wherever the other text has it at its place.
    """
    mine, theirs = _CLAUSE.findall(old), _CLAUSE.findall(new)
    edits: list[Edit] = []
    i = j = 0
    for at, to in (*pairs_in_order(mine, theirs, _likeness), (len(mine), len(theirs))):
        edits += (Edit(Op.DELETE, "".join(mine[i:at])), Edit(Op.INSERT, "".join(theirs[j:to])))
        if at < len(mine):
            edits += _inside(mine[at], theirs[to])
        i, j = at + 1, to + 1
    return tuple(_slid(list(_gathered(_without_crumbs(_gathered(edits))))))


def _likeness(one: str, other: str) -> float:
    return 0.0 if _FIXED.search(one + other) else likeness(one, other)


def _inside(old: str, new: str) -> Iterator[Edit]:
    """The changes inside a clause, or the exchange of the whole."""
    if old == new:
        yield Edit(Op.KEEP, old)
        return
    edits = list(_gathered(_without_edges(list(_without_crumbs(_gathered(_by_tokens(old, new)))))))
    kept = sum(len(letters(edit.text)) for edit in edits if edit.op is Op.KEEP)
    spots = sum(1 for n, edit in enumerate(edits) if edit.op is not Op.KEEP and (not n or edits[n - 1].op is Op.KEEP))
    if kept >= _KEPT * min(len(letters(old)), len(letters(new))) and spots <= 1 + kept // _LETTERS_A_SPOT:
        yield from edits
    else:
        yield from (Edit(Op.DELETE, old), Edit(Op.INSERT, new))


def _by_tokens(old: str, new: str) -> Iterator[Edit]:
    mine, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(mine) * len(theirs) > _MOST_COMPARED:
        yield from (Edit(Op.DELETE, old), Edit(Op.INSERT, new))
        return
    for tag, i, k, j, m in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Edit(Op.KEEP, "".join(mine[i:k]))
        else:
            yield from (Edit(Op.DELETE, "".join(mine[i:k])), Edit(Op.INSERT, "".join(theirs[j:m])))


def _gathered(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits with kept pieces joined, and between two of them what is deleted before what is inserted."""
    kept = deleted = inserted = ""
    for edit in (*(edit for edit in edits if edit.text), Edit(Op.KEEP, "")):
        if edit.op is Op.DELETE:
            deleted += edit.text
        elif edit.op is Op.INSERT:
            inserted += edit.text
        else:
            before, deleted, inserted, after = _trimmed(deleted, inserted)
            kept += before
            if deleted or inserted:
                pieces = ((Op.KEEP, kept), (Op.DELETE, deleted), (Op.INSERT, inserted))
                yield from (Edit(op, text) for op, text in pieces if text)
                kept = deleted = inserted = ""
            kept += after + edit.text
    if kept:
        yield Edit(Op.KEEP, kept)


def _trimmed(deleted: str, inserted: str) -> tuple[str, str, str, str]:
    """What an exchange of two texts keeps before, deletes, inserts and keeps after: the shorter text, where it is all
    in the ends of the longer one, else the punctuation at the end of both.
    """
    least = min(len(deleted), len(inserted))
    head = next((n for n in range(least) if deleted[n] != inserted[n]), least)
    tail = next((n for n in range(least - head) if deleted[-1 - n] != inserted[-1 - n]), least - head)
    if head + tail < least:
        head = 0
        tail = next((n for n in range(tail) if letters(deleted[-1 - n])), tail)
    end, stop = len(deleted) - tail, len(inserted) - tail
    return deleted[:head], deleted[head:end], inserted[head:stop], deleted[end:]


def _slid(edits: list[Edit]) -> Iterator[Edit]:
    """The edits, those that only insert or only delete moved to where a word ends, as far as that says the same:
    «县民政{局、县教育}局、» becomes «县民政局、{县教育局、}».
    """
    for n in range(1, len(edits) - 1):
        before, edit, after = edits[n - 1 : n + 2]
        alone = before.op is Op.KEEP and after.op is Op.KEEP
        if alone and not _FIXED.search(edit.text):
            edits[n - 1 : n + 2] = _moved(before.text, edit, after.text)
    return (edit for edit in edits if edit.text)


def _moved(before: str, edit: Edit, after: str) -> tuple[Edit, Edit, Edit]:
    """A change between two kept texts, moved to the nearest of the best places."""
    whole = before + edit.text + after
    length, start = len(edit.text), len(before)
    first = start
    while first and whole[first - 1] == whole[first - 1 + length]:
        first -= 1
    last = start
    while last + length < len(whole) and whole[last] == whole[last + length]:
        last += 1
    worth = {at: _ends_word(whole, at) + _ends_word(whole, at + length) for at in range(first, last + 1)}
    cut = max(worth, key=lambda at: (worth[at], -abs(at - start)))
    return (
        Edit(Op.KEEP, whole[:cut]),
        Edit(edit.op, whole[cut : cut + length]),
        Edit(Op.KEEP, whole[cut + length :]),
    )


def _ends_word(text: str, at: int) -> bool:
    """Whether a text may be cut at `at`: behind a sign of punctuation or at its ends."""
    return at in (0, len(text)) or not letters(text[at - 1])


def _without_crumbs(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits, single letters kept between two exchanges exchanged with them."""
    known = list(edits)
    for n, edit in enumerate(known):
        if edit.op is Op.KEEP and 0 < n < len(known) - 1 and _is_crumb(edit.text):
            yield from (Edit(Op.DELETE, edit.text), Edit(Op.INSERT, edit.text))
        else:
            yield edit


def _is_crumb(text: str) -> bool:
    return len(letters(text)) <= 1 and not _FIXED.search(text)


def _without_edges(edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits of a clause, a single letter left of its first or last word exchanged with the rest of the word."""
    last = len(edits) - 1
    for n, edit in enumerate(edits):
        beside = edits[1:3] if n == 0 else edits[last - 2 : last] if n == last else ()
        exchanged = len(edits) > 2 and [one.op for one in beside] == [Op.DELETE, Op.INSERT]
        if edit.op is Op.KEEP and exchanged and len(letters(edit.text)) == 1 and not _FIXED.search(edit.text):
            at = next(k for k, character in enumerate(edit.text) if letters(character))
            yield from (Edit(Op.KEEP, edit.text[:at]), Edit(Op.DELETE, edit.text[at]), Edit(Op.INSERT, edit.text[at]))
            yield Edit(Op.KEEP, edit.text[at + 1 :])
        else:
            yield edit
