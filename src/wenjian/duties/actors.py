"""Who is to act: the subject of a duty as written, and what a section's earlier actors pass on («^»)."""

from __future__ import annotations

import re
from functools import lru_cache

from wenjian.duties import cues
from wenjian.duties.judge import clauses
from wenjian.duties.nouns import BRACKETS, CUTS, MODAL, NOT_ACTOR, NOUN, ORGAN, PERSON, PLACES, PREDICATE, STRONG
from wenjian.text.cue import Cue

_WITH_MODAL = re.compile(rf"^(?P<actor>[^，,。；：]{{0,44}}?{NOUN})[^，,。；：]{{0,24}}?{MODAL}")
_PLACE = re.compile(
    rf"^(?P<actor>(?:财力较?好的|有需要的)?{PLACES}(?:[^，,。；：的]{{0,8}}(?:{STRONG}))?)(?={MODAL}|{PREDICATE})"
)
_PLAIN = re.compile(
    rf"^(?P<actor>(?:各|全[省市县区州]|本|市局|省厅|县局)[^，,。；：]{{0,24}}?(?:{ORGAN}){BRACKETS}"
    rf"|(?:[^，,。；：]{{2,24}}的)?[^，,。；：的]{{0,16}}?(?:{STRONG}){BRACKETS}|局)(?={PREDICATE})"
)
_ARTICLE = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百零\d]{1,5}条|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、])\s*"
)
_COLON = re.compile("[：:]")
_STANDS_IN = ("在", "未", "设有", "没有")
"""A subject may open so where another would not («在县城的机构»)."""
_BEFORE_COLON = re.compile(rf"^(?P<actor>[^，,。；：:“”]{{1,24}}?(?:{NOUN}))\s*[：:](?=.{{4,}})")
_SHORT = re.compile(
    rf"^(?P<actor>(?!.{{0,20}}(?:抄送|报送|上报|提交|反馈|移交|书面))[^，,。；：的对在由以将把与向为从按]{{1,16}}?(?:{ORGAN}|监护人|申请人|承租人|出租人|举办者|经营者|代理人){BRACKETS})(?={PREDICATE}|{cues.HARD_ACTS.pattern}|{cues.ACTS.pattern})"
)
_ORGAN_ALONE = re.compile(rf"[^，,。；：的在对与及“”《》]{{0,30}}?(?:{ORGAN}){BRACKETS}")
_ACTS_INSIDE = re.compile(
    rf"^(?:{PREDICATE})|加强|推进|建设|工作(?!站|组|室|专班|人员|委)|措施|要求|管理(?!局|站|所|处|部门|机构|单位|委|中心|办)|进|入"
)
_ANYBODY = re.compile(r"任何(?:单位|组织|机构)(?:和|或|及|、)?个人")
_TOGETHER = re.compile(r"(?<=.)(?:要|应当?|负责|牵头)?(?:会同|联合)")
_OPENING = re.compile(r"^(?P<actor>各[^，,。；：对在如]{1,14}?)(?=对于?|在(?!线)|如)")
_WHO_MEETS = re.compile(
    rf"^(?P<actor>[^，,。；：]{{2,18}}?{NOUN})(?=有|发生|出现|从事|组织|开展|举办|使用|违反|未|不|接到|收到|发现|遇).{{2,}}(?:的|后|时)$"
)
_BY = re.compile(
    rf"(?:^|(?<=[，；并再]))(?:必须|要|应|可|一般|统一)?由(?P<actor>[^，,。；：]{{0,30}}?{NOUN})"
    rf"(?={PREDICATE}|{cues.HARD_ACTS.pattern}|{cues.ACTS.pattern}|到|按|登台|[一二三]审|再审|终审|采写)|(?<=的)由(?P<after>[^，,。；：的]{{1,16}}?{NOUN})(?={PREDICATE})"
)
_ENCOURAGED = re.compile(
    rf"^(?:积极|大力)?(?:鼓励|支持|倡导|提倡|引导|允许)(?:[和、]?(?:支持|引导|鼓励))?(?:更多)?(?P<actor>[^，,。；：]{{0,24}}?(?:{ORGAN}|工作人员|志愿者|党员干部){BRACKETS})"
    rf"(?={PREDICATE}|{cues.HARD_ACTS.pattern}|{cues.ACTS.pattern}|以|参|开|设|投|留|吸|捐|引|就|提|扩|增|降|“|一)"
)
_FRONTED = re.compile(
    r"^(?:请(?=各|有关|你)|(?:每[年月周日季][度]?)?(?:20\d{2}年)?\d{1,2}[月日](?:\d{1,2}日)?[底末]?前?|每[年月周日季]度?(?=各|由)|原则上(?=[各每])|同时|另外|此外|其中)"
)
_ENDS_PLACE = re.compile(rf"^[^，,。；：对按在为]{{2,30}}(?:地区|省|市|县|区|部门|机构|单位|{PERSON})$")
_RELATIVE = re.compile(rf"^[^，,。；：]{{2,24}}的[^，,。；：的]{{0,10}}(?:{STRONG}){BRACKETS}$")
_CARRIES_ON = re.compile(rf"^(?:{MODAL}|{PREDICATE})")
_IN_PLACE_OF = re.compile(rf"^(?:在|未|设有|没有)[^，]{{2,14}}的[^，]{{0,14}}?(?:{STRONG})$")
_BETWEEN = re.compile(
    r"、(?![^（(]*[）)])|(?<=[门位府构关局站室地员工办委心队处所会校园人者业司）)])(?:以及|和|及|与|或者?)"
)
_MODAL_PATTERN = re.compile(MODAL)
_MODAL = Cue(MODAL)
_ORDERS_AT_ONCE = re.compile(r"^(?:要|应|须|必须|务必|不得|一律|可以)")
_WHOLE = Cue(rf"(?:{ORGAN}|{PERSON}){BRACKETS}$")
_WHOLE_PLACE = re.compile(rf"^{PLACES}$")
_FRAGMENT = re.compile(rf"各?(?:[省市县区乡镇州盟旗]|县政府|区政府){BRACKETS}")


