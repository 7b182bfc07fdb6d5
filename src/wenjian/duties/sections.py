"""牵头股室 of a duty list against the sections that the locality has."""

from __future__ import annotations

from difflib import SequenceMatcher

from wenjian.model.catalogue import found
from wenjian.model.directive import Directive
from wenjian.model.finding import Finding, Place
from wenjian.model.locality import Locality
from wenjian.text import patterns as re
from wenjian.text.nearest import did_you_mean

_BETWEEN = re.compile(r"[、，,；;/\s]+")


def unknown_sections(directive: Directive, locality: Locality, path: str = "") -> tuple[Finding, ...]:
    """WJ336 for each 牵头股室 that `locality` does not have, with those it has, the likest first. A locality that lists
    none is not asked.
    """
    known = {name for office in locality.offices for name in (office.name, office.short) if name}
    if not known:
        return ()
    duties: dict[str, list[str]] = {}
    for duty in directive.duties:
        for name in filter(None, _BETWEEN.split(duty.section)) if duty.is_duty else ():
            if name not in known:
                duties.setdefault(name, []).append(duty.id)
    names = [office.name for office in locality.offices]
    return tuple(
        found(
            "WJ336",
            Place(path),
            ids="、".join(ids),
            name=name,
            advice=did_you_mean(name, names),
            known="、".join(_likest_first(name, names)),
        )
        for name, ids in duties.items()
    )


def _likest_first(name: str, known: list[str]) -> list[str]:
    return sorted(known, key=lambda other: -SequenceMatcher(None, name, other).ratio())
