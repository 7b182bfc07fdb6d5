"""Whether the clauses of a library are well made: `RULES` are functions from a clause to findings.

A clause that keeps to the rules of docs/library.md gives none. Nothing here stops composing; what does (a slot nobody
declared, an id given twice) is refused when the library is loaded.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from wenjian.clauses.layers import same_revisions
from wenjian.compose.fill import fill_plain, locality_values, office_for, used_names
from wenjian.coverage import match
from wenjian.duties.actors import explicit_actors
from wenjian.duties.judge import clauses as parts_of
from wenjian.duties.judge import judge
from wenjian.lint.authority import check_authority
from wenjian.lint.parents import Parents
from wenjian.lint.replaced import check_replaced
from wenjian.model.catalogue import found
from wenjian.model.directive import Directive, Duty, Measure, split_reference
from wenjian.model.document import Block, Document, Provision, Span
from wenjian.model.elements import Elements
from wenjian.model.finding import Finding, Place
from wenjian.model.library import CheckItem, Clause, Library, Parameter, ReplacedWord
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Authority, BlockKind, Comparator, MeasureKind, Verdict
from wenjian.text.dates import outside_period, parse_date
from wenjian.text.measures import find_measures
from wenjian.text.normal import letters, shorten
from wenjian.text.segment import split_provisions
from wenjian.text.slots import spelled

MOST_LETTERS = 220
MOST_SENTENCES = 3
"""What one clause holds at most: more are two obligations that can stand alone."""
LONGEST = {"小标题": 12, "重点任务": 10}
"""Letters of the words that stand as headings."""
ALIKE = 0.5
"""Share of neighbouring letters from which two clauses say the same (Dice)."""
METHODS = ("看现场", "查资料", "询问", "测试")

_STANDS_FOR_SLOT = "某"
_LAW = re.compile(r"法(?![定人官]|律援助)|条例|办法|规定|规程|规范|细则|标准|令第|GB|MZ|JGJ")
"""What the name of a rule holds that fixes figures for everybody."""
_BY_LAW = re.compile("依法|法定|法律|法规|规定|依照|国家标准|强制|《")
"""How a sentence says that a figure is not of its own making."""
_TIMES = re.compile("[次遍回]")
_YEAR = re.compile(r"(?:19|20)\d{2}年|二[〇零○][〇零○一二三四五六七八九]{2}年")
_EMPTY = re.compile(
    r"^(?![^，。]{0,16}(?:配合|会同|商请|提请|协助|指导|督促))[^，。]{0,16}?"
    r"(?:切实|进一步|不断|扎实|认真|全面|大力|着力|充分|持续|坚决|严格)*"
    r"(?:高度重视|提高|提升|增强|加强|强化|抓好|抓实|做好|落实|压实|推进|推动|完善|健全|确保|树牢|树立|加大|统一|取得)"
    r"[^，。]{0,16}?"
    r"(?:工作|管理|领导|责任|水平|认识|站位|意识|思想|重视|实效|成效|到位|力度|见效|落实|落地|措施|机制|服务|保障|能力|质量)$"
    r"|^[^，。]{0,16}?(?:切实|坚决)?(?:高度重视|压实责任|狠抓落实|履职尽责|落实落细)$"
)
"""A part of a sentence that asks for nothing anybody could see."""
_NO_DUTY = frozenset({"口号或泛述", "背景或意义", "指导思想、目标"})
_VAGUE = re.compile(
    r"(?:到位|良好|有效|有力|规范|完善|健全|重视|及时|合理|扎实|符合要求|符合规定|达标|落实|加强|明确|合格|齐全)$"
)
"""How a standard ends that two inspectors would answer differently."""
_SEEN = re.compile(
    r"\d|[一二两三四五六七八九十]+[次天日人份个处项米分小]|有|无|未|不|设|配|备|贴|挂|公示|公布|公开|记录|台账|档案|登记|签|证|账"
    r"|名单|预案|制度|报告|合同|协议|照片|表|册|卡|牌|锁|灯|门|通道|器|标识|逐|能|会|可|知晓|与[^，。]*一致|每|均|已|全部|{{"
)
"""What can be seen, counted or asked for."""


@dataclass(frozen=True)
class Desk:
    """What the rules look at besides the clause: the library, places to try it in, a day, parents, words of former
    days.
    """

    library: Library
    localities: tuple[Locality, ...] = ()
    date: dt.date | None = None
    directives: tuple[Directive, ...] = ()
    replaced: tuple[ReplacedWord, ...] = ()

    def place(self, clause: Clause) -> Place:
        return self.library.origins.get(clause.id) or Place(label=f"条款“{clause.id}”")

    @cached_property
    def offices(self) -> frozenset[str]:
        """Every word by which one of the places knows who leads."""
        return frozenset(
            word for place in self.localities for office in place.offices for word in (*office.keywords, office.name)
        )

    @cached_property
    def duties(self) -> dict[str, Duty]:
        return {one.ref(duty): duty for one in self.directives for duty in one.duties}

    @cached_property
    def claimants(self) -> dict[str, tuple[Clause, ...]]:
        """Reference of a duty → the clauses that claim it."""
        claiming: dict[str, tuple[Clause, ...]] = {}
        for clause in self.library.clauses:
            for ref in dict.fromkeys(split_reference(claim.duty)[0] for claim in clause.claims):
                claiming[ref] = (*claiming.get(ref, ()), clause)
        return claiming


Rule = Callable[[Clause, Desk], Iterator[Finding]]


def check_clauses(desk: Desk) -> tuple[Finding, ...]:
    """What is wrong with the clauses of the library, in the order of their files."""
    findings = [finding for clause in desk.library.clauses for rule in RULES for finding in rule(clause, desk)]
    findings += [*_same_parameters(desk), *_alike(desk), *same_revisions(desk.library), *_phrases(desk)]
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.order))


def plain_text(text: str, clause: Clause, place: Locality | None = None) -> str:
    """`text` as it would be printed at `place`; a slot of which nothing is known stands as its own name."""
    text = "".join(text.split())
    known = locality_values(place) if place else {}
    office = office_for(clause.organ, place, loosely=True) if place else None
    known = {**known, **({"主责股室": office.name} if office else {})}
    known |= {one.name: one.default for one in clause.parameters if one.default}
    names = {name: (known.get(name) or name, "") for name in used_names((text,))}
    return fill_plain(text, names, clause.id)


def wordings(clause: Clause) -> tuple[str, ...]:
    """The text of a clause, and of each of its variants."""
    return (clause.text, *(variant.text for variant in clause.variants))


# slots


def _unused_parameters(clause: Clause, desk: Desk) -> Iterator[Finding]:
    standards = (clause.standard, *(variant.standard for variant in clause.variants))
    texts = [*wordings(clause), clause.lead, clause.task, clause.deadline, *standards]
    texts += [text for item in clause.checks for text in (item.item, item.standard, item.basis, item.method)]
    used = used_names(texts)
    for parameter in clause.parameters:
        if parameter.name not in used:
            yield found("WJ221", desk.place(clause), name=clause.id, slot=parameter.name)


def _same_parameters(desk: Desk) -> Iterator[Finding]:
    """Parameters of one name that mean different things: a place gives one value for all of them."""
    known: dict[str, tuple[Clause, Parameter]] = {}
    for clause in desk.library.clauses:
        for parameter in clause.parameters:
            other, first = known.setdefault(parameter.name, (clause, parameter))
            if first.default != parameter.default:
                yield found("WJ236", desk.place(clause), slot=parameter.name, name=clause.id, other=other.id)


# figures


def _fixed_figures(clause: Clause, desk: Desk) -> Iterator[Finding]:
    by_law = any(_LAW.search(name) for name in clause.basis)
    for text in wordings(clause):
        for sentence in split_provisions(spelled(text, _STANDS_FOR_SLOT)):
            if year := _YEAR.search(sentence):
                yield found("WJ223", desk.place(clause), name=clause.id, figure=year[0])
            for measure in find_measures(sentence):
                told = by_law or _BY_LAW.search(sentence)
                if _is_settled_here(measure) and not _YEAR.search(measure.text) and not told:
                    yield found("WJ222", desk.place(clause), name=clause.id, figure=measure.text)
    for item in clause.checks:
        for measure in find_measures(spelled(item.standard, _STANDS_FOR_SLOT)):
            for parameter in clause.parameters:
                if _is_settled_here(measure) and _says(measure.text, parameter.default):
                    yield found("WJ224", desk.place(clause), name=clause.id, figure=measure.text, slot=parameter.name)


def _says(text: str, figure: str) -> bool:
    """Whether `text` holds `figure`, and not only as a part of a longer number."""
    number = "[0-9.一二三四五六七八九十百]"
    words = re.escape(letters(figure))
    return bool(words) and bool(re.search(f"(?<!{number}){words}(?!{number})", letters(text)))


def _is_settled_here(measure: Measure) -> bool:
    """Whether a figure is one that a place may set: how often, how much, within what time, how long at least; not a
    rhythm alone («按月»), an age, a word of haste, the clock round, or a length of time that only tells a case
    («超过三个月的»).
    """
    match measure.kind:
        case MeasureKind.FREQUENCY:
            return "每" in measure.text and bool(_TIMES.search(measure.text))
        case MeasureKind.MONEY | MeasureKind.SHARE:
            return True
        case MeasureKind.DEADLINE:
            return bool(measure.value)
        case MeasureKind.DURATION:
            return measure.comparator in {Comparator.AT_LEAST, Comparator.AT_MOST}
        case _:
            return False


# what a sentence asks


def _slogans(clause: Clause, desk: Desk) -> Iterator[Finding]:
    for text in wordings(clause):
        for sentence in split_provisions(plain_text(text, clause)):
            parts = parts_of(sentence)
            empty = all(_EMPTY.search(part) for part in parts) and not find_measures(sentence)
            if empty or judge(Provision("", 0, 0, sentence)).rule in _NO_DUTY:
                yield found("WJ225", desk.place(clause), name=clause.id, quote=shorten(sentence))


def _too_much(clause: Clause, desk: Desk) -> Iterator[Finding]:
    for text in wordings(clause):
        words = plain_text(text, clause)
        sentences = split_provisions(words)
        if len(sentences) > MOST_SENTENCES:
            yield found("WJ230", desk.place(clause), name=clause.id, fact=f"有{len(sentences)}句")
        elif (count := len(letters(words))) > MOST_LETTERS:
            yield found("WJ230", desk.place(clause), name=clause.id, fact=f"有{count}字")
        for sentence in sentences:
            if len(told := _told(sentence)) > 1:
                yield found(
                    "WJ231", desk.place(clause), name=clause.id, actors="、".join(told), quote=shorten(sentence)
                )


_MODAL = re.compile(
    r"^[^，,；]{2,24}?(?<!需)(?<!主)(?<!重)(?<!必)(?:要(?!求|点|件|素|害|闻|么)|应当|应(?!急|对|届|用)|须|不得|负责(?!人))"
)


def _told(sentence: str) -> list[str]:
    """Whom the parts of one sentence tell to do something, each once; who does it together counts as one."""
    actors = (explicit_actors(part) for part in parts_of(sentence) if _MODAL.match(part))
    return list(dict.fromkeys("、".join(names) for names in actors if names))


# check items


def _check_items(clause: Clause, desk: Desk) -> Iterator[Finding]:
    for item in clause.checks:
        methods = [one for one in re.split(r"[、，,/／和及]", item.method.strip()) if one]
        wrong = [one for one in methods if not any(known in one for known in METHODS)]
        if not methods or wrong:
            fact = f"检查方法写的是“{item.method}”" if wrong else "没有写检查方法"
            yield found("WJ226", desk.place(clause), name=clause.id, item=item.item, fact=fact)
        if not _can_be_seen(item):
            yield found("WJ227", desk.place(clause), name=clause.id, item=item.item, standard=shorten(item.standard))


def _can_be_seen(item: CheckItem) -> bool:
    """Whether a part of the standard says what is looked at."""
    parts = [part for part in re.split(r"[，。；、]", item.standard.strip()) if part]
    return any(_SEEN.search(part) or not _VAGUE.search(part) for part in parts)


# what it claims


def _claims(clause: Clause, desk: Desk) -> Iterator[Finding]:
    ours = {directive.id for directive in desk.directives}
    for ref in dict.fromkeys(split_reference(claim.duty)[0] for claim in clause.claims):
        if ref.rpartition("#")[0] not in ours:
            continue
        duty = desk.duties.get(ref)
        if duty is None:
            yield found("WJ228", desk.place(clause), name=clause.id, duty=ref)
            continue
        if _verdict(duty, (clause,), desk) is Verdict.MISSING:
            yield found("WJ229", desk.place(clause), name=clause.id, duty=ref, text=shorten(duty.text))
            continue
        together = desk.claimants[ref]
        if clause.id == together[0].id and _verdict(duty, together, desk) is not Verdict.COVERED:
            names = "、".join(one.id for one in together)
            yield found("WJ232", desk.place(clause), name=names, duty=ref, text=shorten(duty.text))


def _verdict(duty: Duty, clauses: Sequence[Clause], desk: Desk) -> Verdict:
    """How far the clauses, printed one after another, carry the duty."""
    place = desk.localities[0] if desk.localities else None
    text = "".join(plain_text(one.text, one, place) for one in clauses)
    background = [one.text for one in desk.duties.values()]
    return match(duty.text, [text], desk.library.thesaurus, background=background)[0].verdict


# who, when


def _validity(clause: Clause, desk: Desk) -> Iterator[Finding]:
    for word in (clause.validity.start, clause.validity.end):
        if word and parse_date(word) is None:
            yield found("WJ237", desk.place(clause), name=clause.id, value=word)
    end = parse_date(clause.validity.end)
    if desk.date and end and end < desk.date:
        yield found("WJ233", desk.place(clause), name=clause.id, end=clause.validity.end)


def _organ(clause: Clause, desk: Desk) -> Iterator[Finding]:
    if not clause.organ:
        yield found("WJ234", desk.place(clause), name=clause.id, fact="没有写“主责”")
    elif desk.offices and clause.organ not in desk.offices:
        fact = f"“主责”写的“{clause.organ}”，没有一个地区的股室有这项职责"
        yield found("WJ234", desk.place(clause), name=clause.id, fact=fact)


def _headings(clause: Clause, desk: Desk) -> Iterator[Finding]:
    for key, text in (("小标题", clause.lead), ("重点任务", clause.task)):
        if (count := len(letters(text))) > LONGEST[key]:
            fact = f"有{count}字，一般不超过{LONGEST[key]}字"
            yield found("WJ238", desk.place(clause), name=clause.id, key=key, fact=fact)
        elif text.strip().endswith(("。", "．", ".")):
            yield found("WJ238", desk.place(clause), name=clause.id, key=key, fact="末尾有句号")


def _orders(clause: Clause, desk: Desk) -> Iterator[Finding]:
    """Orders that a bureau may not give, and words of former days: the checks of a finished paper."""
    told = (tuple(_told_at(locality, clause, desk)) for locality in desk.localities)
    yield from next((findings for findings in told if findings), ())


def _told_at(locality: Locality, clause: Clause, desk: Desk) -> Iterator[Finding]:
    day = desk.date.isoformat() if desk.date else ""
    elements = Elements(title="方案", date=day, signature=(locality.bureau,))
    for text in wordings(clause):
        words = plain_text(text, clause, locality)
        paper = Document(elements, (Block("b001", BlockKind.PARAGRAPH, (Span(words),)),))
        said = (*check_authority(paper, Authority.BUREAU, locality), *check_replaced(paper, Parents(()), desk.replaced))
        for finding in said:
            yield found("WJ235", desk.place(clause), name=clause.id, fact=finding.message, advice=finding.hint)


def _phrases(desk: Desk) -> Iterator[Finding]:
    for phrase in desk.library.phrases:
        reason = outside_period("", phrase.end, desk.date)
        facts = [*([reason] if reason else []), *([] if phrase.source else ["没有写出处"])]
        for fact in facts:
            yield found("WJ240", Place(label="提法库"), name=phrase.name, fact=fact)


# two that say the same


def _alike(desk: Desk) -> Iterator[Finding]:
    texts = [spelled(clause.text, "，") for clause in desk.library.clauses]
    for one, other, share in alike_pairs(texts):
        first, second = desk.library.clauses[one], desk.library.clauses[other]
        yield found("WJ239", desk.place(second), name=second.id, other=first.id, share=round(share * 100))


def alike_pairs(texts: Sequence[str], least: float = ALIKE) -> list[tuple[int, int, float]]:
    """Positions of texts that share at least `least` of their neighbouring letters (Dice), and the share.

    Texts of which the rarest letters are not shared cannot be alike, and are not compared: so the work does not grow
    with the square of their number.
    """
    grams = [_bigrams(text) for text in texts]
    common = Counter(gram for one in grams for gram in one)
    seen: defaultdict[str, list[int]] = defaultdict(list)
    pairs: list[tuple[int, int, float]] = []
    for at, own in enumerate(grams):
        # alike by `least`, two sets share at least this much of each; so one shared gram is among the rarest
        needed = int(len(own) * least / (2 - least))
        rarest = sorted(own, key=lambda gram: (common[gram], gram))[: len(own) - needed + 1]
        for other in sorted({one for gram in rarest for one in seen[gram]}):
            share = 2 * len(own & grams[other]) / (len(own) + len(grams[other]))
            if share >= least:
                pairs.append((other, at, share))
        for gram in rarest:
            seen[gram].append(at)
    return pairs


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(piece[at : at + 2] for piece in map(letters, parts_of(text)) for at in range(len(piece) - 1))


RULES: tuple[Rule, ...] = (
    _unused_parameters,
    _fixed_figures,
    _slogans,
    _too_much,
    _check_items,
    _claims,
    _validity,
    _organ,
    _headings,
    _orders,
)
