"""A composed docx, edited as a clerk would: where each paragraph came from is known or told as lost, and the check
judges the text as it now stands.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from wenjian.cli import run
from wenjian.cli.materials import load_materials
from wenjian.compose import compose
from wenjian.library import load_job
from wenjian.model.document import Document
from wenjian.model.vocabulary import OriginKind, Stage
from wenjian.package import pack, unpack
from wenjian.readers import read_documents
from wenjian.shipped import builtin, load_layout
from wenjian.writers import write_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARENT = builtin("samples") / "上级" / "示发明电2026-6.yaml"
EARLY, CHILDREN, RESCUE = "1.早发现。", "2.照护好在院儿童。", "3.做好流浪乞讨人员救助。"
FACILITY, STAFF, CARE = "（一）压实防控责任。", "2.规范返岗管理。", "3.关爱工作人员。"


@cache
def composed(stage: Stage = Stage.FINAL) -> bytes:
    path = builtin("samples") / "拟稿单" / "鲁山县.yaml"
    job, _ = load_job(path)
    materials, _ = load_materials(path, job, ())
    return write_docx(compose(job, materials).papers[0].document, load_layout("红头通知"), stage=stage)


def origins(data: bytes) -> dict[str, str]:
    """What each paragraph says of its origin: its first ten characters → «条款@版次 改过», "" for none."""
    return {
        block.printed[:10]: f"{block.origin.ref} {block.origin.found}".strip()
        for document in read_documents(data, "通知.docx")
        for _, block in document.walk()
        if block.origin and block.origin.kind is OriginKind.CLAUSE
    }


def told(data: bytes) -> list[str]:
    document: Document = read_documents(data, "通知.docx")[0]
    return [finding.message for finding in document.findings if finding.code == "WJ119"]


def edited(*edits: Callable[[Any], None], data: bytes = b"") -> bytes:
    parts = unpack(data or composed())
    root = etree.fromstring(parts["word/document.xml"])
    for edit in edits:
        edit(root)
    return pack({**parts, "word/document.xml": etree.tostring(root)})


def paragraph(root: Any, words: str) -> Any:
    return next(one for one in root.iter(f"{W}p") if "".join(one.itertext()).startswith(words))


# what a clerk does, in the file as Word leaves it


def replace(words: str, old: str, new: str) -> Callable[[Any], None]:
    def edit(root: Any) -> None:
        texts = [text for text in paragraph(root, words).iter(f"{W}t") if old in (text.text or "")]
        texts[0].text = texts[0].text.replace(old, new)

    return edit


def delete(words: str) -> Callable[[Any], None]:
    """The words and their paragraph mark are gone; Word leaves the empty bookmark in the paragraph that follows."""

    def edit(root: Any) -> None:
        gone = paragraph(root, words)
        following = gone.getnext()
        marks = [one for one in gone if one.tag in {f"{W}bookmarkStart", f"{W}bookmarkEnd"}]
        for mark in reversed(marks):
            following.insert(1, mark)
        gone.getparent().remove(gone)

    return edit


def insert_after(words: str, new: str) -> Callable[[Any], None]:
    def edit(root: Any) -> None:
        before = paragraph(root, words)
        added = deepcopy(before)
        for child in list(added)[1:]:
            added.remove(child)
        run_ = etree.SubElement(added, f"{W}r")
        etree.SubElement(run_, f"{W}t").text = new
        before.addnext(added)

    return edit


def split_before(words: str, at: str) -> Callable[[Any], None]:
    """The bookmark begins in the first half and ends in the second."""

    def edit(root: Any) -> None:
        first = paragraph(root, words)
        second = deepcopy(first)
        cut = False
        for mine, other in zip(list(first), list(second), strict=True):
            text, kept = mine.find(f"{W}t"), other.find(f"{W}t")
            if mine.tag == f"{W}r" and not cut and text is not None and at in text.text:
                position = text.text.index(at)
                kept.text, text.text, cut = text.text[position:], text.text[:position], True
            elif mine.tag == f"{W}bookmarkStart" or (mine.tag == f"{W}r" and not cut):
                second.remove(other)
            elif mine.tag in {f"{W}r", f"{W}bookmarkEnd"}:
                first.remove(mine)
        assert cut
        first.addnext(second)

    return edit


def join_with_next(words: str) -> Callable[[Any], None]:
    def edit(root: Any) -> None:
        first = paragraph(root, words)
        second = first.getnext()
        for child in list(second)[1:]:
            first.append(child)
        second.getparent().remove(second)

    return edit


def move_to(words: str, before: str) -> Callable[[Any], None]:
    def edit(root: Any) -> None:
        paragraph(root, before).addprevious(paragraph(root, words))

    return edit


def test_the_file_as_written_says_where_each_paragraph_came_from() -> None:
    assert told(composed()) == []
    assert origins(composed())["1.早发现。各民政服"] == "综合.早发现@1.0"
    assert len(origins(composed())) > 20


def test_an_edited_paragraph_is_known_by_its_bookmark() -> None:
    data = edited(replace(EARLY, "发现", "及时发现"))
    assert origins(data)["1.早及时发现。各民"] == "综合.早发现@1.0 改过"
    assert told(data) == ["文稿起草后改动过：与起草时相同63段，改过1段"]


def test_a_deleted_paragraph_is_told_with_its_clause() -> None:
    data = edited(delete(CHILDREN))
    assert "儿童.在院照料@1.0" not in origins(data).values()
    assert told(data) == ["文稿起草后改动过：与起草时相同63段，已不在1段（儿童.在院照料@1.0）"]


def test_a_new_paragraph_has_no_origin() -> None:
    data = edited(insert_after(FACILITY, "各乡镇民政所每月检查一次。"))
    assert "各乡镇民政所每月检查" not in origins(data)
    assert told(data) == ["文稿起草后改动过：与起草时相同64段，来源不明1段（第16段）"]


def test_both_halves_of_a_paragraph_come_from_its_clause() -> None:
    data = edited(split_before(RESCUE, "机构（含托养机构）"))
    assert [ref for ref in origins(data).values() if ref.startswith("救助.应救尽救")] == ["救助.应救尽救@1.0 改过"] * 2
    assert told(data) == ["文稿起草后改动过：与起草时相同63段，改过2段"]


def test_joined_paragraphs_keep_the_duties_of_both() -> None:
    both = edited(replace(CARE, "3.", ""), join_with_next(STAFF))
    block = next(
        one
        for document in read_documents(both, "通知.docx")
        for _, one in document.walk()
        if one.printed.startswith(STAFF)
    )
    assert block.origin
    assert (block.origin.ref, block.origin.found) == ("综合.返岗观察@1.0", "改过")
    assert len(block.duties) == 2


def test_a_moved_paragraph_keeps_its_origin() -> None:
    data = edited(move_to(RESCUE, CHILDREN))
    assert origins(data)["3.做好流浪乞讨人员"] == "救助.应救尽救@1.0"
    assert told(data) == []


def test_words_are_known_again_without_any_bookmark() -> None:
    """Copied into another file of the office's, a paragraph brings no bookmark along."""

    def without_bookmarks(root: Any) -> None:
        for mark in list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            mark.getparent().remove(mark)

    data = edited(without_bookmarks, replace(EARLY, "发现", "及时发现"))
    assert len(origins(data)) == len(origins(composed())) - 1
    assert told(data) == ["文稿起草后改动过：与起草时相同63段，来源不明1段（第37段），已不在1段（综合.早发现@1.0）"]


