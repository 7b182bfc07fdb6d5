"""Layouts: .docx files with fields for the 公文要素. Checked before use, filled in a sandbox through docxtpl.

Fields are the Chinese keys of the 公文要素, 稿别, and the paragraphs `{{p 正文 }}`, `{{p 附件 }}`, `{{p 版记 }}`.
Besides fields a layout may ask `{%p if 字段 %}` … `{%p endif %}`; everything else that jinja can do is refused.
What docxtpl would drop in silence (text beside a paragraph tag, blocks inside a line) is refused too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup

from wenjian.errors import TemplateError
from wenjian.layout import geometry
from wenjian.model.catalogue import found
from wenjian.model.elements import Elements
from wenjian.model.finding import Finding, Place
from wenjian.model.vocabulary import Level
from wenjian.package import FIRST_PARTS, BrokenPackage, pack, parse_xml, unpack
from wenjian.text.nearest import did_you_mean
from wenjian.writers import properties, wordml
from wenjian.writers.hidden import without_hidden
from wenjian.writers.opened import TEXT, Filling, Layout, MarkShape, kept_opened, section_of
from wenjian.writers.wordml import Element, w

BODY, ATTACHMENTS, RECORD, LETTER_RECORD = "正文", "附件", "版记", "信函版记"
ELEMENT_FIELDS: dict[str, str] = {
    str(info.alias): name for name, info in Elements.model_fields.items() if info.alias is not None
}
"""Chinese key of each 公文要素 → its name in the model."""

BLOCKS = (BODY, ATTACHMENTS, RECORD, LETTER_RECORD)
RECORDS = (RECORD, LETTER_RECORD)
"""The fields that close a paper: 版记, and that of a letter, without 印发机关, date and lines (10.1)."""
FIELDS = (*ELEMENT_FIELDS, "稿别", *BLOCKS)

REQUIRED_STYLES = (
    *("公文标题", "标题说明", "随文标题", "主送机关", "公文正文", "公文标题1", "公文标题2", "公文标题3", "公文标题4"),
    *("附件说明", "附件说明续", "落款", "成文日期", "附注", "附件标识", "附件标题", "版记", "分节"),
    *("表头", "表文", "表文居中", "表前", "表后", "公文表格", "引题1", "引题", "待定", "补写"),
)

MARK, LETTER_MARK = "发文机关标志", "信函标志"
NUMBER_AND_SIGNERS = "字号和签发人"
ROUTING_FIELDS = (
    *("机关", "标题", "稿别", "发文字号", "编号建议", "版头", "签发权限", "密级", "紧急程度", "公开属性", "公开理由"),
    *("主送机关", "抄送机关", "附件", "印发份数", "会签", "拟稿股室", "拟稿人", "拟稿人电话"),
)
"""The fields of a 发文稿纸."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a layout is for: its fields, those of them that stand for paragraphs, the styles it must have."""

    fields: tuple[str, ...]
    blocks: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


PAPER = Purpose(FIELDS, BLOCKS, REQUIRED_STYLES)
ROUTING = Purpose(ROUTING_FIELDS)
"""A 发文稿纸: a form of lines only."""

_ONLY_FIELDS = ("发文机关标志", "发文字号", "份号", "紧急程度", "签发人")
"""公文要素 that print only where the layout has their field; the others stand in 正文 and 版记."""

