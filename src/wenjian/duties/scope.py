"""For whom and by when: scope limits, deadlines, targets, acts."""

from __future__ import annotations

from wenjian.duties import cues
from wenjian.duties.conditions import sets_condition
from wenjian.duties.deadlines import first_deadline, listed_with
from wenjian.duties.judge import clauses
from wenjian.model.directive import Measure
from wenjian.model.vocabulary import MeasureKind
from wenjian.text import patterns as re

_PLACE = re.compile(
    r"^(?P<scope>(?!各|全|本|当|在|对|从|由|经|按|省市|其他|县级|地方)[\u4e00-\u9fff]{2,6}(?:省|市|自治区|自治州|州|盟)(?:(?:、|和|及|以及)[\u4e00-\u9fff、]{2,16}?(?:省|市|自治区|地区))*)(?!级|场|民|县|直|委|局|政府)"
)
_TARGET = re.compile(
    r"(?:人员|对象|群众|群体|儿童|老年人|老人|未成年人|残疾人|孤儿|患者|病例|遗体|家庭|人口|农民工|职工|学生|用户|公众|企业|机构|单位|个人|居民|社会组织|从业者|项目|场所)"
)
_CUT = re.compile(
    r"^.*(?:对于|对(?!象)|为|将|把|向|给|与|指导|督促|组织|引导|动员|鼓励|支持|保障|加强|做好|开展|落实|完善|提供|关爱|关注|救助|帮助|实施|强化|切实|严格|继续|及时|发现|纳入|取消|减少|劝导|避免|确保|解除|摸清|缩短|缓解|区分|管控|严控|开辟|爱护|解决|掌握|调配|杜绝|停止|控制|建立|防止|负责|安排|完成一轮|赴|要求|要|应|须|可|由|在|到|从|按|以|是|有|的(?=[^的]{2,}$))"
)
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》")
_TITLE = re.compile(r"《[^》]*》")
_ENUMERATOR = re.compile(r"^[一二三四五六七八九十]+是")
_BETWEEN = re.compile(r"[，,、；。：]|以及|和|及(?!时)")


def scope(actors: tuple[str, ...], text: str, issuer: str) -> str:
    """The place to which a duty is limited («湖北省和武汉市»), when it is another's than the issuer's own."""
    for words in (*(actor.lstrip("^") for actor in actors), _ENUMERATOR.sub("", text)):
        match = _PLACE.match(words)
        if match and match["scope"][:2] not in issuer:
            return match["scope"]
    return ""


def deadline(measures: tuple[Measure, ...], text: str) -> str:
    """The first date by which the duty is to be done, as written, or else its first term; of one that only begins on a
    day, that it lasts.
    """
    dated = [measure for measure in measures if measure.kind is MeasureKind.DEADLINE]
    if by := first_deadline(dated, text):
        return listed_with(by.text, text)
    return next((f"{one.text}长期坚持" if one.value else one.text for one in dated if one.begins), "")


def acts(text: str) -> tuple[str, ...]:
    """The clauses that say what to do, without aims, conditions and the subject's modal."""
    kept = []
    for part in clauses(text):
        plain = _QUOTED.sub("", part) if "“" in part or "《" in part else part
        excused = sets_condition(plain) or cues.AIM.match(plain) or cues.SLOGAN.search(part)
        if not excused and cues.ASKS.search(plain):
            kept.append(cues.UP_TO_MODAL.sub("", part))
    return tuple(dict.fromkeys(act for act in kept if act))


def targets(text: str) -> tuple[str, ...]:
    """People and institutions that the duty is about, as written, in order."""
    names: list[str] = []
    for part in _BETWEEN.split(_TITLE.sub("", text) if "《" in text else text):
        end = max((match.end() for match in _TARGET.finditer(part)), default=0)
        if not end:
            continue
        name = _CUT.sub("", part[:end]).strip("“”（）()")
        if 2 <= len(name) <= 24 and name not in names:
            names.append(name)
    return tuple(names)
