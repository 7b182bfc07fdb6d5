"""照搬照抄: sentences that a paper has in common with another unit's plan and that are not the parent's words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from wenjian.lint.parents import Parents, before
from wenjian.lint.places import own_name
from wenjian.model.catalogue import found
from wenjian.model.document import Document, Provision
from wenjian.model.finding import Finding, Place
from wenjian.text import patterns as re
from wenjian.text.normal import letters, shorten
from wenjian.text.segment import split_provisions
from wenjian.text.walk import own_provisions

_WORTH_COMPARING = 12
"""Letters from which a sentence can be said to be copied; shorter ones everybody writes."""
ALIKE = 0.85
"""Dice of the bigrams, names of the own place apart, from which two sentences are nearly equal."""
_QUOTED = 0.8
"""Share of a clause's bigrams that one sentence of the parent holds, from which the clause is the parent's."""
_MOSTLY = 0.7
"""Share of a sentence's letters in clauses of the parent, from which the sentence is the parent's."""

_MOST_ASKED = 300
"""Sentences that one is compared with: a text that says nearly the same more often than that is no plan."""

_SET_PIECE = re.compile(
    "指导思想|总体要求|总体思路|工作思路|基本原则|保障措施|组织保障|组织领导|工作要求|有关要求|组织实施|工作保障|几点要求"
)
_FIGURE = re.compile(
    r"(?<![\d.〔])\d[\d.]*\d[余多]?(?:万|亿)?(?:[个名人家处所户辆台套座间张床支公万亿米元]|平方|公里|千米)|(?<!\d)(?:0\d{2,3}-?\d{7,8}|1\d{10})(?!\d)"
)
"""A figure of two digits or more that counts something of a place, or a telephone number."""
_BOUND = re.compile(
    "(?:不少于|不低于|不超过|不得超过|至少|最多|以内|每[个名人家处所户次]?|达到|控制在|低于|高于|超过|满|第)$"
)
_CLAUSE_END = re.compile("[，,；;：:。！？]+")
_OWN_PLACE = "　"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its letters, and those without the name of its own place, with their bigrams."""

    text: str
    where: str
    headings: tuple[str, ...]
    said: str
    neutral: str
    grams: frozenset[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Copy:
    mine: Sentence
    other: Sentence


def check_copied(document: Document, others: Sequence[Document], parents: Parents) -> tuple[Finding, ...]:
    """What `document` has in common with each of `others`, the parent's words apart: WJ567 once for each set piece
    (指导思想, 保障措施 and the like) that holds such sentences, WJ568 for each sentence with which the other's name or
    a figure of its own came along, WJ569 with the count and share of all of them, WJ570 where there is none.
    """
    mine = own_sentences(document, index_of(parents))
    findings: list[Finding] = []
    for other in others:
        theirs = _sentences(other, own_name(other))
        findings += _compared(document, mine, other, theirs, parents)
    return tuple(findings)


def index_of(parents: Parents) -> Index:
    """The parent's sentences, to be asked which of a plan's are quoted from them."""
    return Index([grams_of(letters(sentence)) for text in parents.texts for sentence in split_provisions(text)])


def own_sentences(document: Document, parent: Index, name: str = "") -> list[Sentence]:
    """The sentences of `document` that are worth comparing and not the parent's words; `name` is that of its place,
    else it is read from the paper.
    """
    known = name or own_name(document)
    return [one for one in _sentences(document, known) if not _is_quoted(one.text, parent)]


def _compared(
    document: Document, mine: Sequence[Sentence], other: Document, theirs: Sequence[Sentence], parents: Parents
) -> Iterator[Finding]:
    title = shorten(other.title or other.source, 40)
    copies = _copies(mine, theirs)
    if not copies:
        yield found("WJ570", Place(document.source), other=title, count=len(mine))
        return
    pieces: dict[str, list[Sentence]] = {}
    for copy in copies:
        heading = next((words for words in copy.mine.headings if _SET_PIECE.search(words)), "")
        if heading:
            pieces.setdefault(heading, []).append(copy.mine)
    for heading, sentences in pieces.items():
        first = sentences[0]
        quote = shorten(first.text)
        yield found("WJ567", _place(document, first), heading=heading, count=len(sentences), other=title, quote=quote)
    names = own_name(document), own_name(other)
    for copy in copies:
        if brought := _brought_along(copy, *names, parents):
            quote, what = shorten(copy.mine.text), "、".join(brought)
            yield found("WJ568", _place(document, copy.mine), quote=quote, other=title, what=what)
    own = sum(len(one.said) for one in mine)
    share = round(100 * sum(len(copy.mine.said) for copy in copies) / own)
    yield found("WJ569", Place(document.source), other=title, count=len(copies), share=share)


def _place(document: Document, sentence: Sentence) -> Place:
    return Place(document.source, label=sentence.where or "正文")


def _sentences(document: Document, name: str) -> list[Sentence]:
    """The sentences of the document's own text that are worth comparing."""
    sentences = (_sentence(one, name) for one in own_provisions(document))
    return [one for one in sentences if len(one.said) >= _WORTH_COMPARING]


def _sentence(provision: Provision, name: str) -> Sentence:
    said = letters(provision.text)
    neutral = said.replace(name, _OWN_PLACE).replace(name[:-1], _OWN_PLACE) if len(name) > 2 else said
    return Sentence(provision.text, provision.where, provision.headings, said, neutral, grams_of(neutral))


def grams_of(said: str) -> frozenset[str]:
    """The bigrams of letters."""
    return frozenset(said[at : at + 2] for at in range(len(said) - 1))


class Index:
    """Sets of bigrams, found again by the rarest bigrams of a set that is asked for."""

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        self.known = frozenset(sets)
        self.sets = list(dict.fromkeys(sets))
        self.holding: dict[str, list[int]] = {}
        for at, grams in enumerate(self.sets):
            for gram in grams:
                self.holding.setdefault(gram, []).append(at)

    def sharing(self, grams: frozenset[str], least: float) -> Iterator[frozenset[str]]:
        """The sets that may hold `least` (a share) of `grams`, `grams` itself first: each holds one of so many of the
        rarest that it could not lack all of them.
        """
        if grams in self.known:
            yield grams
        rarest = sorted(grams, key=lambda gram: (len(self.holding.get(gram, ())), gram))
        asked = rarest[: math.floor((1 - least) * len(grams)) + 1]
        sharing = dict.fromkeys(at for gram in asked for at in self.holding.get(gram, ())[:_MOST_ASKED])
        yield from (self.sets[at] for at in islice(sharing, _MOST_ASKED))


def _is_quoted(text: str, parent: Index) -> bool:
    """Whether most of a sentence is the parent's words, clause by clause."""
    clauses = [letters(clause) for clause in _CLAUSE_END.split(text)]
    total = sum(map(len, clauses))
    quoted = 0
    for clause in clauses:
        grams = grams_of(clause)
        if any(len(grams & held) >= _QUOTED * len(grams) for held in parent.sharing(grams, _QUOTED)):
            quoted += len(clause)
    return quoted >= _MOSTLY * total


def _copies(mine: Sequence[Sentence], theirs: Sequence[Sentence]) -> list[_Copy]:
    """My sentences, in reading order, with the most alike of theirs that is nearly equal."""
    by_grams = {one.grams: one for one in reversed(theirs)}
    index = Index(list(by_grams))
    least = ALIKE / (2 - ALIKE)
    copies = []
    for one in mine:
        scored = [(dice(one.grams, grams), grams) for grams in index.sharing(one.grams, least)]
        score, grams = max(scored, key=lambda pair: pair[0], default=(0.0, frozenset()))
        if score >= ALIKE:
            copies.append(_Copy(one, by_grams[grams]))
    return copies


def dice(one: frozenset[str], other: frozenset[str]) -> float:
    """How alike two sets are: 0 with nothing in common, 1 when equal."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _brought_along(copy: _Copy, mine: str, theirs: str, parents: Parents) -> tuple[str, ...]:
    """The other's name, and figures of its own, that stand in my sentence as in theirs and not in the parent."""
    found_words = []
    if len(theirs) > 2 and theirs != mine and theirs in copy.mine.text and not parents.say(theirs):
        found_words.append(f"地名“{theirs}”")
    for match in _FIGURE.finditer(copy.mine.text):
        figure = match[0]
        is_theirs = figure in copy.other.text and not _BOUND.search(before(copy.mine.text, match.start()))
        if is_theirs and not parents.say(figure):
            found_words.append(f"数字“{figure}”")
    return tuple(dict.fromkeys(found_words))
