"""Plain text → lines."""

from __future__ import annotations

from wenjian.model.catalogue import found
from wenjian.model.finding import Place
from wenjian.readers.reading import Reading, bound_text, reading_of_lines
from wenjian.structure.lines import Line
from wenjian.text.decode import decode


def read_text(data: bytes, name: str) -> Reading:
    """A text file of any of the usual encodings (UTF-8, UTF-16 with BOM, GB18030).

    An encoding other than UTF-8 is noted as a finding. Raises UnreadableInput for binary data (WJ104) and for more
    lines or characters than are ever read (WJ106).
    """
    text, encoding = decode(data, name)
    bound_text(text.count("\n"), len(text), name)  # before a line of each is made
    lines = [Line(line, number) for number, line in enumerate(text.splitlines(), start=1)]
    notes = () if encoding.startswith("utf-8") else (found("WJ127", Place(name), encoding=encoding.upper()),)
    return reading_of_lines(lines, name, findings=notes)
