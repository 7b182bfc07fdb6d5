"""pdf → documents: small pdfs written out by hand, in the encodings that official papers come in."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import wenjian.readers.pdf
from wenjian.errors import UnreadableInput
from wenjian.model.document import Document
from wenjian.readers import read_documents
from wenjian.readers.pdf import read_pdf

NOTICE = """\
鲁山县民政局文件
鲁民字〔2026〕22号
关于加强养老机构安全管理的通知
各养老机构：
　　为做好养老机构安全管理工作，防范安全事故，现将有关事项
通知如下。
　　一、总体要求
　　各机构要每日巡查，发现隐患立即整改，整改情况于每月五日
前报送县民政局。
鲁山县民政局
2026年3月1日"""
PRINTED = [
    "为做好养老机构安全管理工作，防范安全事故，现将有关事项通知如下。",
    "一、总体要求",
    "各机构要每日巡查，发现隐患立即整改，整改情况于每月五日前报送县民政局。",
]
ODD = "⼀⺠ﬁ"
CENTRED = ("文件", "号", "的通知")
RIGHT = ("鲁山县民政局", "日")
SIZE = 16
LEFT, TOP, PITCH = 88, 740, 29


# a pdf


def pdf(
    *pages: str, font: str = "UniGB-UCS2-H", page: str = "", extra: Sequence[bytes] = (), trailer: str = ""
) -> bytes:
    """A pdf of content streams. Objects 1 catalog, 2 pages, 3 font; `extra` are objects from number 10 on; `page` are
    further entries of every page.
    """
    objects: dict[int, bytes] = {1: b"<</Type/Catalog/Pages 2 0 R>>", 3: FONTS[font]}
    if font == "Identity-H":
        objects[4] = stream(to_unicode(NOTICE + ODD + "— 1"))
    objects |= {10 + i: extra_object for i, extra_object in enumerate(extra)}
    kids = []
    for i, content in enumerate(pages):
        number = 100 + 2 * i
        kids.append(f"{number} 0 R")
        objects[number] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {number + 1} 0 R"
            f"/Resources<</Font<</F 3 0 R>>/XObject<</I 10 0 R>>>>{page}>>"
        ).encode()
        objects[number + 1] = stream(content.encode("latin-1"))
    objects[2] = f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(kids)}]>>".encode()
    written = io.BytesIO(b"")
    written.write(b"%PDF-1.7\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = written.tell()
        written.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    table = written.tell()
    size = max(objects) + 1
    written.write(f"xref\n0 {size}\n0000000000 65535 f \n".encode())
    for number in range(1, size):
        written.write(f"{places.get(number, 0):010d} 00000 {'n' if number in places else 'f'} \n".encode())
    written.write(f"trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n".encode())
    return written.getvalue()


def stream(data: bytes, entries: str = "") -> bytes:
    packed = zlib.compress(data)
    return f"<</Length {len(packed)}/Filter/FlateDecode{entries}>>stream\n".encode() + packed + b"\nendstream"


def cid_font(encoding: str, ordering: str, more: str = "") -> bytes:
    return (
        f"<</Type/Font/Subtype/Type0/BaseFont/FangSong/Encoding/{encoding}{more}/DescendantFonts[<</Type/Font"
        f"/Subtype/CIDFontType2/BaseFont/FangSong/DW 1000/CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})"
        "/Supplement 2>>/FontDescriptor<</Type/FontDescriptor/FontName/FangSong/Flags 4/FontBBox[0 -141 1000 859]"
        "/ItalicAngle 0/Ascent 859/Descent -141/CapHeight 700/StemV 80>>>>]>>"
    ).encode()


def to_unicode(characters: str) -> bytes:
    """A map that gives every character its own code as meaning."""
    codes = [f"<{ord(character):04x}>" for character in sorted(set(characters))]
    lines = "\n".join(f"{code} {code}" for code in codes)
    return (
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapName/A def/CMapType 2 def\n"
        f"1 begincodespacerange <0000><ffff> endcodespacerange\n{len(codes)} beginbfchar\n{lines}\nendbfchar\n"
        "endcmap end end"
    ).encode()


FONTS = {
    "UniGB-UCS2-H": cid_font("UniGB-UCS2-H", "GB1"),
    "GBK-EUC-H": cid_font("GBK-EUC-H", "GB1"),
    "Identity-H": cid_font("Identity-H", "Identity", "/ToUnicode 4 0 R"),
    "no meaning": cid_font("Identity-H", "Identity"),
}


def coded(text: str, font: str = "UniGB-UCS2-H") -> str:
    return f"<{text.encode('gbk' if font == 'GBK-EUC-H' else 'utf-16-be').hex()}>"


def show(text: str, x: float, y: float, *, size: float = SIZE, font: str = "UniGB-UCS2-H", before: str = "") -> str:
    return f"BT {before} /F {size} Tf 1 0 0 1 {x} {y} Tm {coded(text, font)} Tj ET\n"


def drawn(text: str, *, font: str = "UniGB-UCS2-H", number: int = 1) -> str:
    """A page: a row for each line, titles centred and signatures on the right, a page number at the foot."""
    content = show(f"— {number} —", 280, 60, size=14, font=font)
    for i, line in enumerate(text.splitlines()):
        words = line.lstrip("\u3000")
        room = 26 * SIZE - SIZE * len(words)
        if line.endswith(CENTRED):
            x: float = LEFT + room / 2
        elif line.endswith(RIGHT) and line == words and "，" not in line:
            x = LEFT + room - 2 * SIZE
        else:
            x = LEFT + SIZE * (len(line) - len(words))
        content += show(words, x, TOP - PITCH * i, font=font)
    return content


def read(data: bytes, name: str = "通知.pdf") -> Document:
    return read_documents(data, name)[0]


def refusal(data: bytes, name: str = "通知.pdf") -> str:
    with pytest.raises(UnreadableInput) as raised:
        read_documents(data, name)
    return str(raised.value)


def first_lines(document: Document) -> list[str]:
    return [str(finding).splitlines()[0] for finding in document.findings]


# the text layer


@pytest.mark.parametrize("font", ["UniGB-UCS2-H", "GBK-EUC-H", "Identity-H"])
def test_a_notice_in_every_usual_encoding(font: str) -> None:
    document = read(pdf(drawn(NOTICE, font=font), font=font))
    assert document.elements.mark == "鲁山县民政局文件"
    assert document.elements.number == "鲁民字〔2026〕22号"
    assert document.title == "关于加强养老机构安全管理的通知"
    assert document.elements.recipients == ("各养老机构",)
    assert [block.printed for block in document.blocks] == PRINTED
    assert document.elements.signature == ("鲁山县民政局",)
    assert str(document.elements.date) == "2026年3月1日"
    assert first_lines(document)[0] == "通知.pdf: 说明 WJ146: 页码、页眉、页脚没有作为正文（共1处，如“—1—”）"


def test_the_place_of_a_block_is_page_and_row() -> None:
    document = read(pdf(drawn(NOTICE)))
    assert document.blocks[1].origin is not None
    assert document.blocks[1].origin.ref == "通知.pdf（第1页第7行）"


def test_radicals_that_some_programs_write_become_characters() -> None:
    page = drawn(NOTICE.replace("一、", "⼀、").replace("民政局。", "⺠政局。"), font="Identity-H")
    document = read(pdf(page, font="Identity-H"))
    assert [block.printed for block in document.blocks] == PRINTED


def test_a_paragraph_goes_on_over_a_page_end() -> None:
    lines = NOTICE.splitlines()
    document = read(pdf(drawn("\n".join(lines[:8])), drawn("\n".join(lines[8:]), number=2)))
    assert [block.printed for block in document.blocks] == PRINTED


@pytest.mark.parametrize("shown", [True, False])
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_turned_in_the_viewer_or_printed_sideways(turn: int, shown: bool) -> None:  # noqa: FBT001 - a case
    placed = {90: "0 1 -1 0 595 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 842"}
    scale = "" if turn == 180 else "0.7 0 0 0.7 0 0 cm"
    document = read(pdf(f"q {placed[turn]} cm {scale} {drawn(NOTICE)} Q", page=f"/Rotate {turn}" if shown else ""))
    assert document.title == "关于加强养老机构安全管理的通知"
    assert [block.printed for block in document.blocks] == PRINTED


def test_a_ruled_table() -> None:
    xs, ys = (88, 148, 348, 508), (500, 470, 440)
    rows = (("序号", "重点任务", "时限"), ("1", "每日消毒", "长期"))
    page = drawn("关于做好消毒工作的通知\n　　请落实下列任务。")
    for y, texts in zip(ys, rows, strict=False):
        page += "".join(show(text, x + 6, y - 20, size=12) for x, text in zip(xs, texts, strict=False))
    page += "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys)
    page += "".join(f"{x} {ys[-1]} 0.5 {ys[0] - ys[-1]} re f\n" for x in xs)
    table = read(pdf(page)).blocks[-1].table
    assert table is not None
    assert [column.name for column in table.columns] == ["序号", "重点任务", "时限"]
    assert [row.texts() for row in table.rows] == [("1", "每日消毒", "长期")]


def test_a_slanted_watermark_is_left_out_and_reported() -> None:
    mark = f"BT /F 40 Tf 0.7 0.7 -0.7 0.7 150 300 Tm {coded('内部资料')} Tj ET\n"
    document = read(pdf(mark + drawn(NOTICE)))
    assert [block.printed for block in document.blocks] == PRINTED
    assert first_lines(document)[0] == "通知.pdf: 警告 WJ145: 第1页有斜排或横倒的文字（如水印），未读取"


def test_characters_without_meaning_are_counted() -> None:
    lost = show("甲乙丙", 88, 200).replace(" /F ", " /G ")
    page = "/Resources<</Font<</F 3 0 R/G 10 0 R>>>>"
    document = read(pdf(drawn(NOTICE) + lost, page=page, extra=[FONTS["no meaning"]]))
    assert "通知.pdf: 警告 WJ145: 第1页有3个字读不出来，内容不完整" in first_lines(document)


# scans

SCAN = (
    "该PDF为扫描件，无文字层",
    "提示：请在WPS中用“图片转文字”后另存为docx，或将文字粘贴到此处。",
)
PICTURE = stream(bytes(300), "/Type/XObject/Subtype/Image/Width 10/Height 10/ColorSpace/DeviceRGB/BitsPerComponent 8")
WHOLE_PAGE = "q 595 0 0 842 0 0 cm /I Do Q\n"


@pytest.mark.parametrize("words", ["", "扫描全能王 创建"])
def test_a_scan_is_refused_with_a_way_out(words: str) -> None:
    page = WHOLE_PAGE + (show(words, 200, 20, size=8) if words else "")
    assert refusal(pdf(page, page, extra=[PICTURE])) == f"通知.pdf: 错误 WJ144: {SCAN[0]}\n{SCAN[1]}"


def test_text_turned_into_outlines_is_as_good_as_a_scan() -> None:
    outlines = "".join(f"{100 + i} 700 m {105 + i} 705 l {103 + i} 710 l f\n" for i in range(200))
    assert refusal(pdf(outlines)) == f"通知.pdf: 错误 WJ144: {SCAN[0]}\n{SCAN[1]}"


def test_pages_that_are_scans_are_named() -> None:
    document = read(pdf(drawn(NOTICE), WHOLE_PAGE, WHOLE_PAGE, "", WHOLE_PAGE, extra=[PICTURE]))
    assert [block.printed for block in document.blocks] == PRINTED
    assert str(document.findings[0]) == (
        "通知.pdf: 警告 WJ145: 第2—3、5页是扫描图片，没有文字，未读取\n"
        "提示：请在WPS中用“图片转文字”补全这些页，另存为.docx后再读取。"
    )


def test_text_that_a_program_recognised_in_a_scan() -> None:
    document = read(pdf(WHOLE_PAGE + "3 Tr\n" + drawn(NOTICE), extra=[PICTURE]))
    assert [block.printed for block in document.blocks] == PRINTED
    assert first_lines(document)[0] == "通知.pdf: 警告 WJ145: 第1页的文字是扫描后识别的，可能有错字"


def test_a_background_picture_under_text_is_no_scan() -> None:
    assert first_lines(read(pdf(WHOLE_PAGE + drawn(NOTICE), extra=[PICTURE])))[0].startswith("通知.pdf: 说明 WJ146")


def test_empty_pages() -> None:
    assert refusal(pdf("")) == "通知.pdf: 错误 WJ103: 文件是空的，没有可读的内容\n提示：请确认保存的是正确的文件。"


# secrecy


def test_a_secrecy_mark_is_refused_also_in_the_page_header() -> None:
    above = drawn(f"机密★1年\n{NOTICE}")
    repeated = [show("秘密", 480, 800, size=12) + drawn(NOTICE, number=i) for i in (1, 2, 3)]
    for data in (pdf(above), pdf(*repeated)):
        assert refusal(data) == (
            "通知.pdf: 错误 WJ107: 文件首部标有密级，不予读取\n提示：涉密文件不得在本程序中处理，请按保密规定办理。"
        )


# files that cannot be read


def encrypted(data_of: str, owner: str) -> bytes:
    """A notice under the password `data_of`, by the 40-bit handler of the format's first days."""
    import hashlib

    pad = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    first = bytes(range(16))

    def padded(word: str) -> bytes:
        return (word.encode() + pad)[:32]

    def rc4(key: bytes, data: bytes) -> bytes:
        state = list(range(256))
        j = 0
        for i in range(256):
            j = (j + state[i] + key[i % len(key)]) % 256
            state[i], state[j] = state[j], state[i]
        written = bytearray()
        i = j = 0
        for byte in data:
            i = (i + 1) % 256
            j = (j + state[i]) % 256
            state[i], state[j] = state[j], state[i]
            written.append(byte ^ state[(state[i] + state[j]) % 256])
        return bytes(written)

    def md5(data: bytes) -> bytes:
        return hashlib.md5(data, usedforsecurity=False).digest()

    sealed = rc4(md5(padded(owner))[:5], padded(data_of))
    key = md5(padded(data_of) + sealed + (0xFFFFFFFC).to_bytes(4, "little") + first)[:5]
    content = drawn(NOTICE).encode("latin-1")
    number = 101
    own = md5(key + number.to_bytes(3, "little") + b"\0\0")[:10]
    body = rc4(own, content)
    entry = f"/Encrypt 10 0 R/ID[<{first.hex()}><{first.hex()}>]"
    handler = f"<</Filter/Standard/V 1/R 2/Length 40/P -4/O<{sealed.hex()}>/U<{rc4(key, pad).hex()}>>>".encode()
    raw = pdf("", extra=[handler], trailer=entry)
    plain = stream(b"")
    return raw.replace(plain, f"<</Length {len(body)}>>stream\n".encode() + body + b"\nendstream")


