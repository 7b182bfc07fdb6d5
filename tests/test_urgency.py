"""What wants a decision, and what is folded: recommended, the lesser part, a purpose."""

from __future__ import annotations

import pytest

from wenjian.coverage import check
from wenjian.duties import extract
from wenjian.model.coverage import DutyCoverage
from wenjian.model.library import Thesaurus
from wenjian.readers import read_documents
from wenjian.reports import format_text, open_items
from wenjian.reports.urgency import slight_items

NO_TERMS = Thesaurus(version="试", terms=())
PARENT = "河东市民政局关于加强养老机构夏季安全管理的通知\n各县（区）民政局：\n一、严格用电管理\n{}\n"
PLAN = "安河县民政局关于做好夏季安全工作的通知\n各养老机构：\n一、用电管理\n{}\n"


def wanting(asked: str, said: str) -> tuple[tuple[DutyCoverage, ...], int, str]:
    """What is open, how much is folded, and the text report."""
    directive, _ = extract(read_documents(PARENT.format(asked).encode(), "上级.txt")[0])
    coverage = check(directive, read_documents(PLAN.format(said).encode(), "方案.txt")[0], NO_TERMS)
    return open_items(coverage), slight_items(coverage), format_text(coverage)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("鼓励各养老机构开设老年餐桌并向周边老年人开放。", "各养老机构要每日巡查用电线路。"),
        ("可通过购买服务等方式委托专业机构检测电气线路。", "各养老机构要每日巡查用电线路。"),
        (
            "各养老机构要每日巡查用电线路和电热器具，及时更换老化线路，建立用电安全巡查记录，张贴用电安全提示。",
            "各养老机构要每日巡查用电线路和电热器具，及时更换老化线路，建立用电安全巡查记录。",
        ),
        (
            "树立安全第一的鲜明导向，各养老机构要每日巡查用电线路和电热器具。",
            "各养老机构要每日巡查用电线路和电热器具。",
        ),
    ],
    ids=["提倡的", "允许的", "大部分已写", "未写的只是导向"],
)
def test_what_may_be_looked_at_is_folded(asked: str, said: str) -> None:
    items, slight, report = wanting(asked, said)
    assert not items
    assert ("可以抽看" in report) is bool(slight)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("各养老机构要每日巡查用电线路。", "各养老机构要做好伙食供应。"),
        (
            "养老机构要对新入住老年人观察不少于14天，无异常的方可转入生活区，并报县民政局备案。",
            "各养老机构要对新入住老年人观察不少于14天。",
        ),
        (
            "各养老机构要每日巡查用电线路，不得使用大功率电热器具，不得私拉乱接电线，配备应急照明。",
            "各养老机构要每日巡查用电线路，配备应急照明。",
        ),
    ],
    ids=["未见", "条件和报送", "禁止"],
)
def test_what_binds_always_wants_a_decision(asked: str, said: str) -> None:
    items, slight, report = wanting(asked, said)
    assert items
    assert not slight
    assert "可以抽看" not in report


def test_the_report_says_how_many_are_folded() -> None:
    _, slight, report = wanting("鼓励各养老机构开设老年餐桌并向周边老年人开放。", "各养老机构要每日巡查用电线路。")
    assert slight == 1
    assert "可以抽看：大部分已写，或上级只是提倡、概括、自己要做的任务1项，见对照表。" in report
