"""YAML as people type it: text stays text, accidents are repaired with a report, the rest is answered in place."""

from __future__ import annotations

from typing import Any

import pytest

from wenjian.loading.yaml import Loaded, parse_yaml
from wenjian.model.finding import Place
from wenjian.model.vocabulary import Level


def load(text: str) -> Loaded:
    return parse_yaml(text, "拟稿单.yaml")


def data_of(text: str) -> Any:
    loaded = load(text)
    assert not loaded.findings, [str(finding) for finding in loaded.findings]
    return loaded.data


def reports(loaded: Loaded) -> list[str]:
    """The first line of each finding."""
    return [str(finding).split("\n")[0] for finding in loaded.findings]


@pytest.mark.parametrize(
    "scalar",
    [
        "0375",
        "1.10",
        "030",
        "24:00",
        "2026-03-01",
        "yes",
        "~",
        "null",
        "1e3",
        "0x10",
        "是",
        "《通知》",
        "“一老一小”",
        ".5",
    ],
)
def test_every_scalar_stays_text(scalar: str) -> None:
    assert data_of(f"编号: {scalar}\n") == {"编号": scalar}


def test_nothing_behind_the_colon_is_nothing_and_empty_quotes_are_an_empty_text() -> None:
    assert data_of('标题:\n版头: ""\n') == {"标题": None, "版头": ""}


def test_places_lead_to_key_and_value() -> None:
    loaded = load("地区: 鲁山县.yaml\n文件:\n  - 文种: 通知\n    排除: [养老.出入管理]\n")
    assert loaded.place(("文件", 0, "文种")) == Place("拟稿单.yaml", 3, 9)
    assert loaded.keys["文件", 0, "文种"] == Place("拟稿单.yaml", 3, 5)
    assert loaded.place(("文件", 0, "排除", 0)) == Place("拟稿单.yaml", 4, 10)
    assert loaded.place(("文件", 0, "没有")) == Place("拟稿单.yaml", 3, 5)


def test_full_width_colon_is_repaired_with_a_report() -> None:
    loaded = load("标题：关于做好工作的通知\n文种: 通知\n")
    assert loaded.data == {"标题": "关于做好工作的通知", "文种": "通知"}
    (finding,) = loaded.findings
    assert finding.level is Level.WARNING
    assert str(finding) == (
        "拟稿单.yaml:1:3: 警告 WJ150: “标题”后面是全角冒号“：”，已按“:”读入\n"
        "    标题：关于做好工作的通知\n"
        "        ^\n"
        "提示：请改为：标题: 关于做好工作的通知"
    )


def test_missing_space_is_repaired_with_a_report() -> None:
    loaded = load("标题:关于做好工作的通知\n文种: 通知\n")
    assert loaded.data == {"标题": "关于做好工作的通知", "文种": "通知"}
    assert reports(loaded) == ["拟稿单.yaml:1:4: 警告 WJ151: “标题:”后面缺少空格，已补上"]
    assert loaded.findings[0].hint == "请改为：标题: 关于做好工作的通知"


def test_tab_and_full_width_indent_are_repaired_with_a_report() -> None:
    loaded = load("参数:\n\t甲: 一\n\t乙: 二\n要素:\n　份号: 030\n")
    assert loaded.data == {"参数": {"甲": "一", "乙": "二"}, "要素": {"份号": "030"}}
    assert reports(loaded) == [
        "拟稿单.yaml:2:1: 警告 WJ152: 这里用了制表符或全角空格，已按空格读入（到第3行都是这样）",
        "拟稿单.yaml:5:1: 警告 WJ152: 这里用了制表符或全角空格，已按空格读入",
    ]


def test_lines_indented_with_tabs_stand_where_their_keys_belong(doc: str) -> None:
    """
    地区: 甲.yaml
    文件:
      - 文种: 通知
        要素:
    →发文字号: 鲁民字〔2026〕3号
    →主送机关:
    →- 各乡镇
    →→- 局属各单位
        附于: 1
      - 文种: 实施方案
    □□□要素:
    □□□□成文日期: 2026年3月4日
    """
    loaded = load(doc.replace("→", "\t").replace("□", "　"))
    assert loaded.data["文件"] == [
        {"文种": "通知", "要素": {"发文字号": "鲁民字〔2026〕3号", "主送机关": ["各乡镇", "局属各单位"]}, "附于": "1"},
        {"文种": "实施方案", "要素": {"成文日期": "2026年3月4日"}},
    ]
    assert reports(loaded) == [
        "拟稿单.yaml:5:1: 警告 WJ152: 这里用了制表符或全角空格，已按空格读入（到第8行都是这样）",
        "拟稿单.yaml:11:1: 警告 WJ152: 这里用了制表符或全角空格，已按空格读入（到第12行都是这样）",
    ]