_ALLOWED = (
    *(
        nodes.Template,
        nodes.Output,
        nodes.TemplateData,
        nodes.Name,
        nodes.If,
        nodes.Const,
        nodes.Compare,
        nodes.Operand,
    ),
    *(nodes.And, nodes.Or, nodes.Not),
)
_FULL_WIDTH = re.compile(r"[｛{][｛{％%]|[％%｝}][｝}]")
_BRACES = str.maketrans("｛｝％", "{}%")
_PREFIXED = re.compile(r"\{[{%]p\s")
_OTHER_PREFIX = re.compile(r"\{[{%](?:-|(?:tr|tc|r)\s)|-[%}]\}")
_TAG = re.compile(r"\{\{.{0,1000}?\}\}|\{%.{0,1000}?%\}", re.DOTALL)
_CONDITIONAL = re.compile(r"\{%\s*if\b.{0,1000}?\{%\s*endif\s*%\}", re.DOTALL)
_QUOTE = re.compile("[“”‘’]")
_LOOKLESS = tuple(map(w, ("lang", "noProof", "kern")))
"""Properties of a run that do not show."""
_SIGN = re.compile("[{}｛｝]")
_REMAINS = re.compile(r"\{\{|\{%|\}\}|%\}")
_OPENS = re.compile(r"\{[{%#]")
_FILLED = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml")
_PARSED = re.compile("word/(?:header|footer)")
_TO_RESOLVE = re.compile(r"[\t\n\a\f]|\{_[{%]|[}%]_\}")
_TO_MEND = re.compile("<w:tbl[ >]|docPr")
"""What docxtpl makes something else of, in the answers of jinja and in a body."""
_AS_SAVED = etree.XMLParser(remove_blank_text=True, resolve_entities=False)
"""How python-docx reads a header or footer before it writes it."""
_NAMED_PARTS = {"document": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注"}
_ACTIVE = frozenset(("vbaProject", "oleObject", "package", "control", "aFChunk", "attachedTemplate"))
_FETCHING = re.compile(
    r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|RD|MACROBUTTON)\b", re.IGNORECASE
)
"""Word's own fields that fetch from elsewhere or start programs."""
_PROPERTY_NAMES = {
    "title": "标题",
    "subject": "主题",
    "creator": "作者",
    "description": "备注",
    "keywords": "关键词",
    "category": "类别",
    "identifier": "标识",
    "language": "语言",
    "lastModifiedBy": "最后修改者",
}


def check_layout(data: bytes, path: str = "", purpose: Purpose = PAPER) -> tuple[Finding, ...]:
    """The problems of a layout, each at its place; none means that it can be filled."""
    return _opened(data, path, purpose)[1]


def open_layout(data: bytes, path: str = "", purpose: Purpose = PAPER) -> Layout:
    """The layout, or TemplateError with all its problems. One that came with wenjian was opened when it was made."""
    if purpose is PAPER and (kept := _kept(data)) is not None:
        return kept
    layout, findings = _opened(data, path, purpose)
    if layout is None or _errors(findings):
        raise TemplateError(*findings)
    return layout


_kept = lru_cache(maxsize=8)(kept_opened)


@lru_cache(maxsize=8)
def _opened(data: bytes, path: str, purpose: Purpose) -> tuple[Layout | None, tuple[Finding, ...]]:
    try:
        parts = unpack(data)
        roots = {name: parse_xml(parts[name]) for name in sorted(parts) if name.endswith(".xml")}
        relations = {name: parse_xml(parts[name]) for name in sorted(parts) if name.endswith(".rels")}
    except BrokenPackage as error:
        return None, (found("WJ601", Place(path), reason=str(error)),)
    styles = roots.get("word/styles.xml")
    if "word/document.xml" not in parts or styles is None or not set(FIRST_PARTS) <= parts.keys():
        return None, (found("WJ601", Place(path), reason="不是 Word 文档"),)
    clean = {name: _hinted(data) if _FILLED.fullmatch(name) else data for name, data in without_hidden(parts).items()}
    document = parse_xml(clean["word/document.xml"])
    section = section_of(document)
    if section is None:
        return None, (found("WJ601", Place(path), reason="不是 Word 文档"),)
    ids = style_ids(styles)
    used: set[str] = set()
    findings: list[Finding] = []
    findings += _check_relations(relations, path)
    for name, root in roots.items():
        findings += _check_part(name, root, path, used, purpose)
    findings += [found("WJ606", Place(path), name=name) for name in purpose.styles if name not in ids]
    if BODY in purpose.blocks and BODY not in used:
        findings.append(found("WJ607", Place(path)))
    filling = Filling({}, {})
    if not _errors(findings):
        try:
            filling = prepare(clean, path)
        except TemplateError as error:
            findings += error.findings
    layout = Layout(
        parts=clean,
        filling=filling,
        styles=ids,
        fields=frozenset(used),
        section=section,
        adjacent=_adjacent(document),
        marks={name: _mark_shape(styles, name) for name in (MARK, LETTER_MARK) if name in ids},
    )
    if not _errors(findings):
        findings += _probe(layout, path, purpose)
    return layout, tuple(dict.fromkeys(findings))


