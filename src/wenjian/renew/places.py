"""Where new sentences go: into the section of the name that the directive's has, behind the sentence that is nearest in
matter, or, for a part of the directive of which the paper says nothing, into a paragraph at the end of the section
before it. Never into a heading, a list or a table, nor before the first heading, where a paper gives its reasons.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from wenjian.compose.contract import Need
from wenjian.coverage.candidates import bigrams
from wenjian.model.coverage import DutyCoverage, Evidence
from wenjian.model.directive import split_reference
from wenjian.model.document import Block, Document, Provision
from wenjian.model.vocabulary import BlockKind, Verdict
from wenjian.renew.amend import Amendment, Spot, by_place
from wenjian.text.normal import letters
from wenjian.text.numbering import parse_label, render_label
from wenjian.text.section_names import is_same_section
from wenjian.text.walk import own_provisions

NEAR = 0.15
"""Score from which the nearest sentence tells where a duty belongs, where no section does (as for comments)."""

_ENDS = re.compile("[。！？!?][”’）)]?$")
_WHO = re.compile(r"^[（(]?(?:责任|牵头|配合|承办|协办)(?:单位|股室|科室|部门|领导)")
"""A line that says who answers for what stands above it: nothing goes behind it."""
_TEXT = (BlockKind.PARAGRAPH, BlockKind.ITEM)
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Gap:
    """A place between two sentences: in which text, behind which character, the sentence before it and where it stands.
    With a `paragraph` (from 1) the words make one of their own behind the text, with its number and heading. `told`
    says how the place was found where it is less than sure.
    """

    spot: Spot
    at: int
    sentence: str
    where: str
    paragraph: int = 0
    label: str = ""
    lead: str = ""
    told: str = ""


@dataclass(frozen=True)
class Sentences:
    """The sentences of a paper's own text, tables apart, with the texts that print them."""

    provisions: tuple[Provision, ...]
    spots: Mapping[tuple[str, int, int], Spot]
    blocks: tuple[Block, ...]

    def body(self) -> tuple[Provision, ...]:
        """The sentences that may be gone on with: those under headings, where the paper has any."""
        return tuple(one for one in self.provisions if one.headings) or self.provisions

    def sections_of(self, headings: Collection[str]) -> frozenset[str]:
        """The blocks of the sections that have the name of one of these headings of the directive."""
        return frozenset(
            one.block
            for one in self.body()
            if one.headings and any(is_same_section(heading, one.headings[0]) for heading in headings)
        )

    def named(self, heading: str, answer: DutyCoverage, found: Gap | None) -> Gap | None:
        """In the section of the same name as a heading of the directive: where a missing duty was `found` to belong, if
        that is there, else behind the sentence nearest in matter. None where the paper has no such section.
        """
        blocks = self.sections_of({heading})
        if found is not None and found.spot.block in blocks:
            return found
        here = [one for one in self.provisions if one.block in blocks]
        return self._behind(_nearest(here, answer.text)) if here else None

    def is_only_reason(self, answer: DutyCoverage) -> bool:
        """Whether what a duty stands in is before the first heading («制定如下方案。»)."""
        found = [self.find(one) for one in answer.evidence if one.row < 0 and answer.nearest is None]
        return bool(found) and found[0] is not None and found[0] not in self.body()

    def section(self, answer: DutyCoverage) -> Gap | None:
        """In the section that a missing duty belongs to, behind the sentence nearest in matter."""
        here = [one for one in self.provisions if one.where == answer.place] if answer.place else []
        return self._behind(_nearest(here, answer.text)) if here else None

    def nearest(self, answer: DutyCoverage) -> Gap | None:
        """Behind the sentence that the check calls nearest to a missing duty, where it is near enough."""
        near = answer.nearest
        at = self.find(near) if near is not None and near.score >= NEAR else None
        return None if at is None or at not in self.body() else self._behind(at)

    def behind(self, evidence: Evidence) -> Gap | None:
        """Right behind a sentence that is given as evidence."""
        at = self.find(evidence)
        return None if at is None or at not in self.body() else self._behind(at)

    def behind_sentence(self, made: Amendment) -> Gap | None:
        """Right behind the sentence in which a change is made."""
        here = (one for one in self.provisions if (one.block, one.text) == (made.spot.block, made.sentence))
        at = next(here, None)
        return None if at is None else self._behind(at)

    def find(self, evidence: Evidence) -> Provision | None:
        wanted = (evidence.block, evidence.text)
        return next((one for one in self.provisions if (one.block, one.text) == wanted), None)

    def ending(self, evidence: Evidence) -> Gap | None:
        """Behind the last sentence of the paragraph in which the evidence stands."""
        last = [one for one in self.provisions if one.block == evidence.block and _ENDS.search(one.text)]
        return self._at(last[-1]) if last and self.find(evidence) else None

    def after_section(self, evidence: Evidence, lead: str, number: int) -> Gap | None:
        """The `number`-th new paragraph at the end of the section in which the evidence stands: numbered like the
        paragraphs there. None where their numbers cannot be gone on with.
        """
        at = next((n for n, block in enumerate(self.blocks) if block.id == evidence.block), None)
        if at is None or self.find(evidence) is None:
            return None
        host = self.blocks[at]
        label = parse_label(host.label) if host.label else None
        if label is None:
            return self._paragraph(host, "", lead, number)
        level = label.level
        last, ordinal, end = host, label.ordinal, at
        for n in range(at + 1, len(self.blocks)):
            block = self.blocks[n]
            own = parse_label(block.label) if block.label else None
            above = own is not None and 0 < own.level < level
            if above or block.kind not in _TEXT or (own is None and end != n - 1) or (own and own.level == 0):
                break
            if own is not None and own.level == level:
                last, ordinal = block, own.ordinal
            if own is not None or _WHO.match(block.text):
                end = n
        if not 1 <= level <= _DEEPEST or last.label.strip() != render_label(level, ordinal):
            return None
        return self._paragraph(self.blocks[end], render_label(level, ordinal + number), lead, number)

    def _paragraph(self, block: Block, label: str, lead: str, number: int) -> Gap | None:
        spot = self.spots.get((block.id, -1, -1))
        if spot is None:
            return None
        where = next((one.where for one in self.provisions if one.block == block.id), "")
        return Gap(spot, len(spot.text), spot.text, where, number, label, f"{lead}。" if lead else "")

    def _behind(self, provision: Provision) -> Gap | None:
        """Behind a sentence, or the first after it in its section that ends one: «1.……；» goes on below."""
        at = self.provisions.index(provision)
        for one in self.provisions[at:]:
            if not one.where.startswith(provision.where) or one.role is not provision.role:
                return None
            if _ENDS.search(one.text):
                return self._at(one)
        return None

    def _at(self, provision: Provision) -> Gap:
        return Gap(self.spots[provision.block, -1, -1], provision.end, provision.text, provision.where)


