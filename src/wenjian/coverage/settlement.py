"""办理结论: where a duty is settled, in the reviewer's words, with the sentence that the tables print."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from wenjian.coverage.cited import SHORTEST_TITLE, cites, names_title
from wenjian.coverage.verdict import Judged
from wenjian.model.coverage import Decision, Deviation, Evidence
from wenjian.model.directive import Directive, Duty
from wenjian.model.document import Document, Provision
from wenjian.model.marks import GAPS
from wenjian.model.vocabulary import Competence, DeviationKind, Direction, Judgement, Role, Settlement, Verdict
from wenjian.text import patterns as re
from wenjian.text.citations import find_citations, same_number
from wenjian.text.normal import letters, shorten
from wenjian.text.responsibility import split_organs

_FORWARDS = (
    re.compile(
        r"将[^。；《]{0,40}(?P<cited>《[^》]+》(?:[（(][^（()）]{1,40}[）)])?)[^。；《]{0,16}(?:转发|印发|翻印)"
    ),
    re.compile(r"(?<!不再)转发[^。；《]{0,20}(?P<cited>《[^》]+》(?:[（(][^（()）]{1,40}[）)])?)"),
)
_EXECUTES = re.compile(
    r"(?:按照|按|遵照|参照|依照|严格|认真|坚决|继续|一并)[^。；]{0,60}(?:执行|落实|抓好|遵照办理|办理)|落实好?《"
)
_BASIS_ONLY = re.compile(
    r"^为|制定(?:本|如下|以下)|制订|特制定|如下[^。]{0,12}$|现就|现将|结合[^。；]{0,16}(?:制定|提出)|提出[^。]{0,10}意见"
)
_NUMBERED = r"^(?:[（(]?[一二三四五六七八九十\d]+[）)、.．])?"
"""The number that a sentence may open with."""
_MATTER = re.compile(
    _NUMBERED + r"(?P<matter>[^。；]{2,80}?)[，,]?(?:由[^，。；]{2,20}?)?"
    r"(?:均|一律|统一|严格|继续|仍|应当?|须|要){0,2}(?:按照?|依照|遵照|参照)"
    r"(?P<cited>[^。；，,]{0,120}?)(?:组织|严格|认真|统筹){0,2}(?:执行|办理|实施|落实|推进|处置|处理|把握)(?!的)"
)
"""A sentence that says of a matter by which paper it is handled («……，按照《……》执行»)."""
_CARRIED_OUT = re.compile(
    r"(?:按照?|依照|遵照)(?P<cited>[^。；，,]{0,60}?(?:号|》)(?:文件)?)(?:的?(?:有关|相关)?(?:规定|要求|精神))?"
    r"(?:严格|认真|全面|及时)*(?:落实|执行|兑现)(?P<matter>[^，。；]{3,20}?(?:政策|待遇|标准|措施|制度))(?=[，。；]|$)"
)
"""Words that name the matter behind the paper («按照……号文件规定落实税费减免政策»)."""
_ARTICLE = re.compile(
    r"第[（(]?[一二三四五六七八九十百\d]{1,5}[）)]?"
    r"(?:(?:[、和及]第?|第)[（(]?[一二三四五六七八九十百\d]{1,5}[）)]?|[（(][一二三四五六七八九十百\d]{1,5}[）)])*条"
)
_ALLOTTED = re.compile(
    _NUMBERED + r"(?P<who>[^，。；]{2,48}?)"
    r"(?:的(?:工作)?(?:职责|任务|分工|责任)+，?(?:按照?|依照|遵照|根据)(?P<cited>[^。；，]{0,80}?)"
    r"(?:执行|落实|履行|办理|抓好|推进)"
    r"|(?:要|应当?|须|均|都)?(?:按照?|依照|遵照|根据)(?P<named>[^。；，]{0,80}?)(?:所?(?:明确|规定|确定|赋予|划分|要求))?的?"
    r"(?:工作)?(?:职责|任务|分工)+，?[^，。；]{0,4}(?:开展|履行|履职|落实|抓好|做好|推进|执行))"
)
"""A sentence that leaves to another paper what some organs are to do («共青团、妇联按照《意见》明确的职责开展工作»)."""
_ANYBODY = re.compile(
    r"^(?:各|全|有关|相关|其他|本)|各(?:有关|相关)?(?:部门|单位|地|[省市县区乡镇])|^(?:我?[省市县区])?(?:直|级)?(?:部门|单位)$"
)
_NEGATED = re.compile(r"(?:不再?|不得|暂不|未|没有|拒不)$")
_ORDERS_FIRST = re.compile(
    r"^(?:提高|加强|高度|精心|认真|切实|进一步|深入|全面|贯彻|学习|领会|坚持|紧紧|严格|强化|压实|落实|明确|结合|根据|为)"
)
"""How a clause opens that asks for attention, and names no matter."""
_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十百\d]+[）)]?")
_WHO_OR_REST = re.compile(
    r"^其[他余它](?:有关|相关|具体|未尽)*(?:事项|事宜|工作|要求|内容|方面|问题|规定|任务|政策|措施)?$|未尽|未[列作明]|没有规定|本(?:通知|方案|意见|办法|细则|文件|局|县|市|区|镇|乡|单位)|请|(?<![重主需])要$|[应须]$"
    r"|^(?:各|全|有关|相关)|(?:局|委|办|厅|部门?|单位|机构|政府|街道|乡镇|镇|乡|中心|站|所|院|科|股)(?:都|均|也)?$"
)
"""What is no matter of its own: who is to act, the rest, or the paper itself."""

_SHORTEST_ORGAN = 2
_MOST_OF_IT = 0.8

BODY = "正文"
"""The place of a sentence under no heading."""

WAIVING: dict[Competence, Settlement] = {
    Competence.PEER: Settlement.OTHER_ORGAN,
    Competence.SUPERIOR: Settlement.SUPERIOR_OWN,
}
"""Competences that settle a duty by themselves once a person confirmed them."""

GRADE: dict[Settlement, int] = {
    Settlement.DONE: 4,
    Settlement.REFINED: 4,
    Settlement.IN_TABLE: 4,
    Settlement.OTHER_DOCUMENT: 4,
    Settlement.OTHER_ORGAN: 4,
    Settlement.NOT_LOCAL: 4,
    Settlement.SUPERIOR_OWN: 4,
    Settlement.FORWARDED: 3,
    Settlement.PARTLY: 2,
    Settlement.BY_REFERENCE: 2,
    Settlement.TO_CONFIRM: 1,
    Settlement.NOT_FOUND: 0,
    Settlement.CONFIRMED_GAP: 0,
}
"""How far a settlement settles a duty. Of equal grade neither is better than the other."""

DECIDED_VERDICT: dict[Settlement, Verdict] = {
    Settlement.DONE: Verdict.COVERED,
    Settlement.REFINED: Verdict.COVERED,
    Settlement.IN_TABLE: Verdict.COVERED,
    Settlement.PARTLY: Verdict.PARTIAL,
    Settlement.NOT_FOUND: Verdict.MISSING,
    Settlement.CONFIRMED_GAP: Verdict.MISSING,
    Settlement.FORWARDED: Verdict.MISSING,
    Settlement.BY_REFERENCE: Verdict.MISSING,
    Settlement.TO_CONFIRM: Verdict.MISSING,
    Settlement.OTHER_DOCUMENT: Verdict.WAIVED,
    Settlement.OTHER_ORGAN: Verdict.WAIVED,
    Settlement.NOT_LOCAL: Verdict.WAIVED,
    Settlement.SUPERIOR_OWN: Verdict.WAIVED,
}
"""The verdict that goes with a settlement which a person decided."""


def reference_to(
    directive: Directive, document: Document, own: Sequence[Provision], names: Collection[str] = ()
) -> Settlement | None:
    """How the paper, whose own provisions are `own`, carries the parent as a whole: forwarded with it, executed by
    reference, or not at all (None). It may call the parent by `names`, too.

    A parent that is only named as the paper's basis («根据《…》，制定本方案») is not carried.
    """
    if any(_is_parent(inner, directive) for inner in _forwarded(document)):
        return Settlement.FORWARDED
    if "转发" in document.title and names_title(document.title, directive):
        return Settlement.FORWARDED
    executed = False
    for provision in own:
        if not cites(provision.text, directive, names):
            continue
        if any(cites(match["cited"], directive) for form in _FORWARDS for match in form.finditer(provision.text)):
            return Settlement.FORWARDED
        executed = executed or _executes(provision.text)
    return Settlement.BY_REFERENCE if executed else None


def _executes(text: str) -> bool:
    """Whether a sentence that cites the parent asks to carry it out as a whole: not only in one of its matters («文物
    保护经费，按照《…》执行»), nor as the basis of the paper.
    """
    basis_only = _BASIS_ONLY.search(text.rstrip("。：:"))
    return bool(_EXECUTES.search(text)) and not basis_only and not _in_one_matter(text)


def _in_one_matter(text: str) -> bool:
    """Whether a sentence leaves to another paper, or keeps from it, only the matter that it opens with, or what the
    organs are to do that it names.
    """
    if matter_left(text):
        return True
    match = _MATTER.match(text)
    return match is not None and bool(_ARTICLE.search(match["cited"]) or _NEGATED.search(match["matter"]))


def _matters(words: str) -> tuple[str, ...]:
    """The clauses that name a matter."""
    return tuple(clause for clause in re.split("[，,]", words) if not _ORDERS_FIRST.match(clause))


@dataclass(frozen=True, slots=True)
class MatterLeft:
    """What a sentence leaves to the paper that it cites: the matter clause by clause, the words that cite the paper,
    and the articles that they name, as written («（十七）», «四»); or the organs whose work it leaves there.
    """

    clauses: tuple[str, ...]
    cited: str
    articles: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()


def matter_left(text: str) -> MatterLeft | None:
    """The one matter that a sentence leaves to a paper; None where it speaks of nobody and nothing but who is to act,
    the rest, or the paper itself.
    """
    if allotted := _allotted(text):
        return allotted
    if carried := _CARRIED_OUT.search(text):
        return MatterLeft((carried["matter"],), carried["cited"])
    match = _MATTER.match(text)
    if match is None or _NEGATED.search(match["matter"]):
        return None
    articles = tuple(part for one in _ARTICLE.findall(match["cited"]) for part in _NUMBER.findall(one))
    meant = [clause for clause in _matters(match["matter"]) if articles or not _WHO_OR_REST.search(clause)]
    return MatterLeft(tuple(meant), match["cited"], articles) if meant else None


def _allotted(text: str) -> MatterLeft | None:
    """The organs whose work a sentence leaves to a paper; None where it names none («各部门按照职责分工抓好落实»)."""
    match = _ALLOTTED.match(text)
    if match is None:
        return None
    named = [organ.partition("等")[0] for organ in split_organs(match["who"])]
    organs = tuple(organ for organ in named if len(organ) >= _SHORTEST_ORGAN and not _ANYBODY.search(organ))
    return MatterLeft((), match["cited"] or match["named"] or "", organs=organs) if organs else None


def _forwarded(document: Document) -> Sequence[Document]:
    return [inner for inner in document.attachments if inner.role is Role.FORWARDED]


def _is_parent(inner: Document, directive: Directive) -> bool:
    if directive.number and inner.elements.number:
        return same_number(inner.elements.number, directive.number)
    return not inner.title or names_title(inner.title, directive)


def by_shared_citation(duty: Duty, judged: Judged) -> bool:
    """Whether the duty's own cited documents stand in the evidence, though not what they ask for here."""
    titles = [letters(citation.title) for citation in (duty.citations or find_citations(duty.text))]
    if not titles or judged.verdict is Verdict.COVERED:
        return False
    told = "".join(letters(row.passage.text) for row in judged.evidence)
    return any(title in told for title in titles if len(title) >= SHORTEST_TITLE)


