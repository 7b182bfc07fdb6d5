"""Checking a layout before use, and preparing it to be filled. The only user of jinja, which parses what strangers
wrote: what it made of it is kept as values (`questions`).

What docxtpl would drop in silence (text beside a paragraph tag, blocks inside a line) is refused too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
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
from wenjian.model.finding import Finding, Place
from wenjian.model.vocabulary import Level
from wenjian.package import FIRST_PARTS, BrokenPackage, pack, parse_xml, unpack
from wenjian.text.nearest import did_you_mean
from wenjian.writers import properties, wordml
from wenjian.writers.hidden import without_hidden
from wenjian.writers.layouts import (
    ATTACHMENTS,
    BODY,
    FIELDS,
    LETTER_MARK,
    MARK,
    RECORDS,
    ROUTING_FIELDS,
    TAG,
    Purpose,
    fill,
    own_elements,
    refusals,
    style_ids,
    words_of,
)
from wenjian.writers.opened import TEXT, Filling, Layout, MarkShape, section_of
from wenjian.writers.questions import Source
from wenjian.writers.wordml import Element, w

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
_CONDITIONAL = re.compile(r"\{%\s*if\b.{0,1000}?\{%\s*endif\s*%\}", re.DOTALL)
_RECIPIENTS = re.compile(r"\{\{\s*主送机关\s*\}\}")
_QUOTE = re.compile("[“”‘’]")
_LOOKLESS = tuple(map(w, ("lang", "noProof", "kern")))
"""Properties of a run that do not show."""
_SIGN = re.compile("[{}｛｝]")
_REMAINS = re.compile(r"\{\{|\{%|\}\}|%\}")
_OPENS = re.compile(r"\{[{%#]")
_FILLED = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml")
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


@lru_cache(maxsize=8)
def open_anew(data: bytes, path: str, purpose: Purpose) -> tuple[Layout | None, tuple[Finding, ...]]:
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
    if not has_errors(findings):
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
    if not has_errors(findings):
        findings += _probe(layout, path, purpose)
    return layout, tuple(dict.fromkeys(findings))


def has_errors(findings: Iterable[Finding]) -> bool:
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


def _check_relations(relations: Mapping[str, Element], path: str) -> Iterator[Finding]:
    """What a layout would carry into every paper printed with it: programs, and contents fetched from elsewhere."""
    for name, root in relations.items():
        for relation in root.iter("{*}Relationship"):
            kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
            if kind in _ACTIVE or (relation.get("TargetMode") == "External" and kind != "hyperlink"):
                yield found("WJ613", Place(path, label=name), text=target[:80])


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
        if _SIGN.search(words_of(paragraph)) and not (boxed and "Fallback" in above):
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
            words = words_of(paragraph)
            if _REMAINS.search(words):
                yield found("WJ608", Place(path, label=name), text=words.strip()[:40])
        return
    kind = _NAMED_PARTS[re.sub(r"\d", "", name.removeprefix("word/").removesuffix(".xml"))]
    sound = True
    for label, paragraph in _placed(root, kind):
        words, place = words_of(paragraph), Place(path, label=label)
        wrong = tuple(_check_words(words, place, kind, purpose))
        yield from wrong or _doubts(paragraph, words, place)
        sound = sound and not wrong
    unpaired = tuple(_unpaired(root, kind, path))
    if sound:
        yield from _check_tags(root, kind, path, used, purpose, paired=not unpaired)
    else:
        yield from _check_names(root, kind, path, used, purpose)
    yield from unpaired


def _check_words(words: str, place: Place, kind: str, purpose: Purpose) -> Iterator[Finding]:
    """All that is wrong with how the tags of a paragraph are written; their names are looked at elsewhere."""
    if any(set(match[0]) & set("｛｝％") for match in _FULL_WIDTH.finditer(words)):
        yield found("WJ603", place, text=words.strip()[:40])
    meant = _half_width(words)
    if "{#" in meant:
        yield found("WJ604", place, text=words.strip()[:40])
    tags = TAG.findall(meant)
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
    for match in TAG.finditer(words):
        if _is_split(paragraph, match.start(), match.end()):
            yield found("WJ641", place, text=match[0])
    question = re.match(r"\s*\{%\s*if\b.{0,1000}?%\}", words)
    alone = question and not TAG.sub("", _CONDITIONAL.sub("", words)).strip()
    in_body = paragraph.getparent().tag == w("body")
    if question and alone and in_body:
        yield found("WJ642", place, text=question[0].strip())
    if in_body and _RECIPIENTS.search(words) and not TAG.sub("", words).strip():
        yield found("WJ650", place)


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


def _check_tags(
    root: Element, kind: str, path: str, used: set[str], purpose: Purpose, *, paired: bool
) -> Iterator[Finding]:
    """Every tag of a part by jinja's own parser: each alone for its names, then, where each if is `paired` with its
    endif, all together.
    """
    body = root.find(w("body"))
    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", _patched(root if body is None else body))
    places: dict[str, list[str]] = {}
    for label, paragraph in _placed(root, kind):
        for tag in TAG.findall(words_of(paragraph)):
            places.setdefault(_plain(tag), []).append(label)
    broken = False
    for tag in TAG.findall(source):
        labels = places.get(_plain(tag), [kind])
        place = Place(path, label=labels.pop(0) if len(labels) > 1 else labels[0])
        for finding in _check_tag(_plain(tag), place, used, purpose):
            broken = True
            yield finding
    if not broken and paired:
        try:
            environment().parse(source)
        except TemplateSyntaxError:
            yield found("WJ605", Place(path, label=kind), reason="if 和 endif 不成对")


def _check_names(root: Element, kind: str, path: str, used: set[str], purpose: Purpose) -> Iterator[Finding]:
    """The same for a part that jinja cannot read as a whole: what else is wrong with its tags, each alone."""
    for label, paragraph in _placed(root, kind):
        place = Place(path, label=label)
        for tag in TAG.findall(_half_width(words_of(paragraph))):
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
        words = _half_width(words_of(paragraph))
        if not _is_closed(words):
            return
        tags += [(_plain(tag), label) for tag in TAG.findall(words)]
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
    order = [re.sub(r"\s", "", words_of(paragraph)) for paragraph in document.iter(w("p"))]
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
            if _REMAINS.search(words_of(each)):
                yield found("WJ608", Place(path, label=name), text=words_of(each)[:40])


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


def prepare(parts: Mapping[str, bytes], path: str = "") -> Filling:
    """Has docxtpl fill a layout once, with nothing in its fields. Raises TemplateError."""
    from wenjian.writers.opening import rendered

    with _refusals(path):
        made, given = rendered(pack(parts), dict.fromkeys((*FIELDS, *ROUTING_FIELDS), ""), environment())
    kept = properties.prepared(unpack(made))
    root = parse_xml(kept[TEXT])
    root.find(w("body")).clear()
    kept[TEXT] = wordml.serialise(root)
    trees = {name: environment().parse(source) for name, source in given.items() if name == TEXT or "{" in source}
    sources = {name: _source(tree.body) for name, tree in trees.items()}
    return Filling(kept, sources, frozenset(name for tree in trees.values() for name in _asked(tree)))


def _asked(tree: nodes.Template) -> Iterator[str]:
    """The names in a source of jinja that are not just printed."""
    printed = {id(node) for output in tree.find_all(nodes.Output) for node in output.nodes}
    yield from (name.name for name in tree.find_all(nodes.Name) if id(name) not in printed)


def _source(body: Iterable[nodes.Node]) -> Source:
    """What jinja parsed, as plain values."""
    made: list[Any] = []
    for node in body:
        if isinstance(node, nodes.If):
            asked: list[nodes.If] = [node, *node.elif_]
            branches = [[_asking(each.test), _source(each.body)] for each in asked]
            made.append(["if", branches, _source(node.else_)])
        elif isinstance(node, nodes.Output):
            words = (
                each.data if isinstance(each, nodes.TemplateData) else ["print", _asking(each)] for each in node.nodes
            )
            made += words
        else:
            raise SecurityError("不允许的写法")
    return made


def _asking(node: nodes.Node) -> Source:
    """A question, or what is printed, as plain values."""
    if isinstance(node, nodes.Name):
        return ["name", node.name]
    if isinstance(node, nodes.Const):
        return ["const", node.value]
    if isinstance(node, nodes.Not):
        return ["not", _asking(node.node)]
    if isinstance(node, nodes.And):
        return ["and", _asking(node.left), _asking(node.right)]
    if isinstance(node, nodes.Or):
        return ["or", _asking(node.left), _asking(node.right)]
    if isinstance(node, nodes.Compare):
        return ["compare", _asking(node.expr), [[each.op, _asking(each.expr)] for each in node.ops]]
    raise SecurityError("不允许的写法")


@contextmanager
def _refusals(path: str) -> Iterator[None]:
    """Says in our words why a layout cannot be prepared."""
    try:
        with refusals(path):
            yield
    except SecurityError as error:
        raise TemplateError(found("WJ604", Place(path), text="字段和判断以外的标签")) from error
    except JinjaError as error:
        raise TemplateError(found("WJ605", Place(path), reason=str(error))) from error
