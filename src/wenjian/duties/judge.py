"""Is a provision a duty? Every answer names the rule it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from wenjian.duties import cues
from wenjian.duties.lists import Governed, leads, orders_in_cases
from wenjian.duties.nouns import BRACKETS, PREDICATE, STRONG
from wenjian.model.document import Provision
from wenjian.text import patterns as re
from wenjian.text.cue import Cue, any_of
from wenjian.text.measures import find_measures
from wenjian.text.normal import letters
from wenjian.text.responsibility import is_responsibility_line

SHORTEST = 6
SHORTEST_LISTED = 4
"""Letters of an item of a list that is to be done («建立台账»)."""
"""Letters below which a provision is a heading or a fragment."""

LONGEST = 3000
"""Letters of a provision that are looked at; no sentence is longer."""

_MARK = re.compile(r"[《“（(》”）)，,：:；;。！!？?]")
_OPENING, _CLOSING = "《“（(", "》”）)"
_QUOTED = re.compile(r"“[^”]{0,40}”|《[^》]{0,120}》")
"""What a provision quotes or cites: its words ask nothing."""
_FIGURE = Cue(r"(?<![\d年])\d{1,3}(?!\d)(?!年)|每[日天周月季年]")
"""A figure that is no year: an aim with one is measured and so a duty."""
_CONCRETE = Cue(
    r"[凭免领缴停限办收送交修查验检报装配补退还设签填编]|杜绝|(?:.的$)|^(?:符合|对|如|凡|遇|经|由|把|将).{3,}|一律|依法|依规|按规定"
    r"|[计记]入|折算|视同|抵[扣顶]|覆盖(?:所有|全部|全体|每|各)|全覆盖|任[^，。；的]{0,16}(?:组长|指挥长?|主任|[河湖林田路段]长|召集人|负责人)$"
    rf"|^[^，。；：的]{{1,16}}?(?:{STRONG}){BRACKETS}(?:{PREDICATE})|^(?:[^，。；：的]{{1,16}}?(?:{STRONG}){BRACKETS})?[在于到向]"
)
"""Marks of a concrete act whose verb is not listed: a verb of one character, a condition, an object put first, an organ
that does something. Rather one sentence too many than a duty lost.
"""
_MANNER = Cue(
    r"(?:自愿|统一|单独|集中|按时|按期|如期|同步|逐[一项户级校]|全程|现场|当场|轮流|定点|定时|实名|分开|错峰|错时|优先|就近|专[人账户款])(?=[\u4e00-\u9fff]{2})"
    r"(?![\u4e00-\u9fff]{0,6}(?:的$|问题|情况|现象))"
)
"""How something is to be done: a short sentence that asks without saying so («课后服务自愿参加», «现场公证»)."""
_DENIED = Cue(
    r"(?<=[\u4e00-\u9fff]{2})不(?:被|再|作为?|布置|安排|举办|带|进入|占用?|挤占|挪用|超|跨|搞|脱岗|离岗|乱|随意|擅自|对外|以[^，。；]{1,8}(?:为|名义))(?=[\u4e00-\u9fff])"
)
"""What is not to be done, without a word that forbids («体育课不被挤占»)."""
_TO_EACH = Cue(r"[\u4e00-\u9fff]{2,6}到[\u4e00-\u9fff]、[\u4e00-\u9fff]{2,6}到[\u4e00-\u9fff]")
"""What is to reach whom («责任到人、预案到村»)."""
_SEASON = Cue(r"^[^，。；]{2,12}期(?:间)?(?:为|自|从)(?:每年|当年|20\d\d年)?\d{1,2}月")
"""From when to when something holds («森林防火期自10月1日至次年5月31日»)."""
_ASKS_SOMETHING = any_of(_CONCRETE, _MANNER, _DENIED, _TO_EACH, _SEASON)
_DATED = re.compile(
    r"^[到至于在]?(?:20\d\d年|今年|明年|年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[年月]?[底末]|[上下]旬)?(?:之前|以前|前|内|底|末)(?=[^，。；]{4})"
)
_FORWARDS = re.compile(r"^现?将《.+》.{0,60}转发")
_ASKED = re.compile(r"请.{0,30}(?:贯彻|执行|落实|实施)")
_EXHORTS = "口号或泛述"
NOTHING_CONCRETE = "没有具体事项"
"""The rule by which a provision that is neither slogan nor aim names no act that is known for one."""
TOO_SHORT = "过短"
"""The rule by which a provision is but a few letters."""
_ATTRIBUTES = re.compile(
    r"(?:(?:^|[\u4e00-\u9fff]{0,2}、)?[\u4e00-\u9fff]{4}、)+[\u4e00-\u9fff]{4}的(?=[\u4e00-\u9fff])"
)
"""Words that only describe what is made («全国贯通、上下联动的平台»)."""
_ENUMERATOR = re.compile(r"^[一二三四五六七八九十]{1,3}(?:是|要)")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a provision is a duty, and the rule that says so."""

    duty: bool
    rule: str

    @property
    def exhorts(self) -> bool:
        """Whether it is no duty, only a call («要提高认识»)."""
        return self.rule == _EXHORTS


