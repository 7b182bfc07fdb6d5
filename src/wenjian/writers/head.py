"""从已印发文件提取版头: the head of an old paper — mark, number, line, where they stand — as a layout of one's own.

What stands above the title stays as it is, drawn, framed or in a table; only what changes from paper to paper becomes a
field. Everything else of the old paper goes: its text, seal, remarks, properties, pictures that the head does not show.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from wenjian.errors import TemplateError
from wenjian.layout import geometry
from wenjian.model.catalogue import found
from wenjian.model.elements import Elements
from wenjian.model.finding import Place
from wenjian.ooxml.looks import StyleSheet, size_of
from wenjian.package import BrokenPackage, pack, parse_xml, unpack
from wenjian.text import patterns as re
from wenjian.text.normal import letters
from wenjian.writers import wordml
from wenjian.writers.borrowed import with_styles
from wenjian.writers.hidden import dropped, target_of, without_hidden
from wenjian.writers.layouts import ATTACHMENTS, BODY, RECORD, open_layout, own_elements
from wenjian.writers.looks import look_of, style_sheet
from wenjian.writers.wordml import Element, w

_MAIN = "word/document.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_EMU_PER_MM, _EMU_PER_POINT = 36_000, 12_700
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{1,16})\s*[〔\[［【（(﹝]\s*(?P<year>(?:19|20)\d{2})\s*[〕\]］】）)﹞]\s*第?\s*(?P<serial>\d{1,5})\s*号"
)
_SIGNER = re.compile(r"(?<=签发人[：:])\s*\S.*$")
_LINES = ("line", "straightConnector1")
_STAYS = frozenset(("styles", "settings", "fontTable", "theme", "numbering", "header", "footer", "image"))
"""Kinds of relationship whose parts the head may need."""
_LINE_OF_TITLE = 4
"""Letters of a line of a title that stands in several."""
_FLAT = 15
"""From how many times as wide as high a picture is a line."""
_COLOUR_NAMES = {"red": "FF0000", "FF0000": "红色", "C00000": "深红色", "000000": "黑色", "auto": "黑色"}
_NO_NOTES = tuple(map(w, ("footnotePr", "endnotePr")))


@dataclass(frozen=True, slots=True)
class Head:
    """A layout made of an old paper. `taken`, `left`, `missing` and `notes` say in Chinese what was found, what stays
    behind, what was looked for in vain, and what to mind; `code`, `year` and `serial` are of the old paper's number.
    """

    layout: bytes
    mark: str = ""
    code: str = ""
    year: str = ""
    serial: str = ""
    taken: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Report:
    taken: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def take_head(data: bytes, elements: Elements, donor: bytes, path: str = "") -> Head:
    """The head of the old paper `data`, whose 公文要素 a reader found, as a layout with the styles of `donor`.

    Raises TemplateError: no docx (WJ601), no title below which the text begins (WJ646), nothing above it (WJ647).
    """
    try:
        parts = unpack(data)
        sheet = style_sheet(parts)
        clean = without_hidden(parts)
        root = parse_xml(clean[_MAIN])
        body = root.find(w("body"))
        section = _first_section(body)
    except (BrokenPackage, KeyError, AttributeError) as error:
        raise TemplateError(found("WJ601", Place(path), reason=str(error))) from error
    head = _above_title(body, elements.title, path)
    report = _Report(left=list(_left_behind(parts, body, head)))
    headers = _headers(clean, section)
    mark = _take_mark(head, headers, elements, sheet, report)
    code, year, serial = _take_number(head, sheet, report)
    _take_small(head, elements, report)
    _say_other_words(head, mark, report)
    _say_lines(head, sheet, report)
    if not mark and not code:
        raise TemplateError(found("WJ647", Place(path)))
    _rebuild(body, head, section)
    clean[_MAIN] = wordml.serialise(root)
    for name, header in headers.items():
        clean[name] = wordml.serialise(header)
    _say_page(section, clean, report)
    layout, _ = with_styles(pack(_needed(_without_notes(clean))), donor)
    open_layout(layout, path)
    said = (tuple(lines) for lines in (report.taken, report.left, report.missing, report.notes))
    return Head(layout, mark, code, year, serial, *said)


# where the head ends


def _above_title(body: Element, title: str, path: str) -> list[Element]:
    """The paragraphs and tables above the title; a line that hangs on the title hangs on a paragraph of its own."""
    elements = [one for one in body if one.tag != w("sectPr")]
    lines = [i for i, one in enumerate(elements) if one.tag == w("p") and _is_line_of(title, _all_words(one))]
    numbered = next((i for i, one in enumerate(elements) if _NUMBER.search("".join(one.itertext()))), -1)
    at = next((i for i in lines if i > numbered), next(iter(lines), None))
    if at is None:
        raise TemplateError(found("WJ646", Place(path)))
    first = elements[at]
    drawings = [run for run in first.iter(w("r")) if _drawn(run) and next(run.iterancestors(w("p"))) is first]
    own = [wordml.make("p", children=[_flat_properties(), *drawings])] if drawings else []
    return [*elements[:at], *own]


def _is_line_of(title: str, words: str) -> bool:
    line, whole = letters(words), letters(title)
    return line == whole != "" or (len(line) >= _LINE_OF_TITLE and line in whole)


def _flat_properties() -> Element:
    spacing = wordml.make("spacing", {"before": 0, "after": 0, "line": 20, "lineRule": "exact"})
    return wordml.make("pPr", children=[wordml.make("snapToGrid", {"val": 0}), spacing])


def _drawn(run: Element) -> bool:
    return any(etree.QName(one).localname in {"drawing", "pict"} for one in run.iter(etree.Element))


def _all_words(element: Element) -> str:
    """The words of a paragraph itself, without those of boxes that hang on it."""
    return "".join(text.text or "" for text in own_elements(element, "t"))


def _first_section(body: Element) -> Element:
    """The section in which the head stands."""
    section = next(body.iter(w("sectPr")), None)
    if section is not None:
        return deepcopy(section)
    page = geometry.PAGE_SETUP
    size = {"w": geometry.twips(geometry.PAGE_WIDTH), "h": geometry.twips(geometry.PAGE_HEIGHT)}
    margins = {side: geometry.twips(getattr(page, side)) for side in ("top", "right", "bottom", "left")}
    outside = {"header": 851, "footer": 992, "gutter": 0}
    return wordml.make("sectPr", children=[wordml.make("pgSz", size), wordml.make("pgMar", {**margins, **outside})])


def _headers(parts: Mapping[str, bytes], section: Element) -> dict[str, Element]:
    """The page headers of the section, by part."""
    relations = {one.get("Id"): target_of("word", one) for one in parse_xml(parts[_RELATIONS])}
    names = [relations.get(one.get(f"{_R}id"), "") for one in section.findall(w("headerReference"))]
    return {name: parse_xml(parts[name]) for name in names if name in parts}


# mark, number and the small ones


def _paragraphs(elements: Iterable[Element]) -> Iterator[Element]:
    for element in elements:
        yield from element.iter(w("p"))


def _take_mark(
    head: Sequence[Element], headers: Mapping[str, Element], elements: Elements, sheet: StyleSheet, report: _Report
) -> str:
    """Makes the mark a field, where it is one line of one look; its words."""
    mark = elements.mark or _word_art(head)
    wanted = letters(mark)
    for where, roots in (("", head), ("页眉", list(headers.values()))):
        whole = [one for one in _paragraphs(roots) if wanted and letters(_all_words(one)) == wanted]
        if not whole:
            continue
        run = next(one for one in own_elements(whole[0], "r") if letters(_run_words(one)))
        report.taken.append(f"发文机关标志“{mark}”：{where or _stand(whole[0], sheet)}，{_run_look(run, sheet)}")
        several = {_run_look(one, sheet) for one in own_elements(whole[0], "r") if letters(_run_words(one))}
        if len(several) > 1:
            report.notes.append("发文机关标志由几种格式组成，文字按原样保留，不随地区文件的版头变化")
        for paragraph in whole if len(several) == 1 else ():
            _replace(paragraph, 0, len(_all_words(paragraph)), "{{ 发文机关标志 }}")
        for root in roots if where else ():
            _conditional_inside(root)
        return mark
    part = next(
        (one for one in _paragraphs(head) if len(letters(_all_words(one))) > 1 and letters(_all_words(one)) in wanted),
        None,
    )
    if part is not None:
        run = next(one for one in own_elements(part, "r") if letters(_run_words(one)))
        place = "表格里" if next(part.iterancestors(w("tbl")), None) is not None else "分几段"
        report.taken.append(f"发文机关标志“{mark}”：{place}，{_run_look(run, sheet)}")
        report.notes.append("发文机关标志分几处排，文字按原样保留，不随地区文件的版头变化")
    elif _word_art(head):
        report.taken.append(f"发文机关标志“{mark}”：艺术字")
        report.notes.append("艺术字的文字按原样保留，不随地区文件的版头变化")
    elif any(_is_big_picture(one) for one in _pictures(head)):
        report.taken.append("发文机关标志：图片")
        report.notes.append("图片里的文字按原样保留，不随地区文件的版头变化")
    else:
        report.missing.append("发文机关标志")
    return mark


def _word_art(head: Sequence[Element]) -> str:
    return next((art.get("string", "") for one in head for art in one.iter(f"{_V}textpath") if art.get("string")), "")


def _take_number(head: Sequence[Element], sheet: StyleSheet, report: _Report) -> tuple[str, str, str]:
    """Makes the number a field, in every form in which the head keeps it; its 代字, year and serial."""
    code, year, serial = "", "", ""
    for paragraph in _paragraphs(head):
        match = _NUMBER.search(_all_words(paragraph))
        if match is None:
            continue
        if not code:
            code, year, serial = match["code"], match["year"], match["serial"]
            report.taken.append(f"发文字号：{_stand(paragraph, sheet)}，代字“{code}”")
        _replace(paragraph, match.start(), match.end(), "{{ 发文字号 }}")
    if not code:
        report.missing.append("发文字号")
    return code, year, serial


def _take_small(head: Sequence[Element], elements: Elements, report: _Report) -> None:
    """份号 and 紧急程度 as fields; without a value their line stays blank, so that nothing below it moves."""
    for name, value in (("份号", elements.copy_number), ("紧急程度", elements.urgency)):
        for paragraph in _paragraphs(head):
            if value and letters(_all_words(paragraph)) == letters(value):
                _replace(paragraph, 0, len(_all_words(paragraph)), f"{{{{ {name} }}}}")
                report.taken.append(f"{name}：单独一行")
                break
    for paragraph in _paragraphs(head):
        if signer := _SIGNER.search(_all_words(paragraph)):
            beside = "{{ 发文字号 }}" in _all_words(paragraph)
            _replace(paragraph, signer.start(), signer.end(), "{{ 签发人 }}")
            report.taken.append("签发人：与发文字号同一行" if beside else "签发人：单独一行")
            break


def _say_other_words(head: Sequence[Element], mark: str, report: _Report) -> None:
    """What else stands in the head will stand on every paper."""
    words = dict.fromkeys(_all_words(one).strip() for one in _paragraphs(head))
    others = [one for one in words if letters(one) and "{{" not in one and letters(one) not in letters(mark)]
    report.notes += [f"版头里还有文字“{one[:40]}”，按原样保留，请核对" for one in others]


def _run_words(run: Element) -> str:
    return "".join(text.text or "" for text in run.findall(w("t")))


def _replace(paragraph: Element, start: int, end: int, words: str) -> None:
    """Puts `words` in place of the characters from `start` to `end`, in the look of the first of them."""
    at, put = 0, False
    for text in list(own_elements(paragraph, "t")):
        old = text.text or ""
        first, last = max(start - at, 0), min(end - at, len(old))
        at += len(old)
        if first >= last and not (put is False and first == last == 0 == len(old)):
            continue
        text.text = old[:first] + ("" if put else words) + old[last:]
        text.set(f"{{{wordml.XML}}}space", "preserve")
        put = True


def _conditional_inside(root: Element) -> None:
    """The paragraphs of a page header print only on papers that have a mark; it keeps a blank one for the others."""
    wrapped = [_tag("{%p if 发文机关标志 %}"), *root, _tag("{%p endif %}"), wordml.make("p")]
    root[:] = wrapped


def _tag(words: str) -> Element:
    return wordml.make("p", children=[wordml.parsed(wordml.run(words))])


# what it looks like, in words


def _stand(paragraph: Element, sheet: StyleSheet) -> str:
    """Where a paragraph stands."""
    box = next((one for one in paragraph.iterancestors() if etree.QName(one).localname in {"anchor", "inline"}), None)
    if box is not None:
        return f"文本框里{_anchored(box)}"
    if any(etree.QName(one).localname == "textbox" for one in paragraph.iterancestors()):
        return "文本框里"
    place = "表格里，" if next(paragraph.iterancestors(w("tbl")), None) is not None else ""
    said = sheet.of_paragraph(paragraph)
    align = {"center": "居中", "right": "居右", "distribute": "分散对齐"}.get(said.get("jc", ""), "居左")
    before = said.get("spacing.before", "")
    gap = f"，段前{int(before) / 20:g}磅" if before.isdigit() and int(before) else ""
    return f"{place}{align}{gap}"


def _anchored(box: Element) -> str:
    vertical = box.find(f"{_WP}positionV")
    offset = vertical.find(f"{_WP}posOffset") if vertical is not None else None
    if offset is None or not re.fullmatch(r"-?\d{1,9}", offset.text or ""):
        return ""
    edge = {"page": "页面上边", "margin": "版心上边", "topMargin": "页面上边"}.get(
        vertical.get("relativeFrom"), "所在段落"
    )
    return f"（距{edge}{int(offset.text) / _EMU_PER_MM:.1f}毫米）"


def _run_look(run: Element, sheet: StyleSheet) -> str:
    said = look_of(run, sheet)
    wide = said.get("w", "")
    parts = [
        said.get("eastAsia", ""),
        f"{size_of(said):g}磅",
        _colour(said.get("color", "auto")),
        f"宽{wide}%" if wide not in {"", "100"} else "",
    ]
    return "，".join(part for part in parts if part)


def _colour(value: str) -> str:
    code = value.lstrip("#").upper() if value.lower() not in _COLOUR_NAMES else _COLOUR_NAMES[value.lower()]
    name = _COLOUR_NAMES.get(code, "")
    return f"{name}（{code}）" if name and code != "AUTO" else name or f"颜色{code}"


def _say_lines(head: Sequence[Element], sheet: StyleSheet, report: _Report) -> None:
    """The lines of the head, each as it is made."""
    lines = list(dict.fromkeys(line for element in head for line in _lines_of(element, sheet)))
    report.taken += lines
    if not lines:
        report.missing.append("红色分隔线")


def _lines_of(element: Element, sheet: StyleSheet) -> Iterator[str]:
    for paragraph in element.iter(w("p")):
        said = sheet.of_paragraph(paragraph)
        for side in ("top", "bottom", "between"):
            if (size := said.get(f"pBdr.{side}.sz", "")).isdigit() and int(size):
                colour = _colour(said.get(f"pBdr.{side}.color", "auto"))
                yield f"分隔线：段落的{'上' if side == 'top' else '下'}边框，{colour}，{int(size) / 8:g}磅"
    for borders in element.iter(w("tcBorders"), w("tblBorders")):
        for edge in borders:
            if edge.get(w("val")) not in {"nil", "none"} and edge.get(w("color"), "auto").upper() not in {
                "AUTO",
                "000000",
            }:
                size = edge.get(w("sz"), "0")
                yield f"分隔线：表格边框，{_colour(edge.get(w('color')))}，{int(size) / 8 if size.isdigit() else 0:g}磅"
    for drawn in element.iter(f"{_A}prstGeom"):
        if drawn.get("prst") in _LINES:
            outline = drawn.getparent().find(f"{_A}ln")
            fill = next(outline.iter(f"{_A}srgbClr"), None) if outline is not None else None
            width = outline.get("w", "") if outline is not None else ""
            thick = f"，{int(width) / _EMU_PER_POINT:g}磅" if width.isdigit() else ""
            yield f"分隔线：画的直线，{_colour(fill.get('val')) if fill is not None else '颜色随主题'}{thick}"
    for line in element.iter(f"{_V}line"):
        if not any(etree.QName(one).localname == "Fallback" for one in line.iterancestors()):
            weight = line.get("strokeweight", "").removesuffix("pt")
            yield f"分隔线：画的直线，{_colour(line.get('strokecolor', 'auto'))}" + (f"，{weight}磅" if weight else "")
    for picture in _pictures([element]):
        if not _is_big_picture(picture):
            yield "分隔线：图片"


def _pictures(head: Iterable[Element]) -> Iterator[Element]:
    for element in head:
        for drawing in element.iter(f"{_WP}inline", f"{_WP}anchor"):
            if next(drawing.iter(f"{_A}blip"), None) is not None:
                yield drawing


def _is_big_picture(drawing: Element) -> bool:
    extent = drawing.find(f"{_WP}extent")
    sizes = [extent.get(side, "0") for side in ("cx", "cy")] if extent is not None else ["0", "1"]
    wide, high = (int(size) if size.isdigit() else 0 for size in sizes)
    return wide < high * _FLAT


def _say_page(section: Element, parts: Mapping[str, bytes], report: _Report) -> None:
    top, right, bottom, left = (twips / geometry.TWIPS_PER_MM for twips in wordml.page_margins(section))
    report.taken.append(f"页边距：上{top:.1f}、下{bottom:.1f}、左{left:.1f}、右{right:.1f}毫米")
    relations = {one.get("Id"): target_of("word", one) for one in parse_xml(parts[_RELATIONS])}
    for kind, name in (("headerReference", "页眉"), ("footerReference", "页脚")):
        names = {relations.get(one.get(f"{_R}id"), "") for one in section.findall(w(kind))}
        words = {"".join(parse_xml(parts[part]).itertext()).strip() for part in sorted(names & parts.keys())}
        said = [word for word in sorted(words) if word and "{%" not in word]
        if said:
            report.taken.append(f"{name}：按原样保留（{'；'.join(word[:20] for word in said)}）")
        elif name == "页脚":
            report.missing.append("页码（没有页脚）")


def _left_behind(parts: Mapping[str, bytes], body: Element, head: Sequence[Element]) -> Iterator[str]:
    """What the old paper holds and the layout does not."""
    yield "标题、正文、落款、附件、版记"
    if pictures := sum(1 for _ in _pictures([body])) - sum(1 for _ in _pictures(head)):
        yield f"印章等图片{pictures}张"
    if comments := parts.get("word/comments.xml"):
        yield f"批注{sum(1 for _ in parse_xml(comments).iter(w('comment')))}条"
    yield "作者、单位等文件属性"


# the layout


def _rebuild(body: Element, head: Sequence[Element], section: Element) -> None:
    """The body anew: the head on papers with a mark, then the paragraphs of the text, in the head's section."""
    for element in head:
        for inner in list(element.iter(w("sectPr"))):
            inner.getparent().remove(inner)
    for kind in section.findall(w("type")):
        section.remove(kind)
    grid = section.find(w("docGrid"))
    if grid is not None and grid.get(w("type")) in {"linesAndChars", "snapToChars"}:
        grid.set(w("type"), "lines")
        grid.attrib.pop(w("charSpace"), None)
    text = [_tag(f"{{{{p {name} }}}}") for name in (BODY, ATTACHMENTS, RECORD)]
    body[:] = [_tag("{%p if 发文机关标志 %}"), *head, _tag("{%p endif %}"), *text, section]


