"""Who is to act: the subject of a duty as written, and what a section's earlier actors pass on («^»)."""

from __future__ import annotations

from functools import lru_cache

from wenjian.duties import cues
from wenjian.duties.judge import clauses
from wenjian.duties.nouns import BRACKETS, CUTS, LOCAL, MODAL, NOT_ACTOR, NOUN, ORGAN, PERSON, PLACES, PREDICATE, STRONG
from wenjian.text import patterns as re
from wenjian.text.cue import Cue

_ACT = rf"{PREDICATE}|{cues.HARD_ACTS.pattern}|{cues.ACTS.pattern}"
_WITH_MODAL = re.compile(rf"^(?P<actor>[^，,。；：]{{0,44}}?{NOUN})[^，,。；：]{{0,24}}?{MODAL}")
_PLACE = re.compile(
    rf"^(?P<actor>(?:财力较?好的|有需要的)?{PLACES}(?:(?:(?!会同)[^，,。；：的]){{0,8}}?(?:{STRONG}))??)(?!(?:主要|分管|有关|相关)?(?:负责[人同]|领导))(?={MODAL}|{PREDICATE}|可(?![能靠行]))"
    r"|^(?P<named>[^，,。；：的对在由以把将按从与向为]{1,20}(?:[县市区州旗]|县城))(?=要(?![求素])|应当|必须|不得|可(?:以|结合|根据|参照)|各(?=建|设|配|明确|完成|培育|打造|至少|不少于))"
)
_ARTICLE = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百零\d]{1,5}条|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、])\s*"
)
_COLON = re.compile("[：:]")
_STANDS_IN = ("在", "未", "设有", "没有")
"""A subject may open so where another would not («在县城的机构»)."""
_BEFORE_COLON = re.compile(rf"^(?P<actor>[^，,。；：:“”]{{1,24}}?(?:{NOUN}))\s*[：:](?=.{{4,}})")
_SHORT = re.compile(
    rf"^(?P<actor>(?!.{{0,20}}(?:抄送|报送|上报|提交|反馈|移交|书面))[^，,。；：的对在由以将把与向为从按]{{1,16}}?(?:{ORGAN}|监护人|申请人|承租人|出租人|举办者|经营者|代理人){BRACKETS})(?={_ACT})"
)
_ORGAN_ALONE = re.compile(rf"[^，,。；：的在对与及“”《》]{{0,30}}?(?:{ORGAN}){BRACKETS}")
_ACTS_INSIDE = re.compile(
    rf"^(?:{PREDICATE})|加强|推进|建设|工作(?!站|组|室|专班|人员|委)|措施|要求|程序|放到|交给|下放|按|管理(?!局|站|所|处|部门|机构|单位|委|中心|办)|进|入"
)
_ANYBODY = re.compile(r"任何(?:单位|组织|机构)(?:和|或|及|、)?个人")
_NOBODY = re.compile(rf"^(?:严禁|禁止|不允许)(?P<actor>{_ANYBODY.pattern})")
_NO_NAME = re.compile(r"[《》]|\d年|作为|纳入|支持|难以|余额|引入|取消")
"""What stands in no name: the words before the noun were more than its attributes."""
_PARTNERS = re.compile(r"会同|(?<!协)会商(?!研判|制度|机制|会|部署)|联合(?!会)|(?<!会)商(?=[省市县区本同相])")
_JOINS = re.compile(r"^(?:会同|联合(?!会))")
_ORGANS = re.compile(
    rf"[^，,、和及的]{{1,14}}?(?:{STRONG}){BRACKETS}(?:[、和及与][^，,、和及的]{{1,14}}?(?:{STRONG}){BRACKETS})*"
)
_WHO_MEETS = re.compile(
    rf"^(?P<actor>[^，,。；：]{{0,18}}?{NOUN})(?=有|发生|出现|从事|组织|开展|举办|使用|违反|未|不|接到|收到|发现|遇|转租|转让|转包|招用|聘用|录用|安排|申请|逾期|变更|终止|行动|因|需要|自愿|跨|进入|收托|符合|转制|改制).{{2,}}(?:的|后|时)$|^(?P<becomes>[^，,。；：]{{2,18}}?{NOUN})(?=(?:转制|改制|改建|变更|合并)(?:为|成)).{{4,}}$"
)
_BY = re.compile(
    rf"(?:^|(?<![理自经事缘因不的立]))(?:必须|要|应|可|一般|统一)?由(?!于)(?P<actor>[^，,。；：]{{0,30}}?(?:{NOUN}|[省市县乡]级))"
    rf"(?!组成|为成员|负责[人同]|[\u4e00-\u9fff]{{2,6}}(?:[股科]室?|值班室))(?={_ACT}|[现到当]场|写出|到|按|上门|入户|商(?=[省市县区])|任组长|担任|登台|[一二三]审|再审|终审|采写)"
    rf"|(?<=的)由(?P<after>[^，,。；：的]{{1,16}}?(?:{NOUN}|[省市县乡]级))(?={PREDICATE})"
)
_BY_ORGAN = re.compile(
    rf"(?<![理自经事缘因不的立来])由(?!于)(?P<actor>[^，,。；：对在以将把向按用从与、和及到至转给送]{{1,24}}?(?:{STRONG}){BRACKETS})"
    rf"(?=用|逐|以|凭|代为|承运|承办|派|出具|出面|据实|全额|足额|分[类级期批]|集中|{_ACT})"
)
"""An organ by which something is done, whatever the word for it («由县教育局用全市统一的系统摇号»)."""
_ENCOURAGED = re.compile(
    rf"^(?:积极|大力)?(?:鼓励|支持|倡导|提倡|引导|允许)(?:[和、]?(?:支持|引导|鼓励))?(?:更多)?(?P<actor>[^，,。；：]{{0,24}}?(?:{ORGAN}|有条件的(?:地区|县|乡镇)|各设区市|工作人员|志愿者|党员干部|人士|业主){BRACKETS})(?:等(?=参与|联合|共同|共建|自主|出资|投入|围绕|通过|以))?"
    rf"(?={_ACT}|围绕|结合|出资|联合|有序|立足|面向|在|以|参|开|设|投|送|留|吸|捐|引|就|提|扩|增|降|减|缓|让|“|一|与|为|作为|进入|全[程过面]|综合|运用|采取|利用|用|发|积极|突破|聘用|招收|招聘|探索|申请|自愿|优先|对)"
)
_LED = re.compile(
    rf"(?:^|会同|积极|广泛|大力|要)(?:指导|督促|引导|动员|推动|委托|会同)(?:和?(?:指导|督促|引导))?(?P<actor>[^，,。；：]{{0,24}}?(?:{ORGAN}|项目){BRACKETS})"
    rf"(?={_ACT}|以|开|设|投|留|吸|引|就|提|扩|增|降|优)"
)
_FRONTED = re.compile(
    r"^(?:请(?=各|有关|你)|今年|明年|到?20\d{2}年(?:年?底|末|\d{1,2}月底?)?前?|(?:每[年月周日季][度]?)?(?:20\d{2}年)?\d{1,2}(?:月份?|日)(?:\d{1,2}日)?[底末]?前?|每[年月周日季]度?(?=各|由)|原则上(?=[各每])|同时|另外|此外|其中)"
)
_ENDS_PLACE = re.compile(
    rf"^(?![^，]*(?:(?<![重主需首])要|应|须|运|进入|到))[^，,。；：对按在为]{{2,30}}(?:地区|省|市|县|区|部门|机构|单位|{PERSON})$"
)
_RELATIVE = re.compile(rf"^[^，,。；：]{{2,24}}的[^，,。；：的]{{0,10}}(?:{STRONG}){BRACKETS}$")
_RULED_WITHIN = re.compile("应当?(?!急)|须|不得|按照|根据")
_CARRIES_ON = re.compile(rf"^(?:{MODAL}|{PREDICATE})")
_TELLS = re.compile("发现|出现|是")
_IN_PLACE_OF = re.compile(rf"^(?:在|未|设有|没有)[^，]{{2,14}}的[^，]{{0,14}}?(?:{STRONG})$")
_BETWEEN = re.compile(
    r"、(?![^（(]*[）)]|自治区|直辖市)|(?<=[门位府构关局站室地员工办委心队处所会校园人者业司厂股科镇道）)])(?:以及|和|及(?!其)|与|或者?)"
)
_NOUN = re.compile(NOUN)
_MODAL_PATTERN = re.compile(MODAL)
_MODAL = Cue(MODAL)
_ORDERS_AT_ONCE = re.compile(r"^(?:要|应|须|必须|务必|不得|一律|可以|可(?=[申按凭]))")
_WHOLE = Cue(rf"(?:{ORGAN}|{PERSON}){BRACKETS}$")
_DOES = re.compile(
    r"一次性|预收|收取|收到|聘用|招聘|新聘|新增|选用|使用|发现|从事|举办|组织(?!化)|采购|开展|因|遇|每|制作|出具|经营|接收|新建|上岗|入职|离岗"
)
"""How what stands between a subject and its «不得» opens, where it tells an act («机构预收费用不得…»)."""
_WHOLE_PLACE = re.compile(rf"^{PLACES}$")
_FRAGMENT = re.compile(rf"各?(?:[省市县区乡镇州盟旗]|县政府|区政府){BRACKETS}")


