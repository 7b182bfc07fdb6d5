"""What the issuer of a paper says that it does itself, or gives a level between to do: nobody below is asked for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wenjian.duties.actors import accompanying
from wenjian.model.directive import Directive, Duty
from wenjian.model.locality import Locality
from wenjian.text import patterns as re
from wenjian.text.normal import letters
from wenjian.text.superiors import level_word

_HEAD_OF = re.compile(
    r"(?:党组书记|党委书记|主要负责(?:人|同志)|主要领导|分管(?:负责(?:人|同志)|领导)|负责(?:人|同志)|班子成员|副?(?:局|厅|主任|部)长|、|和)+$"
)
"""Who answers for an organ («县民政局主要负责人»)."""
_BELOW = re.compile(r"乡镇|街道|^各|社区|村|机构|单位|企业")
"""Whom an organ goes on with from below («会同各乡镇»): they have a part in its work."""
_CLAUSE = re.compile(r"[^，；。,;]+[，；。,;]*")
_TOGETHER = re.compile(r"[、和及与]|会同|联合|指导|督促|组织(?!化)")
"""How one goes on with those below: they have a part in the work."""
_AND_BELOW = "(?!以下|及以下)"
_DOES = r"(?=$|每|要(?!求)|应(?!急)|须|负责|统筹|承担|抽[检查])"
_ORGAN = (
    r"(?![、和及与])(?:城乡|农村|乡村振兴|[^，。；、县区旗乡镇街村]){0,16}?"
    r"(?:部门|[局委办]|机关|政府|专班|中心|[支大]队)(?:办公室)?"
)
_CITY = (
    rf"(?:(?:市级{_AND_BELOW}|各?设区的?市级?|各市(?:（州）|州)?(?=[^，。；]{{2,14}}[局委])"
    rf"|市(?!场|容|政(?!府)|民(?!政)|[县区州（])){_ORGAN}|(?:市级|设区的?市){_DOES})"
)
_COUNTY = (
    rf"(?:(?:(?:县|旗|区(?!域|划|块))(?:（[市区旗、]{{1,6}}）|[级直])?(?!域|城|乡)|(?:县|区|旗)级{_AND_BELOW}){_ORGAN}"
    rf"|[县区旗]级{_DOES})"
)
_ABOVE = {"县": re.compile(rf"^由?{_CITY}"), "乡镇": re.compile(rf"^由?(?:{_CITY}|{_COUNTY})")}
"""An organ of the levels above a county, or a township, at the head of a clause."""
LOWER_LEVELS = tuple(_ABOVE)
"""The levels of which a directive may ask less than of those above them."""
_OTHER = re.compile(
    r"^(?:其中，?)?由?(?:各?(?:县|区|旗|乡镇?|镇|街道)|学校|[^，。；]{2,12}(?:机构|单位)(?:要|应|须|负责))"
)
"""Another at the head of a clause."""
_OF_LEVEL = re.compile(r"(?P<level>省|自治区|市|州|盟|县|旗|区)级(?:$|[^，。；、]{0,14}(?:部门|机关|机构|局|委|厅)$)")
_OVER_DEPARTMENTS = re.compile(r"政府|国务院|党委|[省市县区旗州盟]委(?!员)|指挥部|小组|联席|安委|专班|办公[厅室]$")
"""Issuers whose papers tell departments of their own level, too, what to do, …"""
_OWN_LEVEL = re.compile("[省市州盟县旗区](?:级|直)|直属")
"""… and addressees of that level."""
_RANKS = {"国": 0, "省": 1, "自治区": 1, "市": 2, "州": 2, "盟": 2, "县": 3, "旗": 3, "区": 3, "乡镇": 4}
"""The levels of government from above, by the words for them."""


def is_issuers_own(duty: Duty, actors: Sequence[str], directive: Directive) -> bool:
    """Whether of the `actors` that a duty names each is the issuer, its head, or a peer with whom it goes on
    («县民政局会同县财政局开展检查» in a paper of the county bureau).
    """
    partners = frozenset(name for name in accompanying(duty.text) if not _BELOW.search(name))
    leading = [name for actor in actors if actor not in partners and (name := _HEAD_OF.sub("", actor))]
    return bool(leading) and all(is_issuer(name, directive) for name in leading)


def is_issuer(actor: str, directive: Directive) -> bool:
    """Whether an actor is the issuer, or, in the paper of a department, an organ of its level or one above («市级»,
    «市级教育行政部门» in a paper of the city's bureau).
    """
    return any(_same_organ(actor, organ) for organ in directive.issuer) or _stands_beside(actor, directive)


def _stands_beside(actor: str, directive: Directive) -> bool:
    named = _OF_LEVEL.match(actor)
    if named is None or any(map(_OWN_LEVEL.search, directive.recipients)):
        return False
    levels = (level_word(organ) for organ in directive.issuer if not _OVER_DEPARTMENTS.search(organ))
    return any(level and _RANKS[named["level"]] <= _RANKS[level] for level in levels)


def _same_organ(actor: str, organ: str) -> bool:
    """Whether an actor is the issuer, by its full name or a short one («省政府办公厅» of «河北省人民政府办公厅»)."""
    short, full = letters(actor).replace("人民", ""), letters(organ).replace("人民", "")
    return len(short) >= 2 and (short == full or (len(short) >= 4 and full.endswith(short)))


def level_of(locality: Locality) -> str:
    """县 for a county under a city, 乡镇 for a township, else «»: a county-level city is called 市 as the one above."""
    if locality.level == "乡级":
        return "乡镇"
    return "县" if locality.level == "县级" and locality.kind != "市" else ""


def is_of_above(duty: Duty, level: str) -> bool:
    """Whether all whom a duty names are organs of levels above 县 or 乡镇 («各市教育局于4月底前报省教育厅»). What a
    person has checked stays as it is.
    """
    above, named = _ABOVE.get(level), duty.named_actors
    return above is not None and not duty.checked and bool(named) and all(map(above.fullmatch, named))


def asked_below(duty: Duty, directive: Directive, level: str = "") -> Duty:
    """The duty without the clauses in which the issuer, or an organ above the `level` asked (县, 乡镇), is the one to
    act, where others act in the other clauses («各乡镇于15日前报县民政局，县民政局于20日前报市民政局。»).
    """
    between, named = _ABOVE.get(level), duty.named_actors
    above = [actor for actor in named if is_issuer(actor, directive)]
    others = tuple(one for one in named if one not in above and not (between and between.match(one)))
    kept: list[str] = []
    acts_above = has_other = False
    for clause in _CLAUSE.findall(duty.text):
        if end := _name_above(clause, above, between):
            acts_above = not _TOGETHER.match(clause, end)
        elif clause.startswith(others) or (between and _OTHER.match(clause)):
            acts_above, has_other = False, True
        if not acts_above:
            kept.append(clause)
    text = "".join(kept)
    if text == duty.text or not (has_other or any(actor in text for actor in others)):
        return duty
    changed = {
        "text": f"{text.rstrip('，；,;。')}。",
        "actors": others or duty.actors,
        "measures": tuple(one for one in duty.measures if one.text in text),
        "deadline": "" if duty.deadline in duty.text and duty.deadline not in text else duty.deadline,
    }
    return duty.model_copy(update=changed)


def _name_above(clause: str, above: Iterable[str], between: re.Pattern[str] | None) -> int:
    """Where the name ends with which a clause opens, where it is the issuer's or of a level between; else 0."""
    if name := next((name for name in above if clause.startswith(name)), ""):
        return len(name)
    match = between.match(clause) if between else None
    return match.end() if match else 0
