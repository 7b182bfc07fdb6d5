"""Short sentences and items that ask something without a word of order, and those that only head others."""

from __future__ import annotations

import pytest

from wenjian.duties import extract
from wenjian.duties.judge import judge
from wenjian.model.directive import Directive
from wenjian.model.document import Provision
from wenjian.model.finding import Finding
from wenjian.model.vocabulary import Modality
from wenjian.readers import read_documents


def read(*lines: str) -> tuple[Directive, tuple[Finding, ...]]:
    """A notice whose body are these lines."""
    head = ("示例市教育局关于做好校园管理工作的通知", "各县（区）教育局：", "现就有关工作通知如下：")
    text = "\n".join((*head, *lines, "示例市教育局", "2026年3月1日"))
    return extract(read_documents(text.encode(), "上级.txt")[0])


def texts(*lines: str) -> list[str]:
    return [duty.text for duty in read(*lines)[0].duties]


def asks(sentence: str) -> bool:
    return judge(Provision("b1", 0, len(sentence), sentence, "一、", ("工作任务",))).duty


@pytest.mark.parametrize(
    "sentence",
    [
        "一、二年级不布置书面作业。",
        "体育课不被挤占。",
        "手机不带入课堂。",
        "学校食堂不对外承包。",
        "抽签过程由公证处现场公证。",
        "课后服务自愿参加。",
        "伙食费单独核算、专款专用。",
        "责任到人、预案到村、物资到点。",
        "禁渔期自3月1日至6月30日。",
        "交流教师人事关系随调动办理。",
        "辅导时间计入工作量。",
    ],
)
def test_a_short_sentence_asks_without_a_word_of_order(sentence: str) -> None:
    assert asks(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "群众的期盼不少。",
        "一些学校管理不规范。",
        "火灾形势不容乐观。",
        "发展不停步。",
        "从群众中来、到群众中去。",
        "服务不缺位、监管不放松。",
        "个别单位现场混乱。",
        "安全事关千家万户。",
    ],
)
def test_a_short_sentence_that_tells_or_exhorts_asks_nothing(sentence: str) -> None:
    assert not asks(sentence)


def test_items_of_one_sentence_are_tasks_alike_but_slogans_are_none() -> None:
    assert texts(
        "一、规范校服采购：", "（一）遵循自愿原则；", "（二）每三年至少公开招标一次；", "（三）建立台账。"
    ) == [
        "遵循自愿原则；",
        "每三年至少公开招标一次；",
        "建立台账。",
    ]
    assert texts("一、工作要求", "（一）提高政治站位；", "（二）每月检查一次；", "（三）每周报送进展。") == [
        "每月检查一次；",
        "每周报送进展。",
    ]


def test_paragraphs_of_a_sentence_among_tasks_are_tasks() -> None:
    lines = ("一、重点工作", "每学期开展自查。", "护林员佩戴袖标。", "食堂每日消毒。")
    assert texts(*lines) == list(lines[1:])


def test_a_chapeau_that_orders_something_in_cases_carries_them() -> None:
    directive, findings = read(
        "一、每学期开展自查。",
        "二、下列情形一律取消评优资格：",
        "（一）发生食物中毒的；",
        "（二）违规收费2次以上的。",
        "三、每月报送进展。",
    )
    (duty,) = [duty for duty in directive.duties if duty.where == "二、"]
    assert duty.text == "下列情形一律取消评优资格：（一）发生食物中毒的；（二）违规收费2次以上的。"
    assert duty.modality is Modality.MUST
    assert [one.text for one in duty.measures] == ["2次以上"]
    assert not duty.summary
    assert len(directive.duties) == 3
    assert findings == ()


def test_what_is_forbidden_in_cases_stays_one_duty_for_each() -> None:
    assert texts("一、下列行为一律禁止：", "（一）出租校车；", "（二）无证驾驶。") == ["出租校车；", "无证驾驶。"]


def test_a_heading_may_ask_for_its_items_by_name() -> None:
    assert texts("一、建立以下制度：", "（一）周例会制度", "（二）月通报制度", "二、每月检查一次。") == [
        "周例会制度",
        "月通报制度",
        "每月检查一次。",
    ]
    assert (
        texts("一、申请时应当提交以下材料：", "（一）身份证", "（二）户口簿", "二、每月检查一次。")[-1]
        == "每月检查一次。"
    )


def test_what_nobody_can_be_sure_of_is_told_once() -> None:
    directive, findings = read(
        "一、重点工作",
        "（一）规范食堂。每月检查一次。原料来源可追溯。",
        "（二）规范宿舍。宿舍物品摆放整齐。每周检查一次。",
    )
    assert len(directive.duties) == 2
    (told,) = [one for one in findings if one.code == "WJ993"]
    assert told.message == (
        "正文有2句没有读成任务，也看不出是不是口号、背景：一、（一）“原料来源可追溯。”、一、（二）“宿舍物品摆放整齐。”"
    )
    _, findings = read("一、重点工作", "每月检查一次。", "提高政治站位，强化责任担当。", "特此通知。")
    assert findings == ()


def test_a_run_in_heading_that_forbids_only_sums_up_what_follows() -> None:
    directive, _ = read("一、重点任务", "1.严禁变相经营。学校不得设置超市。", "2.严禁酒后驾驶。违者取消资格。")
    assert [(duty.text, duty.summary) for duty in directive.duties][:3] == [
        ("严禁变相经营。", True),
        ("学校不得设置超市。", False),
        ("严禁酒后驾驶。", False),
    ]


def test_the_dates_of_a_phase_are_no_duty_but_the_time_of_its_duties() -> None:
    directive, _ = read(
        "一、实施步骤",
        "（一）动员部署阶段（2026年3月20日至4月10日）。各县（区）制定方案，4月8日前报市教育局。",
        "（二）自查整改阶段（2026年4月11日至6月30日）。各学校开展自查，建立清单。每周调度一次。发现问题的，立即整改。",
    )
    assert [(duty.text, duty.deadline) for duty in directive.duties] == [
        ("各县（区）制定方案，4月8日前报市教育局。", "4月8日前"),
        ("各学校开展自查，建立清单。", "2026年4月11日至6月30日"),
        ("每周调度一次。", ""),
        ("发现问题的，立即整改。", ""),
    ]
    assert directive.duties[1].phase == "自查整改阶段（2026年4月11日至6月30日）"
