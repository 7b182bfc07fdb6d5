"""Several superiors' papers as one list: each duty once, every source named, nothing lost."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenjian.coverage.parents import Parent
from wenjian.coverage.stack import HANDED_DOWN, Stack, row_findings, stack
from wenjian.duties import extract
from wenjian.library import import_papers, load_library
from wenjian.model.directive import Directive, Duty
from wenjian.model.vocabulary import Competence
from wenjian.readers import read_documents
from wenjian.text.normal import fingerprint

TERMS = load_library().thesaurus

NATION = """\
国家民政事务部关于加强养老机构安全管理的通知
国民发〔2026〕2号
各省、自治区、直辖市民政厅（局）：
一、严格用电管理
养老机构要每月至少开展一次用电安全检查。
二、加强应急准备
养老机构要在12月底前完成应急预案修订，并每年至少演练一次。
养老机构要配备应急药品。
国家民政事务部
2026年2月10日
"""
PROVINCE = """\
河源省民政厅
河源民发〔2026〕6号
关于转发《国家民政事务部关于加强养老机构安全管理的通知》的通知
各市民政局：
现将《国家民政事务部关于加强养老机构安全管理的通知》（国民发〔2026〕2号）转发你们，请认真贯彻执行。
一、养老机构要每月至少开展两次用电安全检查，并建立检查台账。
二、养老机构要在10月底前完成应急预案修订，并每年至少演练一次。
三、各市民政局要公布举报电话。
河源省民政厅
2026年3月8日
"""
CITY = """\
河东市民政局
河民发〔2026〕5号
关于进一步加强养老机构安全管理的通知
各县（区）民政局：
根据《河源省民政厅关于转发〈国家民政事务部关于加强养老机构安全管理的通知〉的通知》（河源民发〔2026〕6号），现通知如下：
一、抓好用电安全
养老机构要每月至少开展两次用电安全检查，建立检查台账，发现隐患立即整改。
二、抓好应急准备
养老机构要在9月15日前完成应急预案修订，并每半年至少演练一次。
养老机构要在每个楼层设置疏散示意图。
河东市民政局
2026年3月20日
"""


def read(text: str, name: str) -> Parent:
    document = read_documents(text.encode(), name)[0]
    return Parent(extract(document)[0], document)


def stacked(*texts: str) -> Stack:
    names = ("国.txt", "省.txt", "市.txt")
    return stack([read(text, name) for text, name in zip(texts, names, strict=False)], TERMS)


def paper(number: str, *duties: str, date: str = "2026年3月1日") -> Parent:
    """A paper with just these duties, as a duty list gives them."""
    rows = tuple(Duty(id=f"D{n:03d}", text=text, fingerprint=fingerprint(text)) for n, text in enumerate(duties, 1))
    return Parent(Directive(title=f"关于{number}的通知", number=f"{number}〔2026〕1号", date=date, duties=rows))


def rows(found: Stack) -> list[list[str]]:
    """Each row as the papers that ask for it, farthest first."""
    return [[source.paper for source in duty.sources] for duty in found.directive.duties]


def merged(far: str, near: str) -> bool:
    """Whether two sentences of two papers become one row."""
    return len(stack([paper("国", far), paper("市", near)], TERMS).directive.duties) == 1


# three levels


def test_each_duty_once_in_the_nearest_words() -> None:
    listed = stacked(NATION, PROVINCE, CITY).directive
    assert (listed.id, [one.id for one in listed.papers]) == (
        "河民发〔2026〕5号",
        ["国民发〔2026〕2号", "河源民发〔2026〕6号", "河民发〔2026〕5号"],
    )
    assert [(duty.id, duty.kept, duty.text) for duty in listed.duties] == [
        ("D001", "是", "养老机构要每月至少开展两次用电安全检查，建立检查台账，发现隐患立即整改。"),
        ("D002", "是", "养老机构要在9月15日前完成应急预案修订，并每半年至少演练一次。"),
        ("D003", "是", "养老机构要在每个楼层设置疏散示意图。"),
        (
            "D004",
            "否",
            "现将《国家民政事务部关于加强养老机构安全管理的通知》（国民发〔2026〕2号）转发你们，请认真贯彻执行。",
        ),
        ("D005", "是", "各市民政局要公布举报电话。"),
        ("D006", "是", "养老机构要配备应急药品。"),
    ]


def test_what_each_level_changes() -> None:
    duties = stacked(NATION, PROVINCE, CITY).directive.duties
    changes = {duty.id: [(one.paper[:2], one.where, one.change) for one in duty.sources] for duty in duties}
    assert changes["D001"] == [
        ("国民", "一、", ""),
        ("河源", "一、", "“每月至少开展一次”改为“每月至少开展两次”；增加：建立检查台账"),
        ("河民", "一、", "增加：发现隐患立即整改"),
    ]
    assert changes["D002"] == [
        ("国民", "二、", ""),
        ("河源", "二、", "提前至10月底前"),
        ("河民", "二、", "提前至9月15日前；“每年至少演练一次”改为“每半年至少演练一次”"),
    ]
    assert changes["D003"] == [("河民", "二、", "新增")]
    assert changes["D006"] == [("国民", "二、", "")]


def test_the_strictest_deadline_is_marked() -> None:
    duties = {duty.id: duty for duty in stacked(NATION, PROVINCE, CITY).directive.duties}
    assert duties["D002"].deadline == "9月15日前"
    assert [source.deadline for source in duties["D002"].sources] == ["12月底前", "10月底前", "9月15日前"]


def test_a_later_date_below_is_reported_and_the_earlier_one_holds() -> None:
    found = stacked(NATION, PROVINCE.replace("10月底前", "次年1月底前").replace("次年", "2027年"))
    duty = next(duty for duty in found.directive.duties if "预案" in duty.text)
    assert duty.deadline == "12月底前"
    assert duty.sources[1].change == "推迟至2027年1月底前"
    assert [str(one) for one in row_findings(found, found.directive) if one.code == "WJ324"] == [
        (
            "省.txt（D003）: 警告 WJ324: 任务D003：河源民发〔2026〕6号比上一级要求的少或宽（推迟至2027年1月底前）\n"
            "    养老机构要在2027年1月底前完成应急预案修订，并每年至少演练一次。\n"
            "提示：清单用的是最近一级的原话；“来源”列有各级原文，请按从严的口径办理。"
        )
    ]


@pytest.mark.parametrize(
    ("far", "near", "change"),
    [
        ("重点检查用电、用气、消防安全。", "重点检查用电、用气、消防、食品安全。", "增加：食品"),
        (
            "对低保对象、特困人员给予临时救助。",
            "对低保对象、特困人员、低保边缘家庭给予临时救助。",
            "增加：低保边缘家庭",
        ),
        ("各地可结合实际设立专项资金。", "各县要设立专项资金。", "由“可以”改为“必须”"),
        (
            "对老年人每人每月发放补贴不低于80元。",
            "对老年人每人每月发放补贴不低于50元。",
            "“补贴不低于80元”放宽为“补贴不低于50元”",
        ),
        (
            "各省民政厅要于6月30日前将排查情况报送国家民政事务部。",
            "各市民政局要于6月20日前将排查情况报送省民政厅，并附问题清单。",
            "报送省民政厅；提前至6月20日前；增加：附问题清单",
        ),
        ("养老机构要做好消毒。", "养老机构要做好消毒。", ""),
    ],
)
def test_the_words_for_a_change(far: str, near: str, change: str) -> None:
    (duty,) = stack([extracted("国", far), extracted("市", near)], TERMS).directive.duties
    assert duty.sources[1].change == change


def test_a_date_without_year_is_the_next_one_after_the_paper() -> None:
    """«1月底前» in a paper of December comes after «12月底前» of the same winter."""
    far = paper("国", "各地要在12月25日前完成寒冬救助物资储备。", date="2025年12月1日")
    near = paper("市", "各县要在1月10日前完成寒冬救助物资储备。", date="2025年12月10日")
    duty = stack([far, near], TERMS).directive.duties[0]
    assert (duty.deadline, duty.sources[1].change) == ("12月25日前", "推迟至1月10日前")


@pytest.mark.parametrize("dates", [("", ""), ("", "2026年3月1日"), ("2026年3月1日", "")])
def test_days_compare_without_the_date_of_a_paper(dates: tuple[str, str]) -> None:
    far = paper("国", "各地要在6月底前公布救助热线。", date=dates[0])
    near = paper("市", "各县要在5月底前公布救助热线。", date=dates[1])
    duty = stack([far, near], TERMS).directive.duties[0]
    assert (duty.deadline, duty.sources[1].change) == ("5月底前", "提前至5月底前")


def test_the_last_of_february_in_a_year_that_has_no_29th() -> None:
    far = paper("国", "各地要在2月29日前公布救助热线。", date="2028年3月1日")
    near = paper("市", "各县要在12月底前公布救助热线。", date="2028年3月10日")
    duty = stack([far, near], TERMS).directive.duties[0]
    assert (duty.deadline, duty.sources[1].change) == ("12月底前", "提前至12月底前")


def test_a_sentence_that_only_hands_down_is_kept_aside_and_counted() -> None:
    found = stacked(NATION, PROVINCE, CITY)
    aside = [duty for duty in found.directive.duties if not duty.is_duty]
    assert [(duty.id, duty.remark) for duty in aside] == [("D004", "只要求执行上级文件，上级的任务已逐条列出")]
    assert [str(one) for one in row_findings(found, found.directive)] == [
        (
            "省.txt: 说明 WJ325: 河源民发〔2026〕6号有1句只要求执行上级文件，列在清单里但不作为任务：D004\n"
            "提示：如另有要求，请把“是否任务”改为“是”。"
        )
    ]


def test_what_hands_down_and_asks_for_a_report_is_a_duty() -> None:
    cited = "《国家民政事务部关于加强养老机构安全管理的通知》（国民发〔2026〕2号）"
    text = PROVINCE.replace("三、各市", f"三、各市要按照{cited}抓好落实，并于6月底前将落实情况报送省民政厅。\n四、各市")
    duties = stacked(NATION, text).directive.duties
    assert [duty.kept for duty in duties if "报送省民政厅" in duty.text] == ["是"]


def test_a_later_day_in_between_is_no_matter_when_the_nearest_is_first() -> None:
    papers = [
        paper("国", "各地要在6月底前公布救助热线。"),
        paper("省", "各市要在8月底前公布救助热线。"),
        paper("市", "各县要在5月底前公布救助热线。"),
    ]
    found = stack(papers, TERMS)
    assert [source.change for source in found.directive.duties[0].sources] == ["", "推迟至8月底前", "提前至5月底前"]
    assert found.looser == ()
    near = stack([*papers[:2], paper("市", "各县要在7月底前公布救助热线。")], TERMS)
    assert near.directive.duties[0].deadline == "6月底前"
    assert [one.words for one in near.looser] == ["推迟至8月底前"]


# order


def test_the_forwarding_chain_puts_the_papers_in_order() -> None:
    ways = [stacked(*texts) for texts in itertools.permutations((NATION, PROVINCE, CITY))]
    assert len({tuple(duty.text for duty in found.directive.duties) for found in ways}) == 1
    assert str(ways[-1].findings[0]) == (
        "国.txt: 说明 WJ321: 按转发、引用关系，几份文件从上到下排为：《国家民政事务部关于加强养老机构安全管理的通知》"
        "（国民发〔2026〕2号）、《河源省民政厅关于转发〈国家民政事务部关于加强养老机构安全管理的通知〉的通知》"
        "（河源民发〔2026〕6号）、《河东市民政局关于进一步加强养老机构安全管理的通知》（河民发〔2026〕5号）\n"
        "提示：与您写的先后不同；各级按这个先后比较，请核对。"
    )


def test_without_a_chain_the_order_given_holds_whatever_the_dates() -> None:
    late = paper("国", "各地要开展巡查。", date="2026年5月1日")
    early = paper("市", "各县要公示电话。", date="2026年1月1日")
    found = stack([late, early], TERMS)
    assert ([one.number for one in found.directive.papers], found.findings) == (["国〔2026〕1号", "市〔2026〕1号"], ())


# a file with its parent inside


def test_a_file_with_its_parent_inside_is_a_stack(tmp_path: Path) -> None:
    file = tmp_path / "省.txt"
    file.write_text(PROVINCE + NATION, encoding="utf-8")
    papers, _ = import_papers(file)
    assert [directive.number for directive, _ in papers] == ["国民发〔2026〕2号", "河源民发〔2026〕6号"]
    alone = stack([Parent(*pair) for pair in papers], TERMS)
    assert alone.directive.duties == stacked(NATION, PROVINCE).directive.duties


def test_a_parent_given_and_inside_is_read_once() -> None:
    given, inside, carrier = read(NATION, "国.txt"), read(NATION, "省.txt"), read(PROVINCE, "省.txt")
    found = stack([given, Parent(inside.directive, inside.document, "省.txt"), carrier], TERMS)
    assert found.directive.duties == stacked(NATION, PROVINCE).directive.duties
    assert str(found.findings[0]) == (
        "省.txt: 说明 WJ322: 《国家民政事务部关于加强养老机构安全管理的通知》（国民发〔2026〕2号）"
        "另有一份（国.txt），只读一次"
    )


def test_a_parent_inside_in_other_words_is_reported() -> None:
    inside = read(NATION.replace("至少开展一次", "至少开展三次"), "省.txt")
    found = stack(
        [read(NATION, "国.txt"), Parent(inside.directive, inside.document, "省.txt"), read(PROVINCE, "省.txt")], TERMS
    )
    assert str(found.findings[0]).splitlines()[0] == (
        "省.txt: 警告 WJ323: 《国家民政事务部关于加强养老机构安全管理的通知》（国民发〔2026〕2号）另有一份（国.txt），"
        "两份文字不完全一样，按那一份读"
    )
    assert found.directive.duties == stacked(NATION, PROVINCE).directive.duties


def test_one_paper_alone_is_its_own_list() -> None:
    assert stacked(NATION) == Stack(read(NATION, "国.txt").directive)


# the same duty or another


@pytest.mark.parametrize(
    ("far", "near"),
    [
        ("养老机构要每月至少开展一次用电安全检查。", "各养老机构应当每月至少开展三次用电安全检查。"),
        ("指导企业依法合规用工，保障合法劳动权益。", "加强执法检查，指导企业依法合规用工，保障合法劳动权益。"),
        ("各市民政局要储备棉衣棉被。", "各民政所要储备棉衣棉被。"),
        ("各地要在6月底前公布救助热线。", "各县（区）要在5月底前公布救助热线。"),
        ("不得以任何名义强制群众购买丧葬用品。", "严禁强制群众购买丧葬用品，不得以任何名义捆绑收费。"),
    ],
)
def test_the_same_duty(far: str, near: str) -> None:
    assert merged(far, near)


@pytest.mark.parametrize(
    ("far", "near", "why"),
    [
        ("养老机构要建立用气安全台账。", "养老机构要建立用电安全台账。", "另一件事"),
        ("养老机构要每月开展一次消防演练。", "儿童福利机构要每月开展一次消防演练。", "另一类机构"),
        ("民政服务机构要每月开展一次消防演练。", "养老机构要每月开展一次消防演练。", "只是其中一类机构"),
        ("卫生健康部门要定期上门巡诊。", "民政部门要定期上门巡诊。", "另一个部门"),
        ("财政部门要及时拨付救助资金。", "民政部门要及时拨付救助资金。", "又一个部门"),
        ("养老机构可以组织集体活动。", "养老机构不得组织集体活动。", "相反的要求"),
        (
            "养老机构要每月检查消防设施，建立隐患整改台账，组织夜间疏散演练。",
            "养老机构要每月检查消防设施。",
            "少了两件事",
        ),
        ("养老机构要配备灭火器、烟感报警器、应急照明灯。", "养老机构要配备灭火器、应急照明灯。", "少了一样"),
        ("湖北省要按照三级标准配备防护物资。", "各地要按照三级标准配备防护物资。", "只限一地"),
        ("各地要公布救助热线。", "各地要储备棉衣棉被。", "毫不相干"),
        ("养老机构应当配备专职消防管理人员。", "养老机构应当配备专职护理人员。", "另一种人"),
        ("对特困人员给予临时救助。", "对低保对象给予临时救助。", "另一种对象"),
        (
            "县级民政部门每季度至少检查一次养老机构。",
            "县级民政部门每季度至少检查一次殡葬服务机构。",
            "查的是另一类机构",
        ),
        (
            "各地民政部门要积极协调财政部门将困难老年人探访关爱经费列入本级预算。",
            "对纳入困难老年人探访关爱台账的，每周至少上门探访1次。",
            "同一个名称，一个要列预算，一个要上门",
        ),
    ],
)
def test_another_duty(far: str, near: str, why: str) -> None:
    found = stack([extracted("国", far), extracted("市", near)], TERMS)
    assert len(found.directive.duties) == 2, why


def extracted(number: str, text: str) -> Parent:
    """A paper of one sentence, its duty with all its parts."""
    source = f"关于做好有关工作的通知\n{number}民发〔2026〕1号\n各有关单位：\n{text}\n某局\n2026年3月1日\n"
    return read(source, f"{number}.txt")


def remarks(found: Stack) -> list[tuple[str, str, str]]:
    return [(duty.id, duty.sources[-1].change, duty.remark) for duty in found.directive.duties]


def test_a_duty_that_the_nearer_paper_writes_into_another_sentence_is_named() -> None:
    """The city says two of the nation's sentences in one: the first pairs, the second says where it stands too."""
    found = stack(
        [
            paper("国", "养老机构要每月检查用电线路。", "严禁在居室内私拉电线。"),
            paper("市", "养老机构要每月检查用电线路并登记隐患，严禁在居室内私拉电线。"),
        ],
        TERMS,
    )
    assert [(len(duty.sources), duty.remark) for duty in found.directive.duties] == [
        (2, ""),
        (1, "任务D001的原文含有此项，不另列的可填“并入D001”"),
    ]


