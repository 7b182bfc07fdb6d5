"""A duty's deadline as a table says it: with the time from which it comes back, the days listed with it, and the event
from which it counts. A term of a service is none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from wenjian.model.directive import Duty, Measure
from wenjian.model.vocabulary import MeasureKind
from wenjian.text.dates import day_of_month, next_of
from wenjian.text.numerals import parse_number
from wenjian.text.workdays import WorkCalendar

HORIZON = dt.timedelta(days=366)
"""How long recurring deadlines are listed one by one."""
_THIS_TURN = dt.timedelta(days=183)
"""How far ahead a month without a year may lie and be meant as the beginning; farther on it has passed."""

_SINCE = re.compile(
    r"(?:[自从]|(?<![\d年至到—~-]))(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?:份|(?P<day>\d{1,2})日)?(?:起|开始)(?!草)"
)
_FIRST_TIME = re.compile(
    r"(?:首次|第一次)[^，。；]{0,12}?(?P<words>(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|份)?)"
)
_SPAN = re.compile(
    r"(?<!每年)(?<!\d)(?:(?P<year>20\d\d)年)?(?<!\d)(?P<month>\d{1,2})月(?:份|(?P<day>\d{1,2})日)?(?:至|到|[-~—－]{1,2})"
    r"(?:(?P<next>次年)|(?P<last_year>20\d\d)年)?(?P<last>\d{1,2})月(?:份|底|末|(?P<last_day>\d{1,2})日)?(?:期间)?"
)
_PERIODS = frozenset({"每年", "每季度", "每月", "每旬", "每周"})
_LISTED_DAYS = r"(?:(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|[底末])[、和及])+"
_LISTED_MONTHS = r"(?<![\d件表第])(?:(?:20\d\d年)?\d{1,2}月?[底末]?[、和及])+"
_LISTED = re.compile(
    rf"(?P<yearly>每年)?(?P<days>{_LISTED_DAYS}(?:20\d\d年)?\d{{1,2}}月(?:\d{{1,2}}日(?:之前|以前|前)|[底末](?:之前|以前|前)?)"
    rf"|{_LISTED_MONTHS}(?:20\d\d年)?\d{{1,2}}月[底末](?:之前|以前|前)?)"
)
"""Days of which the last alone says that they are limits («7月15日、9月15日前»), months of which it alone says that
their ends are («6月、12月底前»).
"""
_LISTED_DAY = re.compile(r"(?:(?P<year>20\d\d)年)?(?<!\d)(?P<month>\d{1,2})(?:月(?P<day>\d{1,2})?|(?=[底末]?[、和及]))")
_WORKDAY = re.compile(
    r"每(?:个)?(?P<period>月|季|年)度?[初末底]?的?"
    r"(?:(?P<last>最[后末]一?个?)|(?:首个?|第?前?(?P<number>\d{1,2}|[一二两三四五六七八九十]{1,2})个?))工作日(?:之前|以前|之内|以内|前|内)?"
)
"""A working day of a month, a quarter or a year, the last or so many from its beginning."""
_ASIDE = re.compile(r"[（(]\s*$")
FROM_ISSUE = re.compile(
    r"(?:印发|发布|公布|下发|发文|实施|(?:收到|接到|接)(?:本|此|该|上级)?(?:《[^》]*》|通知|文件|方案|意见|指示|来文|之日|后)).{0,8}$"
)
"""Words before a term that counts from the paper itself."""
_FROM_EVENT = re.compile(
    r"(?:自|从|在|于)?(?P<event>[^，,。；;：:（）()自从在于]{2,20}?(?:之日起?|起|之?后|的))(?:应当|必须|须|应|要|的)?(?:在|于)?$"
)
_CASE = re.compile(r"(?:^|[，,。；;])(?P<case>[^，,。；;]{2,24}(?:的|后|时))[，,][^，,。；;]*$")
"""A clause before that says in which case («公示内容变动的，要在»)."""
_OF_THINGS = re.compile(r"[^，,。；;：:、]{0,12}?(?:的|者)(?=[\u4e00-\u9fff，,])")
_RHYTHM = re.compile(r"每(?:餐次|班|日|天|两?周|两?个?月|季度|半年|年)")
_OPEN_FOR = re.compile(
    r"(?P<often>每(?:日|天|周))(?:的?(?:开放|营业|运营|开馆|服务|供餐|值守|受理|接待)(?:时间|时长)?)?(?:应当?|要|须)?(?:累计|连续)?"
    r"(?:不(?:得)?(?:少于|低于)|至少|达到?|保持)?\s*[\d一二两三四五六七八九十]+(?:\.\d+)?个?(?:小时|天|日)"
)
"""How long something is open each day or week: a standard that goes on, and no day by which anything is to be done."""
_TERMS = frozenset({"年", "日", "天", "工作日", "小时", "个月", "周", "分钟"})


def is_term(measure: Measure) -> bool:
    """Whether a deadline is so much time and no day («5个工作日内»)."""
    return measure.kind is MeasureKind.DEADLINE and measure.unit in _TERMS


def is_rhythm(measure: Measure) -> bool:
    """Whether a deadline is a day that comes back («每月25日前»)."""
    return measure.kind is MeasureKind.DEADLINE and measure.unit in _PERIODS


def is_span(measure: Measure) -> bool:
    """Whether a deadline is a stretch of time («2026年8月至12月»)."""
    return measure.kind is MeasureKind.DEADLINE and _SPAN.search(measure.text) is not None


def window_words(text: str) -> str:
    """From when, or from when to when, something comes back, as a table says it; «» where `text` does not say."""
    if match := _FIRST_TIME.search(text):
        return f"自{match['words']}起"
    match = _SINCE.search(text) or _SPAN.search(text)
    return match[0] if match else ""


def window_of(text: str, issued: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day on which something that comes back may fall, for a paper issued on a day."""
    first, last = issued, None
    since = _FIRST_TIME.search(text) or _SINCE.search(text)
    if since is not None:
        first = _beginning(since, issued)
    elif (span := _SPAN.search(text)) is not None:
        begins = _beginning(span, issued)
        year = int(span["last_year"] or 0) or begins.year + bool(span["next"] or int(span["last"]) < begins.month)
        ends = day_of_month(year, int(span["last"]), int(span["last_day"] or 31))
        if ends >= issued:
            first, last = begins, ends
    first = max(first, issued)
    return first, last or first + HORIZON


