"""A parent in plain text, and answers of a check put together by hand."""

from __future__ import annotations

from wenjian.model.coverage import Coverage, DutyCoverage, Engine
from wenjian.model.vocabulary import Modality, Settlement, Verdict

PARENT = """
示范省民政厅关于做好冬季服务工作的通知
示民〔2025〕8号
各市民政局：
一、养老机构
养老机构要对新入住老年人隔离观察不少于14天，无异常的方可转入生活区。
二、救助管理
救助管理站要开展寒冬夜间街面巡查，对露宿人员及时给予临时救助。
殡葬服务单位不得强制群众购买丧葬用品，对困难群众及时减免费用。
"""


def answered(settlement: Settlement = Settlement.DONE, **more: object) -> DutyCoverage:
    values: dict[str, object] = {
        "id": "D001",
        "ref": "甲#D001",
        "text": "各地要做好街面巡查。",
        "where": "一、",
        "modality": Modality.MUST,
        "verdict": Verdict.COVERED,
        "settlement": settlement,
    }
    return DutyCoverage(**{**values, **more})  # type: ignore[arg-type]


def covered_by(*duties: DutyCoverage, **more: object) -> Coverage:
    values: dict[str, object] = {
        "engine": Engine("0.1", "试", "1"),
        "directive_id": "甲",
        "directive_title": "省通知",
        "directive_number": "×民〔2025〕8号",
        "directive_source": "",
        "document_title": "县通知",
        "document_number": "",
        "document_source": "",
        "documents": 1,
        "duties": duties,
    }
    return Coverage(**{**values, **more})  # type: ignore[arg-type]
