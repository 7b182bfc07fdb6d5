"""牵头股室 and 配合单位 of a duty list against the units that the locality has."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from wenjian.duties.competence import propose_assisting, propose_competence, propose_section
from wenjian.model.catalogue import found
from wenjian.model.directive import Directive, Duty
from wenjian.model.finding import Finding, Place
from wenjian.model.locality import Locality
from wenjian.text import patterns as re
from wenjian.text.nearest import did_you_mean

_OTHER_KINDS = ("县", "区", "旗")
"""With what the units of another place begin; those of a 市 may be the superior's."""
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


def with_own_units(directive: Directive, locality: Locality) -> tuple[Directive, tuple[Finding, ...]]:
    """A duty list that many places share, with the units of this one, and WJ988 for those that it does not have. What
    a person signed stands; else the place's own proposal takes the place of another's section, and of a unit that is
    called after another kind of place («县自然资源局» in a 区).
    """
    told: dict[tuple[str, str, bool], list[str]] = {}
    duties: list[Duty] = []
    for duty in directive.duties:
        update: dict[str, object] = {}
        if duty.is_duty and (foreign := tuple(_foreign_sections(duty, locality))):
            competence = duty.competence or propose_competence(duty, directive, locality)
            update["section"] = propose_section(duty, competence, locality, directive.title)
            for name in foreign:
                told.setdefault(("牵头股室", name, duty.signed), []).append(duty.id)
        if duty.is_duty and (foreign := tuple(_foreign_helpers(duty, locality))):
            kept = (name for name in duty.assisting if name not in foreign or name.startswith(locality.kind))
            update["assisting"] = tuple(dict.fromkeys((*kept, *propose_assisting(duty, locality))))
            for name in foreign:
                stands = duty.signed or name.startswith(locality.kind)
                told.setdefault(("配合单位", name, stands), []).append(duty.id)
        duties.append(duty if duty.signed else duty.model_copy(update=update))
    findings = (
        found(
            "WJ988",
            Place(directive.title),
            ids="、".join(ids),
            column=column,
            name=name,
            done="照印" if stands else "没有采用，改为本地的建议",
        )
        for (column, name, stands), ids in told.items()
    )
    return directive.model_copy(update={"duties": tuple(duties)}), tuple(findings)


def _foreign_sections(duty: Duty, locality: Locality) -> Iterator[str]:
    """The sections of a duty that a locality does not have."""
    known = {name for office in locality.offices for name in (office.name, office.short)}
    yield from (name for name in _BETWEEN.split(duty.section) if name and name not in known)


def _foreign_helpers(duty: Duty, locality: Locality) -> Iterator[str]:
    """The units that help with a duty and that a locality does not have: those called after another kind of place, and
    those that are not among the peers where it lists any.
    """
    known = {name for peer in locality.peers for name in (peer.name, peer.short, *peer.line)}
    known |= {locality.bureau, locality.bureau_called, locality.government}
    for name in duty.assisting:
        other = name.startswith(_OTHER_KINDS) and not name.startswith(locality.kind)
        if name not in known and (other or (locality.peers and name.startswith(locality.kind))):
            yield name
