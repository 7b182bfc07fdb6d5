"""覆盖核对: for each duty of a directive, where and how strongly one paper carries it.

Directive × Document → Coverage. The verdict comes from the paper's own text alone, by the shipped thesaurus and
weights; nothing is random, equal scores are told apart by the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from wenjian import __version__
from wenjian.coverage import weights
from wenjian.coverage.added import added_of
from wenjian.coverage.align import (
    Alignment,
    Ask,
    Scored,
    among,
    prepare_ask,
    set_apart,
)
from wenjian.coverage.candidates import (
    Candidates,
    Scale,
    provision_candidates,
    scale_of,
    text_candidates,
)
from wenjian.coverage.decisions import Places, apply_decisions, check_decisions
from wenjian.coverage.deviations import is_told
from wenjian.coverage.figures import measured
from wenjian.coverage.known import Known
from wenjian.coverage.places import places as places_for
from wenjian.coverage.quoting import in_whole_words
from wenjian.coverage.references import Reference, reference_for, references_to
from wenjian.coverage.settlement import (
    BODY,
    by_shared_citation,
    proposal_note,
    sentence,
    settle,
    waiver_of,
)
from wenjian.coverage.shortlist import SHORTLISTED, Postings, postings_of, shortlist
from wenjian.coverage.terms import Terms, prepare_terms
from wenjian.coverage.verdict import NARROWED, Judged, places_of, worded
from wenjian.coverage.wanted import Paper, Wanted, align, align_all, shares_asked
from wenjian.coverage.wording import FORBIDS
from wenjian.duties.own_work import LOWER_LEVELS, asked_below, is_issuers_own, is_of_above
from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.coverage import Coverage, Decision, Deviation, DutyCoverage, Engine, Evidence
from wenjian.model.directive import Directive, Duty, SourcePaper
from wenjian.model.document import Document, Provision
from wenjian.model.finding import Finding, Place
from wenjian.model.library import Thesaurus
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Competence, Direction, Modality, Remedy, Settlement, Verdict
from wenjian.text import patterns as re
from wenjian.text.dates import parse_date
from wenjian.text.normal import bracketed, duty_fingerprint, shorten
from wenjian.text.segment import split_provisions
from wenjian.text.superiors import paper_level, paper_names, where_asked
from wenjian.text.walk import own_provisions

__all__ = [
    "LADDER",
    "Asked",
    "Match",
    "at_home",
    "check",
    "check_asked",
    "failing",
    "match",
    "prepare",
    "proposed_change",
]


@dataclass(frozen=True)
class Asked:
    """A directive made ready for checking any number of papers against it: its duties, and each as it is looked for.
    What words weigh comes from here alone, never from the paper that is checked.

    `besides` are the superior's sentences that are merged into another duty. `known` is what was found out about the
    latest papers, `below` each duty as it is asked of the one who is checked (`own_work.asked_below`). `lower` is the
    same for 县 and 乡镇, where the directive asks less of them.
    """

    directive: Directive
    duties: tuple[Duty, ...]
    wanted: Wanted
    terms: Terms
    scale: Scale
    names: Mapping[str, str]
    besides: Wanted
    below: tuple[Duty, ...]
    lower: Mapping[str, Asked] = field(default_factory=dict)
    known: Known = field(default_factory=Known, compare=False, repr=False)

    @property
    def asks(self) -> tuple[Ask, ...]:
        """The duties as they are looked for."""
        return self.wanted.asks

    @property
    def engine(self) -> Engine:
        """The versions that decide an answer."""
        return Engine(__version__, self.terms.version, weights.VERSION)


@dataclass(frozen=True)
class _Setting:
    """What is the same for all duties of one check."""

    asked: Asked
    candidates: Candidates
    references: tuple[Reference, ...]
    decisions: tuple[Decision, ...]


def prepare(directive: Directive, thesaurus: Thesaurus) -> Asked:
    """`directive` ready for `check_asked`.

    Raises UnreadableInput (WJ401) when it has no duty: an empty check must not pass as a clean one.
    """
    duties = _measured(directive)
    if not duties:
        raise UnreadableInput(found("WJ401", Place(directive.source), title=directive.title))
    terms = prepare_terms(thesaurus)
    scale = scale_of((duty.text for duty in duties), terms)
    names, year = paper_names(directive.papers), _year(directive)
    merged = tuple(duty for duty in directive.duties if duty.kept.startswith("并入"))

    def ready(reading: _Reading, level: str) -> Asked:
        asks, besides = (
            tuple(_ask(duty, terms, scale, year) for duty in some)
            for some in (reading.below, _below(merged, directive, level))
        )
        wanted = Wanted(set_apart(asks), terms)
        return Asked(directive, reading.duties, wanted, terms, scale, names, Wanted(besides, terms), reading.below)

    here = _read(duties, directive)
    lower = {level: one for level in LOWER_LEVELS if (one := _read(duties, directive, level)) != here}
    return replace(ready(here, ""), lower={level: ready(one, level) for level, one in lower.items()})


class _Reading(NamedTuple):
    """The duties as whose work they are for whoever is checked, and each as it is asked of him."""

    duties: tuple[Duty, ...]
    below: tuple[Duty, ...]


def _read(duties: Iterable[Duty], directive: Directive, level: str = "") -> _Reading:
    """What nobody decided otherwise and the issuer does itself, or an organ above the `level` that is checked, is the
    superior's own.
    """
    proposed = tuple(
        duty.model_copy(update={"competence": Competence.SUPERIOR})
        if not duty.signed and (is_issuers_own(duty, duty.named_actors, directive) or is_of_above(duty, level))
        else duty
        for duty in duties
    )
    return _Reading(proposed, _below(proposed, directive, level))


def _below(duties: Iterable[Duty], directive: Directive, level: str) -> tuple[Duty, ...]:
    return tuple(asked_below(duty, directive, level) for duty in duties)


def _measured(directive: Directive) -> tuple[Duty, ...]:
    """The duties with their figures."""
    return tuple(measured(duty) for duty in directive.duties if duty.is_duty)


def _year(directive: Directive) -> int:
    """The year of a directive by its 成文日期, else by its number; 0 where neither tells it."""
    date = parse_date(directive.date)
    numbered = re.search(r"〔(20\d\d)〕", directive.number)
    return date.year if date else int(numbered[1]) if numbered else 0


def _ask(duty: Duty, terms: Terms, scale: Scale, year: int) -> Ask:
    forbids = duty.modality is Modality.MUST_NOT and not FORBIDS.search(duty.text)
    return prepare_ask(duty.text, terms, scale, duty.headings, duty.measures, forbids=forbids, year=year)


def at_home(asked: Asked, directive: Directive) -> Asked:
    """`asked` in a place where whose its duties are is proposed otherwise: `directive` differs in nothing else."""
    if directive is asked.directive:
        return asked
    duties = _measured(directive)

    def at(one: Asked, level: str) -> Asked:
        reading = _read(duties, directive, level)
        return replace(one, directive=directive, duties=reading.duties, below=reading.below)

    return replace(at(asked, ""), lower={level: at(one, level) for level, one in asked.lower.items()})


def check(
    directive: Directive,
    document: Document,
    thesaurus: Thesaurus,
    *,
    locality: Locality | None = None,  # noqa: ARG001 — part of the contract: places will be compared with it
    decisions: Iterable[Decision] = (),
    places: Places | None = None,
    documents: int = 1,
) -> Coverage:
    """Every duty of `directive` looked for in `document`; `places` says where each decision was read, `documents` how
    many papers the file holds.

    Raises UnreadableInput (WJ401) when the directive has no duty.
    """
    asked = prepare(directive, thesaurus)
    return check_asked(asked, document, decisions=decisions, places=places, documents=documents)


def check_asked(
    asked: Asked,
    document: Document,
    *,
    decisions: Iterable[Decision] = (),
    places: Places | None = None,
    documents: int = 1,
    own: Sequence[Provision] | None = None,
) -> Coverage:
    """`check` for a directive made ready once for many papers; `own` are the paper's own provisions where the caller
    has read them.
    """
    asked = asked.lower.get(_level(document), asked)
    directive, duties = asked.directive, asked.duties
    own = own_provisions(document) if own is None else own
    paper = align_all(asked.wanted, provision_candidates(own, asked.terms, asked.scale, asked.known.passage))
    candidates = paper.candidates
    settled = tuple(decisions)
    setting = _Setting(asked, candidates, references_to(directive, document, own), settled)
    judged = tuple(map(asked.known.judge, paper.alignments, repeat(asked.terms)))
    where = places_for(duties, asked.asks, judged, candidates)
    readings = zip(duties, asked.below, strict=True)
    answers = tuple(map(_answer, readings, paper.alignments, judged, where, repeat(setting)))
    return Coverage(
        engine=asked.engine,
        directive_id=directive.id,
        directive_title=directive.title,
        directive_number=directive.number,
        directive_source=directive.source,
        directive_papers=directive.papers,
        document_title=document.title,
        document_number=document.elements.number,
        document_source=document.source,
        document_signature=document.elements.signature,
        document_dated=parse_date(document.elements.date) is not None,
        documents=documents,
        duties=answers,
        added=added_of(candidates, paper.nearest, _cited(judged, candidates), shares_asked(asked.besides, candidates)),
        quoted=_quoted(paper),
        findings=(
            *_reading_findings(document, candidates, documents),
            *check_decisions(directive, answers, settled, places or {}),
        ),
    )


def _level(document: Document) -> str:
    """The level of the organ that signs a paper, or that its title names: 省, 市, 县, 乡镇; «» where neither tells."""
    return paper_level(SourcePaper(title=document.title, issuer=document.elements.signature))


def _cited(judged: Iterable[Judged], candidates: Candidates) -> dict[int, float]:
    """The passages that are evidence, or say the same, by their orders; each with the largest share of a duty that it
    carries as evidence.
    """
    shares: dict[str, float] = {}
    for row in (row for one in judged for row in one.evidence):
        shares[row.passage.said] = max(row.recall, shares.get(row.passage.said, 0.0))
    return {order: share for words, share in shares.items() for order in candidates.by_words[words]}


def _quoted(paper: Paper) -> float:
    lengths = [len(passage.said) for passage in paper.candidates.passages]
    shares = (share for share, _ in paper.nearest)
    quoted = (length for length, share in zip(lengths, shares, strict=True) if share >= weights.QUOTED_FROM)
    return round(sum(quoted) / (sum(lengths) or 1), 3)


def _answer(
    readings: tuple[Duty, Duty], alignment: Alignment, judged: Judged, place: str, setting: _Setting
) -> DutyCoverage:
    """The answer for a duty, read as it stands and as it asks of the one who is checked."""
    duty, below = readings
    carried = judged.verdict is not Verdict.MISSING
    known, terms = setting.asked.known, setting.asked.terms
    carrier = reference_for(duty, setting.references)
    waiver = waiver_of(duty)
    superiors_own = waiver is Settlement.SUPERIOR_OWN
    compared = carried and not superiors_own and not _stands_in_original(judged, carrier.settlement)
    deviations = known.deviations(below, alignment, judged.evidence, terms) if compared else ()
    evidence = _quotations((*judged.evidence, *judged.also), setting.candidates)
    said = [one.text for one in evidence]
    deviations = tuple(in_whole_words(one, below.text, said) for one in deviations)
    nearest = _evidence(judged.nearest, setting.candidates) if judged.nearest else None
    body = _beside_table(alignment, judged, setting)
    settlement = settle(judged, carrier.settlement, deviations, in_table=body is not None)
    verdict = judged.verdict
    if waiver and (superiors_own or verdict is not Verdict.COVERED):
        verdict, settlement = Verdict.WAIVED, waiver
    lacking = verdict in {Verdict.MISSING, Verdict.PARTIAL}
    referring = judged.referral if lacking and carrier.settlement is None else ""
    by_reference = lacking and (carrier.settlement is not None or bool(referring) or by_shared_citation(duty, judged))
    proposed = settlement
    ref = setting.asked.directive.ref(duty)
    mark = duty_fingerprint(duty)
    verdict, settlement, decision, outdated = apply_decisions(
        duty, ref, () if nearest else evidence, setting.decisions, (verdict, settlement)
    )
    note = sentence(
        settlement,
        duty=below,
        directive=carrier.parent,
        evidence=evidence,
        nearest=nearest,
        missing_parts=judged.missing_parts,
        deviations=deviations,
        decision=decision,
        begun=_begun(body, setting.candidates),
    )
    proposal = proposal_note(duty) if verdict in {Verdict.MISSING, Verdict.PARTIAL} else ""
    return DutyCoverage(
        id=duty.id,
        ref=ref,
        text=duty.text,
        asked="" if below is duty else below.text,
        where=where_asked(duty, setting.asked.names),
        modality=duty.modality,
        verdict=verdict,
        settlement=settlement,
        competence=duty.competence,
        summary=duty.summary,
        flags=_flags(deviations, by_reference=by_reference),
        deviations=deviations,
        evidence=evidence,
        nearest=nearest,
        missing_parts=judged.missing_parts,
        note=note + _referral(referring, verdict) + bracketed(proposal),
        proposal=proposal,
        suggestion=_suggestion(below, judged, deviations, verdict),
        place=place,
        fingerprint=mark,
        decision=decision,
        outdated=outdated,
        proposed=proposed,
    )


def _stands_in_original(judged: Judged, reference: Settlement | None) -> bool:
    """Whether the duty stands only in the original that goes with the paper, and no sentence beside it speaks of it."""
    forwarded = reference is Settlement.FORWARDED and judged.verdict is not Verdict.COVERED
    return forwarded and not any(map(is_told, judged.evidence))


def _beside_table(alignment: Alignment, judged: Judged, setting: _Setting) -> Judged | None:
    """What the body carries of a duty that stands whole only in an own table; None where it does not."""
    if judged.verdict is not Verdict.COVERED or not judged.evidence or not judged.evidence[0].passage.in_table:
        return None
    rest = among(alignment, [row for row in alignment.ranked if not row.passage.in_table])
    body = setting.asked.known.judge(rest, setting.asked.terms)
    return body if body.verdict is not Verdict.COVERED else None


def _begun(body: Judged | None, candidates: Candidates) -> str:
    """Where the body carries a part of a duty that stands whole only in a table."""
    if body is None or body.verdict is not Verdict.PARTIAL or not body.evidence:
        return ""
    return _evidence(body.evidence[0], candidates).where or BODY


def _quotations(rows: Iterable[Scored], candidates: Candidates) -> tuple[Evidence, ...]:
    """The passages to be quoted, each once: a sentence of the body and a row that adds a day to it are one."""
    found: dict[str, Evidence] = {}
    for row in rows:
        one = _evidence(row, candidates)
        found.setdefault(one.text, one)
    return tuple(found.values())


def _evidence(row: Scored, candidates: Candidates) -> Evidence:
    """A passage to be quoted, with every place where the paper says it."""
    provision = row.provision
    places = places_of(row.passage, candidates)
    return Evidence(
        text=provision.text if provision else row.passage.text,
        where="；".join(place or BODY for place in places) if len(places) > 1 else places[0],
        score=round(min(1.0, row.rank), 3),
        block=provision.block if provision else "",
        row=provision.row if provision else -1,
    )


def _flags(deviations: Sequence[Deviation], *, by_reference: bool) -> tuple[str, ...]:
    directions = {deviation.direction for deviation in deviations}
    flags = (
        ("weaker", Direction.WEAKER in directions),
        ("stricter", Direction.STRICTER in directions or Direction.REFINED in directions),
        ("by_reference", by_reference),
    )
    return tuple(name for name, holds in flags if holds)


def _referral(words: str, verdict: Verdict) -> str:
    open_ = verdict in {Verdict.MISSING, Verdict.PARTIAL}
    return f"（本文写“{shorten(words)}”，未列具体要求，请确认是否足够）" if words and open_ else ""


def _suggestion(duty: Duty, judged: Judged, deviations: Sequence[Deviation], verdict: Verdict) -> str:
    """The parent's own wording, to be put in or put back; none for what another organ or the superior does."""
    if verdict is Verdict.WAIVED or duty.competence in {Competence.PEER, Competence.SUPERIOR}:
        return ""
    below = [one for one in deviations if one.is_below]
    changes = [proposed_change(one) for one in below if not any(_is_within(one, other) for other in below)]
    if verdict is Verdict.MISSING:
        return f"补充：“{duty.text}”"
    if verdict is Verdict.PARTIAL:
        wider = [part.partition(NARROWED)[0] for part in judged.missing_parts if NARROWED in part]
        put_back = {one.parent for one in deviations if one.is_below}
        open_parts = (part for part in judged.missing_parts if NARROWED not in part and part not in put_back)
        lacking = "、".join(f"“{part}”" for part in open_parts)
        additions = [*(f"适用对象改为“{term}”" for term in wider), *([f"补充{lacking}"] if lacking else [])]
        return "；".join((*changes, *additions))
    return "；".join(changes)


