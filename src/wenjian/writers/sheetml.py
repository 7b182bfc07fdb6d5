"""SpreadsheetML: the only place that spells the XML of workbooks. Child order follows the schema.

Sheets are written as text: a cell costs a fifth of a microsecond, as an object of a library a hundred times as much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from string import ascii_uppercase
from typing import NamedTuple

from wenjian.writers.properties import APP_PART, CORE_PART, app, core
from wenjian.writers.wordml import DECLARATION, RELATIONS, attribute, escaped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would take for a formula."""
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
A4 = 9


class Font(NamedTuple):
    """A font: its name, its size in points."""

    name: str
    size: float
    bold: bool = False
    underlined: bool = False


class Look(NamedTuple):
    """How a cell looks: `align` is left or center, set in lines and in the middle of the height, upright, its
    characters below each other, or nothing of it. A `text` is never taken for a number, a `quoted` one never for a
    formula. `ground` is a colour, as six hexadecimal digits.
    """

    font: Font | None = None
    align: str = ""
    grid: bool = False
    locked: bool = True
    text: bool = False
    quoted: bool = False
    ground: str = ""


_ALIGNED = {
    "": "",
    **{side: f'<alignment horizontal="{side}" vertical="center" wrapText="1"/>' for side in ("left", "center")},
    "upright": '<alignment horizontal="center" vertical="bottom" textRotation="255"/>',
}


@dataclass(slots=True)
class Styles:
    """The looks that cells of a workbook have, by their numbers."""

    numbers: dict[Look, int] = field(default_factory=lambda: {Look(): 0})

    def number(self, look: Look) -> int:
        return self.numbers.setdefault(look, len(self.numbers))

    def part(self) -> bytes:
        fonts = {Font("Calibri", 11): 0}  # the width of its digits is the unit of column widths
        grounds = {"": 0, "gray125": 1}
        cells = []
        for look in self.numbers:
            font = fonts.setdefault(look.font, len(fonts)) if look.font else 0
            fill = grounds.setdefault(look.ground, len(grounds))
            align = _ALIGNED[look.align]
            lock = "" if look.locked else '<protection locked="0"/>'
            numbers = {"numFmtId": 49 if look.text else 0, "fontId": font, "fillId": fill, "borderId": int(look.grid)}
            said = (
                "".join(f'{name}="{number}" ' for name, number in numbers.items())
                + 'xfId="0"'
                + (' quotePrefix="1"' if look.quoted else "")
                + (' applyNumberFormat="1"' if look.text else "")
                + (' applyFont="1"' if font else "")
                + (' applyFill="1"' if fill else "")
                + (' applyBorder="1"' if look.grid else "")
                + (' applyAlignment="1"' if align else "")
                + (' applyProtection="1"' if lock else "")
            )
            cells.append(f"<xf {said}>{align}{lock}</xf>" if align or lock else f"<xf {said}/>")
        sides = ("left", "right", "top", "bottom")
        grid = "".join(f'<{side} style="thin"><color rgb="FF000000"/></{side}>' for side in sides)
        plain = "".join(f"<{side}/>" for side in sides)
        borders = [f"<border>{each}<diagonal/></border>" for each in (plain, grid)]
        patterns = [
            f'<patternFill patternType="{ground or "none"}"/>'
            if ground in {"", "gray125"}
            else f'<patternFill patternType="solid"><fgColor rgb="FF{ground}"/><bgColor indexed="64"/></patternFill>'
            for ground in grounds
        ]
        fills = [f"<fill>{pattern}</fill>" for pattern in patterns]
        return _part(
            "styleSheet",
            _listed("fonts", map(_font, fonts))
            + _listed("fills", fills)
            + _listed("borders", borders)
            + '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            + _listed("cellXfs", cells)
            + '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
        )


@dataclass(slots=True)
class Sheet:
    """A sheet: its name, what its part holds, whether it is hidden, and the areas that the workbook names for it."""

    name: str
    part: bytes
    hidden: bool = False
    areas: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=256)
