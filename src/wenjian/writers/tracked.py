"""Tracked changes of WordprocessingML: accepting those of a file, and putting edits into its paragraphs.

Insertions are `w:ins` around runs, deletions `w:del` around runs whose `w:t` is `w:delText`; a paragraph mark or a row
that comes or goes carries `w:ins` or `w:del` in its properties (ECMA-376 part 1, 17.13.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import accumulate

from lxml import etree

from wenjian.changes import MARK, Edit, Op, is_sign
from wenjian.ooxml.elements import SPACES
from wenjian.writers import wordml
from wenjian.writers.wordml import XML, Element, w

CHANGE_MARKS = ("ins", "del", "moveFrom", "moveTo")
"""Children of the properties of a paragraph mark or a row that say that it comes or goes."""

_DROPPED = (
    *("del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *("pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "tcPrChange"),
    *("trPrChange", "numberingChange", "cellIns", "cellMerge"),
    *(f"customXml{kind}Range{end}" for kind in ("Del", "MoveFrom", "Ins", "MoveTo") for end in ("Start", "End")),
)
_WRAPPERS = frozenset(map(w, ("hyperlink", "fldSimple", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo")))
_NO_WORDS = (
    *("rPr", "fldChar", "instrText", "delText", "delInstrText", "lastRenderedPageBreak", "commentReference"),
    *("annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator"),
)
_PASSED = frozenset(map(w, _NO_WORDS))
_PORTABLE = frozenset(map(w, ("sym", "noBreakHyphen", "softHyphen", "ptab")))
_UNCUT = ("pageBreakBefore", "framePr")
_NAMES = {
    "footnoteReference": "脚注",
    "endnoteReference": "尾注",
    "oMath": "公式",
    "oMathPara": "公式",
    "drawing": "图片",
    "pict": "图片",
    "object": "嵌入对象",
    "AlternateContent": "图片",
}
_FIRST_SIGN, _MOST_SIGNS = 0x100000, 0xFFFD
_CUT = w("cut")
"""Stands, while a paragraph is being changed, where it is cut in two."""


# what a file holds already


def accept_changes(root: Element) -> None:
    """Takes every tracked change of a part as accepted, in place."""
    for properties in list(root.iter(w("trPr"), w("tcPr"))):
        if properties.find(w("del")) is not None or properties.find(w("cellDel")) is not None:
            _remove(properties.getparent())
    _join_paragraphs(root)
    for element in list(root.iter(*map(w, _DROPPED))):
        _remove(element)
    for element in list(root.iter(w("ins"), w("moveTo"))):
        parent = element.getparent()
        at = parent.index(element)
        parent[at : at + 1] = list(element)
    for kind, least in (("tr", "tc"), ("tbl", "tr")):
        for element in list(root.iter(w(kind))):
            if next(element.iter(w(least)), None) is None:
                _remove(element)


def _join_paragraphs(root: Element) -> None:
    """Puts a paragraph whose mark is deleted in front of the one after it."""
    for paragraph in reversed(list(root.iter(w("p")))):  # many in a row are joined without moving their words twice
        mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
        if mark is None or (mark.find(w("del")) is None and mark.find(w("moveFrom")) is None):
            continue
        after = paragraph.getnext()
        if after is not None and after.tag == w("p"):
            at = 1 if after.find(w("pPr")) is not None else 0
            after[at:at] = [one for one in paragraph if one.tag != w("pPr")]
            _remove(paragraph)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


# what a paragraph holds


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: the words of a `w:t`, or one sign for a thing that is no text. `child` is the element
    that holds it, in `run`, or beside runs where that is None.
    """

    text: str
    child: Element
    run: Element | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """What a sign stands for. `kind` is what it is called («图片»); `element` is set when it means the same in another
    file, `character` when the sign stands for one that has a meaning of its own here.
    """

    kind: str
    element: Element | None = None
    character: str = ""

    @property
    def is_portable(self) -> bool:
        return self.element is not None or bool(self.character)


