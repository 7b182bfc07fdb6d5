"""审核意见: the letter (便函，不编文号) to the unit that drafted the paper, saying what it should change.

Only what wants a change, a basis or an answer is said. Refinement, wider benefits, mere wording, and whatever is
settled or decided never appear; what a reviewer decided to be lacking, or carried but in part, does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from wenjian.coverage.added import BURDEN_CLASSES
from wenjian.coverage.settlement import lacks_most
from wenjian.coverage.verdict import NARROWED
from wenjian.model.catalogue import CATALOGUE
from wenjian.model.coverage import Added, Coverage, Deviation, DutyCoverage
from wenjian.model.directive import SourcePaper
from wenjian.model.document import Block, Document, Span
from wenjian.model.elements import Elements
from wenjian.model.finding import Finding
from wenjian.model.vocabulary import BlockKind, Competence, DeviationKind, Direction, Level, Remedy, Settlement
from wenjian.reports.plain import MOST_SHOWN
from wenjian.reports.urgency import STRICTER_WEIGHT, WEAKER_WEIGHT, WEIGHT, settlement_weight, urgency, weighty
from wenjian.reports.words import (
    Tier,
    for_the_drafter,
    is_found_partial,
    problems,
    tier_of,
)
from wenjian.text import patterns as re
from wenjian.text.normal import shorten
from wenjian.text.numbering import render_label
from wenjian.text.organs import organ_classes
from wenjian.text.superiors import listed

OPINION = "审核意见"
BLANK_UNIT, BLANK_SENDER = "【单位】", "【本单位】"
BLANK_DAY = "　　月　　日"
BLANK_NAME, BLANK_TELEPHONE = "　　　　", "　　　　　　　"

WHOLE_QUOTE, SHORT_QUOTE = 150, 48
"""Characters of a duty quoted because it is to be put in, and of one quoted to say what the item is about."""

MOST_PLACES = 4
"""Clauses of the superior that are named where many are left to «按……执行»."""

MOST_ALIKE = 8
"""Places that are named beside the first one where a fault stands in many."""

CLAUSE_LEAST = 8
"""Letters from which a clause between two commas says enough to be quoted alone."""

_NOT_FOR_THE_DRAFTER = frozenset({"WJ123", "WJ124", "WJ404", "WJ405", "WJ406", "WJ408"})
"""No signature and no date yet (a paper gets them when it is signed); the reviewer's own 核对.yaml."""

_READING = re.compile(r"WJ1\d\d")
_NEGATION_WEIGHT = 95
_ERROR_WEIGHT, _WARNING_WEIGHT = 35, 25
"""Faults of the paper itself come after what it lacks and what is lower than the superior asks."""

_WHO_ORDERS_WHOM = frozenset({"WJ551", "WJ552", "WJ553"})
"""Their messages name the one who is ordered; what is to be done is the same for all."""


_PAST_DATES = frozenset({"WJ561", "WJ562"})
_PROMULGATED = re.compile(r"印发(?:《(?P<cited>.+)》|(?P<plain>[^《》]+))的通知$")
_STAGE = re.compile(r"[（(](?:[^（()）]*(?:稿|草案))[）)]$")
_TELEPHONE = re.compile(r"[\d（(][\d()（）—\-－转 ]{5,}$")
_CLAUSE_END = re.compile("[，,；;。]")
_QUOTED_WORDS = re.compile("^“[^“”]*”|(?<=：)“[^“”]*”$")
_SUPPLEMENTED = (Settlement.NOT_FOUND, Settlement.PARTLY, Settlement.TO_CONFIRM)


class Section(Enum):
    """The sections of the letter in their order, each with what its items are counted as."""

    LACKING = ("需补充的内容", "项")
    LOWER = ("低于上级要求的内容", "项")
    HIGHER = ("高于上级要求、请说明依据的内容", "项")
    FAULTS = ("名称、数字、引用和格式", "处")

    @property
    def title(self) -> str:
        return self.value[0]

    @property
    def unit(self) -> str:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class _Item:
    section: Section
    weight: int
    text: str
    count: int = 1
    """Places of the paper that the item speaks of."""


