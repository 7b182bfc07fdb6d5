"""Two versions of a plan: what became of its duties and of its sentences, and 《修改说明》."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from wenjian.changes.sentences import word_changes
from wenjian.coverage.diff import improved, worsened
from wenjian.model.coverage import DutyCoverage
from wenjian.model.diff import CoverageChange, DutyChange, PlanDiff, SentenceEdit
from wenjian.model.document import Column, Document, Provision, Table
from wenjian.model.vocabulary import Edit, Verdict
from wenjian.reports.data import duty_data, finding_data
from wenjian.reports.sheets import row_of, sheet, under
from wenjian.reports.words import Tier, conclusion, deviation_sentence, engine_line, parent_line, tier_of, title_line
from wenjian.text.normal import bracketed, shorten

REVISION_NOTE = "修改说明"
DUTY_CHANGES = "任务落实变化表"
UNAFFECTED = "本次修改未影响任务落实。"
TO_BE_SIGNED_AGAIN = "须报原签批人复审（《条例》第二十五条）。"

_MOST_SHOWN = 20
_MOST_GROUPS = 6
_LONGEST = 300
"""Letters of one text in a table cell: a row must fit on a page."""

NOTE_COLUMNS = (
    Column("序号", 10, locked=True),
    Column("条款", 30, locked=True),
    Column("原稿", 72, locked=True),
    Column("修改后", 72, locked=True),
    Column("修改理由", 43),
    Column("提出人（单位）", 30),
)
"""Widths in millimetres: 257 together, an A4 page in landscape with 20 mm margins."""

DUTY_COLUMNS = (
    Column("序号", 10, locked=True),
    Column("上级文件要求（原文，条款）", 70, locked=True),
    Column("原稿", 50, locked=True),
    Column("修改后", 50, locked=True),
    Column("有关修改", 77, locked=True),
)


# the closing line


def closing_line(diff: PlanDiff) -> str:
    """«本次修改未影响任务落实。» or «删除三、（四）后，任务D014由“已落实”变为“未见对应内容”。» What got worse stands
    first.
    """
    changes = [change for one in diff.coverages for change in one.duties]
    if not changes:
        return UNAFFECTED
    several = len(diff.coverages) > 1
    groups: dict[str, dict[str, list[str]]] = {}
    for change in sorted(changes, key=lambda one: not worsened(one)):
        became = groups.setdefault(_after(change.reasons, diff.edits), {})
        became.setdefault(_became(change), []).append(change.after.ref if several else change.after.id)
    parts = []
    for reason, group in groups.items():
        said = "，".join(f"任务{'、'.join(ids)}{became}" for became, ids in group.items())
        parts.append(f"{reason}{said}")
    more = f"；另有{len(parts) - _MOST_GROUPS}处修改的影响，见{DUTY_CHANGES}" if len(parts) > _MOST_GROUPS else ""
    return f"{'；'.join(parts[:_MOST_GROUPS])}{more}。"


def _after(reasons: Sequence[SentenceEdit], edits: Sequence[SentenceEdit]) -> str:
    """«删除三、（四）后，» for the edits that explain a change."""
    if not reasons:
        return ""
    said = list(dict.fromkeys(_deed(edit, edits) for edit in reasons))
    return f"{'、'.join(said[:3])}{'等' if len(said) > 3 else ''}后，"


def _deed(edit: SentenceEdit, edits: Sequence[SentenceEdit], most: int = 16) -> str:
    """«删除三、（四）» where its heading went too, else with at most `most` letters of the sentence."""
    place = place_of(edit)
    if edit.kind is Edit.DELETED and _heading_gone(place, edits):
        return f"删除{place}"
    piece = (edit.old or edit.new)[0]
    verb = {Edit.ADDED: "新增", Edit.CHANGED: "修改", Edit.DELETED: "删除"}.get(edit.kind, "移动")
    return f"{verb}{place}“{shorten(piece.text.rstrip('。；;'), most)}”"


def _heading_gone(place: str, edits: Iterable[SentenceEdit]) -> bool:
    gone = (edit.old[0] for edit in edits if edit.kind is Edit.DELETED)
    return any(piece.where == place and not piece.headings for piece in gone)


def _became(change: DutyChange) -> str:
    before, after = conclusion(change.before), conclusion(change.after)
    if before != after:
        return f"由“{before}”变为“{after}”"
    return f"仍为“{after}”，差异有变化{bracketed('；'.join(_differences(change)))}"


def _differences(change: DutyChange) -> Iterator[str]:
    known = {(one.parent, one.child) for one in change.before.deviations}
    for one in change.after.deviations:
        if (one.parent, one.child) not in known and tier_of(one) is not Tier.NOTE:
            yield f"上级“{shorten(one.parent, 20)}”，现为“{shorten(one.child, 20)}”"
    for part in change.after.missing_parts:
        if part not in change.before.missing_parts:
            yield f"未写“{shorten(part, 30)}”"
    for part in change.before.missing_parts:
        if part not in change.after.missing_parts:
            yield f"补写“{shorten(part, 30)}”"


def signed_line(diff: PlanDiff) -> str:
    """What is to be done about a paper that was changed after it was signed; empty where nothing is."""
    return TO_BE_SIGNED_AGAIN if diff.signed and any(edit.wording for edit in diff.edits) else ""


# edits in words


def shown(edits: Iterable[SentenceEdit]) -> tuple[SentenceEdit, ...]:
    """The edits that a reader of both versions sees: changed, added and deleted."""
    return tuple(edit for edit in edits if edit.kind not in {Edit.UNCHANGED, Edit.MOVED})


def edits_line(diff: PlanDiff) -> str:
    """«文字：修改3处、新增1处、删除1处；移动2处（文字未改）。»"""
    counts = Counter(edit.kind for edit in diff.edits)
    marks = sum(not edit.wording for edit in shown(diff.edits))
    parts = [f"{kind}{counts[kind]}处" for kind in (Edit.CHANGED, Edit.ADDED, Edit.DELETED) if counts[kind]]
    words = (
        "、".join(parts) + (f"（其中只涉及标点、编号或补填要素{marks}处）" if marks else "") if parts else "没有改动"
    )
    moved = f"；移动{counts[Edit.MOVED]}处（文字未改）" if counts[Edit.MOVED] else ""
    return f"文字：{words}{moved}。"


def place_of(edit: SentenceEdit) -> str:
    """Where an edit stands: in the new version, else in the old one."""
    return place_words((edit.new or edit.old)[0])


def place_words(piece: Provision) -> str:
    """The place of a piece as people call it."""
    return piece.where or "正文"


def place_with_old(edit: SentenceEdit) -> str:
    """The place, with that of the old version where it is another («三、（四）（原三、（五））»)."""
    place = place_of(edit)
    old = place_words(edit.old[0]) if edit.old else place
    return place if old == place else f"{place}（原{old}）"


def text_of(pieces: Sequence[Provision]) -> str:
    """The words of joined or split pieces, one after the other."""
    return "".join(piece.text for piece in pieces)


def changed_words(edit: SentenceEdit) -> str:
    """«“一次”改为“两次”；增加“……”；删去“……”» of a changed sentence."""
    return "；".join(change_words(word_changes(text_of(edit.old), text_of(edit.new))))


def change_words(changes: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Each pair of words as «“A”改为“B”», «增加“B”» or «删去“A”»."""
    for old, new in changes:
        before, after = shorten(old, 40), shorten(new, 40)
        yield f"“{before}”改为“{after}”" if old and new else f"增加“{after}”" if new else f"删去“{before}”"


