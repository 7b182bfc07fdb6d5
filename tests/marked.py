"""The tracked changes of a docx as they are shown, for tests."""

from __future__ import annotations

from typing import Any

from rejecting import w
from wenjian.package import parse_xml, unpack


def body(data: bytes, part: str = "document") -> Any:
    return parse_xml(unpack(data)[f"word/{part}.xml"])


def shown(data: bytes, part: str = "document") -> list[str]:
    """Each paragraph with changes: [deleted]{inserted}, ¶ for marks; «-» and «+» before those of rows that go, come."""

    def words(element: Any) -> str:
        text = ""
        for child in element:
            if child.tag in (w("t"), w("delText")):
                text += child.text or ""
            elif child.tag == w("ins"):
                text += f"{{{words(child)}}}"
            elif child.tag == w("del"):
                text += f"[{words(child)}]"
            elif child.tag not in (w("pPr"), w("rPr"), w("instrText"), w("delInstrText")):
                text += words(child)
        return text

    lines = []
    for paragraph in body(data, part).iter(w("p")):
        marks = {name: paragraph.find(f"{w('pPr')}/{w('rPr')}/{w(name)}") is not None for name in ("ins", "del")}
        row = next(paragraph.iterancestors(w("tr")), None)
        sign = ""
        for name, one in (("ins", "+"), ("del", "-")):
            sign += one if row is not None and row.find(f"{w('trPr')}/{w(name)}") is not None else ""
        line = f"{sign}{words(paragraph)}{'{¶}' if marks['ins'] else ''}{'[¶]' if marks['del'] else ''}"
        if set(line) & set("[{+-"):
            lines.append(line)
    return lines