def test_a_duty_that_the_nearer_paper_takes_out_of_a_longer_one_is_no_addition() -> None:
    found = stack(
        [
            paper("国", "养老机构要检查消防设施，建立隐患整改台账，组织夜间疏散演练，培训护理人员。"),
            paper("市", "组织夜间疏散演练。"),
        ],
        TERMS,
    )
    assert remarks(found) == [("D001", "", "任务D002的原文含有此项，不另列的可填“并入D002”"), ("D002", "", "")]


def test_a_duty_that_is_only_like_another_is_left_to_people() -> None:
    found = stack(
        [
            paper("国", "养老机构要每月检查消防设施，建立隐患整改台账，组织夜间疏散演练。"),
            paper("市", "养老机构要每月检查消防设施，张贴检查结果。"),
        ],
        TERMS,
    )
    assert remarks(found) == [
        ("D001", "增加：张贴检查结果", "与任务D002相近，确是同一项的可填“并入D002”"),
        ("D002", "", ""),
    ]


CANTEENS = """\
示省民政厅关于加强社区助老食堂建设运营管理的通知
各市（州）民政局：
一、到2026年底，城市社区助老食堂覆盖率不低于70%，农村行政村助餐服务覆盖率不低于45%。每个乡镇（街道）至少建成1家具备现场制餐能力的助老食堂。
二、鼓励利用闲置校舍、村级活动场所改建助老食堂。严禁将助老食堂设置在地下室、半地下室。
三、助老食堂要建立老年人就餐电子台账，如实记录就餐人数、补贴金额，台账保存不少于3年。
四、使用燃气的助老食堂必须安装可燃气体报警装置和紧急切断装置。严禁在就餐区域存放液化石油气瓶。
五、发生食品安全事故的，助老食堂应当在1小时内报告县级民政部门和市场监管部门，县级民政部门应当在2小时内报告市级民政部门。
六、各县（市、区）民政局主要负责人是助老食堂建设运营管理第一责任人，要确定1名分管负责人具体抓。
七、省民政厅每年组织一次助老食堂服务质量第三方评价，评价结果在全省通报。
八、各县（市、区）民政局于每季度末月25日前将《助老食堂运营情况统计表》报市级民政部门，2026年12月10日前报送年度工作总结。
九、各地要通过广播、宣传栏、微信公众号等多种方式，宣传助老食堂服务内容和优惠政策。
示省民政厅
"""
KITCHENS = """\
示市民政局转发示省民政厅关于加强社区助老食堂建设运营管理的通知
各县（市、区）民政局：
一、具备现场制餐能力的助老食堂于2026年9月30日前全部实现“互联网+明厨亮灶”，视频资料保存不少于15日。
"""


