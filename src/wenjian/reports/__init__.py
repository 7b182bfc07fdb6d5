"""REPORTS: what a coverage looks like to people and programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from wenjian.coverage.chain import related
from wenjian.model.coverage import Coverage
from wenjian.model.diff import Chain
from wenjian.model.document import Document
from wenjian.model.vocabulary import Role, Stage
from wenjian.reports.chain import LEVELS, chain_table
from wenjian.reports.data import as_data, format_json
from wenjian.reports.letter import letter
from wenjian.reports.page import format_html
from wenjian.reports.plain import format_text
from wenjian.reports.sheets import under
from wenjian.reports.table import comparison
from wenjian.reports.urgency import open_items
from wenjian.reports.words import summary_line

__all__ = [
    "REPORTS",
    "SIGNED",
    "SUFFIX_FORMAT",
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


class Report(Protocol):
    """The report of one or several coverages, top first, of the paper given with them, and of the chain that they are,
    where they are one.
    """

    def __call__(self, coverages: Iterable[Coverage], paper: Document, chain: Chain | None = None) -> str | bytes: ...


class SignedReport(Protocol):
    """A report that says by whom and on which day the paper was checked, where that is given."""

    def __call__(
        self, coverages: Iterable[Coverage], chain: Chain | None = None, *, date: str = "", person: str = ""
    ) -> bytes: ...


def comparisons(
    coverages: Iterable[Coverage],
    chain: Chain | None = None,
    *,
    date: str = "",
    person: str = "",
    fillable: bool = False,
) -> Document:
    """The 对照表 of each coverage, the first as the paper and what follows printed under it; at last 《逐级落实情况表》
    where the papers are levels of one matter. `fillable` as for `comparison`.
    """
    first, *others = (comparison(coverage, date=date, person=person, fillable=fillable) for coverage in coverages)
    following = [table for other in others for table in (replace(other, attachments=()), *other.attachments)]
    if chain is not None and related(chain):
        following.append(under(LEVELS, "b", chain_table(chain)))
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
    from wenjian.shipped import builtin
    from wenjian.writers import write_docx

    layout = builtin("templates") / WORKING_LAYOUT
    return write_docx(document, layout.read_bytes(), stage=Stage.REVIEW, date=date, path=str(layout))


def letter_docx(document: Document) -> bytes:
    """A letter on A4 pages in the layout for letters; it goes out, so that it carries no hidden data."""
    from wenjian.shipped import builtin
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


def comparison_xlsx(
    coverages: Iterable[Coverage], chain: Chain | None = None, *, date: str = "", person: str = ""
) -> bytes:
    """《贯彻落实对照表》 as a workbook to be filled in and read back: a sheet for each table."""
    return document_xlsx(comparisons(coverages, chain, date=date, person=person, fillable=True), date=date)


def comparison_docx(
    coverages: Iterable[Coverage], chain: Chain | None = None, *, date: str = "", person: str = ""
) -> bytes:
    """《贯彻落实对照表》 as A4 landscape pages."""
    return document_docx(comparisons(coverages, chain, date=date, person=person), date=date)


SIGNED: dict[str, SignedReport] = {"xlsx": comparison_xlsx, "docx": comparison_docx}

REPORTS: dict[str, Report] = {
    "text": lambda coverages, paper, chain=None: format_text(coverages, chain),  # noqa: ARG005
    "json": lambda coverages, paper, chain=None: format_json(coverages, chain),  # noqa: ARG005
    "xlsx": lambda coverages, paper, chain=None: comparison_xlsx(coverages, chain),  # noqa: ARG005
    "docx": lambda coverages, paper, chain=None: comparison_docx(coverages, chain),  # noqa: ARG005
    "html": format_html,
    "letter": lambda coverages, paper, chain=None: format_letter(coverages),  # noqa: ARG005
}
"""Name of a format → the report in it of one or several coverages of the paper given with them."""

SUFFIX_FORMAT = {".json": "json", ".xlsx": "xlsx", ".docx": "docx", ".html": "html", ".txt": "text"}
"""What the suffix of a file asks for, among these formats."""
