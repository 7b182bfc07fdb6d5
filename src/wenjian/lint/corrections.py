"""Corrections that are safe to make: signs, brackets of a year, numbers in front of headings, ranges, blanks.

Each corrector looks at one text and says what stands there and what should. The rules find by them and `--fix` mends by
them, so that what is mended is what was found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from wenjian.structure.lines import STOPPED_TITLE
from wenjian.structure.parts import Part
from wenjian.text.dates import find_dates, format_date, parse_date
from wenjian.text.normal import between_names
from wenjian.text.numbering import parse_label, render_label
from wenjian.text.numerals import parse_numeral

HAN = "\u3400-\u9fff"
_CHINESE = rf"{HAN}，。、；：？！“”‘’（）《》〈〉〔〕【】…"
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9_.-]{1,64}|[A-Za-z]:\\[^\s，。；]+")
_CODE = re.compile(
    r"(?:GB|DB|MZ|JGJ|ISO|YY|WS)[A-Z/]*\s*[/\d.]+[-—–]\d{4}|(?<!\d)\d{3,4}[-－—]\d{7,8}(?!\d)|(?<!\d)1\d{10}(?!\d)"
)
"""A standard's number or a telephone number: no signs of the sentence stand in it."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Instead of text[start:end] stands `new`; `code` is the rule that says so."""

    code: str
    start: int
    end: int
    new: str


Corrector = Callable[[str, Part], Iterator[Correction]]


def corrections(text: str, part: Part, codes: frozenset[str]) -> tuple[Correction, ...]:
    """The corrections of one text by the rules `codes`, in order; where two overlap, the one listed first in
    CORRECTORS holds.
    """
    taken = bytearray(len(text))
    inserted: set[int] = set()
    made: list[Correction] = []
    for code, corrector in CORRECTORS.items():
        for one in corrector(text, part) if code in codes else ():
            if text[one.start : one.end] == one.new or any(taken[one.start : one.end]):
                continue
            if one.start == one.end:
                if one.start in inserted or sum(taken[max(one.start - 1, 0) : one.start + 1]) > 1:
                    continue
                inserted.add(one.start)
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            made.append(one)
    return tuple(sorted(made, key=lambda one: (one.start, one.end)))


def corrected(text: str, made: tuple[Correction, ...]) -> str:
    """`text` with its corrections."""
    parts, at = [], 0
    for one in made:
        parts += [text[at : one.start], one.new]
        at = one.end
    return "".join((*parts, text[at:]))


def _blank(text: str, *patterns: re.Pattern[str]) -> str:
    """`text` with what the patterns match blanked out, offsets kept."""
    for pattern in patterns:
        text = pattern.sub(lambda match: "\0" * len(match[0]), text)
    return text


# 发文字号 and dates

_NUMBER_BRACKETS = re.compile(
    rf"(?<=[{HAN}])\s*(?P<open>[\[［(（【﹝])\s*(?P<year>(?:19|20)\d\d)\s*(?P<close>[\]］)）】﹞])\s*(?=第?\s*\d{{1,5}}\s*号)"
)
_SHORT_NUMBER = re.compile(rf"(?<=[{HAN}])[〔\[［](?P<year>[012]\d)[〕\]］](?=\s*\d{{1,4}}\s*号)")
"""«清民〔26〕12号»."""
_DASHED_NUMBER = re.compile(
    rf"(?<=[（(])(?!编号|序号|合同|档案|案件|批准|许可)[{HAN}]{{2,10}}"
    r"(?P<number>(?P<year>20\d\d)\s*[-－—–]\s*0*(?P<serial>\d{1,4})号)(?=[）)])"
)
"""«（清民2026-12号）»."""
_NUMBER = re.compile(
    rf"(?P<code>[{HAN}×]{{1,16}})\s*[〔\[［(（【﹝]\s*(?P<year>(?:19|20)\d\d)\s*[〕\]］)）】﹞]\s*"
    r"第?\s*(?P<serial>\d{1,5})\s*号?"
)


def _own_number(text: str, part: Part) -> Iterator[Correction]:
    """A line that is a 发文字号; without 号 it was not taken for one."""
    may_be = (Part.NUMBER, Part.TITLE, Part.TEXT, Part.HEADING)
    stripped = text.strip()
    if part in may_be and (match := _NUMBER.fullmatch(stripped)):
        start = text.index(stripped)
        right = f"{match['code']}〔{match['year']}〕{int(match['serial'])}号"
        yield Correction("WJ701", start, start + len(stripped), right)


