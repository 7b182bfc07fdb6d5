"""Measures of time: how long, within what time, and how often."""

from __future__ import annotations

from wenjian.model.vocabulary import Comparator, MeasureKind
from wenjian.text import patterns as re
from wenjian.text.cue import Cue
from wenjian.text.measure_words import (
    AFTER,
    BOUND,
    COMPARE,
    HAN,
    NUMBER,
    RANGE,
    TIMES,
    Answer,
    Reading,
    begins,
    bounded,
    comparator,
    low_number,
    number,
)
from wenjian.text.numerals import format_number, parse_number, parse_numeral

# how long, and within what time

_TIME = (
    r"个?工作日|个?自然日|个?小时|分钟|天|周(?!岁)|个?星期|个?季度|个月"
    r"|月(?=以?内|以上|以下)|季(?=的|以[上内]|内)|日(?!常)|年|个?学时|个?课时"
)
_TIME_NAMES = {"个月": "个月", "月": "个月", "个星期": "周", "星期": "周"}
_DAY_BEFORE = ("连续", "为期", "隔离", "观察", "不间断", "保存", "留存")
_LASTS = re.compile(
    r"(?:期|期限|年限|时间|周期)(?:为|是|:)?$|(?:保存|留存|保管|连续|任期|免征|减征|免收|免缴|减免|缓缴|延长|保留|不变)$"
)
"""Words after which a number of years is a length, not part of a name («三年行动»)."""
_LATEST = ("最迟", "最晚", "最迟在", "最晚在")


def _read_time(match: re.Match[str]) -> Answer | None:
    groups = match.groupdict()
    words, unit = match["low"] or match["num"], _TIME_NAMES.get(match["unit"], match["unit"].removeprefix("个"))
    value = low_number(match["low"], match["num"])
    han = not words.strip()[0].isdigit()
    bound = bounded(match)
    before = match.string[max(0, match.start() - 12) : match.start()]
    if not value or (unit == "年" and not bound and (float(value) >= 100 or (han and not _LASTS.search(before)))):
        return None
    if unit == "年" and float(value) >= 1000:
        return None
    if unit == "日" and not bound and not before.endswith(_DAY_BEFORE):
        return None
    if unit == "日" and re.search(r"[月\d]\s*$", before):
        return None
    if han and not bound and words.strip("半") in ("一", "百", "千", "万") and unit in ("天", "日", "周", "星期"):
        return None
    within = (groups.get("below") or "").endswith("内") and groups.get("upper") != "控制在"
    if within or groups.get("upper", "") in _LATEST:
        return (MeasureKind.DEADLINE, value, unit, Comparator.AT_MOST)
    if groups.get("lower") == "提前":
        return (MeasureKind.DEADLINE, value, unit, Comparator.AT_LEAST)
    return (MeasureKind.DURATION, value, unit, comparator(match))


_TIMES_OF = Cue(
    rf"(?:(?<![第年月])|(?<=每年)|(?<=每月)|(?=[不至最]))(?:每次[^，。；,;]{{0,6}}?)?(?:{COMPARE})?(?<!第){RANGE}(?P<num>{NUMBER})\s?(?P<unit>{_TIME})"
    rf"(?!来|代|级|行动|计划|规划|会|内生)(?:{AFTER})?"
)
_LOOSE_TIME = Cue(
    rf"(?:(?P<lower>至少|最少)|(?P<upper>至多|最多|最长))(?:(?!{HAN})[^\W\d_每不超达少多低高]){{1,4}}?"
    rf"(?P<num>{NUMBER})\s?(?P<unit>{_TIME})(?!来|代|级|行动|计划|规划|会|内)(?:以上)?"
)
"""A bound with the verb between it and the figure («至少保存三十年»)."""


def _read_loose_time(match: re.Match[str]) -> Answer | None:
    value, unit = number(match["num"]), _TIME_NAMES.get(match["unit"], match["unit"].removeprefix("个"))
    return (MeasureKind.DURATION, value, unit, comparator(match)) if value else None


_AND_A_HALF = Cue(
    rf"(?:{COMPARE})?(?P<num>{NUMBER})(?P<unit>个月|个小时|小时|年|天|周)半(?!径|数|成|年|月)(?:{AFTER})?"
    rf"|(?P<num_>{NUMBER})个半(?P<unit_>月|小时|学期|星期)(?P<within>以内|之内|内)?"
)