def _beginning(match: re.Match[str], issued: dt.date) -> dt.date:
    """The day from which something comes back, without a year the next one; one half a year or more ahead has passed,
    and it comes back already.
    """
    month, day = int(match["month"]), int(match["day"] or 1)
    if match["year"]:
        return day_of_month(int(match["year"]), month, day)
    following = next_of(issued, month, day)
    return following if following - issued < _THIS_TURN else issued


def listed_days(text: str, issued: dt.date) -> tuple[str, tuple[dt.date, ...], bool]:
    """Several days that `text` lists as limits («7月15日、9月15日前»): its words, the days from the paper's own on, and
    whether they come back every year; («», (), False) where there is no list.
    """
    match = _LISTED.search(text)
    if match is None:
        return "", (), False
    days: list[dt.date] = []
    for one in reversed(list(_LISTED_DAY.finditer(match["days"]))):
        year, month, day = int(one["year"] or 0), int(one["month"]), int(one["day"] or 31)
        if not 1 <= month <= 12:
            return "", (), False
        if not year and not days:
            year = next_of(issued, month, day).year
        elif not year:
            year = days[0].year - (day_of_month(days[0].year, month, day) > days[0])
        days.insert(0, day_of_month(year, month, day))
    return match[0], tuple(day for day in days if day >= issued), bool(match["yearly"])


def listed_with(words: str, text: str) -> str:
    """`words`, a day in `text`, with the days that are listed beside it («9月15日前» → «7月15日、9月15日前»)."""
    match = _LISTED.search(text)
    return match[0] if match and words and words in match[0] else words


def workday_words(text: str) -> str:
    """The working day of a period by which something is due («每月最后一个工作日前»); «» where `text` names none."""
    match = _WORKDAY.search(text)
    return match[0] if match else ""


def workdays(words: str, window: tuple[dt.date, dt.date], days: WorkCalendar) -> tuple[dt.date, ...]:
    """The days within a window that `words` of a working day mean."""
    match = _WORKDAY.fullmatch(words)
    if match is None:
        return ()
    length = {"月": 1, "季": 3, "年": 12}[match["period"]]
    first, last = window
    months = [(year, month) for year in range(first.year, last.year + 1) for month in range(1, 14 - length, length)]
    found = (_workday(match, day_of_month(year, month, 1), length, days) for year, month in months)
    return tuple(day for day in found if first <= day <= last)


