"""Readers and writers see the same fonts in a docx, for one place lays its styles over each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenjian.readers.docx import read_appearance
from wenjian.writers import fonts_asked

ROOT = Path(__file__).parents[1]
PAPERS = [*sorted((ROOT / "tests" / "real").glob("*.docx")), *sorted((ROOT / "templates").glob("*.docx"))]
PAPERS = [path for path in PAPERS if path.stem != "strict"]  # writers speak of transitional files


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_readers_and_writers_see_the_same_fonts(path: Path) -> None:
    paragraphs = read_appearance(path.read_bytes()).paragraphs
    seen = {(run.font, run.text) for one in paragraphs for run in one.runs if run.font and not run.text.isascii()}
    asked = {(font, words) for font, runs in fonts_asked(path.read_bytes()).items() for words in runs}
    assert {font for font, text in seen} <= {font for font, _ in asked}
    assert {each for each in seen if "\t" not in each[1]} <= asked


def test_a_style_that_names_a_font_goes_before_the_theme_of_the_defaults() -> None:
    data = (ROOT / "tests" / "real" / "python-docx.docx").read_bytes()
    assert set(fonts_asked(data)) == {"仿宋_GB2312"}