def _read_and_a_half(match: re.Match[str]) -> Answer | None:
    whole = parse_number(match["num"] or match["num_"])
    if whole is None:
        return None
    unit = match["unit"] or f"个{match['unit_']}"
    within = match["within"] or (match["below"] or "").endswith("内")
    kind = MeasureKind.DEADLINE if within else MeasureKind.DURATION
    bound = Comparator.AT_MOST if within else comparator(match)
    half = format_number(whole + (parse_number("半") or 0))
    return (kind, half, _TIME_NAMES.get(unit, unit.removeprefix("个")), bound)


_QUARTERS = Cue(r"(?P<num>[一二两三])刻钟(?P<within>以内|之内|内)?")


def _read_quarters(match: re.Match[str]) -> Answer:
    """«一刻钟内» is within fifteen minutes."""
    kind, bound = (
        (MeasureKind.DEADLINE, Comparator.AT_MOST) if match["within"] else (MeasureKind.DURATION, Comparator.EQUAL)
    )
    return (kind, str(15 * (parse_numeral(match["num"]) or 0)), "分钟", bound)


_TAKING = Cue(rf"用(?P<num>{NUMBER})\s?(?P<unit>年|个月|天|周)(?:左右)?的?时间")


def _read_taking(match: re.Match[str]) -> Answer | None:
    value = number(match["num"])
    return (MeasureKind.DEADLINE, value, match["unit"], Comparator.EQUAL) if value else None


# how often

_PERIOD = r"年度?|半年|半个?月|季度?|个?月|旬|周|星期|天|日(?!常)|晚|学期|学年|班次?|餐次?|个?工作日|个?小时|分钟|刻钟"
_NOUN_AFTER_PERIOD = (
    r"报告|调度|通报|研判|报送|调研|报|巡查|碰头|例会|清点|总结|更新|点评|讲评|会商|分析会|督查|小结|评比|监测|检查"
    r"|管控|排查"
)
_PERIOD_UNIT = {
    "年度": "年",
    "季": "季度",
    "星期": "周",
    "日": "天",
    "班次": "班",
    "餐次": "餐",
    "半年": "半年",
    "半个月": "半月",
}


def _period(count: str | None, unit: str) -> str:
    name = _PERIOD_UNIT.get(unit.removeprefix("个"), unit.removeprefix("个"))
    value = number(count) if count and count.strip() else ""
    if name == "刻钟":
        return f"{15 * int(value or 1)}分钟"
    if value == "0.5":
        return "半" + name
    return name if value in ("", "1") else value + name


def _read_rhythm(match: re.Match[str]) -> Answer | None:
    groups = match.groupdict()
    times = number(groups["times"]) if groups.get("times") else "1"
    if not times:
        return None
    period = _period(groups.get("count"), groups.get("yearly") or match["period"])
    if period.startswith("0"):
        return None
    bound = match if bounded(match) else next(BOUND.finditer(match[0]), None)
    return (
        MeasureKind.FREQUENCY,
        times,
        f"{groups.get('unit') or '次'}/{period}",
        comparator(bound) if bound else Comparator.EQUAL,
    )


