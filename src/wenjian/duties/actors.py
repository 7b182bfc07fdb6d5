"""Who is to act: the subject of a duty as written, and what a section's earlier actors pass on («^»)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wenjian.duties.judge import clauses
from wenjian.model.document import Provision

_ORGAN = (
    r"机构|部门|单位|政府|地区|各地|局|厅|(?<![内全])部(?!分)|委|办(?![法理公事])|办公厅|办公室|站|所(?![需有在])|院|校"
    r"|中心|小组|工作组|指导组|指挥部|企业|平台|公司|组织|协会|机关|馆|社区|村|街道"
    r"|乡镇|乡|(?<!城)镇|县市区|区县|旗县|(?<=各)[县市区旗]|管委会|党委|党组|支部|委员会|联合会|科室|股室|处室|主体|省份|新媒体|市场|园区|车间|场所|投注站|服务点|村委会|居委会"
)
_PERSON = (
    r"人员|职工|干部|员工|负责人|同志|领导|责任人|当事人|从业者|经营者|家属|监护人|医生|教师"
    r"|专员|个人|老人|农民工|副职|正职"
)
_BRACKETS = r"(?:[（(][^（）()]{1,14}[）)])?"
_NOUN = rf"(?:{_ORGAN}|{_PERSON}){_BRACKETS}"
_MODAL = (
    r"(?:都|均|也|还|同时|原则上|分别)?(?:(?<![重主需首])要(?![求素点害])|应当?(?![急对用])|须|必须|务必|需要?(?!求)|不得|严禁|禁止|一律|负责|将(?=对|会|适时|组织|开展|进行|于|在|定期|建立)"
    r"|可(?=[通根采按以由在结依暂探视向自])|可以|方可|是(?=.{0,20}(?:主管单位|主管部门|责任主体|第一责任人|牵头单位)))"
)
_WITH_MODAL = re.compile(rf"^(?P<actor>[^，,。；：]{{0,44}}?{_NOUN})[^，,。；：]{{0,24}}?{_MODAL}")
_VERB = (
    r"(?:于(?=\d|每|本|今)|切实|认真|严格|积极|全面|继续|持续|进一步|按照|按|定期|及时|根据|依据|结合|充分|大力|主动|每年|每季度|每月|每周|每日|对本|依托|牵头|会同|配合|履行|落实|实施|制定|建立|设立"
    r"|设置|开展|组织|加强|做好|提供|安排|暂停|停止|取消|指定|负责|承担|具体|举证|明确|成立|抽调|完善|遵守|执行|坚持|开设|发现|如|因|凡|在|从事|提交|报告|报|接受|统筹|协助|督促|指导|监督|检查|审核|确定|应用|采取|收集|推进|加大|责令|处以|给予|约谈|查处|吊销|撤销|协调|派出|公布|发布)"
)
_STRONG = (
    r"机构|部门|单位|政府|各地|局|厅|站|中心|机关|馆|企业|公司|平台|委员会|办公厅|办公室|小组|工作组|指导组|指挥部|院|校"
    r"|所(?![需有在])|社区|街道|新媒体|村委会|居委会|投注站|主体|园区|车间"
)
_PLAIN = re.compile(
    rf"^(?P<actor>(?:各|全[省市县区州]|本|市局|省厅|县局)[^，,。；：]{{0,24}}?(?:{_ORGAN}){_BRACKETS}"
    rf"|[^，,。；：的]{{1,16}}?(?:{_STRONG}){_BRACKETS}|局)(?={_VERB})"
)
_OPENING = re.compile(r"^(?P<actor>各[^，,。；：对在如]{1,14}?)(?=对于?|在(?!线)|如)")
_WHO_MEETS = re.compile(
    rf"^(?P<actor>[^，,。；：]{{2,18}}?{_NOUN})(?=有|发生|出现|从事|违反|未|不|接到|收到|发现|遇).{{2,}}(?:的|后|时)$"
)
_BY = re.compile(
    rf"(?:^|[，；])(?:必须|要|应|可|一般)?由(?P<actor>[^，,。；：]{{2,30}}?{_NOUN})(?={_VERB}|按|登台|通过|[一二三]审|再审|终审|采写)"
)
_ENDS_PLACE = re.compile(rf"^[^，,。；：对按在为]{{2,30}}(?:地区|省|市|县|区|部门|机构|单位|{_PERSON})$")
_IN_PLACE_OF = re.compile(rf"^(?:在|未)[^，]{{2,14}}的[^，]{{2,14}}(?:{_STRONG})$")
_NOT_ACTOR = re.compile(
    r"^(?:对|对于|按照|按|在|为|将|把|与|向|从|以|凡|如|若|当|待|经|由|通过|根据|依据|结合|围绕|针对|坚决|坚持|加强|完善|建立|做好|落实|推动|推进|开展|组织|确保|切实|充分|鼓励|支持|提倡|倡导"
    r"|督促|指导|引导|动员|协调|强化|规范|优化|健全|严格|加快|加大|同时|特别是|及时|积极|统筹|聚焦|依托|配齐|明确|定期|涉及|发现|因|尊重|会同|没有|未|回复|保障|深化|第一|赴|到|前往|基本|不断|精心|报|原则上|重大|提高|提供|举办|编制|制定|公开|开通|发放|监管|移动|不得|严禁|禁止|属于|纳入|允许|实行|实施|必要|一旦|确|要|应|须|可|请|同步|共同|主动|认真|其中|其他有关|每|全程|继续|持续|进一步|避免|防止)"
)
_MODAL_PATTERN = re.compile(_MODAL)
_ORDERS_AT_ONCE = re.compile(r"^(?:要|应|须|必须|务必|不得|一律|可以)")
_PREPOSITION = re.compile(
    r"(?:对于|对|在|针对|于|按照|按|根据|为|与|同|向|从|如|因|受|结合(?=实际|本|工作|自身)|提供|把|将|是)"
)
_PERSONAL = re.compile(rf"(?:{_PERSON})$")
_WHOLE = re.compile(rf"(?:{_ORGAN}|{_PERSON}){_BRACKETS}$")
_FRAGMENT = re.compile(rf"各?(?:[省市县区乡镇州盟旗]|县政府|区政府){_BRACKETS}")
_GROUP = re.compile(
    r"(?:牵头|责任|主责|配合|参加|参与|承办|主办)(?:单位|部门|处室)?[：:](?P<organs>(?:[^；;：（(）)]|[（(][^）)]*[）)])+)"
)
_BY_GROUP = re.compile(r"(?:^由?|由)(?P<organs>.+?)(?:按职责)?(?:分工)?(?:负责|牵头|统筹|落实)")
_COLLECTIVE = re.compile(r"^(?:各|全[省市县区州国])")


def explicit_actors(text: str) -> tuple[str, ...]:
    """The actors that the words of a provision name, in order, without repetition."""
    found: list[str] = []
    parts = clauses(text)
    for i, clause in enumerate(parts):
        for actor in _actors_of_clause(clause, parts[i - 1] if i else ""):
            if actor not in found:
                found.append(actor)
    return tuple(found)


def _actors_of_clause(clause: str, before: str) -> tuple[str, ...]:
    if by := _BY.search(clause):
        return split_actors(by["actor"])
    if _ORDERS_AT_ONCE.match(clause) and before:
        return _actors_before_order(before)
    if (opening := _OPENING.match(clause)) and _WHOLE.search(opening["actor"]):
        return split_actors(opening["actor"])
    if match := _WITH_MODAL.match(clause):
        subject = _subject(clause, match)
        return split_actors(subject) if subject and _may_act(subject) else ()
    if (match := _PLAIN.match(clause)) and _may_act(match["actor"]):
        return split_actors(match["actor"])
    return ()


def _may_act(subject: str) -> bool:
    return not _NOT_ACTOR.match(subject) or bool(_IN_PLACE_OF.match(subject))


def _actors_before_order(before: str) -> tuple[str, ...]:
    """The subject that stands in a clause of its own before «，要…»: «其他地区…养老机构，», «主办单位发生变化的，»."""
    if meets := _WHO_MEETS.match(before):
        return split_actors(meets["actor"]) if _may_act(meets["actor"]) else ()
    if re.search(r"发现|出现", before):
        return ()
    return split_actors(before) if _ENDS_PLACE.match(before) and not _NOT_ACTOR.match(before) else ()


def _subject(clause: str, match: re.Match[str]) -> str:
    """The noun phrase before the modal: whole when it ends like an actor, else up to a preposition («各地对于…»)."""
    modal = _MODAL_PATTERN.search(clause, match.end("actor") - 1)
    before = clause[: modal.start()] if modal else match["actor"]
    if _WHOLE.search(before) and not _PREPOSITION.search(before, 2):
        return before
    cut = _PREPOSITION.search(before, 2)
    if cut and _WHOLE.search(before[: cut.start()]):
        return before[: cut.start()]
    return before if _WHOLE.search(before) else ""


def split_actors(words: str) -> tuple[str, ...]:
    """«各地区、各部门» are two actors, «宣传、网信部门» one: a part must end like an organ or a person itself."""
    words = words.strip("，,、 ")
    parts = [
        part for part in re.split(r"、(?![^（(]*[）)])|(?<=[门位府构关局站室地员工])(?:和|及|以及|与)", words) if part
    ]
    if len(parts) > 1 and all(_WHOLE.search(part) and not _FRAGMENT.fullmatch(part) for part in parts):
        return tuple(parts)
    return (words,) if words else ()


def responsible_actors(text: str) -> tuple[str, ...]:
    """The organs that a responsibility line names («（牵头单位：…；责任单位：…）»)."""
    groups = [match["organs"] for match in _GROUP.finditer(text)] or [
        match["organs"] for match in _BY_GROUP.finditer(text)
    ][:1]
    organs = [organ for group in groups for part in re.split(r"[，,]", group) for organ in split_actors(part.strip())]
    return tuple(dict.fromkeys(organ for organ in organs if organ))


@dataclass(slots=True)
class Section:
    """What the provisions read so far pass on to those that name no actor."""

    collective: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    last: tuple[str, ...] = ()
    last_path: tuple[str, ...] | None = None
    chapter: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def note(self, provision: Provision, actors: tuple[str, ...], *, leads: bool = False) -> None:
        """Remember the actors named by a provision. One that `leads` a list («…应当履行下列职责：») passes them on
        to all that follows under its headings, as «各…» does.
        """
        path = provision.headings
        organs = tuple(actor for actor in actors if not _PERSONAL.search(actor))
        if organs:
            self.last, self.last_path = organs, path
        if organs and (leads or any(_COLLECTIVE.match(actor) for actor in organs)):
            self.collective[path] = organs
            self.chapter[path[0] if path else ""] = organs

    def inherited(self, provision: Provision, *, goes_on: bool) -> tuple[str, ...]:
        """The actors that hold for a provision without its own, each with «^»."""
        path = provision.headings
        if goes_on and self.last_path == path:
            return _marked(self.last)
        for length in range(len(path), 0, -1):
            if actors := self.collective.get(path[:length]):
                return _marked(actors)
        return _marked(self.chapter.get(path[0] if path else "", ()))


def _marked(actors: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"^{actor}" for actor in actors)
