"""Whether a paper with changes, read with all of them accepted, says what the new version says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from wenjian.model.catalogue import found
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.model.vocabulary import BlockKind
from wenjian.text.normal import shorten


def check_accepted(
    accepted: Sequence[Document], new: Sequence[Document], path: str, *, only_words: bool = False
) -> Iterator[Finding]:
    """Where the text of `accepted` is not that of `new` (WJ623), blanks apart. With `only_words` the new version could
    not hold what stands beside the text.
    """
    got, wanted = (Counter(texts_of(documents, beside=not only_words)) for documents in (accepted, new))
    got[""] = wanted[""] = 0
    lost, more = list((wanted - got).elements()), list((got - wanted).elements())
    if lost or more:
        count = max(len(lost), len(more))
        yield found("WJ623", Place(path), count=count, text=shorten((lost or more)[0]))


def texts_of(documents: Sequence[Document], *, beside: bool = True) -> Iterator[str]:
    """The 公文要素, blocks, rows of tables and, unless told otherwise, words `beside` the text of all documents, each
    without blanks.
    """
    for document in documents:
        for _, block in document.walk():
            if block.table is not None:
                table = block.table
                rows = ([column.name for column in table.columns], *(row.texts() for row in table.rows))
                yield from map(_bare, (table.name, *table.head, *map("|".join, rows), *table.foot))
            elif beside or block.kind is not BlockKind.FURNITURE:
                yield _bare(block.printed)
        for owner in _papers(document):
            for value in vars(owner.elements).values():
                yield from map(_bare, (value,) if isinstance(value, str) else value or ())


def _papers(document: Document) -> Iterator[Document]:
    yield document
    for carried in document.attachments:
        yield from _papers(carried)


def _bare(text: str) -> str:
    return "".join(text.split())
