"""Files of every kind, broken or built to harm: documents or one located message, soon and in bounded memory."""

from __future__ import annotations

import io
import os
import select
import shlex
import struct
import subprocess
import tempfile
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, NoReturn

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import wenjian.readers.office
import wenjian.readers.pdf
from bounded import in_bounded_time
from wenjian.cli import run
from wenjian.duties import extract
from wenjian.errors import UnreadableInput
from wenjian.model.document import Document
from wenjian.package import MOST_TAGS, parse_xml
from wenjian.readers import READERS, load_documents, read_documents
from wenjian.readers.office import find_libreoffice, read_sheet_document, read_text_document

TITLE = "关于加强养老机构安全管理的通知"
LINES = (
    "鲁山县民政局文件",
    "鲁民字〔2026〕22号",
    TITLE,
    "各养老机构：",
    "各机构要每日巡查。",
    "鲁山县民政局",
    "2026年3月1日",
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFD = "http://www.ofdspec.org/2016"
OPEN = "application/vnd.oasis.opendocument."
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
MAIL = b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def docx(*lines: str, inside: str = "", **parts: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return packed(
        {"word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}{inside}</w:body></w:document>'}
        | {f"word/{name}.xml": text for name, text in parts.items()}
    )


def xlsx(*lines: str, sheets: int = 1, far: str = "") -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in lines:
        book.active.append([line])
    book.active.append(["序号", "事项", "时限"])
    book.active.append([1, "消毒", "长期"])
    for number in range(1, sheets):
        book.create_sheet(f"表{number}")["A1"] = "甲"
    for sheet in book.worksheets if far else ():
        sheet[far] = "乙"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ofd(*lines: str, inside: str = "") -> bytes:
    objects = "".join(
        f'<ofd:TextObject ID="1" Boundary="{28 if len(line) > 12 else 60} {20 + 10 * i} 160 6" Size="6">'
        f'<ofd:TextCode X="0" Y="6" DeltaX="g {len(line) - 1} 6">{line}</ofd:TextCode></ofd:TextObject>'
        for i, line in enumerate(lines)
    )
    ns = f'xmlns:ofd="{OFD}"'
    return packed(
        {
            "OFD.xml": f"<ofd:OFD {ns}><ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "D.xml": f'<ofd:Document {ns}><ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages></ofd:Document>',
            "P.xml": f"<ofd:Page {ns}><ofd:Content><ofd:Layer>{objects}{inside}</ofd:Layer></ofd:Content></ofd:Page>",
        }
    )


def html(*lines: str, inside: str = "") -> bytes:
    return ("<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + inside + "</body></html>").encode()


def pdf(*lines: str) -> bytes:
    rows = "".join(
        f"BT /F 16 Tf 1 0 0 1 {88 if len(line) > 15 else 200} {760 - 30 * i} Tm "
        f"<{line.encode('utf-16-be').hex()}> Tj ET\n"
        for i, line in enumerate(lines)
    )
    font = (
        "<</Type/Font/Subtype/Type0/BaseFont/FangSong/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/DW 1000"
        "/Subtype/CIDFontType2/BaseFont/FangSong/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
        "/FontDescriptor<</Type/FontDescriptor/FontName/FangSong/Flags 4/FontBBox[0 -141 1000 859]/ItalicAngle 0"
        "/Ascent 859/Descent -141/CapHeight 700/StemV 80>>>>]>>"
    )
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>"
    bodies = ("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>", page, font)
    data = b"%PDF-1.7\n"
    for number, body in enumerate((*bodies, f"<</Length {len(rows)}>>stream\n{rows}\nendstream"), 1):
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    return data + b"trailer\n<</Size 6/Root 1 0 R>>\n%%EOF\n"


def rtf(*lines: str) -> bytes:
    return b"{\\rtf1\\ansi " + "".join(f"\\u{ord(sign)}?" for line in lines for sign in line).encode() + b"}"


def open_document(kind: str, content: bytes = b"<a/>") -> bytes:
    return packed({"mimetype": OPEN + kind, "content.xml": content})


WHOLE: dict[str, bytes] = {
    ".txt": "\n".join(LINES).encode(),
    ".docx": docx(*LINES),
    ".xlsx": xlsx(TITLE),
    ".pdf": pdf(*LINES),
    ".ofd": ofd(*LINES),
    ".html": html(*LINES),
    ".mht": MAIL + html(*LINES),
    ".doc": OLE + "WordDocument".encode("utf-16-le"),
    ".xls": OLE + "Workbook".encode("utf-16-le"),
    ".rtf": rtf(*LINES),
    ".odt": open_document("text"),
    ".ods": open_document("spreadsheet"),
}
"""A file of each kind that can be read; of those that only LibreOffice reads, one that shows its kind."""

READ_HERE = (".txt", ".docx", ".xlsx", ".pdf", ".ofd", ".html", ".mht")
ZIPPED = (".docx", ".xlsx", ".ofd", ".odt", ".ods")
MAIN_PART = {
    ".docx": "word/document.xml",
    ".xlsx": "xl/workbook.xml",
    ".ofd": "OFD.xml",
    ".odt": "content.xml",
    ".ods": "content.xml",
}


@pytest.fixture(autouse=True)
def no_libreoffice(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("render") is None:
        monkeypatch.setattr(wenjian.readers.office, "find_libreoffice", str)


def answered(data: bytes, name: str) -> str:
    """The first title, or the code of a refusal that names the file; in bounded time, and never anything else."""
    with in_bounded_time():
        try:
            documents = read_documents(data, name)
            for document in documents:
                extract(document)
            answer = documents[0].title
        except UnreadableInput as error:
            (finding,) = error.findings
            assert finding.place.path == name
            assert finding.message
            answer = finding.code
    return answer


def refusal(data: bytes, name: str) -> str:
    """The first line of the refusal."""
    with in_bounded_time(), pytest.raises(UnreadableInput) as raised:
        read_documents(data, name)
    return str(raised.value).splitlines()[0]


def with_part(data: bytes, part: str, content: str | bytes) -> bytes:
    """The zip with one part more, or another one in its place."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return packed(parts | {part: content})


# what is whole is read


@pytest.mark.parametrize("suffix", READ_HERE)
def test_what_is_whole_is_read(suffix: str) -> None:
    assert answered(WHOLE[suffix], f"通知{suffix}") == TITLE


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_every_suffix_is_answered(suffix: str) -> None:
    """Empty, of another kind, and random bytes under every suffix that has a reader."""
    name = f"通知{suffix}"
    assert answered(b" \n", name) == "WJ103"
    assert answered(b"\0" * 4096, name) != ""
    for data in WHOLE.values():
        assert answered(data, name) != ""


# broken


@given(st.binary(max_size=300), st.sampled_from(sorted(READERS)), st.sampled_from(("", *WHOLE)))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_any_bytes_are_answered(data: bytes, suffix: str, head: str) -> None:
    """Random bytes, alone and behind the first bytes of each kind."""
    answered((WHOLE[head][:60] if head != ".pdf" and head else b"") + data, f"某{suffix}")


@pytest.mark.parametrize("suffix", WHOLE)
def test_a_file_cut_off_is_answered(suffix: str) -> None:
    data = WHOLE[suffix]
    cuts = 4 if suffix == ".pdf" else 25
    for i in range(1, cuts):
        answered(data[: len(data) * i // cuts], f"某{suffix}")


@pytest.mark.parametrize("suffix", WHOLE)
def test_a_file_with_flipped_bits_is_answered(suffix: str) -> None:
    data = WHOLE[suffix]
    flips = 4 if suffix == ".pdf" else 40
    for i in range(flips):
        damaged = bytearray(data)
        damaged[i * 7919 % len(data)] ^= 1 << i % 8
        answered(bytes(damaged), f"某{suffix}")


@pytest.mark.slow
@pytest.mark.parametrize("suffix", WHOLE)
def test_a_file_cut_off_or_damaged_anywhere_is_answered(suffix: str) -> None:
    """Cut off at every place, and with each byte changed; a pdf, read in a process of its own, at some of them."""
    data = WHOLE[suffix]
    for at in range(0, len(data), max(1, len(data) // (60 if suffix == ".pdf" else 1_500))):
        answered(data[:at], f"某{suffix}")
        answered(data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :], f"某{suffix}")


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".ofd"])
def test_damaged_parts_in_a_whole_package_are_answered(suffix: str) -> None:
    with zipfile.ZipFile(io.BytesIO(WHOLE[suffix])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, part in parts.items():
        answered(packed({other: data for other, data in parts.items() if other != name}), f"某{suffix}")
        for at in range(0, len(part), max(1, len(part) // 100)):
            answered(packed(parts | {name: part[:at]}), f"某{suffix}")
            changed = part[:at] + bytes([part[at] ^ 1 << at % 7]) + part[at + 1 :]
            answered(packed(parts | {name: changed}), f"某{suffix}")


# bombs


def zeros(name: str, *, declared: int) -> bytes:
    """A zip of one member: a gigabyte of zeros that says to be of `declared` bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 22)) + packer.flush(zlib.Z_FULL_FLUSH)
    body = block * 256 + packer.flush()
    packed_name = name.encode()
    sizes = struct.pack("<III", 0, len(body), declared)
    entry = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes
    head = entry + struct.pack("<HH", len(packed_name), 0) + packed_name
    listed = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + sizes
    listed += struct.pack("<HHHHHII", len(packed_name), 0, 0, 0, 0, 0, 0) + packed_name
    return head + body + listed + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(listed), len(head + body), 0)


@pytest.mark.parametrize("suffix", ZIPPED)
def test_a_gigabyte_of_zeros(suffix: str) -> None:
    bomb = zeros(MAIN_PART[suffix], declared=1 << 30)
    assert len(bomb) < 2_000_000
    if suffix in (".odt", ".ods"):  # nothing but its kind is known of it: no zip that LibreOffice would be given
        assert refusal(bomb, f"通知{suffix}") == f"通知{suffix}: 错误 WJ105: 不能读取{suffix}文件"
    else:
        assert refusal(bomb, f"通知{suffix}").startswith(f"通知{suffix}: 错误 WJ110: 压缩包内容异常（解开后超过512兆）")


@pytest.mark.parametrize("declared", [1_000, 5_000_000])
def test_a_gigabyte_of_zeros_that_says_to_be_small(declared: int) -> None:
    bomb = zeros("word/document.xml", declared=declared)
    assert refusal(bomb, "通知.docx").startswith("通知.docx: 错误 WJ108: 文件已损坏")


@pytest.mark.parametrize("suffix", ZIPPED)
def test_zeros_beside_the_text(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wenjian.readers.office, "find_libreoffice", lambda: "/bin/false")
    bomb = with_part(WHOLE[suffix], "图.bin", bytes(20_000_000))
    assert refusal(bomb, f"通知{suffix}") == f"通知{suffix}: 错误 WJ110: 压缩包内容异常（压缩比过高），不予打开"


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".ofd"])
def test_zips_within_zips_are_not_opened(suffix: str) -> None:
    inside = bytes(3_000_000)
    for _ in range(10):
        inside = packed({"内.zip": inside})
    data = with_part(WHOLE[suffix], "word/embeddings/内.zip", inside)
    assert answered(data, f"通知{suffix}") == TITLE


