"""The page in a browser: headless Chromium clicks, types and prints."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from base64 import b64encode
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from answers import PARENT
from wenjian.cli import run

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""

pytestmark = [pytest.mark.render, pytest.mark.skipif(not CHROMIUM, reason="没有 Chromium")]

CHILD = """
示范县民政局关于做好冬季服务工作的通知
各乡镇民政所：
一、重点任务
（一）养老机构。养老机构要对新入住老年人隔离观察7天，无异常的方可转入生活区。
（二）救助管理。救助管理站要开展寒冬夜间街面巡查，对露宿人员及时给予临时救助。各乡镇民政所要每日填报工作台账并报县民政局。
"""

STATE = """
const words = (what) => [...document.querySelectorAll(what)].map((one) => one.textContent);
const seen = (what) => [...document.querySelectorAll(what)].filter((one) => one.offsetParent);
const state = () => ({
  rows: seen(".answers tbody tr").map((row) => row.querySelector(".n").textContent),
  chosen: words(".chosen .n"),
  carries: words(".carries"),
  nearest: words(".nearest"),
  picked: words(".picked"),
  here: [...document.querySelectorAll(".paper [data-s]")].findIndex((one) => one.classList.contains("here")),
  told: seen(".told").map((one) => one.textContent)[0],
  first: seen(".summary, .counted").map((one) => one.textContent).join(),
});
const key = (name) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true }));
const click = (what) => seen(what)[0].click();
const states = [];
const then = (act) => { act(); states.push(state()); };
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return made(tmp_path_factory.mktemp("page"))


def made(folder: Path, parents: tuple[str, ...] = (PARENT,), child: str = CHILD) -> str:
    (folder / "文稿.txt").write_text(child, encoding="utf-8")
    against = []
    for number, parent in enumerate(parents):
        (folder / f"上级{number}.txt").write_text(parent, encoding="utf-8")
        against += ["--against", str(folder / f"上级{number}.txt")]
    assert run(["check", str(folder / "文稿.txt"), *against, "-o", str(folder / "核对.html")]) == 1
    return (folder / "核对.html").read_text(encoding="utf-8")


def chromium(folder: Path, page: str, *options: str) -> str:
    """What Chromium answers about the page under these options, with no way to any network."""
    (folder / "看.html").write_text(page, encoding="utf-8")
    told = subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--proxy-server=127.0.0.1:9",
            "--window-size=1366,768",
            f"--user-data-dir={folder / 'profile'}",
            *options,
            (folder / "看.html").as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return told.stdout.decode()


def with_script(page: str, script: str) -> str:
    """The page with one more script that its policy allows."""
    allowed = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    page = page.replace("script-src '", f"script-src 'sha256-{allowed}' '")
    return page.replace("</body>", f"<script>{script}</script></body>")


def after(folder: Path, page: str, *acts: str) -> list[dict[str, Any]]:
    """What a reviewer sees after each of `acts` (JavaScript), done one after the other."""
    steps = "".join(f"then(() => {{ {act}; }});\n" for act in acts)
    script = f"{STATE}{steps}document.title = JSON.stringify(states);"
    found = re.search(r"<title>(.*?)</title>", chromium(folder, with_script(page, script), "--dump-dom"), re.DOTALL)
    assert found
    states: list[dict[str, Any]] = json.loads(unescape(found[1]))
    return states


SENTENCES = (
    "养老机构要对新入住老年人隔离观察7天，无异常的方可转入生活区。",
    "救助管理站要开展寒冬夜间街面巡查，对露宿人员及时给予临时救助。",
    "各乡镇民政所要每日填报工作台账并报县民政局。",
)
WHOLE = "上级文件3项任务：已落实2、未见对应内容1，补写0。"


def test_a_duty_shows_its_sentence_and_a_sentence_its_duties(page: str, tmp_path: Path) -> None:
    duty, sentence, own, everything = after(
        tmp_path,
        page,
        'click("#t1d2")',
        f"seen('.paper [data-s]').find((one) => one.textContent === '{SENTENCES[0]}').click()",
        "seen('.paper [data-s]').pop().click()",
        'click(".bar button")',
    )
    assert (duty["chosen"], duty["carries"], duty["rows"]) == (["2"], [SENTENCES[1]], ["1", "2", "3"])
    assert duty["told"] == "对应的句子有1处。"
    assert (sentence["picked"], sentence["carries"], sentence["rows"]) == ([SENTENCES[0]], [], ["1"])
    assert sentence["told"] == "这一句对应任务1项：序号1。按 Esc 全部显示。"
    assert sentence["first"] == "所选句子对应的任务1项（共3项）：已落实1。"
    assert (own["picked"], own["rows"], own["first"]) == ([SENTENCES[2]], ["1", "2", "3"], WHOLE)
    assert own["told"].startswith("这一句没有任务要求，属本级新增内容：新增报表台账。")
    assert (everything["rows"], everything["picked"], everything["chosen"]) == (["1", "2", "3"], [], [])


