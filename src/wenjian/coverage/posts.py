"""Who holds a post that the duty gives to somebody: the head of a working group, whoever answers first or directly. A
paper that gives it to somebody lower gives the matter less weight.
"""

from __future__ import annotations

from collections.abc import Iterator

from wenjian.model.coverage import Deviation
from wenjian.model.vocabulary import DeviationKind, Direction
from wenjian.text import patterns as re

_HOLDS = re.compile(
    r"(?:^|由|[，。；、])(?P<who>[^，。；、]{2,16}?)(?:同志)?(?:担任|任|为|是)(?:[^，。；、]{0,8}?的?)?"
    r"(?P<post>(?<!副)组长|总指挥(?!长)|总召集人|(?:第一|直接|主要)责任人)"
)
_PRESIDES = re.compile(r"由(?P<who>[^，。；、]{2,16}?)(?:同志)?(?:亲自|主持|负责)?(?P<post>主持|召集|带队|签发|签批)")
"""Who is to do in person what others might."""
_OF_OFFICE = re.compile(r"[局厅院所科股室]|部门|中心|公司|学校|机构|企业|单位|村|社区")
_DEPUTY = re.compile("分管|副")
_OF_GOVERNMENT = re.compile("[省市县区旗州乡镇]长|政府|党委|党政|书记|街道|乡镇")
_HEAD = re.compile("主要负责|主要领导|一把手|[省市县区旗州乡镇局厅院所]长|书记|主任")


def lowered_posts(duty: str, passage: str) -> Iterator[Deviation]:
    """A post of the duty's that a passage gives to somebody lower («由县长任组长» → «由农业农村局局长任组长»)."""
    given = {found["post"]: found for pattern in (_HOLDS, _PRESIDES) for found in pattern.finditer(passage)}
    for asked in (*_HOLDS.finditer(duty), *_PRESIDES.finditer(duty)):
        told = given.get(asked["post"])
        ranks = (_rank(asked["who"]), _rank(told["who"])) if told else (0, 0)
        if told and 0 < ranks[1] < ranks[0]:
            words = (asked[0].strip("，。；、"), told[0].strip("，。；、"))
            yield Deviation(DeviationKind.ACTOR, Direction.WEAKER, *words, "担任的人层级低于上级要求")


def _rank(who: str) -> int:
    """How high somebody stands: 4 the head of a government or party committee, 3 another of its leaders, 2 the head of
    an office, 1 another of its people, 0 where the words do not tell.
    """
    in_office, is_deputy = _OF_OFFICE.search(who), _DEPUTY.search(who)
    if not in_office and _OF_GOVERNMENT.search(who):
        return 3 if is_deputy else 4 if _HEAD.search(who) else 0
    if in_office and (is_deputy or _HEAD.search(who)):
        return 1 if is_deputy else 2
    return 0
