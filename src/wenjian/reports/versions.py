"""PLAN_REPORTS, EDITION_REPORTS: what two versions of a plan or of a directive look like to people and programs."""

from __future__ import annotations

from collections.abc import Callable

from wenjian.model.diff import DirectiveDiff, PlanDiff
from wenjian.reports import document_docx, document_xlsx
from wenjian.reports.diff import format_plan_json, format_plan_text, revision_note
from wenjian.reports.editions import editions_document, format_editions_json, format_editions_text

PLAN_REPORTS: dict[str, Callable[[PlanDiff], str | bytes]] = {
    "text": format_plan_text,
    "json": format_plan_json,
    "xlsx": lambda diff: document_xlsx(revision_note(diff), date=diff.new.elements.date),
    "docx": lambda diff: document_docx(revision_note(diff), date=diff.new.elements.date),
}
"""Name of a format → two versions of a plan in it."""

EDITION_REPORTS: dict[str, Callable[[DirectiveDiff], str | bytes]] = {
    "text": format_editions_text,
    "json": format_editions_json,
    "xlsx": lambda diff: document_xlsx(editions_document(diff), date=diff.new.date),
    "docx": lambda diff: document_docx(editions_document(diff), date=diff.new.date),
}
"""Name of a format → two editions of a directive in it."""
