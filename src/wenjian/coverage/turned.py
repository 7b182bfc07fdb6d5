"""Where a clause or a sentence that is otherwise the duty's turns one thing round: before and after, or and and, when
a term begins, all of a kind and the main ones, a ban and mere avoidance, an exact bound and about so much, at once and
some time, for each of whom.
"""

from __future__ import annotations

from collections.abc import Iterator

from wenjian.coverage.degrees import BANS
from wenjian.coverage.opposites import opposite_words
from wenjian.model.coverage import Deviation
from wenjian.model.vocabulary import DeviationKind, Direction, Remedy
from wenjian.text import patterns as re

_HAN = r"[\u4e00-\u9fff]"
_WORD = r"[\u4e00-\u9fff\d]{2}"
_EITHER = re.compile(rf"(?P<one>{_WORD})(?:、[^，。；、]{{2,8}})?的?[，、]?(?:或者?|或是)(?P<other>{_WORD})")
_BOTH = re.compile(rf"(?P<one>{_WORD})[，、]?(?:并且|且|和|与)(?:同时)?(?P<other>{_WORD})")
_AFTER_WHAT = re.compile(
    rf"(?:(?<=[，。；：])|^|自|从|在|待|经)(?P<event>{_HAN}{{2,14}}?)(?:之日起?|之后|以后|后)(?:\d{{1,3}}个?(?:工作日|日|天|小时|个月)(?:内|以内|之内))?[，]?"
    rf"(?:方可|才能|即可|再|即|就|予以|进行|启动)?(?P<act>{_HAN}{{2}})"
)
"""After what something is done («在项目验收后拨付»)."""
_MILESTONE = re.compile(
    "(?:验收|销号|开工|竣工|完工|签约|签订|批准|审批|评审|考核|考试|培训|上岗|立项|招标|中标|备案|公示|审计|投用|启用|交付)$"
)
"""What a project goes through, one after the other."""
_LEADS = re.compile(
    rf"(?:^|由|[，。；：])(?P<organ>{_HAN}{{2,14}}?)(?:（[^（）]*）)?(?:等部门|等单位)?(?:为)?牵头(?!部门|单位|人)"
)
_IN_A_CASE = re.compile("[^，。；]*的(?:[，；。]|$)")
"""What follows a word that stands in a case («发现老人或者职工有症状的，»): there «或» is as much as «和»."""
_LEVEL_OR_KIND = re.compile(r"[由省市县区乡镇级本各]|主管|部门|机关|[局委厅办所]$|人民")
_EXCEPTED = re.compile(r"除(?P<what>[^，。；]{2,40}?)(?:之|以)?外")
_AND = re.compile("、|以及|及其|和|及|或者?|与")
_APPROVED = re.compile(r"经(?P<organ>[^，。；]{2,14}?)(?P<word>同意|批准)后?[，]?(?P<act>[^，。；]{2})")
_APPROVES = re.compile("同意|批准|审批|审定|审议|核准|许可|核定|审核")
_SINCE = re.compile(
    rf"(?:自|在|于|从|^|(?<=[，。；]))(?P<event>{_HAN}{{2,8}}?)(?:之日起?|后)(?P<term>\d{{1,3}}个?(?:工作日|日|天|小时|个月))(?:内|以内|之内)"
)
_ACT_KNOWN = 3
"""Letters by which an act is known again."""
_SAME_EVENT = 2
"""Characters in common by which two events are the same («收到申请», «收到材料»)."""
_ALL = re.compile(rf"(?:全部|所有|一切|全体|每[家座个所名处辆种类])(?P<kind>{_HAN}{{2}})")
_MAIN = (
    "(?:重点|主要|部分|新设|新建|高年级|低年级|毕业班?|毕业年级|起始年级|住校|在岗|持证|大型|个别|典型|骨干|示范|有关|寄宿制|规模(?:化|以上)?|专用|国有|公办|城区|国家级|省级"
    "|[0-9][^，。；]{0,6}以上的?)"
)
_FORBIDS = re.compile(rf"{BANS}(?P<act>{_HAN}{{2}})")
_AVOIDS = "(?<!坚决)(?:防止|避免|防范|尽量不|尽可能不|不提倡|不鼓励|非必要不|引导[^，。；]{0,6}不|减少|要避免)"
_CONTROLS = "(?:控制|限制|规范|减少)"
_STOPS = re.compile(rf"(?:停止|暂停|关闭|取消)(?P<act>{_HAN}{{3,10}})")
_STILL_STOPS = re.compile(rf"{BANS}|停|关闭|取消|不[再予开]|撤[离出销]|禁|中止|终止|暂缓")
_GOES_ON = re.compile("加强|规范|做好|合理|有序|减少|优化|严格")
_BOUND = re.compile(
    r"(?:不低于|不少于|不得低于|不得少于|不超过|不得超过|不高于|至少|最多|达到)\s*(?P<figure>\d[\d.,]*\s*(?:[%％‰]|[\u4e00-\u9fff]))"
)
_LEVELS = re.compile(
    r"(?P<count>[二两三四五六七八])(?P<what>级(?!以上|响应)|到位|张[^，。；、]{0,2}清单|本台账|方(?=签字|会签|会商|联动|协议)|个(?:环节|一批))"
)
_LEVEL_NAMES = re.compile("[省市县乡镇村]")
_COUNTS = {figure: number for number, figure in enumerate("二三四五六七八", 2)} | {"两": 2}
_OF_YEAR = re.compile(r"(?P<year>20\d\d)年度(?!计划|目标)")
_BACK_TO = re.compile(r"(?P<year>20\d\d)年(?:(?P<month>\d{1,2})月)?(?:\d{1,2}日)?以来")
_AT_ONCE = re.compile(r"立即|立刻|马上|第一时间|当场|迅速|随即|即刻|当即|即时|同时|先行?|一律|立行立改|快速")
_WITHIN_HOURS = re.compile(r"\d+(?:分钟|个?小时)|半个?小时|[一二两三]个?小时")
_FREE = re.compile(r"免费|免收|全免|不收|无偿|免除")
_DROPPED = (
    (
        re.compile(
            r"立即(?:组织|予以|进行|开展|(?:向|对|将)[^，。；]{1,16}?(?=报告|上报|通报|封存|停止|移送))?(?P<act>[\u4e00-\u9fff]{2})"
        ),
        _AT_ONCE,
    ),
    (
        re.compile(
            r"免费(?:(?:为|向|给|对)[^，。；]{1,10}?提供|提供|开展|进行)?(?P<act>(?![为向给对])[\u4e00-\u9fff]{4})"
        ),
        _FREE,
    ),
)
"""Words that say how an act is done («立即封存»), and what would say the same."""


