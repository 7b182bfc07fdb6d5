"""REPORTS: what a coverage looks like to people and programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol

from wenjian.model.coverage import Coverage
from wenjian.model.document import Document
from wenjian.model.vocabulary import Role, Stage
from wenjian.reports.data import as_data, format_json
from wenjian.reports.letter import letter
from wenjian.reports.page import format_html
from wenjian.reports.plain import format_text, open_items
from wenjian.reports.table import comparison
from wenjian.reports.words import summary_line

__all__ = [
    "REPORTS",
    "SIGNED",
    "as_data",
    "comparison",
    "comparison_docx",
    "comparison_xlsx",
    "comparisons",
    "document_docx",
    "document_xlsx",
    "format_html",
    "format_json",
    "format_letter",
    "format_text",
    "letter",
    "letter_docx",
    "letter_text",
    "open_items",
    "summary_line",
]

WORKING_LAYOUT = "工作表格.docx"
LETTER_LAYOUT = "便函.docx"

Report = Callable[[Iterable[Coverage], Document], str | bytes]


class SignedReport(Protocol):
    """A report that says by whom and on which day the paper was checked, where that is given."""

    def __call__(self, coverages: Iterable[Coverage], *, date: str = "", person: str = "") -> bytes: ...


def comparisons(coverages: Iterable[Coverage], *, date: str = "", person: str = "") -> Document:
    """The 对照表 of each coverage, the first as the paper and what follows printed under it."""
    first, *others = (comparison(coverage, date=date, person=person) for coverage in coverages)
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


def letter_docx(document: Document) -> bytes:
    """A letter on A4 pages in the layout for letters; it goes out, so that it carries no hidden data."""
    from wenjian.library import builtin
    from wenjian.writers import write_docx

    layout = builtin("templates") / LETTER_LAYOUT
    return write_docx(document, layout.read_bytes(), stage=Stage.ISSUED, path=str(layout))


def letter_text(document: Document) -> str:
    """A letter as plain text."""
    from wenjian.layout import arrange
    from wenjian.writers import write_txt

    return write_txt(arrange(document, Stage.ISSUED)).decode()


def format_letter(coverages: Iterable[Coverage]) -> str:
    """《审核意见》 as plain text, with blanks for what only its sender knows."""
    return letter_text(letter(tuple(coverages)))


def comparison_xlsx(coverages: Iterable[Coverage], *, date: str = "", person: str = "") -> bytes:
    """《贯彻落实对照表》 as a workbook: a sheet for each table."""
    return document_xlsx(comparisons(coverages, date=date, person=person), date=date)


def comparison_docx(coverages: Iterable[Coverage], *, date: str = "", person: str = "") -> bytes:
    """《贯彻落实对照表》 as A4 landscape pages."""
    return document_docx(comparisons(coverages, date=date, person=person), date=date)


SIGNED: dict[str, SignedReport] = {"xlsx": comparison_xlsx, "docx": comparison_docx}

REPORTS: dict[str, Report] = {
    "text": lambda coverages, _: format_text(coverages),
    "json": lambda coverages, _: format_json(coverages),
    "xlsx": lambda coverages, _: comparison_xlsx(coverages),
    "docx": lambda coverages, _: comparison_docx(coverages),
    "html": format_html,
    "letter": lambda coverages, _: format_letter(coverages),
}
"""Name of a format → the report in it of one or several coverages (a chain, top first) of the paper given with them."""
