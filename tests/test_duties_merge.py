"""Importing again keeps ids and people's work, and reports what changed."""

from __future__ import annotations

import pytest

from wenjian.duties import extract
from wenjian.duties.merge import merge
from wenjian.model.directive import Directive, Duty
from wenjian.model.vocabulary import Competence
from wenjian.readers import read_documents

BEFORE = """\
某省民政厅关于做好冬季救助工作的通知
某民发〔2026〕5号
各市民政局：
一、加强巡查
救助管理机构要每晚至少巡查一次，并做好登记。
各市民政局要公布热线电话。
二、加强保障
各市民政局要储备棉衣棉被。
某省民政厅
2026年1月5日
"""
AFTER = BEFORE.replace("至少巡查一次", "至少巡查两次").replace(
    "各市民政局要储备棉衣棉被。", "各市民政局要开展值班培训。"
)


def imported(text: str) -> Directive:
    return extract(read_documents(text.encode(), "上级.txt")[0])[0]


def edited(directive: Directive, number: str, **fields: object) -> Directive:
    duties = tuple(duty.model_copy(update=fields) if duty.id == number else duty for duty in directive.duties)
    return directive.model_copy(update={"duties": duties})


def summary(directive: Directive) -> list[tuple[str, str, str, str]]:
    return [(duty.id, duty.text, duty.revision, duty.kept) for duty in directive.duties]


def test_the_same_source_changes_nothing() -> None:
    old = edited(imported(BEFORE), "D002", competence=Competence.PEER, section="办公室", remark="已办")
    assert merge(old, imported(BEFORE)) == (old, ())


def test_changed_new_and_withdrawn() -> None:
    merged, findings = merge(imported(BEFORE), imported(AFTER))
    assert summary(merged) == [
        ("D001", "救助管理机构要每晚至少巡查两次，并做好登记。", "2", "是"),
        ("D002", "各市民政局要公布热线电话。", "1", "是"),
        ("D004", "各市民政局要开展值班培训。", "1", "是"),
        ("D003", "各市民政局要储备棉衣棉被。", "1", "否"),
    ]
    assert [str(finding).splitlines()[0] for finding in findings] == [
        "上级.txt（D001）: 说明 WJ303: 任务D001的上级原文有改动，已更新并升一版",
        "上级.txt（D004）: 说明 WJ304: 新增任务D004",
        "上级.txt（D003）: 警告 WJ305: 任务D003在重新导入的文件里已经没有，改为“是否任务：否”",
    ]


def test_people_s_work_survives_a_change() -> None:
    human = {
        "kept": "否",
        "competence": Competence.ASSIST,
        "section": "社会事务股",
        "assisting": ("县公安局",),
        "local_deadline": "1月20日前",
        "not_local": "无此机构",
        "remark": "注意",
    }
    old = edited(imported(BEFORE), "D001", **human)
    merged, _ = merge(old, imported(AFTER))
    assert {name: getattr(merged.duties[0], name) for name in human} == human


def test_a_checked_entry_is_never_overwritten() -> None:
    old = edited(imported(BEFORE), "D001", checked="张三 2026-03-01")
    old = edited(old, "D003", checked="张三 2026-03-01")
    merged, findings = merge(old, imported(AFTER))
    kept = {duty.id: duty for duty in merged.duties}
    assert kept["D001"] == old.duties[0]
    assert kept["D003"] == old.duties[2]
    lines = [str(finding).splitlines()[0] for finding in findings]
    assert "上级.txt（D001）: 警告 WJ302: 任务D001已由“张三 2026-03-01”核对，上级原文已有改动，清单未改" in lines
    assert (
        "上级.txt（D003）: 警告 WJ306: 任务D003在重新导入的文件里已经没有；它已由“张三 2026-03-01”核对，清单未改"
        in lines
    )


def test_an_id_is_never_given_twice_and_a_withdrawn_duty_can_come_back() -> None:
    once, _ = merge(imported(BEFORE), imported(AFTER))
    again, findings = merge(once, imported(BEFORE))
    assert {duty.id: (duty.text, duty.kept) for duty in again.duties} == {
        "D001": ("救助管理机构要每晚至少巡查一次，并做好登记。", "是"),
        "D002": ("各市民政局要公布热线电话。", "是"),
        "D003": ("各市民政局要储备棉衣棉被。", "是"),
        "D004": ("各市民政局要开展值班培训。", "否"),
    }
    assert again.duties[0].revision == "3"
    assert {finding.code for finding in findings} == {"WJ303", "WJ305"}
    third, _ = merge(again, imported(AFTER.replace("开展值班培训", "按季度公布救助热线")))
    assert "D005" in {duty.id for duty in third.duties}


