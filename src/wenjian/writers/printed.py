"""The words of a docx, each with the run that prints it: where a quotation stands, and runs cut at its ends.

What the docx reader leaves out is left out here too: deletions, hidden runs, codes of fields, prompts of content
controls. The words of a text box, of ruby and of a formula belong to the run or formula that holds them as a whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import takewhile

from lxml import etree

from wenjian.ooxml.elements import local_name
from wenjian.text.normal import letters
from wenjian.writers.wordml import XML, Element

CONTEXT = 60
"""Letters before and after a quotation by which it is told from an equal one."""

_MOST_EQUAL = 200
"""Equal places that are compared; a text that says one thing oftener is no paper."""
_LONGEST_NUMBER = 4
_SHORTEST_REST = 8
"""Letters of an automatic number that a reader may have put before the words, and of the words without it."""
_UNPRINTED = frozenset(
    (
        *("pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "sdtEndPr", "sectPr"),
        *("del", "moveFrom", "delText", "instrText", "delInstrText", "rt"),
    )
)
_FORMULAS = ("oMath", "oMathPara")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a paper, with what stands before and after them."""

    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words as one element prints them. `holder` is the run or formula that a mark may stand beside; `element` is the
    w:t of that run, None where the holder cannot be cut.
    """

    words: str
    holder: Element
    element: Element | None


@dataclass(frozen=True, slots=True)
class Printed:
    """All words in order: `text` as printed; `letters` are those that `find` compares, `at` the place of each in
    `text`; `starts` are the places where the pieces begin.
    """

    text: str
    letters: str
    at: Sequence[int]
    pieces: Sequence[_Piece]
    starts: Sequence[int]

    def piece(self, position: int) -> _Piece:
        """The piece that prints the character at `position`."""
        return self.pieces[self._index(position)]

    def _index(self, position: int) -> int:
        return bisect_right(self.starts, position) - 1

    def find(self, quote: Quote) -> tuple[int, int] | None:
        """Start and end of `quote` in `text`, by letters and digits alone; among equal places the one in the most like
        surroundings, then the one with the same signs, then the first. The signs at both ends belong to the quotation.
        """
        wanted = letters(quote.text)
        for number in range(_LONGEST_NUMBER + 1):
            rest = wanted[number:]
            if not rest or (number and len(rest) < _SHORTEST_REST):
                return None
            if places := self._places(rest):
                return self._most_alike(places, len(rest), quote)
        return None

    def _places(self, wanted: str) -> list[int]:
        places: list[int] = []
        start = self.letters.find(wanted)
        while start >= 0 and len(places) < _MOST_EQUAL:
            places.append(start)
            start = self.letters.find(wanted, start + 1)
        return places

    def _most_alike(self, places: Iterable[int], length: int, quote: Quote) -> tuple[int, int]:
        before, after = letters(quote.before)[-CONTEXT:], letters(quote.after)[:CONTEXT]

        def likeness(first: int) -> tuple[int, bool]:
            last = first + length
            left, right = self.letters[max(0, first - CONTEXT) : first], self.letters[last : last + CONTEXT]
            start, end = self._with_signs(first, last, quote.text)
            alike = _shared(reversed(left), reversed(before)) + _shared(right, after)
            return alike, self.text[start:end] == quote.text

        first = max(places, key=likeness)
        return self._with_signs(first, first + length, quote.text)

    def _with_signs(self, first: int, last: int, quoted: str) -> tuple[int, int]:
        start, end = self.at[first], self.at[last - 1] + 1
        signs = [not letters(character) for character in quoted]
        head = quoted[: signs.index(False)]
        tail = quoted[len(signs) - signs[::-1].index(False) :]
        for sign in reversed(head):
            start -= start > 0 and self.text[start - 1] == sign
        for sign in tail:
            end += self.text[end : end + 1] == sign
        return start, end

    def cut(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Cut the runs at both ends of every range. The text stays the same; `read_printed` reads the new runs."""
        cuts: set[tuple[int, int]] = set()
        for start, end in ranges:
            cuts |= {(start, self._index(start)), (end, self._index(end - 1))}
        for position, index in sorted(cuts, reverse=True):
            piece = self.pieces[index]
            if piece.element is not None:
                _cut(piece.holder, piece.element, piece.words, position - self.starts[index])


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    """How many letters two texts have in common from their beginning on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _cut(run: Element, element: Element, words: str, offset: int) -> None:
    """Move what the run prints from `offset` of the w:t on into a run of its own with the same properties. A w:t that
    was cut before holds only the beginning of `words`.
    """
    position = run.index(element)
    moved = list(run)[position + 1 :]
    left = min(len(words), len(element.text or ""))
    if offset == 0:
        moved = [element, *moved]
        if all(local_name(one) == "rPr" for one in run[:position]):
            return
    elif offset < left:
        rest = deepcopy(element)
        rest.tail = None
        _set_words(rest, words[offset:left])
        _set_words(element, words[:offset])
        moved = [rest, *moved]
    if not moved:
        return
    following = run.makeelement(run.tag, dict(run.attrib), run.nsmap)
    following.extend([deepcopy(one) for one in run if local_name(one) == "rPr"])
    following.extend(moved)
    run.addnext(following)


def _set_words(element: Element, words: str) -> None:
    element.text = words
    element.set(f"{{{XML}}}space", "preserve")


# reading


@dataclass(slots=True)
class _Walk:
    """The pieces met so far, and the text boxes that wait for the end of their paragraph, each with its holder."""

    namespace: str
    pieces: list[_Piece] = field(default_factory=list)
    boxes: list[tuple[Element, Element]] = field(default_factory=list)


def read_printed(root: Element) -> Printed:
    """The words of the main part of a docx."""
    walk = _Walk(etree.QName(root).namespace or "")
    _walk(root, None, walk)
    text = "".join(piece.words for piece in walk.pieces)
    kept: list[str] = []
    at: list[int] = []
    for i, character in enumerate(text):
        folded = letters(character)
        kept.append(folded)
        at += [i] * len(folded)
    starts = [0]
    for piece in walk.pieces:
        starts.append(starts[-1] + len(piece.words))
    return Printed(text, "".join(kept), at, walk.pieces, starts[:-1])


def _walk(element: Element, holder: Element | None, walk: _Walk) -> None:
    for one in element:
        name = local_name(one)
        if name in _UNPRINTED or _asks_to_fill_in(one, name):
            continue
        if name == "t":
            _take(one, holder, walk)
        elif name == "p" and holder is None:
            _walk(one, None, walk)
            boxes, walk.boxes = walk.boxes, []
            for box, host in boxes:
                _walk(box, host, walk)
        elif _is_deleted(one, name):
            continue
        elif name == "txbxContent" and holder is not None:
            walk.boxes.append((one, holder))
        elif name == "AlternateContent":
            branch = _printed_branch(one)
            if branch is not None:
                _walk(branch, holder, walk)
        elif holder is None and name in _FORMULAS:
            _walk(one, one, walk)
        elif holder is None and name == "r":
            if not _is_on(_child(_child(one, "rPr"), "vanish")):
                _walk(one, one, walk)
        else:
            _walk(one, holder, walk)


def _take(element: Element, holder: Element | None, walk: _Walk) -> None:
    words = element.text or ""
    if element.get(f"{{{XML}}}space") != "preserve":
        words = words.strip(" ")
    if words and holder is not None:
        whole = element.getparent() is not holder or holder.tag != f"{{{walk.namespace}}}r"
        walk.pieces.append(_Piece(words, holder, None if whole else element))


def _printed_branch(element: Element) -> Element | None:
    """The branch of mc:AlternateContent that is read: the first choice with words, else the fallback."""
    for branch in element:
        if local_name(branch) == "Fallback" or any((text.text or "").strip() for text in branch.iter("{*}t")):
            return branch
    return None


def _is_deleted(element: Element, name: str) -> bool:
    """Whether a row or a cell of a table was taken out in a tracked change."""
    mark = {"tr": ("trPr", "del"), "tc": ("tcPr", "cellDel")}.get(name)
    return mark is not None and _child(_child(element, mark[0]), mark[1]) is not None


def _asks_to_fill_in(element: Element, name: str) -> bool:
    return name == "sdt" and _is_on(_child(_child(element, "sdtPr"), "showingPlcHdr"))


def _is_on(element: Element | None) -> bool:
    if element is None:
        return False
    return element.get(f"{{{etree.QName(element).namespace}}}val", "") not in {"0", "false", "off"}


def _child(element: Element | None, name: str) -> Element | None:
    return None if element is None else next((one for one in element if local_name(one) == name), None)
