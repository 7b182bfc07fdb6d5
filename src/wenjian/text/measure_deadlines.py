"""Measures of time: by when, by the calendar or by an event."""

from __future__ import annotations

import calendar
import re

from wenjian.model.vocabulary import Comparator, MeasureKind
from wenjian.text.cue import Cue
from wenjian.text.measure_words import HAN, NUMBER, Answer, Reading, number
from wenjian.text.numerals import parse_numeral

_YEAR = r"(?P<year>(?:19|20)\d{2}|[一二][〇零○一二三四五六七八九]{3})\s?年"
_MONTH = rf"(?P<month>\d{{1,2}}|{HAN}{{1,3}})\s?月份?"
_DAY = rf"(?P<day>\d{{1,2}}|{HAN}{{1,3}})\s?[日号]"
_BEFORE = r"(?:(?:上午|下午|晚上?|中午)?\d{1,2}\s?(?:[时点]|[：:]\d{2}(?:分)?)\s?)?(?:之前|以前|前|内|止|为止)"
_END_OF = r"(?P<end>底|末)"
_COMMON_YEAR, _LEAP_YEAR = 2023, 2024
"""Years that stand in where none is written: 2月 ends on the 28th, though it may have a 29th."""


def _read_calendar(match: re.Match[str]) -> Answer | None:
    groups = match.groupdict()
    year = parse_numeral(groups["year"]) if groups.get("year") else None
    month = parse_numeral(groups["month"]) if groups.get("month") else None
    day = parse_numeral(groups["day"]) if groups.get("day") else None
    if not (year or month):
        return None
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    if groups.get("from") is not None:
        first = f"{month or 1:02}-{day or 1:02}"
        return (MeasureKind.DEADLINE, f"{year}-{first}" if year else first, "", Comparator.AT_LEAST)
    unit = "每年" if not year and match[0].startswith("每") else ""
    return (MeasureKind.DEADLINE, _last_day(year, month, day), unit, Comparator.AT_MOST)


def _last_day(year: int | None, month: int | None, day: int | None) -> str:
    """The ISO date of the last day meant, of a month that has no such day its last one («6月31日»); without a year only
    month and day («06-30»).
    """
    month = month or 12
    last = calendar.monthrange(year or _COMMON_YEAR, month)[1]
    longest = calendar.monthrange(year or _LEAP_YEAR, month)[1]
    text = f"{month:02}-{min(day or last, longest):02}"
    return f"{year}-{text}" if year else text


_UNTIL = Cue(
    rf"(?:于|在)?(?<![\d第个])(?:{_YEAR}(?:年(?=底|末))?\s?)?(?:{_MONTH}\s?(?:{_DAY})?)?"
    rf"(?:{_END_OF}(?:{_BEFORE})?|{_BEFORE})"
)
_EVERY_YEAR_UNTIL = Cue(rf"每年(?:的)?{_MONTH}\s?(?:{_DAY})?(?:{_END_OF})?(?:{_BEFORE})")
_EVERY_YEAR_ON = Cue(rf"每年(?:的)?{_MONTH}\s?{_DAY}(?![前以之止内]|至|到|[-~－—]|\s?\d)")
"""A day of every year («每年5月19日»)."""
_TO = Cue(rf"(?:最迟)?(?:到|至)\s?{_YEAR}(?:\s?{_MONTH}(?:\s?{_DAY})?)?{_END_OF}?(?:{_BEFORE})?(?!度)")
_NOT_AFTER = Cue(
    rf"(?:(?:不得|不)(?:迟|晚)于|最迟|最晚|截止(?:时间|日期|日)?(?:为|是|:|到|至|于)?|截至)"
    rf"(?:{_YEAR}\s?)?{_MONTH}\s?(?:{_DAY})(?:{_BEFORE})?"
)
_FROM = Cue(rf"(?P<from>自|从){_YEAR}\s?(?:{_MONTH}\s?(?:{_DAY})?)?(?:开始|起)")
_FROM_MONTH = Cue(rf"(?P<from>(?:自|从)?)(?<![\d年至到—~-])(?:{_YEAR}\s?)?{_MONTH}\s?(?:{_DAY})?(?:开始|起)(?!草)")
_QUARTER_END = Cue(rf"(?<!\d)(?:{_YEAR}\s?)?(?:第)?(?P<quarter>[一二三四1-4])季度(?:{_END_OF}(?:{_BEFORE})?|{_BEFORE})")


def _read_quarter_end(match: re.Match[str]) -> Answer:
    year = parse_numeral(match["year"]) if match["year"] else None
    quarter = parse_numeral(match["quarter"]) or 4
    return (MeasureKind.DEADLINE, _last_day(year, 3 * quarter, None), "", Comparator.AT_MOST)