def _errors(findings: Iterable[Finding]) -> bool:
    return any(finding.level is Level.ERROR for finding in findings)


def _hinted(part: bytes) -> bytes:
    """The part with its Chinese words marked as such: else Word takes “ ” — … in them from the Latin font."""
    root = parse_xml(part)
    for run in root.iter(w("r")):
        words = "".join(text.text or "" for text in run.findall(w("t")))
        if words.isascii() and "{{" not in words:
            continue
        properties = run.find(w("rPr"))
        if properties is None:
            properties = wordml.make("rPr")
            run.insert(0, properties)
        fonts = properties.find(w("rFonts"))
        if fonts is None:
            fonts = wordml.make("rFonts")
            wordml.insert_ordered(properties, fonts, wordml.RUN_ORDER)
        fonts.set(w("hint"), "eastAsia")
    return wordml.serialise(root)


def named(names: Iterable[str]) -> str:
    """Names as they stand in a message."""
    return "、".join(f"“{name}”" for name in names)


def example(name: str) -> str:
    """A field as it is written in a layout."""
    return f"{{{{p {name} }}}}" if name in BLOCKS else f"{{{{ {name} }}}}"


def purpose_of(data: bytes) -> Purpose:
    """What a layout is for by the fields that it uses: one without 正文 that has fields of a form is a form."""
    try:
        root = parse_xml(unpack(data).get("word/document.xml", b""))
    except BrokenPackage:
        return PAPER
    tags = " ".join(tag for paragraph in root.iter(w("p")) for tag in _TAG.findall(_words(paragraph)))
    names = set(re.findall(r"[\u4e00-\u9fff]+", tags))
    return ROUTING if BODY not in names and names & (set(ROUTING_FIELDS) - set(FIELDS)) else PAPER


def unused_fields(layout: Layout) -> tuple[str, ...]:
    """The fields whose values no paper made with the layout can print: neither field nor text has a place for them."""
    lacking = tuple(name for name in (*_ONLY_FIELDS, ATTACHMENTS) if name not in layout.fields)
    return lacking if layout.fields & set(RECORDS) else (*lacking, RECORD)


def _check_relations(relations: Mapping[str, Element], path: str) -> Iterator[Finding]:
    """What a layout would carry into every paper printed with it: programs, and contents fetched from elsewhere."""
    for name, root in relations.items():
        for relation in root.iter("{*}Relationship"):
            kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
            if kind in _ACTIVE or (relation.get("TargetMode") == "External" and kind != "hyperlink"):
                yield found("WJ613", Place(path, label=name), text=target[:80])


def style_ids(styles: Element) -> dict[str, str]:
    """Name → id of the styles in a styles part."""
    ids: dict[str, str] = {}
    for style in styles.iter(w("style")):
        name = style.find(w("name"))
        if name is not None:
            ids[name.get(w("val"), "")] = style.get(w("styleId"), "")
    return ids


def _mark_shape(styles: Element, name: str) -> MarkShape:
    return MarkShape(
        size=_style_number(styles, name, "rPr/sz", "val", 0) / 2 or geometry.MARK_SIZE,
        line=_style_number(styles, name, "pPr/spacing", "line", geometry.MARK_LINES * geometry.PAGE_SETUP.line),
        before=_style_number(styles, name, "pPr/spacing", "before", 0),
        after=_style_number(styles, name, "pPr/spacing", "after", 0),
    )


def _style_number(styles: Element, name: str, path: str, attribute: str, default: int) -> int:
    """A figure that the style `name` sets, by the path of its element."""
    for style in styles.iter(w("style")):
        named, element = style.find(w("name")), style.find("/".join(map(w, path.split("/"))))
        if named is not None and named.get(w("val")) == name and element is not None:
            value: str = element.get(w(attribute), "")
            return int(value) if value.isdigit() else default
    return default


def own_elements(paragraph: Element, *names: str) -> Iterator[Element]:
    """The elements of a paragraph that do not belong to one inside it, in a text box."""
    for element in paragraph.iter(*map(w, names)):
        if next(element.iterancestors(w("p"))) is paragraph:
            yield element


def _words(paragraph: Element) -> str:
    return "".join(text.text or "" for text in own_elements(paragraph, "t"))


