"""Duties of a superior's tables: a row is a duty with its indicator, value, deadline and responsible organ."""

from __future__ import annotations

import pytest

from wenjian.coverage import check
from wenjian.duties import extract
from wenjian.library import load_thesaurus
from wenjian.model.coverage import Coverage
from wenjian.model.directive import Directive
from wenjian.model.document import Document
from wenjian.model.finding import Finding
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Verdict
from wenjian.readers import read_documents

TITLE = "示例市民政局关于做好老年助餐服务工作的通知"


def paper(*rows: str, before: str = "现将任务下达如下。") -> Document:
    """A notice with one table, its cells set apart by |, the heads first."""
    cells = "".join(f"<tr>{''.join(f'<td>{cell.strip()}</td>' for cell in row.split('|'))}</tr>" for row in rows)
    lines = "".join(f"<p>{line}</p>" for line in ("各县（市、区）民政局：", before))
    end = "<p>示例市民政局</p><p>2026年5月8日</p>"
    text = f"<html><body><h1>{TITLE}</h1>{lines}<table>{cells}</table>{end}</body></html>"
    return read_documents(text.encode(), "上级.html")[0]


def read(*rows: str) -> tuple[Directive, tuple[Finding, ...]]:
    return extract(paper(*rows))


def texts(*rows: str) -> list[str]:
    return [duty.text for duty in read(*rows)[0].duties]


def test_an_indicator_its_value_and_its_deadline_are_one_duty() -> None:
    directive, findings = read(
        "指标 | 目标值 | 完成时限",
        "老年食堂覆盖率 | 城市社区不低于60% | 2026年底",
        "食品安全管理员配备率 | 100% | 2026年10月底",
        "明厨亮灶比例 | ≥90% | 2026年底",
    )
    assert [(duty.text, duty.deadline) for duty in directive.duties] == [
        ("老年食堂覆盖率城市社区不低于60%（2026年底）", "2026年底"),
        ("食品安全管理员配备率100%（2026年10月底）", "2026年10月底"),
        ("明厨亮灶比例≥90%（2026年底）", "2026年底"),
    ]
    assert [[(one.text, one.comparator.value) for one in duty.measures] for duty in directive.duties] == [
        [("不低于60%", ">="), ("2026年底", "<=")],
        [("100%", "="), ("2026年10月底", "<=")],
        [("≥90%", ">="), ("2026年底", "<=")],
    ]
    assert findings == ()


def test_a_table_of_standards_gives_what_holds_for_each() -> None:
    assert texts(
        "救助对象 | 起付标准 | 救助比例 | 年度限额",
        "特困人员 | 不设起付线 | 100% | 5万元",
        "低保对象 | 1000元 | 80% | 4万元",
    ) == [
        "特困人员，起付标准不设起付线，救助比例100%，年度限额5万元",
        "低保对象，起付标准1000元，救助比例80%，年度限额4万元",
    ]


def test_a_list_of_people_or_visits_asks_nothing_and_long_tasks_stay_apart() -> None:
    assert texts("姓名 | 年龄 | 补贴", "张某 | 85 | 500元") == []
    assert texts("日期 | 来访人 | 事项", "3月5日 | 张某 | 咨询养老") == []
    long = texts("项目 | 工作要求 | 补助标准", "老年食堂 | 各乡镇要逐村建设老年食堂。每月检查一次。 | 每个5万元")
    assert long[0] == "各乡镇要逐村建设老年食堂。"


def test_a_count_of_what_there_is_beside_what_was_found_asks_nothing() -> None:
    heads = "序号 | 设备名称 | 数量 | 检查情况 | 责任人"
    directive, findings = read(heads, "1 | 锅炉 | 2 | 正常 | 周某", "2 | 电暖器 | 36 | 3台需更换 | 吴某")
    assert directive.duties == ()
    assert [finding.code for finding in findings] == ["WJ301", "WJ995"]
    assert texts("建设项目 | 数量 | 完成时限", "老年食堂 | 12个 | 2026年底") == ["老年食堂12个（2026年底）"]


def test_a_note_that_only_says_who_fills_in_a_form_asks_nothing() -> None:
    def noted(note: str) -> list[str]:
        document = paper("序号 | 姓名", "1 | 张某", before=f"各单位要每月检查一次。</p><p>{note}")
        return [duty.text for duty in extract(document)[0].duties]

    assert noted("注：本表由各敬老院填写。") == ["各单位要每月检查一次。"]
    assert noted("说明：1.此表由各乡镇民政所填报。") == ["各单位要每月检查一次。"]
    asked = "注：本表由各敬老院填写，每月5日前报县民政局。"
    assert noted(asked) == ["各单位要每月检查一次。", asked]


