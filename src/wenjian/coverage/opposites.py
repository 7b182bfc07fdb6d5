"""Words of a duty for which a paper has their contrary in the same place («未完成课时» → «已完成课时»)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from wenjian.model.coverage import Deviation
from wenjian.model.vocabulary import DeviationKind, Direction
from wenjian.text import patterns as re

_BESIDE = 2
"""Letters before or behind a word by which its place is known."""
_PAIRS = """
未/已 连续/累计 疑似/确诊 首次/再次 最高/最低 静态/动态 定期/不定期 应急/正常
线上/线下 上游/下游 城市/农村 城镇/农村 国内/境外 境内/境外 户籍/常住 流出/流入
事前/事后 白天/夜间 工作日/节假日 上半年/下半年 上年度/本年度 上年/当年 税前/税后
新增/存量 增量/存量 增加/减少 提高/降低 上调/下调 扩大/缩小 收入/支出 每人/每户 每名/每户 每床/每人
公办/民办 公立/民营 营利性/非营利性 成年人/未成年人
买方/卖方 甲方/乙方 出租人/承租人 用人单位/劳动者
有偿/无偿 免费/收费 免收/收取 免缴/缴纳 自愿/强制 公开/内部 集中/分散 法定/协商
"""
_OPPOSITES: dict[str, set[str]] = defaultdict(set)
for _one, _, _other in (pair.partition("/") for pair in _PAIRS.split()):
    _OPPOSITES[_one].add(_other)
    _OPPOSITES[_other].add(_one)
_ANY = re.compile("|".join(sorted(_OPPOSITES, key=len, reverse=True)))


def opposite_words(duty: str, passage: str) -> Iterator[Deviation]:
    """Where a passage has the contrary of a word of the duty beside the same words, and nowhere the word itself; a duty
    that speaks of both is not looked at.
    """
    for asked in _ANY.finditer(duty):
        word = asked[0]
        if len(word) > 1 and word in passage:
            continue
        places = (
            (duty[max(0, asked.start() - _BESIDE) : asked.start()], ""),
            ("", duty[asked.end() : asked.end() + _BESIDE]),
        )
        for before, behind in places:
            here = before + word + behind
            if len(here) - len(word) < _BESIDE or not here.isalpha() or here in passage:
                continue
            for other in sorted(_OPPOSITES[word]):
                there = before + other + behind
                if there in passage and there not in duty and (len(word) == 1 or other not in duty):
                    yield Deviation(DeviationKind.SCOPE, Direction.CHANGED, here, there, "意思相反")
                    return