_SUBJECT_MOST = 40
"""Letters within which the subject of a clause ends."""

_SECOND = re.compile(
    rf"(?:(?<=次)|(?<=每[日周旬月季年])|(?<=半年)|(?<=季度)|(?<=个月))、(?P<actor>[^，。；、]{{0,14}}?(?:{STRONG}|{PLACES}|{PERSON}){BRACKETS})(?=要每|每(?![个所家名])|要|至少)"
)
"""A second subject with a rhythm of its own («县级部门每月、各乡镇每半个月至少组织1次»)."""

_HEAD = re.compile(rf"(?:{LOCAL}|{STRONG}|{PERSON}|两级){BRACKETS}")
"""A noun with which the name of an actor can end."""

_TIME = (
    r"每(?![个所家名位])|今年|明年|本?年内|\d{1,2}月|\d{4}年|自|从(?!业)|于|在(?!线)|原则上|最迟|至少|逐|全年|随时|及时"
    r"|第一时间|立即|马上|迅速|尽快|当场|现场|当天|一律|一次性"
)
_OFFICE = (
    r"(?:(?:宣传|组织|统战)部|网信办|政法委|编办"
    r"|(?:宣传|组织|统战|网信|政法|机构编制|编制|监察|审计|监督|管理|服务|教育|保障|监测|指导)[^，。；、]{0,3}?"
    r"(?:部门|机构|机关|单位|中心|委员会|局|办公室|专班|小组))"
)
"""What goes on with the name («党委宣传部门»), though it could begin an act."""
_FOLLOWS = re.compile(
    rf"(?!(?:主要|分管|直接|具体|法定|相关|有关)?(?:负责[人同]|领导|责任人|代表人)|[一二三]?级|{_OFFICE})(?:为(?=[^，。]{{0,16}}(?:主体|责任人))|{MODAL}|{_TIME}|{_ACT}|还|也|都|均|再|共同"
    r"|依(?=职|法|规|据)|另|拿出|可以|可(?![能行靠])|不许|不能|不得|不(?=[予再收认兑办受])|没有|未|收到|接到|受理|遇|碰|带|把|与|同|抓[好紧]|管好|研究|派|招聘|任组长)"
)
"""What stands behind a subject: an order, a time, a manner or an act."""