def test_a_hundred_thousand_members() -> None:
    names = [f"{number:06}".encode() for number in range(100_000)]
    empty = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 33, 0, 0, 0, 6, 0)
    heads = b"".join(b"PK\x03\x04" + empty + name for name in names)
    listed = b"".join(
        b"PK\x01\x02" + struct.pack("<H", 20) + empty + struct.pack("<HHHII", 0, 0, 0, 0, 36 * i) + name
        for i, name in enumerate(names)
    )
    data = heads + listed + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 65535, 65535, len(listed), len(heads), 0)
    for suffix in (".docx", ".xlsx", ".ofd"):
        line = f"通知{suffix}: 错误 WJ110: 压缩包内容异常（包内文件超过5000个），不予打开"
        assert refusal(data, f"通知{suffix}") == line
    assert answered(data, "通知.odt") == "WJ105"


@pytest.mark.parametrize("suffix", READERS)
def test_a_large_file_is_refused_before_it_is_read(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_anyway(_: Path) -> NoReturn:
        pytest.fail("the file was read")

    path = tmp_path / f"通知{suffix}"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    monkeypatch.setattr(Path, "read_bytes", read_anyway)
    with pytest.raises(UnreadableInput) as raised:
        load_documents(path)
    assert str(raised.value).splitlines()[0] == f"{path}: 错误 WJ106: 文件太大（200 MB），超过50 MB"


# XML


NESTED = {
    ".docx": docx(*LINES, inside="<w:sdt>" * 10_000 + "</w:sdt>" * 10_000),
    ".xlsx": with_part(
        WHOLE[".xlsx"], "xl/styles.xml", f'<a xmlns="{SHEET}">' + "<b>" * 9_999 + "</b>" * 9_999 + "</a>"
    ),
    ".ofd": ofd(*LINES, inside="<ofd:PageBlock>" * 10_000 + "</ofd:PageBlock>" * 10_000),
    ".html": html(*LINES, inside="<div>" * 10_000),
    ".mht": MAIL + html(*LINES, inside="<div>" * 10_000),
}


@pytest.mark.parametrize("suffix", NESTED)
def test_ten_thousand_nested_elements(suffix: str) -> None:
    line = f"通知{suffix}: 错误 WJ112: 文件内部结构不完整（"
    assert refusal(NESTED[suffix], f"通知{suffix}").startswith(line)


BOMB = '<!DOCTYPE a [<!ENTITY b "乙乙乙乙">' + "".join(
    f'<!ENTITY {chr(99 + i)} "{f"&{chr(98 + i)};" * 10}">' for i in range(10)
)
DEFINITIONS = {
    "bomb": BOMB + "]>",
    "file": '<!DOCTYPE a [<!ENTITY l SYSTEM "file:///etc/hostname">]>',
    "net": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
    "parameter": '<!DOCTYPE a [<!ENTITY % b SYSTEM "file:///etc/hostname"> %b;]>',
}


@pytest.mark.parametrize("kind", DEFINITIONS)
@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".ofd"])
def test_definitions_are_refused(suffix: str, kind: str) -> None:
    data = with_part(WHOLE[suffix], MAIN_PART[suffix], DEFINITIONS[kind] + "<a>&l;</a>")
    line = f"通知{suffix}: 错误 WJ111: 文件内含有外部定义（DOCTYPE），不予读取"
    assert refusal(data, f"通知{suffix}") == line


