"""审核意见: what the letter to the drafter says, in which order, and what it leaves unsaid."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from wenjian.coverage import check
from wenjian.library import load_directive, load_library
from wenjian.model.catalogue import found
from wenjian.model.coverage import Added, Coverage, Decision, Deviation, DutyCoverage, Engine, Evidence
from wenjian.model.finding import Finding, Place
from wenjian.model.vocabulary import (
    AddedClass,
    Competence,
    DeviationKind,
    Direction,
    Judgement,
    Modality,
    Settlement,
    Verdict,
)
from wenjian.readers import load_documents
from wenjian.reports import format_letter, letter, letter_docx, letter_text
from wenjian.reports.letter import letter_title
from wenjian.reports.words import difference_text

SUPERIOR = """\
河东市民政局
河民发〔2026〕5号
关于加强养老机构夏季安全管理的通知
各县（区）民政局：
一、严格用电管理
养老机构要每月至少开展一次用电安全检查。严禁在居室内私拉电线。
二、做好入住管理
养老机构要对新入住老年人隔离观察不少于14天，并建立健康档案。民政服务机构要储备防暑药品。
三、加强值班
养老机构要每半年至少开展一次应急演练。
河东市民政局
2026年5月20日
"""

PLAN = """\
示范镇养老机构夏季安全管理实施方案
一、用电管理
各养老机构每月至少开展一次用电安全检查。
二、入住管理
各养老机构对新入住老年人隔离观察不少于7天，并建立健康档案。各养老机构要储备防暑药品。
三、值班
各养老机构每季度至少开展一次应急演练。
四、信息报送
村干部须每日填报走访台账。
示范镇人民政府
2026年5月25日
"""


def checked(folder: Path, plan: str, superior: str = SUPERIOR) -> Coverage:
    """The plan checked against the superior's paper, both as people write them."""
    (folder / "来文.txt").write_text(superior, encoding="utf-8")
    (folder / "方案.txt").write_text(plan, encoding="utf-8")
    directive, _ = load_directive(folder / "来文.txt")
    (document,) = load_documents(folder / "方案.txt")
    return check(directive, document, load_library().thesaurus)


def duty(number: int = 1, settlement: Settlement = Settlement.NOT_FOUND, **more: object) -> DutyCoverage:
    values: dict[str, object] = {
        "id": f"D{number:03}",
        "ref": f"甲#D{number:03}",
        "text": f"各地要做好第{number}件事。",
        "where": "一、",
        "modality": Modality.MUST,
        "verdict": Verdict.MISSING,
        "settlement": settlement,
    }
    return DutyCoverage(**{**values, **more})  # type: ignore[arg-type]


def coverage(*duties: DutyCoverage, **more: object) -> Coverage:
    values: dict[str, object] = {
        "engine": Engine("0.1", "试", "1"),
        "directive_id": "甲",
        "directive_title": "关于做好几件事的通知",
        "directive_number": "河民发〔2026〕5号",
        "directive_source": "",
        "document_title": "示范镇工作方案",
        "document_number": "",
        "document_source": "/某处/方案.txt",
        "documents": 1,
        "duties": duties,
    }
    return Coverage(**{**values, **more})  # type: ignore[arg-type]


STRICTER = Deviation(DeviationKind.FREQUENCY, Direction.STRICTER, "每月", "每周")
REFINED = Deviation(DeviationKind.DEADLINE, Direction.REFINED, "", "6月底前")
DONE: dict[str, Any] = {"settlement": Settlement.DONE, "verdict": Verdict.COVERED}


def lines(*coverages: Coverage) -> list[str]:
    """The lines of the body: what stands between the opening sentence and the signature."""
    return [block.printed for block in letter(coverages).blocks[1:]]


# the letter as a whole


