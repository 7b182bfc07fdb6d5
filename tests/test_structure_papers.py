"""Papers of many kinds, as they reach an office: each is read into the structure that a person sees in it."""

from __future__ import annotations

import pytest

from wenjian.duties import extract
from wenjian.model.document import Document
from wenjian.model.vocabulary import BlockKind, Role
from wenjian.readers import read_documents
from wenjian.text.walk import document_provisions


def read(text: str) -> tuple[Document, ...]:
    return read_documents(text.encode(), "文件.txt")


def only(text: str) -> Document:
    (document,) = read(text)
    return document


def shape(document: Document) -> list[tuple[str, str]]:
    """Kind and printed words of each block, furniture left out."""
    return [(b.kind.value, b.printed) for b in document.blocks if b.kind is not BlockKind.FURNITURE]


def told(document: Document, *codes: str) -> list[str]:
    """The findings with one of the codes, first line each."""
    return [str(finding).splitlines()[0] for finding in document.findings if finding.code in codes]


RULES = """\
某市民政局关于印发《某市养老机构服务管理办法（试行）》的通知
某民规〔2026〕2号
各县（市、区）民政局，局机关各处室：
《某市养老机构服务管理办法（试行）》已经2026年第3次局务会议审议通过，现印发给你们，请遵照执行。
某市民政局
2026年4月9日
某市养老机构服务管理办法（试行）
第一章　总　则
第一条　为规范养老机构服务，根据有关法律法规，制定本办法。
第二条　本办法适用于本市行政区域内的养老机构。
法律、法规另有规定的，从其规定。
第二章　服务要求
第一节　入住评估
第三条　养老机构应当在老年人入住前进行评估，并履行下列职责：
（一）建立评估档案；
（二）向家属书面告知结果。
第四条　养老机构不得收取未公示的费用。
第六条（巡查）养老机构应当每日巡查不少于两次。
"""


def test_rules_with_chapters_and_articles_under_their_notice() -> None:
    notice = only(RULES)
    (rules,) = notice.attachments
    assert (rules.role, rules.title) == (Role.ENCLOSED, "某市养老机构服务管理办法（试行）")
    assert shape(rules) == [
        ("heading", "第一章总则"),
        ("paragraph", "第一条为规范养老机构服务，根据有关法律法规，制定本办法。"),
        ("paragraph", "第二条本办法适用于本市行政区域内的养老机构。"),
        ("paragraph", "法律、法规另有规定的，从其规定。"),
        ("heading", "第二章服务要求"),
        ("heading", "第一节入住评估"),
        ("paragraph", "第三条养老机构应当在老年人入住前进行评估，并履行下列职责："),
        ("item", "（一）建立评估档案；"),
        ("item", "（二）向家属书面告知结果。"),
        ("paragraph", "第四条养老机构不得收取未公示的费用。"),
        ("paragraph", "第六条（巡查）养老机构应当每日巡查不少于两次。"),
    ]
    assert told(notice, "WJ125") == [
        "文件.txt:18: 警告 WJ125: 层次序数“第六条”不连续，前一个编号是“第四条”",
    ]


def test_articles_are_quoted_without_their_chapter_and_keep_its_heading() -> None:
    places = {one.text: (one.where, one.headings) for one in document_provisions(only(RULES))}
    assert places["建立评估档案；"] == ("办法第三条（一）", ("服务要求", "入住评估"))
    assert places["养老机构应当每日巡查不少于两次。"] == ("办法第六条", ("服务要求", "入住评估", "（巡查）"))


def test_rules_glued_into_one_line() -> None:
    (notice,) = read(
        "各县民政局：现将《某市储备管理办法》印发给你们，请认真执行。某市民政局2026年9月5日（此件公开发布）"
        "某市储备管理办法第一章  总    则第一条  为加强储备管理，制定本办法。第二条  储备单位应当具备下列条件："
        "（一）有仓房；（二）有人员。第二章  计    划第三条  违反本办法第二条规定的，责令改正。\n"
    )
    assert notice.elements.recipients == ("各县民政局",)
    assert (notice.elements.signature, notice.elements.date) == (("某市民政局",), "2026年9月5日")
    assert notice.elements.publicity == "主动公开"
    (rules,) = notice.attachments
    assert (rules.role, rules.title) == (Role.ENCLOSED, "某市储备管理办法")
    assert shape(rules) == [
        ("heading", "第一章总则"),
        ("paragraph", "第一条为加强储备管理，制定本办法。"),
        ("paragraph", "第二条储备单位应当具备下列条件："),
        ("item", "（一）有仓房；"),
        ("item", "（二）有人员。"),
        ("heading", "第二章计划"),
        ("paragraph", "第三条违反本办法第二条规定的，责令改正。"),
    ]


