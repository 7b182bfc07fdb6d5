"""The thesaurus at work: synonyms folded to one term, broader terms followed upwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from wenjian.model.library import Thesaurus
from wenjian.text.normal import fold
from wenjian.text.numerals import parse_numeral
from wenjian.text.words import WordLengths, find_words, word_lengths

_HAN_FIGURE = re.compile(
    r"(?:[一二两三四五六七八九十百]{2,7}|十)(?=个?(?:工作日|小时|分钟|天|日|周岁|月|年|人|名|家|所|元))"
)


def plain(text: str) -> str:
    """`text` in one width and case, its Chinese figures before a unit in digits («十四天», «14天»)."""
    return _HAN_FIGURE.sub(lambda match: str(parse_numeral(match[0]) or match[0]), fold(text).lower())


@dataclass(frozen=True, eq=False)
class Terms:
    """A thesaurus made ready for reading text. Terms are in their folded spelling; `words` tell of a 主题."""

    version: str
    canonical: dict[str, str]
    broader: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _lengths(self) -> WordLengths:
        return word_lengths(self.canonical)

    def fold(self, text: str) -> str:
        """`text` folded, each synonym replaced by its term."""
        return self._folded(text)

    @cached_property
    def subjects(self) -> dict[str, tuple[str, ...]]:
        """主题 → the words by which one knows that a paper is on it, as `fold` writes them."""
        return {theme: tuple(map(self.fold, words)) for theme, words in self.words.items()}

    def is_on(self, themes: Iterable[str], said: str) -> bool:
        """Whether a text which `fold` returned names each of `themes` that has words of its own."""
        words = self.subjects
        return all(any(word in said for word in words[theme]) for theme in themes if theme in words)

    def names(self, themes: Iterable[str], said: str) -> bool:
        """Whether a text which `fold` returned has a word of one of `themes`."""
        return any(word in said for theme in themes for word in self.subjects.get(theme, ()))

    @cached_property
    def _folded(self) -> Callable[[str], str]:
        """What `fold` answers: the words of a directive are asked for again with every paper."""
        return lru_cache(maxsize=8192)(self._fold)

    def _fold(self, text: str) -> str:
        folded = plain(text)
        pieces: list[str] = []
        end = 0
        for start, word in find_words(folded, self.canonical, self._lengths):
            pieces += folded[end:start], self.canonical[word]
            end = start + len(word)
        return "".join((*pieces, folded[end:]))

    def find(self, folded: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, term) of each term in a text that `fold` returned, the longest first at each place."""
        for start, word in find_words(folded, self.canonical, self._lengths):
            yield start, start + len(word), self.canonical[word]

    def named(self, folded: str) -> frozenset[str]:
        """The terms that a text which `fold` returned names."""
        return self._named(folded)

    @cached_property
    def _named(self) -> Callable[[str], frozenset[str]]:
        return lru_cache(maxsize=8192)(lambda folded: frozenset(term for _, _, term in self.find(folded)))

    def above(self, term: str) -> frozenset[str]:
        """Every broader term of `term`, transitively, without itself. A circle in the data does no harm."""
        return self._above.get(term, frozenset())

    def below(self, term: str) -> tuple[str, ...]:
        """Every narrower term of `term`, in the order of the thesaurus."""
        return self._below.get(term, ())

    @cached_property
    def _above(self) -> dict[str, frozenset[str]]:
        return {term: self._broader_than(term) for term in self.broader}

    @cached_property
    def _below(self) -> dict[str, tuple[str, ...]]:
        below: dict[str, tuple[str, ...]] = {}
        for narrower, above in self._above.items():
            for term in above:
                below[term] = (*below.get(term, ()), narrower)
        return below

    def _broader_than(self, term: str) -> frozenset[str]:
        seen: set[str] = set()
        waiting = list(self.broader[term])
        while waiting:
            word = waiting.pop()
            if word not in seen and word != term:
                seen.add(word)
                waiting.extend(self.broader.get(word, ()))
        return frozenset(seen)

    def directly_below(self, term: str) -> tuple[str, ...]:
        """The terms whose broader term is `term` itself, in the order of the thesaurus."""
        return tuple(word for word, above in self.broader.items() if term in above)


@lru_cache(maxsize=2)
def prepare_terms(thesaurus: Thesaurus) -> Terms:
    """The thesaurus as `Terms`. A word given twice belongs to its first entry. The same ones are given for all papers
    that are judged by a thesaurus: they remember what they folded.
    """
    canonical: dict[str, str] = {}
    broader: dict[str, tuple[str, ...]] = {}
    for entry in thesaurus.terms:
        term = plain(entry.term)
        for word in (term, *(plain(synonym) for synonym in entry.synonyms)):
            canonical.setdefault(word, term)
        broader.setdefault(term, ())
    for entry in thesaurus.terms:
        term = plain(entry.term)
        above = tuple(canonical.get(plain(word), plain(word)) for word in entry.broader)
        broader[term] = tuple(dict.fromkeys((*broader[term], *above)))
    words = {entry.theme: entry.words for entry in thesaurus.subjects}
    return Terms(thesaurus.version, canonical, broader, words)