_INNER_ORDER = r"(?<![重主需首])要(?=[以把在对按])|应当(?=[以把在对按])|推荐使用"
"""An order with which the subject has ended, though a noun follows («各县要以村为单位…»)."""

_SHORTEST_BEFORE_EVENT = 3
_EVENT = re.compile(r"[^，。；]{1,8}(?:后|时|前|之日起)(?=[\d，。；]|$)|[^，。；要应须]{1,6}时")
"""What happens to somebody before others act («企业登记后30日内，由县委编办…»)."""

_NOT_WITHIN = re.compile(
    rf"{CUTS.pattern}|{_INNER_ORDER}|每(?![个所家名位])|会同|抽取|选择|(?<=[镇县区市乡村道局])组织(?=[^，。；]{{0,4}}(?:干部|人员|员|代表))|安排|实行|给|报(?![告纸社馆单])|实现|帮助|保持|形成|依托|依靠|通过|等?应当?(?!急)|期满"
    r"|经(?![营济办开发信贸费理纪侦])|归口|邀请|送(?![餐水货医])|完成"
    r"|不(?!动产)|实施|列入|配备|负责(?![人同])|抄送|报送|提交|提请|移交|[，。；：]"
)
"""What no name of an actor holds behind its first letter."""

_MADE_BY = re.compile(r"(?:制定|起草|制发|举办|主办|主管|所属|管理|审批|发布)的$")
"""What is told by who made it («乡镇人民政府制定的，由……审核»)."""
_SERVED = re.compile(
    r"(?:居民|村民|老人|老年人|残疾人|退役军人|劳动者|患者|群众|农民工|用户|住户|家属|特困人员|学生|公民|新聘人员|入住人员)$|^(?:职工|人员|本人)$"
)
"""Whom the papers serve: without an order they are those for whom others act."""


