"""What the issuer of a paper does itself is asked of nobody below."""

from __future__ import annotations

import pytest

from wenjian.duties import extract
from wenjian.duties.own_work import asked_below
from wenjian.model.directive import Directive
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Competence
from wenjian.readers import read_documents


def of_county(*sentences: str, place: Locality | None = None) -> Directive:
    body = "\n".join(sentences)
    text = f"安河县助老食堂实施方案\n一、重点任务\n{body}\n安河县民政局\n2026年5月6日\n"
    return extract(read_documents(text.encode(), "县.txt")[0], place)[0]


@pytest.mark.parametrize(
    ("text", "competence"),
    [
        ("县民政局每年对食品安全管理员开展一次集中培训。", Competence.SUPERIOR),
        ("县民政局会同县财政局每半年开展一次补贴资金专项检查。", Competence.SUPERIOR),
        ("县民政局会同县市场监管局、县消防救援大队每季度开展一次联合检查。", Competence.SUPERIOR),
        ("县民政局组织评估，每家助老食堂每年给予运营补助2万元。", Competence.SUPERIOR),
        ("县民政局主要负责人是助老食堂建设运营管理第一责任人，分管负责人具体抓。", Competence.SUPERIOR),
        ("县民政局会同各乡镇（街道）每季度开展一次联合检查。", Competence.OWN),
        ("县财政局每年安排运营补助资金。", Competence.PEER),
        ("各县民政局每年开展一次集中培训。", Competence.OWN),
        ("助老食堂每年至少组织2次消防应急疏散演练。", Competence.OWN),
    ],
)
def test_whose_work_it_is(text: str, competence: Competence) -> None:
    assert of_county(text).duties[0].competence is competence


def test_in_the_bureaus_own_list_it_is_the_bureaus() -> None:
    place = Locality(name="安河县", bureau="安河县民政局", line=("民政部门",))
    county = of_county("县民政局会同县财政局每半年开展一次补贴资金专项检查。", place=place)
    assert county.duties[0].competence is Competence.OWN


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "各乡镇（街道）于每季度末月15日前将统计表报县民政局，县民政局于每季度末月20日前报市民政局。",
            "各乡镇（街道）于每季度末月15日前将统计表报县民政局。",
        ),
        (
            "发生食品安全事故的，助老食堂应当在1小时内报告县民政局，县民政局在2小时内报告市民政局。",
            "发生食品安全事故的，助老食堂应当在1小时内报告县民政局。",
        ),
        (
            "县民政局于5月10日前下发样表，各乡镇（街道）于5月25日前将建设需求报县民政局。",
            "各乡镇（街道）于5月25日前将建设需求报县民政局。",
        ),
        (
            "县民政局、各乡镇（街道）要每月开展一次巡查，助老食堂要配合。",
            "县民政局、各乡镇（街道）要每月开展一次巡查，助老食堂要配合。",
        ),
        ("县民政局会同县财政局每半年开展一次检查。", "县民政局会同县财政局每半年开展一次检查。"),
    ],
)
def test_the_half_of_the_others_is_asked_of_them(text: str, asked: str) -> None:
    county = of_county(text)
    below = asked_below(county.duties[0], county)
    assert below.text == asked
    assert all(one.text in asked for one in below.measures)


def of_city(issuer: str, sentence: str) -> Directive:
    text = f"{issuer}关于加强学校食堂管理的通知\n一、加强检查\n{sentence}\n{issuer}\n2026年5月6日\n"
    return extract(read_documents(text.encode(), "市.txt")[0])[0]


@pytest.mark.parametrize(
    ("issuer", "text", "asked"),
    [
        (
            "安河市教育局",
            "市级教育行政部门每年组织一次管理人员培训，县级教育行政部门每学期组织一次从业人员培训，参训率不低于95%。",
            "县级教育行政部门每学期组织一次从业人员培训，参训率不低于95%。",
        ),
        (
            "安河市教育局",
            "市级每半年抽检一次，县级每季度抽检一次，学校每月自查一次。",
            "县级每季度抽检一次，学校每月自查一次。",
        ),
        (
            "东海省教育厅",
            "市级每半年抽检一次，县级每季度抽检一次，学校每月自查一次。",
            "市级每半年抽检一次，县级每季度抽检一次，学校每月自查一次。",
        ),
        (
            "安河市人民政府办公室",
            "市级有关部门每半年抽检一次，县级有关部门每季度抽检一次。",
            "市级有关部门每半年抽检一次，县级有关部门每季度抽检一次。",
        ),
    ],
)
def test_the_half_of_the_issuers_level_is_its_own(issuer: str, text: str, asked: str) -> None:
    city = of_city(issuer, text)
    assert asked_below(city.duties[0], city).text == asked