def waiver_of(duty: Duty) -> Settlement | None:
    """The settlement that the confirmed duty list gives; a proposal that nobody confirmed gives none."""
    if not duty.signed:
        return None
    if duty.not_local:
        return Settlement.NOT_LOCAL
    return WAIVING.get(duty.competence) if duty.competence else None


def proposal_note(duty: Duty) -> str:
    """What an unconfirmed proposal of the duty list says; it settles nothing."""
    if duty.signed:
        return ""
    if duty.competence in WAIVING or duty.competence is Competence.GOVERNMENT:
        return f"拟归口：{duty.competence}，待确认"
    if duty.not_local:
        return f"拟不涉及本地：{duty.not_local}，待确认"
    return f"适用范围：{duty.scope}，是否涉及本地待确认" if duty.scope else ""


def settle(
    judged: Judged, reference: Settlement | None, deviations: Sequence[Deviation], *, in_table: bool
) -> Settlement:
    """The settlement that the text alone gives; a paper that drops a prohibition is never simply done."""
    if any(deviation.kind is DeviationKind.NEGATION for deviation in deviations):
        return Settlement.TO_CONFIRM
    if judged.verdict is Verdict.COVERED:
        if in_table:
            return Settlement.IN_TABLE
        refined = any(deviation.direction is Direction.REFINED for deviation in deviations)
        return Settlement.REFINED if refined else Settlement.DONE
    if reference:
        return reference
    if judged.doubtful:
        return Settlement.TO_CONFIRM
    return Settlement.PARTLY if judged.verdict is Verdict.PARTIAL else Settlement.NOT_FOUND


