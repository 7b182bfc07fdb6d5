"""What the 对照表 that goes out and the program that reads it back agree on: heads of columns, marks of rows, words."""

from __future__ import annotations

from dataclasses import dataclass

from wenjian.model.vocabulary import Judgement, Settlement

MARK_HEAD = "核对标识（勿改）"
"""The head of the hidden column that holds the mark of each row."""

WRITTEN_SHEET = "核对数据"
"""The hidden sheet that repeats, mark by mark, what the tables said when they were written."""

ASKED = "上级文件要求（原文，条款）"
WORDING = "建议修改文字"
OPINION = "审核意见"
CHANGE = "修改情况"
CONCLUSION = "核对结论"
REASON = "理由（另文落实填文号）"
SIGNED = "核对（姓名 日期）"
ADDITION = "新增内容（条款）"
BASIS = "依据"
KEEP = "是否保留"
NOTE = "说明"
PROBLEM = "问题"

DECIDABLE = tuple(word for word in Settlement if word not in {Settlement.NOT_FOUND, Settlement.TO_CONFIRM})
"""What a person may conclude. 未见对应内容 and 待核 are the program's words: they leave open what a person decides."""

WAIVED = frozenset({Settlement.OTHER_DOCUMENT, Settlement.OTHER_ORGAN, Settlement.NOT_LOCAL, Settlement.SUPERIOR_OWN})
"""Conclusions by which the paper need not carry the duty."""

GAPS = frozenset({Settlement.NOT_FOUND, Settlement.TO_CONFIRM, Settlement.PARTLY})
"""What the program says of a duty that a person may confirm to be a gap."""

_ADDITION = "新增内容"


@dataclass(frozen=True, slots=True)
class DutyMark:
    """Which duty a row is about, the 指纹 it was judged on, and what the program concluded from the text alone."""

    duty: str
    duty_fingerprint: str
    evidence_fingerprint: str
    proposed: Settlement

    def __str__(self) -> str:
        return f"{self.duty}|{self.duty_fingerprint}|{self.evidence_fingerprint}|{self.proposed.chinese}"


@dataclass(frozen=True, slots=True)
class AdditionMark:
    """Which addition a row is about: the 指纹 of its words."""

    fingerprint: str

    def __str__(self) -> str:
        return f"{_ADDITION}|{self.fingerprint}"


_FEEDBACK = "反馈"


@dataclass(frozen=True, slots=True)
class FeedbackMark:
    """Which item of the 督办台账 a row of a 反馈表 answers, for which unit, on which duty, in which words (指纹)."""

    item: str
    unit: str
    fingerprint: str
    duty: str

    def __str__(self) -> str:
        return "|".join((_FEEDBACK, self.item, self.unit.replace("|", "／"), self.fingerprint, self.duty))


def parse_feedback_mark(text: str) -> FeedbackMark | None:
    """The mark that a cell holds; None for any other text."""
    head, *others = text.strip().split("|", 4)
    return FeedbackMark(*others) if head == _FEEDBACK and len(others) == 4 else None


def parse_mark(text: str) -> DutyMark | AdditionMark | None:
    """The mark that a cell holds; None for any other text. The number of a directive may itself hold a «|»."""
    head, *others = text.strip().rsplit("|", 3)
    if head == _ADDITION and len(others) == 1:
        return AdditionMark(others[0])
    if len(others) < 3 or "#" not in head:
        return None
    try:
        return DutyMark(head, others[0], others[1], Settlement.of(others[2]))
    except ValueError:
        return None


def judgement_of(conclusion: Settlement, proposed: Settlement) -> Judgement:
    """判定 that a person makes who writes `conclusion` where the program proposed `proposed`."""
    if conclusion in WAIVED:
        return Judgement.WAIVE
    if conclusion is proposed or (conclusion is Settlement.CONFIRMED_GAP and proposed in GAPS):
        return Judgement.CONFIRM
    return Judgement.OVERRULE
