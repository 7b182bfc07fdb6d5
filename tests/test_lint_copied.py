"""Sentences in common with another unit's plan (both units are invented)."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from papers import notice, parents
from wenjian.lint.copied import check_copied
from wenjian.model.document import Document

AIM = "坚持为民爱民，坚持问题导向，着力补齐山区养老服务短板，让老人安享晚年。"
LEAD = "成立由镇长任组长的专班，每周召开一次碰头会，逐村研究解决难题。"
TASK = "组织党员和热心邻居与独居老人结成对子，上门送餐、理发、打扫卫生。"
DUTY = "养老机构要每月至少开展一次用电安全检查，检查记录保存不少于两年。"
GRAVES = "在进山路口设立检查卡点，对23处集中墓区逐处明确看护责任人。"


def plan(place: str, *lines: str) -> Document:
    return notice(
        *lines,
        title=f"{place}人民政府关于印发养老服务工作方案的通知",
        organ=f"{place}人民政府",
        number="",
    )


def told(mine: Document, *others: Document, parent: str = "养老机构要自查。") -> list[str]:
    return [f"{one.code} {one.place.label} {one.message}" for one in check_copied(mine, others, parents(parent))]


THEIRS = plan("青河镇", "一、指导思想", AIM, "二、工作任务", TASK, DUTY, GRAVES, "三、保障措施", LEAD)
OTHER = "青河镇人民政府关于印发养老服务工作方案的通知"


def test_copied_aims_and_safeguards_are_shown_and_the_rest_is_counted() -> None:
    mine = plan("石桥镇", "一、指导思想", AIM, "二、工作任务", TASK, "三、保障措施", LEAD)
    assert told(mine, THEIRS) == [
        f"WJ567 一、 “指导思想”中有1句与“{OTHER}”相同或相近，不是上级原文，如“{AIM[:29]}…”",
        f"WJ567 三、 “保障措施”中有1句与“{OTHER}”相同或相近，不是上级原文，如“{LEAD[:29]}…”",
        f"WJ569  共有3句与“{OTHER}”相同或相近，占自拟内容的100%（上级原文不计）",
    ]


def test_the_parents_words_may_be_the_same() -> None:
    mine = plan("石桥镇", "一、指导思想", "打造本镇特色，让老人在家门口享受服务。", "二、工作任务", DUTY)
    assert [line[:5] for line in told(mine, THEIRS, parent=DUTY)] == ["WJ570"]
    assert [line[:5] for line in told(mine, THEIRS)] == ["WJ569"]


def test_the_parents_words_in_another_order_are_the_parents() -> None:
    turned = "检查记录保存不少于两年，养老机构要每月至少开展一次用电安全检查。"
    mine, theirs = plan("石桥镇", "一、工作任务", turned), plan("青河镇", "一、工作任务", turned)
    assert [line[:5] for line in told(mine, theirs, parent=DUTY)] == ["WJ570"]


def test_the_others_name_that_came_along() -> None:
    sentence = "各村要依托青河镇养老服务中心，为独居老人提供上门送餐服务。"
    mine = plan("石桥镇", "一、工作任务", sentence)
    theirs = plan("青河镇", "一、工作任务", sentence)
    assert told(mine, theirs)[0] == f"WJ568 一、 “{sentence}”与“{OTHER}”相同，带来了地名“青河镇”"


def test_the_others_figure_that_came_along() -> None:
    mine = plan("石桥镇", "一、工作任务", GRAVES)
    assert told(mine, THEIRS)[0] == f"WJ568 一、 “{GRAVES}”与“{OTHER}”相同，带来了数字“23处”"


def test_figures_of_the_parent_limits_and_ones_own_figures_are_right() -> None:
    assert "WJ568" not in "".join(told(plan("石桥镇", "一、任务", GRAVES), THEIRS, parent="全镇23处集中墓区要看护。"))
    own = GRAVES.replace("23处", "17处")
    assert [line[:5] for line in told(plan("石桥镇", "一、任务", own), THEIRS)] == ["WJ569"]
    limit = "每个检查卡点配备看护人员不少于10人，轮班值守，昼夜不空岗。"
    mine, theirs = plan("石桥镇", "一、任务", limit), plan("青河镇", "一、任务", limit)
    assert [line[:5] for line in told(mine, theirs)] == ["WJ569"]


def test_a_sentence_with_the_places_changed_is_nearly_equal() -> None:
    theirs = plan("青河镇", "一、保障措施", "青河镇成立养老服务专班，由分管副镇长任组长，统筹推进各项工作。")
    mine = plan("石桥镇", "一、保障措施", "石桥镇成立养老服务专班，由分管副镇长任组长，统筹抓好各项工作。")
    assert [line[:5] for line in told(mine, theirs)] == ["WJ567", "WJ569"]


def test_short_sentences_everybody_writes() -> None:
    lines = ("一、保障措施", "各村要高度重视。", "切实加强领导。")
    assert told(plan("石桥镇", *lines), plan("青河镇", *lines)) == [
        f"WJ570  与“{OTHER}”没有相同或相近的句子（比较了0句，上级原文不计）"
    ]


def test_each_of_several_plans_is_answered() -> None:
    mine = plan("石桥镇", "一、工作任务", TASK, "组织镇卫生院医生每季度进村义诊，建立老年人健康档案。")
    other = plan("北山镇", "一、工作任务", "开展敬老月活动，评选孝老爱亲示范家庭十五户。")
    assert [line[:5] for line in told(mine, THEIRS, other)] == ["WJ569", "WJ570"]
    assert "占自拟内容的5" in told(mine, THEIRS)[0]


@settings(max_examples=25, deadline=None)
@given(st.permutations([AIM, LEAD, TASK, DUTY, GRAVES]), st.integers(1, 5))
def test_the_count_is_that_of_the_sentences_in_common(lines: list[str], number: int) -> None:
    mine = plan("石桥镇", "一、工作任务", *lines[:number])
    counted = [line for line in told(mine, THEIRS) if line.startswith("WJ569")]
    assert f"共有{number}句" in counted[0]
