"""The condition under which a duty holds, read by rule from its own words."""

from __future__ import annotations

from functools import lru_cache

from wenjian.duties import cues
from wenjian.duties.judge import clauses
from wenjian.duties.nouns import MODAL, NOUN, PREDICATE
from wenjian.text import patterns as re
from wenjian.text.cue import Cue, any_of

_ACT_AT_END = re.compile(
    r"(?:开展|进行|实行|实施|给予|予以|按规定|依法|及时|直接|要(?!求)|应|须|不得)[^的]+$|(?:到位|消杀|管理|检测|监管|惩戒|考核|排查|检查|指导|救助|保障|隔离观察|做到|评价|台账|销号|减免|补助|补贴|督办|签字|监督|支持|放宽|倾斜)$|逐[校项个人户家一]"
)
_NO_CASE = re.compile(r"(?<!项)目的$|同时$|^涉及[^，。的]{0,8}\d[^，。的]*$|^(?!在|对)[^，]{2,}在[^，]{2,12}过程中$")
_ORDERED_WITHIN = re.compile(
    r"^对(?!于)(?!.*(?:的|发现|出现|存在|发生|违反|未|不|超过|拒|没有|无)).*(?:要(?!求)|应当?(?!急)|须|给予|按规定|逐)"
)
"""«对分散供养特困人员要逐人签订…» names a kind of persons, no case."""
_LIMITS = re.compile(r"原则上|不(?:低于|少于|高于|多于|超过)[^，。]*\d[^，。的]*$")
"""A limit that a clause sets, no case («出资比例原则上不低于总投资的10%»)."""
_BOUNDED = re.compile(r"不(?:得|能|应)?再?(?:超过|少于|低于|高于)|每[年月周日季半]")
_GIVES = re.compile(
    r"^(?P<whom>对于?.{4,}?)(?:必须|及时|限时|直接|按规定|依法|优先|免费|要(?!求)|应|须)+.{2,}$|^(?P<given>对于?.{4,}?)(?:给予|予以|\d+年内享受|享受|开展帮扶|提供).+$"
)
_THINGS = r"(?:问题|事项|材料|隐患|情况|线索|案件|信息|对象|诉求|行为|资金|项目)"
_BEFALLEN = r"(?:发现|查出|遇到|出现|存在|反映|受理|发布|涉及|属于|纳入|能够|可以|需要)"
_THING_AT_END = re.compile(rf"{_THINGS}$")
_TOPIC = re.compile(
    rf"^(?!其中|同时|将|把|原则上)[^，。]{{0,30}}?{_BEFALLEN}[^，。]{{0,30}}的[^，的]{{0,10}}{_THINGS}$"
)
"""A thing described by what befell it, set before the act («巡查中发现的问题，…»)."""
_BEFALLEN_FIRST = re.compile(r"^(?:纳入|[^，。]{2,4}[中时后]|通过)")
_OCCASION = re.compile(
    r"^(?:[^，。；]{2,16}(?=从事|发生))?(?:起草|制定|制订|修订|举办|举行|召开|开展|从事|发生|变更|设立|开设|新建|改建|扩建|购买|采购|使用|发布|申请|办理|出租|转让|拆除)[^，。；]{2,}$"
)
"""An occasion on which somebody should act («举办大型活动，应当…»)."""
_ACTS_AT_ONCE = re.compile(r"^(?:及时|认真|依法|严肃|积极|主动|妥善|梳理|着力)")
_LACKING = re.compile(r"^(?:没有|未|无|不|尚未|已|拟)[^，。]{2,24}的[^，。的]{2,8}$")
"""What a rule is about, described by what it lacks, has or is to be («没有物业服务的居住区，由街道…»)."""
_RULED = re.compile(r"^对?[^，。]{0,30}(?:未|已|不|违反|擅自|超过|存在|涉嫌|拒不|应办)[^，。]{1,40}的[^，。的]{1,10}$")
"""What a rule is about, described by what it did or lacks («未列入项目库的项目，…»)."""
_RULES = re.compile(r"^(?:原则上|一律|直接|由|应当?(?!急)|可(?!能)|不得|不予|不再|不[纳列]入|须|必须|立即|责令|限期)")
_ORDER = re.compile(r"不得|不予|应当?(?!急)|须|要(?!求)|负责")
_SHOULD = re.compile(r"^(?:应当?(?!急)|须)")
_QUALITY = (
    r"(?:具有|具备|设有|设立|收住|收治|持有|拥有|有(?![效力序关利机益意针])|无(?![障])|没有|未(?![来成])|年满|满(?![意足])|符合|不符合|达到|超过|不足|不具备"
    r"|(?:财力|经济|条件|基础|能力|建筑面积|床位数?|规模|[^，。的各]{2,6})(?:超过|不足|少于|达到|较好|较大|较高|较多|困难|突出|集中))"
)
_INNER = (
    re.compile(r"(?<=[\u4e00-\u9fff）])(?P<inner>(?:如(?!何|实|期|下|厕|意|愿)|一旦|若(?!干)).{3,})$"),
    re.compile(r"^各.{0,8}?(?P<inner>对于.{4,})$"),
    re.compile(
        r"(?<![易能会])(?P<inner>(?:未|已|新)?(?:发生|出现|存在)了?[^，。的]{2,14}的)(?=[^，。的]{2,10}$|[^，。的]{2,10}(?:要|应|须))"
    ),
    re.compile(
        r"^(?!按|根据|依据|结合)(?P<inner>[^，。]{2,20}的)(?=方可|不得|不予|予以|应(?![急用])|要(?!求)|可以|坚决|一律|须|必须|立即|限期|责令|移送|由)"
    ),
    re.compile(
        rf"^(?P<inner>{_QUALITY}[^，。的]{{0,24}}的)(?=(?!地方|地区)[^，。的]{{0,12}}{NOUN}(?:$|都|均|{MODAL}|{PREDICATE}))"
    ),
    re.compile(r"^(?P<inner>(?:具有|年满|符合)[^，。的]{2,24}的)(?=[^，。的]{2,10}$)"),
    re.compile(r"^(?P<inner>[^，。]{0,6}(?:发现|查出|遇到|受理)的[^，。的]{2,8}?)(?=当场|立即|现场|要|应|须|限期|逐)"),
    re.compile(
        r"^(?P<inner>发现[^，。]{2,}?)(?=必须|务必|要|应|须|第一时间|立即|现场|当场|及时|马上|一律|严肃|向|由|报)|^(?P<found>发现[^，。]{2,14})$"
    ),
    re.compile(r"(?P<inner>除[^，。]{2,24}外)(?=[^，。]{0,14}(?:一律|均|不得|应|都))"),
    re.compile(r"(?P<inner>未经[^，。]{0,16}(?:批准|同意|许可|授权|审核))(?=不得|任何|一律)"),
    re.compile(
        r"(?:^|(?<=[\u4e00-\u9fff要应须]))(?P<inner>对[^，。对]{0,20}?(?:不[^，。的]{1,6}|未[^，。的]{1,8}|滞后|落后|严重|存在[^，。的]{1,8}|拒[^，。的]{1,4})的[^，。的]{1,10}?)"
        r"(?=进行|给予|予以|实施|采取|开展|依法|限期|责令)"
    ),
    re.compile(r"(?<=[励持许对将])(?P<inner>符合条件的)(?=[^，。]{2,12})"),
    re.compile(r"^(?P<inner>必要时|根据需要|确有必要时|有条件的(?=在|向|可以|应|要))"),
    re.compile(
        r"^(?P<inner>(?=[^，。]{0,4}[需未不有违拒超满达符确已要新发途连拟属欠齐存复])[^，。的]{3,14}的)"
        r"(?=一次(?!性)|在|于|向|限|报|扣|补|享受|当场|优先|及时|不超过|\d+个?(?:工作)?[日天小])"
    ),
    re.compile(
        r"^(?P<inner>[^，。的]{0,12}?(?:不[^，。的]{1,6}|未[^，。的]{1,6}|没有[^，。的]{1,8}|严重|突出|缺失|紧急)的)"
        r"(?=依法|依规|重新|委托|从|先|立即|当场|给予|予以|责令|限期|移送|追究|停发|取消|纳入|列入|通报|约谈|退回|自动|可由)"
    ),
    re.compile(
        r"(?P<inner>(?:接到|收到|受理)[^，。]{2,24}?(?:后|时|的|警报?|通知|报告|申请))(?=$|应|要|须|必须|立即|\d|在|及时|马上)"
    ),
    re.compile(
        r"^(?P<inner>[^，。]{0,12}(?:预警|响应|降雨|停水|停电|灾害|事故|高温|寒潮|上市|高峰|农忙|收获)[^，。]{0,4}期间)"
    ),
    re.compile(r"(?P<inner>[^，。\d]{4,}前)(?=不得|严禁|须|应|必须|要(?!求))(?<![年月日底末])"),
    re.compile(r"^(?P<inner>[^，。\d]{2,10}(?:放水|使用|启用|动工|出厂|出院|离岗|交接|转移|公布)之?前)$"),
    re.compile(
        r"^(?P<inner>(?:在?[^，。的]{2,16}(?:满|不足)\d[^，。的]{0,6}|病情稳定|连续[^，。的]{4,16})的)(?=[^，。的]{2,12}$)"
    ),
    re.compile(r"^(?P<inner>[^，。的\d]{2,8}(?:启动|开工|竣工|动工|拆除)前)"),
    re.compile(r"^(?P<inner>[^，。的]{1,4}(?:途|期|度|次|人)[^，。的]{1,8}的)(?=按(?!照?规)|扣|至少|还应|由)"),
    re.compile(r"^(?P<inner>具备(?:规定|相应)?条件的)(?!地[方区]|城市)(?=[^，]{2,})"),
    re.compile(
        r"(?P<inner>[^，。的]{0,10}(?<!不)(?:低于|高于|超过|不足|达到|在)\d[^，。的]{1,12}的)(?=[^，。的]{2,14}(?:$|至少|应|要|须|可|由|按))"
    ),
    re.compile(r"^(?P<inner>一经(?:查实|发现|核实))"),
    re.compile(
        r"^(?P<inner>(?![^，。的]*[%％])[^，。的]{0,14}[\d一二三四五六七八九十][^，。的]{0,18}以[上下内]的)(?=[^，。的]{2,12}?(?:$|原则|应|要|由|可|按))"
    ),
    re.compile(r"^(?P<inner>(?:没有|未)[^，。的]{2,16}的)(?=[^，。的]{2,8}(?:不得|一律|不予|不准))"),
    re.compile(r"(?P<inner>余额[^，。]{2,12}时)"),
    re.compile(r"(?P<inner>在[^，。]{4,24}(?<![及准按定小实随临同平届适暂])时)$"),
    re.compile(r"(?P<inner>同等条件下)"),
    re.compile(r"(?<=[\u4e00-\u9fff])(?P<inner>在[^，。在]{3,}(?:前提|情况)下)$"),
    re.compile(r"^(?P<inner>在(?:优先|充分|切实)?(?:满足|确保|保证|不)[^，。]{2,}基础上)$"),
    re.compile(r"^(?P<inner>在[^，。的]{2,12}的(?:情况|前提|条件)下)(?=[\u4e00-\u9fff]{2})"),
)
_ANY_INNER = any_of(*(Cue(re.sub(r"\?P<\w+>", "?:", pattern.pattern)) for pattern in _INNER))
_FORBIDDEN_WITHIN = re.compile(r"[\u4e00-\u9fff](?:不得|严禁|禁止|不准)")
"""«用人单位不得招用未满16周岁的……» forbids; it sets no case."""
_MAY_SET = re.compile(r"^[如若一凡遇待确涉对发除未在]|[的下中时外后前内间满请准意可]$")
"""With what letters a condition opens or ends."""
_UP_TO_ACT = re.compile(
    r"(?<=[\u4e00-\u9fff]{4})(?:应?立即|应当|应(?![急用])|须|务必|必须|一律|迅速|第一时间|(?<![重主需首])要(?!求)).{2,}$"
)
_CASE_BEFORE_ACT = re.compile(
    r"^(?P<case>对[^，。的]{2,24}的)(?=及时|优先|予以|给予|建立|立即|严肃|约谈|通报|适当|分别|追回|限期|责令|进行|由|上浮|取消|暂停|停止|移送|依法)"
)
_RANK = (
    re.compile(r"前提下$|情况下$"),
    re.compile(r"^(?:如|若|一旦|凡|遇|待|确)"),
    re.compile(r"的$|时$|过程中$|^对于?.+以[上下内]的"),
)


