"""归口: whose duty it is here. Proposed by rule from the actors and the locality, settled by a person.

《条例》第十六条: a department gives no orders to lower governments or to its peers; so a duty of theirs is never
proposed as the bureau's own.
"""

from __future__ import annotations

from functools import lru_cache

from wenjian.duties.actors import encouraged_actors
from wenjian.duties.own_work import is_issuer, is_issuers_own
from wenjian.model.directive import Directive, Duty
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Competence
from wenjian.text import patterns as re
from wenjian.text.cue import Cue
from wenjian.text.responsibility import parse_responsibility

OWN_LINE = ("民政部门", "民政厅", "民政局", "民政所", "民政系统", "民政办")
_CIVIL_AFFAIRS = "民政"
_ORGANS_OF_LINE = (
    "部门",
    "主管部门",
    "行政部门",
    "行政主管部门",
    "管理部门",
    "监督管理部门",
    "局",
    "委",
    "厅",
    "系统",
    "站",
    "所",
)
_ORGAN_WITH_FIELD = re.compile(
    r"(?P<field>市场监[督管]|[^省市县区旗州盟（）()、，各及和室关]{2,9}?)(?:监督)?(?:管理)?"
    r"(?:(?:局|厅)(?![属党机])|委员会|委(?=[，、（(]|$))"
)
PEER_LINES = (
    "民政|卫生健康|卫健|卫生|医疗保障|医保|疾控|疾病预防|公安|财政|人力资源|人社|教育|住房城乡建设|住建|市场监管|市场监督|应急管理|消防|交通运输|农业农村|乡村振兴|发展改革|发改|自然资源|生态环境|司法|审计|统计"
    "|税务|宣传|网信|组织部|统战|政法|法院|检察|文化和旅游|文旅|城管|城市管理|退役军人|残联|妇联|共青团|团委|工会|红十字|气象|水利|信访|数据|政务服务|通信管理|银保监|金融|国资|商务|工业和信息化|科技|民族宗教"
    "|社会工作部|体育|广电|林业|邮政|电力|海关|编办|机关事务|联防联控指挥部|防控指挥部"
)
_ORGAN_OF_PEER = re.compile(
    rf"(?:{PEER_LINES})[^，。]{{0,16}}?(?:部门|机关|局|委|部|厅|办|机构|中心|指挥部|队伍|联|团委|工会|法院|检察院|室)|^疾控机构"
)
_TOWNSHIP = Cue(r"乡镇|街道|^各?乡|^各?镇|社区(?!矫正)|村委会|居委会|村（居）|^各?村|基层组织|网格")
_GOVERNMENT = Cue(
    r"^(?:各地|各级|各省|各市|各区|各县|各旗|各盟|各州|地方|县级|市级|省级|全[省市县区]各级|其他地区|本级|当地|属地|有关地|有条件|.{2,12}(?:省|市|区|县)(?:和|以及|及|$))|政府|党委|地区$|管委会|省份|各部门|指挥部|联防联控"
)
_INSTITUTION = Cue(
    r"机构|养老院|福利院|敬老院|救助(?:管理)?站|殡仪馆|公墓|医院|学校|幼儿园|企业|平台|公司|商户|景区|市场主体|投注站|经营者|运营|用人单位|单位|社会组织|协会|慈善组织|基金会|工作人员|从业|服务人员|职工|物业"
)
_SUPERIOR = Cue(
    r"^(?:国务院|中央|中共中央|全国(?!各)|民政部(?!门)|国家|最高人民|[^各]{0,3}(?<!干)(?<!支)(?<!武装)(?<!宣传)(?<!组织)(?<!统战)(?<!工作)(?<!门诊)(?<!指挥)部(?:办公厅)?$|我[部厅]|省(?:政府|委|民政厅|级)|自治区(?:政府|党委|民政厅))"
)
_OF_CITY = Cue(
    r"^(?:省级?[、和])?(?:设区的?)?市(?:[、和]州)?级(?![^，。]*[县区乡镇])|^省、市(?![^，。]*[县区乡镇])"
    r"|^各?设区(?:的)?市(?![^，。]*[县区乡镇])"
)
"""Organs of the city («市级民政部门», «各设区市民政局»), which stand above a county."""
_EACH_CITY = Cue(
    r"^各(?:地级)?市(?:[、和]州|[（(]州[）)])?(?=$|[人政党]|[^，。、县区州旗乡镇场直（(]{1,14}(?:局|委|厅|部门|机构|中心|机关)$)(?![场直])"
)
"""The cities, where a province speaks to the counties too («各市教育局»); where not, what they are told goes on to all
below them.
"""
_OF_A_PROVINCE = re.compile(r"^[^市县区]{1,7}(?:省|自治区)")
_OF_PROVINCE = Cue(r"^各省级(?![^，。]*[市县区乡镇])")
"""Organs of the provinces as the state addresses them («各省级农业农村部门»), which stand above all but their own."""
_WILL_DO = Cue(
    r"(?:国务院|中央|部|省|市|厅|局|办公厅|办公室)[^，。]{0,16}将(?=对|会|适时|组织|开展|进行|于|定期|视|建立)|^(?:部|厅|局|市局|省厅)(?:抽调|将|\d+个|组建)"
    r"|^我[部厅局委办](?:将|拟|适时|定期|不定期|会同|组织|对|开展)"
)
_LOWER = Cue(r"^(?:各|县|区|旗|乡|镇|街道|社区|村|基层|所在|属地|当地|市县|市、县|地方)")
"""Who stands below the superior: «县级民政部门将对机构开展检查» is no work of the superior's own."""
_CARE = Cue(r"(?:养老|福利|救助|救助保护|救助管理|殡葬|托养|托育|医养结合|服务)(?:服务)?(?:机构|站|院|中心)")
_IN_CARE = Cue(r"机构内(?:人员|服务对象|部|集中|就餐)")
_ASSISTS = Cue(r"(?:要|应|须|积极|主动)(?:积极|主动|全力)*(?:配合|协助)(?=[^，。]{2,24}(?:部门|局|委|指挥部|机关))")
_HELPS = re.compile(r"^[^，。；]{2,40}?(?:配合|协助)(?:同级|本级|当地|各级|县级)?")
_REGISTRY = Cue(r"婚姻登记|救助管理机构|救助站|殡葬管理|低保经办")
_COMMON_TAIL = re.compile(r"(?:管理|服务|工作|监测|保障|建设|事务)$")
_TOO_COMMON = frozenset({"机构", "综合", "规划", "资金", "人员", "物资", "社会", "安全"})
_GOVERNMENT_WORD = re.compile(r"人民政府")
_CIVIL = Cue(
    r"(?<!人)民政|养老|福利|救助|殡葬|婚姻|低保|特困|孤儿|留守|困境|慈善|社会组织|区划|地名|残疾人两项|流浪|老年|未成年人保护|社工"
)


