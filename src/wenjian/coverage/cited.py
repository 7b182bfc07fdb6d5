"""Whether words name the superior's paper: by title or 发文字号, or as the judged paper itself calls it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wenjian.model.directive import Citation, Directive
from wenjian.model.document import Document, Provision
from wenjian.model.vocabulary import Role
from wenjian.text import patterns as re
from wenjian.text.citations import find_citations, find_short_names, same_number
from wenjian.text.normal import letters
from wenjian.text.walk import document_provisions

SHORTEST_TITLE = 10
"""Letters of a title by which a paper is known."""

_ISSUED = re.compile(r"(?:印发|下发|公布)[^《》]{0,8}《(?P<title>[^《》]+)》")
"""The paper that a notice hands down («关于印发《……方案》的通知»)."""

_WHOLE_TITLE = re.compile(
    r"(?:通知|意见|决定|决议|公报|命令|令|通报|公告|通告|报告|批复|函|纪要|议案|办法|规定|方案|规划|计划|要点|细则|规则|条例"
    r"|指南|指引|措施|纲要|行动|标准|规范|预案|提示|清单)(?:[（(][^（()）]*[）)])?$"
)
"""How a whole title ends; one that was read in part («国务院……») would be found everywhere."""

_ORGAN_BEFORE = re.compile(
    r"(?:^|[，。；、为和及将按]|贯彻|落实|按照|根据|依据|遵照|执行)"
    r"(?P<organ>(?:(?!贯彻|落实|按照|根据|依据|遵照|执行)[^，。；、《》]){3,24})《"
)
"""Who issued the paper that a sentence cites («为贯彻落实民政部等四部门《……》»)."""
_ORGAN_IN_TITLE = re.compile(r"^(?P<organ>[^《》，]{3,24}?)关于")
_CALLED = ("通知", "意见", "文件", "方案")
"""How a paper is called after its organ («按照民政部等四部门通知执行»)."""


def is_citation_of(citation: Citation, directive: Directive) -> bool:
    """Whether a citation is of `directive`: by number where both have one, else by title."""
    if citation.number and directive.number:
        return same_number(citation.number, directive.number)
    return names_title(citation.title, directive)


def names_title(text: str, directive: Directive) -> bool:
    """Whether `text` holds the title of `directive`, or of what it hands down, without its organ."""
    if not _WHOLE_TITLE.search(directive.title):
        return False
    title, words = letters(directive.title), letters(text)
    issued = _ISSUED.search(directive.title)
    subjects = (title[max(title.find("关于"), 0) :], letters(issued["title"]) if issued else "")
    return any(len(subject) >= SHORTEST_TITLE and subject in words for subject in subjects)


def cites(text: str, directive: Directive, names: Iterable[str] = ()) -> bool:
    """Whether `text` cites `directive` by its title in 《》, by its 发文字号, or by one of its other `names`."""
    if directive.number and letters(directive.number) in letters(text):
        return True
    return any(name in text for name in names) or any(
        is_citation_of(citation, directive) for citation in find_citations(text)
    )


def mentions(document: Document, directive: Directive) -> bool:
    """Whether the paper's own words, its title among them, cite, forward or name `directive`."""
    if "转发" in document.title and names_title(document.title, directive):
        return True
    return any(
        cites(provision.text, directive)
        for provision in document_provisions(document)
        if provision.role is not Role.FORWARDED
    )


def numbered(directive: Directive, own: Sequence[Provision]) -> Directive:
    """`directive` with the 发文字号 under which the provisions `own` cite its title, where it has none itself."""
    if directive.number:
        return directive
    cited = (one for provision in own for one in find_citations(provision.text) if names_title(one.title, directive))
    return replace(directive, number=next((one.number for one in cited if one.number), ""))


def other_names(directive: Directive, own: Sequence[Provision]) -> frozenset[str]:
    """What the provisions `own` of a paper may call `directive`: the short name that they give it («《意见》»), and its
    organ with «通知» and the like.
    """
    return frozenset(_other_names(directive, own))


def _other_names(directive: Directive, own: Sequence[Provision]) -> Iterator[str]:
    organs = set(directive.issuer)
    if issued := _ORGAN_IN_TITLE.match(directive.title):
        organs.add(issued["organ"])
    for provision in own:
        text = provision.text
        if "《" not in text:
            continue
        yield from (f"《{name}》" for name, full in find_short_names(text).items() if is_citation_of(full, directive))
        for match in _ORGAN_BEFORE.finditer(text):
            cited = find_citations(text[match.end() - 1 :])
            if cited and is_citation_of(cited[0], directive):
                organs.add(match["organ"])
    yield from (f"{organ}{called}" for organ in organs for called in _CALLED)