RHYTHM_TIMES = Cue(
    rf"(?:至少|最少|不少于|原则上)?每隔?(?P<count>{NUMBER}?)\s?(?P<period>{_PERIOD})[^，。；、,;\d\x00]{{0,8}}?"
    rf"(?:{COMPARE})?(?:组织|开展|进行|召开|举办|更新|巡查|检查|检测|消毒|报告|测温)?[^，。；、,;每\d\x00]{{0,14}}?"
    rf"(?P<times>{NUMBER})\s?(?P<unit>{TIMES})(?:{AFTER})?"
)
"""So many times a period («每天至少巡查三次»); a list may go on after it (`CARRIED`)."""
CARRIED = re.compile(
    rf"[、和及](?P<words>[^，。；、,;每\d\x00]{{1,8}}?(?:{COMPARE})?(?P<times>{NUMBER})\s?(?P<unit>{TIMES}))"
)
_RHYTHM_LIMIT_FIRST = Cue(
    rf"(?:{COMPARE})每(?P<count>{NUMBER}?)\s?(?P<period>{_PERIOD})(?P<times>{NUMBER})\s?(?P<unit>{TIMES})"
)
_RHYTHM_EVERY = Cue(
    rf"(?<![\d第年上下])(?P<count>{NUMBER})\s?(?P<period>个?小时|天|日|周|个月|年|个?季度|个?工作日)(?!内一次[\u4e00-\u9fff])"
    rf"(?:{COMPARE})?(?:进行|开展|组织|召开|调度|通报|报送|报告|更新|检查|评估|评比|内)?(?P<times>一|两|二|三|四|五|六|\d)\s?(?P<unit>次|遍|轮)(?!性)"
)
_ONCE_IN = Cue(
    rf"(?<![\d第年每十近半])(?P<count>[一两])个?(?P<period>月|周|学年|年(?![级度])|季度?|天|学期)(?:{COMPARE})?"
    rf"[^，。；、,;每内\d\x00一两二三四五]{{0,8}}?(?P<times>{NUMBER})\s?(?P<unit>次|遍|轮|回)(?!性)(?:{AFTER})?"
)
"""How often in so long, without 每 («一周至少巡山两次», «两个月开一次»)."""
_DAY_BY_DAY = Cue(r"(?P<period>[天日月周季年])(?P=period)(?=[巡查检清报调扫消测点]|组织|开展|进行)")
"""«天天巡线», «月月查»."""
_RHYTHM_RATE = Cue(
    rf"(?:{COMPARE})?(?P<times>{NUMBER})\s?(?P<unit>次|遍|轮)/(?P<count>)(?P<period>年|季度?|月|周|天|日|小时|班)"
)
_RHYTHM_BARE = Cue(rf"每隔?(?P<count>{NUMBER}?)\s?(?P<period>{_PERIOD})(?<!班(?=[学幼]))")
_RHYTHM_BY = Cue(r"(?<![\u4e00-\u9fff]依)(?:按|逐)(?P<period>年度|年|季度|季|月|旬|周|天|日)(?!期|程|常|历|照)")
_RHYTHM_COMPOUND = Cue(
    rf"(?<![\d按逐每今明次本末平节工三当即生同近昨一二四十某单双全当往历])(?P<period>半年|日|周|旬|月|季度|季|(?<!半)年)(?:{_NOUN_AFTER_PERIOD})"
    r"(?=制度?|[，。；、,;”\s]|$|和|信息|工作|机制|一次)"
    r"|(?P<yearly>年度)(?:评价|评估|考核|考评|通报)(?=制度?|机制)"
)
_ONE_A_PERIOD = Cue(
    rf"(?<![\d第年])(?P<count>{NUMBER})(?P<period>日|天|周|旬|月|季度?|年|学期|餐)一(?:签|换|安检|走访|会(?=[，。；、]|$)|消毒|清洗|检测|测|训|评估|修订|复核|复审|检(?![测查验])|检验|轮换|报告|调度|通报|研判|例会|汇总|总结|小结|督查|检查|考核|评比|会商|更新|公示|公开|公布|排名|讲评|点评|清零?|巡|报|查|评|结|校(?=[，。；、]|$))"
)
_OFTEN = Cue(r"(?<!不)定期(?!存款)|不定期|逐批(?:次)?(?=[\u4e00-\u9fff])|(?<![、和与及/])零报告(?=制度?)")


def _read_often(match: re.Match[str]) -> Answer:
    return (MeasureKind.FREQUENCY, "", match[0], Comparator.EQUAL)


_WEEKDAY = "[一二三四五六日天]"
_ON_WEEKDAYS = Cue(
    rf"每(?:周|星期)(?P<first>{_WEEKDAY})(?:(?P<until>至|到|[-~－—]{{1,2}})(?:周|星期)?(?P<last>{_WEEKDAY})"
    rf"|(?P<others>(?:[、和及与](?:每?周|星期)?{_WEEKDAY})+))(?!{TIMES}|[个名天])"
)
"""The days of a week («每周一、周五», «每周一至周五»)."""


def _read_weekdays(match: re.Match[str]) -> Answer | None:
    days = {letter: 7 if letter in "日天" else parse_numeral(letter) or 0 for letter in "一二三四五六日天"}
    listed = {days[letter] for letter in match[0] if letter in days}
    times = days[match["last"]] - days[match["first"]] + 1 if match["until"] else len(listed)
    return (MeasureKind.FREQUENCY, str(times), "次/周", Comparator.EQUAL) if times > 1 else None


