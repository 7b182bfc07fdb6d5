"""Tracked changes of WordprocessingML: accepting those of a file, and putting edits into its paragraphs.

Insertions are `w:ins` around runs, deletions `w:del` around runs whose `w:t` is `w:delText`; a paragraph mark or a row
that comes or goes carries `w:ins` or `w:del` in its properties (ECMA-376 part 1, 17.13.5).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from wenjian.changes import MARK, Edit, Op, is_sign
from wenjian.writers import wordml
from wenjian.writers.wordml import XML, Element, w

_DROPPED = (
    *("del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *("pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "tcPrChange"),
    *("trPrChange", "numberingChange", "cellIns", "cellMerge"),
    *(f"customXml{kind}Range{end}" for kind in ("Del", "MoveFrom", "Ins", "MoveTo") for end in ("Start", "End")),
)
_WRAPPERS = frozenset(map(w, ("hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo")))
_NO_WORDS = frozenset(
    map(
        w,
        (
            *("rPr", "fldChar", "lastRenderedPageBreak", "annotationRef", "footnoteRef", "endnoteRef", "separator"),
            *("continuationSeparator", "commentReference", "instrText", "delText", "delInstrText"),
        ),
    )
)
_PORTABLE = frozenset(map(w, ("sym", "noBreakHyphen", "softHyphen", "ptab", "pgNum", "dayLong", "monthLong")))
_PLAIN = {w("tab"): "\t", w("cr"): "\n"}
_FIRST_SIGN = 0x100000


def accept_changes(root: Element) -> None:
    """Takes every tracked change of a part as accepted, in place."""
    for name in ("trPr", "tcPr"):
        for properties in list(root.iter(w(name))):
            if properties.find(w("del")) is not None or properties.find(w("cellDel")) is not None:
                _remove(properties.getparent())
    _join_paragraphs(root)
    for element in list(root.iter(*map(w, _DROPPED))):
        _remove(element)
    for element in list(root.iter(w("ins"), w("moveTo"))):
        _unwrap(element)
    for kind, least in ((w("tr"), w("tc")), (w("tbl"), w("tr"))):
        for element in list(root.iter(kind)):
            if next(element.iter(least), None) is None:
                _remove(element)


def _join_paragraphs(root: Element) -> None:
    """Puts a paragraph whose mark is deleted in front of the one after it."""
    for mark in list(root.iter(w("rPr"))):
        paragraph = mark.getparent().getparent()
        if mark.getparent().tag != w("pPr") or paragraph is None:
            continue
        if mark.find(w("del")) is None and mark.find(w("moveFrom")) is None:
            continue
        after = paragraph.getnext()
        if after is None or after.tag != w("p"):
            continue
        at = 1 if after.find(w("pPr")) is not None else 0
        after[at:at] = [one for one in paragraph if one.tag != w("pPr")]
        _remove(paragraph)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    at = parent.index(element)
    parent[at : at + 1] = list(element)


# what a paragraph holds


@dataclass(slots=True)
class Piece:
    """A stretch of a paragraph: the words of a `w:t`, or one sign for a thing that is no text.

    `child` is the element that holds it: in `run`, or beside runs where that is None. `runs` are all runs of a field.
    """

    text: str
    child: Element
    run: Element | None = None
    runs: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """What a sign stands for. `kind` is what it is called («图片»); `words` are what it prints, where these can stand
    for it; `portable` says that its element means the same in another file.
    """

    kind: str
    words: str = ""
    element: Element | None = None

    @property
    def portable(self) -> bool:
        return self.element is not None


@dataclass(slots=True)
class Signs:
    """One private character for each thing that two papers hold, the same for equal things. Where one of them holds
    `only_words`, there are none: fields are the words that they print, pictures and notes are passed over.
    """

    only_words: bool = False
    by_key: dict[str, str] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)

    def sign(self, key: str, thing: Thing) -> str:
        if key not in self.by_key:
            self.by_key[key] = chr(_FIRST_SIGN + min(len(self.by_key), 0xFFFD))
            self.things[self.by_key[key]] = thing
        return self.by_key[key]

    def letters(self, text: str) -> str:
        """The text with characters that mean something here as signs."""
        if not any(character == MARK or is_sign(character) for character in text):
            return text
        return "".join(
            self.sign(f"letter {character}", Thing("字符", words=character))
            if character == MARK or is_sign(character)
            else character
            for character in text
        )


def pieces_of(paragraph: Element, signs: Signs) -> list[Piece]:
    """The pieces of a paragraph in order. Hidden runs, bookmarks, comments, page breaks and the codes of fields that go
    beyond the paragraph hold none.
    """
    items = list(_inline(paragraph, _WRAPPERS | {w("fldSimple")} if signs.only_words else _WRAPPERS))
    ends = {} if signs.only_words else _field_ends(items)
    pieces: list[Piece] = []
    at = 0
    while at < len(items):
        item = items[at]
        if at in ends:
            runs = tuple(one for one in items[at : ends[at] + 1] if one.tag == w("r"))
            pieces.append(Piece(_field_sign(runs, signs), item, item, runs))
            at = ends[at]
        elif item.tag == w("r"):
            pieces += _run_pieces(item, signs)
        else:
            pieces.append(Piece(_sign_of(item, signs), item))
        at += 1
    return [piece for piece in pieces if piece.text]


def text_of(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def is_simple(paragraph: Element) -> bool:
    """Whether all words of a paragraph stand in runs right under it, so that it can be cut in two."""
    own = ("pageBreakBefore", "framePr", "numPr")
    return not any(child.tag in _WRAPPERS for child in paragraph) and not any(
        paragraph.find(f"{w('pPr')}/{w(name)}") is not None for name in own
    )


def _inline(container: Element, wrappers: Collection[str]) -> Iterator[Element]:
    """The runs, and what holds words beside them, of a paragraph; also inside links and content controls."""
    for child in container:
        if child.tag == w("r"):
            yield child
        elif child.tag == w("sdt") and child.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is not None:
            continue
        elif child.tag in wrappers:
            yield from _inline(child, wrappers)
        elif child.tag == w("fldSimple") or any((text.text or "") for text in child.iter("{*}t")):
            yield child


def _field_ends(items: Sequence[Element]) -> dict[int, int]:
    """Position of the run that begins a field → that of the run in which it ends, for those not inside another."""
    opened: list[int] = []
    ends: dict[int, int] = {}
    for at, item in enumerate(items):
        for sign in item.iter(w("fldChar")) if item.tag == w("r") else ():
            kind = sign.get(w("fldCharType"))
            if kind == "begin":
                opened.append(at)
            elif kind == "end" and opened:
                ends[opened.pop()] = at
    whole: dict[int, int] = {}
    reached = -1
    for start in sorted(ends):
        if start > reached:
            whole[start] = reached = ends[start]
    return whole


def _field_sign(runs: Sequence[Element], signs: Signs) -> str:
    code = "".join(one.text or "" for run in runs for one in run.iter(w("instrText")))
    words = "".join(_words(run) for run in runs)
    return signs.sign(f"field {' '.join(code.split())}\n{words}", Thing("域", words=words))


def _words(element: Element) -> str:
    return "".join(one.text or "" if one.tag.endswith("}t") else _PLAIN.get(one.tag, "") for one in _leaves(element))


def _leaves(element: Element) -> Iterator[Element]:
    return (one for one in element.iter() if isinstance(one.tag, str))


def _run_pieces(run: Element, signs: Signs) -> Iterator[Piece]:
    hidden = run.find(f"{w('rPr')}/{w('vanish')}")
    if hidden is not None and hidden.get(w("val")) not in ("0", "false", "off"):
        return
    for child in run:
        if child.tag == w("t"):
            text = child.text or ""
            text = text if child.get(f"{{{XML}}}space") == "preserve" else text.strip(" ")
            yield Piece(signs.letters(text.translate({0x0A: " ", 0x0D: " ", 0x09: " "})), child, run)
        elif child.tag in _PLAIN:
            yield Piece(_PLAIN[child.tag], child, run)
        elif child.tag == w("br"):
            yield Piece("" if child.get(w("type")) in ("page", "column") else "\n", child, run)
        elif child.tag not in _NO_WORDS:
            yield Piece(_sign_of(child, signs), child, run)


def _sign_of(element: Element, signs: Signs) -> str:
    """The sign of a thing. Those that cannot be carried to another file have one for each kind, so that a picture
    stands for the picture that takes its place.
    """
    local = etree.QName(element).localname
    if element.tag in _PORTABLE:
        return signs.sign(etree.tostring(element, method="c14n").decode(), Thing("符号", element=element))
    if signs.only_words:
        return ""
    if element.tag == w("fldSimple"):
        words = _words(element)
        return signs.sign(f"field {' '.join(element.get(w('instr'), '').split())}\n{words}", Thing("域", words=words))
    if local in ("footnoteReference", "endnoteReference"):
        return signs.sign(local, Thing("脚注" if local == "footnoteReference" else "尾注"))
    if local in ("oMath", "oMathPara"):
        return signs.sign("math", Thing("公式"))
    if any(etree.QName(one).localname == "txbxContent" for one in _leaves(element)):
        return signs.sign("box", Thing("文本框"))
    if local in ("drawing", "pict", "object", "AlternateContent"):
        return signs.sign("picture", Thing("图片"))
    return signs.sign("other", Thing("内容"))


# putting edits in


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
    and rows there are.
    """
    parts = list(roots)
    taken = [element.get(w("id"), "") for root in parts for element in root.iter(etree.Element)]
    number = max((int(one) for one in taken if one.isascii() and one.isdigit() and len(one) < 10), default=0)
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


