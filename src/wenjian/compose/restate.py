"""A duty in the superior's own words, its subject made local (office practice: 口径原话, 谁来做换成本级)."""

from __future__ import annotations

from collections.abc import Collection

from wenjian.compose.contract import REST, Need, Piece
from wenjian.compose.fill import locality_values, unit_name
from wenjian.compose.organs import localised_names, own_offices
from wenjian.duties.competence import PEER_LINES
from wenjian.duties.judge import hands_down
from wenjian.model.directive import Duty
from wenjian.model.document import Origin, Span
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Authority, Competence, MeasureKind, OriginKind
from wenjian.text import patterns as re
from wenjian.text.measures import locate_measures

_EVERYWHERE = (
    r"各地区、各(?:有关)?部门|各地(?:区)?|地方各级(?:人民)?政府|各级(?:人民)?政府"
    r"|各省、自治区、直辖市(?:人民政府|[^，。；、]{2,8}?(?:厅（局）|厅|局))?"
    r"|县级以上(?:地方)?(?:各级)?人民政府|各(?:县（[市区旗、]{1,5}）|[县区旗]市区|市县区|区县|县区|旗县区?)(?:人民政府)?|各市(?:（州）|州)?(?:、?各?县(?:（市、区）)?)?(?:人民政府)?"
)
_ORGAN = rf"(?:{PEER_LINES})[^，。；、要应须]{{0,8}}?(?:局|委|部门|机关|机构|厅|办)"
_FIRST = re.compile(rf"^(?:{_EVERYWHERE})(?!、|{_ORGAN})[，,]?")
"""All places as the subject of a sentence; «各县（市、区）教育局…» is a subject of its own."""
_LATER = re.compile(
    rf"(?<=[，,；])(?:{_EVERYWHERE})(?=要|应|须|必须|不得|一律|可|负责|及时|每|于|在|\d|按|将|报送|上报|组织|开展|完成)"
)
_MODAL = re.compile(r"^(?:要|应当|应|须|必须|需|负责)")
_TOWNSHIP = re.compile(
    r"^各?(?:乡镇（街道）|乡（镇、街道）|乡（镇）|镇（街道）|镇街|乡镇|街道|[乡镇](?=人民政府))"
    r"(?:[、和及]?(?:党委|党工委|人民政府|政府|(?:街道)?办事处)|[、和]街道|（(?:街道)?办事处）)*"
)
"""The townships as a superior addresses them («乡镇人民政府（街道办事处）要…», «各乡镇、街道要…»)."""
_NO_VERB = re.compile(r"^(?:把|于|以|自|从|向|与|对|按|根据|依据|在|将|由|不得|严禁|一律|可)")
_PROHIBITS = re.compile("^(?:不得|不准|不能|严禁|禁止)")
_ADVERBIAL = re.compile(
    r"^(?:每|逐|定期|对|向|按|依|根据|结合|在|于|将|把|由|以|为|从|自|到|至|通过|利用|会同|联合|要|一律|凡|如|遇|经|因|可|\d"
    r"|[上下本当年半各]?[年月季周日旬]|[^，。；]+的，)"
)
"""What may stand before a verb but not behind «协助» («协助每月巡查»); a word too many does no harm."""
_ELSEWHERE = re.compile(r"^其他地区(?:的)?[，,]?")
_JOINT = re.compile(r"(?<![^，。；,;])((?:[^，。；,;、]{2,12}、)+[^，。；,;、]{2,12}?)部门(?:要|应当|应|须|必须)")
_DEPARTMENT = re.compile(r"^(?!由)[^，。；,;、]{2,14}?(?:部门|机关)(?=要|应|须|必须|负责)")
_TOWNSHIP_OFFICE = re.compile(
    r"(所在|当地)?各?(?:乡镇（街道）|乡（镇、街道）|乡（镇）|乡镇、街道|乡镇)民政(?:工作)?(?:机构|办公室|窗口|服务站|办|所|站)"
)
_WITH_STREETS = re.compile(r"乡镇（街道）|乡（镇、街道）|乡镇、街道")
_ATTACHED = re.compile(
    r"(?<=[见报填写])附件|(?<=[（(按照用])附件(?=[\d一二三四五六七八九十]{1,2}[）)，。；、的格填报]|[）)，。；])"
)
"""What the superior's paper has as attachment and ours has not."""
_CONTACT = re.compile(
    r"[（(][^（()）]*(?:联\s*系\s*人|联系电话|联系方式|电子?邮箱|传真)(?:[（(][^（()）]*[）)]|[^（()）])*[）)]"
    r"|(?<=[，。；;])联\s*系\s*人[：:][^。]*(?=。|$)"
)
"""Whom to call at the superior's, with number and address: nothing for a paper of ours."""
_VAGUE = re.compile(r"^(?:有关|相关|其他|其它|具体|工作|几点)*(?:要求|事项|事宜|问题|任务|内容)$")
"""Headings that name no task («有关要求»)."""
_FESTIVAL_CUT = re.compile(r"[\u4e00-\u9fff](?<![在于])\|节")
SUPERIOR_TOTAL = re.compile(
    "(?:全省|全市|全国|全区|全州)(?:[^，。；]{0,24}[0-9０-９]"
    "|[^，。；的]{2,24}(?:基本|全面|全部|初步)(?:形成|建成|建立|健全|实现|覆盖|消除|完成|达标)|[^，。；的]{2,24}全覆盖)"
)
"""A figure, or an aim, that holds for all of a superior's area."""
_EACH_BELOW = re.compile("每个?(?:县（市、区）|县（区）|县（市）|县区|区县|市（州）|设区市|市县)")
_GENERAL = re.compile("(?:总体|基本)(?:要求|思路)|指导思想(?:和(?:工作|总体)?目标)?")
_BY_YEARS_END = re.compile("到20\\d\\d年|20\\d\\d年(?:年?底|底?前)")
_CLAUSE = re.compile("[^，。；]+")
_HANDED = re.compile("(?P<title>《.+?》)(?:[（(](?P<number>[^（()）]*?号))?")
"""The paper that a sentence hands down, with its number."""


