"""One thing changed in a sentence: the mutants that a check must notice, and the edits that it must pass over.

A mutator takes a sentence of a plan and the duty that it carries, and yields the sentence changed at one place, with
the deviations of which one must then be reported (none: a worse verdict). It changes only what the duty asks, told by
plain comparison of letters and figures, never by the matcher: a clause of which two in five pairs of letters stand in
the duty, a figure that the duty gives, an institution that the duty names. Nothing is random.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import product

from wenjian.duties.actors import explicit_actors
from wenjian.model.directive import Duty, Measure
from wenjian.model.document import Block, Document, Row, Span, text_of
from wenjian.model.vocabulary import Comparator, DeviationKind, Direction, MeasureKind, Modality
from wenjian.text.measures import FoundMeasure, locate_measures
from wenjian.text.normal import letters
from wenjian.text.numerals import chinese_numeral, parse_numeral
from wenjian.text.segment import split_provisions

Wanted = frozenset[tuple[DeviationKind, Direction]]
Mutant = tuple[str, Wanted]
"""The changed sentence and the deviations of which one must be reported; none: a worse verdict."""

Mutator = Callable[[str, Duty], Iterator[Mutant]]

ASKED = 0.4
"""The share of a clause's pairs of letters that stand in the duty, from which the duty asks for what it says."""

WEAKER = Direction.WEAKER
OTHERWISE = (Direction.WEAKER, Direction.CHANGED)
MORE = (Direction.STRICTER, Direction.REFINED)


def wanted(kinds: DeviationKind | tuple[DeviationKind, ...], directions: Direction | tuple[Direction, ...]) -> Wanted:
    """Any of the kinds in any of the directions."""
    return frozenset(
        product(
            kinds if isinstance(kinds, tuple) else (kinds,),
            directions if isinstance(directions, tuple) else (directions,),
        )
    )


# what of a sentence the duty asks


def clauses(sentence: str) -> Iterator[tuple[int, str]]:
    """The clauses of a sentence between punctuation marks, each with its offset."""
    for match in re.finditer(r"[^，,；;。：:！？]+", sentence):
        yield match.start(), match[0]


def pairs_of(text: str) -> set[str]:
    kept = letters(text)
    return {kept[n : n + 2] for n in range(len(kept) - 1)}


def asked(sentence: str, duty: Duty) -> Iterator[tuple[int, str]]:
    """The clauses that say what the duty asks."""
    known = pairs_of(duty.text)
    for start, clause in clauses(sentence):
        own = pairs_of(clause)
        if own and len(own & known) / len(own) >= ASKED:
            yield start, clause


def each(pattern: re.Pattern[str], sentence: str, duty: Duty) -> Iterator[tuple[int, int, str]]:
    """The matches of `pattern` in clauses that the duty asks for: start, end, words."""
    for start, clause in asked(sentence, duty):
        for match in pattern.finditer(clause):
            yield start + match.start(), start + match.end(), match[0]


def put(sentence: str, start: int, end: int, words: str) -> str:
    return sentence[:start] + words + sentence[end:]


# figures

NUMERAL = re.compile(
    r"\d+(?:\.\d+)?|[一二三四五六七八九十两]+(?=个?[天次日人轮遍小名月周年工家所处户例])|半(?=年|个?小时)"
)
EARLIEST_YEAR = 1900
KIND = {MeasureKind.FREQUENCY: DeviationKind.FREQUENCY, MeasureKind.DEADLINE: DeviationKind.DEADLINE}
RANGE_OR_RATIO = re.compile(r"\d\D?[至到-]|[:：∶]")
UPPER = {Comparator.AT_MOST, Comparator.LESS}


def figures_asked(sentence: str, duty: Duty) -> Iterator[FoundMeasure]:
    """The figures of the sentence that the duty gives, too."""
    given = {(one.measure.kind, one.measure.value, one.measure.unit) for one in locate_measures(duty.text)}
    for one in locate_measures(sentence):
        if (one.measure.kind, one.measure.value, one.measure.unit) in given:
            yield one


def is_date(measure: Measure) -> bool:
    return "-" in measure.value


