"""Figures of a duty beside those of the paper: which answer each other, and what a difference means."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from wenjian.coverage import weights
from wenjian.coverage.align import Ask, Scored
from wenjian.coverage.candidates import bigrams, split_parts
from wenjian.coverage.handed import handed, is_other_receiver, is_other_thing
from wenjian.coverage.magnitudes import (
    bound,
    comparable,
    family,
    is_ahead,
    is_before,
    like_dates,
    opening,
    same_figure,
    same_size,
    size,
)
from wenjian.coverage.terms import Terms
from wenjian.model.coverage import Deviation
from wenjian.model.directive import Deliverable, Duty, Measure
from wenjian.model.vocabulary import Comparator, DeviationKind, Direction, MeasureKind, Modality
from wenjian.text import patterns as re
from wenjian.text.measures import find_measures, locate_measures
from wenjian.text.normal import fold
from wenjian.text.numerals import short_number

KIND = {
    MeasureKind.FREQUENCY: DeviationKind.FREQUENCY,
    MeasureKind.DEADLINE: DeviationKind.DEADLINE,
    MeasureKind.IMMEDIACY: DeviationKind.DEADLINE,
}
"""The kind of deviation that a kind of figure gives, where it is not a plain figure."""

_YEARLY = "每年"
"""The unit of a day that returns every year."""

_EARLY, _LATE = 2, 11
"""Months at the beginning of a year, and at the end of the one before."""

_WITHOUT_YEAR = 5
"""Letters of a date «05-31»."""

_COUNTED_WITH_GE = frozenset({"工作日", "自然日", "学期", "季度", "星期", "月"})
"""Units before which 个 stands after a figure."""

_CONTEXT = 10
"""Letters on each side of a figure that tell what it measures."""

_COUNTED_WORD = 6
"""Letters after a count that name what is counted."""

_COUNTED_NEXT = 3
"""Letters right before a count that name what is counted, where it ends its clause."""

_CLAUSE_ENDS = frozenset({"", *"，,。；;、）)"})

_COUNTED = frozenset({MeasureKind.COUNT, MeasureKind.AREA, MeasureKind.MONEY, MeasureKind.SHARE})
_TIMES = frozenset({MeasureKind.DEADLINE, MeasureKind.DURATION})
_MORE_IS_STRICTER = frozenset({MeasureKind.DURATION, MeasureKind.FREQUENCY, MeasureKind.SHARE, MeasureKind.COUNT})
_FOR_EACH = re.compile(r"每|人均|户均|平均|各自|各|分别|均")
_FOR_EACH_ONE = re.compile(
    r"每个?(?P<whom>村|户|人|名|家|所|乡镇|镇|街道|社区|学校|校|班|辆|座|处|县)[^，。；每\d]{0,10}$"
)
"""For each of whom a number is meant that stands apart from it («每个村培养两名以上»)."""
_FOR_EACH_NAMED = re.compile(r"各(?!类)|分别|均")
"""What lets one figure answer several («每半年至少各开展1次»)."""
_AGES = frozenset({"周岁", "岁"})
_ACTOR = re.compile(
    r"^(?![^，]*[对将把向])(?:各地|各[省市县区]|[^，]+?(?:机构|单位|部门|院|站|馆|中心|所|局|公司|企业|政府|乡镇|街道|社区|村))"
    r"(?![\u4e00-\u9fff]*的)(?:（[^（）]*）)?(?:负责人|工作人员)?(?:要|应当?|必?须|需|都|均)*"
)
"""Who acts, at the head of a clause."""
_IS_ACT = re.compile(r"[\u4e00-\u9fff]{2}")
_STOPS = re.compile(r"[，,；;。：:！!？?]")
_BETWEEN = re.compile(r"[，,；;。：:！!？?、]|以及|[和及与并]")
"""Where the words of one figure end and those of the next begin."""
_TOTALS = frozenset({MeasureKind.COUNT, MeasureKind.MONEY, MeasureKind.AREA})
_ALL_OVER = re.compile(r"全[国省]")
_ONE_WAY = frozenset({Direction.WEAKER, Direction.STRICTER})
_PORTION = 5
"""How many times smaller than the superior's total a figure must be to be a plan's portion of it."""
_WHOLE = re.compile("全[国省市]|各地|合计|总[额量数]|累计")
_OF_ONE_COUNTY = re.compile("县级[^，。；]{0,10}(?:储备|配备|建设|设立|建立|安排|投入|不少于|不低于)")
"""What each county is to have is no total of several."""
_VAST = 1e8
"""Yuan from which a sum is that of a whole province or city."""
_COUNTY = re.compile("[\u4e00-\u9fff]{2}(?<![小社园景城片校厂牧林库山灾])[县区市旗州](?!级|民政|政府|内|里|直)")
_SHUTS_OUT = re.compile(r"^的?[，,]?[^。；;]{0,12}(?:不得|不予|不能|严禁|禁止|一律不)")
"""What follows a condition («满意度低于85%的，不得通过验收») that a larger figure makes stricter, …"""
_ANSWERED = re.compile(
    r"^的[^，。；]{0,10}?(?:进行|予以|给予|要|应当?)?(?:通报|约谈|问责|督办|挂牌|处罚|扣分|取消|退出|淘汰|调整|整改|追责)"
)
"""… or what is done about those who stay below it («低于95%的学校进行通报»)."""
_FINED = re.compile(r"^(?:以[上下])?[^，。；]{0,10}?的?罚款")
"""What follows a sum that is fined."""
_CASE_AFTER = re.compile(r"^的[^，。；的]{0,8}[，,]")
"""… or whom it befalls («视力低于5.0的学生，要发放提示单»)."""
_EACH = re.compile(r"每$")
"""Before so many for whom one is to be there («每20名儿童配备1名»): the more, the less is asked."""
_BARS = re.compile(r"^(?:[^，。；]{0,4}?)(?:不得|不准|不能|禁止|不予|不再|取消|暂停)")
"""What follows the time for which something is barred («五年内不得申请»)."""
_STREAK = re.compile(r"(?:连续|累计)$")
_IN_THAT_CASE = re.compile(r"^[^，。；]{0,14}?的(?=[，,]|予以|给予|启动|应|要|须|由|进行|取消|责令|一律)")
_ALLOWANCE = re.compile(r"补贴|补助|津贴|补偿|奖励|奖补|资助|救助金|发放|待遇|生活费|标准")
_ENJOYED = re.compile(r"^[^，。；]{0,3}?(?:享受|免征|减征|免缴|缓缴|减免|免费|免除|补贴|补助|资助|免税)")
"""What follows the time for which something is given («5年内享受补贴»), not one by which something is done."""
_ALLOWED_BEFORE = re.compile(r"(?:允许|可以?)[^，。；]{0,6}$")
_PAID = re.compile(r"^[^，。；]{0,3}?(?:补缴|缴清|缴纳|还清|归还|结清)")
"""What stands around a time that is allowed («允许在6个月内补缴»)."""
_IN_PARTS = re.compile(r"分$")
"""What stands before the time over which something is paid out («分2年给予补助»)."""
_TRIGGER_AFTER = re.compile(
    r"^(?:/[^，。；的\d]{1,3}?)?(?:以上|及以上|以下|以内|以外)?的(?!比例|幅度|速度|额度|份额|价格|利率|补|奖|标准)|^(?:以上|及以上)(?:须|应|要|需|必须)"
)
_CLEARED = re.compile(r"(?:消除|整治|清理|取缔|排查|检查|淘汰|化解|治理|关停|拆除|更换|改造)(?:所有|全部)?$")
"""What stands before a size from which on something is done away with («消除56人以上大班额»)."""
_SO_LONG = re.compile(r"(?:连续|累计|逾期|超过)$")
_PROVIDED = re.compile(
    r"(?:组建|建立|建成|建设|配备|配齐|设立|设置|安排|培训|成立|组织|开展|打造|培育|储备|拿出|提供|投入|完成|保留|预留|留出|划出)(?:了|好|至少)?$"
)
"""What stands before a number that is to be reached («组建不少于20人的扑火队»)."""
_IS_LIMIT = re.compile(r"不(?:得|能|应)?(?:低于|少于)|至少|最低")
"""How an amount begins that is to be reached («不低于20%的床位»), unless a case ends behind it («低于85%的，»)."""
_BEFALLS = re.compile(
    r"(?:判处|失联|失踪|中断|停[水电气工产]|拖欠|欠薪|空置|闲置|逾期|滞留|旷[工课]|缺勤|连续|(?:使用|服役|运行|投用|投运)(?:年限|期限|时间)?)$"
)
"""What befalls for the time after it («可能判处3年以上有期徒刑的»)."""
_EVENT_AFTER = re.compile(
    r"^(?:及?以上)?[^，。；、的\d]{0,8}?(?:事件|事故|案件|险情|灾[害情]|疫情|火灾|伤亡|死亡|受伤|中毒|上访|集访)(?:的|[，时后]|应|要|须)"
)
"""What names an event of that size («50人以上集体讨薪事件，要……»)."""
_BEYOND = ("超过", "超出", "满", "逾")
_AND_MORE = re.compile("以上$")
_ONLY_THEN = re.compile(r"^的[^，。；]{0,8}[，,][^，。；]{0,6}(?:方可|才)")
_BIND_AFTER = re.compile(r"^[\u4e00-\u9fff]{2,12}?(?:每[半年季月周日]|(?<![重主需首])要|应当?|必须|须|一律|不得)")
"""What is due of all that are so large («20吨及以上污水处理设施每季度监测一次»)."""
_UNDONE = re.compile(r"^(?:以上)?(?:未|不|无|没有|缺)")
"""What stands around a time after which something follows («连续三天未到校»)."""
_BARE_FIGURE = re.compile(
    r"每隔?|不(?:得|能|应)?(?:少于|低于|超过|高于)|至少|最多|最少|原则上|以[上内下]|[\d.一二两三四五六七八九十百千半]+|个?工作日"
    r"|[年季月旬周日天次遍轮个人名]|小时|[/%]"
)
"""What of a measure is figure, unit and bound."""

_FROM = re.compile(r"[由从][^，。；]{0,12}$")
_CHANGES = re.compile(
    r"[^，。；\d]{0,6}?(?:提高|提升|上调|调整|增加|增长|压缩|压减|缩短|降低?|下降|下调|延长|减少|扩大|放宽|改)(?:到|至|为)"
)
"""What stands between what was so far and what is to be («由……提高到»)."""

_GIVEN_AFTER = re.compile(r"^(?:及?以上)?的?(?:补|津贴|奖|标准|救助|生活费|资金|待遇)")
"""What follows a sum that is given, not one from which on something is due."""


_RATIO = re.compile(r"\d\s*[∶:：]\s*\d|(?<!百)分之|[比/]\d")
_NEXT_YEAR = re.compile(r"(?:明|次|翌|来)年")
_RATE = re.compile(r"每[百千万]名?(?:常住|户籍|服务)?(?:人口?|户|名|老年?人|劳动力)|[人户亩床]均")
"""Words that make a number one for so many («每千人口托位数不少于4.8个»)."""


@dataclass(frozen=True)
class Figure:
    """A measure with the words around it, the clause it stands in, and the whole text. `lead` and `tail` are the words
    of its clause before and after it that are no other figure's.
    """

    measure: Measure
    before: str
    after: str
    clause: str
    text: str
    lead: str = ""
    tail: str = ""

    @cached_property
    def context(self) -> frozenset[str]:
        return _near(f"{_item_before(self.before)}，{self._item_after}") | self.inside

    @cached_property
    def _item_after(self) -> str:
        """The words after it, up to the next item of a list."""
        return re.split(r"[、；;]", self.after[:_CONTEXT], maxsplit=1)[0]

    @cached_property
    def inside(self) -> frozenset[str]:
        """What the measure itself says is done («通风» of «通风两次»)."""
        return _near(_BARE_FIGURE.sub("，", self.measure.text))

    @cached_property
    def beside(self) -> frozenset[str]:
        """What is said beside the figure and in it, officialese left out; of a bare one («……，每年不少于1次») what is
        said before.
        """
        return _telling(self.lead) | _telling(self.tail) | self.inside or _telling(self.before)

    @cached_property
    def act(self) -> frozenset[str]:
        """What is done so often, without who does it."""
        own = _telling(_ACTOR.sub("", self.lead)) | _telling(self.tail) | self.inside
        return own or next(filter(None, map(_telling, reversed(_STOPS.split(self.before)))), frozenset())

    @cached_property
    def handed(self) -> Deliverable | None:
        """What is to be handed in on the day that the figure is."""
        day = self.measure.text.removeprefix("于").removeprefix("在")
        return next((one for one in handed(self.text) if one.deadline == day), None)

    def likeness(self, other: Figure) -> float:
        """How alike (0–1) the words are beside two figures."""
        words = len(self.beside) + len(other.beside)
        return 2 * len(self.beside & other.beside) / words if words else 0.0

    def overlap(self, other: Figure) -> int:
        """How many bigrams in and beside the two figures agree; those that name the act count for three."""
        behind = _near(self._item_after) & _near(other._item_after)
        return len(self.context & other.context) + 2 * len(behind) + 2 * len(self.inside & other.inside)

    def closeness(self, other: Figure) -> tuple[int, int]:
        """How many bigrams agree nearby, and then in the whole clause («每个乡镇……» beside «县级……»)."""
        return self.overlap(other), len(_near(self.clause) & _near(other.clause))


def _telling(words: str) -> frozenset[str]:
    """The bigrams of words, officialese left out."""
    return _near(words) - weights.COMMON


def _item_before(before: str) -> str:
    """The words before a figure, from the last item of a list on; a list right before it is meant whole."""
    words = before[-_CONTEXT:]
    cut = re.split(r"[、；;]", words)[-1]
    return cut or words


@dataclass(frozen=True)
class _Rival:
    """A figure of the paper that answers one of the duty, and how much of the duty's clause its passage carries."""

    figure: Figure
    share: float


