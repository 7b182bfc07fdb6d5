"""html and mht → documents: the text of the paper without the site around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding, Place
from wenjian.package import BrokenPackage, Fault
from wenjian.readers.html.lines import PageLine
from wenjian.readers.html.main import Chosen, choose, choose_anything, reads_like_paper
from wenjian.readers.html.page import WebPage, read_page
from wenjian.readers.html.source import page_text
from wenjian.readers.pieces import Piece, is_page_number, with_pieces
from wenjian.readers.reading import Reading, printed_texts, reading_of_lines
from wenjian.structure.lines import Line
from wenjian.text.normal import shorten

MOST_TAGS = 500_000
MOST_ATTRIBUTES = 1_000
"""Attributes of one tag: the parser compares each with all before it."""
_OPENING = re.compile(r"<(?:(?P<raw>script|style)(?=[\s>/])|[a-z])(?:\"[^\"]*\"|'[^']*'|[^'\">])*", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_SITE_NAME = re.compile(r"\s*(?:[_|｜—–]|-{1,2}|\s-\s)\s*(?=[^_|｜—–\-]*$)")
_DOCTYPE = re.compile(r"<!DOCTYPE[^<>\[]{0,300}\[[^\]]{0,9000}\]\s*>", re.IGNORECASE)
"""A document type with declarations of its own, which no browser reads."""
_LONGEST_PROLOGUE = 10_000
_LONGEST_TITLE = 300
_META_TITLES = frozenset(("articletitle", "title", "og:title"))


def read_html(data: bytes, name: str) -> Reading:
    """A web page (.html, .htm) or one with all its parts in one file (.mht), from a site or saved by an office program.

    Encoding by mark, by what the page states, else UTF-8 or GB18030. What is not the paper is left out with one
    finding (WJ140); linked files (WJ142), pictures (WJ115), tracked changes (WJ114) and unreadable characters (WJ141)
    are reported. Nothing is fetched. Raises UnreadableInput for what is no text (WJ104), holds only pictures (WJ143)
    or is beyond bounds (WJ106), BrokenPackage for elements nested too deep.
    """
    findings: list[Finding] = []
    text, encoding = page_text(data, name)
    if not encoding.startswith("utf-8"):
        findings.append(found("WJ127", Place(name), encoding=encoding.upper()))
    if lost := text.count("\ufffd"):
        findings.append(found("WJ141", Place(name), count=lost))
    root = _parse(text, name)
    if root is None:
        return reading_of_lines((), name)
    page, chosen = _choose(root, name, findings)
    if page.pictures and not chosen.sure:
        raise UnreadableInput(found("WJ143", Place(name)))
    findings.extend(_notes(page, chosen, name))
    lines = list(_lines(chosen))
    left_alone = ([words] for line in chosen.left for words in _texts(line))  # a mark may stand far above the title
    beside = [[words for _, words in page.beside], *left_alone]
    plain = reading_of_lines(lines, name, findings=findings, beside=beside)
    pieces = _pieces(page)
    return replace(plain, documents=lambda: with_pieces(plain.documents(), pieces, name))


def _choose(root: Any, name: str, findings: list[Finding]) -> tuple[WebPage, Chosen]:
    """The page and the paper on it: as shown, else among what it hides (WJ147), else among links and navigation."""
    titles = _titles(root)
    page = read_page(root, name)
    chosen = choose(page.lines, page.whole, titles)
    if chosen.sure:
        return page, chosen
    everything = read_page(root, name, with_hidden=True)
    hidden = choose(everything.lines, everything.whole, titles)
    if hidden.sure:
        fact, how = "网页把正文设成了隐藏", "已照样读取"
        findings.append(found("WJ147", Place(name), fact=fact, how=how, advice="请核对是不是要读的内容。"))
        return everything, hidden
    anything = choose_anything(page.lines, page.whole, titles)
    return page, anything if anything.sure else chosen


def _lines(chosen: Chosen) -> Iterator[Line]:
    if chosen.number:
        yield Line(chosen.number, kind="number")
    if chosen.title:
        yield Line(chosen.title, kind="title")
    for number, line in enumerate(chosen.lines, 1):
        yield Line(line.text, table=line.table, label=f"第{number}段")


def _pieces(page: WebPage) -> tuple[Piece, ...]:
    """Notes, numbered by kind, and the headers and footers of pages, as pieces kept beside the text."""
    pieces: list[str] = []
    counts: dict[str, int] = {}
    for name, text in page.beside:
        counts[name] = counts.get(name, 0) + 1
        if name in ("脚注", "尾注"):
            pieces.append(f"{name}{counts[name]}：{text}")
        elif not _is_number(text):
            pieces.append(f"{name}：{text}")
    return tuple(Piece(text) for text in dict.fromkeys(pieces))


def _is_number(text: str) -> bool:
    return is_page_number(" ".join(text.split()))


def _texts(line: PageLine) -> list[str]:
    return printed_texts([Line(line.text, table=line.table)])


def _notes(page: WebPage, chosen: Chosen, name: str) -> Iterator[Finding]:
    place = Place(name)
    if page.inserted or page.deleted:
        yield found("WJ114", place, inserted=page.inserted, deleted=page.deleted)
    for kind in ("页眉", "页脚"):
        if texts := list(dict.fromkeys(text for name, text in page.beside if name == kind and not _is_number(text))):
            yield found("WJ148", place, where=kind, text=shorten(" ".join(texts)))
    for kind in ("脚注", "尾注"):
        if count := sum(name == kind for name, _ in page.beside):
            yield found("WJ149", place, name=kind, count=count)
    if page.comments:
        yield found("WJ154", place, count=page.comments)
    if page.hidden:
        yield found("WJ157", place, count=page.hidden)
    if page.guessed:
        fact, how = f"网页没有存下{page.guessed}个编号的样式", "已按层次写成“一、”“（一）”“1.”"
        yield found("WJ147", place, fact=fact, how=how, advice="请与原文核对编号。")
    if pictures := sum(chosen.first <= line <= chosen.last for line in page.pictures):
        yield found("WJ115", place, count=pictures)
    if files := list(dict.fromkeys(name for line in page.lines if not line.aside for name in line.files)):
        names = "、".join(shorten(file.strip()) for file in files[:5]) + ("等" if len(files) > 5 else "")
        yield found("WJ142", place, count=len(files), names=names)
    if left := [" ".join(" ".join(_texts(line)).split()) for line in chosen.left]:
        prose = [text for text, line in zip(left, chosen.left, strict=True) if reads_like_paper(line)]
        yield found("WJ140", place, count=len(left), text=(prose[0] if prose else " ".join(left))[:20])


def _titles(root: Any) -> tuple[str, ...]:
    """What the page calls its text: the metadata of government sites, then <title> with and without the site's name."""
    titles = [
        element.get("content", "") for element in root.iter("meta") if element.get("name", "").lower() in _META_TITLES
    ]
    stated = next((element.text or "" for element in root.iter("title")), "")
    titles += [_SITE_NAME.split(stated[:_LONGEST_TITLE])[0], stated]
    return tuple(dict.fromkeys("".join(title[:_LONGEST_TITLE].split()) for title in titles if title.strip()))


