"""Items that a chapeau governs: «不得有下列行为：（一）…» forbids each item, «应当具备下列条件：» demands it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from wenjian.duties import cues
from wenjian.model.document import Provision
from wenjian.text import patterns as re


class Governed(Enum):
    """What a chapeau makes of its items: a demand, a prohibition, what it asks for by name («建立以下制度：»), or no
    duty (cases, principles, kinds).
    """

    DEMANDED = "demanded"
    FORBIDDEN = "forbidden"
    NAMED = "named"
    TOLD = "told"


_LISTS = re.compile(
    r"(?:下列|以下|如下|[一二三四五六七八九十两几]个?(?:条件|要求|职责|行为|情形|义务|事项|原则))[^。；]{0,24}[：:]$"
)
_CASES = re.compile(
    r"(?:情形|情况|条件|行为|标准)之一(?:的|者|，)|(?:具备|符合|满足|达到)(?:以下|下列|如下)[^，。；]{0,8}的"
)
_ORDERED = re.compile(
    r"(?:下列|以下|如下)[^，。；：:]{0,4}(?:情形|情况|行为)(?:之一)?的?，?"
    r"(?P<order>(?:一律|均|都|应|必须|须|要|依法|依规|予以|给予|取消|追究|从严|从重|不予|严肃|立即)[^。；]*)[：:]$"
)
"""A chapeau that gives its order without «之一的» («下列情形一律取消资格：»)."""
_NAMES = re.compile(
    r"(?:建立|健全|完善|落实|实行|执行|推行|做好|抓好|开展|实施|完成|采取|严格|制定)[^，。；：:]{0,8}(?:以下|下列)"
    r"(?![^，。；：:]*(?:材料|资料|内容|文件|信息|证明|证件))[^，。；：:]{1,10}[：:]$"
)
_CONTAINS = re.compile(r"，并?(?:载明|注明|写明|标明|列明|公示|提交|提供|附具?)(?:以下|下列|如下)[^，。；]{0,8}[：:]$")
_ANNOUNCES = re.compile(r"(?:以下|下列)[^，。；：:]{0,12}$")
_PRINCIPLES = re.compile(r"原则[：:]$|以下(?:几)?(?:类|种|方面)[^，。；]{0,6}[：:]$")
_SUBJECT = re.compile(
    r"(?:^|[，,])(?P<subject>[^，,。；：对在由有]{2,20}?)(?:应当?(?!急)|须|必须|不得)(?:同时)?(?:具备|符合|满足|履行|遵守|有)[^，。；]*(?:下列|以下|如下)"
)
_DEMANDS = re.compile(r"应当?(?!急)|须|必须|要(?!求)|负责|履行|承担|具备|符合|达到|做到|遵守")


def governed(provisions: tuple[Provision, ...]) -> dict[int, Governed]:
    """For each provision that is an item of such a list, by position, what its chapeau makes of it.

    A list of principles demands nothing of its items, nor one of cases («有下列情形之一的，应当取消资格：»), unless it
    forbids something in each of them («有下列情形之一的房屋，不得出租：»). A list ends with the place of its
    chapeau («第十五条»), or, without numbers, with the block. A heading may be the chapeau.
    """
    found: dict[int, Governed] = {}
    chapeau: Provision | None = None
    force = Governed.TOLD
    for index, provision in enumerate(provisions):
        if chapeau is not None and _belongs(provision, chapeau):
            found[index] = force
        elif (now := _force(provision.text)) is not None:
            chapeau, force = provision, now
        else:
            chapeau = None
            if (under := _force_of_headings(provision)) is not None:
                found[index] = under
    return found


def _force_of_headings(provision: Provision) -> Governed | None:
    """What a heading that is a chapeau («三、建立以下制度：») makes of what stands under it."""
    for heading in provision.headings:
        force = _force(f"{heading}：") if _ANNOUNCES.search(heading) else None
        if force is not None and force is not Governed.TOLD:
            return force
    return None


def cases_of(provisions: tuple[Provision, ...], listed: Mapping[int, Governed], index: int) -> tuple[Provision, ...]:
    """The cases, or contents, of a list whose chapeau at `index` orders something for them."""
    chapeau = provisions[index]
    if not orders_in_cases(chapeau.text):
        return ()
    cases: list[Provision] = []
    for position in range(index + 1, len(provisions)):
        if listed.get(position) is not Governed.TOLD or not _belongs(provisions[position], chapeau):
            break
        cases.append(provisions[position])
    return tuple(cases)


def with_cases(chapeau: Provision, cases: Sequence[Provision]) -> str:
    """A chapeau with the cases it orders something for, as printed."""
    words, last = chapeau.text, chapeau
    for case in cases:
        number = case.where.removeprefix(chapeau.where) if case.block != last.block else ""
        words += f"{number}{case.text}"
        last = case
    return words


def leads(text: str) -> bool:
    """Whether a sentence leads to what follows it."""
    return text.endswith(("：", ":"))


def orders_in_cases(text: str) -> bool:
    """Whether a chapeau itself orders something for the cases that follow («有下列情形之一的，应当终止救助：»), or
    to do what it then describes («应当设立告示牌，载明以下内容：»).
    """
    if not leads(text):
        return False
    if contains := _CONTAINS.search(text):
        return bool(cues.OBLIGES.search(text[: contains.start()]))
    case = _CASES.search(text)
    if case is None:
        order = _ORDERED.search(text)
        return order is not None and not cues.FORBIDS.search(order["order"])
    ordered = text[case.end() :]
    return bool(cues.OBLIGES.search(ordered) or (cues.HARD_ACTS.search(ordered) and not cues.FORBIDS.search(ordered)))


def list_subject(text: str) -> tuple[str, ...]:
    """Whom a chapeau demands of or forbids, whatever it is called («承储库点应当具备下列条件：»)."""
    match = _SUBJECT.search(text)
    return (match["subject"],) if match else ()


def _force(text: str) -> Governed | None:
    if not leads(text):
        return None
    if _PRINCIPLES.search(text):
        return Governed.TOLD
    if not _LISTS.search(text):
        return None
    if case := _CASES.search(text):
        return Governed.FORBIDDEN if cues.FORBIDS.search(text[case.end() :]) else Governed.TOLD
    if orders_in_cases(text):
        return Governed.TOLD
    last = re.split(r"[，,]", text)[-1]
    if cues.FORBIDS.search(last):
        return Governed.FORBIDDEN
    if _DEMANDS.search(last):
        return Governed.DEMANDED
    return Governed.NAMED if _NAMES.search(text) else None


def _belongs(provision: Provision, chapeau: Provision) -> bool:
    if provision.block == chapeau.block and provision.row == chapeau.row:
        return True
    deeper = provision.where.startswith(chapeau.where) and provision.where != chapeau.where
    return deeper and provision.headings[: len(chapeau.headings)] == chapeau.headings
