"""发文稿纸, 征求意见函 and 意见采纳情况表: what a job says of a paper before it is signed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

from ooxml import faults
from scripts import script
from wenjian.cli import run
from wenjian.compose.consultation import consultation_letter, countersigners
from wenjian.layout.routing import routing_values
from wenjian.model.document import Block, Document, Span
from wenjian.model.elements import Elements
from wenjian.model.job import Job, JobDocument
from wenjian.model.locality import Letterhead, Locality, Peer
from wenjian.model.plain import from_plain
from wenjian.model.vocabulary import Authority, BlockKind, Genre, Role, Stage
from wenjian.package import pack, unpack
from wenjian.writers import check_layout, purpose_of, write_routing_sheet
from wenjian.writers.layouts import PAPER, ROUTING

ROOT = Path(__file__).parents[1]
FORM = (ROOT / "templates" / "发文稿纸.docx").read_bytes()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PEERS = (
    Peer(name="县卫生健康局", line=("卫生健康部门",), short="县卫健局"),
    Peer(name="县消防救援大队", line=("消防救援机构",)),
    Peer(name="县财政局", line=("财政部门",)),
)
PLACE = Locality(name="示范县", bureau="示范县民政局", peers=PEERS)
HEAD = Letterhead(name="示范县民政局文件", code="示民字", last_serial="22", signers="局长签发")


def job(**given: Any) -> Job:
    return Job(locality="示范县.yaml", documents=(JobDocument(genre=Genre.NOTICE),), **given)


def document(**elements: Any) -> Document:
    given = Elements(
        mark="示范县民政局文件",
        number="示民字〔2026〕　号",
        title="示范县民政局关于印发《养老机构夏季安全管理方案》的通知",
        recipients=("各养老机构",),
        signature=("示范县民政局",),
        copies_to=("示例市民政局",),
        publicity="主动公开",
    ).model_copy(update=elements)
    text = (Span("会同县消防救援大队、县卫健局开展检查。"),)
    parent = Document(
        Elements(title="市局通知"),
        (Block("b002", BlockKind.PARAGRAPH, (Span("请县财政局安排资金。"),)),),
        role=Role.FORWARDED,
    )
    plan = Document(Elements(title="养老机构夏季安全管理方案"), (), role=Role.ENCLOSED)
    return Document(given, (Block("b001", BlockKind.PARAGRAPH, text),), (plan, parent))


def sheet(data: bytes) -> list[list[str]]:
    """The rows of the form, cell by cell, lines divided by /."""
    root: Any = etree.fromstring(unpack(data)["word/document.xml"])
    for line_break in root.iter(f"{W}br"):
        line_break.tail = "/"
    rows = []
    for row in root.iter(f"{W}tr"):
        cells = []
        for cell in row.iter(f"{W}tc"):
            paragraphs = [
                "".join("/" if one.tag == f"{W}br" else one.text or "" for one in each.iter(f"{W}t", f"{W}br"))
                for each in cell.iter(f"{W}p")
            ]
            cells.append("/".join(paragraphs))
        rows.append(cells)
    return rows


def written(given: Job, paper: Document, letterhead: Letterhead | None = HEAD) -> bytes:
    units = countersigners(paper, given, PLACE)
    return write_routing_sheet(routing_values(paper, given, letterhead, units), FORM, date="2026年3月1日")


def test_the_form_is_filled_from_the_job_and_leaves_the_signatures_blank() -> None:
    given = job(
        drafting_office="养老服务股",
        drafter="张三",
        drafter_telephone="0000-1234567",
        copies="60份",
        stage=Stage.REVIEW,
    )
    made = written(given, document())
    blank = "　　　　年　　月　　日"
    assert sheet(made) == [
        [f"主要领导签发：局长签发/{blank}", f"分管领导审核：/{blank}"],
        [
            "会　签",
            (
                "县卫生健康局（意见、签名、日期）/县消防救援大队（意见、签名、日期）"
                "/以上单位按文稿提到的协作部门列出，请核定。"
            ),
        ],
        [f"办公室核稿：/{blank}", f"股室负责人核稿：/{blank}"],
        ["标　题", "示范县民政局关于印发《养老机构夏季安全管理方案》的通知"],
        ["发文字号", "示民字〔2026〕　号/下一号23，以办公室登记为准", "版　头", "示范县民政局文件"],
        ["密　级", "", "缓　急", "", "印发份数", "60份"],
        ["主　送", "各养老机构"],
        ["抄　送", "示例市民政局"],
        ["附　件", "随文印发：养老机构夏季安全管理方案/随文转发：市局通知"],
        ["公开属性", "☑主动公开　□依申请公开　□不予公开/理由："],
        ["行政规范性/文件", "□是　□否", "合法性审核", "□已审　□不需要"],
        ["公平竞争审查", "□已审　□不需要", "基层减负评估", "□一致　□不一致"],
        ["拟稿股室", "养老服务股", "拟稿人", "张三", "电　话", "0000-1234567"],
        ["校　对", "", "印制日期", ""],
    ]
    assert faults(made) == []
    assert made == written(given, document())


@pytest.mark.parametrize(
    ("number", "letterhead", "line"),
    [
        ("示民字〔2026〕　号", HEAD, "示民字〔2026〕　号/下一号23，以办公室登记为准"),
        ("示民字〔2026〕8号", HEAD, "示民字〔2026〕8号"),
        ("示民字〔2026〕　号", HEAD.model_copy(update={"last_serial": ""}), "示民字〔2026〕　号"),
        ("", None, ""),
    ],
)
def test_a_serial_is_only_proposed_and_only_where_there_is_none(
    number: str, letterhead: Letterhead | None, line: str
) -> None:
    assert sheet(written(job(), document(number=number), letterhead))[4][1] == line


def test_countersigners_are_those_of_the_job_else_those_that_the_paper_names() -> None:
    assert countersigners(document(), job(), PLACE) == ("县卫生健康局", "县消防救援大队")
    assert countersigners(document(), job(countersigners=("县教育局",)), PLACE) == ("县教育局",)
    joint = document(signature=("示范县民政局", "示范县消防救援大队"))
    assert countersigners(joint, job(authority=Authority.JOINT), PLACE)[0] == "示范县消防救援大队"
    named = sheet(written(job(countersigners=("县教育局",)), document()))[1][1]
    assert named == "县教育局（意见、签名、日期）"


def test_values_that_look_like_markup_arrive_as_they_are() -> None:
    made = written(job(drafter="张<三>&{{ 标题 }}"), document())
    assert sheet(made)[12][3] == "张<三>&{{ 标题 }}"


# the form as a layout


def test_our_form_passes_the_check_and_comes_from_the_script() -> None:
    assert purpose_of(FORM) is ROUTING
    assert check_layout(FORM, "", ROUTING) == ()
    assert script("templates/forms.py").FORMS["发文稿纸.docx"]() == FORM
    for name in ("红头通知", "便函", "工作表格"):
        assert purpose_of((ROOT / "templates" / f"{name}.docx").read_bytes()) is PAPER


def test_an_offices_own_form_takes_the_place_of_ours_and_its_faults_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    parts = unpack(FORM)
    own = {**parts, "word/document.xml": parts["word/document.xml"].replace("发文稿纸".encode(), "拟文签".encode())}
    Path("发文稿纸.docx").write_bytes(pack(own))
    write_files(tmp_path)
    assert run(["compose", "拟稿单.yaml", "-o", "结果"]) == 0
    assert (
        b"\xe6\x8b\x9f\xe6\x96\x87\xe7\xad\xbe"
        in unpack(Path("结果/1-发文稿纸.docx").read_bytes())["word/document.xml"]
    )
    wrong = {
        **parts,
        "word/document.xml": parts["word/document.xml"].replace("{{ 会签 }}".encode(), "{{ 会钱 }}".encode()),
    }
    Path("发文稿纸.docx").write_bytes(pack(wrong))
    assert run(["compose", "拟稿单.yaml", "-o", "结果"]) == 4
    place = "发文稿纸.docx（正文第1个表格第2行第2格）: 错误 WJ602: 版式里的字段“会钱”没有定义\n提示：是不是“会签”？"
    assert place in capsys.readouterr().err
    assert run(["template", "check", "发文稿纸.docx"]) == 4
    assert place in capsys.readouterr().err


def write_files(folder: Path, stage: str = "草稿") -> None:
    (folder / "示范县.yaml").write_text(
        "名称: 示范县\n机关: 示范县民政局\n版头:\n- 名称: 示范县民政局文件\n  代字: 示民字\n主送: [各养老机构]\n"
        "协作部门:\n- 名称: 县消防救援大队\n- 名称: 县财政局\n",
        encoding="utf-8",
    )
    (folder / "提纲.yaml").write_text(
        "名称: 空\n文种: 通知\n开头:\n- 请会同县消防救援大队做好值守工作。\n", encoding="utf-8"
    )
    (folder / "拟稿单.yaml").write_text(
        f"地区: 示范县.yaml\n稿别: {stage}\n拟稿人: 张三\n拟稿人电话: 0000-1234567\n文件:\n- 文种: 通知\n"
        "  提纲: 提纲.yaml\n  标题: 关于做好《值守》工作的通知\n",
        encoding="utf-8",
    )


# 征求意见


def test_a_consultation_draft_comes_with_its_letter_and_the_table_of_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, "征求意见稿")
    assert run(["compose", "拟稿单.yaml", "-o", "结果"]) == 0
    del capsys
    root = etree.fromstring(unpack(Path("结果/1-征求意见函.docx").read_bytes())["word/document.xml"])
    lines = ["".join(text.text or "" for text in one.iter(f"{W}t")) for one in root.iter(f"{W}p")]
    assert lines == [
        "关于征求《关于做好〈值守〉工作的通知（征求意见稿）》意见的函",
        "县消防救援大队：",
        "我局起草了《关于做好〈值守〉工作的通知（征求意见稿）》，现征求你单位意见。",
        "请于　　月　　日前将意见书面反馈我局；没有意见的，也请反馈。",
        "（联系人：张三；电话：0000-1234567）",
        "附件：关于做好《值守》工作的通知（征求意见稿）",
        "示范县民政局",
        "　　年　月　日",
    ]
    book = openpyxl.load_workbook(io.BytesIO(Path("结果/1-意见采纳情况表.xlsx").read_bytes()))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(max_col=6)]
    assert ["序号", "反馈单位", "反馈日期", "意见原文", "采纳情况", "理由及修改位置"] in rows
    assert [row[1] for row in rows if row[0] in {1, "1"}] == ["县消防救援大队"]
    assert "发出1家，反馈　　家，无意见　　家，未反馈　　家。一个单位有几条意见的，每条一行。" in [
        row[0] for row in rows
    ]
    rules = book.worksheets[0].data_validations.dataValidation
    assert [rule.formula1 for rule in rules] == ['"采纳,部分采纳,未采纳,无意见,未反馈"']


def test_other_drafts_bring_only_the_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path)
    assert run(["compose", "拟稿单.yaml", "-o", "结果"]) == 0
    del capsys
    assert sorted(path.name for path in Path("结果").iterdir()) == ["1-发文稿纸.docx", "1-通知.docx", "核对.yaml"]


def test_of_a_notice_that_only_issues_a_plan_the_plan_is_asked_about() -> None:
    paper = Document(Elements(title="示范县民政局关于印发《示范县值守方案》的通知"), ())
    job = from_plain(Job, {"地区": "示范县.yaml", "文件": []})
    place = from_plain(Locality, {"名称": "示范县", "机关": "示范县民政局"})
    letter = consultation_letter(paper, ["县财政局"], job, place)
    assert letter.title == "关于征求《示范县值守方案（征求意见稿）》意见的函"