def test_a_plan_with_several_problems_gets_a_section_for_each_kind(tmp_path: Path) -> None:
    assert format_letter([checked(tmp_path, PLAN)]) == (
        "关于示范镇养老机构夏季\n"
        "安全管理实施方案的审核意见\n"
        "\n"
        "示范镇人民政府：\n"
        "　　你单位报送的《示范镇养老机构夏季安全管理实施方案》收悉。"
        "对照《河东市民政局关于加强养老机构夏季安全管理的通知》（河民发〔2026〕5号）的5项任务逐项审核，意见如下：\n"
        "　　一、需补充的内容（2项）\n"
        "　　1.上级文件“一、”要求“严禁在居室内私拉电线”，文中未见对应内容，建议在“一、”中补充。\n"
        "　　2.上级文件“二、”要求“民政服务机构要储备防暑药品”，文中“二、”只涉及养老机构，"
        "未含社会福利院、社区养老服务设施、儿童福利机构、未成年人救助保护机构等，建议适用对象改为“民政服务机构”。\n"
        "　　二、低于上级要求的内容（1项）\n"
        "　　1.上级文件“二、”要求“养老机构要对新入住老年人隔离观察不少于14天”，"
        "文中“二、”为“各养老机构对新入住老年人隔离观察不少于7天”，少7天，建议按上级要求修改，或说明依据。\n"
        "　　三、高于上级要求、请说明依据的内容（2项）\n"
        "　　1.上级文件“三、”要求“养老机构要每半年至少开展一次应急演练”，"
        "文中“三、”为“各养老机构每季度至少开展一次应急演练”，高于上级要求。\n"
        "　　2.文中“四、”“村干部须每日填报走访台账”，属新增报表台账，上级文件没有这项要求。\n"
        "　　请于　　月　　日前修改后报送（联系人：　　　　，电话：　　　　　　　）。\n"
        "　　　　　　　　　　　　　　　　　　　　【本单位】\n"
        "　　　　　　　　　　　　　　　　　　　　　　年　月　日\n"
    )


def test_a_plan_without_problems_gets_two_lines(tmp_path: Path) -> None:
    plan = SUPERIOR.replace("河民发〔2026〕5号\n", "").replace("各县（区）民政局：\n", "").replace("河东市", "安河县")
    document = letter([checked(tmp_path, plan)])
    assert [block.printed for block in document.blocks] == [
        (
            "你单位报送的《安河县民政局关于加强养老机构夏季安全管理的通知》收悉。"
            "对照《河东市民政局关于加强养老机构夏季安全管理的通知》（河民发〔2026〕5号）的5项任务逐项审核，"
            "没有需要修改的意见，请按程序办理。"
        )
    ]


def test_what_the_sender_knows_fills_the_blanks() -> None:
    document = letter(
        [coverage(duty())], to="示范镇民政所", sender="安河县民政局", due="8月15日", contact="张三 0000-1234567"
    )
    assert document.elements.recipients == ("示范镇民政所",)
    assert document.elements.signature == ("安河县民政局",)
    assert document.blocks[-1].text == "请于8月15日前修改后报送（联系人：张三，电话：0000-1234567）。"


@pytest.mark.parametrize(
    ("contact", "printed"),
    [
        ("张三", "（联系人：张三，电话：　　　　　　　）"),
        ("0000-1234567", "（联系人：　　　　，电话：0000-1234567）"),
        ("张三、李四，（0000）1234567", "（联系人：张三、李四，电话：（0000）1234567）"),
    ],
)
def test_a_contact_may_be_a_name_or_a_number_or_both(contact: str, printed: str) -> None:
    assert printed in letter([coverage(duty())], contact=contact).blocks[-1].text


def test_the_drafter_is_the_papers_own_signatory_else_a_blank() -> None:
    assert letter([coverage(duty(), document_signature=("示范镇人民政府",))]).elements.recipients == ("示范镇人民政府",)
    assert letter([coverage(duty())]).elements.recipients == ("【单位】",)


