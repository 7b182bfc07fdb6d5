"""Builds the layouts that come with wenjian: `python templates/build.py` writes the layouts of `LAYOUTS`.

Every figure stands here or in `wenjian.layout.geometry`, with its clause of GB/T 9704-2012; «惯例» marks practice.
People change looks by editing the styles of a layout in Word or WPS, not by editing this script.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from wenjian.layout import geometry as page
from wenjian.package import pack
from wenjian.writers import opened
from wenjian.writers.layouts import open_layout

SONG, FANG, KAI, HEI, TITLE = "宋体", "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
RED = "FF0000"  # 7.2.4, 7.2.7
SIZE_2, SIZE_3, SIZE_4, SIZE_5 = 44, 32, 28, 21  # half-points of 2号, 3号, 4号, 五号
CELLS = (SIZE_5, 340)  # text of a table and its line in twips; 惯例
WORKING_PAGE = page.Profile(20, 20, 20, 20, 579)  # margins of a working table; 惯例
INDENT = 2 * page.PAGE_SETUP.character  # two characters (7.3.3)
CHARACTER = 320  # twips of a character of 3号 that is not squeezed
RULE_WIDTH = 12  # 1/8 pt: 1.5 pt; 惯例
NUMBER_DEPTH = 7.4  # pt between the lower edge of the number and of its exact line
NUMBER_RISE = 9.4  # pt between the upper edge of the number and of its exact line
LETTER_RULES = ((18, 6), 30)  # 1/8 pt of the thick and the thin red line of a letter, twips between them; 惯例
LETTER_LINES = 25  # lines of the first page of a letter, its head included
FOOT_ROOM = 300  # twips under the page number of a letter, whose footer begins at its lower red lines

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}" w:hint="eastAsia"/>'


def look(font: str = "", size: int = 0, *, color: str = "", squeeze: bool = False, extra: str = "") -> str:
    """Run properties in schema order."""
    parts = [fonts(font) if font else "", f'<w:color w:val="{color}"/>' if color else ""]
    parts.append('<w:spacing w:val="-5"/>' if squeeze else "")
    parts.append(f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "")
    return "".join(parts) + extra


def shape(
    profile: page.Profile,
    *,
    before: float = 0,
    after: float = 0,
    lines: float = 1,
    indent: str = "",
    align: str = "",
    first: str = "",
    middle: str = "",
    outline: int = -1,
    together: bool = False,
) -> str:
    """Paragraph properties in schema order. `before`, `after`, `lines` in lines of the page; `first` are the
    properties that come before the spacing, `middle` those right after tabs.
    """
    line = profile.line
    spacing = (
        f'<w:spacing w:before="{round(before * line)}" w:after="{round(after * line)}" '
        f'w:line="{round(lines * line)}" w:lineRule="exact"/>'
    )
    return (
        first
        + middle
        + spacing
        + (f"<w:ind {indent}/>" if indent else "")
        + ("<w:contextualSpacing/>" if together else "")
        + (f'<w:jc w:val="{align}"/>' if align else "")
        + (f'<w:outlineLvl w:val="{outline}"/>' if outline >= 0 else "")
    )


def chars(**indents: int) -> str:
    """Indents in hundredths of a character, each with its fallback in twips."""
    return " ".join(
        f'w:{name}Chars="{value}" w:{name}="{round(value * page.PAGE_SETUP.character / 100)}"'
        for name, value in indents.items()
    )


def style(name: str, ppr: str = "", rpr: str = "", *, base: str = "Normal", then: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base}"/>{f"<w:next w:val={quoteattr(then)}/>" if then else ""}<w:qFormat/>'
        f"<w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )


def character(name: str, rpr: str) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="a"/><w:qFormat/><w:rPr>{rpr}</w:rPr></w:style>'
    )


def red_line() -> str:
    """The red line under a line of 3号, 4 mm below its characters (7.2.7)."""
    space = max(0, round(page.RULE_GAP * 72 / 25.4 - NUMBER_DEPTH))
    return f"<w:pBdr>{red_border('bottom', RULE_WIDTH, space)}</w:pBdr>"


def mark_before(profile: page.Profile, size: float) -> float:
    """Space above the mark's line, in lines, so that its upper edge stands 35 mm below the type area (7.2.4)."""
    shift = page.PAGE_SETUP.top - profile.top  # 33476: the same place on paper
    return ink_before(profile, page.MARK_TOP + shift, size)


