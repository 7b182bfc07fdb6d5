"""Document → Directive: which provisions are duties, and their parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from wenjian.duties.actors import explicit_actors, heading_actors, joined_actors, led_actors
from wenjian.duties.competence import propose_assisting, propose_competence, propose_section
from wenjian.duties.conditions import condition
from wenjian.duties.deliverables import deliverable
from wenjian.duties.editions import check_editions
from wenjian.duties.inheritance import Section, collective
from wenjian.duties.judge import LONGEST, Judgement, hands_down, judge
from wenjian.duties.lists import Governed, cases_of, governed, leads, list_subject, with_cases
from wenjian.duties.parts import modality, strict
from wenjian.duties.scope import acts, deadline, scope, targets
from wenjian.duties.siblings import with_siblings
from wenjian.duties.summary import sums_up
from wenjian.duties.unread import unread_prose, unread_rows, unread_sentences
from wenjian.model.catalogue import found
from wenjian.model.directive import Directive, Duty, Measure
from wenjian.model.document import Document, Provision
from wenjian.model.finding import Finding, Place
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Comparator, MeasureKind, Modality, Role
from wenjian.text import patterns as re
from wenjian.text.citations import find_citations, find_short_names, resolve_citations
from wenjian.text.measures import find_measures
from wenjian.text.normal import fingerprint
from wenjian.text.phases import Phase, find_phases, only_opens, phase_of
from wenjian.text.responsibility import Responsibility, bind_responsibilities, parse_responsibility
from wenjian.text.rows import told_in_row
from wenjian.text.walk import document_provisions

_TIMES = frozenset({MeasureKind.DEADLINE, MeasureKind.FREQUENCY, MeasureKind.DURATION, MeasureKind.IMMEDIACY})
_NUMBERED = re.compile(r"[、）.)]$|[条项]$|[①-⑳]$")
_ISSUER = re.compile(r"^(?P<issuer>[^《]{3,60}?)(?:关于|印发|转发|批转)")


def extract(document: Document, locality: Locality | None = None) -> tuple[Directive, tuple[Finding, ...]]:
    """The directive in `document` with its duties in reading order, and what was found.

    Duties come from the paper itself and what it issues (plan, attachments), never from a document it forwards.
    No duty at all is an error (WJ301): an empty list cannot pass as a clean one.
    """
    own = replace(document, attachments=tuple(a for a in document.attachments if a.role is not Role.FORWARDED))
    places = place_names(locality)
    provisions = document_provisions(own, places)
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
    listed = governed(provisions)
    judged = _judged(provisions, listed)
    read = _duties(provisions, judged, listed, find_phases(own), directive)
    duties = tuple(duty for duty, _ in read)
    directive = proposed_for(directive.model_copy(update={"duties": duties}), locality)
    findings = () if duties else (found("WJ301", Place(document.source)),)
    return directive, (
        *findings,
        *unread_rows(own, {(one.block, one.row) for _, one in read}, places),
        *unread_sentences(own, provisions, [one for _, one in read]),
        *unread_prose(own, provisions, judged, listed),
        *check_editions([directive]),
    )


def place_names(locality: Locality | None) -> frozenset[str]:
    """The names under which a table of a superior may give a locality its portion."""
    if locality is None:
        return frozenset()
    return frozenset(filter(None, (locality.name, locality.bureau, locality.government, *locality.aliases)))


def proposed_for(directive: Directive, locality: Locality | None) -> Directive:
    """The directive with the 归口, 牵头股室 and 配合单位 that are proposed for its duties in a locality. What `extract`
    proposes without one, or for another, is nobody's word and gives way; for a list that people keep this is not meant.
    """
    duties: list[Duty] = []
    for duty in directive.duties:
        competence = propose_competence(duty, directive, locality)
        section = propose_section(duty, competence, locality, directive.title)
        assisting = propose_assisting(duty, locality)
        update = {"competence": competence, "section": section, "assisting": assisting}
        duties.append(duty.model_copy(update=update))
    return directive.model_copy(update={"duties": tuple(duties)})


def _issuer(document: Document) -> tuple[str, ...]:
    """The issuing organ from the title («×局关于…») or the mark, when nobody signed."""
    if match := _ISSUER.match(document.elements.title):
        return (match["issuer"],)
    mark = document.elements.mark.removesuffix("文件")
    return (mark,) if mark else ()


def _judged(provisions: tuple[Provision, ...], listed: Mapping[int, Governed]) -> list[Judgement]:
    """What each provision of a paper is, by itself, its list and its siblings."""
    openings = _openings(provisions)
    return with_siblings(
        provisions,
        [
            judge(provision, introduction=index in openings, listed=listed.get(index))
            for index, provision in enumerate(provisions)
        ],
    )


def _duties(
    provisions: tuple[Provision, ...],
    judged: Sequence[Judgement],
    listed: Mapping[int, Governed],
    phases: tuple[Phase, ...],
    directive: Directive,
) -> list[tuple[Duty, Provision]]:
    """The duties among the provisions of a paper, each with its own."""
    duties: list[tuple[Duty, Provision]] = []
    section = Section()
    lines = bind_responsibilities(provisions)
    phases_of = _by_block(phases)
    short_names = {name: full for one in provisions for name, full in find_short_names(one.text).items()}
    for index, (provision, following) in enumerate(zip_longest(provisions, provisions[1:])):
        phase = phase_of(provision, phases_of.get(provision.block, ()))
        kind, line = listed.get(index), lines.get(index) or parse_responsibility(provision.responsible)
        judgement = judged[index]
        named = _named(provision, judgement)
        if judgement.duty and not (phase and only_opens(provision, phase)):
            above = _above(provision, line, directive)
            text = provision.text[:LONGEST]
            inherited = () if named else section.inherited(provision, above, listed=bool(kind))
            actors = named or (*inherited, *joined_actors(text)) or led_actors(text)
            duty = _duty(f"D{len(duties) + 1:03d}", provision, actors, directive)
            context: dict[str, object] = {"summary": sums_up(duty, provision, following)}
            if cases := cases_of(provisions, listed, index):
                context |= _with_cases(with_cases(provision, cases))
            if line:
                context["responsible"] = line.text
            if phase:
                context["phase"] = phase.printed
                context["deadline"] = duty.deadline or _time_of(phase, duty)
            if duty.citations:
                context["citations"] = resolve_citations(duty.citations, short_names)
            if duty.modality is Modality.MUST and kind is Governed.FORBIDDEN:
                context["modality"] = Modality.MUST_NOT
            duties.append((duty.model_copy(update=context), provision))
        section.note(provision, named, leads=leads(provision.text), listed=bool(kind))
    return duties


def _named(provision: Provision, judgement: Judgement) -> tuple[str, ...]:
    """The actors that a duty, or a sentence that leads to duties, names itself; of one that only exhorts those that
    stand for all («各地要提高认识»), for they are meant by what follows.
    """
    text = provision.text[:LONGEST]
    if hands_down(text):
        return ()
    if judgement.exhorts:
        return collective(explicit_actors(text))
    if not judgement.duty and not leads(provision.text):
        return ()
    return explicit_actors(text) or (list_subject(text) if leads(provision.text) else ())


def _above(provision: Provision, line: Responsibility | None, directive: Directive) -> tuple[str, ...]:
    """Who answers for a provision by its place: the recipients of a paper handed down, its responsibility line, or the
    organ that is its heading.
    """
    if hands_down(provision.text[:LONGEST]):
        return directive.recipients
    return (line.acting if line else ()) or heading_actors(provision.headings)


def _by_block(phases: tuple[Phase, ...]) -> dict[str, list[Phase]]:
    """The phases that each block stands in."""
    held: dict[str, list[Phase]] = {}
    for phase in phases:
        for block in phase.blocks:
            held.setdefault(block, []).append(phase)
    return held


def _openings(provisions: tuple[Provision, ...]) -> frozenset[int]:
    """The positions of the provisions that introduce a paper: those before its first heading or number."""
    openings: list[int] = []
    waiting: list[int] = []
    opened, role = False, None
    for index, provision in enumerate(provisions):
        if provision.role is not role:
            role, opened, waiting = provision.role, False, []
        if not opened and (provision.headings or _NUMBERED.search(provision.where)):
            opened = True
            openings += waiting
        if not opened:
            waiting.append(index)
    return frozenset(openings)


_QUALIFIED = re.compile(
    r"^(?!机构|企业)(?:的?[^，。；]{0,6}?(?:医|技|职|学历|学位|机构|单位|企业|毕业|资格|证|护士|教师|人员|人才|专业))"
)
_LISTED = re.compile(r"(?:^|[，；、和及]|全[省市县区州旗镇]|现有|等|为|所有|这|上述|其余|其他)$")
_WHOM = re.compile(
    r"^(?:[^，。；、]{0,12}?(?:机构|单位|企业|学校|医院|卫生院|中心|乡镇|街道|村|社区|小区|院|站|所|家庭|人员|老人|对象))"
)


def _says_whom(measure: Measure, text: str) -> bool:
    """Whether a figure says who is meant («年满80周岁», «二级以上医院», «9家养老机构»), not how much is to be done."""
    if measure.unit in {"周岁", "岁"}:
        return True
    before, _, after = text.partition(measure.text)
    if measure.kind is MeasureKind.STANDARD:
        return "以上" in measure.text and bool(_QUALIFIED.match(after))
    if measure.kind is MeasureKind.COUNT and measure.comparator is Comparator.EQUAL:
        return bool(_LISTED.search(before) and _WHOM.match(after))
    return False


def _time_of(phase: Phase, duty: Duty) -> str:
    """The dates of its phase, for a duty that says itself neither by when nor how often nor in which case."""
    is_timed = any(one.kind in _TIMES for one in duty.measures)
    at_any_time = is_timed or duty.condition or duty.modality is not Modality.MUST
    return "" if at_any_time or not phase.end or not phase.complete else phase.text


def _with_cases(text: str) -> dict[str, object]:
    """What a duty says together with the cases of its list."""
    measures = tuple(one for one in find_measures(text[:LONGEST]) if not _says_whom(one, text))
    return {"text": text, "measures": measures, "fingerprint": fingerprint(text), "summary": False}


def _duty(number: str, provision: Provision, actors: tuple[str, ...], directive: Directive) -> Duty:
    whole = told_in_row(provision)
    text = whole[:LONGEST]
    measures = tuple(measure for measure in find_measures(text) if not _says_whom(measure, text))
    return Duty(
        id=number,
        text=whole,
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
        scope=scope(actors, text, directive.title + "".join(directive.issuer)),
        deadline=deadline(measures, text) or "".join(provision.deadline.split()),
        fingerprint=fingerprint(whole),
    )