def test_a_duty_that_is_like_another_and_has_nothing_of_it_is_new() -> None:
    first = remarks(stacked(CANTEENS, KITCHENS))[0]
    assert first == ("D001", "新增", "与任务D003相近，确是同一项的可填“并入D003”")


def test_another_thing_to_hand_in_is_new_though_the_words_are_alike() -> None:
    found = stack(
        [
            extracted("省", "2026年8月底前，县级民政部门逐院制定“一院一策”方案，报设区市民政部门备案。"),
            extracted("市", "各县（市、区）民政局要于2026年7月15日前制定实施方案并报市民政局备案。"),
        ],
        TERMS,
    )
    assert remarks(found)[0][1] == "新增"


def test_a_day_from_which_something_holds_is_no_deadline_beside_one() -> None:
    monthly = "自2026年7月起实行月调度，各县（市、区）民政局每月3日前报送进度表。"
    twice = "自查报告分别于6月25日、12月10日前报送市民政局。"
    listed = stack([extracted("省", "养老机构要每日消毒。"), extracted("市", monthly)], TERMS).directive.duties
    assert [one.deadline for one in listed if "调度" in one.text] == ["每月3日前"]
    listed = stack([extracted("省", "养老机构要每日消毒。"), extracted("市", twice)], TERMS).directive.duties
    assert [one.deadline for one in listed if "自查" in one.text] == ["6月25日、12月10日前"]


