"""Words that stand on a scale, and whether a paper's word stands lower or higher than the duty's: approval and filing,
full-time and part-time, free and cheap, the sanctions for a fault, what is forbidden at all and only «擅自», an exact
term and «尽快».
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from wenjian.model.coverage import Deviation
from wenjian.model.vocabulary import DeviationKind, Direction
from wenjian.text import patterns as re

_STEPS = (
    (
        "办理程序",
        re.compile(r"核准|(?<!行政)审批(?!局|部门|窗口|服务)|批准(?!(?:成立|设立))|审定|(?:审核|审查)同意"),
        re.compile(r"备案|报备"),
    ),
    ("备案", re.compile(r"备案|报备"), re.compile(r"留存|备查|存档")),
    ("时效", re.compile(r"立即|立刻|马上|当场"), re.compile(r"限期")),
    (
        "经费",
        re.compile(r"(?:列入|纳入|安排)[^，。；]{0,10}预算|足额保障|兜底保障"),
        re.compile(r"(?:积极|多方|多渠道|自行)筹[措集]|自筹"),
    ),
    (
        "覆盖范围",
        re.compile(r"应([\u4e00-\u9fff])尽\1"),
        re.compile(r"应?([\u4e00-\u9fff])愿\1(?:尽\1)?|(?:有序|稳步|梯次|积极)(?:推进|实施|开展)"),
    ),
    (
        "责任层级",
        re.compile(r"主要(?:负责|领导)|一把手|党政(?:主要)?负责|法定代表人|实际控制人"),
        re.compile(
            r"分管[^，。；]{0,4}(?:负责|领导|同志)|安全员|管理员|经办人|其他负责人|(?:部门|科室|班组?|值班)(?:负责人|长)"
        ),
    ),
    (
        "领导层级",
        re.compile(r"(?<!副)(?:[省市县区乡镇局厅院校所]长|书记|主任)"),
        re.compile(r"副(?:[省市县区乡镇局厅院校所]长|书记|主任)"),
    ),
    ("人员要求", re.compile(r"专职|专人"), re.compile(r"兼职")),
    (
        "上岗条件",
        re.compile(r"持证|取得[^，。；]{0,10}(?:证|资格)|考[核试]合格|培训合格"),
        re.compile(r"培训后?(?:即可|可)?(?:上岗|从事)"),
    ),
    ("收费", re.compile(r"免费|免收|免除|不收费|全免"), re.compile(r"优惠|低收费|减半|半价|低偿|成本价")),
    ("定价", re.compile(r"政府定价"), re.compile(r"政府指导价|市场调节价?|自主定价")),
    (
        "方式",
        re.compile(r"入户|上门|登门|当面|实地|现场(?=[核检督走查])|线下"),
        re.compile(r"电话|线上|微信|视频|远程|(?:材料|书面)(?=[核审]查|审核)"),
    ),
    ("报告形式", re.compile(r"书面|签署|签订"), re.compile(r"口头|电话(?=报告|告知|通知)")),
    ("核查方式", re.compile(r"逐[件条项个户批人]"), re.compile(r"选择性|抽样|抽查|抽取|随机")),
    ("结果运用", re.compile(r"(?:作为|列为)[^，。；]{0,16}依据|挂钩"), re.compile(r"参考")),
    (
        "检测主体",
        re.compile(r"第三方|监理(?:单位|机构)|资质的"),
        re.compile(r"自行|自检|内部|由[^，。；]{0,4}(?:施工|建设|生产|经营|养殖|使用)(?:单位|企业|者|户)"),
    ),
    ("支付", re.compile(r"不予(?:支付|拨付|结算)"), re.compile(r"暂(?:缓|不)(?:支付|拨付|结算)")),
    ("考核", re.compile(r"一票否决"), re.compile(r"扣分|扣减|降档|酌情")),
    (
        "考核",
        re.compile(r"纳入[^，。；]{0,16}(?:考核|考评|评价)"),
        re.compile(r"作为[^，。；]{0,16}参考|供[^，。；]{0,10}参考"),
    ),
    (
        "公开范围",
        re.compile(r"向社会|公开曝光|社会公[布开示]|网站|公告栏|媒体"),
        re.compile(r"内部|(?:机关|单位|系统)内(?:公[示开布]|通报)?"),
    ),
    (
        "完成程度",
        re.compile(r"(?<!基本)(?<!主体)(?<!未)(?:完成(?![时期]限|情况|率|标准)|建成|完工|竣工|投入使用|投用)"),
        re.compile(r"基本(?:完成|建成|完工)|启动|开工|动工|主体(?:完工|完成|封顶)"),
    ),
    (
        "时间范围",
        re.compile(r"全天候|24小时(?![以之]?内)|全年|昼夜"),
        re.compile(r"(?<!个)工作日|工作时间|上班时间|白天|夜间|日间"),
    ),
    ("先后", re.compile(r"一次性|逐一|逐户|逐人|同步"), re.compile(r"逐步|分批|分期|分步|分年")),
    (
        "处置",
        re.compile(r"取缔|关停|停止使用|停用|关闭|拆除"),
        re.compile(r"限制使用|予以规范|规范(?:经营|管理|提升)|整顿|整改"),
    ),
    (
        "力度",
        re.compile(r"提高(?!到|至)|扩大|增加|提升"),
        re.compile(r"保持[^，。；]{0,12}(?:稳定|不变)|维持|不(?:降低|减少)"),
    ),
)
"""What differs by a step: its name, the higher step and the lower one."""
_QUALIFIED = re.compile(r"(?P<word>实名|专职|足额|全额|书面|持证|双人|全程|无条件|资质的)(?P<act>[\u4e00-\u9fff]{2})")
"""How something is to be done («足额发放»), with the letters that it begins with."""
_SAME_QUALITY = {
    "全额": "全部|足额|悉数|如数|均由",
    "足额": "全部|全额|悉数|如数",
    "双人": "[2两二]名?人",
    "全程": "始终|自始至终|从头到尾",
}
"""Other words for a quality."""
_LIFTED = re.compile(r"不再|取消|免于|无需|不需")
"""What lifts a demand, so that the other may take its place."""

_SANCTIONS = (
    re.compile(r"批评教育|提醒|诫勉|约谈|通报"),
    re.compile(r"(?:责令|限期)(?:限期|立即)?(?:整改|改正|补办|纠正)"),
    re.compile(r"罚款|没收|(?<!从[轻宽])处罚|追究[^，。；]{0,16}责任|问责|处分|追责"),
    re.compile(r"停业|停产|停用|停工|查封|暂停[^，。；]{0,6}(?:资格|经营|营业)"),
    re.compile(r"吊销|取缔|关停|关闭|注销|撤销[^，。；]{0,6}(?:资格|许可)"),
)
"""What follows a fault, from the mildest to the hardest."""
_SANCTIONS_BITE = 2
"""The rank from which they are more than words."""

_MILDLY = re.compile(r"以(?:批评教育|教育|提醒|劝导|约谈|说服)[^，。；]{0,4}为主")

BANS = "(?:不得|不准|不许|严禁|禁止)"
"""Words that forbid."""
_MANNER = "(?:擅自|随意|任意|私自|无故|强行|盲目|单方面?|“?一刀切”?地?)"
_WITHOUT_REASON = "(?:无正当理由|没有正当理由|无故)"
_IN_MANNER = re.compile(
    rf"{BANS}[^，。；、]{{0,12}}?(?P<manner>{_MANNER})(?P<act>[\u4e00-\u9fff]{{2,4}})"
    rf"|(?P<reason>{_WITHOUT_REASON})(?:一律)?{BANS}(?P<done>[\u4e00-\u9fff]{{2,4}})"
)
"""An act that is forbidden only where it is done in some manner («不得擅自停止服务»); the letters it begins with."""
_ANY_MANNER = re.compile(rf"{_MANNER}|{_WITHOUT_REASON}|违规|违法|非法|变相|未经|恶意")
WRONG = re.compile(r"[瞒漏迟谎虚缓]报|截留|挤占|挪用|克扣|侵占|套取|骗取")
"""Acts that are wrong in themselves, which papers forbid by any of several words."""
_WRONG_ANYHOW = re.compile(rf"{WRONG.pattern}|占用|盗用|泄露")
"""Acts that are wrong in any manner: «严禁私自挪用» forbids no less."""

IN_TIME = re.compile(
    r"(?<![\d年月])\d{1,3}个?(?:小时|分钟|工作日|[天日周])(?:内|以内|之内)|当[日天]|[一二两三四五]个?(?:小时|工作日|[天日])内"
)
"""A term counted from an event («24小时内»), …"""
BY_DAY = re.compile(r"\d{1,2}月(?:\d{1,2}日|底|末)?(?:之?前|以前)|(?<!\d)年(?:底|末|内)前?")
"""… a day by which, …"""
SOON = re.compile(r"及时|尽快|抓紧|第一时间|尽早|适时|(?<!不)定期")
"""… and words that set neither."""
_SHARE = re.compile(r"\d+(?:\.\d+)?[%％]|[一二三四五六七八九]成")
_SOME_SHARE = re.compile(r"(?:一定|适当|合理)比例")
_VAGUER = (
    (IN_TIME, SOON, DeviationKind.DEADLINE),
    (BY_DAY, SOON, DeviationKind.DEADLINE),
    (_SHARE, _SOME_SHARE, DeviationKind.FIGURE),
)
_VAGUE = re.compile(r"较低|较高|较大|较小|适当|适量|一定|若干|定期|不定期|尽快|合理|必要的")
_EXACT = re.compile(
    r"(?:不超过|不少于|不低于|不高于|至少|最多|每)?[0-9一二三四五六七八九十百]{1,4}(?:层|楼|米|厘米|公里|人|名|次|天|日|小时|分钟|个|元|度|%)"
    r"(?:及以下|及以上|以下|以上|以内)?"
)


def compare_degrees(mine: str, other: str, around: str) -> Iterator[Deviation]:
    """How a part of a paper, `other`, stands lower, higher or less exactly than the part `mine` of a duty; `around` is
    the text that it stands in, which may say the rest («先整改，整改不到位的关闭»).
    """
    steps = [(step, given[0]) for step in _steps_of(mine) if (given := step.instead.search(other))]
    yield from _compare_steps(mine, other, around, steps)
    yield from _lost_qualities(mine, other, around, {step.words for step, _ in steps})
    yield from _compare_sanctions(mine, other)
    yield from _compare_manners(mine, other)
    yield from _compare_exactness(mine, other)


def _compare_steps(mine: str, other: str, around: str, steps: Iterable[tuple[_Step, str]]) -> Iterator[Deviation]:
    """The steps of `mine` in whose stead `other` has the words given with them."""
    if _LIFTED.search(mine + other):
        return
    for step, given in steps:
        if not step.asked.search(around):
            note = f"{step.name}：上级写“{step.words}”，本文写“{given}”"
            yield Deviation(DeviationKind.MODALITY, step.direction, mine, other, note)


class _Step(NamedTuple):
    """A step that a part of a duty is on, in which words, and what stands in its stead one step away in `direction`."""

    name: str
    words: str
    asked: re.Pattern[str]
    instead: re.Pattern[str]
    direction: Direction


@lru_cache(maxsize=1024)
def _steps_of(part: str) -> tuple[_Step, ...]:
    """The steps that a part of a duty is on; of a scale of which it names both steps, none."""
    found: list[_Step] = []
    for name, high, low in _STEPS:
        above, below = high.search(part), low.search(part)
        if above and not below:
            found.append(_Step(name, above[0], high, low, Direction.WEAKER))
        elif below and not above:
            found.append(_Step(name, below[0], low, high, Direction.STRICTER))
    return tuple(found)


def _lost_qualities(mine: str, other: str, around: str, told: Collection[str]) -> Iterator[Deviation]:
    """The same act without the word that says how («实名登记» → «登记»), where that is none of the words `told` of."""
    for match in _QUALIFIED.finditer(mine):
        word = match["word"].rstrip("的")
        same = _SAME_QUALITY.get(word)
        if same and re.search(same, around):
            continue
        if match["act"] in other and word not in around and match["word"] not in told:
            note = f"上级写“{word}”，本文没有"
            yield Deviation(DeviationKind.MODALITY, Direction.WEAKER, mine, other, note)


def _compare_sanctions(mine: str, other: str) -> Iterator[Deviation]:
    """A milder or harder answer to the same fault («对……的一律停业整顿» → «对……的责令限期整改»)."""
    if "的" not in mine or "的" not in other:
        return
    asked, told = _hardest(mine), _hardest(other)
    if asked and told and asked[0] != told[0]:
        direction = Direction.WEAKER if told[0] < asked[0] else Direction.STRICTER
        note = f"上级写“{asked[1]}”，本文写“{told[1]}”"
        yield Deviation(DeviationKind.MODALITY, direction, mine, other, note)


def compare_answers(duty: str, passage: str) -> Iterator[Deviation]:
    """A milder answer of a whole passage than the duty's («严肃追究责任» → «进行约谈», «以批评教育为主»)."""
    asked, told = _hardest(duty), _hardest(passage)
    if not asked or asked[0] < _SANCTIONS_BITE or "的" not in duty or "的" not in passage:
        return
    mildly = None if _MILDLY.search(duty) else _MILDLY.search(passage)
    if mildly or (told and told[0] < asked[0]):
        words = mildly[0] if mildly else told[1] if told else ""
        note = f"上级写“{asked[1]}”，本文写“{words}”"
        yield Deviation(DeviationKind.MODALITY, Direction.WEAKER, asked[1], words, note)


