"""贯彻落实情况报告: composed from a 督办台账 in the superior's order, and beside it when somebody edited it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from test_compose import PLACE, read
from wenjian.cli import run
from wenjian.cli.materials import load_materials
from wenjian.compose import Composition, Materials, compose
from wenjian.errors import UnreadableInput
from wenjian.library import load_job, load_outline
from wenjian.lint.progress import check_progress, items_of, tally
from wenjian.loading.ledger_sheet import write_ledger_xlsx
from wenjian.model.directive import Directive
from wenjian.model.document import Document
from wenjian.model.job import Job
from wenjian.model.ledger import Ledger, LedgerItem, UnitEntry
from wenjian.model.library import Library
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import LedgerState, Stage
from wenjian.readers import read_documents
from wenjian.shipped import builtin, load_layout
from wenjian.writers import write_docx

SAMPLES = builtin("samples")

PARENT = """
标题: 示例厅关于做好养老机构安全工作的通知
发文字号: 示发〔2026〕6号
任务:
  - {编号: D001, 原文: 养老机构要每日巡查消防设施。, 归口: 服务机构, 条款: 一、（一）, 所在标题: [消防安全]}
  - {编号: D002, 原文: 各地民政部门要每季度开展一次安全检查。, 归口: 本局主责, 所在标题: [消防安全]}
  - {编号: D003, 原文: 养老机构要储备三天的食品和饮用水。, 归口: 服务机构, 所在标题: [物资储备]}
  - {编号: D004, 原文: 各地民政部门要公布投诉举报电话。, 归口: 本局主责, 所在标题: [物资储备]}
  - {编号: D005, 原文: 卫生健康部门要派出医疗队。, 归口: 他部门主责}
"""

JOB = """
地区: 地区.yaml
依据: 清单.yaml
台账: 台账.xlsx
稿别: 草稿
参数: {下步打算: 年内完成其余检查。}
文件:
  - {文种: 报告, 提纲: 贯彻落实情况报告, 要素: {主送机关: [安平市民政局], 签发人: 甲（虚构）}}