def test_two_duties_of_one_paper_never_become_one() -> None:
    twice = ("养老机构要每日消毒。", "养老机构要每日消毒。")
    found = stack([paper("国", *twice), paper("市", "养老机构要每日消毒。")], TERMS)
    assert rows(found) == [["国〔2026〕1号", "市〔2026〕1号"], ["国〔2026〕1号"]]


def test_a_merged_into_entry_keeps_its_target() -> None:
    far = paper("国", "各地要公布救助热线。", "各地要公布电话。")
    duties = (far.directive.duties[0], far.directive.duties[1].model_copy(update={"kept": "并入D001"}))
    far = Parent(far.directive.model_copy(update={"duties": duties}))
    found = stack([far, paper("市", "各县要储备棉衣棉被。")], TERMS)
    assert [(duty.id, duty.kept, duty.text) for duty in found.directive.duties] == [
        ("D001", "是", "各县要储备棉衣棉被。"),
        ("D002", "是", "各地要公布救助热线。"),
        ("D003", "并入D002", "各地要公布电话。"),
    ]


def test_what_people_settled_above_is_proposed_below() -> None:
    far = paper("国", "各地要在6月底前公布救助热线。")
    settled = {"competence": Competence.PEER, "section": "办公室", "checked": "张三 2026-03-02"}
    far = Parent(far.directive.model_copy(update={"duties": (far.directive.duties[0].model_copy(update=settled),)}))
    duty = stack([far, paper("市", "各县要在5月底前公布救助热线。")], TERMS).directive.duties[0]
    assert (duty.competence, duty.section, duty.checked) == (Competence.PEER, "办公室", "")


