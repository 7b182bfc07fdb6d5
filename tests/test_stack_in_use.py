"""A list of several parents as the parent of a check and as the basis of a draft."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from wenjian.cli import run
from wenjian.compose.fill import basis_text
from wenjian.coverage import check
from wenjian.library import load_directive, load_library
from wenjian.model.coverage import Coverage
from wenjian.model.directive import Directive, Duty, DutySource, SourcePaper
from wenjian.model.vocabulary import Settlement
from wenjian.readers import load_documents, read_documents
from wenjian.reports import format_json, format_text
from wenjian.shipped import builtin

NATION = """\
国家民政事务部关于加强养老机构安全管理的通知
国民发〔2026〕2号
各省、自治区、直辖市民政厅（局）：
养老机构要每月至少开展一次用电安全检查。
养老机构要配备应急药品。
国家民政事务部
2026年2月10日
"""
CITY = """\
河东市民政局
河民发〔2026〕5号
关于进一步加强养老机构安全管理的通知
各县（区）民政局：
根据《国家民政事务部关于加强养老机构安全管理的通知》（国民发〔2026〕2号），现通知如下：
养老机构要每月至少开展两次用电安全检查，并建立检查台账。
养老机构要在每个楼层设置疏散示意图。
河东市民政局
2026年3月20日
"""
JOB = """\
地区: {places}/鲁山县.yaml
依据: 任务总清单.yaml
行文名义: 本局
稿别: 草稿
文件:
  - 文种: {genre}
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("国.txt").write_text(NATION, encoding="utf-8")
    Path("市.txt").write_text(CITY, encoding="utf-8")
    assert run(("import", "国.txt", "市.txt", "-o", "任务总清单.yaml")) == 0


def composed(genre: str) -> str:
    """The text of the paper that a job with the list as its basis gives."""
    Path("拟稿单.yaml").write_text(JOB.format(places=builtin("samples") / "地区", genre=genre), encoding="utf-8")
    run(("compose", "拟稿单.yaml", "-o", "出"))
    document = load_documents(Path("出") / f"1-{genre}.docx")[0]
    return "\n".join(block.text for _, block in document.walk())


def checked(body: str) -> Coverage:
    child = f"关于加强养老机构安全管理的通知\n安民字〔2026〕12号\n各养老机构：\n{body}\n安河县民政局\n2026年4月5日\n"
    directive, _ = load_directive(Path("任务总清单.yaml"))
    return check(directive, read_documents(child.encode(), "方案.txt")[0], load_library().thesaurus)


def settlements(body: str) -> dict[str, Settlement]:
    return {answer.text[:12]: answer.settlement for answer in checked(body).duties}


def test_the_head_of_the_report_lists_all_papers() -> None:
    coverage = checked("养老机构要配备应急药品。")
    assert format_text(coverage).splitlines()[0] == (
        "上级文件：国家民政事务部关于加强养老机构安全管理的通知（国民发〔2026〕2号）、"
        "河东市民政局关于进一步加强养老机构安全管理的通知（河民发〔2026〕5号）"
    )
    head = json.loads(format_json(coverage))["directive"]
    assert (head["id"], [paper["number"] for paper in head["papers"]]) == (
        "河民发〔2026〕5号",
        ["国民发〔2026〕2号", "河民发〔2026〕5号"],
    )


def test_references_are_those_of_the_nearest_paper() -> None:
    assert [answer.ref for answer in checked("养老机构要配备应急药品。").duties] == [
        "河民发〔2026〕5号#D001",
        "河民发〔2026〕5号#D002",
        "河民发〔2026〕5号#D003",
    ]


def test_a_paper_executed_carries_its_own_duties_only() -> None:
    """The nation's paper says nothing of the city's sign on each floor."""
    found = settlements("养老机构要按照《国家民政事务部关于加强养老机构安全管理的通知》（国民发〔2026〕2号）执行。")
    assert found == {
        "养老机构要每月至少开展两": Settlement.NOT_FOUND,
        "养老机构要在每个楼层设置": Settlement.NOT_FOUND,
        "养老机构要配备应急药品。": Settlement.BY_REFERENCE,
    }


def test_the_nearest_paper_hands_the_farther_ones_down() -> None:
    body = "养老机构要按照《河东市民政局关于进一步加强养老机构安全管理的通知》（河民发〔2026〕5号）执行。"
    assert set(settlements(body).values()) == {Settlement.BY_REFERENCE}
    assert {answer.note for answer in checked(body).duties} == {
        "仅写按《河东市民政局关于进一步加强养老机构安全管理的通知》执行，未列具体要求，请确认是否足够。"
    }


