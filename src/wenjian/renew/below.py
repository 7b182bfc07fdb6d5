"""What asks for less than the superior, or otherwise, brought to the superior's words: figures, deadlines, weakened
words, exceptions.

For each difference a few changes are tried, the smallest first; one is made only where the check then finds the
difference gone and no duty settled less, and where it is whole: the sentence then says what the superior's clause says,
and stands as a sentence. The check asks for one sentence that carries a duty; where others say the same
with the old figure, too, they are changed with it, or named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from wenjian.compose.choose import OURS
from wenjian.compose.contract import Need
from wenjian.compose.organs import localised_names
from wenjian.model.coverage import Deviation, DutyCoverage
from wenjian.model.document import Block, Document, Provision, Span
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import BlockKind, DeviationKind, Remedy, Verdict
from wenjian.renew.amend import Amendment, Kind, Spot, amended, by_place, clash
from wenjian.renew.clauses import (
    Change,
    applied,
    clause_at,
    holds,
    is_sound,
    keeps_the_rest,
    superior_clause,
    whole_clause,
)
from wenjian.renew.judging import Judge, harms
from wenjian.text.normal import bracketed, fold_in_place, shorten
from wenjian.text.walk import own_provisions

_SOFTER = re.compile("^本文写“([^”]+)”，上级没有")
"""The note on a word that softens, and …"""
_INSTEAD = re.compile("上级写“([^”]+)”，本文(?:只)?写“([^”]+)”")
"""… on one that stands in the place of the superior's."""
_ASKED = re.compile("上级(?:写|要求)“([^”]+)”")
_BINDING = re.compile("必须|务必|应当|一律|要|应|须")
_PERMITTING = re.compile("可以|可|允许")
_COMMA = "，,"
_RHYTHM = re.compile(
    "每(?:个)?(?:半[年月]|季度?|学[期年]|两?[年月旬周日天]|[0-9一二三四五六七八九十两]+(?:个)?(?:学[期年]|[年月周日天]))"
)
_QUANTITY = re.compile(
    r"(?P<core>(?:不(?:得)?(?:少于|低于|超过|高于|多于|晚于)|至少|最多)?"
    r"(?P<number>\d+(?:\.\d+)?|[一二两三四五六七八九十百]+(?![年月日])))(?P<unit>%|％|[\u4e00-\u9fff]{1,3})"
)
_DIGITS = re.compile(r"\d+")
_BOUND = re.compile("不|至少|最多|以[上下内]|[内前底]$|之内")
_AS_SEEN_FIT = re.compile("可?(?:以)?[视酌]情[况形节]?|可?(?:以)?(?:根据|结合)(?:当地|本地)?实际(?:情况)?|可?适当")
"""Words that leave to people what is to be done, as a whole."""
_ENCOURAGES = re.compile("鼓励|提倡|倡导|引导|支持")
_CARRIED = frozenset({Verdict.COVERED, Verdict.PARTIAL})
_CLAUSE_FROM = 8
"""Characters from which the paper's words in a difference are a clause and no figure."""
_FIGURES = (DeviationKind.FIGURE, DeviationKind.FREQUENCY, DeviationKind.DEADLINE, DeviationKind.CITATION)


@dataclass(frozen=True, slots=True)
class Below:
    """A difference that asks for less or otherwise, and what was changed for it; nothing where no change is safe.
    `also` are the changes of other sentences that say the same, `left` those of them in which no change is safe.
    """

    answer: DutyCoverage
    deviation: Deviation
    amendment: Amendment | None = None
    also: tuple[Amendment, ...] = ()
    left: tuple[Provision, ...] = ()

    @property
    def amendments(self) -> tuple[Amendment, ...]:
        return (*((self.amendment,) if self.amendment else ()), *self.also)


def below(
    document: Document,
    judge: Judge,
    needs: Mapping[str, Need],
    locality: Locality,
    made: Iterable[Amendment] = (),
) -> tuple[Below, ...]:
    """Every difference below the superior in the bureau's own duties, in the directives' order, with its change.
    `made` are changes that stand already; their words are not changed again.
    """
    taken = list(made)
    now = judge.answers(amended(document, taken))
    answers = {
        ref: answer
        for ref, answer in judge.answers(document).items()
        if ref in needs and needs[ref].competence in OURS and not answer.decision
    }
    results: list[Below] = []
    provisions = list(own_provisions(document))
    spots = by_place(document)
    for ref, answer in answers.items():
        for deviation in sorted(answer.deviations, key=lambda one: one.kind in _FIGURES):
            if not deviation.is_below or answer.verdict not in _CARRIED:
                continue
            if not _still(deviation, now[ref]):
                results.append(Below(answer, deviation, _settling(results, answer, deviation)))
                continue
            places = _Places(document, judge, deviation, answer, locality)
            tries = _tries(deviation, answer, provisions, spots, locality)
            for lower in places.with_others(tries, provisions, spots, taken):
                then = judge.answers(amended(document, [*taken, *lower.amendments]))
                if not _still(deviation, then[ref], but_left=bool(lower.left)) and not harms(now, then):
                    taken += lower.amendments
                    now = then
                    results.append(lower)
                    break
            else:
                results.append(Below(answer, deviation))
    return tuple(
        one if one.amendment or _still(one.deviation, now[one.answer.ref]) else _settled_later(one, results)
        for one in results
    )