# nothing is lost

SENTENCES = (
    "养老机构要每月至少开展一次用电安全检查。",
    "养老机构要每月至少开展两次用电安全检查，并建立台账。",
    "儿童福利机构要每月至少开展一次用电安全检查。",
    "各地要在6月底前公布救助热线。",
    "各县要在5月底前公布救助热线和举报电话。",
    "严禁强制群众购买丧葬用品。",
    "按照关于国的通知（国〔2026〕1号）要求，认真抓好落实。",
    "按照《关于国的通知》（国〔2026〕1号）要求，认真抓好落实。",
    "救助站要开展寒冬夜间街面巡查，对露宿人员及时给予临时救助。",
    "开展寒冬夜间街面巡查，及时给予临时救助。",
)
PAPER = st.lists(st.sampled_from(SENTENCES), max_size=7)


@settings(max_examples=60, deadline=None)
@given(st.lists(PAPER, min_size=2, max_size=4))
def test_every_duty_is_in_exactly_one_row(papers: Sequence[Sequence[str]]) -> None:
    names = ("国", "省", "市", "县")
    parents = [paper(name, *duties) for name, duties in zip(names, papers, strict=False)]
    listed = stack(parents, TERMS).directive
    told = Counter((source.paper, source.text) for duty in listed.duties for source in duty.sources)
    assert told == Counter((one.directive.number, duty.text) for one in parents for duty in one.directive.duties)
    for duty in listed.duties:
        assert len({source.paper for source in duty.sources}) == len(duty.sources)
        assert duty.text == duty.sources[-1].text
    assert [duty.id for duty in listed.duties] == [f"D{n:03d}" for n in range(1, len(listed.duties) + 1)]


