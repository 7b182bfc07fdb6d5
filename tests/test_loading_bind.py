"""From data to records: every problem at once, in place, in the user's own words, with the right exit class."""

from __future__ import annotations

import pytest

from wenjian.errors import Exit, LibraryError, UnreadableInput, WenjianError
from wenjian.loading.bind import bind
from wenjian.loading.yaml import parse_yaml
from wenjian.model.coverage import DecisionFile
from wenjian.model.directive import Directive
from wenjian.model.job import Job
from wenjian.model.library import ClauseFile
from wenjian.model.locality import Locality
from wenjian.model.record import Record
from wenjian.model.vocabulary import Authority, Competence, Genre, Stage
from wenjian.text.nearest import nearest


def problems(kind: type[Record], text: str, error: type[WenjianError] = UnreadableInput) -> list[str]:
    """Message line and hint of every problem."""
    with pytest.raises(error) as raised:
        bind(kind, parse_yaml(text, "甲.yaml"), error=error)
    lines: list[str] = []
    for finding in raised.value.findings:
        lines.append(str(finding).split("\n")[0])
        lines.append(finding.hint)
    return lines


def test_a_job_as_people_write_it(doc: str) -> None:
    """
    地区: ../地区/鲁山县.yaml
    依据: 上级.yaml
    行文名义: 经政府同意
    稿别: 送审稿
    补写: 是
    条款库:
    参数:
      份数: 030
      主责股室:
    文件:
      - 文种: 通知
        要素:
          发文字号: 鲁民字〔2026〕3号
    """
    job = bind(Job, parse_yaml(doc, "拟稿单.yaml"))
    assert job.locality == "../地区/鲁山县.yaml"
    assert job.basis == ("上级.yaml",)
    assert job.authority is Authority.APPROVED
    assert job.stage is Stage.REVIEW
    assert job.restate is True
    assert job.libraries == ()
    assert job.parameters == {"份数": "030"}
    assert job.documents[0].genre is Genre.NOTICE
    assert job.documents[0].elements.number == "鲁民字〔2026〕3号"


def test_all_problems_of_a_file_come_together(doc: str) -> None:
    """
    地方: 鲁山县.yaml
    行文名义: 经政府
    补写: 对
    文件:
      - 文件种类: 通知
        标题: [甲]
    """
    assert problems(Job, doc) == [
        "甲.yaml:1:1: 错误 WJ180: 没有“地方”这一项",
        "是不是“地区”？",
        "甲.yaml:1:1: 错误 WJ181: 缺少“地区”",
        "请补写“地区: ……”（地区文件，相对本文件）。",
        "甲.yaml:2:7: 错误 WJ182: “行文名义”不能是“经政府”",
        "可以写：本局、经政府同意、联合、政府办转发。是不是“经政府同意”？",
        "甲.yaml:3:5: 错误 WJ182: “补写”不能是“对”",
        "可以写：是、否。",
        "甲.yaml:5:5: 错误 WJ180: 没有“文件种类”这一项",
        "是不是“文种”？",
        "甲.yaml:5:5: 错误 WJ181: 缺少“文种”",
        "请补写“文种: ……”。",
        "甲.yaml:6:9: 错误 WJ183: “文件第1项、标题”应是一段文字，只能写一个",
        "请写成：\n        标题: 甲",
    ]


def test_a_required_key_left_empty_is_missing_at_its_place() -> None:
    assert problems(Directive, "标题:\n发文字号: 甲\n") == [
        "甲.yaml:1:1: 错误 WJ181: 缺少“标题”",
        "请补写“标题: ……”。",
    ]


def test_english_names_and_codes_are_no_second_spelling() -> None:
    assert problems(Job, "locality: 甲\n地区: 甲\n行文名义: bureau\n文件: []\n") == [
        "甲.yaml:1:1: 错误 WJ180: 没有“locality”这一项",
        "这里可以写：地区、依据、台账、主题、行文名义、稿别、补写、版头、条款库、套红、拟稿股室、拟稿人、拟稿人电话、印发份数、会签单位、公开理由、参数、文件。",
        "甲.yaml:3:7: 错误 WJ182: “行文名义”不能是“bureau”",
        "可以写：本局、经政府同意、联合、政府办转发。",
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("文件: 通知\n", "每项以“- ”开头，下面各行左对齐。请写成：\n    文件:\n    - 文种: 通知"),
        (
            "文件:\n  文种: 通知\n  提纲: 通知\n",
            "每项以“- ”开头，下面各行左对齐。请写成：\n    文件:\n    - 文种: 通知\n      提纲: 通知",
        ),
        ("文件: []\n稿别: [送审稿, 清样]\n", "请写成：\n    稿别: 送审稿"),
        (
            "文件: []\n参数:\n- 工作名称: 安全\n- 天数: 3\n",
            "每个名称一行，前面空两格。请写成：\n    参数:\n      工作名称: 安全\n      天数: 3",
        ),
        (
            "文件:\n- 文种: 通知\n  排除: {任务: D001}\n",
            "每项一行，以“- ”开头。请写成：\n      排除:\n      - D001",
        ),
        (
            "文件: []\n标题: 关于做好安全工作的通知\n",
            "“标题”写在“文件”的下面，比“文件”多空两格，与其中各行左对齐。",
        ),
        (
            "文件: []\n成文日期: 2026年5月1日\n",
            "“成文日期”写在“文件”里的“要素”的下面，比“要素”多空两格，与其中各行左对齐。",
        ),
        ("", "请补写“文件: ……”，如：\n    文件:\n    - 文种: 通知"),
    ],
)
def test_a_job_that_is_wrong_in_kind_is_shown_right(text: str, hint: str) -> None:
    assert problems(Job, f"地区: 甲.yaml\n{text}")[1] == hint