def changed_figures(
    sentence: str, found: FoundMeasure, change: Callable[[Decimal], Decimal]
) -> Iterator[tuple[str, bool]]:
    """The sentence with one numeral of a figure changed, and whether it grew; of a rhythm only how often."""
    numerals = list(NUMERAL.finditer(sentence, found.start, found.end))
    for match in numerals[-1:] if found.measure.kind is MeasureKind.FREQUENCY else numerals:
        old = Decimal(match[0]) if match[0][0].isdecimal() else Decimal(parse_numeral(match[0]) or 0)
        new = change(old)
        too_much = found.measure.unit == "%" and new > 100
        if 0 < old < EARLIEST_YEAR and new > 0 and new != old and not too_much:
            yield put(sentence, match.start(), match.end(), f"{new:f}"), new > old


def _figures(sentence: str, duty: Duty, change: Callable[[Decimal], Decimal]) -> Iterator[Mutant]:
    for found in figures_asked(sentence, duty):
        if not is_date(found.measure):
            for text, grew in changed_figures(sentence, found, change):
                yield text, _wanted_of(found.measure, sentence[found.end :], grew=grew)


def _wanted_of(measure: Measure, after: str, *, grew: bool) -> Wanted:
    kind = KIND.get(measure.kind, DeviationKind.FIGURE)
    kinds = (kind,) if kind in KIND.values() else (kind, DeviationKind.TARGET)
    term = measure.kind is MeasureKind.DEADLINE and measure.comparator in {*UPPER, Comparator.EQUAL}
    limit = measure.comparator in UPPER
    says_when = "的" in re.split("[，,；;。]", after, maxsplit=1)[0]
    if (
        says_when
        or RANGE_OR_RATIO.search(measure.text)
        or (measure.comparator is Comparator.EQUAL and measure.kind is not MeasureKind.FREQUENCY and not term)
    ):
        return wanted(kinds, (*OTHERWISE, *MORE))
    return wanted(kinds, WEAKER if grew == (term or limit) else MORE)


