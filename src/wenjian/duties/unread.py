"""What gave no duty and is neither slogan nor background: rows of tables, their sentences, sentences under a heading.
Nothing is lost without a word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from wenjian.duties.judge import NOTHING_CONCRETE, SHORTEST_LISTED, TOO_SHORT, Judgement, judge
from wenjian.model.catalogue import found
from wenjian.model.document import Document, Provision, Row
from wenjian.model.finding import Finding, Place
from wenjian.text import patterns as re
from wenjian.text.measures import find_measures
from wenjian.text.normal import letters, shorten
from wenjian.text.portions import for_own_place, places_of
from wenjian.text.rows import read_columns, says_something
from wenjian.text.walk import document_tables, row_place

_LONGEST = 40
_LONGEST_SENTENCE = 24
_LONGEST_HEADING = 10
"""Letters up to which a sentence before others of its paragraph is their heading."""
_TOLD = 5
"""Sentences that are named; the others are counted."""
_ENUMERATORS = tuple(f"{numeral}是" for numeral in "一二三四五六七八九十")
_NO_SENTENCE = re.compile(r"^(?:[（(].*[）)]。?$|附[：:件]|注[：:]|特此|专此|此复|妥否|当否|以上)")


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


def unread_prose(
    document: Document, provisions: Sequence[Provision], judgements: Sequence[Judgement], listed: Collection[int]
) -> Iterator[Finding]:
    """WJ993, once, for the sentences under a heading or number that gave no duty and are not known for anything else;
    `listed` are the positions of those that a chapeau governs.
    """
    unsure = [
        one
        for index, one in enumerate(provisions)
        if index not in listed and _is_unsure(one, judgements[index]) and not _heads(provisions, index)
    ]
    if unsure:
        named = [f"{one.where}“{shorten(one.text, _LONGEST_SENTENCE)}”" for one in unsure[:_TOLD]]
        more = "等" if len(unsure) > _TOLD else ""
        yield found("WJ993", Place(document.source), count=len(unsure), sentences="、".join(named) + more)


def _is_unsure(provision: Provision, judgement: Judgement) -> bool:
    """Whether nothing speaks for a duty and nothing against one."""
    if judgement.rule not in (NOTHING_CONCRETE, TOO_SHORT) or provision.row >= 0 or not provision.where:
        return False
    is_sentence = provision.text.endswith(("。", "；", ";")) and not _NO_SENTENCE.match(provision.text)
    return is_sentence and len(letters(provision.text)) >= SHORTEST_LISTED


def _heads(provisions: Sequence[Provision], index: int) -> bool:
    """Whether a few words only head what follows in their paragraph («一是科学布点。……»)."""
    one = provisions[index]
    opens = one.start == 0 or one.text.startswith(_ENUMERATORS)
    goes_on = index + 1 < len(provisions) and provisions[index + 1].block == one.block
    return opens and goes_on and len(letters(one.text)) <= _LONGEST_HEADING


def _is_measured(row: Row) -> bool:
    return any(find_measures(cell) for cell in row.texts())


def _words(row: Row) -> str:
    return shorten("｜".join("".join(cell.split()) for cell in row.texts() if cell.strip()), _LONGEST)
