"""Matters that a paper leaves to its superior's words («……，按照《通知》第四条执行»): the duties that this settles.

The paper is not carried as a whole by such a sentence (`settlement.reference_to`); of what it speaks of, nobody need
look any further than the superior's paper.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from wenjian.coverage.candidates import bigrams
from wenjian.coverage.cited import cites
from wenjian.coverage.settlement import matter_left
from wenjian.coverage.weights import LEFT_FROM, LEFT_HEADED_FROM, LEFT_IN_ARTICLE_FROM, LEFT_SAID_FROM
from wenjian.duties.actors import explicit_actors
from wenjian.model.directive import Directive, Duty
from wenjian.model.document import Provision
from wenjian.text import patterns as re
from wenjian.text.normal import fold, letters
from wenjian.text.numerals import chinese_numeral

_LIST = re.compile("[、，,和及与]|以及")
_TITLE = re.compile(r"《(?P<title>[^》]{2,80})》")
_GENRE = re.compile(
    r"的?(?:若干|暂行|实施|管理)*(?:规定|办法|方案|意见|细则|政策|措施|计划|规划|要点|通知)(?:[（(][^（()）]*[）)])?$"
)
_AROUND = re.compile(
    r"^(?:其[他余它]|需要|涉及|属于|关于|有关|对于?|凡是?)|等?[一二三四五六七八九十两\d]+(?:件事|个?方面|项(?:工作|内容|事项)?)$"
    r"|(?:等?(?:方面)?的?(?:要求|事项|事宜|工作|问题|内容))?的?$"
)
"""What stands around the words of a matter."""
_DIGITS = re.compile(r"\d{1,2}")
_FIGURES = tuple("一二三四五六七八九十百0123456789")
_MATTER_LEAST = 3
"""Bigrams that tell a matter."""
_SUBJECT_LEAST = 8
"""Letters of the subject of a paper that is handed down with the superior's, by which its title is known again."""


@dataclass(frozen=True, slots=True)
class Left:
    """What one sentence leaves to the superior's paper: the bigrams of each matter, and the articles that it names, as
    written («（十七）», «四»); or the organs whose work it leaves there.
    """

    matters: tuple[frozenset[str], ...]
    articles: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()


def matters_left(directive: Directive, own: Sequence[Provision], names: Collection[str]) -> Iterator[Left]:
    """The matters that the provisions of a paper, which may call `directive` by `names`, leave to it."""
    for provision in own:
        text = provision.text
        left = matter_left(text) if "号" in text or "《" in text or any(name in text for name in names) else None
        if left and _is_meant(left.cited, directive, names):
            yield Left(tuple(_matter_grams(left.clauses)), left.articles, left.organs)


def _matter_grams(clauses: Sequence[str]) -> Iterator[frozenset[str]]:
    """The bigrams of each item of the clauses; of a list of short ones («需要送养、收养的»), those of all."""
    for clause in clauses:
        words = fold(_AROUND.sub("", clause))
        items = [grams for item in _LIST.split(words) if len(grams := bigrams(item)) >= _MATTER_LEAST]
        yield from items or filter(None, [bigrams(words)])


def _is_meant(cited: str, directive: Directive, names: Collection[str]) -> bool:
    """Whether words cite `directive` or a paper that it hands down."""
    if cites(cited, directive, names):
        return True
    subjects = (letters(_GENRE.sub("", match["title"])) for match in _TITLE.finditer(cited))
    whole = letters(directive.title)
    return any(len(subject) >= _SUBJECT_LEAST and subject in whole for subject in subjects)


def is_left(duty: Duty, matters: Sequence[Left]) -> bool:
    """Whether one of `matters` is what `duty` is about."""
    if not matters:
        return False
    said, headed = bigrams(fold(duty.text)), bigrams(fold("，".join(duty.headings)))
    return any(_is_about(said, headed, duty.where, left) or _is_for(duty, left.organs) for left in matters)


def _is_for(duty: Duty, organs: Sequence[str]) -> bool:
    """Whether one of the organs that are to act is one of `organs`, by its short name or its long one."""
    if not organs:
        return False
    actors = duty.actors or explicit_actors(duty.text)
    return any(organ in actor or actor.lstrip("^") in organ for actor in actors for organ in organs)


def _is_about(said: frozenset[str], headed: frozenset[str], where: str, left: Left) -> bool:
    """Whether a duty of these bigrams, under headings of those, is about what is left."""
    if left.articles:
        share = max((len(one & (said | headed)) / len(one) for one in left.matters), default=0.0)
        return share >= LEFT_IN_ARTICLE_FROM and any(_stands_in(where, article) for article in left.articles)
    return any(
        one <= said
        if len(one) < _MATTER_LEAST
        else len(one & headed) >= LEFT_HEADED_FROM * len(one)
        or (len(one & (said | headed)) >= LEFT_FROM * len(one) and len(one & said) >= LEFT_SAID_FROM * len(one))
        for one in left.matters
    )


def _stands_in(where: str, article: str) -> bool:
    """Whether the place of a duty («三、（十七）») is an article, or stands under it («十七» is not «七»)."""
    plain, sign = fold(where), fold(_DIGITS.sub(lambda match: chinese_numeral(int(match[0])), article))
    if sign.startswith("("):
        return sign in plain
    before, found, _ = plain.partition(f"{sign}、")
    return f"第{sign}条" in plain or (bool(found) and not before.endswith(_FIGURES))
