"""Documents cited by 《》, and document numbers (发文字号)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from wenjian.model.directive import Citation
from wenjian.text import patterns as re
from wenjian.text.normal import fold_in_place, letters

_NUMERAL = r"[0-9一二三四五六七八九十]+"
_EDITION = (
    rf"(?:试行|修订)?第{_NUMERAL}版|第{_NUMERAL}次修订版?|\d{{4}}年?(?:修订版|修正版|修订|修正|版)"
    r"|修订版|修订稿|修正版|试行版"
)
_EDITION_WORDS = re.compile(
    r"[（(]?(?:试行|暂行|修订)?(?:第[0-9一二三四五六七八九十]+版|\d{4}年?(?:版|修订版?|修正版?)|修订版|修订稿)[）)]?"
)
_EDITION_AT_END = re.compile(rf"\s*(?:[（(]({_EDITION})[）)]|[·\s—-]+({_EDITION}))\s*$")
_BARE_EDITION = re.compile(rf"\s*({_EDITION})")
_EDITION_BEFORE = re.compile(rf"({_EDITION})$")
_IN_BRACKETS = re.compile(r"\s*[（(]([^（()）]{1,80})[）)]")
_NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{1,16})\s*[〔\[(（［【]\s*(?P<year>\d{4})\s*[〕\])）］】]\s*(?:第\s*)?(?P<serial>\d{1,5})\s*号"
)
_SERIAL = re.compile(r"[〕\])）］】]\s*(?:第\s*)?\d{1,5}\s*号")
"""What every number holds; looked for first, because it opens with one of a few signs."""
_ORDER = re.compile(r"[\u4e00-\u9fff]{2,24}(?:令|公告)\s*(?:\d{4}年)?第\s?\d{1,5}\s?号")
"""The number of an order or a notice to the public («民政部令第66号»)."""
_BARE_NUMBER = re.compile(r"\s*([\u4e00-\u9fff]{1,12}[〔\[［]\d{4}[〕\]］]\d{1,5}号)")
_NUMBER_BEFORE = re.compile(r"[\u4e00-\u9fff]{1,16}\s*[〔\[［]\s*\d{4}\s*[〕\]］]\s*\d{1,5}\s*号[）)]?\s*(?:文件?)?$")
_SIGN = re.compile(r"[《》\n]")
_NEAR = 40
"""Characters before a title in which its number or edition may stand."""
_PROSE = re.compile(r".*(?:根据|按照|依据|依照|执行|落实|印发|转发|遵照|参照|文号为|文件|规定|要求|通知|以及|的|《|》)")
_JOINS = re.compile("^(?:以及|和|及|与)")
_SHORT_NAME = re.compile(
    r"[（(][^（()）]{0,40}?(?:以下简称|以下称|下称|简称)(?:为)?\s*[《“](?P<name>[^》”]{2,30})[》”]\s*[）)]"
)


def find_document_number(text: str) -> str | None:
    """The first 发文字号 in `text` with 〔〕 («国发明电〔2020〕6号»), or None. A blank serial is no number."""
    numbers = find_document_numbers(text)
    return numbers[0] if numbers else None


def find_document_numbers(text: str) -> tuple[str, ...]:
    """Every 发文字号 in `text` in order, each once, with the brackets 〔〕 and half-width figures."""
    numbers = []
    plain = fold_in_place(text)
    if not _SERIAL.search(plain):
        return ()
    for match in _NUMBER.finditer(plain):
        code = _PROSE.sub("", match["code"])
        if plain[max(0, match.start() - 1) : match.start()] in ("号", "》", ")"):
            code = _JOINS.sub("", code)
        if code:
            numbers.append(f"{code}〔{match['year']}〕{int(match['serial'])}号")
    return tuple(dict.fromkeys(numbers))


_FORM = re.compile(
    r"(?<!代)(?:表|台账|花名册|名册|登记簿|登记册|回执单?|证明|证|卡|申请书|承诺书|告知书|通知书|意见书|协议书|合同|记录|档案|名单|工作动态|简报|专报)"
    r"(?:[（(][^（()）]*[）)])?$"
)


def is_form(title: str) -> bool:
    """Whether a title in 《》 is that of a form, filled in or handed in («《情况统计表》»), and of no document."""
    return _FORM.search(title) is not None


def find_citations(text: str) -> tuple[Citation, ...]:
    """The documents that `text` names in 《》, with edition and number.

    The edition stands in the title or beside it («《…指南（第二版）》», «《…指南》第二版», «2022年版《…指南》»), the
    number after it in brackets or before it («民发〔2020〕1号《…通知》»). A short name that the text gives («以下简称
    《方案》») is no citation, nor is a form.
    """
    if "《" not in text:
        return ()
    return tuple(citation for _, _, citation in _cited(text) if not is_form(citation.title))


def same_number(one: str, other: str) -> bool:
    """Whether two 发文字号 are the same, whatever brackets and spaces they are written with."""
    return (find_document_number(one) or letters(one)) == (find_document_number(other) or letters(other))


def find_short_names(text: str) -> dict[str, Citation]:
    """The short names that `text` gives to documents it cites («《…方案》（以下简称《方案》）» gives 方案)."""
    names: dict[str, Citation] = {}
    if "称" not in text or "《" not in text:
        return names
    for title_end, end, citation in _cited(text):
        if match := _SHORT_NAME.match(text, title_end) or _SHORT_NAME.match(text, end):
            names[match["name"]] = citation
    return names


def resolve_citations(citations: Iterable[Citation], names: Mapping[str, Citation]) -> tuple[Citation, ...]:
    """`citations` with the short names that the paper gave replaced by the full titles, each document once."""
    full = (names.get(citation.title, citation) for citation in citations)
    return tuple(dict.fromkeys(full))


def edition_in(title: str) -> str:
    """The words of edition that stand in a title («第二版»), "" for none."""
    match = _EDITION_WORDS.search(title)
    return match[0].strip("（()）") if match else ""


def without_edition(title: str) -> str:
    """The letters of a title without words of edition: what editions of one paper have in common."""
    return letters(_EDITION_WORDS.sub("", title))


def _cited(text: str) -> Iterator[tuple[int, int, Citation]]:
    """Each citation, after the ends of its title and of the number and edition that follow."""
    last = 0
    for start, end in _titles(text):
        if _names_short(text, start):
            last = end
            continue
        title = text[start + 1 : end - 1].strip()
        edition = ""
        if inside := _EDITION_AT_END.search(title):
            edition, title = inside[1] or inside[2], title[: inside.start()]
        edition, number, last = _noted(text, end, edition, text[max(last, start - _NEAR) : start].rstrip())
        if title:
            yield end, last, Citation(title=title, number=number, edition=edition)


def _noted(text: str, position: int, edition: str, before: str) -> tuple[str, str, int]:
    """Edition and number of the title that ends at `position`, and where the words about it end.

    What follows counts first («第二版», brackets), then what stands `before` the title.
    """
    number = ""
    if not edition and (bare := _BARE_EDITION.match(text, position)):
        edition, position = bare[1], bare.end()
    while following := _IN_BRACKETS.match(text, position):
        note = following[1].strip()
        given = find_document_number(note) or (note if _ORDER.fullmatch(note) else "")
        if given and not number:
            number = given
        elif re.fullmatch(_EDITION, note) and not edition:
            edition = note
        else:
            break
        position = following.end()
    if not number and (bare := _BARE_NUMBER.match(text, position) or _NUMBER_BEFORE.search(before)):
        number = find_document_number(bare[0]) or ""
    if not edition and (ahead := _EDITION_BEFORE.search(before)):
        edition = ahead[1]
    return edition, number, position


def _names_short(text: str, start: int) -> bool:
    """Whether the title at `start` only gives a short name."""
    return text[max(0, start - 6) : start].rstrip().endswith(("简称", "简称为", "下称", "以下称"))


def _titles(text: str) -> list[tuple[int, int]]:
    """Ranges of the outermost 《…》; one that is not closed in its line counts for nothing."""
    ranges = []
    depth = start = 0
    for match in _SIGN.finditer(text):
        if match[0] == "\n":
            depth = 0
        elif match[0] == "《":
            start = match.start() if not depth else start
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                ranges.append((start, match.end()))
    return ranges
