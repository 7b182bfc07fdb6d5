"""Is a provision a duty? Every answer names the rule it rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wenjian.duties import cues
from wenjian.duties.nouns import BRACKETS, PREDICATE, STRONG
from wenjian.model.document import Provision
from wenjian.text.measures import find_measures
from wenjian.text.normal import letters
from wenjian.text.numbering import parse_enumerator

SHORTEST = 6
"""Letters below which a provision is a heading or a fragment."""

LONGEST = 3000
"""Letters of a provision that are looked at; no sentence is longer."""

_CLAUSE = re.compile(r"[，,：:；;。！!？?]")
_QUOTED = re.compile(r"“[^”]{0,40}”|《[^》]{0,120}》")
"""What a provision quotes or cites: its words ask nothing."""
_FIGURE = re.compile(r"(?<![\d年])\d{1,3}(?!\d)(?!年)|每[日天周月季年]")
"""A figure that is no year: an aim with one is measured and so a duty."""
_CONCRETE = re.compile(
    r"[凭免领缴停限办收送交修查验检报装配补退还设签填编]|杜绝|(?:.的$)|^(?:符合|对|如|凡|遇|经|由|把|将).{3,}|一律|依法|依规|按规定"
    rf"|^[^，。；：的]{{1,16}}?(?:{STRONG}){BRACKETS}(?:{PREDICATE})|^(?:[^，。；：的]{{1,16}}?(?:{STRONG}){BRACKETS})?[在于到向]"
)
"""Marks of a concrete act whose verb is not listed: a verb of one character, a condition, an object put first, an organ
that does something. Rather one sentence too many than a duty lost.
"""
_ENUMERATOR = re.compile(r"^[一二三四五六七八九十]{1,3}(?:是|要)")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a provision is a duty, and the rule that says so."""

    duty: bool
    rule: str


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a provision, without «一是» and the marks between them. Commas inside 《》 and “” do not part."""
    if parse_enumerator(text) is not None or _ENUMERATOR.match(text):
        text = _ENUMERATOR.sub("", text)
    parts: list[str] = [""]
    depth = 0
    for character in text:
        depth = max(0, depth + (character in "《“（(") - (character in "》”）)"))
        if depth == 0 and _CLAUSE.match(character):
            parts.append("")
        else:
            parts[-1] += character
    return tuple(part.strip() for part in parts if part.strip())


def without_quotations(text: str) -> str:
    return _QUOTED.sub("", text)


def judge(provision: Provision, *, introduction: bool = False) -> Judgement:
    """Judge one provision. `introduction` says that it stands before the first heading and is not the only text."""
    text = provision.text.strip()[:LONGEST]
    plain = without_quotations(text)
    if len(letters(text)) < SHORTEST and not cues.FORBIDS.search(text):
        return Judgement(False, "过短")
    if cues.RESPONSIBLE.search(text):
        return Judgement(False, "责任分工")
    if cues.CLOSES.search(text):
        return Judgement(False, "结尾用语")
    if forwards(text):
        return Judgement(True, "转发并要求贯彻落实")
    if cues.INTRODUCES.search(text) or text.endswith(("：", ":")):
        return Judgement(False, "引出下文")
    if _only_issues(text):
        return Judgement(False, "印发用语")
    if cues.BACKGROUND.search(plain) and not cues.FORBIDS.search(plain) and not _orders_later(plain):
        return Judgement(False, "背景或意义")
    if cues.GUIDING.search(text) and not cues.TARGET_DATE.search(text):
        return Judgement(False, "指导思想、目标")
    return _weigh(text, provision.headings, introduction=introduction)


def forwards(text: str) -> bool:
    """Whether the provision hands down a parent and asks to carry it out («现将…转发…，请贯彻落实»)."""
    return bool(re.search(r"^现?将《.+》.{0,60}转发", text) and re.search(r"请.{0,30}(?:贯彻|执行|落实|实施)", text))


def _orders_later(text: str) -> bool:
    """Whether a clause after the first gives an order («近期，各地要…»)."""
    return not cues.DEFINES.search(text) and any(cues.ORDERS.search(clause) for clause in clauses(text)[1:])


def _only_issues(text: str) -> bool:
    """Whether a sentence issues a paper and asks no more than to carry it out («现将…印发给你们，请认真执行»)."""
    asked = [clause for clause in clauses(text) if clause.startswith("请")]
    return bool(cues.ISSUES.search(text)) and all(cues.CARRY_OUT.search(clause) for clause in asked)


def _weigh(text: str, headings: tuple[str, ...], *, introduction: bool) -> Judgement:
    """Weigh acts against slogans, clause by clause."""
    parts = clauses(text)
    principle = any(cues.PRINCIPLE_HEADINGS.search(heading) for heading in headings)
    weight = sum(min(_clause_weight(clause), 1 if principle else 3) for clause in parts)
    if len(parts) == 1 and weight == 0 and cues.HARD_ACTS.search(parts[0]) and not cues.PHRASE.search(parts[0]):
        weight = 1
    if not principle and any(cues.GOAL_HEADINGS.search(heading) for heading in headings):
        return _goal(text, parts, weight)
    if introduction and not cues.OBLIGES.search(text):
        return Judgement(False, "开头说明")
    if weight >= (2 if principle else 1):
        return Judgement(True, "有具体事项")
    if weight == 0 and not introduction and not principle and any(_is_neutral(clause) for clause in parts):
        concrete = bool(find_measures(text)) or any(_CONCRETE.search(clause) for clause in parts)
        return Judgement(concrete, "标题下的其他事项" if concrete else "没有具体事项")
    return Judgement(False, "口号或泛述")


def _is_neutral(clause: str) -> bool:
    """Whether a clause is neither slogan, aim nor description: under a heading it is taken for an act."""
    kinds = (cues.SLOGAN, cues.PHRASE, cues.AIM, cues.SOFT, cues.BASIS, cues.DESCRIBES, cues.STATES)
    return len(clause) >= 4 and not any(kind.search(clause) for kind in kinds)


def _goal(text: str, parts: tuple[str, ...], weight: int) -> Judgement:
    """A goal is a duty only with a date or a figure and something to reach."""
    reached = any(cues.REACHES.search(part) and not cues.PHRASE.search(part) for part in parts)
    duty = bool(cues.TARGET_DATE.search(text)) and weight >= 0 and reached
    return Judgement(duty, "目标有时限或数字" if duty else "指导思想、目标")


def _clause_weight(clause: str) -> int:
    if cues.SLOGAN.search(clause):
        return -2
    plain = without_quotations(clause)
    if cues.IN_PLACE.search(plain) or cues.DECLARES.search(plain) or cues.FORBIDS.search(plain):
        return 3
    if cues.PHRASE.search(plain):
        return 0
    if cues.AIM.match(plain):
        return 1 if _FIGURE.search(plain) else 0
    if cues.STATES.search(plain) and not cues.OBLIGES.search(plain):
        return 0
    if cues.HARD_ACTS.search(plain):
        return 3
    if cues.SOFT.match(plain.removeprefix("要")):
        return 0
    if cues.ACTS.search(plain) or cues.OBLIGES.search(plain) or cues.PERMITS.search(plain):
        return 1
    return 0