# differences


def figure_deviations(duty: Duty, ask: Ask, evidence: Sequence[Scored], terms: Terms) -> Iterator[Deviation]:
    """The figures of the duty that the paper gives otherwise, each beside the figure that answers it best.

    A passage is heard where it carries enough of the duty, or of the clause in which the figure stands.
    """
    asked = _asked(duty.text, duty.measures)
    told = [_own_rivals(figure, _rivals(figure, ask, evidence, terms)) for figure in asked]
    unsaid = [
        (figure, rivals)
        for figure, rivals in zip(asked, told, strict=True)
        if not any(_says_the_same(figure, rival.figure) and not _is_over(rival.figure, figure, ask) for rival in rivals)
    ]
    for figure, rivals in unsaid:
        others = [mine for mine, _ in unsaid if mine is not figure]
        free = [rival for rival in rivals if not _belongs_elsewhere(rival.figure, figure, asked, others)]
        if not free:
            continue
        best = max(free, key=lambda rival: (rival.share, *figure.closeness(rival.figure)))
        over = _is_over(best.figure, figure, ask)
        direction = Direction.CHANGED if over else _direction(figure, best.figure, duty)
        if direction in _ONE_WAY and _may_be_portion(figure, best.figure):
            yield _told_of_portion(figure, best.figure)
            continue
        if direction:
            kind = KIND.get(figure.measure.kind, DeviationKind.FIGURE)
            if figure.measure.unit in _AGES:
                kind, direction = DeviationKind.TARGET, Direction.CHANGED
            other = best.figure.measure
            note = "早于上级文件成文的年份" if over else _difference(figure.measure, other)
            yield Deviation(kind, direction, figure.measure.text, other.text, note)


