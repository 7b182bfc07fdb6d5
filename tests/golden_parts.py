"""Parts of an office file against those that were looked at."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from lxml import etree


def check_parts(parts: Mapping[str, bytes], folder: Path) -> None:
    """The XML `parts`, indented, are the files in `folder`; WENJIAN_ACCEPT=1 accepts what is written now, after looking
    at it.
    """
    found = {}
    for name, part in parts.items():
        tree = etree.fromstring(part)
        etree.indent(tree)
        found[name.replace("/", "-")] = etree.tostring(tree, encoding="unicode") + "\n"
    if os.environ.get("WENJIAN_ACCEPT"):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for name, text in found.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    assert {path.name for path in folder.iterdir()} == set(found)
    for name, text in found.items():
        assert text == (folder / name).read_text(encoding="utf-8"), name
