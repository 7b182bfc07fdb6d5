"""Importing again keeps ids and people's work, and reports what changed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenjian.coverage.parents import Parent
from wenjian.coverage.stack import stack
from wenjian.duties import extract
from wenjian.duties.merge import merge
from wenjian.library import load_library
from wenjian.model.directive import Directive, Duty
from wenjian.model.finding import Finding
from wenjian.model.vocabulary import Competence
from wenjian.readers import read_documents
from wenjian.text.normal import fingerprint

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


def test_equal_words_under_two_headings_keep_their_own_ids() -> None:
    """The sentence under the first heading is dropped: the one under the second is still D002."""
    twice = BEFORE.replace("各市民政局要储备棉衣棉被。", "各市民政局要公布热线电话。").replace(
        "救助管理机构要每晚至少巡查一次，并做好登记。\n", ""
    )
    old = imported(twice)
    assert [duty.headings for duty in old.duties] == [("加强巡查",), ("加强保障",)]
    merged, _ = merge(old, imported(twice.replace("各市民政局要公布热线电话。\n二、", "各市民政局要开展演练。\n二、")))
    assert [(duty.id, duty.text, duty.kept) for duty in merged.duties] == [
        ("D003", "各市民政局要开展演练。", "是"),
        ("D002", "各市民政局要公布热线电话。", "是"),
        ("D001", "各市民政局要公布热线电话。", "否"),
    ]


def test_of_two_like_entries_the_likelier_one_goes_on() -> None:
    """The first is dropped, the second changed: what stands there now is the second, though the first is like it."""
    duties = (
        Duty(id="D001", text="养老机构要每日对餐厅、厨房、走廊消毒不少于两次。"),
        Duty(id="D002", text="养老机构要每日对餐厅、厨房、居室消毒不少于三次。", section="养老股"),
    )
    old = Directive(title="关于消毒的通知", number="甲〔2026〕1号", duties=duties)
    now = Duty(id="D001", text="养老机构要每日对餐厅、厨房、居室消毒不少于四次。")
    merged, findings = merge(old, old.model_copy(update={"duties": (now,)}))
    assert [(duty.id, duty.kept, duty.section) for duty in merged.duties] == [
        ("D002", "是", "养老股"),
        ("D001", "否", ""),
    ]
    assert [finding.code for finding in findings] == ["WJ303", "WJ305"]


def test_a_list_without_number_is_not_filled_with_another_paper() -> None:
    old = imported(BEFORE.replace("某民发〔2026〕5号\n", ""))
    other = imported(
        "某省财政厅关于做好预算编制的通知\n各市财政局：\n各市财政局要按时报送预算草案。\n某省财政厅\n2026年1月9日\n"
    )
    merged, findings = merge(old, other)
    assert merged == old
    assert str(findings[0]).splitlines()[0] == (
        "上级.txt: 错误 WJ308: 清单是某省民政厅关于做好冬季救助工作的通知@2026年1月5日的，"
        "导入的文件是某省财政厅关于做好预算编制的通知@2026年1月9日，两者不是同一份文件，清单未改"
    )


# a list of several parents

PROVINCE = """\
某省民政厅关于做好冬季救助工作的通知
某民发〔2026〕5号
各市民政局：
一、加强巡查
救助管理机构要每晚至少巡查一次，并做好登记。
各市民政局要公布热线电话。
二、加强保障
各市民政局要在1月底前储备棉衣棉被。
某省民政厅
2026年1月5日
"""
CITY = """\
某市民政局关于做好冬季救助工作的通知
某市民发〔2026〕3号
各县民政局：
按照《某省民政厅关于做好冬季救助工作的通知》（某民发〔2026〕5号）要求，现通知如下：
一、夜间巡查
救助管理机构要每晚至少巡查两次，并做好登记，登记表当日上报。
二、物资储备
各县民政局要在1月20日前储备棉衣棉被。
各县民政局要开设临时庇护点。
某市民政局
2026年1月8日
"""
COUNTY = """\
某县民政局关于做好冬季救助工作的通知
某县民字〔2026〕1号
各乡镇民政所：
根据《某市民政局关于做好冬季救助工作的通知》（某市民发〔2026〕3号），现通知如下：
各民政所要在1月15日前储备棉衣棉被。
某县民政局
2026年1月10日
"""
TERMS = load_library().thesaurus


def stacked(*texts: str) -> Directive:
    parents = []
    for number, text in enumerate(texts):
        document = read_documents(text.encode(), f"{'省市县'[number]}.txt")[0]
        parents.append(Parent(extract(document)[0], document))
    return stack(parents, TERMS).directive


def said(findings: Sequence[Finding]) -> list[str]:
    return [str(finding).splitlines()[0] for finding in findings]


def test_the_same_papers_change_nothing() -> None:
    old = edited(stacked(PROVINCE, CITY), "D002", competence=Competence.PEER, section="办公室", remark="已办")
    assert summary(old) == [
        ("D001", "救助管理机构要每晚至少巡查两次，并做好登记，登记表当日上报。", "1", "是"),
        ("D002", "各县民政局要在1月20日前储备棉衣棉被。", "1", "是"),
        ("D003", "各县民政局要开设临时庇护点。", "1", "是"),
        ("D004", "各市民政局要公布热线电话。", "1", "是"),
    ]
    assert merge(old, stacked(PROVINCE, CITY)) == (old, ())


def test_a_change_far_above_is_reported_by_its_level() -> None:
    """The province moves its day: the city's words stay, the row says what happened, people's work stays."""
    old = edited(stacked(PROVINCE, CITY), "D002", section="救助股")
    sooner = PROVINCE.replace("在1月底前储备", "在1月15日前储备").replace("热线电话", "热线电话和地址")
    merged, findings = merge(old, stacked(sooner, CITY))
    kept = {duty.id: duty for duty in merged.duties}
    assert (kept["D002"].text, kept["D002"].revision, kept["D002"].section) == (
        "各县民政局要在1月20日前储备棉衣棉被。",
        "1",
        "救助股",
    )
    assert (kept["D002"].deadline, kept["D002"].sources[0].deadline) == ("1月15日前", "1月15日前")
    assert kept["D002"].sources[1].change == "推迟至1月20日前"
    assert (kept["D004"].text, kept["D004"].revision) == ("各市民政局要公布热线电话和地址。", "2")
    assert said(findings) == [
        "市.txt（D002）: 说明 WJ309: 任务D002的来源有变化：省的原文有改动；最早时限由“1月20日前”变为“1月15日前”",
        "省.txt（D004）: 说明 WJ303: 任务D004的上级原文有改动，已更新并升一版",
    ]


def test_a_signed_row_keeps_what_people_settled() -> None:
    old = edited(stacked(PROVINCE, CITY), "D002", checked="张三 2026-01-09", deadline="1月18日前", section="救助股")
    merged, findings = merge(old, stacked(PROVINCE.replace("在1月底前储备", "在1月15日前储备"), CITY))
    before, after = old.duties[1], merged.duties[1]
    assert after == before.model_copy(update={"sources": after.sources})
    assert [source.deadline for source in after.sources] == ["1月15日前", "1月20日前"]
    assert said(findings) == [
        (
            "市.txt（D002）: 警告 WJ310: 任务D002已由“张三 2026-01-09”核对，来源有变化：省的原文有改动；"
            "最早时限由“1月18日前”变为“1月15日前”；归口、时限等未改"
        )
    ]


def test_a_paper_added_below_keeps_the_ids() -> None:
    old = edited(stacked(PROVINCE, CITY), "D001", checked="张三 2026-01-09")
    merged, findings = merge(old, stacked(PROVINCE, CITY, COUNTY))
    assert merged.id == "某县民字〔2026〕1号"
    assert [(duty.id, duty.text, duty.revision) for duty in merged.duties] == [
        ("D002", "各民政所要在1月15日前储备棉衣棉被。", "2"),
        ("D001", "救助管理机构要每晚至少巡查两次，并做好登记，登记表当日上报。", "1"),
        ("D003", "各县民政局要开设临时庇护点。", "1"),
        ("D004", "各市民政局要公布热线电话。", "1"),
    ]
    assert said(findings) == [
        ("县.txt: 警告 WJ327: 清单的编号由“某市民发〔2026〕3号”改为“某县民字〔2026〕1号”，任务编号不变"),
        "县.txt（D002）: 说明 WJ303: 任务D002的上级原文有改动，已更新并升一版",
        "县.txt（D002）: 说明 WJ309: 任务D002的来源有变化：县也有要求；最早时限由“1月20日前”变为“1月15日前”",
    ]


def test_a_list_of_one_paper_becomes_a_list_of_two() -> None:
    """What people settled in the province's list stays, and so do its ids; the city's words take their place."""
    old = edited(imported(PROVINCE), "D003", section="救助股")
    merged, findings = merge(old, stacked(PROVINCE, CITY))
    assert [(duty.id, duty.text[:10], duty.section) for duty in merged.duties] == [
        ("D001", "救助管理机构要每晚至", ""),
        ("D003", "各县民政局要在1月2", "救助股"),
        ("D004", "各县民政局要开设临时", ""),
        ("D002", "各市民政局要公布热线", ""),
    ]
    assert [finding.code for finding in findings] == ["WJ327", "WJ303", "WJ309", "WJ303", "WJ309", "WJ304"]


def test_a_paper_issued_anew_takes_the_place_of_the_old_one() -> None:
    """Same title and organ, another number: its duties are those of the old paper, not new ones."""
    old = stacked(PROVINCE, CITY)
    anew = PROVINCE.replace("〔2026〕5号", "〔2026〕9号").replace("2026年1月5日", "2026年1月20日")
    merged, findings = merge(old, stacked(anew, CITY))
    assert [duty.id for duty in merged.duties] == ["D001", "D002", "D003", "D004"]
    assert [one.number for one in merged.papers] == ["某民发〔2026〕9号", "某市民发〔2026〕3号"]
    assert findings == ()


def test_what_two_rows_asked_becomes_one() -> None:
    """The city takes up the hotline in its own words: the province's row goes into the city's, its id is not lost."""
    old = stacked(
        PROVINCE, CITY.replace("各县民政局要开设临时庇护点。", "各县民政局要公布热线电话号码和庇护点地址信息。")
    )
    rows = {duty.id: len(duty.sources) for duty in old.duties}
    assert rows == {"D001": 2, "D002": 2, "D003": 2}
    apart = stacked(PROVINCE, CITY)
    merged, findings = merge(
        edited(apart, "D003", text="各县民政局要公布热线电话。", fingerprint=""),
        stacked(PROVINCE, CITY.replace("各县民政局要开设临时庇护点。", "各县民政局要公布热线电话。")),
    )
    assert [(duty.id, duty.kept) for duty in merged.duties] == [
        ("D001", "是"),
        ("D002", "是"),
        ("D003", "是"),
        ("D004", "并入D003"),
    ]
    assert "省.txt（D004）: 说明 WJ309: 任务D004的来源有变化：与任务D003合为一项" in said(findings)


def test_a_stack_of_other_papers_is_refused() -> None:
    old = stacked(PROVINCE, CITY)
    other = stacked(
        PROVINCE.replace("某民发〔2026〕5号", "别民发〔2026〕5号").replace("冬季救助", "清明祭扫"),
        CITY.replace("某市民发〔2026〕3号", "别市民发〔2026〕3号").replace("冬季救助", "清明祭扫"),
    )
    merged, findings = merge(old, other)
    assert (merged, findings[0].code) == (old, "WJ308")


LINES = (
    "养老机构要每月至少开展一次用电安全检查。",
    "养老机构要每月至少开展两次用电安全检查，并建立台账。",
    "各地要在6月底前公布救助热线。",
    "各地要在5月底前公布救助热线。",
    "各县要在5月底前公布救助热线和举报电话。",
    "严禁强制群众购买丧葬用品。",
    "救助站要开展寒冬夜间街面巡查，对露宿人员及时给予临时救助。",
    "救助站要开展寒冬夜间街面巡查，对露宿人员立即给予临时救助。",
    "按照《关于国的通知》（国〔2026〕1号）要求，认真抓好落实。",
)
PAPERS = st.lists(st.lists(st.sampled_from(LINES), max_size=5, unique=True), min_size=2, max_size=3)


def listed(papers: Sequence[Sequence[str]]) -> Directive:
    parents = []
    for name, texts in zip("国省市", papers, strict=False):
        duties = tuple(
            Duty(id=f"D{n:03d}", text=text, fingerprint=fingerprint(text)) for n, text in enumerate(texts, 1)
        )
        number = f"{name}〔2026〕1号"
        parents.append(Parent(Directive(title=f"关于{name}的通知", number=number, date="2026年1月1日", duties=duties)))
    return stack(parents, TERMS).directive


@settings(max_examples=30, deadline=None)
@given(PAPERS, PAPERS, st.sets(st.integers(1, 12)))
def test_importing_again_keeps_ids_and_signed_entries_and_loses_nothing(
    before: Sequence[Sequence[str]], after: Sequence[Sequence[str]], signed: set[int]
) -> None:
    old = listed(before)
    for number in signed:
        old = edited(old, f"D{number:03d}", checked="张三 2026-03-01", section="救助股")
    new = listed(after)
    merged, _ = merge(old, new)
    ids = [duty.id for duty in merged.duties]
    assert len(ids) == len(set(ids))
    assert set(ids) >= {duty.id for duty in old.duties}
    kept = {duty.id: duty for duty in merged.duties}
    for entry in old.duties:
        if entry.signed:
            assert kept[entry.id].model_copy(update={"sources": entry.sources}) == entry
    told = {(source.paper, source.text) for duty in merged.duties for source in duty.sources}
    open_ = {(source.paper, source.text) for duty in new.duties for source in duty.sources}
    assert signed or told >= open_
    again, _ = merge(merged, new)
    assert {duty.id: duty for duty in again.duties} == kept