def letter(
    coverages: Sequence[Coverage],
    *,
    to: str = "",
    sender: str = "",
    due: str = "",
    contact: str = "",
    doubt: str = "",
) -> Document:
    """《审核意见》 on one paper, checked against one superior or several (a chain, top first).

    `to` is the unit written to, else the paper's own signatory. `sender` signs. `due` is the day to answer by
    («8月15日»), `contact` a name, a telephone number, or both («王五 0000-1234567»). What is not given is left blank to
    be filled in by hand. `doubt` is a sentence on the paper as a whole, which stands before all items. The weightiest
    items, at most `MOST_SHOWN` and at least one of each section, are printed; the
    others are counted in one sentence that points to the 对照表.
    """
    first = coverages[0]
    items = sorted(_items(coverages), key=lambda item: -item.weight)
    printed = _printed(items)
    lines = [
        _opening(coverages, clean=not items),
        *([_paragraph(doubt)] if doubt else []),
        *_sections(items, printed),
        *_rest(items, printed),
        *_elsewhere(coverages),
        *([_closing(due, contact)] if items else []),
    ]
    return Document(
        elements=Elements(
            title=letter_title(first.document_title, draft=_is_draft(first)),
            recipients=(to,) if to else organ_classes(first.document_signature) or (BLANK_UNIT,),
            signature=(sender or BLANK_SENDER,),
        ),
        blocks=tuple(
            Block(f"b{number:03}", kind, (Span(text),), level=int(kind is BlockKind.HEADING), label=label)
            for number, (kind, label, text) in enumerate(lines, 1)
        ),
        name=OPINION,
        source=first.document_source,
    )


def _is_draft(coverage: Coverage) -> bool:
    """Whether the paper bears neither a 成文日期 nor a 文号 that is filled in (示民字〔2026〕　号 is not)."""
    return not coverage.document_dated and not re.search(r"\d号", coverage.document_number)


def letter_title(title: str, *, draft: bool) -> str:
    """«关于示范镇消防安全实施方案的审核意见»; a title with 《》 or 关于 of its own stands in 《》, and of a notice that
    issues a plan only the plan. A draft is called «（送审稿）» unless it names its stage itself.
    """
    promulgated = _PROMULGATED.search(title)
    paper = (promulgated["cited"] or promulgated["plain"]) if promulgated else title
    if paper and draft and not _STAGE.search(paper):
        paper += "（送审稿）"
    if promulgated or re.search("[《》]|关于", paper):
        paper = _cited(paper)
    return f"关于{paper or '送审文稿'}的{OPINION}"


def _cited(title: str) -> str:
    """A title in 《》, the 《》 within it as 〈〉 (GB/T 15834-2011)."""
    return listed([SourcePaper(title=title)])


# what the letter says, line by line: (kind, label, text)

_Line = tuple[BlockKind, str, str]


def _opening(coverages: Sequence[Coverage], *, clean: bool) -> _Line:
    papers = [
        paper
        for one in coverages
        for paper in one.directive_papers or (SourcePaper(title=one.directive_title, number=one.directive_number),)
    ]
    title = coverages[0].document_title
    duties = sum(len(one.duties) for one in coverages)
    return _paragraph(
        f"你单位报送的{_cited(title) if title else '文稿'}收悉。对照{listed(papers)}的{duties}项任务逐项审核，"
        + ("没有需要修改的意见，请按程序办理。" if clean else "意见如下：")
    )


