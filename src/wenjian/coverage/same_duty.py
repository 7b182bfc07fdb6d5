"""Which duties of two superiors are one and the same: the one matcher asked both ways.

The nearer paper's sentence must carry all that the farther one asks, figures apart: two levels differ in figures on
purpose. Another addressee, another act or another matter makes another duty. Rather one row too many than a demand
that hides behind another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from wenjian.coverage import weights
from wenjian.coverage.align import Alignment, names_institution, prepare_ask
from wenjian.coverage.candidates import Scale, bigrams, scale_of, text_candidates
from wenjian.coverage.omitted import omitted_items
from wenjian.coverage.terms import Terms
from wenjian.coverage.verdict import BINDING, left_out, missing_acts, verdict_of
from wenjian.coverage.wanted import Wanted, align, align_all, likeness
from wenjian.model.directive import Duty
from wenjian.model.vocabulary import Modality, Verdict
from wenjian.text import patterns as re
from wenjian.text.measures import find_measures
from wenjian.text.normal import duty_fingerprint, letters

SAME_FROM = 0.4
"""Likeness (Dice, both ways) from which two duties that are each other's nearest are the same, …"""

CORE_FROM = 0.6
"""The share of what a duty of at most `_SHORT` letters is about, whoever acts, that the other must say, for there one
word makes another matter; …"""

CONTAINED_FROM = 0.85
"""… and the share of the farther duty from which it stands wholly in the nearer sentence, however long that is."""

CLOSE_FROM = 0.3
"""Likeness from which two duties that are not the same are worth a second look."""

_NAME_LEAST = 4
"""Letters from which the one stretch of words that two duties share is the name of a thing …"""

_NAME_SHARE = 0.5
"""… of which they ask otherwise, where it is no more than this share of what the farther one says."""

_SHORT = 30
_NEAREST = 3
"""How many passages, from the best on, are looked at for one duty."""

_GENERAL_ACTOR = re.compile(
    r"^(?:各|全[省市县区州国]|本|你|有关|相关|省|市|县|区|街道|乡镇|地方|当地|属地|人民|政府|党委|级|地区?|部门|单位|自治[区县州]"
    r"|镇|乡|州|盟|旗|开发区|管委会|[、和及与（）()，,\s])*$"
)
"""Addressees that each level names after itself («各地» at the top is «各区县» below)."""

_ACTOR_RANK = re.compile(
    r"^\^|[（(][^（()）]*[）)]|各级|各地|各类|所有|全体|有关|相关|国家|中央|[省市县区州旗级各全]|行政|主管|部门|机构|单位|机关|组织|管理|办公[厅室]"
)
"""What the name of an organ or institution has in common with others of its kind at any level."""

_ORGAN = re.compile(r"部门$|^基层民政机构$")

_PARTICLES = re.compile(r"应当|必须|可以|务必|一律|[要应须可请]")
"""Words of a sentence that say nothing of its matter."""

_CONTRASTS = (frozenset("电气火水油煤餐药车"), frozenset("老幼儿残婴"), frozenset("春夏秋冬"), frozenset("上下"))
"""Characters of which one cannot stand for another: «用电安全» is not «用气安全»."""


