"""What every reader hands over: the heads of the file first, its documents only after these were judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from wenjian.model.document import Document
from wenjian.model.finding import Finding
from wenjian.structure.lines import Line
from wenjian.structure.papers import build


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read. `heads` are the printed lines of each place where a secrecy mark may stand (the text from its
    start, page headers, sheets); `documents` makes the documents, the paper first.
    """

    heads: Sequence[Sequence[str]]
    documents: Callable[[], tuple[Document, ...]]


def reading_of_lines(
    lines: Sequence[Line], name: str, *, findings: Sequence[Finding] = (), beside: Sequence[Sequence[str]] = ()
) -> Reading:
    """The reading of a file that is a run of lines: `beside` are the lines of page headers and the like, `findings`
    what the reader found while making the lines.
    """

    def documents() -> tuple[Document, ...]:
        first, *others = build(lines, name)
        return (replace(first, findings=(*findings, *first.findings)), *others)

    return Reading((*beside, tuple(printed_texts(lines))), documents)


def printed_texts(lines: Sequence[Line]) -> list[str]:
    """The words of lines and of the tables among them."""
    texts: list[str] = []
    for line in lines:
        if line.table is None:
            texts.append(line.text)
            continue
        texts.extend(line.table.head)
        texts.extend(column.name for column in line.table.columns)
        texts.extend(text for row in line.table.rows for text in row.texts())
    return texts
