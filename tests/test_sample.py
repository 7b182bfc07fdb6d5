"""The sample job from end to end, as a county office would run it."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from wenjian.cli import run
from wenjian.library import load_entries
from wenjian.model.coverage import DecisionFile

ROOT = Path(__file__).parents[1]
PARENT = "上级/示发明电2026-6.yaml"


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """A copy of samples/ that a test may change."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    return tmp_path / "samples"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} lacks {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def edit_docx(path: Path, old: str, new: str) -> None:
    """Replace a text in word/document.xml, as a person would in an office program."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"].decode("utf-8")
    assert old in body
    parts["word/document.xml"] = body.replace(old, new).encode("utf-8")
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


def coverage(folder: Path) -> dict[str, dict[str, object]]:
    """Duty id → its entry in 覆盖核对.json."""
    answer = json.loads((folder / "覆盖核对.json").read_text(encoding="utf-8"))
    return {duty["id"]: duty for duty in answer["duties"]}


def text_of(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        body = package.read("word/document.xml").decode("utf-8")
    return re.sub(r"<[^>]+>", "", body.replace("</w:p>", "\n"))


@pytest.mark.parametrize(("locality", "beside"), [("鲁山县", []), ("东胜区", ["1-通知.来源.xml"])])
def test_every_duty_of_the_sample_is_settled(
    locality: str, beside: list[str], samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["compose", str(samples / f"拟稿单/{locality}.yaml"), "-o", str(tmp_path / "结果")]) == 0
    out = capsys.readouterr().out
    assert "未见对应内容" not in out
    assert "补写0" in out
    assert sorted(path.name for path in (tmp_path / "结果").iterdir()) == [
        "1-发文稿纸.docx",
        "1-通知.docx",
        *beside,
        "3-任务分解表.xlsx",
        "核对.yaml",
        "覆盖核对.html",
        "覆盖核对.json",
        "贯彻落实对照表.docx",
        "贯彻落实对照表.xlsx",
    ]


def test_the_localities_differ_and_do_not_name_each_other(samples: Path, tmp_path: Path) -> None:
    for name in ("鲁山县", "东胜区"):
        run(["compose", str(samples / f"拟稿单/{name}.yaml"), "-o", str(tmp_path / name)])
    lushan = text_of(tmp_path / "鲁山县/1-通知.docx")
    dongsheng = text_of(tmp_path / "东胜区/1-通知.docx")
    assert "鲁山县民政局" in lushan
    assert "东胜区民政局" in dongsheng
    assert not re.search("东胜|鄂尔多斯|内蒙古", lushan)
    assert not re.search("鲁山|平顶山|河南", dongsheng)
    assert "全县" in lushan
    assert "全区" in dongsheng
    assert "县卫生健康" not in dongsheng


def test_the_clauses_do_the_work(samples: Path, tmp_path: Path) -> None:
    """With the library emptied and 补写 off, over 80 % of the duties are unsettled."""
    from wenjian.cli.materials import load_materials
    from wenjian.compose import compose
    from wenjian.library import load_job

    path = samples / "拟稿单/鲁山县.yaml"
    job, _ = load_job(path)
    materials, _ = load_materials(path, job, ())
    import dataclasses

    emptied = dataclasses.replace(materials, library=dataclasses.replace(materials.library, clauses=()))
    composition = compose(job, emptied)
    (checked,) = composition.coverages
    assert not composition.restated
    assert len(composition.unsettled) > 0.8 * len(checked.duties)


def test_excluding_a_clause_names_the_duty(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    job = samples / "拟稿单/鲁山县.yaml"
    run(["compose", str(job), "-o", str(tmp_path / "全")])
    duty = next(d for d in coverage(tmp_path / "全").values() if "推行预约登记" in str(d["text"]))
    clause = clause_claiming(str(duty["id"]))
    edit(job, "- 文种: 实施方案", f"- 文种: 实施方案\n    排除: [{clause}]")
    capsys.readouterr()
    assert run(["compose", str(job), "-o", str(tmp_path / "缺")]) == 1
    assert f"未落实 示发明电〔2026〕6号#{duty['id']}" in capsys.readouterr().out


def clause_claiming(duty: str) -> str:
    from wenjian.library import load_library

    return next(c.id for c in load_library(()).clauses if any(x.duty.endswith(f"#{duty}") for x in c.claims))


def test_a_weakened_figure_in_the_written_docx_is_reported(samples: Path, tmp_path: Path) -> None:
    run(["compose", str(samples / "拟稿单/鲁山县.yaml"), "-o", str(tmp_path)])
    edit_docx(tmp_path / "1-通知.docx", "不少于14天", "不少于7天")
    answer = tmp_path / "改后.json"
    run(["check", str(tmp_path / "1-通知.docx"), "--against", str(samples / PARENT), "-o", str(answer)])
    duties = json.loads(answer.read_text(encoding="utf-8"))["duties"]
    duty = next(d for d in duties if "不少于14天" in d["text"])
    assert "weaker" in duty["flags"]
    assert {"kind": "figure", "direction": "weaker", "parent": "不少于14天", "child": "不少于7天"}.items() <= duty[
        "deviations"
    ][0].items()


def test_the_written_docx_checks_as_the_composition_did(samples: Path, tmp_path: Path) -> None:
    run(["compose", str(samples / "拟稿单/鲁山县.yaml"), "-o", str(tmp_path)])
    answer = tmp_path / "再核.json"
    assert run(["check", str(tmp_path / "1-通知.docx"), "--against", str(samples / PARENT), "-o", str(answer)]) == 0
    again = {d["id"]: d["verdict"] for d in json.loads(answer.read_text(encoding="utf-8"))["duties"]}
    assert again == {key: duty["verdict"] for key, duty in coverage(tmp_path).items()}


def test_a_draft_has_blanks_and_a_final_refuses_them(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    job = samples / "拟稿单/鲁山县-草稿.yaml"
    run(["compose", str(job), "-o", str(tmp_path / "草稿")])
    draft = text_of(tmp_path / "草稿/1-通知.docx")
    assert "【待定：" in draft
    blanks = sorted(set(re.findall("【待定：([^】]+)】", draft)))
    edit(job, "稿别: 草稿", "稿别: 清样")
    capsys.readouterr()
    assert run(["compose", str(job), "-o", str(tmp_path / "清样")]) == 3
    said = capsys.readouterr().err
    assert not (tmp_path / "清样").exists()
    for name in [*blanks, "发文字号", "成文日期"]:
        assert name in said


def test_an_issued_paper_is_stripped_and_its_map_stays_beside_it(samples: Path, tmp_path: Path) -> None:
    job = samples / "拟稿单/鲁山县.yaml"
    text = job.read_text(encoding="utf-8")
    job.write_text(re.sub(r"^稿别: .*$", "稿别: 印发稿", text, flags=re.MULTILINE), encoding="utf-8")
    assert run(["compose", str(job), "-o", str(tmp_path / "结果")]) == 0
    with zipfile.ZipFile(tmp_path / "结果/1-通知.docx") as package:
        assert not [name for name in package.namelist() if name.startswith("customXml")]
        assert "_wj_" not in package.read("word/document.xml").decode("utf-8")
    beside = (tmp_path / "结果/1-通知.来源.xml").read_text(encoding="utf-8")
    assert 'clauses="救助.应救尽救@1.0"' in beside
    assert "示发明电〔2026〕6号#D008" in beside


def test_without_a_directive_there_is_nothing_to_decide(samples: Path, tmp_path: Path) -> None:
    job = samples / "拟稿单/无依据.yaml"
    job.write_text(
        "地区: ../地区/鲁山县.yaml\n稿别: 草稿\n"
        "文件:\n  - 文种: 通知\n    提纲: 通知\n    标题: 关于做好日常管理工作的通知\n",
        encoding="utf-8",
    )
    run(["compose", str(job), "-o", str(tmp_path / "结果")])
    assert (tmp_path / "结果/核对.yaml").read_text(encoding="utf-8") == "核对: []\n"
    run(["compose", str(job), "-o", str(tmp_path / "结果")])


def test_nobody_else_is_ordered_about(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("鲁山县", "东胜区", "鲁山县-转发"):
        run(["compose", str(samples / f"拟稿单/{name}.yaml"), "-o", str(tmp_path / name)])
    assert "第十六条" not in capsys.readouterr().err


def test_an_unwritable_folder_is_said_and_nothing_is_left(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "结果"
    blocked.write_text("这里是一个文件", encoding="utf-8")
    assert run(["compose", str(samples / "拟稿单/鲁山县.yaml"), "-o", str(blocked)]) == 5
    assert "结果" in capsys.readouterr().err
    assert blocked.read_text(encoding="utf-8") == "这里是一个文件"


def test_real_directive_end_to_end(real: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A real parent is imported, composed for with gaps named, and a real plan is compared with it."""
    parent = tmp_path / "上级.yaml"
    assert run(["import", str(real / "gold/texts/national-2020-6.txt"), "-o", str(parent)]) == 0
    text = parent.read_text(encoding="utf-8")
    assert "发文字号: 国发明电〔2020〕6号" in text
    assert "成文日期: 2020年2月28日" in text
    shutil.copytree(ROOT / "samples/地区", tmp_path / "地区")
    job = tmp_path / "拟稿单.yaml"
    job.write_text(
        "地区: 地区/鲁山县.yaml\n依据: [上级.yaml]\n稿别: 草稿\n文件:\n"
        "  - 文种: 通知\n    提纲: 印发通知\n  - 文种: 实施方案\n    附于: 1\n  - 文种: 任务分解表\n    附于: 2\n",
        encoding="utf-8",
    )
    capsys.readouterr()
    assert run(["compose", str(job), "-o", str(tmp_path / "结果")]) == 1
    assert "未落实 国发明电〔2020〕6号#D0" in capsys.readouterr().out
    seed = str(real / "seeds/lushan-notice-2022-22.txt")
    table = tmp_path / "对照表.xlsx"
    assert run(["check", seed, "--against", str(parent), "--format", "xlsx", "-o", str(table)]) == 1
    assert table.stat().st_size > 5000
    said = capsys.readouterr().err
    assert "各乡（镇、街道）要" in said
    assert "《党政机关公文处理工作条例》第十六条" in said
    for way_out in ("①", "②", "③"):
        assert way_out in said