def new_runs(text: str, properties: Element | None, things: Mapping[str, Thing]) -> list[Element]:
    """Runs of new words with these run properties; a sign as its element or its words, nothing where it has neither."""
    run = _run_like(properties)
    for part in _parted(text):
        if part in ("\t", "\n"):
            run.append(wordml.make("tab" if part == "\t" else "br"))
        elif is_sign(part):
            thing = things[part]
            if thing.element is not None:
                run.append(deepcopy(thing.element))
            elif thing.words:
                run.append(_words_element("t", thing.words))
        else:
            run.append(_words_element("t", part))
    return [run] if len(run) > (properties is not None) else []


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


def _words_element(name: str, text: str) -> Element:
    element = wordml.make(name)
    element.text = text
    element.set(f"{{{XML}}}space", "preserve")
    return element


def change_paragraphs(
    paragraphs: Sequence[tuple[Element, Sequence[Piece]]], edits: Iterable[Edit], author: Author, signs: Signs
) -> None:
    """Puts edits into paragraphs that follow each other. In the edits MARK ends each of them but the last.

    A MARK inserted cuts a paragraph in two, one deleted joins it with the next.
    """
    things = signs.things
    rest = [edit for edit in edits if edit.text]
    for number, (paragraph, pieces) in enumerate(paragraphs):
        own, mark, rest = _until_mark(rest) if number + 1 < len(paragraphs) else (rest, Op.KEEP, [])
        _change_words(paragraph, pieces, own, author, things)
        _cut(paragraph, author)
        if mark is Op.DELETE:
            mark_paragraph(paragraph, "del", author)


