"""Document → Directive: which provisions are duties, and their parts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import takewhile

from wenjian.duties.actors import encouraged_actors, explicit_actors, responsible_actors
from wenjian.duties.competence import propose_competence, propose_section
from wenjian.duties.conditions import condition
from wenjian.duties.inheritance import Section
from wenjian.duties.judge import LONGEST, forwards, judge
from wenjian.duties.parts import modality, strict
from wenjian.duties.scope import acts, deadline, deliverable, responsible, scope, targets
from wenjian.model.catalogue import found
from wenjian.model.directive import Directive, Duty, Measure
from wenjian.model.document import Document, Provision
from wenjian.model.finding import Finding, Place
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Role
from wenjian.text.citations import find_citations
from wenjian.text.measures import find_measures
from wenjian.text.normal import fingerprint
from wenjian.text.walk import document_provisions

_ISSUER = re.compile(r"^(?P<issuer>[^《]{3,60}?)(?:关于|印发|转发|批转)")


def extract(document: Document, locality: Locality | None = None) -> tuple[Directive, tuple[Finding, ...]]:
    """The directive in `document` with its duties in reading order, and what was found.

    Duties come from the paper itself and what it issues (plan, attachments), never from a document it forwards.
    No duty at all is an error (WJ301): an empty list cannot pass as a clean one.
    """
    own = replace(document, attachments=tuple(a for a in document.attachments if a.role is not Role.FORWARDED))
    provisions = document_provisions(own)
    elements = document.elements
    directive = Directive(
        title=elements.title,
        number=elements.number,
        date=elements.date,
        issuer=elements.signature or _issuer(document),
        recipients=elements.recipients,
        source=document.source,
        fingerprint=fingerprint("".join(provision.text for provision in provisions)),
    )
    duties = tuple(_settled(duty, directive, locality) for duty in _duties(provisions, directive))
    directive = directive.model_copy(update={"duties": duties})
    findings = () if duties else (found("WJ301", Place(document.source)),)
    return directive, findings


def _settled(duty: Duty, directive: Directive, locality: Locality | None) -> Duty:
    """The duty with its proposed 归口 and, in a known locality, its proposed 牵头股室."""
    competence = propose_competence(duty, directive, locality)
    section = propose_section(duty, competence, locality)
    return duty.model_copy(update={"competence": competence, "section": section})


def _issuer(document: Document) -> tuple[str, ...]:
    """The issuing organ from the title («×局关于…») or the mark, when nobody signed."""
    if match := _ISSUER.match(document.elements.title):
        return (match["issuer"],)
    mark = document.elements.mark.removesuffix("文件")
    return (mark,) if mark else ()


def _duties(provisions: tuple[Provision, ...], directive: Directive) -> list[Duty]:
    duties: list[Duty] = []
    section = Section()
    headed = any(provision.headings for provision in provisions)
    lines = _responsibility_lines(provisions)
    goes_on = False
    for index, provision in enumerate(provisions):
        introduction = headed and not provision.headings
        judgement = judge(provision, introduction=introduction)
        leads = provision.text.endswith(("：", ":"))
        named = explicit_actors(provision.text[:LONGEST]) if judgement.duty or leads else ()
        if judgement.duty:
            line = lines.get(index, "")
            passed_on = tuple(f"^{actor}" for actor in responsible_actors(line)) if line else ()
            if forwards(provision.text):
                passed_on = tuple(f"^{organ}" for organ in directive.recipients)
            actors = named or passed_on or section.inherited(provision, goes_on=goes_on)
            duties.append(_duty(f"D{len(duties) + 1:03d}", provision, actors, line, directive))
        if named and named == encouraged_actors(provision.text[:LONGEST]):
            named = ()
        section.note(provision, named, leads=leads)
        goes_on = bool(named)
    return duties


def _responsibility_lines(provisions: tuple[Provision, ...]) -> dict[int, str]:
    """The responsibility line («（牵头单位：…）», «（由…负责落实）») of each provision that has one, by position.

    A line within a block holds for the block. One in a paragraph of its own closes what stands before it under the
    same headings, or opens what follows when nothing does.
    """
    pieces = Counter((provision.block, provision.row) for provision in provisions)
    lines: dict[int, str] = {}
    for index, provision in enumerate(provisions):
        if not (line := responsible(provision.text)):
            continue
        place = (provision.block, provision.row)
        if pieces[place] > 1:
            held = [i for i, other in enumerate(provisions) if (other.block, other.row) == place]
        else:
            before = _stretch(provisions, range(index - 1, -1, -1), provision, lines)
            held = before or _stretch(provisions, range(index + 1, len(provisions)), provision, lines)
        for i in held:
            lines[i] = f"{lines[i]}；{line}" if i in lines else line
    return lines


def _stretch(provisions: tuple[Provision, ...], positions: range, line: Provision, lines: dict[int, str]) -> list[int]:
    """The provisions next to a line, in one direction, that stand under its headings and have none yet."""
    near = takewhile(lambda i: provisions[i].headings == line.headings, positions)
    return [i for i in near if i not in lines and not responsible(provisions[i].text)]


def _is_age(measure: Measure) -> bool:
    """Whether a figure says who is meant («年满80周岁»), not how much is to be done."""
    return measure.unit in {"周岁", "岁"}


def _duty(number: str, provision: Provision, actors: tuple[str, ...], line: str, directive: Directive) -> Duty:
    text = provision.text[:LONGEST]
    measures = tuple(measure for measure in find_measures(text) if not _is_age(measure))
    return Duty(
        id=number,
        text=provision.text,
        where=provision.where,
        headings=provision.headings,
        modality=modality(text),
        strict=strict(text),
        actors=actors,
        targets=targets(text),
        acts=acts(text),
        measures=measures,
        condition=condition(text),
        deliverable=deliverable(text),
        citations=find_citations(text),
        responsible=line,
        scope=scope(actors, text, directive.title + "".join(directive.issuer)),
        deadline=deadline(measures),
        fingerprint=fingerprint(provision.text),
    )