def test_the_days_of_a_timetable_are_deadlines() -> None:
    directive, _ = read(
        "时间 | 工作内容 | 责任单位",
        "6月20日前 | 公布工作方案 | 县民政局",
        "7月1日—5日 | 受理老年食堂申报 | 各乡镇",
        "2026年9月10日 | 验收老年食堂 | 县民政局",
    )
    assert [(duty.text, [(one.kind.value, one.value) for one in duty.measures]) for duty in directive.duties] == [
        ("公布工作方案（6月20日前）", [("deadline", "06-20")]),
        ("受理老年食堂申报（7月1日—5日）", [("deadline", "07-05")]),
        ("验收老年食堂（2026年9月10日）", [("deadline", "2026-09-10")]),
    ]


def test_columns_may_stand_in_any_order_and_the_organ_is_who_acts() -> None:
    (duty,) = read(
        "责任单位 | 时间节点 | 工作任务 | 目标任务数", "市民政局、各县（市、区） | 6月底前 | 新建老年食堂（个） | 15"
    )[0].duties
    assert duty.text == "新建老年食堂15个（6月底前）"
    assert duty.actors == ("^市民政局", "^各县（市、区）")
    assert duty.responsible == "责任单位：市民政局、各县（市、区）"


def test_values_of_several_years_stay_with_their_year_and_unit_and_a_sum_is_none() -> None:
    assert texts(
        "序号 | 一级指标 | 二级指标 | 单位 | 2025年现状 | 2026年目标 | 2027年目标",
        "1 | 助餐服务 | 老年食堂数 | 个 | 3 | 5 | 8",
        "2 | 助餐服务 | 服务人次 | 万人次 | 2 | ≥3.5 | ≥4",
        "合计 | | | | 5 | 9 | 12",
    ) == ["老年食堂数2026年5个，2027年8个", "服务人次2026年≥3.5万人次，2027年≥4万人次"]


def test_a_task_of_a_few_words_is_a_duty_and_each_sentence_of_a_long_one() -> None:
    directive, _ = read(
        "序号 | 工作任务 | 完成时限 | 牵头单位 | 配合单位",
        "1 | 摸清底数 | 6月底前 | 市民政局 | 市财政局",
        "2 | 制定助餐服务管理办法。6月10日前组织开展培训。 | 2026年9月底前 | 市民政局 | ",
        "3 | 明确补贴标准，规范资金使用。 | 长期坚持 | 市财政局 | ",
    )
    assert [(duty.text, duty.deadline) for duty in directive.duties] == [
        ("摸清底数（6月底前）", "6月底前"),
        ("制定助餐服务管理办法（2026年9月底前）。", "2026年9月底前"),
        ("6月10日前组织开展培训。", "6月10日前"),
        ("明确补贴标准，规范资金使用。", "长期坚持"),
    ]
    assert directive.duties[0].responsible == "牵头单位：市民政局；配合单位：市财政局"


def test_a_row_that_is_not_understood_is_told_and_an_empty_form_is_not() -> None:
    _, findings = read("工作任务 | 完成时限 | 责任单位", "摸清底数 | 6月底前 | 市民政局", " | 10月底前 | 市财政局")
    assert [one.message for one in findings if one.code == "WJ994"] == ["表第2项没有读成任务：“10月底前｜市财政局”"]
    _, findings = read("指标 | 目标值 | 完成情况", "覆盖率 | | ", "持证率 | | ")
    assert not any(one.code in ("WJ994", "WJ995") for one in findings)


def test_figures_under_heads_that_say_nothing_are_told_once_a_table() -> None:
    _, findings = read("类别 | 上半年 | 下半年", "甲类 | 不少于5个 | 6个", "乙类 | 3个 | 4个")
    (one,) = [one for one in findings if one.code == "WJ995"]
    assert "有2行写有数字或时限，没有读成任务（如“甲类｜不少于5个｜6个”）" in one.message
    _, findings = read("姓名 | 电话 | 乡镇", "张某 | 0000-1234567 | 甲镇")
    assert not any(one.code == "WJ995" for one in findings)


ASKED = ("指标 | 目标值 | 完成时限", "老年食堂覆盖率 | 不低于60% | 2026年底", "留样率 | 100% | 2026年10月底")


def checked(plan: Document) -> Coverage:
    directive, _ = extract(paper(*ASKED))
    return check(directive, plan, load_thesaurus())