_QUALIFIES = re.compile(
    r"(?:年满|未满|不满|满)\d+周?岁(?:以[上下])?的|情节(?:特别|较为|较)?(?:严重|恶劣)的|造成[^，。；]{2,10}(?:后果|影响|损失)的"
    r"|经[^，。；]{2,12}?(?<!研究)(?:自费)?同意后|(?:自愿|有需求|有意愿|符合条件)的(?=[\u4e00-\u9fff]{2})"
)
"""What narrows whom or what a clause is about."""
_FIRST_THEN = re.compile(
    r"先(?:行|由|要)?(?P<first>[^，。；]{2,20}?)[，、]?(?:后|再|方可)(?!期)(?P<then>[^，。；]{2,20})"
    r"|(?P<first_>[^，。；]{2,16}?)(?:之|以)?后[，]?(?:方可|才[能可]|再)(?P<then_>[^，。；]{2,16})"
)
_AFTERWARDS = re.compile(r"([^，。；]{2,16})(?:之|以)?(?<![先前])后")
_MADE_UP = re.compile(r"补(?:办|验|检|齐|充|签|报|交|测|开)")
_CHECKED = re.compile(
    r"经[^，。；]{0,20}?(?:批准|审批|审核|审查|同意|验收|检测|检验|检疫|鉴定|评估|论证|核准|查验)[^，。；]{0,6}?(?:后|方可)"
)
_CHECKS = re.compile("[批审核验检测评鉴查]|同意|论证|合格|许可|备案|会商")
_PASSED = re.compile(
    r"(?P<check>检[验测疫查]|验收|[初复]验|审[核查验]|考[核试评]|评[估审定]|鉴定|测[试评]|体检|培训)"
    r"(?:合格|通过|达标|符合[^，。；]{0,8}?(?:要求|标准))[^，。；]{0,3}?，?(?:方可|方能|才[能可]|后可|后再)"
)
_HOW_IT_ENDED = re.compile("合格|通过|达标|符合|过关|达到|无误|没有问题|无问题|及格|优秀|良好|证")
_PAIRS = re.compile(rf"(?=({_HAN}{{2}}))")
_EACH = re.compile(
    r"(?:每个?|每一个?|各)(?:行政|建制)?(?P<whom>人|户|村民小组|网格|村|社区|乡镇?|镇|街道|县|班级?|年级|学?校)(?=[^，。；]{0,14}?[\d一两二三]+[名次个处场所家期])"
)
_CHAINS = (
    ("人", "户", "村民小组|网格", "村|社区", "乡|镇|乡镇|街道", "县"),
    ("班|班级", "年级", "校|学校"),
)
"""Whom so many are counted for, from the smallest to the largest."""


