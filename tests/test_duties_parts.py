"""Parts of a duty: what is to be handed over, summing-up sentences, whose own work, editions of the papers cited."""

from __future__ import annotations

import pytest

from wenjian.duties import extract
from wenjian.duties.deliverables import deliverable, deliverables, signed_by
from wenjian.duties.editions import check_editions
from wenjian.model.directive import Deliverable, Directive
from wenjian.model.vocabulary import Competence
from wenjian.readers import read_documents


def imported(text: str, name: str = "上级.txt") -> Directive:
    directive, _ = extract(read_documents(text.encode(), name)[0])
    return directive


@pytest.mark.parametrize(
    ("text", "thing", "recipient", "deadline"),
    [
        ("请于6月30日前将工作总结报送市民政局。", "工作总结", "市民政局", "6月30日前"),
        (
            "请于3月17日前，将检查总结报告（包括问题隐患、整改情况）报送至市安委办。",
            "检查总结报告",
            "市安委办",
            "3月17日前",
        ),
        ("整改报告于6月30日前上报区教育局（联系人：王示例，电话：×）。", "整改报告", "区教育局", "6月30日前"),
        ("每月19日前（首次报送时间9月19日）报送当月工作小结。", "当月工作小结", "", "每月19日前"),
        ("9月8日前，将《联络员名单反馈表》（见附件3）报送区办公室。", "《联络员名单反馈表》", "区办公室", "9月8日前"),
        ("请将自查情况于3月5日前报县民政局。", "自查情况", "县民政局", "3月5日前"),
        ("各乡镇每月5日前报送月报表。", "月报表", "", "每月5日前"),
        ("每季度末将统计表报省民政厅。", "统计表", "省民政厅", "每季度末"),
        ("形成评估报告，于11月底前报市政府。", "评估报告", "市政府", "11月底前"),
        ("要制定实施方案，报县人民政府审批。", "实施方案", "县人民政府", ""),
        ("各地要编制设施布局图，2026年9月底前报省民政厅备案。", "设施布局图", "省民政厅", "2026年9月底前"),
        ("工作总结于12月10日前报县民政局社会救助股。", "工作总结", "县民政局社会救助股", "12月10日前"),
        ("整改情况每月25日前书面报区政府办公室。", "整改情况", "区政府办公室", "每月25日前"),
        ("请各街道于4月1日前将联系人及电话报区民政局。", "联系人及电话", "区民政局", "4月1日前"),
        ("确定1名联络员，3月5日前将名单报市局办公室。", "名单", "市局办公室", "3月5日前"),
        ("及时将典型做法报送省政府办公厅。", "典型做法", "省政府办公厅", ""),
        ("把隐患台账每周五前报镇应急办。", "隐患台账", "镇应急办", "每周五前"),
        ("向县民政局报送季度报表。", "季度报表", "县民政局", ""),
        ("每年12月31日前，向同级主管单位提交年审报告。", "年审报告", "同级主管单位", "每年12月31日前"),
        ("发现疑似病例，2小时内向属地疾控机构报告。", "", "属地疾控机构", "2小时内"),
        ("变更负责人的，向主管单位备案。", "", "主管单位", ""),
        ("发现险情立即报告县应急管理局。", "", "县应急管理局", "立即"),
        ("遇有突发事件要随时报告。", "", "", "随时"),
        ("重大情况要第一时间报告市委、市政府。", "", "市委、市政府", "第一时间"),
        ("信息经核实后逐级上报。", "信息", "", ""),
        ("举办大型活动的，报所在乡镇政府批准。", "", "所在乡镇政府", ""),
        ("将排查结果汇总后报县专班办公室。", "排查结果", "县专班办公室", ""),
        ("每月底前通过全国养老服务信息系统填报数据。", "数据", "", "每月底前"),
        ("请登录监管平台填报基本信息。", "基本信息", "", ""),
        ("各机构要将床位信息录入信息系统。", "床位信息", "", ""),
        ("实行日报告、零报告制度。", "日报告、零报告", "", "日报告"),
        ("请于收到通知之日起5个工作日内反馈修改意见。", "修改意见", "", "5个工作日内"),
        ("工作中的问题请及时向市民政局反馈。", "", "市民政局", ""),
        ("各市于60日内制定实施细则，并报省政府办公厅备案。", "实施细则", "省政府办公厅", "60日内"),
        ("各县要建立问题清单，于5月31日前报市民政局养老服务科。", "问题清单", "市民政局养老服务科", "5月31日前"),
        ("各村将工作小结报镇社会事务办，由社会事务办汇总。", "工作小结", "镇社会事务办", ""),
        ("请于每季度首月10日前报送上季度进展情况。", "上季度进展情况", "", "每季度首月10日前"),
        ("预算方案报请县委常委会会议审议。", "预算方案", "县委常委会会议", ""),
        ("请于3月10日前将回执传至市局邮箱。", "回执", "市局", "3月10日前"),
        ("各区要提交验收申请，由市局组织验收。", "验收申请", "", ""),
        ("6月15日前完成检修，并将检修情况报送县（区）民政局。", "检修情况", "县（区）民政局", "6月15日前"),
        ("逐院制定“一院一策”方案，报市级民政部门备案。", "“一院一策”方案", "市级民政部门", ""),
        ("自查报告分别于6月25日、12月10日前报送市民政局。", "自查报告", "市民政局", "6月25日、12月10日前"),
        ("有关情况抄送同级财政部门。", "有关情况", "同级财政部门", ""),
        (
            "各地民政部门要于2026年6月15日前将自查整治情况报告报上级民政部门。",
            "自查整治情况报告",
            "上级民政部门",
            "2026年6月15日前",
        ),
        ("各县要及时将有关情况报告市民政局。", "有关情况", "市民政局", ""),
        ("每月20日前报送消防巡查记录。", "消防巡查记录", "", "每月20日前"),
        ("各县民政局每半年报送一次工作情况。", "工作情况", "", "每半年报送一次"),
    ],
)
def test_what_is_handed_over_to_whom_and_by_when(text: str, thing: str, recipient: str, deadline: str) -> None:
    handed = deliverable(text)
    assert handed is not None
    assert (handed.text, handed.recipient, handed.deadline) == (thing, recipient, deadline)


