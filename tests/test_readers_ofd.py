"""ofd (GB/T 33190): the text of pages, put back into the paragraphs of a paper."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import wenjian.readers.ofd
from bounded import in_bounded_time
from wenjian.errors import UnreadableInput
from wenjian.model.document import Document
from wenjian.model.vocabulary import BlockKind
from wenjian.package import BrokenPackage
from wenjian.readers import read_documents
from wenjian.readers.ofd import read_ofd
from wenjian.text.decode import decode

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
EM = 5.64
LEFT = 28.0
RIGHT = LEFT + 28 * EM
LEADING = 10.0


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def text(x: float, y: float, words: str, *, size: float = EM, step: float = 0, more: str = "", delta: str = "") -> str:
    """A text object whose baseline begins at (x, y), in millimetres."""
    delta = delta or f"g {len(words) - 1} {step or size}"
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y - size} 160 {size}" Font="1" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{delta}">{words}</ofd:TextCode></ofd:TextObject>'
    )


def paragraph(y: float, words: str) -> list[str]:
    """Words set as a paragraph of 28 characters a line, the first indented by two."""
    lines = [words[:26], *(words[i : i + 28] for i in range(26, len(words), 28))]
    return [text(LEFT if i else LEFT + 2 * EM, y + i * LEADING, line) for i, line in enumerate(lines)]


def right(y: float, words: str) -> str:
    return text(RIGHT - (len(words) + 2) * EM, y, words)


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    width, height = x1 - x0, y1 - y0
    return (
        f'<ofd:PathObject ID="9" Boundary="{x0} {y0} {width} {height}">'
        f"<ofd:AbbreviatedData>M 0 0 L {width} {height}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def content(*objects: str, above: str = "") -> str:
    return (
        f"<ofd:Page {NS}>{above}<ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>"
        f'<ofd:Content><ofd:Layer ID="2">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def document_part(count: int, common: str = "", location: str = "Pages/Page_{}/Content.xml") -> str:
    pages = "".join(f'<ofd:Page ID="{i}" BaseLoc="{location.format(i)}"/>' for i in range(count))
    return f"<ofd:Document {NS}><ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages></ofd:Document>"


def root_part(*roots: str) -> str:
    bodies = "".join(f"<ofd:DocBody><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody>" for root in roots)
    return f'<ofd:OFD {NS} Version="1.0" DocType="OFD">{bodies}</ofd:OFD>'


def ofd(*pages: str, common: str = "", **parts: str) -> bytes:
    """An ofd file of one document; `parts` are further parts of the folder Doc_0, by name without .xml."""
    return packed(
        {"OFD.xml": root_part("Doc_0/Document.xml"), "Doc_0/Document.xml": document_part(len(pages), common)}
        | {f"Doc_0/Pages/Page_{i}/Content.xml": page for i, page in enumerate(pages)}
        | {f"Doc_0/{name}.xml": part for name, part in parts.items()}
    )


FIRST = (
    text(58, 60, "青禾县民政局文件", size=8, step=12),
    text(72, 80, "青民字〔2026〕12号"),
    text(45, 100, "关于加强养老机构消防安全管理的通知", size=7),
    text(LEFT, 115, "各乡镇民政办公室："),
    *paragraph(125, "为加强养老机构消防安全管理，保障入住老年人的生命和财产安全，现就有关事项通知如下。"),
    text(LEFT + 2 * EM, 145, "一、压实主体责任"),
    text(LEFT + 2 * EM, 155, "各养老机构要落实每日防火巡查不少于两次，夜间巡查不少于"),
)
SECOND = (text(LEFT, 40, "一次，并做好记录。"), right(60, "青禾县民政局"), right(70, "2026年3月2日"))


def number(page: int) -> str:
    return text(98, 280, f"—{page}—", size=4.9)


NOTICE = ofd(content(*FIRST, number(1)), content(*SECOND, number(2)))
BODY = [
    "为加强养老机构消防安全管理，保障入住老年人的生命和财产安全，现就有关事项通知如下。",
    "一、压实主体责任",
    "各养老机构要落实每日防火巡查不少于两次，夜间巡查不少于一次，并做好记录。",
]


def read(data: bytes) -> Document:
    return read_documents(data, "通知.ofd")[0]


def printed(document: Document) -> list[str]:
    return [block.printed for block in document.blocks if block.kind is not BlockKind.FURNITURE]


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableInput) as raised:
        read_documents(data, "通知.ofd")
    return str(raised.value)


def is_whole(document: Document) -> bool:
    elements = document.elements
    assert elements.mark == "青禾县民政局文件"
    assert elements.number == "青民字〔2026〕12号"
    assert document.title == "关于加强养老机构消防安全管理的通知"
    assert elements.recipients == ("各乡镇民政办公室",)
    assert printed(document) == BODY
    assert (elements.signature, elements.date) == (("青禾县民政局",), "2026年3月2日")
    return True


# text


def test_a_notice_over_two_pages() -> None:
    document = read(NOTICE)
    assert is_whole(document)
    assert [str(finding) for finding in document.findings] == [
        "通知.ofd: 说明 WJ146: 页码、页眉、页脚没有作为正文（共2处，如“—1—”）"
    ]


def test_the_order_of_objects_does_not_matter() -> None:
    assert is_whole(read(ofd(content(number(1), *reversed(FIRST)), content(*reversed(SECOND), number(2)))))


def test_text_scaled_by_its_matrix_in_nested_blocks() -> None:
    """Some programs set text at a large size and scale it down, and wrap objects in blocks."""
    scaled = (
        '<ofd:TextObject ID="1" Boundary="28 29.36 170 7" CTM="0.1 0 0 0.1 0 0" Font="1" Size="56.4">'
        '<ofd:TextCode X="0" Y="56.4" DeltaX="g 3 56.4 56.4">每日巡查，</ofd:TextCode>'
        '<ofd:TextCode X="282">不得少于</ofd:TextCode><ofd:TextCode X="507.6" DeltaX="28 28 56.4">12次。</ofd:TextCode>'
        "</ofd:TextObject>"
    )
    page = content(f'<ofd:PageBlock ID="3"><ofd:PageBlock ID="4">{scaled}</ofd:PageBlock></ofd:PageBlock>')
    assert read_ofd(ofd(page), "某.ofd").heads[-1] == ("每日巡查，不得少于12次。",)


def test_distances_missing_or_malformed() -> None:
    page = content(text(LEFT, 40, "每日巡查两次。", delta="g x 5.64 乱"), text(LEFT, 60, "每周演练一次。", delta=" "))
    assert read_ofd(ofd(page), "某.ofd").heads[-1] == ("每日巡查两次。", "每周演练一次。")


def test_places_are_named_by_page_and_row() -> None:
    assert read(NOTICE).blocks[1].origin is not None
    assert str(read(NOTICE).blocks[1].origin).count("第1页第7行") == 1


def test_a_table_drawn_with_lines() -> None:
    columns, rows = (30, 50, 110, 180), (200, 210, 220, 230)
    lines = [rule(30, y, 180, y) for y in rows] + [rule(x, 200, x, 230) for x in columns]
    cells = [("序号", "任务", "时限"), ("1", "消防演练", "3月20日"), ("2", "食品检查", "长期坚持")]
    words = [
        text(x + 2, y + 7, cell)
        for y, row in zip(rows, cells, strict=False)
        for x, cell in zip(columns, row, strict=False)
    ]
    document = read(ofd(content(*FIRST[:4], *lines, *words), content(*SECOND)))
    (table,) = [block.table for block in document.blocks if block.table]
    assert [column.name for column in table.columns] == ["序号", "任务", "时限"]
    assert [row.texts() for row in table.rows] == [("1", "消防演练", "3月20日"), ("2", "食品检查", "长期坚持")]


def test_a_template_is_read_once() -> None:
    letterhead = content(FIRST[0])
    uses = '<ofd:Template TemplateID="7" ZOrder="Background"/>'
    common = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    data = ofd(
        content(*FIRST[1:], above=uses),
        content(*SECOND, above=uses),
        common=common,
        **{"Tpls/Tpl_0/Content": letterhead},
    )
    assert is_whole(read(data))


def test_several_documents_in_one_file() -> None:
    parts = {
        "OFD.xml": root_part("/Doc_1/Document.xml", "Doc_0/Document.xml"),
        "Doc_0/Document.xml": document_part(1, location="./Pages/{}.xml"),
        "Doc_0/Pages/0.xml": content(text(45, 40, "关于开展食品检查的函"), text(LEFT, 60, "请每月检查一次。")),
        "Doc_1/Document.xml": document_part(2, location="/Doc_1/{}.xml"),
        "Doc_1/0.xml": content(*FIRST),
        "Doc_1/1.xml": content(*SECOND),
    }
    first, second = read_documents(packed(parts), "通知.ofd")
    assert is_whole(first)
    assert (second.title, printed(second)) == ("关于开展食品检查的函", ["请每月检查一次。"])


def test_invisible_texts_and_watermarks_are_no_text() -> None:
    watermark = text(60, 150, "内部使用", size=20, more='CTM="0.7 -0.7 0.7 0.7 0 0"')
    hidden = text(LEFT, 200, "看不见的字。", more='Visible="false"')
    document = read(ofd(content(*FIRST, watermark, hidden), content(*SECOND)))
    assert is_whole(document)
    assert [str(finding).splitlines()[0] for finding in document.findings] == [
        "通知.ofd: 说明 WJ115: 图片、特殊符号等没有读取（1处）"
    ]


NOT_FIRST = "，。、；：！？）》”’〕】％%"


def share(character: str) -> float:
    """The width of a character as a share of its size."""
    return 1 if ord(character) > 0x2000 else 0.5


def rows_of(words: str, indent: int) -> list[str]:
    """The rows of a paragraph of 28 characters a row, the first indented."""
    rows, taken = [""], float(indent)
    for character in words:
        if taken + share(character) > 28 and character not in NOT_FIRST:
            rows.append("")
            taken = 0
        rows[-1] += character
        taken += share(character)
    return rows


def set_on_pages(lines: list[str]) -> bytes:
    """Every line as a paragraph, 23 rows a page, page numbers at the foot; 主送 without indent."""
    pages: list[list[str]] = [[]]
    for words in (line.strip(" \u3000\u00a0") for line in lines):
        recipients = words.endswith(("：", ":")) and len(words) < 60 and "，" not in words[:30]
        for i, row in enumerate(rows_of(words, 0 if recipients else 2) if words else ()):
            if len(pages[-1]) == 23:
                pages.append([])
            deltas = " ".join(str(EM * share(character)) for character in row[:-1]) or "0"
            x = LEFT if i or recipients else LEFT + 2 * EM
            pages[-1].append(text(x, 37 + 10 * len(pages[-1]), html.escape(row), delta=deltas))
    return ofd(*(content(*rows, number(i)) for i, rows in enumerate(pages, start=1)))


def all_printed(documents: tuple[Document, ...]) -> list[str]:
    blocks = (block for document in documents for _, block in document.walk())
    heads = (f"{document.title} {document.elements.number} {document.elements.date}" for document in documents)
    printed_blocks = (block.printed for block in blocks if block.kind is not BlockKind.FURNITURE)
    return [*heads, *("".join(words.split()) for words in printed_blocks)]


def test_real_texts_read_the_same_set_on_pages(real: Path) -> None:
    paths = sorted((real / "seeds").glob("*.txt"))
    assert len(paths) == 5
    for path in paths:
        data = path.read_bytes()
        pages = set_on_pages(decode(data)[0].split("\n"))
        assert all_printed(read_documents(pages, "某.ofd")) == all_printed(read_documents(data, path.name))


# what is refused


PICTURE = '<ofd:ImageObject ID="5" ResourceID="6" Boundary="0 0 210 297"/>'
SCAN = (
    "通知.ofd: 错误 WJ143: 文件里只有图片，没有文字（多为扫描件）\n"
    "提示：请在WPS中用“图片转文字”后另存为.docx，或将文字复制到.txt。"
)


def test_a_scan() -> None:
    assert refusal(ofd(content(PICTURE), content(PICTURE))) == SCAN


def test_shapes_without_characters_are_a_scan() -> None:
    assert refusal(ofd(content(text(LEFT, 40, "¤¤¤¤¤")))) == SCAN


def test_a_page_that_is_a_picture() -> None:
    document = read(ofd(content(*FIRST), content(*SECOND), content(PICTURE)))
    assert is_whole(document)
    assert [str(finding) for finding in document.findings] == [
        "通知.ofd: 警告 WJ145: 第3页只有图片，没有文字\n提示：请在WPS中用“图片转文字”补上这几页。"
    ]


def test_a_secrecy_mark_on_the_page_or_in_its_header() -> None:
    refused = "通知.ofd: 错误 WJ107: 文件首部标有密级，不予读取\n提示：涉密文件不得在本程序中处理，请按保密规定办理。"
    assert refusal(ofd(content(text(LEFT, 30, "机密★1年"), *FIRST), content(*SECOND))) == refused
    header = text(150, 15, "秘密★", size=4)
    assert refusal(ofd(content(header, *FIRST), content(header, *SECOND), content(header))) == refused


@pytest.mark.parametrize(
    ("data", "first_line"),
    [
        (b"not a zip", "通知.ofd: 错误 WJ108: 文件已损坏，不是完整的.ofd文件"),
        (NOTICE[:-200], "通知.ofd: 错误 WJ108: 文件已损坏，不是完整的.ofd文件"),
        (packed({"某.xml": "<a/>"}), "通知.ofd: 错误 WJ108: 文件已损坏，不是完整的.ofd文件"),
        (packed({"OFD.xml": root_part("没有.xml")}), "通知.ofd: 错误 WJ108: 文件已损坏，不是完整的.ofd文件"),
        (packed({"OFD.xml": root_part()}), "通知.ofd: 错误 WJ112: 文件内部结构不完整（OFD.xml）"),
        (packed({"OFD.xml": "<a>"}), "通知.ofd: 错误 WJ112: 文件内部结构不完整（OFD.xml）"),
        (
            packed({"OFD.xml": root_part("D.xml"), "Encryptions.xml": "<a/>"}),
            "通知.ofd: 错误 WJ109: 文件加了密码，或者其实是旧版.doc、.xls格式",
        ),
        (
            packed({"OFD.xml": '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'}),
            "通知.ofd: 错误 WJ111: 文件内含有外部定义（DOCTYPE），不予读取",
        ),
        (packed({"OFD.xml": b" " * 20_000_000}), "通知.ofd: 错误 WJ110: 压缩包内容异常（压缩比过高），不予打开"),
    ],
)
def test_files_that_are_no_ofd_or_built_to_harm(data: bytes, first_line: str) -> None:
    assert refusal(data).splitlines()[0] == first_line


def test_ten_thousand_nested_blocks() -> None:
    nested = '<ofd:PageBlock ID="1">' * 10_000 + "</ofd:PageBlock>" * 10_000
    assert refusal(ofd(content(nested))).startswith("通知.ofd: 错误 WJ112: 文件内部结构不完整（")


def test_many_pages_that_are_one_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wenjian.readers.ofd, "LARGEST_XML", 100_000)
    parts = {
        "OFD.xml": root_part("D.xml"),
        "D.xml": document_part(200, location="P.xml"),
        "P.xml": content(*FIRST),
    }
    assert refusal(packed(parts)).startswith("通知.ofd: 错误 WJ110: 压缩包内容异常（解开后超过")


def test_too_many_pages_or_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {"OFD.xml": root_part("D.xml"), "D.xml": document_part(2_001, location="P.xml")}
    assert refusal(packed(parts)).startswith("通知.ofd: 错误 WJ106: 文件太大（2001页），超过2000页\n")
    monkeypatch.setattr(wenjian.readers.ofd, "MOST_CHARACTERS", 10_000)
    page = content(*(text(LEFT, 40, "字" * 28) for _ in range(400)))
    assert refusal(ofd(page)).startswith("通知.ofd: 错误 WJ106: 文件太大（多于1万字），超过1万字\n")


def test_long_files_take_bounded_time() -> None:
    pages = [content(*paragraph(40, "各养老机构要落实每日防火巡查。" * 40), number(i + 1)) for i in range(60)]
    with in_bounded_time():
        assert len(printed(read(ofd(*pages)))) >= 60


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=2_000)
def test_any_bytes_give_documents_or_a_message(data: bytes) -> None:
    for bad in (data, packed({"OFD.xml": data}), packed({"OFD.xml": root_part("D.xml"), "D.xml": data})):
        try:
            assert read_ofd(bad, "某.ofd").documents()
        except (UnreadableInput, BrokenPackage) as error:
            assert str(error)  # noqa: PT017 - either outcome is right, another exception is not


@given(st.integers(min_value=0, max_value=len(NOTICE) - 1), st.binary(min_size=1, max_size=8))
@settings(max_examples=60, deadline=2_000)
def test_a_damaged_file_gives_documents_or_a_message(at: int, noise: bytes) -> None:
    damaged = bytearray(NOTICE)
    damaged[at : at + len(noise)] = noise
    for bad in (bytes(damaged), NOTICE[:at]):
        try:
            assert read_ofd(bad, "某.ofd").documents()
        except (UnreadableInput, BrokenPackage) as error:
            assert str(error)  # noqa: PT017 - either outcome is right, another exception is not


ATTRIBUTES = st.sampled_from(
    ("", "0", "-1", "1e9", "g", "g 99999999 1", "1 2 3 4 5 6", "nan inf", "0.1 0 0 0.1 0 0", "乱")
)


@given(ATTRIBUTES, ATTRIBUTES, ATTRIBUTES, ATTRIBUTES, st.text(max_size=20))
@settings(max_examples=150, deadline=2_000)
def test_any_attributes_give_documents_or_a_message(box: str, matrix: str, size: str, delta: str, words: str) -> None:
    words = "".join(character for character in words if character.isalnum())
    page = content(
        f'<ofd:TextObject ID="1" Boundary="{box}" CTM="{matrix}" Size="{size}"><ofd:TextCode X="{delta}" Y="{size}" '
        f'DeltaX="{delta}" DeltaY="{box}">{words}</ofd:TextCode></ofd:TextObject>'
        f'<ofd:PathObject ID="2" Boundary="{box}" CTM="{matrix}"><ofd:AbbreviatedData>M {delta} L {size} C {box}'
        "</ofd:AbbreviatedData></ofd:PathObject>",
        text(LEFT, 40, "每日巡查两次。"),
    )
    assert read_ofd(ofd(page), "某.ofd").documents()
