"""《逐级落实情况表》: each duty of the top paper through the papers below it, and the level where it was lost."""

from __future__ import annotations

from collections import Counter
from typing import Any

from wenjian.coverage.chain import related
from wenjian.model.coverage import DutyCoverage
from wenjian.model.diff import Chain, Followed, Step
from wenjian.model.document import Column, Row, Span, Table
from wenjian.model.vocabulary import Course, Verdict
from wenjian.reports.words import Tier, conclusion, direction_word, in_running_text, spot_of, tier_of
from wenjian.text.normal import bracketed, shorten

LEVELS = "逐级落实情况表"

_MOST_SHOWN = 10
_WIDTH = 257.0
_NUMBER, _ASKED, _SAID = 10.0, 70.0, 62.0


def chain_line(chain: Chain) -> str:
    """«国文件→省文件→本文件，36项任务：逐级落实30、低于上级要求2（省文件2）、已无此项4（省文件3、本文件1）。»"""
    head = f"{'→'.join((chain.top, *chain.papers))}，{len(chain.duties)}项任务："
    parts = []
    for course in Course:
        rows = [row for row in chain.duties if row.course is course]
        at = Counter(chain.papers[row.at] for row in rows if row.at >= 0)
        where = "、".join(f"{name}{at[name]}" for name in chain.papers if at[name])
        if rows:
            parts.append(f"{course}{len(rows)}{bracketed(where)}")
    return f"{head}{'、'.join(parts)}。"


def chain_lines(chain: Chain) -> list[str]:
    """The section of the report for a terminal: the counts, then what was lost or asked less, and where."""
    if not related(chain):
        return [f"{'→'.join((chain.top, *chain.papers))}：几份上级文件没有相同的任务，不作逐级对照。"]
    wanting = [row for row in chain.duties if row.course in {Course.LOST, Course.BELOW}]
    lines = ["逐级落实情况：", chain_line(chain)]
    for row in wanting[:_MOST_SHOWN]:
        duty = row.steps[-1].answer
        lines.append(
            f"- {duty.id} {duty.where} {shorten(duty.text, 40)} {course_sentence(row, chain)}".replace("  ", " ")
        )
    if len(wanting) > _MOST_SHOWN:
        lines.append(f"……另有{len(wanting) - _MOST_SHOWN}项，见{LEVELS}。")
    return lines


def chain_table(chain: Chain) -> Table:
    """One row for each duty, in the top paper's order; a column for each paper below it."""
    each = (_WIDTH - _NUMBER - _ASKED - _SAID) / len(chain.papers)
    columns = (
        Column("序号", _NUMBER, locked=True),
        Column(f"{chain.top}要求（原文，条款）", _ASKED, locked=True),
        *(Column(name, each, locked=True) for name in chain.papers),
        Column("在哪一级有变化", _SAID, locked=True),
    )
    rows = tuple(_row(number, row, chain) for number, row in enumerate(chain.duties, 1))
    names = (chain.top, *chain.papers)
    named = "；".join(f"{name}：{title}" for name, title in zip(names, chain.titles, strict=False))
    foot = ("每一级都以最上一级文件的原文逐项比对，各份文件分别核对，不合在一起计算；以人工审核为准。",)
    return Table(columns, rows, name=LEVELS, head=(named, chain_line(chain)), foot=foot)


def _row(number: int, row: Followed, chain: Chain) -> Row:
    duty = row.steps[-1].answer
    steps = (_cell(step) for step in row.steps)
    texts = (str(number), f"{duty.text}{bracketed(duty.where)}", *steps, course_sentence(row, chain))
    return Row(tuple((Span(text),) for text in texts), duties=(duty.ref,))


def _cell(step: Step) -> str:
    through = f"（按其上一级文件的“{shorten(step.through.text, 20)}”）" if step.through else ""
    place = spot_of(step.final)
    return "\n".join(line for line in (f"{conclusion(step.final)}{bracketed(place)}", through) if line)


def course_sentence(row: Followed, chain: Chain) -> str:
    """Where the duty was lost or asked less, in one sentence: «省文件已无此项，本文件也没有。»"""
    last = len(chain.papers) - 1
    if row.course is Course.SETTLED:
        return f"{conclusion(row.steps[-1].final)}。"
    if row.at < 0:
        return f"{row.course}。"
    answer, name = row.steps[row.at].final, chain.papers[row.at]
    said = _state(answer, name)
    if row.course is Course.REGAINED:
        return f"{said}，{chain.papers[last]}已补上。"
    if row.at == last:
        above = f"{chain.papers[last - 1]}有此项，" if last and row.course is Course.LOST else ""
        return f"{above}{said}。"
    return f"{said}，{chain.papers[last]}也{'没有' if row.course is Course.LOST else '没有补上'}。"


def _state(answer: DutyCoverage, name: str) -> str:
    """«省文件二、（三）低于上级要求（“不少于14天”写成“7天”）», «省文件已无此项（最接近：三、）»."""
    if answer.verdict is Verdict.MISSING and answer.nearest:
        place = f"最接近：{in_running_text(answer.nearest.where)}" if answer.nearest.where else ""
        return f"{name}已无此项{bracketed(place)}"
    spot = in_running_text(spot_of(answer))
    below = next((one for one in answer.deviations if tier_of(one) is Tier.CHANGE), None)
    if below is not None:
        words = f"“{shorten(below.parent, 20)}”写成“{shorten(below.child, 20)}”" if below.child else below.note
        return f"{name}{spot}{direction_word(below)}{bracketed(words)}"
    lacking = "、".join(f"“{shorten(part, 30)}”" for part in answer.missing_parts)
    return f"{name}{spot}{conclusion(answer)}{bracketed(f'未写{lacking}' if lacking else '')}"


def chain_data(chain: Chain) -> dict[str, Any]:
    """The chain in plain values, keys in a fixed order."""
    return {
        "top": chain.top,
        "papers": list(chain.papers),
        "related": related(chain),
        "line": chain_line(chain),
        "duties": [
            {
                "id": row.steps[-1].answer.id,
                "ref": row.steps[-1].answer.ref,
                "course": row.course.value,
                "at": chain.papers[row.at] if row.at >= 0 else None,
                "sentence": course_sentence(row, chain),
                "steps": [_step_data(step, name) for step, name in zip(row.steps, chain.papers, strict=True)],
            }
            for row in chain.duties
        ],
    }


def _step_data(step: Step, name: str) -> dict[str, Any]:
    final = step.final
    return {
        "paper": name,
        "verdict": final.verdict.value,
        "settlement": final.settlement.chinese,
        "where": spot_of(final),
        "through": step.through.ref if step.through else None,
    }