def test_names_of_the_writer_s_own_stay_where_the_tab_puts_them() -> None:
    assert load("地区: 甲\n参数:\n\t份数: 3\n\t标题: 乙\n文件:\n").data["参数"] == {"份数": "3", "标题": "乙"}


def test_two_full_width_blanks_in_a_text_begin_a_paragraph() -> None:
    loaded = load("条款:\n- 编号: 甲.乙\n  正文: 第一段。\n　　参数：第二段。\n")
    assert loaded.data == {"条款": [{"编号": "甲.乙", "正文": "第一段。参数：第二段。"}]}


@pytest.mark.parametrize("indent", ["     ", "\t\t\t\t", "　　　　　"])
def test_one_bad_indentation_is_one_error(indent: str) -> None:
    text = (
        "地区: 甲.yaml\n行文名义: 本局\n"
        f"{indent}要数:\n{indent} 发文字号: 乙\n{indent} 主送机关: 丙\n{indent} 成文日期: 丁\n"
        "文件:\n- 文种：通知\n"
    )
    assert reports(load(text)) == [
        "拟稿单.yaml:8:5: 警告 WJ150: “文种”后面是全角冒号“：”，已按“:”读入",
        f"拟稿单.yaml:3:{len(indent) + 1}: 错误 WJ175: 缩进与前面的行不一致",
    ]


def test_lines_taken_for_a_text_are_reported_once() -> None:
    loaded = load("开头:\n- 请做好\n  - 巡查\n  - 登记\n结尾: 特此通知\n")
    assert loaded.data == {"开头": ["请做好- 巡查- 登记"], "结尾": "特此通知"}
    assert reports(loaded) == ["拟稿单.yaml:3:3: 警告 WJ156: 这一行按上一行文字的接续读入（到第4行都是这样）"]


def test_a_tab_is_as_wide_as_the_indents_of_the_file() -> None:
    assert load("甲:\n    乙:\n        丙: 一\n\t丁: 二\n").data == {"甲": {"乙": {"丙": "一"}, "丁": "二"}}


def test_full_width_blank_behind_colon_and_dash() -> None:
    loaded = load("标题:　关于\n依据:\n-　上级.yaml\n")
    assert loaded.data == {"标题": "关于", "依据": ["上级.yaml"]}
    assert [finding.code for finding in loaded.findings] == ["WJ152", "WJ152"]


def test_quotes_around_a_key_go_but_around_a_value_they_stay() -> None:
    loaded = load("“标题”：“一老一小”\n")
    assert loaded.data == {"标题": "“一老一小”"}
    assert reports(loaded) == [
        "拟稿单.yaml:1:1: 警告 WJ153: “标题”外面的全角引号已去掉",
        "拟稿单.yaml:1:5: 警告 WJ150: “标题”后面是全角冒号“：”，已按“:”读入",
    ]


def test_a_list_of_mappings_typed_with_full_width_colons() -> None:
    loaded = load("文件：\n-文种：通知\n  标题：关于：甲乙\n- 文种：实施方案\n")
    assert loaded.data == {"文件": [{"文种": "通知", "标题": "关于：甲乙"}, {"文种": "实施方案"}]}
    assert [finding.code for finding in loaded.findings] == ["WJ150", "WJ151", "WJ150", "WJ150", "WJ150"]


def test_bom_and_windows_line_ends_are_no_matter() -> None:
    assert data_of("\ufeff标题: 甲\r\n文种: 通知\r\n") == {"标题": "甲", "文种": "通知"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("开头:\n- 现将有关事项通知如下：\n- 说明：此件公开\n", {"开头": ["现将有关事项通知如下：", "说明：此件公开"]}),
        ("正文: |\n  标题：甲\n\n  \t乙：丙\n　丁\n", None),
        ("正文: |\n  标题：甲\n  　　乙：丙\n", {"正文": "标题：甲\n　　乙：丙\n"}),
        ('标题: "甲：\n  乙：丙"\n', {"标题": "甲：乙：丙"}),
        ("标题: '甲\n  乙:丙'\n", {"标题": "甲乙:丙"}),
        ("标题: 第一行\n  第二行：甲\n文种: 通知\n", {"标题": "第一行第二行：甲", "文种": "通知"}),
        ("网址: http://example.cn/甲：乙\n", {"网址": "http://example.cn/甲：乙"}),
        ("依据: [甲,\n 乙：丙]\n", {"依据": ["甲", "乙：丙"]}),
        ('"甲：乙": 丙\n', {"甲：乙": "丙"}),
        ("# 说明：甲\n标题: 乙 # 丙：丁\n", {"标题": "乙"}),
    ],
)
def test_texts_are_never_touched(text: str, expected: Any) -> None:
    loaded = load(text)
    if expected is None:
        assert loaded.data == {"正文": "标题：甲\n\n\t乙：丙\n丁\n"}
        assert [finding.code for finding in loaded.findings] == ["WJ152"]
    else:
        assert loaded.data == expected
        assert not loaded.findings


