"""One notice saved by different programs reads to one tree (tests/real, all of it ours): what a format cannot hold is
declared here, with its reason.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from wenjian.duties import extract
from wenjian.model.document import Document, Table
from wenjian.model.vocabulary import BlockKind
from wenjian.package import unpack
from wenjian.readers import READERS, load_documents

HERE = Path(__file__).parent / "real"
FILES = sorted(path.name for path in HERE.iterdir() if path.suffix in READERS)
CONVERTED = (".doc", ".odt", ".rtf")
"""Suffixes that are read through LibreOffice."""

ELEMENTS = {
    "mark": "临溪县民政局文件",
    "number": "临民发〔2025〕18号",
    "title": "临溪县民政局关于开展养老机构冬季消防安全检查的通知",
    "recipients": ("各乡镇民政办", "各养老机构"),
    "signature": ("临溪县民政局",),
    "date": "2025年11月28日",
    "note": "（联系人：周宁，电话：0000-7654321）",
    "contact": "周宁",
    "telephone": "0000-7654321",
    "copies_to": ("县消防救援大队", "县应急管理局"),
    "printer": "临溪县民政局办公室",
    "print_date": "2025年11月28日",
}

TREE = """\
main
paragraph 0 ||入冬以来用火用电增多，为守住养老机构消防安全底线，决定在全县开展一次检查。现将有关事项通知如下。
heading 1 一、||检查范围
paragraph 0 ||检查范围为全县已备案的养老机构，以及设有托养床位的社区养老服务站。
heading 1 二、||检查内容
heading 2 （一）||消防设施
paragraph 3 1.|配齐灭火器材。|各养老机构每层楼配备灭火器不少于4具，每月检查一次并作记录。
heading 3 2.||保持通道畅通
item 4 （1）||安全出口不得上锁，疏散通道不得堆放物品。
item 4 （2）||疏散指示标志每周查看一次，损坏的要立即更换。
paragraph 2 （二）|管好用火用电。|厨房每日收火，电气线路每季度请有资质的单位检测一次。
heading 2 （三）||值班值守
paragraph 0 ||夜间值班人员不少于2人，每2小时巡查一次，发现险情立即处置。
heading 1 三、||工作步骤
paragraph 0 ||检查分三步进行。一是机构自查，12月10日前完成并填写检查表。二是乡镇复核，复核比例不低于50%。\
三是县局抽查，对问题较多的机构发出整改通知书。
paragraph 0 ||县局按下表安排检查，各单位照此落实。
table 序号，检查事项，责任单位，完成时限
row 1，机构自查，各养老机构，12月10日前
row 2，乡镇复核，各乡镇民政办，12月20日前
row 3，县局抽查，养老服务股，12月31日前
heading 1 四、||工作要求
paragraph 0 ||各乡镇民政办要在2025年12月25日前将检查情况报县民政局养老服务股，重大隐患要立即报告。
attachment_list 0 ||附件：1.养老机构冬季消防安全检查表
attachment_list 0 ||2.隐患整改台账
attachment 养老机构冬季消防安全检查表
table 项目，检查内容，结果
row 灭火器，压力正常、在有效期内，合格□不合格□
row 安全出口，未上锁、无堆放物品，合格□不合格□
attachment 隐患整改台账
table 序号，隐患描述，整改责任人，整改时限
row 1，，，
"""

DUTIES = {
    ("各养老机构每层楼配备灭火器不少于4具，每月检查一次并作记录。", "二、（一）1."),
    ("安全出口不得上锁，疏散通道不得堆放物品。", "二、（一）2.（1）"),
    ("疏散指示标志每周查看一次，损坏的要立即更换。", "二、（一）2.（2）"),
    ("各乡镇民政办要在2025年12月25日前将检查情况报县民政局养老服务股，重大隐患要立即报告。", "四、"),
}
"""Duties of the notice, wherever it was saved: text and place."""


@dataclass(frozen=True)
class Loss:
    """What a format does not hold: the lines of the tree that are lost, those read in their place, and why."""

    reason: str
    lost: str
    read: str


_ROWS_AS_LINES = "纯文本没有表格，单元格只剩一行文字"
LOSSES: dict[str, tuple[Loss, ...]] = {
    "通知.txt": (
        Loss(
            _ROWS_AS_LINES,
            "table 序号，检查事项，责任单位，完成时限\n"
            "row 1，机构自查，各养老机构，12月10日前\n"
            "row 2，乡镇复核，各乡镇民政办，12月20日前\n"
            "row 3，县局抽查，养老服务股，12月31日前\n",
            "paragraph 0 ||序号　检查事项　责任单位　完成时限\n"
            "paragraph 0 ||1　机构自查　各养老机构　12月10日前\n"
            "paragraph 0 ||2　乡镇复核　各乡镇民政办　12月20日前\n"
            "paragraph 0 ||3　县局抽查　养老服务股　12月31日前\n",
        ),
        Loss(
            _ROWS_AS_LINES,
            "table 项目，检查内容，结果\n"
            "row 灭火器，压力正常、在有效期内，合格□不合格□\n"
            "row 安全出口，未上锁、无堆放物品，合格□不合格□\n",
            "paragraph 0 ||项目　检查内容　结果\n"
            "paragraph 0 ||灭火器　压力正常、在有效期内　合格□不合格□\n"
            "paragraph 0 ||安全出口　未上锁、无堆放物品　合格□不合格□\n",
        ),
        Loss(
            _ROWS_AS_LINES,
            "table 序号，隐患描述，整改责任人，整改时限\nrow 1，，，\n",
            "paragraph 0 ||序号　隐患描述　整改责任人　整改时限\nparagraph 0 ||1\n",
        ),
    ),
}

KEPT_APART = {
    "word.docx": ["脚注1：含护理员。", "页眉：内部资料　注意保存"],
    "word-libreoffice.docx": ["脚注1：含护理员。", "页眉：内部资料　注意保存"],
}
"""What stands beside the text of a file and is kept as furniture."""

TOLD = {
    "word.docx": ["WJ114", "WJ149", "WJ148", "WJ154", "WJ157"],
    "word-libreoffice.docx": ["WJ114", "WJ149", "WJ148", "WJ154", "WJ157"],
}
"""The findings of a file; none for the others."""


def tree(document: Document) -> Iterator[str]:
    """The document as lines: kind, level, label|lead|text; tables with their rows; attachments."""
    yield " ".join(filter(None, (document.role.value, document.title if document.role.value != "main" else "")))
    for block in document.blocks:
        if block.table is not None:
            yield from table_lines(block.table)
        elif block.kind is not BlockKind.FURNITURE:
            text = block.text.removeprefix(block.lead)
            yield f"{block.kind.value} {block.level} {block.label}|{block.lead}|{text}"
    for attachment in document.attachments:
        yield from tree(attachment)


def table_lines(table: Table) -> Iterator[str]:
    yield "table " + "，".join(column.name for column in table.columns)
    yield from ("row " + "，".join(row.texts()) for row in table.rows)


def expected(name: str) -> str:
    text = TREE
    for loss in LOSSES.get(name, ()):
        assert text.count(loss.lost) == 1, loss.reason
        text = text.replace(loss.lost, loss.read)
    return text


def marked(names: list[str]) -> list[Any]:
    """The files, those read through LibreOffice marked."""
    return [
        pytest.param(
            name,
            marks=[
                pytest.mark.render,
                pytest.mark.skipif(not shutil.which("soffice"), reason="没有 LibreOffice"),
            ],
        )
        if name.endswith(CONVERTED)
        else name
        for name in names
    ]


@pytest.mark.parametrize("name", marked(FILES))
def test_the_tree_is_the_same_whatever_saved_it(name: str) -> None:
    documents = load_documents(HERE / name)
    assert len(documents) == 1
    assert {key: value for key, value in vars(documents[0].elements).items() if value} == ELEMENTS
    assert "\n".join(tree(documents[0])) + "\n" == expected(name)


@pytest.mark.parametrize("name", marked(FILES))
def test_the_duties_are_the_same_whatever_saved_it(name: str) -> None:
    directive, _ = extract(load_documents(HERE / name)[0])
    assert {(duty.text, duty.where) for duty in directive.duties} >= DUTIES
    if name not in LOSSES:
        (plain,) = load_documents(HERE / "python-docx.docx")
        assert [(duty.text, duty.where) for duty in directive.duties] == [
            (duty.text, duty.where) for duty in extract(plain)[0].duties
        ]


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".docx")])
def test_what_stands_beside_the_text_of_a_docx_is_kept_and_told(name: str) -> None:
    (document,) = load_documents(HERE / name)
    apart = [block.text for _, block in document.walk() if block.kind is BlockKind.FURNITURE]
    assert apart == KEPT_APART.get(name, [])
    assert [finding.code for finding in document.findings] == TOLD.get(name, [])


def test_every_kind_of_file_that_is_here_is_read() -> None:
    assert {Path(name).suffix for name in FILES} >= {".txt", ".docx", ".pdf", ".html"}
    assert len(FILES) == 13


def test_the_script_writes_the_same_copies_again(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.spec_from_file_location("real_build", HERE / "make_files.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "real_build", module)
    spec.loader.exec_module(module)
    for name, data in module.files().items():
        committed = (HERE / name).read_bytes()
        if name.endswith(".docx"):  # the text, not the template that python-docx ships with its version
            part = "word/document.xml"
            assert unpack(data)[part] == unpack(committed)[part], name
        else:
            assert data == committed, name
