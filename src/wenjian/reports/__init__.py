"""REPORTS: what a coverage looks like to people and programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from wenjian.model.coverage import Coverage
from wenjian.model.document import Document
from wenjian.model.vocabulary import Role, Stage
from wenjian.reports.data import as_data, format_json
from wenjian.reports.page import format_html
from wenjian.reports.plain import format_text, open_items
from wenjian.reports.table import comparison
from wenjian.reports.words import summary_line

__all__ = [
    "REPORTS",
    "as_data",
    "comparison",
    "comparison_docx",
    "comparison_xlsx",
    "comparisons",
    "document_docx",
    "document_xlsx",
    "format_html",
    "format_json",
    "format_text",
    "open_items",
    "summary_line",
]

WORKING_LAYOUT = "工作表格.docx"

Report = Callable[[Iterable[Coverage]], str | bytes]


def comparisons(coverages: Iterable[Coverage], *, date: str = "", person: str = "", fillable: bool = False) -> Document:
    """The 对照表 of each coverage, the first as the paper and what follows printed under it; `fillable` as for
    `comparison`.
    """
    first, *others = (comparison(coverage, date=date, person=person, fillable=fillable) for coverage in coverages)
    following = [table for other in others for table in (replace(other, attachments=()), *other.attachments)]
    return replace(
        first,
        attachments=(
            *first.attachments,
            *(
                replace(table, role=Role.ENCLOSED, blocks=(replace(table.blocks[0], id=f"b{number:03}"),))
                for number, table in enumerate(following, 3)
            ),
        ),
    )


def document_xlsx(document: Document, *, date: str = "") -> bytes:
    """A document of tables as a workbook: a sheet for each table."""
    from wenjian.writers import write_xlsx

    return write_xlsx(document, date=date)


def document_docx(document: Document, *, date: str = "") -> bytes:
    """A document of tables as A4 landscape pages, in the working layout."""
    from wenjian.library import builtin
    from wenjian.writers import write_docx

    layout = builtin("templates") / WORKING_LAYOUT
    return write_docx(document, layout.read_bytes(), stage=Stage.REVIEW, date=date, path=str(layout))


def comparison_xlsx(coverages: Iterable[Coverage], *, date: str = "", person: str = "") -> bytes:
    """《贯彻落实对照表》 as a workbook to be filled in and read back: a sheet for each table."""
    return document_xlsx(comparisons(coverages, date=date, person=person, fillable=True), date=date)


def comparison_docx(coverages: Iterable[Coverage], *, date: str = "", person: str = "") -> bytes:
    """《贯彻落实对照表》 as A4 landscape pages."""
    return document_docx(comparisons(coverages, date=date, person=person), date=date)


REPORTS: dict[str, Report] = {
    "text": format_text,
    "json": format_json,
    "xlsx": comparison_xlsx,
    "docx": comparison_docx,
    "html": format_html,
}
"""Name of a format → the report of one or several coverages (a chain, top first) in it."""
