"""三单 and 反馈表: what goes out to the units of a 督办台账, and what chases them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from wenjian.duties.deliverables import signed_by
from wenjian.model.directive import Duty
from wenjian.model.document import Block, Column, Document, Span, Table
from wenjian.model.elements import Elements
from wenjian.model.ledger import FEEDBACK_LIMIT, Ledger, LedgerItem, UnitEntry
from wenjian.model.locality import Locality
from wenjian.model.marks import FeedbackMark
from wenjian.model.vocabulary import Authority, BlockKind, Competence, FeedbackState, UnitKind
from wenjian.reports.letter import BLANK_DAY, contact_words
from wenjian.reports.sheets import row_of, sheet
from wenjian.supervise.alerts import is_red
from wenjian.supervise.assign import Unit
from wenjian.supervise.ledger import FINISHED, Source, papers_of
from wenjian.supervise.reckon import refused_rows
from wenjian.text.normal import shorten
from wenjian.text.superiors import listed

FEEDBACK, ASSIGNMENT, REMINDER, NOTICE = "反馈表", "交办单", "催办单", "督办通知单"

FEEDBACK_COLUMNS = (
    Column("任务编号（勿改）", 16, locked=True),
    Column("任务", 62, locked=True),
    Column("完成时限", 24, locked=True),
    Column(f"落实情况（{FEEDBACK_LIMIT}字内）", 48),
    Column("完成情况", 18, choices=tuple(word.chinese for word in FeedbackState)),
    Column("未完成原因", 22),
    Column("需协调事项", 22),
    Column("填报人", 14),
    Column("审核人", 14),
    Column("填报日期", 17),
)
"""Widths in millimetres: 257 together, an A4 page in landscape with 20 mm margins."""
_FEEDBACK_NOTES = (
    "填写说明：只填空白各栏；“完成情况”从下拉列表中选；选“已完成”的要写落实情况；“填报日期”写成2026年6月3日。",
)

_ITEM_COLUMNS = (Column("编号", 12), Column("事项", 56), Column("来源", 28))
ASSIGNMENT_COLUMNS = (*_ITEM_COLUMNS, Column("要求", 26), Column("责任人", 16), Column("时限", 18))
REMINDER_COLUMNS = (*_ITEM_COLUMNS, Column("要求", 22), Column("责任人", 16), Column("时限", 22))
"""156 mm, the width between the margins of a portrait A4 page."""
_SIGNING = "签发：　　　　　　　　　　　　签发日期：　　　　年　　月　　日"
_FOLLOW = "按要求落实，反馈落实情况"
_URGE = "督促辖区内{whom}落实，反馈落实情况"
_INSTITUTIONS = "服务机构"
_OTHERS = "有关单位"
_EACH = re.compile("^(?:各级各类|各类|各级|各|所有|全部|任何|辖区内?)+")
_BELOW = re.compile("[\u4e00-\u9fff]{2,8}(?<!部门|乡镇|街道)(?<!局)")
"""An actor that is a kind of unit or people below a township."""
_ACTORS_MOST = 3
"""Actors of a duty that are named; more are 有关单位."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who hands out and chases: the bureau, in whose name, on which day, by when answers are due, whom to ring up."""

    locality: Locality
    authority: Authority = Authority.BUREAU
    date: str = ""
    due: str = ""
    contact: str = ""

    @property
    def consent(self) -> str:
        """条例第十六条第二项: 经政府同意行文的，文中须注明."""
        government = self.locality.government or "人民政府"
        return f"经{government}同意，" if self.authority is Authority.APPROVED else ""

    @property
    def bureau(self) -> str:
        return self.locality.bureau


def feedback_form(ledger: Ledger, unit: str, items: Sequence[LedgerItem]) -> Document:
    """反馈表 of one unit: its items only, what is not to be filled in locked, each row told by a hidden mark. What the
    unit has answered before is not repeated: it fills in how things stand now.
    """
    papers = papers_of(ledger, items)
    head = (f"填报单位：{unit}", *([f"依据：{listed(papers)}"] if papers else []), *_FEEDBACK_NOTES)
    own = {entry.item: entry for entry in ledger.entries if entry.unit == unit}
    rows = tuple(
        replace(
            row_of(item.id, item.task, _deadline(item, own.get(item.id)), "", "", "", "", "", "", ""),
            mark=str(FeedbackMark(item.id, unit, item.fingerprint, item.duty)),
        )
        for item in items
    )
    table = Table(FEEDBACK_COLUMNS, rows, name=FEEDBACK, head=head)
    return sheet("任务落实情况反馈表", table)


def _deadline(item: LedgerItem, entry: UnitEntry | None) -> str:
    return (entry.deadline if entry else "") or item.deadline


def assignment(
    ledger: Ledger,
    unit: Unit,
    items: Sequence[LedgerItem],
    sender: Sender,
    source: Source,
) -> Document:
    """交办单: what one unit is asked to do, on whose paper, by when."""
    opening = (
        f"{_on_basis(ledger, items)}{sender.consent}现将{len(items)}项任务交办你单位，请按要求落实，"
        f"并于{sender.due or BLANK_DAY}前填写所附反馈表报我局（{contact_words(sender.contact)}）。"
    )
    own = {entry.item: entry for entry in ledger.entries if entry.unit == unit.name}
    rows = tuple(
        row_of(
            item.id,
            item.task,
            item.source,
            _wanted(item, unit, source, sender.locality),
            unit.person,
            _deadline(item, own.get(item.id)),
        )
        for item in items
    )
    return _paper(ASSIGNMENT, unit.name, sender, opening, Table(ASSIGNMENT_COLUMNS, rows))


