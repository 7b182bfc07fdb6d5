"""贯彻落实情况报告: what the 督办台账 says, in the superior's order.

Every word is the ledger's or the superior's, every figure is counted; what nobody wrote stays 【待定：…】.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from wenjian.compose.applicability import why_not_local
from wenjian.compose.contract import Need, Piece
from wenjian.compose.draft import Draft, flat_sections
from wenjian.compose.fill import basis_text, nested
from wenjian.duties.competence import propose_competence
from wenjian.lint.genres import request_in
from wenjian.lint.progress import DONE, FINISHED, Asked, asked_of, items_of, progress_of, state_of, tally
from wenjian.model.catalogue import found
from wenjian.model.directive import Directive
from wenjian.model.document import Document, Origin, Span, text_of
from wenjian.model.finding import Finding, Place
from wenjian.model.ledger import Ledger, LedgerItem
from wenjian.model.library import Outline
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import LedgerPart, LedgerState, OriginKind
from wenjian.text.slots import UNKNOWN

NAME = "台账"
_STATES = (
    LedgerState.UNDER_WAY,
    LedgerState.STANDING,
    LedgerState.NOT_STARTED,
    LedgerState.OVERDUE,
    LedgerState.SUSPENDED,
)
"""The states that are summed up after what is done, in the order of the sentence."""
_SETTLED = (*FINISHED, LedgerState.STANDING, LedgerState.SUSPENDED)
_LONGEST = 60
_TIME_FIRST = re.compile(
    r"^(?=[^，。]*[\d年月日])(?:[自从于在]|每年|20\d\d年|[\d.]+|[年月日号至到—～-]|[上中下]旬|[底末初]|之?前|起|开始|期间)+，"
)
"""A time as the first clause of a sentence («9月底前，», «自2026年7月1日起，»)."""
_GOES_ON = re.compile("^长期")
"""A deadline that is none: what is forbidden or goes on is never finished."""
_POINTER = re.compile("，详见“各单位落实情况”")
"""Where the ledger has more."""
_INNER = str.maketrans("“”‘’", "‘’“”")


def is_from_ledger(outline: Outline | None) -> bool:
    """Whether a paper is made from a 督办台账."""
    return outline is not None and any(section.ledger is not None for section in flat_sections(outline.sections))


def check_requests(document: Document) -> Iterator[Finding]:
    """WJ712 for each paragraph in which a report asks to be answered; the superior's quoted words are not asked."""
    for block in document.blocks:
        if quote := request_in(text_of(block.spans)):
            yield found("WJ712", Place(label=f"《{nested(document.title)}》{block.label}"), quote=quote)


def ledger_pieces(part: LedgerPart, ledger: Ledger, draft: Draft) -> tuple[Piece, ...]:
    """The text of a section of the report; `draft.wanted` are the duties that are ours, in reading order."""
    directives, locality, needs = draft.materials.directives, draft.materials.locality, draft.wanted
    items = items_of(ledger, directives)
    if part is LedgerPart.SUMMARY:
        return tuple(_summary(ledger, items, draft))
    if part is LedgerPart.ITEMS:
        asked = asked_of(ledger, directives, [need.ref for need in needs])
        return (*(_reported(one, directives, locality) for one in asked), *_added(items, asked))
    if part is LedgerPart.PROBLEMS:
        return tuple(_problems(items, ledger))
    return tuple(_open(items))


def _summary(ledger: Ledger, items: Sequence[LedgerItem], draft: Draft) -> Iterator[Piece]:
    directives, locality = draft.materials.directives, draft.materials.locality
    counted = tally(items)
    until = ledger.as_of or f"【{UNKNOWN}：截止日期】"
    done = [f"{state.chinese}{counted[state.chinese]}项" for state in FINISHED if counted[state.chinese]]
    inside = f"（其中{'、'.join(done)}）" if len(done) > 1 else ""
    others = [f"{state.chinese}{counted[state.chinese]}项" for state in _STATES if counted[state.chinese]]
    finished = f"已完成{counted[DONE]}项{inside}"
    who = locality.bureau_called
    yield _piece(
        f"对照{basis_text(directives)}，{who}共梳理任务{len(items)}项，列入督办台账。"
        f"截至{until}，{'，'.join((finished, *others))}。"
    )
    asked = {one.ref for one in asked_of(ledger, directives, [need.ref for need in draft.wanted])}
    elsewhere: dict[str, int] = {}
    for directive in directives:
        for duty in directive.duties:
            if not duty.is_duty or duty.summary or directive.ref(duty) in asked:
                continue
            why = "不涉及本地" if why_not_local(duty, locality, draft.terms) else ""
            word = why or (duty.competence or propose_competence(duty, directive, locality)).chinese
            elsewhere[word] = elsewhere.get(word, 0) + 1
    if elsewhere:
        listed = "、".join(f"{word}的{count}项" for word, count in elsewhere.items())
        yield _piece(f"另有{listed}，不在本报告之列。")


