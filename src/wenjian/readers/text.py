"""Plain text → lines."""

from __future__ import annotations

import re

from wenjian.model.catalogue import found
from wenjian.model.finding import Place
from wenjian.readers.reading import Reading, bound_text, reading_of_lines
from wenjian.structure.lines import Line
from wenjian.text.decode import decode

_HEADING = re.compile(r"^#{1,6}[ \t]+(?=\S)", re.MULTILINE)
_MARKS = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+(?=\S))"  # heading, quotation, item
    r"|^[ \t]*(?:-{3,}|\*{3,})[ \t]*$"  # rule
    r"|\*\*(?=[^*\n]{1,400}\*\*)|(?<=[^\s*])\*\*"  # bold
    r"|!?\[(?=[^\[\]\n]{1,200}\]\()|\]\([^()\s]{0,500}\)",  # link
    re.MULTILINE,
)
"""What Markdown puts around words; text from chat programs and some sites still carries it when it is pasted."""


def read_text(data: bytes, name: str) -> Reading:
    """A text file of any of the usual encodings (UTF-8, UTF-16 with BOM, GB18030).

    An encoding other than UTF-8 is noted as a finding. Raises UnreadableInput for binary data (WJ104) and for more
    lines or characters than are ever read (WJ106).
    """
    text, encoding = decode(data, name)
    bound_text(text.count("\n"), len(text), name)  # before a line of each is made
    notes = () if encoding.startswith("utf-8") else (found("WJ127", Place(name), encoding=encoding.upper()),)
    if _HEADING.search(text):
        text = _MARKS.sub("", text)
        fact, how = "文字里夹着“#”“**”等排版记号", "已去掉记号后读取"
        notes = (*notes, found("WJ147", Place(name), fact=fact, how=how, advice="请对照原件，看有没有缺字。"))
    lines = [Line(line, number) for number, line in enumerate(text.splitlines(), start=1)]
    return reading_of_lines(lines, name, findings=notes)
