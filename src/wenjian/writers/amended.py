"""Changes to texts of a paper put into its docx as tracked changes: each where the text stands in the file.

A text is told by its letters alone, for readers join, repair and number what a file has: it may be a paragraph, part of
one (a 发文字号 beside the 签发人), or several (a title in two lines).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from wenjian.changes import MARK, Op, find_edits, is_sign
from wenjian.package import BrokenPackage, pack, parse_xml, unpack
from wenjian.text.normal import letters
from wenjian.writers import tracked, wordml
from wenjian.writers.corrected import edits_of
from wenjian.writers.tracked import Author, Signs
from wenjian.writers.versions import as_plain_docx, main_part
from wenjian.writers.wordml import Element, w

__all__ = ["Change", "Words", "write_amended"]

_SHORTEST_WITHIN = 2
"""Letters from which a text is looked for within a paragraph."""


@dataclass(frozen=True, slots=True)
class Change:
    """Instead of text[start:end] stands `new`. What `breaks` begins a paragraph behind the text, with a number
    (`label`) where those beside it have one typed.
    """

    start: int
    end: int
    new: str
    breaks: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A text of a paper, the number printed before it, and its changes in order, none overlapping. `beside` is a word
    of the line that it is only part of («签发人», «印发»); of several places the last counts where it is `late`.
    """

    text: str
    label: str = ""
    changes: tuple[Change, ...] = ()
    beside: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class _Replacement:
    start: int
    end: int
    new: str


@dataclass(slots=True)
class _Paragraph:
    """A paragraph of the file: its words, and what is to be put into them."""

    element: Element
    pieces: Sequence[tracked.Piece]
    text: str
    signs: Signs
    numbered: bool
    made: list[_Replacement] = field(default_factory=list)

    @property
    def letters(self) -> str:
        return letters(self.text)


def write_amended(
    docx: bytes, words: Sequence[Words], author: Author, *, numbers: Sequence[str] = (), name: str = ""
) -> tuple[bytes, tuple[tuple[int, int], ...]]:
    """The docx with the changes to the paper's texts, which are given all and in reading order; and those that could
    not be put in, as positions of text and change. `numbers` are the automatic numbers of its paragraphs.

    Tracked changes that the file holds are taken as accepted first. Same arguments, same bytes. Raises UnreadableInput
    for a file `name` that is broken.
    """
    try:
        parts = unpack(docx)
        main = main_part(parts.get("_rels/.rels", b""))
        root = parse_xml(parts[main], main)
    except BrokenPackage as problem:
        raise problem.unreadable(name, ".docx") from problem
    counted = {one for one, number in zip(root.iter(w("p")), numbers, strict=False) if number}
    tracked.accept_changes(root)
    paragraphs = [_paragraph(one, counted) for one in root.iter(w("p")) if not _is_boxed(one)]
    unplaced = tuple(_place(words, [one for one in paragraphs if one.text.strip()]))
    for one in paragraphs:
        if one.made:
            one.made.sort(key=lambda made: (made.start, made.end))
            edits = list(edits_of(one.text, one.made))
            tracked.change_paragraphs([(one.element, one.pieces)], edits, author, one.signs)
    tracked.number_marks([root])
    parts[main] = wordml.serialise(root)
    return pack(as_plain_docx(parts, main)), unplaced


def _paragraph(element: Element, counted: set[Element]) -> _Paragraph:
    signs = Signs()
    pieces = tracked.pieces_of(element, signs)
    return _Paragraph(element, pieces, tracked.text_of(pieces), signs, element in counted)


def _is_boxed(paragraph: Element) -> bool:
    return next(paragraph.iterancestors(w("txbxContent")), None) is not None


