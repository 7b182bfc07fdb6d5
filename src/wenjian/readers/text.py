"""Plain text → documents."""

from __future__ import annotations

from dataclasses import replace

from wenjian.model.catalogue import found
from wenjian.model.document import Document
from wenjian.model.finding import Place
from wenjian.readers.structure import Line, build
from wenjian.text.decode import decode


def read_text(data: bytes, name: str) -> tuple[Document, ...]:
    """The documents in a text file of any of the usual encodings (UTF-8, UTF-16 with BOM, GB18030).

    An encoding other than UTF-8 is noted as a finding. Raises UnreadableInput for binary data.
    """
    text, encoding = decode(data)
    lines = [Line(line, number) for number, line in enumerate(text.splitlines(), start=1)]
    documents = build(lines, name)
    if encoding.startswith("utf-8"):
        return documents
    note = found("WJ127", Place(name), encoding=encoding.upper())
    return (replace(documents[0], findings=(note, *documents[0].findings)), *documents[1:])
