"""batch: each place gets what compose gives it; what is done is not done again; one place's fault stops no other."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from batches import JOB, contents, roster_at, samples
from wenjian import work
from wenjian.cli import batch, place, run
from wenjian.cli.drafting import format_decisions
from wenjian.cli.finished import RECORD
from wenjian.cli.place import HINTS
from wenjian.cli.progress import Progress, left, words
from wenjian.compose import compose
from wenjian.loading.dump import dump
from wenjian.loading.lock import LOCK, locked
from wenjian.loading.store import NEW, OLD
from wenjian.model.locality import Locality
from wenjian.shipped import builtin

FOLDER = "平顶山市鲁山县"
Said = pytest.CaptureFixture[str]


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return roster_at(tmp_path / "名册.xlsx", samples("鲁山县", "东胜区", "大渡口区"))


def batched(roster: Path, out: Path, *options: str, job: Path = JOB) -> int:
    return run(["batch", str(job), "--roster", str(roster), "-o", str(out), *(options or ("--jobs", "1"))])


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the places that are asked for, in a batch that makes next to nothing of them."""
    asked: list[str] = []

    def told(task: place.PlaceTask, _recipe: place.Recipe) -> place.Drafts:
        asked.append(task.locality.name)
        decisions = format_decisions(task.kept.file, ())
        return place.Drafts({"1-通知.docx": task.locality.bureau.encode(), "核对.yaml": decisions.encode()})

    monkeypatch.setattr(batch, "compose_place", told)
    return asked


def test_each_place_gets_what_compose_gives_it(roster: Path, tmp_path: Path, capsys: Said) -> None:
    assert batched(roster, tmp_path / "批") == 0
    said = capsys.readouterr()
    assert said.out == "共3个地区，做成3个。\n"
    assert run(["compose", str(JOB), "-o", str(tmp_path / "单")]) == 0
    alone = contents(tmp_path / "单")
    together = contents(tmp_path / "批" / FOLDER)
    assert {name: data for name, data in together.items() if name not in {RECORD, HINTS}} == alone
    assert sorted(path.name for path in (tmp_path / "批").iterdir()) == sorted(
        [FOLDER, "鄂尔多斯市东胜区", "重庆市大渡口区", "汇总.xlsx", "汇总.txt"]
    )
    assert "WJ508" in together[HINTS].decode()


def test_only_the_reports_asked_for_are_written_and_another_choice_makes_places_anew(
    roster: Path, tmp_path: Path, capsys: Said
) -> None:
    reports = {"覆盖核对.json", "覆盖核对.html", "贯彻落实对照表.xlsx", "贯彻落实对照表.docx"}
    out = tmp_path / "批"
    for asked in (("json", "xlsx"), ("docx",)):
        batched(roster, out, "--jobs", "1", *(word for kind in asked for word in ("--report", kind)))
        there = set(contents(out / FOLDER)) & reports
        assert there == {name for name in reports if name.endswith(asked)}
    assert "都已做完" not in capsys.readouterr().err
    run(["compose", str(JOB), "-o", str(tmp_path / "单"), "--report", "json"])
    assert set(contents(tmp_path / "单")) & reports == {"覆盖核对.json"}


def test_a_parent_read_from_the_paper_itself_is_proposed_anew_for_each_place(tmp_path: Path) -> None:
    """The 归口 of a paper that nobody has imported depends on the place: as compose alone proposes it."""
    for name in ("鲁山县", "东胜区"):
        text = JOB.read_text(encoding="utf-8").replace("地区/鲁山县", f"地区/{name}").replace("6.yaml", "6.txt")
        (tmp_path / f"{name}.yaml").write_text(text.replace("../", f"{builtin('samples')}/"), encoding="utf-8")
        run(["compose", str(tmp_path / f"{name}.yaml"), "-o", str(tmp_path / name)])
    roster = roster_at(tmp_path / "名册.xlsx", samples("东胜区", "鲁山县"))
    batched(roster, tmp_path / "批", job=tmp_path / "鲁山县.yaml")
    for name, folder in (("鲁山县", FOLDER), ("东胜区", "鄂尔多斯市东胜区")):
        together = contents(tmp_path / "批" / folder)
        assert {key: data for key, data in together.items() if key not in {RECORD, HINTS}} == contents(tmp_path / name)