# where a text stands


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of a text as a paragraph has it: the characters `first` to `last` of the text; for each of them where it
    begins and ends in the paragraph.
    """

    paragraph: _Paragraph
    first: int
    last: int
    begins: Sequence[int]
    ends: Sequence[int]
    is_typed: bool


def _place(words: Sequence[Words], paragraphs: Sequence[_Paragraph]) -> Iterator[tuple[int, int]]:
    """Notes every change in its paragraph; the positions of those that have none."""
    total = Counter(letters(one.label + one.text) for one in words)
    seen: Counter[str] = Counter()
    by_letters: dict[str, list[_Paragraph]] = {}
    for paragraph in paragraphs:
        by_letters.setdefault(paragraph.letters, []).append(paragraph)
    for number, one in enumerate(words):
        key = letters(one.label + one.text)
        turn, seen[key] = seen[key], seen[key] + 1
        if not one.changes:
            continue
        stretches = _stretches(one, (turn, total[key]), paragraphs, by_letters)
        for position, change in enumerate(one.changes):
            if not any(_put(change, one, stretch) for stretch in stretches):
                yield number, position


def _stretches(
    words: Words, turn: tuple[int, int], paragraphs: Sequence[_Paragraph], by_letters: dict[str, list[_Paragraph]]
) -> list[_Stretch]:
    """The paragraphs that print a text: the one of its words, else those it was joined of, else one that holds it.
    `turn` says which of how many equal texts it is.
    """
    for typed in () if words.beside else (True, False) if words.label else (False,):
        same = by_letters.get(letters(words.label * typed + words.text), [])
        at = turn[0] if len(same) == turn[1] else -1 if words.late else 0
        if len(same) == turn[1] or len(same) == 1 or (same and words.late):
            paragraph = same[at]
            first = len(letters(words.label)) if typed else 0
            return [_stretch(words, 0, len(words.text), paragraph, first, is_typed=typed)]
    joined = [] if words.beside else _joined(words, paragraphs)
    return joined or _held(words, paragraphs)


def _joined(words: Words, paragraphs: Sequence[_Paragraph]) -> list[_Stretch]:
    """The neighbouring paragraphs whose words together are the text."""
    wanted = letters(words.label + words.text)
    found: list[list[_Paragraph]] = []
    for start, paragraph in enumerate(paragraphs):
        rest, taken = wanted, list[_Paragraph]()
        for one in paragraphs[start:]:
            own = one.letters
            if not own or not rest.startswith(own):
                break
            rest, taken = rest[len(own) :], [*taken, one]
        if not rest and len(taken) > 1 and paragraph is taken[0]:
            found.append(taken)
    if len(found) != 1:
        return []
    stretches: list[_Stretch] = []
    at, skip = 0, len(letters(words.label))
    for one in found[0]:
        length = len(one.letters) - skip
        last = at
        while last < len(words.text) and len(letters(words.text[at:last])) < length:
            last += 1
        while last < len(words.text) and not letters(words.text[last]):
            last += 1
        stretches.append(_stretch(words, at, last, one, skip, is_typed=bool(words.label)))
        at, skip = last, 0
    return stretches


def _held(words: Words, paragraphs: Sequence[_Paragraph]) -> list[_Stretch]:
    """The paragraph that holds the text beside other words, where there is but one."""
    wanted = letters(words.text)
    if len(wanted) < _SHORTEST_WITHIN:
        return []
    places: list[tuple[_Paragraph, int]] = []
    for paragraph in paragraphs:
        own = paragraph.letters
        beside = own.find(words.beside)
        at = max(own.find(wanted, beside), own.find(wanted)) if beside >= 0 else -1
        if at >= 0:
            places.append((paragraph, at))
    if len(places) > 1 and not (words.late or words.beside):
        return []
    chosen = places[-1:] if words.late else places[:1]
    return [_stretch(words, 0, len(words.text), one, at, is_typed=False) for one, at in chosen]


def _stretch(words: Words, first: int, last: int, paragraph: _Paragraph, skip: int, *, is_typed: bool) -> _Stretch:
    """The characters of a text one by one in a paragraph, whose letters before `skip` are not the text's."""
    text, at = paragraph.text, 0
    while skip and at < len(text):
        skip -= len(letters(text[at]))
        at += 1
    begins, ends = [], []
    for character in words.text[first:last]:
        if letters(character):
            while at < len(text) and not letters(text[at]):
                at += 1
            taken = 1
        else:
            taken = int(text[at : at + 1] == character)
        begins.append(at)
        at += taken
        ends.append(at)
    return _Stretch(paragraph, first, last, begins, ends, is_typed)


def _put(change: Change, words: Words, stretch: _Stretch) -> bool:
    """Notes a change in a paragraph; False where it does not stand in it as a whole."""
    first, paragraph = stretch.first, stretch.paragraph
    if change.start == change.end:
        if not (first < change.end <= stretch.last or change.end == first == 0):
            return False
        at = stretch.ends[change.end - first - 1] if change.end > first else stretch.begins[0]
        _insert(change, at, stretch)
        return True
    if not first <= change.start < change.end <= stretch.last:
        return False
    start, end = stretch.begins[change.start - first], stretch.ends[change.end - first - 1]
    old = paragraph.text[start:end]
    if letters(old) != letters(words.text[change.start : change.end]) or any(map(is_sign, old)):
        return False
    made = list(_replaced(start, old, change.new))
    if any(one.start < end and start < one.end for one in paragraph.made):
        return all(one in paragraph.made for one in made)  # an element that two papers of the file have
    paragraph.made += made
    return True


def _replaced(start: int, old: str, new: str) -> Iterator[_Replacement]:
    """Only the words that differ, at their places."""
    at = start
    for edit in find_edits(old, new):
        if edit.op is Op.INSERT:
            yield _Replacement(at, at, edit.text)
            continue
        if edit.op is Op.DELETE:
            yield _Replacement(at, at + len(edit.text), "")
        at += len(edit.text)


def _insert(change: Change, at: int, stretch: _Stretch) -> None:
    """New words; a paragraph of their own where the file's can be cut and its number, typed or counted, be gone on
    with.
    """
    paragraph = stretch.paragraph
    cut = change.breaks and tracked.is_simple(paragraph.element) and bool(change.label) >= paragraph.numbered
    label = "" if paragraph.numbered else change.label
    if cut:
        at = len(paragraph.text.rstrip())
    paragraph.made.append(_Replacement(at, at, (MARK + label if cut else "") + change.new))