def halved(sentence: str, duty: Duty) -> Iterator[Mutant]:
    return _figures(sentence, duty, lambda figure: figure // 2 if figure > 1 else Decimal(0))


def doubled(sentence: str, duty: Duty) -> Iterator[Mutant]:
    return _figures(sentence, duty, lambda figure: figure * 2)


YEAR = re.compile(r"(?P<year>20\d{2})(?=年)")
MONTH = re.compile(r"(?P<month>\d{1,2})(?=月)")
YEAR_END = re.compile(r"(?<!\d)(?:今|本)?年[底末]")
LATER_MONTHS = 2
LATER_TIMES = 3


def postponed(sentence: str, duty: Duty) -> Iterator[Mutant]:
    """A day a year or two months later, three times the term, 立即 as 适时."""
    late = wanted(DeviationKind.DEADLINE, WEAKER)
    for found in figures_asked(sentence, duty):
        words = found.measure.text
        if found.measure.kind is MeasureKind.IMMEDIACY:
            yield put(sentence, found.start, found.end, "适时"), late
        elif found.measure.kind is MeasureKind.DEADLINE and found.measure.comparator is not Comparator.AT_LEAST:
            yield from ((put(sentence, found.start, found.end, one), late) for one in _later(words, found))


def _later(words: str, found: FoundMeasure) -> Iterator[str]:
    if not is_date(found.measure):
        terms = changed_figures(words, FoundMeasure(0, len(words), found.measure), lambda one: one * LATER_TIMES)
        yield from (text for text, _ in terms)
        return
    if year := YEAR.search(words):
        yield put(words, year.start(), year.end(), str(int(year["year"]) + 1))
    if (month := MONTH.search(words)) and int(month["month"]) + LATER_MONTHS <= 12:
        yield put(words, month.start(), month.end(), str(int(month["month"]) + LATER_MONTHS))
    elif end := YEAR_END.search(words):
        yield put(words, end.start(), end.end(), "明年6月底")


SLOWER = {
    "每日": "每周",
    "每天": "每周",
    "每周": "每月",
    "每星期": "每月",
    "每旬": "每季度",
    "每月": "每季度",
    "每个月": "每季度",
    "每季度": "每半年",
    "每半年": "每年",
    "每学期": "每学年",
    "每年": "每两年",
    "每学年": "每两年",
}
RHYTHM = re.compile("|".join(sorted(SLOWER, key=len, reverse=True)))
REGULARLY = re.compile(r"(?<!不)定期")


def rarer(sentence: str, duty: Duty) -> Iterator[Mutant]:
    """Every week as every month; as often as half; 定期 as 不定期."""
    rare = wanted(DeviationKind.FREQUENCY, WEAKER)
    for found in figures_asked(sentence, duty):
        if found.measure.kind is not MeasureKind.FREQUENCY or found.measure.comparator in UPPER:
            continue
        if not found.measure.value and REGULARLY.fullmatch(found.measure.text):
            yield put(sentence, found.start, found.end, "不定期"), rare
        for match in RHYTHM.finditer(sentence, found.start, found.end):
            yield put(sentence, match.start(), match.end(), SLOWER[match[0]]), rare
        for text, _ in changed_figures(sentence, found, lambda one: one // 2 if one > 1 else Decimal(0)):
            yield text, rare


# force

OUGHT = re.compile(
    r"必须|务必|应当|(?<![重主需必只概纲提不])要(?![求点素件闻道是么])|(?<![响适相反对供])应(?!.尽|[急对用检收治救届变付])|须(?!知)"
)
FORBIDS = re.compile(r"一律不得|一律不准|不得|严禁|禁止|不准|不许")
LIMIT = re.compile(r"再?(?:超过|高于|多于|大于|少于|低于|小于|短于|晚于|迟于)")
BOUND = re.compile(r"(?:最[长高多低少]|应当?)?不(?:得|应|能)?(?:超过|低于|少于|高于|多于|大于|小于|晚于|迟于)")
ALREADY_SOFT = re.compile(r"原则上|鼓励|可以|可|支持|提倡|尽量")
WHOLE = re.compile(r"全部|所有(?=[\u4e00-\u9fff]{2})|全体|全员|各类|逐一|逐户|逐人|全覆盖")
OPENING = re.compile(r"^(?:[一二三四五六]是|并且?|同时|还|以?及时|[（(][一二三四五六七八九十\d]+[)）]|\d[.、])")
PARTIAL = {"全员": "部分人员", "逐一": "抽取部分", "逐户": "抽取部分户", "逐人": "抽取部分人员", "全覆盖": "部分覆盖"}


def permitted(sentence: str, duty: Duty) -> Iterator[Mutant]:
    """必须 (应当, 要) as 可以."""
    for start, end, _ in each(OUGHT, sentence, duty):
        if not FORBIDS.match(sentence, end) and not sentence[end:].startswith("不"):
            yield put(sentence, start, end, "可以"), wanted(DeviationKind.MODALITY, WEAKER)


def _prohibitions(sentence: str, duty: Duty) -> Iterator[tuple[int, int]]:
    for start, end, _ in each(FORBIDS, sentence, duty):
        if not LIMIT.match(sentence, end):
            yield start, end


def in_principle_not(sentence: str, duty: Duty) -> Iterator[Mutant]:
    """严禁 (不得, 禁止) as 原则上不."""
    for start, end in _prohibitions(sentence, duty):
        yield (
            put(sentence, start, end, "原则上不"),
            wanted((DeviationKind.MODALITY, DeviationKind.NEGATION), WEAKER),
        )


def in_principle(sentence: str, duty: Duty) -> Iterator[Mutant]:
    """原则上 before the word of force, else at the head of the clause; where the superior orders, not only permits. Not
    before a bound: «原则上不超过» is how papers put a limit, and no deviation.
    """
    if duty.modality in {Modality.MAY, Modality.SHOULD}:
        return
    for start, clause in asked(sentence, duty):
        if ALREADY_SOFT.search(clause):
            continue
        force = OUGHT.search(clause) or FORBIDS.search(clause)
        opening = OPENING.match(clause)
        at = start + (force.start() if force else opening.end() if opening else 0)
        if not BOUND.match(sentence, at):
            yield put(sentence, at, at, "原则上"), wanted(DeviationKind.MODALITY, WEAKER)


def partly(sentence: str, duty: Duty) -> Iterator[Mutant]:
    """全部 (所有, 全体, 逐一) as 部分."""
    for start, end, words in each(WHOLE, sentence, duty):
        yield put(sentence, start, end, PARTIAL.get(words, "部分")), wanted(DeviationKind.SCOPE, WEAKER)


EXCEPTIONS = ("，特殊情况除外", "，确有困难的除外", "，经主要负责人同意的可不执行", "，因故无法落实的可暂缓")
EXCEPTION_FIRST = "除特殊情形外，"


def excepted(sentence: str, duty: Duty) -> Iterator[Mutant]:
    """An exception at the end of the sentence, or at its head."""
    if not list(asked(sentence, duty)):
        return
    end = len(sentence.rstrip("。；;！ \n"))
    loose = wanted((DeviationKind.EXCEPTION, DeviationKind.CONDITION), WEAKER)
    for words in EXCEPTIONS:
        yield put(sentence, end, end, words), loose
    yield EXCEPTION_FIRST + sentence, loose


# who

INSTITUTION = re.compile(
    r"(?:局|厅|委|委员会|部门|部|办公室|机构|院|站|馆|中心|所|单位|企业|公司|学校|园|医院|组织|团体|协会|社区|乡镇|街道|镇|乡"
    r"|村委会|居委会|银行|队|法院|检察院|政府|工会|共青团|妇联|残联|网格员|物业)$"
)
FIELD = re.compile(
    r"^(?:公安|民政|教育|财政|卫生健康|卫健|人社|人力资源社会保障|市场监管|市场监督管理|应急管理|应急|消防救援|消防|住房城乡建设"
    r"|住建|农业农村|自然资源|交通运输|文化旅游|文化和旅游|文旅|医保|医疗保障|生态环境|司法行政|司法|水利|气象|发展改革|商务|体育"
    r"|城管|城市管理|城管执法|残联|妇联|团委|共青团|工会|宣传|网信|组织|编制|机构编制|审计|税务|林业|林业草原|统计|信访|乡村振兴)$"
)
LIST_TAIL = re.compile(r"(?:等)?(?:有关|相关|职能)?(?:部门|单位|机构|组织)|局|委")
LISTED = re.compile(r"[\u4e00-\u9fff]+(?:、[\u4e00-\u9fff]+){2,}")
NAMED = re.compile(r"[\u4e00-\u9fff]{2,10}")
ACTS_INSIDE = re.compile(r"要|有|将|组织|联合|报送|[和与及由向]")


def fewer(sentence: str, duty: Duty) -> Iterator[Mutant]:
    """An institution left out of a list of three and more; never the first or the last, which hold other words. What
    is left out is then told as missing.
    """
    known = letters(duty.text)
    for run in LISTED.finditer(sentence):
        items = run[0].split("、")
        start = run.start()
        for number, item in enumerate(items):
            inner = 0 < number < len(items) - 1
            if inner and _is_institution(item, items) and letters(_core(item)) in known:
                yield put(sentence, start, start + len(item) + 1, ""), frozenset()
            start += len(item) + 1


def _is_institution(item: str, items: list[str]) -> bool:
    if not NAMED.fullmatch(item) or ACTS_INSIDE.search(item):
        return False
    return bool(INSTITUTION.search(item) or (FIELD.match(item) and LIST_TAIL.search(items[-1])))


AREA = re.compile(r"^(?:各地|各级|各|全|本|有关|相关|当地|属地|所在地)?(?:省级|市级|县级|省|市|县|区|乡|镇)?(?:各)?")
SUFFIX = re.compile(r"(?:管理|监督)?(?:局|厅|委员会|委|部门|主管部门)$")
NO_INSTITUTION = re.compile(r"场所$|的|责任单位|成员单位|^(?:国家|国务院|中央|全国|省|自治区)|部$")
"""No institution, whoever is in charge, or the superior's own, which is not the plan's to choose."""
PEERS = ("民政", "教育", "司法", "体育", "档案")
OTHERS = ("县体育局", "乡镇人民政府", "村民委员会")


def _core(actor: str) -> str:
    """The name of an institution without its level and without what kind of organ it is."""
    bare = AREA.sub("", actor)
    return SUFFIX.sub("", bare) or bare


def swapped(sentence: str, duty: Duty) -> Iterator[Mutant]:
    """Another institution in the place of the one that is to act, where the duty itself says which."""
    known = letters(duty.text)
    named = letters("，".join(explicit_actors(duty.text)))
    for actor in explicit_actors(sentence):
        core = _core(actor)
        at = sentence.find(actor)
        institution = INSTITUTION.search(actor) and not NO_INSTITUTION.search(actor)
        if at < 0 or not institution or len(core) < 2 or letters(core) not in named:
            continue
        for other in _instead(actor, core, known):
            yield put(sentence, at, at + len(actor), other), wanted(DeviationKind.ACTOR, OTHERWISE)


def _instead(actor: str, core: str, known: str) -> Iterator[str]:
    """The organ of another field where the actor is one, else other kinds of institutions."""
    if FIELD.match(core):
        kind = "部门" if actor.endswith("部门") else "局"
        yield from (f"{actor.partition(core)[0]}{peer}{kind}" for peer in PEERS if peer not in known)
        return
    local = "街道" in actor or "镇" in actor
    for other in OTHERS:
        if _core(other) not in known and other[:2] not in known and not (local and "乡镇" in other):
            yield other


# the contrary

ACT = re.compile(
    r"^(?:(?:要|应|并|同时|及时|全面|认真|积极|严格|进一步|切实|大力|持续|依法|定期|加快|深入|统筹|科学|合理)*)"
    r"(?P<act>建立|健全|完善|开展|组织|落实|加强|加大|推进|推动|实施|制定|编制|设立|设置|配备|安排|公布|公示|报送|上报|报告|登记"
    r"|检查|排查|巡查|培训|宣传|发放|提供|支付|给予|指导|督促|掌握|更新|畅通|打造|培育|举办|搭建|构建|发展|纳入|优化|推广|收集|深化"
    r"|取消|停止|保障|采集|核查|清理|整改|储备|建设|实行|执行|签订|接受|注销|变更|整治|走访|探访|帮扶|救助)(?!的)"
)
NEGATIONS = ("不得", "不再", "无需")


def negated(sentence: str, duty: Duty) -> Iterator[Mutant]:
    """不得 as 可以; 要 as 不得, 不再, 无需; without a word of force, one of these before the act."""
    contrary = wanted(DeviationKind.NEGATION, OTHERWISE)
    for start, end in _prohibitions(sentence, duty):
        yield put(sentence, start, end, "可以"), contrary
        yield put(sentence, start, end, ""), contrary
    for start, clause in asked(sentence, duty):
        if FORBIDS.search(clause) or ALREADY_SOFT.search(clause):
            continue
        force = [one for one in OUGHT.finditer(clause) if not clause[one.end() :].startswith("不")]
        act = ACT.match(clause)
        if force:
            yield from (
                (put(sentence, start + force[0].start(), start + force[0].end(), words), contrary)
                for words in NEGATIONS
            )
        elif act:
            at = start + act.start("act")
            yield from ((put(sentence, at, at, words), contrary) for words in NEGATIONS)


def deleted(sentence: str, _duty: Duty) -> Iterator[Mutant]:
    if sentence:
        yield "", frozenset()


MUTATORS: dict[str, Mutator] = {
    "删去": deleted,
    "数字减半": halved,
    "数字加倍": doubled,
    "推迟时限": postponed,
    "降低频次": rarer,
    "必须改可以": permitted,
    "严禁改原则上不": in_principle_not,
    "列举少一个机构": fewer,
    "全部改部分": partly,
    "加原则上": in_principle,
    "加例外": excepted,
    "换主体": swapped,
    "改成相反": negated,
}
"""Every kind of mutant by the name that the tables print."""


# harmless edits

DIGITS = re.compile(
    r"(?<![\d.A-Za-z第〔\[])\d{1,3}(?=\s?(?:个|名|次|天|日内|日前|人|家|所|处|户|工作日|小时|分钟|年内|%))"
)
HAN_FIGURE = re.compile(
    r"(?<![\u4e00-\u9fff]第)(?<=[每少于过至在于的满到要日周月年度])[一二两三四五六七八九十]{1,3}(?=(?:个工作日|个月|次|天|名|人|小时))"
)
MONTH_END = re.compile(r"(?P<year>20\d{2}年)?(?<!\d)(?P<month>\d{1,2})月底(?=前)")
LAST_DAY = ("31", "28", "31", "30", "31", "30", "31", "31", "30", "31", "30", "31")
WHOLE_DATE = re.compile(r"(20\d{2})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?")
PERCENT = re.compile(r"(?<![\d.])(\d{1,3})%")
ITEMS = re.compile(r"(?<=、)[\u4e00-\u9fff]{2,8}、[\u4e00-\u9fff]{2,8}(?=、)")
FULL_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
YEAR_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def _han(number: str) -> str:
    return chinese_numeral(int(number))


def spelt_numbers(sentence: str) -> Iterator[str]:
    """14天, 十四天, １４天."""
    for match in DIGITS.finditer(sentence):
        yield put(sentence, match.start(), match.end(), match[0].translate(FULL_DIGITS))
        if sentence[match.end()] != "%" and int(match[0]):
            yield put(sentence, match.start(), match.end(), _han(match[0]))
    for match in HAN_FIGURE.finditer(sentence):
        yield put(sentence, match.start(), match.end(), str(parse_numeral(match[0])))


def spelt_dates(sentence: str) -> Iterator[str]:
    """6月底前, 6月30日前; 2026年, 二〇二六年, ２０２６年."""
    for match in MONTH_END.finditer(sentence):
        if 1 <= int(match["month"]) <= 12 and match["month"] != "2":
            end = f"{match['year'] or ''}{match['month']}月{LAST_DAY[int(match['month']) - 1]}日"
            yield put(sentence, match.start(), match.end(), end)
    for match in WHOLE_DATE.finditer(sentence):
        year, month, day = match.groups()
        words = f"{year.translate(YEAR_DIGITS)}年"
        words += f"{_han(month)}月" if month else ""
        words += f"{_han(day)}日" if day else ""
        yield put(sentence, match.start(), match.end(), words)
        yield put(sentence, match.start(), match.end(), match[0].translate(FULL_DIGITS))


def spelt_percents(sentence: str) -> Iterator[str]:
    """30%, 30％, 百分之三十."""
    for match in PERCENT.finditer(sentence):
        yield put(sentence, match.start(), match.end(), f"{match[1]}％")
        if 0 < int(match[1]) <= 100:
            words = "一百" if match[1] == "100" else _han(match[1])
            yield put(sentence, match.start(), match.end(), f"百分之{words}")


def reordered(sentence: str) -> Iterator[str]:
    """Two neighbours within a list changed about."""
    for match in ITEMS.finditer(sentence):
        one, two = match[0].split("、")
        if "等" not in match[0] and "和" not in match[0] and "及" not in match[0]:
            yield put(sentence, match.start(), match.end(), f"{two}、{one}")


def repunctuated(sentence: str) -> Iterator[str]:
    """Half-width marks and quotes, a semicolon for a full stop and the other way round."""
    if "，" in sentence:
        yield sentence.replace("，", ",")
    if sentence.endswith("。"):
        yield sentence[:-1] + "；"
    if "（" in sentence:
        yield sentence.replace("（", "(").replace("）", ")")
    if "“" in sentence:
        yield sentence.replace("“", '"').replace("”", '"')
    if "；" in sentence[:-1]:
        yield sentence[:-1].replace("；", "。") + sentence[-1]


HARMLESS: dict[str, Callable[[str], Iterator[str]]] = {
    "数字写法": spelt_numbers,
    "日期写法": spelt_dates,
    "百分数写法": spelt_percents,
    "列举次序": reordered,
    "标点": repunctuated,
}
"""Every kind of harmless edit by the name that the tables print."""


# the plan with a sentence changed


def replaced(plan: Document, old: str, new: str, *, tables: bool = True) -> Document:
    """The plan with a sentence changed wherever it stands, as a drafter would; `tables`: in the task table too."""
    return dataclasses.replace(
        plan,
        blocks=tuple(_block(block, old, new, tables=tables) for block in plan.blocks),
        attachments=tuple(replaced(paper, old, new, tables=tables) for paper in plan.attachments),
    )


def _block(block: Block, old: str, new: str, *, tables: bool) -> Block:
    if block.table and tables:
        rows = tuple(_row(row, old, new) for row in block.table.rows)
        return dataclasses.replace(block, table=dataclasses.replace(block.table, rows=rows))
    return dataclasses.replace(block, spans=_spans(block.spans, old, new)) if block.spans else block


def _row(row: Row, old: str, new: str) -> Row:
    """A row with the text changed; where a paragraph of several sentences is left out, each of them in its own row."""
    sentences = [old] if new else [old, *split_provisions(old)]
    cells = row.cells
    for one in sentences:
        cells = tuple(_spans(cell, one, new) for cell in cells)
    return dataclasses.replace(row, cells=cells)


def _spans(spans: tuple[Span, ...], old: str, new: str) -> tuple[Span, ...]:
    text = text_of(spans)
    return (Span(text.replace(old, new)),) if old in text else spans
