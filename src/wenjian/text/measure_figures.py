"""Measures of amount and rank: shares, money, areas, counts, standards; and words of urgency."""

from __future__ import annotations

import re
from decimal import Decimal

from wenjian.model.vocabulary import Comparator, MeasureKind
from wenjian.text.cue import Cue
from wenjian.text.measure_words import (
    AFTER,
    COMPARE,
    HAN,
    NUMBER,
    ONLY,
    PER,
    RANGE,
    TIMES,
    Answer,
    Reading,
    begins,
    bounded,
    comparator,
    low_number,
    number,
    per,
    percent,
)
from wenjian.text.numerals import parse_numeral

# shares

_OF_WHAT = r"(?:[^，。；;,、:\d\x00%]{1,16}?的|(?<!满)(?!的)[\u4e00-\u9fff]{2,9}?)?"
"""What a share is taken of («不超过设备购置额的30%»)."""
_SIGN = r"[%‰]"
_SHARE = Cue(
    rf"(?:{COMPARE}{_OF_WHAT})?(?:(?:(?P<low>\d+(?:\.\d+)?)\s?{_SIGN}?(?:至|到|[-~－—]{{1,2}}))?(?P<num>\d+(?:\.\d+)?)\s?(?P<sign>{_SIGN})"
    rf"|(?P<parts>[百千万]分之)(?P<han>{NUMBER}(?:点{HAN}{{1,4}})?)|(?P<tenths>{HAN})成(?![立为员都功效果就长分人本])"
    rf"|(?P<whole>{HAN}{{1,3}})分之(?P<piece>{HAN}{{1,3}})"
    r"|(?<![\d/.])(?P<piece_>\d{1,2})/(?P<whole_>\d{1,2})(?=及?以[上下内]|的(?:成员|比例|人数)))"
    rf"(?:{AFTER})?"
)


def _read_share(match: re.Match[str]) -> Answer | None:
    bound = comparator(match)
    if match["num"]:
        return (MeasureKind.SHARE, number(match["low"] or match["num"]), match["sign"], bound)
    if match["parts"]:
        value = number(match["han"])
        if match["parts"] == "万分之" and value:
            share = percent(Decimal(value), Decimal(10_000))
            return (MeasureKind.SHARE, share, "%", bound) if share else None
        return (MeasureKind.SHARE, value, "%" if match["parts"] == "百分之" else "‰", bound)
    if match["tenths"]:
        tenths = parse_numeral(match["tenths"])
        return (MeasureKind.SHARE, str(tenths * 10), "%", bound) if tenths else None
    whole, piece = (parse_numeral(match[name] or match[f"{name}_"]) for name in ("whole", "piece"))
    if not whole or not piece:
        return None
    share = percent(Decimal(piece), Decimal(whole))
    return (MeasureKind.SHARE, share, "%", bound) if share else None


_HALF = Cue(
    rf"(?:{COMPARE}{_OF_WHAT})(?:一半|半数)|(?:一半|半数)(?P<above>及?以上)|(?P<over_>过半数?)(?=[^\u4e00-\u9fff]|以上|$|同意|通过|表决)"
)


def _read_half(match: re.Match[str]) -> Answer:
    return (MeasureKind.SHARE, "50", "%", Comparator.MORE if match["over_"] else comparator(match))


_POINTS = Cue(rf"(?:{COMPARE})?{RANGE}(?P<num>{NUMBER})\s?个百分点(?:{AFTER})?")


def _read_points(match: re.Match[str]) -> Answer | None:
    value = low_number(match["low"], match["num"])
    return (MeasureKind.SHARE, value, "个百分点", comparator(match)) if value else None


_RATIO = Cue(
    rf"(?:{COMPARE}|(?<=按)|(?<=按照)|(?<=比例为))(?P<piece>\d{{1,3}})\s?[:∶]\s?(?P<whole>\d{{1,5}})(?!\d)"
    r"(?!的?比例[^，。；;,]{0,14}?(?:分担|承担|负担|分摊|分成|分配))"
    r"|(?<![\d:∶])(?P<piece_>1)\s?[:∶]\s?(?P<whole_>\d{1,5})(?=的?(?:比例|标准|要求)(?:配|设|安排|足额))"
)
_SPLIT = Cue(
    r"(?P<piece>\d{1,2})\s?[:∶]\s?(?P<other>\d{1,2})(?![\d:∶])(?=的?比例[^，。；;,]{0,14}?(?:分担|承担|负担|分摊|分成|分配))"
)


