"""What the demo makes, as people see it: papers and tables through LibreOffice, the page through Chromium."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from wenjian.cli import run

HERE = Path(__file__).parent
NEEDED = ("soffice", "pdftotext", "pdfinfo")

pytestmark = [
    pytest.mark.render,
    pytest.mark.skipif(not all(shutil.which(name) for name in NEEDED), reason="没有 LibreOffice 或 poppler"),
]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    assert run(["demo", "-o", str(folder)]) == 0
    return folder


def pdf_of(path: Path, folder: Path) -> Path:
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(path),
        ],
        env={**os.environ, "FONTCONFIG_FILE": str(HERE / "render" / "fonts.conf")},
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / f"{path.stem}.pdf"


def text_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout


def pages_of(pdf: Path) -> list[tuple[float, float]]:
    """Width and height of each page in points."""
    told = subprocess.run(["pdfinfo", "-l", "-1", str(pdf)], check=True, capture_output=True, text=True).stdout
    return [(float(w), float(h)) for w, h in re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", told)]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("1-通知.docx", ["鲁山县民政局文件", "鲁民字〔2026〕", "实施方案", "任务分解表", "抄送"]),
        ("3-任务分解表.xlsx", ["任务分解表", "牵头股室", "完成时限"]),
        ("贯彻落实对照表.docx", ["贯彻落实对照表", "办理结论", "审核意见"]),
        ("贯彻落实对照表.xlsx", ["贯彻落实对照表", "办理结论", "审核意见"]),
    ],
)
def test_the_printed_file_holds_its_words(demo: Path, tmp_path: Path, name: str, words: list[str]) -> None:
    pdf = pdf_of(demo / name, tmp_path)
    text = re.sub(r"\s", "", text_of(pdf))
    assert [word for word in words if word not in text] == []
    assert "\ufffd" not in text
    assert all(min(size) > 590 for size in pages_of(pdf)), "A4"


def test_the_paper_is_portrait_with_a_landscape_table(demo: Path, tmp_path: Path) -> None:
    shapes = ["横" if width > height else "纵" for width, height in pages_of(pdf_of(demo / "1-通知.docx", tmp_path))]
    assert shapes[0] == "纵"
    assert "横" in shapes
    assert shapes[-1] == "纵", "版记在最后一面"


def test_every_duty_is_printed_in_the_comparison(demo: Path, tmp_path: Path) -> None:
    text = re.sub(r"\s", "", text_of(pdf_of(demo / "贯彻落实对照表.docx", tmp_path)))
    assert text.count("已落实：见") >= 30
    assert re.search(r"第1页共\d+页", text)


@pytest.mark.skipif(CHROMIUM is None, reason="没有 Chromium")
def test_the_page_prints_without_network(demo: Path, tmp_path: Path) -> None:
    page = (demo / "覆盖核对.html").read_text(encoding="utf-8")
    assert not re.search(r"https?://|src=|<link|<img", page)
    pdf = tmp_path / "page.pdf"
    assert CHROMIUM is not None
    subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            f"--user-data-dir={tmp_path / 'profile'}",
            f"--print-to-pdf={pdf}",
            (demo / "覆盖核对.html").as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    text = re.sub(r"\s", "", text_of(pdf))
    assert "贯彻落实对照表" in text
    assert "非本单位职责" in text
