"""Documents cited by 《》, and document numbers (发文字号)."""

from __future__ import annotations

import re

from wenjian.model.directive import Citation
from wenjian.text.normal import fold_in_place

_NUMERAL = r"[0-9一二三四五六七八九十]+"
_EDITION = rf"试行第{_NUMERAL}版|第{_NUMERAL}版|\d{{4}}年?(?:版|修订版|修订)|修订版|修订稿|试行版"
_EDITION_AT_END = re.compile(rf"\s*[（(]({_EDITION})[）)]\s*$")
_IN_BRACKETS = re.compile(r"\s*[（(]([^（()）]{1,40})[）)]")
_NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{1,16})\s*[〔\[(（［【]\s*(?P<year>\d{4})\s*[〕\])）］】]\s*(?:第\s*)?(?P<serial>\d{1,5})\s*号"
)
_BARE_NUMBER = re.compile(r"\s*([\u4e00-\u9fff]{1,12}[〔\[［]\d{4}[〕\]］]\d{1,5}号)")
_PROSE = re.compile(r".*(?:根据|按照|依据|依照|执行|落实|印发|转发|遵照|参照|文号为|文件|规定|要求|通知|以及|的|《|》)")

_JOINS = re.compile("^(?:以及|和|及|与)")


def find_document_number(text: str) -> str | None:
    """The first 发文字号 in `text` with 〔〕 («国发明电〔2020〕6号»), or None. A blank serial is no number."""
    numbers = find_document_numbers(text)
    return numbers[0] if numbers else None


def find_document_numbers(text: str) -> tuple[str, ...]:
    """Every 发文字号 in `text` in order, each once, with the brackets 〔〕 and half-width figures."""
    numbers = []
    plain = fold_in_place(text)
    for match in _NUMBER.finditer(plain):
        code = _PROSE.sub("", match["code"])
        if plain[: match.start()].endswith(("号", "》", ")")):
            code = _JOINS.sub("", code)
        if code:
            numbers.append(f"{code}〔{match['year']}〕{int(match['serial'])}号")
    return tuple(dict.fromkeys(numbers))


def find_citations(text: str) -> tuple[Citation, ...]:
    """The documents that `text` names in 《》, with edition («第二版») and number where they follow in brackets."""
    citations = []
    for start, end in _titles(text):
        title = text[start + 1 : end - 1].strip()
        edition = number = ""
        if inside := _EDITION_AT_END.search(title):
            edition, title = inside[1], title[: inside.start()]
        position = end
        while following := _IN_BRACKETS.match(text, position):
            note = following[1].strip()
            given = find_document_number(note)
            if given and not number:
                number = given
            elif re.fullmatch(_EDITION, note) and not edition:
                edition = note
            else:
                break
            position = following.end()
        if not number and (bare := _BARE_NUMBER.match(text, position)):
            number = find_document_number(bare[1]) or ""
        if title:
            citations.append(Citation(title=title, number=number, edition=edition))
    return tuple(citations)


def _titles(text: str) -> list[tuple[int, int]]:
    """Ranges of the outermost 《…》; one that is not closed in its line counts for nothing."""
    ranges = []
    depth = start = 0
    for position, character in enumerate(text):
        if character == "\n":
            depth = 0
        elif character == "《":
            start = position if not depth else start
            depth += 1
        elif character == "》" and depth:
            depth -= 1
            if not depth:
                ranges.append((start, position + 1))
    return ranges