def test_a_plan_answers_a_row_with_a_row_of_its_own_or_in_words() -> None:
    same = paper(
        "序号 | 指标 | 责任单位 | 目标值 | 时限",
        "1 | 老年食堂覆盖率 | 甲股 | 不低于60% | 2026年底",
        "2 | 留样率 | 甲股 | 100% | 2026年10月底",
    )
    assert [duty.verdict for duty in checked(same).duties] == [Verdict.COVERED, Verdict.COVERED]
    words = paper("乡镇 | 电话", "甲镇 | 1", before="2026年底，老年食堂覆盖率不低于60%。2026年10月底，留样率达到100%。")
    assert [duty.verdict for duty in checked(words).duties] == [Verdict.COVERED, Verdict.COVERED]


def test_a_lower_value_in_the_table_of_a_plan_is_seen() -> None:
    low = paper(ASKED[0], "老年食堂覆盖率 | 不低于50% | 2026年底", "留样率 | 100% | 2026年12月底")
    assert [
        [(one.parent, one.child, one.direction.value) for one in duty.deviations] for duty in checked(low).duties
    ] == [
        [("不低于60%", "不低于50%", "weaker")],
        [("2026年10月底", "2026年12月底", "weaker")],
    ]


LOCALITY = Locality(name="甲县", bureau="甲县民政局")


@pytest.mark.parametrize(
    "rows",
    [
        ("序号 | 县（市、区） | 新增护理型床位（张） | 助餐点（个）", "1 | 甲县 | 180 | 22", "2 | 乙区 | 240 | 28"),
        ("地区 | 新增护理型床位（张） | 助餐点（个）", "甲县 | 180 | 22", "乙区 | 240 | 28", "合计 | 420 | 50"),
        ("指标 | 甲县 | 乙区", "新增护理型床位（张） | 180 | 240", "助餐点（个） | 22 | 28"),
        ("项目 | 合计 | 甲县 | 乙区", "新增护理型床位（张） | 420 | 180 | 240", "助餐点（个） | 50 | 22 | 28"),
        ("指标 | 单位 | 全市目标 | 甲县 | 乙区", "新增护理型床位 | 张 | 420 | 180 | 240", "助餐点 | 个 | 50 | 22 | 28"),
    ],
    ids=["numbered rows", "rows", "columns", "columns and a sum", "columns and the whole city"],
)
def test_of_a_table_by_places_the_locality_has_its_own_portion(rows: tuple[str, ...]) -> None:
    directive, findings = extract(paper(*rows), LOCALITY)
    assert [duty.text for duty in directive.duties] == ["新增护理型床位180张", "助餐点22个"]
    assert findings == ()


def test_a_table_by_places_is_told_where_nobody_says_which_one() -> None:
    rows = ("地区 | 新增护理型床位（张）", "甲县 | 180", "乙区 | 240")
    (told,) = [one for one in extract(paper(*rows))[1] if one.code == "WJ354"]
    assert told.message == "表格（表）给各地区分列任务（如“甲县｜180”），没有取出本地的数：没有写地区文件"
    elsewhere = Locality(name="丙县", bureau="丙县民政局")
    (told,) = [one for one in extract(paper(*rows), elsewhere)[1] if one.code == "WJ354"]
    assert told.message.endswith("表里没有地区文件写的地区")


def test_the_figure_of_all_places_together_says_so() -> None:
    assert texts("指标 | 单位 | 全市目标", "新增护理型床位 | 张 | 1200") == ["全市新增护理型床位1200张"]


def measured(*rows: str, before: str = "任务如下。") -> list[tuple[str, str, str]]:
    """Text, value and unit of what a table of one figure a row asks."""
    directive, _ = extract(paper(*rows, before=before))
    return [(duty.text, duty.measures[0].value, duty.measures[0].unit) for duty in directive.duties]


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("指标 | 单位 | 目标值", "编织袋 | 万条 | 5"),
        ("指标 | 计量单位 | 目标值", "编织袋 | 万条 | 5"),
        ("指标 | 目标值（万条）", "编织袋 | 5"),
        ("指标 | 目标值（单位：万条）", "编织袋 | 5"),
        ("指标 | 目标值", "编织袋（万条） | 5"),
        ("物资 | 数量（万条） | 责任单位", "编织袋 | 5 | 甲局"),
    ],
)
def test_the_unit_of_a_figure_stands_in_a_column_a_head_or_the_name(heads: str, row: str) -> None:
    assert measured(heads, row) == [("编织袋5万条", "50000", "条")]


