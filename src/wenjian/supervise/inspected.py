"""A filled-in 检查表 or 自查表 → what it says: whoever renamed the file, moved columns or filled in the docx."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wenjian.model import inspection as words
from wenjian.model.catalogue import found
from wenjian.model.document import Document, Table
from wenjian.model.finding import Finding, Place
from wenjian.model.inspection import InspectedItem, Inspection
from wenjian.model.vocabulary import Form
from wenjian.supervise.returned import row_place
from wenjian.text.dates import parse_date
from wenjian.text.nearest import did_you_mean
from wenjian.text.normal import letters, shorten

_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")


def _bare(text: str) -> str:
    return letters(_BRACKETED.sub("", text))


_OTHER_NAMES = {
    words.ITEM: ("检查事项", "自查项目", "项目"),
    words.STANDARD: ("检查内容", "检查标准", "自查内容及标准", "内容及标准"),
    words.BASIS: ("依据",),
    words.METHOD: (),
    words.RESULT: ("检查结果", "是否符合"),
    words.PROBLEM: ("存在问题", "问题", "发现的问题"),
    words.DEMAND: ("整改要求", "整改意见", "整改措施及期限"),
    words.RECHECK: ("复查情况",),
    words.OWN_RESULT: ("自查结果", "自查情况"),
    words.CHECKED_RESULT: ("核查结果",),
    words.MENDED: ("整改措施", "整改情况"),
    words.MENDED_RESULT: ("整改核查", "核查情况"),
    words.NUMBER: (),
}
_COLUMNS = {_bare(word): name for name, others in _OTHER_NAMES.items() for word in (name, *others)}
_RESULTS = {words.RESULT, words.OWN_RESULT, words.CHECKED_RESULT}
_LEAST_HEADS = 3
_ALL_LABELS = (
    *(words.UNIT, words.NATURE, words.ADDRESS, words.HEAD, words.DATE, words.OCCASION),
    *(words.INSPECTORS, words.OPINION, words.SIGNED, words.SIGNED_ON, words.RECHECKER, words.RECHECKED_ON),
    *(words.SELF_CHECKERS, words.SELF_CHECKED_ON, words.CHECKERS, words.CHECKED_ON),
    *(words.MENDED_CHECKER, words.MENDED_ON),
)
_LABELS = {_bare(label): label for label in _ALL_LABELS}
_INLINE = re.compile(
    "(?:^|(?<=[\\s\u3000]))("
    + "|".join(re.escape(word) for label in _ALL_LABELS for word in (label, _BRACKETED.sub("", label)))
    + r")\s*[:：]"
)
_TICKED = re.compile(r"[☑√✓✔■]\s*([^\s□☑√✓✔■]+)")
_UNFILLED = re.compile(r"[\s年月日　_]*")
_PEOPLE = re.compile(r"[、，,；;/\s]+")
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a sheet: its texts by column, and where it stands."""

    texts: tuple[str, ...]
    place: Place


def read_inspections(documents: Sequence[Document], path: str) -> tuple[tuple[Inspection, ...], tuple[Finding, ...]]:
    """Every form in a file, and what cannot be taken: a table that is no form (WJ934), filled columns that nobody asked
    for (WJ945).
    """
    inspections: list[Inspection] = []
    findings: list[Finding] = []
    for document in documents:
        for owner, block in document.walk():
            if block.table is None:
                continue
            lines = list(_lines(owner, block.table, path))
            head = _find_heads(lines)
            if head is None:
                findings.append(found("WJ934", Place(path, label=block.table.name)))
                continue
            inspection, notes = _inspection(lines, *head, Place(path, label=block.table.name))
            inspections.append(inspection)
            findings += notes
    if not inspections and not findings:
        findings.append(found("WJ934", Place(path)))
    return tuple(inspections), tuple(findings)