def _is_within(one: Deviation, other: Deviation) -> bool:
    """Whether what is to be changed is changed with more of its sentence by another change."""
    both = one.remedy is Remedy.REPLACE and other.remedy is Remedy.REPLACE
    larger = (one.parent, one.child) != (other.parent, other.child)
    return both and larger and one.child in other.child and one.parent in other.parent


def proposed_change(deviation: Deviation) -> str:
    """How the words of the plan are to be changed into those of the superior."""
    match deviation.remedy:
        case Remedy.ADD:
            return f"补充“{deviation.parent}”"
        case Remedy.REMOVE:
            return f"删去“{shorten(deviation.child)}”"
        case Remedy.REPLACE:
            return f"“{shorten(deviation.child)}”改为“{deviation.parent}”"


def _reading_findings(document: Document, candidates: Candidates, documents: int) -> Iterator[Finding]:
    if not candidates.passages:
        yield found("WJ402", Place(document.source))
    if documents > 1:
        yield found("WJ403", Place(document.source), count=documents, title=document.title or document.source)


# the ladder of --fail-on


def _is_open(answer: DutyCoverage) -> bool:
    """Missing or 待核, without a decision and not carried by reference."""
    doubtful = answer.settlement is Settlement.TO_CONFIRM
    return not answer.decision and (answer.verdict is Verdict.MISSING or doubtful) and not _referred(answer)