def _reported(asked: Asked, directives: Sequence[Directive], locality: Locality) -> Piece:
    """A duty in the superior's words and under its heading, and its progress word for word."""
    directive = next(one for one in directives if asked.ref.startswith(f"{one.id}#"))
    competence = asked.duty.competence or propose_competence(asked.duty, directive, locality)
    progress = [span for item in asked.items for span in _progress(item)]
    return Piece(
        paragraphs=(tuple(progress or [_unknown(f"{asked.duty.id}落实情况")]),),
        origin=_origin(*asked.items),
        task=asked.duty.headings[0] if asked.duty.headings else "",
        lead=_quoted(asked.duty.text.rstrip("。；;")),
        needs=(Need(directive, asked.duty, competence),),
    )


def _progress(item: LedgerItem) -> Iterator[Span]:
    """The state and then what the ledger says, word for word."""
    words = progress_of(item)
    yield Span(f"{state_of(item).chinese}。", _origin(item))
    yield Span(_ended(words), _origin(item)) if words else _unknown(f"台账{item.id}落实情况")


def _ended(words: str) -> str:
    return words if words.endswith(("。", "！", "？")) else f"{words}。"


def _added(items: Iterable[LedgerItem], asked: Sequence[Asked]) -> Iterator[Piece]:
    """The items that people added to the ledger without a duty of the list behind them."""
    known = {one.ref for one in asked}
    for item in items:
        if item.duty not in known:
            lead = item.task.strip().rstrip("。；;")
            yield Piece((tuple(_progress(item)),), _origin(item), task="台账另列的事项", lead=lead)


def _problems(items: Sequence[LedgerItem], ledger: Ledger) -> Iterator[Piece]:
    overdue = [item for item in items if state_of(item) is LedgerState.OVERDUE]
    if overdue:
        yield _piece(f"逾期未完成{len(overdue)}项：{_listed(overdue)}。")
    told = [(item, words) for item in items if (words := _problems_of(item, ledger))]
    for item, words in told:
        yield Piece(((Span(_ended(words), _origin(item)),),), _origin(item))
    if not told and not overdue:
        yield Piece(((_unknown("存在问题"),),), _origin())


def _problems_of(item: LedgerItem, ledger: Ledger) -> str:
    """What hinders an item, without what the units ask of others: a report asks for nothing, and not for them."""
    lines = item.problems.strip().splitlines()
    for entry in ledger.entries:
        if entry.item == item.id and entry.coordination:
            asked = re.compile(rf"[；;]?{re.escape(entry.coordination)}")
            lines = [asked.sub("", line) if line.startswith(entry.unit) else line for line in lines]
    kept = (_POINTER.sub("", line) for line in lines)
    return "\n".join(line for line in kept if line.strip() and not line.rstrip().endswith("："))


def _open(items: Sequence[LedgerItem]) -> Iterator[Piece]:
    unfinished = [item for item in items if state_of(item) not in _SETTLED]
    late = [item for item in unfinished if state_of(item) is LedgerState.OVERDUE]
    open_items = [item for item in unfinished if state_of(item) is not LedgerState.OVERDUE]
    coming = [item for item in open_items if not _GOES_ON.match(item.deadline)]
    standing = len(open_items) - len(coming)
    if late:
        yield _piece(f"逾期的{len(late)}项抓紧办理，尽快完成。")
    if coming:
        which = "其余" if late else ""
        yield _piece(f"{which}尚未完成的{len(coming)}项，按以下时限推进：{_listed(coming)}。")
    if standing:
        yield _piece(f"没有完成时限、需要长期坚持的{standing}项，持续抓好落实。")


def _listed(items: Sequence[LedgerItem]) -> str:
    """«“每季度排查一次”（6月底前）；“……”（……)», words and deadlines from the ledger."""
    return "；".join(_with_deadline(item) for item in items)


def _with_deadline(item: LedgerItem) -> str:
    task = _short(item.task)
    deadline = item.deadline or f"【{UNKNOWN}：时限】"
    return _quoted(task) + ("" if deadline in task else f"（{deadline}）")


def _short(task: str) -> str:
    """The first sentence of a task without the time that opens it; of a long one as much as ends at a comma that no
    bracket or quotation mark encloses.
    """
    first = task.strip().partition("。")[0].rstrip("；;")
    if len(first) > _LONGEST:
        first = _TIME_FIRST.sub("", first)
    commas = [at for at, sign in enumerate(first[:_LONGEST]) if sign == "，" and not _is_enclosed(first[:at])]
    if len(first) <= _LONGEST or not commas:
        return first
    return first[: commas[-1]] + "……"


def _is_enclosed(before: str) -> bool:
    """Whether a bracket or quotation mark that opens in `before` is still open at its end."""
    return any(before.count(left) > before.count(right) for left, right in ("“”", "‘’", "《》", "（）", "()"))


def _quoted(words: str) -> str:
    """The words in quotation marks, their own ones single (GB/T 15834-2011)."""
    return f"“{words.translate(_INNER)}”"


def _piece(text: str) -> Piece:
    return Piece(((Span(text, _origin()),),), _origin())


def _origin(*items: LedgerItem) -> Origin:
    return Origin(OriginKind.SOURCE, "、".join((NAME, *(item.id for item in items))))


def _unknown(name: str) -> Span:
    return Span(f"【{UNKNOWN}：{name}】", Origin(OriginKind.SLOT, name, UNKNOWN))