def _placed(root: Element, kind: str) -> Iterator[tuple[str, Element]]:
    """Every paragraph with a sign of a tag, with its place as a person finds it: 正文第3段, 正文第1个表格第2行第3格,
    正文第3段的文本框. Of a box kept in two forms the first is meant.
    """
    count = 0
    tables = {table: number for number, table in enumerate(root.iter(w("tbl")), 1)}
    outer = root
    for paragraph in root.iter(w("p")):
        above = {etree.QName(each).localname for each in paragraph.iterancestors()}
        boxed = "txbxContent" in above
        if not boxed:
            outer = paragraph
            count += "tc" not in above
        if _SIGN.search(_words(paragraph)) and not (boxed and "Fallback" in above):
            place = _cell_place(outer, tables) or f"第{count}段"
            yield f"{kind}{place}{'的文本框' if boxed else ''}", paragraph


def _cell_place(paragraph: Element, tables: Mapping[Element, int]) -> str:
    """The cell of a table in which a paragraph stands, in words; nothing outside of tables."""
    cell = next(paragraph.iterancestors(w("tc")), None)
    if cell is None:
        return ""
    number = tables[next(cell.iterancestors(w("tbl")))]
    return f"第{number}个表格第{_ordinal(cell.getparent())}行第{_ordinal(cell)}格"


def _ordinal(element: Element) -> int:
    """Which of its kind an element is among its siblings, from 1."""
    return 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True))


def _check_part(name: str, root: Element, path: str, used: set[str], purpose: Purpose) -> Iterator[Finding]:
    if name.startswith("docProps/"):
        yield from _check_properties(root, path)
        return
    fields = "".join(
        (element.text or "") if element.tag == w("instrText") else f" {element.get(w('instr'), '')} "
        for element in root.iter(w("instrText"), w("fldSimple"))
    )
    for fetched in _FETCHING.finditer(fields):
        yield found("WJ613", Place(path, label=name), text=fields[fetched.start() :].strip()[:80])
    if not _FILLED.fullmatch(name):
        if name.startswith("word/") and (hidden := _hidden_tag(root)):
            yield found("WJ608", Place(path, label=name), text=hidden)
            return
        for paragraph in root.iter(w("p")):
            words = _words(paragraph)
            if _REMAINS.search(words):
                yield found("WJ608", Place(path, label=name), text=words.strip()[:40])
        return
    kind = _NAMED_PARTS[re.sub(r"\d", "", name.removeprefix("word/").removesuffix(".xml"))]
    sound = True
    for label, paragraph in _placed(root, kind):
        words, place = _words(paragraph), Place(path, label=label)
        wrong = tuple(_check_words(words, place, kind, purpose))
        yield from wrong or _doubts(paragraph, words, place)
        sound = sound and not wrong
    if sound:
        yield from _check_tags(root, kind, path, used, purpose)
    else:
        yield from _check_names(root, kind, path, used, purpose)
    yield from _unpaired(root, kind, path)


def _check_words(words: str, place: Place, kind: str, purpose: Purpose) -> Iterator[Finding]:
    """All that is wrong with how the tags of a paragraph are written; their names are looked at elsewhere."""
    if any(set(match[0]) & set("｛｝％") for match in _FULL_WIDTH.finditer(words)):
        yield found("WJ603", place, text=words.strip()[:40])
    meant = _half_width(words)
    if "{#" in meant:
        yield found("WJ604", place, text=words.strip()[:40])
    tags = _TAG.findall(meant)
    if any(_PREFIXED.match(tag) for tag in tags) and meant.strip() != tags[0]:
        yield found("WJ611", place, text=next(tag for tag in tags if _PREFIXED.match(tag)))
    if not _is_closed(meant):
        yield found("WJ605", place, reason=f"“{words.strip()[:40]}”花括号不成对")
    for tag in tags:
        yield from _check_form(tag, place, kind, purpose)


def _is_closed(words: str) -> bool:
    return words.count("{{") == words.count("}}") and words.count("{%") == words.count("%}")


def _half_width(words: str) -> str:
    """Words with the braces that were meant."""
    return words.translate(_BRACES)


