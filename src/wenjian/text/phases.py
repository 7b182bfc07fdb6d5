"""Phases of a plan with their dates («第一阶段（2026年1月1日至2月28日）», «动员部署阶段（即日起至3月底）»)."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wenjian.model.document import Block, Document, Provision
from wenjian.model.vocabulary import BlockKind, Role
from wenjian.text import patterns as re
from wenjian.text.dates import find_dates
from wenjian.text.normal import fold_in_place
from wenjian.text.numerals import parse_numeral

_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"


def _written_day(side: int) -> str:
    """The pattern of one end of a period; its groups are numbered by `side`."""
    return (
        rf"(?:(?P<year{side}>20\d\d|次)\s*年)?\s*(?:(?P<month{side}>{_NUMBER})\s*月份?)?\s*"
        rf"(?:(?P<day{side}>{_NUMBER})\s*(?P<unit{side}>[日号])?(?!\s*(?:[个月季]|工作日))|(?P<part{side}>上旬|中旬|下旬|初|底|末))?"
    )


_TO = r"\s*(?:至|到|—{1,2}|–|―+|─+|-{1,2}|~|～)\s*"
_RANGE = re.compile(_written_day(1) + _TO + _written_day(2) + r"(?:前|止)?")
_FROM_NOW = re.compile(
    rf"(?:即日起|自?(?:本通知|通知|文件|方案)?(?:印发|发文|下发)之日起"
    rf"|现在起){_TO}" + _written_day(2) + "(?:前|止)?"
)
_UNTIL = re.compile("(?:截至|截止)?" + _written_day(2) + "(?:之?前|止)")
_SINCE = re.compile("(?:自|从)?" + _written_day(1) + "(?:起|开始|以后|后)")
_WHOLE = re.compile(_written_day(1))
_QUARTER = re.compile(
    r"(?:(?P<year>20\d{2})年)?第?(?P<quarter>[一二三四1-4])季度|(?:(?P<year_>20\d{2})"
    r"年)?(?P<half>[上下])半年"
)
_FIGURES = re.compile(r"(20\d{2})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{1,2})")
_ALWAYS = re.compile(r"即日起|长期坚持|全年|长期|贯穿(?:全程|始终)|持续推进")
_DATED = r"[（(](?P<dates>[^（）()]{2,40})[）)]"
_LABELLED = re.compile(r"^第[一二三四五六七八九十\d]{1,3}(?:阶段|步)[：:、，,\s]*$")
_OPENS = re.compile(rf"^(?P<before>[^，。；（(]{{0,24}}?)\s*{_DATED}")
_COLON = re.compile(
    r"^(?P<before>[^，。；：（(]{2,16}?(?:阶段|环节))\s*[：:]\s*(?P<dates>[^，。；（(]{2,40}?)"
    r"(?=[，。；]|$)"
)
_DATE_FIRST = re.compile(
    r"^(?P<dates>[^，。；（(]{3,40}?)[，,为是：:]\s*(?P<before>[^，。；：（(]{0,16}?(?:阶段"
    r"|环节))"
)
_SAID = re.compile(
    r"(?:^|(?<=[，,。；：:中]))(?P<dates>(?:20\d\d年)?\d{1,2}月[^，,。；：:（(为是]{1,20}?)(?:[为是])"
    r"(?P<before>[^，,。；：:（(]{2,24}?阶段)(?=[，,。；]|$)"
)
"""A sentence that says so: «3月10日至12日为自查自纠阶段»."""
_NAMES_PHASE = re.compile("(?:阶段|环节|时期)$")
_WORD = re.compile(r"[^\W为是]")
_STEPS = re.compile("步骤|时间安排|阶段|进度|时间节点|安排")
_ACT = re.compile(
    r"^[，,：:。\s]*(?:开展|实施|组织)?[“「](?P<quoted>[^”」]{2,20})[”」]"
    r"|^[，,：:。\s]*(?P<plain>[^，,。；：]{2,16})(?=[，,。；]|$)"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time: first and last day, None where it is open or the year is unknown; the words as written.

    `complete` is False where a day is named without 日 («2022年2月26至»).
    """

    text: str
    start: dt.date | None
    end: dt.date | None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of a plan: `label` as printed («第一阶段», else empty), `name` («动员部署阶段»), first and last day or
    None, `text` the dates as written, the ids of the blocks it holds, and whether its dates are whole.
    """

    label: str
    name: str
    start: dt.date | None
    end: dt.date | None
    text: str
    blocks: tuple[str, ...] = ()
    complete: bool = True

    @property
    def printed(self) -> str:
        """«第一阶段（2026年1月1日至2月28日）»."""
        return (self.label or self.name) + (f"（{self.text}）" if self.text else "")


def parse_period(text: str, year: int | None = None) -> Period | None:
    """The period that `text` as a whole writes, or None. `year` stands in where no year is written.

    A month is its first to its last day, 底 the last day, 上旬 ends on the 10th, «…前» ends on the day itself.
    """
    words = _FIGURES.sub(lambda match: f"{match[1]}年{int(match[2])}月{int(match[3])}日", fold_in_place(text).strip())
    if match := _QUARTER.fullmatch(words):
        return _quarter(text, match, year)
    for pattern in (_FROM_NOW, _RANGE, _UNTIL, _SINCE, _WHOLE):
        if (match := pattern.fullmatch(words)) and (period := _period(text, match, year, whole=pattern is _WHOLE)):
            return period
    return Period(text, None, None) if _ALWAYS.fullmatch(words) else None


def _quarter(text: str, match: re.Match[str], year: int | None) -> Period:
    written = match["year"] or match["year_"]
    of = int(written) if written else year
    quarter = parse_numeral(match["quarter"]) if match["quarter"] else None
    first, length = ((quarter - 1) * 3 + 1, 3) if quarter else (1 if match["half"] == "上" else 7, 6)
    if of is None:
        return Period(text, None, None)
    last = first + length - 1
    return Period(text, dt.date(of, first, 1), dt.date(of, last, calendar.monthrange(of, last)[1]))


@dataclass(frozen=True, slots=True)
class _Point:
    """One end of a period as written; `next_year`: of the year after that of the other end («次年3月»)."""

    year: int | None
    month: int | None
    day: int | None
    part: str
    whole: bool
    next_year: bool = False


def _point(match: re.Match[str], side: int) -> _Point | None:
    groups = match.groupdict()
    year, month, day = (groups.get(f"{name}{side}") for name in ("year", "month", "day"))
    part = groups.get(f"part{side}") or ""
    if year is None and month is None and day is None and not part:
        return None
    return _Point(
        int(year) if year and year.isdigit() else None,
        parse_numeral(month) if month else None,
        parse_numeral(day) if day else None,
        part,
        day is None or groups.get(f"unit{side}") is not None,
        year == "次",
    )


def _period(text: str, match: re.Match[str], year: int | None, *, whole: bool) -> Period | None:
    start, end = _point(match, 1), _point(match, 2)
    if whole:
        end = start
    if start is None and end is None:
        return None
    if any(point and point.day is not None and point.month is None and point is not end for point in (start, end)):
        return None
    if end and start and end is not start:
        end = _following(start, end)
    elif end and end.month is None and end.year is None:
        return None
    first_year = start.year if start else None
    last_year = end.year if end else None
    turns = bool(start and end and (end.next_year or (start.month or 1) > (end.month or 12)))
    if start and first_year is None:
        first_year = last_year - turns if last_year and end else year
    if end and last_year is None:
        last_year = first_year + turns if first_year else year
    complete = all(point.whole for point in (start, end) if point)
    first = _day(start, first_year, last=False) if start else None
    final = _day(end, last_year, last=True) if end else None
    return Period(text, first, final, complete)


def _following(start: _Point, end: _Point) -> _Point:
    """The end of a range with what it leaves unsaid («3月1日至15日»)."""
    month = end.month if end.month or end.year else start.month
    return replace(end, month=month)


def _day(point: _Point, year: int | None, *, last: bool) -> dt.date | None:
    if year is None:
        return None
    month = point.month or (12 if last or point.part in {"底", "末"} else 1)
    if not 1 <= month <= 12:
        return None
    length = calendar.monthrange(year, month)[1]
    parts = {
        "上旬": (1, 10),
        "中旬": (11, 20),
        "下旬": (21, length),
        "初": (1, 10),
        "底": (length, length),
        "末": (length, length),
    }
    day = point.day or parts.get(point.part, (1, length))[last]
    return dt.date(year, month, day) if day <= length else None


def find_phases(document: Document) -> tuple[Phase, ...]:
    """The phases of a paper and of what it issues itself, in reading order, each with the blocks it holds.

    A phase begins at «第一阶段», or at a heading or paragraph that opens with a name and dates in brackets and either
    is called 阶段 or stands under 实施步骤 and the like. It ends where the next one or a heading of its level begins.
    """
    found: list[Phase] = []
    _find(document, _year_of(document), found)
    return tuple(found)


def phase_of(provision: Provision, phases: Sequence[Phase]) -> Phase | None:
    """The phase that a provision stands in: the one whose dates it names itself, else the last that holds its block."""
    holding = [phase for phase in phases if provision.block in phase.blocks]
    own = [phase for phase in holding if phase.text and phase.text in provision.text]
    return own[0] if own else holding[-1] if holding else None


def only_opens(provision: Provision, phase: Phase) -> bool:
    """Whether a sentence says no more than that a phase begins («动员部署阶段（3月20日至4月10日）。»)."""
    if not phase.text or phase.text not in provision.text:
        return False
    rest = provision.text.replace(phase.text, "", 1)
    for name in filter(None, (phase.name, phase.label)):
        rest = rest.replace(name, "", 1)
    return not _WORD.search(rest)


def _year_of(document: Document) -> int | None:
    for text in (document.elements.date, document.title, document.elements.number):
        if match := re.search(r"(20\d{2})[年〕.-]", text):
            return int(match[1])
    return None


def _find(document: Document, year: int | None, found: list[Phase]) -> None:
    year = _year_of(document) or year
    steps = False
    above = 0
    opened: tuple[Phase, int, list[str]] | None = None
    for block in document.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        phase = _opening(block, year, steps=steps)
        ends = opened is not None and (0 < block.level <= opened[1] or block.kind is BlockKind.ATTACHMENT_LIST)
        if opened and (phase or ends):
            found.append(_closed(opened))
            opened = None
        if phase:
            opened = (phase, block.level or above, [block.id])
            last = phase.end or phase.start
            year = last.year if last else year
            continue
        if said := _said(block, year):
            found.extend(said)
            continue
        if opened:
            opened[2].append(block.id)
        if block.kind is BlockKind.HEADING or block.lead:
            steps = bool(_STEPS.search(block.lead or block.text))
            above = block.level or above
    if opened:
        found.append(_closed(opened))
    for carried in document.attachments:
        if carried.role is not Role.FORWARDED:
            _find(carried, year, found)


def _said(block: Block, year: int | None) -> list[Phase]:
    """The phases that the sentences of a block name («3月10日至12日为自查阶段»)."""
    if block.kind is BlockKind.TABLE or "阶段" not in block.text:
        return []
    phases: list[Phase] = []
    for match in _SAID.finditer(block.text):
        if period := parse_period(match["dates"], year):
            name = match["before"].strip("“”")
            phases.append(Phase("", name, period.start, period.end, period.text, (block.id,), period.complete))
    return phases


def _closed(opened: tuple[Phase, int, list[str]]) -> Phase:
    phase, _, blocks = opened
    return replace(phase, blocks=tuple(blocks))


def _opening(block: Block, year: int | None, *, steps: bool) -> Phase | None:
    """The phase that a block opens, without its blocks."""
    if block.kind not in {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM}:
        return None
    text = block.text[:120]
    labelled = _LABELLED.match(block.label)
    for pattern in (_OPENS, _COLON, _DATE_FIRST):
        match = pattern.match(text)
        if match is None or (period := parse_period(match["dates"], year)) is None:
            continue
        name = match["before"].strip("：:、，, 　“”")
        if not (labelled or _NAMES_PHASE.search(name) or (steps and name and pattern is _OPENS)):
            continue
        label = block.label.strip("：:、，, 　") if labelled else ""
        name = name or _act_name(text[match.end() :])
        return Phase(label, name, period.start, period.end, period.text, (), period.complete)
    if labelled:
        period = _first_period(text, year)
        name = re.sub(r"[（(].*", "", block.lead or text).strip("。：:，, 　") if len(block.lead or text) <= 24 else ""
        label = block.label.strip("：:、，, 　")
        return Phase(
            label, name, *((period.start, period.end, period.text, (), period.complete) if period else (None, None, ""))
        )
    return None


def _act_name(text: str) -> str:
    """What a phase is called in the words after its dates: «开展“欢度佳节行动”», «动员部署»."""
    match = _ACT.match(text)
    return (match["quoted"] or match["plain"]).strip() if match else ""


def _first_period(text: str, year: int | None) -> Period | None:
    """The period in the first words of a phase that has no brackets («从2026年3月开始，到5月底结束»)."""
    head = re.split("[。；]", text, maxsplit=1)[0]
    for candidate in _candidates(head):
        if period := parse_period(candidate, year):
            return period
    return None


def _candidates(text: str) -> Iterator[str]:
    for part in re.split("[，,：:（()）]", text):
        if words := part.strip("。 　"):
            yield words
    dates = find_dates(text)
    if len(dates) == 2:
        yield text[dates[0].start : dates[1].end]
