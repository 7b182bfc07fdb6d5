"""Many plans at a glance: odd files, whose each plan is, the matrix of duties and places (all places invented)."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from wenjian.cli import run
from wenjian.cli.many import _letters
from wenjian.lint.copied_among import Own, Shared, shared_among
from wenjian.model.coverage import Engine
from wenjian.model.directive import Directive
from wenjian.model.document import Document, Tint
from wenjian.readers import read_documents
from wenjian.reports.many import Plan, Summary, Tally, many_workbook
from wenjian.reports.many_page import format_many_html
from wenjian.reports.matrix import Answer, Line, lost_line, tint_of
from wenjian.writers import write_xlsx

PARENT = """示范县民政局文件
示民字〔2026〕12号
关于做好养老机构夏季安全管理工作的通知
各乡镇人民政府：
一、用电管理
养老机构要每月至少开展一次用电安全检查，检查记录保存不少于两年。
严禁在居室内私拉电线。
二、入住管理
养老机构要对新入住老年人隔离观察不少于14天。
示范县民政局
2026年5月8日
"""
LOCALITY = """名称: 示范县
机关: 示范县民政局
乡镇:
- 名称: 石桥镇
  民政工作机构: 石桥镇民政所
- 名称: 青河镇
- 名称: 北山镇
- 名称: 柳林镇
"""
BODY = """一、用电管理
各养老机构每月至少开展一次用电安全检查，检查记录保存不少于两年。
严禁在居室内私拉电线。
二、入住管理
各养老机构对新入住老年人隔离观察不少于14天。
"""


def plan(unit: str, body: str = BODY, *, title: str = "", signed: bool = True) -> str:
    title = title or f"{unit}养老机构夏季安全管理实施方案"
    return f"{title}\n各村（社区）：\n{body}" + (f"{unit}人民政府\n2026年5月25日\n" if signed else "")


def reviewed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *more: str, **files: str | bytes
) -> tuple[list[dict[str, Any]], list[str], str]:
    """The rows of the summary, who sent nothing, and what was said, of a folder of files («名称.txt»)."""
    folder = tmp_path / "方案"
    folder.mkdir()
    for name, words in files.items():
        (folder / name).write_bytes(words if isinstance(words, bytes) else words.encode())
    (tmp_path / "县方案.txt").write_text(PARENT, encoding="utf-8")
    (tmp_path / "地区.yaml").write_text(LOCALITY, encoding="utf-8")
    against = ["--against", str(tmp_path / "县方案.txt"), "--locality", str(tmp_path / "地区.yaml")]
    run(["check", "--many", str(folder), *against, "--format", "json", "--jobs", "1", *more])
    said = capsys.readouterr()
    summary = json.loads(said.out)
    return summary["plans"], summary["missing_units"], said.err


def test_what_the_county_does_itself_is_asked_of_no_township(tmp_path: Path) -> None:
    """Neither its checks nor its own half of a sentence, in the letters as in the summary."""
    own = "县民政局会同县财政局每半年开展一次补贴资金专项检查。"
    reports = "各乡镇于每季度末月15日前将统计表报县民政局，县民政局于每季度末月20日前报市民政局。"
    (tmp_path / "县方案.txt").write_text(PARENT.replace("二、入住", f"{own}\n{reports}\n二、入住"), encoding="utf-8")
    told = BODY.replace("二、入住", "镇民政所于每季度末月15日前将统计表报县民政局。\n二、入住")
    (tmp_path / "方案").mkdir()
    for unit, body in (("石桥镇", told), ("青河镇", told), ("北山镇", BODY)):
        (tmp_path / "方案" / f"{unit}.txt").write_text(plan(unit, body), encoding="utf-8")
    each, table = tmp_path / "各份", tmp_path / "汇总.txt"
    against = ["--against", str(tmp_path / "县方案.txt"), "--jobs", "1", "--each", str(each), "-o", str(table)]
    run(["check", "--many", str(tmp_path / "方案"), *against])
    assert "未见单位最多的任务" not in table.read_text(encoding="utf-8")
    letters = (
        read_documents((each / f"{unit}-审核意见.docx").read_bytes(), "意见.docx")[0] for unit in ("石桥镇", "北山镇")
    )
    with_report, without = ("\n".join(block.text for block in paper.blocks) for paper in letters)
    assert "需补充" not in with_report
    assert "另有1项任务可能属于其他部门或上级机关" in with_report
    assert "要求“各乡镇于每季度末月15日前将统计表报县民政局”，文中未见对应内容" in without
    assert "20日" not in without
    sheet = openpyxl.load_workbook(each / "北山镇-对照表.xlsx").worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "补充：“各乡镇于每季度末月15日前将统计表报县民政局。”" in cells


# odd files


def test_the_superiors_paper_sent_back_is_no_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows, missing, err = reviewed(tmp_path, capsys, **{"1-石桥镇.txt": PARENT, "2.txt": plan("青河镇")})
    assert rows[0]["unit"] == "石桥镇"
    assert rows[0]["tally"] is None
    assert rows[1]["tally"]["covered"] == 3
    assert missing == ["石桥镇", "北山镇", "柳林镇"]
    assert "1-石桥镇.txt: 警告 WJ426: 就是上级文件本身，不是报送的方案，没有核对" in err


def test_a_plan_that_copies_all_but_is_signed_by_the_unit_is_its_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (
        PARENT.replace("示范县民政局文件\n", "")
        .replace("示民字〔2026〕12号\n", "")
        .replace("示范县民政局\n", "石桥镇人民政府\n")
    )
    rows, _, err = reviewed(tmp_path, capsys, **{"1.txt": words})
    assert rows[0]["unit"] == "石桥镇"
    assert rows[0]["tally"]["quoted"] > 0.9
    assert "WJ426" not in err


def test_a_plan_on_another_matter_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    festival = plan("石桥镇", "开展敬老月活动，评选孝老爱亲示范家庭。\n", title="石桥镇敬老月活动方案")
    based = plan("青河镇", "根据示民字〔2026〕12号文件，开展敬老月活动，评选孝老爱亲示范家庭。\n")
    rows, _, err = reviewed(tmp_path, capsys, **{"1.txt": festival, "2.txt": based})
    assert "1.txt: 警告 WJ427: 3项任务只落实0项、部分落实0项，也没有提到上级文件，可能是落实其他文件的方案" in err
    assert "2.txt: 警告 WJ427" not in err
    assert rows[0]["remarks"] == ["3项任务只落实0项、部分落实0项，也没有提到上级文件，可能是落实其他文件的方案"]


def test_of_two_papers_in_a_file_the_plan_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cover = "石桥镇人民政府关于报送方案的函\n示范县民政局：\n现将方案报上，请审阅。\n石桥镇人民政府\n2026年5月26日\n"
    rows, _, err = reviewed(tmp_path, capsys, **{"1.txt": cover + plan("石桥镇")})
    assert rows[0]["tally"]["covered"] == 3
    assert rows[0]["date"] == "2026年5月25日"
    checked = "核对的是第2份“石桥镇养老机构夏季安全管理实施方案”，没有核对“石桥镇人民政府关于报送方案的函”"
    assert f"1.txt: 警告 WJ428: 文件里有2份公文，{checked}" in err


def test_whose_a_plan_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unsigned = plan("", BODY + "青河镇敬老院要带头，青河镇民政所每周巡查。\n", title="养老机构安全方案", signed=False)
    nobody = plan("", title="养老机构安全方案", signed=False)
    copied = plan("柳林镇")
    rows, missing, err = reviewed(
        tmp_path, capsys, **{"1-改过名.txt": plan("石桥镇"), "2.txt": unsigned, "3.txt": nobody, "4-北山镇.txt": copied}
    )
    assert [row["unit"] for row in rows] == ["石桥镇", "青河镇", "", "柳林镇"]
    assert missing == ["北山镇"]
    assert "3.txt: 警告 WJ429: 看不出是哪个乡镇的方案：署名、标题、文件名里都没有" in err
    assert "4-北山镇.txt: 警告 WJ430: 文件名写的是北山镇，文中是柳林镇的方案" in err
    assert rows[3]["remarks"] == ["文件名写的是北山镇，文中是柳林镇的方案"]


def test_departments_of_one_county_each_have_their_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    title = "示范县住房和城乡建设局关于印发养老机构夏季安全管理实施方案的通知"
    files = {
        "1.txt": plan("", title=title, signed=False),
        "2.txt": plan("", title="养老机构安全方案", signed=False) + "示范县市场监督管理局\n2026年5月25日\n",
        "3.txt": plan("示范县", title="养老机构安全方案"),
        "4.txt": plan("石桥镇", title="养老机构安全方案", signed=False) + "石桥镇民政所\n2026年5月25日\n",
        "5-古城乡.txt": plan("", title="养老机构安全方案", signed=False) + "古城乡人民政府\n2026年5月25日\n",
    }
    rows, _, err = reviewed(tmp_path, capsys, **files)
    departments = ["示范县住房和城乡建设局", "示范县市场监督管理局", "示范县"]
    assert [row["unit"] for row in rows] == [*departments, "石桥镇", "古城乡"]
    assert "1.txt: 警告 WJ429: 看不出是哪个乡镇的方案：是“示范县住房和城乡建设局”的，不在地区文件的乡镇里" in err
    assert "WJ424" not in err


def test_two_plans_of_a_unit_an_empty_and_a_broken_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files: dict[str, str | bytes] = {
        "1.txt": plan("石桥镇"),
        "2.txt": plan("石桥镇"),
        "3-青河镇.txt": "",
        "4-北山镇.docx": b"PK\x03\x04",
    }
    rows, missing, err = reviewed(tmp_path, capsys, **files)
    assert [row["remarks"] for row in rows[:2]] == [["石桥镇报了2份，请只留最后一稿"]] * 2
    assert [row["common"] for row in rows[:2]] == [None, None]
    assert [row["error"] for row in rows[2:]] == ["文件是空的，没有可读的内容", "文件已损坏，不是完整的.docx文件"]
    assert missing == ["柳林镇"]
    assert "WJ424: 石桥镇有几份方案：1.txt、2.txt" in err


def test_another_townships_name_left_in_a_plan_stands_in_its_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left = BODY + "为确保青河镇老年人安全度夏，镇长每周调度。毗邻北山镇的村要联防。\n"
    each = tmp_path / "各份"
    rows, _, _ = reviewed(tmp_path, capsys, "--each", str(each), **{"1.txt": plan("石桥镇", left)})
    assert rows[0]["tally"]["faults"] == 1
    sheets = openpyxl.load_workbook(each / "1-对照表.xlsx").worksheets
    words = "\n".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)
    assert "“青河镇”" in words
    assert "“北山镇”" not in words


# letters


def test_each_plan_gets_its_letter_with_day_and_contact(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    each = tmp_path / "各份"
    more = ["--each", str(each), "--due", "8月15日", "--contact", "张三（虚构） 0000-1234567"]
    less = plan("石桥镇", BODY.replace("14天", "7天"))
    rows, _, _ = reviewed(tmp_path, capsys, *more, **{"1.txt": less, "11.txt": plan("青河镇")})
    from wenjian.readers import load_documents

    letter = load_documents(each / "1-审核意见.docx")[0]
    words = "".join(block.text for _, block in letter.walk())
    assert letter.elements.recipients == ("石桥镇民政所",)
    assert "请于8月15日前修改后报送（联系人：张三（虚构），电话：0000-1234567）" in words
    assert "为“各养老机构对新入住老年人隔离观察不少于7天”" in words
    clean = load_documents(each / "11-审核意见.docx")[0]
    assert clean.elements.recipients == ("青河镇人民政府",)
    assert "没有需要修改的意见" in "".join(block.text for _, block in clean.walk())
    assert [row["letter"] for row in rows] == [True, True]


def test_a_letter_is_on_the_plan_with_the_longest_name_in_its_own(tmp_path: Path) -> None:
    (tmp_path / "11-审核意见.docx").write_bytes(b"")
    (tmp_path / "关于石桥镇方案的审核意见（发）.docx").write_bytes(b"")
    assert _letters(["1", "11", "石桥镇方案", "石桥镇"], tmp_path, None) == {"11", "石桥镇方案"}


def test_a_plan_changed_as_our_letter_asked_is_a_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files: dict[str, str | bytes] = {
        "1-石桥镇（根据县局审核意见修改）.txt": plan("石桥镇"),
        "2-青河镇（按照审核意见修改）.txt": plan("青河镇"),
        "2-青河镇（按照审核意见修改）-审核意见.docx": b"",
    }
    rows, missing, _ = reviewed(tmp_path, capsys, **files)
    assert [(row["unit"], row["letter"]) for row in rows] == [("石桥镇", False), ("青河镇", True)]
    assert missing == ["北山镇", "柳林镇"]


def test_a_plan_whose_name_leaves_no_room_for_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    each, name = tmp_path / "各份", "关于" + "石" * 80
    files: dict[str, str | bytes] = {
        f"{name}甲.txt": plan("石桥镇"),
        f"{name}乙.txt": plan("青河镇"),
        "乙.txt": plan("北山镇"),
    }
    rows, _, _ = reviewed(tmp_path, capsys, "--each", str(each), **files)
    assert [row["letter"] for row in rows] == [True] * 3
    assert len(list(each.iterdir())) == 6
    assert sum(one.name.startswith(name[:70]) for one in each.iterdir()) == 4


# what plans have in common


def own(*texts: str) -> list[Own]:
    return [Own(text, text) for text in texts]


MODEL = "成立由主要负责人任组长的专班，每周召开一次碰头会研究解决难题。"
RARE = "在老街渡口设立劝返点，由党员每天早晚各值守两个小时并登记。"
NEARLY = "在老街渡口设立劝返点，由党员每天早晚值守两个小时并登记。"
ALONE = "把粮站空置房屋改作应急安置点，储备棉被和照明灯。"


def test_what_few_say_tells_more_than_what_all_say() -> None:
    plans = [own(MODEL, RARE), own(MODEL, ALONE), own(MODEL, NEARLY), own(MODEL, "另一句谁也没有写过的话在这里。")]
    first, second, third, _ = shared_among(plans, ["甲", "乙", "丙", "丁"])
    assert first == Shared(1.0, 2, 1, round(len(RARE) / len(MODEL + RARE), 3), (2,), (RARE, MODEL))
    assert third is not None
    assert third.plans == (0,)
    assert second is not None
    assert (second.plans, second.sentences, second.few) == ((0, 2, 3), 1, 0)


def test_two_plans_of_one_unit_are_not_compared_and_nothing_is_nothing() -> None:
    assert shared_among([own(MODEL), own(MODEL), own(ALONE)], ["甲", "甲", "乙"]) == [None, None, None]
    assert shared_among([own(), own(MODEL)], ["甲", "乙"]) == [None, None]


def test_copied_words_are_told_with_whose_they_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = BODY + RARE + "\n" + "在石桥镇老街设立服务点，为独居老人代买菜蔬并登记用火情况。\n"
    theirs = BODY + RARE + "\n" + "在青河镇老街设立服务点，为独居老人代买菜蔬并登记用火情况。\n"
    rows, _, err = reviewed(tmp_path, capsys, **{"1.txt": plan("石桥镇", mine), "2.txt": plan("青河镇", theirs)})
    assert [row["common"]["units"] for row in rows] == [["青河镇"], ["石桥镇"]]
    assert rows[0]["common"]["few"] == 2
    assert re.search(
        "1.txt: 警告 WJ431: 自拟内容的100%（2句）与青河镇的方案相同或相近，其中2句很少有别的单位这样写", err
    )


# the matrix


def summary_of(units: int, duties: int = 4) -> Summary:
    lines = tuple(Line(f"D{n:03}", "二、（一）", f"第{n}项任务要每月检查<一次>并登记。") for n in range(1, duties + 1))
    words = (
        Answer("落实"),
        Answer("部分", open=True),
        Answer("未见", open=True),
        Answer("落实", ("低于", "高于"), open=True),
    )
    plans = tuple(
        Plan(
            f"{n}.txt",
            f"示{n}镇",
            "2026年5月8日",
            Tally(duties, 1, 1, 1, 0, 1, 1, 0.5),
            answers=tuple(words[(n + at) % 4 if at else 2 * (n % 2)] for at in range(duties)),
        )
        for n in range(units)
    )
    directive = Directive(title="关于做好检查的通知", number="示〔2026〕1号", duties=())
    return Summary(directive, Engine("0", "试", "1"), plans, ("北山镇",), lines)


def test_the_matrix_as_a_sheet_sums_up_and_stays_in_sight() -> None:
    from io import BytesIO

    book = openpyxl.load_workbook(BytesIO(write_xlsx(many_workbook(summary_of(6)))))
    assert book.sheetnames == ["各乡镇方案审核汇总表", "各乡镇任务落实一览表"]
    sheet = book.worksheets[1]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next(n for n, row in enumerate(rows) if row[0] == "序号")
    assert rows[at] == ["序号", "条款", "上级任务", "未见", "部分", "低于", *(f"示{n}镇" for n in range(6))]
    assert rows[at + 1][3:] == ["3", None, None, *["落实", "未见"] * 3]
    assert rows[at + 5][2] == "需要处理的任务数"
    assert [str(word) for word in rows[at + 5][6:]] == [
        str(sum(one.open for one in plan.answers)) for plan in summary_of(6).plans
    ]
    assert sheet.freeze_panes == f"G{at + 2}"
    assert sheet.print_title_cols == "$A:$F"
    assert sheet.print_title_rows == f"${at + 1}:${at + 1}"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.cell(at + 1, 7).alignment.textRotation == 255
    missing = sheet.cell(at + 2, 8)
    assert (missing.fill.fgColor.rgb, missing.font.bold) == ("FFF8CBAD", True)
    assert sheet.cell(at + 2, 7).fill.fill_type is None


def test_many_places_are_printed_on_several_pages_each_with_the_duties() -> None:
    from io import BytesIO

    sheet = openpyxl.load_workbook(BytesIO(write_xlsx(many_workbook(summary_of(50))))).worksheets[1]
    breaks = [one.id for one in sheet.col_breaks.brk]
    assert breaks == [23, 40]
    assert sheet.page_setup.scale is not None
    assert sheet.page_setup.scale < 100


def test_words_colours_and_the_duty_that_most_places_lack() -> None:
    assert tint_of(Answer("落实")) is None
    assert tint_of(Answer("部分", ("低于",))) is Tint.ORANGE
    assert tint_of(Answer("待核", ("抵触",))) is Tint.RED
    summary = summary_of(6)
    answers = [plan.answers for plan in summary.plans]
    told = lost_line(summary.duties, answers)
    assert told.startswith("未见单位最多的任务：第1项“第1项任务要每月检查<一次>并登记”3个单位，")
    assert lost_line(summary.duties, [(Answer("落实"),) * 4]) == ""


def test_the_page_is_whole_without_script_and_allows_nothing_from_outside() -> None:
    page = format_many_html(summary_of(30))
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    told = {one: b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in (script, style)}
    assert f"default-src 'none'; style-src 'sha256-{told[style]}'; script-src 'sha256-{told[script]}'" in page
    assert not re.search(r"https?:|//[a-z]|src=|url\(|@import|<link|style=|\son\w+=", page.replace(script, ""))
    assert not re.search(r"fetch|XMLHttpRequest|import|eval|innerHTML|document\.write|localStorage|cookie", script)
    assert not re.search(r":has\(|:is\(|:where\(|&|@layer|@container|aspect-ratio|accent-color|\bdvh\b|inset:", style)
    assert not re.search(r"\.at\(|replaceAll|structuredClone|hasOwn|findLast|toSorted|\?\?=|\|\|=|static \{", script)
    body = page.replace(script, "").replace(style, "")
    assert "检查&lt;一次&gt;并登记" in body
    whole, *parts = re.findall(r'<table class="matrix">.*?</table>', body, re.DOTALL)
    assert [part.count('<th class="u">') for part in (whole, *parts)] == [30, 20, 10]
    assert whole.count("<tr>") == 6
    assert '<tr class="absent"><td class="n">31</td><td>北山镇</td><td>未报</td>' in body


def test_no_plan_at_all_is_a_table_without_a_matrix(tmp_path: Path) -> None:
    directive = Directive(title="通知", number="", duties=())
    summary = Summary(directive, Engine("0", "试", "1"), (Plan("1.txt", "", error="文件是空的"),), ("北山镇",))
    document: Document = many_workbook(summary)
    assert document.attachments == ()
    assert 'matrix">' not in format_many_html(summary)