def _told_of_portion(mine: Figure, other: Figure) -> Deviation:
    note = f"{_difference(mine.measure, other.measure)}，如是上级总数中由本地承担的数，无需处理".lstrip("，")
    kind = KIND.get(mine.measure.kind, DeviationKind.FIGURE)
    return Deviation(kind, Direction.INFO, mine.measure.text, other.measure.text, note)


def difference_between(asked: Figure, told: Figure, duty: Duty) -> Deviation | None:
    """How a figure of a paper differs from the one of a duty to which it is the answer; None where they say the same,
    or cannot be held against each other.
    """
    measures = asked.measure, told.measure
    if not answers(asked, told) or _says_the_same(asked, told) or set(map(bound, measures)) == {"upper", "lower"}:
        return None
    direction = _direction(asked, told, duty)
    kind = KIND.get(asked.measure.kind, DeviationKind.FIGURE)
    if direction is None:
        return None
    return Deviation(kind, direction, asked.measure.text, told.measure.text, _difference(*measures))


def _is_over(told: Figure, asked: Figure, ask: Ask) -> bool:
    """Whether a day of the paper was over before the year of the superior's paper, and the day asked for was not: what
    an old paper has left there («2025年8月底前» for «2026年8月15日前»).
    """
    return is_before(told.measure, ask.year) and not is_before(asked.measure, ask.year)