@pytest.mark.parametrize("kind", DEFINITIONS)
@pytest.mark.parametrize("suffix", [".html", ".mht"])
def test_definitions_in_a_web_page_stay_words(suffix: str, kind: str) -> None:
    mail = MAIL if suffix == ".mht" else b""
    data = mail + DEFINITIONS[kind].encode() + html(*LINES, "各机构要报送&l;情况。")
    (document,) = read_documents(data, f"通知{suffix}")
    printed = "".join(block.printed for _, block in document.walk())
    assert (document.title, printed.count("乙")) == (TITLE, 0)
    assert Path("/etc/hostname").read_text(encoding="utf-8").strip() not in printed


def test_more_tags_than_any_text_has() -> None:
    tags = docx(*LINES, inside="<w:p/>" * 100)
    assert answered(tags, "通知.docx") == TITLE
    with pytest.raises(Exception, match="标签超过300万个"):
        parse_xml(b"<a>" + b"<b/>" * MOST_TAGS + b"</a>")


def test_sheets_that_claim_millions_of_cells_with_one_each() -> None:
    assert refusal(xlsx(TITLE, sheets=30, far="GR20000"), "台账.xlsx") == (
        "台账.xlsx（Sheet）: 错误 WJ106: 文件太大（多于1000000格），超过1000000格"
    )