def propose_competence(duty: Duty, directive: Directive, locality: Locality | None = None) -> Competence:
    """The 归口 proposed for a duty. Without a locality, general lists of departments stand in for its peers.

    Whom a duty only encourages does not answer for it; who only assists, assists.
    """
    encouraged = duty.actors == encouraged_actors(duty.text)
    named = [] if encouraged else [actor.lstrip("^") for actor in duty.actors]
    helping = _helping(duty)
    actors = [actor for actor in named if actor not in helping]
    if _is_superiors_own(duty, actors, directive, locality):
        return Competence.SUPERIOR
    if duty.actors and all(actor.startswith("^") for actor in duty.actors) and _IN_CARE.search(duty.text):
        return Competence.INSTITUTION
    foreign = [actor for actor in actors if _is_of_another_line(actor, actors, directive, locality)]
    kinds = [kind for actor in actors if actor not in foreign and (kind := _of_actor(actor, directive, locality))]
    if foreign and not kinds:
        return Competence.PEER
    if kinds and set(kinds) == {Competence.PEER} and _assist_us(duty.text, _own_words(directive, locality)):
        return Competence.OWN
    if Competence.OWN not in kinds and any(_of_actor(one, directive, locality) is Competence.OWN for one in helping):
        return Competence.ASSIST
    if not kinds:
        return _without_actor(duty, directive, locality)
    if kinds[0] is Competence.OWN and _ASSISTS.search(duty.text):
        return Competence.ASSIST
    if Competence.OWN in kinds:
        return Competence.OWN if kinds[0] in {Competence.OWN, Competence.INSTITUTION} else Competence.ASSIST
    return kinds[0]


