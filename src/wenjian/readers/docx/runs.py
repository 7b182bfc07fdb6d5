"""The printed words of a paragraph: changes as accepted, nothing hidden, results of fields and not their code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from wenjian.ooxml.elements import (
    SPACES,
    attribute,
    child,
    child_value,
    has_words,
    is_on,
    local_name,
    printed_alternative,
    properties_of,
)
from wenjian.readers.docx.fields import (
    add_instruction,
    follow_field,
    in_contents,
    is_contents_instruction,
    prints,
)
from wenjian.readers.docx.progress import Met, NoteCall, Progress
from wenjian.readers.docx.styles import is_hidden, style_hides, style_of

LINE_BREAK, PAGE_BREAK, TAB = "\n", "\f", "\t"
_SKIPPED = frozenset(("rPr", "pPr", "delText", "delInstrText", "rt", "sdtPr", "sdtEndPr", "tblPr", "instrText"))
_CHARACTERS = {"tab": TAB, "ptab": TAB, "cr": LINE_BREAK, "noBreakHyphen": "-"}
_UNREAD = frozenset(("blip", "imagedata", "chart", "relIds"))
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_NOTES = {"footnoteReference": "脚注", "endnoteReference": "尾注"}
UNKNOWN_SIGN = "〓"
"""Stands for a sign of a symbol font that has no letter of its own."""

_SIGNS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "□",
    0x72: "□",
    0x74: "◆",
    0x75: "◆",
    0x76: "◆",
    0xA1: "○",
    0xA3: "□",
    0xA8: "□",
    0xB2: "☆",
    0xD8: "➢",
    0xE0: "→",
    0xF0: "→",
    0xFB: "☒",
    0xFC: "√",
    0xFD: "☒",
    0xFE: "☑",
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
}
"""Signs of the Wingdings fonts that papers use: bullets, boxes and ticks."""


@dataclass(slots=True)
class Words:
    """What a paragraph prints. `text` holds LINE_BREAK, PAGE_BREAK and TAB; `contents` is what belongs to a table of
    contents; `boxes` are the text boxes that hang on the paragraph; `hidden` says whether its style hides words.
    """

    text: str = ""
    contents: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    hidden: bool = False


def words_of(paragraph: etree._Element, progress: Progress) -> Words:
    """The words of a paragraph; what must be told of it is noted in `progress`."""
    words = Words(hidden=style_hides(style_of(paragraph, progress.styles), progress.styles))
    pieces: list[str] = []
    contents: list[str] = []
    for text in _texts(paragraph, words, progress):
        if text and prints(progress):
            (contents if in_contents(progress) else pieces).append(text)
    words.text, words.contents = "".join(pieces), "".join(contents)
    return words


def _texts(element: etree._Element, words: Words, progress: Progress) -> Iterator[str]:
    for one in element:
        name = local_name(one)
        if name == "t":
            yield _readable(_text(one), progress)
        elif name == "r":
            yield from _run(one, words, progress)
        elif name in _SKIPPED:
            if name == "instrText":
                add_instruction(one.text or "", progress)
        elif name in _CHARACTERS:
            yield _CHARACTERS[name]
        elif name == "br":
            kind = attribute(one, "type")
            yield PAGE_BREAK if kind in ("page", "column") else LINE_BREAK
        elif name in ("del", "moveFrom"):
            progress.meet(Met.DELETED)
        elif name == "txbxContent":
            words.boxes.append(one)
        elif name == "object":  # an embedded sheet or formula: a picture of it, and the file that it was made with
            progress.meet(Met.UNREAD)
        elif name == "fldChar":
            yield follow_field(one, progress)
        elif name == "fldSimple":
            yield from _simple_field(one, words, progress)
        elif name == "sym":
            yield _sign(attribute(one, "char"), progress)
        elif name == "AlternateContent":
            branch = printed_alternative(one)
            if branch is not None:
                yield from _texts(branch, words, progress)
        elif name == "sdt" and is_placeholder(one):
            if has_words(one):
                progress.meet(Met.PLACEHOLDER)
        else:
            _note(name, progress)
            yield from _texts(one, words, progress)


def _note(name: str, progress: Progress) -> None:
    if name in ("ins", "moveTo"):
        progress.meet(Met.INSERTED)
    elif name in _UNREAD:
        progress.meet(Met.UNREAD)
    elif name == "commentReference":
        progress.meet(Met.COMMENT)


def _run(run: etree._Element, words: Words, progress: Progress) -> Iterator[str]:
    if is_hidden(properties_of(run), progress.styles, otherwise=words.hidden):
        # a field begun or ended in hidden words still has its place among the others
        for one in run:
            if local_name(one) == "fldChar":
                follow_field(one, progress)
            elif local_name(one) == "instrText":
                add_instruction(one.text or "", progress)
        if has_words(run):
            progress.meet(Met.HIDDEN)
        return
    call = next((one for one in run if local_name(one) in _NOTES), None)
    if call is None:
        place = child_value(properties_of(run), "vertAlign")
        for text in _texts(run, words, progress):
            yield _placed(text, place, progress) if place in ("superscript", "subscript") else text
        return
    progress.calls.append(NoteCall(_NOTES[local_name(call)], attribute(call, "id"), progress.place))
    if attribute(call, "customMarkFollows") not in ("1", "true", "on"):
        yield from _texts(run, words, progress)


def _placed(text: str, place: str, progress: Progress) -> str:
    """Words set above or below the line, in signs that say so («10⁶»); others stay as they are and are told."""
    signs = _RAISED if place == "superscript" else _LOWERED
    if all(ord(character) in signs or character.isspace() for character in text):
        return text.translate(signs)
    if text.strip():
        progress.raised.append(text.strip()[:20])
        progress.meet(Met.RAISED)
    return text


def _simple_field(element: etree._Element, words: Words, progress: Progress) -> Iterator[str]:
    if is_contents_instruction(attribute(element, "instr")):
        progress.contents_open += 1
        yield from _texts(element, words, progress)
        progress.contents_open -= 1
    else:
        yield from _texts(element, words, progress)


def is_placeholder(control: etree._Element) -> bool:
    """Whether a content control shows only the words that ask to fill it in."""
    return is_on(child(control, "sdtPr", "showingPlcHdr"))


def _text(element: etree._Element) -> str:
    text = (element.text or "").translate(SPACES)
    kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    return text if kept else text.strip(" ")


def _readable(text: str, progress: Progress) -> str:
    """The text with signs of symbol fonts, which Word keeps in the private area U+F000, as letters."""
    if not any("\uf000" <= character <= "\uf0ff" for character in text):
        return text
    return "".join(
        _sign(f"{ord(character):X}", progress) if "\uf000" <= character <= "\uf0ff" else character for character in text
    )


def _sign(code: str, progress: Progress) -> str:
    """A sign given by its code in a symbol font («F0FE»)."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    sign = _SIGNS.get(number & 0xFF) if number < 0x100 or 0xF000 <= number <= 0xF0FF else None
    if sign is None and 0x100 <= number <= 0xFFFF and not 0xD800 <= number <= 0xF8FF:
        return chr(number)
    if sign is None:
        progress.meet(Met.UNREAD)
    return sign or UNKNOWN_SIGN