def _settled_later(lower: Below, results: Iterable[Below]) -> Below:
    """A difference for which nothing was changed, with the change made for a later one that settled it, too."""
    return replace(lower, amendment=_settling(results, lower.answer, lower.deviation))


def _still(deviation: Deviation, answer: DutyCoverage, *, but_left: bool = False) -> bool:
    """Whether the paper still differs so: by the superior's words, for its own may read otherwise now. `but_left`: what
    it says elsewhere (`Deviation.where`) is left as it is, and told.
    """
    same = (one for one in answer.deviations if one.is_below and one.kind is deviation.kind)
    same = (one for one in same if not (but_left and one.where))
    return any(one.parent == deviation.parent and _near(one.child, deviation.child) for one in same)


def _near(one: str, other: str) -> bool:
    """Whether two words of the paper are one difference: figures by themselves, clauses whatever became of them."""
    return one == other or min(len(one), len(other)) > _CLAUSE_FROM


def _settling(results: Iterable[Below], answer: DutyCoverage, deviation: Deviation) -> Amendment | None:
    """The change made for another difference that settled this one, too."""
    alike = (one.amendment for one in results if one.amendment and one.deviation.child == deviation.child)
    beside = (one.amendment for one in results if one.amendment and one.answer.ref == answer.ref)
    return next(alike, None) or next(beside, None)


@dataclass(frozen=True)
class _Places:
    """The sentences of a paper that have a difference, each asked by itself: «每个品种不少于100克» in two sections is
    one difference, and two places.
    """

    document: Document
    judge: Judge
    deviation: Deviation
    answer: DutyCoverage
    locality: Locality

    def with_others(
        self,
        tries: Iterable[Amendment],
        provisions: Sequence[Provision],
        spots: Mapping[tuple[str, int, int], Spot],
        taken: Sequence[Amendment],
    ) -> Iterator[Below]:
        """Each change with those of the other sentences, and then without them."""
        others: list[tuple[Provision, Amendment | None]] | None = None
        for one in tries:
            if clash(one, taken):
                continue
            if others is None:
                others = list(self._others(provisions, spots, taken))
            beside = [pair for pair in others if not _holds(one, *pair)]
            also = tuple(other for _, other in beside if other)
            left = tuple(provision for provision, other in beside if not other)
            if also:
                yield self._below(one, also, left)
            yield self._below(one, (), tuple(provision for provision, _ in beside))

    def _below(self, one: Amendment, also: tuple[Amendment, ...], left: tuple[Provision, ...]) -> Below:
        """The change with a line for each other place."""
        where = {(each.block, each.text): each.where for each in own_provisions(self.document)}
        places = [(bracketed(where.get((other.spot.block, other.sentence), "")), other.sentence) for other in also]
        told = [f"原稿{place}“{shorten(sentence, 30)}”也这样写，一并修改。" for place, sentence in places]
        told += [f"原稿{bracketed(other.where)}“{shorten(other.text, 30)}”也这样写，没有改，请核对。" for other in left]
        child = self.deviation.child
        again = fold_in_place(one.sentence).count(fold_in_place(child)) > 1 and self.deviation.kind in _FIGURES
        told += [f"这一句里写了几处“{child}”，只改了一处，请核对其余的。"] if again else []
        return Below(self.answer, self.deviation, replace(one, why=(*one.why, *told)), also, left)

    def _others(
        self,
        provisions: Sequence[Provision],
        spots: Mapping[tuple[str, int, int], Spot],
        taken: Sequence[Amendment],
    ) -> Iterator[tuple[Provision, Amendment | None]]:
        """Every sentence that by itself asks for less in the same way, with its change where one is safe."""
        if self.deviation.kind not in _FIGURES:
            return
        wanted = fold_in_place(_figure(self.deviation.child))
        for one in provisions:
            if wanted not in fold_in_place(one.text):
                continue
            if (alone := next(self._alone(one.text, one), None)) is not None:
                spot = spot_holding(one, spots)
                tried = self._changes(one, alone, spot) if spot else ()
                yield one, next((change for change in tried if not clash(change, taken)), None)

    def _alone(self, text: str, provision: Provision) -> Iterator[Deviation]:
        """How a sentence by itself differs so from the duty."""
        answer = self.judge.answers(_only(self.document, provision, text))[self.answer.ref]
        for one in answer.deviations if answer.verdict in _CARRIED else ():
            if one.is_below and (one.kind, one.parent) == (self.deviation.kind, self.deviation.parent):
                yield one

    def _changes(self, provision: Provision, alone: Deviation, spot: Spot) -> Iterator[Amendment]:
        for one in changes_to(alone, self.answer, provision, spot, self.locality):
            base = _base(provision, spot)
            text = provision.text[: one.start - base] + one.new + provision.text[one.end - base :]
            if not any(self._alone(text, provision)):
                yield one