def _until_mark(edits: Sequence[Edit]) -> tuple[list[Edit], Op, list[Edit]]:
    """The edits up to the first MARK of the old text, what becomes of it, and the edits after it."""
    own: list[Edit] = []
    for n, edit in enumerate(edits):
        before, mark, after = edit.text.partition(MARK)
        if edit.op is Op.INSERT or not mark:
            own.append(edit)
            continue
        rest = [Edit(edit.op, after), *edits[n + 1 :]]
        return [*own, Edit(edit.op, before)], edit.op, [one for one in rest if one.text]
    return own, Op.KEEP, []


_CUT = w("cut")
"""Stands, while a paragraph is being changed, where it is cut in two."""


def _change_words(
    paragraph: Element, pieces: Sequence[Piece], edits: Sequence[Edit], author: Author, things: Mapping[str, Thing]
) -> None:
    if all(edit.op is Op.KEEP for edit in edits):
        return
    shares = _shared(pieces, edits)
    if not pieces:
        paragraph.extend(_inserted(shares[0], mark_properties(paragraph), author, things))
        return
    before, *of_pieces = shares
    first = pieces[0].runs[0] if pieces[0].runs else pieces[0].run if pieces[0].run is not None else pieces[0].child
    for element in _inserted(before, first.find(w("rPr")), author, things):
        first.addprevious(element)
    by_run: dict[Element, list[tuple[Piece, list[Edit]]]] = {}
    for piece, share in zip(pieces, of_pieces, strict=True):
        if piece.runs or piece.run is None:
            _change_thing(piece, share, author, things)
        else:
            by_run.setdefault(piece.run, []).append((piece, share))
    for run, parts in by_run.items():
        _change_run(run, parts, author, things)
    _join_marks(paragraph)


def _shared(pieces: Sequence[Piece], edits: Sequence[Edit]) -> list[list[Edit]]:
    """The edits of each piece, those before the first one in front. What is inserted belongs to the piece before it,
    but to the one after it where a run ends with its sentence.
    """
    shares: list[list[Edit]] = [[]]
    waiting = list(pieces)
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
                left = len(waiting.pop(0).text)
                shares.append(ahead)
                ahead = []
            shares[-1].append(Edit(edit.op, text[:left]))
            text, left = text[left:], max(left - len(text), 0)
    return shares


