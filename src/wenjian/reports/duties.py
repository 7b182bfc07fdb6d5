"""The duty list of one document or of a stack of them, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from wenjian.model.directive import Directive, Duty
from wenjian.model.plain import to_plain
from wenjian.text.superiors import paper_names, source_line, titled


def format_duties_json(directive: Directive) -> str:
    """`{"directive": {…}, "duties": [{"id", "text", "where", "modality", …}]}`; only entries kept as duties.

    For a list of several parents `directive` holds `papers`, farthest superior first, and each duty its `sources`.
    """
    answer = {
        "directive": {
            "id": directive.id,
            "title": directive.title,
            "number": directive.number,
            "date": directive.date,
            "issuer": list(directive.issuer),
            "source": directive.source,
        }
        | ({"papers": to_plain(directive.papers)} if directive.papers else {}),
        "duties": [_duty(duty) for duty in directive.duties if duty.is_duty],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _duty(duty: Duty) -> dict[str, Any]:
    row: dict[str, Any] = to_plain(duty, {"kept", "checked", "remark"})
    row["strict"] = duty.strict
    row["condition"] = duty.condition or None
    return row


def format_duties_text(directive: Directive) -> str:
    """One duty a line: id, place, proposed 归口, words; in a list of several parents each with its sources."""
    rows = [duty for duty in directive.duties if duty.is_duty]
    head = f"《{directive.title}》（{directive.number or '无文号'}）任务{len(rows)}项"
    names = paper_names(directive.papers)
    lines = [head, *stack_lines(directive)]
    for duty in rows:
        lines.append(f"{duty.id}  {duty.where or '—'}  〔{duty.competence or '归口待定'}〕{duty.modality}  {duty.text}")
        if directive.papers and duty.sources:
            deadline = f"　最早时限：{duty.deadline}" if duty.deadline else ""
            lines.append(f"      来源：{source_line(duty, names)}{deadline}")
    return "\n".join(lines) + "\n"


def stack_lines(directive: Directive) -> Iterator[str]:
    """For a list of several parents: how many duties each paper asks for, shares with others, and has alone."""
    if not directive.papers:
        return
    names = paper_names(directive.papers)
    kept = [duty for duty in directive.duties if duty.is_duty]
    for paper in directive.papers:
        mine = [duty for duty in kept if any(source.paper == paper.name for source in duty.sources)]
        shared = sum(len(duty.sources) > 1 for duty in mine)
        silent = sum(
            not duty.is_duty and any(source.paper == paper.name for source in duty.sources) for duty in directive.duties
        )
        aside = f"，另有{silent}句不作为任务" if silent else ""
        yield (
            f"　{names[paper.name]}：{titled(paper)}{len(mine)}项"
            f"（与其他级相同{shared}项，只有这一级的{len(mine) - shared}项{aside}）"
        )
