"""旧稿残留 of last year's paper: its year in a title or a task, and its 发文字号 in place of the new parent's."""

from __future__ import annotations

from collections.abc import Iterator

from wenjian.lint.parents import Parents, own_date, own_lines, place_of, without_titles
from wenjian.model.catalogue import found
from wenjian.model.document import Document
from wenjian.model.finding import Finding
from wenjian.text import patterns as re
from wenjian.text.citations import find_document_numbers
from wenjian.text.normal import letters

_EDITION = re.compile(r"\d{4}年?(?:修订|修正|\d{1,2}月版|版)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*(?=年|[—–~～至-]+\s*20\d{2}年)")
_LOOKS_BACK = re.compile(
    "总结|考核|通报|报告|表[彰扬]|决算|预算|审计|年[检报]|评[选估优先价定]|统计|述职|情况|资金|认定|公示|命名|核销|绩效|[清结]算"
    "|补[发报办贴助]|奖|回头看|整改|反馈|遗留|结转|发现|存在|未完成|标准|名单|学年|届"
)
"""Words of what is done in a year about the one before."""
_TASK = re.compile(
    r"(?:做好|抓好|抓实|办好|开展|推进|实施|部署|组织|启动|制定|编制|安排)[^，,。；;“”已曾]{0,6}?(?<!\d)(?P<year>20\d{2})年"
    r"(?!度|版|以来|以前|之前|前|[底末初]|\d|第?[一二三四]季度|[上下]半年|[至到—–~～-]|起|发生|建成|新增|[排检抽]?查|印发|出台|下[达发])"
    r"(?P<rest>[^，,。；;]{2,20})"
)
_GOAL = re.compile(
    r"(?:^|(?<=[，,。；;、.．）)]))(?P<year>20\d{2})年(?=[，,]?(?:全[省市县区旗乡镇]|我[省市县区旗乡镇]|计划|力争|确保|要))(?P<rest>[^，,。；;已了]{4,30})(?=[，,。；;])"
)
_OF_GOALS = re.compile("目标|任务|计划|安排")
_YEAR_OF_NUMBER = re.compile(r"〔(\d{4})〕")


def check_last_year(document: Document, parents: Parents) -> tuple[Finding, ...]:
    """WJ562 for a year before that of the paper in a title or in a task («做好2024年防汛工作»), WJ563 for an older
    发文字号 of the parent's organ in the basis of a paper that names the parent nowhere.

    What the parent says, and what by its nature looks back (考核, 总结, 资金 …), is right.
    """
    date = own_date(document) or parents.date
    years = _years_of_last_time(document, parents, date.year) if date else ()
    return tuple(dict.fromkeys((*years, *_older_basis(document, parents))))


def _years_of_last_time(document: Document, parents: Parents, year: int) -> Iterator[Finding]:
    for line in own_lines(document):
        if line.is_title:
            words = _EDITION.sub("", line.text)
            named = [int(one) for one in _YEAR.findall(words)]
            last = max(named, default=year)
            parent_titles = any(str(last) in paper.title for paper in parents.papers)
            if last < year and not _LOOKS_BACK.search(words) and not parent_titles:
                yield found("WJ562", place_of(document, line), quote=line.text, old=last, year=year)
            continue
        text = without_titles(line.text)
        goals = _GOAL.finditer(text) if any(map(_OF_GOALS.search, line.headings)) else ()
        for match in (*_TASK.finditer(text), *goals):
            old = int(match["year"])
            if old < year and not _LOOKS_BACK.search(match["rest"]) and not parents.say(f"{old}年{match['rest'][:2]}"):
                yield found("WJ562", place_of(document, line), quote=match[0], old=old, year=year)


def _older_basis(document: Document, parents: Parents) -> Iterator[Finding]:
    lines = list(own_lines(document))
    said = letters("".join(line.text for line in lines))
    names = [letters(name) for paper in parents.papers for name in (paper.number, _subject(paper.title)) if name]
    if any(name in said for name in names):
        return
    newest = {_code(paper.number): paper.number for paper in parents.papers if _YEAR_OF_NUMBER.search(paper.number)}
    for line in lines:
        if line.headings or line.is_title or line.column:
            continue
        for number in find_document_numbers(line.text):
            new = newest.get(_code(number))
            if new and _year(number) < _year(new) and not parents.say(number):
                yield found("WJ563", place_of(document, line), number=number, old=_year(number), parent=parents.name)


def _subject(title: str) -> str:
    return title[title.find("关于") :] if "关于" in title else title


def _code(number: str) -> str:
    return number.partition("〔")[0]


def _year(number: str) -> int:
    match = _YEAR_OF_NUMBER.search(number)
    return int(match[1]) if match else 0
