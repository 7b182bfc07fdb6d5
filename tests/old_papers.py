# ruff: noqa: E501 - the XML that office programs write
"""Old red-head files as Word and WPS leave them: invented papers of 示范县, each head made in another way."""

from __future__ import annotations

import struct
import zlib

from raw_docx import MAIN, OFFICE, PACKAGE, WORD_TYPE
from wenjian.package import pack

NAMES = (
    f'xmlns:w="{MAIN}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
MARK = "示范县民政局文件"
NUMBER = "示民字〔2025〕12号"
TITLE = "关于做好2025年冬季养老机构安全管理工作的通知"
SECRET = "王小明"
"""The name of a person that stands only where nothing prints."""
RED = '<w:color w:val="FF0000"/>'


def fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}" w:hint="eastAsia"/>'


def r(text: str, properties: str = "") -> str:
    return f'<w:r w:rsidR="00A1B2C3"><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inside: str = "", properties: str = "") -> str:
    runs = inside if "<" in inside or not inside else r(inside, f'{fonts("仿宋_GB2312")}<w:sz w:val="32"/>')
    return f'<w:p w:rsidR="00A1B2C3" w:rsidRDefault="00A1B2C3"><w:pPr>{properties}</w:pPr>{runs}</w:p>'


def blank(lines: int) -> str:
    return p("", '<w:spacing w:line="579" w:lineRule="exact"/>') * lines


BIG = f'{fonts("方正小标宋简体")}{RED}<w:w w:val="90"/><w:sz w:val="104"/>'
"""52 pt, red, narrowed to 90 %, as marks of many characters are."""
PLAIN = f'{fonts("仿宋_GB2312")}<w:sz w:val="32"/>'
MARK_RUN = r(MARK, BIG)


def body() -> str:
    """What is not to be taken: title, text, seal, signature, 版记, all with words of the old matter."""
    closing = '<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>'
    return "".join(
        [
            p(r(TITLE, f'{fonts("方正小标宋简体")}<w:sz w:val="44"/>'), '<w:jc w:val="center"/>'),
            blank(1),
            p("各乡镇民政所，各养老机构："),
            p(
                "旧文正文：各养老机构要在2025年11月30日前开展一次消防检查。",
                '<w:ind w:firstLineChars="200" w:firstLine="640"/>',
            ),
            p("旧文正文：检查结果报县民政局养老服务股。", '<w:ind w:firstLineChars="200" w:firstLine="640"/>'),
            blank(2),
            p(r("示范县民政局", PLAIN) + picture("rId90", 1500000, 1500000, 9, anchored=True), closing),
            p("2025年11月3日", closing),
            p("抄送：示例市民政局。"),
            p("示范县民政局办公室　　　　2025年11月3日印发"),
        ]
    )


def inline(content: str, cx: int, cy: int, number: int) -> str:
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
        f'<wp:docPr id="{number}" name="图片 {number}" descr="C:\\Users\\{SECRET}\\章.png"/>{content}</wp:inline>'
        "</w:drawing></w:r>"
    )


def anchor(content: str, cx: int, cy: int, number: int, *, top: int, vertical: str, left: int = 0) -> str:
    return (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" '
        f'relativeHeight="25165{number}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="margin"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="{vertical}"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="形状 {number}"/><wp:cNvGraphicFramePr/>{content}</wp:anchor></w:drawing>'
    )


def picture(relation: str, cx: int, cy: int, number: int, *, anchored: bool = False) -> str:
    graphic = (
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="p.png" descr="C:\\Users\\{SECRET}\\p.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic>"
    )
    if anchored:
        return f"<w:r>{anchor(graphic, cx, cy, number, top=-700000, vertical='paragraph', left=3800000)}</w:r>"
    return inline(graphic, cx, cy, number)


def shape(inside: str, geometry: str, line: str, cx: int, cy: int) -> str:
    box = f"<wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx>" if inside else ""
    return (
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
        f'<a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom><a:noFill/>{line}</wps:spPr>{box}'
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/></wps:wsp></a:graphicData></a:graphic>'
    )


