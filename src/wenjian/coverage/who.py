"""Where a paper lets another organ act than the duty names: a department of another field, an organ of government in
the place of an institution, a department in the place of a township.

A plan names its own organs, so most differences mean nothing: «各地民政部门» is here 县民政局, one of its 股室 or a
township; «各地», «有关部门» may be anybody. Only what cannot be the same is told, and only where the passage does not
name whom the superior meant at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from wenjian.coverage import weights
from wenjian.coverage.align import Scored, names_institution
from wenjian.coverage.terms import Terms
from wenjian.duties.actors import explicit_actors
from wenjian.model.coverage import Deviation
from wenjian.model.directive import Duty
from wenjian.model.vocabulary import DeviationKind, Direction
from wenjian.text import patterns as re

_LEVEL = re.compile(
    r"^(?:其[他它]地区的)?(?:各地|各级|各|全|本|我|有关|相关|当地|属地|所在地?)*(?:省级|市级|县级|区级|省|市|县|区|州|旗|（[^（）]*）|、)*(?:各|级)?"
)
_DEPARTMENT = re.compile(r"(?:局|(?<!大)厅|委|委员会|部门|主管部门)$|公安机关|税务机关|审计机关")
_DEPARTMENT_TAIL = re.compile(r"(?:和|与|及)?(?:综合)?(?:行政)?(?:监督|主管)?(?:管理)?(?:局|厅|委员会|委|部门|机关)$")
_GENERAL = re.compile(
    r"有关|相关|职能|成员单位|责任单位|牵头|配合|任何|党委|政府|指挥|领导小组|专班|办公室|机制|各部门|各单位|人员|个人|居民|群众|家庭|负责"
    r"|同志|等$|地区|系统|上级|下级|本级"
)
_TOWNSHIP = re.compile(r"乡镇|街道|镇街|苏木|(?:^|[各、])(?:乡|镇)(?:$|人民|政府)")
_VILLAGE = re.compile(r"村民委员会|居民委员会|村委会|居委会|村（社区）|村\(社区\)|^各?(?:村|社区)$|村级组织")
_INSTITUTION_KINDS = (
    r"机构|养老院|敬老院|福利院|医院|卫生院|学校|幼儿园|院校|企业|公司|平台|登记机关|救助站|殡仪馆|公墓|场馆|食堂|站点|托育点|中心|园区|银行"
    r"|协会|社会组织|团队|单位"
)
_INSTITUTION = re.compile(rf"(?P<kind>{_INSTITUTION_KINDS})$")
_OWN_SECTION = re.compile(r"[股科]室?$|(?<!办事)处室?$|民政所$|站$")
_SAME_KIND = {"养老院": "机构", "敬老院": "机构", "福利院": "机构", "救助站": "机构", "殡仪馆": "机构", "单位": "机构"}
_TOWNSHIP_NAMED, _GOVERNMENT_NAMED = re.compile("乡|镇|街道|民政所"), re.compile("政府")
_GOVERNMENT = re.compile(
    r"^各?(?:级|县|市|区|旗|县级|市级|市、县|县（市、区）|设区的市级?)*(?:以上)?(?:地方|各级)*(?:人民)?政府$"
)
_REQUESTED = re.compile(r"提请|报请|商请|请(?!各)")
"""Whom the paper asks for something («提请县人民政府明确，……»)."""
_NO_ACTOR = re.compile(
    r"《[^《》]*》|(?:提请|报请|商请)[^，,。；;]{0,16}(?=[，,])|(?<![已未])经[^，,。；;]{0,16}(?:同意|批准)(?=[，,])"
)
"""Where an organ is named and does not act: in a title, and in the words by which the paper asks leave of it."""
_SUPERIOR = re.compile(r"^(?:国家|国务院|中央|全国|省|自治区)")
"""The superior's own organs: the plan's answer to them."""
_ORGAN = r"(?:行政|主管)*(?:局|部门|厅|所|办|委|机关|系统)"
_LEADERS = "分管|主要负责|主要领导|局?领导"
"""What follows the name of an organ of which only a person acts («县民政局分管领导每两周调度一次»)."""
_HELD_BY = {
    "能源": "发展改革",
    "粮食": "发展改革、粮食和物资储备",
    "体育": "教育、文化旅游",
    "文物": "文化旅游",
    "广播电视": "文化旅游",
    "乡村振兴": "农业农村",
    "林业": "自然资源、农业农村",
    "数据管理": "行政审批、发展改革",
    "城市管理": "住房城乡建设",
    "科技": "工业和信息化、教育",
    "商务": "工业和信息化、发展改革",
    "民族宗教": "党委统战",
    "消防救援": "应急管理",
}
"""Fields that an organ of another name often holds in a county."""
_ORDERED = r"要(?!求)|应(?![急对用])|须|必|不(?!动)|负|可"
"""What follows the bare kind of an institution that acts («机构要…»)."""
_HANDS = "报告|报送|上报|呈报|移交|移送|转介|转交|抄送|抄告|函告|通报|告知|反馈|提交"
_RECEIVER = r"[^，。；：:、（）《]{1,12}?(?:局|部门|委员会|[卫发]改?委|厅|机关|办事处|政府|派出所)"
_RECEIVES = re.compile(
    rf"(?:{_HANDS}|(?<![申汇填通举上呈])报(?![告送请名废销道]))(?:至|给|到)?(?P<organ>{_RECEIVER})"
    rf"|向(?P<told>{_RECEIVER})(?:及时|如实|书面|立即|专题|主动)*(?:{_HANDS}|发出|通报)"
)
"""The organ to which something is handed or told («移交生态环境部门», «向县级教育局报告»)."""
_POLICE = re.compile("[^，。；]*派出所$")
_FEW = 2
_CORE = 4


@dataclass(frozen=True)
class _Organ:
    """An actor as written, what sort of organ it is, and how it would be named in a passage that lets it act, too."""

    words: str
    sort: str
    named: re.Pattern[str]


def swapped_actors(duty: Duty, evidence: Sequence[Scored], terms: Terms) -> Iterator[Deviation]:
    """The actor of a passage that is the duty's own, where it cannot be any that the duty names; of the best passage
    also who acts beside others.
    """
    asked = [_organ(actor, terms, known=True) for actor in explicit_actors(duty.text)]
    folded = terms.fold(duty.text)
    for row in evidence:
        if row.claim < weights.CLAIMED_FROM or row.recall < weights.ACTOR_FROM:
            continue
        told = [_organ(actor, terms) for actor in explicit_actors(row.passage.text) if not _REQUESTED.match(actor)]
        others = [organ for organ in told if organ and _is_another(organ, asked) and not organ.named.search(folded)]
        beside = [other for other in evidence if _tells_the_same(other, row)]
        answered = asked[:1] if told and told[0] is None else []
        unnamed = [
            organ
            for organ in asked
            if organ and organ not in answered and not any(_is_named(organ, other, terms) for other in beside)
        ]
        if not others or not unnamed:
            continue
        leads = told[0] is others[0] and asked[0] is unnamed[0]
        beside_lead = [organ for organ in unnamed if organ is not asked[0] and _are_departments(others[0], organ)]
        partners = told[0] is not others[0] and beside_lead
        if leads or partners or (told[0] is not others[0] and told.count(None) <= asked.count(None)):
            unnamed = beside_lead if partners else unnamed
            words = "、".join(organ.words for organ in unnamed[:_FEW])
            yield Deviation(DeviationKind.ACTOR, Direction.CHANGED, words, others[0].words, "责任主体不同")
            return


def swapped_recipients(duty: Duty, evidence: Sequence[Scored], terms: Terms) -> Iterator[Deviation]:
    """The department to which something is to be handed or told, where a passage of the duty's own hands it to one of
    another field and none names the first.
    """
    said = "".join(row.passage.text for row in evidence)
    for asked in _receivers(duty.text, terms):
        core = asked.sort.partition(" ")[2]
        if not core or core in said or terms.fold(core) in terms.fold(said):
            continue
        for row in evidence:
            if row.claim < weights.CLAIMED_FROM or row.recall < weights.ACTOR_FROM:
                continue
            others = _receivers(row.passage.text, terms)
            other = next(
                (one for one in others if _cannot_be(asked.sort, one.sort) and one.words not in duty.text), None
            )
            if other is not None:
                yield Deviation(
                    DeviationKind.ACTOR, Direction.CHANGED, asked.words, other.words, "报送、移交的对象不同"
                )
                return


def _receivers(text: str, terms: Terms) -> list[_Organ]:
    """The departments to which a text has something handed or told; a police station is one of theirs."""
    named = [match["organ"] or match["told"] for match in _RECEIVES.finditer(text)]
    organs = [_organ(_POLICE.sub("公安局", name), terms) for name in named]
    return [
        replace(organ, words=name)
        for name, organ in zip(named, organs, strict=True)
        if organ and organ.sort.startswith("department")
    ]


def _tells_the_same(other: Scored, row: Scored) -> bool:
    """Whether a passage tells of the duty what `row` tells: who acts there, acts here."""
    return len(other.carried & row.carried) >= weights.ACTOR_BESIDE * len(row.carried)


def _are_departments(*organs: _Organ) -> bool:
    return all(organ.sort.startswith("department") for organ in organs)


def _is_another(organ: _Organ, asked: Sequence[_Organ | None]) -> bool:
    """Whether an organ can be none of those asked, as far as these are told."""
    return all(mine is None or _cannot_be(mine.sort, organ.sort) for mine in asked)


@lru_cache(maxsize=1024)
def _organ(actor: str, terms: Terms, *, known: bool = False) -> _Organ | None:
    """What sort of organ an actor is; None where it may be anybody. `known`: a department only where the thesaurus has
    it, for others may go by another name here.
    """
    institution = _INSTITUTION.search(actor)
    if _OWN_SECTION.search(actor) or _SUPERIOR.match(actor):
        return None
    if _VILLAGE.search(actor):
        return _Organ(actor, "village", _VILLAGE)
    if _TOWNSHIP.search(actor) and not institution:
        return _Organ(actor, "township", _TOWNSHIP_NAMED)
    if _GOVERNMENT.search(actor):
        return _Organ(actor, "government", _GOVERNMENT_NAMED)
    if _GENERAL.search(_LEVEL.sub("", actor)):
        return None
    folded = terms.fold(actor)
    found = [term for _, _, term in terms.find(folded)]
    if institution:
        return _Organ(actor, "institution", _institution_names(actor, institution["kind"], found, terms))
    if _DEPARTMENT.search(actor):
        field = next((term for term in found if _DEPARTMENT.search(term)), "" if known else folded)
        core = _DEPARTMENT_TAIL.sub("", _LEVEL.sub("", field))
        if len(core) >= _FEW:
            listed = rf"(?:、|和|会同){re.escape(core)}(?=[、和等])"
            partner = rf"(?:会同|配合|协助|联合|商|由|、|和)[^，。；,;]{{0,12}}{re.escape(core)}{_ORGAN}"
            itself = rf"{re.escape(core)}(?:{_ORGAN}(?!{_LEADERS})|[、和及与])"
            head = rf"(?:^|[，。；,;：:])[^，。；,;结按根依向对报经]{{0,8}}{itself}"
            return _Organ(actor, f"department {core}", re.compiled_now(f"{partner}|{head}|{listed}"))
    return None


def _institution_names(actor: str, kind: str, found: Sequence[str], terms: Terms) -> re.Pattern[str]:
    """How a passage names an institution: by its own name, by a term that is the same, broader or narrower, or by the
    bare kind with an order («各机构要…»).
    """
    alike = {
        word for term in found for word in (term, *terms.above(term), *terms.below(term)) if names_institution(word)
    }
    kinds = "|".join(dict.fromkeys((kind, _SAME_KIND.get(kind, kind))))
    core = _LEVEL.sub("", actor.removesuffix(kind))[-_CORE:]
    names = sorted({*alike, core + kind}, key=len, reverse=True)
    bare = rf"(?:各|该|所在|每[个家所])[^，。；,;]{{0,4}}(?:{kinds})|(?:{kinds})(?={_ORDERED})"
    other_kind = [rf"{re.escape(core)}(?:[、和及与]|{_INSTITUTION_KINDS})"] if len(core) > _FEW else []
    return re.compiled_now("|".join((*map(re.escape, names), bare, *other_kind)))


def _is_named(organ: _Organ, row: Scored, terms: Terms) -> bool:
    """Whether the passage names the organ, in its own words or those of the thesaurus."""
    passage = row.passage
    text, cut = _NO_ACTOR.subn("", passage.text)
    folded = terms.fold(text) if cut else passage.folded  # a term may reach over what is cut
    return bool(organ.named.search(text) or organ.named.search(folded))


def _cannot_be(mine: str, other: str) -> bool:
    """Whether an organ of the sort `other` is none of the sort `mine` here."""
    if mine.startswith("department"):
        field, held = mine.partition(" ")[2], other.partition(" ")[2]
        return other.startswith("department") and field != held and held not in _HELD_BY.get(field, "")
    if mine == "government":
        return other == "village"
    if mine == "institution":
        return other != "institution"
    return other != mine