def _cited_number(text: str, part: Part) -> Iterator[Correction]:
    if part is Part.NUMBER:
        return
    for match in _NUMBER_BRACKETS.finditer(text):
        yield Correction("WJ702", match.start(), match.end(), f"〔{match['year']}〕")
    for match in _SHORT_NUMBER.finditer(text):
        yield Correction("WJ702", match.start(), match.end(), f"〔20{match['year']}〕")
    for match in _DASHED_NUMBER.finditer(text):
        right = f"〔{match['year']}〕{match['serial']}号"
        yield Correction("WJ702", match.start("number"), match.end("number"), right)


def _date(text: str, part: Part) -> Iterator[Correction]:
    if part is not Part.DATE:
        return
    dates = find_dates(text)
    written = text[dates[-1].start : dates[-1].end] if dates else ""
    if written and parse_date(written):
        yield Correction("WJ703", dates[-1].start, dates[-1].end, format_date(dates[-1].date))


# elements

_TITLE_STOP = re.compile(r"[，。；：、,.;:]+\s*$")
_ATTACHMENT_END = re.compile(r"(?<=[^\s。；;，,、.])[。；;，,、.]+\s*$")
_ATTACHMENT_HEAD = re.compile(r"^\s*附\s*件(?P<number>\s*\d{0,2})(?P<colon>[:])")
_ATTACHMENT_NUMBER = re.compile(r"(?:(?<=^)|(?<=[：:\s]))(?P<number>[1-9]\d?)(?P<sign>[、．，])(?=\s*[^\d\s])")
_NUMBERED_HEAD = re.compile(r"^\s*附\s*件\s*(?P<number>\d{1,2})\s*[:：]\s*(?=\S)")
_HAN_NUMBER = re.compile(r"(?:^|(?<=[：:]))\s*(?P<label>(?P<number>[一二三四五六七八九十]{1,3})、)(?=\s*\S)")
_LABEL_COLON = re.compile(r"^\s*附\s*件\s*\d{0,2}(?P<colon>\s*[:：])\s*$")


def _title_stop(text: str, part: Part) -> Iterator[Correction]:
    stopped = STOPPED_TITLE.match(text.strip()) if part in (Part.TEXT, Part.HEADING) else part is Part.TITLE
    if stopped and (match := _TITLE_STOP.search(text)) and not match[0].rstrip().endswith("、"):
        yield Correction("WJ706", match.start(), match.end(), "")


def _recipient_colon(text: str, part: Part) -> Iterator[Correction]:
    if part is Part.RECIPIENT and text.rstrip().endswith(":"):
        at = text.rindex(":")
        yield Correction("WJ716", at, at + 1, "：")


_LINE = 24
"""Characters of a line of 抄送 that may go on in the next: one that is shorter ends there."""


def _record_stop(text: str, part: Part) -> Iterator[Correction]:
    stripped = text.rstrip()
    if part is Part.RECORD and stripped.startswith(("抄送：", "抄送:")):
        if stripped.endswith((".", "；")) or (stripped.endswith(("，", "、")) and len(stripped) < _LINE):
            yield Correction("WJ717", len(stripped) - 1, len(stripped), "。")
        elif not stripped.endswith("。"):
            yield Correction("WJ717", len(stripped), len(stripped), "。")


def _attachment_list(text: str, part: Part) -> Iterator[Correction]:
    if part is not Part.ATTACHMENT_LIST:
        return
    if colon := _ATTACHMENT_HEAD.match(text):
        yield Correction("WJ723", colon.start("colon"), colon.end("colon"), "：")
    if head := _NUMBERED_HEAD.match(text):
        number = int(head["number"])
        yield Correction("WJ723", head.start(), head.end(), f"附件：{number}." if number == 1 else f"{number}.")
    if han := _HAN_NUMBER.search(text):
        yield Correction("WJ723", han.start("label"), han.end("label"), f"{parse_numeral(han['number'])}.")
    for match in _ATTACHMENT_NUMBER.finditer(text):
        yield Correction("WJ723", match.start("sign"), match.end("sign"), ".")
    if end := _ATTACHMENT_END.search(text):
        yield Correction("WJ723", end.start(), end.end(), "")


def _label_colon(text: str, part: Part) -> Iterator[Correction]:
    if part is Part.ATTACHMENT_LABEL and (match := _LABEL_COLON.match(text)):
        yield Correction("WJ725", match.start("colon"), match.end("colon"), "")


# numbers of headings

_BRACKETED = re.compile(r"[（(]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[）)]")


