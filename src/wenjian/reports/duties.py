"""The duty list of one document, for people and for programs."""

from __future__ import annotations

import json
from typing import Any

from wenjian.model.directive import Directive, Duty


def format_duties_json(directive: Directive) -> str:
    """`{"directive": {…}, "duties": [{"id", "text", "where", "modality", …}]}`; only entries kept as duties."""
    answer = {
        "directive": {
            "id": directive.id,
            "title": directive.title,
            "number": directive.number,
            "date": directive.date,
            "issuer": list(directive.issuer),
            "source": directive.source,
        },
        "duties": [_duty(duty) for duty in directive.duties if duty.is_duty],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _duty(duty: Duty) -> dict[str, Any]:
    row = duty.model_dump(mode="json", by_alias=False, exclude={"kept", "checked", "remark"})
    row["strict"] = duty.strict
    row["condition"] = duty.condition or None
    return row


def format_duties_text(directive: Directive) -> str:
    """One duty a line: id, place, proposed 归口, words."""
    rows = [duty for duty in directive.duties if duty.is_duty]
    head = f"《{directive.title}》（{directive.number or '无文号'}）任务{len(rows)}项"
    lines = [
        f"{duty.id}  {duty.where or '—'}  〔{duty.competence or '归口待定'}〕{duty.modality}  {duty.text}"
        for duty in rows
    ]
    return "\n".join([head, *lines]) + "\n"
