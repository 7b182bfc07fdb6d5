"""What a superior gives the city to do and what the county: nobody in a county is asked for the city's part."""

from __future__ import annotations

from wenjian.model.directive import Duty
from wenjian.model.locality import Locality
from wenjian.text import patterns as re

_CITY = re.compile(
    r"^由?(?:市级(?!以下|及以下)|各?设区的?市级?|各市(?:（州）|州)?(?=[^，。；]{2,14}[局委]))"
    r"(?![、和及与])[^，。；县区旗乡镇]{0,16}?(?:部门|[局委办]|机关|政府)(?:办公室)?"
)
"""An organ of the city at the head of a clause."""
_TOGETHER = re.compile(r"[、和及与]|会同|联合|指导|督促|组织")
"""How the city goes on with those below it: they have a part in its work."""
_OTHER = re.compile(
    r"^(?:其中，?)?由?(?:各?(?:县|区|旗|乡镇?|镇|街道)|学校|[^，。；]{2,12}(?:机构|单位)(?:要|应|须|负责))"
)
"""Another at the head of a clause."""
_CLAUSE = re.compile(r"[^，；。,;]+[，；。,;]*")


def is_of_the_city(duty: Duty, locality: Locality) -> bool:
    """Whether all whom a duty names are organs of the city, which a county is under («各市教育局于4月底前报省教育厅»).
    What a person has checked stays as it is.
    """
    named = [actor for actor in duty.actors if not actor.startswith("^")]
    return (
        _is_below_a_city(locality)
        and not duty.checked
        and bool(named)
        and all(_CITY.fullmatch(actor) for actor in named)
    )


def county_part(duty: Duty, locality: Locality) -> Duty:
    """The duty without the clauses in which the city acts, where others act in the other ones («市级…每年组织一次培训，
    县级…每半年组织一次培训»).
    """
    if not _is_below_a_city(locality):
        return duty
    others = tuple(one for one in duty.actors if not one.startswith("^") and not _CITY.match(one))
    kept: list[str] = []
    is_citys = has_other = False
    for clause in _CLAUSE.findall(duty.text):
        if city := _CITY.match(clause):
            is_citys = not _TOGETHER.match(clause, city.end())
        elif _OTHER.match(clause) or clause.startswith(others):
            is_citys, has_other = False, True
        if not is_citys:
            kept.append(clause)
    text = "".join(kept)
    if text == duty.text or not has_other:
        return duty
    measures = tuple(one for one in duty.measures if one.text in text)
    deadline = duty.deadline if duty.deadline in text else ""
    changed = {"text": f"{text.rstrip('，；,;。')}。", "actors": others or duty.actors, "measures": measures}
    return duty.model_copy(update={**changed, "deadline": deadline})


def _is_below_a_city(locality: Locality) -> bool:
    return locality.level == "县级" and locality.kind != "市"
