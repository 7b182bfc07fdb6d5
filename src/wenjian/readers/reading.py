"""What every reader hands over: the heads of the file first, its documents only after these were judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.document import Document, Table
from wenjian.model.finding import Finding, Place
from wenjian.structure.garbled import decode_garbled
from wenjian.structure.lines import Line
from wenjian.structure.papers import build

MOST_LINES = 200_000
"""Lines and paragraphs of one file, ten times a long book; each costs time, however short it is."""
MOST_LETTERS = 2_000_000
"""Characters of one file, its tables too."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read. `heads` are the printed lines of each place where a secrecy mark may stand (the text from its
    start, page headers, sheets); `documents` makes the documents, the paper first. `lines` are those that they are made
    of, none for a workbook; `docx` is the docx that was read, where it was one.
    """

    heads: Sequence[Sequence[str]]
    documents: Callable[[], tuple[Document, ...]]
    lines: Sequence[Line] = ()
    docx: bytes = b""


def reading_of_lines(
    lines: Sequence[Line], name: str, *, findings: Sequence[Finding] = (), beside: Sequence[Sequence[str]] = ()
) -> Reading:
    """The reading of a file that is a run of lines: `beside` are the lines of page headers and the like, `findings`
    what the reader found while making the lines. Raises UnreadableInput (WJ106) for more text than is ever read.
    """
    bound_text(len(lines), sum(len(line.text) if line.table is None else _cells(line.table) for line in lines), name)

    def documents() -> tuple[Document, ...]:
        first, *others = build(lines, name)
        return (replace(first, findings=(*findings, *first.findings)), *others)

    return Reading((*beside, tuple(printed_texts(lines))), documents, lines)


def printed_texts(lines: Sequence[Line]) -> list[str]:
    """The words of lines and of the tables among them; garbled ones as they will be read."""
    texts: list[str] = []
    for line in lines:
        if line.table is None:
            texts.append(decode_garbled(line.text))
            continue
        texts.extend(line.table.head)
        texts.extend(column.name for column in line.table.columns)
        texts.extend(text for row in line.table.rows for text in row.texts())
    return texts


def bound_text(lines: int, letters: int, name: str) -> None:
    """Raises UnreadableInput (WJ106) for a file `name` of more lines or characters than are ever read."""
    for count, most, unit in ((lines, MOST_LINES, "行"), (letters, MOST_LETTERS, "字")):
        if count > most:
            size, limit = f"{count / 10_000:.1f}万{unit}", f"{most // 10_000}万{unit}"
            raise UnreadableInput(found("WJ106", Place(name), size=size, limit=limit))


def _cells(table: Table) -> int:
    """The characters of a table, one at least for each of its cells."""
    return len(table.rows) * len(table.columns) + sum(len(text) for row in table.rows for text in row.texts())