def test_an_order_with_the_rules_it_promulgates(doc: str) -> None:
    """某省人民政府令
    第321号
    《某省殡葬管理规定》已经2026年1月8日省人民政府第12次常务会议通过，现予公布，自2026年3月1日起施行。
    省长　张三
    2026年1月15日
    某省殡葬管理规定
    （2026年1月8日省人民政府第12次常务会议通过）
    第一条为了加强殡葬管理，制定本规定。第二条县级以上人民政府应当将殡葬事业纳入规划。
    """
    order = only(doc)
    assert (order.title, order.elements.number) == ("某省人民政府令", "第321号")
    assert (order.elements.signature, order.elements.date) == (("省长　张三",), "2026年1月15日")
    (rules,) = order.attachments
    assert rules.role is Role.ENCLOSED
    assert [block.label for block in rules.blocks if block.label] == ["第一条", "第二条"]


def test_a_letter(doc: str) -> None:
    """某县民政局
    某民函〔2026〕15号
    某县民政局关于商请提供
    困难群众信息的函
    县医疗保障局：
    现商请贵局提供大额医疗支出人员名单。有关事项如下：
    1.名单包括姓名和自付金额；
    2.名单由专人交接。
    请予支持为盼。
    某县民政局
    二〇二六年三月三日
    """
    letter = only(doc)
    elements = letter.elements
    assert (elements.mark, elements.number) == ("某县民政局", "某民函〔2026〕15号")
    assert elements.title == "某县民政局关于商请提供困难群众信息的函"
    assert (elements.recipients, elements.date) == (("县医疗保障局",), "2026年3月3日")
    assert shape(letter)[1:] == [
        ("item", "1.名单包括姓名和自付金额；"),
        ("item", "2.名单由专人交接。"),
        ("paragraph", "请予支持为盼。"),
    ]


def test_minutes(doc: str) -> None:
    """某县养老服务联席会议纪要
    〔2026〕第2号
    某县养老服务联席会议办公室　　　　　　2026年2月11日
    2026年2月10日，副县长张三主持召开会议，研究养老机构安全工作。
    会议议定：
    一、由县民政局牵头，3月底前对全县养老机构检查一遍。
    二、由县财政局安排维修经费20万元。
    出席：张三、李四。
    """
    minutes = only(doc)
    elements = minutes.elements
    assert (elements.title, elements.number) == ("某县养老服务联席会议纪要", "〔2026〕第2号")
    assert (elements.signature, elements.date) == (("某县养老服务联席会议办公室",), "2026年2月11日")
    assert [kind for kind, _ in shape(minutes)] == ["paragraph", "paragraph", "item", "item"]
    assert elements.present == ("张三、李四",)
    assert minutes.findings == ()


@pytest.mark.parametrize(
    "head",
    [
        "〔2026〕5号\n云溪县民政局\n2026年10月12日\n",
        "第5期\n云溪县民政局　2026年10月12日\n",
        "（2026年第5次）\n2026年10月12日\n",
    ],
)
def test_minutes_whose_number_organ_and_date_stand_above_the_title(head: str) -> None:
    minutes = only(
        f"云溪县民政局局长办公会议纪要\n{head}研究养老服务工作专题会议纪要\n"
        "2026年10月10日上午，局长主持召开局长办公会议，研究养老服务工作。\n"
        "一、由养老服务股牵头，于11月20日前完成排查。\n"
        "出席：张三、李四。\n分送：局领导，局机关各股室。\n云溪县民政局办公室　2026年10月12日印发\n"
    )
    elements = minutes.elements
    assert (elements.mark, elements.title) == ("云溪县民政局局长办公会议纪要", "研究养老服务工作专题会议纪要")
    assert elements.date == "2026年10月12日"
    assert elements.copies_to == ("局领导", "局机关各股室")
    assert [kind for kind, _ in shape(minutes)] == ["paragraph", "item"]
    assert told(minutes, "WJ132") == []


def test_minutes_signed_below_are_sent_to_those_under_the_date(doc: str) -> None:
    """云溪县民政局局长办公会议纪要
    〔2026〕5号
    研究养老服务工作专题会议纪要
    会议议定，由养老服务股牵头，于11月20日前完成排查。
    云溪县民政局
    2026年10月12日
    分送：局领导，局机关各股室。
    云溪县民政局办公室　2026年10月12日印发
    """
    elements = only(doc).elements
    assert (elements.number, elements.date) == ("〔2026〕5号", "2026年10月12日")
    assert elements.copies_to == ("局领导", "局机关各股室")