NO_LINE = "<a:ln><a:noFill/></a:ln>"
RED_LINE = '<a:ln w="19050"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln>'
WIDTH, BOX_HEIGHT = 5616000, 972000  # 156 mm, 27 mm


def both(drawing: str, fallback: str) -> str:
    """A drawing as Word keeps it: for itself, and as VML for old programs."""
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback><w:pict>{fallback}'
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def text_box(top: int = 2592000) -> str:
    """The mark in a text box fixed to the page, 72 mm from its upper edge."""
    inside = p(MARK_RUN, '<w:jc w:val="center"/>')
    drawing = anchor(shape(inside, "rect", NO_LINE, WIDTH, BOX_HEIGHT), WIDTH, BOX_HEIGHT, 2, top=top, vertical="page")
    style = (
        "position:absolute;margin-left:0;margin-top:204pt;width:442pt;height:77pt;mso-position-vertical-relative:page"
    )
    return both(
        drawing,
        f'<v:shape id="s2" style="{style}"><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape>',
    )


def drawn_line(top: int = 430000) -> str:
    drawing = anchor(shape("", "line", RED_LINE, WIDTH, 0), WIDTH, 0, 3, top=top, vertical="paragraph")
    return both(
        drawing,
        '<v:line id="s3" style="position:absolute" from="0,34pt" to="442pt,34pt" strokecolor="red" strokeweight="1.5pt"/>',
    )


def centred(inside: str, more: str = "") -> str:
    return p(inside, f'{more}<w:spacing w:line="579" w:lineRule="exact"/><w:jc w:val="center"/>')


def in_text_box() -> bytes:
    """Word: the mark in a text box, the line drawn and hung on the number."""
    head = p(text_box()) + blank(9) + centred(r(NUMBER, PLAIN) + drawn_line()) + blank(2)
    return paper(head + body())


def with_border() -> bytes:
    """Word: the mark a paragraph with space before, the line the lower border of the number's paragraph."""
    mark = p(MARK_RUN, '<w:spacing w:before="1700" w:line="1240" w:lineRule="exact"/><w:jc w:val="center"/>')
    border = '<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="10" w:color="FF0000"/></w:pBdr>'
    return paper(
        p("000012")
        + p(r("特急", f'{fonts("黑体")}<w:sz w:val="32"/>'))
        + mark
        + blank(1)
        + centred(r("示民字〔2025〕", PLAIN) + r("12", PLAIN) + r("号", PLAIN), border)
        + blank(2)
        + body()
    )


def in_table() -> bytes:
    """WPS: a joint mark in a table without lines, «文件» at the side; the line the lower border of the last row."""
    organ = f'{fonts("方正小标宋简体")}{RED}<w:sz w:val="88"/>'

    def cell(inside: str, width: int, properties: str = "") -> str:
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{inside}</w:tc>'

    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(cells)}</w:tr>"

    spread = '<w:jc w:val="distribute"/>'
    red = '<w:bottom w:val="single" w:sz="12" w:space="0" w:color="FF0000"/>'
    beside = cell(p(r("文件", organ)), 2244, '<w:vMerge w:val="restart"/><w:vAlign w:val="center"/>')
    under = f'<w:gridSpan w:val="2"/><w:tcBorders>{red}</w:tcBorders>'
    rows = "".join(
        (
            row(cell(p(r("示范县民政局", organ), spread), 6600), beside),
            row(cell(p(r("示范县财政局", organ), spread), 6600), cell(p(), 2244, "<w:vMerge/>")),
            row(cell(centred(r(NUMBER, PLAIN)), 8844, under)),
        )
    )
    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="8844" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="6600"/><w:gridCol w:w="2244"/></w:tblGrid>{rows}</w:tbl>'
    )
    return paper(blank(3) + table + blank(2) + body())


def with_picture_line() -> bytes:
    """WPS: the mark a paragraph, the line a picture 156 mm wide in a paragraph of its own."""
    mark = p(MARK_RUN, '<w:spacing w:before="1700" w:line="1240" w:lineRule="exact"/><w:jc w:val="center"/>')
    line = p(picture("rId91", WIDTH, 36000, 4), '<w:jc w:val="center"/>')
    return paper(mark + blank(1) + centred(r(NUMBER, PLAIN)) + line + blank(2) + body())


