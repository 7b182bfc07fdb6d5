"""Who signs a paper: the organs, and the persons for them, in the lines just above its date."""

from __future__ import annotations

from collections.abc import Sequence

from wenjian.structure.head import title_issuer
from wenjian.structure.headings import CLOSING
from wenjian.structure.lines import ATTACHMENT, BULLET, ENDS_SENTENCE, TITLE_END, Line, labelled
from wenjian.text import patterns as re
from wenjian.text.normal import letters

_MOST_LINES = 12
_LONGEST_LINE = 120
_LONGEST_NAME = 30
"""Letters of a name that does not end like an organ («示范县第一中学», «张示例»)."""
_ORGAN_END = re.compile(
    r"(?:局|部|厅|委|委员会|办公室|政府|机制|小组|院|署|中心|会|指挥部|党委|党组|处|司|社|银行|集团|联合会|办|室"
    r"|所|站|队)$"
)
_MORE_ENDS = re.compile(
    r"(?:[中小大]学|学校|园|馆|厂|[林农牧]场|台|庭|专班|工作组|专家组|[残妇文社侨科]联)(?:[（(][^（）()]{1,12}[）)])?$"
)
"""With what fewer organs end, and words that are none."""
_MINISTRIES = re.compile(r".+?(?:部(?!门|署|队)|委(?!员|办)|总局|局|署|厅|总会|总工会)(?:办公厅|办公室|党组|党委)?")
_SEALED = re.compile(r"\s*[（(](?:加盖)?(?:印章|公章|盖章|章)[）)]$")
"""Where the seal goes («示范县民政局（印章）»)."""
_SIGNER = re.compile(
    r"^[\u4e00-\u9fff]{0,24}?(?:[省市州县区盟旗乡镇部局厅处科院校所站]长|主席|主任|委员长|总理|书记|经理|董事长)"
    r"\s+[\u4e00-\u9fff·\s]{2,12}$"
)
"""Who signs an order, or for an organ: «省长　张三»."""
_OPENS_ORGAN = re.compile(
    r"(?:中共|中国|中央|全国|国家|国务院)|(?!请|各|特此|为|对|凡)[\u4e00-\u9fff×]{1,8}?(?:省|自治区|市|州|盟|县|旗|区|乡|镇|街道)"
)
"""The first words of the whole name of an organ: the place, or that it is the country's."""
_OF_THE_PLACE = re.compile(r"[省市县区](?!场|域|块)")
"""The first word of an organ that leaves out the name of its place («县民政局»)."""
_SENTENCE = re.compile(
    r"^(?:特此|此[复函告令]|以上|现[将就予]|兹|妥否|当否|专此|希|逾期)|各|的|请|须|不得|应当|必须|(?<![重主首])要(?![闻素])"
    r"|报[送告请至到]|送[达交至到]"
)
"""What the name of an organ does not say: «请将结果报送县民政局» names one and is none."""
_NAME = re.compile(r"[\u4e00-\u9fff×“”·（）()\w\s]+")


def is_organ(text: str) -> bool:
    """Whether a line may name an organ."""
    return len(text) <= 40 and ends_like_organ(text) and not re.search(r"[，。；：:、《]", text)


def ends_like_organ(text: str) -> bool:
    return bool(_ORGAN_END.search(text))


def without_seal(text: str) -> str:
    return _SEALED.sub("", text)


def read_signature(lines: Sequence[Line], title: str = "") -> tuple[tuple[str, ...], int]:
    """The organs that sign, from the lines just above the date, and how many lines they take. What else stands there
    is text, though it has no stop: a short paragraph, a list, something to choose. No more is taken where the one organ
    that the `title` names has signed.
    """
    issuer = title_issuer(title)
    signed: list[str] = []
    for line in reversed(lines[-_MOST_LINES:]):
        text = without_seal(line.text.strip())
        if not _may_sign(line):
            break
        named = bool(signed) and letters("".join((text, *signed))) in letters(title)
        if not named and not (_joins(text, signed) if signed else _signs_last(text)):
            break
        signed.insert(0, text)
        if issuer and letters("".join(signed)) == letters(issuer):
            break
    return whole_organs(signed), len(signed)


def _may_sign(line: Line) -> bool:
    text = line.text
    return not (
        line.table is not None
        or line.kind in ("heading", BULLET)
        or ENDS_SENTENCE.search(text)
        or labelled(text)
        or len(text) > _LONGEST_LINE
        or re.search(r"[，。；：:《]|^[（(]", text)
        or ATTACHMENT.match(text)
        or TITLE_END.search(text)
    )


def _signs_last(text: str) -> bool:
    """Whether the line next to the date signs: organs, who signs for one, or another name; not a sentence."""
    if _SENTENCE.search(text):
        return False
    if all(map(_names_organ, _words(text))) or _SIGNER.match(text):
        return True
    return _NAME.fullmatch(text) is not None and len(letters(text)) <= _LONGEST_NAME and not CLOSING.match(text)


def _joins(text: str, below: Sequence[str]) -> bool:
    """Whether a line above those that sign signs too: organs, or the first part of the name that goes on below."""
    if _SENTENCE.search(text):
        return False
    if _SIGNER.match(text):
        return all(map(_SIGNER.match, below))
    *organs, last = _words(text)
    if not all(map(_names_organ, organs)):
        return False
    opens = bool(organs) or _OPENS_ORGAN.match(last) is not None
    return _names_organ(last) or (opens and not _is_whole(_words(below[0])[0]))


def _is_whole(organ: str) -> bool:
    """Whether a name begins with a place, and so is no second part of one («工作领导小组»)."""
    return bool(_OPENS_ORGAN.match(organ) or _OF_THE_PLACE.match(organ) or _SIGNER.match(organ))


def _names_organ(word: str) -> bool:
    return bool(_ORGAN_END.search(word) or _MORE_ENDS.search(word))


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"\s+|、", text) if word] or [""]


def whole_organs(lines: Sequence[str]) -> tuple[str, ...]:
    """Whole organs from printed lines: a line that does not end like an organ goes on in the next one."""
    organs: list[str] = []
    open_line = False
    for line in lines:
        for word in [line] if _SIGNER.match(line) else _words(line):
            if open_line and organs:
                organs[-1] += word
            elif word:
                organs.append(word)
            open_line = not (_names_organ(organs[-1]) or _SIGNER.match(organs[-1])) if organs else False
    return tuple(part for organ in organs for part in _part_ministries(organ))


def _part_ministries(organ: str) -> tuple[str, ...]:
    """Departments printed without a break between them («民政部财政部»), when the whole text is made of such names."""
    parts = _MINISTRIES.findall(organ)
    whole = "".join(parts) == organ and len(parts) > 1 and all(len(part) >= 3 for part in parts)
    return tuple(parts) if whole else (organ,)
