"""Organs that stand in one line: a paper's 主送机关 and 抄送机关."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from wenjian.text import patterns as re

BETWEEN_ORGANS = re.compile(
    r"(?<=[局部厅委会室府院队心组办校所站司处社团署道乡镇导])[ \t\u00a0\u3000]+"
    r"(?=[\u4e00-\u9fff]{2})(?!办公[室厅]|党[组委])"
)
"""A blank that parts two organs («县应急管理局 县消防救援大队»), not the letters of one."""


def organ_classes(organs: Sequence[str]) -> tuple[str, ...]:
    """The names of a list as the classes that are printed: like ones beside each other, joined by 、.

    Where one of them is written as a class of several («各县、区民政局») all of them are classes already.
    """
    names = [name for name in map(bare_name, organs) if name]
    if any("、" in name for name in names):
        return tuple(names)
    classes: list[str] = []
    before = ""
    for name in names:
        if before and _kind(before) == _kind(name):
            classes[-1] += "、" + name
        else:
            classes.append(name)
        before = name
    return tuple(classes)


def bare_name(organ: str) -> str:
    """The name of an organ without the sign behind it."""
    return organ.strip().rstrip("：:、，,；;。")


@lru_cache(maxsize=1024)
def _kind(name: str) -> str:
    name = name.replace("城乡", "")  # 住房和城乡建设局 is no township
    for kind, words in (
        ("units", ("局属", "所属", "直属", "下属", "机构", "中心", "福利院", "殡仪馆", "救助站", "敬老院")),
        ("offices", ("股室", "科室", "处室", "股", "科室")),
        ("townships", ("乡", "镇", "街道", "民政所", "办事处")),
        ("governments", ("人民政府", "政府", "管委会", "行政公署")),
        ("departments", ("局", "委员会", "部", "厅", "办公室", "单位", "委")),
    ):
        if any(word in name for word in words):
            return kind
    return "other"