def test_a_long_list_of_recipients() -> None:
    names = [f"{one}{two}东镇人民政府" for one in "白柳石青高双南北" for two in "河坪门龙岗"]
    notice = only(f"某县民政局关于做好值守的通知\n{'、'.join(names)}：\n请做好值守。\n某县民政局\n2026年11月8日\n")
    assert notice.elements.recipients == ("、".join(names),)


def test_an_announcement(doc: str) -> None:
    """某市民政局公告
    2026年第6号
    现将有关事项公告如下：
    一、社会组织应于2026年6月30日前报送年度工作报告。
    二、逾期不报送的，按照有关规定处理。
    特此公告。
    某市民政局
    2026-05-18
    """
    paper = only(doc)
    assert (paper.elements.number, paper.elements.date) == ("2026年第6号", "2026年5月18日")
    assert [kind for kind, _ in shape(paper)] == ["paragraph", "item", "item", "paragraph"]


TWO = """\
某县民政局文件
某民发〔2026〕22号
关于启用印章的通知
局属各单位：
自2026年12月1日起启用新印章。{listed}
某县民政局
2026年11月28日
{attached}某县民政局文件
某民请〔2026〕7号
某县民政局关于申请拨付敬老院改造资金的请示
某县人民政府：
某镇敬老院建于2004年，屋顶渗漏，线路老化，需要改造。
妥否，请批示。
附件：改造工程概算表
某县民政局
2026年9月8日
附件
改造工程概算表
改造屋面六十万元，重铺电路五十万元，增设坡道十六万元。
"""


@pytest.mark.parametrize(
    ("listed", "attached", "own"),
    [
        ("", "", []),
        (
            "\n附件：印模",
            "附件\n印模\n新印章的印模见下图，各单位收到后留存备查，旧印章的印模作废。\n",
            ["印模"],
        ),
    ],
)
def test_of_two_papers_each_has_its_own_attachment(listed: str, attached: str, own: list[str]) -> None:
    notice, request = read(TWO.format(listed=listed, attached=attached))
    assert [each.title for each in notice.attachments] == own
    assert request.title == "某县民政局关于申请拨付敬老院改造资金的请示"
    assert [each.title for each in request.attachments] == ["改造工程概算表"]


def test_an_opinion_of_several_ministries(doc: str) -> None:
    """民政部　国家发展改革委　财政部
    关于加强农村老年助餐服务的指导意见
    民发〔2026〕9号
    各省、自治区、直辖市民政厅（局）、发展改革委、财政厅（局）：
    现提出以下意见。
    一、总体要求
    （一）指导思想。坚持需求导向，量力而行。
    二、重点任务
    （二）建设助餐网络。支持村集体改造闲置房屋。（民政部门牵头，发展改革部门配合）
    （三）落实补助政策。对经济困难老年人给予就餐补助。（责任单位：民政部、财政部）
    民政部办公厅　　国家发展改革委办公厅
    财政部办公厅
    2026年2月20日
    （此件公开发布）
    """
    opinion = only(doc)
    assert opinion.title == "民政部　国家发展改革委　财政部关于加强农村老年助餐服务的指导意见"
    assert opinion.elements.signature == ("民政部办公厅", "国家发展改革委办公厅", "财政部办公厅")
    assert [block.label + block.lead for block in opinion.blocks if block.level == 2] == [
        "（一）指导思想。",
        "（二）建设助餐网络。",
        "（三）落实补助政策。",
    ]
    assert opinion.findings == ()


def test_work_points_with_responsibility_lines(doc: str) -> None:
    """某县民政局2026年工作要点
    一、社会救助
    1.扩大低保覆盖。全年新纳入不少于500人。（责任股室：社会救助股）
    2.开展核查。每季度核查一次低保对象。
    （牵头股室：核对中心；配合股室：社会救助股）
    二、养老服务
    3.培训护理员
    责任股室：养老服务股
    组织护理员培训200人次。
    强化督导
    （责任股室：办公室）
    每季度通报一次进展。
    """
    points = only(doc)
    assert shape(points)[5:] == [
        ("heading", "3.培训护理员"),
        ("paragraph", "责任股室：养老服务股"),
        ("paragraph", "组织护理员培训200人次。"),
        ("heading", "强化督导"),
        ("paragraph", "（责任股室：办公室）"),
        ("paragraph", "每季度通报一次进展。"),
    ]
    assert told(points, "WJ125", "WJ137") == ["文件.txt:3: 说明 WJ137: 层次序数“1.”越过了一级，上面应先有“（一）”一级"]


