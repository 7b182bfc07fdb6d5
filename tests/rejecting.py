"""A docx with every tracked change rejected, as an office program would do it."""

from __future__ import annotations

from typing import Any

from raw_docx import MAIN
from wenjian.package import pack, parse_xml, unpack
from wenjian.writers import wordml


def w(name: str) -> str:
    return f"{{{MAIN}}}{name}"


def rejected(docx: bytes) -> bytes:
    parts = unpack(docx)
    for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        if name in parts:
            root = parse_xml(parts[name])
            reject(root)
            parts[name] = wordml.serialise(root)
    return pack(parts)


def reject(root: Any) -> None:
    for properties in list(root.iter(w("trPr"))):
        row = properties.getparent()
        if properties.find(w("ins")) is not None:
            row.getparent().remove(row)
    for table in list(root.iter(w("tbl"))):
        if table.find(w("tr")) is None:
            table.getparent().remove(table)
    for inserted in list(root.iter(w("ins"))):
        if inserted.getparent().tag != w("rPr"):
            inserted.getparent().remove(inserted)
    for mark in [one for one in root.iter(w("ins")) if one.getparent().tag == w("rPr")]:
        paragraph = mark.getparent().getparent().getparent()
        after = paragraph.getnext()
        if after is None or after.tag != w("p"):
            if after is not None and not list(paragraph.iter(w("r"))):
                paragraph.getparent().remove(paragraph)
            continue  # the last mark of a container cannot go
        at = 1 if after.find(w("pPr")) is not None else 0
        after[at:at] = [one for one in paragraph if one.tag != w("pPr")]
        paragraph.getparent().remove(paragraph)
    for deleted in list(root.iter(w("del"))):
        parent = deleted.getparent()
        at = parent.index(deleted)
        parent[at : at + 1] = list(deleted)
    for words in root.iter(w("delText"), w("delInstrText")):
        words.tag = w("t" if words.tag == w("delText") else "instrText")
