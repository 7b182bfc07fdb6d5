"""What each line of a paper is, and whose."""

from __future__ import annotations

from raw_docx import docx, p, tbl, tr
from wenjian.model.vocabulary import Role
from wenjian.readers import read_paper
from wenjian.structure.parts import Part, PrintedLine, printed_lines


def lines(text: str, number: int = 1) -> list[PrintedLine]:
    paper = read_paper(text.encode(), "通知.txt")
    return list(printed_lines(paper.lines, paper.documents, number))


def parts(text: str) -> list[tuple[str, str]]:
    return [(line.part.value, line.text[:10]) for line in lines(text)]


def test_the_lines_of_a_notice(doc: str) -> None:
    """
    示范县民政局文件
    示民字[2026]12号
    示范县民政局
    关于做好检查工作的通知
    各养老机构:
    为做好检查工作，现通知如下：
    一、摸清底数
    （一）检查线路。逐一检查厨房、锅炉房的线路。
    附件：检查表
    示范县民政局
    2026年05月25日
    （联系人：张三）
    附件1
    检查表
    逐项检查厨房、锅炉房，记录问题，限期整改。
    抄送：县应急管理局
    """
    assert parts(doc) == [
        ("发文机关标志", "示范县民政局文件"),
        ("发文字号", "示民字[2026]1"),
        ("标题", "示范县民政局"),
        ("标题", "关于做好检查工作的通"),
        ("主送机关", "各养老机构:"),
        ("正文", "为做好检查工作，现通"),
        ("层次标题", "一、摸清底数"),
        ("正文", "（一）检查线路。逐一"),
        ("附件说明", "附件：检查表"),
        ("发文机关署名", "示范县民政局"),
        ("成文日期", "2026年05月25"),
        ("附注", "（联系人：张三）"),
        ("附件标识", "附件1"),
        ("附件标题", "检查表"),
        ("正文", "逐项检查厨房、锅炉房"),
        ("版记", "抄送：县应急管理局"),
    ]


def test_a_mark_of_several_organs_on_a_line_each(doc: str) -> None:
    """
    云溪县民政局
    云溪县财政局
    文件
    云民发〔2026〕3号
    云溪县民政局 云溪县财政局
    关于做好检查工作的通知
    各养老机构：
    请做好检查。
    云溪县民政局 云溪县财政局
    2026年5月25日
    """
    assert parts(doc)[:6] == [
        ("发文机关标志", "云溪县民政局"),
        ("发文机关标志", "云溪县财政局"),
        ("发文机关标志", "文件"),
        ("发文字号", "云民发〔2026〕3"),
        ("标题", "云溪县民政局 云溪县"),
        ("标题", "关于做好检查工作的通"),
    ]


def test_levels_and_run_in_headings(doc: str) -> None:
    """
    关于做好检查工作的通知
    各养老机构：
    一、摸清底数
    （一）检查线路。逐一检查厨房、锅炉房的线路，老化的立即更换。
    """
    heading, text = lines(doc)[2:]
    assert (heading.level, heading.text[: heading.lead]) == (1, "一、摸清底数")
    assert (text.level, text.text[: text.lead]) == (2, "（一）检查线路。")


FORWARDING = """示范县民政局转发市民政局关于做好检查工作的通知
各养老机构：
现将《示例市民政局关于做好检查工作的通知》转发给你们，请落实。
示范县民政局
2026年5月25日
示例市民政局关于做好检查工作的通知
例民发〔2026〕5号
各县（区）民政局：
要摸清底数，落实责任，按时报送。
示例市民政局
2026年5月8日
"""


def test_a_forwarded_original_is_not_the_papers_own() -> None:
    assert [line.text for line in lines(FORWARDING) if line.is_own] == FORWARDING.splitlines()[:5]
    assert {line.role for line in lines(FORWARDING)[5:]} == {Role.FORWARDED}


def test_as_a_document_of_its_own_it_is() -> None:
    own = [line.text for line in lines(FORWARDING, number=2) if line.is_own]
    assert "要摸清底数，落实责任，按时报送。" in own
    assert "现将《示例市民政局关于做好检查工作的通知》转发给你们，请落实。" not in own


def test_cells_of_a_table() -> None:
    paper = read_paper(
        docx(p("关于检查的通知"), p("各机构："), tbl(tr("项目", "标准"), tr("线路", "完好"))), "通知.docx"
    )
    cells = [(line.column, line.text) for line in printed_lines(paper.lines, paper.documents) if line.part is Part.CELL]
    assert cells == [("项目", "项目"), ("标准", "标准"), ("项目", "线路"), ("标准", "完好")]