def _figure(words: str) -> str:
    """What of the words that differ must stand in a sentence that says the same."""
    rhythm, quantity = _RHYTHM.search(words), _QUANTITY.search(words)
    if rhythm:
        return rhythm[0]
    return quantity["number"] + quantity["unit"][:1] if quantity else words


def _only(document: Document, provision: Provision, text: str) -> Document:
    """The paper with `text` for its only sentence, under the headings that it has."""

    def kept(block: Block) -> Block | None:
        if block.id != provision.block:
            return block if block.kind is BlockKind.HEADING else None
        if block.table is None or provision.row < 0:
            return replace(block, lead="", spans=(Span(text),))
        row = block.table.rows[provision.row]
        cells = tuple((Span("".join(span.text for span in one).replace(provision.text, text)),) for one in row.cells)
        return replace(block, table=replace(block.table, rows=(replace(row, cells=cells),)))

    blocks = tuple(new for _, block in document.walk() if (new := kept(block)) is not None)
    return replace(document, blocks=blocks, attachments=())


def _holds(one: Amendment, provision: Provision, other: Amendment | None) -> bool:
    """Whether a change is made in a sentence."""
    if other is not None:
        return (one.spot, one.sentence) == (other.spot, other.sentence)
    return (one.spot.block, one.sentence) == (provision.block, provision.text)


def _tries(
    deviation: Deviation,
    answer: DutyCoverage,
    provisions: Iterable[Provision],
    spots: Mapping[tuple[str, int, int], Spot],
    locality: Locality,
) -> Iterator[Amendment]:
    """The changes that may settle a difference, the smallest first."""
    for provision, spot in _holding(deviation, answer, provisions, spots):
        yield from changes_to(deviation, answer, provision, spot, locality)


def changes_to(
    deviation: Deviation, answer: DutyCoverage, provision: Provision, spot: Spot, locality: Locality
) -> Iterator[Amendment]:
    """The changes to one sentence."""
    base, why = _base(provision, spot), _why(deviation, answer, provision.where)
    for start, end, new in _words(deviation, answer, provision.text, locality):
        if provision.text[start:end] != new and is_sound(provision.text, applied(provision.text, (start, end, new))):
            yield Amendment(Kind.BELOW, spot, base + start, base + end, new, why, (answer.ref,), provision.text)


def _base(provision: Provision, spot: Spot) -> int:
    """Where the sentence begins in the text that prints it."""
    return spot.text.find(provision.text)


def spot_holding(provision: Provision, spots: Mapping[tuple[str, int, int], Spot]) -> Spot | None:
    cells = (spot for (block, row, _), spot in spots.items() if (block, row) == (provision.block, provision.row))
    return next((spot for spot in cells if provision.text in spot.text), None)


def _holding(
    deviation: Deviation,
    answer: DutyCoverage,
    provisions: Iterable[Provision],
    spots: Mapping[tuple[str, int, int], Spot],
) -> Iterator[tuple[Provision, Spot]]:
    """The sentences that have the words which differ, with the text that prints each."""
    evidence = {(one.block, one.row, one.text) for one in answer.evidence}
    for one in provisions:
        at_place = one.where == deviation.where if deviation.where else (one.block, one.row, one.text) in evidence
        if not at_place or fold_in_place(deviation.child) not in fold_in_place(one.text):
            continue
        if spot := spot_holding(one, spots):
            yield one, spot


def _words(deviation: Deviation, answer: DutyCoverage, text: str, locality: Locality) -> Iterator[Change]:
    """Ranges of a sentence, each with the words for it."""
    kind, parent = deviation.kind, localised_names(deviation.parent, locality.bureau_called, locality)
    spans = list(_places(deviation.child, text))
    if not spans or kind is DeviationKind.ACTOR or deviation.remedy is Remedy.ADD:
        return
    if deviation.remedy is Remedy.REMOVE:
        for start, end in spans:
            yield from _without(start, end, text)
        return
    if softer := _SOFTER.search(deviation.note):
        for start, end in spans:
            for one, other in _places(softer[1], text[start:end]):
                yield from _firmer(start + one, start + other, text, parent)
        return
    for start, end in spans:
        yield from _by_words(deviation, answer, text, (start, end), locality)


