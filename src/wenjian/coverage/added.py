"""本级新增内容: what the paper asks that no duty of the parent asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wenjian.coverage import weights
from wenjian.coverage.candidates import Candidates, Passage
from wenjian.duties.judge import is_mere_goal
from wenjian.model.coverage import Added
from wenjian.model.vocabulary import AddedClass
from wenjian.text import patterns as re
from wenjian.text.normal import letters

_DUTY_WORDS = re.compile(
    r"要|应|须|不得|严禁|禁止|必须|一律|可|鼓励|支持|加强|建立|完善|落实|开展|推进|组织|做好|实行|实施|强化|确保|配备|设置|"
    r"报送|上报|负责|督促|指导|检查|核查|登记|每"
)
_WORTH_READING = 12
_RELATED = 0.5
"""The share of a related passage's own duty score, against `ASKED_FROM`, from which an addition refines a duty."""

BURDENS: tuple[tuple[AddedClass, re.Pattern[str]], ...] = (
    (
        AddedClass.REPORT,
        re.compile(
            r"报表|(?<!平)台账|周报|月报|日报|零报告|每[日天周旬月季年][^，。；]{0,10}(?:报送|上报|报告)|填报|报送"
            r"|建档立卡(?!贫困|户|人口|脱贫)"
        ),
    ),
    (AddedClass.ASSESSMENT, re.compile(r"考核|考评|评比|排名|通报批评|问责|追责|一票否决|约谈|奖惩")),
    (AddedClass.EVIDENCE, re.compile(r"留痕|拍照|照片|影像|视频资料|打卡|签到|佐证|图文资料|工作记录")),
)
"""Words of the additions that cost the lower level work; each class by its own words."""
BURDEN_CLASSES = frozenset(kind for kind, _ in BURDENS)
"""Classes of 本级新增内容 that ask for a decision; the others are normal."""

_RELIEF = re.compile(r"(?:不再|不得|不以|不搞|无需|不必|避免|杜绝|减少|取消|严禁|禁止)[^，。；]*")
"""A clause that takes a burden off: «不再要求重复填报»."""


def added_of(
    candidates: Candidates, nearest: Sequence[tuple[float, str]], cited: Mapping[int, float], besides: Sequence[float]
) -> tuple[Added, ...]:
    """The passages, in reading order, that no duty asks for and that are nobody's evidence; `cited` holds those that
    are, by their orders, with the largest share of a duty that they carry as evidence.

    A burden counts as new only where no duty near it asks for the same, and is told in weak evidence, too. `nearest`
    holds for each passage the largest share of its words (0–1) that one duty asks for, and the text of that duty,
    `besides` the share that another sentence of the superior has.
    """
    found: list[Added] = []
    rows = zip(candidates.passages, nearest, besides, strict=True)
    for order, (passage, (share, duty), other) in enumerate(rows):
        carried = cited.get(order)
        if max(share, other) >= weights.ASKED_FROM or not _is_demand(passage):
            continue
        kind = _class(passage.text, duty, share)
        if carried is None or (carried < weights.CITED_FROM and kind in BURDEN_CLASSES):
            found.append(Added(passage.text, candidates.where(order), kind))
    return tuple(found)


def _is_demand(passage: Passage) -> bool:
    if passage.is_preamble or (passage.sentence and is_mere_goal(passage.sentence)):
        return False
    return len(letters(passage.text)) >= _WORTH_READING and bool(_DUTY_WORDS.search(passage.text))


def _class(text: str, duty: str, share: float) -> AddedClass:
    asked = _RELIEF.sub("", text)
    for kind, words in BURDENS:
        if words.search(asked) and not words.search(duty):
            return kind
    return AddedClass.REFINEMENT if share >= weights.ASKED_FROM * _RELATED else AddedClass.TASK