def _assist_us(text: str, own: tuple[str, ...]) -> bool:
    """Whether those who act only assist the bureau's own line («残联、财政部门配合民政部门实施改造»)."""
    helped = _HELPS.search(text)
    return helped is not None and text.startswith(own, helped.end())


def _helping(duty: Duty) -> frozenset[str]:
    """Those of its actors whom its responsibility line only has assist."""
    line = parse_responsibility(duty.responsible)
    return frozenset(line.helping) if line and any(actor.startswith("^") for actor in duty.actors) else frozenset()


def _is_superiors_own(duty: Duty, actors: list[str], directive: Directive, locality: Locality | None) -> bool:
    """Whether the superior says what it will do itself («国务院办公厅将…进行抽查»). The bureau is none of its own."""
    if locality is not None and is_issuer(locality.bureau, directive):
        return False
    explicit = [actor for actor in actors if f"^{actor}" not in duty.actors]
    if is_issuers_own(duty, explicit, directive):
        return True
    higher = locality.superiors if locality else ()
    of_issuer = [actor for actor in explicit if is_issuer(actor, directive)]
    in_county = locality is not None and locality.level in {"县级", "乡级"}
    to_counties = any("县" in organ for organ in directive.recipients)
    from_province = to_counties and any(_OF_A_PROVINCE.match(organ) for organ in directive.issuer)
    under_province = locality is not None and locality.level != "省级"
    of_higher = [
        actor
        for actor in explicit
        if _SUPERIOR.match(actor)
        or any(actor.startswith(name) for name in higher)
        or (in_county and (_OF_CITY.match(actor) or (from_province and _EACH_CITY.match(actor))))
        or (under_province and _OF_PROVINCE.match(actor))
    ]
    if explicit and len(of_issuer) + len([actor for actor in of_higher if actor not in of_issuer]) == len(explicit):
        return True
    return bool(_WILL_DO.search(duty.text.lstrip("（("))) and not any(_LOWER.search(actor) for actor in explicit)


_KEPT_BY = (
    (Cue(r"医疗(?!保障)|医院|卫生院|卫生室|卫生服务|诊所"), Cue(r"卫生|卫健|医疗保障|医保")),
    (Cue(r"学校|幼儿园|中小学|高校|校外培训"), Cue(r"教育|教体")),
    (Cue(r"银行|金融机构|保险公司"), Cue(r"金融|银保监|人民银行")),
)
"""Institutions, and the words for the line that keeps them."""


def _is_of_another_line(actor: str, actors: list[str], directive: Directive, locality: Locality | None) -> bool:
    """Whether an actor is an institution that another department keeps: one that the duty names with it («医疗机构…，
    卫生健康部门要…»), or, where the place lists the institutions of the bureau, one that is not among them.
    """
    own = _own_words(directive, locality)
    if _of_name(actor, own, _peer_words(locality)) is not Competence.INSTITUTION or _CARE.search(actor):
        return False
    keeper = next((keeper for kind, keeper in _KEPT_BY if kind.search(actor)), None)
    if keeper is None or any(keeper.search(word) for word in own):
        return False
    if any(keeper.search(other) and _of_actor(other, directive, locality) is Competence.PEER for other in actors):
        return True
    types = [one.type for one in locality.institutions] if locality else []
    return bool(types) and not any(kind.removesuffix("机构") in actor or actor in kind for kind in types)


