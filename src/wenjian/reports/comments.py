"""The plan itself with comments (批注): one for each problem, at the sentence concerned."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from wenjian.coverage import proposed_change
from wenjian.coverage.added import BURDEN_CLASSES
from wenjian.model.catalogue import found
from wenjian.model.coverage import Added, Coverage, Deviation, DutyCoverage, Evidence
from wenjian.model.document import Document, Provision
from wenjian.model.finding import Finding, Place
from wenjian.model.vocabulary import BlockKind, Settlement, Stage, Verdict
from wenjian.reports.urgency import SLIGHT_WEIGHT, WEIGHT, settlement_weight, urgency, weighty
from wenjian.reports.words import (
    Tier,
    as_several,
    deviation_sentence,
    direction_word,
    for_the_drafter,
    problems,
    tier_of,
    title_line,
)
from wenjian.shipped import load_layout
from wenjian.text.normal import shorten
from wenjian.text.walk import own_provisions
from wenjian.writers.comments import Comment, Quote, add_comments, takes_comments
from wenjian.writers.docx import write_docx

PERSON = "核对"
"""Who comments where no name is given."""

NEAR_SENTENCE = 0.15
NEAR_SECTION = 0.08
"""Scores from which a missing duty is commented at the nearest sentence, and at the heading over it; below them no part
of the paper is nearer than another. Looked at on our own pairs.
"""

MOST_COMMENTS = 500
"""Comments in one file, the most urgent first; Word opens none with more than 32,767."""

_LAYOUT = "红头通知"
_CONTEXT = 120
"""Characters before and after a quotation; signs and blanks among them are not compared."""
_LONGEST_DUTY = 200
_LONGEST_WORDS = 60
_MOST_LISTED = 20
_QUOTED = re.compile("“([^”]{4,}?)(?:……)?”")


def commented_docx(
    coverages: Coverage | Iterable[Coverage], document: Document, original: bytes, *, date: str = "", person: str = ""
) -> tuple[bytes, tuple[Finding, ...]]:
    """The file `original`, which `document` was read from, with the comments by `person`, undated without `date`.

    A file that is no docx is laid out anew (WJ472). What cannot be located is commented at the title (WJ471).
    Raises UnreadableInput for a broken file.
    """
    findings: list[Finding] = []
    if not takes_comments(original):
        original = _laid_out(document)
        findings.append(found("WJ472", Place(document.source)))
    title, comments = comments_on(coverages, document)
    data, astray = add_comments(
        original, comments, title=title, author=person or PERSON, date=date, name=document.source
    )
    if astray:
        quotes = "、".join(dict.fromkeys(f"“{shorten(one.quote.text)}”" for one in astray[:_MOST_LISTED]))
        findings.append(found("WJ471", Place(document.source), count=len(astray), quotes=quotes))
    return data, tuple(findings)


def _laid_out(document: Document) -> bytes:
    """The paper as a plain docx: its number behind the title, no letterhead."""
    elements = document.elements
    plain = elements.model_copy(update={"title": title_line(elements.title, elements.number), "mark": ""})
    return write_docx(replace(document, elements=plain), load_layout(_LAYOUT), stage=Stage.ISSUED)


def comments_on(coverages: Coverage | Iterable[Coverage], document: Document) -> tuple[Quote, tuple[Comment, ...]]:
    """The title of the paper, where the comments stand that have no better place, and the comments, the most urgent
    first: duties that want a decision, differences, burdens that no superior asks for, and what is wrong with the paper
    besides. None for what is carried, refined or only worded otherwise.
    """
    several = as_several(coverages)
    paper = _read_paper(document)
    weighed = [
        (urgency(duty), comment)
        for coverage in several
        for duty in coverage.duties
        for comment in _on_duty(coverage, duty, paper)
    ]
    weighed += [
        (WEIGHT[Settlement.BY_REFERENCE], one) for coverage in several for one in _on_references(coverage, paper)
    ]
    weighed += [(0, _comment(paper.of_added(one), _on_added(one))) for one in _burdens(several)]
    weighed += [
        (
            0,
            _comment(
                paper.of_finding(one), (one.message, f"建议：{hint}" if (hint := for_the_drafter(one.hint)) else "")
            ),
        )
        for coverage in several
        for one in problems(coverage)
        if one.place.path == document.source
    ]
    comments = [comment for _, comment in sorted(weighed, key=lambda pair: -pair[0])]
    if len(comments) > MOST_COMMENTS:
        rest = f"另有{len(comments) - MOST_COMMENTS}处没有批注，见贯彻落实对照表。"
        comments[MOST_COMMENTS:] = [_comment(paper.title, (rest,))]
    return paper.title, tuple(comments)


def _comment(quote: Quote, lines: Iterable[str]) -> Comment:
    return Comment(
        quote,
        tuple(part for line in lines if line for part in line.splitlines()),
        f"（文件里没有找到原句“{shorten(quote.text, _LONGEST_WORDS)}”，批注放在标题处。）",
    )


# what is said


def _on_duty(coverage: Coverage, duty: DutyCoverage, paper: _Paper) -> Iterator[Comment]:
    """A comment for each sentence where something of the duty wants a decision, that on the duty as a whole first."""
    if not weighty(duty) or _only_referred(duty):
        return
    asks = settlement_weight(duty) > SLIGHT_WEIGHT
    at: dict[Quote, list[Deviation]] = {paper.of_duty(duty): []} if asks else {}
    for one in duty.deviations:
        if tier_of(one) is not Tier.NOTE:
            at.setdefault(paper.of_deviation(one, duty), []).append(one)
    for number, (quote, deviations) in enumerate(at.items()):
        whole = asks and not number
        words = [duty.settlement.chinese] if whole else []
        words += dict.fromkeys(direction_word(one) for one in deviations)
        yield _comment(
            quote,
            (
                f"{'；'.join(words)}。{_superior(coverage, duty)}：“{shorten(duty.text, _LONGEST_DUTY)}”",
                duty.note if whole else "",
                *(deviation_sentence(one, duty) for one in deviations),
                _proposal(duty, deviations, whole=whole),
                "高于上级要求的，请写明依据。" if any(tier_of(one) is Tier.LOOK for one in deviations) else "",
            ),
        )


def _only_referred(duty: DutyCoverage) -> bool:
    """Whether the paper says nothing of the duty but that the superior's paper is to be carried out."""
    return duty.settlement is Settlement.BY_REFERENCE and duty.verdict is Verdict.MISSING


