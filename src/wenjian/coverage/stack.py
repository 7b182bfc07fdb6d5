"""Several superiors' papers as one 任务总清单: each duty once, every source listed, the strictest deadline marked.

Papers stand farthest superior first. A duty that two levels ask for becomes one row in the nearest superior's words;
what the other levels wrote stays in its `sources`. Every duty of every paper is in exactly one row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wenjian.coverage.candidates import Scale
from wenjian.coverage.cited import cites
from wenjian.coverage.increments import ADDED, ANY_DAY, LATER, UNSAID, Increment, due, increment, plain_date
from wenjian.coverage.parents import Parent, paper_of, put_in_order, read_once
from wenjian.coverage.same_duty import Matches, joint_scale, same_duties
from wenjian.coverage.terms import Terms, prepare_terms
from wenjian.duties.deadlines import listed_with
from wenjian.model.catalogue import found
from wenjian.model.directive import Directive, Duty, DutySource, SourcePaper
from wenjian.model.finding import Finding, Place
from wenjian.model.library import Thesaurus
from wenjian.text.dates import parse_date
from wenjian.text.normal import letters

OWN_ADDITION = "新增"
"""`change` of a duty that a level asks for and none above it."""

HANDED_DOWN = "只要求执行上级文件，上级的任务已逐条列出"
"""`remark` of a sentence that only hands another paper of the stack down."""

_HANDS_DOWN = re.compile(r"转发|印发|翻印|贯彻|执行|落实|遵照|参照|办理")
_CITED = re.compile(r"《[^》]*》(?:\s*[（(][^（()）]*[）)])*(?:等?文件)?(?:的?(?:要求|规定|精神|部署))?")
_SETTLED = ("competence", "section", "assisting", "local_deadline", "not_local", "remark")
"""What people settled about a farther superior's words and that is proposed again for the nearer ones."""

_REST_MOST = 40
"""Letters beside the cited papers up to which a sentence says no more than to carry them out."""


