"""What the paper lacks of the new directive: for each of the bureau's own duties the words and the place.

A clause of the library goes first where one carries the duty; else the superior's own words with a local subject
(补写). Words are put in only where the check then finds the duty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wenjian.compose.contract import Need
from wenjian.compose.draft import Draft, choices_of, clause_values, sources_of, wording
from wenjian.compose.fill import BLANK, fill_plain
from wenjian.compose.restate import localise
from wenjian.coverage.verdict import NARROWED
from wenjian.model.coverage import DutyCoverage
from wenjian.model.document import Document
from wenjian.model.library import Clause
from wenjian.model.vocabulary import Settlement, Verdict
from wenjian.renew.amend import Amendment, Kind, amended
from wenjian.renew.judging import Judge
from wenjian.renew.places import Gap, Sentences, sentences_of
from wenjian.text.normal import bracketed, letters

MOST_OF_IT = 0.8
"""Share of a duty's letters from which what is missing is the duty itself."""
_PART_LEAST = 4
_JOINING = "并且及同时，,；;、"


@dataclass(frozen=True, slots=True)
class Lacking:
    """A duty that the paper lacks, or lacks a part of, and what was put in for it. Without an amendment `why` says what
    kept it out, and `text` what would have been put in.
    """

    answer: DutyCoverage
    amendment: Amendment | None = None
    text: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    """Words that may be put in for a duty, and where they come from."""

    text: str
    source: str


def lacking(document: Document, judge: Judge, draft: Draft, made: Sequence[Amendment] = ()) -> tuple[Lacking, ...]:
    """Every one of the bureau's own duties that the paper does not carry, or not wholly, in the directives' order.
    `made` are changes that stand already.
    """
    needs = {need.ref: need for need in draft.wanted}
    answers = judge.answers(amended(document, made))
    wanted = {ref: answer for ref, answer in answers.items() if ref in needs and lacks(answer)}
    sentences = sentences_of(document)
    known = sources_of(0, draft)
    clauses = {one.need.ref: one.clauses for one in choices_of(draft, known, frozenset())} if wanted else {}

    def words(clause: Clause) -> str:
        text = fill_plain(wording(clause, draft), clause_values(clause, known, draft), f"条款“{clause.id}”")
        return "".join(text.split())

    offers = {ref: _offers(answer, needs[ref], clauses.get(ref, ()), words, draft) for ref, answer in wanted.items()}
    gaps = {ref: _gap(answer, sentences) for ref, answer in wanted.items()}
    placed = _placed(document, judge, made, answers, offers, gaps)
    return tuple(_result(answer, placed.get(ref), offers[ref], gaps[ref]) for ref, answer in wanted.items())


def lacks(answer: DutyCoverage) -> bool:
    """Whether a duty lacks words of its own: nothing for one that a person decided, that is carried by reference, or
    that only sums up others.
    """
    if answer.summary or (answer.decision and answer.settlement is not Settlement.CONFIRMED_GAP):
        return False
    if answer.settlement is Settlement.PARTLY:
        return bool(_parts(answer))
    return answer.settlement in {Settlement.NOT_FOUND, Settlement.CONFIRMED_GAP} and answer.verdict is Verdict.MISSING


def _parts(answer: DutyCoverage) -> list[str]:
    """What a duty carried in part lacks in words that can be put in."""
    parts = [one for one in answer.missing_parts if NARROWED not in one and one in answer.text]
    return [one for one in parts if not any(one != other and one in other for other in parts)]


def _offers(
    answer: DutyCoverage, need: Need, clauses: Iterable[Clause], words: object, draft: Draft
) -> tuple[_Words, ...]:
    assert callable(words)
    restated = _Words(localise(need, draft.materials.locality, draft.job.authority), "")
    plain = _Words(answer.text.rstrip("。；;，,") + "。", "")
    if answer.verdict is Verdict.PARTIAL:
        parts = _parts(answer)
        if sum(len(letters(part)) for part in parts) < MOST_OF_IT * len(letters(answer.text)):
            said = "，".join(part.strip(_JOINING) for part in parts if len(letters(part)) >= _PART_LEAST)
            return (_Words(f"{said.strip(_JOINING)}。", ""),) if said else ()
        return (restated,)
    chosen = tuple(_Words(_ended(words(clause)), clause.ref) for clause in clauses)
    return tuple(dict.fromkeys((*chosen, restated, plain)))


def _ended(text: str) -> str:
    return text if text.endswith(("。", "！", "？", "”")) else text.rstrip("；;，,") + "。"


def _gap(answer: DutyCoverage, sentences: Sentences) -> Gap | None:
    if answer.verdict is Verdict.PARTIAL:
        body = [one for one in answer.evidence if one.row < 0]
        return sentences.behind(body[0]) if body else None
    return sentences.gap(answer)


def _placed(
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
        failed = [ref for ref in turn if not _helped(before[ref], after[ref])]
        if not failed:
            return tried
        for ref in failed:
            turn[ref] += 1
            if turn[ref] >= len(offers[ref]):
                del turn[ref]
    return {}


def _helped(before: DutyCoverage, after: DutyCoverage) -> bool:
    if after.verdict in {Verdict.COVERED, Verdict.WAIVED}:
        return True
    if before.verdict is Verdict.MISSING:
        return after.verdict is Verdict.PARTIAL
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
    for text, several in refs.items():
        first = several[0]
        gap, words = gaps[first], offers[first][turn[first]]
        assert gap is not None
        why = (*(_why(answers[ref]) for ref in several), *_origin(words))
        one = Amendment(Kind.LACKING, gap.spot, gap.at, gap.at, text, why, tuple(several), gap.sentence)
        made.update(dict.fromkeys(several, one))
    return made


def _why(answer: DutyCoverage) -> str:
    said = "原稿未见对应内容" if answer.verdict is Verdict.MISSING else "原稿只写了一部分"
    return f"上级文件{bracketed(answer.where)}要求“{answer.text.rstrip('。；;')}”，{said}，补充。"


def _origin(words: _Words) -> tuple[str, ...]:
    source = f"文字用条款库“{words.source}”，已按本地填写。" if words.source else "补写：用上级原话，主语换成本地，请核对。"
    blank = "、".join(dict.fromkeys(BLANK.findall(words.text)))
    return (source, *([f"待定的请填写：{blank}。"] if blank else []))


def _result(answer: DutyCoverage, made: Amendment | None, offers: Sequence[_Words], gap: Gap | None) -> Lacking:
    if made is not None:
        return Lacking(answer, made)
    text = offers[0].text if offers else ""
    if gap is None:
        return Lacking(answer, None, text, "没有可靠的位置")
    return Lacking(answer, None, text, "补上以后核对仍不算写到" if offers else "缺的部分没有现成的文字")
