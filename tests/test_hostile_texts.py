"""Texts built to be slow: reading them and finding their duties takes time in proportion to their length."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wenjian.coverage.parents import Parent
from wenjian.coverage.stack import stack
from wenjian.duties import extract
from wenjian.duties.merge import merge
from wenjian.duties.schedule import check_schedule, submissions
from wenjian.errors import UnreadableInput
from wenjian.library import load_library
from wenjian.model.directive import Directive
from wenjian.readers import read_documents
from wenjian.reports.schedule import schedule
from wenjian.text.workdays import WorkCalendar

HEAD = "河东市民政局\n河民发〔2026〕5号\n关于加强安全管理的通知\n各县民政局：\n"
FOOT = "\n河东市民政局\n2026年5月20日\n"
BYTES = 8_000
MOST_SECONDS = 4.0
"""Of the processor, for a text of BYTES; the slowest takes a quarter of it."""

IN_ONE_LINE = (
    *("（", "）", "《", "》", "“", "〔", "《》", "（）", "“”", "《〈", "【待定：", "{{"),
    *("一、", "（一）", "(1)", "1.", "①", "第一条", "第1条", "附件1：", "一是"),
    *(" ", "\u3000", "\t", "\x0b", "\u200b", "\u00ad", "\u0301", "\U00020000", "\ufeff"),
    *(
        "的",
        "要",
        "对",
        "不",
        "由",
        "在",
        "将",
        "未",
        "和",
        "及",
        "各",
        "应当",
        "不得不",
        "对的",
        "对、",
        "，要",
        "，并",
        "并要",
    ),
    *(
        "1",
        "一",
        "十",
        "1,",
        "0.",
        "1-",
        "1—",
        "1~",
        "10%",
        "2026年",
        "3月",
        "5日",
        "3月至",
        "1次",
        "不少于",
        "，1",
        "9" * 400,
    ),
    *("、", "，", "；", "。", "：", "……", "-", "—", "？"),
    *(
        "局、",
        "部门",
        "县民政局、",
        "县级以上",
        "人民政府",
        "责任单位：",
        "（责任单位：",
        "牵头",
        "配合",
        "负责",
        "各县（市",
    ),
    *(
        "根据",
        "按照",
        "关于",
        "印发",
        "转发",
        "《关于印发",
        "通知",
        "以下简称",
        "（以下简称“",
        "见附件",
        "报送",
        "将情况报",
    ),
    *(
        "未按的",
        "有条件的",
        "鼓励",
        "加强、",
        "检查、",
        "阶段（3月至5月）",
        "第一阶段",
        "每月",
        "5日前",
        "养老机构要开展检查，",
    ),
    *("养老机构要开展检查。", "养老机构要开展检查；", "要每月报送检查情况。", "a", "<p>", "å¹´", "机密"),
)
"""Repeated in one line without end."""

IN_MANY_LINES = (
    *(
        "",
        " ",
        "甲",
        "1",
        "《",
        "（",
        "）",
        "“",
        "。",
        "、",
        "一、",
        "（一）",
        "1.",
        "-",
        "甲\t乙",
        "| 甲 | 乙 |",
        "å¹´",
        "机 密",
    ),
    *(
        "一、强化管理",
        "（一）强化。",
        "1.强化",
        "第一条 强化",
        "第一章 总则",
        "甲：",
        "甲" * 30,
        "附件",
        "附件1",
        "附件：1.甲",
    ),
    *(
        "关于加强安全管理的通知",
        "河民发〔2026〕5号",
        "各县民政局：",
        "2026年5月20日",
        "— 1 —",
        "特急",
        "抄送：县民政局。",
    ),
    *(
        "各单位要：",
        "各单位要开展检查；",
        "各单位要每月开展一次检查并将情况报县民政局。",
        "责任单位：县民政局、县教育局",
    ),
    *("（一）动员部署阶段（3月至5月）。", "《某办法》（以下简称《办法》）。", "按照《办法》第一条执行，要检查。"),
    *("现将《甲的通知》转发你们。", "要开展检查。（责任单位：县民政局）", "5月30日前要报送总结。"),
)
"""Lines that are repeated without end."""

NUMBERED: dict[str, Callable[[int], str]] = {
    "headings": lambda i: f"一、{chr(0x4E00 + i)}管理\n",
    "duties": lambda i: f"{i}.各{chr(0x4E00 + i)}单位要开展第{i}项检查。\n",
    "short names": lambda i: f"《{chr(0x4E00 + i)}办法》（以下简称《{chr(0x5E00 + i)}》）要执行。\n",
    "responsible": lambda i: (
        f"{i}.各单位要开展第{i}项检查。（责任单位：县{chr(0x4E00 + i)}局、县{chr(0x5E00 + i)}局）\n"
    ),
    "attachments": lambda i: f"附件{i}\n{chr(0x4E00 + i)}方案\n",
    "forwarded": lambda i: (
        f"附件{i}\n关于{chr(0x4E00 + i)}的通知\n河民发〔2026〕{i}号\n各县：\n要检查。\n2026年3月4日\n"
    ),
    "dates": lambda i: f"{i % 12 + 1}月{i % 28 + 1}日前要报送第{i}次总结。\n",
    "phases": lambda i: f"（{i}）第{i}阶段（{i % 12 + 1}月）。\n各单位要检查{i}次。\n",
    "rows": lambda i: f"{i}\t{chr(0x4E00 + i)}\t县民政局\n",
}
"""Lines of which no two are the same, by number."""


def grown(piece: str, size: int = BYTES) -> str:
    return piece * (size // len(piece.encode()))


def numbered(line: Callable[[int], str], size: int = BYTES) -> str:
    return "".join(line(i) for i in range(size // len(line(0).encode())))


def answered(text: str) -> Directive | None:
    """The duties found in a text, None for one that is refused; in bounded time."""
    begun = time.process_time()
    try:
        documents = read_documents(text.encode("utf-8", "replace"), "某.txt")
    except UnreadableInput as error:
        (finding,) = error.findings
        assert finding.place.path == "某.txt"
        return None
    directives = [extract(document)[0] for document in documents]
    assert time.process_time() - begun < MOST_SECONDS
    return directives[0]


@pytest.mark.parametrize("piece", IN_ONE_LINE)
def test_one_endless_line(piece: str) -> None:
    assert answered(HEAD + grown(piece) + FOOT)


@pytest.mark.parametrize("line", IN_MANY_LINES)
def test_thousands_of_lines(line: str) -> None:
    answered(HEAD + grown(f"{line}\n") + FOOT)
    answered(grown(f"{line}\n", BYTES // 8))


@pytest.mark.parametrize("kind", NUMBERED)
def test_lines_that_all_differ(kind: str) -> None:
    assert answered(HEAD + numbered(NUMBERED[kind]) + FOOT)


SHAPES: dict[str, Callable[..., str]] = (
    {f"one line of {piece!r}": lambda size, piece=piece: grown(piece, size) for piece in IN_ONE_LINE}
    | {f"lines {line!r}": lambda size, line=line: grown(f"{line}\n", size) for line in IN_MANY_LINES}
    | {kind: lambda size, line=line: numbered(line, size) for kind, line in NUMBERED.items()}
)


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_takes_four_times_as_long(shape: str) -> None:
    """A rule that looks back over all before it would take sixteen times as long, however often it is measured."""
    assert any(_takes_its_time(shape) for _ in range(3))


def _takes_its_time(shape: str) -> bool:
    seconds = []
    for size in (45_000, 180_000):
        text = HEAD + SHAPES[shape](size) + FOOT
        begun = time.process_time()
        with contextlib.suppress(UnreadableInput):  # lines that are a secrecy mark
            for document in read_documents(text.encode(), "某.txt"):
                extract(document)
        seconds.append(time.process_time() - begun)
    return seconds[1] < 1 or seconds[1] < 9 * seconds[0]


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["（", "《", "一、", " ", "的", "要", "1", "各单位要开展检查，"])
def test_a_line_of_a_megabyte(piece: str) -> None:
    begun = time.process_time()
    (document,) = read_documents((HEAD + grown(piece, 1_000_000) + FOOT).encode(), "某.txt")
    extract(document)
    assert time.process_time() - begun < 60


PIECES = st.sampled_from([*IN_ONE_LINE, *(f"{line}\n" for line in IN_MANY_LINES), "\n"])


@given(st.lists(st.tuples(PIECES, st.integers(1, 9)), max_size=30), st.booleans())
@settings(max_examples=8, deadline=None, derandomize=True)
@example([("一、\n", 9), ("（", 9)], True)
def test_any_text_gives_duties_that_can_be_merged_and_scheduled(
    pieces: list[tuple[str, int]],
    framed: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    text = "".join(piece[:50] * count for piece, count in pieces)
    directive = answered(HEAD + text + FOOT if framed else text)
    if directive is not None:
        used(directive)


@pytest.mark.parametrize("kind", ["duties", "dates", "responsible", "phases"])
def test_many_duties_are_merged_stacked_and_scheduled(kind: str) -> None:
    directive = answered(HEAD + numbered(NUMBERED[kind], 3_000) + FOOT)
    assert directive is not None
    assert directive.duties
    begun = time.process_time()
    used(directive)
    assert time.process_time() - begun < MOST_SECONDS


def used(directive: Directive) -> None:
    """Every later step takes what was found: merging with itself, stacking two papers, the dates to hand in."""
    days = WorkCalendar()
    merged, _ = merge(directive, directive)
    assert len(merged.duties) == len(directive.duties)
    rows = submissions(directive, days)
    assert len(rows) <= len(directive.duties)
    assert all(finding.message for finding in check_schedule(directive, rows, days, "某.txt"))
    assert schedule(directive, rows, days).blocks
    other = directive.model_copy(update={"number": "河源民发〔2025〕6号", "date": "2025年1月5日"})
    stacked = stack([Parent(other, None), Parent(directive, None)], load_library().thesaurus)
    assert len(stacked.directive.duties) <= 2 * len(directive.duties)