def _wanted(item: LedgerItem, unit: Unit, source: Source, locality: Locality) -> str:
    duty = source.duties.get(item.duty)
    asked = duty.deliverable if duty else None
    if asked is not None and asked.text:
        parts = (asked.text, asked.form, signed_by(asked.signature))
        return "报送" + "，".join(part for part in parts if part)
    if unit.kind is UnitKind.TOWNSHIP and source.competences.get(item.duty) is Competence.INSTITUTION:
        return _URGE.format(whom=_urged(duty, locality))
    return _FOLLOW


def _urged(duty: Duty | None, locality: Locality) -> str:
    """Whom a township is to see to: the institutions of civil affairs go by one word, elsewhere they are named as the
    superior names them.
    """
    if locality.is_civil_affairs:
        return _INSTITUTIONS
    actors = [_EACH.sub("", one.removeprefix("^")) for one in duty.actors] if duty else []
    named = list(dict.fromkeys(one for one in actors if _BELOW.fullmatch(one)))
    return "、".join(named) if 0 < len(named) <= _ACTORS_MOST else _OTHERS


def reminder(ledger: Ledger, unit: str, sender: Sender) -> Document | None:
    """催办单: what one unit has not answered at all, and where it is overdue; None where there is nothing to chase."""
    open_items = {item.id: item for item in ledger.items if item.state not in FINISHED}
    mine = [entry for entry in ledger.entries if entry.unit == unit and entry.item in open_items]
    refused = refused_rows(ledger, unit)
    silent = [entry for entry in mine if not entry.answered and entry.item not in refused]
    faulty = [entry for entry in mine if not entry.answered and entry.item in refused]
    overdue = [entry for entry in mine if is_red(entry.warning)]
    chased = [entry for entry in mine if not entry.answered or is_red(entry.warning)]
    if not chased:
        return None
    items = [open_items[entry.item] for entry in chased]
    told = "、".join(
        words
        for words in (
            f"未报落实情况{len(silent)}项" if silent else "",
            f"填写不合要求{len(faulty)}项" if faulty else "",
            f"逾期{len(overdue)}项" if overdue else "",
        )
        if words
    )
    opening = (
        f"{_on_basis(ledger, items)}{sender.consent}{_as_of(ledger)}交办你单位的任务中，{told}。"
        f"请抓紧落实，并于{sender.due or BLANK_DAY}前报送落实情况；不能按时完成的，写明原因"
        f"（{contact_words(sender.contact)}）。"
    )
    rows = tuple(
        row_of(
            item.id,
            item.task,
            item.source,
            "；".join(words for words in (_owed(entry, refused), _late(entry.warning) and "限期完成") if words),
            entry.person,
            _with_lateness(_deadline(item, entry), entry.warning),
        )
        for item, entry in zip(items, chased, strict=True)
    )
    return _paper(REMINDER, unit, sender, opening, Table(REMINDER_COLUMNS, rows))


def _owed(entry: UnitEntry, refused: Mapping[str, str]) -> str:
    if entry.answered:
        return ""
    problem = refused.get(entry.item)
    return "补报落实情况" if problem is None else f"填写不合要求，请补正（{shorten(problem, 60)}）"


def overdue_by_section(ledger: Ledger) -> dict[str, list[LedgerItem]]:
    """The overdue items by the 股室 that leads. Items without 牵头股室 come under ""."""
    by_section: dict[str, list[LedgerItem]] = {}
    for item in ledger.items:
        if item.state not in FINISHED and is_red(item.warning):
            by_section.setdefault(item.section.split("、", maxsplit=1)[0], []).append(item)
    return by_section


def notices(ledger: Ledger, sender: Sender) -> dict[str, Document]:
    """督办通知单 by 股室: the overdue items that each leads, as `overdue_by_section` has them."""
    overdue = overdue_by_section(ledger)
    return {section: _notice(ledger, section, items, sender) for section, items in overdue.items()}


def _notice(ledger: Ledger, section: str, items: Sequence[LedgerItem], sender: Sender) -> Document:
    opening = (
        f"{_on_basis(ledger, items)}{_as_of(ledger)}你股室牵头的{len(items)}项任务已逾期，请抓紧办理，"
        f"于{sender.due or BLANK_DAY}前将办理情况报办公室；需要延期的，书面说明原因"
        f"（{contact_words(sender.contact)}）。"
    )
    rows = tuple(
        row_of(
            item.id,
            item.task,
            item.source,
            "限期办结",
            item.leader,
            _with_lateness(item.deadline, item.warning),
        )
        for item in items
    )
    return _paper(NOTICE, section or "【牵头股室】", sender, opening, Table(REMINDER_COLUMNS, rows))


def _late(warning: str) -> str:
    return warning.partition("：")[2] if is_red(warning) else ""


def _with_lateness(deadline: str, warning: str) -> str:
    late = _late(warning)
    return f"{deadline}（{late}）" if late else deadline


def _as_of(ledger: Ledger) -> str:
    return f"截至{ledger.as_of}，" if ledger.as_of else ""


def _on_basis(ledger: Ledger, items: Iterable[LedgerItem]) -> str:
    papers = papers_of(ledger, items)
    return f"根据{listed(papers)}，" if papers else ""


def _paper(kind: str, unit: str, sender: Sender, opening: str, table: Table) -> Document:
    """One of the 三单 as a letter: whom it goes to, why, the table of items, who signs."""
    named = replace(table, head=(f"编号：　　　　　　　　　　　责任单位：{unit}",), foot=(_SIGNING,))
    return Document(
        elements=Elements(title=kind, recipients=(unit,), signature=(sender.bureau,), date=sender.date),
        blocks=(
            Block("b001", BlockKind.PARAGRAPH, (Span(opening),)),
            Block("b002", BlockKind.TABLE, table=named),
        ),
        name=kind,
    )