def test_a_hand_edited_paper_is_kept(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    job = str(samples / "拟稿单/鲁山县.yaml")
    run(["compose", job, "-o", str(tmp_path)])
    edit_docx(tmp_path / "1-通知.docx", "不少于14天", "不少于20天")
    capsys.readouterr()
    run(["compose", job, "-o", str(tmp_path)])
    assert f"{tmp_path / '1-通知.docx'} 手改过，原文件已改名为 1-通知（手改1）.docx" in capsys.readouterr().err
    assert "不少于20天" in text_of(tmp_path / "1-通知（手改1）.docx")
    assert "不少于14天" in text_of(tmp_path / "1-通知.docx")
    run(["compose", job, "-o", str(tmp_path)])
    assert not (tmp_path / "1-通知（手改2）.docx").exists()


def test_orders_to_others_stand_in_the_report(
    tmp_path: Path, samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "通知.txt"
    plan.write_text(
        "鲁山县民政局关于做好防控工作的通知\n各乡镇民政所：\n一、工作要求\n"
        "各乡镇人民政府要按月报送防控台账。\n鲁山县民政局\n2026年3月4日\n",
        encoding="utf-8",
    )
    table = tmp_path / "对照表.html"
    run(["check", str(plan), "--against", str(samples / PARENT), "-o", str(table)])
    assert "各乡镇人民政府要按月报送" in table.read_text(encoding="utf-8").split("第十六条")[0]
    run(["check", str(plan), "--against", str(samples / PARENT)])
    assert "文稿其他问题（1处）：" in capsys.readouterr().out


def test_what_reviewers_remarked_survives_composing_again(samples: Path, tmp_path: Path) -> None:
    remarks = (
        "审核:\n- 任务: 示发明电〔2026〕6号#D002\n  审核意见: 采纳\n  修改情况: 已改\n"
        "  姓名: 王示例\n  日期: 2026-03-05\n"
        "新增内容:\n- 内容: 各民政服务机构要每日填报台账。\n  是否保留: 否\n  姓名: 王示例\n  日期: 2026-03-05\n"
    )
    (tmp_path / "核对.yaml").write_text(remarks, encoding="utf-8")
    assert run(["compose", str(samples / "拟稿单/鲁山县.yaml"), "-o", str(tmp_path)]) == 0
    assert (tmp_path / "核对.yaml").read_text(encoding="utf-8").endswith(remarks)
    review = coverage(tmp_path)["D002"]["review"]
    assert review == {
        "opinion": "adopted",
        "wording": "",
        "change": "已改",
        "reason": "",
        "person": "王示例",
        "date": "2026-03-05",
    }


def test_the_sample_s_table_comes_back_and_nothing_was_filled(samples: Path, tmp_path: Path) -> None:
    assert run(["compose", str(samples / "拟稿单/鲁山县.yaml"), "-o", str(tmp_path)]) == 0
    entries = load_entries(tmp_path / "贯彻落实对照表.xlsx")
    assert (entries.file, entries.findings) == (DecisionFile(), ())
    before = (tmp_path / "核对.yaml").read_bytes()
    assert run(["decide", str(tmp_path / "贯彻落实对照表.xlsx"), "-o", str(tmp_path / "核对.yaml")]) == 0
    assert (tmp_path / "核对.yaml").read_bytes() == before
