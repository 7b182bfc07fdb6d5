"""Where a sentence that is otherwise the duty's asks less of what it names: most of it for all, with an adverb that
lets go of a ban, of the next rank upwards, only of those who fulfil one condition more, afterwards instead of before,
and checked by those who are to be checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from wenjian.coverage.degrees import BANS
from wenjian.model.coverage import Deviation
from wenjian.model.vocabulary import DeviationKind, Direction, Remedy
from wenjian.text import patterns as re
from wenjian.text.numerals import parse_numeral

_HAN = r"[\u4e00-\u9fff]"
_ALL = re.compile(
    r"(?P<all>(?:必须|应当?|一律|要)?(?:全部|全面|全额|足额|彻底|完全)|一律|必须|应当?)(?:要|应当?|须|予以|给予|依法|立即)?"
    rf"(?P<act>{_HAN}{{2}})"
)
_SOME = (
    "优先|逐步|基本|适当|酌情|尽量|尽可能|部分|大部|分批|分期|视情|适时|择机|有序|稳妥|启动|着手|准备|探索|研究|考虑|力争|争取"
    "|建议|鼓励|引导|[0-9]{1,2}[%％](?:的)?(?:比例)?"
)
"""What says that it is not all, or not yet."""
_WHOLE = "全部|全面|全额|足额|彻底|完全|一律|悉数|100[%％]"
_BANNED = re.compile(rf"{BANS}(?P<act>{_HAN}{{2}})")
_LETS_GO = (
    "独立|单独|随意|擅自|长期|经常|频繁|过度|过多|大量|集中|公开|恶意|故意|无故|违规|变相|强制|强行|直接|自行|连续"
    "|大规模|大面积|无序"
)
"""What bans only a kind of an act («不得独立上岗»)."""
_SCALES = (
    ("蓝色", "黄色", "橙色", "红色"),
    ("一般", "较大", "重大", "特别重大"),
    ("警戒水位", "保证水位"),
    ("轻微", "轻度", "中度", "重度"),
    ("三级甲等", "三级乙等", "二级甲等"),
)
"""Ranks of what befalls, the least first."""
_BEFALLS = re.compile("预警|响应|事故|火灾|险情|灾害|事件|隐患|水位|污染|天气|医院|违法|残疾|失能")
_NARROWED = re.compile(r"(?P<before>[\u4e00-\u9fff\d]{2})(?:且|并且|同时)(?P<more>[^，。；的]{2,12})的")
_BEARING = re.compile(
    rf"凭(?P<paper>{_HAN}{{2,8}}?)(?P<act>办理|入学|报名|领取|申请|登记|享受|就读|申领|入住|参加|上岗)"
)
_MUST_HAVE = re.compile(
    r"(?:方可|方能|才[可能]|不得|不准|持[^，。；]{2,12}?)(?:独立)?(?P<act>上岗|开业|营业|施工|运营|投入使用|使用|投用|供餐|生产|作业|就业|执业|录用|入住|入学)"
)
_BOTH_ACTS = re.compile(
    rf"(?P<act>(?:停止|暂停|关闭|封闭|封存|封控|撤离|疏散|切断|扣押|查封|隔离|召回|停用|断开){_HAN}{{2}})"
    rf"并(?:且|在|于|应|要|立即|及时)*(?P<then>\d{{0,3}}{_HAN}{{2,12}})"
)
_PAIRS = re.compile(rf"(?=({_HAN}{{2}}))")
_CHECK = "验收|复查|复核|审核|审查|评审|评估|评价|核查|核验|检验|检测|鉴定|考核|抽查|监测"
_BY_ORGAN = re.compile(
    rf"(?:经|由|委托)(?P<organ>[^，。；]{{2,18}}?(?:部门|局|委员会|政府|机关|机构|院|专家组?|第三方|单位))[^，。；]{{0,10}}?(?P<act>{_CHECK})"
)
_ITSELF = (
    r"(?:企业|施工单位|建设单位|运营单位|使用单位|经营者?|业主|用户|学校|养老机构|申请人|当事人|被检查单位)"
    r"(?:自行|自主|内部|组织|进行|开展)*(?:自)?"
)
_ORGANS = "部门|局|委员会|政府|机关|第三方|专家"
_OWN = re.compile(r"自[查评检验核测]|自我(?:检查|评价|评估|验收)|内部(?:检查|评价|评估|验收|审核)")

_TOGETHER = re.compile(r"(?:会同|联合|商|协同)(?P<organs>[^，。；]{2,40}?)(?:等)?(?:部门|单位|机构|局|委)(?!、|和)")
_ORGAN_ENDS = re.compile("、|和|及|与|以及|等")
_LOCAL = re.compile("^[本省市县区旗州乡镇]+")
_TELLS = re.compile(
    r"向(?P<whom>[^，。；：]{2,20}?)(?:及时|如实|书面|立即|当面|电话)*(?:报告|报送|上报|呈报|移交|移送|通报|备案|报备)"
)
_COUNTY = re.compile(
    "[省市县区旗州]级|(?:省|市|县|区|旗|州)(?![民场政])[^，。；]{0,10}(?:部门|局|政府|委员会|指挥部|办公室|机关|办)"
)
_TOWNSHIP = re.compile("乡镇|街道|[乡镇村]级|村（?居?）?委|社区|[乡镇](?!政府)[^，。；]{0,6}[站所办]")
_PLACES = (("自然村", "村民小组"), ("行政村", "村", "社区"), ("乡镇", "街道"), ("县", "区"))
"""Places, from the smallest to the largest."""
_REACHES = re.compile(
    r"(?:覆盖|延伸[到至]|下沉[到至]|开展到|落实到|到达)(?:所有|全部|全体|每一?个?|各)?(?P<whom>自然村|村民小组|行政村|村|社区|乡镇|街道)"
)
_SPANS = (
    re.compile(r"(?P<first>[一二三四五六七八九])(?:年级)?(?:至|到|—|-)(?P<last>[一二三四五六七八九])年级"),
    re.compile(r"(?P<first>\d{1,2})[时点](?:至|到|—|-)(?P<last>\d{1,2})[时点]"),
    re.compile(r"(?P<first>\d{1,3})(?:周?岁)?(?:至|到|—|-)(?P<last>\d{1,3})周?岁"),
)
_MONTHS = re.compile(r"(?<!\d)\d{1,2}月(?:底|末|初)?(?:、\d{1,2}月(?:底|末|初)?)+(?=[前各的]|分别|$)")

_IN_MONTH = re.compile(
    r"(?<![\d年至到—-])(?P<month>\d{1,2})月份?(?![\d底末初上中下前])(?:要|应|须|集中|组织|开展|完成|进行)*"
    r"(?P<act>[\u4e00-\u9fff]{2})"
)
"""A month in which something is done; a day is a figure."""
_LEAVE = "审批|批准|许可|同意|验收|审查|审核|核准"
_NOTICE = "报告|报备|备案|登记|告知|通知"
_KINDS = "场所|单位|企业|机构|学校|建筑物?|学生|车辆|项目|人员|设施"
_SPECIAL = (
    "人员密集|重点|大型|中型|小型|规模以上|新建|新设|新增|既有|城区|农村|公办|民办|国有|高风险|寄宿制|高层|临街|在建"
)


def milder_acts(duty: str, passage: str) -> Iterator[Deviation]:
    """Every way in which `passage` asks less than `duty` of the same act."""
    yield from _not_all(duty, passage)
    yield from _only_a_kind(duty, passage)
    yield from _permitted(duty, passage)
    yield from _higher_rank(duty, passage)
    yield from _one_condition_more(duty, passage)
    yield from _afterwards(duty, passage)
    yield from _one_act_less(duty, passage)
    yield from _by_itself(duty, passage)
    yield from _partner_gone(duty, passage)
    yield from _told_below(duty, passage)
    yield from _larger_places(duty, passage)
    yield from _shorter_span(duty, passage)
    yield from _days_gone(duty, passage)
    yield from _later_month(duty, passage)
    yield from _without_leave(duty, passage)
    yield from _of_one_kind(duty, passage)
    yield from _or_something_else(duty, passage)


def _weaker(kind: DeviationKind, asked: str, told: str, note: str, remedy: Remedy = Remedy.REPLACE) -> Deviation:
    return Deviation(kind, Direction.WEAKER, asked, told, note, remedy=remedy)


def _not_all(duty: str, passage: str) -> Iterator[Deviation]:
    """«全部更换» → «优先更换», «必须搬迁» → «启动搬迁», «全部转移» → «做好转移准备»."""
    for asked in _ALL.finditer(duty):
        act = asked["act"]
        if re.search(rf"(?:{_SOME})[^，。；]{{0,4}}?{act}", duty):
            continue
        some = re.search(rf"(?:{_SOME})(?:组织|予以|给予|进行|实行|实施|开展)?{act}|做好{act}的?准备", passage)
        if some and not re.search(rf"(?:{_WHOLE}){_HAN}{{0,4}}{act}", passage):
            note = f"上级写“{asked['all']}”，本文写“{some[0].removesuffix(act)}”"
            yield _weaker(DeviationKind.MODALITY, asked[0], some[0], note)
            return


def _only_a_kind(duty: str, passage: str) -> Iterator[Deviation]:
    """«不得上岗» → «不得独立上岗»."""
    for asked in _BANNED.finditer(duty):
        kind = re.search(rf"{BANS}(?P<kind>{_LETS_GO})(?:地)?{asked['act']}", passage)
        if kind and kind["kind"] not in duty and not re.search(rf"{BANS}{asked['act']}", passage):
            yield _weaker(DeviationKind.NEGATION, asked[0], kind[0], f"本文只禁止“{kind['kind']}”的")
            return


def _permitted(duty: str, passage: str) -> Iterator[Deviation]:
    """«不得以转办代替查办» → «可以转办»."""
    for asked in re.finditer(rf"{BANS}(?:以|用|将)?(?P<act>{_HAN}{{2}})", duty):
        given = re.search(rf"(?<![不方才])(?:可以?|允许){asked['act']}", passage)
        if given and given[0] not in duty and not re.search(rf"{BANS}(?:以|用|将)?{asked['act']}", passage):
            yield _weaker(DeviationKind.NEGATION, asked[0], given[0], "上级禁止，本文允许")
            return


def _higher_rank(duty: str, passage: str) -> Iterator[Deviation]:
    """What begins at a higher rank («橙色以上预警» → «红色预警»)."""
    for scale in _SCALES:
        asked, told = (_least(scale, text) for text in (duty, passage))
        if asked is None or told is None or told[0] <= asked[0]:
            continue
        note = f"上级从“{scale[asked[0]]}”起，本文从“{scale[told[0]]}”起"
        yield _weaker(DeviationKind.TARGET, asked[1], told[1], note)
        return


def _least(scale: tuple[str, ...], text: str) -> tuple[int, str] | None:
    """The least rank of a scale that a text names of what befalls, and its words; None where it names none or all."""
    names = sorted(scale, key=len, reverse=True)
    found: dict[int, str] = {}
    for match in re.finditer("|".join(names), text):
        behind = text[match.end() : match.end() + 8]
        if "水位" in match[0] or _BEFALLS.search(behind):
            about = re.match(r"(?:及?以上)?的?[^，。；\d]{0,4}?(?:预警|响应|事故|火灾|险情|灾害|事件|隐患)?", behind)
            found.setdefault(scale.index(match[0]), match[0] + (about[0] if about else ""))
    if not found or len(found) == len(scale):
        return None
    least = min(found)
    return least, found[least]


def _one_condition_more(duty: str, passage: str) -> Iterator[Deviation]:
    """«超过20年的管道» → «超过20年且检测不合格的管道»; «凭居住证入学» → «凭居住证和社保证明入学»."""
    for told in _NARROWED.finditer(passage):
        if f"{told['before']}的" in duty and told["more"] not in duty:
            yield _weaker(DeviationKind.CONDITION, f"{told['before']}的", told[0], "本文增设条件")
            return
    for asked in _BEARING.finditer(duty):
        more = re.search(rf"凭{asked['paper']}(?:和|及|以及|、|与)[^，。；]{{2,12}}?{asked['act']}", passage)
        if more:
            yield _weaker(DeviationKind.CONDITION, asked[0], more[0], "本文增设条件")


def _afterwards(duty: str, passage: str) -> Iterator[Deviation]:
    """What must be there before an act and the paper lets come after it («持证上岗» → «上岗后3个月内取得证件»)."""
    for asked in _MUST_HAVE.finditer(duty):
        act = asked["act"]
        later = re.search(
            rf"{act}(?:作业)?后[^，。；]{{0,12}}?(?:取得|补|办|完成|参加|接受|组织|进行)[^，。；]*", passage
        )
        if later and f"{act}后" not in duty:
            yield _weaker(DeviationKind.DEADLINE, asked[0], later[0], f"上级要求“{act}”以前，本文写以后")
            return


def _one_act_less(duty: str, passage: str) -> Iterator[Deviation]:
    """The first of two acts of a clause («停止供餐并在2小时内报告» → «2小时内报告»)."""
    said = set(_PAIRS.findall(passage))
    for asked in _BOTH_ACTS.finditer(duty):
        first, then = set(_PAIRS.findall(asked["act"])), set(_PAIRS.findall(asked["then"]))
        if not first & said and len(then & said) >= max(2, len(then) // 2):
            yield _weaker(DeviationKind.SCOPE, asked["act"], passage, f"未写“{asked['act']}”", Remedy.ADD)
            return


def _by_itself(duty: str, passage: str) -> Iterator[Deviation]:
    """A check by an organ that the one who is to be checked does itself («经主管部门验收» → «经企业自查»)."""
    for asked in _BY_ORGAN.finditer(duty):
        if _OWN.search(duty) or re.search(rf"{_ITSELF}(?:{_CHECK})", duty):
            continue
        own = re.search(
            rf"(?:经|由)[^，。；]{{0,6}}?{_ITSELF}(?:{_CHECK}|查|检)[^，。；]{{0,4}}", passage
        ) or _OWN.search(passage)
        if own and not re.search(rf"(?:{_ORGANS})[^，。；]{{0,8}}?(?:{_CHECK}|检查|批准|审批)", passage):
            yield _weaker(DeviationKind.ACTOR, asked[0], own[0], "上级要求由别的单位来查，本文由本单位自己查")
            return


def _partner_gone(duty: str, passage: str) -> Iterator[Deviation]:
    """One of several with whom something is to be done («会同公安、交通运输部门» → «会同公安局»); nothing where the
    paper names its own in other words.
    """
    asked, told = _TOGETHER.search(duty), _TOGETHER.search(passage)
    if asked is None or told is None:
        return
    mine, other = ([one for one in _ORGAN_ENDS.split(found["organs"]) if len(one) > 1] for found in (asked, told))
    named = ["".join(_LOCAL.sub("", one))[:2] for one in other]
    gone = [one for one in mine if one[:2] not in named and one[:2] not in passage]
    if gone and len(gone) < len(mine) and all(any(one.startswith(name) for one in mine) for name in named):
        words = "、".join(gone)
        yield _weaker(DeviationKind.SCOPE, words, passage, f"未写会同“{words}”", Remedy.ADD)


def _told_below(duty: str, passage: str) -> Iterator[Deviation]:
    """What an organ of the county or above is to be told, and a township's station is."""
    asked, told = _TELLS.search(duty), _TELLS.search(passage)
    if asked is None or told is None or _COUNTY.search(passage) or _TOWNSHIP.search(duty):
        return
    if _COUNTY.search(asked["whom"]) and _TOWNSHIP.search(told["whom"]):
        yield _weaker(DeviationKind.ACTOR, asked["whom"], told["whom"], "报送、移交的对象低于上级要求")


