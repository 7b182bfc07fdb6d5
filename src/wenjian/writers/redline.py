"""花脸稿: the changes between two versions of a paper as tracked changes in the docx of the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from wenjian.changes import MARK, Edit, Group, Op, Passage, find_edits, is_sign, pair_passages
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.package import BrokenPackage, open_package, pack
from wenjian.text.normal import letters, shorten
from wenjian.text.numbering import parse_label
from wenjian.writers import tracked, wordml
from wenjian.writers.tracked import Author, Piece, Signs
from wenjian.writers.versions import (
    BLOCKS,
    Look,
    Paper,
    Unit,
    Version,
    as_plain_docx,
    blocks,
    digest,
    inside,
    is_last,
    main_part,
    open_version,
    row_text,
    texts_beside,
    units_of,
    value,
)
from wenjian.writers.wordml import Element, w

__all__ = ["Redline", "Version", "can_carry_changes", "write_redline"]

_BLANKS = " \t\u00a0\u3000"
_TITLE = "公文标题"
"""The style of the title in our layouts: the lines in which an old paper prints it are no change of words."""
_ROW_LOOK = frozenset(map(w, ("cantSplit", "trHeight", "jc", "gridBefore", "gridAfter", "wBefore", "wAfter")))
_CELL_CHANGES = ("cellIns", "cellDel", "cellMerge")
_UNNUMBERED = 5
"""Level under which labels of no level of ours are kept."""


@dataclass(frozen=True, slots=True)
class Redline:
    """A docx with tracked changes, how many insertions and deletions it shows, and what could not be shown."""

    docx: bytes
    insertions: int
    deletions: int
    findings: tuple[Finding, ...] = ()


def can_carry_changes(docx: bytes) -> bool:
    """Whether changes can be put into a docx: one in the strict form of the format is too different."""
    package = open_package(docx)
    name = main_part(package.read("_rels/.rels") if package.has("_rels/.rels") else b"")
    return package.has(name) and package.xml(name).tag == w("document")


def write_redline(old: Version, new: Version, *, person: str, date: str = "", only_words: bool = False) -> Redline:
    """The docx of `old` with what makes `new` of it as tracked changes of `person` on `date` (YYYY-MM-DD, "" for none).

    Tracked changes that either file holds are taken as accepted first. With `only_words` the new version can hold
    nothing but words: pictures, notes and fields of the old one stay. Blank paragraphs and page breaks are no changes.
    What cannot be shown is a finding (WJ622). Same arguments, same bytes. Raises UnreadableInput for a docx that cannot
    be unpacked as a whole.
    """
    writing = _Writing(_opened(old), _opened(new), Signs(only_words=only_words), Author(person, date))
    writing.beside = texts_beside(writing.old) if only_words else frozenset()
    writing.container(writing.old.body, writing.new.body)
    writing.close()
    parts = writing.old.parts
    roots = {writing.old.main: writing.old.root, **writing.old.note_parts()}
    insertions, deletions = tracked.number_marks(roots.values())
    for name, root in roots.items():
        parts[name] = wordml.serialise(root)
    return Redline(pack(as_plain_docx(parts, writing.old.main)), insertions, deletions, tuple(writing.findings))


def _opened(version: Version) -> Paper:
    try:
        return open_version(version)
    except BrokenPackage as problem:
        raise problem.unreadable(version.name, ".docx") from problem


@dataclass(slots=True)
class _Writing:
    """The writing of one 花脸稿. `looks`: name of a style of the new paper → place and look of the old paragraphs that
    stand for those in it; `lists`: id of a list of the new paper → id of the old one that stands for it; `beside`: the
    letters of what the old paper prints in text boxes and page headers, lines like any other in a paper of words.
    """

    old: Paper
    new: Paper
    signs: Signs
    author: Author
    findings: list[Finding] = field(default_factory=list)
    looks: dict[str, list[tuple[int, Look]]] = field(default_factory=dict)
    numbered: dict[int, list[tuple[int, Look]]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    beside: frozenset[str] = frozenset()
    place: int = 0
    deleted: list[Element] = field(default_factory=list)

    # containers

    def container(self, old: Element, new: Element) -> None:
        """Puts the changes of a body, cell or note into the old one."""
        mine, theirs = units_of(old, self.old, self.signs), units_of(new, self.new, self.signs)
        if self.signs.only_words:
            theirs = [unit for unit in theirs if letters(unit.text) not in self.beside]
        groups = pair_passages([unit.passage() for unit in mine], [unit.passage() for unit in theirs])
        here, self.place = self.place, self.place + len(groups)
        for place, group in enumerate(groups, here):
            for i in group.old:
                self.learn(mine[i], theirs[group.new[0]] if group.new else None, place)
        after: Element | None = None
        parted = [(place, one) for place, group in enumerate(groups, here) for one in _apart(group, mine, theirs)]
        for place, group in parted:
            if group.old and group.new:
                self.change([mine[i] for i in group.old], [theirs[j] for j in group.new])
            elif group.old:
                self.delete(mine[group.old[0]])
            elif not mine and after is None and (blank := self.fill(old, theirs[group.new[0]])) is not None:
                after = blank
            else:
                element = self.inserted(theirs[group.new[0]], place)
                _put(element, old, after, mine[0].element if mine else None)
                if element.tag == w("tbl"):
                    self.part(element)
                after = element
            after = mine[group.old[-1]].element if group.old else after

    def learn(self, old: Unit, new: Unit | None, place: int) -> None:
        """Notes how a paragraph of the old paper looks, and the style and list of the new one that stand for it."""
        if old.is_table:
            return
        look = _look(old.element, old.pieces, numbered=bool(old.number))
        if new is not None:
            self.looks.setdefault(self.new.style_of(new.element), []).append((place, look))
            mine, theirs = (value(one.element, "pPr/numPr/numId") for one in (old, new))
            if mine and theirs:
                self.lists.setdefault(theirs, mine)
        if old.number:
            self.numbered.setdefault(_level(old.number), []).append((place, look))

    def change(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        if old[0].is_table:
            self.table(old[0].element, new[0].element)
            return
        before, after = old[0].before, old[-1].after
        mine = MARK.join(unit.before + unit.text + unit.after for unit in old)
        mine = mine[len(before) : len(mine) - len(after)]
        theirs = _text_beside(old, new)
        if self.signs.only_words and self.new.style_of(new[0].element) == _TITLE and letters(mine) == letters(theirs):
            return
        edits = find_edits(mine, theirs)
        if self.signs.only_words:
            edits = tuple(_without_blanks(edits))
        self.compare(old, new, edits)
        whole = [Edit(Op.KEEP, before), *edits, Edit(Op.KEEP, after)]
        tracked.change_paragraphs([(one.element, one.pieces) for one in old], whole, self.author, self.signs)

    def delete(self, unit: Unit) -> None:
        if unit.is_table:
            for row in inside(unit.element, "tr"):
                self.delete_row(row)
        else:
            edits = [Edit(Op.DELETE, tracked.text_of(unit.pieces))]
            tracked.change_paragraphs([(unit.element, unit.pieces)], edits, self.author, self.signs)
            self.deleted.append(unit.element)

    def close(self) -> None:
        """Marks the ends of deleted paragraphs, now that what follows them is known."""
        for paragraph in self.deleted:
            if not is_last(paragraph) and paragraph.find(f"{w('pPr')}/{w('sectPr')}") is None:
                tracked.mark_paragraph(paragraph, "del", self.author)

    def fill(self, container: Element, unit: Unit) -> Element | None:
        """Puts the words of a paragraph into the blank one of a container that has no others."""
        blank = next((one for one in blocks(container) if one.tag == w("p")), None)
        if blank is None or unit.is_table:
            return None
        pieces = tracked.pieces_of(blank, self.signs)
        edits = [Edit(Op.KEEP, tracked.text_of(pieces)), Edit(Op.INSERT, unit.number + unit.text)]
        tracked.change_paragraphs([(blank, pieces)], edits, self.author, self.signs)
        self.tell_new(unit)
        return blank

    # things that are no text

    def compare(self, old: Sequence[Unit], new: Sequence[Unit], edits: Sequence[Edit]) -> None:
        """Tells of things that took the place of others, and of new ones; notes are changed themselves."""
        mine, theirs = (iter(_things(unit.pieces for unit in units)) for units in (old, new))
        for edit in edits:
            for sign in filter(is_sign, edit.text):
                before = next(mine) if edit.op is not Op.INSERT else None
                after = next(theirs) if edit.op is not Op.DELETE else None
                if before is not None and after is not None:
                    self.compare_thing(sign, before, after, old[0])
                elif after is not None:
                    self.tell(sign, "是新加的", new[0])

    def compare_thing(self, sign: str, before: Element, after: Element, unit: Unit) -> None:
        kind = self.signs.things[sign].kind
        mine, theirs = self.old.note(kind, before.get(w("id"), "")), self.new.note(kind, after.get(w("id"), ""))
        if mine is not None and theirs is not None:
            self.container(mine, theirs)
        elif digest(before, self.old) != digest(after, self.new):
            self.tell(sign, "有改动", unit)

    def tell_new(self, unit: Unit) -> None:
        for sign in filter(is_sign, unit.text):
            self.tell(sign, "是新加的", unit)

    def tell(self, sign: str, how: str, unit: Unit) -> None:
        thing = self.signs.things[sign]
        if not thing.is_portable:
            words = "".join(character for character in unit.text if not is_sign(character))
            place = Place(self.old.name, label=f"“{shorten(words, 16)}”一段" if words else "")
            self.findings.append(found("WJ622", place, what=thing.kind, how=how))

    # new paragraphs

    def inserted(self, unit: Unit, place: int) -> Element:
        if unit.is_table:
            return self.new_table(unit.element)
        self.tell_new(unit)
        look = self.look_for(unit, place)
        return self.like(unit, look) if look else self.own(unit)

    def look_for(self, unit: Unit, place: int) -> Look | None:
        """The look of an old paragraph that a new one takes on, None where its own can be kept: a number that the old
        paper counts is counted with it, and a style that the old paper does not have is taken for what stands for it.
        """
        if self.keeps_number(unit):
            return None
        label = parse_label(unit.number or unit.text)
        if (unit.number or label) and (counted := self.numbered.get(label.level if label else _UNNUMBERED)):
            return _nearest(counted, place)
        style = self.new.style_of(unit.element)
        if not style or style in self.old.styles.values():
            return None
        known = self.looks.get(style) or [look for looks in self.looks.values() for look in looks]
        return _nearest(known, place) if known else None

    def keeps_number(self, unit: Unit) -> bool:
        """Whether a numbered paragraph is counted in the old paper by its own list or style."""
        listed = value(unit.element, "pPr/numPr/numId")
        known = listed in self.lists if listed else self.new.style_of(unit.element) in self.old.counted
        return bool(unit.number) and known

    def like(self, unit: Unit, look: Look) -> Element:
        text, properties = unit.number + unit.text, look.properties
        if look.numbered and (bare := _without_number(text, "")) != text:
            text = bare
        elif look.numbered:
            properties = _not_counted(properties)
        return self.paragraph(properties, tracked.new_runs(text, look.words, self.signs))

    def own(self, unit: Unit) -> Element:
        """A new paragraph with its own properties, in the style of the same name."""
        properties = _without_changes(unit.element.find(w("pPr")))
        counted = self.keeps_number(unit)
        if properties is not None:
            self.restyle(properties, "pStyle")
            for listed in properties.findall(w("numPr")):
                number = listed.find(w("numId"))
                if number is not None and number.get(w("val")) in self.lists:
                    number.set(w("val"), self.lists[number.get(w("val"))])
                elif number is None or number.get(w("val")) != "0":
                    properties.remove(listed)
            style = self.new.style_of(unit.element)
            if not unit.number and style in self.old.counted - self.new.counted:
                properties = _not_counted(properties)
        runs: list[Element] = []
        for piece in unit.pieces:
            words = _without_changes(piece.run.find(w("rPr"))) if piece.run is not None else None
            if words is not None:
                self.restyle(words, "rStyle")
            if not runs and unit.number and not counted:
                runs += tracked.new_runs(unit.number, words, self.signs)
            runs += tracked.new_runs(piece.text, words, self.signs)
        return self.paragraph(properties, runs)

    def restyle(self, properties: Element, name: str) -> None:
        """Names the style by its id in the old paper; one that it does not have is dropped."""
        for style in properties.findall(w(name)):
            known = self.new.styles.get(style.get(w("val"), ""), "")
            same = next((number for number, one in self.old.styles.items() if known and one == known), None)
            if same is None:
                properties.remove(style)
            else:
                style.set(w("val"), same)

    def paragraph(self, properties: Element | None, runs: Sequence[Element]) -> Element:
        """An inserted paragraph."""
        paragraph = wordml.make("p", children=[deepcopy(properties)] if properties is not None else ())
        if runs:
            paragraph.append(self.author.mark("ins", runs))
        tracked.mark_paragraph(paragraph, "ins", self.author)
        return paragraph

    def part(self, table: Element) -> None:
        """Puts a blank paragraph between a new table and another, and behind one that would end a cell."""
        if (before := table.getprevious()) is not None and before.tag == w("tbl"):
            table.addprevious(self.paragraph(None, ()))
        after = table.getnext()
        if after is None or after.tag not in BLOCKS or after.tag == w("tbl"):
            table.addnext(self.paragraph(None, ()))

    # tables

    def table(self, old: Element, new: Element) -> None:
        mine, theirs = inside(old, "tr"), inside(new, "tr")
        groups = pair_passages(*([Passage(row_text(row), "row") for row in rows] for rows in (mine, theirs)))
        after: Element | None = None
        for group in groups:
            row = mine[group.old[0]] if group.old else None
            other = theirs[group.new[0]] if group.new else None
            if row is not None and other is not None and len(inside(row, "tc")) == len(inside(other, "tc")):
                for cell, changed in zip(inside(row, "tc"), inside(other, "tc"), strict=True):
                    self.container(cell, changed)
                after = row
                continue
            if row is not None:
                self.delete_row(row)
                after = row
            if other is not None:
                inserted = self.new_row(other, _row_like(mine, group.old.start))
                _put(inserted, old, after, mine[0] if mine else None)
                after = inserted

    def delete_row(self, row: Element) -> None:
        tracked.mark_row(row, "del", self.author)
        for cell in inside(row, "tc"):
            for block in blocks(cell):
                if block.tag == w("tbl"):
                    for inner in inside(block, "tr"):
                        self.delete_row(inner)
                else:
                    pieces = tracked.pieces_of(block, self.signs)
                    edits = [Edit(Op.DELETE, tracked.text_of(pieces))]
                    tracked.change_paragraphs([(block, pieces)], edits, self.author, self.signs)

    def new_row(self, row: Element, near: Element | None) -> Element:
        """An inserted row, as the row `near` it looks where that has the same cells."""
        cells, beside = inside(row, "tc"), inside(near, "tc") if near is not None else []
        alike = list(map(_shape, cells)) == list(map(_shape, beside))
        made = wordml.make("tr")
        properties = (near if alike and near is not None else row).find(w("trPr"))
        if properties is not None:
            made.append(wordml.make("trPr", children=[deepcopy(one) for one in properties if one.tag in _ROW_LOOK]))
        for n, cell in enumerate(cells):
            shape = _without_changes((beside[n] if alike else cell).find(w("tcPr")))
            look = _look_of_cell(beside[n], self.signs) if alike else None
            made.append(self.new_cell(cell, shape, look))
        tracked.mark_row(made, "ins", self.author)
        return made

    def new_cell(self, cell: Element, shape: Element | None, look: Look | None) -> Element:
        made = wordml.make("tc", children=[shape] if shape is not None else ())
        for unit in units_of(cell, self.new, self.signs):
            if unit.is_table:
                made.append(self.new_table(unit.element))
            elif look is not None:
                self.tell_new(unit)
                made.append(self.like(unit, look))
            else:
                made.append(self.inserted(unit, self.place))
        if not len(made) or made[-1].tag != w("p"):
            made.append(self.paragraph(look.properties if look else None, ()))
        return made

    def new_table(self, table: Element) -> Element:
        """An inserted table, its lines drawn where the old paper does not have its style."""
        properties = _without_changes(table.find(w("tblPr")))
        if properties is None:
            properties = wordml.make("tblPr")
        self.restyle(properties, "tblStyle")
        if properties.find(w("tblStyle")) is None and properties.find(w("tblBorders")) is None:
            wordml.insert_ordered(properties, wordml.borders(), wordml.TABLE_ORDER)
        grid = _without_changes(table.find(w("tblGrid")))
        rows = [self.new_row(row, None) for row in inside(table, "tr")]
        return wordml.make("tbl", children=[properties, *([grid] if grid is not None else []), *rows])


def _without_blanks(edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits without those that only exchange blanks; the old ones stay."""
    changed: list[Edit] = []
    for edit in (*edits, Edit(Op.KEEP, "")):
        if edit.op is not Op.KEEP:
            changed.append(edit)
            continue
        if not "".join(one.text for one in changed).strip(_BLANKS):
            changed = [Edit(Op.KEEP, one.text) for one in changed if one.op is Op.DELETE]
        yield from (*changed, edit)
        changed = []


