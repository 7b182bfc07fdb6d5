"""html and mht: the paper of a web page, whatever the site or the office program put around it."""

from __future__ import annotations

import html
import quopri
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bounded import in_bounded_time
from wenjian.errors import UnreadableInput
from wenjian.model.document import Document
from wenjian.model.vocabulary import BlockKind, Stage
from wenjian.package import BrokenPackage
from wenjian.readers import load_documents, read_documents
from wenjian.readers.html import read_html
from wenjian.text.decode import decode
from wenjian.writers import WRITERS

TITLE = "青禾县民政局关于加强养老机构消防安全管理的通知"
NAV = (
    '<div class="top"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li>'
    '<li><a href="/hd">互动交流</a></li></ul></div>'
)
NEWS = (
    '<div class="side"><h3>相关阅读</h3><ul><li><a href="/1">青禾县召开养老服务推进会，部署全年任务</a>'
    "<span>2026-02-11</span></li></ul></div>"
)
FOOT = (
    "<div><p>版权所有：青禾县人民政府　承办：青禾县大数据中心</p><p>网站标识码：3704060001　鲁ICP备05000001号</p>"
    "<p>建议使用1024×768分辨率的浏览器浏览本网站。</p></div>"
)
TEXT = (
    "各乡镇民政办公室，各养老机构：",
    "&emsp;&emsp;为加强养老机构消防安全管理，现就有关事项通知如下。",
    "&emsp;&emsp;一、压实主体责任",
    "&emsp;&emsp;各养老机构要落实每日防火巡查不少于两次，并做好记录。",
    "&emsp;&emsp;二、开展隐患排查",
    "&emsp;&emsp;排查情况于3月20日前报县民政局。",
)
SIGNED = ("青禾县民政局", "2026年3月2日")
BODY = [
    "为加强养老机构消防安全管理，现就有关事项通知如下。",
    "一、压实主体责任",
    "各养老机构要落实每日防火巡查不少于两次，并做好记录。",
    "二、开展隐患排查",
    "排查情况于3月20日前报县民政局。",
]


def page(body: str, head: str = "", encoding: str = "utf-8") -> bytes:
    return f'<html><head><meta charset="{encoding}">{head}</head><body>{body}</body></html>'.encode(encoding)


