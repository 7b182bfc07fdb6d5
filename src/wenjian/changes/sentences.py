"""Two versions of a paper side by side: which sentences read the same, moved, changed, came in or fell away.

Which is called old and which new has no say in the pairing, so that going back gives the mirror image.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain, pairwise

from wenjian.model.diff import SentenceEdit
from wenjian.model.document import Document, Provision
from wenjian.model.elements import Elements
from wenjian.model.record import chinese_keys
from wenjian.model.vocabulary import Edit
from wenjian.text.citations import find_document_number
from wenjian.text.dates import parse_date
from wenjian.text.normal import fingerprint, fold
from wenjian.text.walk import document_pieces

LIKE = 0.5
"""Likeness (Dice of the pairs of letters) from which two sentences are one that was changed."""

_AT_HOME = 0.2
"""What equal headings add to the likeness by which pairs are chosen."""

_SHORTEST_WITHIN = 8
"""Letters from which a sentence that stands wholly in one of the other version was joined to it or split off."""

_TOO_COMMON = 200
"""Pieces from which a pair of letters that they share says nothing; keeps hostile texts quick."""

_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]{1,3}是|第[一二三四五六七八九十]{1,3}[,、])")
_MARKS = re.compile(r"[\s。、;!?“”‘’《》〈〉〔〕【】「」『』()\[\]\"'…—·]|[,:.](?![0-9])|(?<![0-9])[,:.]")
"""Punctuation; a comma, colon or point between digits belongs to the figure."""

_APART = 3
"""Equal letters between two differences under which they are one."""

_LETTER = re.compile(r"\w")
_STOPS = "，。；、：\n "
_FIGURE_GOES_ON = re.compile(r"[.,]?\d")
_FIGURE_BEFORE = re.compile(r"(?:[.,]?\d)*")
_FIGURE_BEHIND = re.compile(
    r"(?:[.,]?\d)*(?:[%％‰]|个?(?:百分点|工作日|自然日|小时|月|学时|课时|学期|季度)|[万亿]?(?:平方米|元|人次|吨)|分钟|公里|千米|公斤"
    r"|周岁|\w)?"
)
"""The rest of a figure, and its unit; of another unit the first letter, as of any changed word."""

_STAGE = re.compile(r"[（(][^（()）]{0,8}稿[^（()）]{0,6}[)）]$")
_FILLED_IN_LATER = ("number", "date", "note", "publicity", "copies_to")
"""Elements that are not printed until the paper is signed."""

_COMPARED = ("title", "number", "recipients", "signature", "date", "note", "publicity", "copies_to")


def wording(text: str) -> str:
    """The words of `text` without blanks, punctuation and the 一是 or 第一， that a list begins with: equal for texts
    that differ in nothing else. Signs that belong to a figure stay («1.5米» is not «15米»).
    """
    return _MARKS.sub("", _ORDINAL.sub("", fold(text).strip()))


def compare_versions(old: Document, new: Document) -> tuple[SentenceEdit, ...]:
    """Every piece of both papers in exactly one edit, in the order of the new paper, what was deleted where it stood.

    Pieces are sentences, headings, table cells and the elements of the paper. Equal words pair first, those under equal
    headings before others; of these the most text that kept its order is unchanged, the rest moved. What is left pairs
    by likeness. A sentence that stands wholly in one of the other version was joined to it or split off it. A number
    before a sentence or a heading is no part of it.
    """
    return (*_elements(old.elements, new.elements), *_compare(document_pieces(old), document_pieces(new)))


# the elements of the paper


def _elements(old: Elements, new: Elements) -> Iterator[SentenceEdit]:
    for name in _COMPARED:
        before, after = _element(old, name), _element(new, name)
        if not before and not after:
            continue
        alias = chinese_keys(Elements)[name]
        one, two = ((Provision("", 0, len(text), text, alias),) if text else () for text in (before, after))
        if wording(before) == wording(after):
            kind = Edit.UNCHANGED if before == after else Edit.CHANGED
        else:
            kind = Edit.CHANGED if before and after else Edit.ADDED if after else Edit.DELETED
        filled_in = name in _FILLED_IN_LATER and not (before and after)
        yield SentenceEdit(kind, one, two, wording=wording(before) != wording(after) and not filled_in)


def _element(elements: Elements, name: str) -> str:
    """The element as text; one that is still to be filled in («鲁民字〔2026〕　号») counts as none."""
    value = getattr(elements, name)
    text = value if isinstance(value, str) else "、".join(value)
    if name == "title":
        return _STAGE.sub("", text.replace("\n", ""))
    known: dict[str, Callable[[str], object]] = {"number": find_document_number, "date": parse_date}
    return text if name not in known or known[name](text) else ""


# the text


def _compare(old: Sequence[Provision], new: Sequence[Provision]) -> Iterator[SentenceEdit]:
    mine, other = ([wording(piece.text) for piece in pieces] for pieces in (old, new))
    same = sorted(_equal(old, new, (mine, other)))
    kept = _in_order(same, [(len(mine[i]), _mark(old[i]) + _mark(new[j])) for i, j in same])
    rest = _rest(len(old), {i for i, _ in same}), _rest(len(new), {j for _, j in same})
    groups = _changed((old, new), (mine, other), rest)
    anchors = sorted(kept)
    placed = [(_place(olds, news, anchors), _edit(old, new, (olds, news))) for olds, news in groups]
    for i, j in same:
        still = Edit.UNCHANGED if (i, j) in kept else Edit.MOVED
        kind = still if _printed(old[i]) == _printed(new[j]) else Edit.CHANGED
        placed.append(((j, 0, 0), SentenceEdit(kind, (old[i],), (new[j],))))
    yield from (edit for _, edit in sorted(placed, key=lambda one: one[0]))


def _printed(piece: Provision) -> str:
    """The text as people compare it: without the number before it and without the width of signs."""
    return _ORDINAL.sub("", re.sub(r"\s", "", fold(piece.text)).rstrip("。;,:"))


def _mark(piece: Provision) -> int:
    """A number that tells pieces of equal length apart by what they say and where, not by their order."""
    return int(fingerprint("".join((piece.text, *piece.headings))), 16)


def _rest(count: int, taken: set[int]) -> list[int]:
    return [number for number in range(count) if number not in taken]


def _equal(
    old: Sequence[Provision], new: Sequence[Provision], words: tuple[Sequence[str], Sequence[str]]
) -> Iterator[tuple[int, int]]:
    """Pairs of equal words in reading order, first those under equal headings."""
    mine, other = words
    taken: tuple[set[int], set[int]] = (set(), set())
    for with_headings in (True, False):
        waiting: dict[tuple[str, tuple[str, ...]], list[int]] = {}
        for i in _rest(len(old), taken[0]):
            waiting.setdefault((mine[i], old[i].headings if with_headings else ()), []).append(i)
        for j in _rest(len(new), taken[1]):
            found = waiting.get((other[j], new[j].headings if with_headings else ()))
            if found:
                pair = found.pop(0), j
                taken[0].add(pair[0])
                taken[1].add(j)
                yield pair


def _in_order(pairs: Sequence[tuple[int, int]], weights: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Of `pairs`, sorted by their first number, those of the heaviest chain that ascends in both."""
    ends: list[int] = []
    chains: list[tuple[tuple[int, int], int]] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        (length, tie), last = chains[at - 1] if at else ((0, 0), -1)
        total = (length + weights[number][0], tie + weights[number][1])
        before.append(last)
        over = at
        while over < len(ends) and chains[over][0] <= total:
            over += 1
        ends[at:over] = [j]
        chains[at:over] = [(total, number)]
    kept: set[tuple[int, int]] = set()
    at = chains[-1][1] if chains else -1
    while at >= 0:
        kept.add(pairs[at])
        at = before[at]
    return kept