def test_the_result_is_the_same_whatever_the_number_of_processes(roster: Path, tmp_path: Path) -> None:
    out = tmp_path / "批"
    assert batched(roster, out, "--jobs", "1") == 0
    made = contents(out)
    out.rename(tmp_path / "旧")
    assert batched(roster, out, "--jobs", "2") == 0
    assert contents(out) == made


def test_what_is_done_is_not_done_again(roster: Path, tmp_path: Path, names: list[str], capsys: Said) -> None:
    assert batched(roster, tmp_path / "批") == 0
    before = contents(tmp_path / "批")
    assert names == ["鲁山县", "东胜区", "大渡口区"]
    assert batched(roster, tmp_path / "批") == 0
    assert len(names) == 3
    assert "3个地区都已做完。" in capsys.readouterr().err
    assert contents(tmp_path / "批") == before


def another_bureau(roster: Path, _out: Path) -> None:
    changed = samples("东胜区")[0].model_copy(update={"bureau": "示局"})
    roster_at(roster, [*samples("鲁山县"), changed, *samples("大渡口区")])


def another_row(roster: Path, _out: Path) -> None:
    roster_at(roster, samples("南阳市", "鲁山县", "东胜区", "大渡口区"))


def a_result_gone(_roster: Path, out: Path) -> None:
    (out / FOLDER / "1-通知.docx").unlink()


def a_broken_record(_roster: Path, out: Path) -> None:
    (out / FOLDER / RECORD).write_text("{", encoding="utf-8")


def a_decision(_roster: Path, out: Path) -> None:
    (out / FOLDER / "核对.yaml").write_text(
        "核对:\n- 任务: 示发明电〔2026〕6号#D001\n  判定: 不适用\n  结论: 不涉及本地\n"
        "  姓名: 张示例（虚构）\n  日期: 2026-03-05\n",
        encoding="utf-8",
    )


CHANGES: dict[str, tuple[Callable[[Path, Path], None], list[str]]] = {
    "名册里的一行": (another_bureau, ["东胜区"]),
    "多一行": (another_row, ["南阳市"]),
    "结果少了一个": (a_result_gone, ["鲁山县"]),
    "记录坏了": (a_broken_record, ["鲁山县"]),
    "有人写了核对结论": (a_decision, ["鲁山县"]),
}


@pytest.mark.parametrize("name", CHANGES)
def test_only_what_changed_is_done_again(name: str, roster: Path, tmp_path: Path, names: list[str]) -> None:
    assert batched(roster, tmp_path / "批") == 0
    names.clear()
    change, expected = CHANGES[name]
    change(roster, tmp_path / "批")
    batched(roster, tmp_path / "批")
    assert names == expected
    batched(roster, tmp_path / "批")
    assert names == expected
    assert not list((tmp_path / "批").rglob("*手改*"))


