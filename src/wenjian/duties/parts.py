"""The force of a duty and its condition, read by rule from its own words."""

from __future__ import annotations

import re

from wenjian.duties import cues
from wenjian.duties.judge import clauses
from wenjian.model.vocabulary import Modality

_QUOTED = re.compile(r"“[^”]{0,40}”|《[^》]{0,120}》")
_ACT_AT_END = re.compile(
    r"(?:开展|进行|实行|实施|给予|予以|做到|按规定|依法|及时|直接|要(?!求)|应|须|不得)[^的]+$|(?:到位|消杀|管理|检测|监管|排查|检查|指导|救助|保障|隔离观察)$"
)
_GIVES = re.compile(
    r"^(?P<whom>对于?.{4,}?)(?:及时|限时|直接|按规定|依法|优先|要(?!求)|应|须)+.{2,}$|^(?P<given>对于?.{4,}?)(?:给予|予以|开展帮扶|提供).+$"
)
_INNER = (
    re.compile(r"(?<=[\u4e00-\u9fff）])(?P<inner>(?:如(?!何|实|期)|一旦|若).{3,})$"),
    re.compile(r"^各.{0,8}?(?P<inner>对于.{4,})$"),
    re.compile(
        r"(?P<inner>(?:未|已|新)?(?:发生|出现|存在)了?[^，。的]{2,14}的)(?=[^，。的]{2,10}$|[^，。的]{2,10}(?:要|应|须))"
    ),
    re.compile(r"^(?!按|根据|依据|结合)(?P<inner>[^，。]{3,20}的)(?=方可|不得|不予|予以|应|要(?!求)|可以|坚决)"),
    re.compile(r"^(?P<inner>发现[^，。]{3,}?)(?=要|应|须|第一时间|立即)"),
    re.compile(r"^(?P<inner>必要时|根据需要|确有必要时|有条件的地方|有条件的)"),
)
_UP_TO_ACT = re.compile(r"(?<=[\u4e00-\u9fff]{4})(?:应?立即|应当|应(?![急])|须|迅速|第一时间|要(?!求)).{2,}$")
_RANK = (re.compile(r"前提下$|情况下$"), re.compile(r"^(?:如|若|一旦|凡|遇|待|确)"), re.compile(r"的$|时$|过程中$"))


def modality(text: str) -> Modality:
    """The force of a duty: that of its first act; a prohibition also governs when half of its clauses forbid and no
    explicit order comes first.
    """
    acting = [part for part in clauses(_QUOTED.sub("", text)) if not _sets_scene(part)]
    kinds = [_force(part) for part in acting]
    named = next((kind for kind in kinds if kind is not None), None)
    forbidding = kinds.count(Modality.MUST_NOT) * 2
    if forbidding > len(kinds) or (kinds and forbidding == len(kinds) and named is not Modality.MUST):
        return Modality.MUST_NOT
    for kind, part in zip(kinds, acting, strict=True):
        if kind is not None:
            return Modality.MUST if kind is Modality.MUST_NOT and forbidding < len(kinds) else kind
        if cues.HARD_ACTS.search(part) or cues.ACTS.search(part):
            return Modality.MUST
    return Modality.MUST


def _sets_scene(clause: str) -> bool:
    return bool(is_condition(clause) or cues.BASIS.search(clause) or _is_aim(clause))


def _is_aim(clause: str) -> bool:
    return bool(cues.AIM.match(re.sub(r"^要", "", clause)) and not cues.FORBIDS.search(clause))


def _force(clause: str) -> Modality | None:
    if cues.FORBIDS.search(clause) or cues.STOPS.search(clause):
        return Modality.MUST_NOT
    if cues.ENCOURAGES.search(clause):
        return Modality.SHOULD
    if cues.PERMITS.search(clause):
        return Modality.MAY
    return Modality.MUST if cues.OBLIGES.search(clause) else None


def strict(text: str) -> bool:
    """Whether the duty says 一律, 必须, 务必, 严禁, 坚决 or 绝对."""
    return bool(cues.STRICT.search(_QUOTED.sub("", text)))


def is_condition(clause: str) -> bool:
    """Whether a clause as a whole says under which condition the duty holds."""
    if clause.startswith("对") and not clause.endswith("的") and _ACT_AT_END.search(clause, 3):
        return False
    return bool(cues.CONDITION.match(clause)) and len(clause) > 3 and not clause.endswith(("目的", "同时"))


def condition(text: str) -> str:
    """The condition under which the duty holds, as written, or nothing. 前提 goes first, then 如, 的 and 对于."""
    parts = clauses(text)
    whole = [part for part in parts if is_condition(part)]
    for rank in _RANK:
        if chosen := next((part for part in whole if rank.search(part)), ""):
            return _inside(chosen) or _UP_TO_ACT.sub("", chosen)
    if whole:
        return whole[0]
    for part in parts:
        if gives := _GIVES.match(part):
            return gives["whom"] or gives["given"]
        if inner := _inside(part):
            return inner
    return ""


def _inside(clause: str) -> str:
    """A condition that stands inside a clause: «政务新媒体如从事…», «未发生疫情的养老机构»."""
    for pattern in _INNER:
        if match := pattern.search(clause):
            return match["inner"]
    return ""