def test_an_empty_user_password_is_no_hindrance() -> None:
    assert [block.printed for block in read(encrypted("", "owner")).blocks] == PRINTED


def test_a_real_password() -> None:
    assert refusal(encrypted("geheim", "owner")) == (
        "通知.pdf: 错误 WJ144: 该PDF加了密码，打不开\n提示：请在WPS中输入密码打开，去掉密码另存后再读取。"
    )


BROKEN = "错误 WJ108: 文件已损坏，不是完整的.pdf文件\n提示：请在WPS中重新打开并另存为.pdf。"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"x" * 2000, b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 1 0 R>>"])
def test_what_is_no_pdf(data: bytes) -> None:
    assert refusal(data) == f"通知.pdf: {BROKEN}"


def test_a_pdf_cut_off_is_read_as_far_as_it_goes_or_refused() -> None:
    whole = pdf(drawn(NOTICE))
    for share in (0.3, 0.6, 0.9, 0.97):
        try:
            assert read(whole[: int(len(whole) * share)]).source == "通知.pdf"
        except UnreadableInput as error:
            assert "通知.pdf: 错误 WJ1" in str(error)  # noqa: PT017 - either outcome is right


def test_too_many_pages() -> None:
    data = pdf(*[""] * 2001)
    assert refusal(data).splitlines()[0] == "通知.pdf: 错误 WJ106: 文件太大（2001页），超过2000页"


