"""Comments (批注) put into a docx at the words they are about. Every part but the text and the comments, and what names
the part of the comments, stays byte for byte what it was; in the text, runs are cut and marks are added.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from lxml import etree

from wenjian.package import BrokenPackage, Fault, Package, open_package, pack, parse_xml, unpack
from wenjian.writers import properties, wordml
from wenjian.writers.printed import Printed, Quote, read_printed
from wenjian.writers.wordml import Element

__all__ = ["Comment", "Quote", "add_comments", "takes_comments"]

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DOCUMENT, _COMMENTS = f"{_TYPES}.document.main+xml", f"{_TYPES}.comments+xml"
_STRICT = "http://purl.oclc.org/ooxml"
_STRICT_RELATIONS = f"{_STRICT}/officeDocument/relationships"
_HALF_POINTS = 20
_INDENTS = ("leftChars", "left", "rightChars", "right", "firstLineChars", "firstLine")


@dataclass(frozen=True, slots=True)
class Comment:
    """What is said of the words `quote`, in paragraphs. `astray` is said first where the file does not have the words
    and the comment stands at the title.
    """

    quote: Quote
    paragraphs: tuple[str, ...]
    astray: str = ""


def takes_comments(data: bytes) -> bool:
    """Whether the bytes are a docx, and not one with macros or a template, which keep their own name."""
    try:
        package = open_package(data)
        types = package.xml("[Content_Types].xml")
        main = f"/{_main_part(package)}"
    except BrokenPackage:
        return False
    return any(one.get("PartName") == main and one.get("ContentType") == _DOCUMENT for one in types)


def add_comments(
    data: bytes, comments: Sequence[Comment], *, title: Quote, author: str, date: str = "", name: str = ""
) -> tuple[bytes, tuple[Comment, ...]]:
    """The docx with the comments, numbered in reading order after those it has, and the comments whose words it does
    not have: they stand at the `title`, without one at the first words.

    `date` (any spelling with year, month, day) dates them; without one they bear no date. Same arguments, same bytes.
    Raises UnreadableInput for a file `name` that is broken or built to harm.
    """
    try:
        return _added(unpack(data), _main_part(open_package(data)), comments, title, _Signature(author, date))
    except BrokenPackage as problem:
        raise problem.unreadable(name, ".docx") from problem


def _main_part(package: Package) -> str:
    """The part that holds the text, as the relationships of the package name it."""
    for relation in package.xml("_rels/.rels") if package.has("_rels/.rels") else ():
        target: str = relation.get("Target", "").lstrip("/")
        if relation.get("Type", "").endswith("/officeDocument") and package.has(target):
            return target
    return "word/document.xml"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A comment with the range of the printed text that it is about."""

    start: int
    end: int
    comment: Comment


@dataclass(frozen=True, slots=True)
class _Signature:
    """Who comments, and on which day («» for none)."""

    author: str
    date: str


def _added(
    parts: dict[str, bytes], main: str, comments: Sequence[Comment], title: Quote, signature: _Signature
) -> tuple[bytes, tuple[Comment, ...]]:
    if not {main, "[Content_Types].xml"} <= parts.keys():
        raise BrokenPackage(Fault.BROKEN, "没有正文")
    if not comments:
        return pack(parts), ()
    root = parse_xml(parts[main], main)
    printed = read_printed(root)
    if not printed.text:
        raise BrokenPackage(Fault.BROKEN, "没有正文")
    placed, astray = _place(printed, comments, title)
    printed.cut((one.start, one.end) for one in placed)
    part, theirs = _comments_part(parts, main, root)
    numbers = _free_numbers(root, theirs)
    numbered = [(str(next(numbers)), one) for one in placed]
    _mark(read_printed(root), numbered, root)
    theirs.extend([_element(theirs, number, one.comment.paragraphs, signature) for number, one in numbered])
    parts[main] = wordml.serialise(root)
    parts[part] = wordml.serialise(theirs)
    return pack(parts), astray


def _place(printed: Printed, comments: Sequence[Comment], title: Quote) -> tuple[list[_Placed], tuple[Comment, ...]]:
    """The comments at their words in reading order, those of one place in the order given, and those gone astray."""
    head = _find_title(printed, title)
    placed: list[_Placed] = []
    astray: list[Comment] = []
    for comment in comments:
        found = head if comment.quote == title else printed.find(comment.quote)
        if found is None:
            astray.append(comment)
            comment = Comment(comment.quote, (comment.astray, *comment.paragraphs))  # noqa: PLW2901
        placed.append(_Placed(*(found or head), comment))
    return sorted(placed, key=lambda one: (one.start, one.end)), tuple(astray)


