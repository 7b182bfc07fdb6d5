"""Numbered items of one list are built alike: a short one among tasks is a task, whatever its verb."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from wenjian.duties.judge import NOTHING_CONCRETE, Judgement
from wenjian.model.document import Provision
from wenjian.text import patterns as re

_NUMBERED = re.compile(r"^(?P<above>.*?)(?:\d{1,2}[.．]|（\d{1,2}）)$")
_FEWEST = 3
"""Items that make a list."""


def with_siblings(provisions: Sequence[Provision], judgements: Sequence[Judgement]) -> list[Judgement]:
    """The judgements, those on whole items of a numbered list that name nothing concrete («施工现场人员持证上岗。»)
    changed where at least as many of their siblings are duties as are not.
    """
    whole = Counter((one.role, one.block) for one in provisions)
    items: dict[tuple[object, ...], list[int]] = {}
    for index, one in enumerate(provisions):
        match = _NUMBERED.match(one.where) if one.row < 0 and whole[one.role, one.block] == 1 else None
        if match:
            items.setdefault((one.role, match["above"], one.headings), []).append(index)
    told = list(judgements)
    for group in items.values():
        duties = sum(judgements[index].duty for index in group)
        if len(group) >= _FEWEST and duties * 2 >= len(group):
            for index in group:
                if judgements[index].rule == NOTHING_CONCRETE:
                    told[index] = Judgement(True, "同列的各项是任务")
    return told
