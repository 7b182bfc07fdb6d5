"""A layout is prepared once and filled many times: each time as docxtpl fills it, only quicker."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import export
import pytest
from docxtpl import DocxTemplate
from lxml import etree

from old_papers import p, r
from wenjian.package import pack, unpack
from wenjian.writers.checking import environment
from wenjian.writers.layouts import ROUTING, escaped, fill, open_layout
from wenjian.writers.opened import TEXT, Layout
from wenjian.writers.wordml import serialise

TEMPLATES = Path(__file__).parent.parent / "templates"
OWN = sorted(path.stem for path in TEMPLATES.glob("*.docx") if path.stem != "发文稿纸")
WORDS = {
    "份号": "000012",
    "紧急程度": "",
    "发文机关标志": "示范县民政局 <甲> & “乙”",
    "发文字号": "示民〔2026〕1号",
    "签发人": "张三（虚构）\n李四（虚构）",
    "标题": "关于{{ 发文字号 }}的\t通知",
    "成文日期": "2026年1月2日",
    "公开属性": "",
}
BLOCK = p(r("甲"))
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'


def by_docxtpl(layout: Layout, values: dict[str, str]) -> dict[str, bytes]:
    stream = BytesIO()
    template = DocxTemplate(BytesIO(pack(layout.parts)))
    template.render(dict(values), jinja_env=environment(), autoescape=True)
    template.save(stream)
    return unpack(stream.getvalue())


def assert_filled_alike(data: bytes) -> None:
    layout = open_layout(data)
    blocks = dict.fromkeys(("正文", "附件", "版记", "信函版记"), BLOCK)
    blank = dict.fromkeys(layout.fields, "")
    for values in ({**blank, **blocks}, {**blank, **{name: escaped(text) for name, text in WORDS.items()}, **blocks}):
        theirs = by_docxtpl(layout, values)
        root, ours = fill(layout, values)
        ours[TEXT] = serialise(root)
        own = {name for name in ours if name.startswith(("docProps/", "[", "_rels/"))}
        assert ours.keys() - own == theirs.keys() - own - {"docProps/core.xml"}
        assert {name for name in ours.keys() - own if canonical(ours[name]) != canonical(theirs[name])} == set()


def canonical(part: bytes) -> bytes:
    return etree.tostring(etree.fromstring(part), method="c14n")


@pytest.mark.parametrize("name", OWN)
def test_our_own_layouts(name: str) -> None:
    assert_filled_alike((TEMPLATES / f"{name}.docx").read_bytes())


def test_fields_in_a_header_and_pictures_with_numbers() -> None:
    """python-docx reads a header without the blanks between its elements; docxtpl numbers pictures anew."""
    parts = unpack((TEMPLATES / "红头通知.docx").read_bytes())
    picture = f'<w:p><w:r><w:drawing><wp:inline {WP}><wp:docPr id="7" name="章"/></wp:inline></w:drawing></w:r></w:p>'
    parts[TEXT] = parts[TEXT].replace(b"<w:body>", b"<w:body>" + (picture * 2).encode())
    parts["word/header1.xml"] = f"<w:hdr {W}>\n  {p(r('{{ 发文字号 }}'))}\n  {p(r('　{{ 标题 }} '))}</w:hdr>".encode()
    relation = (
        b'<Relationship Id="rId77" Target="header1.xml" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"/></Relationships>'
    )
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", relation)
    kind = (
        b'<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'wordprocessingml.header+xml"/></Types>'
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", kind)
    data = pack(parts)
    assert_filled_alike(data)
    root, filled = fill(
        open_layout(data), {**dict.fromkeys(open_layout(data).fields, ""), "发文字号": "示民〔2026〕1号"}
    )
    assert "示民〔2026〕1号".encode() in filled["word/header1.xml"]
    assert [one.get("id") for one in root.iter("{*}docPr")] == ["1001", "1002"]


def test_the_form_for_signing() -> None:
    layout = open_layout((TEMPLATES / "发文稿纸.docx").read_bytes(), purpose=ROUTING)
    values = {**dict.fromkeys(layout.fields, ""), "标题": escaped("关于甲的通知")}
    root, parts = fill(layout, values)
    assert canonical(serialise(root)) == canonical(by_docxtpl(layout, values)[TEXT])
    assert "word/document.xml" in parts


def test_the_paper_that_is_measured_is_the_one_that_docxtpl_renders(tmp_path: Path) -> None:
    template = tmp_path / "模板.docx"
    template.write_bytes(export.peer_template())
    export.compare("短", template, tmp_path)