def ink_before(profile: page.Profile, distance: float, size: float) -> float:
    """Space above the mark's line, in lines, so that its upper edge stands `distance` mm below the type area."""
    line = profile.line / 20
    above = page.MARK_LINES * line * page.BASE_LINE - size * page.INK_HEIGHT
    return (distance * 72 / 25.4 - above) / line


def red_border(side: str, size: int, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{RED}"/>'


def tab(kind: str, position: int) -> str:
    return f'<w:tabs><w:tab w:val="{kind}" w:pos="{position}"/></w:tabs>'


def styles(profile: page.Profile, *others: str) -> str:
    """The styles of a layout; `others` are those that it alone has."""

    def p(**properties: object) -> str:
        return shape(profile, **properties)  # type: ignore[arg-type]

    body = look(squeeze=True)
    keep = "<w:keepNext/>"
    new_page = "<w:pageBreakBefore/>"
    free = '<w:snapToGrid w:val="0"/>'
    mark = p(before=mark_before(profile, page.MARK_SIZE), lines=page.MARK_LINES, align="center", middle=free)

    def heading(depth: int, font: str) -> str:
        ppr = p(indent=chars(firstLine=200), first=keep, outline=depth - 1)
        return style(f"公文标题{depth}", ppr, look(font), base="公文正文", then="公文正文")

    record_tab = tab("right", page.twips(page.TYPE_WIDTH) - SIZE_4 * 10)
    cell_size, table_line = CELLS[0], CELLS[1] / profile.line
    each = [
        style("发文机关标志", mark, look(TITLE, page.MARK_SIZE * 2, color=RED)),
        style("份号", p(), look(FANG, SIZE_3)),
        style("紧急程度", p(), look(HEI, SIZE_3)),
        style("发文字号", p(before=2, after=2, align="center", middle=red_line()), look(FANG, SIZE_3)),
        style("公文标题", p(after=1, align="center", middle=free), look(TITLE, SIZE_2), then="主送机关"),
        style("标题说明", p(after=1, align="center"), look(KAI, SIZE_3), then="主送机关"),
        style("随文标题", p(after=1, align="center", first=new_page, middle=free), look(TITLE, SIZE_2)),
        style("主送机关", p(align="both"), body, then="公文正文"),
        style("公文正文", p(indent=chars(firstLine=200), align="both"), body),
        *(heading(depth, font) for depth, font in enumerate((HEI, KAI, FANG, FANG), 1)),
        style("附件说明", p(before=1, indent=chars(left=600, hanging=400), first=keep), body),
        style("附件说明续", p(indent=chars(left=600, hanging=100), first=keep), body),
        style("落款", p(before=2, indent=chars(right=400), align="right", first=keep, together=True), body),
        style("成文日期", p(indent=chars(right=400), align="right"), body),
        style("出席人员", p(before=1, indent=chars(left=500, hanging=300)), body),
        style("附注", p(indent=chars(firstLine=200)), body),
        style("附件标识", p(first=keep + new_page), look(HEI, SIZE_3)),
        style("附件标题", p(before=1, after=1 / 2, align="center", first=keep, middle=free), look(TITLE, SIZE_2)),
        style("版记", p(middle=record_tab), look(FANG, SIZE_4)),
        style("表头", p(lines=table_line, align="center", middle=free), look(HEI, cell_size)),
        style("表文", p(lines=table_line, align="left", middle=free), look(FANG, cell_size)),
        style("表文居中", p(lines=table_line, align="center", middle=free), look(FANG, cell_size)),
        style("表前", p(lines=table_line, before=1 / 3, middle=free), look(FANG, cell_size)),
        style("表后", p(lines=table_line, before=1 / 3, middle=free), look(FANG, cell_size)),
        style("页码", '<w:spacing w:before="0" w:after="0" w:line="320" w:lineRule="exact"/>', look(SONG, SIZE_4)),
        style("分节", '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
              look(size=2)),
        *others,
        character("引题1", look(HEI)),
        character("引题", look(KAI)),
        character("待定", look(extra='<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>')),
        character("补写", look(extra='<w:u w:val="dotted"/>')),
    ]  # fmt: skip
    normal = (
        '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{profile.line}" w:lineRule="exact"/><w:jc w:val="both"/>'
    )
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f"{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{look(FANG, SIZE_3)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{normal}</w:pPr><w:rPr>{look(FANG, SIZE_3)}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="a"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="公文表格"><w:name w:val="公文表格"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>'
        '<w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f"{''.join(each)}</w:styles>"
    )


