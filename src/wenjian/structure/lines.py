"""Lines of a source, and the repairs that give every heading, paragraph and element a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from wenjian.model.document import Table
from wenjian.text.dates import FoundDate, Precision, find_dates
from wenjian.text.numbering import Label, parse_label

GENRES = (
    "通知|意见|办法|方案|决定|决议|公报|公告|通告|通报|报告|请示|批复|议案|纪要|函"
    "|措施|细则|规划|要点|规定|指南|预案|制度|计划|标准|条例|规程|令"
)
TITLE_END = re.compile(rf"(?:{GENRES})(?:[（(][^（()）]{{2,12}}[）)])*$")
ENDS_SENTENCE = re.compile(r"[。；;：:！!？?…][”’」』）)]*$")
DOCUMENT_NUMBER = re.compile(
    r"[（(]?[\u4e00-\u9fff]{1,16}(?:第)?\s*[〔\[［【（(﹝]\s*(?:19|20)\d{2}\s*[〕\]］】）)﹞]\s*第?\s*\d{0,5}\s*号[）)]?"
)
_GLUED_NUMBER = re.compile(
    rf"(?P<title>^[^。《]{{6,}}(?:《[^》]*》[^。《]*)?(?:{GENRES}))(?P<number>[\u4e00-\u9fff]{{2,10}}[〔\[［(（]20\d{{2}}[〕\]］)）]\d+号)"
    r"(?=[\u4e00-\u9fff])"
)
_NUMBER_THEN_RECIPIENTS = re.compile(
    r"^(?P<before>[^。：:《]{0,80}?)(?P<number>[（(]?[\u4e00-\u9fff]{2,10}[〔\[［](?:20)\d{2}[〕\]］]\d+号[）)]?)"
    r"(?P<recipients>[^。；《》〔]{2,160}?[：:])(?=.{10})"
)
_WIDE_BLANK = re.compile(r"[ \t\u00a0\u2002-\u200a\u3000]{3,}")
_AFTER_LAST_SENTENCE = re.compile(r"(?<=[。！？])(?P<tail>[^。！？；]{4,})$")
_BOUNDARY = "。；;：:！!？?）)”"
_LABEL = re.compile(
    r"(?P<one>[一二三四五六七八九十]{1,3}、)|(?P<two>[（(][一二三四五六七八九十]{1,3}[）)])"
    r"|(?P<three>(?<!\d)\d{1,2}[.．](?!\d))|(?P<four>[（(]\d{1,2}[）)])"
)
_HEAD = 500
_LONGEST_SIGNATURE = 200
SITE = re.compile(
    r"网站标识码|ICP备|版权所有|官方微信|微信公众号|浏览器|扫一扫|打印本页|关闭窗口|分享到|责任编辑|信息来源|政策解读|相关链接"
    r"|发布(?:时间|日期)[：:]|浏览次数|阅读次数|【?字体[：:]|字号[：:]|^来源[：:]|^首页\s*>|当前位置"
)
"""Words that only web pages print around a paper."""

BLANK_DATE_LINE = re.compile(r"^(?P<year>(?:19|20)\d{2})?\s*年\s*月\s*日(?P<printed>印发)?$")
"""A 成文日期 that is still to be filled in, the year given or not."""

BLANK_NUMBER = re.compile(r"^(?P<code>[\u4e00-\u9fff]{2,12})〔\s*(?P<year>(?:19|20)\d{2})?\s*〕\s*号$")
"""A 发文字号 that is still to be filled in."""

_STANDS_ALONE = re.compile(r"^(?:抄送|抄报|附件|[（(][^（()）]*[）)]$)")
_LATIN = re.compile(r"[\u00a1-\u00ff]")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line or paragraph of a source.

    `number` counts from 1. `kind` is the hint of a docx style: "" (unknown), "title", "heading", "paragraph", and in
    our own layouts the elements of the head, "copy_number", "urgency", "mark", "number"; `level` is the level of a
    "heading" (1–4). `table` is set when the line is a table. `label` says the place in words where lines mean nothing
    («第3段»).
    """

    text: str
    number: int = 0
    kind: str = ""
    level: int = 0
    table: Table | None = None
    label: str = ""


def labelled(text: str) -> Label | None:
    """The heading label that `text` begins with."""
    return parse_label(text)