def letter(column: int) -> str:
    """The letters of a column, counted from 1."""
    before, last = divmod(column - 1, len(ascii_uppercase))
    return (letter(before) if before else "") + ascii_uppercase[last]


def cell(row: int, column: int, text: str, look: Look, styles: Styles) -> str:
    """A cell with a text that XML can hold."""
    if not text:
        return f'<c r="{letter(column)}{row}" s="{styles.number(look)}"/>'
    number = styles.number(look._replace(text=True, quoted=text.startswith(_FORMULA)))
    space = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() or "\n" in text else ""
    place = f"{letter(column)}{row}"
    return f'<c r="{place}" s="{number}" t="inlineStr"><is><t{space}>{escaped(text)}</t></is></c>'


def stressed_cell(row: int, column: int, pieces: Sequence[tuple[str, Font]], look: Look, styles: Styles) -> str:
    """A cell of pieces of text, each in a font of its own; it is text, whatever it begins with."""
    text = "".join(piece for piece, _ in pieces)
    number = styles.number(look._replace(text=True, quoted=text.startswith(_FORMULA)))
    runs = "".join(
        f'<r><rPr>{_said_of(font, "rFont")}</rPr><t xml:space="preserve">{escaped(piece)}</t></r>'
        for piece, font in pieces
    )
    return f'<c r="{letter(column)}{row}" s="{number}" t="inlineStr"><is>{runs}</is></c>'


def cells(first: int, column: int, texts: Sequence[str], look: Look, styles: Styles) -> list[str]:
    """The cells of a column from the row `first` down, which all look the same."""
    together = "".join(texts)
    if any(sign in together for sign in ("&", "<", ">", " ", "\u3000", "\n", *_FORMULA)):
        return [cell(row, column, text, look, styles) for row, text in enumerate(texts, first)]
    place, empty, filled = letter(column), styles.number(look), styles.number(look._replace(text=True))
    opens, blank = f'" s="{filled}" t="inlineStr"><is><t>', f'" s="{empty}"/>'
    return [
        f'<c r="{place}{row}{opens}{text}</t></is></c>' if text else f'<c r="{place}{row}{blank}'
        for row, text in enumerate(texts, first)
    ]


def row(number: int, cells: Iterable[str], height: float = 0.0) -> str:
    """A row of the height in points, or of the usual one."""
    high = f' ht="{round(height, 2)}" customHeight="1"' if height else ""
    return f'<row r="{number}"{high}>{"".join(cells)}</row>'


def worksheet(children: Iterable[str]) -> bytes:
    """The part of a sheet."""
    return _part("worksheet", "".join(children))


def element(tag: str, content: str = "", /, **attributes: object) -> str:
    """An element with attributes that have no namespace."""
    said = "".join([attribute(key, str(value)) for key, value in attributes.items()])
    return f"<{tag}{said}>{content}</{tag}>" if content else f"<{tag}{said}/>"


def workbook(sheets: Sequence[Sheet], styles: Styles, title: str, date: str) -> dict[str, bytes]:
    """The parts of a workbook. `date` dates its properties, no clock does."""
    files = {f"xl/worksheets/sheet{number}.xml": sheet.part for number, sheet in enumerate(sheets, 1)}
    listed = [
        element("sheet", name=sheet.name, sheetId=number, state="hidden" if sheet.hidden else "visible")[:-2]
        + f' r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, 1)
    ]
    named = "".join(_named(sheets))
    book = f"<workbookPr/><bookViews><workbookView/></bookViews><sheets>{''.join(listed)}</sheets>" + (
        f"<definedNames>{named}</definedNames>" if named else ""
    )
    files["xl/theme/theme1.xml"] = _THEME
    links = {
        **{f"worksheets/sheet{number}.xml": f"{RELATIONS}/worksheet" for number in range(1, len(sheets) + 1)},
        "styles.xml": f"{RELATIONS}/styles",
        "theme/theme1.xml": f"{RELATIONS}/theme",
    }
    around = {
        "xl/workbook.xml": f"{RELATIONS}/officeDocument",
        CORE_PART: f"{_PACKAGE}/relationships/metadata/core-properties",
        APP_PART: f"{RELATIONS}/extended-properties",
    }
    return {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _links(around),
        CORE_PART: core(title, date),
        APP_PART: app(),
        "xl/workbook.xml": _part("workbook", book, f' xmlns:r="{RELATIONS}"'),
        "xl/_rels/workbook.xml.rels": _links(links),
        "xl/styles.xml": styles.part(),
        **files,
    }


