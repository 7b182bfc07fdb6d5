"""Where the evidence says something else than the duty: figures by their meaning, force, scope, exceptions."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from wenjian.coverage import weights
from wenjian.coverage.align import Alignment, Ask, Scored
from wenjian.coverage.candidates import Passage, bigrams, split_parts
from wenjian.coverage.figures import KIND, figure_deviations
from wenjian.coverage.magnitudes import is_before
from wenjian.coverage.omitted import omitted_prohibitions
from wenjian.coverage.terms import Terms
from wenjian.coverage.who import swapped_actors, swapped_recipients
from wenjian.coverage.wording import ALL, FORBIDS, compare_acts, compare_wordings
from wenjian.model.coverage import Deviation
from wenjian.model.directive import Duty, Measure
from wenjian.model.vocabulary import Comparator, DeviationKind, Direction, MeasureKind, Remedy
from wenjian.text import patterns as re
from wenjian.text.measures import find_measures
from wenjian.text.normal import fold, letters

_TIMES = {
    MeasureKind.FREQUENCY: {MeasureKind.FREQUENCY},
    MeasureKind.DEADLINE: {MeasureKind.DEADLINE},
    MeasureKind.DURATION: {MeasureKind.DURATION, MeasureKind.DEADLINE},
}
"""Kinds of time that a plan adds, each with the kinds which, asked by the duty, make it no addition."""

_LIMITED = frozenset({MeasureKind.SHARE, MeasureKind.MONEY, MeasureKind.AREA})
"""Kinds of amount to which a plan sets a limit that the superior leaves open («比例不低于8%»)."""
_LIMITS = frozenset({Comparator.AT_LEAST, Comparator.AT_MOST})

_AT_TIMES = frozenset({"定期", "不定期", "经常", "经常性"})
"""Words for a rhythm that leave open which: a plan that says how often refines them."""

_MORE_OFTEN = re.compile(r"(?:增加|加大|提高)[^，,。；;]{0,12}频次")
_ACT_LEAST, _ACT_MOST = 4, 6
"""Letters by which the act after a figure is known."""
_ALSO_DONE = "(?:追[回缴究]|没收|责令|依法|依规|给予|予以|通报|约谈|落实|做好|按|完成|执行|履行|开展|报送|享受)"
"""What is done besides («除追回资金外，记入信用记录»), not excepted."""
_EXCEPTIONS = re.compile(
    r"[^，。；,;]{0,16}(?:(?:除外|(?<!无一)例外)(?=[，,。.；;）)]|$)|以外的(?=[，,。.])|可不受[^，。；,;]{0,8})"
    r"|[^，。；,;]{0,16}可(?:以)?(?:不(?![断仅少低超])|暂缓|暂不|缓(?![解冲和])|免(?!费)|(?:适当|酌情|视情)(?:放宽|延长|延后|减免))[^，。；,;]{0,8}"
    rf"|除(?!此|{_ALSO_DONE})"
    r"[^，。；,;]{2,24}外(?=[，,])(?![^。；;]{0,24}(?:(?<![返归偿退])还|也|再|另(?!行)|同时))"
    r"|特殊情况[^，。；,;]{0,12}"
)
"""Words that free somebody from what is asked; «除……外，还……» adds to it."""
_EXCEPTS = re.compile(r"除[^。；]{2,80}?外[，,]|除外|(?<!无一)例外")
_WITHOUT_LEAVE = re.compile(r"未经[^，。；,;]{0,16}(?:批准|同意|审批|许可|授权|允许)")
_WITH_LEAVE = re.compile(
    rf"{_WITHOUT_LEAVE.pattern}[^，。；,;]{{0,6}}(?:不得|不准|严禁|禁止)"
    r"|经[^，。；,;]{1,16}(?:批准|同意|审批)(?:后|的)?，?(?:可|方可)"
)
_PROVISOS = re.compile(r"(?:条件(?:成熟|允许|具备)|(?<![没无])有条件|资金允许|财力允许|情况允许)[^，,。；;]{0,12}")
_CASES = re.compile(r"(?:^|[，,；;])(?:如有|如出现|如发现|一旦|若)[^，,。；;]{0,24}")


def all_deviations(duty: Duty, alignment: Alignment, evidence: Sequence[Scored], terms: Terms) -> tuple[Deviation, ...]:
    """The deviations of `evidence`, and what the paper, which carries the duty, says otherwise elsewhere."""
    repeated = evidence[0].passage.said == letters(duty.text)  # the same words differ in nothing
    found = () if repeated else deviations_of(duty, alignment.ask, evidence, terms)
    known = {(one.parent, one.child) for one in found}
    again = (one for one in check_restated(duty, alignment, evidence, terms) if (one.parent, one.child) not in known)
    return (*found, *dict.fromkeys(again))


def deviations_of(duty: Duty, ask: Ask, evidence: Sequence[Scored], terms: Terms) -> tuple[Deviation, ...]:
    """Every deviation of `evidence` from `duty`, figures first, each pair of texts once."""
    whole = [row for row in evidence if row.recall >= weights.WHOLE_FROM]
    said = whole[:1] or evidence
    told = [row.passage for row in evidence if is_told(row)]
    found = (
        *figure_deviations(duty, ask, evidence, terms),
        *compare_wordings(ask, [row for row in said if row.claim >= weights.FIGURE_CLAIM] or said[:1], terms),
        *_reservations(duty, ask, told),
        *swapped_actors(duty, evidence, terms),
        *swapped_recipients(duty, evidence, terms),
        *_narrowed_prohibitions(ask, [row for row in said if is_told(row)], evidence, terms),
        *_added_figures(duty, ask, [row for row in said if _is_own(row)], terms),
    )
    return tuple(dict.fromkeys(found))


def check_restated(duty: Duty, alignment: Alignment, evidence: Sequence[Scored], terms: Terms) -> tuple[Deviation, ...]:
    """What one paragraph says otherwise although another says it right: a plan and its task table that disagree. Only
    paragraphs that say this duty over again, and no other better, are held to it; not one in its very words, nor the
    whole `evidence`, which has been compared.
    """
    words, compared = letters(duty.text), {row.order for row in evidence}
    return tuple(
        replace(one, where=rows[0].where)
        for rows in _tellings(alignment)
        if {row.order for row in rows} != compared and not all(row.passage.said == words for row in rows)
        for one in (
            *figure_deviations(duty, alignment.ask, rows, terms),
            *compare_acts(alignment.ask, rows, terms),
        )
        if one.direction is not Direction.REFINED
    )


def _tellings(alignment: Alignment) -> Iterator[list[Scored]]:
    """The passages of each paragraph or row that tells the duty, in one sentence or in several."""
    paragraphs: dict[object, list[Scored]] = {}
    for row in alignment.ranked:
        if row.claim >= 1:
            paragraphs.setdefault(paragraph_of(row), []).append(row)
    weight, total = alignment.ask.weight, alignment.ask.total or 1.0
    for rows in paragraphs.values():
        carried = frozenset[str]().union(*(row.carried for row in rows))
        if math.fsum(weight[gram] for gram in carried) >= weights.RESTATED_FROM * total:
            yield rows


def paragraph_of(row: Scored) -> object:
    """What tells the paragraph or row that a passage stands in from others."""
    place = row.provision
    return (place.role, place.where, place.block, place.row) if place else row.order


def is_told(row: Scored) -> bool:
    """Whether a passage speaks of this duty: what it excepts is excepted from it."""
    is_own = row.claim >= weights.CLAIMED_FROM
    return row.recall >= (weights.TOLD_OWN_FROM if is_own else weights.TOLD_FROM)


# figures that the paper adds


def _is_own(row: Scored) -> bool:
    return row.claim >= weights.CLAIMED_FROM and row.recall >= weights.OWN_LEAST


def _added_figures(duty: Duty, ask: Ask, rows: Sequence[Scored], terms: Terms) -> Iterator[Deviation]:
    """Times, rhythms and limits that the evidence adds to what the duty asks: refinement, the very purpose of a plan.

    Only from passages that are more like this duty than like another, and where the words beside the figure are words
    of the duty, some at least where the passage carries much of it: a sentence may ask several things. Beside a limit
    a figure that the duty has, too («每年再按不低于20%抽查»), tells nothing.
    """
    own = [one for one in (*duty.measures, *find_measures(duty.text)) if one.text not in _AT_TIMES]
    asked = {one.kind for one in own}
    if any(one.kind is MeasureKind.DURATION and one.comparator is Comparator.AT_MOST for one in own):
        asked.add(MeasureKind.DEADLINE)  # «送餐时间不超过40分钟», «40分钟以内送到»
    for row in rows:
        passage = row.passage
        least = weights.BESIDE_LEAST if row.recall < weights.MUCH_FROM else weights.BESIDE_SOME
        for measure in passage.measures:
            if not _is_addition(measure, asked) or is_before(measure, ask.year) or _lowers_all(measure, duty):
                continue
            beside = _clauses_at(passage.text, measure.text)
            about = _without_figures(beside, passage.measures) if measure.kind in _LIMITED else beside
            if _share(ask, about, terms) >= least or _asks_act(duty, beside.partition(measure.text)[2]):
                usual = DeviationKind.DEADLINE if measure.kind in _TIMES else DeviationKind.FIGURE
                yield _added(KIND.get(measure.kind, usual), measure.text)
        more = _MORE_OFTEN.search(passage.text)
        if more and _share(ask, passage.text, terms) >= weights.COMPARED_FROM / 2:
            yield _added(DeviationKind.FREQUENCY, more[0])


def _is_addition(measure: Measure, asked: Collection[MeasureKind]) -> bool:
    """Whether a figure is of a kind which the duty, that has figures of the kinds `asked`, leaves to the plan."""
    if not measure.value:
        return False
    if measure.kind in _LIMITED:
        return measure.comparator in _LIMITS and measure.kind not in asked
    return measure.kind in _TIMES and not any(kind in asked for kind in _TIMES[measure.kind])


def _without_figures(words: str, measures: Iterable[Measure]) -> str:
    for measure in measures:
        words = words.replace(measure.text, "，")
    return words


def _lowers_all(measure: Measure, duty: Duty) -> bool:
    """Whether a share is less than the duty asks that says all («全部开放», «开放率达到80%以上»)."""
    return measure.kind is MeasureKind.SHARE and bool(ALL.search(duty.text))


def _asks_act(duty: Duty, words: str) -> bool:
    """Whether the duty names, letter by letter, the act that follows a figure («每年至少组织一次业务培训»)."""
    act = (split_parts(words) or ("",))[0][:_ACT_MOST]
    return len(act) >= _ACT_LEAST and act in duty.text


def _added(kind: DeviationKind, words: str) -> Deviation:
    return Deviation(kind, Direction.REFINED, "", words, f"本文比上级多写“{words}”")


def _share(ask: Ask, words: str, terms: Terms) -> float:
    """The weighted share of the duty that `words` carry."""
    grams = bigrams(terms.fold(words))
    return math.fsum(weight for gram, weight in ask.weight.items() if gram in grams) / (ask.total or 1.0)


def _clauses_at(text: str, words: str) -> str:
    """The clause in which `words` stand, with the next one where it is no more than a date."""
    clauses = re.split(r"(?<=[，,；;。])", text)
    for index, clause in enumerate(clauses):
        if words in clause:
            short = len(clause) <= len(words) + 4
            return clause + (clauses[index + 1] if short and index + 1 < len(clauses) else "")
    return ""


# exceptions and conditions


def _narrowed_prohibitions(
    ask: Ask, said: Sequence[Scored], evidence: Sequence[Scored], terms: Terms
) -> Iterator[Deviation]:
    """What the paper forbids less than the duty does."""
    near = [row.passage for row in evidence if row.recall >= weights.FIGURES_FROM]
    gone = "、".join(dict.fromkeys(omitted_prohibitions(ask, [row.passage for row in said], near, terms)))
    if gone:
        yield Deviation(
            DeviationKind.SCOPE, Direction.WEAKER, gone, said[0].passage.text, f"未写“{gone}”", remedy=Remedy.ADD
        )


def _reservations(duty: Duty, ask: Ask, passages: Sequence[Passage]) -> Iterator[Deviation]:
    """Exceptions, leave and preconditions that the evidence adds anywhere in its sentence."""
    for passage in passages:
        exceptions = [
            match[0] for match in _EXCEPTIONS.finditer(passage.text) if not _in_another_matter(match[0], ask, passage)
        ]
        if len(exceptions) > max(len(_EXCEPTIONS.findall(duty.text)), len(_EXCEPTS.findall(duty.text))):
            added = next((one for one in exceptions if one not in duty.text), exceptions[0])
            yield Deviation(
                DeviationKind.EXCEPTION, Direction.WEAKER, duty.text, added, "本文增设例外", remedy=Remedy.REMOVE
            )
        leave = _WITH_LEAVE.search(passage.text)
        given = _WITH_LEAVE.search(duty.text) or _WITHOUT_LEAVE.search(duty.text)
        if leave and FORBIDS.search(duty.text) and not given:
            yield Deviation(
                DeviationKind.EXCEPTION,
                Direction.WEAKER,
                duty.text,
                leave[0],
                "本文增设批准的例外",
                remedy=Remedy.REMOVE,
            )
        condition = _PROVISOS.search(passage.text) or (not duty.condition and _CASES.search(passage.text)) or None
        if condition and not _PROVISOS.search(duty.text) and not _CASES.search(duty.text):
            words = condition[0].strip("，,；;")
            case = bigrams(fold(words))
            if len(case & ask.grams) > weights.CASE_ASKED * len(case):
                continue  # «一旦发现疫情» for «发现疫情应当……»
            yield Deviation(
                DeviationKind.CONDITION, Direction.WEAKER, duty.text, words, "本文增设前提", remedy=Remedy.REMOVE
            )


def _in_another_matter(words: str, ask: Ask, passage: Passage) -> bool:
    """Whether words that except some («……的除外») stand in a long clause that says nothing of the duty: a sentence may
    ask several things.
    """
    if not words.endswith(("除外", "例外")):
        return False
    at, grams = next(
        ((at, own) for at, (piece, own) in enumerate(passage.pieces) if words.strip("，,；;。") in piece),
        (0, frozenset[str]()),
    )
    if at and words.startswith("但"):  # what stands before is excepted from
        grams = passage.pieces[at - 1][1]
    return len(grams) >= weights.OTHER_MATTER_LEAST and len(grams & ask.grams) < weights.OTHER_MATTER_UNDER * len(grams)