def test_without_the_map_nothing_is_claimed() -> None:
    parts = {name: part for name, part in unpack(composed()).items() if not name.startswith("customXml/item")}
    assert origins(pack(parts)) == {}
    assert told(pack(parts)) == []


def rows_of(data: bytes) -> list[tuple[str, ...]]:
    return [
        (row.texts()[0], row.texts()[2][:8], *row.duties[:1])
        for document in read_documents(data, "通知.docx")
        for _, block in document.walk()
        for row in (block.table.rows if block.table else ())
    ]


def test_rows_of_the_task_table_keep_their_duties_when_edited_or_deleted() -> None:
    def change(root: Any) -> None:
        table = next(iter(root.iter(f"{W}tbl")))
        rows = table.findall(f"{W}tr")
        cells = rows[2].findall(f"{W}tc")
        text = next(cells[2].iter(f"{W}t"))
        text.text = "本县改写：" + text.text
        table.remove(rows[5])

    before, after = rows_of(composed()), rows_of(edited(change))
    assert len(after) == len(before) - 1
    assert after[1][1].startswith("本县改写：")
    assert after[1][2:] == before[1][2:]
    assert [row[2:] for row in after] == [row[2:] for i, row in enumerate(before) if i != 4]
    assert len(told(edited(change))) == 1
    assert "改过1段，已不在1段" in told(edited(change))[0]