def sentences_of(document: Document) -> Sentences:
    known = by_place(document)
    own = (one for one in own_provisions(document) if one.row < 0 and not _WHO.match(one.text))
    blocks = tuple(block for _, block in document.walk())
    return Sentences(tuple(one for one in own if (one.block, -1, -1) in known), known, blocks)


def _nearest(here: Sequence[Provision], duty: str) -> Provision:
    """The one of these that shares most letters with a duty, of equals the last."""
    asked = bigrams(letters(duty))
    return max(reversed(here), key=lambda one: len(asked & bigrams(letters(one.text))))


def gaps_for(
    wanted: Iterable[str], answers: Mapping[str, DutyCoverage], needs: Mapping[str, Need], sentences: Sentences
) -> dict[str, Gap | None]:
    """For each missing duty its place; None where nothing in the paper tells one.

    A duty under a heading that the paper has, too, goes there. Another without section goes to the end of the paragraph
    that carries the nearest duty of the same part of the directive, else behind the nearest sentence. A part of which
    the paper says nothing makes a paragraph at the end of the section that carries the part before it, or else the one
    behind it.
    """
    order = list(answers)
    heading_of = {ref: need.duty.headings[0] for ref, need in needs.items() if need.duty.headings}

    def elsewhere(ref: str) -> frozenset[str]:
        """The sections named like other parts of the directive than that of a duty («工作要求» for «工作步骤»)."""
        own = heading_of.get(ref)
        others = {heading for heading in heading_of.values() if heading != own}
        return sentences.sections_of(others) - sentences.sections_of({own}) if own else frozenset()

    found = ((ref, _carrier(answers[ref], sentences)) for ref in order)
    carried = {ref: one for ref, one in found if one is not None and one.block not in elsewhere(ref)}
    gaps: dict[str, Gap | None] = {}
    paragraphs: dict[tuple[str, str], Gap | None] = {}
    used: dict[Spot, int] = {}
    for ref in wanted:
        part, others = _part(answers, ref), elsewhere(ref)
        section, near = sentences.section(answers[ref]), sentences.nearest(answers[ref])
        section, near = (one if one and one.spot.block not in others else None for one in (section, near))
        gap = sentences.named(heading_of.get(ref, ""), answers[ref], section or near) or section
        beside = [other for other in carried if _part(answers, other) == part]
        if gap is None and beside:
            nearest = min(beside, key=lambda other: abs(order.index(other) - order.index(ref)))
            gap = sentences.ending(carried[nearest])
            gap = replace(gap, told="位置按上级同一部分的任务定，请核对。") if gap else None
        gap = gap or near
        if gap is None and part not in paragraphs:
            paragraphs[part] = _paragraph(ref, order, carried, needs, sentences, used)
        gaps[ref] = gap or paragraphs[part]
    return gaps


def _paragraph(  # noqa: PLR0917 — what all duties of one paper share
    ref: str,
    order: Sequence[str],
    carried: Mapping[str, Evidence],
    needs: Mapping[str, Need],
    sentences: Sentences,
    used: dict[Spot, int],
) -> Gap | None:
    """A new paragraph for the part of a duty, the next one where there are some already."""
    same = [other for other in order if split_reference(other)[0].rpartition("#")[0] == ref.rpartition("#")[0]]
    at = same.index(ref)
    hosts = [other for other in (*reversed(same[:at]), *same[at:]) if other in carried]
    headings = needs[ref].duty.headings
    lead = headings[0].strip("。：:；; ") if headings else ""
    for host in hosts:
        probe = sentences.after_section(carried[host], lead, 1)
        if probe is not None:
            number = used[probe.spot] = used.get(probe.spot, 0) + 1
            gap = sentences.after_section(carried[host], lead, number)
            told = "原稿没有写到上级的这一部分，在前一部分的末尾另起一段，请核对位置。"
            return replace(gap, told=told) if gap else None
    return None


def _carrier(answer: DutyCoverage, sentences: Sentences) -> Evidence | None:
    """The sentence of the paper's text that carries a duty."""
    if answer.verdict not in {Verdict.COVERED, Verdict.PARTIAL} or answer.nearest is not None:
        return None
    body = sentences.body()
    return next((one for one in answer.evidence if one.row < 0 and sentences.find(one) in body), None)


def _part(answers: Mapping[str, DutyCoverage], ref: str) -> tuple[str, str]:
    """The directive of a duty, and the first number of its place («二、»)."""
    return ref.rpartition("#")[0], re.split("(?<=、)", answers[ref].where)[0]