def _read_ratio(match: re.Match[str]) -> Answer | None:
    piece, whole = (Decimal(match[name] or match[f"{name}_"]) for name in ("piece", "whole"))
    return (MeasureKind.SHARE, percent(piece, whole), "%", comparator(match)) if whole else None


def _read_split(match: re.Match[str]) -> Answer | None:
    """What is split «4:6» gives the first four of ten."""
    piece, other = Decimal(match["piece"]), Decimal(match["other"])
    return (MeasureKind.SHARE, percent(piece, piece + other), "%", Comparator.EQUAL) if piece + other else None


_MULTIPLE = Cue(
    rf"(?:{COMPARE}{_OF_WHAT})?(?:(?P<low>{NUMBER})\s?倍?(?:以上)?(?:至|到|[-~－—]{{1,2}}))?(?P<num>{NUMBER})\s?倍(?:{AFTER})?"
)
"""A multiple of some standard («不低于月低保标准的3倍»)."""


def _read_multiple(match: re.Match[str]) -> Answer | None:
    value = low_number(match["low"], match["num"])
    return (MeasureKind.COUNT, value, "倍", comparator(match)) if value else None


_TIMES_TWO = Cue(rf"翻(?P<num>{HAN})番(?:以上)?")


def _read_times_two(match: re.Match[str]) -> Answer | None:
    """«翻两番» is four times as much."""
    doublings = parse_numeral(match["num"])
    bound = Comparator.AT_LEAST if match[0].endswith("以上") else Comparator.EQUAL
    return (MeasureKind.COUNT, str(2**doublings), "倍", bound) if doublings and doublings < 10 else None


_REBATE = Cue(
    r"(?<!\d)(?P<tens>[一二三四五六七八九1-9])(?P<ones>[一二三四五六七八九]|\.\d)?\s?折(?=[，。；、,;)]|的?优惠|购|销售|以|$)(?:(?P<above>以上)|(?P<below>以下|以内))?"
)


def _read_rebate(match: re.Match[str]) -> Answer:
    """«七五折» leaves 75 %."""
    ones = (match["ones"] or "0").removeprefix(".")
    value = 10 * (parse_numeral(match["tens"]) or 0) + (parse_numeral(ones) or 0)
    return (MeasureKind.SHARE, str(value), "%", comparator(match))


_SOME_SHARE = Cue(r"一定(?:的)?比例")


def _read_some_share(_match: re.Match[str]) -> Answer:
    return (MeasureKind.SHARE, "", "", Comparator.EQUAL)


# money and areas

_MONEY = Cue(
    rf"(?P<per>{PER})?(?:补助|补贴|补发|给予|奖励|奖补|发放|资助)?(?:{COMPARE})?{RANGE}(?P<num>{NUMBER})\s?(?P<unit>元(?:人民币)?)"
    rf"(?P<rate>/[一-龥]{{1,3}}){{0,2}}(?:{AFTER})?"
)


def _read_money(match: re.Match[str]) -> Answer | None:
    value = low_number(match["low"], match["num"])
    rate = per(match["per"]) or match["rate"] or ""
    return (MeasureKind.MONEY, value, "元" + rate, comparator(match)) if value else None


_AREA_NAMES = {"平米": "平方米", "㎡": "平方米", "m²": "平方米"}
_AREA_UNIT = r"平方米|平方公里|平米|㎡|m²|公顷|亩"
_AREA = Cue(rf"(?P<per>{PER})?(?:{COMPARE})?{RANGE}(?P<num>{NUMBER})\s?(?P<unit>{_AREA_UNIT})(?:{AFTER})?")


def _read_area(match: re.Match[str]) -> Answer | None:
    value = low_number(match["low"], match["num"])
    unit = _AREA_NAMES.get(match["unit"], match["unit"])
    return (MeasureKind.AREA, value, unit, comparator(match)) if value else None


# counts

