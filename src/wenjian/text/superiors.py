"""Papers of several superiors: from which level of government each comes (国, 省, 市, 县), how it is called in a
table or in a basis, and whether two are the same paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from wenjian.model.directive import Directive, Duty, DutySource, SourcePaper
from wenjian.text import patterns as re
from wenjian.text.citations import same_number
from wenjian.text.normal import bracketed, letters, shorten

_NATIONAL = re.compile(
    r"^(?:中共中央|中央|国务院|全国|国家|最高人民|中华|[^省市县区州旗乡镇街]{2,9}部(?:办公厅|$)|[^省县区州旗]{2,12}(?:总局|总署))"
)
_PLACE = re.compile(
    r"^.*?(?:特别行政区|自治区|自治州|自治县|省|市(?!场|容|政[^府])|州|盟|地区|县|旗|(?<!社)区(?!域|划|块)|乡(?!村|镇|建设|规划)"
    r"|(?<!乡)镇(?!化|管理|建设)|街道)"
)
_LEVELS = (
    ("省", re.compile(r"(?:省|(?<!民族)自治区|特别行政区)$")),
    ("乡镇", re.compile(r"(?:乡|镇|街道)$")),
    ("县", re.compile(r"(?:县|旗|(?<!地)区)$")),
    ("市", re.compile(r"(?:市|州|盟|地区)$")),
)
_CODE_NATIONAL = re.compile(r"^(?:国发|国办|国函|中发|中办|厅字|民发|民函|民办|国[^〔]{0,6}发)")
_TITLE_ORGAN = re.compile(r"^(?P<organ>[^《]{2,40}?)(?:关于|印发|转发|批转)")
_SHORT_NAME = 14


def level_word(organ: str) -> str:
    """国, 省, 市, 县 or 乡镇 for the name of an organ («东海省民政厅» is 省); «» where the name does not tell."""
    if _NATIONAL.match(organ):
        return "国"
    rest, word = organ, ""
    while match := _PLACE.match(rest):
        word = next((level for level, ends in _LEVELS if ends.search(match[0])), word)
        rest = rest[match.end() :]
    return word


def paper_level(paper: SourcePaper) -> str:
    """The level of the organ that issued `paper`: by its name, else by the title, else by the 发文字号."""
    organs = [*paper.issuer]
    if match := _TITLE_ORGAN.match(paper.title):
        organs.append(match["organ"])
    words = (level_word(organ) for organ in organs)
    return next((word for word in words if word), "国" if _CODE_NATIONAL.match(paper.number) else "")


def paper_names(papers: Sequence[SourcePaper]) -> dict[str, str]:
    """How each paper is called in a table, by its `name`: its level where no other has the same, else its 发文字号,
    else its title cut short.
    """
    words = [paper_level(paper) for paper in papers]
    known = Counter(words)
    return {
        paper.name: word if word and known[word] == 1 else paper.number or shorten(paper.title, _SHORT_NAME)
        for paper, word in zip(papers, words, strict=True)
    }


def listed(papers: Iterable[SourcePaper]) -> str:
    """«《标题》（字号）、《标题》（字号）» as a basis names them, in their order."""
    return "、".join(titled(paper) for paper in papers)


def titled(paper: SourcePaper) -> str:
    """«《标题》（字号）», the 《》 within the title as 〈〉 (GB/T 15834-2011)."""
    title = paper.title.replace("《", "〈").replace("》", "〉")
    return f"《{title}》" + (f"（{paper.number}）" if paper.number else "")


def same_paper(one: Directive | SourcePaper, other: Directive | SourcePaper) -> bool:
    """Whether two are the same paper: by 发文字号 where both have one, else by their words, else by title and date."""
    if one.number and other.number:
        return same_number(one.number, other.number)
    if one.fingerprint and one.fingerprint == other.fingerprint:
        return True
    return bool(one.title) and (letters(one.title), one.date) == (letters(other.title), other.date)


def newer_version(old: Directive | SourcePaper, new: Directive | SourcePaper) -> bool:
    """Whether `new` is issued anew under another number or date in place of `old`: same title, same organ."""
    same = bool(old.title) and letters(old.title) == letters(new.title) and old.issuer == new.issuer
    return same and not same_paper(old, new)


def source_line(duty: Duty, names: Mapping[str, str]) -> str:
    """«国：二、（三）；省：第四条（提前至6月底前）»: where each level asks for a duty and what it changes; `names` as
    `paper_names` gives them.
    """
    return "；".join(_source_words(source, names) for source in duty.sources)


def where_asked(duty: Duty, names: Mapping[str, str]) -> str:
    """Where a duty stands; in a list of several parents with the paper whose words it has («国：二、（三）»)."""
    if not duty.sources or not names:
        return duty.where
    name = names.get(duty.sources[-1].paper, duty.sources[-1].paper)
    return f"{name}：{duty.where or '正文'}"


def _source_words(source: DutySource, names: Mapping[str, str]) -> str:
    where = source.where.rstrip("、") or "正文"
    return f"{names.get(source.paper, source.paper)}：{where}{bracketed(source.change)}"


def change_lines(duty: Duty, names: Mapping[str, str]) -> str:
    """What each level adds or changes, one level a line («市：增加：建立台账»)."""
    changed = (source for source in duty.sources if source.change)
    return "\n".join(f"{names.get(source.paper, source.paper)}：{source.change}" for source in changed)