def test_an_item_and_a_record_are_shown_right() -> None:
    told = problems(Job, "地区: 甲.yaml\n文件:\n- 方案\n- 文种: 通知\n  要素:\n  - 发文字号: 鲁民〔2026〕1号\n")
    assert told[1].endswith("请写成：\n    - 文种: 实施方案")
    assert told[3].endswith("请写成：\n      要素:\n        发文字号: 鲁民〔2026〕1号")


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("甲\n", "甲.yaml:1:1: 错误 WJ184: 文件内容应是“项目: 内容”各占一行", "请对照样例检查是否选错了文件。"),
        ("- 甲\n", "甲.yaml:1:1: 错误 WJ184: 文件内容应是“项目: 内容”各占一行", "请对照样例检查是否选错了文件。"),
        (
            "名称: 甲\n机关: 乙\n领导: 张三\n",
            "甲.yaml:3:5: 错误 WJ183: “领导”应是一个列表",
            "每项以“- ”开头，下面各行左对齐。请写成：\n    领导:\n    - 姓名: 张三",
        ),
        (
            "名称: 甲\n机关: 乙\n领导:\n- 张三\n",
            "甲.yaml:4:3: 错误 WJ183: “领导第1项”应是“项目: 内容”的形式",
            "其中可以写：姓名、职务、分管股室、虚构。请写成：\n    - 姓名: 张三",
        ),
        (
            "名称: 甲\n机关: 乙\n参数: 丙\n",
            "甲.yaml:3:5: 错误 WJ183: “参数”应是“名称: 取值”的形式",
            "每个名称一行，前面空两格。请写成：\n    参数:\n      名称: 丙",
        ),
        (
            "名称: 甲\n机关: 乙\n主送:\n- 丙\n-\n",
            "甲.yaml:5:2: 错误 WJ183: “主送第2项”应是一段文字，这里是空的",
            "请补写，或删去这一行。",
        ),
        ("名称: 甲\n机关: 乙\n主送:\n- 丙: 丁\n", "甲.yaml:4:3: 错误 WJ183: “主送第1项”应是一段文字，不能再分项", ""),
        (
            "名称:\n- 甲\n- 乙\n机关: 丙\n",
            "甲.yaml:2:1: 错误 WJ183: “名称”应是一段文字，只能写一个",
            "请写成：\n    名称: 甲",
        ),
    ],
)
def test_wrong_shapes(text: str, line: str, hint: str) -> None:
    assert problems(Locality, text) == [line, hint]


def test_what_the_loader_found_and_what_the_model_found_come_together() -> None:
    assert problems(Job, "地区: 甲\n地区：乙\n文件: 丙\n")[::2] == [
        "甲.yaml:2:1: 错误 WJ160: “地区”重复，第1行已经写过",
        "甲.yaml:2:3: 警告 WJ150: “地区”后面是全角冒号“：”，已按“:”读入",
        "甲.yaml:3:5: 错误 WJ183: “文件”应是一个列表",
    ]


def test_clauses_are_the_library_s_and_exit_4() -> None:
    with pytest.raises(LibraryError) as raised:
        bind(ClauseFile, parse_yaml("条款:\n- 编号: 养老.封闭管理\n", "甲.yaml"), error=LibraryError)
    assert raised.value.exit is Exit.LIBRARY
    assert str(raised.value.findings[0]).split("\n")[0] == "甲.yaml:2:3: 错误 WJ181: 缺少“正文”"