def _hidden_tag(root: Element) -> str:
    """The first text or attribute outside printed words that begins a tag: docxtpl fills whatever it takes for a
    header, however its part is called.
    """
    for element in root.iter(etree.Element):
        if element.tag == w("t"):
            continue
        for text in (element.text or "", *element.attrib.values()):
            if _OPENS.search(text):
                return str(text).strip()[:40]
    return ""


def _check_form(tag: str, place: Place, kind: str, purpose: Purpose) -> Iterator[Finding]:
    """Whether a tag has the form that its field needs: blocks as paragraphs of their own in the text, others inline."""
    if _OTHER_PREFIX.search(tag):
        yield found("WJ604", place, text=tag)
        return
    if _QUOTE.search(tag):
        yield found("WJ605", place, reason=f"“{tag}”里有中文引号")
        return
    field = re.fullmatch(r"\{\{(p\s)?\s*(\S+?)\s*\}\}", tag)
    if field is None or field[2] not in purpose.fields:
        return
    name = field[2]
    if name in purpose.blocks and (not field[1] or kind != "正文"):
        yield found("WJ612", place, name=name, text=tag, right=f"单独成段的 {{{{p {name} }}}}，放在正文里")
    elif name not in purpose.blocks and field[1]:
        yield found("WJ612", place, name=name, text=tag, right=f" {{{{ {name} }}}}")


def _doubts(paragraph: Element, words: str, place: Place) -> Iterator[Finding]:
    """What can be printed, but not as it looks in the layout."""
    for match in _TAG.finditer(words):
        if _is_split(paragraph, match.start(), match.end()):
            yield found("WJ641", place, text=match[0])
    question = re.match(r"\s*\{%\s*if\b.{0,1000}?%\}", words)
    alone = question and not _TAG.sub("", _CONDITIONAL.sub("", words)).strip()
    if question and alone and paragraph.getparent().tag == w("body"):
        yield found("WJ642", place, text=question[0].strip())


def _is_split(paragraph: Element, start: int, end: int) -> bool:
    """Whether the words of a paragraph from `start` to `end` change their look, or have a break or picture between."""
    at, looks = 0, set()
    for element in own_elements(paragraph, "t", "br", "tab", "cr", "drawing", "pict", "fldChar"):
        if element.tag != w("t"):
            if start < at < end:
                return True
            continue
        length = len(element.text or "")
        if at < end and at + length > start and length:
            looks.add(_look(element.getparent()))
        at += length
    return len(looks) > 1


def _look(run: Element) -> bytes:
    """What the properties of a run say of the look of its words."""
    properties = deepcopy(run.find(w("rPr")))
    if properties is None:
        return b""
    for child in list(properties):
        child.attrib.pop(w("hint"), None)
        if child.tag in _LOOKLESS or (child.tag == w("rFonts") and not child.attrib):
            properties.remove(child)
    return etree.tostring(properties, method="c14n") if len(properties) else b""


def _check_tags(root: Element, kind: str, path: str, used: set[str], purpose: Purpose) -> Iterator[Finding]:
    """Every tag of a part by jinja's own parser: each alone for its names, then all together."""
    body = root.find(w("body"))
    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", _patched(root if body is None else body))
    places: dict[str, list[str]] = {}
    for label, paragraph in _placed(root, kind):
        for tag in _TAG.findall(_words(paragraph)):
            places.setdefault(_plain(tag), []).append(label)
    broken = False
    for tag in _TAG.findall(source):
        labels = places.get(_plain(tag), [kind])
        place = Place(path, label=labels.pop(0) if len(labels) > 1 else labels[0])
        for finding in _check_tag(_plain(tag), place, used, purpose):
            broken = True
            yield finding
    if not broken and not any(_unpaired(root, kind, path)):
        try:
            environment().parse(source)
        except TemplateSyntaxError:
            yield found("WJ605", Place(path, label=kind), reason="if 和 endif 不成对")


def _check_names(root: Element, kind: str, path: str, used: set[str], purpose: Purpose) -> Iterator[Finding]:
    """The same for a part that jinja cannot read as a whole: what else is wrong with its tags, each alone."""
    for label, paragraph in _placed(root, kind):
        place = Place(path, label=label)
        for tag in _TAG.findall(_half_width(_words(paragraph))):
            if _OTHER_PREFIX.search(tag) or _QUOTE.search(tag):
                continue  # told already
            yield from _check_tag(_plain(tag), place, used, purpose)