# the check judges the text as it stands


def settlements(data: bytes, folder: Path) -> dict[str, str]:
    (folder / "通知.docx").write_bytes(data)
    report = folder / "核对.json"
    run(["check", str(folder / "通知.docx"), "--against", str(PARENT), "--format", "json", "-o", str(report)])
    return {duty["id"]: duty["settlement"] for duty in json.loads(report.read_text("utf-8"))["duties"]}


def test_the_check_reflects_the_edit_whatever_the_origin_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, less = tmp_path / "甲", tmp_path / "乙"
    whole.mkdir()
    less.mkdir()
    before = settlements(composed(), whole)
    after = settlements(edited(delete(CHILDREN), *without_children_in_the_table()), less)
    lost = {duty for duty in before if before[duty] == "已落实" != after[duty]}
    assert [after[duty] for duty in lost] == ["部分落实"]
    capsys.readouterr()


def without_children_in_the_table() -> tuple[Callable[[Any], None], ...]:
    def edit(root: Any) -> None:
        for row in list(root.iter(f"{W}tr")):
            if "儿童福利机构和未成年人" in "".join(row.itertext()):
                row.getparent().remove(row)

    return (edit,)


# LibreOffice


def python_with_uno() -> str:
    for program in ("/usr/bin/python3", shutil.which("python3") or ""):
        if program and subprocess.run([program, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return program
    return ""


def in_libreoffice(data: bytes, folder: Path, *edits: tuple[str, ...]) -> bytes:
    """The file opened, edited and saved as docx by LibreOffice."""
    old, new = folder / "old.docx", folder / "new.docx"
    old.write_bytes(data)
    script = Path(__file__).parent / "render" / "edit.py"
    command = [python_with_uno(), str(script), str(old), str(new), str(folder / "profile"), json.dumps(edits)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return new.read_bytes()


@pytest.fixture
def _needs_uno() -> None:
    if not python_with_uno():
        pytest.skip("没有 LibreOffice 的 Python（uno）")


@pytest.mark.usefixtures("_needs_uno")
@pytest.mark.render
def test_saved_by_libreoffice_all_origins_stay(tmp_path: Path) -> None:
    saved = in_libreoffice(composed(), tmp_path)
    assert origins(saved) == origins(composed())
    assert rows_of(saved) == rows_of(composed())
    assert told(saved) == []


@pytest.mark.usefixtures("_needs_uno")
@pytest.mark.render
def test_edited_in_libreoffice_each_origin_is_known_or_told_as_lost(tmp_path: Path) -> None:
    saved = in_libreoffice(
        composed(),
        tmp_path,
        ("replace", "早发现。各民政", "尽早发现。各民政"),
        ("delete", CHILDREN),
        ("insert", FACILITY, "各乡镇民政所每月检查一次。"),
        ("split", RESCUE, "救助管理"),
        ("replace", "3.关爱工作人员", "关爱工作人员"),
        ("join", STAFF),
    )
    found, before = origins(saved), origins(composed())
    assert found["1.尽早发现。各民政"] == "综合.早发现@1.0 改过"
    assert [ref for ref in found.values() if ref.startswith("救助.应救尽救")] == ["救助.应救尽救@1.0 改过"] * 2
    assert found["2.规范返岗管理。各"] == "综合.返岗观察@1.0 改过"
    assert set(before.values()) - {ref.removesuffix(" 改过") for ref in found.values()} == {
        "儿童.在院照料@1.0",
        "综合.关爱职工@1.0",
    }
    assert told(saved) == [
        "文稿起草后改动过：与起草时相同59段，改过4段，来源不明1段（第16段），已不在1段（儿童.在院照料@1.0）"
    ]