def compare_turns(mine: str, other: str, around: str, duty: str) -> Iterator[Deviation]:
    """What a clause of a paper, `other`, turns round of the clause `mine` of a `duty`; `around` is the whole text that
    `other` stands in.
    """
    yield from _alternatives(mine, other)
    yield from _beginnings(mine, other)
    yield from _kinds(mine, other, around)
    yield from _force(mine, other)
    yield from _bounds(mine, other)
    yield from _counts(mine, other)
    yield from _qualified(mine, other, duty)


def _qualified(mine: str, other: str, duty: str) -> Iterator[Deviation]:
    if _QUALIFIES.search(duty) or ("同意" in duty and "同意" in other):
        return
    for found in _QUALIFIES.finditer(other):
        said = [*re.findall(r"\d+", found[0]), *re.findall("符合", found[0])]
        if found[0] not in duty and not any(words in duty for words in said):
            yield Deviation(
                DeviationKind.CONDITION, Direction.WEAKER, mine, found[0], "本文增设条件", remedy=Remedy.REMOVE
            )
            return


def _alternatives(mine: str, other: str) -> Iterator[Deviation]:
    for found in _EITHER.finditer(mine):
        both = re.search(
            rf"{found['one']}[^，。；]{{0,6}}?[，、]?(?:且|并且|并|同时)[^，。；]{{0,4}}?{found['other']}", other
        )
        if both:
            yield Deviation(DeviationKind.CONDITION, Direction.WEAKER, found[0], both[0], "上级写“或者”，本文写“且”")
    for found in _BOTH.finditer(mine):
        either = re.search(
            rf"{found['one']}[^，。；]{{0,6}}?[，、]?(?:或者?|或是)[^，。；]{{0,4}}?{found['other']}", other
        )
        if either and "或" not in found[0] and not _IN_A_CASE.match(other, either.end()):
            yield Deviation(DeviationKind.CONDITION, Direction.WEAKER, found[0], either[0], "上级写“且”，本文写“或者”")


def _beginnings(mine: str, other: str) -> Iterator[Deviation]:
    asked, told = _SINCE.search(mine), _SINCE.search(other)
    if not asked or not told or asked["term"] != told["term"]:
        return
    if len(set(asked["event"]) & set(told["event"])) < _SAME_EVENT:
        yield Deviation(DeviationKind.DEADLINE, Direction.CHANGED, asked[0], told[0], "起算的日子不同")


