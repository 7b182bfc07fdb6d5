"""A 贯彻落实情况报告 beside the 督办台账: every duty that the superior asks about is reported, and the figures agree
(WJ947, WJ948). The report may have been composed or edited by hand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wenjian.model.catalogue import found
from wenjian.model.directive import Directive, Duty
from wenjian.model.document import Block, Document
from wenjian.model.finding import Finding, Place
from wenjian.model.ledger import Ledger, LedgerItem
from wenjian.model.vocabulary import Alert, BlockKind, LedgerState
from wenjian.text.dates import parse_date
from wenjian.text.normal import letters, shorten
from wenjian.text.numerals import parse_numeral

FINISHED = (LedgerState.CLOSED, LedgerState.TO_VERIFY)
"""States of an item that is done, whether or not somebody has verified it."""

ALL, DONE = "共计", "已完成"
_HAN = "〇零一二三四五六七八九十百两"
_FIGURE = rf"(?P<figure>\d+|[{_HAN}]+)\s*(?:项|件)"
_TOTALS = re.compile(rf"(?:梳理|共有|共|列入台账|总计|合计)[^，。；\d{_HAN}]{{0,8}}{_FIGURE}")
_COUNTED = re.compile("任务|事项|工作|要求|台账|督办|交办")
"""Words for what a ledger of duties counts."""
_LISTING = re.compile("(?:已|均|了|出|有|计|为|的|是|到|列入?|梳理|承担|分解|涉及|认领|落实|推进|确定|明确|下达)*")
"""Words between «共» and a figure that name nothing: «共梳理5项» are the ledger's."""
_THINGS = (
    "隐患|问题|风险|缺陷|漏洞|短板|不足|线索|意见|建议|投诉|举报|诉求|信访|矛盾|纠纷|案件|制度|措施|活动|培训|检查|整改"
    "|项目|指标|材料|设施|设备|证照"
)
_ELSE = re.compile(
    rf"(?:{_THINGS}|发现|查出|排查|查摆|受理|收到|接到|化解|建立|修订|制定|出台)(?P<words>[^，。；、：\d{_HAN}]{{0,8}})"
    rf"(?:\d+|[{_HAN}]+)\s*[项件处条个起](?P<after>[\u4e00-\u9fff]{{0,4}})"
    rf"|(?<![\d{_HAN}])(?:\d+|[{_HAN}]+)\s*[项件处条个起](?:[\u4e00-\u9fff]{{0,4}})(?:{_THINGS})"
)
"""A figure of something else; what follows in its sentence («共发现隐患30项，已完成25项») is of that, too."""
_SENTENCE = re.compile("[^。；;\n]+")
_STATES = {
    LedgerState.CLOSED.chinese: re.compile(rf"已?销号(?:的|任务)?{_FIGURE}"),
    LedgerState.TO_VERIFY.chinese: re.compile(rf"(?:已完成待核|待核(?:验)?)(?:的|任务)?{_FIGURE}"),
    DONE: re.compile(rf"(?<!未)(?:已完成|完成|办结)(?:的|任务)?{_FIGURE}"),
    LedgerState.UNDER_WAY.chinese: re.compile(rf"(?:正在推进|推进中)(?:的|任务)?{_FIGURE}"),
    LedgerState.STANDING.chinese: re.compile(rf"长期坚持(?:的|任务)?{_FIGURE}"),
    LedgerState.NOT_STARTED.chinese: re.compile(rf"(?:未启动|尚未启动)(?:的|任务)?{_FIGURE}"),
    LedgerState.OVERDUE.chinese: re.compile(rf"逾期(?:未完成)?(?:的|任务)?{_FIGURE}"),
    LedgerState.SUSPENDED.chinese: re.compile(rf"中止(?:的|任务)?{_FIGURE}"),
}
_UNTIL = re.compile(r"截至(?P<day>(?:20\d{2}年)?\d{1,2}月\d{1,2}日)")
_LEAST_WORDS = 6
"""Letters of a duty or of its progress that are enough to know it again."""
_LIKE = 0.6
"""Share of a duty's pairs of letters from which a paragraph is about it."""


def items_of(ledger: Ledger, directives: Iterable[Directive]) -> tuple[LedgerItem, ...]:
    """The items of a ledger that carry out these papers: by the duty behind them, else by the paper they name."""
    known = list(directives)
    ids = {one.id for one in known}
    names = {
        name
        for one in known
        for paper in one.papers or (one,)
        for name in (paper.number, paper.title, f"《{paper.title}》")
        if name
    }
    return tuple(
        item
        for item in ledger.items
        if (item.duty.rpartition("#")[0] in ids if item.duty else item.source.partition("·")[0] in names)
    )


_UNITS = re.compile(r"^(?P<asked>\d+)个单位已报(?P<told>\d+)个：")
"""How the program opens what several units have answered."""
_OWING = re.compile(r"；(?:未报|填写不合要求)：[^；（。]*")
"""Who has not answered, or not as asked: for the office that presses them, not for the superior."""


def state_of(item: LedgerItem) -> LedgerState:
    """The state of an item as it is reported: what is begun or not and has a red warning is overdue."""
    is_open = item.state in {LedgerState.NOT_STARTED, LedgerState.UNDER_WAY}
    return LedgerState.OVERDUE if is_open and item.warning.startswith(Alert.RED.chinese) else item.state


def progress_of(item: LedgerItem) -> str:
    """The progress of an item as it is reported: without the units that have not answered."""
    words = item.progress.strip()
    units = _UNITS.match(words)
    if units is None:
        return words
    return _OWING.sub("", words if units["asked"] == units["told"] else words[units.end() :])


