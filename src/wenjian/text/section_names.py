"""Names that directives and plans give to the same section: «工作要求» in one is «保障措施» in the other."""

from __future__ import annotations

from functools import lru_cache

from wenjian.text import patterns as re
from wenjian.text.normal import letters

_KINDS = (
    re.compile(r"(?:总体|工作|主要|行动|任务|整治|年度)*目标(?:任务)?"),
    re.compile(
        r"(?:工作|组织|有关|相关|其他|几点)*(?:要求|保障|领导|实施)|(?:组织|工作)?(?:保障|保证)(?:措施)?"
        r"|(?:加强|强化)?组织(?:领导|保障|实施)(?:和(?:督促|督导)(?:检查|落实))?"
    ),
    re.compile(r"(?:工作|实施|方法|推进|时间|进度|阶段)*(?:步骤|安排)"),
)
"""Names that say the same, those of one kind together."""


@lru_cache(maxsize=4096)
def is_same_section(one: str, other: str) -> bool:
    """Whether two headings of the first level name the same section."""
    mine, theirs = letters(one), letters(other)
    if not mine or not theirs:
        return False
    return mine == theirs or any(kind.fullmatch(mine) and kind.fullmatch(theirs) for kind in _KINDS)
