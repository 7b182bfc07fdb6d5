"""Layouts: .docx files with fields for the 公文要素. Checked before use (`checking`), filled many times.

Fields are the Chinese keys of the 公文要素, 稿别, and the paragraphs `{{p 正文 }}`, `{{p 附件 }}`, `{{p 版记 }}`.
Besides fields a layout may ask `{%p if 字段 %}` … `{%p endif %}`; everything else that jinja can do is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from markupsafe import Markup

from wenjian.errors import TemplateError
from wenjian.model.catalogue import found
from wenjian.model.elements import Elements
from wenjian.model.finding import Finding, Place
from wenjian.model.record import chinese_keys
from wenjian.package import BrokenPackage, parse_xml, unpack
from wenjian.writers import wordml
from wenjian.writers.opened import TEXT, Layout, kept_opened
from wenjian.writers.questions import answer
from wenjian.writers.wordml import Element, w

BODY, ATTACHMENTS, RECORD, LETTER_RECORD = "正文", "附件", "版记", "信函版记"
ELEMENT_FIELDS: dict[str, str] = {key: name for name, key in chinese_keys(Elements).items()}
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

TAG = re.compile(r"\{\{.{0,1000}?\}\}|\{%.{0,1000}?%\}", re.DOTALL)
_PARSED = re.compile("word/(?:header|footer)")
_TO_RESOLVE = re.compile(r"[\t\n\a\f]|\{_[{%]|[}%]_\}")
_TO_MEND = re.compile("<w:tbl[ >]|docPr")
"""What docxtpl makes something else of, in the answers of jinja and in a body."""
_AS_SAVED = etree.XMLParser(remove_blank_text=True, resolve_entities=False)
"""How python-docx reads a header or footer before it writes it."""


def check_layout(data: bytes, path: str = "", purpose: Purpose = PAPER) -> tuple[Finding, ...]:
    """The problems of a layout, each at its place; none means that it can be filled."""
    from wenjian.writers.checking import open_anew

    return open_anew(data, path, purpose)[1]


def open_layout(data: bytes, path: str = "", purpose: Purpose = PAPER) -> Layout:
    """The layout, or TemplateError with all its problems. One that came with wenjian was opened when it was made."""
    if purpose is PAPER and (kept := _kept(data)) is not None:
        return kept
    from wenjian.writers.checking import has_errors, open_anew

    layout, findings = open_anew(data, path, purpose)
    if layout is None or has_errors(findings):
        raise TemplateError(*findings)
    return layout


_kept = lru_cache(maxsize=8)(kept_opened)


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
    tags = " ".join(tag for paragraph in root.iter(w("p")) for tag in TAG.findall(words_of(paragraph)))
    names = set(re.findall(r"[\u4e00-\u9fff]+", tags))
    return ROUTING if BODY not in names and names & (set(ROUTING_FIELDS) - set(FIELDS)) else PAPER


def unused_fields(layout: Layout) -> tuple[str, ...]:
    """The fields whose values no paper made with the layout can print: neither field nor text has a place for them."""
    lacking = tuple(name for name in (*_ONLY_FIELDS, ATTACHMENTS) if name not in layout.fields)
    return lacking if layout.fields & set(RECORDS) else (*lacking, RECORD)


def style_ids(styles: Element) -> dict[str, str]:
    """Name → id of the styles in a styles part."""
    ids: dict[str, str] = {}
    for style in styles.iter(w("style")):
        name = style.find(w("name"))
        if name is not None:
            ids[name.get(w("val"), "")] = style.get(w("styleId"), "")
    return ids


def own_elements(paragraph: Element, *names: str) -> Iterator[Element]:
    """The elements of a paragraph that do not belong to one inside it, in a text box."""
    for element in paragraph.iter(*map(w, names)):
        if next(element.iterancestors(w("p"))) is paragraph:
            yield element


def words_of(paragraph: Element) -> str:
    return "".join(text.text or "" for text in own_elements(paragraph, "t"))


def escaped(text: str) -> Markup:
    """A value that arrives as it is: escaped for XML, braces as references, line feeds for docxtpl's line breaks."""
    safe = str(Markup.escape(text)).replace("{", "&#123;").replace("}", "&#125;")
    return Markup(safe)  # noqa: S704 - escaped above


def fill(layout: Layout, values: Mapping[str, str], path: str = "") -> tuple[Element, dict[str, bytes]]:
    """What the layout becomes with `values` in its fields: the text as a tree, and the other parts. Raises
    TemplateError.
    """
    parts = dict(layout.filling.parts)
    root = parse_xml(parts[TEXT])
    with refusals(path):
        for name, source in layout.filling.sources.items():
            xml = answer(source, values)
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
def refusals(path: str) -> Iterator[None]:
    """Says in our words why a layout cannot be filled."""
    try:
        yield
    except (KeyError, ValueError, AttributeError, TypeError, etree.LxmlError) as error:
        raise TemplateError(found("WJ601", Place(path), reason="不是 Word 文档")) from error
