"""The texts a duty is looked for in, cut into character bigrams and indexed."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from wenjian.coverage import weights
from wenjian.coverage.terms import Terms
from wenjian.model.directive import Measure
from wenjian.model.document import Document, Provision
from wenjian.model.vocabulary import Role
from wenjian.text.measures import find_measures
from wenjian.text.normal import letters
from wenjian.text.walk import document_provisions

_STRETCH = re.compile(r"[0-9a-z\u4e00-\u9fff]+")
_TITLE = re.compile(r"《([^》]*)》")
_CITED = "《"
_PART_ENDS = re.compile(r"[，,；;。：:！!？?]+")
_PART_LEAST = 3


def bigrams(folded: str) -> frozenset[str]:
    """The character bigrams of a folded text, none across punctuation; a cited document is one unit («《…»), so that
    the words of its title are nobody's.
    """
    found = {_CITED + _subject(match[1]) for match in _TITLE.finditer(folded)}
    for match in _STRETCH.finditer(_TITLE.sub("，", folded)):
        stretch = match[0]
        found.update(stretch[n : n + 2] for n in range(len(stretch) - 1))
    return frozenset(found)


def _subject(title: str) -> str:
    """The title without its issuer and without edition, so that short and full forms agree."""
    words = "".join(_STRETCH.findall(re.sub(r"\([^)]*\)", "", title)))
    return words[words.find("关于") :] if "关于" in words else words


def split_parts(text: str) -> tuple[str, ...]:
    """The clauses of a sentence between punctuation marks, verbatim, those with less than three letters left out."""
    pieces = (piece.strip() for piece in _PART_ENDS.split(text))
    return tuple(piece for piece in pieces if len(letters(piece)) >= _PART_LEAST)


@dataclass(frozen=True)
class Scale:
    """Weights of bigrams: rare among the duties of the parent weighs more, officialese less. The judged paper has
    no say in it.
    """

    frequency: dict[str, int]
    texts: int

    def weight(self, gram: str) -> float:
        rarity = math.log((self.texts + 1) / (self.frequency.get(gram, 0) + 0.5))
        if gram.startswith(_CITED):
            return rarity * weights.CITATION_WEIGHT
        return rarity * weights.COMMON_WEIGHT if gram in weights.COMMON else rarity

    def total(self, grams: Iterable[str]) -> float:
        return math.fsum(self.weight(gram) for gram in grams)


def scale_of(texts: Iterable[str], terms: Terms) -> Scale:
    """The scale that `texts` (the duties of one directive) give."""
    frequency: Counter[str] = Counter()
    count = 0
    for text in texts:
        frequency.update(bigrams(terms.fold(text)))
        count += 1
    return Scale(dict(frequency), count)


@dataclass(frozen=True)
class Passage:
    """One text that may carry a duty: a provision of the child, or a clause. `order` breaks ties; `pieces` are its
    parts between punctuation marks with their bigrams.
    """

    order: int
    text: str
    folded: str
    grams: frozenset[str]
    heading: frozenset[str]
    terms: frozenset[str]
    pieces: tuple[tuple[str, frozenset[str]], ...]
    provision: Provision | None = None

    def __hash__(self) -> int:
        return self.order

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        return find_measures(self.text)

    @cached_property
    def said(self) -> str:
        """The words alone: a plan and its task table often say the same sentence."""
        return letters(self.text)


@dataclass(frozen=True)
class Candidates:
    """Passages with an inverted index of their bigrams and of the terms they name, and the scale they are weighed on.
    The order of a passage is its place here. `claims` holds for each passage how like it the duty is that is most like
    it (Dice, 0–1); none when only one duty is looked for.
    """

    passages: tuple[Passage, ...]
    terms: Terms
    scale: Scale
    claims: tuple[float, ...] = ()

    @cached_property
    def totals(self) -> tuple[float, ...]:
        """The weight of each passage's bigrams."""
        return tuple(self.scale.total(passage.grams) for passage in self.passages)

    def without(self, orders: Collection[int]) -> Candidates:
        """All passages but those, in the same order."""
        kept = [passage for passage in self.passages if passage.order not in orders]
        return replace(
            self,
            passages=tuple(replace(passage, order=n) for n, passage in enumerate(kept)),
            claims=tuple(self.claims[passage.order] for passage in kept) if self.claims else (),
        )

    @cached_property
    def by_gram(self) -> dict[str, tuple[int, ...]]:
        return _inverted((passage.order, passage.grams) for passage in self.passages)

    @cached_property
    def by_heading(self) -> dict[str, tuple[int, ...]]:
        return _inverted((passage.order, passage.heading) for passage in self.passages)

    @cached_property
    def by_term(self) -> dict[str, tuple[int, ...]]:
        return _inverted((passage.order, passage.terms) for passage in self.passages)


def _inverted(rows: Iterable[tuple[int, Iterable[str]]]) -> dict[str, tuple[int, ...]]:
    index: dict[str, list[int]] = {}
    for order, keys in rows:
        for key in keys:
            index.setdefault(key, []).append(order)
    return {key: tuple(orders) for key, orders in index.items()}


def text_candidates(texts: Iterable[str], terms: Terms, scale: Scale) -> Candidates:
    """Candidates from plain texts, in their order."""
    passages = tuple(_passage(order, text, (), terms) for order, text in enumerate(texts))
    return Candidates(passages, terms, scale)


def own_provisions(document: Document) -> tuple[Provision, ...]:
    """The paper's own provisions: its text and the attachments it issues itself, never a forwarded document."""
    return tuple(provision for provision in document_provisions(document) if provision.role is not Role.FORWARDED)


def document_candidates(document: Document, terms: Terms, scale: Scale) -> Candidates:
    """Candidates from the paper's own provisions."""
    passages = tuple(
        _passage(order, provision.text, provision.headings, terms, provision)
        for order, provision in enumerate(own_provisions(document))
    )
    return Candidates(passages, terms, scale)


def _passage(
    order: int, text: str, headings: tuple[str, ...], terms: Terms, provision: Provision | None = None
) -> Passage:
    folded = terms.fold(text)
    return Passage(
        order=order,
        text=text,
        folded=folded,
        grams=bigrams(folded),
        heading=bigrams("，".join(terms.fold(heading) for heading in headings)),
        terms=frozenset(term for _, _, term in terms.find(folded)),
        pieces=tuple((piece, bigrams(terms.fold(piece))) for piece in split_parts(text)),
        provision=provision,
    )
