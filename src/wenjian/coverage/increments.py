"""What one level asks more, less or otherwise than the level above it, in words that stand in a table cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from wenjian.coverage import weights
from wenjian.coverage.acts import asks_for_an_act
from wenjian.coverage.align import Alignment, prepare_ask
from wenjian.coverage.candidates import Scale, bigrams, split_parts, text_candidates
from wenjian.coverage.figures import figure_deviations, located, measured, unanswered
from wenjian.coverage.magnitudes import family
from wenjian.coverage.same_duty import is_general_actor
from wenjian.coverage.terms import Terms
from wenjian.coverage.verdict import BINDING
from wenjian.coverage.wanted import align
from wenjian.coverage.wording import alike, ban_and_advice
from wenjian.model.directive import Duty, Measure
from wenjian.model.vocabulary import Direction, MeasureKind, Modality
from wenjian.text import patterns as re
from wenjian.text.dates import parse_date
from wenjian.text.measures import find_measures
from wenjian.text.normal import letters

_SHORTEST_ADDITION = 4
"""Letters below which a clause of its own adds nothing worth naming."""

LATER = "推迟至"
"""How the words for a day later than the superior's begin."""

ADDED = "增加："
"""How the words for what is asked besides begin."""

UNSAID = "未写："
"""How the words for what is asked no more begin."""

_LISTED = re.compile(r"、|以及|和|及(?!时)|与")
"""What stands between the items of a list."""

_JOINS = re.compile(r"^(?:并且?|同时|还|且)(?=[\u4e00-\u9fff]{3})")

_SAME_WORDS = 0.95
"""The share of a duty from which the other says it in the same words."""

_FORCE = {Modality.MAY: 0, Modality.SHOULD: 1, Modality.MUST: 2, Modality.MUST_NOT: 2}


@dataclass(frozen=True, slots=True)
class Increment:
    """What the nearer level asks more or otherwise than the level above it (`firmer`), and what less (`looser`)."""

    firmer: tuple[str, ...] = ()
    looser: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """All of it in one table cell."""
        return "；".join((*self.firmer, *self.looser))


@dataclass(frozen=True, slots=True)
class _Change:
    words: str
    looser: bool = False


def increment(far: Duty, near: Duty, issued: tuple[str, str], scale: Scale, terms: Terms) -> Increment:
    """What `near` asks more, less or otherwise than `far`; `issued` are the dates of the two papers, `scale` the
    weights of words among the duties of the whole stack.

    «提前至6月底前», «“2次”改为“3次”», «增加：…», and what is looser: «推迟至…», «放宽为…», «未写：…».
    """
    forth = align(prepare_ask(far.text, terms, scale), text_candidates([near.text], terms, scale))
    back = align(prepare_ask(near.text, terms, scale), text_candidates([far.text], terms, scale))
    asked, told = measured(far), measured(near)
    changes = [
        *_recipient(far, near),
        *_dates(asked, told, issued),
        *_figures(asked, told, forth, terms),
        *_force(far, near, forth, back),
        *_clauses(asked, told, forth, back, terms),
    ]
    return Increment(
        firmer=tuple(change.words for change in changes if not change.looser),
        looser=tuple(change.words for change in changes if change.looser),
    )


# dates

ANY_DAY = "2000年1月1日"
"""The day from which days without a year are counted where no paper has a date: all are of one year."""


def due(duty: Duty, issued: str) -> tuple[dt.date, str] | None:
    """The first day by which `duty` is to be done and the words that say so; a day without a year is the first one
    after the paper of `issued` was signed. None where it names no day, or no year and `issued` is empty. A day from
    which something holds counts only where there is no other.
    """
    dated = [
        (measure.begins, day, measure.text)
        for measure in (*(duty.measures or find_measures(duty.text)), *find_measures(duty.deadline))
        if measure.kind is MeasureKind.DEADLINE and (day := _day(measure, issued))
    ]
    return min(dated, key=lambda one: one[:2])[1:] if dated else None


def _day(measure: Measure, issued: str) -> dt.date | None:
    if family(measure)[0] != "date":
        return None
    signed = parse_date(issued)
    if signed is None or measure.value.count("-") == 2:
        return _calendar_day(measure.value)
    day = _calendar_day(f"{signed.year:04d}-{measure.value}")
    return day if day is None or day >= signed else _calendar_day(f"{signed.year + 1:04d}-{measure.value}")


def _calendar_day(value: str) -> dt.date | None:
    """The day of an ISO date; the last of February for a 29th that the year does not have."""
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return _calendar_day(value.replace("-02-29", "-02-28")) if value.endswith("-02-29") else None


def plain_date(words: str) -> str:
    """«在6月底前» without what only joins it to its sentence."""
    return words.removeprefix("于").removeprefix("在").removeprefix("到").removeprefix("至")


def _dates(asked: Duty, told: Duty, issued: tuple[str, str]) -> Iterator[_Change]:
    before, after = due(asked, issued[0]), due(told, issued[1])
    if before is None or after is None or before[0] == after[0] or _several_dates(asked, told):
        return
    later = after[0] > before[0]
    yield _Change(f"{LATER if later else '提前至'}{plain_date(after[1])}", looser=later)


def _several_dates(*duties: Duty) -> bool:
    """Whether a duty names several days: then each is compared with the one that answers it, as a figure."""
    return any(sum(family(measure)[0] == "date" for measure in duty.measures) > 1 for duty in duties)