def _put(element: Element, container: Element, after: Element | None, before: Element | None) -> None:
    """Puts a new paragraph or table behind `after`, else in front of `before`, else into a container without any."""
    if after is not None:
        after.addnext(element)
    elif before is not None:
        before.addprevious(element)
    elif (section := container.find(w("sectPr"))) is not None:
        section.addprevious(element)
    else:
        container.append(element)


def _apart(group: Group, mine: Sequence[Unit], theirs: Sequence[Unit]) -> Iterator[Group]:
    """The group, or its old and its new paragraphs one by one where a counted paragraph becomes one without any number:
    what counts it cannot be taken away as a change.
    """
    old, new = group.old, group.new
    if not (old and new and _loses_number(mine[old[0]], theirs[new[0]])):
        yield group
        return
    yield from (Group(range(i, i + 1), range(new.start, new.start)) for i in old)
    yield from (Group(range(old.stop, old.stop), range(j, j + 1)) for j in new)


def _loses_number(old: Unit, new: Unit) -> bool:
    return bool(old.number) and not (new.is_table or new.number or parse_label(new.text))


def _text_beside(old: Sequence[Unit], new: Sequence[Unit]) -> str:
    """The words of new paragraphs as they stand beside the old ones, without a number that those count themselves."""
    if old[0].number:
        return new[0].text if new[0].number else _without_number(new[0].text, old[0].number)
    if new[0].number and old[0].text.startswith(close := new[0].number.rstrip() + new[0].text[:1]):
        return close + new[0].text[1:]  # an automatic number may have a blank behind it that a typed one does not
    text = MARK.join(unit.before + unit.number + unit.text + unit.after for unit in new)
    return text[len(new[0].before) : len(text) - len(new[-1].after)]


