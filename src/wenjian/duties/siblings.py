"""Numbered items of one list are built alike: a short one among tasks is a task, whatever its verb."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from wenjian.duties import cues
from wenjian.duties.judge import NOTHING_CONCRETE, SHORTEST_LISTED, TOO_SHORT, Judgement
from wenjian.model.document import Provision
from wenjian.text import patterns as re
from wenjian.text.normal import letters

_NUMBERED = re.compile(r"^(?P<above>.*?)(?:\d{1,2}[.．]|（\d{1,2}）|(?P<high>（[一二三四五六七八九十]{1,3}）))$")
_FEWEST = 3
"""Items, or paragraphs of a sentence each under one heading, that make a list."""
_FEWEST_OF_A_SENTENCE = 2
"""Items that make a list where they are set as parts of one sentence («（一）…；（二）…。»)."""


def with_siblings(provisions: Sequence[Provision], judgements: Sequence[Judgement]) -> list[Judgement]:
    """The judgements, those on whole items of a numbered list, and on paragraphs of one sentence under a heading, that
    name nothing concrete («施工现场人员持证上岗。») changed where at least as many of their siblings are duties as are
    not. In a list that is one sentence a short item («建立台账；») and a set phrase («遵循自愿原则；») count too.
    """
    whole = Counter((one.role, one.block) for one in provisions)
    items: dict[tuple[object, ...], list[int]] = {}
    for index, one in enumerate(provisions):
        if one.row >= 0 or whole[one.role, one.block] > 1:
            continue
        match = _NUMBERED.match(one.where)
        is_sentence = one.text.endswith(("。", "；", ";"))
        if (match and (is_sentence or not match["high"])) or (one.headings and is_sentence):
            items.setdefault((one.role, match["above"] if match else one.where, one.headings), []).append(index)
    told = list(judgements)
    for group in items.values():
        of_a_sentence = len(group) > 1 and all(provisions[index].text.endswith(("；", ";")) for index in group[:-1])
        duties = sum(_asks(provisions[index], judgements[index], of_a_sentence=of_a_sentence) for index in group)
        if len(group) >= (_FEWEST_OF_A_SENTENCE if of_a_sentence else _FEWEST) and duties * 2 >= len(group):
            for index in group:
                if _may_be_one(provisions[index], judgements[index], of_a_sentence=of_a_sentence):
                    told[index] = Judgement(True, "同列的各项是任务")
    return told


def _asks(provision: Provision, judgement: Judgement, *, of_a_sentence: bool) -> bool:
    """Whether a provision is a duty, or in a list that is one sentence too short to be judged and names an act."""
    short = of_a_sentence and judgement.rule == TOO_SHORT and cues.ASKS.search(provision.text)
    return judgement.duty or bool(short)


def _may_be_one(provision: Provision, judgement: Judgement, *, of_a_sentence: bool) -> bool:
    """Whether a provision that is no duty by itself is one among others."""
    if judgement.rule == NOTHING_CONCRETE:
        return True
    if judgement.duty or not of_a_sentence or len(letters(provision.text)) < SHORTEST_LISTED:
        return False
    return judgement.rule == TOO_SHORT or (judgement.exhorts and not cues.SLOGAN.search(provision.text))