"""


def item(number: int, duty: str = "", **more: Any) -> LedgerItem:
    ref = f"示发〔2026〕6号#{duty}" if duty else ""
    return LedgerItem(id=f"{number:03}", duty=ref, **{"task": f"任务{number}。", **more})


LEDGER = Ledger(
    as_of="2026年6月10日",
    items=(
        item(
            1,
            "D002",
            task="县民政局要每季度开展一次安全检查。",
            progress="已检查12家。",
            state=LedgerState.UNDER_WAY,
            deadline="2026年12月底前",
        ),
        item(2, "D001", progress="每日巡查，记录齐全", state=LedgerState.STANDING),
        item(3, "D003", progress="12家均已储备。", state=LedgerState.CLOSED, problems="冷藏条件不足"),
        item(4, task="建立检查台账。", source="示发〔2026〕6号·二", progress="已建立。", state=LedgerState.TO_VERIFY),
        item(5, source="他发〔2026〕1号·一", progress="另一份文件的事项。"),
        item(6, "D009", state=LedgerState.OVERDUE, task="排查燃气。", progress="未完成。", deadline="2026年5月底前"),
    ),
)


SUMMED_UP = (
    "对照《示例厅关于做好养老机构安全工作的通知》（示发〔2026〕6号），县民政局共梳理任务5项，列入督办台账。"
    "截至2026年6月10日，已完成2项（其中已销号1项、已完成待核1项），推进中1项，长期坚持1项，逾期1项。"
)


def directive(text: str = PARENT) -> Directive:
    return read(Directive, text)


def composed(ledger: Ledger | None = LEDGER, job: str = JOB, parent: str = PARENT) -> Composition:
    outline = load_outline("贯彻落实情况报告", SAMPLES)[0]
    return compose(
        read(Job, job),
        Materials(
            locality=read(Locality, PLACE),
            library=Library(),
            directives=(directive(parent),),
            outlines={"贯彻落实情况报告": outline},
            ledger=ledger,
        ),
    )


def printed(composition: Composition) -> list[str]:
    return [block.printed for block in composition.papers[0].document.blocks]


def test_the_report_says_what_the_ledger_says_in_the_order_of_the_superior() -> None:
    composition = composed()
    paper = composition.papers[0]
    assert paper.layout == "上行文"
    assert paper.document.title == "青河县民政局关于贯彻落实《示例厅关于做好养老机构安全工作的通知》情况的报告"
    assert paper.document.elements.signer == "甲（虚构）"
    assert printed(composition) == [
        "一、总体情况",
        SUMMED_UP,
        "另有他部门主责的1项，不在本报告之列。",
        "二、逐项落实情况",
        "（一）消防安全",
        "1.“养老机构要每日巡查消防设施”。长期坚持。每日巡查，记录齐全。",
        "2.“各地民政部门要每季度开展一次安全检查”。推进中。已检查12家。",
        "（二）物资储备",
        "1.“养老机构要储备三天的食品和饮用水”。已销号。12家均已储备。",
        "2.“各地民政部门要公布投诉举报电话”。【待定：D004落实情况】",
        "（三）台账另列的事项",
        "1.建立检查台账。已完成待核。已建立。",
        "2.排查燃气。逾期。未完成。",
        "三、存在问题",
        "逾期未完成1项：“排查燃气”（2026年5月底前）。",
        "冷藏条件不足。",
        "四、下步打算",
        "年内完成其余检查。",
        "逾期的1项抓紧办理，尽快完成。",
        "其余尚未完成的1项，按以下时限推进：“县民政局要每季度开展一次安全检查”（2026年12月底前）。",
        "特此报告。",
    ]
    assert composition.coverages == ()


def test_what_is_for_the_units_below_is_not_told_above() -> None:
    """Who did not answer is pressed, what a town asks of others is asked of them; what is late is late to all."""
    ledger = Ledger(
        as_of="2026年6月10日",
        items=(
            item(
                1,
                "D001",
                progress="3个单位已报1个：推进中1个；未报：甲镇；填写不合要求：乙镇（更新至2026年6月1日）",
                state=LedgerState.UNDER_WAY,
                warning="红：本期逾期5天",
                deadline="每月5日前",
                problems="丙镇：选址未定；请县财政局支持经费",
            ),
            item(2, "D002", deadline="长期坚持"),
        ),
        entries=(UnitEntry(item="001", unit="丙镇", reason="选址未定", coordination="请县财政局支持经费"),),
    )
    composition = composed(ledger)
    told = printed(composition)
    assert "截至2026年6月10日，已完成0项，未启动1项，逾期1项。" in told[1]
    assert "1.“养老机构要每日巡查消防设施”。逾期。推进中1个（更新至2026年6月1日）。" in told
    assert "丙镇：选址未定。" in told
    assert "没有完成时限、需要长期坚持的1项，持续抓好落实。" in told
    assert not [one for one in composition.findings if one.code in {"WJ712", "WJ948"}]


def test_what_nobody_wrote_is_left_open() -> None:
    composition = composed(Ledger(), JOB.replace("参数: {下步打算: 年内完成其余检查。}\n", ""))
    blanks = [finding.message for finding in composition.findings if finding.code == "WJ508"]
    assert blanks == [
        "待定：截止日期",
        "待定：D001、D002、D003、D004落实情况",
        "待定：存在问题",
        "待定：下步打算",
    ]


def test_a_report_without_ledger_is_refused() -> None:
    with pytest.raises(UnreadableInput) as refused:
        composed(None)
    assert "错误 WJ949: 提纲“贯彻落实情况报告”由督办台账写出，拟稿单没有写“台账”" in str(refused.value)


def test_a_clean_report_is_refused_while_progress_is_missing() -> None:
    with pytest.raises(UnreadableInput) as refused:
        composed(job=JOB.replace("稿别: 草稿", "稿别: 清样"))
    assert "D004落实情况" in str(refused.value)


@pytest.mark.parametrize(
    ("task", "deadline", "printed_as"),
    [
        ("联络员名单于9月10日前报送市民政局。", "9月10日前", "“联络员名单于9月10日前报送市民政局”"),
        (
            "自2026年7月1日起，80至89周岁老年人高龄津贴标准由每人每月50元提高到80元，90至99周岁由每人每月100元提高到200元。",
            "自2026年7月1日起",
            "“80至89周岁老年人高龄津贴标准由每人每月50元提高到80元，90至99周岁由每人每月100元提高到200元”（自2026年7月1日起）",
        ),
        (
            "推荐“孝亲敬老之星”不少于3名，于9月20日前将推荐表报市民政局。",
            "9月20日前",
            "“推荐‘孝亲敬老之星’不少于3名，于9月20日前将推荐表报市民政局”",
        ),
        (
            "10月31日前报送工作总结（电子版和加盖公章的纸质版各1份，一份存档，一份报省厅）及《高龄津贴提标发放情况统计表（县级汇总）》。",
            "10月31日前",
            "“10月31日前报送工作总结（电子版和加盖公章的纸质版各1份，一份存档，一份报省厅）及《高龄津贴提标发放情况统计表（县级汇总）》”",
        ),
    ],
)
def test_a_task_is_named_in_words_that_can_be_read(task: str, deadline: str, printed_as: str) -> None:
    open_one = item(1, "D001", task=task, deadline=deadline, state=LedgerState.UNDER_WAY)
    lines = printed(composed(Ledger(as_of="2026年6月10日", items=(open_one,))))
    assert f"尚未完成的1项，按以下时限推进：{printed_as}。" in lines


def test_quotation_marks_within_a_quoted_duty_are_single() -> None:
    lines = printed(composed(parent=PARENT.replace("公布投诉举报电话", "公布“养老热线”")))
    assert "2.“各地民政部门要公布‘养老热线’”。【待定：D004落实情况】" in lines


def test_a_request_in_the_ledger_is_no_business_of_a_report() -> None:
    asking = item(1, "D001", progress="已巡查。恳请市局安排资金。", state=LedgerState.UNDER_WAY)
    findings = composed(Ledger(as_of="2026年6月10日", items=(asking,))).findings
    (said,) = [str(one) for one in findings if one.code == "WJ712"]
    assert "》1.: 错误 WJ712: 报告中夹带请示事项：“进中。已巡查。恳请市局安排资金。”" in said


def test_a_request_in_the_next_steps_is_no_business_of_a_report_either() -> None:
    job = JOB.replace("年内完成其余检查。", "一是督促补报；二是做好补发，请市局拨付补助资金50万元。")
    assert "WJ712" in [one.code for one in composed(LEDGER, job).findings]


def test_items_of_other_papers_are_not_counted() -> None:
    counted = tally(items_of(LEDGER, [directive()]))
    assert (counted["共计"], counted["已完成"], counted["推进中"]) == (5, 2, 1)


def changed(old: str, new: str) -> Document:
    """The report with words replaced, as read back from a docx that somebody edited: without our map of origins."""
    data = write_docx(composed().papers[0].document, load_layout("上行文"), stage=Stage.ISSUED)
    (document,) = read_documents(data, "报告.docx")
    blocks = [
        replace(
            block,
            lead=block.lead.replace(old, new),
            spans=tuple(replace(span, text=span.text.replace(old, new)) for span in block.spans),
        )
        for block in document.blocks
    ]
    return replace(document, blocks=tuple(block for block in blocks if block.text))


def found(document: Document) -> list[str]:
    ours = [f"示发〔2026〕6号#D00{number}" for number in range(1, 5)]
    return [str(one).splitlines()[0] for one in check_progress(document, LEDGER, [directive()], ours)]


def test_the_report_as_composed_agrees_with_its_ledger() -> None:
    assert found(changed("无", "无")) == []


@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        ("推进中1项", "推进中2项", "推进中", "WJ948: “推进中2项”与台账不符：推进中应是1项"),
        ("已完成2项", "已完成三项", "已完成", "WJ948: “已完成三项”与台账不符：已完成应是2项"),
        ("梳理任务5项", "梳理任务6项", "共计", "WJ948: “共梳理任务6项”与台账不符：共计应是5项"),
        ("逾期1项。", "逾期0项。", "逾期", "WJ948: “逾期0项”与台账不符：逾期应是1项"),
        (
            "截至2026年6月10日",
            "截至2026年6月30日",
            "截止日期",
            "WJ948: “截至2026年6月30日”与台账不符：截止日期应是2026年6月10日",
        ),
    ],
)
def test_a_figure_that_is_not_the_ledgers_is_found(old: str, new: str, where: str, said: str) -> None:
    assert found(changed(old, new)) == [f"报告.docx（{where}）: 警告 {said}"]


ELSEWHERE = f"""{PARENT.rstrip()}
  - {{编号: D006, 原文: 湖北省民政部门要每日报告机构疫情。, 归口: 本局主责, 适用范围: 湖北省}}
