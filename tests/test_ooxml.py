"""The checks of tests/ooxml.py find what they are for, and our files open where people open them."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from lxml import etree

from ooxml import WORD, faults, schema_faults
from scripts import samples
from wenjian.layout import arrange
from wenjian.model.vocabulary import Stage
from wenjian.package import pack, unpack
from wenjian.readers import read_documents
from wenjian.readers.docx import read_numbers
from wenjian.writers import write_docx, write_xlsx
from wenjian.writers.comments import Comment, Quote, add_comments
from wenjian.writers.redline import Version, write_redline

HERE = Path(__file__).parent


def paper(stage: Stage = Stage.FINAL) -> bytes:
    made: bytes = samples().written(samples().paper(), stage)
    return made


def changed(change: Callable[[Any], None], part: str = "word/document.xml") -> bytes:
    parts = unpack(paper())
    root = etree.fromstring(parts[part])
    change(root)
    return pack({**parts, part: etree.tostring(root)})


def late_indent(root: Any) -> None:
    properties = root.find(f".//{WORD}ind/..")
    properties.append(properties.find(f"{WORD}ind"))
    etree.SubElement(properties, f"{WORD}keepNext")


def late_fonts(root: Any) -> None:
    fonts = root.find(f".//{WORD}rStyle/../{WORD}rFonts")
    fonts.getparent().insert(0, fonts)


def properties_at_the_end(root: Any) -> None:
    paragraph = root.find(f".//{WORD}p")
    paragraph.append(paragraph.find(f"{WORD}pPr"))


def cell_without_paragraph(root: Any) -> None:
    cell = root.find(f".//{WORD}tc")
    cell.remove(cell.find(f"{WORD}p"))


def bookmark_left_open(root: Any) -> None:
    end = root.find(f".//{WORD}bookmarkEnd")
    end.getparent().remove(end)


def relationship_gone(root: Any) -> None:
    root.find(f".//{WORD}footerReference").set(
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", "rId99"
    )


def blanks_lost(root: Any) -> None:
    text = root.find(f".//{WORD}t")
    del text.attrib["{http://www.w3.org/XML/1998/namespace}space"]
    text.text = " 甲"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (late_indent, "word/document.xml: pPr: keepNext too late"),
        (late_fonts, "word/document.xml: rPr: rStyle too late"),
        (properties_at_the_end, "word/document.xml: p: pPr not first"),
        (cell_without_paragraph, "word/document.xml: tc does not end in a paragraph"),
        (bookmark_left_open, "word/document.xml: bookmarks do not open and close once each"),
        (relationship_gone, "word/document.xml: no relationship rId99"),
        (blanks_lost, "word/document.xml: blanks of “ 甲” not preserved"),
    ],
)
def test_a_file_that_word_would_not_like_is_found_out(change: Callable[[Any], None], said: str) -> None:
    assert faults(paper()) == []
    assert said in faults(changed(change))


@pytest.mark.parametrize("stage", list(Stage))
def test_our_files_open_in_python_docx_and_openpyxl(stage: Stage) -> None:
    sample = samples()
    opened = docx.Document(io.BytesIO(paper(stage)))
    assert "各民政服务机构要实行" in "\n".join(paragraph.text for paragraph in opened.paragraphs)
    assert len(opened.tables) >= 1
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(arrange(sample.task_table(), stage))))
    assert book.worksheets[0].max_row > 20


@cache
def files() -> dict[str, bytes]:
    """A file of each kind that the program writes, by name."""
    sample = samples()
    draft, final = paper(Stage.DRAFT), paper()
    title = Quote(sample.paper().title.replace("\n", ""))
    remark = Comment(Quote("执行中遇到的问题，请及时报告县民政局。"), ("请写明报告给谁。",), "")
    made = {
        **{f"{stage.chinese}.docx": paper(stage) for stage in Stage},
        "便函.docx": write_docx(sample.paper(), sample.layout("便函"), stage=Stage.REVIEW),
        "分解表.xlsx": write_xlsx(arrange(sample.task_table(), Stage.FINAL)),
        "花脸稿.docx": write_redline(version(draft), version(final), person="张三", date="2026-03-05").docx,
        "批注.docx": add_comments(final, [remark], title=title, author="张三", date="2026-03-05")[0],
    }
    return {**made, **{path.name: path.read_bytes() for path in sorted((HERE.parent / "templates").glob("*.docx"))}}


def version(data: bytes) -> Version:
    return Version(data, read_numbers(data))


@pytest.mark.render
def test_our_files_hold_to_the_open_xml_schemas() -> None:
    """By openxml-audit, which carries the schemas and constraints of the Open XML SDK."""
    pytest.importorskip("openxml_audit")
    assert {name: schema_faults(data) for name, data in files().items() if schema_faults(data)} == {}
    assert schema_faults(changed(late_indent))


@pytest.mark.render
@pytest.mark.skipif(not shutil.which("soffice"), reason="没有 LibreOffice")
def test_libreoffice_opens_each_and_keeps_its_words(tmp_path: Path) -> None:
    for name, data in files().items():
        (tmp_path / name).write_bytes(data)
    for suffix in (".docx", ".xlsx"):
        names = [str(tmp_path / name) for name in files() if name.endswith(suffix)]
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to"]
        command += [suffix[1:], "--outdir", str(tmp_path / "again"), *names]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    for name, data in files().items():
        saved = (tmp_path / "again" / name).read_bytes()
        assert words(saved, name) == words(data, name), name


def words(data: bytes, name: str) -> list[str]:
    return [block.printed for document in read_documents(data, name) for _, block in document.walk()]
