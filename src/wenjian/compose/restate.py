"""A duty in the superior's own words, its subject made local (office practice: 口径原话, 谁来做换成本级)."""

from __future__ import annotations

from wenjian.compose.contract import Need, Piece
from wenjian.compose.fill import locality_values, unit_name
from wenjian.model.document import Origin, Span
from wenjian.model.locality import Locality
from wenjian.model.vocabulary import Authority, Competence, OriginKind
from wenjian.text import patterns as re

_EVERYWHERE = (
    r"各地区、各(?:有关)?部门|各地(?:区)?|地方各级(?:人民)?政府|各级(?:人民)?政府|各省、自治区、直辖市(?:人民政府)?"
    r"|县级以上(?:地方)?(?:各级)?人民政府|各(?:县（市、区）|区县|县区)(?:人民政府)?|各市(?:（州）|州)?(?:、?各?县(?:（市、区）)?)?(?:人民政府)?"
)
_FIRST = re.compile(rf"^(?:{_EVERYWHERE})[，,]?")
_LATER = re.compile(rf"(?<=[，,；])(?:{_EVERYWHERE})(?=要|应|须|必须|不得|一律|可|负责|及时)")
_MODAL = re.compile(r"^(?:要|应当|应|须|必须|需|负责)")
_TOWNSHIP = re.compile(r"^各?(?:乡镇（街道）|乡镇|乡（镇、街道）|乡（镇）|街道)(?:人民政府|政府|、?街道办事处|办事处)*")
_NO_VERB = re.compile(r"^(?:对|按|根据|依据|在|将|由|不得|严禁|一律|可)")
_ELSEWHERE = re.compile(r"^其他地区(?:的)?[，,]?")
_LEVEL = r"(?<!省级)(?<!市级)(?<!上级)(?:各级|各地|县级|地方各级|所在地|当地)?"
_JOINT = re.compile(r"(?<![^，。；,;])((?:[^，。；,;、]{2,12}、)+[^，。；,;、]{2,12}?)部门(?:要|应当|应|须|必须)")
_DEPARTMENT = re.compile(r"^[^，。；,;、]{2,14}?(?:部门|机关)(?=要|应|须|必须|负责)")
_OWN_OFFICES = re.compile(
    r"(?:^|(?<=[，。；,;]))(?:各[市县区旗州盟（）、]{1,8}|县级)民政局(?=要|应|须|必须|负责|可|不得)"
)
"""Our own line as a superior addresses it («各县（区）民政局要…»)."""
_CITED = re.compile(r"《[^《》]*》")


def restate(need: Need, locality: Locality, authority: Authority) -> Piece:
    """The duty as a piece of text, marked RESTATED with the duty's reference."""
    origin = Origin(OriginKind.RESTATED, need.ref)
    heading = need.duty.headings[-1] if need.duty.headings else ""
    text = localise(need, locality, authority)
    return Piece(((Span(text, origin),),), origin, task=heading, needs=(need,))


def localise(need: Need, locality: Locality, authority: Authority) -> str:
    """The duty's own words with a local subject, as one sentence.

    Our own line becomes the bureau, a peer's line the peer by its local name, 各地 the bureau. What only the
    government can order goes out 经…同意 where 行文名义 says so, else as a request; a peer's act as 配合… or 商请….
    """
    known = locality_values(locality)
    bureau, government = known["本局"], known["县政府"]
    text = need.duty.text.strip().rstrip("。；;，,、") + "。"
    text = _localised_names(_without_joint_subject(text, bureau, locality), bureau, locality)
    text = _ELSEWHERE.sub("", text)
    if peer := _leading_peer(text, locality):
        asked = "配合" if need.competence is Competence.ASSIST else "商请"
        return asked + peer + _MODAL.sub("", text.removeprefix(peer))
    if match := _TOWNSHIP.match(text):
        if authority is Authority.APPROVED:
            return f"经{government}同意，{text}"
        return f"{locality.grassroots}要协助{_MODAL.sub('', text[match.end() :])}"
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
    rest = _LATER.sub(bureau, rest)
    return f"{bureau}{rest}" if first else rest


def _localised_names(text: str, bureau: str, locality: Locality) -> str:
    """`text` with the words by which a superior addresses departments replaced by their local names, not in 《》."""
    names = dict.fromkeys(locality.line, bureau) | {word: one.name for one in locality.peers for word in one.line}
    if bureau.endswith("民政局"):
        text = _OWN_OFFICES.sub(bureau, text)
    if not names:
        return text
    words = "|".join(map(re.escape, sorted(names, key=lambda word: (-len(word), word))))
    pattern = re.compile(rf"{_CITED.pattern}|{_LEVEL}({words})")
    return pattern.sub(lambda match: names[match[1]] if match[1] else match[0], text)


def _without_joint_subject(text: str, bureau: str, locality: Locality) -> str:
    """«民政、财政部门要…» said of the bureau alone, which works with the other: «县民政局要配合财政部门…»."""
    own = {word.removesuffix("部门") for word in locality.line}

    def alone(match: re.Match[str]) -> str:
        named = [name.removeprefix("各级").removeprefix("各地") for name in match[1].split("、")]
        others = "、".join(f"{name}部门" for name in named if name not in own)
        return f"{bureau}要配合{others}" if others and len(named) > len(others.split("、")) else match[0]

    return _JOINT.sub(alone, text)


def _leading_peer(text: str, locality: Locality) -> str:
    """The peer that stands at the head of `text`: by its local name, else as the superior calls it."""
    known = next((peer.name for peer in locality.peers if text.startswith(peer.name)), "")
    other = _DEPARTMENT.match(text)
    return known or (other[0] if other else "")
