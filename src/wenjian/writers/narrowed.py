"""A docx as LibreOffice prints it whole."""

from __future__ import annotations

import re

from wenjian.package import pack, unpack

_QUARTER = re.compile(rb'(<w:spacing w:val=")-5("/>)')
"""Characters set closer by 0.25 pt: 28 of them fill the type area (5.2.3)."""


def narrowed(docx: bytes) -> bytes:
    """The docx with characters closer by 0.3 pt instead of 0.25.

    LibreOffice (seen in 7.4) leaves out the punctuation that hangs at the end of a justified line of 28 characters
    narrowed by exactly 0.25 pt; narrowed by 0.3 pt they stand on the same lines, and it prints it.
    """
    parts = unpack(docx)
    return pack(
        {
            name: _QUARTER.sub(rb"\g<1>-6\2", data) if name.startswith("word/") and name.endswith(".xml") else data
            for name, data in parts.items()
        }
    )
