"""Items that a chapeau governs: «不得有下列行为：（一）…» forbids each item, «应当具备下列条件：» demands it."""

from __future__ import annotations

from enum import Enum

from wenjian.duties import cues
from wenjian.model.document import Provision
from wenjian.text import patterns as re


class Governed(Enum):
    """What a chapeau makes of its items: a demand, a prohibition, or no duty (cases, principles, kinds)."""

    DEMANDED = "demanded"
    FORBIDDEN = "forbidden"
    TOLD = "told"


_LISTS = re.compile(
    r"(?:下列|以下|如下|[一二三四五六七八九十两几]个?(?:条件|要求|职责|行为|情形|义务|事项|原则))[^。；]{0,24}[：:]$"
)
_CASES = re.compile(
    r"(?:情形|情况|条件|行为|标准)之一(?:的|者|，)|(?:具备|符合|满足|达到)(?:以下|下列|如下)[^，。；]{0,8}的"
)
_CONTAINS = re.compile(r"，并?(?:载明|注明|写明|标明|列明|公示|提交|提供|附具?)(?:以下|下列|如下)[^，。；]{0,8}[：:]$")
_PRINCIPLES = re.compile(r"原则[：:]$|以下(?:几)?(?:类|种|方面)[^，。；]{0,6}[：:]$")
_SUBJECT = re.compile(
    r"(?:^|[，,])(?P<subject>[^，,。；：对在由有]{2,20}?)(?:应当?(?!急)|须|必须|不得)(?:同时)?(?:具备|符合|满足|履行|遵守|有)[^，。；]*(?:下列|以下|如下)"
)
_DEMANDS = re.compile(r"应当?(?!急)|须|必须|要(?!求)|负责|履行|承担|具备|符合|达到|做到|遵守")


def governed(provisions: tuple[Provision, ...]) -> dict[int, Governed]:
    """For each provision that is an item of such a list, by position, what its chapeau makes of it.

    A list of principles demands nothing of its items, nor one of cases («有下列情形之一的，应当取消资格：»), unless it
    forbids something in each of them («有下列情形之一的房屋，不得出租：»). A list ends with the place of its
    chapeau («第十五条»), or, without numbers, with the block.
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
    return found


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
        return False
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
    last = re.split(r"[，,]", text)[-1]
    if cues.FORBIDS.search(last):
        return Governed.FORBIDDEN
    return Governed.DEMANDED if _DEMANDS.search(last) else None


def _belongs(provision: Provision, chapeau: Provision) -> bool:
    if provision.block == chapeau.block and provision.row == chapeau.row:
        return True
    deeper = provision.where.startswith(chapeau.where) and provision.where != chapeau.where
    return deeper and provision.headings[: len(chapeau.headings)] == chapeau.headings
