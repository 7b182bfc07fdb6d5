"""The html report: the duties beside the paper's own text, in one page that needs nothing else."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers import PARENT, answered, covered_by
from wenjian.coverage import check
from wenjian.library import load_directive
from wenjian.model.coverage import Added, Coverage, Deviation, Engine, Evidence
from wenjian.model.document import Block, Column, Document, Row, Span, Table
from wenjian.model.elements import Elements
from wenjian.model.finding import Finding, Place
from wenjian.model.library import Thesaurus
from wenjian.model.vocabulary import (
    AddedClass,
    BlockKind,
    DeviationKind,
    Direction,
    Level,
    Role,
    Settlement,
    Verdict,
)
from wenjian.readers import load_documents
from wenjian.reports import format_html
from wenjian.reports.paper import marked
from wenjian.reports.words import Tier

CHILD = """
示范县民政局关于做好冬季服务工作的通知
各乡镇民政所：
一、重点任务
（一）养老机构。养老机构要对新入住老年人隔离观察7天，无异常的方可转入生活区。
（二）救助管理。救助管理站要开展寒冬夜间街面巡查，对露宿人员及时给予临时救助。各乡镇民政所要每日填报工作台账并报县民政局。
示范县民政局
2025年11月20日
"""


class Page(HTMLParser):
    """What stands in a page: (path of tag.class from the body on, attributes, own text) of each element; that every tag
    is closed.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[int] = []
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = ".".join((tag, *given.get("class", "").split()))
        path = f"{self.elements[self.open[-1]][0]} {name}" if self.open else name
        self.elements.append((path, given, []))
        if tag not in {"meta", "input"}:
            self.open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        path = self.elements[self.open.pop()][0]
        assert path.rpartition(" ")[2].split(".")[0] == tag

    def handle_data(self, data: str) -> None:
        for number in self.open:
            self.elements[number][2].append(data)

    def all(self, *names: str) -> list[tuple[dict[str, str], str]]:
        """Attributes and text of the elements whose path holds `names` in this order, the last as its last."""
        pattern = re.compile(".*".join(rf"(?<![\w.]){re.escape(name)}(?![\w])" for name in names) + r"[\w.]*$")
        return [(given, "".join(texts)) for path, given, texts in self.elements if pattern.search(path)]


def checked(folder: Path, parent: str = PARENT, child: str = CHILD) -> tuple[Coverage, Document]:
    (folder / "上级.txt").write_text(parent, encoding="utf-8")
    (folder / "文稿.txt").write_text(child, encoding="utf-8")
    directive, _ = load_directive(folder / "上级.txt")
    (paper,) = load_documents(folder / "文稿.txt")
    return check(directive, paper, Thesaurus(version="试", terms=())), paper


def of_paragraphs(*texts: str) -> Document:
    blocks = tuple(Block(f"b{n:03}", BlockKind.PARAGRAPH, (Span(text),)) for n, text in enumerate(texts, 1))
    return Document(elements=Elements(title="县通知"), blocks=blocks)


# the two sides


def test_the_whole_paper_stands_in_the_page_in_its_order(tmp_path: Path) -> None:
    page = Page(format_html(*checked(tmp_path)))
    ((_, text),) = page.all("div.paper")
    bare = re.sub(r"\d+|新增报表台账|\s", "", text)
    at = 0
    for line in CHILD.split():
        at = bare.index(re.sub(r"\d+", "", line), at) + 1


def test_a_duty_points_to_its_sentences_and_a_sentence_names_its_duties(tmp_path: Path) -> None:
    page = Page(format_html(*checked(tmp_path)))
    pointers = [given["data-s"] for given, _ in page.all("table.answers", "td.e", "p") if "data-s" in given]
    sentences = {given["data-s"]: text for given, text in page.all("div.paper", "span")}
    assert [sentences[number] for number in pointers[:2]] == [
        "养老机构要对新入住老年人隔离观察7天，无异常的方可转入生活区。",
        "救助管理站要开展寒冬夜间街面巡查，对露宿人员及时给予临时救助。",
    ]
    assert [(given["href"], text) for given, text in page.all("div.paper", "sup", "a")] == [
        ("#t1d1", "1"),
        ("#t1d2", "2"),
    ]
    rows = {given["id"]: text for given, text in page.all("table.answers", "tbody", "tr")}
    assert list(rows) == ["t1d1", "t1d2", "t1d3"]


