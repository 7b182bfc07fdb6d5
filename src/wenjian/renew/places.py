"""Where new sentences go: behind the sentence that is nearest in matter, never into a heading, a list or a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wenjian.coverage.candidates import bigrams, own_provisions
from wenjian.model.coverage import DutyCoverage, Evidence
from wenjian.model.document import Document, Provision
from wenjian.renew.amend import Spot, by_place
from wenjian.text.normal import letters

NEAR = 0.15
"""Score from which the nearest sentence tells where a duty belongs, where no section does (as for comments)."""

_ENDS = re.compile("[。！？!?][”’）)]?$")
_WHO = re.compile(r"^[（(]?(?:责任|牵头|配合|承办|协办)(?:单位|股室|科室|部门|领导)")
"""A line that says who answers for what stands above it: nothing goes behind it."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A place between two sentences: in which text, behind which character, and the sentence before it."""

    spot: Spot
    at: int
    sentence: str
    where: str


@dataclass(frozen=True)
class Sentences:
    """The sentences of a paper's own text, tables apart, with the texts that print them."""

    provisions: tuple[Provision, ...]
    spots: dict[tuple[str, int, int], Spot]

    def gap(self, answer: DutyCoverage) -> Gap | None:
        """Where a missing duty goes: into the section it belongs to, else behind the nearest sentence."""
        here = [one for one in self.provisions if one.where == answer.place] if answer.place else []
        if here:
            return self._behind(_nearest(here, answer.text))
        near = answer.nearest
        if near is not None and near.score >= NEAR and (at := self.find(near)) is not None:
            return self._behind(at)
        return None

    def behind(self, evidence: Evidence) -> Gap | None:
        """Right behind a sentence that is given as evidence."""
        at = self.find(evidence)
        return None if at is None else self._behind(at)

    def find(self, evidence: Evidence) -> Provision | None:
        wanted = (evidence.block, evidence.text)
        return next((one for one in self.provisions if (one.block, one.text) == wanted), None)

    def _behind(self, provision: Provision) -> Gap | None:
        """Behind a sentence, or the first after it in its section that ends one: «1.……；» goes on below."""
        at = self.provisions.index(provision)
        for one in self.provisions[at:]:
            if not one.where.startswith(provision.where) or one.role is not provision.role:
                return None
            if _ENDS.search(one.text):
                return Gap(self.spots[one.block, -1, -1], one.end, one.text, one.where)
        return None


def sentences_of(document: Document) -> Sentences:
    known = by_place(document)
    own = (one for one in own_provisions(document) if one.row < 0 and not _WHO.match(one.text))
    return Sentences(tuple(one for one in own if (one.block, -1, -1) in known), known)


def _nearest(here: Sequence[Provision], duty: str) -> Provision:
    """The one of these that shares most letters with a duty, of equals the last."""
    asked = bigrams(letters(duty))
    return max(reversed(here), key=lambda one: len(asked & bigrams(letters(one.text))))