_RECEIVES = re.compile(
    r"^每[个家户所名人位处][^，。；]{0,12}?(?:每[年月]|按[年月]|一次性|分别|再)*(?:给予|补助|补贴|奖励|奖补)(?=[^，。；]*\d)"
)
"""A clause that opens with whom so much is given («每家食堂每年给予补助2万元»): who acts stands elsewhere."""


@lru_cache(maxsize=2048)
def explicit_actors(text: str) -> tuple[str, ...]:
    """The actors that the words of a provision name, in order, without repetition; where there is no subject, whom
    it encourages («鼓励企业…»).
    """
    text = _ARTICLE.sub("", text)
    if _COLON.search(text, 0, 36) and (opening := _BEFORE_COLON.match(text)) and _may_act(opening["actor"]):
        return tuple(dict.fromkeys((*split_actors(opening["actor"]), *joined_actors(text[opening.end() :]))))
    found: list[str] = []
    parts = clauses(text)
    for i, clause in enumerate(parts):
        before = parts[i - 1] if i else ""
        if clause.startswith("各") and _WHOLE_PLACE.match(_ARTICLE.sub("", before)):
            found += split_actors(before)  # «各县、区，各部门要……»
        after = parts[i + 1] if i + 1 < len(parts) else ""
        joined = _partners(clause) if found and _JOINS.match(clause) else ()
        for named in joined or _actors_of_clause(_FRONTED.sub("", clause), before, after):
            actor = named.partition("召集")[0]
            if actor not in found and not _NO_NAME.search(actor):
                found.append(actor)
    return tuple(found) or encouraged_actors(text)


def joined_actors(text: str) -> tuple[str, ...]:
    """With whom the clauses go on that open with 会同 and name nobody else («会同县残联比对»)."""
    return tuple(name for part in clauses(text) if _JOINS.match(part) for name in _partners(part))


