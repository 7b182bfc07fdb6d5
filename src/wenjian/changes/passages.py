"""Which paragraphs and tables of two versions belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wenjian.changes.likeness import likeness, pairs_in_order
from wenjian.text.numbering import parse_label

_GAIN = 0.15
"""What a neighbour must add to the likeness of a pair to be a part of it, cut off or joined."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a table or row as the words in it. Only those of one `kind` pair. One that is not `divisible`
    was neither cut in two nor joined with another.
    """

    text: str
    kind: str = ""
    divisible: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """What stands for each other: the positions of old and new passages; one of the two may be empty."""

    old: range
    new: range


def pair_passages(old: Sequence[Passage], new: Sequence[Passage]) -> tuple[Group, ...]:
    """All passages of both in order, those that are one passage, perhaps changed, in one group.

    A paragraph that was cut up, or joined with its neighbours, is one group with them. What was moved is deleted in
    one place and inserted in the other. What is deleted stands before what is inserted.
    """
    pairs = pairs_in_order([_key(one) for one in old], [_key(one) for one in new], _likeness)
    groups: list[Group] = []
    i = j = 0
    for at, to in (*pairs, (len(old), len(new))):
        groups += (Group(range(n, n + 1), range(j, j)) for n in range(i, at))
        groups += (Group(range(at, at), range(n, n + 1)) for n in range(j, to))
        if at < len(old):
            groups.append(Group(range(at, at + 1), range(to, to + 1)))
        i, j = at + 1, to + 1
    joined: list[Group] = []
    for group in groups:
        whole = group
        while joined and (more := _one_group(joined[-1], whole, old, new)):
            whole = more
            joined.pop()
        joined.append(whole)
    return tuple(joined)


def _key(passage: Passage) -> tuple[str, str]:
    """What makes passages equal: the words of a paragraph without the number before them."""
    label = None if passage.kind else parse_label(passage.text)
    return passage.kind, passage.text[len(label.printed) :].lstrip() if label else passage.text


def _likeness(one: tuple[str, str], other: tuple[str, str]) -> float:
    return likeness(one[1], other[1]) if one[0] == other[0] else 0.0


def _one_group(before: Group, after: Group, old: Sequence[Passage], new: Sequence[Passage]) -> Group | None:
    """Two neighbouring groups as one, where one is a pair and the other a piece cut off or joined to it."""
    pair, piece = (before, after) if before.old and before.new else (after, before)
    if not (pair.old and pair.new) or (piece.old and piece.new):
        return None
    whole = Group(range(before.old.start, after.old.stop), range(before.new.start, after.new.stop))
    mine, theirs = [old[n] for n in whole.old], [new[n] for n in whole.new]
    if min(len(mine), len(theirs)) > 1 or not all(one.divisible for one in (*mine, *theirs)):
        return None
    without = likeness(_text(old, pair.old), _text(new, pair.new))
    return whole if likeness(_text(old, whole.old), _text(new, whole.new)) >= without + _GAIN else None


def _text(passages: Sequence[Passage], positions: range) -> str:
    return "".join(passages[n].text for n in positions)
