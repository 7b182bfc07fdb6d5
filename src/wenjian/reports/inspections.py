"""问题整改台账 and the 检查情况统计 under it, as one workbook."""

from __future__ import annotations

from pathlib import PurePath

from wenjian.model import inspection as words
from wenjian.model.document import Column, Document, Row, Table
from wenjian.reports.sheets import row_of, sheet, under
from wenjian.supervise.problems import Doubt, Inspected, Problem, UnitTotal

LEDGER = "问题整改台账"
DOUBTS = "需核对的行"
TOTALS = "检查情况统计"
PROBLEM_COLUMNS = (
    Column("序号", 10),
    Column(words.UNIT, 26),
    Column(words.ITEM, 22),
    Column(words.PROBLEM, 46),
    Column("依据", 32),
    Column("整改要求", 34),
    Column("整改期限", 22),
    Column("责任人", 16),
    Column("整改情况", 21),
    Column(words.RECHECK, 14, choices=words.RECHECKED),
    Column("销号日期", 14),
)
"""Widths in millimetres: 257 together, an A4 page in landscape with 20 mm margins."""
DOUBT_COLUMNS = (
    Column("序号", 10),
    Column("文件和行", 44),
    Column(words.UNIT, 30),
    Column(words.ITEM, 28),
    Column("结果（原文）", 22),
    Column(words.PROBLEM, 46),
    Column(words.DEMAND, 40),
    Column("原因", 37),
)
TOTAL_COLUMNS = (
    Column("序号", 10),
    Column(words.UNIT, 52),
    Column("类型", 28),
    Column("检查情况", 20),
    Column("检查次数", 17),
    Column("最近检查时间", 34),
    *(Column(word, 17) for word in words.RESULTS),
    Column("未填或写错", 21),
    Column("已销号", 24),
)
NOT_ON_ROLL = "已查（不在名单）"


def problem_ledger(gathered: Inspected) -> Document:
    """The workbook: every «不符合» of every form, how each institution stands, and the rows to be looked at."""
    rows = tuple(_row(number, one) for number, one in enumerate(gathered.problems, 1))
    foot = ("复查结果为“已整改”的，销号日期按复查日期填写；整改情况由责任单位填写。",)
    table = Table(PROBLEM_COLUMNS, rows, LEDGER, head=(summary(gathered),), foot=foot)
    totals = tuple(_total(number, one) for number, one in enumerate(gathered.totals, 1))
    following = [under(TOTALS, "b002", Table(TOTAL_COLUMNS, totals, TOTALS, head=(summary(gathered),)))]
    if gathered.doubts:
        doubts = tuple(_doubt(number, one) for number, one in enumerate(gathered.doubts, 1))
        following.append(under(DOUBTS, "b003", Table(DOUBT_COLUMNS, doubts, DOUBTS)))
    return sheet(LEDGER, table, following)


def summary(gathered: Inspected) -> str:
    """«应查3家，已查2家，未查1家：甲院；发现问题5项，已销号1项。»"""
    seen = sum(bool(total.forms) for total in gathered.totals)
    if gathered.is_roll:
        on_roll = sum(bool(total.forms) for total in gathered.totals if total.is_known)
        missing = f"，未查{len(gathered.missing)}家：{'、'.join(gathered.missing)}" if gathered.missing else ""
        others = f"，另查名单以外{seen - on_roll}家" if seen > on_roll else ""
        inspected = f"应查{gathered.due}家，已查{on_roll}家{missing}{others}"
    else:
        inspected = f"已查{seen}家（没有服务机构名单，未统计应查、未查）"
    closed = sum(bool(one.closed) for one in gathered.problems)
    return f"{inspected}；发现问题{len(gathered.problems)}项，已销号{closed}项。"


def _row(number: int, one: Problem) -> Row:
    return row_of(
        str(number),
        one.unit,
        one.item,
        one.problem,
        one.basis,
        one.demand,
        one.deadline,
        one.person,
        "",
        one.recheck,
        one.closed,
    )


def _doubt(number: int, one: Doubt) -> Row:
    item = one.item
    where = f"{PurePath(item.place.path).name}　{item.place.label}"
    return row_of(
        str(number), where, one.unit, item.item or item.standard, item.result, item.problem, item.demand, one.reason
    )


def _total(number: int, one: UnitTotal) -> Row:
    state = "未查" if not one.forms else "已查" if one.is_known else NOT_ON_ROLL
    return row_of(
        str(number),
        one.unit,
        one.kind,
        state,
        str(one.forms or ""),
        one.last,
        *(str(one.count(word) or "") for word in words.RESULTS),
        str(one.count("") or ""),
        str(one.closed or ""),
    )
