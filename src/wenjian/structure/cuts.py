"""Glued lines cut apart, so that every heading, paragraph and element has a line of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from wenjian.structure.characters import CHOICE
from wenjian.structure.furniture import is_site_line
from wenjian.structure.lines import BLANKS, DOCUMENT_NUMBER, GENRES, TITLE_END, Line
from wenjian.text import patterns as re
from wenjian.text.dates import FoundDate, Precision, find_dates
from wenjian.text.responsibility import is_responsibility_line

_GLUED_NUMBER = re.compile(
    rf"(?P<title>^[^。《]{{6,}}(?:《[^》]*》[^。《]*)?(?:{GENRES}))(?P<number>[\u4e00-\u9fff]{{2,10}}[〔\[［(（]20\d{{2}}[〕\]］)）]\d+号)"
    r"(?=[\u4e00-\u9fff]|\s*$)"
)
_NUMBER_THEN_RECIPIENTS = re.compile(
    r"^(?P<before>[^。：:《]{0,80}?)(?P<number>[（(]?[\u4e00-\u9fff]{2,10}[〔\[［](?:20)\d{2}[〕\]］]\d+号[）)]?)"
    r"(?!\s*签发人)(?P<recipients>[^。；《》〔]{2,160}?[：:])(?=.{10}|\s*$)"
)
_FIELD = re.compile(r"[^：:，。；]{1,20}[：:]")
"""The label of a place to be filled in («填报人：»)."""
_NOTES = ("附件", "注：", "注:", "备注：", "说明：", "填表说明：", "填报说明：")
"""Lines that number what they list and stay whole."""
_WIDE_BLANK = re.compile(r"[ \t\u00a0\u2002-\u200a\u3000]{3,}")
_CLOSES = re.compile(r"[\u4e00-\u9fff]?[，。；：、）)％%]")
_UNIT = re.compile(r"[\u4e00-\u9fff℃㎡]{1,3}(?=$|\s)")
"""What stands behind a place to be filled in: the unit or kind of what is written there."""
_AFTER_LAST_SENTENCE = re.compile(r"(?<=[。！？])(?P<tail>[^。！？；]{4,})$")
_BOUNDARY = "。；;：:！!？?）)”"
_LABEL = re.compile(
    r"(?=[一二三四五六七八九十（(第\d])(?:(?P<one>[一二三四五六七八九十]{1,3}、)|(?P<two>[（(][一二三四五六七八九十]{1,3}[）)](?!条(?![件例款块])|款(?!项)|项(?!目))(?![、和及至][（(]))"
    r"|(?P<three>(?<!\d)\d{1,2}[.．](?!\d))|(?P<four>[（(]\d{1,2}[）)](?!条(?![件例款块])|款(?!项)|项(?!目)))"
    r"|(?P<part>第[一二三四五六七八九十]{1,2}(?:阶段|步)(?=[（(：:，,—]))"
    r"|(?P<article>第[一二三四五六七八九十百零〇]{1,6}条(?![规所第款的中之以和及至到或内、，]|外))"
    r"|(?P<chapter>第[一二三四五六七八九十]{1,3}章(?=[\s\u4e00-\u9fff])))"
)
_DECIMAL_HEAD = re.compile(r"(?P<mark>\d{1,2}(?:[.．]\d{1,2}){0,3})(?:[、.．]|(?=[\s\u4e00-\u9fff]))")
_DECIMAL = re.compile(r"(?<=[\s。；;])\d{1,2}(?:[.．]\d{1,2}){1,3}(?=\s*[\u4e00-\u9fff《“Ⅰ-Ⅻ])")
_SIGNED_WITHIN = re.compile(
    r"(?<=[。！])(?P<organs>[\u4e00-\u9fff][\u4e00-\u9fff（）()\s]{3,60}?(?:局|部|厅|委员会|办公室|政府|办公厅|委"
    r"|院|会|中心|指挥部|小组|机制))\s*"
    r"(?P<date>20\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
    r"|二[〇○Oo0零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)\s*"
    r"(?P<note>[（(](?:此件|本件)[^（）()]{2,12}[）)])?(?=.{10})"
)
_TITLE_THEN_BODY = re.compile(
    rf"^(?P<title>[^。；：:，《]{{4,60}}?(?:{GENRES})(?:[（(][^（）()]{{2,8}}[）)])?)\s*(?=第一[章条编]|一、"
    rf"|为[^了做]|为做好|为了|根据|按照)"
)
_MARK_NUMBER_TITLE = re.compile(
    rf"^(?P<mark>[\u4e00-\u9fff×（）()]{{3,40}}文件)"
    rf"\s*(?P<number>[\u4e00-\u9fff×]{{2,12}}[〔\[［(（]20\d{{2}}[〕\]］)）]\d+号)"
    rf"\s*(?P<title>[^。：:]{{4,90}}?(?:{GENRES}))(?=$|各)"
)
_RECIPIENTS_THEN_BODY = re.compile(
    r"^(?P<recipients>各[^。；：:《》]{2,160}[：:])(?=(?:现将|为|根据|按照|经|近|近日|近期|当前|《|目前|最近|最近"
    r"|按).{8})"
)
_BRACKETED_LINE = re.compile(
    r"(?<=[。；])[（(](?=[^。]{0,80}(?:责任|牵头|配合|负责|落实|统筹))"
    r"(?:[^（()）。]|[（(][^（()）。]{0,40}[）)]){2,200}[）)](?=[^。；，,;])"
)
_CHAPTER_HEADING = re.compile(r"第[一二三四五六七八九十]{1,3}[章节][^。，；：]{0,30}$")
_QUOTED = re.compile(r"《[^》\n]*》|“[^”\n]*”")
_HEAD = 500
_LONGEST_SIGNATURE = 200
_LONGEST_LINE = 200
"""Characters of a responsibility line."""

_LONGEST_BEFORE = 62
"""Characters of a heading or title that a number may be glued to."""


def tidy(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines trimmed, blank ones dropped, glued ones cut apart."""
    trimmed = (line if line.table is not None else _trimmed(line) for line in lines)
    pieces = [cut for line in trimmed if line.table is not None or line.text for cut in _cut_head(line)]
    pieces = [cut for piece in pieces for cut in _cut_signed(piece)]
    pieces = [cut for piece in pieces for cut in _cut_tail(piece)]
    return tuple(_cut_labels(pieces))