def test_differing_words_stand_out_at_both_places(tmp_path: Path) -> None:
    page = Page(format_html(*checked(tmp_path)))
    assert page.all("td.p", "b") == [({"class": "change"}, "不少于14天")]
    assert page.all("td.e", "b") == [({"class": "change"}, "7天")]
    assert page.all("div.paper", "b") == [({"class": "change"}, "7天")]
    notes = [text for _, text in page.all("td.d", "p.change")]
    assert notes == ["需改：上级“不少于14天”（一、），本文“7天”（一、（一）），少7天，低于上级要求。"]


def test_a_difference_in_another_sentence_is_marked_there() -> None:
    elsewhere = Deviation(DeviationKind.FREQUENCY, Direction.WEAKER, "每日", "每周", where="二、")
    heads = (Block("h1", BlockKind.HEADING, (Span("安排"),), 1, "一、"), Block("h2", BlockKind.HEADING, (), 1, "二、"))
    first, second = of_paragraphs("街面巡查每日开展，每周汇总。", "街面巡查每周开展一次。").blocks
    paper = Document(blocks=(heads[0], first, heads[1], second))
    duty = answered(deviations=(elsewhere,), evidence=(Evidence("街面巡查每日开展，每周汇总。", "一、", 0.9),))
    marked_in = re.findall(r'<span data-s="(\d)">[^/]*<b class="change">每周</b>', format_html(covered_by(duty), paper))
    assert marked_in == ["2"]


def test_a_sentence_said_twice_is_pointed_to_at_both_places() -> None:
    said = "对露宿人员及时给予临时救助。"
    table = Table(columns=(Column("序号"), Column("任务")), rows=(Row(((Span("1"),), (Span(said),))),))
    paper = replace(
        of_paragraphs(said),
        attachments=(
            Document(blocks=(Block("t", BlockKind.TABLE, table=table),), role=Role.ATTACHMENT, name="分解表"),
        ),
    )
    page = Page(format_html(covered_by(answered(evidence=(Evidence(said, "", 0.9),))), paper))
    assert [text for given, text in page.all("div.paper", "span") if given["data-s"] == "1"] == [said, said]
    assert "分解表" in page.all("div.paper")[0][1]


def test_a_forwarded_original_stands_there_but_is_not_the_papers_own_text() -> None:
    said = "对露宿人员及时给予临时救助。"
    original = replace(of_paragraphs(said), role=Role.FORWARDED)
    paper = replace(of_paragraphs("现转发给你们。"), attachments=(original,))
    page = Page(format_html(covered_by(answered(Settlement.FORWARDED, verdict=Verdict.MISSING)), paper))
    assert [text for _, text in page.all("div.paper", "span")] == ["现转发给你们。"]
    assert said in page.all("div.paper")[0][1]


@pytest.mark.parametrize(
    ("settlement", "verdict", "said"),
    [
        (Settlement.NOT_FOUND, Verdict.MISSING, "最接近：储备物资。（二、）"),
        (Settlement.TO_CONFIRM, Verdict.MISSING, "可能对应：储备物资。（二、）"),
        (Settlement.TO_CONFIRM, Verdict.PARTIAL, "可能对应：储备物资。（二、）"),
    ],
)
def test_what_is_only_near_is_said_to_be_no_more(settlement: Settlement, verdict: Verdict, said: str) -> None:
    near = Evidence("储备物资。", "二、", 0.4)
    found = {"evidence": (near,)} if verdict is Verdict.PARTIAL else {"nearest": near}
    page = Page(format_html(covered_by(answered(settlement, verdict=verdict, **found)), of_paragraphs("储备物资。")))
    assert [(given["data-s"], text) for given, text in page.all("td.e", "p.near")] == [("1", said)]
    assert page.all("div.paper", "sup") == []


