"""Figures below the superior's in sentences on an act of a duty that the paper does not carry: «10个工作日内完成审核»
where a longer duty asks for five. Without the change the new words would stand beside the old ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wenjian.compose.choose import OURS
from wenjian.compose.contract import Need
from wenjian.coverage.figures import Figure, difference_between, figures_told, located, measured
from wenjian.model.coverage import Deviation, DutyCoverage
from wenjian.model.directive import Duty
from wenjian.model.document import Document, Provision
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Verdict
from wenjian.renew.amend import Amendment, amended, by_place, clash
from wenjian.renew.below import Below, changes_to, spot_holding
from wenjian.renew.judging import Judge, harms
from wenjian.text.walk import own_provisions

LIKE_FROM = 0.5
"""How alike (0–1) the words beside two figures must be for one act, …"""

SHARED_LEAST = 4
"""… and how many pairs of letters they must have in common."""


def same_acts(
    document: Document, judge: Judge, needs: Mapping[str, Need], locality: Locality, made: Sequence[Amendment]
) -> tuple[Below, ...]:
    """The changes to such sentences, in the directives' order. `made` are changes that stand already."""
    taken = list(made)
    now = judge.answers(amended(document, taken))
    results: list[Below] = []
    for ref, answer in now.items():
        need = needs.get(ref)
        if need is None or need.competence not in OURS or answer.decision or answer.verdict is not Verdict.MISSING:
            continue
        for deviation, change in _changes(document, need.duty, answer, locality):
            if clash(change, taken) or harms(now, judge.answers(amended(document, [*taken, change]))):
                continue
            taken.append(change)
            results.append(Below(answer, deviation, change))
    return tuple(results)


def _changes(
    document: Document, duty: Duty, answer: DutyCoverage, locality: Locality
) -> Iterator[tuple[Deviation, Amendment]]:
    """For each figure of a duty that a sentence of the paper gives below it, the change of that sentence."""
    spots = by_place(document)
    told = [(one, figure) for one in own_provisions(document) for figure in figures_told(one.text)]
    for asked in located(duty.text, measured(duty).measures):
        alike = [(one, figure) for one, figure in told if _is_on_one_act(asked, figure)]
        if not alike:
            continue
        provision, figure = max(alike, key=lambda pair: asked.likeness(pair[1]))
        deviation, spot = difference_between(asked, figure, duty), spot_holding(provision, spots)
        if deviation is None or not deviation.is_below or spot is None:
            continue
        for change in changes_to(deviation, answer, provision, spot, locality):
            if _says(asked, provision, change, duty):
                yield deviation, change
                break


def _is_on_one_act(asked: Figure, told: Figure) -> bool:
    return asked.likeness(told) >= LIKE_FROM and len(asked.beside & told.beside) >= SHARED_LEAST


def _says(asked: Figure, provision: Provision, change: Amendment, duty: Duty) -> bool:
    """Whether the changed sentence gives the duty's figure for the act."""
    at = change.start - change.spot.text.find(provision.text)
    text = provision.text[:at] + change.new + provision.text[at + change.end - change.start :]
    told = [one for one in figures_told(text) if _is_on_one_act(asked, one)]
    return bool(told) and all(difference_between(asked, one, duty) is None for one in told)
