"""Which words and paragraphs of two versions belong together, as people read it: [deleted]{inserted}."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenjian.changes import MARK, Op, Passage, find_edits, pair_passages

SIGN = "\U00100000"
"""Stands for a thing that is no text."""
BRACKETS = {Op.KEEP: "{}", Op.DELETE: "[{}]", Op.INSERT: "{{{}}}"}


def marked(old: str, new: str) -> str:
    return "".join(BRACKETS[edit.op].format(edit.text) for edit in find_edits(old, new))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("应检查。", "应当检查。", "应{当}检查。"),
        ("每月至少检查一次。", "每季度至少检查一次。", "[每月]{每季度}至少检查一次。"),
        ("储备不少于7天的药品。", "储备不少于10天的药品。", "储备不少于[7]{10}天的药品。"),
        ("于2026年3月5日前报送。", "于2026年4月10日前报送。", "于2026年[3月5]{4月10}日前报送。"),
        ("演练后及时修订。", "演练后修订。", "演练后[及时]修订。"),
        ("三、加强组织领导", "四、加强组织保障", "[三]{四}、加强组织[领导]{保障}"),
        ("县民政局、县公安局负责。", "县民政局、县教育局、县公安局负责。", "县民政局、{县教育局、}县公安局负责。"),
    ],
)
def test_single_words_and_figures_are_exchanged(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (
            "坚持以人为本，统筹推进各项工作，确保取得实效。",
            "强化底线思维，把生命安全放在首位，确保取得实效。",
            "[坚持以人为本，统筹推进各项工作]{强化底线思维，把生命安全放在首位}，确保取得实效。",
        ),
        (
            "加强人员值守，落实24小时值班制度，确保信息畅通。",
            "落实24小时值班和领导带班制度，确保信息畅通，及时处置险情。",
            "[加强人员值守，]落实24小时值班{和领导带班}制度，确保信息畅通{，及时处置险情}。",
        ),
    ],
)
def test_clauses_that_share_little_are_exchanged_as_a_whole(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


def test_there_is_no_confetti() -> None:
    old = "各机构法定代表人是第一责任人，"
    new = "由单位主要领导任总责任人，"
    assert marked(old, new) == "[各机构法定代表人是第一责任人]{由单位主要领导任总责任人}，"


def test_a_thing_that_is_no_text_is_kept_where_both_have_it() -> None:
    old, new = f"储备物资{SIGN}，建立台账。", f"足额储备应急物资{SIGN}，专人管理。"
    assert f"{SIGN}，" in marked(old, new)


texts = st.text(alphabet="各机构要每月检查，。；一二三12、\n" + MARK + SIGN, max_size=40)


@given(texts, texts)
def test_edits_lead_from_one_text_to_the_other(old: str, new: str) -> None:
    edits = find_edits(old, new)
    assert "".join(edit.text for edit in edits if edit.op is not Op.INSERT) == old
    assert "".join(edit.text for edit in edits if edit.op is not Op.DELETE) == new
    for one, after in pairwise(edits):
        assert (one.op, after.op) in {
            (Op.KEEP, Op.DELETE),
            (Op.KEEP, Op.INSERT),
            (Op.DELETE, Op.INSERT),
            (Op.DELETE, Op.KEEP),
            (Op.INSERT, Op.KEEP),
        }


def grouped(old: list[str], new: list[str]) -> list[tuple[list[str], list[str]]]:
    mine, theirs = ([Passage(text, divisible=True) for text in one] for one in (old, new))
    return [([old[i] for i in g.old], [new[j] for j in g.new]) for g in pair_passages(mine, theirs)]


CHECK = "各养老机构要每月至少开展一次用电安全检查，发现问题立即整改。"
CHECK_GAS = "各养老机构要每周至少开展一次用电用气安全检查，发现问题立即整改。"
STORE = "储备不少于7天的防暑药品和食品，由专人保管。"
WATCH = "落实24小时值班和领导带班制度，确保信息畅通。"


def test_a_changed_paragraph_pairs_and_others_come_and_go() -> None:
    assert grouped([CHECK, STORE], [WATCH, CHECK_GAS]) == [([], [WATCH]), ([CHECK], [CHECK_GAS]), ([STORE], [])]


def test_a_moved_paragraph_is_deleted_and_inserted() -> None:
    assert grouped([CHECK, STORE, WATCH], [STORE, WATCH, CHECK]) == [
        ([CHECK], []),
        ([STORE], [STORE]),
        ([WATCH], [WATCH]),
        ([], [CHECK]),
    ]


def test_a_paragraph_cut_in_two_and_two_joined() -> None:
    assert grouped([CHECK + STORE], [CHECK, STORE]) == [([CHECK + STORE], [CHECK, STORE])]
    assert grouped([CHECK, STORE], [CHECK + STORE]) == [([CHECK, STORE], [CHECK + STORE])]


def test_the_number_in_front_does_not_part_equal_paragraphs() -> None:
    assert grouped(["一、值守", "二、储备"], ["一、检查", "二、值守", "三、储备"]) == [
        ([], ["一、检查"]),
        (["一、值守"], ["二、值守"]),
        (["二、储备"], ["三、储备"]),
    ]


def test_only_passages_of_one_kind_pair() -> None:
    (deleted, inserted) = pair_passages([Passage(CHECK)], [Passage(CHECK, "table")])
    assert (list(deleted.old), list(deleted.new), list(inserted.old), list(inserted.new)) == ([0], [], [], [0])