def paragraphs(*texts: str, tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


def read(data: bytes, name: str = "通知.html") -> Document:
    return read_documents(data, name)[0]


def printed(document: Document) -> list[str]:
    return [block.printed for block in document.blocks if block.kind is not BlockKind.FURNITURE]


def told(document: Document, code: str) -> list[str]:
    return [str(finding) for finding in document.findings if finding.code == code]


def refusal(data: bytes, name: str = "通知.html") -> str:
    with pytest.raises(UnreadableInput) as raised:
        read_documents(data, name)
    return str(raised.value)


def is_whole(document: Document) -> bool:
    """Whether no element of the sample notice is missing, and nothing was added."""
    elements = document.elements
    assert document.title == TITLE
    assert elements.recipients == ("各乡镇民政办公室", "各养老机构")
    assert (elements.signature, elements.date) == (("青禾县民政局",), "2026年3月2日")
    assert printed(document) == BODY
    return True


# pages of government sites


def test_title_and_index_above_the_text() -> None:
    index = (
        "<table><tr><td>索 引 号</td><td>QH001/2026-00012</td><td>发文机关</td><td>青禾县民政局</td></tr>"
        "<tr><td>发文字号</td><td>青民字〔2026〕12号</td><td>成文日期</td><td>2026年3月2日</td></tr></table>"
    )
    document = read(
        page(
            f'{NAV}<div>当前位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a></div>'
            f'<div class="main"><h1>{TITLE}</h1>'
            f"{index}<div>发布时间：2026-03-03 来源：县民政局 浏览次数：<span>35</span></div>"
            f'<div id="UCAP-CONTENT">{paragraphs(*TEXT)}<p style="text-align:right">青禾县民政局</p>'
            f'<p align="right">2026年3月2日</p></div>{NEWS}<div>【打印本页】【关闭窗口】</div></div>{FOOT}'
        )
    )
    assert is_whole(document)
    assert document.elements.number == "青民字〔2026〕12号"


def test_the_number_in_a_list_of_keys_and_a_title_on_two_lines() -> None:
    keys = (
        "<ul><li><b>索引号：</b>QH-8</li><li><b>发布机构：</b>县民政局</li>"
        "<li><b>文　　号：</b>青民字〔2026〕8号</li></ul>"
    )
    heading = f'<h2 class="tit">{TITLE[:6]}<br>{TITLE[6:]}</h2>'
    document = read(page(f"{NAV}<div>{keys}{heading}<div>{paragraphs(*TEXT, *SIGNED, tag='div')}</div></div>{FOOT}"))
    assert is_whole(document)
    assert document.elements.number == "青民字〔2026〕8号"


def test_a_page_made_of_tables_with_line_breaks_for_paragraphs() -> None:
    text = "<br><br>".join(
        ("青民字〔2026〕12号", *TEXT, "&nbsp;" * 40 + "青禾县民政局<br>" + "&nbsp;" * 36 + "2026年3月2日")
    )
    document = read(
        page(
            f"<table><tr><td>{NAV}</td></tr><tr><td><table><tr><td>{NEWS}</td>"
            f"<td><table><tr><td class=bt>{TITLE}</td></tr><tr><td>发布日期：2026-03-03 | 点击数：12</td></tr>"
            f"<tr><td><div class=TRS_Editor>{text}</div></td></tr></table></td>"
            f"</tr></table></td></tr><tr><td>{FOOT}</td></tr></table>",
            "<title>通知公告-青禾县民政局</title>",
        )
    )
    assert is_whole(document)
    assert document.elements.number == "青民字〔2026〕12号"


@pytest.mark.parametrize("times", [1, 40])
def test_a_table_of_menus_and_text_is_no_table_of_data(times: int) -> None:
    text = "<br>".join((TITLE, *TEXT[:-1], BODY[-1] * times, *SIGNED))
    document = read(page(f"<table><tr><td>{NAV}<td>{NEWS}<tr><td>{NEWS}<td>{text}</table>{FOOT}"))
    assert printed(document) == [*BODY[:-1], BODY[-1] * times]
    assert document.elements.date == "2026年3月2日"


def test_the_title_only_in_the_head_of_the_page() -> None:
    text = paragraphs(*TEXT, *SIGNED)
    assert is_whole(read(page(f"{NAV}<div>{text}</div>{FOOT}", f"<title>{TITLE}_青禾县人民政府</title>")))
    assert is_whole(read(page(f"{NAV}<div>{text}</div>{FOOT}", f'<meta name="ArticleTitle" content="{TITLE}">')))


def test_a_title_that_the_text_prints_itself_stands_once() -> None:
    text = paragraphs("青禾县民政局文件", "青民字〔2026〕12号", TITLE[:6], TITLE[6:], *TEXT, *SIGNED)
    document = read(page(f"{NAV}<h1>{TITLE}</h1><div>{text}</div>{FOOT}"))
    assert is_whole(document)
    assert document.elements.mark == "青禾县民政局文件"


def test_prose_beside_the_text_is_left_out_and_told() -> None:
    aside = "<div><p>记者获悉，今年将新建一批老年食堂，方便群众。</p></div>"
    document = read(page(f"<h1>{TITLE}</h1><div>{paragraphs(*TEXT, *SIGNED)}</div>{aside}"))
    assert is_whole(document)
    (finding,) = told(document, "WJ140")
    assert finding == (
        "通知.html: 说明 WJ140: 网页上的导航、版权等1段文字没有作为正文"
        "（“记者获悉，今年将新建一批老年食堂，方便群…”）\n提示：如有属于正文的，请把全文复制到.txt再读取。"
    )


def test_what_stands_outside_the_main_box_but_reads_like_the_paper_is_kept() -> None:
    document = read(
        page(f"{NAV}<h1>{TITLE}</h1>{paragraphs(TEXT[0])}<div>{paragraphs(*TEXT[1:])}</div>{paragraphs(*SIGNED)}{FOOT}")
    )
    assert is_whole(document)


def test_the_attachments_that_a_page_links_to_are_named() -> None:
    link = '附件：<a href="P020.docx">任务分解表.docx</a>'
    document = read(page(f"{NAV}<h1>{TITLE}</h1><div>{paragraphs(*TEXT, link, *SIGNED)}</div>{FOOT}"))
    assert printed(document)[-1] == "附件：任务分解表.docx"
    assert told(document, "WJ142") == [
        "通知.html: 警告 WJ142: 网页链接的附件没有一起读取（1个：任务分解表.docx）\n提示：请把附件下载下来，另行读取。"
    ]


def test_a_page_that_hides_its_text_until_a_script_shows_it() -> None:
    document = read(page(f'<h1>{TITLE}</h1><div style="visibility: hidden">{paragraphs(*TEXT, *SIGNED)}</div>'))
    assert is_whole(document)
    assert told(document, "WJ147") == [
        "通知.html: 说明 WJ147: 网页把正文设成了隐藏，已照样读取\n提示：请核对是不是要读的内容。"
    ]


def test_a_link_that_is_never_closed_or_a_box_with_a_misleading_name() -> None:
    assert is_whole(read(page(f'<div class="toolbar"><h1>{TITLE}</h1>{paragraphs(*TEXT, *SIGNED)}</div>')))
    assert is_whole(read(page(f'<a href="/">首页<div><h1>{TITLE}</h1>{paragraphs(*TEXT, *SIGNED)}</div>')))


def test_scripts_styles_forms_comments_and_hidden_parts_are_no_text() -> None:
    noise = (
        "<script>每日报送一次，不得迟报。</script><style>p{每日报送一次，不得迟报。}</style>"
        "<!-- 每日报送一次，不得迟报。 -->"
        '<p style="display:none">每日报送一次，不得迟报。</p><select><option>每日报送一次，不得迟报。</option></select>'
        "<noscript>每日报送一次，不得迟报。</noscript><textarea>每日报送一次，不得迟报。</textarea>"
    )
    assert is_whole(read(page(f"<h1>{TITLE}</h1>{noise}{paragraphs(*TEXT)}{noise}{paragraphs(*SIGNED)}")))


def all_printed(documents: tuple[Document, ...]) -> list[str]:
    blocks = (block for document in documents for _, block in document.walk())
    heads = (f"{document.title} {document.elements.number} {document.elements.date}" for document in documents)
    return [*heads, *(block.printed for block in blocks if block.kind is not BlockKind.FURNITURE)]


@pytest.mark.parametrize("shape", ["paragraphs", "breaks", "bare"])
def test_real_texts_read_the_same_inside_a_site(real: Path, shape: str) -> None:
    paths = sorted((real / "seeds").glob("*.txt"))
    assert len(paths) == 5
    for path in paths:
        data = path.read_bytes()
        lines = [html.escape(line) for line in decode(data)[0].split("\n")]
        body = {
            "paragraphs": f"{NAV}{NEWS}<div>{paragraphs(*lines)}</div>{FOOT}",
            "breaks": f"<table><tr><td>{NAV}<td>{NEWS}<tr><td>{NEWS}<td><div>{'<br>'.join(lines)}</div></table>{FOOT}",
            "bare": paragraphs(*lines),
        }[shape]
        assert all_printed(read_documents(page(body), "某.html")) == all_printed(read_documents(data, path.name))


# tables and lists


def rows_of(document: Document) -> tuple[list[str], list[tuple[str, ...]]]:
    (table,) = [block.table for _, block in document.walk() if block.table]
    return [column.name for column in table.columns], [row.texts() for row in table.rows]


def test_a_table_of_data_with_merged_cells() -> None:
    table = (
        "<table><tr><td rowspan=2>任务</td><td colspan=2>责任分工</td></tr><tr><td>牵头单位</td><td>配合单位</td></tr>"
        "<tr><td rowspan=2>防火巡查</td><td>养老服务股</td><td>各养老机构</td></tr>"
        "<tr><td>办公室</td><td>各敬老院</td></tr></table>"
    )
    document = read(page(f"<h1>{TITLE}</h1>{paragraphs(*TEXT)}{table}{paragraphs(*SIGNED)}"))
    assert rows_of(document) == (
        ["任务", "责任分工（牵头单位）", "责任分工（配合单位）"],
        [("防火巡查", "养老服务股", "各养老机构"), ("防火巡查", "办公室", "各敬老院")],
    )


def test_a_form_with_empty_rows_is_a_table() -> None:
    table = "<table><tr><th>序号<th>隐患<th>整改人<th>时限<tr><td>1<td><td><td><tr><td><td><td><td></table>"
    document = read(page(f"<h1>{TITLE}</h1>{paragraphs(*TEXT, *SIGNED)}<p>附件</p><p>整改台账</p>{table}"))
    assert rows_of(document) == (["序号", "隐患", "整改人", "时限"], [("1", "", "", "")])


def test_a_table_that_names_its_columns_like_an_index_is_no_index() -> None:
    table = (
        "<table><tr><td>名称</td><td>时间</td><td>来源</td></tr><tr><td>消防演练</td><td>3月</td><td>消防大队</td></tr>"
        "<tr><td>食品检查</td><td>4月</td><td>市场监管局</td></tr></table>"
    )
    document = read(page(f"<h1>{TITLE}</h1>{paragraphs(*TEXT)}{table}{paragraphs(*SIGNED)}"))
    assert rows_of(document)[1] == [("消防演练", "3月", "消防大队"), ("食品检查", "4月", "市场监管局")]


def test_a_version_record_drawn_as_table() -> None:
    table = (
        "<table><tr><td colspan=2>抄送：县应急管理局。</td></tr>"
        "<tr><td>青禾县民政局办公室</td><td>2026年3月3日印发</td></tr></table>"
    )
    document = read(page(f"<h1>{TITLE}</h1>{paragraphs(*TEXT, *SIGNED)}{table}"))
    assert is_whole(document)
    assert document.elements.copies_to == ("县应急管理局",)
    assert (document.elements.printer, document.elements.print_date) == ("青禾县民政局办公室", "2026年3月3日")


@pytest.mark.parametrize(
    ("listed", "lines"),
    [
        ("<ol><li>查消防。</li><li>查食品。</li></ol>", ["1.查消防。", "2.查食品。"]),
        ("<ol start=3><li>查消防。</li><li value=7>查食品。</li></ol>", ["3.查消防。", "7.查食品。"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>查消防。</li></ol>", ["一、查消防。"]),
        ("<ol type=a><li>查消防。</li></ol>", ["a.查消防。"]),
        ("<ol style='list-style:none'><li>查消防。</li></ol>", ["查消防。"]),
        ("<ol><li><p>（一）查消防。</p></li></ol>", ["（一）查消防。"]),
        ("<ul><li>查消防。</li></ul>", ["查消防。"]),
    ],
)
def test_numbers_of_lists_are_printed(listed: str, lines: list[str]) -> None:
    document = read(page(f"<h1>{TITLE}</h1>{paragraphs(*TEXT)}{listed}{paragraphs(*SIGNED)}"))
    assert printed(document) == [*BODY, *lines]


# pages saved by office programs


def test_a_page_saved_by_word_or_wps() -> None:
    blanks = "<span style='font:7.0pt'>&nbsp;&nbsp;&nbsp; </span>"
    number = f"<![if !supportLists]><span style='mso-list:Ignore'>一、{blanks}</span><![endif]>"
    bullet = f"<span style='font-family:Wingdings'><span style='mso-list:Ignore'>l{blanks}</span></span>"
    text = f"""
    <!--[if gte mso 9]><xml><o:Author>某人</o:Author></xml><![endif]-->
    <div class=WordSection1>
    <p class=MsoNormal align=center><b>青禾县民政局关于开展养老机构食品<br>安全检查的通知</b><o:p></o:p></p>
    <p class=MsoNormal>各养老机构：</p>
    <p class=MsoNormal><span>为保障老年人饮食安全，现就有关事项
    通知如下。</span></p>
    <p class=MsoListParagraph>{number}明确责任</p>
    <p class=MsoNormal>每餐<ins>成品</ins><del>全部</del>留样不少于<span lang=EN-US>125</span>克<a
    href="#_ftn1"><span>[1]</span></a>，并作
    记录<span class=MsoCommentReference>[a1]</span>。<span style='mso-hide:all'>内部备注</span></p>
    <p class=MsoListParagraph>{bullet}索证索票齐全。</p>
    <p align=right>青禾县民政局<span style='mso-spacerun:yes'>&nbsp;&nbsp;&nbsp;&nbsp; </span></p>
    <p align=right>2026年3月2日</p></div>
    <div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1>
    <p><a href="#_ftnref1"><span>[1]</span></a>冷藏保存。</p></div></div>
    <div style='mso-element:comment-list'><p>此处再议。</p></div>"""
    document = read(page(text, "<title>旧标题</title>", "gb2312"), "通知.htm")
    assert document.title == "青禾县民政局关于开展养老机构食品安全检查的通知"
    assert printed(document) == [
        "为保障老年人饮食安全，现就有关事项通知如下。",
        "一、明确责任",
        "每餐成品留样不少于125克，并作记录。",
        "索证索票齐全。",
    ]
    assert document.elements.signature == ("青禾县民政局",)
    assert [block.text for block in document.blocks if block.kind is BlockKind.FURNITURE] == ["脚注1：冷藏保存。"]
    assert [str(finding).splitlines()[0] for finding in document.findings] == [
        "通知.htm: 说明 WJ127: 文件编码是GB18030，已转换后读取",
        "通知.htm: 说明 WJ114: 文中有修订，已按全部接受修订读取（插入1处，删除1处）",
        "通知.htm: 说明 WJ149: 脚注1条已与正文分开，其中的要求不列为任务",
        "通知.htm: 说明 WJ154: 批注没有读取（1条）",
        "通知.htm: 说明 WJ157: 隐藏文字没有读取（1处）",
    ]


def test_a_page_saved_by_libreoffice() -> None:
    text = (
        '<div title="header"><p>内部资料</p></div>'
        f"<p>{TITLE}</p><p>各乡镇民政办公室，各养老机构：</p><p>现就有关事项通知如下。</p>"
        "<ol><li><h1>压实主体责任</h1><ol><li><h2>落实巡查</h2></ol></ol><p>每日防火巡查不少于两次。</p>"
        "<ol><ol start=2><li><p>做好记录，每月汇总一次。</p></ol></ol><ol start=2><li><h1>开展排查</h1></ol>"
        "<p>排查情况于3月20日前报县民政局。</p><ol><li><p>消防设施。</p><li><p>电气线路。</p></ol>"
        f'{paragraphs(*SIGNED)}<div title="footer"><p>— 2 —</p></div>'
    )
    document = read(page(text, '<meta name="generator" content="LibreOffice 7.4"/>'))
    assert printed(document) == [
        "现就有关事项通知如下。",
        "一、压实主体责任",
        "（一）落实巡查",
        "每日防火巡查不少于两次。",
        "（二）做好记录，每月汇总一次。",
        "二、开展排查",
        "排查情况于3月20日前报县民政局。",
        "1.消防设施。",
        "2.电气线路。",
    ]
    assert [str(finding).splitlines()[0] for finding in document.findings] == [
        "通知.html: 说明 WJ148: 页眉的文字“内部资料”没有作为正文",
        "通知.html: 说明 WJ147: 网页没有存下4个编号的样式，已按层次写成“一、”“（一）”“1.”",
    ]


def test_libreoffice_lists_without_heading_styles_and_a_box_inside_the_title() -> None:
    frame = '<span id="Frame1" style="float: left; width: 0in"><p>青禾县民政局文件</p></span>'
    text = (
        f"<p>青{frame}{TITLE[1:]}</p><p>各乡镇民政办公室，各养老机构：</p><p>现就有关事项通知如下。</p>"
        "<ol><li><p>压实主体责任</p></ol><p>每日防火巡查不少于两次。</p>"
        "<ol start=2><li><p>开展排查</p><ol><li><p>消防设施。</p><li><p>电气线路。</p></ol></ol><p>两项都要查。</p>"
        "<ol><li><p>查灭火器。</p><li><p>查电线。</p></ol>"
    )
    document = read(page(text + paragraphs(*SIGNED), '<meta name="generator" content="LibreOffice 7.4"/>'))
    assert (document.title, document.elements.mark) == (TITLE, "青禾县民政局文件")
    assert printed(document) == [
        "现就有关事项通知如下。",
        "一、压实主体责任",
        "每日防火巡查不少于两次。",
        "二、开展排查",
        "（一）消防设施。",
        "（二）电气线路。",
        "两项都要查。",
        "1.查灭火器。",
        "2.查电线。",
    ]


def test_a_page_of_our_own_reads_as_the_document_it_was_written_from() -> None:
    (paper,) = load_documents(Path(__file__).parent / "real" / "python-docx.docx")
    (again,) = read_documents(WRITERS[".html"](paper, b"", Stage.FINAL), "通知.html")
    assert again.elements == paper.elements
    assert printed(again) == printed(paper)
    tables = [[block.table.columns for _, block in one.walk() if block.table] for one in (again, paper)]
    assert len(tables[0]) == 3
    assert tables[0] == tables[1]


def test_one_div_with_breaks_and_preformatted_text() -> None:
    lines = (TITLE, *TEXT, *SIGNED)
    assert is_whole(read(page(f"<div>{'<br/>'.join(lines)}</div>")))
    assert is_whole(read(page("<pre>" + "\n".join(lines) + "\n</pre>")))
    assert is_whole(read(paragraphs(*lines).replace("</p>", "").encode()))


# encodings


@pytest.mark.parametrize(
    ("stated", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("gb2312", "gb18030"),
        ("gbk", "gb18030"),
        ("big5", "gb18030"),
        ("iso-8859-1", "utf-8"),
        ("utf-16", "utf-16"),
        ("没有", "gb18030"),
    ],
)
def test_the_encoding_by_mark_by_statement_or_by_trial(stated: str, encoding: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={stated}">'
    text = f"<html><head>{meta}</head><body>{paragraphs(TITLE, *TEXT, *SIGNED)}</body></html>"
    assert is_whole(read(text.encode(encoding)))


def test_traditional_characters_in_big5() -> None:
    data = (
        '<meta charset="big5"><p>關於報送材料的通知</p><p>各鄉鎮：</p><p>請於四月十日前報送材料，逾期不候。</p>'.encode(
            "big5"
        )
    )
    assert printed(read(data)) == ["請於四月十日前報送材料，逾期不候。"]


def test_a_broken_character_is_told_and_does_not_spoil_the_page() -> None:
    data = page(paragraphs(TITLE, *TEXT, *SIGNED), encoding="gb2312").replace("股。".encode("gb2312"), b"")
    at = data.index("排查情况".encode("gb2312"))
    document = read(data[:at] + b"\xff" + data[at:])
    assert document.title == TITLE
    assert told(document, "WJ141") == [
        "通知.html: 警告 WJ141: 有1处字符无法识别，读成了“�”\n提示：请用原网页核对，或用WPS打开后另存为.docx。"
    ]


@pytest.mark.parametrize("name", ["通知.mht", "通知.mhtml"])
def test_a_page_with_its_parts_in_one_file(name: str) -> None:
    whole = page(paragraphs(TITLE, *TEXT, *SIGNED), encoding="gb2312").replace(b'<meta charset="gb2312">', b"")
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--=_N"\r\n\r\n'
    part = '----=_N\r\nContent-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    picture = "\r\n----=_N\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n----=_N--\r\n"
    assert is_whole(read(head.encode() + part.encode() + quopri.encodestring(whole) + picture.encode(), name))


# what is refused, and bounds


def test_a_secrecy_mark_in_the_text_or_the_page_header() -> None:
    refused = "通知.html: 错误 WJ107: 文件首部标有密级，不予读取\n提示：涉密文件不得在本程序中处理，请按保密规定办理。"
    text = paragraphs("机密★1年", TITLE, *TEXT, *SIGNED)
    assert refusal(page(f"{NAV}<div>{text}</div>{FOOT}")) == refused
    above = f"<div>{'<p>信息公开</p>' * 30}<p>机密</p><h1>{TITLE}</h1></div><div>{paragraphs(*TEXT, *SIGNED)}</div>"
    assert refusal(page(f"{NAV}{above}{FOOT}")) == refused
    index = (
        "<table><tr><td>索引号</td><td>1</td><td>密级</td><td>秘密</td></tr><tr><td>文号</td><td>无</td></tr></table>"
    )
    assert refusal(page(f"{NAV}{index}<h1>{TITLE}</h1>{paragraphs(*TEXT, *SIGNED)}")) == refused
    header = '<div title="header"><p>秘密★</p></div>'
    assert refusal(page(f"{header}{paragraphs(TITLE, *TEXT, *SIGNED)}")) == refused


def test_pictures_without_text() -> None:
    assert refusal(page(f'{NAV}<img src="1.jpg"><img src="2.jpg">')) == (
        "通知.html: 错误 WJ143: 文件里只有图片，没有文字（多为扫描件）\n"
        "提示：请在WPS中用“图片转文字”后另存为.docx，或将文字复制到.txt。"
    )


def test_pictures_among_the_text_are_counted_but_icons_are_not() -> None:
    pictures = '<img src="a.jpg"><img src="icon.gif" width="16" height="16">'
    document = read(page(f"<h1>{TITLE}</h1>{paragraphs(*TEXT, pictures, *SIGNED)}"))
    assert [line.splitlines()[0] for line in told(document, "WJ115")] == [
        "通知.html: 说明 WJ115: 图片、特殊符号等没有读取（1处）"
    ]


def test_binary_data_named_html() -> None:
    assert refusal(bytes(range(256)) * 4).startswith("通知.html: 错误 WJ104: 不是文字文件，读不出内容\n")


def test_a_page_without_text() -> None:
    assert refusal(page("<script>var a = 1;</script>")).startswith("通知.html: 错误 WJ103: ")


@pytest.mark.parametrize("tags", ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<a href=1><div>"])
def test_ten_thousand_nested_elements_are_refused_with_a_message(tags: str) -> None:
    with in_bounded_time():
        assert refusal(tags.encode() * 10_000 + "每日报送一次材料，不得迟报。".encode()) == (
            "通知.html: 错误 WJ112: 文件内部结构不完整（网页嵌套过深）\n提示：请在WPS中重新打开并另存为.html。"
        )


def test_deep_nesting_below_the_limit_loses_nothing() -> None:
    assert is_whole(read(page("<div>" * 1_000 + paragraphs(TITLE, *TEXT, *SIGNED))))


def test_too_many_tags_are_refused_before_they_are_parsed() -> None:
    assert refusal(b"<i>" * 600_000).startswith("通知.html: 错误 WJ106: 文件太大（60万个标签），超过50万个标签\n")


def test_a_table_that_claims_more_cells_than_it_has() -> None:
    row = "<tr><td colspan=199 rowspan=60000>甲</td><td>乙</td></tr>"
    assert refusal(page(f"<table>{row * 200}</table>")).startswith("通知.html（第1个表格）: 错误 WJ106: 文件太大（")


def test_entities_are_never_fetched() -> None:
    data = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><body>{paragraphs(TITLE, *TEXT, "&x;", *SIGNED)}'
    )
    document = read(data.encode())
    assert document.title == TITLE
    assert "&x;" in printed(document)


@pytest.mark.parametrize(
    "data",
    [
        b"<p>" + b" " * 2_000_000 + b"x",
        b"<title>" + b" -" * 500_000 + b"</title><p>x",
        b"<div class='" + b"a " * 500_000 + b"'>" + b"<p>a</p>" * 5_000,
        b"<a href=1.doc>" * 20_000,
        b"<table><tr><td>a<td>b<tr><td>c<td>d" * 500,
    ],
)
def test_built_to_be_slow(data: bytes) -> None:
    with in_bounded_time():
        try:
            read_documents(data, "慢.html")
        except UnreadableInput as error:
            assert "慢.html" in str(error)  # noqa: PT017 - either outcome is right, a traceback is not


WHOLE = page(f"{NAV}<h1>{TITLE}</h1><table><tr><td>一<td>二<tr><td>三<td>四</table>{paragraphs(*TEXT, *SIGNED)}{FOOT}")
PIECES = (
    "<p>", "</p>", "<div>", "<br>", "<table>", "<tr>", "<td rowspan=2>", "<td>", "</table>", "<ol>", "<li>", "</ol>",
    "<a href=1>", "</a>", "<h1>", "<!--", "-->", "&nbsp;", "<td colspan=3>", "<span style='display:none'>", "</div>",
    "各乡镇：", "2026年3月2日", "请于3月10日前报送材料，不得迟报。", "附件：1.表", TITLE, "索引号：1", "<div id=ftn1>",
)  # fmt: skip


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=2_000)
def test_any_bytes_give_documents_or_a_message(data: bytes) -> None:
    try:
        assert read_html(data, "某.html").documents()
    except (UnreadableInput, BrokenPackage) as error:
        assert str(error)  # noqa: PT017 - either outcome is right, another exception is not


MIME = (
    "MIME-Version: 1.0\n", 'Content-Type: multipart/related; boundary="b"\n', "Content-Type: multipart/x; boundary=c\n",
    "\n", "--b\n", "--b--\n", "--c\n", "Content-Type: text/html; charset=gb2312\n", "Content-Type: text/html\n",
    "Content-Type: text/html; charset*=x'y'%zz\n", "Content-Transfer-Encoding: base64\n", "PGh0bWw+", "=E5=",
    "Content-Transfer-Encoding: quoted-printable\n", "<p>请于3月10日前报送材料，不得迟报。</p>\n", "\x00\udc80",
    " ;;=\n",
)  # fmt: skip


@given(st.lists(st.sampled_from(MIME), max_size=25))
@settings(max_examples=150, deadline=2_000)
def test_any_mail_gives_documents_or_a_message(pieces: list[str]) -> None:
    data = ("MIME-Version: 1.0\n" + "".join(pieces)).encode("utf-8", "surrogatepass")
    try:
        assert read_html(data, "某.mht").documents()
    except (UnreadableInput, BrokenPackage) as error:
        assert str(error)  # noqa: PT017 - either outcome is right, another exception is not


def test_mail_of_many_or_nested_parts() -> None:
    nested = "".join(f'Content-Type: multipart/x; boundary="b{i}"\n\n--b{i}\n' for i in range(90))
    text = f"Content-Type: text/html\n\n{paragraphs(TITLE, *TEXT, *SIGNED)}"
    assert is_whole(read(f"MIME-Version: 1.0\n{nested}{text}".encode(), "通知.mht"))
    many = 'MIME-Version: 1.0\nContent-Type: multipart/x; boundary="b"\n' + "\n--b\n" * 3_000
    assert refusal(many.encode(), "通知.mht").startswith(
        "通知.mht: 错误 WJ110: 压缩包内容异常（网页内的部分超过2000个）"
    )


@given(st.lists(st.sampled_from(PIECES), max_size=30))
@settings(max_examples=150, deadline=2_000)
def test_any_tags_give_documents_or_a_message(pieces: list[str]) -> None:
    try:
        documents = read_documents("".join(pieces).encode(), "某.html")
    except UnreadableInput as error:
        assert "某.html" in str(error)  # noqa: PT017 - either outcome is right
        return
    assert documents


@given(st.integers(min_value=0, max_value=len(WHOLE)))
@settings(max_examples=60, deadline=2_000)
def test_a_truncated_page_gives_documents_or_a_message(length: int) -> None:
    try:
        assert read_documents(WHOLE[:length], "断.html")
    except UnreadableInput as error:
        assert "断.html: 错误 WJ1" in str(error)  # noqa: PT017 - either outcome is right
