"""What the paper lacks of the new directive: for each of the bureau's own duties the words and the place.

A clause of the library goes first where one carries the duty; else the superior's own words with a local subject
(补写). Words are put in only where the check then finds the duty.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from wenjian.changes.likeness import likeness
from wenjian.compose.contract import Need
from wenjian.compose.draft import Draft, choices_of, clause_values, sources_of, wording
from wenjian.compose.fill import BLANK, fill_plain
from wenjian.compose.organs import localised_names
from wenjian.compose.restate import SUPERIOR_TOTAL, localise, with_local_deadline
from wenjian.coverage.acts import asks_for_an_act
from wenjian.coverage.settlement import lacks_most
from wenjian.coverage.slight import is_slight
from wenjian.coverage.verdict import NARROWED
from wenjian.model.coverage import DutyCoverage
from wenjian.model.document import Document
from wenjian.model.library import Clause
from wenjian.model.vocabulary import Competence, MeasureKind, Modality, Settlement, Verdict
from wenjian.renew.amend import Amendment, Kind, Spot, amended
from wenjian.renew.judging import Judge, harmed
from wenjian.renew.places import Gap, Sentences, gaps_for, sentences_of
from wenjian.text.dates import parse_date
from wenjian.text.measures import find_measures
from wenjian.text.normal import bracketed, letters, shorten
from wenjian.text.segment import provisions

RESTATED = "补写：用上级原话，主语换成本地，请核对。"
"""What is said of words that are the superior's own."""

_SAID_ALREADY = 0.55
"""Likeness from which a sentence of a clause is one that the paper has."""
_PART_LEAST = 4
_STOPS = "，,；;。：:"
_SHORT_PART = 40
"""Letters up to which what a sentence lacks goes on in the sentence."""
_JOINING = "并且及同时，,；;、"
_SAID_AS_IT_IS = (Competence.OWN, Competence.INSTITUTION)
"""Whose duties may stand in a bureau's paper unchanged: it orders no government and no other department about."""
_IN_A_CASE = re.compile("的$|^(?:对|凡|如|遇)")
_SUPERIOR_ACTS = re.compile("^(?:国家|国务院|中央|民政部(?!门)|全国|省级|省[^，。内]{0,8}[厅局委]|自治区|本专班|本厅)")


@dataclass(frozen=True, slots=True)
class Lacking:
    """A duty that the paper lacks, or lacks a part of, and what was put in for it. Without an amendment `why` says what
    kept it out, and `text` what would have been put in; with one, `rest` is what is lacking yet.
    """

    answer: DutyCoverage
    amendment: Amendment | None = None
    text: str = ""
    why: str = ""
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    """Words that may be put in for a duty, and where they come from."""

    text: str
    source: str
    is_part: bool = False
    parts: tuple[tuple[str, str], ...] = ()
    """The parts of a duty that are lacking, each with the clause before it in the superior's sentence."""
    case: str = ""
    """The case in which the first of the parts is asked («报名人数超过招生计划的»)."""


def lacking(document: Document, judge: Judge, draft: Draft, made: Sequence[Amendment] = ()) -> tuple[Lacking, ...]:
    """Every one of the bureau's own duties that the paper does not carry, or not wholly, in the directives' order.
    `made` are changes that stand already.
    """
    needs = {need.ref: need for need in draft.wanted}
    answers, before = judge.answers(amended(document, made)), judge.answers(document)
    wanted = {ref: answer for ref, answer in answers.items() if ref in needs and lacks(answer)}
    sentences = sentences_of(document)
    known = sources_of(0, draft)
    clauses = {one.need.ref: one.clauses for one in choices_of(draft, known, frozenset())} if wanted else {}

    said = [one.text for one in sentences.provisions]

    def words(clause: Clause) -> str:
        text = fill_plain(wording(clause, draft), clause_values(clause, known, draft), f"条款“{clause.id}”")
        return _new("".join(text.split()), said)

    locality = draft.materials.locality
    hinted = {ref for ref in wanted if sentences.is_only_reason(before[ref])}
    offers = {
        ref: _offers(
            replace(answer, verdict=Verdict.MISSING) if ref in hinted else answer,
            needs[ref],
            clauses.get(ref, ()),
            words,
            draft,
        )
        for ref, answer in wanted.items()
    }
    acts = {
        ref: one for one in made if one.kind is Kind.BELOW for ref in one.refs if before[ref].verdict is Verdict.MISSING
    }
    missing = [ref for ref, answer in wanted.items() if answer.verdict is Verdict.MISSING or ref in hinted]
    for ref in acts.keys() & set(missing):
        rest = localised_names(_rest(wanted[ref], acts[ref]), locality.bureau_called, locality)
        if rest and offers[ref]:
            offers[ref] = (_Words(rest, "", is_part=True), *offers[ref])
    gaps = gaps_for(missing, before, needs, sentences)
    gaps |= {ref: gap for ref in acts if ref in wanted and (gap := sentences.behind_sentence(acts[ref])) is not None}
    gaps |= {ref: _behind_part(before[ref], sentences) for ref in wanted if ref not in gaps}
    gaps |= {ref: None for ref, gap in gaps.items() if gap and any(_says_otherwise(gap, one) for one in offers[ref])}
    day = parse_date(draft.job.documents[0].elements.date)
    helping = _placed(document, judge, made, answers, offers, gaps)
    harmless = _harmless(document, judge, made, answers, helping)
    placed = {ref: _warned(one, day) for ref, one in harmless.items()}
    harming = helping.keys() - placed.keys()
    after = judge.answers(amended(document, [*made, *dict.fromkeys(placed.values())])) if placed else answers
    return tuple(
        Lacking(answer, None, offers[ref][0].text, "补上会使别的任务落实变差")
        if ref in harming
        else Lacking(answer, placed[ref], rest=_rest_of(after[ref]))
        if ref in placed
        else _result(answer, offers[ref], gaps[ref])
        for ref, answer in wanted.items()
    )


