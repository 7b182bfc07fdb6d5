"""Fields: what prints is the result; instructions print only where a field has none (EQ, check boxes)."""

from __future__ import annotations

import re

from lxml import etree

from wenjian.ooxml.elements import attribute, child, child_value, children, is_on, local_name, whole
from wenjian.readers.docx.progress import OpenField, Progress
from wenjian.readers.number_forms import circled

_CONTENTS = re.compile(r"\s*TO[AC]\b", re.IGNORECASE)
_EQUATION = re.compile(r"\s*eq\b", re.IGNORECASE)
_ENCLOSED = re.compile(r"\\o\s*(?:\\a[clrd]\s*)?\((?P<frame>[^,，()]*)[,，](?P<words>[^()]*)\)", re.IGNORECASE)
_FRACTION = re.compile(r"\\f\s*\((?P<upper>[^,()]*),(?P<lower>[^,()]*)\)", re.IGNORECASE)
_RUBY = re.compile(r"\\o\\ad\(\\s\\up\s*\d+\([^()]*\),(?P<words>[^()]*)\)", re.IGNORECASE)
_SIZES = re.compile(r"\\\*\s*\S+\s*")
_LONGEST_INSTRUCTION = 2_000
_DROPPED = frozenset(("del", "moveFrom", "Fallback"))


def unclosed_fields(root: etree._Element) -> frozenset[etree._Element]:
    """The w:fldChar that begin a field which never ends: what follows them is text like any other."""
    stack: list[etree._Element] = []
    for mark in root.iter("{*}fldChar"):
        if any(local_name(above) in _DROPPED for above in mark.iterancestors()):
            continue
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            stack.append(mark)
        elif kind == "end" and stack:
            stack.pop()
    return frozenset(stack)


def follow_field(mark: etree._Element, progress: Progress) -> str:
    """Take a w:fldChar; the words that a field without result prints at its end."""
    kind = attribute(mark, "fldCharType")
    if kind == "begin":
        if mark not in progress.unclosed:
            progress.fields.append(OpenField(mark))
            progress.codes_open += 1
    elif progress.fields and kind == "separate":
        _begin_result(progress.fields[-1], progress)
    elif progress.fields and kind == "end":
        return _end_field(progress.fields.pop(), progress)
    return ""


def _begin_result(opened: OpenField, progress: Progress) -> None:
    if not opened.in_result:
        opened.in_result = True
        progress.codes_open -= 1
        progress.contents_open += is_contents_instruction(opened.instruction)


def _end_field(ended: OpenField, progress: Progress) -> str:
    if ended.in_result:
        progress.contents_open -= is_contents_instruction(ended.instruction)
    else:
        progress.codes_open -= 1
    words = "" if ended.has_result else _words_without_result(ended)
    if progress.fields and ended.has_result:
        progress.fields[-1].has_result = True
    return words


def add_instruction(text: str, progress: Progress) -> None:
    if progress.fields and not progress.fields[-1].in_result:
        opened = progress.fields[-1]
        opened.instruction = (opened.instruction + text)[:_LONGEST_INSTRUCTION]


def prints(progress: Progress) -> bool:
    """Whether a text met now is printed: it stands in the result of every open field."""
    if progress.codes_open:
        return False
    if progress.fields:
        progress.fields[-1].has_result = True
    return True


def in_contents(progress: Progress) -> bool:
    """Whether reading is inside the result of a table of contents."""
    return progress.contents_open > 0


def is_contents_instruction(instruction: str) -> bool:
    return bool(_CONTENTS.match(instruction))


def _words_without_result(ended: OpenField) -> str:
    data = child(ended.begin, "ffData")
    if (box := child(data, "checkBox")) is not None:
        state = child(box, "checked")
        return "☑" if is_on(state if state is not None else child(box, "default")) else "☐"
    if (choices := child(data, "ddList")) is not None:
        entries = [attribute(entry) for entry in children(choices, "listEntry")]
        chosen = whole(child_value(choices, "result"))
        return entries[chosen] if chosen < len(entries) else ""
    return words_of_equation(ended.instruction) if _EQUATION.match(ended.instruction) else ""


def words_of_equation(instruction: str) -> str:
    r"""What an EQ field prints, as plain text: «eq \o\ac(○,3)» is ③, ruby its base, a fraction «1/2»."""
    text = _SIZES.sub("", _EQUATION.sub("", instruction, count=1)).strip()
    text = _RUBY.sub(lambda match: match["words"], text)
    text = _FRACTION.sub(lambda match: f"{match['upper']}/{match['lower']}", text)
    return _ENCLOSED.sub(lambda match: _enclosed(match["frame"].strip(), match["words"].strip()), text).strip()


def _enclosed(frame: str, words: str) -> str:
    if frame in ("○", "〇", "O") and words.isdecimal():
        return circled(whole(words)) or words
    return words