def test_tables_that_claim_millions_of_cells_with_few_words() -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="100"/></w:tcPr></w:tc>'
    table = "<w:tbl>" + f"<w:tr>{cell * 2}</w:tr>" * 1_000 + "</w:tbl>"
    assert refusal(docx(*LINES, inside=table * 6), "通知.docx") == (
        "通知.docx（第6个表格）: 错误 WJ106: 文件太大（各表共1200000格），超过1000000格"
    )


@pytest.mark.parametrize(
    ("text", "size"),
    [("甲\n" * 300_000, "30.0万行），超过20万行"), ("甲" * 2_100_000, "210.0万字），超过200万字")],
    ids=["lines", "characters"],
)
def test_more_text_than_is_ever_read(text: str, size: str) -> None:
    assert refusal(text.encode(), "通知.txt") == f"通知.txt: 错误 WJ106: 文件太大（{size}"
    assert answered(docx(*LINES, text[:1_000]), "通知.docx") == TITLE


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<p " + b" ".join(b"a%d" % i for i in range(200_000)) + b">", "一个标签有1000个以上的属性"),
        (b"<p a='>' " + b" ".join(b"a%d=''" % i for i in range(200_000)) + b">", "一个标签有1000个以上的属性"),
        (b"MIME-Version: 1.0\nContent-Type: text/html;" + b" a=b;" * 300_000 + b"\n\n<p>", "网页的文件头过长"),
        (b"MIME-Version: 1.0\rContent-Type: text/html" + b";\r a*1=b" * 100_000 + b"\r\r<p>", "网页的文件头过长"),
    ],
    ids=["attributes", "quoted", "parameters", "folded"],
)
def test_what_a_parser_would_chew_on_for_minutes(data: bytes, reason: str) -> None:
    assert refusal(data, "通知.mht") == f"通知.mht: 错误 WJ110: 压缩包内容异常（{reason}），不予打开"


