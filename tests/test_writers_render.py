"""What people will see: the paper converted by LibreOffice and measured (stand-in fonts, tests/render/fonts.conf)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts import samples
from wenjian.model.document import Document
from wenjian.model.elements import Elements
from wenjian.model.vocabulary import Stage

pytestmark = [
    pytest.mark.render,
    pytest.mark.skipif(
        not (shutil.which("soffice") and shutil.which("pdftotext")), reason="没有 LibreOffice 或 poppler"
    ),
]

HERE = Path(__file__).parent
MM = 25.4 / 72


@dataclass(frozen=True)
class Word:
    """A word of a page: edges in mm from its upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


def rendered(data: bytes, folder: Path) -> tuple[int, list[Word]]:
    """Number of pages, and all words with their places."""
    (folder / "paper.docx").write_bytes(data)
    surroundings = {**os.environ, "FONTCONFIG_FILE": str(HERE / "render" / "fonts.conf")}
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "paper.docx"),
    ]
    subprocess.run(command, env=surroundings, check=True, capture_output=True, timeout=120)
    fonts = subprocess.run(["pdffonts", str(folder / "paper.pdf")], check=True, capture_output=True, text=True).stdout
    assert "CJK" in fonts
    subprocess.run(["pdftotext", "-bbox", str(folder / "paper.pdf"), str(folder / "paper.html")], check=True)
    page, words = 0, []
    pattern = re.compile(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>')
    for line in (folder / "paper.html").read_text(encoding="utf-8").splitlines():
        page += "<page " in line
        match = pattern.search(line)
        if match:
            left, top, right, bottom = (float(match[i]) * MM for i in range(1, 5))
            words.append(Word(page, left, top, right, bottom, match[5]))
    return page, words


def red_bands(folder: Path) -> list[tuple[float, float]]:
    """Where the first page is red: upper and lower edges in mm of its bands."""
    subprocess.run(["pdftoppm", "-r", "100", "-l", "1", str(folder / "paper.pdf"), str(folder / "page")], check=True)
    header, size, _, pixels = next(folder.glob("page-*.ppm")).read_bytes().split(b"\n", 3)
    assert header == b"P6"
    width, height = map(int, size.split())
    rows = []
    for y in range(height):
        line = pixels[y * width * 3 : (y + 1) * width * 3]
        if any(r > 180 and max(g, b) < 90 for r, g, b in zip(line[::3], line[1::3], line[2::3], strict=True)):
            rows.append(y)
    starts = [y for y in rows if y - 1 not in rows]
    ends = [y for y in rows if y + 1 not in rows]
    return [(start * 0.254, (end + 1) * 0.254) for start, end in zip(starts, ends, strict=True)]


def text_lines(words: list[Word], page: int) -> list[tuple[float, str]]:
    """The lines of a page by their lower edge, in mm, page number left out."""
    found: dict[int, tuple[float, str]] = {}
    for word in words:
        if word.page == page and word.bottom < 264:
            key = round(word.bottom / 3)
            near = next((k for k in (key, key - 1, key + 1) if k in found and abs(found[k][0] - word.bottom) < 3), key)
            found[near] = (word.bottom, found.get(near, (0, ""))[1] + word.text)
    return sorted(found.values())


def test_a_full_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    """GB/T 9704-2012 5.2.3."""
    sample = samples()
    text = "民" * (28 * 44 - 2)
    data = sample.written(Document(Elements(), (sample.text_block(1, text), sample.text_block(2, "完"))), Stage.DRAFT)
    pages, words = rendered(data, tmp_path)
    assert pages == 3
    for page, first in ((1, 26), (2, 28)):
        lines = text_lines(words, page)
        assert len(lines) == 22
        assert [len(line) for _, line in lines] == [first, *[28] * 21]


def test_the_paper_is_a_red_head_document(tmp_path: Path) -> None:
    sample = samples()
    pages, words = rendered(sample.written(sample.paper()), tmp_path)
    assert pages == 11
    first = {word.text: word for word in words if word.page == 1}
    mark, line = red_bands(tmp_path)
    assert 71 < mark[0] < 73  # 37 mm and 35 mm (7.2.4)
    assert line[1] - line[0] < 1
    words_of_mark = first["鲁山县民政局文件"]
    assert abs((words_of_mark.left + words_of_mark.right) / 2 - 106) < 1
    assert words_of_mark.right - words_of_mark.left < 156
    number = next(word for text, word in first.items() if text.startswith("鲁民字"))
    assert mark[1] < number.top < number.bottom < line[1] + 2
    assert any(word.text.startswith("为贯彻落实") for word in words if word.page == 1)
    numbers = [word for word in words if word.bottom > 262 and word.text == "—"] + [
        word for word in words if re.fullmatch(r"—\d+—|\d+", word.text) and 262 < word.bottom < 280
    ]
    assert all(word.left > 150 for word in numbers if word.page % 2 == 1 and word.page in {1, 3, 5})
    assert all(word.right < 50 for word in numbers if word.page in {2, 4, 6})
    record = [word for word in words if word.page == pages and word.text.startswith("抄送")]
    assert len(record) == 1
    assert 240 < record[0].top < 255
    assert not [word for word in words if "�" in word.text]


def test_nothing_overlaps(tmp_path: Path) -> None:
    sample = samples()
    _, words = rendered(sample.written(sample.paper()), tmp_path)
    for page in range(1, 12):
        here = [word for word in words if word.page == page]
        for i, one in enumerate(here):
            for other in here[i + 1 :]:
                across = min(one.right, other.right) - max(one.left, other.left)
                # Boxes of the stand-in are higher than the line: a third of a line is air.
                down = min(one.bottom, other.bottom) - max(one.top, other.top)
                assert across < 1 or down < 3.6, (page, one, other)


def test_a_working_table_says_which_page_of_how_many(tmp_path: Path) -> None:
    sample = samples()
    from dataclasses import replace

    from wenjian.model.vocabulary import Role
    from wenjian.writers import write_docx

    table = replace(sample.task_table(), role=Role.MAIN)
    pages, words = rendered(write_docx(table, sample.layout("工作表格"), stage=Stage.FINAL), tmp_path)
    assert pages > 1
    foot = "".join(word.text for word in words if word.page == 1 and word.top > 190)
    assert re.sub(r"\s", "", foot).endswith(f"第1页共{pages}页")
    for page in range(1, pages + 1):
        assert any(word.text == "牵头股室" for word in words if word.page == page)


def test_a_letter_bears_no_page_number_on_its_first_page(tmp_path: Path) -> None:
    """GB/T 9704-2012 10.1."""
    from wenjian.writers import write_docx

    sample = samples()
    document = Document(Elements(title="关于方案的审核意见"), (sample.text_block(1, "民" * 28 * 50),))
    pages, words = rendered(write_docx(document, sample.layout("便函"), stage=Stage.ISSUED), tmp_path)
    feet = ["".join(word.text for word in words if word.page == page and word.top > 262) for page in (1, 2, 3)]
    assert pages == 3
    assert feet == ["", "—2—", "—3—"]