# text


def format_plan_text(diff: PlanDiff) -> str:
    """The report in lines: the papers, the changed duties, the changed sentences, the closing line."""
    lines = [f"原稿：{_paper(diff.old)}", f"修改后：{_paper(diff.new)}", edits_line(diff)]
    for one in diff.coverages:
        lines += ["", parent_line(one.after), *_duty_lines(one, diff)]
    edits = shown(diff.edits)
    if edits:
        lines += ["", f"文字改动（{len(edits)}处）："]
        for number, edit in enumerate(edits[:_MOST_SHOWN], 1):
            lines += _edit_lines(number, edit)
        if len(edits) > _MOST_SHOWN:
            lines.append(f"……另有{len(edits) - _MOST_SHOWN}处，见{REVISION_NOTE}。")
    lines += ["", *(finding.message + "。" for finding in diff.findings if finding.code == "WJ441")]
    lines += [line for line in (closing_line(diff), signed_line(diff)) if line]
    lines += [engine_line(one.after) for one in diff.coverages[:1]]
    return "\n".join(lines) + "\n"


def _paper(document: Document) -> str:
    return f"{title_line(document.title, document.elements.number)}　{document.source}".rstrip("　")


def _duty_lines(one: CoverageChange, diff: PlanDiff) -> Iterator[str]:
    if not one.duties:
        yield f"任务{len(one.after.duties)}项，办理结论和差异都没有变化。"
        return
    yield f"任务{len(one.after.duties)}项，有变化的{len(one.duties)}项："
    for number, change in enumerate(one.duties, 1):
        duty = change.after
        place = f"{duty.where} " if duty.where else ""
        yield f"{number}. {duty.id} {place}[{_trend(change)}] {shorten(duty.text, 60)}"
        yield f"   {_became(change)}"
        for edit in change.reasons:
            yield f"   {_deed(edit, diff.edits, 40)}{_how(edit)}"
        if not change.reasons:
            yield "   有关句子的文字没有改动，请核对前后顺序和所在位置。"