def test_the_unit_of_all_figures_stands_above_the_table_and_shares_have_none() -> None:
    rows = ("指标 | 目标值", "编织袋 | 5", "救生衣 | 300件", "冲锋舟（艘） | 6", "覆盖率 | 不低于95%")
    assert [text for text, *_ in measured(*rows, before="任务如下。</p><p>（单位：万条）")] == [
        "编织袋5万条",
        "救生衣300件",
        "冲锋舟6艘",
        "覆盖率不低于95%",
    ]


def test_a_unit_stands_between_a_figure_and_its_bound() -> None:
    assert measured(
        "指标 | 单位 | 目标值", "公园绿地 | 公顷 | 不少于12", "演练 | 场次 | 3以上", "步道 | 公里 | 6-8"
    ) == [
        ("公园绿地不少于12公顷", "12", "公顷"),
        ("演练3场次以上", "3", "场次"),
        ("步道6-8公里", "6", "公里"),
    ]


def test_a_column_of_organs_and_a_bracket_of_other_words_are_no_units() -> None:
    assert texts("指标 | 单位 | 目标值", "床位（护理型） | 市民政局 | 5张", "助餐点 | 市财政局 | 5") == [
        "床位（护理型）5张",
        "助餐点5",
    ]


def test_a_plan_in_a_smaller_unit_is_below() -> None:
    directive, _ = extract(paper("指标 | 单位 | 目标值", "编织袋 | 万条 | 5"))
    below = check(directive, paper("指标 | 单位 | 目标值", "编织袋 | 条 | 5"), load_thesaurus())
    assert [(one.parent, one.child) for one in below.duties[0].deviations] == [("5万条", "5条")]


def test_the_portion_of_a_place_has_the_unit_and_the_day_of_its_row() -> None:
    rows = (
        "序号 | 县（区） | 编织袋（万条） | 完成时限 | 责任单位",
        "1 | 甲县 | 6 | 8月底 | 水利局",
        "2 | 乙县 | 5 | 9月底 | 水利局",
    )
    (duty,) = extract(paper(*rows), LOCALITY)[0].duties
    assert (duty.text, duty.deadline, duty.responsible) == ("编织袋6万条（8月底）", "8月底", "责任单位：水利局")
    (duty,) = extract(
        paper("县（区） | 新增学位 | 单位 | 时限", "甲县 | 9 | 个 | 8月底", "乙县 | 7 | 个 | 8月底"), LOCALITY
    )[0].duties
    assert duty.text == "新增学位9个（8月底）"


TASKS = "序号 | 重点任务 | 具体措施 | 牵头科室 | 完成时限"


def test_each_thing_of_a_cell_is_a_duty_with_the_time_of_its_row_as_written() -> None:
    directive, findings = read(
        TASKS,
        "1 | 校车 | 逐车建档；驾驶人每学期体检1次 | 安全科 | 3月、9月",
        "2 | 护学岗 | 校门口设护学岗，家长志愿者参与 | 安全科 | 2026年秋季学期",
        "3 | 校舍 | 逐栋排查。建立台账 | 计财科 | 长期坚持",
    )
    assert [(duty.text, duty.deadline) for duty in directive.duties] == [
        ("逐车建档（3月、9月）；", "3月、9月"),
        ("驾驶人每学期体检1次（3月、9月）", "3月、9月"),
        ("校门口设护学岗，家长志愿者参与（2026年秋季学期）", "2026年秋季学期"),
        ("逐栋排查。", "长期坚持"),
        ("建立台账", "长期坚持"),
    ]
    assert findings == ()


def test_a_sentence_of_a_row_that_is_not_read_is_told_and_a_slogan_is_not() -> None:
    directive, findings = read(TASKS, "1 | 食堂 | 提高政治站位。明厨亮灶全覆盖。体检。 | 体卫科 | 6月底")
    assert [duty.text for duty in directive.duties] == ["明厨亮灶全覆盖（6月底）。"]
    assert [one.message for one in findings] == ["表第1项没有读成任务：“体检。”"]


def test_what_is_kept_in_store_has_its_number_and_other_lists_have_none() -> None:
    assert texts("序号 | 物资 | 数量", "1 | 救生衣 | 1200件", "2 | 编织袋 | 6万条") == ["救生衣1200件", "编织袋6万条"]
    assert texts("小区 | 数量", "甲小区 | 1200户") == []
    assert texts("物资 | 现有数量", "救生衣 | 1200件") == []