def test_a_long_script_is_no_tag_of_many_attributes() -> None:
    script = "<script>for (i = 0; i<n; i++) { " + "a = b ; " * 2_000 + "}</script>"
    picture = f'<img alt="{"甲 " * 3_000}" src="data:image/png;base64,{"A" * 100_000}">'
    assert answered(html(*LINES, inside=script + picture), "通知.html") == TITLE


def test_what_openpyxl_warns_of_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    unknown = '<ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/>'  # a data validation that openpyxl does not know
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(WHOLE[".xlsx"])) as archive:
        part = archive.read(sheet).decode().replace("</worksheet>", f"<extLst>{unknown}</extLst></worksheet>")
    path.write_bytes(with_part(WHOLE[".xlsx"], sheet, part))
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert answered(path.read_bytes(), "台账.xlsx") == TITLE
        run(["duties", str(path)])
    assert [str(warning.message) for warning in told] == []


# names


@pytest.mark.parametrize("member", ["../外.xml", "/etc/外.xml", "a/../../外.xml", "a\\..\\外.xml"])
@pytest.mark.parametrize("suffix", ZIPPED)
def test_members_that_would_leave_the_folder(
    suffix: str, member: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wenjian.readers.office, "find_libreoffice", lambda: "/bin/false")
    monkeypatch.chdir(tmp_path)
    data = with_part(WHOLE[suffix], member, "x")
    assert refusal(data, f"通知{suffix}") == f"通知{suffix}: 错误 WJ110: 压缩包内容异常（包内文件名不合法），不予打开"
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".ofd"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name(suffix: str) -> None:
    stream = io.BytesIO(WHOLE[suffix])
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(MAIN_PART[suffix], "<a/>")
    line = f"通知{suffix}: 错误 WJ110: 压缩包内容异常（包内文件名重复），不予打开"
    assert refusal(stream.getvalue(), f"通知{suffix}") == line


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_what_is_no_plain_file(suffix: str, tmp_path: Path) -> None:
    """A folder, a link to itself, a link to a folder, a pipe, a device: none is waited for, none is read."""
    folder, loop, away, pipe, device = (tmp_path / f"{name}{suffix}" for name in ("夹", "环", "外", "管", "零"))
    folder.mkdir()
    loop.symlink_to(loop)
    away.symlink_to(tmp_path)
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")
    codes = {}
    for path in (folder, loop, away, pipe, device):
        with pytest.raises(UnreadableInput) as raised:
            load_documents(path)
        codes[path.stem] = raised.value.findings[0].code
    assert codes == {"夹": "WJ102", "环": "WJ113", "外": "WJ102", "管": "WJ113", "零": "WJ113"}


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "原件.txt").write_bytes(WHOLE[".txt"])
    (tmp_path / "来文.txt").symlink_to(tmp_path / "原件.txt")
    assert load_documents(tmp_path / "来文.txt")[0].title == TITLE