def test_the_filters_show_what_fits_and_the_first_line_counts_it(page: str, tmp_path: Path) -> None:
    start, wanting, answer, tier, both, text, nothing, words = after(
        tmp_path,
        page,
        "",
        'click("input[name=open]")',
        'click("input[name=open]"); click("input[value=未见对应内容]")',
        'click("input[value=未见对应内容]"); click("input[value=change]")',
        'click("input[value=未见对应内容]")',
        """key("Escape"); const box = seen("input[type=search]")[0]; box.value = " 隔离 ";
        box.dispatchEvent(new Event("input", { bubbles: true }))""",
        """seen("input[type=search]")[0].value = "没有的字";
        seen("input[type=search]")[0].dispatchEvent(new Event("input", { bubbles: true }))""",
        'key("Escape"); click("input[name=words]")',
    )
    assert (start["rows"], start["first"]) == (["1", "2", "3"], WHOLE)
    assert (wanting["rows"], wanting["first"]) == (["1", "3"], "符合条件的任务2项（共3项）：已落实1、未见对应内容1。")
    assert (answer["rows"], answer["first"]) == (["3"], "符合条件的任务1项（共3项）：未见对应内容1。")
    assert (tier["rows"], tier["first"]) == (["1"], "符合条件的任务1项（共3项）：已落实1。")
    assert (both["rows"], both["first"]) == ([], "符合条件的任务0项（共3项）。")
    assert text["rows"] == ["1"]
    assert nothing["rows"] == []
    assert words["rows"] == ["1"]


def test_the_keys_go_through_the_duties_that_are_shown(page: str, tmp_path: Path) -> None:
    first, second, last, back, cleared = after(
        tmp_path,
        page,
        'click("input[name=open]"); key("ArrowDown")',
        'key("ArrowDown")',
        'key("ArrowDown")',
        'key("ArrowUp"); key("Enter")',
        'key("Escape")',
    )
    assert [one["chosen"] for one in (first, second, last, back, cleared)] == [["1"], ["3"], ["3"], ["1"], []]
    assert first["carries"] == [SENTENCES[0]]
    assert second["carries"] == []
    assert second["told"] == "虚线框内是最接近的句子，请人工确认。"
    assert len(second["nearest"]) > 0
    assert (cleared["rows"], cleared["first"]) == (["1", "2", "3"], WHOLE)


def test_enter_goes_round_the_places_of_a_duty(tmp_path: Path) -> None:
    page = made(tmp_path, child=f"{CHILD}二、工作安排\n{SENTENCES[1]}\n")
    duty, second, again = after(tmp_path, page, 'click("#t1d2")', 'key("Enter")', 'key("Enter")')
    assert duty["carries"] == [SENTENCES[1], SENTENCES[1]]
    assert duty["told"] == "对应的句子有2处，按 Enter 看下一处。"
    assert [duty["here"], second["here"], again["here"]] == [1, 3, 1]


def test_a_chain_shows_one_parent_at_a_time(tmp_path: Path) -> None:
    other = PARENT.replace("示民〔2025〕8号", "示民〔2025〕9号").replace("不少于14天", "不少于7天")
    page = made(tmp_path, (PARENT, other))
    first, second = after(tmp_path, page, "", "document.querySelectorAll('nav a')[1].click(); key('ArrowDown')")
    assert len(first["rows"]) == len(second["rows"]) == 3
    assert first["chosen"] == []
    assert second["carries"] == [SENTENCES[0]]


def test_no_other_script_runs_in_the_page(page: str, tmp_path: Path) -> None:
    strange = page.replace(
        "</body>", '<script>document.title = "别人";</script><img src="x" onerror="alert(1)"></body>'
    )
    told = chromium(tmp_path, strange, "--dump-dom")
    assert '<html lang="zh-CN" class="live">' in told
    assert "<title>贯彻落实对照表：" in told


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="没有 poppler")
@pytest.mark.parametrize("script", ["with", "without"])
def test_it_prints_the_whole_table_on_a4_landscape(page: str, tmp_path: Path, script: str) -> None:
    """Filtered or not, and where no script runs."""
    if script == "with":
        page = with_script(page, 'document.querySelector("input[value=change]").click();')
    else:
        page = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    pdf = tmp_path / "印.pdf"
    chromium(tmp_path, page, f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    text = re.sub(r"\s", "", told)
    assert WHOLE in text
    assert [
        word for word in ("序号", "办理结论", "未见对应内容", "差异及说明", "本级新增内容表") if word not in text
    ] == []
    assert text.count("殡葬服务单位") == 1
    assert "本级文件全文" not in text
    assert "查找" not in text
    sizes = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    assert re.search(r"Page size: +84\d.* x 59\d", sizes)