# 国 + 重庆


def test_a_real_stack(real: Path) -> None:
    """No duty twice, and what the city itself adds is all there."""
    nation = import_papers(real / "gold/texts/national-2020-6.txt")[0]
    city = import_papers(real / "seeds/chongqing-forward-2020-68.txt")[0]
    parents = [Parent(*pair) for pair in nation]
    parents += [Parent(*pair, "重庆.txt" if n == 0 else "") for n, pair in enumerate(city)]
    found = stack(parents, TERMS)
    listed = found.directive
    assert [one.number for one in listed.papers] == ["国发明电〔2020〕6号", "渝肺炎组办发〔2020〕68号"]
    asked = [duty for duty in listed.duties if duty.is_duty]
    both = [duty for duty in asked if len(duty.sources) == 2]
    assert [any(word in duty.text for duty in both) for word in ("切断传染源", "留守老年人", "一线医务人员")] == [
        True
    ] * 3
    own = [duty for duty in asked if duty.sources[0].paper.startswith("渝") and duty.sources[0].change == "新增"]
    assert [
        any(word in duty.text for duty in own)
        for word in ("直接给予临时救助", "分区分级分类防控要求", "强化民政服务机构人员配置")
    ] == [True] * 3
    assert [(duty.text[:5], duty.remark) for duty in listed.duties if not duty.is_duty] == [("现将《国务", HANDED_DOWN)]
    assert max(Counter(duty.text for duty in listed.duties).values()) == 1
    for word in ("切断传染源", "留守老年人", "一线医务人员", "先行救助", "不少于14天"):
        assert sum(word in duty.text for duty in listed.duties) == 1, word


def test_what_the_nearer_paper_says_in_its_next_sentence_is_not_unsaid() -> None:
    """A province only parts one sentence of the nation's in two."""
    both = "养老机构要对起居室、厨房、配电室每月至少开展一次用电安全检查，检查情况逐项登记在册"
    far = NATION.replace("养老机构要每月至少开展一次用电安全检查。", f"{both}，隐患整改率不低于80%。")
    less = PROVINCE.replace("养老机构要每月至少开展两次用电安全检查，并建立检查台账。", f"{both}。")
    near = less.replace(f"{both}。", f"{both}；隐患整改率要不低于85%。")
    assert [one.words for one in stacked(far, less).looser] == ["未写：隐患整改率不低于80%"]
    assert stacked(far, near).looser == ()
