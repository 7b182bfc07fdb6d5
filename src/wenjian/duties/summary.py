"""A sentence that only sums up the items after it («重点抓好三项工作。一是…；二是…»)."""

from __future__ import annotations

from wenjian.duties import cues
from wenjian.duties.judge import clauses, without_quotations
from wenjian.duties.lists import leads
from wenjian.model.directive import Duty
from wenjian.model.document import Provision
from wenjian.model.vocabulary import MeasureKind
from wenjian.text import patterns as re
from wenjian.text.cue import Cue

_FIRST_ITEM = re.compile(r"(?:一是|一要|首先|其一|第一[，,、是]|1[.．、]|①|[（(](?:一|1)[）)])")
_COUNTS_ITEMS = Cue(
    r"以下|下列|如下|(?:[两二三四五六七八九十几]|(?<!\d)\d)个?(?:方面|环节|重点|关键|到位|项|点|类|条)(?:工作|任务|措施|要求|内容|行动|制度|机制)*(?:[。：:；;]|$)"
    r"|“[一二两三四五六七八九十]+个?[^”]{1,6}”(?:的?要求|的?原则|工作法|制度|措施|机制)?(?:[。：:；;，]|$)"
)
"""It says how many items follow, or names them by their number («“四早”要求»)."""
_NUMBER = re.compile(r"(?:[、）.．)]|[①-⑳])$")
_LONGEST_HEADING = 14
_FORBIDS_IN_A_WORD = re.compile(r"(?:严禁|禁止|杜绝|坚决杜绝|不得|不准|不许)[^，。；、：]{2,}。")
_SANCTION = re.compile(r"违反|违者|一经|一旦|对违反|凡违反|对违规|如有违反|否则")
"""What follows where a prohibition is broken spells it out no further."""
_GENERAL = re.compile(
    r"(?:[^，。；]{0,16}?(?:要|应|应当|必须|须))?(?:坚决|切实|进一步|持续|不断|全面|着力|认真|严格|扎实|全力|重点|突出|统筹)*"
    r"(?:加强|强化|落实|做好|抓好|抓紧|做到|规范|完善|健全|优化|提升|推进|深化|压实|突出|加快|加大|严格|严把|履行|贯彻|坚持)"
)
"""An act so general that the items say what it means."""


def sums_up(duty: Duty, provision: Provision, following: Provision | None) -> bool:
    """Whether a duty is only the head of the items that follow it: it counts them or, before 一是 and 二是, names
    them in general terms, and it sets no figure, day, prohibition or deliverable of its own.
    """
    if following is None:
        return False
    if _heads_paragraph(duty, provision, following):
        return True
    if not _opens_items(provision, following):
        return False
    asks_more = any(measure.kind is not MeasureKind.COUNT for measure in duty.measures) or duty.deliverable
    if asks_more or cues.FORBIDS.search(duty.text) or _FIRST_ITEM.match(duty.text):
        return False
    if leads(provision.text) or _COUNTS_ITEMS.search(duty.text):
        return True
    if provision.block != following.block:
        return False
    asking = [clause for clause in clauses(without_quotations(duty.text)) if cues.ASKS.search(clause)]
    return all(_GENERAL.match(clause) for clause in asking)


def _heads_paragraph(duty: Duty, provision: Provision, following: Provision) -> bool:
    """Whether a numbered paragraph opens with a few words that forbid, which what follows in it spells out
    («12.严禁变相经营。学校不得设置超市。»): its heading, run in.
    """
    if (
        provision.block != following.block
        or provision.row >= 0
        or provision.start > 0
        or not _NUMBER.search(provision.where)
    ):
        return False
    few = len(provision.text) <= _LONGEST_HEADING and provision.text.endswith("。") and not duty.measures
    return few and bool(_FORBIDS_IN_A_WORD.fullmatch(provision.text)) and not _SANCTION.match(following.text)


def _opens_items(provision: Provision, following: Provision) -> bool:
    """Whether the first item of a list follows: in the same paragraph, or a level deeper («（一）» after «一、»)."""
    if provision.role is not following.role or provision.row != following.row:
        return False
    if provision.block == following.block:
        return bool(_FIRST_ITEM.match(following.text))
    deeper = following.where.removeprefix(provision.where) if following.where.startswith(provision.where) else ""
    return bool(_FIRST_ITEM.match(following.text) or _FIRST_ITEM.match(deeper))