def _how(edit: SentenceEdit) -> str:
    return f"：{changed_words(edit)}" if edit.kind is Edit.CHANGED else ""


def _trend(change: DutyChange) -> str:
    """落实减少 or 落实增加 by the settlement and the differences; 有变化 where it is neither or both."""
    worse, better = worsened(change), improved(change)
    return "有变化" if worse == better else "落实减少" if worse else "落实增加"


def _edit_lines(number: int, edit: SentenceEdit) -> Iterator[str]:
    only = "" if edit.wording else "（只改标点或编号）" if edit.old and edit.new else "（补填）"
    yield f"{number}. {edit.kind} {place_with_old(edit)}{only}"
    if edit.old:
        yield f"   - {text_of(edit.old)}"
    if edit.new:
        yield f"   + {text_of(edit.new)}"


# 修改说明


def revision_note(diff: PlanDiff, reason: Callable[[SentenceEdit], str] = lambda _: "") -> Document:
    """《修改说明》: a row for each changed, added or deleted piece, in reading order; under it 《任务落实变化表》.

    修改理由 is what `reason` gives; without it it is left for people, as 提出人 is.
    """
    following = [
        under(DUTY_CHANGES, f"b{number:03}", _duty_table(one, diff))
        for number, one in enumerate((one for one in diff.coverages if one.duties), 2)
    ]
    return sheet(REVISION_NOTE, _note_table(diff, reason), following, diff.new.source)


def _note_table(diff: PlanDiff, reason: Callable[[SentenceEdit], str]) -> Table:
    edits = shown(diff.edits)
    rows = tuple(
        row_of(str(number), *_note_row(edit), shorten(reason(edit), _LONGEST), "")
        for number, edit in enumerate(edits, 1)
    )
    moved = [edit for edit in diff.edits if edit.kind is Edit.MOVED]
    foot = [closing_line(diff), signed_line(diff)]
    if moved:
        foot.insert(0, f"移动位置、文字未改的{len(moved)}处，不列入上表。")
    return Table(
        NOTE_COLUMNS,
        rows,
        name=REVISION_NOTE,
        head=(f"文件：{title_line(diff.new.title, diff.new.elements.number)}", edits_line(diff)),
        foot=tuple(line for line in foot if line),
    )


