"""What the coverage check answers, and what people decide about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from wenjian.model.directive import SourcePaper
from wenjian.model.finding import Finding
from wenjian.model.record import Record, Text, key
from wenjian.model.vocabulary import (
    AddedClass,
    Competence,
    DecisionSource,
    DeviationKind,
    Direction,
    Judgement,
    Keep,
    Modality,
    Opinion,
    Remedy,
    Settlement,
    Verdict,
)


class Decision(Record):
    """核对结论: one entry of 核对.yaml. An entry whose fingerprints no longer fit is outdated: shown, not applied."""

    duty: str = key("任务", note="上级文件编号#任务编号")
    duty_fingerprint: Text = key("任务指纹", "")
    evidence_fingerprint: Text = key("证据指纹", "", "本文没有对应内容时写“无”")
    judgement: Judgement = key("判定")
    settlement: Settlement | None = key("结论", None)
    reason: Text = key("理由", "")
    person: Text = key("姓名", "")
    date: Text = key("日期", "")
    source: DecisionSource = key("来源", DecisionSource.PERSON)


class Review(Record):
    """审核: what a reviewer wrote beside a duty. It settles nothing; it is kept, and printed in the next table."""

    duty: str = key("任务", note="上级文件编号#任务编号")
    duty_fingerprint: Text = key("任务指纹", "")
    evidence_fingerprint: Text = key("证据指纹", "", "本文没有对应内容时写“无”")
    opinion: Opinion | None = key("审核意见", None)
    wording: Text = key("建议修改文字", "", "审核人改过的才写")
    change: Text = key("修改情况", "")
    reason: Text = key("理由", "")
    person: Text = key("姓名", "")
    date: Text = key("日期", "")


class AdditionReview(Record):
    """新增内容: what a reviewer said to an addition of the paper's own, found again by its words."""

    text: str = key("内容", note="本文原文，一条一句")
    fingerprint: Text = key("指纹", "", "本文原文的指纹；不写则按“内容”")
    keep: Keep | None = key("是否保留", None)
    basis: Text = key("依据", "")
    note: Text = key("说明", "")
    person: Text = key("姓名", "")
    date: Text = key("日期", "")


class DecisionFile(Record):
    """核对.yaml: what people decided, what they remarked on duties, and what they said to the paper's own additions."""

    decisions: tuple[Decision, ...] = key("核对", ())
    reviews: tuple[Review, ...] = key("审核", ())
    additions: tuple[AdditionReview, ...] = key("新增内容", ())


@dataclass(frozen=True, slots=True)
class Evidence:
    """One provision of the child, verbatim: `where` is the path people quote, `score` 0–1, `row` the 0-based table row
    or -1.
    """

    text: str
    where: str = ""
    score: float = 0.0
    block: str = ""
    row: int = -1


@dataclass(frozen=True, slots=True)
class Deviation:
    """A difference in one part of a duty, with both texts; `where` is the child's place when it is not that of the
    first evidence. `remedy` is what would make the plan say what the superior says.
    """

    kind: DeviationKind
    direction: Direction
    parent: str
    child: str
    note: str = ""
    where: str = ""
    remedy: Remedy = Remedy.REPLACE

    @property
    def is_below(self) -> bool:
        """Whether the plan is to be changed: 低于上级要求 or 口径不一致."""
        return self.direction in {Direction.WEAKER, Direction.CHANGED}


@dataclass(frozen=True, slots=True)
class DutyCoverage:
    """The answer for one duty. `summary`: it only sums up the duties that follow it. `asked`: what of its text is asked
    where the superior does the rest itself, else empty.

    `missing_parts` names what a partial lacks; `outdated` are decisions that no longer fit. `place` is where in the
    paper a missing duty belongs, empty where nothing tells; `proposal` is what the duty list proposes for it and nobody
    confirmed («拟归口：他部门主责，待确认»). `proposed` is what the text alone gives, before `decision`. `review` is
    what reviewers last wrote beside the duty, field by field; `past_reviews` what they wrote before the texts changed.
    """

    id: str
    ref: str
    text: str
    where: str
    modality: Modality
    verdict: Verdict
    settlement: Settlement
    competence: Competence | None = None
    summary: bool = False
    asked: str = ""
    flags: tuple[str, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    nearest: Evidence | None = None
    missing_parts: tuple[str, ...] = ()
    note: str = ""
    proposal: str = ""
    suggestion: str = ""
    place: str = ""
    fingerprint: str = ""
    decision: Decision | None = None
    outdated: tuple[Decision, ...] = ()
    proposed: Settlement | None = None
    review: Review | None = None
    past_reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """本级新增内容: a provision that no duty asks for, and what a reviewer said to it."""

    text: str
    where: str
    kind: AddedClass
    review: AdditionReview | None = None


@dataclass(frozen=True, slots=True)
class Engine:
    """Versions that decide an answer: the program, the thesaurus, the weights."""

    version: str
    terms: str
    weights: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """覆盖核对 of one directive in one paper. `directive_papers` are the papers of a list of several parents, farthest
    superior first. `quoted` is the share (0–1) of the paper's own words in sentences that are the superior's.
    `document_dated`: the paper bears a whole 成文日期, so that it is no draft any more.
    """

    engine: Engine
    directive_id: str
    directive_title: str
    directive_number: str
    directive_source: str
    document_title: str
    document_number: str
    document_source: str
    documents: int
    duties: tuple[DutyCoverage, ...]
    added: tuple[Added, ...] = ()
    restated: int = 0
    quoted: float = 0.0
    document_signature: tuple[str, ...] = ()
    document_dated: bool = False
    directive_papers: tuple[SourcePaper, ...] = ()
    findings: tuple[Finding, ...] = field(default_factory=tuple)

    def count(self, verdict: Verdict) -> int:
        return sum(duty.verdict is verdict for duty in self.duties)
