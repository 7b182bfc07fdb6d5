"""Where the words of a paper bind less, more or otherwise than those of a duty: force, scope, exactness, urgency.

Two ways of looking, for neither sees everything: each part of the duty beside the part of the paper most like it, and
each word of the paper that softens, forbids or narrows, with the act that follows it, where the duty asks for that act
without such a word. The second finds a part that was rewritten around the act.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from wenjian.coverage import weights
from wenjian.coverage.align import Ask, Part, Scored
from wenjian.coverage.candidates import Passage, bigrams, split_parts
from wenjian.coverage.deciding import compare_deciding
from wenjian.coverage.decisive import lost_words
from wenjian.coverage.degrees import BY_DAY, IN_TIME, SOON, compare_answers, compare_degrees
from wenjian.coverage.inverted import inverted
from wenjian.coverage.milder import milder_acts
from wenjian.coverage.posts import lowered_posts
from wenjian.coverage.terms import Terms
from wenjian.coverage.turned import compare_sentences, compare_turns
from wenjian.model.coverage import Deviation
from wenjian.model.vocabulary import DeviationKind, Direction
from wenjian.text import patterns as re

_SOFTENERS = re.compile(
    r"原则上|鼓励|提倡|倡导|尽量|尽可能|(?<![重监巡注])视(?:情|财力)|酌情|必要时|(?:根据|视)(?:工作|实际)?需要|研究(?=建立|制定|出台|设立|推行|推进|开展|组建)|力争|争取(?![^，。；]{0,24}(?:资金|试点|项目|支持|政策|名额|指标|奖补|补助|补贴))|(?<![没无])有条件的|适当(?=提高|增加|安排|补[助贴]|给予|支持|扩大|奖励)|条件允许|探索(?=建立|开展|推行|实行|实施|设立|推进)|(?:逐步|逐渐|分步)(?=停止|取消|清退|清理|退出|淘汰|建立|设[置立]|配备|安装|改造|落实|达到|形成|推行|实行|实现|开展|推进|扩大|提高|完善|向|在)"
    r"|(?<!不)可以|(?<![不许认方才均即也])可(?=在|由|按|给予|予以|自行|适当|先行|酌情|暂|申请|参照|采取|组织|开展|实施)|可根据|可视|可结合|可适当"
    r"|一般(?![性隐事情险疾纳公程民群工预])|(?<![适便事不相时得权机制])宜(?![居昌春宾兴春业机游老人家])"
)
_TRIES = frozenset({"力争", "争取", "尽量", "尽可能"})
"""Words that soften a limit, too («力争不低于90%»)."""
_LIMIT = re.compile(r"^再?(?:超过|高于|多于|大于|长于|超出|突破|少于|低于|小于|短于|晚于|迟于)")
"""What follows 不得 where it only bounds a figure."""
_BOUNDS = r"不(?:得|能|应|可)?(?:超过|高于|多于|大于|长于|少于|低于|短于|晚于|迟于)"
_LIMIT_AFTER = re.compile(rf"^(?:(?:最[长高多大少低短]|应当?|要)?(?:{_BOUNDS}|[控限]制在)|至少|最多)")
_HEDGED_LIMIT = re.compile(rf"(原则上|一般)(?:按|为|最[长高多])?{_BOUNDS}")
_LIMIT_IN = re.compile(rf"{_BOUNDS}|至少|最[多长高]|以内|以下|\d[^，。；]{{0,4}}内")
_HEDGING = frozenset({"原则上", "一般"})
"""Words that hedge a limit, …"""
_OUTRIGHT = re.compile(
    r"(?:不得|不能)(?:超过|高于|多于|大于|长于|少于|低于|短于|晚于|迟于)[^，。；]{0,10}?[0-9一二两三四五六七八九十半]"
)
"""… and a limit that forbids what is beyond it; to hedge any other is usual."""
_LEAVE_GIVEN = re.compile("(?:批准|同意|许可|审批|审核|合格|通过|备案)(?:之?后)?，?$")
"""What stands before «可以» where that follows upon leave or a check."""
_HEDGES = re.compile(r"原则上|一般|左右|可(?:以|视|适当)|视情|鼓励|争取|力争")
_PERMITS = re.compile(
    r"(?<![要应须])(?:鼓励|支持|提倡|倡导|引导)|(?<!不)允许|可以|可根据|可视|可结合|可适当|可探索|(?<![不许认方才])可(?![能靠行持燃回追再比视谓疑见信观])(?=[\u4e00-\u9fff])|探索"
)
_BINDS = re.compile(
    r"必须|务必|一律|严禁|坚决|不得|禁止|应当|须|应(?!急|对|用|检|收|治|救|.尽)|(?<![主重需必])要(?!求|点|素|件)"
)
_ORDERS = re.compile(r"必须|务必|一律(?!不)|应当|须|应(?!急|对|用|检|收|治|救|.尽)|(?<![主重需必])要(?!求|点|素|件)")
FORBIDS = re.compile(r"不得|严禁|禁止|杜绝|不许|不准|不允许|不再|一律不(?=[列纳予得准再能])")
_NEGATES = re.compile(
    r"[不勿禁非]|未(?!成年)|无(?!障碍)|免(?![费疫])|杜绝|防止|避免|防范|严防|遏制|制止|停止|暂停|暂缓|中止|终止|撤销|吊销|注销|取消|拒绝|拒收|打击|整治|查处|取缔|清理|关停|零(?:容忍|发生)"
)
"""Words by which a sentence keeps something from being done."""
_PUNISHES = re.compile(r"追究|处罚|查处|问责|停岗|停职|辞退|取消|移送|处分|约谈|纠正|追回")
"""What is done to those who do what is forbidden; then the paper forbids it, too."""
_BAN = re.compile(rf"(?:一律|坚决|严格)?(?:{FORBIDS.pattern})")
_CONTRARY = re.compile(r"不得|严禁|禁止|不准|不许|不再|无需|无须|不必|不需要?|不用|不予|(?<![不得])停止|暂停|取消")
_ENDS = frozenset({"停止", "暂停", "取消"})
"""Those that end something: where the duty ends something, too, it is that («停止排污，处以罚款»)."""
_ONLY_IF = re.compile("方可|方能|才[能可]")
_CONDITIONAL = re.compile(r"未(?!成年)|[不无没非]|逾期|除")
"""What stands before a word that forbids where it only forbids in some case («未经批准不得…»)."""

_FIGURES = re.compile(r"[0-9.%]+(?:个?工作日|[年月日天次个])?")

_HEAD = 2
"""Letters by which an act is known that follows a word at once."""

_SUBJECT = re.compile(r"^[^，,]*?的[^，,]{1,16}?(?=要|应当|必须|须)")
"""A subject with what it is told by («未发生感染的养老机构要…»)."""

_WHOLE = re.compile(r"全员|全体|全部|所有|一律|全覆盖|全面|逐一|逐人|逐户|各类|每[一个名家户]")
_SOME = r"(?<![的余成出过这该构组大足])部分(?!情况|用于|[由应要可为是的还已按和，、]|$)"
"""«对部分人员», not «剩余部分», «部分由……承担»."""
_NAMED_KIND = (
    r"(?=[\u4e00-\u9fff]{0,8}?(?:机构|单位|企业|场所|人员|人群|对象|群体|家庭|老年?人"
    r"|学校|学生|儿童|地区|区域|乡镇|村|部位))"
)
"""Whom or what a word that chooses stands before («重点企业»)."""
_MAIN_ONES = rf"(?:重点|主要){_NAMED_KIND}|多数|抽检|抽查|抽样|抽取|试点|(?:有|符合|具备)条件的"
_PART_OF = re.compile(rf"部分(?!情况)|{_MAIN_ONES}")
_CHOOSES = re.compile(rf"{_SOME}|{_MAIN_ONES}|选择|选取|遴选|择优")
_NARROWS = re.compile(rf"(?:抽取|选取|选择)?{_SOME}")
_COVERS_ALL = re.compile(r"全覆盖|全面覆盖|覆盖(?:所有|全部|每)")
_COVERS_SOME = re.compile(
    r"(?:部分|重点|局部|选择性)(?:地区|单位|机构|人员|对象)?覆盖|覆盖(?:部分|重点)|覆盖[面率][^，。；]{0,8}?(?<![\d.])\d{1,2}(?:\.\d+)?[%％]"
)
_AT_ONCE = re.compile(r"立即|立刻|马上|即刻|当即|实时|第一时间|当场|当日|当天|即时|限期|限时|及时|尽快|尽早|从速|随时")
_SOME_TIME = re.compile(r"适时|择机|择期|待时机成熟|条件成熟时")
_AT_TIMES = re.compile(r"适时|(?<!不)定期|不定期|经常性?地?")
_RHYTHM = re.compile(
    r"每[两二三四五2-5]?个?(?:半?年|季度?|半?月|旬|周|[日天]|学期)[^，。；]{0,12}?[\d一二两三四五六七八九十]+[次遍轮场]"
)
_REGULARLY = re.compile(r"(?<!不)定期")
_IRREGULARLY = re.compile(r"不定期|适时|视情|酌情")
_LESS_THAN_ALL = re.compile(r"(?<![\d.])\d{1,2}(?:\.\d+)?[%％]|(?<![\u4e00-\u9fff])[一二三四五六七八九]成")
"""A share that is not the whole."""
ALL = re.compile(r"全部|所有|全覆盖|全面覆盖|应[^，。；]尽[^，。；]")
"""Words that say all."""
_UNTIL_DONE = re.compile(r"未|没有|不(?!得)|前")
_ONCE_DONE = re.compile(r"方可|方能|才[可能]")
_HAS_TO = re.compile(r"不得不|不能不|不可不")
_RATE = re.compile(r"^[^，。；]{0,8}(?:率|比例|占比)")
"""How a part opens that only says of how much the part before it holds."""
_ADVISES_AGAINST = re.compile(
    r"不宜|(?:尽量|尽可能|原则上|一般)不(?![超高多大长少低短晚迟])|劝[返阻离]|(?:应当?|要|尽量|尽可能)避免"
)


def compare_wordings(ask: Ask, rows: Sequence[Scored], terms: Terms) -> Iterator[Deviation]:
    """Every difference of wording between the duty and the passages that carry it."""
    passages = [row.passage for row in rows]
    told: dict[str, Deviation] = {}
    pieces = pieces_of(passages)
    for part in ask.parts:
        if other := counterpart(part, pieces):
            for found in _compare(part.text, other, passages, ask.text):
                told[found.child] = found
                yield found
    for found in (*compare_acts(ask, rows, terms), *_by_cover(ask, passages), *_sentence_by_sentence(ask, passages)):
        if found.child not in told:
            told[found.child] = found
            yield found
    for found in lost_words(ask.text, passages, terms):
        if not any(f"“{found.parent}”" in one.note for one in told.values()):
            yield found


def _sentence_by_sentence(ask: Ask, passages: Sequence[Passage]) -> Iterator[Deviation]:
    for passage in passages:
        yield from compare_sentences(ask.text, passage.text)
        yield from milder_acts(ask.text, passage.text)
        yield from inverted(ask.text, passage.text)
        yield from _only_advises(ask.text, passage.text)
        yield from compare_answers(ask.text, passage.text)
        yield from lowered_posts(ask.text, passage.text)
        yield from compare_deciding(ask.text, passage.text, once=True)


def _only_advises(duty: str, passage: str) -> Iterator[Deviation]:
    """Advice instead of a ban («严禁出场» → «予以劝返»)."""
    if words := ban_and_advice(duty, passage):
        banned, advice = words
        note = f"上级写“{banned}”，本文只写“{advice}”"
        clause = next((one for one in split_parts(duty) if banned in one), duty)
        yield Deviation(DeviationKind.MODALITY, Direction.WEAKER, clause, advice, note)


def ban_and_advice(text: str, other: str) -> tuple[str, str] | None:
    """The words by which a text bans and another only advises against («严禁», «一般不»); None where it is not so."""
    banned, advice = FORBIDS.search(text), _ADVISES_AGAINST.search(other)
    if banned and advice and not FORBIDS.search(other) and not _ADVISES_AGAINST.search(text):
        return banned[0], advice[0]
    return None


Piece = tuple[str, frozenset[str]]
"""A part of a passage between punctuation marks, with its bigrams."""


def pieces_of(passages: Iterable[Passage]) -> list[Piece]:
    """The parts of all passages."""
    return [piece for passage in passages for piece in passage.pieces]


def counterpart(part: Part, pieces: Sequence[Piece], least: float = weights.COMPARED_FROM) -> str:
    """The part of the evidence most like a part of the duty, where they are alike enough to compare; else empty."""
    best = max(pieces, key=lambda piece: alike(part.grams, piece[1]), default=None)
    return best[0] if best and alike(part.grams, best[1]) >= least else ""


def alike(mine: frozenset[str], other: frozenset[str]) -> float:
    """The Dice measure (0–1) of two sets of bigrams."""
    return 2 * len(mine & other) / (len(mine) + len(other)) if mine or other else 0.0


# part beside part


def _compare(mine: str, other: str, passages: Sequence[Passage], duty: str) -> Iterator[Deviation]:
    yield from _compare_force(mine, other, passages, duty)
    yield from _compare_scope(mine, _with_rate(other, passages))
    around = next((one.text for one in passages if other in one.text), other)
    yield from compare_degrees(mine, other, around)
    yield from compare_turns(mine, other, around, duty)
    yield from compare_deciding(mine, other)


def _compare_force(mine: str, other: str, passages: Sequence[Passage], duty: str) -> Iterator[Deviation]:
    soft, soft_before = _softener(other, bound=_bounds(mine)), _softener(mine)
    may, may_before = _PERMITS.search(other), _PERMITS.search(mine)
    if soft and not soft_before and not may_before and soft not in duty and _may_soften(soft, mine):
        yield _softer(mine, other, soft)
    elif (
        (given := _permits(other))
        and not may_before
        and not soft_before
        and _BINDS.search(mine)
        and not _BINDS.search(other)
    ):
        yield _softer(mine, other, given[0])
    elif (hedged := _HEDGED_LIMIT.search(mine)) and _LIMIT_IN.search(other) and not _HEDGES.search(other):
        yield Deviation(DeviationKind.MODALITY, Direction.STRICTER, mine, other, f"上级写“{hedged[1]}”，本文没有")
    elif soft_before == "原则上" and not soft:
        yield Deviation(DeviationKind.MODALITY, Direction.STRICTER, mine, other, "上级写“原则上”，本文没有")
    elif _ADVISES_AGAINST.search(mine) and FORBIDS.search(other) and not _ADVISES_AGAINST.search(other):
        yield Deviation(DeviationKind.MODALITY, Direction.STRICTER, mine, other, "上级劝止，本文禁止")
    elif (
        may_before
        and not may
        and not _permits_there(other, passages)
        and (_BINDS.search(other) or _does_what_may_be_done(mine, may_before, other))
    ):
        yield Deviation(DeviationKind.MODALITY, Direction.STRICTER, mine, other, "上级为鼓励或可以，本文为必须")
    forbidden = _forbidden(mine)
    if forbidden and _ADVISES_AGAINST.search(other):
        return  # `_only_advises`
    kept = not may and (
        _negates(_past_same(mine, other), forbidden)
        or any(_forbids_there(passage, mine, other) for passage in passages)
    )
    if forbidden and not FORBIDS.search(other) and not kept and not _only_then(mine, other):
        yield Deviation(DeviationKind.NEGATION, Direction.WEAKER, mine, other, "上级禁止，本文没有禁止")


def _only_then(mine: str, other: str) -> bool:
    """Whether a ban for as long as something is not done is told as leave once it is («未消除前，不得撤除» →
    «消除后方可撤除»), or a double negation as an order («不得不参加» → «必须参加»).
    """
    return bool((_UNTIL_DONE.search(mine) and _ONCE_DONE.search(other)) or _HAS_TO.search(mine))


def _permits_there(other: str, passages: Sequence[Passage]) -> bool:
    """Whether the clause behind a part of the paper permits («自收到之日起15日内，可向……申请复核»)."""
    return any(
        piece == other and bool(_PERMITS.match(following))
        for passage in passages
        for (piece, _), (following, _) in pairwise(passage.pieces)
    )


def _does_what_may_be_done(mine: str, may: re.Match[str], other: str) -> bool:
    """Whether a part of the paper does, without «可», what the duty says may be done («可给予补助», «给予补助»)."""
    head = mine[may.end() :][:_HEAD]
    return may[0].startswith("可") and len(head) == _HEAD and head in other and not _softener(other)


def _softer(mine: str, other: str, word: str) -> Deviation:
    return Deviation(DeviationKind.MODALITY, Direction.WEAKER, mine, other, f"本文写“{word}”，上级没有")


def _may_soften(word: str, part: str) -> bool:
    """Whether a word can soften what a part asks: a mere case («……的») is softened by «原则上» only."""
    return not part.endswith("的") or word == "原则上"


def _softener(text: str, *, bound: bool = False) -> str:
    """The softening word of a part; «原则上不超过» is a limit, not a softener, save where the superior's limit is
    `bound` to nothing.
    """
    for match in _SOFTENERS.finditer(text):
        if _softens(match[0], text[: match.start()], text[match.end() :], bound=bound):
            return match[0]
    return ""


def _softens(word: str, before: str, after: str, *, bound: bool) -> bool:
    """Whether a word softens what stands after it: it gives no leave («经批准后可以»), and hedges no limit of the
    plan's own («原则上不超过»).
    """
    if word.startswith("可") and _LEAVE_GIVEN.search(before):
        return False
    return word in _TRIES or (bound and word in _HEDGING) or not _LIMIT_AFTER.match(after)


def _bounds(part: str) -> bool:
    """Whether a part of the duty sets a limit outright («不得超过12倍»)."""
    return bool(_OUTRIGHT.search(part) and not _HEDGES.search(part))


def _permits(text: str) -> re.Match[str] | None:
    """The word by which a part of a paper permits, leave that has been given before apart («经批准后可以»)."""
    return next((one for one in _PERMITS.finditer(text) if not _LEAVE_GIVEN.search(text[: one.start()])), None)


def _forbidden(text: str) -> str:
    """The act that a part forbids, or «» where it only forbids a figure beyond a bound."""
    acts = (text[match.end() :] for match in FORBIDS.finditer(text))
    return next((act for act in acts if not _LIMIT.match(act)), "")


def _negates(text: str, act: str) -> bool:
    """Whether a text keeps something from being done; a word that belongs to the act itself («不必要的条件») says
    nothing.
    """
    return any(match[0] not in act for match in _NEGATES.finditer(text))


def _past_same(mine: str, other: str) -> str:
    """The part `other` past what it opens with as `mine` does before it forbids («未经验收的», «非工作人员»)."""
    case = FORBIDS.split(mine, maxsplit=1)[0]
    same = takewhile(lambda pair: pair[0] == pair[1], zip(case, other, strict=False))
    return other[sum(1 for _ in same) :]


def _forbids_there(passage: Passage, mine: str, other: str) -> bool:
    """Whether the passage of the part `other` forbids or punishes what `mine` forbids in another of its parts («在…内，
    严禁新建…»).
    """
    if not any(piece == other for piece, _ in passage.pieces):
        return False
    act, letters_of = bigrams(mine), set(mine)
    beside = [(piece, _BAN.sub("", piece)) for piece, _ in passage.pieces if piece != other]
    return any(
        _PUNISHES.search(piece)
        or (FORBIDS.search(piece) and (len(own & act) >= weights.ACT_SAME * len(own) or letters_of.issuperset(done)))
        for piece, done in beside
        if (own := bigrams(done))
    )


def _with_rate(piece: str, passages: Sequence[Passage]) -> str:
    """A part of a passage together with the next one where that gives its rate («接入子系统，接入率达到80%以上»)."""
    for passage in passages:
        pieces = [text for text, _ in passage.pieces]
        if piece in pieces[:-1]:
            following = pieces[pieces.index(piece) + 1]
            return f"{piece}，{following}" if _RATE.match(following) else piece
    return piece


def _compare_scope(mine: str, other: str) -> Iterator[Deviation]:
    whole, part = _WHOLE.search(mine), _PART_OF.search(other)
    if whole and part and not _WHOLE.search(other) and not _CHOOSES.search(mine):
        yield _narrower(whole[0], part[0])
        return
    every, share = ALL.search(mine), _LESS_THAN_ALL.search(other)
    if every and share and not ALL.search(other) and not _LESS_THAN_ALL.search(mine):
        yield _narrower(every[0], share[0])


def _by_cover(ask: Ask, passages: Sequence[Passage]) -> Iterator[Deviation]:
    """«部分覆盖» where the duty asks to cover all: a word that stands beside another act than the duty's, so that
    neither its part nor its act leads to it.
    """
    asked = next((match[0] for part in ask.parts if (match := _COVERS_ALL.search(part.text))), "")
    if not asked or any(_COVERS_ALL.search(passage.text) for passage in passages):
        return
    yield from (_narrower(asked, match[0]) for passage in passages if (match := _COVERS_SOME.search(passage.text)))


def _narrower(mine: str, other: str) -> Deviation:
    return Deviation(DeviationKind.SCOPE, Direction.WEAKER, mine, other, "本文范围小于上级")


# act by act


@dataclass(frozen=True)
class _Act:
    """A word of the paper that governs an act, what stands before and after it in its part, and the part of the duty
    that asks for the act.
    """

    word: str
    before: str
    after: str
    piece: str
    asked: Part


def compare_acts(ask: Ask, rows: Sequence[Scored], terms: Terms) -> Iterator[Deviation]:
    """Acts of the duty which the passages soften, forbid, narrow or put off."""
    for act in _acts(_SOFTENERS, ask, rows, terms):
        already = (
            not _may_soften(act.word, act.asked.text)
            or _softener(act.asked.text)
            or _PERMITS.search(act.asked.text)
            or act.word in act.asked.text
        )
        if not already and _softens(act.word, act.before, act.after, bound=_bounds(act.asked.text)):
            yield _softer(act.asked.text, act.piece, act.word)
    for act in _acts(_CONTRARY, ask, rows, terms, least=2):
        if act.asked.text.endswith("的") or act.asked.text.startswith("未经"):  # a case
            continue
        in_some_case = any(match[0] not in act.asked.text for match in _CONDITIONAL.finditer(act.before))
        ordered = _SUBJECT.sub("", act.asked.text)
        forbidden_too = any(act.after[:_HEAD] in _forbidden(part.text) for part in ask.parts) or (
            FORBIDS.match(ask.parts[0].text) and not _BINDS.search(act.asked.text)
        )
        excused = (
            ask.forbids
            or act.piece.endswith(("的", "者"))
            or (act.word in _ENDS and act.word in ask.text)
            or in_some_case
            or _only_if(act, rows)
            or forbidden_too
            or _PERMITS.search(ordered)
            or _LIMIT.match(act.after)
        )
        if not excused and not _forbidden(ordered) and not _negates(ordered, act.after):
            note = f"上级要求做，本文写“{act.word}”"
            yield Deviation(DeviationKind.NEGATION, Direction.WEAKER, act.asked.text, act.piece, note)
    for act in _acts(_NARROWS, ask, rows, terms):
        if not _CHOOSES.search(act.asked.text):
            whole = _WHOLE.search(act.asked.text)
            yield _narrower(whole[0] if whole else act.asked.text, act.piece)
    for act in _acts(_SOME_TIME, ask, rows, terms, least=1):
        if at_once := _governing(_AT_ONCE, act):
            yield Deviation(DeviationKind.DEADLINE, Direction.WEAKER, at_once, act.word, "")
    for act in _acts(SOON, ask, rows, terms, least=2) if _loses_term(ask, rows) else ():
        if term := IN_TIME.search(act.asked.text):
            yield Deviation(DeviationKind.DEADLINE, Direction.WEAKER, term[0], act.word, "")
    for act in _acts(_AT_TIMES, ask, rows, terms, least=2) if _loses_rhythm(ask, rows) else ():
        if rhythm := _rhythm(ask, act.asked):
            yield Deviation(DeviationKind.FREQUENCY, Direction.WEAKER, rhythm, act.word, "")
    for act in _acts(_IRREGULARLY, ask, rows, terms, least=1):
        if _governing(_REGULARLY, act):
            yield Deviation(DeviationKind.FREQUENCY, Direction.WEAKER, "定期", act.word, "")
    for act in _acts(_ORDERS, ask, rows, terms):
        if _only_permits(act) and not _PERMITS.search(act.piece):
            note = "上级为鼓励或可以，本文为必须"
            yield Deviation(DeviationKind.MODALITY, Direction.STRICTER, act.asked.text, act.piece, note)


def _only_if(act: _Act, rows: Sequence[Scored]) -> bool:
    """Whether the duty allows something only if («合格后方可上路»), and the clause before the act names the case in
    which it may not be («检验不合格的，不得上路»).
    """
    before = next(
        (one for row in rows for (one, _), (piece, _) in pairwise(row.passage.pieces) if piece == act.piece),
        "",
    )
    return bool(_ONLY_IF.search(act.asked.text) and before.endswith("的") and _CONDITIONAL.search(before))


_PERMITTED_AFTER = 12
_STOP = re.compile("[，。；]")


def _only_permits(act: _Act) -> bool:
    """Whether the duty permits or encourages the same act, and binds nobody to it."""
    head, text = act.after[:_HEAD], act.asked.text
    if not head or head not in text or _BINDS.search(text):
        return False
    behind = (text[match.end() :][: _PERMITTED_AFTER + len(head)] for match in _PERMITS.finditer(text))
    return any(head in words and not _STOP.search(words.partition(head)[0]) for words in behind)


def _loses_term(ask: Ask, rows: Sequence[Scored]) -> bool:
    """Whether the duty sets a term, and none of the passages a figure."""
    if not IN_TIME.search(ask.text) or SOON.search(ask.text):
        return False
    return not any(IN_TIME.search(row.passage.text) or BY_DAY.search(row.passage.text) for row in rows)


def _loses_rhythm(ask: Ask, rows: Sequence[Scored]) -> bool:
    """Whether the duty says how often, and none of the passages does."""
    return bool(_RHYTHM.search(ask.text)) and not any(_RHYTHM.search(row.passage.text) for row in rows)


def _rhythm(ask: Ask, asked: Part) -> str:
    """How often the duty wants what a part asks, said in it or in the part right behind it («……，每年不少于两次»)."""
    at = ask.parts.index(asked)
    found = (_RHYTHM.search(part.text) for part in ask.parts[at : at + 2])
    return next((match[0] for match in found if match), "")


def _governing(words: re.Pattern[str], act: _Act) -> str:
    """The one of `words` by which the duty governs the same act, where the paper has none: right before it, or
    anywhere in the part that asks for it.
    """
    head, text = act.after[:_HEAD], act.asked.text
    if head and head in text:
        for match in words.finditer(text):
            if text.startswith(head, match.end()):
                return match[0]
    anywhere = words.search(act.asked.text)
    return anywhere[0] if anywhere and not words.search(act.piece) else ""


def _acts(
    words: re.Pattern[str], ask: Ask, rows: Sequence[Scored], terms: Terms, *, least: int = weights.ACT_LEAST
) -> Iterator[_Act]:
    """The acts after `words` which the duty asks for, where no other part of the passages tells the same act; an act of
    fewer than `least` bigrams is too short to be known.
    """
    pieces = [(piece, grams, row) for row in rows for piece, grams in row.passage.pieces]
    for piece, own, row in pieces:
        for match in words.finditer(piece):
            after = piece[match.end() :]
            act = bigrams(_FIGURES.sub("，", terms.fold(after.removeprefix("不"))))
            asked = max(ask.parts, key=lambda part: len(part.grams & act), default=None)
            if asked is None or not act or not _is_asked(act, asked, row):
                continue
            short = 1 if after.startswith("不") and _forbidden(asked.text) else least
            if len(act) < short:
                continue
            same, said = act & asked.grams, len(own & asked.grams)
            if not any(same <= other and len(other & asked.grams) > said for _, other, _ in pieces):
                yield _Act(match[0], piece[: match.start()], after, piece, asked)


def _is_asked(act: frozenset[str], asked: Part, row: Scored) -> bool:
    """Whether a part of the duty asks for an act; in a passage that is the duty's own, less of it must be the same."""
    shared = len(asked.grams & act)
    own = row.claim >= weights.CLAIMED_FROM and row.recall >= weights.MUCH_FROM
    many = weights.ACT_FEW if own else weights.ACT_MANY
    return shared >= weights.ACT_SAME * len(act) or (shared >= many and shared >= weights.ACT_SOME * len(act))