def _note_row(edit: SentenceEdit) -> tuple[str, str, str]:
    before = shorten(text_of(edit.old), _LONGEST) if edit.old else "（无）"
    after = shorten(text_of(edit.new), _LONGEST) if edit.new else "（删除）"
    return place_with_old(edit), before, after


def _duty_table(one: CoverageChange, diff: PlanDiff) -> Table:
    rows = tuple(
        row_of(
            str(number),
            f"{change.after.id}　{change.after.text}{bracketed(change.after.where)}",
            _state(change.before),
            _state(change.after),
            "\n".join(f"{_deed(edit, diff.edits, 40)}{_how(edit)}" for edit in change.reasons)
            or "有关句子的文字没有改动，请核对前后顺序和所在位置。",
        )
        for number, change in enumerate(one.duties, 1)
    )
    return Table(DUTY_COLUMNS, rows, name=DUTY_CHANGES, head=(parent_line(one.after),), foot=(engine_line(one.after),))


def _state(answer: DutyCoverage) -> str:
    """The conclusion, then what is missing and what differs."""
    loud = [deviation_sentence(one, answer) for one in answer.deviations if tier_of(one) is not Tier.NOTE]
    partly = answer.verdict is Verdict.PARTIAL
    lacking = [f"未写“{shorten(part, 40)}”" for part in answer.missing_parts] if partly else []
    return "\n".join((conclusion(answer), *lacking, *loud))


# JSON


def format_plan_json(diff: PlanDiff) -> str:
    """`{"old", "new", "directives": [{"directive", "duties": [{"id", "before", "after", "reasons": […]}]}], "edits",
    "summary", "findings"}`; a reason is the number (from 0) of an edit. Unchanged pieces are only counted.
    """
    edits = [edit for edit in diff.edits if edit.kind is not Edit.UNCHANGED]
    number = {id(edit): n for n, edit in enumerate(edits)}
    counts = Counter(edit.kind for edit in diff.edits)
    changes = [change for one in diff.coverages for change in one.duties]
    data = {
        "old": _paper_data(diff.old),
        "new": _paper_data(diff.new),
        "directives": [_directive_data(one, number) for one in diff.coverages],
        "edits": [
            {
                "kind": edit.kind.value,
                "wording": edit.wording,
                "old": [{"text": piece.text, "where": piece.where} for piece in edit.old],
                "new": [{"text": piece.text, "where": piece.where} for piece in edit.new],
            }
            for edit in edits
        ],
        "summary": {
            **{kind.value: counts[kind] for kind in Edit},
            "duties": len(changes),
            "worse": sum(worsened(change) for change in changes),
            "better": sum(improved(change) for change in changes),
            "signed": diff.signed,
            "line": closing_line(diff),
            "review": signed_line(diff),
        },
        "findings": [finding_data(finding) for finding in diff.findings],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _paper_data(document: Document) -> dict[str, str]:
    return {"title": document.title, "number": document.elements.number, "source": document.source}


def _directive_data(one: CoverageChange, number: dict[int, int]) -> dict[str, Any]:
    after = one.after
    return {
        "engine": {"version": after.engine.version, "terms": after.engine.terms, "weights": after.engine.weights},
        "directive": {"id": after.directive_id, "title": after.directive_title, "number": after.directive_number},
        "duties": [
            {
                "id": change.after.id,
                "ref": change.after.ref,
                "text": change.after.text,
                "where": change.after.where,
                "worse": worsened(change),
                "better": improved(change),
                "before": _answer_data(change.before),
                "after": _answer_data(change.after),
                "reasons": [number[id(edit)] for edit in change.reasons],
            }
            for change in one.duties
        ],
    }


def _answer_data(answer: DutyCoverage) -> dict[str, Any]:
    row = duty_data(answer)
    return {key: row[key] for key in ("verdict", "settlement", "flags", "deviations", "evidence", "missing_parts")}