def run(text: str) -> str:
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def styled_run(text: str, name: str) -> str:
    """A run in a character style."""
    rpr = f'<w:rPr><w:rStyle w:val="{name}"/><w:rFonts w:hint="eastAsia"/></w:rPr>'
    return f'<w:r>{rpr}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str, name: str = "", extra: str = "") -> str:
    ppr = (f'<w:pStyle w:val="{name}"/>' if name else "") + extra
    return f"<w:p><w:pPr>{ppr}</w:pPr>{run(text)}</w:p>" if ppr else f"<w:p>{run(text)}</w:p>"


def field(code: str) -> str:
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def footer(content: str) -> str:
    return f"{HEAD}<w:ftr {W} {R}>{content}</w:ftr>"


def footer_distance() -> int:
    """Twips from the foot of the page to the page number's line, so that its dashes stand 7 mm below the type area
    (7.5): the line is 16 pt high and its dashes lie 7.6 pt above its foot.
    """
    return page.twips(page.PAGE_SETUP.bottom - page.FOLIO_GAP) - round(7.6 * 20)


def empty(name: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr></w:p>'


def header(content: str) -> str:
    return f"{HEAD}<w:hdr {W} {R}>{content}</w:hdr>"


def section(profile: page.Profile, *, landscape: bool, first_without_number: bool = False) -> str:
    width, height = page.twips(page.PAGE_WIDTH), page.twips(page.PAGE_HEIGHT)
    if landscape:
        # The page lies on its side, its head towards the binding edge (8).
        size = f'<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>'
        top, bottom, left, right = profile.left, profile.right, profile.bottom, profile.top
    else:
        size = f'<w:pgSz w:w="{width}" w:h="{height}"/>'
        top, bottom, left, right = profile.top, profile.bottom, profile.left, profile.right
    distance = page.twips(10) if landscape else footer_distance()
    return (
        '<w:sectPr><w:footerReference w:type="even" r:id="rId5"/><w:footerReference w:type="default" r:id="rId4"/>'
        f'{size}<w:pgMar w:top="{page.twips(top)}" w:right="{page.twips(right)}" w:bottom="{page.twips(bottom)}" '
        f'w:left="{page.twips(left)}" w:header="851" w:footer="{distance}" w:gutter="0"/><w:cols w:space="425"/>'
        f"{'<w:titlePg/>' if first_without_number else ''}"
        f'<w:docGrid w:type="lines" w:linePitch="{profile.line}"/></w:sectPr>'
    )


def settings(*, mirrored: bool) -> str:
    return (
        f'{HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        f'{"<w:evenAndOddHeaders/>" if mirrored else ""}<w:characterSpacingControl w:val="doNotCompress"/>'
        "<w:compat><w:doNotExpandShiftReturn/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def font_table() -> str:
    each = "".join(
        f'<w:font w:name="{name}"><w:charset w:val="86"/></w:font>' for name in (SONG, FANG, KAI, HEI, TITLE)
    )
    return f"{HEAD}<w:fonts {W}>{each}</w:fonts>"


def package(body: str, sect: str, around: dict[str, str], style_part: str, *, mirrored: bool) -> bytes:
    """A docx; `around` are its headers and footers by the name of their part, whose relations are rId4, rId5, …"""
    parts = {
        "document": ("main", "officeDocument", f"{HEAD}<w:document {W} {R}><w:body>{body}{sect}</w:body></w:document>"),
        "styles": ("styles", "styles", style_part),
        "settings": ("settings", "settings", settings(mirrored=mirrored)),
        "fontTable": ("fontTable", "fontTable", font_table()),
        **{name: (name.rstrip("0123456789"), name.rstrip("0123456789"), text) for name, text in around.items()},
    }
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD_TYPE}.{kind}+xml"/>'
        if name != "document"
        else f'<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}.document.main+xml"/>'
        for name, (kind, _, _) in parts.items()
    )
    types = (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/{parts[name][1]}" Target="{name}.xml"/>'
        for i, name in enumerate(["styles", "settings", "fontTable", *around], 1)
    )
    root = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    files = {
        "[Content_Types].xml": types,
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{root}</Relationships>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        **{f"word/{name}.xml": text for name, (_, _, text) in parts.items()},
    }
    return pack({name: text.encode() for name, text in files.items()}, fixed=files)


