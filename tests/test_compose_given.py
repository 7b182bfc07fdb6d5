"""What a job gives for the 公文要素, and in whose name the paper goes out, checked in the words of the job."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenjian.compose import Composition, Materials, compose
from wenjian.compose.consent import with_consent
from wenjian.errors import LibraryError, UnreadableInput
from wenjian.library import load_outline
from wenjian.loading.bind import bind
from wenjian.loading.yaml import parse_yaml
from wenjian.model.document import Block, Span
from wenjian.model.finding import Place
from wenjian.model.job import Job
from wenjian.model.library import Library, Outline, Thesaurus
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import BlockKind

PLACE = """
名称: 青河县
机关: 青河县民政局
机关简称: 县民政局
政府: 县人民政府
印发机关: 青河县民政局办公室
版头:
  - {名称: 青河县民政局文件, 代字: 青民字}
  - {名称: 青河县民政局函, 代字: 青民函}
主送: [各乡镇民政所]
抄送: [安平市民政局]
"""
OUTLINE = """
名称: 通知
文种: 通知
标题: "{{ 机关 }}关于做好值守工作的通知"
开头: ["为做好值守工作，现就有关事项通知如下："]
结尾: ["遇到问题，请及时向{{ 本局 }}反映。"]
"""


def composed(stage: str = "清样", authority: str = "本局", place: str = PLACE, **given: str) -> Composition:
    elements = "".join(f"\n      {key}: {value}" for key, value in given.items())
    job = (
        f"地区: 地区.yaml\n稿别: {stage}\n行文名义: {authority}\n文件:\n  - 文种: 通知\n    要素:{elements or ' {}'}\n"
    )
    materials = Materials(
        bind(Locality, parse_yaml(place, "地区.yaml")),
        Library(thesaurus=Thesaurus(version="1", terms=())),
        outlines={"通知": bind(Outline, parse_yaml(OUTLINE, "提纲.yaml"))},
    )
    return compose(bind(Job, parse_yaml(job, "拟稿单.yaml")), materials)


def refused(stage: str = "清样", authority: str = "本局", **given: str) -> list[str]:
    with pytest.raises(UnreadableInput) as raised:
        composed(stage, authority, **given)
    return str(raised.value).splitlines()


def said(composition: Composition) -> list[str]:
    return [line for finding in composition.findings for line in str(finding).splitlines()]


GOOD = {"发文字号": "青民字〔2026〕8号", "成文日期": "2026年3月4日"}
AT = "拟稿单“文件”第1项“要素”: "


# dates


def test_a_day_that_does_not_exist_is_no_blank() -> None:
    assert refused(发文字号="青民字〔2026〕8号", 成文日期="2026年2月30日") == [
        f"{AT}错误 WJ523: “成文日期”写的“2026年2月30日”不是有效日期",
        "提示：2026年2月没有30日。日期写作“2026年3月4日”，要写到日。",
    ]


@pytest.mark.parametrize("value", ["46085", "2026年3月", "三月四日", "待签发", "2026年13月1日"])
@pytest.mark.parametrize("name", ["成文日期", "印发日期"])
def test_what_is_no_date_is_refused_before_printing_and_warned_about_earlier(name: str, value: str) -> None:
    given = {**GOOD, name: value}
    assert refused("印发稿", **given)[0] == f"{AT}错误 WJ523: “{name}”写的“{value}”不是有效日期"
    assert said(composed("送审稿", **given))[0] == f"{AT}警告 WJ524: “{name}”写的“{value}”不是有效日期"


def test_a_blank_date_is_a_blank() -> None:
    title = "《青河县民政局关于做好值守工作的通知》"
    assert refused(发文字号="青民字〔2026〕8号", 成文日期="2026年　月　日")[0] == (
        f"{title}: 错误 WJ505: 清样不能留空白：成文日期"
    )


@pytest.mark.parametrize("value", ["2026-3-4", "2026.03.04", "二〇二六年三月四日", "２０２６年３月４日"])
def test_a_date_is_printed_in_arabic_figures(value: str) -> None:
    assert composed(**{**GOOD, "成文日期": value}).papers[0].document.elements.date == "2026年3月4日"


def test_a_paper_is_not_printed_before_it_is_signed() -> None:
    given = {**GOOD, "印发日期": "2026年3月1日"}
    assert refused(**given) == [
        f"{AT}错误 WJ525: “印发日期”（2026年3月1日）早于“成文日期”（2026年3月4日）",
        "提示：请核对这两个日期。",
    ]
    assert said(composed("送审稿", **given)) == []
    assert said(composed(**{**GOOD, "印发日期": "2026年3月4日"})) == []


# numbers


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("青民字〔2026〕08号", "序号不编虚位"),
        ("青民字〔2026〕第8号", "序号前不加“第”"),
        ('"青民字[2026]8号"', "年份要用六角括号〔〕"),
        ("青民字（2026）8号", "年份要用六角括号〔〕"),
        ("青民字【2026】8", "年份要用六角括号〔〕，末尾缺“号”字"),
        ("青民字2026年第008号", "年份要用六角括号〔〕，序号前不加“第”，序号不编虚位"),
        ("青民字〔２０２６〕８号", "数字要用半角，中间不留空格"),
    ],
)
def test_a_number_in_another_form_is_refused_with_the_right_one(value: str, why: str) -> None:
    assert refused(**{**GOOD, "发文字号": value}) == [
        f"{AT}错误 WJ526: “发文字号”写的“{value.strip(chr(34))}”不合规范：{why}",
        "提示：应写作“青民字〔2026〕8号”。",
    ]


def test_a_serial_alone_is_no_number() -> None:
    assert refused(**{**GOOD, "发文字号": "第8号"}) == [
        f"{AT}错误 WJ526: “发文字号”写的“第8号”不合规范：应由代字、年份、序号组成",
        "提示：应写作“青民字〔2026〕8号”。",
    ]


MINUTES = """
地区: 地区.yaml
稿别: 清样
主题: 养老服务
参数: {{事由: 研究养老服务, 正文: 会议听取了汇报。}}
文件: [{{文种: 纪要, 提纲: 纪要, 要素: {{发文字号: {number}, 成文日期: 2026年3月4日}}}}]
"""


def minutes(number: str) -> Composition:
    materials = Materials(
        bind(Locality, parse_yaml(PLACE, "地区.yaml")),
        Library(thesaurus=Thesaurus(version="1", terms=())),
        outlines={"纪要": load_outline("纪要", Path())[0]},
    )
    return compose(bind(Job, parse_yaml(MINUTES.format(number=number), "拟稿单.yaml")), materials)


@pytest.mark.parametrize(
    "number", ["〔2026〕5号", "第5期", "〔2026〕第5期", "2026年第5期", "总第12期", "青民纪要〔2026〕5号"]
)
def test_minutes_are_numbered_without_a_code(number: str) -> None:
    composition = minutes(number)
    assert composition.papers[0].document.elements.number == number
    assert not [finding for finding in composition.findings if finding.code in {"WJ526", "WJ527"}]


@pytest.mark.parametrize("number", ["5", "'[2026]5号'", "〔2026〕05号"])
def test_minutes_without_a_proper_number_are_told_one_of_minutes(number: str) -> None:
    with pytest.raises(UnreadableInput) as raised:
        minutes(number)
    value = number.strip("'")
    assert str(raised.value).splitlines() == [
        f"{AT}错误 WJ526: “发文字号”写的“{value}”不合规范：应有年份和序号，或者期号",
        "提示：应写作“〔2026〕5号”或“第5期”。",
    ]


def test_a_paper_whose_text_the_job_gives_is_not_empty_though_its_theme_has_no_clause() -> None:
    assert "WJ518" not in {finding.code for finding in minutes("第5期").findings}


def test_a_code_that_the_place_does_not_have_is_named_with_those_it_has() -> None:
    assert said(composed(**{**GOOD, "发文字号": "清民字〔2026〕8号"})) == [
        f"{AT}警告 WJ527: “发文字号”的代字“清民字”不是地区里写明的版头",
        "提示：地区的版头有：青民字、青民函。是不是“青民字”？",
    ]
    assert said(composed(**{**GOOD, "发文字号": "青民函〔2026〕8号"})) == []


def test_a_copy_number_that_is_none() -> None:
    assert said(composed(**GOOD, 份号="共50份")) == [
        f"{AT}警告 WJ528: “份号”写的“共50份”不是数字，或超过6位",
        "提示：份号一般用6位阿拉伯数字，如“000012”。",
    ]
    assert said(composed(**GOOD, 份号="12")) == []


# to whom


def test_a_notice_of_a_locality_that_names_nobody_to_write_to_says_so() -> None:
    composition = composed("送审稿", place=PLACE.replace("主送: [各乡镇民政所]\n", ""))
    assert composition.papers[0].document.elements.recipients == ("【待定：主送机关】",)
    assert said(composition) == [
        "《青河县民政局关于做好值守工作的通知》: 警告 WJ508: 待定：主送机关",
        "提示：请在拟稿单该文件的“要素”里填“主送机关”；通知等下行文也可以写在地区文件的“主送”里，各次通用。",
    ]


# in whose name


def test_the_government_office_takes_nothing_from_the_bureau() -> None:
    composition = composed("送审稿", "政府办转发")
    elements = composition.papers[0].document.elements
    assert elements.title == "青河县人民政府办公室关于做好值守工作的通知"
    assert (elements.mark, elements.number) == ("青河县人民政府办公室文件", "〔　　〕　号")
    assert elements.recipients == ("【待定：主送机关】",)
    assert elements.copies_to == ()
    assert (elements.signature, elements.printer) == (("青河县人民政府办公室",), "青河县人民政府办公室")
    assert said(composition) == [
        f"{AT}警告 WJ529: 以青河县人民政府办公室的名义行文，本局的发文字号、主送机关不能用，拟稿单没有写明，已留空",
        "提示：请按青河县人民政府办公室的意见在拟稿单该文件的“要素”里填写；未定的，办文时由其填写。",
    ]


def test_a_clean_copy_of_the_government_office_is_refused_until_both_are_given() -> None:
    assert [line for line in refused(authority="政府办转发", 成文日期="2026年3月4日") if "WJ505" in line] == [
        "《青河县人民政府办公室关于做好值守工作的通知》: 错误 WJ505: 清样不能留空白：发文字号",
        "《青河县人民政府办公室关于做好值守工作的通知》: 错误 WJ505: 清样不能留空白：主送机关",
    ]
    given = {"发文字号": "青政办〔2026〕3号", "成文日期": "2026年3月4日", "主送机关": "[各乡镇人民政府]"}
    assert said(composed(authority="政府办转发", **given)) == []


def test_the_bureaus_code_is_not_the_government_offices() -> None:
    composition = composed("送审稿", "政府办转发", 发文字号="青民字〔2026〕8号", 主送机关="[各乡镇人民政府]")
    assert said(composition) == [
        f"{AT}警告 WJ527: “发文字号”的代字“青民字”是青河县民政局的，不是政府办公室的",
        "提示：请填政府办公室编的文号。",
    ]


def test_a_title_that_names_the_bureau_is_not_the_government_offices() -> None:
    given = {**GOOD, "发文字号": "青政办〔2026〕3号", "主送机关": "[各乡镇人民政府]"}
    composition = composed("送审稿", "政府办转发", **given, 标题="青河县民政局关于做好值守工作的通知")
    assert said(composition) == [
        "拟稿单“文件”第1项“标题”: 警告 WJ530: 标题以“青河县民政局”开头，本文以青河县人民政府办公室的名义行文",
        "提示：请把标题里的“青河县民政局”改为“青河县人民政府办公室”，或删去标题。",
    ]


@pytest.mark.parametrize("signature", ["[]", "青河县民政局"])
def test_a_joint_paper_needs_all_who_sign(signature: str) -> None:
    composition = composed("送审稿", "联合", 发文机关署名=signature)
    assert composition.papers[0].document.elements.signature == ("青河县民政局", "【待定：联合发文机关】")
    assert said(composition) == [
        "《青河县民政局关于做好值守工作的通知》: 警告 WJ508: 待定：联合发文机关",
        "提示：请在拟稿单该文件“要素”的“发文机关署名”里列出联合行文的各机关，主办机关在前。",
    ]
    assert said(composed("送审稿", "联合", 发文机关署名="[青河县民政局, 青河县财政局]")) == []


def test_consent_is_said_in_the_opening() -> None:
    composition = composed("送审稿", "经政府同意")
    first = composition.papers[0].document.blocks[0]
    assert first.text == "为做好值守工作，经县人民政府同意，现就有关事项通知如下："
    assert said(composition) == []


@pytest.mark.parametrize(
    ("opening", "result"),
    [
        (
            "现将《关于现行办法的通知》印发给你们，请执行。",
            "经县人民政府同意，现将《关于现行办法的通知》印发给你们，请执行。",
        ),
        (
            "为落实《为民办实事，现有措施》，制定本方案。",
            "为落实《为民办实事，现有措施》，经县人民政府同意，制定本方案。",
        ),
        ("各地要做好工作。", "经县人民政府同意，各地要做好工作。"),
        ("经县人民政府研究同意，现通知如下：", "经县人民政府研究同意，现通知如下："),
    ],
)
def test_where_consent_is_put(opening: str, result: str) -> None:
    spans = tuple(Span(character) for character in opening)
    (block,) = with_consent([Block("b001", BlockKind.PARAGRAPH, spans)], "县人民政府")
    assert block.text == result


# outlines


def test_an_outline_that_is_not_there_is_reported_where_the_job_names_it(tmp_path: Path) -> None:
    place = Place("拟稿单.yaml", 7, 9)
    with pytest.raises(LibraryError) as raised:
        load_outline("印发通和", tmp_path, place)
    assert str(raised.value).startswith("拟稿单.yaml:7:9: 错误 WJ205: 没有提纲“印发通和”")
