"""Texts built to be slow: reading them and finding their duties takes time in proportion to their length.

    python benchmarks/hostile.py

Prints how many times as long each shape of text takes at four times its length. Four is what it should be; a rule that
looks back over all before it would make it sixteen. Exits with 1 where it is more than MOST. Times are of the
processor, of this thread alone. The shapes also serve the tests, which only see that every one of them is answered.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from time import thread_time

from wenjian.duties import extract
from wenjian.errors import UnreadableInput
from wenjian.readers import read_documents

HEAD = "河东市民政局\n河民发〔2026〕5号\n关于加强安全管理的通知\n各县民政局：\n"
FOOT = "\n河东市民政局\n2026年5月20日\n"
BYTES = 8_000
SHORT, LONG = 45_000, 180_000
"""Bytes of the texts that are compared."""
MOST = 9.0
ROUNDS = 3

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


SHAPES: dict[str, Callable[..., str]] = (
    {f"one line of {piece!r}": lambda size, piece=piece: grown(piece, size) for piece in IN_ONE_LINE}
    | {f"lines {line!r}": lambda size, line=line: grown(f"{line}\n", size) for line in IN_MANY_LINES}
    | {kind: lambda size, line=line: numbered(line, size) for kind, line in NUMBERED.items()}
)


def growth(shape: str) -> float:
    """How many times as long a text takes at four times its length; what seems too much is measured again."""
    ratio = MOST
    for _ in range(ROUNDS):
        ratio = seconds(shape, LONG) / seconds(shape, SHORT)
        if ratio <= MOST:
            break
    return ratio


def seconds(shape: str, size: int) -> float:
    text = (HEAD + SHAPES[shape](size) + FOOT).encode()
    begun = thread_time()
    with contextlib.suppress(UnreadableInput):  # lines that are a secrecy mark
        for document in read_documents(text, "某.txt"):
            extract(document)
    return thread_time() - begun


def main() -> int:
    grown_by = {shape: growth(shape) for shape in SHAPES}
    slowest = sorted(grown_by, key=grown_by.__getitem__, reverse=True)
    print(f"{len(SHAPES)}种文字，长到四倍，用时是几倍（最多的十种）")
    for shape in slowest[:10]:
        print(f"{grown_by[shape]:6.1f}  {shape}")
    too_much = [shape for shape in slowest if grown_by[shape] > MOST]
    if too_much:
        print(f"超过{MOST:.0f}倍的：" + "、".join(too_much))
    return 1 if too_much else 0


if __name__ == "__main__":
    sys.exit(main())