def test_an_entry_that_people_added_stays_as_it_is() -> None:
    """It stood in no source, so a source without it withdraws nothing and changes nothing."""
    old = imported(BEFORE)
    own = Duty(id="D004", text="民政所要每周走访一次。", added=True, checked="张三 2026-03-02", remark="局党组要求")
    old = old.model_copy(update={"duties": (*old.duties, own)})
    once, findings = merge(old, imported(AFTER))
    assert [duty.id for duty in once.duties] == ["D001", "D002", "D005", "D003", "D004"]
    assert once.duties[-1] == own
    assert [finding.code for finding in findings] == ["WJ303", "WJ304", "WJ305"]
    assert merge(once, imported(AFTER)) == (once, ())


def test_an_added_entry_that_the_source_turns_out_to_hold_is_not_doubled() -> None:
    old = imported(BEFORE)
    own = Duty(id="D004", text="各市民政局要开展值班培训。", added=True)
    old = old.model_copy(update={"duties": (*old.duties, own)})
    merged, _ = merge(old, imported(AFTER))
    assert [duty for duty in merged.duties if "值班" in duty.text] == [own]


@pytest.mark.parametrize("mark", ["√", "已核", "已核 2026-3-2", "2026年3月2日", "张三"])
def test_an_entry_ticked_off_without_name_and_date_follows_the_source(mark: str) -> None:
    old = edited(imported(BEFORE), "D001", checked=mark)
    merged, findings = merge(old, imported(AFTER))
    assert merged.duties[0].text == "救助管理机构要每晚至少巡查两次，并做好登记。"
    assert findings[0].code == "WJ303"


@pytest.mark.parametrize("mark", ["张三 2026-03-02", "张三 2026.3.2", "张三2026年3月2日", "张三（救助股）　2026/3/2"])
def test_name_and_date_sign_however_they_are_written(mark: str) -> None:
    assert Duty(id="D001", text="甲", checked=mark).signed


@pytest.mark.parametrize("mark", ["", "√", "已核", "已核对 2026-3-2", "2026-03-02", "46083", "张三", "张三 2026-2-30"])
def test_anything_else_signs_nothing(mark: str) -> None:
    assert not Duty(id="D001", text="甲", checked=mark).signed


def test_a_text_changed_in_the_list_alone_is_the_source_s_again() -> None:
    falsified = "救助管理机构要每月至少巡查一次，并做好登记。"
    old = edited(imported(BEFORE), "D001", text=falsified, checked="张三 2026-03-02")
    merged, findings = merge(old, imported(BEFORE))
    assert merged.duties[0].text == "救助管理机构要每晚至少巡查一次，并做好登记。"
    assert merged.duties[0].checked == "张三 2026-03-02"
    assert [str(finding) for finding in findings] == [
        (
            "上级.txt（D001）: 警告 WJ185: 任务D001的上级原文被改动，已恢复原文\n"
            f"    {falsified}\n"
            "提示：原文有误的，请改上级文件后重新导入。"
        )
    ]


def test_a_corrected_title_stays() -> None:
    old = imported(BEFORE).model_copy(update={"title": "关于做好2026年冬季救助工作的通知"})
    merged, findings = merge(old, imported(BEFORE))
    assert merged.title == "关于做好2026年冬季救助工作的通知"
    assert str(findings[0]).splitlines()[0] == (
        "上级.txt: 警告 WJ307: “标题”在清单里是“关于做好2026年冬季救助工作的通知”，"
        "文件里是“某省民政厅关于做好冬季救助工作的通知”，保留清单的"
    )


def test_a_list_of_another_directive_is_left_alone() -> None:
    old = imported(BEFORE)
    merged, findings = merge(old, imported(BEFORE.replace("5号", "6号")))
    assert merged == old
    assert str(findings[0]).splitlines()[0] == (
        "上级.txt: 错误 WJ308: 清单是某民发〔2026〕5号的，导入的文件是某民发〔2026〕6号，两者不是同一份文件，清单未改"
    )
