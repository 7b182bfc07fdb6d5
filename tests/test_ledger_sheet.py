"""督办台账.xlsx: out, through the hands of an office, and back without loss."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from wenjian.errors import Exit, OutputError, UnreadableInput
from wenjian.loading.ledger_sheet import ENTRY_SHEET, LEDGER_SHEET, UNPLACED_SHEET, read_ledger_xlsx, write_ledger_xlsx
from wenjian.model.directive import SourcePaper
from wenjian.model.ledger import Ledger, LedgerItem, UnitEntry, UnplacedRow
from wenjian.model.vocabulary import FeedbackState, LedgerState

_LONG = UnplacedRow(
    file="某镇.xls", row="反馈表第5行", unit="某镇", item="099", content="任务：" + "长" * 9000, problem="没有"
)
LEDGER = Ledger(
    papers=(SourcePaper(title="关于做好冬季服务工作的通知", number="示民〔2026〕8号", date="2026年3月1日"),),
    as_of="2026年6月3日",
    items=(
        LedgerItem(
            id="001",
            task="每季度对养老机构用电用气排查一次。",
            source="示民〔2026〕8号·一、（二）",
            assigned="2026年3月2日",
            leader="李示例（虚构）",
            section="养老服务股",
            assisting="县消防救援大队、县市场监督管理局",
            handler="王示例（虚构） 0000-1234567",
            deadline="每月5日前",
            progress="2个单位反馈（2026年6月3日）",
            state=LedgerState.UNDER_WAY,
            warning="黄：距时限2个工作日",
            due="2026-03-05",
            duty="示民〔2026〕8号#D003",
            fingerprint="df06c952bcca",
            written={"进展": "2个单位反馈（2026年6月3日）", "预警": "黄：距时限2个工作日"},
        ),
        LedgerItem(id="002", task="=1+1 不是公式\n第二行", deadline="立即整改、长期坚持", state=LedgerState.STANDING),
        LedgerItem(id="007", task="长" * 40_000, closed="2026年5月6日", state=LedgerState.CLOSED),
    ),
    entries=(
        UnitEntry(
            item="001",
            unit="下汤镇民政所",
            deadline="每月3日前",
            progress="已排查3家，整改2处。",
            state=FeedbackState.UNDER_WAY,
            reason="@待资金",
            person="赵示例（虚构）",
            date="2026年6月3日",
            file="下汤.xlsx",
            written="a1b2c3d4e5f6",
        ),
        UnitEntry(item="001", unit="瓦屋镇民政所"),
    ),
    unplaced=(_LONG, _LONG.model_copy(update={"content": "另一行", "handling": "已电话核实"})),
)


def changed(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    book = load_workbook(BytesIO(data))
    change(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def cell(sheet: Any, head: str, row: int = 0) -> Any:
    """The cell under a head, in the row-th row of the table."""
    heads = {entry.value: entry for line in sheet.iter_rows(max_row=5) for entry in line if entry.value}
    return sheet.cell(heads[head].row + 1 + row, heads[head].column)


def test_the_ledger_comes_back_as_it_went_out() -> None:
    data = write_ledger_xlsx(LEDGER, "应报2个，已报1个")

    assert read_ledger_xlsx(data, "督办台账.xlsx") == (LEDGER, ())
    assert write_ledger_xlsx(LEDGER, "应报2个，已报1个") == data
    assert read_ledger_xlsx(changed(data, lambda _: None), "另存.xlsx") == (LEDGER, ())


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12).map(str.strip)


@given(
    task=TEXTS,
    deadline=TEXTS.filter(lambda text: not text.isdigit()),
    progress=TEXTS,
    state=st.sampled_from(LedgerState),
)
@settings(max_examples=15, deadline=None)
def test_what_stands_in_it_comes_back(task: str, deadline: str, progress: str, state: LedgerState) -> None:
    item = LedgerItem(
        id="001", task=task, deadline=deadline, progress=progress, state=state, written={"进展": progress}
    )
    entry = UnitEntry(item="001", unit="甲镇", progress=progress, written="aaaaaaaaaaaa")
    ledger = Ledger(items=(item,), entries=(entry,), unplaced=(UnplacedRow(file="a.xlsx", content=task),))

    assert read_ledger_xlsx(write_ledger_xlsx(ledger), "台账.xlsx") == (ledger, ())


def test_what_people_write_is_laid_over_the_rest() -> None:
    def fill(book: Workbook) -> None:
        sheet, entries, unplaced = book[LEDGER_SHEET], book[ENTRY_SHEET], book[UNPLACED_SHEET]
        cell(sheet, "核验人").value = "周示例（虚构）"
        cell(sheet, "销号申请日期").value = dt.date(2026, 6, 30)
        cell(sheet, "状态").value = "已销号"
        cell(entries, "需协调事项", 1).value = "请县消防救援大队派人"
        cell(unplaced, "处理").value = "退回重报"

    ledger, findings = read_ledger_xlsx(changed(write_ledger_xlsx(LEDGER), fill), "台账.xlsx")

    assert findings == ()
    assert ledger.items[0] == LEDGER.items[0].model_copy(
        update={"verifier": "周示例（虚构）", "closing_asked": "2026年6月30日", "state": LedgerState.CLOSED}
    )
    assert ledger.entries[1].coordination == "请县消防救援大队派人"
    assert ledger.unplaced[0] == LEDGER.unplaced[0].model_copy(update={"handling": "退回重报"})


def test_rows_may_be_sorted_columns_moved_and_items_added() -> None:
    def move(book: Workbook) -> None:
        sheet = book[LEDGER_SHEET]
        first = [entry.value for entry in sheet[4]]
        for at, entry in enumerate(sheet[6], 1):
            sheet.cell(4, at).value = entry.value
            sheet.cell(6, at).value = first[at - 1]
        sheet.insert_cols(3)
        cell(sheet, "任务事项", 3).value = "县里另行交办的事项"

    ledger, findings = read_ledger_xlsx(changed(write_ledger_xlsx(LEDGER), move), "台账.xlsx")

    assert ledger.items == (*LEDGER.items, LedgerItem(id="008", task="县里另行交办的事项"))
    assert [finding.code for finding in findings] == ["WJ193"]


def test_who_filled_it_in_is_no_task() -> None:
    def sign(book: Workbook) -> None:
        sheet = book[LEDGER_SHEET]
        cell(sheet, "任务事项", len(LEDGER.items)).value = "填表人：王五（虚构）"

    ledger, findings = read_ledger_xlsx(changed(write_ledger_xlsx(LEDGER), sign), "台账.xlsx")
    assert (len(ledger.items), findings) == (len(LEDGER.items), ())


def test_an_emptied_state_is_the_programs_again() -> None:
    written = LEDGER.model_copy(
        update={
            "items": tuple(
                item.model_copy(update={"state": LedgerState.TO_VERIFY, "written": {"状态": "已完成待核"}})
                for item in LEDGER.items
            )
        }
    )

    def empty(book: Workbook) -> None:
        cell(book[LEDGER_SHEET], "状态").value = None

    ledger, _ = read_ledger_xlsx(changed(write_ledger_xlsx(written), empty), "台账.xlsx")
    assert (ledger.items[0].state, ledger.items[0].written) == (LedgerState.NOT_STARTED, {})


def test_a_deleted_row_is_kept_and_reported() -> None:
    def delete(book: Workbook) -> None:
        book[LEDGER_SHEET].delete_rows(5)
        book[ENTRY_SHEET].delete_rows(5)

    ledger, findings = read_ledger_xlsx(changed(write_ledger_xlsx(LEDGER), delete), "台账.xlsx")

    assert ledger.items == LEDGER.items
    assert [(finding.code, finding.message) for finding in findings] == [
        ("WJ901", "编号002的一行被删去，已按原内容保留"),
        ("WJ902", "编号001“瓦屋镇民政所”的一行被删去，仍按应报单位列出"),
    ]


@pytest.mark.parametrize(
    ("head", "value", "code"),
    [("状态", "快了", "WJ182"), ("编号（勿改）", "099", "WJ189"), ("编号（勿改）", "002", "WJ188")],
)
def test_what_cannot_be_is_found_in_its_cell(head: str, value: str, code: str) -> None:
    def spoil(book: Workbook) -> None:
        cell(book[LEDGER_SHEET], head).value = value

    with pytest.raises(UnreadableInput) as problem:
        read_ledger_xlsx(changed(write_ledger_xlsx(LEDGER), spoil), "台账.xlsx")

    assert code in {finding.code for finding in problem.value.findings}
    assert any("督办台账" in finding.place.label for finding in problem.value.findings)


def test_a_deadline_that_people_change_holds_for_the_units_that_have_none_of_their_own() -> None:
    def extend(book: Workbook) -> None:
        sheet = book[LEDGER_SHEET]
        cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "每月5日前")
        cell.value = "每月10日前"

    ledger, _ = read_ledger_xlsx(changed(write_ledger_xlsx(LEDGER), extend), "督办台账.xlsx")
    assert ledger.items[0].deadline == "每月10日前"
    assert [entry.deadline for entry in ledger.entries] == ["每月3日前", ""]


def test_a_ledger_that_could_not_be_read_back_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def ledger(items: int, entries: int) -> Ledger:
        return Ledger(
            items=tuple(LedgerItem(id=f"{at:03}") for at in range(1, items + 1)),
            entries=tuple(UnitEntry(item="001", unit=f"第{at}中心") for at in range(1, entries + 1)),
        )

    monkeypatch.setattr("wenjian.loading.sheets.MOST_ROWS", 40)

    whole = ledger(17, 37)
    assert read_ledger_xlsx(write_ledger_xlsx(whole), "台账.xlsx")[0] == whole
    for longer, sheet, count in ((ledger(18, 1), LEDGER_SHEET, 41), (ledger(1, 38), ENTRY_SHEET, 41)):
        with pytest.raises(OutputError) as refused:
            write_ledger_xlsx(longer)
        assert refused.value.exit is Exit.OUTPUT
        finding = refused.value.findings[0]
        assert (finding.code, finding.place.label) == ("WJ985", sheet)
        assert finding.message == f"表要写{count}行，一张表最多读40行，写了也读不回来，没有写"