@pytest.mark.parametrize(
    ("text", "form", "signature"),
    [
        ("实施方案经主要负责人审核签字后报市民政局备案。", "", "主要负责人审核签字"),
        ("请将书面报告（加盖公章）及电子版报市局。", "书面、加盖公章、电子版", ""),
        ("以正式文件形式报县政府，一式三份。", "正式文件形式、一式三份", ""),
        ("每月5日前通过养老服务信息系统上报数据。", "通过养老服务信息系统", ""),
        ("报表由单位负责人签字并加盖公章，3月1日前报统计局。", "加盖公章", "单位负责人签字"),
        ("扫描件发至电子邮箱，纸质件报送县局办公室。", "扫描件、电子邮箱、纸质件", ""),
        ("登录监管平台填报信息。", "通过监管平台", ""),
        ("名单经县领导小组审定后报市专班。", "", "县领导小组审定"),
    ],
)
def test_form_and_signature(text: str, form: str, signature: str) -> None:
    handed = deliverable(text)
    assert handed is not None
    assert (handed.form, handed.signature) == (form, signature)


@pytest.mark.parametrize(
    ("signature", "said"),
    [
        ("单位主要负责人签字", "由单位主要负责人签字"),
        ("分管领导审签", "由分管领导审签"),
        ("主要负责人", "由主要负责人签字"),
        ("审核人", "由审核人签字"),
        ("", ""),
    ],
)
def test_who_signs_is_said_with_one_act(signature: str, said: str) -> None:
    assert signed_by(signature) == said


@pytest.mark.parametrize(
    "text",
    [
        "认真起草政府工作报告。",
        "发现违法行为及时报警。",
        "组织群众报名参加培训。",
        "对工作不力的予以通报。",
        "鼓励群众举报违规收费。",
        "做好信息报送工作。",
        "建立健全重大事项报告制度。",
        "规范差旅费报销。",
        "加强灾害预报预警。",
        "指导困难群众申报救助。",
        "各养老机构要开窗通风。",
        "播放防火海报。",
    ],
)
def test_nothing_is_handed_over(text: str) -> None:
    assert deliverable(text) is None


def test_a_deliverable_across_two_clauses() -> None:
    text = "各县要制定整治方案，于3月20日前经分管领导审签后报市民政局，同时报送电子版。"
    assert deliverable(text) == Deliverable(
        text="整治方案", recipient="市民政局", deadline="3月20日前", form="电子版", signature="分管领导审签"
    )


def test_all_that_one_sentence_hands_over() -> None:
    text = "各养老机构6月5日前报镇民政所，镇民政所于6月25日前将自查情况报告报县民政局。"
    handed = [(one.text, one.recipient, one.deadline) for one in deliverables(text)]
    assert handed == [("", "镇民政所", "6月5日前"), ("自查情况报告", "县民政局", "6月25日前")]