@pytest.mark.parametrize(
    ("title", "date", "printed"),
    [
        ("示范镇消防安全实施方案", "", "关于示范镇消防安全实施方案（送审稿）的审核意见"),
        ("示范镇消防安全实施方案（征求意见稿）", "", "关于示范镇消防安全实施方案（征求意见稿）的审核意见"),
        ("示范县民政局关于做好防汛工作的通知", "", "关于《示范县民政局关于做好防汛工作的通知（送审稿）》的审核意见"),
        ("示范县民政局关于印发《消防安全方案》的通知", "", "关于《消防安全方案（送审稿）》的审核意见"),
        ("示范县民政局关于印发消防安全方案的通知", "2026年3月1日", "关于《消防安全方案》的审核意见"),
        ("示范镇落实《消防法》方案", "", "关于《示范镇落实〈消防法〉方案（送审稿）》的审核意见"),
        ("", "", "关于送审文稿的审核意见"),
    ],
)
def test_the_title_names_the_paper_once(title: str, date: str, printed: str) -> None:
    assert letter_title(title, draft=not date) == printed


@pytest.mark.parametrize(
    ("date", "title"),
    [
        ("2026年5月25日", "关于示范镇养老机构夏季安全管理实施方案的审核意见"),
        ("2026年　月　日", "关于示范镇养老机构夏季安全管理实施方案（送审稿）的审核意见"),
    ],
)
def test_only_a_paper_without_a_date_is_called_a_draft(tmp_path: Path, date: str, title: str) -> None:
    opinion = letter([checked(tmp_path, PLAN.replace("2026年5月25日", date))])
    assert opinion.elements.title == title


# what is said


def test_only_what_is_missing_of_a_duty_carried_in_part_is_asked_for() -> None:
    half = duty(
        settlement=Settlement.PARTLY,
        verdict=Verdict.PARTIAL,
        text="殡葬服务单位要开通预约渠道，实行错峰祭扫，单日接待量不得超过最大承载量的75%。",
        missing_parts=("单日接待量不得超过最大承载量的75%", "75%"),
        evidence=(Evidence("实行错峰祭扫。", "三、（一）"),),
    )
    assert lines(coverage(half))[1] == (
        "1.上级文件“一、”要求“殡葬服务单位要开通预约渠道，实行错峰祭扫，单日接待量不得超过最大承载量的75%”，"
        "文中“三、（一）”未写“单日接待量不得超过最大承载量的75%”，建议补充。"
    )


def test_a_figure_that_is_lower_is_not_asked_for_a_second_time() -> None:
    lower = Deviation(DeviationKind.FIGURE, Direction.WEAKER, "不少于3元", "2元", "少1元")
    half = duty(
        settlement=Settlement.PARTLY,
        verdict=Verdict.PARTIAL,
        text="每餐补贴不少于3元。",
        missing_parts=("每餐补贴不少于3元",),
        deviations=(lower,),
        evidence=(Evidence("县财政每餐补助2元。", "四、3."),),
    )
    assert lines(coverage(half))[:2] == [
        "一、低于上级要求的内容（1项）",
        (
            "1.上级文件“一、”要求“每餐补贴不少于3元”，文中“四、3”为“县财政每餐补助2元”，少1元，"
            "建议按上级要求修改，或说明依据。"
        ),
    ]


def test_a_doubtful_duty_is_a_question() -> None:
    doubtful = duty(settlement=Settlement.TO_CONFIRM, nearest=Evidence("在镇陵园组织仪式。", "三、"))
    assert lines(coverage(doubtful))[1] == (
        "1.上级文件“一、”要求“各地要做好第1件事”，文中“三、”“在镇陵园组织仪式”可能与此有关，"
        "请核对是否已作安排，没有的建议补充。"
    )


def test_a_dropped_prohibition_comes_first() -> None:
    dropped = Deviation(DeviationKind.NEGATION, Direction.WEAKER, "不得办理", "可以办理", "上级禁止，本文没有禁止")
    opposed = duty(2, Settlement.TO_CONFIRM, verdict=Verdict.PARTIAL, text="不得办理。", deviations=(dropped,))
    lower = Deviation(DeviationKind.FIGURE, Direction.WEAKER, "14天", "7天")
    weaker = duty(1, text="观察14天。", deviations=(lower,), **DONE)
    assert lines(coverage(weaker, opposed))[:2] == [
        "一、低于上级要求的内容（2项）",
        (
            "1.上级文件“一、”要求“不得办理”，文中为“可以办理”，上级禁止，文中没有禁止，与上级要求抵触，"
            "建议按上级要求修改，或说明依据。"
        ),
    ]


