"""检查表 and 自查表: the words that the forms which go out and the program that reads them back agree on, and what a
filled-in one says.
"""

from __future__ import annotations

from dataclasses import dataclass

from wenjian.model.finding import Place
from wenjian.model.vocabulary import Form

NUMBER = "序号"
ITEM = "检查项目"
STANDARD = "检查内容及标准"
BASIS = "检查依据"
METHOD = "检查方法"
RESULT = "结果"
PROBLEM = "问题描述"
DEMAND = "整改要求及期限"
RECHECK = "复查结果"
OWN_RESULT = "机构自查"
CHECKED_RESULT = "部门核查"
MENDED = "整改（措施、期限）"
MENDED_RESULT = "核查（整改后）"
"""The heads of the columns."""

CONFORMING, FAILING, NOT_CONCERNED = RESULTS = ("符合", "不符合", "不涉及")
SETTLED = "已整改"
RECHECKED = (SETTLED, "部分整改", "未整改")
NATURES = ("公办", "公建民营", "民办")
OCCASIONS = ("日常", "专项", "双随机", "复查")

UNIT = "被检查单位"
NATURE = "性质"
ADDRESS = "地址"
HEAD = "负责人及电话"
DATE = "检查时间"
OCCASION = "检查类型"
INSPECTORS = "检查人员（两人以上签名）"
OPINION = "被检查单位意见"
SIGNED = "负责人签名（盖章）"
SIGNED_ON = "日期"
RECHECKER = "复查人"
RECHECKED_ON = "复查日期"
SELF_CHECKERS = "机构自查人员、负责人签名（盖章）"
SELF_CHECKED_ON = "自查日期"
CHECKERS = "部门核查人员（两人以上签名）"
CHECKED_ON = "核查日期"
MENDED_CHECKER = "整改核查人签名"
MENDED_ON = "整改核查日期"
"""The labels of the blanks."""

LEAST_INSPECTORS = 2


@dataclass(frozen=True, slots=True)
class InspectedItem:
    """A row of a filled-in form, in its own words. `own` is what the institution found itself, `result` what counts:
    the inspectors' word, on a 自查表 without it the institution's.
    """

    place: Place
    item: str = ""
    standard: str = ""
    basis: str = ""
    own: str = ""
    result: str = ""
    problem: str = ""
    demand: str = ""
    recheck: str = ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """One filled-in form: what its blanks say, by label, and its rows."""

    place: Place
    form: Form
    blanks: tuple[tuple[str, str], ...] = ()
    items: tuple[InspectedItem, ...] = ()

    def said(self, label: str) -> str:
        """What stands in the blank with this label."""
        return dict(self.blanks).get(label, "")

    @property
    def unit(self) -> str:
        return self.said(UNIT)

    @property
    def date(self) -> str:
        """When it was inspected: on a 自查表 when the department checked, else the institution itself."""
        if self.form is Form.INSPECTION:
            return self.said(DATE)
        return self.said(CHECKED_ON) or self.said(SELF_CHECKED_ON)