def _label(text: str, part: Part) -> Iterator[Correction]:
    if part not in (Part.HEADING, Part.TEXT) or (label := parse_label(text.lstrip())) is None:
        return
    start = len(text) - len(text.lstrip())
    printed = label.printed.rstrip()
    typed = {
        1: True,
        2: _BRACKETED.match(printed) is not None,
        3: printed[0].isascii(),
        4: _BRACKETED.match(printed) is not None,
    }
    right = render_label(label.level, label.ordinal) if typed.get(label.level) else printed
    if printed != right:
        end = start + len(printed)
        yield Correction("WJ731", start, end + len(text[end:]) - len(text[end:].lstrip(" ")), right)


# signs

_LONGEST_NOTE = 200
"""Characters of a note in brackets; a longer one is two that have nothing to do with each other."""

_HALF_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF = re.compile(rf"(?<=\S)[,;:?!] *(?=[{_CHINESE}])|(?<=[{_CHINESE}])[,;:?!]")
_HALF_BRACKETS = re.compile(rf"\([^()（）\n]{{0,{_LONGEST_NOTE}}}\)")
_BRACKETS_IN_TEXT = re.compile(rf"(?<=[{_CHINESE}])\([^()（）\n]{{1,{_LONGEST_NOTE}}}\)")
"""Those behind Chinese words or signs, whatever stands in them: «《规范》(GB 38600—2019)»."""
_MIXED_BRACKETS = re.compile(rf"（[^()（）\n]{{0,{_LONGEST_NOTE}}}\)|\([^()（）\n]{{0,{_LONGEST_NOTE}}}）")
_HALF_ANGLES = re.compile(rf"<(?P<words>[{HAN}][^<>《》\n]{{2,60}})>")
_POINT = re.compile(rf"(?<=[{HAN}”》）])(?<![一二三四五六七八九十])\.(?=\s*$|[{HAN}])")
_STRAIGHT = re.compile(r'"(?P<words>[^"\n“”]*)"')
_DOUBLED = re.compile(r"([，、；：。])\1+")
_ELLIPSIS = re.compile(r"\.{3,}|。{3,}|(?<!…)…(?!…)|…{3,}|·{3,}")
_DASH = re.compile(rf"(?<=[{HAN}”》）])(?:-{{2,}}|－{{2,}}|——{{2,}})(?=[{HAN}“《（])")
_BEFORE_ETC = re.compile(r"(?<=[^\s、])、(?=等(?![待级同于候离边高额次值压外]))")
_YEARS = re.compile(r"(?<![\d.\-—])(?P<one>(?:19|20)\d\d年?)\s*(?P<sign>[-－–~～]+)\s*(?=(?:19|20)\d\d年)")
_DAYS = re.compile(r"(?<=[月日号时分])\s*(?P<sign>[-－–~]+)\s*(?=(?:(?:19|20)\d\d年)?\d{1,2}(?:月|日|号|时|:))")
_WEEKDAYS = re.compile(r"(?<=[周期][一二三四五六日天])\s*(?P<sign>[-－–~]+)\s*(?=(?:周|星期)[一二三四五六日天])")
_MONTHS = re.compile(r"(?<![\d.\-—:：])(?P<one>\d{1,2})\s*(?P<sign>[-－–])\s*(?=\d{1,2}[月日](?![\d\-－–]))")
_UNIT = (
    "%|％|‰|个|人|名|天|次|户|岁|元|万|亿|米|公里|平方米|小时|分钟|周|度|倍|吨|公斤|亩|张|家|所|处|项|条|℃|㎡|年(?!版)"
    "|(?:[cmkμ]?m[²³23]?|[mkμ]?g|m?L|kW)(?![A-Za-z0-9])"
)
_CLOCK = re.compile(r"(?<=\d[:：]\d\d)\s*(?P<sign>[-－–~]+)\s*(?=\d{1,2}[:：]\d\d)")
_RATIO = re.compile(r"(?<![\d.:：])\d{1,3}[:：]\d{1,3}\s*(?P<sign>[-－–~])\s*(?=\d{1,3}[:：]\d(?!\d))")
"""«1:3～1:6»; two figures behind the colon are a time of day."""
_FIGURES = re.compile(
    rf"(?<![\d.A-Za-z第\-－—–/])(?P<one>\d+(?:\.\d+)?[%％]?)\s*(?P<sign>[-－–~])\s*(?!\d{{3,}}户)(?=\d+(?:\.\d+)?(?:{_UNIT})(?![\-－–\d]))"
)
_PERCENT = re.compile(r"(?<![\d.%％～—])(?P<one>\d+(?:\.\d+)?)(?=[～—~\-－–](?P<other>\d+(?:\.\d+)?)[%％])")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_ROUND = re.compile(r"(?<=[一二])(?P<digits>[〇一二三四五六七八九○OoＯΟО0]{3})(?=年)")
_NESTED = re.compile(r"《(?P<outer>[^《》]*)《(?P<inner>[^《》]+)》(?P<rest>[^《》]*)》")
_INK = f"{HAN}，。、；：？！“”（）《》"
_GAP = re.compile(rf"(?<![局厅部委署会院股科室])(?<=[{_INK}])[ \u00a0\u2002-\u200a\u202f]+(?=[{_INK}])")
_RUNNING = (Part.TEXT, Part.NOTE, Part.CELL)