def _kinds(mine: str, other: str, around: str) -> Iterator[Deviation]:
    for found in _ALL.finditer(mine):
        chosen = re.search(rf"{_MAIN}(?:的)?{found['kind']}", other)
        if chosen and chosen[0] not in mine and not re.search(r"全部|所有|每[家座个所名处辆]|一律|全覆盖", around):
            yield Deviation(DeviationKind.SCOPE, Direction.WEAKER, found[0], chosen[0], "本文范围小于上级")


def _force(mine: str, other: str) -> Iterator[Deviation]:
    for found in _FORBIDS.finditer(mine):
        softer = re.search(rf"{_AVOIDS}[^，。；]{{0,8}}?{found['act']}", other)
        if softer and not re.search(BANS, other):
            yield Deviation(DeviationKind.MODALITY, Direction.WEAKER, mine, other, "上级禁止，本文只要求避免")
            return


def _bounds(mine: str, other: str) -> Iterator[Deviation]:
    for found in _BOUND.finditer(mine):
        figure = re.escape(found["figure"].strip())
        about = re.search(rf"(?:约|大约|大致){figure}|{figure}[\u4e00-\u9fff]?(?:左右|上下)", other)
        if about and "左右" not in mine:
            note = f"上级写“{found[0]}”，本文写“{about[0]}”"
            yield Deviation(DeviationKind.FIGURE, Direction.WEAKER, found[0], about[0], note)


def _counts(mine: str, other: str) -> Iterator[Deviation]:
    for found in _LEVELS.finditer(mine):
        told = next((one for one in _LEVELS.finditer(other) if one["what"] == found["what"]), None)
        if not told or _COUNTS[told["count"]] >= _COUNTS[found["count"]] or found[0] in other:
            continue
        lowest = _LEVEL_NAMES.findall(mine, 0, found.start())[-1:]
        if found["what"] != "级" or (lowest and lowest[0] not in other):
            yield Deviation(DeviationKind.SCOPE, Direction.WEAKER, found[0], told[0], "本文范围小于上级")
    for pattern in (_OF_YEAR, _BACK_TO):
        asked, given = pattern.search(mine), pattern.search(other)
        if asked and given and asked["year"] != given["year"]:
            yield Deviation(DeviationKind.FIGURE, Direction.CHANGED, asked[0], given[0], "年度不同")


# sentence by sentence


def compare_sentences(duty: str, passage: str) -> Iterator[Deviation]:
    """What a passage, wherever its clauses stand, turns round of a `duty` or lacks of how and for whom it is done."""
    yield from _sequence(duty, passage)
    yield from _manner(duty, passage)
    yield from _each(duty, passage)
    yield from _leave(duty, passage)
    yield from _passed(duty, passage)
    yield from _stops(duty, passage)
    yield from _only_controls(duty, passage)
    yield from _anybody(duty, passage)
    yield from _alternatives(duty, passage)
    yield from _after_another(duty, passage)
    yield from _exceptions(duty, passage)
    yield from _approval(duty, passage)
    yield from _leaders(duty, passage)
    yield from opposite_words(duty, passage)


def _after_another(duty: str, passage: str) -> Iterator[Deviation]:
    """What is done after another event than in the duty («验收后拨付» → «开工后拨付»)."""
    told = {found["act"]: found for found in _AFTER_WHAT.finditer(passage)}
    for asked in _AFTER_WHAT.finditer(duty):
        other = told.get(asked["act"])
        if other is None or other["event"][-2:] in duty or asked["event"][-2:] in passage:
            continue
        milestones = _MILESTONE.search(asked["event"]) and _MILESTONE.search(other["event"])
        if milestones or len(set(asked["event"]) & set(other["event"])) < _SAME_EVENT:
            yield Deviation(DeviationKind.DEADLINE, Direction.CHANGED, asked[0], other[0], "起算的事项不同")


