"""Lines of text become documents: elements, headings of all levels, attachments, findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenjian.model.document import Block, Document
from wenjian.model.vocabulary import BlockKind, Role
from wenjian.readers import read_documents
from wenjian.structure.papers import Line, build


def read(text: str, name: str = "文件.txt") -> tuple[Document, ...]:
    return read_documents(text.encode(), name)


def shape(document: Document) -> list[tuple[str, int, str, str, str]]:
    """Kind, level, label, lead and text of each block."""
    return [(b.kind.value, b.level, b.label, b.lead, b.text[len(b.lead) :]) for b in document.blocks]


def first_lines(document: Document) -> list[str]:
    return [str(finding).splitlines()[0] for finding in document.findings]


NOTICE = """\
某县民政局文件

某民字〔2026〕3号　　　　签发人：张三

某县民政局关于做好冬季救助
工作的通知

各乡（镇）民政所，局机关各股室：
现就有关事项通知如下：
一、加强巡查
（一）夜间巡查。救助管理站要每晚巡查两次。
（二）各民政所要建立台账。
1.台账要写明姓名。
强化值守。
各民政所要实行24小时值班，一旦发现受
冻人员要立即救助。
二是强化督导。
局将适时抽查各民政所的巡查情况和台账。
附件：1.巡查记录表
2.救助台账