def _larger_places(duty: str, passage: str) -> Iterator[Deviation]:
    """What is to reach every village, and reaches every township."""
    asked, told = _REACHES.search(duty), _REACHES.search(passage)
    if asked is None or told is None or asked["whom"] in passage:
        return
    ranks = [next(at for at, names in enumerate(_PLACES) if one["whom"] in names) for one in (asked, told)]
    if ranks[0] < ranks[1]:
        yield _weaker(DeviationKind.SCOPE, asked[0], told[0], "本文范围小于上级")


def _shorter_span(duty: str, passage: str) -> Iterator[Deviation]:
    """«三至六年级» → «五至六年级», «6时至22时» → «7时至20时»: less of the span that the duty gives."""
    for pattern in _SPANS:
        asked, told = pattern.search(duty), pattern.search(passage)
        if asked is None or told is None or asked[0] in passage:
            continue
        mine, other = ([parse_numeral(one[name]) or 0 for name in ("first", "last")] for one in (asked, told))
        if mine[0] <= other[0] and other[1] <= mine[1] and mine != other and other[0] < other[1]:
            yield _weaker(DeviationKind.SCOPE, asked[0], told[0], "本文范围小于上级")


def _days_gone(duty: str, passage: str) -> Iterator[Deviation]:
    """One of several months in which something falls due («6月、12月底前各报送一次» → «12月底前报送一次»)."""
    asked = _MONTHS.search(duty)
    if asked is None:
        return
    months = re.findall(r"\d{1,2}", asked[0])
    gone = [one for one in months if not re.search(rf"(?<!\d)0?{one}月|季度|半年|每月", passage)]
    if 0 < len(gone) < len(months):
        words = "、".join(f"{one}月" for one in gone)
        yield _weaker(DeviationKind.DEADLINE, asked[0], passage, f"未写“{words}”", Remedy.ADD)