def test_jobs_and_decisions_are_input_and_exit_3() -> None:
    with pytest.raises(UnreadableInput) as raised:
        bind(
            DecisionFile,
            parse_yaml("核对:\n- 任务: 甲#D001\n  判定: 同意\n  姓名: 张三\n  日期: 2026-03-02\n", "核对.yaml"),
        )
    assert raised.value.exit is Exit.INPUT
    assert str(raised.value.findings[0]) == (
        "核对.yaml:3:7: 错误 WJ182: “核对第1项、判定”不能是“同意”\n"
        "      判定: 同意\n"
        "            ^\n"
        "提示：可以写：确认、改判、不适用。"
    )


def test_a_decision_of_a_person_names_the_person_and_the_day(doc: str) -> None:
    """
    核对:
    - 任务: 甲#D001
      判定: 不适用
      核对人: 张三
      日期: ""
    - 任务: 甲#D002
      判定: 不适用
      来源: 地区
    - 任务: 甲#D003
      判定: 不适用
      核对: 张三 2026-03-02
      结果: 不涉及本地
      意见: 无此机构
    """
    assert problems(DecisionFile, doc) == [
        "甲.yaml:2:3: 错误 WJ181: 缺少“姓名”",
        "请补写“姓名: ……”。",
        "甲.yaml:4:3: 错误 WJ180: 没有“核对人”这一项",
        "是不是“姓名”？",
        "甲.yaml:5:3: 错误 WJ181: 缺少“日期”",
        "请补写“日期: ……”。",
        "甲.yaml:9:3: 错误 WJ181: 缺少“姓名”",
        "请补写“姓名: ……”。",
        "甲.yaml:9:3: 错误 WJ181: 缺少“日期”",
        "请补写“日期: ……”。",
        "甲.yaml:11:3: 错误 WJ180: 没有“核对”这一项",
        "是不是“姓名”？",
        "甲.yaml:12:3: 错误 WJ180: 没有“结果”这一项",
        "是不是“结论”？",
        "甲.yaml:13:3: 错误 WJ180: 没有“意见”这一项",
        "是不是“理由”？",
    ]


def test_quotes_of_an_input_method_around_a_number_or_a_word(doc: str) -> None:
    """
    地区: 甲.yaml
    行文名义: “本局”
    补写: ＂是＂
    参数:
      数量: “3”
    文件:
    - 文种: 通知
      标题: “一老一小”
    - 文种: 实施方案
      附于: “1”
    """
    assert problems(Job, doc) == [
        "甲.yaml:2:7: 错误 WJ182: “行文名义”不能是““本局””",
        "可以写：本局、经政府同意、联合、政府办转发。请去掉引号，写成：行文名义: 本局",
        "甲.yaml:3:5: 错误 WJ182: “补写”不能是“＂是＂”",
        "可以写：是、否。请去掉引号，写成：补写: 是",
        "甲.yaml:10:7: 错误 WJ183: “文件第2项、附于”应是一个数",
        "请去掉引号，写成：附于: 1",
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("稿别: 终稿", "可以写：草稿、征求意见稿、送审稿、清样、印发稿。"),
        ("行文名义: 县政府", "可以写：本局、经政府同意、联合、政府办转发。"),
        ("稿别: 征求意见", "可以写：草稿、征求意见稿、送审稿、清样、印发稿。是不是“征求意见稿”？"),
        (
            "年度: 2026",
            "这里可以写：地区、依据、台账、主题、行文名义、稿别、补写、版头、条款库、套红、拟稿股室、拟稿人、拟稿人电话、印发份数、会签单位、公开理由、参数、文件。",
        ),
    ],
)
def test_a_guess_that_would_mislead_is_not_made(text: str, hint: str) -> None:
    assert problems(Job, f"地区: 甲\n文件: []\n{text}\n")[1] == hint


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("综合.没有", None),
        ("综合.早隔", "综合.早隔离"),
        ("养老.信访", "综合.信访"),
        ("养老.出入管里", "养老.出入管理"),
        ("信访", "综合.信访"),
        ("没有", None),
    ],
)
def test_names_in_groups_are_told_apart_by_what_follows_the_dot(name: str, meant: str | None) -> None:
    assert nearest(name, ["综合.早隔离", "综合.信访", "养老.出入管理"]) == meant


def test_optional_words_may_stay_empty() -> None:
    text = "标题: 甲\n任务:\n- 编号: D001\n  原文: 乙\n  归口:\n  情态:\n  是否任务:\n"
    duty = bind(Directive, parse_yaml(text, "甲.yaml")).duties[0]
    assert duty.competence is None
    assert duty.kept == "是"
    text = "标题: 甲\n任务:\n- 编号: D001\n  原文: 乙\n  归口: 本局主责\n"
    assert bind(Directive, parse_yaml(text, "甲.yaml")).duties[0].competence is Competence.OWN
