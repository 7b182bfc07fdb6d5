"""What a short duty is about, apart from who is to act, how often, how much and by when: a paper that says only the
rest («每年至少组织一次……») tells another act.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from wenjian.coverage import weights
from wenjian.coverage.align import Alignment, Scored
from wenjian.coverage.candidates import bigrams, characters
from wenjian.coverage.terms import Terms
from wenjian.model.vocabulary import Verdict
from wenjian.text import patterns as re
from wenjian.text.measures import locate_measures

_LIGHT = re.compile(
    r"组织|开展|进行|实施|建立健全|建立|完善|完成|配备|加强|强化|做好|落实|推进|推动|举办|召开|至少|不少于|原则上|应当|必须"
    r"|要|须|及时|认真|切实|积极|情况|工作|活动"
)
"""Words for doing anything."""
_ACTS = re.compile(
    r"(?:培训|轮训|演练|演习|检查|核查|抽查|排查|巡查|督查|自查|复查|评估|评审|评价|评议|审计|台账|清单|宣传|整治|整改|监测|检测|检验|调研|走访|探访"
    r"|巡访|回访|会商|调度|测试|消毒|清洗|维护|保养|安装|改造|招聘|考核|体检|义诊|普查|摸底|登记|备案|演出|比赛|招生|清理|拆除|头看)$"
)
"""Last words that name an act."""
_ACTOR = re.compile(r"^[^，。；的由对将把]{1,16}?(?:要|应当?(?![急对])|必须|须|需要)(?![求素点])")
"""Who is to act, with the word that bids."""
_SINCE = re.compile(r"(?:自|从|在)[^，。；]{2,10}?(?:之日起?|后)")
"""From when a term runs."""
_FIGURE = "·"
"""What stands in the place of figures and of words for doing anything."""
_CLAUSES = re.compile("[，,；;。：:、]")
_OF_FIGURES = re.compile("时间|期限|比例|数量|次数|金额|每[次年月周日家人户名]?|予以|给予")
_STRETCH = re.compile("[\u4e00-\u9fff]{2,}")
_HEAD = 2


class Matter(NamedTuple):
    """The bigrams and the characters of what a duty is about, its last word, and of each of its clauses the characters
    of what is done («给予运营补助»).
    """

    grams: frozenset[str]
    characters: frozenset[str]
    head: str
    done: tuple[frozenset[str], ...]


def limit(alignment: Alignment, terms: Terms) -> Verdict:
    """The best verdict that the paper deserves by what it says of the matter of a duty: of one in few words."""
    matter = matter_of(alignment.ask.text, terms)
    if not 0 < len(matter.grams) <= weights.MATTER_MOST:
        return Verdict.COVERED
    near = [row for row in alignment.heard if row.recall >= weights.MATTER_HEARD_FROM]
    share, said = _shares(matter, near)
    if matter.done and share < weights.MATTER_DONE_UNDER and not _tells_what_is_done(matter, near):
        return Verdict.MISSING
    if share < weights.MATTER_GONE_UNDER and said < weights.MATTER_UNSAID_UNDER:
        return Verdict.MISSING
    other_act = share < weights.MATTER_HEAD_UNDER and not _names_act(matter, (row.passage.folded for row in near))
    if other_act or (share < weights.MATTER_PART_UNDER and said < weights.MATTER_PART_UNSAID):
        return Verdict.PARTIAL
    return Verdict.COVERED


def _tells_what_is_done(matter: Matter, near: Iterable[Scored]) -> bool:
    return any(one & row.passage.characters for row in near for one in matter.done)


def names_act(duty: str, text: str, terms: Terms) -> bool:
    """Whether a text names the act with which a duty ends, or something of it («培训», «轮训»); a duty that ends
    with no act asks for none.
    """
    return _names_act(matter_of(duty, terms), (terms.fold(text),))


def _names_act(matter: Matter, texts: Iterable[str]) -> bool:
    return not _ACTS.match(matter.head) or any(set(matter.head) & set(text) for text in texts)


@lru_cache(maxsize=2048)
def matter_of(text: str, terms: Terms) -> Matter:
    """What a duty is about."""
    plain = list(text)
    for found in locate_measures(text):
        plain[found.start : found.end] = _FIGURE * (found.end - found.start)
    words = _LIGHT.sub(_FIGURE, terms.fold(_SINCE.sub(_FIGURE, _ACTOR.sub(_FIGURE, "".join(plain)))))
    stretches = _STRETCH.findall(words)
    grams = bigrams(words) - weights.COMMON
    done = (_done(part) for part in _CLAUSES.split(words))
    return Matter(grams, characters(words), stretches[-1][-_HEAD:] if stretches else "", tuple(filter(None, done)))


def _done(clause: str) -> frozenset[str]:
    """The characters of what a clause says last, but for what is said of any figure («留样时间»)."""
    stretches = _STRETCH.findall(_OF_FIGURES.sub("", clause))
    return characters(stretches[-1]) if stretches else frozenset()


def _shares(matter: Matter, rows: Iterable[Scored]) -> tuple[float, float]:
    """The largest shares (0–1) of the bigrams and of the characters that one passage has."""
    grams = characters_said = 0.0
    for row in rows:
        grams = max(grams, len(matter.grams & row.passage.grams) / len(matter.grams))
        characters_said = max(
            characters_said, len(matter.characters & row.passage.characters) / (len(matter.characters) or 1)
        )
    return grams, characters_said