def _trimmed(line: Line) -> Line:
    text = line.text.strip(BLANKS)
    return line if len(text) == len(line.text) else replace(line, text=text)


def cut_wide_blanks(line: Line) -> Iterator[Line]:
    """The parts of a line that wide blanks keep apart, as a scrape prints title, number and signature in one line; the
    places of a form that are filled in or chosen on one line stay on it.
    """
    text = line.text.strip(BLANKS)
    if line.table is not None or not _WIDE_BLANK.search(text) or _is_form_line(text):
        yield line
    elif (DOCUMENT_NUMBER.search(text) and len(text) < 60) or text.endswith("印发"):
        yield replace(line, text=text)
    else:
        start = 0
        for gap in _gaps(text):
            yield replace(line, text=text[start : gap.start()])
            start = gap.end()
        yield replace(line, text=text[start:])


def _is_form_line(text: str) -> bool:
    parts = _WIDE_BLANK.split(text)
    fields = [bool(_FIELD.match(part)) for part in parts]
    return bool(CHOICE.search(text)) or (fields[0] and sum(fields) > 1 and not any(map(is_site_line, (text, *parts))))


def _gaps(text: str) -> Iterator[re.Match[str]]:
    """The wide blanks of a line that part it; not one to be filled in: behind a label before the unit («过火面积：
    公顷»), behind such a unit before the next one, and before a sign.
    """
    filled, site = False, is_site_line(text)
    for gap in _WIDE_BLANK.finditer(text):
        behind = text[gap.end() :]
        filled = bool(_CLOSES.match(behind)) or (
            (filled or text[: gap.start()].endswith(("：", ":"))) and _UNIT.match(behind) is not None
        )
        if site or not filled:
            yield gap


def _cut_head(line: Line) -> Iterator[Line]:
    """Title, number, recipients and body that stand in one line."""
    if line.table is not None:
        yield line
        return
    if printed := _MARK_NUMBER_TITLE.match(line.text[:_HEAD]):
        for part in printed.groups():
            yield replace(line, text=part.strip())
        line = replace(line, text=line.text[printed.end() :].strip())
        if not line.text:
            return
    if opening := _RECIPIENTS_THEN_BODY.match(line.text[:_HEAD]):
        yield replace(line, text=opening["recipients"])
        line = replace(line, text=line.text[opening.end() :].strip())
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