def _sections(items: Sequence[_Item], printed: Sequence[_Item]) -> Iterator[_Line]:
    kept = [section for section in Section if any(item.section is section for item in printed)]
    totals = _counted(items)
    for ordinal, section in enumerate(kept, 1):
        mine = [item for item in printed if item.section is section]
        total = f"{totals[section]}{section.unit}"
        listed_here = _counted(mine)[section]
        shown = f"，以下列出{listed_here}{section.unit}" if listed_here < totals[section] else ""
        yield BlockKind.HEADING, render_label(1, ordinal), f"{section.title}（{total}{shown}）"
        for number, item in enumerate(mine, 1):
            yield BlockKind.ITEM, render_label(3, number), item.text


def _counted(items: Iterable[_Item]) -> Counter[Section]:
    """How many places the items of each section speak of."""
    counts: Counter[Section] = Counter()
    for item in items:
        counts[item.section] += item.count
    return counts


def _printed(items: Sequence[_Item]) -> list[_Item]:
    """The items printed in full, of those sorted by weight: the first of each section, then by weight."""
    firsts = {item.section: item for item in reversed(items)}
    others = [item for item in items if item is not firsts[item.section]]
    chosen = {id(item) for item in (*firsts.values(), *others[: MOST_SHOWN - len(firsts)])}
    return [item for item in items if id(item) in chosen]


def _rest(items: Sequence[_Item], printed: Sequence[_Item]) -> Iterator[_Line]:
    left = _counted(items)
    left.subtract(_counted(printed))
    counts = [f"{section.title}{left[section]}{section.unit}" for section in Section if left[section]]
    if counts:
        yield _paragraph(f"除以上所列外，另有{'，'.join(counts)}，见《贯彻落实对照表》，请一并处理。")


def _elsewhere(coverages: Sequence[Coverage]) -> Iterator[_Line]:
    count = sum(_is_elsewhere(duty) for one in coverages for duty in one.duties)
    if count:
        yield _paragraph(
            f"另有{count}项任务可能属于其他部门或上级机关，或者不涉及本地，归口尚待确认，没有列入以上意见，"
            "见《贯彻落实对照表》。"
        )


def _closing(due: str, contact: str) -> _Line:
    return _paragraph(f"请于{due or BLANK_DAY}前修改后报送（{contact_words(contact)}）。")


def contact_words(contact: str) -> str:
    """«联系人：王五，电话：0000-1234567» of a name, a telephone number, or both; blanks for what is not given."""
    match = _TELEPHONE.search(contact)
    telephone = match[0].strip() if match else ""
    name = contact[: match.start()].strip(" \u3000，,：:") if match else contact.strip()
    return f"联系人：{name or BLANK_NAME}，电话：{telephone or BLANK_TELEPHONE}"


def _paragraph(text: str) -> _Line:
    return BlockKind.PARAGRAPH, "", text


# the items


def _items(coverages: Sequence[Coverage]) -> Iterator[_Item]:
    """All items in the superior's order, then those on the paper itself."""
    for one in coverages:
        superior = "上级文件"
        if len(coverages) > 1:
            superior += f"（{one.directive_number or _cited(one.directive_title)}）"
        for duty in one.duties:
            yield from _duty_items(duty, superior)
        yield from _by_reference(one.duties, superior)
    yield from map(_burden, _burdens(coverages))
    told = [one.child for each in coverages for duty in each.duties for one in duty.deviations if weighty(duty)]
    faults = dict.fromkeys(
        finding
        for one in coverages
        for finding in problems(one)
        if _is_fault(finding) and not _is_told_date(finding, told)
    )
    yield from _faults(faults)


def _is_told_date(finding: Finding, told: Iterable[str]) -> bool:
    """Whether a date that is over was told already as one that differs from the superior's."""
    quote = _QUOTED_WORDS.search(finding.message)
    return finding.code in _PAST_DATES and quote is not None and any(quote[0][1:-1] in words for words in told)