def _of_actor(actor: str, directive: Directive, locality: Locality | None) -> Competence | None:
    kind = _of_name(actor, _own_words(directive, locality), _peer_words(locality))
    if kind is Competence.GOVERNMENT and _is_own_line(directive, locality):
        return Competence.OWN
    return kind


@lru_cache(maxsize=1024)
def _of_name(actor: str, own: tuple[str, ...], peers: tuple[str, ...]) -> Competence | None:
    """What an actor is by its name alone."""
    if _CARE.search(actor):
        return Competence.INSTITUTION
    if kind := _of_line(actor, own, peers):
        return kind
    if _REGISTRY.search(actor) and not actor.endswith("部门"):
        return Competence.INSTITUTION if "救助" in actor else Competence.OWN
    if _TOWNSHIP.search(actor) and not re.search(r"养老|福利|机构", actor):
        return Competence.TOWNSHIP
    if _INSTITUTION.search(actor) and not re.search(
        r"^各(?:部门|单位|地区)|有关单位|主管单位|责任单位|主办单位", actor
    ):
        return Competence.INSTITUTION
    if re.search(r"主管部门|业务部门|^各(?:部门|单位|有关部门)", actor) and not _GOVERNMENT.search(actor):
        return Competence.PEER
    return Competence.GOVERNMENT if _GOVERNMENT.search(actor) else None


def _of_line(actor: str, own_words: tuple[str, ...], peers: tuple[str, ...]) -> Competence | None:
    """By the names of the lines: the bureau's own, a peer's, or both («民政、人力资源社会保障部门»). No 民政 is
    in 人民政府.
    """
    actor = _GOVERNMENT_WORD.sub("〇〇〇〇", actor)
    own = _first(actor, own_words)
    peer = _first_peer(actor, peers)
    if own is None:
        return Competence.PEER if peer is not None else None
    if re.search(r"民政服务机构|民政部门备案", actor):
        return None
    if re.search(r"民政所|民政工作机构", actor):
        return Competence.TOWNSHIP
    return Competence.OWN if peer is None or own <= peer else Competence.ASSIST


def _own_words(directive: Directive, locality: Locality | None) -> tuple[str, ...]:
    if locality:
        civil = (_CIVIL_AFFAIRS,) if any(_CIVIL_AFFAIRS in word for word in locality.line) else ()
        return (*locality.line, locality.bureau, locality.bureau_short, *civil)
    field = _field_of(directive.recipients, directive.issuer)
    return tuple(f"{field}{organ}" for organ in _ORGANS_OF_LINE) if field else (*OWN_LINE, _CIVIL_AFFAIRS)


@lru_cache(maxsize=64)
def _field_of(recipients: tuple[str, ...], issuers: tuple[str, ...]) -> str:
    """The field of the one line that a directive comes down, by whom it goes to, else who issued it («水利»); «» where
    that is 民政, several lines, or a government.
    """
    for organs in (recipients, issuers):
        if any("政府" in organ for organ in organs):
            return ""
        fields = {match["field"] for organ in organs for match in _ORGAN_WITH_FIELD.finditer(organ)}
        if fields:
            return "" if len(fields) > 1 or any(_CIVIL_AFFAIRS in field for field in fields) else fields.pop()
    return ""


def _first(actor: str, words: tuple[str, ...]) -> int | None:
    return min((actor.index(word) for word in words if word and word in actor), default=None)


def _peer_words(locality: Locality | None) -> tuple[str, ...]:
    peers = locality.peers if locality else ()
    return tuple(word for peer in peers for word in (*peer.line, peer.name, peer.short) if word)