def _workday(match: re.Match[str], begin: dt.date, length: int, days: WorkCalendar) -> dt.date:
    """The working day that is meant, of a period of so many months."""
    if match["last"]:
        year, month = divmod(begin.year * 12 + begin.month - 1 + length, 12)
        return days.shifted(dt.date(year, month + 1, 1), -1)
    number = parse_number(match["number"]) if match["number"] else 1
    return days.shifted(begin - dt.timedelta(days=1), int(number or 1))


def first_deadline(measures: Iterable[Measure], text: str) -> Measure | None:
    """The first day by which something is to be done, else the first term that is no aside («存放（3日内）») and does
    not run to an event that is not named («提前10日»).
    """
    by = [one for one in measures if not one.begins]
    days = _own(by, text)
    terms = (one for one in by if _counted(one.text, text))
    return days[0] if days else next(terms, None)


def deadline_words(duty: Duty) -> str:
    """The deadline of a duty as a table says it; «» where it has none, or only a term of a service («存放（3日内）»).

    Several are all told («5月底前、8月底前»); a day goes before a term («一般问题15日内，复杂问题11月30日前»), and a
    day that comes back before the stretch of time in which it does. With a term it is told how often the duty is done
    («每月；发现问题的，5个工作日内»).
    """
    dated = [one for one in duty.measures if one.kind is MeasureKind.DEADLINE and not one.begins]
    if not dated:
        return duty.deadline or workday_words(duty.text)
    terms = "、".join(_terms(dated, duty.text))
    return "、".join(own_days(duty)) or (terms and "；".join(filter(None, ("、".join(rhythms(duty)), terms))))


def rhythms(duty: Duty) -> tuple[str, ...]:
    """How often a duty is done («每周», «每日、每半年»); not how long something is open («每天不少于8小时»)."""
    often = [one.text for one in duty.measures if one.kind is MeasureKind.FREQUENCY]
    words = [word for text in often for word in _RHYTHM.findall(text)]
    for word in (match["often"] for match in _OPEN_FOR.finditer(duty.text)):
        if word in words:
            words.remove(word)
    return tuple(dict.fromkeys(words))


def is_open_for(duty: Duty) -> bool:
    """Whether a duty says how long something is open («每周开放时间不少于6天»)."""
    return _OPEN_FOR.search(duty.text) is not None


def _terms(dated: Iterable[Measure], text: str) -> Iterator[str]:
    """The terms with what they count from; what several count from is told once."""
    counted = [words for one in dated if (words := _counted(one.text, text))]
    case = counted[0].partition("，")[0] + "，" if counted and "，" in counted[0] else ""
    yield from dict.fromkeys(words if not number else words.removeprefix(case) for number, words in enumerate(counted))


def own_days(duty: Duty) -> tuple[str, ...]:
    """The days by which the duty is to be done, as a table says them, each once."""
    dated = [one for one in duty.measures if one.kind is MeasureKind.DEADLINE and not one.begins]
    found = dict.fromkeys(_day_words(one, duty.text) for one in _own(dated, duty.text))
    return tuple(words for words in found if not any(words != other and words in other for other in found))


def _own(dated: Iterable[Measure], text: str) -> list[Measure]:
    """Of measures of time the days by which something is to be done: no term, not the stretch of time in which a day
    comes back, and not what tells which things are meant.
    """
    days = [one for one in dated if not is_term(one)]
    if any(map(is_rhythm, days)):
        days = [one for one in days if not is_span(one)]
    return [one for one in days if not _tells_which(one.text, text)] or days[:1]


def _day_words(measure: Measure, text: str) -> str:
    words = listed_with(measure.text.removeprefix("于").removeprefix("在"), text)
    window = window_words(text) if is_rhythm(measure) else ""
    return words if window in words else f"{window}{words}"


def _tells_which(day: str, text: str) -> bool:
    """Whether a day tells which things are meant («2025年底前建成的站点»), and not by when."""
    behind = text.partition(day)[2]
    return _OF_THINGS.match(behind) is not None


def _counted(term: str, text: str) -> str:
    """A term with the event or the case from which it counts, where that is not the paper; «» of one in brackets and of
    one before an event that is not named («提前10日»).
    """
    before = text[: text.find(term)] if term in text else ""
    if _ASIDE.search(before) or (term.startswith("提前") and not _CASE.search(before)):
        return ""
    if FROM_ISSUE.search(before) or not before:
        return term
    if (event := _FROM_EVENT.search(before)) is not None:
        return event["event"].removesuffix("的") + term
    case = _CASE.search(before)
    return f"{case['case']}，{term}" if case else term
