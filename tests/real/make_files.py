"""Write the hand-made copies of the notice beside this script: python tests/real/make_files.py.

通知.txt; python-docx.docx with typed numbers; word.docx and wps.docx with what Word and WPS put into their files;
strict.docx, the first in the namespaces of ISO 29500 strict. The same files come out every time.
"""

from __future__ import annotations

import importlib.util
import io
import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from wenjian.package import pack, unpack

HERE = Path(__file__).parent
STRICT = (
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main"),
)


def beside(name: str) -> Any:
    """The module `name` in this folder."""
    spec = importlib.util.spec_from_file_location(f"real_{name}", HERE / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


paper = beside("paper")
habits = beside("habits")


def by_python_docx() -> bytes:
    """The notice with typed numbers, centred title and a table grid; nothing automatic."""
    document = Document()
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), "仿宋_GB2312")
    for line in paper.NOTICE:
        if line.rows:
            table = document.add_table(len(line.rows), len(line.rows[0]), style="Table Grid")
            for row, texts in zip(table.rows, line.rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
            continue
        paragraph = document.add_paragraph()
        run = paragraph.add_run(line.printed)
        run.font.size = Pt(16)
        if line.kind == "mark":
            run.font.size, run.font.color.rgb = Pt(48), RGBColor(0xFF, 0, 0)
        if line.kind in ("mark", "number", "title"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif line.kind in ("signature", "date"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif line.kind not in ("recipients", "attachment", "copies", "printed"):
            paragraph.paragraph_format.first_line_indent = Pt(32)
        paragraph.paragraph_format.page_break_before = line.kind == "attachment"
    stream = io.BytesIO()
    document.save(stream)
    return pack(unpack(stream.getvalue()))


def strict(data: bytes) -> bytes:
    """The package in the namespaces of the strict form."""
    parts = unpack(data)
    for name in parts:
        if name.endswith((".xml", ".rels")):
            for transitional, pure in STRICT:
                parts[name] = parts[name].replace(transitional.encode(), pure.encode())
    return pack(parts)


def files() -> dict[str, bytes]:
    """The copies by file name."""
    plain = by_python_docx()
    return {
        "通知.txt": paper.as_text().encode(),
        "python-docx.docx": plain,
        "strict.docx": strict(plain),
        "word.docx": habits.word(paper.NOTICE),
        "wps.docx": habits.wps(paper.NOTICE),
    }


if __name__ == "__main__":
    for name, data in files().items():
        (HERE / name).write_bytes(data)
