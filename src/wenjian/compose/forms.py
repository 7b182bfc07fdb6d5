"""检查表 and 自查表: the check items of clauses as a form that is filled in, signed and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from wenjian.compose.contract import Piece
from wenjian.model import inspection as words
from wenjian.model.document import Blank, Block, Column, Document, Row, Span, Table
from wenjian.model.library import CheckItem, Clause
from wenjian.model.locality import Institution, Locality
from wenjian.model.vocabulary import BlockKind, Form, Role
from wenjian.text.dates import BLANK_DATE
from wenjian.text.slots import UNKNOWN

HAND = 18.0
"""Millimetres: the least height of a row, room for three lines by hand. 惯例"""
TALL = 20.0
"""Millimetres: the height of a blank for an opinion, or for two signatures."""

COLUMNS = {
    Form.INSPECTION: (
        Column(words.NUMBER, 8, locked=True),
        Column(words.ITEM, 19, locked=True),
        Column(words.STANDARD, 31, locked=True),
        Column(words.BASIS, 20, locked=True),
        Column(words.METHOD, 19, locked=True),
        Column(words.RESULT, 15, choices=words.RESULTS),
        Column(words.PROBLEM, 17),
        Column(words.DEMAND, 16),
        Column(words.RECHECK, 11, choices=words.RECHECKED),
    ),
    Form.SELF_CHECK: (
        Column(words.NUMBER, 8, locked=True),
        Column(words.ITEM, 19, locked=True),
        Column(words.STANDARD, 31, locked=True),
        Column(words.BASIS, 20, locked=True),
        Column(words.OWN_RESULT, 19, choices=words.RESULTS),
        Column(words.CHECKED_RESULT, 19, choices=words.RESULTS),
        Column(words.PROBLEM, 15),
        Column(words.MENDED, 14),
        Column(words.MENDED_RESULT, 11, choices=words.RECHECKED),
    ),
}
"""156 mm, the width between the margins of a portrait A4 page."""

_WIDE, _LEFT = (2, 7), (2, 2)
"""A blank over the whole width, and one of the left half, in columns of the table."""


def check_block(pieces: Iterable[Piece], form: Form, foot: Sequence[str], fill: Callable[[Clause, str], str]) -> Block:
    """The form over the clauses in `pieces`, one row for each 检查项; what is found is written in by hand."""
    rows: list[Row] = []
    for piece in pieces:
        if piece.clause is not None:
            filled = partial(fill, piece.clause)
            rows += [_row(len(rows) + at, item, piece, form, filled) for at, item in enumerate(piece.clause.checks, 1)]
    table = Table(
        COLUMNS[form],
        tuple(rows),
        "自查表" if form is Form.SELF_CHECK else "检查表",
        foot=tuple(foot),
        form=_head(form),
        signing=_signing(form),
        least_height=HAND,
    )
    return Block("", BlockKind.TABLE, table=table)


def _row(number: int, item: CheckItem, piece: Piece, form: Form, fill: Callable[[str], str]) -> Row:
    said = (str(number), fill(item.item), fill(item.standard), fill(_basis(item, piece)))
    method = (fill(item.method),) if form is Form.INSPECTION else ()
    cells = (*said, *method, *("" for _ in COLUMNS[form][len(said) + len(method) :]))
    return Row(tuple((Span(text, piece.origin),) for text in cells), piece.origin, piece.refs)


def _basis(item: CheckItem, piece: Piece) -> str:
    """What an inspector rests on: the item's own basis, else the clause's, else the superior's paper and place."""
    own = item.basis or "、".join(piece.clause.basis if piece.clause else ())
    asked = (f"{need.directive.number or need.directive.title}{need.duty.where}" for need in piece.needs)
    return own or "、".join(dict.fromkeys(asked)) or f"【{UNKNOWN}：{words.BASIS}】"


def _head(form: Form) -> tuple[tuple[Blank, ...], ...]:
    unit = (Blank(words.UNIT, _LEFT), Blank(words.NATURE, (1, 4), choices=words.NATURES))
    place = (Blank(words.ADDRESS, _LEFT), Blank(words.HEAD, (2, 3)))
    if form is Form.SELF_CHECK:
        return (unit, place)
    when = (
        Blank(words.DATE, _LEFT, shape=BLANK_DATE),
        Blank(words.OCCASION, (1, 4), choices=words.OCCASIONS),
    )
    return (unit, place, when)


def _signing(form: Form) -> tuple[tuple[Blank, ...], ...]:
    def signed(who: str, when: str, height: float) -> tuple[Blank, ...]:
        return (Blank(who, _LEFT, height=height), Blank(when, (1, 4), shape=BLANK_DATE, height=height))

    if form is Form.SELF_CHECK:
        return (
            signed(words.SELF_CHECKERS, words.SELF_CHECKED_ON, HAND),
            signed(words.CHECKERS, words.CHECKED_ON, HAND),
            signed(words.MENDED_CHECKER, words.MENDED_ON, HAND),
        )
    return (
        (Blank(words.INSPECTORS, _WIDE, height=HAND),),
        (Blank(words.OPINION, _WIDE, height=TALL),),
        signed(words.SIGNED, words.SIGNED_ON, HAND),
        signed(words.RECHECKER, words.RECHECKED_ON, HAND),
    )


def institutions_meant(names: Iterable[str], locality: Locality) -> tuple[Institution, ...]:
    """The 服务机构 of the locality that `names` mean, by name or by type, each once, in the locality's order."""
    asked = set(names)
    return tuple(one for one in locality.institutions if one.name and asked & {one.name, one.type})


def one_each(document: Document, institutions: Sequence[Institution]) -> Document:
    """The form once for each institution, what is known of it filled in; each on a page, and a sheet, of its own."""
    if not institutions:
        return document
    filled = [replace(document, blocks=tuple(_filled(document.blocks, one)), name=one.name) for one in institutions]
    following = tuple(replace(one, role=Role.ENCLOSED) for one in filled[1:])
    return replace(filled[0], attachments=following)


def _filled(blocks: Iterable[Block], one: Institution) -> Iterator[Block]:
    known = {words.UNIT: one.name, words.NATURE: one.nature, words.ADDRESS: address_of(one), words.HEAD: head_of(one)}
    for block in blocks:
        if block.table is None or not block.table.form:
            yield block
            continue
        rows = tuple(tuple(replace(b, text=known.get(b.label, b.text)) for b in row) for row in block.table.form)
        yield replace(block, table=replace(block.table, form=rows, name=one.name))


def address_of(one: Institution) -> str:
    """The address, else the township it lies in."""
    return one.address or one.township


def head_of(one: Institution) -> str:
    """Name and telephone of the head of an institution; an invented person is marked so."""
    name = f"{one.head}（虚构）" if one.head and one.invented else one.head
    return "　".join(word for word in (name, one.telephone) if word)