def explicit_actors(text: str) -> tuple[str, ...]:
    """The actors that the words of a provision name, in order, without repetition; where there is no subject, whom
    it encourages («鼓励企业…»).
    """
    text = _ARTICLE.sub("", text)
    if _COLON.search(text, 0, 36) and (opening := _BEFORE_COLON.match(text)) and _may_act(opening["actor"]):
        return split_actors(opening["actor"])
    found: list[str] = []
    parts = clauses(text)
    for i, clause in enumerate(parts):
        before = parts[i - 1] if i else ""
        after = parts[i + 1] if i + 1 < len(parts) else ""
        for actor in _actors_of_clause(_FRONTED.sub("", clause), before, after):
            if actor not in found:
                found.append(actor)
    return tuple(found) or encouraged_actors(text)


def heading_actors(headings: tuple[str, ...]) -> tuple[str, ...]:
    """The organs that the nearest heading names and nothing else («2.县农业农村局», a cell)."""
    for heading in reversed(headings):
        if _ORGAN_ALONE.fullmatch(heading) and _may_act(heading) and not _ACTS_INSIDE.search(heading):
            return split_actors(heading)
    return ()


@lru_cache(maxsize=1024)
def encouraged_actors(text: str) -> tuple[str, ...]:
    """Whom a provision encourages, supports or allows to act («鼓励有条件的地区设立…»)."""
    parties = (match["actor"] for part in clauses(text) if (match := _ENCOURAGED.match(part)))
    return tuple(dict.fromkeys(actor for party in parties for actor in split_actors(party)))


def _actors_of_clause(clause: str, before: str, after: str) -> tuple[str, ...]:
    if "由" in clause and (by := _BY.search(clause)):
        return split_actors(by["actor"] or by["after"])
    if _ORDERS_AT_ONCE.match(clause) and before:
        return _actors_before_order(before)
    if (opening := _OPENING.match(clause)) and _WHOLE.search(opening["actor"]):
        return split_actors(opening["actor"])
    if place := _PLACE.match(clause):
        return split_actors(place["actor"])
    if NOT_ACTOR.match(clause) and not clause.startswith(_STANDS_IN):
        return ()
    if _MODAL.search(clause) and (match := _WITH_MODAL.match(clause)):
        subject = _subject(clause, match)
        return split_actors(subject) if subject and _may_act(subject) else ()
    if (match := _PLAIN.match(clause) or _SHORT.match(clause)) and _may_act(match["actor"]):
        return split_actors(match["actor"])
    if _RELATIVE.match(clause) and _CARRIES_ON.match(after) and not _ORDERS_AT_ONCE.match(after) and _may_act(clause):
        return split_actors(clause)
    return ()


def _may_act(subject: str) -> bool:
    return not NOT_ACTOR.match(subject) or bool(_IN_PLACE_OF.match(subject))


def _actors_before_order(before: str) -> tuple[str, ...]:
    """The subject that stands in a clause of its own before «，要…»: «其他地区…养老机构，», «主办单位发生变化的，»."""
    if meets := _WHO_MEETS.match(before):
        return split_actors(meets["actor"]) if _may_act(meets["actor"]) else ()
    if "发现" in before or "出现" in before:
        return ()
    names = _ENDS_PLACE.match(before) or _RELATIVE.match(before)
    return split_actors(before) if names and _may_act(before) else ()


def _subject(clause: str, match: re.Match[str]) -> str:
    """The noun phrase before the modal: whole when it ends like an actor, else up to a preposition («各地对于…»)."""
    modal = _MODAL_PATTERN.search(clause, match.end("actor") - 1)
    before = clause[: modal.start()] if modal else match["actor"]
    cut = CUTS.search(before, 2)
    if _WHOLE.search(before) and not cut:
        return before
    if cut and _WHOLE.search(before[: cut.start()]):
        return before[: cut.start()]
    if _WHOLE.search(before):
        return before
    return match["actor"] if before.startswith("各") else ""


def split_actors(words: str) -> tuple[str, ...]:
    """«各地区、各部门» are two actors, «宣传、网信部门» one: a part must end like an organ or a person itself."""
    words = words.strip("，,、 ")
    if _ANYBODY.fullmatch(words):
        return (words,)
    if together := _TOGETHER.search(words):
        return (*split_actors(words[: together.start()]), *split_actors(words[together.end() :]))
    parts = [part for part in _BETWEEN.split(words) if part]
    if len(parts) > 1 and all(_stands_alone(part) for part in parts):
        return tuple(parts)
    return (words,) if words else ()


def _stands_alone(part: str) -> bool:
    """Whether a part of a list is an actor by itself: «各县（市、区）» is, «县» of «市、县政府» is not."""
    if part.startswith("各") and len(part) > 2 and _WHOLE_PLACE.match(part):
        return True
    return bool(_WHOLE.search(part)) and not _FRAGMENT.fullmatch(part)