def _referred(answer: DutyCoverage) -> bool:
    return "by_reference" in answer.flags


def _is_referred_only(answer: DutyCoverage) -> bool:
    return not answer.decision and _referred(answer) and answer.verdict in {Verdict.MISSING, Verdict.PARTIAL}


def _is_partial(answer: DutyCoverage) -> bool:
    return not answer.decision and answer.verdict is Verdict.PARTIAL


def _is_weaker(answer: DutyCoverage) -> bool:
    return not answer.decision and "weaker" in answer.flags


def _differs(answer: DutyCoverage) -> bool:
    return bool(answer.deviations) or answer.settlement is Settlement.CONFIRMED_GAP or bool(answer.outdated)


LADDER: dict[str, Callable[[DutyCoverage], bool]] = {
    "missing": _is_open,
    "by-reference": _is_referred_only,
    "partial": _is_partial,
    "weaker": _is_weaker,
    "any": _differs,
}
"""The steps of --fail-on from the mildest on; each step fails for its own reason and for those before it."""


def failing(coverage: Coverage, level: str = "missing") -> tuple[DutyCoverage, ...]:
    """The duties that fail at `level`, one of `LADDER`, in the order of the directive."""
    steps = list(LADDER)
    reasons = [LADDER[step] for step in steps[: steps.index(level) + 1]]
    return tuple(answer for answer in coverage.duties if any(reason(answer) for reason in reasons))


