"""The columns of 任务清单.xlsx, and those that only the list of several parents has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from wenjian.loading.twins import bare_label
from wenjian.model.directive import Directive, Duty
from wenjian.text.superiors import change_lines, source_line


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the duty list: its head, its key in the record, its width in characters."""

    head: str
    key: str
    width: float

    @property
    def name(self) -> str:
        return bare_label(self.head)


COLUMNS = (
    Column("任务编号（勿改）", "编号", 9),
    Column("条款", "条款", 10),
    Column("上级原文", "原文", 46),
    Column("是否任务（是／否／并入×号）", "是否任务", 10),
    Column("归口", "归口", 11),
    Column("牵头股室", "牵头股室", 12),
    Column("配合单位", "配合单位", 14),
    Column("上级时限", "上级时限", 11),
    Column("本级时限", "本级时限", 11),
    Column("成果／报送", "成果报送", 16),
    Column("不涉及理由", "不涉及理由", 13),
    Column("备注", "备注", 13),
    Column("核对（姓名 日期）", "核对", 11),
)


STACK_COLUMNS = (Column("来源（各级条款）", "来源", 18), Column("各级增加", "各级增加", 18))
"""What the list of several parents shows besides, after 上级原文. Both are computed: they cannot be changed here."""

OTHER_HEADS: Mapping[str, re.Pattern[str]] = {
    "牵头股室": re.compile(r"(?:牵头|责任|承办|主办|主责)(?:[股科处]室?|部室|室)"),
    "配合单位": re.compile(r"(?:配合|协办|协助|协同|协作|参与)(?:单位|部门|股室|科室|处室)"),
    "本级时限": re.compile(r"(?:本局|本单位|本县|本地|内部|我局)(?:完成)?(?:时限|期限)"),
    "上级时限": re.compile(r"(?:文件|上级|原文)(?:完成)?(?:时限|期限)"),
    "成果报送": re.compile(r"(?:成果|报送)(?:要求|材料|事项)?"),
    "不涉及理由": re.compile(r"不涉及(?:本地)?(?:的)?(?:原因|说明|理由)"),
    "是否任务": re.compile(r"是否(?:作为|为|是|属于)任务"),
    "备注": re.compile(r"说明|附注"),
}
"""Key → how people call its column («责任处（科）室» for 牵头股室); read where no column has the name of ours."""

COMPUTED = frozenset(column.key for column in STACK_COLUMNS)


def columns_of(directive: Directive) -> tuple[Column, ...]:
    if not directive.papers:
        return COLUMNS
    at = next(n for n, column in enumerate(COLUMNS, 1) if column.key == "原文")
    return (*COLUMNS[:at], *STACK_COLUMNS, *COLUMNS[at:])


def computed_cells(duty: Duty, names: Mapping[str, str]) -> dict[str, str]:
    """The texts of `STACK_COLUMNS` for one duty; `names` as `paper_names` gives them."""
    return {"来源": source_line(duty, names), "各级增加": change_lines(duty, names)}