_FIVE_YEARS = Cue(r"“?十(?P<plan>[三四五六七])五”?(?:规划)?(?:期末|末期|末)")
"""The end of a five-year plan («“十四五”期末»): the tenth ended in 2005."""


def _read_five_years(match: re.Match[str]) -> Answer:
    year = 2005 + 5 * (parse_numeral(match["plan"]) or 0)
    return (MeasureKind.DEADLINE, f"{year}-12-31", "", Comparator.AT_MOST)


_YEAR_END = Cue(
    r"(?:今年|本年|当年|每年)?年(?:底|末)(?:之?前|以前)?|(?:今|本|每)年(?:底|末)(?:之?前|以前)?"
    r"|(?:今|本|当)年(?:年)?内|(?:(?<![\u4e00-\u9fff\d])|(?<=[在于])|(?<=力争)|(?<=确保))年内(?!部)"
)
_HALF_YEAR = Cue(r"(?:(?P<year>20\d{2})年|今年|本年)?上半年(?:底)?(?:前|内)?")


def _read_year_end(match: re.Match[str]) -> Answer | None:
    if re.search(r"\d\s?$", match.string[max(0, match.start() - 2) : match.start()]):
        return None
    return (MeasureKind.DEADLINE, "12-31", "每年" if match[0].startswith("每") else "", Comparator.AT_MOST)


def _read_half_year(match: re.Match[str]) -> Answer:
    year = int(match["year"]) if match["year"] else None
    return (MeasureKind.DEADLINE, _last_day(year, 6, None), "", Comparator.AT_MOST)


_MONTHLY_UNTIL = Cue(
    rf"每(?P<period>月|季度?|周|星期|天|日|旬)(?:第[一二三]个月|首月|次月|末月|最后一个月)?(?P<count>\d{{1,2}}(?!\d)|{HAN}{{1,3}})?"
    rf"(?:(?=(?:上午|下午|中午|晚上?)(?:\d{{1,2}}|{HAN}{{1,3}})[点时:：])|(?P<mark>日|号|时|点)?(?:上午|下午|中午)?(?:下班)?(?:{_BEFORE})|(?P<end>底|末)(?:{_BEFORE})?)"
)


def _read_monthly(match: re.Match[str]) -> Answer | None:
    if not match["count"] and not match["end"]:
        return None
    if match["period"] in "天日" and match["mark"] in {"时", "点"}:
        return None  # a time of day
    period = {"季": "季度", "星期": "周", "日": "天"}.get(match["period"], match["period"])
    return (MeasureKind.DEADLINE, number(match["count"] or ""), f"每{period}", Comparator.AT_MOST)


_THIS_MONTH = Cue(
    r"(?:(?:不得|不)(?:迟|晚)于|最迟(?:不晚于|不迟于)?|最晚(?:不超过)?)?(?P<which>本月|当月|下个?月)(?P<day>\d{1,2})\s?[日号](?:之?前|以前)?"
    r"|(?P<which_>本月|当月)(?:底|末)(?:之?前|以前)?|(?<![\u4e00-\u9fff\d])(?P<which__>月)(?:底|末)(?:之?前|以前)"
)
"""A day of this month or the next («不晚于本月25日»), or its end («本月底前»)."""


def _read_this_month(match: re.Match[str]) -> Answer:
    which = match["which"] or match["which_"] or "本月"
    return (MeasureKind.DEADLINE, match["day"] or "", which.replace("个", ""), Comparator.AT_MOST)


_SAME_DAY = Cue(r"(?:当日|当天|当晚|次日|下班前|当月|次月\d{1,2}日前)(?:内|之内)?")
_FROM_NEXT = Cue(r"(?:自|从)?(?:(?:次|下个?|翌)(?:年度|年|学期|季度|月|周|日)|即日)(?:\d{1,2}日)?(?:开始|起)")
_EVENTS = (
    r"春节|元旦|小年|除夕|元宵节?|清明节?|五一|劳动节|端午节?|七夕节?|中元节?|中秋节?|国庆节?|重阳节?|寒衣节?|下元节?|冬至节?|腊八节?"
    r"|妇女节|儿童节|建军节|教师节|老年节|敬老节|助残日|[双两]节|节假?日|汛期|入汛|入冬|入夏|冬季|夏季|开学|放假"
    r"|(?<![\u4e00-\u9fff])节|(?<=[在于])节"
)
"""节 alone is the festival known from before («，节前完成»); behind other words it ends a name that is not read."""
_BEFORE_EVENT = Cue(
    rf"(?:每年|今年)?(?:{_EVENTS})(?:(?:[、和及与]|以及)(?:{_EVENTS}))*(?:来临|到来)?(?:之前|以前|前(?![后夕期往来]))"
)