def _exceptions(duty: str, passage: str) -> Iterator[Deviation]:
    """More that is excepted than in the duty («除A外» → «除A、B外»)."""
    asked, told = _EXCEPTED.search(duty), _EXCEPTED.search(passage)
    if asked is None or told is None or not set(_PAIRS.findall(asked["what"])) & set(_PAIRS.findall(told["what"])):
        return
    if len(_AND.findall(told["what"])) > len(_AND.findall(asked["what"])):
        yield Deviation(DeviationKind.EXCEPTION, Direction.WEAKER, asked[0], told[0], "本文例外多于上级")


def _approval(duty: str, passage: str) -> Iterator[Deviation]:
    """Something done without the consent that the duty wants for it."""
    asked = _APPROVED.search(duty)
    if asked and asked["act"] in passage and not _APPROVES.search(passage):
        yield Deviation(
            DeviationKind.CONDITION, Direction.WEAKER, asked[0], passage, "上级要求的程序，本文没有", remedy=Remedy.ADD
        )


def _leaders(duty: str, passage: str) -> Iterator[Deviation]:
    """Another organ in the lead, where the duty's own has but a part beside it."""
    asked, told = _LEADS.search(duty), _LEADS.search(passage)
    if asked is None or told is None:
        return
    mine, other = (_LEVEL_OR_KIND.sub("", one["organ"]) for one in (asked, told))
    behind, before = passage[told.end() :], duty[: asked.start()] + duty[asked.end() :]
    if len(mine) > 1 and len(other) > 1 and not set(mine) & set(other) and mine[:2] in behind and other[:2] in before:
        yield Deviation(DeviationKind.ACTOR, Direction.CHANGED, asked[0], told[0], "牵头单位不同")


def _sequence(duty: str, passage: str) -> Iterator[Deviation]:
    """What a duty wants done first, where the passage does it afterwards or makes up for it («先论证，后许可» →
    «先许可，再补充论证», «许可后论证»).
    """
    asked = _FIRST_THEN.search(duty)
    if asked is None:
        return
    first, then = (set(_PAIRS.findall(asked[name] or asked[f"{name}_"] or "")) for name in ("first", "then"))
    first, then = first - then, then - first
    if not first or not then or _MADE_UP.search(duty):
        return
    told = _FIRST_THEN.search(passage)
    if told and _is_nearer(told["first"] or told["first_"], first, then):
        return
    swapped = told if told and _is_nearer(told["then"] or told["then_"], first, then) else None
    if found := swapped or _MADE_UP.search(passage) or _done_after(passage, first, then):
        yield Deviation(DeviationKind.DEADLINE, Direction.WEAKER, asked[0], found[0], "先后次序与上级不同")


def _done_after(passage: str, first: set[str], then: set[str]) -> re.Match[str] | None:
    """Where a passage does what was to be `first` after what was to be done `then`."""
    for found in _AFTERWARDS.finditer(passage):
        if _is_nearer(found[1], then, first) and _is_nearer(passage[found.end() :], first, then):
            return found
    return None


def _leave(duty: str, passage: str) -> Iterator[Deviation]:
    """A check or leave without which something may not be done, of which the passage has nothing
    («经验收合格后方可运营» → «整改后可运营»).
    """
    found = _CHECKED.search(duty)
    if (
        found
        and not _CHECKS.search(passage)
        and set(_PAIRS.findall(duty[found.end() :])) & set(_PAIRS.findall(passage))
    ):
        yield Deviation(
            DeviationKind.CONDITION, Direction.WEAKER, found[0], passage, "上级要求的程序，本文没有", remedy=Remedy.ADD
        )


def _passed(duty: str, passage: str) -> Iterator[Deviation]:
    """A check that need not be passed any more («初验合格后方可申请» → «初验后即可申请»)."""
    found = _PASSED.search(duty)
    if found and found["check"] in passage and not _HOW_IT_ENDED.search(passage):
        note = "上级要求合格才行，本文没有"
        yield Deviation(DeviationKind.CONDITION, Direction.WEAKER, found[0], passage, note, remedy=Remedy.ADD)