@lru_cache(maxsize=1024)
def _asked(text: str, measures: tuple[Measure, ...]) -> list[Figure]:
    """The figures of a duty, and its ages, which tell whom it means and are no measures of it."""
    known = {measure.text for measure in measures}
    ages = (one for one in find_measures(text) if one.unit in _AGES and one.text not in known)
    return located(text, (*measures, *ages))


def _belongs_elsewhere(rival: Figure, figure: Figure, asked: Sequence[Figure], unsaid: Sequence[Figure]) -> bool:
    """Whether `rival` is another figure of the duty, which it is no less like in words, or answers another that the
    paper does not say («办结») better.
    """
    mine = figure.overlap(rival)
    others = (one for one in asked if one is not figure)
    if any(same_figure(rival.measure, one.measure) and one.overlap(rival) >= mine for one in others):
        return True
    return any(comparable(other.measure, rival.measure) and other.overlap(rival) > mine for other in unsaid)


def _rivals(figure: Figure, ask: Ask, evidence: Sequence[Scored], terms: Terms) -> list[_Rival]:
    beside = bigrams(terms.fold(_act_beside(figure))) & ask.weight.keys()
    clause = beside or figure.inside & ask.weight.keys()
    weight = ask.weight.__getitem__
    whole = math.fsum(map(weight, clause)) or 1.0
    rivals: list[_Rival] = []
    for row in (row for row in evidence if row.claim >= weights.FIGURE_CLAIM):
        share = math.fsum(map(weight, clause & row.carried)) / whole
        least = weights.DATE_BESIDE if beside and family(figure.measure)[0] == "date" else 0.0
        if (row.recall < weights.FIGURES_FROM and share < weights.FIGURES_FROM) or share < least:
            continue
        rivals.extend(
            _Rival(other, round(share, 6))
            for other in figures_told(row.passage.text)
            if answers(figure, other) and _same_thing(figure, other) and not _is_portion_of_all(figure, other)
        )
    return rivals