def accompanying(text: str) -> frozenset[str]:
    """With whom a provision says that its subject goes on («县水利局会同各乡镇…»)."""
    if not _PARTNERS.search(text):
        return frozenset()
    parts = (part[joined.start() :] for part in clauses(text) if (joined := _PARTNERS.search(part)))
    return frozenset(name for part in parts for name in _partners(part))


def heading_actors(headings: tuple[str, ...]) -> tuple[str, ...]:
    """The organs that the nearest heading names and nothing else («2.县农业农村局», a cell)."""
    for heading in reversed(headings):
        if _ORGAN_ALONE.fullmatch(heading) and _may_act(heading) and not _ACTS_INSIDE.search(heading):
            return split_actors(heading)
    return ()


@lru_cache(maxsize=1024)
def encouraged_actors(text: str) -> tuple[str, ...]:
    """Whom a provision encourages, supports or allows to act («鼓励有条件的地区设立…»)."""
    parties = (match["actor"] for part in clauses(text) if (match := _ENCOURAGED.match(part)))
    parties = (party for party in parties if _may_act(party) and not _NO_NAME.search(party))
    return tuple(dict.fromkeys(actor for party in parties for actor in split_actors(party)))


@lru_cache(maxsize=1024)
def led_actors(text: str) -> tuple[str, ...]:
    """Whom a provision has somebody guide or move to act («指导企业依法用工»)."""
    parties = (match["actor"] for part in clauses(text) if (match := _LED.search(part)))
    return tuple(dict.fromkeys(actor for party in parties for actor in split_actors(party)))


def _actors_of_clause(clause: str, before: str, after: str) -> tuple[str, ...]:
    """The actors a clause names, those it acts together with behind them («县水利局会同各乡镇…»)."""
    actors = _own_actors(clause, before, after)
    if actors and "、" in clause:
        actors = (*actors, *(name for second in _SECOND.finditer(clause) for name in split_actors(second["actor"])))
    if not actors or not (joined := _PARTNERS.search(clause)):
        return actors
    return tuple(dict.fromkeys((*actors, *_partners(clause[joined.start() :]))))


def _partners(joined: str) -> tuple[str, ...]:
    """With whom a clause goes on («会同县残联比对…»)."""
    rest = _PARTNERS.sub("", joined, count=1)
    named = _opening_subject(rest) or (rest if _WHOLE.search(rest) else "")
    if not named and (organs := _ORGANS.match(rest)):
        named = organs[0]
    return split_actors(named) if named else ()


def _own_actors(clause: str, before: str, after: str) -> tuple[str, ...]:
    if nobody := _NOBODY.match(clause):
        return (nobody["actor"],)
    if "由" in clause and (by := _BY.search(clause)):
        return split_actors(by["actor"] or by["after"])
    if _RECEIVES.match(clause):
        return ()
    if _ORDERS_AT_ONCE.match(clause) and before:
        return _actors_before_order(before)
    if place := _PLACE.match(clause):
        return split_actors(place["actor"] or place["named"])
    if NOT_ACTOR.match(clause) and not clause.startswith(_STANDS_IN):
        return _by_organ(clause)
    if subject := _opening_subject(clause):
        return split_actors(subject)
    if _MODAL.search(clause) and (match := _WITH_MODAL.match(clause)):
        subject = _subject(clause, match)
        return split_actors(subject) if subject and _may_act(subject) else ()
    if (match := _SHORT.match(clause)) and not _NOT_WITHIN.search(match["actor"], 1) and _may_act(match["actor"]):
        return split_actors(match["actor"])
    if _RELATIVE.match(clause) and _goes_on(after) and _may_act(clause) and not _RULED_WITHIN.search(clause):
        return split_actors(clause)
    return _by_organ(clause)


def _by_organ(clause: str) -> tuple[str, ...]:
    by = _BY_ORGAN.search(clause) if "由" in clause else None
    return (by["actor"],) if by else ()