def _check_tag(plain: str, place: Place, used: set[str], purpose: Purpose) -> Iterator[Finding]:
    """What is wrong with a tag by itself: what it asks jinja to do, or the names in it."""
    if re.match(r"\{%\s*(?:endif|else)\s*%\}", plain):
        return
    probe = re.sub(r"^\{%\s*(?:elif|else)", "{% if x %}{% elif", plain) if "elif" in plain else plain
    closing = "{% endif %}" if probe.startswith("{%") else ""
    try:
        tree = environment().parse(probe + closing)
    except SecurityError:
        yield found("WJ604", place, text=plain)
        return
    except TemplateSyntaxError:
        if plain.startswith("{%") and not re.match(r"\{%\s*(?:el)?if\b", plain):
            yield found("WJ604", place, text=plain)
        else:
            yield found("WJ605", place, reason=f"“{plain}”读不懂")
        return
    for node in tree.find_all(nodes.Name):
        if node.name in purpose.fields:
            used.add(node.name)
        elif not (node.name == "x" and probe != plain):
            hint = did_you_mean(node.name, purpose.fields) or "可用的字段有：" + "、".join(purpose.fields)
            yield found("WJ602", place, name=node.name, near=hint)


def _unpaired(root: Element, kind: str, path: str) -> Iterator[Finding]:
    """Each if without endif and endif without if, where every tag has both its braces."""
    tags: list[tuple[str, str]] = []
    for label, paragraph in _placed(root, kind):
        words = _half_width(_words(paragraph))
        if not _is_closed(words):
            return
        tags += [(_plain(tag), label) for tag in _TAG.findall(words)]
    waiting: list[tuple[str, str]] = []
    for tag, label in tags:
        if re.match(r"\{%-?\s*if\b", tag):
            waiting.append((tag, label))
        elif re.match(r"\{%-?\s*endif\b", tag):
            if not waiting:
                yield found("WJ605", Place(path, label=label), reason=f"“{tag}”前面没有与它成对的 if")
            waiting = waiting[:-1]
    for tag, label in waiting:
        yield found("WJ605", Place(path, label=label), reason=f"“{tag}”后面没有与它成对的 endif")


def _plain(tag: str) -> str:
    """A tag without docxtpl's paragraph and row prefixes and with single blanks."""
    bare = re.sub(r"<[^>]*>", "", tag)
    bare = re.sub(r"^(\{[{%])(?:p|r|tr|tc)\s", r"\1 ", bare)
    return re.sub(r"\s+", " ", bare)


def _patched(root: Element) -> str:
    from wenjian.writers.opening import patched

    return patched(etree.tostring(root, encoding="unicode"))


def _check_properties(root: Element, path: str) -> Iterator[Finding]:
    for element in root.iter(etree.Element):
        text = element.text or ""
        if _REMAINS.search(text):
            local = etree.QName(element).localname
            place = Place(path, label=f"文件属性“{_PROPERTY_NAMES.get(local, local)}”")
            yield found("WJ604", place, text=text.strip()[:60])


def _adjacent(document: Element) -> bool:
    """Whether 正文, 附件 and 版记 stand one after the other."""
    order = [re.sub(r"\s", "", _words(paragraph)) for paragraph in document.iter(w("p"))]
    wanted = [[f"{{{{p{name}}}}}" for name in (BODY, ATTACHMENTS, record)] for record in RECORDS]
    return any(order[i : i + 3] in wanted for i in range(len(order)))


def _probe(layout: Layout, path: str, purpose: Purpose) -> Iterator[Finding]:
    """A trial with a word in every field: what still looks like a tag was not filled."""
    paragraph = Markup("<w:p><w:r><w:t>甲</w:t></w:r></w:p>")
    values: dict[str, str] = dict.fromkeys(purpose.fields, "甲")
    values.update(dict.fromkeys(purpose.blocks, paragraph))
    try:
        root, parts = fill(layout, values, path)
    except TemplateError as error:
        yield from error.findings
        return
    roots = {name: parse_xml(parts[name]) for name in sorted(parts) if _FILLED.fullmatch(name) and name != TEXT}
    for name, tree in {**roots, TEXT: root}.items():
        for each in tree.iter(w("p")):
            if _REMAINS.search(_words(each)):
                yield found("WJ608", Place(path, label=name), text=_words(each)[:40])


