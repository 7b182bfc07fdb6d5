"""Measures: figures with their unit and bound, times, rhythms, standards, and words of urgency."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from wenjian.model.directive import Measure
from wenjian.model.vocabulary import Comparator, MeasureKind
from wenjian.text.normal import fold_in_place
from wenjian.text.numerals import NUMERAL_CHARACTERS, format_number, parse_number, parse_numeral

_HAN = f"[{NUMERAL_CHARACTERS}]"
_ARABIC = r"(?<![\d.A-Za-z])\d+(?:,\d{3})*(?:\.\d+)?\s?[万亿千百]?"
_NUM = rf"(?:{_ARABIC}|{_HAN}{{1,7}}|半(?=个?小时|天|年|个月))"
_RANGE = rf"(?:(?P<low>{_NUM})\s?[天日周年月名个人次元米]?(?:至|到|[-~－—]{{1,2}}))?"

_LOWER = (
    r"(?:不得|不能|不应|不可|不)(?:少于|低于|小于|短于)|至少(?:达到|要)?|最少|最低|大于等于|达到|力争达到|满|已满|提前"
    r"|(?:提高|提升|增加|增长|扩大|延长|上调)(?:到|至|为)"
)
_UPPER = (
    r"(?:原则上)?(?:一般)?(?:一律)?(?:不得|不能|不应|不可|不)(?:再)?(?:超过|高于|多于|大于|长于|超出|晚于|迟于)"
    r"|至多|最多|最高|最长|最迟在?|最晚在?|小于等于|控制在|限(?=\d)"
    r"|(?:压缩|压减|缩短|缩减|减少|降低?|下降|下调|精简)(?:到|至|为)"
)
_OVER = r"超过|多于|大于|高于|超出|逾"
_UNDER = r"少于|低于|小于|不足|未满|不满|不到"
_ONLY = r"只能|只|仅"
_COMPARE = rf"(?:(?P<lower>{_LOWER})|(?P<upper>{_UPPER})|(?P<over>{_OVER})|(?P<under>{_UNDER}))\s?"
_AFTER = r"\s?(?:(?P<above>(?:及|\(含\)|含)?以上|起)|(?P<below>(?:及|\(含\)|含)?以下|以内|之内|内(?![部外设容]))|左右)"

_TIME = r"个?工作日|个?自然日|个?小时|分钟|天|周(?!岁)|个?星期|个?季度|个月|月(?=以?内|以上|以下)|日(?!常)|年|学时|课时"
_AREA = r"平方米|平方公里|平米|㎡|m²|公顷|亩"
_MONEY = r"元(?:人民币)?"
_COUNT = (
    r"人次|人日|周岁|岁|个|名|人(?![口民员才体])|例|家|所|处|张床位?|张|床|份|件(?!事)|项|套|辆|户|台|条|只|班|批次?|场次?|期|支|间|座|部|篇|字"
    r"|公里|米|厘米|毫升|升|公斤|千克|克|吨|℃|度"
    r"|类(?![似别型])|层(?![面级次])|枝|具(?![体备有])|把(?![关握手])|桌|枚|盏|架(?!构)|幅(?!度)|册|副|瓶|箱|包(?![括含保干])|袋|棵|株|块|根(?![据本])|条次|分(?=及?以[上下]|[，。；、,;]|$)"
)
_PER = (
    r"(?:每(?:人|户|百户|千人|万人|床|张床位|名|个|家|所|例|村|次|生|班|餐次?|处|站|栋|层)|人均)"
    r"(?:每(?:年|月|天|日|次|餐|学期|学年|季度))?|每(?:年|月|天|日|学期)"
)
_PERIOD = r"年度?|半年|季度?|个?月|旬|周|星期|天|日(?!常)|晚|学期|学年|班次?|个?工作日|个?小时"
_TIMES = r"次|遍|轮|回|场次?|期"
_NOUN_AFTER_DAILY = r"报告|调度|通报|研判|报送|调研|报|巡查|碰头|例会|清点|总结|更新"


@dataclass(frozen=True, slots=True)
class FoundMeasure:
    """A measure and its range in the text."""

    start: int
    end: int
    measure: Measure


Reading = Callable[[re.Match[str]], tuple[MeasureKind, str, str, Comparator] | None]


def find_measures(text: str) -> tuple[Measure, ...]:
    """The measures of `text` in order, each wording once. Titles in 《》 hold none."""
    measures = (found.measure for found in locate_measures(text))
    return tuple({measure.text: measure for measure in measures}.values())


def locate_measures(text: str) -> tuple[FoundMeasure, ...]:
    """The measures of `text` with their ranges, in order, not overlapping; the longer reading wins."""
    plain = _without_titles(fold_in_place(text))
    candidates = sorted(
        _candidates(text, plain), key=lambda item: (item[0].start - item[0].end, item[1], item[0].start)
    )
    taken: list[FoundMeasure] = []
    occupied = bytearray(len(text))
    for found, _ in candidates:
        if not any(occupied[found.start : found.end]):
            occupied[found.start : found.end] = b"\1" * (found.end - found.start)
            taken.append(found)
    return tuple(sorted(taken, key=lambda found: found.start))


def _without_titles(text: str) -> str:
    """`text` with the inside of 《》 and of document numbers blanked out, same length."""
    return re.sub(r"《[^《》\n]*》|[\[〔(]\d{4}[\])〕]\s*\d+\s*号", lambda match: "\x00" * len(match[0]), text)


def _candidates(text: str, plain: str) -> Iterator[tuple[FoundMeasure, int]]:
    characters = frozenset(plain)
    for rank, (pattern, read, needed) in enumerate(_READINGS):
        if needed and needed.isdisjoint(characters):
            continue
        for match in pattern.finditer(plain):
            answer = read(match)
            if answer is None:
                continue
            kind, value, unit, comparator = answer
            words = text[match.start() : match.end()].strip()
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            measure = Measure(text=words, kind=kind, value=value, unit=unit, comparator=comparator)
            yield FoundMeasure(start, start + len(words), measure), rank
            if pattern is _RHYTHM_TIMES:
                yield from ((carried, rank) for carried in _carried(text, plain, match.end(), measure))


def _carried(text: str, plain: str, position: int, first: Measure) -> Iterator[FoundMeasure]:
    """The further rhythms of a list that names the period once («每日消毒一次、通风两次»)."""
    period = first.unit.partition("/")[2]
    while match := _CARRIED.match(plain, position):
        position = match.end()
        if times := _value(match["times"]):
            bound = _comparator(match) if _bounded(match) else first.comparator
            words = text[match.start("words") : position]
            measure = Measure(
                text=words, kind=first.kind, value=times, unit=f"{match['unit']}/{period}", comparator=bound
            )
            yield FoundMeasure(match.start("words"), position, measure)


def _comparator(match: re.Match[str]) -> Comparator:
    """The bound that the words around the figure set; a range («3至5名») is read as its lower end.

    以上, 以下, 以内 hold the figure itself (民法典第一千二百五十九条).
    """
    groups = match.groupdict()
    if groups.get("lower"):
        return Comparator.AT_LEAST
    if groups.get("upper") or groups.get("only"):
        return Comparator.AT_MOST
    if groups.get("over"):
        return Comparator.MORE
    if groups.get("under"):
        return Comparator.LESS
    if groups.get("above") or groups.get("low"):
        return Comparator.AT_LEAST
    return Comparator.AT_MOST if groups.get("below") else Comparator.EQUAL


def _value(words: str) -> str:
    number = parse_number(words)
    return format_number(number) if number is not None else ""


def _bounded(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    return any(groups.get(name) for name in ("low", "lower", "upper", "over", "under", "above", "below"))


# durations and time limits


_TIME_NAMES = {"个月": "个月", "月": "个月", "个星期": "周", "星期": "周"}


def _read_time(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    words, unit = match["low"] or match["num"], _TIME_NAMES.get(match["unit"], match["unit"].removeprefix("个"))
    value = _value(words)
    han = not words.strip()[0].isdigit()
    bounded = _bounded(match)
    if not value or (unit == "年" and not bounded and (han or float(value) >= 100)):
        return None
    if unit == "年" and float(value) >= 1000:
        return None
    before = match.string[: match.start()]
    if unit == "日" and not bounded and not before.endswith(("连续", "为期", "隔离", "观察", "不间断")):
        return None
    if unit == "日" and re.search(r"[月\d]\s*$", before):
        return None
    if han and not bounded and words.strip("半") in ("一", "百", "千", "万") and unit in ("天", "日", "周", "星期"):
        return None
    within = (match.groupdict().get("below") or "").endswith("内")
    if within or match.groupdict().get("upper", "") in ("最迟", "最晚", "最迟在", "最晚在"):
        return (MeasureKind.DEADLINE, value, unit, Comparator.AT_MOST)
    if match.groupdict().get("lower") == "提前":
        return (MeasureKind.DEADLINE, value, unit, Comparator.AT_LEAST)
    return (MeasureKind.DURATION, value, unit, _comparator(match))


_TIME_PATTERN = re.compile(
    rf"(?<![第年月])(?:每次[^，。；,;]{{0,6}}?)?(?:{_COMPARE})?(?<!第){_RANGE}(?P<num>{_NUM})\s?(?P<unit>{_TIME})"
    rf"(?!来|代|级|行动|计划|规划|会|内生)(?:{_AFTER})?"
)


# rhythms

_BOUND = re.compile(_COMPARE)

_PERIOD_UNIT = {"年度": "年", "季": "季度", "星期": "周", "日": "天", "班次": "班", "半年": "半年"}


def _period(number: str | None, unit: str) -> str:
    name = _PERIOD_UNIT.get(unit.removeprefix("个"), unit.removeprefix("个"))
    count = _value(number) if number and number.strip() else ""
    if count == "0.5":
        return "半" + name
    return name if count in ("", "1") else count + name


def _per(words: str | None) -> str:
    """«/人/月» for 每人每月, "" for nothing."""
    parts = re.findall(
        r"每([百千万]?[人户床名个家所例村次生班处站栋层年月天日]|餐次?|张床位|学期|学年|季度)", words or ""
    )
    return "".join("/" + part for part in parts) or ("/人" if words else "")


def _read_rhythm(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    groups = match.groupdict()
    times = _value(groups["times"]) if groups.get("times") else "1"
    if not times:
        return None
    period = _period(groups.get("count"), groups.get("yearly") or match["period"])
    bound = match if _bounded(match) else _BOUND.search(match[0])
    comparator = _comparator(bound) if bound else Comparator.EQUAL
    return (MeasureKind.FREQUENCY, times, f"{groups.get('unit') or '次'}/{period}", comparator)


_RHYTHM_TIMES = re.compile(
    rf"(?:至少|最少|不少于|原则上)?每隔?(?P<count>{_NUM}?)\s?(?P<period>{_PERIOD})[^，。；、,;\d\x00]{{0,8}}?"
    rf"(?:{_COMPARE})?(?:组织|开展|进行|召开|举办|更新|巡查|检查|检测|消毒|报告|测温)?[^，。；、,;每\d\x00]{{0,14}}?"
    rf"(?P<times>{_NUM})\s?(?P<unit>{_TIMES})(?:{_AFTER})?"
)
_CARRIED = re.compile(
    rf"[、和及](?P<words>[^，。；、,;每\d\x00]{{1,8}}?(?:{_COMPARE})?(?P<times>{_NUM})\s?(?P<unit>{_TIMES}))"
)
_RHYTHM_LIMIT_FIRST = re.compile(
    rf"(?:{_COMPARE})每(?P<count>{_NUM}?)\s?(?P<period>{_PERIOD})(?P<times>{_NUM})\s?(?P<unit>{_TIMES})"
)
_RHYTHM_EVERY = re.compile(
    rf"(?<![\d第])(?P<count>{_NUM})\s?(?P<period>个?小时|天|日|周|个月|年|个?季度|个?工作日)"
    rf"(?:{_COMPARE})?(?:进行|开展|组织|内)?(?P<times>一|两|二|三|四|五|六|\d)\s?(?P<unit>次|遍|轮)(?!性)"
)
_RHYTHM_RATE = re.compile(
    rf"(?:{_COMPARE})?(?P<times>{_NUM})\s?(?P<unit>次|遍|轮)/(?P<count>)(?P<period>年|季度?|月|周|天|日|小时|班)"
)
_RHYTHM_BARE = re.compile(rf"每隔?(?P<count>{_NUM}?)\s?(?P<period>{_PERIOD})")
_RHYTHM_BY = re.compile(r"(?<![\u4e00-\u9fff]依)(?:按|逐)(?P<period>年度|年|季度|季|月|旬|周|天|日)(?!期|程|常|历|照)")
_RHYTHM_COMPOUND = re.compile(
    rf"(?<![\d按逐每今明次本末平节工三当即生同近昨一十某单双])(?P<period>半年|日|周|旬|月|季|(?<!半)年)(?:{_NOUN_AFTER_DAILY})(?=制度?|[，。；、,;”\s]|$|和|信息|工作|机制|一次)"
    r"|(?P<yearly>年度)(?:评价|评估|考核|考评|通报)(?=制度?|机制)"
)
_OFTEN = re.compile(r"(?<!不)定期(?!存款)|不定期|经常性?|常态化(?=开展|组织|进行|检查|巡查)")


_TWICE_A_DAY = re.compile(
    rf"(?:每[日天个]*)?(?P<parts>早[、和]?中[、和]?晚|早上?[、和]?晚上?|上午?[、和]?下午)"
    rf"(?:各(?:[\u4e00-\u9fff]{{0,6}}?)(?P<times>{_NUM})\s?(?P<unit>次|遍|轮)|(?=循环|分别|各))"
)
"""Rhythms by the parts of a day («早晚各一次», «早中晚循环…»)."""


def _read_parts_of_day(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    each = parse_numeral(match["times"]) if match["times"] else 1
    if not each or (not match["times"] and "中" not in match["parts"]):
        return None
    return (MeasureKind.FREQUENCY, str(each * (3 if "中" in match["parts"] else 2)), "次/天", Comparator.EQUAL)


_HALF_YEARLY = re.compile(r"(?<!每)(?P<count>)(?P<period>半年)(?P<times>[一两二]|\d)\s?(?P<unit>次|遍|轮)")


def _read_often(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    return (MeasureKind.FREQUENCY, "", match[0], Comparator.EQUAL) if match[0] == "定期" else None


# deadlines by the calendar


_YEAR = r"(?P<year>(?:19|20)\d{2}|[一二][〇零○一二三四五六七八九]{3})\s?年"
_MONTH = rf"(?P<month>\d{{1,2}}|{_HAN}{{1,3}})\s?月份?"
_DAY = rf"(?P<day>\d{{1,2}}|{_HAN}{{1,3}})\s?[日号]"
_BEFORE = r"(?:\d{1,2}\s?[时点]\s?)?(?:之前|以前|前|内|止|为止)"
_END_OF = r"(?P<end>底|末)"


def _read_calendar(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    groups = match.groupdict()
    year = parse_numeral(groups["year"]) if groups.get("year") else None
    month = parse_numeral(groups["month"]) if groups.get("month") else None
    day = parse_numeral(groups["day"]) if groups.get("day") else None
    if not (year or month):
        return None
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    if groups.get("from"):
        value = f"{year}-{month or 1:02}-{day or 1:02}"
        return (MeasureKind.DEADLINE, value, "", Comparator.AT_LEAST)
    value = _last_day(year, month, day)
    return (
        MeasureKind.DEADLINE,
        value,
        "" if year else "每年" if match[0].startswith("每") else "",
        Comparator.AT_MOST,
    )


def _last_day(year: int | None, month: int | None, day: int | None) -> str:
    """The ISO date of the last day meant; without a year only month and day («06-30»)."""
    month = month or 12
    last = calendar.monthrange(year or 2023, month)[1]
    text = f"{month:02}-{day or last:02}"
    return f"{year}-{text}" if year else text


_UNTIL = re.compile(
    rf"(?:于|在)?(?<![\d第个])(?:{_YEAR}\s?)?(?:{_MONTH}\s?(?:{_DAY})?)?"
    rf"(?:{_END_OF}(?:{_BEFORE})?|{_BEFORE})"
)
_EVERY_YEAR_UNTIL = re.compile(rf"每年(?:的)?{_MONTH}\s?(?:{_DAY})?(?:{_END_OF})?(?:{_BEFORE})")
_TO = re.compile(rf"(?:最迟)?(?:到|至)\s?{_YEAR}(?:\s?{_MONTH}(?:\s?{_DAY})?)?{_END_OF}?(?:{_BEFORE})?(?!度)")
_NOT_AFTER = re.compile(
    rf"(?:(?:不得|不)(?:迟|晚)于|最迟|最晚|截止到?|截至)(?:{_YEAR}\s?)?{_MONTH}\s?(?:{_DAY})(?:{_BEFORE})?"
)
_FROM = re.compile(rf"(?P<from>自|从){_YEAR}\s?(?:{_MONTH}\s?(?:{_DAY})?)?(?:开始|起)")
_QUARTER_END = re.compile(
    rf"(?<!\d)(?:{_YEAR}\s?)?(?:第)?(?P<quarter>[一二三四1-4])季度(?:{_END_OF}(?:{_BEFORE})?|{_BEFORE})"
)


def _read_quarter_end(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    year = parse_numeral(match["year"]) if match["year"] else None
    quarter = parse_numeral(match["quarter"]) or 4
    return (MeasureKind.DEADLINE, _last_day(year, 3 * quarter, None), "", Comparator.AT_MOST)


_YEAR_END = re.compile(r"(?:今年|本年|当年|每年)?年(?:底|末)(?:之?前|以前)?|(?:今|本|每)年(?:底|末)(?:之?前|以前)?")
_HALF_YEAR = re.compile(r"(?:今年|本年)?上半年(?:底)?(?:前|内|完成)?")


def _read_year_end(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    if re.search(r"\d\s?$", match.string[: match.start()]):
        return None
    return (MeasureKind.DEADLINE, "12-31", "每年" if match[0].startswith("每") else "", Comparator.AT_MOST)


def _read_half_year(_match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    return (MeasureKind.DEADLINE, "06-30", "", Comparator.AT_MOST)


_MONTHLY_UNTIL = re.compile(
    rf"每(?P<period>月|季度?|周|星期|天|日|旬)(?:第一个月|首月|次月)?(?P<count>\d{{1,2}}|{_HAN}{{1,3}})?"
    rf"(?:(?P<mark>日|号|时|点)?(?:上午|下午|中午)?(?:下班)?(?:{_BEFORE})|(?P<end>底|末)(?:{_BEFORE})?)"
)


def _read_monthly(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    if not match["count"] and not match["end"]:
        return None
    period = {"季": "季度", "星期": "周", "日": "天"}.get(match["period"], match["period"])
    value = _value(match["count"]) if match["count"] else ""
    return (MeasureKind.DEADLINE, value, f"每{period}", Comparator.AT_MOST)


_SAME_DAY = re.compile(r"(?:当日|当天|当晚|次日|下班前|当月|次月\d{1,2}日前)(?:内|之内)?")
_FROM_NEXT = re.compile(r"(?:自|从)?(?:(?:次|下个?|翌)(?:年度|年|学期|季度|月|周|日)|即日)(?:\d{1,2}日)?(?:开始|起)")
_EVENTS = r"春节|元旦|清明节?|五一|端午节?|中秋节?|国庆节?|重阳节?|节假?日|汛期|入汛|入冬|入夏|冬季|夏季|开学|放假|节"
_BEFORE_EVENT = re.compile(rf"(?:每年)?(?:{_EVENTS})(?:来临|到来)?(?:之前|以前|前(?![后夕期往来]))")


def _read_same_day(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    return (MeasureKind.DEADLINE, "", match[0], Comparator.AT_MOST)


def _read_from_next(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    return (MeasureKind.DEADLINE, "", match[0], Comparator.AT_LEAST)


_ON_DAY = re.compile(
    rf"(?:(?<=[，。；：、,;是于在])|^)(?P<from>(?:\d{{1,2}})\s?月\s?\d{{1,2}}\s?[日号](?:至|到|[-~－—]{{1,2}}))?{_MONTH}\s?{_DAY}"
    r"(?![前以之止内、印发召会]|至|到|起|\s?\d)"
)
"""A day or a span of days in the coming year on which the act falls («9月1日在…举行»)."""


def _read_on_day(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    month, day = parse_numeral(match["month"]), parse_numeral(match["day"])
    if month is None or day is None or not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return (MeasureKind.DEADLINE, f"{month:02}-{day:02}", "", Comparator.EQUAL)


# figures


_SHARE = re.compile(
    rf"(?:{_COMPARE})?(?:(?P<num>\d+(?:\.\d+)?)\s?(?P<sign>[%‰])|(?P<parts>百分之|千分之)(?P<han>{_NUM})|(?P<tenths>{_HAN})成(?![立为员都功效果就长分人本])"
    rf"|(?P<whole>{_HAN}{{1,3}})分之(?P<piece>{_HAN}{{1,3}}))(?:{_AFTER})?"
)


def _read_share(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    if match["num"]:
        return (MeasureKind.SHARE, _value(match["num"]), match["sign"], _comparator(match))
    if match["parts"]:
        sign = "%" if match["parts"] == "百分之" else "‰"
        return (MeasureKind.SHARE, _value(match["han"]), sign, _comparator(match))
    if match["tenths"]:
        value = parse_numeral(match["tenths"])
        return (MeasureKind.SHARE, str(value * 10), "%", _comparator(match)) if value else None
    whole, piece = parse_numeral(match["whole"]), parse_numeral(match["piece"])
    if not whole or not piece:
        return None
    percent = format_number((Decimal(100) * piece / whole).quantize(Decimal("0.01")))
    return (MeasureKind.SHARE, percent, "%", _comparator(match))


_RATIO = re.compile(rf"(?:{_COMPARE})(?P<piece>\d{{1,3}})\s?[:∶]\s?(?P<whole>\d{{1,3}})(?!\d)")


def _read_ratio(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    piece, whole = Decimal(match["piece"]), Decimal(match["whole"])
    if not whole:
        return None
    percent = format_number((100 * piece / whole).quantize(Decimal("0.01")))
    return (MeasureKind.SHARE, percent, "%", _comparator(match))


_SOME_SHARE = re.compile(r"一定(?:的)?比例")
_MONEY_PATTERN = re.compile(
    rf"(?P<per>{_PER})?(?:补助|补贴|补发|给予|奖励|奖补|发放|资助)?(?:{_COMPARE})?(?P<num>{_NUM})\s?(?P<unit>{_MONEY})(?P<rate>/[一-龥]{{1,3}}){{0,2}}(?:{_AFTER})?"
)


def _read_money(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    value = _value(match["num"])
    if not value:
        return None
    per = _per(match["per"]) or match["rate"] or ""
    return (MeasureKind.MONEY, value, "元" + per, _comparator(match))


_AREA_PATTERN = re.compile(rf"(?P<per>{_PER})?(?:{_COMPARE})?(?P<num>{_NUM})\s?(?P<unit>{_AREA})(?:{_AFTER})?")


def _read_area(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    value = _value(match["num"])
    unit = {"平米": "平方米", "㎡": "平方米", "m²": "平方米"}.get(match["unit"], match["unit"])
    return (MeasureKind.AREA, value, unit, _comparator(match)) if value else None


_MAKES = (
    r"(?:建成|建立|建设|建|设置|设立|开设|配备|配置|配|选取|选派|选择"
    r"|确定|安排|组建|打造|培育|新增|新建|改造|完成|培训|落实)"
)
_COUNT_PATTERN = re.compile(
    rf"(?P<per>{_PER})?(?:(?:{_COMPARE}){_MAKES}?|(?P<only>{_ONLY})(?:能|可|允许)?(?:[\u4e00-\u9fff]{{0,3}}?))?"
    rf"(?<!第){_RANGE}(?P<num>{_NUM})\s?(?P<unit>{_COUNT})(?!类|层面|阶段|方面|百分点|性|月|工作日|自然日|星期|季度|小时)(?:{_AFTER})?"
)
_COUNT_TIMES = re.compile(
    rf"(?:(?:{_COMPARE})|(?P<only>{_ONLY}))(?:[\u4e00-\u9fff]{{0,4}}?)?(?P<num>{_NUM})\s?(?P<unit>{_TIMES})(?!性)(?:{_AFTER})?"
    rf"|(?<![\d第])(?P<bare>\d+|{_HAN}{{1,3}}(?=次以[上内]|[遍轮]以[上内]))\s?(?P<bare_unit>次|遍|轮)(?!性)"
    rf"(?:(?P<bare_above>以上)|(?P<bare_below>以内))?"
    rf"|(?:轮训|培训|普查|排查|检查|演练|走访)(?P<done>{_HAN})(?P<done_unit>遍|轮|次)(?!性)"
)


def _read_count(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    words = (match["low"] or match["num"]).strip()
    value = _value(words)
    if not value:
        return None
    han = not words[0].isdigit()
    if han and not _bounded(match) and not match["only"]:
        return None
    unit = match["unit"]
    return (MeasureKind.COUNT, value, unit + _per(match["per"]), _comparator(match))


def _read_times(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    if match["bare"]:
        above, below = match["bare_above"], match["bare_below"]
        comparator = Comparator.AT_LEAST if above else Comparator.AT_MOST if below else Comparator.EQUAL
        return (MeasureKind.COUNT, _value(match["bare"]), match["bare_unit"], comparator)
    if match["done"]:
        return (MeasureKind.COUNT, _value(match["done"]), match["done_unit"], Comparator.EQUAL)
    value = _value(match["num"])
    return (MeasureKind.COUNT, value, match["unit"], _comparator(match)) if value else None


# standards and urgency


_RANK_AND_ABOVE = re.compile(r"(?P<num>[一二三四五六七八九十]|[1-9])(?P<unit>星级?|A级?|级)(?:及以上|以上)")


def _read_rank(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    unit = match["unit"]
    return (MeasureKind.STANDARD, _value(match["num"]), unit if unit == "级" else unit[0], Comparator.AT_LEAST)


_STANDARD = re.compile(
    r"(?:(?P<above>不低于|至少)?\s?(?P<num>[一二三四五六七八九十]{1,2}|[1-9])(?P<unit>[级星A])(?P<name>[\u4e00-\u9fff]{0,4}?(?:标准|防护|响应|等级|资质))"
    r"(?P<tail>标准|要求)?(?P<up>及?以上)?)"
)


def _read_standard(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    value = _value(match["num"])
    at_least = match["above"] or match["up"] or "以上" in match[0]
    comparator = Comparator.AT_LEAST if at_least else Comparator.EQUAL
    return (MeasureKind.STANDARD, value, match["unit"], comparator) if value else None


_APPROVALS = re.compile(r"(?P<num>[两二三四])审(?=制|机制|三校|终|$|[，。；、])")
"""How many hands a text passes before it goes out («三审»)."""


def _read_approvals(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    return (MeasureKind.STANDARD, _value(match["num"]), "审", Comparator.EQUAL)


_URGENT = re.compile(
    r"第一时间|当场|立即|立刻|即时(?!通|讯|消|聊|快)|即刻|马上|当即|随时|实时|即来即办|即知即改|立行立改|立查立改|即报即审"
    r"|限时(?!段)|限期|及时(?=(?:如实|准确|逐级|按程序|按规定|向[^，。；]{2,12}?)?(?:上报|报告|报送|发现))|(?<!促进)(?<!帮助)(?<!实现)尽快|尽早|从速|火速|最快速度|最短时间内?"
)


_CANNOT = re.compile(r"(?:不能|无法|难以|未能)")
_NEGATED = re.compile(r"(?:不能|无法|难以|未能?|没有?|不)$")


def _read_urgent(match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    if _NEGATED.search(match.string[max(0, match.start() - 2) : match.start()]) or _CANNOT.match(
        match.string, match.end()
    ):
        return None
    return (MeasureKind.IMMEDIACY, "", "", Comparator.EQUAL)


def _read_some_share(_match: re.Match[str]) -> tuple[MeasureKind, str, str, Comparator] | None:
    return (MeasureKind.SHARE, "", "", Comparator.EQUAL)


_READINGS: tuple[tuple[re.Pattern[str], Reading, frozenset[str]], ...] = (
    (_EVERY_YEAR_UNTIL, _read_calendar, frozenset("每")),
    (_NOT_AFTER, _read_calendar, frozenset("月")),
    (_FROM, _read_calendar, frozenset("起始")),
    (_TO, _read_calendar, frozenset("到至")),
    (_UNTIL, _read_calendar, frozenset("前末底止内")),
    (_MONTHLY_UNTIL, _read_monthly, frozenset("每")),
    (_QUARTER_END, _read_quarter_end, frozenset("季")),
    (_YEAR_END, _read_year_end, frozenset("底末")),
    (_HALF_YEAR, _read_half_year, frozenset("半")),
    (_SAME_DAY, _read_same_day, frozenset("当次班")),
    (_ON_DAY, _read_on_day, frozenset("月")),
    (_FROM_NEXT, _read_from_next, frozenset("起始")),
    (_BEFORE_EVENT, _read_same_day, frozenset("前")),
    (_TWICE_A_DAY, _read_parts_of_day, frozenset("早上")),
    (_RHYTHM_TIMES, _read_rhythm, frozenset("次遍轮回场期")),
    (_RHYTHM_LIMIT_FIRST, _read_rhythm, frozenset("每")),
    (_RHYTHM_EVERY, _read_rhythm, frozenset("次遍轮")),
    (_HALF_YEARLY, _read_rhythm, frozenset("半")),
    (_RHYTHM_RATE, _read_rhythm, frozenset("/")),
    (_RHYTHM_BARE, _read_rhythm, frozenset("每")),
    (_RHYTHM_BY, _read_rhythm, frozenset("按逐")),
    (_RHYTHM_COMPOUND, _read_rhythm, frozenset("日周旬月季年")),
    (_OFTEN, _read_often, frozenset("定经常")),
    (_STANDARD, _read_standard, frozenset("级星A")),
    (_RANK_AND_ABOVE, _read_rank, frozenset("上")),
    (_APPROVALS, _read_approvals, frozenset("审")),
    (_SHARE, _read_share, frozenset("%‰成分")),
    (_RATIO, _read_ratio, frozenset(":∶")),
    (_SOME_SHARE, _read_some_share, frozenset("例")),
    (_MONEY_PATTERN, _read_money, frozenset("元")),
    (_AREA_PATTERN, _read_area, frozenset("米亩顷㎡²里")),
    (_TIME_PATTERN, _read_time, frozenset("天日周时分星月年季")),
    (_COUNT_TIMES, _read_times, frozenset("次遍轮回场期")),
    (_COUNT_PATTERN, _read_count, frozenset("")),
    (_URGENT, _read_urgent, frozenset("")),
)
"""Every kind of wording, how it is read, and the characters of which it needs one.

Among readings of equal length the earlier one wins.
"""