def _goes_on(after: str) -> bool:
    """Whether a clause says what the subject before it does: it opens with an act, or has no subject of its own."""
    if _ORDERS_AT_ONCE.match(after) or after.startswith("由"):
        return False
    return bool(_CARRIES_ON.match(after)) or (_MODAL.search(after) is not None and not _opening_subject(after))


def _opening_subject(clause: str) -> str:
    """The noun phrase with which a clause opens, up to the first head noun that an act, its time or its manner follows
    («计财股每学期抽取…», «重度残疾人和重病患者可以…»).
    """
    if _MADE_BY.search(clause):
        return ""
    for head in _HEAD.finditer(clause, 0, _SUBJECT_MOST):
        follows = _FOLLOWS.match(clause, head.end())
        if not follows or clause.startswith("、", follows.end()):
            continue
        subject = clause[: head.end()]
        if len(subject) < _SHORTEST_BEFORE_EVENT and _EVENT.match(clause, head.end()):
            return ""
        if _SERVED.search(subject) and not _MODAL_PATTERN.match(clause, head.end()):
            return ""
        inner = subject[: head.start()]
        return "" if _NOT_WITHIN.search(inner, 1) or not _may_act(subject) else subject
    return ""


def _may_act(subject: str) -> bool:
    return not NOT_ACTOR.match(subject) or bool(_IN_PLACE_OF.match(subject))


def _actors_before_order(before: str) -> tuple[str, ...]:
    """The subject that stands in a clause of its own before «，要…»: «其他地区…养老机构，», «主办单位发生变化的，»."""
    if meets := _WHO_MEETS.match(before):
        actor = meets["actor"] or meets["becomes"]
        return split_actors(actor) if _may_act(actor) and not _SERVED.search(actor) else ()
    if _TELLS.search(before):
        return ()
    names = _ENDS_PLACE.match(before) or _RELATIVE.match(before)
    return split_actors(before) if names and _may_act(before) else ()


def _subject(clause: str, match: re.Match[str]) -> str:
    """The noun phrase before the modal: whole when it ends like an actor, else up to a preposition («各地对于…»)."""
    modal = _MODAL_PATTERN.search(clause, match.end("actor") - 1)
    before = clause[: modal.start()] if modal else match["actor"]
    cut = CUTS.search(before, 2)
    if _WHOLE.search(before) and not cut:
        return before
    if cut and _WHOLE.search(before[: cut.start()]):
        return before[: cut.start()]
    if _WHOLE.search(before):
        return before
    if before.startswith("各"):
        return match["actor"]
    ends = (head.end() for head in _NOUN.finditer(before))
    return next((before[:end] for end in ends if _DOES.match(before, end)), "")


def split_actors(words: str) -> tuple[str, ...]:
    """«各地区、各部门» are two actors, «宣传、网信部门» one: a part must end like an organ or a person itself."""
    words = words.strip("，,、 ")
    if _ANYBODY.fullmatch(words):
        return (words,)
    whole: list[str] = []
    rest = ""
    for part, mark in _cut_list(words):
        rest += part
        if _stands_alone(rest):
            whole.append(rest)
            rest = ""
        else:
            rest += mark
    if rest or not whole:
        return (words,) if words else ()
    return tuple(whole)


def _cut_list(words: str) -> list[tuple[str, str]]:
    """The parts of a list, each with the mark behind it."""
    cuts = [*_BETWEEN.finditer(words)]
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(words)]
    marks = [*(cut[0] for cut in cuts), ""]
    return [(words[a:b], mark) for a, b, mark in zip(starts, ends, marks, strict=True) if b > a]


def _stands_alone(part: str) -> bool:
    """Whether a part of a list is an actor by itself: «各县（市、区）» is, «县» of «市、县政府» is not."""
    if part.startswith("各") and len(part) > 2 and _WHOLE_PLACE.match(part):
        return True
    return bool(_WHOLE.search(part)) and not _FRAGMENT.fullmatch(part)
