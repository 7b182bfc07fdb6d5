"""What a docx or xlsx must hold to: the order of children (ECMA-376 part 1, transitional schemas), what Word refuses,
and, where the package openxml-audit is installed, the schemas of the Open XML SDK.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from lxml import etree

from wenjian.package import unpack

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_RPR = (
    "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
    "vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
)
_PPR = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_TBLPR = (
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
)
_SIDES = "top left start bottom right end insideH insideV tl2br tr2bl"
_SETTINGS = (
    "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
    "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
    "embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges "
    "bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors "
    "activeWritingStyle proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter "
    "stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves doNotTrackFormatting "
    "documentProtection autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation "
    "consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle "
    "defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets "
    "drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery "
    "displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin "
    "drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne "
    "strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema "
    "saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly "
    "useXSLTWhenSaving saveThroughXslt showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults "
    "footnotePr endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping "
    "doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType "
    "schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator"
)

ORDER: dict[str, str] = {
    "pPr": _PPR,
    "rPr": _RPR,
    "tblPr": _TBLPR,
    "tblPrEx": _TBLPR,
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark "
        "headers cellIns cellDel cellMerge tcPrChange"
    ),
    "sectPr": (
        "headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
        "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
    ),
    "tbl": "bookmarkStart|bookmarkEnd tblPr tblGrid tr|bookmarkStart|bookmarkEnd|sdt|customXml|ins|del",
    "pBdr": "top left bottom right between bar",
    "tblBorders": _SIDES,
    "tcBorders": _SIDES,
    "tblCellMar": _SIDES,
    "tcMar": _SIDES,
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
        "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
    ),
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "num": "abstractNumId lvlOverride",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "numPr": "ilvl numId numberingChange ins",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic embedBoldItalic",
    "settings": _SETTINGS,
}
"""Children of WordprocessingML elements in the order of the schema; «a|b» may stand in any order."""

SHEET_ORDER: dict[str, str] = {
    "worksheet": (
        "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges "
        "scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr "
        "conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks "
        "colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF "
        "drawingHF picture oleObjects controls webPublishItems tableParts extLst"
    ),
    "workbook": (
        "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences "
        "definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing "
        "fileRecoveryPr webPublishObjects extLst"
    ),
    "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst",
    "sheetPr": "tabColor outlinePr pageSetUpPr",
    "sheetView": "pane selection pivotSelection extLst",
    "xf": "alignment protection extLst",
    "dataValidation": "formula1 formula2",
    "border": "start end left right top bottom diagonal vertical horizontal",
}
_FIRST_ONLY = {"p": "pPr", "r": "rPr", "tc": "tcPr", "tr": "tblPrEx trPr"}
"""Elements whose properties, where they have them, are the first children."""
_LAST_ONLY = {"body": "sectPr", "trPr": "ins del trPrChange"}
_BLOCKS = frozenset(("p", "tbl"))


def faults(data: bytes) -> list[str]:
    """What is wrong in a docx or xlsx by the tables above, each with its part; none when all is well."""
    return [*_package_faults(unpack(data)), *faults_inside(data)]


def faults_inside(data: bytes) -> list[str]:
    """The same without the bonds between the parts."""
    parts = {name: part for name, part in unpack(data).items() if name.endswith((".xml", ".rels"))}
    return [f"{name}: {fault}" for name, part in parts.items() for fault in _part_faults(part)]


@cache
def _part_faults(part: bytes) -> tuple[str, ...]:
    root = etree.fromstring(part, etree.XMLParser(recover=False))
    return tuple(_order_faults(root)) + tuple(_word_faults(root))


def _package_faults(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Every part has a content type, every relationship leads to a part, every r:id to a relationship."""
    types = etree.fromstring(parts["[Content_Types].xml"])
    defaults = {one.get("Extension", "").lower() for one in types.iter("{*}Default")}
    overrides = Counter(one.get("PartName", "").lstrip("/") for one in types.iter("{*}Override"))
    yield from (f"content type of {name} given twice" for name, count in overrides.items() if count > 1)
    yield from (f"content type of {name}, which is not there" for name in overrides if name not in parts)
    for name, part in parts.items():
        extension = name.rpartition(".")[2].lower()
        if name != "[Content_Types].xml" and name not in overrides and extension not in defaults:
            yield f"{name} has no content type"
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        ids = Counter(one.get("Id", "") for one in etree.fromstring(part).iter("{*}Relationship"))
        yield from (f"{name}: {key} twice" for key, count in ids.items() if count > 1)
        for one in etree.fromstring(part).iter("{*}Relationship"):
            target = one.get("Target", "")
            inside = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            if one.get("TargetMode") != "External" and inside.lstrip("/") not in parts:
                yield f"{name}: {target} is not there"
        owner = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
        if owner in parts and owner.endswith(".xml"):
            used = {
                value
                for element in etree.fromstring(parts[owner]).iter(etree.Element)
                for key, value in element.attrib.items()
                if str(key).startswith(RELATION) and value
            }
            yield from (f"{owner}: no relationship {key}" for key in sorted(map(str, used - ids.keys())))


