"""旧稿残留 in dates: a day that the plan sets and that lies before the paper itself.

Only a date that is set for something is judged: a deadline, a goal, a phase, a day from which the paper is in force.
Right is what tells of the past (自2021年以来, 2024年底前已建成, 2000年底以前建成的小区) and what the parent says.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from wenjian.lint.parents import Parents, after, before, own_date, own_lines, place_of, without_titles
from wenjian.model.catalogue import found
from wenjian.model.document import Document
from wenjian.model.finding import Finding
from wenjian.text import patterns as re
from wenjian.text.dates import FoundDate, Precision, find_dates, format_date
from wenjian.text.normal import fold_in_place
from wenjian.text.numerals import parse_numeral
from wenjian.text.walk import Line

_CLAUSE_END = re.compile(r"[，,。；;：:！!？?（()）]")
_SENTENCE_END = re.compile("[。；;！!？?]")
_PART = r"(?:年?[底末初]|年终|上旬|中旬|下旬|份|[上下]半年|第?[一二三四1-4]季度)?"
_UNTIL = re.compile(rf"^{_PART}(?:之?前|以前|止|为止)")
_SAID_WITH = re.compile(rf"{_PART}(?:之?前|以前|止|为止)?")
_GOAL = re.compile("达到|实现|建成|完成|覆盖|提高|提升|降[至到低]|力争|确保|全面|不低于|不少于|以上|基本|形成")
_IN_FORCE = re.compile(
    r"本(?:方案|通知|办法|细则|意见|规定|预案|制度|计划|标准)[^，,。；;]{0,4}[自从]$|有效期限?(?:至|到)$"
)
_DEMAND = re.compile("要(?![求素点])|应(?![急对用])|须|务必|报送|上报|完成|落实")
_PHASE = re.compile(r"(?:阶段|步骤|环节)\s*[（(：:，,][^）)。；;]{0,16}$")
"""Words before the dates of a phase."""
_ROW_END = re.compile(r"[\s　]$")
_DEADLINE_COLUMN = re.compile("时限|期限|完成时间|时间节点|截止")
_JOINS = r"\s*(?:至|到|—+|–|―+|─+|-+|~|～)\s*"
_TO = re.compile(rf"^{_PART}{_JOINS}")
_TO_DATE = re.compile(r"(?<![\d年月日号底末初旬份])[到至]$")
_SHORT_END = re.compile(
    r"^(?:(?P<month>1[0-2]|0?[1-9])\s*月(?:\s*(?P<day>\d{1,2})\s*[日号]?)?|(?P<only>\d{1,2})\s*[日号])"
)

_PAST_BEFORE = re.compile(r"(?:已|曾|截[至止]|较|比|与|同)(?:经|到|于|在|至)?$")
_PAST_AFTER = re.compile(
    r"^[底末初]?(?:以来|期间|间|年度)|(?<![成展好对将把织查])已|曾|仍|尚|未(?!成年|保|来)|没有|同期|相比|不再|(?<![为除])了(?![解如结])"
)
"""Words of what is over; «完成已建库棚核查» sets something, and only tells of what it is about."""
_PAST_ACTS = (
    "建成|建造|建设|出生|办理|参加|取得|登记|入住|竣工|开工|投入|投用|投产|批准|立项|签订|形成|发生|成立|设立|注册|认定"
    "|纳入|享受|退休|死亡|拆除|安装|购买|购置|印发|出台|发布|下发|颁布|公布|修订|制定|施行|实施|录用|毕业|退役|开办|运营|备案|审批"
)
_ATTRIBUTE = re.compile(
    rf"^{_PART}(?:之?前|以前|止)?(?:依法|经)?(?:{_PAST_ACTS})[^，,。；;]{{0,14}}[的、]|^{_PART}(?:之?前|以前)的"
    rf"|^{_PART}以前(?:{_PAST_ACTS})|^{_PART}(?:之?前|以前)?(?:年?满|不满|出生|死亡)"
)
_YEARLESS = re.compile(
    r"(?<![\d年、—~～至到./·一二三四五六七八九十-])(?:今年|本年|当年)?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
    r"(?:(?P<day>\d{1,2})[日号]|份|上旬|中旬|下旬|[初底末])?(?:之?前|以前)"
)
_OTHER_YEAR = re.compile("每|次年|翌年|明年|来年|下年|下一年|历年|去年|上年|往年|逐年|学年")
_YEARS_KEPT = 5
"""Nobody works on a paper that is older: a date farther back than this tells of the past."""
_FARTHEST_BACK = dt.timedelta(days=183)
"""A month and day without a year that lie farther back than this are taken to be the next year's."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A date, or a period, in a line: where it ends, the words of its clause before and after it, and the last day that
    it can mean.
    """

    end: int
    before: str
    after: str
    last: dt.date


def check_dates(document: Document, parents: Parents) -> tuple[Finding, ...]:
    """WJ561 for each date set for something that lies before 成文日期; before the parent's date where the paper has
    none. Of a month or a year the last day counts. Without any date to measure by nothing is found.
    """
    own = own_date(document)
    standard = own or parents.date
    if standard is None:
        return ()
    findings = []
    for line in own_lines(document):
        if line.is_title:
            continue
        text = without_titles(line.text)
        passed = (*_dated(text, line, standard), *_yearless(text, line, document, standard))
        for start, end in sorted(passed):
            until = _SAID_WITH.match(after(text, end))
            quote = text[start:end] + (until[0] if until else "")
            if parents.say(quote):
                continue
            year = find_dates(quote)
            if own is None:
                basis = f"上级文件日期{format_date(standard)}（本文没有成文日期）"
            elif year and year[0].date.year < standard.year:
                basis = f"成文年份{standard.year}年"
            else:
                basis = f"成文日期{format_date(standard)}"
            findings.append(found("WJ561", place_of(document, line), quote=quote, basis=basis))
    return tuple(dict.fromkeys(findings))


def years_of(text: str) -> tuple[int, ...]:
    """The years of the dates in `text`."""
    return tuple(date.date.year for date in find_dates(text))


def _dated(text: str, line: Line, standard: dt.date) -> Iterator[tuple[int, int]]:
    """The ranges of the dates with a year that are set for something and have passed."""
    for date in find_dates(text):
        said = _said(text, date)
        if said is None or said.last >= standard or said.last.year < standard.year - _YEARS_KEPT:
            continue
        if _tells_of_the_past(said):
            continue
        sentence = _sentence(text, date.start)
        is_set = (
            _UNTIL.match(said.after)
            or _DEADLINE_COLUMN.search(line.column)
            or _IN_FORCE.search(said.before)
            or _PHASE.search(before(text, date.start))
            or (_TO_DATE.search(said.before) and _GOAL.search(sentence))
            or (said.before.endswith(("于", "在")) and _DEMAND.search(sentence))
            or (_ROW_END.search(said.before) and said.after in {"底", "末"})
        )
        if is_set:
            yield date.start, said.end


def _said(text: str, date: FoundDate) -> _Said | None:
    """The date as it is used; None for the first one of a period whose end is judged by itself, or is not known."""
    end, last = date.end, _last_day(date)
    rest = after(text, end)
    if joined := _TO.match(rest):
        short = _SHORT_END.match(rest[joined.end() :])
        if short is None:
            return None
        day = _day(date.date.year, int(short["month"] or date.date.month), int(short["day"] or short["only"] or 0))
        if day is None:
            return None
        end, last = end + joined.end() + short.end(), day
    return _Said(end, _clause_before(text, date.start), _clause_after(text, end), last)


def _tells_of_the_past(said: _Said) -> bool:
    return bool(_PAST_BEFORE.search(said.before) or _PAST_AFTER.search(said.after) or _ATTRIBUTE.match(said.after))


def _yearless(text: str, line: Line, document: Document, standard: dt.date) -> Iterator[tuple[int, int]]:
    """The ranges of deadlines without a year (5月底前) that have passed within the last half year.

    Where title, headings or line speak of a coming year, or the sentence of every year, they may be that year's.
    """
    context = (document.title, *line.headings, text)
    if any(year > standard.year for words in context for year in years_of(words)):
        return
    for match in _YEARLESS.finditer(fold_in_place(text)):
        last = _day(standard.year, parse_numeral(match["month"]) or 0, int(match["day"] or 0))
        if last is None or not dt.timedelta(0) < standard - last <= _FARTHEST_BACK:
            continue
        if _OTHER_YEAR.search(_sentence(text, match.start())):
            continue
        rest = f"前{_clause_after(text, match.end())}"
        if not _tells_of_the_past(_Said(match.end(), _clause_before(text, match.start()), rest, last)):
            yield match.start(), match.end()


def _last_day(date: FoundDate) -> dt.date:
    """The last day that a date of its precision can mean."""
    month = 12 if date.precision is Precision.YEAR else date.date.month
    day = date.date.day if date.precision is Precision.DAY else 0
    return _day(date.date.year, month, day) or date.date


def _day(year: int, month: int, day: int) -> dt.date | None:
    """The day, the last one of its month for day 0; None where there is no such day."""
    try:
        return dt.date(year, month, day or calendar.monthrange(year, month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None


def _sentence(text: str, at: int) -> str:
    return _SENTENCE_END.split(before(text, at))[-1] + _SENTENCE_END.split(after(text, at))[0]


def _clause_before(text: str, at: int) -> str:
    return _CLAUSE_END.split(before(text, at))[-1]


def _clause_after(text: str, at: int) -> str:
    return _CLAUSE_END.split(after(text, at))[0]