def test_folded_lines_join_without_a_space_between_chinese() -> None:
    assert data_of("正文: >-\n  各养老机构要落实制度。\n  每天不少于\n  2次。\n\n  see also\n  the guide\n") == {
        "正文": "各养老机构要落实制度。每天不少于2次。\nsee also the guide"
    }


def test_a_full_width_comma_in_brackets_is_reported() -> None:
    loaded = load("排除: [甲，乙]\n")
    assert loaded.data == {"排除": ["甲，乙"]}
    assert reports(loaded) == ["拟稿单.yaml:1:6: 警告 WJ155: 方括号里的“甲，乙”按一项读入"]


@pytest.mark.parametrize("text", ["标题: 甲\n  文种：通知\n", "标题: 甲\n  文种:通知\n", "标题: 甲\n  - 乙\n"])
def test_a_line_that_falls_into_the_text_above_is_reported(text: str) -> None:
    loaded = load(text)
    assert list(loaded.data) == ["标题"]
    assert reports(loaded) == ["拟稿单.yaml:2:3: 警告 WJ156: 这一行按上一行文字的接续读入"]


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        (
            "标题: 甲\n版头: 乙\n标题: 丙\n",
            "拟稿单.yaml:3:1: 错误 WJ160: “标题”重复，第1行已经写过",
            "请删去其中一处，或合并成一处。",
        ),
        (
            "参数: {主责股室：养老股}\n",
            "拟稿单.yaml:1:6: 错误 WJ161: 花括号里“主责股室”后面的冒号应为半角冒号加空格",
            "请改为：主责股室: 养老股",
        ),
        (
            "甲: &a [一]\n乙: *a\n",
            "拟稿单.yaml:1:4: 错误 WJ162: 不支持引用标记“&a”",
            "如果它是文字，请加引号：甲: '&a [一]'",
        ),
        ("甲: *乙\n", "拟稿单.yaml:1:4: 错误 WJ171: 文字不能以“*”开头", "请加引号：甲: '*乙'"),
        (
            "甲: !!python/object:os.system x\n",
            "拟稿单.yaml:1:4: 错误 WJ163: 不支持类型标记“tag:yaml.org,2002:python/object:os.system”",
            "如果它是文字，请加引号：甲: '!!python/object:os.system x'",
        ),
        (
            "甲: 一\n---\n乙: 二\n",
            "拟稿单.yaml:2:1: 错误 WJ164: 一个文件里只能有一份内容，这里又开始了一份",
            "请删去“---”，或分成两个文件。",
        ),
        (
            "甲: 一\x07二\n",
            "拟稿单.yaml:1:5: 错误 WJ165: 这里有不能使用的控制字符（U+0007）",
            "请删去这个字符（多为复制粘贴带入）。",
        ),
        ("甲: " + "[" * 60 + "]" * 60 + "\n", "拟稿单.yaml:1:43: 错误 WJ167: 层次过深，超过40层", "请检查括号和缩进。"),
        ("? [甲, 乙]\n: 丙\n", "拟稿单.yaml:1:3: 错误 WJ168: 冒号前面应是一个词，这里不是", "请加引号：'? [甲, 乙]'"),
        ("甲: %乙\n", "拟稿单.yaml:1:4: 错误 WJ171: 文字不能以“%”开头", "请加引号：甲: '%乙'"),
        (
            "%YAML 3.0\n---\n甲: 乙\n",
            "拟稿单.yaml:1:1: 错误 WJ170: 这里的格式读不懂",
            "如果是一段文字，请加引号：'%YAML 3.0'",
        ),
        ("甲: |乙\n", "拟稿单.yaml:1:4: 错误 WJ171: 文字不能以“|”开头", "请加引号：甲: '|乙'"),
        (
            '丙: 丁\n甲: "一老"一小\n',
            '拟稿单.yaml:2:4: 错误 WJ171: 文字不能以“"”开头',
            "请加引号：甲: '\"一老\"一小'",
        ),
        (
            "  甲: 一\n乙: 二\n",
            "拟稿单.yaml:2:1: 错误 WJ175: 缩进与前面的行不一致",
            "同一层的各行要左对齐，下一层多缩进两个空格。",
        ),
        ("甲: @乙\n", "拟稿单.yaml:1:4: 错误 WJ171: 文字不能以“@”开头", "请加引号：甲: '@乙'"),
        (
            "正文: {{ 县名 }}要落实\n",
            "拟稿单.yaml:1:5: 错误 WJ171: 文字不能以“{{”开头",
            "请加引号：正文: '{{ 县名 }}要落实'",
        ),
        ('甲: "乙”\n丙: 丁\n', "拟稿单.yaml:1:4: 错误 WJ172: 引号没有成对", "前后都用半角引号，或都不用。"),
        ('份数: "30\n甲:\n  乙: "1"\n', "拟稿单.yaml:1:5: 错误 WJ172: 引号没有成对", "前后都用半角引号，或都不用。"),
        ('份数: "30\n甲: 一\n乙: ""\n', "拟稿单.yaml:1:5: 错误 WJ172: 引号没有成对", "前后都用半角引号，或都不用。"),
        ("份数: '30\n甲: ['一']\n", "拟稿单.yaml:1:5: 错误 WJ172: 引号没有成对", "前后都用半角引号，或都不用。"),
        (
            "标题: 关于甲: 乙\n",
            "拟稿单.yaml:1:8: 错误 WJ173: 一行里有两个“: ”",
            "冒号后面的文字请加引号：标题: '关于甲: 乙'",
        ),
        ('甲: "C:\\文件"\n', "拟稿单.yaml:1:7: 错误 WJ174: 双引号里的反斜杠“\\”用法不对", "请改用单引号。"),
        (
            "甲: 一\n  乙: 二\n",
            "拟稿单.yaml:2:3: 错误 WJ175: 缩进与前面的行不一致",
            "同一层的各行要左对齐，下一层多缩进两个空格。",
        ),
        (
            "文件:\n  - 文种: 通知\n   标题: 甲\n",
            "拟稿单.yaml:3:4: 错误 WJ175: 缩进与前面的行不一致",
            "同一层的各行要左对齐，下一层多缩进两个空格。",
        ),
        ("地区: 鲁山县\n依据\n稿别: 草稿\n", "拟稿单.yaml:2:1: 错误 WJ176: 这一行缺少冒号", "请改为：依据: ……"),
        (
            "地区: 甲\n文号: [2020]6号\n",
            "拟稿单.yaml:2:11: 错误 WJ177: 括号没有成对",
            "请补上括号；如果是一段文字，请加引号：文号: '[2020]6号'",
        ),
        (
            "甲: [一, 二\n乙: 三\n",
            "拟稿单.yaml:1:4: 错误 WJ177: 括号没有成对",
            "请补上括号；如果是一段文字，请加引号：甲: '[一, 二'",
        ),
        ("\n# 只有说明\n", "拟稿单.yaml: 错误 WJ103: 文件是空的，没有可读的内容", "请确认保存的是正确的文件。"),
    ],
)
def test_what_cannot_be_read_is_answered_in_place(text: str, line: str, hint: str) -> None:
    errors = [finding for finding in load(text).findings if finding.level is Level.ERROR]
    assert str(errors[0]).split("\n")[0] == line
    assert errors[0].hint == hint
    assert len(errors) == 1


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    rows = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))]
    loaded = load("\n".join(rows) + "\n")
    assert loaded.data is None
    assert reports(loaded) == ["拟稿单.yaml:1:5: 错误 WJ162: 不支持引用标记“&a0”"]


def test_too_large_a_file_is_refused() -> None:
    loaded = load("甲: " + "乙" * 4_000_001)
    assert reports(loaded) == ["拟稿单.yaml: 错误 WJ166: 文件过大，超过400万字"]


def test_columns_are_those_of_the_line_as_typed() -> None:
    loaded = load("标题：甲\n标题：乙\n")
    assert str(loaded.findings[-1]) == (
        "拟稿单.yaml:2:1: 错误 WJ160: “标题”重复，第1行已经写过\n    标题：乙\n    ^\n"
        "提示：请删去其中一处，或合并成一处。"
    )
    assert load("甲:乙\n").place(("甲",)) == Place("拟稿单.yaml", 1, 3)
