"""Where a missing duty belongs: beside what the paper says on the same clause, else under the heading that fits."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenjian.coverage import check
from wenjian.library import load_directive, load_library
from wenjian.readers import load_documents
from wenjian.text.walk import document_provisions

SUPERIOR = """\
关于做好冬季民政服务工作的通知
一、养老机构
养老机构要每月开展一次消防检查。养老机构要对新入住老年人隔离观察不少于14天。
二、殡葬服务
殡葬服务单位不得强制群众购买丧葬用品。
三、流浪乞讨救助
救助管理站要开展寒冬夜间街面巡查，对露宿人员及时给予临时救助。
2026年5月20日
"""


def places(folder: Path, plan: str) -> list[str]:
    """The place for each duty of SUPERIOR in `plan`."""
    (folder / "来文.txt").write_text(SUPERIOR, encoding="utf-8")
    (folder / "方案.txt").write_text(plan, encoding="utf-8")
    directive, _ = load_directive(folder / "来文.txt")
    (document,) = load_documents(folder / "方案.txt")
    return [duty.place for duty in check(directive, document, load_library().thesaurus).duties]


def test_beside_the_same_clause_then_under_a_heading_that_fits_else_nowhere(tmp_path: Path, doc: str) -> None:
    """
    示范镇冬季民政服务工作方案
    一、工作目标
    平稳过冬。
    二、重点任务
    （一）养老服务机构安全
    各养老机构每月开展一次消防检查。
    （二）殡葬服务单位管理
    镇里每周走访一次公墓。
    """
    assert places(tmp_path, doc) == ["", "二、（一）", "二、（二）", ""]


@pytest.mark.parametrize("left_out", range(3))
def test_a_place_is_one_of_the_papers_own(tmp_path: Path, left_out: int) -> None:
    sentences = ["各养老机构每月开展一次消防检查。", "不得强制群众购买丧葬用品。", "救助管理站开展寒冬夜间街面巡查。"]
    kept = [text for n, text in enumerate(sentences) if n != left_out]
    plan = "示范镇冬季工作方案\n一、任务\n" + kept[0] + "\n二、安排\n" + kept[1] + "\n"
    answers = places(tmp_path, plan)
    own = {provision.where for provision in document_provisions(load_documents(tmp_path / "方案.txt")[0])}
    assert set(answers) <= {*own, ""}
