"""One paper checked against several superiors: what one of them asks for is nothing that the paper adds of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wenjian.coverage.added import BURDEN_CLASSES
from wenjian.coverage.magnitudes import family, size
from wenjian.model.coverage import Added, Coverage, Deviation, DutyCoverage
from wenjian.model.vocabulary import Direction
from wenjian.text.measures import find_measures


def beside_each_other(coverages: Sequence[Coverage]) -> tuple[Coverage, ...]:
    """The coverages of one paper, each without the additions that another superior asks for; what is stricter than one
    superior because another one wants it so, is told as a refinement.
    """
    if len(coverages) < 2:
        return tuple(coverages)
    names = [one.directive_number or f"《{one.directive_title}》" for one in coverages]
    return tuple(
        replace(
            one,
            duties=tuple(_with_the_others(duty, [*zip(names, coverages, strict=True)], one) for duty in one.duties),
            added=_added_by_all(one, coverages),
        )
        for one in coverages
    )


def _added_by_all(coverage: Coverage, coverages: Sequence[Coverage]) -> tuple[Added, ...]:
    """The additions that are new beside each of the superiors; a burden only where it is one beside each."""
    kinds = [{(added.text, added.where): added.kind for added in one.added} for one in coverages]
    kept: list[Added] = []
    for added in coverage.added:
        known = [mine.get((added.text, added.where)) for mine in kinds]
        if None in known:
            continue
        milder = next((kind for kind in known if kind and kind not in BURDEN_CLASSES), added.kind)
        kept.append(replace(added, kind=milder) if added.kind in BURDEN_CLASSES else added)
    return tuple(kept)


def _with_the_others(duty: DutyCoverage, all_of_them: Sequence[tuple[str, Coverage]], mine: Coverage) -> DutyCoverage:
    """The duty with what is stricter in it by another superior's wish as a refinement."""
    if not any(one.direction is Direction.STRICTER for one in duty.deviations):
        return duty
    others = [(name, other) for name, one in all_of_them if one is not mine for other in one.duties]
    return replace(duty, deviations=tuple(_asked_elsewhere(one, duty, others) for one in duty.deviations))


def _asked_elsewhere(deviation: Deviation, duty: DutyCoverage, others: Sequence[tuple[str, DutyCoverage]]) -> Deviation:
    if deviation.direction is not Direction.STRICTER:
        return deviation
    texts = {one.text for one in duty.evidence if deviation.child in one.text}
    named = (
        name
        for name, other in others
        if not other.nearest and any(one.text in texts for one in other.evidence) and _asks_for(deviation.child, other)
    )
    name = next(named, "")
    if not name:
        return deviation
    note = "，".join(filter(None, (deviation.note, f"{name}有此要求")))
    return replace(deviation, direction=Direction.REFINED, note=note)


def _asks_for(words: str, other: DutyCoverage) -> bool:
    """Whether a duty asks for what the words of the paper say, or more than that: for the same figure, or for another
    which these words fall short of.
    """
    directions = {one.direction for one in other.deviations if one.child == words}
    if directions:
        return Direction.STRICTER not in directions
    said = [(family(one), size(one)) for one in find_measures(words)]
    asked = {(family(one), size(one)) for one in find_measures(other.text)}
    return words in other.text or (bool(said) and asked.issuperset(said))