def _without_number(text: str, counted: str) -> str:
    """The text without the number that stands in front of it, or the one that is `counted`."""
    label = parse_label(text)
    number = counted.strip() if counted and text.startswith(counted.strip()) else label.printed if label else ""
    return text[len(number) :].lstrip()


def _not_counted(properties: Element | None) -> Element:
    """Properties of a paragraph that no list counts."""
    copy = wordml.make("pPr") if properties is None else deepcopy(properties)
    none = wordml.make("numPr", children=[wordml.make("numId", {"val": 0})])
    wordml.insert_ordered(copy, none, wordml.PARAGRAPH_ORDER)
    return copy


def _level(number: str) -> int:
    label = parse_label(number)
    return label.level if label else _UNNUMBERED


def _nearest(looks: Sequence[tuple[int, Look]], place: int) -> Look:
    return min(looks, key=lambda known: abs(known[0] - place))[1]


def _things(paragraphs: Iterable[Sequence[Piece]]) -> Iterator[Element]:
    """The element behind every sign in order."""
    return (piece.child for pieces in paragraphs for piece in pieces for one in piece.text if is_sign(one))


def _look(paragraph: Element, pieces: Sequence[Piece], *, numbered: bool) -> Look:
    lengths: dict[Element, int] = {}
    for piece in pieces:
        if piece.run is not None:
            lengths[piece.run] = lengths.get(piece.run, 0) + len(piece.text)
    run = max(lengths, key=lambda one: lengths[one]) if lengths else None
    words = tracked.mark_properties(paragraph) if run is None else _without_changes(run.find(w("rPr")))
    return Look(_without_changes(paragraph.find(w("pPr"))), words, numbered)


def _look_of_cell(cell: Element, signs: Signs) -> Look:
    paragraph = next(one for one in blocks(cell) if one.tag == w("p"))
    return _look(paragraph, tracked.pieces_of(paragraph, signs), numbered=False)


def _row_like(rows: Sequence[Element], place: int) -> Element | None:
    """The row that a new one at `place` looks like: the one before it, the one after it where that is a head."""
    before = rows[max(place - 1, 0)] if rows else None
    is_head = before is not None and before.find(f"{w('trPr')}/{w('tblHeader')}") is not None
    return rows[1] if is_head and len(rows) > 1 else before


def _shape(cell: Element) -> tuple[str, bool]:
    return value(cell, "tcPr/gridSpan"), cell.find(f"{w('tcPr')}/{w('vMerge')}") is not None


def _without_changes(properties: Element | None) -> Element | None:
    """A copy of properties for another place: no section, no mark of a change."""
    if properties is None:
        return None
    copy = deepcopy(properties)
    for name in (*tracked.CHANGE_MARKS, "sectPr", *_CELL_CHANGES):
        for element in list(copy.iter(w(name))):
            element.getparent().remove(element)
    return copy