@dataclass(frozen=True, slots=True)
class Looser:
    """Where a level asks less than the one above it: the paper, its words, and what is less («推迟至7月底前»)."""

    paper: str
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Stack:
    """The 任务总清单, what was found about its papers, and where a level asks less than the one above it."""

    directive: Directive
    findings: tuple[Finding, ...] = ()
    looser: tuple[Looser, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A duty of the list: in the nearest superior's words, the level that gave them, and what each level wrote."""

    duty: Duty
    level: int
    asked: tuple[tuple[int, Duty], ...]
    sources: tuple[DutySource, ...]
    looser: tuple[Looser, ...] = ()
    around: tuple[int, str] | None = None
    """Level and id of a duty of another level whose words hold this one among others."""
    close: tuple[int, str] | None = None
    """Level and id of a duty of another level that is like this one, though not the same."""


def stack(parents: Sequence[Parent], thesaurus: Thesaurus) -> Stack:
    """The 任务总清单 of `parents`, which are given farthest superior first.

    Where one forwards or cites another that stands behind it, the papers are put in that order, then by date (WJ321).
    A paper given twice, by itself and inside another, is read once (WJ322). One paper alone is its own list. Elements
    and `source` are the nearest superior's.
    """
    kept, findings = read_once(parents)
    ordered, order = put_in_order(kept)
    findings += order
    if len(ordered) == 1:
        return Stack(ordered[0].directive, tuple(findings))
    directives = [_without_hand_downs(parent.directive, ordered) for parent in ordered]
    papers = tuple(paper_of(directive) for directive in directives)
    terms = prepare_terms(thesaurus)
    scale = joint_scale(((duty.text for duty in directive.duties) for directive in directives), terms)
    levels = _Levels(papers, _dates(papers), scale, terms)
    rows = _rows(directives, levels)
    rows.sort(key=lambda row: -row.level)
    numbers = {(level, duty.id): f"D{n:03d}" for n, row in enumerate(rows, 1) for level, duty in row.asked}
    duties = tuple(_numbered(row, levels.dates, numbers) for row in rows)
    nearest = directives[-1]
    merged = nearest.model_copy(update={"papers": papers, "duties": duties})
    looser = tuple(one for row in rows for one in _still_looser(row, levels.dates))
    return Stack(merged, tuple(findings), looser)


# sentences that only hand a superior's paper down


def _without_hand_downs(directive: Directive, parents: Sequence[Parent]) -> Directive:
    """The directive with the sentences that only hand another paper of the stack down marked as no duty."""
    others = [parent.directive for parent in parents if parent.directive.id != directive.id]
    duties = tuple(
        duty.model_copy(update={"kept": "否", "remark": HANDED_DOWN})
        if duty.is_duty and not duty.signed and hands_down(duty, others)
        else duty
        for duty in directive.duties
    )
    return directive.model_copy(update={"duties": duties})


def hands_down(duty: Duty, others: Sequence[Directive]) -> bool:
    """Whether a duty asks no more than to carry out one of `others`, without figure, date or report of its own."""
    if duty.deliverable or any(measure.value for measure in duty.measures):
        return False
    if not any(cites(duty.text, other) for other in others):
        return False
    rest = _CITED.sub("", duty.text)
    return bool(_HANDS_DOWN.search(rest)) and len(letters(rest)) <= _REST_MOST


# rows


@dataclass(frozen=True, slots=True)
class _Levels:
    """What is the same for all rows: the papers, farthest first, and how words are weighed."""

    papers: tuple[SourcePaper, ...]
    dates: tuple[str, ...]
    scale: Scale
    terms: Terms


def _dates(papers: Sequence[SourcePaper]) -> tuple[str, ...]:
    """成文日期 of each paper; one without is taken for as old as the nearest superior's that has one, or as any."""
    known = next((paper.date for paper in reversed(papers) if parse_date(paper.date)), ANY_DAY)
    return tuple(paper.date if parse_date(paper.date) else known for paper in papers)


def _rows(directives: Sequence[Directive], levels: _Levels) -> list[_Row]:
    """The rows of the list, in the order in which the papers, farthest first, ask for them."""
    rows: list[_Row] = []
    for level, directive in enumerate(directives):
        near = [duty for duty in directive.duties if duty.remark != HANDED_DOWN]
        open_rows = [n for n, row in enumerate(rows) if row.duty.remark != HANDED_DOWN]
        matches = same_duties([rows[n].duty for n in open_rows], near, levels.terms) if rows else Matches()
        merged = {near[pair.near].id: open_rows[pair.far] for pair in matches.same}
        for within, around in matches.far_within.items():
            number = open_rows[within]
            rows[number] = replace(rows[number], around=(level, near[around].id))
        held = {near[within].id: rows[open_rows[around]] for within, around in matches.near_within.items()}
        alike = {near[one].id: rows[open_rows[other]] for one, other in matches.close.items()}
        fresh: list[_Row] = []
        for duty in directive.duties:
            if duty.id in merged:
                number = merged[duty.id]
                rows[number] = _joined(rows[number], duty, level, levels, _with_neighbours(duty, directive))
            else:
                fresh.append(_alone(duty, level, (held.get(duty.id), alike.get(duty.id)), levels))
        rows += fresh
    return [row for level in range(len(directives)) for row in _in_order(rows, level, directives[level])]


def _in_order(rows: Sequence[_Row], level: int, directive: Directive) -> Iterator[_Row]:
    """The rows in the words of one level, in the reading order of its paper."""
    place = {duty.id: number for number, duty in enumerate(directive.duties)}
    yield from sorted((row for row in rows if row.level == level), key=lambda row: place[row.duty.id])


def _alone(duty: Duty, level: int, known: tuple[_Row | None, _Row | None], levels: _Levels) -> _Row:
    """A new row: what no level above asks, or asks only among other things or in like words (`known`)."""
    holder, like = known
    change = OWN_ADDITION if level and duty.remark != HANDED_DOWN else ""
    if like is not None:
        firmer = _compared(like, duty, level, levels).firmer
        is_new = _adds_all(firmer, duty) or _hand_in_other_things(like.duty, duty)
        change = OWN_ADDITION if is_new else "；".join(firmer)
    if holder is not None:
        change = ""
    source = _source(levels.papers[level], duty, change)
    around = (holder.level, holder.duty.id) if holder else None
    close = (like.level, like.duty.id) if like and not holder else None
    return _Row(duty, level, ((level, duty),), (source,), around=around, close=close)


def _adds_all(firmer: Sequence[str], duty: Duty) -> bool:
    """Whether all that a duty says is an addition: then it has nothing in common with the one that it is like."""
    return len(firmer) == 1 and firmer[0].startswith(ADDED) and letters(firmer[0][len(ADDED) :]) == letters(duty.text)


def _hand_in_other_things(one: Duty, other: Duty) -> bool:
    """Whether two duties want different things handed in («实施方案», «“一院一策”方案»): neither is the other's."""
    if one.deliverable is None or other.deliverable is None:
        return False
    mine, yours = letters(one.deliverable.text), letters(other.deliverable.text)
    return bool(mine and yours) and mine not in yours and yours not in mine


def _compared(row: _Row, duty: Duty, level: int, levels: _Levels) -> Increment:
    issued = (levels.dates[row.level], levels.dates[level])
    return increment(row.duty, duty, issued, levels.scale, levels.terms)


def _with_neighbours(duty: Duty, directive: Directive) -> Duty:
    """The duty with those of its own paragraph: a nearer level may say one sentence of the farther one in several."""
    beside = [one for one in directive.duties if one.where == duty.where and one.where] or [duty]
    text = "".join(f"{one.text.rstrip('。；;')}。" for one in beside)
    return duty.model_copy(update={"text": text, "measures": tuple(m for one in beside for m in one.measures)})


def _joined(row: _Row, duty: Duty, level: int, levels: _Levels, paragraph: Duty) -> _Row:
    """The row with what a nearer level writes about it, in `paragraph` with the duties beside it."""
    now = levels.papers[level]
    change = _compared(row, duty, level, levels)
    if paragraph.text.rstrip("。") != duty.text.rstrip("。；;"):
        change = _said_beside(change, _compared(row, paragraph, level, levels))
    looser = tuple(Looser(now.name, duty.text, words) for words in change.looser)
    return _Row(
        duty,
        level,
        (*row.asked, (level, duty)),
        (*row.sources, _source(now, duty, change.words)),
        (*row.looser, *looser),
    )


def _said_beside(change: Increment, whole: Increment) -> Increment:
    """The change without what is unsaid in the one sentence and said in its paragraph as a `whole`."""
    unsaid = [words for words in whole.looser if words.startswith(UNSAID)]
    kept = [words for words in change.looser if not words.startswith(UNSAID)]
    return replace(change, looser=(*kept, *unsaid) if len(kept) < len(change.looser) else change.looser)


def _source(paper: SourcePaper, duty: Duty, change: str) -> DutySource:
    return DutySource(
        paper=paper.name, where=duty.where, text=duty.text, deadline=plain_date(duty.deadline), change=change
    )


def _numbered(row: _Row, dates: Sequence[str], numbers: dict[tuple[int, str], str]) -> Duty:
    """The row as a duty: its id, its sources, the strictest deadline, what people settled at another level."""
    kept = row.duty.kept
    if kept not in {"是", "否"}:
        kept = "并入" + numbers.get((row.level, kept.removeprefix("并入")), kept.removeprefix("并入"))
    update: dict[str, object] = {
        "id": numbers[row.level, row.duty.id],
        "kept": kept,
        "sources": row.sources,
        "deadline": _strictest(row, dates) or row.duty.deadline,
    }
    if row.around and not row.duty.remark:
        update["remark"] = f"任务{numbers[row.around]}的原文含有此项，不另列的可填“并入{numbers[row.around]}”"
    if row.close and not row.duty.remark:
        update["remark"] = f"与任务{numbers[row.close]}相近，确是同一项的可填“并入{numbers[row.close]}”"
    signed = next((duty for _, duty in reversed(row.asked) if duty.signed), None)
    if signed is not None and not row.duty.signed:
        update |= {name: getattr(signed, name) for name in _SETTLED}
    if row.duty.deliverable is None:
        update["deliverable"] = next((duty.deliverable for _, duty in reversed(row.asked) if duty.deliverable), None)
    return row.duty.model_copy(update=update)


def _strictest(row: _Row, dates: Sequence[str]) -> str:
    """The words of the first day by which any level wants the duty done; of equal days the nearest superior's."""
    days = ((level, duty, due(duty, dates[level])) for level, duty in row.asked)
    dated = [
        (found_day[0], -level, listed_with(found_day[1], duty.text))
        for level, duty, found_day in days
        if found_day and not _only_begins(found_day[1], duty)
    ]
    if not dated:
        return next((duty.deadline for _, duty in reversed(row.asked) if duty.deadline), "")
    return plain_date(min(dated, key=lambda one: one[:2])[2])


def _only_begins(words: str, duty: Duty) -> bool:
    """Whether words for a day say from when something holds, in a duty that has a deadline besides («自7月起……每月3日前
    报送»).
    """
    begins = any(one.begins and one.text == words for one in duty.measures)
    return begins and bool(duty.deadline) and plain_date(words) not in duty.deadline


# what is said about it


def _still_looser(row: _Row, dates: Sequence[str]) -> Iterator[Looser]:
    """What a level asks less; a later day in between is none where the nearest superior's day is the first of all."""
    days = [day[0] for level, duty in row.asked if (day := due(duty, dates[level]))]
    nearest = due(row.duty, dates[row.level])
    first = nearest is not None and nearest[0] == min(days)
    yield from (one for one in row.looser if not (first and one.words.startswith(LATER)))


def row_findings(stacked: Stack, listed: Directive) -> Iterator[Finding]:
    """What is to be said about rows, by the ids they have in `listed`, the list as it is written: where a level asks
    less than the one above it (WJ324), and sentences that are no duties because they only hand papers down (WJ325).
    """
    files = {paper.name: paper.source for paper in stacked.directive.papers}
    home = {(source.paper, source.text): duty for duty in listed.duties for source in duty.sources}
    for one in stacked.looser:
        duty = home.get((one.paper, one.text))
        if duty is not None:
            place = Place(files[one.paper], label=duty.id)
            yield found("WJ324", place, excerpt=duty.text, id=duty.id, paper=one.paper, words=one.words)
    for name, file in files.items():
        aside = [duty for duty in listed.duties if not duty.is_duty and duty.remark == HANDED_DOWN]
        ids = [duty.id for duty in aside if any(source.paper == name for source in duty.sources)]
        if ids:
            yield found("WJ325", Place(file), count=len(ids), ids="、".join(ids), paper=name)