def decided(decision: Decision, judged: Settlement) -> Settlement:
    """The settlement after a decision that fits."""
    if decision.settlement:
        return decision.settlement
    if decision.judgement is Judgement.WAIVE:
        return Settlement.OTHER_ORGAN
    gap = decision.judgement is Judgement.CONFIRM and judged in GAPS
    return Settlement.CONFIRMED_GAP if gap else judged


def lacks_most(text: str, parts: Iterable[str]) -> bool:
    """Whether the parts that a paper lacks are so much of a duty's text that naming them says no more than the text."""
    return sum(len(letters(part)) for part in parts if part in text) >= _MOST_OF_IT * len(letters(text))


def sentence(
    settlement: Settlement,
    *,
    duty: Duty,
    directive: Directive,
    evidence: Sequence[Evidence],
    nearest: Evidence | None,
    missing_parts: Sequence[str],
    deviations: Sequence[Deviation],
    decision: Decision | None,
    begun: str = "",
) -> str:
    """The sentence that the tables print beside the settlement; `begun` is where the body has a part of what stands
    whole only in a table.
    """
    place = _spot(evidence[0]) if evidence else BODY
    named = f"“{shorten(nearest.text)}”" if nearest else ""
    spot = nearest.where if nearest and nearest.where else BODY
    reason = decision.reason if decision else ""
    signed = f"（{decision.person} {decision.date}）".replace(" ）", "）") if decision and decision.person else ""
    match settlement:
        case Settlement.DONE:
            return f"已落实：见{place}。"
        case Settlement.REFINED:
            extra = "、".join(d.child for d in deviations if d.direction is Direction.REFINED and d.child)
            return f"已落实：见{place}，并明确了“{extra}”。" if extra else f"已落实并细化：见{place}。"
        case Settlement.IN_TABLE:
            if not begun:
                return f"正文未写，列入{place}。"
            rows = "；".join(one for one in place.split("；") if one not in begun.split("；"))
            return f"正文{'' if begun == BODY else f'（{begun}）'}写了一部分，全文列入{rows}。"
        case Settlement.FORWARDED:
            return "原文随文转发，正文" + ("只写了部分要求。" if evidence else "未另提要求。")
        case Settlement.BY_REFERENCE:
            return f"仅写按《{shorten(directive.title, 24)}》执行，未列具体要求，请确认是否足够。"
        case Settlement.PARTLY:
            if lacks_most(duty.text, missing_parts):
                return f"部分落实：{place}有相近内容，各项要求多半没有照写，请对照原文核实。"
            lacking = "、".join(f"“{shorten(part, 60)}”" for part in missing_parts)
            return f"部分落实：见{place}" + (f"；未写{lacking}。" if lacking else "。")
        case Settlement.TO_CONFIRM:
            target = evidence[0] if evidence else nearest
            spot = target.where if target and target.where else BODY
            return f"可能对应{spot}“{shorten(target.text)}”，请人工确认。" if target else "请人工确认。"
        case Settlement.NOT_FOUND:
            return "未找到对应内容。" + (f"最接近：{spot}{named}。" if nearest else "")
        case Settlement.CONFIRMED_GAP:
            return f"缺漏，已确认{signed}。" + (f"{reason}" if reason else "")
        case Settlement.OTHER_DOCUMENT:
            return f"已由其他文件落实：{reason}{signed}。"
        case Settlement.OTHER_ORGAN:
            return f"非本单位职责：{reason or _organ(duty)}{signed or _checked(duty)}。"
        case Settlement.NOT_LOCAL:
            return f"不涉及本地：{reason or duty.not_local}{signed or _checked(duty)}。"
        case Settlement.SUPERIOR_OWN:
            return f"系上级自身工作，无需承接{signed or _checked(duty)}。"


def _spot(evidence: Evidence) -> str:
    """Where the evidence stands, for a running sentence: a number that ends with 、 in quotes, «1.» without point."""
    where = (evidence.where or BODY).removesuffix(".")
    return f"“{where}”" if where.endswith("、") else where


def _organ(duty: Duty) -> str:
    actors = "、".join(actor.lstrip("^") for actor in duty.actors)
    return f"属{actors}职责" if actors else "归口他部门"


def _checked(duty: Duty) -> str:
    return f"（任务清单已核对：{duty.checked}）" if duty.signed else ""