def _without_notes(parts: dict[str, bytes]) -> dict[str, bytes]:
    if "word/settings.xml" in parts:
        root = parse_xml(parts["word/settings.xml"])
        for element in list(root.iter(*_NO_NOTES)):
            element.getparent().remove(element)
        parts["word/settings.xml"] = wordml.serialise(root)
    return parts


def _needed(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts that the head uses: others, like pictures of the old text, go with what points at them."""
    for name in [name for name in parts if name.endswith(".rels") and name.startswith("word/")]:
        owner = posixpath.join("word", posixpath.relpath(name, "word/_rels").removesuffix(".rels"))
        content = parts.get(owner, b"").decode("utf-8", "ignore")
        root = parse_xml(parts[name])
        for relation in list(root):
            kind = relation.get("Type", "").rpartition("/")[2]
            implicit = owner == _MAIN and kind in {"styles", "settings", "fontTable", "theme", "numbering"}
            if kind not in _STAYS or not (implicit or f'"{relation.get("Id")}"' in content):
                root.remove(relation)
        parts[name] = wordml.serialise(root)
    used = {"[Content_Types].xml", "_rels/.rels", _MAIN}
    waiting = [_MAIN]
    while waiting:
        owner = waiting.pop()
        folder, _, file = owner.rpartition("/")
        relations = f"{folder}/_rels/{file}.rels"
        if relations not in parts or relations in used:
            continue
        used.add(relations)
        targets = [target_of(folder, one) for one in parse_xml(parts[relations]) if one.get("TargetMode") != "External"]
        waiting += targets
        used |= set(targets)
    return dropped(parts, lambda name: name not in used)
