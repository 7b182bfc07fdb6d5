"""Two editions of a directive: 《任务变化表》, and what they leave outdated or missing in a plan: 《文稿需改表》."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from wenjian.coverage.increments import UNSAID
from wenjian.model.diff import DirectiveDiff, DutyRevision, PlanEffect
from wenjian.model.directive import Directive, Duty
from wenjian.model.document import Column, Document, Table
from wenjian.model.vocabulary import Revision, Verdict
from wenjian.reports.data import evidence_data, finding_data
from wenjian.reports.diff import change_words
from wenjian.reports.sheets import row_of, sheet, under
from wenjian.reports.words import Tier, conclusion, deviation_sentence, engine_line, tier_of, title_line
from wenjian.text.normal import bracketed, shorten

DUTY_REVISIONS = "任务变化表"
PLAN_EFFECTS = "文稿需改表"
NO_EFFECT = "本次修订没有使文稿过时，也没有需要补充的任务。"

_MOST_SHOWN = 20
_LONGEST = 300
"""Letters of one text in a table cell: a row must fit on a page."""

REVISION_COLUMNS = (
    Column("序号", 10, locked=True),
    Column("变化", 18, locked=True),
    Column("旧版（原文，条款）", 75, locked=True),
    Column("新版（原文，条款）", 75, locked=True),
    Column("改动", 79, locked=True),
)
"""Widths in millimetres: 257 together, an A4 page in landscape with 20 mm margins."""

EFFECT_COLUMNS = (
    Column("序号", 10, locked=True),
    Column("新版要求（原文，条款）", 70, locked=True),
    Column("文稿（原文，条款）", 70, locked=True),
    Column("问题", 24, locked=True),
    Column("说明及建议", 53),
    Column("修改情况", 30),
)


# words


def revisions_line(diff: DirectiveDiff) -> str:
    """«任务：未变30、有改动4、新增2、取消1。»"""
    counts = Counter(row.kind for row in diff.revisions)
    return f"任务：{'、'.join(f'{kind}{counts[kind]}' for kind in Revision if counts[kind])}。"


def revision_words(row: DutyRevision) -> str:
    """What changed, and which way where that can be told; where a new or withdrawn duty may come from or go to."""
    if row.kind is Revision.CHANGED:
        parts = [
            *([f"比旧版严或多：{'；'.join(row.firmer)}"] if row.firmer else []),
            *([f"比旧版宽或少：{'；'.join(map(_looser, row.looser))}"] if row.looser else []),
        ]
        return "\n".join(parts) or f"用语：{'；'.join(change_words(row.wording))}"
    if not row.like:
        return ""
    return f"可能由旧版任务{row.like}改写" if row.kind is Revision.NEW else f"可能改写为新版任务{row.like}"


def _looser(words: str) -> str:
    return words.replace(UNSAID, "删去：", 1) if words.startswith(UNSAID) else words


def problem_of(effect: PlanEffect) -> str:
    """已过时, 需补充, 引用旧版: what is the matter with the plan."""
    if effect.revision is None:
        return "引用旧版"
    if effect.sentences:
        return "已过时"
    return "需补充"


def advice_of(effect: PlanEffect) -> str:
    """What the new edition says and what to do about it."""
    if effect.revision is None:
        return "文稿引用的是旧版的标题或文号，请改为新版。"
    if effect.answer is None and effect.shared:
        return "新版已取消此项；这一句还落实其他任务，请确认其中有关此项的文字是否保留。"
    if effect.answer is None:
        return "新版已取消此项，请确认是否保留；保留的须另有依据。"
    answer = effect.answer
    loud = [deviation_sentence(one, answer) for one in answer.deviations if tier_of(one) is not Tier.NOTE]
    lacking = "、".join(f"“{shorten(part, 40)}”" for part in answer.missing_parts)
    partly = [f"未写{lacking}。"] if lacking and answer.verdict is Verdict.PARTIAL else []
    advice = "按新版原文补充。" if answer.verdict is Verdict.MISSING else answer.suggestion
    return "\n".join(line for line in (f"{conclusion(answer)}。", *partly, *loud, advice and f"建议：{advice}") if line)


def closing_line(diff: DirectiveDiff) -> str:
    """How many places of the plan are to be changed; empty without a plan."""
    if diff.plan is None:
        return ""
    counts = Counter(problem_of(effect) for effect in diff.effects)
    if not counts:
        return NO_EFFECT
    return f"文稿需改{len(diff.effects)}处：{'、'.join(f'{word}{number}' for word, number in counts.items())}。"


# text


def format_editions_text(diff: DirectiveDiff) -> str:
    """The report in lines: the counts, every duty that is not the same, then what is to be changed in the plan."""
    lines = [f"旧版：{_paper(diff.old)}", f"新版：{_paper(diff.new)}", revisions_line(diff)]
    lines += [f"{finding.message}。" for finding in diff.findings]
    for kind in (Revision.CHANGED, Revision.NEW, Revision.WITHDRAWN):
        rows = [row for row in diff.revisions if row.kind is kind]
        if rows:
            lines += ["", f"{kind}（{len(rows)}项）："]
        for row in rows:
            lines += _revision_lines(row)
    if diff.plan is not None:
        lines += ["", f"文稿：{title_line(diff.plan.document_title, diff.plan.document_number)}", closing_line(diff)]
        for number, effect in enumerate(diff.effects[:_MOST_SHOWN], 1):
            lines += _effect_lines(number, effect)
        if len(diff.effects) > _MOST_SHOWN:
            lines.append(f"……另有{len(diff.effects) - _MOST_SHOWN}处，见{PLAN_EFFECTS}。")
        lines += ["", engine_line(diff.plan)]
    return "\n".join(lines) + "\n"


def _paper(directive: Directive) -> str:
    return f"{title_line(directive.title, directive.number)}　{directive.source}".rstrip("　")


def _revision_lines(row: DutyRevision) -> Iterator[str]:
    ids = "→".join(dict.fromkeys(duty.id for duty in (row.old, row.new) if duty is not None))
    if row.old is not None and row.new is not None:
        yield f"{ids} {row.new.where}".rstrip()
        yield f"   - {row.old.text}"
        yield f"   + {row.new.text}"
    elif duty := row.old or row.new:
        yield f"{ids} {duty.where} {duty.text}".replace("  ", " ")
    yield from (f"   {line}" for line in revision_words(row).splitlines())


def _effect_lines(number: int, effect: PlanEffect) -> Iterator[str]:
    row = effect.revision
    duty = (row.new or row.old) if row else None
    about = f"{'' if row and row.new else '旧版'}任务{duty.id} {shorten(duty.text, 40)}" if duty else ""
    yield f"{number}. [{problem_of(effect)}] {about}".rstrip()
    for one in effect.sentences:
        yield f"   {one.where or '正文'}：{one.text}"
    yield from (f"   {line}" for line in advice_of(effect).splitlines())


# tables


def editions_document(diff: DirectiveDiff) -> Document:
    """《任务变化表》 with every duty that is not the same, under it 《文稿需改表》 where a plan was given."""
    following = [under(PLAN_EFFECTS, "b002", _effect_table(diff))] if diff.plan is not None else []
    return sheet(DUTY_REVISIONS, _revision_table(diff), following, diff.new.source)


def _revision_table(diff: DirectiveDiff) -> Table:
    rows = [row for row in diff.revisions if row.kind is not Revision.SAME]
    return Table(
        REVISION_COLUMNS,
        tuple(
            row_of(str(number), str(row.kind), _said(row.old), _said(row.new), revision_words(row))
            for number, row in enumerate(rows, 1)
        ),
        name=DUTY_REVISIONS,
        head=(
            f"旧版：{title_line(diff.old.title, diff.old.number)}",
            f"新版：{title_line(diff.new.title, diff.new.number)}",
            revisions_line(diff),
        ),
        foot=("未变的任务不列；移动位置、文字没有改动的算未变。",),
    )


def _said(duty: Duty | None) -> str:
    return f"{duty.id}　{shorten(duty.text, _LONGEST)}{bracketed(duty.where)}" if duty else "（无）"


def _asked(effect: PlanEffect) -> str:
    row = effect.revision
    if row is None:
        return "（文件的标题、文号）"
    return _said(row.new) if row.new else f"（旧版，已取消）{_said(row.old)}"


def _effect_table(diff: DirectiveDiff) -> Table:
    assert diff.plan is not None
    rows = (
        row_of(
            str(number),
            _asked(effect),
            "\n".join(f"{shorten(one.text, _LONGEST)}{bracketed(one.where)}" for one in effect.sentences) or "（无）",
            problem_of(effect),
            advice_of(effect),
            "",
        )
        for number, effect in enumerate(diff.effects, 1)
    )
    head = (f"文稿：{title_line(diff.plan.document_title, diff.plan.document_number)}", closing_line(diff))
    return Table(EFFECT_COLUMNS, tuple(rows), name=PLAN_EFFECTS, head=head, foot=(engine_line(diff.plan),))


# JSON


def format_editions_json(diff: DirectiveDiff) -> str:
    """`{"old", "new", "duties": [{"kind", "old", "new", "firmer", "looser", "wording", "like"}], "plan", "effects",
    "summary", "findings"}`.
    """
    counts = Counter(row.kind for row in diff.revisions)
    data = {
        "old": _directive_data(diff.old),
        "new": _directive_data(diff.new),
        "duties": [_revision_data(row) for row in diff.revisions],
        "plan": {
            "title": diff.plan.document_title,
            "number": diff.plan.document_number,
            "source": diff.plan.document_source,
        }
        if diff.plan
        else None,
        "effects": [_effect_data(effect) for effect in diff.effects],
        "summary": {
            **{kind.value: counts[kind] for kind in Revision},
            "effects": len(diff.effects),
            "line": revisions_line(diff),
            "plan": closing_line(diff),
        },
        "findings": [finding_data(finding) for finding in diff.findings],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _directive_data(directive: Directive) -> dict[str, str]:
    return {"id": directive.id, "title": directive.title, "number": directive.number, "source": directive.source}


def _revision_data(row: DutyRevision) -> dict[str, Any]:
    return {
        "kind": row.kind.value,
        "old": _duty_data(row.old),
        "new": _duty_data(row.new),
        "firmer": list(row.firmer),
        "looser": list(row.looser),
        "wording": [list(pair) for pair in row.wording],
        "like": row.like or None,
    }


def _duty_data(duty: Duty | None) -> dict[str, str] | None:
    return {"id": duty.id, "text": duty.text, "where": duty.where} if duty else None


def _effect_data(effect: PlanEffect) -> dict[str, Any]:
    row = effect.revision
    return {
        "problem": problem_of(effect),
        "old": row.old.id if row and row.old else None,
        "new": row.new.id if row and row.new else None,
        "sentences": [evidence_data(one) for one in effect.sentences],
        "advice": advice_of(effect),
    }