def _has_endless_tag(text: str) -> bool:
    """Whether a tag has more attributes than any page writes; scripts, in which «<» is no tag, are passed over."""
    position = 0
    lowered = ""
    while match := _OPENING.search(text, position):
        position = match.end()
        if match["raw"]:
            lowered = lowered or text.lower()
            end = lowered.find(f"</{match['raw'].lower()}", position)
            position = end if end >= 0 else len(text)
        if len(match[0]) > 2 * MOST_ATTRIBUTES and len(_QUOTED.sub("", match[0]).split()) > MOST_ATTRIBUTES:
            return True
    return False


def _parse(text: str, name: str) -> Any:
    """The root of the page, or None for one without any element or text."""
    if (count := text.count("<")) > MOST_TAGS:
        limit = f"{MOST_TAGS // 10_000}万个标签"
        raise UnreadableInput(found("WJ106", Place(name), size=f"{count // 10_000}万个标签", limit=limit))
    if _has_endless_tag(text):
        raise BrokenPackage(Fault.SUSPICIOUS, f"一个标签有{MOST_ATTRIBUTES}个以上的属性", name)
    text = _XML_HEAD.sub("", text.lstrip("\ufeff"), count=1)
    text = _DOCTYPE.sub("", text[:_LONGEST_PROLOGUE], count=1) + text[_LONGEST_PROLOGUE:]
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True, recover=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise BrokenPackage(Fault.MALFORMED, "网页嵌套过深", "网页嵌套过深")
    return root
