"""其他地方的名称留在文中: a county or a township that is not ours, left over from another place's paper.

Counties are told by the list of their names (clauses/县级区划.yaml). No list holds the townships, so they are told by
their form: two or three characters that are no common words before 镇, 乡, 街道, and an organ of a township behind;
where the locality lists its own townships, also by what they do («石桥镇、青河镇要……»).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from wenjian.lint.authority import document_issuers, is_government
from wenjian.lint.parents import Parents, before, own_lines, place_of, without_titles
from wenjian.model.catalogue import found
from wenjian.model.document import Document
from wenjian.model.finding import Finding
from wenjian.model.locality import Locality
from wenjian.text import patterns as re
from wenjian.text.superiors import level_word
from wenjian.text.walk import Line

_COUNTY_ENDS = re.compile("[县区市旗]")
_LONGEST_NAME = 15
_NEEDS_ORGAN = ("区", "市", "旗")
"""Too many words end in these."""
_SUPERIOR = re.compile("[\u4e00-\u9fff][省市州盟]$|地区$|自治区$")
_COUNTY_ORGAN = re.compile(
    "(?:人民政府|政府|委(?![员托派培会])|人大|政协|纪委|民政|[\u4e00-\u9fff]{2,8}?(?:局|委员会|办公室|大队)|(?:社会)?福利院"
    "|救助(?:管理)?站|殡仪馆|敬老院|人民医院|中医院)"
)
_WORDS_TOO = re.compile(
    "会同|公安|资源|惠民|延长|温泉|互助|和平|大名|大城|平原|民权|通道|乐业|兴业|东至|长兴"
    "|兴国|石台|安远|定远|开化|大化|新安|市中|城中|城东|城西|城南|城北|老城|新城|新市|港口"
    "|平安|安居|山城|河东|河西|江北|江南|中山|东方|合作|海港|城关|城|郊|矿|中原|海南|河北"
    "|河南|西湖|东湖|南湖|龙湖|武功|安定"
)
"""Names of counties that are common words as well; they are names only behind the name of a superior."""
_JOINING = frozenset("和同原及与")
"""Last letters of names that may be a word of their own before 县 («财政和县»)."""
_NOT_A_COUNTY = re.compile("[级域乡直内外]")
_PLACE = re.compile(
    "[\u4e00-\u9fff]{2,7}?(?:自治区|地区|街道|[省市州盟县区旗镇]|乡(?!村))"
    "(?<!城乡(?=建设|规划|管理|居民|统筹|融合|社区|环境))"
)
"""A place by the form of its name; 古城乡 is a township, 城乡建设局 names none."""
_OF_TOWNSHIP = ("镇", "乡", "街道")
_TOWNSHIP = re.compile("(?<=[\u4e00-\u9fff]{2})(?:街道|[镇乡])")
_TOWNSHIP_ORGAN = re.compile(
    "(?:人民政府|政府|党委|党工委|办事处|民政[所办工]|敬老院|养老院|养老服务|卫生院|社会事务|便民服务|综合服务|派出所|司法所|中心校|各村|境内|辖区)"
)
_BEGINS = re.compile(r"(?:^|[，、；。：,;:（(“]|[由和与及请])$")
"""What stands before the township that a clause is about."""
_TOWNSHIP_ACTS = re.compile(
    "(?:要(?!求|件|点|素|么)|应(?!急|该|对|用)|须|需(?!求)|必须|负责|牵头|承担|会同|组织(?!部)|开展|建立|做好|落实|完成|报送"
    "|[于在]\\d|每[年月周日季半]|现有|共有|(?:等|共)[\\d一二三四五六七八九十]+个(?:乡|镇|街道)"
    "|[、和][\u4e00-\u9fff]{2,3}(?:[镇乡]|街道)|[\u4e00-\u9fff]{1,3}村(?![级民委务里])|[：:])"
)
"""What stands behind it: what it does, what it has, the next one of a list."""
_NO_NAME_CHARACTER = frozenset(
    "的了和与及或各全我本该每某其他她它这那哪所有无不未被把将对向在于从由至到为是以按依据根照要应须可能会并且而但若如因个级省市县区旗"
    "乡镇街道村组社州部局厅委办科股企业单位跨邻"
)
_NO_LAST_CHARACTER = frozenset("报强重弱困贫城集返回下家故老同侨离异进还名古小")
_COMMON = re.compile(
    "中心|建制|特色|重点|试点|示范|有关|相关|所属|属地|所在|辖|民族|偏远|受灾|部分|周边|相邻|兄弟|督促|指导|引导|会同|协助|配合|联合|协调"
    "|提请|支持|帮助|依托|组织|发动|负责|通过|列入|纳入|设在|成立|牵头|推动|由于|通知|抽调|安排|建立|结合|落实|上报|报请|移交|抄送|邀请|充分"
    "|发挥|动员|鼓励|选派|委托|建设|统筹|加强|沿河|沿江|山区|库区|产茶|工业|旅游|农业|文明|平安|幸福|美丽|生态|卫生|主产|经济|商业|城市|城乡|学校|机关|贫困|困难|薄弱|先进|落后|人口|户籍|接收|转入|转出|流入|流出|当地|本地|外地|异地|同级|下级"
    "|上述|下列|以下|以上|其他|另外|相应|对应|涉及|涉农|管辖|责任|牵头|新增|新建|撤并|撤销|移民|安置|搬迁|受援|支援|帮扶|包联|挂点|驻点|产粮|主次|背街"
    "|沿街|革命|老区|平原|丘陵|牧区|上报|上级|达标|未达|未建|已建|建成|完成|工矿|口岸|边境|首批|城关"
)
_OPENS_NAME = re.compile(
    "(?:^|当前|目前|鉴于|[^\u4e00-\u9fff]|按照|根据|参照|依据|遵照|由|在|到|至|赴|从|自|向|对|与|和|及|同|经|报|送|请|商|为|是|使|让|给|把|将|以|于|往|的"
    "|推进|推动|加强|确保|保障|做好|开展|结合|贯彻|落实|印发|转发|提升|促进|支持|指导|督促|协调|配合|会同|全面|提高|创建|展现|展示|打造"
    "|建设|实现|维护|服务|关于|学习|借鉴|推广|成立|紧扣|围绕|立足|执行|符合|代表|通知|抄送|如|等|组织|邻近|相邻|毗邻|周边|来自|吸取|汲取"
    "|[省市州盟]|地区|[县区旗]|年|月|日)$"
)
_ELSEWHERE_BEFORE = re.compile(
    "(?:来自|返自|来源于|源自|赴|对口|流出|流入|户籍|籍贯|返回|前往|往返|途经|途径|旅居|抵达|毗邻|接壤|相邻|邻近|周边|跨|协作|结对|支援|援助|援建"
    "|考察|学习|借鉴|参照|推广|吸取|汲取|务工|迁入|迁出|原籍)[^，。；]{0,10}$"
)
_ELSEWHERE_AFTER = re.compile(
    "[^，。；]{0,14}?(?:来[（(]?返|返[（(]?来|返乡|返回|籍|事故|火灾|事件|教训|案例|经验|做法|模式|疫情|灾情|洪灾|地震|接壤|交界|毗邻|协作|结对|对口"
    "|流出|流入|外出|务工|迁入|迁出|代管|托管|旅居)"
)


@dataclass(frozen=True, slots=True)
class _Own:
    """The place of a paper: words in which its own names stand, its level (县, 乡镇), whether all names above it and
    all townships in it are among the words.
    """

    words: tuple[str, ...]
    level: str
    is_whole: bool

    def holds(self, name: str) -> bool:
        return any(name in word for word in self.words)


def check_places(
    document: Document,
    parents: Parents,
    counties: Collection[str],
    locality: Locality | None = None,
    others: Collection[str] = (),
) -> tuple[Finding, ...]:
    """WJ566 once for each county or township that the paper names and that is neither in the locality's chain nor in
    the parent; `counties` are the names of all counties, `others` names known to be other places', in whatever form.

    Without `locality` the place is read from signature, mark, title or 发文字号; the one county that a township names
    most often is then its own, and the townships that a county names are. A place named on purpose (来自…, 赴…, 对口…,
    吸取…教训) is right throughout. A paper of a city or a province is not judged.
    """
    own = _own_of(document, locality)
    if own is None:
        return ()
    named: dict[str, list[tuple[Line, int]]] = {}
    on_purpose: set[str] = set()
    for line in own_lines(document):
        text = without_titles(line.text)
        names = list(_counties(text, counties))
        has_list = bool(locality and locality.townships)
        if own.level == "乡镇" or has_list:
            names += _townships(text, line, acting=has_list)
        names += ((match.start(), name) for name in others for match in re.finditer(re.escape(name), text))
        for start, name in names:
            named.setdefault(name, []).append((line, start))
            if _is_elsewhere(text, start, start + len(name)):
                on_purpose.add(name)
    foreign = {
        name: places
        for name, places in named.items()
        if not own.holds(name) and name not in on_purpose and not parents.say(name)
    }
    if own.level == "乡镇" and not own.is_whole:
        above = Counter({name: len(places) for name, places in foreign.items() if name in counties})
        for name, _ in above.most_common(1):
            del foreign[name]
    return tuple(_finding(document, name, places) for name, places in foreign.items())


def own_name(document: Document) -> str:
    """The place of those who issue the paper, of the lowest level (鲁山县 of 鲁山县民政局); «» where they name none."""
    for words in (*document_issuers(document), document.title):
        places = _PLACE.findall(words)
        if places:
            return str(places[-1])
    return ""


def reporting_unit(document: Document, file: str, known: Collection[str] = ()) -> str:
    """Whose paper it is, by its signature or mark, its title, at last the name of its file: one of the `known` units
    where one is named, else the place, else who signed. Of a county and what is above it, whose departments each have
    a plan of their own, it is the department.
    """
    signed = document_issuers(document)
    for words in (*signed, document.title, file):
        named = [unit for unit in known if unit in words]
        if named:
            return max(named, key=len)
    places = _PLACE.findall(file)
    place = own_name(document) or (str(places[-1]) if places else "")
    organ = next(iter(signed), "")
    is_whole = not organ or is_government(organ) or place.endswith(_OF_TOWNSHIP)
    return place if place and is_whole else organ or place


def _own_of(document: Document, locality: Locality | None) -> _Own | None:
    if locality:
        units = (unit for one in locality.townships for unit in (one.name, one.office))
        words = (locality.name, *locality.superiors, *locality.aliases, locality.bureau, *locality.recipients, *units)
        level = {"县级": "县", "": "县", "乡级": "乡镇"}.get(locality.level, "")
        return _Own(words, level, is_whole=True) if level else None
    issuers = document_issuers(document) or (document.title,)
    level = next((word for issuer in issuers if (word := level_word(issuer))), "")
    return _Own(issuers, level, is_whole=False) if level in {"县", "乡镇"} else None


def _counties(text: str, counties: Collection[str]) -> Iterator[tuple[int, str]]:
    """The names of counties in `text` with their offsets."""
    for match in _COUNTY_ENDS.finditer(text):
        end = match.end()
        start = next((at for at in range(max(0, end - _LONGEST_NAME), end - 1) if text[at:end] in counties), None)
        if start is None or _NOT_A_COUNTY.match(text, end):
            continue
        base, has_organ = text[start : end - 1], bool(_COUNTY_ORGAN.match(text, end)) or end == len(text)
        after_superior = bool(_SUPERIOR.search(before(text, start)))
        if _WORDS_TOO.fullmatch(base):
            is_name = after_superior
        elif len(base) == 1:
            is_name = has_organ and not re.search("[\u4e00-\u9fff]$", before(text, start))
        elif match[0] in _NEEDS_ORGAN:
            is_name = after_superior or (has_organ and bool(_OPENS_NAME.search(before(text, start))))
        else:
            is_name = base[-1] not in _JOINING or bool(_OPENS_NAME.search(before(text, start)))
        if is_name:
            yield start, text[start:end]


def _townships(text: str, line: Line, *, acting: bool) -> Iterator[tuple[int, str]]:
    """What has the form of a township's name, with its offset: before an organ of a township; with `acting` also where
    a clause says what it does («石桥镇、青河镇要……»).
    """
    for match in _TOWNSHIP.finditer(text):
        has_organ = _TOWNSHIP_ORGAN.match(text, match.end()) or (match.end() == len(text) and line.column)
        if not has_organ and not (acting and _TOWNSHIP_ACTS.match(text, match.end())):
            continue
        for length in (2, 3):
            start = match.start() - length
            base = text[max(0, start) : match.start()]
            if not re.fullmatch(f"[\u4e00-\u9fff]{{{length}}}", base) or _NO_NAME_CHARACTER & set(base):
                break
            is_word = base[-1] in _NO_LAST_CHARACTER or _COMMON.search(base) or _OPENS_NAME.search(base[: length - 1])
            opens = _OPENS_NAME if has_organ else _BEGINS
            if opens.search(before(text, start)) and not is_word:
                yield start, base + match[0]
                break


def _is_elsewhere(text: str, start: int, end: int) -> bool:
    """Whether the words around a name say that another place is meant."""
    return bool(_ELSEWHERE_BEFORE.search(before(text, start)) or _ELSEWHERE_AFTER.match(text, end))


def _finding(document: Document, name: str, places: list[tuple[Line, int]]) -> Finding:
    line, start = places[0]
    opening = re.split(r"\W", line.text[max(0, start - 8) : start])[-1]
    ending = re.split(r"\W", line.text[start + len(name) : start + len(name) + 10])[0]
    times = f"，共{len(places)}处" if len(places) > 1 else ""
    around = f"{opening}{name}{ending}"
    quote = f"“{around}”中的" if around != name else ""
    return found("WJ566", place_of(document, line), name=name, quote=quote, times=times)