def _inserted(
    edits: Iterable[Edit], properties: Element | None, author: Author, things: Mapping[str, Thing]
) -> list[Element]:
    """New words as insertions, a cut between those of two paragraphs."""
    elements: list[Element] = []
    for edit in edits:
        for n, text in enumerate(edit.text.split(MARK)):
            if n:
                elements.append(etree.Element(_CUT))
            if runs := new_runs(text, properties, things):
                elements.append(author.mark("ins", runs))
    return elements


def mark_properties(paragraph: Element) -> Element | None:
    """The properties of a paragraph's mark, as those of words."""
    properties = deepcopy(paragraph.find(f"{w('pPr')}/{w('rPr')}"))
    for name in ("ins", "del", "moveFrom", "moveTo") if properties is not None else ():
        for element in properties.findall(w(name)):
            properties.remove(element)
    return properties


def _change_thing(piece: Piece, share: Sequence[Edit], author: Author, things: Mapping[str, Thing]) -> None:
    """A field, or a thing beside runs: kept or deleted as a whole."""
    elements = list(piece.runs) or [piece.child]
    properties = elements[-1].find(w("rPr"))
    after = elements[-1]
    at = next(n for n, edit in enumerate(share) if edit.op is not Op.INSERT)
    for element in _inserted(share[:at], properties, author, things):
        elements[0].addprevious(element)
    for element in reversed(_inserted(share[at + 1 :], properties, author, things)):
        after.addnext(element)
    if share[at].op is Op.DELETE:
        for element in elements:
            wrapped = _field_runs(element) if element.tag == w("fldSimple") else [element]
            parent, place = element.getparent(), element.getparent().index(element)
            parent.insert(place, author.mark("del", [_deleted(one) for one in wrapped]))
            if element.tag == w("fldSimple"):
                parent.remove(element)


def _field_runs(simple: Element) -> list[Element]:
    """A simple field as the runs of a complex one: only runs can be deleted."""
    code = _words_element("instrText", simple.get(w("instr"), ""))
    begin, separate, end = (
        wordml.make("r", children=[wordml.make("fldChar", {"fldCharType": kind})])
        for kind in ("begin", "separate", "end")
    )
    return [begin, wordml.make("r", children=[code]), separate, *simple.findall(w("r")), end]


def _deleted(element: Element) -> Element:
    """The element with its words as deleted ones."""
    for own in element.iter(w("t"), w("instrText")):
        own.tag = w("delText" if own.tag == w("t") else "delInstrText")
    return element


def _change_run(
    run: Element, parts: Sequence[tuple[Piece, Sequence[Edit]]], author: Author, things: Mapping[str, Thing]
) -> None:
    """Cuts a run where its words change; one in which nothing changes stays as it is."""
    if all(edit.op is Op.KEEP for _, share in parts for edit in share):
        return
    properties = run.find(w("rPr"))
    shares = {piece.child: (piece, share) for piece, share in parts}
    built: list[Element] = []
    open_run: Element | None = None
    open_op = Op.INSERT
    for child in list(run):
        if child is properties or child.tag == w("lastRenderedPageBreak"):
            continue
        piece, share = shares.get(child, (None, [Edit(Op.KEEP, "")]))
        for edit in share:
            if edit.op is Op.INSERT:
                built += _inserted([edit], properties, author, things)
                open_op = Op.INSERT
                continue
            if open_run is None or edit.op is not open_op:
                open_run, open_op = _run_like(properties), edit.op
                built.append(open_run if edit.op is Op.KEEP else author.mark("del", [open_run]))
            whole = piece is None or edit.text == piece.text
            words = child if whole else _words_element("t", _spelled(edit.text, things))
            open_run.append(_deleted(words) if edit.op is Op.DELETE else words)
    parent, at = run.getparent(), run.getparent().index(run)
    parent[at : at + 1] = built


def _run_like(properties: Element | None) -> Element:
    return wordml.make("r", children=[deepcopy(properties)] if properties is not None else ())


def _spelled(text: str, things: Mapping[str, Thing]) -> str:
    """Words in which signs stand for characters, with these."""
    return "".join(things[character].words if is_sign(character) else character for character in text)


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
        properties = paragraph.find(w("pPr"))
        if properties is not None:
            head.append(deepcopy(properties))
            for name in ("sectPr", "pPrChange"):
                for element in head[0].findall(w(name)):
                    head[0].remove(element)
        at = paragraph.index(cut)
        head.extend([one for one in paragraph[:at] if one.tag != w("pPr")])
        paragraph.remove(cut)
        mark_paragraph(head, "ins", author)
        paragraph.addprevious(head)