def _find_title(printed: Printed, title: Quote) -> tuple[int, int]:
    """The title, or what follows its organ, which may stand in the letterhead; the first words where there is none."""
    subject = replace(title, text=title.text[max(0, title.text.find("关于")) :])
    return printed.find(title) or printed.find(subject) or (0, len(printed.pieces[0].words))


def _mark(printed: Printed, numbered: Sequence[tuple[str, _Placed]], root: Element) -> None:
    """Put the marks of each comment around its range, at whose ends the runs are cut."""
    for number, one in numbered:
        printed.piece(one.start).holder.addprevious(_make(root, "commentRangeStart", id=number))
    for number, one in reversed(numbered):
        reference = _make(root, "r")
        reference.append(_make(root, "commentReference", id=number))
        last = printed.piece(one.end - 1).holder
        last.addnext(reference)
        last.addnext(_make(root, "commentRangeEnd", id=number))


# the part of the comments


def _comments_part(parts: dict[str, bytes], main: str, root: Element) -> tuple[str, Element]:
    """The name and the root of the part of the comments, declared and related where the file has none."""
    folder, _, file = main.rpartition("/")
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    for relation in parse_xml(parts[relations], relations) if relations in parts else ():
        if relation.get("Type", "").endswith("/comments"):
            part = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            if part in parts:
                return part, parse_xml(parts[part], part)
    file = next(name for i in count() if posixpath.join(folder, name := f"comments{i or ''}.xml") not in parts)
    part = posixpath.join(folder, file)
    strict = str(root.tag).startswith(f"{{{_STRICT}")
    properties.declare(parts, part, _COMMENTS)
    properties.relate(parts, relations, f"{_STRICT_RELATIONS if strict else wordml.RELATIONS}/comments", file)
    namespace = etree.QName(root).namespace
    return part, etree.Element(f"{{{namespace}}}comments", nsmap={"w": namespace})


def _free_numbers(root: Element, theirs: Element) -> Iterator[int]:
    """Numbers that no comment has, nor any mark that a lost comment left in the text."""
    marks = root.iter("{*}commentRangeStart", "{*}commentRangeEnd", "{*}commentReference")
    taken = {value for one in (*theirs, *marks) for key, value in one.attrib.items() if key.endswith("}id")}
    return (number for number in count() if str(number) not in taken)


def _element(theirs: Element, number: str, paragraphs: Sequence[str], signature: _Signature) -> Element:
    """A comment in small letters of its own, so that the styles of the file need not be touched."""
    author = wordml.writable(signature.author)
    dated = {"date": f"{properties.plain_date(signature.date)}T00:00:00Z"} if signature.date else {}
    initials = "".join(word[0] for word in author.split())
    comment = _make(theirs, "comment", id=number, author=author, **dated, initials=initials)
    for i, text in enumerate(paragraphs):
        paragraph = _make(theirs, "p")
        layout = _make(theirs, "pPr")
        layout.append(_make(theirs, "spacing", before="0", after="0", line="240", lineRule="auto"))
        layout.append(_make(theirs, "ind", **dict.fromkeys(_INDENTS, "0")))
        layout.append(_make(theirs, "jc", val="left"))
        paragraph.append(layout)
        if not i:
            sign = _make(theirs, "r")
            sign.append(_make(theirs, "annotationRef"))
            paragraph.append(sign)
        run = _make(theirs, "r")
        look = _make(theirs, "rPr")
        look.append(_make(theirs, "rFonts", hint="eastAsia"))
        look.append(_make(theirs, "sz", val=str(_HALF_POINTS)))
        words = _make(theirs, "t")
        words.text = wordml.writable(text)
        words.set(f"{{{wordml.XML}}}space", "preserve")
        run.extend([look, words])
        paragraph.append(run)
        comment.append(paragraph)
    return comment


def _make(near: Element, name: str, **attributes: str) -> Element:
    """An element in the namespace of `near`: transitional and strict files differ in it."""
    namespace = etree.QName(near).namespace
    element = near.makeelement(f"{{{namespace}}}{name}", nsmap=near.nsmap)
    for key, value in attributes.items():
        element.set(f"{{{namespace}}}{key}", value)
    return element