@dataclass(frozen=True, slots=True)
class Same:
    """The `far`-th duty of the one list is the `near`-th of the other; `likeness` 0–1, 1 for the same words."""

    far: int
    near: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs of the same duty; and of those in no pair, which stand word for word in a sentence of the other list that
    asks more: `far_within` leads from a farther duty to the nearer one around it, `near_within` the other way.
    `close` leads from a nearer duty in no pair to a farther one in no pair that it is like, for people to judge.
    """

    same: tuple[Same, ...] = ()
    far_within: Mapping[int, int] = field(default_factory=dict)
    near_within: Mapping[int, int] = field(default_factory=dict)
    close: Mapping[int, int] = field(default_factory=dict)


def same_duties(far: Sequence[Duty], near: Sequence[Duty], terms: Terms) -> Matches:
    """Pairs of the same duty, each duty in one pair at most, in the order of `near`.

    Equal words pair first, then the likest; equals stand in reading order.
    """
    equal = tuple(_equal(far, near))
    free_far = set(range(len(far))) - {one.far for one in equal}
    free_near = set(range(len(near))) - {one.near for one in equal}
    laid = sorted(_laid(far, near, terms), key=lambda one: (-one.likeness, one.near, one.far))
    matched: list[Same] = []
    for one in laid:
        if one.same and one.far in free_far and one.near in free_near:
            free_far.remove(one.far)
            free_near.remove(one.near)
            matched.append(Same(one.far, one.near, one.likeness))
    far_within = {one.far: one.near for one in reversed(laid) if one.far_within and one.far in free_far}
    near_within = {one.near: one.far for one in reversed(laid) if one.near_within and one.near in free_near}
    close = {one.near: one.far for one in reversed(laid) if one.near in free_near and one.far in free_far}
    pairs = sorted((*equal, *matched), key=lambda same: same.near)
    return Matches(tuple(pairs), far_within, near_within, close)


@dataclass(frozen=True, slots=True)
class _Laid:
    """Two duties laid side by side: whether they are the same, and whether one stands wholly in the other."""

    far: int
    near: int
    likeness: float
    same: bool
    far_within: bool
    near_within: bool


def _equal(far: Sequence[Duty], near: Sequence[Duty]) -> Iterator[Same]:
    waiting: dict[str, list[int]] = {}
    for number, duty in enumerate(far):
        waiting.setdefault(duty_fingerprint(duty), []).append(number)
    for number, duty in enumerate(near):
        if numbers := waiting.get(duty_fingerprint(duty)):
            yield Same(numbers.pop(0), number, 1.0)


def _laid(far: Sequence[Duty], near: Sequence[Duty], terms: Terms) -> Iterator[_Laid]:
    """Each farther duty beside the nearer ones that are most like it and no more like a third."""
    asked, told = [_without_figures(duty) for duty in far], [_without_figures(duty) for duty in near]
    scale = joint_scale((asked, told), terms)
    forth = [prepare_ask(text, terms, scale) for text in asked]
    back = [prepare_ask(text, terms, scale) for text in told]
    near_passages = text_candidates(told, terms, scale)
    far_passages = text_candidates(asked, terms, scale)
    of_near, of_far = Wanted(forth, terms), Wanted(back, terms)
    for number, alignment in enumerate(align_all(of_near, near_passages).alignments if forth else ()):
        for row in alignment.ranked[:_NEAREST]:
            other = row.order
            if row.claim < weights.CLAIMED_FROM:
                continue
            one = _side_by_side(
                (far[number], align(forth[number], near_passages.only(other), of_near)),
                (near[other], align(back[other], far_passages.only(number), of_far)),
                terms,
            )
            if one.same or one.near_within or one.likeness >= CLOSE_FROM:
                yield replace(one, far=number, near=other)


_Side = tuple[Duty, Alignment]
"""A duty, and how the other's words carry it as if they were the whole paper."""


def _side_by_side(far: _Side, near: _Side, terms: Terms) -> _Laid:
    """The two judged; where they stand in their lists is filled in by the caller."""
    (duty, forth), (other, back) = far, near
    carried = not differ_in_kind(duty, other, terms) and _carries(duty, other, forth, terms)
    alike = (likeness(forth) + likeness(back)) / 2
    carried = carried and _core_share(duty, other, terms) >= CORE_FROM and not _shares_but_a_name(duty, other)
    within = carried and forth.best >= CONTAINED_FROM
    mutual = bool(back.ranked) and back.ranked[0].claim >= weights.CLAIMED_FROM
    return _Laid(
        far=-1,
        near=-1,
        likeness=round(alike, 6),
        same=within or (carried and mutual and alike >= SAME_FROM),
        far_within=within,
        near_within=back.best >= CONTAINED_FROM
        and not differ_in_kind(other, duty, terms)
        and _carries(other, duty, back, terms),
    )


def joint_scale(papers: Iterable[Iterable[str]], terms: Terms) -> Scale:
    """The weights of words among the duties of several papers: a word is as frequent as where it is most so, for what
    two levels both say is not common for that.
    """
    scales = [scale_of(texts, terms) for texts in papers]
    frequency: Counter[str] = Counter()
    for scale in scales:
        frequency |= Counter(scale.frequency)
    return Scale(dict(frequency), max((scale.texts for scale in scales), default=0))


def _carries(duty: Duty, other: Duty, alignment: Alignment, terms: Terms) -> bool:
    """Whether the words of `other` carry `duty` wholly; to whom each level wants its report is no matter."""
    if verdict_of(alignment.score) is not Verdict.COVERED or left_out(alignment, terms):
        return False
    reported = duty.deliverable.recipient if duty.deliverable and other.deliverable else ""
    if any(not (reported and reported in act) for act in missing_acts(alignment)):
        return False
    passages = [row.passage for row in alignment.ranked]
    return not any(omitted_items(alignment.ask, passages, passages, terms))


