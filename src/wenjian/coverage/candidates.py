"""The texts a duty is looked for in, cut into character bigrams and indexed."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from operator import add

from wenjian.coverage import weights
from wenjian.coverage.terms import Terms
from wenjian.duties.judge import only_tells
from wenjian.model.directive import Measure
from wenjian.model.document import Provision
from wenjian.text.citations import is_form
from wenjian.text.measures import find_measures
from wenjian.text.normal import letters
from wenjian.text.rows import told_in_row

_STRETCH = re.compile(r"[0-9a-z\u4e00-\u9fff]+")
_TITLE = re.compile(r"《([^》]*)》")
_CITED = "《"
_PREAMBLE = re.compile(
    r"^(?:为(?:了|进一步|切实|深入|认真|全面|贯彻|有效|做好|落实|加强|推进)|以习近平|会议(?:指出|强调)|根据)"
)
_REFERS = re.compile(
    r"(?:按照?|依照|遵照|参照|依据|根据)(?P<cited>[^。；，,]{0,30}(?:《[^》]+》[^。；，,]{0,20}"
    r"|(?:规定|要求|办法|标准|文件|政策|制度|方案|通知|预案|细则|指引|指南|口径)))"
    r"(?:严格|认真|统一)?(?:执行|办理|实施|落实|处置)(?:到位)?[。；;]?$"
    r"|(?:按照?|依照|遵照|参照|依据|根据)(?P<numbered>[^。；，,《》]{0,24}(?:号|《[^》]+》)[^。；，,]{0,12}?)"
    r"(?:由[^，。；]{2,10}?)?(?:统筹|组织){0,2}(?:执行|实施|推进)[。；;]?$"
)
"""How a sentence ends that leaves what to do to another paper («……按照《……》执行», «按上级有关规定办理»)."""

_REFERRING_MOST = 60
"""Letters outside 《》 up to which a sentence that refers to another paper says nothing else."""

_SAYS_LITTLE = frozenset(
    "的和与及或等要应当须将对在于以为由向从并可均都各有关相到至上中下内外个一不得是其该本所"
    "，。；：、！？,.;:!?“”‘’\"'《》〈〉()[]〔〕【】{}<>—-－~·…／/ \t\n\u3000"
)
"""Characters that any sentence has, and marks."""

_PART_ENDS = re.compile(r"(?:[，；;。！!？?]|[,：:](?!\d)|(?<!\d)[,：:])+")
"""Stops between clauses; «6：4», «17:30» and «1,000» are figures."""
_PART_LEAST = 3


@lru_cache(maxsize=8192)
def bigrams(folded: str) -> frozenset[str]:
    """The character bigrams of a folded text, none across punctuation; a cited document is one unit («《…»), so that
    the words of its title are nobody's; those of a form («《统计表》») are the sentence's own.
    """
    found: set[str] = set()
    if _CITED in folded:
        folded = _TITLE.sub(lambda match: match[1] if is_form(match[1]) else match[0], folded)
        found.update(_CITED + _subject(match[1]) for match in _TITLE.finditer(folded))
        folded = _TITLE.sub("，", folded)
    for stretch in _STRETCH.findall(folded):
        found.update(map(add, stretch, stretch[1:]))
    return frozenset(found)


def characters(folded: str) -> frozenset[str]:
    """The letters of a folded text that tell what it is about, each by itself: words that say the same share some."""
    return frozenset(folded) - _SAYS_LITTLE


def _subject(title: str) -> str:
    """The title without its issuer and without edition, so that short and full forms agree."""
    words = "".join(_STRETCH.findall(re.sub(r"\([^)]*\)", "", title)))
    return words[words.find("关于") :] if "关于" in words else words


@lru_cache(maxsize=4096)
def split_parts(text: str) -> tuple[str, ...]:
    """The clauses of a sentence between punctuation marks, verbatim, those with less than three letters left out."""
    pieces = (piece.strip() for piece in _PART_ENDS.split(text))
    return tuple(piece for piece in pieces if len(letters(piece)) >= _PART_LEAST)


def referral(text: str) -> str:
    """The words with which a sentence leaves all that it speaks of to another paper, else «»."""
    match = _REFERS.search(text)
    if match is None or len(_TITLE.sub("", text)) > _REFERRING_MOST:
        return ""
    return match[0].rstrip("。；;")


@dataclass(frozen=True, eq=False)
class Scale:
    """Weights of bigrams: rare among the duties of the parent weighs more, officialese and figures less. The judged
    paper has no say in it.
    """

    frequency: dict[str, int]
    texts: int

    def weight(self, gram: str) -> float:
        known = self._known.get(gram)
        return _weight(gram, self._unasked) if known is None else known

    @cached_property
    def _known(self) -> dict[str, float]:
        return {gram: _weight(gram, self._rarity(frequency)) for gram, frequency in self.frequency.items()}

    @cached_property
    def _unasked(self) -> float:
        return self._rarity(0)

    def _rarity(self, frequency: int) -> float:
        return math.log((self.texts + 1) / (frequency + 0.5))

    def total(self, grams: Iterable[str]) -> float:
        return math.fsum(self.weight(gram) for gram in grams)


def _weight(gram: str, rarity: float) -> float:
    if gram.startswith(_CITED):
        return rarity * weights.CITATION_WEIGHT
    if not gram.isalpha():
        return rarity * weights.FIGURE_WEIGHT
    return rarity * weights.COMMON_WEIGHT if gram in weights.COMMON else rarity


def scale_of(texts: Iterable[str], terms: Terms) -> Scale:
    """The scale that `texts` (the duties of one directive) give."""
    frequency: Counter[str] = Counter()
    count = 0
    for text in texts:
        frequency.update(bigrams(terms.fold(text)))
        count += 1
    return Scale(dict(frequency), count)


@dataclass(frozen=True, eq=False)
class Passage:
    """What one text says that may carry a duty, a provision of the child or a clause; two places that say it are the
    same passage. `heading` are the bigrams of the headings over it, `terms` the terms of `thesaurus` that it names,
    `total` what its bigrams weigh; `sentence` is the provision it was made of, without its place.
    """

    text: str
    folded: str
    grams: frozenset[str]
    heading: frozenset[str]
    terms: frozenset[str]
    thesaurus: Terms
    total: float
    sentence: Provision | None = None

    @property
    def in_table(self) -> bool:
        """Whether it stands in a row of a table of the paper's own."""
        return self.sentence is not None and self.sentence.row >= 0

    @property
    def own_text(self) -> str:
        """Its words without what only the row of a table says of when and how often."""
        return self.sentence.text if self.sentence else self.text

    @cached_property
    def headed_terms(self) -> frozenset[str]:
        """The terms that the headings over it name."""
        headings = self.sentence.headings if self.sentence else ()
        folded = map(self.thesaurus.fold, headings)
        return frozenset[str]().union(*map(self.thesaurus.named, folded))

    @cached_property
    def is_preamble(self) -> bool:
        """Whether it is an opening sentence («为贯彻……»), which imposes nothing."""
        return bool(_PREAMBLE.match(self.folded))

    @cached_property
    def only_tells(self) -> bool:
        """Whether it gives background or says who is responsible, and asks nothing: it carries no duty."""
        return self.sentence is not None and only_tells(self.sentence)

    @cached_property
    def referral(self) -> str:
        """The words with which it leaves all that it speaks of to another paper («按照国家有关规定执行»), else «»."""
        words = referral(self.text)
        return "" if words and self.measures else words

    @cached_property
    def pieces(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The parts between punctuation marks, with their bigrams."""
        return tuple((piece, bigrams(self.thesaurus.fold(piece))) for piece in split_parts(self.text))

    @cached_property
    def characters(self) -> frozenset[str]:
        return characters(self.folded)

    @cached_property
    def _stretches(self) -> tuple[frozenset[str], ...]:
        """The characters of each part together with those of the next."""
        parts = list(map(characters, _PART_ENDS.split(self.folded)))
        return tuple(one | other for one, other in zip(parts, [*parts[1:], frozenset[str]()], strict=True))

    @cached_property
    def _shares(self) -> dict[frozenset[str], float]:
        """What `share_of` answered: the parts of a duty are asked for again with each choice of passages."""
        return {}

    def share_of(self, wanted: frozenset[str]) -> float:
        """The largest share (0–1) of some characters that two parts, one after the other, have; less where these are so
        long that they would have some of any clause's.
        """
        known = self._shares.get(wanted)
        if known is None:
            known = self._shares[wanted] = max((_share(wanted, one) for one in self._stretches), default=0.0)
        return known

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        return find_measures(self.text)

    @cached_property
    def said(self) -> str:
        """The words alone: a plan and its task table often say the same sentence."""
        return letters(self.text)


def _share(wanted: frozenset[str], stretch: frozenset[str]) -> float:
    share = len(wanted & stretch) / (len(wanted) or 1)
    longer = len(stretch) / (weights.STRETCH_MOST * (len(wanted) or 1))
    return share / math.sqrt(longer) if longer > 1 else share


@dataclass(frozen=True)
class Candidates:
    """The passages of one paper in reading order, or several texts, with the scale they are weighed on; the order of a
    passage is its place here. `provisions` says where each stands, nothing of plain texts.
    """

    passages: tuple[Passage, ...]
    terms: Terms
    scale: Scale
    provisions: tuple[Provision, ...] = ()

    @cached_property
    def by_words(self) -> dict[str, list[int]]:
        """The orders of the passages by all their words: a plan and its task table often say the same sentence."""
        index: dict[str, list[int]] = {}
        for order, passage in enumerate(self.passages):
            index.setdefault(passage.said, []).append(order)
        return index

    def provision(self, order: int) -> Provision | None:
        """The provision that is the passage at `order`; none of a plain text."""
        return self.provisions[order] if self.provisions else None

    def where(self, order: int) -> str:
        """The path that people quote of the passage at `order` («三、（二）»)."""
        return self.provisions[order].where if self.provisions else ""

    def only(self, order: int) -> Candidates:
        """The one passage at `order`, as if it were the whole paper."""
        return replace(self, passages=self.passages[order : order + 1], provisions=self.provisions[order : order + 1])


def passage(
    text: str,
    terms: Terms,
    scale: Scale,
    heading: frozenset[str] = frozenset(),
    sentence: Provision | None = None,
) -> Passage:
    """A text as a passage; `heading` are the bigrams of the headings over it, `sentence` the provision without its
    place.
    """
    folded = terms.fold(text)
    grams = bigrams(folded)
    return Passage(
        text=text,
        folded=folded,
        grams=grams,
        heading=heading,
        terms=terms.named(folded),
        thesaurus=terms,
        total=scale.total(grams),
        sentence=sentence,
    )


def text_candidates(texts: Iterable[str], terms: Terms, scale: Scale) -> Candidates:
    """Candidates from plain texts, in their order."""
    return Candidates(tuple(passage(text, terms, scale) for text in texts), terms, scale)


def provision_candidates(
    provisions: Sequence[Provision], terms: Terms, scale: Scale, make: Callable[..., Passage] = passage
) -> Candidates:
    """Candidates from a paper's own provisions; `make` gives each passage."""
    headings = {one.headings: bigrams("，".join(map(terms.fold, one.headings))) for one in provisions}
    passages = (make(told_in_row(one), terms, scale, headings[one.headings], _placeless(one)) for one in provisions)
    return Candidates(tuple(passages), terms, scale, tuple(provisions))


def _placeless(provision: Provision) -> Provision:
    """What a provision says, under which headings and of whom; of its place only whether it is a row of a table."""
    row = min(provision.row, 0)
    return replace(provision, block="", start=0, end=0, where="", row=row, cell="")