"""


def test_what_does_not_concern_the_place_is_not_to_be_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    composition = composed(parent=ELSEWHERE)
    assert "另有他部门主责的1项、不涉及本地的1项，不在本报告之列。" in printed(composition)
    monkeypatch.chdir(tmp_path)
    Path("清单.yaml").write_text(ELSEWHERE, encoding="utf-8")
    Path("地区.yaml").write_text(PLACE, encoding="utf-8")
    Path("台账.xlsx").write_bytes(write_ledger_xlsx(LEDGER))
    paper = composition.papers[0].document
    Path("报告.docx").write_bytes(write_docx(paper, load_layout("上行文"), stage=Stage.DRAFT))
    run(["lint", "报告.docx", "--ledger", "台账.xlsx", "--against", "清单.yaml", "--locality", "地区.yaml"])
    assert "WJ947" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "told",
    [
        "截至2026年6月10日，共发现隐患30项，已完成25项，正在推进中5项。",
        "截至2026年6月10日，共排查出问题30项，完成28项，逾期2项。",
        "截至2026年6月10日，共30项隐患，已销号25项。",
        "截至2026年6月10日，共建立制度12项，已完成12项。",
        "截至2026年6月10日，共开展各类宣传30件，已完成2项。",
        "台账列有任务5项，已完成2项；共发现隐患30项，已完成25项。",
        "共发现隐患30项，已完成25项；台账任务共5项，已完成2项。",
    ],
)
def test_a_figure_of_what_the_ledger_does_not_count_is_not_compared(told: str) -> None:
    assert [one for one in found(changed(SUMMED_UP, told)) if "WJ948" in one] == []


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("台账任务共6项，已完成2项；共发现隐患30项，已完成25项。", ["共计"]),
        ("共发现隐患30项，已完成25项，台账任务已完成3项。", ["已完成"]),
        ("截至2026年6月10日，共梳理出6项，已完成2项。", ["共计"]),
        ("截至2026年6月10日，共6项重点任务，已完成2项。", ["共计"]),
        ("截至2026年6月10日，整改任务共6项，已完成2项。", ["共计"]),
    ],
)
def test_a_figure_of_tasks_is_compared_whatever_stands_beside_it(told: str, names: list[str]) -> None:
    said = [one for one in found(changed(SUMMED_UP, told)) if "WJ948" in one]

    assert [one.partition("：")[2].partition("应是")[0] for one in said] == names


def test_what_is_not_finished_is_no_figure_of_what_is() -> None:
    assert found(changed("推进中1项", "未完成3项，推进中1项")) == []
    assert found(changed("已完成2项", "台账中尚未完成的3项，已完成2项")) == []


def test_a_duty_that_was_dropped_is_found() -> None:
    document = changed("无", "无")
    kept = tuple(block for block in document.blocks if "食品和饮用水" not in block.text)
    assert found(replace(document, blocks=kept)) == [
        "报告.docx（示发〔2026〕6号#D003）: 警告 WJ947: 没有报告这项任务的落实情况：养老机构要储备三天的食品和饮用水。"
    ]


def test_a_duty_told_in_other_words_is_reported_as_long_as_its_progress_is_there() -> None:
    assert found(changed("养老机构要储备三天的食品和饮用水", "应急物资")) == []


def test_lint_compares_a_report_with_its_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("清单.yaml").write_text(PARENT, encoding="utf-8")
    Path("台账.xlsx").write_bytes(write_ledger_xlsx(LEDGER))
    paper = composed().papers[0].document
    Path("报告.docx").write_bytes(write_docx(paper, load_layout("上行文"), stage=Stage.DRAFT))
    Path("短报告.txt").write_text(
        "青河县民政局关于贯彻落实养老机构安全工作情况的报告\n安平市民政局：\n截至6月10日，台账共5项，已完成2项，推进中3项。\n"
        "特此报告。\n青河县民政局\n2026年6月11日\n",
        encoding="utf-8",
    )
    assert run(["lint", "报告.docx", "--ledger", "台账.xlsx"]) == 2
    assert "--ledger 和 --against 要一起写" in capsys.readouterr().err
    run(["lint", "报告.docx", "--ledger", "台账.xlsx", "--against", "清单.yaml"])
    assert "WJ947" not in (out := capsys.readouterr().out)
    assert "WJ948" not in out
    assert run(["lint", "短报告.txt", "--ledger", "台账.xlsx", "--against", "清单.yaml"]) == 1
    out = capsys.readouterr().out
    assert "“推进中3项”与台账不符：推进中应是1项" in out
    assert "示发〔2026〕6号#D002：没有报告这项任务的落实情况：各地民政部门要每季度开展一次安全检查。" in out


def test_the_sample_reports_every_duty_and_leaves_one_open() -> None:
    path = SAMPLES / "拟稿单" / "鲁山县-情况报告.yaml"
    job = load_job(path)[0]
    composition = compose(job, load_materials(path, job, ())[0])
    assert [finding.message for finding in composition.findings] == ["待定：台账032落实情况"]
    assert "共梳理任务35项" in composition.papers[0].document.blocks[1].text