_OF_ROW = Judgement(True, "任务表、指标表的一行")
_LISTED = Judgement(True, "列举事项")


@lru_cache(maxsize=1024)
def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a provision, without «一是» and the marks between them. Commas inside 《》 and “” do not part."""
    enumerator = _ENUMERATOR.match(text)
    start = enumerator.end() if enumerator else 0
    parts: list[str] = []
    depth = 0
    for match in _MARK.finditer(text, start):
        if match[0] in _OPENING:
            depth += 1
        elif match[0] in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0:
            parts.append(text[start : match.start()].strip())
            start = match.end()
    parts.append(text[start:].strip())
    return tuple(part for part in parts if part)


@lru_cache(maxsize=1024)
def without_quotations(text: str) -> str:
    """`text` without the words that it quotes or cites."""
    return _QUOTED.sub("", text) if "“" in text or "《" in text else text


def judge(provision: Provision, *, introduction: bool = False, listed: Governed | None = None) -> Judgement:
    """Judge one provision. `introduction` says that it stands before the first heading and is not the only text,
    `listed` what the chapeau of its list makes of it.
    """
    text = provision.text.strip()[:LONGEST]
    if provision.bound and letters(text):
        return _OF_ROW
    plain = without_quotations(text)
    free = listed in {None, Governed.TOLD} and not provision.among_tasks
    least = SHORTEST if free else SHORTEST_LISTED
    if len(text) < 4 * SHORTEST and len(letters(text)) < least and not cues.FORBIDS.search(text):
        return Judgement(False, TOO_SHORT)
    if listed is Governed.TOLD:
        asks = cues.OBLIGES.search(plain) is not None
        return Judgement(asks, "列举中另有要求" if asks else "列举的情形")
    if listed in {Governed.DEMANDED, Governed.FORBIDDEN}:
        return _LISTED
    if orders_in_cases(text):
        return Judgement(True, "对所列情形的要求")
    if is_responsibility_line(text):
        return Judgement(False, "责任分工")
    frames = bool(cues.FRAMES.search(text))
    if frames and cues.CLOSES.search(text):
        return Judgement(False, "结尾用语")
    if hands_down(text):
        return Judgement(True, "印发、转发并要求贯彻落实")
    if (frames and cues.INTRODUCES.search(text)) or leads(text):
        return Judgement(False, "引出下文")
    if _only_issues(text):
        return Judgement(False, "印发用语")
    if _only_reports(plain):
        return Judgement(False, "情况通报")
    if cues.SETS_RATE.search(plain) and not frames:
        return Judgement(True, "规定标准")
    told = cues.BACKGROUND.search(_without_aims(plain)) and not cues.TARGET_DATE_AHEAD.match(plain)
    if told and not cues.FORBIDS.search(plain) and not _orders_later(plain):
        return Judgement(False, "背景或意义")
    if _only_scores(plain):
        return Judgement(False, "计分办法")
    if cues.WHOSE_FORM.search(text):
        return Judgement(False, "填表说明")
    if cues.SCOPE_OF_PAPER.search(plain):
        return Judgement(False, "适用范围或施行日期")
    if _under(cues.TELLING_HEADINGS, provision.headings) and not cues.ORDERS.search(plain):
        return Judgement(False, "情况和做法介绍")
    if frames and cues.ONLY_SOLVES.search(text):
        return Judgement(False, "泛说解决问题")
    if frames and cues.GUIDING.search(text) and not cues.TARGET_DATE.search(text):
        return Judgement(False, "指导思想、目标")
    in_tasks = bool(provision.responsible or provision.deadline)
    weighed = _weigh(text, () if in_tasks else provision.headings, introduction=introduction)
    if weighed.rule == NOTHING_CONCRETE and (provision.among_tasks or listed is Governed.NAMED):
        return _OF_ROW if provision.among_tasks else _LISTED
    return weighed


def _only_reports(text: str) -> bool:
    """Whether a sentence reports what happened, in figures or as faults found, and neither asks for anything nor says
    what follows in a case («措施不力，造成事故的，…»).
    """
    if not cues.REPORTS.search(text) and (not cues.FAULTS.search(text) or cues.NOT_FOUND.search(text)):
        return False
    if cues.ASKS_OUTRIGHT.search(text) or cues.FORBIDS.search(text) or cues.TARGET_DATE_AHEAD.search(text):
        return False
    return not any(part.endswith("的") for part in clauses(text))


def _only_scores(text: str) -> bool:
    """Whether a sentence only says how points are given or taken."""
    if not cues.SCORES.search(text):
        return False
    asked = [part for part in clauses(text) if not cues.SCORES.search(part)]
    return not any(cues.OBLIGES.search(part) or cues.HARD_ACTS.search(part) for part in asked)


@lru_cache(maxsize=512)
def _under(kind: Cue, headings: tuple[str, ...]) -> bool:
    """Whether one of the headings is of a kind; asked anew for every sentence of a section."""
    return any(kind.search(heading) for heading in headings)


def _without_aims(text: str) -> str:
    """The text without the clauses that say what is aimed at («确保…取得实质进展»)."""
    return "，".join(part for part in clauses(text) if not cues.AIM.match(part))


TELLING = frozenset(
    {"情况通报", "背景或意义", "责任分工", "结尾用语", "适用范围或施行日期", "情况和做法介绍", "计分办法"}
)
"""Rules by which a provision asks nothing, whatever it names: it gives the situation, who is responsible, or for whom
and how long a paper holds.
"""


def only_tells(provision: Provision) -> bool:
    """Whether a provision asks nothing by a rule of `TELLING`; slogans and aims, which ask little, are not meant."""
    return judge(provision).rule in TELLING


def hands_down(text: str) -> bool:
    """Whether the provision hands down a paper and asks to carry it out («现将…转发…，请贯彻落实», «…现印发给你们，
    请认真组织实施»).
    """
    if "发" not in text or "请" not in text:
        return False
    if _FORWARDS.match(text) and _ASKED.search(text):
        return True
    parts = clauses(text)
    return _only_issues(text) and any(part.startswith("请") for part in parts[-2:])


def _orders_later(text: str) -> bool:
    """Whether a clause after the first gives an order («近期，各地要…»)."""
    return not cues.DEFINES.search(text) and any(
        cues.ORDERS.search(clause) for clause in clauses(text)[1:] if not clause.startswith("是")
    )


def _only_issues(text: str) -> bool:
    """Whether a sentence issues a paper and asks no more than to carry it out («现将…印发给你们，请认真执行»)."""
    if "发" not in text:
        return False
    parts = clauses(text)
    at = next((n for n, part in enumerate(parts) if cues.ISSUES.search(part)), None)
    return at is not None and all(cues.CARRY_OUT.search(part) for part in parts[at + 1 :])


def _weigh(text: str, headings: tuple[str, ...], *, introduction: bool) -> Judgement:
    """Weigh acts against slogans, clause by clause."""
    parts = clauses(text)
    if _under(cues.PRINCIPLE_HEADINGS, headings):
        return _principle(text, parts)
    weight = sum(_clause_weight(clause) for clause in parts)
    if len(parts) == 1 and weight == 0 and cues.HARD_ACTS.search(parts[0]) and not cues.PHRASE.search(parts[0]):
        weight = 1
    if _under(cues.GOAL_HEADINGS, headings[-1:]):
        return _goal(text, parts, weight)
    if introduction and not cues.OBLIGES.search(text):
        return Judgement(False, "开头说明")
    if weight >= 1:
        return Judgement(True, "有具体事项")
    if weight == 0 and not introduction and any(_is_neutral(clause) for clause in parts):
        concrete = bool(find_measures(text)) or any(_ASKS_SOMETHING.search(clause) for clause in parts)
        return Judgement(concrete, "标题下的其他事项" if concrete else NOTHING_CONCRETE)
    return Judgement(False, _EXHORTS)


def _is_neutral(clause: str) -> bool:
    """Whether a clause is neither slogan, aim nor description: under a heading it is taken for an act. The day by which
    it is to be done is none of these («2026年底前新建消防站20个»).
    """
    act = _DATED.sub("", clause)
    return len(act) >= 4 and not cues.NOT_NEUTRAL.search(act)


def _principle(text: str, parts: tuple[str, ...]) -> Judgement:
    """A principle is a duty when it names two acts, or one and forbids, orders or names a figure."""
    acts = sum(min(_clause_weight(clause), 1) for clause in parts)
    duty = acts > 1 or (
        acts == 1 and bool(cues.FORBIDS.search(text) or cues.OBLIGES.search(text) or find_measures(text))
    )
    return Judgement(duty, "原则中有具体要求" if duty else "基本原则")


def _goal(text: str, parts: tuple[str, ...], weight: int) -> Judgement:
    """A goal is a duty only with a date or a figure and something to reach."""
    reached = any(
        (cues.REACHES.search(part) or cues.SET_UP.search(part) or cues.HARD_ACTS.search(part))
        and not cues.PHRASE.search(part)
        for part in parts
    )
    dated = cues.TARGET_DATE.search(text) or cues.TARGET_YEAR.match(text)
    ordered = weight >= 0 and any(_clause_weight(part) > 2 for part in parts) and _is_ordered(parts)
    duty = (bool(dated) and weight >= 0 and reached) or ordered or bool(cues.FORBIDS.search(text))
    return Judgement(duty, "目标有时限或数字" if duty else "指导思想、目标")


def _is_ordered(parts: tuple[str, ...]) -> bool:
    """Whether a clause says who has to do something, or what must be before something may be («……同意后方可确定»)."""
    return any(cues.UP_TO_MODAL.match(part) or "方可" in part for part in parts)


def is_mere_goal(provision: Provision) -> bool:
    """Whether a provision under a heading of goals sets no figure and no day to be reached."""
    text = provision.text
    return _under(cues.GOAL_HEADINGS, provision.headings[-1:]) and not (
        judge(provision).duty or _FIGURE.search(without_quotations(text)) or cues.TARGET_DATE.search(text)
    )


def _clause_weight(clause: str) -> int:
    if cues.SLOGAN.search(clause):
        return -2
    plain = without_quotations(clause)
    if cues.SETTLES.search(plain):
        return 3
    if cues.ALLOTS.search(plain):
        return 1
    if cues.PHRASE.search(_ATTRIBUTES.sub("", plain)):
        return 0
    if cues.AIM.match(plain):
        return 1 if _FIGURE.search(plain) else 0
    if cues.STATES.search(plain) and not cues.OBLIGES.search(plain):
        return 0
    if cues.HARD_ACTS.search(plain):
        return 3
    if cues.SOFT.match(plain.removeprefix("要")):
        return 0
    return 1 if cues.SOFTLY_ASKS.search(plain) or (cues.REACHES.search(plain) and _FIGURE.search(plain)) else 0