def test_a_name_with_a_line_break_prints_no_finding_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = "来文.txt: 说明\n别的.txt: 错误 WJ999: 假的\u2028.txt"
    Path(name).write_bytes(b"\0\1\2")
    assert run(["duties", name]) == 3
    assert capsys.readouterr().err.splitlines()[0] == (
        "来文.txt: 说明 别的.txt: 错误 WJ999: 假的 .txt: 错误 WJ104: 不是文字文件，读不出内容"
    )


def test_a_name_that_is_no_unicode(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xc0\xb4.txt")
    Path(path).write_bytes(WHOLE[".txt"])
    assert run(["duties", path]) == 0
    assert "每日巡查" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["-headless.doc", "--convert-to=pdf.doc", "a'\"$(touch x)`touch y`.doc", "a\nb.doc"])
def test_a_name_is_never_given_to_libreoffice(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a file is called, the program is called with names of our own."""
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\nfor one in "$@"; do echo "$one"; done >"{tmp_path}/called"\npwd >"{tmp_path}/in"\n')
    program.chmod(0o755)
    monkeypatch.setattr(wenjian.readers.office, "find_libreoffice", lambda: str(program))
    monkeypatch.chdir(tmp_path)
    assert "WJ105" in refusal(WHOLE[".doc"], name)
    called = (tmp_path / "called").read_text(encoding="utf-8")
    folder = (tmp_path / "in").read_text(encoding="utf-8").strip()
    assert called.splitlines()[-1] == f"{folder}/source.doc"
    assert "headless.doc" not in called
    assert "touch" not in called
    assert not Path(folder).exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["called", "in", "soffice"]


# programs beside ours


@pytest.mark.parametrize("hard", ["", "ulimit -f 1000; ulimit -d 1000000; "])
def test_libreoffice_is_started_with_bounds(hard: str, tmp_path: Path) -> None:
    """Also where the system allows less than we ask for."""
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\n(ulimit -c; ulimit -d; ulimit -f) >"{tmp_path}/bounds"\n')
    program.chmod(0o755)
    bounded = " ".join(shlex.quote(word) for word in wenjian.readers.office._BOUNDED)
    subprocess.run(["/bin/sh", "-c", f"{hard}{bounded} {program}"], check=True)
    bounds = (tmp_path / "bounds").read_text(encoding="utf-8").split()
    assert bounds == ["0", *(("1000000", "1000") if hard else ("4194304", "2097152"))]


def test_a_program_beside_the_document_is_not_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("soffice", "soffice.com", "libreoffice"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", ".")
    assert find_libreoffice() == "" or Path(find_libreoffice()).is_absolute()


def test_a_conversion_broken_off_leaves_neither_program_nor_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program and what it started hold the pipe open for writing: it ends when the last of them does."""
    usual = subprocess.Popen.wait
    waits: list[float | None] = []
    alive = tmp_path / "alive"
    os.mkfifo(alive)
    pipes: list[BinaryIO] = []

    def interrupted(program: subprocess.Popen[bytes], timeout: float | None = None) -> int:
        waits.append(timeout)
        if len(waits) > 1:
            return usual(program, timeout)
        pipes.append(alive.open("rb", buffering=0))
        assert pipes[0].readline() == b"started\n"
        raise KeyboardInterrupt

    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\necho 密 > "$TMPDIR/rest"\nexec 3> "{alive}"\nsleep 600 &\necho started >&3\nwait\n')
    program.chmod(0o755)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr(subprocess.Popen, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        wenjian.readers.office.convert(str(program), WHOLE[".doc"], ".doc", "docx")
    assert not any((tmp_path / "temporary").iterdir())
    with pipes[0] as pipe:
        ended, _, _ = select.select([pipe], [], [], 300)
        assert ended, "what the program started is still running"
        assert pipe.read() == b""


@pytest.mark.parametrize(
    "answer",
    [
        "乱七八糟",
        "[1]",
        "{}",
        "[" * 9_000,
        '{"pages": 3}',
        '{"pages": [[]]}',
        '{"pages": [{"size": [1, NaN], "runs": [], "rules": []}]}',
        '{"pages": [{"size": [595, 842], "runs": [["甲", 1, 2, "三", 4]], "rules": []}]}',
    ],
)
def test_a_child_that_answers_anything_else(answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = tmp_path / "child.py"
    child.write_text(f"import sys\nsys.stdin.buffer.read()\nprint({answer!r})\n", encoding="utf-8")
    monkeypatch.setattr(wenjian.readers.pdf, "_CHILD", child)
    assert refusal(WHOLE[".pdf"], "通知.pdf") == "通知.pdf: 错误 WJ144: 该PDF内容异常，没有读完"


# secrecy


SECRET = ("机密★1年", *LINES[:4], "各机构要清点库存。", *LINES[5:])
MARKED: dict[str, bytes] = {
    ".txt": "\n".join(SECRET).encode(),
    ".docx": docx(*SECRET),
    ".xlsx": xlsx("秘密★6个月", TITLE),
    ".pdf": pdf(*SECRET),
    ".ofd": ofd(*SECRET),
    ".html": html(*SECRET),
    ".mht": MAIL + html(*SECRET),
}


@pytest.mark.parametrize("mark", ["绝密★长期", "机密★10年", "秘密★1年", "机 密"])
@pytest.mark.parametrize("suffix", [".txt", ".docx", ".xlsx", ".ofd", ".html"])
def test_every_mark_in_every_kind(suffix: str, mark: str) -> None:
    made = {".txt": lambda *lines: "\n".join(lines).encode(), ".docx": docx, ".xlsx": xlsx, ".ofd": ofd, ".html": html}
    line = f"通知{suffix}: 错误 WJ107: 文件首部标有密级，不予读取"
    assert refusal(made[suffix](mark, TITLE, *LINES[3:]), f"通知{suffix}") == line


def tells_nothing(
    path: Path, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command refuses the file, and nothing of its text is printed, written or left in a temporary file."""
    (folder / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(folder / "temporary"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(folder)
    before = sorted(folder.rglob("*"))
    assert run(["duties", str(path), "-o", str(folder / "结果.xlsx"), "--format", "xlsx"]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[0] == f"{path}: 错误 WJ107: 文件首部标有密级，不予读取"
    assert not [words for words in (TITLE, "鲁山", "鲁民字", "库存", "消毒", "★") if words in said.err]
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("suffix", MARKED)
def test_nothing_of_a_marked_paper_is_told(
    suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"来文{suffix}"
    path.write_bytes(MARKED[suffix])
    tells_nothing(path, tmp_path, capsys, monkeypatch)


@pytest.mark.render
@pytest.mark.skipif(not find_libreoffice(), reason="没有 LibreOffice")
def test_nothing_of_a_marked_paper_is_told_by_libreoffice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "来文.rtf"
    path.write_bytes(b"{\\rtf1\\ansi " + b"\\par ".join(rtf(line)[12:-1] for line in SECRET) + b"}")
    tells_nothing(path, tmp_path, capsys, monkeypatch)


def test_the_readers_of_libreoffice_refuse_what_shows_no_kind() -> None:
    for reader in (read_text_document, read_sheet_document):
        with pytest.raises(UnreadableInput):
            reader(b"plain words", "通知.doc")
    assert isinstance(read_documents(WHOLE[".txt"], "通知.txt")[0], Document)