def restate(need: Need, locality: Locality, authority: Authority) -> Piece:
    """The duty as a piece of text, marked RESTATED with the duty's reference."""
    origin = Origin(OriginKind.RESTATED, need.ref)
    heading = task_name(need)
    text = with_local_deadline(localise(need, locality, authority), need.duty)
    return Piece(((Span(text, origin),),), origin, task=heading, needs=(need,))


def superior_totals(text: str, locality: Locality) -> tuple[str, ...]:
    """The clauses of a restated duty that count for the superior's whole area, or for each place in it, of which ours
    is one («全市……达到100%», «每个县（市、区）至少建成1处»).
    """
    return tuple(
        clause
        for clause in _CLAUSE.findall(text)
        if _EACH_BELOW.search(clause)
        or ((total := SUPERIOR_TOTAL.search(clause)) and not total[0].startswith(f"全{locality.kind}"))
    )


def task_name(need: Need) -> str:
    """The nearest heading over a duty that names a task; where all only say «有关要求», or the duty is a row of a table
    in a paper with headings, what it is about. Nothing in a paper without headings.
    """
    duty = need.duty
    named = next((heading for heading in reversed(duty.headings) if not _VAGUE.match(heading)), "")
    if named or not (duty.headings or any(one.headings for one in need.directive.duties)):
        return named
    if duty.deliverable is not None and duty.deliverable.text:
        return "按时报送材料"
    return "完成指标任务" if not duty.headings and _has_target(duty) else REST


def is_aim(duty: Duty) -> bool:
    """Whether a duty is an aim that the superior gives under «总体要求»: a figure for the end of a year."""
    headed = bool(duty.headings) and _GENERAL.fullmatch(duty.headings[0]) is not None
    return headed and _has_target(duty) and _BY_YEARS_END.search(duty.text) is not None


def _has_target(duty: Duty) -> bool:
    """Whether a duty sets a figure to be reached («新增床位180张», «达标率100%»)."""
    return any(
        one.value and one.kind in {MeasureKind.COUNT, MeasureKind.SHARE, MeasureKind.MONEY} for one in duty.measures
    )