# matching texts, for the composer


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate text laid beside a duty: its index among the candidates, verdict, weighted score, share carried."""

    index: int
    verdict: Verdict
    score: float
    recall: float


def match(
    text: str,
    candidates: Sequence[str],
    thesaurus: Thesaurus,
    *,
    background: Iterable[str] = (),
    most: int = SHORTLISTED,
) -> tuple[Match, ...]:
    """The `most` candidates that share most with `text`, each judged alone as if it were the whole paper, the best
    first, equals in their order.

    `background` are the other duties of the directive, from which the weights of words come; the same engine as
    `check`, so that what is chosen here is found there.
    """
    given = tuple(candidates)
    duties = tuple(background)
    prepared = _prepare(duties or (text, *given), duties or (text,), thesaurus)
    near: Sequence[int] = range(len(given))
    if len(given) > most:
        near = shortlist(text, _postings(given, prepared), prepared.terms, prepared.scale, most)
    answers = [Match(index, *prepared.alone(text, given[index])) for index in near]
    return tuple(sorted(answers, key=lambda answer: (-answer.score, answer.index)))


_PAIRS, _TEXTS = 16384, 1024
"""Pairs of a duty and a candidate, and candidates, of which the answer is remembered: in a batch most places have the
same.
"""


class _Prepared:
    """The duties of a directive ready for laying texts beside them, each text as if it were the whole paper."""

    def __init__(self, texts: tuple[str, ...], duties: tuple[str, ...], thesaurus: Thesaurus) -> None:
        self.terms = prepare_terms(thesaurus)
        self.scale = scale_of(texts, self.terms)
        self._duties = Wanted((prepare_ask(duty, self.terms, self.scale) for duty in duties), self.terms)
        self._asked = lru_cache(maxsize=_TEXTS)(self._ask)
        self._said = lru_cache(maxsize=_TEXTS)(self._candidates)
        self.alone = lru_cache(maxsize=_PAIRS)(self._judged_alone)

    def _ask(self, duty: str) -> Ask:
        return prepare_ask(duty, self.terms, self.scale)

    def _candidates(self, text: str) -> Candidates:
        return text_candidates(split_provisions(text), self.terms, self.scale)

    def _judged_alone(self, duty: str, text: str) -> tuple[Verdict, float, float]:
        """Verdict, weighted score, share carried of a duty beside one text."""
        alignment = align(self._asked(duty), self._said(text), self._duties)
        return worded(alignment, self.terms), round(alignment.score, 6), round(alignment.best, 6)


@lru_cache(maxsize=2)
def _prepare(texts: tuple[str, ...], duties: tuple[str, ...], thesaurus: Thesaurus) -> _Prepared:
    """The part of `match` that is the same for every duty of a directive: a composer asks for each of them."""
    return _Prepared(texts, duties, thesaurus)


@lru_cache(maxsize=8)
def _postings(candidates: tuple[str, ...], prepared: _Prepared) -> Postings:
    return postings_of(candidates, prepared.terms)