def test_a_pdf_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wenjian.readers.pdf, "_SECONDS", 0.01)
    assert refusal(pdf(drawn(NOTICE))) == (
        "通知.pdf: 错误 WJ144: 该PDF内容异常，没有读完\n提示：请在WPS中打开，转换为.docx后再读取。"
    )


def test_a_crash_of_the_child_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crashing = tmp_path / "crash.py"
    crashing.write_text("import os; os.abort()")
    monkeypatch.setattr(wenjian.readers.pdf, "_CHILD", crashing)
    assert "WJ144: 该PDF内容异常，没有读完" in refusal(pdf(drawn(NOTICE)))


def test_a_packed_program_reads_without_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(subprocess, "run", None)
    assert [block.printed for block in read(pdf(drawn(NOTICE))).blocks] == PRINTED


def test_the_folder_one_works_in_cannot_slip_code_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert [block.printed for block in read(pdf(drawn(NOTICE))).blocks] == PRINTED


DEEP = "q " * 20_000 + drawn(NOTICE)
MANY = "0 0 m 9 9 l S\n" * 40_000 + drawn(NOTICE)
ODD_PLACES = drawn(NOTICE) + "BT /F 1e30 Tf 1e30 0 0 1e30 -1e30 1e38 Tm <4e00> Tj ET\n"