def _lines(owner: Document, table: Table, path: str) -> Iterator[_Line]:
    here = Place(path, label=table.name)
    yield _Line((owner.title, *table.head), here)
    yield _Line(tuple(column.name for column in table.columns), here)
    for number, row in enumerate(table.rows, 2):
        yield _Line(row.texts(), Place(path, label=row_place(row, path, table.name, number)))
    yield _Line(table.foot, here)


def _find_heads(lines: Sequence[_Line]) -> tuple[int, Mapping[int, str]] | None:
    """The index of the line of heads, and column → what it is."""
    best: tuple[int, Mapping[int, str]] | None = None
    for index, line in enumerate(lines):
        known = _heads(line)
        enough = len(known) >= _LEAST_HEADS and _RESULTS & set(known.values())
        if enough and {words.ITEM, words.STANDARD} & set(known.values()) and (not best or len(known) > len(best[1])):
            best = (index, known)
    return best


def _heads(line: _Line) -> dict[int, str]:
    columns: dict[int, str] = {}
    for at, text in enumerate(line.texts):
        name = _COLUMNS.get(_bare(text))
        if name and name not in columns.values():
            columns[at] = name
    return columns


def _inspection(
    lines: Sequence[_Line], head: int, columns: Mapping[int, str], place: Place
) -> tuple[Inspection, tuple[Finding, ...]]:
    form = Form.SELF_CHECK if words.OWN_RESULT in columns.values() else Form.INSPECTION
    said: dict[str, str] = {}
    items: list[InspectedItem] = []
    extra: dict[str, str] = {}
    names = lines[head].texts
    for index, line in enumerate(lines):
        labels, begins = _labelled([text.strip() for text in line.texts if text.strip()])
        is_row = line.place.label != place.label
        if begins or not is_row:
            said |= {label: value for label, value in labels.items() if not said.get(label)}
        elif index > head and not _is_note(line) and _heads(line) != columns:
            cells = {name: line.texts[at].strip() for at, name in columns.items() if at < len(line.texts)}
            if any(text for name, text in cells.items() if name != words.NUMBER):
                items.append(_item(cells, form, line.place))
            for at, text in enumerate(line.texts):
                if text.strip() and at not in columns:
                    extra.setdefault(names[at] if at < len(names) and names[at] else f"第{at + 1}列", text.strip())
    notes = tuple(found("WJ945", place, name=name, text=shorten(text, _LONGEST)) for name, text in extra.items())
    return Inspection(place, form, tuple(said.items()), tuple(items)), notes


def _is_note(line: _Line) -> bool:
    """Whether a line is a note under the table, not a row of it."""
    filled = [text.strip() for text in line.texts if text.strip()]
    return len(filled) == 1 and filled[0].startswith(("注", "备注", "说明"))


def _labelled(texts: Sequence[str]) -> tuple[dict[str, str], bool]:
    """What the blanks in a line say, by label: label and value side by side, or in one cell behind a colon; and whether
    the line begins with a label.
    """
    said: dict[str, str] = {}
    label, begins = "", False
    for number, text in enumerate(texts):
        inline = list(_INLINE.finditer(text))
        if inline:
            begins = begins or number <= 1
            for match, after in zip(inline, [*inline[1:], None], strict=True):
                value = text[match.end() : after.start() if after else len(text)]
                said[_LABELS[_bare(match[1])]] = _value(value)
            label = ""
        elif name := _LABELS.get(_bare(text)):
            begins = begins or number <= 1
            said.setdefault(name, "")
            label = name
        elif label:
            said[label] = _value(text)
            label = ""
    return said, begins


def _value(text: str) -> str:
    """What was filled into a blank: the ticked word, nothing where only its shape stands."""
    if ticked := _TICKED.findall(text):
        return "、".join(ticked)
    return "" if "□" in text or _UNFILLED.fullmatch(text) else text.strip()