def _only_controls(duty: str, passage: str) -> Iterator[Deviation]:
    """What a duty bans, and a passage has kept within bounds («严禁转包» → «严格控制转包»)."""
    if re.search(BANS, passage):
        return
    for found in _FORBIDS.finditer(duty):
        softer = re.search(rf"[^，。；]*{_CONTROLS}{found['act']}[^，。；]*", passage)
        if softer:
            yield Deviation(
                DeviationKind.NEGATION, Direction.WEAKER, duty.rstrip("。"), softer[0], "上级禁止，本文没有禁止"
            )
            return


def _stops(duty: str, passage: str) -> Iterator[Deviation]:
    """What a duty wants stopped, and a passage only looks after («停止河道内作业» → «加强河道内作业管理»)."""
    for found in _STOPS.finditer(duty):
        at = passage.find(found["act"][:_ACT_KNOWN])
        if at >= 0 and _GOES_ON.search(passage[:at]) and not _STILL_STOPS.search(passage):
            note = f"上级要求“{found[0][:2]}”，本文没有"
            yield Deviation(DeviationKind.NEGATION, Direction.WEAKER, found[0], passage, note)
            return


def _anybody(duty: str, passage: str) -> Iterator[Deviation]:
    """What binds anybody, where the passage binds some («任何单位和个人不得瞒报» → «养殖场户不得瞒报»)."""
    anybody = re.search(r"任何(?:单位|组织|机构|个人)(?:[和、或及]{1,2}个人)?", duty)
    some = re.search(
        rf"(?:^|[，。；])({_HAN}{{1,10}}?(?:户|企业|机构|学校|业主|公司|经营者|村民|居民|食堂|中心|站点?|部门|[局办院所]|乡镇|街道|社区|人员|干部"
        r"|负责人))(?:一律)?(?:不得|严禁|禁止|不准)",
        passage,
    )
    if anybody and some and some[1] not in duty and not re.search(r"任何|单位|个人|所有|一切|谁", passage):
        yield Deviation(DeviationKind.SCOPE, Direction.WEAKER, anybody[0], some[1], "本文范围小于上级")


def _each(duty: str, passage: str) -> Iterator[Deviation]:
    """So many for each of a larger sort than the duty says («每村1次» → «每个乡镇1次»)."""
    asked, told = list(_EACH.finditer(duty)), list(_EACH.finditer(passage))
    if len(asked) != 1 or len(told) != 1 or asked[0]["whom"] in passage:
        return
    for chain in _CHAINS:
        ranks = [
            next((at for at, names in enumerate(chain) if one["whom"] in names.split("|")), None)
            for one in (*asked, *told)
        ]
        if ranks[0] is not None and ranks[1] is not None and ranks[0] < ranks[1]:
            yield Deviation(DeviationKind.SCOPE, Direction.WEAKER, asked[0][0], told[0][0], "本文范围小于上级")


def _is_nearer(words: str, one: set[str], other: set[str]) -> bool:
    """Whether words have more of the one act than of the other."""
    said = set(_PAIRS.findall(words))
    return len(said & one) > len(said & other)


def _manner(duty: str, passage: str) -> Iterator[Deviation]:
    """An act of a passage that the duty wants done at once or free, where the passage says neither."""
    for pattern, said in _DROPPED:
        for found in pattern.finditer(duty):
            clause = next((one for one in re.split("[，。；]", passage) if found["act"] in one), "")
            if clause and not said.search(passage) and not _WITHIN_HOURS.search(clause):
                word = found[0][:2]
                note = f"上级写“{word}”，本文没有"
                yield Deviation(DeviationKind.MODALITY, Direction.WEAKER, found[0], clause, note, remedy=Remedy.ADD)