def test_a_circular_with_faults_of_numbering(doc: str) -> None:
    """某市民政局关于检查情况的通报
    各县区民政局：
    一、存在问题
    （一）责任落实不到位。甲县某养老院未建立台账。
    （三）设施管理不到位。乙县某敬老院堆放杂物。
    （三）值守不到位。丙县某养老院无人值守。
    二、下步要求
    一是压实责任。各县区民政局要完成整改。三是严肃问责。对整改不力的予以通报。
    某市民政局
    2026 年 4 月 2 日
    """
    circular = only(doc)
    assert told(circular, "WJ125") == [
        "文件.txt:5: 警告 WJ125: 层次序数“（三）”不连续，前一个编号是“（一）”",
        "文件.txt:6: 警告 WJ125: 层次序数“（三）”不连续，前一个编号是“（三）”",
        "文件.txt:8: 警告 WJ125: 层次序数“三是”不连续，前一个编号是“一是”",
    ]
    assert circular.elements.date == "2026年4月2日"


def test_a_meeting_notice_with_its_form(doc: str) -> None:
    """关于召开全县民政工作会议的通知
    各乡镇（街道）民政办：
    现将有关事项通知如下：
    一、会议时间
    2026年2月20日（星期五）上午9:00，会期半天。
    二、有关要求
    （一）请参会人员提前10分钟入场。
    （二）请于2月18日前将参会回执报县民政局办公室。
    附件：参会回执
    县民政局办公室
    2026年2月12日
    附件
    参会回执
    单位（盖章）：
    姓名　　职务　　联系电话
    """
    notice = only(doc)
    assert [kind for kind, _ in shape(notice)][-3:] == ["item", "item", "attachment_list"]
    (form,) = notice.attachments
    assert (form.role, form.title, form.elements.recipients) == (Role.ATTACHMENT, "参会回执", ())
    assert shape(form) == [("paragraph", "单位（盖章）："), ("paragraph", "姓名　　职务　　联系电话")]


def test_a_list_of_attachments_wrapped_and_with_angle_brackets(doc: str) -> None:
    """某县民政局关于开展专项整治的通知
    各民政所：
    现将有关事项通知如下，请认真落实。
    附件：1．专项整治任务分解表
    2．殡葬领域专项整治问题
    整改台账
    3.《某省服务收费〈暂行〉目录》
    某县民政局
    二O二六年三月二日
    附件1
    专项整治任务分解表
    1.公墓价格公示。责任单位：社会事务股
    附件2
    殡葬领域专项整治问题整改台账
    填报单位：
    抄送：县纪委监委，县市场监管局。
    某县民政局办公室　　　　　　　　2026年3月3日印发
    """
    notice = only(doc)
    listed = [block.text for block in notice.blocks if block.kind is BlockKind.ATTACHMENT_LIST]
    assert listed == [
        "附件：1．专项整治任务分解表",
        "2．殡葬领域专项整治问题整改台账",
        "3.《某省服务收费〈暂行〉目录》",
    ]
    assert notice.elements.date == "2026年3月2日"
    assert (notice.elements.copies_to, notice.elements.print_date) == (("县纪委监委", "县市场监管局"), "2026年3月3日")
    assert [paper.name for paper in notice.attachments] == ["专项整治任务分解表", "殡葬领域专项整治问题整改台账"]
    assert told(notice, "WJ139") == ["文件.txt: 警告 WJ139: 附件说明列有3个附件，文件里有2个"]


def test_the_word_for_attachments_on_a_line_of_its_own(doc: str) -> None:
    """某街道工作方案
    一、工作要求
    各居委会要按季上报。
    附件：
    1.排摸统计表
    2.季度汇总表
    """
    plan = only(doc)
    assert shape(plan)[-3:] == [
        ("attachment_list", "附件："),
        ("attachment_list", "1.排摸统计表"),
        ("attachment_list", "2.季度汇总表"),
    ]
    assert plan.attachments == ()


def test_a_plan_of_a_department_that_the_government_hands_down_is_the_paper_s_own(doc: str) -> None:
    """某区政府办公室转发区消安委制定的《某区消防综合治理工作方案》的通知
    各乡镇人民政府：
    区消安委制定的《某区消防综合治理工作方案》已经区政府同意，现转发给你们，请认真执行。
    某区政府办公室
    2026年9月6日
    某区消防综合治理工作方案
    区民政局 区公安分局
    为做好消防工作，制定本方案。
    一、工作措施
    1.9月30日前，各乡镇要完成排查。
    2.10月20日前，各乡镇要完成整改。
    """
    notice = only(doc)
    (plan,) = notice.attachments
    assert plan.role is Role.ENCLOSED
    assert plan.elements.signature == ("区民政局", "区公安分局")
    assert shape(plan)[-2:] == [
        ("item", "1.9月30日前，各乡镇要完成排查。"),
        ("item", "2.10月20日前，各乡镇要完成整改。"),
    ]
    assert told(notice, "WJ125") == []