def _proposal(duty: DutyCoverage, deviations: Sequence[Deviation], *, whole: bool) -> str:
    if whole and duty.verdict is Verdict.MISSING and not duty.asked:
        return "建议：按上级原文补充。" if duty.suggestion else ""
    changes = "；".join(proposed_change(one) for one in deviations if tier_of(one) is Tier.CHANGE)
    words = duty.suggestion if whole else changes
    return f"建议：{words}；按本地情况确需不同的，请说明依据。" if words else ""


def _superior(coverage: Coverage, duty: DutyCoverage) -> str:
    """The superior's clause: «上级文件（×民〔2025〕8号）二、（一）»; of several parents with the one that asks."""
    if coverage.directive_papers:
        return f"上级文件（{duty.where}）"
    name = coverage.directive_number or f"《{shorten(coverage.directive_title)}》"
    return f"上级文件（{name}）{duty.where}"


def _on_references(coverage: Coverage, paper: _Paper) -> Iterator[Comment]:
    """One comment on all duties that are carried by reference alone, at the sentence that refers."""
    duties = [duty for duty in coverage.duties if urgency(duty) and _only_referred(duty)]
    if not duties:
        return
    listed = [f"{duty.where}“{shorten(duty.text, _LONGEST_WORDS)}”" for duty in duties[:_MOST_LISTED]]
    more = f"……等{len(duties)}项" if len(duties) > _MOST_LISTED else ""
    words = f"按文件执行。上级文件的{len(duties)}项任务只写了按文件执行，未列具体要求，请确认是否足够："
    quote = paper.of_words(coverage.directive_number or coverage.directive_title)
    yield _comment(quote, (words, *listed, more))


def _burdens(coverages: Sequence[Coverage]) -> tuple[Added, ...]:
    """The additions that cost the lower level work and that none of the superiors asks for."""
    first, *others = coverages
    new = [{(one.text, one.where) for one in other.added} for other in others]
    return tuple(
        one
        for one in first.added
        if one.kind in BURDEN_CLASSES and all((one.text, one.where) in added for added in new)
    )


def _on_added(added: Added) -> tuple[str, ...]:
    return (f"{added.kind.chinese}。上级文件没有提出这项要求，请写明依据；没有依据的，建议删去。",)


# where it is said


