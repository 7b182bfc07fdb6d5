"""What a paper leaves out of a sentence that it otherwise takes over: items of a list, acts forbidden beside others,
whole clauses.

Where a sentence is told in other words, an item less may be mere wording; where its words are the superior's, what
does not stand there was left out.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from wenjian.coverage import weights
from wenjian.coverage.acts import says_to_what_end
from wenjian.coverage.align import Ask, Part
from wenjian.coverage.candidates import Passage, bigrams
from wenjian.coverage.degrees import WRONG
from wenjian.coverage.terms import Terms
from wenjian.coverage.wording import FORBIDS, Piece, alike, counterpart, pieces_of
from wenjian.text import patterns as re

_LIST_LEAST = 2
_SHORTEST_ITEM, _LONGEST_ITEM = 2, 12
_HEAD = 4
"""Letters of an item by which it is known; what follows the last one may be said anyhow («公务接待支出», «支出»)."""
_DONE_TO_THEM = re.compile(
    r"等|的?(?:全面|普遍|集中|定期|逐[一个户家人])?(?:开展|进行|实行|予以|给予|实施|纳入|必须|应当?|须|要(?![求素点件])|全部|[都均](?!衡))|的$"
)
"""What follows the last item of a list and is done to all («……和充电站开展检查»)."""
_TAIL = 2
"""Letters at the end of the first item by which it is known; what leads to it may stand before them."""
_SAID_ANYHOW = 0.4
_ITS_KIND_SAID = 0.6
"""The share of an item that may be said of others, where a list of the paper has only others («充电器生产企业»)."""
_ITEM_MOST = 8
_KIND_MOST = 14
"""Letters of an item that ends as another does («失能老年人、计划生育特殊家庭老年人»)."""
_BRACKETS = re.compile(r"（[^（）]*(?:）|$)|\([^()]*(?:\)|$)")
_LEADS_TO_LIST = re.compile(
    r"^(?:并|要|应|须|可以?|统筹|分别|进一步)*(?:(?:加强|强化|加大)(?:对于?)?|做好|搞好|落实|考虑|采取|采用|通过|利用|运用|依托|结合|会同|对于?|将|把|由|向|以|按|从|在|于|如|包括|含)+"
)
_ANYBODY = re.compile(r"任何|个人|有关|相关|其他|各")
_OR = re.compile(r"、|或者?|以及|等(?=[或、])")
_DEPARTMENTS = re.compile(r"[、和及与][^，、]{1,10}等?(?:有关|相关)?(?:职能)?部门")
_SHORT_NAME = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,3}(?=[、和及与]|等|部门)")
"""A department by its short name in a list («教体、民政、卫健、文旅等部门»)."""
_AND_ALSO = re.compile(
    r"^[^并]{4,}?(?<![归合兼吞])并(?![网轨列入非发购举存行用])"
    r"(?P<second>(?!(?:严格|认真|切实)?(?:履行|执行|落实|实施|遵守)$)[\u4e00-\u9fff]{4,16})$"
)
"""A clause of two acts («立即报告并留存证据»)."""
_DONE_TO_ALL = re.compile("[的应要须不予报送将可在对进开实由按以为给向到并均都得无未经必]")
"""What follows the last item of a list: what is done to all, …"""
_KIND_OF_ALL = re.compile("老年|人员|儿童|家庭|机构|单位|企业|学[生校]|群众|场所|设施|对象|患者")
"""… or the kind that all are of («失能、半失能老年人»)."""
_SLOGANS = re.compile("[“”]")
"""A list of watchwords stands in quotation marks."""
_AND = "(?:、|和|及|以及|或者?|与|并)?"
_ITEM_ENDS = re.compile(r"、|以及|(?<![共总协调缓温])和(?!谐|平|解)|(?<![普涉危波以])及(?!时|其|早|格)")
_TOGETHER = re.compile(
    r"会同(?P<names>(?!有关|相关|其他)[^，。；：的]{2,40}?)(?:等(?:有关|相关)?)?(?:主管|行政)*(?:部门|机关|单位|机构|组织|[局厅委](?!托))"
    r"(?![^，。；]*(?:制定|印发|发布|公布|确定|规定)的)"
)
_BETWEEN_ORGANS = re.compile("[、和及与]")
_LEVEL = re.compile("^(?:同级|当地|本级|地方|[省市县区]级?)+|(?:行政|主管)+$")
_OF_LEVEL = re.compile("^[省市县区]级")
_WITH_OTHERS = re.compile(
    "会同|联合|协同|配合|协助|共同|一起|一道|[^协磋会招电工]商[请县市区同]|(?:有关|相关|各|等|多)部门"
)
"""Words by which a plan does something with others, whoever they are."""
_AND_REPORTS = re.compile(
    r"[^并]{4,}并(?P<second>报告|上报|备案|公示|公布|归档|复查|复核|复验|回访|签字|存档|记录|登记|销号|抄送|公开|反馈)$"
)
_PUT_INTO = re.compile(
    r"(?:将|把)[^，。；]{2,30}?(?P<put>(?:列|纳|录|划|记|计|转)入(?P<where>(?:[^，。；、]{0,6}的)?[^，。；、]{2,16}))"
)
"""Into what something is put («将经费列入本级预算»)."""
_TWOFOLD = re.compile(r"([违乱滥失私超])([\u4e00-\u9fff])\1([\u4e00-\u9fff])")
"""Two words in one («违法违规»)."""


def omitted_items(ask: Ask, passages: Sequence[Passage], near: Sequence[Passage], terms: Terms) -> Iterator[str]:
    """Items of a list («A、B和C») that a clause of `passages` otherwise alike leaves out and no passage of `near`
    names.
    """
    for part in _asking(ask):
        items = _items(part.text)
        if len(items) < _LIST_LEAST or not counterpart(part, pieces_of(passages), weights.LIST_FROM):
            continue
        if any(part.grams <= passage.grams for passage in near):
            continue
        told = _told(near)
        short = _short_names(part.text, near)
        gone = [item for item in items if item[0] not in short and _is_gone(bigrams(terms.fold(item)), told)]
        if len(gone) < len(items):
            yield from gone


def _asking(ask: Ask) -> Iterator[Part]:
    """The parts of the duty that say more than to what end."""
    return (part for part in ask.parts if not says_to_what_end(part.text))


def omitted_prohibitions(ask: Ask, passages: Sequence[Passage], near: Sequence[Passage], terms: Terms) -> Iterator[str]:
    """Acts that the duty forbids beside another («不得A或B», «不得违法违规C»), where `passages` forbid the other one
    and no passage of `near` tells this one.
    """
    for part in ask.parts:
        found = FORBIDS.search(part.text)
        other = counterpart(part, pieces_of(passages)) if found else ""
        if not found or not FORBIDS.search(other):
            continue
        told, text = _told(near), "".join(passage.text for passage in near)
        others = [act for act in _OR.split(part.text[found.end() :])[1:] if not WRONG.search(act)]
        yield from (act for act in others if act[:_TAIL] not in text and _is_gone(bigrams(terms.fold(act)), told))
        for one in _TWOFOLD.finditer(part.text):
            second = one[1] + one[3]
            if one[1] + one[2] in text and one[0] not in text and second not in text:
                yield second


def spliced_lists(ask: Ask, near: Sequence[Passage], terms: Terms) -> Iterator[str]:
    """Items of a list whose place is closed up in every passage of `near` that has both its neighbours: what stands
    before the item and what stands behind it follow each other there, whatever the rest of the sentence is like
    («不得用于A、B和C» → «不得用于B和C»).
    """
    told, texts = _told(near), [passage.text for passage in near]
    for part in _asking(ask):
        pieces = _ITEM_ENDS.split(_BRACKETS.sub("", part.text))
        if len(pieces) < _LIST_LEAST or _DEPARTMENTS.search(part.text) or _SLOGANS.search(part.text):
            continue
        for at in range(len(pieces)):
            item = _spliced_out(at, pieces, texts, told, terms)
            if item and not _ANYBODY.match(item) and not WRONG.search(item):
                yield item


def _spliced_out(at: int, pieces: Sequence[str], texts: Sequence[str], told: frozenset[str], terms: Terms) -> str:
    """The item at a place of a list over which the texts close up, else «»: the last words of the piece before and the
    first of the next stand side by side; of the first and the last piece it is tried how long the item is.
    """
    piece, is_last = pieces[at], at == len(pieces) - 1
    others = frozenset[str]().union(*(bigrams(terms.fold(one)) for n, one in enumerate(pieces) if n != at))
    for length in _lengths(at, pieces):
        item = piece[len(piece) - length :] if at == 0 else piece[:length]
        before = (piece[: len(piece) - length] if at == 0 else pieces[at - 1])[-_TAIL:]
        behind = (piece[length:] if is_last else pieces[at + 1])[:_TAIL]
        own = bigrams(terms.fold(item)) - others
        if "等" in item or not _is_gone(own, told) or min(len(before), len(behind)) < _TAIL:
            continue
        of_kind = is_last and _KIND_OF_ALL.match(behind)
        if is_last and not of_kind and not _DONE_TO_ALL.match(behind):
            continue
        having = [text for text in texts if before in text and behind in text]
        closed = f"{re.escape(before)}{'' if of_kind else _AND}{re.escape(behind)}"
        if having and all(item not in text and re.search(closed, text) for text in having):
            return item
    return ""


def _lengths(at: int, pieces: Sequence[str]) -> Sequence[int]:
    """How long the item at a place of a list may be."""
    if 0 < at < len(pieces) - 1:
        return (len(pieces[at]),) if _SHORTEST_ITEM <= len(pieces[at]) <= _LONGEST_ITEM else ()
    return range(_SHORTEST_ITEM + (at == 0), min(_LONGEST_ITEM, len(pieces[at]) - _TAIL) + 1)


def omitted_acts(ask: Ask, passages: Sequence[Passage], terms: Terms) -> Iterator[str]:
    """The second act of a clause («依法查处并记入信用档案») of which no passage has anything, and that into which
    something is to be put («列入本级预算»).
    """
    told = _told(passages)
    for part in ask.parts:
        for found in _PUT_INTO.finditer(part.text):
            where = bigrams(terms.fold(found["where"]))
            if where and not where & told:
                yield found["put"]
        if both := _AND_ALSO.search(part.text):
            second = bigrams(terms.fold(both["second"]))
            if second and not second & told:
                yield both["second"]
        elif (both := _AND_REPORTS.search(part.text)) and not any(
            character in passage.text for passage in passages for character in both["second"]
        ):
            yield both["second"]


def omitted_partners(ask: Ask, near: Sequence[Passage], terms: Terms) -> Iterator[str]:
    """With whom the duty is to be done («会同财政、民政部门»), where no passage of `near` names any of them or does it
    with anybody.
    """
    for part in ask.parts:
        for joined in _TOGETHER.finditer(part.text):
            cores = [_LEVEL.sub("", name) for name in _BETWEEN_ORGANS.split(joined["names"])]
            said = "".join(f"{passage.text}\n{passage.folded}\n" for passage in near)
            if not _WITH_OTHERS.search(said) and not any(
                core in said or terms.fold(core) in said for core in cores if len(core) >= _TAIL
            ):
                yield joined[0]


def cut_from_lists(ask: Ask, passages: Sequence[Passage], terms: Terms) -> Iterator[str]:
    """What is listed beside others («建立台账、定期回访») where the list is cut down."""
    told = _told(passages)
    for part in _asking(ask):
        if not part.grams <= told:
            yield from _cut_from(part, ask, passages, told, terms)


def _cut_from(part: Part, ask: Ask, passages: Sequence[Passage], told: frozenset[str], terms: Terms) -> Iterator[str]:
    """Items of a list, none of whose own bigrams any of `passages` has, where every clause that has another item has
    half of the others and says little that the duty does not, or lists nothing but the others: the list is cut down,
    nowhere told in other words.
    """
    items = _listed(part.text)
    if len(items) < _LIST_LEAST:
        return
    grams = {item: bigrams(terms.fold(_bare(item))) for item in items}
    known = Counter(gram for own in grams.values() for gram in own)
    text = "".join(passage.text for passage in passages)
    short = _short_names(part.text, passages)

    def is_gone(item: str, most: float) -> bool:
        own = {gram for gram in grams[item] if known[gram] == 1}
        head = bigrams(terms.fold(_bare(item)[:_HEAD])) & own
        rest = len(own & told) <= most * len(own)
        return bool(own) and not head & told and rest and item not in text and item[0] not in short

    gone = [item for item in items[1:] if is_gone(item, _SAID_ANYHOW)]
    of_kind = [item for item in items[1:] if is_gone(item, _ITS_KIND_SAID) and not WRONG.search(item)]
    if not gone and not of_kind:
        return
    pieces = pieces_of(passages)
    kept = [grams[item] for item in items if item not in gone and grams[item]]
    having = [piece for _, piece in pieces if any(item <= piece for item in kept)]
    if not (gone and having and all(_is_cut_down(piece, kept, ask) for piece in having)):
        gone = of_kind if of_kind and _are_shorter(pieces, items, of_kind, terms) else []
    yield from (_whole(item, part.text) for item in gone)


def _are_shorter(pieces: Iterable[Piece], items: Sequence[str], gone: Sequence[str], terms: Terms) -> bool:
    """Whether the paper lists the `items` without those `gone`, and tells none of these in other words."""
    keys = (bigrams(terms.fold(item[-_TAIL:] if item == items[0] else item[:_HEAD])) for item in items)
    left = [key for key, item in zip(keys, items, strict=True) if item not in gone and key]
    lists = (list(map(bigrams, _ITEM_ENDS.split(terms.fold(piece)))) for piece, _ in pieces)
    having = [one for one in lists if any(key <= item for key in left for item in one)]
    return bool(having) and all(_is_shorter(one, left) for one in having)


def _is_shorter(items: Sequence[frozenset[str]], known: Sequence[frozenset[str]]) -> bool:
    """Whether a list has several items, each another one of those `known`: what it lacks it tells in no other words."""
    found = [{at for at, key in enumerate(known) if key <= item} for item in items]
    return len(items) >= _LIST_LEAST and all(found) and len(set().union(*found)) >= len(items)


def _listed(clause: str) -> list[str]:
    """The items of the list in a clause, the words before the first and behind the last cut off by their length."""
    pieces = _ITEM_ENDS.split(_BRACKETS.sub("·", clause).partition("等")[0])
    if len(pieces) < _LIST_LEAST:
        return []
    first, *middle, last = _LEADS_TO_LIST.sub("", pieces[0]), *pieces[1:]
    longest = max((_SHORTEST_ITEM, *map(len, middle))) if middle else min(len(first), len(last), _LONGEST_ITEM)
    items = [first[-longest:], *middle, last if len(last) <= longest + 1 else last[:longest]]
    return [item for item in items if _SHORTEST_ITEM <= len(item) <= _LONGEST_ITEM]


def _bare(item: str) -> str:
    """An organ without its level: «县级人民政府» is «县人民政府» here."""
    return _OF_LEVEL.sub("", item)


def _whole(item: str, clause: str) -> str:
    """The last item of a list up to what is done to all, where it was cut off by its length («充电站» of «加油站、
    充电站开展检查»).
    """
    behind = clause.rpartition(item)[2]
    done = _DONE_TO_THEM.search(behind)
    rest = behind[: done.start()] if done else ""
    if done and not _ITEM_ENDS.search(rest) and len(item) + len(rest) <= _LONGEST_ITEM:
        return item + rest
    within = _DONE_TO_THEM.search(item, _SHORTEST_ITEM)
    return item[: within.start()] if within else item


def _is_cut_down(piece: frozenset[str], kept: Sequence[frozenset[str]], ask: Ask) -> bool:
    """Whether a clause has at least half of the items `kept` and little that is not in the duty."""
    has = sum(item <= piece for item in kept)
    return 2 * has >= len(kept) and len(piece & ask.grams) >= weights.CUT_DOWN * len(piece)


def _short_names(part: str, passages: Sequence[Passage]) -> frozenset[str]:
    """The characters by which passages list departments under their short names, where the part lists departments."""
    if not _DEPARTMENTS.search(part):
        return frozenset()
    lists = (passage.text for passage in passages if _DEPARTMENTS.search(passage.text))
    return frozenset("".join(name for text in lists for name in _SHORT_NAME.findall(text)))


def is_taken_over(ask: Ask, passage: Passage) -> bool:
    """Whether a passage takes over so much of the duty clause by clause that another clause was left out."""
    same = (
        part.weight
        for part in ask.parts
        if any(alike(part.grams, grams) >= weights.LIST_FROM for _, grams in passage.pieces)
    )
    return math.fsum(same) >= weights.TAKEN_OVER * (ask.total or 1.0)


def _told(passages: Iterable[Passage]) -> frozenset[str]:
    """The bigrams of all passages."""
    return frozenset[str]().union(*[passage.grams for passage in passages])


def _is_gone(grams: frozenset[str], told: frozenset[str]) -> bool:
    return bool(grams) and len(grams & told) / len(grams) < weights.ITEM_GONE_UNDER


def _without_act(last: str, before: str) -> str:
    """The last item of a list without what is done to them all, where it ends as the one before it does («失能老年人和
    计划生育特殊家庭老年人逐户走访»).
    """
    for length in (3, 2):
        kind = before[-length:]
        at = last.rfind(kind) if len(kind) == length else -1
        if at >= 0:
            return last[: at + length]
    return last


def _items(part: str) -> list[str]:
    """The items of the list in a clause, what leads to the first and follows the last cut off; anybody is no item."""
    listed = _BRACKETS.sub("", part).partition("等")[0]
    if "、" not in listed:
        return []
    items = [_LEADS_TO_LIST.sub("", item) for item in re.split(r"以及|[、和及与或]", listed)]
    items[-1] = _without_act(items[-1], items[-2] if len(items) > 1 else "")
    kinds = Counter(item[-2:] for item in items)
    named = (
        item
        for item in items
        if 2 <= len(item) <= (_KIND_MOST if kinds[item[-2:]] > 1 else _ITEM_MOST) and not _ANYBODY.match(item)
    )
    return [item for item in named if not WRONG.search(item)]