def _act_beside(figure: Figure) -> str:
    """The words of a figure's clause; none where a day has only who acts before it («各县应当于7月底前，»)."""
    words = figure.clause.replace(figure.measure.text, "，")
    if family(figure.measure)[0] == "date" and not _IS_ACT.search(_ACTOR.sub("", words)):
        return ""
    return words


def _own_rivals(figure: Figure, rivals: list[_Rival]) -> list[_Rival]:
    """The figures without those that say the same of another thing, where one that differs stands in the duty's words
    («走访老人5人次、儿童10人次» beside «走访老人10人次»); and without the days of reports to another level, where one
    is to that of the duty.
    """
    at_level = [rival for rival in rivals if not _to_another(figure, rival.figure)]
    if any(rival.figure.handed for rival in at_level):
        rivals = at_level
    like = {True: 0.0, False: 0.0}
    for rival in rivals:
        same = _says_the_same(figure, rival.figure)
        like[same] = max(like[same], figure.likeness(rival.figure))
    if like[False] < weights.BESIDE_LIKE or like[False] - like[True] < weights.BESIDE_LIKER:
        return rivals
    return [rival for rival in rivals if not _says_the_same(figure, rival.figure)]


def _to_another(mine: Figure, other: Figure) -> bool:
    """Whether both are days of reports, to different levels."""
    if not mine.handed or not other.handed:
        return False
    return is_other_receiver(mine.handed.recipient, other.handed.recipient)


def measured(duty: Duty) -> Duty:
    """The duty with the figures of its words, when a list written by hand does not give them."""
    return duty if duty.measures else duty.model_copy(update={"measures": find_measures(duty.text)})


def answers(mine: Figure, other: Figure) -> bool:
    """Whether a figure of the paper answers one of the duty; a rhythm not that of another act, the day
    of a report not that of another report, a number for every thousand not one in all.
    """
    measures = _for_each(mine, other), _for_each(other, mine)
    if not comparable(*measures) or bool(_RATE.search(mine.lead)) != bool(_RATE.search(other.lead)):
        return False
    if mine.handed and other.handed and mine.handed.text and other.handed.text:
        return not is_other_thing(mine.handed.text, other.handed.text)
    is_rhythm = mine.measure.kind is MeasureKind.FREQUENCY and not _says_the_same(mine, other)
    return not is_rhythm or not _other_act(mine, other)


def _for_each(figure: Figure, beside: Figure) -> Measure:
    """The measure of a figure, a count for each whom its clause names before it, or a sum a year, where `beside` is so
    («每个村培养两名», «每村2名»; «每年安排2万元», «2万元/年»).
    """
    measure = figure.measure
    if measure.kind is MeasureKind.MONEY and beside.measure.unit == f"{measure.unit}/年" and "每年" in figure.clause:
        return measure.model_copy(update={"unit": beside.measure.unit})
    alone = measure.kind is MeasureKind.COUNT and "/" not in measure.unit
    each = _FOR_EACH_ONE.search(figure.lead) if alone and "/" in beside.measure.unit else None
    return measure.model_copy(update={"unit": f"{measure.unit}/{each['whom']}"}) if each else measure


def _other_act(mine: Figure, other: Figure) -> bool:
    """Whether two rhythms have no word of their acts in common, and the act of one is said beside that of the other:
    other words for the act («召开会议», «会商») are not.
    """
    if mine.act & other.act:
        return False
    return any(
        one.act and len(one.act & _near(text.text)) >= weights.ACT_SAID * len(one.act)
        for one, text in ((mine, other), (other, mine))
    )


def _same_thing(mine: Figure, other: Figure) -> bool:
    """Whether two counts count the same: «12个乡镇» is no answer to «每个乡镇至少1个食堂»."""
    if mine.measure.kind is not MeasureKind.COUNT:
        return True
    if mine.beside & other.beside and _says_the_same(mine, other):
        return True
    if _near(mine.before[-_CONTEXT:]) & _near(other.before[-_CONTEXT:]):
        return True
    if _near(mine.after[:_COUNTED_WORD]) & _near(other.after[:_COUNTED_WORD]):
        return True
    return _counts_before(mine, other) or _counts_before(other, mine)


def _counts_before(last: Figure, first: Figure) -> bool:
    """Whether a count at the end of its clause counts what is said before it, and another what follows it
    («专家不少于5人», «3名以上专家»).
    """
    if last.after[:1] not in _CLAUSE_ENDS:
        return False
    return bool(_near(last.before[-_COUNTED_NEXT:]) & _near(first.after[:_CONTEXT]))