def test_all_that_is_left_to_the_superiors_paper_is_one_item() -> None:
    left = [duty(n, Settlement.BY_REFERENCE, where=f"{'一二三四五六'[n]}、") for n in range(6)]
    assert lines(coverage(*left))[:2] == [
        "一、需补充的内容（1项）",
        (
            "1.上级文件“一、”“二、”“三、”“四、”等的6项要求，文中只写按文件执行，没有列出具体内容，"
            "请确认是否足够，不够的建议补充。"
        ),
    ]


def test_the_papers_own_faults_stand_last_and_name_no_file_of_ours() -> None:
    faults = (
        found(
            "WJ551",
            Place("/某处/方案.txt", label="三、"),
            quote="各乡镇要……",
            issuer="县民政局",
            addressee="乡镇人民政府",
            grassroots="各乡镇民政所",
            government="县政府",
            approver="县人民政府",
            office="县政府办公室",
        ),
        found("WJ125", Place("/某处/方案.txt", 12), label="四、", before="前面是“二、”"),
        found("WJ129", Place("/某处/方案.txt"), count=2, where="第3、4行"),
        found("WJ123", Place("/某处/方案.txt")),
        found("WJ404", duty="甲#D099"),
    )
    text = lines(coverage(duty(1, **DONE), findings=faults))
    assert text[0] == "一、名称、数字、引用和格式（2处）"
    assert text[1].startswith("1.文中“三、”“各乡镇要……”：县民政局不宜直接向乡镇人民政府提出指令性要求")
    assert text[2] == "2.文中第12行：层次序数“四、”不连续，前面是“二、”。请核对是否缺少或重复了一个部分。"
    assert len(text) == 4


def order_to(peer: str, doing: str, where: str = "四、（二）") -> Finding:
    return found(
        "WJ552",
        Place("方案.txt", label=where),
        quote=f"{peer}{doing}",
        issuer="县民政局",
        addressee=peer,
        government="县政府",
        approver="县人民政府",
        office="县政府办公室",
    )


def test_like_faults_are_one_item_that_names_the_places() -> None:
    faults = (
        order_to("县公安局", "负责查处黑车"),
        order_to("县财政局", "负责资金保障"),
        order_to("县林业局", "负责防火"),
        order_to("县教育局", "负责宣传", "五、"),
    )
    text = lines(coverage(duty(1, **DONE), findings=faults))
    assert text[0] == "一、名称、数字、引用和格式（4处）"
    assert text[1].startswith("1.文中“四、（二）”“县公安局负责查处黑车”：县民政局不宜向同级的县公安局提出指令性要求")
    assert text[1].endswith(
        "或请县政府办公室转发。另有3处同样：“四、（二）”“县财政局负责资金保障”“县林业局负责防火”；“五、”“县教育局负责宣传”。"
    )
    assert len(text) == 3


def test_faults_that_are_mended_otherwise_are_items_of_their_own() -> None:
    faults = tuple(
        found("WJ564", Place("方案.txt", label=where), word=f"“{old}”", now=new, times="", since="2024年", basis="")
        for where, old, new in (("一、", "低收入家庭", "低保边缘家庭"), ("二、", "文化局", "文化和旅游局"))
    )
    text = lines(coverage(duty(1, **DONE), findings=faults))
    assert [line[: len("1.文中“一、”")] for line in text[1:3]] == ["1.文中“一、”", "2.文中“二、”"]


def test_faults_of_form_come_after_what_is_lower_than_asked() -> None:
    lower = Deviation(DeviationKind.FIGURE, Direction.WEAKER, "14天", "7天")
    weaker = [duty(n, text="观察14天。", deviations=(lower,), **DONE) for n in range(1, 10)]
    faults = tuple(found("WJ704", Place("方案.txt", label=f"{n}、"), quote=f"2月{n}日") for n in range(30, 32))
    faults += (found("WJ706", Place("方案.txt"), old="。"),)
    text = lines(coverage(*weaker, findings=faults))
    assert text[0] == "一、低于上级要求的内容（9项）"
    assert text[10] == "二、名称、数字、引用和格式（3处，以下列出1处）"