def _core_share(duty: Duty, other: Duty, terms: Terms) -> float:
    """The share of what a short duty is about, without figures, actors and recipients, that `other` says too."""
    if len(letters(_without_figures(duty))) > _SHORT:
        return 1.0
    core = _core(duty, other)
    grams = bigrams(terms.fold(_PARTICLES.sub("，", core))) - weights.COMMON
    return len(grams & bigrams(terms.fold(other.text))) / len(grams) if grams else 1.0


def _core(duty: Duty, other: Duty) -> str:
    """What a duty is about, without figures, actors and, where both are reports, to whom."""
    core = _without_figures(duty)
    reported = (duty.deliverable.recipient,) if duty.deliverable and other.deliverable else ()
    for name in (*duty.named_actors, *reported):
        core = core.replace(name, "，")
    return core


def _shares_but_a_name(duty: Duty, other: Duty) -> bool:
    """Whether two duties have one stretch of words in common and nothing beside it: the name of what both are about,
    of which each asks something else («将探访关爱经费列入预算», «对纳入探访关爱台账的，每周上门一次»).
    """
    mine, yours = letters(_PARTICLES.sub("，", _core(duty, other))), letters(other.text)
    blocks = SequenceMatcher(None, mine, yours, autojunk=False).get_matching_blocks()
    shared = [block.size for block in blocks if block.size > 1]
    return len(shared) == 1 and _NAME_LEAST <= shared[0] < _NAME_SHARE * len(mine)


def _without_figures(duty: Duty) -> str:
    """The words of a duty without its binding figures."""
    text = duty.text
    for measure in duty.measures or find_measures(duty.text):
        if measure.kind in BINDING and measure.value:
            text = text.replace(measure.text, "", 1)
    return text


# what makes another duty of like words


def differ_in_kind(far: Duty, near: Duty, terms: Terms) -> bool:
    """Whether two duties of like words bind others, forbid what the other asks, or are about another matter."""
    if (far.modality is Modality.MUST_NOT) != (near.modality is Modality.MUST_NOT):
        return True
    if far.scope and far.scope != near.scope:
        return True
    return _other_institutions(far, near, terms) or _other_actors(far, near, terms) or _other_matter(far, near)


def _other_institutions(far: Duty, near: Duty, terms: Terms) -> bool:
    """Whether the nearer sentence names kinds of institutions or people, but none for one that the farther binds."""
    asked, told = _named(far, terms), _named(near, terms)
    if not asked or not told:
        return False
    left = {term for term in asked if term not in told and not terms.above(term) & told}
    siblings = any(terms.above(term) & terms.above(other) for term in left for other in told - asked)
    return siblings or left == asked


def _named(duty: Duty, terms: Terms) -> frozenset[str]:
    """The institutions and people a duty names, in its words or as its inherited actors; no organs, which each level
    has of its own.
    """
    words = (re.sub("《[^》]*》", "，", duty.text), *(actor.lstrip("^") for actor in duty.actors))
    found = (term for text in words for _, _, term in terms.find(terms.fold(text)))
    return frozenset(
        term for term in found if (names_institution(term) or terms.above(term)) and not _ORGAN.search(term)
    )


def _other_actors(far: Duty, near: Duty, terms: Terms) -> bool:
    """Whether each names its own organ or institution and no name of the one agrees with one of the other."""
    asked, told = (_own_names(duty, terms) for duty in (far, near))
    return bool(asked and told) and not any(one & other for one in asked for other in told)


def _own_names(duty: Duty, terms: Terms) -> list[frozenset[str]]:
    """What is particular in the names of those who are told to act; nothing for «各地» and its like."""
    names = [actor for actor in duty.named_actors if not is_general_actor(actor)]
    stems = (_ACTOR_RANK.sub("", terms.fold(name)) for name in names)
    return [bigrams(stem) or frozenset({stem}) for stem in stems if stem]


def _other_matter(far: Duty, near: Duty) -> bool:
    """Whether a word of one stands where a contrasting word of the other stands («用电» for «用气»)."""
    mine, other = letters(_without_figures(far)), letters(_without_figures(near))
    for tag, a, b, c, d in SequenceMatcher(None, mine, other, autojunk=False).get_opcodes():
        if tag != "replace" or b - a != d - c:
            continue
        for one, two in zip(mine[a:b], other[c:d], strict=True):
            if one != two and any(one in group and two in group for group in _CONTRASTS):
                return one not in other or two not in mine
    return False


def is_general_actor(name: str) -> bool:
    """Whether `name` only says whom each level addresses («各县（市、区）», «各级各部门»)."""
    return bool(_GENERAL_ACTOR.match(name))
