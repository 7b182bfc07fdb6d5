"""Composing: job, locality, directives and clause library → papers, checked against the directives they carry out.

What comes in and goes out is in `contract`. In the order of the work: `jobs` and `given_elements` check what the job
says; `applicability` and `choose` pick clauses for duties; `draft` holds what all papers of the job share; `fill` and
`restate` make text; `bodies` and `sections` put it in order; `tables`, `elements`, `consent`, `forward` and `papers`
build the documents; `review` says what is to be said about them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from wenjian.compose.applicability import waivers
from wenjian.compose.bodies import write_bodies
from wenjian.compose.choose import needs, usable
from wenjian.compose.contract import Composition, Materials, Paper
from wenjian.compose.draft import Draft, paper_date
from wenjian.compose.jobs import check_job, hosts, outline_of, role_of
from wenjian.compose.papers import assembled, papers_of
from wenjian.compose.progress import check_requests, is_from_ledger
from wenjian.compose.review import below_findings, check_coverage, not_carried, paper_findings, refuse_blanks
from wenjian.compose.sections import number_blocks
from wenjian.coverage.terms import Terms, prepare_terms
from wenjian.errors import UnreadableInput
from wenjian.lint.progress import check_progress
from wenjian.model.catalogue import found
from wenjian.model.coverage import Decision
from wenjian.model.finding import Finding
from wenjian.model.job import Job
from wenjian.model.vocabulary import TABLE_GENRES, Judgement, Role

__all__ = ["Composition", "Materials", "Paper", "compose"]


def compose(job: Job, materials: Materials, decisions: Iterable[Decision] = ()) -> Composition:
    """The papers of `job`, checked against its directives.

    `decisions` are those that people left for this job; what they waive is not composed, what they confirm counts as
    reviewed. Raises UnreadableInput for a job that names what is not there, a 转发 without original, and a 清样 or
    印发稿 in which something is blank (each blank is one finding); LibraryError for a text with broken slots.
    """
    mistakes = tuple(check_job(job, materials))
    if mistakes:
        raise UnreadableInput(*mistakes)
    settled = tuple(decisions)
    terms = prepare_terms(materials.library.thesaurus)
    judged = {one.duty for one in settled}
    found_here = waivers(materials.directives, materials.locality, terms)
    own = tuple(waiver for waiver in found_here if waiver.duty not in judged)
    draft = _draft(job, materials, terms, own, settled)
    composition = _composed(draft, own, settled)
    while job.restate and (unheld := not_carried(draft, composition) - draft.unheld):
        draft = replace(draft, unheld=draft.unheld | unheld)
        composition = _composed(draft, own, settled)
    refuse_blanks(_mains(composition.papers, draft), draft)
    return composition


def _mains(papers: Iterable[Paper], draft: Draft) -> list[Paper]:
    """The papers that go out by themselves, with what travels with each."""
    return [paper for paper in papers if draft.hosts[paper.number - 1] < 0]


def _composed(draft: Draft, own: tuple[Decision, ...], settled: Sequence[Decision]) -> Composition:
    """The papers of a draft and what is to be said about them."""
    materials = draft.materials
    bodies = write_bodies(draft)
    roots = [number for number, host in enumerate(draft.hosts) if host < 0]
    papers: list[Paper] = []
    findings: list[Finding] = [finding for body in bodies for finding in body.findings]
    for root in roots:
        document, _ = number_blocks(assembled(root, draft, bodies, findings))
        papers.extend(papers_of(root, document, draft))
    papers.sort(key=lambda paper: paper.number)
    mains = _mains(papers, draft)
    texts = [paper for paper in mains if paper.genre not in TABLE_GENRES] or mains
    checked = texts[0].document
    coverages, restated = check_coverage(texts[0], materials, (*settled, *own))
    if materials.ledger is not None and is_from_ledger(draft.outlines[texts[0].number - 1]):
        coverages = ()  # a report says how duties are carried out; it does not carry them
        ours = [need.ref for need in draft.wanted]
        findings.extend(check_progress(checked, materials.ledger, materials.directives, ours))
        findings.extend(check_requests(checked))
    if len(texts) > 1 and materials.directives:
        findings.append(found("WJ520", count=len(texts), number=texts[0].number))
    findings.extend(paper_findings(draft, bodies, mains, restated))
    findings.extend(below_findings(coverages, draft))
    findings.extend(finding for coverage in coverages for finding in coverage.findings)
    return Composition(tuple(papers), checked, coverages, own, tuple(dict.fromkeys(findings)), restated)


def _draft(job: Job, materials: Materials, terms: Terms, own: Sequence[Decision], settled: Sequence[Decision]) -> Draft:
    waived = frozenset(one.duty for one in (*own, *settled) if one.judgement is Judgement.WAIVE)
    clauses = usable(materials.library.clauses, materials.locality, job.authority, paper_date(job), terms)
    return Draft(
        job=job,
        materials=materials,
        terms=terms,
        usable=clauses,
        wanted=needs(materials.directives, materials.locality, waived),
        hosts=hosts(job),
        outlines=tuple(
            outline_of(document, materials, encloses=Role.ENCLOSED in roles)
            for document, roles in zip(job.documents, _carried_roles(job), strict=True)
        ),
    )


def _carried_roles(job: Job) -> list[set[Role]]:
    """For each document the roles of those that travel with it."""
    return [
        {role_of(child, document) for child, host in zip(job.documents, hosts(job), strict=True) if host == number}
        for number, document in enumerate(job.documents)
    ]
