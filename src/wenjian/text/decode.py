"""Bytes of a text file as text."""

from __future__ import annotations

import codecs
import re

from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.finding import Place
from wenjian.text.normal import with_line_feeds

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
"""Controls that stand in no text; the sign that ends an old text file is let pass."""


def decode(data: bytes, path: str = "") -> tuple[str, str]:
    r"""The text of `data` and its encoding: UTF-8 or UTF-16 by mark, else UTF-8, else GB18030.

    Line ends become \n. Raises UnreadableInput (WJ104) for bytes that are no text.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    for candidate in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        if not _NO_TEXT.search(text):
            return with_line_feeds(text).replace("\x1a", ""), candidate
    raise UnreadableInput(found("WJ104", Place(path)))
