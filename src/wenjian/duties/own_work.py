"""What the issuer of a paper says that it does itself: nobody below is asked for it."""

from __future__ import annotations

from collections.abc import Sequence

from wenjian.duties.actors import accompanying
from wenjian.model.directive import Directive, Duty
from wenjian.text import patterns as re
from wenjian.text.normal import letters

_HEAD_OF = re.compile(
    r"(?:党组书记|党委书记|主要负责(?:人|同志)|主要领导|分管(?:负责(?:人|同志)|领导)|负责(?:人|同志)|班子成员|副?(?:局|厅|主任|部)长|、|和)+$"
)
"""Who answers for an organ («县民政局主要负责人»)."""
_BELOW = re.compile(r"乡镇|街道|^各|社区|村|机构|单位|企业")
"""Whom an organ goes on with from below («会同各乡镇»): they have a part in its work."""
_CLAUSE = re.compile(r"[^，；。,;]+[，；。,;]*")
_TOGETHER = re.compile(r"[、和及与]|会同|联合")


def is_issuers_own(duty: Duty, actors: Sequence[str], directive: Directive) -> bool:
    """Whether of the `actors` that a duty names each is the issuer, its head, or a peer with whom it goes on
    («县民政局会同县财政局开展检查» in a paper of the county bureau).
    """
    partners = frozenset(name for name in accompanying(duty.text) if not _BELOW.search(name))
    leading = [name for actor in actors if actor not in partners and (name := _HEAD_OF.sub("", actor))]
    return bool(leading) and all(is_issuer(name, directive) for name in leading)


def is_issuer(actor: str, directive: Directive) -> bool:
    return any(_same_organ(actor, organ) for organ in directive.issuer)


def _same_organ(actor: str, organ: str) -> bool:
    """Whether an actor is the issuer, by its full name or a short one («省政府办公厅» of «河北省人民政府办公厅»)."""
    short, full = letters(actor).replace("人民", ""), letters(organ).replace("人民", "")
    return len(short) >= 2 and (short == full or (len(short) >= 4 and full.endswith(short)))


def asked_below(duty: Duty, directive: Directive) -> Duty:
    """The duty without the clauses in which the issuer is the one to act, where others act in the other clauses
    («各乡镇于15日前报县民政局，县民政局于20日前报市民政局。»).
    """
    issuers = tuple(actor for actor in duty.actors if is_issuer(actor, directive))
    others = tuple(actor for actor in duty.actors if actor not in issuers and not actor.startswith("^"))
    if not issuers or not others:
        return duty
    kept: list[str] = []
    is_own = False
    for clause in _CLAUSE.findall(duty.text):
        if begun := next((name for name in issuers if clause.startswith(name)), ""):
            is_own = not _TOGETHER.match(clause, len(begun))
        elif clause.startswith(others):
            is_own = False
        if not is_own:
            kept.append(clause)
    text = "".join(kept)
    if text == duty.text or not any(actor in text for actor in others):
        return duty
    measures = tuple(one for one in duty.measures if one.text in text)
    return duty.model_copy(update={"text": f"{text.rstrip('，；,;。')}。", "actors": others, "measures": measures})