def _duty_items(duty: DutyCoverage, superior: str) -> Iterator[_Item]:
    if is_found_partial(duty):
        yield _Item(Section.LACKING, WEIGHT[Settlement.CONFIRMED_GAP], _found_partial(duty, superior))
        others = [one for one in duty.deviations if not any(one.parent in part for part in duty.missing_parts)]
        yield from _differing(replace(duty, deviations=tuple(others)), superior)
        return
    if not weighty(duty):
        return
    if duty.settlement is Settlement.CONFIRMED_GAP:
        yield _Item(Section.LACKING, urgency(duty), _gap(duty, superior))
        return
    opposed = any(map(_is_opposed, duty.deviations))
    if duty.settlement in _SUPPLEMENTED and not opposed and not _is_elsewhere(duty):
        text = _lacking(duty, superior)
        if text:
            yield _Item(Section.LACKING, settlement_weight(duty), text)
    yield from _differing(duty, superior)


def _is_opposed(deviation: Deviation) -> bool:
    return deviation.kind is DeviationKind.NEGATION and deviation.direction is Direction.WEAKER


def _differing(duty: DutyCoverage, superior: str) -> Iterator[_Item]:
    """The differences of a duty from the superior's text, by what they ask."""
    clause = f"{superior}{_spot(duty.where)}"
    below = [one for one in duty.deviations if one.direction is Direction.WEAKER]
    above = [one for one in duty.deviations if one.direction is Direction.STRICTER]
    other = [one for one in duty.deviations if one.direction is Direction.CHANGED]
    opposed = any(map(_is_opposed, below))
    if below:
        clash = "与上级要求抵触，" if opposed else ""
        text = f"{clause}{_differences(below, duty)}，{clash}建议按上级要求修改，或说明依据。"
        yield _Item(Section.LOWER, _NEGATION_WEIGHT if opposed else WEAKER_WEIGHT, text)
    if above:
        yield _Item(Section.HIGHER, STRICTER_WEIGHT, f"{clause}{_differences(above, duty)}，高于上级要求。")
    if other:
        text = f"{clause}{_differences(other, duty)}，口径不一致，请核对。"
        yield _Item(Section.FAULTS, WEAKER_WEIGHT, text)


def _is_elsewhere(duty: DutyCoverage) -> bool:
    """Whether the paper lacks a duty that, as proposed and not yet confirmed, is not its drafter's."""
    lacks = duty.settlement in {*_SUPPLEMENTED, Settlement.BY_REFERENCE}
    return bool(urgency(duty) and lacks and duty.proposal and duty.competence is not Competence.GOVERNMENT)


def _asked(duty: DutyCoverage, superior: str, most: int) -> str:
    return f"{superior}{_spot(duty.where)}要求{_quoted(duty.asked or duty.text, most)}"


def _spot(where: str) -> str:
    """A place in quotation marks; one that is named by its words alone stands in them already. Nothing for no place."""
    places = (place.removesuffix(".") for place in where.split("；") if place)
    named = (place if re.fullmatch("“[^”]*”", place) else _quoted(place, WHOLE_QUOTE) for place in places)
    return "".join(named)


def _quoted(text: str, most: int) -> str:
    """A text in quotation marks, those within it as single ones, without the stop at its end."""
    inner = text.rstrip("。；;").replace("“", "‘").replace("”", "’")
    return f"“{shorten(inner, most)}”"


def _gap(duty: DutyCoverage, superior: str) -> str:
    spot = f"在{_spot(duty.place)}中" if duty.place else ""
    return f"{_asked(duty, superior, WHOLE_QUOTE)}，文中未见对应内容，建议{spot}补充。"


def _found_partial(duty: DutyCoverage, superior: str) -> str:
    """What a duty wants of which a reviewer found that the paper carries but a part, with the reviewer's words."""
    reason = duty.decision.reason.rstrip("。；;") if duty.decision else ""
    text = _lacking(replace(duty, settlement=Settlement.PARTLY, deviations=()), superior) if duty.missing_parts else ""
    if not text:
        spot = _spot(duty.evidence[0].where if duty.evidence else "")
        text = f"{_asked(duty, superior, WHOLE_QUOTE)}，文中{spot}没有完全落实，建议补充。"
    return f"{text.rstrip('。')}（{reason}）。" if reason else text


