"""What wants a decision, and how urgently: at most a handful on a good paper, the rest folded and counted."""

from __future__ import annotations

from wenjian.coverage.slight import is_slight
from wenjian.model.coverage import Coverage, DutyCoverage
from wenjian.model.vocabulary import Settlement, Verdict
from wenjian.reports.words import Tier, tier_of

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
    return SLIGHT_WEIGHT if is_slight(duty) else WEIGHT.get(duty.settlement, 0)


def weighty(duty: DutyCoverage) -> bool:
    """Whether the duty wants a decision."""
    return urgency(duty) > SLIGHT_WEIGHT


def open_items(coverage: Coverage) -> tuple[DutyCoverage, ...]:
    """The duties that want a decision, the most urgent first, equals in the parent's order."""
    return tuple(sorted(filter(weighty, coverage.duties), key=lambda duty: -urgency(duty)))


def slight_items(coverage: Coverage) -> int:
    """How many duties may be looked at and want no decision."""
    return sum(urgency(duty) == SLIGHT_WEIGHT for duty in coverage.duties)