def _is_portion_of_all(mine: Figure, other: Figure) -> bool:
    """Whether a figure is but the plan's portion of a total of the whole country or province («全省改造1260个小区»,
    «全市改造86个»).
    """
    if mine.measure.kind not in _TOTALS or bound(mine.measure) == "upper":
        return False
    asked, told = size(mine.measure), size(other.measure)
    spread = _ALL_OVER.search(mine.clause) and not _ALL_OVER.search(other.clause)
    return bool(spread) and isinstance(asked, float) and isinstance(told, float) and told < asked


def _may_be_portion(mine: Figure, other: Figure) -> bool:
    """Whether a far smaller figure may be the plan's portion of a total that the superior spreads over several places.
    What is counted for each place or person, a limit in a sentence that says nothing of a whole, and what is meant for
    a place that the plan names too are no totals.
    """
    if mine.measure.kind not in _TOTALS or "/" in mine.measure.unit or _FOR_EACH.search(mine.clause):
        return False
    if _OF_ONE_COUNTY.search(mine.text):
        return False
    asked, told = size(mine.measure), size(other.measure)
    if not isinstance(asked, float) or not isinstance(told, float) or told * _PORTION > asked:
        return False
    vast = mine.measure.kind is MeasureKind.MONEY and asked >= _VAST
    if bound(mine.measure) and not vast and not _WHOLE.search(mine.text):
        return False
    return not set(_COUNTY.findall(mine.clause)) & set(_COUNTY.findall(other.clause))


def _near(words: str) -> frozenset[str]:
    return bigrams(fold(words).lower())