def test_sentences_that_sum_up_their_items_are_marked(doc: str) -> None:
    """某省关于做好值守工作的通知
    各市民政局：
    一、严格值守
    各地要重点抓好三项工作。一是落实带班制度，每日巡查两次；二是配齐应急物资；三是按时报告信息。
    二、加强管理
    要切实加强机构管理。一是每月开展一次检查；二是建立隐患台账。
    三、建立台账
    各县要建立隐患台账。一是逐户登记；二是每月更新。
    四、限期整改
    2026年6月底前做好以下整改工作。一是更换老旧线路；二是清理疏散通道。
    五、压实责任
    各地要严格落实责任。养老机构要每日巡查。
    某省民政厅
    2026年1月5日
    """
    assert [duty.text for duty in imported(doc).duties if duty.summary] == [
        "各地要重点抓好三项工作。",
        "要切实加强机构管理。",
    ]


def test_what_leads_to_items_and_ends_in_a_colon_is_no_duty_of_its_own(doc: str) -> None:
    """某省关于做好防火工作的通知
    各市民政局：
    一、严格管理
    坚决落实“四早”要求，做到以下几点：
    （一）每日巡查两次。
    （二）及时清理杂物。
    某省民政厅
    2026年1月5日
    """
    assert [duty.text for duty in imported(doc).duties] == ["每日巡查两次。", "及时清理杂物。"]


@pytest.mark.parametrize(
    ("sentence", "competence"),
    [
        ("国务院办公厅将适时组织抽查。", Competence.SUPERIOR),
        ("我厅将对各地落实情况进行通报。", Competence.SUPERIOR),
        ("省民政厅将对各地开展评估。", Competence.SUPERIOR),
        ("省民政厅将不定期派出工作组实地检查。", Competence.SUPERIOR),
        ("省民政厅将评估结果纳入年度考核。", Competence.SUPERIOR),
        ("我厅适时开展督查。", Competence.SUPERIOR),
        ("省级将按季度通报工作进展。", Competence.SUPERIOR),
        ("各市民政局要将台账报省民政厅。", Competence.OWN),
        ("各级民政部门要将困难老年人纳入探访范围。", Competence.OWN),
        ("县级民政部门将对机构开展检查。", Competence.OWN),
    ],
)
def test_the_superiors_own_work(sentence: str, competence: Competence) -> None:
    text = f"某省民政厅关于加强养老服务管理的通知\n各市民政局：\n一、主要任务\n{sentence}\n某省民政厅\n2026年1月5日\n"
    (duty,) = imported(text).duties
    assert duty.competence is competence


def test_short_names_stand_for_the_full_titles(doc: str) -> None:
    """某省关于做好评估工作的通知
    各市民政局：
    一、开展评估
    各地要执行《养老机构等级评定办法》（某民发〔2025〕8号，以下简称《办法》）。
    按照《办法》要求每年开展一次评估。
    某省民政厅
    2026年1月5日
    """
    later = imported(doc).duties[1].citations
    assert [(citation.title, citation.number) for citation in later] == [("养老机构等级评定办法", "某民发〔2025〕8号")]


def paper(name: str, *sentences: str) -> Directive:
    lines = [f"关于做好{name}工作的通知", "一、主要任务", *sentences]
    return imported("\n".join(lines) + "\n", f"{name}.txt")


def test_two_editions_of_one_title_in_a_paper(doc: str) -> None:
    """关于做好消毒工作的通知
    一、主要任务
    养老机构要按照《消毒技术指南（第二版）》开展消毒。
    救助站要按照《消毒技术指南》（第三版）开展消毒。
    """
    _, findings = extract(read_documents(doc.encode(), "消毒.txt")[0])
    assert str(findings[-1]).splitlines()[0] == (
        "消毒.txt（D002）: 警告 WJ311: 文件引用了《消毒技术指南》的两个版本：第二版和第三版"
    )


def test_an_edition_older_than_another_papers() -> None:
    older = paper("值守", "各站要执行《巡查工作规范》（2019年版），每日巡查。")
    newer = paper("巡查", "各站要执行《巡查工作规范（2022年版）》，每日巡查。")
    (finding,) = check_editions([newer, older])
    assert str(finding).splitlines()[0] == (
        "值守.txt（D001）: 警告 WJ312: 引用的《巡查工作规范》是2019年版，《关于做好巡查工作的通知》用的是2022年版"
    )
    assert check_editions([newer]) == ()


def test_one_title_with_two_numbers() -> None:
    text = ["各地要执行《探访办法》（某民发〔2024〕3号）。", "各站要落实《探访办法》（某民发〔2025〕9号）要求。"]
    (finding,) = check_editions([paper("探访", *text)])
    assert str(finding).splitlines()[0] == (
        "探访.txt（D002）: 警告 WJ313: 文件引用的《探访办法》有两个文号：某民发〔2024〕3号和某民发〔2025〕9号"
    )