@dataclass(frozen=True, slots=True)
class _Paper:
    """The words of a paper in reading order, where its provisions stand in them, and the heading over each block."""

    words: str
    title: Quote
    provisions: tuple[tuple[Provision, int], ...]
    headings: dict[str, Quote]

    def of_duty(self, duty: DutyCoverage) -> Quote:
        """Where a duty as a whole is commented: its evidence, else the nearest sentence or the heading over it."""
        if not duty.nearest:
            return self._of_evidence(duty.evidence[0]) if duty.evidence else self.title
        if duty.nearest.score >= NEAR_SENTENCE:
            return self._of_evidence(duty.nearest)
        return self.headings.get(duty.nearest.block, self.title) if duty.nearest.score >= NEAR_SECTION else self.title

    def of_deviation(self, deviation: Deviation, duty: DutyCoverage) -> Quote:
        """The sentence that differs: at the place named, else the first evidence that has the words."""
        if deviation.where:
            named = self._first(lambda one: one.where == deviation.where and deviation.child in one.text)
            if named:
                return named
        having = (one for one in duty.evidence if deviation.child in one.text)
        evidence = next(having, duty.evidence[0] if duty.evidence else None)
        return self._of_evidence(evidence) if evidence else self.title

    def of_added(self, added: Added) -> Quote:
        return self._first(lambda one: (one.where, one.text) == (added.where, added.text)) or Quote(added.text)

    def of_finding(self, finding: Finding) -> Quote:
        """The sentence at its place of which the message quotes words."""
        quoted = _QUOTED.findall(finding.message)
        here = self._first(lambda one: one.where == finding.place.label and any(words in one.text for words in quoted))
        return here or self.title

    def of_words(self, words: str) -> Quote:
        """The first sentence that has the words."""
        return (self._first(lambda one: words in one.text) if words else None) or self.title

    def _of_evidence(self, evidence: Evidence) -> Quote:
        wanted = (evidence.block, evidence.row, evidence.text)
        return self._first(lambda one: (one.block, one.row, one.text) == wanted) or Quote(evidence.text)

    def _first(self, fits: Callable[[Provision], bool]) -> Quote | None:
        """The first sentence that fits, with its surroundings."""
        return next((_quote(self.words, start, one.printed) for one, start in self.provisions if fits(one)), None)


def _quote(words: str, start: int, text: str) -> Quote:
    end = start + len(text)
    return Quote(text, words[max(0, start - _CONTEXT) : start], words[end : end + _CONTEXT])


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text of a paper: its block («» for none), table row (-1 outside tables), the length of the number before it,
    and its words that head the next ones: a title, a heading, a run-in heading.
    """

    text: str
    block: str = ""
    row: int = -1
    number: int = 0
    heading: str = ""


def _pieces(document: Document) -> Iterator[_Piece]:
    """The texts of a paper and of what it carries, in the order in which they are printed."""
    yield _Piece(document.title, heading=document.title)
    yield _Piece("，".join(document.elements.recipients))
    for block in document.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        heads = block.kind is BlockKind.HEADING or bool(block.lead)
        yield _Piece(
            block.printed, block.id, number=len(block.label), heading=block.lead or block.text if heads else ""
        )
        if block.table is not None:
            yield from (_Piece(text) for text in (*block.table.head, *(one.name for one in block.table.columns)))
            for row, cells in enumerate(block.table.rows):
                yield from (_Piece(text, block.id, row) for text in cells.texts())
            yield from (_Piece(text) for text in block.table.foot)
    for attachment in document.attachments:
        yield from _pieces(attachment)


def _read_paper(document: Document) -> _Paper:
    pieces = tuple(_pieces(document))
    starts = tuple(accumulate((len(piece.text) for piece in pieces), initial=0))[:-1]
    words = "".join(piece.text for piece in pieces)
    at: dict[tuple[str, int], list[tuple[int, str]]] = {}
    headings: dict[str, Quote] = {}
    over = title = _quote(words, 0, document.title)
    for start, piece in zip(starts, pieces, strict=True):
        text, begin = piece.text[piece.number :], start + piece.number
        at.setdefault((piece.block, piece.row), []).append((begin, text))
        over = _quote(words, begin, piece.heading) if piece.heading else over
        headings[piece.block] = over
    provisions = tuple((one, _start(one, at[one.block, one.row])) for one in own_provisions(document))
    return _Paper(words, title, provisions, headings)


def _start(provision: Provision, texts: Iterable[tuple[int, str]]) -> int:
    """Where a provision stands among the words of its paper: in its block, or in the cell of its row that has it."""
    starts = (start for start, text in texts if text[provision.start : provision.end] == provision.printed)
    return next(starts) + provision.start
