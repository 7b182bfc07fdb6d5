"""The report that programs read (design: contracts)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from wenjian.model.coverage import Coverage, Decision, DutyCoverage, Evidence, Review
from wenjian.model.diff import Chain
from wenjian.model.directive import SourcePaper
from wenjian.model.finding import Finding
from wenjian.model.plain import to_plain
from wenjian.model.vocabulary import Verdict
from wenjian.reports.chain import chain_data
from wenjian.reports.words import as_several, settlement_counts, summary_line


def format_json(coverages: Coverage | Iterable[Coverage], chain: Chain | None = None) -> str:
    """One coverage as an object; several as {"chain": [object, …]}, top first, with «levels» where they are one."""
    several = as_several(coverages)
    data: dict[str, Any] = as_data(several[0]) if len(several) == 1 else {"chain": [as_data(one) for one in several]}
    if chain is not None:
        data["levels"] = chain_data(chain)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_data(coverage: Coverage) -> dict[str, Any]:
    """The coverage in plain values, keys in a fixed order."""
    return {
        "engine": {
            "version": coverage.engine.version,
            "terms": coverage.engine.terms,
            "weights": coverage.engine.weights,
        },
        "directive": {
            "id": coverage.directive_id,
            "title": coverage.directive_title,
            "number": coverage.directive_number,
            "source": coverage.directive_source,
        }
        | ({"papers": [_paper(paper) for paper in coverage.directive_papers]} if coverage.directive_papers else {}),
        "document": {
            "title": coverage.document_title,
            "number": coverage.document_number,
            "source": coverage.document_source,
            "documents": coverage.documents,
        },
        "duties": [duty_data(duty) for duty in coverage.duties],
        "added": [
            {"text": one.text, "where": one.where, "class": one.kind.value, "word": one.kind.chinese}
            | ({"review": to_plain(one.review, {"text"})} if one.review else {})
            for one in coverage.added
        ],
        "summary": {
            "duties": len(coverage.duties),
            "covered": coverage.count(Verdict.COVERED),
            "partial": coverage.count(Verdict.PARTIAL),
            "missing": coverage.count(Verdict.MISSING),
            "by_reference": sum("by_reference" in duty.flags for duty in coverage.duties),
            "waived": coverage.count(Verdict.WAIVED),
            "restated": coverage.restated,
            "settlements": {word.chinese: number for word, number in sorted(settlement_counts(coverage).items())},
            "line": summary_line(coverage),
        },
        "findings": [finding_data(finding) for finding in coverage.findings],
    }


def _paper(paper: SourcePaper) -> dict[str, str]:
    return {"title": paper.title, "number": paper.number, "date": paper.date, "source": paper.source}


def duty_data(duty: DutyCoverage) -> dict[str, Any]:
    """The answer for one duty in plain values."""
    return {
        "id": duty.id,
        "ref": duty.ref,
        "text": duty.text,
        "where": duty.where,
        "modality": duty.modality.value,
        "competence": duty.competence.value if duty.competence else None,
        "verdict": duty.verdict.value,
        "settlement": duty.settlement.chinese,
        "flags": list(duty.flags),
        "deviations": [
            {
                "kind": one.kind.value,
                "direction": one.direction.value,
                "parent": one.parent,
                "child": one.child,
                "note": one.note,
                "where": one.where,
            }
            for one in duty.deviations
        ],
        "evidence": [evidence_data(one) for one in duty.evidence],
        "nearest": evidence_data(duty.nearest) if duty.nearest else None,
        "missing_parts": list(duty.missing_parts),
        "note": duty.note,
        "suggestion": duty.suggestion,
        "place": duty.place,
        "fingerprint": duty.fingerprint,
        "decision": _decision(duty.decision) if duty.decision else None,
        "outdated": [_decision(one) for one in duty.outdated],
        "review": _review(duty.review) if duty.review else None,
        "past_reviews": [_review(one) for one in duty.past_reviews],
    }


def evidence_data(one: Evidence) -> dict[str, Any]:
    """A provision that is quoted in plain values."""
    return {"text": one.text, "where": one.where, "score": one.score, "block": one.block, "row": one.row}


def _decision(one: Decision) -> dict[str, Any]:
    return {
        "judgement": one.judgement.value,
        "settlement": one.settlement.chinese if one.settlement else None,
        "reason": one.reason,
        "person": one.person,
        "date": one.date,
        "source": one.source.value,
    }


def _review(one: Review) -> dict[str, Any]:
    plain: dict[str, Any] = to_plain(one, {"duty", "duty_fingerprint", "evidence_fingerprint"})
    return plain


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding in plain values."""
    return {
        "code": finding.code,
        "level": finding.level.value,
        "place": str(finding.place),
        "message": finding.message,
        "hint": finding.hint,
    }