@dataclass(slots=True)
class Signs:
    """One private character for each thing that two papers hold, the same for equal things. Where one of them holds
    `only_words`, pictures, notes and line breaks of the other are passed over.
    """

    only_words: bool = False
    by_key: dict[str, str] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)

    def sign(self, key: str, thing: Thing) -> str:
        if key not in self.by_key:
            self.by_key[key] = chr(_FIRST_SIGN + min(len(self.by_key), _MOST_SIGNS))
            self.things[self.by_key[key]] = thing
        return self.by_key[key]

    def words(self, text: str) -> str:
        """The text, characters that have a meaning of their own here as signs."""
        if not any(character == MARK or is_sign(character) for character in text):
            return text
        return "".join(
            self.sign(f"character {one}", Thing("字符", character=one)) if one == MARK or is_sign(one) else one
            for one in text
        )

    def spelled(self, text: str) -> str:
        """Words of a paper as they stand in it."""
        return "".join(self.things[one].character if is_sign(one) else one for one in text)


def pieces_of(paragraph: Element, signs: Signs) -> list[Piece]:
    """The pieces of a paragraph in order. The result of a field is text like any other; hidden runs, bookmarks,
    comments, page breaks and the codes of fields hold no piece.
    """
    pieces: list[Piece] = []
    for item in _inline(paragraph):
        pieces += _run_pieces(item, signs) if item.tag == w("r") else [Piece(_sign_of(item, signs), item)]
    return [piece for piece in pieces if piece.text]