def test_what_only_the_user_of_the_program_can_do_is_not_asked_of_the_drafter() -> None:
    faults = (
        found("WJ566", Place("方案.txt", label="标题"), quote="联合外县民政局", name="外县", times=""),
        found("WJ565", Place("方案.txt", label="三、"), kind="股室", name="老龄股"),
    )
    text = lines(coverage(duty(1, **DONE), findings=faults))
    assert text[1].endswith("疑为照搬其他地方的文稿。请改为本地名称。")
    assert text[2].endswith("疑为旧稿残留。请核对名称。")


def test_with_several_superiors_each_item_names_its_own() -> None:
    burden = Added("各单位要每日填报台账。", "三、", AddedClass.REPORT)
    city = coverage(duty(1), added=(burden,))
    province = replace(coverage(duty(2)), directive_number="省民发〔2026〕1号")
    assert lines(province, city)[1:3] == [
        "1.上级文件（省民发〔2026〕1号）“一、”要求“各地要做好第2件事”，文中未见对应内容，建议补充。",
        "2.上级文件（河民发〔2026〕5号）“一、”要求“各地要做好第1件事”，文中未见对应内容，建议补充。",
    ]
    assert not any("台账" in line for line in lines(province, city))


# what is left unsaid


@pytest.mark.parametrize(
    "settled",
    [
        duty(deviations=(REFINED,), settlement=Settlement.REFINED, verdict=Verdict.COVERED),
        duty(settlement=Settlement.FORWARDED),
        duty(settlement=Settlement.IN_TABLE, verdict=Verdict.COVERED),
        duty(settlement=Settlement.OTHER_DOCUMENT, verdict=Verdict.WAIVED, deviations=(STRICTER,)),
    ],
    ids=lambda one: str(one.settlement),
)
def test_grey_and_settled_duties_never_appear(settled: DutyCoverage) -> None:
    assert lines(coverage(settled, added=(Added("镇里每年表彰先进。", "四、", AddedClass.TASK),))) == []


def test_a_decided_duty_never_appears_but_a_confirmed_gap_does(tmp_path: Path) -> None:
    coverage = checked(tmp_path, PLAN)
    gap = next(one for one in coverage.duties if one.settlement is Settlement.NOT_FOUND)
    decision = Decision(duty=gap.ref, judgement=Judgement.OVERRULE, person="李四", date="2026-05-26")
    for settlement, shown in ((Settlement.DONE, False), (Settlement.CONFIRMED_GAP, True)):
        decided = replace(gap, settlement=settlement, decision=decision)
        text = "".join(lines(replace(coverage, duties=(decided,), added=())))
        assert ("私拉电线" in text) is shown
        assert "缺漏" not in text


PARTIAL = (
    SUPERIOR.replace("严禁在居室内私拉电线。", "严禁在居室内私拉电线、使用大功率电器。"),
    PLAN.replace("用电安全检查。", "用电安全检查。严禁在居室内私拉电线。"),
)
"""A superior's paper, and a plan that carries a part of one of its duties."""


def test_a_partial_that_a_reviewer_found_is_in_the_letter_with_the_reason(tmp_path: Path) -> None:
    coverage = checked(tmp_path, PLAN)
    done = next(one for one in coverage.duties if one.settlement is Settlement.DONE)
    decision = Decision(
        duty=done.ref, judgement=Judgement.OVERRULE, reason="少了夜间检查", person="李四", date="2026-05-26"
    )
    found_out = replace(done, settlement=Settlement.PARTLY, verdict=Verdict.PARTIAL, decision=decision)

    text = "".join(lines(replace(coverage, duties=(found_out,), added=())))

    asked = "上级文件“一、”要求“养老机构要每月至少开展一次用电安全检查”"
    assert f"{asked}，文中“一、”没有完全落实，建议补充（少了夜间检查）。" in text
    assert difference_text(found_out).endswith("核对理由：少了夜间检查（李四 2026-05-26）。")