_UNIT = (
    r"人次|人日|周岁|岁|个(?!百分点|半月|半小时|学时|课时)|名|人(?![口民员才体])|例|家|所|处|张床位?|张|床|份|件(?!事)|项|套|辆|户|台|条|只|班|批次?|场次?|期|支|间|座|部(?![门委署属队落])|篇|字"
    r"|公里|毫米|米|厘米|毫升|升|公斤|千克|克|吨|℃|度"
    r"|种(?![植子种])|立方米|类(?![似别型])|层(?![面级次])|枝|具(?![体备有])|把(?![关握手])|桌|枚|盏|架(?!构)|幅(?!度)|册|副|瓶|箱|包(?![括含保干])|袋|棵|株|块|根(?![据本])|条次"
    r"|分(?=及?以[上下]|[，。；、,;]|$)|头(?!部)|匹|羽|尾|艘|幢|栋|宗|起(?=[，。；、,;]|$)|千瓦|兆瓦|瓦(?<!千瓦)(?<!兆瓦)|伏|分贝|微克|毫克|勒克斯|兆帕"
)
_MAKES = (
    r"(?:建成|建立|建设|建|设置|设立|开设|配备|配置|配|选取|选派|选择"
    r"|确定|安排|组建|打造|培育|新增|新建|改造|完成|培训|落实)"
)
_COUNT = Cue(
    rf"(?P<per>{PER})?(?:(?:{COMPARE})(?:{_MAKES}|(?<=至少|最少|至多|最多)[\u4e00-\u9fff]{{1,4}}?)?|(?P<only>{ONLY})(?:能|可|允许)?(?:[\u4e00-\u9fff]{{0,3}}?))?"
    rf"(?<!第){RANGE}(?P<num>{NUMBER})\s?(?P<unit>{_UNIT})(?!类|层面|阶段|方面|百分点|性|月|工作日|自然日|星期|季度|小时)(?:{AFTER})?"
)
_COUNT_TIMES = Cue(
    rf"(?:(?:{COMPARE})|(?P<only>{ONLY}))(?:[\u4e00-\u9fff]{{0,4}}?)?(?P<num>{NUMBER})\s?(?P<unit>{TIMES})(?!性)(?:{AFTER})?"
    rf"|(?<![\d第])(?P<bare>\d+|{HAN}{{1,3}}(?=次以[上内]|[遍轮]以[上内]))\s?(?P<bare_unit>次|遍|轮)(?!性)"
    rf"(?:(?P<bare_above>以上)|(?P<bare_below>以内))?"
    rf"|(?:轮训|培训|普查|排查|检查|演练|走访)(?P<done>{HAN})(?P<done_unit>遍|轮|次)(?!性)"
    rf"|(?<=连续)(?P<running>[两二三四五])(?P<running_unit>次)|(?<=开展|组织|完成|举办|进行|召开)(?P<once>一)(?P<once_unit>次|轮|期|场)(?!性)"
)
"""How often; «开展一次» where no rhythm stands before it."""
_RHYTHM = re.compile(r"每(?![个所家名位])[^，。；,;]*$")
_RHYTHM_MOST = 40
_COUNTED_IN_WORDS = frozenset("个名人家所处户套台辆座间床例株头只吨米") | {"公里", "张床位", "张床", "人次"}
"""What is counted in Chinese figures too («一千二百个»); «二十条» is rather a name."""


def _read_count(match: re.Match[str]) -> Answer | None:
    words, unit = (match["low"] or match["num"]).strip(), match["unit"]
    value = low_number(match["low"], match["num"])
    if not value:
        return None
    if not words[0].isdigit() and not bounded(match) and not match["only"]:
        exact = "十" in words[:-1] or len(words) > 2 or words[-1] == "十"
        if unit not in _COUNTED_IN_WORDS or not exact or float(value) <= 10:
            return None
    return (MeasureKind.COUNT, value, unit + per(match["per"]), comparator(match))


def _read_times(match: re.Match[str]) -> Answer | None:
    if match["bare"]:
        above, below = match["bare_above"], match["bare_below"]
        bound = Comparator.AT_LEAST if above else Comparator.AT_MOST if below else Comparator.EQUAL
        return (MeasureKind.COUNT, number(match["bare"]), match["bare_unit"], bound)
    if match["once"]:
        if _RHYTHM.search(match.string, max(0, match.start() - _RHYTHM_MOST), match.start()):
            return None
        return (MeasureKind.COUNT, "1", match["once_unit"], Comparator.EQUAL)
    for name in ("done", "running"):
        if match[name]:
            return (MeasureKind.COUNT, number(match[name]), match[f"{name}_unit"], Comparator.EQUAL)
    value = number(match["num"])
    return (MeasureKind.COUNT, value, match["unit"], comparator(match)) if value else None


# standards

_RANK_AND_ABOVE = Cue(r"(?P<num>[一二三四五六七八九十]|[1-9])(?P<unit>星级?|A级?|级)(?:及以上|以上)")