# changed sentences


_Groups = list[tuple[list[int], list[int]]]


def _changed(
    pieces: tuple[Sequence[Provision], Sequence[Provision]],
    words: tuple[Sequence[str], Sequence[str]],
    rest: tuple[list[int], list[int]],
) -> _Groups:
    """The pieces without an equal one in groups: two that are like each other, those that hold each other, and alone
    those that have nothing of the kind.
    """
    pairs = list(_same_cell(pieces, rest))
    left = [[n for n in side if n not in {pair[at] for pair in pairs}] for at, side in enumerate(rest)]
    grams = tuple({n: _bigrams(side[n]) for n in numbers} for side, numbers in zip(words, left, strict=True))
    index = tuple(_inverted(one) for one in grams)
    common = {gram for gram, known in index[0].items() if len(known) + len(index[1].get(gram, ())) > _TOO_COMMON}
    pairs += _alike(pieces, grams, index[1], common)
    paired = {i for i, _ in pairs}, {j for _, j in pairs}
    links = list(pairs)
    links += [(i, j) for i, j in _within(words, grams[0], index[1], common) if i not in paired[0]]
    links += [(i, j) for j, i in _within(words[::-1], grams[1], index[0], common) if j not in paired[1]]
    return _joined(rest, links)


def _same_cell(
    pieces: tuple[Sequence[Provision], Sequence[Provision]], rest: tuple[list[int], list[int]]
) -> Iterator[tuple[int, int]]:
    """Short cells of one column beside the same task, whatever they say now."""
    cells: dict[tuple[tuple[str, ...], str], list[int]] = {}
    for i in rest[0]:
        if column := _column(pieces[0][i]):
            cells.setdefault((pieces[0][i].headings, column), []).append(i)
    for j in rest[1]:
        waiting = cells.get((pieces[1][j].headings, _column(pieces[1][j])))
        if waiting:
            yield waiting.pop(0), j