def tally(items: Iterable[LedgerItem]) -> dict[str, int]:
    """How many items there are in all (共计), how many are done (已完成: 已销号 and 已完成待核), and in each state."""
    listed = list(items)
    states = Counter(map(state_of, listed))
    counted = {state.chinese: states[state] for state in LedgerState}
    return {ALL: len(listed), DONE: sum(states[state] for state in FINISHED), **counted}


@dataclass(frozen=True, slots=True)
class Asked:
    """A duty that the superior asks about, and what the ledger says of it."""

    ref: str
    duty: Duty
    items: tuple[LedgerItem, ...] = ()


def asked_of(ledger: Ledger, directives: Sequence[Directive], ours: Iterable[str]) -> tuple[Asked, ...]:
    """The duties to be reported, in the superior's order: those whose references are in `ours`, but for sentences that
    only sum others up and what does not concern the place, and those that the ledger follows up.
    """
    wanted = set(ours)
    by_duty: dict[str, list[LedgerItem]] = {}
    for item in items_of(ledger, directives):
        by_duty.setdefault(item.duty, []).append(item)
    return tuple(
        Asked(ref, duty, tuple(by_duty.get(ref, ())))
        for directive in directives
        for duty in directive.duties
        if (ref := directive.ref(duty)) in by_duty or (ref in wanted and not duty.summary and not duty.not_local)
    )


def check_progress(
    document: Document, ledger: Ledger, directives: Sequence[Directive], ours: Iterable[str]
) -> tuple[Finding, ...]:
    """WJ947 for each duty that the report passes over, WJ948 for each figure that is not the ledger's."""
    told = [
        _Told(text, letters(text), _pairs(letters(text)), {ref.partition("@")[0] for ref in refs})
        for _, block in document.walk()
        for text, refs in _texts(block)
    ]
    missing = (
        found("WJ947", Place(document.source, label=asked.ref), text=shorten(asked.duty.text, 40))
        for asked in asked_of(ledger, directives, ours)
        if not any(_is_about(asked, one) for one in told)
    )
    counted = tally(items_of(ledger, directives))
    wrong = (finding for one in told for finding in _check_figures(one.text, counted, ledger.as_of, document.source))
    return (*missing, *wrong)


@dataclass(frozen=True, slots=True)
class _Told:
    """A paragraph or a row of a report: its text, its letters and their pairs, and the duties it was composed for."""

    text: str
    letters: str
    pairs: set[str]
    refs: set[str]


def _texts(block: Block) -> Iterator[tuple[str, tuple[str, ...]]]:
    if block.table is not None:
        yield from (("".join(row.texts()), row.duties) for row in block.table.rows)
    elif block.kind is not BlockKind.TITLE and block.text:
        yield block.text, block.duties


def _is_about(asked: Asked, told: _Told) -> bool:
    """Whether a paragraph reports on a duty: it was composed for it, or has its words or those of its progress."""
    if asked.ref in told.refs:
        return True
    duty = letters(asked.duty.text)
    for words in (duty, *(letters(progress_of(item)) for item in asked.items)):
        if len(words) >= _LEAST_WORDS and words in told.letters:
            return True
    pairs = _pairs(duty)
    return bool(pairs) and len(pairs & told.pairs) / len(pairs) >= _LIKE


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _check_figures(text: str, counted: dict[str, int], as_of: str, path: str) -> Iterator[Finding]:
    """A paragraph that sums up: it tells a state with its figure, and names the ledger, the total or the day."""
    stated: dict[str, tuple[int, str]] = {}
    free = _SENTENCE.sub(lambda match: _of_the_ledger(match[0]), text)
    for name, pattern in _STATES.items():
        if match := pattern.search(free):
            stated[name] = (parse_numeral(match["figure"]) or 0, match[0])
            free = free[: match.start()] + "　" * len(match[0]) + free[match.end() :]
    total = next((match for match in _TOTALS.finditer(free) if _is_total(match)), None)
    day = _UNTIL.search(text)
    if not stated or not (total or day or "台账" in text):
        return
    if total:
        stated[ALL] = (parse_numeral(total["figure"]) or 0, total[0])
    for name, (figure, quote) in stated.items():
        if figure != counted[name]:
            yield found("WJ948", Place(path, label=name), quote=quote, name=name, count=f"{counted[name]}项")
    if day and as_of and _differs(day["day"], as_of):
        yield found("WJ948", Place(path, label="截止日期"), quote=day[0], name="截止日期", count=as_of)


def _of_the_ledger(sentence: str) -> str:
    """A sentence with what it counts of other things blanked, up to where it speaks of tasks again."""
    at = 0
    while match := _ELSE.search(sentence, at):
        at = match.end()
        if _COUNTED.search(match[0]):
            continue
        back = _COUNTED.search(sentence, at)
        end = back.start() if back else len(sentence)
        sentence = sentence[: match.start()] + "　" * (end - match.start()) + sentence[end:]
        at = end
    return sentence


def _is_total(match: re.Match[str]) -> bool:
    """Whether a total is that of the tasks: it names them, or nothing at all."""
    between = match[0][: match.start("figure") - match.start()]
    return bool(_COUNTED.search(between) or _LISTING.fullmatch(re.sub("^(?:共|总计|合计)", "", between)))


def _differs(said: str, as_of: str) -> bool:
    day = parse_date(as_of)
    if day is None:
        return False
    given = parse_date(said) or parse_date(f"{day.year}年{said}")
    return given != day