def _half_width(text: str, part: Part) -> Iterator[Correction]:
    plain = _blank(text, _ADDRESS, _CODE)
    if part not in (*_RUNNING, Part.HEADING, Part.TITLE, Part.RECIPIENT, Part.ATTACHMENT_LIST, Part.RECORD):
        return
    for match in _HALF.finditer(plain):
        yield Correction("WJ742", match.start(), match.end(), _HALF_WIDTH[match[0].rstrip()])
    for match in _POINT.finditer(plain):
        yield Correction("WJ742", match.start(), match.end(), "。")
    for match in _HALF_ANGLES.finditer(plain):
        opening, closing = "〈〉" if _inside_title(text, match.start()) else "《》"
        yield Correction("WJ742", match.start(), match.start() + 1, opening)
        yield Correction("WJ742", match.end() - 1, match.end(), closing)
    for match in _MIXED_BRACKETS.finditer(plain):
        if not re.search(f"[{HAN}]", match[0]):
            continue
        at = match.start() if match[0][0] == "(" else match.end() - 1
        yield Correction("WJ742", at, at + 1, "（" if text[at] == "(" else "）")
    for match in _HALF_BRACKETS.finditer(plain):
        in_text = part is not Part.CELL and _BRACKETS_IN_TEXT.match(plain, match.start())
        is_chinese = in_text or re.search(f"[{HAN}]", match[0])
        if is_chinese and parse_label(text[match.start() : match.end()]) is None:
            yield Correction("WJ742", match.start(), match.start() + 1, "（")
            yield Correction("WJ742", match.end() - 1, match.end(), "）")


def _inside_title(text: str, at: int) -> bool:
    """Whether an opening 《 before `at` is still open."""
    return text.count("《", 0, at) > text.count("》", 0, at)


def _straight_quotes(text: str, _: Part) -> Iterator[Correction]:
    if text.count('"') % 2:
        return
    for match in _STRAIGHT.finditer(_blank(text, _ADDRESS)):
        if re.search(f"[{HAN}]", match["words"]):
            yield Correction("WJ743", match.start(), match.start() + 1, "“")
            yield Correction("WJ743", match.end() - 1, match.end(), "”")


def _doubled(text: str, _: Part) -> Iterator[Correction]:
    for match in _DOUBLED.finditer(text):
        if len(match[0]) == 2:
            yield Correction("WJ744", match.start(), match.end(), match[1])


def _ellipsis(text: str, part: Part) -> Iterator[Correction]:
    if part is Part.CELL or not re.search(f"[{HAN}]", text):
        return
    for match in _ELLIPSIS.finditer(_blank(text, _ADDRESS)):
        around = text[match.end() : match.end() + 1] + text[match.start() - 1 : match.start()]
        if match[0][0] != "." or not around.isdigit():
            yield Correction("WJ745", match.start(), match.end(), "……")


def _dash(text: str, _: Part) -> Iterator[Correction]:
    for match in _DASH.finditer(text):
        yield Correction("WJ747", match.start(), match.end(), "——")


def _ranges(text: str, _: Part) -> Iterator[Correction]:
    plain = _blank(text, _ADDRESS, _CODE)
    for pattern in (_YEARS, _DAYS, _WEEKDAYS, _MONTHS, _CLOCK):
        for match in pattern.finditer(plain):
            if "～" not in match["sign"] or pattern is not _YEARS:
                yield Correction("WJ748", match.start("sign"), match.end("sign"), "—")
    for match in chain(_FIGURES.finditer(plain), _RATIO.finditer(plain)):
        yield Correction("WJ748", match.start("sign"), match.end("sign"), "～")


