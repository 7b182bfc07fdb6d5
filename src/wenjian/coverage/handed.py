"""What is handed in, and to whom: a list of contacts is not the final report, a township not the county."""

from __future__ import annotations

from functools import lru_cache

from wenjian.coverage import weights
from wenjian.coverage.candidates import bigrams
from wenjian.duties.deliverables import deliverables
from wenjian.model.directive import Deliverable
from wenjian.text import patterns as re
from wenjian.text.normal import fold

_FAMILIES = (
    ("方案", "计划", "规划", "预案", "措施", "举措", "意见"),
    ("报告", "总结", "小结", "情况", "结果", "进展", "材料", "做法"),
    ("名单", "名册", "联系方式", "电话", "号码"),
    ("台账", "清单", "目录", "问题", "线索"),
    ("统计表", "报表", "表", "数据", "回执", "信息"),
    ("请示", "申请"),
    ("记录", "档案"),
)
"""Names of papers that stand for each other («情况», «总结»)."""
_GENERIC = re.compile(
    r"工作|具体|贯彻|落实|专项|行动|开展|实施|推进|[次下明上本当全]年度?|年度|半年|季度|月度|阶段性?|书面|有关|相关|本地|本单位|及|和|与|的"
)
"""Words in the name of a paper that do not tell it from another."""
_AND = re.compile(r"、|以及|[和及与]")
_NEAREST = frozenset({"乡", "村"})
_NAMED = re.compile(r"上级|国|省|市|县|区|旗|州|盟")
"""Words of a receiver that is above a township."""
_LEVELS = (
    ("国务院", re.compile(r"国务院|国家|中央|民政部(?!门)")),
    ("省", re.compile(r"省|自治区(?!民政局)|厅")),
    ("市", re.compile(r"市(?!场)|地区|自治州|盟")),
    ("县", re.compile(r"县|区(?!域)|旗")),
    ("乡", re.compile(r"(?<!城)乡(?!村)|镇|街道")),
    ("村", re.compile(r"(?<![农乡])村|社区")),
)


@lru_cache(maxsize=4096)
def handed(text: str) -> tuple[Deliverable, ...]:
    """All that a sentence asks to hand in."""
    return tuple(deliverables(text))


def is_other_thing(one: str, other: str) -> bool:
    """Whether two names («联络员名单», «工作总结») are those of different papers. «情况报告» may be the «工作总结»; of
    several papers («总结、台账») one is enough.
    """
    return all(_differ(mine, theirs) for mine in _AND.split(one) for theirs in _AND.split(other))


def _differ(one: str, other: str) -> bool:
    mine, theirs = _particular(one), _particular(other)
    if mine & theirs:
        return False
    return bool(mine and theirs) or not _family(one) & _family(other)


def things_of(text: str) -> tuple[str, ...]:
    """The papers that a name tells («实施方案和联络员名单»), where each of them is one; else the name as a whole."""
    things = tuple(_AND.split(text))
    return things if all(len(one) > 1 and _family(one) for one in things) else (text,)


def tells_thing(text: str, thing: str) -> bool:
    """Whether a sentence hands in a thing, or has most of the words that tell it from others, or, where it has none, of
    its kind.
    """
    told = (one.text for one in handed(text) if one.text)
    return any(_named(text, one) for one in _AND.split(thing)) or not all(is_other_thing(thing, one) for one in told)


def reaches(text: str, receiver: str) -> bool:
    """Whether what a sentence hands in goes farther than the township, where the superior wants that."""
    told = [one.recipient for one in handed(text)]
    return not told or not all(_is_below(one, receiver) for one in told)


def _named(text: str, thing: str) -> bool:
    if mine := _particular(thing):
        return len(mine & bigrams(fold(text).lower())) >= weights.THING_NAMED * len(mine)
    return any(kind in text for number in _family(thing) for kind in _FAMILIES[number])


def is_other_receiver(one: str, other: str) -> bool:
    """Whether two organs stand on different levels («镇民政所», «县民政局»); «上级», «我局» say none."""
    mine, theirs = _level(one), _level(other)
    return bool(mine and theirs) and mine != theirs


@lru_cache(maxsize=1024)
def _particular(thing: str) -> frozenset[str]:
    """What tells a thing from others: its words without the name of the kind of paper and generic ones."""
    words = _GENERIC.sub("，", fold(thing).lower().strip("《》“”")).replace("联系人", "联络员")
    for family in _FAMILIES:
        for kind in family:
            words = words.replace(kind, "，")
    return bigrams(words) - weights.COMMON


@lru_cache(maxsize=1024)
def _family(thing: str) -> frozenset[int]:
    """Which kinds of paper a name says, by the last word of it: none for «工作»."""
    ends = {number: max(thing.rfind(kind) for kind in family) for number, family in enumerate(_FAMILIES)}
    last = max(ends.values())
    return frozenset(number for number, place in ends.items() if place == last >= 0)


def _is_below(receiver: str, asked: str) -> bool:
    """Whether a report stays in the township or the village («镇民政所») that the superior wants farther up."""
    return _level(receiver) in _NEAREST and _level(asked) not in _NEAREST and bool(_NAMED.search(asked))


def _level(receiver: str) -> str:
    """The level that the name of an organ says first («县住房和城乡建设局»: 县)."""
    places = [(match.start(), name) for name, words in _LEVELS if (match := words.search(receiver))]
    return min(places)[1] if places else ""