def folio_lines() -> tuple[str, str]:
    """The page number at the outer side of odd and even pages (7.5), as paragraphs."""
    number = run("— ") + field("PAGE") + run(" —")
    right, left = 'w:rightChars="100" w:right="280"', 'w:leftChars="100" w:left="280"'

    def line(indent: str, align: str) -> str:
        ppr = f'<w:pStyle w:val="页码"/><w:ind {indent}/><w:jc w:val="{align}"/>'
        return f"<w:p><w:pPr>{ppr}</w:pPr>{number}</w:p>"

    return line(right, "right"), line(left, "left")


def folios() -> dict[str, str]:
    odd, even = folio_lines()
    return {"footer1": footer(odd), "footer2": footer(even)}


def optional(name: str, style_name: str, extra: str = "") -> str:
    """A field in a paragraph of its own, left out where it is empty."""
    return (
        paragraph(f"{{%p if {name} %}}") + paragraph(f"{{{{ {name} }}}}", style_name, extra) + paragraph("{%p endif %}")
    )


def corner() -> str:
    """份号 and 紧急程度 in the upper left corner of the type area, below each other (7.2.1, 7.2.3)."""
    frame = '<w:framePr w:w="4422" w:hSpace="0" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:x="1" w:y="1"/>'
    return optional("份号", "份号", frame) + optional("紧急程度", "紧急程度", frame)


def headed(*head: str) -> str:
    """What is printed only with a red head."""
    return paragraph("{%p if 发文机关标志 %}") + "".join(head) + paragraph("{%p endif %}")


def blocks(record: str = "版记") -> str:
    return "".join(paragraph(f"{{{{p {name} }}}}") for name in ("正文", "附件", record))


def notice(profile: page.Profile = page.PAGE_SETUP) -> bytes:
    """红头通知: 下行文 with 红头 and 版记, of one organ or of several."""
    head = headed(paragraph("{{ 发文机关标志 }}", "发文机关标志"), paragraph("{{ 发文字号 }}", "发文字号"))
    body = corner() + head + blocks()
    return package(body, section(profile, landscape=False), folios(), styles(profile), mirrored=True)


def upward(profile: page.Profile = page.PAGE_SETUP) -> bytes:
    """上行文: 发文字号 at the left, 签发人 at the right of the last line above the red line (7.2.5, 7.2.6)."""
    stop = tab("right", page.twips(page.TYPE_WIDTH) - CHARACTER)
    line = shape(
        profile, before=2, after=2, indent=f'w:firstLine="{CHARACTER}"', align="left", middle=red_line() + stop
    )
    signed = (
        '<w:p><w:pPr><w:pStyle w:val="字号和签发人"/></w:pPr>'
        f"{run('{{ 发文字号 }}')}<w:r><w:tab/></w:r>{run('签发人：')}"
        f"{styled_run('{{ 签发人 }}', '签发人姓名')}</w:p>"
    )
    body = corner() + headed(paragraph("{{ 发文机关标志 }}", "发文机关标志"), signed) + blocks()
    own = (style("字号和签发人", line, look(FANG, SIZE_3)), character("签发人姓名", look(KAI)))
    return package(body, section(profile, landscape=False), folios(), styles(profile, *own), mirrored=True)