def text_of(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def is_simple(paragraph: Element) -> bool:
    """Whether a paragraph can be cut in two: all its words stand in runs right under it, and nothing in its properties
    would then be said twice.
    """
    if any(child.tag in _WRAPPERS for child in paragraph):
        return False
    return all(paragraph.find(f"{w('pPr')}/{w(name)}") is None for name in _UNCUT)


def _inline(container: Element) -> Iterator[Element]:
    """The runs, and what holds words beside them, of a paragraph; also inside links, fields and content controls."""
    for child in container:
        if child.tag == w("sdt") and child.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is not None:
            continue
        if child.tag in _WRAPPERS:
            yield from _inline(child)
        elif child.tag == w("r") or any(text.text for text in child.iter("{*}t")):
            yield child


def _run_pieces(run: Element, signs: Signs) -> Iterator[Piece]:
    hidden = run.find(f"{w('rPr')}/{w('vanish')}")
    if hidden is not None and hidden.get(w("val")) not in ("0", "false", "off"):
        return
    for child in run:
        if child.tag == w("t"):
            text = (child.text or "").translate(SPACES)
            text = text if child.get(f"{{{XML}}}space") == "preserve" else text.strip(" ")
            yield Piece(signs.words(text), child, run)
        elif child.tag == w("tab"):
            yield Piece("\t", child, run)
        elif child.tag in (w("br"), w("cr")):
            passed = signs.only_words or child.get(w("type")) in ("page", "column")
            yield Piece("" if passed else "\n", child, run)
        elif child.tag not in _PASSED:
            yield Piece(_sign_of(child, signs), child, run)


def _sign_of(element: Element, signs: Signs) -> str:
    """The sign of a thing. Those that cannot be carried to another file have one for each kind, so that a picture
    stands for the picture that takes its place.
    """
    if element.tag in _PORTABLE:
        return signs.sign(etree.tostring(element, method="c14n").decode(), Thing("符号", element))
    if signs.only_words:
        return ""
    boxed = next(element.iter(w("txbxContent")), None) is not None
    kind = "文本框" if boxed else _NAMES.get(etree.QName(element).localname, "内容")
    return signs.sign(kind, Thing(kind))


# marks of changes


@dataclass(frozen=True, slots=True)
class Author:
    """Who made the changes, and when: YYYY-MM-DD, "" for no date."""

    name: str
    date: str = ""

    def mark(self, name: str, children: Iterable[Element] = ()) -> Element:
        """A `w:ins` or `w:del`; `number_marks` gives it its id."""
        attributes = {"author": self.name}
        if self.date:
            attributes["date"] = f"{self.date}T00:00:00Z"
        return wordml.make(name, attributes, children)


def number_marks(roots: Iterable[Element]) -> tuple[int, int]:
    """Gives every change without an id one that nothing in these parts has; how many insertions and deletions of words
    and of rows there are.
    """
    parts = list(roots)
    taken = (element.get(w("id"), "") for root in parts for element in root.iter(etree.Element))
    number = max((int(one) for one in taken if one.isascii() and one.isdecimal() and len(one) < 10), default=0)
    counts = {w("ins"): 0, w("del"): 0}
    for root in parts:
        for element in root.iter(w("ins"), w("del")):
            if element.get(w("id")) is None:
                number += 1
                element.set(w("id"), str(number))
                counts[element.tag] += element.getparent().tag != w("rPr")
    return counts[w("ins")], counts[w("del")]


def mark_paragraph(paragraph: Element, name: str, author: Author) -> None:
    """Marks the end of a paragraph as inserted or deleted."""
    properties = wordml.properties(paragraph)
    words = properties.find(w("rPr"))
    if words is None:
        words = wordml.make("rPr")
        wordml.insert_ordered(properties, words, wordml.PARAGRAPH_ORDER)
    words.insert(0, author.mark(name))


def mark_row(row: Element, name: str, author: Author) -> None:
    """Marks a table row as inserted or deleted."""
    properties = row.find(w("trPr"))
    if properties is None:
        properties = wordml.make("trPr")
        row.insert(1 if row.find(w("tblPrEx")) is not None else 0, properties)
    properties.append(author.mark(name))


# new words


def new_runs(text: str, properties: Element | None, signs: Signs) -> list[Element]:
    """A run of new words with these properties; a sign as what it stands for, where that can be carried over."""
    run = _run_like(properties)
    least = len(run)
    for part in _parted(text):
        if part in ("\t", "\n"):
            run.append(wordml.make("tab" if part == "\t" else "br"))
        elif not is_sign(part):
            run.append(_words("t", part))
        elif (element := signs.things[part].element) is not None:
            run.append(deepcopy(element))
        elif character := signs.things[part].character:
            run.append(_words("t", character))
    return [run] if len(run) > least else []


def mark_properties(paragraph: Element) -> Element | None:
    """The properties of a paragraph's mark, as those of words."""
    properties = deepcopy(paragraph.find(f"{w('pPr')}/{w('rPr')}"))
    for name in CHANGE_MARKS if properties is not None else ():
        for element in properties.findall(w(name)):
            properties.remove(element)
    return properties


def _parted(text: str) -> Iterator[str]:
    """The text in pieces: words, and each break, tab and sign for itself."""
    words = ""
    for character in text:
        if character in "\t\n" or is_sign(character):
            if words:
                yield words
            words = ""
            yield character
        else:
            words += character
    if words:
        yield words


def _words(name: str, text: str) -> Element:
    element = wordml.make(name)
    element.text = text
    element.set(f"{{{XML}}}space", "preserve")
    return element


def _run_like(properties: Element | None) -> Element:
    return wordml.make("r", children=[deepcopy(properties)] if properties is not None else ())


# putting edits in


def change_paragraphs(
    paragraphs: Sequence[tuple[Element, Sequence[Piece]]], edits: Iterable[Edit], author: Author, signs: Signs
) -> None:
    """Puts edits into paragraphs that follow each other, given with their pieces. In the edits MARK ends each of them
    but the last: one inserted cuts a paragraph in two, one deleted joins it with the next.
    """
    rest = [edit for edit in edits if edit.text]
    last = len(paragraphs) - 1
    for number, (paragraph, pieces) in enumerate(paragraphs):
        own, mark, rest = _until_mark(rest) if number < last else (rest, Op.KEEP, [])
        _change_words(paragraph, pieces, own, author, signs)
        _cut(paragraph, author)
        if mark is Op.DELETE:
            mark_paragraph(paragraph, "del", author)


def _until_mark(edits: Sequence[Edit]) -> tuple[list[Edit], Op, list[Edit]]:
    """The edits up to the first MARK of the old text, what becomes of it, and the edits after it."""
    for n, edit in enumerate(edits):
        before, mark, after = edit.text.partition(MARK)
        if mark and edit.op is not Op.INSERT:
            own, rest = [*edits[:n], Edit(edit.op, before)], [Edit(edit.op, after), *edits[n + 1 :]]
            return [one for one in own if one.text], edit.op, [one for one in rest if one.text]
    return list(edits), Op.KEEP, []


def _change_words(
    paragraph: Element, pieces: Sequence[Piece], edits: Sequence[Edit], author: Author, signs: Signs
) -> None:
    if all(edit.op is Op.KEEP for edit in edits):
        return
    before, *shares = _shared(pieces, edits)
    if not pieces:
        paragraph.extend(_inserted(before, mark_properties(paragraph), author, signs))
        return
    gone = _runs_of_deleted_fields(paragraph, pieces, shares)
    first = pieces[0].child if pieces[0].run is None else pieces[0].run
    for element in _inserted(before, first.find(w("rPr")), author, signs):
        first.addprevious(element)
    by_run: dict[Element, list[tuple[Piece, list[Edit]]]] = {run: [] for run in gone}
    for piece, share in zip(pieces, shares, strict=True):
        if piece.run is None:
            _change_thing(piece, share, author, signs)
        else:
            by_run.setdefault(piece.run, []).append((piece, share))
    for run, parts in by_run.items():
        _change_run(run, parts, Op.DELETE if run in gone else Op.KEEP, author, signs)
    _join_marks(paragraph)


def _shared(pieces: Sequence[Piece], edits: Sequence[Edit]) -> list[list[Edit]]:
    """The edits of each piece, those before the first one in front. What is inserted belongs to the piece before it,
    but to the one after it where a run ends with its sentence.
    """
    shares: list[list[Edit]] = [[]]
    waiting = list(reversed(pieces))
    ahead: list[Edit] = []
    left = 0
    for edit in edits:
        if edit.op is Op.INSERT:
            ended = not left and waiting and shares[-1] and shares[-1][-1].text.endswith("。")
            (ahead if ended else shares[-1]).append(edit)
            continue
        text = edit.text
        while text:
            if not left:
                left = len(waiting.pop().text)
                shares.append(ahead)
                ahead = []
            shares[-1].append(Edit(edit.op, text[:left]))
            text, left = text[left:], max(left - len(text), 0)
    return shares


def _inserted(edits: Iterable[Edit], properties: Element | None, author: Author, signs: Signs) -> list[Element]:
    """New words as insertions, a cut between those of two paragraphs."""
    elements: list[Element] = []
    for edit in edits:
        for n, text in enumerate(edit.text.split(MARK)):
            if n:
                elements.append(etree.Element(_CUT))
            if runs := new_runs(text, properties, signs):
                elements.append(author.mark("ins", runs))
    return elements


def _runs_of_deleted_fields(
    paragraph: Element, pieces: Sequence[Piece], shares: Sequence[Sequence[Edit]]
) -> list[Element]:
    """The runs of fields whose words are all deleted; simple ones among them become complex, for only runs can be
    deleted.
    """
    parts = list(zip(pieces, shares, strict=True))
    kept = {piece.run for piece, share in parts if any(edit.op is not Op.DELETE for edit in share)}
    deleted = {piece.run for piece in pieces} - kept
    for simple in list(paragraph.iter(w("fldSimple"))):
        if deleted.intersection(simple.iter(w("r"))) and not kept.intersection(simple.iter(w("r"))):
            _make_complex(simple)
    runs = [item for item in _inline(paragraph) if item.tag == w("r")]
    kept_before = list(accumulate((run in kept for run in runs), initial=0))
    deleted_before = list(accumulate((run in deleted for run in runs), initial=0))
    edges = [0] * (len(runs) + 1)
    for start, end in _fields(runs):
        if kept_before[start] == kept_before[end] and (deleted_before[start] < deleted_before[end] or not kept):
            edges[start] += 1
            edges[end] -= 1
    return [run for run, inside in zip(runs, accumulate(edges), strict=False) if inside]


def _fields(runs: Sequence[Element]) -> Iterator[tuple[int, int]]:
    """Where each complex field that begins and ends among these runs does so: first position and the one behind."""
    opened: list[int] = []
    for at, run in enumerate(runs):
        for sign in run.iter(w("fldChar")):
            if sign.get(w("fldCharType")) == "begin":
                opened.append(at)
            elif sign.get(w("fldCharType")) == "end" and opened:
                yield opened.pop(), at + 1


def _make_complex(simple: Element) -> None:
    """Puts the runs of a complex field in the place of a simple one."""
    begin, separate, end = (
        wordml.make("r", children=[wordml.make("fldChar", {"fldCharType": kind})])
        for kind in ("begin", "separate", "end")
    )
    code = wordml.make("r", children=[_words("instrText", simple.get(w("instr"), ""))])
    content = [one for one in simple if one.tag != w("fldData")]
    parent, at = simple.getparent(), simple.getparent().index(simple)
    parent[at : at + 1] = [begin, code, separate, *content, end]


def _change_thing(piece: Piece, share: Sequence[Edit], author: Author, signs: Signs) -> None:
    """A thing beside runs: kept or deleted as a whole."""
    at = next(n for n, edit in enumerate(share) if edit.op is not Op.INSERT)
    for element in _inserted(share[:at], None, author, signs):
        piece.child.addprevious(element)
    for element in reversed(_inserted(share[at + 1 :], None, author, signs)):
        piece.child.addnext(element)
    if share[at].op is Op.DELETE:
        mark = author.mark("del")
        piece.child.addprevious(mark)
        mark.append(piece.child)


def _change_run(
    run: Element, parts: Sequence[tuple[Piece, Sequence[Edit]]], others: Op, author: Author, signs: Signs
) -> None:
    """Cuts a run where its words change; one in which nothing changes stays as it is. `others`: what becomes of what
    is no piece in it.
    """
    if others is Op.KEEP and all(edit.op is Op.KEEP for _, share in parts for edit in share):
        return
    properties = run.find(w("rPr"))
    shares = {piece.child: (piece.text, share) for piece, share in parts}
    built: list[Element] = []
    open_run: Element | None = None
    open_op = Op.INSERT
    for child in list(run):
        if child is properties or child.tag == w("lastRenderedPageBreak"):
            continue
        text, share = shares.get(child, ("", [Edit(others, "")]))
        for edit in share:
            if edit.op is Op.INSERT:
                built += _inserted([edit], properties, author, signs)
            else:
                if open_run is None or edit.op is not open_op:
                    open_run = _run_like(properties)
                    built.append(open_run if edit.op is Op.KEEP else author.mark("del", [open_run]))
                words = child if edit.text == text else _words("t", signs.spelled(edit.text))
                open_run.append(_deleted(words) if edit.op is Op.DELETE else words)
            open_op = edit.op
    parent, at = run.getparent(), run.getparent().index(run)
    parent[at : at + 1] = built


def _deleted(element: Element) -> Element:
    """The element of a run, its words as deleted ones."""
    names = {w("t"): w("delText"), w("instrText"): w("delInstrText")}
    element.tag = names.get(element.tag, element.tag)
    return element


def _join_marks(paragraph: Element) -> None:
    """Deletions that follow each other as one, and insertions."""
    for mark in list(paragraph.iter(w("ins"), w("del"))):
        before = mark.getprevious()
        if mark.getparent().tag != w("rPr") and before is not None and before.tag == mark.tag:
            before.extend(list(mark))
            _remove(mark)


def _cut(paragraph: Element, author: Author) -> None:
    """Cuts a paragraph where it was marked: what comes before becomes a paragraph with an inserted mark."""
    for cut in paragraph.findall(_CUT):
        head = wordml.make("p")
        properties = deepcopy(paragraph.find(w("pPr")))
        if properties is not None:
            for name in ("sectPr", "pPrChange"):
                for element in properties.findall(w(name)):
                    properties.remove(element)
            head.append(properties)
        head.extend([one for one in paragraph[: paragraph.index(cut)] if one.tag != w("pPr")])
        paragraph.remove(cut)
        mark_paragraph(head, "ins", author)
        paragraph.addprevious(head)