def _rest_of(answer: DutyCoverage) -> tuple[str, ...]:
    """What a duty lacks when something was put in for it."""
    return (*_parts(answer), *_items(answer)) if answer.settlement is Settlement.PARTLY else ()


def _harmless(
    document: Document,
    judge: Judge,
    made: Sequence[Amendment],
    before: Mapping[str, DutyCoverage],
    placed: Mapping[str, Amendment],
) -> dict[str, Amendment]:
    """The insertions without those by which another duty is settled less: the words nearest to it have changed."""
    kept = dict(placed)

    def harm(without: Amendment | None = None) -> int:
        rest = [one for one in dict.fromkeys(kept.values()) if one != without]
        return len(harmed(before, judge.answers(amended(document, [*made, *rest]))))

    now = harm()
    for one in dict.fromkeys(placed.values()):
        if not now:
            break
        if (then := harm(one)) < now:
            now = then
            kept = {ref: other for ref, other in kept.items() if other != one}
    return kept


def _says_otherwise(gap: Gap, words: _Words) -> bool:
    """Whether the paper's sentence says something else for the case in which a part is lacking; beside that the part
    would stand as its contrary.
    """
    clauses = re.split(f"[{_STOPS}]", gap.sentence.rstrip("。"))
    return bool(words.case) and any(likeness(one, words.case) >= _SAID_ALREADY for one in clauses[:-1])


def _warned(made: Amendment, day: dt.date | None) -> Amendment:
    """The insertion, with the days by which it asks for something and that lie before the `day` of the new paper."""
    limits = (one for one in find_measures(made.new) if day and one.kind is MeasureKind.DEADLINE and not one.begins)
    past = [one.text for one in limits if (limit := parse_date(one.value)) and day and limit < day]
    if not past:
        return made
    told = f"时限“{'”、“'.join(dict.fromkeys(past))}”早于新文的日期，已经过了，请核实后改定。"
    return replace(made, why=(*made.why, told))


def _rest(answer: DutyCoverage, made: Amendment) -> str:
    """What a duty asks behind its first act («，直接与殡仪馆结算»), whose figure was brought to the superior's in a
    sentence of the paper; empty where the figure is another's.
    """
    opening, _, rest = answer.text.partition("，")
    is_first = made.new and any(made.new in one.text for one in find_measures(opening))
    return rest.rstrip("。；;，,") + "。" if rest and is_first else ""


def lacks(answer: DutyCoverage) -> bool:
    """Whether a duty lacks words that want putting in: none for one that a person decided, that is carried by
    reference, that only sums up others or that is only recommended. What a duty carried in part lacks is slight only
    where it asks for no act («做好陪餐记录» is one).
    """
    decided = answer.decision and answer.settlement is not Settlement.CONFIRMED_GAP
    if answer.summary or decided:
        return False
    is_asked = answer.modality not in {Modality.SHOULD, Modality.MAY} and answer.settlement is Settlement.PARTLY
    if is_slight(answer) and not (is_asked and any(map(asks_for_an_act, (*_parts(answer), *_items(answer))))):
        return False
    if answer.settlement is Settlement.PARTLY:
        return bool(_parts(answer) or _items(answer))
    return answer.settlement in {Settlement.NOT_FOUND, Settlement.CONFIRMED_GAP} and answer.verdict is Verdict.MISSING


