"""Layouts: .docx files with fields for the 公文要素. Checked before use, filled in a sandbox through docxtpl.

Fields are the Chinese keys of the 公文要素, 稿别, and the paragraphs `{{p 正文 }}`, `{{p 附件 }}`, `{{p 版记 }}`.
Besides fields a layout may ask `{%p if 字段 %}` … `{%p endif %}`; everything else that jinja can do is refused.
What docxtpl would drop in silence (text beside a paragraph tag, blocks inside a line) is refused too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
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
from wenjian.writers import wordml
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
NUMBER_AND_SIGNERS, SIGNER, ATTENDANCE = "字号和签发人", "签发人姓名", "出席人员"
_STAND_INS = {ATTENDANCE: "附件说明续", SIGNER: "引题"}
"""Styles that a layout may lack, and those used in their place."""

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
_PREFIXED = re.compile(r"\{[{%]p\s")
_OTHER_PREFIX = re.compile(r"\{[{%](?:-|(?:tr|tc|r)\s)|-[%}]\}")
_TAG = re.compile(r"\{\{.{0,1000}?\}\}|\{%.{0,1000}?%\}", re.DOTALL)
_REMAINS = re.compile(r"\{\{|\{%|\}\}|%\}")
_OPENS = re.compile(r"\{[{%#]")
_FILLED = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml")
_NAMED_PARTS = {"document": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注"}
_ACTIVE = frozenset(("vbaProject", "oleObject", "package", "control", "aFChunk", "attachedTemplate"))
_FETCHING = re.compile(
    r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|RD|MACROBUTTON)\b", re.IGNORECASE
)
"""Word's own fields that fetch from elsewhere or start programs."""
_NOISE = ("proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak")
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