def _read_rank(match: re.Match[str]) -> Answer:
    unit = match["unit"]
    return (MeasureKind.STANDARD, number(match["num"]), unit if unit == "级" else unit[0], Comparator.AT_LEAST)


_STANDARD = Cue(
    r"(?P<above>不低于|至少)?\s?(?P<num>[一二三四五六七八九十]{1,2}|[1-9])(?P<unit>[级星A])(?P<name>[A-D\u4e00-\u9fff]{0,4}?(?:标准|防护|响应|等级|资质))"
    r"(?P<tail>标准|要求)?(?P<up>及?以上)?"
    r"|(?P<above_>不低于|达到|不得低于)\s?(?P<num_>[一二三四五六七八九十]|[1-9])(?P<unit_>级|星级)(?![A-D]?[\u4e00-\u9fff]{0,4}(?:标准|防护|响应|等级|资质|政府|部门|机关|单位|干部))"
    r"|(?P<class>[1-9一二三四五])类标准|(?P<least>不低于|达到|不得低于)?\s?(?P<rated>[1-5])A级(?:及?以上)?"
)


def _read_standard(match: re.Match[str]) -> Answer | None:
    value = number(match["num"] or match["num_"] or match["class"] or match["rated"])
    unit = "类" if match["class"] else "A" if match["rated"] else (match["unit"] or match["unit_"])[0]
    at_least = match["above"] or match["above_"] or match["least"] or match["up"] or "以上" in match[0]
    return (MeasureKind.STANDARD, value, unit, Comparator.AT_LEAST if at_least else Comparator.EQUAL) if value else None


_ROMAN = {"Ⅰ": "1", "Ⅱ": "2", "Ⅲ": "3", "Ⅳ": "4", "Ⅴ": "5"}
_ROMAN_CLASS = Cue(r"(?P<above>不低于|优于|达到|不得低于)?\s?(?P<num>[ⅠⅡⅢⅣⅤ])(?P<unit>[类级])(?P<up>及?以上)?")


def _read_roman(match: re.Match[str]) -> Answer:
    bound = Comparator.AT_LEAST if match["above"] or match["up"] else Comparator.EQUAL
    return (MeasureKind.STANDARD, _ROMAN[match["num"]], match["unit"], bound)


_GRADE = Cue(
    r"(?P<above>不低于|达到|不得低于)?\s?(?P<grade>[甲乙丙丁特]级|(?<![\dA-D])(?:[A-D]{2,5}级|[B-D]级|A级(?!旅游景区|景区)))(?:(?P<up>及?以上)|(?=资质|标准|防火|餐饮|景区|单位|等级|风险|企业|医院|[，。；,;]|$))"
    r"|(?P<word>优秀|良好|合格|称职|初级|中级|副?高级|中专|大专|专科|本科|硕士|高中)(?:等次|等级|职称|学历|档次)?(?:\(含\)|及|含)?以上(?:等次|等级|职称|学历|档次)?"
)
"""Grades that are names («甲级资质», «良好以上等次»)."""


def _read_grade(match: re.Match[str]) -> Answer | None:
    if match["word"]:
        return (MeasureKind.STANDARD, "", match["word"], Comparator.AT_LEAST)
    bound = Comparator.AT_LEAST if match["above"] or match["up"] else Comparator.EQUAL
    return (MeasureKind.STANDARD, "", match["grade"], bound)


_CODE = Cue(
    r"(?<![A-Za-z])(?P<code>(?:GB|DB\d{0,4}|JGJ|CJJ|JTG|JGT?|MZ|YY|WS|AQ|HJ|XF|GA|SB|JR|T/[A-Z]{2,8})(?:/T|/Z)?\s?\d{1,6}(?:\.\d+)?(?:[-—]\d{4})?)"
)
"""The number of a standard («GB/T 9704-2012»)."""


def _read_code(match: re.Match[str]) -> Answer:
    return (MeasureKind.STANDARD, "", match["code"], Comparator.EQUAL)


_ONE = Cue(
    r"(?<=确定|明确|指定|配备|安排|选派|落实)(?P<num>[一两])(?P<unit>名)|一[村校企站](?P<num_>[一两])(?P<unit_>名)"
)
"""One person, of whom a number in Chinese figures tells little elsewhere («各明确一名联络员», «一村一名»)."""