def test_additions_and_other_problems_have_their_sections(tmp_path: Path) -> None:
    coverage, paper = checked(tmp_path)
    problem = Finding(
        "WJ551", "不宜直接提出指令性要求", Place(label="一、（二）"), hint="可改为协助", level=Level.WARNING
    )
    page = Page(format_html(replace(coverage, findings=(problem,)), paper))
    ((added, text),) = page.all("table.added", "tbody", "tr")
    assert text == "1各乡镇民政所要每日填报工作台账并报县民政局。（一、（二））新增报表台账请确认依据或删除。"
    assert ("sup", "新增报表台账") in [("sup", text) for _, text in page.all("div.paper", "sup")]
    ((there, text),) = page.all("table.problems", "tbody", "tr")
    assert text == "1一、（二）不宜直接提出指令性要求可改为协助"
    sentences = {given["data-s"]: text for given, text in page.all("div.paper", "span")}
    assert sentences[added["data-s"]].startswith("各乡镇民政所")
    assert sentences[there["data-s"]].startswith("救助管理站")


def test_the_filters_count_what_occurs() -> None:
    weaker = Deviation(DeviationKind.FIGURE, Direction.WEAKER, "街面", "路面")
    refined = Deviation(DeviationKind.DEADLINE, Direction.REFINED, "", "月底")
    missing = answered(Settlement.NOT_FOUND, verdict=Verdict.MISSING)
    coverage = covered_by(answered(), answered(deviations=(weaker, refined)), missing, missing)
    page = Page(format_html(coverage, of_paragraphs("巡查。")))
    labels = [text for _, text in page.all("div.bar", "label")]
    assert labels == ["只看需要处理的 3", "已落实 2", "未见对应内容 2", "需改 1", "说明 1"]
    rows = [(given["data-answer"], given["data-tier"]) for given, _ in page.all("table.answers", "tbody", "tr")]
    assert rows == [("已落实", ""), ("已落实", "change note"), ("未见对应内容", ""), ("未见对应内容", "")]


def test_done_duties_in_other_words_can_be_shown_alone() -> None:
    same = Evidence("各地要做好街面巡查。", "一、", 1.0)
    other = Evidence("各地要做好社区巡查。", "一、", 1.0)
    page = Page(
        format_html(covered_by(answered(evidence=(same,)), answered(evidence=(other,))), of_paragraphs("巡查。"))
    )
    assert [text for _, text in page.all("div.bar", "label")][-1] == "已落实而用词不同 1"
    rows = [given.get("data-words") for given, _ in page.all("table.answers", "tbody", "tr")]
    assert rows == [None, "other"]


def test_a_chain_is_tabs_of_one_page(tmp_path: Path) -> None:
    coverage, paper = checked(tmp_path)
    page = Page(format_html((coverage, coverage), paper))
    assert [(given["href"], text) for given, text in page.all("nav", "a")] == [
        ("#t1", "示民〔2025〕8号　关于做好冬季服务工作的通知"),
        ("#t2", "示民〔2025〕8号　关于做好冬季服务工作的通知"),
    ]
    names = [given["id"] for _, given, _ in page.elements if "id" in given]
    assert len(names) == len(set(names))
    targets = {given["href"][1:] for _, given, _ in page.elements if "href" in given}
    assert targets <= set(names)


# nothing from outside, nothing from the files

HOSTILE = '</script></td></table><script>alert(1)</script><img src=x onerror=alert(2)>"\'><b onclick="x">&lt&#x3c]]>'


def everywhere(words: str) -> str:
    """A page in which `words` stand wherever the text of a file can."""
    deviation = Deviation(DeviationKind.FIGURE, Direction.WEAKER, words, words, words, words)
    evidence = Evidence(words, words, 0.9)
    duty = answered(
        Settlement.PARTLY,
        verdict=Verdict.PARTIAL,
        id=words,
        ref=words,
        text=words,
        where=words,
        deviations=(deviation,),
        evidence=(evidence,),
        note=words,
        suggestion=words,
    )
    near = answered(Settlement.NOT_FOUND, verdict=Verdict.MISSING, nearest=evidence, note=words)
    column, cell = Column(words), (Span(words),)
    table = Table(columns=(column,), rows=(Row((cell,)),), name=words, head=(words,), foot=(words,))
    blocks = [
        Block("b1", kind, (Span(words),), 2, words, words)
        for kind in BlockKind
        if kind not in {BlockKind.TABLE, BlockKind.TITLE, BlockKind.DATE}
    ]
    paper = Document(
        elements=Elements(title=words, number=words, recipients=(words,), signature=(words,), date=words, note=words),
        blocks=(*blocks, Block("b2", BlockKind.TABLE, table=table)),
        attachments=(Document(elements=Elements(title=words), role=Role.ATTACHMENT, name=words),),
    )
    coverage = covered_by(
        duty,
        near,
        directive_title=words,
        directive_number=words,
        document_title=words,
        document_number=words,
        engine=Engine(words, words, words),
        added=(Added("另一句话要做好巡查。" + words, words, AddedClass.REPORT),),
        findings=tuple(Finding("WJ551", words, Place(words, label=words), words, level=level) for level in Level),
    )
    return format_html((coverage, coverage), paper)


