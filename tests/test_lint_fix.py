"""What `--fix` changes, in a text and as tracked changes in a docx, and that it changes nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts import draft_of
from raw_docx import docx, p, r, tbl, tr
from wenjian.cli import run
from wenjian.lint.corrections import CORRECTORS, corrected, corrections
from wenjian.lint.mending import Mender, mend_text
from wenjian.lint.rules import chosen, lint
from wenjian.package import unpack
from wenjian.readers import read_documents
from wenjian.structure.parts import Part
from wenjian.writers.corrected import write_corrected
from wenjian.writers.tracked import Author

ALL = frozenset(CORRECTORS)

BAD = """示范县民政局文件
示民字[2026]第08号
示范县民政局关于做好"一老一小"工作的通知
各养老机构，局机关各股室:
按照例民发(2026)5号文件要求,现将有关事项(含附件)通知如下：
一. 工作目标
2026-2030年,每年抽查3-5家,比例为15-30%...
(一)、检查范围
检查厨房、锅炉房、等部位，，落实《关于印发《检查办法》的通知》要求。
1、检查线路。
2、检查开关。
附件:1、检查表。
示范县民政局
二○二六年五月二十五日
抄送：县应急管理局
"""

MENDED = """示范县民政局文件
示民字〔2026〕8号
示范县民政局关于做好“一老一小”工作的通知
各养老机构，局机关各股室：
按照例民发〔2026〕5号文件要求，现将有关事项（含附件）通知如下：
一、工作目标
2026—2030年，每年抽查3～5家，比例为15%～30%……
（一）检查范围
检查厨房、锅炉房等部位，落实《关于印发〈检查办法〉的通知》要求。
1.检查线路。
2.检查开关。
附件：1.检查表
示范县民政局
2026年5月25日
抄送：县应急管理局。
"""


def test_a_text_with_all_that_is_mended() -> None:
    mender = Mender(draft_of(BAD).lines, ALL)
    assert mend_text(BAD, mender) == MENDED
    assert len(mender.changes) == 28
    assert [(one.code, one.place, one.before, one.after) for one in mender.changes[:4]] == [
        ("WJ701", "第2行", "示民字[2026]第08号", "示民字〔2026〕8号"),
        ("WJ743", "第3行", '政局关于做好"一老一小"工', "政局关于做好“一老一小”工"),
        ("WJ743", "第3行", '好"一老一小"工作的通知', "好“一老一小”工作的通知"),
        ("WJ716", "第4行", "局机关各股室:", "局机关各股室："),
    ]


def test_what_was_mended_is_found_no_more_and_mended_no_further() -> None:
    again = draft_of(MENDED)
    assert [finding for finding in lint(again) if finding.code in ALL] == []
    assert mend_text(MENDED, Mender(again.lines, ALL)) == MENDED


def test_only_the_rules_that_run_are_mended() -> None:
    mender = Mender(draft_of(BAD).lines, chosen((), ("半角标点", "成文日期写法", "年份的〇")))
    mended = mend_text(BAD, mender)
    assert "二○二六年五月二十五日" in mended
    assert "2026—2030年,每年抽查" in mended


SIGNS = list("各县民政局要落实，。、；：（）《》“”〔〕1234567890年月日,.:;()\"'<>[]-~～—…%． 等号第一二三附件")


@given(st.text(SIGNS, max_size=40), st.sampled_from(list(Part)))
def test_mending_comes_to_rest(text: str, part: Part) -> None:
    once = corrected(text, corrections(text, part, ALL))
    for _ in range(4):  # signs side by side may need a second look; they come to rest
        text, once = once, corrected(once, corrections(once, part, ALL))
    assert text == once


@pytest.mark.parametrize(
    "text",
    ["幸福路12-3号", "2-5号楼和3-201户。", "联系人：张三 李四，电话：0000。", "参加人员有张三 李四 王五。"],
)
def test_addresses_and_names_stay_as_they_are(text: str) -> None:
    assert corrected(text, corrections(text, Part.TEXT, ALL)) == text


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("3-5月开展排查。", "3—5月开展排查。"),
        ("3月1号-5号开展排查。", "3月1号—5号开展排查。"),
        ("全 面推开工作。", "全面推开工作。"),
    ],
)
def test_ranges_and_stray_blanks_are_mended(text: str, mended: str) -> None:
    assert corrected(text, corrections(text, Part.TEXT, ALL)) == mended


WORDS = re.compile("[各县民政局要落实等]")


@given(st.text(SIGNS, max_size=40), st.sampled_from([Part.TEXT, Part.HEADING, Part.CELL, Part.ATTACHMENT_LIST]))
def test_no_word_is_lost(text: str, part: Part) -> None:
    mended = corrected(text, corrections(text, part, ALL))
    assert WORDS.findall(mended) == WORDS.findall(text)


# docx


def paper(*body: str) -> bytes:
    return docx(
        p("示民字[2026]8号"),
        p("示范县民政局关于做好检查工作的通知"),
        p("各养老机构:"),
        *body,
        p("示范县民政局"),
        p("2026年05月25日"),
    )


def mended(data: bytes) -> tuple[bytes, Mender]:
    mender = Mender(draft_of(data, "通知.docx").lines, ALL)
    return write_corrected(data, mender.mend, Author("张三", "2026-05-26"), name="通知.docx"), mender


def body_of(data: bytes) -> str:
    return unpack(data)["word/document.xml"].decode()


def test_a_docx_has_each_change_tracked_in_its_own_paragraph() -> None:
    data = paper(
        p(r("摸清底数") + r(",", "<w:b/>") + r("落实责任。")), tbl(tr("项目", "标准"), tr("线路", "完好(无老化)"))
    )
    result, mender = mended(data)
    (document,) = read_documents(result, "通知.docx")
    assert document.elements.number == "示民字〔2026〕8号"
    assert document.elements.date == "2026年5月25日"
    assert [block.text for block in document.blocks if block.text] == ["摸清底数，落实责任。"]
    assert "完好（无老化）" in str(document.blocks)
    assert [one.code for one in mender.changes] == ["WJ701", "WJ716", "WJ742", "WJ742", "WJ742", "WJ703"]
    text = body_of(result)
    assert text.count("<w:ins ") == text.count("<w:del ") == 6
    assert 'w:author="张三" w:date="2026-05-26T00:00:00Z"' in text
    inserted = re.search(r"<w:ins [^>]*>(?:(?!</w:ins>).)*，", text)
    assert inserted
    assert "<w:b/>" in inserted[0], "the new sign looks as the old one"


def test_the_same_bytes_each_time() -> None:
    data = paper(p("摸清底数,落实责任。"))
    assert mended(data)[0] == mended(data)[0]


def test_every_other_part_stays_byte_for_byte() -> None:
    data = docx(
        p("示民字[2026]8号"),
        p("关于检查的通知"),
        p("各机构："),
        p("要落实责任。"),
        styles="<w:styles xmlns:w='urn:w'/>",
    )
    before, after = unpack(data), unpack(mended(data)[0])
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}


def test_changes_that_a_colleague_tracked_stay_tracked() -> None:
    inserted = '<w:ins w:id="7" w:author="李四" w:date="2026-05-01T00:00:00Z"><w:r><w:t>每月,</w:t></w:r></w:ins>'
    result, _ = mended(paper(f"<w:p>{r('各机构要')}{inserted}{r('检查,报告。')}</w:p>"))
    text = body_of(result)
    assert inserted in text
    assert "检查，报告" in read_documents(result, "通知.docx")[0].blocks[0].text


def test_automatic_numbers_and_forwarded_originals_are_left_alone() -> None:
    data = docx(
        p("示范县民政局转发市民政局关于做好检查工作的通知"),
        p("各养老机构："),
        p("现将《示例市民政局关于做好检查工作的通知》转发给你们,请落实。"),
        p("示范县民政局"),
        p("2026年5月25日"),
        p("示例市民政局关于做好检查工作的通知"),
        p("例民发〔2026〕5号"),
        p("各县（区）民政局："),
        p("要摸清底数,落实责任。"),
        p("示例市民政局"),
        p("2026年05月8日"),
    )
    result, mender = mended(data)
    assert [one.before for one in mender.changes] == ["》转发给你们,请落实。"]
    assert "要摸清底数,落实责任。" in body_of(result)


# the command


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("encoding", "end"), [("utf-8", "\n"), ("gb18030", "\r\n"), ("utf-8-sig", "\r\n")])
def test_a_text_keeps_its_encoding_and_line_ends(encoding: str, end: str) -> None:
    Path("通知.txt").write_bytes(BAD.replace("\n", end).encode(encoding))
    assert run(["lint", "通知.txt", "--fix", "-o", "改好.txt"]) == 0
    assert Path("改好.txt").read_bytes() == MENDED.replace("\n", end).encode(encoding)


def test_a_paper_without_faults_is_written_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    Path("通知.txt").write_text(MENDED, encoding="utf-8")
    assert run(["lint", "通知.txt", "--fix", "-o", "改好.txt"]) == 0
    assert Path("改好.txt").read_bytes() == Path("通知.txt").read_bytes()
    assert "没有可以自动修改的地方，原样写出。" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--fix"], "--fix 要用 -o 写明改好的文稿存成哪个文件。"),
        (["--fix", "-o", "通知.txt"], "改好的文稿要写到另一个文件，不能写回“通知.txt”。"),
        (["--fix", "-o", "改好.docx"], "不能写成“改好.docx”，后缀可用：.txt。"),
        (["--fix", "--format", "xlsx", "-o", "改好.txt"], "--fix 时结果只能显示为 text 或 json。"),
        (["--enable", "半角标典"], "没有规则“半角标典”。是不是“半角标点”？"),
        (["--date", "去年"], "“去年”不是日期"),
        (["-o", "结果.docx"], "不能写成“结果.docx”"),
    ],
)
def test_options_that_cannot_be(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("通知.txt").write_text(BAD, encoding="utf-8")
    assert run(["lint", "通知.txt", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert Path("通知.txt").read_text(encoding="utf-8") == BAD


def test_a_page_cannot_be_mended(capsys: pytest.CaptureFixture[str]) -> None:
    Path("通知.html").write_text(f"<html><body><p>{BAD.replace(chr(10), '</p><p>')}</p></body></html>", "utf-8")
    assert run(["lint", "通知.html", "--fix", "-o", "改好.txt"]) == 2
    assert "--fix 只能修改 docx（和能转成 docx 的文件）、txt。" in capsys.readouterr().err