def _percent(text: str, _: Part) -> Iterator[Correction]:
    for match in _PERCENT.finditer(text):
        yield Correction("WJ749", match.end(), match.end(), "%")


def _before_etc(text: str, _: Part) -> Iterator[Correction]:
    for match in _BEFORE_ETC.finditer(text):
        yield Correction("WJ751", match.start(), match.end(), "")


def _nested(text: str, _: Part) -> Iterator[Correction]:
    for match in _NESTED.finditer(text):
        start = match.start("inner") - 1
        yield Correction("WJ753", start, start + 1, "〈")
        yield Correction("WJ753", match.end("inner"), match.end("inner") + 1, "〉")


_BEFORE_PERCENT = re.compile(r"(?<=\d)[ \u00a0\u2002-\u200a\u202f\u3000]+(?=[%％‰])")


def _gaps(text: str, part: Part) -> Iterator[Correction]:
    if part is Part.TEXT:
        for match in _BEFORE_PERCENT.finditer(text):
            yield Correction("WJ754", match.start(), match.end(), "")
    if part is not Part.TEXT or "。" not in text:
        return
    label = parse_label(text.lstrip())
    head = text.find("。") if label else 0
    for match in _GAP.finditer(text):
        before = text[: match.start()].strip()
        if between_names(text, match.start(), match.end()):
            continue
        if not (label and before == label.printed.strip()) and not (label and match.start() < min(head, 36)):
            yield Correction("WJ754", match.start(), match.end(), "")


def _wide(text: str, _: Part) -> Iterator[Correction]:
    for match in _WIDE.finditer(text):
        yield Correction("WJ755", match.start(), match.end(), match[0].translate(_NARROW))


_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}


def _zero(text: str, _: Part) -> Iterator[Correction]:
    for match in _ROUND.finditer(text):
        right = re.sub("[○OoＯΟО0]", "〇", match["digits"])
        yield Correction("WJ756", match.start(), match.end(), right)


_POINTED_DAY = re.compile(
    r"(?<![\dA-Za-z.\-－/:：号])(?P<year>20\d\d)(?P<sign>[-－.．/])(?P<month>1[0-2]|0?[1-9])(?P=sign)"
    r"(?P<day>3[01]|[12]\d|0?[1-9])日?(?=(?:之|以)?前|起|[至到止]|完成|召开|报送|印发|开展)"
)
"""«2026-6-10前»: a day among words; what only stands there may be a date of a form, a version or a code."""
_MIXED_YEAR = re.compile(r"(?<![一二三四五六七八九])二[〇○零O](?P<rest>[〇○零O一二三四五六七八九]{2})年(?=\d{1,2}月)")
_SMALL_PERCENT = re.compile("﹪")


def _day_in_text(text: str, part: Part) -> Iterator[Correction]:
    if part not in (Part.TEXT, Part.HEADING, Part.NOTE):
        return
    plain = _blank(text, _ADDRESS, _CODE)
    for match in _POINTED_DAY.finditer(plain):
        right = f"{match['year']}年{int(match['month'])}月{int(match['day'])}日"
        if parse_date(right):
            yield Correction("WJ767", match.start(), match.end(), right)
    for match in _MIXED_YEAR.finditer(text):
        digits = "".join("0" if sign in "〇○零O" else str(parse_numeral(sign)) for sign in match["rest"])
        yield Correction("WJ767", match.start(), match.end(), f"20{digits}年")


def _small_percent(text: str, _: Part) -> Iterator[Correction]:
    for match in _SMALL_PERCENT.finditer(text):
        yield Correction("WJ770", match.start(), match.end(), "%")


CORRECTORS: dict[str, Corrector] = {
    "WJ701": _own_number,
    "WJ702": _cited_number,
    "WJ703": _date,
    "WJ706": _title_stop,
    "WJ716": _recipient_colon,
    "WJ717": _record_stop,
    "WJ723": _attachment_list,
    "WJ725": _label_colon,
    "WJ731": _label,
    "WJ745": _ellipsis,
    "WJ744": _doubled,
    "WJ747": _dash,
    "WJ748": _ranges,
    "WJ749": _percent,
    "WJ751": _before_etc,
    "WJ753": _nested,
    "WJ743": _straight_quotes,
    "WJ742": _half_width,
    "WJ767": _day_in_text,
    "WJ770": _small_percent,
    "WJ756": _zero,
    "WJ755": _wide,
    "WJ754": _gaps,
}
"""Code of a rule → what it would mend. The order is that of precedence."""