@pytest.mark.parametrize("content", [DEEP, MANY, ODD_PLACES], ids=["deep", "many", "far away"])
def test_odd_content_is_read_all_the_same(content: str) -> None:
    assert read(pdf(content)).title == "关于加强养老机构安全管理的通知"


def test_a_form_that_holds_itself() -> None:
    itself = stream(b"/I Do", "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</I 10 0 R>>>>")
    assert read(pdf("/I Do\n" + drawn(NOTICE), extra=[itself])).title == "关于加强养老机构安全管理的通知"


@given(st.binary(max_size=300), st.booleans())
@settings(max_examples=10, deadline=None)
def test_any_bytes_give_documents_or_a_message(data: bytes, marked: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    try:
        assert read(b"%PDF-1.4\n" + data if marked else data)
    except UnreadableInput as error:
        assert "通知.pdf: 错误 WJ1" in str(error)  # noqa: PT017 - either outcome is right, a traceback is not


@given(st.lists(st.tuples(st.integers(0, 4000), st.binary(min_size=1, max_size=8)), max_size=4))
@settings(max_examples=10, deadline=None)
def test_a_damaged_pdf_gives_documents_or_a_message(blows: list[tuple[int, bytes]]) -> None:
    data = bytearray(pdf(drawn(NOTICE), drawn(NOTICE, number=2)))
    for at, noise in blows:
        data[at : at + len(noise)] = noise
    try:
        assert read_pdf(bytes(data), "通知.pdf").documents()
    except UnreadableInput as error:
        assert "通知.pdf: 错误 WJ1" in str(error)  # noqa: PT017 - either outcome is right, a traceback is not