# figures and force


def _figures(asked: Duty, told: Duty, forth: Alignment, terms: Terms) -> Iterator[_Change]:
    single = not _several_dates(asked, told)
    for one in figure_deviations(asked, forth.ask, forth.ranked, terms):
        if single and _is_date(one.parent, asked) and _is_date(one.child, told):
            continue
        looser = one.direction is Direction.WEAKER
        yield _Change(f"“{one.parent}”{'放宽' if looser else '改'}为“{one.child}”", looser=looser)


def _is_date(words: str, duty: Duty) -> bool:
    return any(measure.text == words and family(measure)[0] == "date" for measure in duty.measures)


def _force(far: Duty, near: Duty, forth: Alignment, back: Alignment) -> Iterator[_Change]:
    """A change of force; none where the words of the one stand in the other and only another clause has its own."""
    before, after = _FORCE[far.modality], _FORCE[near.modality]
    if before == after:
        yield from _bans(far.text, near.text)
    if before == after or forth.best >= _SAME_WORDS or back.best >= _SAME_WORDS:
        return
    yield _Change(f"由“{far.modality}”改为“{near.modality}”", looser=after < before)


def _bans(far: str, near: str) -> Iterator[_Change]:
    """A ban that becomes advice («严禁» → «一般不»), or advice a ban."""
    if words := ban_and_advice(far, near):
        yield _Change(f"由“{words[0]}”改为“{words[1]}”", looser=True)
    elif words := ban_and_advice(near, far):
        yield _Change(f"由“{words[1]}”改为“{words[0]}”")


def _recipient(far: Duty, near: Duty) -> Iterator[_Change]:
    """Each level wants the report for itself."""
    if far.deliverable and near.deliverable and far.deliverable.recipient != near.deliverable.recipient:
        yield _Change(f"报送{near.deliverable.recipient}")


# clauses and items


def _clauses(asked: Duty, told: Duty, forth: Alignment, back: Alignment, terms: Terms) -> Iterator[_Change]:
    """What only one of the two says: clauses that ask for an act, items of lists, figures."""
    added, unsaid = list(_alone(back, told)), list(_alone(forth, asked))
    if asked.deliverable and told.deliverable:
        added = [clause for clause in added if told.deliverable.recipient not in clause]
        unsaid = [clause for clause in unsaid if asked.deliverable.recipient not in clause]
    reworded = {(one, two) for one in added for two in unsaid if _alike(one, two, terms) >= weights.COMPARED_FROM}
    added = [clause for clause in added if clause not in {one for one, _ in reworded}]
    unsaid = [clause for clause in unsaid if clause not in {two for _, two in reworded}]
    added += [words for words in (*_items(told, asked, terms), *_new_figures(asked, told)) if not _within(words, added)]
    unsaid += [words for words in _unsaid_figures(asked, told) if not _within(words, unsaid)]
    if added:
        yield _Change(f"{ADDED}{'；'.join(dict.fromkeys(added))}")
    if unsaid:
        yield _Change(f"{UNSAID}{'；'.join(dict.fromkeys(unsaid))}", looser=True)


def _alone(alignment: Alignment, duty: Duty) -> Iterator[str]:
    """The clauses that ask for an act and that the other side has nothing like; figures by themselves are no clause."""
    for part, recall in zip(alignment.ask.parts, alignment.part_recall, strict=True):
        words = part.text
        for measure in duty.measures:
            words = words.replace(measure.text, "")
        said = recall >= weights.PART_MISSING_UNDER or not asks_for_an_act(part.text) or is_general_actor(words)
        if not said and len(letters(words)) >= _SHORTEST_ADDITION:
            yield _JOINS.sub("", part.text)


def _alike(one: str, other: str, terms: Terms) -> float:
    return alike(bigrams(terms.fold(one)), bigrams(terms.fold(other)))


def _items(told: Duty, asked: Duty, terms: Terms) -> Iterator[str]:
    """Items that the nearer words put into a list of the farther ones, addressees apart."""
    mine = split_parts(asked.text)
    for part in split_parts(told.text):
        like = max(mine, key=lambda other: _alike(part, other, terms), default="")
        if not like or _alike(part, like, terms) < weights.COMPARED_FROM:
            continue
        for tag, _, _, start, end in SequenceMatcher(None, like, part, autojunk=False).get_opcodes():
            words = part[start:end]
            if tag != "insert" or not (_LISTED.search(words) or _LISTED.search(part[start - 1 : start])):
                continue
            items = (item.strip("（）()") for item in _LISTED.split(words))
            yield from (item for item in items if len(item) > 1 and not is_general_actor(item))


def _new_figures(asked: Duty, told: Duty) -> Iterator[str]:
    known = {family(measure) for measure in asked.measures}
    for measure in told.measures:
        if measure.kind in BINDING and measure.value and family(measure) not in known:
            yield plain_date(measure.text)


def _unsaid_figures(asked: Duty, told: Duty) -> Iterator[str]:
    mine, other = ([m for m in duty.measures if m.kind in BINDING and m.value] for duty in (asked, told))
    for measure in unanswered(located(asked.text, mine), located(told.text, other)):
        if letters(measure.text) not in letters(told.text):
            yield measure.text


def _within(words: str, clauses: Sequence[str]) -> bool:
    return any(words in clause for clause in clauses)