def _compare_manners(mine: str, other: str) -> Iterator[Deviation]:
    """An act forbidden at all, or only in some manner («不得擅自停止服务» → «不得停止服务»)."""
    for limited, plain, direction in ((mine, other, Direction.STRICTER), (other, mine, Direction.WEAKER)):
        found = _IN_MANNER.search(limited)
        if found is None or _ANY_MANNER.search(plain) or "未经" in limited:
            continue
        manner, act = (found["manner"] or found["reason"]).strip("“”地"), found["act"] or found["done"]
        if not _WRONG_ANYHOW.match(act) and re.search(rf"{BANS}[^，。；]{{0,16}}?{re.escape(act)}", plain):
            who = "上级只禁止" if direction is Direction.STRICTER else "本文只禁止"
            yield Deviation(DeviationKind.SCOPE, direction, mine, other, f"{who}“{manner}”的")


def _hardest(text: str) -> tuple[int, str] | None:
    """The hardest sanction of a part: its rank, and its words."""
    found = ((rank, match[0]) for rank, one in enumerate(_SANCTIONS) if (match := one.search(text)))
    return max(found, default=None)


def _compare_exactness(mine: str, other: str) -> Iterator[Deviation]:
    """A vague word where the duty has a figure («3个工作日内» → «尽快»), or the other way about («较低楼层» →
    «三层及以下»).
    """
    vague, exact = _VAGUE.search(mine), _EXACT.search(other)
    if vague and exact and vague[0] not in other and not _EXACT.search(mine):
        note = f"上级写“{vague[0]}”，本文明确为“{exact[0]}”"
        yield Deviation(DeviationKind.FIGURE, Direction.REFINED, vague[0], exact[0], note)
    if any(map(str.isdigit, other)):
        return
    for figure, instead, kind in _VAGUER:
        asked, told = figure.search(mine), instead.search(other)
        if asked and told and not instead.search(mine):
            yield Deviation(kind, Direction.WEAKER, asked[0], told[0], "")
