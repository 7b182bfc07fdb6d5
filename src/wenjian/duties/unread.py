"""Rows of tables, and sentences of them, that gave no duty: nothing of a table is lost without a word."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from wenjian.duties.judge import judge
from wenjian.model.catalogue import found
from wenjian.model.document import Document, Provision, Row
from wenjian.model.finding import Finding, Place
from wenjian.text.measures import find_measures
from wenjian.text.normal import shorten
from wenjian.text.portions import for_own_place, places_of
from wenjian.text.rows import read_columns, says_something
from wenjian.text.walk import document_tables, row_place

_LONGEST = 40


def unread_rows(
    document: Document, read: Collection[tuple[str, int]], places: Collection[str] = ()
) -> Iterator[Finding]:
    """What is told of the rows that gave no duty; `read` are those that did, by block and number: each row of a table
    of tasks or indicators (WJ994), once a table whose heads say nothing but whose rows have figures or days (WJ995),
    or one that gives places their portions, where none of them is called by one of `places` (WJ354).
    """
    for block, place in document_tables(document):
        table = block.table
        assert table is not None
        by_place = places_of(table, places)
        columns = for_own_place(read_columns(table), by_place)
        if by_place.found and not by_place.own:
            why = "表里没有地区文件写的地区" if places else "没有写地区文件"
            yield found("WJ354", Place(document.source), where=place, why=why, words=_words(table.rows[0]))
            continue
        left = [
            (index, row)
            for index, row in enumerate(table.rows)
            if (block.id, index) not in read and says_something(columns, row)
            if by_place.column < 0 or index in by_place.own
        ]
        if columns.asks and not all(map(columns.is_blank, table.rows)):
            for index, row in left:
                yield found("WJ994", Place(document.source), where=row_place(table, place, index), words=_words(row))
        elif not columns.asks and (measured := [row for _, row in left if _is_measured(row)]):
            words = _words(measured[0])
            yield found("WJ995", Place(document.source), where=place, count=len(measured), words=words)


def unread_sentences(
    document: Document, provisions: Sequence[Provision], read: Sequence[Provision]
) -> Iterator[Finding]:
    """WJ994 for each sentence in a cell of tasks that is no slogan and gave no duty, where others of its row did."""
    rows = {(one.block, one.row) for one in read}
    known = frozenset(read)
    for one in provisions:
        if one.among_tasks and one not in known and (one.block, one.row) in rows and not judge(one).exhorts:
            yield found("WJ994", Place(document.source), where=one.where, words=shorten(one.text, _LONGEST))


def _is_measured(row: Row) -> bool:
    return any(find_measures(cell) for cell in row.texts())


def _words(row: Row) -> str:
    return shorten("｜".join("".join(cell.split()) for cell in row.texts() if cell.strip()), _LONGEST)
