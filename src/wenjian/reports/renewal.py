"""旧文改新 for people: the old docx with tracked changes and comments, 《对照表》 of the old paper, 《修改说明》."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from wenjian.coverage.diff import diff_plans
from wenjian.model.catalogue import found
from wenjian.model.coverage import Coverage
from wenjian.model.diff import SentenceEdit
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.model.vocabulary import BlockKind, Verdict
from wenjian.renew import Amendment, Kind, Renewal
from wenjian.renew.amend import Spot, in_order, spots
from wenjian.renew.clauses import broken_words
from wenjian.renew.judging import by_ref
from wenjian.renew.lacking import RESTATED
from wenjian.reports import comparisons, document_docx, document_xlsx
from wenjian.reports.comments import comments_on
from wenjian.reports.diff import revision_note
from wenjian.text.normal import bracketed, letters, shorten
from wenjian.text.walk import own_provisions
from wenjian.writers.amended import Change, Words, write_amended
from wenjian.writers.comments import Comment, Quote, add_comments
from wenjian.writers.tracked import Author

_BESIDE = 90
"""Characters beside changed words by which they are told from equal ones."""
_LEAST_QUOTED = 2
_SENTENCE_END = re.compile("[。；;！？]")
_NEXT = 6
"""Characters beside changed words by which their sentence is known."""
_SAME = "同上。"
_WHAT = {
    Kind.LACKING: "需补的文字",
    Kind.BELOW: "低于上级要求的改动",
    Kind.LEFTOVER: "过期内容的改动",
    Kind.ELEMENT: "签发后填写的要素",
}


def counts_line(renewal: Renewal) -> str:
    """«需补3处、需改2处、已过期5处»: what the old paper lacks, has below the superior, and has out of date."""
    counts = (len(renewal.lacking), len(renewal.below), len(renewal.expired))
    kinds = (Kind.LACKING, Kind.BELOW, Kind.LEFTOVER)
    return "、".join(f"{kind.value}{count}处" for kind, count in zip(kinds, counts, strict=True))


# the docx


@dataclass(frozen=True, slots=True)
class Written:
    """The old docx with tracked changes, the amendments that are in it, and what was found while writing."""

    docx: bytes
    amendments: tuple[Amendment, ...]
    findings: tuple[Finding, ...]


def write_changes(renewal: Renewal, docx: bytes, numbers: Sequence[str], author: Author, name: str) -> Written:
    """The amendments as tracked changes in the old docx, whose paragraphs have these automatic `numbers`; one that has
    no place in it is a finding (WJ953).
    """
    by_spot: dict[Spot, list[Amendment]] = {}
    for one in renewal.amendments:
        by_spot.setdefault(one.spot, []).append(one)
    every = list(spots(renewal.source))
    made = [in_order(by_spot.get(spot, ())) for spot in every]
    words = [_words(spot, several) for spot, several in zip(every, made, strict=True)]
    data, unplaced = write_amended(docx, words, author, numbers=numbers, name=name)
    gone = [made[text][position] for text, position in unplaced]
    findings = tuple(
        found("WJ953", Place(name), what=_WHAT[one.kind], text=shorten(one.old or one.sentence), new=shorten(one.new))
        for one in gone
    )
    return Written(data, tuple(one for one in renewal.amendments if one not in gone), findings)


def _words(spot: Spot, made: Sequence[Amendment]) -> Words:
    begun: set[int] = set()
    changes = []
    for one in made:
        breaks = one.paragraph > 0 and one.paragraph not in begun
        begun.add(one.paragraph)
        changes.append(Change(one.start, one.end, one.lead + one.new, breaks, one.label))
    beside = {"signer": "签发人", "print_date": "印发"}.get(spot.element, "")
    return Words(spot.text, spot.label, tuple(changes), beside, late=spot.element in {"date", "print_date"})


def with_comments(
    renewal: Renewal,
    written: Written,
    coverages: Sequence[Coverage],
    document: Document,
    *,
    person: str,
    date: str = "",
    name: str = "",
) -> tuple[bytes, int]:
    """The docx with a comment at each change (its reason and the superior's duty), and at all that is left for people
    in the new paper, which `document` and `coverages` are of; and how many comments there are. What is not found again
    is commented at the title.
    """
    title, rest = comments_on(coverages, document)
    comments = [*_on_changes(renewal, written), *rest]
    data, _ = add_comments(written.docx, comments, title=title, author=person, date=date, name=name)
    return data, len(comments)


def _on_changes(renewal: Renewal, written: Written) -> Iterator[Comment]:
    """A comment for each change, one where several of a sentence have one reason."""
    by_spot: dict[Spot, list[Amendment]] = {}
    for one in written.amendments:
        by_spot.setdefault(one.spot, []).append(one)
    said = ""
    for spot in dict.fromkeys(spots(renewal.source)):
        made = in_order(by_spot.get(spot, ()))
        texts, starts = _renewed(spot, made)
        told: set[tuple[str, ...]] = set()
        for one, start in zip(made, starts, strict=True):
            if one.why not in told:
                told.add(one.why)
                quote = _quote(texts, start, start + len(one.new), said)
                lines = (f"{one.kind.value}。{one.why[0]}", *one.why[1:])
                yield Comment(quote, lines, f"（文件里没有找到“{shorten(quote.text)}”。）")
        said = (said + texts)[-_BESIDE:]


def _renewed(spot: Spot, made: Sequence[Amendment]) -> tuple[str, list[int]]:
    """The new words of a text and of the paragraphs behind it, and where those of each amendment begin among them."""
    parts, starts, at, length = [spot.label], [], 0, len(spot.label)
    for one in made:
        kept = spot.text[at : one.start]
        head = one.label + one.lead
        starts.append(length + len(kept))
        parts += [kept, head, one.new]
        length += len(kept) + len(head) + len(one.new)
        at = one.end
    return "".join((*parts, spot.text[at:])), starts


def _quote(text: str, start: int, end: int, said: str) -> Quote:
    """The new words in their surroundings; where there are none, or too few to be told, with the words beside them.
    `said` is what stands before the text.
    """
    while len(letters(text[start:end])) < _LEAST_QUOTED and (start > 0 or end < len(text)):
        start, end = max(0, start - 2), min(len(text), end + 2)
    return Quote(text[start:end], (said + text[:start])[-_BESIDE:], text[end : end + _BESIDE])


# what the new paper says


def renewed_coverages(renewal: Renewal, written: Written, after: Document) -> tuple[Coverage, ...]:
    """The coverages of the new paper as it was read back, what was put in in the superior's own words counted."""
    restated = {ref for one in written.amendments if RESTATED in one.why for ref in one.refs}
    return tuple(
        replace(one, restated=sum(duty.ref in restated for duty in one.duties))
        for one in renewal.judge.coverages(after)
    )


def check_renewed(
    renewal: Renewal, written: Written, before: Document, after: Document, coverages: Sequence[Coverage]
) -> Iterator[Finding]:
    """Whether the paper with all changes accepted, as it was read back, is what it should be: the duties for which
    something was put in are carried (WJ954), no number is another (WJ955), and no sentence is broken (WJ959), be it
    from an earlier change of the old paper.
    """
    answers = by_ref(coverages)
    put_in = {ref for one in written.amendments if one.kind is Kind.LACKING for ref in one.refs}
    earlier = by_ref(renewal.coverages)
    for ref in answers:
        answer = answers[ref]
        if ref in put_in and (answer.verdict is Verdict.MISSING or answer.missing_parts == earlier[ref].missing_parts):
            lost = answer.verdict not in {Verdict.COVERED, Verdict.WAIVED}
            if lost:
                settlement = answer.settlement.chinese
                yield found("WJ954", Place(after.source), duty=ref, text=shorten(answer.text), settlement=settlement)
    labels = dict(_labels(after))
    for text, old in _labels(before):
        new = labels.get(text, old)
        if new != old:
            yield found("WJ955", Place(after.source), text=shorten(text), old=old, new=new)
    for one in own_provisions(after):
        if clause := broken_words(one.text):
            yield found("WJ959", Place(after.source), sentence=shorten(one.text), clause=shorten(clause))


def _labels(document: Document) -> Iterator[tuple[str, str]]:
    """The words with which a numbered block begins → its number, for those that begin alone so."""
    seen: dict[str, list[str]] = {}
    for _, block in document.walk():
        if block.label and block.kind is not BlockKind.FURNITURE:
            seen.setdefault(block.text[:_BESIDE], []).append(block.label)
    yield from ((text, labels[0]) for text, labels in seen.items() if len(labels) == 1)


def left_over(renewal: Renewal, source: str) -> Iterator[Finding]:
    """What could not be put in (WJ950) or changed (WJ951)."""
    for absent in renewal.lacking:
        text = "、".join(absent.rest) if absent.amendment else absent.text
        if absent.amendment is None or text:
            words = f"：“{text}”" if text else ""
            answer = absent.answer
            where = bracketed(answer.where)
            why = "只补上了一部分，其余的" if absent.amendment else f"{absent.why}，"
            values = {"where": where, "duty": answer.text.rstrip("。；;"), "why": why, "text": words}
            yield found("WJ950", Place(source), **values)
    for lower in renewal.below:
        one = lower.deviation
        rest = [other.text for other in lower.left] if lower.amendment else [one.child]
        for child in rest:
            values = {"parent": shorten(one.parent, 60), "child": shorten(child, 60)}
            direction = one.direction.chinese
            where = bracketed(lower.answer.where)
            yield found("WJ951", Place(source), where=where, direction=direction, **values)


# the tables


def old_paper_tables(renewal: Renewal, *, date: str = "", person: str = "") -> dict[str, bytes]:
    """《贯彻落实对照表》 of the old paper in xlsx and docx, the counts in its first line; suffix → bytes."""
    first, *others = renewal.coverages
    coverages = (replace(first, findings=(*first.findings, *renewal.expired)), *others)
    made = {}
    for suffix, fillable in ((".xlsx", True), (".docx", False)):
        tables = comparisons(coverages, date=date, person=person, fillable=fillable)
        block = tables.blocks[0]
        assert block.table is not None
        table = replace(block.table, head=(f"{counts_line(renewal)}。", *block.table.head))
        tables = replace(tables, blocks=(replace(block, table=table), *tables.blocks[1:]))
        made[suffix] = document_xlsx(tables, date=date) if fillable else document_docx(tables, date=date)
    return made


def revision_notes(  # noqa: PLR0917 — the two papers, their coverages and the day
    renewal: Renewal, written: Written, before: Document, after: Document, coverages: Sequence[Coverage], date: str = ""
) -> dict[str, bytes]:
    """《修改说明》 with the reason of each change, in xlsx and docx; suffix → bytes."""
    diff = diff_plans(before, after, list(zip(renewal.coverages, coverages, strict=True)))
    note = revision_note(diff, _reasons(written.amendments))
    return {".xlsx": document_xlsx(note, date=date), ".docx": document_docx(note, date=date)}


def _reasons(made: Sequence[Amendment]) -> Callable[[SentenceEdit], str]:
    """The reason of each row; one that says what the row above says points to it."""
    last = ""

    def reason(edit: SentenceEdit) -> str:
        nonlocal last
        before, last = last, _reason(edit, made)
        return _SAME if last and last == before else last

    return reason


def _reason(edit: SentenceEdit, made: Sequence[Amendment]) -> str:
    """The reasons of the amendments that made a sentence what it is."""
    old, new = (letters("".join(piece.text for piece in pieces)) for pieces in (edit.old, edit.new))
    telling = (
        one
        for one in made
        if (one.old and old and _window(one) in old)
        or (not one.old and not old and new in letters(one.lead + one.new))
        or (not one.old and old == letters(one.sentence) and letters(one.new) in new)
    )
    return "".join(dict.fromkeys(line for one in telling for line in one.why))


def _window(one: Amendment) -> str:
    """The old words with those of their sentence beside them, as letters."""
    before, after = one.spot.text[: one.start], one.spot.text[one.end :]
    return letters(_SENTENCE_END.split(before)[-1][-_NEXT:] + one.old + _SENTENCE_END.split(after)[0][:_NEXT])