@pytest.mark.parametrize("what", ["拟稿单", "条款库", "上级文件", "程序"])
def test_what_all_places_share_makes_all_of_them_anew(
    what: str, roster: Path, tmp_path: Path, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = JOB.read_text(encoding="utf-8").replace("../", f"{builtin('samples')}/")
    parent = tmp_path / "上级.yaml"
    parent.write_bytes((builtin("samples") / "上级/示发明电2026-6.yaml").read_bytes())
    job = tmp_path / "拟稿单.yaml"
    job.write_text(text.replace(f"{builtin('samples')}/上级/示发明电2026-6.yaml", "上级.yaml"), encoding="utf-8")
    own = tmp_path / "县条款"
    own.mkdir()
    (own / "术语.yaml").write_text("版本: 县\n术语: []\n", encoding="utf-8")
    options = ("--jobs", "1", "--library", str(own))
    assert batched(roster, tmp_path / "批", *options, job=job) == 0
    names.clear()
    if what == "拟稿单":
        job.write_text(
            job.read_text(encoding="utf-8").replace("民政服务机构呼吸道", "民政机构呼吸道"), encoding="utf-8"
        )
    elif what == "条款库":
        (own / "术语.yaml").write_text("版本: 县2\n术语: []\n", encoding="utf-8")
    elif what == "上级文件":
        parent.write_text(parent.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    else:
        monkeypatch.setattr("wenjian.cli.inputs.__version__", "9.9")
    batched(roster, tmp_path / "批", *options, job=job)
    assert len(names) == 3


def test_what_people_changed_in_a_folder_stays(tmp_path: Path, capsys: Said) -> None:
    out, roster = tmp_path / "批", roster_at(tmp_path / "名册.xlsx", samples("鲁山县"))
    assert batched(roster, out) == 0
    folder = out / FOLDER
    book = openpyxl.load_workbook(folder / "3-任务分解表.xlsx")
    book.worksheets[0]["A1"] = "改过"
    book.save(folder / "3-任务分解表.xlsx")
    changed = (folder / "3-任务分解表.xlsx").read_bytes()
    (folder / "领导批示.txt").write_text("请抓紧。", encoding="utf-8")
    (folder / "附图").mkdir()
    (folder / "附图/一.txt").write_text("图", encoding="utf-8")
    place_changed = samples("鲁山县")[0].model_copy(update={"grassroots": "各乡镇民政办"})
    roster_at(roster, [place_changed])
    capsys.readouterr()
    batched(roster, out)
    assert (folder / "3-任务分解表（手改1）.xlsx").read_bytes() == changed
    assert (folder / "领导批示.txt").read_text(encoding="utf-8") == "请抓紧。"
    assert (folder / "附图/一.txt").is_file()
    assert "改过" not in str(openpyxl.load_workbook(folder / "3-任务分解表.xlsx").worksheets[0]["A1"].value)
    assert (
        f"{folder}：手改过、另加的文件已保留：3-任务分解表（手改1）.xlsx、附图、领导批示.txt" in capsys.readouterr().err
    )


def test_links_of_people_stay_links(roster: Path, tmp_path: Path, names: list[str]) -> None:
    out = tmp_path / "批"
    batched(roster, out)
    links = {"失效.docx": "没有的文件.docx", "上一级": "..", "1-通知.docx": "别处.docx"}
    (out / FOLDER / "1-通知.docx").unlink()
    for name, target in links.items():
        (out / FOLDER / name).symlink_to(target)
    names.clear()
    assert batched(roster, out) == 0
    assert names == ["鲁山县"]
    links["1-通知（手改1）.docx"] = links.pop("1-通知.docx")
    assert {name: str((out / FOLDER / name).readlink()) for name in links} == links
    assert (out / FOLDER / "1-通知.docx").is_file()


def test_another_ledger_makes_all_places_anew(roster: Path, tmp_path: Path, names: list[str]) -> None:
    text = (builtin("samples") / "拟稿单/鲁山县-情况报告.yaml").read_text(encoding="utf-8")
    named = "../台账/鲁山县-养老机构安全.xlsx"
    ledger, job = tmp_path / "台账.xlsx", tmp_path / "拟稿单.yaml"
    ledger.write_bytes((builtin("samples") / "拟稿单" / named).read_bytes())
    job.write_text(text.replace(named, "台账.xlsx").replace("../", f"{builtin('samples')}/"), encoding="utf-8")
    batched(roster, tmp_path / "批", job=job)
    names.clear()
    batched(roster, tmp_path / "批", job=job)
    assert not names
    book = openpyxl.load_workbook(ledger)
    book.save(ledger)
    batched(roster, tmp_path / "批", job=job)
    assert len(names) == 3


def test_a_file_of_ours_that_is_no_longer_made_goes(tmp_path: Path) -> None:
    out, roster = tmp_path / "批", roster_at(tmp_path / "名册.xlsx", samples("鲁山县"))
    batched(roster, out)
    text = JOB.read_text(encoding="utf-8").replace("../", f"{builtin('samples')}/")
    job = tmp_path / "拟稿单.yaml"
    job.write_text(text[: text.index("  - 文种: 任务分解表")], encoding="utf-8")
    batched(roster, out, job=job)
    assert not (out / FOLDER / "3-任务分解表.xlsx").exists()


def test_a_bad_row_and_a_failing_place_are_told_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    good, failing, other = samples("鲁山县", "东胜区", "大渡口区")
    roster = roster_at(tmp_path / "名册.xlsx", [good, failing, Locality(name="示/县", bureau="示局"), other])
    real = compose

    def broken(job: Any, materials: Any, decisions: Any) -> Any:
        if materials.locality.name == "东胜区":
            raise ZeroDivisionError("division by zero")
        return real(job, materials, decisions)

    monkeypatch.setattr(place, "compose", broken)
    assert batched(roster, tmp_path / "批") == 1
    said = capsys.readouterr()
    assert said.out == "共4个地区，做成2个；没有做成2个。\n"
    assert f"{roster}（地区 A5）: 错误 WJ975: “示/县”不能作文件夹的名称" in said.err
    assert f"{roster}（第4行“鄂尔多斯市东胜区”）: 错误 WJ981: 起草时程序出错（ZeroDivisionError: " in said.err
    made = {path.name for path in (tmp_path / "批").iterdir()}
    assert made == {FOLDER, "重庆市大渡口区", "汇总.xlsx", "汇总.txt"}
    summary = (tmp_path / "批/汇总.txt").read_text(encoding="utf-8")
    assert "2. 鄂尔多斯市东胜区（名册第4行）：没有做成，起草时程序出错（ZeroDivisionError" in summary
    assert "3. 示/县（名册第5行）：没有做成，“示/县”不能作文件夹的名称" in summary


def test_a_place_that_the_job_does_not_fit_is_told_by_its_row(tmp_path: Path, capsys: Said) -> None:
    text = JOB.read_text(encoding="utf-8").replace("../", f"{builtin('samples')}/") + "版头: 鲁民字\n"
    job = tmp_path / "拟稿单.yaml"
    job.write_text(text, encoding="utf-8")
    roster = roster_at(tmp_path / "名册.xlsx", samples("鲁山县", "东胜区"))
    assert batched(roster, tmp_path / "批", job=job) == 1
    said = capsys.readouterr().err
    assert f"{roster}（第4行“鄂尔多斯市东胜区”，拟稿单“版头”）: 错误 WJ504" in said


def test_a_place_that_kills_its_process_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    import os
    import signal

    def deadly(job: Any, materials: Any, decisions: Any) -> Any:
        if materials.locality.name == "东胜区":
            os.kill(os.getpid(), signal.SIGKILL)
        return real(job, materials, decisions)

    real = compose
    monkeypatch.setattr(place, "compose", deadly)
    roster = roster_at(tmp_path / "名册.xlsx", samples("鲁山县", "东胜区", "大渡口区"))
    assert batched(roster, tmp_path / "批", "--jobs", "2") == 1
    said = capsys.readouterr()
    assert "（第4行“鄂尔多斯市东胜区”）: 错误 WJ982: 没有做成：处理它的进程被中止了" in said.err
    assert said.out == "共3个地区，做成2个；没有做成1个。\n"


PARENT = """示省民政厅关于做好观测工作的通知（示例）

各市、县民政局：

一、各地要更换全部河道水位标尺。

示省民政厅
2026年3月2日
"""


def test_duties_that_nothing_settles_are_in_the_summary(tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "上级.txt").write_text(PARENT, encoding="utf-8")
    job = tmp_path / "拟稿单.yaml"
    text = JOB.read_text(encoding="utf-8").replace("../上级/示发明电2026-6.yaml", "上级.txt")
    job.write_text(text, encoding="utf-8")
    roster = roster_at(tmp_path / "名册.xlsx", samples("鲁山县", "东胜区"))
    assert batched(roster, tmp_path / "批", job=job) == 1
    assert capsys.readouterr().out == "共2个地区，做成2个，其中2个有任务没有着落。\n"
    book = openpyxl.load_workbook(tmp_path / "批/汇总.xlsx")
    assert book.sheetnames == ["各地起草情况汇总", "没有完全着落的任务", "提示"]
    rows = [[str(cell or "") for cell in row] for row in book["没有完全着落的任务"].iter_rows(values_only=True)]
    (gap,) = [row for row in rows if row[0].endswith("#D001")]
    assert gap[3:6] == ["未见对应内容", "2", "全部"]
    first = [[str(cell or "") for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    head = next(row for row in first if "有着落" in row)
    lushan = next(row for row in first if FOLDER in row)
    figures = [int(lushan[head.index(name)]) for name in ("总任务", "有着落", "部分", "未见", "不需办")]
    assert figures[0] == sum(figures[1:])
    assert figures[3] == 1
    assert lushan[head.index("结果")] == "有任务没有着落"


def test_duties_restated_in_the_superior_s_words_wait_for_review_and_are_not_called_unsettled(
    tmp_path: Path, capsys: Said
) -> None:
    (tmp_path / "上级.txt").write_text(PARENT, encoding="utf-8")
    job = tmp_path / "拟稿单.yaml"
    text = JOB.read_text(encoding="utf-8").replace("../上级/示发明电2026-6.yaml", "上级.txt")
    job.write_text(f"{text}\n补写: 是\n", encoding="utf-8")
    roster = roster_at(tmp_path / "名册.xlsx", samples("鲁山县", "东胜区"))
    assert batched(roster, tmp_path / "批", job=job) == 1
    assert capsys.readouterr().out == "共2个地区，做成2个，其中2个有补写待审。\n"
    told = (tmp_path / "批/汇总.txt").read_text(encoding="utf-8")
    assert "补写待审的任务：" in told
    assert "没有着落" not in told
    assert "没有完全着落" not in told
    head, *rows = openpyxl.load_workbook(tmp_path / "批/汇总.xlsx").worksheets[0].iter_rows(min_row=1, values_only=True)
    assert any(row[-1] == "有补写待审" for row in (head, *rows))


SHARED = """\
标题: 关于做好助老食堂工作的通知
发文字号: 示民发〔2026〕9号
成文日期: 2026年3月2日
发文机关: [示例市民政局]
任务:
- 编号: D001
  原文: 各地要会同自然资源部门编制助老食堂布局规划。
  归口: 本局主责
  牵头股室: 助餐服务股
  配合单位: [县自然资源局]
- 编号: D002
  原文: 各地要会同财政部门核拨助老食堂补贴。
  归口: 本局主责
  牵头股室: 助餐服务股
  配合单位: [县财政局]
  核对: 张三 2026-03-05
"""


def test_units_of_another_place_in_a_shared_list_are_told_and_only_signed_ones_printed(tmp_path: Path) -> None:
    (tmp_path / "清单.yaml").write_text(SHARED, encoding="utf-8")
    job = tmp_path / "拟稿单.yaml"
    text = JOB.read_text(encoding="utf-8").replace("../上级/示发明电2026-6.yaml", "清单.yaml")
    job.write_text(f"{text}\n补写: 是\n", encoding="utf-8")
    roster = roster_at(tmp_path / "名册.xlsx", samples("大渡口区"))
    batched(roster, tmp_path / "批", job=job)
    (folder,) = [path for path in (tmp_path / "批").iterdir() if path.is_dir()]
    told = (folder / "提示.txt").read_text(encoding="utf-8")
    assert [line.partition(": ")[2] for line in told.splitlines() if "WJ988" in line] == [
        "警告 WJ988: 任务D001的牵头股室“助餐服务股”，名册里这个地区没有，没有采用，改为本地的建议",
        "警告 WJ988: 任务D001的配合单位“县自然资源局”，名册里这个地区没有，没有采用，改为本地的建议",
        "警告 WJ988: 任务D002的牵头股室“助餐服务股”，名册里这个地区没有，照印",
        "警告 WJ988: 任务D002的配合单位“县财政局”，名册里这个地区没有，照印",
    ]
    (tasks,) = folder.glob("*任务分解表.xlsx")
    printed = [
        str(cell) for row in openpyxl.load_workbook(tasks).worksheets[0].iter_rows(values_only=True) for cell in row
    ]
    assert not any("县自然资源局" in cell for cell in printed)
    assert any("县财政局" in cell for cell in printed)


def test_the_summary_counts_what_the_coverage_says(tmp_path: Path) -> None:
    roster = roster_at(tmp_path / "名册.xlsx", samples("鲁山县"))
    batched(roster, tmp_path / "批")
    record = json.loads((tmp_path / "批" / FOLDER / RECORD).read_text(encoding="utf-8"))
    coverage = json.loads((tmp_path / "批" / FOLDER / "覆盖核对.json").read_text(encoding="utf-8"))
    settlements = [duty["settlement"] for duty in coverage["duties"]]
    assert record["figures"]["duties"] == len(settlements)
    assert record["figures"]["missing"] == sum(one in {"未见对应内容", "待核"} for one in settlements)
    assert record["figures"]["partly"] == settlements.count("部分落实")


def test_what_a_job_says_of_one_place_is_told(tmp_path: Path, capsys: Said) -> None:
    roster = roster_at(tmp_path / "名册.xlsx", samples("鲁山县"))
    assert batched(roster, tmp_path / "批", job=builtin("samples") / "拟稿单/鲁山县.yaml") == 0
    assert "警告 WJ983: 拟稿单的“发文字号”写的是“鲁民字〔2026〕8号”，各地的文稿都会用它" in capsys.readouterr().err


def test_what_a_killed_run_left_is_cleared_away_and_nothing_is_lost(
    roster: Path, tmp_path: Path, names: list[str]
) -> None:
    out = tmp_path / "批"
    batched(roster, out)
    before = contents(out)
    (out / FOLDER).rename(out / f"{OLD}{FOLDER}")
    (out / f"{NEW}{FOLDER}").mkdir()
    (out / f"{NEW}{FOLDER}/1-通知.docx").write_bytes(b"PK half")
    (out / f"{OLD}重庆市大渡口区").mkdir()
    (out / ".wenjian-x1.tmp").write_bytes(b"half")
    names.clear()
    batched(roster, out)
    assert names == []
    assert contents(out) == before


@pytest.mark.usefixtures("names")
def test_a_file_where_a_place_belongs_stops_that_place_only(roster: Path, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "批"
    out.mkdir()
    (out / FOLDER).write_text("我的文件", encoding="utf-8")
    assert batched(roster, out) == 5
    assert f"错误 WJ683: “{FOLDER}”是一个文件，不能当文件夹用" in capsys.readouterr().err
    assert (out / FOLDER).read_text(encoding="utf-8") == "我的文件"
    assert (out / "重庆市大渡口区/1-通知.docx").is_file()


def test_a_file_where_the_results_belong_is_told(roster: Path, tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "批").write_text("我的文件", encoding="utf-8")
    assert batched(roster, tmp_path / "批") == 5
    assert "WJ683" in capsys.readouterr().err
    assert (tmp_path / "批").read_text(encoding="utf-8") == "我的文件"


@pytest.mark.usefixtures("names")
def test_decisions_that_cannot_be_read_stop_their_place_only(roster: Path, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "批"
    batched(roster, out)
    (out / FOLDER / "核对.yaml").write_text("核对: [", encoding="utf-8")
    assert batched(roster, out) == 1
    assert f"（第3行“{FOLDER}”，{out / FOLDER / '核对.yaml'}" in capsys.readouterr().err
    assert (out / FOLDER / "核对.yaml").read_text(encoding="utf-8") == "核对: ["


def test_an_interrupted_run_says_how_to_go_on(
    roster: Path, tmp_path: Path, names: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    quick = vars(batch)["compose_place"]

    def stopped(task: place.PlaceTask, recipe: place.Recipe) -> place.Drafts:
        if task.locality.name == "大渡口区":
            raise KeyboardInterrupt
        if task.locality.name == "东胜区":
            return place.Drafts()
        drafts: place.Drafts = quick(task, recipe)
        return drafts

    with monkeypatch.context() as patched:
        patched.setattr(batch, "compose_place", stopped)
        assert batched(roster, tmp_path / "批") == 130
    assert "已中断。做完的1个地区都在" in capsys.readouterr().err
    assert (tmp_path / "批" / FOLDER / RECORD).is_file()
    assert batched(roster, tmp_path / "批") == 0
    assert names == ["鲁山县", "东胜区", "大渡口区"]


def test_two_batches_into_one_folder_wait_for_each_other(
    roster: Path, tmp_path: Path, names: list[str], capsys: Said
) -> None:
    out = tmp_path / "批"
    with locked(out):
        (out / f"{NEW}{FOLDER}-1").mkdir()
        assert batched(roster, out) == 5
        assert (out / f"{NEW}{FOLDER}-1").is_dir()
    assert "错误 WJ986: 另一个 wenjian（本机的进程" in capsys.readouterr().err
    assert names == []
    (out / LOCK).write_text(json.dumps({"process": 1, "host": socket.gethostname()}), encoding="utf-8")
    assert batched(roster, out) == 0
    assert "上一次（本机的进程1）没有做完就停了" in capsys.readouterr().err
    assert sorted(path.name for path in out.iterdir() if path.name.startswith(".")) == []


def test_remarks_in_the_decisions_are_kept(roster: Path, tmp_path: Path, names: list[str]) -> None:
    batched(roster, tmp_path / "批")
    decided = tmp_path / "批" / FOLDER / "核对.yaml"
    a_decision(roster, tmp_path / "批")
    decided.write_text("# 局长意见\n" + decided.read_text(encoding="utf-8"), encoding="utf-8")
    batched(roster, tmp_path / "批")
    kept = tmp_path / "批" / FOLDER / "核对（手改1）.yaml"
    assert kept.read_text(encoding="utf-8").startswith("# 局长意见")


def test_one_machine_or_many(roster: Path, tmp_path: Path, capsys: Said) -> None:
    assert batched(roster, tmp_path / "批", "--jobs", "2", "--cluster", "tcp://10.0.0.1:8786") == 2
    assert "只写一个" in capsys.readouterr().err
    assert not (tmp_path / "批").exists()


def test_a_layout_that_one_place_asks_for_in_vain_stops_that_place_only(tmp_path: Path, capsys: Said) -> None:
    good, other = samples("鲁山县", "东胜区")
    head = other.letterheads[0].model_copy(update={"layout": "没有的版式"})
    roster = roster_at(tmp_path / "名册.xlsx", [good, other.model_copy(update={"letterheads": (head,)})])
    assert batched(roster, tmp_path / "批") == 1
    assert "（第4行“鄂尔多斯市东胜区”" in (said := capsys.readouterr().err)
    assert "WJ206" in said
    assert (tmp_path / "批" / FOLDER / "1-通知.docx").is_file()


def test_a_layout_of_the_office_is_used_from_beside_the_roster(tmp_path: Path) -> None:
    (place_,) = samples("鲁山县")
    head = place_.letterheads[0].model_copy(update={"layout": "本局"})
    (tmp_path / "本局.docx").write_bytes((builtin("templates") / "红头通知.docx").read_bytes())
    roster = roster_at(tmp_path / "名册.xlsx", [place_.model_copy(update={"letterheads": (head,)})])
    assert batched(roster, tmp_path / "批") == 0
    assert (tmp_path / "批" / FOLDER / "1-通知.docx").is_file()


@pytest.mark.parametrize(
    ("done", "seconds", "expected"),
    [
        (1, 1.0, "1/100个地区"),
        (20, 10.0, "20/100个地区，每秒2.0个，还要约40秒"),
        (10, 60.0, "10/100个地区，每个6.0秒，还要约9分钟"),
        (10, 1200.0, "10/100个地区，每个120.0秒，还要约3小时0分钟"),
    ],
)
def test_the_time_left_in_words(done: int, seconds: float, expected: str) -> None:
    assert words(done, 100, "个地区", seconds) == expected


def test_progress_is_told_now_and_then(capsys: Said) -> None:
    progress = Progress(500, "个地区")
    for number in range(500):
        if number == 250:
            progress.told -= 61
        progress.step()
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("251/500个地区，每秒")
    assert left(5) == "5秒"


def test_the_workers_need_no_file_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a worker is given travels as bytes and gives the same drafts where neither job nor parents are there."""
    import pickle

    given: list[bytes] = []
    tasks: list[bytes] = []
    real = work.answers

    def spied(what: Any, asked: Any, where: Any, _prepared: Any) -> Any:
        listed = list(asked)
        given.append(pickle.dumps(what.recipe))
        tasks.extend(map(pickle.dumps, listed))
        return real(what, listed, where)

    monkeypatch.setattr(batch, "answers", spied)
    (place_,) = samples("鲁山县")
    folder = tmp_path / "家"
    folder.mkdir()
    roster = roster_at(folder / "名册.xlsx", [place_])
    for name in ("拟稿单", "上级", "地区"):
        (folder / name).mkdir()
    (folder / "拟稿单/一.yaml").write_bytes(JOB.read_bytes())
    (folder / "上级/示发明电2026-6.yaml").write_bytes((builtin("samples") / "上级/示发明电2026-6.yaml").read_bytes())
    (folder / "地区/鲁山县.yaml").write_text(dump(place_), encoding="utf-8")
    assert batched(roster, folder / "批", job=folder / "拟稿单/一.yaml") == 0
    made = {name: data for name, data in contents(folder / "批" / FOLDER).items() if name != RECORD}
    folder.rename(tmp_path / "搬走")
    drafts = place.compose_place(pickle.loads(tasks[0]), place.ready(pickle.loads(given[0])))
    assert dict(drafts.files) == made