def located(text: str, measures: Sequence[Measure]) -> list[Figure]:
    """Each measure at each of its places in `text`, with the words on both sides; in the order of the measures. The
    same words may be a rhythm at one place and a count at another («每年宣讲5场次，演出5场次»). What was so far
    («由每人每月50元提高到80元») is none: it only says for whom and for how long the new figure is meant.
    """
    clauses = split_parts(text)
    places = _places(text)
    changed = _changed(text)
    figures: list[Figure] = []
    for measure in measures:
        first = text.find(measure.text)
        spots = places.get(measure.text) or (_Spot(first, first + len(measure.text), measure),)
        as_read = any(spot.measure == measure for spot in spots)
        for start, end, read in spots:
            if start in changed.formers:
                continue
            said = read if as_read else measure
            unit = said.unit if "/" in said.unit else changed.units.get(start, said.unit)
            before, after = (text[:start], text[end:]) if start >= 0 else ("", "")
            clause = _clause_at(clauses, measure.text, before) or text
            meant = said if unit == said.unit else said.model_copy(update={"unit": unit})
            figures.append(Figure(meant, before, after, clause, text, *_beside(text, start, end)))
    return figures


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after a figure in its clause, up to those of another figure."""
    if start < 0:
        return "", ""
    spots = [spot for some in _places(text).values() for spot in some]
    begin = max((stop.end() for stop in _STOPS.finditer(text, 0, start)), default=0)
    stop = _STOPS.search(text, end)
    finish = stop.start() if stop else len(text)
    earlier = [spot.end for spot in spots if begin < spot.end <= start]
    later = [spot.start for spot in spots if end <= spot.start < finish]
    lead, tail = text[max(earlier, default=begin) : start], text[end : min(later, default=finish)]
    if earlier and (parts := _BETWEEN.split(lead, 1))[1:]:
        lead = parts[1]
    return lead, _BETWEEN.split(tail, 1)[0] if later else tail


@lru_cache(maxsize=1024)
def figures_told(text: str) -> list[Figure]:
    """Each measure of `text` at its places."""
    return located(text, find_measures(text))


class _Changed(NamedTuple):
    """Where the figures stand that a sentence changes, and where those that take their place, with the units of the
    former.
    """

    formers: frozenset[int]
    units: Mapping[int, str]


@lru_cache(maxsize=1024)
def _changed(text: str) -> _Changed:
    if not _CHANGES.search(text):
        return _Changed(frozenset(), {})
    spots = sorted(locate_measures(text), key=lambda one: one.start)
    changes = [
        (old, new)
        for old, new in pairwise(spots)
        if _FROM.search(text[: old.start]) and _CHANGES.match(text[old.end :]) and new.start < old.end + _CONTEXT
    ]
    units = {new.start: old.measure.unit for old, new in changes if old.measure.kind is new.measure.kind}
    return _Changed(frozenset(old.start for old, _ in changes), units)


class _Spot(NamedTuple):
    """Where a measure stands, and as what it was read there."""

    start: int
    end: int
    measure: Measure


@lru_cache(maxsize=4096)
def _places(text: str) -> dict[str, tuple[_Spot, ...]]:
    """Where each measure of `text` stands, by its words."""
    places: dict[str, tuple[_Spot, ...]] = {}
    for found in locate_measures(text):
        spot = _Spot(found.start, found.end, found.measure)
        places[found.measure.text] = (*places.get(found.measure.text, ()), spot)
    return places


def _clause_at(clauses: Sequence[str], words: str, before: str) -> str:
    """The clause that holds `words` with the end of `before` in front of them."""
    holding = [clause for clause in clauses if words in clause]
    return next((clause for clause in holding if before.endswith(clause.partition(words)[0])), next(iter(holding), ""))


def _direction(mine: Figure, other: Figure, duty: Duty) -> Direction | None:
    asked, told = like_dates(size(mine.measure), size(other.measure))
    if isinstance(asked, str) and isinstance(told, str):
        if _NEXT_YEAR.search(other.before[-_CONTEXT:] + other.measure.text) and not _NEXT_YEAR.search(duty.text):
            return Direction.WEAKER
        every_year = mine.measure.unit == other.measure.unit == _YEARLY or (
            len(mine.measure.value) != len(other.measure.value) and _turns_the_year(asked, told)
        )
        begins, later = opening(mine.measure), opening(other.measure)
        if begins and later and (asked == told or later > begins):
            return Direction.WEAKER if later > begins else Direction.REFINED
        return Direction.WEAKER if _is_later(asked, told, every_year=every_year) else Direction.REFINED
    if isinstance(asked, str) or isinstance(told, str) or asked is None or told is None:
        return Direction.CHANGED
    if same_size(mine.measure, other.measure):
        return Direction.CHANGED
    return _of_amount(mine, duty, more=told > asked)


def _turns_the_year(one: str, other: str) -> bool:
    """Whether of two days, one of them without a year, one stands at the end of a year and the other at the beginning
    of the next («2027年1月15日前», «12月20日前»).
    """
    months = sorted(int(each[-_WITHOUT_YEAR:][:2]) for each in (one, other))
    return months[0] <= _EARLY and months[1] >= _LATE


def _is_later(asked: str, told: str, *, every_year: bool) -> bool:
    """Whether a day comes after the one asked; of days that return every year, within half a year."""
    if not every_year:
        return told > asked
    (month, day), (other_month, other_day) = (map(int, one[-_WITHOUT_YEAR:].split("-")) for one in (asked, told))
    return 0 < (other_month * 31 + other_day - month * 31 - day) % (12 * 31) <= 6 * 31


def _of_amount(mine: Figure, duty: Duty, *, more: bool) -> Direction:
    """What a larger (`more`) or smaller amount means: trigger, allowance, term, upper or lower limit."""
    kind = mine.measure.kind
    if direction := _of_benefit(mine, duty, more=more):
        return direction
    is_case = duty.modality is not Modality.MAY and _CASE_AFTER.match(mine.after)
    if (kind in {MeasureKind.MONEY, MeasureKind.SHARE} or mine.measure.unit == "倍") and _FINED.match(mine.after):
        return Direction.STRICTER if more else Direction.WEAKER
    shuts_out = is_case or _SHUTS_OUT.match(mine.after) or _ANSWERED.match(mine.after)
    if (bound(mine.measure) == "upper" and shuts_out and mine.measure.comparator is Comparator.LESS) or (
        kind in _TIMES and _BARS.match(mine.after)
    ):
        return Direction.STRICTER if more else Direction.WEAKER
    if kind in _COUNTED and _EACH.search(mine.before):
        return Direction.WEAKER if more else Direction.STRICTER
    if _is_trigger(mine, duty):
        relieves = duty.modality is Modality.MAY
        return Direction.WEAKER if more is not relieves else Direction.STRICTER
    if kind is MeasureKind.MONEY and _ALLOWANCE.search(mine.text):
        return Direction.REFINED if more else Direction.WEAKER
    if kind is MeasureKind.DEADLINE:
        return Direction.WEAKER if more is not is_ahead(mine.measure) else Direction.REFINED
    if bound(mine.measure) == "upper":
        return Direction.WEAKER if more else Direction.STRICTER
    if bound(mine.measure) == "lower" or kind in _MORE_IS_STRICTER:
        return Direction.STRICTER if more else Direction.WEAKER
    return Direction.CHANGED


def _of_benefit(mine: Figure, duty: Duty, *, more: bool) -> Direction | None:
    """What another time means for those who are given something: how long it is given, over how many years it is paid,
    or how near one must be to a date to be allowed something; None where the figure says none of these.
    """
    if mine.measure.kind not in _TIMES:
        return None
    if _IN_PARTS.search(mine.before):
        return Direction.WEAKER if more else Direction.REFINED
    allowed = duty.modality is Modality.MAY and _TRIGGER_AFTER.match(mine.after)
    put_off = _ALLOWED_BEFORE.search(mine.before) and _PAID.match(mine.after)
    if allowed or put_off or (not mine.measure.text.endswith("前") and _ENJOYED.match(mine.after)):
        return Direction.REFINED if more else Direction.WEAKER
    return None


def _is_trigger(figure: Figure, duty: Duty) -> bool:
    """Whether the figure says from when on a duty binds («30人以上的应当…»), not how much is to be done."""
    if _STREAK.search(figure.before) and _IN_THAT_CASE.match(figure.after):
        return True
    if _CLEARED.search(figure.before) and _AND_MORE.search(figure.measure.text):
        return True
    if figure.measure.kind in _TIMES or figure.measure.unit in {"天", "日"}:
        befalls = bound(figure.measure) == "lower" and _BEFALLS.search(figure.before)
        return bool(
            befalls or _names_the_case(figure) or (_SO_LONG.search(figure.before) and _UNDONE.match(figure.after))
        )
    if figure.measure.kind not in _COUNTED or bound(figure.measure) == "upper":
        return False
    if _PROVIDED.search(figure.before) or (
        _IS_LIMIT.match(figure.measure.text) and not _CASE_AFTER.match(figure.after)
    ):
        return False
    in_condition = bool(duty.condition) and figure.measure.text in duty.condition
    return (
        in_condition
        or bool(_AND_MORE.search(figure.measure.text) and _BIND_AFTER.match(figure.after))
        or bool(_EVENT_AFTER.match(figure.after))
        or bool(_TRIGGER_AFTER.match(figure.after) and not _GIVEN_AFTER.match(figure.after))
    )


def _names_the_case(figure: Figure) -> bool:
    """Whether a term tells in which case something follows («撂荒超过1年的，», «停运3个月以上的，»), not how long."""
    text = figure.measure.text
    is_open = bound(figure.measure) == "lower" and (text.startswith(_BEYOND) or bool(_AND_MORE.search(text)))
    return is_open and bool(_CASE_AFTER.match(figure.after)) and not _ONLY_THEN.match(figure.after)


def _difference(mine: Measure, other: Measure) -> str:
    if mine.unit != other.unit or mine.kind is MeasureKind.FREQUENCY or _RATIO.search(mine.text + other.text):
        return ""
    try:
        gap = Decimal(other.value) - Decimal(mine.value)
    except InvalidOperation:
        return ""
    if mine.unit.startswith("每"):  # a day of every month
        return f"{'晚' if gap > 0 else '早'}{short_number(abs(gap))}天" if gap else ""
    unit = "个百分点" if mine.unit == "%" else f"个{mine.unit}" if mine.unit in _COUNTED_WITH_GE else mine.unit
    return f"{'多' if gap > 0 else '少'}{short_number(abs(gap))}{unit}" if gap else ""


# figures that are not there


def unanswered(asked: Sequence[Figure], told: Sequence[Figure]) -> tuple[Measure, ...]:
    """The measures of `asked` that no figure of `told` answers; one figure answers one («1日内响应、5日内办结» is not
    answered by «7日内办结» alone). Figures said alike go first, then those with the most words beside them in common.
    """
    free = list(told)
    distinct: list[Figure] = []
    for figure in asked:
        if not any(same_figure(figure.measure, other.measure) for other in distinct):
            distinct.append(figure)
    unsaid = [figure for figure in distinct if not _take(free, figure, _says_the_same, distinct)]
    nearest_first = sorted(unsaid, key=lambda figure: -max((figure.overlap(other) for other in free), default=0))
    lacking = [figure for figure in nearest_first if not _take(free, figure, answers, distinct)]
    return tuple(figure.measure for figure in unsaid if figure in lacking)


def _says_the_same(mine: Figure, other: Figure) -> bool:
    return same_figure(_for_each(mine, other), _for_each(other, mine))


def _take(free: list[Figure], figure: Figure, fits: Callable[[Figure, Figure], bool], others: Sequence[Figure]) -> bool:
    """Take the figure that answers `figure` best out of `free`, with those that say the same; what is more like another
    that is asked stays.
    """
    fitting = [other for other in free if fits(figure, other)]
    if not fitting:
        return False
    found = max(fitting, key=figure.overlap)
    if _FOR_EACH_NAMED.search(found.measure.text):
        return True
    free[:] = [
        one
        for one in free
        if one is not found
        and (
            not same_figure(found.measure, one.measure)
            or any(other.overlap(one) > figure.overlap(one) for other in others if other is not figure)
        )
    ]
    return True