def _parts(answer: DutyCoverage) -> list[str]:
    """What a duty carried in part lacks in words that can be put in."""
    parts = [one for one in answer.missing_parts if NARROWED not in one and _is_clause(one, answer.text)]
    return [one for one in parts if not any(one != other and one in other for other in parts)]


def _items(answer: DutyCoverage) -> list[str]:
    """What a duty carried in part lacks of its lists: words for the middle of a sentence."""
    rest = [one for one in answer.missing_parts if NARROWED not in one and not _is_clause(one, answer.text)]
    return [one for one in rest if one in answer.text and not find_measures(one)]


def _is_clause(part: str, text: str) -> bool:
    """Whether a part stands in a duty between two stops; a figure without its clause says nothing."""
    at = text.find(part)
    before, after = text[max(0, at - 1) : max(0, at)], text[at + len(part) : at + len(part) + 1]
    parted = at >= 0 and (not before or before in _STOPS) and (not after or after in _STOPS)
    return parted and part.count("（") == part.count("）")


def _offers(
    answer: DutyCoverage, need: Need, clauses: Iterable[Clause], words: Callable[[Clause], str], draft: Draft
) -> tuple[_Words, ...]:
    """Wordings for a duty, the first that helps is taken; none for what the superior does itself, or counts for a whole
    province.
    """
    if _SUPERIOR_ACTS.search(answer.text) or SUPERIOR_TOTAL.search(answer.text):
        return ()
    locality = draft.materials.locality

    def dated(text: str) -> _Words:
        return _Words(with_local_deadline(text, need.duty), "")

    restated = dated(localise(need, locality, draft.job.authority))
    plain = dated(answer.text.rstrip("。；;，,") + "。")
    if answer.verdict is Verdict.PARTIAL:
        parts = [part for part in _parts(answer) if len(letters(part)) >= _PART_LEAST]
        if lacks_most(answer.text, parts):
            return (restated,)
        if not parts:
            return ()
        said = "，".join(part.strip(_JOINING) for part in parts)
        if answer.text.startswith(parts[0]):
            lacking_duty = need.duty.model_copy(update={"text": said})
            return (_Words(localise(replace(need, duty=lacking_duty), locality, draft.job.authority), ""),)
        local = localised_names(said, locality.bureau_called, locality)
        behind = tuple((_before(part, answer.text), part.strip(_JOINING)) for part in parts)
        ordered = behind if local == said else ()
        case = _before(parts[0], answer.text)
        return (_Words(f"{local}。", "", True, ordered, case if _IN_A_CASE.search(case) else ""),)
    chosen = [_Words(_ended(words(clause)), clause.ref) for clause in clauses]
    unchanged = [plain] if need.competence in _SAID_AS_IT_IS else []
    return tuple(dict.fromkeys((*chosen, restated, *unchanged)))


def _before(part: str, text: str) -> str:
    """The clause that stands before a part in a sentence."""
    clauses = re.split(f"[{_STOPS}]", text[: text.find(part)].rstrip(_STOPS))
    return clauses[-1]


def _new(text: str, said: Sequence[str]) -> str:
    """A clause without the sentences that the paper has already, word for word or nearly."""
    pieces = [text[start:end] for start, end in provisions(text)]
    new = [one for one in pieces if not any(likeness(one, other) >= _SAID_ALREADY for other in said)]
    return "".join(new) if new else text


def _ended(text: str) -> str:
    return text if text.endswith(("。", "！", "？", "”")) else text.rstrip("；;，,") + "。"


def _behind_part(answer: DutyCoverage, sentences: Sentences) -> Gap | None:
    body = [one for one in answer.evidence if one.row < 0]
    return sentences.behind(body[0]) if body else None


def _placed(  # noqa: PLR0917 — what was offered for each duty, and where
    document: Document,
    judge: Judge,
    made: Sequence[Amendment],
    before: Mapping[str, DutyCoverage],
    offers: Mapping[str, Sequence[_Words]],
    gaps: Mapping[str, Gap | None],
) -> dict[str, Amendment]:
    """The insertions that help, by duty. Those of all duties are tried at once; where one does not help, the next
    wording takes its place.
    """
    turn = {ref: 0 for ref, gap in gaps.items() if gap is not None and offers[ref]}
    while turn:
        tried = _insertions(turn, offers, gaps, before)
        after = judge.answers(amended(document, [*made, *dict.fromkeys(tried.values())]))
        failed = [
            ref for ref, number in turn.items() if not _helped(before[ref], after[ref], number == len(offers[ref]) - 1)
        ]
        if not failed:
            return tried
        for ref in failed:
            turn[ref] += 1
            if turn[ref] >= len(offers[ref]):
                del turn[ref]
    return {}