def test_the_basis_names_every_paper_the_farthest_first() -> None:
    text = composed("通知")
    assert (
        "《国家民政事务部关于加强养老机构安全管理的通知》（国民发〔2026〕2号）、"
        "《河东市民政局关于进一步加强养老机构安全管理的通知》（河民发〔2026〕5号）" in text
    )


def test_forwarding_carries_every_paper_the_nearest_first() -> None:
    text = composed("转发通知")
    assert text.index("养老机构要在每个楼层设置疏散示意图。") < text.index("养老机构要配备应急药品。")


def test_a_paper_that_another_carries_within_is_forwarded_once() -> None:
    forwards = "现将《国家民政事务部关于加强养老机构安全管理的通知》（国民发〔2026〕2号）转发你们，请贯彻落实。\n"
    Path("市.txt").write_text(re.sub("根据.*\n", forwards, CITY) + NATION, encoding="utf-8")
    Path("任务总清单.yaml").unlink()
    assert run(("import", "市.txt", "--stack", "-o", "任务总清单.yaml")) == 0
    assert composed("转发通知").count("养老机构要配备应急药品。") == 1


def test_a_title_within_a_title_is_nested() -> None:
    papers = (SourcePaper(title="转发《甲》的通知", number="国〔2026〕1号"), SourcePaper(title="关于乙的通知"))
    source = DutySource(paper="国〔2026〕1号", text="各地要巡查。")
    duty = Duty(id="D001", text="各地要巡查。", sources=(source,))
    listed = Directive(title="关于乙的通知", papers=papers, duties=(duty,))
    assert basis_text([listed]) == "《转发〈甲〉的通知》（国〔2026〕1号）、《关于乙的通知》"


def test_a_paper_that_only_forwards_is_one_of_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    """It asks for nothing of its own: no error, for the parent inside it does."""
    notice = (
        "河源省民政厅\n河源民发〔2026〕6号\n关于转发《国家民政事务部关于加强养老机构安全管理的通知》的通知\n各市民政局：\n"
        "现将《国家民政事务部关于加强养老机构安全管理的通知》（国民发〔2026〕2号）印发给你们。\n"
        "河源省民政厅\n2026年3月8日\n"
    )
    Path("省.txt").write_text(notice + NATION, encoding="utf-8")
    capsys.readouterr()
    assert run(("import", "省.txt")) == 1
    assert "WJ301: 没有从文件里找到任何任务" in capsys.readouterr().err
    assert run(("import", "--stack", "省.txt", "-o", "清单.yaml")) == 0
    listed, _ = load_directive(Path("清单.yaml"))
    assert (listed.number, [duty.text for duty in listed.duties]) == (
        "河源民发〔2026〕6号",
        ["养老机构要每月至少开展一次用电安全检查。", "养老机构要配备应急药品。"],
    )


def test_a_list_is_not_filled_with_a_paper_that_is_none_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    before = Path("任务总清单.yaml").read_bytes()
    Path("别.txt").write_text(CITY.replace("〔2026〕5号", "〔2026〕9号").replace("养老", "殡葬服务"), encoding="utf-8")
    capsys.readouterr()
    assert run(("import", "别.txt", "-o", "任务总清单.yaml")) == 1
    assert capsys.readouterr().err.splitlines()[0] == (
        "别.txt: 错误 WJ308: 清单是河民发〔2026〕5号的，导入的文件是河民发〔2026〕9号，两者不是同一份文件，清单未改"
    )
    assert Path("任务总清单.yaml").read_bytes() == before


def test_lists_that_people_corrected_may_be_put_together() -> None:
    """A duty list stands for its paper; what people settled in it is proposed again."""
    assert run(("import", "国.txt", "-o", "国.yaml")) == 0
    text = Path("国.yaml").read_text(encoding="utf-8")
    Path("国.yaml").write_text(
        text.replace("归口: 服务机构", "归口: 服务机构\n  牵头股室: 养老服务股\n  核对: 张三 2026-03-02"),
        encoding="utf-8",
    )
    assert run(("import", "国.yaml", "市.txt", "-o", "合.yaml")) == 0
    listed, _ = load_directive(Path("合.yaml"))
    assert [(duty.section, duty.checked) for duty in listed.duties] == [
        ("养老服务股", ""),
        ("", ""),
        ("养老服务股", "张三 2026-03-02"),
    ]
    assert [paper.source for paper in listed.papers] == ["国.txt", "市.txt"]