def _read_same_day(match: re.Match[str]) -> Answer:
    return (MeasureKind.DEADLINE, "", match[0], Comparator.AT_MOST)


def _read_from_next(match: re.Match[str]) -> Answer:
    return (MeasureKind.DEADLINE, "", match[0], Comparator.AT_LEAST)


_FROM_EVENT = Cue(r"自?[\u4e00-\u9fff]{2,10}?之日起(?!至|到|[^，。；,;]{0,2}[\d一二三四五六七八九十半两])")
"""From an event on («自登记之日起»); with a term behind it, that term is the measure («自登记之日起15日内»)."""
_IN_YEAR = Cue(
    r"(?<![\u4e00-\u9fff\d])(?P<year>20\d{2})年(?=[，,]?(?:全[省市县区][^，。；,;]{0,6}?)?(?:开工|完成|新增|新建|新改|改造|建成|培训))"
)
"""The year of a task («2026年，全县新改造…»)."""


def _read_in_year(match: re.Match[str]) -> Answer:
    return (MeasureKind.DEADLINE, _last_day(int(match["year"]), None, None), "", Comparator.AT_MOST)


_THIRD = Cue(rf"(?:{_YEAR}\s?)?{_MONTH}(?P<third>上旬|中旬|下旬)(?:之?前|以前|底)?")


def _read_third(match: re.Match[str]) -> Answer | None:
    year = parse_numeral(match["year"]) if match["year"] else None
    month = parse_numeral(match["month"])
    if month is None or not 1 <= month <= 12:
        return None
    day = {"上旬": 10, "中旬": 20}.get(match["third"])
    return (MeasureKind.DEADLINE, _last_day(year, month, day), "", Comparator.AT_MOST)


_ON_DAY = Cue(
    rf"(?:(?<=[，。；：、,;是于在])|^)(?P<from>(?:\d{{1,2}})\s?月\s?\d{{1,2}}\s?[日号](?:至|到|[-~－—]{{1,2}}))?{_MONTH}\s?{_DAY}"
    r"(?![前以之止内、印发召会]|至|到|起|\s?\d)"
)
"""A day or a span of days in the coming year on which the act falls («9月1日在…举行»)."""


def _read_on_day(match: re.Match[str]) -> Answer | None:
    month, day = parse_numeral(match["month"]), parse_numeral(match["day"])
    if month is None or day is None or not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    every_year = "每年" if match[0].startswith("每年") else ""
    return (MeasureKind.DEADLINE, f"{month:02}-{day:02}", every_year, Comparator.EQUAL)


_SPAN = Cue(
    rf"(?<![\d年月])(?P<first>(?:(?P<first_year>(?:19|20)\d{{2}})\s?年\s?)?(?P<first_month>\d{{1,2}})\s?月\s?(?:\d{{1,2}}\s?日|[底末初]|[上中下]旬)?)"
    rf"\s?(?:至|到|[-~－—]{{1,2}})\s?(?:{_YEAR}\s?)?(?:(?P<month>\d{{1,2}})\s?月\s?)?(?:(?P<day>\d{{1,2}})\s?日|(?<=月){_END_OF})(?!印)"
)
"""The days from one to another on which the act falls («7月8日至10日», «2026年3月1日—5月31日»)."""


def _read_span(match: re.Match[str]) -> Answer | None:
    year = parse_numeral(match["year"] or match["first_year"] or "")
    month, day = int(match["month"] or match["first_month"]), int(match["day"] or 0)
    if year and not match["year"] and month < int(match["first_month"]):
        year += 1
    if not 1 <= month <= 12 or not 0 <= day <= calendar.monthrange(year or 2024, month)[1]:
        return None
    return (MeasureKind.DEADLINE, _last_day(year, month, day), "", Comparator.EQUAL)


_MONTHS = Cue(
    rf"(?P<yearly>每年)?(?:{_YEAR}\s?)?(?<![\d第])(?P<first>\d{{1,2}}|{HAN}{{1,3}})\s?(?:月份?)?\s?(?:至|到|[-~－—]{{1,2}})"
    rf"\s?(?:(?P<next>次年|翌年)|(?P<last_year>(?:19|20)\d{{2}})\s?年)?\s?{_MONTH}(?![\d底末初上中下前以之内]|\s?{HAN}{{1,3}}[日号])"
)
"""The months in which the act falls («7月至10月», «每年11月至次年3月»)."""


def _read_months(match: re.Match[str]) -> Answer | None:
    first, month = parse_numeral(match["first"]), parse_numeral(match["month"])
    if first is None or month is None or not (1 <= first <= 12 and 1 <= month <= 12):
        return None
    year = parse_numeral(match["last_year"] or match["year"] or "")
    if year and not match["last_year"] and (match["next"] or month < first):
        year += 1
    return (MeasureKind.DEADLINE, _last_day(year, month, None), match["yearly"] or "", Comparator.EQUAL)


