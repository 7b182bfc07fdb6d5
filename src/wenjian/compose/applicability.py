"""Whether a clause applies here, and which duties do not concern the place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from wenjian.coverage.terms import Terms
from wenjian.duties.own_work import is_of_above, level_of
from wenjian.model.coverage import Decision
from wenjian.model.directive import Directive, Duty
from wenjian.model.library import Applicability, Validity
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Authority, DecisionSource, Judgement, Settlement
from wenjian.text.dates import outside_period
from wenjian.text.normal import duty_fingerprint
from wenjian.text.numerals import parse_numeral

PROVINCES = (
    *("北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽"),
    *("福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南"),
    *("西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "香港", "澳门", "台湾"),
)
"""Short names of the provincial units (GB/T 2260)."""

_ELSE = re.compile(r"严重|高风险|等地|疫区|重点")
_ANYWHERE = re.compile(r"其他(?:地区|省|地方)|各地")
_BUT = re.compile(r"^除|(?<!之)以外|之外|除外")
"""«湖北省以外的省», «除湖北省外»: all but those named."""
_INSTITUTION = re.compile(r"(机构|院|站|中心|所|馆|机关)$")
_NO_INSTITUTION = {"无", "没有", "暂无", "否"}
_COUNTED_BY = re.compile(r"[家个所处座]+$")
_STAFF = re.compile(
    r"(?<=[构院站心所馆])(?:及其|的)?(?:(?:法定代表人|主要负责人|负责人|(?:全体)?(?:工作|从业|管理|护理)人员|职工|员工)(?:或者|和|及|、)?)+$"
)
"""Who acts for an institution: «养老机构法定代表人或者主要负责人»."""
_TOLD_BY = re.compile(r"^.*的")
"""What tells which institutions are meant: «列入台账的养老机构»."""


def counted(locality: Locality, kind: str, terms: Terms) -> int | None:
    """How many institutions of `kind` the locality has: 0 only where it says so, None where it says nothing.

    A broader word (民政服务机构) counts every narrower type; a type given without 数量 counts as one.
    """
    term = terms.fold(kind)
    counts = [
        _number_of(there.count)
        for there in locality.institutions
        if (own := terms.fold(there.type)) == term or term in terms.above(own)
    ]
    if not counts:
        return None
    return sum(counts)


def _number_of(words: str) -> int:
    """How many a 数量 says («12», «12家», «无», «零»); one where it says nothing that can be counted."""
    plain = words.strip()
    if plain in _NO_INSTITUTION:
        return 0
    number = parse_numeral(_COUNTED_BY.sub("", plain)) if plain else None
    return 1 if number is None else number


def undeclared(applies: Applicability, locality: Locality, terms: Terms) -> bool:
    """Whether the clause asks for institutions of which the locality says nothing at all."""
    known = [counted(locality, kind, terms) for kind in applies.institutions]
    return bool(known) and not any(known) and None in known


def why_not(applies: Applicability, locality: Locality, authority: Authority, terms: Terms) -> str:
    """Why a clause does not apply here, in words; empty when it applies."""
    if applies.institutions and all(counted(locality, kind, terms) == 0 for kind in applies.institutions):
        return f"本地没有{'、'.join(applies.institutions)}"
    if applies.levels and locality.level not in applies.levels:
        return f"只用于{'、'.join(applies.levels)}，本地是{locality.level}"
    for name, allowed in applies.gradings.items():
        here = locality.gradings.get(name, "")
        if here not in allowed:
            return f"只用于“{name}”为{'、'.join(allowed)}的地区，本地" + (f"是{here}" if here else "没有写明")
    if applies.authorities and authority not in applies.authorities:
        return f"只用于以“{'、'.join(one.chinese for one in applies.authorities)}”名义行文，本文是“{authority.chinese}”"
    return ""


def why_expired(validity: Validity, date: dt.date | None) -> str:
    """Why a clause is not valid on the paper's date, in words; empty when it is, or when the paper has no date."""
    return outside_period(validity.start, validity.end, date)


def waivers(directives: Iterable[Directive], locality: Locality, terms: Terms) -> tuple[Decision, ...]:
    """A decision 不涉及本地, 来源 地区, for each duty that does not concern the place, with its reason; one of the city
    is 上级自办.
    """
    return tuple(
        Decision(
            duty=directive.ref(duty),
            duty_fingerprint=duty_fingerprint(duty),
            judgement=Judgement.WAIVE,
            settlement=settlement,
            reason=reason,
            source=DecisionSource.LOCALITY,
        )
        for directive in directives
        for duty in directive.duties
        if duty.is_duty
        for settlement, reason in _waived(duty, locality, terms)
    )


def _waived(duty: Duty, locality: Locality, terms: Terms) -> Iterator[tuple[Settlement, str]]:
    """How a duty that is not for the place is settled, and why."""
    if reason := why_not_local(duty, locality, terms):
        yield Settlement.NOT_LOCAL, reason
    elif is_of_above(duty, level_of(locality)):
        yield Settlement.SUPERIOR_OWN, f"由{'、'.join(duty.actors)}办理"


def why_not_local(duty: Duty, locality: Locality, terms: Terms) -> str:
    """Why a duty does not concern the place: as the duty list says, by its scope, or by institutions; else empty."""
    return duty.not_local or _outside(duty.scope, locality) or _no_institution(duty, locality, terms)


def _outside(scope: str, locality: Locality) -> str:
    """A scope that names provinces, none of them ours. One that names none, or adds 其他地区, says nothing of us."""
    chain = (locality.name, *locality.superiors)
    named = [province for province in PROVINCES if province in scope]
    ours = any(place.startswith(province) for province in named for place in chain)
    excluded = _BUT.search(scope) is not None
    if not named or ours is not excluded or (not excluded and _ANYWHERE.search(scope)):
        return ""
    doubt = "；本地如属其中所说的其他地区，请改判" if _ELSE.search(scope) else ""
    return f"上级限定“{scope}”，不含{locality.name}（{'、'.join(locality.superiors)}）{doubt}"


def _no_institution(duty: Duty, locality: Locality, terms: Terms) -> str:
    """A duty that speaks to, or of, institutions alone, all of which the locality declares it has not."""
    for words in (duty.actors, duty.targets):
        named = (_TOLD_BY.sub("", _STAFF.sub("", word.lstrip("^"))) for word in words)
        institutions = list(dict.fromkeys(word for word in named if _INSTITUTION.search(word)))
        if institutions:
            absent = all(counted(locality, word, terms) == 0 for word in institutions)
            return f"本地没有{'、'.join(institutions)}" if absent else ""
    return ""
