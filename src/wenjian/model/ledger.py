"""督办台账: what of the superiors' duties was handed to whom, how far it is, and what came back from the units."""

from __future__ import annotations

from wenjian.model.directive import SourcePaper
from wenjian.model.record import Record, Text, key, table
from wenjian.model.vocabulary import Competence, FeedbackState, LedgerState

FEEDBACK_LIMIT = 100
"""Characters of 落实情况 that a unit is asked to keep to."""


class LedgerItem(Record):
    """督办事项: one row of the ledger.

    `id` is the number that people see, unique in the ledger and never reused; `duty` is the superior's duty behind it
    («示民发〔2026〕6号#D003»), empty for an item that people added. `due` is the ISO day that `deadline` means, empty
    where nobody can say. `written` holds, by Chinese key, what the program last put into a cell: whatever else stands
    there was written by a person and is never replaced.
    """

    id: str = key("编号")
    task: Text = key("任务事项", "")
    source: Text = key("来源", "", "文号·条款")
    assigned: Text = key("交办日期", "")
    leader: Text = key("责任领导", "")
    section: Text = key("牵头股室", "")
    assisting: Text = key("配合单位", "")
    handler: Text = key("承办人及电话", "")
    deadline: Text = key("完成时限", "", "如“2026年6月底前”“每月5日前”“立即整改、长期坚持”“按上级部署”")
    progress: Text = key("进展", "", "写明更新日期")
    state: LedgerState = key("状态", LedgerState.NOT_STARTED)
    warning: Text = key("预警", "", "绿、黄、红，另写文字")
    problems: Text = key("存在问题", "")
    closing_asked: Text = key("销号申请日期", "")
    evidence: Text = key("佐证材料", "", "已有材料的名称，不另要求制作")
    verifier: Text = key("核验人", "")
    closed: Text = key("销号日期", "")
    due: Text = key("时限日期", "", "完成时限所指的日子，排序用")
    duty: Text = key("上级任务", "", "上级任务的编号，如“示民发〔2026〕6号#D003”")
    competence: Competence | None = key("归口", None, "任务清单里的归口，由台账分发时用")
    fingerprint: Text = key("指纹", "")
    written: dict[str, str] = table("程序填写", "程序上次写在各栏里的文字；与此不同的是人写的")


class UnitEntry(Record):
    """单位反馈: what one unit answered on one item; without `state` and `progress` it was asked and has not answered.

    `written` holds a short 指纹 of each field that the program filled in (a field that bears another was written by a
    person), and of each whole answer in `earlier`: word for word, one without a day that one with a day replaced, or
    one that said more than the newest does.
    """

    item: str = key("编号", note="督办事项的编号")
    unit: str = key("责任单位")
    deadline: Text = key("完成时限", "", "空则同任务")
    progress: Text = key("落实情况", "")
    state: FeedbackState | None = key("完成情况", None)
    warning: Text = key("预警", "")
    reason: Text = key("未完成原因", "")
    coordination: Text = key("需协调事项", "")
    person: Text = key("填报人", "")
    reviewer: Text = key("审核人", "")
    date: Text = key("填报日期", "")
    file: Text = key("来源文件", "")
    earlier: Text = key("先前报的", "", "没有填报日期、后来又报过的，先收到的原话；后来退步了的，退步前的原话")
    written: Text = key("程序填写", "")

    @property
    def answered(self) -> bool:
        return bool(self.state or self.progress)


class UnplacedRow(Record):
    """未归入: a returned row that could not be taken, word for word, and why. `handling` is what a person noted."""

    file: str = key("文件")
    row: Text = key("行", "", "表名和行号")
    unit: Text = key("单位", "")
    item: Text = key("编号", "")
    content: Text = key("内容", "", "该行各栏的文字，一栏一行")
    problem: Text = key("问题", "")
    handling: Text = key("处理", "")


class Ledger(Record):
    """督办台账 of one or several superiors' papers. `as_of` is the day for which the warnings were reckoned."""

    papers: tuple[SourcePaper, ...] = key("依据文件", ())
    as_of: Text = key("截止日期", "")
    items: tuple[LedgerItem, ...] = key("事项", ())
    entries: tuple[UnitEntry, ...] = key("单位反馈", ())
    unplaced: tuple[UnplacedRow, ...] = key("未归入", ())

    @property
    def units(self) -> tuple[str, ...]:
        """The units that were asked to answer, in the order in which they were first asked."""
        return tuple(dict.fromkeys(entry.unit for entry in self.entries))