def _read_one(match: re.Match[str]) -> Answer:
    figure, unit = match["num"] or match["num_"], match["unit"] or match["unit_"]
    return (MeasureKind.COUNT, number(figure), unit, Comparator.EQUAL)


_LEVELS = Cue(rf"(?:{COMPARE})?(?P<num>[一二两三四五1-5])(?P<unit>级)(?P<below>以内|之内)")


def _read_levels(match: re.Match[str]) -> Answer:
    return (MeasureKind.COUNT, number(match["num"]), match["unit"], Comparator.AT_MOST)


_APPROVALS = Cue(r"(?P<num>[两二三四])审(?=制|机制|三校|终|$|[，。；、])")
"""How many hands a text passes before it goes out («三审»)."""


def _read_approvals(match: re.Match[str]) -> Answer:
    return (MeasureKind.STANDARD, number(match["num"]), "审", Comparator.EQUAL)


# urgency

_URGENT = Cue(
    r"第一时间|当场|立即|立刻|即时(?!通|讯|消|聊|快|结算|配送)|即刻|马上|当即|随时|实时|即来即办|即知即改|即查即改|立行立改|立查立改|即报即审|边查边改"
    r"|随到随办|随到随审|随报随办|随叫随到|马上就办|即接即办|即收即办|限时(?!段|充电)|限期|及时(?=(?:如实|准确|逐级|按程序|按规定|向[^，。；]{2,12}?)?(?:上报|报告|报送|发现))"
    r"|(?<!促进)(?<!帮助)(?<!实现)尽快|尽早|从速|火速|最快速度|最短时间内?"
)
_CANNOT = re.compile(r"(?:不能|无法|难以|未能)")
_NEGATED = re.compile(r"(?:不能|无法|难以|未能?|没有?|不)$")


def _read_urgent(match: re.Match[str]) -> Answer | None:
    before = match.string[max(0, match.start() - 2) : match.start()]
    if _NEGATED.search(before) or _CANNOT.match(match.string, match.end()):
        return None
    return (MeasureKind.IMMEDIACY, "", "", Comparator.EQUAL)


STANDARDS: tuple[Reading, ...] = (
    Reading(_STANDARD, _read_standard, frozenset("级星A类")),
    Reading(_RANK_AND_ABOVE, _read_rank, frozenset("上")),
    Reading(_ROMAN_CLASS, _read_roman, frozenset(_ROMAN)),
    Reading(_GRADE, _read_grade, frozenset("级上")),
    Reading(_CODE, _read_code, frozenset("GDJCMYWAHXST")),
    Reading(_APPROVALS, _read_approvals, frozenset("审")),
)
AMOUNTS: tuple[Reading, ...] = (
    Reading(_SHARE, _read_share, after_figure=frozenset("%‰成分/")),
    Reading(_HALF, _read_half, frozenset("半")),
    Reading(_POINTS, _read_points, frozenset("点")),
    Reading(_SPLIT, _read_split, frozenset(":∶")),
    Reading(_RATIO, _read_ratio, frozenset(":∶")),
    Reading(_REBATE, _read_rebate, frozenset("折")),
    Reading(_SOME_SHARE, _read_some_share, frozenset("例")),
    Reading(_MONEY, _read_money, after_figure=frozenset("元")),
    Reading(_AREA, _read_area, after_figure=begins(_AREA_UNIT)),
)
_SCORE = Cue(rf"(?:{COMPARE})(?P<num>\d{{1,3}}\.\d{{1,2}})(?=[的，。；、,;]|$)")
"""A reading without a unit («视力低于5.0»)."""


def _read_score(match: re.Match[str]) -> Answer:
    return (MeasureKind.COUNT, number(match["num"]), "", comparator(match))


COUNTS: tuple[Reading, ...] = (
    Reading(_SCORE, _read_score, after_figure=frozenset("的，。；、,;")),
    Reading(_ONE, _read_one, after_figure=frozenset("名")),
    Reading(_LEVELS, _read_levels, after_figure=frozenset("级")),
    Reading(_TIMES_TWO, _read_times_two, frozenset("番")),
    Reading(_MULTIPLE, _read_multiple, after_figure=frozenset("倍")),
    Reading(_COUNT_TIMES, _read_times, after_figure=begins(TIMES)),
    Reading(_COUNT, _read_count, after_figure=begins(_UNIT)),
)
URGENCY: tuple[Reading, ...] = (Reading(_URGENT, _read_urgent),)