def _by_words(
    deviation: Deviation, answer: DutyCoverage, text: str, span: tuple[int, int], locality: Locality
) -> Iterator[Change]:
    """The superior's words for the paper's, where the sentence then reads as the superior's does; else the superior's
    whole clause.
    """
    start, end = span
    local = partial(localised_names, bureau=locality.bureau_called, locality=locality)
    mine = clause_at(text, start, end)
    parent, asked = local(deviation.parent), local(superior_clause(answer.text, deviation.parent, mine))
    if deviation.kind in _FIGURES:
        tried = [(start + one, start + other, new) for one, other, new in _figures(text[start:end], parent)]
        for one, other, new in (*tried, (start, end, parent)):
            if keeps_the_rest(text[one:other], new, applied(text, (one, other, new))):
                yield one, other, new
    else:
        tried = [(start, end, parent)] if text[start:end] != mine else []
        if instead := _INSTEAD.search(deviation.note):
            places = _places(instead[2], text[start:end])
            tried = [*((start + one, start + other, local(instead[1])) for one, other in places), *tried]
        yield from (one for one in tried if holds(applied(text, one), asked or parent, parent))
    if asked:
        noted = _ASKED.search(deviation.note)
        differing = "".join(one.child for one in answer.deviations if one.is_below)
        kept = _names_of(locality) | (set(_DIGITS.findall(fold_in_place(mine))) - set(_DIGITS.findall(differing)))
        yield from whole_clause(text, span, asked, noted[1] if noted else parent, kept)


def _names_of(locality: Locality) -> frozenset[str]:
    """The names by which the paper tells its own people."""
    names = {name for office in locality.offices for name in (office.name, office.short)}
    names |= {name for peer in locality.peers for name in (peer.name, peer.short)}
    names |= {township.name for township in locality.townships}
    return frozenset(names - {""})


def _figures(child: str, parent: str) -> Iterator[tuple[int, int, str]]:
    """A figure alone exchanged, so that the words around it stay: «每月50元» beside «每人每月不低于100元» becomes
    «每月不低于100元», «每季度» beside «每月开展一次» «每月».
    """
    one, other = _RHYTHM.search(child), _RHYTHM.search(parent)
    if one and other and one[0] != other[0]:
        yield *one.span(), other[0]
    ones, others = list(_QUANTITY.finditer(child)), list(_QUANTITY.finditer(parent))
    if len(ones) == len(others) == 1:
        mine, theirs = ones[0], others[0]
        if _BOUND.search(child) and mine["unit"] == theirs["unit"]:
            yield *mine.span("number"), theirs["number"]
        if mine["unit"] == theirs["unit"]:
            yield *mine.span("core"), theirs["core"]
            yield mine.start("core"), len(child), parent[theirs.start("core") :]


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where words stand in a text, full-width forms alike."""
    wanted, plain = fold_in_place(words), fold_in_place(text)
    start = plain.find(wanted) if wanted else -1
    while start >= 0:
        yield start, start + len(wanted)
        start = plain.find(wanted, start + 1)


def _firmer(start: int, end: int, text: str, parent: str) -> Iterator[tuple[int, int, str]]:
    """A softening word left out; one that permits becomes the superior's binding word."""
    binding = _BINDING.search(parent)
    if whole := _AS_SEEN_FIT.match(text, start):
        yield start, max(end, whole.end()), binding[0] if binding else ""
        return
    if _ENCOURAGES.fullmatch(text[start:end]):
        yield start, end, "要求"
    elif _PERMITTING.fullmatch(text[start:end]):
        yield start, end, binding[0] if binding else "要"
    else:
        yield start, end + (text[end : end + 1] in _COMMA and end < len(text)), ""


def _without(start: int, end: int, text: str) -> Iterator[tuple[int, int, str]]:
    """A reservation left out with the comma or the brackets that part it off."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in "（(" and after in "）)" and before and after:
        yield start - 1, end + 1, ""
    elif after and after in _COMMA:
        yield start, end + 1, ""
    elif before and before in _COMMA:
        yield start - 1, end, ""
    yield start, end, ""


def _why(deviation: Deviation, answer: DutyCoverage, where: str) -> tuple[str, ...]:
    asked = f"上级文件{bracketed(answer.where)}为“{deviation.parent}”"
    said = f"原稿{bracketed(where)}为“{deviation.child}”"
    note = [deviation.note.replace("本文", "原稿")] if deviation.note else []
    return ("，".join((asked, said, *note, deviation.direction.chinese, "按上级要求修改。")),)
