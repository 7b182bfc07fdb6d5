"""Terms, organs and laws of former days, and the papers and words that may keep them."""

from __future__ import annotations

from pathlib import Path

import pytest

from papers import notice, parents
from wenjian.errors import LibraryError
from wenjian.library import load_replaced
from wenjian.lint.replaced import check_replaced
from wenjian.model.library import ReplacedWord
from wenjian.text.dates import parse_date

WORDS = load_replaced()[0]


def found_words(*lines: str, date: str = "2026年5月25日", parent: str = "养老机构要每月自查。") -> list[str]:
    findings = check_replaced(notice(*lines, date=date), parents(parent), WORDS)
    assert {finding.code for finding in findings} <= {"WJ564"}
    return [finding.message.split("是旧称")[0] for finding in findings]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("对建档立卡贫困人口给予临时救助。", "“建档立卡贫困人口”"),
        ("对低收入家庭老年人给予补贴。", "“低收入家庭”"),
        ("会同县工商局开展检查。", "“工商局”"),
        ("会同县质监局、县食药监局开展检查。", "“质监局”"),
        ("由县卫计委派出医疗队。", "“卫计委”"),
        ("会同县卫健局（老龄办）开展排查。", "“卫健局（老龄办）”"),
        ("依据《婚姻法》办理登记。", "《婚姻法》"),
        ("依据《中华人民共和国收养法》办理登记。", "《收养法》"),
    ],
)
def test_a_word_of_former_days_is_found(line: str, word: str) -> None:
    assert found_words(line)[0] == word


@pytest.mark.parametrize(
    "line",
    [
        "会同县工商联开展活动，走访个体工商户。",
        "由原县工商局划入的档案要妥善保管。",
        "原来的建档立卡贫困户要纳入监测。",
        "县卫计委更名为县卫生健康委员会后，档案随之移交。",
        "落实《关于做好低收入家庭认定工作的通知》要求。",
        "做好城镇低收入家庭住房保障工作。",
        "总结新冠肺炎疫情期间的做法。",
        "各地要对对象建档立卡。",
        "倡导婚姻法治宣传。",
        "会同国家税务总局示范县税务局落实优惠。",
        "会同县文化和旅游局、县农业农村局开展检查。",
    ],
)
def test_what_only_looks_so_or_speaks_of_former_days_is_right(line: str) -> None:
    assert found_words(line) == []


@pytest.mark.parametrize(
    ("line", "before", "after"),
    [
        ("会同县工商局开展检查。", "2017年5月25日", "2019年5月25日"),
        ("对建档立卡贫困人口给予救助。", "2020年5月25日", "2021年7月1日"),
        ("对低收入家庭给予救助。", "2021年6月30日", "2021年7月1日"),
        ("会同县卫健局（老龄办）开展排查。", "2023年5月25日", "2025年5月25日"),
        ("依据《婚姻法》办理登记。", "2020年12月31日", "2021年1月1日"),
    ],
)
def test_a_paper_older_than_the_change_is_not_blamed(line: str, before: str, after: str) -> None:
    assert found_words(line, date=before) == []
    assert found_words(line, date=after) != []


def test_the_parents_own_word_is_right_unless_the_parent_is_older_than_the_change() -> None:
    line = "对低收入家庭给予救助。"
    assert check_replaced(notice(line), parents(line), WORDS) == ()
    assert len(check_replaced(notice(line), parents(line, date="2020年5月8日"), WORDS)) == 1


def test_an_undated_paper_is_as_old_as_its_parent() -> None:
    line = "会同县工商局开展检查。"
    assert len(check_replaced(notice(line, date=""), parents(), WORDS)) == 1
    assert check_replaced(notice(line, date=""), parents(date="2017年5月8日"), WORDS) == ()
    assert check_replaced(notice(line, date=""), parents(date=""), WORDS) == ()


def test_the_finding_says_since_when_and_what_is_written_now() -> None:
    lines = ("一、检查", "会同县工商局检查。", "二、整改", "由县工商局督促整改。")
    (finding,) = check_replaced(notice(*lines), parents(), WORDS)
    assert str(finding) == (
        "方案.txt（一、）: 警告 WJ564: “工商局”是旧称，共2处，2019年4月1日以后为市场监督管理局（2018年机构改革）\n"
        "提示：请改用现在的名称；确指当时情况的，可加“原”字。"
    )


def test_the_longest_word_counts_once() -> None:
    assert found_words("对建档立卡贫困户给予救助。") == ["“建档立卡贫困户”"]


def test_an_offices_own_words_come_on_top(tmp_path: Path) -> None:
    (tmp_path / "旧称.yaml").write_text(
        '版本: "县"\n旧称:\n'
        "- 词: 示范工程\n  现用: 样板工程\n  自: 2025-01-01\n"
        "- 词: 工商局\n  现用: 县市场监管局\n  自: 2019-01-01\n",
        encoding="utf-8",
    )
    nested = tmp_path / "县局" / "旧称.yaml"
    nested.parent.mkdir()
    nested.write_text("版本: 县\n旧称:\n- 词: 便民食堂\n  现用: 助餐点\n  自: 2025-01-01\n", encoding="utf-8")
    words, _ = load_replaced([tmp_path])
    assert "便民食堂" in {word.word for word in words}
    findings = check_replaced(notice("会同县工商局推进示范工程。"), parents(), words)
    assert [finding.message for finding in findings] == [
        "“工商局”是旧称，2019年1月1日以后为县市场监管局",
        "“示范工程”是旧称，2025年1月1日以后为样板工程",
    ]


def test_a_day_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "旧称.yaml").write_text('版本: "县"\n旧称:\n- 词: 甲\n  现用: 乙\n  自: 去年\n', encoding="utf-8")
    with pytest.raises(LibraryError) as caught:
        load_replaced([tmp_path])
    assert str(caught.value.findings[0]) == (
        f"{tmp_path / '旧称.yaml'}:5:6: 错误 WJ209: “自”应是日期，不能是“去年”\n"
        "提示：请写成“2019-04-01”，年份写四位数。"
    )


@pytest.mark.parametrize("entry", WORDS, ids=lambda entry: entry.word)
def test_no_word_is_part_of_what_replaces_it(entry: ReplacedWord) -> None:
    assert entry.word not in entry.now
    assert parse_date(entry.since)