def test_decimal_numbers_glued_to_their_text(doc: str) -> None:
    """某县防汛应急预案
    1、总则 1.1 编制目的 为做好防汛工作,制定本预案。
    1.2 工作原则 1.2.1 坚持统一指挥,分级负责,形成部门协作、反应迅速的机
    制,不断提高水平。
    2、应急响应
    2.1 3天内完成核查工作,报县局。
    2.2Ⅲ级响应行动
    县气象局每日至少3次报告天气,降雨1.5毫米以上的随时报告。
    """
    plan = only(doc)
    assert shape(plan) == [
        ("heading", "1、总则"),
        ("heading", "1.1编制目的"),
        ("paragraph", "为做好防汛工作,制定本预案。"),
        ("heading", "1.2工作原则"),
        ("item", "1.2.1坚持统一指挥,分级负责,形成部门协作、反应迅速的机制,不断提高水平。"),
        ("heading", "2、应急响应"),
        ("item", "2.13天内完成核查工作,报县局。"),
        ("heading", "2.2Ⅲ级响应行动"),
        ("paragraph", "县气象局每日至少3次报告天气,降雨1.5毫米以上的随时报告。"),
    ]


def test_short_first_sentences_are_text_where_siblings_have_no_headings(doc: str) -> None:
    """某省支持企业发展的若干规定
    一、对投资办厂的企业，有关部门应当提高审批效率，不得收取规定之外的费用。
    二、引导企业有序参与设施建设。支持企业牵头承担攻关任务。
    三、清理不合理的准入限制，严禁设置违规的前置条件，落实公平竞争审查制度。
    四、规范实施合作机制，修订项目清单，加强监督管理，落实各项支持政策。
    """
    assert [kind for kind, _ in shape(only(doc))] == ["item"] * 4


def test_headings_glued_to_their_text() -> None:
    plan = only(
        "某县工作要点\n一、工作目标确保不发生安全事故。二、坚持规划引领，下好建设“先手棋”各乡镇要编制规划。\n"
        "三、加强领导　各乡镇要明确专人，落实经费。\n四、工作要求各单位要增强“等不起”的紧迫感，抓好落实。\n"
        "五、职责分工民政部门履行主管部门职责，做好资格确认等工作。\n"
    )
    assert shape(plan) == [
        ("heading", "一、工作目标"),
        ("paragraph", "确保不发生安全事故。"),
        ("heading", "二、坚持规划引领，下好建设“先手棋”"),
        ("paragraph", "各乡镇要编制规划。"),
        ("heading", "三、加强领导"),
        ("paragraph", "各乡镇要明确专人，落实经费。"),
        ("heading", "四、工作要求"),
        ("paragraph", "各单位要增强“等不起”的紧迫感，抓好落实。"),
        ("heading", "五、职责分工"),
        ("paragraph", "民政部门履行主管部门职责，做好资格确认等工作。"),
    ]


def test_a_heading_glued_to_the_responsibility_line_before_it() -> None:
    plan = only(
        "某县工作要点\n一、重点任务\n（一）经营环节。各企业要自查隐患。牵头单位：县城管局（二）充装环节。各站要核对气瓶。"
        "责任单位：县市场监管局，各县〈市、区〉人民政府三、工作要求\n各单位要抓好落实。\n"
    )
    assert [text for kind, text in shape(plan) if kind == "heading"] == ["一、重点任务", "三、工作要求"]
    assert [duty.actors for duty in extract(plan)[0].duties] == [
        ("各企业",),
        ("各站",),
        ("各单位",),
    ]


def test_in_principle_is_no_heading() -> None:
    plan = only(
        "某县工作要点\n一、消防安全\n1.原则上不占用、堵塞疏散通道。\n2.原则上每月检查1次消防设施。\n"
        "3.养老机构原则上 要实行24小时值班，值班人员不得脱岗。\n"
    )
    assert [text for kind, text in shape(plan) if kind != "heading"] == [
        "1.原则上不占用、堵塞疏散通道。",
        "2.原则上每月检查1次消防设施。",
        "3.养老机构原则上要实行24小时值班，值班人员不得脱岗。",
    ]


def test_what_looks_like_a_heading_and_is_none(doc: str) -> None:
    """某县工作方案
    具体安排如下表。
    各乡镇要按照下表安排的时间完成任务，按时报送进展情况。
    项目　检查内容　结果
    各乡镇要按照上表逐项检查，并将检查结果报县民政局汇总。
    大会分为预备组和正式组。
    各乡镇要按照分组情况组织参加，于会前报送参加人员名单。
    """
    assert {kind for kind, _ in shape(only(doc))} == {"paragraph"}


