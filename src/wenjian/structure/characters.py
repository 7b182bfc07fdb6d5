"""Characters that copying, conversion and page formats leave in a text: invisible ones, blanks inside words, radicals,
ligatures and presentation forms in the place of the usual letters.
"""

from __future__ import annotations

import unicodedata

from wenjian.text import patterns as re
from wenjian.text.normal import between_names
from wenjian.text.organs import BETWEEN_ORGANS

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
_ODD = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\ufe30-\ufe44\ufe47\ufe48\U0002f800-\U0002fa1f]")
"""Radicals, ligatures and compatibility forms, which look like everyday characters (⼀ for 一) and are others."""
_SUPPLEMENT = dict(
    zip(
        "⺀⺄⺒⺟⺠⺢⺩⺫⺬⺮⺶⺻⻁⻄⻅⻆⻉⻊⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻞⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "冫乙巳母民水王目示竹羊聿虎西见角贝足车長长门雨青韦页风飞食食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
"""Radicals of U+2E80–2EF3 that stand for a character in use; compatibility normalisation knows only two of them."""
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]")
_BULLETS = re.compile("^\\s*(?P<signs>[\ue000-\uf8ff●◆◇►▶➢·•]+)\\s*(?=[\u4e00-\u9fff“《（(\\d])")
CHOICE = re.compile("[□■☐☑☒○◯✓✔√]")
"""Signs with which something is chosen: what is chosen hangs on them."""
_HAN = "\u4e00-\u9fff"
_SIGN = "，。、；：？！“”‘’（）《》〈〉【】〔〕"
_GAP = re.compile(rf"(?<=[{_HAN}{_SIGN}])[ \u00a0\u2002-\u200a\u202f\u3000](?=[{_HAN}{_SIGN}])")
_LETTER = f"(?![年月日号时分])[{_HAN}]"
_SPREAD = re.compile(rf"(?<![{_HAN}\w]){_LETTER}(?:[ \u00a0\u3000]{{1,4}}{_LETTER}){{2,}}(?![{_HAN}])")
_PART_NAME = re.compile(
    rf"(?P<part>第[一二三四五六七八九十]{{1,3}}[章节编][ \u00a0\u3000]*)(?P<one>[{_HAN}])"
    rf"[ \u00a0\u3000]{{1,8}}(?P<two>[{_HAN}])(?=第|[ \u00a0\u3000]|$)"
)
"""«第一章　总　　则»: the two letters of a short name set wide."""
_BROKEN_FIGURE = re.compile(r"(?<=[^\d.]\d) (?=\d{1,2}(?:[日天次人户个克元米%]|小时|分钟))")
"""A blank within a figure («6月1 5日»): running text never has two numbers in a row before a unit."""
_ENDING_SIGN = re.compile("[，。、；：？！”’）》〉】〕]")
_OPENS_TEXT = re.compile("各|要(?!求)|由|本|[县市区乡镇]|全[县市区乡镇]|坚持|到20|严格|落实|建立|组织|开展")
_UNFINISHED = re.compile(r"(?:原则上|一律|分别|及时|立即|按照|根据|(?<!目)的|[和与及或在对按由将把为向从])$")
"""With what no heading ends: a blank behind it is a stray one."""
_BLANK = re.compile(r"[ \u00a0\u2002-\u200a\u202f\u3000]")
_RUNNING = re.compile("[，。；]")
_COPIES = ("抄送：", "抄送:", "抄报：", "抄报:")
_SHORTEST_RUNNING = 15
_LONGEST_HEADING = 36
_LABEL = re.compile(
    rf"^\s*(?:[一二三四五六七八九十]{{1,3}}、|[（(][一二三四五六七八九十\d]{{1,3}}[）)]"
    rf"|\d{{1,2}}[.．、]|第[{_HAN}\d]{{1,5}}[条章节编])"
)


def has_odd_characters(text: str) -> bool:
    """Whether `usual_characters` would change anything."""
    return not text.isascii() and (_INVISIBLE.search(text) is not None or _ODD.search(text) is not None)


def usual_characters(text: str) -> str:
    """`text` without characters that take no room in print (soft hyphens, control characters), and with the characters
    that people type: 民 for ⺠, 一 for ⼀, fi for ﬁ. Full-width signs stay as they are.
    """
    if text.isascii() and text.isprintable():
        return text
    if _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
    if _ODD.search(text):
        text = _ODD.sub(lambda match: _SUPPLEMENT.get(match[0]) or unicodedata.normalize("NFKC", match[0]), text)
    return text


def without_bullets(text: str, *, chosen: bool = False) -> str:
    """`text` without the bullets at its head, which symbol fonts leave as private-use characters. Signs of a choice
    stay, and ● where ○ is `chosen` from elsewhere, or a sign that stands in the line again.
    """
    bullets = _BULLETS.match(text)
    if bullets is None:
        return text
    signs, rest = bullets["signs"], text[bullets.end() :]
    if CHOICE.search(rest) or any(sign in rest for sign in signs) or (chosen and "●" in signs):
        return text
    return rest


def unprintable(text: str) -> int:
    """How many characters of `text` belong to no font: private use, or lost in a conversion."""
    return 0 if text.isascii() else len(_PRIVATE.findall(text))


def with_short_names(text: str) -> str:
    """`text` with the short names of chapters whole, which print sets wide («第一章　总　　则»)."""
    if not text.startswith("第") and "章" not in text:
        return text
    return _PART_NAME.sub(lambda match: match["part"] + match["one"] + match["two"], text)


def without_spread_letters(text: str) -> str:
    """`text` with words whole whose letters are set wide («工 作 方 案»)."""
    if not _BLANK.search(text):
        return text
    return _SPREAD.sub(lambda match: _BLANK.sub("", match[0]), text)


def without_stray_blanks(text: str) -> str:
    """Running text without single blanks between Chinese characters. The blank after a number or a heading at the head
    of the line stays, and so do those between people and between the organs of 抄送.
    """
    if not _BLANK.search(text):
        return text
    if len(text) < _SHORTEST_RUNNING or not _RUNNING.search(text):
        return text
    kept = {_heading_blank(text)}
    if text.lstrip().startswith(_COPIES):
        kept |= {gap.start() for gap in BETWEEN_ORGANS.finditer(text)}

    def joined(gap: re.Match[str]) -> str:
        stays = gap.start() in kept or between_names(text, gap.start(), gap.end())
        return gap[0] if stays else ""

    whole = _GAP.sub(joined, text)
    return _BROKEN_FIGURE.sub("", whole)


def _heading_blank(text: str) -> int:
    """Where the blank stands that parts a numbered heading from its text, or the number from the heading; else -1. No
    text begins with a sign; where more blanks follow, only before a word with which texts begin.
    """
    label = _LABEL.match(text)
    if label is None:
        return -1
    if label[0].endswith(("条", "章", "节", "编")) and (after := _BLANK.match(text, label.end())):
        return after.start()
    for gap in _GAP.finditer(text, label.end() + 1):
        heading = text[label.end() : gap.start()]
        if _UNFINISHED.search(heading) or len(heading) > _LONGEST_HEADING or _RUNNING.search(heading):
            return -1
        if _ENDING_SIGN.match(text, gap.end()):
            return -1
        doubtful = _BLANK.search(text, gap.end()) and not _OPENS_TEXT.match(text, gap.end())
        return -1 if doubtful else gap.start()
    return -1