def _lacking(duty: DutyCoverage, superior: str) -> str:
    """What to put in for a duty that is missing, doubtful or carried in part; empty where only figures are other."""
    if duty.settlement is Settlement.NOT_FOUND:
        return _gap(duty, superior)
    said = next(iter(duty.evidence), duty.nearest)
    if duty.settlement is Settlement.TO_CONFIRM:
        if said is None:
            return _gap(duty, superior)
        return (
            f"{_asked(duty, superior, WHOLE_QUOTE)}，文中{_spot(said.where)}{_quoted(said.text, SHORT_QUOTE)}"
            "可能与此有关，请核对是否已作安排，没有的建议补充。"
        )
    parts = _missing_parts(duty)
    if duty.missing_parts and not parts:
        return ""
    spot = _spot(said.where if said else "")
    plain = [part for part in parts if NARROWED not in part]
    told = [_narrowed(part) for part in parts if NARROWED in part]
    if not plain:
        return f"{_asked(duty, superior, WHOLE_QUOTE)}，文中{spot}{'；'.join(told) or '写得不全，建议补充'}。"
    if lacks_most(duty.asked or duty.text, plain):
        return f"{_asked(duty, superior, WHOLE_QUOTE)}，文中{spot}只有相近内容，建议补充。"
    gaps = "".join(_quoted(part, WHOLE_QUOTE) for part in plain)
    return "；".join([f"{_asked(duty, superior, SHORT_QUOTE)}，文中{spot}未写{gaps}，建议补充", *told]) + "。"


def _missing_parts(duty: DutyCoverage) -> list[str]:
    """What a duty carried in part lacks, without what stands in another part or in a difference of its own."""
    differing = [one.parent for one in duty.deviations if tier_of(one) is not Tier.NOTE]
    return [
        part
        for part in duty.missing_parts
        if not any(part != other and part in other for other in duty.missing_parts)
        and not any(words in part for words in differing)
    ]


def _narrowed(part: str) -> str:
    """«民政服务机构（本文只涉及养老机构，未含……等）» as a request."""
    term, _, others = part.partition(NARROWED)
    return f"只涉及{others.removesuffix('）')}，建议适用对象改为“{term}”"


def _differences(deviations: Sequence[Deviation], duty: DutyCoverage) -> str:
    return "；".join(_difference(one, duty) for one in deviations)


def _difference(deviation: Deviation, duty: DutyCoverage) -> str:
    """«要求“每餐次食品留样不少于48小时”，文中“四、4”为“留样72小时”，多24小时»."""
    asked = f"要求{_quoted(_clause_with(deviation.parent, [duty.text]), SHORT_QUOTE)}"
    spot = _spot(deviation.where or (duty.evidence[0].where if duty.evidence else ""))
    child = _clause_with(deviation.child, [one.text for one in duty.evidence])
    note = deviation.note.replace("本文", "文中")
    if deviation.kind is DeviationKind.SCOPE and deviation.remedy is Remedy.ADD:
        return f"{asked}，文中{spot}{note}"
    return f"{asked}，文中{spot}为{_quoted(child, SHORT_QUOTE)}" + (f"，{note}" if note else "")


def _clause_with(words: str, texts: Iterable[str]) -> str:
    """The clause in which `words` stand in one of `texts`, with the next one where it is but a few letters."""
    for text in texts:
        start = text.find(words)
        if words and start >= 0:
            begin = max((match.end() for match in _CLAUSE_END.finditer(text, 0, start)), default=0)
            ends = [match.start() for match in _CLAUSE_END.finditer(text, start + len(words))] or [len(text)]
            end = next((end for end in ends if end - begin >= CLAUSE_LEAST), ends[-1])
            return text[begin:end]
    return words