class _FieldsOnly(ImmutableSandboxedEnvironment):
    """A sandbox that compiles nothing but fields and questions, whichever part of a layout docxtpl takes them from."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if any(not isinstance(node, _ALLOWED) for node in (tree, *tree.find_all(nodes.Node))):
            raise SecurityError("不允许的写法")
        return tree

    def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Template:  # noqa: A002, ARG002 - as in jinja
        """The template of a source; those of the layouts in use are not compiled again for each paper."""
        return self._compiled(str(source))

    @cached_property
    def _compiled(self) -> Callable[[str], Template]:
        return lru_cache(maxsize=64)(super().from_string)


@lru_cache(maxsize=1)
def environment() -> ImmutableSandboxedEnvironment:
    """The only jinja environment: sandboxed, immutable, strict, escaping, without functions."""
    sandbox = _FieldsOnly(autoescape=True, undefined=StrictUndefined)
    sandbox.globals.clear()
    sandbox.filters.clear()
    sandbox.tests.clear()
    return sandbox


def escaped(text: str) -> Markup:
    """A value that arrives as it is: escaped for XML, braces as references, line feeds for docxtpl's line breaks."""
    safe = str(Markup.escape(text)).replace("{", "&#123;").replace("}", "&#125;")
    return Markup(safe)  # noqa: S704 - escaped above


def prepare(parts: Mapping[str, bytes], path: str = "") -> Filling:
    """Has docxtpl fill a layout once, with nothing in its fields. Raises TemplateError."""
    from wenjian.writers.opening import rendered

    with _refusals(path):
        made, given = rendered(pack(parts), dict.fromkeys((*FIELDS, *ROUTING_FIELDS), ""), environment())
    kept = properties.prepared(unpack(made))
    root = parse_xml(kept[TEXT])
    root.find(w("body")).clear()
    kept[TEXT] = wordml.serialise(root)
    sources = {name: source for name, source in given.items() if name == TEXT or "{" in source}
    return Filling(kept, sources, frozenset(name for source in sources.values() for name in _asked(source)))


def _asked(source: str) -> Iterator[str]:
    """The names in a source of jinja that are not just printed."""
    tree = environment().parse(source)
    printed = {id(node) for output in tree.find_all(nodes.Output) for node in output.nodes}
    yield from (name.name for name in tree.find_all(nodes.Name) if id(name) not in printed)


def fill(layout: Layout, values: Mapping[str, str], path: str = "") -> tuple[Element, dict[str, bytes]]:
    """What the layout becomes with `values` in its fields: the text as a tree, and the other parts. Raises
    TemplateError.
    """
    parts = dict(layout.filling.parts)
    root = parse_xml(parts[TEXT])
    with _refusals(path):
        for name, source in layout.filling.sources.items():
            xml = environment().from_string(source).render(values)
            if _TO_RESOLVE.search(xml):
                from wenjian.writers.opening import resolved

                xml = resolved(xml)
            if name == TEXT:
                root.replace(root.find(w("body")), _body(xml))
            else:
                parts[name] = (
                    wordml.serialise(etree.fromstring(xml, _AS_SAVED)) if _PARSED.match(name) else xml.encode()
                )
    return root, parts


def _body(xml: str) -> Element:
    if _TO_MEND.search(xml):
        from wenjian.writers.opening import mended

        return mended(xml)
    return etree.fromstring(xml, etree.XMLParser(recover=True))


@contextmanager
def _refusals(path: str) -> Iterator[None]:
    """Says in our words why a layout cannot be filled."""
    try:
        yield
    except SecurityError as error:
        raise TemplateError(found("WJ604", Place(path), text="字段和判断以外的标签")) from error
    except JinjaError as error:
        raise TemplateError(found("WJ605", Place(path), reason=str(error))) from error
    except (KeyError, ValueError, AttributeError, TypeError, etree.LxmlError) as error:
        raise TemplateError(found("WJ601", Place(path), reason="不是 Word 文档")) from error