def test_the_date_above_the_organ_and_a_stage_on_the_first_line(doc: str) -> None:
    """征求意见稿
    某县民政局文件
    某民发〔2026〕3号
    关于做好消毒工作的通知
    （试行）
    各养老机构：
    各养老机构要每日消毒。
    2026年3月1日
    某县民政局
    """
    notice = only(doc)
    assert (notice.elements.mark, notice.title) == ("某县民政局文件", "关于做好消毒工作的通知（试行）")
    assert (notice.elements.signature, notice.elements.date) == (("某县民政局",), "2026年3月1日")


@pytest.mark.parametrize(
    "stage",
    [
        "【第二次征求意见稿】",
        "征求意见稿（2026年3月）",
        "（送审稿第2稿）",
        "（讨论稿  2026年3月5日）",
        "送审稿：",
        "会签稿",
        "草案",
    ],
)
def test_the_stage_of_a_draft_is_neither_mark_nor_title(stage: str) -> None:
    notice = only(f"{stage}\n某县民政局文件\n关于做好消毒工作的通知\n各养老机构：\n各养老机构要每日消毒。\n")
    assert (notice.elements.mark, notice.title) == ("某县民政局文件", "关于做好消毒工作的通知")


def test_a_title_that_names_its_stage_is_the_title() -> None:
    notice = only("某县养老机构消毒工作方案送审稿\n各养老机构：\n各养老机构要每日消毒。\n")
    assert notice.title == "某县养老机构消毒工作方案送审稿"
    assert shape(notice) == [("paragraph", "各养老机构要每日消毒。")]


def test_a_phase_whose_date_lacks_the_day_s_sign(doc: str) -> None:
    """某县行动方案
    一、时间安排
    第一阶段（2月26至5月21日），集中整治。各民政所要建立台账。
    """
    assert told(only(doc), "WJ138") == [
        "文件.txt:3: 警告 WJ138: “第一阶段”的日期“2月26至5月21日”没有写到日",
    ]


def test_papers_in_a_row_are_papers_of_their_own(doc: str) -> None:
    """某县民政局关于做好探访工作的通知
    某民字〔2026〕1号
    各民政所：
    各民政所要每周探访一次。
    某县民政局
    2026年1月5日
    某县民政局关于做好巡查工作的通知
    某民字〔2026〕2号
    各民政所：
    各民政所要每晚巡查两次。
    某县民政局
    2026年1月8日
    """
    first, second = read(doc)
    assert [paper.elements.number for paper in (first, second)] == ["某民字〔2026〕1号", "某民字〔2026〕2号"]
    assert first.attachments == ()
    assert shape(second) == [("paragraph", "各民政所要每晚巡查两次。")]


@pytest.mark.parametrize("below", ["省民政厅办公室关于", "省民政厅办公室\n关于", "湖北省民政厅办公室关于"])
@pytest.mark.parametrize("number", ["鄂民办函〔2026〕66号\n", ""])
def test_an_organ_over_a_title_that_names_it_is_the_letterhead_and_not_said_twice(number: str, below: str) -> None:
    paper = only(f"湖北省民政厅办公室\n{number}{below}规范老年食堂运营管理的通知\n各市民政局：\n请认真落实。")
    assert paper.elements.mark == "湖北省民政厅办公室"
    assert paper.title == below.replace("\n", "") + "规范老年食堂运营管理的通知"


@pytest.mark.parametrize(
    "sentence",
    [
        "现将《{}》印发给你们，请认真组织实施。",
        "{}已经县政府同意，现印发给你们，请认真组织实施。",
        "现印发给你们，请认真组织实施。",
    ],
)
@pytest.mark.parametrize("named", ["《{}》", "{}"])
def test_a_plan_is_its_notices_own_whether_or_not_it_stands_in_book_marks(sentence: str, named: str) -> None:
    plan = "示范县养老服务工作方案"
    title = f"示范县人民政府办公室关于印发{named.format(plan)}的通知"
    head = (
        title,
        "示政办〔2026〕3号",
        "各乡镇人民政府：",
        sentence.format(plan),
        "示范县人民政府办公室",
        "2026年3月5日",
    )
    body = (plan, "为做好养老服务工作，制定本方案。", "一、摸清底数", "各乡镇要逐户登记独居老人。")
    (notice,) = read_documents("\n".join((*head, *body)).encode(), "通知.txt")
    assert [(one.role, one.title) for one in notice.attachments] == [(Role.ENCLOSED, plan)]


def test_a_second_paper_is_none_of_the_first_ones() -> None:
    first = (
        "示范县民政局关于做好养老服务信息发布工作的通知",
        "示民〔2026〕3号",
        "各乡镇：",
        "各乡镇要按月发布。",
        "示范县民政局",
        "2026年3月5日",
    )
    second = (
        "示范县民政局关于加强养老机构消防安全的意见",
        "为加强消防安全，提出如下意见。",
        "一、摸清底数",
        "各乡镇要逐户登记。",
    )
    papers = read_documents("\n".join((*first, *second)).encode(), "两份.txt")
    assert [one.title for one in papers] == [first[0], second[0]]