def sets_condition(clause: str) -> bool:
    """Whether a clause has the form of a condition: how it opens or how it ends."""
    return _MAY_SET.search(clause) is not None and bool(cues.CONDITION.match(clause))


@lru_cache(maxsize=1024)
def is_condition(clause: str) -> bool:
    """Whether a clause as a whole says under which condition the duty holds."""
    if clause.startswith("对") and not clause.endswith("的"):
        if _ACT_AT_END.search(clause, 3) or _BOUNDED.search(clause):
            return False
        if _ORDERED_WITHIN.match(clause):
            return False
        named = _THING_AT_END.search(clause) or not cues.ACTS_AT_ALL.search(clause)
        if named and len(clause) > 6:
            return True
    return sets_condition(clause) and len(clause) > 3 and not _NO_CASE.search(clause)


def condition(text: str) -> str:
    """The condition under which the duty holds, as written, or nothing. 前提 goes first, then 如, 的 and 对于."""
    parts = clauses(text)
    followed = zip(parts, (*parts[1:], ""), strict=False)
    whole = [part for part, after in followed if is_condition(part) and not after.startswith("现")]
    for rank in _RANK:
        if chosen := next((part for part in whole if rank.search(part)), ""):
            return _inside(chosen) or _case_alone(chosen)
    if whole:
        return _case_alone(whole[0])
    for number, part in enumerate(parts):
        if number + 1 < len(parts) and _sets(part, parts[number + 1]):
            return part
        if (gives := _GIVES.match(part)) and not _ORDERED_WITHIN.match(part):
            return gives["whom"] or gives["given"]
        if inner := _inside(part):
            return inner
    return ""