def _order_faults(root: Any) -> Iterator[str]:
    for element in root.iter(etree.Element):
        for namespace, orders in ((WORD, ORDER), (SHEET, SHEET_ORDER)):
            name = element.tag.removeprefix(namespace)
            if element.tag.startswith(namespace) and name in orders:
                yield from _misplaced(element, namespace, orders[name])
    for element in root.iter(*(f"{WORD}{name}" for name in (*_FIRST_ONLY, *_LAST_ONLY))):
        name = element.tag.removeprefix(WORD)
        children = [str(child.tag).removeprefix(WORD) for child in element.iterchildren(etree.Element)]
        first, last = _FIRST_ONLY.get(name, "").split(), _LAST_ONLY.get(name, "").split()
        leading = [child for child in children if child in first]
        trailing = [child for child in children if child in last]
        if children[: len(leading)] != leading or leading != [one for one in first if one in leading]:
            yield f"{name}: {' '.join(leading)} not first"
        if trailing and children[-len(trailing) :] != trailing:
            yield f"{name}: {' '.join(trailing)} not last"


def _misplaced(element: Any, namespace: str, order: str) -> Iterator[str]:
    ranks = {name: rank for rank, names in enumerate(order.split()) for name in names.split("|")}
    if element.tag == f"{WORD}tbl":  # bookmarks may stand on both sides of its properties
        ranks = {"tblPr": 0, "tblGrid": 1, "tr": 2}
    before = -1
    for child in element.iterchildren(etree.Element):
        if not child.tag.startswith(namespace):
            continue
        name = child.tag.removeprefix(namespace)
        local = element.tag.removeprefix(namespace)
        rank = ranks.get(name, -1)
        if rank < 0 and local != "tbl":
            yield f"{local}: {name} does not belong here"
        elif 0 <= rank < before:
            yield f"{local}: {name} too late"
        before = max(before, rank)


def _word_faults(root: Any) -> Iterator[str]:
    """What Word says the file is damaged for, beyond the order."""
    for cell in root.iter(f"{WORD}tc"):
        blocks = [child.tag.removeprefix(WORD) for child in cell.iterchildren(etree.Element)]
        ending = [name for name in blocks if name not in {"bookmarkStart", "bookmarkEnd"}]
        if not ending or ending[-1] not in {"p", "sdt"}:
            yield "tc does not end in a paragraph"
    starts = [one.get(f"{WORD}id") for one in root.iter(f"{WORD}bookmarkStart")]
    ends = [one.get(f"{WORD}id") for one in root.iter(f"{WORD}bookmarkEnd")]
    if sorted(starts) != sorted(ends) or len(set(starts)) < len(starts):
        yield "bookmarks do not open and close once each"
    names = Counter(one.get(f"{WORD}name") for one in root.iter(f"{WORD}bookmarkStart"))
    yield from (f"bookmark {name} twice" for name, count in names.items() if count > 1)
    drawn = Counter(one.get("id") for one in root.iter("{*}docPr"))
    yield from (f"drawing id {key} twice" for key, count in drawn.items() if count > 1)
    for text in root.iter(f"{WORD}t"):
        words = text.text or ""
        kept = text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        if words != words.strip() and words.strip(" \t\n\r") != words and not kept:
            yield f"blanks of “{words}” not preserved"


# the schemas of the Open XML SDK

_NOT_OURS = (
    ("word/document.xml", "A required relationship type"),  # theme, styles, settings: all optional in ECMA-376
    ("xl/styles.xml /styleSheet[1]/fonts[1]/font", "Unexpected element"),  # ECMA-376 allows any order (CT_Font)
    ("xl/", "inline-string"),  # allowed; Excel makes them shared when it saves
)
"""Place and words of what the validator says of files that are good by ECMA-376."""


@cache
def _validator() -> Any:
    from openxml_audit import OpenXmlValidator

    return OpenXmlValidator()


def schema_faults(data: bytes) -> list[str]:
    """What openxml-audit finds in a docx or xlsx: the schemas and constraints of the Open XML SDK."""
    import tempfile
    from pathlib import Path

    suffix = ".docx" if "word/document.xml" in unpack(data) else ".xlsx"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"file{suffix}")
        path.write_bytes(data)
        result = _validator().validate(path)
    said = [(f"{error.part_uri.lstrip('/')} {error.path}", error.description) for error in result.errors]
    return [
        f"{place}: {text}"
        for place, text in said
        if not any(place.startswith(known) and words in text for known, words in _NOT_OURS)
    ]