def test_papers_beyond_the_limit_are_kept_and_told() -> None:
    one = "县民政局关于做好走访工作的通知\n×民〔2026〕{n}号\n各乡镇：\n请做好走访。\n县民政局\n2026年3月1日\n"
    documents = read_documents("".join(one.format(n=n) for n in range(1, 503)).encode(), "合订本.txt")
    assert len(documents) == 500
    told = [finding.message for finding in documents[0].findings if finding.code == "WJ169"]
    assert told == [
        "一个文件里的公文超过500份，从“县民政局关于做好走访工作的通知”起的12行没有分开读，只留作页面附属文字"
    ]
    assert "×民〔2026〕502号" in {block.text for block in documents[0].blocks if block.kind is BlockKind.FURNITURE}


def test_the_number_of_an_item_is_told_from_the_figure_that_it_opens_with() -> None:
    items = (
        "1.2026年5月底前完成摸底。\n2.10月底前完成改厕5000户。\n3.15天内整改完毕。\n"
        "4.65岁以上老年人优先。\n5.100%的公厕有专人管理。\n"
    )
    notice = only(f"县民政局关于改厕的通知\n各乡镇：\n一、工作要求\n{items}县民政局\n2026年3月1日\n")
    assert shape(notice)[-5:] == [
        ("item", "1.2026年5月底前完成摸底。"),
        ("item", "2.10月底前完成改厕5000户。"),
        ("item", "3.15天内整改完毕。"),
        ("item", "4.65岁以上老年人优先。"),
        ("item", "5.100%的公厕有专人管理。"),
    ]
    assert [block.label for block in notice.blocks][-5:] == ["1.", "2.", "3.", "4.", "5."]


def test_an_amount_at_the_head_of_a_line_is_no_number() -> None:
    notice = only(
        "县民政局关于改厕的通知\n各乡镇：\n一、工作要求\n各地要抓紧。\n3.15万元已经拨付。\n县民政局\n2026年3月1日\n"
    )
    assert ("paragraph", "3.15万元已经拨付。") in shape(notice)


@pytest.mark.parametrize(
    "sentence",
    [
        "护林员每人管护面积不超过3000亩。",
        "每500亩配备1名管护员。",
        "村卫生室一律配备冷藏箱。",
        "由县财政局负责落实配套资金。",
        "调度方案报市水利局批准。",
    ],
)
def test_a_first_sentence_with_a_figure_or_who_does_it_is_text(sentence: str) -> None:
    notice = only(
        f"县民政局关于管护的通知\n各乡镇：\n一、工作要求\n（一）{sentence}各乡镇要做好台账管理，及时报送情况。\n县民政局\n2026年3月1日\n"
    )
    assert sentence in {sentence_of.text for sentence_of in document_provisions(notice)}


def signed_notice(*body: str, attached: str = "") -> str:
    title, sign = "示例县民政局关于做好冬季工作的通知", ("示例县民政局", "2026年12月3日")
    return "\n".join((title, "各乡镇民政所：", *body, *sign, attached)) + "\n"


def test_a_day_on_a_line_of_its_own_is_no_end_where_the_paper_is_signed_later() -> None:
    notice = only(signed_notice("会议时间：", "2026年12月18日", "请准时参加。会议地点：县民政局三楼。"))
    assert (notice.elements.signature, notice.elements.date) == (("示例县民政局",), "2026年12月3日")
    assert [text for _, text in shape(notice)] == [
        "会议时间：",
        "2026年12月18日",
        "请准时参加。会议地点：县民政局三楼。",
    ]


def test_a_paper_whose_issuer_has_an_unusual_name_ends_at_its_date() -> None:
    text = signed_notice("请做好救助。", attached="本栏目由办公室维护。").replace(
        "\n示例县民政局\n", "\n示例县养老服务公司\n"
    )
    notice = only(text)
    assert (notice.elements.signature, notice.elements.date) == (("示例县养老服务公司",), "2026年12月3日")
    assert len(told(notice, "WJ350")) == 1


def test_a_form_under_its_label_keeps_addressees_blank_dates_and_what_follows_them() -> None:
    form = """\
附件
安全承诺书
示例县民政局：
我单位郑重承诺24小时有人值班。
承诺人（签字）：
年  月  日
注：1.本书一式两份。2.盖章有效。
填报单位（盖章）：　　　　填报日期：    年  月  日
填表说明：一式两份，于12月15日前报县民政局。"""
    notice = only(signed_notice("请签订承诺书。", "附件：安全承诺书", attached=form))
    (pledge,) = notice.attachments
    assert [text for _, text in shape(pledge)] == form.split("\n")[2:]
    assert (pledge.elements.recipients, pledge.elements.date, notice.findings) == ((), "", ())


