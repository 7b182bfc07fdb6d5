"""What wants a decision, and how urgently: at most a handful on a good paper, the rest folded and counted."""

from __future__ import annotations

import re

from wenjian.coverage.verdict import NARROWED, asks_for_an_act
from wenjian.model.coverage import Coverage, DutyCoverage
from wenjian.model.vocabulary import Competence, Modality, Settlement, Verdict
from wenjian.reports.words import Tier, tier_of
from wenjian.text.measures import find_measures
from wenjian.text.normal import letters

WEIGHT: dict[Settlement, int] = {
    Settlement.CONFIRMED_GAP: 100,
    Settlement.NOT_FOUND: 90,
    Settlement.TO_CONFIRM: 70,
    Settlement.PARTLY: 50,
    Settlement.BY_REFERENCE: 40,
}
"""How urgently a settlement asks for a decision; those not named ask for none."""

WEAKER_WEIGHT = 80
STRICTER_WEIGHT = 30
SLIGHT_WEIGHT = 5
"""What may be looked at and asks for no decision: reports fold it and say how many."""

_BINDS = re.compile("不得|严禁|禁止|方可|不准|[上呈填]?报(?!废|销|道|纸|刊)|备案|审批|批准|公示")

MOSTLY = 0.5
"""Share of a duty's letters up to which what the paper lacks of it is slight."""


def urgency(duty: DutyCoverage) -> int:
    """How urgently the duty asks for a decision; 0: not at all."""
    if duty.decision and duty.settlement is not Settlement.CONFIRMED_GAP:
        return 0
    if duty.verdict is Verdict.WAIVED:
        return 0
    tiers = {tier_of(one) for one in duty.deviations}
    by_tier = WEAKER_WEIGHT if Tier.CHANGE in tiers else STRICTER_WEIGHT if Tier.LOOK in tiers else 0
    return max(settlement_weight(duty), by_tier)


def settlement_weight(duty: DutyCoverage) -> int:
    """How urgently the settlement alone asks for a decision."""
    return SLIGHT_WEIGHT if _is_slight(duty) else WEIGHT.get(duty.settlement, 0)


def _is_slight(duty: DutyCoverage) -> bool:
    """Whether what the paper lacks is only recommended or permitted, the superior's own work, a sum of other duties,
    the lesser part of the duty, or no act but a purpose or a manner. Of a part, a figure, a report, a condition, a
    prohibition and a narrowed circle are never slight.
    """
    if duty.settlement not in {Settlement.NOT_FOUND, Settlement.TO_CONFIRM, Settlement.PARTLY}:
        return False
    if duty.summary or duty.competence is Competence.SUPERIOR or duty.modality in {Modality.SHOULD, Modality.MAY}:
        return True
    lacking = duty.missing_parts
    if duty.settlement is not Settlement.PARTLY or duty.modality is Modality.MUST_NOT or not lacking:
        return False
    if any(NARROWED in part or _BINDS.search(part) or find_measures(part) for part in lacking):
        return False
    share = sum(len(letters(part)) for part in lacking) / len(letters(duty.text))
    return share <= MOSTLY or not any(map(asks_for_an_act, lacking))


def weighty(duty: DutyCoverage) -> bool:
    """Whether the duty wants a decision."""
    return urgency(duty) > SLIGHT_WEIGHT


def open_items(coverage: Coverage) -> tuple[DutyCoverage, ...]:
    """The duties that want a decision, the most urgent first, equals in the parent's order."""
    return tuple(sorted(filter(weighty, coverage.duties), key=lambda duty: -urgency(duty)))


def slight_items(coverage: Coverage) -> int:
    """How many duties may be looked at and want no decision."""
    return sum(urgency(duty) == SLIGHT_WEIGHT for duty in coverage.duties)