def _first_peer(actor: str, words: tuple[str, ...]) -> int | None:
    places = [match.start()] if (match := _ORGAN_OF_PEER.search(actor)) else []
    return min((*places, *(actor.index(word) for word in words if word in actor)), default=None)


def _is_own_line(directive: Directive, locality: Locality | None) -> bool:
    """Whether the directive comes down the bureau's own line (a single 民政 organ)."""
    field = "" if locality else _field_of(directive.recipients, directive.issuer)
    line = locality.line if locality else (f"{field}部门",) if field else ()
    return _comes_down(directive.issuer or (directive.title,), line)


@lru_cache(maxsize=64)
def _comes_down(issuers: tuple[str, ...], line: tuple[str, ...]) -> bool:
    stems = [re.escape(word.removesuffix("部门")) for word in line if word.endswith("部门")]
    organ = re.compile(rf"(?<!人)(?:民政|{'|'.join(stems) or '民政'})(?:部(?!门)|厅|局|委|办)")
    return len(issuers) == 1 and bool(organ.search(issuers[0]))


def _without_actor(duty: Duty, directive: Directive, locality: Locality | None) -> Competence:
    if _is_own_line(directive, locality) or _CIVIL.search(duty.text + "".join(duty.headings) + directive.title):
        return Competence.OWN
    return Competence.GOVERNMENT


_TRADES = (
    ("养老|老龄|老年", Cue(r"养老|老年|老人|敬老|高龄|老龄|长者")),
    ("儿童|未成年", Cue(r"儿童|孤儿|未成年|青少年")),
    ("社会救助|低保|低收入|临时救助", Cue(r"低保|最低生活|特困|低收入|困难群众|临时救助|社会救助")),
    ("救助管理", Cue(r"流浪|乞讨|救助站|街面救助")),
    ("殡葬", Cue(r"殡葬|殡仪|丧葬|治丧|祭扫|公墓|骨灰|遗体")),
    ("婚姻", Cue(r"婚姻|结婚|离婚|婚俗")),
    ("残疾", Cue(r"残疾|两项补贴")),
    ("社会组织", Cue(r"社会组织|社会团体|基金会|社会服务机构|民办非企业|行业协会|商会")),
    ("慈善", Cue(r"慈善|募捐|捐赠|捐款")),
    ("区划|地名", Cue(r"地名|区划|门牌|路牌|界线|界桩")),
    ("精神", Cue(r"精神卫生|精神障碍")),
    ("福彩|彩票", Cue(r"福彩|福利彩票|投注站")),
)
"""What the remits of the sections are called, and by which words a paper speaks of their trade."""


def propose_section(duty: Duty, competence: Competence, locality: Locality | None, title: str = "") -> str:
    """The 股室 whose 职责 words stand most often in the duty and its headings; where none do, the one for whose trade
    they speak, or else the `title` of the paper; "" when none does. Only a proposal.
    """
    if locality is None or competence not in {Competence.OWN, Competence.ASSIST, Competence.INSTITUTION}:
        return ""
    text, title = (_without_organs(words, locality) for words in (duty.text + "".join(duty.headings), title))
    for weigh, said in ((_weight, text), (_of_trade, text), (_weight, title), (_of_trade, title)):
        scores = [(sum(weigh(word, said) for word in office.keywords), office.name) for office in locality.offices]
        best = max(scores, key=lambda score: score[0], default=(0, ""))
        if best[0]:
            return best[1]
    return ""


def _without_organs(text: str, locality: Locality) -> str:
    """A text without the names of the bureau and its line: «体育» in «教育体育局» is no word of a section's work."""
    names = {*locality.line, locality.bureau, locality.bureau_called}
    for name in sorted(filter(_NAMES_ORGAN.search, names), key=len, reverse=True):
        text = text.replace(name, "〇")
    return text


