"""Raw docx files for tests: each part as the XML that Word, WPS or another program writes."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from wenjian.model.document import Document
from wenjian.model.vocabulary import BlockKind
from wenjian.package import pack
from wenjian.readers import read_documents

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DEFAULT_TYPES = (
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
)
NAMES = (
    f'xmlns:w="{MAIN}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
TITLE = "关于做好消毒工作的通知"
CHANGED = 'w:id="1" w:author="甲" w:date="2026-01-01T00:00:00Z"'


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(inside: str, properties: str = "") -> str:
    """A paragraph of runs, or of plain words."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside if '<' in inside else r(inside)}</w:p>"


def tc(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside if inside.startswith('<w:') else p(inside)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<w:tc>') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def docx(*body: str, **parts: str) -> bytes:
    """A docx of raw paragraphs after a title; `parts` are further parts of the folder word, related as «r_name»."""
    relations = "".join(
        f'<Relationship Id="r_{name}" Type="{OFFICE}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for name in parts
    )
    kinds = {"document": "document.main", **{name: name.rstrip("0123456789") for name in parts}}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD_TYPE}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{DEFAULT_TYPES}{types}</Types>',
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": f"<w:document {NAMES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        **{f"word/{name}.xml": text for name, text in parts.items()},
    }
    return pack({name: text.encode() for name, text in members.items()})


def read(*body: str, **parts: str) -> Document:
    return read_documents(docx(p(TITLE), *body, **parts), "通知.docx")[0]


def printed(*body: str, **parts: str) -> list[str]:
    """The blocks after the title, as printed."""
    document = read(*body, **parts)
    assert document.title == TITLE
    return [block.printed for block in document.blocks if block.kind is not BlockKind.FURNITURE]


def apart(document: Document) -> list[str]:
    """The words kept beside the text."""
    return [block.text for _, block in document.walk() if block.kind is BlockKind.FURNITURE]


def told(document: Document) -> list[str]:
    """The findings of reading, one line and a hint each; those of the structure (no signature) left out."""
    return [str(finding) for finding in document.findings if finding.code not in ("WJ123", "WJ124")]


# parts and properties


def lvl(i: int, form: str, text: str, more: str = "", *, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, more: str = "") -> str:
    """List 1 of the shape 0 with these levels."""
    return (
        f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}</w:numbering>'
    )


def num(level: int, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def style(
    style_id: str, name: str, properties: str = "", *, base: str = "", words: str = "", usual: bool = False
) -> str:
    default = ' w:default="1"' if usual else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base}"/><w:pPr>{properties}</w:pPr><w:rPr>{words}</w:rPr></w:style>'
    )


def styles(*each: str) -> str:
    return f"<w:styles {NAMES}>{''.join(each)}</w:styles>"


def vml(inside: str, where: str = "position:absolute") -> str:
    content = f"<v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox>"
    return f'<w:pict><v:shape style="{where}">{content}</v:shape></w:pict>'


def bomb(name: str, size: int) -> bytes:
    """A package whose part `name` unpacks to far more than it takes: `size` blanks."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b" " * size)
    return stream.getvalue()