def shape(page: str) -> list[tuple[str, list[str]]]:
    """Every tag with its classes and the names of its attributes."""
    return [(path.rpartition(" ")[2], sorted(given)) for path, given, _ in Page(page).elements]


def test_no_text_of_a_file_becomes_markup_or_script() -> None:
    """The hostile words give the same tags and attributes as harmless ones of the same sentences."""
    page = everywhere(HOSTILE)
    assert shape(page) == shape(everywhere("巡查一次b要求"))
    assert page.count("</script>") == 1
    assert page.count(escape(HOSTILE)) > 40


def test_the_page_allows_its_own_script_and_style_and_nothing_else(tmp_path: Path) -> None:
    page = format_html(*checked(tmp_path))
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    told = {one: b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in (script, style)}
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy == f"default-src 'none'; style-src 'sha256-{told[style]}'; script-src 'sha256-{told[script]}'"
    assert page.index("Content-Security-Policy") < page.index("<style>")
    assert not re.search(r"https?:|//[a-z]|src=|url\(|@import|<link|style=|\son\w+=", page.replace(script, ""))
    assert not re.search(r"fetch|XMLHttpRequest|import|eval|innerHTML|document\.write|localStorage|cookie", script)


def test_the_script_and_style_use_nothing_that_came_after_chrome_87() -> None:
    folder = Path(__file__).parents[1] / "src" / "wenjian" / "reports"
    style = (folder / "page.css").read_text(encoding="utf-8")
    script = (folder / "page.js").read_text(encoding="utf-8")
    assert not re.search(r":has\(|:is\(|:where\(|&|@layer|@container|aspect-ratio|accent-color|\bdvh\b|inset:", style)
    assert not re.search(r"\.at\(|replaceAll|structuredClone|hasOwn|findLast|toSorted|\?\?=|\|\|=|static \{", script)


def test_the_page_stays_modest_for_a_large_paper() -> None:
    """200 duties against 400 sentences of 70 characters: less than 1 MB."""
    texts = [f"第{n}项工作{'要落实责任并及时检查登记' * 5}。" for n in range(400)]
    paper = of_paragraphs(*("".join(texts[n : n + 4]) for n in range(0, 400, 4)))
    duties = [
        answered(
            Settlement.PARTLY,
            verdict=Verdict.PARTIAL,
            text=texts[n],
            evidence=tuple(Evidence(texts[(2 * n + k) % 400], "三、（二）", 0.9) for k in range(3)),
            note="部分落实：见三、（二）；未写“及时检查登记”。",
        )
        for n in range(200)
    ]
    page = format_html(covered_by(*duties), paper)
    assert page.count("<span data-s=") == 400
    assert len(page.encode()) < 1_000_000


@given(
    st.text("甲乙<&丙\"'", max_size=20),
    st.lists(st.tuples(st.text("甲乙<&丙", max_size=4), st.sampled_from(list(Tier))), max_size=4),
)
def test_marking_changes_no_word(text: str, marks: list[tuple[str, Tier]]) -> None:
    shown = marked(text, marks)
    assert unescape(re.sub(r'</?b(?: class="\w+")?>', "", shown)) == text
    assert all(word not in text or not word or "<b" in shown for word, _ in marks)


def test_where_marks_overlap_the_graver_one_shows() -> None:
    assert marked("每月一次", [("每月", Tier.NOTE), ("月一次", Tier.CHANGE)]) == (
        '<b class="note">每</b><b class="change">月一次</b>'
    )
