"""A county, its superior's duties and a ledger of them, for the tests of 督办."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from wenjian.coverage.terms import prepare_terms
from wenjian.library import load_thesaurus
from wenjian.model.directive import Deliverable, Directive, Duty
from wenjian.model.ledger import Ledger
from wenjian.model.locality import Institution, Leader, Locality, Office, Township
from wenjian.model.plain import from_plain, to_json
from wenjian.model.vocabulary import Authority, Competence
from wenjian.readers import read_documents
from wenjian.reports import document_xlsx
from wenjian.reports.supervision import feedback_form
from wenjian.supervise.assign import Unit, asked, items_for
from wenjian.supervise.ledger import Setting, Source, source_of_duties, update
from wenjian.supervise.returned import Returned, read_returned
from wenjian.text.dates import parse_date
from wenjian.text.workdays import WorkCalendar

LOCALITY = Locality(
    name="示范县",
    bureau="示范县民政局",
    bureau_short="县民政局",
    government="县人民政府",
    leaders=(Leader(name="李示例", sections=("养老服务股",), invented=True),),
    offices=(Office(name="养老服务股", head="周示例（虚构）", keywords=("养老服务",)), Office(name="社会救助股")),
    townships=(
        Township(name="石桥镇", office="石桥镇民政所"),
        Township(name="青河镇", office="青河镇民政所"),
        Township(name="河东街道"),
    ),
    institutions=(
        Institution(type="养老机构", name="示范县幸福敬老院"),
        Institution(type="精神卫生福利机构", count="0"),
    ),
)
DIRECTIVE = Directive(
    title="关于做好养老服务工作的通知",
    number="示民〔2026〕8号",
    date="2026年3月1日",
    issuer=("示省民政厅",),
    duties=(
        Duty(
            id="D001",
            text="民政部门要牵头建立养老服务联席机制。",
            where="一、",
            competence=Competence.OWN,
            section="养老服务股",
            deadline="2026年6月底前",
        ),
        Duty(
            id="D002",
            text="各乡镇（街道）要每月摸排一次独居老年人。",
            where="二、（一）",
            competence=Competence.TOWNSHIP,
            deadline="每月5日前",
            deliverable=Deliverable(text="独居老年人台账", recipient="县民政局", form="电子版"),
        ),
        Duty(
            id="D003",
            text="养老机构要排查消防隐患。",
            where="二、（二）",
            actors=("养老机构",),
            competence=Competence.INSTITUTION,
            deadline="2026年4月30日前",
        ),
        Duty(id="D004", text="卫生健康部门要派出医疗小组。", where="三、", competence=Competence.PEER),
        Duty(id="D005", text="省民政厅将适时抽查。", where="四、", competence=Competence.SUPERIOR),
        Duty(
            id="D006",
            text="精神卫生福利机构要做好康复服务。",
            where="二、（三）",
            actors=("精神卫生福利机构",),
            competence=Competence.INSTITUTION,
        ),
    ),
)
DAYS = WorkCalendar()
TOWNS = ("石桥镇民政所", "青河镇民政所", "河东街道民政工作机构")


def setting(authority: Authority = Authority.BUREAU, assigned: str = "2026年3月2日") -> Setting:
    return Setting(LOCALITY, DAYS, prepare_terms(load_thesaurus()), authority, parse_date(assigned))


def ledger_of(directive: Directive = DIRECTIVE, old: Ledger | None = None) -> tuple[Ledger, Source]:
    source = source_of_duties(directive, setting())
    return update(old or Ledger(), source, "2026年3月2日")[0], source


def distributed(units: tuple[Unit, ...], directive: Directive = DIRECTIVE) -> Ledger:
    """A ledger whose items were handed to the units."""
    ledger, source = ledger_of(directive)
    parts = {unit: items_for(unit, ledger.items, source, LOCALITY) for unit in units}
    return asked(ledger, {unit.name: [item.id for item in items] for unit, items in parts.items()})


def form(ledger: Ledger, unit: str) -> bytes:
    """The 反馈表 that goes to a unit."""
    return _form(to_json(ledger), unit)


@cache
def _form(ledger_json: str, unit: str) -> bytes:
    ledger = from_plain(Ledger, json.loads(ledger_json))
    numbers = {entry.item for entry in ledger.entries if entry.unit == unit}
    return document_xlsx(feedback_form(ledger, unit, [item for item in ledger.items if item.id in numbers]))


def changed(data: bytes, change: Callable[[Any], object]) -> bytes:
    """The workbook after `change` was done to its first sheet."""
    book: Workbook = load_workbook(BytesIO(data))
    change(book.worksheets[0])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def heads(sheet: Any) -> dict[str, Any]:
    """The head cells of a 反馈表 by what stands before their bracket."""
    row = next(line for line in sheet.iter_rows() if any(str(cell.value).startswith("任务编号") for cell in line))
    return {str(cell.value).partition("（")[0]: cell for cell in row if cell.value}


def fill(data: bytes, answers: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The form with the answers to each 任务编号 filled in, by column."""

    def write(sheet: Any) -> None:
        columns = heads(sheet)
        number = columns["任务编号"]
        for row in range(number.row + 1, sheet.max_row + 1):
            for column, value in answers.get(str(sheet.cell(row, number.column).value), {}).items():
                sheet.cell(row, columns[column].column).value = value

    return changed(data, write)


def returned(data: bytes, file: str = "石桥镇.xlsx") -> Returned:
    return read_returned(read_documents(data, file), file)
