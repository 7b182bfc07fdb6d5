"""Departments as a superior addresses them, by the names that they have here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wenjian.duties.competence import PEER_LINES
from wenjian.duties.own_work import level_of
from wenjian.model.locality import Locality
from wenjian.text import patterns as re

_CITED = r"《[^《》]*》"
_AND = "(?:、|以及|和|及|与)"
_ADDRESSED = (
    r"(?:全[省市县区州])?(?:各(?:有关|相关)?(?:设区的?)?[各市州盟县区旗地级、（）()]{1,14}(?<!、)"
    r"|(?:市（州）、)?县（[市区旗、]{1,5}）|县级|县市区|区县|县区|旗县区?|地方各级|所在地|同级|本级|当地)"
)
"""Whom a superior addresses, before the name of an organ («各县（市、区）民政局», «县级民政局»)."""
_LEVEL = (
    r"(?<!省级)(?<!市级)(?<!上级)(?<![省市区县旗])(?<![省市区县旗州][）)])(?<!国务院)(?<!中央)(?<!以上)(?<!以上地方)"
    rf"(?:{_ADDRESSED}|(?:各?设区的市|各?市)、县级?|各?市（州(?:、盟)?）(?:、县(?:（市、区）)?)?)?"
)
_CITIES = r"各(?:设区的?)?市(?:（州）|州|（地）)?"
_ABOVE = r"(?:[省市]级|上级|国务院|中央|省|市(?!场)|以上(?:地方)?(?:各级)?)"
_ITEM = r"[^，。；;：:、和及与（）()《》\s]{2,8}?"
_IS_ORGAN = re.compile(r"(?:局|委|委员会|办|部|厅|会|联|机构|单位|机关|部门|中心|队|院|校|所|站|乡镇|街道|村|社区)$")


def localised_names(text: str, bureau: str, locality: Locality) -> str:
    """`text` with the words by which a superior addresses departments replaced by their local names, not in 《》: line
    by line («同级财政部门»), in a list («公安、林业等部门») and by the names of the organs («各县（市、区）民政局»).
    """
    by_line = dict.fromkeys(locality.line, bureau) | {word: one.name for one in locality.peers for word in one.line}
    organs = _organs(bureau, locality)
    fields = {
        re.sub("(?:部门|机关)$", "", word): name
        for word, name in by_line.items()
        if len(word) > 3 or not word.endswith(("部门", "机关"))
    }
    level = _LEVEL if locality.kind == "市" else rf"(?:{_LEVEL}|(?<![省市区县旗]){locality.kind})"
    known = rf"(?:{_any_of(fields)}|{PEER_LINES})"
    pattern = re.compiled_now(
        rf"{_CITED}|{_city_said(organs, locality)}|{_ABOVE}{known}(?:{_AND}{_ITEM})+?部门"
        rf"|{level}(?P<list>{known}(?:(?:{_AND}{_ITEM})+?(?P<others>等(?:有关|相关|多个)?)?|(?P<alone>等(?:有关|相关|多个)?)))"
        r"(?P<ending>部门|机关)"
        rf"|(?<![省市州]){_ADDRESSED}(?P<organs>(?:{_any_of(organs)})(?:{_AND}(?:{_any_of(organs)}))*)"
        rf"|{level}(?P<line>{_any_of(by_line)})"
    )
    return _city_organ(pattern.sub(lambda match: _said_here(match, by_line, organs | fields), text), locality)


def _city_said(organs: Iterable[str], locality: Locality) -> str:
    """A pattern for the organs of the cities («各市民政局»), which in a county are none of its own; «各市（州）民政
    部门» stands for all below the province.
    """
    if level_of(locality) != "县":
        return "(?!)"
    names = {name for name in (*locality.line, *organs) if name.endswith(("局", "委", "委员会"))}
    return rf"{_CITIES}(?:{_any_of(names)})"


def _city_organ(text: str, locality: Locality) -> str:
    """`text` with the name that the city's organ of the line has, for «设区市民政部门», «市级民政部门» in a county's
    paper.
    """
    city, own = next(iter(locality.superiors), ""), locality.bureau.removeprefix(locality.name)
    if locality.level != "县级" or not city.endswith(("市", "州", "盟")) or own == locality.bureau:
        return text
    line = _any_of({*locality.line, own})
    cities = _city_said((own,), locality)
    return re.compiled_now(rf"{_CITED}|(?<![省各、])(?:设区的?市|市级)(?:{line})|{cities}").sub(
        lambda match: match[0] if match[0].startswith("《") else city + own, text
    )


def own_offices(bureau: str, locality: Locality) -> re.Pattern[str]:
    """The bureau's own line by the names of its organs, as it opens a clause («各县（区）民政局…»)."""
    own = [name for name, local in _organs(bureau, locality).items() if local == bureau]
    return re.compiled_now(rf"(?:^|(?<=[，。；,;])){_ADDRESSED}(?:{_any_of(own)})")


def _organs(bureau: str, locality: Locality) -> dict[str, str]:
    """The names of the organs of a place without its own («民政局»), each with its local name."""

    def bare(name: str) -> str:
        return (
            name.removeprefix(locality.name).removeprefix(locality.name.rstrip("县市区旗")).removeprefix(locality.kind)
        )

    peers = {bare(name): one.name for one in locality.peers for name in (one.name, one.short) if name}
    own = {bare(name): bureau for name in (locality.bureau, locality.bureau_short, bureau) if name}
    return {name: local for name, local in (peers | own).items() if len(name) > 2}


def _said_here(match: re.Match[str], by_line: Mapping[str, str], names: Mapping[str, str]) -> str:
    if match["line"]:
        return by_line[match["line"]]
    if match["organs"]:
        return "".join(names.get(part, part) for part in re.split(f"({_AND})", match["organs"]))
    return _list_here(match, names) if match["list"] else match[0]


def _list_here(match: re.Match[str], names: Mapping[str, str]) -> str:
    """«县公安局、县林业局等部门» for «公安、林业等部门»: who has no local name stays a department («公安、文物部门» →
    «县公安局、文物部门»).
    """
    others, ending = match["others"] or match["alone"] or "", match["ending"]
    parts = re.split(f"({_AND})", match["list"].removesuffix(others))
    if not any(part in names for part in parts):
        return match[0]

    def here(at: int, part: str) -> str:
        stays = at % 2 or _IS_ORGAN.search(part) or (others and at == len(parts) - 1)
        return names.get(part, part if stays else part + ending)

    return "".join(here(at, part) for at, part in enumerate(parts)) + (others + ending if others else "")


def _any_of(words: Iterable[str]) -> str:
    """An alternative of words, longest first; of none what matches nothing."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or r"(?!)"