_ON_DAYS = Cue(r"每(?P<period>月|季度?|年)\d{1,2}\s?[日号](?:前)?(?:[、和及与]\d{1,2}\s?[日号](?:前)?)+")
"""The days of a month («每月5日、20日前»)."""


def _read_days(match: re.Match[str]) -> Answer:
    times = len(re.findall("[日号]", match[0]))
    return (MeasureKind.FREQUENCY, str(times), f"次/{_period(None, match['period'])}", Comparator.EQUAL)


_ALL_YEAR = Cue(
    rf"(?P<count>)(?:全|年度内|一)(?P<period>年|学年|学期)内?(?:累计|合计|共计?|总计|原则上|要|应)?(?:{COMPARE})"
    rf"[^，。；、,;每内\d\x00]{{0,6}}?(?P<times>{NUMBER})\s?(?P<unit>次|遍|轮|场|期)(?!性)(?:{AFTER})?"
)
"""How often in the whole year («全年不少于2次»)."""

_TWICE_A_DAY = Cue(
    rf"(?:每[日天个]*)?(?P<parts>早[、和]?中[、和]?晚|早上?[、和]?晚上?|上午?[、和]?下午)"
    rf"(?:各(?:[\u4e00-\u9fff]{{0,6}}?)(?P<times>{NUMBER})\s?(?P<unit>次|遍|轮)|(?=循环|分别|各))"
)
"""Rhythms by the parts of a day («早晚各一次», «早中晚循环…»)."""


def _read_parts_of_day(match: re.Match[str]) -> Answer | None:
    each = parse_numeral(match["times"]) if match["times"] else 1
    if not each or (not match["times"] and "中" not in match["parts"]):
        return None
    return (MeasureKind.FREQUENCY, str(each * (3 if "中" in match["parts"] else 2)), "次/天", Comparator.EQUAL)


_HALF_YEARLY = Cue(
    rf"(?<![每近上下])(?P<count>)(?P<period>半年)(?:{COMPARE})?[^，。；、,;每内\d\x00]{{0,8}}?"
    rf"(?P<times>{NUMBER})\s?(?P<unit>次|遍|轮)(?!性)(?:{AFTER})?"
)
"""«半年至少研究一次», without 每."""

RHYTHMS: tuple[Reading, ...] = (
    Reading(_TWICE_A_DAY, _read_parts_of_day, frozenset("早上")),
    Reading(RHYTHM_TIMES, _read_rhythm, after_figure=begins(TIMES)),
    Reading(_RHYTHM_LIMIT_FIRST, _read_rhythm, after_figure=begins(TIMES)),
    Reading(_RHYTHM_EVERY, _read_rhythm, after_figure=begins(TIMES)),
    Reading(_HALF_YEARLY, _read_rhythm, after_figure=begins(TIMES)),
    Reading(_RHYTHM_RATE, _read_rhythm, frozenset("/")),
    Reading(_ON_WEEKDAYS, _read_weekdays, frozenset("每")),
    Reading(_ON_DAYS, _read_days, frozenset("每")),
    Reading(_ALL_YEAR, _read_rhythm, frozenset("年学")),
    Reading(_RHYTHM_BARE, _read_rhythm, frozenset("每")),
    Reading(_RHYTHM_BY, _read_rhythm, frozenset("按逐")),
    Reading(_ONCE_IN, _read_rhythm, frozenset("一两")),
    Reading(_DAY_BY_DAY, _read_rhythm),
    Reading(_ONE_A_PERIOD, _read_rhythm, frozenset("一")),
    Reading(_RHYTHM_COMPOUND, _read_rhythm, frozenset("日周旬月季年")),
    Reading(_OFTEN, _read_often, frozenset("定零逐")),
)
DURATIONS: tuple[Reading, ...] = (
    Reading(_TAKING, _read_taking, frozenset("用")),
    Reading(_AND_A_HALF, _read_and_a_half, frozenset("半")),
    Reading(_QUARTERS, _read_quarters, frozenset("刻")),
    Reading(_TIMES_OF, _read_time, after_figure=begins(_TIME)),
    Reading(_LOOSE_TIME, _read_loose_time, frozenset("最至")),
)
