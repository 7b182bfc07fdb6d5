"""Which unit answers for which item, and how it may be addressed (条例第十六条)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wenjian.model.directive import Duty
from wenjian.model.ledger import Ledger, LedgerItem, UnitEntry
from wenjian.model.locality import Locality, Township
from wenjian.model.vocabulary import Authority, Competence, UnitKind
from wenjian.supervise.ledger import FINISHED, Source, put_cells

_TOWNSHIPS = re.compile("乡镇|街道|民政所|基层民政|民政工作机构")
_BARE = re.compile(
    r"^.+?(?:街道|苏木|镇|乡)(?=人民政府|办事处|民政|社会事务|公共服务|党群|$"
    r"|[^，。；]{0,10}(?:工作机构|中心校|中心学校|办公室|服务中心|[所站办])$)"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it is addressed: `name` stands on its papers and its folder; `place` is the name it is known by,
    `person` who answers for it, where known.
    """

    name: str
    kind: UnitKind
    place: str = ""
    person: str = ""


def units_of(locality: Locality, kinds: Iterable[UnitKind], authority: Authority) -> tuple[Unit, ...]:
    """The units of a locality, kind by kind in its order.

    A department gives no orders to a township's government (条例第十六条第二项): in its own name it addresses the
    township's office of its own line; with the government's consent the government itself.
    """
    units: list[Unit] = []
    for kind in kinds:
        if kind is UnitKind.TOWNSHIP:
            units += [_township(one, authority, locality) for one in locality.townships]
        elif kind is UnitKind.INSTITUTION:
            units += [Unit(one.name, kind, one.name) for one in locality.institutions if one.name]
        else:
            units += [Unit(one.name, kind, one.name, one.head) for one in locality.offices]
    return tuple({unit.name: unit for unit in units}.values())


def _township(township: Township, authority: Authority, locality: Locality) -> Unit:
    if authority is Authority.APPROVED:
        organ = "办事处" if township.name.endswith("街道") else "人民政府"
        return Unit(f"{township.name}{organ}", UnitKind.TOWNSHIP, township.name)
    return Unit(township.office or f"{township.name}{locality.office_of_township}", UnitKind.TOWNSHIP, township.name)


def bare_name(unit: str) -> str:
    """«下汤镇» of «下汤镇民政所»: what files and letters call a unit."""
    match = _BARE.match(unit)
    return match[0] if match else unit


def items_for(unit: Unit, items: Sequence[LedgerItem], source: Source, locality: Locality) -> tuple[LedgerItem, ...]:
    """The items a unit answers for: by 归口, by what the duty list names, by the words of a row without duty."""
    return tuple(
        item
        for item in items
        if item.state not in FINISHED
        and _concerns(unit, item, source.competences.get(item.duty), source.duties.get(item.duty), locality)
    )


def _concerns(
    unit: Unit, item: LedgerItem, competence: Competence | None, duty: Duty | None, locality: Locality
) -> bool:
    named = [*split_units(item.section), *split_units(item.assisting), *(duty.assisting if duty else ())]
    if unit.name in named or unit.place in named:
        return True
    if unit.kind is UnitKind.OFFICE:
        return False
    if unit.kind is UnitKind.TOWNSHIP:
        if competence in {Competence.TOWNSHIP, Competence.INSTITUTION}:
            return True
        office = locality.office_of_township
        words = item.task if competence is None else ""
        return any(_TOWNSHIPS.search(text) or office in text for text in (*named, words))
    institution = next((one for one in locality.institutions if one.name == unit.name), None)
    if institution is None or competence not in {Competence.INSTITUTION, None}:
        return False
    said = item.task + ("".join((*duty.actors, *duty.targets)) if duty else "")
    is_its_type = institution.type.removesuffix("机构") in said
    return is_its_type or (competence is Competence.INSTITUTION and "服务机构" in said)


def split_units(text: str) -> list[str]:
    """The units that a cell names."""
    return [part for part in re.split(r"[、，,；;\s]+", text) if part]


def asked(ledger: Ledger, assignments: Mapping[str, Sequence[str]], date: str = "") -> Ledger:
    """The ledger with an entry for each unit and item that is asked; `assignments` leads from a unit's name to the
    numbers of its items, which bear `date` as 交办日期 where they bear none. Entries that are there stay as they are.
    """
    known = {(entry.item, entry.unit) for entry in ledger.entries}
    fresh = [
        UnitEntry(item=number, unit=unit)
        for unit, numbers in assignments.items()
        for number in numbers
        if (number, unit) not in known
    ]
    handed = {number for numbers in assignments.values() for number in numbers}
    items = tuple(
        put_cells(item, {"assigned": date})[0] if date and item.id in handed and not item.assigned else item
        for item in ledger.items
    )
    return ledger.model_copy(update={"items": items, "entries": (*ledger.entries, *fresh)})