某县民政局
2026年1月5日
（此件公开发布）
（联系人：李四，联系电话：0000-1234567）
抄送：县卫生健康局，县公安局。
某县民政局办公室　　　　2026年1月5日印发
"""


def test_elements_of_a_notice() -> None:
    (notice,) = read(NOTICE)
    elements = notice.elements
    assert elements.mark == "某县民政局文件"
    assert elements.number == "某民字〔2026〕3号"
    assert elements.signer == "张三"
    assert elements.title == "某县民政局关于做好冬季救助工作的通知"
    assert elements.recipients == ("各乡（镇）民政所", "局机关各股室")
    assert elements.signature == ("某县民政局",)
    assert elements.date == "2026年1月5日"
    assert elements.publicity == "主动公开"
    assert elements.contact == "李四"
    assert elements.telephone == "0000-1234567"
    assert elements.copies_to == ("县卫生健康局", "县公安局")
    assert elements.printer == "某县民政局办公室"
    assert elements.print_date == "2026年1月5日"
    assert first_lines(notice) == ["文件.txt:16: 说明 WJ133: 有1行是被分页或换行断开的，已接到上一行（第16行）"]


def test_blocks_of_a_notice() -> None:
    (notice,) = read(NOTICE)
    assert shape(notice) == [
        ("paragraph", 0, "", "", "现就有关事项通知如下："),
        ("heading", 1, "一、", "", "加强巡查"),
        ("paragraph", 2, "（一）", "夜间巡查。", "救助管理站要每晚巡查两次。"),
        ("item", 2, "（二）", "", "各民政所要建立台账。"),
        ("item", 3, "1.", "", "台账要写明姓名。"),
        ("heading", 0, "", "", "强化值守。"),
        ("paragraph", 0, "", "", "各民政所要实行24小时值班，一旦发现受冻人员要立即救助。"),
        ("heading", 0, "二是", "", "强化督导。"),
        ("paragraph", 0, "", "", "局将适时抽查各民政所的巡查情况和台账。"),
        ("attachment_list", 0, "", "", "附件：1.巡查记录表"),
        ("attachment_list", 0, "", "", "2.救助台账"),
    ]
    assert [block.id for block in notice.blocks[:2]] == ["b001", "b002"]


def test_everything_glued_into_one_line(doc: str) -> None:
    """关于加强服务管理工作的通知某民发[2026]5号各县民政局，有关单位:为做好工作，现通知如下。一、总体要求各县民政局要高度重视。二、主要任务（一）摸清底数。各县民政局要逐户走访。(二)建立台账。每月更新一次。某省民政厅2026年1月5日更多信息请关注官方微信“某民政”"""
    (notice,) = read(doc)
    assert notice.elements.title == "关于加强服务管理工作的通知"
    assert notice.elements.number == "某民发〔2026〕5号"
    assert notice.elements.recipients == ("各县民政局", "有关单位")
    assert notice.elements.signature == ("某省民政厅",)
    assert notice.elements.date == "2026年1月5日"
    assert shape(notice) == [
        ("paragraph", 0, "", "", "为做好工作，现通知如下。"),
        ("heading", 1, "一、", "", "总体要求"),
        ("paragraph", 0, "", "", "各县民政局要高度重视。"),
        ("heading", 1, "二、", "", "主要任务"),
        ("paragraph", 2, "（一）", "摸清底数。", "各县民政局要逐户走访。"),
        ("paragraph", 2, "(二)", "建立台账。", "每月更新一次。"),
        ("furniture", 0, "", "", "更多信息请关注官方微信“某民政”"),
    ]


HEAD = ("示范市人民政府办公室关于加强养老服务的意见", "示政办发〔2026〕12号", "各县（市、区）人民政府，市直各单位：")
BODY = ("为做好有关工作，现提出如下意见。", "一、加强管理。各县要每月检查一次。")
FOOT = ("示范市人民政府办公室", "2026年3月5日")
INDEX = (
    "索引号：000/2026-012",
    "发文机构：示范市人民政府办公室",
    "成文日期：2026-03-05",
    f"标题：{HEAD[0]}",
    "主题词：",
)


@pytest.mark.parametrize(
    "lines",
    [
        (*HEAD, *BODY, *FOOT),
        (HEAD[0] + HEAD[1], HEAD[2], *BODY, *FOOT),
        (HEAD[0] + HEAD[1] + HEAD[2], *BODY, *FOOT),
        (HEAD[0], HEAD[1] + HEAD[2], *BODY, *FOOT),
        (HEAD[0] + HEAD[1], "来源：市政府办　发布时间：2026-03-06", HEAD[2], *BODY, *FOOT),
        ("示范市人民政府办公室文件", *HEAD, *BODY, *FOOT),
        ("示范市人民政府办公室", "关于加强养老服务的", "意见", *HEAD[1:], *BODY, *FOOT),
        (*INDEX, *HEAD, *BODY, *FOOT),
        (*HEAD, *BODY, "示范市人民政府办公室（印章）", "2026年3月5日"),
        (*HEAD, *BODY, "示范市人民政府办公室2026年3月5日"),
        (*HEAD, *BODY, *FOOT, "（此件公开发布）", "上一篇：关于做好春耕备耕的通知"),
    ],
)
def test_the_head_and_the_foot_in_every_form_that_pages_give_them(lines: tuple[str, ...]) -> None:
    (paper,) = read("\n".join(lines))
    elements = paper.elements
    assert (elements.title, elements.number) == HEAD[:2]
    assert elements.recipients == ("各县（市、区）人民政府", "市直各单位")
    assert (elements.signature, elements.date) == (("示范市人民政府办公室",), "2026年3月5日")


def test_headings_that_begin_like_articles_are_cut_and_articles_in_a_sentence_are_not() -> None:
    text = "一、总体要求（一）指导思想。坚持为民。（二）目标任务。各县要达标。（三）项目管理。各县要建账。"
    text += "（四）条件保障。各县要配齐人员。"
    (paper,) = read("\n".join((*HEAD, text, "土地处置由县局按照规定第（十七）（十八）条执行。", *FOOT)))
    assert [block.label for block in paper.blocks] == ["一、", "（一）", "（二）", "（三）", "（四）", ""]


def test_a_line_that_ends_with_a_number_in_running_text_goes_on() -> None:
    lines = (
        "为进一步加强养老机构消防安全管理，落实市政府办公室示政办发〔2026〕12号",
        "文件要求，各养老机构要每日巡查。",
    )
    (paper,) = read("\n".join((*HEAD, *lines, *FOOT)))
    assert [block.text for block in paper.blocks] == ["".join(lines)]


def test_a_plan_printed_under_its_notice_and_an_attachment(doc: str) -> None:
    """某市民政局关于印发《某市养老机构检查方案》的通知
    各县民政局：
    现将《某市养老机构检查方案》印发给你们，请认真贯彻执行。
    某市民政局
    2026年3月8日
    某市养老机构检查方案
    为做好检查工作，制定本方案。
    一、检查内容
    （一）消防设施。各县民政局要逐项检查。
    附件1
    检查记录表
    1.是否有疏散图。
    """
    (notice,) = read(doc)
    assert [(paper.role, paper.name, paper.title) for paper in notice.attachments] == [
        (Role.ENCLOSED, "某市养老机构检查方案", "某市养老机构检查方案"),
        (Role.ATTACHMENT, "检查记录表", "检查记录表"),
    ]
    ids = [block.id for _, block in notice.walk()]
    assert len(ids) == len(set(ids))


def test_attachments_after_a_plan_that_lists_them_are_the_plans(doc: str) -> None:
    """某市民政局关于印发《某市养老机构检查方案》的通知
    各县民政局：
    现将《某市养老机构检查方案》印发给你们，请认真贯彻执行。
    附件：检查联系表
    某市民政局
    2026年3月8日
    某市养老机构检查方案
    为做好检查工作，制定本方案。
    一、检查内容
    （一）消防设施。各县民政局要逐项检查。
    附件：1.检查记录表
    2.整改台账
    附件1
    检查记录表
    1.是否有疏散图。
    附件2
    整改台账
    1.问题是否已整改。
    附件
    检查联系表
    1.各县民政局填写。
    """
    (notice,) = read(doc)
    plan, contact = notice.attachments
    assert [(paper.role, paper.name) for paper in plan.attachments] == [
        (Role.ATTACHMENT, "检查记录表"),
        (Role.ATTACHMENT, "整改台账"),
    ]
    assert (plan.role, contact.role, contact.name) == (Role.ENCLOSED, Role.ATTACHMENT, "检查联系表")


def test_copy_number_urgency_and_contact_are_elements(doc: str) -> None:
    """12
    特急
    某县民政局文件
    某民字〔2026〕8号
    某县民政局关于做好值守工作的通知
    各乡镇民政所：
    请做好值守工作。
    某县民政局
    2026年3月4日
    （此件公开发布）
    （此件发至乡镇级）
    联系人：张三　　　　联系电话：0000-1234567
    """
    (notice,) = read(doc)
    elements = notice.elements
    assert (elements.copy_number, elements.urgency) == ("12", "特急")
    assert elements.title == "某县民政局关于做好值守工作的通知"
    assert (elements.contact, elements.telephone) == ("张三", "0000-1234567")
    assert (elements.publicity, elements.note) == ("主动公开", "（此件发至乡镇级）")
    assert [block.printed for block in notice.blocks] == ["请做好值守工作。"]


JOINT = """\
云民发〔2026〕30号
{title}
各乡镇民政所：
请做好值守工作。
云溪县民政局　云溪县财政局
2026年3月4日
"""


@pytest.mark.parametrize(
    "mark",
    [
        "云溪县民政局 云溪县财政局文件",
        "云溪县民政局　云溪县财政局文件",
        "云溪县民政局　云溪县财政局　文件",
        "云溪县民政局\n云溪县财政局文件",
        "云溪县民政局\n云溪县财政局\n文件",
        "000012\n特急\n云溪县民政局\n云溪县财政局\n文　件",
    ],
)
def test_the_mark_of_several_organs_is_no_part_of_the_title(mark: str) -> None:
    (notice,) = read(mark + "\n" + JOINT.format(title="云溪县民政局 云溪县财政局关于做好值守工作的通知"))
    assert notice.elements.mark.removesuffix("文件").split() == ["云溪县民政局", "云溪县财政局"]
    assert notice.elements.mark.endswith("文件")
    assert notice.title == "云溪县民政局　云溪县财政局关于做好值守工作的通知"


def test_an_organ_above_its_mark_is_a_mark_of_one() -> None:
    (notice,) = read("云溪县民政局\n文件\n" + JOINT.format(title="云溪县民政局关于做好值守工作的通知"))
    assert notice.elements.mark == "云溪县民政局文件"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("云溪县民政局 云溪县财政局关于做好值守的通知", "云溪县民政局　云溪县财政局关于做好值守的通知"),
        ("云溪县民政局　　云溪县财政局 关于做好值守的通知", "云溪县民政局　云溪县财政局关于做好值守的通知"),
        ("云溪县民政局\n云溪县财政局\n关于做好值守的通知", "云溪县民政局　云溪县财政局关于做好值守的通知"),
        ("云溪县民政局 关于做好 值守的通知", "云溪县民政局关于做好值守的通知"),
        ("云溪县民政局\n转发云溪县财政局关于做好值守的通知", "云溪县民政局转发云溪县财政局关于做好值守的通知"),
        ("云溪县人民政府\n办公室关于做好值守的通知", "云溪县人民政府办公室关于做好值守的通知"),
    ],
)
def test_a_blank_stands_between_the_organs_of_a_title(lines: str, title: str) -> None:
    (notice,) = read(JOINT.format(title=lines))
    assert notice.title == title


def test_organs_of_copies_that_only_blanks_part_stay_apart(doc: str) -> None:
    """某县民政局关于做好值守工作的通知
    各乡镇民政所：
    请做好值守工作。
    某县民政局
    2026年3月4日
    抄送：县应急管理局 县消防救援大队　县人民政府 办公室。
    """
    (notice,) = read(doc)
    assert notice.elements.copies_to == ("县应急管理局", "县消防救援大队", "县人民政府办公室")


def test_a_contact_line_that_says_more_is_kept_whole(doc: str) -> None:
    """某县民政局关于做好值守工作的通知
    各乡镇民政所：
    请做好值守工作。
    某县民政局
    2026年3月4日
    （联系人：张三；电话：0000-1234567；传真：0000-7654321）
    """
    (notice,) = read(doc)
    assert notice.elements.note == "（联系人：张三；电话：0000-1234567；传真：0000-7654321）"
    assert (notice.elements.contact, notice.elements.telephone) == ("", "")


def test_a_paper_that_is_not_numbered_yet(doc: str) -> None:
    """某县民政局文件
    某民字〔2026〕　号
    某县民政局关于做好值守工作的通知
    各乡镇民政所：
    请做好值守工作。
    某县民政局
    2026年　月　日
    抄送：市民政局，各县、区民政局。
    某县民政局办公室　　　年　月　日印发
    """
    (notice,) = read(doc)
    elements = notice.elements
    assert (elements.number, elements.date) == ("某民字〔2026〕　号", "2026年　月　日")
    assert elements.signature == ("某县民政局",)
    assert elements.copies_to == ("市民政局", "各县、区民政局")
    assert (elements.printer, elements.print_date) == ("某县民政局办公室", "")


FORWARD = """\
某市民政局转发省民政厅关于做好探访工作的通知
某民发〔2026〕8号
各县民政局：
现将《省民政厅关于做好探访工作的通知》（省民发〔2026〕2号）转发你们，请一并贯彻落实。
一、各县民政局要每周探访一次。
某市民政局
2026年2月1日
省民政厅关于做好探访工作的通知
省民发〔2026〕2号
各市民政局：
一、各市民政局要建立探访制度。
二、各市民政局要公布热线电话。
省民政厅
2026年1月10日
"""


def test_a_forwarding_notice_gives_two_documents() -> None:
    notice, parent = read(FORWARD)
    assert notice.elements.number == "某民发〔2026〕8号"
    assert [(paper.role, paper.title) for paper in notice.attachments] == [
        (Role.FORWARDED, "省民政厅关于做好探访工作的通知")
    ]
    assert parent.role is Role.MAIN
    assert parent.elements.number == "省民发〔2026〕2号"
    assert parent.elements.date == "2026年1月10日"
    assert [block.text for block in parent.blocks] == ["各市民政局要建立探访制度。", "各市民政局要公布热线电话。"]


def test_date_glued_to_the_organ_and_departments_without_breaks() -> None:
    (plan,) = read("某市救助工作方案\n一、重点任务\n各县要建立台账。\n某市民政局2026-01-27\n")
    assert (plan.elements.signature, plan.elements.date) == (("某市民政局",), "2026年1月27日")
    (joint,) = read("关于做好救助工作的通知\n一、各地要建立台账。\n民政部财政部国家卫生健康委\n二〇二六年一月十日\n")
    assert joint.elements.signature == ("民政部", "财政部", "国家卫生健康委")
    assert joint.elements.date == "2026年1月10日"


def test_copies_broken_at_the_margin_are_whole() -> None:
    (notice,) = read(
        "关于做好救助工作的通知\n一、各地要建立台账。\n某县民政局\n2026年1月10日\n"
        "抄送：某市民政局、县卫生健康委员会，各乡镇人民政府（街\n道办事处）。\n某县民政局办公室　2026年1月10日印发\n"
    )
    assert notice.elements.copies_to == ("某市民政局、县卫生健康委员会", "各乡镇人民政府（街道办事处）")
    assert notice.elements.printer == "某县民政局办公室"
    assert shape(notice)[-1][-1] == "各地要建立台账。"


def test_lines_broken_by_page_ends_are_joined_but_headings_are_not() -> None:
    text = (
        "关于做好工作的通知\n一、进一步提高认识，增强责任感，抓好工作\n"
        "各民政所要及时掌握情况，建立台\n\n账，每月报送一次。\n"
    )
    (notice,) = read(text)
    assert shape(notice) == [
        ("heading", 1, "一、", "", "进一步提高认识，增强责任感，抓好工作"),
        ("paragraph", 0, "", "", "各民政所要及时掌握情况，建立台账，每月报送一次。"),
    ]


def test_hints_of_docx_styles_decide() -> None:
    lines = [
        Line("关于做好工作的通知", kind="title", label="第1段"),
        Line("加强领导", kind="heading", level=1, label="第2段"),
        Line("各民政所要及时掌握情况，建立台账", kind="paragraph", label="第3段"),
        Line("每月报送，每季汇总", kind="paragraph", label="第4段"),
    ]
    (notice,) = build(lines, "通知.docx")
    assert notice.title == "关于做好工作的通知"
    assert [(block.kind, block.level, block.text) for block in notice.blocks] == [
        (BlockKind.HEADING, 1, "加强领导"),
        (BlockKind.PARAGRAPH, 0, "各民政所要及时掌握情况，建立台账"),
        (BlockKind.PARAGRAPH, 0, "每月报送，每季汇总"),
    ]


def test_phases_are_headings() -> None:
    (plan,) = read(
        "某市工作方案\n一、实施步骤\n第一阶段：动员部署（3月）。各县要召开动员会。\n第二阶段：总结（12月）。\n"
    )
    assert shape(plan)[1:] == [
        ("paragraph", 0, "第一阶段：", "动员部署（3月）。", "各县要召开动员会。"),
        ("heading", 0, "第二阶段：", "", "总结（12月）。"),
    ]


def test_decimal_numbers_and_what_web_pages_print(doc: str) -> None:
    """发布时间：2026-01-05 来源：某县民政局 浏览次数：10
    某县救助应急预案
    1总则
    1.1编制目的
    为做好救助工作，制定本预案。
    """
    (plan,) = read(doc)
    assert plan.title == "某县救助应急预案"
    assert [(block.kind, block.level, block.label, block.text) for block in plan.blocks[:3]] == [
        (BlockKind.HEADING, 1, "1", "总则"),
        (BlockKind.HEADING, 2, "1.1", "编制目的"),
        (BlockKind.PARAGRAPH, 0, "", "为做好救助工作，制定本预案。"),
    ]
    assert plan.blocks[-1].kind is BlockKind.FURNITURE


def test_no_title() -> None:
    (paper,) = read("一、各民政所要建立台账。\n某县民政局\n2026年1月5日\n")
    assert first_lines(paper) == ["文件.txt: 警告 WJ120: 没有找到标题"]


def test_title_without_genre() -> None:
    (paper,) = read("关于加强冬季救助\n各民政所：\n一、各民政所要建立台账。\n某县民政局\n2026年1月5日\n")
    assert first_lines(paper) == ["文件.txt:1:1: 警告 WJ121: 标题“关于加强冬季救助”没有文种（通知、意见、方案等）"]


def test_a_title_that_is_too_long_to_be_one() -> None:
    title = "关于加强冬季救助工作" * 4000
    lines = [Line(title, 1, kind="title"), Line("一、各民政所要建立台账。", 2), Line("某县民政局", 3)]
    (paper,) = build([*lines, Line("2026年1月5日", 4)], "文件.docx")
    (line,) = first_lines(paper)
    assert line.startswith("文件.docx:1:1: 警告 WJ987: 标题“关于加强冬季救助工作关于加强冬季救助工作……”有40000个字，")


def test_title_that_is_only_part_of_the_issuer() -> None:
    text = (
        "某省应对灾害\n某发电〔2026〕6号\n各市人民政府：\n一、各地要建立台账。\n"
        "某省应对灾害\n工作领导小组\n2026年1月5日\n"
    )
    (paper,) = read(text)
    assert paper.elements.signature == ("某省应对灾害工作领导小组",)
    assert first_lines(paper) == [
        "文件.txt:1:1: 警告 WJ122: 标题“某省应对灾害”只是发文机关“某省应对灾害工作领导小组”的一部分，文件的标题不完整"
    ]


def test_missing_signature_and_date() -> None:
    (paper,) = read("关于做好救助工作的通知\n一、各民政所要建立台账。\n")
    assert first_lines(paper) == ["文件.txt: 警告 WJ123: 没有找到发文机关署名和成文日期"]
    (paper,) = read("关于做好救助工作的通知\n一、各民政所要建立台账。\n2026年1月5日\n")
    assert first_lines(paper) == ["文件.txt: 警告 WJ124: 没有找到发文机关署名"]


def test_a_number_left_out() -> None:
    (paper,) = read(
        "关于做好救助工作的通知\n一、目标\n二、任务\n四、要求\n各民政所要建立台账。\n某县民政局\n2026年1月5日\n"
    )
    assert first_lines(paper) == ["文件.txt:4: 警告 WJ125: 层次序数“四、”不连续，前一个编号是“二、”"]


def test_gb18030_is_read_and_noted() -> None:
    text = "关于做好救助工作的通知\n一、各民政所要建立台账。\n某县民政局\n2026年1月5日\n"
    (paper,) = read_documents(text.encode("gb18030"), "旧文.txt")
    assert paper.title == "关于做好救助工作的通知"
    assert first_lines(paper) == ["旧文.txt: 说明 WJ127: 文件编码是GB18030，已转换后读取"]


def test_any_lines_give_a_document() -> None:
    for text in (
        "",
        "。",
        "：",
        "一、",
        "（一）（二）（三）",
        "附件",
        "附件1",
        "2026年1月5日",
        "“《（",
        "一是。二是。",
    ):
        documents = build([Line(text, 1)], "x.txt")
        assert isinstance(documents[0], Document)
        assert all(isinstance(block, Block) for block in documents[0].blocks)


# Real documents


def load(path: Path) -> tuple[Document, ...]:
    return read_documents(path.read_bytes(), path.name)


def test_real_national(real: Path) -> None:
    (paper,) = load(real / "gold/texts/national-2020-6.txt")
    assert paper.elements.number == "国发明电〔2020〕6号"
    assert paper.elements.date == "2020年2月28日"
    assert "".join(paper.elements.signature) == "国务院应对新型冠状病毒感染肺炎疫情联防联控机制"
    assert [finding.code for finding in paper.findings] == ["WJ122"]
    assert [block.label for block in paper.blocks if block.level == 1] == ["一、", "二、", "三、"]


@pytest.mark.parametrize(
    "line",
    [
        "（一）年满 80 周岁的老年人；",
        "（一）入住老人满 80 周岁的，养老机构要每日巡查2次。",
        "1.每月 5 日前发放。",
        "（一）2026 年 3 月底前，各乡镇完成摸底。",
        "（一）推进 AI 审核，各乡镇要配备1名专员。",
        "一、对象 80 周岁以上老年人每人每月 100 元。",
    ],
)
def test_a_single_blank_beside_a_figure_cuts_no_paragraph(line: str) -> None:
    (paper,) = read(f"关于发放津贴的通知\n各乡镇：\n发放如下：\n{line}\n请抓好落实。\n某县民政局\n2026年1月5日\n")
    assert [block.printed for block in paper.blocks] == ["发放如下：", line, "请抓好落实。"]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("一、加强领导　2026年3月底前，各乡镇要成立专班。", ["一、加强领导", "2026年3月底前，各乡镇要成立专班。"]),
        ("一、工作目标 2026年底前，各乡镇完成摸底。", ["一、工作目标", "2026年底前，各乡镇完成摸底。"]),
        (
            "一、加强领导 各乡镇要在 3 月底前成立专班，抓好落实。",
            ["一、加强领导", "各乡镇要在 3 月底前成立专班，抓好落实。"],
        ),
    ],
)
def test_a_wide_blank_or_the_name_of_a_part_sets_a_heading_off(line: str, parts: list[str]) -> None:
    (paper,) = read(f"关于发放津贴的通知\n各乡镇：\n{line}\n请抓好落实。\n某县民政局\n2026年1月5日\n")
    assert [block.printed for block in paper.blocks] == [*parts, "请抓好落实。"]


def test_copies_to_superiors_and_further_lines_of_copies_are_copies_too() -> None:
    (paper,) = read(
        "关于做好工作的通知\n各民政所：\n请做好工作。\n某县民政局\n2026年1月5日\n抄报：某市民政局。\n"
        "（联系人：李四，联系电话：0000-1234567）\n抄送：县财政局，县司法局。\n抄送：县公安局。\n"
        "某县民政局办公室　　2026年1月5日印发\n"
    )
    assert paper.elements.copies_to == ("某市民政局", "县财政局", "县司法局", "县公安局")
    assert first_lines(paper) == ["文件.txt:6: 说明 WJ358: 版记里“抄报”的机关已并入抄送，导出时印在“抄送：”后面"]


@pytest.mark.parametrize(
    ("lines", "signer"),
    [
        ("某民字〔2026〕12号    签发人：张三", "张三"),
        ("某民字〔2026〕12号    签发人：张　三", "张三"),
        ("某民字〔2026〕12号    签发人：张三、李四", "张三、李四"),
        ("某民字〔2026〕12号    签发人：张三 李四 欧阳示例", "张三、李四、欧阳示例"),
        (
            "某民字〔2026〕12号 签发人：张三、李四、王五、赵六、孙七、周八、吴九",
            "张三、李四、王五、赵六、孙七、周八、吴九",
        ),
        ("签发人：张三 李四\n王五 赵六\n某民字〔2026〕12号 孙七", "张三、李四、王五、赵六、孙七"),
    ],
)
def test_several_signers_leave_the_head_whole(lines: str, signer: str) -> None:
    (paper,) = read(
        f"某县民政局文件\n{lines}\n某县民政局\n关于申请补助资金的请示\n某县人民政府：\n请安排资金5万元。\n"
        "某县民政局\n2026年1月5日\n"
    )
    elements = paper.elements
    assert (elements.mark, elements.number, elements.signer) == ("某县民政局文件", "某民字〔2026〕12号", signer)
    assert (elements.title, elements.recipients) == ("某县民政局关于申请补助资金的请示", ("某县人民政府",))
    assert [block.text for block in paper.blocks] == ["请安排资金5万元。"]


@pytest.mark.parametrize(
    "date", ["2026年4月31日", "2026年13月1日", "二〇二六年四月三十一日"], ids=["no 31st", "no month", "in characters"]
)
def test_a_day_that_no_calendar_has_still_is_the_date(date: str) -> None:
    (paper,) = read(f"关于做好救助工作的通知\n各民政所：\n请做好工作。\n某县民政局\n{date}\n")
    assert (paper.elements.signature, paper.elements.date) == (("某县民政局",), date)
    assert ([block.text for block in paper.blocks], first_lines(paper)) == (["请做好工作。"], [])
    (paper,) = read(f"关于做好救助工作的通知\n各民政所：\n请做好工作。\n某县民政局{date}\n")
    assert (paper.elements.signature, paper.elements.date) == (("某县民政局",), date)