def test_a_partial_that_was_confirmed_as_a_gap_is_told_by_what_it_lacks(tmp_path: Path) -> None:
    superior, plan = PARTIAL
    coverage = checked(tmp_path, plan, superior)
    partial = next(one for one in coverage.duties if one.settlement is Settlement.PARTLY)
    decision = Decision(duty=partial.ref, judgement=Judgement.CONFIRM, person="李四", date="2026-05-26")
    confirmed = replace(partial, settlement=Settlement.CONFIRMED_GAP, decision=decision, note="缺漏，已确认。")

    text = "".join(lines(replace(coverage, duties=(confirmed,), added=())))

    assert "未见对应内容" not in text
    assert "未写" in text
    assert "使用大功率电器" in text
    assert "未写“" in difference_text(confirmed)


def test_what_may_be_anothers_duty_is_counted_and_not_asked_for() -> None:
    peer = duty(1, proposal="拟归口：他部门主责，待确认", competence=Competence.PEER)
    own = duty(2, proposal="拟归口：需政府统筹，待确认", competence=Competence.GOVERNMENT)
    text = lines(coverage(peer, own))
    assert text[:2] == [
        "一、需补充的内容（1项）",
        "1.上级文件“一、”要求“各地要做好第2件事”，文中未见对应内容，建议补充。",
    ]
    assert text[2].startswith("另有1项任务可能属于其他部门或上级机关")


# how much is said


def test_at_most_ten_items_the_weightiest_of_each_section_among_them() -> None:
    gaps = [duty(n) for n in range(1, 13)]
    lower = Deviation(DeviationKind.FIGURE, Direction.WEAKER, "14天", "7天")
    weaker = [duty(n, text="观察14天。", deviations=(lower,), **DONE) for n in (20, 21)]
    higher = duty(30, deviations=(STRICTER,), **DONE)
    text = lines(coverage(higher, *weaker, *gaps))
    heads = [line for line in text if line[1] == "、"]
    assert heads == [
        "一、需补充的内容（12项，以下列出8项）",
        "二、低于上级要求的内容（2项，以下列出1项）",
        "三、高于上级要求、请说明依据的内容（1项）",
    ]
    assert sum(line[1] == "." for line in text) == 10
    assert text[-2] == "除以上所列外，另有需补充的内容4项，低于上级要求的内容1项，见《贯彻落实对照表》，请一并处理。"


def test_what_is_only_permitted_is_not_asked_for() -> None:
    free = duty(1, modality=Modality.MAY, text="可以开展赠花活动。")
    text = lines(coverage(free, duty(2)))
    assert "需补充的内容（1项）" in text[0]
    assert "第2件事" in text[1]
    assert not any("赠花" in line for line in text)


def test_a_date_that_is_told_as_other_than_the_superior_s_is_told_once() -> None:
    said = Deviation(DeviationKind.DEADLINE, Direction.CHANGED, "2026年5月底前", "2025年5月底前", "早于上级文件")
    stale = found("WJ561", Place("方案.txt", label="一、"), quote="2025年5月底前", basis="成文年份2026年")
    other = found("WJ561", Place("方案.txt", label="二、"), quote="2025年9月底前", basis="成文年份2026年")
    one = duty(1, settlement=Settlement.DONE, verdict=Verdict.COVERED, deviations=(said,))
    text = "".join(lines(coverage(one, findings=(stale, other))))
    assert text.count("2025年5月底前") == 1
    assert "2025年9月底前" in text


# the page


def test_the_letter_is_the_same_twice_and_carries_no_hidden_data() -> None:
    document = letter([coverage(duty())])
    data = letter_docx(document)
    assert data == letter_docx(document)
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not [name for name in names if name.startswith("customXml")]


def test_the_letter_in_word_reads_back_as_its_text(tmp_path: Path) -> None:
    document = letter([checked(tmp_path, PLAN)], due="8月15日", contact="张三 0000-1234567")
    (tmp_path / "审核意见.docx").write_bytes(letter_docx(document))
    (read,) = load_documents(tmp_path / "审核意见.docx")
    told = letter_text(document)
    assert read.elements.recipients == ("示范镇人民政府",)
    written = [block.printed for block in document.blocks]
    assert [block.printed for block in read.blocks][: len(written)] == written
    assert all(line in told for line in written)
