"""What a paper lacks and yet asks for no decision."""

from __future__ import annotations

import re

from wenjian.coverage.acts import asks_for_an_act
from wenjian.coverage.candidates import split_parts
from wenjian.coverage.verdict import NARROWED
from wenjian.model.coverage import DutyCoverage
from wenjian.model.vocabulary import Competence, Modality, Settlement
from wenjian.text.measures import find_measures
from wenjian.text.normal import letters

MOSTLY = 0.5
"""Share of a duty's letters up to which what the paper lacks of it is slight."""

_BINDS = re.compile("不得|严禁|禁止|方可|不准|[上呈填]?报(?!废|销|道|纸|刊)|备案|审批|批准|公示")


def is_slight(duty: DutyCoverage) -> bool:
    """Whether what the paper lacks is only recommended or permitted, the superior's own work, a sum of other duties,
    the lesser part of the duty, or no act but a purpose or a manner. Of a part, a figure, a report, a condition, a
    prohibition, a narrowed circle and an item left out of a list are never slight.
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
    if not set(lacking) <= set(split_parts(duty.text)):
        return False
    share = sum(len(letters(part)) for part in lacking) / len(letters(duty.text))
    return share <= MOSTLY or not any(map(asks_for_an_act, lacking))
