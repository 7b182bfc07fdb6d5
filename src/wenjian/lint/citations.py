"""引用不一致: a document that the paper cites otherwise than the parent does, in 发文字号, title or edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from wenjian.lint.parents import Parents, own_lines, place_of
from wenjian.model.catalogue import found
from wenjian.model.directive import Citation
from wenjian.model.document import Document
from wenjian.model.finding import Finding
from wenjian.model.vocabulary import Role
from wenjian.text import patterns as re
from wenjian.text.citations import find_citations, find_short_names
from wenjian.text.normal import fold, letters
from wenjian.text.numerals import parse_numeral
from wenjian.text.walk import Line

_ISSUER = re.compile(r"^[^《》]{0,40}?(?=关于|印发|转发)")
_PLACE = re.compile("^(?:中华人民共和国|[\u4e00-\u9fff]{2,7}?(?:自治区|[省市县区州盟旗乡镇]))")
_ISSUED = re.compile(r"(?:印发|发布|公布)《(?P<title>.+)》")
_EDITION_WORDS = re.compile(r"[（(](?:试行|暂行)[）)]")
_TYPO_LEAST = 8
"""Letters of a title from which one or two other letters are a slip and no other paper."""
_TYPO_MOST = 2
_LEVELS = frozenset("国省市县区州旗乡镇全我本各级")
_SHORTEST = 5
"""Letters below which a title is only a short name («通知», «方案»)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A citation in a line, and what of it (文号, 版本, 名称) is `mine` where the parent has `theirs`."""

    line: Line
    citation: Citation
    what: str
    mine: str
    theirs: str


def check_citations(document: Document, parents: Parents) -> tuple[Finding, ...]:
    """WJ571 once for each document whose 发文字号 or edition differs from those the parent gives to the same title, or
    whose title differs under the same number or by one or two letters. What only one of the two gives is no difference.
    """
    findings: dict[str, Finding] = {}
    for one in citation_differences(document, parents):
        words = {"title": one.citation.title, "what": one.what, "mine": one.mine, "theirs": one.theirs}
        finding = found("WJ571", place_of(document, one.line), **words)
        findings.setdefault(finding.message, finding)
    return tuple(findings.values())


def citation_differences(document: Document, parents: Parents) -> Iterator[Difference]:
    """Every citation that `check_citations` finds, in reading order."""
    lines = list(own_lines(document))
    short = {name for line in lines for name in find_short_names(line.text)}
    own = set(_own_titles(document))
    cited = [
        (line, one)
        for line in lines
        for one in find_citations(line.text)
        if one.title not in short and letters(one.title) not in own
    ]
    subjects = {_subject(one.title) for _, one in cited}
    for line, one in cited:
        if difference := _difference(one, parents.citations, subjects):
            yield Difference(line, one, *difference)


def _own_titles(document: Document) -> Iterator[str]:
    """The letters of the titles of what the paper issues and carries itself: these are no citations."""
    if issued := _ISSUED.search(document.title):
        yield letters(issued["title"])
    for carried in document.attachments:
        if carried.role is not Role.FORWARDED:
            yield letters(carried.title)
            yield letters(carried.name)
            yield from _own_titles(carried)
    yield letters(document.title)


def _difference(mine: Citation, known: Sequence[Citation], subjects: set[str]) -> tuple[str, str, str] | None:
    """What differs between `mine` and the parent's citation of the same document, and both words; None when it agrees
    with one of the `known`, or none is of it. `subjects` are those of all titles that the paper cites.
    """
    subject = _subject(mine.title)
    if len(subject) < _SHORTEST:
        return None
    same = [one for one in known if _same_title(one.title, mine.title)]
    numbers = {letters(one.number): one.number for one in same if one.number}
    if mine.number and numbers and letters(mine.number) not in numbers:
        return "文号", mine.number, next(iter(numbers.values()))
    editions = {_edition(one.edition): one.edition for one in same if one.edition}
    if mine.edition and editions and _edition(mine.edition) not in editions:
        return "版本", mine.edition, next(iter(editions.values()))
    for one in () if same else known:
        other = _subject(one.title)
        if len(other) < _SHORTEST or subject in letters(one.title) or other in letters(mine.title):
            continue
        has_its_number = bool(mine.number) and letters(mine.number) == letters(one.number)
        if has_its_number or (_is_slip(subject, other) and other not in subjects):
            return "名称", mine.title, one.title
    return None


def _subject(title: str) -> str:
    """The letters of a title without its issuer and 试行, so that short and full forms agree."""
    words = _EDITION_WORDS.sub("", title)
    return letters(_ISSUER.sub("", words, count=1) if "关于" in words else _PLACE.sub("", words))


def _same_title(one: str, other: str) -> bool:
    """Whether two titles are the same but for signs and an issuer that only one of them names."""
    if _subject(one) != _subject(other):
        return False
    issuers = [letters(title).removesuffix(_subject(title)) for title in (one, other)]
    return not all(issuers) or issuers[0] in issuers[1] or issuers[1] in issuers[0]


def _edition(edition: str) -> str:
    """One spelling of an edition: 第二版 and 第2版 are the same."""
    return re.sub(
        "[一二三四五六七八九十]+", lambda match: str(parse_numeral(match[0]) or match[0]), letters(fold(edition))
    ).removesuffix("版")


def _is_slip(one: str, other: str) -> bool:
    """Whether two titles differ in one or two letters that are no words of a level (省 for 市 is another paper)."""
    if min(len(one), len(other)) < _TYPO_LEAST or abs(len(one) - len(other)) > _TYPO_MOST:
        return False
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    differing = [(one[at:to], other[start:end]) for kind, at, to, start, end in steps if kind != "equal"]
    if sum(max(len(mine), len(theirs)) for mine, theirs in differing) > _TYPO_MOST:
        return False
    return not all(set(mine + theirs) <= _LEVELS for mine, theirs in differing)
