"""A sentence that has only the doer, the rhythm and the figure of a duty tells another act."""

from __future__ import annotations

import pytest

from test_coverage_wording import answer


@pytest.mark.parametrize(
    ("parent", "child", "verdict"),
    [
        ("每年至少组织一次护理员业务培训。", "每年至少组织一次跨机构综合演练。", "missing"),
        ("每季度更换一次菜单。", "每季度召开一次座谈会。", "missing"),
        ("每年开展志愿服务不少于4场。", "每年开展文艺演出不少于4场。", "missing"),
        ("2026年6月底前完成智能水表安装。", "2026年6月底前完成无障碍坡道改造。", "missing"),
        ("每年开展一次资金审计。", "每年开展一次政策宣传。", "missing"),
        ("每家助老食堂每年给予运营补助2万元。", "每家助老食堂每年至少组织2次消防演练。", "missing"),
        ("每餐次食品应当留样，留样时间不少于48小时。", "每年集中培训一次，培训时间不少于16学时。", "missing"),
        ("每半年开展一次消防演练。", "每半年开展一次消防宣传。", "partial"),
        ("每半年开展一次联合检查。", "每半年开展一次联合宣传。", "partial"),
        ("每年开展一次粮食安全“回头看”。", "每年开展一次粮食安全宣传周活动。", "missing"),
    ],
)
def test_another_act_as_often_is_not_the_duty(parent: str, child: str, verdict: str) -> None:
    assert answer(parent, child).verdict.value == verdict


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("每年至少组织一次护理员业务培训。", "每年至少办一期护理员培训班。"),
        ("每半年开展一次消防演练。", "应急疏散和消防演练每半年一次。"),
        ("每季度更换一次菜单。", "菜单每季度换一次。"),
    ],
)
def test_the_same_act_in_other_words_is(parent: str, child: str) -> None:
    assert answer(parent, child).verdict.value == "covered"