def _case_alone(clause: str) -> str:
    """The condition without the act that stands in its clause («对拒不整改的责令停业»)."""
    case = _CASE_BEFORE_ACT.match(clause)
    return case["case"] if case else _UP_TO_ACT.sub("", clause)


def _sets(clause: str, after: str) -> bool:
    """Whether a clause names the matter or the occasion for the one after it."""
    if cues.AIM.match(clause) or cues.SOFT.match(clause) or cues.OBLIGES.search(clause) or _LIMITS.search(clause):
        return False
    if not after or cues.AIM.match(after):
        return False
    if _RULED.match(clause) and _RULES.match(after):
        return True
    if _LACKING.match(clause) and (_RULES.match(after) or _ORDER.search(after)):
        return True
    if _ACTS_AT_ONCE.match(clause):
        return False
    opening = _BEFALLEN_FIRST.sub("", clause)[:5]
    if _TOPIC.match(clause) and not cues.ACTS_AT_ALL.search(opening):
        return True
    return bool(not cues.BASIS.match(clause) and _OCCASION.match(clause) and _SHOULD.match(after))


def _inside(clause: str) -> str:
    """A condition that stands inside a clause: «政务新媒体如从事…», «未发生疫情的养老机构»."""
    if not _ANY_INNER.search(clause):
        return ""
    for pattern in _INNER:
        if (match := pattern.search(clause)) and not _FORBIDDEN_WITHIN.search(match[0]):
            return next(group for group in match.groups() if group)
    return ""