@dataclass(frozen=True, slots=True)
class MarkShape:
    """How a style sets a mark: its size in points; its line, the space above and below it in twips."""

    size: float
    line: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A checked layout: its parts, the ids of its named styles, the fields it uses, and its page."""

    parts: Mapping[str, bytes]
    styles: Mapping[str, str]
    fields: frozenset[str]
    section: Element
    adjacent: bool
    marks: Mapping[str, MarkShape]

    def style(self, name: str) -> str:
        return self.styles.get(name) or self.styles[_STAND_INS[name]]


def check_layout(data: bytes, path: str = "") -> tuple[Finding, ...]:
    """The problems of a layout, each at its place; none means that it can be filled."""
    return _opened(data, path)[1]


def open_layout(data: bytes, path: str = "") -> Layout:
    """The layout, or TemplateError with all its problems."""
    layout, findings = _opened(data, path)
    if layout is None or any(finding.level is Level.ERROR for finding in findings):
        raise TemplateError(*findings)
    return layout


@lru_cache(maxsize=8)
def _opened(data: bytes, path: str) -> tuple[Layout | None, tuple[Finding, ...]]:
    try:
        parts = unpack(data)
        roots = {name: parse_xml(parts[name]) for name in sorted(parts) if name.endswith(".xml")}
        relations = {name: parse_xml(parts[name]) for name in sorted(parts) if name.endswith(".rels")}
    except BrokenPackage as error:
        return None, (found("WJ601", Place(path), reason=str(error)),)
    document, styles = roots.get("word/document.xml"), roots.get("word/styles.xml")
    section = document.find(f"{w('body')}/{w('sectPr')}") if document is not None else None
    if document is None or styles is None or section is None or not set(FIRST_PARTS) <= parts.keys():
        return None, (found("WJ601", Place(path), reason="不是 Word 文档"),)
    for noise in _NOISE:
        for element in list(document.iter(w(noise))):
            element.getparent().remove(element)
    ids = _style_ids(styles)
    used: set[str] = set()
    findings: list[Finding] = []
    findings += _check_relations(relations, path)
    for name, root in roots.items():
        findings += _check_part(name, root, path, used)
    findings += [found("WJ606", Place(path), name=name) for name in REQUIRED_STYLES if name not in ids]
    if BODY not in used and not findings:
        findings.append(found("WJ607", Place(path)))
    layout = Layout(
        parts={**parts, "word/document.xml": wordml.serialise(document)},
        styles=ids,
        fields=frozenset(used),
        section=section,
        adjacent=_adjacent(document),
        marks={name: _mark_shape(styles, name) for name in (MARK, LETTER_MARK) if name in ids},
    )
    if not findings:
        findings += _probe(layout, path)
    return layout, tuple(findings)


def _check_relations(relations: Mapping[str, Element], path: str) -> Iterator[Finding]:
    """What a layout would carry into every paper printed with it: programs, and contents fetched from elsewhere."""
    for name, root in relations.items():
        for relation in root.iter("{*}Relationship"):
            kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
            if kind in _ACTIVE or (relation.get("TargetMode") == "External" and kind != "hyperlink"):
                yield found("WJ613", Place(path, label=name), text=target[:80])


def _style_ids(styles: Element) -> dict[str, str]:
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


def _words(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(w("t")))


def _check_part(name: str, root: Element, path: str, used: set[str]) -> Iterator[Finding]:
    if name.startswith("docProps/"):
        yield from _check_properties(root, path)
        return
    fields = "".join(
        (element.text or "") if element.tag == w("instrText") else f" {element.get(w('instr'), '')} "
        for element in root.iter(w("instrText"), w("fldSimple"))
    )
    if fetched := _FETCHING.search(fields):
        yield found("WJ613", Place(path, label=name), text=fields[fetched.start() :].strip()[:80])
        return
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
    wrong = False
    for number, paragraph in enumerate(root.iter(w("p")), 1):
        words = _words(paragraph)
        place = Place(path, label=f"{kind}第{number}段")
        full = next((m for m in _FULL_WIDTH.finditer(words) if set(m.group()) & set("｛｝％")), None)
        if full:
            wrong = True
            yield found("WJ603", place, text=words.strip()[:40])
        elif "{#" in words:
            wrong = True
            yield found("WJ604", place, text=words.strip()[:40])
        elif (tags := _TAG.findall(words)) and any(_PREFIXED.match(tag) for tag in tags) and words.strip() != tags[0]:
            wrong = True
            yield found("WJ611", place, text=next(tag for tag in tags if _PREFIXED.match(tag)))
        elif words.count("{{") != words.count("}}") or words.count("{%") != words.count("%}"):
            wrong = True
            yield found("WJ605", place, reason=f"“{words.strip()[:40]}”花括号不成对")
        else:
            for tag in tags:
                for finding in _check_form(tag, place, kind):
                    wrong = True
                    yield finding
    if not wrong:
        yield from _check_tags(root, kind, path, used)


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


def _check_form(tag: str, place: Place, kind: str) -> Iterator[Finding]:
    """Whether a tag has the form that its field needs: blocks as paragraphs of their own in the text, others inline."""
    if _OTHER_PREFIX.search(tag):
        yield found("WJ604", place, text=tag)
        return
    field = re.fullmatch(r"\{\{(p\s)?\s*(\S+?)\s*\}\}", tag)
    if field is None or field[2] not in FIELDS:
        return
    name = field[2]
    if name in BLOCKS and (not field[1] or kind != "正文"):
        yield found("WJ612", place, name=name, text=tag, right=f"单独成段的 {{{{p {name} }}}}，放在正文里")
    elif name not in BLOCKS and field[1]:
        yield found("WJ612", place, name=name, text=tag, right=f" {{{{ {name} }}}}")


def _check_tags(root: Element, kind: str, path: str, used: set[str]) -> Iterator[Finding]:
    """Every tag of a part by jinja's own parser: each alone for its names, then all together for if and endif."""
    body = root.find(w("body"))
    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", _patched(root if body is None else body))
    places: dict[str, str] = {}
    for number, paragraph in enumerate(root.iter(w("p")), 1):
        for tag in _TAG.findall(_words(paragraph)):
            places.setdefault(_plain(tag), f"{kind}第{number}段")
    broken = False
    for tag in _TAG.findall(source):
        plain = _plain(tag)
        place = Place(path, label=places.get(plain, kind))
        probe = re.sub(r"^\{%\s*(?:elif|else)", "{% if x %}{% elif", plain) if "elif" in plain else plain
        if re.match(r"\{%\s*(?:endif|else)\s*%\}", plain):
            continue
        closing = "{% endif %}" if probe.startswith("{%") else ""
        try:
            tree = environment().parse(probe + closing)
        except SecurityError:
            broken = True
            yield found("WJ604", place, text=plain)
            continue
        except TemplateSyntaxError:
            broken = True
            refused = plain.startswith("{%") and not re.match(r"\{%\s*(?:el)?if\b", plain)
            if refused:
                yield found("WJ604", place, text=plain)
            else:
                yield found("WJ605", place, reason=f"“{plain}”读不懂")
            continue
        for node in tree.find_all(nodes.Name):
            if node.name in FIELDS:
                used.add(node.name)
            elif not (node.name == "x" and probe != plain):
                broken = True
                hint = did_you_mean(node.name, FIELDS) or "可用的字段有：" + "、".join(FIELDS)
                yield found("WJ602", place, name=node.name, near=hint)
    if not broken:
        try:
            environment().parse(source)
        except TemplateSyntaxError:
            yield found("WJ605", Place(path, label=kind), reason="if 和 endif 不成对")


