"""Signs, numbers in front of headings and figures: what a corrector finds, and what only a person can mend
(GB/T 15834—2011, GB/T 15835—2011).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from wenjian.lint.corrections import Correction, corrections
from wenjian.lint.draft import Check, Draft, around, said_places
from wenjian.model.catalogue import found
from wenjian.model.finding import Finding
from wenjian.structure.parts import Part, PrintedLine
from wenjian.text import patterns as re
from wenjian.text.normal import letters

PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "〔": "〕", "【": "】", "〈": "〉", "‘": "’"}
_CLOSING = {close: opening for opening, close in PAIRS.items()}
_NAMES = {
    "（": "括号",
    "(": "括号",
    "《": "书名号",
    "“": "引号",
    "〔": "六角括号",
    "【": "方头括号",
    "〈": "单书名号",
    "‘": "单引号",
}
_ROUND = str.maketrans("()", "（）")
_LIST_BRACKET = re.compile(r"(?:^|(?<=[。；;：:\s、，]))(?:\d{1,2}|[a-zA-Z①-⑳])[）)]")
_RANK = re.compile(r"[”》](?P<sign>、)[“《]")
_NOTED = re.compile(r"[”》]\s*[（(][^（）()]*[）)]、[“《]|[”》]、[“《][^”》]*[”》]\s*[（(]")
_ABOUT = re.compile(
    r"(?<![\d一二三四五六七八九十百第、])(?P<one>[一二三四五六七八])、(?P<other>[二三四五六七八九])(?=[个名天户位次])"
)
_ELLIPSIS_ETC = re.compile(r"……[^，。；…]{0,2}?等|等等?……")
_SHORT_YEAR = re.compile(
    r"(?<![\d.\-—～〔])(?:[12]\d)年(?=(?:\d{1,2}月(?!的?(?:工期|期限))|底前|年底|第[一二三四]季度|[上下]半年))"
)
_MYRIAD = re.compile(r"(?<![\d.万亿])(?P<one>\d+(?:\.\d+)?)[～~—](?P<other>\d+(?:\.\d+)?)(?P<unit>[万亿])")
_STOP = re.compile(r"[。！？；：…，、.;:!?,][”’」』）)》】]*$|[”’」』）)》】]$")
_DATE_AT_END = re.compile(r"\d+[年月日号底前]+$")
_SHORTEST_PARAGRAPH = 30
_MOST_WRAPPED = 5000
"""Lines of a file in which the parts of wrapped paragraphs are looked for."""
_DEEPEST = 20
"""How many open signs back a closing one is matched; keeps hostile text linear."""


def mendable(code: str) -> Check:
    """The rule of a corrector: one finding for all that it would mend, with the first of them quoted."""

    def check(draft: Draft) -> Iterator[Finding]:
        hits: list[tuple[PrintedLine, Correction]] = []
        for line in draft.own:
            hits += ((line, one) for one in corrections(line.text, line.part, frozenset({code})))
        if hits:
            yield _mendable(code, hits, draft)

    return check


def _mendable(code: str, hits: Sequence[tuple[PrintedLine, Correction]], draft: Draft) -> Finding:
    (line, first), *others = hits
    old = line.text[first.start : first.end]
    lines = [one for one, _ in hits]
    counted = len(hits) if code not in _PAIRED else -(-len(hits) // 2)
    return found(
        code,
        draft.at(line),
        quote=around(line.text, first.start, first.end),
        old=old.strip(),
        new=first.new,
        times=f"，共{counted}处（{said_places(lines)}）" if others and counted > 1 else "",
    )


_PAIRED = frozenset({"WJ743", "WJ753"})


def check_gaps(draft: Draft) -> Iterator[Finding]:
    """WJ754 for blanks within the text as the file has it: reading takes them out."""
    own = {letters(line.text) for line in draft.part(Part.TEXT)}
    whole = "\n".join(own) if len(draft.raw) <= _MOST_WRAPPED else ""
    hits: list[tuple[PrintedLine, Correction]] = []
    for line in draft.raw:
        if line.table is None and ((words := letters(line.text)) in own or (words and words in whole)):
            made = corrections(line.text, Part.TEXT, frozenset({"WJ754"}))
            printed = PrintedLine(line.text, Part.TEXT, number=line.number, label=line.label)
            hits += [(printed, one) for one in made]
    if hits:
        yield _mendable("WJ754", hits, draft)


def check_pairs(draft: Draft) -> Iterator[Finding]:
    """WJ741 for a bracket, quotation mark or 《》 without its other half, once for each kind in a paragraph.

    A quotation that goes on in the next paragraph opens anew there (GB/T 15834, 4.8.3.5): its opening needs no end.
    """
    lines = [line for line in draft.own if line.part not in (Part.CELL, Part.MARK)]
    for line, following in zip_longest(lines, lines[1:]):
        goes_on = following is not None and following.text.lstrip().startswith("“")
        for at, sign in unpaired(line.text):
            if sign == "“" and goes_on:
                continue
            name = _NAMES[_CLOSING.get(sign, sign)]
            half = "后" if sign in PAIRS else "前"
            yield found(
                "WJ741", draft.at(line), name=name, half=half, sign=sign, quote=around(line.text, at, at + 1, 20)
            )


def unpaired(text: str) -> Iterator[tuple[int, str]]:
    """The signs of `text` without their other half, the first of each kind, round brackets of either width alike."""
    plain = _LIST_BRACKET.sub(lambda match: "\0" * len(match[0]), text).translate(_ROUND)
    opened: list[int] = []
    loose: list[int] = []
    for at, sign in enumerate(plain):
        if sign in PAIRS:
            opened.append(at)
        elif sign in _CLOSING:
            deepest = max(-1, len(opened) - 1 - _DEEPEST)
            nearest = range(len(opened) - 1, deepest, -1)
            mine = next((n for n in nearest if plain[opened[n]] == _CLOSING[sign]), None)
            if mine is None:
                loose.append(at)
            else:
                loose += opened[mine + 1 :]
                del opened[mine:]
    said: set[str] = set()
    for at in sorted((*opened, *loose)):
        kind = _CLOSING.get(plain[at], plain[at])
        if kind not in said:
            said.add(kind)
            yield at, text[at]


def check_rank(draft: Draft) -> Iterator[Finding]:
    """WJ750 where 、 stands between quotation marks or titles side by side; beside a note in brackets it may."""
    hits = [
        (line, match)
        for line in draft.own
        if line.part in (Part.TEXT, Part.CELL)
        for match in _RANK.finditer(line.text)
        if not _NOTED.search(line.text[max(0, match.start() - 30) : match.end() + 60])
    ]
    if hits:
        line, match = hits[0]
        times = f"，共{len(hits)}处" if len(hits) > 1 else ""
        yield found("WJ750", draft.at(line), quote=around(line.text, match.start(), match.end(), 20), times=times)


def pattern_rule(code: str, pattern: re.Pattern[str], *parts: Part) -> Check:
    """A rule that finds a pattern in the paper's own lines: one finding, the first place quoted."""

    def check(draft: Draft) -> Iterator[Finding]:
        hits = [(line, match) for line in draft.part(*parts) for match in pattern.finditer(line.text)]
        if hits:
            line, match = hits[0]
            times = f"，共{len(hits)}处" if len(hits) > 1 else ""
            quote = around(line.text, match.start(), match.end(), 20)
            yield found(code, draft.at(line), quote=quote, old=match[0], times=times)

    return check