def _cut_signed(line: Line) -> Iterator[Line]:
    """Papers glued into one line: cut at the signature and date of each, and behind the title of the next."""
    if line.table is not None or len(line.text) < _LONGEST_BEFORE or "年" not in line.text:
        yield line
        return
    start = 0
    for match in _SIGNED_WITHIN.finditer(line.text):
        yield replace(line, text=line.text[start : match.start()].strip())
        yield replace(line, text=match["organs"].strip())
        yield replace(line, text=match["date"])
        if match["note"]:
            yield replace(line, text=match["note"])
        start = match.end()
    rest = line.text[start:].strip()
    if start and (title := _TITLE_THEN_BODY.match(rest[:_HEAD])):
        yield replace(line, text=title["title"])
        rest = rest[title.end() :]
    if rest:
        yield line if not start else replace(line, text=rest)


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
        if line.table is not None or line.text.startswith(_NOTES):
            yield line
            continue
        cuts = [0, *_label_cuts(line.text), len(line.text)]
        for start, end in pairwise(cuts):
            if line.text[start:end].strip():
                yield replace(line, text=line.text[start:end].strip())


def _label_cuts(text: str) -> list[int]:
    """Where a number begins inside a line that opens a heading, an item or an article of its own."""
    cuts: list[int] = []
    labels = [match for match in _LABEL.finditer(text) if match.start()]
    if labels:
        quoted = _outside(labels, [match.span() for match in _QUOTED.finditer(text)])
        start = 0
        for match in quoted:
            if _begins_piece(text, start, match):
                cuts.append(match.start())
                start = match.start()
    if "（" in text or "(" in text:
        cuts = sorted({*cuts, *_responsibility_cuts(text)})
    if _DECIMAL_HEAD.match(text):
        cuts = sorted({*cuts, *_decimal_cuts(text)})
    return cuts


def _responsibility_cuts(text: str) -> list[int]:
    """Behind each responsibility line in brackets that follows a sentence and is followed by another one."""
    lines = (match for match in _BRACKETED_LINE.finditer(text) if match.end() < len(text))
    return [match.end() for match in lines if is_responsibility_line(match[0])]


def _outside(matches: Sequence[re.Match[str]], ranges: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """The matches that stand in no range; both run forward."""
    inside = 0
    for match in matches:
        while inside < len(ranges) and ranges[inside][1] <= match.start():
            inside += 1
        if inside == len(ranges) or ranges[inside][0] >= match.start():
            yield match


def _begins_piece(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a number opens a piece: after a sentence, or after a heading or title that has no stop."""
    at = match.start()
    if text[:at].rstrip()[-1:] in _BOUNDARY and not (match["three"] and text[at - 1] in "）)”"):
        return True
    if (match["one"] or match["two"]) and _closes_a_line(text[max(start, at - _LONGEST_LINE) : at]):
        return True
    if at - start > _LONGEST_BEFORE:
        return False
    before = text[start:at].strip()
    if match["two"]:
        return (
            len(before) < 34 and "。" not in before and re.match(r"[一二三四五六七八九十]{1,3}、", before) is not None
        )
    if match["article"]:
        return _CHAPTER_HEADING.match(before) is not None or (match["article"] == "第一条" and _is_bare_title(before))
    return bool(match["chapter"]) and match["chapter"] == "第一章" and _is_bare_title(before)


def _closes_a_line(before: str) -> bool:
    """Whether text ends in a responsibility line with a key word and no stop («。牵头单位：市商务局»)."""
    last = re.split("[。；;]", before)[-1].strip()
    return "：" in last and is_responsibility_line(last)


def _is_bare_title(text: str) -> bool:
    return 4 <= len(text) <= 60 and TITLE_END.search(text) is not None and "。" not in text


def _decimal_cuts(text: str) -> list[int]:
    """Where the next decimal number begins («1.4 工作原则 1.4.1 坚持…»): a first child, or the next of a level."""
    head = _DECIMAL_HEAD.match(text)
    if head is None:
        return []
    current = _ordinals(head["mark"])
    cuts: list[int] = []
    for match in _DECIMAL.finditer(text, head.end()):
        following = _ordinals(match[0])
        child = following == (*current, 1)
        depth = len(following)
        sibling = depth <= len(current) and following == (*current[: depth - 1], current[depth - 1] + 1)
        if child or sibling:
            cuts.append(match.start())
            current = following
    return cuts


def _ordinals(mark: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.split("[.．]", mark))
