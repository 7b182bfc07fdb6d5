"""地区名册 read: one row a place, from xlsx (with sheets for its 股室, 乡镇 …) or from csv. A bad row is told cell by
cell and gives no place; the others do.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from itertools import islice
from pathlib import PurePath
from typing import Any

from openpyxl.utils import get_column_letter

from wenjian.errors import UnreadableInput
from wenjian.loading.bind import bind
from wenjian.loading.files import text_of
from wenjian.loading.roster_columns import (
    ABSENT,
    COLUMNS,
    EVERYWHERE,
    FACT,
    GRADING,
    IGNORED,
    INSTITUTION,
    ITEMS,
    MAIN,
    MUST,
    PARTS,
    PRESENT,
    Column,
    is_list,
    part_columns,
)
from wenjian.loading.shape import fields_of, required_of
from wenjian.loading.sheets import cell_text, read_book
from wenjian.loading.store import is_reserved, name_key, visible
from wenjian.loading.twins import split_items, split_lines
from wenjian.loading.yaml import KeyPath, Loaded
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.model.locality import PLACE_KINDS, Locality
from wenjian.model.roster import Entry, Refused, Roster
from wenjian.text.nearest import did_you_mean
from wenjian.text.slots import SlotError, parse_slots, slot_names

HEADS_WITHIN = 10
"""Rows in which the heads are looked for."""
LONGEST_NAME = 40
MOST_ADVICE = 50
"""Findings after which names are not compared with all others any more."""
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\ud800-\udfff]|^[.~]|[. ]$')
_ERROR = re.compile(r"#(?:REF|N/A|VALUE|NAME|DIV/0|NULL|NUM)[!?]?")
_YES = re.compile(r"有|是|√|✓|✔")
_NO = re.compile(r"无|否|没有|×|✗")
_COUNT = re.compile(r"(?P<count>[0-9]{1,5})[个家所处]?")
_BLANKS = re.compile(r"\s+")
_SLOTS = ("名称", "类别", "机关")


@dataclass(frozen=True)
class Grid:
    """A sheet as texts. `lettered`: cells are named as in a spreadsheet, else by line and column."""

    path: str
    name: str
    rows: Sequence[Sequence[str]]
    lettered: bool = True

    def place(self, row: int, column: int) -> Place:
        """The place of a cell, both numbers counted from 1."""
        if not self.lettered:
            return Place(self.path, row, column)
        return Place(self.path, label=f"{self.name} {get_column_letter(column)}{row}")


@dataclass
class _Row:
    """A row under its heads: number, head → text, head → place, and what is wrong in it."""

    number: int
    texts: dict[str, str]
    places: dict[str, Place]
    findings: list[Finding] = field(default_factory=list)
    parts: dict[str, list[_Row]] = field(default_factory=lambda: defaultdict(list))

    @property
    def name(self) -> str:
        return _BLANKS.sub("", self.texts.get("名称", ""))

    @property
    def folder(self) -> str:
        """The nearest superior and the name: no two places of a province share them."""
        nearest = next(iter(split_items(self.texts.get("上级", ""))), "")
        return unicodedata.normalize("NFC", self.name if self.name.startswith(nearest) else nearest + self.name)


def read_roster(data: bytes, path: str) -> Roster:
    """The roster in a file. Raises UnreadableInput: no sheet 地区 (WJ186), a column gone (WJ196), no usable row
    (WJ980), and whatever is wrong with the file itself.
    """
    if PurePath(path).suffix.lower() == ".csv":
        text, notes = text_of(data, path)
        try:
            rows = list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
        except csv.Error:
            raise UnreadableInput(found("WJ108", Place(path), suffix=".csv")) from None
        grids = {MAIN: Grid(path, MAIN, [[visible(cell).strip() for cell in row] for row in rows], lettered=False)}
        return _roster(grids, tuple(notes))
    book = read_book(data, path)
    if MAIN not in book.sheetnames:
        raise UnreadableInput(found("WJ186", Place(path), name=MAIN))
    return _roster({name: Grid(path, name, _texts(book[name])) for name in (MAIN, *PARTS) if name in book.sheetnames})


def _texts(sheet: Any) -> list[list[str]]:
    """All cells as texts, without what nobody sees; what is merged says the same everywhere."""
    rows = [[visible(cell_text(cell)).strip() for cell in row] for row in sheet.iter_rows()]
    for area in sheet.merged_cells.ranges:
        text = rows[area.min_row - 1][area.min_col - 1]
        for row in range(area.min_row - 1, min(area.max_row, len(rows))):
            for column in range(area.min_col - 1, min(area.max_col, len(rows[row]))):
                rows[row][column] = text
    return rows


def _roster(grids: Mapping[str, Grid], notes: tuple[Finding, ...] = ()) -> Roster:
    findings = [*notes]
    rows = list(_rows(grids[MAIN], MUST, _known_head, findings))
    _hand_out(grids, rows, findings)
    entries: list[Entry] = []
    refused: list[Refused] = []
    taken: dict[str, int] = {}
    for row in rows:
        row.findings += _check(row, taken)
        locality = None if row.findings else _bound(row, grids[MAIN].path)
        if locality is None:
            refused.append(Refused(row.number, row.name or f"第{row.number}行", tuple(row.findings)))
        else:
            entries.append(Entry(row.number, row.folder, locality))
    if not entries:
        told = [*findings, *(one for row in refused for one in row.findings)]
        raise UnreadableInput(*told, found("WJ980", Place(grids[MAIN].path, label=MAIN)))
    return Roster(tuple(entries), tuple(refused), tuple(findings))


# rows under heads


def _rows(grid: Grid, must: Sequence[str], known: Any, findings: list[Finding]) -> Iterator[_Row]:
    """The rows below the heads that say something. A column that nobody reads is told once (WJ979)."""
    at, heads = _heads(grid, must)
    columns: dict[int, str] = {}
    for column, head in heads.items():
        if head in IGNORED:
            continue
        advice = known(head)
        if head in columns.values():
            advice = "前面已有同名的一列，请删去一列。"
        if advice:
            findings.append(found("WJ979", grid.place(at, column), name=head, advice=advice))
        else:
            columns[column] = head
    for number, cells in enumerate(grid.rows[at:], at + 1):
        texts = {head: cells[column - 1] for column, head in columns.items() if column <= len(cells)}
        if not any(texts.values()):
            continue
        row = _Row(number, texts, {head: grid.place(number, column) for column, head in columns.items()})
        for head, text in texts.items():
            if _ERROR.fullmatch(text):
                row.findings.append(found("WJ971", row.places[head], column=head, value=text, words="文字或数字"))
        yield row


def _heads(grid: Grid, must: Sequence[str]) -> tuple[int, dict[int, str]]:
    """The number of the row with the heads, and column → head. Raises UnreadableInput (WJ196)."""
    named = ({column: head for column, text in enumerate(row, 1) if (head := _head(text))} for row in grid.rows)
    rows = enumerate(islice(named, HEADS_WITHIN), 1)
    at, heads = next(((number, row) for number, row in rows if must[0] in row.values()), (0, {}))
    for name in must:
        if name not in heads.values():
            label = f"{grid.name} 第{at}行" if at else grid.name
            raise UnreadableInput(found("WJ196", Place(grid.path, label=label), name=name))
    return at, heads


def _head(text: str) -> str:
    """A head as it is compared: «服务机构: 养老机构» is «服务机构：养老机构», «名称*» is «名称»."""
    return _BLANKS.sub("", text).replace(":", "：").rstrip("*＊")


def _known_head(head: str) -> str:
    """What to do about a column of the sheet 地区 that is not read; empty when it is."""
    names = [column.head for column in COLUMNS]
    prefixes = (INSTITUTION, GRADING, FACT)
    if head in names or any(head.startswith(prefix) and head != prefix for prefix in prefixes):
        return ""
    return did_you_mean(head, names) or "是条款参数的，列名写成“参数：名称”；其他的可以改名为“备注”。"


# rows of the other sheets, given to their places


def _hand_out(grids: Mapping[str, Grid], rows: Sequence[_Row], findings: list[Finding]) -> None:
    by_name: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        for name in {row.name, row.folder} - {""}:
            by_name[name].append(row)
    for sheet in (name for name in PARTS if name in grids):
        grid = grids[sheet]
        heads = part_columns(sheet)

        def advice(head: str, heads: tuple[str, ...] = heads) -> str:
            return "" if head in heads else did_you_mean(head, heads) or "可以改名为“备注”。"

        everywhere: list[_Row] = []
        for part in _rows(grid, (MAIN,), advice, findings):
            part.findings += _missing(part, sheet)
            name = _BLANKS.sub("", part.texts[MAIN])
            owners = by_name.get(name, [])
            if name == EVERYWHERE:
                everywhere.append(part)
            elif len(owners) == 1:
                owners[0].parts[sheet].append(part)
            else:
                findings.append(_unowned(part, name, owners, by_name if len(findings) < MOST_ADVICE else ()))
        for row in rows if everywhere else ():
            row.parts[sheet] = row.parts[sheet] or everywhere


def _missing(part: _Row, sheet: str) -> Iterator[Finding]:
    kind = PARTS[sheet]
    for key in fields_of(kind):
        if key in required_of(kind) and not part.texts.get(key):
            yield found("WJ970", part.places.get(key, part.places[MAIN]), column=key)


def _unowned(part: _Row, name: str, owners: Sequence[_Row], known: Iterable[str]) -> Finding:
    place = part.places[MAIN]
    if not name:
        return found("WJ970", place, column=MAIN)
    if owners:
        return found("WJ974", place, name=name, folders="、".join(row.folder for row in owners))
    return found("WJ973", place, name=name, advice=did_you_mean(name, known) or "请与“地区”表里的名称写得一样。")


# a row as a place


def _check(row: _Row, taken: dict[str, int]) -> Iterator[Finding]:
    """What keeps a row from giving a place; what it leaves is put down in `taken`, folder → number of the row."""
    yield from (found("WJ970", row.places[head], column=head) for head in MUST if not row.texts.get(head))
    for column in COLUMNS:
        text = row.texts.get(column.head, "")
        if column.strict and text and text not in column.choices:
            words = "、".join(column.choices)
            yield found("WJ971", row.places[column.head], column=column.head, value=text, words=words)
    if not row.texts.get("代字") and any(row.texts.get(one.head) for one in COLUMNS if one.inside):
        yield found("WJ970", row.places.get("代字", row.places["名称"]), column="代字")
    for head, text in row.texts.items():
        if head.startswith(INSTITUTION) and text and _institution(head, text) is None:
            yield found("WJ971", row.places[head], column=head, value=text, words=f"{PRESENT}、{ABSENT}或数量")
    for sheet, parts in row.parts.items():
        for part in parts:
            yield from part.findings
            yield from _bad_slots(part, sheet)
    if not row.name:
        return
    folder = row.folder
    if _UNSAFE.search(folder) or is_reserved(folder) or len(folder) > LONGEST_NAME:
        yield found("WJ975", row.places["名称"], name=folder)
    elif (first := taken.setdefault(name_key(folder), row.number)) != row.number:
        yield found("WJ972", row.places["名称"], name=folder, row=first)


def _bad_slots(part: _Row, sheet: str) -> Iterator[Finding]:
    if _BLANKS.sub("", part.texts[MAIN]) != EVERYWHERE:
        return
    for head, text in part.texts.items():
        try:
            named = slot_names(text)
        except SlotError:
            named = (text,)
        if not set(named) <= set(_SLOTS):
            words = "、".join(f"{{{{ {name} }}}}" for name in _SLOTS)
            yield found("WJ971", part.places[head], column=f"{sheet}的{head}", value=text, words=words)


def _institution(head: str, text: str) -> dict[str, str] | None:
    """The entry of 服务机构 that a cell says; None when it says something else."""
    kind = head.removeprefix(INSTITUTION)
    if _YES.fullmatch(text):
        return {"类型": kind}
    if _NO.fullmatch(text):
        return {"类型": kind, "数量": "0"}
    count = _COUNT.fullmatch(text)
    return {"类型": kind, "数量": count["count"]} if count else None


def _bound(row: _Row, path: str) -> Locality | None:
    """The place of a row without faults; None, and what is wrong among its findings, when that shows only now."""
    data, places = _data(row)
    try:
        return bind(Locality, Loaded(data, {(): row.places["名称"], **places}, path=path))
    except UnreadableInput as error:
        row.findings += error.findings
        return None


def _data(row: _Row) -> tuple[dict[str, Any], dict[KeyPath, Place]]:
    """The row as a 地区 file would say it, and where each piece stands."""
    data: dict[str, Any] = {}
    places: dict[KeyPath, Place] = {}
    letterhead: dict[str, Any] = {}
    for column in COLUMNS:
        text = row.texts.get(column.head, "")
        if not text or column.head.startswith("乡镇"):
            continue
        if column.inside:
            letterhead[column.key] = _value(column, text)
            places[column.inside, 0, column.key] = row.places[column.head]
        else:
            data[column.head] = _BLANKS.sub("", text) if column.head in MUST else _value(column, text)
            places[column.head,] = row.places[column.head]
    data.setdefault("类别", row.name[-1] if row.name[-1] in PLACE_KINDS else PLACE_KINDS[0])
    if letterhead:
        data["版头"] = [{"名称": f"{data['机关']}文件", **letterhead}]
    ending = row.texts.get("乡镇机构", "")
    townships = split_items(row.texts.get("乡镇", ""))
    data["乡镇"] = [{"名称": name, **({"民政工作机构": name + ending} if ending else {})} for name in townships]
    for prefix, key in ((GRADING, "分级"), (FACT, "参数")):
        data[key] = {head.removeprefix(prefix): text for head, text in _filled(row, prefix)}
    data["服务机构"] = [_institution(head, text) for head, text in _filled(row, INSTITUTION)]
    for sheet, parts in row.parts.items():
        entries = data.setdefault(sheet, [])
        for part in parts:
            places[sheet, len(entries)] = part.places[MAIN]
            places.update({(sheet, len(entries), head): place for head, place in part.places.items()})
            entries.append(_entry(part, sheet, data))
    return data, places


def _value(column: Column, text: str) -> Any:
    if not column.splits:
        return text
    return split_items(text) if column.splits == ITEMS else split_lines(text)


def _filled(row: _Row, prefix: str) -> Iterator[tuple[str, str]]:
    return ((head, text) for head, text in row.texts.items() if head.startswith(prefix) and text)


def _entry(part: _Row, sheet: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """A row of another sheet as an entry of its list; one for 各地 with the words of the place."""
    texts = {head: text for head, text in part.texts.items() if head != MAIN and text}
    if _BLANKS.sub("", part.texts[MAIN]) == EVERYWHERE:
        words = {name: str(data[name]) for name in _SLOTS}
        pieces = {head: parse_slots(text) for head, text in texts.items()}
        texts = {
            head: "".join(piece if isinstance(piece, str) else words[piece.name] for piece in parsed)
            for head, parsed in pieces.items()
        }
    return {head: split_items(text) if is_list(PARTS[sheet], head) else text for head, text in texts.items()}
