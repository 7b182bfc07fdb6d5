"""Old office formats and files under a false name; what needs LibreOffice is marked `render`."""

from __future__ import annotations

import http.server
import io
import os
import select
import stat
import subprocess
import threading
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx as python_docx
import openpyxl
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

import wenjian.readers.office
from wenjian.cli import run
from wenjian.errors import UnreadableInput
from wenjian.model.document import Document
from wenjian.readers import load_documents, read_documents
from wenjian.readers.kinds import kind_of
from wenjian.readers.office import convert, find_libreoffice
from wenjian.text.normal import letters

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LINES = (
    "鲁山县民政局文件",
    "鲁民字〔2026〕22号",
    "关于加强养老机构安全管理的通知",
    "各养老机构：",
    "现将有关事项通知如下。",
    "一、总体要求",
    "各机构要每日巡查，发现隐患立即整改。",
    "二、工作要求",
    "各机构每月5日前报送整改情况。",
    "鲁山县民政局",
    "2026年3月1日",
)
PRINTED = list(LINES[4:9])
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
OLD_WORD = OLE + "WordDocument".encode("utf-16-le")
OLD_EXCEL = OLE + "Workbook".encode("utf-16-le")
RTF = (
    b"{\\rtf1\\ansi\\ansicpg936 "
    + b"".join(b"".join(b"\\'%02x" % byte for byte in line.encode("gbk")) + b"\\par\n" for line in LINES)
    + b"}"
)
HTML = (
    "<html><head><meta charset='utf-8'></head><body>" + "".join(f"<p>{line}</p>" for line in LINES) + "</body></html>"
)


def docx(lines: Sequence[str] = LINES) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    office = "http://schemas.openxmlformats.org"
    relation = f"{office}/officeDocument/2006/relationships/officeDocument"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{office}/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
        f'PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{relation}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["督办台账"], ["序号", "事项", "时限"], [1, "消毒", "长期"], [2, "演练", "6月底前"]):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(UnreadableInput) as raised:
        read_documents(data, name)
    return str(raised.value)


@pytest.fixture
def no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wenjian.readers.office, "find_libreoffice", str)


# without LibreOffice


@pytest.mark.usefixtures("no_libreoffice")
@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("通知.doc", OLD_WORD, "不能读取.doc文件\n提示：请在WPS中打开，另存为.docx。"),
        ("通知.WPS", OLD_WORD, "不能读取.wps文件\n提示：请在WPS中打开，另存为.docx。"),
        ("通知.rtf", RTF, "不能读取.rtf文件\n提示：请在WPS中打开，另存为.docx。"),
        ("台账.et", OLD_EXCEL, "不能读取.et文件\n提示：请在WPS中打开，另存为.xlsx。"),
        ("台账.xls", OLD_EXCEL, "不能读取.xls文件\n提示：请在WPS中打开，另存为.xlsx。"),
        ("通知.docx", OLD_WORD, "不能读取.doc文件\n提示：请在WPS中打开，另存为.docx。"),
        ("通知.txt", RTF, "不能读取.rtf文件\n提示：请在WPS中打开，另存为.docx。"),
    ],
)
def test_what_to_do_in_wps(name: str, data: bytes, message: str) -> None:
    assert refusal(data, name) == f"{name}: 错误 WJ105: {message}"


def test_bytes_of_no_known_kind_are_never_given_to_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wenjian.readers.office, "find_libreoffice", lambda: pytest.fail("asked for LibreOffice"))
    assert refusal(b"\x00\x01\x02", "通知.doc") == (
        "通知.doc: 错误 WJ105: 不能读取.doc文件\n"
        "提示：内容不是.doc文件，可能加了密码或已损坏。请在WPS中打开，另存为.docx。"
    )


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("通知.doc", docx(), ".docx"),
        ("通知.wps", docx(), ".docx"),
        ("通知.txt", docx(), ".docx"),
        ("通知.doc", HTML.encode(), ".html"),
        ("通知.docx", HTML.encode("utf-16"), ".html"),
        ("通知.doc", "\n".join(LINES).encode(), ".txt"),
        ("通知.wps", "\n".join(LINES).encode("gbk"), ".txt"),
        ("通知.docx", "\n".join(LINES).encode(), ".txt"),
        ("通知.xls", HTML.encode("gbk", "ignore").replace(b"utf-8", b"gbk"), ".html"),
    ],
)
def test_a_file_under_a_false_name_is_read_as_what_it_is(name: str, data: bytes, kind: str) -> None:
    document = read_documents(data, name)[0]
    assert document.title == LINES[2]
    assert [block.printed for block in document.blocks] == PRINTED
    assert str(document.findings[0]) == (
        f"{name}: 说明 WJ147: 扩展名是{Path(name).suffix}，内容其实是{kind}，已按{kind}读取\n"
        "提示：请改正扩展名，以免其他程序打不开。"
    )


def test_a_sheet_under_a_false_name() -> None:
    (document,) = read_documents(xlsx(), "台账.xls")
    assert document.title == "督办台账"
    assert [finding.code for finding in document.findings] == ["WJ147"]