def _by_reference(duties: Sequence[DutyCoverage], superior: str) -> Iterator[_Item]:
    """One item for all duties that the paper leaves to «按……执行»: often it is the whole directive."""
    mine = [
        duty
        for duty in duties
        if urgency(duty) and duty.settlement is Settlement.BY_REFERENCE and not _is_elsewhere(duty)
    ]
    if not mine:
        return
    places = list(dict.fromkeys(_spot(duty.where) for duty in mine))
    named = "".join(places[:MOST_PLACES]) + ("等" if len(places) > MOST_PLACES else "")
    text = (
        f"{superior}{named}的{len(mine)}项要求，文中只写按文件执行，没有列出具体内容，请确认是否足够，不够的建议补充。"
    )
    yield _Item(Section.LACKING, WEIGHT[Settlement.BY_REFERENCE], text)


def _burdens(coverages: Sequence[Coverage]) -> list[Added]:
    """The added reports, assessments and traces that none of the superiors asks for."""
    return [
        one
        for one in coverages[0].added
        if one.kind in BURDEN_CLASSES
        and all(any((one.text, one.where) == (it.text, it.where) for it in other.added) for other in coverages[1:])
    ]


def _burden(added: Added) -> _Item:
    quote = _quoted(added.text, WHOLE_QUOTE)
    text = f"文中{_spot(added.where)}{quote}，属{added.kind.chinese}，上级文件没有这项要求。"
    return _Item(Section.HIGHER, STRICTER_WEIGHT, text)


def _is_fault(finding: Finding) -> bool:
    """Whether a finding is the drafter's to mend; one on reading (1xx) only where it rests on a rule."""
    if finding.code in _NOT_FOR_THE_DRAFTER:
        return False
    return not _READING.fullmatch(finding.code) or bool(CATALOGUE[finding.code].basis)


def _faults(findings: Iterable[Finding]) -> Iterator[_Item]:
    """One item for each kind of fault, wherever it stands."""
    alike: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault(_kind_of_fault(finding), []).append(finding)
    for first, *others in alike.values():
        yield _fault(first, others)


def _kind_of_fault(finding: Finding) -> tuple[str, str, str]:
    """The code, what is said without the words quoted («“上午9:30”：用了半角标点»), and the way out."""
    if finding.code in _WHO_ORDERS_WHOM:
        return finding.code, "", ""
    return finding.code, _QUOTED_WORDS.sub("", finding.message), finding.hint


def _fault(finding: Finding, others: Sequence[Finding]) -> _Item:
    spot = _fault_spot(finding)
    head = f"文中{spot}" + ("" if finding.message.startswith("“") else "：") if spot else ""
    text = f"{head}{finding.message.rstrip('。')}。{for_the_drafter(finding.hint)}{_also(others)}"
    weight = _ERROR_WEIGHT if finding.level is Level.ERROR else _WARNING_WEIGHT
    return _Item(Section.FAULTS, weight, text, 1 + len(others))


def _fault_spot(finding: Finding) -> str:
    place = finding.place
    return _spot(place.label) if place.label else f"第{place.line}行" if place.line else ""


def _also(others: Sequence[Finding]) -> str:
    """«另有2处同样：“四、（二）”“县公安局负责……”“县财政局负责……”。»: a place is named once."""
    if not others:
        return ""
    quotes: dict[str, list[str]] = {}
    for finding in others[:MOST_ALIKE]:
        quote = _QUOTED_WORDS.search(finding.message)
        quotes.setdefault(_fault_spot(finding), []).append(quote[0] if quote else "")
    named = "；".join(spot + "".join(dict.fromkeys(words)) for spot, words in quotes.items())
    return f"另有{len(others)}处同样：{named}{'等' if len(others) > MOST_ALIKE else ''}。" if named else ""