def minutes(profile: page.Profile = page.PAGE_SETUP) -> bytes:
    """纪要: the mark 35 mm below the type area (10.3); number, organ and date between mark and red line are 惯例."""
    stop = tab("right", page.twips(page.TYPE_WIDTH) - CHARACTER)
    number = shape(profile, before=2, align="center")
    line = shape(
        profile, before=1, after=2, indent=f'w:firstLine="{CHARACTER}"', align="left", middle=red_line() + stop
    )
    signed = (
        '<w:p><w:pPr><w:pStyle w:val="纪要署名"/></w:pPr>'
        f"{run('{{ 发文机关署名 }}')}<w:r><w:tab/></w:r>{run('{{ 成文日期 }}')}</w:p>"
    )
    head = headed(paragraph("{{ 发文机关标志 }}", "发文机关标志"), optional("发文字号", "纪要编号"), signed)
    own = (style("纪要编号", number, look(FANG, SIZE_3)), style("纪要署名", line, look(FANG, SIZE_3)))
    body = corner() + head + blocks()
    return package(body, section(profile, landscape=False), folios(), styles(profile, *own), mirrored=True)


def official_letter(profile: page.Profile = page.PAGE_SETUP) -> bytes:
    """信函: the mark 30 mm below the edge of the page, red double lines 170 mm wide, the upper 4 mm below the mark, the
    lower 20 mm above the foot of the first page, which bears no number (10.1).

    On the first page text may go down to 273 mm, close to the lower line. On the others a header and a footer as high
    as needed leave it the type area of all papers.
    """
    bottom = 24.0
    # A whole number of lines high: LibreOffice puts the grid of lines in the middle of what is left over.
    top = page.PAGE_HEIGHT - bottom - LETTER_LINES * profile.line / page.TWIPS_PER_MM
    (thick, thin), gap = LETTER_RULES
    wide = f'w:left="-{page.twips(profile.left - 20)}" w:right="-{page.twips(profile.right - 20)}"'
    free = '<w:snapToGrid w:val="0"/>'

    def lines(upper: int, lower: int) -> str:
        border = f"<w:pBdr>{red_border('top', upper)}{red_border('bottom', lower)}</w:pBdr>"
        spacing = f'<w:spacing w:before="0" w:after="0" w:line="{gap}" w:lineRule="exact"/>'
        return f"{border}{free}{spacing}<w:ind {wide}/>"

    line = profile.line / 20
    below = page.MARK_LINES * line * (1 - page.BASE_LINE) - page.MARK_SIZE * page.INK_DEPTH
    mark = shape(
        profile,
        before=ink_before(profile, 30 - top, page.MARK_SIZE),
        after=(4 * 72 / 25.4 - below) / line,
        lines=page.MARK_LINES,
        align="center",
        middle=free,
    )
    seven_eighths = 16 * 7 / 8  # pt: 7/8 of a character of 3号
    stop = tab("right", page.twips(page.TYPE_WIDTH))
    number = shape(profile, before=(seven_eighths - NUMBER_RISE) / line, align="left", middle=stop)
    height = page.twips(profile.top - 10)
    distance = page.twips(20)
    foot = page.twips(profile.bottom) - distance - FOOT_ROOM - 320

    def blank(name: str, twips: int) -> str:
        spacing = f'<w:spacing w:before="0" w:after="0" w:line="{twips}" w:lineRule="exact"/>'
        return style(name, free + spacing, look(size=2))

    own = (
        style("信函标志", mark, look(TITLE, page.MARK_SIZE * 2, color=RED)),
        style("信函上线", lines(thick, thin), look(size=2)),
        style("信函下线", lines(thin, thick), look(size=2)),
        style("信函字号", number, look(FANG, SIZE_3)),
        style("信函空行", shape(profile), look(FANG, SIZE_3)),
        style("信函左上", shape(profile), look(HEI, SIZE_3)),
        character("信函缓急", look(HEI)),
        blank("页眉留空", height),
        blank("页码上空", foot),
        blank("页码下空", FOOT_ROOM),
    )

    def numbered(left: str) -> str:
        number = f"<w:r><w:tab/></w:r>{run('{{ 发文字号 }}')}"
        return f'<w:p><w:pPr><w:pStyle w:val="信函字号"/></w:pPr>{left}{number}</w:p>'

    # 份号 and 紧急程度 at the left, the first of them beside the number; two blank lines above the title (10.1).
    head = headed(
        paragraph("{{ 发文机关标志 }}", "信函标志"),
        empty("信函上线"),
        paragraph("{%p if 份号 %}"),
        numbered(run("{{ 份号 }}")),
        optional("紧急程度", "信函左上"),
        paragraph("{%p elif 紧急程度 %}"),
        numbered(styled_run("{{ 紧急程度 }}", "信函缓急")),
        paragraph("{%p else %}"),
        numbered(""),
        paragraph("{%p endif %}"),
        empty("信函空行") * 2,
    )
    odd, even = folio_lines()
    lower = paragraph("{%p if 发文机关标志 %}") + empty("信函下线") + paragraph("{%p else %}") + empty("分节")
    lower += paragraph("{%p endif %}")
    around = {
        "footer1": footer(empty("页码上空") + odd + empty("页码下空")),
        "footer2": footer(empty("页码上空") + even + empty("页码下空")),
        "footer3": footer(lower),
        "header1": header(empty("页眉留空")),
        "header2": header(empty("页眉留空")),
        "header3": header(empty("分节")),
    }
    references = "".join(
        f'<w:{part}Reference w:type="{kind}" r:id="rId{number}"/>'
        for part, kind, number in (
            *(("header", "even", 8), ("header", "default", 7), ("header", "first", 9)),
            *(("footer", "even", 5), ("footer", "default", 4), ("footer", "first", 6)),
        )
    )
    margins = (
        f'<w:pgMar w:top="{page.twips(top)}" w:right="{page.twips(profile.right)}" w:bottom="{page.twips(bottom)}" '
        f'w:left="{page.twips(profile.left)}" w:header="{page.twips(10)}" w:footer="{distance}" w:gutter="0"/>'
    )
    size = f'<w:pgSz w:w="{page.twips(page.PAGE_WIDTH)}" w:h="{page.twips(page.PAGE_HEIGHT)}"/>'
    grid = f'<w:titlePg/><w:docGrid w:type="lines" w:linePitch="{profile.line}"/>'
    sect = f'<w:sectPr>{references}{size}{margins}<w:cols w:space="425"/>{grid}</w:sectPr>'
    return package(head + blocks("信函版记"), sect, around, styles(profile, *own), mirrored=True)