def _later_month(duty: str, passage: str) -> Iterator[Deviation]:
    """«4月开展自查» → «5月开展自查»."""
    told = {found["act"]: found for found in _IN_MONTH.finditer(passage)}
    for asked in _IN_MONTH.finditer(duty):
        other = told.get(asked["act"])
        if other and int(other["month"]) > int(asked["month"]) and f"{asked['month']}月" not in passage[: other.end()]:
            yield _weaker(DeviationKind.DEADLINE, asked[0], other[0], "晚于上级要求的月份")
            return


def _without_leave(duty: str, passage: str) -> Iterator[Deviation]:
    """«未经审批不得组织» → «未经报告不得组织»."""
    asked = re.search(rf"未经[^，。；]{{0,10}}?(?:{_LEAVE})", duty)
    told = re.search(rf"未经?[^，。；]{{0,10}}?(?:{_NOTICE})", passage)
    if asked and told and not re.search(_LEAVE, passage) and told[0] not in duty:
        yield _weaker(DeviationKind.CONDITION, asked[0], told[0], "上级要求批准，本文只要求告知")


def _of_one_kind(duty: str, passage: str) -> Iterator[Deviation]:
    """«未经验收的场所，不得使用» → «未经验收的人员密集场所，不得使用»."""
    for told in re.finditer(rf"的(?P<special>{_SPECIAL})(?P<kind>{_KINDS})", passage):
        if f"的{told['kind']}" in duty and told["special"] not in duty:
            yield _weaker(DeviationKind.SCOPE, f"的{told['kind']}", told[0], "本文范围小于上级")
            return


def _or_something_else(duty: str, passage: str) -> Iterator[Deviation]:
    """«必须更换» → «必须更换或者加固»."""
    for told in re.finditer(rf"(?P<act>{_HAN}{{2}})或者?(?P<other>{_HAN}{{2}})(?=[，。；]|$)", passage):
        plain = re.search(rf"(?:必须|应当?|要|一律|全部|须)[^，。；]{{0,6}}{told['act']}(?=[，。；]|$)", duty)
        if plain and told["other"] not in duty and "或" not in duty:
            yield _weaker(DeviationKind.MODALITY, plain[0], told[0], f"本文也可以“{told['other']}”")
            return