def tidy(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines trimmed, blank ones dropped, glued ones cut apart, lines broken by page ends joined."""
    pieces = [piece for line in lines for piece in _cut_wide_blanks(line)]
    pieces = _join_broken(pieces)
    pieces = [cut for piece in pieces for cut in _cut_head(piece)]
    pieces = [cut for piece in pieces for cut in _cut_tail(piece)]
    return tuple(_cut_labels(pieces))


def split_garbled(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The readable lines, and those from the first to the last line of GBK bytes shown as Latin-1."""
    broken = [i for i, line in enumerate(lines) if _is_garbled(line.text)]
    if not broken:
        return tuple(lines), ()
    first, last = broken[0], broken[-1]
    return tuple(lines[:first]) + tuple(lines[last + 1 :]), tuple(lines[first : last + 1])


def _is_garbled(text: str) -> bool:
    return len(_LATIN.findall(text)) >= 4 and not _HAN.search(text)


def _cut_wide_blanks(line: Line) -> Iterator[Line]:
    if line.table is not None:
        yield line
        return
    text = line.text.strip(" \t\u00a0\u3000\ufeff\r\n")
    if (DOCUMENT_NUMBER.search(text) and len(text) < 60) or text.endswith("印发"):
        yield replace(line, text=text)
        return
    for part in _WIDE_BLANK.split(text):
        if part.strip():
            yield replace(line, text=part.strip(" \t\u00a0\u3000"))


def _join_broken(lines: Sequence[Line]) -> list[Line]:
    joined: list[Line] = []
    for line in lines:
        if joined and _continues(joined[-1], line):
            joined[-1] = replace(joined[-1], text=joined[-1].text + line.text)
        else:
            joined.append(line)
    return joined


def _continues(before: Line, line: Line) -> bool:
    """Whether `line` goes on with the sentence that `before` left open at a page end."""
    if before.table or line.table or before.kind or line.kind:
        return False
    text = before.text
    if ENDS_SENTENCE.search(text) or labelled(line.text) or is_date_line(line.text):
        return False
    if _STANDS_ALONE.match(text) or _STANDS_ALONE.match(line.text):
        return False
    if text.endswith(("，", ",", "、")) and len(text) > 8:
        return True
    running = "。" in text or ("，" in text and labelled(text) is None)
    return running and len(text) >= 14 and not TITLE_END.search(text) and bool(re.search(r"[，。；、]", line.text))


def is_date_line(text: str) -> bool:
    """Whether the line is a date, alone or after a short organ, or the blank form of one."""
    if BLANK_DATE_LINE.match(text.strip()):
        return not text.endswith("印发")
    dates = find_dates(text)
    if not dates or len(text) > 80:
        return False
    found = dates[-1]
    return not text[found.end :].strip(" 　）)") and not re.search(r"[，。；：:、《]", text)


def _cut_head(line: Line) -> Iterator[Line]:
    """Title, number, recipients and body that stand in one line."""
    if line.table is not None:
        yield line
        return
    if glued := _GLUED_NUMBER.match(line.text[:_HEAD]):
        yield replace(line, text=glued["title"])
        line = replace(line, text=line.text[glued.start("number") :])
    parts = _NUMBER_THEN_RECIPIENTS.match(line.text[:_HEAD])
    if parts is None:
        yield line
        return
    for part in (parts["before"], parts["number"], parts["recipients"], line.text[parts.end("recipients") :]):
        if part.strip():
            yield replace(line, text=part.strip())


def _cut_tail(line: Line) -> Iterator[Line]:
    """Signature, date and site furniture glued to the last sentence, or an organ glued to its date."""
    if line.table is not None:
        yield line
        return
    text = line.text
    tail = _AFTER_LAST_SENTENCE.search(text)
    body, rest = (text[: tail.start()], tail["tail"]) if tail else ("", text)
    found = next((date for date in find_dates(rest[:_LONGEST_SIGNATURE]) if _signs(rest, date)), None)
    if found is None or (not body and not _is_organ_with_date(rest, found.start, found.end)):
        yield from _cut_unfinished_tail(line, body, rest)
        return
    for part in (body, rest[: found.start], rest[found.start : found.end], rest[found.end :]):
        if part.strip():
            yield replace(line, text=part.strip())


def _signs(text: str, date: FoundDate) -> bool:
    """Whether a date may close a paper: a full date with nothing but an organ before it."""
    return date.precision is Precision.DAY and not re.search(r"[，；：:、《》]", text[: date.start])


def _cut_unfinished_tail(line: Line, body: str, rest: str) -> Iterator[Line]:
    """An organ's first words glued to the last sentence, the rest of it on the next line."""
    organ = re.fullmatch(r"[\u4e00-\u9fff]{6,40}", rest)
    if body and organ and re.match(r"(?:国务院|中共|[\u4e00-\u9fff]{1,6}(?:省|市|县|区|州|盟|旗))", rest):
        yield replace(line, text=body)
        yield replace(line, text=rest)
    else:
        yield line


def _is_organ_with_date(text: str, start: int, end: int) -> bool:
    return 4 <= start <= 60 and not text[end:].strip() and not re.search(r"[，。；：:《（(]", text[:start])


def _cut_labels(lines: Sequence[Line]) -> Iterator[Line]:
    """Headings glued to the text before them get a line of their own."""
    for line in lines:
        if line.table is not None or line.text.startswith("附件"):
            yield line
            continue
        cuts = [0, *_label_cuts(line.text), len(line.text)]
        for start, end in pairwise(cuts):
            if line.text[start:end].strip():
                yield replace(line, text=line.text[start:end].strip())


def _label_cuts(text: str) -> list[int]:
    cuts: list[int] = []
    depth = 0
    quoted = [0] * (len(text) + 1)
    for i, character in enumerate(text):
        depth = max(0, depth + (character in "《“") - (character in "》”"))
        quoted[i + 1] = depth
    start = 0
    for match in _LABEL.finditer(text):
        at = match.start()
        if at == 0 or quoted[at]:
            continue
        after_sentence = text[at - 1] in _BOUNDARY and not (match["three"] and text[at - 1] in "）)”")
        heading = text[start:at]
        after_heading = bool(
            match["two"]
            and re.match(r"[一二三四五六七八九十]{1,3}、", heading)
            and len(heading) < 34
            and "。" not in heading
        )
        if after_sentence or after_heading:
            cuts.append(at)
            start = at
    return cuts