def letter(profile: page.Profile = page.PAGE_SETUP) -> bytes:
    """便函: a letter without mark and number (惯例); its first page bears no page number (10.1)."""
    sect = section(profile, landscape=False, first_without_number=True)
    return package(blocks(), sect, folios(), styles(profile), mirrored=True)


def table_sheet(profile: page.Profile = WORKING_PAGE, *, landscape: bool = True) -> bytes:
    """工作表格: a working table alone, A4 on its side; 检查表格: the same upright."""
    body = paragraph("{{p 正文 }}") + paragraph("{{p 附件 }}")
    number = run("第") + field("PAGE") + run("页　共") + field("NUMPAGES") + run("页")
    both = footer(f'<w:p><w:pPr><w:pStyle w:val="页码"/><w:jc w:val="center"/></w:pPr>{number}</w:p>')
    around = {"footer1": both, "footer2": both}
    return package(body, section(profile, landscape=landscape), around, styles(profile), mirrored=False)


LAYOUTS: dict[str, Callable[[], bytes]] = {
    "红头通知.docx": notice,
    "上行文.docx": upward,
    "信函.docx": official_letter,
    "纪要.docx": minutes,
    "便函.docx": letter,
    "工作表格.docx": table_sheet,
    "检查表格.docx": partial(table_sheet, landscape=False),
}


if __name__ == "__main__":
    for old in opened.FOLDER.glob("*.zip"):
        old.unlink()
    for name, build in LAYOUTS.items():
        (Path(__file__).parent / name).write_bytes(build())
        opened.file_of(build()).write_bytes(opened.keep_opened(open_layout(build())))
        print(name)