def test_a_docx_with_macros_is_read_without_them() -> None:
    (document,) = read_documents(docx(), "通知.docm")
    assert [block.printed for block in document.blocks] == PRINTED
    assert "WJ147" not in [finding.code for finding in document.findings]


def test_kinds_by_first_bytes() -> None:
    odt = io.BytesIO()
    with zipfile.ZipFile(odt, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert {
        "odt": kind_of(odt.getvalue()),
        "encrypted": kind_of(OLE + "EncryptedPackage".encode("utf-16-le")),
        "pdf": kind_of(b"\xef\xbb\xbf%PDF-1.4"),
        "word xml": kind_of(b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><a/>'),
        "excel xml": kind_of(b"<?xml version='1.0'?>\n<?mso-application progid='Excel.Sheet'?><a/>"),
        "other xml": kind_of(b'<?xml version="1.0"?><a/>'),
        "mht": kind_of(b"MIME-Version: 1.0\r\n"),
        "half a zip": kind_of(docx()[:100]),
        "text": kind_of("关于<p>的通知".encode()),
        "nothing": kind_of(b""),
    } == {
        "odt": ".odt",
        "encrypted": "",
        "pdf": ".pdf",
        "word xml": ".doc",
        "excel xml": ".xls",
        "other xml": "",
        "mht": ".mht",
        "half a zip": "",
        "text": "",
        "nothing": "",
    }


# a program in the place of LibreOffice


def program(folder: Path, commands: str) -> str:
    """A shell script that is called as LibreOffice is; $out is the folder for its result."""
    path = folder / "soffice"
    path.write_text(f'#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nout=$2\n{commands}\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_what_was_converted_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "result.docx").write_bytes(docx())
    made = program(tmp_path, f'mkdir "$out"; cp "{tmp_path}/result.docx" "$out/source.docx"')
    monkeypatch.setattr(wenjian.readers.office, "find_libreoffice", lambda: made)
    (document,) = read_documents(OLD_WORD, "通知.wps")
    assert [block.printed for block in document.blocks] == PRINTED
    assert str(document.findings[0]) == (
        "通知.wps: 说明 WJ147: 这是.wps文件，已由LibreOffice转换后读取\n"
        "提示：自动编号、表格和版面可能与原件不同，请对照原件核对。"
    )


def test_a_conversion_that_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = program(tmp_path, "exit 1")
    monkeypatch.setattr(wenjian.readers.office, "find_libreoffice", lambda: made)
    assert refusal(OLD_WORD, "通知.doc") == (
        "通知.doc: 错误 WJ105: 不能读取.doc文件\n"
        "提示：LibreOffice没有转换成功，文件可能加了密码或已损坏。请在WPS中打开，另存为.docx。"
    )


def test_a_conversion_that_never_ends_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program and what it started hold the pipe open for writing: it ends when the last of them does."""
    alive = tmp_path / "alive"
    os.mkfifo(alive)
    made = program(tmp_path, f'exec 3<> "{alive}"; sleep 600 & wait')
    monkeypatch.setattr(wenjian.readers.office, "_SECONDS", 1)
    with os.fdopen(os.open(alive, os.O_RDONLY | os.O_NONBLOCK), "rb", buffering=0) as pipe:
        assert convert(made, OLD_WORD, ".doc", "docx") is None
        ended, _, _ = select.select([pipe], [], [], 300)
        assert ended, "what the program started is still running"
        assert pipe.read() == b""


def test_a_program_that_cannot_be_started(tmp_path: Path) -> None:
    assert convert(str(tmp_path / "none"), OLD_WORD, ".doc", "docx") is None


def test_a_secrecy_mark_in_a_converted_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "result.docx").write_bytes(docx(["机密★1年", *LINES]))
    made = program(tmp_path, f'mkdir "$out"; cp "{tmp_path}/result.docx" "$out/source.docx"')
    monkeypatch.setattr(wenjian.readers.office, "find_libreoffice", lambda: made)
    assert refusal(OLD_WORD, "通知.doc").splitlines()[0] == "通知.doc: 错误 WJ107: 文件首部标有密级，不予读取"


# LibreOffice itself


needs_libreoffice = pytest.mark.skipif(not find_libreoffice(), reason="没有 LibreOffice")


def saved_as(kind: str, source: bytes, name: str, folder: Path) -> bytes:
    """What LibreOffice saves when it opens `source`; `kind` may name a filter («doc:MS Word 97»)."""
    path = folder / name
    path.write_bytes(source)
    profile = (folder / "profile").as_uri()
    command = [find_libreoffice(), "--headless", f"-env:UserInstallation={profile}", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=120)
    return path.with_suffix("." + kind.partition(":")[0]).read_bytes()


@pytest.mark.render
@needs_libreoffice
@pytest.mark.parametrize(
    ("kind", "name"),
    [("doc", "通知.doc"), ("doc", "通知.wps"), ("doc", "通知.docx"), ("rtf", "通知.rtf"), ("odt", "通知.odt")],
)
def test_old_formats_read_as_the_docx_does(kind: str, name: str, tmp_path: Path) -> None:
    (expected,) = read_documents(docx(), "通知.docx")
    (document,) = read_documents(saved_as(kind, docx(), "source.docx", tmp_path), name)
    assert document.elements == expected.elements
    assert [(block.kind, block.level, block.printed) for block in document.blocks] == [
        (block.kind, block.level, block.printed) for block in expected.blocks
    ]
    assert "WJ147" in [finding.code for finding in document.findings]


@pytest.mark.render
@needs_libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_old_sheets_read_as_the_xlsx_does(kind: str, tmp_path: Path) -> None:
    (document,) = read_documents(saved_as(kind, xlsx(), "source.xlsx", tmp_path), f"台账.{kind}")
    table = document.blocks[0].table
    assert table is not None
    assert document.title == "督办台账"
    assert [row.texts() for row in table.rows] == [("1", "消毒", "长期"), ("2", "演练", "6月底前")]


@pytest.mark.render
@needs_libreoffice
def test_rtf_in_the_chinese_code_page() -> None:
    (document,) = read_documents(RTF, "通知.rtf")
    assert document.title == LINES[2]
    assert [block.printed for block in document.blocks] == PRINTED


@pytest.mark.render
@needs_libreoffice
def test_the_pdf_that_libreoffice_prints_reads_as_the_docx_does(tmp_path: Path) -> None:
    (expected,) = read_documents(docx(), "通知.docx")
    (document,) = read_documents(saved_as("pdf", docx(), "source.docx", tmp_path), "通知.pdf")
    assert document.elements == expected.elements
    assert [block.printed for block in document.blocks] == [block.printed for block in expected.blocks]


def content(path: Path) -> list[str]:
    """Everything a file says, block by block and row by row, without punctuation: LibreOffice 7.4 does not print
    punctuation that hangs over the right margin.
    """
    said = []
    for document in load_documents(path):
        said.append(repr((document.elements.number, document.elements.date, document.elements.signature)))
        for carrier, block in document.walk():
            said.append(f"{carrier.role} {block.kind} {block.level} {letters(block.printed)}")
            if block.table is not None:
                said.append(" ".join(column.name for column in block.table.columns))
                said.extend(" ".join(map(letters, row.texts())) for row in block.table.rows)
    return said


@pytest.mark.render
@needs_libreoffice
def test_the_sample_paper_with_its_table_over_six_pages_reads_from_pdf_as_from_docx(tmp_path: Path) -> None:
    assert run(["demo", "-o", str(tmp_path / "demo")]) == 0
    paper = tmp_path / "demo" / "1-通知.docx"
    (tmp_path / "通知.pdf").write_bytes(saved_as("pdf", paper.read_bytes(), "source.docx", tmp_path))
    assert content(tmp_path / "通知.pdf") == content(paper)


@pytest.mark.render
@needs_libreoffice
@pytest.mark.parametrize("name", ["lushan-notice-2022-22", "nanyang-plan-2022"])
def test_real_papers_printed_as_pdf(name: str, real: Path, tmp_path: Path) -> None:
    paper = python_docx.Document()
    for line in (real / "seeds" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        paragraph = paper.add_paragraph(line.strip())
        paragraph.paragraph_format.first_line_indent = Pt(22)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paper.save(str(tmp_path / "来文.docx"))
    printed = saved_as("pdf", (tmp_path / "来文.docx").read_bytes(), "source.docx", tmp_path)
    (tmp_path / "来文.pdf").write_bytes(printed)
    assert content(tmp_path / "来文.pdf") == content(tmp_path / "来文.docx")


@pytest.mark.render
@needs_libreoffice
def test_half_a_doc_is_a_message(tmp_path: Path) -> None:
    broken = saved_as("doc", docx(), "source.docx", tmp_path)
    assert refusal(broken[:2000], "通知.doc").splitlines()[0] == "通知.doc: 错误 WJ105: 不能读取.doc文件"


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and the paths it is asked for."""
    paths: list[str] = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/bild.png", paths
        server.shutdown()


def linked(url: str) -> bytes:
    """An odt that shows a picture from the net."""
    ns = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{ns}:office:1.0" xmlns:text="{ns}:text:1.0" '
        f'xmlns:draw="{ns}:drawing:1.0" xmlns:svg="{ns}:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'office:version="1.2"><office:body><office:text><text:p>关于做好工作的通知</text:p><text:p>每日消毒。'
        f'<draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="{url}" xlink:type="simple" '
        'xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p></office:text></office:body>'
        "</office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{ns}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return stream.getvalue()


@pytest.mark.render
@needs_libreoffice
def test_nothing_is_fetched_from_the_net(asked: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    url, paths = asked
    document: Document = read_documents(linked(url), "通知.odt")[0]
    assert document.title == "关于做好工作的通知"
    assert paths == []
    empty = '<oor:items xmlns:oor="http://openoffice.org/2001/registry"/>'
    monkeypatch.setattr(wenjian.readers.office, "_SETTINGS", empty)
    read_documents(linked(url), "通知.odt")
    assert paths, "without our settings LibreOffice would ask, else this test shows nothing"
