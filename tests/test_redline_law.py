"""The law of a 花脸稿: with all changes accepted it reads as the new version, with all rejected as the old one."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from raw_docx import docx, lvl, num, numbering, p, r, style, styles, tbl, tr
from rejecting import rejected, w
from wenjian.model.document import Document
from wenjian.package import parse_xml, unpack
from wenjian.readers import Paper, read_documents, read_paper
from wenjian.shipped import load_layout
from wenjian.writers import write_as_it_stands
from wenjian.writers.redline import Version, write_redline

TITLE = "关于加强养老机构夏季安全管理的通知"
CLAUSES = (
    *("各养老机构要每月至少开展一次用电安全检查，", "发现问题立即整改，", "落实24小时值班制度，", "确保信息畅通，"),
    *("建立隐患台账，", "由县民政局会同消防部门抽查，", "储备不少于7天的防暑药品，", "在2026年6月底前完成，"),
    *("对老年人每日测量体温，", "做到早发现、早报告，", "明确专人负责，", "纳入年度考核，"),
)
HEADINGS = ("压实主体责任", "强化应急值守", "做好物资储备", "严格督促检查", "加强宣传教育")
WORDS = ("用气", "每季度", "及时", "乡镇（街道）", "《办法》第三条", "10", "并报告结果", "a=1&b<2")

sentences = st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=4).map(lambda parts: "".join(parts)[:-1] + "。")
headings = st.sampled_from(HEADINGS)
rows = st.lists(st.tuples(st.sampled_from(HEADINGS), st.sampled_from(CLAUSES)), min_size=2, max_size=4)
Blocks = list[str | list[tuple[str, str]]]


@st.composite
def edited(draw: st.DrawFn, text: str) -> str:
    """A text with a word put in, taken out or exchanged in one to three places."""
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text) - 1))
        end = min(len(text), at + draw(st.integers(0, 6)))
        text = text[:at] + draw(st.sampled_from(("", *WORDS))) + text[end:]
    return text.replace("\n", "") or "改"


@st.composite
def versions(draw: st.DrawFn) -> tuple[Blocks, Blocks]:
    """The blocks of two versions: sentences, numbered headings («#…») and tables."""
    one = st.one_of(sentences, sentences, headings.map("#{}".format), rows)
    old: Blocks = draw(st.lists(one, min_size=1, max_size=7))
    new: Blocks = []
    for block in old:
        what = draw(st.sampled_from(("keep", "keep", "edit", "drop", "insert", "move", "cut", "join")))
        if what == "insert":
            new.append(draw(one))
        if what == "drop":
            continue
        if isinstance(block, list):
            new.append(draw(st.one_of(st.just(block), rows)))
        elif block.startswith("#"):
            new.append(block if what == "keep" else f"#{draw(headings)}")
        elif what == "edit":
            new.append(draw(edited(block)))
        elif what == "cut":
            at = draw(st.integers(1, len(block) - 1))
            new += [block[:at], block[at:]]
        elif what == "join" and new and isinstance(new[-1], str) and not new[-1].startswith("#"):
            new[-1] += block
        elif what == "move":
            new.insert(0, block)
        else:
            new.append(block)
    return old, new or ["此件作废。"]


LISTS = numbering(lvl(0, "chineseCounting", "%1、"))
STYLES = styles(style("a", "Normal", usual=True), style("h1", "heading 1", num(0)), style("b", "正文首行"))


def as_docx(blocks: Blocks, seed: int) -> bytes:
    """A docx whose paragraphs are cut into runs anywhere; headings are numbered by their style."""
    chance = random.Random(seed)

    def runs(text: str) -> str:
        cuts = sorted({0, len(text), *(chance.randrange(len(text) + 1) for _ in range(chance.randrange(4)))})
        looks = ("", "<w:b/>", '<w:color w:val="0000FF"/>')
        return "".join(r(text[a:b], chance.choice(looks)) for a, b in pairwise(cuts))

    body = [p(r(TITLE))]
    for block in blocks:
        if isinstance(block, list):
            body.append(tbl(tr("事项", "要求"), *(tr(p(runs(one)), p(runs(two))) for one, two in block)))
        elif block.startswith("#"):
            body.append(p(runs(block[1:]), '<w:pStyle w:val="h1"/>'))
        else:
            body.append(p(runs(block), '<w:pStyle w:val="b"/>'))
    return docx(*body, p(""), styles=STYLES, numbering=LISTS)


def as_txt(blocks: Blocks) -> bytes:
    lines = [TITLE]
    number = 0
    for block in blocks:
        if isinstance(block, list):
            lines += [f"{one}：{two}" for one, two in block]
        elif block.startswith("#"):
            number += 1
            lines.append(f"{'一二三四五六七八九十'[number - 1]}、{block[1:]}")
        else:
            lines.append(block)
    return "\n".join(lines).encode()


def said(documents: tuple[Document, ...]) -> list[str]:
    """The title and all blocks of the documents as printed, tables cell by cell."""
    texts: list[str] = []
    for document in documents:
        texts.append(document.title)
        for _, block in document.walk():
            if block.table is None:
                texts.append(block.printed)
            else:
                texts.append("｜".join(column.name for column in block.table.columns))
                texts += ["｜".join(row.texts()) for row in block.table.rows]
    return texts


def version(paper: Paper) -> Version:
    if paper.docx:
        return Version(paper.docx, paper.numbers)
    return Version(write_as_it_stands(paper.standing, load_layout("红头通知")))


def check_law(old: Paper, new: Paper, *, only_words: bool = False) -> bytes:
    redline = write_redline(version(old), version(new), person="张三", date="2026-05-01", only_words=only_words)
    assert said(read_documents(redline.docx, "花脸稿.docx")) == said(new.documents)
    assert said(read_documents(rejected(redline.docx), "花脸稿.docx")) == said(old.documents)
    root = parse_xml(unpack(redline.docx)["word/document.xml"])
    changes = list(root.iter(w("ins"), w("del")))
    assert len({change.get(w("id")) for change in changes}) == len(changes)
    assert all(change.get(w("author")) == "张三" for change in changes)
    for change in root.iter(w("del")):
        assert not list(change.iter(w("t"))), etree.tostring(change)
    return redline.docx


@settings(max_examples=40, deadline=None)
@given(versions(), st.integers(0, 9), st.integers(0, 9))
def test_accepted_it_reads_as_the_new_docx_and_rejected_as_the_old_one(
    both: tuple[Blocks, Blocks], one: int, other: int
) -> None:
    old, new = (read_paper(as_docx(each, seed), "稿.docx") for each, seed in zip(both, (one, other), strict=True))
    assert check_law(old, new) == check_law(old, new)


@settings(max_examples=20, deadline=None)
@given(versions())
def test_so_it_does_for_two_texts(both: tuple[Blocks, Blocks]) -> None:
    old, new = (read_paper(as_txt(each), "稿.txt") for each in both)
    check_law(old, new)


def without_tables(blocks: Blocks) -> Blocks:
    return [block for block in blocks if isinstance(block, str)] or ["此件作废。"]


@settings(max_examples=20, deadline=None)
@given(versions(), st.integers(0, 9))
def test_so_it_does_for_a_docx_and_a_text_of_its_new_version(both: tuple[Blocks, Blocks], seed: int) -> None:
    old = read_paper(as_docx(without_tables(both[0]), seed), "稿.docx")
    new = read_paper(as_txt(without_tables(both[1])), "稿.txt")
    check_law(old, new, only_words=True)


@pytest.mark.slow
@settings(max_examples=3000, deadline=None)
@given(versions(), st.integers(0, 9), st.integers(0, 9))
def test_the_law_deeply(both: tuple[Blocks, Blocks], one: int, other: int) -> None:
    old, new = (read_paper(as_docx(each, seed), "稿.docx") for each, seed in zip(both, (one, other), strict=True))
    check_law(old, new)