_NAMES_ORGAN = re.compile("(?:局|厅|委|委员会|部门|系统|机关)$")
_ORGAN_ENDS = r"(?:部门|机关|机构|单位|组织|中心|[大支总]队|局|委|厅|办|联|会|部|院)"
_AND = "(?:、|以及|和|及|与)"
_LISTED = rf"(?:[^，。；;、和及与]{{2,12}}{_AND})*?[^，。；;、和及与]{{2,12}}?{_ORGAN_ENDS}"
_ORGAN_LIST = rf"{_LISTED}(?:{_AND}{_LISTED})*"
_WITH = re.compile(
    rf"(?:会同|协同|联合(?!会)|(?<![协磋电工])商(?:请)?)(?:同级|本级|当地|属地|有关)?(?P<names>{_ORGAN_LIST})"
)
_HELPED_BY = re.compile(
    rf"(?:^|(?<=[，。；;（(由]))(?P<names>{_ORGAN_LIST})(?:要|应当?|须)?(?:按照?(?:各自)?职责(?:分工)?)?"
    r"(?:积极|密切|主动|全力|共同|协同|予以|做好)*(?:配合|协助)"
)
"""«…，公安、市场监管、卫生健康部门配合»."""
_HELP_ENDS = re.compile(r"[，。；;、）)]|$|工作|做好|抓好|落实|开展|推进|实施|完成")
_AND_OTHERS = re.compile(
    r"(?:等(?:多个|几个|有关|相关|各)?)?(?:行业|业务|行政)?(?:主管)?(?:部门|机关|单位)$|[局委厅办]$"
)
_OF_THIS_LEVEL = re.compile(r"^(?:[县区各同本]级|各?[县区]|市(?![场政级]))")
_NO_FIELD = frozenset({"管理", "监管", "监督", "行政", "业务", "服务", "建设", "保障", "执法", "救援", "社会", "安全"})


def propose_assisting(duty: Duty, locality: Locality | None) -> tuple[str, ...]:
    """Whom a duty names as those with whom it is to be done («会同公安、财政部门», «…，公安部门配合»,
    «配合单位：县公安局»): the locality's peers. Only a proposal; who is not among the peers is left to people.
    """
    if locality is None or not locality.peers:
        return ()
    lists = [match["names"] for match in _WITH.finditer(duty.text)]
    lists += [
        match["names"] for match in _HELPED_BY.finditer(duty.text) if _helps_us(duty.text[match.end() :], locality)
    ]
    line = parse_responsibility(duty.responsible)
    names = [name for names in lists for name in re.split(_AND, names)] + [*(line.assisting if line else ())]
    return tuple(dict.fromkeys(peer for name in names if (peer := _peer_named(name, locality))))


def _helps_us(rest: str, locality: Locality) -> bool:
    """Whether what follows «…部门配合» names nobody else whom they assist."""
    return bool(_HELP_ENDS.match(rest)) or rest.startswith((*locality.line, locality.bureau, locality.bureau_called))


def _peer_named(name: str, locality: Locality) -> str:
    """The peer that a name of a list means («公安», «县财政局», «市场监管等部门»); a kind of institutions
    («医疗机构») only where superiors call a peer so.
    """
    if name.endswith("机构"):
        return next((peer.name for peer in locality.peers if name in peer.line), "")
    stem = _OF_THIS_LEVEL.sub("", _AND_OTHERS.sub("", name))
    if len(stem) < 2 or stem in _NO_FIELD:
        return ""
    return next((p.name for p in locality.peers if any(stem in word for word in (p.name, p.short, *p.line))), "")


def _of_trade(keyword: str, text: str) -> int:
    return sum(sum(1 for _ in cue.finditer(text)) for remit, cue in _TRADES if re.search(remit, keyword))


def _weight(keyword: str, text: str) -> int:
    """How much a 职责 word speaks for its office: whole, or by its stem («殡葬» of «殡葬管理»)."""
    if keyword in text:
        return 2 * len(keyword)
    stem = _COMMON_TAIL.sub("", keyword)
    return len(stem) if len(stem) >= 2 and stem not in _TOO_COMMON and stem in text else 0