def _helped(before: DutyCoverage, after: DutyCoverage, is_last: bool) -> bool:  # noqa: FBT001
    """Whether words were enough: all of the duty, with the last wording there is also a part of it."""
    if after.verdict in {Verdict.COVERED, Verdict.WAIVED}:
        return True
    if before.verdict is Verdict.MISSING:
        return is_last and after.verdict is Verdict.PARTIAL
    return set(after.missing_parts) < set(before.missing_parts)


def _insertions(
    turn: Mapping[str, int],
    offers: Mapping[str, Sequence[_Words]],
    gaps: Mapping[str, Gap | None],
    answers: Mapping[str, DutyCoverage],
) -> dict[str, Amendment]:
    """An insertion for each duty; duties for which the same words are offered share the one of the first."""
    refs: dict[str, list[str]] = {}
    for ref, number in turn.items():
        refs.setdefault(offers[ref][number].text, []).append(ref)
    made: dict[str, Amendment] = {}
    begun: set[tuple[Spot, int]] = set()
    for several in refs.values():
        gap, words = gaps[several[0]], offers[several[0]][turn[several[0]]]
        assert gap is not None
        why = tuple(_why(answers[ref]) for ref in several)
        told = [gap.told] if gap.told else []
        if not words.is_part and likeness(gap.sentence, words.text) > 0:
            told.append(f"原稿“{shorten(gap.sentence)}”说的可能是同一件事，请核对，只留一句。")
        one = _insertion(gap, words, (*why, *_origin(words), *told), tuple(several))
        if gap.paragraph and (gap.spot, gap.paragraph) in begun:
            one = replace(one, label="", lead="")
        begun.add((gap.spot, gap.paragraph))
        made.update(dict.fromkeys(several, one))
    return made


def _within(gap: Gap, words: _Words) -> int:
    """Where in the sentence the parts go that are lacking: behind the clause that goes before them in the superior's
    («改造前评估，改造后验收»); before the full stop where that is not one place or cannot be told.
    """
    end, begin = gap.at - 1, gap.at - len(gap.sentence)
    named = {part for _, part in words.parts}
    first, *others = [before for before, _ in words.parts] or [""]
    if not first or any(before not in named for before in others) or gap.spot.text[begin : gap.at] != gap.sentence:
        return end
    clauses = list(re.finditer(f"[^{_STOPS}]+", gap.sentence))
    nearest = max(clauses, key=lambda clause: likeness(clause[0], first), default=None)
    if nearest is None or likeness(nearest[0], first) < _SAID_ALREADY:
        return end
    return min(begin + nearest.end(), end)


def _insertion(gap: Gap, words: _Words, why: tuple[str, ...], refs: tuple[str, ...]) -> Amendment:
    """New sentences at a place; a short part goes on in the sentence it belongs to."""
    at, text = gap.at, words.text
    if words.is_part and len(text) <= _SHORT_PART and gap.sentence.endswith("。"):
        at, text = _within(gap, words), f"，{text.removesuffix('。')}"
    return Amendment(Kind.LACKING, gap.spot, at, at, text, why, refs, gap.sentence, gap.paragraph, gap.label, gap.lead)


def _why(answer: DutyCoverage) -> str:
    said = "原稿未见对应内容" if answer.verdict is Verdict.MISSING else "原稿只写了一部分"
    return f"上级文件{bracketed(answer.where)}要求“{answer.text.rstrip('。；;')}”，{said}，补充。"


def _origin(words: _Words) -> tuple[str, ...]:
    source = f"文字用条款库“{words.source}”，已按本地填写。" if words.source else RESTATED
    blank = "、".join(dict.fromkeys(BLANK.findall(words.text)))
    return (source, *([f"待定的请填写：{blank}。"] if blank else []))


def _result(answer: DutyCoverage, offers: Sequence[_Words], gap: Gap | None) -> Lacking:
    """A duty for which nothing is put in, and why not."""
    if not offers and (items := _items(answer)):
        return Lacking(answer, None, "、".join(items), "缺列举中的几项，要写进原来的句子")
    if not offers:
        return Lacking(answer, None, "", "没有可以直接补写的文字（上级自己做的，或是上级的总数）")
    return Lacking(answer, None, offers[0].text, "没有可靠的位置" if gap is None else "补上以后核对仍不算写到")