def _plain(tag: str) -> str:
    """A tag without docxtpl's paragraph and row prefixes and with single blanks."""
    bare = re.sub(r"<[^>]*>", "", tag)
    bare = re.sub(r"^(\{[{%])(?:p|r|tr|tc)\s", r"\1 ", bare)
    return re.sub(r"\s+", " ", bare)


def _patched(root: Element) -> str:
    text = etree.tostring(root, encoding="unicode")
    patched: str = DocxTemplate(BytesIO()).patch_xml(text)
    return patched


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


def _probe(layout: Layout, path: str) -> Iterator[Finding]:
    """A trial with a word in every field: what still looks like a tag was not filled."""
    paragraph = Markup("<w:p><w:r><w:t>甲</w:t></w:r></w:p>")
    values: dict[str, str] = dict.fromkeys(FIELDS, "甲")
    values.update(dict.fromkeys(BLOCKS, paragraph))
    try:
        parts = fill(layout, values, path)
    except TemplateError as error:
        yield from error.findings
        return
    for name in sorted(parts):
        if _FILLED.fullmatch(name):
            for each in parse_xml(parts[name]).iter(w("p")):
                if _REMAINS.search(_words(each)):
                    yield found("WJ608", Place(path, label=name), text=_words(each)[:40])


class _FieldsOnly(ImmutableSandboxedEnvironment):
    """A sandbox that compiles nothing but fields and questions, whichever part of a layout docxtpl takes them from."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if any(not isinstance(node, _ALLOWED) for node in (tree, *tree.find_all(nodes.Node))):
            raise SecurityError("不允许的写法")
        return tree


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


def fill(layout: Layout, values: Mapping[str, str], path: str = "") -> dict[str, bytes]:
    """The parts of the document that the layout becomes with `values` in its fields."""
    parts = {name: data for name, data in layout.parts.items() if name != "docProps/core.xml"}
    try:
        template: Any = DocxTemplate(BytesIO(_without_core(parts)))
        template.render(dict(values), jinja_env=environment(), autoescape=True)
        stream = BytesIO()
        template.save(stream)
    except SecurityError as error:
        raise TemplateError(found("WJ604", Place(path), text="字段和判断以外的标签")) from error
    except JinjaError as error:
        raise TemplateError(found("WJ605", Place(path), reason=str(error))) from error
    except (KeyError, ValueError, AttributeError, TypeError, etree.LxmlError) as error:
        raise TemplateError(found("WJ601", Place(path), reason="不是 Word 文档")) from error
    return unpack(stream.getvalue())


def _without_core(parts: Mapping[str, bytes]) -> bytes:
    """The package without its core properties (we write our own, and no template engine reads theirs)."""
    kept = dict(parts)
    for name, attribute in (("_rels/.rels", "Target"), ("[Content_Types].xml", "PartName")):
        root = parse_xml(kept[name])
        for child in list(root):
            if child.get(attribute, "").lstrip("/") == "docProps/core.xml":
                root.remove(child)
        kept[name] = wordml.serialise(root)
    return pack(kept)