_CLOCK = Cue(
    rf"(?P<half>上午|下午|晚上?|凌晨|中午|早上?)(?P<hour>\d{{1,2}}|{HAN}{{1,3}})(?:[：:](?P<minute>\d{{2}})分?|[时点]钟?(?P<thirty>半|30分)?)"
    r"(?:之前|以前|前)"
    r"|(?<![\d:：])(?P<hour_>[01]?\d|2[0-4])(?:[：:](?P<minute_>[0-5]\d)|[时点](?P<thirty_>半|30分)?)(?:之前|以前|前)"
)
"""The time of day by which something is to be done («下午4点前»)."""
_NOON = 12


def _read_clock(match: re.Match[str]) -> Answer | None:
    hour = parse_numeral(match["hour"] or match["hour_"])
    minute = int(match["minute"] or match["minute_"] or (30 if match["thirty"] or match["thirty_"] else 0))
    if hour is None:
        return None
    if match["half"] in {"下午", "晚", "晚上"} and hour < _NOON:
        hour += _NOON
    if hour > 2 * _NOON:
        return None
    return (MeasureKind.DEADLINE, f"{hour:02}:{minute:02}", "时刻", Comparator.AT_MOST)


_IN_BRACKETS = Cue(rf"(?<=[（(])(?:{_YEAR}\s?)?{_MONTH}\s?{_DAY}(?=[）)][。；;]?$)")
"""The day of a row of a table, behind its words (`text.rows.with_deadline`)."""

_AHEAD_OF = Cue(
    rf"(?<=[\u4e00-\u9fff])(?<![之以目此当跟眼])前(?P<num>{NUMBER})\s?(?P<unit>个?工作日|日|天|个?小时|个月|周|分钟)(?P<within>之内|以内|内)?"
    rf"|(?<=召开|举行|举办|开始|实施|施行|到期|届满|期满|开工|开标|启用|生效|入住|开业|结束|截止|活动|考试|选举|使用|出行)"
    rf"(?P<num_>{NUMBER})\s?(?P<unit_>个?工作日|日|天|个?小时|个月|周|分钟)前"
)
"""So long before an event («开标前三日», «会议召开10日前»)."""


def _read_ahead_of(match: re.Match[str]) -> Answer | None:
    value = number(match["num"] or match["num_"])
    unit = (match["unit"] or match["unit_"]).removeprefix("个")
    bound = Comparator.AT_MOST if match["within"] else Comparator.AT_LEAST
    return (MeasureKind.DEADLINE, value, "个月" if unit == "月" else unit, bound) if value else None


DEADLINES: tuple[Reading, ...] = (
    Reading(_EVERY_YEAR_UNTIL, _read_calendar, frozenset("每")),
    Reading(_EVERY_YEAR_ON, _read_on_day, frozenset("每")),
    Reading(_NOT_AFTER, _read_calendar, frozenset("月")),
    Reading(_FROM, _read_calendar, frozenset("起始")),
    Reading(_FROM_MONTH, _read_calendar, frozenset("起始")),
    Reading(_TO, _read_calendar, frozenset("到至")),
    Reading(_UNTIL, _read_calendar, frozenset("前末底止内")),
    Reading(_MONTHLY_UNTIL, _read_monthly, frozenset("每")),
    Reading(_THIS_MONTH, _read_this_month, frozenset("月")),
    Reading(_QUARTER_END, _read_quarter_end, frozenset("季")),
    Reading(_FIVE_YEARS, _read_five_years, frozenset("末")),
    Reading(_YEAR_END, _read_year_end, frozenset("底末内")),
    Reading(_HALF_YEAR, _read_half_year, frozenset("半")),
    Reading(_AHEAD_OF, _read_ahead_of, frozenset("前")),
    Reading(_SAME_DAY, _read_same_day, frozenset("当次班")),
    Reading(_SPAN, _read_span, frozenset("至到-~－—")),
    Reading(_MONTHS, _read_months, frozenset("至到-~－—")),
    Reading(_CLOCK, _read_clock, frozenset("前")),
    Reading(_ON_DAY, _read_on_day, frozenset("月")),
    Reading(_IN_BRACKETS, _read_calendar, frozenset("月")),
    Reading(_THIRD, _read_third, frozenset("旬")),
    Reading(_FROM_NEXT, _read_from_next, frozenset("起始")),
    Reading(_FROM_EVENT, _read_from_next, frozenset("起")),
    Reading(_IN_YEAR, _read_in_year, frozenset("年")),
    Reading(_BEFORE_EVENT, _read_same_day, frozenset("前")),
)