def _item(cells: Mapping[str, str], form: Form, place: Place) -> InspectedItem:
    def cell(name: str) -> str:
        return cells.get(name, "")

    own = _word(cell(words.OWN_RESULT))
    inspected = form is Form.INSPECTION
    return InspectedItem(
        place=place,
        item=cell(words.ITEM),
        standard=cell(words.STANDARD),
        basis=cell(words.BASIS),
        own=own,
        result=_word(cell(words.RESULT if inspected else words.CHECKED_RESULT)) or own,
        problem=cell(words.PROBLEM),
        demand=cell(words.DEMAND if inspected else words.MENDED),
        recheck=cell(words.RECHECK if inspected else words.MENDED_RESULT),
    )


def _word(text: str) -> str:
    """The one of the three words that was written or ticked, whatever signs stand around it; others as they are."""
    ticked = [match[1] for match in _TICKED.finditer(text)]
    said = ticked[0] if len(ticked) == 1 else text
    return next((word for word in words.RESULTS if letters(word) == letters(said)), text)


def check_inspection(inspection: Inspection) -> Iterator[Finding]:
    """What a form lacks to be a record (WJ935–WJ940, WJ944), in reading order. One that nobody filled in lacks one
    thing (WJ946).
    """
    if not is_filled(inspection):
        yield found("WJ946", inspection.place, unit=inspection.unit or "未写单位")
        return
    if not inspection.unit:
        yield found("WJ940", inspection.place)
    open_items = [one for one in inspection.items if not one.result]
    if open_items:
        where = "、".join(one.place.label.rpartition("第")[2].removesuffix("行") for one in open_items)
        yield found("WJ937", inspection.place, count=len(open_items), rows=where)
    for one in inspection.items:
        yield from _check_item(one)
    if lacking := "、".join(_lacking(inspection)):
        yield found("WJ938", inspection.place, unit=inspection.unit or "未写单位", lacking=lacking)


def is_filled(inspection: Inspection) -> bool:
    """Whether somebody found something: a form sent out with nothing but the institution on it is not filled in."""
    return any(one.result or one.problem for one in inspection.items)


def _check_item(one: InspectedItem) -> Iterator[Finding]:
    name = one.item or shorten(one.standard, _LONGEST)
    for word in dict.fromkeys((one.own, one.result)):
        if word and word not in words.RESULTS:
            advice = did_you_mean(word, words.RESULTS)
            yield found("WJ935", one.place, item=name, value=shorten(word, _LONGEST), advice=advice)
    if one.result == words.FAILING:
        if not one.problem:
            yield found("WJ936", one.place, item=name)
        if not one.demand:
            yield found("WJ939", one.place, item=name)
    elif one.problem and one.result in words.RESULTS:
        yield found("WJ944", one.place, item=name, result=one.result, problem=shorten(one.problem, _LONGEST))


def _lacking(inspection: Inspection) -> Iterator[str]:
    """The signatures and days that are not there, in the words of the form."""
    said = inspection.said
    if inspection.form is Form.INSPECTION:
        signers, unit = words.INSPECTORS, words.SIGNED
        dates = [words.DATE, *([words.SIGNED_ON] if said(words.SIGNED) else [])]
        again, on = words.RECHECKER, words.RECHECKED_ON
    else:
        checked = any(one.result != one.own for one in inspection.items) or bool(said(words.CHECKERS))
        signers, unit = (words.CHECKERS if checked else ""), words.SELF_CHECKERS
        dates = [words.SELF_CHECKED_ON, *([words.CHECKED_ON] if checked else [])]
        again, on = words.MENDED_CHECKER, words.MENDED_ON
    people = [word for word in _PEOPLE.split(said(signers)) if word] if signers else []
    if signers and len(people) < words.LEAST_INSPECTORS:
        yield f"{_BRACKETED.sub('', signers)}两人以上签名" + (f"（只有{people[0]}）" if people else "")
    if not said(unit):
        yield _BRACKETED.sub("", unit)
    if any(one.recheck for one in inspection.items):
        dates.append(on)
        if not said(again):
            yield again
    for label in dates:
        if not said(label):
            yield label
        elif parse_date(said(label)) is None:
            yield f"{label}（“{shorten(said(label), _LONGEST)}”看不出是哪一天）"