def upward() -> bytes:
    """Word: a paper to the superior, number at the left and 签发人 at the right of one line, the line under it drawn in
    the title's paragraph.
    """
    mark = p(MARK_RUN, '<w:spacing w:before="1700" w:line="1240" w:lineRule="exact"/><w:jc w:val="center"/>')
    tabs = '<w:tabs><w:tab w:val="right" w:pos="8500"/></w:tabs><w:spacing w:line="579" w:lineRule="exact"/><w:ind w:leftChars="100" w:left="320"/>'
    signer = r("签发人：", PLAIN) + r("张三", f'{fonts("楷体_GB2312")}<w:sz w:val="32"/>')
    number = p(r(NUMBER, PLAIN) + "<w:r><w:tab/></w:r>" + signer, tabs)
    title = body().replace("</w:pPr>", f"</w:pPr>{drawn_line(-680000)}", 1)
    return paper(mark + blank(1) + number + blank(2) + title)


def word_art() -> bytes:
    """WPS of old: the mark as WordArt, its words in an attribute."""
    art = (
        '<w:r><w:pict><v:shape id="art" type="#_x0000_t136" style="width:440pt;height:52pt" fillcolor="red" strokecolor="red">'
        f'<v:textpath style="font-family:&quot;方正小标宋简体&quot;;font-size:48pt" string="{MARK}"/></v:shape></w:pict></w:r>'
    )
    line = '<w:r><w:pict><v:line id="l" style="position:absolute" from="0,40pt" to="442pt,40pt" strokecolor="#ff0000" strokeweight="2pt"/></w:pict></w:r>'
    return paper(
        blank(3) + p(art, '<w:jc w:val="center"/>') + blank(1) + centred(r(NUMBER, PLAIN) + line) + blank(2) + body()
    )


def in_page_header() -> bytes:
    """Word: the mark printed by the page header of the first page."""
    mark = p(MARK_RUN, '<w:spacing w:before="1200"/><w:jc w:val="center"/>')
    header = f"<w:hdr {NAMES}>{mark}</w:hdr>"
    border = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="10" w:color="FF0000"/></w:pBdr>'
    return paper(blank(2) + centred(r(NUMBER, PLAIN), border) + blank(2) + body(), header=header)