def _named(sheets: Sequence[Sheet]) -> Iterator[str]:
    """The areas that have names: what is filtered, printed, repeated on each page."""
    for number, sheet in enumerate(sheets):
        for name, area in sheet.areas.items():
            hidden = {"hidden": 1} if name == FILTERED else {}
            quoted = escaped(",".join(f"'{sheet.name}'!{each}" for each in area.split(",")))
            yield element("definedName", quoted, name=f"_xlnm.{name}", localSheetId=number, **hidden)


FILTERED, PRINT_TITLES, PRINT_AREA = "_FilterDatabase", "Print_Titles", "Print_Area"


def _font(font: Font) -> str:
    return f"<font>{_said_of(font, 'name')}</font>"


def _said_of(font: Font, named: str) -> str:
    """What is said of a font, of a cell or of a piece of its text; `named` is the element that names it."""
    strokes = ("<b/>" if font.bold else "") + ("<u/>" if font.underlined else "")
    return f'{strokes}<sz val="{font.size:g}"/><{named} val="{font.name}"/>'


def _listed(name: str, items: Iterable[str]) -> str:
    made = list(items)
    return f'<{name} count="{len(made)}">{"".join(made)}</{name}>'


def _types(sheets: int) -> bytes:
    kinds = {
        **{f"xl/worksheets/sheet{number}.xml": f"{_KIND}.worksheet+xml" for number in range(1, sheets + 1)},
        "xl/workbook.xml": f"{_KIND}.sheet.main+xml",
        "xl/styles.xml": f"{_KIND}.styles+xml",
        "xl/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        CORE_PART: "application/vnd.openxmlformats-package.core-properties+xml",
        APP_PART: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    listed = [element("Default", Extension=suffix, ContentType=kind) for suffix, kind in defaults.items()]
    listed += [element("Override", PartName=f"/{name}", ContentType=kind) for name, kind in kinds.items()]
    return DECLARATION + f'<Types xmlns="{_PACKAGE}/content-types">{"".join(listed)}</Types>'.encode()


def _links(targets: Mapping[str, str]) -> bytes:
    listed = [
        element("Relationship", Id=f"rId{number}", Type=kind, Target=target)
        for number, (target, kind) in enumerate(targets.items(), 1)
    ]
    return DECLARATION + f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(listed)}</Relationships>'.encode()


def _part(name: str, content: str, spaces: str = "") -> bytes:
    return DECLARATION + f'<{name} xmlns="{_MAIN}"{spaces}>{content}</{name}>'.encode()


def _theme() -> bytes:
    """The plainest theme that the schema allows: no cell asks for it, but a workbook has one."""
    colours = ("000000", "FFFFFF", "44546A", "E7E6E6", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47")
    names = ("dk1", "lt1", "dk2", "lt2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
    scheme = "".join(
        f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>'
        for name, colour in zip(names, (*colours, "0563C1", "954F72"), strict=True)
    )
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}Font>'
        for kind in ("major", "minor")
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    lists = (("fillStyleLst", fill), ("lnStyleLst", line), ("effectStyleLst", effect), ("bgFillStyleLst", fill))
    formats = "".join(f"<a:{name}>{each * 3}</a:{name}>" for name, each in lists)
    return (
        DECLARATION
        + (
            f'<a:theme xmlns:a="{_DRAWING}" name="wenjian"><a:themeElements><a:clrScheme name="wenjian">{scheme}'
            f'</a:clrScheme><a:fontScheme name="wenjian">{fonts}</a:fontScheme><a:fmtScheme name="wenjian">{formats}'
            "</a:fmtScheme></a:themeElements></a:theme>"
        ).encode()
    )


_THEME = _theme()
