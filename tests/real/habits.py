"""The notice as Word and as WPS would save it: automatic numbers, changes, notes, fields, boxes, frames."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

from wenjian.package import pack

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
LEVELS = {"heading1": 0, "heading2": 1, "item2": 1, "heading3": 2, "item3": 2, "item4": 3}
CHANGED = 'w:id="9" w:author="甲" w:date="2025-11-20T08:00:00Z"'


def run(text: str, properties: str = "") -> str:
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def in_list(level: int, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def table(rows: Iterable[Iterable[str]], grid: str = "") -> str:
    lines = "".join(f"<w:tr>{''.join(cell(paragraph(run(text))) for text in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def numbering(forms: Iterable[tuple[str, str, str]]) -> str:
    """A list of levels: format, text, what it holds besides."""
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text, more) in enumerate(forms)
    )
    return (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def package(body: str, **parts: str) -> bytes:
    """A docx of a body and further parts (styles, numbering, footnotes, header1 …)."""
    relations = "".join(
        f'<Relationship Id="r_{name}" Type="{OFFICE}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for name in parts
    )
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{"document.main" if name == "document" else name.rstrip("0123456789")}+xml"/>'
        for name in ("document", *parts)
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        **{f"word/{name}.xml": text for name, text in parts.items()},
    }
    return pack({name: f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode() for name, text in members.items()})


# Word


def changed(text: str) -> str:
    """The words with a deletion, an insertion, a split run and a comment in them; what prints is the text."""
    head, tail = text[:4], text[4:]
    return (
        f'<w:commentRangeStart w:id="1"/>{run(head[:2])}{run(head[2:], "<w:b/>")}'
        f"<w:del {CHANGED}><w:r><w:delText>从前的说法</w:delText></w:r></w:del><w:ins {CHANGED}>{run(tail[:3])}</w:ins>"
        f'<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>{run(tail[3:])}'
    )


def field(instruction: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        f"{mark.format('begin')}<w:r><w:instrText> {instruction} </w:instrText></w:r>{mark.format('separate')}"
        f"{run(result)}{mark.format('end')}"
    )


def word(notice: Iterable[Any]) -> bytes:
    """Word: heading styles with linked lists, a style separator before run-in text, a split paragraph, changes, a
    comment, a footnote, fields, content controls, a page header.
    """
    body: list[str] = []
    for line in notice:
        if line.rows:
            body.append(table(line.rows))
        elif line.kind in ("heading1", "heading2", "heading3"):
            body.append(paragraph(run(line.text), f'<w:pStyle w:val="{line.kind[-1]}"/>'))
        elif line.kind == "item2":
            body += [
                paragraph(run(line.lead), '<w:pStyle w:val="2"/><w:rPr><w:vanish/><w:specVanish/></w:rPr>'),
                paragraph(run(line.text)),
            ]
        elif line.label:
            body.append(paragraph(run(line.lead) + run(line.text), in_list(LEVELS[line.kind])))
        elif line.text.startswith("入冬以来"):
            body += [
                paragraph(changed(line.text[:20]), f"<w:rPr><w:del {CHANGED}/></w:rPr>"),
                paragraph(run(line.text[20:])),
                paragraph(
                    f"<w:del {CHANGED}><w:r><w:delText>删去的一段。</w:delText></w:r></w:del>",
                    f"<w:rPr><w:del {CHANGED}/></w:rPr>",
                ),
            ]
        elif line.text.startswith("夜间值班"):
            body.append(
                paragraph(run(line.text[:8]) + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(line.text[8:]))
            )
        elif line.text.startswith("各乡镇民政办要在"):
            body.append(
                paragraph(
                    run(line.text[:8]) + field('HYPERLINK "http://a.example/"', line.text[8:12]) + run(line.text[12:])
                )
            )
        elif line.kind == "body":
            control = (
                f'<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent>{run(line.text)}</w:sdtContent></w:sdt>'
            )
            body.append(paragraph(control + run("供核对用", "<w:vanish/>")))
        else:
            body.append(paragraph(run(line.printed)))
    body.append(
        '<w:sectPr><w:headerReference w:type="default" r:id="r_header1"/>'
        '<w:footerReference w:type="default" r:id="r_footer1"/></w:sectPr>'
    )
    style = (
        '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="heading {0}"/><w:pPr>'
        '<w:numPr><w:ilvl w:val="{1}"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    linked = '<w:pStyle w:val="{}"/>'
    return package(
        "".join(body),
        styles=f"<w:styles {NAMESPACES}>{''.join(style.format(i, i - 1) for i in (1, 2, 3))}</w:styles>",
        numbering=numbering(
            [
                ("chineseCountingThousand", "%1、", linked.format(1) + '<w:suff w:val="nothing"/>'),
                ("chineseCountingThousand", "（%2）", linked.format(2) + '<w:suff w:val="space"/>'),
                ("decimal", "%3.", linked.format(3)),
                ("decimal", "（%4）", ""),
            ]
        ),
        footnotes=f"<w:footnotes {NAMESPACES}>"
        f'<w:footnote w:type="separator" w:id="0">{paragraph("")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("<w:r><w:footnoteRef/></w:r>" + run("含护理员。"))}</w:footnote>'
        "</w:footnotes>",
        comments=f'<w:comments {NAMESPACES}><w:comment w:id="1">{paragraph(run("再斟酌"))}</w:comment></w:comments>',
        header1=f"<w:hdr {NAMESPACES}>{paragraph(run('内部资料　注意保存'))}</w:hdr>",
        footer1=f"<w:ftr {NAMESPACES}>{paragraph(run('— ') + field('PAGE', '1') + run(' —'))}</w:ftr>",
    )


# WPS


def box(inside: str) -> str:
    """A text box fixed to the page, as WPS writes it: once as DrawingML, once as VML for older programs."""
    content = f"<w:txbxContent>{inside}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        '<wp:positionV relativeFrom="page"><wp:posOffset>2520000</wp:posOffset></wp:positionV>'
        f"<a:graphic><a:graphicData><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing></mc:Choice>"
        f'<mc:Fallback><w:pict><v:shape style="position:absolute;margin-top:70pt"><v:textbox>{content}</v:textbox>'
        "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def wps(notice: Iterable[Any]) -> bytes:
    """WPS: the letterhead in a text box that hangs on the title, numbers without styles, a title broken by a line
    break, a table inside a frame of one cell, 版记 as a table, the page number in a text box.
    """
    body: list[str] = []
    lines = list(notice)
    mark = box(paragraph(run(lines[0].text, '<w:color w:val="FF0000"/><w:sz w:val="96"/>')))
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else None
        if line.kind == "mark" or (line.kind == "title" and lines[i - 1].kind == "title") or line.kind == "printed":
            continue
        if line.kind == "title" and following and following.kind == "title":
            body.append(paragraph(mark + run(line.text) + "<w:r><w:br/></w:r>" + run(following.text)))
        elif line.kind == "copies" and following:
            organ, date = following.text.split()
            body.append(paragraph(""))
            rows = (
                cell(paragraph(run(line.text)), '<w:gridSpan w:val="2"/>'),
                cell(paragraph(run(organ))) + cell(paragraph(run(date))),
            )
            body.append(f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")
        elif line.rows:
            body.append(f"<w:tbl><w:tblPr/><w:tr>{cell(table(line.rows) + paragraph(''))}</w:tr></w:tbl>")
        elif line.label:
            body.append(paragraph(run(line.lead) + run(line.text), in_list(LEVELS[line.kind])))
        elif line.kind == "attachment":
            body.append(paragraph('<w:r><w:br w:type="page"/></w:r>' + run(line.text)))
        elif line.text.startswith("检查范围为"):
            broken = '<w:r><w:br w:type="page"/></w:r>'
            body.append(paragraph(run(f"\t{line.text[:12]}") + broken + run(line.text[12:])))
        else:
            body.append(paragraph(run(line.printed)))
    body.append('<w:sectPr><w:footerReference w:type="default" r:id="r_footer1"/></w:sectPr>')
    return package(
        "".join(body),
        numbering=numbering(
            [
                ("japaneseCounting", "%1、", '<w:suff w:val="nothing"/>'),
                ("japaneseCounting", "（%2）", '<w:suff w:val="nothing"/>'),
                ("decimal", "%3.", '<w:suff w:val="space"/>'),
                ("decimal", "（%4）", '<w:suff w:val="nothing"/>'),
            ]
        ),
        footer1=f"<w:ftr {NAMESPACES}>{paragraph(box(paragraph(field('PAGE', '— 1 —'))))}</w:ftr>",
    )