def _whole_deadline(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range of the deadline that text[start:end] is, or is the end of («节前» of «中元节、寒衣节前»); None where it
    begins within a name that no reading knows («三月三节前»).
    """
    for one in locate_measures(text):
        if one.start <= start and end == one.end and not one.measure.value:
            return one.start, end
    return None if _FESTIVAL_CUT.search(text[:start] + "|" + text[start:end]) else (start, end)


def with_local_deadline(text: str, duty: Duty) -> str:
    """`text` with the 本级时限 in the place of the superior's deadline, as the table has it; where the superior sets
    none, a day that the office set stands behind the sentence.
    """
    own, given = duty.local_deadline.removeprefix("于"), duty.deadline.removeprefix("于")
    if not own or own in text:
        return text
    if given and given in text:
        year = r"20\d\d年" if re.match(r"20\d\d年", own) else ""
        given_there = re.search(f"(?:{year})?{re.escape(given)}" if year else re.escape(given), text)
        if given_there and (place := _whole_deadline(text, *given_there.span())):
            return text[: place[0]] + own + text[place[1] :]
    return f"{text.rstrip('。')}（{own}完成）。" if own.endswith(("前", "内")) else text


def localise(need: Need, locality: Locality, authority: Authority) -> str:
    """The duty's own words with a local subject, as one sentence.

    Our own line becomes the bureau, a peer's line the peer by its local name, 各地 the bureau; of a duty of the
    townships the offices there. «见附件» means the superior's attachment, which is not ours. What only the
    government can order goes out 经…同意 where 行文名义 says so, else as a request; a peer's act as 配合… or 商请….
    Of a sentence that hands a paper down stays what it asks: it is the superior who forwards.
    """
    known = locality_values(locality)
    bureau, government = known["本局"], known["县政府"]
    if handed := _handed_down(need.duty):
        return f"{bureau}要认真贯彻落实{handed}。"
    text = _CONTACT.sub("", need.duty.text.strip().rstrip("。；;，,、")).rstrip("。；;，,、") + "。"
    text = _ATTACHED.sub("上级文件附件", text)
    subject = locality.grassroots if need.competence is Competence.TOWNSHIP and locality.grassroots else bureau
    if subject != bureau:
        text = own_offices(bureau, locality).sub(subject, text)
    text = localised_names(_without_joint_subject(text, bureau, locality), bureau, locality)
    text = _unasked(text, (bureau, subject))
    text = _townships(text, locality)
    text = _ELSEWHERE.sub("", text)
    if peer := _leading_peer(text, locality):
        asked = "配合" if need.competence is Competence.ASSIST else "商请"
        return asked + peer + _MODAL.sub("", text.removeprefix(peer))
    if locality.grassroots and text.startswith(locality.grassroots):
        return text
    if match := _TOWNSHIP.match(text):
        if authority is Authority.APPROVED:
            return f"经{government}同意，{text}"
        return f"{locality.grassroots}{_assisting(_MODAL.sub('', text[match.end() :]))}"
    first = _FIRST.match(text)
    rest = text[first.end() :] if first else text
    if need.competence is Competence.GOVERNMENT:
        rest = _MODAL.sub("", _LATER.sub("", rest))
        if authority is Authority.APPROVED:
            return f"经{government}同意，{rest}"
        if first is None or _NO_VERB.match(rest):
            return f"提请{government}明确，{rest}"
        return f"提请{government}统筹{rest.removeprefix('统筹')}"
    if need.competence is Competence.ASSIST:
        partner = unit_name(need.duty.assisting[0], locality) if need.duty.assisting else "有关部门"
        rest = re.sub(rf"{_LATER.pattern}(?:要|应当|应|须|必须)?", f"{bureau}要配合{partner}", rest)
        return f"{bureau}配合{partner}{_MODAL.sub('', rest)}" if first else rest
    rest = _LATER.sub(subject, rest)
    return f"{subject}{rest}" if first else rest


def _unasked(text: str, ours: Collection[str]) -> str:
    """`text` without the «请» with which the superior asks those whose paper this is («请县民政局确定1名联络员»)."""
    pattern = re.compiled_now(rf"(?:^|(?<=[，。；;]))请(?={'|'.join(map(re.escape, ours))})")
    return pattern.sub("", text)


def _assisting(act: str) -> str:
    """What a township is asked, asked of the bureau's own line there: «要协助开展排查», and where no verb comes first
    «要协助做好以下工作：每月巡查一次»; nobody is asked to assist in not doing something.
    """
    if _PROHIBITS.match(act):
        return act
    return f"要协助{'做好以下工作：' if _ADVERBIAL.match(act) else ''}{act}"


def _handed_down(duty: Duty) -> str:
    """The paper that a duty hands down, where it asks no more than to carry it out; else nothing."""
    handed = _HANDED.search(duty.text) if hands_down(duty.text) else None
    if handed is None or duty.deliverable or any(measure.value for measure in duty.measures):
        return ""
    return handed["title"] + (f"（{handed['number']}）" if handed["number"] else "")


def _townships(text: str, locality: Locality) -> str:
    """`text` with the name that the offices of the townships have here, and without 街道 where there are none."""
    at = f"所在{locality.grassroots.removeprefix('各')}"
    text = _TOWNSHIP_OFFICE.sub(lambda match: at if match[1] else locality.grassroots or match[0], text)
    names = [one.name for one in locality.townships]
    if names and not any(name.endswith(("街道", "街道办事处")) for name in names):
        text = _WITH_STREETS.sub("乡镇", text)
    return text


def _without_joint_subject(text: str, bureau: str, locality: Locality) -> str:
    """«民政、财政部门要…» said of the bureau alone, which works with the other: «县民政局要配合财政部门…»."""
    own = {word.removesuffix("部门") for word in locality.line}

    def alone(match: re.Match[str]) -> str:
        named = [re.sub("^由?(?:各级|各地)?", "", name) for name in match[1].split("、")]
        others = "、".join(f"{name}部门" for name in named if name and name not in own)
        return f"{bureau}要配合{others}" if others and len(named) > len(others.split("、")) else match[0]

    return _JOINT.sub(alone, text)


def _leading_peer(text: str, locality: Locality) -> str:
    """The peers that stand at the head of `text` («县公安局、林业部门»): by their local names, else one as the superior
    calls it.
    """
    named = "|".join(re.escape(peer.name) for peer in locality.peers) or "(?!)"
    department = "[^，。；,;、和及]{2,10}?(?:部门|机关)"
    listed = re.compiled_now(rf"(?:{named})(?:(?:、|和|及)(?:{named}|{department}))*(?:等(?:部门|机关))?")
    known = listed.match(text) or _DEPARTMENT.match(text)
    return known[0] if known else ""
