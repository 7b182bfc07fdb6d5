"""`export -o x.pdf`: through LibreOffice where it is, with the fonts that it replaced; a clear word where it is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest

from wenjian.cli import run
from wenjian.cli.pdf import replaced_fonts
from wenjian.model.document import Column, Table
from wenjian.readers import read_documents
from wenjian.reports import document_docx
from wenjian.reports.sheets import row_of, sheet
from wenjian.shipped import builtin
from wenjian.writers.forms import write_routing_sheet

PAPER = """示范县民政局文件
示民字〔2026〕3号
关于做好值守工作的通知
各养老机构：
请做好值守工作。
示范县民政局
2026年3月1日
"""


def exported(folder: Path) -> int:
    (folder / "通知.txt").write_text(PAPER, encoding="utf-8")
    return run(["export", str(folder / "通知.txt"), "-o", str(folder / "通知.pdf")])


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ({"FZXBSJW--GB1-0": "关于做好值守工作的通知", "FangSong_GB2312": "请做好值守工作。"}, []),
        ({"方正小标宋简体": "关于做好值守工作的通知", "FangSongGB2312,Bold": "请做好值守工作。"}, []),
        (
            {"NotoSerifCJKsc-Bold": "关于做好值守工作的通知", "FangSong_GB2312": "请做好值守工作。"},
            ["这台电脑没有字体“方正小标宋简体”，pdf里换成了“NotoSerifCJKsc-Bold”，版面可能与WPS里不同"],
        ),
        (
            {"SimSun": "关于做好值守工作的通知请做好值守工作。"},
            ["这台电脑没有字体“方正小标宋简体”、“仿宋_GB2312”，pdf里换成了“SimSun”，版面可能与WPS里不同"],
        ),
        (
            {"FangSong": "请做好值守工作。", "SimHei": "关于做好值守工作的通知"},
            ["这台电脑没有字体“方正小标宋简体”、“仿宋_GB2312”，pdf里换成了“SimHei”、“FangSong”，版面可能与WPS里不同"],
        ),
    ],
)
def test_a_font_that_the_pdf_does_not_have_is_told_with_what_printed_its_words(
    printed: dict[str, str], said: list[str]
) -> None:
    """WJ644."""
    asked = {"方正小标宋简体": ("关于做好值守工作的通知",), "仿宋_GB2312": ("请做好值守工作。",)}
    assert [finding.message for finding in replaced_fonts(asked, printed, "x.pdf")] == said


def test_without_libreoffice_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("wenjian.cli.pdf.find_libreoffice", lambda: "")
    assert exported(tmp_path) == 3
    assert capsys.readouterr().err.startswith(f"{tmp_path}/通知.pdf: 错误 WJ645: 不能写成pdf：没有找到LibreOffice\n")
    assert not (tmp_path / "通知.pdf").exists()


def test_nor_where_what_is_named_docx_is_plain_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("wenjian.cli.pdf.find_libreoffice", lambda: "")
    (tmp_path / "通知.docx").write_text(PAPER, encoding="utf-8")
    assert run(["export", str(tmp_path / "通知.docx"), "-o", str(tmp_path / "通知.pdf")]) == 3
    err = capsys.readouterr().err
    assert "WJ147: 扩展名是.docx，内容其实是.txt，已按.txt读取" in err
    assert "WJ645" in err


def test_nor_where_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("wenjian.cli.pdf.find_libreoffice", lambda: shutil.which("false") or "/bin/false")
    assert exported(tmp_path) == 3
    assert "不能写成pdf：LibreOffice没有转换成功" in capsys.readouterr().err


FORMS = {
    "发文稿纸.docx": write_routing_sheet(
        {"标题": "关于做好值守工作的通知"}, (builtin("templates") / "发文稿纸.docx").read_bytes()
    ),
    "交办单.docx": document_docx(sheet("交办单", Table((Column("任务", 60),), (row_of("每日巡查。"),)), [], "")),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_of_ours_is_no_paper_to_be_laid_out_again(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(FORMS[name])
    converted: list[bytes] = []

    def as_pdf(docx: bytes, _path: str) -> bytes:
        converted.append(docx)
        return b"%PDF"

    monkeypatch.setattr("wenjian.cli.export.as_pdf", as_pdf)
    assert run(["export", str(tmp_path / name), "-o", str(tmp_path / "表.pdf")]) == 0
    assert converted == [FORMS[name]]
    assert "WJ12" not in capsys.readouterr().err


@pytest.mark.render
@pytest.mark.skipif(not shutil.which("soffice"), reason="没有 LibreOffice")
def test_the_pdf_says_what_the_paper_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(Path(__file__).parent / "render" / "fonts.conf"))
    assert exported(tmp_path) == 0
    err = capsys.readouterr().err
    assert "WJ644: 这台电脑没有字体“方正小标宋简体”、“仿宋_GB2312”" in err
    assert "NotoSerifCJK" in err
    elements = read_documents((tmp_path / "通知.pdf").read_bytes(), "通知.pdf")[0].elements
    assert (elements.number, elements.title) == ("示民字〔2026〕3号", "关于做好值守工作的通知")


LONG = "各养老机构要每日巡查消防设施，发现隐患立即整改、登记在册，由养老服务股每月抽查；不得瞒报、漏报，逾期的通报。"


@pytest.mark.render
def test_no_punctuation_is_lost_at_the_end_of_a_line(tmp_path: Path) -> None:
    lines = [f"{LONG[at:]}{LONG}" for at in range(0, 40, 3)]
    (tmp_path / "通知.txt").write_text(PAPER.replace("请做好值守工作。", "\n".join(lines)), encoding="utf-8")
    assert run(["export", str(tmp_path / "通知.txt"), "-o", str(tmp_path / "通知.pdf")]) == 0
    pages = pypdfium2.PdfDocument(tmp_path / "通知.pdf")
    printed = "".join(page.get_textpage().get_text_bounded() for page in pages)
    assert [printed.count(sign) for sign in "，。；、"] == ["".join(lines).count(sign) for sign in "，。；、"]