def _column(piece: Provision) -> str:
    """The column that the place of a short table cell names («附件第3项“完成时限”»)."""
    return piece.where.partition("“")[2] if piece.row >= 0 else ""


def _bigrams(words: str) -> frozenset[str]:
    return frozenset(one + two for one, two in pairwise(words)) or frozenset({words})


def _inverted(grams: Mapping[int, frozenset[str]]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for number, known in grams.items():
        for gram in known:
            index.setdefault(gram, []).append(number)
    return index


def _alike(
    pieces: tuple[Sequence[Provision], Sequence[Provision]],
    grams: Sequence[Mapping[int, frozenset[str]]],
    index: Mapping[str, list[int]],
    common: set[str],
) -> list[tuple[int, int]]:
    """Pairs of the likest pieces from `LIKE` on, rather under equal headings, each piece in one pair at most."""
    (old, new), (mine, other) = pieces, grams
    found: list[tuple[float, int, int, int]] = []
    for i, known in mine.items():
        for j in set(chain.from_iterable(index.get(gram, ()) for gram in known - common)):
            likeness = 2 * len(known & other[j]) / (len(known) + len(other[j]))
            if likeness >= LIKE:
                found.append((-likeness - _AT_HOME * (old[i].headings == new[j].headings), i + j, i, j))
    pairs: list[tuple[int, int]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, _, i, j in sorted(found):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((i, j))
    return pairs


def _within(
    words: tuple[Sequence[str], Sequence[str]],
    grams: Mapping[int, frozenset[str]],
    index: Mapping[str, list[int]],
    common: set[str],
) -> Iterator[tuple[int, int]]:
    """(piece, the first piece of the other version that says it and more)."""
    mine, other = words
    for i, known in grams.items():
        rare = min(sorted(known - common), key=lambda gram: len(index.get(gram, ())), default="")
        if len(mine[i]) >= _SHORTEST_WITHIN and rare:
            holder = next((j for j in index.get(rare, ()) if mine[i] in other[j]), None)
            if holder is not None:
                yield i, holder


def _joined(rest: tuple[list[int], list[int]], links: Iterable[tuple[int, int]]) -> _Groups:
    """The pieces that `links` hold together, each of `rest` in one group."""
    group: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
    for side, left in enumerate(rest):
        for number in left:
            group[side, number] = ([number], []) if side == 0 else ([], [number])
    for i, j in links:
        one, two = group[0, i], group[1, j]
        if one is not two:
            for side in (0, 1):
                one[side].extend(two[side])
                for number in two[side]:
                    group[side, number] = one
    return [(sorted(olds), sorted(news)) for olds, news in {id(one): one for one in group.values()}.values()]


def _edit(old: Sequence[Provision], new: Sequence[Provision], group: tuple[list[int], list[int]]) -> SentenceEdit:
    olds, news = tuple(old[i] for i in group[0]), tuple(new[j] for j in group[1])
    kind = Edit.CHANGED if olds and news else Edit.ADDED if news else Edit.DELETED
    before, after = ("".join(wording(piece.text) for piece in pieces) for pieces in (olds, news))
    return SentenceEdit(kind, olds, news, wording=before != after)


def _place(olds: Sequence[int], news: Sequence[int], anchors: Sequence[tuple[int, int]]) -> tuple[int, int, int]:
    """Where an edit stands in the order of the new paper; what was deleted, behind what stood before it."""
    if news:
        return (news[0], 0, 0)
    at = bisect_left(anchors, (olds[0],))
    return (anchors[at - 1][1] if at else -1, 1, olds[0])


# words within a sentence


def word_changes(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """The words in which two sentences differ, (old, new), each long enough to be recognised («14天» → «7天», not
    «14» → «7»); one of them is empty for words that came in or fell away.
    """
    if old > new:
        return tuple((before, after) for after, before in word_changes(new, old))
    spans: list[list[int]] = []
    for tag, *span in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if spans and span[0] - spans[-1][1] < _APART:
            spans[-1][1], spans[-1][3] = span[1], span[3]
        else:
            spans.append(span)
    changes = (_recognisable(old, new, span) for span in spans)
    return tuple((before, after) for before, after in changes if before or after)


def _recognisable(old: str, new: str, span: Sequence[int]) -> tuple[str, str]:
    a, b, c, d = span
    parts = old[a:b], new[c:d]
    if any(part[-1:].isdigit() or _FIGURE_GOES_ON.match(part) for part in parts):
        a, b, c, d = _whole_figure(old, new, span)
    elif all(parts) and any(len(part) == 1 for part in parts):
        if b < len(old) and _LETTER.match(old[b]):
            b, d = b + 1, d + 1
        elif a and _LETTER.match(old[a - 1]):
            a, c = a - 1, c - 1
    return old[a:b].strip(_STOPS), new[c:d].strip(_STOPS)


def _whole_figure(old: str, new: str, span: Sequence[int]) -> tuple[int, int, int, int]:
    """A changed stretch with the rest of the figures at its ends and the unit of the last («24小时» → «48小时»)."""
    a, b, c, d = span
    parts = old[a:b], new[c:d]
    if any(_FIGURE_GOES_ON.match(part) for part in parts):
        before = _common(old[:a][::-1], new[:c][::-1], _FIGURE_BEFORE)
        a, c = a - before, c - before
    if any(part[-1:].isdigit() for part in parts):
        behind = _common(old[b:], new[d:], _FIGURE_BEHIND)
        b, d = b + behind, d + behind
    return a, b, c, d


def _common(one: str, other: str, pattern: re.Pattern[str]) -> int:
    """How much of what a pattern takes from the beginning of `one` stands in `other` too."""
    match = pattern.match(one)
    taken = match[0] if match else ""
    return next(
        (n for n, (mine, its) in enumerate(zip(taken, other, strict=False)) if mine != its), min(len(taken), len(other))
    )