def test_an_attachment_without_a_date_ends_where_the_next_one_begins() -> None:
    forms = "附件1\n检查表\n检查人：\n2026年　月　日\n附件2 汇总表\n请逐项填写。\n示例县民政局\n2026年12月3日"
    notice = only(signed_notice("请填报。", "附件：1.检查表", "2.汇总表", attached=forms))
    assert [(one.title, one.elements.date) for one in notice.attachments] == [
        ("检查表", "2026年　月　日"),
        ("汇总表", "2026年12月3日"),
    ]


def test_a_plan_of_two_lines_is_the_notice_s_own_where_that_names_it() -> None:
    plan = "\n冬春救助工作方案\n一、目标任务\n做好救助。"
    notice = only(signed_notice("现将《冬春救助工作方案》印发给你们。", attached=plan))
    assert notice.elements.date == "2026年12月3日"
    assert [(one.title, one.role) for one in notice.attachments] == [("冬春救助工作方案", Role.ENCLOSED)]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2026年12月　日", "2026年12月　日"),
        ("2026年12月××日", "2026年12月　日"),
        ("2026年12月__日", "2026年12月　日"),
        ("2026年X月X日", "2026年　月　日"),
    ],
)
def test_a_date_whose_day_is_still_open_is_the_date_of_the_paper(written: str, read_as: str) -> None:
    notice = only(signed_notice("请做好救助。").replace("2026年12月3日", written))
    assert (notice.elements.signature, notice.elements.date) == (("示例县民政局",), read_as)


def test_text_behind_signature_and_date_is_told() -> None:
    notice = only(signed_notice("请做好救助。", attached="一段写在日期后面的文字"))
    assert told(notice, "WJ350", "WJ132") == [
        "文件.txt:6: 警告 WJ350: 署名、日期后面有1行文字没有读入正文，导出时不印（第6行，如“一段写在日期后面的文字”）"
    ]


def test_the_last_name_in_the_list_of_attachments_may_end_with_a_stop() -> None:
    notice = only(signed_notice("请报送。", "附件：1.安全检查表", "2.自查情况汇总表。"))
    listed = BlockKind.ATTACHMENT_LIST
    assert [block.kind for block in notice.blocks] == [BlockKind.PARAGRAPH, listed, listed]


def test_a_title_with_a_stop_and_a_number_that_is_still_open_are_title_and_number() -> None:
    text = signed_notice("请做好救助。").replace("工作的通知\n", "工作的通知。\n示民〔2026〕【待定：文号】号\n")
    notice = only(text)
    assert (notice.title, notice.elements.number) == (
        "示例县民政局关于做好冬季工作的通知",
        "示民〔2026〕【待定：文号】号",
    )


@pytest.mark.parametrize("line", ["填表人：陈某　　　　审核人：李某", "填报单位：示例县民政局　　　单位：万元"])
def test_the_places_of_a_form_on_one_line_stay_on_it(line: str) -> None:
    assert line in [text for _, text in shape(only(signed_notice(line, "请做好救助。")))]


FORWARDING = """\
示例市民政局转发示例省民政厅关于推进养老服务工作的通知
示民〔2026〕47号
各县（市、区）民政局：
现将《示例省民政厅关于推进养老服务工作的通知》（示民发〔2026〕31号）转发给你们，请认真贯彻执行。
{listed}示例市民政局
2026年6月3日
{own}示例省民政厅文件
示民发〔2026〕31号
示例省民政厅关于推进养老服务工作的通知
各市民政局：
一、养老机构每日开展防火巡查。
附件：养老服务指标表
示例省民政厅
2026年5月18日
附件
养老服务指标表
各项指标按年度考核。
"""


def test_an_attachment_behind_a_forwarded_paper_is_that_papers() -> None:
    notice, original = read(FORWARDING.format(listed="", own=""))
    (carried,) = notice.attachments
    assert carried.role is Role.FORWARDED
    assert (
        [one.title for one in carried.attachments] == [one.title for one in original.attachments] == ["养老服务指标表"]
    )
    assert [one.where for one in document_provisions(notice) if "年度考核" in one.text] == ["转发原文附件"]
    assert {one.role for one in document_provisions(notice) if "转发原文" in one.where} == {Role.FORWARDED}
    own = "附件\n进度表\n每月填报一次。\n"
    notice, original = read(FORWARDING.format(listed="附件：进度表\n", own=own))
    assert [one.title for one in notice.attachments if one.role is Role.ATTACHMENT] == ["进度表"]
    assert [one.title for one in original.attachments] == ["养老服务指标表"]
