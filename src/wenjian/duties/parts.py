"""The force of a duty, read by rule from its own words."""

from __future__ import annotations

from functools import lru_cache

from wenjian.duties import cues
from wenjian.duties.actors import explicit_actors
from wenjian.duties.conditions import is_condition
from wenjian.duties.judge import clauses, without_quotations
from wenjian.duties.nouns import NOUN
from wenjian.model.vocabulary import Modality
from wenjian.text import patterns as re
from wenjian.text.cue import Cue

_LIMIT = Cue(r"不(?:得|能|应|可)再?(?:超过|高于|多于|大于|超出|少于|低于|小于|短于|晚于|迟于)")
"""A bound on a figure, which is no prohibition beside other acts."""
_AT_LEAST = re.compile(r"不(?:得|能|应|可)再?(?:少于|低于|小于|短于)")
_DOES_BY = re.compile(
    r"^(?:按照?|根据|依据|依照|结合)[^，]{2,}(?:落实|开展|组织|做好|建立|制定|发放|公开|办理|报送|支付|配备|给予|予以|享受|拨付)[^，]{2,}(?<!原则)(?<!要求)(?<!规定)(?<!标准)$"
)
"""An act with its ground in one clause («按规定落实补贴»)."""
_RULES_AT_END = re.compile(r"(?:[下后起前]|批准|同意|规定)[^，。]{0,14}(?:可以?(?!能)|不得|应当?|须)[^，。]{2,}$")
_DONE_BY = re.compile(r"由[^，。；]{2,16}(?:统筹|解决|保障|安排|组织|落实|实施|办理|监督)")
_NAMED = re.compile(r"的[^，。的]{1,20}$")
_ACTS_BY = re.compile(
    r"^(?:结合|按照?|根据|依托|通过|利用)[^，]{4,}(?:逐步|一并|统一|分类|全面|及时|同步|分批|分期)(?!要求|部署|规定)[^，]{2,}$"
)
_GRANTS = re.compile(r"^(?:允许|鼓励|支持|倡导)")
_SANCTIONS = re.compile(
    r"^(?:一经|查实|违反|违者|对违反|逾期|拒不|由[^，。]{2,20}责令|责令|并?取消|并?追究|依法处理|造成|情节)"
)
"""What follows where a prohibition is broken; it has no say in the force of the duty."""
_PERMITTED = re.compile(r"^(?:最多|最长)?可")
_OPENS_WITH_ACT = re.compile(
    rf"^(?:切实|进一步|持续|不断|全面|着力|积极|大力|认真|严格)*(?:{cues.HARD_ACTS.pattern}|{cues.ACTS.pattern})"
)
_GENERAL = re.compile(
    rf"^(?:[^，。；]{{0,16}}?{NOUN})?(?:切实|进一步|持续|不断|全面|着力)*"
    r"(?:加强|强化|规范|完善|健全|严格|严把|坚持|优化|提升|推进|深化|压实|树立|尊重|必须坚持)"
)
"""An act too general to stand against the prohibitions that spell it out."""


_AT_ONCE = re.compile("立即|马上|第一时间|当即")
"""Who is to stop something at once is to act («立即停止供餐，并在2小时内报告»)."""
_WITHIN = re.compile(r"^[^，。]{2,14}(?:期限|有效期|合同期|任期|假期)内$|^[^，。不得须应]{2,14}期间$")
"""A term during which something holds («租赁期限内，出租人不得…»)."""


def modality(text: str) -> Modality:
    """The force of a duty: that of its main act.

    A prohibition after a positive act only bounds it; it governs when the first act forbids, or when a general opening
    («加强…管理») is spelt out in prohibitions. A permission gives way to an order to somebody else
    («可申请，…应当办理»).
    """
    acting = _acting(clauses(without_quotations(text)))
    kinds = [_force(part) for part in acting]
    forbidding = sum(
        kind is Modality.MUST_NOT and not _LIMIT.search(part) for kind, part in zip(kinds, acting, strict=True)
    )
    opening = next((n for n, part in enumerate(acting) if kinds[n] is not None or _acts(part)), None)
    if opening is None:
        return Modality.MUST
    if kinds[opening] is Modality.MAY and any(_orders_another(part) for part in acting[opening + 1 :]):
        return Modality.MUST
    if kinds[opening] in {Modality.MAY, Modality.SHOULD}:
        return kinds[opening] or Modality.MUST
    if kinds[opening] is Modality.MUST_NOT:
        return Modality.MUST_NOT if opening == 0 or forbidding * 2 >= len(kinds) or forbidding == 0 else Modality.MUST
    general = kinds[opening] is None and bool(_GENERAL.match(acting[opening]))
    return Modality.MUST_NOT if general and forbidding and forbidding * 2 >= len(kinds) else Modality.MUST


def _acting(parts: tuple[str, ...]) -> list[str]:
    """The clauses that act: without those that set the scene, or name the topic of the acting one after them."""
    acting: list[str] = []
    for part in reversed(parts):
        sanction = len(parts) > 1 and _SANCTIONS.match(part) and cues.FORBIDS.search(parts[0])
        if not sanction and not _sets_scene(part) and not _is_topic(part, acting[0] if acting else ""):
            acting.insert(0, part)
    return acting


def _is_topic(clause: str, following: str) -> bool:
    """Whether a clause only names what the next one rules («未列入项目库的项目，原则上不…», «企业利用…，可…»)."""
    if cues.DECLARES.search(clause) or (_DONE_BY.search(clause) and not _NAMED.search(clause)):
        return False
    if not following or _force(clause) is not None or _force(following) is None or _GENERAL.match(clause):
        return False
    return bool(_NAMED.search(clause) or (_PERMITTED.match(following) and not _OPENS_WITH_ACT.match(clause)))


def _acts(clause: str) -> bool:
    return bool(cues.ACTS_AT_ALL.search(clause) or cues.REACHES.search(clause))


def _orders_another(clause: str) -> bool:
    """Whether a clause orders somebody it names («乡镇应当…»)."""
    return _force(clause) is Modality.MUST and bool(explicit_actors(clause))


def _sets_scene(clause: str) -> bool:
    if _GRANTS.match(clause) or _ACTS_BY.match(clause):
        return False
    basis = cues.BASIS.search(clause) and not _DOES_BY.match(clause) and not _RULES_AT_END.search(clause)
    return bool(is_condition(clause) or basis or _is_aim(clause) or _WITHIN.match(clause))


def _is_aim(clause: str) -> bool:
    return bool(cues.AIM.match(clause.removeprefix("要")) and not cues.FORBIDS.search(clause))


@lru_cache(maxsize=1024)
def _force(clause: str) -> Modality | None:
    if not cues.FORCE.search(clause):
        return None
    unbounded = _AT_LEAST.sub("", clause) if "不" in clause else clause
    if cues.FORBIDS.search(unbounded) or (cues.STOPS.search(clause) and not _AT_ONCE.search(clause)):
        return Modality.MUST_NOT
    if cues.ENCOURAGES.search(clause):
        return Modality.SHOULD
    if cues.PERMITS.search(clause):
        return Modality.MAY
    return Modality.MUST if cues.OBLIGES.search(clause) or cues.STOPS.search(clause) else None


def strict(text: str) -> bool:
    """Whether the duty says 一律, 必须, 务必, 严禁, 坚决 or 绝对."""
    return bool(cues.STRICT.search(without_quotations(text)))