def check_about(draft: Draft) -> Iterator[Finding]:
    """WJ752 for «三、四个»: two neighbouring figures that mean about so many stand without 、."""
    figures = "一二三四五六七八九"
    for line in draft.part(Part.TEXT, Part.CELL):
        for match in _ABOUT.finditer(line.text):
            if figures.index(match["other"]) == figures.index(match["one"]) + 1:
                yield found("WJ752", draft.at(line), old=match[0], new=match["one"] + match["other"])


def check_myriads(draft: Draft) -> Iterator[Finding]:
    """WJ758 for «9～16亿», which may mean nine and not nine hundred million."""
    for line in draft.part(Part.TEXT, Part.CELL):
        for match in _MYRIAD.finditer(line.text):
            right = f"{match['one']}{match['unit']}～{match['other']}{match['unit']}"
            yield found("WJ758", draft.at(line), old=match[0], new=right)


def check_stops(draft: Draft) -> Iterator[Finding]:
    """WJ759 for a paragraph of several sentences without a stop at its end, where the others have one."""
    texts = [line for line in draft.part(Part.TEXT) if len(line.text) - line.lead >= _SHORTEST_PARAGRAPH]
    bare = [
        line
        for line in texts
        if "。" in line.text[line.lead :]
        and not _STOP.search(line.text.rstrip())
        and not _DATE_AT_END.search(line.text.rstrip())
    ]
    if bare and len(bare) * 3 <= len(texts):
        for line in bare:
            yield found("WJ759", draft.at(line), quote=line.text.rstrip()[-14:])


def check_open_ends(draft: Draft) -> Iterator[Finding]:
    """WJ996 for a paragraph or an item that ends with a comma or 、."""
    for line in draft.part(Part.TEXT):
        text = line.text.rstrip()
        if text.endswith(("，", ",", "、")):
            yield found("WJ996", draft.at(line), sign=text[-1], quote=text[-14:])


_HOW_MANY = r"\d+(?:\.\d+)?\s*[万亿]?"
check_about_twice = pattern_rule(
    "WJ768",
    re.compile(
        rf"{_HOW_MANY}(?:[%％]|[余多]?[\u4e00-\u9fff]{{0,2}}?)(?:以上|以下|以内)左右"
        rf"|{_HOW_MANY}[余多][\u4e00-\u9fff]{{1,3}}?左右|(?<![\u4e00-\u9fff]预)(?:大约|约|近){_HOW_MANY}(?:[%％]|[\u4e00-\u9fff]{{1,3}}?)左右"
    ),
    Part.TEXT,
    Part.CELL,
)
check_fewer_times = pattern_rule(
    "WJ769",
    re.compile(r"(?:降低|减少|下降|缩小|缩短|削减|压减|减轻|下调)了?\s*(?:\d+(?:\.\d+)?|[一二两三四五六七八九十]+)倍"),
    Part.TEXT,
    Part.CELL,
)
check_ellipsis_etc = pattern_rule("WJ746", _ELLIPSIS_ETC, Part.TEXT, Part.CELL)
check_short_years = pattern_rule("WJ757", _SHORT_YEAR, Part.TEXT, Part.HEADING, Part.TITLE, Part.CELL)
check_relative = pattern_rule(
    "WJ764", re.compile(r"(?:今年|去年|明年|近日|近期|(?<!\d)日前|本月|上月|最近)(?!来|以来)"), Part.TEXT, Part.TITLE
)
