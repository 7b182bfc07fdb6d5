"""For whom and by when: scope limits, deadlines, deliverables, responsibility lines, targets, acts."""

from __future__ import annotations

import re

from wenjian.duties import cues
from wenjian.duties.judge import clauses
from wenjian.model.directive import Deliverable, Measure
from wenjian.model.vocabulary import MeasureKind

_PLACE = re.compile(
    r"^(?P<scope>(?!各|全|本|当|在|对|从|由|经|按|省市|其他|县级|地方)[\u4e00-\u9fff]{2,6}(?:省|市|自治区|自治州|州|盟)(?:(?:、|和|及|以及)[\u4e00-\u9fff、]{2,16}?(?:省|市|自治区|地区))*)(?!级|场|民|县|直|委|局|政府)"
)
_HANDED = re.compile(
    r"(?:将|把)(?P<thing>[^，。；]{2,30}?)(?<![通申举汇])(?:报送|报(?!告|表|名)|上报|提交)(?P<to>[^，。；]{2,30}?)(?P<how>备案|审核备案|审核|审批|批准|汇总)?$"
)
_REPORTED = re.compile(
    r"(?<![通申举汇填])(?:报送|上报|提交|报)(?:至|给|到)?(?P<to>[^，。；告表名经]{2,24}?(?:部门|局|厅|部|委|办公室|办|政府|单位|指挥部|中心|处|科))(?P<how>审核备案|备案|审核|审批|批准|汇总)?"
)
_TO = re.compile(
    r"(?:向|到)(?P<to>[^，。；]{2,24}?(?:部门|局|厅|部|委|办公室|单位|政府|机构))(?:报告|备案|报备|提交|上报|反馈|报送)(?P<thing>[^，。；]{0,20})"
)
_MADE = re.compile(
    r"(?:制定|编制|形成|填报|填写|起草)出?(?P<thing>[^，。；]{2,24}(?:方案|报告|清单|台账|办法|计划|预案|表|总结|意见))"
)
_SIGNED = re.compile(r"经(?P<who>[^，。；]{2,20}?(?:审核签字|签字|签批|审签|审核同意|批准同意))")
_FORM = re.compile(r"(?:以)?(?P<form>书面(?:形式)?|电子版|纸质版|加盖公章|正式文件)")
_BY_DATE = re.compile(
    r"(?:20\d{2}年)?(?:每年|每月|每季度)?\d{1,2}月(?:\d{1,2}日|底|末)?(?:之)?前|每[年月季周](?:度)?[^，。；]{0,8}前|20\d{2}年(?:年)?(?:底|末)?前"
)
_TARGET = re.compile(
    r"(?:人员|对象|群众|群体|儿童|老年人|老人|未成年人|残疾人|孤儿|患者|病例|遗体|家庭|人口|农民工|职工|学生|用户|公众|企业|机构|单位|个人|居民|社会组织|从业者|项目|场所)"
)
_CUT = re.compile(
    r"^.*(?:对于|对(?!象)|为|将|把|向|给|与|指导|督促|组织|引导|动员|鼓励|支持|保障|加强|做好|开展|落实|完善|提供|关爱|关注|救助|帮助|实施|强化|切实|严格|继续|及时|发现|纳入|取消|减少|劝导|避免|确保|解除|摸清|缩短|缓解|区分|管控|严控|开辟|爱护|解决|掌握|调配|杜绝|停止|控制|建立|防止|负责|安排|完成一轮|赴|要求|要|应|须|可|由|在|到|从|按|以|是|有|的(?=[^的]{2,}$))"
)


def scope(actors: tuple[str, ...], text: str, issuer: str) -> str:
    """The place to which a duty is limited («湖北省和武汉市»), when it is another's than the issuer's own."""
    for words in (*(actor.lstrip("^") for actor in actors), re.sub(r"^[一二三四五六七八九十]+是", "", text)):
        match = _PLACE.match(words)
        if match and match["scope"][:2] not in issuer:
            return match["scope"]
    return ""


def deadline(measures: tuple[Measure, ...]) -> str:
    """The first date by which the duty is to be done, as written."""
    return next((measure.text for measure in measures if measure.kind is MeasureKind.DEADLINE), "")


def deliverable(text: str) -> Deliverable | None:
    """What is to be handed over, to whom, by when, in which form, signed by whom; None when nothing is."""
    match = next(
        (m for pattern in (_HANDED, _REPORTED, _TO) for part in clauses(text) if (m := pattern.search(part))), None
    )
    if match is None:
        return None
    groups = match.groupdict()
    made = _MADE.search(text)
    thing = (groups.get("thing") or "").strip() or (made["thing"] if made else "")
    date = _BY_DATE.search(text)
    signed, form = _SIGNED.search(text), _FORM.search(text)
    return Deliverable(
        text=thing,
        recipient=match["to"],
        deadline=date[0] if date else "",
        form=form["form"] if form else "",
        signature=signed["who"] if signed else "",
    )


def responsible(text: str) -> str:
    """A responsibility line without its brackets («由县民政局负责落实»), or nothing."""
    if not cues.RESPONSIBLE.search(text):
        return ""
    line = text.strip().rstrip("。；")
    return line[1:-1] if line.startswith(("（", "(")) and line.endswith(("）", ")")) else line


def acts(text: str) -> tuple[str, ...]:
    """The clauses that say what to do, without aims, conditions and the subject's modal."""
    kept = []
    for part in clauses(text):
        plain = re.sub(r"“[^”]*”|《[^》]*》", "", part)
        if cues.SLOGAN.search(part) or cues.AIM.match(plain) or cues.CONDITION.match(plain):
            continue
        if cues.HARD_ACTS.search(plain) or cues.ACTS.search(plain) or cues.OBLIGES.search(plain):
            kept.append(cues.UP_TO_MODAL.sub("", part))
    return tuple(dict.fromkeys(act for act in kept if act))


def targets(text: str) -> tuple[str, ...]:
    """People and institutions that the duty is about, as written, in order."""
    names: list[str] = []
    for part in re.split(r"[，,、；。：]|以及|和|及(?!时)", re.sub(r"《[^》]*》", "", text)):
        ends = [match.end() for match in _TARGET.finditer(part)]
        if not ends:
            continue
        name = _CUT.sub("", part[: ends[-1]]).strip("“”（）()")
        if 2 <= len(name) <= 24 and name not in names:
            names.append(name)
    return tuple(names)