def png(width: int, height: int) -> bytes:
    """A red picture."""
    rows = b"".join(b"\0" + b"\xff\0\0" * width for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def paper(content: str, header: str = "") -> bytes:
    """The package with what Word and WPS put beside the text: author, company, comments, remarks of the program."""
    margins = '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/>'
    first = '<w:headerReference w:type="first" r:id="rId6"/>' if header else ""
    title_page = "<w:titlePg/>" if header else ""
    section = (
        f'<w:sectPr w:rsidR="00A1B2C3">{first}<w:footerReference w:type="default" r:id="rId5"/>'
        f'<w:pgSz w:w="11906" w:h="16838"/>{margins}<w:cols w:space="425"/>{title_page}'
        '<w:docGrid w:type="linesAndChars" w:linePitch="312" w:charSpace="-849"/></w:sectPr>'
    )
    remark = (
        '<w:commentRangeStart w:id="1"/>'
        + r("批注处", PLAIN)
        + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    )
    footer = f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{r("— ")}<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>{r(" —")}</w:p>'
    parts = {
        "word/document.xml": f"<w:document {NAMES}><w:body>{content}{p(remark)}{section}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/settings.xml": (
            f'<w:settings {NAMES}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:defaultTabStop w:val="420"/>'
            '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:useFELayout/></w:compat>'
            '<w:rsids><w:rsidRoot w:val="00A1B2C3"/><w:rsid w:val="00A1B2C3"/></w:rsids></w:settings>'
        ),
        "word/theme/theme1.xml": THEME,
        "word/comments.xml": (
            f'<w:comments {NAMES}><w:comment w:id="1" w:author="{SECRET}" w:date="2025-11-01T00:00:00Z" w:initials="王">'
            f"{p('这里请局长看一下')}</w:comment></w:comments>"
        ),
        "word/footer1.xml": f"<w:ftr {NAMES}>{footer}</w:ftr>",
        "docProps/core.xml": (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{SECRET}</dc:creator>'
            f"<cp:lastModifiedBy>{SECRET}</cp:lastModifiedBy></cp:coreProperties>"
        ),
        "docProps/app.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            f"<Company>{SECRET}</Company></Properties>"
        ),
        "docProps/custom.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
            'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
            'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer">'
            f"<vt:lpwstr>2052-{SECRET}</vt:lpwstr></property></Properties>"
        ),
    }
    if header:
        parts["word/header1.xml"] = header
    kinds = {
        "styles": ("rId1", "styles"),
        "settings": ("rId2", "settings"),
        "theme/theme1": ("rId3", "theme"),
        "comments": ("rId4", "comments"),
        "footer1": ("rId5", "footer"),
        **({"header1": ("rId6", "header")} if header else {}),
    }
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD_TYPE}.{kind}+xml"/>'
        if kind != "theme"
        else f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
        for name, (_, kind) in {"document": ("", "document.main"), **kinds}.items()
    )
    overrides += (
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
        '<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
    )
    links = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>' for name, (key, kind) in kinds.items()
    )
    links += (
        f'<Relationship Id="rId90" Type="{OFFICE}/image" Target="media/seal.png"/>'
        f'<Relationship Id="rId91" Type="{OFFICE}/image" Target="media/line.png"/>'
    )
    files = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
            f"{overrides}</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
            f'<Relationship Id="rId3" Type="{OFFICE}/extended-properties" Target="docProps/app.xml"/>'
            f'<Relationship Id="rId4" Type="{OFFICE}/custom-properties" Target="docProps/custom.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        **parts,
    }
    packed = {name: text.encode() for name, text in files.items()}
    return pack({**packed, "word/media/seal.png": png(60, 60), "word/media/line.png": png(600, 4)})


STYLES = (
    f'<w:styles {NAMES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" '
    'w:eastAsiaTheme="minorEastAsia" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/><w:kern w:val="2"/><w:sz w:val="21"/>'
    '<w:szCs w:val="22"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/>'
    '<w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="a0"><w:name w:val="Default Paragraph Font"/>'
    '<w:uiPriority w:val="1"/><w:semiHidden/></w:style><w:style w:type="table" w:default="1" w:styleId="a1">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>'
)
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office"><a:themeElements>'
    '<a:clrScheme name="Office"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:sysClr val="window" '
    'lastClr="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="44546A"/></a:dk2><a:lt2><a:srgbClr val="E7E6E6"/></a:lt2>'
    + "".join(f'<a:accent{i}><a:srgbClr val="4472C4"/></a:accent{i}>' for i in range(1, 7))
    + '<a:hlink><a:srgbClr val="0563C1"/></a:hlink><a:folHlink><a:srgbClr val="954F72"/></a:folHlink></a:clrScheme>'
    '<a:fontScheme name="Office"><a:majorFont><a:latin typeface="Calibri Light"/><a:ea typeface=""/><a:cs typeface=""/>'
    '<a:font script="Hans" typeface="等线 Light"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/>'
    '<a:ea typeface=""/><a:cs typeface=""/><a:font script="Hans" typeface="等线"/></a:minorFont></a:fontScheme>'
    '<a:fmtScheme name="Office"><a:fillStyleLst><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill>'
    '<a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:fillStyleLst>'
    "<a:lnStyleLst>"
    + '<a:ln w="6350"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>'
    * 3
    + "</a:lnStyleLst>"
    "<a:effectStyleLst>"
    + "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    + "</a:effectStyleLst><a:bgFillStyleLst>"
    + '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    + "</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)

ALL = {
    "文本框": in_text_box,
    "段落边框": with_border,
    "表格": in_table,
    "图片线": with_picture_line,
    "上行文": upward,
    "艺术字": word_art,
    "页眉": in_page_header,
}
